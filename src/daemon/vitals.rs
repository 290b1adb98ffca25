//! What the process knows of itself, gathered while it works and shown when somebody asks.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::health::{self, Facts, Picture};
use super::{disk, now};
use crate::base::Timestamp;
use crate::inventory::Inventory;
use crate::observation::Batch;
use crate::store::{self, Pruned, Size};
use crate::transport::Status;
use crate::web::{HealthReport, InterfaceRow};

type Sensors = BTreeMap<String, (Option<Status>, Picture)>;

/// How the sensors and the store are.
#[derive(Debug, Default)]
pub struct Vitals {
    sensors: Mutex<Sensors>,
    trouble: Mutex<Option<String>>,
    devices: AtomicU64,
    database: Option<PathBuf>,
    house: Mutex<House>,
    flood: Mutex<Flood>,
}

/// What the inventory turned away or displaced.
#[derive(Clone, Copy, Debug, Default)]
struct Flood {
    /// What was counted in former runs.
    before: Option<u64>,
    count: u64,
    rose: Option<Timestamp>,
}

/// So long after its last frame a flood is told of, in nanoseconds.
const LATELY: u64 = 600_000_000_000;

impl Flood {
    fn note(&mut self, count: u64, at: Timestamp) {
        let before = *self.before.get_or_insert(count);
        let count = count.saturating_sub(before);
        if count > self.count {
            (self.count, self.rose) = (count, Some(at));
        }
    }

    fn lately(self, now: Timestamp) -> Option<u64> {
        self.rose.filter(|rose| now.since(*rose) < LATELY).map(|_| self.count)
    }
}

/// How the store is kept.
#[derive(Clone, Debug, Default)]
struct House {
    max_bytes: Option<u64>,
    pruned: Pruned,
    size: Option<Size>,
    /// Why the file is not sound.
    damage: Option<String>,
    disk: disk::Trend,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Each change leaves the whole as good as before.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Vitals {
    /// Of a hub with this database.
    #[must_use]
    pub fn of(store_url: &str) -> Self {
        Self { database: store::file(store_url).ok().map(std::path::Path::to_path_buf), ..Self::default() }
    }

    /// Takes how a sensor is; `None` when it cannot be reached.
    pub fn status(&self, sensor: &str, status: Option<Status>) {
        lock(&self.sensors).entry(sensor.to_owned()).or_default().0 = status;
    }

    /// Takes what a sensor's batch says of its mirror port.
    pub fn batch(&self, sensor: &str, batch: &Batch) {
        lock(&self.sensors).entry(sensor.to_owned()).or_default().1.take(batch);
    }

    /// Takes why the store takes nothing, or that it does again. What was before.
    pub fn trouble(&self, trouble: Option<String>) -> Option<String> {
        std::mem::replace(&mut *lock(&self.trouble), trouble)
    }

    /// Takes how many devices are known, and what was turned away.
    pub fn inventory(&self, inventory: &Inventory) {
        self.devices.store(u64::try_from(inventory.devices()).unwrap_or(u64::MAX), Ordering::Relaxed);
        let counters = inventory.counters();
        let refused = counters.atoms_refused.saturating_add(counters.atoms_evicted);
        lock(&self.flood).note(refused, now());
    }

    /// Takes how large the database may become.
    pub fn bounded(&self, max_bytes: u64) {
        lock(&self.house).max_bytes = Some(max_bytes);
    }

    /// Takes what was forgotten, and how large the database is now.
    pub fn kept_house(&self, pruned: Pruned, size: Size) {
        let mut house = lock(&self.house);
        house.pruned.add(pruned);
        house.size = Some(size);
        if let Some((_, free)) = self.room() {
            house.disk.note(now(), free);
        }
    }

    /// Takes what was found wrong with the file.
    pub fn damage(&self, damage: String) {
        lock(&self.house).damage = Some(damage);
    }

    /// What there is to say of the disk and the size of the database.
    #[must_use]
    pub fn of_the_disk(&self) -> Vec<String> {
        health::disk(&self.facts()).into_iter().map(|one| one.text).collect()
    }

    /// Bytes of the database's file system, and those free.
    fn room(&self) -> Option<(u64, u64)> {
        let folder = self.database.as_ref().and_then(|file| file.parent());
        folder.map(|folder| if folder.as_os_str().is_empty() { ".".as_ref() } else { folder }).and_then(disk::room)
    }

    fn facts(&self) -> Facts {
        // The log beside the file is as much a part of it.
        let sizes = self.database.as_ref().map(|file| {
            let log = PathBuf::from(format!("{}-wal", file.display()));
            [file, &log].iter().filter_map(|file| Some(std::fs::metadata(file).ok()?.len())).sum()
        });
        let house = lock(&self.house).clone();
        Facts {
            now: now(),
            sensors: lock(&self.sensors).clone(),
            trouble: lock(&self.trouble).clone(),
            database_bytes: sizes,
            room: self.room(),
            full_in: house.disk.full_in(),
            max_bytes: house.max_bytes,
            pruned: house.pruned,
            unused: house.size.map(|size| size.free),
            damage: house.damage,
            flood: lock(&self.flood).lately(now()),
            devices: self.devices.load(Ordering::Relaxed),
        }
    }

    /// How everything is now, for the pages.
    #[must_use]
    pub fn report(&self) -> HealthReport {
        let facts = self.facts();
        let findings = health::findings(&facts).into_iter().map(|one| (one.level.to_string(), one.text)).collect();
        let mut report = HealthReport { findings, metrics: health::metrics(&facts), ..HealthReport::default() };
        let mib = |bytes: u64| format!("{} MiB", bytes >> 20);
        if let Some(bytes) = facts.database_bytes {
            let most = facts.max_bytes.map(|most| format!(" of at most {}", mib(most))).unwrap_or_default();
            let unused = facts.unused.map(|unused| format!(", {} of it unused", mib(unused))).unwrap_or_default();
            report.numbers.push(("Database".to_owned(), format!("{}{most}{unused}", mib(bytes))));
        }
        let pruned = facts.pruned;
        for (what, count) in [("conversations", pruned.conversations), ("evidence", pruned.evidence), ("alerts", pruned.alerts)] {
            report.numbers.push((format!("Forgotten since the start: {what}"), count.to_string()));
        }
        if let Some((_, free)) = facts.room {
            report.numbers.push(("Disk left".to_owned(), mib(free)));
        }
        for (sensor, (status, _)) in &facts.sensors {
            let Some(status) = status else { continue };
            for one in &status.ports {
                report.interfaces.push(InterfaceRow {
                    sensor: sensor.clone(),
                    name: one.port.name.clone(),
                    link: format!("{:?}", one.port.link).to_lowercase(),
                    received: one.port.received,
                    dropped: one.port.dropped,
                    sent: one.transmitted,
                });
            }
            let counters = &status.counters;
            for (what, count) in [
                ("Frames handled", counters.received),
                ("Broken or of a kind not read", counters.undecodable + counters.unread),
                ("Copies, counted once", counters.duplicates),
                ("Flows", counters.flows),
                ("Holes in streams", counters.gaps),
                ("Batches waiting to be stored", status.waiting),
            ] {
                report.numbers.push((format!("{what} ({sensor})"), count.to_string()));
            }
            let mut protocols: Vec<_> = counters.recognised.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
            protocols.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
            report.protocols.extend(protocols);
        }
        report
    }
}
