"""Site I's pumps, dialysis, cabinets, robots, call systems, tubes, tags and watchers of implants. The functions and their words are site_i_table.py's."""

from site_i_table import AIR, DC, ITU, PLANT, WARD, dev, mounts
from site_i_wards import BED, observed
from site_words import PUMP, afar, inside, opens, says

BBRAUN, BD = ["B. Braun Melsungen", "BBraun", "B.Braun"], ["CareFusion", "Carefusion", "Cardinal Health", "Alaris", "Alaris Medical Systems", "Becton Dickinson"]

# Docks of Basingstoke's maker, each with pumps in it: the dock has a page and its address, the pumps are known by a server's messages alone
for number, vlan, where, moved in ((1, ITU, "ITU4", ()), (3, WARD, "NICU2", [(0.8, 190)])):
    dev(f"pump-{number}", "infusion_pump", vlan, "f8:c6:78", "manufacturer model", "BD", "Alaris Gateway Workstation", f"8003178{number}", "1.6.0", [("opaque", 45, "all", {"to": "pump-server",
        "port": 3613}),
        opens("admin-pc", 400, title="Alaris Gateway Workstation", server="GoAhead-Webs")], system="ce", lease="-ce", alt={"manufacturer": BD, "model": ["Alaris Gateway", "Gateway Workstation",
        "AGW"],
        "category": ["medical_gateway"], "software": ["GoAhead-Webs"]}, unjudged=["software", "category"], moves=list(moved), note=f"a dock for pumps at {where}; Doubt: whether it is a pump")
dev("pump-4", "infusion_pump", AIR, "f8:c6:78", "category manufacturer model serial software", "BD", "Alaris neXus CC", "8002MN17834", "5.1.2", [observed("ALARIS^%E^EUI-64", 7030, 40, "^^%E^EUI-64",
    PUMP,
    "531970^MDC_ID_MODEL_MANUFACTURER^MDC|1.0.0.1|CareFusion", "531969^MDC_ID_MODEL_NUMBER^MDC|1.0.0.2|Alaris neXus CC", "531972^MDC_ID_PROD_SPEC_SERIAL^MDC|1.0.0.3|8002MN17834",
    "531975^MDC_ID_PROD_SPEC_SW^MDC|1.0.0.4|5.1.2")], system="linux", lease="-udhcp", application=("ALARIS^%E^EUI-64", "CAREFUSION"), alt={"manufacturer": BD, "model": ["Alaris CC", "neXus CC"]})
# The next tell their kind by a code of their own interface
for number, vlan, code, model, accept, serial, module in ((5, WARD, "686M030023", "Infusomat Space", ["Infusomat"], "178305", ("17835", "V3.40")), (6, AIR, "688M030023", "Perfusor Space",
    ["Perfusor"],
        "178306", ("17836", "V3.40"))):
    dev(f"pump-{number}", "infusion_pump", vlan, "00:12:21", "category manufacturer model serial", "B. Braun", model, serial, acts=[("blood_line", 45, "all", {"by": "gateway-2", "module": module,
        "pumps": [("50111", code, serial)], "prefix": "HDU2"})], system="linux", lease="-udhcp", alt={"manufacturer": BBRAUN, "model": accept, "serial": [module[0]],
        "software": [code, code[3:], module[1], code[4:]]}, unjudged=["software"])
dev("pump-7", "infusion_pump", WARD, "00:13:38", "category manufacturer model serial", "Fresenius Kabi", "Agilia VP MC WiFi", "17837441", acts=[observed("AGILIA^%E^EUI-64", 7031, 45,
    "17837441^Agilia VP MC WiFi^Fresenius Kabi", PUMP)], system="linux", lease="-udhcp", application=("AGILIA^%E^EUI-64", "FRESENIUS KABI"), alt={"manufacturer": ["Fresenius", "Fresenius Vial",
    "Fresenius-Vial"], "model": ["Agilia VP MC", "Agilia VP", "Agilia"]})
dev("pump-8", "infusion_pump", WARD, "58:42:e4", "manufacturer", "Baxter", "Evo IQ LVP", "EVO17838", acts=[inside("iqe.elmh.nhs.example", 60, "all"), ("ntp", 400, "all", {})], system="linux",
    lease="-udhcp", alt={"manufacturer": ["Baxter International", "Baxter Healthcare"], "model": ["Evo IQ"]}, note="its maker's address, and TLS to a server")
dev("pump-server", "infusion_server", DC, "00:50:56", "category", "BD", "Alaris Communication Engine", hosts=["ELM-ALARIS01"], acts=[says("ORU^R01^ORU_R01", "engine", 7033, 16, BED, f"OBR|1|||{PUMP}",
    f"OBX|1||{PUMP}|1.0.0.0|||||||X|||||||800217834^Alaris GH Plus^CareFusion", "OBX|2|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|1.1.1.1|4.2|mL/h|||||F", version="2.6"), mounts("2019", 400)], system="2019",
    lease="win", application=("ALARIS_ACE", "CAREFUSION"), alt={"category": ["medical_gateway", "server", "hl7_interface_engine"], "manufacturer": BD, "model": ["ALARIS_ACE", "ACE"]},
    unjudged=["manufacturer", "model"], note="what its messages say of a device is a pump's")
dev("iq-server", "infusion_server", DC, "00:50:56", "", "Baxter", "IQ Enterprise", hosts=["ELM-IQE-APP1"], acts=[mounts("2022", 500), ("logon", 500, "day", {"to": "directory"})], system="2022",
    lease="win", unjudged=["manufacturer", "model"], alt={"category": ["server"]}, note="its name alone says what it is")
# Dialysis
dev("dialysis-1", "dialysis", WARD, "cc:7b:61", "manufacturer", "Nikkiso", "DBB-EXA", "NKD178301", acts=[("opaque", 60, "day", {"to": "renal", "port": 8500})], system="rtos", lease="-bare",
    alt={"manufacturer": ["Nikkiso Co., Ltd."]})
dev("dialysis-2", "dialysis", WARD, "b0:4c:05", "category manufacturer model serial software", "Fresenius Medical Care", "5008S CorDiax", "9VCA178302", "4.62", [says("ORU^R01", "renal", 7034, 45,
    "PV1|1|O|RENAL^BAY1^ST04^RXE", "OBR|1|||70049^MDC_DEV_DIALYSIS_MDS^MDC", "OBX|1||70049^MDC_DEV_DIALYSIS_MDS^MDC|1.0.0.0|||||||X|||||||9VCA178302^5008S CorDiax^Fresenius Medical Care",
    "OBX|2|ST|531975^MDC_ID_PROD_SPEC_SW^MDC|1.0.0.4|4.62||||||R", shift="day")], system="linux", application=("5008S", "FMC"), alt={"manufacturer": ["Fresenius",
    "Fresenius Medical Care Deutschland"], "model": ["5008S", "5008 CorDiax"]})
dev("dialysis-3", "dialysis", WARD, "00:07:32", "hostname", "Quanta", "SC+", "Q1SC178303", acts=[afar("cloud.quantadt.example.com", every=150, shift="day"), ("mdns", 400, "day",
    {"instance": "SC+ Q1SC178303",
    "service": "_workstation._tcp.local", "port": 9, "text": []})], hosts=["QUANTA-SCPLUS-178303"], system="linux", lease="dhclient", unjudged=["manufacturer", "model", "serial", "category"],
    alt={"manufacturer": ["Quanta Dialysis Technologies"]}, note="Doubt: its name and its service's say what it is to who knows Alcester's maker")
dev("dialysis-4", "dialysis", ITU, "00:17:b9", "category manufacturer model serial", "Baxter", "AK 98", "AK98178304", acts=[says("ORU^R01", "renal", 7035, 50, "PV1|1|I|ITU^BAY1^BED02^RXE",
    "OBR|1|||HD",
    "OBX|1||70049^MDC_DEV_DIALYSIS_MDS^MDC|1.0.0.0|||||||X|||||||AK98178304^AK 98^Gambro", "OBX|2|NM|FLOW^Blood flow|1.1.1.1|250|mL/min|||||F")], system="linux", application=("AK98", "GAMBRO"),
    alt={"manufacturer": ["Gambro", "Vantive", "Gambro Lundia", "Gambro Lundia AB"], "model": ["AK98"]})
dev("renal", "server", DC, "00:50:56", "", "CCL", "Clinical Vision", hosts=["ELM-RENAL01"], acts=[mounts("2016", 400), says("ORU^R01", "engine", 7036, 40, "OBR|1|||HD", "OBX|1|NM|KTV||1.4||||||F",
    shift="day")],
    system="2016", lease="win", application=("CLINICALVISION", "RXESYN"), alt={"category": ["medical_gateway", "hl7_interface_engine", "ehr"], "manufacturer": ["Constellation Kidney"]},
        unjudged=["manufacturer",
    "model"])
# Medicines: automated stores by their own protocol, cabinets by page and name. Looked up: how the first greets
for number, prefix, maker, accept, spoken, product, other, version in ((1, "d0:94:66", "BD Rowa", ["CareFusion", "BD", "Rowa", "CareFusion Germany 326 GmbH", "Becton Dickinson Rowa"],
        "CareFusion Germany 326 GmbH", "BD Rowa Vmax", ["Rowa Vmax", "Vmax"], "3.16.5"), (2, "3c:52:82", "Omnicell", ["Mach4", "MACH4", "Omnicell Ltd"], "Omnicell", "Medimat", ["Mach4 Medimat"],
        "6.2.1")):
    dev(f"cabinet-{number}", "medication_cabinet", PLANT, prefix, "category manufacturer model software", maker, product, None, version, [("robot_store", 60, "day", {"by": "pharmacy", "maker": spoken,
        "product": product, "version": version})], system="10", alt={"manufacturer": accept, "model": other, "category": ["medical_robot"]})
dev("cabinet-3", "medication_cabinet", WARD, "74:fe:48", "", "Omnicell", "XT", hosts=["OMNI-AMU-01"], acts=[inside("omnicenter.elmh.nhs.example", 50, "all"), mounts("ltsc", 300, "all")],
    system="ltsc",
    lease="win", unjudged=["manufacturer", "model"], alt={"category": ["workstation"]}, note="its name alone says what it is")
# Robots: Cambridge's has its maker's address, the other two names
dev("robot-1", "medical_robot", ITU, "60:3e:ca", "manufacturer", "CMR Surgical", "Versius", "VER178301", acts=[afar("connect.cmrsurgical.example.com", every=150, shift="theatre"), ("ntp", 300,
    "theatre", {})],
    system="linux", lease="-networkd", alt={"manufacturer": ["Cambridge Medical Robotics", "CMR", "Cambridge Medical Robotics Ltd"]})
dev("robot-2", "medical_robot", ITU, "00:30:64", "", "Stryker", "Mako", "ROB178302", hosts=["MAKO-TH8"], acts=[mounts("ltsb", 300, "theatre"), ("nbns", 300, "theatre", {})], system="ltsb",
    lease="win",
    unjudged=["manufacturer", "model"], alt={"category": ["workstation"]}, note="its name alone says what it is")
dev("robot-3", "medical_robot", ITU, "00:50:c2:5c:2", "manufacturer", "Intuitive Surgical", "da Vinci X", "SQ178303", acts=[afar("onsite.intusurg.example.com", every=120, shift="theatre")],
    system="linux",
    lease="-dhclient", alt={"manufacturer": ["Intuitive"], "model": ["IS4200"]})
# Call systems: two of English makers', a page of the second's; a third by its name
dev("nurse-1", "nurse_call", WARD, "64:dc:01", "manufacturer", "Static Systems", "Fusion-IP", acts=[("opaque", 60, "all", {"to": "nurse-2", "port": 5200})], system="linux", lease="-dhclient",
    alt={"manufacturer": ["Static Systems Group", "SSG"]})
dev("nurse-2", "nurse_call", DC, "64:dc:01", "category manufacturer model software", "Static Systems", "Fusion-IP", None, "4.2.18", [opens("plant-pc", 300,
    title="Static Systems Group - Fusion-IP Nurse Call v4.2.18", server="nginx/1.14.2")], system="linux", alt={"manufacturer": ["Static Systems Group", "SSG"], "model": ["Fusion-IP Nurse Call",
        "Fusion"],
    "software": ["nginx/1.14.2", "1.14.2", "v4.2.18"], "category": ["server"]}, unjudged=["software"])
dev("nurse-4", "nurse_call", WARD, "00:08:2e", "category manufacturer model", "Multitone", "EkoTek", acts=[opens("plant-pc", 400, title="Multitone EkoTek Hub - Nurse Call and Staff Alarm",
    server="lighttpd/1.4.28")],
    system="linux", lease="-udhcp", alt={"manufacturer": ["Multitone Electronics", "Multitone Electronics PLC"], "model": ["EkoTek Hub", "EkoTek Hub - Nurse Call and Staff Alarm"],
    "software": ["lighttpd/1.4.28", "1.4.28"], "category": ["rtls"]}, unjudged=["software"])
# Tubes, tags
dev("tube-1", "pneumatic_tube", WARD, "00:80:a3", "", "Quirepace", "station", hosts=["PTS-STN-PATH"], acts=[("opaque", 60, "all", {"to": "tube-2", "port": 10001})], system="rtos", lease="lwip",
    unjudged=["manufacturer"], alt={"manufacturer": ["Lantronix"], "category": ["network_infrastructure", "medical_gateway"]}, note="a station of the tube, by its name, behind a serial device server")
dev("tube-2", "pneumatic_tube", PLANT, "d0:94:66", "category manufacturer model", "Quirepace", "PTS Supervisor", hosts=["ELM-PTS-CTRL"], acts=[opens("plant-pc", 300,
    title="Quirepace PTS Supervisor - Pneumatic Tube System", server="Microsoft-IIS/10.0")], system="10", lease="win", alt={"manufacturer": ["Quirepace Ltd", "Hanter"],
        "software": ["Microsoft-IIS/10.0",
    "10.0"], "model": ["PTS Supervisor - Pneumatic Tube System", "Supervisor"], "category": ["workstation", "server"]}, unjudged=["software"])
dev("rtls-1", "rtls", WARD, "00:50:c2:f2:2", "manufacturer", "Harland Simon", "RFID Locator", acts=[("opaque", 60, "all", {"to": "rtls-2", "port": 6001})], system="rtos", lease="-bare",
    alt={"manufacturer": ["Harland Simon plc"]})
dev("rtls-2", "rtls", DC, "00:50:56", "category manufacturer model", "Harland Simon", "RFiD Discovery", hosts=["ELM-RTLS01"], acts=[opens("admin-pc", 400,
    title="Harland Simon RFiD Discovery - Asset Tracking",
    server="Microsoft-IIS/10.0"), mounts("2019", 500)], system="2019", lease="win", alt={"model": ["RFiD Discovery - Asset Tracking"], "category": ["server"], "manufacturer": ["Harland Simon plc",
    "Paragon ID"], "software": ["Microsoft-IIS/10.0", "10.0"]}, unjudged=["software"])
# Watchers of implants, in the clinic's own rooms
dev("implant-1", "implant_home_monitor", AIR, "00:0f:19", "manufacturer", "Boston Scientific", "LATITUDE 6460", "178301", acts=[("dns", 300, "all", {"names": ["latitude.example.com"]}),
    afar("latitude.bostonscientific.example.com", every=200, shift="night")], system="rtos", lease="-bare", alt={"manufacturer": ["Guidant"], "model": ["LATITUDE"]})
dev("implant-2", "implant_home_monitor", AIR, "00:80:64", "", "Abbott", "Merlin@home EX1150", "178302", acts=[("dns", 200, "all", {"names": ["rpc.merlin.net", "transmitter.merlin.net"]}),
    afar("transmitter.merlin.net", every=200)], system="linux", lease="-lwip", alt={"manufacturer": ["St. Jude Medical", "Wyse", "Wyse Technology"], "model": ["Merlin@home"]},
        unjudged=["manufacturer"],
    note="Doubt: the name it asks for tells its category to who knows the service")
# The ward's own: no category is right for it
dev("warmer", "unknown", WARD, "dc:a6:32", "manufacturer model serial", "Inspiration Healthcare", "LifeStart", "LS178301", acts=[("posted", 120, "all", {"to": "web", "path": "/fhir/Device",
    "port": 8080,
    "agent": "lifestart/2.1", "kind": "application/fhir+json", "body": '{"resourceType":"Device","id":"SYN-LS178301","manufacturer":"Inspiration Healthcare","deviceName":[{"name":"LifeStart",'
    '"type":"model-name"}],"modelNumber":"LifeStart","serialNumber":"LS178301","type":{"text":"Neonatal resuscitation unit"}}'})], system="linux", lease="-dhcpcd", alt={"manufacturer": [
    "Raspberry Pi", "Inspiration Healthcare Group"], "model": ["LifeStart unit"]}, note="a bedside unit for newborns, on a Raspberry Pi")
