//! Words for people: what categories are called, how a device is called, times and numbers.

use crate::base::Text;
pub(crate) use crate::base::shown::{bytes, date, minute, percent, thousands};
use crate::fingerprint::{Attribute, CATEGORIES};
use crate::store::{DeviceRow, ServiceRow};

/// What kinds of devices are drawn and counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Group {
    /// Makes pictures.
    Imaging,
    /// Watches patients.
    Monitoring,
    /// Does something to patients.
    Therapy,
    /// Examines samples.
    Laboratory,
    /// Keeps and moves clinical data.
    Systems,
    /// Building, network and office.
    Infrastructure,
    /// Nobody knows.
    Unknown,
}

impl Group {
    pub(crate) const ALL: [Self; 7] =
        [Self::Imaging, Self::Monitoring, Self::Therapy, Self::Laboratory, Self::Systems, Self::Infrastructure, Self::Unknown];

    pub(crate) fn of(category: &str) -> Self {
        match category {
            "ct"
            | "mr"
            | "xray"
            | "ultrasound"
            | "mammography"
            | "nuclear_medicine"
            | "endoscopy"
            | "radiotherapy"
            | "modality_workstation"
            | "dicom_printer" => Self::Imaging,
            "patient_monitor" | "central_station" | "telemetry" | "ecg" | "nurse_call" | "implant_home_monitor" => {
                Self::Monitoring
            }
            "infusion_pump" | "infusion_server" | "ventilator" | "anesthesia" | "dialysis" | "medical_robot"
            | "medication_cabinet" => Self::Therapy,
            "lab_analyzer" | "poc_analyzer" | "lis" => Self::Laboratory,
            "pacs" | "hl7_interface_engine" | "ehr" | "medical_gateway" | "rtls" | "pneumatic_tube" => Self::Systems,
            "unknown" => Self::Unknown,
            _ => Self::Infrastructure,
        }
    }

    /// The word for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Imaging => "Imaging",
            Self::Monitoring => "Monitoring",
            Self::Therapy => "Therapy",
            Self::Laboratory => "Laboratory",
            Self::Systems => "Clinical systems",
            Self::Infrastructure => "Building and IT",
            Self::Unknown => "Not known yet",
        }
    }

    /// The word for it in addresses.
    pub(crate) fn slug(self) -> &'static str {
        self.class().trim_start_matches("g-")
    }

    /// The class in the style sheet that gives it its colour.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Imaging => "g-imaging",
            Self::Monitoring => "g-monitoring",
            Self::Therapy => "g-therapy",
            Self::Laboratory => "g-laboratory",
            Self::Systems => "g-systems",
            Self::Infrastructure => "g-infrastructure",
            Self::Unknown => "g-unknown",
        }
    }

    /// Whether these devices are for patients.
    pub(crate) fn is_medical(self) -> bool {
        !matches!(self, Self::Infrastructure | Self::Unknown)
    }
}

/// What people call a category.
pub(crate) fn category_name(slug: &str) -> String {
    let name = match slug {
        "ct" => "CT scanner",
        "mr" => "MR scanner",
        "xray" => "X-ray",
        "ecg" => "ECG",
        "pacs" => "PACS",
        "lis" => "Laboratory system (LIS)",
        "ehr" => "Health record system (EHR)",
        "rtls" => "Location system (RTLS)",
        "dicom_printer" => "DICOM printer",
        "hl7_interface_engine" => "HL7 interface engine",
        "poc_analyzer" => "Point-of-care analyser",
        "lab_analyzer" => "Laboratory analyser",
        "anesthesia" => "Anaesthesia machine",
        "ip_camera" => "IP camera",
        "ip_phone" => "IP phone",
        "mobile" => "Phone or tablet",
        "unknown" => "Not known yet",
        _ => "",
    };
    if !name.is_empty() {
        return name.to_owned();
    }
    let mut words = slug.replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// Every category with its name, for a choice.
pub(crate) fn categories() -> Vec<(&'static str, String)> {
    CATEGORIES.iter().map(|slug| (*slug, category_name(slug))).collect()
}

/// What people call a care setting.
pub(crate) fn care_setting(slug: &str) -> String {
    let known = match crate::clinical::field("care_setting").map(|field| field.kind) {
        Ok(crate::clinical::Kind::Choice(all)) => all.iter().find(|(known, _)| *known == slug),
        _ => None,
    };
    known.map_or_else(|| slug.to_owned(), |(_, name)| (*name).to_owned())
}

/// Its category's slug.
pub(crate) fn category(row: &DeviceRow) -> &str {
    row.attribute(Attribute::Category).map_or("unknown", Text::as_str)
}

/// An attribute, empty where nobody knows it.
pub(crate) fn attribute(row: &DeviceRow, attribute: Attribute) -> String {
    row.attribute(attribute).map(ToString::to_string).unwrap_or_default()
}

/// Maker and model, the maker not twice: `Siemens SOMATOM Force`, `HP LaserJet`.
pub(crate) fn maker_and_model(maker: &str, model: &str) -> String {
    let (lower, begin) = (model.to_lowercase(), maker.to_lowercase());
    let first = begin.split_whitespace().next().unwrap_or_default();
    let repeats = |name: &str| {
        !name.is_empty() && lower.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    };
    match (maker.is_empty(), model.is_empty()) {
        (true, _) => model.to_owned(),
        (_, true) => maker.to_owned(),
        _ if repeats(&begin) || repeats(first) => model.to_owned(),
        _ => format!("{maker} {model}"),
    }
}

/// What the device is, in a few words: maker and model, else what kind.
pub(crate) fn what(row: &DeviceRow) -> String {
    maker_and_model(&attribute(row, Attribute::Manufacturer), &attribute(row, Attribute::Model))
}

/// The name a person would use: host name, else AE title; empty when it has none.
pub(crate) fn name(row: &DeviceRow) -> String {
    let believed = row.attribute(Attribute::HostName).or_else(|| row.hostnames.first()).or_else(|| row.ae_titles.first());
    believed.map(ToString::to_string).unwrap_or_default()
}

/// What a page about it is called.
pub(crate) fn title(row: &DeviceRow) -> String {
    let what = what(row);
    if what.is_empty() { category_name(category(row)) } else { what }
}

/// `dicom (tcp/104)`
pub(crate) fn service(row: &ServiceRow) -> String {
    let port = format!("{}/{}", row.transport.name(), row.port);
    row.protocol.as_deref().map_or_else(|| port.clone(), |name| format!("{name} ({port})"))
}

/// What people call an attribute.
pub(crate) fn attribute_name(attribute: Attribute) -> &'static str {
    match attribute {
        Attribute::Category => "Category",
        Attribute::Manufacturer => "Manufacturer",
        Attribute::Model => "Model",
        Attribute::Serial => "Serial number",
        Attribute::Software => "Software",
        Attribute::Os => "Operating system",
        Attribute::HostName => "Host name",
    }
}

/// The risk of a device with its reasons.
pub(crate) fn risk(subject: &super::subject::Subject, site: &super::site::Site) -> crate::clinical::Risk {
    let (knowledge, record) = (site.knowledge(), &subject.card.record);
    let tiered = crate::clinical::tier(category(&subject.row), record, &knowledge.playbook);
    crate::clinical::risk(&subject.details.exposure(&knowledge.inventory), record, &tiered, site.now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_maker_is_not_named_twice() {
        for (maker, model, shown) in [
            ("HP", "HP LaserJet 400", "HP LaserJet 400"),
            ("HP", "LaserJet", "HP LaserJet"),
            ("HP", "HPE ProLiant", "HP HPE ProLiant"),
            ("Siemens Healthineers", "Siemens SOMATOM", "Siemens SOMATOM"),
            ("Philips", "", "Philips"),
            ("", "M540", "M540"),
        ] {
            assert_eq!(maker_and_model(maker, model), shown);
        }
    }

    #[test]
    fn every_category_has_a_name_and_a_group() {
        for slug in CATEGORIES {
            let name = category_name(slug);
            assert!(name.chars().next().is_some_and(char::is_uppercase) && !name.contains('_'), "{slug}: {name}");
        }
        assert_eq!(Group::of("ventilator"), Group::Therapy);
        assert!(!Group::of("printer").is_medical());
        assert_eq!(category_name("infusion_pump"), "Infusion pump");
    }

    #[test]
    fn numbers_and_times_read_well() {
        assert_eq!((thousands(1_234_567).as_str(), bytes(12_345_678).as_str()), ("1,234,567", "13 MB"));
        assert_eq!(minute(crate::base::Timestamp::new(1_763_900_000, 0)), "2025-11-23 12:13");
    }
}
