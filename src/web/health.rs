//! How the box is, as the daemon tells it: the web only shows it.

use std::sync::Arc;

/// One interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InterfaceRow {
    /// The sensor that listens on it.
    pub sensor: String,
    /// Its name.
    pub name: String,
    /// `up`, `nocarrier`, `down` or `gone`.
    pub link: String,
    /// Frames that the kernel had.
    pub received: u64,
    /// Frames for which there was no room.
    pub dropped: u64,
    /// Frames that left it, where the system tells.
    pub sent: Option<u64>,
}

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HealthReport {
    /// Level (`problem`, `warning`, `notice`, `good`) and sentence of each finding, what matters most first.
    pub findings: Vec<(String, String)>,
    /// The interfaces.
    pub interfaces: Vec<InterfaceRow>,
    /// What and how much.
    pub numbers: Vec<(String, String)>,
    /// Protocols recognised, and how often.
    pub protocols: Vec<(String, u64)>,
    /// The same in Prometheus' text format.
    pub metrics: String,
}

/// Who is asked for a report.
pub type HealthSource = Arc<dyn Fn() -> HealthReport + Send + Sync>;
