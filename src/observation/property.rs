//! The closed vocabulary of properties and roles.

use std::fmt;
use std::str::FromStr;

/// Declares a vocabulary: variant, slug, meaning. Slugs are stored and written in rules; they never change.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $slug:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $doc])+ $variant,)+ }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stored name.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// What it means, as documented.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.slug())
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(slug: &str) -> Result<Self, ()> {
                match slug { $($slug => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }
    };
}

vocabulary! {
    /// A property that a protocol can state of a device. The protocol that said it travels beside it.
    Property {
        // What a device declares of itself, whichever protocol carried it.
        /// Maker's name as declared.
        Manufacturer = "manufacturer",
        /// Model or product name as declared.
        Model = "model",
        /// Serial number as declared.
        Serial = "serial",
        /// Software version as declared.
        SoftwareVersion = "software_version",
        /// Firmware version as declared.
        FirmwareVersion = "firmware_version",
        /// Hardware revision as declared.
        HardwareVersion = "hardware_version",
        /// Asset number as declared (LLDP-MED, SNMP).
        AssetId = "asset_id",
        /// Unique Device Identifier, the full carrier text (21 CFR 801.40).
        Udi = "udi",
        /// UDI device identifier part alone.
        UdiDeviceIdentifier = "udi.di",
        /// Where it stands, as declared by its operator (sysLocation, LLDP-MED civic address).
        Location = "location",
        /// Administratively assigned system name (LLDP, CDP, SNMP sysName).
        SystemName = "system_name",
        /// Free description of the system (LLDP, SNMP sysDescr, CDP version).
        SystemDescription = "system_description",
        /// Host name, without the domain.
        HostName = "host_name",
        /// DNS or Windows domain of the host.
        DomainName = "domain_name",
        /// A role the device plays on the network; values are the slugs of `Role`.
        NetworkRole = "network_role",

        // DHCP (RFC 2132, RFC 8415)
        /// Parameter request list, option 55 or DHCPv6 option 6, in the order sent: `1,3,6,15`.
        DhcpParameters = "dhcp.parameters",
        /// Option codes of a client message in the order sent.
        DhcpOptions = "dhcp.options",
        /// Vendor class identifier, option 60 or DHCPv6 option 16.
        DhcpVendorClass = "dhcp.vendor_class",
        /// User class, option 77 or DHCPv6 option 15.
        DhcpUserClass = "dhcp.user_class",
        /// Client identifier, option 61, in hex; only when it is not just the hardware address.
        DhcpClientId = "dhcp.client_id",
        /// DUID of a DHCPv6 client or of an RFC 4361 client identifier, in hex.
        DhcpDuid = "dhcp.duid",
        /// Private enterprise number of option 124/125 or DHCPv6 option 16/17.
        DhcpEnterprise = "dhcp.enterprise",
        /// Relay agent circuit id, option 82.1 or DHCPv6 option 18: the switch port.
        DhcpRelayCircuit = "dhcp.relay_circuit",
        /// Relay agent remote id, option 82.2 or DHCPv6 option 37: the switch.
        DhcpRelayRemote = "dhcp.relay_remote",

        // Names and local discovery
        /// A domain the device asked for.
        DnsQuery = "dns.query",
        /// DNS-SD service type offered: `_ipp._tcp`.
        MdnsService = "mdns.service",
        /// One allow-listed DNS-SD TXT entry: `ty=HP LaserJet`.
        MdnsText = "mdns.txt",
        /// NetBIOS name and suffix: `WARD-PC<20>`.
        NetbiosName = "netbios.name",
        /// OS version and server type of a NetBIOS browser announcement.
        NetbiosAnnouncement = "netbios.announcement",
        /// SSDP SERVER header.
        SsdpServer = "ssdp.server",
        /// SSDP device or service type (NT, ST).
        SsdpType = "ssdp.type",
        /// UUID of a UPnP device.
        SsdpUuid = "ssdp.uuid",

        // Link layer discovery
        /// LLDP chassis id.
        LldpChassisId = "lldp.chassis_id",
        /// LLDP enabled capabilities, sorted, with commas: `bridge,router`.
        LldpCapabilities = "lldp.capabilities",
        /// LLDP-MED device class: 1 generic, 2 media, 3 communication device, 4 connectivity.
        LldpMedClass = "lldp.med_class",
        /// CDP platform.
        CdpPlatform = "cdp.platform",
        /// CDP capabilities, sorted, with commas.
        CdpCapabilities = "cdp.capabilities",

        // Banners and stacks
        /// HTTP Server header.
        HttpServer = "http.server",
        /// HTTP User-Agent header.
        HttpUserAgent = "http.user_agent",
        /// Realm of an HTTP authentication challenge.
        HttpRealm = "http.realm",
        /// Title of an HTML page served at a root, login or status path.
        HttpTitle = "http.title",
        /// Server name a TLS client asked for (RFC 6066).
        TlsServerName = "tls.server_name",
        /// JA4 of a TLS client.
        TlsJa4 = "tls.ja4",
        /// Application protocols a TLS client offers (RFC 7301).
        TlsAlpn = "tls.alpn",
        /// Subject of a TLS server's certificate.
        TlsSubject = "tls.subject",
        /// Issuer of a TLS server's certificate.
        TlsIssuer = "tls.issuer",
        /// SSH identification string (RFC 4253, 4.2).
        SshBanner = "ssh.banner",
        /// HASSH of a client or of a server, with `c:` or `s:` before it.
        SshHassh = "ssh.hassh",
        /// SMB dialect a server chose: `3.1.1`, `NT LM 0.12`.
        SmbDialect = "smb.dialect",
        /// SMB1 native OS.
        SmbNativeOs = "smb.native_os",
        /// SMB1 native LAN manager.
        SmbNativeLanman = "smb.native_lanman",
        /// SMB2 server GUID.
        SmbServerGuid = "smb.server_guid",
        /// NTLMSSP version field: `10.0.19041`.
        NtlmVersion = "ntlm.version",
        /// SNMP sysObjectID.
        SnmpObjectId = "snmp.object_id",
        /// SNMPv3 engine id in hex.
        SnmpEngineId = "snmp.engine_id",
        /// SNMP hrDeviceDescr.
        SnmpDeviceDescription = "snmp.device_description",
        /// NTP version and mode of a client, or stratum of a server: `v4 client`, `v4 server stratum 2`.
        NtpMode = "ntp.mode",
        /// p0f-style signature of a SYN.
        TcpSyn = "tcp.syn",
        /// p0f-style signature of a SYN-ACK.
        TcpSynAck = "tcp.syn_ack",

        // DICOM (PS3.3, PS3.7, PS3.8)
        /// Application entity title that the device answers to or calls itself.
        DicomAeTitle = "dicom.ae_title",
        /// Implementation class UID (PS3.7 D.3.3.2.1).
        DicomImplementationUid = "dicom.implementation_uid",
        /// Implementation version name (PS3.7 D.3.3.2.3).
        DicomImplementationVersion = "dicom.implementation_version",
        /// SOP class the device used as a client (proposed and accepted).
        DicomScuSopClass = "dicom.scu_sop_class",
        /// SOP class the device accepted as a server.
        DicomScpSopClass = "dicom.scp_sop_class",
        /// Station name (0008,1010).
        DicomStationName = "dicom.station_name",
        /// Modality (0008,0060).
        DicomModality = "dicom.modality",
        /// Device UID (0018,1002).
        DicomDeviceUid = "dicom.device_uid",
        /// Instance creator UID (0008,0014).
        DicomInstanceCreatorUid = "dicom.instance_creator_uid",
        /// Date of last calibration (0018,1200).
        DicomCalibrationDate = "dicom.calibration_date",
        /// DIMSE command the device sent as a client: `C-STORE`.
        DicomCommand = "dicom.command",

        // HL7 v2 (chapters 2, 7, 13)
        /// Application name the device goes by (MSH-3 of what it sends, MSH-5 of what it accepts).
        Hl7Application = "hl7.application",
        /// Facility name the device goes by (MSH-4, MSH-6).
        Hl7Facility = "hl7.facility",
        /// Message type and trigger the device sends (MSH-9): `ORU^R01`.
        Hl7MessageSent = "hl7.message_sent",
        /// Message type and trigger the device accepts.
        Hl7MessageAccepted = "hl7.message_accepted",
        /// HL7 version (MSH-12).
        Hl7Version = "hl7.version",
        /// Conformance profile (MSH-21).
        Hl7Profile = "hl7.profile",
        /// Equipment instance identifier (OBX-18, EQU-1, PRT-10).
        Hl7EquipmentId = "hl7.equipment_id",
        /// Kind of medical device system in a device observation (OBX-3 of the `x.0.0.0` row): an MDC code.
        Hl7DeviceType = "hl7.device_type",

        // Web services discovery (WS-Discovery, DPWS, IEEE 11073 SDC)
        /// A type the device announces, with the usual prefix of its namespace: `mdpws:MedicalDevice`.
        WsdType = "wsd.type",
        /// UUID of the device's endpoint reference.
        WsdEndpoint = "wsd.endpoint",

        // Bedside devices
        /// Kind of message a bedside device sent in its protocol: `connect indication`, `discovery`.
        BedsideMessage = "bedside.message",
        /// Address that a bedside device names as its own in a message that came from another one.
        BedsideOtherAddress = "bedside.other_address",
        /// Part number of the product as declared: `865240`.
        BedsidePartNumber = "bedside.part_number",
        /// Serial number of the module that connects a rack of pumps to the network.
        BedsideModuleSerial = "bedside.module_serial",
        /// Kind of device as a context-free code of ISO/IEEE 11073-10101: partition * 65536 + term.
        MdcDeviceType = "mdc.device_type",
        /// System id of a personal health device (EUI-64) in hex.
        PhdSystemId = "phd.system_id",
        /// Four hex digits by which a MEDIBUS device names its type.
        MedibusDeviceId = "medibus.device_id",
        /// Address of the access point that reports to an AeroScout engine.
        AeroscoutAccessPoint = "aeroscout.access_point",
        /// Address built into the firmware of Contec monitors that the device calls.
        ContecAddress = "contec.address",
    }
}

vocabulary! {
    /// A role on the network that a protocol proves, as value of [`Property::NetworkRole`].
    Role {
        /// Forwards for others (router advertisement, DHCP option 3, VRRP).
        Router = "router",
        /// Forwards frames (LLDP, CDP, spanning tree).
        Bridge = "bridge",
        /// Gives out leases.
        DhcpServer = "dhcp_server",
        /// Relays DHCP for other segments.
        DhcpRelay = "dhcp_relay",
        /// Answers DNS questions.
        DnsServer = "dns_server",
        /// Answers NTP.
        NtpServer = "ntp_server",
        /// Asks SNMP agents.
        SnmpManager = "snmp_manager",
        /// Telephone (LLDP, CDP).
        Telephone = "telephone",
        /// Wireless access point (LLDP, CDP).
        AccessPoint = "access_point",
        /// Windows domain controller.
        DomainController = "domain_controller",
        /// Serves files by SMB.
        FileServer = "file_server",
        /// Collects data from bedside devices (IntelliVue, Unity, SDC, BCC, IEEE 11073-20601).
        DeviceDataCollector = "device_data_collector",
        /// Computes positions from reports of access points (AeroScout).
        RtlsEngine = "rtls_engine",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn slugs_are_unique_and_read_back() {
        let slugs: BTreeSet<_> = Property::ALL.iter().map(|property| property.slug()).collect();
        assert_eq!(slugs.len(), Property::ALL.len());
        assert!(Property::ALL.iter().all(|property| property.slug().parse() == Ok(*property)));
        assert!(Role::ALL.iter().all(|role| role.slug().parse() == Ok(*role)));
        assert!(Property::ALL.iter().all(|property| !property.meaning().is_empty()));
    }
}
