//! What the process knows of itself, gathered while it works and shown when somebody asks.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::health::{self, Facts, Picture};
use super::{disk, now};
use crate::observation::Batch;
use crate::store;
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

    /// Takes how many devices are known.
    pub fn devices(&self, count: usize) {
        self.devices.store(u64::try_from(count).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    fn facts(&self) -> Facts {
        // The log beside the file is as much a part of it.
        let sizes = self.database.as_ref().map(|file| {
            let log = PathBuf::from(format!("{}-wal", file.display()));
            [file, &log].iter().filter_map(|file| Some(std::fs::metadata(file).ok()?.len())).sum()
        });
        let folder = self.database.as_ref().and_then(|file| file.parent());
        let folder = folder.map(|folder| if folder.as_os_str().is_empty() { ".".as_ref() } else { folder });
        Facts {
            now: now(),
            sensors: lock(&self.sensors).clone(),
            trouble: lock(&self.trouble).clone(),
            database_bytes: sizes,
            room: folder.and_then(disk::room),
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
            report.numbers.push(("Database".to_owned(), mib(bytes)));
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
