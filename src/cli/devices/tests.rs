//! The commands on a small store, as a user meets them.

use clap::Parser;

use super::{Args, Room, answer_to};
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
    // A no-break space stands for a space within a word.
    let words: Vec<String> = line.split(' ').map(|word| word.replace('\u{a0}', " ")).collect();
    let words = ["wardwatch"].into_iter().chain(words.iter().map(String::as_str)).chain(["--db", db]);
    let command = Command::try_parse_from(words).map_err(|error| (2, error.to_string()))?;
    let mut out = Vec::new();
    let tables = Fingerprints::shipped().unwrap();
    let config = crate::config::Config { store_url: db.to_owned(), ..Default::default() };
    let room = Room::open(&config, &identify, Timestamp::new(1_800_000_000, 0), false);
    let done = room.and_then(|mut room| answer_to(&command.devices.command, &mut room, Some(&tables), &mut out));
    done.map_err(|failure| (1, failure.0))?;
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

#[test]
fn a_record_is_filled_reviewed_and_written_down() {
    let (_folder, db) = ward();
    let shown = ask(&db, "show 2").unwrap();
    assert!(shown.contains("tier 2, assumed") && shown.contains("(assumed)") && shown.contains("Nobody is named"), "{shown}");
    let said = ask(&db, "edit 2 care_setting=icu room=2.14 department=ICU vulnerability_score=9.8 --author ann").unwrap();
    assert!(said.contains("care_setting: nothing -> icu") && said.contains("revision 1 now, new"), "{said}");
    assert_eq!(ask(&db, "edit 2 room=2.14 --author ann").unwrap(), "dev-2: nothing changed.\n");
    let (code, message) = ask(&db, "edit 2 room=3 --revision 0 --author bob").unwrap_err();
    assert!(code == 1 && message.contains("ann changed dev-2"), "{message}");
    for (wrong, word) in [("rom=1", "did you mean room?"), ("room", "room=2.14"), ("fda_class=9", "one of 1 2 3")] {
        let (code, message) = ask(&db, &format!("edit 2 {wrong}")).unwrap_err();
        assert!(code == 2 && message.contains(word), "{message}");
    }
    assert!(ask(&db, "confirm 2 1 --author ann").unwrap().contains("dev-1 is confirmed"));
    let shown = ask(&db, "show 2").unwrap();
    assert!(!shown.contains("assumed") && shown.contains("raised by one in intensive care") && shown.contains("+20"), "{shown}");
    let list: serde_json::Value =
        serde_json::from_str(&ask(&db, "list --tier 3 --care-setting icu --format json").unwrap()).unwrap();
    let one = &list[0];
    assert_eq!((one["id"].as_str(), one["tier"].as_u64(), one["tier_assumed"].as_bool()), (Some("dev-2"), Some(3), Some(false)));
    assert_eq!((one["standing"].as_str(), one["room"].as_str()), (Some("confirmed"), Some("2.14")));
    assert!(ask(&db, "comment 2 seen --author bob").is_ok() && ask(&db, "show 2").unwrap().contains("bob: seen"));
    let shown: serde_json::Value = serde_json::from_str(&ask(&db, "show 2 --format json").unwrap()).unwrap();
    assert_eq!(shown["clinical"]["record"]["room"]["author"], "ann");
    assert_eq!(shown["clinical"]["risk"]["points"][0]["reason"], "known vulnerability, scored 9.8");
    assert!(ask(&db, "retire 1 --author ann").is_ok());
    assert!(ask(&db, "list --standing retired").unwrap().contains("dev-1"));
    let log = ask(&db, "audit 2").unwrap();
    assert!(log.contains("comment") && log.contains("care_setting") && log.contains("ann"), "{log}");
    assert!(ask(&db, "audit --verify").unwrap().contains("holds: 8 entries"), "{}", ask(&db, "audit --format csv").unwrap());
}

#[test]
fn what_a_person_says_wins_and_the_wire_is_shown() {
    let (_folder, db) = ward();
    ask(&db, "edit 2 category=mr model=Prisma --author ann").unwrap();
    assert!(ask(&db, "list --category mr").unwrap().contains("Prisma (?)"));
    let shown = ask(&db, "show 2").unwrap();
    assert!(shown.contains("corrected") && shown.contains("model is =cmd() there, Prisma here"), "{shown}");
    assert_eq!(ask(&db, "list --conflicts --format csv").unwrap().lines().count(), 2);
    assert!(ask(&db, "explain 2").unwrap().contains("dicom.modality=ct"), "what the wire said is still explained");
}

#[test]
fn contacts_make_a_call_list() {
    let (_folder, db) = ward();
    assert!(ask(&db, "contacts list").unwrap().contains("No contacts yet"));
    assert_eq!(ask(&db, "contacts add --role biomed --phone 1").unwrap_err().0, 2);
    assert_eq!(ask(&db, "contacts add --site --role x --phone 1 --hours never").unwrap_err().0, 2);
    ask(&db, "contacts add --site --role biomed --phone 4444 --hours mon-fri\u{a0}07:00-17:00 --author ann").unwrap();
    ask(&db, "contacts add --department ICU --role charge\u{a0}nurse --phone 4711 --hours 24/7 --author ann").unwrap();
    ask(&db, "edit 2 department=icu --author ann").unwrap();
    let calls = ask(&db, "contacts list 2 --format csv").unwrap();
    let rows: Vec<&str> = calls.lines().collect();
    assert!(rows[1].contains("charge nurse") && rows[1].ends_with("now") && rows[2].contains("biomed"), "{calls}");
    assert_eq!(ask(&db, "contacts list 1 --format csv").unwrap().lines().count(), 2);
    assert!(ask(&db, "contacts remove 1 --author ann").unwrap().contains("removed"));
    assert_eq!(ask(&db, "contacts remove 1 --author ann").unwrap_err().0, 1);
}

#[test]
fn previews_change_nothing_and_siblings_are_found() {
    let (_folder, db) = ward();
    ask(&db, "edit 1 room=1 model==cmd() --author ann").unwrap();
    assert!(ask(&db, "siblings 2").unwrap().contains("dev-1"));
    let preview = ask(&db, "merge 1 2 --preview").unwrap();
    assert!(
        preview.contains("dev-2 would become dev-1: 1 in all, not 2") && preview.contains("Nothing was changed"),
        "{preview}"
    );
    assert_eq!(ask(&db, "list --format csv").unwrap().lines().count(), 3);
    ask(&db, "merge 1 2 --author ann").unwrap();
    assert!(ask(&db, "split 1 10.0.0.2 --preview").unwrap().contains("dev-1 would stay"));
    assert!(ask(&db, "merge --undo 1 --preview").unwrap().contains("2 devices, not 1"));
    assert_eq!(ask(&db, "list --format csv").unwrap().lines().count(), 2);
    assert!(ask(&db, "record model=Merlin category=implant_home_monitor --author ann").unwrap().contains("hand-1"));
    assert!(ask(&db, "list --not-observable").unwrap().contains("Merlin"));
    assert!(ask(&db, "show hand-1").unwrap().contains("Not observable"));
    assert!(ask(&db, "merge 1 hand-1 --author ann").unwrap_err().1.contains("no such device"));
    assert!(ask(&db, "fields").unwrap().contains("care_modification_plan"));
}

#[test]
fn a_hub_at_work_is_asked() {
    let (_folder, db) = ward();
    let mut records = crate::store::open_records(&db, Opening::Existing).unwrap();
    // A hub of another machine; it answers at once.
    let now = crate::daemon::now();
    records
        .lease("hub, process 1 on elsewhere x", Timestamp::new(1_800_000_000, 0), now.plus_seconds(86_400 * 3000), None)
        .unwrap();
    let hub = std::thread::spawn(move || {
        for _ in 0..200 {
            if let Some(one) = records.waiting().unwrap().first() {
                records.attended(one.number, &crate::store::Answer::Done("done by the hub".into())).unwrap();
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    });
    let said = ask(&db, "merge 1 2 --author ann").unwrap();
    hub.join().unwrap();
    assert!(said.contains("done by the hub") || said.contains("request 1"), "{said}");
    assert_eq!(ask(&db, "list --format csv").unwrap().lines().count(), 3);
}
