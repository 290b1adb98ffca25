//! Philips IntelliVue Data Export (Data Export Interface Programming Guide, 4535 642 59271): monitors that announce
//! themselves on UDP 24005 and hand their data to a collector on UDP 24105.
//!
//! Of all objects only the medical device system (class 0021) is read, and of its attributes an allow-list: system type,
//! system model, production specification, network address. Bed labels, notes and everything of a patient are passed over.

use super::own_address::speaker;
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "intellivue",
    spec: "Philips Data Export Interface Programming Guide 4535 642 59271 (IntelliVue); session layer after ISO 8327",
    attach: &[Attach::Udp(24105), Attach::Udp(24005)],
    entry: Entry::Packet(read),
};

/// What every connect request and answer has behind its length, and the abstract syntax in it (MDDL).
const SESSION: &[u8] = &[0x05, 0x08, 0x13, 0x01, 0x00, 0x16, 0x01, 0x02, 0x80, 0x00, 0x14, 0x02, 0x00, 0x02];
const MDDL: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x14, 0x02, 0x01, 0x00, 0x00, 0x00];

/// Remote operations.
const INVOKE: u16 = 1;
const RESULT: u16 = 2;
const LINKED_RESULT: u16 = 5;

/// Commands.
const CONFIRMED_EVENT: u16 = 1;
const CONFIRMED_ACTION: u16 = 7;

/// Events: a monitor tells who it is, to a collector and to everyone.
const MDS_CREATE: u16 = 0x0d06;
const CONNECT_INDICATION: u16 = 0x0d17;

/// Actions: one answer, and many.
const POLL: u16 = 0x0c16;
const EXTENDED_POLL: u16 = 0xf13b;

/// The medical device system in the object-oriented partition.
const SYSTEM: (u16, u16) = (1, 0x0021);

/// Attributes.
const SYSTEM_MODEL: u16 = 0x0928;
const PRODUCTION: u16 = 0x092d;
const SYSTEM_TYPE: u16 = 0x0986;
const NETWORK_ADDRESS: u16 = 0xf100;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    let monitor = Monitor { subject: packet.source() };
    match reader.u8("first octet")? {
        0x00 => monitor.announces(reader, emit),
        0xe1 => monitor.exports(reader, emit),
        first @ (0x0d | 0x0e) => {
            session(&mut reader)?;
            let about = reader.rest();
            if !about.starts_with(SESSION) || memchr::memmem::find(about, MDDL).is_none() {
                return Err(Malformed("association"));
            }
            let collector = if first == 0x0d { packet.source() } else { packet.destination() };
            emit.role(collector, Role::DeviceDataCollector);
            if first == 0x0e {
                emit.says(monitor.subject, Property::BedsideMessage, b"association accepted");
            }
            Ok(())
        }
        // Release, its answer, refusal and abort name nobody.
        0x09 | 0x0a | 0x0c | 0x19 => session(&mut reader),
        _ => Err(Malformed("first octet")),
    }
}

/// The length that follows a session octet: of everything behind it.
fn session(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    let length = match reader.u8("session length")? {
        0xff => reader.u16("session length")?,
        length => length.into(),
    };
    if reader.remaining() == usize::from(length) { Ok(()) } else { Err(Malformed("session length")) }
}

/// A monitor, which speaks of itself.
struct Monitor {
    subject: Endpoint,
}

impl Monitor {
    /// A connect indication: nomenclature, then an event report.
    fn announces(&self, mut reader: Reader<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
        if reader.u8("nomenclature")? != 0 {
            return Err(Malformed("nomenclature"));
        }
        reader.skip(2, "nomenclature version")?;
        if reader.u16("operation")? != INVOKE {
            return Err(Malformed("operation"));
        }
        let (_, mut event) = operation(&mut reader)?;
        if event_type(&mut event)? != CONNECT_INDICATION {
            return Err(Malformed("event type"));
        }
        emit.says(self.subject, Property::BedsideMessage, b"connect indication");
        self.attributes(&mut event, emit)
    }

    /// A remote operation in a session.
    fn exports(&self, mut reader: Reader<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
        if reader.u8("session id")? != 0 || reader.u16("context")? != 2 {
            return Err(Malformed("session or context"));
        }
        let kind = reader.u16("operation")?;
        if kind == LINKED_RESULT {
            // Length, then state and count of the parts of one answer.
            let length = reader.u16("length")?;
            reader = reader.sub(length.into(), "linked result")?;
            reader.skip(2, "linked id")?;
            return self.answers(arguments(&mut reader)?, emit);
        }
        let operation = operation(&mut reader)?;
        match kind {
            INVOKE => self.creates(operation, emit),
            RESULT => self.answers(operation, emit),
            // An error has no command.
            3 => Ok(()),
            _ => Err(Malformed("operation")),
        }
    }

    /// An event report that tells a new collector who the monitor is.
    fn creates(&self, (command, mut event): (u16, Reader<'_>), emit: &mut Emit<'_>) -> Result<(), Malformed> {
        if command != CONFIRMED_EVENT || event_type(&mut event)? != MDS_CREATE {
            return Ok(());
        }
        emit.says(self.subject, Property::BedsideMessage, b"system created");
        event.skip(6, "created object")?;
        self.attributes(&mut event, emit)
    }

    /// The answer to a poll; only one about the system itself is read.
    fn answers(&self, (command, mut action): (u16, Reader<'_>), emit: &mut Emit<'_>) -> Result<(), Malformed> {
        // The answer to an event report comes from the collector.
        if command != CONFIRMED_ACTION {
            return Ok(());
        }
        action.skip(6, "managed object")?;
        let kind = action.u16("action type")?;
        if !matches!(kind, POLL | EXTENDED_POLL) {
            return Err(Malformed("action type"));
        }
        let length = action.u16("action length")?;
        let mut poll = action.sub(length.into(), "poll")?;
        // Poll number, relative and absolute time; a sequence number where there may be several answers.
        poll.skip(if kind == POLL { 14 } else { 16 }, "poll times")?;
        let about = (poll.u16("partition")?, poll.u16("object class")?);
        poll.skip(2, "attribute group")?;
        emit.says(self.subject, Property::BedsideMessage, b"poll answer");
        if about != SYSTEM {
            return Ok(());
        }
        // Contexts of observations, each a handle and its attributes.
        let mut contexts = list(&mut poll)?;
        while !contexts.is_empty() {
            contexts.skip(2, "context")?;
            let mut observations = list(&mut contexts)?;
            while !observations.is_empty() {
                observations.skip(2, "handle")?;
                self.attributes(&mut observations, emit)?;
            }
        }
        Ok(())
    }

    fn attributes(&self, reader: &mut Reader<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
        let mut attributes = list(reader)?;
        while !attributes.is_empty() {
            let id = attributes.u16("attribute")?;
            let length = attributes.u16("attribute length")?;
            let mut value = attributes.sub(length.into(), "attribute value")?;
            match id {
                SYSTEM_MODEL => {
                    emit.says(self.subject, Property::Manufacturer, text(&mut value)?);
                    emit.says(self.subject, Property::Model, text(&mut value)?);
                }
                PRODUCTION => self.production(&mut value, emit)?,
                SYSTEM_TYPE => {
                    let code = value.u32("system type")?;
                    emit.says(self.subject, Property::MdcDeviceType, Scratch::new().number(code).bytes());
                }
                NETWORK_ADDRESS => {
                    value.skip(6, "hardware address")?;
                    let named = value.array("network address")?;
                    // Before it has an address a monitor names none.
                    if named != [0; 4] {
                        speaker(self.subject, named, emit);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Entries of kind, component and text; those of the product and of its application software count.
    fn production(&self, value: &mut Reader<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
        const ANY: u16 = 0x0000;
        const PRODUCT: u16 = 0x0008;
        const APPLICATION: u16 = 0x0058;
        let mut entries = list(value)?;
        while !entries.is_empty() {
            let (kind, component) = (entries.u16("specification type")?, entries.u16("component")?);
            let text = text(&mut entries)?;
            let property = match (kind, component) {
                (1, ANY | PRODUCT) => Property::Serial,
                (2, ANY | PRODUCT) => Property::BedsidePartNumber,
                (3, ANY | PRODUCT) => Property::HardwareVersion,
                (4, ANY | PRODUCT | APPLICATION) => Property::SoftwareVersion,
                (5, ANY | PRODUCT) => Property::FirmwareVersion,
                _ => continue,
            };
            emit.says(self.subject, property, text);
        }
        Ok(())
    }
}

/// The command and the arguments of an operation whose length comes first.
fn operation<'a>(reader: &mut Reader<'a>) -> Result<(u16, Reader<'a>), Malformed> {
    let length = reader.u16("length")?;
    let mut whole = reader.sub(length.into(), "operation")?;
    arguments(&mut whole)
}

/// Invocation id, command, length and arguments.
fn arguments<'a>(reader: &mut Reader<'a>) -> Result<(u16, Reader<'a>), Malformed> {
    reader.skip(2, "invocation")?;
    let command = reader.u16("command")?;
    let length = reader.u16("arguments length")?;
    Ok((command, reader.sub(length.into(), "arguments")?))
}

/// The type of an event report, whose information is left to read.
fn event_type(event: &mut Reader<'_>) -> Result<u16, Malformed> {
    event.skip(6 + 4, "managed object and time")?;
    let kind = event.u16("event type")?;
    event.skip(2, "event length")?;
    Ok(kind)
}

/// Count and length, then the entries. The length decides: entries are as long as they say.
fn list<'a>(reader: &mut Reader<'a>) -> Result<Reader<'a>, Malformed> {
    reader.skip(2, "count")?;
    let length = reader.u16("list length")?;
    reader.sub(length.into(), "list")
}

/// Length and characters, with a NUL or spaces at the end.
fn text<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Malformed> {
    let length = reader.u16("text length")?;
    let text = reader.take(length.into(), "text")?;
    Ok(text.get(..memchr::memchr(0, text).unwrap_or(text.len())).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    const MONITOR: &str = "00:00:00:00:00:0c 10.0.0.1 -";

    fn block(bytes: &[u8]) -> Vec<u8> {
        [&u16::try_from(bytes.len()).unwrap().to_be_bytes()[..], bytes].concat()
    }

    fn attribute(id: u16, value: &[u8]) -> Vec<u8> {
        [&id.to_be_bytes()[..], &block(value)].concat()
    }

    fn counted(entries: &[Vec<u8>]) -> Vec<u8> {
        [&u16::try_from(entries.len()).unwrap().to_be_bytes()[..], &block(&entries.concat())].concat()
    }

    fn invoke(command: u16, arguments: &[u8]) -> Vec<u8> {
        let inner = [&[0, 1][..], &command.to_be_bytes(), &block(arguments)].concat();
        block(&inner)
    }

    fn event(kind: u16, information: &[u8]) -> Vec<u8> {
        [&[0, 0x21, 0, 0, 0, 0, 0, 0, 0, 9][..], &kind.to_be_bytes(), &block(information)].concat()
    }

    fn observe(port: u16, payload: &[u8]) -> Vec<String> {
        truncations(payload, |cut| drop(observe_udp(&PROTOCOL, (24105, port), cut)));
        let facts = observe_udp(&PROTOCOL, (24105, port), payload);
        assert!(!facts.concat().contains("CANARY"), "{facts:?}");
        facts
    }

    fn announcement(address: [u8; 4]) -> Vec<u8> {
        let network = [&[0, 9, 0xfb, 1, 2, 3][..], &address, &[255, 255, 255, 0]].concat();
        let attributes = counted(&[
            attribute(0x0986, &[0, 1, 0x11, 0x4d]),
            attribute(0xf100, &network),
            attribute(0xf135, b"\0C\0A\0N\0A\0R\0Y"),
            attribute(0x091e, b"CANARY"),
        ]);
        [&[0, 0, 1, 0, 0, 1][..], &invoke(0, &event(CONNECT_INDICATION, &attributes))].concat()
    }

    #[test]
    fn a_monitor_announces_itself() {
        let expected = [format!("{MONITOR} bedside.message=connect indication"), format!("{MONITOR} mdc.device_type=69965")];
        assert_eq!(observe(24005, &announcement([10, 0, 0, 1])), expected);
        let other = observe(24005, &announcement([10, 0, 0, 7]));
        assert_eq!(other.last().unwrap(), &format!("{MONITOR} bedside.other_address=10.0.0.7"));
    }

    #[test]
    fn the_created_system_names_maker_and_model() {
        let attributes = counted(&[attribute(0x0928, b"\0\x08Philips\0\0\x06M8000\0"), attribute(0x095c, b"CANARY")]);
        let created = [&[0, 0x21, 0, 0, 0, 0][..], &attributes].concat();
        let message = [&[0xe1, 0, 0, 2, 0, 1][..], &invoke(1, &event(MDS_CREATE, &created))].concat();
        let expected = ["bedside.message=system created", "manufacturer=Philips", "model=M8000"];
        assert_eq!(observe(24105, &message), expected.map(|fact| format!("{MONITOR} {fact}")));
    }

    fn poll(class: u8, linked: bool) -> Vec<u8> {
        let entry = |kind: u8, component: u8, text: &[u8]| [&[0, kind, 0, component][..], &block(text)].concat();
        let specification = counted(&[
            entry(1, 0x08, b"DE84200017"),
            entry(1, 0x50, b"BOARD"),
            entry(2, 0x08, b"865240"),
            entry(4, 0x58, b"L.01.22"),
        ]);
        let attributes = counted(&[attribute(0x092d, &specification), attribute(0x095a, b"CANARY")]);
        let observations = counted(&[[&[0, 9][..], &attributes].concat()]);
        let contexts = counted(&[[&[0, 0][..], &observations].concat()]);
        let times = if linked { 16 } else { 14 };
        let poll = [&vec![0; times][..], &[0, 1, 0, class, 0, 0], &contexts].concat();
        let action = if linked { EXTENDED_POLL } else { POLL };
        let arguments = [&[0, 0x21, 0, 0, 0, 0][..], &action.to_be_bytes(), &block(&poll)].concat();
        if linked {
            let inner = [&[1, 1, 0, 1, 0, 7][..], &block(&arguments)].concat();
            return [&[0xe1, 0, 0, 2, 0, 5][..], &block(&inner)].concat();
        }
        [&[0xe1, 0, 0, 2, 0, 2][..], &invoke(7, &arguments)].concat()
    }

    #[test]
    fn a_poll_answer_tells_the_product_and_no_patient() {
        let expected =
            ["bedside.message=poll answer", "serial=DE84200017", "bedside.part_number=865240", "software_version=L.01.22"]
                .map(|fact| format!("{MONITOR} {fact}"));
        assert_eq!(observe(24105, &poll(0x21, false)), expected);
        assert_eq!(observe(24105, &poll(0x21, true)), expected);
        assert_eq!(observe(24105, &poll(0x2a, false)), expected[..1], "patient demographics are not read");
    }

    #[test]
    fn an_association_tells_who_collects() {
        let body = [SESSION, &[0xc1, 0x10], MDDL, &[1, 1]].concat();
        let request = [&[0x0d, u8::try_from(body.len()).unwrap()][..], &body].concat();
        assert_eq!(observe(24105, &request), [format!("{MONITOR} network_role=device_data_collector")]);
        let long = [&[0x0e, 0xff, 0, u8::try_from(body.len()).unwrap()][..], &body].concat();
        let expected = [
            "00:00:00:00:00:05 10.0.0.2 - network_role=device_data_collector".to_owned(),
            format!("{MONITOR} bedside.message=association accepted"),
        ];
        assert_eq!(observe(24105, &long), expected);
        assert!(observe(24105, &[0x09, 2, 0xc1, 0]).is_empty());
        assert_eq!(observe(24105, &[0x09, 9, 0xc1, 0]), ["malformed session length"]);
        assert_eq!(observe(24105, b"GET / HTTP/1.1"), ["malformed first octet"]);
    }
}
