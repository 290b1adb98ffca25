"""Site H's monitors, ventilators and anaesthesia, and what collects their data. The functions and their words are site_h_table.py's."""

from site_h_table import AIR, DC, ICU, WARD, dev, mounts
from site_words import ANESTHESIA, GE, MONITOR, PHILIPS, VENTILATOR, afar, says, speaks

DRAEGER, MINDRAY = ["Draeger", "Drager", "Dräger Medical", "Draeger Medical Systems"], ["MINDRAY", "Mindray DS USA", "Shenzhen Mindray"]
MAQUET, LOEWENSTEIN = ["Maquet", "MAQUET", "Maquet Critical Care"], ["Löwenstein", "Loewenstein Medical", "Heinen + Löwenstein", "Weinmann"]


def itself(app, port, every, device, mdc, *rows, shift="all", to="pdms-gateway"):
    """A device that describes itself in rows of IEEE 11073-10101's names: maker, model, serial number, software."""
    names = ("531970^MDC_ID_MODEL_MANUFACTURER^MDC", "531969^MDC_ID_MODEL_NUMBER^MDC", "531972^MDC_ID_PROD_SPEC_SERIAL^MDC", "531975^MDC_ID_PROD_SPEC_SW^MDC")
    front = ("PV1|1|I|REA^07^1", "OBR|1|SYN1|SYN2|182777000^monitoring of patient^SCT", f"OBX|1||{mdc}|1.0.0.0|||||||X|||||||{device}")
    said = [f"OBX|{place}|ST|{name}|1.0.0.{place - 1}|{value}||||||R" for place, (name, value) in enumerate(zip(names, rows), 2) if value]
    return says("ORU^R01^ORU_R01", to, port, every, *front, *said, shift=shift, version="2.6")


# Monitors: Philips tell part numbers
for number, vlan, prefix, part, accept, serial, software, bed in (
        (1, ICU, "00:09:fb", "866062", ["MX450", "IntelliVue MX450"], "DE35128451", "L.00.97", "REA-04"), (2, ICU, "00:09:fb", "865240", ["MX800", "IntelliVue MX800"], "DE52845102", "N.01.15",
        "REA-07"), (3, WARD, "00:09:5c", "M8105A", ["MP5", "IntelliVue MP5"], "DE83145103", "J.10.52", "UNV-3"), (4, AIR, "00:09:fb", "M3002A", ["X2", "IntelliVue X2", "IntelliVue MP2/X2"],
        "DE03745104", "J.10.52", "TRANSP-1"), (5, WARD, "00:09:5c", "M2704A", ["Avalon FM40", "FM40"], "DE53045105", "J.30.58", "SDN-2"), (6, WARD, "00:09:fb", "866060", ["MX400",
        "IntelliVue MX400"], "DE45145106", "M.04.01", "SC-5")):
    dev(f"monitor-{number}", "patient_monitor", vlan, prefix, "category manufacturer model serial software", "Philips", part, serial, software, [("intellivue", 80, "all", {"to": "central-1"})],
        system="rtos", lease="-vx", alt={"model": accept, "manufacturer": PHILIPS}, bed=bed, moves=[(0.7, 188)] if number == 4 else [])
for number, vlan, model, serial, software, bed in ((7, ICU, "Delta XL", "5395451041", "VF9.1-W", "SSPI3"), (8, ICU, "Vista XL", "5497451042", "VF9.1-W", "SSPI5"), (9, WARD, "Kappa", "5390451043",
        "VF8.3-W", "BLOC6")):
    dev(f"monitor-{number}", "patient_monitor", vlan, "00:30:e6", "category manufacturer model serial software", "Dräger", model, serial, software, [("infinity", 60, "all", {}), ("wave", 90, "all",
        {})], system="rtos", alt={"manufacturer": [*DRAEGER, "Siemens"], "model": [f"Infinity {model}"]}, bed=bed)
# Doubt: which of the maker's monitors speaks is in no packet.
for number, model, bed, unit in ((10, "CARESCAPE B450", "USIC2", "USIC"),):
    dev(f"monitor-{number}", "patient_monitor", ICU, "00:40:97", "category manufacturer", "GE HealthCare", model, f"SJC45{number}", acts=[("unity", 50, "all", {})], system="rtos",
        alt={"manufacturer": [*GE, "Marquette", "Datex", "Datex-Ohmeda"]}, bed=bed, unit=unit, unjudged=["model", "serial"])
dev("monitor-12", "patient_monitor", WARD, "44:4b:5d", "manufacturer", "GE HealthCare", "B125", "SK94517", acts=[("opaque", 90, "all", {"to": "central-2", "port": 10001})], system="linux",
    lease="-udhcp", alt={"manufacturer": GE})
dev("monitor-13", "patient_monitor", WARD, "38:0b:26", "category manufacturer model serial", "Mindray", "ePM 12", "FT-0C004513", acts=[speaks("MINDRAY_EPM^%E^EUI-64", "egateway", 6911, 40,
    "FT-0C004513^ePM 12^%E^EUI-64", MONITOR)], system="linux", application=("MINDRAY_EPM", "MINDRAY"), alt={"manufacturer": MINDRAY, "model": ["ePM12", "ePM"]})
dev("monitor-14", "patient_monitor", ICU, "00:0f:14", "category manufacturer model serial", "Mindray", "BeneVision N17", "FQ-45104514", acts=[speaks("MINDRAY_N SERIES^%E^EUI-64", "egateway", 6912,
    40, "FQ-45104514^BeneVision N17^%E^EUI-64", MONITOR)], system="linux", application=("MINDRAY_N SERIES", "MINDRAY"), alt={"manufacturer": MINDRAY, "model": ["N17"]})
dev("monitor-15", "patient_monitor", ICU, "70:41:b7", "category manufacturer model serial software", "Edwards Lifesciences", "HemoSphere", "HS04517", "02.01.000.118", [itself(
    "HemoSphere^%E^EUI-64", 6913, 45, "^^%E^EUI-64", MONITOR, "Edwards Lifesciences", "HemoSphere", "HS04517", "02.01.000.118")], system="ltsc", application=("HemoSphere^%E^EUI-64", "EDWARDS"),
    alt={"manufacturer": ["Edwards", "BD", "Edwards Lifesciences LLC"]})
dev("monitor-16", "patient_monitor", ICU, "00:30:59", "category manufacturer model serial", "MDoloris", "ANI Monitor V2", "ANI-04516", acts=[says("ORU^R01^ORU_R01", "pdms-gateway", 6914, 50,
    "PV1|1|I|BLOC^07^1", "PRT|1|UC||EQUIP^^HL70912||||||ANI Monitor V2^MDoloris Medical Systems||||||||||ANI-04516", "OBR|1|||ANALGESIE", "OBX|1|NM|ANI^Indice ANI^L||62||||||F",
    shift="theatre")], system="linux", application=("ANI", "MDOLORIS"), alt={"manufacturer": ["MDoloris Medical Systems", "Mdoloris"], "model": ["ANI", "ANI V2"]})
# Its trend's head, as the maker's serial interface writes it (likely): behind a serial device server
dev("monitor-17", "patient_monitor", ICU, "00:90:e8", "model", "Medtronic", "BIS VISTA", "VT04517", acts=[("spoken", 50, "theatre", {"by": "pdms-gateway", "port": 4003, "lines": [(1,
    "BIS VISTA     |REV 3.22 |CABLE QUATRO\r\nTIME             |DSC |PIC |BIS   |SQI  |SR  |EMG \r\n11/09/2026 10:21|0   |0   |47.2  |96.0 |0   |28.1\r\n")]})], system="rtos",
    alt={"manufacturer": ["Covidien", "Aspect Medical", "Aspect Medical Systems", "Moxa"], "software": ["3.22", "REV 3.22"], "model": ["VISTA", "BIS"]}, unjudged=["manufacturer", "software"],
    note="behind a serial device server; Doubt: what it is follows from the index's name")
dev("monitor-18", "patient_monitor", AIR, "00:0d:b8", "manufacturer", "Schiller", "DEFIGARD Touch 7", "0830451", acts=[afar("liveview.example.com", every=100)], system="linux", lease="-dhclient",
    alt={"manufacturer": ["SCHILLER", "Schiller Ag"]}, until=1.3, note="comes with the emergency car and goes")
dev("monitor-19", "patient_monitor", WARD, "00:90:e8", "", "Huntleigh", "Sonicaid Team3", "750AX04517", hosts=["CTG-SDN5"], acts=[("opaque", 60, "all", {"to": "web", "port": 4001})], system="rtos",
    lease="lwip", unjudged=["manufacturer"], alt={"category": ["medical_gateway", "network_infrastructure"], "manufacturer": ["Moxa", "Arjo"], "model": ["CTG"]},
    note="behind a serial device server, whose name somebody gave")
dev("telemetry-1", "telemetry", AIR, "00:30:e6", "category manufacturer model serial software", "Dräger", "M300", "M3-45104521", "VG2.4", [("infinity", 70, "all", {})], system="rtos", lease="-vx",
    alt={"manufacturer": DRAEGER, "model": ["Infinity M300"], "category": ["patient_monitor"]}, bed="TELE3", note="carried: nothing but its model tells that")
dev("telemetry-2", "telemetry", AIR, "00:09:fb", "manufacturer", "Philips", "MX40", "USD45104522", acts=[("opaque", 60, "all", {"to": "central-1", "port": 24105})], system="rtos", lease="-vx",
    alt={"manufacturer": PHILIPS, "model": ["865352"]})
# Central stations and collectors
dev("central-1", "central_station", ICU, "a4:bb:6d", "category", "Philips", "PIC iX", hosts=["PIIC-REA1"], acts=[mounts("ltsb", 300, "all"), ("nbns", 300, "all", {})], system="ltsb", lease="win",
    alt={"manufacturer": [*PHILIPS, "Dell", "Dell Inc."], "category": ["medical_gateway"]}, unjudged=["manufacturer", "model"], note="asks IntelliVue monitors for their data")
dev("central-2", "central_station", ICU, "18:60:24", "category", "GE HealthCare", "CARESCAPE Central Station", hosts=["CSCS-USIC"], acts=[("unity_data", 40, "all", {"to": "monitor-10"}), ("nbns", 300,
    "all", {})], system="ltsb", lease="win", unjudged=["manufacturer", "model"], alt={"category": ["medical_gateway"], "manufacturer": [*GE, "HP", "Hewlett Packard"]},
    note="asks monitors of Unity for their values")
dev("central-3", "central_station", ICU, "b4:b5:2f", "", "Dräger", "Infinity CentralStation", hosts=["ICS-SSPI"], acts=[mounts("7", 300, "all"), ("nbns", 300, "all", {})], system="7", lease="seven",
    unjudged=["manufacturer", "model"], alt={"category": ["workstation"], "manufacturer": [*DRAEGER, "HP", "Hewlett Packard"]}, note="only listens; its name says what it is to who knows it")
dev("egateway", "medical_gateway", DC, "00:50:56", "category manufacturer", "Mindray", "eGateway", hosts=["SRV-EGATEWAY"], acts=[says("ORU^R01^ORU_R01", "engine", 6920, 20, "PV1|1|I|SC^05",
    "OBR|1|||182777000^monitoring of patient^SCT", f"OBX|1||{MONITOR}|1.0.0.0|||||||X|||||||FQ-45104514^BeneVision N17^Mindray", "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.147842|72|bpm|||||F"),
    mounts("2019", 500)], system="2019", lease="win", application=("MINDRAY_EGATEWAY^00A0370045100451^EUI-64", "MINDRAY"), alt={"manufacturer": MINDRAY, "model": ["EGATEWAY"],
    "category": ["hl7_interface_engine", "server", "central_station"]}, unjudged=["model"], note="the device in its messages is another; Doubt: its maker stands in its messages' head")
dev("pdms-gateway", "medical_gateway", DC, "00:50:56", "category", "Enovacom", "Patient Connect", hosts=["SRV-PATCONNECT"], acts=[says("ORU^R01^ORU_R01", "engine", 6921, 16, "PV1|1|I|REA^07",
    f"OBR|1|||{VENTILATOR}", f"OBX|1||{VENTILATOR}|1.0.0.0|||||||X|||||||^Monnal T75^Air Liquide", "OBX|2|NM|151562^MDC_RESP_RATE^MDC|1.1.1.1|14|/min|||||F"), mounts("2019", 500)], system="2019",
    lease="win", application=("PATIENTCONNECT", "CHVBSYN"), alt={"manufacturer": ["ENOVACOM", "Orange"], "model": ["PATIENTCONNECT"], "category": ["hl7_interface_engine", "server",
    "central_station"]}, unjudged=["model", "manufacturer"], note="the devices in its messages are others'")
# Ventilators: dialects of serial lines behind device servers, messages. Doubt: the numbers of the first two
for number, vlan, prefix, name, code, revision, serial, port in ((1, ICU, "00:80:a3", "Savina 300", "8417", "04.10", "ASHN-0451", 10001), (2, WARD, "00:80:a3", "Babylog VN500", "8418", "02.51",
        "ASJF-0452", 10001)):
    dev(f"vent-{number}", "ventilator", vlan, prefix, "category manufacturer model", "Dräger", name, serial, acts=[("medibus", 50, "all", {"by": "pdms-gateway", "port": port, "number": code,
        "name": name, "revision": revision})], system="rtos", alt={"manufacturer": [*DRAEGER, "Lantronix"], "software": [revision, revision.lstrip("0")], "model": [name.split()[1]]},
        unjudged=["software"], note="behind a serial device server")
for number, model, serial in ((3, "Monnal T75", "MT75-04513"), (4, "Monnal T60", "MT60-04514")):
    dev(f"vent-{number}", "ventilator", ICU if number == 3 else AIR, "a4:58:0f:8", "manufacturer", "Air Liquide", model, serial, acts=[("opaque", 50, "all", {"to": "pdms-gateway", "port": 7075})],
        system="linux", lease="-udhcp", alt={"manufacturer": ["Air Liquide Medical Systems", "ALMS", "Taema"]})
dev("vent-5", "ventilator", ICU, "00:13:95", "category model serial", "Hamilton Medical", "HAMILTON-C6", "45151", acts=[speaks("HAMILTON-C6^%E^EUI-64", "pdms-gateway", 6922, 30,
    "45151^HAMILTON-C6^%E^EUI-64", VENTILATOR)], system="linux", application=("HAMILTON-C6^%E^EUI-64", ""), alt={"manufacturer": ["Hamilton", "congatec"], "model": ["C6"]}, unjudged=["manufacturer"])
dev("vent-6", "ventilator", ICU, "00:25:41", "category manufacturer model serial software", "Getinge", "SERVO-air", "45161", "4.4.0", [itself("SERVO-air^%E^EUI-64", 6923, 30, "^^%E^EUI-64",
    VENTILATOR, "Getinge", "SERVO-air", "45161", "4.4.0")], system="linux", lease="-udhcp", application=("SERVO-air^%E^EUI-64", "GETINGE"), alt={"manufacturer": MAQUET, "model": ["Servo-air"]})
# The answer to SNDF as the maker's manual lays it out
dev("vent-8", "ventilator", ICU, "00:40:9d", "category model serial", "Medtronic", "980", "35B1804517", acts=[("spoken", 50, "all", {"by": "pdms-gateway", "port": 2101, "lines": [(0, "SNDF\r"), (1,
    "\x02MISCF,1225,169,10:21 ,980 35B1804517      ,NOV 09 2026 ,INVASIVE ,A/C   ,VC    ,      ,V-Trig,16.0  ,0.450 ,\x03\r")]})], system="rtos", alt={"manufacturer": ["Puritan Bennett",
    "Covidien", "Nellcor Puritan Bennett", "Digi", "Digi International"], "model": ["Puritan Bennett 980", "PB980", "PB 980", "980 Ventilator"]}, unjudged=["manufacturer"],
    note="behind a serial device server")
dev("vent-9", "ventilator", WARD, "00:30:64", "category manufacturer model serial", "Vyaire", "bellavista 1000", "MB204519", acts=[says("ORU^R01^ORU_R01", "pdms-gateway", 6924, 40,
    "PV1|1|I|SC^03^1", "OBR|1|||VENTILATION", f"OBX|1||{VENTILATOR}|1.0.0.0|||||||X|||||||MB204519^bellavista 1000^imtmedical", "OBX|2|NM|151562^MDC_RESP_RATE^MDC|1.1.1.1|18|/min|||||F")],
    system="linux", application=("bellavista", "IMT"), alt={"manufacturer": ["imtmedical", "Vyaire Medical", "imtmedical ag"], "model": ["bellavista"]},
    note="names the firm as it was called before")
dev("vent-10", "ventilator", WARD, "48:91:53", "category manufacturer model serial software", "Löwenstein Medical", "elisa 800 VIT", "ELI04520", "3.20.1", [itself("elisa^%E^EUI-64", 6925, 30,
    "^^%E^EUI-64", VENTILATOR, "Löwenstein Medical", "elisa 800 VIT", "ELI04520", "3.20.1")], system="linux", lease="-networkd", application=("elisa^%E^EUI-64", "Loewenstein"),
    alt={"manufacturer": LOEWENSTEIN, "model": ["elisa 800"]})
# Looked up: the first lines of its answer
dev("vent-11", "ventilator", WARD, "b8:27:eb", "model", "EOVE", "EO-150", "E150-04521", acts=[("got", 240, "day", {"by": "ward-pc-1", "path": "/api/monitoring", "kind": "application/json",
    "agent": "EO-Vision/2.4", "body": '{"apiVersion":"1.0.0","moduleApiVersion":"32.2","productType":"eo150","monitorings":{"MON_PEEP_u":{"label":"PEEP","unit":"UNIT_MB"},"MON_PIP_u":'
    '{"label":"PIP","unit":"UNIT_MB"},"MON_VTE_u":{"label":"VTE","unit":"UNIT_ML"}}}'})], system="linux", lease="-dhcpcd", alt={"manufacturer": ["Air Liquide", "Raspberry Pi",
    "Raspberry Pi Foundation"], "model": ["eo150", "EO150"], "software": ["1.0.0", "32.2"]}, unjudged=["manufacturer", "software"],
    note="a ventilator for the home, its module on a small computer; Doubt: what it is follows from the names of pressures")
# Anaesthesia. Doubt: the first one's number
dev("anes-1", "anesthesia", ICU, "00:90:e8", "category manufacturer model", "Dräger", "Primus", "ARYJ-0451", acts=[("medibus", 50, "theatre", {"by": "pdms-gateway", "port": 4001, "number": "8603",
    "name": "Primus", "revision": "04.53"})], system="rtos", alt={"manufacturer": [*DRAEGER, "Moxa"], "software": ["04.53", "4.53"]}, unjudged=["software"], note="behind a serial device server")
dev("anes-2", "anesthesia", ICU, "00:10:5d", "category manufacturer model serial software", "Dräger", "Perseus A500", "ASHC-0452", "02.02", [
    ("medical_device", 60, "theatre", {"uuid": "4a510a17-7c00-4b6e-8d11-00105d451002", "place": "CHVB%2F%2F%2FBLOC%2F%2F4?fac=CHVB&poc=BLOC&bed=4", "kind": "69997", "port": 6464, "secure": False}),
    ("medical_metadata", 300, "theatre", {"by": "pdms-gateway", "uuid": "4a510a17-7c00-4b6e-8d11-00105d451002", "port": 6464, "identity": ("Dräger", "Perseus A500", "MK06000", "Perseus BLOC4",
    "02.02", "ASHC-0452")})], system="linux", alt={"manufacturer": DRAEGER, "model": ["MK06000", "Perseus"]})
dev("anes-3", "anesthesia", ICU, "00:25:41", "category manufacturer model serial software", "Getinge", "Flow-e", "45433", "4.9", [itself("Flow-e^%E^EUI-64", 6926, 40, "^^%E^EUI-64", ANESTHESIA,
    "MAQUET", "Flow-e", "45433", "4.9", shift="theatre")], system="linux", lease="-udhcp", application=("Flow-e^%E^EUI-64", "MAQUET"), alt={"manufacturer": MAQUET, "model": ["FLOW-e"]})
dev("anes-5", "anesthesia", ICU, "00:0f:14", "category manufacturer model serial", "Mindray", "A9", "KK-45104545", acts=[speaks("MINDRAY_A9^%E^EUI-64", "egateway", 6927, 40,
    "KK-45104545^A9^%E^EUI-64", ANESTHESIA, "theatre")], system="linux", application=("MINDRAY_A9", "MINDRAY"), alt={"manufacturer": MINDRAY})
dev("anes-6", "anesthesia", ICU, "00:90:e8", "", "Air Liquide", "Felix Dual", "FD04546", hosts=["FELIX-BLOC2"], acts=[("opaque", 60, "theatre", {"to": "web", "port": 4002})], system="rtos",
    lease="lwip", unjudged=["manufacturer"], alt={"category": ["medical_gateway", "network_infrastructure"], "manufacturer": ["Moxa", "Air Liquide Medical Systems", "Taema"], "model": ["FELIX"]},
    note="behind a serial device server, whose name somebody gave")
