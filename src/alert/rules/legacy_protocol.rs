//! The device uses a protocol that nothing should use any more.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::Signal;
use crate::observation::{Property, Sign, Transport};

pub(super) const RULE: Rule = Rule {
    kind: Kind::LegacyProtocol,
    severity: Severity::Low,
    family: Family::Policy,
    techniques: &["T1040", "T1078", "T0891"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    match signal {
        Signal::Met(met) if met.contact.answered && met.server.class.is_clinical() && !met.client.world => {
            let name = match (met.contact.protocol, met.contact.port) {
                (Some(name @ ("telnet" | "ftp")), _) => name,
                (None, 512..=514) if met.contact.transport == Transport::TCP => "rsh",
                (None | Some("tftp"), 69) if met.contact.transport == Transport::UDP => "tftp",
                _ => return,
            };
            let summary = format!("{} is reached by {name}, which shows passwords and data to everybody", met.server.name());
            let finding = Finding::about(Kind::LegacyProtocol, &met.server, met.contact.at, 30, summary).keyed(name);
            out.push(finding.with(met.client.name()).seen_in(&met.contact));
        }
        Signal::Sign { party, sign: Sign::DicomClearPassword, victim, at } => {
            let summary = format!("{} shows a DICOM password to everybody on the way to {}", party.name(), victim.name());
            out.push(Finding::about(Kind::LegacyProtocol, party, *at, 35, summary).keyed("dicom password").with(victim.name()));
        }
        Signal::Said(party, Property::SmbDialect, text, at, _) if text.as_str().starts_with("NT LM") => {
            let summary = format!("{} speaks SMB version 1 ({text}), which worms use", party.name());
            out.push(Finding::about(Kind::LegacyProtocol, party, *at, 30, summary).keyed("smb1"));
        }
        _ => {}
    }
}
