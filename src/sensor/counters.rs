//! Plain counters of the hot path, read by others between packets.
//!
//! Invariant: received = decoded + undecodable + unread link types; nothing vanishes between the lines.

use std::collections::BTreeMap;

/// What the sensor did with the frames it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Frames handed in.
    pub received: u64,
    /// Their bytes on the wire.
    pub bytes: u64,
    /// Frames whose headers were read.
    pub decoded: u64,
    /// Frames with a header cut off or contradicting itself.
    pub undecodable: u64,
    /// Frames of a link type that is not read, encrypted or nested too deeply.
    pub unread: u64,
    /// Frames of which the capture kept only a part.
    pub snapped: u64,
    /// Copies of a frame just seen.
    pub duplicates: u64,
    /// Frames out of a mirror tunnel.
    pub tunnelled: u64,
    /// Fragments of datagrams.
    pub fragments: u64,
    /// Datagrams that were never whole.
    pub fragments_given_up: u64,
    /// Packets whose time is more than a day away from the packet before.
    pub time_jumps: u64,
    /// News of who is there that was put off to the sender's next frame: too much within a second.
    pub put_off: u64,
    /// Flows begun.
    pub flows: u64,
    /// Flows given up because the table was full.
    pub flows_evicted: u64,
    /// Holes in TCP streams that somebody read.
    pub gaps: u64,
    /// Bytes in those holes.
    pub gap_bytes: u64,
    /// Per protocol: recognised flows or packets read.
    pub recognised: BTreeMap<&'static str, u64>,
    /// Per protocol: messages that broke their specification.
    pub malformed: BTreeMap<&'static str, u64>,
    /// Per protocol: panics caught; a protocol that panics again and again is set aside.
    pub panics: BTreeMap<&'static str, u64>,
}
