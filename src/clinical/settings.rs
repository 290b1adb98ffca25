//! What the configuration says of the clinical side.

use std::path::PathBuf;

use super::hours::Zone;

/// Settings of the clinical side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The zone in which contacts' hours are meant.
    pub time_zone: Zone,
    /// A playbook in place of the shipped one.
    pub playbook: Option<PathBuf>,
}
