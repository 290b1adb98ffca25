//! The head of a request by HTTP/1.1 (RFC 9112, 3), one request a connection: of a webhook, and of whoever asks a provider.

/// Where a request goes.
pub(crate) struct Place<'a> {
    /// Name or address.
    pub(crate) host: &'a str,
    /// Only where it is not the usual one.
    pub(crate) port: Option<u16>,
    /// Path and query.
    pub(crate) path: &'a str,
}

/// What stands before a body of `length` bytes. A value that would end its line is refused.
pub(crate) fn head(method: &str, place: &Place<'_>, fields: &[(&str, &str)], length: usize) -> Result<String, String> {
    let Place { host, port, path } = place;
    let host = if host.contains(':') { format!("[{host}]") } else { (*host).to_owned() };
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    let root = if path.starts_with('/') { "" } else { "/" };
    let version = env!("CARGO_PKG_VERSION");
    let mut head = format!("{method} {root}{path} HTTP/1.1\r\nHost: {host}{port}\r\nUser-Agent: wardwatch/{version}\r\n");
    for (name, value) in fields {
        if !value.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
            return Err(format!("what {name} shall hold is no header's value"));
        }
        head.extend([*name, ": ", *value, "\r\n"]);
    }
    Ok(head + &format!("Content-Length: {length}\r\nConnection: close\r\n\r\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_names_where_it_goes_and_nothing_breaks_out_of_it() {
        let place = Place { host: "::1", port: Some(8443), path: "?a=1" };
        let text = head("POST", &place, &[("Accept", "text/plain; q=1")], 3).unwrap();
        let lines: Vec<&str> = text.split("\r\n").filter(|line| !line.starts_with("User-Agent")).collect();
        let wanted =
            ["POST /?a=1 HTTP/1.1", "Host: [::1]:8443", "Accept: text/plain; q=1", "Content-Length: 3", "Connection: close"];
        assert_eq!(lines, [wanted.as_slice(), &["", ""]].concat());
        let text = head("GET", &Place { host: "h.example", port: None, path: "/x" }, &[], 0).unwrap();
        assert!(text.starts_with("GET /x HTTP/1.1\r\nHost: h.example\r\n"), "{text}");
        for bad in ["a\r\nX: y", "a\n", "\u{e9}"] {
            assert!(head("GET", &place, &[("Authorization", bad)], 0).is_err_and(|why| !why.contains(bad)), "{bad:?}");
        }
    }
}
