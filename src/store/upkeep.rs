//! What keeps a store sound, small and saved.

use std::path::Path;

use super::{Opening, Sqlite, StoreError, file};
use crate::base::Timestamp;

/// How large a store is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Bytes of the file.
    pub file: u64,
    /// Bytes of its log.
    pub log: u64,
    /// Bytes in the file that hold nothing just now.
    pub free: u64,
    /// Version of its schema.
    pub schema: i64,
}

impl Size {
    /// Bytes that hold something.
    #[must_use]
    pub fn used(&self) -> u64 {
        self.file.saturating_sub(self.free)
    }
}

/// What is kept, and how long; the audit log and what people said are kept for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Days after which a conversation that was not seen again is forgotten.
    pub conversation_days: u32,
    /// Days after which what a device was once seen to say or serve is forgotten, if it was on the network all the while
    /// without a repetition; and after which its history is. What is known of a device that is away stays.
    pub evidence_days: u32,
    /// Days after which an alert that is closed or suppressed is forgotten, unless an incident names it.
    pub alert_days: u32,
    /// Bytes of the database. Where it would grow larger, the oldest conversations, closed alerts and history go earlier.
    pub max_bytes: u64,
}

impl Default for Keep {
    fn default() -> Self {
        Self { conversation_days: 180, evidence_days: 730, alert_days: 730, max_bytes: 8 << 30 }
    }
}

impl Keep {
    /// The oldest conversation that is kept, at `now`.
    #[must_use]
    pub fn conversations_since(&self, now: Timestamp) -> Timestamp {
        before(now, self.conversation_days)
    }

    /// So long, in nanoseconds, may a device have been there without a repetition.
    #[must_use]
    pub fn stale(&self) -> u64 {
        u64::from(self.evidence_days).saturating_mul(Timestamp::DAY.unsigned_abs())
    }

    /// The oldest history that is kept.
    pub(super) fn history_since(&self, now: Timestamp) -> Timestamp {
        before(now, self.evidence_days)
    }

    /// The oldest closed alert that is kept.
    pub(super) fn alerts_since(&self, now: Timestamp) -> Timestamp {
        before(now, self.alert_days)
    }

    /// More bytes in use than this are too many: room for what comes until it is looked at again.
    pub(super) fn full(&self) -> u64 {
        self.max_bytes / 10 * 9
    }
}

fn before(now: Timestamp, days: u32) -> Timestamp {
    Timestamp(now.0.saturating_sub(i64::from(days).saturating_mul(Timestamp::DAY)))
}

/// How much was forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Conversations.
    pub conversations: u64,
    /// Facts, descriptions, services and entries of the history.
    pub evidence: u64,
    /// Alerts.
    pub alerts: u64,
}

impl Pruned {
    /// All together.
    #[must_use]
    pub fn sum(&self) -> u64 {
        self.conversations.saturating_add(self.evidence).saturating_add(self.alerts)
    }

    /// Adds what was forgotten besides.
    pub fn add(&mut self, more: Self) {
        self.conversations = self.conversations.saturating_add(more.conversations);
        self.evidence = self.evidence.saturating_add(more.evidence);
        self.alerts = self.alerts.saturating_add(more.alerts);
    }
}

/// Upkeep of a store; all of it may be done while a hub writes.
pub trait Upkeep: Send {
    /// Whether it is sound, as the database's own checks tell.
    ///
    /// # Errors
    /// With what they found.
    fn check(&self) -> Result<(), StoreError>;

    /// The same but for what the indexes hold: a good deal faster.
    ///
    /// # Errors
    /// With what was found.
    fn glance(&self) -> Result<(), StoreError>;

    /// Writes a copy, of one moment, to a file that is not there yet, and proves it. Its length in bytes.
    ///
    /// # Errors
    /// When there is such a file, no room, or the copy is not sound; then none is left.
    fn backup(&self, to: &Path) -> Result<u64, StoreError>;

    /// Forgets what need not be kept, at most `most` rows of each kind. Time is what the inventory has reached, but not
    /// after `now`, so that neither an old capture nor a clock that was wrong for a moment takes everything with it.
    ///
    /// # Errors
    /// When the database fails; then nothing was forgotten.
    fn prune(&mut self, keep: &Keep, now: Timestamp, most: u32) -> Result<Pruned, StoreError>;

    /// Gives room that is not used back to the disk. Needs as much room again while it works.
    ///
    /// # Errors
    /// When there is not that room, or somebody else writes.
    fn compact(&self) -> Result<(), StoreError>;

    /// How large it is.
    ///
    /// # Errors
    /// When the database fails.
    fn size(&self) -> Result<Size, StoreError>;
}

/// Opens the store that `url` names for its upkeep, as [`super::open`] does.
///
/// # Errors
/// As [`super::open`].
pub fn open_upkeep(url: &str, opening: Opening) -> Result<Box<dyn Upkeep>, StoreError> {
    Ok(Box::new(Sqlite::open(file(url)?, opening)?))
}
