"""Site E's intensive care, theatres and wards. The functions and their words are site_e_table.py's."""

from site_e_table import DELL, GE, PHILIPS, add, afar, mounts, says
from site_words import ANESTHESIA, MONITOR, PUMP, VENTILATOR, inside, opens, speaks

DRAEGER = ["Draeger", "Drager", "Dräger Medical", "Draeger Medical Systems", "Drägerwerk"]

# Monitors
for number, vlan, last, mac, part, accept, serial, software, bed in (
        (1, 22, 81, "00:09:fb:5c:41:71", "865240", ["MX800", "IntelliVue MX800"], "DE52804171", "M.04.06", "OIT-01"), (2, 22, 82, "00:09:fb:5c:41:72", "865240", ["MX800", "IntelliVue MX800"],
        "DE52804172", "M.04.06", "OIT-02"),
        (3, 32, 83, "00:09:fb:7d:41:73", "866060", ["MX400", "IntelliVue MX400"], "DE65104173", "L.01.25", "KARD-3"), (4, 22, 84, "00:09:5c:3a:41:74", "M8005A", ["MP60", "IntelliVue MP60"],
        "DE44104174", "G.01.80", "OIT-04"),
        (5, 22, 85, "00:09:fb:11:41:75", "M3002A", ["X2", "IntelliVue X2"], "DE03704175", "J.21.19", "BLOK-2"), (6, 32, 86, "00:09:fb:6b:41:76", "M2705A", ["Avalon FM50", "FM50"], "DE53704176",
        "J.30.21", "POROD-1")):
    add(f"monitor-{number}", "patient_monitor", vlan, last, mac, "category manufacturer model serial software", "Philips", part, serial, software, [], [("intellivue", 80, "all",
        {"to": "central-1"})],
        "rtos", "-vx", {"model": accept, "manufacturer": PHILIPS}, bed=bed, swaps={1: (1.2, 82), 2: (1.2, 81)}.get(number))
add("monitor-7", "patient_monitor", 22, 87, "00:30:e6:5d:41:77", "category manufacturer model serial software", "Dräger", "Delta", "5398041770", "VF9.1-W", [], [("infinity", 60, "all", {}),
    ("wave", 70, "all", {})],
    "rtos", None, {"manufacturer": [*DRAEGER, "Siemens"], "model": ["Infinity Delta"]}, bed="POOP-01")
add("monitor-8", "patient_monitor", 22, 88, "00:30:e6:5d:41:78", "category manufacturer model serial software", "Dräger", "Gamma X XL", "5397041781", "VF8.3-W", [], [("infinity", 60, "all", {}),
    ("wave", 70, "all", {})],
    "rtos", None, {"manufacturer": [*DRAEGER, "Siemens"], "model": ["Infinity Gamma X XL", "Gamma XXL"]}, bed="POOP-02")
# Doubt: which of the maker's monitors speaks is in no packet.
add("monitor-9", "patient_monitor", 22, 89, "00:00:a1:24:41:79", "category manufacturer", "GE HealthCare", "Dash 5000", "AAD041790", None, [], [("unity", 50, "all", {})], "rtos", None,
    {"manufacturer": [*GE, "Marquette", "Marquette Electronics"], "model": ["Dash"]}, bed="SOR1", unit="SOR", unjudged=["model", "serial"])
add("monitor-10", "patient_monitor", 32, 90, "00:a0:37:41:70:7a", "category manufacturer model", "Mindray", "uMEC10", "KQ-04170", None, [], [says("ORU^R01", "engine", 6801, 40,
    "PV1|1|I|WEWN^03^2", "OBR|1|||Mindray Monitor", "OBX|1|NM|101^HR|2101|74|||||||F", version="2.3.1")], "linux", None, {"manufacturer": ["MINDRAY", "Mindray DS USA"], "model": ["uMEC 10"]},
    application=("MINDRAY", "uMEC10"))
add("monitor-12", "patient_monitor", 32, 92, "14:4f:d7:e4:17:7c", "manufacturer", "Edan", "iM8", "M17041700", None, [], [("ntp", 200, "all", {}), ("opaque", 45, "all", {"to": "web",
    "port": 8002})], "rtos", "-bare",
    {"manufacturer": ["EDAN", "Edan Instruments"], "model": ["iM8B"]})
add("monitor-13", "patient_monitor", 22, 93, "08:09:b6:41:70:7d", "manufacturer", "Masimo", "Radical-7", "70417", None, [], [inside("iris.szpital.lan", 40, "all")], "linux", "-udhcp",
    {"manufacturer": ["Masimo Corporation"]})
add("monitor-14", "patient_monitor", 22, 94, "70:41:b7:41:70:7e", "category manufacturer model serial", "Edwards", "HemoSphere", "HS04170", None, [],
    [says("ORU^R01^ORU_R01", "engine", 6802, 45, "PV1|1|I|OIT^04^1", "OBR|1|||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC", f"OBX|1||{MONITOR}|1.0.0.0|||||||X|||||||HS04170^HemoSphere",
     "OBX|2|NM|149772^MDC_OUTPUT_CARD^MDC|1.1.1.1|5.1|L/min|||||F")], "linux", "-udhcp",
    {"manufacturer": ["Edwards Lifesciences", "BD"], "model": ["HEM1"]}, application=("HemoSphere", "Edwards Lifesciences"))
add("monitor-15", "patient_monitor", 32, 95, "00:1a:fa:41:70:7f", "manufacturer", "Welch Allyn", "Connex Spot Monitor 71WE", "103004170", None, [], [inside("cs-listener.szpital.lan", 60,
    "rounds", 7721), ("ntp", 240, "all", {})],
    "linux", "-old udhcp", {"manufacturer": ["Hillrom", "Hill-Rom", "Baxter"], "model": ["Connex Spot Monitor", "CSM", "71WE"]}, moves=[(0.7, 195)])
add("monitor-17", "patient_monitor", 32, 97, "00:c0:1a:41:70:81", "manufacturer", "GE HealthCare", "Corometrics 250cx", "SAB041781", None, [], [("opaque", 60, "all", {"to": "web",
    "port": 3210})], "rtos", "-bare",
    {"manufacturer": [*GE, "Corometrics", "Corometrics Medical Systems"], "model": ["250cx", "250cx Series"]}, note="an old maker's name in the list of addresses")
add("monitor-19", "patient_monitor", 32, 99, "00:08:dc:41:70:83", "", "EMTEL", "FX 3000", "F3-04170", None, ["FX3000-S4"], [("opaque", 45, "all", {"to": "web", "port": 5500})], "rtos", "lwip",
    {"manufacturer": ["Emtel", "Wiznet", "WIZnet"], "model": ["FX3000", "FX 3000MD"]}, unjudged=["manufacturer"], note="a network chip of WIZnet; its name alone says what it is")
add("telemetry", "telemetry", 32, 100, "00:30:e6:5d:41:84", "category manufacturer model serial software", "Dräger", "M300", "MS0417840", "VG2.4", [], [("infinity", 70, "all", {})], "rtos", None,
    {"manufacturer": [*DRAEGER, "Siemens"], "model": ["Infinity M300"], "category": ["patient_monitor"]}, bed="KARD-T4")
# Central stations and gateways
add("central-1", "central_station", 22, 101, "00:1e:0b:41:70:85", "category manufacturer", "Philips", "IntelliVue Information Center", None, None, ["IIC-OIT"], [
    ("old_share", 400, "all", {"to": "old-files", "native": ("Windows 2002 2600 Service Pack 3", "Windows 2002 5.1")}), ("nbns", 300, "all", {})], "xp", "xp",
    {"manufacturer": PHILIPS, "category": ["medical_gateway"], "model": ["IIC", "M3150", "Information Center"]}, note="asks IntelliVue monitors for their data")
add("central-2", "central_station", 22, 102, "b8:ca:3a:41:70:86", "", "Mindray", "Hypervisor VI", None, None, ["HYPERVISOR-OIT2"], [("llmnr", 300, "all", {}), mounts("7", 300, "all")], "7",
    "seven",
    {"manufacturer": DELL, "category": ["workstation", "server"], "model": ["Hypervisor", "HYPERVISOR"]},
    note="takes a maker's own protocol: its name alone says what it is, and sounds like something else")
add("gateway-1", "medical_gateway", 22, 103, "00:0a:f7:41:70:87", "category", "GE HealthCare", "CARESCAPE Gateway", None, None, [], [("unity_data", 30, "all", {"to": "monitor-9"}),
    says("ORU^R01", "engine", 6803, 14, "PV1|1|I|SOR^SOR1", "OBR|1|||VITALS", "OBX|1|NM|HR^Heart Rate||71|/min|||||F")], "2016", None,
    {"manufacturer": [*GE, "Broadcom"], "category": ["central_station", "hl7_interface_engine"], "model": ["CARESCAPE", "CSGW"]}, application=("CSGW", "SWSYN"), unjudged=["manufacturer", "model"],
    note="asks the maker's monitors for values and passes them on; Doubt: a central station asks as well")
add("gateway-2", "medical_gateway", 82, 104, "00:50:56:a4:17:88", "category manufacturer", "Mindray", "Gateway", None, None, ["SRV-MRGW"], [
    says("ORU^R01", "engine", 6804, 12, "PV1||I|^^OIT2&Bed5&3232241659&0&0|||||||||||||||A", "OBR||||Mindray Monitor|||0|", "OBX||NM|101^HR|2101|72||||||F", version="2.3.1"), says("QRY^A19",
        "engine", 6804, 120, "QRD|20260312101500|R|I|Q1|||1^RD|SYN0005|DEM|MindrayGateway", version="2.3.1")], "2019", "win", {"manufacturer": ["Shenzhen Mindray"], "model": ["eGateway",
        "MindrayGateway", "Mindray Gateway"]}, application=("Mindray", "Gateway"), unjudged=["model"], note="says what it is, and passes on monitors' data")
add("gateway-3", "medical_gateway", 82, 105, "00:50:56:a4:17:89", "category model", "Philips", "IntelliBridge Enterprise", None, None, [], [
    speaks("IntelliBridge Enterprise", "engine", 6805, 10, ("1704^HAMILTON-G5^0013950000041700^EUI-64", "ESRV041701^SERVO-air^^", "AMXK0417^Infinity Delta^0030E6FFFE5D4177^EUI-64"), VENTILATOR),
    says("ORU^R40^ORU_R40", "engine", 6805, 60, "PRT|1|UC||EQUIP^^HL70912||||||SERVO-air^Getinge||||||||||ESRV041701", "OBR|1|||196616^MDC_EVT_ALARM^MDC",
        f"OBX|1||{VENTILATOR}|1.0.0.0|||||||X|||||||1704^HAMILTON-G5")],
    "2016", None, {"manufacturer": PHILIPS, "model": ["IntelliBridge", "IBE"], "category": ["hl7_interface_engine", "server"]}, application=("IntelliBridge Enterprise", "SWSYN"),
    note="what stands in its messages are other makers' devices")
# Ventilators and anaesthesia
add("vent-1", "ventilator", 22, 111, "00:80:a3:41:70:8a", "category manufacturer model", "Dräger", "Evita V500", "ASAK-0417", None, [], [("medibus", 50, "all", {"by": "gateway-3", "port": 10001,
    "number": "8415", "name": "Evita V500", "revision": "02.51"})],
    "rtos", "-lwip", {"manufacturer": [*DRAEGER, "Lantronix"], "software": ["02.51", "2.51"], "model": ["Evita Infinity V500"]}, note="behind a serial device server of Lantronix")
add("vent-2", "ventilator", 22, 112, "00:90:e8:41:70:8b", "category manufacturer model", "Dräger", "Carina", "ARZK-0417", None, [], [("medibus", 70, "all", {"by": "gateway-3", "port": 4001,
    "number": "8413", "name": "Carina", "revision": "03.20"}),
    opens("admin-pc", 700, title="NPort Web Console", server="MoxaHttp/1.0")], "rtos", None, {"manufacturer": [*DRAEGER, "Moxa"], "software": ["03.20", "3.20", "MoxaHttp/1.0"],
        "category": ["medical_gateway"]},
    unjudged=["software"], note="behind a serial device server of Moxa, whose page somebody opens; Doubt: the server is as true as the device")
add("vent-3", "ventilator", 22, 113, "00:40:97:41:70:8c", "manufacturer", "GE HealthCare", "CARESCAPE R860", "CBCX04170", None, [], [("opaque", 35, "all", {"to": "gateway-1", "port": 3002})],
    "linux", "-dhclient",
    {"manufacturer": [*GE, "Datex-Ohmeda", "Datex"], "model": ["R860"]})
add("vent-5", "ventilator", 32, 115, "48:91:53:41:70:8e", "manufacturer", "Löwenstein Medical", "prisma VENT50", "24170417", None, [], [inside("prismacloud.szpital.lan", 120, "night"), ("ntp",
    300, "all", {})], "rtos", "-lwip",
    {"manufacturer": ["Weinmann", "Löwenstein", "Loewenstein Medical", "Weinmann Geräte für Medizin"], "model": ["prismaVENT50"]})
add("vent-6", "ventilator", 32, 116, "00:23:6d:41:70:8f", "manufacturer", "ResMed", "Astral 150", "2204170417", None, [], [("dns", 300, "night", {"names": ["connect.resmed.com"]}),
    afar("connect.resmed.com")], "rtos", "-lwip",
    {"manufacturer": ["ResMed Ltd"], "model": ["Astral"]})
add("vent-7", "ventilator", 22, 117, "a4:58:0f:84:17:90", "manufacturer", "Air Liquide Medical Systems", "Monnal T75", "MT75-04170", None, [], [("probe", 120, "all", {}), ("ntp", 240, "all",
    {})], "linux", "-bare",
    {"manufacturer": ["Air Liquide", "Air Liquide Medical"]})
add("vent-8", "ventilator", 22, 118, "00:0b:ab:41:70:91", "category manufacturer model serial", "Vyaire", "bellavista 1000", "MB104170", None, [],
    [speaks("bellavista^000BABFFFE417091^EUI-64", "engine", 6806, 25, "MB104170^bellavista 1000^^", VENTILATOR)], "linux", "-networkd",
    {"manufacturer": ["Vyaire Medical", "imtmedical"], "model": ["bellavista", "bellavista1000"]}, application=("bellavista", "Vyaire Medical"))
add("vent-9", "ventilator", 32, 119, "f0:e5:c3:41:70:92", "category manufacturer model serial software", "Dräger", "Babylog VN800", "ASPM-0417", "02.10", [], [
    ("medical_device", 60, "all", {"uuid": "1c0d5a17-0417-4b6e-8d11-f0e5c3417092", "place": "SWSYN%2F%2F%2FNEO%2F%2F02?fac=SWSYN&poc=NEO&bed=02", "kind": "70001", "port": 6464, "secure": False}),
    ("medical_metadata", 300, "all", {"by": "gateway-3", "uuid": "1c0d5a17-0417-4b6e-8d11-f0e5c3417092", "port": 6464, "identity": ("Dräger", "Babylog VN800", "8422700", "Babylog NEO-02",
    "02.10", "ASPM-0417")})],
    "linux", None, {"manufacturer": DRAEGER, "model": ["VN800", "8422700"]})
add("anes-1", "anesthesia", 22, 121, "00:40:97:41:70:94", "manufacturer", "GE HealthCare", "Avance CS2", "APWQ04170", None, [], [("opaque", 40, "theatre", {"to": "gateway-1", "port": 3001})],
    "linux", "-dhclient",
    {"manufacturer": [*GE, "Datex-Ohmeda", "Datex"], "model": ["Avance"]})
add("anes-2", "anesthesia", 22, 122, "00:40:02:41:70:95", "category manufacturer model", "Dräger", "Primus", "ASBE-0417", None, [], [("medibus", 50, "theatre", {"by": "gateway-3", "port": 10001,
    "number": "8603", "name": "Primus", "revision": "04.53"})],
    "rtos", None, {"manufacturer": [*DRAEGER, "Perle", "Perle Systems"], "software": ["04.53", "4.53"]}, note="behind a serial device server of Perle")
add("anes-3", "anesthesia", 22, 123, "00:a0:37:41:70:96", "category manufacturer model", "Mindray", "A5", "FA-04170", None, [],
    [speaks("MINDRAY^00A037FFFE417096^EUI-64", "engine", 6807, 30, "A5^^00A037FFFE417096^EUI-64", ANESTHESIA, "theatre")], "linux", None, {"manufacturer": ["MINDRAY", "Mindray DS USA"],
    "model": ["Mindray A5"]}, application=("A5", "MINDRAY"))
# Pumps
for number, last, mac, kind, serial, module in ((1, 131, "00:12:21:41:70:98", "I0003010005", "417231", ("41731", "F99A000014")), (2, 132, "00:12:21:41:70:99", "I0003010005", "417232", ("41732",
    "F99A000014"))):
    add(f"pump-{number}", "infusion_pump", 22, last, mac, "category manufacturer model serial", "B. Braun", "Infusomat compactplus", serial, None, [],
        [("blood_line", 40, "all", {"by": "pump-server", "module": module, "pumps": [("50111", kind, serial)], "prefix": "OIT"})], "linux", None,
        {"serial": [module[0]], "software": [kind, kind[5:], module[1], "010005"], "model": ["compactplus", "Infusomat compact plus"], "manufacturer": ["B. Braun Melsungen", "BBraun"]},
        moves=[(0.7, 134)] if number == 2 else [])
# Doubt: the rack's web server names the rack.
add("pump-3", "infusion_pump", 22, 133, "00:d0:c9:41:70:9a", "category model manufacturer os", "BD", "Alaris Gateway Workstation", "800604170", None, [], [opens("admin-pc", 400,
    title="Alaris Gateway Workstation", server="Microsoft-WinCE/4.20")], "ce", None, {"manufacturer": ["Alaris", "CareFusion", "Becton Dickinson", "Cardinal Health"],
    "category": ["medical_gateway", "infusion_server"], "model": ["Alaris Gateway", "Gateway Workstation"], "software": ["Microsoft-WinCE/4.20", "4.20"]}, unjudged=["software"])
add("pump-4", "infusion_pump", 22, 135, "00:13:38:41:70:9b", "manufacturer", "Fresenius Kabi", "Agilia Connect", "24170417", None, [], [inside("vmm.szpital.lan", 30, "all", 5671)], "linux",
    "-udhcp",
    {"manufacturer": ["Fresenius", "Fresenius Vial", "Fresenius-Vial"], "model": ["Agilia", "Volumat MC Agilia"]})
add("pump-5", "infusion_pump", 22, 136, "00:a0:37:41:70:9c", "category manufacturer model", "Mindray", "BeneFusion nDS", "NE-04170", None, [],
    [speaks("BeneFusion^00A037FFFE41709C^EUI-64", "engine", 6808, 35, "BeneFusion nDS^^00A037FFFE41709C^EUI-64", PUMP)], "linux", None, {"manufacturer": ["MINDRAY", "Mindray DS USA"],
    "model": ["nDS", "BeneFusion"]},
    application=("BeneFusion", "MINDRAY"))
add("pump-8", "infusion_pump", 32, 139, "00:1b:c5:07:b4:17", "manufacturer", "Q Core", "Sapphire", "C04170", None, [], [("ntp", 240, "all", {}), inside("sapphire.szpital.lan", 120, "all")],
    "rtos", "-lwip",
    {"manufacturer": ["Q-Core", "QCore", "QCORE Medical", "Q-Core Medical", "Eitan Medical"]})
add("pump-9", "infusion_pump", 22, 140, "00:90:e8:41:70:9f", "", "Ascor", "AP 14", "04170", None, ["ASCOR-OIT-2"], [("opaque", 50, "all", {"to": "web", "port": 966})], "rtos", "lwip",
    {"manufacturer": ["ASCOR", "Moxa"], "category": ["medical_gateway", "network_infrastructure"], "model": ["ASCOR"]}, unjudged=["manufacturer"],
    note="a rack of pumps behind a serial device server, whose name somebody gave")
add("pump-10", "infusion_pump", 32, 141, "00:03:b1:41:70:a0", "manufacturer", "ICU Medical", "Plum A+", "1704170", None, [], [("opaque", 60, "all", {"to": "web", "port": 11443}),
    ("terminal", 600, "day", {"by": "admin-pc", "port": 23, "lines": [(1, "hex:fffd18fffd20fffd23fffd27"), (1, "\r\nlogin: ")]})], "old", "-old udhcp", {"manufacturer": ["Hospira"],
    "model": ["Plum A+3"]})
add("pump-server", "infusion_server", 82, 142, "00:50:56:a4:17:a1", "category", None, None, None, None, ["SRV-POMPY"], [mounts("2019", 400, "all")], "2019", "win",
    {"category": ["medical_gateway"], "manufacturer": ["B. Braun"]}, unjudged=["manufacturer", "model"], note="asks the pumps' modules; Doubt: a gateway is as good an answer")
# Dialysis, cabinets, robots, the ward's own
add("dialysis-1", "dialysis", 22, 144, "70:b3:d5:4c:c4:17", "manufacturer", "Fresenius Medical Care", "multiFiltratePRO", "0VCA0417", None, [], [inside("tdms.szpital.lan", 45, "all"), ("ntp",
    300, "all", {})], "linux", "-udhcp",
    {"manufacturer": ["Fresenius", "FRESENIUS MEDICAL CARE"], "model": ["multiFiltrate PRO"]})
add("dialysis-2", "dialysis", 32, 145, "00:17:b9:41:70:a3", "manufacturer", "Baxter", "Artis Physio", "AR04170", None, [], [("opaque", 50, "day", {"to": "web", "port": 9001})], "rtos", "-bare",
    {"manufacturer": ["Gambro", "Gambro Lundia", "Vantive"], "model": ["Artis"]})
add("dialysis-3", "dialysis", 32, 146, "00:90:e8:41:70:a4", "", "Nipro", "Surdial-X", "SX04170", None, ["SURDIAL-X-04"], [("opaque", 60, "day", {"to": "web", "port": 950})], "rtos", "lwip",
    {"manufacturer": ["Moxa"], "category": ["medical_gateway", "network_infrastructure"], "model": ["SURDIAL-X", "Surdial X"]}, unjudged=["manufacturer"],
    note="behind a serial device server, whose name somebody gave")
add("cabinet-1", "medication_cabinet", 82, 147, "00:1b:21:41:70:a5", "category manufacturer model software", "Gollmann", "GO.compact", None, "3.8.14", ["GOLLMANN"],
    [("robot_store", 60, "day", {"by": "pharmacy", "maker": "Gollmann Kommissioniersysteme GmbH", "product": "GO.compact", "version": "3.8.14"})], "ltsc", "win",
    {"manufacturer": ["Gollmann Kommissioniersysteme GmbH", "Gollmann Kommissioniersysteme"], "category": ["medical_robot"]}, note="the pharmacy's automated store")
add("robot-1", "medical_robot", 22, 149, "bc:66:41:64:17:a7", "manufacturer", "Intuitive Surgical", "da Vinci X", "SL0417", None, [], [("dns", 300, "theatre", {"names": ["onsite.intusurg.com"]}),
    afar("onsite.intusurg.com", shift="theatre")], "linux", "-networkd",
    {"manufacturer": ["Intuitive"], "model": ["da Vinci", "IS4200"]})
add("robot-2", "medical_robot", 62, 150, "94:c6:91:41:70:a8", "os", "Mobile Industrial Robots", "MiR100", "201804170", None, ["mir-r417"], [opens("plant-pc", 400, title="MiR Robot Interface",
    server="nginx/1.10.3 (Ubuntu)")], "linux", "debian", {"manufacturer": ["MiR", "Elitegroup", "EliteGroup", "ECS"], "model": ["MiR", "mir-r417"], "category": ["unknown"], "os": ["Ubuntu",
    "Ubuntu 16.04", "Ubuntu Linux"], "software": ["nginx/1.10.3", "1.10.3"]}, unjudged=["manufacturer", "model", "software"], note="carries the kitchen's trolleys; Doubt: a transport vehicle")
add("scales", "unknown", 32, 152, "28:a6:ac:41:70:aa", "manufacturer", "seca", "mBCA 525", "10000000041700", None, [], [("probe", 200, "day", {}), inside("seca-connect.szpital.lan", 120)],
    "linux", "-lwip",
    {"manufacturer": ["Seca", "seca gmbh"], "category": ["patient_monitor"]}, note="no category is right for it")
add("defib", "unknown", 32, 153, "40:bd:9e:41:70:ab", "manufacturer", "Physio-Control", "LIFEPAK 15", "48041700", None, [], [("dns", 300, "all", {"names": ["www.lifenetsystems.com"]}),
    afar("www.lifenetsystems.com")], "rtos", "-lwip",
    {"manufacturer": ["Physio-Control, Inc", "Stryker", "Medtronic"], "category": ["patient_monitor"], "model": ["LIFEPAK"]}, note="no category is right for it")
add("nurse-1", "nurse_call", 32, 155, "00:19:05:41:70:ad", "category manufacturer model", "Schrack Seconet", "VISOCALL IP", None, None, [], [opens("ward-pc-1", 400,
    title="VISOCALL IP - System przyzywowy / Nurse call", server="lighttpd/1.4.35")], "linux", None,
    {"manufacturer": ["Schrack", "SCHRACK Seconet"], "model": ["VISOCALL"], "software": ["lighttpd/1.4.35", "1.4.35"]}, unjudged=["software"])
add("nurse-2", "nurse_call", 22, 156, "64:b6:23:41:70:ae", "manufacturer", "Schrack Seconet", "VISOCALL IP TOUCH", None, None, [], [inside("visocall.szpital.lan", 45, "all"), ("ntp", 240, "all",
    {})], "linux", "-udhcp",
    {"manufacturer": ["Schrack", "SCHRACK Seconet", "Schrack Seconet Care Communication"], "model": ["VISOCALL", "VISOCALL IP"]})
add("nurse-3", "nurse_call", 32, 157, "00:0b:82:41:70:af", "", "Tunstall", "Carecom IP", None, None, ["CARECOM-SALA7"], [("certified_by", 90, "all", {"to": "tunstall",
    "subject": "CN=carecom.szpital.lan, O=Tunstall Healthcare, C=SE"})], "linux", "udhcp", {"manufacturer": ["Grandstream", "Tunstall Healthcare"], "model": ["Carecom"], "category": ["unknown",
    "ip_phone"]}, unjudged=["manufacturer"], note="a telephone maker's hardware; only its server says what it belongs to")
add("tunstall", "server", 82, 158, "00:50:56:a4:17:b0", "manufacturer hostname", "Tunstall", "Carecom", None, None, ["carecom.szpital.lan", "carecom"], [("ntp", 300, "all", {})], "linux", None,
    {"manufacturer": ["Tunstall Healthcare"], "category": ["nurse_call"], "model": ["Carecom IP"]}, unjudged=["model", "software"], named="carecom.szpital.lan",
    note="its certificate names maker and host")
add("beacon-1", "rtls", 32, 159, "00:fa:b6:41:70:b1", "manufacturer", "Kontakt.io", "Portal Beam", "PB0417", None, [], [("broker", 60, "all", {"to": "broker-server",
    "client": "kontakt-gw-00fab64170b1"}), afar("ovs.kontakt.io")], "linux", "-networkd",
    {"manufacturer": ["Kontakt", "Kontakt Micro-Location", "Kontakt Micro-Location Sp z o.o."], "model": ["Gateway", "Portal Light", "kontakt-gw"], "category": ["network_infrastructure"]},
    unjudged=["model"])
add("locator", "rtls", 82, 160, "00:50:56:a4:17:b2", "category manufacturer model", "Ekahau", "RTLS Controller", None, None, ["SRV-EKAHAU"], [opens("admin-pc", 500,
    title="Ekahau RTLS Controller", server="Apache-Coyote/1.1")], "2016", "win",
    {"manufacturer": ["AiRISTA", "AiRISTA Flow"], "model": ["Ekahau RTLS Controller", "ERC"], "category": ["server"], "software": ["Apache-Coyote/1.1", "1.1"]}, unjudged=["software"])
add("tube", "pneumatic_tube", 62, 161, "00:30:05:41:70:b3", "category manufacturer model", "Swisslog", "TranspoNet", None, None, ["POCZTA-PNEUM"], [opens("plant-pc", 400,
    title="Swisslog TranspoNet - Pneumatic tube system", server="Apache/2.2.22 (Win32)")],
    "7", "seven", {"manufacturer": ["Swisslog Healthcare"], "model": ["Swisslog TranspoNet"], "software": ["Apache/2.2.22", "2.2.22"]}, unjudged=["software"])
add("implant-1", "implant_home_monitor", 72, 162, "00:0b:c4:41:70:b4", "manufacturer", "Biotronik", "CardioMessenger Smart", "04170417", None, [], [("dns", 300, "night",
    {"names": ["cm.biotronik-homemonitoring.com"]}), afar("cm.biotronik-homemonitoring.com", shift="night")],
    "rtos", "-lwip", {"manufacturer": ["BIOTRONIK"], "model": ["CardioMessenger"]}, note="Doubt: the name it asks for tells its category to who knows the service")
add("implant-2", "implant_home_monitor", 72, 163, "00:02:06:41:70:b5", "category", "Abbott", "Merlin@home EX1100", "041700", None, [], [("dns", 300, "night", {"names": ["www.merlin.net",
    "merlin.net"]}), afar("www.merlin.net", shift="night")], "rtos", "-bare",
    {"manufacturer": ["St. Jude Medical", "Telital", "Telit"], "model": ["Merlin@home", "Merlin.net"]}, unjudged=["manufacturer", "model"], note="a modem maker's address, and the service's name")
