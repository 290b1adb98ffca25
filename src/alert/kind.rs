//! The closed vocabulary of alerts: kinds, severities, routes, states. Slugs are stored, exported and documented; they
//! never change.

use crate::base::vocabulary;

vocabulary! {
    /// What an alert is about.
    Kind {
        /// The device talks to somebody it never talked to, nor do its like.
        NewPeer = "new_peer",
        /// The device answers on a port where it never answered.
        NewService = "new_service",
        /// One source tries many ports.
        PortScan = "port_scan",
        /// One source tries many hosts.
        HostSweep = "host_sweep",
        /// One source tries many DICOM nodes or application entity titles.
        DicomSweep = "dicom_sweep",
        /// Much more data than ever leaves the device.
        BulkExfiltration = "bulk_exfiltration",
        /// One source opens file sharing or remote control on devices where it never did.
        SmbLateral = "smb_lateral",
        /// The device calls a new peer like a clock.
        C2Beacon = "c2_beacon",
        /// Two stations claim one address.
        ArpSpoof = "arp_spoof",
        /// Somebody new gives out leases or calls itself a router.
        RogueDhcp = "rogue_dhcp",
        /// The device says it is another one than before.
        IdentityChange = "identity_change",
        /// The device uses a protocol that nothing should use any more.
        LegacyProtocol = "legacy_protocol",
        /// The device can be reached from outside the site.
        ExternalExposure = "external_exposure",
        /// Clinical data leave the site unencrypted.
        CleartextPhi = "cleartext_phi",
        /// A device that always speaks says nothing.
        DeviceSilent = "device_silent",
        /// Many devices of one segment fell silent together.
        SegmentSilent = "segment_silent",
        /// A sensor sees nothing any more.
        SensorSilent = "sensor_silent",
        /// What was sent is known to exploit a flaw.
        ExploitAttempt = "exploit_attempt",
        /// An address, name or fingerprint of the indicators given was met.
        IndicatorMatch = "indicator_match",
        /// The device does what its class, or its manufacturer's profile, does not allow.
        PolicyViolation = "policy_violation",
        /// The amount of data drifts away from what is usual.
        VolumeDrift = "volume_drift",
    }
}

impl Kind {
    /// Whether it is about how things stand, not about something that happened: one alert until somebody closes it, however
    /// seldom it shows.
    #[must_use]
    pub fn lasts(self) -> bool {
        matches!(
            self,
            Self::NewPeer
                | Self::NewService
                | Self::LegacyProtocol
                | Self::ExternalExposure
                | Self::CleartextPhi
                | Self::PolicyViolation
        )
    }
}

vocabulary! {
    /// How bad it is: of the kind, raised or lowered by the clinical tier of the device.
    Severity {
        /// To know.
        Info = "info",
        /// To look at some day.
        Low = "low",
        /// To look at this week.
        Medium = "medium",
        /// To look at today.
        High = "high",
        /// To look at now.
        Critical = "critical",
    }
}

impl Severity {
    /// So many steps worse, or better where negative.
    #[must_use]
    pub fn moved(self, steps: i8) -> Self {
        let place = i8::try_from(Self::ALL.iter().position(|one| *one == self).unwrap_or(0)).unwrap_or(0);
        let last = i8::try_from(Self::ALL.len()).unwrap_or(1) - 1;
        let place = usize::try_from(place.saturating_add(steps).clamp(0, last)).unwrap_or(0);
        Self::ALL.get(place).copied().unwrap_or(self)
    }
}

vocabulary! {
    /// Where an alert goes.
    Route {
        /// In the list that is read once a day.
        Digest = "digest",
        /// Needs somebody now.
        Page = "page",
    }
}

vocabulary! {
    /// What became of an alert.
    State {
        /// Nobody has looked at it.
        Open = "open",
        /// Somebody is on it.
        Acknowledged = "acknowledged",
        /// It is done with.
        Closed = "closed",
        /// A suppression covers it: kept, shown on request, sent nowhere.
        Suppressed = "suppressed",
    }
}

vocabulary! {
    /// What a person found it to be.
    Verdict {
        /// An attack, a fault, or something else that should not be.
        True = "true",
        /// Rightly told, with a harmless cause.
        Benign = "benign",
        /// Should not have been told.
        Wrong = "wrong",
    }
}

vocabulary! {
    /// Evidence of one family rests on the same kind of observation and does not add up as if independent.
    Family {
        /// What no learning is needed for.
        Policy = "policy",
        /// What was never seen before.
        Novelty = "novelty",
        /// How much.
        Volume = "volume",
        /// With how many.
        Fan = "fan",
        /// How regularly.
        Beacon = "beacon",
        /// What is missing.
        Silence = "silence",
        /// Who it is.
        Identity = "identity",
        /// What the protocol said.
        Protocol = "protocol",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_and_severity_stays_in_its_scale() {
        assert!(Kind::ALL.iter().all(|kind| kind.slug().parse() == Ok(*kind) && !kind.meaning().is_empty()));
        assert_eq!(Kind::ALL.len(), 21);
        assert!("new_peers".parse::<Kind>().is_err());
        assert_eq!(Severity::High.moved(3), Severity::Critical);
        assert_eq!(Severity::Low.moved(-4), Severity::Info);
    }
}
