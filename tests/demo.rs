//! Golden devices: the demo ward through the whole pipeline gives the devices of its `truth.json`, each once; and it
//! does so again, after `kill -9`, and in two pieces.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use support::{Random, Record, assemble, dump, fixtures, records, same};
use wardwatch::daemon::Hub;
use wardwatch::fingerprint::{Attribute, Fingerprints};
use wardwatch::observation::Batch;
use wardwatch::sensor::capture::{Capture, FileCapture};
use wardwatch::sensor::{Sensor, Settings};
use wardwatch::store::{self, DeviceFilter, DeviceRow, Opening};

/// A value shown with at least this confidence must not be wrong.
const SHOWN: f32 = 0.9;

/// Makers and models as the data sets and banners of the ward spell them, and the one name of each.
const MAKERS: &[(&str, &str)] = &[
    ("GE MEDICAL SYSTEMS", "GE HealthCare"),
    ("SIEMENS", "Siemens Healthineers"),
    ("Philips Medical Systems", "Philips"),
    ("Carestream Health", "Carestream"),
    ("AXIS", "Axis"),
    ("Aera", "MAGNETOM Aera"),
];

fn demo() -> PathBuf {
    fixtures().join("demo/demo.pcap")
}

fn truth() -> Vec<Value> {
    let text = std::fs::read_to_string(fixtures().join("demo/truth.json")).unwrap();
    let truth: Value = serde_json::from_str(&text).unwrap();
    truth["devices"].as_array().unwrap().clone()
}

/// The batches that a capture gives.
fn batches(bytes: Vec<u8>, settings: Settings) -> Vec<Batch> {
    let mut capture = FileCapture::read(Box::new(Cursor::new(bytes)), None).unwrap();
    let mut sensor = Sensor::new(7, settings);
    let mut ready = Vec::new();
    while let Some(frames) = capture.frames().ok().filter(|frames| !frames.is_empty()) {
        sensor.frames(frames, |batch| ready.push(batch));
    }
    sensor.finish(|batch| {
        ready.push(batch);
        None
    });
    ready
}

fn hub(db: &Path) -> Hub {
    let store = store::open(db.to_str().unwrap(), Opening::Create).unwrap();
    Hub::new("replay", store, Fingerprints::shipped().unwrap(), wardwatch::inventory::Settings::default()).unwrap()
}

fn devices_in(db: &Path) -> Vec<DeviceRow> {
    store::open(db.to_str().unwrap(), Opening::Existing).unwrap().devices(&DeviceFilter::default()).unwrap()
}

fn demo_devices() -> Vec<DeviceRow> {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("w.db");
    let mut hub = hub(&db);
    for batch in batches(std::fs::read(demo()).unwrap(), Settings::default()) {
        hub.take(&batch).unwrap();
    }
    drop(hub);
    devices_in(&db)
}

fn list(of: &Value) -> BTreeSet<String> {
    of.as_array().into_iter().flatten().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn macs(device: &DeviceRow) -> BTreeSet<String> {
    device.macs.iter().map(ToString::to_string).collect()
}

/// Addresses it has and had.
fn ips(device: &DeviceRow) -> BTreeSet<String> {
    device.ips.iter().chain(&device.former_ips).map(ToString::to_string).collect()
}

/// Whether a found device carries an address of the true one: hardware addresses where the wire showed any.
fn is(device: &DeviceRow, truth: &Value) -> bool {
    let own = list(&truth["macs"]);
    match own.is_empty() {
        true => macs(device).is_empty() && !ips(device).is_disjoint(&list(&truth["ips"])),
        false => !macs(device).is_disjoint(&own),
    }
}

#[test]
fn every_device_of_the_ward_is_found_once_and_no_other() {
    let (found, truth) = (demo_devices(), truth());
    let mut wrong = Vec::new();
    for one in &truth {
        let ids: Vec<String> = found.iter().filter(|device| is(device, one)).map(|device| device.id.to_string()).collect();
        if ids.len() != 1 {
            wrong.push(format!("{} was found {} times: {ids:?}", one["name"], ids.len()));
        }
    }
    for device in &found {
        let names: Vec<&Value> = truth.iter().filter(|one| is(device, one)).map(|one| &one["name"]).collect();
        match names.len() {
            0 => wrong.push(format!("{} is a ghost: {:?} {:?}", device.id, macs(device), ips(device))),
            1 => {}
            _ => wrong.push(format!("{} is several in one: {names:?}", device.id)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_device_has_its_own_addresses_and_no_other() {
    let found = demo_devices();
    let mut wrong = Vec::new();
    for one in &truth() {
        let Some(device) = found.iter().find(|device| is(device, one)) else { continue };
        for (what, own, shown) in [("macs", list(&one["macs"]), macs(device)), ("ips", list(&one["ips"]), ips(device))] {
            if own != shown {
                wrong.push(format!("{} {what}: true {own:?}, shown {shown:?}", one["name"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Letters and digits only: spelling that does not matter.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn maker(name: &str) -> &str {
    MAKERS.iter().find(|(spelling, _)| *spelling == name).map_or(name, |(_, name)| name)
}

/// The values that are right for an attribute, in their bare form; empty where the wire does not say it.
fn right(truth: &Value, key: &str) -> Vec<String> {
    let mut all: Vec<&str> = truth[key].as_str().into_iter().collect();
    all.extend(truth[format!("{key}_accept")].as_array().into_iter().flatten().filter_map(Value::as_str));
    all.into_iter().map(|value| bare(maker(value))).collect()
}

/// What is wrong with one attribute of one device; `None` when it is right.
fn judge(truth: &Value, device: &DeviceRow, attribute: Attribute) -> Option<String> {
    let key = attribute.slug();
    let right = right(truth, key);
    let shown = device.attribute(attribute).map(|text| bare(text.as_str()));
    let sure = device.confidence(attribute).unwrap_or(0.0) >= SHOWN;
    let unknown = |value: &String| key == "category" && value == "unknown";
    let good = match &shown {
        // A maker that only the hardware address names is true of the ward's machines, though the wire does not say it.
        // The same goes for the system, which a medical device's TCP tells; and a more exact name of it is right.
        Some(_) if right.is_empty() && matches!(attribute, Attribute::Manufacturer | Attribute::Os) => true,
        Some(value) if attribute == Attribute::Os => right.iter().any(|system| value.starts_with(system)),
        Some(value) => right.contains(value) || !sure && right.iter().all(unknown),
        // What is only acceptable need not be shown.
        None => truth[key].is_null() || right.iter().any(unknown),
    };
    // A model is right as well when the maker stands before it.
    let with_maker = || {
        let maker = truth["manufacturer"].as_str().map(|name| bare(maker(name))).unwrap_or_default();
        let bare_of = |text: &str| text.strip_prefix(maker.as_str()).unwrap_or(text).to_owned();
        key == "model" && shown.as_deref().is_some_and(|shown| right.iter().any(|value| bare_of(value) == bare_of(shown)))
    };
    if good || with_maker() {
        return None;
    }
    let shown = device.attribute(attribute).map_or("-", |text| text.as_str());
    let confidence = device.confidence(attribute).unwrap_or(0.0);
    let name = truth["name"].as_str().unwrap();
    Some(format!("{name:12} {key:13} true {:38} shown {shown} ({confidence:.2})", truth[key].to_string()))
}

#[test]
fn every_device_of_the_ward_is_rightly_named() {
    let found = demo_devices();
    let mut wrong = Vec::new();
    for one in &truth() {
        let Some(device) = found.iter().find(|device| is(device, one)) else { continue };
        for attribute in [Attribute::Category, Attribute::Manufacturer, Attribute::Model, Attribute::Serial, Attribute::Os] {
            wrong.extend(judge(one, device, attribute));
        }
        let name = one["name"].as_str().unwrap();
        let hosts: Vec<String> = device.hostnames.iter().map(|name| name.as_str().to_lowercase()).collect();
        let missing = |host: &String| !hosts.contains(&host.to_lowercase());
        wrong.extend(
            list(&one["hostnames"])
                .iter()
                .filter(|host| missing(host))
                .map(|host| format!("{name:12} host name {host} is not in {hosts:?}")),
        );
        let titles: BTreeSet<String> = device.ae_titles.iter().map(|title| title.as_str().to_owned()).collect();
        if titles != list(&one["ae_titles"]) {
            wrong.push(format!("{name:12} AE titles are {} but {titles:?} is shown", one["ae_titles"]));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Runs the program on captures; answers what it printed.
fn replay(db: &Path, files: &[&Path]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_wardwatch")).arg("replay").args(files).arg("--db").arg(db).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_second_replay_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("w.db");
    replay(&db, &[&demo()]);
    let before = dump(&db);
    let said = replay(&db, &[&demo()]);
    assert!(said.contains("nothing changed"), "{said}");
    same(&before, &dump(&db), "after the second replay");
}

#[test]
fn two_replays_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.db"), folder.path().join("two.db"));
    replay(&one, &[&demo()]);
    replay(&two, &[&demo()]);
    same(&dump(&one), &dump(&two), "two replays");
    assert!(dump(&one).len() > 10_000, "the dump holds the tables");
}

/// The demo again and again, two hours apart, each time as a file: a commit after each.
fn long_demo(folder: &Path) -> Vec<PathBuf> {
    let (header, all) = records(&std::fs::read(demo()).unwrap()).unwrap();
    let later = |round: u32| {
        all.iter().cloned().map(move |(mut head, body): Record| {
            let seconds = u32::from_le_bytes(head[..4].try_into().unwrap()) + round * 7200;
            head[..4].copy_from_slice(&seconds.to_le_bytes());
            (head, body)
        })
    };
    let write = |round: u32| {
        let file = folder.join(format!("{round}.pcap"));
        std::fs::write(&file, assemble(&header, later(round))).unwrap();
        file
    };
    (0..20).map(write).collect()
}

#[test]
fn killed_at_any_moment_it_goes_on_as_if_nothing_had_been() {
    let folder = tempfile::tempdir().unwrap();
    let files = long_demo(folder.path());
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let whole = folder.path().join("whole.db");
    let begun = std::time::Instant::now();
    replay(&whole, &files);
    let needed = begun.elapsed();
    let (expected, mut random, mut in_the_middle) = (without_habits(&dump(&whole)), Random(11), 0);
    for round in 0..8 {
        let db = folder.path().join(format!("{round}.db"));
        for _ in 0..2 {
            let mut child = Command::new(env!("CARGO_BIN_EXE_wardwatch"))
                .arg("replay")
                .args(&files)
                .arg("--db")
                .arg(&db)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(Duration::from_micros(random.below(needed.as_micros() as usize) as u64));
            child.kill().unwrap();
            child.wait().unwrap();
            in_the_middle += usize::from(batches_in(&db).is_some_and(|count| (1..20).contains(&count)));
        }
        replay(&db, &files);
        same(&expected, &without_habits(&dump(&db)), &format!("round {round}"));
    }
    assert!(in_the_middle > 3, "killed between commits only {in_the_middle} times");
}

/// A database without what was learnt of habits: the counts of the hour that a kill cut short begin anew (docs/reliability.md).
/// Which devices have a baseline stays.
fn without_habits(dump: &str) -> String {
    let learnt = |line: &str| line.starts_with("baselines: ");
    dump.lines()
        .map(|line| if learnt(line) { line.split(" | ").next().unwrap() } else { line })
        .map(|line| format!("{line}\n"))
        .collect()
}

/// How many batches a database holds.
fn batches_in(db: &Path) -> Option<i64> {
    let connection = rusqlite::Connection::open_with_flags(db, rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
    connection.query_row("SELECT count(*) FROM batches", [], |row| row.get(0)).ok()
}

/// All that can be asked of a database. Not its bytes: the places of endpoints inside it may be others after a restart.
fn answers(db: &Path) -> String {
    let store = store::open(db.to_str().unwrap(), Opening::Existing).unwrap();
    let mut out = String::new();
    for device in store.devices(&DeviceFilter::default()).unwrap() {
        let details = store.details(device.id).unwrap().unwrap();
        let id = device.id;
        out += &format!("{device:?}\n");
        details.claims.iter().for_each(|row| out += &format!("{id} {row:?}\n"));
        details.rivals.iter().for_each(|row| out += &format!("{id} {row:?}\n"));
        details.evidence.iter().for_each(|row| out += &format!("{id} {row:?}\n"));
        details.equipment.iter().for_each(|row| out += &format!("{id} {row:?}\n"));
        details.reasons.iter().for_each(|row| out += &format!("{id} {row:?}\n"));
        details.history.iter().for_each(|row| out += &format!("{id} {row:?}\n"));
        details.conversations.iter().for_each(|row| out += &format!("{id} {row:?}\n"));
    }
    out
}

#[test]
fn stopped_after_any_batch_it_goes_on_as_if_nothing_had_been() {
    let folder = tempfile::tempdir().unwrap();
    let all = batches(std::fs::read(demo()).unwrap(), Settings::default());
    let run = |name: &str, stops: &[usize]| {
        let db = folder.path().join(name);
        let mut open = hub(&db);
        for (place, batch) in all.iter().enumerate() {
            if stops.contains(&place) {
                drop(open);
                open = hub(&db);
            }
            open.take(batch).unwrap();
        }
        drop(open);
        answers(&db)
    };
    let expected = run("whole.db", &[]);
    assert!(all.len() > 20, "only {} batches", all.len());
    for round in 0..4 {
        let stops: Vec<usize> = (0..all.len()).filter(|place| place % 4 == round).collect();
        same(&expected, &run(&format!("{round}.db"), &stops), &format!("stopped before batches {stops:?}"));
    }
}

/// A device by what it is, not by its number.
fn by_address(devices: &[DeviceRow]) -> BTreeMap<(BTreeSet<String>, BTreeSet<String>), BTreeSet<String>> {
    let titles = |device: &DeviceRow| device.ae_titles.iter().map(|title| title.as_str().to_owned()).collect();
    devices.iter().map(|device| ((macs(device), ips(device)), titles(device))).collect()
}

#[test]
fn in_two_files_it_is_the_same_ward() {
    let folder = tempfile::tempdir().unwrap();
    let (header, all) = records(&std::fs::read(demo()).unwrap()).unwrap();
    let whole = by_address(&demo_devices());
    for parts in [2, 3, 5] {
        let (first, second) = all.split_at(all.len() / parts);
        let (a, b) = (folder.path().join("a.pcap"), folder.path().join("b.pcap"));
        std::fs::write(&a, assemble(&header, first.iter().cloned())).unwrap();
        std::fs::write(&b, assemble(&header, second.iter().cloned())).unwrap();
        let db = folder.path().join(format!("{parts}.db"));
        replay(&db, &[&a, &b]);
        assert_eq!(whole, by_address(&devices_in(&db)), "the first of {parts} parts, then the rest");
    }
}
