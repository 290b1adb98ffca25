"""The rest of site D: laboratory and pharmacy, servers, calls and transport, building, telephones, computers, printers, network. The
functions and their words are site_d_table.py's."""

from site_d_table import DELL, FUJITSU, HP, LENOVO, add, mounts, phones
from site_words import inside, opens, polled


def results(port, every, sender, version="LIS2-A2", shift="all", **more):
    """Results to the laboratory's system by ASTM."""
    return ("results", every, shift, {"to": "lis", "port": port, "sender": sender, "version": version, **more})


def point_of_care(every, **identity):
    """Results to the manager of the point of care by POCT1-A."""
    return ("point_of_care", every, "rounds", {"to": "poc-server", "port": 4100, "identity": identity})


# Laboratory, VLAN 41
add("lab-1", "lab_analyzer", 41, 21, "00:13:dd:41:70:05", "category manufacturer model serial software", "Abbott", "Alinity ci-series", "SCM04170", "2.5", [],
    [results(15101, 6, "Alinity ci-series^2.5^SCM04170")], "linux", None,
    {"manufacturer": ["Abbott Diagnostics", "Abbott Laboratories"], "model": ["Alinity ci", "Alinity", "Alinity c", "Alinity i"]})
add("lab-2", "lab_analyzer", 41, 22, "00:1b:21:41:70:18", "category manufacturer model serial software", "Abbott", "ARCHITECT", "F4452640417", "8.10", [],
    [results(15102, 12, "ARCHITECT^8.10^F4452640417^H1P1O1R1C1Q1L1", "1")], "rtos", None,
    {"manufacturer": ["Abbott Diagnostics", "Abbott Laboratories"], "model": ["ARCHITECT i2000SR", "ARCHITECT ci4100", "Architect"]})
add("lab-3", "lab_analyzer", 41, 23, "ec:b1:d7:41:70:2f", "category manufacturer model", "Roche", "cobas e 411", "41704-17", None, [], [results(15103, 20, "cobas-e411^1", "1", "day")], "xp", None,
    {"manufacturer": ["Roche Diagnostics", "Hitachi"], "model": ["cobas-e411", "cobas e411", "e411"], "software": ["1"]}, unjudged=["software"])
add("lab-4", "lab_analyzer", 41, 24, "00:06:6b:41:70:3a", "category manufacturer model serial software", "Sysmex", "XN-550", "41704", "00-18", [],
    [results(15104, 9, "XN-550^00-18^41704^^^^AP417041", "E1394-97")], "7", None,
    {"serial": ["AP417041"], "model": ["XN-L", "XN-L 550"], "software": ["00-18"], "manufacturer": ["Sysmex Corporation"]},
    note="Doubt: of its two numbers either is right")
add("lab-5", "lab_analyzer", 41, 25, "f8:b1:56:41:70:4c", "category", "Stago", "STA R Max", "8104170", "2.00", [], [results(15105, 15, "99^2.00", "1.00")], "7", "-win",
    {"manufacturer": ["Diagnostica Stago", *DELL], "model": ["STA-R Max", "STA R Max 2"]}, unjudged=["software", "manufacturer", "model"])
add("lab-6", "lab_analyzer", 41, 26, "18:66:da:41:70:53", "category manufacturer model", "Siemens Healthineers", "ADVIA Centaur XPT", "IRL04170", None, [], [results(15106, 15, "ADVCNT_LIS", "1")],
    "7", None, {"manufacturer": ["Siemens", "Siemens Healthcare Diagnostics"], "model": ["ADVIA Centaur", "ADVIA Centaur XP", "Centaur", "ADVCNT", "ADVCNT_LIS"]})
add("lab-7", "lab_analyzer", 41, 27, "c8:d3:ff:41:70:61", "category manufacturer model software", "Cepheid", "GeneXpert", "804170", "6.4", ["GX-704170"],
    [results(15107, 45, "GeneXpert PC^GeneXpert^6.4", "1394-97", delimiters="|@^\\"), mounts("10", 400)], "10", "win",
    {"model": ["GeneXpert PC", "GeneXpert Dx", "GeneXpert IV", "GeneXpert XVI", "GeneXpert Dx System"], "manufacturer": ["Danaher"]})
add("lab-8", "lab_analyzer", 41, 28, "28:de:f6:41:70:74", "category manufacturer model serial", "bioMérieux", "VITEK 2", "00001A41702C", None, [],
    [("bci", 40, "day", {"to": "lis", "port": 15108, "fields": ["mtrsl", "iiV2", "is00001A41702C", "itSU", "piSYN0004", "pnSYNTHETIC PATIENT", "ciSYN41", "rtAST-N366", "o1esccol", "zz"]})], "linux",
    None,
    {"manufacturer": ["bioMerieux", "BioMérieux", "bioMerieux Inc."], "model": ["V2", "VITEK 2 Compact", "VITEK 2 XL", "VITEK"], "serial": ["00001A41702C"]})
add("lab-9", "lab_analyzer", 41, 29, "d8:60:b0:41:70:8e", "category manufacturer model serial", "bioMérieux", "VIDAS 3", "VN04170", None, [],
    [("bci", 60, "day", {"to": "lis", "port": 15109, "fields": ["mtrsl", "piSYN0004", "pnSYNTHETIC PATIENT", "psM", "ciSYN42", "rtPCT", "rnB.R.A.H.M.S PCT", "tt14:03", "td14/09/26", "qn0.12 ng/ml",
    "idVIDAS3-1", "snVN04170", "m4vidas"]})], "ltsc", None,
    {"manufacturer": ["bioMerieux", "BioMérieux", "bioMérieux Italia"], "model": ["VIDAS", "VIDAS3", "VIDAS3-1", "vidas"], "serial": ["VN04170"]})
add("lab-10", "lab_analyzer", 41, 30, "50:9a:4c:41:70:90", "category manufacturer", "BD", "BACTEC FX", "FX04170", None, ["EPICENTER"], [results(15110, 60, "Becton Dickinson", "V1.0", "day")], "10",
    "win", {"manufacturer": ["Becton Dickinson", "Becton, Dickinson"], "model": ["EpiCenter", "BD EpiCenter"]})
add("lab-11", "lab_analyzer", 41, 31, "d0:d2:86:41:70:ab", "manufacturer", "Beckman Coulter", "AU680", "2014041700", None, [], [("opaque", 12, "all", {"to": "lis", "port": 15111})], "ltsc", None,
    {"manufacturer": ["Beckman"]})
add("lab-12", "lab_analyzer", 41, 32, "3c:52:82:41:70:b6", "category manufacturer model", "DiaSorin", "LIAISON XL", "2210004170", None, [], [results(15112, 18, "LIAISONXL", "1", "day")], "7", None,
    {"model": ["LIAISONXL", "Liaison XL"], "manufacturer": ["Diasorin"]})
add("lab-13", "lab_analyzer", 41, 33, "a0:e5:34:41:70:c2", "", "Hologic", "Panther", "2090004170", None, [], [inside("lis-gw.azdm.internal", 40, "all")], "ltsc", "-win",
    {"manufacturer": ["Stratec", "STRATEC Biomedical", "Stratec Biomedical", "Gen-Probe"]}, unjudged=["manufacturer"],
    note="made by one firm and sold by another")
add("lab-15", "lab_analyzer", 41, 35, "d0:94:66:41:70:e5", "category manufacturer model", "Werfen", "ACL TOP 750", "18041704", None, [], [results(15115, 15, "ACL TOP 750^18041704", "1")], "ltsc",
    "-win", {"manufacturer": ["Instrumentation Laboratory", "IL", "Instrumentation Laboratory Werfen"], "model": ["ACL TOP", "ACL TOP 750 CTS"]}, unjudged=["serial"])
add("lab-16", "lab_analyzer", 41, 36, "00:90:fb:41:70:f1", "category manufacturer model software", "Roche", "cobas u 411", "10417", "3.2.0.1001", [],
    [results(15116, 35, "cobas·u·411^8^3.2.0.1001^Int", "", "day")], "xp", None, {"manufacturer": ["Roche Diagnostics", "77 Elektronika"], "model": ["cobas·u·411", "cobas u411", "cobas"],
    "software": ["3.2.0.1001", "8"]}, note="a board of Portwell")
add("blood-fridge", "unknown", 41, 37, "00:60:e0:41:70:0d", "", "Haemonetics", "BloodTrack HaemoBank 80", "HB0417", None, ["HAEMOBANK-SPOED"],
    [inside("bloodtrack.azdm.internal", 40, "all"), ("nbns", 300, "all", {})], "ltsc", "win", {"category": ["medication_cabinet", "lab_analyzer", "workstation"], "model": ["HaemoBank"]},
    unjudged=["manufacturer"], note="no category is right for it")
add("scale", "unknown", 41, 39, "00:80:a3:41:70:2a", "manufacturer", "Lantronix", None, None, None, [], [opens("lab-pc", 600, title="Lantronix XPort - Device Server", server="Lantronix/6.8")],
    "rtos", "-lwip", {"category": ["medical_gateway", "network_infrastructure"], "model": ["XPort", "XPort-03"], "software": ["6.8", "Lantronix/6.8"]},
    unjudged=["model", "software"], note="something serial behind a module of Lantronix: more cannot be known")
add("poc-1", "poc_analyzer", 21, 196, "00:50:c2:05:b4:17", "category manufacturer model", "Radiometer", "ABL90 FLEX", "1393-092R0417N003", None, [],
    [("results", 40, "all", {"to": "poc-server", "port": 4201, "sender": "ABL90 FLEX^IZ1", "version": "1"})], "xp", None,
    {"category": ["lab_analyzer"], "model": ["ABL90", "ABL90 FLEX PLUS"], "manufacturer": ["Radiometer Medical", "Radiometer Medical ApS"]})
add("poc-2", "poc_analyzer", 21, 197, "00:18:65:41:70:46", "category manufacturer model serial", "Siemens Healthineers", "RAPIDPoint 500", "41704", None, [],
    [("rapid", 40, "all", {"to": "poc-server", "port": 3001, "fields": [("aMOD", "RP500"), ("iIID", "41704")]})], "rtos", None,
    {"category": ["lab_analyzer"], "manufacturer": ["Siemens", "Siemens Healthcare Diagnostics", "Siemens Healthcare Diagnostics Manufacturing"], "model": ["RP500", "RAPIDPoint"],
    "serial": ["41704"]})
add("poc-3", "poc_analyzer", 31, 198, "00:60:19:41:70:58", "category manufacturer model serial software", "Roche", "Accu-Chek Inform II", "UU13041704", "04.03.00", [],
    [point_of_care(60, device_id="00-60-19-00-00-41-70-58", vendor_id="ROCHE", model_id="ACCU-CHEK Inform II", serial_id="UU13041704", manufacturer_name="Roche Diagnostics", hw_version="4.32",
    sw_version="04.03.00")],
    "linux", "-old udhcp", {"manufacturer": ["Roche Diagnostics", "ROCHE"], "model": ["ACCU-CHEK Inform II", "Inform II"], "category": ["lab_analyzer"]}, moves=[(0.6, 143)])
add("poc-4", "poc_analyzer", 31, 199, "00:40:9d:41:70:66", "category manufacturer model serial", "HemoCue", "Hb 201 DM", "0617041704", None, [],
    [point_of_care(90, device_id="HemoCue^Hb201DM^0617041704", vendor_id="HemoCue", model_id="Hb 201 DM", serial_id="0617041704")], "rtos", None,
    {"model": ["Hb201DM", "HemoCue Hb 201 DM", "Hb201 DM"], "category": ["lab_analyzer"], "manufacturer": ["HemoCue AB", "Radiometer"]}, note="behind a serial device server of Digi")
add("poc-6", "poc_analyzer", 31, 201, "b8:78:79:41:70:81", "category manufacturer model serial", "Roche", "cobas Liat", "M1E104170", "3.4", [],
    [("message", 90, "rounds", {"to": "poc-server", "kind": "ORU^R01^ORU_R01", "port": 4202, "segments": ["PRT|1|UC||EQUIP^^HL70912||||||cobas Liat^Roche^M1E104170||||||||||M1E104170",
    "OBR|1|SYN||SASA", "OBX|1|ST|SARS-CoV-2||Not Detected||||||F"]})],
    "rtos", "-lwip", {"manufacturer": ["Roche Diagnostics"], "model": ["Liat", "LIAT"], "category": ["lab_analyzer"]}, application=("cobas Liat", "Roche"))
add("poc-7", "poc_analyzer", 21, 202, "00:0b:ab:41:70:95", "", "Werfen", "GEM Premier 5000", "18041705", None, ["GEM5K-18041705"], [inside("gemweb.azdm.internal", 40, "all")], "linux", "dhclient",
    {"manufacturer": ["Instrumentation Laboratory", "Advantech"], "model": ["GEM5K", "GEM 5000"], "category": ["lab_analyzer"], "serial": ["18041705"]},
    note="a computer of Advantech: the name alone says what it is")
# Servers, VLAN 101, which the mirror port shows, and 111, which it does not
add("archive", "pacs", 101, 51, "00:50:56:9a:04:51", "category manufacturer", "Agfa", "Enterprise Imaging", None, None, ["pacs", "pacs.azdm.internal"], [], "2019", None,
    {"manufacturer": ["Agfa HealthCare", "Agfa-Gevaert"], "model": ["IMPAX", "AGFA_EI", "Agfa Enterprise Imaging"]}, ae_titles=["EIARCHIVE"], unjudged=["model", "software"],
    scp={"ae": "EIARCHIVE", "uid": "1.3.51.0.8.1", "version": "AGFA_EI_8.1.4"}, port=104, named="pacs.azdm.internal")
add("planner", "server", 101, 52, "00:50:56:9a:04:52", "category", None, None, None, None, ["ris", "ris.azdm.internal"],
    [("message", 30, "day", {"to": "engine", "kind": "ORU^R01", "port": 6710, "segments": ["OBR|1|SYN3|SYN3|CT^Thorax", "OBX|1|TX|VERSLAG||SYNTHETIC"]})], "linux", None,
    {"category": ["ehr", "pacs"], "software": ["dcm4che-5.23.3", "5.23.3"], "manufacturer": ["dcm4che"]}, ae_titles=["WORKLIST"], unjudged=["software", "manufacturer", "model"],
    scp={"ae": "WORKLIST", "uid": "1.2.40.0.13.1.3", "version": "dcm4che-5.23.3"}, port=11112, application=("RIS", "AZDM"), named="ris.azdm.internal")
add("engine", "hl7_interface_engine", 101, 53, "00:50:56:9a:04:53", "category manufacturer model", "Infor", "Cloverleaf", None, None, [], [
    ("message", 10, "all", {"to": "lis", "kind": "ADT^A08^ADT_A01", "port": 15200, "segments": ["EVN|A08|20260914", "PV1|1|I|IZ1^12^1"]}),
    ("message", 10, "all", {"to": "planner", "kind": "ADT^A08^ADT_A01", "port": 6711, "segments": ["EVN|A08|20260914", "PV1|1|I|IZ1^12^1"]}),
    ("message", 20, "day", {"to": "gateway-1", "kind": "ADT^A01^ADT_A01", "port": 6712, "segments": ["EVN|A01|20260914", "PV1|1|I|IZ1^12^1"]}),
    ("message", 20, "day", {"to": "poc-server", "kind": "ADT^A01^ADT_A01", "port": 4203, "segments": ["EVN|A01|20260914", "PV1|1|I|IZ1^12^1"]}),
    ("message", 30, "day", {"to": "planner", "kind": "ORM^O01", "port": 6711, "segments": ["ORC|NW|SYN3", "OBR|1|SYN3||CT"]})], "linux", None,
    {"manufacturer": ["Lawson", "Quovadx", "Healthvision", "INFOR"], "model": ["CLOVERLEAF"]}, application=("CLOVERLEAF", "AZDM"))
add("ehr", "ehr", 111, 54, "00:50:56:00:41:54", "category manufacturer", "Epic", None, None, None, [],
    [("message", 5, "all", {"to": "engine", "kind": "ADT^A01^ADT_A01", "port": 6700, "segments": ["EVN|A01|20260914", "PV1|1|I|IZ1^12^1"]}),
    ("message", 12, "all", {"to": "engine", "kind": "ADT^A03^ADT_A03", "port": 6700, "segments": ["EVN|A03|20260914", "PV1|1|I|B3^12^2"]}),
    ("message", 15, "day", {"to": "engine", "kind": "ORM^O01", "port": 6700, "segments": ["ORC|NW|SYN3", "OBR|1|SYN3||CT"]})], None, None,
    {"manufacturer": ["Epic Systems"], "model": ["EPIC", "EpicCare", "Epic"], "os": ["Linux", "AIX"]}, application=("EPIC", "AZDM"), unjudged=["model", "os"],
    note="behind the router: known by address only")
add("lis", "lis", 101, 55, "00:50:56:9a:04:55", "category manufacturer model", "Clinisys", "GLIMS", None, None, ["glims", "glims.azdm.internal"],
    [("message", 8, "all", {"to": "engine", "kind": "ORU^R01^ORU_R01", "port": 6713, "segments": ["OBR|1|SYN5||GLUC", "OBX|1|NM|2345-7^GLUCOSE^LN||5.1|mmol/L|||||F"]})], "linux", None,
    {"manufacturer": ["MIPS", "CliniSys"]}, application=("GLIMS", "AZDMLAB"), named="glims.azdm.internal")
add("poc-server", "server", 101, 56, "00:50:56:9a:04:56", "", "Roche", "cobas infinity POC", None, None, ["SRV-POC"],
    [("message", 20, "rounds", {"to": "lis", "kind": "ORU^R01^ORU_R01", "port": 15201, "segments": ["OBR|1|SYN5||GLU", "OBX|1|NM|GLU||5.1|mmol/L|||||F"]}), mounts("2019", 500)], "2019", "win",
    {"category": ["lis", "medical_gateway", "hl7_interface_engine"], "manufacturer": ["Roche Diagnostics"], "model": ["cobas IT 1000", "POCMAN"]}, application=("POCMAN", "AZDM"),
    note="manages the point of care; Doubt: a laboratory's system is as good an answer")
add("pharmacy", "server", 101, 57, "00:50:56:9a:04:57", "", None, None, None, None, ["SRV-APOTHEEK"], [("logon", 500, "day", {"to": "directory"})], "2022", "win",
    {"category": ["workstation", "medication_cabinet"]}, unjudged=["manufacturer", "model", "software"])
add("directory", "server", 101, 10, "00:50:56:9a:04:10", "category hostname os", None, None, None, None, ["SRV-DC01", "srv-dc01.azdm.internal"], [], "2022", None,
    {"category": ["network_infrastructure"]}, smb_build=(10, 0, 20348), named="srv-dc01.azdm.internal")
add("files", "server", 101, 12, "98:f2:b3:41:70:12", "category hostname os manufacturer", "HPE", "ProLiant DL380 Gen10", None, None, ["SRV-DATA", "srv-data.azdm.internal"],
    [("ssdp", 400, "all", {"server": "Microsoft-Windows/10.0 UPnP/1.0 UPnP-Device-Host/1.0", "kind": "upnp:rootdevice"})], "2019", None,
    {"category": ["storage"], "manufacturer": ["Hewlett Packard Enterprise", "HP", "Hewlett Packard"], "os": ["Windows 10", "Windows 10 1809"]}, smb_build=(10, 0, 17763),
    named="srv-data.azdm.internal", unjudged=["software"], note="files, prints and updates: several roles")
add("watch", "server", 101, 13, "00:50:56:9a:04:13", "category os", None, None, None, None, ["monitor"],
    [("shell", 240, "day", {"by": "admin-pc", "server": "SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.10"}), opens("admin-pc", 200, title="Checkmk Local site azdm", server="Apache/2.4.52 (Ubuntu)")],
    "linux", None,
    {"os": ["Ubuntu", "Ubuntu 22.04", "Ubuntu Linux", "Ubuntu 22.04 LTS"], "model": ["Checkmk"], "manufacturer": ["Checkmk"]}, unjudged=["software", "model"],
    note="asks others by SNMP and collects their logs")
add("web", "server", 101, 14, "00:50:56:9a:04:14", "", None, None, None, None, [], [], "linux", None, {}, note="serves TLS and makers' own protocols; nothing of itself is in clear")
add("host", "server", 101, 15, "14:02:ec:41:70:15", "category manufacturer", "HPE", "ProLiant DL380 Gen9", None, "7.0.3", ["esx03", "esx03.azdm.internal"],
    [("certified", 300, "day", {"by": "admin-pc", "subject": "C=US, O=VMware, OU=VMware Engineering, CN=esx03.azdm.internal", "issuer": "CN=CA, C=US, O=vcenter.azdm.internal"}),
    ("page", 500, "day", {"by": "admin-pc", "title": "Welcome to VMware ESXi"})], None, None, {"manufacturer": ["Hewlett Packard Enterprise", "HP", "Hewlett Packard", "VMware"], "model": ["ESXi",
    "VMware ESXi"], "os": ["VMware ESXi", "ESXi"]}, unjudged=["os", "model", "software"])
add("management", "server", 101, 16, "94:18:82:41:70:16", "category manufacturer model hostname", "HPE", "iLO 5", "CZJ0417ABC", "2.72", ["ILOCZJ0417ABC"],
    [("certified", 400, "day", {"by": "admin-pc", "subject": "CN=ILOCZJ0417ABC, OU=ISS, O=Hewlett Packard Enterprise, C=US"}),
    ("ssdp", 300, "all", {"server": "HPE-iLO5/2.72 UPnP/1.0 HP-iLO/2.0", "kind": "urn:dmtf-org:service:redfish-rest:1"})], "rtos", (b"CPQRIB3", bytes([1, 3, 6, 12, 15, 42, 44])),
    {"manufacturer": ["Hewlett Packard Enterprise", "HP", "Hewlett Packard"], "category": ["network_infrastructure"],
    "model": ["iLO", "iLO5", "HPE-iLO5", "HP-iLO", "Integrated Lights-Out 5", "Integrated Lights-Out"], "serial": ["CZJ0417ABC"], "software": ["HPE-iLO5/2.72", "2.72"], "os": ["iLO"]},
    note="a server's board management controller")
add("remote", "server", 101, 17, "00:50:56:9a:04:17", "hostname", None, None, None, None, ["SRV-RDS02"], [("desktop", 60, "day", {"by": "thin-client"}), ("desktop", 90, "day", {"by": "ward-pc-1"}),
    mounts("2022", 200)], "2022", "win", {"category": ["workstation"]}, note="desktops for the wards")
add("exchange", "server", 101, 19, "00:50:56:9a:04:19", "category", None, None, None, None, [], [], "linux", None,
    {"category": ["network_infrastructure", "ip_phone"], "manufacturer": ["Kamailio"], "model": ["Kamailio"], "software": ["5.5.4", "5.5.4 (x86_64/linux)", "Kamailio 5.5.4"]}, unjudged=["software"],
    note="the telephone exchange")
add("nas-1", "storage", 101, 20, "00:a0:98:41:70:20", "category manufacturer software hostname", "NetApp", "FAS2750", None, "9.8P4", ["netapp01"],
    [polled("NetApp Release 9.8P4: Tue Jun 08 22:53:58 UTC 2021", "oid:1.3.6.1.4.1.789.2.5", "netapp01")], None, None,
    {"os": ["ONTAP", "Data ONTAP", "ONTAP 9.8P4"], "software": ["NetApp Release 9.8P4", "ONTAP 9.8P4", "Release 9.8P4"], "model": ["FAS"]}, unjudged=["os", "model"], stack="linux")
add("nas-2", "storage", 51, 21, "24:5e:be:41:70:21", "category manufacturer model hostname", "QNAP", "TS-453D", None, "5.1.5", ["NAS-BEELD"],
    [("mdns", 200, "all", {"instance": "NAS-BEELD", "service": "_qdiscover._tcp.local", "port": 8080, "text": ["accessType=http", "accessPort=8080", "model=TS-X53D", "displayModel=TS-453D",
    "fwVer=5.1.5", "fwBuildNum=20240129"]})],
    "linux", "-udhcp", {"os": ["QTS"], "model": ["TS-X53D"], "software": ["5.1.5.20240129", "QTS 5.1.5", "5.1.5 build 20240129"]})
# Calls, location, transport, homes of implants
add("nurse-1", "nurse_call", 31, 177, "00:0e:3d:41:70:22", "manufacturer", "Televic", "AQURA room controller", None, None, [], [("ntp", 200, "all", {}), inside("aqura.azdm.internal", 60, "all")],
    "linux", "-udhcp", {"manufacturer": ["Televic Healthcare", "Televic N.V.", "Televic NV"], "model": ["AQURA"]}, note="Doubt: the maker has other lines as well")
add("nurse-2", "nurse_call", 21, 178, "00:0e:3d:41:70:23", "category manufacturer model", "Televic", "AQURA", None, None, [],
    [opens("ward-pc-1", 400, title="AQURA - Zusteroproep / Nurse call", server="nginx/1.18.0")], "linux", None, {"manufacturer": ["Televic Healthcare", "Televic N.V.", "Televic NV"]},
    unjudged=["software"])
add("rtls-1", "rtls", 31, 179, "00:09:62:41:70:24", "manufacturer", "Sonitor", "Sense Gateway", None, None, [], [("opaque", 40, "all", {"to": "web", "port": 3777})], "linux", "-udhcp",
    {"manufacturer": ["Sonitor Technologies"]})
add("tube", "pneumatic_tube", 61, 26, "80:ee:73:41:70:26", "category manufacturer model", "Aerocom", "AC3000", None, None, ["BUIZENPOST"],
    [opens("plant-pc", 400, title="AEROCOM AC3000 - Pneumatic tube system", server="Apache/2.4.41 (Win64)")], "10", "win", {"model": ["AEROCOM AC3000"], "manufacturer": ["AEROCOM"]},
    unjudged=["software"], note="a small computer of Shuttle")
add("implant-1", "implant_home_monitor", 71, 27, "54:fa:89:41:70:27", "manufacturer", "Medtronic", "MyCareLink 24950", None, None, [],
    [("dns", 300, "night", {"names": ["carelink.medtronic.com"]}), ("sni", 300, "night", {"names": ["carelink.medtronic.com"]})], "linux", "-lwip",
    {"model": ["MyCareLink", "CareLink", "CareLink Network"]})
add("implant-2", "implant_home_monitor", 71, 28, "00:0f:19:41:70:28", "category manufacturer", "Boston Scientific", "LATITUDE 6290", None, None, [],
    [("dns", 300, "all", {"names": ["latitude.bostonscientific.com"]}), ("sni", 300, "all", {"names": ["latitude.bostonscientific.com"]})], "linux", "-udhcp", {"model": ["LATITUDE", "LATITUDE NXT"]},
    note="Doubt: a programmer speaks to the same service", unjudged=["model"])
# Building, VLAN 61
for name, last, mac, maker, accept, instance, vendor, spoken, model, other, firmware, title in (
        ("ahu", 31, "5c:c2:13:41:70:31", "Sauter", ["Fr. Sauter AG", "SAUTER"], 41731, 80, "Fr. Sauter AG", "EY-AS525F001", ["modu525", "EY-AS525", "modu525 EY-AS525F001"], "3.4.1", "LG-OK-01"),
        ("chiller", 32, "00:a0:03:41:70:32", "Siemens",
        ["Siemens Switzerland", "Siemens Building Technologies", "Siemens Schweiz AG", "Siemens Schweiz AG (Formerly: Landis & Staefa Division Europe)", "Siemens Building Technologies AG"], 41732, 7,
        "Siemens Building Technologies AG", "PXC200-E.D", ["PXC200", "Desigo PXC200-E.D"], "6.00.204", "KOUDE01"),
        ("boiler", 33, "00:80:f4:41:70:33", "Schneider Electric", ["Schneider", "Telemecanique"], 41733, 10, "Schneider Electric", "AS-P",
        ["SmartX AS-P", "SpaceLogic AS-P", "Automation Server Premium"], "3.2.3.6045", "STOOKPLAATS")):
    add(name, "building_automation", 61, last, mac, "category manufacturer model software", maker, model, None, firmware, [title],
        [("controller", 240, "all", {"by": "plant-pc", "identity": {"instance": instance, "object_name": title, "vendor_id": vendor, "vendor_name": spoken, "model_name": model, "firmware": firmware,
        "application": "1.0", "location": "Technische verdieping"}})],
        "linux", None, {"manufacturer": accept, "model": other, "software": ["1.0"]})
add("hawk", "building_automation", 61, 34, "00:1f:55:41:70:34", "category manufacturer software hostname", "Honeywell", "HAWK 8000", None, "4.7.110.32", ["hawk-blokC"],
    [("fox", 300, "all", {"by": "plant-pc", "identity": {"hostName": "hawk-blokC", "app.name": "Station", "app.version": "4.7.110.32", "vm.name": "Java HotSpot(TM) Embedded Client VM",
    "vm.version": "25.141-b10", "os.name": "QNX",
    "os.version": "6.5.0", "station.name": "BlokC", "lang": "nl", "hostId": "Qnx-TITAN-4170-AB12-77C1-0E9D", "brandId": "CentraLine"}})], None, None,
    {"manufacturer": ["CentraLine", "Tridium", "Honeywell International"], "model": ["JACE-8000", "TITAN", "HAWK", "JACE", "Station", "Niagara 4"], "software": ["Niagara 4.7.110.32", "25.141-b10"],
    "os": ["QNX", "QNX 6.5.0", "QNX 6.5"]}, unjudged=["model", "os"])
add("meter", "building_automation", 61, 35, "00:80:f4:41:70:35", "category manufacturer model software", "Schneider Electric", "PM5560", None, "V2.3.1", [],
    [("meter", 240, "all", {"by": "plant-pc", "identity": {"vendor": "Schneider Electric", "code": "METSEPM5560", "revision": "V2.3.1", "name": "PowerLogic", "model": "PM5560"}})], "rtos", None,
    {"manufacturer": ["Schneider", "Telemecanique"], "model": ["METSEPM5560", "PowerLogic PM5560", "PowerLogic"], "software": ["2.3.1"]})
add("lights", "building_automation", 61, 36, "00:0e:8c:41:70:36", "category manufacturer", "Siemens", "N 146/03", None, None, [],
    [("knx", 400, "all", {"by": "plant-pc", "title": "IP Router N 146/03 secure", "number": "0001004170a6"})], "rtos", None,
    {"manufacturer": ["Siemens AG"], "model": ["IP Router N 146/03 secure", "IP Router N 146", "N146", "5WG1146-1AB03"]}, unjudged=["model", "serial", "software"])
add("plc", "building_automation", 61, 37, "00:01:05:41:70:37", "manufacturer", "Beckhoff", "CX9020", "4170", None, ["CX-417037"], [("ads", 120, "all", {"by": "plant-pc"})], "ce", "ce",
    {"manufacturer": ["Beckhoff Automation"], "model": ["CX", "TwinCAT", "TwinCAT System"], "category": ["unknown"]}, unjudged=["software"])
add("gases", "building_automation", 61, 38, "00:30:de:41:70:38", "manufacturer", "WAGO", "750-881", None, None, [],
    [opens("plant-pc", 500, title="Medical gas alarm - Medgas BlokA", server="WAGO_Webs")], "rtos", None, {"manufacturer": ["Wago", "WAGO Kontakttechnik", "Beacon Medaes"], "category": ["unknown"]},
    unjudged=["model", "software"], note="medical gases' alarms on a controller of WAGO")
add("ups-1", "unknown", 61, 39, "00:c0:b7:41:70:39", "manufacturer model serial software hostname", "APC", "AP9631", "ZA1549041739", "v6.8.2", ["ups-spoed"], [polled(
    "APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.8.2 PN:apc_hw05_aos_682.bin AF1:v6.8.0 AN1:apc_hw05_sumx_680.bin MN:AP9631 HR:05 SN: ZA1549041739 MD:12/01/2015) ", "oid:1.3.6.1.4.1.318.1.3.27",
    "ups-spoed")], "rtos", None,
    {"manufacturer": ["American Power Conversion", "Schneider Electric", "APC by Schneider Electric"], "category": ["building_automation", "network_infrastructure"],
    "model": ["Web/SNMP Management Card", "APC Web/SNMP Management Card", "Smart-UPS", "Network Management Card 2"], "software": ["6.8.2", "v6.8.0", "6.8.0", "4.1.0", "v4.1.0"],
     "serial": ["ZA1549041739"], "os": ["AOS", "APC AOS"]}, note="no category is right for it")
add("ups-2", "unknown", 61, 40, "00:20:85:41:70:40", "manufacturer", "Eaton", "9PX 6000i", "GF0417", None, ["ups-rz1"],
    [("engine", 300, "all", {"by": "watch", "enterprise": 534}), ("probe", 300, "all", {})], "rtos", "lwip",
    {"category": ["building_automation", "network_infrastructure"], "manufacturer": ["Eaton Corporation", "Powerware"]})
add("door", "building_automation", 61, 41, "7c:1e:b3:41:70:41", "category manufacturer model software", "2N", "IP Verso", "54-0417-0041", "2.38.1", [], [phones("2N Helios IP Verso 2.38.1", 120)],
    "linux", "-udhcp", {"category": ["ip_phone", "ip_camera", "unknown"], "manufacturer": ["2N TELEKOMUNIKACE", "2N Telekomunikace", "Axis"],
    "model": ["Helios IP Verso", "2N Helios IP Verso", "2N IP Verso"], "software": ["2N Helios IP Verso 2.38.1", "2.38.1"]},
    note="a door's intercom; Doubt: a telephone is as good an answer")
add("camera-1", "ip_camera", 61, 43, "b8:a4:4f:41:70:43", "category manufacturer model serial hostname", "Axis", "P3265-LV", "B8A44F417043", "11.8.61", ["axis-b8a44f417043"],
    [("mdns", 200, "all", {"instance": "AXIS P3265-LV - B8A44F417043", "service": "_axis-video._tcp.local", "port": 80, "text": ["macaddress=B8A44F417043"]}),
    ("stream", 90, "all", {"by": "recorder", "path": "axis-media/media.amp", "server": "GStreamer RTSP server", "realm": "AXIS_B8A44F417043", "agent": "Milestone RTSP client"})], "linux",
    (b"AXIS,Network Camera,P3265-LV,11.8.61", bytes([1, 2, 3, 6, 12, 15, 28, 42, 54, 58, 59, 119])),
    {"manufacturer": ["Axis Communications"], "model": ["AXIS P3265-LV"], "software": ["11.8.61", "GStreamer RTSP server"]}, unjudged=["software"])
add("camera-2", "ip_camera", 61, 44, "e4:30:22:41:70:44", "category manufacturer model", "Hanwha Vision", "XNV-8082R", None, None, [],
    [("stream", 90, "all", {"by": "recorder", "path": "profile2/media.smp", "server": None, "realm": "iPolis", "agent": "Milestone RTSP client"}),
    ("camera_hello", 300, "all",
    {"uuid": "5a4d2580-0417-11b5-8044-e43022417044", "scopes": "onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/hardware/XNV-8082R onvif://www.onvif.org/name/Hanwha"})], "linux", None,
    {"manufacturer": ["Hanwha", "Hanwha Techwin", "Samsung Techwin", "Hanwha Vision VietNam"]})
add("camera-4", "ip_camera", 21, 201, "00:03:c5:41:70:46", "category manufacturer", "Mobotix", "M73", None, None, ["mx10-16-112-46"],
    [opens("plant-pc", 500, title="mx10-16-112-46 Live", server="MOBOTIX")], "linux", "-udhcp", {"manufacturer": ["MOBOTIX", "MOBOTIX AG"]}, unjudged=["software", "model", "serial"])
add("recorder", "server", 61, 47, "54:bf:64:41:70:47", "", None, None, None, None, ["SRV-MILESTONE"], [mounts("2019", 500)], "2019", "win",
    {"category": ["storage", "ip_camera"], "manufacturer": [*DELL, "Milestone"], "model": ["Milestone", "XProtect"], "software": ["Milestone RTSP client"]},
    unjudged=["manufacturer", "software", "model"], note="records the cameras' streams")
add("sign", "unknown", 51, 48, "b8:27:eb:41:70:48", "os hostname", "Raspberry Pi", None, None, None, ["raspberrypi"],
    [inside("narrowcasting.azdm.internal", 60), ("mdns", 300, "all", {"instance": "raspberrypi [b8:27:eb:41:70:48]", "service": "_workstation._tcp.local", "port": 9, "text": []})], "linux", "dhcpcd",
    {"manufacturer": ["Raspberry Pi Foundation", "Raspberry Pi Trading"], "category": ["workstation", "server"],
    "model": ["Raspberry Pi", "Raspberry Pi 4"], "os": ["Raspberry Pi OS", "Raspbian", "Debian"]}, unjudged=["manufacturer", "model"], note="a screen in a waiting room")
# Telephones
add("phone-1", "ip_phone", 51, 51, "00:2a:10:41:70:51", "category manufacturer model software hostname", "Cisco", "CP-8845", None, "sip8845_65.12-8-1-0001-455", ["SEP002A10417051"],
    [phones("Cisco-CP8845/12.8.1")], "linux", (b"Cisco Systems, Inc. IP Phone CP-8845", bytes([1, 66, 6, 3, 15, 150, 35, 43])),
    {"manufacturer": ["Cisco Systems", "Cisco Systems, Inc."], "model": ["8845", "IP Phone 8845", "Cisco IP Phone 8845", "IP Phone CP-8845", "CP8845"],
    "software": ["12.8.1", "Cisco-CP8845/12.8.1", "sip8845_65.12-8-1-0001-455.loads", "12-8-1-0001-455"]},
    cdp={"name": "SEP002A10417051", "platform": "Cisco IP Phone 8845", "version": "sip8845_65.12-8-1-0001-455.loads", "port": "Port 1", "caps": 0x490})
add("phone-2", "ip_phone", 51, 52, "80:5e:c0:41:70:52", "category manufacturer model serial software", "Yealink", "SIP-T46U", "8004170052", "108.86.0.20", ["SIP-T46U"],
    [phones("Yealink SIP-T46U 108.86.0.20")], "linux", (b"yealink", bytes([1, 3, 6, 12, 15, 28, 42, 43, 66])), {"model": ["T46U", "SIP T46U"], "software": ["Yealink SIP-T46U 108.86.0.20"]},
    lldp={"port": "WAN PORT", "name": "SIP-T46U", "text": "108.86.0.20", "caps": 0x0024, "med": (3, "Yealink", "T46U", "8004170052", "108.86.0.20")})
add("phone-3", "ip_phone", 31, 208, "00:04:13:41:70:53", "category manufacturer model software", "Snom", "D785", None, "10.1.64.14", [], [phones("snomD785/10.1.64.14")], "linux",
    (b"snom-D785", bytes([1, 2, 3, 6, 12, 15, 42, 43, 66, 67])), {"manufacturer": ["snom", "snom technology"], "model": ["snomD785", "snom-D785"], "software": ["snomD785/10.1.64.14"]})
add("phone-5", "ip_phone", 31, 210, "00:01:3e:41:70:55", "category manufacturer model software", "Ascom", "IP-DECT Base Station", None, "11.4.8", ["ipbs-417055"],
    [phones("Ascom IP-DECT Base Station 11.4.8", 150), opens("admin-pc", 600, title="Ascom IPBS2")], "linux", "lwip",
    {"manufacturer": ["Ascom Tateco", "Ascom Tateco AB"], "category": ["network_infrastructure"],
    "model": ["IPBS2", "Ascom IPBS2", "IPBS", "IP-DECT"], "software": ["Ascom IP-DECT Base Station 11.4.8"]})
add("phone-6", "ip_phone", 51, 56, "00:1a:e8:41:70:56", "category manufacturer model", "Unify", "OpenScape Desk Phone CP400", None, "V1 R9.3.0", [],
    [phones("OpenScape_CP400_SIP V1 R9.3.0 SIP 210412")], "linux", (b"OptiIpPhone", bytes([1, 3, 6, 12, 15, 28, 42, 43, 66, 120])),
    {"manufacturer": ["Unify Software and Solutions", "Siemens", "Atos Unify", "Mitel"],
    "model": ["CP400", "OpenScape CP400", "OpenScape_CP400", "OpenScape_CP400_SIP"], "software": ["V1 R9.3.0", "V1", "OpenScape_CP400_SIP V1 R9.3.0 SIP 210412", "210412"]}, unjudged=["software"])
add("phone-7", "workstation", 51, 57, "04:d4:c4:41:70:57", "", None, None, None, None, ["ONTHAAL-2"], [phones("MicroSIP/3.21.3", 90), mounts("11", 200), ("logon", 500, "day", {"to": "directory"})],
    "11", "win", {"category": ["ip_phone"], "manufacturer": ["ASUS", "ASUSTek", "ASUSTeK", "MicroSIP"], "model": ["MicroSIP"], "software": ["MicroSIP/3.21.3", "3.21.3"]},
    unjudged=["manufacturer", "model", "software"], note="a reception's computer with a telephone program")
# Mobiles
add("mobile-1", "mobile", 71, 61, "9e:14:77:41:70:61", "category", "Apple", None, None, None, ["iPhone-van-SYNTHETIC"],
    [("sni", 60, "all", {"names": ["gateway.icloud.com", "24-courier.push.apple.com"]})], "ios", "ios", {"model": ["iPhone"]}, until=1.4)
add("mobile-2", "mobile", 71, 62, "68:64:4b:41:70:62", "category manufacturer", "Apple", None, None, None, ["iPad-Consult"],
    [("sni", 60, "day", {"names": ["gateway.icloud.com"]}), inside("epd.azdm.internal", 60)], "ios", "ios", {"model": ["iPad"]})
add("mobile-3", "mobile", 71, 63, "46:d0:2a:41:70:63", "category", "Samsung", None, None, None, ["Galaxy-A54"], [("sni", 60, "all", {"names": ["mtalk.google.com", "play.googleapis.com"]})],
    "android", "android", {"model": ["Galaxy A54", "Galaxy-A54"], "manufacturer": ["Samsung Electronics"]}, since=0.2)
add("mobile-4", "mobile", 31, 219, "84:24:8d:41:70:64", "category manufacturer", "Zebra", "TC57", None, None, [],
    [("sni", 90, "all", {"names": ["mtalk.google.com"]}), inside("epd.azdm.internal", 40, "all")], "android", "-android", {"manufacturer": ["Zebra Technologies"]}, moves=[(0.6, 164)])
# Computers
for name, vlan, last, mac, maker, host, system, accept, more in (
        ("admin-pc", 51, 101, "48:0f:cf:51:41:01", "HP", "ICT-WS01", "11", HP, ["server"]), ("ward-pc-1", 31, 211, "e4:54:e8:31:41:02", "Dell", "PC-B3-01", "10", DELL, []),
        ("ward-pc-2", 31, 212, "90:1b:0e:31:41:03", "Fujitsu", "PC-B3-02", "10", FUJITSU, []),
        ("lab-pc", 41, 213, "3c:52:82:41:41:04", "HP", "LABO-PC7", "10", HP, []), ("plant-pc", 61, 101, "64:00:6a:61:41:06", "Dell", "GBS-STATION", "10", DELL, ["building_automation", "server"])):
    add(name, "workstation", vlan, last, mac, "category manufacturer", maker, None, None, None, [host],
        [mounts(system, 250), ("logon", 500, "day", {"to": "directory"}), ("dns", 90, "day", {"names": ["pacs.azdm.internal", "ris.azdm.internal", "glims.azdm.internal", "srv-data.azdm.internal",
        "srv-dc01.azdm.internal", "www.example.org"]}),
        ("sni", 100, "day", {"names": ["outlook.office365.com", "www.example.org"]}), ("llmnr", 300, "day", {}),
        *([("share", 400, "day", {"to": "directory", "build": (10, 0, 22631)})] if name == "admin-pc" else [])], system, "win", {"manufacturer": accept, "category": more})
for letter, mac, host, last in (("a", "dc:fb:48:71:01:0a", "NB-ARTS-14", 111), ("b", "dc:fb:48:71:02:0b", "NB-ARTS-15", 121)):
    add(f"notebook-{letter}", "workstation", 51, last, mac, "category", "Lenovo", None, None, None, [host], [mounts("11", 150), ("sni", 60, "day", {"names": ["outlook.office365.com"]}), ("nbns", 240,
        "day", {})], "11", "win", {"manufacturer": [*LENOVO, "Intel", "Realtek"]}, docks=True, unjudged=["manufacturer"], note="a notebook that changes docks and so addresses")
add("thin-client", "workstation", 31, 214, "00:80:64:41:70:14", "manufacturer", "Dell", "Wyse 5070", None, None, ["WT0080644170"], [("ntp", 300, "all", {})], "linux",
    (b"wyse-5070", bytes([1, 3, 6, 12, 15, 161, 162, 181, 182, 184, 185])), {"manufacturer": ["Wyse", "Wyse Technology", *DELL], "model": ["wyse-5070", "5070"], "os": ["ThinOS", "Wyse ThinOS"]},
    unjudged=["os", "model"])
add("mac", "workstation", 51, 103, "3c:22:fb:41:70:15", "category manufacturer", "Apple", None, None, None, ["MacBook-Pro-Communicatie"],
    [("sni", 60, "day", {"names": ["gateway.icloud.com", "www.example.org"]}), ("mdns", 200, "day", {"instance": "MacBook Pro Communicatie", "service": "_companion-link._tcp.local", "port": 49500,
    "text": ["rpMd=MacBookPro18,1", "rpVr=440.10"]})], "mac", "mac",
    {"model": ["MacBookPro18,1", "MacBook Pro", "MacBookPro"], "os": ["macOS or iOS"]}, unjudged=["model", "software"])
add("kiosk", "workstation", 51, 104, "1c:1b:0d:41:70:16", "", None, None, None, None, ["DESKTOP-4170KQ7"], [inside("aanmelden.azdm.internal", 60)], "10", "win",
    {"manufacturer": ["Gigabyte", "Giga-Byte", "GIGABYTE"], "category": ["unknown"]}, unjudged=["manufacturer"])
add("old-pc", "workstation", 61, 105, "00:26:2d:41:70:17", "hostname", None, None, None, None, ["LIFTEN"],
    [("announce", 240, "all", {"comment": "Liftbewaking", "version": (5, 1)}), ("nbns", 300, "all", {})], "xp", "xp",
    {"manufacturer": ["Wistron", "Acer"], "category": ["server", "building_automation", "unknown"]}, unjudged=["manufacturer"])
add("silent", "unknown", 51, 106, "00:04:f3:41:70:18", "", None, None, None, None, [], [("probe", 100, "all", {})], "rtos", None, {}, unjudged=["manufacturer", "model"],
    note="a fixed address and ARP: nothing can be known")
# Printers
add("printer-1", "printer", 51, 71, "9c:93:4e:41:70:71", "category manufacturer model serial hostname", "Xerox", "AltaLink C8055", "3591204170", "103.008.010.13300", ["XRX9C934E417071"],
    [polled("Xerox AltaLink C8055; SS 103.008.010.13300, NC 103.028.13300, UI 103.018.13300, ME 063.022.000, CC 103.039.13300, DF 007.019.000, FI 032.057.000, FA 003.011.009, CCOS 103.008.13300, NCOS 103.008.13300, SC 010.003.007, SU 010.116.13300",
    "oid:1.3.6.1.4.1.253.8.62.1.41.2.12.1", "XRX9C934E417071", ("1.3.6.1.2.1.25.3.2.1.3.1", "Xerox AltaLink C8055"), ("1.3.6.1.2.1.43.5.1.1.17.1", "3591204170"))], "rtos", None,
    {"model": ["Xerox AltaLink C8055", "AltaLink"], "software": ["SS 103.008.010.13300", "103.028.13300"]}, swaps=(1.2, 72), unjudged=["software"])
add("printer-2", "printer", 51, 72, "00:26:73:41:70:72", "category manufacturer model serial hostname", "Ricoh", "IM C3000", "3089R104170", "1.05", ["RNP002673417072"],
    [polled("RICOH IM C3000 1.05 / RICOH Network Printer C model / RICOH Network Scanner C model / RICOH Network Facsimile C model", "oid:1.3.6.1.4.1.367.1.1", "RNP002673417072",
    ("1.3.6.1.2.1.43.5.1.1.17.1", "3089R104170")),
    opens("admin-pc", 500, title="Web Image Monitor", server="Web-Server/3.0")], "rtos", "bare", {"manufacturer": ["RICOH", "Ricoh Company"], "model": ["RICOH IM C3000"]}, swaps=(1.2, 71),
    unjudged=["software"])
add("printer-3", "printer", 31, 228, "00:17:c8:41:70:73", "category manufacturer model hostname", "Kyocera", "ECOSYS M3645idn", "R4P0417073", None, ["KM417073"],
    [("ipp", 200, "day", {"by": "ward-pc-1", "attributes": [("printer-make-and-model", "Kyocera ECOSYS M3645idn"), ("printer-info", "ECOSYS M3645idn B3")]}), ("nbns", 400, "all", {})], "rtos", "bare",
    {"manufacturer": ["KYOCERA", "Kyocera Display", "KYOCERA Document Solutions"], "model": ["Kyocera ECOSYS M3645idn", "M3645idn"]})
add("printer-4", "printer", 41, 74, "00:07:4d:41:70:74", "category manufacturer model", "Zebra", "ZD421", "D2J204170", "V93.21.15Z", [],
    [("spoken", 200, "day", {"by": "lab-pc", "port": 9100, "lines": [(0, "~HI\r\n"), (1, "\x02ZD421-203dpi,V93.21.15Z,8,65536KB\x03\r\n")]}),
    opens("admin-pc", 700, title="Zebra Technologies ZTC ZD421-203dpi ZPL - Print Server")], "rtos", "-bare",
    {"manufacturer": ["Zebra Technologies"], "model": ["ZD421-203dpi", "ZTC ZD421-203dpi ZPL", "ZTC ZD421-203dpi", "ZD421-203dpi ZPL"], "software": ["93.21.15Z"]},
    note="labels; its page mentions a server")
add("printer-5", "printer", 31, 230, "00:21:b7:41:70:75", "category manufacturer model hostname", "Lexmark", "MS521dn", "4600704170K", None, ["ET0021B7417075"],
    [("mdns", 200, "all", {"instance": "Lexmark MS521dn", "service": "_pdl-datastream._tcp.local", "port": 9100, "text": ["txtvers=1", "ty=Lexmark MS521dn", "product=(Lexmark MS521dn)",
    "usb_MFG=Lexmark", "usb_MDL=MS521dn"]})], "rtos", "bare",
    {"manufacturer": ["Lexmark International"], "model": ["Lexmark MS521dn", "MS521"]}, moves=[(0.6, 175)])
# Network
add("switch-1", "network_infrastructure", 51, 11, "70:db:98:41:70:11", "category manufacturer model software hostname", "Cisco", "C9300-48UXM", None, "16.12.4", ["azdm-acc-b2"],
    [("logged", 90, "all", {"to": "watch", "text": "<189>417: azdm-acc-b2: Sep 14 08:01:02.041: %LINK-3-UPDOWN: Interface TwoGigabitEthernet1/0/12, changed state to up"})], None, None,
    {"manufacturer": ["Cisco Systems"], "model": ["Catalyst 9300", "cisco C9300-48UXM"], "os": ["Cisco IOS XE", "IOS-XE", "IOS XE", "IOS", "Cisco IOS"],
    "software": ["Version 16.12.4", "IOS XE 16.12.4"]}, unjudged=["os"],
    cdp={"name": "azdm-acc-b2", "platform": "cisco C9300-48UXM",
    "version": "Cisco IOS Software [Gibraltar], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 16.12.4, RELEASE SOFTWARE (fc5)\nTechnical Support: http://www.cisco.com/techsupport",
    "port": "TenGigabitEthernet1/1/1", "caps": 0x29}, stack="linux")
add("switch-2", "network_infrastructure", 31, 167, "20:4c:03:41:70:12", "category manufacturer model software hostname", "Aruba", "6300M", None, "FL.10.10.1020", ["azdm-acc-b3"], [], None, None,
    {"manufacturer": ["HPE", "Hewlett Packard Enterprise", "HPE Aruba", "Aruba Networks"], "model": ["JL661A", "CX 6300M", "Aruba 6300M", "JL661A 6300M 48G PoE", "Aruba JL661A"],
    "os": ["AOS-CX", "ArubaOS-CX"], "software": ["10.10.1020"]},
    unjudged=["os"], lldp={"port": "1/1/50", "name": "azdm-acc-b3", "text": "Aruba JL661A  FL.10.10.1020", "caps": 0x0014, "med": None}, stack="linux")
add("ap-1", "network_infrastructure", 71, 14, "d8:c7:c8:41:70:14", "category manufacturer model software hostname", "Aruba", "AP-515", None, "8.10.0.6", ["ap-b3-07"],
    [("tags", 60, "all", {"to": "locator"})], "linux", (b"ArubaAP", bytes([1, 3, 6, 12, 15, 28, 43, 60])),
    {"manufacturer": ["HPE", "Hewlett Packard Enterprise", "HPE Aruba", "Aruba Networks"], "model": ["515", "Aruba AP-515", "AP515"],
    "os": ["ArubaOS", "ArubaOS 8.10.0.6"], "software": ["ArubaOS 8.10.0.6", "8.10.0.6-8.10.0.6"]}, lldp={"port": "eth0", "name": "ap-b3-07", "text": "ArubaOS (MODEL: 515), Version 8.10.0.6 (85939)",
    "caps": 0x000C, "med": None}, unjudged=["os"])
add("locator", "rtls", 101, 22, "00:50:56:9a:04:22", "category", "Securitas Healthcare", "MobileView", None, None, [], [], "2019", None,
    {"manufacturer": ["AeroScout", "Aeroscout", "Stanley Healthcare", "Stanley"], "category": ["server"]}, note="receives access points' reports of tags")
add("firewall", "network_infrastructure", 101, 46, "b4:0c:25:41:70:46", "category manufacturer hostname software", "Palo Alto Networks", "PA-3220", "013101041746", "10.1.11", ["azdm-fw1"],
    [("certified", 500, "day", {"by": "admin-pc", "subject": "CN=azdm-fw1, O=AZ SYNTHETIC"}), polled("Palo Alto Networks PA-3200 series firewall", "oid:1.3.6.1.4.1.25461.2.3.38", "azdm-fw1",
    ("1.3.6.1.4.1.25461.2.1.2.1.1.0", "10.1.11"), ("1.3.6.1.4.1.25461.2.1.2.1.3.0", "013101041746"))], None, None,
    {"manufacturer": ["Palo Alto"], "model": ["PA-3200", "PA-3200 series", "PA-3200 series firewall"], "os": ["PAN-OS", "PAN-OS 10.1.11"], "serial": ["013101041746"]}, unjudged=["os", "software"],
    stack="linux")
add("bms-nat", "network_infrastructure", 61, 15, "00:1e:42:41:70:15", "manufacturer", "Teltonika", "RUT240", None, None, [],
    [("ntp", 200, "all", {}), ("sni", 120, "all", {"names": ["vpn.example.net"]}), opens("plant-pc", 600, realm="Router", server="httpd")], "linux", "-old udhcp", {"category": ["unknown"]},
    unjudged=["model", "software"], note="a lift maker's router: more stands behind it than the wire tells")
