//! One source tries many DICOM nodes or application entity titles.

use super::Rule;
use crate::alert::finding::{Finding, client_usual};
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Signal, is_dicom};

pub(super) const RULE: Rule = Rule {
    kind: Kind::DicomSweep,
    severity: Severity::High,
    family: Family::Fan,
    techniques: &["T1046", "T1602", "T0846", "T0888"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    match signal {
        Signal::Met(met) => {
            let contact = &met.contact;
            let dicom = is_dicom(contact.transport, contact.port, contact.protocol);
            // An archive or router meets every modality; a sweep is met when it is new, or mostly refused.
            let strange = !met.client.class.is_clinical() || met.client_active();
            if !dicom || met.spread < 5 || !strange || met.client.gateway {
                return;
            }
            let strength = if met.client_active() || !contact.answered { 88 } else { 55 };
            let name = met.client.name();
            let summary =
                format!("{name} opened DICOM associations with {} nodes that it never met, within half an hour", met.spread);
            let finding = Finding::about(Kind::DicomSweep, &met.client, contact.at, strength, summary);
            out.push(finding.with(met.service()).against(client_usual(met)).seen_in(contact));
        }
        Signal::Fan(fan, party) => {
            let half = fan.failed.saturating_mul(2) >= fan.contacts;
            if is_dicom(fan.transport, fan.port, fan.last.protocol) && half && fan.hosts >= 12 {
                let summary = format!("{} tried the DICOM port {} of about {} hosts", party.name(), fan.port, fan.hosts);
                let finding = Finding::about(Kind::DicomSweep, party, fan.at, 88, summary);
                out.push(finding.with(format!("tcp/{}", fan.port)).seen_in(&fan.last));
            }
        }
        _ => {}
    }
}
