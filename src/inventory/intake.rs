//! Taking batches in: every observation to its atom, every conversation to its row.

use std::sync::Arc;

use super::Inventory;
use super::atom::{AtomId, Change, Kept, Service, matters_for_identity, widen};
use super::conversations::Added;
use super::device::PeerKey;
use super::gate::Showing;
use super::settings::is_host;
use super::witness::{Place, Witness};
use crate::base::{Endpoint, Timestamp, prefetch};
use crate::observation::{Batch, Conversation, Fact, Observation, Oriented};

/// So many reports are looked up together.
const TOGETHER: usize = 32;

/// Where the ends and the row of a report were found.
#[derive(Clone, Copy, Default)]
struct Known {
    client: Option<u32>,
    server: Option<u32>,
    row: Option<u32>,
}

impl Inventory {
    /// Takes in a batch. What it means shows after [`Inventory::settle`].
    pub fn apply(&mut self, batch: &Batch) {
        self.apply_before(batch, &mut ());
    }

    /// Takes in a batch before a witness.
    pub fn apply_before(&mut self, batch: &Batch, witness: &mut impl Witness) {
        self.now = self.now.max(batch.until);
        let mut told = self.evicted.len();
        for observations in batch.observations.chunks(TOGETHER) {
            let known = self.look_up_subjects(observations);
            let before = self.removals();
            for (observation, known) in observations.iter().zip(known) {
                self.counters.observations = self.counters.observations.saturating_add(1);
                self.now = self.now.max(observation.at);
                let known = known.filter(|_| self.removals() == before);
                if let Some(slot) =
                    known.or_else(|| self.atom_of(observation.subject, observation.at, showing(&observation.fact)))
                {
                    let new = self.observe(slot, observation);
                    self.tell_forgotten(&mut told, witness);
                    witness.observed(AtomId(slot), observation, new);
                }
            }
        }
        for reports in batch.conversations.chunks(TOGETHER) {
            let known = self.look_up(reports, witness);
            let before = self.removals();
            for (report, known) in reports.iter().zip(known) {
                self.counters.conversations = self.counters.conversations.saturating_add(1);
                self.now = self.now.max(report.last);
                // What made room for another may have been meant.
                let place = self.converse(report, if self.removals() == before { known } else { Known::default() });
                self.tell_forgotten(&mut told, witness);
                witness.report(report, place);
            }
        }
    }

    /// Where the subjects of some observations are; their facts are called for, for the same reason as in
    /// [`Inventory::look_up`].
    fn look_up_subjects(&self, observations: &[Observation]) -> [Option<u32>; TOGETHER] {
        let mut all = [None; TOGETHER];
        for (known, observation) in all.iter_mut().zip(observations) {
            *known = normal(observation.subject).and_then(|end| self.atoms.find(&end));
        }
        all.iter().flatten().for_each(|slot| self.atoms.call(*slot));
        for atom in all.iter().flatten().filter_map(|slot| self.atoms.get(*slot)) {
            atom.evidence.get(atom.evidence.len() / 2).into_iter().for_each(prefetch);
        }
        all
    }

    /// Where the ends and the rows of some reports are. Looked up together, because they lie scattered in main memory and
    /// then come in the time of one.
    fn look_up(&self, reports: &[Conversation], witness: &impl Witness) -> [Known; TOGETHER] {
        let mut all = [Known::default(); TOGETHER];
        for (known, report) in all.iter_mut().zip(reports) {
            let find = |end| normal(end).and_then(|end| self.atoms.find(&end));
            (known.client, known.server) = (find(report.client), find(report.server));
            known.client.into_iter().chain(known.server).for_each(|slot| self.atoms.call(slot));
        }
        for (known, report) in all.iter_mut().zip(reports) {
            known.row = known.client.and_then(|client| self.conversations.find(client, report));
        }
        for known in &all {
            known.row.into_iter().for_each(|row| self.conversations.call(row));
            witness.awaits([known.client, known.server].map(|slot| slot.map(AtomId)), known.row);
        }
        all
    }

    /// How many atoms and rows ever went: as long as none does, a slot stays what it is.
    fn removals(&self) -> u64 {
        self.counters.atoms_evicted.saturating_add(self.conversations.removed())
    }

    /// The atom of an endpoint, a new one if there is room; `None` for what can be no host.
    fn atom_of(&mut self, end: Endpoint, at: Timestamp, showing: Showing) -> Option<u32> {
        let end = normal(end)?;
        if let Some(slot) = self.atoms.find(&end) {
            return Some(slot);
        }
        let is_let_in = self.gate.admits(showing, at);
        if !is_let_in || (self.atoms.len() >= self.settings.max_atoms && !self.make_room()) {
            self.counters.atoms_refused = self.counters.atoms_refused.saturating_add(1);
            return None;
        }
        let slot = self.atoms.insert(end, at);
        self.dirty_atoms.push(slot);
        self.stirred.push(slot);
        self.unresolved = true;
        Some(slot)
    }

    /// Whether this was new of its endpoint.
    fn observe(&mut self, slot: u32, observation: &Observation) -> bool {
        let Some(atom) = self.atoms.get_mut(slot) else { return false };
        let at = observation.at;
        let (was_made, is_late) = (atom.made, at < atom.last);
        let grown = atom.see(at, at);
        let names = &mut self.names;
        let (change, identity) = match &observation.fact {
            Fact::Present { hops } => match hops.map(|hops| atom.hop(hops)) {
                Some(true) => (Change::New, true),
                _ => (Change::None, false),
            },
            Fact::Holds(claim) => match atom.hold(*claim, at) {
                Change::New => (Change::New, true),
                other => (other, false),
            },
            Fact::Says(property, text) => {
                let (max, max_of_one) = (self.settings.max_evidence, self.settings.max_evidence_per_property);
                let room = |atom: &super::atom::Atom| atom.evidence.len() < max && atom.count_of(*property) < max_of_one;
                let first_said = atom.evidence.is_empty();
                let change = atom.say(*property, text, observation.protocol, at, room, || names.get(observation.protocol));
                (change, first_said || matters_for_identity(*property))
            }
            Fact::Equipment(equipment) => {
                let max = self.settings.max_bundles;
                (atom.describe(equipment, observation.protocol, at, max, || names.get(observation.protocol)), true)
            }
        };
        if change == Change::Refused {
            let counter = match observation.fact {
                Fact::Equipment(_) => &mut self.counters.bundles_refused,
                _ => &mut self.counters.evidence_refused,
            };
            *counter = counter.saturating_add(1);
        }
        // Which description is a device's own depends on which came first.
        self.unresolved |= is_late && change == Change::Times && matches!(observation.fact, Fact::Equipment(_));
        self.unresolved |= (identity && change == Change::New) || (atom.watched && (grown || change == Change::Times));
        self.note(slot, change == Change::New || was_made);
        change == Change::New
    }

    /// Puts an atom on the lists of what has to be settled.
    pub(super) fn note(&mut self, slot: u32, stirred: bool) {
        let Some(atom) = self.atoms.get_mut(slot) else { return };
        if !atom.dirty {
            atom.dirty = true;
            self.dirty_atoms.push(slot);
        }
        if stirred {
            self.stirred.push(slot);
        }
    }

    fn converse(&mut self, report: &Conversation, known: Known) -> Place {
        let both = report.from_client.packets > 0 && report.from_server.packets > 0;
        // An end that sent a packet exists; one that was only addressed may not.
        let client = self.end_of(report.client, known.client, report.from_client.packets > 0, report);
        let server = self.end_of(report.server, known.server, report.from_server.packets > 0, report);
        for slot in [client, server].into_iter().flatten().filter(|_| both) {
            self.talk(slot);
        }
        let protocol = report.protocol.map(|name| self.names.get(name));
        if let Some(slot) = server.filter(|_| is_service(report)) {
            self.serve(slot, report, protocol.as_ref());
        }
        let mut place = Place { client: client.map(AtomId), server: server.map(AtomId), row: None, new: false };
        match client {
            Some(slot) => {
                let row = known.row.filter(|_| known.client == client).or_else(|| self.conversations.find(slot, report));
                place.new = row.is_none();
                place.row = self.record([slot, server.unwrap_or(slot)], row, report, protocol);
                // Only spoken of so far, perhaps, and not in the store: its conversation needs it there.
                if report.from_client.packets == 0 {
                    self.note(slot, false);
                }
            }
            None => {
                let counter = &mut self.counters.conversations_without_client;
                *counter = counter.saturating_add(1);
            }
        }
        place
    }

    fn end_of(&mut self, end: Endpoint, known: Option<u32>, sent: bool, report: &Conversation) -> Option<u32> {
        if !sent {
            return known.or_else(|| normal(end).and_then(|end| self.atoms.find(&end)));
        }
        let both = report.from_client.packets > 0 && report.from_server.packets > 0;
        let showing = if both { Showing::Answered } else { Showing::Seen };
        let slot = known.or_else(|| self.atom_of(end, report.first, showing))?;
        let atom = self.atoms.get_mut(slot)?;
        let was_made = atom.made;
        if atom.see(report.first, report.last) {
            self.unresolved |= atom.watched;
            self.note(slot, was_made);
        }
        Some(slot)
    }

    fn talk(&mut self, slot: u32) {
        if let Some(atom) = self.atoms.get_mut(slot).filter(|atom| !atom.talked) {
            atom.talked = true;
            atom.row_dirty = true;
            self.unresolved = true;
            self.note(slot, false);
        }
    }

    fn serve(&mut self, slot: u32, report: &Conversation, protocol: Option<&Arc<str>>) {
        let Some(atom) = self.atoms.get_mut(slot) else { return };
        let key = (report.transport, report.server_port, protocol);
        let place =
            atom.services.binary_search_by(|kept| (kept.item.transport, kept.item.port, kept.item.protocol.as_ref()).cmp(&key));
        let new = match place {
            Ok(place) => {
                if let Some(kept) = atom.services.get_mut(place) {
                    kept.dirty |= widen(&mut kept.item.first, &mut kept.item.last, report.first, report.last);
                }
                false
            }
            Err(place) => {
                let (transport, port) = (report.transport, report.server_port);
                let item = Service { transport, port, protocol: protocol.cloned(), first: report.first, last: report.last };
                atom.services.insert(place, Kept { item, dirty: true });
                if atom.services.len() > self.settings.max_services {
                    let oldest = atom.services.iter().enumerate().min_by_key(|(_, kept)| kept.item.last).map(|(place, _)| place);
                    oldest.map(|place| atom.services.remove(place));
                    self.counters.services_evicted = self.counters.services_evicted.saturating_add(1);
                }
                true
            }
        };
        self.note(slot, new);
    }

    /// The row that took the report.
    fn record(&mut self, ends: [u32; 2], known: Option<u32>, report: &Conversation, protocol: Option<Arc<str>>) -> Option<u32> {
        let [slot, _] = ends;
        let atom = self.atoms.get_mut(slot)?;
        let limits = (self.settings.max_peers, self.settings.max_conversations);
        let key = || PeerKey::of(slot, report, protocol);
        let added = self.conversations.add(known, report, key, &mut atom.peers, limits);
        if matches!(added, Added::Folded | Added::New { folded: true, .. }) {
            self.counters.conversations_folded = self.counters.conversations_folded.saturating_add(1);
        }
        match added {
            Added::New { slot: row, .. } => {
                self.note_role(row, true, ends);
                Some(row)
            }
            Added::Answered(row) => {
                self.note_role(row, false, ends);
                Some(row)
            }
            Added::Known => known,
            Added::Folded => None,
        }
    }

    /// Forgets endpoints to make room for new ones: external peers and contested evidence first, then devices behind
    /// routers or with random addresses that nobody identified; each the longest unseen first. Never an endpoint of
    /// an identified device, nor one that has not been settled yet.
    fn make_room(&mut self) -> bool {
        if self.full {
            return false;
        }
        let mut goers: Vec<(u8, Timestamp, u32)> = self
            .atoms
            .iter()
            .filter(|(_, atom)| atom.settled)
            .filter_map(|(slot, atom)| {
                let class = match self.identity.device_of(slot) {
                    None => 0,
                    Some(device) if self.identity.is_identified(device) => return None,
                    Some(_) if atom.end.mac.is_none_or(crate::base::MacAddr::is_local) => 1,
                    Some(_) => 2,
                };
                Some((class, atom.last, slot))
            })
            .collect();
        goers.sort_unstable();
        // A twentieth at once, so that a flood does not search for every packet.
        goers.truncate(self.settings.max_atoms.div_ceil(20));
        for &(_, _, slot) in &goers {
            self.evict(slot);
        }
        self.full = goers.is_empty();
        !self.full
    }

    fn evict(&mut self, slot: u32) {
        if let Some(atom) = self.atoms.remove(slot) {
            self.conversations.forget(&atom.peers);
            self.identity.forget(slot);
            self.evicted.push(AtomId(slot));
            self.unresolved = true;
            self.counters.atoms_evicted = self.counters.atoms_evicted.saturating_add(1);
        }
    }
}

/// How one shows itself that is met with this.
fn showing(fact: &Fact) -> Showing {
    match fact {
        Fact::Present { .. } | Fact::Holds(_) => Showing::Seen,
        Fact::Says(..) => Showing::Said,
        Fact::Equipment(_) => Showing::Described,
    }
}

/// The endpoint with only what can be one host's address.
fn normal(end: Endpoint) -> Option<Endpoint> {
    let mac = end.mac.filter(|mac| mac.is_station());
    let ip = end.ip.filter(|ip| is_host(*ip));
    (mac.is_some() || ip.is_some()).then_some(Endpoint { mac, ip, vlan: end.vlan })
}

/// Whether a report proves a service rather than a guess about ports.
fn is_service(report: &Conversation) -> bool {
    let ports = matches!(report.transport.0, 6 | 17 | 33 | 132);
    ports && report.answered && report.server_port != 0 && (report.oriented < Oriented::Guess || report.protocol.is_some())
}
