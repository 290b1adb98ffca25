//! How alerts are routed.

use super::finding::STRONG;
use super::kind::Kind;

/// What steers the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Pages a day for every 1,000 devices; beyond it, what is not high or critical goes to the digest, and that is told.
    pub pages_per_1000_devices: u32,
    /// Pages a day that are always allowed, however few devices there are.
    pub least_pages: u32,
    /// Hours during which the same cause is added to its alert rather than told again.
    pub cooldown_hours: u32,
    /// Alerts kept in memory to be added to.
    pub max_open: usize,
    /// Evidence of this strength pages by itself.
    pub page_strength: u8,
    /// Kinds that never page.
    pub digest_only: Vec<Kind>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            pages_per_1000_devices: 2,
            least_pages: 10,
            cooldown_hours: 24,
            max_open: 20_000,
            page_strength: STRONG,
            digest_only: Vec::new(),
        }
    }
}
