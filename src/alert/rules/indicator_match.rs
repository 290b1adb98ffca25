//! An address, name or fingerprint of the indicators given was met.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::Signal;
use crate::observation::Property;

pub(super) const RULE: Rule = Rule {
    kind: Kind::IndicatorMatch,
    severity: Severity::High,
    family: Family::Policy,
    techniques: &["T1071", "T0884", "T0869"],
    judge,
};

fn judge(signal: &Signal, scene: &Scene<'_>, out: &mut Vec<Finding>) {
    if scene.indicators.is_empty() {
        return;
    }
    match signal {
        Signal::Met(met) => {
            for (party, other) in [(&met.client, &met.server), (&met.server, &met.client)] {
                let Some(ip) = other.ip.filter(|ip| scene.indicators.has_address(*ip)) else { continue };
                let summary = format!("{} met {ip} by {}, which is on the list of indicators", party.name(), met.service());
                let finding = Finding::about(Kind::IndicatorMatch, party, met.contact.at, 92, summary).keyed(ip.to_string());
                out.push(finding.with(ip.to_string()).seen_in(&met.contact));
            }
        }
        Signal::Said(party, property, text, at, _) => {
            let listed = match property {
                Property::DnsQuery | Property::TlsServerName => scene.indicators.name_of(text.as_str()).map(str::to_owned),
                Property::TlsJa4 | Property::TlsSubject if scene.indicators.has_fingerprint(text.as_str()) => {
                    Some(text.to_string())
                }
                _ => None,
            };
            let Some(listed) = listed else { return };
            let summary = format!("{} showed {text} ({property}), which is on the list of indicators as {listed}", party.name());
            out.push(Finding::about(Kind::IndicatorMatch, party, *at, 92, summary).keyed(listed.clone()).with(listed));
        }
        _ => {}
    }
}
