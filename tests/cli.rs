//! The program as its user meets it: help, exit codes, and one line that says what to do for whatever goes wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod support;

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use support::{assemble, dump, fixtures, records};

type Test = fn() -> Result<(), Failed>;

fn main() {
    let arguments = Arguments::from_args();
    let tests: [(&str, Test); 22] = [
        ("help_teaches_by_example", help),
        ("usage_errors_are_2", usage),
        ("what_is_no_capture_is_one_line_and_makes_no_database", no_capture),
        ("one_bad_file_among_good_ones_is_3", bad_among_good),
        ("a_cut_off_capture_is_3_and_says_what_was_lost", cut_off),
        ("what_is_no_database_is_left_as_it_is", no_database),
        ("a_newer_database_is_left_as_it_is", newer_database),
        ("a_missing_folder_is_one_line", missing_folder),
        ("standard_input_gzip_zstd_and_pcapng_give_the_same", same_by_any_way),
        ("several_link_types_in_one_file", link_types),
        ("a_bad_fingerprint_table_is_named_to_the_column", bad_table),
        ("captures_of_1970_and_2100", far_times),
        ("a_reader_that_went_away_is_no_error", went_away),
        ("json_has_the_contracted_keys", json_keys),
        ("csv_is_defused_and_regular", csv),
        ("show_and_explain_find_by_id_mac_and_ip", show_and_explain),
        ("merge_and_split_keep_old_ids_alive", merge_and_split),
        ("a_device_is_reviewed_and_an_incident_asked_about", review),
        ("who_is_reachable_is_told_by_the_hospitals_clock", reachable),
        ("only_one_process_writes", one_writer),
        ("check_says_what_is_wrong", check),
        ("a_configuration_file_is_taken_and_options_win_over_it", configuration),
    ];
    let mut trials: Vec<Trial> = tests.into_iter().map(|(name, test)| Trial::test(name, test)).collect();
    let mounts = Command::new("unshare").args(["-rm", "true"]).output().is_ok_and(|output| output.status.success());
    let label = if mounts { "a_full_disk_is_one_line" } else { "a_full_disk_is_one_line (skipped: no user namespaces here)" };
    trials.push(Trial::test(label, full_disk).with_ignored_flag(!mounts));
    libtest_mimic::run(&arguments, trials).exit();
}

/// A folder of its own for each test.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// With the demo ward in `wardwatch.db`.
    fn with_ward() -> Self {
        let place = Self::new();
        place.write("demo.pcap", demo());
        assert_eq!(place.run(&["replay", "demo.pcap"]).status.code(), Some(0));
        place
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wardwatch"));
        command.args(arguments).current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().unwrap()
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}: {output:?}");
        text(&output.stdout)
    }

    /// Fails with `code`, and in one line that holds all of `words`.
    fn complains(&self, arguments: &[&str], code: i32, words: &[&str]) -> Result<(), Failed> {
        one_line(&self.run(arguments), code, words).map_err(|wrong| format!("{arguments:?}: {wrong}").into())
    }

    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

fn one_line(output: &Output, code: i32, words: &[&str]) -> Result<(), String> {
    let complaint = text(&output.stderr);
    if output.status.code() != Some(code) {
        return Err(format!("exit code {:?} instead of {code}: {complaint}", output.status.code()));
    }
    if complaint.lines().count() != 1 || !complaint.starts_with("wardwatch: ") {
        return Err(format!("not one line of wardwatch's: {complaint:?}"));
    }
    match words.iter().find(|word| !complaint.contains(**word)) {
        Some(word) => Err(format!("{word:?} is not in {complaint:?}")),
        None => Ok(()),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn demo() -> Vec<u8> {
    std::fs::read(fixtures().join("demo/demo.pcap")).unwrap()
}

/// An answer that must be one thing and no other.
fn must(good: bool, what: impl Into<String>) -> Result<(), Failed> {
    if good { Ok(()) } else { Err(what.into().into()) }
}

fn help() -> Result<(), Failed> {
    let place = Place::new();
    let pages: [&[&str]; 18] = [
        &[],
        &["replay"],
        &["devices", "list"],
        &["devices", "show"],
        &["devices", "explain"],
        &["devices", "merge"],
        &["devices", "split"],
        &["devices", "siblings"],
        &["devices", "edit"],
        &["devices", "fields"],
        &["devices", "confirm"],
        &["devices", "ignore"],
        &["devices", "retire"],
        &["devices", "reopen"],
        &["devices", "comment"],
        &["devices", "record"],
        &["devices", "contacts"],
        &["devices", "audit"],
    ];
    for page in pages {
        let help = place.good(&[page, &["--help"]].concat());
        must(help.contains("Usage: wardwatch") && help.contains("Examples:"), format!("{page:?} has no example: {help}"))?;
        must(help.lines().all(|line| line.chars().count() <= 120), format!("{page:?} has long lines"))?;
    }
    for page in [&["devices"][..], &["fingerprints"], &["check"]] {
        must(place.good(&[page, &["--help"]].concat()).contains("Usage: wardwatch"), format!("{page:?}"))?;
    }
    must(place.good(&["--version"]).starts_with("wardwatch "), "version")?;
    must(place.files().is_empty(), "help makes no files")
}

fn usage() -> Result<(), Failed> {
    let place = Place::new();
    for arguments in [
        &[][..],
        &["nonsense"],
        &["replay"],
        &["replay", "x.pcap", "--format", "xml"],
        &["devices"],
        &["devices", "list", "--nonsense"],
        &["devices", "show"],
        &["devices", "show", "not a device"],
    ] {
        let output = place.run(arguments);
        must(output.status.code() == Some(2), format!("{arguments:?}: {output:?}"))?;
        must(output.stdout.is_empty() && !output.stderr.is_empty(), format!("{arguments:?} complains elsewhere"))?;
    }
    must(place.files().is_empty(), "a usage error makes no files")
}

fn no_capture() -> Result<(), Failed> {
    let place = Place::new();
    place.write("letter.pcap", "Dear Sir or Madam, this is no capture at all.\n");
    place.write("empty.pcap", "");
    place.write("short.pcap", &demo()[..10]);
    place.write("letter.gz", [0x1f, 0x8b, 8, 0, 1, 2, 3]);
    std::fs::create_dir(place.path("folder"))?;
    place.complains(&["replay", "none.pcap"], 1, &["none.pcap", "No such file"])?;
    place.complains(&["replay", "folder"], 1, &["folder", "is a directory"])?;
    place.complains(&["replay", "letter.pcap"], 1, &["letter.pcap", "not a capture", "pcapng"])?;
    place.complains(&["replay", "empty.pcap"], 1, &["empty.pcap", "empty"])?;
    place.complains(&["replay", "short.pcap"], 1, &["short.pcap"])?;
    place.complains(&["replay", "letter.gz"], 1, &["letter.gz"])?;
    place.complains(&["replay", "-"], 1, &["empty"])?;
    let left: Vec<String> = place.files().into_iter().filter(|name| name.contains(".db")).collect();
    must(left.is_empty(), format!("left behind: {left:?}"))
}

fn bad_among_good() -> Result<(), Failed> {
    let place = Place::new();
    place.write("demo.pcap", demo());
    place.write("letter.pcap", "Dear Sir or Madam\n");
    let output = place.run(&["replay", "demo.pcap", "letter.pcap"]);
    must(output.status.code() == Some(3), format!("{output:?}"))?;
    must(text(&output.stderr).contains("letter.pcap: not a capture"), text(&output.stderr))?;
    must(text(&output.stdout).contains("33 devices"), text(&output.stdout))
}

fn cut_off() -> Result<(), Failed> {
    let place = Place::new();
    place.write("cut.pcap", &demo()[..100_000]);
    place.complains(&["replay", "cut.pcap"], 3, &["cut.pcap", "not read", "cut off"])?;
    let summary: Value = serde_json::from_slice(&place.run(&["replay", "cut.pcap", "--format", "json"]).stdout)?;
    must(summary["files"][0]["lost"].as_str().is_some_and(|lost| lost.contains("cut off")), summary.to_string())
}

fn no_database() -> Result<(), Failed> {
    let place = Place::new();
    place.write("demo.pcap", demo());
    place.write("letter.db", "Dear Sir or Madam\n");
    std::fs::create_dir(place.path("folder.db"))?;
    rusqlite::Connection::open(place.path("other.db"))?.execute_batch("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")?;
    for name in ["letter.db", "other.db"] {
        let before = std::fs::read(place.path(name))?;
        place.complains(&["replay", "demo.pcap", "--db", name], 1, &[name, "no wardwatch database"])?;
        place.complains(&["devices", "list", "--db", name], 1, &[name, "no wardwatch database"])?;
        must(before == std::fs::read(place.path(name))?, format!("{name} was changed"))?;
    }
    place.complains(&["replay", "demo.pcap", "--db", "folder.db"], 1, &["folder.db"])?;
    place.complains(&["devices", "list"], 1, &["wardwatch.db", "wardwatch replay"])?;
    place.complains(&["replay", "demo.pcap", "--db", "mysql://ward:secret@host/x"], 1, &["sqlite://"])?;
    must(place.files() == ["demo.pcap", "folder.db", "letter.db", "other.db"], format!("{:?}", place.files()))
}

fn newer_database() -> Result<(), Failed> {
    let place = Place::with_ward();
    rusqlite::Connection::open(place.path("wardwatch.db"))?.execute_batch("PRAGMA user_version = 9999")?;
    let before = dump(&place.path("wardwatch.db"));
    place.complains(&["replay", "demo.pcap"], 1, &["newer wardwatch", "9999", "update"])?;
    place.complains(&["devices", "list"], 1, &["newer wardwatch"])?;
    must(before == dump(&place.path("wardwatch.db")), "it was changed")
}

fn missing_folder() -> Result<(), Failed> {
    let place = Place::new();
    place.write("demo.pcap", demo());
    place.complains(&["replay", "demo.pcap", "--db", "no/such/w.db"], 1, &["no/such/w.db"])?;
    must(place.files() == ["demo.pcap"], format!("{:?}", place.files()))
}

/// On a disk that is too small: one line, and what is there stays usable. The mount is gone with its namespace.
fn full_disk() -> Result<(), Failed> {
    let place = Place::new();
    place.write("demo.pcap", demo());
    std::fs::create_dir(place.path("disk"))?;
    let script = "mount -t tmpfs -o size=480k tmpfs disk && \"$0\" replay demo.pcap --db disk/w.db; echo \"code $?\"
        \"$0\" devices list --db disk/w.db --format json; echo \"code $?\"; ls disk";
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", script, env!("CARGO_BIN_EXE_wardwatch")])
        .current_dir(place.0.path())
        .output()?;
    let (said, complaint) = (text(&output.stdout), text(&output.stderr));
    must(said.starts_with("code 1\n"), format!("{said} {complaint}"))?;
    must(complaint.lines().count() == 1 && complaint.contains("full"), complaint)?;
    // Nothing of the batch is there, and the database can be read.
    must(said.contains("[]\ncode 0"), said)
}

fn same_by_any_way() -> Result<(), Failed> {
    let place = Place::with_ward();
    let expected = place.good(&["devices", "list", "--format", "json"]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&demo())?;
    place.write("demo.pcap.gz", gzip.finish()?);
    let zstd = ruzstd::encoding::compress_to_vec(demo().as_slice(), ruzstd::encoding::CompressionLevel::Fastest);
    place.write("demo.pcap.zst", zstd);
    place.write("demo.pcapng", pcapng(&[(1, demo())]));
    for name in ["demo.pcap.gz", "demo.pcap.zst", "demo.pcapng"] {
        let db = format!("{name}.db");
        place.good(&["replay", name, "--db", &db]);
        must(place.good(&["devices", "list", "--format", "json", "--db", &db]) == expected, format!("{name} gives others"))?;
    }
    let mut child = place.command(&["replay", "-", "--db", "pipe.db"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().unwrap().write_all(&demo())?;
    let output = child.wait_with_output()?;
    must(output.status.code() == Some(0) && text(&output.stdout).contains("standard input"), format!("{output:?}"))?;
    must(place.good(&["devices", "list", "--format", "json", "--db", "pipe.db"]) == expected, "the pipe gives others")
}

/// A pcapng file with an interface a link type, each with the records of a classic capture
/// (draft-ietf-opsawg-pcapng: section header, interface description, enhanced packet blocks).
fn pcapng(parts: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let block = |kind: u32, body: &[u8]| {
        let length = (body.len().next_multiple_of(4) + 12) as u32;
        let padding = vec![0; body.len().next_multiple_of(4) - body.len()];
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), body, &padding, &length.to_le_bytes()].concat()
    };
    let section = [&0x1a2b_3c4d_u32.to_le_bytes()[..], &[1, 0, 0, 0], &[0xff; 8]].concat();
    let mut out = block(0x0a0d_0d0a, &section);
    for (link, _) in parts {
        out.extend(block(1, &[&link.to_le_bytes()[..], &[0, 0], &[0; 4]].concat()));
    }
    for (interface, (_, capture)) in parts.iter().enumerate() {
        for (head, body) in records(capture).unwrap().1 {
            let field = |at: usize| u64::from(u32::from_le_bytes(head[at..at + 4].try_into().unwrap()));
            let at = field(0) * 1_000_000 + field(4);
            let times = [((at >> 32) as u32).to_le_bytes(), (at as u32).to_le_bytes()].concat();
            let length = (body.len() as u32).to_le_bytes();
            let packet = [&(interface as u32).to_le_bytes()[..], &times, &length, &length, &body].concat();
            out.extend(block(6, &packet));
        }
    }
    out
}

/// The ward's IPv4 packets without their Ethernet header, as a capture of raw IP.
fn raw_ip() -> Vec<u8> {
    let (header, all) = records(&demo()).unwrap();
    let only_ip = all.into_iter().filter(|(_, body)| body.get(12..14) == Some(&[8, 0]));
    assemble(&header, only_ip.map(|(head, body)| (head, body[14..].to_vec())))
}

fn link_types() -> Result<(), Failed> {
    let place = Place::new();
    // LINKTYPE_ETHERNET, LINKTYPE_RAW and one that nobody reads (LINKTYPE_USER0).
    place.write("mixed.pcapng", pcapng(&[(1, demo()), (101, raw_ip()), (147, raw_ip())]));
    let summary: Value = serde_json::from_str(&place.good(&["replay", "mixed.pcapng", "--format", "json"]))?;
    let file = &summary["files"][0];
    let (frames, raw) = (records(&demo()).unwrap().1.len(), records(&raw_ip()).unwrap().1.len());
    must(file["packets"] == frames + 2 * raw, file.to_string())?;
    must(file["unread"].as_u64() >= Some(raw as u64), file.to_string())?;
    must(file["recognised"]["dicom"].as_u64() > Some(0), file.to_string())
}

fn bad_table() -> Result<(), Failed> {
    let place = Place::new();
    std::fs::create_dir(place.path("mine"))?;
    place.write("mine/ward.toml", "title = \"x\"\nsource = 3 3\n");
    place.write("demo.pcap", demo());
    for arguments in [&["fingerprints", "check"][..], &["fingerprints", "list"], &["replay", "demo.pcap"]] {
        place.complains(&[arguments, &["--fingerprints", "mine"]].concat(), 1, &["ward.toml:2:"])?;
    }
    must(place.files() == ["demo.pcap", "mine"], format!("{:?}", place.files()))?;
    place.complains(&["fingerprints", "check", "--fingerprints", "nowhere"], 1, &["nowhere"])?;
    must(place.good(&["fingerprints", "check"]).contains("every rule matches its example"), "the shipped ones are good")
}

fn far_times() -> Result<(), Failed> {
    let (header, all) = records(&demo()).unwrap();
    let first = u32::from_le_bytes(all[0].0[..4].try_into().unwrap());
    for (year, begin) in [("1970", 0_u32), ("2100", 4_102_444_800)] {
        let place = Place::new();
        let moved = all.iter().cloned().map(|(mut head, body)| {
            let seconds = u32::from_le_bytes(head[..4].try_into().unwrap()).wrapping_sub(first).wrapping_add(begin);
            head[..4].copy_from_slice(&seconds.to_le_bytes());
            (head, body)
        });
        place.write("far.pcap", assemble(&header, moved));
        place.good(&["replay", "far.pcap"]);
        let listed: Value = serde_json::from_str(&place.good(&["devices", "list", "--format", "json"]))?;
        let devices = listed.as_array().unwrap();
        must(devices.len() == 33, format!("{year}: {} devices", devices.len()))?;
        let dated = |device: &Value| device["first_seen"].as_str().is_some_and(|at| at.starts_with(year) && at.ends_with('Z'));
        must(devices.iter().all(dated), format!("{year}: {}", devices[0]))?;
    }
    Ok(())
}

fn went_away() -> Result<(), Failed> {
    let place = Place::with_ward();
    for arguments in [
        &["devices", "list"][..],
        &["devices", "list", "--format", "json"],
        &["fingerprints", "list", "e", "--format", "csv"],
        &["replay", "demo.pcap"],
    ] {
        let mut child = place.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut line)?;
        let output = child.wait_with_output()?;
        must(output.status.code() == Some(0) && output.stderr.is_empty(), format!("{arguments:?}: {output:?}"))?;
    }
    // A full disk behind a redirection is no reader that went away.
    for arguments in
        [&["devices", "list"][..], &["devices", "export", "--format", "csv"], &["incidents", "list", "--format", "json"]]
    {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").map_err(|error| error.to_string())?;
        let output = place.command(arguments).stdin(Stdio::null()).stdout(full).stderr(Stdio::piped()).output();
        one_line(&output.map_err(|error| error.to_string())?, 1, &["standard output", "No space left"])?;
    }
    Ok(())
}

fn json_keys() -> Result<(), Failed> {
    let place = Place::with_ward();
    let listed: Value = serde_json::from_str(&place.good(&["devices", "list", "--format", "json"]))?;
    let strings = ["category", "manufacturer", "model", "serial", "software", "os"];
    for device in listed.as_array().unwrap() {
        for key in ["macs", "ips", "hostnames", "services", "ae_titles"] {
            must(device[key].is_array(), format!("{key} in {device}"))?;
        }
        for key in strings {
            must(device.get(key).is_some_and(|value| value.is_null() || value.is_string()), format!("{key} in {device}"))?;
        }
        must(device["id"].as_str().is_some_and(|id| id.starts_with("dev-")), format!("id in {device}"))?;
        must(
            device.get("confidence").is_some_and(|value| value.is_null() || value.is_number()),
            format!("confidence in {device}"),
        )?;
        for key in ["first_seen", "last_seen"] {
            must(device[key].as_str().is_some_and(|at| at.parse::<jiff::Timestamp>().is_ok()), format!("{key} in {device}"))?;
        }
        for service in device["services"].as_array().unwrap() {
            must(service["port"].is_number() && service["transport"].is_string(), format!("{service}"))?;
            must(service.get("app").is_some(), format!("{service}"))?;
        }
    }
    let cts: Value = serde_json::from_str(&place.good(&["devices", "list", "--category", "ct", "--format", "json"]))?;
    must(cts.as_array().is_some_and(|cts| cts.len() == 1 && cts[0]["serial"] == "CT660-104233"), cts.to_string())
}

/// A model that a spreadsheet would run, with a quote and a comma in it.
fn csv() -> Result<(), Failed> {
    let place = Place::new();
    let mut bytes = demo();
    for at in 0..bytes.len() {
        if bytes[at..].starts_with(b"Optima CT660") {
            bytes[at..at + 12].copy_from_slice(b"=1+1+cmd|\"a,");
        }
    }
    place.write("evil.pcap", bytes);
    place.good(&["replay", "evil.pcap"]);
    let csv = place.good(&["devices", "list", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers()?.clone();
    must(head.iter().any(|name| name == "id") && head.iter().any(|name| name == "model"), format!("{head:?}"))?;
    let mut evil = 0;
    for row in reader.records() {
        for cell in &row? {
            must(!cell.starts_with(['=', '+', '-', '@']), format!("not defused: {cell}"))?;
            evil += usize::from(cell.contains("'=1+1+cmd|\"a,"));
        }
    }
    must(evil > 0, "the cell is there, defused")
}

fn show_and_explain() -> Result<(), Failed> {
    let place = Place::with_ward();
    for what in ["show", "explain"] {
        for key in ["10.77.0.20", "3c:52:82:00:00:20"] {
            let answer = place.good(&["devices", what, key]);
            must(answer.contains("Optima CT660") && answer.contains("GE HealthCare"), format!("{what} {key}: {answer}"))?;
        }
        serde_json::from_str::<Value>(&place.good(&["devices", what, "10.77.0.20", "--format", "json"]))?;
        place.complains(&["devices", what, "dev-9999"], 1, &["there is no dev-9999", "wardwatch devices list"])?;
        place.complains(&["devices", what, "10.9.9.9"], 1, &["10.9.9.9"])?;
        // Two devices had this address one after the other: asking which one is meant is an answer too.
        let output = place.run(&["devices", what, "10.77.0.119"]);
        must(matches!(output.status.code(), Some(0 | 1)), format!("{output:?}"))?;
    }
    let explained = place.good(&["devices", "explain", "10.77.0.20"]);
    must(explained.contains("dicom"), format!("the protocol that said it is named: {explained}"))
}

fn merge_and_split() -> Result<(), Failed> {
    let place = Place::with_ward();
    let count = || serde_json::from_str::<Value>(&place.good(&["devices", "list", "--format", "json"])).unwrap();
    let id_of = |ip: &str| {
        let all = count();
        let has = |device: &&Value| device["ips"].as_array().unwrap().iter().any(|own| own == ip);
        all.as_array().unwrap().iter().find(has).unwrap()["id"].as_str().unwrap().to_owned()
    };
    let (ct, mr) = (id_of("10.77.0.20"), id_of("10.77.0.21"));
    place.good(&["devices", "merge", &ct, &mr]);
    must(count().as_array().unwrap().len() == 32, "33 - 1 devices")?;
    for old in [&ct, &mr] {
        let answer = place.good(&["devices", "show", old]);
        must(answer.contains("10.77.0.20") && answer.contains("10.77.0.21"), format!("{old}: {answer}"))?;
    }
    // What a person said outlives another replay.
    place.good(&["replay", "demo.pcap"]);
    must(count().as_array().unwrap().len() == 32, "still merged")?;
    place.complains(&["devices", "merge", &ct, "dev-9999"], 1, &["dev-9999"])
}

/// As a biomedical engineer would, and then the security desk in an incident.
fn review() -> Result<(), Failed> {
    let place = Place::with_ward();
    let ct = "10.77.0.20";
    let edit = ["devices", "edit", ct, "care_setting=ed", "room=2.14", "department=Radiology", "--author", "ann"];
    must(place.good(&edit).contains("care_setting: nothing -> ed"), "the edit is told")?;
    place.complains(&["devices", "edit", ct, "room=1", "--revision", "7"], 1, &["ann changed", "look again"])?;
    place.good(&["devices", "confirm", ct, "--author", "ann"]);
    place.good(&["devices", "comment", ct, "seen; it is there", "--author", "bob"]);
    let add = ["devices", "contacts", "add", "--department", "radiology", "--role", "lead radiographer", "--phone", "4711"];
    place.good(&[&add[..], &["--hours", "24/7", "--author", "ann"]].concat());
    let shown = place.good(&["devices", "show", ct]);
    for words in ["tier 3", "raised by one in emergency department", "Do not isolate", "lead radiographer", "4711", "bob: seen"] {
        must(shown.contains(words), format!("{words} in {shown}"))?;
    }
    let asked = ["devices", "list", "--tier", "3", "--care-setting", "ed", "--talks-to", "10.77.0.10", "--format", "json"];
    let listed: Value = serde_json::from_str(&place.good(&asked))?;
    let all: Value = serde_json::from_str(&place.good(&["devices", "list", "--talks-to", "10.77.0.10", "--format", "json"]))?;
    must(listed.as_array().is_some_and(|found| found.len() == 1 && found[0]["standing"] == "confirmed"), listed.to_string())?;
    must(all.as_array().is_some_and(|found| found.len() > 1), "others talk with it too")?;
    let model = ["devices", "list", "--model", "optima ct660", "--format", "json"];
    must(serde_json::from_str::<Value>(&place.good(&model))?.as_array().is_some_and(|found| found.len() == 1), "by model")?;
    // Nothing of it is lost by reading the capture again.
    place.good(&["replay", "demo.pcap"]);
    must(place.good(&["devices", "show", ct]) == shown, "the record outlives a replay")?;
    must(place.good(&["devices", "audit"]).contains("care_setting"), "it is written down")?;
    must(place.good(&["devices", "audit", "--verify"]).contains("holds"), "the chain holds")
}

/// Two clocks that are twelve hours apart: of them one is before noon.
fn reachable() -> Result<(), Failed> {
    let place = Place::with_ward();
    place.write("attack.pcap", std::fs::read(fixtures().join("smb/against-a-pump/input.pcap"))?);
    place.good(&["replay", "attack.pcap"]);
    place.good(&["devices", "edit", "10.77.0.46", "department=icu"]);
    let add = ["devices", "contacts", "add", "--department", "icu", "--role", "charge nurse", "--hours", "daily 00:00-12:00"];
    place.good(&[&add[..], &["--phone", "4712"]].concat());
    place.write("here.toml", "[clinical]\ntime_zone = \"UTC\"\n");
    place.write("far.toml", "[clinical]\ntime_zone = \"Etc/GMT-12\"\n");
    let alerts = place.good(&["alerts", "list", "--format", "json"]);
    let alerts: Value = serde_json::from_str(&alerts)?;
    let about = |alert: &&Value| alert["device_ips"].as_array().is_some_and(|ips| ips.contains(&"10.77.0.46".into()));
    let alert = alerts.as_array().and_then(|all| all.iter().find(about)).ok_or("no alert about the device")?;
    let said = |config: &str| place.good(&["alerts", "show", alert["id"].as_str().unwrap_or_default(), "--config", config]);
    let (here, far) = (said("here.toml"), said("far.toml"));
    must(here.contains("reachable now") && far.contains("reachable now"), format!("{here}{far}"))?;
    must(here.contains("not reachable now") != far.contains("not reachable now"), format!("{here}{far}"))
}

fn one_writer() -> Result<(), Failed> {
    let place = Place::with_ward();
    let mut reader = place.command(&["replay", "-"]).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut pipe = reader.stdin.take().unwrap();
    // More than a file is told by; then nothing more comes, and it waits.
    pipe.write_all(&demo())?;
    pipe.flush()?;
    let busy = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        place.run(&["replay", "demo.pcap"]).status.code() == Some(1)
    });
    must(busy, "two write at once")?;
    place.complains(&["replay", "demo.pcap"], 1, &["replay, process", "stop it first"])?;
    // Who was killed holds nothing.
    reader.kill()?;
    reader.wait()?;
    must(place.run(&["replay", "demo.pcap"]).status.code() == Some(0), "the dead hold on")
}

fn check() -> Result<(), Failed> {
    let place = Place::new();
    let fresh = place.good(&["check"]);
    must(fresh.contains("ok") && fresh.contains("wardwatch.db"), fresh)?;
    place.write("letter.db", "Dear Sir or Madam\n");
    for (arguments, word) in [
        (&["check", "--db", "letter.db"][..], "no wardwatch database"),
        (&["check", "--db", "no/such/w.db"], "no folder"),
        (&["check", "-i", "nosuch0"], "there is no nosuch0"),
        (&["check", "-i", "lo"], "has the address"),
    ] {
        let output = place.run(arguments);
        must(output.status.code() == Some(1), format!("{arguments:?}: {output:?}"))?;
        let said = text(&output.stdout);
        must(said.lines().any(|line| line.starts_with("FAIL") && line.contains(word)), format!("{arguments:?}: {said}"))?;
    }
    must(place.files() == ["letter.db"], "check makes no files")
}

fn configuration() -> Result<(), Failed> {
    let place = Place::new();
    place.write("demo.pcap", demo());
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("config/wardwatch.toml");
    let shipped = shipped.to_str().unwrap();
    must(place.good(&["check", "--config", shipped]).contains("configuration"), "the shipped file is good")?;
    place.write("ward.toml", "[store]\nurl = \"ward.db\"\n[inventory]\nsite = [\"10.77.0.0/24\"]\n");
    must(place.good(&["replay", "demo.pcap", "--config", "ward.toml"]).contains("ward.db"), "the file names the database")?;
    place.good(&["replay", "demo.pcap", "--config", "ward.toml", "--db", "other.db"]);
    place.good(&["replay", "demo.pcap", "--db", "whole.db"]);
    let list = |db: &str| place.good(&["devices", "list", "--format", "json", "--db", db]);
    must(list("ward.db") == list("other.db") && list("ward.db") != list("whole.db"), "the site's networks are taken")?;
    place.write("bad.toml", "[sensor]\nmax_flow = 3\n");
    for command in [&["check"][..], &["replay", "demo.pcap"]] {
        let arguments = [command, &["--config", "bad.toml", "--db", "bad.db"]].concat();
        place.complains(&arguments, 1, &["bad.toml:2:1: ", "max_flow"])?;
    }
    place.complains(&["check", "--config", "none.toml"], 1, &["none.toml", "No such file"])?;
    must(
        place.files() == ["bad.toml", "demo.pcap", "other.db", "ward.db", "ward.toml", "whole.db"],
        format!("{:?}", place.files()),
    )
}
