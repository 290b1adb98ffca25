//! Frames seen twice because the mirror copies both directions of a port, or several ports of one path.
//!
//! Two IP datagrams of one VLAN with the same header fields, checksum and remaining hops within a few milliseconds are
//! one datagram. A retransmission has a new identification or checksum, and comes later.

use crate::base::{Timestamp, prefetch};
use crate::sensor::wire::Packet;

/// Copies come this soon after one another, in nanoseconds.
const WINDOW: u64 = 3_000_000;
const SLOTS: usize = 4096;

/// What differs between two datagrams, mixed.
#[derive(Clone, Copy, Debug)]
pub struct Mark(u64);

/// Remembers the latest datagrams in a fixed table.
#[derive(Debug)]
pub struct Duplicates {
    slots: Vec<(u64, Timestamp)>,
}

impl Default for Duplicates {
    fn default() -> Self {
        Self { slots: vec![(0, Timestamp::MIN); SLOTS] }
    }
}

impl Duplicates {
    /// What tells a datagram from others; calls for its place in the table.
    #[inline]
    #[must_use]
    pub fn call(&self, packet: &Packet<'_>) -> Mark {
        let mark = mark(packet);
        self.slots.get(place(mark)).into_iter().for_each(prefetch);
        Mark(mark)
    }

    /// Whether a datagram of this mark was just seen; remembers it.
    #[inline]
    pub fn is_copy(&mut self, Mark(mark): Mark, at: Timestamp) -> bool {
        let Some(slot) = self.slots.get_mut(place(mark)) else { return false };
        let copy = slot.0 == mark && at.since(slot.1) < WINDOW && at >= slot.1;
        *slot = (mark, at);
        copy
    }
}

/// Where in the table a mark is remembered.
#[inline]
fn place(mark: u64) -> usize {
    usize::try_from(mark).unwrap_or_default() & (SLOTS - 1)
}

/// Mixes what differs between two datagrams. Has no secret: the same capture must show the same copies.
#[inline]
fn mark(packet: &Packet<'_>) -> u64 {
    let checksum = match (packet.is_tcp(), packet.segment) {
        (true, [_, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, a, b, ..]) | (false, [_, _, _, _, _, _, a, b, ..]) => {
            u16::from_be_bytes([*a, *b])
        }
        _ => 0,
    };
    let first = u64::from(packet.ip_id) << 48
        | u64::from(checksum) << 32
        | u64::from(packet.ip_length & 0xffff) << 16
        | u64::from(packet.hop_limit) << 8
        | u64::from(packet.tcp.flags.0);
    let second = u64::from(packet.tcp.sequence) << 32 | u64::from(packet.tcp.acknowledgement);
    let third = fold(packet.source_ip)
        ^ fold(packet.destination_ip).rotate_left(24)
        ^ u64::from(packet.source_port) << 48
        ^ u64::from(packet.vlan.0);
    let mixed =
        (first ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(second ^ 0xc2b2_ae3d_27d4_eb4f) ^ third.wrapping_mul(0x1656_67b1_9e37_79f9);
    mixed ^ first.rotate_left(29) ^ second.rotate_left(13) ^ mixed >> 31
}

/// Both halves of an address; of an IPv4 address all there is.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the halves are wanted")]
fn fold(ip: u128) -> u64 {
    (ip >> 64) as u64 ^ ip as u64
}
