//! Comma-separated values (RFC 4180), made harmless for spreadsheets so that it can be undone.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection), and so does
//! one that begins with an apostrophe; reading takes an apostrophe away that stands before such a character. So every
//! text comes back as it was. A cell with several values parts them by `; `, with `\` before a `;` or `\` of a value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Item;
use crate::store::ServiceRow;

/// The columns that come before those of the record.
const SEEN: &[&str] = &[
    "id",
    "category",
    "confidence",
    "manufacturer",
    "model",
    "serial",
    "software",
    "os",
    "hostname",
    "hostnames",
    "ips",
    "macs",
    "vlans",
    "ae_titles",
    "services",
    "first_seen",
    "last_seen",
];

/// The CSV cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct CsvError {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong.
    pub what: String,
}

/// A table as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The names of the columns.
    pub head: Vec<String>,
    /// Each row with its line, from 1.
    pub rows: Vec<(u64, Vec<String>)>,
}

impl Sheet {
    /// The rows as maps from column to cell.
    pub fn records(&self) -> impl Iterator<Item = BTreeMap<&str, &str>> {
        self.rows.iter().map(|(_, row)| self.head.iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect())
    }
}

/// Whether a spreadsheet could take a cell that begins so for a formula (OWASP, CSV injection).
fn is_risky(first: char) -> bool {
    matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
}

/// A cell that a spreadsheet will not take for a formula.
#[must_use]
pub fn defused(cell: &str) -> Cow<'_, str> {
    match cell.chars().next() {
        Some(first) if first == '\'' || is_risky(first) => format!("'{cell}").into(),
        _ => cell.into(),
    }
}

/// The cell that [`defused`] made this from; others stay as they are.
#[must_use]
pub fn armed(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(|first| first == '\'' || is_risky(first)) => rest,
        _ => cell,
    }
}

/// Several values in one cell.
#[must_use]
pub fn list<T: ToString>(values: &[T]) -> String {
    let escaped = |value: &T| value.to_string().replace('\\', "\\\\").replace(';', "\\;");
    values.iter().map(escaped).collect::<Vec<_>>().join("; ")
}

/// The values that [`list`] put into a cell.
#[must_use]
pub fn listed(cell: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => values.last_mut().into_iter().for_each(|last| last.extend(chars.clone().next())),
            ';' => {
                values.push(String::new());
                if chars.clone().next() == Some(' ') {
                    chars.next();
                }
                continue;
            }
            c => values.last_mut().into_iter().for_each(|last| last.push(c)),
        }
        if c == '\\' {
            chars.next();
        }
    }
    values.retain(|value| !value.is_empty());
    values
}

/// Writes rows under a head; lines end with CR LF (RFC 4180, 2.1).
///
/// # Errors
/// When a row has another number of cells than the head.
pub fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<String, CsvError> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let wrong = |line: usize, error: csv::Error| CsvError { line: u64::try_from(line).unwrap_or(0), what: error.to_string() };
    writer.write_record(head.iter().map(|cell| defused(cell).into_owned())).map_err(|error| wrong(1, error))?;
    for (place, row) in rows.into_iter().enumerate() {
        let cells = row.iter().map(|cell| defused(cell).into_owned());
        writer.write_record(cells).map_err(|error| wrong(place.saturating_add(2), error))?;
    }
    let bytes = writer.into_inner().map_err(|error| CsvError { line: 0, what: error.to_string() })?;
    String::from_utf8(bytes).map_err(|error| CsvError { line: 0, what: error.to_string() })
}

/// What [`table`] wrote, without its head: the rows that follow on those of a table before. No head of ours holds a line's
/// end.
#[must_use]
pub fn headless(table: &str) -> &str {
    table.split_once("\r\n").map_or("", |(_, rows)| rows)
}

/// Reads a table whose cells are parted by `delimiter`. A byte order mark goes; text that is no UTF-8 is read as Latin-1,
/// as older spreadsheets write it. Rows that hold nothing are left out; a row may be shorter than the head, not longer.
///
/// # Errors
/// When there is no head, a column comes twice, or a row is longer than the head.
pub fn read(bytes: &[u8], delimiter: u8) -> Result<Sheet, CsvError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
    };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    for record in reader.records() {
        let record = record.map_err(|error| CsvError {
            line: error.position().map_or(0, csv::Position::line),
            what: error.to_string().replace('\n', " "),
        })?;
        let line = record.position().map_or(0, |position| line_of(&text, position));
        let mut cells: Vec<String> = record.iter().map(|cell| armed(cell).to_owned()).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if sheet.head.is_empty() {
            let twice = cells.iter().enumerate().find(|(place, cell)| cells.iter().take(*place).any(|other| other == *cell));
            if let Some((_, name)) = twice {
                return Err(CsvError { line, what: format!("the column \"{name}\" comes twice") });
            }
            sheet.head = cells;
            continue;
        }
        if cells.len() > sheet.head.len() {
            let what = format!("{} cells under {} columns", cells.len(), sheet.head.len());
            return Err(CsvError { line, what });
        }
        cells.resize(sheet.head.len(), String::new());
        sheet.rows.push((line, cells));
    }
    if sheet.head.is_empty() {
        return Err(CsvError { line: 1, what: "there is no line with the names of the columns".to_owned() });
    }
    Ok(sheet)
}

/// The line of a record: the csv crate counts from where the one before ended, empty lines included.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    let empty = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    position.line().saturating_add(u64::try_from(empty).unwrap_or(0))
}

/// Writes devices with every field of the record in `fields`; what people said stands in a column `said_FIELD` where the
/// wire shows the same field.
///
/// # Errors
/// None that a device of ours brings about.
pub fn write(items: &[Item], fields: &[&str]) -> Result<String, CsvError> {
    let record: Vec<String> = fields.iter().map(|field| column(field)).collect();
    let head: Vec<&str> = SEEN.iter().copied().chain(record.iter().map(String::as_str)).collect();
    let said = |item: &Item, field: &&str| item.record.get(*field).cloned().unwrap_or_default();
    let rows = items.iter().map(|item| {
        let mut row = seen(item);
        row.extend(fields.iter().map(|field| said(item, field)));
        row
    });
    table(&head, rows)
}

/// The column of a field of the record.
#[must_use]
pub fn column(field: &str) -> String {
    if SEEN.contains(&field) { format!("said_{field}") } else { field.to_owned() }
}

fn seen(item: &Item) -> Vec<String> {
    let row = &item.row;
    let value = |slug: &str| item.seen(slug).map(str::to_owned).unwrap_or_default();
    let sure = row.confidence(crate::fingerprint::Attribute::Category);
    let sure = sure.map(|sure| ((f64::from(sure) * 1000.0).round() / 1000.0).to_string());
    vec![
        row.id.to_string(),
        item.seen("category").unwrap_or("unknown").to_owned(),
        sure.unwrap_or_default(),
        value("manufacturer"),
        value("model"),
        value("serial"),
        value("software"),
        value("os"),
        value("hostname"),
        list(&item.names()),
        list(&row.ips),
        list(&row.macs),
        list(&row.vlans),
        list(&row.ae_titles),
        list(&row.services.iter().map(service).collect::<Vec<_>>()),
        row.first.to_string(),
        row.last.to_string(),
    ]
}

/// `tcp/104 dicom`.
fn service(row: &ServiceRow) -> String {
    let protocol = row.protocol.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
    format!("{}/{}{protocol}", row.transport.name(), row.port)
}

#[cfg(test)]
mod tests {
    use super::super::item::tests::pump;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_device_comes_back_cell_by_cell() {
        let text = write(&[pump()], &["asset_tag", "room", "model"]).unwrap();
        assert!(text.contains("\"PLUM-7741; =cmd|'/C calc'!A0\"") || text.contains("PLUM-7741; =cmd|'/C calc'!A0"));
        let sheet = read(text.as_bytes(), b',').unwrap();
        let record = sheet.records().next().unwrap();
        assert_eq!((record["id"], record["asset_tag"], record["said_model"]), ("dev-31", "BME-0031", ""));
        assert_eq!(listed(record["hostnames"]), ["PLUM-7741", "=cmd|'/C calc'!A0"]);
        assert_eq!(listed(record["ae_titles"]), ["A; B\\"]);
    }

    #[test]
    fn faults_have_a_line() {
        let line = |text: &str| read(text.as_bytes(), b',').unwrap_err().line;
        assert_eq!((line("a,a\n1,2\n"), line("\u{feff}a,b\n1\n\n1,2,3\n"), line("")), (1, 4, 1));
        assert_eq!(read(b"a,b\n\n1\n", b',').unwrap().rows, [(3, vec!["1".to_owned(), String::new()])]);
        assert_eq!(read(b"n\nR\xf6ntgen\n", b',').unwrap().rows[0].1, ["R\u{f6}ntgen"]);
    }

    proptest! {
        #[test]
        fn any_cell_comes_back_and_is_no_formula(cells in prop::collection::vec("[ -~=+@'\"\n\r\t\u{ff1d}\u{e9};\\\\-]{0,12}", 1..5)) {
            let row: Vec<String> = std::iter::once("x".to_owned()).chain(cells).collect();
            let head: Vec<String> = (0..row.len()).map(|place| format!("c{place}")).collect();
            let head: Vec<&str> = head.iter().map(String::as_str).collect();
            let text = table(&head, [row.clone()]).unwrap();
            let plain: Vec<csv::StringRecord> = csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect();
            prop_assert_eq!(plain.len(), 1);
            prop_assert!(plain[0].iter().all(|cell| !cell.starts_with(is_risky)));
            let sheet = read(text.as_bytes(), b',').unwrap();
            prop_assert_eq!(&sheet.rows[0].1, &row);
        }

        #[test]
        fn any_list_comes_back(values in prop::collection::vec("[a-c;\\\\]([ a-c;\\\\]{0,6}[a-c;\\\\])?", 0..5)) {
            prop_assert_eq!(listed(&list(&values)), values);
        }
    }
}
