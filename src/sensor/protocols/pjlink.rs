//! `PJLink`: what projectors and large displays answer to those that look after them. The name somebody gave a projector
//! is not read.

use super::buffer::Buffer;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "pjlink",
    spec: "JBMIA PJLink Specifications, class 1 version 1.04, class 2 version 2.10 (over TCP)",
    attach: &[Attach::Tcp(4352), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(PjLink::default())),
};

const GREETING: &[u8] = b"PJLINK ";
/// The longest answer has 128 characters behind its head (class 2, 2.3).
const MAX_LINE: usize = 256;
/// The allow-list.
const ANSWERS: [(&[u8], Property); 4] = [
    (b"%1INF1=", Property::Manufacturer),
    (b"%1INF2=", Property::Model),
    (b"%2SNUM=", Property::Serial),
    (b"%2SVER=", Property::SoftwareVersion),
];

/// The projector greets: `PJLINK 0`, or `PJLINK 1` and a number where it wants a password.
fn guess(bytes: &[u8]) -> Guess {
    match bytes.strip_prefix(GREETING) {
        Some([]) => Guess::More,
        Some([b'0' | b'1' | b'2' | b'E', ..]) => Guess::Server,
        Some(_) => Guess::No,
        None if GREETING.starts_with(bytes) => Guess::More,
        None => Guess::No,
    }
}

/// One TCP connection.
#[derive(Default)]
struct PjLink {
    buffer: Buffer,
}

impl Stream for PjLink {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let mut rest = bytes;
        while side == Side::Server && !rest.is_empty() {
            let end = |bytes: &[u8]| memchr::memchr(b'\r', bytes).map(|at| at.saturating_add(1));
            let Some(line) = self.buffer.until(MAX_LINE, end, &mut rest)? else { break };
            let line = line.trim_ascii();
            let known = ANSWERS.iter().find_map(|(head, property)| Some((line.strip_prefix(*head)?, *property)));
            // `ERR3`: not now; `ERRA`: the password is wrong.
            if let Some((value, property)) = known.filter(|(value, _)| !(value.starts_with(b"ERR") && value.len() == 4)) {
                emit.says(emit.server(), property, value);
            }
        }
        Ok(Next::More)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    #[test]
    fn a_projector_tells_what_it_is() {
        let exchange = [
            (Side::Server, &b"PJLINK 0\r"[..]),
            (Side::Client, b"%1INF1 ?\r%1INF2 ?\r"),
            (Side::Server, b"%1INF1=EPSON\r%1INF2=EPSON 685Wi/685WT\r%1INFO=107.107\r%1NAME=CANARY\r"),
            (Side::Client, b"%2SNUM ?\r%2SVER ?\r"),
            (Side::Server, b"%2SNUM=X3QR9700019\r%2SVER=ERR1\r%1POWR=0\r"),
        ];
        let expected = ["manufacturer=EPSON", "model=EPSON 685Wi/685WT", "serial=X3QR9700019"];
        let expected = expected.map(|fact| format!("00:00:00:00:00:05 10.0.0.2 - {fact}"));
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &exchange), expected);
        let endless = [(Side::Server, &b"PJLINK 0\r"[..]), (Side::Server, &[b'x'; 300])];
        assert_eq!(observe_stream(&PROTOCOL, &endless), ["malformed end of a line or head"]);
    }

    #[test]
    fn a_greeting_tells_a_projector() {
        assert_eq!(guess_start(&PROTOCOL, b"PJLINK 1 498e4a67\r"), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"PJLI"), Guess::More);
        assert_eq!(guess_start(&PROTOCOL, b"PJLINK x"), Guess::No);
        assert_eq!(guess_start(&PROTOCOL, b"220 ftp"), Guess::No);
    }
}
