"""The demo ward: who is on it and what the truth about each device is.

Private addresses only.  10.77.0.0/24 and fd77::/64 are the mirrored ward;
10.77.8.0/24 lies behind the router, so its hosts are seen by address only.
"""

ROUTER = "10.77.0.1"
PACS = {"ip": "10.77.0.10", "port": 11112, "ae": "WARDPACS"}
RIS = {"ip": "10.77.8.20", "port": 11112, "ae": "WARDRIS"}
FILM = {"ip": "10.77.0.24", "port": 104, "ae": "FILM1"}
ENGINE = ("10.77.0.11", 6661)
SMB_WINDOWS = [1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252]
APPLE = [1, 121, 3, 6, 15, 108, 114, 119, 252, 95, 44, 46]
STORAGE = "1.2.840.10008.5.1.4.1.1."

# Strings that belong to synthetic patients: none may be kept by a reader.
PHI = ["SYNTHETIC^PATIENT^A", "SYNTHETIC^PATIENT^B", "SYNTHETIC^PATIENT^C", "SYNTHETIC^PATIENT^D",
       "SYN0001", "SYN0002", "SYN0003", "SYN0004", "SYNACC000", "SYNST0", "SYN-PHONE-1",
       "SYNTHETIC STREET 1", "SYNTHETIC COMMENT", "SYNTHETIC^REFERRER", "SYNTHETIC^OPERATOR",
       "SYNTHETIC^PHYSICIAN", "SYNTHETIC STUDY TEXT", "SYNTHETIC SERIES TEXT", "SYNTHETIC PRIVATE",
       "SYNTHETIC^IN^SEQUENCE", "SYNTHETIC FILM LABEL", "SYNUSER", "SYNPASSWORD", "U1lOVVNFUjpTWU5QQVNTV09SRA==", "labuser"]


def patient(letter):
    """Synthetic patient A to D."""
    number = "ABCD".index(letter) + 1
    return {"name": f"SYNTHETIC^PATIENT^{letter}", "id": f"SYN000{number}", "accession": f"SYNACC000{number}",
            "study_id": f"SYNST0{number}"}


def modality(ae, name, sop, impl, version, equipment, letter, **more):
    """Configuration of a DICOM modality (dicom_node.py)."""
    return {"ae": ae, "modality": name, "sop_class": STORAGE + sop, "impl_uid": impl, "impl_version": version,
            "equipment": equipment, "patient": patient(letter), "pacs": PACS, "ris": RIS, "printer": FILM, **more}


MODALITIES = {
    "ct": modality("CT01", "CT", "2", "1.2.840.113619.6.284", "LIGHTSPEED_1_2", {
        "manufacturer": "GE MEDICAL SYSTEMS", "model": "Optima CT660", "station": "CT01-ED", "serial": "CT660-104233",
        "software": "gmp_hdy.42", "institution": "WARDWATCH DEMO HOSPITAL", "location": "ED CT ROOM"}, "A",
        syntax="implicit", images=2),
    "mr": modality("MRC40512", "MR", "4", "1.3.12.2.1107.5.2", "MR_VE11C", {
        "manufacturer": "SIEMENS", "model": "Aera", "station": "MRC40512", "serial": "40512",
        "software": ["syngo MR E11", "N4_VE11C_LATEST_20160120"]}, "B", syntax="explicit", images=2),
    "us": modality("EPIQ_ECHO2", "US", "6.1", "1.3.46.670589.14.1000", "PHILIPS_EPIQ_1", {
        "manufacturer": "Philips Medical Systems", "model": "EPIQ 7C", "station": "EPIQ-ECHO2",
        "serial": "US516B0277", "software": "EPIQ 7C_1.8.5.0"}, "C", syntax="jpeg", images=1, side=64),
    "dx": modality("DRX_ROOM3", "DX", "1.1", "1.2.840.113564.3.2", "CSH_DV_1_0", {
        "manufacturer": "Carestream Health", "model": "DRX-Evolution", "station": "DRX-ROOM3",
        "serial": "KEV30477", "software": "5.7.412.7", "detector": "DRX1-SN81234"}, "D", syntax="big", images=1),
}


def device(name, mac, ip=None, segment="ward", **fields):
    """One row: identity for the lab, truth for the tests."""
    row = {"name": name, "macs": [mac] if isinstance(mac, str) else mac, "ip": ip, "segment": segment,
           "hostname": name, "hostnames": [], "category": None, "manufacturer": None, "model": None, "serial": None,
           "software": None, "os": None, "ae_titles": [], "services": [], "note": "", "ttl": 64, "syn": "linux",
           "dhcp": None}
    row.update(fields)
    return row


def windows(hostname, **more):
    """DHCP as Windows asks for it."""
    return {"client": "dhclient", "hostname": hostname, "vendor": "MSFT 5.0", "params": SMB_WINDOWS, **more}


def service(port, app, transport="tcp"):
    """A service row of the truth."""
    return {"port": port, "transport": transport, "app": app}


def imaging(name, mac, ip, category, ae, **more):
    """A modality's row; make, model and serial come from its DICOM configuration."""
    e = MODALITIES[name]["equipment"]
    soft = e["software"] if isinstance(e["software"], str) else "\\".join(e["software"])
    return device(name, mac, ip, category=category, manufacturer=e["manufacturer"], model=e["model"],
                  serial=e["serial"], software=soft, ae_titles=[ae], **more)


DEVICES = [
    device("gateway", "00:1a:a1:00:00:01", ROUTER, hostname="ward-rtr1", hostnames=["ward-rtr1"],
           category="network_infrastructure", manufacturer="Cisco", model="cisco ISR4331/K9",
           software="Cisco IOS XE Software, Version 17.06.05",
           services=[service(53, "dns", "udp"), service(67, "dhcp", "udp")],
           note="router of the ward; its MAC carries every address of 10.77.8.0/24 and fd77:8::/64; CDP"),
    device("switch", "58:ac:78:00:00:02", "10.77.0.2", hostname="ward-sw1", hostnames=["ward-sw1"],
           category="network_infrastructure", manufacturer="Cisco", model="WS-C2960X-48FPD-L", serial="FOC1947S0AB",
           software="15.2(7)E3", services=[service(161, "snmp", "udp")], note="LLDP, CDP and SNMP entity MIB"),
    device("ntp", "ec:46:70:00:00:05", "10.77.0.5", hostname="ntp1", category="server",
           services=[service(123, "ntp", "udp")],
           note="NTP server; only the OUI names the maker (Meinberg). network_infrastructure is acceptable too",
           category_accept=["server", "network_infrastructure"]),
    device("pacs", "00:50:56:00:00:10", PACS["ip"], hostname="wardpacs", hostnames=["wardpacs"], category="pacs",
           ae_titles=[PACS["ae"]], software="OFFIS_DCMTK_367",
           services=[service(11112, "dicom"), service(80, "http"), service(443, "tls")],
           note="DCMTK dcmqrscp. It forwards CT and MR images to the viewer: must not take their identity"),
    device("engine", "00:50:56:00:00:11", ENGINE[0], hostname="hl7-engine", category="hl7_interface_engine",
           services=[service(6661, "hl7")], note="MLLP receiver for every HL7 sender; acknowledges as ENGINE"),
    imaging("ct", "3c:52:82:00:00:20", "10.77.0.20", "ct", "CT01", hostname="ct01-ed", dhcp=None,
            note="static address; implicit VR LE; MAC of a HP workstation, so the OUI is not the maker"),
    imaging("mr", "90:1b:0e:00:00:21", "10.77.0.21", "mr", "MRC40512", hostname="MRC40512", hostnames=["MRC40512"],
            os="Windows", ttl=128, syn="windows", dhcp=windows("MRC40512"),
            note="DHCP reservation; Fujitsu OUI; explicit VR LE"),
    imaging("us", "18:66:da:00:00:22", "10.77.0.22", "ultrasound", "EPIQ_ECHO2", hostname="EPIQ-ECHO2",
            hostnames=["EPIQ-ECHO2"], os="Windows", ttl=128, syn="windows", dhcp=windows("EPIQ-ECHO2"),
            note="Dell OUI; the serial number is only in the JPEG-compressed data set"),
    imaging("dx", "00:1d:4a:00:00:23", "10.77.0.23", "xray", "DRX_ROOM3", hostname="DRX-ROOM3", ttl=128, syn="windows",
            note="static address, IPv6 by SLAAC; explicit VR big endian; opens a film session at the printer"),
    device("film", "00:40:b1:00:00:24", FILM["ip"], hostname="horizon", category="dicom_printer",
           manufacturer="Codonics", model="Horizon SF", serial="HSF04417", software="4.2.1", ae_titles=[FILM["ae"]],
           services=[service(104, "dicom"), service(80, "http")],
           note="DICOM print SCP; identity in N-GET of the Printer object and in the HTTP title"),
    device("viewer", "70:b5:e8:00:00:30", None, hostname="RADVIEW01", hostnames=["RADVIEW01"], os="Windows", ttl=128,
           syn="windows", category="modality_workstation", ae_titles=["RADVIEW01"], software="OFFIS_DCMTK_367",
           dhcp=windows("RADVIEW01"), services=[service(104, "dicom")],
           note="C-FIND, C-MOVE and C-GET (DCMTK); receives CT and MR images from the PACS: must not become a CT"),
    device("ris", "00:50:56:00:08:20", RIS["ip"], "server", hostname="wardris", category="server",
           category_accept=["server", "ehr"], ae_titles=[RIS["ae"]], software="dcm4che-5.29.2",
           services=[service(11112, "dicom")],
           note="behind the router: worklist and MPPS SCP; known by address only"),
    device("ehr", "00:50:56:00:08:30", "10.77.8.30", "server", hostname="ehr1", category="ehr",
           note="behind the router: sends ADT as EPICADT"),
    device("mgmt", "00:50:56:00:08:40", "10.77.8.40", "server", hostname="nms1", category="server",
           category_accept=["server", "workstation", "unknown"],
           note="behind the router: polls SNMP, HTTP and HTTPS; sees many devices, is none of them"),
    device("monitor", "00:a0:37:27:00:40", None, hostname="N15-ICU12", hostnames=["N15-ICU12"],
           category="patient_monitor", manufacturer="Mindray", model="BENEVISION_N15",
           dhcp={"client": "udhcpc", "hostname": "N15-ICU12", "vendor": "udhcp 1.24.2"},
           note="sends PCD-01 for itself; OBX-18 is the EUI-64 of its own MAC 00A037FFFE270040"),
    device("egateway", "00:a0:37:27:00:41", "10.77.0.41", hostname="egateway", category="medical_gateway",
           category_accept=["medical_gateway", "central_station"], manufacturer="Mindray", model_accept=["eGateway"],
           services=[service(4601, "hl7")],
           note="relays PCD-01 of several monitors: OBX-18 names them, not the sender"),
    device("pump", "00:03:b1:0a:00:45", None, hostname="PLUM-7741", hostnames=["PLUM-7741"], category="infusion_pump",
           manufacturer="ICU Medical", model="PLUM360", serial="PLUM-0007741", software="1.62.00",
           dhcp={"client": "udhcpc", "hostname": "PLUM-7741", "vendor": "udhcp 1.31.1"},
           note="sends v2.8 with its own UDI in PRT-10/16-20 to the pump server"),
    device("pumpserver", "00:50:56:00:00:45", "10.77.0.45", hostname="mednet", category="infusion_server",
           manufacturer="ICU Medical", model_accept=["ICU Medical MedNet"], services=[service(11000, "hl7")],
           note="relays pump messages to the engine: the UDI in them is the pumps', not its own"),
    device("lab", "00:60:19:0a:00:50", "10.77.0.50", hostname="cobas6000", category="lab_analyzer",
           manufacturer="Roche", model="cobas 6000", serial=None, serial_accept=["C6000-21704"],
           note="ESU^U01 with EQU-1 C6000-21704^cobas 6000, OUL^R22 with OBX-18"),
    device("chem", "00:a0:37:27:00:51", "10.77.0.51", hostname="bs240", category="lab_analyzer",
           manufacturer="Mindray", model="BS-240", serial=None, serial_accept=["BS240-0042"], note="HL7 v2.3.1 with its own separators"),
    device("printer", "3c:52:82:00:00:60", None, hostname="NPI000060", hostnames=["NPI000060"], category="printer",
           manufacturer="HP", model="HP LaserJet M507", serial="PHBQ412345", software="2411081_000071",
           dhcp={"client": "dhclient", "hostname": "NPI000060", "vendor": "Hewlett-Packard JetDirect",
                 "params": [1, 3, 6, 15, 44, 12, 81, 69, 66, 67, 150, 252]},
           services=[service(80, "http"), service(161, "snmp", "udp"), service(5353, "mdns", "udp")],
           note="SNMP sysDescr, hrDeviceDescr, prtGeneralSerialNumber; mDNS _ipp; HTTP Server header and title"),
    device("phone1", "00:1b:d4:00:00:70", None, hostname="SEP001BD4000070", hostnames=["SEP001BD4000070"],
           category="ip_phone", manufacturer="Cisco", model="CP-8841", serial="FCH2045D0K1", software="sip88xx.12-8-1-0001-455",
           dhcp={"client": "udhcpc", "hostname": "SEP001BD4000070", "vendor": "Cisco Systems, Inc. IP Phone CP-8841",
                 "params": [1, 66, 6, 3, 15, 150, 35]},
           note="LLDP-MED inventory and CDP"),
    device("phone2", "64:16:7f:00:00:71", None, hostname="Polycom_64167f000071", hostnames=["Polycom_64167f000071"],
           category="ip_phone", manufacturer="Polycom", model="VVX-VVX_410", model_accept=["VVX-VVX_410", "VVX 410", "VVX410"], serial="64167f000071", software="5.9.6.2327",
           dhcp={"client": "udhcpc", "hostname": "Polycom_64167f000071", "vendor": "Polycom-VVX410",
                 "params": [1, 3, 6, 15, 42, 66, 128, 144, 157, 160]},
           note="LLDP-MED inventory; fetches its configuration by HTTP with a User-Agent"),
    device("nurse1", "98:90:96:00:00:81", None, hostname="NURSE-PC1", hostnames=["NURSE-PC1"], category="workstation",
           os="Windows", ttl=128, syn="windows", dhcp=windows("NURSE-PC1", fqdn="NURSE-PC1.ward.lab"),
           services=[service(445, "smb"), service(139, "smb")],
           note="Windows-like: NBNS, LLMNR, SMB2 with NTLMSSP (Samba), DHCP class MSFT 5.0; the lease changes once"),
    device("nurse2", "8c:16:45:00:00:82", None, hostname="NURSE-PC2", hostnames=["NURSE-PC2"], category="workstation",
           os="Windows", ttl=128, syn="windows", dhcp=windows("NURSE-PC2"),
           note="Windows-like: LLMNR queries, SMB client, HTTP client with Edge's User-Agent"),
    device("laptop", ["3c:6a:a7:00:00:83", "00:e0:4c:00:00:83"], None, hostname="DOC-LT7", hostnames=["DOC-LT7"],
           category="workstation", os="Windows", ttl=128, syn="windows",
           dhcp=windows("DOC-LT7", client_id="ff:77:00:00:83:00:03:00:01:3c:6a:a7:00:00:83"),
           note="one device, two NICs: built in, later the dock's; same DHCP client id and host name"),
    device("linuxpc", "1c:69:7a:00:00:84", None, hostname="phys-lx3", hostnames=["phys-lx3"], category="workstation",
           os="Linux", category_accept=["workstation", "server"],
           dhcp={"client": "dhclient", "hostname": "phys-lx3"}, services=[service(22, "ssh")],
           note="Debian: OpenSSH banner, curl, chrony"),
    device("mac", "3c:22:fb:00:00:85", None, hostname="Dr-Lees-MacBook", hostnames=["Dr-Lees-MacBook"],
           category="workstation", manufacturer="Apple", model="MacBookPro16,1", os="macOS", syn="mac",
           dhcp={"client": "dhclient", "hostname": "Dr-Lees-MacBook", "params": APPLE},
           services=[service(5353, "mdns", "udp")], note="Mac-like: mDNS _device-info model, Apple's DHCP list"),
    device("camera", "ac:cc:8e:00:00:90", "10.77.0.90", hostname="axis-accc8e000090", hostnames=["axis-accc8e000090"],
           category="ip_camera", manufacturer="AXIS", model="AXIS M3046-V", serial="ACCC8E000090",
           services=[service(80, "http"), service(1900, "ssdp", "udp")], note="SSDP, UPnP description, HTTP realm"),
    device("nas", "00:11:32:00:00:91", "10.77.0.91", hostname="WARDNAS", hostnames=["WARDNAS"], category="storage",
           manufacturer="Synology", model="DS920+", serial="2040SBRN12345", software=None, software_accept=["7.1-42962", "DSM 7.1-42962"],
           services=[service(445, "smb"), service(8200, "http"), service(443, "tls"), service(5353, "mdns", "udp")],
           note="SMB2, NBNS, mDNS _device-info, SSDP (MiniDLNA), TLS 1.2 certificate in clear"),
    device("mobile", "da:a1:19:00:00:95", None, hostname="Pixel-7", hostnames=["Pixel-7"], category="mobile",
           model="Pixel 7", os="Android", dhcp={"client": "udhcpc", "hostname": "Pixel-7", "vendor": "android-dhcp-13",
                               "params": [1, 3, 6, 15, 26, 28, 51, 58, 59, 43, 114, 108]},
           note="randomised (locally administered) MAC"),
    device("terma", "b4:2e:99:00:00:a1", "10.77.0.61", hostname="bedterm-a", category="unknown",
           category_accept=["unknown", "workstation"], services=[service(8080, "http")],
           note="bedside terminal A: swaps its address with terminal B half-way through"),
    device("termb", "b4:2e:99:00:00:a2", "10.77.0.62", hostname="bedterm-b", category="unknown",
           category_accept=["unknown", "workstation"], services=[service(8080, "http")],
           note="bedside terminal B: swaps its address with terminal A half-way through"),
]

BY_NAME = {row["name"]: row for row in DEVICES}

# Reserved leases, as a hospital would have them for equipment.
RESERVED = {"mr": "10.77.0.21", "us": "10.77.0.22", "monitor": "10.77.0.40", "pump": "10.77.0.46",
            "printer": "10.77.0.60", "viewer": "10.77.0.30"}
# A second address the router also announces: behind it the same MAC, other hosts.
GATEWAYS = [{"name": "gateway", "mac": "00:1a:a1:00:00:01", "ips": [ROUTER, "10.77.8.1"],
             "routes": ["10.77.8.0/24", "fd77:8::/64"]}]
