//! One source tries many hosts.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Signal, Stage, is_dicom};

pub(super) const RULE: Rule = Rule {
    kind: Kind::HostSweep,
    severity: Severity::High,
    family: Family::Fan,
    techniques: &["T1018", "T1046", "T0846"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Fan(fan, party) = signal else { return };
    let contact = &fan.last;
    // DICOM nodes have a rule of their own.
    if is_dicom(fan.transport, fan.port, contact.protocol) || (!fan.slow && fan.hosts < fan.ports) {
        return;
    }
    let half = fan.failed.saturating_mul(2) >= fan.contacts;
    let strength = match party.class {
        _ if !half || fan.hosts < 20 => return,
        Class::Network => 45,
        // A server that looks after others tries those that are off, too; while it is learnt that is no news.
        Class::Computer | Class::Clinical if party.stage != Some(Stage::Active) && party.category.as_ref() != "workstation" => 60,
        _ => 88,
    };
    let span = if fan.slow { "in a day" } else { "within ten minutes" };
    let service = format!("{}/{}", fan.transport.name(), fan.port);
    let summary = format!(
        "{} tried about {} hosts {span}, mostly {service}, {} of {} tries without an answer",
        party.name(),
        fan.hosts,
        fan.failed,
        fan.contacts
    );
    let finding = Finding::about(Kind::HostSweep, party, fan.at, strength, summary);
    out.push(finding.with(service).against("at most 20 new hosts of which half answer").seen_in(contact));
}
