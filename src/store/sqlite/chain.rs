//! The audit log.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::convert::{count, damaged, time, uncount};
use crate::clinical::{Deed, Entry, Hash, seal};
use crate::store::StoreError;
use crate::store::records::{ACCESS_DEEDS, AuditFilter, RecordsError};

/// Adds a deed at the end of the chain.
pub(super) fn add(connection: &Connection, deed: &Deed) -> Result<Entry, StoreError> {
    let last: Option<(i64, String)> = connection
        .prepare_cached("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (number, before) = last.unwrap_or_default();
    let before: Hash = if number == 0 { Hash::default() } else { before.parse().map_err(|()| damaged("hash", &before))? };
    let number = uncount(number).saturating_add(1);
    let hash = seal(before, number, deed);
    connection
        .prepare_cached(
            "INSERT INTO audit (number, at, who, what, subject, field, from_value, to_value, hash)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            count(number),
            deed.at.0,
            deed.who,
            deed.what,
            deed.subject,
            deed.field,
            deed.from,
            deed.to,
            hash.to_string()
        ])?;
    Ok(Entry { number, deed: deed.clone(), hash })
}

fn entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let hash: String = row.get("hash")?;
    let deed = Deed {
        at: time(row, "at")?,
        who: row.get("who")?,
        what: row.get("what")?,
        subject: row.get("subject")?,
        field: row.get("field")?,
        from: row.get("from_value")?,
        to: row.get("to_value")?,
    };
    Ok(Entry { number: uncount(row.get("number")?), deed, hash: hash.parse().map_err(|()| damaged("hash", &hash))? })
}

pub(super) fn list(connection: &Connection, filter: &AuditFilter) -> Result<Vec<Entry>, StoreError> {
    let limit = i64::try_from(filter.limit.unwrap_or(100)).unwrap_or(i64::MAX);
    // Each is asked for only where it is wanted, so that a subject is found by its index.
    let wanted = [
        (filter.subject.is_some(), "subject = ?1"),
        (filter.who.is_some(), "who = ?2"),
        (filter.before.is_some(), "number < ?3"),
        (filter.without_access, "what NOT IN (SELECT value FROM json_each(?4))"),
    ];
    let conditions: Vec<&str> = wanted.into_iter().filter(|(is_wanted, _)| *is_wanted).map(|(_, sql)| sql).collect();
    let clause = if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    let sql = format!("SELECT * FROM audit {clause} ORDER BY number DESC LIMIT ?5");
    let (before, access) = (filter.before.map(count), serde_json::json!(ACCESS_DEEDS).to_string());
    super::query::rows(connection, &sql, params![filter.subject, filter.who, before, access, limit], entry)
}

pub(super) fn verify(connection: &Connection) -> Result<(u64, Hash), RecordsError> {
    let read = || super::query::rows(connection, "SELECT * FROM audit ORDER BY number", [], entry);
    let entries = read()?;
    crate::clinical::verify(&entries).map_err(|broken| RecordsError::Refused(broken.to_string()))
}
