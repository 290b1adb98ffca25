//! The hub half at work: what sensors say goes into the inventory and the store.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::feed::Taker;
use super::notify::Beat;
use super::vitals::Vitals;
use super::{Hub, telemetry};
use crate::observation::Batch;
use crate::transport::Status;

/// A store that failed is tried again after this time.
const AGAIN: Duration = Duration::from_secs(1);

/// The hub, shared by its feeds and whoever shows it.
pub struct Intake {
    hub: Mutex<Hub>,
    vitals: Arc<Vitals>,
    stop: AtomicBool,
    beat: Beat,
}

impl Intake {
    /// Around this hub, which tells `vitals` how it goes.
    #[must_use]
    pub fn new(hub: Hub, vitals: Arc<Vitals>) -> Self {
        vitals.inventory(hub.inventory());
        Self { hub: Mutex::new(hub), vitals, stop: AtomicBool::new(false), beat: Beat::default() }
    }

    /// The hub.
    pub fn hub(&self) -> MutexGuard<'_, Hub> {
        // Whoever panicked has been told of; what he left behind is the best there is.
        self.hub.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// The hub, when no feed runs any more.
    #[must_use]
    pub fn into_hub(self) -> Hub {
        self.hub.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taker for Intake {
    fn batch(&self, name: &str, batch: &Batch) -> bool {
        self.vitals.batch(name, batch);
        loop {
            let mut hub = self.hub();
            let taken = hub.take_from(name, batch);
            self.vitals.inventory(hub.inventory());
            drop(hub);
            self.beat.advance();
            match taken {
                Ok(()) => {
                    if self.vitals.trouble(None).is_some() {
                        tracing::info!("the database takes what was seen again");
                    }
                    return true;
                }
                Err(error) => {
                    telemetry::warn("store", &format!("{error}; listening goes on, what was seen waits"));
                    self.vitals.trouble(Some(error.to_string()));
                }
            }
            if self.stop.load(Ordering::Relaxed) {
                return false;
            }
            std::thread::sleep(AGAIN);
        }
    }

    fn status(&self, name: &str, status: Option<Status>) {
        self.vitals.status(name, status);
    }

    fn note(&self, line: &str) {
        telemetry::info(line);
    }

    fn alive(&self) {
        self.beat.advance();
    }
}
