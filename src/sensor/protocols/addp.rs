//! ADDP: how Digi's terminal servers and radio modules, inside many bedside devices, answer a search.

use super::{Attach, Emit, Entry, Protocol};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "addp",
    spec: "Digi Advanced Device Discovery Protocol, as its products speak it (no public document)",
    attach: &[Attach::Udp(2362)],
    entry: Entry::Packet(read),
};

/// The answer to a search.
const ANSWER: u16 = 2;
/// What messages begin with; makers that build the modules in have theirs.
const MAGICS: [[u8; 4]; 3] = [*b"DIGI", *b"DVKT", *b"DGDP"];

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    if !MAGICS.contains(&reader.array("magic")?) {
        return Err(Malformed("magic"));
    }
    let kind = reader.u16("type")?;
    if usize::from(reader.u16("length")?) != reader.remaining() {
        return Err(Malformed("length"));
    }
    // Orders hold passwords.
    if kind != ANSWER {
        return Ok(());
    }
    while !reader.is_empty() {
        let field = reader.u8("field")?;
        let length = reader.u8("field length")?;
        let value = reader.take(usize::from(length), "field value")?;
        let property = match field {
            0x04 => Property::HostName,
            0x08 => Property::FirmwareVersion,
            0x0d => Property::Model,
            _ => continue,
        };
        emit.says(packet.source(), property, value.strip_suffix(&[0]).unwrap_or(value));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn message(kind: u8, fields: &[(u8, &[u8])]) -> Vec<u8> {
        let field = |(kind, value): &(u8, &[u8])| [&[*kind, u8::try_from(value.len()).unwrap()], *value].concat();
        let body = fields.iter().map(field).collect::<Vec<_>>().concat();
        [&b"DIGI\0"[..], &[kind, 0, u8::try_from(body.len()).unwrap()], &body].concat()
    }

    #[test]
    fn a_terminal_server_answers_a_search() {
        let observe = |bytes: &[u8]| observe_udp(&PROTOCOL, (2362, 50000), bytes);
        let fields: [(u8, &[u8]); 6] = [
            (0x01, &[0, 0x40, 0x9d, 0, 0, 1]),
            (0x04, b"portserver-3"),
            (0x0d, b"Digi One SP"),
            (0x12, &[1]),
            (0x08, b"Version 82000770_U1 06/22/2007\0"),
            (0x06, &[21]),
        ];
        let expected = ["host_name=portserver-3", "model=Digi One SP", "firmware_version=Version 82000770_U1 06/22/2007"];
        let bytes = message(2, &fields);
        assert_eq!(observe(&bytes), expected.map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}")));
        truncations(&bytes, |cut| drop(observe(cut)));
        assert!(observe(&message(1, &[(0x0d, b"x")])).is_empty(), "a search");
        assert_eq!(observe(b"XXXX\0\x02\0\0"), ["malformed magic"]);
        assert_eq!(observe(b"DIGI\0\x02\0\x09"), ["malformed length"]);
        assert_eq!(observe(b"DIGI\0\x02\0\x03\x0d\x09a"), ["malformed field value"]);
    }
}
