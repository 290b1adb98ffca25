//! Dräger MEDIBUS (manual revision 4.03) on raw TCP: ventilators and anaesthesia machines behind terminal servers.
//!
//! Only the answer to the identification request is read. The address is the terminal server's, so that what it tells is
//! a piece of equipment.

use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::base::Text;
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "medibus",
    spec: "Dräger MEDIBUS protocol definition, revision 4.03 (commands, identification), on raw TCP",
    attach: &[Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Medibus::default())),
};

/// What begins a command and an answer, and what ends both.
const COMMAND: u8 = 0x1b;
const ANSWER: u8 = 0x01;
const END: u8 = 0x0d;
/// Command codes: initialise, identify, no operation.
const IDENTIFY: u8 = b'R';
const OPENING: [u8; 3] = [b'Q', IDENTIFY, b'0'];

/// The longest identification: code, id, name in apostrophes, revisions, checksum.
const MAX_FRAME: usize = 64;
/// Frames that are read before a device that was not asked who it is counts as silent.
const MAX_FRAMES: u32 = 20_000;

/// Short commands with a right checksum; realtime data, with its eighth bit set, may lie between.
fn guess(bytes: &[u8]) -> Guess {
    let mut frame = Frame::default();
    for byte in bytes.iter().take(MAX_FRAME) {
        if frame.is_empty() && !matches!(*byte, COMMAND | ANSWER) {
            return Guess::No;
        }
        if frame.len() == 1 && !OPENING.contains(byte) && *byte < 0x80 {
            return Guess::No;
        }
        if let Some(whole) = frame.push(*byte) {
            return if text(whole).is_some() { Guess::Either } else { Guess::No };
        }
    }
    if bytes.len() < MAX_FRAME { Guess::More } else { Guess::No }
}

/// A frame without its end, put together byte by byte.
#[derive(Default)]
struct Frame {
    bytes: Vec<u8>,
    whole: bool,
}

impl Frame {
    fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Takes a byte; the frame when it ends with it.
    fn push(&mut self, byte: u8) -> Option<&[u8]> {
        if std::mem::take(&mut self.whole) {
            self.bytes.clear();
        }
        match byte {
            // Realtime data.
            0x80.. => {}
            COMMAND | ANSWER => {
                self.bytes.clear();
                self.bytes.push(byte);
            }
            END if !self.bytes.is_empty() => {
                self.whole = true;
                return Some(&self.bytes);
            }
            _ if self.bytes.is_empty() => {}
            // Something longer than what is read: measured values.
            _ if self.bytes.len() >= MAX_FRAME => self.bytes.clear(),
            _ => self.bytes.push(byte),
        }
        None
    }
}

/// Code and text of a frame whose checksum, the sum of all before it in two hex digits, is right.
fn text(frame: &[u8]) -> Option<&[u8]> {
    let (text, check) = frame.split_last_chunk::<2>()?;
    let sum = text.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    let told = u8::from_str_radix(std::str::from_utf8(check).ok()?, 16).ok()?;
    if sum == told { text.get(1..) } else { None }
}

#[derive(Default)]
struct Medibus {
    client: Frame,
    server: Frame,
    frames: u32,
}

impl Stream for Medibus {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let frame = side.of(&mut self.client, &mut self.server);
        for byte in bytes {
            let Some(whole) = frame.push(*byte) else { continue };
            self.frames = self.frames.saturating_add(1);
            let answer = whole.first() == Some(&ANSWER);
            if let Some([IDENTIFY, identity @ ..]) = text(whole).filter(|_| answer)
                && !identity.is_empty()
            {
                says_identity(identity, side, emit)?;
            }
        }
        Ok(if self.frames < MAX_FRAMES { Next::More } else { Next::Done })
    }

    fn gap(&mut self, side: Side, _missing: u64) -> Next {
        *side.of(&mut self.client, &mut self.server) = Frame::default();
        Next::More
    }
}

/// Four hex digits, the name in apostrophes, the device's revision, a colon, that of MEDIBUS.
fn says_identity(identity: &[u8], side: Side, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(identity);
    let number = reader.take(4, "device id")?;
    let name = reader.rest().strip_prefix(b"'").ok_or(Malformed("device name"))?;
    let end = memchr::memrchr(b'\'', name).ok_or(Malformed("device name"))?;
    let (name, rest) = name.split_at_checked(end).ok_or(Malformed("device name"))?;
    let revision = rest.get(1..).unwrap_or_default().split(|byte| *byte == b':').next().unwrap_or_default();
    if !number.iter().all(u8::is_ascii_hexdigit) || name.len() > 32 {
        return Err(Malformed("device id"));
    }
    let parts = [(Property::MedibusDeviceId, number), (Property::Model, name), (Property::SoftwareVersion, revision)];
    let parts = parts.into_iter().filter_map(|(property, text)| Some((property, Text::from_wire(text)?))).collect();
    emit.equipment(emit.of(side), parts);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    fn frame(first: u8, text: &str) -> Vec<u8> {
        let data = [&[first][..], text.as_bytes()].concat();
        let sum = data.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
        [&data[..], format!("{sum:02X}\r").as_bytes()].concat()
    }

    #[test]
    fn the_manuals_examples_have_their_checksums() {
        assert_eq!(frame(COMMAND, "Q"), [0x1b, 0x51, 0x36, 0x43, 0x0d]);
        assert_eq!(frame(ANSWER, "Q"), [0x01, 0x51, 0x35, 0x32, 0x0d]);
        assert_eq!(frame(COMMAND, "R"), [0x1b, 0x52, 0x36, 0x44, 0x0d]);
    }

    #[test]
    fn an_identification_tells_the_device_behind_the_server() {
        let command = [frame(COMMAND, "Q"), frame(COMMAND, "R")].concat();
        let mut identity = frame(ANSWER, "R8214'Evita XL'07.02:04.03");
        identity.splice(3..3, [0x84, 0x9f]);
        let answer = [frame(ANSWER, "Q"), identity, frame(ANSWER, "$CANARY"), vec![b'x'; 300]].concat();
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, &command), (Side::Server, &answer)]);
        assert_eq!(facts.len(), 1, "{facts:?}");
        assert!(facts[0].starts_with("00:00:00:00:00:05 10.0.0.2 - equipment model="), "{facts:?}");
        for part in ["Evita XL", "07.02", "8214"] {
            assert!(facts[0].contains(part), "{facts:?}");
        }
        let odd = frame(ANSWER, "RZZZZ'CANARY'");
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Server, &odd)]), ["malformed device id"]);
        let mut wrong = frame(ANSWER, "R8214'Evita'1:1");
        wrong[3] ^= 1;
        assert!(observe_stream(&PROTOCOL, &[(Side::Server, &wrong)]).is_empty(), "a wrong checksum");
    }

    #[test]
    fn recognises_commands_by_their_checksum() {
        assert_eq!(guess_start(&PROTOCOL, &frame(COMMAND, "0")), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"\x1bQ6"), Guess::More);
        for other in [&b"\x1b[2J\r"[..], b"\x1bQ6D\r", b"\x01\x00\x00", b"SSH-2.0"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No);
        }
    }
}
