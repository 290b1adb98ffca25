//! The device answers on a port where it never answered.

use super::Rule;
use crate::alert::finding::{Finding, server_usual};
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Newness, Signal, is_admin, is_utility};

pub(super) const RULE: Rule = Rule {
    kind: Kind::NewService,
    severity: Severity::Medium,
    family: Family::Novelty,
    techniques: &["T1571", "T1133", "T0885"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Met(met) = signal else { return };
    let contact = &met.contact;
    let sure = contact.answered && !contact.guessed && !is_utility(contact.transport, contact.port);
    if !met.new_port || !sure || !met.server_active() || met.as_server != Newness::New || met.server.world {
        return;
    }
    let class = met.server.class;
    let control = is_admin(contact.transport, contact.port, contact.protocol);
    let strength = match class {
        _ if met.maintenance => 45,
        _ if class.is_medical() && control => 82,
        _ if class.is_clinical() => 55,
        Class::Thing => 45,
        _ => return,
    };
    let summary =
        format!("{} answers on {}, where it never answered; asked by {}", met.server.name(), met.service(), met.client.name());
    let finding = Finding::about(Kind::NewService, &met.server, contact.at, strength, summary);
    let peer = met.client.ip.map(|ip| ip.to_string()).unwrap_or_default();
    out.push(finding.keyed(met.service()).with(peer).against(server_usual(met)).seen_in(contact));
}
