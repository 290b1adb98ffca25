//! The device calls a new peer like a clock.

use super::Rule;
use crate::alert::finding::{Finding, client_usual};
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Newness, Signal, is_utility};

pub(super) const RULE: Rule = Rule {
    kind: Kind::C2Beacon,
    severity: Severity::High,
    family: Family::Beacon,
    techniques: &["T1071.001", "T1571", "T1573", "T0869", "T0885"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Beat(met, median, spread, openings) = signal else { return };
    let contact = &met.contact;
    // Only what is new: a device's own heartbeat is no finding.
    let young = contact.at.0.saturating_sub(met.first.0) < YOUNG;
    let utility = is_utility(contact.transport, contact.port);
    if !young || utility || met.as_client == Newness::OfClass || !met.client_active() || met.client.world {
        return;
    }
    let strength = match (met.server.world, met.client.class) {
        _ if met.maintenance => 40,
        (true, class) if class.is_clinical() => 88,
        (true, Class::Thing | Class::Unknown) => 82,
        (true, _) => 50,
        (false, class) if class.is_clinical() && !met.server.class.is_clinical() && met.server.class != Class::Network => 70,
        (false, Class::Thing | Class::Unknown) => 45,
        _ => return,
    };
    let summary = format!(
        "{} calls {} by {} every {} s (give or take {} s), {} times so far; nobody of its kind does",
        met.client.name(),
        met.server.name(),
        met.service(),
        median,
        spread,
        openings
    );
    let finding = Finding::about(Kind::C2Beacon, &met.client, contact.at, strength, summary);
    let peer = met.server.ip.map(|ip| ip.to_string()).unwrap_or_default();
    out.push(finding.keyed(format!("{} {}", met.group, met.service())).with(peer).against(client_usual(met)).seen_in(contact));
}

/// Two days in nanoseconds.
const YOUNG: i64 = 2 * 86_400_000_000_000;
