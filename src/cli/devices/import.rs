//! `wardwatch devices import`

use std::io::Write;
use std::path::PathBuf;

use super::edit::Author;
use super::{Room, mapping};
use crate::cli::Failure;
use crate::cli::output::{self, Format, table, terminal_width, write_csv, write_json, write_table};
use crate::exchange::reconcile::{HEAD, Report, lines, reconcile, report_json};
use crate::exchange::{Item, intake};
use crate::fingerprint::Fingerprints;
use crate::store::{Import, Query};

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

/// Runs the command.
pub(super) fn run(args: &Args, room: &mut Room<'_>, rules: Option<&Fingerprints>, out: &mut dyn Write) -> Result<(), Failure> {
    let mapping = mapping::load(&args.mapping)?;
    let bytes = read(&args.file)?;
    let read = intake::read(&bytes, &mapping).map_err(|error| Failure::about(args.file.display(), error))?;
    let mut store = crate::store::rooms(&room.config.store_url, crate::store::Opening::Existing)?;
    let items = intake::items(&*store, &Query::default())?;
    let own = |name: &str| name.to_lowercase();
    let report = match rules {
        Some(rules) => reconcile(&read, &items, &intake::maker(rules)),
        None => reconcile(&read, &items, &own),
    };
    let (author, now) = (args.author.name(), room.now);
    let applied = if args.apply {
        let file = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let rows = read.to_text()?;
        let import = Import { at: now, author: author.clone(), file, mapping: mapping.title.clone(), rows, ..Import::default() };
        let number = store.keep_import(&import, read.rows.len())?;
        let bar = output::progress(Some(0), "[{bar:30}] {pos}/{len} devices");
        let applied = intake::apply(&mut *store, &report, args.create, (&author, now), &mut |progress| {
            bar.set_length(progress.of as u64);
            bar.set_position(progress.done as u64);
        });
        bar.finish_and_clear();
        let applied = applied?;
        store.import_applied(number, &applied.to_string(), &author, now)?;
        Some(applied)
    } else {
        None
    };
    match args.format {
        Format::Json => write_json(&report_json(&report), out)?,
        Format::Csv => write_csv(&HEAD, lines(&report, &items), out)?,
        Format::Table => {
            shown(&report, &items, out)?;
            match applied {
                Some(applied) => writeln!(out, "\n{applied} written by {author}.")?,
                None => writeln!(out, "\nNothing was written. `--apply` fills the fields shown.")?,
            }
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
