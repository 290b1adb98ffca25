//! The hub half at work: what sensors say goes into the inventory and the store.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::feed::Taker;
use super::notify::Beat;
use super::{Hub, telemetry};
use crate::observation::Batch;
use crate::transport::Status;

/// A store that failed is tried again after this time.
const AGAIN: Duration = Duration::from_secs(1);

/// The hub, shared by its feeds and whoever shows it.
pub struct Intake {
    hub: Mutex<Hub>,
    sensors: Mutex<BTreeMap<String, Option<Status>>>,
    /// Why the store does not take anything just now.
    trouble: Mutex<Option<String>>,
    stop: AtomicBool,
    beat: Beat,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Whoever panicked has been told of; what he left behind is the best there is.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Intake {
    /// Around this hub.
    #[must_use]
    pub fn new(hub: Hub) -> Self {
        Self {
            hub: Mutex::new(hub),
            sensors: Mutex::default(),
            trouble: Mutex::default(),
            stop: AtomicBool::new(false),
            beat: Beat::default(),
        }
    }

    /// The hub.
    pub fn hub(&self) -> MutexGuard<'_, Hub> {
        lock(&self.hub)
    }

    /// Asks every feed to end.
    pub fn end(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Set when every feed shall end.
    #[must_use]
    pub fn stop(&self) -> &AtomicBool {
        &self.stop
    }

    /// What the feeds are watched by.
    #[must_use]
    pub fn beat(&self) -> &Beat {
        &self.beat
    }

    /// How each sensor is; `None` for one that cannot be reached.
    #[must_use]
    pub fn sensors(&self) -> BTreeMap<String, Option<Status>> {
        lock(&self.sensors).clone()
    }

    /// Why the store does not take anything just now.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        lock(&self.trouble).clone()
    }

    /// The hub, when no feed runs any more.
    #[must_use]
    pub fn into_hub(self) -> Hub {
        self.hub.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taker for Intake {
    fn batch(&self, name: &str, batch: &Batch) -> bool {
        loop {
            let taken = self.hub().take_from(name, batch);
            self.beat.advance();
            let mut trouble = lock(&self.trouble);
            match taken {
                Ok(()) => {
                    if trouble.take().is_some() {
                        tracing::info!("the database takes what was seen again");
                    }
                    return true;
                }
                Err(error) => {
                    telemetry::warn("store", &format!("{error}; listening goes on, what was seen waits"));
                    *trouble = Some(error.to_string());
                }
            }
            drop(trouble);
            if self.stop.load(Ordering::Relaxed) {
                return false;
            }
            std::thread::sleep(AGAIN);
        }
    }

    fn status(&self, name: &str, status: Option<Status>) {
        lock(&self.sensors).insert(name.to_owned(), status);
    }

    fn note(&self, line: &str) {
        telemetry::info(line);
    }

    fn alive(&self) {
        self.beat.advance();
    }
}
