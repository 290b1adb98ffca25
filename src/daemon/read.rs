//! A capture file through the whole pipeline.

use std::path::Path;

use super::{Hub, HubError};
use crate::base::Timestamp;
use crate::sensor::capture::{Capture, FileCapture, Losses};
use crate::sensor::{Counters, Sensor, Settings};

/// What one file gave.
#[derive(Debug)]
pub struct Reading {
    /// The file as a person names it.
    pub name: String,
    /// What the sensor counted.
    pub counters: Counters,
    /// What the file itself had lost.
    pub losses: Losses,
    /// First packet.
    pub first: Option<Timestamp>,
    /// Last packet.
    pub last: Timestamp,
    /// Why reading ended early.
    pub failure: Option<String>,
}

impl Reading {
    /// Of a file from which nothing was read.
    #[must_use]
    pub fn failed(file: &Path, failure: String) -> Self {
        Self { failure: Some(failure), ..Self::begun(file) }
    }

    fn begun(file: &Path) -> Self {
        let name = if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() };
        let (counters, losses) = (Counters::default(), Losses::default());
        Self { name, counters, losses, first: None, last: Timestamp::MIN, failure: None }
    }
}

/// Reads `capture`, which is `file`, into the hub. `go_on` is asked every few packets and may use the hub meanwhile; when
/// it answers `false`, what was read so far is committed and the rest left for another time.
///
/// # Errors
/// When the store fails.
pub fn read_file(
    file: &Path,
    mut capture: FileCapture,
    hub: &mut Hub,
    settings: Settings,
    go_on: &mut dyn FnMut(&mut Hub) -> bool,
) -> Result<Reading, HubError> {
    // Batches are known by their number: how large they are must not depend on a configuration that may change.
    let Settings { batch_items, .. } = Settings::default();
    let settings = Settings { batch_milliseconds: 86_400_000, batch_items, ..settings };
    let mut sensor = Sensor::new(capture.fingerprint(), settings);
    let mut reading = Reading::begun(file);
    let mut ready = Vec::new();
    let mut is_whole = true;
    while is_whole {
        let frames = match capture.frames() {
            Ok(frames) => frames,
            Err(error) => {
                reading.failure = Some(error.to_string());
                break;
            }
        };
        let Some(first) = frames.iter().next() else { break };
        reading.first.get_or_insert(first.at);
        sensor.frames(frames, |batch| ready.push(batch));
        for batch in ready.drain(..) {
            hub.take_lazily(&batch)?;
            sensor.recycle(batch);
        }
        is_whole = go_on(hub);
    }
    if is_whole {
        let mut taken = Ok(());
        sensor.finish(|batch| {
            reading.last = batch.until;
            if taken.is_ok() {
                taken = hub.take_lazily(&batch);
            }
            Some(batch)
        });
        taken?;
    }
    // A batch cut short would carry the number of a whole one: it is left, and read again next time.
    hub.commit()?;
    reading.counters = sensor.counters();
    reading.losses = capture.losses();
    Ok(reading)
}
