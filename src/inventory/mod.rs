//! COLD: from observations to devices that keep their identity and explain it.
//!
//! An *atom* is one endpoint as the wire showed it, with the evidence said of it ([`Evidence`], [`Bundle`], [`Held`]).
//! Devices are a partition of the atoms, recomputed by a pure function whenever something changed that identity rests
//! on; what a device *is* follows from its atoms' evidence by the fingerprint rules.
//!
//! [`Inventory::apply`] takes batches, [`Inventory::settle`] answers what changed, for the store to commit;
//! [`Inventory::restore`] goes on from what the store holds.
//!
//! Invariant: no clock, no SQL, no serialisation. The same observations in any order give the same partition and the
//! same attributes, as long as no limit was reached.
//! Invariant: a device number is never given twice, and after a merge both numbers lead to the device.

mod atom;
mod atoms;
mod behaviour;
mod conversations;
mod correct;
mod device;
mod equipment;
mod forget;
mod gate;
mod gateway;
mod identify;
mod identity;
mod intake;
mod overrides;
mod resolve;
mod settings;
mod settle;
mod shared_ids;
mod strong;
#[cfg(test)]
mod tests;
mod union;
mod witness;

pub use atom::{AtomId, Bundle, Evidence, Held, HeldBy, Service};
pub use correct::Corrected;
pub use device::{
    AtomRecord, Changes, ConversationRecord, Counters, DeviceId, DeviceRecord, HistoryRecord, PeerKey, Reason, Snapshot, Standing,
};
pub use overrides::{Override, OverrideError, OverrideKind, Part};
pub use settings::{Network, Settings};
pub use strong::IdKind;
pub use witness::{Place, Witness};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Text, Timestamp, initials};
use crate::fingerprint::{Attribute, Claim, Profile};

/// What turns a device's profile into claims: the fingerprint rules.
pub type Identify<'a> = &'a dyn Fn(&Profile<'_>) -> Vec<Claim>;

/// All that is known of the devices on the network.
#[derive(Debug)]
pub struct Inventory {
    settings: Settings,
    now: Timestamp,
    atoms: atoms::Atoms,
    /// Atoms with something the store does not have.
    dirty_atoms: Vec<u32>,
    /// Atoms whose evidence changed: their device has to be identified anew.
    stirred: Vec<u32>,
    evicted: Vec<AtomId>,
    conversations: conversations::Conversations,
    gate: gate::Gate,
    served: behaviour::Served,
    names: Names,
    overrides: Vec<Override>,
    dirty_overrides: Vec<u32>,
    identity: identity::Identity,
    corrections: correct::Corrections,
    /// Something changed that identity rests on.
    unresolved: bool,
    /// No room was found since the last settling: do not search again.
    full: bool,
    /// Digest of the rules behind the conclusions.
    rules: u64,
    counters: Counters,
}

impl Inventory {
    /// An empty inventory.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            gate: gate::Gate::new(settings.max_new_atoms),
            settings,
            now: Timestamp::MIN,
            atoms: atoms::Atoms::default(),
            dirty_atoms: Vec::new(),
            stirred: Vec::new(),
            evicted: Vec::new(),
            conversations: conversations::Conversations::default(),
            served: behaviour::Served::default(),
            names: Names::default(),
            overrides: Vec::new(),
            dirty_overrides: Vec::new(),
            identity: identity::Identity::default(),
            corrections: correct::Corrections::default(),
            unresolved: false,
            full: false,
            rules: 0,
            counters: Counters::default(),
        }
    }

    /// The counters as they are now.
    #[must_use]
    pub fn counters(&self) -> Counters {
        self.counters
    }

    /// How many endpoints and conversations have changed since the last settling.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.dirty_atoms.len().saturating_add(self.conversations.changed())
    }

    /// How many endpoints are known.
    #[must_use]
    pub fn endpoints(&self) -> usize {
        self.atoms.len()
    }

    /// How many devices there are, as of the last settling.
    #[must_use]
    pub fn devices(&self) -> usize {
        self.identity.devices()
    }

    /// How many devices there are of each category by [`Inventory::conclusion`]; `None` is what nobody identified.
    #[must_use]
    pub fn categories(&self) -> BTreeMap<Option<&Text>, usize> {
        let mut counts = BTreeMap::new();
        for device in self.identity.alive() {
            let count: &mut usize = counts.entry(self.conclusion(device, Attribute::Category)).or_default();
            *count = count.saturating_add(1);
        }
        counts
    }

    /// The device a number leads to, as of the last settling.
    #[must_use]
    pub fn find(&self, id: DeviceId) -> Option<DeviceId> {
        self.identity.find(id)
    }
}

/// Names of protocols, each kept once, with its first letters to find it by.
#[derive(Debug, Default)]
struct Names(Vec<(u64, Arc<str>)>);

impl Names {
    fn get(&mut self, name: &str) -> Arc<str> {
        // Some sixty names in all: a search is as fast as hashing.
        let initials = initials(name);
        if let Some((_, known)) = self.0.iter().find(|(known, text)| *known == initials && &**text == name) {
            return Arc::clone(known);
        }
        let new: Arc<str> = name.into();
        self.0.push((initials, Arc::clone(&new)));
        new
    }
}
