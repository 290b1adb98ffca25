//! The commands on a small store, as a user meets them.

use clap::Parser;

use super::{Args, answer_to};
use crate::base::{Endpoint, MacAddr, Text, Timestamp};
use crate::fingerprint::{Attribute, Claim, Fingerprints, Profile};
use crate::inventory::{Inventory, Settings};
use crate::observation::{Batch, Claim as Held, Conversation, Fact, Observation, Oriented, Property, Tally, Transport};
use crate::store::{BatchId, Opening, open};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    devices: Args,
}

fn text(value: &str) -> Text {
    Text::new(value).unwrap()
}

fn identify(profile: &Profile<'_>) -> Vec<Claim> {
    let claim = |(property, value, _): &(Property, &Text, &str)| {
        let attribute = match property {
            Property::Model => Attribute::Model,
            Property::DicomModality => Attribute::Category,
            _ => return None,
        };
        let because = text(&format!("{property}={value}"));
        Some(Claim { attribute, value: (*value).clone(), weight: 0.7, family: "declared".into(), rule: "said".into(), because })
    };
    profile.facts.iter().filter_map(claim).collect()
}

/// A store with a CT, which somebody also takes for an MR, and an unknown neighbour.
fn ward() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("ward.db").to_string_lossy().into_owned();
    let end = |n| Endpoint { mac: Some(MacAddr([0, 9, 0xfb, 0, 0, n])), ip: Some([10, 0, 0, n].into()), ..Endpoint::default() };
    let at = Timestamp::new(1_700_000_000, 0);
    let see = |n, fact| Observation { at, subject: end(n), fact, protocol: "dicom" };
    let says = |n, property, value| see(n, Fact::Says(property, text(value)));
    let observations = vec![
        see(1, Fact::Holds(Held::Arp)),
        see(2, Fact::Holds(Held::Arp)),
        says(2, Property::DicomModality, "ct"),
        says(2, Property::DicomModality, "mr"),
        says(2, Property::Model, "=cmd()"),
    ];
    let mut inventory = Inventory::new(Settings::default());
    inventory.apply(&Batch { observations, ..Batch::default() });
    let id = BatchId { sensor: "test".into(), epoch: 0, sequence: 0 };
    open(&db, Opening::Create).unwrap().commit(&[id], &inventory.settle(&identify)).unwrap();
    (folder, db)
}

fn ask(db: &str, line: &str) -> Result<String, (u8, String)> {
    let words = ["wardwatch"].into_iter().chain(line.split(' ')).chain(["--db", db]);
    let command = Command::try_parse_from(words).map_err(|error| (2, error.to_string()))?;
    let mut out = Vec::new();
    let tables = Fingerprints::shipped().unwrap();
    let config = crate::config::Config { store_url: db.to_owned(), ..Default::default() };
    answer_to(&command.devices.command, &config, &identify, Some(&tables), &mut out).map_err(|failure| (1, failure.0))?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn lists_for_people_programs_and_spreadsheets() {
    let (_folder, db) = ward();
    let table = ask(&db, "list").unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| line.trim_start().starts_with("dev-")).collect();
    assert!(rows[0].contains("ct") && rows[1].contains("unknown"), "{table}");
    let json: serde_json::Value = serde_json::from_str(&ask(&db, "list --format json").unwrap()).unwrap();
    let ct = &json[0];
    assert_eq!((ct["id"].as_str(), ct["category"].as_str(), ct["serial"].is_null()), (Some("dev-2"), Some("ct"), true));
    assert_eq!(ct["first_seen"], "2023-11-14T22:13:20.000000Z");
    assert_eq!(ct["conflicts"][0], "category");
    let csv = ask(&db, "list --format csv").unwrap();
    assert!(csv.contains("'=cmd()"), "{csv}");
    assert_eq!(ask(&db, "list --search 10.0.0.2 --format csv").unwrap().lines().count(), 2);
    assert_eq!(ask(&db, "list --limit 1 --format csv").unwrap().lines().count(), 2);
}

#[test]
fn explains_by_any_name() {
    let (_folder, db) = ward();
    for name in ["dev-2", "2", "10.0.0.2", "00:09:fb:00:00:02"] {
        let answer = ask(&db, &format!("explain {name} --evidence")).unwrap();
        for part in ["category = ct", "CONTRADICTED", "against it: mr", "dicom.modality=ct", "joined by mac", "History"] {
            assert!(answer.contains(part), "{part} in {answer}");
        }
    }
    let json: serde_json::Value = serde_json::from_str(&ask(&db, "explain 2 --format json").unwrap()).unwrap();
    assert_eq!(json["attributes"][0]["claims"][0]["protocols"][0], "dicom");
    assert!(ask(&db, "show 2").unwrap().contains("00:09:fb:00:00:02"));
    assert!(serde_json::from_str::<serde_json::Value>(&ask(&db, "show 2 --format json").unwrap()).is_ok());
}

#[test]
fn merges_splits_and_takes_back() {
    let (_folder, db) = ward();
    assert!(ask(&db, "merge 1 10.0.0.2").unwrap().contains("dev-2 is now dev-1"));
    assert_eq!(ask(&db, "list --format csv").unwrap().lines().count(), 2);
    assert!(ask(&db, "show dev-2").unwrap().starts_with("dev-1"));
    assert!(ask(&db, "split 1 10.0.0.2").unwrap().contains("dev-1 stays, dev-2 is its own now"));
    assert!(ask(&db, "split --undo 2").unwrap().contains("1 now"));
    assert!(ask(&db, "merge --undo 1").unwrap().contains("2 now"));
    assert_eq!(ask(&db, "merge --undo 1").unwrap_err().0, 1);
}

#[test]
fn says_what_to_do_when_it_cannot() {
    let (folder, db) = ward();
    assert!(ask(&db, "show dev-99").unwrap_err().1.contains("devices list"));
    assert!(ask(&db, "show 10.9.9.9").unwrap_err().1.contains("10.9.9.9"));
    assert_eq!(ask(&db, "show pump").unwrap_err().0, 2);
    assert_eq!(ask(&db, "list --category spaceship").unwrap_err().0, 2);
    assert!(ask(&db, "list --category ecg").unwrap().contains("No device passes"));
    let missing = folder.path().join("none.db");
    let (code, message) = ask(missing.to_str().unwrap(), "list").unwrap_err();
    assert!(code == 1 && message.contains("wardwatch replay") && !missing.exists(), "{message}");
    assert!(ask("postgres://u:p@h/d", "list").unwrap_err().1.contains("scale"));
    open(missing.to_str().unwrap(), Opening::Create).unwrap();
    assert!(ask(missing.to_str().unwrap(), "list").unwrap().contains("No devices yet"));
}

#[test]
fn a_port_alone_is_a_hint_and_no_claim() {
    let (_folder, db) = ward();
    let mut store = open(&db, Opening::Existing).unwrap();
    let mut inventory = Inventory::restore(Settings::default(), store.snapshot().unwrap());
    let end = |n| Endpoint { mac: Some(MacAddr([0, 9, 0xfb, 0, 0, n])), ip: Some([10, 0, 0, n].into()), ..Endpoint::default() };
    let at = Timestamp::new(1_700_000_100, 0);
    let tally = Tally { packets: 2, bytes: 200 };
    let (transport, oriented) = (Transport::TCP, Oriented::Handshake);
    let talk = |server_port, protocol| Conversation {
        client: end(1),
        server: end(2),
        client_port: 50_000,
        server_port,
        transport,
        first: at,
        last: at,
        from_client: tally,
        from_server: tally,
        protocol,
        oriented,
        answered: true,
        opening: true,
    };
    // What was recognised needs no hint, whatever the port.
    inventory.apply(&Batch { conversations: vec![talk(3613, None), talk(11112, Some("http"))], ..Batch::default() });
    let id = BatchId { sensor: "test".into(), epoch: 0, sequence: 1 };
    store.commit(&[id], &inventory.settle(&|profile| Fingerprints::shipped().unwrap().identify(profile))).unwrap();
    for (device, side) in [("dev-1", "asks"), ("dev-2", "serves")] {
        let text = ask(&db, &format!("explain {device}")).unwrap();
        assert!(
            text.contains(&format!("  {side} tcp 3613: BD Alaris PCU")) && text.contains("A port alone proves nothing"),
            "{text}"
        );
        let json: serde_json::Value =
            serde_json::from_str(&ask(&db, &format!("explain {device} --format json")).unwrap()).unwrap();
        let hints = json["port_hints"].as_array().unwrap();
        assert_eq!((hints.len(), hints[0]["side"].as_str(), hints[0]["port"].as_u64()), (1, Some(side), Some(3613)), "{json}");
        let claims = json["attributes"].to_string();
        assert!(!claims.contains("Alaris") && !claims.contains("infusion"), "{claims}");
    }
}
