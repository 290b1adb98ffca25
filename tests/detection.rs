//! Does detection find attacks and leave the harmless alone? A synthetic, labelled hospital: learning days, then test
//! days with attacks. `cargo test` runs a small one; with `WARDWATCH_DETECTION` set a large one runs, which writes
//! `docs/detection.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]
#![allow(clippy::cast_precision_loss, clippy::too_many_lines, clippy::indexing_slicing, reason = "a test")]

#[path = "detection/attacks.rs"]
mod attacks;
#[path = "detection/forest.rs"]
mod forest;
#[path = "detection/hospital.rs"]
mod hospital;
#[path = "detection/picture.rs"]
mod picture;
#[path = "detection/report.rs"]
mod report;
#[path = "detection/rivals.rs"]
mod rivals;

use std::collections::BTreeMap;
use std::time::Instant;

use attacks::{Attack, Maker, Strength};
use hospital::{DAY, HOUR, Hospital, MINUTE, SECOND, SLOT, START, talk};
use rivals::{Found, Rivals};
use wardwatch::alert::{self, About, Alert, AlertId, Detector, Indicators, Kept, Route};
use wardwatch::base::{MacAddr, Text, Timestamp};
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

/// What became of one attack.
struct Result {
    name: &'static str,
    /// It should page; else it should be told at least.
    pages: bool,
    told: bool,
    paged: bool,
    /// From the attack's first frame to the page; none where it was paged before, when the attacker was first there.
    seconds: Option<i64>,
}

/// One run.
struct Outcome {
    strength: Strength,
    attacks: Vec<Result>,
    false_pages: Vec<Alert>,
    false_learning: usize,
    fleets: usize,
    digest: usize,
    devices: usize,
    days: i64,
    bytes: (usize, usize),
    reports: u64,
    seconds: f64,
    rivals: Vec<Found>,
}

struct Plan {
    size: usize,
    learning: i64,
    days: i64,
    seed: u64,
    /// None: nobody attacks.
    attacks: Option<Strength>,
    changes: bool,
    /// Attackers are there on one learning day in five.
    poisoned: bool,
    rivals: bool,
}

fn run(plan: &Plan) -> Outcome {
    let days = plan.learning + plan.days;
    let mut hospital = Hospital::new(plan.size, plan.learning, days, plan.seed, plan.changes);
    let first = hospital.test_day(1, 9);
    let attacks = plan.attacks.map_or_else(Vec::new, |strength| {
        let mut maker = Maker::new(&hospital, strength, plan.seed ^ 7, first);
        maker.all();
        maker.attacks
    });
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
        results.push(Result {
            name: attack.name,
            pages: attack.pages,
            told: !right.is_empty(),
            paged: !paged.is_empty(),
            seconds: paged_at.map(|at| (at / SECOND).max(0)),
        });
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
        strength: plan.attacks.unwrap_or(Strength::Usual),
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
        rivals: rivals.map(|rivals| rivals.judge(hospital, attacks)).unwrap_or_default(),
    }
}

/// The small hospital that rules were set on.
fn small(poisoned: bool) -> Plan {
    Plan { size: 60, learning: 7, days: 5, seed: 1, attacks: Some(Strength::Usual), changes: true, poisoned, rivals: false }
}

#[test]
fn attacks_page_and_the_harmless_does_not() {
    if std::env::var_os("WARDWATCH_DETECTION").is_some() {
        return;
    }
    let outcome = run(&small(false));
    println!("{}", report::table(&[&outcome]));
    for alert in &outcome.false_pages {
        println!("false page: {} {} {} {:?} {}", alert.id, alert.first, alert.kind, alert.device, alert.summary);
    }
    let paging: Vec<_> = outcome.attacks.iter().filter(|one| one.pages).collect();
    let missed: Vec<_> = paging.iter().filter(|one| !one.paged).map(|one| one.name).collect();
    let untold: Vec<_> = outcome.attacks.iter().filter(|one| !one.told).map(|one| one.name).collect();
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

/// Who was there while the site was learnt is no habit for that: scans are seen again, and what crosses the border or gives
/// control is told until somebody accepts it.
#[test]
fn an_attacker_from_before_is_told_again() {
    let outcome = run(&small(true));
    let untold: Vec<_> = outcome.attacks.iter().filter(|one| one.pages && !one.told).map(|one| one.name).collect();
    println!("{}", report::table(&[&outcome]));
    // Habits within the site that give no control of a clinical device are learnt in three days, by design.
    assert!(untold.len() <= 3, "not told after poisoned learning: {untold:?}");
    assert!(outcome.false_pages.is_empty(), "{} false pages", outcome.false_pages.len());
}

/// Control of a few devices of a class is no habit of the class: neither a technician's computer on one of them nor who came
/// in to two more while the site was learnt makes it usual. What opens most of the class is: the gateway of remote service.
#[test]
fn control_of_a_few_devices_is_no_habit_of_their_class() {
    let mut site = Site::new(7);
    let device = |category, number: u8| hospital::Device {
        category,
        number: usize::from(number),
        mac: MacAddr([0, 0x50, 0x56, 7, 0, number]),
        ip: hospital::v4(10, 1, 0, number),
        from: START,
        to: i64::MAX,
        off: Vec::new(),
        parameters: "1,3,6,15",
    };
    let scanners: Vec<_> = (10..19).map(|number| device("ultrasound", number)).collect();
    let computers: Vec<_> = (30..33).map(|number| device("workstation", number)).collect();
    let gateway = device("medical_gateway", 40);
    let mut facts = Vec::new();
    for one in scanners.iter().chain(&computers).chain([&gateway]) {
        hospital::introduce(one, START, &mut facts);
    }
    site.take(START + HOUR, facts, Vec::new());
    for day in 0..15 {
        let at = START + day * DAY + 10 * HOUR;
        let control = |of: usize| talk(computers[of].end(), scanners[of].end(), at, 3389, Some("rdp"), [9000, 20_000]);
        let service = |of: &hospital::Device| talk(gateway.end(), of.end(), at, 22, Some("ssh"), [9000, 20_000]);
        let attacked = matches!(day, 1 | 6 | 11 | 14);
        let talks = (0..3).filter(|of| *of == 0 || attacked).map(control).chain(scanners.iter().map(service)).collect();
        site.take(at + HOUR, Vec::new(), talks);
    }
    let last_day = START + 14 * DAY;
    let still = |one: &&Alert| one.route == Route::Page && one.last.0 > last_day;
    let devices: Vec<_> =
        site.alerts.values().filter(still).flat_map(|one| one.device.into_iter().chain(one.others.clone())).collect();
    for one in &scanners[..3] {
        assert!(site.device_at(one).is_some_and(|device| devices.contains(&device)), "{:?}", site.alerts);
    }
    let untouched = |one: &&Alert| one.summary.contains("ssh") && one.last.0 > START + 8 * DAY;
    assert!(!site.alerts.values().any(|one| untouched(&one)), "{:?}", site.alerts);
}

#[test]
fn the_same_reports_give_the_same_alerts() {
    let plan = Plan { size: 20, learning: 2, days: 1, seed: 3, attacks: None, changes: false, poisoned: false, rivals: false };
    let (one, two) = (run(&plan), run(&plan));
    assert_eq!(one.false_pages, two.false_pages);
    assert_eq!((one.digest, one.false_learning, one.reports), (two.digest, two.false_learning, two.reports));
}

/// Rules and thresholds were set on the small hospital of seed 1, and mended after the first look at seeds 11 and 12.
const SEEDS: [u64; 2] = [31, 32];

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
    let mut plans = Vec::new();
    for seed in SEEDS {
        plans.push(plan(seed, Some(Strength::Usual), false, true));
        plans.push(plan(seed, Some(Strength::Weak), false, false));
        plans.push(plan(seed, Some(Strength::Strong), false, false));
        plans.push(plan(seed, Some(Strength::Usual), true, false));
        plans.push(plan(seed + 10, None, false, false));
    }
    // Two at a time: each is one thread's work, and all are independent.
    let (first, second) = plans.split_at(plans.len() / 2);
    let (first, second) = std::thread::scope(|scope| {
        let other = scope.spawn(|| second.iter().map(told).collect::<Vec<_>>());
        (first.iter().map(told).collect::<Vec<_>>(), other.join().unwrap())
    });
    let outcomes: Vec<(&Plan, Outcome)> = plans.iter().zip(first.into_iter().chain(second)).collect();
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let page = report::page(&outcomes);
    std::fs::write(docs.join("detection.md"), &page).unwrap();
    std::fs::write(docs.join("detection-rivals.svg"), picture::rivals(&outcomes)).unwrap();
    std::fs::write(docs.join("detection-time.svg"), picture::times(&outcomes)).unwrap();
    println!("{page}");
}

/// A run that says on standard output that it ended: each takes minutes.
fn told(plan: &Plan) -> Outcome {
    let outcome = run(plan);
    let (paged, of) = report::recall([&outcome]);
    println!(
        "seed {}, attacks {:?}{}: {paged} of {of} paged, {} false pages, {:.0} s of CPU",
        plan.seed,
        plan.attacks,
        if plan.poisoned { ", poisoned" } else { "" },
        outcome.false_pages.len(),
        outcome.seconds
    );
    for one in outcome.attacks.iter().filter(|one| !one.told || (one.pages && !one.paged)) {
        println!("    missed: {} (told: {})", one.name, one.told);
    }
    for alert in &outcome.false_pages {
        println!("    false page: {} {} {:?} {} ({})", alert.first, alert.kind, alert.device, alert.summary, alert.route_reason);
    }
    outcome
}
