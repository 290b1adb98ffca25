//! The file format of a fingerprint table, and the errors it can have: file, line, column, what is wrong.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use toml::Spanned;

/// One table file, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    /// What the table knows, in a sentence.
    pub(super) title: String,
    /// Where its facts come from.
    pub(super) source: String,
    /// Under which terms they may be used.
    pub(super) licence: String,
    /// When they were last checked.
    pub(super) date: String,
    /// Values that stand where somebody had nothing to say; no rule claims them.
    #[serde(default)]
    pub(super) junk: Vec<String>,
    /// Conditions of which none may hold, for every rule and map of the table.
    #[serde(default)]
    pub(super) unless: Vec<ConditionText>,
    /// Rules, one by one.
    #[serde(default)]
    pub(super) rule: Vec<Spanned<RuleText>>,
    /// Many rules of one shape.
    #[serde(default)]
    pub(super) map: Vec<Spanned<MapText>>,
    /// Software by the names it gives itself.
    #[serde(default)]
    pub(super) product: Vec<Spanned<ProductText>>,
    /// Makers and the spellings they go by.
    #[serde(default)]
    pub(super) name: Vec<Spanned<NameText>>,
    /// Models by series.
    #[serde(default)]
    pub(super) series: Vec<Spanned<SeriesText>>,
    /// What ports are known to be used for.
    #[serde(default)]
    pub(super) port: Vec<Spanned<PortText>>,
}

/// One rule: when its conditions hold, it claims.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleText {
    /// Unique within the file.
    pub(super) name: String,
    /// See [`ConditionText`], as are the tests; not flattened, since serde then lets misspelt keys pass.
    pub(super) property: String,
    pub(super) protocol: Option<String>,
    pub(super) is: Option<String>,
    pub(super) starts: Option<String>,
    pub(super) has: Option<String>,
    pub(super) matches: Option<String>,
    pub(super) at_least: Option<usize>,
    /// More conditions that must hold besides.
    #[serde(default)]
    pub(super) with: Vec<ConditionText>,
    /// Conditions of which none may hold.
    #[serde(default)]
    pub(super) unless: Vec<ConditionText>,
    /// Attribute to value; `$0` is the matched value, `$1` … what the pattern captured.
    pub(super) claim: BTreeMap<String, String>,
    /// How far the rule alone should be believed.
    pub(super) weight: f32,
    /// Kind of evidence; the file's name unless given.
    pub(super) family: Option<String>,
    /// A value the rule must match.
    pub(super) example: Option<String>,
    /// A value the rule must not match.
    pub(super) counterexample: Option<String>,
    /// Other properties whose values tell the same.
    #[serde(default)]
    pub(super) also: Vec<AlsoText>,
}

/// The rule again, of another property: what is not given is as in the rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AlsoText {
    /// Unique within the file.
    pub(super) name: String,
    pub(super) property: String,
    pub(super) protocol: Option<String>,
    pub(super) weight: Option<f32>,
    pub(super) example: Option<String>,
    pub(super) counterexample: Option<String>,
}

impl RuleText {
    /// The same rule of the other properties.
    pub(super) fn others(&self) -> impl Iterator<Item = Self> {
        self.also.iter().map(|also| Self {
            name: also.name.clone(),
            property: also.property.clone(),
            protocol: also.protocol.clone().or_else(|| self.protocol.clone()),
            weight: also.weight.unwrap_or(self.weight),
            example: also.example.clone().or_else(|| self.example.clone()),
            counterexample: also.counterexample.clone().or_else(|| self.counterexample.clone()),
            also: Vec::new(),
            ..self.clone()
        })
    }

    /// The condition that stands in the rule itself.
    pub(super) fn when(&self) -> ConditionText {
        ConditionText {
            property: self.property.clone(),
            protocol: self.protocol.clone(),
            is: self.is.clone(),
            starts: self.starts.clone(),
            has: self.has.clone(),
            matches: self.matches.clone(),
            at_least: self.at_least,
        }
    }
}

/// A product of clinical software: what it calls itself when it sends HL7, and in the title of its pages.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProductText {
    /// Unique within the file; its rules are `application-` and `title-` with it.
    pub(super) name: String,
    pub(super) claim: BTreeMap<String, String>,
    /// The sending application (MSH-3).
    pub(super) application: Option<SaidText>,
    /// The title of a page that it serves.
    pub(super) title: Option<SaidText>,
}

/// How a product's name begins, and a value of that kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SaidText {
    pub(super) matches: String,
    pub(super) example: String,
}

/// How far the name that a product gives itself is believed.
const PRODUCT_WEIGHT: f32 = 0.6;
/// What sends in so many names passes on what others say.
const PASSES_ON: usize = 3;

impl ProductText {
    /// Its rules. A word that anybody may use must match neither.
    pub(super) fn rules(&self) -> impl Iterator<Item = RuleText> {
        let many = ConditionText {
            property: "hl7.application".to_owned(),
            matches: Some(".".to_owned()),
            at_least: Some(PASSES_ON),
            ..ConditionText::default()
        };
        let application =
            self.application.as_ref().map(|said| self.rule("application", "hl7.application", said, vec![many], "WARDHOSP"));
        let title = self.title.as_ref().map(|said| self.rule("title", "http.title", said, Vec::new(), "Login"));
        application.into_iter().chain(title)
    }

    fn rule(&self, kind: &str, property: &str, said: &SaidText, unless: Vec<ConditionText>, other: &str) -> RuleText {
        RuleText {
            name: format!("{kind}-{}", self.name),
            property: property.to_owned(),
            protocol: None,
            is: None,
            starts: None,
            has: None,
            matches: Some(said.matches.clone()),
            at_least: None,
            with: Vec::new(),
            unless,
            claim: self.claim.clone(),
            weight: PRODUCT_WEIGHT,
            family: Some(property.to_owned()),
            example: Some(said.example.clone()),
            counterexample: Some(other.to_owned()),
            also: Vec::new(),
        }
    }
}

/// A test of one property's values.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionText {
    /// Slug of a property; `relayed.` and a slug for equipment that the device passes on for others; `oui` for the
    /// hardware address (12 hex digits); `service` for a recognised protocol that the device serves; `served.` or `asks.`
    /// and a protocol for how many clients it has or servers it asks, with `at_least` alone.
    pub(super) property: String,
    /// Only when this protocol said it.
    pub(super) protocol: Option<String>,
    /// The whole value.
    pub(super) is: Option<String>,
    /// Its beginning.
    pub(super) starts: Option<String>,
    /// A part of it.
    pub(super) has: Option<String>,
    /// A regular expression, case-insensitive.
    pub(super) matches: Option<String>,
    /// How many different values must pass; 1 unless given.
    pub(super) at_least: Option<usize>,
}

/// Rules that share everything but the value tested and the value claimed. The keys prove themselves as examples.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MapText {
    /// What its rules are called together, where two maps of a file have the same keys.
    pub(super) name: Option<String>,
    pub(super) property: String,
    pub(super) protocol: Option<String>,
    /// How keys are compared: `is`, `starts`, `has` or `matches`. Of several keys that start or are in a value, the
    /// longest speaks.
    pub(super) test: Test,
    /// Attribute claimed.
    pub(super) claim: String,
    pub(super) weight: f32,
    pub(super) family: Option<String>,
    /// More conditions that must hold besides.
    #[serde(default)]
    pub(super) with: Vec<ConditionText>,
    /// Conditions of which none may hold.
    #[serde(default)]
    pub(super) unless: Vec<ConditionText>,
    /// Value tested to value claimed.
    pub(super) entries: BTreeMap<String, String>,
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub(super) enum Test {
    Is,
    Starts,
    Has,
    Matches,
    /// At least so many; of counts only.
    #[serde(skip)]
    Count,
}

/// A maker.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NameText {
    /// The name shown.
    pub(super) name: String,
    /// Other spellings; compared without case, punctuation and legal forms.
    #[serde(default)]
    pub(super) also: Vec<String>,
    /// Its modules are built into other makers' devices, so its hardware address says little of the device's maker.
    #[serde(default)]
    pub(super) component: bool,
    /// It makes computers, which other makers build their devices on.
    #[serde(default)]
    pub(super) computer: bool,
    /// Its spellings count only where no medical protocol speaks: `SIEMENS` in an image is the medical company, as owner
    /// of an address block the industrial one.
    #[serde(default)]
    pub(super) general: bool,
    /// It makes several kinds of devices, though the models in the tables may be of one: its name alone does not say what a device is.
    #[serde(default)]
    pub(super) several: bool,
}

/// A series of models of one maker.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeriesText {
    /// What the series is called.
    pub(super) name: String,
    /// The maker's canonical name.
    pub(super) maker: String,
    /// What its models are, where all are of one kind.
    pub(super) category: Option<String>,
    /// Canonical name to other spellings and part numbers; compared without case and punctuation.
    pub(super) models: BTreeMap<String, Vec<String>>,
}

/// Who is known to use a port. A hint for a person, never a claim.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PortText {
    /// `tcp` or `udp`.
    pub(super) transport: String,
    /// Port of the side that listens.
    pub(super) port: u16,
    /// Who uses it, and for what.
    pub(super) used_by: String,
    /// Where that is said.
    pub(super) source: String,
}

/// Something is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct TableError {
    /// File name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.what)
    }
}

impl TableError {
    /// An error at a byte offset of `text`.
    pub(super) fn at(file: &str, text: &str, offset: usize, what: impl Into<String>) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        Self { file: file.to_owned(), line, column, what: what.into() }
    }
}

/// Reads a table file.
pub(super) fn parse(file: &str, text: &str) -> Result<Table, TableError> {
    toml::from_str(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        TableError::at(file, text, offset, error.message())
    })
}
