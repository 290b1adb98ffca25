//! Device numbers that survive every change of the partition.
//!
//! Every number has an anchor atom. The device is the component its anchor lies in; where several anchors lie in one
//! component the lowest number names it and the others are aliases, which come back to life when it falls apart.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::atoms::Atoms;
use super::device::{DeviceId, HistoryRecord, Standing};
use super::resolve::{Link, NOBODY, Partition};
use crate::base::{Text, Timestamp};
use crate::fingerprint::Attribute;

/// One device number and what it names.
#[derive(Debug)]
pub(super) struct Entry {
    pub id: DeviceId,
    pub anchor: Option<u32>,
    pub standing: Standing,
    /// Sorted by endpoint.
    pub atoms: Vec<u32>,
    /// `None` after a restart, until the partition was made anew.
    pub links: Option<Vec<Link>>,
    pub gateway: bool,
    pub passes_on: bool,
    pub first: Timestamp,
    pub last: Timestamp,
    pub attributes: Vec<(Attribute, Text, f32)>,
    /// The store does not have its row as it is.
    pub dirty: bool,
    /// It has to be identified anew.
    pub unsure: bool,
    /// What joins it has to be told anew.
    pub relinked: bool,
}

/// All device numbers, and which atom is whose.
#[derive(Debug, Default)]
pub(super) struct Identity {
    pub entries: Vec<Entry>,
    of: Vec<u32>,
    /// For every slot, whether its hardware address is its own.
    owned: Vec<bool>,
    watched: Vec<u32>,
    alive: usize,
}

impl Entry {
    pub(super) fn new(id: DeviceId, anchor: Option<u32>) -> Self {
        Self {
            id,
            anchor,
            standing: Standing::Dormant,
            atoms: Vec::new(),
            links: None,
            gateway: false,
            passes_on: false,
            first: Timestamp(i64::MAX),
            last: Timestamp::MIN,
            attributes: Vec::new(),
            dirty: true,
            unsure: false,
            relinked: false,
        }
    }

    fn category(&self) -> Option<&Text> {
        self.attributes.iter().find(|(attribute, ..)| *attribute == Attribute::Category).map(|(_, value, _)| value)
    }

    fn stand(&mut self, standing: Standing) {
        if self.standing == standing {
            return;
        }
        self.standing = standing;
        self.dirty = true;
        if standing != Standing::Device {
            self.atoms.clear();
            self.attributes.clear();
            self.links = None;
            self.unsure = true;
            self.relinked = true;
        }
    }
}

impl Identity {
    pub(super) fn devices(&self) -> usize {
        self.alive
    }

    pub(super) fn entry(&self, id: DeviceId) -> Option<&Entry> {
        self.entries.get(usize::try_from(id.0.checked_sub(1)?).ok()?)
    }

    pub(super) fn find(&self, id: DeviceId) -> Option<DeviceId> {
        match self.entry(id)?.standing {
            Standing::Device => Some(id),
            Standing::AliasOf(other) => Some(other),
            Standing::Dormant => None,
        }
    }

    /// The entry of an atom's device.
    pub(super) fn device_of(&self, slot: u32) -> Option<u32> {
        self.of.get(slot as usize).copied().filter(|entry| *entry != NOBODY)
    }

    pub(super) fn owns_mac(&self, slot: u32) -> bool {
        self.owned.get(slot as usize).copied().unwrap_or(true)
    }

    pub(super) fn is_identified(&self, entry: u32) -> bool {
        self.entries.get(entry as usize).and_then(Entry::category).is_some_and(|value| value.as_str() != "unknown")
    }

    /// Every device.
    pub(super) fn alive(&self) -> impl Iterator<Item = DeviceId> {
        self.entries.iter().filter(|entry| entry.standing == Standing::Device).map(|entry| entry.id)
    }

    /// Has the device of an atom identified anew.
    pub(super) fn stir(&mut self, slot: u32) {
        if let Some(entry) = self.device_of(slot).and_then(|entry| self.entries.get_mut(entry as usize)) {
            entry.unsure = true;
        }
    }

    pub(super) fn forget(&mut self, slot: u32) {
        if let Some(entry) = self.of.get_mut(slot as usize) {
            *entry = NOBODY;
        }
    }

    /// Puts an entry back as it was stored.
    pub(super) fn restore(&mut self, entry: Entry) {
        self.alive = self.alive.saturating_add(usize::from(entry.standing == Standing::Device));
        self.entries.push(entry);
    }

    pub(super) fn restore_member(&mut self, slot: u32, id: Option<DeviceId>, owned: bool) {
        let size = (slot as usize).saturating_add(1).max(self.of.len());
        self.of.resize(size, NOBODY);
        self.owned.resize(size, true);
        if let Some(place) = self.owned.get_mut(slot as usize) {
            *place = owned;
        }
        let entry = id.and_then(|id| u32::try_from(id.0.checked_sub(1)?).ok());
        if let (Some(entry), Some(place)) = (entry, self.of.get_mut(slot as usize)) {
            *place = entry;
            if let Some(entry) = self.entries.get_mut(entry as usize) {
                entry.atoms.push(slot);
            }
        }
    }

    /// After the last [`Identity::restore_member`].
    pub(super) fn sort_members(&mut self, atoms: &Atoms) {
        for entry in &mut self.entries {
            entry.atoms.sort_by_key(|slot| atoms.get(*slot).map(|atom| atom.end));
        }
    }

    /// Lets numbers go whose anchor was evicted; a device with other atoms gets one of those.
    pub(super) fn drop_anchors(&mut self, evicted: &HashSet<u32, RandomState>) {
        for entry in &mut self.entries {
            entry.atoms.retain(|slot| !evicted.contains(slot));
            if entry.anchor.is_some_and(|anchor| evicted.contains(&anchor)) {
                entry.anchor = entry.atoms.first().copied();
                entry.dirty = true;
            }
        }
    }

    /// Takes over a new partition: numbers to components, new numbers for what has none. Returns the slots of atoms
    /// that changed their device, and what happened to numbers.
    pub(super) fn adopt(
        &mut self,
        partition: Partition,
        owned: Vec<bool>,
        atoms: &mut Atoms,
        now: Timestamp,
    ) -> (Vec<u32>, Vec<HistoryRecord>) {
        let (owners, history) = self.number(&partition, atoms, now);
        let mut moved = Vec::new();
        let before = std::mem::take(&mut self.of);
        self.of = partition.of.iter().map(|place| owners.get(*place as usize).copied().flatten().unwrap_or(NOBODY)).collect();
        for (slot, (now, owned_now)) in (0_u32..).zip(self.of.iter().zip(&owned)) {
            let was = before.get(slot as usize).copied().unwrap_or(NOBODY);
            if was != *now || self.owned.get(slot as usize).copied().unwrap_or(true) != *owned_now {
                moved.push(slot);
            }
        }
        self.owned = owned;
        for (component, owner) in partition.components.into_iter().zip(owners) {
            let Some(entry) = owner.and_then(|owner| self.entries.get_mut(owner as usize)) else { continue };
            let members = entry.atoms != component.atoms || entry.passes_on != component.passes_on;
            let links = entry.links.as_ref().is_some_and(|links| *links != component.links);
            entry.unsure |= members;
            entry.relinked |= members || links || entry.gateway != component.gateway;
            entry.dirty |= entry.relinked;
            entry.atoms = component.atoms;
            entry.links = Some(component.links);
            (entry.gateway, entry.passes_on) = (component.gateway, component.passes_on);
        }
        self.watch(partition.watched, atoms);
        self.alive = self.entries.iter().filter(|entry| entry.standing == Standing::Device).count();
        // Membership of atoms with a foreign hardware address changes what a device's own addresses are.
        for slot in &moved {
            self.stir(*slot);
        }
        (moved, history)
    }

    /// The entry of every component.
    fn number(&mut self, partition: &Partition, atoms: &Atoms, now: Timestamp) -> (Vec<Option<u32>>, Vec<HistoryRecord>) {
        let mut owners: Vec<Option<u32>> = vec![None; partition.components.len()];
        let mut history = Vec::new();
        let ids: Vec<DeviceId> = self.entries.iter().map(|entry| entry.id).collect();
        for (place, entry) in (0_u32..).zip(&mut self.entries) {
            let before = entry.standing;
            let owner = entry.anchor.and_then(|anchor| partition.of(anchor)).and_then(|c| owners.get_mut(c as usize));
            let standing = match owner {
                None => Standing::Dormant,
                Some(Some(owner)) => ids.get(*owner as usize).map_or(Standing::Dormant, |id| Standing::AliasOf(*id)),
                Some(owner) => {
                    *owner = Some(place);
                    Standing::Device
                }
            };
            history.extend(told(entry.id, before, standing, now));
            entry.stand(standing);
        }
        let mut new: Vec<(Timestamp, crate::base::Endpoint, u32, usize)> = partition
            .components
            .iter()
            .enumerate()
            .filter(|(place, _)| owners.get(*place).is_some_and(Option::is_none))
            .filter_map(|(place, component)| {
                let member = |slot: &u32| atoms.get(*slot).map(|atom| (atom.first, atom.end, *slot));
                component.atoms.iter().filter_map(member).min().map(|(first, end, slot)| (first, end, slot, place))
            })
            .collect();
        new.sort_unstable();
        for (_, _, anchor, place) in new {
            let number = u32::try_from(self.entries.len()).unwrap_or(NOBODY);
            let mut entry = Entry::new(DeviceId(u64::from(number).saturating_add(1)), Some(anchor));
            entry.stand(Standing::Device);
            self.entries.push(entry);
            if let Some(owner) = owners.get_mut(place) {
                *owner = Some(number);
            }
        }
        (owners, history)
    }

    fn watch(&mut self, watched: Vec<u32>, atoms: &mut Atoms) {
        for (slots, on) in [(std::mem::take(&mut self.watched), false), (watched.clone(), true)] {
            for slot in slots {
                if let Some(atom) = atoms.get_mut(slot) {
                    atom.watched = on;
                }
            }
        }
        self.watched = watched;
    }
}

/// What the history says of a number that joins another or comes back.
fn told(id: DeviceId, before: Standing, after: Standing, at: Timestamp) -> Option<HistoryRecord> {
    let name = |id: DeviceId| Text::new(&id.to_string());
    let record = |device, from, to, rule: &str| HistoryRecord { device, at, attribute: "identity", from, to, rule: rule.into() };
    match (before, after) {
        (Standing::Device, Standing::AliasOf(other)) => Some(record(other, name(id), name(other), "merged")),
        (Standing::AliasOf(other), Standing::Device) => Some(record(id, name(other), name(id), "split")),
        _ => None,
    }
}
