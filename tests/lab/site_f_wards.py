"""Site F's intensive care, theatres and wards. The functions and their words are site_f_table.py's."""

from site_f_table import AIR, DC, ICU, PLANT, WARD, dev, mounts
from site_words import GE, MONITOR, PHILIPS, PUMP, VENTILATOR, afar, inside, opens, says, speaks

DRAEGER, MASIMO = ["Draeger", "Drager", "Dräger Medical", "Draeger Medical Systems"], ["Masimo Corporation"]


def observed(app, port, every, device, mdc, maker=None, shift="all"):
    """An observation by IHE PCD-01 to the engine."""
    return speaks(app, "engine", port, every, device, mdc, shift)


# Monitors: Philips tell part numbers
for number, vlan, prefix, part, accept, serial, software, bed in (
        (1, ICU, "00:09:fb", "866471", ["MX750", "IntelliVue MX750"], "DE6716F417", "P.01.19", "MICU-06"), (2, ICU, "00:09:fb", "865241", ["MX700", "IntelliVue MX700"], "DE5286F417", "M.00.03",
        "MICU-07"),
        (3, WARD, "7c:94:b2", "866064", ["MX500", "IntelliVue MX500"], "DE6516F417", "N.01.20", "4E-12"), (4, ICU, "00:09:5c", "M8007A", ["MP70", "IntelliVue MP70"], "DE4416F417", "K.21.58",
        "CVICU-2"),
        (5, ICU, "00:09:fb", "867030", ["X3", "IntelliVue X3"], "DE6546F417", "N.00.27", "CVICU-3"), (6, WARD, "00:09:fb", "M2703A", ["Avalon FM30", "FM30"], "DE5306F417", "J.30.21", "LD-4")):
    dev(f"monitor-{number}", "patient_monitor", vlan, prefix, "category manufacturer model serial software", "Philips", part, serial, software, [("intellivue", 80, "all", {"to": "central-1"})],
    system="rtos", lease="-vx",
        alt={"model": accept, "manufacturer": PHILIPS}, bed=bed)
# Doubt: which of the maker's monitors speaks is in no packet.
for number, vlan, prefix, model, serial, bed in ((7, ICU, "00:00:a1", "Solar 8000i", "SCH176F417", "OR1"), (8, ICU, "00:40:97", "CARESCAPE B650", "SEW156F417", "PACU3")):
    dev(f"monitor-{number}", "patient_monitor", vlan, prefix, "category manufacturer", "GE HealthCare", model, serial, acts=[("unity", 50, "all", {})], system="rtos", alt={"manufacturer": [*GE,
    "Marquette", "Datex", "Datex-Ohmeda"]},
        bed=bed, unit="ICU", unjudged=["model", "serial"])
dev("monitor-9", "patient_monitor", ICU, "00:a0:aa", "manufacturer", "Spacelabs", "91393 Xprezzon", "1393-417417", acts=[("opaque", 45, "all", {"to": "web", "port": 2001})], system="rtos",
    lease="-bare", alt={"manufacturer": ["Spacelabs Healthcare",
    "Spacelabs Medical"]})
dev("monitor-11", "patient_monitor", ICU, "00:a0:37", "category manufacturer model", "Mindray", "Passport 17m", "FK-6F000417", acts=[observed("MINDRAY_PASSPORT^%E^EUI-64", 6811, 40,
    "Passport 17m^^%E^EUI-64", MONITOR)], system="linux",
    application=("Passport 17m", "MINDRAY"), alt={"manufacturer": ["MINDRAY", "Mindray DS USA"], "model": ["MINDRAY_PASSPORT"]})
dev("monitor-12", "patient_monitor", WARD, "88:09:af", "category manufacturer model serial", "Masimo", "Root", "1000417417", acts=[observed("Masimo Root^%E^EUI-64", 6812, 35,
    "1000417417^Root^%E^EUI-64", MONITOR)], system="linux", lease="-udhcp",
    alt={"manufacturer": MASIMO, "model": ["Masimo Root"]}, application=("Masimo Root", "Masimo"))
dev("monitor-13", "patient_monitor", WARD, "00:1a:fa", "manufacturer", "Welch Allyn", "CVSM 6800", "103006F417", acts=[inside("nrs.mvmc.local", 60, "rounds", 7711), ("ntp", 240, "all", {})],
    system="linux", lease="-old udhcp",
    alt={"manufacturer": ["Hillrom", "Baxter"], "model": ["Connex Vital Signs Monitor", "CVSM"]}, moves=[(0.6, 191)])
dev("monitor-14", "patient_monitor", WARD, "00:25:ca", "category manufacturer model serial software", "Welch Allyn", "Connex Spot Monitor", "100036F417", "1.52.00", [says("ORU^R01^ORU_R01", "engine",
    6814, 60, "PV1|1|O|CLINIC^2",
    "PRT|1|UC||EQUIP^^HL70912||||||Connex Spot Monitor^Welch Allyn^1.52.00||||||||||100036F417", "OBR|1|||VITALS", "OBX|1|NM|8867-4^Heart rate^LN||71|/min|||||F", shift="rounds")], system="linux",
    lease="-networkd",
    application=("CSM", "Welch Allyn"), alt={"manufacturer": ["Hillrom", "Baxter"], "model": ["CSM"]}, unjudged=["software"])
dev("monitor-16", "patient_monitor", ICU, "70:41:b7", "category manufacturer model serial software", "Edwards", "EV1000", "EV6F417", "01.09.02", [says("ORU^R01^ORU_R01", "engine", 6816, 50,
    "PV1|1|I|CVICU^3",
    "OBR|1|||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC", f"OBX|1||{MONITOR}|1.0.0.0|||||||X|||||||EV6F417^EV1000", "OBX|2|ST|531975^MDC_ID_PROD_SPEC_SW^MDC|1.0.0.1|01.09.02||||||R")], system="7",
    alt={"manufacturer": ["Edwards Lifesciences", "BD"]}, application=("EV1000", "Edwards Lifesciences"))
dev("telemetry-1", "telemetry", AIR, "00:09:fb", "category manufacturer model serial software", "Philips", "866066", "US5196F417", "B.05.28", [("intellivue", 90, "all", {"to": "central-1"})],
    system="rtos", lease="-vx",
    alt={"model": ["MX40", "IntelliVue MX40", "MX550", "IntelliVue MX550"], "manufacturer": PHILIPS, "category": ["patient_monitor"]}, bed="T-4E-07", unjudged=["category"], note="Doubt: nothing in it says that it is carried")
dev("telemetry-2", "telemetry", WARD, "44:4b:5d", "manufacturer", "GE HealthCare", "ApexPro CH", "AAG6F417", acts=[("opaque", 60, "all", {"to": "gateway-1", "port": 3005})], system="rtos",
    lease="-bare", alt={"manufacturer": GE, "model": ["ApexPro"]})
# Central stations and gateways
dev("central-1", "central_station", ICU, "10:e7:c6", "category manufacturer", "Philips", "PIC iX", hosts=["PICIX-MICU"], acts=[mounts("ltsb", 300, "all"), ("nbns", 300, "all", {})], system="ltsb",
    lease="win",
    alt={"manufacturer": [*PHILIPS, *["HP", "Hewlett Packard"]], "category": ["medical_gateway"], "model": ["PICIX", "IntelliVue Information Center iX"]}, unjudged=["manufacturer"],
    note="asks IntelliVue monitors for their data")
dev("gateway-1", "medical_gateway", DC, "00:50:56", "category", "GE HealthCare", "CARESCAPE Gateway", acts=[("unity_data", 30, "all", {"to": "monitor-7"}), says("ORU^R01", "engine", 6820, 14,
    "PV1|1|I|OR^OR1", "OBR|1|||VITALS",
    "OBX|1|NM|HR^Heart Rate||71|/min|||||F")], system="2019", application=("DATACAPTOR", "MVMCSYN"), unjudged=["manufacturer", "model"], alt={"category": ["central_station", "hl7_interface_engine"],
    "manufacturer": [*GE, "Capsule"]})
dev("gateway-2", "medical_gateway", DC, "00:50:56", "category manufacturer model", "Philips", "Capsule", hosts=["MVMC-CAPSULE"], acts=[says("ORU^R01^ORU_R01", "engine", 6821, 10, "PV1|1|I|MICU^06",
    "OBR|1|||70001^MDC_DEV_SYS_PT_VENT_MDS^MDC",
    f"OBX|1||{VENTILATOR}|1.0.0.0|||||||X|||||||^Evita V500^Draeger", "OBX|2|NM|151562^MDC_RESP_RATE^MDC|1.1.1.1|14|/min|||||F"), mounts("2019", 500)], system="2019", lease="win",
    application=("CapsuleTech", "MVMCSYN"), alt={"manufacturer": ["Capsule", "Capsule Technologies", "CapsuleTech", "Qualcomm Life"], "model": ["CapsuleTech", "Medical Device Information Platform",
    "Chart Xpress"], "category": ["hl7_interface_engine"]},
    unjudged=["model", "manufacturer"], note="names itself by its maker; the devices in its messages are others'")
# Ventilators and anaesthesia. Looked up in its maker's manual: the answer to SNDA holds the ventilator's identity, here behind a serial device server
dev("vent-1", "ventilator", ICU, "00:80:a3", "category model serial", "Puritan Bennett", "840", "3510046417", acts=[("spoken", 50, "all", {"by": "gateway-2", "port": 10001, "lines": [(0, "SNDA\r"),
    (1, "MISCA,706,97,\x0210:21 ,840 3510046417    ,      ,JUN 09 2026 ,CMV   ,16.0  ,0.500 ,60.0  ,40    ,0.0   ,5.0   ,\x03\r")]})], system="rtos", lease="-lwip", alt={"manufacturer": ["Covidien",
    "Medtronic", "Lantronix", "Nellcor Puritan Bennett"],
    "model": ["PB840", "840 Ventilator"]}, unjudged=["manufacturer"], note="Doubt: whether one may call a ventilator's dialect by its first word")
dev("vent-2", "ventilator", ICU, "00:90:e8", "category manufacturer model", "Dräger", "Evita XL", "ASHK-0417", acts=[("medibus", 50, "all", {"by": "gateway-2", "port": 4001, "number": "8414",
    "name": "Evita XL", "revision": "07.06"})], system="rtos",
    alt={"manufacturer": [*DRAEGER, "Moxa"], "software": ["07.06", "7.06"]}, unjudged=["software"])
dev("vent-3", "ventilator", ICU, "34:9b:5b", "category manufacturer model serial", "Getinge", "SERVO-U", "SU6F417", acts=[observed("Servo^%E^EUI-64", 6825, 30, "SU6F417^SERVO-U^%E^EUI-64",
    VENTILATOR)], system="linux", lease="-udhcp",
    alt={"manufacturer": ["Maquet", "Maquet Critical Care"], "model": ["Servo-U", "Servo"]}, application=("Servo", "MAQUET"))
dev("vent-4", "ventilator", ICU, "00:80:a3", "category model", "Hamilton Medical", "HAMILTON-G5", "16417", acts=[observed("HAMILTON^%E^EUI-64", 6826, 30, "^HAMILTON-G5", VENTILATOR)], system="rtos",
    alt={"manufacturer": ["Hamilton", "Lantronix"], "model": ["G5"]},
    application=("HAMILTON", ""), unjudged=["manufacturer"])
dev("vent-5", "ventilator", AIR, "00:1f:ff", "manufacturer", "Philips Respironics", "Trilogy EV300", "TV6F417", acts=[afar("www.example.com", every=200), ("ntp", 300, "all", {})], system="linux",
    lease="-lwip", alt={"manufacturer": ["Respironics", "Philips"]})
dev("vent-6", "ventilator", ICU, "f0:e5:c3", "category manufacturer model serial software", "Dräger", "Evita V800", "ASPN-0417", "02.20", [
    ("medical_device", 60, "all", {"uuid": "1c0d5a17-6f00-4b6e-8d11-f0e5c36f0001", "place": "MVMC%2F%2F%2FMICU%2F%2F09?fac=MVMC&poc=MICU&bed=09", "kind": "70001", "port": 6464, "secure": False}),
    ("medical_metadata", 300, "all", {"by": "gateway-2", "uuid": "1c0d5a17-6f00-4b6e-8d11-f0e5c36f0001", "port": 6464, "identity": ("Dräger", "Evita V800", "8422300", "Evita MICU-09", "02.20",
    "ASPN-0417")})],
    system="linux", alt={"manufacturer": DRAEGER, "model": ["V800", "8422300"]})
dev("anes-1", "anesthesia", ICU, "44:4b:5d", "manufacturer", "GE HealthCare", "Aisys CS2", "APHY6F417", acts=[("opaque", 40, "theatre", {"to": "gateway-1", "port": 3001})], system="linux",
    lease="-dhclient", alt={"manufacturer": GE, "model": ["Aisys"]})
dev("anes-2", "anesthesia", ICU, "00:40:9d", "category manufacturer model", "Dräger", "Apollo", "ARZL-0417", acts=[("medibus", 50, "theatre", {"by": "gateway-2", "port": 2101, "number": "8605",
    "name": "Apollo", "revision": "04.52"})], system="rtos",
    alt={"manufacturer": [*DRAEGER, "Digi", "Digi International"], "software": ["04.52", "4.52"]}, unjudged=["software"])
# Pumps. Looked up: the device management message of the syringe pump
for number, serial, software, module in ((1, "4176F01", "8.00.01", "V20D29"), (2, "4176F02", "6.05.14", "V16D31")):
    dev(f"pump-{number}", "infusion_pump", WARD, "58:46:e1" if number == 1 else "00:40:9d", "category manufacturer model serial software", "Baxter", "Sigma Spectrum", serial, software,
        [("banner", 300, "day", {"by": "infusion-web", "module_software": module, "serial": serial, "software": software}), ("opaque", 60, "all", {"to": "infusion-web", "port": 51243})],
        system="rtos", lease="-bare",
        alt={"manufacturer": ["Sigma", "Baxter International"], "model": ["SIGMA Spectrum", "Spectrum"], "software": [module]})
dev("pump-3", "infusion_pump", ICU, "00:1a:01", "category manufacturer model serial", "Smiths Medical", "Medfusion 4000", "4176F03", acts=[("versioned", 90, "all", {"to": "infusion-web",
    "port": 6830, "kind": "ORU^R01^ORU_R01", "version": "2.6",
    "segments": ["PV1|1|N", "OBR|1|4176F03^Medfusion 4000^%E^EUI-64|4176F03^Medfusion 4000^%E^EUI-64|0^MDCX_EVT_POWER_CHG^MDC", f"OBX|1|ST|{PUMP}|1.0.0.0|||||||X",
    "OBX|2|ST|67880^MDC_ATTR_ID_MODEL^MDC|1.0.0.1|manufacturer=Smiths Medical model=Medfusion 4000||||||R", "OBX|3|ST|67972^MDC_ATTR_SYS_ID^MDC|1.0.0.2|4176F03^Medfusion 4000^%E^EUI-64||||||R"]})],
    system="rtos", lease="-bare", application=("Smiths Medical^%E^EUI-64", "SMITHS"), alt={"manufacturer": ["Smiths", "ICU Medical"], "model": ["Medfusion"]})
dev("pump-4", "infusion_pump", ICU, "00:d0:75", "manufacturer", "BD", "Alaris PCU 8015", "1417417", acts=[("opaque", 40, "all", {"to": "alaris", "port": 3613})], system="rtos", lease="-bare",
    alt={"manufacturer": ["Alaris", "Alaris Medical Systems", "CareFusion",
    "Becton Dickinson", "Cardinal Health"], "model": ["Alaris", "8015"]})
dev("pump-6", "infusion_pump", WARD, "00:03:b1", "category manufacturer model serial", "ICU Medical", "PLUM 360", "17417417", acts=[observed("PAT_DEVICE_ICU_MEDICAL^%E^EUI-64", 6831, 40,
    "17417417^PLUM 360^%E^EUI-64", PUMP)], system="linux", lease="-udhcp",
    application=("PAT_DEVICE_ICU_MEDICAL^%E^EUI-64", "ICU_MEDICAL"), alt={"manufacturer": ["Hospira"], "model": ["Plum 360", "PLUM"]})
dev("pump-7", "infusion_pump", ICU, "88:33:be", "manufacturer", "Ivenix", "Infusion System", "IVX0417", acts=[inside("ivenix.mvmc.local", 45, "all", 8443)], system="linux", lease="-networkd",
    alt={"manufacturer": ["Ivenix, Inc.", "Fresenius Kabi"],
    "model": ["Ivenix Infusion System"]})
dev("alaris", "infusion_server", DC, "00:50:56", "", "BD", "Alaris Systems Manager", hosts=["MVMC-ALARIS"], acts=[says("ORU^R01^ORU_R01", "engine", 6832, 20, f"OBR|1|||{PUMP}",
    f"OBX|1||{PUMP}|1.0.0.0|||||||X|||||||13514417^8015^BD"), mounts("2016", 500)],
    system="2016", lease="win", application=("Alaris^00D075FFFE000001^EUI-64", "CareFusion"), alt={"category": ["medical_gateway", "server"], "manufacturer": ["CareFusion", "Alaris",
    "Becton Dickinson", "Alaris Medical Systems"],
    "model": ["Alaris"]}, unjudged=["model", "serial", "manufacturer"], note="what its messages say of a device is a pump's")
dev("infusion-web", "infusion_server", DC, "00:50:56", "category", "Baxter", "Gateway", hosts=["MVMC-BAXGW"], acts=[mounts("2019", 400, "all")], system="2019", lease="win",
    alt={"category": ["medical_gateway", "server"]}, unjudged=["manufacturer", "model"],
    note="asks pumps and takes what they say; Doubt: a gateway is as good an answer")
# Dialysis, cabinets, robots, the ward's own
dev("dialysis-1", "dialysis", ICU, "00:30:64", "category manufacturer model serial software", "Baxter", "PrisMax", "PM1417417", "3.2", [says("ORU^R01^ORU_R01", "engine", 6835, 45, "PV1|1|I|MICU^02",
    "PRT|1|UC||EQUIP^^HL70912||||||PrisMax^Baxter^3.2||||||||||PM1417417", "OBR|1|||70049^MDC_DEV_DIALYSIS_MDS^MDC", "OBX|1|NM|FLOW^Blood flow||200|mL/min|||||F")], system="linux",
    application=("PrisMax", "Baxter"),
    alt={"manufacturer": ["Gambro", "Vantive"], "model": ["Prismax"]}, unjudged=["software"])
dev("dialysis-2", "dialysis", WARD, "00:90:e8", "", "Fresenius Medical Care", "2008T", "0TZS417417", hosts=["FMC2008T-07"], acts=[("opaque", 60, "day", {"to": "web", "port": 950})], system="rtos",
    lease="lwip", unjudged=["manufacturer"],
    alt={"category": ["medical_gateway", "network_infrastructure"], "model": ["FMC2008T"], "manufacturer": ["Moxa"]}, note="behind a serial device server, whose name somebody gave")
dev("cabinet-1", "medication_cabinet", WARD, "98:e7:43", "", "Omnicell", "XT", hosts=["OMNI-4EAST"], acts=[inside("omnicenter.mvmc.local", 40, "all"), mounts("10", 300, "all")], system="10",
    lease="win", unjudged=["manufacturer", "model"], alt={"category": ["workstation"]}, note="its name alone says what it is")
dev("cabinet-2", "medication_cabinet", ICU, "74:fe:48", "", "BD", "Pyxis ES", hosts=["PYXIS-MICU1"], acts=[("challenged", 300, "day", {"by": "admin-pc", "version": (10, 0, 14393)}),
    inside("pyxises.mvmc.local", 40, "all")], system="ltsb", lease="win",
    unjudged=["manufacturer", "model"], alt={"category": ["workstation", "server"], "software": ["Microsoft-HTTPAPI/2.0"]})
dev("cabinet-3", "medication_cabinet", DC, "00:50:56", "category manufacturer model software", "Swisslog", "BoxPicker", None, "7.2.1", [("robot_store", 60, "day", {"by": "pharmacy",
    "maker": "Swisslog Healthcare", "product": "BoxPicker", "version": "7.2.1"})],
    system="2019", alt={"manufacturer": ["Swisslog Healthcare", "Omnicell"], "category": ["medical_robot"]})
dev("robot-1", "medical_robot", ICU, "bc:66:41:6", "manufacturer", "Intuitive Surgical", "da Vinci Xi", "SK417", acts=[("dns", 300, "theatre", {"names": ["onsite.intusurg.com"]}),
    afar("onsite.intusurg.com", shift="theatre")], system="linux", lease="-networkd",
    alt={"manufacturer": ["Intuitive"], "model": ["da Vinci", "IS4000"]})
dev("bed-1", "unknown", WARD, "00:14:b8", "manufacturer", "Hill-Rom", "Centrella", "T417AM0417", acts=[inside("smartsync.mvmc.local", 90, "all"), ("ntp", 300, "all", {})], system="linux",
    lease="-udhcp", alt={"manufacturer": ["Hillrom", "Baxter"],
    "category": ["nurse_call"]}, note="a bed: no category is right for it")
dev("nurse-1", "nurse_call", WARD, "00:90:5e", "category manufacturer model", "Rauland", "Responder 5", acts=[opens("admin-pc", 400, title="Rauland Responder 5 - Nurse Call", server="GoAhead-Webs")],
    system="linux", alt={"manufacturer": ["Rauland-Borg"],
    "software": ["GoAhead-Webs"], "model": ["Responder"]}, unjudged=["software"])
dev("nurse-server", "nurse_call", DC, "98:e7:43", "manufacturer", "Rauland", "Responder 5", hosts=["MVMC-R5"], acts=[mounts("2016", 500)], system="2016", lease="win", unjudged=["model",
    "software", "manufacturer"], alt={"category": ["server", "nurse_call"],
    "manufacturer": ["Rauland-Borg", "Dell"], "software": ["Rauland Responder 5 SIP"]}, note="its registrar's name tells its maker and what it is for")
dev("badge", "ip_phone", AIR, "00:09:ef", "category manufacturer", "Vocera", "V5000 Smartbadge", acts=[("opaque", 60, "all", {"to": "web", "port": 5002})], system="linux", lease="-udhcp",
    alt={"manufacturer": ["Vocera Communications", "Stryker"],
    "category": ["mobile", "nurse_call"], "model": ["Smartbadge"]}, note="worn at the neck, to talk")
dev("rtls-2", "rtls", DC, "00:50:56", "category manufacturer model", "Securitas Healthcare", "MobileView", hosts=["MVMC-MOBILEVIEW"], acts=[opens("admin-pc", 500, title="AeroScout MobileView 5",
    server="Apache-Coyote/1.1")], system="2016", lease="win",
    alt={"manufacturer": ["AeroScout", "Stanley Healthcare", "STANLEY", "Stanley"], "model": ["MobileView 5", "AeroScout MobileView 5", "AeroScout MobileView"], "category": ["server"],
    "software": ["5", "Apache-Coyote/1.1", "1.1"]}, unjudged=["software"])
dev("rtls-3", "rtls", WARD, "00:0c:cc", "manufacturer", "AeroScout", "EX5210 Exciter", "417F", acts=[("tags", 60, "all", {"to": "rtls-2"})], system="rtos", lease="-bare",
    alt={"manufacturer": ["Aeroscout", "Stanley Healthcare", "Securitas Healthcare"], "model": ["EX5210"]})
dev("tube-1", "pneumatic_tube", PLANT, "00:80:a3", "", "Swisslog", "TransLogic CTS", hosts=["TRANSLOGIC-ST14"], acts=[("opaque", 60, "all", {"to": "tube-2", "port": 12345})], system="rtos",
    lease="lwip", unjudged=["manufacturer"],
    alt={"model": ["TRANSLOGIC", "TransLogic", "Nexus"], "manufacturer": ["Swisslog Healthcare", "Lantronix"]}, note="a station of the tube, by its name")
dev("tube-2", "pneumatic_tube", PLANT, "98:e7:43", "category manufacturer model software", "Swisslog", "SCC", None, "4.2", hosts=["TUBE-SCC"], acts=[opens("plant-pc", 300,
    title="Swisslog TransLogic System Central Control SCC 4.2", server="Microsoft-IIS/8.5")],
    system="10", lease="win", alt={"manufacturer": ["Swisslog Healthcare", "Dell"], "model": ["TransLogic System Central Control SCC 4.2", "TransLogic", "System Central Control",
    "TransLogic System Central Control SCC"],
    "software": ["Microsoft-IIS/8.5", "8.5", "SCC 4.2"]}, unjudged=["software", "model"])
dev("implant-1", "implant_home_monitor", AIR, "dc:16:a2", "manufacturer", "Medtronic", "CareLink Express", "MLE417", acts=[("dns", 300, "all", {"names": ["carelink.medtronic.com"]}),
    afar("carelink.medtronic.com")], system="rtos", lease="-lwip",
    alt={"model": ["CareLink"]}, note="Doubt: the name it asks for tells its category to who knows the service")
dev("implant-2", "implant_home_monitor", AIR, "00:0f:19", "manufacturer", "Boston Scientific", "LATITUDE 6290", "417290", acts=[("dns", 300, "all", {"names": ["latitude.bostonscientific.com"]}),
    afar("latitude.bostonscientific.com", shift="night")],
    system="rtos", lease="-bare", alt={"model": ["LATITUDE", "6290"]})
