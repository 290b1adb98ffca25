//! SMTP (RFC 5321): the greeting of a server, and the name by which a client greets it.
//!
//! Invariant: nothing behind the first line of each side is read: no sender, no recipient, no password, no letter.

use super::buffer::{Buffer, line_end};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "smtp",
    spec: "RFC 5321 sections 3.1, 4.1.1.1, 4.2",
    attach: &[Attach::Tcp(25), Attach::Tcp(587), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Smtp::default())),
};

/// The longest line of a reply (4.5.3.1.5).
const MAX_LINE: usize = 512;
/// The greetings of clients (4.1.1.1).
const HELLOS: [&[u8]; 2] = [b"EHLO ", b"HELO "];

/// A greeting `220` is FTP's too: only what names the protocol is taken.
fn guess(bytes: &[u8]) -> Guess {
    if HELLOS.iter().any(|hello| bytes.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(hello))) {
        return Guess::Client;
    }
    if HELLOS.iter().any(|hello| hello.get(..bytes.len()).is_some_and(|start| start.eq_ignore_ascii_case(bytes))) {
        return Guess::More;
    }
    if b"220 ".starts_with(bytes) || b"220-".starts_with(bytes) {
        return Guess::More;
    }
    if !bytes.starts_with(b"220 ") && !bytes.starts_with(b"220-") {
        return Guess::No;
    }
    match line_end(bytes).and_then(|end| bytes.get(..end)) {
        Some(line) if names_smtp(line) => Guess::Server,
        None if bytes.len() < MAX_LINE => Guess::More,
        _ => Guess::No,
    }
}

fn names_smtp(line: &[u8]) -> bool {
    line.windows(4).any(|word| word.eq_ignore_ascii_case(b"smtp"))
}

#[derive(Default)]
struct Smtp {
    client: Half,
    server: Half,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    is_finished: bool,
}

impl Stream for Smtp {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        if !half.is_finished
            && let Some(line) = half.buffer.until(MAX_LINE, line_end, &mut rest)?
        {
            let line = line.trim_ascii_end();
            match side {
                Side::Server => {
                    let text = line.get(4..).filter(|_| line.starts_with(b"220")).ok_or(Malformed("greeting"))?;
                    emit.says(emit.server(), Property::SmtpBanner, text);
                }
                Side::Client => {
                    let name = line.get(5..).and_then(host).unwrap_or_default();
                    emit.says(emit.client(), Property::HostName, name);
                }
            }
            half.is_finished = true;
            half.buffer.clear();
        }
        Ok(if self.client.is_finished && self.server.is_finished { Next::Done } else { Next::More })
    }
}

/// The first label of the name in a greeting; an address in brackets and the usual filler are none.
fn host(name: &[u8]) -> Option<&[u8]> {
    let label = name.trim_ascii().split(|byte| *byte == b'.').next()?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let is_number = label.iter().all(u8::is_ascii_digit);
    let is_usual = label.eq_ignore_ascii_case(b"localhost");
    (label.iter().all(is_name) && !is_number && !is_usual).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream_in_pieces};

    fn facts(greeting: &[u8], hello: &[u8]) -> Vec<String> {
        observe_stream_in_pieces(&PROTOCOL, &[(Side::Server, greeting), (Side::Client, hello)])
    }

    #[test]
    fn both_ends_greet_and_no_letter_is_read() {
        let expected = [
            "00:00:00:00:00:05 10.0.0.2 - smtp.banner=mail.ward.lab ESMTP Postfix (Debian)",
            "00:00:00:00:00:0c 10.0.0.1 - host_name=RNP58387912",
        ];
        let hello: &[u8] = b"EHLO RNP58387912.ward.lab\r\nMAIL FROM:<CANARY@ward.lab>\r\nRCPT TO:<CANARY@ward.lab>\r\n";
        assert_eq!(facts(b"220 mail.ward.lab ESMTP Postfix (Debian)\r\n250 CANARY\r\n", hello), expected);
        for hello in [&b"HELO [10.0.0.1]\r\n"[..], b"EHLO localhost.localdomain\r\n", b"EHLO 10.0.0.1\r\n"] {
            assert_eq!(facts(b"220 x ESMTP\r\n", hello).len(), 1);
        }
    }

    #[test]
    fn recognises_greetings_that_name_it() {
        assert_eq!(guess_start(&PROTOCOL, b"220 mail ESMTP\r\n"), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"ehlo printer\r\n"), Guess::Client);
        for other in [&b"220 (vsFTPd 3.0.3)\r\n"[..], b"331 Password\r\n", b"HELP\r\n", b"GET / HTTP"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No);
        }
    }
}
