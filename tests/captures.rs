//! Real captures from outside the project, where they are at hand: each is read without a panic, every frame is
//! accounted for, and a second reading gives the same lines. Without them these tests are reported as ignored.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod support;

use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use support::{captures_below, lines, observe_bytes, shared_captures};

fn main() {
    let arguments = Arguments::from_args();
    let folder = shared_captures();
    let trials = ["attack", "fingerprint", "malformed", "medical", "throughput"].map(|name| {
        let below = folder.as_ref().map(|folder| folder.join(name)).filter(|folder| folder.is_dir());
        let absent = below.is_none();
        let label = if absent { format!("{name} (skipped: ../shared/captures is not on this machine)") } else { name.to_owned() };
        Trial::test(label, move || below.as_deref().map_or(Ok(()), read_all)).with_ignored_flag(absent)
    });
    libtest_mimic::run(&arguments, trials.into()).exit();
}

fn read_all(folder: &Path) -> Result<(), Failed> {
    let captures = captures_below(folder);
    if captures.is_empty() {
        return Err("the folder holds no capture".into());
    }
    for capture in captures {
        let bytes = std::fs::read(&capture)?;
        let seen = observe_bytes(bytes.clone());
        let counters = &seen.counters;
        if !counters.panics.is_empty() {
            return Err(format!("{}: panic in {:?}", capture.display(), counters.panics).into());
        }
        if counters.received != counters.decoded + counters.undecodable + counters.unread {
            return Err(format!("{}: frames unaccounted for: {counters:?}", capture.display()).into());
        }
        if lines(&seen) != lines(&observe_bytes(bytes)) {
            return Err(format!("{}: two readings differ", capture.display()).into());
        }
    }
    Ok(())
}
