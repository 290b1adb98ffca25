//! Somebody new gives out leases or calls itself a router.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Signal};

pub(super) const RULE: Rule = Rule {
    kind: Kind::RogueDhcp,
    severity: Severity::High,
    family: Family::Identity,
    techniques: &["T1557.003", "T0830"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Role { party, role, others, at, protocol } = signal else { return };
    let Some((other, since)) = others.first() else { return };
    // Pairs of servers show within the first hour of each other.
    let settled = at.0.saturating_sub(since.0) >= 3_600_000_000_000;
    let strength = match party.class {
        _ if !settled => return,
        Class::Network => 65,
        _ => 90,
    };
    let what = if role.as_str() == "dhcp_server" { "gives out leases" } else { "announces itself as a router" };
    let summary = format!("{} {what} ({protocol}), where {other} did alone since {since:.0}", party.name());
    let finding = Finding::about(Kind::RogueDhcp, party, *at, strength, summary).keyed(role.as_str());
    out.push(finding.with(other.to_string()).against(format!("{} others do on this segment, all longer", others.len())));
}
