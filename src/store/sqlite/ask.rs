//! A query of the catalogue as SQL.

use std::net::IpAddr;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::catalogue::MISSING;
use super::convert::{count, id};
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

/// Columns whose index is used, the one that leaves the fewest devices first.
const CHOICE: &[&str] =
    &["device", "model", "manufacturer", "software", "department", "care_setting", "category", "standing", "tier"];
/// A condition that one device in so many passes is tested on the way, in the order of the list, rather than looked up.
const COMMON: i64 = 6;

/// What a device must fulfil.
struct Condition {
    /// The column whose index can find the devices; empty where there is none.
    column: &'static str,
    /// SQL, beginning with the column.
    sql: String,
    /// One value is wanted, not one of several.
    is_single: bool,
}

/// Conditions, and where the page before ended.
#[derive(Default)]
pub(super) struct Question {
    conditions: Vec<Condition>,
    values: Vec<Value>,
    after: Option<(String, Vec<Value>)>,
    sort: Sort,
    /// Devices there are.
    devices: i64,
    /// Devices that pass, where the conditions alone tell.
    pub(super) passing: Option<i64>,
}

impl Question {
    fn add(&mut self, condition: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(Condition { column: "", sql: condition.into(), is_single: false });
        self.values.extend(values);
    }

    fn equal(&mut self, column: &'static str, wanted: Option<&str>) {
        if let Some(wanted) = wanted {
            self.one_of(column, vec![Value::Text(wanted.trim().to_lowercase())]);
        }
    }

    /// One of several; none wanted is any.
    fn one_of(&mut self, column: &'static str, wanted: Vec<Value>) {
        if !wanted.is_empty() {
            let marks = vec!["?"; wanted.len()].join(", ");
            let is_single = wanted.len() == 1;
            self.conditions.push(Condition { column, sql: format!("{column} IN ({marks})"), is_single });
            self.values.extend(wanted);
        }
    }

    fn has(&self, column: &str) -> bool {
        self.conditions.iter().any(|one| one.column == column)
    }

    /// Columns whose index shall find the devices. SQLite is told, because it cannot know how many devices have a value.
    fn sought(&self) -> Vec<&'static str> {
        match CHOICE.iter().find(|column| self.has(column)) {
            Some(&"model") if self.has("manufacturer") => vec!["manufacturer", "model", "software"],
            Some(column) => vec![column],
            None => Vec::new(),
        }
    }

    /// The same for a list of which `total` pass: where those are many, the order's own index leads.
    fn sought_in_order(&self, total: i64) -> Vec<&'static str> {
        if total.saturating_mul(COMMON) <= self.devices {
            return self.sought();
        }
        let both: &[&'static str] = match self.sort {
            Sort::What => &["category", "tier"],
            Sort::Queue => &["standing"],
            _ => &[],
        };
        let of = |column: &&&str| self.conditions.iter().any(|one| one.column == **column && one.is_single);
        both.iter().find(of).copied().into_iter().collect()
    }

    fn clause(&self, sought: &[&str], after: Option<&str>) -> String {
        let with = |one: &Condition| {
            let plain = one.column.is_empty() || sought.contains(&one.column);
            // A column with a sign before it is found by no index.
            if plain { one.sql.clone() } else { format!("+{}", one.sql) }
        };
        let all: Vec<String> = self.conditions.iter().map(with).chain(after.map(str::to_owned)).collect();
        if all.is_empty() { String::new() } else { format!("WHERE {}", all.join(" AND ")) }
    }

    /// The condition of a device to be counted, and its values.
    pub(super) fn counted(&self) -> (String, Vec<Value>) {
        (self.clause(&self.sought(), None), self.values.clone())
    }

    /// The condition of a device to be listed after the page before, of which `total` pass in all; and its values.
    pub(super) fn listed(&self, total: i64) -> (String, Vec<Value>) {
        let (after, values) = self.after.clone().unzip();
        let clause = self.clause(&self.sought_in_order(total), after.as_deref());
        (clause, self.values.iter().cloned().chain(values.unwrap_or_default()).collect())
    }

    /// Only devices of this set.
    fn among(&mut self, connection: &Connection, set: &[i64]) -> Result<(), StoreError> {
        connection.execute("DELETE FROM temp.wanted", [])?;
        let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO temp.wanted VALUES (?)")?;
        for device in set {
            insert.execute([device])?;
        }
        let rare = count(set.len() as u64).saturating_mul(COMMON) <= self.devices;
        let (column, sign) = if rare { ("device", "") } else { ("", "+") };
        let sql = format!("{sign}device IN (SELECT device FROM temp.wanted)");
        self.conditions.push(Condition { column, sql, is_single: false });
        Ok(())
    }
}

/// What to ask; nothing where nothing can pass.
pub(super) fn question(connection: &Connection, query: &Query) -> Result<Option<Question>, RecordsError> {
    let devices = connection.query_row("SELECT count(*) FROM catalogue", [], |row| row.get(0))?;
    let mut question = Question { sort: query.sort, devices, ..Question::default() };
    let texts = |list: &[String]| list.iter().map(|one| Value::Text(one.to_lowercase())).collect();
    question.one_of("category", texts(&query.categories));
    question.equal("manufacturer", query.manufacturer.as_deref());
    question.equal("model", query.model.as_deref());
    question.equal("software", query.software.as_deref());
    question.equal("care_setting", query.care_setting.as_deref());
    question.equal("department", query.department.as_deref());
    question.one_of("tier", query.tiers.iter().map(|tier| Value::Integer(i64::from(*tier))).collect());
    question.one_of("standing", query.standings.iter().map(|standing| Value::Text(standing.slug().to_owned())).collect());
    if !query.among.is_empty() {
        let numbers: Vec<i64> = query.among.iter().map(|device| id(*device)).collect();
        let sql = "device IN (SELECT value FROM json_each(?))".to_owned();
        question.conditions.push(Condition { column: "device", sql, is_single: false });
        question.values.push(Value::Text(serde_json::Value::from(numbers).to_string()));
    }
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
    sets(connection, &mut question, query)?;
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

/// What takes a pass through a whole table is looked up once, not for the count and for the list.
fn sets(connection: &Connection, question: &mut Question, query: &Query) -> Result<(), StoreError> {
    let text = query.search.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_lowercase);
    let is_alone = question.conditions.is_empty() && query.siblings_of.is_none();
    let (found, host) = (text.as_deref().map(|text| search(connection, text)).transpose()?, query.talks_to);
    match (found, host) {
        (None, None) => {}
        (None, Some(host)) => question.among(connection, &talks_to(connection, host)?)?,
        (Some(found), Some(host)) => {
            let mut both = talks_to(connection, host)?;
            both.retain(|device| found.binary_search(device).is_ok());
            question.among(connection, &both)?;
        }
        (Some(found), None) => {
            let many = count(found.len() as u64);
            if many.saturating_mul(COMMON) <= question.devices {
                question.among(connection, &found)?;
            } else {
                let said = "instr((SELECT said FROM catalogue_text AS its WHERE its.device = catalogue.device), ?)";
                question.add(said, text.map(Value::Text));
            }
            question.passing = is_alone.then_some(many);
        }
    }
    Ok(())
}

/// Devices with this text, in order.
fn search(connection: &Connection, text: &str) -> Result<Vec<i64>, StoreError> {
    let finder = memchr::memmem::Finder::new(text);
    let mut statement = connection.prepare_cached("SELECT device, said FROM catalogue_text ORDER BY device")?;
    let (mut rows, mut found) = (statement.query([])?, Vec::new());
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

/// Same manufacturer and model, and software where it is known; `false` where the model is not known.
fn siblings(connection: &Connection, question: &mut Question, device: i64) -> Result<bool, StoreError> {
    let own: Option<(String, String, String)> = connection
        .prepare_cached("SELECT manufacturer, model, software FROM catalogue WHERE device = ?")?
        .query_row([device], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((manufacturer, model, software)) = own.filter(|(_, model, _)| model != MISSING) else { return Ok(false) };
    question.one_of("manufacturer", vec![Value::Text(manufacturer)]);
    question.one_of("model", vec![Value::Text(model)]);
    if software != MISSING {
        question.one_of("software", vec![Value::Text(software)]);
    }
    question.add("device <> ?", [Value::Integer(device)]);
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
