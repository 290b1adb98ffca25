//! Does detection find attacks and leave the harmless alone? A synthetic, labelled hospital: learning days, then test
//! days with attacks. `cargo test` runs a small one; with `WARDWATCH_DETECTION` set a large one runs, which writes
//! `docs/detection.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]
#![allow(clippy::cast_precision_loss, clippy::too_many_lines, clippy::indexing_slicing, reason = "a test")]

#[path = "detection/attacks.rs"]
mod attacks;
#[path = "detection/hospital.rs"]
mod hospital;
#[path = "detection/rivals.rs"]
mod rivals;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::Instant;

use attacks::{Attack, Maker};
use hospital::{DAY, HOUR, Hospital, MINUTE, SECOND, SLOT, START};
use rivals::Rivals;
use wardwatch::alert::{self, About, Alert, AlertId, Detector, Indicators, Kept, Route};
use wardwatch::base::{Text, Timestamp};
use wardwatch::baseline::{self, Window};
use wardwatch::fingerprint::{Attribute, Claim, Profile};
use wardwatch::inventory::{DeviceId, Inventory, Settings};
use wardwatch::observation::{Batch, Conversation, Observation, Property};

/// What a device is follows from its name: identification is not what is tested here.
fn identify(profile: &Profile<'_>) -> Vec<Claim> {
    let named = profile.facts.iter().find(|(property, ..)| *property == Property::HostName);
    let Some((_, name, _)) = named else { return Vec::new() };
    let category = name.as_str().rsplit_once('-').map_or("", |(category, _)| category).replace('-', "_");
    let Some(value) = Text::new(&category).filter(|_| wardwatch::fingerprint::CATEGORIES.contains(&category.as_str())) else {
        return Vec::new();
    };
    vec![Claim {
        attribute: Attribute::Category,
        value,
        weight: 0.95,
        family: "test".into(),
        rule: "test".into(),
        because: Text::new("host_name").unwrap(),
    }]
}

/// Everything behind the sensor, without a store.
struct Site {
    inventory: Inventory,
    detector: Detector,
    sequence: u64,
    /// Alerts as last told, and when each first paged.
    alerts: BTreeMap<AlertId, Alert>,
    paged: BTreeMap<AlertId, i64>,
    reports: u64,
    spent: std::time::Duration,
}

impl Site {
    fn new(learning: i64) -> Self {
        let inventory = Inventory::new(Settings::default());
        let settings = baseline::Settings {
            // Wednesday 9 to 12: the vendor; Saturday 22 to Sunday 4: the migration.
            maintenance: vec![
                Window { from: (2 * 24 + 9) * 60, to: (2 * 24 + 12) * 60 },
                Window { from: (5 * 24 + 22) * 60, to: (6 * 24 + 4) * 60 },
            ],
            learning_days: u32::try_from(learning.min(7)).unwrap(),
            ..baseline::Settings::default()
        };
        let indicators = Indicators::parse("evil.example\n");
        let detector = Detector::new(&inventory, settings, alert::Settings::default(), indicators, Kept::default());
        Self {
            inventory,
            detector,
            sequence: 0,
            alerts: BTreeMap::new(),
            paged: BTreeMap::new(),
            reports: 0,
            spent: std::time::Duration::ZERO,
        }
    }

    fn take(&mut self, until: i64, observations: Vec<Observation>, conversations: Vec<Conversation>) {
        self.reports += conversations.len() as u64;
        let batch = Batch { epoch: 1, sequence: self.sequence, until: Timestamp(until), observations, conversations };
        self.sequence += 1;
        let start = Instant::now();
        self.detector.apply(&mut self.inventory, "test", &batch);
        let settling = Instant::now();
        self.inventory.settle(&|profile: &Profile<'_>| identify(profile));
        let settled = settling.elapsed();
        let inventory = &self.inventory;
        let about = |device: DeviceId| {
            let (macs, ips) = inventory.addresses(device);
            About { macs, ips, ..About::default() }
        };
        self.detector.judge(inventory, &about);
        let detected = self.detector.take_changes();
        self.spent += start.elapsed().saturating_sub(settled);
        for alert in detected.alerts {
            if alert.route == Route::Page {
                self.paged.entry(alert.id).or_insert(alert.last.0);
            }
            self.alerts.insert(alert.id, alert);
        }
    }

    fn device_at(&self, device: &hospital::Device) -> Option<DeviceId> {
        let name = format!("{}-{}", device.category.replace('_', "-"), device.number);
        let saying = self.inventory.saying(Property::HostName, &name);
        saying.filter_map(|(atom, ..)| self.inventory.device_of(atom)).next()
    }
}

/// One run.
struct Outcome {
    /// Name, whether it should page, whether it was told, whether it paged, seconds until then.
    attacks: Vec<(&'static str, bool, bool, bool, Option<i64>)>,
    false_pages: Vec<Alert>,
    false_learning: usize,
    fleets: usize,
    digest: usize,
    devices: usize,
    days: i64,
    bytes: (usize, usize),
    reports: u64,
    seconds: f64,
    rivals: Option<Rivals>,
}

struct Plan {
    size: usize,
    learning: i64,
    days: i64,
    seed: u64,
    attacks: bool,
    changes: bool,
    /// Attackers are there on one learning day in five.
    poisoned: bool,
    rivals: bool,
}

fn run(plan: &Plan) -> Outcome {
    let days = plan.learning + plan.days;
    let mut hospital = Hospital::new(plan.size, plan.learning, days, plan.seed, plan.changes);
    let first = hospital.test_day(1, 9);
    let attacks = if plan.attacks {
        let mut maker = Maker::new(&hospital, plan.seed ^ 7, first);
        maker.all();
        maker.attacks
    } else {
        Vec::new()
    };
    for attack in &attacks {
        for number in &attack.off {
            hospital.devices[*number].off.push((attack.from, attack.to));
        }
    }
    let mut site = Site::new(plan.learning);
    let mut rivals = plan.rivals.then(|| Rivals::new(plan.learning));
    let mut at = START;
    while at < START + days * DAY {
        let (mut facts, mut talks) = hospital.slot(at);
        let within = |time: i64| time >= at && time < at + SLOT;
        for attack in &attacks {
            talks.extend(attack.talks.iter().filter(|talk| within(talk.first.0)).cloned());
            facts.extend(attack.facts.iter().filter(|fact| within(fact.at.0)).cloned());
            if plan.poisoned && attack.pages {
                poison(attack, at, plan.learning, &mut talks);
            }
        }
        if attacks.iter().any(|attack| attack.blind && at < attack.to && at + SLOT > attack.from) {
            talks.clear();
            facts.clear();
        }
        talks.sort_by_key(|talk| talk.last);
        facts.sort_by_key(|fact| fact.at);
        if let Some(rivals) = &mut rivals {
            talks.iter().for_each(|talk| rivals.take(talk));
        }
        site.take(at + SLOT, facts, talks);
        at += SLOT;
    }
    judge(plan, &hospital, site, &attacks, rivals)
}

/// The attack's conversations on every fifth learning day, at the same time of day.
fn poison(attack: &Attack, at: i64, learning: i64, talks: &mut Vec<Conversation>) {
    let day = (at - START) / DAY;
    if day >= learning || day % 5 != 1 || attack.talks.len() > 400 {
        return;
    }
    let moved = (attack.from / DAY) * DAY - START - day * DAY;
    for talk in &attack.talks {
        let first = talk.first.0 - moved;
        if first >= at && first < at + SLOT {
            let last = Timestamp(talk.last.0 - moved);
            talks.push(Conversation { first: Timestamp(first), last, ..talk.clone() });
        }
    }
}

fn judge(plan: &Plan, hospital: &Hospital, site: Site, attacks: &[Attack], rivals: Option<Rivals>) -> Outcome {
    let mut explained: Vec<AlertId> = Vec::new();
    let mut results = Vec::new();
    for attack in attacks {
        let ids: Vec<DeviceId> = attack.devices.iter().filter_map(|n| site.device_at(&hospital.devices[*n])).collect();
        let meant = |alert: &&Alert| {
            let device =
                ids.is_empty() || alert.device.is_some_and(|d| ids.contains(&d)) || alert.others.iter().any(|d| ids.contains(d));
            device && alert.last.0 >= attack.from - MINUTE && alert.first.0 <= attack.to + 2 * HOUR
        };
        let near: Vec<&Alert> = site.alerts.values().filter(meant).collect();
        // Whatever else is told of the attacked device in that time is no false page.
        explained.extend(near.iter().filter(|alert| !ids.is_empty() || attack.kinds.contains(&alert.kind)).map(|alert| alert.id));
        let right: Vec<&&Alert> = near.iter().filter(|alert| attack.kinds.contains(&alert.kind)).collect();
        let paged: Vec<i64> = right.iter().filter_map(|alert| site.paged.get(&alert.id)).map(|at| at - attack.from).collect();
        let paged_at = paged.iter().copied().filter(|at| *at > -MINUTE).min();
        results.push((attack.name, attack.pages, !right.is_empty(), !paged.is_empty(), paged_at.map(|at| at / SECOND)));
    }
    let test = hospital.test_day(0, 0);
    let pages: Vec<&Alert> = site.alerts.values().filter(|alert| site.paged.contains_key(&alert.id)).collect();
    // What three devices or more of one kind do alike is one finding, and told as such.
    let fleets = pages.iter().filter(|alert| alert.others.len() >= 2 && alert.first.0 >= test).count();
    let false_pages =
        pages.iter().filter(|alert| !explained.contains(&alert.id) && alert.first.0 >= test && alert.others.len() < 2);
    let false_pages: Vec<Alert> = false_pages.map(|alert| (*alert).clone()).collect();
    let false_learning = pages.iter().filter(|alert| alert.first.0 < test).count();
    let digest = site
        .alerts
        .values()
        .filter(|alert| alert.route == Route::Digest && alert.first.0 >= test && !explained.contains(&alert.id))
        .count();
    let (devices, bytes) = site.detector.baselines().size();
    Outcome {
        attacks: results,
        false_pages,
        false_learning,
        fleets,
        digest,
        devices: site.inventory.devices(),
        days: plan.days,
        bytes: (devices, bytes),
        reports: site.reports,
        seconds: site.spent.as_secs_f64(),
        rivals,
    }
}

fn tell(outcome: &Outcome) -> String {
    let mut out = String::from("| attack | told | paged | seconds to the page |\n|---|---|---|---|\n");
    for (name, pages, told, paged, seconds) in &outcome.attacks {
        let word = |yes: bool| if yes { "yes" } else { "**no**" };
        let paged = if *pages {
            word(*paged)
        } else if *paged {
            "yes"
        } else {
            "digest, as it should"
        };
        let seconds = seconds.map(|s| s.to_string()).unwrap_or_default();
        let _ = writeln!(out, "| {name} | {} | {paged} | {seconds} |", word(*told));
    }
    out
}

#[test]
fn attacks_page_and_the_harmless_does_not() {
    if std::env::var_os("WARDWATCH_DETECTION").is_some() {
        return;
    }
    let plan = Plan { size: 60, learning: 7, days: 5, seed: 1, attacks: true, changes: true, poisoned: false, rivals: false };
    let outcome = run(&plan);
    println!("{}", tell(&outcome));
    for alert in &outcome.false_pages {
        println!("false page: {} {} {} {:?} {}", alert.id, alert.first, alert.kind, alert.device, alert.summary);
    }
    let paging: Vec<_> = outcome.attacks.iter().filter(|one| one.1).collect();
    let missed: Vec<_> = paging.iter().filter(|one| !one.3).map(|one| one.0).collect();
    let untold: Vec<_> = outcome.attacks.iter().filter(|one| !one.2).map(|one| one.0).collect();
    println!(
        "{} devices, {} reports, {:.2} s, {:?} baselines and bytes",
        outcome.devices, outcome.reports, outcome.seconds, outcome.bytes
    );
    println!("digest {} in {} days, pages while learning {}", outcome.digest, outcome.days, outcome.false_learning);
    assert!(missed.is_empty(), "did not page: {missed:?}");
    assert!(untold.is_empty(), "not told at all: {untold:?}");
    assert!(outcome.false_pages.is_empty(), "{} false pages", outcome.false_pages.len());
    assert!(outcome.bytes.1 <= outcome.bytes.0 * (16 << 10), "{:?}", outcome.bytes);
}

#[test]
fn the_same_reports_give_the_same_alerts() {
    let plan = Plan { size: 20, learning: 2, days: 1, seed: 3, attacks: false, changes: false, poisoned: false, rivals: false };
    let (one, two) = (run(&plan), run(&plan));
    assert_eq!(one.false_pages, two.false_pages);
    assert_eq!((one.digest, one.false_learning, one.reports), (two.digest, two.false_learning, two.reports));
}

#[test]
fn the_large_hospital_is_judged_and_written_down() {
    if std::env::var_os("WARDWATCH_DETECTION").is_none() {
        println!("skipped: `make detection` runs it");
        return;
    }
    let plan = |seed, attacks, poisoned, rivals| Plan {
        size: 300,
        learning: 14,
        days: 14,
        seed,
        attacks,
        changes: true,
        poisoned,
        rivals,
    };
    let main = run(&plan(1, true, false, true));
    let poisoned = run(&plan(1, true, true, false));
    let quiet = run(&plan(2, false, false, false));
    let page = report(&main, &poisoned, &quiet);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/detection.md");
    std::fs::write(&path, &page).unwrap();
    println!("{page}");
}

fn recall(outcome: &Outcome) -> (usize, usize) {
    let paging = outcome.attacks.iter().filter(|one| one.1);
    (paging.clone().filter(|one| one.3).count(), paging.count())
}

fn report(main: &Outcome, poisoned: &Outcome, quiet: &Outcome) -> String {
    let mut out = String::from("# How well detection finds attacks, and how often it cries wolf\n\n");
    let per = |count: usize, outcome: &Outcome| count as f64 * 1000.0 / outcome.devices as f64 / outcome.days as f64;
    let _ = writeln!(
        out,
        "Written by `make detection`: a synthetic hospital of {} devices at the level of conversation reports, 14 days of learning, \
         14 days of test with harmless changes (vendor update of a fleet, new computers, new leases, a moved monitor, a restarted \
         server, a migration night and a vendor's visit in announced windows, a system update). Categories are given, so that \
         identification is not part of what is measured. Everything is synthetic: what it says of a real hospital is that the \
         mechanisms work, not how often they will be wrong there.\n",
        main.devices
    );
    let (found, of) = recall(main);
    let (found_poisoned, of_poisoned) = recall(poisoned);
    let _ = writeln!(out, "| what | value |\n|---|---|");
    let _ = writeln!(out, "| attacks that should page and did | {found} of {of} |");
    let _ = writeln!(
        out,
        "| the same where attackers were active on a fifth of the learning days | {found_poisoned} of {of_poisoned} |"
    );
    let _ = writeln!(
        out,
        "| false pages per 1,000 devices a day, test days with attacks | {:.2} ({}) |",
        per(main.false_pages.len(), main),
        main.false_pages.len()
    );
    let _ = writeln!(
        out,
        "| false pages per 1,000 devices a day, another hospital without attacks | {:.2} ({}) |",
        per(quiet.false_pages.len(), quiet),
        quiet.false_pages.len()
    );
    let _ = writeln!(out, "| fleet findings that paged, once each (harmless here: the vendor's update) | {} |", main.fleets);
    let _ = writeln!(out, "| pages during the learning days | {} |", main.false_learning);
    let _ = writeln!(out, "| digest lines per 1,000 devices a day | {:.1} |", per(quiet.digest, quiet));
    let _ = writeln!(
        out,
        "| memory per device | {:.1} KiB on average, 16 at most |",
        main.bytes.1 as f64 / main.bytes.0 as f64 / 1024.0
    );
    let million = main.reports as f64 / 1e6;
    let _ = writeln!(
        out,
        "| CPU per million conversation reports, inventory's intake and detection | {:.2} s ({:.1} million) |\n",
        main.seconds / million,
        million
    );
    out += &tell(main);
    let missed: Vec<&str> = poisoned.attacks.iter().filter(|one| one.1 && !one.3).map(|one| one.0).collect();
    let _ = writeln!(
        out,
        "\nMissed after poisoned learning: {}.\n",
        if missed.is_empty() { "none".to_owned() } else { missed.join("; ") }
    );
    if let Some(rivals) = &main.rivals {
        let _ = writeln!(
            out,
            "In the same run, mean + 3 sigma of each hour's bytes per device (the naive baseline) spoke on {} device-days, {:.0} per 1,000 \
             devices a day; RITA's timestamp score of 0.8 or more over at least 12 openings held for {} pairs of device and peer, {} of \
             them within the site, where RITA does not look.\n",
            rivals.sigma_days(),
            per(rivals.sigma_days(), main),
            rivals.beacons().0,
            rivals.beacons().1
        );
    }
    if !main.false_pages.is_empty() || !quiet.false_pages.is_empty() {
        out += "False pages:\n\n";
        for alert in main.false_pages.iter().chain(&quiet.false_pages).take(30) {
            let _ = writeln!(out, "- {} {}: {}", alert.first, alert.kind, alert.summary);
        }
    }
    out
}
