//! What a mapping read of an export, as text to be kept. Columns that no mapping reads are not in it.

use serde::{Deserialize, Serialize};

use super::{CmmsRow, Read, Unreadable};

/// What was read, as it is written.
#[derive(Serialize, Deserialize)]
struct Kept {
    skipped: usize,
    missing: Vec<String>,
    rows: Vec<KeptRow>,
}

/// A row.
#[derive(Serialize, Deserialize)]
struct KeptRow {
    line: u64,
    key: Option<String>,
    fields: std::collections::BTreeMap<String, String>,
    macs: Vec<String>,
    ips: Vec<String>,
    /// Field, cell and reason.
    unreadable: Vec<(String, String, String)>,
}

fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}

fn parsed<T: std::str::FromStr>(texts: &[String]) -> Option<Vec<T>> {
    texts.iter().map(|text| text.parse().ok()).collect()
}

impl From<&CmmsRow> for KeptRow {
    fn from(row: &CmmsRow) -> Self {
        let unreadable = |one: &Unreadable| (one.field.clone(), one.cell.clone(), one.why.clone());
        Self {
            line: row.line,
            key: row.key.clone(),
            fields: row.fields.clone(),
            macs: texts(&row.macs),
            ips: texts(&row.ips),
            unreadable: row.unreadable.iter().map(unreadable).collect(),
        }
    }
}

impl KeptRow {
    fn row(self) -> Option<CmmsRow> {
        let unreadable = |(field, cell, why)| Unreadable { field, cell, why };
        Some(CmmsRow {
            line: self.line,
            key: self.key,
            fields: self.fields,
            macs: parsed(&self.macs)?,
            ips: parsed(&self.ips)?,
            unreadable: self.unreadable.into_iter().map(unreadable).collect(),
        })
    }
}

impl Read {
    /// As text; [`Read::from_text`] reads it back.
    ///
    /// # Errors
    /// None that a reading of ours brings about.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let rows = self.rows.iter().map(KeptRow::from).collect();
        serde_json::to_string(&Kept { skipped: self.skipped, missing: self.missing.clone(), rows })
    }

    /// What [`Read::to_text`] wrote; none where it cannot have been that.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(text).ok()?;
        let rows = kept.rows.into_iter().map(KeptRow::row).collect::<Option<_>>()?;
        Some(Self { rows, skipped: kept.skipped, missing: kept.missing })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::csv::read;
    use crate::exchange::mapping::Mapping;

    #[test]
    fn what_was_read_comes_back() {
        let text = "title = \"T\"\nkey = \"Nr\"\n[columns]\nserial = \"SN\"\nmac = \"MAC\"\nip = \"IP\"\nend_of_life = \"EOL\"\n[skip]\nState = [\"gone\"]\n";
        let mapping = Mapping::read("t.toml", text).unwrap();
        let sheet = "Nr,SN,MAC,IP,EOL,Nurse\n1,\"a;\"\"b\",00:1a:2b:00:00:01,10.0.0.1 fe80::1,31.12.2030,Kelly\n,x,,,,\n";
        let read = mapping.rows(&read(sheet.as_bytes(), b',').unwrap());
        assert_eq!(
            (read.rows.len(), read.rows[0].unreadable.len(), read.missing.as_slice()),
            (2, 1, ["State".to_owned()].as_slice())
        );
        let text = read.to_text().unwrap();
        assert!(!text.contains("Kelly"), "what no mapping reads is not kept");
        assert_eq!(Read::from_text(&text), Some(read));
        assert_eq!(Read::from_text("{}"), None);
        assert_eq!(Read::from_text(&text.replace("10.0.0.1", "10.0.0.x")), None);
    }
}
