"""Site F's laboratory, point of care, servers and building. The functions and their words are site_f_table.py's."""

from site_f_table import AIR, DC, FAR, ICU, LAB, OFFICE, PLANT, WARD, dev, mounts, scan
from site_words import DELL, GE, HP, opens, polled, says

ROCHE, ABBOTT = ["Roche Diagnostics", "ROCHE"], ["Abbott Diagnostics", "Abbott Point of Care", "ABBOTT"]


def results(port, every, sender, version="LIS2-A2", shift="all", to="lis", **more):
    """Results by ASTM to the laboratory's system or the manager of the point of care."""
    return ("results", every, shift, {"to": to, "port": port, "sender": sender, "version": version, **more})


def headed(port, every, header, shift="all"):
    """Results behind a header as the maker's manual or a log of his has it."""
    return ("headed", every, shift, {"to": "lis", "port": port, "header": header})


def reader(name, vlan, prefix, maker, spoken, model, serial, software, makers, every=90, told="category manufacturer model serial software", also=()):
    """One device of the point of care that says hello by POCT1-A."""
    words = {"device_id": serial, "vendor_id": spoken, "model_id": model, "serial_id": serial, **({"sw_version": software} if software else {})}
    dev(name, "poc_analyzer", vlan, prefix, told if software else told.removesuffix(" software"), maker, model, serial, software, [("point_of_care", every, "rounds", {"to": "poc-server",
    "port": 4170, "identity": words})], system="linux", lease="-udhcp",
        alt={"manufacturer": makers, "category": ["lab_analyzer"], "model": list(also)})


# Laboratory. Looked up: the headers of the first five, of the seventh and of the point of care's first, bioMérieux's fields, NOVABIO and StatStrip
dev("lab-1", "lab_analyzer", LAB, "98:e7:43", "category model serial software", "Abbott", "ARCHITECT", "F34524300417", "9.45", [headed(5001, 12,
    "H|\\^&|||ARCHITECT^9.45^F34524300417^H1P1O1R1C1Q1L1|||||||P|1|20260609131519")], system="10",
    alt={"manufacturer": ABBOTT, "model": ["ARCHITECT i2000SR"]})
dev("lab-2", "lab_analyzer", LAB, "10:e7:c6", "category manufacturer model serial software", "Ortho Clinical Diagnostics", "VISION", "J60017417", "5.13.1.46935", [headed(5002, 30,
    "H|\\^&|||OCD^VISION^5.13.1.46935^J60017417|||||||P|LIS2-A|20260609142633")],
    system="10", alt={"manufacturer": ["OCD", "Ortho", "QuidelOrtho"], "model": ["ORTHO VISION"]})
dev("lab-3", "lab_analyzer", LAB, "10:e7:c6", "category model", "Roche", "cobas 6000", "1417-06", unjudged=["software"], acts=[headed(5003, 10, "H|\\^&|||cobas6000^1|||||host|RSUPL^BATCH|P|1")],
    system="7",
    alt={"manufacturer": [*ROCHE, "Hitachi"], "model": ["cobas6000", "6000"]})
dev("lab-4", "lab_analyzer", LAB, "98:e7:43", "category model software", "Cepheid", "GeneXpert", "803417", "4.8", [results(5004, 40, "GeneXpert PC^GeneXpert^4.8", "1394-97", delimiters="|@^\\")],
    hosts=["GX-INFINITY"], system="7", lease="seven",
    alt={"model": ["GeneXpert PC", "GX-INFINITY"]})
dev("lab-5", "lab_analyzer", LAB, "00:06:6b", "category manufacturer model serial software", "Sysmex", "UF-5000", "11417", "00-14", [headed(5005, 25,
    "H|\\^&|||UF-5000^00-14^11417^^^^AU501417||||||||E1394-97")], system="10",
    alt={"serial": ["AU501417"], "manufacturer": ["Sysmex Corporation", "Siemens Healthineers"]}, note="Doubt: of its two numbers either is right")
dev("lab-6", "lab_analyzer", LAB, "28:de:f6", "category manufacturer serial", "bioMérieux", "VITEK 2 XL", "00001B417F0A", acts=[("bci", 45, "all", {"to": "lis", "port": 5006, "fields": ["mtrsl",
    "iiV2", "is00001B417F0A", "si", "s0SYN", "ciSYN7", "rtGN26", "nd1"]})],
    system="linux", alt={"manufacturer": ["bioMerieux", "BIOMERIEUX", "bioMerieux Inc."], "model": ["V2", "VITEK 2", "VITEK"]}, unjudged=["model"])
dev("lab-7", "lab_analyzer", LAB, "98:e7:43", "category manufacturer", "BD", "BACTEC FX", "BX417", acts=[headed(5007, 60, "H|\\^&|||Becton Dickinson||||||||V1.00|20260609184200")], system="10",
    alt={"manufacturer": ["Becton Dickinson", "Becton, Dickinson"],
    "software": ["V1.00"]}, unjudged=["software"])
dev("lab-9", "lab_analyzer", LAB, "00:90:e8", "category model", "Stago", "STA Compact Max", "5417", acts=[results(5009, 30, "STA Compact Max", "1394-97")], system="rtos",
    alt={"manufacturer": ["Diagnostica Stago", "Moxa"]}, note="behind a serial device server")
dev("lab-12", "lab_analyzer", LAB, "98:e7:43", "category manufacturer model serial", "BioFire", "FilmArray Torch", "TM417A17", acts=[says("ORU^R01^ORU_R01", "lis", 5012, 60,
    "PRT|1|UC||EQUIP^^HL70912||||||FilmArray Torch^BioFire||||||||||TM417A17",
    "OBR|1|SYN44||RP2.1^Respiratory Panel", "OBX|1|ST|SARS-CoV-2||Not detected||||||F")], system="10", application=("FilmArray", "BioFire"), alt={"manufacturer": ["bioMérieux",
    "BioFire Diagnostics"], "model": ["FilmArray"], "category": ["poc_analyzer"]})
scan("slides", LAB, "98:e7:43", "SM", "77.1.6", "APERIO", "1.2.276.0.7230010.3.0.3.6.6", "OFFIS_DCMTK_366", "Leica Biosystems", "Leica Biosystems", "Aperio AT2", "SS7417", "12.4.6", "APERIO-AT2", 90,
    "10", "win", category="unknown", makers=["Leica", "Aperio"],
     lists=False, alt={"category": ["lab_analyzer"]}, note="scans slides: no category is right for it")
# Point of care
dev("poc-1", "poc_analyzer", ICU, "00:30:64", "category manufacturer model", "Instrumentation Laboratory", "GEM Premier 3500", "18417", acts=[headed(4201, 40,
    "H|\\^&|||GEM Premier 3500^IL^1.0||||||RSUPL^BATCH|P|1|20260609120000")], system="linux",
    alt={"manufacturer": ["IL", "Werfen"], "category": ["lab_analyzer"], "software": ["1.0"]}, unjudged=["software"])
reader("poc-2", WARD, "00:25:ca", "Nova Biomedical", "NOVABIO", "StatStrip", "0600417736", "3.10.8.0", ["Nova", "NOVABIO"])
reader("poc-3", AIR, "c0:a2:6d", "Abbott", "ABBOTT", "i-STAT Alinity", "IA417417", "NR12.1", ABBOTT, also=["Alinity i", "i-STAT"])
reader("poc-4", AIR, "b8:78:79", "Roche", "ROCHE", "ACCU-CHEK Inform II", "UU11417417", "04.03.00", ROCHE, also=["Inform II"])
reader("poc-5", ICU, "00:80:a3", "Abbott", "ALERE", "ID NOW", "0017F417", None, [*ABBOTT, "Alere", "ALERE", "Lantronix"], 120)
reader("poc-6", WARD, "00:80:a3", "Siemens Healthineers", "Siemens", "CLINITEK Status Connect", "CS417417", "3.0.0.0", ["Siemens", "Lantronix"], also=["CLINITEK Status"])
reader("poc-7", WARD, "00:07:32", "Roche", "Roche", "cobas Liat", "M1-E-41741", "3.3.0", [*ROCHE, "IQuum"], 120, also=["Liat"])
dev("poc-8", "poc_analyzer", ICU, "00:30:92", "category model", "Radiometer", "ABL90 FLEX", "393-092R0417", acts=[results(4202, 45, "ABL90 FLEX", "1", to="poc-server")], system="ltsb", lease="-win",
    alt={"category": ["lab_analyzer"], "manufacturer": ["Radiometer Medical"]},
    unjudged=["manufacturer"])
# Servers: those of DC are seen, of FAR the address only
dev("archive", "pacs", DC, "00:50:56", "category", "Merge", "Merge PACS", hosts=["pacs", "pacs.mvmc.local"], system="2019", ae_titles=["MERGEPACS"], scp={"ae": "MERGEPACS",
    "uid": "2.16.840.1.113669.2.931128", "version": "MergeCOM3_480"}, named="pacs.mvmc.local",
    unjudged=["model", "software", "manufacturer"])
dev("ris", "server", DC, "00:50:56", "category", "Epic", "Radiant", hosts=["radiant", "radiant.mvmc.local"], acts=[says("ORU^R01", "engine", 6710, 30, "OBR|1|SYN3|SYN3|CXR^Chest",
    "OBX|1|TX|RPT||SYNTHETIC", shift="day")], system="linux",
    ae_titles=["EPIC_MWL"], scp={"ae": "EPIC_MWL", "uid": "1.2.840.114350.2.357", "version": "EPIC_MWL_1"}, port=4104, application=("RADIANT", "MVMCSYN"), named="radiant.mvmc.local",
    alt={"category": ["ehr", "pacs"], "manufacturer": ["Epic Systems"]},
    unjudged=["software", "manufacturer", "model"])
dev("engine", "hl7_interface_engine", DC, "00:50:56", "category model", "Infor", "Cloverleaf", acts=[says(kind, to, port, every, f"EVN|{kind[4:7]}|20260609", "PV1|1|I|MICU^06^1") for kind, to, port,
    every in (("ADT^A08^ADT_A01", "lis", 5200, 10),
    ("ADT^A01^ADT_A01", "ris", 6711, 20), ("ADT^A01^ADT_A01", "gateway-2", 6712, 20), ("ADT^A03^ADT_A03", "poc-server", 4203, 30), ("ADT^A02^ADT_A02", "alaris", 6713, 30), ("ADT^A04^ADT_A01",
    "pharmacy", 6714, 30))], system="linux",
    application=("CLOVERLEAF", "MVMCSYN"), alt={"manufacturer": ["Rhapsody", "Lawson", "Healthvision", "Quovadx"], "model": ["CLOVERLEAF"]})
dev("ehr", "ehr", FAR, "00:50:56", "category manufacturer", "Epic", "Bridges", acts=[says("ADT^A01^ADT_A01", "engine", 6700, 8, "EVN|A01|20260609", "PV1|1|I|MICU^06^1"), says("ADT^A03^ADT_A03",
    "engine", 6700, 14, "EVN|A03|20260609", "PV1|1|I|4E^12^2"),
    says("ORM^O01", "engine", 6700, 16, "ORC|NW|SYN3", "OBR|1|SYN3||CXR", shift="day")], application=("EPIC", "MVMCSYN"), alt={"manufacturer": ["Epic Systems"], "model": ["EPIC", "EpicCare"],
    "os": ["Linux", "AIX"]}, unjudged=["os", "model"],
    note="behind the router: known by address only")
dev("lis", "lis", DC, "00:50:56", "category model", "Clinisys", "Sunquest", hosts=["sqlab", "sqlab.mvmc.local"], acts=[says("ORU^R01^ORU_R01", "engine", 6715, 8, "OBR|1|SYN5||GLU",
    "OBX|1|NM|2345-7^GLUCOSE^LN||5.1|mmol/L|||||F")], system="linux",
    application=("SUNQUEST", "LABSYN"), named="sqlab.mvmc.local", alt={"manufacturer": ["Sunquest", "Sunquest Information Systems"], "model": ["SUNQUEST", "Sunquest Laboratory"]})
dev("poc-server", "server", DC, "00:50:56", "", "Abbott", "RALS", hosts=["MVMC-RALS"], acts=[says("ORU^R01", "lis", 5202, 20, "OBR|1|SYN5||GLU", "OBX|1|NM|GLU||98|mg/dL|||||F", shift="rounds"),
    mounts("2019", 500)], system="2019", lease="win",
    application=("RALS", "MVMCSYN"), alt={"category": ["lis", "medical_gateway", "hl7_interface_engine"]}, unjudged=["model", "manufacturer"],
    note="manages the point of care; Doubt: what it is called")
dev("pharmacy", "server", DC, "00:50:56", "", hosts=["MVMC-RXSYS"], acts=[("logon", 500, "day", {"to": "directory"})], system="2022", lease="win", alt={"category": ["workstation",
    "medication_cabinet"]}, unjudged=["manufacturer", "model", "software"])
dev("fhir", "server", DC, "00:50:56", "category", "Philips", "Device store", acts=[("got", 300, "day", {"by": "engine", "path": "/fhir/metadata", "kind": "application/fhir+json", "port": 8080, "body":
    '{"resourceType":"CapabilityStatement","status":"active","fhirVersion":"4.0.1","software":{"name":"HAPI FHIR Server","version":"6.2.2"},"rest":[{"mode":"server"}]}'})], system="linux",
    alt={"category": ["ehr"], "model": ["HAPI FHIR Server"], "manufacturer": ["HAPI FHIR", "Smile CDR"], "software": ["6.2.2"]}, unjudged=["model", "manufacturer", "software"])
dev("warmer", "unknown", WARD, "dc:a6:32", "manufacturer model serial", "GE HealthCare", "Giraffe OmniBed", "HDHT6F417", acts=[("posted", 60, "all", {"to": "fhir", "path": "/fhir/Device",
    "agent": "okhttp/4.9.3", "kind": "application/fhir+json", "port": 8080,
    "body": '{"resourceType":"Device","manufacturer":"GE Healthcare","serialNumber":"HDHT6F417","deviceName":[{"name":"Giraffe OmniBed","type":"model-name"}],"modelNumber":"Giraffe '
    'OmniBed","type":{"text":"Infant warmer"}}'})],
    system="linux", lease="-dhcpcd", alt={"manufacturer": GE, "model": ["Giraffe"], "category": ["patient_monitor"]},
    unjudged=["software"], note="a small computer beside an incubator gives its Device by FHIR; no category is right for it")
dev("directory", "server", DC, "00:50:56", "category hostname os", hosts=["MVMC-DC1", "mvmc-dc1.mvmc.local"], system="2022", smb_build=(10, 0, 20348), named="mvmc-dc1.mvmc.local",
    ip6="fd60:6f:180:1::10", alt={"category": ["network_infrastructure"]})
dev("files", "server", DC, "98:e7:43", "category hostname os manufacturer", "Dell", "PowerEdge R740", hosts=["MVMC-FS1", "mvmc-fs1.mvmc.local"], acts=[("announce", 400, "all", {"comment": "",
    "version": (10, 0)})], system="2019", smb_build=(10, 0, 17763),
    named="mvmc-fs1.mvmc.local", ip6="fd60:6f:180:1::12", unjudged=["software"], alt={"category": ["storage"], "manufacturer": DELL})
dev("old-files", "server", DC, "00:50:56", "os hostname", hosts=["RXARCHIVE"], acts=[("nbns", 400, "all", {})], system="2008", native=("Windows Server 2008 R2 Standard 7601 Service Pack 1",
    "Windows Server 2008 R2 Standard 6.1"), smb_build=(6, 1, 7601),
    alt={"category": ["storage", "workstation"], "software": ["Windows Server 2008 R2 Standard 6.1"]}, unjudged=["software"])
dev("watch", "server", DC, "00:50:56", "category hostname os", "SolarWinds", "Orion", hosts=["MVMC-ORION"], acts=[opens("admin-pc", 200, title="SolarWinds Orion", server="Microsoft-IIS/10.0"),
    mounts("2019", 400)], system="2019", ip6="fd60:6f:180:1::14",
    alt={"model": ["SolarWinds Orion"], "software": ["Microsoft-IIS/10.0", "10.0"]}, unjudged=["software", "model", "manufacturer"], note="asks others by SNMP")
dev("web", "server", DC, "00:50:56", "", system="linux", unjudged=["software"], ip6="fd60:6f:180:1::15", note="serves TLS and makers' own protocols")
# Looked up: the two boards' own tables, pages and names
dev("idrac", "server", DC, "98:e7:43", "category manufacturer model serial hostname", "Dell", "PowerEdge R740", "4F17K93", "5.10.30.00", hosts=["idrac-4F17K93"], system="linux", lease="dhclient",
    alt={"manufacturer": DELL, "category": ["network_infrastructure"], "model": ["iDRAC9", "iDRAC"]},
    acts=[polled(None, "oid:1.3.6.1.4.1.674.10892.5", "idrac-4F17K93", ("1.3.6.1.4.1.674.10892.5.1.1.2.0", "iDRAC9"), ("1.3.6.1.4.1.674.10892.5.1.3.12.0", "PowerEdge R740"),
    ("1.3.6.1.4.1.674.10892.5.1.3.2.0", "4F17K93"),
                 ("1.3.6.1.4.1.674.10892.5.1.1.8.0", "5.10.30.00")), ("certified", 400, "day", {"by": "admin-pc", "subject": "C=US, O=Dell Inc., OU=Remote Access Group, CN=idrac-4F17K93"})],
        unjudged=["software"])
dev("ilo", "server", DC, "48:4a:e9", "category manufacturer model serial software", "HPE", "ProLiant DL380 Gen10", "CZ24170417", "2.44", acts=[("got", 240, "all", {"by": "watch",
    "path": "/xmldata?item=all",
    "server": "HPE-iLO-Server/1.30", "body": '<?xml version="1.0"?><RIMP><HSI>'
    "<SBSN>CZ24170417</SBSN><SPN>ProLiant DL380 Gen10</SPN><UUID>868703CZ24170417</UUID><SP>1</SP><PRODUCTID> 868703-B21</PRODUCTID></HSI><MP><ST>1</ST><PN>Integrated Lights-Out 5 (iLO "
    "5)</PN><FWRI>2.44</FWRI><HWRI>ASIC: 21</HWRI>"
    "<SN>ILOCZ24170417</SN><UUID>ILO868703CZ24170417</UUID></MP></RIMP>"})], system="linux", lease="-dhclient", alt={"manufacturer": [*HP, "Hewlett Packard Enterprise"],
    "serial": ["ILOCZ24170417"],
    "model": ["Integrated Lights-Out 5 (iLO 5)", "iLO 5", "Integrated Lights-Out 5", "iLO"], "software": ["HPE-iLO-Server/1.30"]})
dev("netapp", "storage", DC, "d0:39:ea", "category manufacturer model serial software hostname", "NetApp", "FAS8200", "721741000417", "9.8P7", hosts=["mvmc-cl01"],
    acts=[polled("NetApp Release 9.8P7: Wed Sep 01 03:35:08 UTC 2021", "oid:1.3.6.1.4.1.789.2.5", "mvmc-cl01",
    ("1.3.6.1.4.1.789.1.1.5.0", "FAS8200"), ("1.3.6.1.4.1.789.1.1.9.0", "721741000417"))], system="linux", alt={"os": ["ONTAP", "Data ONTAP", "NetApp ONTAP", "NetApp Release 9.8P7"],
    "category": ["server"], "software": ["NetApp Release 9.8P7"]}, unjudged=["os"])
dev("synology", "storage", OFFICE, "00:11:32", "category manufacturer model serial software hostname", "Synology", "DS1821+", "20A0SER417417", "7.1-42661", hosts=["EDUCATION-NAS"], acts=[("mdns",
    240, "all", {"instance": "EDUCATION-NAS", "service": "_http._tcp.local", "port": 5000,
    "text": ["vendor=Synology", "model=DS1821+", "serial=20A0SER417417", "version_major=7", "version_minor=1", "version_build=42661", "admin_port=5000"]}), ("nbns", 400, "all", {})], system="linux",
    lease="udhcp",
    alt={"model": ["DiskStation DS1821+"], "category": ["server"], "software": ["7.1", "7.1.42661", "42661", "DSM 7.1-42661"], "os": ["DSM", "Synology DSM"]}, unjudged=["os", "software"])
dev("exchange", "server", DC, "00:50:56", "category manufacturer", "Cisco", "CUCM", acts=[("ntp", 300, "all", {})], system="linux", alt={"category": ["network_infrastructure", "ip_phone"],
    "model": ["Unified Communications Manager", "Cisco-CUCM12.5", "CUCM12.5"],
    "software": ["Cisco-CUCM12.5", "12.5"]}, unjudged=["software", "model"])
dev("recorder", "server", PLANT, "98:e7:43", "os hostname", "Dell", None, hosts=["MVMC-NVR2"], acts=[mounts("2019", 500), ("nbns", 300, "all", {})], system="2019", lease="win",
    alt={"category": ["storage", "workstation", "ip_camera"], "manufacturer": [*DELL, "Milestone"],
    "software": ["gSOAP/2.8"]}, unjudged=["manufacturer", "software", "model"])
# Building, VLAN 160: BACnet
for name, prefix, maker, accept, instance, vendor, spoken, model, other, firmware, serial, title in (
        ("ahu-1", "00:e0:c9", "Automated Logic", ["AutomatedLogic", "AutomatedLogic Corporation"], 24017, 24, "Automated Logic Corporation", "G5CE", ["OptiFlex G5CE"], "8.0-01-2036", "G5C417F0",
        "MER-4 AHU-12"),
        ("nae", "00:10:8d", "Johnson Controls", ["Johnson Controls, Inc.", "JCI"], 24018, 5, "Johnson Controls", "MS-NAE5510-2", ["NAE5510", "NAE55"], "9.0.7.6012", None, "NAE-CENTRAL-PLANT"),
        ("tracer", "00:12:ea", "Trane", ["Trane Technologies"], 24019, 2, "Trane", "Tracer SC+", ["Tracer SC"], "v4.40.1207", "E16F04170", "SC-TOWER"),
        ("delta", "00:40:ae", "Delta Controls", [], 24021, 8, "Delta Controls", "eBMGR-TCH", ["eBMGR", "enteliBUS Manager"], "578274", "417-0417", "LAB-EXHAUST"),
        ("chiller", "00:80:f4", "Schneider Electric", ["Telemecanique", "Schneider"], 24023, 10, "Schneider Electric", "AS-P", ["SmartX AS-P", "SmartX Controller AS-P"], "3.2.3.59", "4800417",
        "CH-1")):
    dev(name, "building_automation", PLANT, prefix, "category manufacturer model software" + (" serial" if serial else ""), maker, model, serial, firmware, [("controller", 240, "all",
    {"by": "plant-pc", "identity": {"instance": instance, "object_name": title,
        "vendor_id": vendor, "vendor_name": spoken, "model_name": model, "firmware": firmware, "application": "1.0", "location": "Plant", **({"serial": serial} if serial else {})}})], [title],
        "linux", None, {"manufacturer": accept, "model": other,
        "software": ["1.0"]})
dev("jace", "building_automation", PLANT, "00:01:f0", "category manufacturer software hostname", "Tridium", "JACE-8000", None, "4.8.0.110", hosts=["JACE-BOILER"], acts=[("fox", 300, "all",
    {"by": "plant-pc", "identity": {"hostName": "JACE-BOILER", "app.name": "Station",
    "app.version": "4.8.0.110", "vm.name": "Java HotSpot(TM) Embedded Client VM", "vm.version": "25.201-b08", "os.name": "QNX", "os.version": "6.5.0", "station.name": "BoilerPlant", "lang": "en",
    "hostId": "Qnx-TITAN-417F-6F00-1A2B-0417", "brandId": "vykon"}})],
    alt={"manufacturer": ["Vykon"], "model": ["JACE", "TITAN", "Niagara 4", "Station", "Niagara"], "os": ["QNX", "QNX 6.5.0"], "software": ["Niagara 4.8.0.110", "25.201-b08"],
    "serial": ["Qnx-TITAN-417F-6F00-1A2B-0417"]}, unjudged=["model", "os", "serial"])
dev("meter", "building_automation", PLANT, "00:80:67", "category manufacturer model software", "Schneider Electric", "PM8000", None, "001.004.005", [("meter", 240, "all", {"by": "plant-pc",
    "identity": {"vendor": "Schneider Electric", "code": "METSEPM8240",
    "revision": "001.004.005", "model": "PM8000"}})], system="rtos", alt={"manufacturer": ["Schneider", "Square D"], "model": ["METSEPM8240", "PowerLogic PM8000"]})
# A serial number in 32 bits: written in hexadecimal digits or as a number
dev("drive", "building_automation", PLANT, "00:00:bc", "manufacturer model serial", "Rockwell Automation", "PowerFlex 525", "60417F1A", None, [("identity", 240, "all", {"by": "plant-pc",
    "identity": {"vendor_id": 1, "device_type": 127, "product_code": 9, "revision": (5, 1),
    "serial": 0x60417F1A, "product": "PowerFlex 525 1P 110V   .50HP"}})], system="rtos", alt={"manufacturer": ["Rockwell", "Allen-Bradley", "Rockwell Automation/Allen-Bradley"],
    "model": ["PowerFlex 525 1P 110V   .50HP", "PowerFlex 525 1P 110V .50HP"],
    "serial": ["0x60417F1A", "1614905114", "0x60417f1a"], "category": ["unknown"], "software": ["5.1", "5.001"]}, unjudged=["software"], note="a pump's drive")
dev("plc", "building_automation", PLANT, "28:63:36", "manufacturer model serial", "Siemens", "CPU 315-2 PN/DP", "S C-H4170417F2019", "3.2.8", [("plc", 300, "all", {"by": "plant-pc",
    "order": "6ES7 315-2EH14-0AB0", "version": (3, 2, 8), "texts": [(1, "GENSET_CTRL"),
    (2, "CPU 315-2 PN/DP"), (4, "Original Siemens Equipment"), (5, "S C-H4170417F2019"), (7, "CPU 315-2 PN/DP")]})], system="rtos", alt={"manufacturer": ["Siemens AG"],
    "model": ["6ES7 315-2EH14-0AB0", "S7-300", "CPU 315-2PN/DP"], "category": ["unknown"],
    "software": ["V3.2.8", "V 3.2.8"]}, unjudged=["software"], note="the generators' controller")
dev("access", "building_automation", PLANT, "00:0f:e5", "manufacturer", "Mercury Security", "LP1502", "417M", None, [("opaque", 90, "all", {"to": "web", "port": 3001})], system="linux",
    lease="-lwip", alt={"manufacturer": ["Mercury", "HID", "Lenel"], "category": ["unknown"]})
# Power and rooms, by SNMP. Looked up: the tables' identifiers and the first one's description
for name, prefix, maker, accept, model, other, serial, software, host, descr, identifier, rows in (
        ("ups-1", "00:c0:b7", "APC", ["American Power Conversion", "Schneider Electric", "APC by Schneider Electric"], "Smart-UPS X 3000", ["AP9631"], "AS1741704170", "v6.9.6", "ups-mdf1",
         "APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.9.6 PN:apc_hw05_aos_696.bin AF1:v6.9.6 AN1:apc_hw05_sumx_696.bin MN:AP9631 HR:05 SN: ZA1741017417 MD:04/21/2017)", "318.1.3.27",
         [("1.3.6.1.4.1.318.1.1.1.1.1.1.0", "Smart-UPS X 3000"), ("1.3.6.1.4.1.318.1.1.1.1.2.3.0", "AS1741704170")]),
        ("ups-2", "00:20:85", "Eaton", ["Eaton Corporation"], "Eaton 9PX 6000i", ["9PX 6000i", "9PX"], "G117F41704", "2.0.5", "ups-lab", "Eaton 9PX 6000i", "534.1",
         [("1.3.6.1.2.1.33.1.1.1.0", "EATON"), ("1.3.6.1.2.1.33.1.1.2.0", "Eaton 9PX 6000i"), ("1.3.6.1.4.1.534.1.1.6.0", "G117F41704")]),
        ("pdu", "00:0d:5d", "Raritan", ["Raritan Computer", "Legrand"], "PX3-5466V", [], "QK17417041", "3.6.20.5", "pdu-r12a", "Raritan PX3-5466V", "13742.6", [("1.3.6.1.4.1.13742.6.3.2.1.1.2.1",
        "Raritan"), ("1.3.6.1.4.1.13742.6.3.2.1.1.3.1", "PX3-5466V"),
         ("1.3.6.1.4.1.13742.6.3.2.1.1.4.1", "QK17417041")]),
        ("cooling", "00:02:99", "Vertiv", ["Liebert", "Emerson", "Emerson Network Power", "Apex"], "Liebert DS", ["DS"], "C17F041704", "7.1.0.0", "crac-2", "IS-UNITY-DP", "476.1.42",
        [("1.3.6.1.4.1.476.1.42.2.1.1.0", "Vertiv"), ("1.3.6.1.4.1.476.1.42.2.1.2.0",
         "Liebert DS"), ("1.3.6.1.4.1.476.1.42.2.1.4.0", "C17F041704")])):
    dev(name, "unknown", PLANT, prefix, "manufacturer model serial hostname", maker, model, serial, software, [polled(descr, f"oid:1.3.6.1.4.1.{identifier}", host, *rows)], [host], "rtos", "bare",
    {"manufacturer": accept, "model": other, "category":
        ["building_automation", "network_infrastructure"], "serial": ["ZA1741017417"] if name == "ups-1" else []}, unjudged=["software"], note="no category is right for it")
# Cameras. Looked up: the first one's description and how it is read
for name, vlan, model, firmware in (("camera-1", PLANT, "P3245-LVE", "10.12.114"), ("camera-2", OFFICE, "M3065-V", "9.80.2")):
    dev(name, "ip_camera", vlan, "b8:a4:4f", "category manufacturer model serial", "Axis", f"AXIS {model}", "%M", firmware, [("described", 240, "all", {"by": "recorder",
    "server": "Linux/4.14, UPnP/1.0, Portable SDK for UPnP devices/1.8.7", "kind": "urn:axis-com:service:BasicService:1",
        "path": "/rootdesc1.xml", "friendlyName": f"AXIS {model} - %M", "manufacturer": "AXIS", "manufacturerURL": "http://www.axis.com/", "modelDescription": f"AXIS {model} Network Camera",
        "modelName": f"AXIS {model}", "modelNumber": model, "serialNumber": "%M"})],
        ["axis-%m"], "linux", "debian", {"manufacturer": ["AXIS", "Axis Communications"], "model": [model]}, unjudged=["software"])
for name, prefix, maker, accept, model, serial, firmware, hardware in (("camera-3", "e4:30:22", "Hanwha", ["Hanwha Techwin", "Hanwha Vision", "Samsung Techwin"], "XNV-8080R", "ZKWK70GM417F",
        "1.41.02_20210112", "1.0"), ("camera-4", "00:04:7d", "Pelco", ["Motorola Solutions"],
        "IMP521-1ERS", "T71417F04", "2.9.2.2", "IMPX21"), ("camera-5", "00:04:63", "Bosch", ["Bosch Security Systems"], "FLEXIDOME IP 5000i", "044417F041704170", "7.81.0066", "F000B543")):
    dev(name, "ip_camera", PLANT, prefix, "category manufacturer model serial software", maker, model, serial, firmware, [("informed", 300, "all", {"by": "recorder", "Manufacturer": maker,
    "Model": model, "FirmwareVersion": firmware, "SerialNumber": serial,
        "HardwareId": hardware})], (), "linux", "-udhcp", {"manufacturer": accept})
