//! Devices as a file for another program: which formats there are, and what each is called.

use std::fmt;
use std::str::FromStr;

use super::csv::CsvError;
use super::{Item, csv, fhir, json, netbox, ocsf};
use crate::base::Timestamp;
use crate::clinical::FIELDS;

/// Devices of one piece of a file: only so many are in memory.
pub const PIECE: usize = 500;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Everything, as a table.
    Csv,
    /// Everything.
    Json,
    /// An R4 bundle of Device.
    Fhir,
    /// OCSF class 5001, one event a line.
    Ocsf,
    /// NetBox's sheet of devices; [`Pieces::sheet`] has the others.
    Netbox,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Json, Self::Fhir, Self::Ocsf, Self::Netbox];

    /// The word for it.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Fhir => "fhir",
            Self::Ocsf => "ocsf",
            Self::Netbox => "netbox",
        }
    }

    /// Its name, for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Fhir => "FHIR",
            Self::Ocsf => "OCSF",
            Self::Netbox => "NetBox",
        }
    }

    /// What it is, for people.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Csv => "every field as a table; what leaves this way comes back without loss",
            Self::Json => "every field, for programs",
            Self::Fhir => "HL7 FHIR R4, a bundle of Device",
            Self::Ocsf => "OCSF Device Inventory Info (5001), one event a line, for a SIEM",
            Self::Netbox => "sheets for NetBox's bulk import, to be imported in their order",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv | Self::Netbox => "text/csv; charset=utf-8",
            Self::Json => "application/json",
            Self::Fhir => fhir::MEDIA_TYPE,
            Self::Ocsf => "application/x-ndjson",
        }
    }

    /// The name of a file of it.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Csv => "devices.csv",
            Self::Json => "devices.json",
            Self::Fhir => "devices.fhir.json",
            Self::Ocsf => "devices.ocsf.jsonl",
            Self::Netbox => netbox::DEVICES,
        }
    }

    /// Writes devices; `site` is NetBox's name of the site for those of which nobody said one.
    #[cfg(test)]
    pub(super) fn write(self, items: &[Item], site: &str, now: Timestamp) -> Result<String, ExportError> {
        let mut survey = netbox::Survey::new(site);
        if self == Self::Netbox {
            survey.see(items);
        }
        let mut pieces = self.pieces(survey, now);
        Ok(pieces.next(items)? + &pieces.end()?)
    }

    /// Begins a file whose devices come piece by piece; NetBox wants a survey of all of them first.
    #[must_use]
    pub fn pieces(self, survey: netbox::Survey, now: Timestamp) -> Pieces {
        Pieces { format: self, now, sheet: netbox::Writer::new(netbox::DEVICES, survey), begun: false, tail: String::new() }
    }
}

/// Stands in a document where its devices go.
pub(super) const HERE: &str = "@devices@";
/// What stands before a device in a list of the indented documents.
const INDENT: &str = "\n    ";

/// What stands in an indented document before [`HERE`] and after it.
pub(super) fn parted(document: &str) -> (String, String) {
    let (head, tail) = document.split_once(&format!("\"{HERE}\"")).unwrap_or((document, ""));
    (head.to_owned(), tail.to_owned())
}

/// An indented value as it stands in a list of a document. In JSON no text holds a line's end as it is.
pub(super) fn indented(value: &str) -> String {
    value.replace('\n', INDENT)
}

/// A file in the making: only a piece of it is in memory.
#[derive(Debug)]
pub struct Pieces {
    format: Format,
    now: Timestamp,
    sheet: netbox::Writer,
    begun: bool,
    tail: String,
}

impl Pieces {
    /// Writes one of NetBox's sheets instead; `None` where there is none of this name.
    #[must_use]
    pub fn sheet(name: &str, survey: netbox::Survey, now: Timestamp) -> Option<Self> {
        let name = netbox::SHEETS.into_iter().find(|known| *known == name)?;
        let sheet = netbox::Writer::new(name, survey);
        Some(Self { format: Format::Netbox, now, sheet, begun: false, tail: String::new() })
    }

    /// What the file is called.
    #[must_use]
    pub fn file(&self) -> &'static str {
        if self.format == Format::Netbox { self.sheet.name() } else { self.format.file() }
    }

    /// The next devices, as text.
    ///
    /// # Errors
    /// None that a device of ours brings about.
    pub fn next(&mut self, items: &[Item]) -> Result<String, ExportError> {
        let is_first = !std::mem::replace(&mut self.begun, true);
        Ok(match self.format {
            Format::Json | Format::Fhir if items.is_empty() => {
                self.begun = !is_first;
                String::new()
            }
            Format::Csv => {
                let fields: Vec<&str> = FIELDS.iter().map(|field| field.slug).collect();
                let table = csv::write(items, &fields)?;
                if is_first { table } else { csv::headless(&table).to_owned() }
            }
            Format::Json => {
                let around = if is_first { Some(json::around(self.now)?) } else { None };
                self.list(around, items.iter().map(json::one).collect::<Result<_, _>>()?)
            }
            Format::Fhir => {
                let bundle = || serde_json::to_string_pretty(&fhir::collection(vec![HERE.into()], self.now));
                let around = if is_first { Some(parted(&bundle()?)) } else { None };
                let entry = |item: &Item| serde_json::to_string_pretty(&fhir::entry(item)).map(|text| indented(&text));
                self.list(around, items.iter().map(entry).collect::<Result<_, _>>()?)
            }
            Format::Ocsf => ocsf::write(items, self.now),
            Format::Netbox => self.sheet.next(items)?,
        })
    }

    /// The next elements of a list in a document; with what stands around the list where it begins.
    fn list(&mut self, around: Option<(String, String)>, elements: Vec<String>) -> String {
        let elements = elements.join(&format!(",{INDENT}"));
        match around {
            Some((head, tail)) => {
                self.tail = tail;
                head + &elements
            }
            None => format!(",{INDENT}{elements}"),
        }
    }

    /// What stands after the last device.
    ///
    /// # Errors
    /// None that a device of ours brings about.
    pub fn end(mut self) -> Result<String, ExportError> {
        Ok(match self.format {
            Format::Json if !self.begun => {
                let (head, tail) = json::around(self.now)?;
                format!("{}{}\n", head.trim_end(), tail.trim_start())
            }
            // A list in FHIR is never empty.
            Format::Fhir if !self.begun => serde_json::to_string_pretty(&fhir::collection(Vec::new(), self.now))? + "\n",
            Format::Json | Format::Fhir => self.tail + "\n",
            Format::Csv | Format::Netbox if !self.begun => self.next(&[])?,
            Format::Csv | Format::Ocsf | Format::Netbox => String::new(),
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.slug())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(slug: &str) -> Result<Self, String> {
        let names = Self::ALL.map(Self::slug).join(", ");
        Self::ALL.into_iter().find(|format| format.slug() == slug).ok_or_else(|| format!("a format is one of {names}"))
    }
}

/// Why devices cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// As a table.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// As JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

#[cfg(test)]
mod tests {
    use super::super::item::tests::pump;
    use super::*;

    #[test]
    fn every_format_has_a_name_and_writes() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
            let text = format.write(&[pump()], "Main", Timestamp(0)).unwrap();
            assert!(text.contains("PLUM-0007741"), "{format}: {text}");
        }
        assert!("xml".parse::<Format>().unwrap_err().contains("fhir"));
    }

    #[test]
    fn in_pieces_a_file_is_the_same() {
        let items: Vec<Item> = (1..=5)
            .map(|number| {
                let mut item = pump();
                item.row.id = crate::inventory::DeviceId(number);
                item.record.insert("room".to_owned(), format!("bed \"{number}\"\n@devices@"));
                item
            })
            .collect();
        let surveyed = |items: &[Item]| {
            let mut survey = netbox::Survey::new("Main");
            items.chunks(2).for_each(|piece| survey.see(piece));
            survey
        };
        for count in 0..=items.len() {
            let items = &items[..count];
            let in_pieces = |mut pieces: Pieces, size: usize| {
                let text: String = items.chunks(size).map(|piece| pieces.next(piece).unwrap()).collect();
                text + &pieces.end().unwrap()
            };
            for format in Format::ALL {
                let whole = format.write(items, "Main", Timestamp(7)).unwrap();
                for size in 1..=3 {
                    let text = in_pieces(format.pieces(surveyed(items), Timestamp(7)), size);
                    assert_eq!(text, whole, "{format}: {count} devices, {size} at a time");
                }
            }
            for (name, whole) in netbox::sheets(items, "Main").unwrap() {
                let pieces = Pieces::sheet(name, surveyed(items), Timestamp(7)).unwrap();
                assert_eq!(pieces.file(), name);
                assert_eq!(in_pieces(pieces, 2), whole, "{name}: {count} devices");
            }
            let json = Format::Json.write(items, "", Timestamp(7)).unwrap();
            assert_eq!(json::read(&json).unwrap().devices.len(), count);
            let bundle: serde_json::Value = serde_json::from_str(&Format::Fhir.write(items, "", Timestamp(7)).unwrap()).unwrap();
            let entries = items.iter().map(fhir::entry).collect();
            assert_eq!(bundle, fhir::collection(entries, Timestamp(7)));
        }
        assert!(Pieces::sheet("9-none.csv", surveyed(&[]), Timestamp(7)).is_none());
    }
}
