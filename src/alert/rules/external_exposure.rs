//! The device can be reached from outside the site.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Newness, Signal, is_admin, is_utility};

pub(super) const RULE: Rule = Rule {
    kind: Kind::ExternalExposure,
    severity: Severity::High,
    family: Family::Policy,
    techniques: &["T1133", "T1190", "T0883", "T0822"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Met(met) = signal else { return };
    let contact = &met.contact;
    let sure = contact.answered && !contact.guessed && met.client.world && !met.server.world && met.server.device.is_some();
    if !sure || is_utility(contact.transport, contact.port) || met.as_server == Newness::Known {
        return;
    }
    let control = is_admin(contact.transport, contact.port, contact.protocol);
    let strength = match met.server.class {
        class if class.is_clinical() => 92,
        _ if control => 82,
        Class::Thing => 60,
        _ => 40,
    };
    let summary =
        format!("{} answered {} by {}: it can be reached from outside", met.server.name(), met.client.name(), met.service());
    let finding = Finding::about(Kind::ExternalExposure, &met.server, contact.at, strength, summary).keyed(met.service());
    let peer = met.client.ip.map(|ip| ip.to_string()).unwrap_or_default();
    out.push(finding.with(peer).against("nothing outside the site reaches into it").seen_in(contact));
}
