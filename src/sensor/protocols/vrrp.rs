//! VRRP (RFC 3768, RFC 5798, RFC 9568) and CARP, its sibling: redundant gateways and the address they answer for.

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "vrrp",
    spec: "RFC 3768 (VRRPv2); RFC 5798, RFC 9568 (VRRPv3); OpenBSD carp(4)",
    attach: &[Attach::Ip(112)],
    entry: Entry::Packet(read),
};

/// Version and type of an advertisement (RFC 5798, 5.2.1 and 5.2.2).
const ADVERTISEMENT_2: u8 = 0x21;
const ADVERTISEMENT_3: u8 = 0x31;
/// Authentication data of version 2 (RFC 3768, 5.3.10); a password, passed over.
const AUTHENTICATION: usize = 8;
/// A CARP advertisement has this length, and counts words of authentication where VRRP counts addresses.
const CARP: (usize, u8) = (36, 7);

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    // RFC 5798, 5.1.1.3: what was forwarded is none.
    if packet.hop_limit != 255 {
        return Err(Malformed("hop limit"));
    }
    let length = packet.payload.len();
    let mut reader = Reader::new(packet.payload);
    let version = reader.u8("version")?;
    let group = reader.u8("virtual router")?;
    reader.skip(1, "priority")?;
    let count = reader.u8("count of addresses")?;
    reader.skip(4, "interval and checksum")?;
    if version == ADVERTISEMENT_2 && (length, count) == CARP {
        return says(packet, b"carp ", group, emit);
    }
    let size: usize = if packet.ip_version == 6 { 16 } else { 4 };
    let addresses = usize::from(count).saturating_mul(size);
    // Cisco's keyed authentication (254) stands behind what version 2 has.
    let is_whole = match version {
        ADVERTISEMENT_2 if size == 4 => length >= addresses.saturating_add(8 + AUTHENTICATION),
        ADVERTISEMENT_3 => length == addresses.saturating_add(8),
        _ => return Err(Malformed("version")),
    };
    if count == 0 || !is_whole {
        return Err(Malformed("count of addresses"));
    }
    says(packet, b"vrrp ", group, emit)?;
    for _ in 0..count {
        let address = match size {
            4 => std::net::IpAddr::from(reader.array::<4>("address")?),
            _ => std::net::IpAddr::from(reader.array::<16>("address")?),
        };
        if !address.is_unspecified() {
            emit.says(packet.source(), Property::RouterVirtualAddress, address.to_string().as_bytes());
        }
    }
    Ok(())
}

fn says(packet: &Packet<'_>, name: &[u8], group: u8, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    if group == 0 {
        return Err(Malformed("virtual router"));
    }
    emit.role(packet.source(), Role::Router);
    emit.says(packet.source(), Property::RouterGroup, Scratch::new().text(name).number(group.into()).bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    fn frame(hops: u8, payload: &[u8]) -> Vec<u8> {
        let total = u16::try_from(payload.len() + 20).unwrap().to_be_bytes();
        let ip = [0x45, 0, total[0], total[1], 0, 0, 0, 0, hops, 112, 0, 0, 10, 0, 0, 2, 224, 0, 0, 18];
        [&[1, 0, 0x5e, 0, 0, 18, 0, 0, 0x5e, 0, 1, 51, 8, 0][..], &ip, payload].concat()
    }

    const SUBJECT: &str = "00:00:5e:00:01:33 10.0.0.2 -";

    #[test]
    fn advertisements_name_group_and_address() {
        let second = [&[0x21, 51, 100, 1, 1, 1, 0, 0, 10, 0, 0, 1][..], b"SECRET\0\0"].concat();
        let expected = ["network_role=router", "router.group=vrrp 51", "router.virtual_address=10.0.0.1"];
        let expected = expected.map(|fact| format!("{SUBJECT} {fact}"));
        assert_eq!(observe_frame(&PROTOCOL, &frame(255, &second)), expected);
        assert_eq!(observe_frame(&PROTOCOL, &frame(255, &[0x31, 51, 100, 1, 0, 100, 0, 0, 10, 0, 0, 1])), expected);
        let carp = [&[0x21, 1, 0, 7, 0, 1, 0, 0][..], &[0; 28]].concat();
        assert_eq!(observe_frame(&PROTOCOL, &frame(255, &carp))[1], format!("{SUBJECT} router.group=carp 1"));
        truncations(&second, |cut| drop(observe_frame(&PROTOCOL, &frame(255, cut))));
    }

    #[test]
    fn what_was_forwarded_or_has_another_length_is_none() {
        let advertisement = [0x31, 51, 100, 1, 0, 100, 0, 0, 10, 0, 0, 1];
        assert_eq!(observe_frame(&PROTOCOL, &frame(254, &advertisement)), ["malformed hop limit"]);
        assert_eq!(
            observe_frame(&PROTOCOL, &frame(255, &[0x31, 51, 100, 2, 0, 100, 0, 0, 10, 0, 0, 1])),
            ["malformed count of addresses"]
        );
        assert_eq!(observe_frame(&PROTOCOL, &frame(255, &[0x41, 51, 100, 1, 0, 100, 0, 0, 10, 0, 0, 1])), ["malformed version"]);
    }
}
