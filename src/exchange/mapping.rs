//! How the columns of a CMMS's export are to be read: one TOML file per CMMS, checked strictly.
//!
//! ```toml
//! title = "ServiceNow"
//! key = "sys_id"                    # the column that names a row there
//! [columns]
//! serial = "serial_number"          # our field = their column, or several of which the first filled one counts
//! [values.care_setting]
//! "Intensive Care" = "icu"          # their word = ours; whatever their case
//! [skip]
//! install_status = ["Retired"]      # rows that are no devices any more
//! ```
//!
//! Our fields are those of the clinical record, and `mac`, `ip`: what a device is found by.

mod kept;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::csv::Sheet;
use crate::base::MacAddr;
use crate::clinical::{FIELDS, Kind, field};

/// Fields of a row that are no fields of the record.
const FOUND_BY: &[&str] = &["mac", "ip"];

/// A mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The CMMS.
    pub title: String,
    /// What cells are parted by.
    pub delimiter: u8,
    /// The column that names a row in the CMMS.
    pub key: Option<String>,
    /// Our field and the columns it is read from.
    columns: BTreeMap<String, Vec<String>>,
    /// Our field, their word in small letters, and ours.
    values: BTreeMap<String, BTreeMap<String, String>>,
    /// Their column, and the values in small letters of rows that are left out.
    skip: BTreeMap<String, Vec<String>>,
    /// How dates are written; see [`DATES`].
    dates: String,
}

/// How a CMMS may write dates.
const DATES: &[(&str, &str)] = &[
    ("yyyy-mm-dd", "%Y-%m-%d"),
    ("dd.mm.yyyy", "%d.%m.%Y"),
    ("dd/mm/yyyy", "%d/%m/%Y"),
    ("mm/dd/yyyy", "%m/%d/%Y"),
    ("dd-mon-yyyy", "%d-%b-%Y"),
];

/// What is wrong with a mapping, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct MappingError {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// A cell that its field cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Our field.
    pub field: String,
    /// What stood there, cut short.
    pub cell: String,
    /// Why not.
    pub why: String,
}

/// A row of a CMMS's export, in our words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CmmsRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its name in the CMMS.
    pub key: Option<String>,
    /// Fields of the record, each in its one spelling.
    pub fields: BTreeMap<String, String>,
    /// Hardware addresses.
    pub macs: Vec<MacAddr>,
    /// Addresses.
    pub ips: Vec<std::net::IpAddr>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
}

impl CmmsRow {
    /// What it is, in a few words: category, manufacturer, model, serial number, as far as the row says them.
    #[must_use]
    pub fn described(&self) -> String {
        let parts = ["category", "manufacturer", "model", "serial"].into_iter().filter_map(|slug| self.fields.get(slug));
        parts.map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// What reading an export gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The rows that are devices.
    pub rows: Vec<CmmsRow>,
    /// Rows left out as the mapping says.
    pub skipped: usize,
    /// Columns that the mapping reads and the file does not have.
    pub missing: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    delimiter: Option<Spanned<String>>,
    dates: Option<Spanned<String>>,
    key: Option<String>,
    columns: BTreeMap<Spanned<String>, Spanned<Columns>>,
    #[serde(default)]
    values: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Spanned<String>>>,
    #[serde(default)]
    skip: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Columns {
    One(String),
    Several(Vec<String>),
}

/// What is wrong, and at which byte.
struct Wrong(usize, String);

impl Mapping {
    /// Reads a mapping; `file` names it in errors.
    ///
    /// # Errors
    /// With the line of a key that does not exist, a field that we do not have, or a word that its field cannot hold.
    pub fn read(file: &str, text: &str) -> Result<Self, MappingError> {
        let at = |offset: usize, what: String| {
            let line = text.get(..offset).unwrap_or(text).matches('\n').count().saturating_add(1);
            MappingError { file: file.to_owned(), line, what: what.replace('\n', " ") }
        };
        let written: Written =
            toml::from_str(text).map_err(|error| at(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
        written.checked().map_err(|Wrong(offset, what)| at(offset, what))
    }

    /// How `wardwatch devices export --format csv` is read back: records, and what a device is found by.
    #[must_use]
    pub fn own() -> Self {
        let mut columns: BTreeMap<String, Vec<String>> =
            FIELDS.iter().map(|field| (field.slug.to_owned(), vec![super::csv::column(field.slug)])).collect();
        columns.insert("mac".to_owned(), vec!["macs".to_owned()]);
        columns.insert("ip".to_owned(), vec!["ips".to_owned()]);
        Self {
            title: "wardwatch".to_owned(),
            delimiter: b',',
            key: Some("id".to_owned()),
            columns,
            values: BTreeMap::new(),
            skip: BTreeMap::new(),
            dates: "yyyy-mm-dd".to_owned(),
        }
    }

    /// The mapping of this name: one that comes with the program, or `wardwatch` for [`Mapping::own`].
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        if name == OWN {
            return Some(Self::own());
        }
        let (_, text) = SHIPPED.iter().find(|(known, _)| *known == name)?;
        Self::read(name, text).ok()
    }

    /// The columns that are read, each once.
    pub fn reads(&self) -> impl Iterator<Item = &str> {
        let all: std::collections::BTreeSet<&str> =
            self.columns.values().flatten().chain(&self.key).chain(self.skip.keys()).map(String::as_str).collect();
        all.into_iter()
    }

    /// The fields of ours that are filled.
    pub fn fills(&self) -> impl Iterator<Item = &str> {
        self.columns.keys().map(String::as_str)
    }

    /// Reads the rows of an export.
    #[must_use]
    pub fn rows(&self, sheet: &Sheet) -> Read {
        let missing = self.reads().filter(|name| !sheet.head.iter().any(|head| head == name)).map(str::to_owned);
        let mut read = Read { missing: missing.collect(), ..Read::default() };
        for ((line, _), cells) in sheet.rows.iter().zip(sheet.records()) {
            let is_out = |(column, words): (&String, &Vec<String>)| {
                cells.get(column.as_str()).is_some_and(|cell| words.contains(&cell.trim().to_lowercase()))
            };
            if self.skip.iter().any(is_out) {
                read.skipped = read.skipped.saturating_add(1);
                continue;
            }
            read.rows.push(self.row(*line, &cells));
        }
        read
    }

    fn row(&self, line: u64, cells: &BTreeMap<&str, &str>) -> CmmsRow {
        let key = self.key.as_deref().and_then(|key| cells.get(key)).map(|key| key.trim().to_owned());
        let mut row = CmmsRow { line, key: key.filter(|key| !key.is_empty()), ..CmmsRow::default() };
        for (name, columns) in &self.columns {
            let filled = columns.iter().filter_map(|column| cells.get(column.as_str())).map(|cell| cell.trim());
            let Some(cell) = filled.clone().find(|cell| !cell.is_empty()) else { continue };
            let taken = match name.as_str() {
                "mac" => all(cell, mac).map(|macs| row.macs = macs),
                "ip" => all(cell, |part| part.parse().ok()).map(|ips| row.ips = ips),
                _ => self.value(name, cell).map(|text| drop(row.fields.insert(name.clone(), text))),
            };
            if let Err(why) = taken {
                row.unreadable.push(Unreadable { field: name.clone(), cell: cell.chars().take(60).collect(), why });
            }
        }
        row
    }

    /// A cell in our words.
    fn value(&self, name: &str, cell: &str) -> Result<String, String> {
        let field = field(name).map_err(|error| error.to_string())?;
        if let Some(words) = self.values.get(name) {
            match words.get(&cell.to_lowercase()) {
                Some(ours) => return Ok(ours.clone()),
                // A word of a closed list that nobody mapped may still be ours.
                None => return field.read(cell).map_err(|_| "no word for it in the mapping".to_owned()),
            }
        }
        if field.kind == Kind::Date {
            let format = DATES.iter().find(|(name, _)| *name == self.dates).map_or("%Y-%m-%d", |(_, format)| format);
            // A time after the date says nothing here.
            let day = cell.split([' ', 'T']).next().unwrap_or(cell);
            let date = jiff::civil::Date::strptime(format, day).map_err(|_| format!("no date as {}", self.dates))?;
            return Ok(date.to_string());
        }
        field.read(cell).map_err(|_| field.wanted())
    }
}

/// Several values in a cell, parted by anything but what they are made of.
fn all<T>(cell: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, String> {
    let parts = cell.split([' ', ',', ';', '|', '\n']).filter(|part| !part.is_empty());
    parts.map(|part| read(part).ok_or_else(|| "no address".to_owned())).collect()
}

/// A hardware address in any of its spellings: `00:1A:…`, `00-1a-…`, `001a.…`, `001A…`.
fn mac(text: &str) -> Option<MacAddr> {
    let digits: String = text.chars().filter(|c| !matches!(c, ':' | '-' | '.')).collect();
    if digits.len() != 12 {
        return None;
    }
    let bits = u64::from_str_radix(&digits, 16).ok()?;
    Some(MacAddr::from_bits(bits)).filter(|mac| mac.is_station())
}

impl Written {
    fn checked(self) -> Result<Mapping, Wrong> {
        let delimiter = match self.delimiter {
            None => b',',
            Some(given) => match given.get_ref().as_bytes() {
                [one @ (b',' | b';' | b'\t' | b'|')] => *one,
                _ => return Err(Wrong(given.span().start, "delimiter is one of , ; | and tab".to_owned())),
            },
        };
        let dates = match self.dates {
            None => "yyyy-mm-dd".to_owned(),
            Some(given) if DATES.iter().any(|(name, _)| name == given.get_ref()) => given.into_inner(),
            Some(given) => {
                let known: Vec<&str> = DATES.iter().map(|(name, _)| *name).collect();
                return Err(Wrong(given.span().start, format!("dates is one of {}", known.join(", "))));
            }
        };
        let mut columns = BTreeMap::new();
        for (name, read_from) in self.columns {
            let our = our_field(&name)?;
            let offset = read_from.span().start;
            let list = match read_from.into_inner() {
                Columns::One(one) => vec![one],
                Columns::Several(several) => several,
            };
            if list.is_empty() || list.iter().any(|column| column.trim().is_empty()) {
                return Err(Wrong(offset, format!("{our} is read from no column")));
            }
            columns.insert(our, list);
        }
        if columns.is_empty() {
            return Err(Wrong(0, "no field is read".to_owned()));
        }
        let mut values = BTreeMap::new();
        for (name, words) in self.values {
            values.insert(our_field(&name)?, checked_words(&name, &columns, words)?);
        }
        let small = |words: Vec<String>| words.iter().map(|word| word.trim().to_lowercase()).collect();
        let skip = self.skip.into_iter().map(|(column, words)| (column, small(words))).collect();
        Ok(Mapping { title: self.title, delimiter, key: self.key, columns, values, skip, dates })
    }
}

/// The name of a field that we have.
fn our_field(name: &Spanned<String>) -> Result<String, Wrong> {
    if FOUND_BY.contains(&name.get_ref().as_str()) {
        return Ok(name.get_ref().clone());
    }
    // Exactly as we write it: `-` for `_` would make two keys of one field.
    match field(name.get_ref()) {
        Ok(field) if field.slug == name.get_ref() => Ok(field.slug.to_owned()),
        Ok(field) => Err(Wrong(name.span().start, format!("write {} for {}", field.slug, name.get_ref()))),
        Err(error) => Err(Wrong(name.span().start, error.to_string())),
    }
}

fn checked_words(
    name: &Spanned<String>,
    columns: &BTreeMap<String, Vec<String>>,
    words: BTreeMap<Spanned<String>, Spanned<String>>,
) -> Result<BTreeMap<String, String>, Wrong> {
    let slug = name.get_ref();
    let Some(field) = FIELDS.iter().find(|field| field.slug == slug) else {
        return Err(Wrong(name.span().start, format!("{slug} has no words")));
    };
    if !columns.contains_key(slug) {
        return Err(Wrong(name.span().start, format!("{slug} is read from no column")));
    }
    let mut checked = BTreeMap::new();
    for (theirs, ours) in words {
        let text = field.read(ours.get_ref()).map_err(|error| Wrong(ours.span().start, error.to_string()))?;
        if checked.insert(theirs.get_ref().trim().to_lowercase(), text).is_some() {
            return Err(Wrong(theirs.span().start, format!("\"{}\" comes twice", theirs.get_ref())));
        }
    }
    Ok(checked)
}

/// The name of [`Mapping::own`].
pub const OWN: &str = "wardwatch";

/// The mappings that come with the program: name and text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("generic", include_str!("../../config/cmms/generic.toml")),
    ("servicenow", include_str!("../../config/cmms/servicenow.toml")),
];

#[cfg(test)]
mod tests {
    use super::super::csv::read;
    use super::*;

    const TEXT: &str = "title = \"T\"\nkey = \"Nr\"\ndates = \"dd.mm.yyyy\"\n[columns]\nserial = [\"S1\", \"S2\"]\nmac = \"MAC\"\n\
        end_of_life = \"EOL\"\ncare_setting = \"Unit\"\n[values.care_setting]\n\"Intensiv\" = \"icu\"\n[skip]\nState = [\"Scrapped\"]\n";

    #[test]
    fn rows_come_in_our_words() {
        let mapping = Mapping::read("t.toml", TEXT).unwrap();
        let text = "Nr,S1,S2,MAC,EOL,Unit,State\n1,,x7,00-1A-2b-00-00-01 001a.2b00.0002,31.12.2030,INTENSIV,in use\n\
            2,,,,,,scrapped\n3,a,b,nonsense,2030-12-31,attic,\n";
        let got = mapping.rows(&read(text.as_bytes(), mapping.delimiter).unwrap());
        assert_eq!((got.rows.len(), got.skipped, got.missing.len()), (2, 1, 0));
        let (one, three) = (&got.rows[0], &got.rows[1]);
        assert_eq!((one.line, one.key.as_deref(), one.fields["serial"].as_str()), (2, Some("1"), "x7"));
        assert_eq!(
            (one.macs.len(), one.fields["end_of_life"].as_str(), one.fields["care_setting"].as_str()),
            (2, "2030-12-31", "icu")
        );
        assert_eq!(three.fields, BTreeMap::from([("serial".to_owned(), "a".to_owned())]));
        let fields: Vec<&str> = three.unreadable.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["care_setting", "end_of_life", "mac"]);
        let short = mapping.rows(&read(b"Nr,S1\n1,a\n", b',').unwrap());
        assert_eq!(short.missing, ["EOL", "MAC", "S2", "State", "Unit"]);
    }

    #[test]
    fn faults_are_told_with_their_line() {
        for (from, to, line, word) in [
            ("[columns]", "colour = 1\n[columns]", 4, "colour"),
            ("serial =", "serail =", 5, "did you mean serial"),
            ("serial =", "end-of-life =", 5, "write end_of_life"),
            ("\"icu\"", "\"attic\"", 10, "care_setting cannot be"),
            ("[values.care_setting]", "[values.room]", 9, "no column"),
            ("[\"S1\", \"S2\"]", "[]", 5, "no column"),
            ("dd.mm.yyyy", "d.m.y", 3, "one of"),
            ("title = \"T\"\n", "title = \"T\"\ndelimiter = \"ab\"\n", 2, "delimiter"),
            ("title = \"T\"\n", "", 1, "title"),
            ("\"Intensiv\" = \"icu\"", "\"Intensiv\" = \"icu\"\n\"INTENSIV\" = \"or\"", 0, "twice"),
        ] {
            let error = Mapping::read("t.toml", &TEXT.replacen(from, to, 1)).unwrap_err();
            assert!(error.what.contains(word) && (line == 0 || error.line == line), "{from} -> {to}: {error}");
        }
    }

    #[test]
    fn what_is_shipped_is_good() {
        for (name, text) in SHIPPED {
            let mapping = Mapping::read(name, text).unwrap();
            assert!(mapping.fills().count() > 10 && mapping.key.is_some(), "{name}");
            assert_eq!(Mapping::named(name).as_ref(), Some(&mapping));
        }
        assert_eq!((Mapping::named(OWN), Mapping::named("none")), (Some(Mapping::own()), None));
        assert!(SHIPPED.is_sorted());
    }
}
