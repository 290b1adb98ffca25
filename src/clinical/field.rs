//! The fields of a clinical record: one table, from which forms, help, checks and exports are made.

use crate::fingerprint::CATEGORIES;

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An impact, 0 to 3.
    Level,
    /// `yes` or `no`.
    YesNo,
    /// Minutes, as a whole number.
    Minutes,
    /// One of these slugs, each with what it means.
    Choice(&'static [(&'static str, &'static str)]),
    /// A category of the inventory.
    Category,
    /// A date, `2026-08-01`.
    Date,
    /// A score from 0 to 10 with at most one decimal (CVSS).
    Score,
    /// A line, at most 250 characters.
    Line,
    /// Several lines, at most 4,000 characters.
    Long,
}

/// Fields that stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What its loss means for patients.
    Impact,
    /// Where it is.
    Place,
    /// Who belongs to it.
    People,
    /// What may be done in an incident.
    Response,
    /// Patient data.
    Data,
    /// What rules and registers say.
    Regulation,
    /// Support, weaknesses.
    Support,
    /// What it is, where the wire is wrong or silent.
    Identity,
}

impl Group {
    /// A heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Impact => "Clinical impact",
            Self::Place => "Place",
            Self::People => "People",
            Self::Response => "Response",
            Self::Data => "Patient data",
            Self::Regulation => "Regulation",
            Self::Support => "Support and weaknesses",
            Self::Identity => "Identity, corrected",
        }
    }
}

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in commands, files and the API.
    pub slug: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// Where it stands.
    pub group: Group,
    /// What it may hold.
    pub kind: Kind,
    /// What it means.
    pub help: &'static str,
}

/// Why a value cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// There is no such field.
    #[error("there is no field \"{name}\"{}", .near.map(|near| format!("; did you mean {near}?")).unwrap_or_default())]
    Unknown {
        /// What was asked for.
        name: String,
        /// The field that looks most like it.
        near: Option<&'static str>,
    },
    /// The field cannot hold this.
    #[error("{field} cannot be \"{text}\": {wanted}")]
    Cannot {
        /// The field.
        field: &'static str,
        /// What was given, cut short.
        text: String,
        /// What it may be.
        wanted: String,
    },
}

const CARE_SETTINGS: &[(&str, &str)] = &[
    ("ed", "emergency department"),
    ("icu", "intensive care"),
    ("or", "operating theatre"),
    ("ward", "ward"),
    ("imaging", "imaging department"),
    ("lab", "laboratory"),
    ("outpatient", "outpatients"),
    ("home", "at the patient's home"),
    ("technical", "technical room"),
    ("other", "elsewhere"),
];
const CONTAINMENTS: &[(&str, &str)] = &[
    ("none", "nothing: it stays as it is"),
    ("monitor", "watch it more closely"),
    ("block_internet", "block the way to the internet"),
    ("block_all_but_therapy", "block all but what the therapy needs"),
    ("isolate", "take it off the network"),
];
const FDA_CLASSES: &[(&str, &str)] =
    &[("1", "class I"), ("2", "class II"), ("3", "class III"), ("unclassified", "unclassified"), ("none", "no medical device")];
const NOMENCLATURES: &[(&str, &str)] =
    &[("umdns", "ECRI UMDNS"), ("gmdn", "GMDN"), ("emdn", "EMDN"), ("snomed", "SNOMED CT"), ("other", "another one")];
const SUPPORT: &[(&str, &str)] = &[
    ("supported", "the manufacturer supports it"),
    ("limited", "security fixes only"),
    ("unsupported", "no support any more"),
    ("unknown", "nobody knows"),
];
const YES_NO_UNKNOWN: &[(&str, &str)] = &[("yes", "yes"), ("no", "no"), ("unknown", "nobody knows")];

const fn new(slug: &'static str, label: &'static str, group: Group, kind: Kind, help: &'static str) -> Field {
    Field { slug, label, group, kind, help }
}

/// Every field, in the order in which a form shows them.
#[rustfmt::skip]
pub const FIELDS: &[Field] = &[
    new("impact_off_network", "Impact off the network", Group::Impact, Kind::Level, "What happens when it leaves the network: 0 nothing, 1 work is delayed, 2 care is delayed with a workaround, 3 a patient is harmed without one"),
    new("impact_off_patient", "Impact off the patient", Group::Impact, Kind::Level, "What happens when it leaves the patient or cannot be used, 0 to 3"),
    new("care_setting", "Care setting", Group::Impact, Kind::Choice(CARE_SETTINGS), "Where care is given with it; emergency, intensive care and theatre raise the tier by one"),
    new("patient_connected", "Connected to a patient", Group::Impact, Kind::YesNo, "Whether it is on or in a patient while it works"),
    new("life_sustaining", "Life-sustaining", Group::Impact, Kind::YesNo, "Whether a patient dies or is harmed at once without it"),
    new("tolerable_downtime", "Tolerable downtime", Group::Impact, Kind::Minutes, "Minutes that care goes on safely without it"),
    new("alternative", "Alternative", Group::Impact, Kind::Line, "What takes its place: spare, manual mode, transfer"),
    new("stand_alone", "Works off the network", Group::Impact, Kind::YesNo, "Whether it does its work without the network"),
    new("what_depends", "What depends on it", Group::Impact, Kind::Line, "Wards, systems and devices that stand still without it"),
    new("does", "What it does", Group::Impact, Kind::Line, "In words that anybody understands"),
    new("site", "Site", Group::Place, Kind::Line, "Hospital or campus"),
    new("building", "Building", Group::Place, Kind::Line, "Building"),
    new("floor", "Floor", Group::Place, Kind::Line, "Floor"),
    new("room", "Room", Group::Place, Kind::Line, "Room or bed"),
    new("department", "Department", Group::Place, Kind::Line, "Department; its contacts are called after the device's own"),
    new("portable", "Moves about", Group::Place, Kind::YesNo, "Whether it is taken from place to place"),
    new("owner", "Owner", Group::People, Kind::Line, "Who answers for it, by role or name"),
    new("approver_role", "Who may authorise disconnection", Group::People, Kind::Line, "The role that decides whether it may leave the network"),
    new("approver_contact", "How to reach the approver", Group::People, Kind::Line, "Telephone or pager of that role"),
    new("containment", "Pre-approved containment", Group::Response, Kind::Choice(CONTAINMENTS), "The furthest step that may be taken without asking again"),
    new("containment_approved_by", "Approved by", Group::Response, Kind::Line, "Who approved the containment beforehand"),
    new("containment_approved_on", "Approved on", Group::Response, Kind::Date, "When it was approved"),
    new("care_modification_plan", "Care-modification plan", Group::Response, Kind::Long, "How care goes on while it is contained; no containment without it"),
    new("phi_transmitted", "Sends patient data", Group::Data, Kind::Choice(YES_NO_UNKNOWN), "Whether it sends patient data over the network"),
    new("phi_stored", "Keeps patient data", Group::Data, Kind::Choice(YES_NO_UNKNOWN), "Whether patient data stays on it"),
    new("fda_class", "FDA class", Group::Regulation, Kind::Choice(FDA_CLASSES), "Class of the device under 21 CFR 860"),
    new("joint_commission_high_risk", "High-risk equipment", Group::Regulation, Kind::YesNo, "Joint Commission EC.02.04.01: life support, or serious injury when it fails"),
    new("udi", "UDI", Group::Regulation, Kind::Line, "Unique device identifier, as on the label"),
    new("nomenclature_system", "Nomenclature", Group::Regulation, Kind::Choice(NOMENCLATURES), "Which nomenclature the code is of"),
    new("nomenclature_code", "Nomenclature code", Group::Regulation, Kind::Line, "Code of the kind of device in it"),
    new("asset_tag", "Asset tag", Group::Regulation, Kind::Line, "Number in the equipment register (CMMS)"),
    new("mds2", "MDS2", Group::Support, Kind::Line, "Where the manufacturer's disclosure statement (ANSI/NEMA HN 1) is kept"),
    new("sbom", "SBOM", Group::Support, Kind::Line, "Where its software bill of materials is kept"),
    new("support_status", "Support", Group::Support, Kind::Choice(SUPPORT), "Whether the manufacturer still supports it"),
    new("end_of_life", "End of life", Group::Support, Kind::Date, "When the manufacturer's support ends or ended"),
    new("compensating_controls", "Compensating controls", Group::Support, Kind::Long, "What protects it where it cannot protect itself"),
    new("vulnerability", "Known vulnerability", Group::Support, Kind::Line, "Advisory, CVE or recall that applies"),
    new("vulnerability_score", "Vulnerability score", Group::Support, Kind::Score, "CVSS base score of the worst one that applies, 0 to 10"),
    new("not_observable", "Not observable", Group::Identity, Kind::YesNo, "It cannot be seen on the network (implant, USB, serial): its silence means nothing"),
    new("category", "Category", Group::Identity, Kind::Category, "What it is, where the wire is wrong or silent"),
    new("manufacturer", "Manufacturer", Group::Identity, Kind::Line, "Who made it"),
    new("model", "Model", Group::Identity, Kind::Line, "Model"),
    new("serial", "Serial number", Group::Identity, Kind::Line, "Serial number, as on the label"),
    new("software", "Software version", Group::Identity, Kind::Line, "Version of its software or firmware"),
    new("hostname", "Name", Group::Identity, Kind::Line, "The name it goes by"),
];

/// The field of a name; `-` and `_` are the same.
///
/// # Errors
/// When there is none, with the one that looks most like it.
pub fn field(name: &str) -> Result<&'static Field, FieldError> {
    let wanted = name.trim().to_lowercase().replace('-', "_");
    let holds = || FIELDS.iter().map(|field| field.slug).find(|slug| wanted.len() > 3 && slug.contains(&wanted));
    let like = || {
        let (steps, slug) = FIELDS.iter().map(|field| (distance(field.slug, &wanted), field.slug)).min()?;
        (steps.saturating_mul(3) <= slug.len()).then_some(slug)
    };
    let found = FIELDS.iter().find(|field| field.slug == wanted);
    found.ok_or_else(|| FieldError::Unknown { name: short(name), near: holds().or_else(like) })
}

/// Letters to change, add or take away (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(60).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i.saturating_add(1));
        for (j, y) in b.iter().enumerate() {
            let change = corner.saturating_add(usize::from(x != *y));
            corner = row[j + 1];
            row[j + 1] = change.min(row[j].saturating_add(1)).min(corner.saturating_add(1));
        }
    }
    row.last().copied().unwrap_or(0)
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}

impl Field {
    /// The value as it is kept: checked and in one spelling. Empty text clears a field and is no value.
    ///
    /// # Errors
    /// When the field cannot hold it, with what it may be.
    pub fn read(&self, text: &str) -> Result<String, FieldError> {
        let text = text.trim();
        let lower = text.to_lowercase();
        let found = match self.kind {
            Kind::Level => one_of(&lower, &["0", "1", "2", "3"]),
            Kind::YesNo => yes_no(&lower),
            Kind::Minutes => minutes(&lower).map(|minutes| minutes.to_string()),
            Kind::Choice(choices) => {
                let same = |(slug, meaning): &&(&str, &str)| *slug == lower || *meaning == lower;
                choices.iter().find(same).map(|(slug, _)| (*slug).to_owned())
            }
            Kind::Category => one_of(&lower, CATEGORIES),
            Kind::Date => text.parse::<jiff::civil::Date>().ok().map(|date| date.to_string()),
            Kind::Score => score(text),
            Kind::Line => bounded(text, 250, false),
            Kind::Long => bounded(text, 4000, true),
        };
        let wrong = || FieldError::Cannot { field: self.slug, text: short(text), wanted: self.wanted() };
        found.ok_or_else(wrong)
    }

    /// What the field may hold, in words.
    #[must_use]
    pub fn wanted(&self) -> String {
        match self.kind {
            Kind::Level => "a number from 0 (nothing) to 3 (a patient is harmed)".to_owned(),
            Kind::YesNo => "yes or no".to_owned(),
            Kind::Minutes => "minutes, as 90, \"90 min\" or \"2 h\"".to_owned(),
            Kind::Choice(choices) => format!("one of {}", choices.iter().map(|(slug, _)| *slug).collect::<Vec<_>>().join(" ")),
            Kind::Category => format!("one of {}", CATEGORIES.join(" ")),
            Kind::Date => "a date, as 2026-08-31".to_owned(),
            Kind::Score => "a score from 0 to 10, as 7.5".to_owned(),
            Kind::Line => "one line of at most 250 characters".to_owned(),
            Kind::Long => "text of at most 4000 characters".to_owned(),
        }
    }

    /// The value for people: `intensive care` for `icu`, `2 h` for `120`.
    #[must_use]
    pub fn shown(&self, text: &str) -> String {
        match self.kind {
            Kind::Choice(choices) => choices
                .iter()
                .find(|(slug, _)| *slug == text)
                .map_or_else(|| text.to_owned(), |(_, meaning)| (*meaning).to_owned()),
            Kind::Level => format!("{text} ({})", super::tier::meaning(text.parse().unwrap_or(0))),
            Kind::Minutes => spoken(text.parse().unwrap_or(0)),
            _ => text.to_owned(),
        }
    }
}

/// Minutes as people say them.
pub(super) fn spoken(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 0) => "none".to_owned(),
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

fn one_of(text: &str, known: &[&str]) -> Option<String> {
    known.contains(&text).then(|| text.to_owned())
}

fn yes_no(text: &str) -> Option<String> {
    match text {
        "yes" | "y" | "true" | "1" => Some("yes".to_owned()),
        "no" | "n" | "false" | "0" => Some("no".to_owned()),
        _ => None,
    }
}

fn minutes(text: &str) -> Option<u32> {
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic()).trim_end();
    let number: u32 = digits.parse().ok()?;
    let unit = text.get(digits.len()..)?.trim();
    let factor = match unit {
        "" | "m" | "min" | "minute" | "minutes" => 1,
        "h" | "hour" | "hours" => 60,
        "d" | "day" | "days" => 1440,
        _ => return None,
    };
    number.checked_mul(factor).filter(|minutes| *minutes <= 525_600)
}

fn score(text: &str) -> Option<String> {
    let plain = text.len() <= 4 && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let score: f32 = text.parse().ok().filter(|_| plain)?;
    (0.0..=10.0).contains(&score).then(|| format!("{score:.1}"))
}

fn bounded(text: &str, most: usize, lines: bool) -> Option<String> {
    let harmless = |c: char| !c.is_control() || (lines && c == '\n');
    let text = text.replace("\r\n", "\n");
    (!text.is_empty() && text.chars().count() <= most && text.chars().all(harmless)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sound() {
        let mut slugs: Vec<_> = FIELDS.iter().map(|field| field.slug).collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), FIELDS.len());
        assert_eq!(FIELDS.len(), 45);
        assert!(FIELDS.is_sorted_by_key(|field| field.group), "groups stand together");
        assert!(FIELDS.iter().all(|field| !field.help.is_empty() && !field.label.is_empty()));
    }

    #[test]
    fn values_are_checked_and_have_one_spelling() {
        let read = |slug: &str, text: &str| field(slug).unwrap().read(text).ok();
        for (slug, text, kept) in [
            ("impact_off_network", "3", Some("3")),
            ("impact_off_network", "4", None),
            ("patient-connected", "TRUE", Some("yes")),
            ("patient_connected", "perhaps", None),
            ("tolerable_downtime", "2 h", Some("120")),
            ("tolerable_downtime", "90min", Some("90")),
            ("tolerable_downtime", "-3", None),
            ("care_setting", "Intensive care", Some("icu")),
            ("care_setting", "attic", None),
            ("category", "CT", Some("ct")),
            ("end_of_life", "2027-02-28", Some("2027-02-28")),
            ("end_of_life", "2027-02-30", None),
            ("vulnerability_score", "9.8", Some("9.8")),
            ("vulnerability_score", "inf", None),
            ("room", " 2.14 ", Some("2.14")),
            ("room", "a\nb", None),
            ("care_modification_plan", "a\r\nb", Some("a\nb")),
        ] {
            assert_eq!(read(slug, text).as_deref(), kept, "{slug}={text}");
        }
        let long = "x".repeat(251);
        assert!(read("room", &long).is_none() && read("care_modification_plan", &long).is_some());
        assert!(field("impact").unwrap_err().to_string().contains("did you mean impact_off"));
        assert!(field("care_seting").unwrap_err().to_string().contains("did you mean care_setting?"));
        assert_eq!(field("zzz").unwrap_err().to_string(), "there is no field \"zzz\"");
    }
}
