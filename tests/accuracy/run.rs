//! A capture through the real pipeline into a temporary store.

use std::path::Path;

use wardwatch::daemon::Hub;
use wardwatch::fingerprint::Fingerprints;
use wardwatch::sensor::capture::{Capture, FileCapture};
use wardwatch::sensor::{Sensor, Settings};
use wardwatch::store::{self, DeviceFilter, DeviceRow, Opening};

/// The devices that the pipeline finds in a capture file.
pub fn devices(file: &Path) -> Vec<DeviceRow> {
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
    store::open(db, Opening::Existing).unwrap().devices(&DeviceFilter::default()).unwrap()
}
