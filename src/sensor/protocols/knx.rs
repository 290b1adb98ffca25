//! KNXnet/IP (ISO 22510, EN 13321-2): routers and interfaces between the buses of a building and its network, and how they describe
//! themselves.
//!
//! The description's name is the product's until an installer changes it; projects, keys and telegrams are passed over.

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "knx",
    spec: "ISO 22510:2019 (KNXnet/IP), 7.5 and 7.6",
    attach: &[Attach::Udp(3671)],
    entry: Entry::Packet(read),
};

/// Header size and protocol version 1.0.
const HEADER: u16 = 0x0610;
/// Who answers a search or is asked for its description.
const SEARCH_RESPONSE: u16 = 0x0202;
const DESCRIPTION_RESPONSE: u16 = 0x0204;
const SEARCH_RESPONSE_EXTENDED: u16 = 0x020c;
/// Description of the device's hardware.
const HARDWARE: u8 = 1;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    if reader.u16("header")? != HEADER {
        return Err(Malformed("header"));
    }
    let service = reader.u16("service")?;
    if usize::from(reader.u16("length")?) != packet.payload.len() {
        return Err(Malformed("length"));
    }
    match service {
        SEARCH_RESPONSE | SEARCH_RESPONSE_EXTENDED => {
            reader.skip(8, "control endpoint")?;
            described(reader, packet, emit)
        }
        DESCRIPTION_RESPONSE => described(reader, packet, emit),
        // Searches, connections, tunnelling, routing, remote logging, secure sessions.
        0x0201..=0x020f | 0x0310..=0x0313 | 0x0420..=0x0426 | 0x0530..=0x0533 | 0x0740..=0x0743 | 0x0950..=0x0955 => Ok(()),
        _ => Err(Malformed("service")),
    }
}

/// Blocks, each of its length and kind.
fn described(mut reader: Reader<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    while !reader.is_empty() {
        let length = usize::from(reader.u8("block length")?);
        let mut block = reader.sub(length.checked_sub(1).ok_or(Malformed("block length"))?, "block")?;
        if block.u8("block kind")? == HARDWARE {
            // Medium, state, bus address, project.
            block.skip(6, "medium")?;
            let serial = block.array::<6>("serial number")?;
            block.skip(10, "addresses")?;
            let name = block.take(30, "name")?;
            let mut shown = Scratch::new();
            shown.hex(&serial);
            emit.says(packet.source(), Property::Serial, shown.bytes());
            let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
            emit.says(packet.source(), Property::SystemDescription, name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::observe_udp;

    fn message(service: u16, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(6 + body.len()).unwrap();
        [&HEADER.to_be_bytes()[..], &service.to_be_bytes(), &length.to_be_bytes(), body].concat()
    }

    fn hardware() -> Vec<u8> {
        let head = [
            &[0x36, 1, 2, 0, 0x11, 0, 0, 0][..],
            &[0, 0xc5, 1, 4, 0xd4, 0x17],
            &[224, 0, 23, 12],
            &[0, 0x24, 0x6d, 4, 0x17, 0x57],
        ];
        [&head.concat()[..], b"KNX IP Interface 731\0\0\0\0\0\0\0\0\0\0", &[4, 2, 2, 1]].concat()
    }

    #[test]
    fn an_interface_describes_itself() {
        let expected = ["serial=00c50104d417", "system_description=KNX IP Interface 731"]
            .map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}"));
        let observe = |message: &[u8]| observe_udp(&PROTOCOL, (3671, 3671), message);
        assert_eq!(observe(&message(DESCRIPTION_RESPONSE, &hardware())), expected);
        let found = [&[8, 1, 10, 0, 0, 1, 0x0e, 0x57][..], &hardware()].concat();
        assert_eq!(observe(&message(SEARCH_RESPONSE, &found)), expected);
        assert_eq!(observe(&message(0x0530, &[0x29, 0, 0xbc])), Vec::<String>::new());
    }

    #[test]
    fn refuses_what_is_none() {
        let observe = |message: &[u8]| observe_udp(&PROTOCOL, (3671, 3671), message);
        let whole = message(DESCRIPTION_RESPONSE, &hardware());
        assert_eq!(observe(&whole[..40]), ["malformed length"]);
        assert_eq!(observe(&message(DESCRIPTION_RESPONSE, &[0])), ["malformed block length"]);
        assert_eq!(observe(&message(0x0999, &[])), ["malformed service"]);
        assert_eq!(observe(b"\x06\x20\x02\x04\0\x06"), ["malformed header"]);
    }
}
