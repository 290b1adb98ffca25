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

/// Upkeep of a store; all of it may be done while a hub writes.
pub trait Upkeep {
    /// Whether it is sound, as the database's own checks tell.
    ///
    /// # Errors
    /// With what they found.
    fn check(&self) -> Result<(), StoreError>;

    /// Writes a copy, of one moment, to a file that is not there yet, and proves it. Its length in bytes.
    ///
    /// # Errors
    /// When there is such a file, no room, or the copy is not sound; then none is left.
    fn backup(&self, to: &Path) -> Result<u64, StoreError>;

    /// Forgets conversations that were last seen before `before`. How many.
    ///
    /// # Errors
    /// When the database fails; then nothing was forgotten.
    fn prune(&mut self, before: Timestamp) -> Result<u64, StoreError>;

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
