//! `wardwatch devices export`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::Room;
use crate::cli::Failure;
use crate::exchange::export::Format;
use crate::exchange::{self, Item, intake};
use crate::store::{Query, Sort};

/// The words for formats, and what each is.
fn formats() -> impl TypedValueParser<Value = Format> {
    let known = Format::ALL.map(|format| PossibleValue::new(format.slug()).help(format.meaning()));
    PossibleValuesParser::new(known).try_map(|word| word.parse::<Format>())
}

/// Arguments of `wardwatch devices export`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices export --format csv -o devices.csv\n  \
    wardwatch devices export --format fhir --category infusion_pump\n  \
    wardwatch devices export --format netbox -o netbox/      a folder with one sheet for each import, in their order")]
pub(super) struct Args {
    /// What to write: csv and json hold everything; fhir is an R4 bundle of Device; ocsf is class 5001, one event a line;
    /// netbox is for its bulk import
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Format,
    /// Where to write it; for netbox a folder [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only devices of this category
    #[arg(long, value_name = "CATEGORY", value_parser = super::list::a_category)]
    category: Option<String>,
    /// Only devices with this text in their name, maker, model, serial or an address
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// NetBox's name of the site, for devices of which nobody said one
    #[arg(long, value_name = "NAME", default_value = "Main")]
    site: String,
}

pub(super) fn run(args: &Args, room: &Room<'_>, out: &mut dyn Write) -> Result<(), Failure> {
    let categories = args.category.iter().cloned().collect();
    let store = crate::store::rooms(&room.config.store_url, crate::store::Opening::Existing)?;
    let items = intake::items(&*store, &Query { categories, search: args.search.clone(), sort: Sort::Id, ..Query::default() })?;
    if let (Format::Netbox, Some(folder)) = (args.format, &args.output) {
        return netbox(folder, &items, &args.site, out);
    }
    let text = args.format.write(&items, &args.site, room.now)?;
    let Some(file) = &args.output else { return Ok(out.write_all(text.as_bytes())?) };
    save(file, &text)?;
    let plural = if items.len() == 1 { "" } else { "s" };
    Ok(writeln!(out, "{} device{plural} written to {}", items.len(), file.display())?)
}

/// One file a sheet.
fn netbox(folder: &Path, items: &[Item], site: &str, out: &mut dyn Write) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::about(folder.display(), error))?;
    let sheets = exchange::netbox::sheets(items, site)?;
    for (name, text) in &sheets {
        save(&folder.join(name), text)?;
    }
    let (first, last) = (sheets.first().map_or("", |one| one.0), sheets.last().map_or("", |one| one.0));
    Ok(writeln!(out, "{} devices written to {}: import {first} first, {last} last", items.len(), folder.display())?)
}

/// Writes a file whole or not at all.
pub(super) fn save(file: &Path, text: &str) -> Result<(), Failure> {
    let mut part = file.as_os_str().to_owned();
    part.push(".part");
    let written = std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, file));
    written.map_err(|error| {
        let _ = std::fs::remove_file(&part);
        Failure::about(file.display(), error)
    })
}
