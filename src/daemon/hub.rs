//! The cold half as one piece: batches in, devices in the store.

mod attend;

use std::sync::Arc;

use crate::fingerprint::Fingerprints;
use crate::inventory::{Changes, Inventory, Settings};
use crate::observation::Batch;
use crate::store::{BatchId, Store, StoreError};

/// Rows that a lazy commit waits for …
const ENOUGH_ROWS: usize = 200_000;
/// … or so many observations and conversations, however few rows they change.
const ENOUGH_ITEMS: usize = 4_000_000;

/// Takes batches, keeps the inventory and commits what changed.
pub struct Hub {
    sensor: String,
    store: Box<dyn Store>,
    inventory: Inventory,
    fingerprints: Arc<Fingerprints>,
    /// Batches applied and not yet committed, and how much they held.
    pending: Vec<BatchId>,
    items: usize,
    /// What a store that failed did not take: it goes first.
    unsaved: Option<(Vec<BatchId>, Changes)>,
    repeated: u64,
    /// Other rules than now spoke when the store was written.
    outdated: bool,
}

/// The hub cannot go on.
pub type HubError = StoreError;

impl Hub {
    /// Goes on from what `store` holds. Batches are known there by the name of the `sensor` they come from.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn new(
        sensor: &str,
        store: Box<dyn Store>,
        fingerprints: impl Into<Arc<Fingerprints>>,
        settings: Settings,
    ) -> Result<Self, HubError> {
        let fingerprints = fingerprints.into();
        let mut inventory = Inventory::restore(settings, store.snapshot()?);
        let outdated = inventory.follow(fingerprints.digest());
        let (sensor, pending) = (sensor.to_owned(), Vec::new());
        Ok(Self { sensor, store, inventory, fingerprints, pending, items: 0, unsaved: None, repeated: 0, outdated })
    }

    /// Takes a batch; it is committed together with those before it that are not. A batch that was committed before
    /// changes nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take(&mut self, batch: &Batch) -> Result<(), HubError> {
        let sensor = self.sensor.clone();
        self.take_from(&sensor, batch)
    }

    /// Takes a batch of the sensor of that name. When the store fails, the same batch may be given again until it is taken.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take_from(&mut self, sensor: &str, batch: &Batch) -> Result<(), HubError> {
        self.apply(sensor, batch)?;
        self.commit()
    }

    /// Takes a batch, and commits only when much has come together: for captures, which come as fast as they are read.
    /// What was not committed is read again after a crash.
    ///
    /// # Errors
    /// When the store fails.
    pub fn take_lazily(&mut self, batch: &Batch) -> Result<(), HubError> {
        let sensor = self.sensor.clone();
        self.apply(&sensor, batch)?;
        let enough = self.inventory.unsaved() >= ENOUGH_ROWS || self.items >= ENOUGH_ITEMS;
        if enough { self.commit() } else { Ok(()) }
    }

    fn apply(&mut self, sensor: &str, batch: &Batch) -> Result<(), HubError> {
        let id = BatchId { sensor: sensor.to_owned(), epoch: batch.epoch, sequence: batch.sequence };
        // Applied already, by a call whose commit failed.
        if self.pending.contains(&id) || self.unsaved.as_ref().is_some_and(|(ids, _)| ids.contains(&id)) {
            return Ok(());
        }
        if self.store.has(&id)? {
            // What is committed together was committed whole: after it a replay goes on as if never interrupted.
            self.repeated += 1;
            return Ok(());
        }
        self.inventory.apply(batch);
        self.items += batch.observations.len() + batch.conversations.len();
        self.pending.push(id);
        Ok(())
    }

    /// Commits what was applied, and what other rules make of what was there.
    ///
    /// # Errors
    /// When the store fails.
    pub fn commit(&mut self) -> Result<(), HubError> {
        if let Some((batches, changes)) = self.unsaved.take() {
            self.save(batches, changes)?;
        }
        self.items = 0;
        if self.pending.is_empty() && !self.outdated {
            return Ok(());
        }
        self.outdated = false;
        let fingerprints = &self.fingerprints;
        let changes = self.inventory.settle(&|profile| fingerprints.identify(profile));
        let batches = std::mem::take(&mut self.pending);
        self.save(batches, changes)
    }

    /// Commits, or keeps what was not committed for the next time.
    fn save(&mut self, batches: Vec<BatchId>, changes: Changes) -> Result<(), HubError> {
        match self.store.commit(&batches, &changes) {
            Ok(_) => Ok(()),
            Err(error) => {
                self.unsaved = Some((batches, changes));
                Err(error)
            }
        }
    }

    /// Other rules speak from now on; what they make of what is there is in the store with the next commit.
    pub fn follow(&mut self, fingerprints: Arc<Fingerprints>) {
        self.outdated |= self.inventory.follow(fingerprints.digest());
        self.fingerprints = fingerprints;
    }

    /// Closes the store. The process is about to end: its memory is left to the system, which takes it back at once.
    pub fn close(self) {
        let Self { store, inventory, fingerprints, .. } = self;
        drop(store);
        std::mem::forget((inventory, fingerprints));
    }

    /// Batches that had been committed before.
    #[must_use]
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    /// The inventory as it stands.
    #[must_use]
    pub fn inventory(&self) -> &Inventory {
        &self.inventory
    }

    /// The store, to ask it.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        &*self.store
    }
}
