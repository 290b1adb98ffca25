//! `wardwatch devices list`

use std::io::Write;

use super::view::{DeviceView, category, confidence, first_of, joined, name, percent, rounded, service, short_time, sort};
use crate::cli::Failure;
use crate::cli::output::Format;
use crate::cli::output::{table, terminal_width, write_csv, write_json, write_table};
use crate::fingerprint::{Attribute, CATEGORIES};
use crate::store::{DeviceFilter, DeviceRow, Store};

/// Arguments of `wardwatch devices list`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices list\n  wardwatch devices list --category infusion_pump\n  \
    wardwatch devices list --search siemens --format csv > siemens.csv")]
pub(super) struct Args {
    /// Only devices of this category: ct, mr, pacs, infusion_pump, printer, unknown …
    #[arg(long, value_name = "CATEGORY", value_parser = a_category)]
    category: Option<String>,
    /// Only devices with this text in their name, maker, model, serial or an address
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// At most this many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn a_category(slug: &str) -> Result<String, String> {
    if CATEGORIES.contains(&slug) {
        return Ok(slug.to_owned());
    }
    Err(format!("no such category; there are: {}", CATEGORIES.join(" ")))
}

pub(super) fn run(args: &Args, store: &dyn Store, db: &str, out: &mut dyn Write) -> Result<(), Failure> {
    // The limit applies to the list as sorted here.
    let filter = DeviceFilter { category: args.category.clone(), search: args.search.clone(), limit: None };
    let mut rows = store.devices(&filter)?;
    let found = rows.len();
    sort(&mut rows);
    rows.truncate(args.limit.unwrap_or(usize::MAX));
    match args.format {
        Format::Json => write_json(&rows.iter().map(DeviceView::from).collect::<Vec<_>>(), out),
        Format::Csv => write_csv(CSV, rows.iter().map(csv_row), out),
        Format::Table if rows.is_empty() => Ok(writeln!(out, "{}", empty(args, db))?),
        Format::Table => {
            write_rows(&rows, terminal_width(), out)?;
            let rest = if rows.len() < found { format!(" of {found}") } else { String::new() };
            let plural = if found == 1 { "" } else { "s" };
            Ok(writeln!(out, "\n{}{rest} device{plural}. `wardwatch devices explain ID` tells why.", rows.len())?)
        }
    }
}

/// What to do when there is nothing to list.
fn empty(args: &Args, db: &str) -> String {
    if args.category.is_some() || args.search.is_some() {
        return "No device passes this filter; `wardwatch devices list` shows all.".to_owned();
    }
    format!("No devices yet. Read a capture with `wardwatch replay FILE --db {db}`, then look again.")
}

/// One column of the table: heading, the terminal width from which it is shown, and its cell.
struct Column(&'static str, u16, fn(&DeviceRow) -> String);

const COLUMNS: &[Column] = &[
    Column("ID", 0, |row| row.id.to_string()),
    Column("CATEGORY", 0, |row| category(row).to_owned()),
    Column("SURE", 100, |row| confidence(row).map(percent).unwrap_or_default()),
    Column("MANUFACTURER", 0, |row| attribute(row, Attribute::Manufacturer)),
    Column("MODEL", 0, |row| attribute(row, Attribute::Model)),
    Column("SERIAL", 110, |row| attribute(row, Attribute::Serial)),
    Column("NAME", 0, name),
    Column("IP", 0, |row| first_of(&row.ips, 1)),
    Column("MAC", 130, |row| first_of(&row.macs, 1)),
    Column("SERVICES", 170, |row| first_of(&row.services.iter().map(service).collect::<Vec<_>>(), 3)),
    Column("LAST SEEN (UTC)", 150, |row| short_time(row.last)),
];

fn attribute(row: &DeviceRow, attribute: Attribute) -> String {
    let value = row.attributes.iter().find(|(known, ..)| *known == attribute);
    value.map(|(_, value, _, conflict)| format!("{value}{}", if *conflict { " (?)" } else { "" })).unwrap_or_default()
}

/// Writes the columns for which `width` has room, and that say anything at all.
pub(super) fn write_rows(rows: &[DeviceRow], width: Option<u16>, out: &mut dyn Write) -> Result<(), Failure> {
    let fits = |column: &&Column| width.is_none_or(|width| column.1 <= width);
    let columns: Vec<(&str, Vec<String>)> = COLUMNS
        .iter()
        .filter(fits)
        .map(|column| (column.0, rows.iter().map(column.2).collect::<Vec<_>>()))
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
        .collect();
    let mut table = table(&columns.iter().map(|(heading, _)| *heading).collect::<Vec<_>>());
    if let Some(width) = width {
        table.set_width(width);
    }
    for place in 0..rows.len() {
        table.add_row(columns.iter().map(|(_, cells)| cells.get(place).map_or("", String::as_str)).collect::<Vec<_>>());
    }
    Ok(write_table(&table, out)?)
}

const CSV: &[&str] = &[
    "id",
    "category",
    "confidence",
    "manufacturer",
    "model",
    "serial",
    "software",
    "os",
    "hostname",
    "ips",
    "macs",
    "vlans",
    "ae_titles",
    "services",
    "first_seen",
    "last_seen",
];

fn csv_row(row: &DeviceRow) -> Vec<String> {
    let value = |attribute| row.attribute(attribute).map(ToString::to_string).unwrap_or_default();
    vec![
        row.id.to_string(),
        category(row).to_owned(),
        confidence(row).map(|sure| rounded(sure).to_string()).unwrap_or_default(),
        value(Attribute::Manufacturer),
        value(Attribute::Model),
        value(Attribute::Serial),
        value(Attribute::Software),
        value(Attribute::Os),
        name(row),
        joined(&row.ips),
        joined(&row.macs),
        joined(&row.vlans),
        joined(&row.ae_titles),
        row.services.iter().map(service).collect::<Vec<_>>().join("; "),
        row.first.to_string(),
        row.last.to_string(),
    ]
}
