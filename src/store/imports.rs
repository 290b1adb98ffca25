//! Exports of a CMMS that came in, and devices with all that an exchange tells of them.
//!
//! An export is kept as its rows were read, so that it can be looked at, applied, and compared again with what the network
//! shows by then.

use super::catalogue::Query;
use super::records::RecordsError;
use super::{DeviceRow, StoreError};
use crate::base::{Text, Timestamp};
use crate::clinical::Record;
use crate::inventory::DeviceId;
use crate::observation::Property;

/// So many exports are kept; the oldest goes first.
pub const MOST_IMPORTS: usize = 20;

/// An export that came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// Its number, 0 before it is kept.
    pub number: u64,
    /// When it came.
    pub at: Timestamp,
    /// Who brought it.
    pub author: String,
    /// The name of its file.
    pub file: String,
    /// What it was read by.
    pub mapping: String,
    /// Its rows, as text of the exchange; empty in lists.
    pub rows: String,
    /// Who wrote it into records last, and when.
    pub applied: Option<(String, Timestamp)>,
}

/// What an import brings to one device: fields and what shall stand in them.
pub type Brought = (DeviceId, Vec<(String, String)>);

/// A device with all that an exchange tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// What the wire shows.
    pub row: DeviceRow,
    /// What the wire shows besides, of the properties asked for, by property and value.
    pub stated: Vec<(Property, Text)>,
    /// What people said.
    pub record: Record,
}

/// A place that keeps exports, and takes them into records.
pub trait Imports: Send {
    /// Keeps an export, with an audit entry; answers its number.
    ///
    /// # Errors
    /// When its author cannot be, or the database fails.
    fn keep_import(&mut self, import: &Import, rows: usize) -> Result<u64, RecordsError>;

    /// The exports kept, latest first, without their rows.
    ///
    /// # Errors
    /// When the database fails.
    fn imports(&self) -> Result<Vec<Import>, StoreError>;

    /// One export; the latest where none is named.
    ///
    /// # Errors
    /// When the database fails.
    fn import(&self, number: Option<u64>) -> Result<Option<Import>, StoreError>;

    /// Brings fields into records, all or none; what a person stands for stays. How many fields changed.
    ///
    /// # Errors
    /// As [`super::Records::edit`].
    fn bring(&mut self, brought: &[Brought], author: &str, now: Timestamp) -> Result<usize, RecordsError>;

    /// Adds devices that no network shows, all or none.
    ///
    /// # Errors
    /// As [`super::Records::record`].
    fn record_all(
        &mut self,
        devices: &[Vec<(String, String)>],
        author: &str,
        now: Timestamp,
    ) -> Result<Vec<DeviceId>, RecordsError>;

    /// Notes that an export was written into records, with an audit entry that says what was done.
    ///
    /// # Errors
    /// When there is no such export, or the database fails.
    fn import_applied(&mut self, number: u64, done: &str, author: &str, now: Timestamp) -> Result<(), RecordsError>;

    /// The devices that pass, each with its record and the properties of `stated`. Of a device that passes on what others
    /// say of themselves nothing is stated.
    ///
    /// # Errors
    /// As [`super::Records::list`].
    fn dossiers(&self, query: &Query, stated: &[Property]) -> Result<Vec<Dossier>, RecordsError>;

    /// One device, by its number or one that leads to it.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn dossier(&self, device: DeviceId, stated: &[Property]) -> Result<Option<Dossier>, StoreError>;
}
