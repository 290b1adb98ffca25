//! The flow table: one hash lookup a packet, entries of two cache lines, a clock hand for idle and overflow.
//!
//! Eviction order when full: of the next eight entries under the hand, one that is closed or has idled out, else one
//! that was never answered, else the one quiet for longest.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::RandomState;

use crate::base::{MacAddr, Timestamp, Vlan, prefer_huge_pages, prefetch};
use crate::observation::Transport;
use crate::sensor::wire::Packet;

/// Which way a packet of a flow goes: from the numerically lower end or from the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From the lower end.
    Up,
    /// From the higher end.
    Down,
}

impl Way {
    /// The other way.
    #[must_use]
    pub fn back(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
        }
    }
}

/// What makes packets one flow: both ends, transport and VLAN, lower end first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub struct Key {
    low: u128,
    high: u128,
    ports: u32,
    vlan: Vlan,
    transport: Transport,
}

impl Key {
    /// The key of a packet, and which way it goes.
    #[inline]
    #[must_use]
    pub fn of(packet: &Packet<'_>) -> (Self, Way) {
        let source = (packet.source_ip, packet.source_port);
        let destination = (packet.destination_ip, packet.destination_port);
        let way = if source <= destination { Way::Up } else { Way::Down };
        let (low, high) = if way == Way::Up { (source, destination) } else { (destination, source) };
        let ports = (u32::from(low.1) << 16) | u32::from(high.1);
        (Self { low: low.0, high: high.0, ports, vlan: packet.vlan, transport: packet.transport }, way)
    }

    /// Address and port of the end that a packet going this way comes from.
    #[must_use]
    pub fn source(&self, way: Way) -> (u128, u16) {
        let [a, b, c, d] = self.ports.to_be_bytes();
        match way {
            Way::Up => (self.low, u16::from_be_bytes([a, b])),
            Way::Down => (self.high, u16::from_be_bytes([c, d])),
        }
    }

    /// The VLAN.
    #[must_use]
    pub fn vlan(&self) -> Vlan {
        self.vlan
    }

    /// The transport protocol.
    #[must_use]
    pub fn transport(&self) -> Transport {
        self.transport
    }
}

impl Hash for Key {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(self.low);
        state.write_u128(self.high);
        state.write_u128(u128::from(self.ports) << 64 | u128::from(self.vlan.0) << 8 | u128::from(self.transport.0));
    }
}

/// One flow: the tallies every packet touches, and what the caller attaches to it. The order of the fields puts it into
/// two cache lines, when `T` has at most 24 bytes.
#[derive(Debug)]
#[repr(C, align(64))]
pub struct Flow<T> {
    key: Key,
    /// First packet since the last report.
    pub first: Timestamp,
    /// Latest packet.
    pub last: Timestamp,
    /// Bytes since the last report, per way.
    pub bytes: [u64; 2],
    /// Packets since the last report, per way.
    pub packets: [u32; 2],
    /// Hardware address seen at the lower end.
    pub low_mac: MacAddr,
    /// Hardware address seen at the higher end.
    pub high_mac: MacAddr,
    /// What the caller keeps.
    pub data: T,
}

impl<T> Flow<T> {
    /// What identifies it.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }
}

/// What the table asks of the flows it holds.
pub trait Held {
    /// How long the flow may be quiet, in nanoseconds, before it is over.
    fn patience(&self) -> u64;
    /// Whether the other end ever answered.
    fn answered(&self) -> bool;
}

/// The table. Flows are addressed by slot numbers that stay valid until the flow is removed.
#[derive(Debug)]
pub struct FlowTable<T> {
    hasher: RandomState,
    /// Open addressing: low half the slot + 1, high half the hash; 0 is empty.
    index: Vec<u64>,
    slots: Vec<Option<Flow<T>>>,
    free: Vec<u32>,
    hand: usize,
    limit: usize,
    evicted: u64,
    swept: Timestamp,
}

const SMALLEST_INDEX: usize = 1024;
/// Entries looked at when one must go.
const SAMPLE: usize = 8;
const SECOND: u64 = 1_000_000_000;
/// Every entry is looked at once in this much packet time, in nanoseconds.
const SWEEP: u64 = 30_000_000_000;

/// What a sweep comes upon.
#[derive(Debug)]
pub enum Swept<'a, T> {
    /// A flow that goes on.
    Alive(&'a mut Flow<T>),
    /// A flow that has idled out.
    Over(Flow<T>),
}

impl<T: Held> FlowTable<T> {
    /// A table of at most `limit` flows.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self {
            hasher: RandomState::default(),
            index: vec![0; SMALLEST_INDEX],
            slots: Vec::new(),
            free: Vec::new(),
            hand: 0,
            limit: limit.clamp(SAMPLE, 1 << 26),
            evicted: 0,
            swept: Timestamp::MIN,
        }
    }

    /// How many flows are held.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len().saturating_sub(self.free.len())
    }

    /// Whether no flow is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Flows given up while they were still alive, because the table was full.
    #[must_use]
    pub fn evicted(&self) -> u64 {
        self.evicted
    }

    /// The hash of a key, to be given to the other functions.
    #[inline]
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "the upper half of a 64-bit hash is wanted")]
    pub fn hash(&self, key: &Key) -> u32 {
        (self.hasher.hash_one(key) >> 32) as u32
    }

    /// Calls for the part of the index where a flow of this hash would be.
    #[inline]
    pub fn call_index(&self, hash: u32) {
        if let Some(entry) = self.index.get(position(hash, self.mask())) {
            prefetch(entry);
        }
    }

    /// Calls for the flow itself; the slot where it probably is.
    #[inline]
    #[must_use]
    pub fn call_flow(&self, hash: u32) -> Option<u32> {
        let slot = self.probe(hash, |_| true)?;
        self.slots.get(usize::try_from(slot).ok()?).into_iter().for_each(prefetch);
        Some(slot)
    }

    /// As [`FlowTable::find`], where the slot is probably known.
    #[inline]
    #[must_use]
    pub fn find_at(&self, slot: Option<u32>, hash: u32, key: &Key) -> Option<u32> {
        slot.filter(|slot| self.holds(*slot, key)).or_else(|| self.find(hash, key))
    }

    /// The slot of a flow.
    #[inline]
    #[must_use]
    pub fn find(&self, hash: u32, key: &Key) -> Option<u32> {
        self.probe(hash, |slot| self.holds(slot, key))
    }

    /// The first slot in the index of this hash that is the one wanted.
    #[inline]
    fn probe(&self, hash: u32, is_wanted: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.mask();
        let mut place = position(hash, mask);
        loop {
            let (stored, slot) = split(*self.index.get(place)?)?;
            if stored == hash && is_wanted(slot) {
                return Some(slot);
            }
            place = place.wrapping_add(1) & mask;
        }
    }

    #[inline]
    fn holds(&self, slot: u32, key: &Key) -> bool {
        self.get(slot).is_some_and(|flow| flow.key == *key)
    }

    /// The flow in a slot.
    #[inline]
    #[must_use]
    pub fn get(&self, slot: u32) -> Option<&Flow<T>> {
        self.slots.get(usize::try_from(slot).ok()?)?.as_ref()
    }

    /// The flow in a slot, to change it.
    #[inline]
    pub fn get_mut(&mut self, slot: u32) -> Option<&mut Flow<T>> {
        self.slots.get_mut(usize::try_from(slot).ok()?)?.as_mut()
    }

    /// Adds a flow that is not there. A flow that had to go for it is returned.
    pub fn insert(&mut self, hash: u32, key: Key, at: Timestamp, data: T) -> (u32, Option<Flow<T>>) {
        let gone = if self.len() >= self.limit { self.evict(at) } else { None };
        if self.len().saturating_mul(2) >= self.index.len() {
            self.grow();
        }
        let flow = Flow {
            key,
            low_mac: MacAddr::default(),
            high_mac: MacAddr::default(),
            packets: [0; 2],
            bytes: [0; 2],
            first: at,
            last: at,
            data,
        };
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => {
                if self.slots.len() == self.slots.capacity() {
                    self.slots.reserve(1);
                    prefer_huge_pages(&mut self.slots);
                }
                self.slots.push(None);
                u32::try_from(self.slots.len().saturating_sub(1)).unwrap_or(u32::MAX)
            }
        };
        if let Some(place) = usize::try_from(slot).ok().and_then(|slot| self.slots.get_mut(slot)) {
            *place = Some(flow);
        }
        self.link(hash, slot);
        (slot, gone)
    }

    /// Takes a flow out.
    pub fn remove(&mut self, slot: u32) -> Option<Flow<T>> {
        let flow = self.slots.get_mut(usize::try_from(slot).ok()?)?.take()?;
        self.free.push(slot);
        let hash = self.hash(&flow.key);
        self.unlink(hash, slot);
        Some(flow)
    }

    /// As packet time goes on, looks at a share of the entries; every entry comes up once in half a minute. A flow that
    /// has idled out is taken out.
    #[inline]
    pub fn sweep(&mut self, at: Timestamp, visit: impl FnMut(Swept<'_, T>)) {
        if self.swept == Timestamp::MIN || at < self.swept {
            self.swept = at;
        }
        let elapsed = at.since(self.swept);
        if elapsed >= SECOND {
            self.swept = at;
            self.sweep_share(at, elapsed, visit);
        }
    }

    #[cold]
    fn sweep_share(&mut self, at: Timestamp, elapsed: u64, mut visit: impl FnMut(Swept<'_, T>)) {
        let total = u64::try_from(self.slots.len()).unwrap_or(u64::MAX);
        let part = u128::from(total).saturating_mul(u128::from(elapsed)).checked_div(u128::from(SWEEP)).unwrap_or_default();
        let share = u64::try_from(part).unwrap_or(u64::MAX).saturating_add(1).min(total);
        for _ in 0..share {
            let slot = self.step();
            let Some(flow) = self.get_mut(slot) else { continue };
            if at.since(flow.last) < flow.data.patience() {
                visit(Swept::Alive(flow));
            } else if let Some(flow) = self.remove(slot) {
                visit(Swept::Over(flow));
            }
        }
    }

    /// Takes every flow out, in slot order.
    pub fn drain(&mut self) -> impl Iterator<Item = Flow<T>> + use<T> {
        self.free.clear();
        self.index = vec![0; SMALLEST_INDEX];
        self.hand = 0;
        std::mem::take(&mut self.slots).into_iter().flatten()
    }

    /// The slot under the hand, which moves on.
    fn step(&mut self) -> u32 {
        self.hand = if self.hand.saturating_add(1) >= self.slots.len() { 0 } else { self.hand.saturating_add(1) };
        u32::try_from(self.hand).unwrap_or_default()
    }

    fn evict(&mut self, at: Timestamp) -> Option<Flow<T>> {
        let mut worst: Option<((bool, bool, u64), u32)> = None;
        for _ in 0..SAMPLE {
            let slot = self.step();
            let Some(flow) = self.get(slot) else { continue };
            let quiet = at.since(flow.last);
            let rank = (quiet >= flow.data.patience(), !flow.data.answered(), quiet);
            if worst.is_none_or(|(best, _)| rank > best) {
                worst = Some((rank, slot));
            }
        }
        let ((idle, _, _), slot) = worst?;
        self.evicted = self.evicted.saturating_add(u64::from(!idle));
        self.remove(slot)
    }

    fn mask(&self) -> usize {
        self.index.len().wrapping_sub(1)
    }

    fn link(&mut self, hash: u32, slot: u32) {
        let mask = self.mask();
        let mut place = position(hash, mask);
        while let Some(entry) = self.index.get_mut(place) {
            if *entry == 0 {
                *entry = join(hash, slot);
                return;
            }
            place = place.wrapping_add(1) & mask;
        }
    }

    /// Removes an index entry and closes the hole, so that no search stops short.
    fn unlink(&mut self, hash: u32, slot: u32) {
        let mask = self.mask();
        let wanted = join(hash, slot);
        let mut hole = position(hash, mask);
        while self.index.get(hole).is_some_and(|entry| *entry != wanted) {
            if self.index.get(hole) == Some(&0) {
                return;
            }
            hole = hole.wrapping_add(1) & mask;
        }
        let mut place = hole;
        loop {
            place = place.wrapping_add(1) & mask;
            let Some(entry) = self.index.get(place).copied() else { return };
            let Some((stored, _)) = split(entry) else { break };
            // An entry may move into the hole when its home is not between the hole and where it is.
            let home = position(stored, mask);
            if place.wrapping_sub(home) & mask >= place.wrapping_sub(hole) & mask {
                if let Some(target) = self.index.get_mut(hole) {
                    *target = entry;
                }
                hole = place;
            }
        }
        if let Some(target) = self.index.get_mut(hole) {
            *target = 0;
        }
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.index);
        self.index = vec![0; old.len().saturating_mul(2)];
        prefer_huge_pages(&mut self.index);
        for (hash, slot) in old.into_iter().filter_map(split) {
            self.link(hash, slot);
        }
    }
}

fn position(hash: u32, mask: usize) -> usize {
    usize::try_from(hash).unwrap_or_default() & mask
}

fn join(hash: u32, slot: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(slot).wrapping_add(1)
}

/// Hash and slot of an index entry, `None` when it is empty.
#[inline]
fn split(entry: u64) -> Option<(u32, u32)> {
    let [h0, h1, h2, h3, s0, s1, s2, s3] = entry.to_be_bytes();
    let slot = u32::from_be_bytes([s0, s1, s2, s3]).checked_sub(1)?;
    Some((u32::from_be_bytes([h0, h1, h2, h3]), slot))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    struct Plain(bool);

    #[test]
    fn a_flow_takes_two_cache_lines() {
        assert_eq!(size_of::<Option<Flow<(u64, u64, bool)>>>(), 128);
    }

    impl Held for Plain {
        fn patience(&self) -> u64 {
            60_000_000_000
        }
        fn answered(&self) -> bool {
            self.0
        }
    }

    fn key(number: u32) -> Key {
        Key { low: u128::from(number), high: 9, ports: number, vlan: Vlan::NONE, transport: Transport::UDP }
    }

    #[test]
    fn finds_what_it_holds_through_growth_and_removal() {
        let mut table = FlowTable::new(100_000);
        let at = Timestamp::new(1, 0);
        let slots: Vec<u32> = (0..5000).map(|n| table.insert(table.hash(&key(n)), key(n), at, Plain(true)).0).collect();
        for n in (0..5000).step_by(3) {
            assert!(table.remove(slots[n as usize]).is_some());
        }
        for n in 0..5000 {
            let found = table.find(table.hash(&key(n)), &key(n));
            assert_eq!(found, (n % 3 != 0).then_some(slots[n as usize]), "key {n}");
        }
        assert_eq!(table.len(), 3333);
    }

    #[test]
    fn a_full_table_keeps_answered_flows() {
        let mut table = FlowTable::new(8);
        let at = Timestamp::new(1, 0);
        for n in 0..8 {
            table.insert(table.hash(&key(n)), key(n), at, Plain(n < 4));
        }
        let gone: BTreeSet<u32> =
            (8..12).map(|n| table.insert(table.hash(&key(n)), key(n), at, Plain(true)).1.unwrap().key.ports).collect();
        assert_eq!(gone, BTreeSet::from([4, 5, 6, 7]));
        assert_eq!((table.len(), table.evicted()), (8, 4));
    }

    #[test]
    fn a_quiet_flow_is_over_after_its_patience() {
        let mut table = FlowTable::new(8);
        table.insert(table.hash(&key(1)), key(1), Timestamp::new(0, 0), Plain(true));
        let (mut visited, mut over) = (0, 0);
        for second in 0..120 {
            table.sweep(Timestamp::new(second, 0), |swept| match swept {
                Swept::Alive(_) => visited += 1,
                Swept::Over(_) => over += 1,
            });
        }
        assert_eq!(over, 1);
        assert!(visited > 0);
        assert!(table.is_empty());
    }
}
