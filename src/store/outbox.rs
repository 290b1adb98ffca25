//! Delivery of alerts: how far each sink has come, and what could not be delivered.
//!
//! The alerts themselves are the outbox: each change of one has a number that counts up, and a sink's cursor says which
//! was the last that is done. So an alert is queued for every sink by the transaction that made it.

use super::StoreError;
use crate::base::Timestamp;

/// Where a sink stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SinkState {
    /// Its name in the configuration.
    pub name: String,
    /// The last change of alerts that is done: delivered, not wanted, or dead.
    pub cursor: u64,
    /// Records delivered since it was made.
    pub delivered: u64,
    /// Failures since the last success.
    pub tries: u32,
    /// It is not tried before then.
    pub next_try: Timestamp,
    /// When something was last delivered.
    pub last_success: Option<Timestamp>,
    /// When it last failed.
    pub last_failure: Option<Timestamp>,
    /// Why; stays until the next success.
    pub failure: Option<String>,
}

/// An alert that a receiver refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    /// The sink.
    pub sink: String,
    /// The change of alerts.
    pub change: u64,
    /// The alert's number.
    pub alert: u64,
    /// When it was given up.
    pub at: Timestamp,
    /// How often it was tried.
    pub tries: u32,
    /// What the receiver said.
    pub reason: String,
}

/// The most dead letters kept for one sink; the oldest go.
pub const MOST_DEAD_LETTERS: u32 = 10_000;

/// The room of delivery.
pub trait Outbox: Send {
    /// Every sink that was ever tried, by name.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn sinks(&self) -> Result<Vec<SinkState>, StoreError>;

    /// One sink; one that was never tried stands at the beginning.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn sink(&self, name: &str) -> Result<SinkState, StoreError>;

    /// Writes where a sink stands, with what it gave up, in one transaction. Its cursor never goes back.
    ///
    /// # Errors
    /// When the database fails.
    fn put_sink(&mut self, state: &SinkState, dead: &[DeadLetter]) -> Result<(), StoreError>;

    /// What was given up, latest first, at most `limit`; of one sink, or of all.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn dead_letters(&self, sink: Option<&str>, limit: usize) -> Result<Vec<DeadLetter>, StoreError>;

    /// Forgets a dead letter: it was delivered after all, or nobody wants it.
    ///
    /// # Errors
    /// When the database fails.
    fn forget_letter(&mut self, sink: &str, change: u64) -> Result<bool, StoreError>;
}
