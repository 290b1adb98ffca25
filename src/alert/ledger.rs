//! Where evidence comes together: one alert a cause, one finding a fleet, a page only on one strong hit or when two
//! families agree, and a budget that says when it acted.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;

use super::finding::{Finding, OPEN, WEAK};
use super::kind::{Family, Kind, Route, Severity, State};
use super::model::{Alert, AlertId, Proof, Suppression};
use super::rules::rule;
use super::settings::Settings;
use crate::base::{MacAddr, Timestamp};
use crate::clinical::Context;
use crate::inventory::DeviceId;

/// Pieces of evidence kept of one alert.
pub const MOST_PROOFS: usize = 16;
/// How a reason begins that two families of evidence agree.
pub(super) const AGREED: &str = "two families agree within two hours";
/// Devices that do the same are a fleet finding from this number on.
pub const FLEET_LEAST: usize = 3;
/// Devices named in one fleet finding.
const MOST_OTHERS: usize = 256;
/// Families agree within two hours.
const AGREE: u64 = 2 * 3600 * 1_000_000_000;
/// Evidence fades: after this long half of it is left.
const HALF_LIFE: f64 = 6.0 * 3600.0 * 1e9;
/// A fleet shares a finding for a day.
const FLEET: u64 = 24 * 3600 * 1_000_000_000;
/// Devices whose evidence is remembered at most.
const MOST_DEVICES: usize = 50_000;

/// What is known of a device when an alert about it is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// Hardware addresses.
    pub macs: Vec<MacAddr>,
    /// Addresses.
    pub ips: Vec<std::net::IpAddr>,
    /// Slug of its category.
    pub category: Option<String>,
    /// The clinical side.
    pub context: Option<Context>,
}

/// Whom to ask about a device.
pub type Ask<'a> = &'a dyn Fn(DeviceId) -> About;

/// Alerts of one kind within an hour on devices that nobody identified; those beyond are added to the last of them.
const MOST_OF_STRANGERS: u32 = 32;
/// How long a storm is one finding, in nanoseconds.
const STORM: u64 = 3600 * 1_000_000_000;

/// Alerts of one kind on devices that nobody identified.
#[derive(Clone, Copy, Debug)]
struct Storm {
    since: Timestamp,
    count: u32,
    last: AlertId,
}

/// One kind of evidence against a device.
#[derive(Clone, Copy, Debug)]
struct Held {
    family: Family,
    strength: u8,
    at: Timestamp,
}

/// All that is open.
#[derive(Debug)]
pub struct Ledger {
    settings: Settings,
    next: u64,
    /// Open alerts, and which cause leads to which.
    alerts: BTreeMap<AlertId, Alert>,
    causes: HashMap<(Kind, Option<DeviceId>, String), AlertId, RandomState>,
    fleets: HashMap<(Kind, String, String), (AlertId, Timestamp), RandomState>,
    held: HashMap<DeviceId, Vec<Held>, RandomState>,
    storms: HashMap<Kind, Storm, RandomState>,
    suppressions: Vec<Suppression>,
    changed: BTreeMap<AlertId, ()>,
    /// Day, pages of it, and what the budget held back.
    day: i64,
    pages: u32,
    held_back: u32,
}

impl Ledger {
    /// Goes on from the open alerts and the suppressions that were kept; `next` is the first number not given yet.
    #[must_use]
    pub fn new(settings: Settings, open: Vec<Alert>, next: u64, suppressions: Vec<Suppression>) -> Self {
        let mut ledger = Self {
            settings,
            next: next.max(1),
            alerts: BTreeMap::new(),
            causes: HashMap::default(),
            fleets: HashMap::default(),
            held: HashMap::default(),
            storms: HashMap::default(),
            suppressions,
            changed: BTreeMap::new(),
            day: i64::MIN,
            pages: 0,
            held_back: 0,
        };
        for alert in open {
            ledger.causes.insert((alert.kind, alert.device, alert.key.clone()), alert.id);
            if let Some(device) = alert.device {
                ledger.hold(device, rule(alert.kind).family, alert.strength, alert.last);
            }
            ledger.alerts.insert(alert.id, alert);
        }
        ledger
    }

    /// The first number that was not given yet.
    #[must_use]
    pub fn next(&self) -> u64 {
        self.next
    }

    /// What the budget held back today.
    #[must_use]
    pub fn held_back(&self) -> u32 {
        self.held_back
    }

    /// Whether evidence against a device is open, so that nothing new is learnt of it.
    #[must_use]
    pub fn is_open(&self, device: DeviceId, now: Timestamp) -> bool {
        self.held.get(&device).is_some_and(|held| held.iter().any(|one| faded(one, now) >= f64::from(OPEN)))
    }

    /// The alerts made or changed since the last call.
    pub fn take_changes(&mut self) -> Vec<Alert> {
        let changed = std::mem::take(&mut self.changed);
        changed.keys().filter_map(|id| self.alerts.get(id)).cloned().collect()
    }

    /// Takes findings in, in the order of time. `devices` is how many there are on the site.
    pub fn take(&mut self, findings: Vec<Finding>, devices: usize, ask: Ask<'_>) {
        for finding in findings {
            self.turn(finding.at);
            self.note(finding, devices, ask);
        }
        self.bound();
    }

    fn turn(&mut self, at: Timestamp) {
        let day = at.day();
        if day > self.day {
            (self.day, self.pages, self.held_back) = (day, 0, 0);
        }
    }

    fn note(&mut self, finding: Finding, devices: usize, ask: Ask<'_>) {
        let family = rule(finding.kind).family;
        let agreeing = finding.device.and_then(|device| self.agreeing(device, family, &finding));
        if let Some(device) = finding.device {
            self.hold(device, family, finding.strength, finding.at);
        }
        let cause = (finding.kind, finding.device, finding.key.clone());
        let cooled = u64::from(self.settings.cooldown_hours).saturating_mul(3_600_000_000_000);
        let known = self.causes.get(&cause).copied().filter(|id| {
            let alert = self.alerts.get(id);
            let lasts = finding.kind.lasts();
            alert.is_some_and(|alert| alert.state != State::Closed && (lasts || finding.at.since(alert.last) < cooled))
        });
        let fleet = finding.fleet.clone().filter(|_| finding.device.is_some() && !finding.key.is_empty());
        let fleet = fleet.map(|fleet| (finding.kind, fleet, finding.key.clone()));
        let shared = fleet.as_ref().and_then(|key| self.fleets.get(key)).filter(|(_, at)| finding.at.since(*at) < FLEET);
        let shared = shared.map(|(id, _)| *id).filter(|id| self.alerts.get(id).is_some_and(|alert| alert.state != State::Closed));
        let id = match known.or(shared) {
            Some(id) => {
                self.add(id, &finding);
                id
            }
            None => {
                let about = finding.device.map(ask).unwrap_or_default();
                self.weather(&finding, &about).unwrap_or_else(|| self.make(&finding, fleet, about))
            }
        };
        self.route(id, &finding, agreeing, devices);
    }

    /// Invented devices give as many alerts as somebody wants to send: beyond a number the finding is added to the last
    /// of its kind, which is answered. A device that is identified always gets an alert of its own.
    fn weather(&mut self, finding: &Finding, about: &About) -> Option<AlertId> {
        finding.device.filter(|_| about.category.as_deref().is_none_or(|category| category == "unknown"))?;
        let next = AlertId(self.next);
        let storm = self.storms.entry(finding.kind).or_insert(Storm { since: finding.at, count: 0, last: next });
        if finding.at.0.abs_diff(storm.since.0) >= STORM {
            *storm = Storm { since: finding.at, count: 0, last: next };
        }
        storm.count = storm.count.saturating_add(1);
        if storm.count <= MOST_OF_STRANGERS {
            storm.last = next;
            return None;
        }
        let last = storm.last;
        let is_open = self.alerts.get(&last).is_some_and(|alert| alert.state != State::Closed);
        if !is_open {
            if let Some(storm) = self.storms.get_mut(&finding.kind) {
                storm.last = next;
            }
            return None;
        }
        let fleet = Some("devices that nobody identified, perhaps invented".to_owned());
        self.add(last, &Finding { fleet, ..finding.clone() });
        Some(last)
    }

    /// A new alert.
    fn make(&mut self, finding: &Finding, fleet: Option<(Kind, String, String)>, about: About) -> AlertId {
        let id = AlertId(self.next);
        self.next = self.next.saturating_add(1);
        let rule = rule(finding.kind);
        let mut alert = Alert {
            id,
            kind: finding.kind,
            severity: severity(rule.severity, finding.strength, about.context.as_ref()),
            route: Route::Digest,
            route_reason: "no strong evidence, and no second family agrees".to_owned(),
            state: State::Open,
            verdict: None,
            author: None,
            note: None,
            device: finding.device,
            device_macs: about.macs,
            device_ips: about.ips,
            others: Vec::new(),
            first: finding.at,
            last: finding.at,
            count: 1,
            summary: finding.summary.clone(),
            peer: finding.peer.clone(),
            key: finding.key.clone(),
            evidence: vec![finding.proof.clone()],
            baseline: finding.baseline.clone(),
            strength: finding.strength,
            techniques: rule.techniques,
            context: about.context,
        };
        if self.suppressions.iter().any(|one| one.covers(&alert, about.category.as_deref())) {
            alert.state = State::Suppressed;
        }
        self.causes.insert((alert.kind, alert.device, alert.key.clone()), id);
        if let Some(fleet) = fleet {
            self.fleets.insert(fleet, (id, finding.at));
        }
        self.changed.insert(id, ());
        self.alerts.insert(id, alert);
        id
    }

    /// The same cause again, or the same on another device of the fleet.
    fn add(&mut self, id: AlertId, finding: &Finding) {
        let Some(alert) = self.alerts.get_mut(&id) else { return };
        self.changed.insert(id, ());
        alert.count = alert.count.saturating_add(1);
        alert.first = alert.first.min(finding.at);
        alert.last = alert.last.max(finding.at);
        if alert.evidence.len() < MOST_PROOFS {
            alert.evidence.push(finding.proof.clone());
        } else if let Some(last) = alert.evidence.last_mut() {
            *last = finding.proof.clone();
        }
        if finding.strength > alert.strength {
            alert.strength = finding.strength;
            let raised = severity(rule(alert.kind).severity, finding.strength, alert.context.as_ref());
            alert.severity = alert.severity.max(raised);
            finding.summary.clone_into(&mut alert.summary);
        }
        let another = finding.device.filter(|device| alert.device != Some(*device) && !alert.others.contains(device));
        if let Some(device) = another.filter(|_| alert.others.len() < MOST_OTHERS) {
            alert.others.push(device);
            if alert.others.len() + 1 >= FLEET_LEAST {
                let fleet = finding.fleet.clone().unwrap_or_default();
                let tail = alert.summary.split_once(" | ").map_or(alert.summary.as_str(), |(_, tail)| tail);
                alert.summary = format!("{} devices alike ({fleet}) | {tail}", alert.others.len() + 1);
                if alert.others.len() + 1 == FLEET_LEAST {
                    gather(alert, &fleet, finding.at);
                }
            }
            self.causes.insert((alert.kind, Some(device), alert.key.clone()), id);
        }
    }

    /// Decides where the alert goes; it may rise from the digest to a page, never fall.
    fn route(&mut self, id: AlertId, finding: &Finding, agreeing: Option<Held>, devices: usize) {
        let Some(alert) = self.alerts.get_mut(&id) else { return };
        let quiet = self.settings.digest_only.contains(&alert.kind);
        if alert.route == Route::Page || alert.state == State::Suppressed || quiet {
            return;
        }
        let reason = match agreeing {
            _ if finding.strength >= self.settings.page_strength => {
                format!("one strong hit: strength {} of 100", finding.strength)
            }
            Some(other) => format!("{AGREED}: {} and {}", rule(alert.kind).family, other.family),
            None => return,
        };
        let budget = budget(&self.settings, devices);
        self.changed.insert(id, ());
        if self.pages >= budget && alert.severity < Severity::High {
            self.held_back = self.held_back.saturating_add(1);
            alert.route_reason = format!("held back by the site's budget of {budget} pages a day; otherwise {reason}");
            return;
        }
        self.pages = self.pages.saturating_add(1);
        alert.route = Route::Page;
        alert.route_reason = reason;
    }

    /// Evidence of another family against the device that is recent and, with this, worth a page.
    fn agreeing(&self, device: DeviceId, family: Family, finding: &Finding) -> Option<Held> {
        if finding.strength < WEAK {
            return None;
        }
        let held = self
            .held
            .get(&device)?
            .iter()
            .filter(|one| one.family != family && one.strength >= WEAK && finding.at.0.abs_diff(one.at.0) < AGREE);
        let other = held.max_by_key(|one| one.strength).copied()?;
        // Independent evidence adds up: 1 - (1 - a)(1 - b).
        let left = (100 - u32::from(finding.strength)).saturating_mul(100 - u32::from(other.strength));
        (left <= 2_700).then_some(other)
    }

    fn hold(&mut self, device: DeviceId, family: Family, strength: u8, at: Timestamp) {
        if self.held.len() >= MOST_DEVICES && !self.held.contains_key(&device) {
            self.held.retain(|_, held| held.iter().any(|one| faded(one, at) >= 10.0));
        }
        let held = self.held.entry(device).or_default();
        match held.iter_mut().find(|one| one.family == family) {
            Some(one) if faded(one, at) > f64::from(strength) => {}
            Some(one) => *one = Held { family, strength, at },
            None => held.push(Held { family, strength, at }),
        }
    }

    /// Evidence against a device that has not faded, 0 … 100: families add up as independent.
    #[must_use]
    pub fn risk(&self, device: DeviceId, now: Timestamp) -> u8 {
        let held = self.held.get(&device).map(Vec::as_slice).unwrap_or_default();
        let left: f64 = held.iter().map(|one| 1.0 - faded(one, now) / 100.0).product();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 100")]
        let risk = (100.0 * (1.0 - left)).round() as u8;
        risk
    }

    /// Lets the oldest go from memory; the store has them.
    fn bound(&mut self) {
        while self.alerts.len() > self.settings.max_open {
            let oldest =
                self.alerts.values().filter(|alert| !self.changed.contains_key(&alert.id)).min_by_key(|alert| alert.last);
            let Some(id) = oldest.map(|alert| alert.id) else { break };
            self.alerts.remove(&id);
            self.causes.retain(|_, cause| *cause != id);
            self.fleets.retain(|_, (cause, _)| *cause != id);
        }
    }

    /// What a person did to an alert elsewhere.
    pub fn amend(&mut self, id: AlertId, change: impl FnOnce(&mut Alert)) {
        if let Some(alert) = self.alerts.get_mut(&id) {
            change(alert);
        }
    }

    /// The suppressions from now on.
    pub fn suppress(&mut self, suppressions: Vec<Suppression>) {
        self.suppressions = suppressions;
    }

    /// An alert that is open.
    #[must_use]
    pub fn get(&self, id: AlertId) -> Option<&Alert> {
        self.alerts.get(&id)
    }
}

/// Pages a day on a site of so many devices.
pub(super) fn budget(settings: &Settings, devices: usize) -> u32 {
    let devices = u32::try_from(devices).unwrap_or(u32::MAX);
    devices.saturating_mul(settings.pages_per_1000_devices).div_ceil(1000).max(settings.least_pages)
}

/// What began as an alert of one device is one of a fleet: no page of its own any more, and told as that.
fn gather(alert: &mut Alert, fleet: &str, at: Timestamp) {
    let many = alert.others.len() + 1;
    let text =
        format!("{many} devices of {fleet} do the same: one finding of the fleet from here on, not one of {}", first(alert));
    alert.evidence.push(Proof { at, text, community_id: None });
    if alert.evidence.len() > MOST_PROOFS {
        alert.evidence.remove(MOST_PROOFS / 2);
    }
    // The same news of a whole model at once is mostly its maker's doing; an attack on it is not made less by that.
    if matches!(rule(alert.kind).family, Family::Novelty | Family::Beacon) {
        alert.severity = alert.severity.moved(-1);
        alert.route_reason =
            format!("{}; since {at:.0} a finding of {many} devices of {fleet}, often an update", alert.route_reason);
    }
}

fn first(alert: &Alert) -> String {
    alert.device.map_or_else(|| "one device".to_owned(), |device| device.to_string())
}

/// What is left of evidence by now.
fn faded(held: &Held, now: Timestamp) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "nanoseconds of days")]
    let age = now.since(held.at) as f64;
    f64::from(held.strength) * (-age / HALF_LIFE).exp2()
}

/// Severity of the kind, one step up for tier 3, one down for tier 0, and one down where the evidence is weak.
#[must_use]
pub fn severity(base: Severity, strength: u8, context: Option<&Context>) -> Severity {
    let tier = context.map(|context| context.tier.level());
    let steps = match tier {
        Some(3) => 1,
        Some(0) => -1,
        _ => 0,
    };
    base.moved(steps - i8::from(strength < OPEN))
}

/// Evidence as words, for people.
#[must_use]
pub fn told(proof: &Proof) -> String {
    format!("{} {}", proof.at, proof.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baseline::Party;

    fn found(device: u64, kind: Kind, strength: u8, seconds: u32) -> Finding {
        let party = Party { device: Some(DeviceId(device)), model: Some("Acme P5".into()), ..Party::default() };
        let at = Timestamp::new(1_700_000_000, 0).plus_seconds(seconds);
        Finding::about(kind, &party, at, strength, format!("dev-{device} does it")).keyed("vendor")
    }

    fn taken(settings: Settings, findings: Vec<Finding>) -> Vec<Alert> {
        let mut ledger = Ledger::new(settings, Vec::new(), 1, Vec::new());
        ledger.take(findings, 100, &|_| About::default());
        ledger.take_changes()
    }

    #[test]
    fn what_a_model_does_at_once_is_one_finding_and_the_first_page_becomes_it() {
        let all = (1..=4).map(|device| found(device, Kind::NewPeer, 85, u32::try_from(device).unwrap() * 60)).collect();
        let alerts = taken(Settings::default(), all);
        let [fleet] = alerts.as_slice() else { panic!("{alerts:?}") };
        assert_eq!((fleet.id, fleet.count, fleet.others.len()), (AlertId(1), 4, 3));
        assert!(fleet.summary.starts_with("4 devices alike (Acme P5)"), "{}", fleet.summary);
        assert!(fleet.route_reason.contains("a finding of 3 devices"), "{}", fleet.route_reason);
        assert_eq!(fleet.severity, Severity::Low, "an update, most often");
        assert!(
            fleet.evidence.iter().any(|proof| proof.text.contains("one finding of the fleet from here on, not one of dev-1"))
        );
        // Two are no fleet; and an exploit of many is not made less by their number.
        let two = taken(Settings::default(), vec![found(1, Kind::NewPeer, 85, 0), found(2, Kind::NewPeer, 85, 9)]);
        assert!(!two[0].summary.contains("alike") && two[0].severity == Severity::Medium);
        let attack = taken(Settings::default(), (1..=3).map(|device| found(device, Kind::ExploitAttempt, 95, 9)).collect());
        assert_eq!(attack[0].severity, Severity::Critical);
    }

    #[test]
    fn the_threshold_and_quiet_kinds_decide_what_pages() {
        let route = |settings: Settings| taken(settings, vec![found(1, Kind::NewPeer, 85, 0)])[0].route;
        assert_eq!(route(Settings::default()), Route::Page);
        assert_eq!(route(Settings { page_strength: 90, ..Settings::default() }), Route::Digest);
        assert_eq!(route(Settings { digest_only: vec![Kind::NewPeer], ..Settings::default() }), Route::Digest);
    }

    const HOUR: i64 = 3_600_000_000_000;

    fn finding(kind: Kind, hours: i64) -> Finding {
        let party = Party { device: Some(DeviceId(7)), ..Party::default() };
        Finding::about(kind, &party, Timestamp(hours * HOUR), 90, "synthetic".to_owned()).keyed("cause")
    }

    fn alerts_after(kind: Kind, close: bool) -> usize {
        let mut ledger = Ledger::new(Settings::default(), Vec::new(), 1, Vec::new());
        let ask = |_: DeviceId| About::default();
        ledger.take(vec![finding(kind, 1)], 100, &ask);
        if close {
            ledger.amend(AlertId(1), |alert| alert.state = State::Closed);
        }
        ledger.take(vec![finding(kind, 2), finding(kind, 200)], 100, &ask);
        ledger.take_changes().len()
    }

    #[test]
    fn how_things_stand_is_one_alert_until_it_is_closed_and_an_event_one_each_time() {
        assert_eq!(alerts_after(Kind::ExternalExposure, false), 1);
        assert_eq!(alerts_after(Kind::ExternalExposure, true), 2);
        assert_eq!(alerts_after(Kind::HostSweep, false), 2);
        assert_eq!(alerts_after(Kind::HostSweep, true), 3);
    }
}
