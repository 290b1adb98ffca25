//! A query of the catalogue as SQL.

use std::net::IpAddr;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::catalogue::MISSING;
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

/// Conditions, and where the page before ended.
#[derive(Default)]
pub(super) struct Question {
    conditions: Vec<String>,
    values: Vec<Value>,
    after: Option<(String, Vec<Value>)>,
}

impl Question {
    fn add(&mut self, condition: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.into());
        self.values.extend(values);
    }

    fn equal(&mut self, column: &str, wanted: Option<&str>) {
        if let Some(wanted) = wanted {
            self.add(format!("{column} = ?"), [Value::Text(wanted.trim().to_lowercase())]);
        }
    }

    /// One of several; none wanted is any.
    fn one_of(&mut self, column: &str, wanted: Vec<Value>) {
        if !wanted.is_empty() {
            let marks = vec!["?"; wanted.len()].join(", ");
            self.add(format!("{column} IN ({marks})"), wanted);
        }
    }

    /// The condition as SQL; with `paged`, from where the page before ended.
    pub(super) fn clause(&self, paged: bool) -> String {
        let after = self.after.as_ref().filter(|_| paged).map(|(condition, _)| condition.as_str());
        let all: Vec<&str> = self.conditions.iter().map(String::as_str).chain(after).collect();
        if all.is_empty() { String::new() } else { format!("WHERE {}", all.join(" AND ")) }
    }

    /// The values of [`Question::clause`].
    pub(super) fn params(&self, paged: bool) -> Vec<Value> {
        let after = self.after.iter().filter(|_| paged).flat_map(|(_, values)| values.clone());
        self.values.iter().cloned().chain(after).collect()
    }
}

/// What to ask; nothing where nothing can pass.
pub(super) fn question(connection: &Connection, query: &Query) -> Result<Option<Question>, RecordsError> {
    let mut question = Question::default();
    let texts = |list: &[String]| list.iter().map(|one| Value::Text(one.to_lowercase())).collect();
    question.one_of("category", texts(&query.categories));
    question.equal("manufacturer", query.manufacturer.as_deref());
    question.equal("model", query.model.as_deref());
    question.equal("software", query.software.as_deref());
    question.equal("care_setting", query.care_setting.as_deref());
    question.equal("department", query.department.as_deref());
    question.one_of("tier", query.tiers.iter().map(|tier| Value::Integer(i64::from(*tier))).collect());
    question.one_of("standing", query.standings.iter().map(|standing| Value::Text(standing.slug().to_owned())).collect());
    if query.conflicts {
        question.add("conflicts", []);
    }
    if let Some(hidden) = query.hidden {
        question.add("hidden = ?", [Value::Integer(i64::from(hidden))]);
    }
    if let Some(since) = query.unseen_since {
        question.add("last_seen < ? AND NOT hidden AND standing <> 'retired'", [Value::Integer(since.0)]);
    }
    if let Some(since) = query.changed_since {
        question.add("changed >= ?", [Value::Integer(since.0)]);
    }
    if let Some(text) = query.search.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        let wanted = Value::Text(text.to_lowercase());
        question.add("device IN (SELECT device FROM catalogue_text WHERE instr(said, ?))", [wanted]);
    }
    if let Some(host) = query.talks_to {
        talks_to(&mut question, host);
    }
    if let Some(device) = query.siblings_of
        && !siblings(connection, &mut question, records::canonical(connection, device)?)?
    {
        return Ok(None);
    }
    if let Some(cursor) = &query.after {
        let (key, device) = read_cursor(query, cursor)?;
        let (column, than) = (column(query.sort), if query.descending { "<" } else { ">" });
        let condition = format!("({column}, device) {than} (?, ?)");
        question.after = Some((condition, vec![key, Value::Integer(device)]));
    }
    Ok(Some(question))
}

/// Devices that were a client of the host, or that it was a client of.
fn talks_to(question: &mut Question, host: IpAddr) {
    let host = Value::Text(host.to_string());
    question.add(
        "device IN (SELECT device FROM conversations JOIN atoms ON atoms.id = client WHERE server = ?
             UNION SELECT device FROM atoms WHERE ip IN
                 (SELECT server FROM conversations WHERE client IN (SELECT id FROM atoms WHERE ip = ?) AND server <> ''))",
        [host.clone(), host],
    );
}

/// Same manufacturer and model, and software where it is known; `false` where the model is not known.
fn siblings(connection: &Connection, question: &mut Question, device: i64) -> Result<bool, StoreError> {
    let own: Option<(String, String, String)> = connection
        .prepare_cached("SELECT manufacturer, model, software FROM catalogue WHERE device = ?")?
        .query_row([device], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((manufacturer, model, software)) = own.filter(|(_, model, _)| model != MISSING) else { return Ok(false) };
    question.add(
        "manufacturer = ? AND model = ? AND device <> ?",
        [Value::Text(manufacturer), Value::Text(model), Value::Integer(device)],
    );
    if software != MISSING {
        question.add("software = ?", [Value::Text(software)]);
    }
    Ok(true)
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
