//! The house rules, held by test: which module may import which, how files begin and how long they are, and that
//! nothing in the program can send a frame.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The stages in the order of the data: each may import those before it, none behind it.
const ORDER: &[&str] = &[
    "base",
    "observation",
    "sensor",
    "transport",
    "fingerprint",
    "inventory",
    "clinical",
    "baseline",
    "alert",
    "store",
    "exchange",
    "sinks",
    "web",
    "config",
    "daemon",
    "cli",
];

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A file's path below `src`, and its text without the tests at its end.
fn read(path: &Path) -> (String, String) {
    let name = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap().display().to_string();
    let text = std::fs::read_to_string(path).unwrap();
    let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned();
    (name, code)
}

/// The top-level modules that a file imports.
fn imports(code: &str) -> Vec<String> {
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for part in code.split("crate::").skip(1) {
        let part = part.trim_start();
        match part.strip_prefix('{') {
            Some(list) => found.extend(list.split('}').next().unwrap_or_default().split(',').map(|name| first_word(name.trim()))),
            None => found.push(first_word(part)),
        }
    }
    found
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn imports_run_one_way() {
    let rank = |name: &str| ORDER.iter().position(|stage| *stage == name);
    let mut wrong = Vec::new();
    for (name, code) in sources().iter().map(|path| read(path)) {
        let Some(own) = name.split('/').next().and_then(rank) else { continue };
        for import in imports(&code) {
            if rank(&import).is_some_and(|other| other > own) {
                wrong.push(format!("{name} imports {import}, which comes after it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn cold_stages_do_not_import_the_hot_one() {
    let pure = ["fingerprint", "inventory", "clinical", "baseline", "alert", "store", "exchange"];
    let wrong: Vec<String> = sources()
        .iter()
        .map(|path| read(path))
        .filter(|(name, code)| {
            pure.contains(&name.split('/').next().unwrap()) && imports(code).iter().any(|import| import == "sensor")
        })
        .map(|(name, _)| name)
        .collect();
    assert!(wrong.is_empty(), "these know the sensor: {wrong:?}");
}

#[test]
fn sql_stays_in_the_store_and_the_clock_in_the_daemon() {
    let mut wrong = Vec::new();
    for (name, code) in sources().iter().map(|path| read(path)) {
        if code.contains("rusqlite") && !name.starts_with("store/") {
            wrong.push(format!("{name} knows SQL"));
        }
        for clock in ["SystemTime::now", "Instant::now", "Timestamp::now"] {
            if code.contains(clock) && !name.starts_with("daemon/") && !name.starts_with("cli/") {
                wrong.push(format!("{name} reads a clock"));
            }
        }
        if code.contains("tokio")
            && !["transport", "store", "sinks", "web", "daemon", "cli"].contains(&name.split('/').next().unwrap())
        {
            wrong.push(format!("{name} knows tokio"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_can_send_a_frame() {
    // The transmit calls of libpcap, pnet and the socket interface.
    let sending = [
        "sendpacket",
        "sendqueue",
        "inject(",
        "datalink::channel",
        "transport_channel",
        "send_to(",
        "sendto(",
        "UdpSocket",
        "TcpStream::connect",
    ];
    let mut wrong = Vec::new();
    for (name, code) in sources().iter().map(|path| read(path)).filter(|(name, _)| name.starts_with("sensor/")) {
        wrong.extend(sending.iter().filter(|word| code.contains(**word)).map(|word| format!("{name}: {word}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_explains_itself_and_is_short() {
    let mut wrong = Vec::new();
    for (name, code) in sources().iter().map(|path| read(path)) {
        if !code.starts_with("//!") {
            wrong.push(format!("{name} does not begin with a module doc"));
        }
        if code.lines().count() > 500 {
            wrong.push(format!("{name} has {} lines without tests", code.lines().count()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn domain_types_wear_no_uniform() {
    let domain = ["base/", "observation/", "sensor/", "inventory/", "clinical/", "baseline/", "alert/"];
    let wrong: Vec<String> = sources()
        .iter()
        .map(|path| read(path))
        .filter(|(name, code)| domain.iter().any(|stage| name.starts_with(stage)) && code.contains("serde"))
        .map(|(name, _)| name)
        .collect();
    assert!(wrong.is_empty(), "these know a serialisation: {wrong:?}");
}

#[test]
fn makers_are_named_in_one_list() {
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fingerprints")).unwrap().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "toml") && !path.ends_with("manufacturers.toml") {
            let has_names = std::fs::read_to_string(&path).unwrap().contains("\n[[name]]\n");
            assert!(!has_names, "{}: names of makers belong in manufacturers.toml", path.display());
        }
    }
}

#[test]
fn the_top_level_is_the_design_card() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "LICENSE",
        "Makefile",
        "CONTRIBUTING.md",
        "src",
        "config",
        "fingerprints",
        "tests",
        "systemd",
        "docs",
        "fuzz",
        "target",
    ];
    let mut strangers = BTreeMap::new();
    for entry in std::fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !allowed.contains(&name.as_str()) && !name.contains(".db") {
            strangers.insert(name, ());
        }
    }
    assert!(strangers.is_empty(), "{strangers:?}");
}
