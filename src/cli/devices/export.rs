//! `wardwatch devices export`

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::Room;
use crate::base::Timestamp;
use crate::cli::Failure;
use crate::exchange::export::{Format, PIECE, Pieces};
use crate::exchange::netbox::{SHEETS, Survey};
use crate::exchange::{Item, intake};
use crate::store::Query;

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
    let numbers = store.numbers(&Query { categories, search: args.search.clone(), ..Query::default() })?;
    let mut survey = Survey::new(&args.site);
    if args.format == Format::Netbox {
        for piece in numbers.chunks(PIECE) {
            survey.see(&intake::items_of(&*store, piece)?);
        }
    }
    let mut files = match (&args.output, args.format) {
        (None, _) => vec![Sink { pieces: args.format.pieces(survey, room.now), to: Box::new(&mut *out), part: None }],
        (Some(folder), Format::Netbox) => sheets(folder, &survey, room.now)?,
        (Some(file), _) => vec![Sink::file(args.format.pieces(survey, room.now), file)?],
    };
    // Several sheets are written at one reading of the devices.
    for piece in numbers.chunks(PIECE) {
        let items = intake::items_of(&*store, piece)?;
        files.iter_mut().try_for_each(|file| file.next(&items))?;
    }
    files.into_iter().try_for_each(Sink::end)?;
    let (count, plural) = (numbers.len(), if numbers.len() == 1 { "" } else { "s" });
    match (&args.output, args.format) {
        (None, _) => Ok(()),
        (Some(folder), Format::Netbox) => {
            let (first, last) = (SHEETS.first().unwrap_or(&""), SHEETS.last().unwrap_or(&""));
            Ok(writeln!(out, "{count} device{plural} written to {}: import {first} first, {last} last", folder.display())?)
        }
        (Some(file), _) => Ok(writeln!(out, "{count} device{plural} written to {}", file.display())?),
    }
}

/// A file for each of NetBox's sheets.
fn sheets(folder: &Path, survey: &Survey, now: Timestamp) -> Result<Vec<Sink<'static>>, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::about(folder.display(), error))?;
    let pieces = SHEETS.iter().filter_map(|name| Pieces::sheet(name, survey.clone(), now));
    let sink = |pieces: Pieces| {
        let file = folder.join(pieces.file());
        Sink::file(pieces, &file)
    };
    pieces.map(sink).collect()
}

/// Where devices are written to, a piece of them in memory at a time.
struct Sink<'a> {
    pieces: Pieces,
    to: Box<dyn Write + 'a>,
    part: Option<Part>,
}

impl Sink<'_> {
    /// A file, whole or not there at all.
    fn file(pieces: Pieces, file: &Path) -> Result<Self, Failure> {
        let part = Part::of(file);
        let made = File::create(&part.part).map_err(|error| Failure::about(file.display(), error))?;
        Ok(Self { pieces, to: Box::new(BufWriter::new(made)), part: Some(part) })
    }

    fn next(&mut self, items: &[Item]) -> Result<(), Failure> {
        let text = self.pieces.next(items)?;
        self.to.write_all(text.as_bytes()).map_err(|error| broken(self.part.as_ref(), error))
    }

    fn end(self) -> Result<(), Failure> {
        let Self { pieces, mut to, part } = self;
        let text = pieces.end()?;
        let written = to.write_all(text.as_bytes()).and_then(|()| to.flush());
        written.map_err(|error| broken(part.as_ref(), error))?;
        part.map_or(Ok(()), |part| part.done().map_err(|error| broken(Some(&part), error)))
    }
}

fn broken(part: Option<&Part>, error: std::io::Error) -> Failure {
    part.map_or_else(|| Failure::from(&error), |part| Failure::about(part.file.display(), &error))
}

/// A file in the making, which is gone again unless it is done.
struct Part {
    part: PathBuf,
    file: PathBuf,
}

impl Part {
    fn of(file: &Path) -> Self {
        let mut part = file.as_os_str().to_owned();
        part.push(".part");
        Self { part: part.into(), file: file.to_owned() }
    }

    fn done(&self) -> std::io::Result<()> {
        std::fs::rename(&self.part, &self.file)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Once it is done there is nothing of this name.
        let _ = std::fs::remove_file(&self.part);
    }
}
