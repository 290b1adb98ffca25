//! From batches to alerts and back: what people say reaches what the hub holds.

use super::*;
use crate::alert::{AlertId, Kind, Route, State};
use crate::base::{Endpoint, MacAddr, Timestamp, Vlan};
use crate::baseline::{Allowed, Bound, Policy, Side, With};
use crate::observation::{Claim, Conversation, Fact, Observation, Oriented, Property, Sign, Tally, Transport};
use crate::store::{Answer, Edit, Opening, Opinion, Records, Request, open, open_records};

const SECOND: i64 = 1_000_000_000;
const DAY: i64 = 86_400 * SECOND;
/// A Tuesday.
const BEGIN: i64 = 1_700_000_000 * SECOND;

struct Site {
    hub: Hub,
    records: Box<dyn Records>,
    sequence: u64,
    _folder: tempfile::TempDir,
}

fn end(number: u8, ip: [u8; 4]) -> Endpoint {
    Endpoint { mac: Some(MacAddr([0, 9, 0xfb, 0, 0, number])), ip: Some(ip.into()), vlan: Vlan::NONE }
}

fn own(number: u8) -> Endpoint {
    end(number, [10, 0, 0, number])
}

fn fact(subject: Endpoint, at: i64, fact: Fact) -> Observation {
    Observation { at: Timestamp(at), subject, fact, protocol: "arp" }
}

fn claims(subject: Endpoint, at: i64) -> Observation {
    fact(subject, at, Fact::Holds(Claim::Arp))
}

fn says(subject: Endpoint, at: i64, property: Property, text: &str) -> Observation {
    fact(subject, at, Fact::Says(property, Text::from_wire(text.as_bytes()).unwrap()))
}

fn talk(client: Endpoint, server: Endpoint, port: u16, at: i64) -> Conversation {
    Conversation {
        client,
        server,
        client_port: 40_000,
        server_port: port,
        transport: Transport::TCP,
        first: Timestamp(at),
        last: Timestamp(at + SECOND),
        from_client: Tally { packets: 4, bytes: 400 },
        from_server: Tally { packets: 4, bytes: 400 },
        protocol: None,
        oriented: Oriented::Handshake,
        answered: true,
        opening: true,
    }
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("w.db").display().to_string();
        let store = open(&db, Opening::Create).unwrap();
        let hub = Hub::new("test", store, Arc::new(Fingerprints::shipped().unwrap()), Settings::default()).unwrap();
        Self { hub, records: open_records(&db, Opening::Existing).unwrap(), sequence: 0, _folder: folder }
    }

    fn take(&mut self, observations: Vec<Observation>, conversations: Vec<Conversation>) {
        let times = observations.iter().map(|one| one.at).chain(conversations.iter().map(|one| one.last));
        let until = times.max().unwrap();
        self.sequence += 1;
        let batch = Batch { sequence: self.sequence, until, observations, conversations, ..Batch::default() };
        self.hub.take(&batch).unwrap();
    }

    fn alerts(&mut self) -> Vec<Alert> {
        self.hub.store.alert_room().alerts(&crate::store::AlertFilter::default()).unwrap().alerts
    }

    fn kinds(&mut self) -> Vec<Kind> {
        self.alerts().iter().map(|alert| alert.kind).collect()
    }

    fn ask(&mut self, request: Request) -> Answer {
        let at = Timestamp(BEGIN);
        let number = self.records.ask(&request, "ann", at).unwrap();
        self.hub.attend(&mut *self.records, at).unwrap();
        self.records.answer(number).unwrap()
    }

    fn number(&self, ip: [u8; 4]) -> DeviceId {
        self.hub.store.find(crate::store::DeviceKey::Ip(ip.into())).unwrap()[0]
    }
}

#[test]
fn an_address_that_is_taken_is_told_and_one_that_is_handed_over_is_not() {
    let begin = || {
        let mut site = Site::new();
        site.take((1..=3).map(|number| claims(own(number), BEGIN)).collect(), vec![]);
        site
    };
    let later = BEGIN + 24 * SECOND;
    // Somebody takes the address of one who goes on.
    let mut spoofed = begin();
    spoofed.take(vec![claims(end(3, [10, 0, 0, 2]), later), claims(own(2), later + SECOND)], vec![]);
    assert!(spoofed.kinds().contains(&Kind::ArpSpoof), "{:?}", spoofed.alerts());
    // Two swap their addresses.
    let mut swapped = begin();
    swapped.take(vec![claims(end(1, [10, 0, 0, 2]), later), claims(end(2, [10, 0, 0, 1]), later + SECOND)], vec![]);
    assert_eq!(swapped.kinds(), [], "{:?}", swapped.alerts());
    // The server gives one device what was another's.
    let mut leased = begin();
    let moved = end(3, [10, 0, 0, 2]);
    leased.take(vec![fact(moved, later, Fact::Holds(Claim::Lease(None))), claims(moved, later + SECOND)], vec![]);
    assert_eq!(leased.kinds(), [], "{:?}", leased.alerts());
    // Who takes many is told whatever they left.
    let mut many = Site::new();
    many.take((1..=9).map(|number| claims(own(number), BEGIN)).collect(), vec![]);
    let all = (1..=4).flat_map(|number| {
        let at = later + i64::from(number) * SECOND;
        [claims(end(number, [10, 0, 0, 100 + number]), at), claims(end(9, [10, 0, 0, number]), at + SECOND / 2)]
    });
    many.take(all.collect(), vec![]);
    assert!(many.kinds().contains(&Kind::ArpSpoof));
}

#[test]
fn a_sign_is_told_each_time_and_a_month_later_again() {
    let mut site = Site::new();
    let sign = format!("{} 10.0.0.2", Sign::Smb1MixedTransaction);
    site.take(vec![claims(own(1), BEGIN), claims(own(2), BEGIN)], vec![]);
    site.take(vec![says(own(1), BEGIN + SECOND, Property::Sign, &sign)], vec![]);
    site.take(vec![says(own(1), BEGIN + 400 * SECOND, Property::Sign, &sign)], vec![]);
    let [alert] = site.alerts().try_into().unwrap();
    assert_eq!((alert.kind, alert.route, alert.count), (Kind::ExploitAttempt, Route::Page, 2));
    assert_eq!((alert.peer.as_deref(), alert.device), (Some("10.0.0.2"), Some(site.number([10, 0, 0, 1]))));
    site.take(vec![says(own(1), BEGIN + 30 * DAY, Property::Sign, &sign)], vec![]);
    assert_eq!(site.alerts().len(), 2, "after the cool-down it is an alert of its own");
}

#[test]
fn five_guessed_titles_within_an_hour_are_told_and_two_are_not() {
    let guess = |titles: u8| {
        let mut site = Site::new();
        site.take(vec![claims(own(1), BEGIN)], vec![]);
        let said = (0..titles).map(|number| {
            let at = BEGIN + i64::from(number) * SECOND;
            says(own(1), at, Property::DicomRefused, &format!("called PACS{number} 10.0.0.2"))
        });
        site.take(said.collect(), vec![]);
        site.alerts()
    };
    assert!(guess(2).is_empty());
    let told = guess(6);
    assert_eq!((told.len(), told[0].kind, told[0].route), (1, Kind::DicomSweep, Route::Page));
}

#[test]
fn what_a_profile_does_not_allow_is_told_and_what_it_allows_is_not() {
    let mut site = Site::new();
    site.take(vec![claims(own(1), BEGIN), claims(own(2), BEGIN)], vec![]);
    let device = site.number([10, 0, 0, 1]);
    let allowed =
        vec![Allowed { side: Some(Side::Client), transport: Some(Transport::TCP), ports: Some((443, 443)), with: With::Site }];
    let policy = Policy {
        number: 0,
        bound: Bound { device: Some(device), ..Bound::default() },
        title: "Acme P5".into(),
        url: String::new(),
        allowed,
        remarks: vec![],
        updated: None,
        supersedes: None,
        author: "ann".into(),
        at: Timestamp(BEGIN),
    };
    let number = site.hub.store.add_policy(&policy).unwrap();
    assert!(matches!(site.ask(Request::Policies), Answer::Done(words) if words.contains("1 policies")));
    site.take(vec![], vec![talk(own(1), own(2), 443, BEGIN + SECOND)]);
    assert_eq!(site.kinds(), [], "{:?}", site.alerts());
    let world = Endpoint { mac: None, ip: Some([203, 0, 113, 9].into()), vlan: Vlan::NONE };
    site.take(vec![], vec![talk(own(1), own(2), 8080, BEGIN + 2 * SECOND), talk(own(1), world, 443, BEGIN + 3 * SECOND)]);
    let told = site.alerts();
    assert_eq!(told.iter().map(|alert| alert.kind).collect::<Vec<_>>(), [Kind::PolicyViolation; 2]);
    assert!(told.iter().all(|alert| alert.summary.contains("Acme P5") && alert.device == Some(device)));
    assert!(told.iter().all(|alert| alert.policy() == Some(number)));
    assert_eq!(told.iter().filter(|alert| alert.route == Route::Page).count(), 1, "what leaves the site pages");
    // Without it nothing is amiss.
    site.hub.store.remove_policy(number, "ann", Timestamp(BEGIN)).unwrap();
    site.ask(Request::Policies);
    site.take(vec![], vec![talk(own(1), own(2), 9090, BEGIN + 9 * SECOND)]);
    assert_eq!(site.alerts().len(), 2);
}

/// A policy that allows nothing.
fn policy(bound: Bound, title: &str) -> Policy {
    Policy {
        number: 0,
        bound,
        title: title.into(),
        url: String::new(),
        allowed: vec![],
        remarks: vec![],
        updated: None,
        supersedes: None,
        author: "ann".into(),
        at: Timestamp(BEGIN),
    }
}

#[test]
fn what_a_person_corrected_counts_whatever_the_wire_shows() {
    let mut site = Site::new();
    site.take((1..=3).map(|n| claims(own(n), BEGIN)).collect(), vec![]);
    let (other, device) = (site.number([10, 0, 0, 1]), site.number([10, 0, 0, 2]));
    let policy = policy(Bound { manufacturer: Some("Dräger".into()), model: Some("P5".into()), ..Bound::default() }, "Dräger P5");
    site.hub.store.add_policy(&policy).unwrap();
    site.ask(Request::Policies);
    let policies = site.hub.store.policies().unwrap();
    let correct = |site: &mut Site, [category, maker, model]: [&str; 3]| {
        let set = [("category", category), ("manufacturer", maker), ("model", model)];
        let edit = Edit { set: set.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec(), ..Edit::default() };
        site.records.edit(device, None, &edit, "ann", Timestamp(BEGIN)).unwrap();
    };
    let category = |site: &Site| {
        let inventory = site.hub.inventory();
        let now = inventory.find(device).unwrap();
        inventory.conclusion(now, Attribute::Category).map(ToString::to_string)
    };
    let believed = category(&site);
    assert_eq!(site.hub.store.bound(&policies).unwrap(), [0]);
    correct(&mut site, ["ventilator", "DRÄGER", "p5"]);
    site.take(vec![], vec![talk(own(2), own(3), 8080, BEGIN + SECOND)]);
    assert_eq!(category(&site).as_deref(), Some("ventilator"));
    assert_eq!((site.kinds(), site.hub.store.bound(&policies).unwrap()), (vec![Kind::PolicyViolation], vec![1]));
    // A suppression of the category covers what is there and what comes, and the correction stays with the device.
    let scope = alert::Scope { category: Some("ventilator".into()), ..alert::Scope::default() };
    let suppressed = site.hub.store.alert_room().suppress(&scope, "test", "ann", Timestamp(BEGIN), None).unwrap();
    assert_eq!(suppressed.1, 1);
    assert!(matches!(site.ask(Request::Merge(other, device)), Answer::Done(_)));
    site.take(vec![], vec![talk(own(2), own(3), 9090, BEGIN + 2 * SECOND)]);
    assert!(site.alerts().is_empty() && site.hub.inventory().categories().get(&Text::new("ventilator").as_ref()) == Some(&1));
    // A hub that begins anew knows it; one at work hears that it was taken back.
    let mut inventory = Inventory::restore(Settings::default(), site.hub.store.snapshot().unwrap());
    inventory.correct(site.hub.store.alert_room().corrections(0).unwrap().1);
    let kept = inventory.find(device).and_then(|device| inventory.conclusion(device, Attribute::Model));
    assert_eq!(kept.map(Text::as_str), Some("p5"));
    correct(&mut site, ["", "", ""]);
    site.take(vec![], vec![talk(own(2), own(3), 7070, BEGIN + 3 * SECOND)]);
    assert_eq!((site.kinds(), category(&site)), (vec![], believed));
    assert_eq!(site.hub.store.bound(&policies).unwrap(), [0]);
}

#[test]
fn a_policy_binds_a_device_that_became_one_with_another() {
    let mut site = Site::new();
    site.take((1..=3).map(|n| claims(own(n), BEGIN)).collect(), vec![]);
    let (one, other) = (site.number([10, 0, 0, 1]), site.number([10, 0, 0, 2]));
    let policy = policy(Bound { device: Some(other), ..Bound::default() }, "Acme P5");
    site.hub.store.add_policy(&policy).unwrap();
    site.ask(Request::Policies);
    assert!(matches!(site.ask(Request::Merge(one, other)), Answer::Done(_)));
    site.take(vec![], vec![talk(own(1), own(3), 8080, BEGIN + SECOND)]);
    assert_eq!(site.kinds(), [Kind::PolicyViolation], "{:?}", site.alerts());
    let policies = site.hub.store.policies().unwrap();
    assert_eq!(policies[0].bound.device, Some(one), "and is told as the device that stays");
    assert_eq!(site.hub.store.bound(&policies).unwrap(), [1]);
}

#[test]
fn what_people_say_of_baselines_stays_though_the_hub_goes_on_writing() {
    let mut site = Site::new();
    site.take(vec![claims(own(1), BEGIN), claims(own(2), BEGIN)], vec![talk(own(1), own(2), 8080, BEGIN + SECOND)]);
    let device = site.number([10, 0, 0, 1]);
    let stored = |site: &mut Site| site.hub.store.alert_room().baseline(device).unwrap().unwrap();
    assert!(matches!(site.ask(Request::Accept(device, String::new())), Answer::Done(words) if words.contains("accepted")));
    assert!(stored(&mut site).accepted.is_some());
    site.take(vec![], vec![talk(own(1), own(2), 8081, BEGIN + DAY)]);
    let after = stored(&mut site);
    assert!(after.accepted.is_some() && after.talks.iter().any(|talk| talk.trust == crate::baseline::Trust::Accepted));
    assert!(matches!(site.ask(Request::Reset(device)), Answer::Done(_)));
    site.take(vec![], vec![talk(own(1), own(2), 8082, BEGIN + 2 * DAY)]);
    let anew = stored(&mut site);
    assert!(anew.accepted.is_none() && anew.since >= Timestamp(BEGIN + DAY) && anew.talks.len() == 1, "{anew:?}");
    assert!(matches!(site.ask(Request::Reset(DeviceId(99))), Answer::Refused(words) if words.contains("nothing was learnt")));
}

#[test]
fn what_was_found_harmless_is_usual_for_the_hub_too() {
    let mut site = Site::new();
    site.take(vec![claims(own(1), BEGIN), claims(own(2), BEGIN)], vec![talk(own(1), own(2), 8080, BEGIN + SECOND)]);
    let device = site.number([10, 0, 0, 1]);
    // An alert as a rule would have made of that conversation.
    let key = "net 10.0.0.0/24 tcp/8080".to_owned();
    let alert = Alert { device: Some(device), key, ..Alert::blank(1, Kind::NewPeer) };
    let detected = Detected { alerts: vec![alert], next: 2, ..Detected::default() };
    site.hub.store.alert_room().commit_detected(&[], &Changes::default(), &detected).unwrap();
    let opinion = Opinion {
        alert: AlertId(1),
        state: State::Closed,
        verdict: Some(Verdict::Benign),
        author: "ann".into(),
        note: None,
        at: Timestamp(BEGIN),
    };
    assert!(site.hub.store.alert_room().say(&opinion).unwrap());
    site.take(vec![], vec![talk(own(1), own(2), 8081, BEGIN + DAY)]);
    let baseline = site.hub.store.alert_room().baseline(device).unwrap().unwrap();
    let trusted: Vec<(u16, bool)> =
        baseline.talks.iter().map(|talk| (talk.key.port, talk.trust == crate::baseline::Trust::Accepted)).collect();
    assert_eq!(trusted, [(8080, true), (8081, false)], "{baseline:?}");
}
