//! The clinical tier: computed from the impacts and the care setting, with its reason in plain words.

use std::fmt;

use super::playbook::Playbook;
use super::record::Record;

/// How much patients depend on a device: 0 not, 1 work is delayed, 2 care is delayed, 3 a patient is harmed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tier(u8);

impl Tier {
    /// A tier; what is more than 3 is 3.
    #[must_use]
    pub fn new(level: u8) -> Self {
        Self(level.min(3))
    }

    /// 0 to 3.
    #[must_use]
    pub fn level(self) -> u8 {
        self.0
    }

    /// From this tier on an alert must never suggest to isolate, and names whom to call first.
    #[must_use]
    pub fn do_not_isolate(self) -> bool {
        self.0 >= 2
    }

    /// What it means.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        meaning(self.0)
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

/// What a level of impact means.
pub(super) fn meaning(level: u8) -> &'static str {
    match level {
        0 => "nothing happens",
        1 => "work is delayed",
        2 => "care is delayed, with a workaround",
        _ => "a patient is harmed, without a workaround",
    }
}

/// A tier and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiered {
    /// The tier.
    pub tier: Tier,
    /// Why, in plain words.
    pub reason: String,
    /// Whether an impact comes from the category's defaults: no person said it.
    pub assumed: bool,
}

/// The care settings that raise a tier by one step.
pub const RAISING: [&str; 3] = ["ed", "icu", "or"];

/// The tier of a device of `category`: the worse impact, one step more in emergency, intensive care and theatre.
#[must_use]
pub fn tier(category: &str, record: &Record, playbook: &Playbook) -> Tiered {
    let defaults = playbook.defaults(category);
    let level = |field, default: u8| record.number(field).map_or((default, true), |level| (level.min(3) as u8, false));
    let network = level("impact_off_network", defaults.impact_off_network);
    let patient = level("impact_off_patient", defaults.impact_off_patient);
    let worse = network.0.max(patient.0);
    let setting = record.text("care_setting").filter(|setting| RAISING.contains(setting));
    let tier = Tier::new(worse.saturating_add(u8::from(setting.is_some())));
    let assumed = network.1 || patient.1;
    let part = |(level, assumed): (u8, bool), place: &str| {
        format!("off the {place} {level}: {}{}", meaning(level), if assumed { " (assumed)" } else { "" })
    };
    let raised = setting.map(|setting| {
        let place = super::field::field("care_setting").map(|field| field.shown(setting)).unwrap_or_default();
        if tier.0 > worse { format!("; raised by one in {place}") } else { format!("; in {place}, and 3 is the most") }
    });
    let reason = format!("{}; {}{}", part(network, "network"), part(patient, "patient"), raised.unwrap_or_default());
    Tiered { tier, reason, assumed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Timestamp;
    use crate::clinical::Value;

    fn record(pairs: &[(&str, &str)]) -> Record {
        let mut record = Record::default();
        for (field, text) in pairs {
            let value = Value { text: (*text).to_owned(), author: "a".into(), at: Timestamp(0), confirmed: true };
            record.set(field, value).unwrap();
        }
        record
    }

    #[test]
    fn is_the_worse_impact_raised_by_the_setting() {
        let playbook = Playbook::shipped();
        let of = |pairs: &[(&str, &str)]| {
            let tiered = tier("ct", &record(pairs), playbook);
            (tiered.tier.level(), tiered.assumed)
        };
        assert_eq!(of(&[]), (2, true));
        assert_eq!(of(&[("care_setting", "ed")]), (3, true));
        assert_eq!(of(&[("impact_off_network", "1"), ("impact_off_patient", "0")]), (1, false));
        assert_eq!(of(&[("impact_off_network", "1"), ("impact_off_patient", "0"), ("care_setting", "or")]), (2, false));
        assert_eq!(of(&[("impact_off_patient", "3"), ("care_setting", "icu")]), (3, true));
        let reason = tier("ct", &record(&[("impact_off_patient", "3"), ("care_setting", "icu")]), playbook).reason;
        assert!(reason.contains("(assumed)") && reason.contains("intensive care, and 3 is the most"), "{reason}");
    }
}
