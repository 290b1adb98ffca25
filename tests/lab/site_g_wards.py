"""Site G's monitors, ventilators and anaesthesia, and what collects their data. The functions and their words are site_g_table.py's."""

from site_g_table import AIR, DC, ICU, WARD, dev, mounts
from site_words import ANESTHESIA, GE, MONITOR, PHILIPS, VENTILATOR, afar, inside, opens, says, speaks

DRAEGER, MINDRAY = ["Draeger", "Drager", "Dräger Medical", "Draeger Medical Systems"], ["MINDRAY", "Mindray DS USA", "Shenzhen Mindray"]
MAQUET, LOEWENSTEIN = ["Maquet", "MAQUET", "Maquet Critical Care"], ["Löwenstein", "Loewenstein Medical", "Heinen + Löwenstein", "Heinen und Löwenstein"]


def observed(app, port, every, device, mdc, *rows, shift="all"):
    """An observation by IHE PCD-01 to the engine; with `rows` the device describes itself in rows of its own."""
    if not rows:
        return speaks(app, "engine", port, every, device, mdc, shift)
    front = ("PV1|1|I|ITS1^03^1", "OBR|1|SYN1|SYN2|182777000^monitoring of patient^SCT", f"OBX|1||{mdc}|1.0.0.0|||||||X|||||||{device}")
    return says("ORU^R01^ORU_R01", "engine", port, every, *front, *(f"OBX|{place}|ST|{row}||||||R" for place, row in enumerate(rows, 2)), shift=shift, version="2.6")


# Nomenclature of IEEE 11073-10101 for what a product says of itself
def named(maker=None, model=None, serial=None, software=None):
    """Rows of a product's specification."""
    rows = (("531970^MDC_ID_MODEL_MANUFACTURER^MDC|1.0.0.1", maker), ("531969^MDC_ID_MODEL_NUMBER^MDC|1.0.0.2", model),
            ("531972^MDC_ID_PROD_SPEC_SERIAL^MDC|1.0.0.3", serial), ("531975^MDC_ID_PROD_SPEC_SW^MDC|1.0.0.4", software))
    return [f"{row}|{value}" for row, value in rows if value]


# Monitors: Philips tell part numbers
for number, vlan, prefix, part, accept, serial, software, bed in (
        (1, ICU, "00:09:fb", "866470", ["MX850", "IntelliVue MX850"], "DE67128304", "P.01.36", "ITS1-03"), (3, ICU, "00:09:fb", "865242", ["MX600", "IntelliVue MX600"], "DE52828306", "L.00.93",
        "IMC-2"), (4, WARD, "00:09:5c", "M8002A", ["MP30", "IntelliVue MP30"], "DE72828307",
        "J.10.52", "AWR-5"), (5, ICU, "00:09:5c", "M8004A", ["MP50", "IntelliVue MP50"], "DE82828308", "J.10.52", "STROKE-1"), (6, WARD, "00:09:fb", "M8102A", ["MP2", "IntelliVue MP2"],
        "DE44428309", "K.21.42", "TRANSP-2"), (8, WARD, "00:09:fb", "M2702A", ["Avalon FM20", "FM20"], "DE53028311", "J.30.23", "KRS-1")):
    dev(f"monitor-{number}", "patient_monitor", vlan, prefix, "category manufacturer model serial software", "Philips", part, serial, software, [("intellivue", 80, "all", {"to": "central-1"})],
        system="rtos", lease="-vx", alt={"model": accept, "manufacturer": PHILIPS}, bed=bed)
for number, vlan, model, serial, software, bed in ((9, ICU, "Gamma XL", "5396283041", "VF7.4-W", "AWR1"), (10, ICU, "SC 7000", "5203283042", "VF7.4-W", "AWR2")):
    dev(f"monitor-{number}", "patient_monitor", vlan, "00:30:e6", "category manufacturer model serial software", "Dräger", model, serial, software, [("infinity", 60, "all", {}), ("wave", 90, "all",
        {})], system="rtos", alt={"manufacturer": [*DRAEGER, "Siemens"], "model": [f"Infinity {model}"]}, bed=bed)
# Doubt: which of the maker's monitors speaks is in no packet.
dev("monitor-12", "patient_monitor", ICU, "00:40:97", "category manufacturer", "GE HealthCare", "CARESCAPE B850", "SEA282833", acts=[("unity", 50, "all", {})], system="rtos",
    alt={"manufacturer": [*GE, "Marquette", "Datex", "Datex-Ohmeda"]}, bed="OP2", unit="OP", unjudged=["model", "serial"])
dev("monitor-14", "patient_monitor", ICU, "00:0f:14", "category manufacturer model serial", "Mindray", "BeneVision N12", "FQ-28304512", acts=[observed("MINDRAY_N SERIES^%E^EUI-64", 6811, 40,
    "FQ-28304512^BeneVision N12^%E^EUI-64", MONITOR)], system="linux", application=("MINDRAY_N SERIES", "MINDRAY"), alt={"manufacturer": MINDRAY, "model": ["N12", "BeneVision N12 Monitor"]})
# Looked up: how the maker's monitors name themselves and their room
dev("monitor-15", "patient_monitor", WARD, "00:a0:9a", "category manufacturer", "Nihon Kohden", "BSM-6701", "28315", acts=[says("ORU^R01^ORU_R01", "engine", 6812, 45,
    "PV1||I|^^STROKE-4^10.112.14.1:1",
    "ORC|RE", "OBR|1|||VITAL|||20261007120000||||||||||||||||||A", "OBX|1|NM|001000^VITAL HR^L|1|72|/min|||||F", version="2.4")], system="rtos", application=("NIHON KOHDEN", "NIHON KOHDEN"),
    alt={"manufacturer": ["NIHON KOHDEN", "Nihon Kohden America"], "model": ["Life Scope"]}, unjudged=["model"])
dev("monitor-16", "patient_monitor", WARD, "50:4a:5e", "category manufacturer model serial software", "Masimo", "Rad-97", "1000283016", "V1.7.1.5", [observed("Masimo^%E^EUI-64", 6813, 40,
    "^^%E^EUI-64", MONITOR, *named("Masimo Corporation", "Rad-97", "1000283016", "V1.7.1.5"))], system="linux", lease="-udhcp", application=("Masimo^%E^EUI-64", "Masimo"),
    alt={"manufacturer": ["Masimo Corporation"], "model": ["Radical-97"]})
dev("monitor-17", "patient_monitor", ICU, "00:30:59", "category manufacturer model serial", "Pulsion", "PulsioFlex", "PF028317", acts=[says("ORU^R01^ORU_R01", "engine", 6814, 50, "PV1|1|I|ITS1^04^1",
    "PRT|1|UC||EQUIP^^HL70912||||||PulsioFlex^PULSION Medical Systems SE||||||||||PF028317", "OBR|1|||HAEMODYN", "OBX|1|NM|8741-1^Cardiac output^LN||5.1|L/min|||||F")], system="linux",
    application=("PulsioFlex", "PULSION"), alt={"manufacturer": ["PULSION", "Getinge", "Maquet", "PULSION Medical Systems"]})
# A line of its trend: a pulse oximeter behind a serial device server
dev("monitor-19", "patient_monitor", ICU, "00:c0:3d", "model", "Nellcor", "N-595", "G05828319", acts=[("spoken", 50, "all", {"by": "gateway-1", "port": 8000, "lines": [(1,
    "N-595    VERSION 3.01.01    CRC:XXXX  SpO2 Limit: 90-100%   PR Limit: 50-120BPM\r\n                  ADULT         0SAT-S\r\nTIME                  %SpO2    BPM    PA    Status\r\n"
    "07-Oct-26 10:21:04     97       72    110\r\n")]})], system="rtos", alt={"manufacturer": ["Covidien", "Medtronic", "Tyco Healthcare", "Wiesemann & Theis"], "software": ["3.01.01"]},
    unjudged=["manufacturer", "software"], note="behind a serial device server: nothing but the head of its trend names it; Doubt: the category follows from the values' names")
dev("monitor-20", "patient_monitor", AIR, "70:b3:d5:3d:3", "manufacturer", "GS Elektromedizinische Geräte", "corpuls3", "08128320", acts=[afar("live.corpuls.example.com", every=120)], system="linux",
    lease="-dhclient", alt={"manufacturer": ["GS Elektromedizinische Geraete", "corpuls", "GS Elektromedizinsiche Geräte G. Stemple GmbH"]}, until=1.4, note="comes with the ambulance and goes")
dev("telemetry-1", "telemetry", AIR, "00:30:e6", "category manufacturer model serial software", "Dräger", "M300+", "M3P-283021", "VG3.1", [("infinity", 70, "all", {})], system="rtos", lease="-vx",
    alt={"manufacturer": DRAEGER, "model": ["Infinity M300+", "M300"], "category": ["patient_monitor"]}, bed="TELE7", unjudged=["category"], note="carried: nothing but its model tells that")
dev("telemetry-2", "telemetry", WARD, "44:4b:5d", "manufacturer", "GE HealthCare", "ApexPro FH", "AAK283022", acts=[("opaque", 60, "all", {"to": "gateway-2", "port": 3005})], system="rtos",
    lease="-bare", alt={"manufacturer": GE, "model": ["ApexPro"]})
# Central stations and collectors
dev("central-1", "central_station", ICU, "3c:52:82", "category", "Philips", "PIC iX", hosts=["PICIX-ITS1"], acts=[mounts("ltsb", 300, "all"), ("nbns", 300, "all", {})], system="ltsb", lease="win",
    alt={"manufacturer": [*PHILIPS, "HP", "Hewlett Packard"], "category": ["medical_gateway"]}, unjudged=["manufacturer", "model"], note="asks IntelliVue monitors for their data")
dev("central-2", "central_station", WARD, "90:1b:0e", "", "Trium", "CTG Online", hosts=["KRS-CTG1"], acts=[mounts("10", 300, "all"), opens("admin-pc", 400, title="Trium CTG Online",
    server="Apache-Coyote/1.1")], system="10", lease="win", unjudged=["software", "model", "manufacturer"], alt={"category": ["workstation", "server"], "manufacturer": ["Trium Analysis Online",
    "Fujitsu"]}, note="shows the delivery rooms' tocographs; Doubt: its page's title names it and nothing says what it is")
dev("gateway-1", "medical_gateway", DC, "00:50:56", "category", "imeso", "ICUData", hosts=["KWS-PDMS02"], acts=[says("ORU^R01^ORU_R01", "engine", 6820, 10, "PV1|1|I|ITS1^03",
    "OBR|1|||70001^MDC_DEV_SYS_PT_VENT_MDS^MDC", f"OBX|1||{VENTILATOR}|1.0.0.0|||||||X|||||||^Evita 4^Draeger", "OBX|2|NM|151562^MDC_RESP_RATE^MDC|1.1.1.1|14|/min|||||F"), mounts("2019", 500)],
    system="2019", lease="win", application=("ICUDATA", "KWSSYN"), alt={"manufacturer": ["imeso GmbH"], "model": ["ICUDATA"], "category": ["hl7_interface_engine", "server", "central_station"]},
    unjudged=["model", "manufacturer"], note="the devices in its messages are others'")
dev("gateway-2", "medical_gateway", DC, "00:50:56", "category", "GE HealthCare", "CARESCAPE Gateway", acts=[("unity_data", 40, "all", {"to": "monitor-12"}), says("ORU^R01", "engine", 6821, 16,
    "PV1|1|I|OP^OP2", "OBR|1|||VITALS", "OBX|1|NM|HR^Herzfrequenz||71|/min|||||F")], system="2016", application=("CARESCAPE", "KWSSYN"), unjudged=["manufacturer", "model"],
    alt={"category": ["central_station", "hl7_interface_engine"], "manufacturer": GE})
# Ventilators: dialects of serial lines behind device servers, messages, SDC
for number, vlan, prefix, name, code, revision, serial, port in ((1, ICU, "00:c0:3d", "Evita 4", "8415", "04.13", "ARSK-0283", 8000), (2, WARD, "00:c0:3d", "Babylog 8000", "8410", "05.01",
    "ARNB-0284",
        8100)):
    dev(f"vent-{number}", "ventilator", vlan, prefix, "category manufacturer model", "Dräger", name, serial, acts=[("medibus", 50, "all", {"by": "gateway-1", "port": port, "number": code,
        "name": name,
        "revision": revision})], system="rtos", alt={"manufacturer": [*DRAEGER, "Wiesemann & Theis"], "software": [revision, revision.lstrip("0")], "model": [f"{name} plus"]}, unjudged=["software"],
        note="behind a serial device server")
dev("vent-3", "ventilator", ICU, "48:91:53", "category manufacturer model serial software", "Löwenstein Medical", "elisa 600", "ELI028331", "3.14.0", [observed("elisa^%E^EUI-64", 6822, 30,
    "^^%E^EUI-64", VENTILATOR, *named("Löwenstein Medical", "elisa 600", "ELI028331", "3.14.0"))], system="linux", lease="-networkd", application=("elisa^%E^EUI-64", "Loewenstein"),
    alt={"manufacturer": [*LOEWENSTEIN, "Weinmann", "Salvia", "Salvia medical"], "model": ["elisa600"]})
dev("vent-4", "ventilator", ICU, "00:13:95", "category model serial", "Hamilton Medical", "HAMILTON-S1", "2832", acts=[observed("HAMILTON-S1^%E^EUI-64", 6823, 30, "2832^HAMILTON-S1^%E^EUI-64",
    VENTILATOR)], system="linux", application=("HAMILTON-S1^%E^EUI-64", ""), alt={"manufacturer": ["Hamilton", "congatec"], "model": ["S1"]}, unjudged=["manufacturer"])
dev("vent-5", "ventilator", WARD, "00:30:59", "category manufacturer model serial", "Stephan", "SOPHIE", "SOP-2833", acts=[says("ORU^R01^ORU_R01", "engine", 6824, 40, "PV1|1|I|NEO^02^1",
    "PRT|1|UC||EQUIP^^HL70912||||||SOPHIE^Fritz Stephan GmbH^4.2||||||||||SOP-2833", "OBR|1|||BEATMUNG", "OBX|1|NM|151562^MDC_RESP_RATE^MDC||44|/min|||||F")], system="linux",
    application=("SOPHIE", "STEPHAN"), alt={"manufacturer": ["Fritz Stephan", "F. Stephan", "Fritz Stephan GmbH"], "software": ["4.2"]}, unjudged=["software"])
dev("vent-7", "ventilator", ICU, "00:25:41", "category manufacturer model serial", "Getinge", "SERVO-n", "28335", acts=[observed("SERVO^%E^EUI-64", 6825, 30, "28335^SERVO-n^%E^EUI-64", VENTILATOR)],
    system="linux", lease="-udhcp", application=("SERVO^%E^EUI-64", "MAQUET"), alt={"manufacturer": MAQUET, "model": ["Servo-n"]})
dev("vent-8", "ventilator", WARD, "00:90:e8", "", "Acutronic", "fabian HFOi", "A28336", hosts=["FABIAN-NEO2"], acts=[("opaque", 60, "all", {"to": "web", "port": 4002})], system="rtos", lease="lwip",
    unjudged=["manufacturer"], alt={"category": ["medical_gateway", "network_infrastructure"], "model": ["FABIAN"], "manufacturer": ["Moxa", "Vyaire"]},
    note="behind a serial device server, whose name somebody gave")
dev("vent-9", "ventilator", WARD, "00:30:64", "category manufacturer model serial", "Löwenstein Medical", "LEONI plus", "LP-028337", acts=[says("ORU^R01^ORU_R01", "engine", 6826, 40,
    "PV1|1|I|NEO^03^1",
    "OBR|1|||BEATMUNG", f"OBX|1||{VENTILATOR}|1.0.0.0|||||||X|||||||LP-028337^LEONI plus^Heinen und Löwenstein", "OBX|2|NM|151562^MDC_RESP_RATE^MDC|1.1.1.1|48|/min|||||F")], system="linux",
    application=("LEONI", "HUL"), alt={"manufacturer": LOEWENSTEIN, "model": ["LEONI"]}, note="names the firm as it was called before")
dev("anes-1", "anesthesia", ICU, "00:90:e8", "category manufacturer model", "Dräger", "Zeus IE", "ASCH-0283", acts=[("medibus", 50, "theatre", {"by": "gateway-1", "port": 4001, "number": "8603",
    "name": "Zeus IE", "revision": "04.02"})], system="rtos", alt={"manufacturer": [*DRAEGER, "Moxa"], "software": ["04.02", "4.02"], "model": ["Zeus", "Zeus Infinity Empowered"]},
    unjudged=["software"], note="behind a serial device server")
dev("anes-3", "anesthesia", ICU, "f0:e5:c3", "category manufacturer model serial software", "Dräger", "Atlan A300 XL", "ASNB-0285", "01.04", [
    ("medical_device", 60, "theatre", {"uuid": "2b830a17-6c00-4b6e-8d11-f0e5c3283001", "place": "KWS%2F%2F%2FOP%2F%2F5?fac=KWS&poc=OP&bed=5", "kind": "69997", "port": 6464, "secure": False}),
    ("medical_metadata", 300, "theatre", {"by": "gateway-1", "uuid": "2b830a17-6c00-4b6e-8d11-f0e5c3283001", "port": 6464, "identity": ("Dräger", "Atlan A300 XL", "8621500", "Atlan OP5", "01.04",
    "ASNB-0285")})], system="linux", alt={"manufacturer": DRAEGER, "model": ["Atlan A300", "8621500"]})
dev("anes-4", "anesthesia", ICU, "00:25:41", "category manufacturer model serial software", "Getinge", "FLOW-i C30", "28344", "4.7", [observed("FLOW-i^%E^EUI-64", 6827, 40, "^^%E^EUI-64", ANESTHESIA,
    *named("MAQUET", "FLOW-i C30", "28344", "4.7"), shift="theatre")], system="linux", lease="-udhcp", application=("FLOW-i^%E^EUI-64", "MAQUET"), alt={"manufacturer": MAQUET, "model": ["FLOW-i",
    "Flow-i C30"]})
dev("anes-5", "anesthesia", ICU, "44:4b:5d", "manufacturer", "GE HealthCare", "Carestation 650", "SM628345", acts=[("opaque", 40, "theatre", {"to": "gateway-2", "port": 3001}), inside(
    "osiris.kws.intern", 300, "theatre")], system="linux", lease="-dhclient", alt={"manufacturer": GE, "model": ["Carestation"]})
