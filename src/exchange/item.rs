//! A device as every format takes it: what the wire shows, and over it what people said.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Text;
use crate::fingerprint::Attribute;
use crate::observation::Property;
use crate::store::{DeviceRow, Dossier};

/// A device to be exchanged.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What the wire shows.
    pub row: DeviceRow,
    /// Facts that have no attribute of their own, in the order of the vocabulary; see [`Item::STATED`].
    pub stated: BTreeMap<Property, Vec<Text>>,
    /// What people said, by the slug of the field.
    pub record: BTreeMap<String, String>,
    /// The fields of the record that a person stands for; the others came by an import.
    pub confirmed: BTreeSet<String>,
}

impl Item {
    /// The facts that are taken along.
    pub const STATED: &[Property] = &[
        Property::FirmwareVersion,
        Property::HardwareVersion,
        Property::AssetId,
        Property::Udi,
        Property::UdiDeviceIdentifier,
        Property::Location,
    ];

    /// A device of which only the list knows.
    #[must_use]
    pub fn new(row: DeviceRow) -> Self {
        Self { row, stated: BTreeMap::new(), record: BTreeMap::new(), confirmed: BTreeSet::new() }
    }

    /// The same device with what people said of it: slug and text of each field.
    #[must_use]
    pub fn said<'a>(mut self, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        self.record = fields.into_iter().map(|(slug, text)| (slug.to_owned(), text.to_owned())).collect();
        self
    }

    /// What holds for a field: what people said, else what the wire shows.
    #[must_use]
    pub fn value(&self, slug: &str) -> Option<&str> {
        self.record.get(slug).map(String::as_str).or_else(|| self.seen(slug))
    }

    /// What the wire shows for a field; see [`Item::value`].
    #[must_use]
    pub fn seen(&self, slug: &str) -> Option<&str> {
        let one = |property: Property| match self.stated.get(&property).map(Vec::as_slice) {
            Some([only]) => Some(only.as_str()),
            _ => None,
        };
        match slug {
            "asset_tag" => one(Property::AssetId),
            "udi" => one(Property::Udi),
            "hostname" => self.names().first().copied(),
            _ => slug.parse().ok().and_then(|attribute: Attribute| self.row.attribute(attribute)).map(Text::as_str),
        }
    }

    /// What it is: a slug of the categories, `unknown` where nobody knows.
    #[must_use]
    pub fn category(&self) -> &str {
        self.value("category").unwrap_or("unknown")
    }

    /// Its host names, the one believed first; names have no case.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let believed = self.row.attribute(Attribute::HostName).map(Text::as_str);
        let others = self.row.hostnames.iter().map(Text::as_str);
        let others = others.filter(|name| !believed.is_some_and(|believed| believed.eq_ignore_ascii_case(name)));
        believed.into_iter().chain(others).collect()
    }

    /// The name a person would use: what was said, host name, else AE title, else the device's number.
    #[must_use]
    pub fn name(&self) -> String {
        let title = || self.row.ae_titles.first().map(Text::as_str);
        self.value("hostname").or_else(title).map_or_else(|| self.row.id.to_string(), str::to_owned)
    }

    /// Site, building, floor, room, as far as they are known; else where the device says it stands.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        let said: Vec<&str> =
            ["site", "building", "floor", "room"].iter().filter_map(|slug| self.record.get(*slug)).map(String::as_str).collect();
        if said.is_empty() {
            return self.stated.get(&Property::Location).and_then(|places| places.first()).map(ToString::to_string);
        }
        Some(said.join(", "))
    }
}

impl From<Dossier> for Item {
    fn from(dossier: Dossier) -> Self {
        let mut item = Self::new(dossier.row);
        for (property, value) in dossier.stated {
            item.stated.entry(property).or_default().push(value);
        }
        for (field, value) in dossier.record.iter() {
            item.record.insert(field.slug.to_owned(), value.text.clone());
            if value.confirmed {
                item.confirmed.insert(field.slug.to_owned());
            }
        }
        item
    }
}

/// The name of a category for people: `Infusion pump` for `infusion_pump`.
#[must_use]
pub fn category_name(slug: &str) -> String {
    match slug {
        "ct" => "Computed tomography scanner".to_owned(),
        "mr" => "Magnetic resonance scanner".to_owned(),
        "xray" => "X-ray system".to_owned(),
        "ecg" => "Electrocardiograph".to_owned(),
        "pacs" => "Image archive (PACS)".to_owned(),
        "lis" => "Laboratory information system".to_owned(),
        "ehr" => "Electronic health record system".to_owned(),
        "rtls" => "Real-time location system".to_owned(),
        "hl7_interface_engine" => "HL7 interface engine".to_owned(),
        "dicom_printer" => "DICOM printer".to_owned(),
        "ip_camera" => "IP camera".to_owned(),
        "ip_phone" => "IP telephone".to_owned(),
        "poc_analyzer" => "Point-of-care analyzer".to_owned(),
        "lab_analyzer" => "Laboratory analyzer".to_owned(),
        _ => {
            let words = slug.replace('_', " ");
            let mut letters = words.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::base::{MacAddr, Timestamp, Vlan};
    use crate::inventory::DeviceId;
    use crate::observation::Transport;
    use crate::store::ServiceRow;

    /// A device with everything.
    pub(in crate::exchange) fn pump() -> Item {
        let text = |text: &str| Text::new(text).unwrap();
        let row = DeviceRow {
            id: DeviceId(31),
            aliases: vec![DeviceId(40)],
            macs: vec![MacAddr([0, 3, 0xb1, 0x0a, 0, 0x45])],
            ips: vec!["10.77.0.46".parse().unwrap()],
            former_ips: vec!["10.77.0.99".parse().unwrap()],
            vlans: vec![Vlan(12)],
            hostnames: vec![text("PLUM-7741"), text("=cmd|'/C calc'!A0")],
            ae_titles: vec![text("A; B\\")],
            attributes: vec![
                (Attribute::Category, text("infusion_pump"), 0.815, false),
                (Attribute::Manufacturer, text("ICU Medical"), 0.9, false),
                (Attribute::Model, text("Plum 360"), 0.9, true),
                (Attribute::Serial, text("PLUM-0007741"), 0.9, false),
                (Attribute::Os, text("Linux"), 0.5, false),
                (Attribute::HostName, text("PLUM-7741"), 0.9, false),
            ],
            services: vec![ServiceRow {
                transport: Transport::TCP,
                port: 443,
                protocol: Some("tls".to_owned()),
                last: Timestamp(2_000_000_000),
            }],
            gateway: false,
            passes_on: false,
            first: Timestamp(1_000_000_000),
            last: Timestamp(1_763_900_000_250_000_000),
        };
        let mut item = Item::new(row);
        item.stated.insert(Property::Udi, vec![text("(01)00887709042513(21)PLUM-0007741")]);
        item.said([("room", "2.14"), ("site", "North"), ("asset_tag", "BME-0031"), ("software", "15.11.01"), ("owner", "ICU")])
    }

    #[test]
    fn what_people_said_wins() {
        let item = pump().said([("model", "Plum 360 IV"), ("site", "N")]);
        assert_eq!((item.value("model"), item.seen("model")), (Some("Plum 360 IV"), Some("Plum 360")));
        assert_eq!((item.value("udi").is_some(), item.value("asset_tag"), item.value("nonsense")), (true, None, None));
        assert_eq!((item.name().as_str(), item.place().as_deref()), ("PLUM-7741", Some("N")));
        assert_eq!(category_name("infusion_pump"), "Infusion pump");
    }
}
