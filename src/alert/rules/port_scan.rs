//! One source tries many ports.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Signal};

pub(super) const RULE: Rule =
    Rule { kind: Kind::PortScan, severity: Severity::High, family: Family::Fan, techniques: &["T1046", "T0846"], judge };

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Fan(fan, party) = signal else { return };
    let failing = fan.failed.saturating_mul(10) >= fan.contacts * 3;
    let mostly = fan.failed.saturating_mul(2) >= fan.contacts;
    let many = (fan.ports >= 50 && failing) || (fan.ports >= 20 && mostly);
    if fan.slow || !many || fan.ports <= fan.hosts {
        return;
    }
    let strength = if party.class == Class::Network { 45 } else { 88 };
    let target = fan.server.map(|ip| ip.to_string()).unwrap_or_default();
    let hosts = if fan.hosts > 1 { format!("{} hosts, {target} last", fan.hosts) } else { target.clone() };
    let summary = format!(
        "{} tried about {} ports of {hosts} within ten minutes, {} of {} tries without an answer",
        party.name(),
        fan.ports,
        fan.failed,
        fan.contacts
    );
    let finding = Finding::about(Kind::PortScan, party, fan.at, strength, summary);
    out.push(finding.with(target).against("at most 20 new ports in ten minutes").seen_in(&fan.last));
}
