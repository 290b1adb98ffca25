//! What every backend must do with lists: alerts a page at a time, devices by what they have in common, who talks to whom.

use super::incidents::{alert, fill};
use super::{batch, batch_id, identify, talk, text};
use crate::alert::{Alert, AlertId, Detected, Kind, Route, Severity, State};
use crate::base::{Endpoint, Timestamp};
use crate::clinical::Standing;
use crate::inventory::{Changes, DeviceId, Inventory, Settings};
use crate::observation::{Claim as Held, Conversation, Fact, Property};
use crate::store::{AlertFilter, AlertOrder, Axis, Edit, Query, Rooms, Sort};

/// A backend under test: opening it again sees what was committed.
type Open<'a> = &'a dyn Fn() -> Box<dyn Rooms>;

const NOW: Timestamp = Timestamp(1_763_900_000_000_000_000);

/// Runs every test; `fresh` gives each a store of its own.
pub(in crate::store) fn suite(fresh: impl Fn(fn(Open<'_>))) {
    for test in [alerts_in_pages, groups, ties] {
        fresh(test);
    }
}

/// Alerts of every state, severity and route; some of one second, some that name several devices.
fn many() -> Vec<Alert> {
    let one = |number: u64| {
        let place = usize::try_from(number).unwrap();
        let at = Timestamp::new(1_700_000_000 + i64::try_from(number / 2).unwrap(), 0);
        Alert {
            kind: Kind::ALL[place % 3],
            severity: Severity::ALL[place % Severity::ALL.len()],
            route: Route::ALL[place % 2],
            state: State::ALL[place % State::ALL.len()],
            others: [DeviceId(2), DeviceId(3)].into_iter().take([2, 1, 0, 0, 0, 0, 0][place % 7]).collect(),
            first: at,
            last: at,
            ..alert(number, [Some(DeviceId(1)), Some(DeviceId(3)), None][place % 3])
        }
    };
    (10..60).map(one).collect()
}

fn alerts_in_pages(open: Open<'_>) {
    let mut store = open();
    fill(store.as_mut());
    let alerts = many();
    let detected = Detected { alerts: alerts.clone(), ..Detected::default() };
    store.alert_room().commit_detected(&[batch_id(1)], &Changes::default(), &detected).unwrap();
    let every = AlertFilter { states: State::ALL.to_vec(), ..AlertFilter::default() };
    let ids = |filter: &AlertFilter, store: &mut dyn Rooms| -> Vec<u64> {
        store.alert_room().alerts(filter).unwrap().alerts.iter().map(|alert| alert.id.0).filter(|id| *id >= 10).collect()
    };
    let since = Timestamp::new(1_700_000_020, 0);
    let naive = |passes: &dyn Fn(&Alert) -> bool| {
        let mut found: Vec<&Alert> = alerts.iter().filter(|alert| passes(alert)).collect();
        found.sort_by_key(|alert| std::cmp::Reverse((alert.last, alert.id)));
        found.iter().map(|alert| alert.id.0).collect::<Vec<_>>()
    };
    let names = |alert: &Alert, device| alert.device == Some(DeviceId(device)) || alert.others.contains(&DeviceId(device));
    assert_eq!(ids(&AlertFilter::default(), store.as_mut()), naive(&|alert| alert.state != State::Suppressed));
    for (filter, expected) in [
        (AlertFilter { states: vec![State::Closed], ..every.clone() }, naive(&|alert| alert.state == State::Closed)),
        (AlertFilter { kind: Some(Kind::ALL[1]), ..every.clone() }, naive(&|alert| alert.kind == Kind::ALL[1])),
        (AlertFilter { severity: Some(Severity::High), ..every.clone() }, naive(&|alert| alert.severity >= Severity::High)),
        (AlertFilter { route: Some(Route::Page), ..every.clone() }, naive(&|alert| alert.route == Route::Page)),
        (AlertFilter { device: Some(DeviceId(3)), ..every.clone() }, naive(&|alert| names(alert, 3))),
        (AlertFilter { device: Some(DeviceId(2)), ..every.clone() }, naive(&|alert| names(alert, 2))),
        (AlertFilter { fleets: true, ..every.clone() }, naive(&|alert| alert.others.len() == 2)),
        (AlertFilter { since: Some(since), ..every.clone() }, naive(&|alert| alert.last >= since)),
        (AlertFilter { until: Some(since), ..every.clone() }, naive(&|alert| alert.first < since)),
    ] {
        assert!(!expected.is_empty());
        assert_eq!(ids(&filter, store.as_mut()), expected, "{filter:?}");
    }
    for order in [AlertOrder::Latest, AlertOrder::Worst] {
        let filter = AlertFilter { order, ..every.clone() };
        let whole = store.alert_room().alerts(&filter).unwrap();
        assert_eq!((whole.alerts.len(), whole.total, whole.next), (53, 53, None));
        let (mut paged, mut page) = (Vec::new(), AlertFilter { limit: Some(4), ..filter });
        loop {
            let found = store.alert_room().alerts(&page).unwrap();
            assert_eq!(found.total, 53);
            paged.extend(found.alerts);
            let Some(mark) = found.next else { break };
            page.after = Some(mark.to_string().parse().unwrap());
        }
        assert_eq!(paged, whole.alerts, "{order:?}");
        if order == AlertOrder::Worst {
            let bad = |alert: &Alert| (alert.state == State::Open, alert.route, alert.severity);
            assert!(whole.alerts.windows(2).all(|two| bad(&two[0]) >= bad(&two[1])), "the worst first");
            // Device 1 is of tier 3, device 3 of tier 0.
            let alike = |device| {
                let place = |alert: &Alert| alert.id.0 < 10 && alert.device == Some(DeviceId(device));
                whole.alerts.iter().position(place).unwrap()
            };
            assert!(alike(1) < alike(3), "of two alike the one on which patients depend more");
        }
    }
    for wrong in ["", "1.2", "a.b.c", "1.2.3.4"] {
        assert!(wrong.parse::<crate::store::AlertMark>().is_err(), "{wrong}");
    }
    assert_eq!(store.alert_room().alerts(&AlertFilter { limit: Some(0), ..every }).unwrap().total, 53);
    assert!(store.alert_room().alert(AlertId(10)).unwrap().is_some());
}

fn groups(open: Open<'_>) {
    let mut store = open();
    fill(store.as_mut());
    let all = store.shares(&Query::default(), &[Sort::Category], 10).unwrap();
    let said: Vec<_> = all.shares.iter().map(|one| (one.values[0].as_str(), one.devices, one.tier.level())).collect();
    assert_eq!(said, [("infusion_pump", 2, 3), ("printer", 1, 0)]);
    assert_eq!(all.total, 2);
    let model = store.shares(&Query { tiers: vec![3], ..Query::default() }, &[Sort::Manufacturer, Sort::Model], 10).unwrap();
    assert_eq!(model.shares[0].values, ["", "space plus"], "what nobody knows is empty");
    assert_eq!((model.shares.len(), model.shares[0].example), (1, DeviceId(1)));
    let confirm = Edit { standing: Some(Standing::Confirmed), ..Edit::default() };
    store.edit(DeviceId(2), None, &confirm, "ann", NOW).unwrap();
    let pumps = Query { categories: vec!["infusion_pump".into()], ..Query::default() };
    assert_eq!(store.shares(&pumps, &[Sort::Category], 10).unwrap().shares[0].waiting, 1);
    let cut = store.shares(&Query::default(), &[Sort::Category], 1).unwrap();
    assert_eq!((cut.shares.len(), cut.total), (1, 2), "what is left out is counted");
    let among = Query { among: vec![DeviceId(3), DeviceId(2), DeviceId(99)], sort: Sort::Id, ..Query::default() };
    let listed: Vec<u64> = store.list(&among).unwrap().devices.iter().map(|one| one.device.id.0).collect();
    assert_eq!(listed, [2, 3]);
    assert_eq!(store.numbers(&among).unwrap(), [DeviceId(2), DeviceId(3)]);
    assert_eq!(store.numbers(&Query { limit: Some(1), sort: Sort::Tier, ..Query::default() }).unwrap().len(), 3);
}

fn ties(open: Open<'_>) {
    let mut store = open();
    let mut inventory = Inventory::new(Settings::default());
    let says = |number, category| (number, Fact::Says(Property::DicomModality, text(category)));
    let mut facts: Vec<_> = (1..=4).map(|number| (number, Fact::Holds(Held::Arp))).collect();
    facts.extend([says(1, "ct"), says(2, "ct"), says(3, "pacs")]);
    let mut seen = batch(0, facts);
    let far = Endpoint { mac: None, ip: Some([203, 0, 113, 9].into()), ..Endpoint::default() };
    seen.conversations = vec![
        talk(1, 3, 104),
        talk(2, 3, 104),
        talk(3, 1, 104),
        talk(4, 3, 443),
        Conversation { server: far, ..talk(1, 9, 443) },
        Conversation { answered: false, ..talk(4, 1, 445) },
    ];
    inventory.apply(&seen);
    store.commit(&[batch_id(0)], &inventory.settle(&identify)).unwrap();
    let outside = |ip: std::net::IpAddr| !Settings::default().is_site(ip);
    let told = |store: &dyn Rooms, axis, either: &[String]| -> Vec<String> {
        let ties = store.ties(axis, either, &outside).unwrap();
        let mut told: Vec<String> = ties
            .iter()
            .map(|tie| {
                let to = tie.to.as_deref().map_or("outside", |to| if to.is_empty() { "-" } else { to });
                format!(
                    "{}>{to} {} {} {}",
                    if tie.from.is_empty() { "-" } else { &tie.from },
                    tie.protocol,
                    tie.clients,
                    tie.bytes
                )
            })
            .collect();
        told.sort();
        told
    };
    let all = ["ct>outside tcp 1 150", "ct>pacs dicom 2 300", "pacs>ct dicom 1 150", "unknown>pacs tcp 1 150"];
    assert_eq!(told(store.as_ref(), Axis::Category, &[]), all);
    assert_eq!(told(store.as_ref(), Axis::Category, &["ct".into()]), &all[..3], "one end is of the categories asked for");
    assert_eq!(told(store.as_ref(), Axis::Category, &["mr".into()]), [""; 0]);
    let set = |department: &str| Edit { set: vec![("department".into(), department.into())], ..Edit::default() };
    store.edit(DeviceId(1), None, &set("Radiology"), "ann", NOW).unwrap();
    store.edit(DeviceId(3), None, &set("Archive"), "ann", NOW).unwrap();
    let departments = [
        "->archive dicom 1 150",
        "->archive tcp 1 150",
        "archive>radiology dicom 1 150",
        "radiology>archive dicom 1 150",
        "radiology>outside tcp 1 150",
    ];
    assert_eq!(told(store.as_ref(), Axis::Department, &[]), departments);
    assert_eq!(told(store.as_ref(), Axis::Department, &["ct".into()]).len(), 4, "categories are asked for here too");
}
