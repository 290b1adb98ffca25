//! A CMMS's export beside the inventory, for pages and API: taken in, compared, written into records.

use super::fault::Fault;
use super::site::Site;
use super::upload::Upload;
use crate::base::Timestamp;
use crate::exchange::Item;
use crate::exchange::intake::{self, Applied};
use crate::exchange::mapping::{Mapping, MappingError, Read};
use crate::exchange::reconcile::{Report, reconcile};
use crate::fingerprint::Fingerprints;
use crate::store::{Import, Query, Rooms};

/// The most rows of an export.
const MOST_ROWS: usize = 100_000;

/// An export as it was read, before it is kept.
pub(crate) struct Arrived {
    /// The name of its file.
    pub(crate) file: String,
    /// What it was read by.
    pub(crate) mapping: String,
    /// Its rows.
    pub(crate) read: Read,
}

impl From<MappingError> for Fault {
    fn from(error: MappingError) -> Self {
        Self::Bad(format!("the mapping: {error}"))
    }
}

/// Reads what was sent: the table in `file`, by the mapping that `mapping` names or that came in `mapping_file`.
pub(crate) fn arrived(upload: &Upload) -> Result<Arrived, Fault> {
    let file = upload.file("file").ok_or_else(|| Fault::Bad("choose the file that the CMMS exported".to_owned()))?;
    let mapping = match upload.file("mapping_file") {
        Some(own) => Mapping::read(&own.name, &String::from_utf8_lossy(&own.content))?,
        None => {
            let name = upload.fields.text("mapping");
            Mapping::named(name).ok_or_else(|| Fault::Bad(format!("there is no mapping \"{name}\"")))?
        }
    };
    let name = if file.name.is_empty() { "export.csv" } else { &file.name };
    let read = intake::read(&file.content, &mapping).map_err(|error| Fault::Bad(format!("{name}: {error}")))?;
    if read.rows.len() > MOST_ROWS {
        return Err(Fault::Bad(format!("{name} has more than {MOST_ROWS} rows; send it in parts")));
    }
    Ok(Arrived { file: name.to_owned(), mapping: mapping.title, read })
}

/// Keeps it; answers its number.
pub(crate) fn keep(store: &mut dyn Rooms, arrived: &Arrived, author: String, at: Timestamp) -> Result<u64, Fault> {
    let rows = arrived.read.to_text().map_err(|error| Fault::Broken(error.to_string()))?;
    let (file, mapping) = (arrived.file.clone(), arrived.mapping.clone());
    let import = Import { at, author, file, mapping, rows, ..Import::default() };
    Ok(store.keep_import(&import, arrived.read.rows.len())?)
}

/// What it says beside what the network shows.
pub(crate) fn against(store: &dyn Rooms, read: &Read, tables: &Fingerprints) -> Result<(Vec<Item>, Report), Fault> {
    let items = intake::items(store, &Query::default())?;
    let report = reconcile(read, &items, &intake::maker(tables));
    Ok((items, report))
}

/// An export that was kept, as things are now.
pub(crate) struct Compared {
    /// The export.
    pub(crate) import: Import,
    /// Its rows.
    pub(crate) read: Read,
    /// Every device.
    pub(crate) items: Vec<Item>,
    /// What came of it.
    pub(crate) report: Report,
}

/// An export by its number, or the `latest`.
pub(crate) fn import(store: &dyn Rooms, number: &str) -> Result<Import, Fault> {
    let missing = || Fault::NotFound(format!("there is no import {number}; perhaps newer ones took its place"));
    let wanted = if number == "latest" { None } else { Some(number.parse().map_err(|_| missing())?) };
    store.import(wanted)?.ok_or_else(missing)
}

/// Compares an export with the inventory as it is.
fn compared(store: &dyn Rooms, number: &str, tables: &Fingerprints) -> Result<Compared, Fault> {
    let import = import(store, number)?;
    let read = Read::from_text(&import.rows).ok_or_else(|| Fault::Broken(format!("import {} is damaged", import.number)))?;
    let (items, report) = against(store, &read, tables)?;
    Ok(Compared { import, read, items, report })
}

/// Compares, and does something with it, one at a time: a whole inventory is in memory meanwhile.
pub(crate) async fn with<T: Send + 'static>(
    site: &Site,
    number: String,
    act: impl FnOnce(&mut dyn Rooms, Compared) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let tables = site.knowledge().fingerprints.clone();
    site.ask_alone(move |store| {
        let compared = compared(store, &number, &tables)?;
        act(store, compared)
    })
    .await
}

/// Writes what a report would fill into records, and notes it at the export of this number. Meanwhile the site tells how far
/// it is.
pub(crate) fn written(
    site: &Site,
    store: &mut dyn Rooms,
    number: u64,
    report: &Report,
    create: bool,
    (author, now): (&str, Timestamp),
) -> Result<Applied, Fault> {
    let applied =
        intake::apply(store, report, create, (author, now), &mut |progress| site.tell_writing(Some((number, progress))));
    site.tell_writing(None);
    let applied = applied?;
    store.import_applied(number, &applied.to_string(), author, now)?;
    Ok(applied)
}
