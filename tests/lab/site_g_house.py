"""Site G's laboratory, point of care and servers. The functions and their words are site_g_table.py's."""

from site_g_table import DC, FAR, ICU, LAB, OFFICE, PLANT, WARD, dev, mounts
from site_words import DELL, FUJITSU, LENOVO, opens, polled, says

ROCHE, ABBOTT = ["Roche Diagnostics", "ROCHE"], ["Abbott Diagnostics", "ABBOTT"]
SIEMENS = ["Siemens", "Siemens Healthcare Diagnostics", "SIEMENS"]


def headed(port, every, header, shift="all", to="lis"):
    """Results behind a header as the maker's manual or a log of his has it."""
    return ("headed", every, shift, {"to": to, "port": port, "header": header})


def reader(name, vlan, prefix, maker, spoken, model, serial, software, makers, every=90, also=(), lease="-udhcp", **more):
    """One device of the point of care that says hello by POCT1-A; `more` are further words of its own."""
    words = {"device_id": serial, "vendor_id": spoken, **({"model_id": model} if "device_name" not in more else {}), "serial_id": serial, **({"sw_version": software} if software else {}), **more}
    dev(name, "poc_analyzer", vlan, prefix, "category manufacturer model serial" + (" software" if software else ""), maker, model, serial, software, [("point_of_care", every, "rounds",
        {"to": "poc-server", "port": 4170, "identity": words})], system="linux", lease=lease, alt={"manufacturer": makers, "category": ["lab_analyzer"], "model": list(also)})


# Laboratory. Looked up: the headers of the first five
dev("lab-1", "lab_analyzer", LAB, "d0:94:66", "category manufacturer model serial software", "Roche", "cobas c 111", "28301", "4.2.2.1730", [headed(5001, 30,
    "H|\\^&|||c111^Roche^c111^4.2.2.1730^1^28301|||||host|RSUPL^REAL|P|1|20261007162028")], system="rtos", alt={"manufacturer": ROCHE, "model": ["c111", "cobas c111", "c 111"]})
dev("lab-2", "lab_analyzer", LAB, "d0:94:66", "category model serial software", "Abbott", "Alinity", "HQ02830", "2.20", [headed(5002, 12,
    "H|\\^&|||Alinity^2.20^HQ02830^H1P1O1R1C1Q1L1|||||||P|1|20261007102234")], system="10", alt={"manufacturer": ABBOTT, "model": ["Alinity h-series", "Alinity hq"]})
dev("lab-3", "lab_analyzer", LAB, "90:1b:0e", "category manufacturer model serial", "Horiba", "Pentra 60", "028303", acts=[headed(5003, 25, "H|\\^&|||ABX^PENTRA60^028303|||||||P|1|20261007120000")],
    system="xp", alt={"manufacturer": ["ABX", "Horiba ABX", "HORIBA Medical", "HORIBA ABX"], "model": ["PENTRA60", "ABX Pentra 60"]})
dev("lab-4", "lab_analyzer", LAB, "4c:52:62", "category manufacturer", "Bio-Rad", "IH-1000", "28304", acts=[headed(5004, 45, "H|\\^&|||Bio-Rad|IH v5.0||||||||20261007140445")], system="7",
    alt={"manufacturer": ["BIO-RAD", "Bio-Rad Laboratories", "DiaMed"], "model": ["IH"], "software": ["v5.0", "5.0", "IH v5.0"]}, unjudged=["model", "software"],
    note="Doubt: the receiver's place names a program for several analysers")
dev("lab-5", "lab_analyzer", LAB, "00:90:e8", "category model serial software", "Sysmex", "XP-300", "B2830", "00-16", [headed(5005, 30, "H|\\^&|||XP-300^00-16^^^^B2830^AK002830||||||||E1394-97")],
    system="rtos", alt={"serial": ["AK002830"], "manufacturer": ["Sysmex Corporation", "Moxa"], "model": ["XP300"]}, unjudged=["manufacturer"],
    note="behind a serial device server; Doubt: of its two numbers either is right")
dev("lab-7", "lab_analyzer", LAB, "00:06:6b", "category manufacturer model serial software", "Sysmex", "XN-2000", "28307", "00-22", [headed(5007, 10,
    "H|\\^&|||XN-2000^00-22^28307^^^^AP928307||||||||E1394-97")], system="10", alt={"serial": ["AP928307"], "manufacturer": ["Sysmex Corporation"]}, note="Doubt: of its two numbers either is right")
dev("lab-8", "lab_analyzer", LAB, "90:1b:0e", "category model", "Siemens Healthineers", "BCS XP", "340283", acts=[("results", 30, "all", {"to": "lis", "port": 5008, "sender": "BCS XP",
    "version": "1"})], system="7", alt={"manufacturer": [*SIEMENS, "Sysmex"], "model": ["BCS"]}, unjudged=["manufacturer"])
# As IHE's Laboratory Analytical Workflow has it: model and maker, then serial number and maker
dev("lab-9", "lab_analyzer", LAB, "4c:52:62", "category manufacturer model serial", "DiaSys", "respons 920", "91-28309", acts=[says("OUL^R22^OUL_R22", "lis", 5009, 30, "SPM|1|SYN44||SER|||||||P",
    "OBR|1|SYN44||CHEM", "OBX|1|NM|14749-6^Glucose^LN||5.4|mmol/L|||||F|||||||respons 920^DiaSys~91-28309^DiaSys|20261007101500")], system="10", application=("respons 920", "DiaSys"),
    alt={"manufacturer": ["DiaSys Diagnostic Systems"], "model": ["respons"]})
dev("lab-11", "lab_analyzer", LAB, "28:de:f6", "category manufacturer serial", "bioMérieux", "BACT/ALERT VIRTUO", "00001V2830F4", acts=[("bci", 45, "all", {"to": "lis", "port": 5011, "fields": [
    "mtrsl", "iiVIRTUO", "is00001V2830F4", "si", "s0SYN", "ciSYN7", "rtBC", "nd1"]})], system="linux", alt={"manufacturer": ["bioMerieux", "BIOMERIEUX", "bioMerieux Inc."],
    "model": ["VIRTUO", "BACT/ALERT"]}, unjudged=["model"])
dev("lab-12", "lab_analyzer", LAB, "00:30:59", "category manufacturer model serial software", "Werfen", "ROTEM sigma", "SN283012", "4.3.0", [says("OUL^R22^OUL_R22", "lis", 5012, 60,
    "SPM|1|SYN9||CITR", "OBR|1|SYN9||ROTEM", "OBX|1|NM|CT^Clotting time^99TEM||62|s|||||F|||||||ROTEM sigma^SN283012^4.3.0^TEM")], system="ltsc", application=("ROTEM sigma", "TEM"),
    alt={"manufacturer": ["TEM", "Tem International", "TEM Innovations", "Instrumentation Laboratory"], "model": ["ROTEM"], "category": ["poc_analyzer"]}, unjudged=["software", "manufacturer"])
dev("track", "lab_analyzer", LAB, "d0:94:66", "category manufacturer model serial", "Roche", "cobas 8100", "2830-14", acts=[says("SSU^U03^SSU_U03", "lis", 5014, 20,
    "EQU|cobas 8100^Roche Diagnostics^2830-14^SN|20261007101500|OP^Operational^HL70365", "SAC|||SYN0283^LIS||||20261007101400|R^Process completed^HL70370")], system="10",
    application=("cobas 8100", "ROCHE"), alt={"manufacturer": ROCHE, "model": ["8100"], "category": ["server", "lis"]}, unjudged=["category"],
    note="carries tubes to the analysers; Doubt: whether that is an analyser")
# Point of care. Looked up: the form of a hello without a model's own element
reader("poc-1", WARD, "b8:78:79", "Roche", "ROCHE", "cobas h 232", "KQ0283001", "04.02.01", ROCHE, also=["h 232", "cobas h232"])
reader("poc-2", WARD, "00:25:ca", "Nova Biomedical", "NOVABIO", "StatSensor", "0602830736", "1.83", ["Nova", "NOVABIO"], also=["StatSensor Creatinine"])
reader("poc-3", WARD, "00:0a:91", "HemoCue", "HemoCue", "Glucose 201 DM", "0283-712-003", "2.7.1", ["HemoCue AB", "HEMOCUE"], also=["HemoCue Glucose 201 DM", "Glucose 201DM"])
reader("poc-5", ICU, "00:30:59", "Werfen", "ITC", "Hemochron Signature Elite", "SE28305", None, ["ITC", "Instrumentation Laboratory", "Accriva", "IL", "International Technidyne"], 120,
       also=["Signature Elite"])
reader("poc-6", ICU, "00:30:92", "Radiometer", "Radiometer", "AQT90 FLEX", "I393-283R006", "8.13", ["Radiometer Medical", "RADIOMETER"], 60, lease="-win", also=["AQT90", "AQT90 FLEX ZNA"],
       device_name="AQT90 FLEX ZNA", manufacturer_name="Radiometer Medical ApS")
dev("poc-8", "poc_analyzer", ICU, "00:18:65", "category manufacturer model serial", "Siemens Healthineers", "RAPIDPoint 405", "28308", acts=[("rapid", 45, "all", {"to": "poc-server", "port": 3001,
    "fields": [("aMOD", "405"), ("iIID", "28308")]})], system="rtos", alt={"manufacturer": SIEMENS, "model": ["405", "RAPIDPoint", "RAPIDPoint 400"], "category": ["lab_analyzer"]},
    unjudged=["model"])
dev("poc-9", "poc_analyzer", ICU, "00:0e:2f", "category manufacturer model serial software", "Roche", "cobas b 123", "1283009", "4.16", [headed(4209, 45,
    "H|\\^&|||ROCHE^cobas b 123^4.16^1283009|||||||P|LIS2-A2|20261007120000", to="poc-server")], system="xp", alt={"manufacturer": ROCHE, "category": ["lab_analyzer"],
    "model": ["b 123", "cobas b 123 <4>"]})
# Servers: those of DC are seen, of FAR the address only
dev("archive", "pacs", DC, "00:50:56", "category", "VISUS", "JiveX", hosts=["pacs", "pacs.kws.intern"], system="2019", ae_titles=["JIVEX"], scp={"ae": "JIVEX", "uid": "1.2.276.0.85.1",
    "version": "JIVEX_5.2"}, named="pacs.kws.intern", alt={"manufacturer": ["VISUS Health IT"]}, unjudged=["model", "software", "manufacturer"])
dev("ris", "server", DC, "00:50:56", "category", "Dedalus", "ORBIS RIS", hosts=["ris", "ris.kws.intern"], acts=[says("ORU^R01", "engine", 6710, 30, "OBR|1|SYN3|SYN3|THX^Thorax",
    "OBX|1|TX|BEF||SYNTHETIC", shift="day")], system="linux", ae_titles=["ORBISMWL"], scp={"ae": "ORBISMWL", "uid": "1.2.276.0.26.1.1.1.2", "version": "ORBIS_MWL_1"}, port=4104,
    application=("ORBISRIS", "KWSSYN"), named="ris.kws.intern", alt={"category": ["ehr", "pacs"], "manufacturer": ["Agfa"], "model": ["ORBIS"]}, unjudged=["software", "manufacturer", "model"])
dev("engine", "hl7_interface_engine", DC, "00:50:56", "category", "soffico", "Orchestra", acts=[says(kind, to, port, every, f"EVN|{kind[4:7]}|20261007", "PV1|1|I|ITS1^03^1") for kind, to, port,
    every in ( ("ADT^A08^ADT_A01", "lis", 5200, 10), ("ADT^A01^ADT_A01", "ris", 6711, 20), ("ADT^A01^ADT_A01", "gateway-1", 6712, 20), ("ADT^A03^ADT_A03", "poc-server", 4203, 30),
    ("ADT^A02^ADT_A02", "pump-server", 6713, 30), ("ADT^A04^ADT_A01", "pharmacy", 6714, 30))], system="linux", application=("ORCHESTRA", "KWSSYN"),
    alt={"manufacturer": ["soffico GmbH"], "model": ["ORCHESTRA"]}, unjudged=["model", "manufacturer"])
dev("ehr", "ehr", FAR, "00:50:56", "category model", "Dedalus", "ORBIS", acts=[says("ADT^A01^ADT_A01", "engine", 6700, 8, "EVN|A01|20261007", "PV1|1|I|ITS1^03^1"), says("ADT^A03^ADT_A03", "engine",
    6700, 14, "EVN|A03|20261007", "PV1|1|I|CHI2^12^2"), says("ORM^O01", "engine", 6700, 16, "ORC|NW|SYN3", "OBR|1|SYN3||THX", shift="day")], application=("ORBIS", "KWSSYN"),
    alt={"manufacturer": ["Agfa", "Agfa HealthCare", "Dedalus HealthCare"], "os": ["Linux", "Windows"]}, unjudged=["os"], note="behind the router: known by address only")
dev("lis", "lis", DC, "00:50:56", "category model", "Nexus", "SWISSLAB", hosts=["lauris", "lauris.kws.intern"], acts=[says("ORU^R01^ORU_R01", "engine", 6715, 8, "OBR|1|SYN5||GLU",
    "OBX|1|NM|2345-7^GLUCOSE^LN||5.1|mmol/L|||||F")], system="linux", application=("SWISSLAB", "KWSLAB"), named="lauris.kws.intern", alt={"manufacturer": ["Swisslab", "NEXUS", "Roche"],
    "model": ["Swisslab", "LAURIS", "Lauris"]})
dev("poc-server", "server", DC, "00:50:56", "", "Conworx", "POCcelerator", hosts=["KWS-POC01"], acts=[says("ORU^R01", "lis", 5202, 20, "OBR|1|SYN5||GLU", "OBX|1|NM|GLU||98|mg/dL|||||F",
    shift="rounds"), mounts("2019", 500)], system="2019", lease="win", application=("POCCELERATOR", "KWSSYN"), alt={"category": ["lis", "medical_gateway", "hl7_interface_engine"],
    "model": ["POCCELERATOR"]}, unjudged=["model", "manufacturer"], note="manages the point of care; Doubt: what it is called")
dev("pharmacy", "server", DC, "00:50:56", "", hosts=["KWS-APO01"], acts=[("logon", 500, "day", {"to": "directory"})], system="2022", lease="win", alt={"category": ["workstation",
    "medication_cabinet"]}, unjudged=["manufacturer", "model", "software"])
dev("directory", "server", DC, "00:50:56", "category hostname os", hosts=["KWS-DC01", "kws-dc01.kws.intern"], system="2019", smb_build=(10, 0, 17763), named="kws-dc01.kws.intern",
    ip6="fd12:7c28:40:1::10", alt={"category": ["network_infrastructure"]})
dev("files", "server", DC, "4c:52:62", "category hostname os manufacturer", "Fujitsu", "PRIMERGY RX2540 M4", hosts=["KWS-FS02", "kws-fs02.kws.intern"], acts=[("announce", 400, "all", {"comment": "",
    "version": (10, 0)})], system="2022", smb_build=(10, 0, 20348), named="kws-fs02.kws.intern", ip6="fd12:7c28:40:1::12", unjudged=["software"], alt={"category": ["storage"],
    "manufacturer": FUJITSU})
dev("old-files", "server", DC, "00:50:56", "os hostname", hosts=["ALTDATEN"], acts=[("nbns", 400, "all", {})], system="2008", native=("Windows Server 2008 R2 Standard 7601 Service Pack 1",
    "Windows Server 2008 R2 Standard 6.1"), smb_build=(6, 1, 7601), alt={"category": ["storage", "workstation"], "software": ["Windows Server 2008 R2 Standard 6.1"]}, unjudged=["software"])
dev("watch", "server", DC, "00:50:56", "category", "Checkmk", "Checkmk", hosts=["kws-cmk"], acts=[opens("admin-pc", 200, title="Checkmk KWS", server="Apache"), ("ntp", 300, "all", {})],
    system="linux", ip6="fd12:7c28:40:1::14", alt={"model": ["Checkmk KWS"], "software": ["Apache"], "manufacturer": ["tribe29"]}, unjudged=["software", "model", "manufacturer"],
    note="asks others by SNMP")
dev("web", "server", DC, "00:50:56", "", system="linux", unjudged=["software"], ip6="fd12:7c28:40:1::15", note="serves TLS and makers' own protocols")
dev("mail", "server", DC, "00:50:56", "category hostname", None, None, hosts=["mail", "mail.kws.intern"], acts=[("dns", 120, "all", {"names": ["kws-dc01.kws.intern", "www.example.org"]})],
    system="linux", alt={"software": ["Postfix"], "model": ["Postfix"]}, unjudged=["software", "model"], note="takes devices' mail")
dev("broker", "server", DC, "00:50:56", "", acts=[("ntp", 300, "all", {})], system="linux", unjudged=["software", "category", "model"], note="takes what things publish")
# Boards beside servers. Looked up: the tree of Redfish
dev("board-1", "server", DC, "e8:6a:64", "category manufacturer model serial", "Lenovo", "ThinkSystem SR650", "J302830A", "6.00", [("got", 240, "all", {"by": "watch",
    "path": "/redfish/v1/Systems/1/", "kind": "application/json", "agent": "python-requests/2.31.0", "body": '{"@odata.id":"/redfish/v1/Systems/1/","@odata.type":'
    '"#ComputerSystem.v1_10_0.ComputerSystem","Id":"1","Name":"System","SystemType":"Physical","Manufacturer":"Lenovo","Model":"ThinkSystem SR650","SKU":"7X06CTO1WW",'
    '"SerialNumber":"J302830A","PowerState":"On"}'})], system="linux", lease="-dhclient", alt={"manufacturer": LENOVO, "model": ["XCC", "7X06CTO1WW"], "category": ["network_infrastructure"]},
    unjudged=["software"])
# Storage. Looked up: the tables and names of both
dev("backup", "storage", DC, "00:60:16", "category manufacturer model serial hostname software", "Dell", "DD6300", "CKM00182830417", "6.2.1.10-635142", [polled(
    "Data Domain OS 6.2.1.10-635142", "oid:1.3.6.1.4.1.19746.3.1", "kws-dd1", ("1.3.6.1.4.1.19746.1.13.1.1.0", "CKM00182830417"), ("1.3.6.1.4.1.19746.1.13.1.4.0", "DD6300"))], ["kws-dd1"], "linux",
    alt={"manufacturer": ["EMC", "Dell EMC", "Data Domain", *DELL], "model": ["Data Domain DD6300", "Data Domain"], "os": ["DD OS", "Data Domain OS"], "software": ["Data Domain OS 6.2.1.10-635142",
    "6.2.1.10"], "category": ["server"]}, unjudged=["os"])
dev("nas", "storage", OFFICE, "24:5e:be", "category manufacturer model hostname", "QNAP", "TS-h886", "Q21B28304", "h5.0.1", [("mdns", 240, "all", {"instance": "AZUBI-NAS",
    "service": "_qdiscover._tcp.local", "port": 8080, "text": ["accessType=http", "accessPort=8080", "model=TS-X86", "displayModel=TS-h886", "fwVer=h5.0.1", "fwBuildNum=20230307"]}),
    ("nbns", 400, "all", {})], ["AZUBI-NAS"], "linux", "udhcp", {"model": ["TS-X86"], "manufacturer": ["QNAP Systems"], "category": ["server"], "software": ["h5.0.1.20230307", "5.0.1", "20230307"],
    "os": ["QTS", "QuTS hero", "Linux"]}, unjudged=["software", "os"])
dev("exchange", "server", DC, "00:90:33", "category manufacturer model", "innovaphone", "IP6010", "0090332830", acts=[("ntp", 300, "all", {})], system="linux", alt={"category": [
    "network_infrastructure", "ip_phone"], "software": ["innovaphone IP6010/13r3", "13r3"], "manufacturer": ["Innovaphone"]}, unjudged=["software"],
    note="telephones register with it; Doubt: its name stands in its answers to them")
dev("recorder", "server", PLANT, "d0:94:66", "os hostname", "Dell", None, hosts=["KWS-VIDEO1"], acts=[mounts("2019", 500), ("nbns", 300, "all", {})], system="2019", lease="win",
    alt={"category": ["storage", "workstation", "ip_camera"], "manufacturer": [*DELL, "Milestone"], "software": ["gSOAP/2.8"]}, unjudged=["manufacturer", "software", "model"])
