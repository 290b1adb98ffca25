//! Heads of text protocols made like HTTP's (RFC 2326, RFC 3261): lines, and fields by name.

/// The first line, without its end.
pub(super) fn first_line(head: &[u8]) -> &[u8] {
    lines(head).next().unwrap_or_default()
}

/// The values of every field of one of these names, which are given in lower case.
pub(super) fn fields<'a>(head: &'a [u8], names: &'a [&[u8]]) -> impl Iterator<Item = &'a [u8]> {
    let heads = lines(head).skip(1).take_while(|line| !line.is_empty());
    heads.filter_map(move |line| {
        let (name, value) = line.split_at_checked(memchr::memchr(b':', line)?)?;
        let is_wanted = names.iter().any(|wanted| name.trim_ascii_end().eq_ignore_ascii_case(wanted));
        is_wanted.then(|| value.get(1..).unwrap_or_default().trim_ascii())
    })
}

/// The value of the first such field.
pub(super) fn field<'a>(head: &'a [u8], names: &'a [&[u8]]) -> Option<&'a [u8]> {
    fields(head, names).next()
}

/// The number in the first such field: 0 where it is missing, `None` where it is no number.
pub(super) fn length(head: &[u8], names: &[&[u8]]) -> Option<u64> {
    field(head, names).map_or(Some(0), |value| std::str::from_utf8(value).ok()?.parse().ok())
}

fn lines(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_fields_by_name_in_the_head_only() {
        let head = b"OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nserver : A \r\nSERVER:B\r\n\r\nServer: body";
        assert_eq!(first_line(head), b"OPTIONS * RTSP/1.0");
        assert_eq!(fields(head, &[b"server"]).collect::<Vec<_>>(), [b"A", b"B"]);
        assert_eq!((length(head, &[b"cseq"]), length(head, &[b"x"]), length(head, &[b"server"])), (Some(1), Some(0), None));
    }
}
