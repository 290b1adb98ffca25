//! The device talks to somebody it never talked to, nor do its like.

use super::Rule;
use crate::alert::finding::{Finding, client_usual};
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Met, Newness, Signal, is_utility};

pub(super) const RULE: Rule = Rule {
    kind: Kind::NewPeer,
    severity: Severity::Medium,
    family: Family::Novelty,
    techniques: &["T1071", "T1571", "T0885", "T0869"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Met(met) = signal else { return };
    if met.as_client < Newness::Listed || met.as_client == Newness::OfClass || !met.client_active() || met.client.world {
        return;
    }
    let contact = &met.contact;
    let utility = is_utility(contact.transport, contact.port);
    let strength = match (met.server.world, met.client.class) {
        // Names and time may come from anywhere.
        (true, _) if utility => 30,
        (true, class) if class.is_clinical() => 85,
        (true, Class::Thing | Class::Unknown) => 45,
        (true, Class::Computer | Class::Network) => return,
        (false, class) if class.is_medical() && !utility && contact.answered => 50,
        (false, class) if class.is_clinical() && !utility && met.server.class != Class::Network => 35,
        _ => return,
    };
    // A listed conversation was told before: again only where it pages.
    if met.as_client == Newness::Listed && strength < 80 {
        return;
    }
    let strength = if met.maintenance { strength.min(45) } else { strength };
    let again =
        if met.as_client == Newness::Listed { "still talks to somebody that nobody accepted" } else { "talks to somebody new" };
    let summary = format!("{} {again}: {} by {}; neither it nor its class does", met.client.name(), peer(met), met.service());
    let finding = Finding::about(Kind::NewPeer, &met.client, contact.at, strength, summary);
    out.push(
        finding.keyed(format!("{} {}", met.group, met.service())).with(peer(met)).against(client_usual(met)).seen_in(contact),
    );
}

/// The server by its group's name and its address.
fn peer(met: &Met) -> String {
    let ip = met.server.ip.map(|ip| ip.to_string()).unwrap_or_default();
    match met.group.strip_prefix("domain ") {
        Some(name) => format!("{ip} ({name})"),
        None => ip,
    }
}
