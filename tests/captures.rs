//! Real captures from outside the project, where they are at hand: each is read without a panic, every frame is
//! accounted for, and a second reading gives the same lines. Without them these tests are reported as ignored.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod support;

use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use support::{captures_below, lines, observe_bytes, shared_captures};
use wardwatch::observation::{Fact, Property, Sign};

fn main() {
    let arguments = Arguments::from_args();
    let folder = shared_captures();
    let trials = ["attack", "fingerprint", "malformed", "medical", "throughput"].map(|name| {
        let below = folder.as_ref().map(|folder| folder.join(name)).filter(|folder| folder.is_dir());
        let absent = below.is_none();
        let label = if absent { format!("{name} (skipped: ../shared/captures is not on this machine)") } else { name.to_owned() };
        Trial::test(label, move || below.as_deref().map_or(Ok(()), read_all)).with_ignored_flag(absent)
    });
    let mut trials: Vec<Trial> = trials.into();
    for (name, test) in [("attack", attacks_are_known as fn(&Path) -> Result<(), Failed>), ("medical", care_shows_no_sign)] {
        let below = folder.as_ref().map(|folder| folder.join(name)).filter(|folder| folder.is_dir());
        let absent = below.is_none();
        let label =
            format!("signs_in_{name}{}", if absent { " (skipped: ../shared/captures is not on this machine)" } else { "" });
        trials.push(Trial::test(label, move || below.as_deref().map_or(Ok(()), test)).with_ignored_flag(absent));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// The signs in a capture, each once.
fn signs(capture: &Path) -> Result<Vec<String>, Failed> {
    let seen = observe_bytes(std::fs::read(capture)?);
    let said = seen.observations.iter().filter_map(|observation| match &observation.fact {
        Fact::Says(Property::Sign, text) => Some(text.as_str().split(' ').next()?.to_owned()),
        _ => None,
    });
    let mut signs: Vec<String> = said.collect();
    signs.sort();
    signs.dedup();
    Ok(signs)
}

/// What others captured of real attacks has the signs that it must have.
fn attacks_are_known(folder: &Path) -> Result<(), Failed> {
    let expected: [(&str, &[Sign]); 2] = [
        ("doublepulsar-backdoor-connect-win7", &[Sign::Smb1ImplantAnswer, Sign::Smb1SessionSetupRequest]),
        ("eternalblue-failed-patched-win7", &[]),
    ];
    let captures = captures_below(folder);
    for (name, signs) in expected {
        let matching: Vec<_> = captures.iter().filter(|path| path.to_string_lossy().contains(name)).collect();
        if matching.is_empty() {
            return Err(format!("{name} is not there").into());
        }
        for capture in matching {
            let (found, wanted) = (self::signs(capture)?, signs.iter().map(|sign| sign.slug()).collect::<Vec<_>>());
            if found != wanted {
                return Err(format!("{}: {found:?}, not {wanted:?}", capture.display()).into());
            }
        }
    }
    Ok(())
}

/// What medical devices send to one another has none, but for passwords that some send in the clear.
fn care_shows_no_sign(folder: &Path) -> Result<(), Failed> {
    for capture in captures_below(folder) {
        let mut found = signs(&capture)?;
        found.retain(|sign| *sign != Sign::DicomClearPassword.slug());
        if !found.is_empty() {
            return Err(format!("{}: {found:?}", capture.display()).into());
        }
    }
    Ok(())
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
