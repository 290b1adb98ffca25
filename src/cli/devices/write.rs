//! Writing answers to whatever takes them, so that commands can be tested.

use std::io::{self, Write};

use comfy_table::Table;

pub(super) use crate::cli::output::{table, terminal_width};
use serde::Serialize;

use crate::cli::Failure;

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

/// A cell that a spreadsheet will not take for a formula (OWASP, CSV injection).
fn defused(cell: &str) -> std::borrow::Cow<'_, str> {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}").into(),
        _ => cell.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_sees_no_formula() {
        let mut out = Vec::new();
        assert!(write_csv(&["a", "b"], [vec!["=1+1".to_owned(), "x,\"y\"".to_owned()]], &mut out).is_ok());
        assert_eq!(String::from_utf8(out).unwrap(), "a,b\n'=1+1,\"x,\"\"y\"\"\"\n");
    }
}
