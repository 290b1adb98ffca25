//! The service units: as closed as promised, by systemd's own measure, and the package that carries them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

fn main() {
    let trial = |name: &str, able: bool, test: fn()| {
        Trial::test(name, move || -> Result<(), Failed> {
            test();
            Ok(())
        })
        .with_ignored_flag(!able)
    };
    let systemd = has("systemd-analyze");
    let tests = vec![
        trial("the_sensor_is_closed", systemd, || exposure("wardwatch-sensor", 13)),
        trial("the_hub_is_closed", systemd, || exposure("wardwatch-hub", 10)),
        trial("both_halves_in_one_are_less_closed", systemd, || exposure("wardwatch", 18)),
        trial("units_have_no_unknown_words", systemd, verify),
        trial("manual_pages_and_completions_are_generated", true, generated),
        trial("the_package_holds_what_it_shall", has("dpkg-deb"), package),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit();
}

fn unit(name: &str) -> PathBuf {
    root().join("systemd").join(format!("{name}.service"))
}

/// Exposure of a unit, in tenths, as `systemd-analyze security` measures it.
fn exposure(name: &str, limit: u32) {
    let output = Command::new("systemd-analyze")
        .args(["security", "--offline=true", "--no-pager", &format!("--threshold={limit}")])
        .arg(unit(name))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.contains("Overall exposure level")).unwrap_or_else(|| panic!("{text}"));
    println!("{line}");
    assert!(output.status.success(), "{text}");
}

/// Words of newer versions of systemd than the one here; older ones pass over them.
const NEWER: &[&str] = &["RestartSteps", "RestartMaxDelaySec"];

fn verify() {
    for name in ["wardwatch-sensor", "wardwatch-hub", "wardwatch"] {
        let output = Command::new("systemd-analyze").args(["verify", "--recursive-errors=no"]).arg(unit(name)).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let wrong: Vec<&str> = said
            .lines()
            .filter(|line| line.contains("wardwatch") && line.contains("nknown") && !NEWER.iter().any(|word| line.contains(word)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

fn generate(folder: &Path) {
    let done = Command::new(env!("CARGO_BIN_EXE_wardwatch")).arg("generate").arg(folder).status().unwrap();
    assert!(done.success());
}

fn generated() {
    let folder = tempfile::tempdir().unwrap();
    generate(folder.path());
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(read("wardwatch.1").contains("never sends a frame"));
    assert!(read("wardwatch-sensor.1").contains("CAP_NET_RAW"));
    assert!(read("wardwatch-devices-list.1").contains("category"));
    for completion in ["wardwatch.bash", "_wardwatch", "wardwatch.fish"] {
        assert!(read(completion).contains("fingerprints"), "{completion}");
    }
}

fn package() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(root().join("tests/tools/deb"))
        .arg(env!("CARGO_BIN_EXE_wardwatch"))
        .arg(folder.path())
        .env("DEB_COMPRESSION", "none")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let package = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    let ask = |question: &[&str]| {
        let output = Command::new("dpkg-deb").args(question).arg(&package).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let contents = ask(&["--contents"]);
    for file in [
        "./usr/bin/wardwatch",
        "./etc/wardwatch/wardwatch.toml",
        "./lib/systemd/system/wardwatch-sensor.service",
        "./lib/systemd/system/wardwatch-hub.service",
        "./usr/lib/sysusers.d/wardwatch.conf",
        "./usr/share/man/man1/wardwatch.1.gz",
        "./usr/share/bash-completion/completions/wardwatch",
    ] {
        assert!(contents.lines().any(|line| line.ends_with(file)), "{file} is missing:\n{contents}");
    }
    assert!(contents.lines().all(|line| line.contains(" root/root ")), "{contents}");
    assert!(ask(&["--field"]).contains("Depends: libc6"));
    let conffiles = Command::new("dpkg-deb").arg("--info").arg(&package).arg("conffiles").output().unwrap();
    assert_eq!(String::from_utf8(conffiles.stdout).unwrap(), "/etc/wardwatch/wardwatch.toml\n");
}
