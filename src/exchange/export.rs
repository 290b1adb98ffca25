//! Devices as a file for another program: which formats there are, and what each is called.

use std::fmt;
use std::str::FromStr;

use super::csv::CsvError;
use super::{Item, csv, fhir, json, netbox, ocsf};
use crate::base::Timestamp;
use crate::clinical::FIELDS;

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
    /// NetBox's sheet of devices; [`netbox::sheets`] has the others.
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
            Self::Netbox => "5-devices.csv",
        }
    }

    /// Writes devices; `site` is NetBox's name of the site for those of which nobody said one.
    ///
    /// # Errors
    /// None that a device of ours brings about.
    pub fn write(self, items: &[Item], site: &str, now: Timestamp) -> Result<String, ExportError> {
        let fields: Vec<&str> = FIELDS.iter().map(|field| field.slug).collect();
        Ok(match self {
            Self::Csv => csv::write(items, &fields)?,
            Self::Json => json::write(items, now)?,
            Self::Fhir => serde_json::to_string_pretty(&fhir::collection(items, now))? + "\n",
            Self::Ocsf => ocsf::write(items, now),
            Self::Netbox => netbox::devices(items, site)?,
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
}
