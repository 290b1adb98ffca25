//! A query of the catalogue: who passes, and where a page ends.

use std::net::IpAddr;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::catalogue::{FEW, MISSING};
use super::convert::id;
use super::records;
use crate::store::StoreError;
use crate::store::catalogue::{Query, Sort};
use crate::store::records::RecordsError;

/// The catalogue's column of an order.
pub(super) fn column(sort: Sort) -> &'static str {
    match sort {
        Sort::What => "what",
        Sort::Id => "device",
        Sort::Category => "category",
        Sort::Manufacturer => "manufacturer",
        Sort::Model => "model",
        Sort::Software => "software",
        Sort::Serial => "serial",
        Sort::Name => "hostname",
        Sort::Ip => "ip",
        Sort::Tier => "tier",
        Sort::CareSetting => "care_setting",
        Sort::Department => "department",
        Sort::Standing => "standing",
        Sort::Confidence => "confidence",
        Sort::FirstSeen => "first_seen",
        Sort::LastSeen => "last_seen",
        Sort::Changed => "changed",
        Sort::Queue => "queue",
    }
}

/// Devices that pass a query.
pub(super) enum Passing {
    /// Every one.
    All,
    /// These, by number, in order.
    These(Vec<i64>),
}

/// What remains of the devices after each condition. A condition is a range of one index that holds all it needs, so that
/// none costs more than a pass through an index, in whatever order the list is.
struct Sieve<'a> {
    connection: &'a Connection,
    passing: Passing,
}

impl Sieve<'_> {
    /// Only devices of this set stay.
    fn keep(&mut self, mut set: Vec<i64>) {
        set.sort_unstable();
        set.dedup();
        if let Passing::These(before) = &self.passing {
            let (few, many) = if before.len() < set.len() { (before, &set) } else { (&set, before) };
            set = few.iter().copied().filter(|device| many.binary_search(device).is_ok()).collect();
        }
        self.passing = Passing::These(set);
    }

    /// Devices that fulfil a condition.
    fn find(&self, condition: &str, values: Vec<Value>) -> Result<Vec<i64>, StoreError> {
        let sql = format!("SELECT device FROM catalogue WHERE {condition}");
        super::query::rows(self.connection, &sql, params_from_iter(values), |row| Ok(row.get(0)?))
    }

    /// Only devices that fulfil a condition stay.
    fn with(&mut self, condition: &str, values: Vec<Value>) -> Result<(), StoreError> {
        self.keep(self.find(condition, values)?);
        Ok(())
    }

    /// Devices that fulfil a condition go.
    fn without(&mut self, condition: &str, values: Vec<Value>) -> Result<(), StoreError> {
        let mut gone = self.find(condition, values)?;
        gone.sort_unstable();
        if let Passing::All = self.passing {
            self.with("device NOT NULL", Vec::new())?;
        }
        if let Passing::These(set) = &mut self.passing {
            set.retain(|device| gone.binary_search(device).is_err());
        }
        Ok(())
    }

    fn equal(&mut self, column: &str, wanted: Option<&str>) -> Result<(), StoreError> {
        let values = wanted.map(|wanted| vec![Value::Text(wanted.trim().to_lowercase())]);
        self.one_of(column, values.unwrap_or_default())
    }

    /// One of several; none wanted is any.
    fn one_of(&mut self, column: &str, wanted: Vec<Value>) -> Result<(), StoreError> {
        if wanted.is_empty() {
            return Ok(());
        }
        let marks = vec!["?"; wanted.len()].join(", ");
        self.with(&format!("{column} IN ({marks})"), wanted)
    }
}

/// Who passes.
pub(super) fn passing(connection: &Connection, query: &Query) -> Result<Passing, RecordsError> {
    let mut sieve = Sieve { connection, passing: Passing::All };
    let texts = |list: &[String]| list.iter().map(|one| Value::Text(one.to_lowercase())).collect();
    if !query.among.is_empty() {
        let numbers: Vec<i64> = query.among.iter().map(|device| id(*device)).collect();
        sieve.with("device IN (SELECT value FROM json_each(?))", vec![list(&numbers)])?;
    }
    sieve.equal("model", query.model.as_deref())?;
    sieve.equal("manufacturer", query.manufacturer.as_deref())?;
    sieve.equal("software", query.software.as_deref())?;
    sieve.equal("department", query.department.as_deref())?;
    sieve.equal("care_setting", query.care_setting.as_deref())?;
    sieve.one_of("category", texts(&query.categories))?;
    sieve.one_of("tier", query.tiers.iter().map(|tier| Value::Integer(i64::from(*tier))).collect())?;
    sieve.one_of("standing", query.standings.iter().map(|standing| Value::Text(standing.slug().to_owned())).collect())?;
    if query.conflicts {
        sieve.with("conflicts", Vec::new())?;
    }
    match query.hidden {
        None => {}
        Some(true) => sieve.with("hidden", Vec::new())?,
        Some(false) => sieve.without("hidden", Vec::new())?,
    }
    if let Some(since) = query.unseen_since {
        sieve.with("last_seen < ?", vec![Value::Integer(since.0)])?;
        sieve.without("hidden", Vec::new())?;
        sieve.without("standing = 'retired'", Vec::new())?;
    }
    if let Some(since) = query.changed_since {
        sieve.with("changed >= ?", vec![Value::Integer(since.0)])?;
    }
    if let Some(host) = query.talks_to {
        sieve.keep(talks_to(connection, host)?);
    }
    if let Some(text) = query.search.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        sieve.keep(search(connection, &text.to_lowercase(), &sieve.passing)?);
    }
    if let Some(device) = query.siblings_of {
        siblings(&mut sieve, records::canonical(connection, device)?)?;
    }
    Ok(sieve.passing)
}

/// Numbers as one value, for `json_each`.
pub(super) fn list(numbers: &[i64]) -> Value {
    Value::Text(serde_json::Value::from(numbers).to_string())
}

/// Where the page before ended, as a condition with its values.
pub(super) fn after(query: &Query) -> Result<Option<(String, Vec<Value>)>, RecordsError> {
    let Some(cursor) = &query.after else { return Ok(None) };
    let (key, device) = read_cursor(query, cursor)?;
    let (column, than) = (column(query.sort), if query.descending { "<" } else { ">" });
    Ok(Some((format!("({column}, device) {than} (?, ?)"), vec![key, Value::Integer(device)])))
}

/// Devices with this text, in order: of all, or at least of those who pass so far.
fn search(connection: &Connection, text: &str, passing: &Passing) -> Result<Vec<i64>, StoreError> {
    let finder = memchr::memmem::Finder::new(text);
    let (clause, values) = match passing {
        Passing::These(set) if set.len() <= FEW => ("WHERE device IN (SELECT value FROM json_each(?))", Some(list(set))),
        Passing::These(_) | Passing::All => ("", None),
    };
    let mut statement =
        connection.prepare_cached(&format!("SELECT device, said FROM catalogue_text {clause} ORDER BY device"))?;
    let (mut rows, mut found) = (statement.query(params_from_iter(values))?, Vec::new());
    while let Some(row) = rows.next()? {
        if finder.find(row.get_ref(1)?.as_bytes().unwrap_or_default()).is_some() {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Devices that were a client of the host, or that it was a client of.
fn talks_to(connection: &Connection, host: IpAddr) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT device FROM conversations JOIN atoms ON atoms.id = client WHERE server = ?1 AND server <> '' AND device IS NOT NULL
         UNION SELECT device FROM atoms WHERE device IS NOT NULL AND ip IN
             (SELECT server FROM conversations WHERE client IN (SELECT id FROM atoms WHERE ip = ?1) AND server <> '')";
    super::query::rows(connection, sql, [host.to_string()], |row| Ok(row.get(0)?))
}

/// Same manufacturer and model, and software where it is known; nobody where the model is not known.
fn siblings(sieve: &mut Sieve<'_>, device: i64) -> Result<(), StoreError> {
    let own: Option<(String, String, String)> = sieve
        .connection
        .prepare_cached("SELECT manufacturer, model, software FROM catalogue WHERE device = ?")?
        .query_row([device], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((manufacturer, model, software)) = own.filter(|(_, model, _)| model != MISSING) else {
        sieve.keep(Vec::new());
        return Ok(());
    };
    sieve.one_of("model", vec![Value::Text(model)])?;
    sieve.one_of("manufacturer", vec![Value::Text(manufacturer)])?;
    if software != MISSING {
        sieve.one_of("software", vec![Value::Text(software)])?;
    }
    sieve.without("device = ?", vec![Value::Integer(device)])
}

/// Where a page ended, as text that can stand in a URL.
pub(super) fn cursor(query: &Query, device: i64, key: &Value) -> String {
    let key = match key {
        Value::Integer(number) => format!("i{number}"),
        Value::Real(number) => format!("r{:016x}", number.to_bits()),
        Value::Text(text) => format!("t{text}"),
        Value::Null | Value::Blob(_) => "t".to_owned(),
    };
    let plain = format!("{}\n{}\n{device}\n{key}", query.sort, u8::from(query.descending));
    plain.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn read_cursor(query: &Query, cursor: &str) -> Result<(Value, i64), RecordsError> {
    let wrong = || RecordsError::Refused("this page marker is none of this list's; begin at the first page".to_owned());
    let pair = |place: usize| cursor.get(place..place + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Option<Vec<u8>> = (0..cursor.len()).step_by(2).take(2000).map(pair).collect();
    let plain = bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(wrong)?;
    let parts: Vec<&str> = plain.splitn(4, '\n').collect();
    let [sort, descending, device, key] = parts.as_slice() else { return Err(wrong()) };
    if *sort != query.sort.slug() || (*descending == "1") != query.descending {
        return Err(wrong());
    }
    let value = match key.split_at_checked(1) {
        Some(("i", number)) => number.parse().ok().map(Value::Integer),
        Some(("r", bits)) => u64::from_str_radix(bits, 16).ok().map(|bits| Value::Real(f64::from_bits(bits))),
        Some(("t", text)) => Some(Value::Text(text.to_owned())),
        _ => None,
    };
    Ok((value.ok_or_else(wrong)?, device.parse().map_err(|_| wrong())?))
}
