//! `wardwatch devices import`

use std::io::Write;
use std::path::PathBuf;

use super::edit::Author;
use super::export::items;
use super::{Room, mapping};
use crate::base::Text;
use crate::cli::Failure;
use crate::cli::output::{Format, table, terminal_width, write_csv, write_json, write_table};
use crate::exchange::Item;
use crate::exchange::csv;
use crate::exchange::reconcile::{Report, reconcile, report_json};
use crate::fingerprint::Fingerprints;
use crate::store::{Edit, Query};

/// Arguments of `wardwatch devices import`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices import export.csv --mapping servicenow            what would happen\n  \
    wardwatch devices import export.csv --mapping ours.toml --apply     fill the records of what was matched\n  \
    wardwatch devices import devices.csv --mapping wardwatch --apply    an export of wardwatch itself\n\n\
    What a person confirmed and what the network shows is never written over; it is told as a conflict.")]
pub(super) struct Args {
    /// The CMMS's export, as CSV; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How to read it: a name of `wardwatch devices mapping list`, or a file
    #[arg(long, value_name = "NAME|FILE")]
    mapping: String,
    /// Write what is to be filled; without it nothing is written
    #[arg(long)]
    apply: bool,
    /// Also record the rows of which no device was seen, as devices that cannot be observed
    #[arg(long, requires = "apply")]
    create: bool,
    #[command(flatten)]
    author: Author,
    /// How to print the report
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What is written besides the fields of a row that nobody saw.
const NOT_OBSERVABLE: (&str, &str) = ("not_observable", "yes");

/// Runs the command.
pub(super) fn run(args: &Args, room: &mut Room<'_>, rules: Option<&Fingerprints>, out: &mut dyn Write) -> Result<(), Failure> {
    let mapping = mapping::load(&args.mapping)?;
    let bytes = read(&args.file)?;
    let sheet = csv::read(&bytes, mapping.delimiter).map_err(|error| Failure::about(args.file.display(), error))?;
    let read = mapping.rows(&sheet);
    let items = items(room, &Query::default())?;
    let maker = |name: &str| {
        let name = Text::new(name);
        let known = rules.zip(name.as_ref()).map(|(rules, name)| rules.maker(name).to_string());
        known.or_else(|| name.map(|name| name.to_string())).unwrap_or_default().to_lowercase()
    };
    let report = reconcile(&read, &items, &maker);
    if !report.missing_columns.is_empty() && read.rows.iter().all(|row| row.fields.is_empty()) {
        let missing = report.missing_columns.join("\", \"");
        return Err(Failure(format!("{} has no column that the mapping reads: \"{missing}\"", args.file.display())));
    }
    let written = if args.apply { Some(apply(&report, args, room)?) } else { None };
    match args.format {
        Format::Json => write_json(&report_json(&report), out)?,
        Format::Csv => write_csv(&["line", "key", "result", "device", "certainty", "detail"], lines(&report, &items), out)?,
        Format::Table => shown(&report, &items, out)?,
    }
    if args.format == Format::Table {
        match written {
            Some((fields, devices, created)) => {
                let made =
                    if args.create { format!("; {created} devices recorded that no network shows") } else { String::new() };
                writeln!(out, "\n{fields} fields of {devices} devices written by {}{made}.", args.author.name())?;
            }
            None => writeln!(out, "\nNothing was written. `--apply` fills the fields shown.")?,
        }
    }
    Ok(())
}

fn read(file: &PathBuf) -> Result<Vec<u8>, Failure> {
    if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(file).map_err(|error| Failure::about(file.display(), error))
}

/// Writes what is to be filled: fields, devices, devices newly recorded.
fn apply(report: &Report, args: &Args, room: &mut Room<'_>) -> Result<(usize, usize, usize), Failure> {
    let (now, author) = (room.now, args.author.name());
    let (mut fields, mut devices, mut created) = (0_usize, 0_usize, 0_usize);
    for one in report.matched.iter().filter(|one| !one.fills.is_empty()) {
        let set = one.fills.iter().map(|fill| (fill.field.clone(), fill.to.clone())).collect();
        let edit = Edit { set, imported: true, ..Edit::default() };
        fields += room.records.edit(one.device, None, &edit, &author, now)?.changes.len();
        devices += 1;
    }
    for row in report.not_seen.iter().filter(|row| args.create && !row.fields.is_empty()) {
        let mut set: Vec<(String, String)> = row.fields.iter().map(|(slug, text)| (slug.clone(), text.clone())).collect();
        if !row.fields.contains_key(NOT_OBSERVABLE.0) {
            set.push((NOT_OBSERVABLE.0.to_owned(), NOT_OBSERVABLE.1.to_owned()));
        }
        room.records.record(&set, &author, now)?;
        created += 1;
    }
    Ok((fields, devices, created))
}

/// One line of the report: line, key, result, device, certainty, detail.
fn lines(report: &Report, items: &[Item]) -> Vec<Vec<String>> {
    let named = |id: crate::inventory::DeviceId| {
        let item = items.iter().find(|item| item.row.id == id);
        item.map_or_else(|| id.to_string(), |item| format!("{id} {}", item.name()))
    };
    let mut rows = Vec::new();
    for one in &report.matched {
        let mut detail = one.because.join(", ");
        for conflict in &one.conflicts {
            detail += &format!("; CONFLICT {}: {} (CMMS), {} ({})", conflict.field, conflict.cmms, conflict.here, conflict.by);
        }
        if !one.fills.is_empty() {
            detail += &format!("; {} to fill", one.fills.len());
        }
        let result = if one.conflicts.is_empty() { "matched" } else { "conflict" };
        rows.push((one.line, one.key.clone(), result, named(one.device), one.certainty.slug(), detail));
    }
    for one in &report.unsure {
        let first = one.candidates.first();
        let could = one.candidates.iter().map(|(id, _, because)| format!("{id} by {}", because.join(", "))).collect::<Vec<_>>();
        let certainty = first.map_or("", |(_, certainty, _)| certainty.slug());
        let device = first.map(|(id, ..)| format!("{}?", named(*id))).unwrap_or_default();
        rows.push((one.line, one.key.clone(), "unsure", device, certainty, format!("{}: {}", one.why, could.join("; "))));
    }
    for row in &report.not_seen {
        let field = |slug: &str| row.fields.get(slug).cloned().unwrap_or_default();
        let detail = [field("category"), field("manufacturer"), field("model"), field("serial")];
        let detail: Vec<String> = detail.into_iter().filter(|part| !part.is_empty()).collect();
        rows.push((row.line, row.key.clone(), "not seen", String::new(), "", detail.join(" ")));
    }
    rows.sort();
    let mut cells: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(line, key, result, device, certainty, detail)| {
            vec![line.to_string(), key.unwrap_or_default(), result.to_owned(), device, certainty.to_owned(), detail]
        })
        .collect();
    for id in &report.not_in_cmms {
        let item = items.iter().find(|item| item.row.id == *id);
        let detail = item.map(|item| {
            let parts = [item.value("category"), item.value("manufacturer"), item.value("model")];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        let mut row = vec![String::new(); 2];
        row.extend(["not in CMMS".to_owned(), named(*id), String::new(), detail.unwrap_or_default()]);
        cells.push(row);
    }
    cells
}

fn shown(report: &Report, items: &[Item], out: &mut dyn Write) -> Result<(), Failure> {
    let mut shown = table(&["LINE", "KEY", "RESULT", "DEVICE", "SURE", "DETAIL"]);
    if let Some(width) = terminal_width() {
        shown.set_width(width);
    }
    for row in lines(report, items) {
        shown.add_row(row);
    }
    write_table(&shown, out)?;
    writeln!(out)?;
    for (line, one) in &report.unreadable {
        writeln!(out, "line {line}: {} cannot be \"{}\": {}", one.field, one.cell, one.why)?;
    }
    for (line, first, field) in &report.twice {
        writeln!(out, "line {line}: the same {field} as line {first}")?;
    }
    if !report.missing_columns.is_empty() {
        writeln!(out, "the file has no column {}", report.missing_columns.join(", "))?;
    }
    let conflicts: usize = report.matched.iter().map(|one| one.conflicts.len()).sum();
    Ok(writeln!(
        out,
        "{} matched with {conflicts} conflicts, {} unsure, {} not seen on the network, {} not in the CMMS, {} left out.",
        report.matched.len(),
        report.unsure.len(),
        report.not_seen.len(),
        report.not_in_cmms.len(),
        report.skipped
    )?)
}
