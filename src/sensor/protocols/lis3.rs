//! Siemens' laboratory interface LIS3: blood gas analysers (RAPIDLab, RAPIDPoint) and their data manager.
//!
//! Invariant: of a message only the fields on the allow-list are held, those that describe the analyser; patients, operators and
//! results are passed over where they lie.

use super::{Attach, Emit, Entry, Guess, Next, Parts, Protocol, Side, Stream};
use crate::base::Text;
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "lis3",
    spec: "Siemens Healthineers, LIS3 interface of the RAPIDLab and RAPIDPoint systems",
    attach: &[Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Lis3::default())),
};

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
/// Behind the message's name and behind each field.
const FS: u8 = 0x1c;
/// Behind a field's key and each part of its value.
const GS: u8 = 0x1d;
/// Before a group of fields.
const RS: u8 = 0x1e;
/// The longest name of a message.
const MAX_NAME: usize = 20;
/// Messages that have no other name in common use: anything else of that shape may be another protocol's.
const MESSAGES: &[&[u8]] =
    &[b"ID_DATA", b"ID_REQ", b"SMP_", b"CAL_", b"QC_", b"SYS_", b"STATUS_", b"ACK", b"NAK", b"PAT_", b"TIME_"];

/// Recognises a message by its name and the separators behind it.
fn guess(bytes: &[u8]) -> Guess {
    let Some(message) = bytes.strip_prefix(&[STX]) else { return if bytes.is_empty() { Guess::More } else { Guess::No } };
    let is_name = |byte: &u8| byte.is_ascii_uppercase() || *byte == b'_';
    let length = message.iter().take_while(|byte| is_name(byte)).count();
    let name = message.get(..length).unwrap_or_default();
    match message.get(length..).unwrap_or_default() {
        [] if length <= MAX_NAME => Guess::More,
        [FS] if MESSAGES.iter().any(|known| name.starts_with(known)) => Guess::More,
        [FS, RS | ETX, ..] if MESSAGES.iter().any(|known| name.starts_with(known)) => Guess::Either,
        _ => Guess::No,
    }
}

/// What a field says, when it may be held. `aMOD` of a data manager is `LIS`.
fn wanted(key: &[u8]) -> Option<Property> {
    match key {
        b"aMOD" => Some(Property::Model),
        b"iIID" => Some(Property::Serial),
        _ => None,
    }
}

/// One TCP connection.
#[derive(Default)]
struct Lis3 {
    client: Half,
    server: Half,
}

/// One side.
#[derive(Default)]
struct Half {
    key: Vec<u8>,
    value: Vec<u8>,
    /// How many separators of its own the field has behind it.
    parts: u8,
    analyser: Parts,
    is_manager: bool,
}

impl Stream for Lis3 {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        for &byte in bytes {
            match byte {
                STX => *half = Half::default(),
                ETX => {
                    half.end_field();
                    if !half.is_manager {
                        emit.described(emit.of(side), &half.analyser);
                    }
                    *half = Half::default();
                }
                FS | RS => half.end_field(),
                GS => half.parts = half.parts.saturating_add(1),
                _ => half.keep(byte),
            }
        }
        Ok(Next::More)
    }

    fn gap(&mut self, side: Side, _missing: u64) -> Next {
        *side.of(&mut self.client, &mut self.server) = Half::default();
        Next::More
    }
}

impl Half {
    fn keep(&mut self, byte: u8) {
        match self.parts {
            0 if self.key.len() < MAX_NAME => self.key.push(byte),
            1 if self.value.len() < Text::MAX && wanted(&self.key).is_some() => self.value.push(byte),
            _ => {}
        }
    }

    fn end_field(&mut self) {
        if let Some(property) = wanted(&self.key) {
            self.is_manager |= property == Property::Model && self.value == b"LIS";
            self.analyser.push(property, &self.value);
        }
        self.key.clear();
        self.value.clear();
        self.parts = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    const SAMPLE: &[u8] = b"\x02SMP_NEW_DATA\x1c\x1eaMOD\x1dRP500\x1d\x1d\x1d\x1ciIID\x1d41704\x1d\x1d\x1d\x1c\
        iPID\x1dCANARY\x1d\x1d\x1d\x1cmpH\x1dCANARY\x1d\x1d\x1d\x1c\x1e\x039F\x04";
    const MANAGER: &[u8] = b"\x02ID_DATA\x1c\x1eaMOD\x1dLIS\x1d\x1d\x1d\x1ciIID\x1d333\x1d\x1d\x1d\x1c\x1e\x03D8\x04";

    #[test]
    fn an_analyser_names_itself_and_its_manager_does_not() {
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, SAMPLE), (Side::Server, MANAGER)]);
        assert_eq!(facts, ["00:00:00:00:00:0c 10.0.0.1 - equipment model=\"RP500\" serial=\"41704\""]);
        for size in [1, 7, 100] {
            let pieces: Vec<_> = SAMPLE.chunks(size).map(|piece| (Side::Client, piece)).collect();
            assert!(!observe_stream(&PROTOCOL, &pieces).concat().contains("CANARY"), "in pieces of {size}");
        }
    }

    #[test]
    fn recognises_messages_only() {
        assert_eq!(guess_start(&PROTOCOL, SAMPLE), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"\x02ACK\x1c\x1e\x03"), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"\x02SMP_NEW"), Guess::More);
        for other in [&b"\x021H|\\^&"[..], b"\x02\x1emtrsl|", b"\x02HELLO\x1c\x1e", b"ID_DATA\x1c", b"\x02ID_DATA|"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
