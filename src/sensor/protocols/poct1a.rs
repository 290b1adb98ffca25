//! POCT1-A (CLSI POCT1-A2), device messaging layer: bedside and hand-held analysers and their data manager.
//!
//! Invariant: an attribute is held only in an element on the allow-list; patients, operators, orders, observations and
//! notes are passed over where they lie, their names included.

use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::base::{Endpoint, Text};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "poct1a",
    spec: "CLSI POCT1-A2 (POCT01-A2), device messaging layer",
    attach: &[Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Poct1a::default())),
};

/// Element names that are read have at most so many letters.
const MAX_NAME: usize = 24;
/// The longest value that is held.
const MAX_VALUE: usize = Text::MAX;
/// A device has at most so many parts.
const MAX_PARTS: usize = 16;
/// Messages that only a device sends.
const OF_DEVICES: &[&[u8]] = &[b"HEL", b"DST", b"OBS", b"EVS"];
/// Messages that only a data manager sends.
const OF_MANAGERS: &[&[u8]] = &[b"REQ", b"OPL", b"PTL", b"DTV"];

/// Recognises the first message, behind an XML declaration.
fn guess(bytes: &[u8]) -> Guess {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if text.is_empty() {
        return if bytes.len() < 8 { Guess::More } else { Guess::No };
    }
    if b"<?xml".starts_with(text.get(..5).unwrap_or(text)) {
        let Some(end) = memchr::memmem::find(text, b"?>") else { return Guess::More };
        return root(text.get(end.saturating_add(2)..).unwrap_or_default().trim_ascii_start());
    }
    root(text)
}

/// `<HEL.R01` and its kin.
fn root(text: &[u8]) -> Guess {
    let name = text.get(1..9).unwrap_or_default();
    if !text.starts_with(b"<") && !text.is_empty() {
        return Guess::No;
    }
    let wanted = |at: usize, byte: &u8| match at {
        0..=2 => byte.is_ascii_uppercase(),
        3 => *byte == b'.',
        4 => *byte == b'R',
        5 => *byte == b'0',
        6 => byte.is_ascii_digit(),
        _ => matches!(byte, b'>' | b' ' | b'\r' | b'\n' | b'\t'),
    };
    let shown = text.get(1..).unwrap_or_default();
    if !shown.iter().take(8).enumerate().all(|(at, byte)| wanted(at, byte)) {
        return Guess::No;
    }
    match name.get(..3) {
        None => Guess::More,
        Some(kind) if OF_DEVICES.contains(&kind) => Guess::Client,
        Some(kind) if OF_MANAGERS.contains(&kind) => Guess::Server,
        Some(_) => Guess::Either,
    }
}

/// One TCP connection.
#[derive(Default)]
struct Poct1a {
    client: Half,
    server: Half,
}

impl Stream for Poct1a {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        half.read(bytes, emit.of(side), emit);
        Ok(Next::More)
    }

    fn gap(&mut self, side: Side, _missing: u64) -> Next {
        let half = side.of(&mut self.client, &mut self.server);
        *half = Half::default();
        Next::More
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    /// Between tags.
    #[default]
    Outside,
    Name,
    /// In a tag of which nothing is wanted; the quote it is in, or 0.
    Unwanted(u8),
    /// In a wanted tag, before a value; whether the attribute's name is `V`.
    Attribute {
        is_v: bool,
        before: u8,
    },
    /// In the value of another attribute, which this quote ends.
    Other(u8),
    /// In the value of `V`, which this quote ends.
    Value(u8),
}

/// The allow-list: what an element says.
fn wanted(name: &[u8]) -> Option<Property> {
    // Some devices write what describes them beside their capabilities.
    let field = name.strip_prefix(b"DEV.").or_else(|| name.strip_prefix(b"DCP."))?;
    Some(match field {
        b"device_id" => Property::Poct1aDeviceId,
        b"manufacturer_name" | b"vendor_id" => Property::Manufacturer,
        b"model_id" => Property::Model,
        b"serial_id" => Property::Serial,
        b"hw_version" => Property::HardwareVersion,
        b"sw_version" => Property::SoftwareVersion,
        _ => return None,
    })
}

/// One side.
#[derive(Default)]
struct Half {
    step: Step,
    name: Vec<u8>,
    value: Vec<u8>,
    device: Vec<(Property, Text)>,
}

impl Half {
    fn read(&mut self, bytes: &[u8], subject: Endpoint, emit: &mut Emit<'_>) {
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.step == Step::Outside {
                let Some(start) = memchr::memchr(b'<', rest) else { return };
                rest = rest.get(start.saturating_add(1)..).unwrap_or_default();
                self.name.clear();
                self.step = Step::Name;
                continue;
            }
            let Some((&byte, after)) = rest.split_first() else { return };
            rest = after;
            self.step = self.take(byte, subject, emit);
        }
    }

    fn take(&mut self, byte: u8, subject: Endpoint, emit: &mut Emit<'_>) -> Step {
        match self.step {
            Step::Outside => Step::Outside,
            Step::Name => self.letter(byte, subject, emit),
            Step::Unwanted(0) => match byte {
                b'>' => Step::Outside,
                b'"' | b'\'' => Step::Unwanted(byte),
                _ => Step::Unwanted(0),
            },
            Step::Unwanted(quote) => Step::Unwanted(if byte == quote { 0 } else { quote }),
            Step::Attribute { is_v, before } => self.attribute(is_v, before, byte),
            Step::Other(quote) if byte == quote => Step::Attribute { is_v: false, before: byte },
            Step::Other(quote) => Step::Other(quote),
            Step::Value(quote) if byte == quote => {
                self.keep();
                Step::Unwanted(0)
            }
            Step::Value(quote) => {
                if self.value.len() < MAX_VALUE {
                    self.value.push(byte);
                }
                Step::Value(quote)
            }
        }
    }

    fn letter(&mut self, byte: u8, subject: Endpoint, emit: &mut Emit<'_>) -> Step {
        let ends = byte == b'>' || byte.is_ascii_whitespace() || (byte == b'/' && !self.name.is_empty());
        if !ends {
            if self.name.len() >= MAX_NAME {
                return Step::Unwanted(if matches!(byte, b'"' | b'\'') { byte } else { 0 });
            }
            self.name.push(byte);
            return Step::Name;
        }
        let name = self.name.as_slice();
        if is_message(name) {
            emit.says(subject, Property::Poct1aMessageSent, name);
        }
        if is_message(name.strip_prefix(b"/").unwrap_or(name)) || matches!(name, b"/DEV" | b"DEV") {
            emit.equipment(subject, std::mem::take(&mut self.device));
        }
        match byte {
            b'>' => Step::Outside,
            _ if wanted(name).is_some() => Step::Attribute { is_v: false, before: b' ' },
            _ => Step::Unwanted(0),
        }
    }

    fn attribute(&mut self, is_v: bool, before: u8, byte: u8) -> Step {
        match byte {
            b'>' => Step::Outside,
            b'"' | b'\'' if is_v => {
                self.value.clear();
                Step::Value(byte)
            }
            b'"' | b'\'' => Step::Other(byte),
            b'=' => Step::Attribute { is_v, before },
            _ if byte.is_ascii_whitespace() => Step::Attribute { is_v, before: byte },
            _ => Step::Attribute { is_v: byte == b'V' && !before.is_ascii_alphanumeric(), before: byte },
        }
    }

    fn keep(&mut self) {
        let (Some(property), Some(text)) = (wanted(&self.name), Text::from_wire(&self.value)) else { return };
        if self.device.len() >= MAX_PARTS {
            return;
        }
        // Of two values the first counts, and the maker's name is better than its code.
        let place = if self.name.ends_with(b"manufacturer_name") { 0 } else { self.device.len() };
        self.device.insert(place, (property, text));
    }
}

/// Whether an element is a whole message: `OBS.R01`.
fn is_message(name: &[u8]) -> bool {
    matches!(name, [a, b, c, b'.', b'R', b'0', digit]
        if [a, b, c].iter().all(|letter| letter.is_ascii_uppercase()) && digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream_in_pieces};

    const CLIENT: &str = "00:00:00:00:00:0c 10.0.0.1 -";
    const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";

    const HELLO: &[u8] = b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<HEL.R01>\
        <HDR><HDR.message_type V=\"HEL.R01\" SN=\"x\"/><HDR.control_id V=\"1\"/><HDR.version_id V=\"POCT1\"/></HDR>\
        <DEV><DEV.device_id V=\"00190EFFFE01A2B3\"/><DEV.vendor_id V=\"QDL\"/><DEV.model_id SN='MODEL>' V = 'Sofia'/>\
        <DEV.serial_id V=\"00010387\"/><DEV.manufacturer_name V=\"QUIDEL\"/><DEV.hw_version V=\"B\"/>\
        <DEV.sw_version V=\"02.03.01\"/><DEV.device_name V=\"CANARY\"/>\
        <DCP><DCP.application_timeout V=\"60\"/></DCP></DEV></HEL.R01>\r\n";
    const RESULT: &[u8] = b"<OBS.R01><HDR><HDR.control_id V=\"3\"/></HDR><SVC><PT><PT.patient_id V=\"CANARY\"/>\
        <PT.name V=\"CANARY &lt; <DEV.model_id V='CANARY'/>\"/><OBS><OBS.value V=\"CANARY\" U=\"mg\"/></OBS></PT>\
        <OPR><OPR.operator_id V=\"CANARY\"/></OPR></SVC></OBS.R01>";

    #[test]
    fn a_device_says_hello_and_its_patients_stay_unread() {
        let ack: &[u8] = b"<ACK.R01><HDR/><ACK><ACK.type_cd V=\"AA\"/></ACK></ACK.R01><REQ.R01><HDR/></REQ.R01>";
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, HELLO), (Side::Server, ack), (Side::Client, RESULT)]);
        let expected = [
            format!("{CLIENT} poct1a.message_sent=HEL.R01"),
            format!(
                "{CLIENT} equipment manufacturer=\"QUIDEL\" model=\"Sofia\" serial=\"00010387\" software_version=\"02.03.01\" \
                hardware_version=\"B\" poct1a.device_id=\"00190EFFFE01A2B3\""
            ),
            format!("{SERVER} poct1a.message_sent=ACK.R01"),
            format!("{SERVER} poct1a.message_sent=REQ.R01"),
            format!("{CLIENT} poct1a.message_sent=OBS.R01"),
        ];
        assert_eq!(facts, expected);
    }

    #[test]
    fn recognises_its_messages_only() {
        assert_eq!(guess_start(&PROTOCOL, HELLO), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"<ACK.R01><HDR>"), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"\r\n<REQ.R01>"), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"<?xml version=\"1.0\"?>\n<HE"), Guess::More);
        for other in
            [&b"<html><body>"[..], b"<?xml version=\"1.0\"?><soap>", b"GET /", b"<HEL.R01x", b"         ", b"\x16\x03\x01"]
        {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
