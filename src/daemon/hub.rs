//! The cold half as one piece: batches in, devices in the store.

use crate::fingerprint::Fingerprints;
use crate::inventory::{Inventory, Settings};
use crate::observation::Batch;
use crate::store::{BatchId, Committed, Store, StoreError};

/// Takes batches, keeps the inventory and commits what changed.
pub struct Hub {
    sensor: String,
    store: Box<dyn Store>,
    inventory: Inventory,
    fingerprints: Fingerprints,
    repeated: u64,
}

/// The hub cannot go on.
pub type HubError = StoreError;

impl Hub {
    /// Goes on from what `store` holds. Batches are known there by the name of the `sensor` they come from.
    pub fn new(sensor: &str, store: Box<dyn Store>, fingerprints: Fingerprints, settings: Settings) -> Result<Self, HubError> {
        let inventory = Inventory::restore(settings, store.snapshot()?);
        Ok(Self { sensor: sensor.to_owned(), store, inventory, fingerprints, repeated: 0 })
    }

    /// Takes a batch. One that was committed before changes nothing.
    pub fn take(&mut self, batch: &Batch) -> Result<(), HubError> {
        let id = BatchId { sensor: self.sensor.clone(), epoch: batch.epoch, sequence: batch.sequence };
        if self.store.has(&id)? {
            self.repeated += 1;
            return Ok(());
        }
        self.inventory.apply(batch);
        let fingerprints = &self.fingerprints;
        let changes = self.inventory.settle(&|profile| fingerprints.identify(profile));
        match self.store.commit(Some(&id), &changes)? {
            Committed::Now => Ok(()),
            Committed::AlreadyThere => {
                self.repeated += 1;
                Ok(())
            }
        }
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
