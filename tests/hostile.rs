//! Forged identity: after the demo ward is known, each attack of `tests/hostile/attacks` is played, and no device that was
//! confidently known becomes another because a source that anyone can forge says so. The captures are made by
//! `tests/lab/hostile.py`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

use libtest_mimic::{Arguments, Failed, Trial};
use support::{captures_below, fixtures};
use wardwatch::daemon::Hub;
use wardwatch::fingerprint::{Attribute, Fingerprints};
use wardwatch::inventory::{DeviceId, Settings as Limits};
use wardwatch::sensor::capture::{Capture, FileCapture};
use wardwatch::sensor::{Sensor, Settings};
use wardwatch::store::{self, DeviceFilter, DeviceRow, Opening};

/// What is known at least so surely must not change.
const KNOWN: f32 = 0.96;
/// What a forged source must not change.
const HELD: &[Attribute] = &[Attribute::Category, Attribute::Manufacturer, Attribute::Model, Attribute::Serial];
/// Attacks that contradict what is known of a victim: the contradiction has to be shown, as a rival of this attribute.
const CONTRADICT: &[(&str, &str, Attribute)] = &[
    ("lldp-siemens-ct", "10.77.0.46", Attribute::Manufacturer),
    ("lldp-siemens-ct", "10.77.0.46", Attribute::Category),
    ("lldp-other-serial", "10.77.0.183", Attribute::Serial),
    ("dhcp-phone-class", "10.77.0.40", Attribute::Category),
    ("snmp-cisco", "10.77.0.46", Attribute::Manufacturer),
    ("hl7-monitor-from-pump", "10.77.0.46", Attribute::Category),
    ("all-at-once-printer", "10.77.0.46", Attribute::Category),
];

/// No attack makes a device know more than this; the ARP flood shows 800 stations that did send a frame, no more.
const MOST_FACTS: usize = 1024;
const MOST_DEVICES: usize = 1000;

fn play(hub: &mut Hub, file: &Path, sensor: u64) {
    let bytes = std::fs::File::open(file).unwrap();
    let mut capture = FileCapture::read(Box::new(bytes), None).unwrap();
    let mut sensor = Sensor::new(sensor, Settings::default());
    while let Some(frames) = capture.frames().ok().filter(|frames| !frames.is_empty()) {
        sensor.frames(frames, |batch| hub.take(&batch).unwrap());
    }
    sensor.finish(|batch| {
        hub.take(&batch).unwrap();
        Some(batch)
    });
}

fn hub(db: &Path) -> Hub {
    let store = store::open(db.to_str().unwrap(), Opening::Create).unwrap();
    Hub::new("replay", store, Fingerprints::shipped().unwrap(), Limits::default()).unwrap()
}

fn rows(db: &Path) -> Vec<DeviceRow> {
    store::open(db.to_str().unwrap(), Opening::Existing).unwrap().devices(&DeviceFilter::default()).unwrap()
}

/// The ward as it is known before the attack: a database that each attack gets a copy of.
fn ward() -> &'static (Vec<u8>, Vec<DeviceRow>) {
    static WARD: OnceLock<(Vec<u8>, Vec<DeviceRow>)> = OnceLock::new();
    WARD.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("ward.db");
        let mut open = hub(&db);
        play(&mut open, &fixtures().join("demo/demo.pcap"), 7);
        drop(open);
        let known = rows(&db);
        // What is still in the write-ahead log belongs to the copy.
        rusqlite::Connection::open(&db).unwrap().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        (std::fs::read(&db).unwrap(), known)
    })
}

fn attack(file: &Path) -> Result<(), Failed> {
    let (bytes, known) = ward();
    let name = file.file_stem().unwrap().to_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("attacked.db");
    std::fs::write(&db, bytes).unwrap();
    let mut open = hub(&db);
    play(&mut open, file, 8);
    drop(open);
    let after: BTreeMap<DeviceId, DeviceRow> = rows(&db).into_iter().map(|row| (row.id, row)).collect();
    let mut wrong = Vec::new();
    for before in known {
        match after.get(&before.id) {
            None => wrong.push(format!("{} {:?} is gone", before.id, before.macs)),
            Some(now) => wrong.extend(changes(before, now)),
        }
    }
    wrong.extend(after.values().flat_map(unprintable));
    wrong.extend(unbounded(&db, &after));
    for (_, ip, attribute) in CONTRADICT.iter().filter(|(attack, ..)| *attack == name) {
        wrong.extend(silent(&db, &after, ip, *attribute));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn has(row: &DeviceRow, ip: &str) -> bool {
    row.ips.iter().any(|one| one.to_string() == ip)
}

/// What of a known device is another than before.
fn changes(before: &DeviceRow, now: &DeviceRow) -> Vec<String> {
    let mut wrong = Vec::new();
    if before.macs != now.macs {
        wrong.push(format!("{} has other hardware addresses: {:?}, now {:?}", before.id, before.macs, now.macs));
    }
    for attribute in HELD.iter().copied().filter(|attribute| before.confidence(*attribute) >= Some(KNOWN)) {
        let (old, new) = (before.attribute(attribute), now.attribute(attribute));
        if old != new {
            wrong.push(format!("{} {attribute}: {old:?} became {new:?} ({:?})", before.id, now.confidence(attribute)));
        }
    }
    wrong
}

/// Text that would do something on a terminal or turn a line around.
fn unprintable(row: &DeviceRow) -> Vec<String> {
    let turns = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let texts = row.hostnames.iter().chain(&row.ae_titles).chain(row.attributes.iter().map(|(_, value, ..)| value));
    let bad = texts.filter(|text| text.as_str().chars().any(|c| c.is_control() || turns(c)) || text.as_str().len() > 1024);
    bad.map(|text| format!("{} shows {:?}", row.id, text.as_str())).collect()
}

/// What a flood filled beyond its limit.
fn unbounded(db: &Path, after: &BTreeMap<DeviceId, DeviceRow>) -> Vec<String> {
    let store = store::open(db.to_str().unwrap(), Opening::Existing).unwrap();
    let facts = |id: DeviceId| store.details(id).unwrap().map_or(0, |known| known.evidence.len() + known.equipment.len());
    let full = after.keys().map(|id| (*id, facts(*id))).filter(|(_, facts)| *facts > MOST_FACTS);
    let mut wrong: Vec<String> = full.map(|(id, facts)| format!("{id} has {facts} facts")).collect();
    wrong.extend((after.len() > MOST_DEVICES).then(|| format!("{} devices", after.len())));
    wrong
}

/// A contradiction that is nowhere shown.
fn silent(db: &Path, after: &BTreeMap<DeviceId, DeviceRow>, ip: &str, attribute: Attribute) -> Option<String> {
    let row = after.values().find(|row| has(row, ip))?;
    let details = store::open(db.to_str().unwrap(), Opening::Existing).unwrap().details(row.id).unwrap().unwrap();
    let shown = details.rivals.iter().any(|rival| format!("{rival:?}").contains(&format!("{attribute:?}")));
    (!shown).then(|| format!("{} {attribute}: the contradiction is not shown", row.id))
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/attacks");
    let files: Vec<PathBuf> = captures_below(&folder);
    assert!(files.len() >= 50, "only {} attacks", files.len());
    let trial = |file: PathBuf| Trial::test(file.file_stem().unwrap().to_str().unwrap().to_owned(), move || attack(&file));
    libtest_mimic::run(&arguments, files.into_iter().map(trial).collect()).exit_code()
}
