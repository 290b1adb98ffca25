//! Settling: who is who, what is what, and what the store has to write. And the way back from the store.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::atom::{Atom, AtomId, Kept, Marks};
use super::behaviour::Served;
use super::device::{AtomRecord, Changes, DeviceId, DeviceRecord, HistoryRecord, Snapshot, Standing};
use super::identify::{device_of, differences};
use super::identity::Entry;
use super::overrides::{Override, OverrideError, OverrideKind, Part};
use super::resolve::resolve;
use super::settings::Settings;
use super::{Identify, Inventory};
use crate::base::{Endpoint, MacAddr, Timestamp, Vlan};

impl Inventory {
    /// Decides which atoms are one device and what each device is; returns what changed since the last time.
    pub fn settle(&mut self, identify: Identify<'_>) -> Changes {
        let mut history = Vec::new();
        if std::mem::take(&mut self.unresolved) {
            history = self.resolve_devices();
        }
        self.full = false;
        for slot in std::mem::take(&mut self.stirred) {
            self.identity.stir(slot);
        }
        let atoms = self.take_atoms();
        let devices = self.take_devices(identify, &mut history);
        let (folded, conversations) = self.conversations.take_changes();
        let mut numbers = std::mem::take(&mut self.dirty_overrides);
        numbers.sort_unstable();
        numbers.dedup();
        let said = numbers.iter().filter_map(|number| self.overrides.iter().find(|said| said.number == *number));
        Changes {
            now: self.now,
            evicted: std::mem::take(&mut self.evicted),
            folded,
            devices,
            atoms,
            conversations,
            history,
            overrides: said.cloned().collect(),
            rules: self.rules,
            counters: self.counters,
        }
    }

    /// Has every device identified anew at the next settling: the rules have changed.
    pub fn reconsider(&mut self) {
        self.identity.entries.iter_mut().filter(|entry| entry.standing == Standing::Device).for_each(|entry| entry.unsure = true);
    }

    /// Names the rules that identify from now on, by their digest. Where others spoke before, every device is identified
    /// anew at the next settling; whether there is any.
    pub fn follow(&mut self, rules: u64) -> bool {
        if std::mem::replace(&mut self.rules, rules) == rules {
            return false;
        }
        self.reconsider();
        self.identity.entries.iter().any(|entry| entry.unsure)
    }

    fn resolve_devices(&mut self) -> Vec<HistoryRecord> {
        let mut partition = resolve(&self.atoms, &self.settings, &self.overrides);
        if self.show_gateways(&partition.hidden) {
            partition = resolve(&self.atoms, &self.settings, &self.overrides);
        }
        if !self.evicted.is_empty() {
            let evicted: HashSet<u32, RandomState> = self.evicted.iter().map(|id| id.0).collect();
            self.identity.drop_anchors(&evicted);
        }
        self.counters.atoms_contested = partition.contested;
        let owned = std::mem::take(&mut partition.owned);
        let (moved, history) = self.identity.adopt(partition, owned, &mut self.atoms, self.now);
        self.follow_corrections();
        for slot in moved {
            if let Some(atom) = self.atoms.get_mut(slot) {
                atom.row_dirty = true;
                if !std::mem::replace(&mut atom.dirty, true) {
                    self.dirty_atoms.push(slot);
                }
            }
        }
        history
    }

    /// A gateway that was only seen carrying others' addresses sent those frames all the same: as long as nothing
    /// else is seen of it, an atom without network address stands for it. Whether one came or went.
    fn show_gateways(&mut self, hidden: &[(MacAddr, Timestamp, Timestamp)]) -> bool {
        let needed = |end: &Endpoint| hidden.iter().any(|(mac, ..)| end.mac == Some(*mac));
        let idle = self.atoms.iter().filter(|(_, atom)| atom.made && !needed(&atom.end)).map(|(slot, _)| slot);
        let idle: Vec<u32> = idle.collect();
        let mut changed = !idle.is_empty();
        for slot in idle {
            self.atoms.remove(slot);
            self.identity.forget(slot);
            self.evicted.push(AtomId(slot));
        }
        for &(mac, first, last) in hidden {
            let end = Endpoint { mac: Some(mac), ip: None, vlan: Vlan::NONE };
            let slot = self.atoms.find(&end).unwrap_or_else(|| {
                changed = true;
                self.atoms.insert(end, first)
            });
            let Some(atom) = self.atoms.get_mut(slot) else { continue };
            atom.made = true;
            if atom.touch(first, last) || atom.row_dirty {
                atom.dirty = true;
                self.dirty_atoms.push(slot);
            }
        }
        changed
    }

    /// The records of atoms that changed; their devices' times follow.
    fn take_atoms(&mut self) -> Vec<AtomRecord> {
        let mut slots = std::mem::take(&mut self.dirty_atoms);
        slots.sort_unstable();
        slots.dedup();
        let mut records = Vec::with_capacity(slots.len());
        for slot in slots {
            let entry = self.identity.device_of(slot);
            let device = device_of(&self.identity, slot);
            let routed = !self.identity.owns_mac(slot);
            let Some(atom) = self.atoms.get_mut(slot) else { continue };
            if device.is_none() && !atom.sent() && atom.peers.is_empty() {
                // Others speak of this address and nothing was seen of it: hearsay is not stored. Should it turn out to
                // be a device's, it counts as changed then, with all that was said of it. What it was the client of needs it.
                atom.dirty = false;
                continue;
            }
            if let Some(entry) = entry.and_then(|entry| self.identity.entries.get_mut(entry as usize))
                && (atom.first < entry.first || atom.last > entry.last)
            {
                entry.first = entry.first.min(atom.first);
                entry.last = entry.last.max(atom.last);
                entry.dirty = true;
            }
            records.push(atom.take_record(AtomId(slot), device, routed));
        }
        records
    }

    /// Identifies what has to be, and returns the records of devices that changed.
    fn take_devices(&mut self, identify: Identify<'_>, history: &mut Vec<HistoryRecord>) -> Vec<DeviceRecord> {
        let mut records = Vec::new();
        for place in 0..self.identity.entries.len() {
            let Some(entry) = self.identity.entries.get(place).filter(|entry| entry.dirty || entry.unsure) else { continue };
            let alive = entry.standing == Standing::Device;
            let conclusions = entry.unsure.then(|| if alive { self.identify(entry, identify) } else { Vec::new() });
            let reasons = entry.relinked.then(|| if alive { self.reasons(entry) } else { Vec::new() });
            // Atoms that left have taken their times with them.
            let span = entry.atoms.iter().filter_map(|slot| self.atoms.get(*slot)).map(|atom| (atom.first, atom.last));
            let span = span.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
            let (id, now) = (entry.id, self.now);
            let Some(entry) = self.identity.entries.get_mut(place) else { continue };
            if let Some((first, last)) = span {
                (entry.first, entry.last) = (first, last);
            }
            if let Some(conclusions) = &conclusions {
                let changes = if alive { differences(&entry.attributes, conclusions) } else { Vec::new() };
                history.extend(changes.into_iter().map(|(attribute, from, to, rule)| HistoryRecord {
                    device: id,
                    at: now,
                    attribute: attribute.slug(),
                    from,
                    to,
                    rule,
                }));
                let kept = conclusions.iter().map(|found| (found.attribute, found.value.clone(), found.confidence));
                entry.attributes = kept.collect();
            }
            (entry.dirty, entry.unsure, entry.relinked) = (false, false, false);
            records.push(entry.record(conclusions, reasons));
        }
        records
    }

    /// Goes on from what a store holds. Rules that have changed since need [`Inventory::reconsider`].
    #[must_use]
    pub fn restore(settings: Settings, snapshot: Snapshot) -> Self {
        let mut inventory = Self::new(settings);
        inventory.now = snapshot.now;
        inventory.counters = snapshot.counters;
        inventory.overrides = snapshot.overrides;
        inventory.rules = snapshot.rules;
        for record in snapshot.devices {
            inventory.identity.restore(Entry::restored(record));
        }
        for record in snapshot.atoms {
            inventory.identity.restore_member(record.id.0, record.device, !record.routed);
            let (id, atom) = Atom::restored(record, &mut |name| inventory.names.get(name));
            inventory.atoms.restore(id, atom);
        }
        inventory.atoms.restored();
        inventory.identity.sort_members(&inventory.atoms);
        for mut row in snapshot.conversations {
            let client = row.key.client;
            row.key.protocol = row.key.protocol.map(|name| inventory.names.get(&name));
            let Some(atom) = inventory.atoms.get_mut(client.0) else { continue };
            let slot = inventory.conversations.insert(row, false);
            atom.peers.push(slot);
        }
        inventory.served = Served::of(&inventory.conversations, &inventory.settings);
        inventory.unresolved = true;
        inventory
    }

    /// Joins two devices because a person says they are one. The lower number stays.
    ///
    /// # Errors
    /// When one of them is no device, or both are the same.
    pub fn merge(&mut self, a: DeviceId, b: DeviceId) -> Result<u32, OverrideError> {
        let a = self.find(a).ok_or(OverrideError::NoSuchDevice)?;
        let b = self.find(b).ok_or(OverrideError::NoSuchDevice)?;
        if a == b {
            return Err(OverrideError::SameDevice);
        }
        let end = |id: DeviceId| {
            let anchor = self.identity.entry(id).and_then(|entry| entry.anchor);
            anchor.and_then(|anchor| self.atoms.get(anchor)).map(|atom| atom.end).ok_or(OverrideError::NoSuchDevice)
        };
        let kind = OverrideKind::Merge { keep: end(a.min(b))?, join: end(a.max(b))? };
        Ok(self.say(kind))
    }

    /// Takes parts out of a device because a person says they are another one.
    ///
    /// # Errors
    /// When there is no such device, it has no such part, or nothing would be left of it.
    pub fn split(&mut self, device: DeviceId, parts: &[Part]) -> Result<u32, OverrideError> {
        let id = self.find(device).ok_or(OverrideError::NoSuchDevice)?;
        let entry = self.identity.entry(id).ok_or(OverrideError::NoSuchDevice)?;
        let ends: Vec<Endpoint> = entry.atoms.iter().filter_map(|slot| self.atoms.get(*slot)).map(|atom| atom.end).collect();
        if parts.is_empty() || !parts.iter().all(|part| ends.iter().any(|end| part.matches(end))) {
            return Err(OverrideError::NoSuchPart);
        }
        let stays = |end: &Endpoint| !parts.iter().any(|part| part.matches(end));
        let anchor = entry.anchor.and_then(|anchor| self.atoms.get(anchor)).map(|atom| atom.end).filter(|end| stays(end));
        let from = anchor.or_else(|| ends.iter().copied().find(stays)).ok_or(OverrideError::NothingLeft)?;
        Ok(self.say(OverrideKind::Split { from, parts: parts.to_vec() }))
    }

    /// Takes a merge or split back.
    ///
    /// # Errors
    /// When there is none of that number, or it was taken back before.
    pub fn undo(&mut self, number: u32) -> Result<(), OverrideError> {
        let said = self.overrides.iter_mut().find(|said| said.number == number && !said.undone);
        said.ok_or(OverrideError::NoSuchOverride)?.undone = true;
        self.dirty_overrides.push(number);
        self.unresolved = true;
        Ok(())
    }

    fn say(&mut self, kind: OverrideKind) -> u32 {
        let number = self.overrides.iter().map(|said| said.number).max().unwrap_or(0).saturating_add(1);
        self.overrides.push(Override { number, at: self.now, kind, undone: false });
        self.dirty_overrides.push(number);
        self.unresolved = true;
        number
    }
}

impl Entry {
    fn record(
        &self,
        conclusions: Option<Vec<crate::fingerprint::Conclusion>>,
        reasons: Option<Vec<super::Reason>>,
    ) -> DeviceRecord {
        DeviceRecord {
            id: self.id,
            standing: self.standing,
            anchor: self.anchor.map(AtomId),
            first: self.first,
            last: self.last,
            gateway: self.gateway,
            passes_on: self.passes_on,
            conclusions,
            reasons,
        }
    }

    fn restored(record: DeviceRecord) -> Self {
        let mut entry = Self::new(record.id, record.anchor.map(|anchor| anchor.0));
        entry.standing = record.standing;
        (entry.first, entry.last) = (record.first, record.last);
        (entry.gateway, entry.passes_on) = (record.gateway, record.passes_on);
        let kept = record.conclusions.unwrap_or_default().into_iter();
        entry.attributes = kept.map(|found| (found.attribute, found.value, found.confidence)).collect();
        entry.dirty = false;
        entry
    }
}

impl Atom {
    /// What the store does not have yet.
    fn take_record(&mut self, id: AtomId, device: Option<DeviceId>, routed: bool) -> AtomRecord {
        (self.dirty, self.row_dirty, self.settled) = (false, false, true);
        AtomRecord {
            id,
            end: self.end,
            device,
            routed,
            made: self.made,
            first: self.first,
            last: self.last,
            hops: self.hops,
            talked: self.talked,
            held: take(&mut self.held),
            evidence: take_all(&mut self.evidence),
            bundles: take(&mut self.bundles),
            services: take(&mut self.services),
        }
    }

    fn restored(record: AtomRecord, name: &mut impl FnMut(&str) -> std::sync::Arc<str>) -> (AtomId, Self) {
        let mut atom = Self::new(record.end, record.first);
        atom.last = record.last;
        (atom.hops, atom.talked, atom.made) = (record.hops, record.talked, record.made);
        (atom.dirty, atom.row_dirty, atom.settled) = (false, false, true);
        let mut marks = Marks::default();
        let evidence = record.evidence.unwrap_or_default();
        evidence.iter().for_each(|item| marks.note(item.property, item.value.as_str()));
        atom.marks = marks;
        atom.held = keep(record.held);
        atom.evidence = keep(evidence);
        atom.bundles = keep(record.bundles);
        atom.services = keep(record.services);
        atom.evidence.iter_mut().for_each(|kept| kept.item.protocol = name(&kept.item.protocol));
        atom.bundles.iter_mut().for_each(|kept| kept.item.protocol = name(&kept.item.protocol));
        for kept in &mut atom.services {
            kept.item.protocol = kept.item.protocol.as_deref().map(&mut *name);
        }
        // A store may sort by other rules.
        atom.held.sort_unstable_by_key(|kept| kept.item.by);
        atom.evidence.sort_unstable_by(|a, b| {
            let key = |kept: &Kept<super::Evidence>| (kept.item.property, kept.item.value.clone(), kept.item.protocol.clone());
            key(a).cmp(&key(b))
        });
        atom.bundles
            .sort_unstable_by(|a, b| a.item.equipment.cmp(&b.item.equipment).then_with(|| a.item.protocol.cmp(&b.item.protocol)));
        atom.services.sort_unstable_by(|a, b| {
            let key = |kept: &Kept<super::Service>| (kept.item.transport, kept.item.port, kept.item.protocol.clone());
            key(a).cmp(&key(b))
        });
        (record.id, atom)
    }
}

fn take<T: Clone>(items: &mut [Kept<T>]) -> Vec<T> {
    items.iter_mut().filter_map(|kept| std::mem::take(&mut kept.dirty).then(|| kept.item.clone())).collect()
}

/// Everything, when something of it has changed.
fn take_all<T: Clone>(items: &mut [Kept<T>]) -> Option<Vec<T>> {
    let changed = items.iter_mut().fold(false, |changed, kept| std::mem::take(&mut kept.dirty) | changed);
    changed.then(|| items.iter().map(|kept| kept.item.clone()).collect())
}

fn keep<T>(items: Vec<T>) -> Vec<Kept<T>> {
    items.into_iter().map(|item| Kept { item, dirty: false }).collect()
}
