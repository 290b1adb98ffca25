//! The way of an export from its bytes into records, and of devices out of the store: one way for pages, API and command
//! line. The store is asked only here.

use std::collections::HashSet;

use super::Item;
use super::csv::{self, CsvError};
use super::mapping::{Mapping, Read};
use super::reconcile::Report;
use crate::base::{Text, Timestamp};
use crate::fingerprint::Fingerprints;
use crate::inventory::DeviceId;
use crate::store::{Brought, Imports, Query, RecordsError};

/// Records written in one transaction: whoever else writes waits no longer than that takes.
const CHUNK: usize = 500;
/// What must be known of a device that is recorded without having been seen.
const TELLING: [&str; 5] = ["category", "manufacturer", "model", "hostname", "serial"];

/// Why an export cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// It is no table.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// It is a table of something else.
    #[error("it has no column that the mapping reads: \"{}\"", .0.join("\", \""))]
    OtherColumns(Vec<String>),
}

/// Reads an export.
///
/// # Errors
/// When it is no table, or has none of the columns that the mapping reads.
pub fn read(bytes: &[u8], mapping: &Mapping) -> Result<Read, IntakeError> {
    let read = mapping.rows(&csv::read(bytes, mapping.delimiter)?);
    let is_other = !read.missing.is_empty() && read.rows.iter().all(|row| row.fields.is_empty() && row.unreadable.is_empty());
    if is_other { Err(IntakeError::OtherColumns(read.missing)) } else { Ok(read) }
}

/// The devices that pass, with all that an exchange tells of them.
///
/// # Errors
/// As [`crate::store::Records::list`].
pub fn items<S: Imports + ?Sized>(store: &S, query: &Query) -> Result<Vec<Item>, RecordsError> {
    Ok(store.dossiers(query, None, Item::STATED)?.into_iter().map(Item::from).collect())
}

/// The devices that pass and come after this one by number, at most as many as the query's limit.
///
/// # Errors
/// As [`crate::store::Records::list`].
pub fn items_after<S: Imports + ?Sized>(store: &S, query: &Query, after: DeviceId) -> Result<Vec<Item>, RecordsError> {
    Ok(store.dossiers(query, Some(after), Item::STATED)?.into_iter().map(Item::from).collect())
}

/// The one name of a manufacturer for each of its spellings, in small letters.
pub fn maker(tables: &Fingerprints) -> impl Fn(&str) -> String {
    |name| Text::new(name).map_or_else(String::new, |name| tables.maker(&name).to_string().to_lowercase())
}

/// What an import wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Fields filled.
    pub fields: usize,
    /// Of so many devices.
    pub devices: usize,
    /// Devices recorded that no network shows.
    pub recorded: usize,
}

impl std::fmt::Display for Applied {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} fields of {} devices", self.fields, self.devices)?;
        if self.recorded > 0 { write!(f, "; {} devices recorded that no network shows", self.recorded) } else { Ok(()) }
    }
}

/// Writes what a report would fill; with `create`, the rows of which no device was seen become devices that no network
/// shows. Broken off half way, the next one writes the rest.
///
/// # Errors
/// As [`crate::store::Records::edit`].
pub fn apply<S: Imports + ?Sized>(
    store: &mut S,
    report: &Report,
    create: bool,
    author: &str,
    now: Timestamp,
) -> Result<Applied, RecordsError> {
    let mut applied = Applied::default();
    let fills = report.matched.iter().filter(|one| !one.fills.is_empty());
    let brought: Vec<Brought> =
        fills.map(|one| (one.device, one.fills.iter().map(|fill| (fill.field.clone(), fill.to.clone())).collect())).collect();
    for chunk in brought.chunks(CHUNK) {
        applied.fields = applied.fields.saturating_add(store.bring(chunk, author, now)?);
    }
    applied.devices = brought.len();
    if create {
        let lines: Vec<u64> = report.not_seen.iter().map(|row| row.line).collect();
        applied.recorded = record(store, report, &lines, author, now)?.len();
    }
    Ok(applied)
}

/// Records the rows of these lines of which no device was seen, as far as they say what it is.
///
/// # Errors
/// As [`crate::store::Records::record`].
pub fn record<S: Imports + ?Sized>(
    store: &mut S,
    report: &Report,
    lines: &[u64],
    author: &str,
    now: Timestamp,
) -> Result<Vec<DeviceId>, RecordsError> {
    let tells = |row: &&super::mapping::CmmsRow| TELLING.iter().any(|slug| row.fields.contains_key(*slug));
    let lines: HashSet<u64> = lines.iter().copied().collect();
    let wanted = report.not_seen.iter().filter(|row| lines.contains(&row.line)).filter(tells);
    let rows: Vec<Vec<(String, String)>> =
        wanted.map(|row| row.fields.iter().map(|(slug, text)| (slug.clone(), text.clone())).collect()).collect();
    let mut made = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(CHUNK) {
        made.extend(store.record_all(chunk, author, now)?);
    }
    Ok(made)
}
