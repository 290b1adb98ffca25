//! A device that always speaks says nothing.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Signal};

pub(super) const RULE: Rule = Rule {
    kind: Kind::DeviceSilent,
    severity: Severity::High,
    family: Family::Silence,
    techniques: &["T1489", "T1499", "T0814", "T0826", "T0815"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Silent(party, talk, since, after) = signal else { return };
    let strength = match (party.class, talk) {
        (class, None) if class.is_clinical() => 82,
        (_, Some(_)) => 62,
        (Class::Network, None) => 60,
        _ => 40,
    };
    let at = since.plus_seconds(*after);
    let what = talk.as_ref().map_or_else(|| "said nothing".to_owned(), |talk| format!("stopped {talk}, though it is there"));
    let summary = format!("{} {what} since {since:.0}; it was never silent for {} s before", party.name(), after / 3);
    let finding = Finding::about(Kind::DeviceSilent, party, at, strength, summary).keyed(talk.clone().unwrap_or_default());
    out.push(finding.against(format!("speaks at least every {} s", after / 3)));
}
