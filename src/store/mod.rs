//! COLD: what outlives the process. One trait, one conformance suite, one folder a backend.
//!
//! Invariant: a batch is committed whole or not at all, and once: what [`Store::commit`] acknowledged survives
//! `kill -9`, and committing it again changes nothing.
//! Invariant: SQL is spoken only here; the domain's types are taken apart and put together at this border.

mod accounts;
mod alerts;
mod catalogue;
#[cfg(test)]
mod conformance;
mod imports;
mod incidents;
mod links;
mod outbox;
mod policies;
mod records;
mod rows;
mod sqlite;
mod upkeep;
mod views;

pub use accounts::{Account, Accounts, Digest, Role, Rooms, Session, Token, accounts, rooms};
pub use alerts::{AlertFilter, AlertMark, AlertOrder, AlertPage, Alerts, Opinion};
pub use catalogue::{Listed, Page, Query, Share, Shares, Sort};
pub use imports::{Brought, Dossier, Import, Imports, MOST_IMPORTS};
pub use incidents::{Briefing, IncidentError, IncidentFilter, Incidents, MOST_SIBLINGS};
pub use links::{Axis, Link, Links, Tie};
pub use outbox::{DeadLetter, MOST_DEAD_LETTERS, Outbox, SinkState};
pub use policies::Policies;
pub use records::{
    ACCESS_DEEDS, Answer, AuditFilter, Card, Comment, Conflict, Edit, Edited, Lease, Records, RecordsError, Request, Revision,
    Waiting,
};
pub use rows::{
    ClaimRow, ConversationRow, DeviceDetails, DeviceFilter, DeviceRow, EquipmentRow, EvidenceRow, FactRow, HistoryRow, ServiceRow,
};
pub use sqlite::Sqlite;
pub use upkeep::{Keep, Pruned, Size, Upkeep, open_upkeep};
pub use views::{MOST_VIEWS, SavedView, Views};

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use crate::base::MacAddr;
use crate::inventory::{Changes, DeviceId, Override, Snapshot};

/// What a batch is known by: who sent it, in which run, and its place in that run.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BatchId {
    /// The sensor's name.
    pub sensor: String,
    /// Which run of the sensor, or which file.
    pub epoch: u64,
    /// Position within the epoch.
    pub sequence: u64,
}

/// What became of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Committed {
    /// It is stored now.
    Now,
    /// It was stored before; nothing was changed.
    AlreadyThere,
}

/// Why a store cannot do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The URL names a backend that this build does not have.
    #[error("{0} needs a build with the feature `scale`; give a file path or sqlite://PATH instead")]
    NeedsScale(String),
    /// The URL names no backend at all.
    #[error("{0} is no database this program knows; give a file path or sqlite://PATH")]
    UnknownScheme(String),
    /// There is no such file.
    #[error("there is no database at {}; `wardwatch replay FILE --db {}` makes one", .0.display(), .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{} is no wardwatch database; it was left as it is", .0.display())]
    NotOurs(PathBuf),
    /// A newer program wrote it.
    #[error("{} was written by a newer wardwatch (schema {found}, this one knows {known}); update wardwatch", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// The file cannot be opened or made.
    #[error("cannot open {}: {reason}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Nobody could change accounts any more.
    #[error("there must be an administrator; make another account one first")]
    LastAdmin,
    /// What is stored makes no sense.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The database failed.
    #[error("the database failed: {0}")]
    Sqlite(#[from] rusqlite::Error),
}

/// Whether opening may make a new database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Make it if there is none.
    Create,
    /// It must be there.
    Existing,
}

/// What a device is looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceKey {
    /// Its number, or one that became an alias of it.
    Id(DeviceId),
    /// One of its own hardware addresses.
    Mac(MacAddr),
    /// One of its addresses.
    Ip(IpAddr),
}

/// A place that keeps the inventory.
pub trait Store: Policies + Send {
    /// Writes changes in one transaction, together with the batches they come from. Changes without a batch come from a
    /// person. When one of the batches is there already, nothing is written.
    ///
    /// # Errors
    /// When the database fails; then nothing was written.
    fn commit(&mut self, batches: &[BatchId], changes: &Changes) -> Result<Committed, StoreError>;

    /// Whether a batch was committed: then it need not be applied again.
    ///
    /// # Errors
    /// When the database fails.
    fn has(&self, batch: &BatchId) -> Result<bool, StoreError>;

    /// Everything an inventory goes on from.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn snapshot(&self) -> Result<Snapshot, StoreError>;

    /// The devices that pass the filter, by number.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn devices(&self, filter: &DeviceFilter) -> Result<Vec<DeviceRow>, StoreError>;

    /// The numbers of the devices that a key leads to: one, none, or several where an address was used by several.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn find(&self, key: DeviceKey) -> Result<Vec<DeviceId>, StoreError>;

    /// All that is known of one device.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn details(&self, id: DeviceId) -> Result<Option<DeviceDetails>, StoreError>;

    /// Everything that was said of devices or of the equipment they describe, most frequent first.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn facts(&self) -> Result<Vec<FactRow>, StoreError>;

    /// Merges and splits, by number.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn overrides(&self) -> Result<Vec<Override>, StoreError>;

    /// The room of alerts and baselines.
    fn alert_room(&mut self) -> &mut dyn Alerts;
}

/// Opens the alerts of the store that `url` names, as [`open`] does.
///
/// # Errors
/// As [`open`].
pub fn open_alerts(url: &str, opening: Opening) -> Result<Box<dyn Alerts>, StoreError> {
    Ok(Box::new(Sqlite::open(file(url)?, opening)?))
}

/// Opens the store that `url` names: a path, `sqlite://PATH`, or `postgres://…` in builds with the feature `scale`.
///
/// # Errors
/// One that says what to do; the file is then as it was.
pub fn open(url: &str, opening: Opening) -> Result<Box<dyn Store>, StoreError> {
    Ok(Box::new(Sqlite::open(file(url)?, opening)?))
}

/// The file that a URL of the embedded backend names.
///
/// # Errors
/// When it names another backend, or none.
pub fn file(url: &str) -> Result<&Path, StoreError> {
    match url.split_once("://") {
        None => Ok(url.as_ref()),
        Some(("sqlite", path)) => Ok(path.as_ref()),
        Some(("postgres" | "postgresql", _)) => Err(StoreError::NeedsScale(without_password(url))),
        Some(_) => Err(StoreError::UnknownScheme(without_password(url))),
    }
}

/// Opens the records of the store that `url` names, as [`open`] does.
///
/// # Errors
/// As [`open`].
pub fn open_records(url: &str, opening: Opening) -> Result<Box<dyn Records>, StoreError> {
    Ok(Box::new(Sqlite::open(file(url)?, opening)?))
}

/// Opens the delivery of the store that `url` names, as [`open`] does.
///
/// # Errors
/// As [`open`].
pub fn open_outbox(url: &str, opening: Opening) -> Result<Box<dyn Outbox>, StoreError> {
    Ok(Box::new(Sqlite::open(file(url)?, opening)?))
}

/// The URL as it may be shown.
fn without_password(url: &str) -> String {
    match url.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?.1))) {
        Some((scheme, host)) => format!("{scheme}://{host}"),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_backends_are_named_without_their_password() {
        let error = open("postgres://ward:secret@db/x", Opening::Create).err().unwrap().to_string();
        assert!(error.contains("scale") && error.contains("db/x") && !error.contains("secret"), "{error}");
        assert!(matches!(open("mysql://x", Opening::Create), Err(StoreError::UnknownScheme(_))));
    }
}
