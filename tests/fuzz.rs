//! Every fuzz target for a few seconds, with a mutator of our own, so that it runs on a stable compiler: `FUZZ_SECONDS=60`
//! for longer, `FUZZ_CORPUS=FOLDER` writes the seeds for cargo-fuzz and does nothing else (`make fuzz`).
//!
//! Seeds are the fixtures and what the project ships; what fuzzing found lies in `tests/fixtures/fuzz/TARGET` and is tried first.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

#[path = "support/harness.rs"]
#[allow(clippy::cast_possible_truncation, reason = "bytes of a harness")]
mod harness;
mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use harness::{TARGETS, Target};
use libtest_mimic::{Arguments, Failed, Trial};
use support::{Random, captures_below, fixtures, records};
use wardwatch::base::Timestamp;
use wardwatch::sensor::protocols::{Entry, PROTOCOLS};
use wardwatch::sensor::wire::{LinkType, decode};
use wardwatch::sensor::{Sensor, Settings};

/// A seed that is longer says nothing that a shorter one does not.
const LONGEST: usize = 1 << 14;

fn main() {
    let arguments = Arguments::from_args();
    if let Some(folder) = std::env::var_os("FUZZ_CORPUS") {
        return write(Path::new(&folder));
    }
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(10);
    let mut trials: Vec<Trial> = TARGETS
        .iter()
        .map(|(name, target)| Trial::test(*name, move || smoke(name, *target, Duration::from_secs(seconds))))
        .collect();
    trials.push(Trial::test("cargo_fuzz_has_every_target", every_target_has_its_binary));
    libtest_mimic::run(&arguments, trials).exit();
}

/// What was found before, every seed as it is, then mutants of them.
fn smoke(name: &str, target: Target, time: Duration) -> Result<(), Failed> {
    for found in files(&fixtures().join("fuzz").join(name)) {
        target(&std::fs::read(found)?);
    }
    let seeds = seeds(name);
    if seeds.is_empty() {
        return Err("no seeds".into());
    }
    let started = Instant::now();
    seeds.iter().for_each(|seed| target(seed));
    let (mut random, mut runs) = (Random(5), 0_u64);
    while started.elapsed() < time {
        let mutant = mutate(&seeds, &mut random);
        let state = random.0;
        // The bytes are wanted, not only that it broke.
        let outcome = std::panic::catch_unwind(|| target(&mutant));
        if outcome.is_err() {
            let kept = std::env::temp_dir().join(format!("wardwatch-fuzz-{name}-{state}"));
            std::fs::write(&kept, &mutant)?;
            return Err(format!("broke on {}", kept.display()).into());
        }
        runs += 1;
    }
    println!("{name}: {runs} mutants of {} seeds", seeds.len());
    Ok(())
}

/// A seed with up to eight changes: bits, bytes, numbers at their edges, stretches taken out, doubled, or from another seed.
fn mutate(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    const EDGES: &[&[u8]] =
        &[&[0], &[0xff], &[0x7f], &[0x80], &[0, 0], &[0xff, 0xff], &[0xff; 4], &[0x7f, 0xff, 0xff, 0xff], &[0; 8]];
    let mut bytes = seeds[random.below(seeds.len())].clone();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len() + 1);
        let end = bytes.len().min(at + 1 + random.below(32));
        match random.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            2 => drop(bytes.drain(at..end)),
            3 => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            4 => {
                let edge = EDGES[random.below(EDGES.len())];
                let end = bytes.len().min(at + edge.len());
                bytes.splice(at..end, edge.iter().copied());
            }
            5 => {
                let other = &seeds[random.below(seeds.len())];
                let from = random.below(other.len() + 1);
                let to = other.len().min(from + 1 + random.below(64));
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            6 => bytes.truncate(at.max(bytes.len() / 2)),
            _ => {}
        }
    }
    bytes.truncate(2 * LONGEST);
    bytes
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn contents(folder: &str, extension: &str) -> Vec<Vec<u8>> {
    let fits = |path: &PathBuf| path.extension().is_some_and(|own| own == extension);
    files(&project(folder)).into_iter().filter(fits).map(|path| std::fs::read(path).unwrap()).collect()
}

/// What a target begins with.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let before = |prefix: &[u8], all: Vec<Vec<u8>>| all.into_iter().map(|bytes| [prefix, &bytes].concat()).collect();
    let lines = |all: &[&str]| all.iter().map(|line| line.as_bytes().to_vec()).collect();
    let mut seeds: Vec<Vec<u8>> = match name {
        "capture" => captures().into_iter().map(|(_, bytes)| bytes).collect(),
        "frames" => captures().iter().map(|(_, bytes)| framed(bytes)).collect(),
        "wire" => captures()
            .iter()
            .flat_map(|(_, bytes)| packets(bytes).into_iter().take(4))
            .map(|frame| [&[2], &frame[..]].concat())
            .collect(),
        "protocols" => PROTOCOLS.iter().flat_map(|protocol| protocol_seeds(protocol.name)).collect(),
        "reassembly" => (0..16).map(segments).collect(),
        "codec" => captures().iter().flat_map(|(_, bytes)| batches(bytes)).collect(),
        "config" => vec![
            std::fs::read(project("config/wardwatch.toml")).unwrap(),
            b"[[sink]]\nname=\"a\"\nkind=\"file\"\nto=\"/x\"\n".to_vec(),
        ],
        "csv" => before(&[0], contents("tests/fixtures/cmms", "csv")),
        "mapping" => contents("config/cmms", "toml")
            .into_iter()
            .map(|text| [text, b"\0id,mac,tag\n1,00:09:fb:00:00:01,A\n".to_vec()].concat())
            .collect(),
        "playbook" => contents("config", "toml"),
        "fingerprints" => contents("fingerprints", "toml"),
        "json" => lines(&[r#"{"format":"wardwatch devices","version":1,"written":"2026-01-01T00:00:00Z","devices":[]}"#]),
        "indicators" => {
            lines(&["192.0.2.1 # x\nevil.example\n*.bad.example.\nt13d1516h2_8daaf6152771_b186095e22b6\n2001:db8::1\n"])
        }
        "fhir_search" => {
            lines(&["_count=5&type=ct&identifier=|4711&device-name:contains=ct&_after=dev-1", "serial-number=4711&type:not=mr"])
        }
        "fields" => [
            "3",
            "yes",
            "icu",
            "Mon-Fri 08:00-17:00; Sat 9-12",
            "24/7",
            "4 h",
            "2026-11-30",
            "Europe/Zurich",
            "00:09:fb:00:00:01",
        ]
        .iter()
        .flat_map(|text| (0..64).map(move |field| [&[field], text.as_bytes()].concat()))
        .collect(),
        _ => Vec::new(),
    };
    seeds
        .iter_mut()
        .for_each(|seed| seed.truncate(LONGEST.max(if name == "config" || name == "playbook" { usize::MAX } else { 0 })));
    seeds
}

/// The small captures of the fixtures, with the folder of their protocol.
fn captures() -> Vec<(String, Vec<u8>)> {
    let all = captures_below(&fixtures()).into_iter().filter_map(|path| {
        let protocol = path.strip_prefix(fixtures()).ok()?.components().next()?.as_os_str().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).ok()?;
        (bytes.len() < LONGEST).then_some((protocol, bytes))
    });
    all.collect()
}

fn packets(capture: &[u8]) -> Vec<Vec<u8>> {
    records(capture).map(|(_, all)| all.into_iter().map(|(_, body)| body).collect()).unwrap_or_default()
}

fn framed(capture: &[u8]) -> Vec<u8> {
    packets(capture).iter().flat_map(|frame| [&(frame.len() as u16).to_le_bytes(), &frame[..]].concat()).collect()
}

/// Payloads of a protocol's fixtures, as the target takes them.
fn protocol_seeds(name: &str) -> Vec<Vec<u8>> {
    let place = PROTOCOLS.iter().position(|protocol| protocol.name == name).unwrap();
    let is_stream = matches!(PROTOCOLS[place].entry, Entry::Stream(_));
    let number = place as u8;
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for (_, capture) in captures().into_iter().filter(|(protocol, _)| protocol == name) {
        let frames = packets(&capture);
        let decoded = frames.iter().filter_map(|frame| decode(LinkType::ETHERNET, frame, Timestamp(0)).ok());
        let mut streams: BTreeMap<[u16; 2], Vec<u8>> = BTreeMap::new();
        for packet in decoded {
            let ports = [packet.source_port, packet.destination_port];
            let key = [ports[0].min(ports[1]), ports[0].max(ports[1])];
            match (is_stream, packet.is_tcp()) {
                (true, true) if !packet.payload.is_empty() => {
                    let side = if ports[0] > ports[1] { 0 } else { 0x8000 };
                    let word = (packet.payload.len().min(0x3fff) as u16 | side).to_le_bytes();
                    let own = streams.entry(key).or_insert_with(|| vec![number, 0]);
                    own.extend([&word, &packet.payload[..packet.payload.len().min(0x3fff)]].concat());
                }
                (false, _) => {
                    let how = if name == "tcp_syn" {
                        packet.tcp.options
                    } else if packet.payload.is_empty() {
                        packet.network
                    } else {
                        packet.payload
                    };
                    seeds.push([&[number, 0], how].concat());
                }
                _ => {}
            }
        }
        seeds.extend(streams.into_values());
    }
    seeds.sort();
    seeds.dedup();
    seeds
}

/// Segments in some order.
fn segments(seed: u64) -> Vec<u8> {
    let mut random = Random(seed);
    let mut bytes = vec![0xf0, 0xff, 0xff, 0xff];
    for step in 0..60_usize {
        let place = (step * 40 + random.below(200)) as u16;
        bytes.extend(place.to_le_bytes());
        bytes.extend([random.below(256) as u8, random.below(256) as u8]);
    }
    bytes
}

/// The batches of a capture, as they travel.
fn batches(capture: &[u8]) -> Vec<Vec<u8>> {
    use wardwatch::sensor::capture::{Capture, FileCapture};
    let mut all = Vec::new();
    let mut sensor = Sensor::new(3, Settings { batch_items: 8, ..Settings::default() });
    let Ok(mut file) = FileCapture::read(Box::new(std::io::Cursor::new(capture.to_vec())), None) else { return all };
    while let Some(frames) = file.frames().ok().filter(|frames| !frames.is_empty()) {
        sensor.frames(frames, |batch| all.push(wardwatch::transport::encode(&batch)));
    }
    sensor.finish(|batch| {
        all.push(wardwatch::transport::encode(&batch));
        None
    });
    all
}

/// Writes the seeds of each target below `folder`; of protocols each into a folder of its own.
fn write(folder: &Path) {
    let put = |folder: PathBuf, seeds: Vec<Vec<u8>>| {
        std::fs::create_dir_all(&folder).unwrap();
        for (place, seed) in seeds.iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{place:05}")), seed).unwrap();
        }
    };
    for (name, _) in TARGETS.iter().filter(|(name, _)| *name != "protocols") {
        put(folder.join(name), seeds(name));
    }
    for protocol in PROTOCOLS {
        put(folder.join("protocols").join(protocol.name), protocol_seeds(protocol.name));
    }
}

fn every_target_has_its_binary() -> Result<(), Failed> {
    let manifest = std::fs::read_to_string(project("fuzz/Cargo.toml"))?;
    let without: Vec<&str> = TARGETS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| {
            !manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\""))
                || !project(&format!("fuzz/fuzz_targets/{name}.rs")).is_file()
        })
        .collect();
    if without.is_empty() { Ok(()) } else { Err(format!("no binary for {without:?}").into()) }
}
