//! Neighbour Discovery for IPv6 (RFC 4861): who claims which IPv6 address, and who routes.

use std::net::{IpAddr, Ipv6Addr};

use super::{Attach, Emit, Entry, Protocol};
use crate::base::{Endpoint, MacAddr};
use crate::observation::{Claim, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "icmpv6",
    spec: "RFC 4443; RFC 4861 (Neighbor Discovery); RFC 8106 (DNS servers in router advertisements)",
    attach: &[Attach::Ip(58)],
    entry: Entry::Packet(read),
};

/// RFC 4861, 4.1 to 4.4.
const ROUTER_SOLICITATION: u8 = 133;
const ROUTER_ADVERTISEMENT: u8 = 134;
const NEIGHBOR_SOLICITATION: u8 = 135;
const NEIGHBOR_ADVERTISEMENT: u8 = 136;

/// RFC 4861, 4.6.1; RFC 8106, 5.1.
const SOURCE_LINK_LAYER: u8 = 1;
const TARGET_LINK_LAYER: u8 = 2;
const RECURSIVE_DNS: u8 = 25;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    let kind = reader.u8("type")?;
    let code = reader.u8("code")?;
    reader.skip(2, "checksum")?;
    if packet.ip_version != 6 {
        return Err(Malformed("IP version"));
    }
    // Echo, group membership, errors.
    if !(ROUTER_SOLICITATION..=NEIGHBOR_ADVERTISEMENT).contains(&kind) {
        return Ok(());
    }
    // RFC 4861, 6.1 and 7.1: a message that a router forwarded is not valid.
    if packet.hop_limit != 255 || code != 0 {
        return Err(Malformed("hop limit or code"));
    }
    match kind {
        ROUTER_SOLICITATION => {
            reader.skip(4, "reserved")?;
            claim(emit, option(reader, SOURCE_LINK_LAYER)?, packet.source());
        }
        NEIGHBOR_SOLICITATION => {
            reader.skip(20, "target address")?;
            // With the unspecified source this is duplicate address detection, which claims nothing yet (RFC 4862, 5.4).
            claim(emit, option(reader, SOURCE_LINK_LAYER)?, packet.source());
        }
        NEIGHBOR_ADVERTISEMENT => {
            reader.skip(4, "flags")?;
            let target = Ipv6Addr::from(reader.array::<16>("target address")?);
            let mac = option(reader, TARGET_LINK_LAYER)?.or(packet.source().mac);
            claim(emit, mac, Endpoint { ip: Some(IpAddr::V6(target)), ..packet.source() });
        }
        ROUTER_ADVERTISEMENT => router(reader, packet, emit)?,
        _ => {}
    }
    Ok(())
}

/// Says that `owner`'s address belongs to `mac`.
fn claim(emit: &mut Emit<'_>, mac: Option<MacAddr>, owner: Endpoint) {
    if let Some(mac) = mac.filter(|mac| mac.is_station()) {
        emit.holds(Endpoint { mac: Some(mac), ..owner }, Claim::NeighborDiscovery);
    }
}

/// RFC 4861, 4.2: hop limit, flags, three times, options. A router may say that it is no default router: it still is one.
fn router(mut reader: Reader<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    reader.skip(12, "router advertisement")?;
    let mac = option(reader, SOURCE_LINK_LAYER)?;
    emit.role(packet.source(), Role::Router);
    claim(emit, mac, packet.source());
    options(reader, |kind, mut value| {
        if kind == RECURSIVE_DNS && value.skip(6, "lifetime").is_ok() {
            while let Ok(address) = value.array::<16>("DNS server") {
                let ip = Some(IpAddr::V6(Ipv6Addr::from(address)));
                emit.role(Endpoint { mac: None, ip, vlan: packet.vlan }, Role::DnsServer);
            }
        }
    })
}

/// The hardware address in the first option of this kind. RFC 2464, 6: one unit of 8 octets on Ethernet.
fn option(reader: Reader<'_>, wanted: u8) -> Result<Option<MacAddr>, Malformed> {
    let mut found = None;
    options(reader, |kind, mut value| {
        if kind == wanted && value.remaining() == 6 {
            found = found.or(value.array("link-layer address").ok().map(MacAddr));
        }
    })?;
    Ok(found)
}

/// Walks options: type, length in units of 8 octets with these two, value (RFC 4861, 4.6).
fn options(mut reader: Reader<'_>, mut each: impl FnMut(u8, Reader<'_>)) -> Result<(), Malformed> {
    while !reader.is_empty() {
        let kind = reader.u8("option type")?;
        let length = usize::from(reader.u8("option length")?).saturating_mul(8);
        let length = length.checked_sub(2).ok_or(Malformed("option length"))?;
        each(kind, reader.sub(length, "option")?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    /// From `00:09:fb:00:00:01` with this IPv6 source.
    fn frame(source: [u8; 16], hop_limit: u8, message: &[u8]) -> Vec<u8> {
        let mut frame = vec![0x33, 0x33, 0, 0, 0, 1, 0x00, 0x09, 0xfb, 0, 0, 1, 0x86, 0xdd, 0x60, 0, 0, 0];
        frame.extend(u16::try_from(message.len()).unwrap().to_be_bytes());
        frame.extend([58, hop_limit]);
        frame.extend(source);
        frame.extend([0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        frame.extend(message);
        frame
    }

    fn local(last: u8) -> [u8; 16] {
        [0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last]
    }

    fn neighbor(kind: u8, option: &[u8]) -> Vec<u8> {
        [&[kind, 0, 0, 0, 0x60, 0, 0, 0], local(9).as_slice(), option].concat()
    }

    #[test]
    fn solicitation_claims_the_source_and_duplicate_detection_does_not() {
        let message = neighbor(135, &[1, 1, 0, 0x09, 0xfb, 0, 0, 2]);
        assert_eq!(observe_frame(&super::PROTOCOL, &frame(local(7), 255, &message)), ["00:09:fb:00:00:02 fe80::7 - holds nd"]);
        assert!(observe_frame(&super::PROTOCOL, &frame([0; 16], 255, &message)).is_empty());
        assert_eq!(observe_frame(&super::PROTOCOL, &frame(local(7), 64, &message)), ["malformed hop limit or code"]);
        truncations(&message, |cut| drop(observe_frame(&super::PROTOCOL, &frame(local(7), 255, &[&[135, 0], cut].concat()))));
    }

    #[test]
    fn advertisement_claims_the_target_also_without_an_option() {
        let message = neighbor(136, &[2, 1, 0, 0x09, 0xfb, 0, 0, 2]);
        assert_eq!(observe_frame(&super::PROTOCOL, &frame(local(7), 255, &message)), ["00:09:fb:00:00:02 fe80::9 - holds nd"]);
        let bare = neighbor(136, &[]);
        assert_eq!(observe_frame(&super::PROTOCOL, &frame(local(7), 255, &bare)), ["00:09:fb:00:00:01 fe80::9 - holds nd"]);
        let broken = neighbor(136, &[2, 0]);
        assert_eq!(observe_frame(&super::PROTOCOL, &frame(local(7), 255, &broken)), ["malformed option length"]);
    }

    #[test]
    fn router_advertisement_names_the_router_and_dns_servers() {
        let mut message = vec![134, 0, 0, 0, 64, 0, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0x09, 0xfb, 0, 0, 1];
        message.extend([25, 3, 0, 0, 0, 0, 0, 60]);
        message.extend(local(0x53));
        let expected = [
            "00:09:fb:00:00:01 fe80::1 - network_role=router",
            "00:09:fb:00:00:01 fe80::1 - holds nd",
            "- fe80::53 - network_role=dns_server",
        ];
        assert_eq!(observe_frame(&super::PROTOCOL, &frame(local(1), 255, &message)), expected);
        truncations(&message, |cut| drop(observe_frame(&super::PROTOCOL, &frame(local(1), 255, &[&[134, 0], cut].concat()))));
    }
}
