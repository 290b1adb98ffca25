//! Models: many spellings and part numbers, one name shown; with the series, the maker and what it is.

use std::collections::HashMap;

use super::names::Names;
use super::rule::Subject;
use super::table::SeriesText;
use super::values::{Value, Values};
use super::{Attribute, Claim, Fingerprints};
use crate::base::Text;
use crate::observation::Property;

/// Where nobody told the maker, only a model's full name counts, when it is so long and more than one word.
const TELLING: usize = 8;
/// A maker's name before the model has at most so many words.
const MAKER_WORDS: usize = 4;
/// Where devices name who sends, and the kind of evidence it is.
const SENDERS: &[(Property, &str)] = &[
    (Property::Hl7Application, "hl7.application"),
    (Property::Hl7EquipmentId, "hl7.equipment"),
    (Property::AstmSender, "astm.sender"),
];
/// How far a sender that bears a model's name is believed to be that model.
const SENDER_WEIGHT: f32 = 0.6;
/// Shorter names of models are too common.
const SHORTEST: usize = 4;
/// Next to the claim of the model itself: what it says of the kind of device, and of the maker.
const CATEGORY_SHARE: f32 = 0.87;
const MAKER_SHARE: f32 = 0.8;

/// One model, as `fingerprints list` and `devices explain` show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelInfo {
    /// The name shown.
    pub name: Text,
    /// Who makes it.
    pub maker: Text,
    /// The series it belongs to.
    pub series: String,
    /// What it is, where the model tells.
    pub category: Option<String>,
    /// Other spellings and part numbers.
    pub also: Vec<String>,
}

impl ModelInfo {
    /// Whether one of these makers makes it; a house and its brand (`Baxter`, `Baxter Hillrom`) are the same here.
    fn is_of(&self, makers: &[Text]) -> bool {
        let within =
            |whole: &str, part: &str| whole.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let own = self.maker.as_str();
        makers.iter().any(|maker| within(maker.as_str(), own) || within(own, maker.as_str()))
    }

    fn is_full_name(&self, spelled: &str) -> bool {
        let name = self.name.as_str();
        let several = name.chars().any(|c| c.is_whitespace() || c.is_ascii_digit());
        several && spelled.len() >= TELLING && key(name) == spelled
    }

    /// What a device of this model is besides, with weights next to that of the model's own claim.
    pub(super) fn implies(&self, weight: f32) -> impl Iterator<Item = (super::Attribute, Text, f32)> {
        let maker = (super::Attribute::Manufacturer, self.maker.clone(), weight * MAKER_SHARE);
        let category = self.category.as_deref().and_then(Text::new);
        let category = category.map(|category| (super::Attribute::Category, category, weight * CATEGORY_SHARE));
        std::iter::once(maker).chain(category)
    }
}

/// The known models.
#[derive(Debug, Default)]
pub(super) struct Models {
    list: Vec<ModelInfo>,
    by_key: HashMap<String, usize>,
}

impl Models {
    /// Adds a series, or says what is wrong with it.
    pub(super) fn add(&mut self, series: &SeriesText) -> Result<(), String> {
        let maker = Text::new(&series.maker).ok_or("a series needs a maker")?;
        if let Some(category) = series.category.as_deref().filter(|category| !super::CATEGORIES.contains(category)) {
            return Err(format!("there is no category `{category}`"));
        }
        for (name, also) in &series.models {
            let place = self.list.len();
            for spelling in std::iter::once(name).chain(also) {
                let key = key(spelling);
                if key.is_empty() {
                    return Err(format!("`{spelling}` has neither letters nor digits"));
                }
                if let Some(other) = self.by_key.insert(key, place).filter(|other| *other != place) {
                    let other = self.list.get(other).map(|model| model.name.to_string()).unwrap_or_default();
                    return Err(format!("`{spelling}` is already a spelling of `{other}`"));
                }
            }
            self.list.push(ModelInfo {
                name: Text::new(name).ok_or("a model needs a name")?,
                maker: maker.clone(),
                series: series.name.clone(),
                category: series.category.clone(),
                also: also.clone(),
            });
        }
        Ok(())
    }

    /// The model that a spelling means on a device of one of these makers; none named means that nobody told the maker.
    pub(super) fn find(&self, spelling: &str, makers: &[Text], names: &Names) -> Option<&ModelInfo> {
        let by_key = |spelling: &str| {
            let key = key(spelling);
            Some((self.list.get(*self.by_key.get(&key)?)?, key))
        };
        if let Some((model, key)) = by_key(spelling) {
            return Some(model).filter(|model| model.is_of(makers) || (makers.is_empty() && model.is_full_name(&key)));
        }
        // `Philips IntelliVue MX800`: the maker's name before the model's.
        let mut rest = spelling;
        for _ in 0..MAKER_WORDS {
            let (_, after) = rest.split_once(char::is_whitespace)?;
            let maker = spelling.get(..spelling.len().saturating_sub(after.len()))?;
            let maker = Text::new(maker).map(|maker| names.canonical(&maker, true));
            let said = maker.as_slice();
            if let Some((model, _)) = by_key(after).filter(|(model, _)| model.is_of(said)) {
                return Some(model).filter(|model| makers.is_empty() || model.is_of(makers));
            }
            rest = after;
        }
        None
    }

    /// The model of this name.
    pub(super) fn named(&self, name: &str) -> Option<&ModelInfo> {
        self.list.get(*self.by_key.get(&key(name))?).filter(|model| model.name.as_str() == name)
    }

    /// The name of the model that has this spelling, whoever makes it.
    pub(super) fn spelled(&self, spelling: &str) -> Option<&Text> {
        self.by_key.get(&key(spelling)).and_then(|place| self.list.get(*place)).map(|model| &model.name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &ModelInfo> {
        self.list.iter()
    }
}

/// What two spellings of a model have in common: letters, digits and `+` (a scanner with it is another one), without case.
fn key(spelling: &str) -> String {
    spelling.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '+').collect()
}

impl Fingerprints {
    /// The makers that the device names itself.
    pub(super) fn makers(&self, values: &Values<'_>) -> Vec<Text> {
        let said = values.by_subject.get(&Subject::Property(Property::Manufacturer)).into_iter().flatten();
        let said = said.filter(|value| !self.says_nothing(&value.text));
        said.filter_map(|value| Some(self.names.canonical(&Text::new(&value.text)?, is_medical(value.protocol)))).collect()
    }

    /// Analyzers and ventilators give their model where they name the sender (`HAMILTON-C6`, `ABL90 FLEX PLUS`). A known model
    /// counts, where the device sends in no other name: a gateway may take those of the devices behind it.
    pub(super) fn named_senders(&self, values: &Values<'_>, makers: &[Text]) -> Vec<Claim> {
        if values.by_subject.keys().any(|subject| matches!(subject, Subject::Relayed(_))) {
            return Vec::new();
        }
        let mut makers = makers.to_vec();
        makers.extend(self.nearby_makers(values));
        let mut claims = Vec::new();
        for (property, family) in SENDERS {
            let Some(said) = values.by_subject.get(&Subject::Property(*property)) else { continue };
            let mut found = said.iter().map(|value| self.model_within(&value.text, &makers));
            let Some(model) = found.next().flatten() else { continue };
            // Several names are several devices'.
            if !found.all(|other| other.is_some_and(|other| other.name == model.name)) {
                continue;
            }
            let Some(because) = said.first().and_then(Value::reason) else { continue };
            let claim = |attribute, value: &Text, weight| Claim {
                attribute,
                value: value.clone(),
                weight,
                family: (*family).into(),
                rule: "models/sender".into(),
                because: because.clone(),
            };
            claims.push(claim(Attribute::Model, &model.name, SENDER_WEIGHT));
            claims.push(claim(Attribute::Manufacturer, &model.maker, SENDER_WEIGHT * MAKER_SHARE));
        }
        claims
    }

    /// The model that a part of a sender's name means. Short names count only on a device of their maker.
    fn model_within(&self, text: &str, makers: &[Text]) -> Option<&ModelInfo> {
        // A word without a digit may be any word, unless it is long and its maker is known.
        let is_telling = |part: &str| {
            let has_digit = part.chars().any(|c| c.is_ascii_digit());
            part.len() >= SHORTEST && (has_digit || (part.len() >= TELLING && !makers.is_empty()))
        };
        let mut parts = text.split('^').map(str::trim).filter(|part| is_telling(part));
        parts.find_map(|part| self.models.find(part, &[], &self.names).or_else(|| self.models.find(part, makers, &self.names)))
    }

    /// Who may have made a device, as its hardware addresses and its facility in HL7 have it.
    fn nearby_makers(&self, values: &Values<'_>) -> Vec<Text> {
        let facilities = values.by_subject.get(&Subject::Property(Property::Hl7Facility)).into_iter().flatten();
        let facilities = facilities.filter(|value| self.names.knows(&value.text));
        let facilities = facilities.filter_map(|value| Some(self.names.canonical(&Text::new(&value.text)?, true)));
        let macs = values.by_subject.get(&Subject::Oui).into_iter().flatten();
        let owners = macs.filter_map(|mac| self.owner_of(mac.text.parse().ok()?));
        facilities.chain(owners).collect()
    }

    /// Gives claimed models their one name; what a known model says besides.
    pub(super) fn know_models(&self, claims: &mut [Claim], makers: &[Text]) -> Vec<Claim> {
        let mut more = Vec::new();
        for place in 0..claims.len() {
            let Some(claim) = claims.get(place).filter(|claim| claim.attribute == Attribute::Model) else { continue };
            // A rule that names the maker beside the model knows whose it is.
            let beside = claims.iter().find(|other| {
                other.attribute == Attribute::Manufacturer && other.rule == claim.rule && other.because == claim.because
            });
            let makers = beside.map_or(makers, |maker| std::slice::from_ref(&maker.value));
            let Some(model) = self.models.find(claim.value.as_str(), makers, &self.names) else { continue };
            let rule: std::sync::Arc<str> = format!("models/{}", model.name).as_str().into();
            let family: std::sync::Arc<str> = format!("{}.model", protocol_of(&claim.family)).as_str().into();
            more.extend(model.implies(claim.weight).map(|(attribute, value, weight)| Claim {
                attribute,
                value,
                weight,
                family: family.clone(),
                rule: rule.clone(),
                because: claim.because.clone(),
            }));
            let name = model.name.clone();
            if let Some(claim) = claims.get_mut(place) {
                claim.value = name;
            }
        }
        more
    }
}

/// One spelling for a model that is said with its maker's name before it and without: `Kyocera ECOSYS M3655idn`.
pub(super) fn drop_makers(claims: &mut [Claim]) {
    let of = |attribute: Attribute, claims: &[Claim]| -> Vec<Text> {
        claims.iter().filter(|claim| claim.attribute == attribute).map(|claim| claim.value.clone()).collect()
    };
    let (makers, models) = (of(Attribute::Manufacturer, claims), of(Attribute::Model, claims));
    for claim in claims.iter_mut().filter(|claim| claim.attribute == Attribute::Model) {
        let Some((maker, rest)) = claim.value.as_str().split_once(' ') else { continue };
        let is_makers = makers.iter().any(|name| name.as_str().eq_ignore_ascii_case(maker));
        if let Some(short) = models.iter().find(|model| is_makers && model.as_str().eq_ignore_ascii_case(rest)) {
            claim.value = short.clone();
        }
    }
}

/// Whether a protocol speaks of medical devices: then makers' names mean the medical companies.
pub(super) fn is_medical(protocol: &str) -> bool {
    matches!(protocol, "dicom" | "hl7" | "astm" | "poct1a")
}

/// `declared.dicom` and `dicom.model` are both of DICOM.
fn protocol_of(family: &str) -> &str {
    let family = family.strip_prefix("declared.").unwrap_or(family);
    family.split('.').next().unwrap_or(family)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::names::MakerKind;

    fn text(text: &str) -> Text {
        Text::new(text).unwrap()
    }

    fn series(name: &str, maker: &str, models: &[(&str, &[&str])]) -> SeriesText {
        let models = models.iter().map(|(name, also)| ((*name).to_owned(), also.iter().map(|one| (*one).to_owned()).collect()));
        SeriesText { name: name.into(), maker: maker.into(), category: Some("ct".into()), models: models.collect() }
    }

    fn models() -> (Models, Names) {
        let mut models = Models::default();
        models.add(&series("SOMATOM", "Siemens Healthineers", &[("SOMATOM Definition AS+", &["Definition AS+"])])).unwrap();
        models.add(&series("SOMATOM", "Siemens Healthineers", &[("SOMATOM Definition AS", &["Definition AS", "AS"])])).unwrap();
        models.add(&series("IntelliVue", "Philips", &[("IntelliVue MX800", &["865240", "MX800"])])).unwrap();
        let mut names = Names::default();
        names.add("Philips Medical Systems", &text("Philips"), MakerKind::Device);
        names.add("SIEMENS", &text("Siemens Healthineers"), MakerKind::Device);
        (models, names)
    }

    #[test]
    fn spellings_meet_and_near_misses_do_not() {
        let (models, names) = models();
        let find = |spelling: &str, makers: &[&str]| {
            let makers: Vec<Text> = makers.iter().map(|maker| text(maker)).collect();
            models.find(spelling, &makers, &names).map(|model| model.name.to_string()).unwrap_or_default()
        };
        assert_eq!(find("definition-as+", &["Siemens Healthineers"]), "SOMATOM Definition AS+");
        assert_eq!(find("Definition AS", &["Siemens Healthineers"]), "SOMATOM Definition AS");
        assert_eq!(find("SIEMENS SOMATOM Definition AS", &[]), "SOMATOM Definition AS");
        assert_eq!(find("Philips Medical Systems MX800", &["Philips"]), "IntelliVue MX800");
        // Another maker's device, a number or a short word without its maker, and a model nobody listed.
        for (spelling, makers) in
            [("MX800", &["GE HealthCare"][..]), ("865240", &[]), ("AS", &[]), ("Definition AS 20", &["Siemens Healthineers"])]
        {
            assert_eq!(find(spelling, makers), "", "{spelling}");
        }
        assert_eq!(find("865240", &["Philips"]), "IntelliVue MX800");
        assert_eq!(find("865240", &["Philips Respironics"]), "IntelliVue MX800");
        assert_eq!(find("IntelliVue MX800", &[]), "IntelliVue MX800");
        assert_eq!(find("Definition AS", &[]), "");
        assert_eq!(find("GE SOMATOM Definition AS", &[]), "");
    }

    #[test]
    fn a_sender_that_bears_a_models_name_is_that_model() {
        let shipped = Fingerprints::shipped().unwrap();
        let model = |mac: Option<&str>, facts: &[(Property, &str)]| {
            let facts: Vec<(Property, Text)> = facts.iter().map(|(property, value)| (*property, text(value))).collect();
            let profile = crate::fingerprint::Profile {
                macs: mac.into_iter().map(|mac| mac.parse().unwrap()).collect(),
                facts: facts.iter().map(|(property, value)| (*property, value, "hl7")).collect(),
                ..Default::default()
            };
            let claims = shipped.identify(&profile);
            let claims = claims.iter().filter(|claim| claim.attribute == Attribute::Model && &*claim.rule == "models/sender");
            claims.map(|claim| claim.value.to_string()).collect::<Vec<_>>().join(", ")
        };
        let application = Property::Hl7Application;
        assert_eq!(model(None, &[(application, "ABL90 FLEX PLUS")]), "ABL90 FLEX PLUS");
        assert_eq!(model(None, &[(application, "HAMILTON-C6^001E9AFFFE201108^EUI-64")]), "HAMILTON-C6");
        // A short name needs its maker.
        assert_eq!(model(None, &[(application, "XN-1000")]), "");
        assert_eq!(model(Some("00:06:6b:00:00:01"), &[(application, "XN-1000")]), "XN-1000");
        assert_eq!(model(None, &[(application, "XN-1000"), (Property::Hl7Facility, "SYSMEX")]), "XN-1000");
        // Several names are not one device's.
        assert_eq!(model(None, &[(application, "ABL90 FLEX PLUS"), (application, "HAMILTON-C6")]), "");
        assert_eq!(model(None, &[(application, "EPIC")]), "");
    }

    #[test]
    fn a_model_with_its_makers_name_is_the_same_without() {
        let claim = |attribute, value: &str| Claim {
            attribute,
            value: text(value),
            weight: 0.8,
            family: "x".into(),
            rule: "x".into(),
            because: text("x=y"),
        };
        let mut claims = vec![
            claim(Attribute::Manufacturer, "Kyocera"),
            claim(Attribute::Model, "KYOCERA ECOSYS M3655idn"),
            claim(Attribute::Model, "ECOSYS M3655idn"),
            claim(Attribute::Model, "Triumph ECOSYS M3655idn"),
        ];
        drop_makers(&mut claims);
        let values: Vec<&str> = claims.iter().skip(1).map(|claim| claim.value.as_str()).collect();
        assert_eq!(values, ["ECOSYS M3655idn", "ECOSYS M3655idn", "Triumph ECOSYS M3655idn"]);
    }

    #[test]
    fn one_spelling_means_one_model() {
        let (mut models, _) = models();
        let error = models.add(&series("Other", "Philips", &[("Other 1", &["mx-800"])])).unwrap_err();
        assert_eq!(error, "`mx-800` is already a spelling of `IntelliVue MX800`");
        assert!(models.add(&series("Other", "", &[])).is_err());
    }
}
