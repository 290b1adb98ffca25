//! What commands print or write elsewhere, so that they can be tested: tables that fit the terminal, JSON, CSV, lines.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use comfy_table::{ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::Failure;
pub(super) use crate::base::shown::thousands;
use crate::exchange::csv::defused;

/// How a list is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For people, fitted to the terminal.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// Comma-separated values, defused for spreadsheets.
    Csv,
}

/// Prints one line.
pub(super) fn line(text: &str) {
    // A reader that went away (`| head`) is no error of ours.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Prints one line on standard error.
pub(super) fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "wardwatch: {text}");
}

/// Prints a JSON document.
pub(super) fn json(value: &serde_json::Value) -> Result<(), Failure> {
    answer(format!("{}\n", serde_json::to_string_pretty(value)?).as_bytes())
}

/// Prints an answer whole. A reader that went away (`| head`) is no error of ours; a full disk behind it is.
pub(super) fn answer(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::about("standard output", error)),
        _ => Ok(()),
    }
}

/// Prints rows under a head in the wanted format; as JSON, an array of objects keyed by the head.
pub(super) fn rows(format: Format, head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<(), Failure> {
    match format {
        Format::Table => {
            let mut table = table(head);
            rows.for_each(|row| {
                table.add_row(row);
            });
            line(&table.trim_fmt());
        }
        Format::Json => {
            let object = |row: Vec<String>| {
                head.iter().map(|name| (*name).to_owned()).zip(row.into_iter().map(serde_json::Value::from)).collect()
            };
            json(&serde_json::Value::Array(rows.map(|row| serde_json::Value::Object(object(row))).collect()))?;
        }
        Format::Csv => {
            let mut bytes = Vec::new();
            write_csv(head, rows, &mut bytes)?;
            answer(&bytes)?;
        }
    }
    Ok(())
}

/// Writes rows under a head in the wanted format; as JSON, an array of objects keyed by the head.
pub(super) fn rows_to(
    format: Format,
    head: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        Format::Table => {
            let upper: Vec<String> = head.iter().map(|name| name.to_uppercase()).collect();
            let mut table = table(&upper.iter().map(String::as_str).collect::<Vec<_>>());
            rows.for_each(|row| {
                table.add_row(row);
            });
            Ok(write_table(&table, out)?)
        }
        Format::Json => {
            let object = |row: Vec<String>| {
                head.iter().map(|name| (*name).to_owned()).zip(row.into_iter().map(serde_json::Value::from)).collect()
            };
            write_json(&rows.map(|row| serde_json::Value::Object(object(row))).collect::<Vec<_>>(), out)
        }
        Format::Csv => write_csv(head, rows, out),
    }
}

/// Writes a table, without spaces at the ends of lines.
pub(super) fn write_table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    table.lines().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

/// Writes a value as JSON, indented, with a line end.
pub(super) fn write_json(value: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    Ok(writeln!(out)?)
}

/// Writes rows as CSV (RFC 4180), each cell made harmless for spreadsheets.
pub(super) fn write_csv(
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| defused(cell).into_owned()))?;
    }
    Ok(writer.flush()?)
}

/// An empty table with a head; as wide as the terminal, or as its content when piped.
pub(super) fn table(head: &[&str]) -> Table {
    let mut table = Table::new();
    let fitted = if terminal_width().is_some() { ContentArrangement::Dynamic } else { ContentArrangement::Disabled };
    table.load_style(presets::NOTHING).set_content_arrangement(fitted);
    if head.iter().any(|heading| !heading.is_empty()) {
        table.set_header(head.to_vec());
    }
    table
}

/// A progress bar at a terminal, nothing when piped; without a length it shows that something goes on.
pub(super) fn progress(length: Option<u64>, template: &str) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = length.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Columns of the terminal; none when piped, and where the terminal does not know (a serial line, a recorder).
pub(super) fn terminal_width() -> Option<u16> {
    Table::new().width().filter(|width| *width >= NARROWEST)
}

/// A terminal that says it is narrower than this does not know its width.
const NARROWEST: u16 = 20;

/// Seconds as `2 h 5 min`, `55 s`.
pub(super) fn duration(seconds: u64) -> String {
    match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0, s) => format!("{s} s"),
        (0, 0, m, s) => format!("{m} min {s} s"),
        (0, h, m, _) => format!("{h} h {m} min"),
        (d, h, _, _) => format!("{d} d {h} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_spans_read_well() {
        assert_eq!(["0", "999", "1,000", "1,234,567"], [0, 999, 1000, 1_234_567].map(thousands).each_ref().map(String::as_str));
        assert_eq!(
            ["55 s", "1 min 5 s", "2 h 5 min", "1 d 1 h"],
            [55, 65, 7500, 90_000].map(duration).each_ref().map(String::as_str)
        );
    }

    #[test]
    fn a_spreadsheet_sees_no_formula() {
        let mut out = Vec::new();
        assert!(write_csv(&["a", "b"], [vec!["=1+1".to_owned(), "x,\"y\"".to_owned()]], &mut out).is_ok());
        assert_eq!(String::from_utf8(out).unwrap(), "a,b\n'=1+1,\"x,\"\"y\"\"\"\n");
        assert_eq!(defused("=1+1"), "'=1+1");
        assert_eq!(defused("CT-01"), "CT-01");
    }
}
