//! A courier with a receiver that does as it is told.

use std::sync::{Arc, Mutex};

use super::*;
use crate::exchange::alerts::{Format, sample};
use crate::sinks::settings::File;

/// What the receiver took, and what it does next.
#[derive(Default)]
struct Script {
    taken: Vec<String>,
    next: Vec<Sent>,
    /// The code of the sink fails where it meets this.
    poison: Option<String>,
    opened: usize,
}

#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<Script>>);

impl Sink for Receiver {
    fn send(&mut self, records: &[Record]) -> Sent {
        let mut script = self.0.lock().unwrap();
        if records.iter().any(|record| Some(&record.uid) == script.poison.as_ref()) {
            drop(script);
            panic!("a fault that a test wants");
        }
        let sent = if script.next.is_empty() { Sent::all(records) } else { script.next.remove(0) };
        script.taken.extend(records.iter().take(sent.taken).map(|record| record.uid.clone()));
        sent
    }

    fn check(&mut self) -> Result<(), String> {
        Ok(())
    }
}

#[derive(Default)]
struct Book {
    alerts: BTreeMap<u64, Alert>,
    state: SinkState,
    dead: Vec<DeadLetter>,
    /// The store fails once.
    ill: bool,
}

impl Book {
    /// A change of an alert: only its latest is kept, as in the store.
    fn change(&mut self, number: u64, alter: impl FnOnce(&mut Alert)) {
        let known = self.alerts.iter().find(|(_, alert)| alert.id.0 == number).map(|(change, _)| *change);
        let mut alert = known.and_then(|change| self.alerts.remove(&change)).unwrap_or_else(|| sample(Timestamp(0)));
        alert.id = AlertId(number);
        alter(&mut alert);
        let next = self.alerts.keys().last().copied().max(known).unwrap_or(0) + 1;
        self.alerts.insert(next, alert);
    }
}

impl Desk for Book {
    fn sink(&self, name: &str) -> Result<SinkState, StoreError> {
        Ok(SinkState { name: name.to_owned(), ..self.state.clone() })
    }

    fn put_sink(&mut self, state: &SinkState, dead: &[DeadLetter]) -> Result<(), StoreError> {
        if std::mem::take(&mut self.ill) {
            return Err(StoreError::Damaged("as a test wants".to_owned()));
        }
        assert!(state.cursor >= self.state.cursor, "a cursor never goes back");
        self.state = state.clone();
        self.dead.extend(dead.iter().cloned());
        Ok(())
    }

    fn alerts_after(&self, change: u64, limit: usize) -> Result<Vec<(u64, Alert)>, StoreError> {
        Ok(self.alerts.range(change + 1..).take(limit).map(|(change, alert)| (*change, alert.clone())).collect())
    }

    fn device(&self, _: DeviceId) -> Result<Option<Item>, StoreError> {
        Ok(None)
    }
}

fn settings() -> Settings {
    Settings {
        name: "siem".to_owned(),
        target: Target::File(File { path: "/nonexistent".into(), max_bytes: 1, keep: 1 }),
        format: Format::Json,
        severity: Severity::Info,
        routes: vec![Route::Digest, Route::Page],
        repeat_seconds: 60,
        every_seconds: 0,
        max_tries: 3,
        timeout_seconds: 1,
        ca: None,
        certificate: None,
        key: None,
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp(seconds * 1_000_000_000)
}

struct Office {
    courier: Courier,
    receiver: Receiver,
    book: Book,
}

impl Office {
    fn new(settings: Settings) -> Self {
        let receiver = Receiver::default();
        let another = receiver.clone();
        let open = move |_: &Settings, _: &str| -> Box<dyn Sink> {
            another.0.lock().unwrap().opened += 1;
            Box::new(another.clone())
        };
        let courier = Courier::with(settings, "host", Box::new(open));
        Self { courier, receiver, book: Book::default() }
    }

    fn step(&mut self, seconds: i64) -> Pause {
        self.courier.step(&mut self.book, at(seconds)).unwrap()
    }

    fn next(&self, taken: usize, fault: Fault) {
        self.receiver.0.lock().unwrap().next.push(Sent { taken, fault: Some(fault) });
    }

    fn taken(&self) -> Vec<String> {
        std::mem::take(&mut self.receiver.0.lock().unwrap().taken)
    }
}

fn away() -> Fault {
    Fault::Away("nobody there".to_owned())
}

#[test]
fn what_is_not_taken_is_sent_again_in_order() {
    let mut office = Office::new(settings());
    (1..=5).for_each(|number| office.book.change(number, |_| ()));
    office.next(2, away());
    assert_eq!(office.step(100), Pause::Until(at(101)));
    assert_eq!((office.taken(), office.book.state.cursor), (vec!["alert-1.1".to_owned(), "alert-2.2".to_owned()], 2));
    assert_eq!(office.step(100), Pause::Until(at(101)), "not before its time");
    for (tries, wait) in [(2, 2), (3, 4), (4, 8)] {
        office.next(0, away());
        let now = 1000 * i64::from(tries);
        assert_eq!(office.step(now), Pause::Until(at(now + wait)));
        assert_eq!(office.book.state.tries, tries);
    }
    assert_eq!(back_off(40), LONGEST);
    assert_eq!(office.step(9000), Pause::Idle);
    assert_eq!(office.taken(), ["alert-3.3", "alert-4.4", "alert-5.5"]);
    let state = &office.book.state;
    assert_eq!((state.cursor, state.tries, state.delivered, state.failure.as_deref()), (5, 0, 5, None));
    assert!(office.book.dead.is_empty(), "who is away loses nothing");
}

#[test]
fn one_that_is_refused_does_not_hold_up_the_others() {
    let mut office = Office::new(settings());
    (1..=3).for_each(|number| office.book.change(number, |_| ()));
    office.next(1, Fault::Refused("422".to_owned()));
    assert_eq!(office.step(1), Pause::None);
    assert_eq!((office.book.dead[0].alert, office.book.state.cursor), (2, 2));
    office.next(0, Fault::Failed("500".to_owned()));
    office.next(0, Fault::Failed("500".to_owned()));
    office.next(0, Fault::Failed("500".to_owned()));
    for now in [10, 20] {
        assert!(matches!(office.step(now), Pause::Until(_)));
        assert_eq!(office.book.dead.len(), 1);
    }
    office.step(40);
    assert_eq!((office.book.dead[1].alert, office.book.dead[1].tries, office.book.state.cursor), (3, 3, 3));
    assert_eq!(office.taken(), ["alert-1.1"]);
}

#[test]
fn what_merely_goes_on_is_told_now_and_then() {
    let mut office = Office::new(settings());
    office.book.change(1, |_| ());
    office.step(0);
    assert_eq!(office.taken(), ["alert-1.1"]);
    for second in 1..=9 {
        office.book.change(1, |alert| alert.count += 1);
        office.step(second);
    }
    assert!(office.taken().is_empty());
    assert_eq!(office.book.state.cursor, 10, "the cursor does not wait");
    office.step(60);
    assert_eq!(office.taken(), ["alert-1.10"]);
    office.book.change(1, |alert| alert.severity = Severity::High);
    office.step(61);
    assert_eq!(office.taken(), ["alert-1.11"], "what matters is told at once");
    office.book.change(1, |alert| alert.count += 1);
    office.step(62);
    office.next(0, away());
    office.step(200);
    office.step(300);
    assert_eq!(office.taken(), ["alert-1.12"], "held back, then not taken, then taken");
}

#[test]
fn only_what_is_wanted_is_told_and_its_end() {
    let mut office = Office::new(Settings { severity: Severity::High, routes: vec![Route::Page], ..settings() });
    let page = |severity| {
        move |alert: &mut Alert| {
            alert.route = Route::Page;
            alert.severity = severity;
        }
    };
    office.book.change(1, page(Severity::Low));
    office.book.change(2, page(Severity::Critical));
    office.book.change(3, |alert| alert.severity = Severity::Critical);
    office.book.change(4, |alert| {
        page(Severity::High)(alert);
        alert.state = State::Suppressed;
    });
    office.step(0);
    assert_eq!((office.taken(), office.book.state.cursor), (vec!["alert-2.2".to_owned()], 4));
    office.book.change(2, |alert| {
        alert.severity = Severity::Low;
        alert.state = State::Closed;
    });
    office.book.change(1, |alert| alert.state = State::Closed);
    office.step(1);
    assert_eq!(office.taken(), ["alert-2.5"]);
}

#[test]
fn a_digest_collects() {
    let mut office = Office::new(Settings { every_seconds: 3600, ..settings() });
    office.book.change(1, |_| ());
    assert_eq!(office.step(0), Pause::Until(at(3600)));
    office.book.change(2, |_| ());
    office.book.change(3, |_| ());
    assert_eq!(office.step(10), Pause::Until(at(3600)));
    assert_eq!(office.taken(), ["alert-1.1"]);
    office.step(3600);
    assert_eq!(office.taken(), ["alert-2.2", "alert-3.3"]);
}

#[test]
fn a_panic_costs_one_alert_and_no_other() {
    let mut office = Office::new(settings());
    (1..=5).for_each(|number| office.book.change(number, |_| ()));
    office.receiver.0.lock().unwrap().poison = Some("alert-3.3".to_owned());
    for step in 0..20 {
        office.step(1000 * step);
    }
    assert_eq!(office.taken(), ["alert-1.1", "alert-2.2", "alert-4.4", "alert-5.5"]);
    assert_eq!(office.book.dead.iter().map(|dead| (dead.alert, dead.tries)).collect::<Vec<_>>(), [(3, 3)]);
    assert!(office.book.dead[0].reason.contains("fault in wardwatch itself"));
    assert_eq!(office.book.state.cursor, 5);
    assert!(office.receiver.0.lock().unwrap().opened > 1, "a sink that failed half-way is opened anew");
}

#[test]
fn what_was_held_back_is_told_though_the_store_failed_meanwhile() {
    let mut office = Office::new(settings());
    office.book.change(1, |_| ());
    office.step(100);
    office.book.change(1, |alert| alert.count += 1);
    office.step(110);
    assert_eq!(office.taken(), ["alert-1.1"], "that it goes on can wait");
    office.book.ill = true;
    assert!(office.courier.step(&mut office.book, at(170)).is_err());
    office.step(180);
    assert_eq!(office.taken(), ["alert-1.2", "alert-1.2"], "told, and again since it could not be written down");
    office.step(400);
    assert!(office.taken().is_empty());
}
