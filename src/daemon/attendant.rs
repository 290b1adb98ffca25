//! Beside the hub's feeds: renews its claim on the database, and does what people ask of it.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::intake::Intake;
use super::{Writer, WriterError, now, telemetry};

/// How often it is looked for requests.
const LOOK: Duration = Duration::from_millis(500);

/// Attends until the intake ends. A hub that lost its claim to another process ends too: two would spoil the inventory.
pub fn attend(writer: &mut Writer, intake: &Intake) {
    while !intake.stop().load(Ordering::Relaxed) {
        if let Err(error) = writer.renew(now()) {
            telemetry::warn("lease", &error.to_string());
            if matches!(error, WriterError::Busy { .. }) {
                intake.end();
                return;
            }
        }
        if let Err(error) = intake.hub().attend(writer.records(), now()) {
            telemetry::warn("requests", &format!("{error}; they are tried again"));
        }
        std::thread::sleep(LOOK);
    }
}
