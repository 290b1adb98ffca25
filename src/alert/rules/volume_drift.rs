//! The amount of data drifts away from what is usual.

use super::Rule;
use super::bulk_exfiltration::size;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{FEATURES, Signal};

pub(super) const RULE: Rule = Rule {
    kind: Kind::VolumeDrift,
    severity: Severity::Medium,
    family: Family::Volume,
    techniques: &["T1030", "T1048", "T0882"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Drift(party, score, at) = signal else { return };
    let strength = match score.drift {
        // The sum that holds for days reached its limit, and again.
        2.. => 82,
        // Three hours on end far above what is usual.
        _ if score.lasting => 82,
        1 => 62,
        0 => 50,
    };
    let strength = if party.class.is_clinical() { strength } else { strength.min(45) };
    let feature = FEATURES.get(score.feature).copied().unwrap_or_default();
    let (observed, expected) = if score.feature == 3 {
        (score.observed.to_string(), score.expected.to_string())
    } else {
        (size(score.observed), size(score.expected))
    };
    let how = if score.drift > 0 { "has been drifting up for hours" } else { "is far more than usual for hours" };
    let summary = format!("{}: {feature} {how}: {observed} this hour, {expected} usual", party.name());
    let finding = Finding::about(Kind::VolumeDrift, party, *at, strength, summary).keyed(feature);
    let usual = format!("{expected} an hour at this time of the week, from {} hours (z = {:.1})", score.samples, score.z);
    out.push(finding.against(usual));
}
