//! IPv4 with options, IPv6 with extension headers, and the transport header behind them.

use super::{Fragment, Packet, Rare, Tcp, TcpFlags, Undecodable};
use crate::observation::{Transport, icmp_answer};

/// High half of an IPv4-mapped IPv6 address.
const MAPPED: u128 = 0xffff_0000_0000;
/// Extension headers are followed this far (RFC 8200, 4.1 needs fewer).
const MAX_EXTENSIONS: usize = 8;

/// IPv4 (RFC 791, 3.1).
#[inline]
pub(super) fn v4<'a>(bytes: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    let (header, _) = bytes.split_first_chunk::<20>().ok_or(Undecodable::Cut("IPv4 header"))?;
    let [version, _, l0, l1, i0, i1, f0, f1, ttl, protocol, _, _, s0, s1, s2, s3, d0, d1, d2, d3] = *header;
    let header_length = usize::from(version & 0x0f).wrapping_mul(4);
    if version >> 4 != 4 || header_length < 20 {
        return Err(Undecodable::Cut("IPv4 header length"));
    }
    // Segmentation offload leaves the length 0; what was captured is then all there is.
    let declared = match usize::from(u16::from_be_bytes([l0, l1])) {
        0 => bytes.len(),
        length => length,
    };
    let rest = bytes.get(header_length..).ok_or(Undecodable::Cut("IPv4 options"))?;
    packet.rare.0 |= if header_length > 20 { Rare::OPTIONS } else { 0 };
    packet.ip_version = 4;
    packet.source_ip = MAPPED | u128::from(u32::from_be_bytes([s0, s1, s2, s3]));
    packet.destination_ip = MAPPED | u128::from(u32::from_be_bytes([d0, d1, d2, d3]));
    packet.hop_limit = ttl;
    packet.ip_id = u16::from_be_bytes([i0, i1]);
    packet.ip_length = u32::try_from(declared).unwrap_or(u32::MAX);
    packet.transport = Transport(protocol);
    let place = u16::from_be_bytes([f0, f1]);
    if place & 0x3fff != 0 {
        packet.fragment =
            Some(Fragment { id: u32::from(packet.ip_id), offset: u32::from(place & 0x1fff) << 3, more: place & 0x2000 != 0 });
    }
    let length = declared.checked_sub(header_length).ok_or(Undecodable::Cut("IPv4 total length"))?;
    body(rest, length, packet)
}

/// IPv6 (RFC 8200, 3 and 4).
#[inline]
pub(super) fn v6<'a>(bytes: &'a [u8], packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    let (header, rest) = bytes.split_first_chunk::<40>().ok_or(Undecodable::Cut("IPv6 header"))?;
    let [version, _, _, _, l0, l1, next, hops, addresses @ ..] = *header;
    if version >> 4 != 6 {
        return Err(Undecodable::Cut("IPv6 version"));
    }
    let (source, destination) = addresses.split_first_chunk::<16>().ok_or(Undecodable::Cut("IPv6 header"))?;
    let destination = destination.first_chunk::<16>().ok_or(Undecodable::Cut("IPv6 header"))?;
    packet.ip_version = 6;
    packet.source_ip = u128::from_be_bytes(*source);
    packet.destination_ip = u128::from_be_bytes(*destination);
    packet.hop_limit = hops;
    let declared = match usize::from(u16::from_be_bytes([l0, l1])) {
        0 => rest.len(),
        length => length,
    };
    packet.ip_length = u32::try_from(declared.saturating_add(40)).unwrap_or(u32::MAX);
    extensions(next, rest, declared, packet)
}

/// Walks the extension headers to the transport header.
fn extensions<'a>(mut next: u8, mut rest: &'a [u8], mut length: usize, packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    for _ in 0..MAX_EXTENSIONS {
        let size = match (next, rest) {
            // Hop-by-hop, routing, destination options; length in 8-octet units without the first.
            (0 | 43 | 60, [_, units, ..]) => usize::from(*units).saturating_add(1).saturating_mul(8),
            // Authentication header (RFC 4302): length in 4-octet units minus 2.
            (51, [_, units, ..]) => usize::from(*units).saturating_add(2).saturating_mul(4),
            (44, [_, _, o0, o1, i0, i1, i2, i3, ..]) => {
                let place = u16::from_be_bytes([*o0, *o1]);
                let id = u32::from_be_bytes([*i0, *i1, *i2, *i3]);
                packet.ip_id = u16::from_be_bytes([*i2, *i3]);
                // An atomic fragment (RFC 6946) is whole.
                if place & 0xfff9 != 0 {
                    packet.fragment = Some(Fragment { id, offset: u32::from(place & 0xfff8), more: place & 1 != 0 });
                }
                8
            }
            (0 | 43 | 44 | 51 | 60, _) => return Err(Undecodable::Cut("IPv6 extension header")),
            _ => break,
        };
        packet.rare.0 |= if next == 43 { Rare::ROUTING } else { 0 };
        next = rest.first().copied().unwrap_or_default();
        rest = rest.get(size..).ok_or(Undecodable::Cut("IPv6 extension header"))?;
        length = length.checked_sub(size).ok_or(Undecodable::Cut("IPv6 payload length"))?;
        if packet.fragment.is_some_and(|fragment| fragment.offset > 0) {
            break;
        }
    }
    packet.transport = Transport(next);
    body(rest, length, packet)
}

/// What the IP header carries: `length` bytes, of which perhaps only some were captured.
#[inline]
fn body<'a>(rest: &'a [u8], length: usize, packet: &mut Packet<'a>) -> Result<(), Undecodable> {
    let segment = rest.get(..length).unwrap_or(rest);
    packet.segment = segment;
    packet.cut = u32::try_from(length.saturating_sub(segment.len())).unwrap_or(u32::MAX);
    if packet.fragment.is_some() {
        return Ok(());
    }
    transport(packet)
}

/// Reads the transport header of `packet.segment`; also used on a reassembled datagram.
#[inline]
pub(in crate::sensor) fn transport(packet: &mut Packet<'_>) -> Result<(), Undecodable> {
    let segment = packet.segment;
    match packet.transport {
        Transport::TCP => {
            let (header, _) = segment.split_first_chunk::<20>().ok_or(Undecodable::Cut("TCP header"))?;
            let [p0, p1, q0, q1, s0, s1, s2, s3, a0, a1, a2, a3, offset, flags, w0, w1, ..] = *header;
            let size = usize::from(offset >> 4).wrapping_mul(4);
            let (header, payload) = segment.split_at_checked(size).ok_or(Undecodable::Cut("TCP options"))?;
            packet.source_port = u16::from_be_bytes([p0, p1]);
            packet.destination_port = u16::from_be_bytes([q0, q1]);
            packet.tcp = Tcp {
                sequence: u32::from_be_bytes([s0, s1, s2, s3]),
                acknowledgement: u32::from_be_bytes([a0, a1, a2, a3]),
                flags: TcpFlags(flags),
                window: u16::from_be_bytes([w0, w1]),
                options: header.get(20..).ok_or(Undecodable::Cut("TCP data offset"))?,
            };
            packet.rare.0 |= flags & Rare::URGENT;
            packet.payload = payload;
        }
        Transport::UDP => {
            let (header, payload) = segment.split_first_chunk::<8>().ok_or(Undecodable::Cut("UDP header"))?;
            let [p0, p1, q0, q1, l0, l1, _, _] = *header;
            packet.source_port = u16::from_be_bytes([p0, p1]);
            packet.destination_port = u16::from_be_bytes([q0, q1]);
            let length = usize::from(u16::from_be_bytes([l0, l1])).saturating_sub(8);
            packet.payload = payload.get(..length).unwrap_or(payload);
        }
        Transport::ICMP | Transport::ICMPV6 => {
            let [kind, code, ..] = segment else { return Err(Undecodable::Cut("ICMP header")) };
            let answer = icmp_answer(packet.transport, *kind).unwrap_or(*code);
            (packet.source_port, packet.destination_port) = (u16::from(*kind), u16::from(answer));
            packet.payload = segment;
            // Types 165 and 166 are not assigned; a timestamp request has 20 bytes (RFC 792).
            if packet.transport == Transport::ICMP && matches!((*kind, segment.len()), (165 | 166, _) | (13, ..20)) {
                packet.rare.0 |= Rare::ICMP;
            }
        }
        _ => packet.payload = segment,
    }
    Ok(())
}
