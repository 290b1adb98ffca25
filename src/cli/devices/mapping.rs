//! `wardwatch devices mapping`

use std::io::Write;
use std::path::PathBuf;

use crate::cli::Failure;
use crate::cli::output::{table, write_table};
use crate::exchange::csv;
use crate::exchange::mapping::{Mapping, SHIPPED};

/// Arguments of `wardwatch devices mapping`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices mapping list\n  \
    wardwatch devices mapping show servicenow > ours.toml      a copy to change\n  \
    wardwatch devices mapping check ours.toml --against export.csv")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Command {
    /// The mappings that come with wardwatch
    List,
    /// The text of one, to be copied and changed
    Show {
        /// Its name
        name: String,
    },
    /// Check a mapping: every key, field and word
    Check {
        /// Its name or file
        mapping: String,
        /// An export: are the columns there, and can every cell be read?
        #[arg(long, value_name = "FILE")]
        against: Option<PathBuf>,
    },
}

/// Runs the command; it needs no database.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<(), Failure> {
    match &args.command {
        Command::List => list(out),
        Command::Show { name } => {
            let (_, text) = SHIPPED.iter().find(|(known, _)| known == name).ok_or_else(|| unknown(name))?;
            Ok(out.write_all(text.as_bytes())?)
        }
        Command::Check { mapping, against } => {
            let read = load(mapping)?;
            let filled: Vec<&str> = read.fills().collect();
            writeln!(out, "{mapping} is good: {}; fills {}", read.title, filled.join(" "))?;
            match against {
                Some(file) => check_against(&read, file, out),
                None => Ok(()),
            }
        }
    }
}

fn list(out: &mut dyn Write) -> Result<(), Failure> {
    let mut shown = table(&["NAME", "CMMS", "FILLS"]);
    for (name, text) in SHIPPED {
        let mapping = Mapping::read(name, text)?;
        shown.add_row(vec![(*name).to_owned(), mapping.title.clone(), mapping.fills().collect::<Vec<_>>().join(" ")]);
    }
    shown.add_row(vec!["wardwatch", "What `wardwatch devices export --format csv` writes", "every field"]);
    Ok(write_table(&shown, out)?)
}

fn check_against(mapping: &Mapping, file: &PathBuf, out: &mut dyn Write) -> Result<(), Failure> {
    let bytes = std::fs::read(file).map_err(|error| Failure::about(file.display(), error))?;
    let sheet = csv::read(&bytes, mapping.delimiter).map_err(|error| Failure::about(file.display(), error))?;
    let read = mapping.rows(&sheet);
    for column in &read.missing {
        writeln!(out, "{}: there is no column \"{column}\"", file.display())?;
    }
    let mut unreadable = 0_usize;
    for row in &read.rows {
        for one in &row.unreadable {
            unreadable += 1;
            writeln!(out, "{}:{}: {} cannot be \"{}\": {}", file.display(), row.line, one.field, one.cell, one.why)?;
        }
    }
    writeln!(out, "{} rows, {} left out, {unreadable} cells that cannot be read", read.rows.len(), read.skipped)?;
    if unreadable > 0 || !read.missing.is_empty() {
        return Err(Failure(format!("{} does not fit the mapping", file.display())));
    }
    Ok(())
}

/// A mapping by its name or file.
pub(super) fn load(name: &str) -> Result<Mapping, Failure> {
    if let Some(mapping) = Mapping::named(name) {
        return Ok(mapping);
    }
    let is_file = name.contains(['/', '.']) || std::path::Path::new(name).exists();
    if !is_file {
        return Err(unknown(name));
    }
    let text = std::fs::read_to_string(name).map_err(|error| Failure::about(name, error))?;
    Ok(Mapping::read(name, &text)?)
}

fn unknown(name: &str) -> Failure {
    let known: Vec<&str> = SHIPPED.iter().map(|(known, _)| *known).collect();
    Failure(format!("there is no mapping \"{name}\"; there are {} and wardwatch, or give a file", known.join(", ")))
}
