//! What each stage of a replay costs: `cargo bench --bench stages -- CAPTURE [ROUNDS]`, part of `make bench`.
//!
//! The same capture is read several times, each time with one more stage behind it. A row's difference to the one before
//! is what its stage costs.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::arithmetic_side_effects,
    reason = "a benchmark"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use wardwatch::fingerprint::Fingerprints;
use wardwatch::inventory::{Inventory, Settings};
use wardwatch::observation::Batch;
use wardwatch::sensor::capture::{Capture, FileCapture};
use wardwatch::sensor::{self, Sensor};
use wardwatch::store::{BatchId, Opening, Sqlite, Store};

/// How far a run goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Read,
    Sensor,
    Inventory,
    Identify,
    Store,
}

const STAGES: [(Stage, &str); 5] = [
    (Stage::Read, "records read"),
    (Stage::Sensor, "+ headers, flows, streams, protocols"),
    (Stage::Inventory, "+ inventory: who is who"),
    (Stage::Identify, "+ fingerprint rules: what is what"),
    (Stage::Store, "+ SQLite"),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let Some(file) = arguments.first() else { return eprintln!("stages: no capture given, nothing measured") };
    let rounds: usize = arguments.get(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(5);
    let mut times = vec![Vec::new(); STAGES.len()];
    for _ in 0..rounds {
        for ((stage, _), times) in STAGES.iter().zip(&mut times) {
            times.push(run(Path::new(file), *stage));
        }
    }
    let mut before = Duration::ZERO;
    println!("{file}: medians of {rounds}");
    for ((_, name), times) in STAGES.iter().zip(&mut times) {
        times.sort();
        let median = times[times.len() / 2];
        println!("{name:<40} {:>7.3} s  (+{:.3})", median.as_secs_f64(), median.saturating_sub(before).as_secs_f64());
        before = median;
    }
}

/// The time of one run, from the opened capture to the last commit.
fn run(file: &Path, last: Stage) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let fingerprints = Fingerprints::shipped().unwrap();
    let mut store = Sqlite::open(&folder.path().join("stages.db"), Opening::Create).unwrap();
    let mut inventory = Inventory::new(Settings::default());
    let mut capture = FileCapture::open(file).unwrap();
    let settings = sensor::Settings { batch_milliseconds: 86_400_000, ..sensor::Settings::default() };
    let mut sensor = Sensor::new(1, settings);
    let start = Instant::now();
    let mut ready: Vec<Batch> = Vec::new();
    let mut apply = |batch: &Batch| {
        if last >= Stage::Inventory {
            inventory.apply(batch);
        }
    };
    loop {
        let frames = capture.frames().unwrap();
        if frames.is_empty() {
            break;
        }
        if last == Stage::Read {
            std::hint::black_box(frames.iter().count());
            continue;
        }
        sensor.frames(frames, |batch| ready.push(batch));
        for batch in ready.drain(..) {
            apply(&batch);
            sensor.recycle(batch);
        }
    }
    sensor.finish(|batch| {
        apply(&batch);
        Some(batch)
    });
    if last >= Stage::Inventory {
        let changes = match last {
            Stage::Inventory => inventory.settle(&|_| Vec::new()),
            _ => inventory.settle(&|profile| fingerprints.identify(profile)),
        };
        if last == Stage::Store {
            store.commit(&[BatchId { sensor: "bench".into(), epoch: 1, sequence: 0 }], &changes).unwrap();
        }
    }
    start.elapsed()
}
