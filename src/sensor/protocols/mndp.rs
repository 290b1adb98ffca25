//! MikroTik neighbour discovery (MNDP): what routers and access points under `RouterOS` tell every segment they are on.

use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "mndp",
    spec: "MikroTik Neighbor Discovery Protocol, as RouterOS speaks it (MikroTik, \"Neighbor discovery\")",
    attach: &[Attach::Udp(5678)],
    entry: Entry::Packet(read),
};

/// Types of fields.
const HARDWARE_ADDRESS: u16 = 1;
const IDENTITY: u16 = 5;
const VERSION: u16 = 7;
const PLATFORM: u16 = 8;
const BOARD: u16 = 12;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    reader.skip(4, "header and sequence number")?;
    let (mut identity, mut version, mut platform, mut board) = (&[][..], &[][..], &[][..], &[][..]);
    let mut is_first = true;
    while !reader.is_empty() {
        let kind = reader.u16("type")?;
        let length = reader.u16("field length")?;
        let value = reader.take(usize::from(length), "field")?;
        // Every announcement begins with the sender's address.
        if std::mem::take(&mut is_first) && (kind, value.len()) != (HARDWARE_ADDRESS, 6) {
            return Err(Malformed("hardware address"));
        }
        match kind {
            IDENTITY => identity = value,
            VERSION => version = value,
            PLATFORM => platform = value,
            BOARD => board = value,
            _ => {}
        }
    }
    // A port without an address of its own announces too.
    let source = packet.source();
    let device = if source.ip.is_some_and(|ip| ip.is_unspecified()) { Endpoint { ip: None, ..source } } else { source };
    emit.says(device, Property::Manufacturer, platform);
    emit.says(device, Property::Model, board);
    // Behind the version stand the branch and the day it was built.
    emit.says(device, Property::SoftwareVersion, version.split(|byte| *byte == b' ').next().unwrap_or_default());
    emit.says(device, Property::SystemName, identity);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn message(fields: &[(u8, &[u8])]) -> Vec<u8> {
        let field = |(kind, value): &(u8, &[u8])| [&[0, *kind, 0, u8::try_from(value.len()).unwrap()], *value].concat();
        [&[0x61, 0, 0, 7][..], &fields.iter().map(field).collect::<Vec<_>>().concat()].concat()
    }

    #[test]
    fn a_router_announces_itself() {
        let fields: [(u8, &[u8]); 7] = [
            (1, &[0, 0, 0, 0, 0, 0x0c]),
            (5, b"rtr-annex"),
            (7, b"7.15.3 (stable) 2024-07-24 10:39:01"),
            (8, b"MikroTik"),
            (10, &[0, 1, 0, 0]),
            (11, b"H792-MXJ3"),
            (12, b"RBD52G-5HacD2HnD"),
        ];
        let bytes = message(&fields);
        let observe = |bytes: &[u8]| observe_udp(&PROTOCOL, (5678, 5678), bytes);
        let expected = ["manufacturer=MikroTik", "model=RBD52G-5HacD2HnD", "software_version=7.15.3", "system_name=rtr-annex"];
        assert_eq!(observe(&bytes), expected.map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}")));
        truncations(&bytes, |cut| drop(observe(cut)));
        assert!(observe(&[0; 4]).is_empty(), "a request");
        assert_eq!(observe(&message(&fields[1..])), ["malformed hardware address"]);
        assert_eq!(observe(b"\0\0\0\0hello, this is text"), ["malformed field"]);
    }
}
