//! What every backend must do with incidents. A backend calls [`suite`] with a way to open and reopen an empty store.

use super::{batch, batch_id, identify, text};
use crate::alert::incident::{Functional, IncidentId, Information, Phase, Recoverability, Refused, Step};
use crate::alert::{Alert, AlertId, Detected, Kind, Proof, Route, Severity, State};
use crate::base::Timestamp;
use crate::clinical::{Tier, Zone};
use crate::inventory::{DeviceId, Inventory, Settings};
use crate::observation::{Fact, Property};
use crate::store::{Edit, IncidentError, IncidentFilter, Rooms, Sort};

/// A backend under test: opening it again sees what was committed.
type Open<'a> = &'a dyn Fn() -> Box<dyn Rooms>;

const NOW: Timestamp = Timestamp(1_763_900_000_000_000_000);
const PUMP: DeviceId = DeviceId(1);
const TWIN: DeviceId = DeviceId(2);
const PRINTER: DeviceId = DeviceId(3);

/// Runs every test; `fresh` gives each a store of its own.
pub(in crate::store) fn suite(fresh: impl Fn(fn(Open<'_>))) {
    for test in [whole_way, looks_tiers_up, refuses, lists] {
        fresh(test);
    }
}

pub(super) fn alert(number: u64, device: Option<DeviceId>) -> Alert {
    let at = Timestamp::new(1_700_000_000, 0);
    Alert {
        id: AlertId(number),
        kind: Kind::NewPeer,
        severity: Severity::High,
        route: Route::Page,
        route_reason: "one strong hit".into(),
        state: State::Open,
        verdict: None,
        author: None,
        note: None,
        device,
        device_macs: vec![],
        device_ips: vec![],
        others: vec![],
        first: at,
        last: at,
        count: 1,
        summary: format!("alert {number} happened"),
        peer: None,
        key: number.to_string(),
        evidence: vec![Proof { at, text: "seen".into(), community_id: None }],
        baseline: None,
        strength: 90,
        techniques: &[],
        context: None,
    }
}

/// Two pumps of one model, a printer; alert 1 is about the first pump, 2 about the printer, 3 about nobody known.
pub(in crate::store) fn fill(store: &mut dyn Rooms) {
    let mut inventory = Inventory::new(Settings::default());
    let say = |number, property, value| (number, Fact::Says(property, text(value)));
    inventory.apply(&batch(
        0,
        vec![
            say(1, Property::Model, "Space plus"),
            say(2, Property::Model, "Space plus"),
            say(3, Property::Model, "LaserJet"),
            say(1, Property::DicomModality, "infusion_pump"),
            say(2, Property::DicomModality, "infusion_pump"),
            say(3, Property::DicomModality, "printer"),
        ],
    ));
    let alerts = vec![alert(1, Some(PUMP)), alert(2, Some(PRINTER)), alert(3, None)];
    let detected = Detected { alerts, ..Detected::default() };
    store.alert_room().commit_detected(&[batch_id(0)], &inventory.settle(&identify), &detected).unwrap();
    assert_eq!(store.tally(Sort::Category).unwrap().len(), 2, "lists know the devices at once");
    level(store, PUMP, "3");
    level(store, PRINTER, "0");
}

fn level(store: &mut dyn Rooms, device: DeviceId, level: &str) {
    let set = ["impact_off_network", "impact_off_patient"].map(|field| (field.to_owned(), level.to_owned()));
    let edit = Edit { set: set.to_vec(), confirm: true, ..Edit::default() };
    store.edit(device, None, &edit, "ann", NOW).unwrap();
}

fn propose(device: Option<DeviceId>) -> Step {
    // The tier a caller says is not believed.
    Step::Proposed { what: "block the way out".into(), device, tier: Some(Tier::new(0)) }
}

fn done(action: u32) -> Step {
    Step::Done { action, tier: Some(Tier::new(0)), remark: None }
}

fn approve(action: u32) -> Step {
    Step::Approved { action, by: "Dr Weber".into(), role: "charge physician".into(), plan: "spare pump at the bed".into() }
}

fn whole_way(open: Open<'_>) {
    let mut store = open();
    fill(store.as_mut());
    let incident = store.open_incident(None, &[AlertId(1)], "ann", NOW).unwrap();
    assert_eq!((incident.id, incident.title.as_str()), (IncidentId(1), "alert 1 happened"));
    assert_eq!(incident.devices, [PUMP]);
    let said = store.alert_room().alert(AlertId(1)).unwrap().unwrap();
    assert_eq!((said.state, said.note.as_deref()), (State::Acknowledged, Some("handled in incident-1")));
    let assessed = Step::Assessed {
        functional: Some(Functional::Medium),
        information: Some(Information::None),
        recoverability: Some(Recoverability::Regular),
    };
    let steps = [
        Step::Added { alert: AlertId(2), devices: vec![DeviceId(99)] },
        Step::Noted("the pump asks a name outside".into()),
        Step::Called { who: "ICU desk".into(), answer: Some("a spare pump is there".into()) },
        assessed,
        Step::Moved { phase: Phase::Containment, why: None },
        propose(Some(PUMP)),
        approve(1),
        done(1),
        Step::Reverted { action: 1, remark: Some("cleaned".into()) },
        Step::Moved { phase: Phase::PostIncident, why: None },
        Step::Closed { lessons: "pumps need no way out".into() },
    ];
    let count = steps.len();
    for step in steps {
        store.take_step(IncidentId(1), None, step, "ann", NOW).unwrap();
    }
    let read = open().incident(IncidentId(1)).unwrap().unwrap();
    assert_eq!(read.timeline.len(), count + 1);
    assert_eq!(read.devices, [PUMP, PRINTER], "the store knows whose alert it is");
    assert_eq!(read.actions[0].tier, Some(Tier::new(3)));
    assert_eq!(read.closing.unwrap().lessons, "pumps need no way out");
    assert!(store.verify_audit().is_ok());
    let briefing = store.briefing(PUMP, &Zone::default(), NOW).unwrap();
    assert_eq!(briefing.siblings, [TWIN]);
    assert!(briefing.row.is_some() && briefing.context.do_not_isolate && briefing.context.plan.slug == "infusion_pump");
    let gone = store.briefing(DeviceId(99), &Zone::default(), NOW).unwrap();
    assert!(gone.row.is_none() && gone.siblings.is_empty());
}

fn looks_tiers_up(open: Open<'_>) {
    let mut store = open();
    fill(store.as_mut());
    let id = store.open_incident(Some("both"), &[AlertId(1), AlertId(2)], "ann", NOW).unwrap().id;
    let mut take = |step| store.take_step(id, None, step, "ann", NOW);
    take(propose(Some(PRINTER))).unwrap();
    take(propose(None)).unwrap();
    take(propose(Some(PRINTER))).unwrap();
    take(done(1)).unwrap();
    let refused = take(done(2));
    assert!(matches!(refused, Err(IncidentError::Refused(Refused::NotApproved(2, _)))), "the worst device counts: {refused:?}");
    // A printer that was found to print the labels of the blood bank.
    level(store.as_mut(), PRINTER, "2");
    let mut take = |step| store.take_step(id, None, step, "ann", NOW);
    assert!(matches!(take(done(3)), Err(IncidentError::Refused(Refused::NotApproved(3, _)))), "the tier of now counts");
    take(approve(3)).unwrap();
    take(done(3)).unwrap();
    assert!(matches!(take(propose(Some(DeviceId(99)))), Err(IncidentError::NoSuchDevice(DeviceId(99)))));
    // An alert about nobody known: nobody knows what depends on it.
    let id = store.open_incident(None, &[AlertId(3)], "ann", NOW).unwrap().id;
    store.take_step(id, None, propose(None), "ann", NOW).unwrap();
    let refused = store.take_step(id, None, done(1), "ann", NOW);
    assert!(matches!(refused, Err(IncidentError::Refused(Refused::NotApproved(1, _)))), "{refused:?}");
}

fn refuses(open: Open<'_>) {
    let mut store = open();
    fill(store.as_mut());
    let none = store.open_incident(None, &[AlertId(1), AlertId(9)], "ann", NOW);
    assert!(matches!(none, Err(IncidentError::NoSuchAlert(AlertId(9)))));
    let none = store.open_incident(Some("x"), &[], "ann", NOW);
    assert!(matches!(none, Err(IncidentError::Refused(Refused::NoAlert))));
    assert!(store.incidents(&IncidentFilter::default()).unwrap().is_empty(), "nothing was written");
    assert_eq!(store.alert_room().alert(AlertId(1)).unwrap().unwrap().state, State::Open);
    let none = store.take_step(IncidentId(4), None, Step::Noted("x".into()), "ann", NOW);
    assert!(matches!(none, Err(IncidentError::NoSuchIncident(IncidentId(4)))));
    let id = store.open_incident(None, &[AlertId(1)], "ann", NOW).unwrap().id;
    assert!(store.take_step(id, None, Step::Noted("  ".into()), "ann", NOW).is_err());
    assert_eq!(store.incident(id).unwrap().unwrap().timeline.len(), 1);
    store.take_step(id, Some(1), Step::Noted("first".into()), "ann", NOW).unwrap();
    let late = store.take_step(id, Some(1), Step::Noted("second".into()), "bob", NOW);
    assert!(matches!(late, Err(IncidentError::Changed { steps: 2, .. })), "{late:?}");
    assert_eq!(store.incident(id).unwrap().unwrap().timeline.len(), 2);
}

fn lists(open: Open<'_>) {
    let mut store = open();
    fill(store.as_mut());
    for alert in [1, 2] {
        store.open_incident(None, &[AlertId(alert)], "ann", NOW).unwrap();
    }
    let ids = |filter: IncidentFilter| -> Vec<u64> { store.incidents(&filter).unwrap().iter().map(|one| one.id.0).collect() };
    assert_eq!(ids(IncidentFilter::default()), [2, 1]);
    assert_eq!(ids(IncidentFilter { limit: Some(1), ..IncidentFilter::default() }), [2]);
    assert_eq!(ids(IncidentFilter { alert: Some(AlertId(1)), ..IncidentFilter::default() }), [1]);
    assert_eq!(ids(IncidentFilter { device: Some(PRINTER), ..IncidentFilter::default() }), [2]);
}
