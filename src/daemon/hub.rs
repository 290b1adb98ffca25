//! The cold half as one piece: batches in, devices and alerts in the store.

mod attend;

use std::sync::Arc;

use super::now;
use crate::alert::{self, About, Alert, Detected, Detector, Indicators, Verdict};
use crate::base::{Text, Timestamp};
use crate::baseline;
use crate::clinical::{self, Subject, Zone};
use crate::config::Config;
use crate::exchange::stix;
use crate::fingerprint::{Attribute, Fingerprints};
use crate::inventory::{Changes, DeviceId, Inventory, Settings};
use crate::observation::Batch;
use crate::store::{Alerts, BatchId, Keep, Store, StoreError};

/// Rows that a lazy commit waits for …
const ENOUGH_ROWS: usize = 200_000;
/// … or so many events that the detector keeps …
const ENOUGH_EVENTS: usize = 400_000;
/// … or so many observations and conversations, however few rows they change.
const ENOUGH_ITEMS: usize = 4_000_000;

/// Takes batches, keeps the inventory and commits what changed.
pub struct Hub {
    sensor: String,
    store: Box<dyn Store>,
    inventory: Inventory,
    fingerprints: Arc<Fingerprints>,
    detector: Detector,
    /// The time zone that contacts' hours are meant in.
    zone: Zone,
    /// The change of an alert up to which what people said is known.
    heard: u64,
    /// The entry of the audit log up to which it is known what people said that devices are.
    corrected: u64,
    /// Batches applied and not yet committed, and how much they held.
    pending: Vec<BatchId>,
    items: usize,
    /// What a store that failed did not take: it goes first.
    unsaved: Option<(Vec<BatchId>, Changes, Detected)>,
    repeated: u64,
    /// Other rules than now spoke when the store was written.
    outdated: bool,
}

/// What is detected, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detection {
    /// How baselines are learnt.
    pub baseline: baseline::Settings,
    /// How alerts are routed.
    pub alert: alert::Settings,
    /// Indicators of compromise.
    pub indicators: Indicators,
    /// The time zone that contacts' hours are meant in.
    pub zone: Zone,
}

impl Detection {
    /// What a configuration says; its list of indicators is read.
    ///
    /// # Errors
    /// When the list cannot be read.
    pub fn of(config: &Config) -> std::io::Result<Self> {
        let indicators = match &config.indicators {
            Some(path) => {
                let named = |error: std::io::Error| std::io::Error::new(error.kind(), format!("{}: {error}", path.display()));
                let text = std::fs::read_to_string(path).map_err(named)?;
                if text.trim_start().starts_with('{') {
                    let wrong = |error: stix::StixError| named(std::io::Error::other(error.to_string()));
                    let (lines, _) = stix::indicators(&text, now()).map_err(wrong)?;
                    Indicators::parse(&lines.join("\n"))
                } else {
                    Indicators::parse(&text)
                }
            }
            None => Indicators::default(),
        };
        let zone = config.clinical.time_zone.clone();
        Ok(Self { baseline: config.baseline.clone(), alert: config.alert.clone(), indicators, zone })
    }
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
        Self::detecting(sensor, store, fingerprints, settings, Detection::default())
    }

    /// The same, with other settings of what is detected.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn detecting(
        sensor: &str,
        mut store: Box<dyn Store>,
        fingerprints: impl Into<Arc<Fingerprints>>,
        settings: Settings,
        detection: Detection,
    ) -> Result<Self, HubError> {
        let fingerprints = fingerprints.into();
        let mut inventory = Inventory::restore(settings, store.snapshot()?);
        let outdated = inventory.follow(fingerprints.digest());
        let (corrected, said) = store.alert_room().corrections(0)?;
        inventory.correct(said);
        let Detection { baseline, alert, indicators, zone } = detection;
        let detector = Detector::new(&inventory, baseline, alert, indicators, store.alert_room().kept()?);
        let (sensor, pending) = (sensor.to_owned(), Vec::new());
        let (items, repeated, heard, unsaved) = (0, 0, 0, None);
        Ok(Self {
            sensor,
            store,
            inventory,
            fingerprints,
            detector,
            zone,
            heard,
            corrected,
            pending,
            items,
            unsaved,
            repeated,
            outdated,
        })
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
        let much = self.inventory.unsaved() >= ENOUGH_ROWS || self.items >= ENOUGH_ITEMS;
        let enough = much || self.detector.waiting() >= ENOUGH_EVENTS;
        if enough { self.commit() } else { Ok(()) }
    }

    fn apply(&mut self, sensor: &str, batch: &Batch) -> Result<(), HubError> {
        let id = BatchId { sensor: sensor.to_owned(), epoch: batch.epoch, sequence: batch.sequence };
        // Applied already, by a call whose commit failed.
        if self.pending.contains(&id) || self.unsaved.as_ref().is_some_and(|(ids, ..)| ids.contains(&id)) {
            return Ok(());
        }
        if self.store.has(&id)? {
            // What is committed together was committed whole: after it a replay goes on as if never interrupted.
            self.repeated += 1;
            return Ok(());
        }
        self.detector.apply(&mut self.inventory, sensor, batch);
        self.items += batch.observations.len() + batch.conversations.len();
        self.pending.push(id);
        Ok(())
    }

    /// Commits what was applied, and what other rules make of what was there.
    ///
    /// # Errors
    /// When the store fails.
    pub fn commit(&mut self) -> Result<(), HubError> {
        if let Some((batches, changes, detected)) = self.unsaved.take() {
            self.save(batches, changes, detected)?;
        }
        self.hear()?;
        self.items = 0;
        if self.pending.is_empty() && !self.outdated {
            return Ok(());
        }
        self.outdated = false;
        let fingerprints = &self.fingerprints;
        let changes = self.inventory.settle(&|profile| fingerprints.identify(profile));
        let batches = std::mem::take(&mut self.pending);
        let inventory = &self.inventory;
        let (room, zone) = (&*self.store.alert_room(), &self.zone);
        self.detector.judge(inventory, &|device| about(inventory, room, zone, device));
        let detected = self.detector.take_changes();
        self.save(batches, changes, detected)
    }

    /// Commits, or keeps what was not committed for the next time.
    fn save(&mut self, batches: Vec<BatchId>, changes: Changes, detected: Detected) -> Result<(), HubError> {
        match self.store.alert_room().commit_detected(&batches, &changes, &detected) {
            Ok(_) => Ok(()),
            Err(error) => {
                self.unsaved = Some((batches, changes, detected));
                Err(error)
            }
        }
    }

    /// Other rules speak from now on; what they make of what is there is in the store with the next commit.
    pub fn follow(&mut self, fingerprints: Arc<Fingerprints>) {
        self.outdated |= self.inventory.follow(fingerprints.digest());
        self.fingerprints = fingerprints;
    }

    /// Takes over what people said of devices and alerts since the last time.
    fn hear(&mut self) -> Result<(), HubError> {
        let room = self.store.alert_room();
        let (corrected, said) = room.corrections(self.corrected)?;
        self.corrected = corrected;
        if !said.is_empty() {
            self.inventory.correct(said);
        }
        let changed = room.alerts_after(self.heard, usize::MAX)?;
        for (change, alert) in changed {
            self.heard = self.heard.max(change);
            self.detector.ledger_mut().amend(alert.id, |known| known.state = alert.state);
            // What was harmless is usual from now on.
            if alert.verdict == Some(Verdict::Benign) {
                for device in alert.device.iter().chain(&alert.others) {
                    let known = self.inventory.find(*device).unwrap_or(*device);
                    if let Some(baseline) = self.detector.baselines_mut().get_mut(known) {
                        baseline.accept(&alert.key);
                    }
                }
            }
        }
        self.detector.ledger_mut().suppress(room.suppressions()?);
        Ok(())
    }

    /// Forgets what need not be kept; the store has most of it with the next commit, and all when it is pruned.
    pub fn forget(&mut self, keep: &Keep, now: Timestamp) -> usize {
        let now = now.min(self.inventory.now());
        self.inventory.forget(keep.conversations_since(now), keep.stale())
    }

    /// Closes the store. The process is about to end: its memory is left to the system, which takes it back at once.
    pub fn close(self) {
        let Self { store, inventory, fingerprints, detector, .. } = self;
        drop(store);
        std::mem::forget((inventory, fingerprints, detector));
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

    /// What looks for what is not normal.
    #[must_use]
    pub fn detector(&self) -> &Detector {
        &self.detector
    }

    /// The store, to ask it.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        &*self.store
    }
}

/// What an alert shows of a device.
fn about(inventory: &Inventory, room: &dyn Alerts, zone: &Zone, device: DeviceId) -> About {
    let (macs, ips) = inventory.addresses(device);
    let text = |attribute| inventory.conclusion(device, attribute).map(Text::as_str);
    let category = text(Attribute::Category).unwrap_or("unknown");
    // Where the record cannot be read, what is assumed of the category stands.
    let (record, contacts) = room.clinical(device).unwrap_or_default();
    let subject = Subject { device, category, manufacturer: text(Attribute::Manufacturer), record: &record };
    let context = clinical::context(&subject, &contacts, room.plans(), zone, inventory.now());
    About { macs, ips, category: Some(category.to_owned()), context: Some(context) }
}

/// An alert with the clinical side of its device, as it is now; contacts' hours are meant in `zone`.
///
/// # Errors
/// When the store fails.
pub fn with_context(store: &mut dyn Store, zone: &Zone, mut alert: Alert) -> Result<Alert, StoreError> {
    let Some(device) = alert.device else { return Ok(alert) };
    let Some(row) = store.details(device)?.map(|details| details.device) else { return Ok(alert) };
    let room = store.alert_room();
    let (record, contacts) = room.clinical(device)?;
    let subject = Subject { device, ..row.subject(&record) };
    alert.context = Some(clinical::context(&subject, &contacts, room.plans(), zone, now()));
    Ok(alert)
}

#[cfg(test)]
mod tests;
