"""Site I's monitors, ventilators and anaesthesia, and what collects their data. The functions and their words are site_i_table.py's."""

from site_i_table import AIR, DC, ITU, WARD, dev, mounts
from site_words import ANESTHESIA, GE, MONITOR, PHILIPS, VENTILATOR, afar, inside, opens, says, speaks

DRAEGER, MINDRAY = ["Draeger", "Drager", "Dräger Medical", "Draeger Medical Systems"], ["MINDRAY", "Mindray DS USA", "Shenzhen Mindray"]
MAQUET, BED = ["Maquet", "MAQUET", "Maquet Critical Care"], "PV1|1|I|ITU^BAY2^BED04^RXE"


def observed(app, port, every, device, mdc, *rows, shift="all", bed=BED):
    """An observation by IHE PCD-01 to the trust's integration engine; with `rows` the device describes itself in rows of its own."""
    if not rows:
        return speaks(app, "engine", port, every, device, mdc, shift)
    front = (bed, "OBR|1|SYN1|SYN2|182777000^monitoring of patient^SCT", f"OBX|1||{mdc}|1.0.0.0|||||||X|||||||{device}")
    return says("ORU^R01^ORU_R01", "engine", port, every, *front, *(f"OBX|{place}|ST|{row}||||||R" for place, row in enumerate(rows, 2)), shift=shift, version="2.6")


# Nomenclature of IEEE 11073-10101 for what a product says of itself
def named(maker=None, model=None, serial=None, software=None):
    """Rows of a product's specification."""
    rows = (("531970^MDC_ID_MODEL_MANUFACTURER^MDC|1.0.0.1", maker), ("531969^MDC_ID_MODEL_NUMBER^MDC|1.0.0.2", model),
            ("531972^MDC_ID_PROD_SPEC_SERIAL^MDC|1.0.0.3", serial), ("531975^MDC_ID_PROD_SPEC_SW^MDC|1.0.0.4", software))
    return [f"{row}|{value}" for row, value in rows if value]


# Monitors: Philips tell part numbers
for number, vlan, prefix, part, accept, serial, software, bed in (
        (1, ITU, "00:09:fb", "865240", ["MX800", "IntelliVue MX800"], "DE17830501", "N.00.26", "ITU-04"), (2, ITU, "00:09:fb", "866062", ["MX450", "IntelliVue MX450"], "DE35117832", "M.04.02",
        "HDU-2"),
        (3, WARD, "00:09:5c", "M8105A", ["MP5", "IntelliVue MP5"], "DE73117833", "J.22.54", "RESUS3"),
        (5, WARD, "00:09:5c", "M3002A", ["X2", "IntelliVue X2"], "DE02117835", "L.01.07", "TRANS1"), (6, WARD, "00:09:fb", "M2705A", ["FM50", "Avalon FM50"], "DE65317836", "J.31.05", "LW-RM7")):
    dev(f"monitor-{number}", "patient_monitor", vlan, prefix, "category manufacturer model serial software", "Philips", part, serial, software, [("intellivue", 80, "all", {"to": "central-1"})],
        system="rtos", lease="-vx", alt={"model": accept, "manufacturer": PHILIPS}, bed=bed)
for number, vlan, model, serial, software, bed in ((7, WARD, "Delta XL", "6006178307", "VF9.1-W", "PACU5"),):
    dev(f"monitor-{number}", "patient_monitor", vlan, "00:30:e6", "category manufacturer model serial software", "Dräger", model, serial, software, [("infinity", 60, "all", {}), ("wave", 90, "all",
        {})], system="rtos", alt={"manufacturer": [*DRAEGER, "Siemens"], "model": [f"Infinity {model}"]}, bed=bed)
# Doubt: which of the maker's monitors speaks is in no packet.
dev("monitor-9", "patient_monitor", ITU, "00:40:97", "category manufacturer", "GE HealthCare", "Dash 4000", "SBG17830309", acts=[("unity", 50, "all", {})], system="rtos",
    alt={"manufacturer": [*GE, "Marquette", "Datex"]}, bed="TH5", unit="THEAT", unjudged=["model", "serial"])
dev("monitor-10", "patient_monitor", WARD, "00:0f:14", "category manufacturer model serial", "Mindray", "BeneVision N17", "F8-17830110", acts=[observed("MINDRAY_N SERIES^%E^EUI-64", 7011, 40,
    "F8-17830110^BeneVision N17^%E^EUI-64", MONITOR)], system="linux", application=("MINDRAY_N SERIES", "MINDRAY"), alt={"manufacturer": MINDRAY, "model": ["N17", "BeneVision N17 Monitor"]})
dev("monitor-11", "patient_monitor", WARD, "00:0f:14", "manufacturer", "Mindray", "ePM 12M", "HB-17830211", acts=[("opaque", 40, "all", {"to": "gateway-1", "port": 4601})], system="linux",
    lease="-dhclient", alt={"manufacturer": MINDRAY, "model": ["ePM 12"]}, note="the gateway speaks for it, and names it")
# Welch Allyn's connectivity: the model by its family's name and number
dev("monitor-12", "patient_monitor", AIR, "00:1a:fa", "category manufacturer model serial software", "Welch Allyn", "CVSM 6700", "100017830112", "2.43.02", [observed("WA^%E^EUI-64", 7012, 30,
    "^^%E^EUI-64", MONITOR, *named("Welch Allyn", "CVSM 6700", "100017830112", "2.43.02"), shift="rounds", bed="PV1|1|I|W12^BAY1^BED03^RXE")], system="linux", lease="-udhcp",
    application=("WA^%E^EUI-64", "RXE"), alt={"manufacturer": ["Hillrom", "Hill-Rom", "Baxter", "Welch Allyn, Inc."], "model": ["Connex Vital Signs Monitor 6700", "CVSM", "Connex CVSM 6700",
    "Connex Vital Signs Monitor"]}, moves=[(0.7, 210)])
# Fetal monitors of Cardiff, haemodynamics of London: the first has its maker's address and nothing else
dev("monitor-13", "patient_monitor", WARD, "00:14:da", "manufacturer", "Huntleigh", "Sonicaid Team3", "750XC17830", acts=[("opaque", 40, "all", {"to": "central-2", "port": 9100})], system="rtos",
    lease="-bare", alt={"manufacturer": ["Huntleigh Healthcare", "Arjo", "ArjoHuntleigh"], "model": ["Team3"]}, note="its own protocol alone")
dev("monitor-14", "patient_monitor", ITU, "00:30:64", "category manufacturer model serial", "LiDCO", "LiDCOunity", "LU17830114", acts=[says("ORU^R01^ORU_R01", "engine", 7013, 50, BED,
    "PRT|1|UC||EQUIP^^HL70912||||||LiDCOunity^LiDCO Ltd||||||||||LU17830114", "OBR|1|||HAEMODYN^Haemodynamics^L", "OBX|1|NM|8741-1^Cardiac output^LN||4.8|L/min|||||F", shift="theatre")],
    system="ltsc", application=("LiDCOunity", "LIDCO"), alt={"manufacturer": ["LiDCO Ltd", "Masimo", "LIDCO"], "model": ["unity", "LiDCOunity v2"]})
dev("monitor-15", "patient_monitor", ITU, "70:41:b7", "category manufacturer model serial", "Edwards", "HemoSphere", "HS17830115", acts=[observed("HemoSphere^%E^EUI-64", 7014, 45,
    "HS17830115^HemoSphere^%E^EUI-64", MONITOR, shift="theatre")], system="linux", lease="-udhcp", application=("HemoSphere^%E^EUI-64", "EDWARDS"), alt={"manufacturer": ["Edwards Lifesciences",
    "EDWARDS",
    "BD", "Becton Dickinson"], "model": ["HEM1"]})
# A line of a serial port behind a device server of Liverpool's maker; likely, after the doppler's printed trend
dev("monitor-16", "patient_monitor", ITU, "00:0a:4f", "manufacturer model", "Deltex Medical", "CardioQ-ODM+", "ODM17830", acts=[("spoken", 60, "theatre", {"by": "gateway-2", "port": 9001,
    "lines": [(1,
    "Deltex Medical CardioQ-ODM+,19/10/26,10:41:22,SV 71,HR 68,CO 4.8,FTc 352,PV 74,SD 13.9\r\n")]})], system="rtos", alt={"manufacturer": ["Deltex", "Brainboxes", "Brainboxes Limited",
    "Brain Boxes Ltd"], "model": ["CardioQ", "CardioQ-ODM"]}, unjudged=["category", "serial"], note="behind a serial device server; Doubt: its values' names alone say what it is")
dev("telemetry-1", "telemetry", AIR, "00:09:fb", "category manufacturer model serial software", "Philips", "865352", "US42117831", "C.02.11", [("intellivue", 70, "all", {"to": "central-1"})],
    system="rtos", lease="-vx", alt={"model": ["MX40", "IntelliVue MX40"], "manufacturer": PHILIPS, "category": ["patient_monitor"]}, unjudged=["category"], bed="CCU-T3",
    note="carried: nothing but its number tells that")
dev("telemetry-2", "telemetry", AIR, "00:0f:14", "manufacturer", "Mindray", "BeneVision TM80", "GK-17830212", acts=[("opaque", 60, "all", {"to": "gateway-1", "port": 4601})], system="linux",
    lease="-udhcp", alt={"manufacturer": MINDRAY, "model": ["TM80"]}, note="the gateway names its kin")
# Central stations and collectors. Looked up: how the first gateway and the second's receiver name themselves
dev("central-1", "central_station", ITU, "3c:52:82", "category", "Philips", "PIC iX", hosts=["ELM-PIC-ITU1"], acts=[mounts("ltsb", 300, "all"), ("nbns", 300, "all", {})], system="ltsb", lease="win",
    alt={"manufacturer": [*PHILIPS, "HP", "Hewlett Packard"], "category": ["medical_gateway"]}, unjudged=["manufacturer", "model"], note="asks IntelliVue monitors for their data")
dev("central-2", "central_station", WARD, "d0:94:66", "", "Huntleigh", "Sonicaid Centrale", hosts=["ELM-CENTRALE-LW"], acts=[mounts("10", 300, "all"), ("logon", 500, "day", {"to": "directory"})],
    system="10", lease="win", unjudged=["manufacturer", "model"], alt={"category": ["workstation", "server"], "manufacturer": ["Dell"]}, note="its name alone says what it is")
dev("central-3", "central_station", DC, "00:50:56", "category manufacturer model", "Masimo", "Patient SafetyNet", hosts=["ELM-PSN01"], acts=[says("ORU^R01^ORU_R01", "engine", 7016, 16,
    "PV1|1|I|W14^BAY2^BED02^RXE", "OBR|1|||VITALS", "OBX|1|NM|150456^MDC_PULS_OXIM_SAT_O2^MDC||97|%|||||F", version="2.5"), opens("admin-pc", 500, title="Masimo Patient SafetyNet",
    server="Apache")], system="linux", lease="dhclient", application=("Masimo Patient SafetyNet", "MASIMO"), alt={"manufacturer": ["Masimo Corporation", "MASIMO"], "model": ["SafetyNet", "PSN",
    "Masimo Patient SafetyNet"], "category": ["medical_gateway", "server", "patient_monitor"], "software": ["Apache"]}, unjudged=["category", "software"])
dev("gateway-1", "medical_gateway", DC, "00:50:56", "category manufacturer model", "Mindray", "eGateway", hosts=["ELM-EGATEWAY1"], acts=[says("ORU^R01^ORU_R01", "engine", 7017, 12,
    "PV1|1|I|SDEC^BAY1^BED05^RXE",
    "OBR|1|1783^MINDRAY_EGATEWAY^00A037001A500018^EUI-64|1783^MINDRAY_EGATEWAY^00A037001A500018^EUI-64|69952^MDC_DEV_MON_PT_PHYSIO_MULTI_PARAM^MDC|||20261019112039+0100",
    "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||HB-17830211^ePM 12M^000F14FFFE178302^EUI-64", "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.147842|77|/min|||||F",
    version="2.6"), mounts("2016", 500)], system="2016", lease="win", application=("MINDRAY_EGATEWAY^00A037001A500018^EUI-64", "MINDRAY"), alt={"manufacturer": MINDRAY, "model": ["MINDRAY_EGATEWAY",
    "BeneVision eGateway"], "category": ["hl7_interface_engine", "server", "central_station"]}, unjudged=["serial"], note="the devices in its messages are others'")
dev("gateway-2", "medical_gateway", DC, "00:50:56", "category", "Philips", "IntelliBridge Enterprise", hosts=["ELM-ICCA-IBE1"], acts=[says("ORU^R01^ORU_R01", "engine", 7018, 10, BED,
    f"OBR|1|||{VENTILATOR}", f"OBX|1||{VENTILATOR}|1.0.0.0|||||||X|||||||^SERVO-air^MAQUET", "OBX|2|NM|151562^MDC_RESP_RATE^MDC|1.1.1.1|16|/min|||||F", version="2.6"), mounts("2019", 500)],
    system="2019", lease="win", application=("AM_PHILIPS_IEM^00095CFFFE741952^EUI-64", "RXE"), alt={"manufacturer": PHILIPS, "model": ["IntelliBridge", "IEM", "ICCA"], "category": [
    "hl7_interface_engine", "server", "central_station"]}, unjudged=["model", "manufacturer"], note="the devices in its messages are others'; Doubt: its name in them holds its maker's")
# Ventilators: a dialect of serial lines behind device servers, messages, SDC
for number, vlan, prefix, name, code, revision, serial, port in ((1, ITU, "00:80:a3", "Savina 300", "8414", "05.01", "ASKB-1783", 10001), (2, WARD, "00:90:e8", "Babylog VN500", "8416", "02.51",
    "ASCN-1784",
        4001)):
    dev(f"vent-{number}", "ventilator", vlan, prefix, "category manufacturer model", "Dräger", name, serial, acts=[("medibus", 50, "all", {"by": "gateway-2", "port": port, "number": code,
        "name": name,
        "revision": revision})], system="rtos", alt={"manufacturer": [*DRAEGER, "Lantronix", "Moxa"], "software": [revision, revision.lstrip("0")], "model": ["Savina", "Babylog"][number - 1:number]},
        unjudged=["software"], note="behind a serial device server")
dev("vent-3", "ventilator", ITU, "f0:e5:c3", "category manufacturer model serial software", "Dräger", "Evita V600", "ASPK-1785", "01.05.02", [
    ("medical_device", 60, "all", {"uuid": "7c1e5a10-6c00-4b6e-8d11-f0e5c31a5003", "place": "RXE%2F%2F%2FITU%2F%2F7?fac=RXE&poc=ITU&bed=7", "kind": "70001", "port": 6464, "secure": False}),
    ("medical_metadata", 300, "all", {"by": "gateway-2", "uuid": "7c1e5a10-6c00-4b6e-8d11-f0e5c31a5003", "port": 6464, "identity": ("Dräger", "Evita V600", "8422300", "Evita ITU7", "01.05.02",
    "ASPK-1785")})], system="linux", alt={"manufacturer": DRAEGER, "model": ["8422300"]})
dev("vent-4", "ventilator", ITU, "00:13:95", "category model serial", "Hamilton Medical", "HAMILTON-C6", "17834", acts=[observed("HAMILTON-C6^%E^EUI-64", 7019, 30, "17834^HAMILTON-C6^%E^EUI-64",
    VENTILATOR)], system="linux", application=("HAMILTON-C6^%E^EUI-64", ""), alt={"manufacturer": ["Hamilton", "congatec"], "model": ["C6"]}, unjudged=["manufacturer"])
dev("vent-5", "ventilator", ITU, "44:4b:5d", "category manufacturer model serial", "GE HealthCare", "CARESCAPE R860", "CBCX17835", acts=[observed("R860^%E^EUI-64", 7020, 35,
    "CBCX17835^CARESCAPE R860^GE Healthcare", VENTILATOR)], system="linux", lease="-dhclient", application=("R860^%E^EUI-64", "GE Healthcare"), alt={"manufacturer": GE, "model": ["R860"]})
dev("vent-6", "ventilator", WARD, "00:07:32", "category manufacturer model serial software", "SLE", "SLE6000", "61783006", "V2.0.101", [says("ORU^R01^ORU_R01", "engine", 7021, 40,
    "PV1|1|I|NICU^RM1^COT03^RXE", "PRT|1|UC||EQUIP^^HL70912||||||SLE6000^SLE Limited^V2.0.101||||||||||61783006", "OBR|1|||VENT^Ventilation^L", "OBX|1|NM|151562^MDC_RESP_RATE^MDC||46|/min|||||F")],
    system="linux", application=("SLE6000", "SLE"), alt={"manufacturer": ["SLE Limited", "SLE Ltd", "Inspiration Healthcare"], "model": ["SLE 6000"]}, unjudged=["software"])
dev("vent-8", "ventilator", AIR, "70:b3:d5:cf:9", "manufacturer", "Breas", "Nippy 4+", "N4178308", acts=[afar("cloud.breas.example.com", every=200), ("ntp", 400, "all", {})], system="linux",
    lease="-udhcp", alt={"manufacturer": ["Breas Medical", "B&D Electromedical", "Breas Medical AB"], "model": ["Nippy 4", "Vivo"]}, note="its maker's address and nothing else")
dev("vent-9", "ventilator", ITU, "00:80:a3", "", "Philips Respironics", "V60", "100178309", hosts=["ITU-V60-2"], acts=[("opaque", 60, "all", {"to": "web", "port": 10001})], system="rtos",
    lease="lwip",
    unjudged=["manufacturer"], alt={"category": ["medical_gateway", "network_infrastructure"], "manufacturer": ["Lantronix", "Respironics", "Philips"]},
    note="behind a serial device server, whose name somebody gave")
# Anaesthesia
dev("anes-1", "anesthesia", ITU, "00:90:e8", "category manufacturer model", "Dräger", "Primus IE", "ASBB-1786", acts=[("medibus", 50, "theatre", {"by": "gateway-2", "port": 4001, "number": "8606",
    "name": "Primus IE", "revision": "04.53"})], system="rtos", alt={"manufacturer": [*DRAEGER, "Moxa"], "software": ["04.53", "4.53"], "model": ["Primus", "Primus Infinity Empowered"]},
    unjudged=["software"], note="behind a serial device server")
dev("anes-2", "anesthesia", ITU, "f0:e5:c3", "category manufacturer model serial software", "Dräger", "Perseus A500", "ASHN-1787", "02.03", [
    ("medical_device", 60, "theatre", {"uuid": "7c1e5a10-6c00-4b6e-8d11-f0e5c31a5012", "place": "RXE%2F%2F%2FTH%2F%2F2?fac=RXE&poc=TH&bed=2", "kind": "69997", "port": 6464, "secure": False}),
    ("medical_metadata", 300, "theatre", {"by": "gateway-2", "uuid": "7c1e5a10-6c00-4b6e-8d11-f0e5c31a5012", "port": 6464, "identity": ("Dräger", "Perseus A500", "MK06000", "Perseus TH2", "02.03",
    "ASHN-1787")})], system="linux", alt={"manufacturer": DRAEGER, "model": ["MK06000", "Perseus"]})
dev("anes-3", "anesthesia", ITU, "44:4b:5d", "manufacturer", "GE HealthCare", "Avance CS2", "APHX17838", acts=[("opaque", 40, "theatre", {"to": "web", "port": 3001}),
    inside("surginet.elmh.nhs.example",
    300, "theatre")], system="linux", lease="-dhclient", alt={"manufacturer": GE, "model": ["Avance"]})
dev("anes-4", "anesthesia", ITU, "00:0a:4f", "", "Penlon", "Prima 465", "P465-1783", hosts=["ANAES-PENLON-AR3"], acts=[("opaque", 60, "theatre", {"to": "web", "port": 9001})], system="rtos",
    lease="lwip",
    unjudged=["manufacturer"], alt={"category": ["medical_gateway", "network_infrastructure"], "manufacturer": ["Brainboxes", "Brain Boxes Ltd", "InterMed"], "model": ["PENLON", "Prima"]},
    note="behind a serial device server, whose name somebody gave")
dev("anes-5", "anesthesia", ITU, "00:0f:14", "category manufacturer model serial", "Mindray", "A7", "DZ-17830513", acts=[observed("A7^%E^EUI-64", 7023, 40, "DZ-17830513^A7^Mindray", ANESTHESIA,
    shift="theatre")], system="linux", application=("A7^%E^EUI-64", "MINDRAY"), alt={"manufacturer": MINDRAY, "model": ["WATO A7", "A Series A7"]})
