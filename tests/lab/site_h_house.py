"""Site H's laboratory and point of care. The functions and their words are site_h_table.py's."""

from site_h_table import AIR, ICU, LAB, WARD, dev, mounts, scan
from site_words import says

ROCHE, ABBOTT = ["Roche Diagnostics", "ROCHE"], ["Abbott Diagnostics", "ABBOTT"]
SIEMENS = ["Siemens", "Siemens Healthcare Diagnostics", "SIEMENS"]
HORIBA = ["ABX", "Horiba ABX", "HORIBA Medical", "HORIBA ABX", "Horiba Abx Sas", "HORIBA"]


def headed(port, every, header, shift="all", to="lis"):
    """Results behind a header as the maker's manual or a log of his has it."""
    return ("headed", every, shift, {"to": to, "port": port, "header": header})


def reader(name, vlan, prefix, maker, spoken, model, serial, software, makers, every=90, also=(), lease="-udhcp", **more):
    """One device of the point of care that says hello by POCT1-A; `more` are further words of its own."""
    words = {"device_id": serial, "vendor_id": spoken, "model_id": model, "serial_id": serial, **({"sw_version": software} if software else {}), **more}
    dev(name, "poc_analyzer", vlan, prefix, "category manufacturer model serial" + (" software" if software else ""), maker, model, serial, software, [("point_of_care",
        every, "rounds", {"to": "poc-server", "port": 4170, "identity": words})], system="linux", lease=lease, alt={"manufacturer": makers, "category": ["lab_analyzer"], "model": list(also)})


# Laboratory. What the first one sends in its sender's place is a number of its family (likely): it names neither maker nor product
dev("lab-1", "lab_analyzer", LAB, "a4:bb:6d", "category", "Stago", "STA R Max 3", "STA04501", acts=[headed(5001, 20, "H|\\^&|||99^2.00|||||||P|1.00|20261109101500")], system="10",
    alt={"manufacturer": ["Diagnostica Stago", "Dell"], "model": ["STA R Max"], "software": ["2.00"]}, unjudged=["manufacturer", "software"])
dev("lab-2", "lab_analyzer", LAB, "18:60:24", "category", "Sebia", "CAPILLARYS 3 TERA", "C3T04502", acts=[headed(5002, 60, "H|\\^&|||PHORESIS|||||||P||20261109101500")], system="10",
    alt={"manufacturer": ["SEBIA", "HP"], "model": ["PHORESIS", "Phoresis"]}, unjudged=["manufacturer", "model"], note="its program speaks for it")
# Looked up: the form of the third's header (its smaller sister's), of the fourth's, of the eighth's name, of the ninth's
dev("lab-3", "lab_analyzer", LAB, "00:50:c2:58:9", "category manufacturer model serial software", "Horiba", "Yumizen H2500", "912YOXH04503", "2.3.1.0", [headed(5003, 20,
    "H|\\^&|||H2500^912YOXH04503^2.3.1.0|||||||P|LIS2-A2|20261109110749")], system="10", alt={"manufacturer": HORIBA, "model": ["H2500"]})
dev("lab-4", "lab_analyzer", LAB, "00:50:c2:ef:9", "category manufacturer", "Horiba", "Pentra XLR", "045041", acts=[headed(5004, 45, "H|\\^&|||ABX|||||||P|E1394-97|20261109112217")], system="xp",
    alt={"manufacturer": HORIBA, "model": ["ABX"]}, unjudged=["model"], note="names a maker's old name and no product")
dev("lab-5", "lab_analyzer", LAB, "28:de:f6", "category manufacturer model serial", "bioMérieux", "VIDAS 3", "IVD04505", acts=[("bci", 40, "all", {"to": "lis", "port": 5005, "fields": ["mtrsl",
    "iiVIDAS3", "isIVD04505", "pi", "pn", "si", "ciSYN0451", "rtPCT", "rnB.R.A.H.M.S PCT", "tt10:22", "td11/09/2026", "qlNegatif", "qn0.05"]})], system="10",
    alt={"manufacturer": ["bioMerieux", "BIOMERIEUX", "bioMerieux Inc."], "model": ["VIDAS3", "VIDAS"]})
# As IHE's Laboratory Analytical Workflow has it: model and maker, then serial number and maker
for number, app, maker, accept, model, other, serial, test in ((6, "cobas pro", "Roche", ROCHE, "cobas pro", ["cobas pro integrated solutions"], "2145-06", "14749-6^Glucose^LN"), (7, "ATELLICA",
        "Siemens Healthineers", SIEMENS, "Atellica Solution", ["Atellica", "ATELLICA"], "SL04507", "2951-2^Sodium^LN")):
    dev(f"lab-{number}", "lab_analyzer", LAB, "a4:bb:6d", "category manufacturer model serial", maker, model, serial, acts=[says("OUL^R22^OUL_R22", "lis", 5000 + number, 8 + number,
        "SPM|1|SYN44||SER|||||||P", "OBR|1|SYN44||CHEM", f"OBX|1|NM|{test}||5.4|mmol/L|||||F|||||||{model}^{accept[0] if number == 7 else maker}~{serial}^{accept[0] if number == 7 else maker}|"
        "20261109101500")], system="10", application=(app, maker.split()[0].upper()), alt={"manufacturer": accept, "model": other})
dev("lab-8", "lab_analyzer", LAB, "18:60:24", "category model", "DiaSorin", "LIAISON XL", "2210004508", acts=[headed(5008, 30, "H|\\^&|||LIAISONXL|||||GLIMS||P|1|20261109101500")], system="7",
    alt={"manufacturer": ["Diasorin", "HP"], "model": ["LIAISONXL", "LIAISON"]}, unjudged=["manufacturer"])
dev("lab-9", "lab_analyzer", LAB, "b4:b5:2f", "category manufacturer", "Bio-Rad", "IH-500", "45091", acts=[headed(5009, 45, "H|\\^&|||Bio-Rad|IH v5.2||||||||20261109144227")], system="10",
    alt={"manufacturer": ["BIO-RAD", "Bio-Rad Laboratories", "DiaMed"], "model": ["IH"], "software": ["v5.2", "5.2", "IH v5.2"]}, unjudged=["model", "software"],
    note="Doubt: the receiver's place names a program for several analysers")
dev("lab-10", "lab_analyzer", LAB, "00:06:6b", "category manufacturer model serial software", "Sysmex", "XN-550", "45101", "00-13", [headed(5110, 25,
    "H|\\^&|||XN-550^00-13^45101^^^^BN845101||||||||E1394-97")], system="10", alt={"serial": ["BN845101"], "manufacturer": ["Sysmex Corporation"]}, note="Doubt: of its two numbers either is right")
dev("lab-11", "lab_analyzer", LAB, "00:90:e8", "category", "Diagast", "QWALYS 3", "QW04511", acts=[headed(5011, 50, "H|\\^&|||QW3|||||||P|1394-97|20261109101500")], system="rtos",
    alt={"manufacturer": ["DIAGAST", "Moxa", "Grifols"], "model": ["QW3", "QWALYS"]}, unjudged=["manufacturer", "model"],
    note="behind a serial device server; Doubt: whether its short name is a model")
dev("lab-12", "lab_analyzer", LAB, "8c:1f:64:f5:3", "category manufacturer", "Beckman Coulter", "DxI 9000", "701451", acts=[headed(5012, 26,
    "H|\\^&|||ACCESS^701451|||||LIS||P|1|20261109101500")], system="10", alt={"manufacturer": ["Beckman", "BECKMAN COULTER", "Beckman Coulter Inc"], "model": ["ACCESS", "Access", "DxI"],
    "serial": ["701451"]}, unjudged=["model", "serial"], note="names its family; Doubt: whether what follows is a serial number")
dev("lab-13", "lab_analyzer", LAB, "a4:bb:6d", "category model serial software", "Werfen", "ACL TOP 750", "18045131", "6.2.1", [headed(5013, 35,
    "H|\\^&|||ACL TOP 750^6.2.1^18045131|||||||P|1|20261109101500")], system="ltsc", alt={"manufacturer": ["Instrumentation Laboratory", "IL", "Dell"], "model": ["ACL TOP"]},
    unjudged=["manufacturer"])
dev("lab-15", "lab_analyzer", LAB, "18:60:24", "category model serial software", "ELITechGroup", "ELITe InGenius", "2017120451", "1.3.0.19", [headed(5015, 80,
    "H|\\^&|||ELITe InGenius^1.3.0.19^2017120451|||||||P|LIS2-A2|20261109101500")], system="10", alt={"manufacturer": ["ELITech", "ELITechGroup Molecular Diagnostics", "HP"], "model": ["InGenius"]},
    unjudged=["manufacturer"])
dev("track", "lab_analyzer", LAB, "30:73:50", "manufacturer model serial", "Inpeco", "FlexLab X", "FX04516", acts=[says("SSU^U03^SSU_U03", "lis", 5016, 20,
    "EQU|FlexLab X^Inpeco^FX04516^SN|20261109101500|OP^Operational^HL70365", "SAC|||SYN0451^LIS||||20261109101400|R^Process completed^HL70370")], system="10",
    application=("FlexLab", "INPECO"), alt={"manufacturer": ["Inpeco SA", "INPECO"], "model": ["FlexLab"], "category": ["server", "lis"]},
    note="carries tubes to the analysers; Doubt: whether that is an analyser")
scan("slides", LAB, "3c:ec:ef", "SM", "77.1.6", "LAMES_ACP", "1.2.276.0.7230010.3.0.3.6.6", "OFFIS_DCMTK_366", "3DHISTECH", "3DHISTECH", "PANNORAMIC 480 DX", "P480D04517", "2.1.0", "PANNORAMIC", 90,
    "10", "win", category="unknown", makers=["3DHISTECH Ltd."], also=["PANNORAMIC 480"], lists=False, alt={"category": ["lab_analyzer"]}, note="scans slides: no category is right for it")
dev("maldi", "lab_analyzer", LAB, "b4:b5:2f", "", "Bruker", "MALDI Biotyper sirius", "ML04518", hosts=["PC-MALDI-BACTERIO"], acts=[mounts("10", 200), ("nbns", 300, "day", {})], system="10",
    lease="win", alt={"manufacturer": ["Bruker Daltonics", "HP", "Hewlett Packard"], "category": ["workstation"]}, unjudged=["manufacturer"], note="a PC by all that it does; its name says more")
# Point of care. Looked up: the form of a hello, the headers of the sixth and seventh, the name of the fifth in HL7 (its older sister's)
reader("poc-1", WARD, "b8:78:79", "Roche", "ROCHE", "cobas pulse", "RP04517001", "3.0.1", ROCHE, also=["pulse"])
reader("poc-2", WARD, "00:0a:91", "HemoCue", "HemoCue", "Hb 201 DM", "0451-804-002", "2.8.0", ["HemoCue AB", "HEMOCUE"], also=["HemoCue Hb 201 DM", "Hb 201DM"])
reader("poc-3", AIR, "ac:77:13", "Siemens Healthineers", "EPOCAL", "epoc Reader", "30451", "4.11.3", [*SIEMENS, "Epocal", "EPOCAL"], also=["epoc", "epoc NXS"])
reader("poc-4", ICU, "00:50:c2:85:e", "Radiometer", "Radiometer", "ABL90 FLEX PLUS", "I393-092R0451N004", "3.5 MR4", ["Radiometer Medical", "RADIOMETER", "Radiometer Medical ApS"], 60, lease="-win",
       also=["ABL90 FLEX", "ABL90"], device_name="ABL90 REA", manufacturer_name="Radiometer Medical ApS")
dev("poc-5", "poc_analyzer", WARD, "00:50:c2:05:b", "category manufacturer model", "Radiometer", "ABL837", "754R0451N005", acts=[says("ORU^R01", "poc-server", 4205, 45,
    "OBR|1||6^Sample #||||||||O||||Arterial^",
    "OBX|1|ST|^pH^M||7.400|||N|||F", "OBX|2|ST|^pO2^M||97|mmHg||N|||F", version="2.2")], system="xp", application=("ABL837^ABL837 NEONAT", "ABL837^ABL837 NEONAT"),
    alt={"manufacturer": ["Radiometer Medical", "Radiometer Medical A/S"], "model": ["ABL837 FLEX", "ABL800 FLEX", "ABL800"], "category": ["lab_analyzer"]})
dev("poc-6", "poc_analyzer", WARD, "00:80:a3", "category model serial software", "Siemens Healthineers", "DCA Vantage", "S067451", "04.04.00.00", [headed(4206, 90,
    "H|\\^&|||DCA VANTAGE^04.04.00.00^S067451|||||||P||20261109151746", to="poc-server")], system="rtos", lease="-lwip", alt={"manufacturer": [*SIEMENS, "Lantronix"], "model": ["DCA VANTAGE"],
    "category": ["lab_analyzer"]}, unjudged=["manufacturer"])
dev("poc-7", "poc_analyzer", WARD, "70:b3:d5:53:f", "category manufacturer model serial", "Abbott", "Afinion 2", "AF20045107", acts=[headed(4207, 100,
    "H|\\^&|||Afinion 2 Analyzer^^AF20045107|||||||P|1|20261109141235", to="poc-server")], system="rtos", lease="-lwip", alt={"manufacturer": [*ABBOTT, "Alere", "Axis-Shield",
    "Abbott Diagnostics Technologies AS"], "model": ["Afinion 2 Analyzer", "Afinion"], "category": ["lab_analyzer"]})
dev("poc-8", "poc_analyzer", WARD, "40:d8:55:1b:d", "category manufacturer", "Horiba", "Microsemi CRP", "508TS04508", acts=[headed(4208, 60, "H|\\^&|||ABX|||||||P|E1394-97|20261109102213",
    to="poc-server")], system="rtos", alt={"manufacturer": HORIBA, "category": ["lab_analyzer"], "model": ["ABX"]}, unjudged=["model"], note="stands in the children's emergency room")
