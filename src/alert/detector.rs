//! Everything that looks for what is not normal, in one piece: reports in, alerts out.

use super::finding::Finding;
use super::ledger::{Ask, Ledger};
use super::model::{Alert, Suppression};
use super::rules::RULES;
use super::scene::{Indicators, Scene};
use super::settings::Settings;
use crate::base::Timestamp;
use crate::baseline::{self, Baseline, Baselines, Policy, Signal, Watch};
use crate::inventory::{DeviceId, Inventory};
use crate::observation::Batch;

/// What a detector goes on from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Baselines.
    pub baselines: Vec<Baseline>,
    /// Alerts that are not closed.
    pub open: Vec<Alert>,
    /// The first alert number not given yet.
    pub next: u64,
    /// Suppressions that have not ended.
    pub suppressions: Vec<Suppression>,
    /// Policies of manufacturers.
    pub policies: Vec<Policy>,
}

/// What a detector has for the store.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detected {
    /// Alerts made or changed.
    pub alerts: Vec<Alert>,
    /// Baselines that changed.
    pub baselines: Vec<Baseline>,
    /// Devices whose baselines went.
    pub removed: Vec<DeviceId>,
    /// The first alert number not given yet.
    pub next: u64,
}

/// Watches, learns, judges, remembers.
#[derive(Debug)]
pub struct Detector {
    watch: Watch,
    baselines: Baselines,
    ledger: Ledger,
    indicators: Indicators,
}

impl Detector {
    /// Goes on from what was kept.
    #[must_use]
    pub fn new(inventory: &Inventory, of: baseline::Settings, settings: Settings, indicators: Indicators, kept: Kept) -> Self {
        let mut baselines = Baselines::new(of, kept.baselines);
        baselines.recall(inventory);
        baselines.obey(kept.policies);
        Self {
            watch: Watch::new(inventory.settings().site.clone()),
            baselines,
            ledger: Ledger::new(settings, kept.open, kept.next, kept.suppressions),
            indicators,
        }
    }

    /// Takes a batch of a sensor into the inventory, and looks on.
    pub fn apply(&mut self, inventory: &mut Inventory, sensor: &str, batch: &Batch) {
        self.watch.begin(sensor, batch.epoch);
        inventory.apply_before(batch, &mut self.watch);
        self.watch.end();
    }

    /// Events that wait for the inventory to settle.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.watch.waiting()
    }

    /// The inventory has settled: judges what waited.
    pub fn judge(&mut self, inventory: &Inventory, ask: Ask<'_>) {
        let events = self.watch.take();
        let now = inventory.now();
        let ledger = &self.ledger;
        let frozen = |device: DeviceId| ledger.is_open(device, now);
        let (mut found, scene) = (Vec::new(), Scene { indicators: &self.indicators });
        self.baselines.judge(events, inventory, &mut self.watch, &frozen, |signals| find(signals, &scene, &mut found));
        self.ledger.take(in_order(found), inventory.devices(), ask);
    }

    /// What the store does not have yet.
    pub fn take_changes(&mut self) -> Detected {
        let (baselines, removed) = self.baselines.take_changes();
        Detected { alerts: self.ledger.take_changes(), baselines, removed, next: self.ledger.next() }
    }

    /// The ledger.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The ledger, for what people do.
    pub fn ledger_mut(&mut self) -> &mut Ledger {
        &mut self.ledger
    }

    /// The baselines.
    #[must_use]
    pub fn baselines(&self) -> &Baselines {
        &self.baselines
    }

    /// The baselines, for what people do.
    pub fn baselines_mut(&mut self) -> &mut Baselines {
        &mut self.baselines
    }

    /// Events that there was no room for.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.watch.lost()
    }
}

/// What all rules make of signals.
fn find(signals: &[Signal], scene: &Scene<'_>, found: &mut Vec<Finding>) {
    for signal in signals {
        for rule in RULES {
            (rule.judge)(signal, scene, found);
        }
    }
}

/// Findings in the order of time.
fn in_order(mut found: Vec<Finding>) -> Vec<Finding> {
    found.retain(|finding| finding.at != Timestamp::MIN);
    found.sort_by_key(|finding| finding.at);
    found
}
