//! A device's profile, laid out for the rules: values by what they are about, in one order.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Profile;
use super::rule::{ASKS, Condition, SERVED, Subject};
use super::table::Test;
use crate::base::Text;
use crate::observation::Property;

impl Condition {
    /// What the test captured of a value; `None` when it does not pass.
    pub(super) fn passes(&self, value: &Value<'_>) -> Option<Vec<String>> {
        if self.protocol.as_deref().is_some_and(|protocol| protocol != value.protocol) {
            return None;
        }
        self.captures(&value.text, &value.lower)
    }
}

/// One value that rules look at.
pub(super) struct Value<'a> {
    /// What it is called in a reason.
    pub(super) label: &'static str,
    pub(super) text: Cow<'a, str>,
    /// What tests look at: lower case; hex digits alone of a hardware address.
    pub(super) lower: String,
    pub(super) protocol: &'a str,
    /// Counts others: the text is a number.
    pub(super) counts: bool,
}

impl<'a> Value<'a> {
    /// As a reason names it.
    pub(super) fn reason(&self) -> Option<Text> {
        match self.counts {
            true => Text::new(&format!("{}{}={}", self.label, self.protocol, self.text)),
            false => Text::new(&format!("{}={}", self.label, self.text)),
        }
    }

    /// A value by itself.
    pub(super) fn alone(text: &'a str, protocol: &'a str) -> Self {
        Self { label: "", lower: text.to_lowercase(), text: Cow::Borrowed(text), protocol, counts: false }
    }

    fn count(label: &'static str, (protocol, count): (&'a str, usize)) -> Value<'a> {
        let text = count.to_string();
        Value { label, lower: text.clone(), text: Cow::Owned(text), protocol, counts: true }
    }
}

/// Whether a sender of HL7 takes devices' results, or is a gateway by its name: what it describes is one of theirs, though it be the
/// only one so far.
fn takes_results(profile: &Profile<'_>) -> bool {
    const GATEWAYS: [&str; 3] = ["GATEWAY", "GTWY", "BRIDGE"];
    profile.equipment.iter().all(|(_, protocol)| *protocol == "hl7")
        && profile.facts.iter().any(|(property, value, _)| match property {
            Property::Hl7MessageAccepted => value.as_str().starts_with("ORU"),
            Property::Hl7Application => {
                let name = value.as_str().to_uppercase();
                GATEWAYS.iter().any(|word| name.contains(word))
            }
            _ => false,
        })
}

/// A profile's values by what they are about.
pub(super) struct Values<'a> {
    pub(super) by_subject: BTreeMap<Subject, Vec<Value<'a>>>,
}

impl<'a> Values<'a> {
    /// Every value of a profile, sorted.
    pub(super) fn of(profile: &'a Profile<'a>) -> Self {
        let mut by_subject: BTreeMap<Subject, Vec<Value<'a>>> = BTreeMap::new();
        let mut add = |subject, label, text: &'a str, protocol| {
            by_subject.entry(subject).or_default().push(Value {
                label,
                text: Cow::Borrowed(text),
                lower: text.to_lowercase(),
                protocol,
                counts: false,
            });
        };
        for (property, text, protocol) in &profile.facts {
            add(Subject::Property(*property), property.slug(), text.as_str(), *protocol);
        }
        // One description is the device's own; several are others', which it passes on.
        let is_own = profile.equipment.len() == 1 && !takes_results(profile);
        for (equipment, protocol) in &profile.equipment {
            for (property, text) in equipment.parts() {
                let subject = if is_own { Subject::Property(*property) } else { Subject::Relayed(*property) };
                add(subject, property.slug(), text.as_str(), *protocol);
            }
        }
        for (_, _, protocol) in &profile.services {
            if let Some(protocol) = protocol {
                add(Subject::Service, "service", protocol, "");
            }
        }
        let mut values = Self { by_subject };
        let macs = profile.macs.iter().filter(|mac| !mac.is_local()).map(|mac| Value {
            label: "mac",
            text: Cow::Owned(mac.to_string()),
            lower: format!("{:012x}", mac.to_bits()),
            protocol: "",
            counts: false,
        });
        values.by_subject.entry(Subject::Oui).or_default().extend(macs);
        for (subject, label, others) in [(Subject::Served, SERVED, &profile.served), (Subject::Asks, ASKS, &profile.asks)] {
            let others = others.iter().map(|one| Value::count(label, *one));
            values.by_subject.entry(subject).or_default().extend(others);
        }
        // The same facts in any order give the same claims in the same order.
        for list in values.by_subject.values_mut() {
            list.sort_by(|a, b| (&a.text, a.protocol).cmp(&(&b.text, b.protocol)));
            list.dedup_by(|a, b| (&a.text, a.protocol) == (&b.text, b.protocol));
        }
        values
    }

    /// Whether enough different values pass a condition, or the count it asks for is high enough.
    pub(super) fn hold(&self, condition: &Condition) -> bool {
        let least = if condition.test == Test::Count { 1 } else { condition.at_least };
        self.count(condition) >= least
    }

    /// How many different values pass a condition.
    fn count(&self, condition: &Condition) -> usize {
        let values = self.by_subject.get(&condition.subject).map(Vec::as_slice).unwrap_or_default();
        let passing: BTreeSet<&str> =
            values.iter().filter(|value| condition.passes(value).is_some()).map(|value| value.lower.as_str()).collect();
        passing.len()
    }
}
