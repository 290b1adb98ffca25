//! Carries one sink's share of the alerts from its cursor on.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::settings::{Settings, Target};
use super::{Fault, Record, Sent, Sink};
use crate::alert::{Alert, AlertId, Route, Severity, State};
use crate::base::Timestamp;
use crate::exchange::Item;
use crate::exchange::alerts::{Told, digest, syslog};
use crate::inventory::DeviceId;
use crate::store::{DeadLetter, SinkState, StoreError};

/// The most alerts in one go.
const BATCH: usize = 100;
/// A datagram that surely passes (RFC 5426, 3.2, and what is usual within a site).
const DATAGRAM: usize = 1400;
/// The longest wait after failures, in seconds.
const LONGEST: u32 = 300;
/// Alerts whose going on is remembered.
const MOST_HELD: usize = 10_000;

/// What a courier needs of the store.
pub trait Desk {
    /// Where a sink stands.
    ///
    /// # Errors
    /// When the store fails.
    fn sink(&self, name: &str) -> Result<SinkState, StoreError>;

    /// Writes where it stands, with what it gave up.
    ///
    /// # Errors
    /// When the store fails.
    fn put_sink(&mut self, state: &SinkState, dead: &[DeadLetter]) -> Result<(), StoreError>;

    /// Changes of alerts after one, oldest first, each alert with its clinical side.
    ///
    /// # Errors
    /// When the store fails.
    fn alerts_after(&self, change: u64, limit: usize) -> Result<Vec<(u64, Alert)>, StoreError>;

    /// A device, for its names.
    ///
    /// # Errors
    /// When the store fails.
    fn device(&self, id: DeviceId) -> Result<Option<Item>, StoreError>;
}

/// How long there is nothing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// More is waiting.
    None,
    /// Nothing is; look again soon.
    Idle,
    /// Not before then.
    Until(Timestamp),
}

/// How a sink is opened.
type Open = Box<dyn Fn(&Settings, &str) -> Box<dyn Sink> + Send>;

/// One sink with what it remembers of the alerts it told.
pub struct Courier {
    settings: Settings,
    host: String,
    open: Open,
    sink: Box<dyn Sink>,
    /// After a panic: one alert goes at a time, so that the one it came from is found and given up, and no other.
    is_alone: bool,
    /// When an alert was last told, and what of it people would want to hear of at once.
    told: BTreeMap<AlertId, (Timestamp, Vital)>,
    /// Changes of alerts that merely go on, told when their time has come.
    held: BTreeMap<AlertId, (u64, Alert)>,
}

/// What is told without delay when it changes.
type Vital = (State, Severity, Route, usize);

fn vital(alert: &Alert) -> Vital {
    (alert.state, alert.severity, alert.route, alert.others.len())
}

impl Courier {
    /// A courier for these settings; `host` is the name of this host.
    #[must_use]
    pub fn new(settings: Settings, host: &str) -> Self {
        Self::with(settings, host, Box::new(super::open))
    }

    /// The same with another sink, for tests.
    fn with(settings: Settings, host: &str, open: Open) -> Self {
        let sink = open(&settings, host);
        let (host, told, held) = (host.to_owned(), BTreeMap::new(), BTreeMap::new());
        Self { settings, host, open, sink, is_alone: false, told, held }
    }

    /// Its settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether the receiver can be reached.
    ///
    /// # Errors
    /// Why not, in one line.
    pub fn check(&mut self) -> Result<(), String> {
        self.sink.check()
    }

    /// Sends one alert at once, past the cursor: a test, or a dead letter that shall go after all.
    ///
    /// # Errors
    /// Why it did not go.
    pub fn send_one(&mut self, alert: &Alert, device: Option<&Item>, change: u64, now: Timestamp) -> Result<(), String> {
        let record = self.record(alert, device, change, now);
        match self.sink.send(std::slice::from_ref(&record)).fault {
            None => Ok(()),
            Some(fault) => Err(fault.reason().to_owned()),
        }
    }

    /// Does what there is to do at `now`: one batch at most.
    ///
    /// # Errors
    /// When the store fails; then the same is done again next time.
    pub fn step(&mut self, desk: &mut dyn Desk, now: Timestamp) -> Result<Pause, StoreError> {
        let mut state = desk.sink(&self.settings.name)?;
        if now < state.next_try {
            return Ok(Pause::Until(state.next_try));
        }
        let changes = desk.alerts_after(state.cursor, BATCH)?;
        let is_more = changes.len() == BATCH;
        let reached = changes.last().map_or(state.cursor, |(change, _)| *change);
        let due = self.due(changes, now);
        if due.is_empty() {
            if reached > state.cursor {
                desk.put_sink(&SinkState { cursor: reached, ..state }, &[])?;
            }
            return Ok(if is_more { Pause::None } else { Pause::Idle });
        }
        let before = state.cursor;
        let sent = match self.deliver(&mut state, &due, reached, now, desk) {
            Ok(sent) => sent,
            Err(error) => {
                self.hold(&due, before);
                return Err(error);
            }
        };
        Ok(match &sent.fault {
            Some(_) if now < state.next_try => Pause::Until(state.next_try),
            None if self.settings.every_seconds > 0 => Pause::Until(state.next_try),
            None if !is_more => Pause::Idle,
            _ => Pause::None,
        })
    }

    /// Sends what is due, and writes down how far it came.
    fn deliver(
        &mut self,
        state: &mut SinkState,
        due: &[(u64, Alert)],
        reached: u64,
        now: Timestamp,
        desk: &mut dyn Desk,
    ) -> Result<Sent, StoreError> {
        let tried = if self.is_alone { 1 } else { due.len() };
        let sent = self.attempt(due.get(..tried).unwrap_or_default(), now, desk)?;
        self.settle(state, due, tried, &sent, reached, now, desk)?;
        Ok(sent)
    }

    /// Those that were held back and did not go are held again: the cursor has passed them.
    fn hold(&mut self, these: &[(u64, Alert)], cursor: u64) {
        let passed = these.iter().filter(|(change, _)| *change <= cursor);
        self.held.extend(passed.map(|(change, alert)| (alert.id, (*change, alert.clone()))));
    }

    /// What of these changes, and of those held back, is to be told now, by change.
    fn due(&mut self, changes: Vec<(u64, Alert)>, now: Timestamp) -> Vec<(u64, Alert)> {
        let mut due: BTreeMap<u64, Alert> = BTreeMap::new();
        let held = std::mem::take(&mut self.held);
        let all = held.into_values().chain(changes);
        let mut latest: BTreeMap<AlertId, (u64, Alert)> = BTreeMap::new();
        for (change, alert) in all.filter(|(_, alert)| self.wants(alert)) {
            latest.insert(alert.id, (change, alert));
        }
        for (id, (change, alert)) in latest {
            let waits = self
                .told
                .get(&id)
                .is_some_and(|(last, before)| *before == vital(&alert) && now < last.plus_seconds(self.settings.repeat_seconds));
            if waits && self.held.len() < MOST_HELD {
                self.held.insert(id, (change, alert));
            } else {
                due.insert(change, alert);
            }
        }
        due.into_iter().collect()
    }

    fn wants(&self, alert: &Alert) -> bool {
        let told = self.told.contains_key(&alert.id);
        let wanted = alert.severity >= self.settings.severity && self.settings.routes.contains(&alert.route);
        // Who was told that it is there is told that it is over.
        told || (wanted && alert.state != State::Suppressed)
    }

    fn record(&self, alert: &Alert, device: Option<&Item>, change: u64, now: Timestamp) -> Record {
        let told = Told { alert, device, change, host: &self.host, now };
        let format = self.settings.format;
        let text = match &self.settings.target {
            Target::Syslog(target) => {
                let most = if target.way == super::settings::Way::Udp { DATAGRAM } else { syslog::MOST };
                syslog::frame(&told, format, target.facility, most)
            }
            Target::Mail(_) => digest::paragraph(&told),
            Target::File(_) | Target::Webhook(_) => format.write(&told, crate::exchange::alerts::Cut::NONE),
        };
        let at = u64::try_from(now.0.div_euclid(1_000_000_000)).unwrap_or_default();
        Record { uid: told.uid(), text, at, subject: digest::subject(&told) }
    }

    /// Sends these. A panic, in a library or in how one alert is written, is a failure like another: delivery goes on.
    fn attempt(&mut self, these: &[(u64, Alert)], now: Timestamp, desk: &dyn Desk) -> Result<Sent, StoreError> {
        let sending = catch_unwind(AssertUnwindSafe(|| {
            let mut records = Vec::with_capacity(these.len());
            for (change, alert) in these {
                let item = alert.device.map(|id| desk.device(id)).transpose()?.flatten();
                records.push(self.record(alert, item.as_ref(), *change, now));
            }
            Ok(self.sink.send(&records))
        }));
        self.is_alone = sending.is_err();
        sending.unwrap_or_else(|_| {
            // What it held may be half done.
            self.sink = (self.open)(&self.settings, &self.host);
            Ok(Sent::none(Fault::Failed("a fault in wardwatch itself; see its log, and please report it".to_owned())))
        })
    }

    /// Writes down how far it came with the first `tried` of what was due.
    #[expect(clippy::too_many_arguments, reason = "one call, and each is something else")]
    fn settle(
        &mut self,
        state: &mut SinkState,
        due: &[(u64, Alert)],
        tried: usize,
        sent: &Sent,
        reached: u64,
        now: Timestamp,
        desk: &mut dyn Desk,
    ) -> Result<(), StoreError> {
        let mut done = sent.taken.min(tried);
        let mut dead = Vec::new();
        state.delivered = state.delivered.saturating_add(u64::try_from(done).unwrap_or_default());
        if done > 0 {
            (state.tries, state.failure, state.last_success) = (0, None, Some(now));
        }
        if let Some(fault) = &sent.fault {
            state.tries = state.tries.saturating_add(1);
            (state.failure, state.last_failure) = (Some(short(fault.reason())), Some(now));
            let given_up = match fault {
                Fault::Away(_) => false,
                Fault::Failed(_) => state.tries >= self.settings.max_tries,
                Fault::Refused(_) => true,
            };
            // Of a mail, all of the message was refused.
            let lost = if matches!(self.settings.target, Target::Mail(_)) { tried } else { done.saturating_add(1) };
            if given_up {
                dead.extend(due.iter().take(lost).skip(done).map(|(change, alert)| DeadLetter {
                    sink: state.name.clone(),
                    change: *change,
                    alert: alert.id.0,
                    at: now,
                    tries: state.tries,
                    reason: short(fault.reason()),
                }));
                (done, state.tries, state.next_try) = (lost.min(due.len()), 0, Timestamp::default());
            } else {
                state.next_try = now.plus_seconds(back_off(state.tries));
            }
        } else {
            state.next_try = if self.settings.every_seconds == 0 {
                Timestamp::default()
            } else {
                now.plus_seconds(self.settings.every_seconds)
            };
        }
        // Everything before the first record that did not go is done; of those held back the cursor knows already.
        let stop = due.get(done).map(|(change, _)| *change);
        state.cursor = stop.map_or(reached, |change| change.saturating_sub(1).max(state.cursor)).min(reached).max(state.cursor);
        desk.put_sink(state, &dead)?;
        for (_, alert) in due.iter().take(done) {
            self.told.insert(alert.id, (now, vital(alert)));
        }
        self.hold(due.get(done..).unwrap_or_default(), state.cursor);
        while self.told.len() > MOST_HELD {
            self.told.pop_first();
        }
        Ok(())
    }
}

/// Seconds to wait after so many failures: 1, 2, 4 … 300.
fn back_off(tries: u32) -> u32 {
    1_u32.checked_shl(tries.saturating_sub(1)).unwrap_or(LONGEST).min(LONGEST)
}

/// One line without anything that could harm a terminal.
fn short(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}

#[cfg(test)]
mod tests;
