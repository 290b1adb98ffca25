//! Link layers: Ethernet II, IEEE 802.3 with LLC/SNAP, 802.1Q/802.1ad tags, MPLS, PPPoE, Linux cooked, raw IP, 802.11.

use super::{Packet, Undecodable, ip};
use crate::base::MacAddr;

/// Link type of a capture file (registry at tcpdump.org, "Link-layer header types").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkType(pub u32);

impl LinkType {
    /// IEEE 802.3.
    pub const ETHERNET: Self = Self(1);
    /// IPv4 or IPv6 without a link header.
    pub const RAW: Self = Self(101);
    const NULL: Self = Self(0);
    const RAW_BSD: Self = Self(12);
    const RAW_OPENBSD: Self = Self(14);
    const IEEE802_11: Self = Self(105);
    const LOOP: Self = Self(108);
    const LINUX_SLL: Self = Self(113);
    const IEEE802_11_RADIOTAP: Self = Self(127);
    const IPV4: Self = Self(228);
    const IPV6: Self = Self(229);
    const LINUX_SLL2: Self = Self(276);

    /// Whether frames of this type are read.
    #[must_use]
    pub fn is_known(self) -> bool {
        matches!(
            self,
            Self::ETHERNET
                | Self::RAW
                | Self::NULL
                | Self::RAW_BSD
                | Self::RAW_OPENBSD
                | Self::IEEE802_11
                | Self::LOOP
                | Self::LINUX_SLL
                | Self::IEEE802_11_RADIOTAP
                | Self::IPV4
                | Self::IPV6
                | Self::LINUX_SLL2
        )
    }
}

const IPV4: u16 = 0x0800;
const IPV6: u16 = 0x86dd;
/// Tags and labels of one frame are followed this deep.
const MAX_TAGS: usize = 8;

#[inline]
pub(super) fn decode<'a>(link: LinkType, frame: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    if link == LinkType::ETHERNET {
        return ethernet(frame, packet);
    }
    other(link, frame, packet)
}

#[inline]
fn ethernet<'a>(frame: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    let (header, rest) = frame.split_first_chunk::<14>().ok_or(Undecodable::Cut("Ethernet header"))?;
    let [d0, d1, d2, d3, d4, d5, s0, s1, s2, s3, s4, s5, t0, t1] = *header;
    packet.destination_mac = MacAddr([d0, d1, d2, d3, d4, d5]);
    packet.source_mac = MacAddr([s0, s1, s2, s3, s4, s5]);
    typed(u16::from_be_bytes([t0, t1]), rest, packet)
}

/// What follows an EtherType or length field.
#[inline]
fn typed<'a>(ether_type: u16, rest: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    packet.ether_type = ether_type;
    packet.network = rest;
    match ether_type {
        IPV4 => ip::v4(rest, packet),
        IPV6 => ip::v6(rest, packet),
        _ => tagged(ether_type, rest, packet),
    }
}

/// Everything but bare IP: tags, labels, LLC, PPPoE.
fn tagged<'a>(mut ether_type: u16, mut rest: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    for _ in 0..MAX_TAGS {
        match ether_type {
            // IEEE 802.1Q, 802.1ad and the tag types vendors used before it.
            0x8100 | 0x88a8 | 0x9100 | 0x9200 | 0x9300 => {
                let ([a, b, c, d], inner) = rest.split_first_chunk::<4>().ok_or(Undecodable::Cut("VLAN tag"))?;
                // Priority tags (id 0) name no VLAN.
                packet.vlan = packet.vlan.push(u16::from_be_bytes([*a, *b]));
                (ether_type, rest) = (u16::from_be_bytes([*c, *d]), inner);
            }
            // PPPoE session (RFC 2516): header of 6, then the PPP protocol.
            0x8864 => {
                let (header, inner) = rest.split_first_chunk::<8>().ok_or(Undecodable::Cut("PPPoE header"))?;
                let [_, _, _, _, _, _, a, b] = *header;
                (ether_type, rest) = (ppp(u16::from_be_bytes([a, b])), inner);
            }
            0x8847 | 0x8848 => return mpls(rest, packet),
            IPV4 | IPV6 => return typed(ether_type, rest, packet),
            0..=1500 => return llc(usize::from(ether_type), rest, packet),
            _ => break,
        }
    }
    packet.ether_type = ether_type;
    packet.network = rest;
    Ok(())
}

/// PPP protocol number (RFC 1661) to EtherType; 0xffff for what is not IP.
fn ppp(protocol: u16) -> u16 {
    match protocol {
        0x0021 => IPV4,
        0x0057 => IPV6,
        _ => 0xffff,
    }
}

/// A label stack (RFC 3032), then IP or a pseudowire's Ethernet frame.
fn mpls<'a>(mut rest: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    for _ in 0..MAX_TAGS {
        let ([_, _, bottom, _], inner) = rest.split_first_chunk::<4>().ok_or(Undecodable::Cut("MPLS label"))?;
        rest = inner;
        if bottom & 1 == 0 {
            continue;
        }
        return match rest.first().map(|byte| byte >> 4) {
            Some(4) => typed(IPV4, rest, packet),
            Some(6) => typed(IPV6, rest, packet),
            // A control word (RFC 4385) starts with a zero nibble; what follows is the customer's frame.
            Some(0) => ethernet(rest.get(4..).unwrap_or_default(), packet),
            _ => ethernet(rest, packet),
        };
    }
    Err(Undecodable::Nesting)
}

/// IEEE 802.2 LLC, and SNAP behind it (RFC 1042).
fn llc<'a>(length: usize, rest: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    // The length field trims the padding of short frames.
    let rest = rest.get(..length).unwrap_or(rest);
    packet.ether_type = 0;
    packet.network = rest;
    if let Some((&[0xaa, 0xaa, 0x03, o0, o1, o2, p0, p1], inner)) = rest.split_first_chunk::<8>() {
        let pid = u16::from_be_bytes([p0, p1]);
        return match u32::from_be_bytes([0, o0, o1, o2]) {
            0 if pid > 1500 => typed(pid, inner, packet),
            organisation => {
                packet.snap = Some((organisation, pid));
                packet.network = inner;
                Ok(())
            }
        };
    }
    Ok(())
}

#[cold]
fn other<'a>(link: LinkType, frame: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    match link {
        LinkType::RAW | LinkType::RAW_BSD | LinkType::RAW_OPENBSD | LinkType::IPV4 | LinkType::IPV6 => raw(frame, packet),
        LinkType::NULL | LinkType::LOOP => raw(frame.get(4..).unwrap_or_default(), packet),
        LinkType::LINUX_SLL => {
            let (h, rest) = frame.split_first_chunk::<16>().ok_or(Undecodable::Cut("Linux cooked header"))?;
            let [_, _, _, _, _, length, a, b, c, d, e, f, _, _, t0, t1] = *h;
            cooked(length, [a, b, c, d, e, f], u16::from_be_bytes([t0, t1]), rest, packet)
        }
        LinkType::LINUX_SLL2 => {
            let (h, rest) = frame.split_first_chunk::<20>().ok_or(Undecodable::Cut("Linux cooked header"))?;
            let [t0, t1, _, _, _, _, _, _, _, _, _, length, a, b, c, d, e, f, _, _] = *h;
            cooked(length, [a, b, c, d, e, f], u16::from_be_bytes([t0, t1]), rest, packet)
        }
        LinkType::IEEE802_11 => wireless(frame, packet),
        LinkType::IEEE802_11_RADIOTAP => {
            let Some(&[version, _, low, high]) = frame.first_chunk::<4>() else { return Err(Undecodable::Cut("radiotap")) };
            let inner = frame.get(usize::from(u16::from_le_bytes([low, high]))..);
            if version != 0 {
                return Err(Undecodable::Cut("radiotap version"));
            }
            wireless(inner.ok_or(Undecodable::Cut("radiotap"))?, packet)
        }
        LinkType(other) => Err(Undecodable::LinkType(other)),
    }
}

fn raw<'a>(frame: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    match frame.first().map(|byte| byte >> 4) {
        Some(4) => typed(IPV4, frame, packet),
        Some(6) => typed(IPV6, frame, packet),
        _ => Err(Undecodable::Cut("IP version")),
    }
}

/// Linux cooked capture keeps only the sender's address.
fn cooked<'a>(length: u8, address: [u8; 6], ether_type: u16, rest: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    if length == 6 {
        packet.source_mac = MacAddr(address);
    }
    typed(ether_type, rest, packet)
}

/// IEEE 802.11-2020, 9.3.2: data frames in clear; everything else says nothing here.
fn wireless<'a>(frame: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    let cut = Undecodable::Cut("802.11 header");
    let (header, mut rest) = frame.split_first_chunk::<24>().ok_or(cut)?;
    let [control, flags, _, _, a1 @ .., _, _] = *header;
    let (kind, subtype) = ((control >> 2) & 3, control >> 4);
    // Type 2 is data; subtype bit 2 means no data, flag 0x40 protected.
    if kind != 2 || subtype & 0x4 != 0 || flags & 0x40 != 0 {
        return Err(Undecodable::Wireless);
    }
    let [r0, r1, r2, r3, r4, r5, t0, t1, t2, t3, t4, t5, b0, b1, b2, b3, b4, b5] = a1;
    let (receiver, transmitter) = (MacAddr([r0, r1, r2, r3, r4, r5]), MacAddr([t0, t1, t2, t3, t4, t5]));
    let third = MacAddr([b0, b1, b2, b3, b4, b5]);
    (packet.destination_mac, packet.source_mac) = match flags & 3 {
        0 => (receiver, transmitter),
        1 => (third, transmitter),
        2 => (receiver, third),
        _ => {
            let (fourth, inner) = rest.split_first_chunk::<6>().ok_or(cut)?;
            rest = inner;
            (third, MacAddr(*fourth))
        }
    };
    // QoS control, and HT control when the order flag is set on a QoS frame.
    let extra = if subtype & 0x8 == 0 {
        0
    } else if flags & 0x80 == 0 {
        2
    } else {
        6
    };
    // QoS control says whether frames are aggregated (9.3.2.2.2): each then has receiver, sender and length of its own, as
    // on Ethernet, and the first is read.
    let is_aggregate = extra > 0 && rest.first().is_some_and(|control| control & 0x80 != 0);
    let rest = rest.get(extra..).ok_or(cut)?;
    if is_aggregate { ethernet(rest, packet) } else { llc(rest.len(), rest, packet) }
}
