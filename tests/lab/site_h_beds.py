"""Site H's pumps, dialysis, cabinets, robots and the wards' own technology. The functions and their words are site_h_table.py's."""

from site_h_table import AIR, DC, ICU, PLANT, WARD, dev, mounts
from site_words import PUMP, afar, inside, opens, says, speaks

BBRAUN, FRESENIUS = ["B. Braun Melsungen", "BBraun", "B.Braun"], ["Fresenius", "Fresenius Vial", "Fresenius-Vial", "Fresenius Kabi AG"]

# Pumps. Those of the first kind tell a code of their type; Doubt: the form of its second half
for number, vlan, code, model, accept, serial, module in ((1, ICU, "I0002L010206", "Perfusor compactplus", ["Perfusor"], "451701", ("45171", "L82")), (3, WARD, "I0003L010205",
        "Infusomat compactplus", ["Infusomat"], "451703", ("45173", "L82")),
        (4, WARD, "687N030033", "Infusomat Space P", ["Infusomat Space", "Infusomat"], "451704", ("45174", "V3.44"))):
    dev(f"pump-{number}", "infusion_pump", vlan, "00:12:21", "category manufacturer model serial", "B. Braun", model, serial, acts=[("blood_line", 45, "all", {"by": "pump-server", "module": module,
        "pumps": [("50111", code, serial)], "prefix": "REA7"})], system="linux", lease="-udhcp", alt={"manufacturer": BBRAUN, "model": accept, "serial": [module[0]],
        "software": [code, code[3:], code[5:], module[1], code[4:]]}, unjudged=["software"])
for number, vlan, model, accept, serial in ((5, AIR, "Agilia VP MC WiFi", ["Agilia VP MC", "Agilia VP"], "24045175"), (6, AIR, "Agilia SP PCA WiFi", ["Agilia SP PCA", "Agilia SP"], "24045176")):
    dev(f"pump-{number}", "infusion_pump", vlan, "00:13:38", "category manufacturer model", "Fresenius Kabi", model, serial, acts=[opens("biomed-pc", 400, title=f"{model} - Configuration",
        server="lighttpd/1.4.45"), inside("vigilant.ch-valboise.local", 60, "all")], system="linux", lease="-udhcp", alt={"manufacturer": FRESENIUS, "model": [*accept, "Agilia",
        f"{model} - Configuration"], "software": ["lighttpd/1.4.45", "1.4.45"]}, unjudged=["software"], moves=[(0.8, 180)] if number == 5 else [])
dev("pump-7", "infusion_pump", ICU, "00:13:38", "manufacturer", "Fresenius Kabi", "Link 8+ Agilia", "22045177", acts=[inside("vigilant.ch-valboise.local", 40, "all"), ("ntp", 300, "all", {})],
    system="linux", lease="-udhcp", alt={"manufacturer": FRESENIUS, "category": ["medical_gateway"]}, note="a rack of eight pumps, which tells nothing in clear")
dev("pump-8", "infusion_pump", ICU, "f8:c6:78", "category manufacturer model", "BD", "Alaris Gateway Workstation", "8004517", acts=[opens("biomed-pc", 400,
    title="Alaris Gateway Workstation", server="GoAhead-Webs"), ("opaque", 60, "all", {"to": "pdms-gateway", "port": 1740})], system="ce", lease="-ce", alt={"manufacturer": ["CareFusion",
    "Becton Dickinson", "Alaris", "Cardinal Health"], "software": ["GoAhead-Webs"], "category": ["medical_gateway", "infusion_server"], "model": ["Gateway Workstation", "Alaris Gateway"]},
    unjudged=["software"], note="holds syringe pumps, which speak through it")
dev("pump-9", "infusion_pump", WARD, "38:0b:26", "category manufacturer model serial", "Mindray", "BeneFusion nVP", "DM-45104579", acts=[speaks("BeneFusion^%E^EUI-64", "egateway", 6931, 45,
    "DM-45104579^BeneFusion nVP^%E^EUI-64", PUMP)], system="linux", application=("BeneFusion", "MINDRAY"), alt={"manufacturer": ["MINDRAY", "Shenzhen Mindray"], "model": ["nVP"]})
dev("pump-server", "infusion_server", DC, "00:50:56", "category", "B. Braun", "OnlineSuite", hosts=["SRV-BBRAUN"], acts=[mounts("2019", 400), ("logon", 500, "day", {"to": "directory"})],
    system="2019", lease="win", alt={"category": ["medical_gateway", "server"], "manufacturer": BBRAUN, "model": ["OnlineSuite", "Space OnlineSuite"]}, unjudged=["manufacturer", "model"],
    note="asks the pumps for their state")
dev("vigilant", "infusion_server", DC, "00:50:56", "category manufacturer", "Fresenius Kabi", "Vigilant Centerium", hosts=["SRV-VIGILANT"], acts=[says("ORU^R01^ORU_R01", "engine", 6932, 20,
    "PV1|1|I|REA^07", f"OBR|1|||{PUMP}", f"OBX|1||{PUMP}|1.0.0.0|||||||X|||||||24045175^Agilia VP MC^Fresenius Kabi"), mounts("2019", 400)], system="2019", lease="win",
    application=("VIGILANT BRIDGE", "FRESENIUS KABI"), alt={"category": ["medical_gateway", "server"], "manufacturer": FRESENIUS, "model": ["VIGILANT BRIDGE", "Vigilant", "Vigilant Bridge"]},
    unjudged=["model"], note="what its messages say of a device is a pump's; Doubt: its maker stands in their head")
# Dialysis
dev("dialysis-1", "dialysis", WARD, "00:90:e8", "", "Fresenius Medical Care", "5008S CorDiax", "7VCA4517", hosts=["GEN5008-P3"], acts=[("opaque", 60, "day", {"to": "dialysis-server",
    "port": 4001})], system="rtos", lease="lwip", unjudged=["manufacturer"], alt={"category": ["medical_gateway", "network_infrastructure"], "model": ["5008", "GEN5008"], "manufacturer": ["Moxa",
    "Fresenius"]}, note="behind a serial device server, whose name somebody gave")
dev("dialysis-2", "dialysis", WARD, "cc:7b:61", "manufacturer", "Nikkiso", "DBB-EXA", "EXA04517", acts=[("opaque", 60, "day", {"to": "dialysis-server", "port": 5001})], system="rtos", lease="-bare",
    alt={"manufacturer": ["NIKKISO", "Nikkiso Co., Ltd."]})
dev("dialysis-3", "dialysis", WARD, "00:17:b9", "manufacturer", "Baxter", "Artis Physio", "AR04518", acts=[("opaque", 60, "day", {"to": "dialysis-server", "port": 5002}), ("ntp", 400, "day", {})],
    system="linux", lease="-dhclient", alt={"manufacturer": ["Gambro", "Vantive", "Gambro Lundia"]})
dev("dialysis-4", "dialysis", WARD, "00:30:59", "category manufacturer model serial software", "B. Braun", "Dialog iQ", "DQ45174", "1.05.01", [says("ORU^R01^ORU_R01", "dialysis-server", 6935, 45,
    "PV1|1|O|DIALYSE^07", "PRT|1|UC||EQUIP^^HL70912||||||Dialog iQ^B. Braun Avitum AG^1.05.01||||||||||DQ45174", "OBR|1|||70049^MDC_DEV_DIALYSIS_MDS^MDC",
    "OBX|1|NM|QB^Debit sanguin||300|mL/min|||||F", shift="day")], system="linux", application=("DIALOG IQ", "BBRAUN AVITUM"), alt={"manufacturer": [*BBRAUN, "B. Braun Avitum",
    "B. Braun Avitum AG"], "model": ["DIALOG IQ", "Dialog"]}, unjudged=["software"])
dev("dialysis-5", "dialysis", ICU, "b0:4c:05", "category manufacturer model serial", "Fresenius Medical Care", "multiFiltratePRO", "3MUC4517", acts=[says("ORU^R01", "pdms-gateway", 6936, 50,
    "PV1|1|I|REA^05", "OBR|1|||EER", "OBX|1||70049^MDC_DEV_DIALYSIS_MDS^MDC|1.0.0.0|||||||X|||||||3MUC4517^multiFiltratePRO^Fresenius Medical Care",
    "OBX|2|NM|QB^Debit sanguin|1.1.1.1|150|mL/min|||||F")], system="linux", application=("multiFiltratePRO", "FMC"), alt={"manufacturer": ["Fresenius", "Fresenius Medical Care Deutschland"],
    "model": ["multiFiltrate PRO"]})
dev("dialysis-server", "server", DC, "00:50:56", "", "Nexadia", hosts=["SRV-HEMADIALYSE"], acts=[mounts("2016", 500), ("logon", 500, "day", {"to": "directory"})], system="2016", lease="win",
    application=("HEMADIALYSE", "CHVBSYN"), unjudged=["manufacturer", "model"], alt={"category": ["medical_gateway", "dialysis"]}, note="collects the dialysis machines' data")
# Medicines: an automated store by its own protocol, a unit-dose robot by its page, a cabinet by its name
dev("cabinet-1", "medication_cabinet", PLANT, "18:60:24", "category manufacturer model software", "BD Rowa", "Rowa Vmax", None, "6.2.0.11", [("robot_store", 60, "day", {"by": "pharmacy",
    "maker": "BD Rowa", "product": "Rowa Vmax", "version": "6.2.0.11"})], system="10", alt={"manufacturer": ["BD", "Rowa", "CareFusion", "Becton Dickinson"], "model": ["Vmax", "BD Rowa Vmax"],
    "category": ["medical_robot"]})
dev("cabinet-2", "medication_cabinet", PLANT, "00:0b:ab", "manufacturer model", "Deenova", "ACCED 220", acts=[opens("plant-pc", 300, title="DEENOVA ACCED 220 - Preparation doses unitaires",
    server="Apache-Coyote/1.1")], system="linux", alt={"manufacturer": ["DEENOVA", "SDM"], "model": ["ACCED", "ACCED 220 - Preparation doses unitaires"], "software": ["Apache-Coyote/1.1"],
    "category": ["medical_robot"]}, unjudged=["software"], note="packs single doses; Doubt: nothing but its page's title says what it is")
dev("cabinet-3", "medication_cabinet", WARD, "74:fe:48", "", hosts=["ARM-PHARMA-URG"], acts=[inside("armoires.ch-valboise.local", 60, "all"), mounts("ltsb", 300, "all")], system="ltsb", lease="win",
    unjudged=["manufacturer", "model"], alt={"category": ["workstation"]}, note="its name alone says what it is")
# Robots
dev("robot-1", "medical_robot", ICU, "00:50:c2:d9:b", "manufacturer", "Intuitive Surgical", "da Vinci X", "SX04517", acts=[afar("onsite.intusurg.com", every=200, shift="theatre")], system="linux",
    lease="-networkd", alt={"manufacturer": ["Intuitive", "Intuitive Surgical, Inc"], "model": ["da Vinci"]})
dev("robot-2", "medical_robot", ICU, "3c:ec:ef", "", "Quantum Surgical", "Epione", "EP04518", hosts=["EPIONE-SALLE1"], acts=[("find", 200, "theatre", {})], system="ltsc", lease="win",
    ae_titles=["EPIONE"], unjudged=["manufacturer", "model"], alt={"category": ["modality_workstation"]}, dicom={"ae": "EPIONE", "uid": "1.2.826.0.1.3680043.2.1143",
    "version": "GDCM 3.0.8", "modality": "CT", "sop": "1.2.840.10008.5.1.4.1.1.2"}, note="a robot by its name; by what it does, a workstation")
dev("robot-3", "medical_robot", PLANT, "00:80:f4", "manufacturer model", "BA Systèmes", "SMARTBOX", None, acts=[opens("plant-pc", 300, title="BA SYSTEMES SMARTBOX - AGV LOGISTIQUE 04",
    server="Schneider-WEB/V2.1.4"), ("opaque", 60, "day", {"to": "web", "port": 7001})], system="linux", alt={"manufacturer": ["BA Systemes", "BA SYSTEMES", "Schneider Electric",
    "Telemecanique"], "model": ["SMARTBOX - AGV LOGISTIQUE 04", "AGV"], "software": ["Schneider-WEB/V2.1.4", "V2.1.4"], "category": ["building_automation", "unknown"]},
    unjudged=["software"], note="carries trolleys through the cellar, with another maker's controller")
# Tube, call system, tags
dev("tube-1", "pneumatic_tube", WARD, "00:80:a3", "", "Sumetzberger", "NT station", hosts=["PNEU-URG2"], acts=[("opaque", 60, "all", {"to": "tube-2", "port": 10001})], system="rtos", lease="lwip",
    unjudged=["manufacturer"], alt={"manufacturer": ["Lantronix"], "category": ["network_infrastructure", "medical_gateway"]}, note="a station of the tube, by its name and by whom it speaks to")
dev("tube-2", "pneumatic_tube", PLANT, "8c:04:ba", "manufacturer model", "Sumetzberger", "NTControl", None, "5.2", hosts=["PNEU-CENTRALE"], acts=[opens("plant-pc", 300,
    title="Sumetzberger NTControl 5.2 - Transport pneumatique", server="Microsoft-IIS/10.0"), ("nbns", 300, "all", {})], system="10", lease="win", alt={"manufacturer": ["Ing. Sumetzberger"],
    "model": ["NTControl 5.2", "NTControl 5.2 - Transport pneumatique"], "software": ["Microsoft-IIS/10.0", "10.0"]}, unjudged=["software"])
dev("nurse-1", "nurse_call", WARD, "00:04:74", "manufacturer", "Legrand", "BUS/SCS Appel infirmière", acts=[("opaque", 60, "all", {"to": "nurse-2", "port": 20000})], system="linux", lease="-bare",
    alt={"manufacturer": ["BTicino", "LEGRAND"]})
dev("nurse-2", "nurse_call", WARD, "18:60:24", "category manufacturer model", "Intervox Systèmes", "ConnectLine", hosts=["APPEL-MALADE1"], acts=[opens("ward-pc-1", 300,
    title="Intervox ConnectLine - Appel malade", server="Microsoft-IIS/10.0"), mounts("2019", 500, "all")], system="2019", lease="win", alt={"manufacturer": ["Intervox", "Intervox Systems",
    "Legrand", "HP", "Hewlett Packard"], "model": ["ConnectLine - Appel malade"], "software": ["Microsoft-IIS/10.0", "10.0"], "category": ["server"]}, unjudged=["software"],
    note="Doubt: its category stands in French in its page's title")
dev("nurse-3", "nurse_call", WARD, "00:0e:3d", "manufacturer model software", "Televic", "AQURA", None, "3.4.1", [opens("plant-pc", 400, title="Televic AQURA Care Communication 3.4.1",
    server="nginx/1.18.0")], system="linux", alt={"manufacturer": ["Televic Healthcare", "Televic N.V."], "model": ["AQURA Care Communication", "AQURA Care Communication 3.4.1"],
    "software": ["nginx/1.18.0", "1.18.0"]}, unjudged=["software"])
dev("rtls-1", "rtls", WARD, "00:fa:b6", "manufacturer model", "Kontakt.io", "Portal Beam", "PB04517", acts=[("published", 90, "all", {"to": "broker", "client": "kontakt-portal-beam-%m",
    "topic": "presence/stream/4a51", "body": '{"sourceId":"%m","model":"Portal Beam","manufacturer":"Kontakt.io","trackingId":"SYN-TAG-0451","rssi":-71}'})], system="linux", lease="-udhcp",
    alt={"manufacturer": ["Kontakt Micro-Location", "Kontakt.io Inc."], "serial": ["%m", "%M"]}, unjudged=["serial"], note="Doubt: what it is follows from the tags that it reports")
dev("rtls-2", "rtls", DC, "00:50:56", "category manufacturer model software", "Ekahau", "Ekahau Positioning Engine", None, "6.2", [opens("admin-pc", 400, title="Ekahau Positioning Engine 6.2",
    server="Apache-Coyote/1.1")], system="linux", alt={"model": ["Positioning Engine", "EPE", "Ekahau Positioning Engine 6.2", "Ekahau Vision"], "category": ["server"],
    "software": ["Apache-Coyote/1.1", "1.1"], "manufacturer": ["AiRISTA", "Airista Flow"]}, unjudged=["software"])
# Watchers of implants, in the clinic's own rooms
dev("implant-1", "implant_home_monitor", AIR, "00:0b:c4", "manufacturer", "Biotronik", "Renamic Neo", "45165", acts=[afar("hmsc.example.com", every=240, shift="day"), ("ntp", 400, "day", {})],
    system="linux", lease="-bare", alt={"manufacturer": ["BIOTRONIK", "BIOTRONIK GmbH & Co"], "category": ["unknown"]}, note="programs implants in the clinic")
dev("implant-2", "implant_home_monitor", AIR, "70:b3:d5:33:9", "", "MicroPort CRM", "SMARTVIEW Monitor", "SV04566", acts=[("dns", 300, "night", {"names": ["smartview.microport.example.com"]}),
    afar("smartview.microport.example.com", shift="night")], system="rtos", lease="-lwip", alt={"manufacturer": ["MicroPort", "Sorin", "LivaNova", "Sierra", "Sierra Wireless"],
    "model": ["SMARTVIEW"]}, unjudged=["manufacturer"], note="a patient's own; the name it asks for tells it to who knows the service")
# The wards' own: no category is right for it
dev("terminal", "unknown", WARD, "44:8e:12", "manufacturer", "DT Research", "DT519", "45173", acts=[inside("hoppen.ch-valboise.local", 90, "all"), ("ntp", 300, "all", {})], system="linux",
    lease="-debian", alt={"manufacturer": ["DT Research, Inc."], "category": ["workstation", "nurse_call"]}, note="hangs at the bed, for patients")
dev("cutter", "unknown", ICU, "00:30:59", "manufacturer model serial software", "BOWA", "ARC 400", "400-04574", "2.4.0", [
    ("medical_device", 90, "theatre", {"uuid": "4a510a17-7c00-4b6e-8d11-003059451004", "place": "CHVB%2F%2F%2FBLOC%2F%2F2?fac=CHVB&poc=BLOC&bed=2", "kind": None, "port": 6464, "secure": False}),
    ("medical_metadata", 300, "theatre", {"by": "pdms-gateway", "uuid": "4a510a17-7c00-4b6e-8d11-003059451004", "port": 6464, "identity": ("BOWA-electronic GmbH", "ARC 400", "900-400", "ARC BLOC2",
    "2.4.0", "400-04574")})], system="linux", alt={"manufacturer": ["BOWA-electronic", "BOWA-electronic GmbH"], "model": ["900-400"]},
    note="cuts by current; no category is right for it")
# What watches temperatures
for number, host, place, serial in ((1, "JRI-LABO1", "congelateur-80", "20451704"),):
    dev(f"logger-{number}", "unknown", WARD if number == 1 else PLANT, "c8:3b:45", "manufacturer model serial hostname software", "JRI", "LoRa SPY-BRIDGE", serial, "2.1.7", [("posted", 60, "all", {
        "to": "web", "path": "/mysirius/api/v1/mesures", "agent": "JRI-SPY-BRIDGE/2.1.7", "body": f'{{"fabricant":"JRI","modele":"LoRa SPY-BRIDGE","numero_serie":"{serial}","point":"{place}",'
        '"temperature":4.2,"alarme":false}'})], [host], "linux", "udhcp", {"manufacturer": ["Jri", "JRI SAS"], "model": ["SPY-BRIDGE", "JRI-SPY-BRIDGE"], "category": ["building_automation"],
        "software": ["JRI-SPY-BRIDGE/2.1.7"]}, unjudged=["software"], note="watches temperatures; no category is right for it")
