//! Golden observations: every capture in `tests/fixtures/PROTOCOL/CASE` gives exactly the lines in its
//! `observations.txt`. Cases are found by listing; `make golden` accepts the present output.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod support;

use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use support::{Seen, captures_below, fixtures, lines, observe};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = captures_below(&fixtures())
        .into_iter()
        .map(|capture| {
            let name = capture.parent().unwrap().strip_prefix(fixtures()).unwrap().display().to_string();
            Trial::test(name, move || check(&capture))
        })
        .collect();
    trials.push(Trial::test("every_protocol_has_a_fixture", every_protocol_has_a_fixture));
    trials.push(Trial::test("readme_names_every_protocol", readme_names_every_protocol));
    libtest_mimic::run(&arguments, trials).exit();
}

fn check(capture: &Path) -> Result<(), Failed> {
    let seen = observe(capture);
    let folder = capture.parent().unwrap();
    says_what_its_folder_says(folder, &seen)?;
    if !folder.join("README.md").is_file() {
        return Err("the case has no README.md with its purpose and origin".into());
    }
    let golden = folder.join("observations.txt");
    let now = lines(&seen);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, now)?;
        return Ok(());
    }
    let before = std::fs::read_to_string(&golden).map_err(|error| format!("{}: {error}; run `make golden`", golden.display()))?;
    match difference(&before, &now) {
        None => Ok(()),
        Some(difference) => Err(format!("{} differs; `make golden` accepts it:\n{difference}", golden.display()).into()),
    }
}

/// A case in the folder of a protocol must make that protocol speak, unless its name says that it must not.
fn says_what_its_folder_says(folder: &Path, seen: &Seen) -> Result<(), Failed> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let protocol = name(folder.parent().unwrap());
    if protocol == "fixtures" || name(folder).starts_with("not_") {
        return Ok(());
    }
    let spoke = seen.observations.iter().any(|observation| observation.protocol == protocol);
    if spoke { Ok(()) } else { Err(format!("no observation comes from {protocol}").into()) }
}

fn every_protocol_has_a_fixture() -> Result<(), Failed> {
    let without: Vec<&str> = wardwatch::sensor::protocols::PROTOCOLS
        .iter()
        .map(|protocol| protocol.name)
        .filter(|name| captures_below(&fixtures().join(name)).is_empty())
        .collect();
    if without.is_empty() { Ok(()) } else { Err(format!("no fixture for {without:?}").into()) }
}

/// The first lines that differ.
fn difference(before: &str, now: &str) -> Option<String> {
    if before == now {
        return None;
    }
    let (mut old, mut new) = (before.lines(), now.lines());
    let mut line = 0;
    loop {
        line += 1;
        match (old.next(), new.next()) {
            (Some(a), Some(b)) if a == b => {}
            (a, b) => return Some(format!("line {line}\n- {}\n+ {}", a.unwrap_or("(end)"), b.unwrap_or("(end)"))),
        }
    }
}

/// README's table of protocols is the registry's.
fn readme_names_every_protocol() -> Result<(), Failed> {
    let (begin, end) = ("<!-- protocols: made by `make golden` from the registry -->\n", "<!-- /protocols -->");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&path)?;
    let rows: String = wardwatch::sensor::protocols::PROTOCOLS
        .iter()
        .map(|protocol| format!("| {} | {} |\n", protocol.name, protocol.spec.replace('|', "\\|")))
        .collect();
    let (head, rest) = text.split_once(begin).ok_or("README.md has lost its mark")?;
    let (_, tail) = rest.split_once(end).ok_or("README.md has lost its mark")?;
    let now = format!("{head}{begin}| protocol | specified in |\n|---|---|\n{rows}{end}{tail}");
    if now == text {
        return Ok(());
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        return Ok(std::fs::write(path, now)?);
    }
    Err("README.md's table of protocols is not the registry's; run `make golden`".into())
}
