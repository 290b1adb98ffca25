//! `wardwatch fingerprints`: the knowledge checked and listed.

use std::path::Path;

use super::output::{self, Format};
use super::{Exit, Failure, Outcome};
use crate::fingerprint::{Fingerprints, ModelInfo, names_one_device};
use crate::observation::Property;
use crate::store::{self, FactRow, Opening};

/// Arguments of `wardwatch fingerprints`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    places: super::Places,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Prove every rule against its own example; errors name file, line and column.
    Check,
    /// Every table; the rules and models that contain WORD; or what was seen and no rule knows.
    List(List),
}

#[derive(Debug, clap::Args)]
struct List {
    /// Show the rules and models whose name, condition or claim contains this; with --unmatched, the values that do
    #[arg(value_name = "WORD")]
    word: Option<String>,
    /// What the database holds that no rule knows, most frequent first: what a rule could be made of
    #[arg(long)]
    unmatched: bool,
    /// With --unmatched: only this property; names and serial numbers are shown only so
    #[arg(long, value_name = "SLUG", requires = "unmatched", value_parser = property)]
    property: Option<Property>,
    /// With --unmatched: at most so many
    #[arg(long, value_name = "N", default_value_t = 100, requires = "unmatched")]
    limit: usize,
    /// How to print them; toml, with --unmatched, writes rules to be filled in
    #[arg(long, value_enum, default_value_t)]
    format: Written,
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Written {
    /// For people, fitted to the terminal.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// Comma-separated values, defused for spreadsheets.
    Csv,
    /// A fingerprint table to be filled in.
    Toml,
}

fn property(slug: &str) -> Result<Property, String> {
    slug.parse().map_err(|_| format!("there is no property `{slug}`"))
}

/// The shipped tables, with those of `folder`.
pub(super) fn load(folder: Option<&Path>) -> Result<Fingerprints, Failure> {
    let read = folder.map_or_else(Fingerprints::shipped, Fingerprints::with_folder);
    read.map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        Failure(lines.join("\n"))
    })
}

/// As [`load`], for those who print no failure.
pub(super) fn load_or_tell(folder: Option<&Path>) -> Result<Fingerprints, String> {
    load(folder).map_err(|Failure(line)| line)
}

/// Runs `wardwatch fingerprints`.
pub(super) fn run(args: &Args) -> Outcome {
    let config = args.places.configured()?;
    let fingerprints = load(config.fingerprints.as_deref())?;
    match &args.command {
        Command::Check => check(&fingerprints),
        Command::List(list) if list.unmatched => unmatched(list, &fingerprints, &config.store_url),
        Command::List(list) => show(list, &fingerprints),
    }
}

fn check(fingerprints: &Fingerprints) -> Outcome {
    let faults = fingerprints.faults();
    if !faults.is_empty() {
        return Err(Failure(faults.join("\n")));
    }
    output::line(&format!(
        "{} tables, {} rules, {} models and {} address blocks: every rule matches its example.",
        fingerprints.tables().len(),
        output::thousands(fingerprints.rules().count() as u64),
        output::thousands(fingerprints.models().count() as u64),
        output::thousands(fingerprints.address_blocks() as u64)
    ));
    Ok(Exit::Good)
}

impl Written {
    fn format(self) -> Result<Format, Failure> {
        match self {
            Self::Table => Ok(Format::Table),
            Self::Json => Ok(Format::Json),
            Self::Csv => Ok(Format::Csv),
            Self::Toml => Err(Failure("toml is for --unmatched: what is known is in the tables already".to_owned())),
        }
    }
}

fn show(list: &List, fingerprints: &Fingerprints) -> Outcome {
    let format = list.format.format()?;
    let Some(word) = &list.word else {
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
        return Ok(Exit::Good);
    };
    let word = word.to_lowercase();
    let head = ["rule", "when", "claims", "weight", "family"];
    let rules = fingerprints.rules().map(|rule| {
        let claims: Vec<String> = rule.claims.iter().map(|(attribute, value)| format!("{attribute}={value}")).collect();
        vec![rule.name, rule.when, claims.join(", "), rule.weight.to_string(), rule.family]
    });
    let rows =
        rules.chain(fingerprints.models().map(model)).filter(|row| row.iter().any(|cell| cell.to_lowercase().contains(&word)));
    output::rows(format, &head, rows)?;
    Ok(Exit::Good)
}

/// A model in the columns of a rule.
fn model(model: &ModelInfo) -> Vec<String> {
    let when: Vec<String> =
        std::iter::once(model.name.as_str()).chain(model.also.iter().map(String::as_str)).map(str::to_owned).collect();
    let category = model.category.as_ref().map(|category| format!(", category={category}")).unwrap_or_default();
    let claims = format!("model={}, manufacturer={}{category}", model.name, model.maker);
    vec![
        format!("models/{}", model.name),
        format!("model is one of {}", when.join(" | ")),
        claims,
        String::new(),
        model.series.clone().unwrap_or_default(),
    ]
}

/// What the database holds that no rule knows.
fn unmatched(list: &List, fingerprints: &Fingerprints, url: &str) -> Outcome {
    let word = list.word.as_ref().map(|word| word.to_lowercase()).unwrap_or_default();
    let is_wanted = |fact: &FactRow| match list.property {
        Some(property) => property == fact.property,
        None => fingerprints.looks_at(fact.property) && !names_one_device(fact.property),
    };
    let facts = store::open(url, Opening::Existing)?.facts()?;
    let unknown = facts.iter().filter(|fact| is_wanted(fact) && fact.value.as_str().to_lowercase().contains(&word));
    let unknown: Vec<&FactRow> =
        unknown.filter(|fact| !fingerprints.knows(fact.property, &fact.value, &fact.protocol)).take(list.limit).collect();
    let row = |fact: &&FactRow| {
        vec![fact.property.slug().to_owned(), fact.value.to_string(), fact.protocol.clone(), fact.devices.to_string()]
    };
    match list.format {
        Written::Toml => output::line(skeleton(&unknown).trim_end()),
        other => output::rows(other.format()?, &["property", "value", "protocol", "devices"], unknown.iter().map(row))?,
    }
    Ok(Exit::Good)
}

/// A table with a rule, or a maker's name, for each value: what it claims is left to a person, and commented out so that the
/// checker names every one that was not filled in.
fn skeleton(facts: &[&FactRow]) -> String {
    let mut out = "title = \"\"\nsource = \"\"\nlicence = \"\"\ndate = \"\"\n".to_owned();
    for (number, fact) in (1..).zip(facts) {
        let quoted = toml::Value::String(fact.value.to_string());
        let devices = if fact.devices == 1 { "1 device".to_owned() } else { format!("{} devices", fact.devices) };
        out.push_str(&format!("\n# said by {}, of {devices}\n", fact.protocol));
        out.push_str(&match fact.property {
            Property::Manufacturer => format!("[[name]]\nname = {quoted}\n# also = [\"\"]\n"),
            property => format!(
                "[[rule]]\nname = \"{slug}-{number}\"\nproperty = \"{property}\"\nis = {quoted}\n\
                 # claim = {{ category = \"\", manufacturer = \"\", model = \"\" }}\nweight = 0.5\nexample = {quoted}\n",
                slug = property.slug().replace(['.', '_'], "-"),
            ),
        });
    }
    out
}
