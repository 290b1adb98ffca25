//! Records as their users meet them: edits, merges, lists, the audit log, the queue.

use std::path::PathBuf;

use super::Sqlite;
use crate::base::{Endpoint, MacAddr, Text, Timestamp};
use crate::clinical::{Hours, Person, Playbook, Scope, Standing, call_list};
use crate::fingerprint::{Attribute, Claim, Profile};
use crate::inventory::{DeviceId, Inventory, Settings};
use crate::observation::{Batch, Claim as Held, Conversation, Fact, Observation, Oriented, Property, Tally, Transport};
use crate::store::{
    Answer, AuditFilter, BatchId, Edit, Opening, Query, Records, RecordsError, Request, Sort, open, open_records,
};

const NOON: Timestamp = Timestamp(1_800_000_000_000_000_000);

fn text(value: &str) -> Text {
    Text::new(value).unwrap()
}

fn end(n: u8) -> Endpoint {
    Endpoint { mac: Some(MacAddr([0, 9, 0xfb, 0, 0, n])), ip: Some([10, 0, 0, n].into()), ..Endpoint::default() }
}

fn identify(profile: &Profile<'_>) -> Vec<Claim> {
    let claim = |(property, value, _): &(Property, &Text, &str)| {
        let attribute = match property {
            Property::Model => Attribute::Model,
            Property::Manufacturer => Attribute::Manufacturer,
            Property::SoftwareVersion => Attribute::Software,
            Property::DicomModality => Attribute::Category,
            _ => return None,
        };
        let because = text("said");
        Some(Claim { attribute, value: (*value).clone(), weight: 0.7, family: "declared".into(), rule: "said".into(), because })
    };
    profile.facts.iter().filter_map(claim).collect()
}

struct Ward {
    _folder: tempfile::TempDir,
    path: PathBuf,
    inventory: Inventory,
    sequence: u64,
}

impl Ward {
    /// Two CTs of one model, one of another version, and a neighbour that talks with the first.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ward.db");
        let mut ward = Self { _folder: folder, path, inventory: Inventory::new(Settings::default()), sequence: 0 };
        let mut facts = Vec::new();
        for (n, version) in [(1, "V1"), (2, "V1"), (3, "V2")] {
            facts.push((n, Fact::Says(Property::DicomModality, text("ct"))));
            facts.push((n, Fact::Says(Property::Manufacturer, text("ACME"))));
            facts.push((n, Fact::Says(Property::Model, text("Ring"))));
            facts.push((n, Fact::Says(Property::SoftwareVersion, text(version))));
        }
        facts.push((4, Fact::Says(Property::HostName, text("Neighbour"))));
        ward.see(facts, 0);
        ward
    }

    fn see(&mut self, facts: Vec<(u8, Fact)>, seconds: i64) {
        let at = Timestamp::new(1_700_000_000 + seconds, 0);
        let mut observations = Vec::new();
        for (n, fact) in facts {
            for fact in [Fact::Holds(Held::Arp), fact] {
                observations.push(Observation { at, subject: end(n), fact, protocol: "dicom" });
            }
        }
        let conversations = vec![talk(4, 1, at)];
        self.inventory.apply(&Batch { observations, conversations, until: at, ..Batch::default() });
        self.commit();
    }

    fn commit(&mut self) {
        self.sequence += 1;
        let id = BatchId { sensor: "test".into(), epoch: 0, sequence: self.sequence };
        let changes = self.inventory.settle(&identify);
        open(self.path.to_str().unwrap(), Opening::Create).unwrap().commit(&[id], &changes).unwrap();
        self.consistent();
    }

    /// What was kept up to date step by step is what is made from nothing.
    fn consistent(&self) {
        let store = Sqlite::open(&self.path, Opening::Existing).unwrap();
        let all = |store: &Sqlite| -> Vec<String> {
            let sql = "SELECT group_concat(quote(c), '|') FROM (SELECT device || what || queue || category || tier || standing || \
                       conflicts || hidden || confidence || first_seen || last_seen || changed || software || said AS c \
                       FROM catalogue JOIN catalogue_text USING (device) ORDER BY device)";
            super::query::rows(&store.connection, sql, [], |row| Ok(row.get::<_, Option<String>>(0)?.unwrap_or_default()))
                .unwrap()
        };
        let kept = all(&store);
        store
            .connection
            .execute_batch("DELETE FROM catalogue; DELETE FROM catalogue_text; DELETE FROM counters WHERE name = 'catalogue'")
            .unwrap();
        drop(store);
        assert_eq!(kept, all(&Sqlite::open(&self.path, Opening::Existing).unwrap()));
    }

    fn records(&self) -> Box<dyn Records> {
        open_records(self.path.to_str().unwrap(), Opening::Existing).unwrap()
    }

    fn ids(&self, query: &Query) -> Vec<u64> {
        self.records().list(query).unwrap().devices.iter().map(|one| one.device.id.0).collect()
    }
}

fn talk(client: u8, server: u8, at: Timestamp) -> Conversation {
    Conversation {
        client: end(client),
        server: end(server),
        client_port: 50_000,
        server_port: 104,
        transport: Transport::TCP,
        first: at,
        last: at,
        from_client: Tally { packets: 2, bytes: 100 },
        from_server: Tally { packets: 1, bytes: 50 },
        protocol: Some("dicom"),
        oriented: Oriented::Handshake,
        answered: true,
        opening: true,
    }
}

fn edit(pairs: &[(&str, &str)]) -> Edit {
    Edit { set: pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(), ..Edit::default() }
}

#[test]
fn two_editors_at_once_lose_nothing() {
    let ward = Ward::new();
    let mut records = ward.records();
    let seen = records.card(DeviceId(1)).unwrap().revision;
    let done = records.edit(DeviceId(1), Some(seen), &edit(&[("room", "2.14")]), "ann", NOON).unwrap();
    assert_eq!((done.changes.len(), done.standing), (1, Standing::New));
    let late = records.edit(DeviceId(1), Some(seen), &edit(&[("room", "3.1")]), "bob", NOON).unwrap_err();
    let RecordsError::Conflict(conflict) = &late else { panic!("{late}") };
    assert_eq!((conflict.who.as_str(), conflict.current), ("ann", done.revision));
    assert!(late.to_string().contains("ann changed dev-1"), "{late}");
    assert_eq!(records.card(DeviceId(1)).unwrap().record.text("room"), Some("2.14"));
    // A wrong field spoils the whole edit.
    assert!(records.edit(DeviceId(1), None, &edit(&[("room", "9"), ("fda_class", "7")]), "bob", NOON).is_err());
    assert_eq!(records.card(DeviceId(1)).unwrap().record.text("room"), Some("2.14"));
    assert!(matches!(records.card(DeviceId(99)), Err(RecordsError::NoSuchDevice(_))));
    assert_eq!(records.verify_audit().unwrap().0, 1);
    ward.consistent();
}

#[test]
fn review_confirms_corrects_and_is_written_down() {
    let ward = Ward::new();
    let mut records = ward.records();
    let confirm = Edit { standing: Some(Standing::Confirmed), confirm: true, ..Edit::default() };
    records.edit(DeviceId(1), None, &confirm, "ann", NOON).unwrap();
    let card = records.card(DeviceId(1)).unwrap();
    assert_eq!((card.standing, card.record.text("impact_off_network")), (Standing::Confirmed, Some("2")));
    let page = records.list(&Query { standings: vec![Standing::Confirmed], ..Query::default() }).unwrap();
    assert!(page.total == 1 && !page.devices[0].assumed);
    let corrected = records.edit(DeviceId(2), None, &edit(&[("category", "mr"), ("model", "ring")]), "ann", NOON).unwrap();
    assert_eq!(corrected.standing, Standing::Corrected);
    let page = records.list(&Query { categories: vec!["mr".into()], ..Query::default() }).unwrap();
    assert_eq!(page.devices[0].device.attribute(Attribute::Category), Some(&text("mr")));
    assert_eq!(page.devices[0].contradictions[0].seen, "ct");
    assert_eq!(ward.ids(&Query { conflicts: true, ..Query::default() }), [2]);
    records.comment(DeviceId(2), "looked at it", "bob", NOON).unwrap();
    assert!(records.comment(DeviceId(2), " ", "bob", NOON).is_err());
    let ignore = Edit { standing: Some(Standing::Ignored), ..Edit::default() };
    records.edit_all(&[DeviceId(3), DeviceId(4)], &ignore, "bob", NOON).unwrap();
    assert_eq!(ward.ids(&Query { standings: vec![Standing::Ignored], sort: Sort::Id, ..Query::default() }), [3, 4]);
    let log = records.audit(&AuditFilter { subject: Some("dev-2".into()), ..AuditFilter::default() }).unwrap();
    let told: Vec<_> = log.iter().map(|entry| (entry.deed.what.as_str(), entry.deed.field.as_deref())).collect();
    assert_eq!(told, [("comment", None), ("review", Some("standing")), ("edit", Some("model")), ("edit", Some("category"))]);
    assert_eq!(records.verify_audit().unwrap().0, 7);
    let store = Sqlite::open(&ward.path, Opening::Existing).unwrap();
    assert!(store.connection.execute("UPDATE audit SET who = 'eve'", []).is_err());
    store.connection.execute_batch("DROP TRIGGER audit_is_not_changed; UPDATE audit SET who = 'eve' WHERE number = 3").unwrap();
    assert!(records.verify_audit().unwrap_err().to_string().contains("entry 3"));
    ward.consistent();
}

#[test]
fn records_follow_merges_and_splits() {
    let mut ward = Ward::new();
    let mut records = ward.records();
    records.edit(DeviceId(1), None, &edit(&[("room", "1.1")]), "ann", NOON).unwrap();
    records.edit(DeviceId(2), None, &edit(&[("room", "2.2"), ("asset_tag", "A-2")]), "ann", NOON).unwrap();
    let person = Person { name: "Owner".into(), phone: Some("1".into()), ..Person::default() };
    records.put_contact(None, &Scope::Device(DeviceId(2)), None, &person, "ann", NOON).unwrap();
    let number = ward.inventory.merge(DeviceId(1), DeviceId(2)).unwrap();
    ward.commit();
    let card = records.card(DeviceId(2)).unwrap();
    assert_eq!((card.record.text("room"), card.record.text("asset_tag")), (Some("1.1"), Some("A-2")));
    assert_eq!(records.contacts().unwrap()[0].scope, Scope::Device(DeviceId(1)));
    records.edit(DeviceId(2), None, &edit(&[("floor", "5")]), "ann", NOON).unwrap();
    ward.inventory.undo(number).unwrap();
    ward.commit();
    let (one, two) = (records.card(DeviceId(1)).unwrap().record, records.card(DeviceId(2)).unwrap().record);
    assert_eq!((one.text("room"), one.text("asset_tag"), one.text("floor")), (Some("1.1"), None, Some("5")));
    assert_eq!((two.text("room"), two.text("asset_tag"), two.text("floor")), (Some("2.2"), Some("A-2"), None));
    // What is cleared on the joined device is cleared for good.
    ward.inventory.merge(DeviceId(1), DeviceId(2)).unwrap();
    ward.commit();
    records.edit(DeviceId(1), None, &edit(&[("asset_tag", "")]), "ann", NOON).unwrap();
    assert_eq!(records.card(DeviceId(1)).unwrap().record.text("asset_tag"), None);
}

#[test]
fn the_question_of_an_incident_is_one_query() {
    let mut ward = Ward::new();
    let mut records = ward.records();
    records.edit(DeviceId(1), None, &edit(&[("care_setting", "icu"), ("department", "Radiology")]), "ann", NOON).unwrap();
    let any = Query { sort: Sort::Id, ..Query::default() };
    let model = Query { model: Some("RING".into()), software: Some("v1".into()), ..any.clone() };
    assert_eq!(ward.ids(&model), [1, 2]);
    assert_eq!(ward.ids(&Query { siblings_of: Some(DeviceId(1)), ..any.clone() }), [2]);
    assert_eq!(ward.ids(&Query { siblings_of: Some(DeviceId(4)), ..any.clone() }), [0; 0]);
    let host = Some("10.0.0.4".parse().unwrap());
    assert_eq!(ward.ids(&Query { talks_to: host, tiers: vec![3], care_setting: Some("icu".into()), ..any.clone() }), [1]);
    assert_eq!(ward.ids(&Query { talks_to: Some("10.0.0.1".parse().unwrap()), ..any.clone() }), [4]);
    assert_eq!(ward.ids(&Query { department: Some("radiology".into()), ..any.clone() }), [1]);
    assert_eq!(ward.ids(&Query { search: Some("neighb".into()), ..any.clone() }), [4]);
    assert_eq!(ward.ids(&Query { search: Some("00:09:fb:00:00:03".into()), ..any.clone() }), [3]);
    assert_eq!(ward.ids(&Query { changed_since: Some(NOON), ..any.clone() }), [1]);
    ward.see(vec![(2, Fact::Says(Property::DicomAeTitle, text("CT2")))], 86_400);
    assert_eq!(records.reached().unwrap(), Timestamp::new(1_700_086_400, 0));
    let unseen = Query { unseen_since: Some(Timestamp::new(1_700_000_001, 0)), ..any.clone() };
    assert_eq!(ward.ids(&unseen), [3]);
    records.edit(DeviceId(3), None, &edit(&[("not_observable", "yes")]), "ann", NOON).unwrap();
    assert_eq!(ward.ids(&unseen), [0; 0]);
    assert_eq!(ward.ids(&Query { search: Some("ct2".into()), ..any }), [2]);
    assert_eq!(records.tally(Sort::Category).unwrap(), [("ct".to_owned(), 3), ("unknown".to_owned(), 1)]);
}

#[test]
fn every_order_has_pages_without_holes() {
    let ward = Ward::new();
    for (_, sort) in Sort::ALL {
        for descending in [false, true] {
            let mut query = Query { sort: *sort, descending, ..Query::default() };
            let whole = ward.ids(&query);
            assert_eq!(whole.len(), 4);
            let (mut paged, mut more) = (Vec::new(), true);
            query.limit = Some(1);
            while more {
                let page = ward.records().list(&query).unwrap();
                assert_eq!(page.total, 4);
                paged.extend(page.devices.iter().map(|one| one.device.id.0));
                more = page.next.is_some();
                query.after = page.next;
            }
            assert_eq!(paged, whole, "{sort} {descending}");
        }
    }
    for marker in ["zz", "00", "", "é", "6162"] {
        let query = Query { after: Some(marker.into()), ..Query::default() };
        assert!(ward.records().list(&query).is_err(), "{marker}");
    }
}

#[test]
fn what_no_network_shows_can_be_recorded() {
    let ward = Ward::new();
    let mut records = ward.records();
    let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    assert!(records.record(&[pair("room", "1")], "ann", NOON).is_err());
    let first = records.record(&[pair("category", "implant_home_monitor"), pair("model", "Merlin")], "ann", NOON).unwrap();
    let second = records.record(&[pair("model", "USB scale")], "ann", NOON).unwrap();
    assert_eq!((first.to_string(), second.to_string()), ("hand-1".to_owned(), "hand-2".to_owned()));
    assert_eq!("hand-1".parse(), Ok(first));
    let page = records.list(&Query { hidden: Some(true), sort: Sort::Id, ..Query::default() }).unwrap();
    assert_eq!((page.total, page.devices[0].device.attribute(Attribute::Model)), (2, Some(&text("Merlin"))));
    // The inventory goes on as if they were not there.
    let store = open(ward.path.to_str().unwrap(), Opening::Existing).unwrap();
    assert_eq!(store.snapshot().unwrap().devices.len(), 4);
    assert_eq!(store.details(first).unwrap().unwrap().device.id, first);
    ward.consistent();
}

#[test]
fn contacts_are_kept_in_order() {
    let ward = Ward::new();
    let mut records = ward.records();
    let site = Scope::Site(String::new());
    let person = |name: &str| Person { name: name.into(), phone: Some("7".into()), ..Person::default() };
    let late = records.put_contact(None, &site, Some(5), &person("late"), "ann", NOON).unwrap();
    records.put_contact(None, &site, Some(1), &person("early"), "ann", NOON).unwrap();
    let hours = Some(Hours::read("24/7").unwrap());
    records.put_contact(Some(late), &site, None, &Person { hours, ..person("later") }, "ann", NOON).unwrap();
    assert!(records.put_contact(None, &site, None, &Person::default(), "ann", NOON).is_err());
    assert!(records.put_contact(Some(99), &site, None, &person("x"), "ann", NOON).is_err());
    let contacts = records.contacts().unwrap();
    let place = crate::clinical::Place { device: DeviceId(1), department: None, site: None, manufacturer: None };
    let names: Vec<_> = call_list(&contacts, place, &crate::clinical::Zone::default(), NOON)
        .into_iter()
        .map(|call| (call.person.name, call.reachable))
        .collect();
    assert_eq!(names, [("early".to_owned(), None), ("later".to_owned(), Some(true))]);
    records.drop_contact(late, "ann", NOON).unwrap();
    assert!(records.drop_contact(late, "ann", NOON).is_err());
    assert_eq!(records.verify_audit().unwrap().0, 4);
}

#[test]
fn requests_wait_and_a_lease_is_one_holders() {
    let ward = Ward::new();
    let mut records = ward.records();
    let request = Request::Split(DeviceId(1), vec![crate::inventory::Part::Ip([10, 0, 0, 1].into())]);
    let number = records.ask(&request, "ann", NOON).unwrap();
    assert_eq!(records.answer(number).unwrap(), Answer::Waiting);
    assert_eq!(records.waiting().unwrap()[0].request, request);
    records.attended(number, &Answer::Refused("no".into())).unwrap();
    assert_eq!(records.answer(number).unwrap(), Answer::Refused("no".into()));
    assert!(records.waiting().unwrap().is_empty() && records.answer(99).is_err());
    let until = NOON.plus_seconds(60);
    assert_eq!(records.lease("hub a", NOON, until, None).unwrap(), None);
    assert_eq!(records.lease("hub b", NOON, until, None).unwrap().unwrap().holder, "hub a");
    assert_eq!(records.lease("hub b", NOON, until, Some("hub a")).unwrap(), None);
    records.release("hub a").unwrap();
    assert_eq!(records.leased(NOON).unwrap().unwrap().holder, "hub b");
    assert_eq!(records.leased(until).unwrap(), None);
    records.release("hub b").unwrap();
    assert_eq!(records.leased(NOON).unwrap(), None);
}

#[test]
fn another_playbook_gives_other_tiers_and_stays() {
    let ward = Ward::new();
    let source = Playbook::shipped().source().replacen("impact_off_network = 2", "impact_off_network = 0", 1);
    let source = source.replacen("impact_off_patient = 1", "impact_off_patient = 0", 1);
    ward.records().follow(&Playbook::parse("mine", &source).unwrap()).unwrap();
    assert_eq!(ward.ids(&Query { tiers: vec![0], sort: Sort::Id, ..Query::default() }), [1, 2, 3]);
    ward.consistent();
    ward.records().follow(Playbook::shipped()).unwrap();
    assert_eq!(ward.ids(&Query { tiers: vec![2], sort: Sort::Id, ..Query::default() }), [1, 2, 3]);
}
