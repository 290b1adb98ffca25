//! A rule made ready to be asked.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use regex::bytes::{Regex, RegexBuilder};

use super::Attribute;
use super::table::{ConditionText, RuleText, Test};
use crate::base::Text;
use crate::observation::Property;

/// Before a property's slug: of equipment that the device passes on for others.
pub(super) const RELAYED: &str = "relayed.";
/// Before a protocol's name: how many different clients the device answered in it.
pub(super) const SERVED: &str = "served.";
/// Before a protocol's name: how many different servers answered the device in it.
pub(super) const ASKS: &str = "asks.";

/// What a condition looks at: a property, or something the profile has besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Subject {
    Property(Property),
    /// A part of several pieces of equipment that the device describes, so not of itself.
    Relayed(Property),
    /// Hardware address, 12 upper-case hex digits.
    Oui,
    /// Protocol recognised on a port the device serves.
    Service,
    /// How many clients it serves in a protocol.
    Served,
    /// How many servers it asks in a protocol.
    Asks,
}

/// A test of one subject's values.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    pub(super) subject: Subject,
    pub(super) protocol: Option<String>,
    pub(super) test: Test,
    /// What is looked for; lower case unless it is a pattern.
    pub(super) wanted: String,
    pattern: OnceLock<Option<Regex>>,
    pub(super) at_least: usize,
}

/// The conditions that are written besides a rule's first.
pub(super) fn conditions(texts: &[ConditionText]) -> Result<Vec<Condition>, String> {
    texts.iter().map(Condition::new).collect()
}

/// The same, behind those that a table's rules share.
pub(super) fn conditions_too(shared: &[Condition], texts: &[ConditionText]) -> Result<Vec<Condition>, String> {
    Ok(shared.iter().cloned().chain(conditions(texts)?).collect())
}

/// A rule ready to be asked.
#[derive(Debug)]
pub(super) struct Rule {
    /// `file/name`.
    pub(super) name: Arc<str>,
    pub(super) conditions: Vec<Condition>,
    /// None of these may hold.
    pub(super) unless: Vec<Condition>,
    pub(super) claims: Vec<(Attribute, String)>,
    pub(super) weight: f32,
    pub(super) family: Arc<str>,
    pub(super) example: Option<String>,
    pub(super) counterexample: Option<String>,
    /// Where it stands in its file, for messages.
    pub(super) offset: usize,
}

impl Condition {
    /// Makes a condition ready, or says what is wrong with it.
    pub(super) fn new(text: &ConditionText) -> Result<Self, String> {
        let tests = [(Test::Is, &text.is), (Test::Starts, &text.starts), (Test::Has, &text.has), (Test::Matches, &text.matches)];
        let mut given = tests.into_iter().filter_map(|(test, wanted)| wanted.as_ref().map(|wanted| (test, wanted)));
        if let Some((subject, protocol)) = behaviour(&text.property) {
            if given.next().is_some() || text.protocol.is_some() {
                return Err(format!("`{}` is a count: it takes `at_least` and nothing else", text.property));
            }
            return Self::counts(subject, protocol, text.at_least.unwrap_or(1));
        }
        let (Some((test, wanted)), None) = (given.next(), given.next()) else {
            return Err("a condition needs exactly one of `is`, `starts`, `has`, `matches`".to_owned());
        };
        Self::with(&text.property, text.protocol.as_deref(), test, wanted, text.at_least.unwrap_or(1))
    }

    /// A test of how many others the device deals with in a protocol.
    fn counts(subject: Subject, protocol: &str, at_least: usize) -> Result<Self, String> {
        if protocol.is_empty() || at_least > MOST_COUNTED {
            return Err(format!("a count is of a protocol, and of no more than {MOST_COUNTED}"));
        }
        let (protocol, pattern) = (Some(protocol.to_owned()), OnceLock::new());
        Ok(Self { subject, protocol, test: Test::Count, wanted: String::new(), pattern, at_least: at_least.max(1) })
    }

    pub(super) fn with(
        property: &str,
        protocol: Option<&str>,
        test: Test,
        wanted: &str,
        at_least: usize,
    ) -> Result<Self, String> {
        let subject = match property {
            "oui" => Subject::Oui,
            "service" => Subject::Service,
            slug => {
                let (make, slug): (fn(Property) -> Subject, &str) = match slug.strip_prefix(RELAYED) {
                    Some(slug) => (Subject::Relayed, slug),
                    None => (Subject::Property, slug),
                };
                make(slug.parse().map_err(|_| format!("there is no property `{slug}`"))?)
            }
        };
        if wanted.is_empty() {
            return Err("an empty value would match everything".to_owned());
        }
        let protocol = protocol.map(str::to_owned);
        let wanted = if test == Test::Matches { wanted.to_owned() } else { wanted.to_lowercase() };
        Ok(Self { subject, protocol, test, wanted, pattern: OnceLock::new(), at_least: at_least.max(1) })
    }

    /// What is wrong with the pattern, if anything.
    pub(super) fn fault(&self) -> Option<String> {
        (self.test == Test::Matches)
            .then(|| compile(&self.wanted).err().map(|error| error.to_string().replace('\n', " ")))
            .flatten()
    }

    /// What the pattern captured, `$0` first; `None` when the value does not pass. `lower` is `value` in lower case.
    pub(super) fn captures(&self, value: &str, lower: &str) -> Option<Vec<String>> {
        let passes = match self.test {
            Test::Is => lower == self.wanted,
            Test::Starts => lower.starts_with(&self.wanted),
            Test::Has => lower.contains(&self.wanted),
            Test::Matches => return self.pattern_captures(value),
            Test::Count => lower.parse().is_ok_and(|count: usize| count >= self.at_least),
        };
        passes.then(|| vec![value.to_owned()])
    }

    fn pattern_captures(&self, value: &str) -> Option<Vec<String>> {
        let pattern = self.pattern.get_or_init(|| compile(&self.wanted).ok()).as_ref()?;
        let captures = pattern.captures(value.as_bytes())?;
        let group = |group: Option<regex::bytes::Match<'_>>| {
            group.map(|group| String::from_utf8_lossy(group.as_bytes()).into_owned()).unwrap_or_default()
        };
        Some(std::iter::once(value.to_owned()).chain(captures.iter().skip(1).map(group)).collect())
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let protocol = self.protocol.as_deref().unwrap_or_default();
        match self.subject {
            Subject::Property(property) => f.write_str(property.slug())?,
            Subject::Relayed(property) => write!(f, "{RELAYED}{property}")?,
            Subject::Oui => f.write_str("oui")?,
            Subject::Service => f.write_str("service")?,
            Subject::Served => return write!(f, "{SERVED}{protocol} at least {}", self.at_least),
            Subject::Asks => return write!(f, "{ASKS}{protocol} at least {}", self.at_least),
        }
        let test = match self.test {
            Test::Is => "is",
            Test::Starts => "starts",
            Test::Has => "has",
            Test::Matches => "matches",
            Test::Count => "counts",
        };
        write!(f, " {test} {:?}", self.wanted)?;
        match self.at_least {
            1 => Ok(()),
            many => write!(f, " in at least {many} values"),
        }
    }
}

/// Beyond this the inventory does not count.
const MOST_COUNTED: usize = 64;

/// What `served.dicom` and `asks.dicom` look at.
fn behaviour(property: &str) -> Option<(Subject, &str)> {
    let served = property.strip_prefix(SERVED).map(|protocol| (Subject::Served, protocol));
    served.or_else(|| property.strip_prefix(ASKS).map(|protocol| (Subject::Asks, protocol)))
}

/// Patterns know ASCII classes and cases only: identifiers are ASCII, and such a pattern is made ready in a fraction of the
/// time.
fn compile(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).case_insensitive(true).unicode(false).size_limit(1 << 20).build()
}

/// The claimed value: `$0` … `$9` replaced by what was captured.
pub(super) fn expand(template: &str, captured: &[String]) -> Option<Text> {
    if !template.contains('$') {
        return Text::new(template);
    }
    let mut out = String::new();
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek().and_then(|digit| digit.to_digit(10))) {
            ('$', Some(digit)) => {
                chars.next();
                out.push_str(captured.get(digit as usize).map(String::as_str).unwrap_or_default());
            }
            _ => out.push(c),
        }
    }
    Text::new(&out)
}

/// The attributes a rule claims, or what is wrong with them.
pub(super) fn claims(text: &BTreeMap<String, String>) -> Result<Vec<(Attribute, String)>, String> {
    let read = |(slug, value): (&String, &String)| match slug.parse() {
        Ok(attribute) => Ok((attribute, value.clone())),
        Err(()) => Err(format!("there is no attribute `{slug}`")),
    };
    if text.is_empty() {
        return Err("a rule must claim something".to_owned());
    }
    text.iter().map(read).collect()
}

/// Makes a rule of the table `stem` ready, whose rules share `unless`, or says what is wrong with it.
pub(super) fn make_rule(stem: &str, text: &RuleText, unless: &[Condition], offset: usize) -> Result<Rule, String> {
    check_weight(text.weight)?;
    let held = std::iter::once(&text.when()).chain(&text.with).map(Condition::new).collect::<Result<Vec<_>, _>>()?;
    let unless = conditions_too(unless, &text.unless)?;
    let claimed = claims(&text.claim)?;
    claimed.iter().try_for_each(|(attribute, value)| check_value(*attribute, value))?;
    if text.example.is_none() {
        return Err(format!("rule `{}` has no example to prove it", text.name));
    }
    Ok(Rule {
        name: format!("{stem}/{}", text.name).as_str().into(),
        conditions: held,
        unless,
        claims: claimed,
        weight: text.weight,
        family: text.family.as_deref().unwrap_or(stem).into(),
        example: text.example.clone(),
        counterexample: text.counterexample.clone(),
        offset,
    })
}

pub(super) fn check_weight(weight: f32) -> Result<(), String> {
    if weight > 0.0 && weight < 1.0 { Ok(()) } else { Err(format!("weight {weight} is not above 0 and below 1")) }
}

pub(super) fn check_value(attribute: Attribute, value: &str) -> Result<(), String> {
    let known = attribute != Attribute::Category || value.contains('$') || super::CATEGORIES.contains(&value);
    if known { Ok(()) } else { Err(format!("there is no category `{value}`")) }
}

impl Rule {
    /// The conditions in words.
    pub(super) fn when(&self) -> String {
        let list = |conditions: &[Condition], word| conditions.iter().map(Condition::to_string).collect::<Vec<_>>().join(word);
        let mut when = list(&self.conditions, " and ");
        if !self.unless.is_empty() {
            when.push_str(" unless ");
            when.push_str(&list(&self.unless, " or "));
        }
        when
    }

    /// Whether it says more than to repeat a value.
    pub(super) fn tells(&self) -> bool {
        self.claims.iter().any(|(_, template)| template != "$0")
    }

    pub(super) fn fault(&self) -> Option<String> {
        if let Some(fault) = self.conditions.iter().chain(&self.unless).find_map(Condition::fault) {
            return Some(format!("{}: {fault}", self.name));
        }
        let first = self.conditions.first()?;
        let matches = |value: &String| first.captures(value, &value.to_lowercase()).is_some();
        if self.example.as_ref().is_some_and(|example| !matches(example)) {
            return Some(format!("{}: does not match its example (at byte {} of the file)", self.name, self.offset));
        }
        if self.counterexample.as_ref().is_some_and(matches) {
            return Some(format!("{}: matches its counterexample", self.name));
        }
        None
    }
}
