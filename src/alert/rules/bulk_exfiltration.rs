//! Much more data than ever leaves the device.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Signal};

pub(super) const RULE: Rule = Rule {
    kind: Kind::BulkExfiltration,
    severity: Severity::High,
    family: Family::Volume,
    techniques: &["T1041", "T1048", "T1030", "T0882"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    let Signal::Bulk(met, [out_bytes, back], [usual_out, usual_back]) = signal else { return };
    for (party, other, bytes, usual, active) in [
        (&met.client, &met.server, *out_bytes, *usual_out, met.client_active()),
        (&met.server, &met.client, *back, *usual_back, met.server_active()),
    ] {
        if party.world || party.device.is_none() || !active || bytes < MUCH || bytes < usual.saturating_mul(2) {
            continue;
        }
        // So young that this conversation is not usual.
        let young = met.contact.at.0.saturating_sub(met.first.0) < YOUNG;
        let strength = match (other.world, party.class) {
            _ if met.maintenance => 40,
            (true, class) if class.is_clinical() => {
                if young {
                    88
                } else {
                    60
                }
            }
            (true, Class::Computer | Class::Network) => {
                if young && bytes > MUCH * 16 {
                    50
                } else {
                    continue;
                }
            }
            (true, _) => 55,
            (false, class) if class.is_clinical() && !other.class.is_clinical() => {
                if young {
                    70
                } else {
                    45
                }
            }
            (false, class) if class.is_clinical() => {
                if young {
                    40
                } else {
                    30
                }
            }
            _ => continue,
        };
        let summary = format!(
            "{} sent {} within an hour to {}; the most it ever sent that way in an hour is {}",
            party.name(),
            size(bytes),
            other.name(),
            size(usual)
        );
        let finding = Finding::about(Kind::BulkExfiltration, party, met.contact.at, strength, summary);
        let peer = other.ip.map(|ip| ip.to_string()).unwrap_or_default();
        out.push(
            finding.keyed(peer.clone()).with(peer).against(format!("{} in its busiest hour", size(usual))).seen_in(&met.contact),
        );
    }
}

/// Bytes in one hour below which nothing is much.
const MUCH: u64 = 16 << 20;
/// Nanoseconds below which a conversation is young: two days.
const YOUNG: i64 = 2 * 86_400_000_000_000;

/// `12 MB`.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..=9_999 => format!("{bytes} B"),
        10_000..=9_999_999 => format!("{} kB", bytes / 1000),
        10_000_000..=9_999_999_999 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{} GB", bytes / 1_000_000_000),
    }
}
