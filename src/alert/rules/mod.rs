//! The registry of rules: one file a kind. A rule says what its kind means, how bad it is, where it stands in ATT&CK, and
//! turns signals of the baselines into findings.

use super::finding::Finding;
use super::kind::{Family, Kind, Severity};
use super::scene::Scene;
use crate::baseline::Signal;

/// One rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The kind of its alerts.
    pub kind: Kind,
    /// Severity for a device of tier 2, or of none.
    pub severity: Severity,
    /// The family of its evidence.
    pub family: Family,
    /// ATT&CK techniques, v18: Enterprise, then ICS.
    pub techniques: &'static [&'static str],
    /// What it makes of a signal.
    pub judge: fn(&Signal, &Scene<'_>, &mut Vec<Finding>),
}

macro_rules! registry {
    ($($name:ident,)+) => {
        $(mod $name;)+

        /// Every rule, in the order of the kinds.
        pub const RULES: &[Rule] = &[$($name::RULE,)+];
    };
}

registry! {
    new_peer,
    new_service,
    port_scan,
    host_sweep,
    dicom_sweep,
    bulk_exfiltration,
    smb_lateral,
    c2_beacon,
    arp_spoof,
    rogue_dhcp,
    identity_change,
    legacy_protocol,
    external_exposure,
    cleartext_phi,
    device_silent,
    segment_silent,
    sensor_silent,
    exploit_attempt,
    indicator_match,
    policy_violation,
    volume_drift,
}

/// The rule of a kind.
#[must_use]
pub fn rule(kind: Kind) -> &'static Rule {
    // The registry is in the order of the kinds, as the test below holds.
    let place = Kind::ALL.iter().position(|one| *one == kind).unwrap_or(0);
    RULES.get(place).unwrap_or(&new_peer::RULE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_rule_with_techniques() {
        let kinds: Vec<Kind> = RULES.iter().map(|rule| rule.kind).collect();
        assert_eq!(kinds, Kind::ALL);
        for rule in RULES {
            assert!(rule.techniques.iter().all(|id| id.starts_with('T') && id.len() >= 5), "{}", rule.kind);
        }
    }
}
