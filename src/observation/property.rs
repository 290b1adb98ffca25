//! The closed vocabulary of properties and roles. Slugs are stored and written in rules; they never change.

use crate::base::vocabulary;

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
        /// A title that an archive or modality did not recognise when the device called by it, whose, and the archive's
        /// address: `called PACS1 10.0.0.2`, `calling ME 10.0.0.2`.
        DicomRefused = "dicom.refused",
        /// A query of everything, without any condition, and how many answers it got at least: `STUDY 500`.
        DicomQuery = "dicom.query",

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

        // Laboratory and point of care (CLSI LIS2-A2, POCT1-A2)
        /// Sender of an LIS2-A2 header (H-5), `model^software^serial` with many analysers.
        AstmSender = "astm.sender",
        /// Version of the record layout (H-13): `LIS2-A2`, `E1394-97`.
        AstmVersion = "astm.version",
        /// Kind of LIS2-A2 record that the device sends, by its letter: `R` results, `O` orders, `Q` queries.
        AstmRecordSent = "astm.record_sent",
        /// Kind of LIS2-A2 record that the device acknowledges.
        AstmRecordAccepted = "astm.record_accepted",
        /// Identifier of a point-of-care device (DEV.device_id), often its EUI-64 or serial number.
        Poct1aDeviceId = "poct1a.device_id",
        /// POCT1-A message that the device sends: `HEL.R01`.
        Poct1aMessageSent = "poct1a.message_sent",

        // Building automation and industry
        /// Vendor identifier of a BACnet device, in decimal.
        BacnetVendorId = "bacnet.vendor_id",
        /// Instance number of a BACnet device object.
        BacnetDevice = "bacnet.device",
        /// Product code of a Modbus device (object 1).
        ModbusProductCode = "modbus.product_code",
        /// Product name of a Modbus device (object 4).
        ModbusProductName = "modbus.product_name",
        /// Unit identifier under which a Modbus device answers.
        ModbusUnit = "modbus.unit",
        /// Niagara application and version: `Station 4.10.0.154`.
        FoxApplication = "fox.application",
        /// Niagara brand: `vykon`.
        FoxBrand = "fox.brand",
        /// Niagara host id, which the licence is bound to: `Qnx-JVLN-0000-05A1-7B93`.
        FoxHostId = "fox.host_id",
        /// Operating system of a Niagara host: `QNX 6.4.1`.
        FoxSystem = "fox.system",
        /// URL by which an OPC UA client calls the server.
        OpcuaEndpoint = "opcua.endpoint",
        /// Application instance URI of an OPC UA client or server.
        OpcuaApplicationUri = "opcua.application_uri",
        /// Product URI of an OPC UA client or server.
        OpcuaProductUri = "opcua.product_uri",
        /// Application name of an OPC UA client or server.
        OpcuaApplicationName = "opcua.application_name",
        /// Vendor identifier of an EtherNet/IP device, in decimal.
        EnipVendorId = "enip.vendor_id",
        /// Device type of an EtherNet/IP device, in decimal.
        EnipDeviceType = "enip.device_type",
        /// Order number of a Siemens S7 module.
        S7OrderNumber = "s7.order_number",

        /// Vendor and device identifier of a PROFINET device, in hex: `002a:010d`.
        ProfinetDevice = "profinet.device",

        // Things, media, telephony, terminals
        /// Client identifier of an MQTT client.
        MqttClientId = "mqtt.client_id",
        /// RTSP Server header.
        RtspServer = "rtsp.server",
        /// RTSP User-Agent header.
        RtspUserAgent = "rtsp.user_agent",
        /// Realm of an RTSP authentication challenge.
        RtspRealm = "rtsp.realm",
        /// SIP Server header.
        SipServer = "sip.server",
        /// SIP User-Agent header.
        SipUserAgent = "sip.user_agent",
        /// A line that a Telnet server shows before login.
        TelnetBanner = "telnet.banner",
        /// A line of the greeting of an FTP server.
        FtpBanner = "ftp.banner",
        /// Maker and model by which a printer answers IPP (RFC 8011, 5.4.9).
        IppMakeAndModel = "ipp.make_and_model",
        /// Kind of device in an answer to Dahua's discovery: `IPC`, `NVR`, `VTO`.
        DhipDeviceClass = "dhip.device_class",
        // Clinical services over HTTP (DICOM PS3.18, HL7 FHIR)
        /// DICOMweb service the device serves: `qido-rs`, `wado-rs`, `wado-uri`, `stow-rs`, `ups-rs`.
        DicomWebServes = "dicomweb.serves",
        /// DICOMweb service the device used as a client and was given.
        DicomWebUses = "dicomweb.uses",
        /// Software of a FHIR server, with its version, by its own statement.
        FhirSoftware = "fhir.software",
        /// What a FHIR server's own statement calls this installation.
        FhirImplementation = "fhir.implementation",
        /// FHIR version a server states: `4.0.1`.
        FhirVersion = "fhir.version",

        // Infrastructure: redundant gateways, bridges, network access, directories, remote desktops
        /// Address that a group of redundant routers answers for (VRRP, HSRP).
        RouterVirtualAddress = "router.virtual_address",
        /// Group of redundant routers: `vrrp 51`, `hsrp 10`.
        RouterGroup = "router.group",
        /// Bridge identifier of a spanning tree: the bridge's own hardware address, whichever port sends.
        StpBridgeId = "stp.bridge_id",
        /// Method by which a station authenticates to the network: `EAP-TLS`.
        EapMethod = "eap.method",
        /// Name by which a network access server is known to RADIUS (attribute 32).
        RadiusNasIdentifier = "radius.nas_identifier",
        /// Where RADIUS says that the station is attached: access server, port, access point and network name.
        RadiusAccessPort = "radius.access_port",
        /// Maker and version a directory server states (`vendorName`, `vendorVersion`).
        LdapVendor = "ldap.vendor",
        /// Security a remote desktop server chose: `rdp`, `tls`, `nla`.
        RdpSecurity = "rdp.security",
        /// Build of a remote desktop client: `19041`.
        RdpClientBuild = "rdp.client_build",
        /// Virtual channel a remote desktop client asks for.
        RdpChannel = "rdp.channel",
        /// Enterprise number of the maker and product number of a service processor: `674:256`.
        IpmiProduct = "ipmi.product",
        /// Service that a host offers in SLP: `printer:lpr`.
        SlpService = "slp.service",
        /// Host that a syslog message says it is from; who sends it may only pass it on.
        SyslogHost = "syslog.host",
        /// Greeting of a mail server.
        SmtpBanner = "smtp.banner",

        /// Something that no honest peer sends: a word of [`super::Sign`] and the address that it was sent to.
        Sign = "sign",
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
        /// Windows domain controller, or another Kerberos key distribution centre.
        DomainController = "domain_controller",
        /// Serves files by SMB.
        FileServer = "file_server",
        /// Collects data from bedside devices (IntelliVue, Unity, SDC, BCC, IEEE 11073-20601).
        DeviceDataCollector = "device_data_collector",
        /// Computes positions from reports of access points (AeroScout).
        RtlsEngine = "rtls_engine",
        /// Serves images by DICOMweb.
        DicomWebServer = "dicomweb_server",
        /// Serves FHIR resources.
        FhirServer = "fhir_server",
        /// Asks who listens to multicast (IGMP).
        MulticastQuerier = "multicast_querier",
        /// Lets stations into the network (802.1X, RADIUS).
        Authenticator = "authenticator",
        /// Answers RADIUS.
        RadiusServer = "radius_server",
        /// Answers LDAP as a directory that is no domain controller.
        DirectoryServer = "directory_server",
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
