//! Mirror tunnels: GRE (RFC 2784, 2890), ERSPAN I/II/III (draft-foschiano-erspan-03), VXLAN (RFC 7348), Geneve (RFC 8926).

use super::{LinkType, Packet};
use crate::observation::Transport;

const GRE: Transport = Transport(47);
const IP_IN_IP: Transport = Transport(4);
const IPV6_IN_IP: Transport = Transport(41);

/// Whether a transport is IP itself.
pub(in crate::sensor) fn is_ip_in_ip(transport: Transport) -> bool {
    matches!(transport, IP_IN_IP | IPV6_IN_IP)
}

/// The frame inside `packet`, when `packet` is a tunnel's.
#[inline]
pub(super) fn inner<'a>(packet: &Packet<'a>) -> Option<(LinkType, &'a [u8])> {
    match packet.transport {
        Transport::UDP if matches!(packet.destination_port, 4789 | 8472 | 6081) => udp(packet),
        GRE if packet.fragment.is_none() => gre(packet.segment),
        IP_IN_IP | IPV6_IN_IP if packet.fragment.is_none() && packet.ip_version != 0 => Some((LinkType::RAW, packet.segment)),
        _ => None,
    }
}

fn udp<'a>(packet: &Packet<'a>) -> Option<(LinkType, &'a [u8])> {
    let (header, rest) = packet.payload.split_first_chunk::<8>()?;
    match (packet.destination_port, *header) {
        // VXLAN: the I flag must be set, all reserved bits clear.
        (4789 | 8472, [0x08, 0, 0, 0, _, _, _, 0]) => Some((LinkType::ETHERNET, rest)),
        // Geneve: version 0, options in 4-octet units, then the protocol.
        (6081, [options, _, p0, p1, ..]) if options >> 6 == 0 => {
            let rest = rest.get(usize::from(options & 0x3f).checked_mul(4)?..)?;
            carried(u16::from_be_bytes([p0, p1]), rest)
        }
        _ => None,
    }
}

/// GRE version 0; checksum, key and sequence number are there when their flags say so.
fn gre(segment: &[u8]) -> Option<(LinkType, &[u8])> {
    let ([flags, version, p0, p1], mut rest) = segment.split_first_chunk::<4>()?;
    if version & 0x07 != 0 || flags & 0x40 != 0 {
        return None;
    }
    for flag in [0x80, 0x20, 0x10] {
        if flags & flag != 0 {
            rest = rest.get(4..)?;
        }
    }
    match u16::from_be_bytes([*p0, *p1]) {
        // ERSPAN type I has no GRE sequence number and no header of its own; type II has both.
        0x88be if flags & 0x10 == 0 => Some((LinkType::ETHERNET, rest)),
        0x88be => Some((LinkType::ETHERNET, rest.get(8..)?)),
        // ERSPAN type III: 12 octets, and 8 more of platform data when the O bit is set; P (bits 15-11) 0 is Ethernet.
        0x22eb => {
            let (header, rest) = rest.split_first_chunk::<12>()?;
            let optional = if header.last()? & 0x01 == 0 { 0 } else { 8 };
            Some((LinkType::ETHERNET, rest.get(optional..)?))
        }
        protocol => carried(protocol, rest),
    }
}

/// What an EtherType in a tunnel header says the payload is.
fn carried(protocol: u16, rest: &[u8]) -> Option<(LinkType, &[u8])> {
    match protocol {
        0x6558 => Some((LinkType::ETHERNET, rest)),
        0x0800 | 0x86dd => Some((LinkType::RAW, rest)),
        _ => None,
    }
}
