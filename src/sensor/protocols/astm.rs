//! ASTM E1381 and E1394, today CLSI LIS01-A2 and LIS02-A2: analysers and the laboratory system that takes their results.
//!
//! Invariant: of a header only delimiters, sender and version are held, of any other record its first letter;
//! patients, orders, results, comments and queries are passed over where they lie.

use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::base::{Endpoint, Text};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "astm",
    spec: "ASTM E1381-02, E1394-97 (CLSI LIS01-A2, LIS02-A2)",
    attach: &[Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Astm::default())),
};

/// Control characters (E1381, 6.1).
const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const EOT: u8 = 0x04;
const ENQ: u8 = 0x05;
const ACK: u8 = 0x06;
const NAK: u8 = 0x15;
/// A frame ends, but its record goes on in the next.
const ETB: u8 = 0x17;

/// Letters of record types (E1394, 4.8.2.2).
const RECORDS: &[u8] = b"HPOCRQMSL";
/// Those that tell what a system is for: orders, results, requests.
const TELLING: &[u8] = b"ORQ";

/// Recognises a header record with its delimiters, in a frame or bare.
fn guess(bytes: &[u8]) -> Guess {
    // Enquiries may be repeated.
    let asked = bytes.iter().take_while(|byte| **byte == ENQ).count();
    if asked > 8 {
        return Guess::No;
    }
    let header = match bytes.get(asked..).unwrap_or_default() {
        [] | [STX] => return Guess::More,
        [STX, b'0'..=b'7', header @ ..] => header,
        header if asked == 0 => header,
        _ => return Guess::No,
    };
    match header {
        [b'H', delimiters @ ..] => delimited(delimiters),
        [] => Guess::More,
        _ => Guess::No,
    }
}

/// Field, repeat, component and escape delimiter, all different, then a field delimiter or the end (E1394, 6.4).
fn delimited(bytes: &[u8]) -> Guess {
    let shown = bytes.get(..4).unwrap_or(bytes);
    let differ = shown.iter().enumerate().all(|(at, byte)| !shown.iter().take(at).any(|before| before == byte));
    if !differ || !shown.iter().all(u8::is_ascii_punctuation) {
        return Guess::No;
    }
    match bytes {
        [field, _, _, _, end, ..] if end == field || matches!(*end, b'\r' | ETX) => Guess::Either,
        [_, _, _, _, _, ..] => Guess::No,
        _ => Guess::More,
    }
}

/// One TCP connection.
#[derive(Default)]
struct Astm {
    client: Half,
    server: Half,
}

impl Stream for Astm {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let (own, other) = match side {
            Side::Client => (&mut self.client, &mut self.server),
            Side::Server => (&mut self.server, &mut self.client),
        };
        let subject = emit.of(side);
        let mut rest = bytes;
        while let Some(event) = own.read(&mut rest)? {
            match event {
                Event::Acknowledged => other.accepted_by(subject, emit),
                Event::Header => own.header.say(subject, emit),
                Event::Record(letter) => emit.says(subject, Property::AstmRecordSent, &[letter]),
            }
        }
        Ok(Next::More)
    }

    fn gap(&mut self, side: Side, _missing: u64) -> Next {
        let half = side.of(&mut self.client, &mut self.server);
        // The next record is understood again.
        *half = Half { step: Step::Passing, ..Half::default() };
        Next::More
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    /// Before the letter of a record, in a frame or between frames.
    #[default]
    Record,
    FrameNumber,
    /// In a header, in the field of this number.
    Header(u8),
    /// In a record that nobody reads.
    Passing,
    /// In the checksum, so many characters before its end.
    Checksum(u8),
}

/// What was found.
enum Event {
    Header,
    Record(u8),
    Acknowledged,
}

/// One side.
#[derive(Default)]
struct Half {
    step: Step,
    /// Where the next frame goes on.
    resume: Step,
    header: Header,
    /// Letters sent since the last acknowledgement, as places in [`TELLING`].
    pending: [bool; TELLING.len()],
}

impl Half {
    /// Reads up to the next thing worth saying.
    fn read(&mut self, rest: &mut &[u8]) -> Result<Option<Event>, Malformed> {
        while let Some((&byte, after)) = rest.split_first() {
            if self.step == Step::Passing {
                // The end of the record or frame is all that matters.
                let end = memchr::memchr3(b'\r', ETX, ETB, rest).unwrap_or(rest.len());
                let (ending, after) = rest.get(end..).and_then(<[u8]>::split_first).unwrap_or((&0, &[]));
                *rest = after;
                self.end(*ending, Step::Passing);
                continue;
            }
            *rest = after;
            if let Some(event) = self.take(byte)? {
                return Ok(Some(event));
            }
        }
        Ok(None)
    }

    fn take(&mut self, byte: u8) -> Result<Option<Event>, Malformed> {
        match self.step {
            Step::FrameNumber => self.step = std::mem::take(&mut self.resume),
            Step::Checksum(0 | 1) => self.step = Step::Record,
            Step::Checksum(left) => self.step = Step::Checksum(left.saturating_sub(1)),
            Step::Header(field) => return Ok(self.header(field, byte)),
            Step::Record => return self.record(byte),
            Step::Passing => {}
        }
        Ok(None)
    }

    fn record(&mut self, byte: u8) -> Result<Option<Event>, Malformed> {
        match byte {
            STX => self.step = Step::FrameNumber,
            ETX | ETB => self.end(byte, Step::Record),
            ACK => return Ok(Some(Event::Acknowledged)),
            b'\r' | b'\n' | b' ' | ENQ | EOT | NAK | 0 => {}
            b'H' => {
                self.header = Header::default();
                self.step = Step::Header(1);
            }
            letter if RECORDS.contains(&letter) => {
                self.step = Step::Passing;
                let place = TELLING.iter().position(|telling| *telling == letter);
                if let Some(pending) = place.and_then(|place| self.pending.get_mut(place)) {
                    *pending = true;
                    return Ok(Some(Event::Record(letter)));
                }
            }
            _ => {
                self.step = Step::Passing;
                return Err(Malformed("record type"));
            }
        }
        Ok(None)
    }

    /// In a header: an event when it ends.
    fn header(&mut self, field: u8, byte: u8) -> Option<Event> {
        match byte {
            ETB => self.end(byte, Step::Header(field)),
            b'\r' | ETX => {
                self.end(byte, Step::Record);
                return Some(Event::Header);
            }
            _ if field == 1 => {
                self.header.separator = byte;
                self.step = Step::Header(2);
            }
            _ if byte == self.header.separator => self.step = Step::Header(field.saturating_add(1)),
            _ => self.header.keep(field, byte),
        }
        None
    }

    /// A record or frame ends with `byte`; a record that goes on is in `within`.
    fn end(&mut self, byte: u8, within: Step) {
        (self.step, self.resume) = match byte {
            b'\r' => (Step::Record, Step::Record),
            ETX => (Step::Checksum(2), Step::Record),
            ETB => (Step::Checksum(2), within),
            _ => (self.step, self.resume),
        };
    }

    /// The other side acknowledged what this side sent.
    fn accepted_by(&mut self, subject: Endpoint, emit: &mut Emit<'_>) {
        for (pending, letter) in std::mem::take(&mut self.pending).into_iter().zip(TELLING) {
            if pending {
                emit.says(subject, Property::AstmRecordAccepted, std::slice::from_ref(letter));
            }
        }
    }
}

/// The fields of a header that may be held.
#[derive(Default)]
struct Header {
    separator: u8,
    delimiters: Vec<u8>,
    sender: Vec<u8>,
    version: Vec<u8>,
}

impl Header {
    fn keep(&mut self, field: u8, byte: u8) {
        let (place, limit) = match field {
            2 => (&mut self.delimiters, 3),
            5 => (&mut self.sender, Text::MAX),
            13 => (&mut self.version, 32),
            _ => return,
        };
        if place.len() < limit {
            place.push(byte);
        }
    }

    fn say(&self, subject: Endpoint, emit: &mut Emit<'_>) {
        // Delimiters are repeat, component, escape.
        let component = self.delimiters.get(1).copied().unwrap_or(b'^');
        let usual: Vec<u8> = self.sender.iter().map(|byte| if *byte == component { b'^' } else { *byte }).collect();
        let end = usual.iter().rposition(|byte| !matches!(byte, b'^' | b' ')).map_or(0, |at| at.saturating_add(1));
        emit.says(subject, Property::AstmSender, usual.get(..end).unwrap_or_default());
        emit.says(subject, Property::AstmVersion, &self.version);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    const CLIENT: &str = "00:00:00:00:00:0c 10.0.0.1 -";
    const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";

    fn frame(number: u8, text: &str, end: u8) -> Vec<u8> {
        let body = [&[b'0' + number][..], text.as_bytes(), &[end]].concat();
        let sum = body.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
        [&[STX][..], &body, format!("{sum:02X}\r\n").as_bytes()].concat()
    }

    #[test]
    fn an_analyser_sends_results_to_its_laboratory_system() {
        let start = frame(1, "H|\\^&||CANARYPW|CS-2500^01-", ETB);
        let header = [start, frame(2, "70^21768^^^|CANARY||||CANARY||P|1394-97|20260101\r", ETX)].concat();
        let patient = frame(2, "P|1||CANARY||CANARY^PATIENT\rO|1|CANARY||^^^PT\rR|1|^^^PT|12.", ETB);
        let result = frame(3, "5|CANARY\rC|1|I|CANARY\r", ETX);
        let last = frame(4, "L|1|N\r", ETX);
        let ack: &[u8] = &[ACK];
        let exchange: &[(Side, &[u8])] = &[
            (Side::Client, &[ENQ]),
            (Side::Server, ack),
            (Side::Client, &header),
            (Side::Server, ack),
            (Side::Client, &patient),
            (Side::Server, ack),
            (Side::Client, &result),
            (Side::Server, ack),
            (Side::Client, &last),
            (Side::Server, ack),
            (Side::Client, &[EOT]),
        ];
        let expected = [
            format!("{CLIENT} astm.sender=CS-2500^01-70^21768"),
            format!("{CLIENT} astm.version=1394-97"),
            format!("{CLIENT} astm.record_sent=O"),
            format!("{CLIENT} astm.record_sent=R"),
            format!("{SERVER} astm.record_accepted=O"),
            format!("{SERVER} astm.record_accepted=R"),
        ];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, exchange), expected);
    }

    #[test]
    fn bare_records_with_odd_delimiters() {
        let records: &[u8] = b"H!@~\\!!!HSX00~V1.0!!!!!!!P!LIS2-A2\rQ!1!CANARY\rL!1\r";
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Server, records)]);
        let expected = ["astm.sender=HSX00^V1.0", "astm.version=LIS2-A2", "astm.record_sent=Q"];
        assert_eq!(facts, expected.map(|fact| format!("{SERVER} {fact}")));
    }

    #[test]
    fn a_gap_ends_with_the_next_record() {
        let mut astm = Astm::default();
        assert_eq!(astm.gap(Side::Client, 9), Next::More);
        let mut rest: &[u8] = b"CANARY|H\r\x03";
        assert!(matches!(astm.client.read(&mut rest), Ok(None)));
        let odd: &[u8] = b"H|\\^&|||A\rXCANARY\r";
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Client, odd)]).last().unwrap(), "malformed record type");
    }

    #[test]
    fn recognises_headers_only() {
        assert_eq!(guess_start(&PROTOCOL, b"\x05\x021H|\\^&|||X"), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"H|\\^&\r"), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"\x05\x05"), Guess::More);
        for other in [&b"\x05\x01\x00"[..], b"\x05\x02\x00\x02", b"H||||||", b"HELO x", b"\x02\x31PV1", b"HTTP/", b"H|\\^&x"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
