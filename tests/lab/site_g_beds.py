"""Site G's pumps, dialysis, cabinets, robots and the ward's own technology. The functions and their words are site_g_table.py's."""

from site_g_table import AIR, DC, ICU, PLANT, WARD, dev, mounts
from site_words import PUMP, afar, inside, opens, says, speaks

BBRAUN, FRESENIUS = ["B. Braun Melsungen", "BBraun", "B.Braun"], ["Fresenius", "Fresenius Vial", "Fresenius-Vial"]

# Pumps. One with a module of its own tells its kind by a code; a rack tells of several, whose numbers are none of the rack's
for number, vlan, code, model, accept, serial, module in ((1, AIR, "688M030021", "Perfusor Space", ["Perfusor"], "283401", ("28341", "V3.36")), (2, AIR, "688M030021", "Perfusor Space", ["Perfusor"],
        "283402", ("28342", "V3.36")), (3, WARD, "686M030019", "Infusomat Space", ["Infusomat"], "283403", ("28343", "V3.31")),
        (10, AIR, "686M030019", "Infusomat Space", ["Infusomat"], "283404", ("28347", "V3.31")), (11, WARD, "688M030021", "Perfusor Space", ["Perfusor"], "283405", ("28348", "V3.36"))):
    dev(f"pump-{number}", "infusion_pump", vlan, "00:12:21", "category manufacturer model serial", "B. Braun", model, serial, acts=[("blood_line", 45, "all", {"by": "pump-server", "module": module,
        "pumps": [("50111", code, serial)], "prefix": "ITS1"})], system="linux", lease="-udhcp", alt={"manufacturer": BBRAUN, "model": accept, "serial": [module[0]],
        "software": [code, code[3:], module[1], code[4:]]}, unjudged=["software"], moves=[(0.8, 180)] if number == 2 else [])
dev("pump-4", "infusion_pump", ICU, "00:12:21", "category manufacturer", "B. Braun", "SpaceStation", "28344", acts=[("blood_line", 30, "all", {"by": "pump-server", "module": ("28344", "V3.36"),
    "pumps": [("50111", "688M030021", "283441"), ("50112", "688M030021", "283442"), ("50121", "686M030019", "283443")], "prefix": "ITS1"})], system="linux", alt={"manufacturer": BBRAUN,
    "category": ["medical_gateway"]}, unjudged=["model", "serial", "software"], note="a rack of three pumps")
dev("pump-5", "infusion_pump", AIR, "00:13:38", "category manufacturer model", "Fresenius Kabi", "Agilia SP MC WiFi", "28345", acts=[opens("admin-pc", 400, title="Agilia SP MC WiFi - Configuration",
    server="lighttpd/1.4.35"), inside("vigilant.kws.intern", 60, "all")], system="linux", lease="-udhcp", alt={"manufacturer": [*FRESENIUS, "Fresenius Kabi AG"],
    "model": ["Agilia SP MC WiFi - Configuration", "Agilia SP MC", "Agilia SP", "Agilia"], "software": ["lighttpd/1.4.35", "1.4.35"]}, unjudged=["software"])
dev("pump-7", "infusion_pump", ICU, "00:30:59", "category manufacturer model serial", "Codan", "ARGUS 718 V", "718283047", acts=[speaks("CODAN ARGUS^%E^EUI-64", "engine", 6830, 40,
    "718283047^ARGUS 718 V^%E^EUI-64", PUMP)], system="linux", application=("CODAN ARGUS^%E^EUI-64", "CODAN"), alt={"manufacturer": ["CODAN", "CODAN ARGUS", "Codan ARGUS"], "model": ["718 V",
    "A718V"]})
dev("pump-8", "infusion_pump", WARD, "00:0f:14", "category manufacturer model serial", "Mindray", "BeneFusion VP5", "DF-28304848", acts=[speaks("BeneFusion^%E^EUI-64", "engine", 6831, 45,
    "DF-28304848^BeneFusion VP5^%E^EUI-64", PUMP)], system="linux", application=("BeneFusion", "MINDRAY"), alt={"manufacturer": ["MINDRAY", "Mindray DS USA"], "model": ["VP5", "BeneFusion"]})
dev("pump-server", "infusion_server", DC, "00:50:56", "category", "B. Braun", "OnlineSuite", hosts=["KWS-BBRAUN1"], acts=[says("ORU^R01^ORU_R01", "engine", 6832, 20, "PV1|1|I|ITS1^03",
    f"OBR|1|||{PUMP}", f"OBX|1||{PUMP}|1.0.0.0|||||||X|||||||283401^Perfusor Space^B.Braun"), mounts("2019", 400)], system="2019", lease="win", application=("SpaceOnlineSuite", "BBRAUN"),
    alt={"category": ["medical_gateway", "server"], "manufacturer": BBRAUN, "model": ["SpaceOnlineSuite"]}, unjudged=["manufacturer", "model"], note="what its messages say of a device is a pump's")
dev("vigilant", "infusion_server", DC, "00:50:56", "", "Fresenius Kabi", "Vigilant", hosts=["KWS-VIGILANT"], acts=[mounts("2016", 500), ("logon", 500, "day", {"to": "directory"})], system="2016",
    lease="win", unjudged=["manufacturer", "model"], alt={"category": ["server"]}, note="its name alone says what it is")
# Dialysis
dev("dialysis-1", "dialysis", WARD, "00:90:e8", "", "Fresenius Medical Care", "4008S classix", "8VCA2830", hosts=["FMC4008-D3"], acts=[("opaque", 60, "day", {"to": "web", "port": 4001})],
    system="rtos", lease="lwip", unjudged=["manufacturer"], alt={"category": ["medical_gateway", "network_infrastructure"], "model": ["FMC4008", "4008"], "manufacturer": ["Moxa"]},
    note="behind a serial device server, whose name somebody gave")
dev("dialysis-2", "dialysis", ICU, "00:30:64", "category manufacturer model serial software", "B. Braun", "OMNI", "OM28352", "1.05.02", [says("ORU^R01^ORU_R01", "engine", 6835, 45, "PV1|1|I|ITS1^04",
    "PRT|1|UC||EQUIP^^HL70912||||||OMNI^B. Braun Avitum AG^1.05.02||||||||||OM28352", "OBR|1|||70049^MDC_DEV_DIALYSIS_MDS^MDC", "OBX|1|NM|FLOW^Blutfluss||150|mL/min|||||F")], system="linux",
    application=("OMNI", "BBRAUN AVITUM"), alt={"manufacturer": [*BBRAUN, "B. Braun Avitum", "B. Braun Avitum AG"], "model": ["OMNIset"]}, unjudged=["software"])
dev("dialysis-3", "dialysis", ICU, "00:17:b9", "category manufacturer model serial", "Baxter", "Prismaflex", "PA28353", acts=[says("ORU^R01", "engine", 6836, 50, "PV1|1|I|ITS1^05", "OBR|1|||CRRT",
    "OBX|1||70049^MDC_DEV_DIALYSIS_MDS^MDC|1.0.0.0|||||||X|||||||PA28353^Prismaflex^Gambro", "OBX|2|NM|FLOW^Blood flow|1.1.1.1|180|mL/min|||||F")], system="linux", application=("Prismaflex",
    "Gambro"), alt={"manufacturer": ["Gambro", "Vantive", "Gambro Lundia"], "model": ["PrismaFlex"]})
dev("dialysis-4", "dialysis", ICU, "b0:4c:05", "manufacturer", "Fresenius Medical Care", "multiFiltrate", "2MUC2835", acts=[("opaque", 60, "all", {"to": "web", "port": 9200})], system="rtos",
    lease="-bare", alt={"manufacturer": ["Fresenius", "Fresenius Medical Care Deutschland"]})
# Medicines: automated stores by their own protocol, a cabinet by its name
for number, prefix, maker, accept, product, other, version in ((1, "00:50:56", "Willach", ["Willach Pharmacy Solutions"], "CONSIS.E", ["CONSIS E", "CONSIS"], "7.4.2"), (2, "90:1b:0e",
        "apostore", ["apostore GmbH", "KNAPP"], "apostore next", ["next"], "5.11.0")):
    dev(f"cabinet-{number}", "medication_cabinet", DC if number == 1 else PLANT, prefix, "category manufacturer model software", maker, product, None, version, [("robot_store", 60, "day",
        {"by": "pharmacy", "maker": accept[0], "product": product, "version": version})], system="2019" if number == 1 else "10", alt={"manufacturer": accept, "model": other,
        "category": ["medical_robot"]})
dev("cabinet-3", "medication_cabinet", WARD, "74:fe:48", "", hosts=["MEDSCHRANK-ITS1"], acts=[inside("unitdose.kws.intern", 60, "all"), mounts("ltsb", 300, "all")], system="ltsb", lease="win",
    unjudged=["manufacturer", "model"], alt={"category": ["workstation"]}, note="its name alone says what it is")
# Robots
dev("robot-1", "medical_robot", ICU, "70:b3:d5:b3:4", "manufacturer", "Medtronic", "Hugo RAS", "HG02836", acts=[("dns", 300, "theatre", {"names": ["hugo.example.com"]}), afar("hugo.example.com",
    every=200, shift="theatre")], system="linux", lease="-networkd", alt={"manufacturer": ["Covidien"], "model": ["Hugo"]})
dev("robot-2", "medical_robot", PLANT, "00:60:65", "category manufacturer model software", "Swisslog", "TransCar LTC 2", None, "4.1.7", [opens("plant-pc", 300,
    title="Swisslog TransCar LTC 2 - FTF 07 - V4.1.7", server="GoAhead-Webs"), ("opaque", 60, "day", {"to": "tube-2", "port": 7001})], system="linux", alt={"manufacturer": ["Swisslog Healthcare"],
    "model": ["TransCar", "TransCar LTC2", "TransCar LTC 2 - FTF 07"], "software": ["GoAhead-Webs", "V4.1.7"], "category": ["unknown"]}, unjudged=["software", "category"],
    note="carries containers through the cellar")
dev("robot-3", "medical_robot", ICU, "00:30:64", "", "Zimmer Biomet", "ROSA ONE", "R3ROSA28", hosts=["ROSA-OP4"], acts=[("find", 200, "theatre", {})], system="ltsc", lease="win",
    ae_titles=["ROSA_OP4"],
    unjudged=["manufacturer", "model", "category"], alt={"category": ["modality_workstation"]}, dicom={"ae": "ROSA_OP4", "uid": "1.2.276.0.7230010.3.0.3.6.4", "version": "OFFIS_DCMTK_364",
    "modality": "CT", "sop": "1.2.840.10008.5.1.4.1.1.2"}, note="a robot by its name; by what it does, a workstation")
# Tube, call system, tags
dev("tube-1", "pneumatic_tube", WARD, "00:c0:3d", "", "Aerocom", "AC4000 station", hosts=["ROHRPOST-ST23"], acts=[("opaque", 60, "all", {"to": "tube-2", "port": 8000})], system="rtos", lease="lwip",
    unjudged=["manufacturer"], alt={"manufacturer": ["Wiesemann & Theis"], "model": ["ROHRPOST"]}, note="a station of the tube, by its name")
dev("tube-2", "pneumatic_tube", PLANT, "4c:52:62", "category manufacturer model", "Aerocom", "AC4000", hosts=["ROHRPOST-ZENTRALE"], acts=[opens("plant-pc", 300,
    title="AEROCOM AC4000 Rohrpostzentrale",
    server="Microsoft-IIS/10.0")], system="10", lease="win", alt={"manufacturer": ["AEROCOM"], "model": ["AC4000 Rohrpostzentrale"], "software": ["Microsoft-IIS/10.0", "10.0"]}, unjudged=["software"])
dev("nurse-1", "nurse_call", WARD, "6c:70:39", "category manufacturer model", "Ackermann", "clino system 99plus", acts=[opens("plant-pc", 400, title="Ackermann clino system 99plus - Rufanlage",
    server="lighttpd")], system="linux", alt={"manufacturer": ["Honeywell", "Novar", "Ackermann by Honeywell"], "model": ["clino system 99", "system 99plus", "clino",
    "clino system 99plus - Rufanlage"], "software": ["lighttpd"]}, unjudged=["software"])
dev("nurse-2", "nurse_call", WARD, "00:30:59", "category manufacturer model software", "Zettler", "Medicall 800", None, "3.2.11", [opens("plant-pc", 400,
    title="ZETTLER Medicall 800 Schwesternruf 3.2.11",
    server="Boa/0.94.13")], system="linux", alt={"manufacturer": ["Tyco", "Johnson Controls"], "model": ["Medicall", "Medicall 800 Schwesternruf", "Medicall 800 Schwesternruf 3.2.11"],
    "software": ["Boa/0.94.13", "0.94.13"]}, unjudged=["software"])
dev("rtls-1", "rtls", WARD, "00:12:6c", "manufacturer", "Elpas", "EIRIS Reader", "28361", acts=[("opaque", 60, "all", {"to": "web", "port": 5500})], system="rtos", lease="-bare",
    alt={"manufacturer": ["Visonic", "Visonic Technologies", "Tyco", "Johnson Controls"]})
dev("rtls-2", "rtls", DC, "00:50:56", "category manufacturer model software", "Quuppa", "Quuppa Positioning Engine", None, "6.3.1", [opens("admin-pc", 400, title="Quuppa Positioning Engine 6.3.1",
    server="Jetty(9.4.18.v20190429)")], system="linux", alt={"model": ["Positioning Engine", "QPE", "Quuppa Positioning Engine 6.3.1"], "category": ["server"],
    "software": ["Jetty(9.4.18.v20190429)", "9.4.18.v20190429"], "manufacturer": ["Quuppa Oy"]}, unjudged=["software"])
# Watchers of implants, in the clinic's own rooms
dev("implant-1", "implant_home_monitor", AIR, "00:0b:c4", "manufacturer", "Biotronik", "CardioMessenger", "28365", acts=[afar("cm.example.com", every=200, shift="night"), ("ntp", 400, "night", {})],
    system="rtos", lease="-bare", alt={"manufacturer": ["BIOTRONIK", "BIOTRONIK GmbH & Co"]})
dev("implant-2", "implant_home_monitor", AIR, "54:fa:89", "manufacturer", "Medtronic", "MyCareLink Relay 24960", "PMR28366", acts=[("dns", 300, "all", {"names": ["carelink.medtronic.eu"]}),
    afar("carelink.medtronic.eu")], system="linux", lease="-lwip", alt={"model": ["MyCareLink Relay", "24960"], "manufacturer": ["Medtronic CRM"]},
    note="Doubt: the name it asks for tells its category to who knows the service")
# The ward's own: no category is right for it. Looked up: the form of the first one's name, which holds its serial number
dev("card-1", "unknown", WARD, "00:0d:f8", "manufacturer serial", "Ingenico", "ORGA6100", "0141000002831A", hosts=["ORGA6100-0141000002831A"], acts=[("opaque", 120, "day", {"to": "connector",
    "port": 4742})], system="linux", lease="udhcp", alt={"manufacturer": ["ORGA Kartensysteme", "ORGA", "Worldline"], "model": ["ORGA 6141", "ORGA 6100", "ORGA 6141 online"]}, unjudged=["model"],
    note="reads health cards; Doubt: whether a name is enough for a model")
dev("terminal", "unknown", WARD, "3c:39:e7:1", "manufacturer", "BEWATEC", "MediNet", "28373", acts=[inside("medinet.kws.intern", 90, "all"), ("ntp", 300, "all", {})], system="linux", lease="-debian",
    alt={"manufacturer": ["Bewatec", "BEWATEC Kommunikationstechnik"], "category": ["workstation", "nurse_call"]}, note="hangs at the bed, for patients")
dev("cutter", "unknown", ICU, "00:30:59", "manufacturer model serial software", "Söring", "Sonoca 300", "S300-28376", "2.10", [
    ("medical_device", 90, "theatre", {"uuid": "2b830a17-6c00-4b6e-8d11-003059283002", "place": "KWS%2F%2F%2FOP%2F%2F2?fac=KWS&poc=OP&bed=2", "kind": None, "port": 6464, "secure": False}),
    ("medical_metadata", 300, "theatre", {"by": "endo-1", "uuid": "2b830a17-6c00-4b6e-8d11-003059283002", "port": 6464, "identity": ("SÖRING GmbH", "Sonoca 300", "19-400", "Sonoca OP2", "2.10",
    "S300-28376")})], system="linux", alt={"manufacturer": ["SÖRING", "SÖRING GmbH", "Soering"], "model": ["19-400"]}, unjudged=["category"],
    note="cuts by ultrasound; no category is right for it")
