//! One source opens file sharing or remote control on devices where it never did.

use super::Rule;
use crate::alert::finding::{Finding, client_usual, server_usual};
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Newness, Signal, is_admin, is_smb};

pub(super) const RULE: Rule = Rule {
    kind: Kind::SmbLateral,
    severity: Severity::High,
    family: Family::Novelty,
    techniques: &["T1021.001", "T1021.002", "T1570", "T0866", "T0867", "T0886"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Met(met) = signal else { return };
    let contact = &met.contact;
    if !is_admin(contact.transport, contact.port, contact.protocol) || met.client.world || met.server.world || met.maintenance {
        return;
    }
    let smb = is_smb(contact.port, contact.protocol);
    let wide =
        contact.answered && met.spread >= 4 && met.client_active() && met.first.0 >= contact.at.0.saturating_sub(HALF_HOUR);
    let into =
        smb && met.server.class.is_medical() && matches!(met.as_server, Newness::New | Newness::Listed) && met.server_active();
    let strength = match (wide, into) {
        (true, _) if met.client.class != Class::Network => 85,
        (_, true) => 84,
        _ => return,
    };
    let summary = if wide {
        let name = met.client.name();
        format!("{name} opened {} on {} hosts where it never did, within half an hour", met.service(), met.spread)
    } else {
        format!("{} opens {} on {}, which nobody of its kind does", met.client.name(), met.service(), met.server.name())
    };
    let (party, peer) = if wide { (&met.client, &met.server) } else { (&met.server, &met.client) };
    let finding = Finding::about(Kind::SmbLateral, party, contact.at, strength, summary);
    let key = if wide { met.service() } else { format!("from {}", met.back) };
    let usual = if wide { client_usual(met) } else { server_usual(met) };
    out.push(finding.keyed(key).with(peer.ip.map(|ip| ip.to_string()).unwrap_or_default()).against(usual).seen_in(contact));
}

const HALF_HOUR: i64 = 30 * 60 * 1_000_000_000;
