//! What is taken for granted of a device by its category, before anything was learnt of it: the priors.

use crate::observation::Transport;

/// Kinds of categories that are judged alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// On or near a patient: monitors, pumps, ventilators.
    Bedside,
    /// Modalities, their workstations and printers.
    Imaging,
    /// Analysers.
    Laboratory,
    /// Other things of care: cabinets, gateways, locating.
    Care,
    /// Servers that clinical devices work with.
    Clinical,
    /// Things: cameras, telephones, printers, building automation.
    Thing,
    /// Computers of people and general servers.
    Computer,
    /// Switches, routers, access points.
    Network,
    /// Nobody knows.
    #[default]
    Unknown,
}

impl Class {
    /// The class of a category's slug.
    #[must_use]
    pub fn of(category: &str) -> Self {
        match category {
            "patient_monitor"
            | "telemetry"
            | "infusion_pump"
            | "ventilator"
            | "anesthesia"
            | "dialysis"
            | "ecg"
            | "medical_robot"
            | "poc_analyzer"
            | "implant_home_monitor" => Self::Bedside,
            "ct"
            | "mr"
            | "xray"
            | "ultrasound"
            | "mammography"
            | "nuclear_medicine"
            | "endoscopy"
            | "radiotherapy"
            | "dicom_printer"
            | "modality_workstation" => Self::Imaging,
            "lab_analyzer" => Self::Laboratory,
            "medication_cabinet" | "pneumatic_tube" | "nurse_call" | "rtls" | "medical_gateway" => Self::Care,
            "central_station" | "pacs" | "infusion_server" | "lis" | "hl7_interface_engine" | "ehr" => Self::Clinical,
            "building_automation" | "printer" | "ip_camera" | "ip_phone" => Self::Thing,
            "workstation" | "server" | "mobile" | "storage" => Self::Computer,
            "network_infrastructure" => Self::Network,
            _ => Self::Unknown,
        }
    }

    /// Whether it is a medical device.
    #[must_use]
    pub fn is_medical(self) -> bool {
        matches!(self, Self::Bedside | Self::Imaging | Self::Laboratory | Self::Care)
    }

    /// Whether it is a medical device or a server that such devices work with.
    #[must_use]
    pub fn is_clinical(self) -> bool {
        self.is_medical() || self == Self::Clinical
    }

    /// Whether its silence means something as soon as three days were seen.
    #[must_use]
    pub fn has_heartbeat(self) -> bool {
        self.is_clinical() || self == Self::Network
    }
}

/// Whether a service gives control of the machine behind it, by its port or by what was recognised.
#[must_use]
pub fn is_admin(transport: Transport, port: u16, protocol: Option<&str>) -> bool {
    let named = matches!(protocol, Some("ssh" | "telnet" | "rdp" | "smb" | "ftp"));
    let port = matches!(
        port,
        21..=23 | 135 | 139 | 445 | 512..=514 | 2375 | 3389 | 5555 | 5800 | 5900..=5903 | 5985 | 5986 | 10000
    );
    named || (transport == Transport::TCP && port && protocol.is_none_or(|name| name == "tls"))
}

/// Whether a service is file sharing or remote procedure calls of Windows.
#[must_use]
pub fn is_smb(port: u16, protocol: Option<&str>) -> bool {
    protocol == Some("smb") || (protocol.is_none() && matches!(port, 139 | 445))
}

/// Whether a service mounts or fetches files: NFS, its port mapper, TFTP.
#[must_use]
pub fn is_mount(port: u16) -> bool {
    matches!(port, 69 | 111 | 2049)
}

/// Whether a service is DICOM, by its port or by what was recognised.
#[must_use]
pub fn is_dicom(transport: Transport, port: u16, protocol: Option<&str>) -> bool {
    protocol == Some("dicom")
        || (transport == Transport::TCP && protocol.is_none() && matches!(port, 104 | 11112 | 4242 | 2761 | 2762))
}

/// Whether a service is one that every network offers every device: names, time, leases, discovery.
#[must_use]
pub fn is_utility(transport: Transport, port: u16) -> bool {
    match transport {
        Transport::UDP => {
            matches!(port, 53 | 67 | 68 | 123 | 137 | 138 | 161 | 162 | 514 | 546 | 547 | 1900 | 3702 | 5353 | 5355)
        }
        Transport::TCP => port == 53,
        Transport::ICMP | Transport::ICMPV6 => true,
        _ => transport.0 == 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fingerprint::CATEGORIES;

    #[test]
    fn every_category_has_a_class() {
        let without: Vec<_> = CATEGORIES.iter().filter(|slug| Class::of(slug) == Class::Unknown).collect();
        assert_eq!(without, [&"unknown"]);
        assert!(is_admin(Transport::TCP, 445, None) && !is_admin(Transport::TCP, 22, Some("dicom")));
    }
}
