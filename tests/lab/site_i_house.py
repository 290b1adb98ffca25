"""Site I's servers, boards beside them, and storage. The functions and their words are site_i_table.py's."""

from site_i_table import DC, FAR, OFFICE, PLANT, dev, mounts
from site_words import DELL, HP, opens, polled, says

ENTITY, WARD_BED = "1.3.6.1.2.1.47.1.1.1.1.", "PV1|1|I|AMU^BAY3^BED02^RXE"

# Servers of the clinic: those of DC are seen, of FAR the address only. Looked up: the names in the messages of the second and fourth
dev("archive", "pacs", DC, "00:50:56", "category", "Sectra", "Sectra PACS", hosts=["pacs", "pacs.elmh.nhs.example"], system="2019", ae_titles=["ELMPACS"], scp={"ae": "ELMPACS",
    "uid": "1.2.752.24.3.3.25.11", "version": "SECTRA_PACS_23"}, named="pacs.elmh.nhs.example", alt={"manufacturer": ["Sectra AB"], "model": ["SECTRA_PACS"]}, unjudged=["model", "software",
    "manufacturer"])
dev("ris", "server", DC, "00:50:56", "category", "Magentus", "CRIS", hosts=["cris", "cris.elmh.nhs.example"], acts=[says("ORU^R01^ORU_R01", "engine", 6110, 30, "ORC|RE|RADSYN|CRISSYN||CM",
    "OBR|1|RADSYN|CRISSYN|CXRPA^Chest X-Ray PA^CRIS", "OBX|1|TX|RAD_RPT^Radiology Report^CRIS||SYNTHETIC||||||F", shift="day", version="2.4")], system="2019", ae_titles=["CRISMWL"],
    scp={"ae": "CRISMWL",
    "uid": "1.2.826.0.1.3680043.2.773", "version": "CRISMWL_2"}, port=1104, application=("CRIS_RIS", "RXE^ELMSWORTH"), named="cris.elmh.nhs.example", alt={"category": ["ehr", "pacs"],
    "manufacturer": ["HSS", "Wellbeing Software", "Healthcare Software Solutions"], "model": ["CRIS_RIS"]}, unjudged=["software", "manufacturer", "model"])
dev("engine", "hl7_interface_engine", DC, "00:50:56", "category", "InterSystems", "HealthShare Health Connect", acts=[says(kind, to, port, every, f"EVN|{kind[4:7]}|20261019", WARD_BED) for kind, to,
    port,
    every in (("ADT^A08^ADT_A01", "lis", 6120, 10), ("ADT^A01^ADT_A01", "ris", 6121, 20), ("ADT^A01^ADT_A01", "gateway-1", 6122, 20), ("ADT^A03^ADT_A03", "poc-server", 6123, 30),
    ("ADT^A02^ADT_A02", "pump-server", 6124, 30), ("ADT^A04^ADT_A01", "pharmacy", 6125, 30), ("ADT^A01^ADT_A01", "obs", 6126, 16))], system="linux", application=("RXE_TIE", "RXE"),
    alt={"manufacturer": ["InterSystems Corporation"], "model": ["HealthShare", "Health Connect", "Ensemble"]}, unjudged=["model", "manufacturer"])
dev("ehr", "ehr", FAR, "00:50:56", "category model", "Oracle Health", "Millennium", acts=[says("ADT^A01^ADT_A01", "engine", 6100, 8, "EVN|A01|20261019", WARD_BED), says("ADT^A03^ADT_A03", "engine",
    6100,
    14, "EVN|A03|20261019", "PV1|1|I|W12^BAY1^BED03^RXE"), says("ORM^O01", "engine", 6100, 16, "ORC|NW|SYN3", "OBR|1|SYN3||CXR", shift="day")], application=("MILLENNIUM", "RXE"),
    alt={"manufacturer": ["Cerner", "Oracle", "Oracle Cerner"], "os": ["Linux", "AIX"], "model": ["MILLENNIUM", "Cerner Millennium"]}, unjudged=["os"],
        note="behind the routers: known by address only")
dev("obs", "ehr", DC, "00:50:56", "category model", "Nervecentre", "Nervecentre", hosts=["ELM-NC-APP1"], acts=[says("ORU^R01^ORU_R01", "engine", 6127, 14, WARD_BED,
    "OBR|1|||NEWS2^Early warning score^L",
    "OBX|1|NM|NEWS2^NEWS2 total^L||3||||||F", version="2.4"), mounts("2019", 500)], system="2019", lease="win", application=("NERVECENTRE", "RXE"), alt={"category": ["server", "hl7_interface_engine",
    "medical_gateway", "central_station"], "manufacturer": ["Nervecentre Software"], "model": ["NERVECENTRE"]}, unjudged=["category"],
    note="scores of wards; Doubt: whether that is a record of patients")
dev("lis", "lis", DC, "00:50:56", "category model", "Clinisys", "WinPath Enterprise", hosts=["winpath", "winpath.elmh.nhs.example"], acts=[says("ORU^R01^ORU_R01", "engine", 6130, 8,
    "OBR|1|SYN5||UE^Urea and electrolytes^L",
    "OBX|1|NM|NA^Sodium^WinPath||139|mmol/L|||||F", version="2.4")], system="2019", application=("WinPath", "RXEPATH"), named="winpath.elmh.nhs.example", alt={"manufacturer": ["CliniSys",
    "Clinisys Group"],
    "model": ["WinPath", "WINPATH"]})
dev("poc-server", "server", DC, "00:50:56", "", "Radiometer", "AQURE", hosts=["ELM-AQURE01"], acts=[says("ORU^R01", "lis", 6131, 20, "OBR|1|SYN5||GAS", "OBX|1|NM|PH||7.38||||||F", shift="rounds"),
    mounts("2019", 500)], system="2019", lease="win", application=("AQURE", "RXE"), alt={"category": ["lis", "medical_gateway", "hl7_interface_engine"], "model": ["Aqure"],
    "manufacturer": ["Radiometer Medical"]}, unjudged=["model", "manufacturer"], note="manages the point of care; Doubt: what it is called")
dev("pharmacy", "server", DC, "00:50:56", "", "WellSky", "JAC", hosts=["ELM-JAC-APP1"], acts=[("logon", 500, "day", {"to": "directory"})], system="2016", lease="win", alt={"category": ["workstation",
    "medication_cabinet"]}, unjudged=["manufacturer", "model", "software"])
# Servers of the house
dev("directory", "server", DC, "00:50:56", "category hostname os", hosts=["ELM-DC01", "elm-dc01.elmh.nhs.example"], system="2022", smb_build=(10, 0, 20348), named="elm-dc01.elmh.nhs.example",
    ip6="fdb6:1a50:230:1::10", alt={"category": ["network_infrastructure"]})
dev("files", "server", DC, "d0:94:66", "category hostname os manufacturer", "Dell", "PowerEdge R740xd", hosts=["ELM-FS03", "elm-fs03.elmh.nhs.example"], acts=[("announce", 400, "all", {"comment": "",
    "version": (10, 0)})], system="2019", smb_build=(10, 0, 17763), named="elm-fs03.elmh.nhs.example", ip6="fdb6:1a50:230:1::12", unjudged=["software"], alt={"category": ["storage"],
    "manufacturer": DELL})
dev("old-files", "server", DC, "00:50:56", "os hostname", hosts=["ELMLEGACY2"], acts=[("nbns", 400, "all", {})], system="2008", native=("Windows Server 2008 R2 Standard 7601 Service Pack 1",
    "Windows Server 2008 R2 Standard 6.1"), smb_build=(6, 1, 7601), alt={"category": ["storage", "workstation"], "software": ["Windows Server 2008 R2 Standard 6.1"]}, unjudged=["software"])
dev("watch", "server", DC, "00:50:56", "category", "Paessler", "PRTG Network Monitor", hosts=["elm-prtg01"], acts=[opens("admin-pc", 200, title="Welcome | PRTG Network Monitor (ELM-PRTG01)",
    server="PRTG/22.4.81.1532"), ("ntp", 300, "all", {})], system="2019", ip6="fdb6:1a50:230:1::14", alt={"model": ["PRTG", "Welcome | PRTG Network Monitor (ELM-PRTG01)"],
        "software": ["PRTG/22.4.81.1532",
    "22.4.81.1532"], "manufacturer": ["Paessler AG"]}, unjudged=["software", "model", "manufacturer"], note="asks others by SNMP")
dev("web", "server", DC, "00:50:56", "", system="linux", unjudged=["software"], ip6="fdb6:1a50:230:1::15", note="serves TLS and makers' own protocols")
dev("broker", "server", DC, "00:50:56", "", acts=[("ntp", 300, "all", {})], system="linux", unjudged=["software", "category", "model"], note="takes what things publish")
dev("mail", "server", DC, "00:50:56", "category", hosts=["mail", "mail.elmh.nhs.example"], acts=[("dns", 120, "all", {"names": ["elm-dc01.elmh.nhs.example", "www.example.org"]})], system="linux",
    alt={"software": ["Postfix"], "model": ["Postfix"]}, unjudged=["software", "model"], note="takes devices' mail")
dev("clock", "server", DC, "d4:5a:b2", "manufacturer model", "Galleon Systems", "NTS-6002", "GS178311", acts=[opens("admin-pc", 500, title="Galleon Systems NTS-6002 Network Time Server",
    server="thttpd/2.25b")],
    system="linux", alt={"manufacturer": ["Galleon"], "model": ["NTS-6002 Network Time Server", "NTS-6002-GPS"], "software": ["thttpd/2.25b", "2.25b"], "category": ["network_infrastructure",
        "unknown"]},
    unjudged=["category", "software", "serial"], note="the house's time")
# The exchange names itself in its answers to telephones and by its page
dev("exchange", "server", DC, "08:00:0f", "category manufacturer model software", "Mitel", "MiVoice Business", None, "16.1.2.16", [("ntp", 300, "all", {}), opens("admin-pc", 500,
    title="Mitel MiVoice Business System Administration Tool", server="Mitel-3300-ICP")], system="linux", alt={"category": ["network_infrastructure", "ip_phone"], "software": [
    "Mitel-3300-ICP 16.1.2.16", "Mitel-3300-ICP"], "model": ["Mitel-3300-ICP", "3300 ICP", "3300-ICP", "3300", "MiVoice Business System Administration Tool"], "manufacturer": ["Mitel Networks"]},
    note="telephones register with it")
dev("recorder", "server", PLANT, "d0:94:66", "os hostname", "Dell", None, hosts=["ELM-CCTV-NVR1"], acts=[mounts("2019", 500), ("nbns", 300, "all", {})], system="2019", lease="win",
    alt={"category": ["storage", "workstation", "ip_camera"], "manufacturer": [*DELL, "Avigilon", "Genetec"], "software": ["gSOAP/2.8"]}, unjudged=["manufacturer", "software", "model"])
# Boards beside servers. Looked up: the answer of the first, the name in the certificate of the second
dev("board-1", "server", DC, "94:40:c9", "category manufacturer model serial software", "HPE", "ProLiant DL360 Gen9", "CZJ1783B0A", "2.82", [("got", 240, "all", {"by": "watch",
    "path": "/xmldata?item=All",
    "agent": "PRTG Network Monitor", "kind": "application/xml", "body": '<?xml version="1.0"?><RIMP><HSI><SBSN>CZJ1783B0A</SBSN><SPN>ProLiant DL360 Gen9</SPN><UUID>755258CZJ1783B0A</UUID>'
    "<SP>1</SP><cUUID>35353237-3835-5A43-4A31-37383342304</cUUID></HSI><MP><ST>1</ST><PN>Integrated Lights-Out 4 (iLO 4)</PN><FWRI>2.82</FWRI><BBLK></BBLK><HWRI>ASIC: 17</HWRI>"
    "<SN>ILOCZJ1783B0A</SN><UUID>ILO755258CZJ1783B0A</UUID></MP></RIMP>"})], system="linux", lease="-dhclient", alt={"manufacturer": ["Hewlett Packard Enterprise", *HP], "model": ["iLO 4",
    "Integrated Lights-Out 4 (iLO 4)", "Integrated Lights-Out 4"], "serial": ["ILOCZJ1783B0A"], "category": ["network_infrastructure"]})
dev("board-2", "server", DC, "d0:94:66", "manufacturer", "Dell", "iDRAC9", "7XK17J3", hosts=["idrac-7XK17J3"], acts=[("certified", 400, "day", {"by": "admin-pc",
    "subject": "C=US, O=Dell Inc., OU=Remote Access Group, CN=idrac-7XK17J3"})], system="linux", lease="dhclient", alt={"manufacturer": DELL, "model": ["iDRAC"], "serial": ["idrac-7XK17J3"],
    "category": ["network_infrastructure"]}, unjudged=["serial", "model", "software"], note="Doubt: its name holds the server's tag, which is a serial number to who knows")
# Storage. Looked up: the first one's description
dev("isilon", "storage", DC, "00:07:43", "category manufacturer software hostname", "Dell", "Isilon A200", None, "9.2.1.12", [polled("elm-isi-1 1717830042 Isilon OneFS v9.2.1.12",
    "oid:1.3.6.1.4.1.12325.1.1.2.1.1", "elm-isi-1")], ["elm-isi-1"], "linux", alt={"manufacturer": ["EMC", "Dell EMC", "Isilon", "Isilon Systems", *DELL], "model": ["Isilon", "PowerScale", "OneFS"],
    "os": ["OneFS", "Isilon OneFS"], "software": ["v9.2.1.12", "OneFS v9.2.1.12", "Isilon OneFS v9.2.1.12"], "category": ["server"]}, unjudged=["os", "model"],
    note="the system's name is its product's")
dev("library", "storage", DC, "00:30:8c", "category manufacturer model serial software hostname", "Quantum", "Scalar i3", "CAPL17830042", "230G.GS041", [polled("Quantum Scalar i3 Tape Library",
    "oid:1.3.6.1.4.1.3697.1.10.15.5", "elm-tape1", (ENTITY + "13.1", "Scalar i3"), (ENTITY + "11.1", "CAPL17830042"), (ENTITY + "12.1", "Quantum"), (ENTITY + "10.1", "230G.GS041"))], ["elm-tape1"],
    "linux", alt={"manufacturer": ["Quantum Corp.", "Quantum Corporation"], "model": ["Scalar i3 Tape Library", "Scalar"], "category": ["server", "unknown"]}, unjudged=["category"])
dev("nas", "storage", OFFICE, "90:09:d0", "category manufacturer model serial hostname", "Synology", "RS1221+", "2130TZR17830A", "6.2", [("mdns", 240, "all", {"instance": "MedPhotoNAS",
    "service": "_http._tcp.local", "port": 5000, "text": ["vendor=Synology", "model=RS1221+", "serial=2130TZR17830A", "version_major=7", "version_minor=2", "version_build=69057", "admin_port=5000",
    "mac_address=%C"]}), ("nbns", 400, "all", {})], ["MedPhotoNAS"], "linux", "udhcp", {"manufacturer": ["Synology Incorporated", "Synology Inc."], "model": ["RS1221"], "category": ["server"],
    "software": ["7.2", "69057", "7.2-69057", "DSM 7.2-69057"], "os": ["DSM", "DiskStation Manager", "Linux"]}, unjudged=["software", "os"])
