//! A sensor sees nothing any more.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Party, Signal};

pub(super) const RULE: Rule =
    Rule { kind: Kind::SensorSilent, severity: Severity::High, family: Family::Silence, techniques: &["T1562", "T0878"], judge };

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let (at, strength, summary) = match signal {
        Signal::Blind(from, to, devices) => {
            let strength = if *devices >= 20 { 82 } else { 50 };
            (*to, strength, format!("the sensor saw nothing at all from {from} to {to}: a port, a cable or the mirror"))
        }
        Signal::Together { segment, devices, of, since, at } if segment.as_ref() == "every segment" => {
            let many = devices.len();
            (
                *at,
                90,
                format!("{many} of {of} devices in every segment fell silent together at {since:.0}: the mirror, or the core"),
            )
        }
        _ => return,
    };
    out.push(Finding::about(Kind::SensorSilent, &Party::default(), at, strength, summary).keyed("sensor"));
}
