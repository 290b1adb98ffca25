//! Whatever the wire brings: every fixture cut at every prefix, with bits flipped, segments lost, doubled and out of
//! order. No panic, not even a caught one, and nothing grows beyond its limit.
//!
//! `ROBUSTNESS_MINUTES=10 cargo test --release --test robustness` goes on mutating for that long (`make fuzz`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};
use support::{Random, Record, Seen, assemble, captures_below, fixtures, observe_bytes, records};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    for capture in captures_below(&fixtures()) {
        let case = capture.parent().unwrap().strip_prefix(fixtures()).unwrap().display().to_string();
        let kinds: [(&str, Check); 4] = [
            ("prefixes", prefixes),
            ("bit_flips", bit_flips),
            ("lost_doubled_reordered", disorder),
            ("damaged_file", damaged_file),
        ];
        for (kind, run) in kinds {
            let capture = capture.clone();
            trials.push(Trial::test(format!("{case}::{kind}"), move || run(&capture)));
        }
    }
    if let Some(minutes) = std::env::var("ROBUSTNESS_MINUTES").ok().and_then(|text| text.parse::<u64>().ok()) {
        trials = vec![Trial::test("mutations", move || mutate_for(Duration::from_secs(minutes * 60)))];
    }
    libtest_mimic::run(&arguments, trials).exit();
}

type Check = fn(&Path) -> Result<(), Failed>;

/// Large captures are represented by their beginning; each protocol has small ones of its own.
fn load(capture: &Path) -> Result<(Vec<u8>, Vec<Record>), Failed> {
    let bytes = std::fs::read(capture)?;
    let (header, mut all) = records(&bytes).ok_or("fixtures are classic little-endian pcap")?;
    all.truncate(400);
    Ok((header, all))
}

fn sound(seen: &Seen, what: impl FnOnce() -> String) -> Result<(), Failed> {
    if !seen.counters.panics.is_empty() {
        return Err(format!("{}: panic in {:?}", what(), seen.counters.panics).into());
    }
    let counters = &seen.counters;
    if counters.received != counters.decoded + counters.undecodable + counters.unread {
        return Err(format!("{}: frames unaccounted for: {counters:?}", what()).into());
    }
    Ok(())
}

/// Every frame cut at every length; a frame longer than 200 bytes at a sample of them.
fn prefixes(capture: &Path) -> Result<(), Failed> {
    let (header, all) = load(capture)?;
    let longest = all.iter().map(|(_, body)| body.len()).max().unwrap_or(0);
    let step = if all.len() > 100 { 7 } else { 1 };
    for cut in (0..longest).filter(|cut| *cut < 200 || cut % (13 * step) == 0).step_by(step) {
        let short = all.iter().map(|(head, body)| (head.clone(), body[..cut.min(body.len())].to_vec()));
        sound(&observe_bytes(assemble(&header, short)), || format!("cut at {cut}"))?;
    }
    Ok(())
}

fn bit_flips(capture: &Path) -> Result<(), Failed> {
    let (header, all) = load(capture)?;
    let mut random = Random(1);
    for round in 0..60 {
        let flipped = flip(&all, &mut random, 1 + round % 8);
        sound(&observe_bytes(assemble(&header, flipped)), || format!("round {round}"))?;
    }
    Ok(())
}

fn flip(all: &[Record], random: &mut Random, flips: usize) -> Vec<Record> {
    let mut all = all.to_vec();
    for (_, body) in &mut all {
        // Behind the Ethernet header, so that most frames still reach a parser.
        for _ in 0..flips {
            if body.len() > 34 {
                let at = 14 + random.below(body.len() - 14);
                body[at] ^= 1 << random.below(8);
            }
        }
    }
    all
}

fn disorder(capture: &Path) -> Result<(), Failed> {
    let (header, all) = load(capture)?;
    let mut random = Random(2);
    for round in 0..30 {
        let shuffled = shuffle(&all, &mut random);
        sound(&observe_bytes(assemble(&header, shuffled)), || format!("round {round}"))?;
    }
    Ok(())
}

fn shuffle(all: &[Record], random: &mut Random) -> Vec<Record> {
    let mut out = Vec::new();
    for record in all {
        match random.below(10) {
            0 => {}
            1 => out.extend([record.clone(), record.clone()]),
            _ => out.push(record.clone()),
        }
    }
    for at in 1..out.len() {
        if random.below(5) == 0 {
            out.swap(at, at - 1 - random.below(at.min(6)));
        }
    }
    out
}

/// The file itself cut off and with its bytes overwritten.
fn damaged_file(capture: &Path) -> Result<(), Failed> {
    let bytes = std::fs::read(capture)?;
    let bytes = &bytes[..bytes.len().min(60_000)];
    let mut random = Random(3);
    for round in 0..40 {
        let mut damaged = bytes[..random.below(bytes.len())].to_vec();
        for _ in 0..round {
            if !damaged.is_empty() {
                let at = random.below(damaged.len());
                damaged[at] = random.below(256) as u8;
            }
        }
        sound(&observe_bytes(damaged), || format!("round {round}"))?;
    }
    Ok(())
}

fn mutate_for(duration: Duration) -> Result<(), Failed> {
    let captures: Vec<PathBuf> = captures_below(&fixtures());
    let seed = std::env::var("ROBUSTNESS_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    let (mut random, started, mut runs) = (Random(seed), Instant::now(), 0_u64);
    while started.elapsed() < duration {
        let capture = &captures[random.below(captures.len())];
        let (header, all) = load(capture)?;
        let mut mutated = shuffle(&all, &mut random);
        let flips = random.below(12);
        mutated = flip(&mutated, &mut random, flips);
        let state = random.0;
        sound(&observe_bytes(assemble(&header, mutated)), || format!("{} with state {state}", capture.display()))?;
        runs += 1;
    }
    println!("{runs} mutated captures, seed {seed}");
    Ok(())
}
