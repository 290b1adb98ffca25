//! What is true of the devices in a capture, and where captures and truth lie.
//!
//! A device is an object of the shape of `tests/fixtures/demo/truth.json`. An attribute that is left out is not judged;
//! `null` means that nothing is to be shown; `hidden` lists attributes that are true but that this traffic does not
//! tell: they need not be found, and what is shown must be right. `KEY_accept` lists other right answers.
//! `optional` devices (a dock, a virtual address) may be found or not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};
use wardwatch::fingerprint::{Attribute, CATEGORIES};

/// Which set a capture belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Rules may be written from it.
    Development,
    /// Nobody writes rules from it, though its mistakes were looked at while rules were mended.
    HeldBack,
    /// Written blind, from documents alone, by somebody who had seen neither rules nor results; only its figures are looked at, never
    /// its single mistakes.
    Blind,
}

impl Set {
    pub fn name(self) -> &'static str {
        match self {
            Self::Development => "visible",
            Self::HeldBack => "held back",
            Self::Blind => "blind",
        }
    }
}

/// A capture and its devices.
#[derive(Clone, Debug)]
pub struct Capture {
    pub name: String,
    pub file: PathBuf,
    /// The kind of set, as the report's table names it.
    pub kind: String,
    pub set: Set,
    /// Every device is in the list: others are ghosts.
    pub complete: bool,
    pub devices: Vec<Value>,
}

impl Capture {
    /// The same with its file below a folder.
    pub fn below(mut self, folder: &Path) -> Self {
        self.file = folder.join(&self.name);
        self
    }
}

fn json(file: &Path) -> Value {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn devices(value: &Value) -> Vec<Value> {
    value["devices"].as_array().cloned().unwrap_or_default()
}

/// The demo ward: rules and it were made by the same people.
pub fn demo(root: &Path) -> Capture {
    let folder = root.join("tests/fixtures/demo");
    Capture {
        name: "demo ward".to_owned(),
        file: folder.join("demo.pcap"),
        kind: "demo ward".to_owned(),
        set: Set::Development,
        complete: true,
        devices: devices(&json(&folder.join("truth.json"))),
    }
}

/// The hospitals that have been made.
pub fn hospitals(root: &Path) -> Vec<Capture> {
    let one = |name: &str, kind: &str, set: Set, variable: &str, place: &str| {
        let folder = std::env::var_os(variable).map_or_else(|| root.join(place), PathBuf::from);
        let (file, truth) = (folder.join("hospital.pcap"), folder.join("truth.json"));
        (file.is_file() && truth.is_file()).then(|| Capture {
            name: name.to_owned(),
            file,
            kind: kind.to_owned(),
            set,
            complete: true,
            devices: devices(&json(&truth)),
        })
    };
    // Rules have been written from the first one since, or may be, and from those that were opened.
    let opened = "(held back until 2026-11-30; its mistakes were then looked at)";
    let blind = |day: &str| format!("(written blind; opened on {day}, its mistakes were then looked at)");
    let now = "(written blind, from documents alone; only its figures are looked at)";
    let sites = [
        ("hospital lab", String::new(), Set::Development, "HOSPITAL", "hospital"),
        ("site B", opened.to_owned(), Set::Development, "SITE_B", "site-b"),
        ("site C", opened.to_owned(), Set::Development, "SITE_C", "site-c"),
        ("site D", blind("2026-11-30"), Set::Development, "SITE_D", "site-d"),
        ("site E", blind("2026-11-30"), Set::Development, "SITE_E", "site-e"),
        ("site F", blind("2026-12-01"), Set::Development, "SITE_F", "site-f"),
        ("site G", blind("2026-12-01"), Set::Development, "SITE_G", "site-g"),
        ("site H", blind("2026-12-01"), Set::Development, "SITE_H", "site-h"),
        ("site I", now.to_owned(), Set::Blind, "SITE_I", "site-i"),
    ];
    let made = sites.iter().filter_map(|(name, kind, set, variable, folder)| {
        one(name, format!("{name} {kind}").trim_end(), *set, &format!("WARDWATCH_{variable}"), &format!("target/{folder}"))
    });
    made.collect()
}

/// The folder of real captures, which is not part of the repository.
pub fn shared(root: &Path) -> Option<PathBuf> {
    let folder = std::env::var_os("WARDWATCH_CAPTURES").map_or_else(|| root.join("../shared/captures"), PathBuf::from);
    let folder = if folder.is_dir() { folder } else { root.join("../../shared/captures") };
    folder.is_dir().then_some(folder)
}

/// The labelled real captures; their files lie below the folder of real captures.
pub fn labels(root: &Path) -> Vec<Capture> {
    let mut captures = Vec::new();
    for (set, file) in [(Set::Development, "development.json"), (Set::HeldBack, "held-back.json")] {
        let path = root.join("tests/accuracy/labels").join(file);
        if !path.is_file() {
            continue;
        }
        for one in json(&path)["captures"].as_array().into_iter().flatten() {
            let name = one["capture"].as_str().expect("a capture has a name").to_owned();
            let complete = one["complete"].as_bool().unwrap_or(false);
            let kind = "real captures".to_owned();
            captures.push(Capture { file: PathBuf::from(&name), name, kind, set, complete, devices: devices(one) });
        }
    }
    captures
}

/// The half that a file belongs to by its name alone: the lowest bit of the first byte of its SHA-256. Runs of one device
/// (`+Setup-A-1-STA.pcap`) stay together: what follows the last `+` does not count then.
pub fn side(name: &str) -> Set {
    let (device, run) = name.rsplit_once('+').unwrap_or((name, ""));
    let name = if run.starts_with("Setup-") { device } else { name };
    if Sha256::digest(name.as_bytes())[0] & 1 == 0 { Set::Development } else { Set::HeldBack }
}

/// What is wrong with a capture's labels themselves.
pub fn faults(capture: &Capture) -> Vec<String> {
    let mut faults = Vec::new();
    for device in &capture.devices {
        let category = device["category"].as_str();
        if category.is_some_and(|slug| !CATEGORIES.contains(&slug)) {
            faults.push(format!("{}: no such category: {}", capture.name, device["category"]));
        }
        if list(&device["macs"]).is_empty() && list(&device["ips"]).is_empty() {
            faults.push(format!("{}: a device without address", capture.name));
        }
    }
    faults
}

/// The strings of an array.
pub fn list(of: &Value) -> BTreeSet<String> {
    of.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What is true of one attribute.
pub enum Answer {
    /// Nobody can say.
    NotJudged,
    /// One of these is right; whether the traffic shows it. Empty: nothing is to be shown.
    OneOf(Vec<String>, bool),
}

/// The right answers for an attribute.
pub fn answer(device: &Value, attribute: Attribute) -> Answer {
    let key = attribute.slug();
    let mut right: Vec<String> = Vec::new();
    if attribute == Attribute::HostName {
        // Nobody listed its names: others' servers may know some.
        if list(&device["hostnames"]).is_empty() {
            return Answer::NotJudged;
        }
        right.extend(list(&device["hostnames"]));
    } else {
        match device.get(key) {
            None => return Answer::NotJudged,
            // A maker that only the hardware address names, a system that only TCP shows: true, though nobody noted it.
            Some(Value::Null) if matches!(attribute, Attribute::Manufacturer | Attribute::Os) => return Answer::NotJudged,
            Some(value) => right.extend(value.as_str().map(str::to_owned)),
        }
    }
    let mut shown = !right.is_empty() && !list(&device["hidden"]).contains(key);
    right.extend(list(&device[format!("{key}_accept")]));
    if attribute == Attribute::Category && right.iter().any(|value| value == "unknown") {
        shown = false;
    }
    Answer::OneOf(right, shown)
}
