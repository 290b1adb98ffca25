//! JSON of our own: everything that is known of a device in one document, with its version.
//!
//! Keys are a contract: those of `wardwatch devices list --format json`, and more. More may follow.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::Item;
use crate::base::Timestamp;
use crate::store::ServiceRow;

/// What `format` says in the document.
const FORMAT: &str = "wardwatch-devices";
/// The version of this shape.
const VERSION: u32 = 1;

/// The document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document<T = Device> {
    /// Always `wardwatch-devices`.
    pub format: String,
    /// Version of this shape, from 1.
    pub version: u32,
    /// When it was written, RFC 3339 in UTC.
    pub written: String,
    /// The devices, by number.
    pub devices: Vec<T>,
}

/// One device.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Device {
    /// `dev-17`.
    pub id: String,
    /// Numbers that lead to it since a merge.
    pub aliases: Vec<String>,
    /// Hardware addresses.
    pub macs: Vec<String>,
    /// Addresses.
    pub ips: Vec<String>,
    /// Addresses that other devices have now.
    pub former_ips: Vec<String>,
    /// VLANs.
    pub vlans: Vec<String>,
    /// Host names, the one believed first.
    pub hostnames: Vec<String>,
    /// Application entity titles.
    pub ae_titles: Vec<String>,
    /// What the wire shows: value, confidence from 0 to 1, and whether a strong rival speaks against it.
    pub attributes: BTreeMap<String, Believed>,
    /// Facts the device stated that are no attribute.
    pub stated: BTreeMap<String, Vec<String>>,
    /// Services it answered on.
    pub services: Vec<Service>,
    /// Whether it forwards for others.
    pub gateway: bool,
    /// Whether equipment descriptions it sends are others'.
    pub passes_on: bool,
    /// First packet, RFC 3339 in UTC.
    pub first_seen: String,
    /// Last packet.
    pub last_seen: String,
    /// What people said, by field.
    pub record: BTreeMap<String, String>,
}

/// What the wire shows for an attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Believed {
    /// The value.
    pub value: String,
    /// From 0 to 1, to three digits.
    pub confidence: f64,
    /// Whether a strong rival speaks against it.
    pub conflict: bool,
}

/// A service.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// Port.
    pub port: u16,
    /// `tcp` or `udp`.
    pub transport: String,
    /// Protocol recognised.
    pub app: Option<String>,
    /// Last answer.
    pub last_seen: String,
}

fn strings<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

impl From<&ServiceRow> for Service {
    fn from(row: &ServiceRow) -> Self {
        let transport = row.transport.name().into_owned();
        Self { port: row.port, transport, app: row.protocol.clone(), last_seen: row.last.to_string() }
    }
}

impl From<&Item> for Device {
    fn from(item: &Item) -> Self {
        let row = &item.row;
        let believed = row.attributes.iter().map(|(attribute, value, confidence, conflict)| {
            let confidence = (f64::from(*confidence) * 1000.0).round() / 1000.0;
            (attribute.slug().to_owned(), Believed { value: value.to_string(), confidence, conflict: *conflict })
        });
        Self {
            id: row.id.to_string(),
            aliases: strings(&row.aliases),
            macs: strings(&row.macs),
            ips: strings(&row.ips),
            former_ips: strings(&row.former_ips),
            vlans: strings(&row.vlans),
            hostnames: strings(&item.names()),
            ae_titles: strings(&row.ae_titles),
            attributes: believed.collect(),
            stated: item.stated.iter().map(|(property, values)| (property.slug().to_owned(), strings(values))).collect(),
            services: row.services.iter().map(Service::from).collect(),
            gateway: row.gateway,
            passes_on: row.passes_on,
            first_seen: row.first.to_string(),
            last_seen: row.last.to_string(),
            record: item.record.clone(),
        }
    }
}

/// What stands before the devices of a document and after them; [`one`] writes each.
///
/// # Errors
/// When JSON cannot hold it, which no text of ours brings about.
pub fn around(now: Timestamp) -> Result<(String, String), serde_json::Error> {
    let (format, devices) = (FORMAT.to_owned(), vec![super::export::HERE]);
    let document = Document { format, version: VERSION, written: now.to_string(), devices };
    serde_json::to_string_pretty(&document).map(|text| super::export::parted(&text))
}

/// A device as it stands in the document.
///
/// # Errors
/// As [`around`].
pub fn one(item: &Item) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&Device::from(item)).map(|text| super::export::indented(&text))
}

/// Reads a document.
///
/// # Errors
/// When it is no such document, or of a newer version.
pub fn read(text: &str) -> Result<Document, String> {
    let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if document.format != FORMAT || document.version > VERSION {
        return Err(format!("this is no {FORMAT} document of version {VERSION} or before"));
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::super::item::tests::pump;
    use super::*;

    #[test]
    fn comes_back_the_same() {
        let text = super::super::export::Format::Json.write(&[pump()], "", Timestamp(0)).unwrap();
        let document = read(&text).unwrap();
        assert_eq!(document.devices, [Device::from(&pump())]);
        assert_eq!(document.devices[0].hostnames[1], "=cmd|'/C calc'!A0");
        assert!(read("{}").is_err() && read(&text.replace("\"version\": 1", "\"version\": 2")).is_err());
    }
}
