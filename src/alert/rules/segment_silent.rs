//! Many devices of one segment fell silent together.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Party, Signal};

pub(super) const RULE: Rule = Rule {
    kind: Kind::SegmentSilent,
    severity: Severity::Critical,
    family: Family::Silence,
    techniques: &["T1498", "T1489", "T0814", "T0826"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Together { segment, devices, of, since, at } = signal else { return };
    if segment.as_ref() == "every segment" {
        return;
    }
    let summary = format!("{} of {of} devices of {segment} that always speak fell silent together at {since:.0}", devices.len());
    let mut finding = Finding::about(Kind::SegmentSilent, &Party::default(), *at, 90, summary);
    finding.fleet = None;
    let names: Vec<String> = devices.iter().take(20).map(ToString::to_string).collect();
    out.push(finding.keyed(segment.as_ref()).with(segment.as_ref()).against(format!("always speak: {}", names.join(", "))));
}
