//! Asking the provider: HTTP/1.1 (RFC 9112), one request a connection, every wait and every answer bounded.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::sinks::http::{Place, head};
use crate::sinks::net::{Dial, Stream};
use crate::sinks::settings::address;
use crate::web::fields::encode;

/// How long the provider may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The most bytes of an answer.
const MOST: u64 = 1 << 20;

/// Whoever asks.
pub(super) struct Client {
    dial: Dial,
}

impl Client {
    pub(super) fn new(ca: Option<PathBuf>) -> Self {
        Self { dial: Dial::to(PATIENCE, ca) }
    }

    /// The JSON at an address.
    pub(super) fn json(&self, url: &str) -> Result<Value, String> {
        self.ask("GET", url, &[], "")
    }

    /// Sends a form, with a name and its secret where they are given (RFC 6749, 2.3.1); the JSON that comes back.
    pub(super) fn post(&self, url: &str, form: &[(&str, &str)], basic: Option<(&str, &str)>) -> Result<Value, String> {
        let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let authorization = basic.map(|(name, secret)| {
            let both = STANDARD.encode(format!("{}:{}", encode(name), encode(secret)));
            format!("Basic {both}")
        });
        let mut fields = vec![("Content-Type", "application/x-www-form-urlencoded")];
        fields.extend(authorization.as_deref().map(|value| ("Authorization", value)));
        self.ask("POST", url, &fields, &body.join("&"))
    }

    fn ask(&self, method: &str, url: &str, fields: &[(&str, &str)], body: &str) -> Result<Value, String> {
        let (scheme, host, port, path) = address(url).map_err(|error| error.to_string())?;
        let mut stream = match scheme.as_str() {
            "https" => self.dial.connect_tls(&host, port.unwrap_or(443))?,
            "http" if is_here(&host) => Stream::Plain(self.dial.connect(&host, port.unwrap_or(80))?),
            _ => return Err(format!("{host} is to be asked by https")),
        };
        let fields = [&[("Accept", "application/json")], fields].concat();
        let request = head(method, &Place { host: &host, port, path: &path }, &fields, body.len())? + body;
        let broken = |error: std::io::Error| format!("{host}: {error}");
        stream.write_all(request.as_bytes()).and_then(|()| stream.flush()).map_err(broken)?;
        let mut bytes = Vec::new();
        match stream.take(MOST).read_to_end(&mut bytes) {
            // Closed without close_notify: the length below tells whether all is there.
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {}
            other => drop(other.map_err(broken)?),
        }
        let (status, content) = answer(&bytes).map_err(|what| format!("{host}: {what}"))?;
        if status != 200 {
            return Err(format!("{host} answered with {status}"));
        }
        serde_json::from_slice(&content).map_err(|_| format!("{host} answered with no JSON"))
    }
}

/// Whether a host is this machine: only there nobody listens in between.
fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Status and content of an answer that is there as a whole.
fn answer(bytes: &[u8]) -> Result<(u16, Vec<u8>), &'static str> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut parsed = httparse::Response::new(&mut headers);
    let length = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        _ => return Err("no answer"),
    };
    let header = |name: &str| {
        let found = parsed.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.and_then(|header| std::str::from_utf8(header.value).ok())
    };
    let rest = bytes.get(length..).unwrap_or_default();
    let content = if header("transfer-encoding").is_some_and(|how| how.to_ascii_lowercase().contains("chunked")) {
        unchunked(rest).ok_or("half an answer")?
    } else if let Some(length) = header("content-length").and_then(|length| length.trim().parse::<usize>().ok()) {
        rest.get(..length).ok_or("half an answer")?.to_vec()
    } else {
        rest.to_vec()
    };
    Ok((parsed.code.unwrap_or(0), content))
}

/// The content of chunks (RFC 9112, 7.1).
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    loop {
        let Ok(httparse::Status::Complete((at, size))) = httparse::parse_chunk_size(rest) else { return None };
        let size = usize::try_from(size).ok()?;
        if size == 0 {
            return Some(content);
        }
        let end = at.checked_add(size)?;
        content.extend_from_slice(rest.get(at..end)?);
        rest = rest.get(end.checked_add(2)?..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_whole_or_none() {
        let read = |text: &str| answer(text.as_bytes());
        assert_eq!(read("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}rest"), Ok((200, b"{}".to_vec())));
        assert_eq!(read("HTTP/1.1 404 No\r\n\r\nx"), Ok((404, b"x".to_vec())));
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\n\r\n";
        assert_eq!(read(chunked), Ok((200, b"{\"a\":1}".to_vec())));
        for half in ["HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}", &chunked[..chunked.len() - 9], "HTTP/1.1 200", ""] {
            assert!(read(half).is_err(), "{half:?}");
        }
    }

    #[test]
    fn nobody_is_asked_in_the_clear() {
        let client = Client::new(None);
        for url in ["http://id.example/x", "ftp://127.0.0.1/x", "http://10.0.0.1/x", "id.example"] {
            assert!(client.json(url).is_err(), "{url}");
        }
        assert!(is_here("127.0.0.1") && is_here("::1") && is_here("localhost") && !is_here("localhost.example"));
    }
}
