//! Clinical data leave the site unencrypted.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Newness, Signal};
use crate::observation::is_clinical;

pub(super) const RULE: Rule = Rule {
    kind: Kind::CleartextPhi,
    severity: Severity::Critical,
    family: Family::Policy,
    techniques: &["T1040", "T1048.003", "T0882"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Met(met) = signal else { return };
    let contact = &met.contact;
    let crosses = met.server.world != met.client.world;
    if !crosses
        || !contact.protocol.is_some_and(is_clinical)
        || contact.guessed && !contact.answered
        || met.as_client == Newness::Known
    {
        return;
    }
    let (party, other) = if met.client.world { (&met.server, &met.client) } else { (&met.client, &met.server) };
    let summary =
        format!("{} and {} speak {} in the clear across the border of the site", party.name(), other.name(), met.service());
    let finding = Finding::about(Kind::CleartextPhi, party, contact.at, 95, summary).keyed(met.service());
    out.push(finding.with(other.name()).against("clinical data stay within the site, or are encrypted").seen_in(contact));
}
