//! All atoms: found by endpoint, numbered by slot, bounded.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::atom::{Atom, AtomId};
use crate::base::{Endpoint, Timestamp, prefetch};

/// The atoms, each in a slot that is its number.
#[derive(Debug, Default)]
pub(super) struct Atoms {
    slots: Vec<Option<Atom>>,
    index: HashMap<Endpoint, u32, RandomState>,
    free: Vec<u32>,
}

impl Atoms {
    pub(super) fn len(&self) -> usize {
        self.index.len()
    }

    /// How many slots there are, empty ones too.
    pub(super) fn slots(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn find(&self, end: &Endpoint) -> Option<u32> {
        self.index.get(end).copied()
    }

    /// Calls for an atom's memory.
    pub(super) fn call(&self, slot: u32) {
        self.slots.get(slot as usize).into_iter().for_each(prefetch);
    }

    pub(super) fn get(&self, slot: u32) -> Option<&Atom> {
        self.slots.get(slot as usize)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, slot: u32) -> Option<&mut Atom> {
        self.slots.get_mut(slot as usize)?.as_mut()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &Atom)> + Clone {
        (0_u32..).zip(&self.slots).filter_map(|(slot, atom)| atom.as_ref().map(|atom| (slot, atom)))
    }

    pub(super) fn insert(&mut self, end: Endpoint, at: Timestamp) -> u32 {
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots.push(None);
            u32::try_from(self.slots.len().saturating_sub(1)).unwrap_or(u32::MAX)
        });
        if let Some(place) = self.slots.get_mut(slot as usize) {
            *place = Some(Atom::new(end, at));
        }
        self.index.insert(end, slot);
        slot
    }

    /// Puts a stored atom back into its slot.
    pub(super) fn restore(&mut self, id: AtomId, atom: Atom) {
        let slot = id.0 as usize;
        if self.slots.len() <= slot {
            self.slots.resize_with(slot.saturating_add(1), || None);
        }
        self.index.insert(atom.end, id.0);
        if let Some(place) = self.slots.get_mut(slot) {
            *place = Some(atom);
        }
    }

    /// After the last [`Atoms::restore`]: the slots between are free.
    pub(super) fn restored(&mut self) {
        let empty = (0_u32..).zip(&self.slots).filter(|(_, atom)| atom.is_none()).map(|(slot, _)| slot);
        self.free = empty.collect();
        self.free.reverse();
    }

    pub(super) fn remove(&mut self, slot: u32) -> Option<Atom> {
        let atom = self.slots.get_mut(slot as usize)?.take()?;
        self.index.remove(&atom.end);
        self.free.push(slot);
        Some(atom)
    }
}
