//! Clocks that jump: an hour ahead and back, an hour behind and back, a leap second, the day on which everybody comes an
//! hour earlier. Nobody fell silent, so no storm of alerts may say so; and afterwards who does fall silent is still missed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]
#![allow(dead_code, clippy::cast_precision_loss, clippy::too_many_lines, clippy::indexing_slicing, reason = "a test")]

#[path = "detection/hospital.rs"]
mod hospital;

use std::collections::BTreeMap;

use hospital::{DAY, HOUR, Hospital, MINUTE, SECOND, SLOT, START};
use wardwatch::alert::{self, About, Alert, AlertId, Detector, Indicators, Kept, Kind};
use wardwatch::base::Timestamp;
use wardwatch::baseline;
use wardwatch::fingerprint::{Attribute, Claim, Profile};
use wardwatch::inventory::{DeviceId, Inventory, Settings};
use wardwatch::observation::{Batch, Property};

const LEARNING: i64 = 7;

/// What a device is follows from its name: identification is not what is tested here.
fn identify(profile: &Profile<'_>) -> Vec<Claim> {
    let named = profile.facts.iter().find(|(property, ..)| *property == Property::HostName);
    let category = named.and_then(|(_, name, _)| Some(name.as_str().rsplit_once('-')?.0.replace('-', "_")));
    let value = category.and_then(|category| wardwatch::base::Text::new(&category));
    let claim = value.map(|value| Claim {
        attribute: Attribute::Category,
        value,
        weight: 0.95,
        family: "test".into(),
        rule: "test".into(),
        because: wardwatch::base::Text::new("host_name").unwrap(),
    });
    claim.into_iter().collect()
}

/// What the sensor's clock shows at a moment, and what people do then.
struct Clock {
    shows: fn(i64) -> i64,
    /// People do what they would do at this moment.
    habit: fn(i64) -> i64,
}

fn day(number: i64, at: i64) -> i64 {
    START + (LEARNING + number) * DAY + at
}

/// Alerts of silence by kind, after the learning days, and all others.
fn run(clock: &Clock, off: Option<(i64, i64)>) -> (BTreeMap<Kind, usize>, usize) {
    let days = LEARNING + 3;
    let mut hospital = Hospital::new(60, LEARNING, days, 3, false);
    let victim = off.map(|span| {
        let number = hospital.of("patient_monitor")[0];
        hospital.devices[number].off.push(span);
        number
    });
    let mut inventory = Inventory::new(Settings::default());
    let learning_days = u32::try_from(LEARNING).unwrap();
    let settings = baseline::Settings { learning_days, ..baseline::Settings::default() };
    let mut detector = Detector::new(&inventory, settings, alert::Settings::default(), Indicators::default(), Kept::default());
    let mut alerts: BTreeMap<AlertId, Alert> = BTreeMap::new();
    for (sequence, at) in (0_u64..).zip((0..days * DAY / SLOT).map(|slot| START + slot * SLOT)) {
        // The habits' own time is what the hospital plays; the clock then shows it as it pleases.
        let (mut observations, mut conversations) = hospital.slot((clock.habit)(at));
        let shown = |own: Timestamp| Timestamp((clock.shows)(own.0 - (clock.habit)(at) + at));
        observations.iter_mut().for_each(|one| one.at = shown(one.at));
        for one in &mut conversations {
            (one.first, one.last) = (shown(one.first), shown(one.last));
        }
        conversations.sort_by_key(|talk| talk.last);
        observations.sort_by_key(|fact| fact.at);
        let until = shown(Timestamp((clock.habit)(at) + SLOT - SECOND));
        let batch = Batch { epoch: 1, sequence, until, observations, conversations };
        detector.apply(&mut inventory, "test", &batch);
        inventory.settle(&|profile: &Profile<'_>| identify(profile));
        let about = |device: DeviceId| {
            let (macs, ips) = inventory.addresses(device);
            About { macs, ips, category: Some("patient_monitor".to_owned()), ..About::default() }
        };
        detector.judge(&inventory, &about);
        alerts.extend(detector.take_changes().alerts.into_iter().map(|alert| (alert.id, alert)));
    }
    let silent = [Kind::DeviceSilent, Kind::SegmentSilent, Kind::SensorSilent];
    let mut told = BTreeMap::new();
    let after: Vec<&Alert> = alerts.values().filter(|alert| alert.last.0 >= day(0, 0)).collect();
    for alert in after.iter().filter(|alert| silent.contains(&alert.kind)) {
        println!("{} {}", alert.kind, alert.summary);
        *told.entry(alert.kind).or_default() += 1;
    }
    assert!(victim.is_none() || told.get(&Kind::DeviceSilent).is_some_and(|count| *count >= 1), "a real silence is told");
    (told, after.len())
}

fn same(at: i64) -> i64 {
    at
}

fn count(told: &BTreeMap<Kind, usize>) -> usize {
    told.values().sum()
}

const STEADY: Clock = Clock { shows: same, habit: same };

#[test]
fn a_clock_that_jumps_an_hour_makes_no_storm() {
    fn ahead(at: i64) -> i64 {
        if (day(1, 10 * HOUR)..day(1, 10 * HOUR + 30 * MINUTE)).contains(&at) { at + HOUR } else { at }
    }
    fn behind(at: i64) -> i64 {
        if (day(1, 10 * HOUR)..day(1, 10 * HOUR + 30 * MINUTE)).contains(&at) { at - HOUR } else { at }
    }
    let (steady, all) = run(&STEADY, None);
    for shows in [ahead as fn(i64) -> i64, behind] {
        let (told, others) = run(&Clock { shows, ..STEADY }, None);
        assert_eq!(told.get(&Kind::DeviceSilent), steady.get(&Kind::DeviceSilent), "{told:?}");
        assert!(count(&told) <= count(&steady) + 1, "{told:?}, steady {steady:?}");
        assert!(others <= all + 3, "{others} alerts, with a steady clock {all}");
    }
}

#[test]
fn a_leap_second_and_summer_time_make_nothing() {
    fn leap(at: i64) -> i64 {
        if at >= day(1, 0) { at - SECOND } else { at }
    }
    fn earlier(at: i64) -> i64 {
        if at >= day(1, HOUR) { at + HOUR } else { at }
    }
    let (steady, _) = run(&STEADY, None);
    let (told, _) = run(&Clock { shows: leap, ..STEADY }, None);
    assert_eq!(told, steady, "leap second");
    let (told, _) = run(&Clock { habit: earlier, ..STEADY }, None);
    assert!(count(&told) <= count(&steady) + 1, "summer time: {told:?}, steady {steady:?}");
}

#[test]
fn after_a_jump_a_silence_is_still_told() {
    fn ahead(at: i64) -> i64 {
        if (day(1, 10 * HOUR)..day(1, 10 * HOUR + 30 * MINUTE)).contains(&at) { at + HOUR } else { at }
    }
    run(&Clock { shows: ahead, ..STEADY }, Some((day(2, 9 * HOUR), day(2, 12 * HOUR))));
}
