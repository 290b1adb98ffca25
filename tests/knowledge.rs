//! The knowledge as its user meets it: tables of one's own, what no rule knows yet, hints that claim nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, unreachable_pub, reason = "a test")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

const HEAD: &str = "title = \"Ours\"\nsource = \"ward 3\"\nlicence = \"own\"\ndate = \"2026-11-25\"\n";
/// What the CT of the ward runs, as only this hospital knows.
const OWN: &str = "[[rule]]\nname = \"own-ct\"\nproperty = \"dicom.station_name\"\nis = \"CT01-ED\"\n\
    claim = { os = \"Ward OS 9\" }\nweight = 0.98\nexample = \"CT01-ED\"\n";

struct Place(tempfile::TempDir);

impl Place {
    /// With the demo ward in `wardwatch.db`.
    fn with_ward() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/demo/demo.pcap");
        std::fs::copy(demo, place.path("demo.pcap")).unwrap();
        place.good(&["replay", "demo.pcap"]);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wardwatch"));
        let output = command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    fn good(&self, arguments: &[&str]) -> String {
        let (code, out, error) = self.run(arguments);
        assert_eq!((code, error.as_str()), (Some(0), ""), "{arguments:?}");
        out
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.good(arguments)).unwrap()
    }

    fn system_of_the_ct(&self) -> Value {
        self.json(&["devices", "explain", "10.77.0.20", "--format", "json"])["os"].clone()
    }
}

#[test]
fn tables_of_ones_own_speak_to_devices_that_are_known_already() {
    let place = Place::with_ward();
    let before = place.system_of_the_ct();
    place.write("mine/ward.toml", &format!("{HEAD}{OWN}"));
    place.good(&["fingerprints", "check", "--fingerprints", "mine"]);
    // Nothing new is in the capture: only the rules have changed, and change back.
    place.good(&["replay", "demo.pcap", "--fingerprints", "mine"]);
    assert_eq!(place.system_of_the_ct(), "Ward OS 9");
    place.good(&["replay", "demo.pcap"]);
    assert_eq!(place.system_of_the_ct(), before);
    // The same by the configuration file.
    place.write("w.toml", "[fingerprints]\nfolder = \"mine\"\n");
    place.good(&["replay", "demo.pcap", "--config", "w.toml"]);
    assert_eq!(place.system_of_the_ct(), "Ward OS 9");
    let listed = place.good(&["fingerprints", "list", "own-ct", "--config", "w.toml"]);
    assert!(listed.contains("ward/own-ct"), "{listed}");
}

#[test]
fn a_table_of_the_same_name_takes_the_shipped_ones_place() {
    let place = Place::with_ward();
    place.write("mine/port_hints.toml", HEAD);
    place.write("mine/dicom_modality.toml", HEAD);
    let tables = place.json(&["fingerprints", "list", "--fingerprints", "mine", "--format", "json"]);
    let rules = |file: &str| tables.as_array().unwrap().iter().find(|table| table["table"] == file).unwrap()["rules"].clone();
    assert_eq!((rules("port_hints.toml"), rules("dicom_modality.toml")), ("0".into(), "0".into()));
    // The same checker: an error names file, line and column, and a rule that fails its example is named.
    place.write("mine/ward.toml", &format!("{HEAD}{}", OWN.replace("example = \"CT01-ED\"", "example = \"MR\"")));
    let (code, _, error) = place.run(&["fingerprints", "check", "--fingerprints", "mine"]);
    assert!(code == Some(1) && error.contains("ward/own-ct: does not match its example"), "{error}");
    place
        .write("mine/ward.toml", &format!("{HEAD}[[series]]\nname = \"X\"\nmaker = \"Nobody\"\n[series.models]\n\"X 1\" = []\n"));
    let (code, _, error) = place.run(&["fingerprints", "check", "--fingerprints", "mine"]);
    assert!(code == Some(1) && error.contains("no maker is called `Nobody`"), "{error}");
    place.write("mine/ward.toml", &format!("{HEAD}[[port]]\ntransport = \"tcp\"\nport = 70000\n"));
    let (code, _, error) = place.run(&["fingerprints", "check", "--fingerprints", "mine"]);
    assert!(code == Some(1) && error.starts_with("wardwatch: ward.toml:7:"), "{error}");
}

#[test]
fn what_no_rule_knows_becomes_a_table_to_fill_in() {
    let place = Place::with_ward();
    let rows = place.json(&["fingerprints", "list", "--unmatched", "--format", "json"]);
    let rows = rows.as_array().unwrap();
    assert!(!rows.is_empty());
    let devices: Vec<u64> = rows.iter().map(|row| row["devices"].as_str().unwrap().parse().unwrap()).collect();
    assert!(devices.is_sorted_by(|a, b| a >= b), "most frequent first: {devices:?}");
    for row in rows {
        let property = row["property"].as_str().unwrap();
        assert!(!["serial", "host_name", "dicom.ae_title", "netbios.name"].contains(&property), "{row} names one device");
    }
    assert!(rows.iter().all(|row| row["value"] != "GE MEDICAL SYSTEMS" && row["value"] != "CT"), "what is known is not told");
    let one = place.json(&["fingerprints", "list", "--unmatched", "--property", "serial", "--limit", "1", "--format", "json"]);
    assert_eq!(one.as_array().unwrap().len(), 1);

    let skeleton = place.good(&["fingerprints", "list", "--unmatched", "--format", "toml"]);
    place.write("mine/new.toml", &skeleton);
    let (code, _, error) = place.run(&["fingerprints", "check", "--fingerprints", "mine"]);
    assert!(code == Some(1) && error.contains("new.toml:") && error.contains("claim"), "what is not filled in is named: {error}");
    let filled =
        skeleton.replace("# claim = { category = \"\", manufacturer = \"\", model = \"\" }", "claim = { category = \"server\" }");
    place.write("mine/new.toml", &filled);
    place.good(&["fingerprints", "check", "--fingerprints", "mine"]);
    let left = place.json(&["fingerprints", "list", "--unmatched", "--fingerprints", "mine", "--format", "json"]);
    assert_eq!(left, Value::Array(Vec::new()));
}

#[test]
fn what_toml_is_for_and_where_there_is_no_database() {
    let place = Place(tempfile::tempdir().unwrap());
    assert_eq!(place.run(&["fingerprints", "list", "--format", "toml"]).0, Some(1));
    assert_eq!(place.run(&["fingerprints", "list", "--unmatched"]).0, Some(1));
    assert_eq!(place.run(&["fingerprints", "list", "--limit", "3"]).0, Some(2));
}

#[test]
fn a_model_shows_its_series_and_the_spelling_on_the_wire() {
    let place = Place::with_ward();
    let devices = place.json(&["devices", "list", "--category", "mr", "--format", "json"]);
    assert_eq!(devices[0]["model"], "MAGNETOM Aera");
    let id = devices[0]["id"].as_str().unwrap();
    let explained = place.json(&["devices", "explain", id, "--format", "json"]);
    assert_eq!(explained["series"], "MAGNETOM");
    assert!(explained["port_hints"].is_array());
    let text = place.good(&["devices", "explain", id]);
    assert!(text.contains("model=Aera") && text.contains("of the series MAGNETOM by Siemens Healthineers, also Aera"), "{text}");
}
