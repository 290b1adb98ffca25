//! A capture through the real pipeline into a temporary store.

use std::collections::BTreeMap;
use std::path::Path;

use wardwatch::daemon::Hub;
use wardwatch::fingerprint::{Attribute, Fingerprints};
use wardwatch::sensor::capture::{Capture, FileCapture};
use wardwatch::sensor::{Sensor, Settings};
use wardwatch::store::{self, DeviceDetails, DeviceFilter, DeviceRow, Opening, Store};

/// For each attribute shown: how strong the evidence for it is by the rules' own weights, and for its strongest rival.
pub type Weighed = BTreeMap<Attribute, (f32, f32)>;

/// The devices that the pipeline finds in a capture file.
pub fn devices(file: &Path) -> Vec<(DeviceRow, Weighed)> {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("accuracy.db");
    let db = db.to_str().unwrap();
    let store = store::open(db, Opening::Create).unwrap();
    let inventory = wardwatch::inventory::Settings::default();
    // The tables as they lie there: whoever writes rules need not build the program anew.
    let tables = Fingerprints::with_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fingerprints")).unwrap();
    let mut hub = Hub::new("replay", store, tables, inventory).unwrap();
    let bytes = std::fs::File::open(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut capture = FileCapture::read(Box::new(bytes), None).unwrap();
    let mut sensor = Sensor::new(7, Settings::default());
    while let Some(frames) = capture.frames().ok().filter(|frames| !frames.is_empty()) {
        sensor.frames(frames, |batch| hub.take(&batch).unwrap());
    }
    sensor.finish(|batch| {
        hub.take(&batch).unwrap();
        Some(batch)
    });
    drop(hub);
    let store = store::open(db, Opening::Existing).unwrap();
    let rows = store.devices(&DeviceFilter::default()).unwrap();
    rows.into_iter().map(|row| (weighed(&*store, &row), row)).map(|(weighed, row)| (row, weighed)).collect()
}

fn weighed(store: &dyn Store, row: &DeviceRow) -> Weighed {
    let Some(details) = store.details(row.id).unwrap() else { return Weighed::new() };
    row.attributes
        .iter()
        .map(|(attribute, ..)| (*attribute, (strength(&details, *attribute), rival(&details, *attribute))))
        .collect()
}

/// 1 - Π(1 - w) over the strongest claim of each family, as `fingerprint::combine` has it.
fn strength(details: &DeviceDetails, attribute: Attribute) -> f32 {
    let mut families: BTreeMap<&str, f32> = BTreeMap::new();
    for claim in details.claims.iter().filter(|claim| claim.attribute == attribute) {
        let best = families.entry(&claim.family).or_insert(0.0);
        *best = best.max(claim.weight);
    }
    1.0 - families.values().map(|weight| 1.0 - weight).product::<f32>()
}

fn rival(details: &DeviceDetails, attribute: Attribute) -> f32 {
    details.rivals.iter().filter(|(of, ..)| *of == attribute).map(|(.., strength)| *strength).fold(0.0, f32::max)
}
