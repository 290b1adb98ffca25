//! No patient at rest: ten thousand canaries sent by DICOM, HL7 and HTTP (DICOMweb, FHIR and HL7 v2 among it), and the patients of the demo ward, are in no
//! file, no answer and no log; and a string planted in a field that is kept is found by the same search.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod support;

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use support::{captures_below, fixtures, lines, observe};

fn main() {
    let arguments = Arguments::from_args();
    let python = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    let label = if python { "ten_thousand_canaries" } else { "ten_thousand_canaries (skipped: no python3 to make them)" };
    let trials = vec![
        Trial::test(label, canaries).with_ignored_flag(!python),
        Trial::test("patients_of_the_demo_ward", demo_patients),
        Trial::test("patients_of_the_bedside_fixtures", bedside_patients),
        Trial::test("canaries_in_the_fixtures", fixture_canaries),
        Trial::test("a_planted_string_is_found", planted),
    ];
    libtest_mimic::run(&arguments, trials).exit();
}

/// Bytes that tell needles apart: as many as the shortest has.
const HEAD: usize = 5;

/// Looks for many strings at once, in any case, in UTF-8 and both orders of UTF-16.
struct Search {
    needles: HashMap<[u8; HEAD], Vec<Vec<u8>>>,
    count: usize,
}

impl Search {
    fn new<'a>(strings: impl IntoIterator<Item = &'a str>) -> Self {
        let mut search = Self { needles: HashMap::new(), count: 0 };
        for string in strings {
            let low = string.to_ascii_lowercase();
            let wide = |bytes: fn(u16) -> [u8; 2]| low.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
            for form in [low.clone().into_bytes(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
                let head = form.get(..HEAD).expect("canaries are long enough").try_into().unwrap();
                search.needles.entry(head).or_default().push(form);
            }
            search.count += 1;
        }
        search
    }

    /// The strings found, as text.
    fn hits(&self, bytes: &[u8]) -> BTreeSet<String> {
        let low = bytes.to_ascii_lowercase();
        let mut found = BTreeSet::new();
        for (at, head) in low.windows(HEAD).enumerate() {
            let forms = <&[u8; HEAD]>::try_from(head).ok().and_then(|head| self.needles.get(head));
            for form in forms.into_iter().flatten().filter(|form| low[at..].starts_with(form)) {
                found.insert(String::from_utf8_lossy(form).replace('\0', ""));
            }
        }
        found
    }
}

/// What one run of the program wrote: standard output, then standard error.
fn run(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_wardwatch"))
        .args(arguments)
        .current_dir(folder)
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full")
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    [output.stdout, output.stderr].concat()
}

/// Replays a capture and collects all that the program ever shows or keeps: name and bytes.
fn everything(capture: &Path, folder: &Path) -> (Value, Vec<(String, Vec<u8>)>) {
    let capture = capture.to_str().unwrap();
    let summary = run(folder, &["replay", capture, "--db", "w.db", "--format", "json"]);
    let json: Value = serde_json::from_slice(&summary).unwrap();
    let mut all = vec![
        ("replay --format json".to_owned(), summary),
        ("replay".to_owned(), run(folder, &["replay", capture, "--db", "w2.db"])),
    ];
    for format in ["table", "json", "csv"] {
        all.push((format!("list --format {format}"), run(folder, &["devices", "list", "--db", "w.db", "--format", format])));
    }
    let listed: Value = serde_json::from_slice(&all[3].1).unwrap();
    for device in listed.as_array().unwrap() {
        let id = device["id"].as_str().unwrap();
        for format in ["table", "json", "csv"] {
            for what in [&["show"][..], &["explain", "--evidence"][..]] {
                let arguments = [&["devices"], what, &[id, "--db", "w.db", "--format", format]].concat();
                all.push((arguments.join(" "), run(folder, &arguments)));
            }
        }
    }
    killed_in_the_middle(capture, folder);
    for file in std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
        all.push((file.display().to_string(), std::fs::read(&file).unwrap()));
    }
    (json, all)
}

/// Leaves a write-ahead log behind, which a replay that ends well removes.
fn killed_in_the_middle(capture: &str, folder: &Path) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wardwatch"))
        .args(["replay", capture, "--db", "killed.db"])
        .current_dir(folder)
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let log = folder.join("killed.db-wal");
    let written = || std::fs::metadata(&log).is_ok_and(|file| file.len() > 300_000);
    while !written() && child.try_wait().unwrap().is_none() {}
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Every place that holds one of the strings.
fn leaks(search: &Search, all: &[(String, Vec<u8>)]) -> Vec<String> {
    all.iter()
        .filter_map(|(name, bytes)| {
            let hits = search.hits(bytes);
            let first: Vec<&String> = hits.iter().take(5).collect();
            (!hits.is_empty()).then(|| format!("{name}: {} strings, among them {first:?}", hits.len()))
        })
        .collect()
}

/// None of the strings is anywhere, and the program did read what carried them.
fn prove(search: &Search, capture: &Path, folder: &Path, kept: &[&str]) -> Result<(), Failed> {
    let (summary, all) = everything(capture, folder);
    let recognised = &summary["files"][0]["recognised"];
    for protocol in ["dicom", "hl7", "http"] {
        if recognised[protocol].as_u64().unwrap_or(0) == 0 {
            return Err(format!("{protocol} was not read, so nothing is proven: {recognised}").into());
        }
    }
    // Equipment that stands among the patients is found, so its neighbours were read.
    let is_lost = |text: &&&str| {
        !all.iter().any(|(name, bytes)| name.contains("--evidence") && memchr::memmem::find(bytes, text.as_bytes()).is_some())
    };
    let lost: Vec<_> = kept.iter().filter(is_lost).collect();
    if !lost.is_empty() {
        return Err(format!("{lost:?} were not read, so nothing is proven of what stands beside them").into());
    }
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    if !names.iter().any(|name| name.ends_with("w.db")) || all.len() < 20 {
        return Err(format!("too little was searched: {names:?}").into());
    }
    let leaks = leaks(search, &all);
    println!("{} strings looked for in {} places", search.count, all.len());
    if leaks.is_empty() { Ok(()) } else { Err(leaks.join("\n").into()) }
}

fn canaries() -> Result<(), Failed> {
    let (made, folder) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let (capture, list) = (made.path().join("canaries.pcap"), made.path().join("canaries.txt"));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lab/canaries.py");
    let output = Command::new("python3").env("PYTHONDONTWRITEBYTECODE", "1").arg(script).args([&capture, &list]).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = std::fs::read_to_string(&list)?;
    let search = Search::new(text.lines());
    if search.count < 10_000 {
        return Err(format!("only {} canaries", search.count).into());
    }
    let sent = search.hits(&std::fs::read(&capture)?).len();
    if sent < 1000 {
        return Err(format!("only {sent} canaries are in the capture in clear and in one piece").into());
    }
    let kept = ["Ward FHIR 2.1", "Plum 360", "BENEVISION_N15", "qido-rs", "wado-rs", "ups-rs", "fhir_server"];
    prove(&search, &capture, folder.path(), &kept)
}

fn demo_patients() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let truth: Value = serde_json::from_str(&std::fs::read_to_string(fixtures().join("demo/truth.json"))?)?;
    let strings: Vec<&str> = truth["phi_canaries"].as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
    prove(&Search::new(strings), &fixtures().join("demo/demo.pcap"), folder.path(), &[])
}

/// Fixtures with people in them (binds, tickets, letters, log-ins, records) call them CNRY…: no observation has one.
fn fixture_canaries() -> Result<(), Failed> {
    let search =
        Search::new(["CNRYN", "CNRYU", "CNRYS", "CNRYP", "CNRYF", "CNRYI", "CNRYA", "CNRYT", "CNRYD", "CNRYO", "CNRYR", "CNRYL"]);
    let (mut sent, mut leaked) = (0, Vec::new());
    for capture in support::captures_below(&fixtures()) {
        let bytes = std::fs::read(&capture)?;
        sent += usize::from(!search.hits(&bytes).is_empty());
        let told = support::lines(&support::observe_bytes(bytes));
        if told.to_ascii_lowercase().contains("cnry") {
            leaked.push(capture.display().to_string());
        }
    }
    match (sent, leaked.is_empty()) {
        (10.., true) => Ok(()),
        (_, true) => Err(format!("only {sent} fixtures have canaries").into()),
        _ => Err(leaked.join("\n").into()),
    }
}

/// Bedside protocols carry patients, drugs, logins and alarm texts between the fields that are read: in the fixtures each of
/// these begins with the same word.
fn bedside_patients() -> Result<(), Failed> {
    let search = Search::new(["CANARY"]);
    let mut carrying = 0;
    for protocol in ["bcc", "infinity", "intellivue", "medibus", "unity"] {
        for capture in captures_below(&fixtures().join(protocol)) {
            carrying += usize::from(!search.hits(&std::fs::read(&capture)?).is_empty());
            let said = lines(&observe(&capture));
            if !search.hits(said.as_bytes()).is_empty() {
                return Err(format!("{}: {said}", capture.display()).into());
            }
        }
    }
    if carrying >= 5 { Ok(()) } else { Err(format!("only {carrying} fixtures carry patients").into()) }
}

/// A canary where a telephone names its software, which is kept: the search must find it in the files and the answers.
fn planted() -> Result<(), Failed> {
    let (made, folder) = (tempfile::tempdir()?, tempfile::tempdir()?);
    let (software, canary) = ("sip88xx.12-8", "CNRYPLANTED7");
    let mut bytes = std::fs::read(fixtures().join("demo/demo.pcap"))?;
    let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(software.as_bytes())).collect();
    places.iter().for_each(|at| bytes[*at..*at + canary.len()].copy_from_slice(canary.as_bytes()));
    let capture = made.path().join("planted.pcap");
    std::fs::write(&capture, bytes)?;
    let (_, all) = everything(&capture, folder.path());
    let found = leaks(&Search::new([canary]), &all).join("\n");
    for place in ["w.db:", "list --format json:", "list --format csv:", "show", "explain"] {
        if !found.contains(place) {
            return Err(format!("{canary} is not found in {place}: {found}").into());
        }
    }
    let wide: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hits = Search::new([canary]).hits(&[b"before".as_slice(), &wide, b"after"].concat());
    if hits.is_empty() { Err("UTF-16 is not found".into()) } else { Ok(()) }
}
