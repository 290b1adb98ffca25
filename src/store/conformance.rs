//! What every backend must do. A backend calls [`suite`] with a way to open and reopen an empty store.

pub(in crate::store) mod incidents;
pub(in crate::store) mod lists;

use super::{BatchId, Committed, DeviceFilter, DeviceKey, Store};
use crate::base::{Endpoint, MacAddr, Text, Timestamp};
use crate::fingerprint::{Attribute, Claim, Profile};
use crate::inventory::{DeviceId, Inventory, Part, Settings};
use crate::observation::{
    Batch, Claim as Held, Conversation, Equipment, Fact, Observation, Oriented, Property, Tally, Transport,
};

/// A backend under test: opening it again sees what was committed.
pub(super) type Open<'a> = &'a dyn Fn() -> Box<dyn Store>;

/// Runs every test; `fresh` gives each a store of its own.
pub(super) fn suite(fresh: impl Fn(fn(Open<'_>))) {
    for test in [idempotent, restart, answers, swap, people, evictions] {
        fresh(test);
    }
}

fn end(number: u8) -> Endpoint {
    Endpoint { mac: Some(MacAddr([0, 9, 0xfb, 0, 0, number])), ip: Some([10, 0, 0, number].into()), ..Endpoint::default() }
}

fn text(value: &str) -> Text {
    Text::new(value).unwrap()
}

fn batch(sequence: u64, facts: Vec<(u8, Fact)>) -> Batch {
    let at = Timestamp::new(1_700_000_000 + i64::try_from(sequence).unwrap(), 7);
    let observe = |(number, fact)| Observation { at, subject: end(number), fact, protocol: "test" };
    Batch { epoch: 1, sequence, until: at, observations: facts.into_iter().map(observe).collect(), conversations: Vec::new() }
}

fn talk(client: u8, server: u8, port: u16) -> Conversation {
    let at = Timestamp::new(1_700_000_000, 0);
    Conversation {
        client: end(client),
        server: end(server),
        client_port: 50_000,
        server_port: port,
        transport: Transport::TCP,
        first: at,
        last: at,
        from_client: Tally { packets: 2, bytes: 100 },
        from_server: Tally { packets: 1, bytes: 50 },
        protocol: (port == 104).then_some("dicom"),
        oriented: Oriented::Handshake,
        answered: true,
        opening: true,
    }
}

fn identify(profile: &Profile<'_>) -> Vec<Claim> {
    let facts = profile.facts.iter().filter_map(|(property, value, _)| {
        let attribute = match property {
            Property::Model => Attribute::Model,
            Property::DicomModality => Attribute::Category,
            _ => return None,
        };
        let because = text(&format!("{property}={value}"));
        Some(Claim { attribute, value: (*value).clone(), weight: 0.7, family: "declared".into(), rule: "test".into(), because })
    });
    facts.collect()
}

fn batch_id(sequence: u64) -> BatchId {
    // An epoch beyond the signed range must do too.
    BatchId { sensor: "ward-3".into(), epoch: u64::MAX - 1, sequence }
}

fn mixed() -> Batch {
    let parts = vec![(Property::Serial, text("SN-4711")), (Property::Manufacturer, text("ACME \"x\""))];
    let mut batch = batch(
        0,
        vec![
            (1, Fact::Holds(Held::Arp)),
            (1, Fact::Says(Property::Model, text("Force; DROP TABLE atoms"))),
            (1, Fact::Says(Property::DicomModality, text("ct"))),
            (1, Fact::Says(Property::DicomAeTitle, text("CT1"))),
            (1, Fact::Says(Property::HostName, text("ct-01"))),
            (1, Fact::Equipment(Equipment::new(parts).unwrap())),
            (2, Fact::Holds(Held::Lease(Some(Timestamp::new(1_700_000_600, 0))))),
            (2, Fact::Present { hops: Some(0) }),
        ],
    );
    batch.conversations = vec![talk(1, 2, 104), talk(2, 1, 22)];
    batch
}

fn idempotent(open: Open<'_>) {
    let mut store = open();
    let mut inventory = Inventory::new(Settings::default());
    for sequence in [0, 1, 5, 3, 4] {
        inventory.apply(&batch(sequence, vec![(1, Fact::Holds(Held::Arp))]));
        let changes = inventory.settle(&identify);
        assert!(!store.has(&batch_id(sequence)).unwrap());
        assert_eq!(store.commit(&[batch_id(sequence)], &changes).unwrap(), Committed::Now);
        assert_eq!(store.commit(&[batch_id(sequence)], &changes).unwrap(), Committed::AlreadyThere);
        assert!(store.has(&batch_id(sequence)).unwrap());
    }
    assert!(!store.has(&batch_id(2)).unwrap());
    assert!(!store.has(&BatchId { sensor: "other".into(), ..batch_id(0) }).unwrap());
    let before = store.snapshot().unwrap();
    inventory.apply(&mixed());
    let changes = inventory.settle(&identify);
    assert_eq!(store.commit(&[batch_id(4)], &changes).unwrap(), Committed::AlreadyThere);
    assert_eq!(store.snapshot().unwrap(), before);
}

fn restart(open: Open<'_>) {
    let mut inventory = Inventory::new(Settings::default());
    inventory.apply(&mixed());
    open().commit(&[batch_id(0)], &inventory.settle(&identify)).unwrap();
    let mut store = open();
    let snapshot = store.snapshot().unwrap();
    let mut again = Inventory::restore(Settings::default(), snapshot.clone());
    let nothing = again.settle(&identify);
    assert!(nothing.devices.is_empty() && nothing.atoms.is_empty() && nothing.history.is_empty(), "{nothing:?}");
    // Both go on alike: the same numbers, the same rows.
    let more = batch(1, vec![(3, Fact::Holds(Held::Arp)), (2, Fact::Says(Property::Model, text("M2")))]);
    for inventory in [&mut inventory, &mut again] {
        inventory.apply(&more);
        assert!(inventory.follow(u64::MAX - 5), "other rules, so every device is identified anew");
    }
    let (one, two) = (inventory.settle(&identify), again.settle(&identify));
    assert_eq!(one, two);
    store.commit(&[batch_id(1)], &two).unwrap();
    assert_eq!(store.devices(&DeviceFilter::default()).unwrap().len(), 3);
    let mut third = Inventory::restore(Settings::default(), store.snapshot().unwrap());
    assert!(!third.follow(u64::MAX - 5), "the rules that spoke are remembered");
    assert_eq!(third.counters(), again.counters());
}

fn answers(open: Open<'_>) {
    let mut store = open();
    let mut inventory = Inventory::new(Settings::default());
    inventory.apply(&mixed());
    store.commit(&[batch_id(0)], &inventory.settle(&identify)).unwrap();
    let all = store.devices(&DeviceFilter::default()).unwrap();
    let [ct, other] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!((ct.macs.as_slice(), ct.ips.as_slice()), (&[end(1).mac.unwrap()][..], &[end(1).ip.unwrap()][..]));
    assert_eq!((ct.ae_titles.as_slice(), ct.hostnames.as_slice()), (&[text("CT1")][..], &[text("ct-01")][..]));
    assert_eq!(ct.attribute(Attribute::Model), Some(&text("Force; DROP TABLE atoms")));
    assert_eq!(other.services.iter().map(|one| (one.port, one.protocol.as_deref())).collect::<Vec<_>>(), [(104, Some("dicom"))]);
    let count = |filter| store.devices(&filter).unwrap().len();
    assert_eq!(count(DeviceFilter { category: Some("ct".into()), ..DeviceFilter::default() }), 1);
    assert_eq!(count(DeviceFilter { category: Some("unknown".into()), ..DeviceFilter::default() }), 1);
    assert_eq!(count(DeviceFilter { search: Some("FORCE".into()), ..DeviceFilter::default() }), 1);
    assert_eq!(count(DeviceFilter { limit: Some(1), ..DeviceFilter::default() }), 1);
    assert_eq!(store.find(DeviceKey::Mac(end(2).mac.unwrap())).unwrap(), [other.id]);
    assert_eq!(store.find(DeviceKey::Ip(end(1).ip.unwrap())).unwrap(), [ct.id]);
    assert_eq!(store.find(DeviceKey::Id(DeviceId(99))).unwrap(), []);
    let details = store.details(ct.id).unwrap().unwrap();
    assert_eq!(&details.device, ct);
    assert_eq!(details.claims.len(), 2);
    assert_eq!(details.equipment.len(), 1);
    assert_eq!(details.conversations.len(), 2);
    assert!(details.evidence.iter().any(|one| one.property == Property::DicomAeTitle && one.protocol == "test"));
    assert!(details.reasons.iter().any(|reason| &*reason.rule == "mac"));
    assert!(details.history.iter().any(|change| change.attribute == "model"));
    assert_eq!(store.details(DeviceId(99)).unwrap(), None);
    let facts = store.facts().unwrap();
    assert_eq!(facts.len(), 6, "{facts:?}");
    assert!(facts.iter().all(|fact| fact.devices == 1 && fact.protocol == "test"));
    assert!(facts.iter().any(|fact| fact.property == Property::Serial && fact.value == text("SN-4711")));
}

fn swap(open: Open<'_>) {
    let mut inventory = Inventory::new(Settings::default());
    let at = |seconds: i64| Timestamp::new(1_700_000_000 + seconds, 0);
    let see = |seconds, mac: u8, ip: u8, fact| {
        let subject = Endpoint { ip: end(ip).ip, ..end(mac) };
        Observation { at: at(seconds), subject, fact, protocol: "test" }
    };
    let arp = |seconds, mac, ip| see(seconds, mac, ip, Fact::Holds(Held::Arp));
    // One and two swap addresses; what was said of an address alone belongs to who had it then.
    let mut said = see(5, 1, 1, Fact::Says(Property::Model, text("M")));
    said.subject.mac = None;
    let observations = vec![arp(0, 1, 1), arp(0, 2, 2), arp(10, 1, 2), arp(10, 2, 1), said];
    inventory.apply(&Batch { observations, ..Batch::default() });
    let mut store = open();
    store.commit(&[], &inventory.settle(&identify)).unwrap();
    let [one, two] = [1, 2].map(|n| store.find(DeviceKey::Mac(end(n).mac.unwrap())).unwrap()[0]);
    assert_eq!(store.find(DeviceKey::Ip(end(2).ip.unwrap())).unwrap(), [one]);
    assert_eq!(store.find(DeviceKey::Ip(end(1).ip.unwrap())).unwrap(), [two]);
    assert_eq!(store.details(one).unwrap().unwrap().device.former_ips, [end(1).ip.unwrap()]);
}

fn people(open: Open<'_>) {
    let mut inventory = Inventory::new(Settings::default());
    inventory.apply(&mixed());
    let mut store = open();
    store.commit(&[batch_id(0)], &inventory.settle(&identify)).unwrap();
    let (one, two) = (DeviceId(1), DeviceId(2));
    let merge = inventory.merge(one, two).unwrap();
    store.commit(&[], &inventory.settle(&identify)).unwrap();
    assert_eq!(store.find(DeviceKey::Id(two)).unwrap(), [one]);
    let list = store.devices(&DeviceFilter::default()).unwrap();
    assert_eq!(list.iter().map(|device| (device.id, device.aliases.clone())).collect::<Vec<_>>(), [(one, vec![two])]);
    // A merge outlives a restart, and can still be taken back.
    let mut again = Inventory::restore(Settings::default(), open().snapshot().unwrap());
    assert!(again.settle(&identify).devices.is_empty());
    assert_eq!(again.find(two), Some(one));
    let split = again.split(one, &[Part::Mac(end(2).mac.unwrap())]).unwrap();
    store.commit(&[], &again.settle(&identify)).unwrap();
    assert_eq!(store.find(DeviceKey::Id(two)).unwrap(), [two]);
    again.undo(split).unwrap();
    again.undo(merge).unwrap();
    store.commit(&[], &again.settle(&identify)).unwrap();
    assert!(store.overrides().unwrap().iter().all(|said| said.undone));
    assert_eq!(store.devices(&DeviceFilter::default()).unwrap().len(), 2);
}

fn evictions(open: Open<'_>) {
    let mut store = open();
    let settings = Settings { max_atoms: 40, max_peers: 4, ..Settings::default() };
    let mut inventory = Inventory::new(settings.clone());
    for sequence in 0..12 {
        let first = u8::try_from(sequence * 20 % 200).unwrap() + 2;
        let mut batch = batch(sequence, (first..first + 20).map(|n| (n, Fact::Holds(Held::Arp))).collect());
        batch.observations.push(Observation { subject: end(1), ..batch.observations[0].clone() });
        batch.conversations = (0..9).map(|port| talk(1, first, 1000 + port)).collect();
        inventory.apply(&batch);
        store.commit(&[batch_id(sequence)], &inventory.settle(&identify)).unwrap();
    }
    let stored = store.snapshot().unwrap();
    assert_eq!(stored.atoms.len(), inventory.endpoints());
    let of_one = stored.conversations.iter().filter(|row| row.flows > 0).count();
    assert!(of_one <= 5 * 12, "{of_one}");
    let mut again = Inventory::restore(settings, stored);
    let nothing = again.settle(&identify);
    assert!(nothing.devices.is_empty() && nothing.atoms.is_empty(), "{nothing:?}");
}
