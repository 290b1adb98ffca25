//! How well devices are found and named: captures with known devices through the whole pipeline, compared with the truth.
//!
//! As a test it is a quick look at the demo ward. `make accuracy` (`WARDWATCH_ACCURACY=1`) judges every labelled capture
//! and writes `docs/accuracy.md` and its picture; the single mistakes go to `target/accuracy/`. Whoever writes rules takes
//! `WARDWATCH_ACCURACY=visible`: the visible captures only, with the tables as they lie in `fingerprints/`, mistakes printed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod fit;
mod judge;
mod picture;
mod report;
mod run;
mod truth;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use judge::Score;
use truth::{Capture, Set};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn main() -> ExitCode {
    match std::env::var("WARDWATCH_ACCURACY").as_deref() {
        Ok("visible") => visible(),
        Ok("fit") => fit(),
        Ok(_) => whole(),
        Err(_) => return tests(),
    }
    ExitCode::SUCCESS
}

fn tests() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = vec![
        Trial::test("the_demo_ward_meets_the_targets", demo_ward),
        Trial::test("labels_are_sound_and_split_by_name", labels_are_sound),
    ];
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn demo_ward() -> Result<(), Failed> {
    let mut score = Score::default();
    score.take(&truth::demo(root()));
    // What is not shown costs recall, which the report judges; what is shown must be right.
    let mut wrong: Vec<String> = score.mistakes.iter().filter(|mistake| !mistake.contains(": not shown ")).cloned().collect();
    if score.found.shown_once() < score.found.truths {
        wrong.push(format!("found once: {} of {}", score.found.shown_once(), score.found.truths));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn labels_are_sound() -> Result<(), Failed> {
    let mut wrong = Vec::new();
    for capture in truth::labels(root()) {
        if truth::side(&capture.name) != capture.set {
            wrong.push(format!("{} is on the wrong side of the split", capture.name));
        }
        wrong.extend(truth::faults(&capture));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// Every labelled capture that is here.
fn captures() -> Vec<Capture> {
    let mut captures: Vec<Capture> = vec![truth::demo(root())];
    let hospitals = truth::hospitals(root());
    let visible = hospitals.iter().filter(|capture| capture.set == Set::Development).count();
    println!("visible hospitals made: {visible} (make hospital makes all)");
    captures.extend(hospitals);
    match truth::shared(root()) {
        Some(folder) => captures.extend(truth::labels(root()).into_iter().map(|capture| capture.below(&folder))),
        None => println!("labelled real captures: LEFT OUT, no folder of captures here (WARDWATCH_CAPTURES names one)"),
    }
    captures
}

/// Judges the captures that rules may be written from, and prints what is wrong.
fn visible() {
    let mut score = Score::default();
    for capture in captures().iter().filter(|capture| capture.set == Set::Development) {
        score.take(capture);
    }
    score.mistakes.iter().for_each(|mistake| println!("{mistake}"));
    println!("{}", report::summary(&score));
}

/// Prints the table of `src/fingerprint/calibration.rs`, fitted to the visible captures, and what it was fitted to.
fn fit() {
    let mut score = Score::default();
    for capture in captures().iter().filter(|capture| capture.set == Set::Development) {
        score.take(capture);
    }
    println!("{}", fit::table(&score));
}

/// Judges everything there is and writes the report.
fn whole() {
    let sets = [Set::Development, Set::HeldBack, Set::Blind];
    let mut halves = sets.map(|set| (set.name(), Score::default()));
    let mut kinds: Vec<(String, Set, Score)> = Vec::new();
    for capture in &captures() {
        println!("{:9} {}", capture.set.name(), capture.name);
        let mut own = Score::default();
        own.take(capture);
        halves.iter_mut().filter(|(name, _)| *name == capture.set.name()).for_each(|(_, score)| score.add(&own));
        match kinds.iter_mut().find(|(kind, set, _)| *kind == capture.kind && *set == capture.set) {
            Some((_, _, score)) => score.add(&own),
            None => kinds.push((capture.kind.clone(), capture.set, own)),
        }
    }
    // A set of which no capture is here has no figures.
    let halves: Vec<(&str, Score)> = halves.into_iter().filter(|(_, score)| score.captures > 0).collect();
    let folder = root().join("target/accuracy");
    std::fs::create_dir_all(&folder).unwrap();
    // Single mistakes of the blind set are written nowhere: nobody shall look at them.
    for (name, (_, score)) in ["development", "held-back"].iter().zip(&halves) {
        std::fs::write(folder.join(format!("{name}.txt")), score.mistakes.join("\n") + "\n").unwrap();
    }
    let docs: PathBuf = root().join("docs");
    std::fs::write(docs.join("accuracy.md"), report::markdown(&halves, &kinds)).unwrap();
    std::fs::write(docs.join("accuracy-reliability.svg"), picture::reliability(&halves)).unwrap();
    println!("wrote docs/accuracy.md, docs/accuracy-reliability.svg and target/accuracy/{{development,held-back}}.txt");
}
