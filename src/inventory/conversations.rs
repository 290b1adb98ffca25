//! Conversations added up per client, server and service, bounded per client and in all.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::atom::{AtomId, Kept, widen};
use super::device::{ConversationRecord, PeerKey};
use crate::base::{initials, ip_to_bits, prefer_huge_pages, prefetch};
use crate::observation::{Conversation, Tally, Transport};

/// The rows, each in a slot that its client's atom lists.
#[derive(Debug, Default)]
pub(super) struct Conversations {
    slots: Vec<Option<Kept<ConversationRecord>>>,
    index: HashMap<Place, u32, RandomState>,
    free: Vec<u32>,
    dirty: Vec<u32>,
    folded: Vec<PeerKey>,
    removed: u64,
}

/// A [`PeerKey`] in three wide words: it is hashed for every report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Place {
    server: u128,
    /// Client, port, transport, and whether there is a server.
    rest: u64,
    /// First letters of the protocol.
    protocol: u64,
}

impl Place {
    fn new(client: u32, server: Option<IpAddr>, transport: Transport, port: u16, protocol: Option<&str>) -> Self {
        let rest = u64::from(client) << 32 | u64::from(port) << 16 | u64::from(transport.0) << 8;
        Self {
            server: server.map_or(0, ip_to_bits),
            rest: rest | u64::from(server.is_some()),
            protocol: protocol.map_or(0, initials),
        }
    }

    fn of(key: &PeerKey) -> Self {
        Self::new(key.client.0, key.server, key.transport, key.port, key.protocol.as_deref())
    }

    fn of_report(client: u32, report: &Conversation) -> Self {
        Self::new(client, report.server.ip, report.transport, report.server_port, report.protocol)
    }
}

/// What was done with a report.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Added {
    /// Its row was there.
    Known,
    /// The row of this slot was there, and is answered for the first time.
    Answered(u32),
    /// It got this slot; for room another was added to the client's row of the rest.
    New { slot: u32, folded: bool },
    /// There was no room: it was added to the client's row of the rest.
    Folded,
}

impl Conversations {
    /// The slot of the row that a report belongs to.
    pub(super) fn find(&self, client: u32, report: &Conversation) -> Option<u32> {
        self.index.get(&Place::of_report(client, report)).copied()
    }

    /// Calls for a row's memory.
    pub(super) fn call(&self, slot: u32) {
        self.slots.get(slot as usize).into_iter().for_each(prefetch);
    }

    /// Adds a report to the row `known` to be its own, or to a new one, for which `key` is asked.
    pub(super) fn add(
        &mut self,
        known: Option<u32>,
        report: &Conversation,
        key: impl FnOnce() -> PeerKey,
        peers: &mut Vec<u32>,
        (max_peers, max): (usize, usize),
    ) -> Added {
        if let Some(slot) = known {
            let mut first_answer = false;
            self.change(slot, |row| {
                first_answer = report.answered && !row.answered;
                row.take_report(report);
            });
            return if first_answer { Added::Answered(slot) } else { Added::Known };
        }
        let key = key();
        if self.index.len() >= max {
            self.fold(rest_of(key.client), &ConversationRecord::of(key, report), peers);
            return Added::Folded;
        }
        let folded = peers.len() >= max_peers;
        if folded {
            self.fold_oldest(key.client, peers);
        }
        let slot = self.insert(ConversationRecord::of(key, report), true);
        peers.push(slot);
        Added::New { slot, folded }
    }

    /// The row of a slot.
    pub(super) fn row(&self, slot: u32) -> Option<&ConversationRecord> {
        self.slots.get(slot as usize)?.as_ref().map(|row| &row.item)
    }

    /// Every row with its slot.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &ConversationRecord)> {
        (0_u32..).zip(&self.slots).filter_map(|(slot, row)| row.as_ref().map(|row| (slot, &row.item)))
    }

    pub(super) fn insert(&mut self, row: ConversationRecord, dirty: bool) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            if self.slots.len() == self.slots.capacity() {
                self.slots.reserve(1);
                prefer_huge_pages(&mut self.slots);
            }
            self.slots.push(None);
            u32::try_from(self.slots.len().saturating_sub(1)).unwrap_or(u32::MAX)
        });
        self.index.insert(Place::of(&row.key), slot);
        if let Some(place) = self.slots.get_mut(slot as usize) {
            *place = Some(Kept { item: row, dirty });
        }
        if dirty {
            self.dirty.push(slot);
        }
        slot
    }

    /// Forgets the conversations of an atom that goes; the store does so by itself.
    pub(super) fn forget(&mut self, peers: &[u32]) {
        for &slot in peers {
            if let Some(row) = self.slots.get_mut(slot as usize).and_then(Option::take) {
                self.let_go(slot, &row.item.key);
            }
        }
    }

    /// Forgets one row; the store hears of it.
    pub(super) fn fold_away(&mut self, slot: u32) {
        if let Some(row) = self.slots.get_mut(slot as usize).and_then(Option::take) {
            self.let_go(slot, &row.item.key);
            self.folded.push(row.item.key);
        }
    }

    fn let_go(&mut self, slot: u32, key: &PeerKey) {
        self.index.remove(&Place::of(key));
        self.free.push(slot);
        self.removed = self.removed.saturating_add(1);
    }

    /// How many rows ever went: as long as none does, a slot stays what it is.
    pub(super) fn removed(&self) -> u64 {
        self.removed
    }

    /// How many rows changed since the last [`Conversations::take_changes`].
    pub(super) fn changed(&self) -> usize {
        self.dirty.len()
    }

    /// What changed since the last call.
    pub(super) fn take_changes(&mut self) -> (Vec<PeerKey>, Vec<ConversationRecord>) {
        self.dirty.sort_unstable();
        self.dirty.dedup();
        let mut rows = Vec::with_capacity(self.dirty.len());
        for slot in self.dirty.drain(..) {
            if let Some(row) = self.slots.get_mut(slot as usize).and_then(Option::as_mut).filter(|row| row.dirty) {
                row.dirty = false;
                rows.push(row.item.clone());
            }
        }
        (std::mem::take(&mut self.folded), rows)
    }

    fn change(&mut self, slot: u32, change: impl FnOnce(&mut ConversationRecord)) {
        if let Some(row) = self.slots.get_mut(slot as usize).and_then(Option::as_mut) {
            change(&mut row.item);
            if !row.dirty {
                row.dirty = true;
                self.dirty.push(slot);
            }
        }
    }

    /// Adds the client's least recently seen conversation to its row of the rest.
    fn fold_oldest(&mut self, client: AtomId, peers: &mut Vec<u32>) {
        let oldest = peers
            .iter()
            .enumerate()
            .filter_map(|(place, slot)| self.row(*slot).map(|row| (place, row)))
            .filter(|(_, row)| row.key.server.is_some())
            .min_by_key(|(_, row)| (row.last, &row.key))
            .map(|(place, _)| place);
        let Some(place) = oldest else { return };
        let slot = peers.swap_remove(place);
        if let Some(row) = self.slots.get_mut(slot as usize).and_then(Option::take) {
            self.let_go(slot, &row.item.key);
            self.fold(rest_of(client), &row.item, peers);
            self.folded.push(row.item.key);
        }
    }

    fn fold(&mut self, rest: PeerKey, row: &ConversationRecord, peers: &mut Vec<u32>) {
        match self.index.get(&Place::of(&rest)) {
            Some(&slot) => self.change(slot, |sum| sum.add(row)),
            None => {
                let slot = self.insert(ConversationRecord { key: rest, client_port: 0, ..row.clone() }, true);
                peers.push(slot);
            }
        }
    }
}

/// The row that adds up what one client had no room for.
fn rest_of(client: AtomId) -> PeerKey {
    PeerKey { client, server: None, transport: Transport(0), port: 0, protocol: None }
}

impl PeerKey {
    pub(super) fn of(client: u32, report: &Conversation, protocol: Option<Arc<str>>) -> Self {
        let server = report.server.ip;
        Self { client: AtomId(client), server, transport: report.transport, port: report.server_port, protocol }
    }
}

impl ConversationRecord {
    fn of(key: PeerKey, report: &Conversation) -> Self {
        Self {
            key,
            client_port: report.client_port,
            flows: u64::from(report.opening),
            answered: report.answered,
            from_client: report.from_client,
            from_server: report.from_server,
            first: report.first,
            last: report.last,
        }
    }

    fn take_report(&mut self, report: &Conversation) {
        if (report.last, report.client_port) > (self.last, self.client_port) {
            self.client_port = report.client_port;
        }
        self.flows = self.flows.saturating_add(u64::from(report.opening));
        self.answered |= report.answered;
        add(&mut self.from_client, report.from_client);
        add(&mut self.from_server, report.from_server);
        widen(&mut self.first, &mut self.last, report.first, report.last);
    }

    fn add(&mut self, other: &Self) {
        self.flows = self.flows.saturating_add(other.flows);
        self.answered |= other.answered;
        add(&mut self.from_client, other.from_client);
        add(&mut self.from_server, other.from_server);
        widen(&mut self.first, &mut self.last, other.first, other.last);
    }
}

fn add(sum: &mut Tally, more: Tally) {
    sum.packets = sum.packets.saturating_add(more.packets);
    sum.bytes = sum.bytes.saturating_add(more.bytes);
}
