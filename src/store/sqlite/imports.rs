//! Exports of a CMMS as rows, and what they bring to records.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::convert::{count, each_fact, id, time, uncount};
use super::records::By;
use super::{Sqlite, catalogue, chain, query, records};
use crate::base::{Text, Timestamp};
use crate::clinical::{Deed, Playbook};
use crate::fingerprint::Attribute;
use crate::inventory::DeviceId;
use crate::observation::Property;
use crate::store::catalogue::Query;
use crate::store::imports::{Brought, Dossier, Import, Imports, MOST_IMPORTS};
use crate::store::records::{Edit, RecordsError};
use crate::store::{DeviceRow, StoreError};

fn import(row: &Row<'_>) -> Result<Import, StoreError> {
    let applied_by: Option<String> = row.get("applied_by")?;
    let applied_at: Option<i64> = row.get("applied_at")?;
    Ok(Import {
        number: uncount(row.get("number")?),
        at: time(row, "at")?,
        author: row.get("author")?,
        file: row.get("file")?,
        mapping: row.get("mapping")?,
        rows: row.get("rows")?,
        applied: applied_by.zip(applied_at.map(Timestamp)),
    })
}

fn keep(connection: &Connection, import: &Import, rows: usize) -> Result<u64, RecordsError> {
    let by = By { author: &import.author, now: import.at };
    by.check()?;
    connection.execute(
        "INSERT INTO imports (at, author, file, mapping, rows) VALUES (?, ?, ?, ?, ?)",
        params![import.at.0, import.author, import.file, import.mapping, import.rows],
    )?;
    let number = uncount(connection.last_insert_rowid());
    connection.execute(
        "DELETE FROM imports WHERE number NOT IN (SELECT number FROM imports ORDER BY number DESC LIMIT ?)",
        [count(MOST_IMPORTS as u64)],
    )?;
    let to = Some(format!("{rows} rows of {}, read as {}", import.file, import.mapping));
    chain::add(connection, &Deed { to, ..by.deed("upload", format!("import {number}")) })?;
    Ok(number)
}

/// Brings fields to one device. What a person confirmed since the export was compared stays as it is.
fn bring(connection: &Connection, playbook: &Playbook, (device, set): &Brought, by: By<'_>) -> Result<usize, RecordsError> {
    let number = records::canonical(connection, *device)?;
    let record = records::effective(connection, number)?.record;
    let is_free = |(slug, _): &&(String, String)| record.get(slug).is_none_or(|value| !value.confirmed);
    let edit = Edit { set: set.iter().filter(is_free).cloned().collect(), imported: true, ..Edit::default() };
    Ok(records::edit(connection, playbook, *device, None, &edit, by)?.changes.len())
}

/// A device as lists show it, with what the wire alone shows of it: lists show what people said in its place.
fn dossier(connection: &Connection, mut row: DeviceRow, is_listed: bool, wanted: &[Property]) -> Result<Dossier, StoreError> {
    let record = records::effective(connection, id(row.id))?.record;
    let is_hidden = record.yes("not_observable") == Some(true);
    if is_hidden {
        row.attributes.clear();
    } else if is_listed && Attribute::ALL.iter().any(|attribute| record.get(attribute.slug()).is_some()) {
        row = query::list(connection, query::Of::These(&[id(row.id)]))?.pop().unwrap_or(row);
    }
    let is_silent = is_hidden || row.passes_on;
    let stated = if is_silent { Vec::new() } else { stated(connection, row.id, wanted)? };
    Ok(Dossier { row, stated, record })
}

/// The properties of `wanted` that were said of a device, in order and each once.
fn stated(connection: &Connection, device: DeviceId, wanted: &[Property]) -> Result<Vec<(Property, Text)>, StoreError> {
    let mut found: Vec<(Property, Text)> = Vec::new();
    let mut statement = connection.prepare_cached("SELECT said FROM facts JOIN atoms ON atoms.id = atom WHERE device = ?")?;
    let mut rows = statement.query([id(device)])?;
    while let Some(row) = rows.next()? {
        each_fact(row.get_ref(0)?.as_str().unwrap_or("[]"), |property, value, _, _| {
            if wanted.contains(&property) {
                found.push((property, value));
            }
        })?;
    }
    let place = |property: &Property| wanted.iter().position(|one| one == property);
    found.sort_by(|one, other| (place(&one.0), &one.1).cmp(&(place(&other.0), &other.1)));
    found.dedup();
    Ok(found)
}

impl Imports for Sqlite {
    fn keep_import(&mut self, import: &Import, rows: usize) -> Result<u64, RecordsError> {
        self.change(|connection, _| keep(connection, import, rows))
    }

    fn imports(&self) -> Result<Vec<Import>, StoreError> {
        let sql =
            "SELECT number, at, author, file, mapping, '' AS rows, applied_at, applied_by FROM imports ORDER BY number DESC";
        query::rows(&self.connection, sql, [], import)
    }

    fn import(&self, number: Option<u64>) -> Result<Option<Import>, StoreError> {
        let sql = "SELECT * FROM imports WHERE ?1 IS NULL OR number = ?1 ORDER BY number DESC LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.query_row([number.map(count)], |row| Ok(import(row))).optional()?.transpose()
    }

    fn bring(&mut self, brought: &[Brought], author: &str, now: Timestamp) -> Result<usize, RecordsError> {
        let by = By { author, now };
        self.change(|connection, playbook| {
            brought.iter().try_fold(0_usize, |sum, one| Ok(sum.saturating_add(bring(connection, playbook, one, by)?)))
        })
    }

    fn record_all(
        &mut self,
        devices: &[Vec<(String, String)>],
        author: &str,
        now: Timestamp,
    ) -> Result<Vec<DeviceId>, RecordsError> {
        let by = By { author, now };
        self.change(|connection, playbook| {
            devices.iter().map(|values| records::by_hand(connection, playbook, values, by)).collect()
        })
    }

    fn import_applied(&mut self, number: u64, done: &str, author: &str, now: Timestamp) -> Result<(), RecordsError> {
        let by = By { author, now };
        self.change(|connection, _| {
            let changed = connection.execute(
                "UPDATE imports SET applied_at = ?, applied_by = ? WHERE number = ?",
                params![now.0, author, count(number)],
            )?;
            if changed == 0 {
                return Err(RecordsError::Refused(format!("there is no import {number} any more")));
            }
            let to = Some(done.to_owned());
            chain::add(connection, &Deed { to, ..by.deed("import", format!("import {number}")) })?;
            Ok(())
        })
    }

    fn dossiers(&self, query: &Query, wanted: &[Property]) -> Result<Vec<Dossier>, RecordsError> {
        let listed = catalogue::list(&self.connection, query)?.devices;
        listed.into_iter().map(|one| Ok(dossier(&self.connection, one.device, true, wanted)?)).collect()
    }

    fn dossier(&self, device: DeviceId, wanted: &[Property]) -> Result<Option<Dossier>, StoreError> {
        let number = match records::canonical(&self.connection, device) {
            Ok(number) => number,
            Err(RecordsError::Store(error)) => return Err(error),
            Err(_) => return Ok(None),
        };
        let row = query::list(&self.connection, query::Of::These(&[number]))?.pop();
        row.map(|row| dossier(&self.connection, row, false, wanted)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{AuditFilter, Opening, Records as _};

    const NOW: Timestamp = Timestamp(1_800_000_000_000_000_000);

    fn open() -> (tempfile::TempDir, Sqlite) {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        (folder, store)
    }

    fn export(file: &str) -> Import {
        let (author, mapping) = ("ann".to_owned(), "ServiceNow".to_owned());
        Import { at: NOW, author, file: file.to_owned(), mapping, rows: format!("rows of {file}"), ..Import::default() }
    }

    fn pair(slug: &str, text: &str) -> (String, String) {
        (slug.to_owned(), text.to_owned())
    }

    #[test]
    fn the_latest_exports_are_kept() {
        let (_folder, mut store) = open();
        assert_eq!(store.import(None).unwrap(), None);
        for number in 1..=22 {
            assert_eq!(store.keep_import(&export(&format!("{number}.csv")), 60).unwrap(), number);
        }
        let list = store.imports().unwrap();
        assert_eq!((list.len(), list[0].number, list[19].number, list[0].rows.as_str()), (20, 22, 3, ""));
        assert_eq!(store.import(None).unwrap().unwrap().rows, "rows of 22.csv");
        assert_eq!(store.import(Some(2)).unwrap(), None, "the oldest went");
        store.import_applied(7, "3 fields of 2 devices", "bob", Timestamp(9)).unwrap();
        assert_eq!(store.import(Some(7)).unwrap().unwrap().applied, Some(("bob".to_owned(), Timestamp(9))));
        assert!(store.import_applied(2, "", "bob", NOW).is_err());
        let log = store.audit(&AuditFilter { subject: Some("import 7".into()), ..AuditFilter::default() }).unwrap();
        let told: Vec<_> = log.iter().map(|entry| (entry.deed.what.as_str(), entry.deed.to.as_deref().unwrap())).collect();
        assert_eq!(told, [("import", "3 fields of 2 devices"), ("upload", "60 rows of 7.csv, read as ServiceNow")]);
        assert!(store.keep_import(&Import { author: " ".into(), ..export("x") }, 0).is_err());
    }

    #[test]
    fn what_a_person_stands_for_is_not_written_over() {
        let (_folder, mut store) = open();
        let made =
            store.record_all(&[vec![pair("model", "M1")], vec![pair("model", "M2"), pair("room", "2")]], "ann", NOW).unwrap();
        let bring = |store: &mut Sqlite, room: &str| {
            let brought = [(made[0], vec![pair("room", room), pair("model", "other")]), (made[1], vec![pair("owner", "ICU")])];
            store.bring(&brought, "cmms", NOW).unwrap()
        };
        assert_eq!((bring(&mut store, "1"), bring(&mut store, "1"), bring(&mut store, "3")), (2, 0, 1));
        let record = store.card(made[0]).unwrap().record;
        assert_eq!((record.text("room"), record.text("model")), (Some("3"), Some("M1")));
        assert!(!record.get("room").unwrap().confirmed && record.get("model").unwrap().confirmed);
        let wrong = [(made[0], vec![pair("room", "9")]), (made[1], vec![pair("tier", "9")])];
        assert!(store.bring(&wrong, "cmms", NOW).is_err());
        assert_eq!(store.card(made[0]).unwrap().record.text("room"), Some("3"), "all or none");
        assert!(store.record_all(&[vec![pair("model", "M3")], vec![]], "ann", NOW).is_err());
        let dossiers = store.dossiers(&Query::default(), &[]).unwrap();
        assert_eq!(dossiers.len(), 2, "all or none");
        assert!(dossiers.iter().all(|one| one.row.attributes.is_empty() && one.record.get("model").is_some()));
        assert_eq!(store.dossier(made[1], &[]).unwrap().as_ref(), dossiers.iter().find(|one| one.row.id == made[1]));
        assert_eq!(store.dossier(DeviceId(9), &[]).unwrap(), None);
        store.verify_audit().unwrap();
    }
}
