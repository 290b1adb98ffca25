//! `wardwatch fingerprints`: the knowledge checked and listed.

use std::path::{Path, PathBuf};

use super::output::{self, Format};
use super::{Exit, Failure, Outcome};
use crate::fingerprint::Fingerprints;

/// Arguments of `wardwatch fingerprints`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Prove every rule against its own example; errors name file, line and column.
    Check(Source),
    /// Every table, or the rules of those whose name contains WORD.
    List {
        #[command(flatten)]
        source: Source,
        /// Show the rules whose name, condition or claim contains this
        #[arg(value_name = "WORD")]
        word: Option<String>,
        /// How to print them
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
}

#[derive(Debug, clap::Args)]
struct Source {
    /// Tables of your own, besides or in place of the shipped ones of the same name
    #[arg(long, value_name = "FOLDER")]
    fingerprints: Option<PathBuf>,
}

/// The shipped tables, with those of `folder`.
pub(super) fn load(folder: Option<&Path>) -> Result<Fingerprints, Failure> {
    let read = folder.map_or_else(Fingerprints::shipped, Fingerprints::with_folder);
    read.map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Failure(lines.join("\n"))
    })
}

/// Runs `wardwatch fingerprints`.
pub(super) fn run(args: &Args) -> Outcome {
    match &args.command {
        Command::Check(source) => check(source),
        Command::List { source, word, format } => list(source, word.as_deref(), *format),
    }
}

fn check(source: &Source) -> Outcome {
    let fingerprints = load(source.fingerprints.as_deref())?;
    let faults = fingerprints.faults();
    if !faults.is_empty() {
        return Err(Failure(faults.join("\n")));
    }
    let rules = fingerprints.rules().count() as u64;
    output::line(&format!(
        "{} tables, {} rules and {} address blocks: every rule matches its example.",
        fingerprints.tables().len(),
        output::thousands(rules),
        output::thousands(fingerprints.address_blocks() as u64)
    ));
    Ok(Exit::Good)
}

fn list(source: &Source, word: Option<&str>, format: Format) -> Outcome {
    let fingerprints = load(source.fingerprints.as_deref())?;
    match word {
        None => {
            let head = ["table", "rules", "what it knows", "source", "licence", "date"];
            let rows = fingerprints.tables().iter().map(|table| {
                vec![
                    table.file.clone(),
                    table.rules.to_string(),
                    table.title.clone(),
                    table.source.clone(),
                    table.licence.clone(),
                    table.date.clone(),
                ]
            });
            output::rows(format, &head, rows)?;
        }
        Some(word) => {
            let word = word.to_lowercase();
            let head = ["rule", "when", "claims", "weight", "family"];
            let rows = fingerprints.rules().filter_map(|rule| {
                let claims: Vec<String> = rule.claims.iter().map(|(attribute, value)| format!("{attribute}={value}")).collect();
                let row = vec![rule.name, rule.when, claims.join(", "), rule.weight.to_string(), rule.family];
                row.iter().any(|cell| cell.to_lowercase().contains(&word)).then_some(row)
            });
            output::rows(format, &head, rows)?;
        }
    }
    Ok(Exit::Good)
}
