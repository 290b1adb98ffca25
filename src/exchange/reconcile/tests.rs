//! Rows and devices put together, and what is left to a person.

use super::super::item::tests::pump;
use super::*;
use crate::base::{MacAddr, Text};
use crate::fingerprint::Attribute;

fn device(number: u64, attributes: &[(Attribute, &str)], mac: u8, ip: &str, name: &str) -> Item {
    let mut item = pump().said([]);
    item.stated.clear();
    let row = &mut item.row;
    (row.id, row.aliases) = (DeviceId(number), Vec::new());
    row.macs = vec![MacAddr([0, 1, 2, 3, 4, mac])];
    row.ips = vec![ip.parse().unwrap()];
    row.ae_titles.clear();
    row.hostnames = Text::new(name).into_iter().collect();
    row.attributes = attributes.iter().map(|(name, text)| (*name, Text::new(text).unwrap(), 0.9, false)).collect();
    item
}

fn row(line: u64, fields: &[(&str, &str)], macs: &[u8]) -> CmmsRow {
    let fields = fields.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
    let macs = macs.iter().map(|last| MacAddr([0, 1, 2, 3, 4, *last])).collect();
    CmmsRow { line, key: Some(format!("K{line}")), fields, macs, ..CmmsRow::default() }
}

fn run(rows: Vec<CmmsRow>, items: &[Item]) -> Report {
    let first = |name: &str| name.split(' ').next().unwrap_or_default().to_lowercase();
    reconcile(&Read { rows, ..Read::default() }, items, &first)
}

const GE: (Attribute, &str) = (Attribute::Manufacturer, "GE HealthCare");

#[test]
fn the_surest_sign_wins() {
    let items = [
        device(1, &[GE, (Attribute::Serial, "CT-4711")], 1, "10.0.0.1", "ct01"),
        device(2, &[], 2, "10.0.0.2", "mon-bme0077"),
        device(3, &[], 3, "10.0.0.3", "x"),
    ];
    let rows = vec![
        row(2, &[("serial", "CT4711"), ("manufacturer", "GE Medical Systems"), ("room", "1")], &[3]),
        row(3, &[("asset_tag", "BME-0077")], &[]),
        row(4, &[("serial", "nothing here")], &[]),
    ];
    let report = run(rows, &items);
    let found: Vec<_> = report.matched.iter().map(|one| (one.line, one.device.0, one.certainty.slug())).collect();
    assert_eq!(found, [(2, 1, "certain"), (3, 2, "likely")]);
    assert_eq!(report.matched[0].fills, [Fill { field: "room".into(), from: None, to: "1".into() }]);
    assert_eq!(report.matched[0].because, ["serial", "manufacturer"]);
    assert_eq!(report.not_seen.iter().map(|row| row.line).collect::<Vec<_>>(), [4]);
    assert_eq!(report.not_in_cmms, [DeviceId(3)]);
}

#[test]
fn what_contradicts_itself_is_left_to_a_person() {
    let items = [
        device(1, &[GE, (Attribute::Serial, "4711")], 1, "10.0.0.1", "ct01"),
        device(2, &[], 2, "10.0.0.2", "twin"),
        device(3, &[], 3, "10.0.0.3", "twin"),
    ];
    let rows = vec![
        // The card is the old one's, the serial number is not: a new device, or a typing error.
        row(2, &[("serial", "4799"), ("manufacturer", "GE")], &[1]),
        row(3, &[("hostname", "TWIN.ward.example")], &[]),
        row(4, &[("asset_tag", "A100")], &[2]),
        row(5, &[("asset_tag", "a-100")], &[2]),
    ];
    let report = run(rows, &items);
    assert!(report.matched.is_empty(), "{:?}", report.matched);
    let why: Vec<_> = report.unsure.iter().map(|one| (one.line, one.why.as_str())).collect();
    assert_eq!(
        why,
        [
            (2, "the serial numbers differ"),
            (3, "several could be it"),
            (4, "another row claims the same device"),
            (5, "another row claims the same device")
        ]
    );
    assert_eq!(report.twice, [(5, 4, "asset_tag")]);
    assert!(report.not_in_cmms.is_empty(), "what a person must look at anyway is not told twice");
}

#[test]
fn a_person_and_the_network_are_not_overwritten() {
    let mut item = device(1, &[GE, (Attribute::Serial, "4711"), (Attribute::Model, "Optima CT660")], 1, "10.0.0.1", "ct01");
    item = item.said([("room", "1.01"), ("floor", "1"), ("department", "radiology")]);
    item.confirmed.insert("room".to_owned());
    let fields = [
        ("serial", "4711"),
        ("manufacturer", "ge medical"),
        ("model", "Revolution"),
        ("room", "2.02"),
        ("floor", "2"),
        ("department", "Radiology"),
        ("category", "ct"),
    ];
    let report = run(vec![row(2, &fields, &[])], &[item]);
    let one = &report.matched[0];
    let conflicts: Vec<_> = one.conflicts.iter().map(|one| (one.field.as_str(), one.here.as_str(), one.by)).collect();
    assert_eq!(conflicts, [("model", "Optima CT660", "network"), ("room", "1.01", "person")]);
    let fills: Vec<_> = one.fills.iter().map(|one| (one.field.as_str(), one.from.as_deref(), one.to.as_str())).collect();
    assert_eq!(fills, [("category", None, "ct"), ("floor", Some("1"), "2")]);
}

#[test]
fn a_device_goes_to_one_row_only() {
    let items = [device(1, &[GE, (Attribute::Serial, "4711")], 1, "10.0.0.1", "ct01")];
    let rows = vec![
        row(2, &[("hostname", "ct01")], &[]),
        row(3, &[("serial", "4711"), ("manufacturer", "GE")], &[]),
        row(4, &[("asset_tag", "Z9")], &[1]),
    ];
    let report = run(rows, &items);
    assert_eq!(report.matched.iter().map(|one| one.line).collect::<Vec<_>>(), [3]);
    assert_eq!(
        report.unsure.iter().map(|one| (one.line, one.why.as_str())).collect::<Vec<_>>(),
        [(4, "its device is that of line 3")]
    );
    assert_eq!(report.not_seen.iter().map(|row| row.line).collect::<Vec<_>>(), [2]);
}
