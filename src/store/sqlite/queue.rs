//! Requests to the hub at work, and the lease that tells whether there is one.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

use super::convert::{count, damaged, uncount};
use super::records::By;
use crate::base::Timestamp;
use crate::clinical::Deed;
use crate::inventory::{DeviceId, Part};
use crate::store::StoreError;
use crate::store::records::{Answer, Lease, RecordsError, Request, Waiting};

/// Requests that may wait, and answered ones that are kept.
const MOST: i64 = 1000;

fn to_json(request: &Request) -> String {
    let part = |part: &Part| match part {
        Part::Mac(mac) => json!({"mac": mac.to_string()}),
        Part::Ip(ip) => json!({"ip": ip.to_string()}),
    };
    let value = match request {
        Request::Merge(one, other) => json!({"merge": [one.0, other.0]}),
        Request::Split(device, parts) => json!({"split": device.0, "parts": parts.iter().map(part).collect::<Vec<_>>()}),
        Request::Undo(number) => json!({"undo": number}),
        Request::Accept(device, only) => json!({"accept": device.0, "only": only}),
        Request::Reset(device) => json!({"reset": device.0}),
        Request::Policies => json!({"policies": true}),
    };
    value.to_string()
}

fn from_json(said: &str) -> Option<Request> {
    let value: Value = serde_json::from_str(said).ok()?;
    let part = |part: &Value| match (part.get("mac"), part.get("ip")) {
        (Some(mac), _) => Some(Part::Mac(mac.as_str()?.parse().ok()?)),
        (_, Some(ip)) => Some(Part::Ip(ip.as_str()?.parse().ok()?)),
        _ => None,
    };
    if let Some(pair) = value.get("merge") {
        return Some(Request::Merge(DeviceId(pair.get(0)?.as_u64()?), DeviceId(pair.get(1)?.as_u64()?)));
    }
    if let Some(number) = value.get("undo") {
        return Some(Request::Undo(u32::try_from(number.as_u64()?).ok()?));
    }
    if let Some(device) = value.get("accept") {
        return Some(Request::Accept(DeviceId(device.as_u64()?), value.get("only")?.as_str()?.to_owned()));
    }
    if let Some(device) = value.get("reset") {
        return Some(Request::Reset(DeviceId(device.as_u64()?)));
    }
    if value.get("policies").is_some() {
        return Some(Request::Policies);
    }
    let parts: Option<Vec<Part>> = value.get("parts")?.as_array()?.iter().map(part).collect();
    Some(Request::Split(DeviceId(value.get("split")?.as_u64()?), parts?))
}

/// What a request is called in the audit log, and of which device.
fn deed(request: &Request, by: By<'_>) -> Deed {
    match request {
        Request::Merge(one, other) => Deed { to: Some(other.to_string()), ..by.deed("merge", one) },
        Request::Split(device, parts) => {
            let part = |part: &Part| match part {
                Part::Mac(mac) => mac.to_string(),
                Part::Ip(ip) => ip.to_string(),
            };
            let parts = parts.iter().map(part).collect::<Vec<_>>().join(" ");
            Deed { to: Some(parts), ..by.deed("split", device) }
        }
        Request::Undo(number) => by.deed("undo", format!("override {number}")),
        Request::Accept(device, only) => {
            Deed { to: Some(only.clone()).filter(|only| !only.is_empty()), ..by.deed("accept baseline", device) }
        }
        Request::Reset(device) => by.deed("reset baseline", device),
        Request::Policies => by.deed("reread", "policies"),
    }
}

pub(super) fn ask(connection: &Connection, request: &Request, by: By<'_>) -> Result<u64, RecordsError> {
    by.check()?;
    let waiting: i64 = connection.query_row("SELECT count(*) FROM requests WHERE answer IS NULL", [], |row| row.get(0))?;
    if waiting >= MOST {
        return Err(RecordsError::Refused(format!("{MOST} requests are waiting for the hub already")));
    }
    connection
        .execute("INSERT INTO requests (at, who, said) VALUES (?, ?, ?)", params![by.now.0, by.author, to_json(request)])?;
    let number = uncount(connection.last_insert_rowid());
    super::chain::add(connection, &deed(request, by))?;
    Ok(number)
}

pub(super) fn answer(connection: &Connection, number: u64) -> Result<Answer, RecordsError> {
    let found: Option<(Option<bool>, Option<String>)> = connection
        .query_row("SELECT good, answer FROM requests WHERE number = ?", [count(number)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(match found.ok_or_else(|| RecordsError::Refused(format!("there is no request {number}")))? {
        (_, None) => Answer::Waiting,
        (Some(true), Some(words)) => Answer::Done(words),
        (_, Some(words)) => Answer::Refused(words),
    })
}

pub(super) fn waiting(connection: &Connection) -> Result<Vec<Waiting>, StoreError> {
    super::query::rows(connection, "SELECT number, who, said FROM requests WHERE answer IS NULL ORDER BY number", [], |row| {
        let said: String = row.get("said")?;
        let request = from_json(&said).ok_or_else(|| damaged("requests.said", &said))?;
        Ok(Waiting { number: uncount(row.get("number")?), request, who: row.get("who")? })
    })
}

pub(super) fn attended(connection: &Connection, number: u64, answer: &Answer) -> Result<(), StoreError> {
    let (good, words) = match answer {
        Answer::Waiting => return Ok(()),
        Answer::Done(words) => (true, words),
        Answer::Refused(words) => (false, words),
    };
    connection.execute("UPDATE requests SET good = ?, answer = ? WHERE number = ?", params![good, words, count(number)])?;
    connection
        .execute("DELETE FROM requests WHERE answer IS NOT NULL AND number <= (SELECT max(number) FROM requests) - ?", [MOST])?;
    Ok(())
}

pub(super) fn leased(connection: &Connection, now: Timestamp) -> Result<Option<Lease>, StoreError> {
    let lease = connection
        .query_row("SELECT holder, until FROM lease WHERE until > ?", [now.0], |row| {
            Ok(Lease { holder: row.get(0)?, until: Timestamp(row.get(1)?) })
        })
        .optional()?;
    Ok(lease)
}

pub(super) fn lease(
    connection: &Connection,
    holder: &str,
    (now, until): (Timestamp, Timestamp),
    instead_of: Option<&str>,
) -> Result<Option<Lease>, StoreError> {
    let held = leased(connection, now)?;
    if let Some(other) = held.filter(|lease| lease.holder != holder && Some(lease.holder.as_str()) != instead_of) {
        return Ok(Some(other));
    }
    connection.execute("INSERT OR REPLACE INTO lease (one, holder, until) VALUES (1, ?, ?)", params![holder, until.0])?;
    Ok(None)
}

pub(super) fn release(connection: &Connection, holder: &str) -> Result<(), StoreError> {
    connection.execute("DELETE FROM lease WHERE holder = ?", [holder])?;
    Ok(())
}
