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
use crate::store::{Brought, Imports, Query, RecordsError, Sort};

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
    Ok(store.dossiers(query, Item::STATED)?.into_iter().map(Item::from).collect())
}

/// The devices of these numbers that are still there, by number.
///
/// # Errors
/// As [`crate::store::Records::list`].
pub fn items_of<S: Imports + ?Sized>(store: &S, among: &[DeviceId]) -> Result<Vec<Item>, RecordsError> {
    // Among none would be among all.
    if among.is_empty() {
        return Ok(Vec::new());
    }
    items(store, &Query { among: among.to_vec(), sort: Sort::Id, ..Query::default() })
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

/// How far an import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Devices written.
    pub done: usize,
    /// Of so many.
    pub of: usize,
}

/// Writes what a report would fill; with `create`, the rows of which no device was seen become devices that no network
/// shows. `tell` hears how far it is. Broken off half way, the next one writes the rest.
///
/// # Errors
/// As [`crate::store::Records::edit`].
pub fn apply<S: Imports + ?Sized>(
    store: &mut S,
    report: &Report,
    create: bool,
    (author, now): (&str, Timestamp),
    tell: &mut dyn FnMut(Progress),
) -> Result<Applied, RecordsError> {
    let mut applied = Applied::default();
    let fills = report.matched.iter().filter(|one| !one.fills.is_empty());
    let brought: Vec<Brought> =
        fills.map(|one| (one.device, one.fills.iter().map(|fill| (fill.field.clone(), fill.to.clone())).collect())).collect();
    let unseen = if create { rows(report, |_| true) } else { Vec::new() };
    let mut progress = Progress { done: 0, of: brought.len().saturating_add(unseen.len()) };
    let mut advance = |by: usize| {
        progress.done = progress.done.saturating_add(by);
        tell(progress);
    };
    advance(0);
    for chunk in brought.chunks(CHUNK) {
        applied.fields = applied.fields.saturating_add(store.bring(chunk, author, now)?);
        advance(chunk.len());
    }
    applied.devices = brought.len();
    applied.recorded = record_rows(store, &unseen, (author, now), &mut advance)?.len();
    Ok(applied)
}

/// The rows of which no device was seen, as far as they say what it is: their fields.
fn rows(report: &Report, wanted: impl Fn(u64) -> bool) -> Vec<Vec<(String, String)>> {
    let tells = |row: &&super::mapping::CmmsRow| TELLING.iter().any(|slug| row.fields.contains_key(*slug));
    let wanted = report.not_seen.iter().filter(|row| wanted(row.line)).filter(tells);
    wanted.map(|row| row.fields.iter().map(|(slug, text)| (slug.clone(), text.clone())).collect()).collect()
}

/// Records the rows of these lines of which no device was seen, as far as they say what it is.
///
/// # Errors
/// As [`crate::store::Records::record`].
pub fn record<S: Imports + ?Sized>(
    store: &mut S,
    report: &Report,
    lines: &[u64],
    (author, now): (&str, Timestamp),
) -> Result<Vec<DeviceId>, RecordsError> {
    let lines: HashSet<u64> = lines.iter().copied().collect();
    record_rows(store, &rows(report, |line| lines.contains(&line)), (author, now), &mut |_| ())
}

/// Records rows, some at a time; `wrote` hears how many.
fn record_rows<S: Imports + ?Sized>(
    store: &mut S,
    rows: &[Vec<(String, String)>],
    (author, now): (&str, Timestamp),
    wrote: &mut dyn FnMut(usize),
) -> Result<Vec<DeviceId>, RecordsError> {
    let mut made = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(CHUNK) {
        made.extend(store.record_all(chunk, author, now)?);
        wrote(chunk.len());
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::reconcile::reconcile;
    use crate::store::{Opening, Sqlite};

    #[test]
    fn a_long_import_tells_how_far_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        let rows = (0..1_100).map(|row| format!("SN-{row};Infusomat Space\n"));
        let table = std::iter::once("Serial No.;Model\n".to_owned()).chain(rows).collect::<String>();
        let read = read(table.as_bytes(), &Mapping::named("generic").unwrap()).unwrap();
        let report = reconcile(&read, &[], &str::to_lowercase);
        let mut heard = Vec::new();
        let mut tell = |progress: Progress| heard.push((progress.done, progress.of));
        let applied = apply(&mut store, &report, true, ("ann", Timestamp(0)), &mut tell).unwrap();
        assert_eq!(applied.recorded, 1_100);
        assert_eq!(heard, [(0, 1_100), (500, 1_100), (1_000, 1_100), (1_100, 1_100)]);
    }
}
