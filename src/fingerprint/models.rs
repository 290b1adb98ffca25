//! Models: many spellings and part numbers, one name shown; with the series, the maker and what it is.

use std::collections::HashMap;

use super::names::Names;
use super::rule::Subject;
use super::table::SeriesText;
use super::values::Values;
use super::{Attribute, Claim, Fingerprints};
use crate::base::Text;
use crate::observation::{Property, is_clinical};

/// Where nobody told the maker, only a model's full name counts, when it is so long and more than one word.
pub(super) const TELLING: usize = 8;
/// A maker's name before the model has at most so many words.
const MAKER_WORDS: usize = 4;
/// Words that any maker's product may be called by: a name of nothing else needs its maker beside it.
const ORDINARY: &str = "\
    access active advanced air analyzer badge base bed bedside board box brain bridge call care cell center central \
    centre class clinical compact connect connected connectivity console control core data device dialysis digital \
    discovery dose dual edge elite enterprise evolution express extend flow formula gateway go green hd health home \
    horizon hospital hub ii iii image imager imaging infusion integrated intelligent iv light link lite management \
    manager max medical mini mobile model monitor monitors motion multi net network node nurse on one open or panel \
    patient pilot platform plus portable position power precise precision premium prime printer pro processor pulse \
    pump real remote saver scanner select series server service signs smart solution space spot standard station \
    system systems terminal therapy time touch track treatment ultra unit universal view viewer virtual vision vital \
    wall web wired wireless workstation";
/// Next to the claim of the model itself: what it says of the kind of device, and of the maker.
const CATEGORY_SHARE: f32 = 0.87;
pub(super) const MAKER_SHARE: f32 = 0.8;

/// One model, as `fingerprints list` and `devices explain` show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelInfo {
    /// The name shown.
    pub name: Text,
    /// Who makes it.
    pub maker: Text,
    /// The series it belongs to, where its name or one of its spellings says so.
    pub series: Option<String>,
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
        several && spelled.len() >= TELLING && key(name) == spelled && !is_ordinary(name)
    }

    /// Spellings that could be another maker's: one or two letters, or a number of less than four digits. Even beside the maker's
    /// name they may be a kind of device or a system (`CT`, `XP`).
    pub(super) fn too_generic(&self) -> impl Iterator<Item = &str> {
        self.also.iter().map(String::as_str).filter(|spelling| {
            let key = key(spelling);
            let (letters, digits) = (key.chars().all(char::is_alphabetic), key.chars().all(|c| c.is_ascii_digit()));
            (letters && key.len() <= 2) || (digits && key.len() < 4)
        })
    }

    /// Whether this is its name, letter for letter, and not one of its other spellings.
    pub(super) fn is_called(&self, spelling: &str) -> bool {
        key(self.name.as_str()) == key(spelling)
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
    /// Models by what of their name follows that of their series (`H500` of `Yumizen H500`): it counts beside their maker alone.
    by_number: HashMap<String, Vec<usize>>,
    /// What each maker makes, where all its models are of one kind.
    kinds: HashMap<Text, Option<String>>,
}

impl Models {
    /// Notes that a maker makes several kinds of devices, whatever its models here are.
    pub(super) fn makes_several(&mut self, maker: &Text) {
        self.kinds.insert(maker.clone(), None);
    }

    /// Adds a series, or says what is wrong with it.
    pub(super) fn add(&mut self, series: &SeriesText) -> Result<(), String> {
        let maker = Text::new(&series.maker).ok_or("a series needs a maker")?;
        if let Some(category) = series.category.as_deref().filter(|category| !super::CATEGORIES.contains(category)) {
            return Err(format!("there is no category `{category}`"));
        }
        let kind = self.kinds.entry(maker.clone()).or_insert_with(|| series.category.clone());
        if *kind != series.category {
            *kind = None;
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
            if let Some(number) = number_in(name, &series.name) {
                self.by_number.entry(number).or_default().push(place);
            }
            self.list.push(ModelInfo {
                name: Text::new(name).ok_or("a model needs a name")?,
                maker: maker.clone(),
                series: stands_in(&series.name, std::iter::once(name).chain(also)).then(|| series.name.clone()),
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
            let own = Some(model).filter(|model| model.is_of(makers) || (makers.is_empty() && model.is_full_name(&key)));
            return own.or_else(|| self.numbered(spelling, makers));
        }
        if let Some(model) = self.numbered(spelling, makers) {
            return Some(model);
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

    /// The one model of these makers whose name ends so behind that of its series.
    fn numbered(&self, spelling: &str, makers: &[Text]) -> Option<&ModelInfo> {
        let places = self.by_number.get(&key(spelling)).into_iter().flatten();
        let mut models = places.filter_map(|place| self.list.get(*place)).filter(|model| model.is_of(makers));
        models.next().filter(|_| models.next().is_none())
    }

    /// The model of this name.
    pub(super) fn named(&self, name: &str) -> Option<&ModelInfo> {
        self.list.get(*self.by_key.get(&key(name))?).filter(|model| model.name.as_str() == name)
    }

    /// Whether some maker's model is spelled so, or numbered so in its series.
    pub(super) fn knows(&self, spelling: &str) -> bool {
        let key = key(spelling);
        self.by_key.contains_key(&key) || self.by_number.contains_key(&key)
    }

    /// The name of the model that has this spelling, whoever makes it.
    pub(super) fn spelled(&self, spelling: &str) -> Option<&Text> {
        self.by_key.get(&key(spelling)).and_then(|place| self.list.get(*place)).map(|model| &model.name)
    }

    /// What a maker of these models makes: `None` when nobody knows a model of it, else the kind, where there is but one.
    pub(super) fn kind_of(&self, maker: &Text) -> Option<Option<&str>> {
        self.kinds.get(maker).map(Option::as_deref)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &ModelInfo> {
        self.list.iter()
    }
}

/// Whether a name is of ordinary words, single letters and numbers alone.
pub(super) fn is_ordinary(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| {
        let lower = word.to_lowercase();
        word.len() == 1 || word.chars().all(|c| c.is_ascii_digit()) || ORDINARY.split(' ').any(|one| one == lower)
    })
}

/// What of a model's name follows the name of its series, where it is of letters and digits.
fn number_in(name: &str, series: &str) -> Option<String> {
    let (first, rest) = name.split_once([' ', '-'])?;
    // A table may hold several lines together (`ABX/Yumizen`).
    let is_series = series.split([' ', '/']).any(|word| key(word) == key(first));
    let number = Some(key(rest)).filter(|number| is_series && number.len() >= 3)?;
    let has = |kind: fn(char) -> bool| number.chars().any(kind);
    (has(|c| c.is_ascii_digit()) && has(char::is_alphabetic)).then_some(number)
}

/// Whether the first word of a series stands in one of a model's spellings: a table may hold models of several lines together.
fn stands_in<'a>(series: &str, mut spellings: impl Iterator<Item = &'a String>) -> bool {
    let first = series.split(|c: char| c.is_whitespace() || c == '/').next().map(key).unwrap_or_default();
    spellings.any(|spelling| key(spelling).contains(&first))
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
        said.filter_map(|value| Some(self.names.canonical(&Text::new(&value.text)?, is_clinical(value.protocol)))).collect()
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
            let said = without_tail(&without_repeats(&claim.value));
            let Some(model) = self.models.find(said.as_str(), makers, &self.names) else {
                let claim = claims.get_mut(place);
                claim.into_iter().for_each(|claim| claim.value = said.clone());
                continue;
            };
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

/// `VVX-VVX_410` is a VVX 410: a series that stands twice before a number says nothing the second time.
fn without_repeats(model: &Text) -> Text {
    let words: Vec<&str> = model.as_str().split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    let repeats = |pair: &[&str]| matches!(pair, [a, b] if a.eq_ignore_ascii_case(b) && a.chars().all(char::is_alphabetic));
    let Some(place) = words.windows(2).position(repeats) else { return model.clone() };
    let kept: Vec<&str> = words.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, word)| *word).collect();
    Text::new(&kept.join(" ")).unwrap_or_else(|| model.clone())
}

/// Words behind a model that are of its software and not of its name.
const TAILS: &[&str] =
    &[" version ", " firmware ", " firmware:", " kernel ", " fw ", " fw:", " sw ", " sw:", " serial ", " s/n", "; "];

/// `MX622adhe version CXTZJ.073.023 kernel 4.17.19` is an MX622adhe.
fn without_tail(model: &Text) -> Text {
    let lower = model.as_str().to_ascii_lowercase();
    let end = TAILS.iter().filter_map(|tail| lower.find(tail)).min();
    let kept = end.filter(|end| *end > 0).and_then(|end| model.as_str().get(..end));
    kept.and_then(|kept| Text::new(kept.trim_end_matches([',', ' ', ';']))).unwrap_or_else(|| model.clone())
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
    fn a_version_behind_a_model_is_not_its_name() {
        for (said, kept) in [
            ("MX622adhe version CXTZJ.073.023 kernel 4.17.19", "MX622adhe"),
            ("P3245-V, Firmware 10.4", "P3245-V"),
            ("Version 2 Analyzer", "Version 2 Analyzer"),
            ("SW 3000", "SW 3000"),
        ] {
            assert_eq!(without_tail(&text(said)).as_str(), kept);
        }
    }

    #[test]
    fn the_number_alone_is_the_model_beside_its_maker() {
        let (mut models, names) = models();
        models.add(&series("ABX/Yumizen", "Horiba", &[("Yumizen H500", &[]), ("Yumizen 500", &[])])).unwrap();
        models.add(&series("Other", "Other", &[("Other H500", &[])])).unwrap();
        let find = |spelling: &str, maker: Option<&str>| {
            let makers: Vec<Text> = maker.into_iter().map(text).collect();
            models.find(spelling, &makers, &names).map(|model| model.name.to_string())
        };
        assert_eq!(find("h500", Some("Horiba")).as_deref(), Some("Yumizen H500"));
        assert_eq!((find("H500", None), find("H500", Some("Philips"))), (None, None));
        assert_eq!(find("500", Some("Horiba")), None, "a number alone is anything");
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
    fn a_series_said_twice_is_said_once() {
        let tidy = |model: &str| without_repeats(&text(model)).to_string();
        assert_eq!(tidy("VVX-VVX_410"), "VVX 410");
        assert_eq!(tidy("Polycom VVX-VVX_410"), "Polycom VVX 410");
        assert_eq!(tidy("CP-8841-8841"), "CP-8841-8841", "numbers may repeat");
        assert_eq!(tidy("LIFEPAK 15"), "LIFEPAK 15");
        let shipped = Fingerprints::shipped().unwrap();
        let find =
            |model: &str| shipped.models.find(&tidy(model), &[text("Polycom")], &shipped.names).map(|model| model.name.clone());
        assert_eq!(find("Polycom VVX-VVX_410"), Some(text("VVX 410")));
    }

    #[test]
    fn ordinary_words_are_nobodys() {
        for (name, ordinary) in [
            ("Smart System", true),
            ("Discovery 690", true),
            ("Horizon W", true),
            ("ABL90 FLEX PLUS", false),
            ("Smart-TUG", false),
        ] {
            assert_eq!(is_ordinary(name), ordinary, "{name}");
        }
    }

    #[test]
    fn spellings_that_say_nothing_are_found() {
        let mut models = Models::default();
        models.add(&series("Revolution", "GE HealthCare", &[("Revolution CT", &["CT", "RevCT", "5"]), ("NX", &[])])).unwrap();
        let found: Vec<&str> = models.iter().flat_map(ModelInfo::too_generic).collect();
        assert_eq!(found, ["CT", "5"]);
        let series = |name: &str| models.named(name).and_then(|model| model.series.as_deref());
        assert_eq!(series("Revolution CT"), Some("Revolution"));
        assert_eq!(series("NX"), None, "a table may hold another line's model");
    }

    #[test]
    fn a_maker_of_several_kinds_says_nothing_of_one() {
        let (mut models, _) = models();
        assert_eq!(models.kind_of(&text("Philips")), Some(Some("ct")));
        models.makes_several(&text("Philips"));
        assert_eq!(models.kind_of(&text("Philips")), Some(None));
        models.add(&series("Other", "Philips", &[("Other 1", &[])])).unwrap();
        assert_eq!(models.kind_of(&text("Philips")), Some(None), "whatever comes later");
    }

    #[test]
    fn one_spelling_means_one_model() {
        let (mut models, _) = models();
        let error = models.add(&series("Other", "Philips", &[("Other 1", &["mx-800"])])).unwrap_err();
        assert_eq!(error, "`mx-800` is already a spelling of `IntelliVue MX800`");
        assert!(models.add(&series("Other", "", &[])).is_err());
    }
}
