//! FTP (RFC 959): the greeting of a server.
//!
//! Invariant: nothing after the greeting is read: no user name, no password, no file name.

use super::buffer::{Buffer, line_end};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "ftp",
    spec: "RFC 959 sections 4.2, 5.4",
    attach: &[Attach::Tcp(21), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Ftp::default())),
};

const MAX_LINE: usize = 512;
/// A greeting has at most so many lines that count.
const MAX_LINES: u8 = 8;
/// Answers that only FTP gives after a greeting: to USER, PASS, SYST, AUTH.
const ANSWERS: [&[u8]; 4] = [b"331 ", b"230 ", b"215 ", b"234 "];

/// A greeting `220` is SMTP's too: what its text says decides, or the answer that follows.
fn guess(bytes: &[u8]) -> Guess {
    if !bytes.starts_with(b"220") {
        return if b"220".starts_with(bytes) { Guess::More } else { Guess::No };
    }
    if bytes.get(3).is_some_and(|byte| !matches!(byte, b' ' | b'-')) {
        return Guess::No;
    }
    let mut rest = bytes;
    while let Some((line, after)) = line_end(rest).and_then(|end| rest.split_at_checked(end)) {
        rest = after;
        let lower = line.to_ascii_lowercase();
        let has = |word: &[u8]| memchr::memmem::find(&lower, word).is_some();
        if has(b"smtp") || has(b"mail") || line.starts_with(b"250") || line.starts_with(b"221") {
            return Guess::No;
        }
        if has(b"ftp") || ANSWERS.iter().any(|answer| line.starts_with(answer)) {
            return Guess::Server;
        }
    }
    if rest.len() > MAX_LINE { Guess::No } else { Guess::More }
}

/// One control connection.
#[derive(Default)]
struct Ftp {
    buffer: Buffer,
    lines: u8,
}

impl Stream for Ftp {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        if side == Side::Client {
            return Ok(Next::More);
        }
        let mut rest = bytes;
        while let Some(line) = self.buffer.until(MAX_LINE, line_end, &mut rest)? {
            if self.lines == 0 && !line.starts_with(b"220") {
                return Err(Malformed("greeting"));
            }
            let text = line.strip_prefix(b"220-").or_else(|| line.strip_prefix(b"220 ")).unwrap_or(line).trim_ascii();
            self.lines = self.lines.saturating_add(1);
            if !is_fleeting(text) {
                emit.says(emit.server(), Property::FtpBanner, text);
            }
            // The last line of a greeting (4.2).
            if line.starts_with(b"220 ") || self.lines >= MAX_LINES {
                return Ok(Next::Done);
            }
        }
        Ok(Next::More)
    }
}

/// Lines without a word, and those that differ from one greeting to the next.
fn is_fleeting(text: &[u8]) -> bool {
    let lower = text.to_ascii_lowercase();
    let fleeting = [&b"local time"[..], b"user number", b"users", b"anonymous"];
    !text.iter().any(u8::is_ascii_alphabetic) || fleeting.iter().any(|word| memchr::memmem::find(&lower, word).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";

    #[test]
    fn a_server_greets_and_logins_stay_unread() {
        let greeting: &[u8] = b"220-----------\r\n220-Welcome to Pure-FTPd\r\n220-You are user number 1 of 50\r\n220 Ward printer\r\n331 CANARY\r\n";
        let exchange: &[(Side, &[u8])] = &[(Side::Server, greeting), (Side::Client, b"USER CANARY\r\n")];
        let expected = ["ftp.banner=Welcome to Pure-FTPd", "ftp.banner=Ward printer"];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, exchange), expected.map(|fact| format!("{SERVER} {fact}")));
        let other: &[u8] = b"421 too many\r\n";
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Server, other)]), ["malformed greeting"]);
    }

    #[test]
    fn recognises_ftp_and_not_mail() {
        assert_eq!(guess_start(&PROTOCOL, b"220 VxWorks (5.4.2) FTP server ready\r\n"), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"220 ready\r\n331 Password required for x\r\n"), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"220 ready\r\n"), Guess::More);
        for other in [&b"220 host ESMTP Postfix\r\n"[..], b"220 ready\r\n250 host\r\n", b"2200", b"230 x", b"SSH-"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
