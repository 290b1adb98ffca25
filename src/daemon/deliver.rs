//! Delivery: a thread for each sink, with connections of its own to the store. Nothing else waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::clock::now;
use crate::alert::Alert;
use crate::base::Timestamp;
use crate::clinical::{self, Contact, Playbook, Subject, Zone};
use crate::config::Config;
use crate::exchange::Item;
use crate::inventory::DeviceId;
use crate::sinks::{Courier, Desk, Pause};
use crate::store::{self, Alerts, DeadLetter, Opening, Outbox, Records, Rooms, SinkState, StoreError};

/// How often a sink with nothing to do looks for something.
const LOOK: Duration = Duration::from_millis(500);
/// How long the end of the process waits for a sink at most.
const NAP: Duration = Duration::from_millis(100);

/// What a courier needs of the store, over connections of its own.
pub struct Counter {
    store: Box<dyn Rooms>,
    alerts: Box<dyn Alerts>,
    records: Box<dyn Records>,
    outbox: Box<dyn Outbox>,
    playbook: Playbook,
    zone: Zone,
}

impl Counter {
    /// Opens the store of the configuration, which must be there.
    ///
    /// # Errors
    /// When it cannot be opened, or the playbook cannot be read.
    pub fn open(config: &Config) -> Result<Self, String> {
        let text = |error: StoreError| error.to_string();
        let url = &config.store_url;
        Ok(Self {
            store: store::rooms(url, Opening::Existing).map_err(text)?,
            alerts: store::open_alerts(url, Opening::Existing).map_err(text)?,
            records: store::open_records(url, Opening::Existing).map_err(text)?,
            outbox: store::open_outbox(url, Opening::Existing).map_err(text)?,
            playbook: config.playbook().map_err(|error| error.to_string())?,
            zone: config.clinical.time_zone.clone(),
        })
    }

    /// The room of delivery.
    pub fn outbox(&mut self) -> &mut dyn Outbox {
        self.outbox.as_mut()
    }

    /// An alert by its number, with its clinical side.
    ///
    /// # Errors
    /// When the store fails.
    pub fn alert(&self, number: u64) -> Result<Option<Alert>, StoreError> {
        let contacts = self.records.contacts()?;
        let alert = self.alerts.alert(crate::alert::AlertId(number))?;
        alert.map(|alert| self.with_context(alert, &contacts)).transpose()
    }

    fn with_context(&self, mut alert: Alert, contacts: &[Contact]) -> Result<Alert, StoreError> {
        let Some(id) = alert.device else { return Ok(alert) };
        let Some(item) = self.device(id)? else { return Ok(alert) };
        let card = self.records.card(id).unwrap_or_default();
        let subject = Subject { device: id, ..item.row.subject(&card.record) };
        alert.context = Some(clinical::context(&subject, contacts, &self.playbook, &self.zone, now()));
        Ok(alert)
    }
}

impl Desk for Counter {
    fn sink(&self, name: &str) -> Result<SinkState, StoreError> {
        self.outbox.sink(name)
    }

    fn put_sink(&mut self, state: &SinkState, dead: &[DeadLetter]) -> Result<(), StoreError> {
        self.outbox.put_sink(state, dead)
    }

    fn alerts_after(&self, change: u64, limit: usize) -> Result<Vec<(u64, Alert)>, StoreError> {
        let changes = self.alerts.alerts_after(change, limit)?;
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let contacts = self.records.contacts()?;
        changes.into_iter().map(|(change, alert)| Ok((change, self.with_context(alert, &contacts)?))).collect()
    }

    fn device(&self, id: DeviceId) -> Result<Option<Item>, StoreError> {
        Ok(self.store.dossier(id, Item::STATED)?.map(Item::from))
    }
}

/// The threads that deliver.
pub struct Deliveries {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Deliveries {
    /// Starts a thread for each sink of the configuration. `say` is told, once each time, when a sink fails and when it
    /// works again.
    ///
    /// # Errors
    /// When the store cannot be opened, or the system gives no thread.
    pub fn start(config: &Config, say: fn(&str)) -> Result<Self, String> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut deliveries = Self { stop: Arc::clone(&stop), threads: Vec::new() };
        let host = host();
        for settings in &config.sinks {
            let counter = Counter::open(config)?;
            let courier = Courier::new(settings.clone(), &host);
            let (stop, name) = (Arc::clone(&stop), format!("sink {}", settings.name));
            let work = move || carry(courier, counter, &stop, say);
            deliveries.threads.push(std::thread::Builder::new().name(name).spawn(work).map_err(|error| error.to_string())?);
        }
        Ok(deliveries)
    }

    /// Ends the threads: each comes to the end of what it is sending, which has a time.
    pub fn stop(self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads {
            let _ = thread.join();
        }
    }
}

/// The name of this host.
#[must_use]
pub fn host() -> String {
    Some(machine()).filter(|name| !name.is_empty()).unwrap_or_else(|| "wardwatch".to_owned())
}

/// The name of this machine as the kernel has it; empty where it tells none.
pub(super) fn machine() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default().trim().to_owned()
}

fn carry(mut courier: Courier, mut counter: Counter, stop: &AtomicBool, say: fn(&str)) {
    let name = courier.settings().name.clone();
    let mut was_failing = false;
    while !stop.load(Ordering::Relaxed) {
        let pause = match courier.step(&mut counter, now()) {
            Ok(pause) => pause,
            Err(error) => {
                // The store is busy or ill; whoever writes it says so too.
                tracing::warn!(sink = %name, %error, "the store failed");
                Pause::Until(now().plus_seconds(5))
            }
        };
        let failure = counter.sink(&name).ok().filter(|state| state.tries > 0).and_then(|state| state.failure);
        if failure.is_some() != was_failing {
            was_failing = failure.is_some();
            match failure {
                Some(reason) => say(&format!("sink {name} fails, alerts wait for it: {reason}")),
                None => say(&format!("sink {name} takes alerts again")),
            }
        }
        match pause {
            Pause::None => {}
            Pause::Idle => sleep(LOOK, stop),
            Pause::Until(then) => sleep(until(then), stop),
        }
    }
}

/// From now until then; one second at most, for the configuration of a sink does not change while the clock may.
fn until(then: Timestamp) -> Duration {
    Duration::from_nanos(then.since(now())).clamp(NAP, Duration::from_secs(1))
}

fn sleep(time: Duration, stop: &AtomicBool) {
    let mut left = time;
    while !left.is_zero() && !stop.load(Ordering::Relaxed) {
        let nap = left.min(NAP);
        std::thread::sleep(nap);
        left = left.saturating_sub(nap);
    }
}
