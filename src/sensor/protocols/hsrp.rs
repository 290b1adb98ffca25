//! HSRP (RFC 2281, and Cisco's version 2): redundant gateways and the address they answer for.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "hsrp",
    spec: "RFC 2281 (HSRP); Cisco HSRP version 2 (group state TLV)",
    attach: &[Attach::Udp(1985), Attach::Udp(2029)],
    entry: Entry::Packet(read),
};

/// Operations (RFC 2281, 5.3): hello, coup, resign; 3 advertises interfaces, in another layout.
const ADVERTISE: u8 = 3;
/// Version 2 begins with a type and its length: state of a group, or of an interface.
const GROUP_STATE: (u8, u8) = (1, 40);
const INTERFACE_STATE: (u8, u8) = (2, 4);

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    let first = reader.u8("version")?;
    let second = reader.u8("operation")?;
    if (first, second) == GROUP_STATE {
        return group_state(reader, packet, emit);
    }
    if (first, second) == INTERFACE_STATE {
        return reader.skip(4, "interface state");
    }
    if first > 1 || second > ADVERTISE {
        return Err(Malformed("version or operation"));
    }
    if second == ADVERTISE {
        return Ok(());
    }
    // State, hello time, hold time, priority.
    if reader.u8("state")? > 16 {
        return Err(Malformed("state"));
    }
    reader.skip(3, "times and priority")?;
    let group = reader.u8("group")?;
    reader.skip(1 + 8, "authentication data")?;
    let address = Ipv4Addr::from(reader.array::<4>("virtual address")?);
    says(packet, group.into(), address.into(), emit);
    Ok(())
}

/// Version 2: version, operation, state, IP version, group, identifier, priority, times, virtual address.
fn group_state(mut reader: Reader<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let [version, operation, state, ip_version] = reader.array("version, operation and state")?;
    if version != 2 || operation > ADVERTISE || state > 16 {
        return Err(Malformed("version, operation or state"));
    }
    let group = reader.u16("group")?;
    reader.skip(6 + 4 + 4 + 4, "identifier, priority and times")?;
    let address: [u8; 16] = reader.array("virtual address")?;
    let address = match (ip_version, address) {
        (4, [a, b, c, d, ..]) => IpAddr::from(Ipv4Addr::new(a, b, c, d)),
        (6, address) => IpAddr::from(Ipv6Addr::from(address)),
        _ => return Err(Malformed("IP version")),
    };
    says(packet, group, address, emit);
    Ok(())
}

fn says(packet: &Packet<'_>, group: u16, address: IpAddr, emit: &mut Emit<'_>) {
    let source = packet.source();
    emit.role(source, Role::Router);
    emit.says(source, Property::RouterGroup, Scratch::new().text(b"hsrp ").number(group.into()).bytes());
    // A router that does not know it yet sends zero (5.3.1).
    if !address.is_unspecified() {
        emit.says(source, Property::RouterVirtualAddress, address.to_string().as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    const SUBJECT: &str = "00:00:00:00:00:0c 10.0.0.1 -";

    #[test]
    fn both_versions_name_group_and_address() {
        let first = [&[0, 0, 16, 3, 10, 100, 7, 0][..], b"SECRET\0\0", &[10, 0, 0, 254]].concat();
        let expected = ["network_role=router", "router.group=hsrp 7", "router.virtual_address=10.0.0.254"];
        assert_eq!(observe_udp(&PROTOCOL, (1985, 1985), &first), expected.map(|fact| format!("{SUBJECT} {fact}")));
        let mut second =
            vec![1, 40, 2, 0, 6, 4, 0x03, 0xe8, 0, 0, 0x0c, 1, 2, 3, 0, 0, 0, 100, 0, 0, 0xb, 0xb8, 0, 0, 0x27, 0x10];
        second.extend([10, 0, 0, 253]);
        second.extend([0; 12]);
        let expected = ["network_role=router", "router.group=hsrp 1000", "router.virtual_address=10.0.0.253"];
        assert_eq!(observe_udp(&PROTOCOL, (1985, 1985), &second), expected.map(|fact| format!("{SUBJECT} {fact}")));
        for message in [first, second] {
            truncations(&message, |cut| drop(observe_udp(&PROTOCOL, (1985, 1985), cut)));
        }
        assert_eq!(observe_udp(&PROTOCOL, (1985, 1985), b"hello, world, hello"), ["malformed version or operation"]);
    }
}
