//! IP defragmentation (RFC 791, 3.2; RFC 8200, 4.5), with limits.
//!
//! The first copy of a byte stands. A datagram that is not whole within the timeout is given up and counted.

use std::collections::{BTreeMap, VecDeque};

use crate::base::{Timestamp, Vlan};
use crate::observation::Transport;
use crate::sensor::wire::Packet;

/// Datagrams being put together at one time.
const MAX_DATAGRAMS: usize = 1024;
/// Fragments of one datagram.
const MAX_FRAGMENTS: usize = 64;
/// A datagram is no longer than this.
const MAX_LENGTH: usize = 65_535;
/// RFC 8200 allows 60 seconds; what mirrors lose never comes, so waiting longer than 30 only costs memory.
const PATIENCE: u64 = 30_000_000_000;

type Key = (u128, u128, u32, Transport, Vlan);

#[derive(Debug, Default)]
struct Datagram {
    begun: Timestamp,
    fragments: BTreeMap<usize, Box<[u8]>>,
    length: Option<usize>,
}

/// Puts fragmented datagrams together.
#[derive(Debug, Default)]
pub struct Defragmenter {
    datagrams: BTreeMap<Key, Datagram>,
    order: VecDeque<Key>,
    given_up: u64,
}

impl Defragmenter {
    /// Datagrams that were never whole.
    #[must_use]
    pub fn given_up(&self) -> u64 {
        self.given_up
    }

    /// Takes a fragment; returns the payload of the datagram when it is the last one missing.
    pub fn fragment(&mut self, packet: &Packet<'_>) -> Option<Vec<u8>> {
        let fragment = packet.fragment?;
        let key = (packet.source_ip, packet.destination_ip, fragment.id, packet.transport, packet.vlan);
        self.expire(packet.at);
        if !self.datagrams.contains_key(&key) {
            self.order.push_back(key);
        }
        let datagram = self.datagrams.entry(key).or_insert_with(|| Datagram { begun: packet.at, ..Datagram::default() });
        let offset = usize::try_from(fragment.offset).ok()?;
        let end = offset.checked_add(packet.segment.len()).filter(|end| *end <= MAX_LENGTH)?;
        if datagram.fragments.len() < MAX_FRAGMENTS && packet.cut == 0 {
            datagram.fragments.entry(offset).or_insert_with(|| packet.segment.into());
        }
        if !fragment.more {
            datagram.length.get_or_insert(end);
        }
        let whole = datagram.whole()?;
        self.datagrams.remove(&key);
        self.order.retain(|other| *other != key);
        Some(whole)
    }

    fn expire(&mut self, now: Timestamp) {
        while let Some(key) = self.order.front() {
            let old = self.datagrams.get(key).is_none_or(|datagram| now.since(datagram.begun) > PATIENCE);
            if !old && self.order.len() < MAX_DATAGRAMS {
                return;
            }
            self.given_up = self.given_up.saturating_add(u64::from(self.datagrams.remove(key).is_some()));
            self.order.pop_front();
        }
    }
}

impl Datagram {
    fn whole(&self) -> Option<Vec<u8>> {
        let length = self.length?;
        let mut bytes = Vec::with_capacity(length);
        for (offset, fragment) in &self.fragments {
            let old = bytes.len().checked_sub(*offset)?;
            bytes.extend_from_slice(fragment.get(old..).unwrap_or_default());
        }
        bytes.truncate(length);
        (bytes.len() == length).then_some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::wire::{LinkType, decode};

    fn fragment(offset: u16, more: bool, bytes: &[u8]) -> Vec<u8> {
        let total = u16::try_from(20 + bytes.len()).unwrap();
        let place = (offset / 8) | if more { 0x2000 } else { 0 };
        let mut packet = vec![0x45, 0];
        packet.extend(total.to_be_bytes());
        packet.extend([0, 7]);
        packet.extend(place.to_be_bytes());
        packet.extend([64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]);
        packet.extend(bytes);
        packet
    }

    #[test]
    fn fragments_in_any_order_make_the_datagram() {
        let mut defragmenter = Defragmenter::default();
        let (first, second) = (fragment(0, true, &[1; 16]), fragment(16, false, &[2; 5]));
        let at = Timestamp::new(1, 0);
        let second = decode(LinkType::RAW, &second, at).unwrap();
        assert_eq!(defragmenter.fragment(&second), None);
        let first = decode(LinkType::RAW, &first, at).unwrap();
        assert_eq!(defragmenter.fragment(&first), Some([vec![1; 16], vec![2; 5]].concat()));
        assert!(defragmenter.datagrams.is_empty() && defragmenter.order.is_empty());
    }

    #[test]
    fn what_never_becomes_whole_is_given_up_and_counted() {
        let mut defragmenter = Defragmenter::default();
        let frame = fragment(0, true, &[1; 16]);
        assert_eq!(defragmenter.fragment(&decode(LinkType::RAW, &frame, Timestamp::new(1, 0)).unwrap()), None);
        let frame = fragment(16, false, &[1; 8]);
        assert_eq!(defragmenter.fragment(&decode(LinkType::RAW, &frame, Timestamp::new(99, 0)).unwrap()), None);
        assert_eq!(defragmenter.given_up(), 1);
    }
}
