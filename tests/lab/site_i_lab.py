"""Site I's laboratory and point of care. The functions and their words are site_i_table.py's."""

from site_i_table import ITU, LAB, WARD, dev, mounts
from site_words import says

ROCHE, ABBOTT = ["Roche Diagnostics", "ROCHE"], ["Abbott Diagnostics", "ABBOTT", "Alere"]
SIEMENS, BECKMAN = ["Siemens", "Siemens Healthcare Diagnostics", "SIEMENS"], ["Beckman", "BECKMAN", "Danaher"]


def headed(port, every, header, shift="all", to="lis"):
    """Results behind a header as the maker's manual or a log of his has it; a few of those that a day brings."""
    return ("headed", every * 3, shift, {"to": to, "port": port, "header": header})


def reader(name, vlan, prefix, maker, spoken, model, serial, software, makers, every=90, also=(), lease="-udhcp", **more):
    """One device of the point of care that says hello by POCT1-A; `more` are further words of its own."""
    words = {"device_id": serial, "vendor_id": spoken, **({"model_id": model} if "device_name" not in more else {}), "serial_id": serial, **({"sw_version": software} if software else {}), **more}
    dev(name, "poc_analyzer", vlan, prefix, "category manufacturer model serial" + (" software" if software else ""), maker, model, serial, software, [("point_of_care", every, "rounds",
        {"to": "poc-server", "port": 4170, "identity": words})], system="linux", lease=lease, alt={"manufacturer": makers, "category": ["lab_analyzer"], "model": list(also)})


# Blood sciences. Looked up: how the first names itself and its modules, the headers of the second to the sixth
dev("lab-1", "lab_analyzer", LAB, "d0:94:66", "category manufacturer model serial", "Roche", "cobas pro", "1783-05", acts=[says("OUL^R22^OUL_R22", "lis", 6001, 10,
    "SPM|1|SYN17&BARCODE||SERPLAS^^99ROC|||||||P^^HL70369",
    "OBR|1|SYN17||20340^^99ROC", "OBX|1|NM|20340^20340^99ROC^^^IHELAW|1|5.1|mmol/L^^99ROC||N^^HL70078|||F|||||OPER^^REPL||c503^ROCHE~1783-05^ROCHE~1^ROCHE|20261019101500||||||||||RSLT")], system="10",
    application=("cobas pro", ""), alt={"manufacturer": ROCHE, "model": ["c503", "cobas c 503", "cobas pro c 503", "cobas c503"]},
    note="Doubt: of the line's name and its module's either is right; what stands in the middle of the equipment's list is a module's number")
dev("lab-2", "lab_analyzer", LAB, "3c:52:82", "category serial", "Beckman Coulter", "UniCel DxI 800", "617830", acts=[headed(6002, 20, "H|\\^&|||ACCESS^617830|||||LIS||P|1|20261019101112")],
    system="7",
    alt={"manufacturer": [*BECKMAN, "HP"], "model": ["ACCESS", "DxI 800", "DxI"]}, unjudged=["manufacturer", "model"], note="its header names a family")
dev("lab-3", "lab_analyzer", LAB, "00:06:6b", "category manufacturer model serial software", "Sysmex", "CS-5100", "17833", "01-80", [headed(6003, 18,
    "H|\\^&|||CS-5100^01-80^17833^^^Coag2^BV917833||||||||E1394-97")], system="7", alt={"serial": ["BV917833"], "manufacturer": ["Sysmex Corporation", "Siemens"]},
    note="Doubt: of its two numbers either is right")
dev("lab-4", "lab_analyzer", LAB, "4c:52:62", "category model", "DiaSorin", "LIAISON XL", "2210017834", acts=[headed(6004, 25, "H|\\^&|||LIAISONXL|||||LABEDV||P|1|")], system="7",
    alt={"manufacturer": ["Diasorin", "DIASORIN"], "model": ["LIAISONXL"]}, unjudged=["manufacturer"])
dev("lab-5", "lab_analyzer", LAB, "10:1f:74", "category model", "Hologic", "Panther", "2090017835", acts=[headed(6005, 30, "H|\\^&|||Panther|||||Host||P|1|")], system="10",
    alt={"manufacturer": ["Gen-Probe", "HP"], "model": ["Panther Fusion"]}, unjudged=["manufacturer"])
dev("lab-6", "lab_analyzer", LAB, "d0:94:66", "category software", "Thermo Fisher", "Phadia 250", acts=[headed(6006, 45,
    "H|\\^&|||Phadia.Prime^1.2.0.12371^4.0^^^^|||||^127.0.0.1||P|1|20261019101251")],
    system="10", software="1.2.0.12371", alt={"manufacturer": ["Phadia", "Thermo Fisher Scientific", "Dell"], "model": ["Phadia.Prime", "Phadia Prime", "Prime"], "software": ["4.0"]},
    unjudged=["manufacturer", "model"], note="the program of several analysers; Doubt: whether its name is a model")
dev("lab-7", "lab_analyzer", LAB, "00:18:65", "category manufacturer model serial software", "Siemens Healthineers", "Atellica Solution", "IH017837", "1.27.1", [headed(6007, 8,
    "H|\\^&|||Atellica Solution^1.27.1^IH017837^Siemens|||||LIS||P|LIS2-A2|20261019120000")], system="10", alt={"manufacturer": SIEMENS, "model": ["Atellica"]})
dev("lab-8", "lab_analyzer", LAB, "00:90:e8", "category model serial", "Siemens Healthineers", "ADVIA 2120i", "IR17830008", acts=[headed(6008, 20,
    "H|\\^&|||ADVIA 2120i^IR17830008|||||||P|1|20261019120000")],
    system="rtos", alt={"manufacturer": [*SIEMENS, "Bayer", "Moxa"], "model": ["ADVIA 2120"]}, unjudged=["manufacturer"], note="behind a serial device server")
dev("lab-9", "lab_analyzer", LAB, "00:80:a3", "category model serial software", "Tosoh", "HLC-723G11", "11783009", "01.09", [headed(6009, 30,
    "H|\\^&|||G11^HLC-723G11^01.09^11783009|||||||P|1|20261019120000")],
    system="rtos", alt={"manufacturer": ["TOSOH", "Tosoh Bioscience", "Lantronix"], "model": ["G11", "HLC-723 G11"]}, unjudged=["manufacturer"], note="behind a serial device server")
dev("lab-10", "lab_analyzer", LAB, "d0:94:66", "category manufacturer model serial", "The Binding Site", "Optilite", "OP-1783-10", acts=[headed(6010, 35,
    "H|\\^&|||Optilite^The Binding Site^OP-1783-10|||||LIS||P|LIS2-A2|20261019120000")], system="10", alt={"manufacturer": ["Binding Site", "Thermo Fisher", "Binding Site Group"]})
dev("lab-11", "lab_analyzer", LAB, "00:07:32", "category manufacturer model serial software", "Randox", "RX imola", "IM178311", "3.04", [headed(6011, 40,
    "H|\\^&|||Randox^RX imola^3.04^IM178311|||||||P|1|20261019120000")], system="7", alt={"manufacturer": ["Randox Laboratories", "RANDOX"], "model": ["imola"]})
dev("lab-12", "lab_analyzer", LAB, "00:30:64", "category manufacturer model serial software", "Immunodiagnostic Systems", "IDS-iSYS", "IS17832012", "V15.06", [headed(6012, 45,
    "H|\\^&|||IDS-iSYS^Immunodiagnostic Systems^V15.06^IS17832012|||||||P|LIS2-A2|20261019120000")], system="ltsb", alt={"manufacturer": ["IDS", "PerkinElmer", "Revvity",
    "Immunodiagnostic Systems Ltd"],
    "model": ["iSYS"]})
dev("lab-13", "lab_analyzer", LAB, "3c:52:82", "category model serial software", "Abbott", "Alinity", "AI01783", "3.5.0", [headed(6013, 12,
    "H|\\^&|||Alinity^3.5.0^AI01783^H1P1O1R1C1Q1L1|||||||P|1|20261019102234")], system="10", alt={"manufacturer": [*ABBOTT, "HP"], "model": ["Alinity i", "Alinity ci-series", "Alinity ci"]},
    unjudged=["manufacturer"])
dev("lab-14", "lab_analyzer", LAB, "10:1f:74", "category manufacturer model serial software", "Werfen", "ACL TOP 750 CTS", "17030783", "6.4.2", [headed(6014, 20,
    "H|\\^&|||ACL TOP 750 CTS^Instrumentation Laboratory^6.4.2^17030783|||||||P|LIS2-A2|20261019120000")], system="10", alt={"manufacturer": ["Instrumentation Laboratory", "IL"],
    "model": ["ACL TOP 750", "ACL TOP", "ACL TOP CTS"]})
# Blood bank, microbiology, histology
dev("lab-16", "lab_analyzer", LAB, "28:de:f6", "category manufacturer serial", "bioMérieux", "VIDAS 3", "VID3001783", acts=[("bci", 60, "all", {"to": "lis", "port": 6016, "fields": ["mtrsl",
    "iiVIDAS3",
    "isVID3001783", "si", "s0SYN", "ciSYN16", "rtTNHS", "nd1"]})], system="10", alt={"manufacturer": ["bioMerieux", "BIOMERIEUX", "bioMerieux Inc."], "model": ["VIDAS3", "VIDAS"]}, unjudged=["model"])
dev("lab-17", "lab_analyzer", LAB, "d0:94:66", "category manufacturer model serial", "BD", "BD MAX", "CT1783", acts=[says("OUL^R22^OUL_R22", "lis", 6017, 60, "SPM|1|SYN18||SWAB|||||||P",
    "OBR|1|SYN18||ENT",
    "OBX|1|ST|SALM^Salmonella^99BDX||NEG||||||F|||||||BD MAX^Becton Dickinson~CT1783^Becton Dickinson|20261019101500")], system="ltsb", application=("BD MAX", "BD"),
    alt={"manufacturer": ["Becton Dickinson",
    "Becton, Dickinson and Company", "Waters"], "model": ["MAX"]})
dev("lab-18", "lab_analyzer", LAB, "4c:52:62", "category manufacturer model serial software", "Leica Biosystems", "BOND-III", "M2120783", "7.0.1", [says("ORU^R01", "lis", 6018, 80, "OBR|1|SYN19||IHC",
    "PRT|1|UC||EQUIP^^HL70912||||||BOND-III^Leica Biosystems^7.0.1||||||||||M2120783", "OBX|1|ST|CD20^CD20^L||DONE||||||F", shift="day")], system="2016", application=("BOND", "LEICA"),
    alt={"manufacturer": ["Leica", "Leica Microsystems", "Danaher"], "model": ["BOND III", "BOND"]}, unjudged=["software", "category"], note="stains slides; Doubt: whether that is an analyser")
# What carries tubes: its module's messages tell maker, number and state
dev("track", "lab_analyzer", LAB, "90:1b:0e", "category manufacturer model serial", "Siemens Healthineers", "Aptio Automation", "AP17830", acts=[says("SSU^U03^SSU_U03", "lis", 6020, 20,
    "EQU|Aptio Automation^Siemens Healthineers^AP17830^SN|20261019101500|OP^Operational^HL70365", "SAC|||SYN0317^LIS||||20261019101400|R^Process completed^HL70370")], system="2016",
    application=("Aptio", "SIEMENS"), alt={"manufacturer": [*SIEMENS, "Inpeco"], "model": ["Aptio"], "category": ["server", "lis"]}, unjudged=["category"], note="Doubt: whether that is an analyser")
dev("lab-19", "lab_analyzer", LAB, "00:50:c2:c1:c", "manufacturer", "BD", "BACTEC FX40", "FB1783", acts=[("opaque", 60, "all", {"to": "lis", "port": 8900})], system="rtos", lease="-bare",
    alt={"manufacturer": ["Becton Dickinson", "Becton, Dickinson and Company"]}, note="its maker's address and nothing else")
# Point of care. Looked up: the headers of the first three
dev("poc-1", "poc_analyzer", WARD, "00:80:a3", "category model serial", "Abbott", "Afinion 2 Analyzer", "AF17830001", acts=[headed(6201, 90,
    "H|\\^&|||Afinion 2 Analyzer^^AF17830001|||||||P|1|20261019101235",
    "rounds", "poc-server")], system="rtos", alt={"manufacturer": [*ABBOTT, "Axis-Shield", "Lantronix"], "category": ["lab_analyzer"], "model": ["Afinion 2", "Afinion"]}, unjudged=["manufacturer"],
    note="behind a serial device server")
dev("poc-2", "poc_analyzer", WARD, "00:90:e8", "category model serial software", "Siemens Healthineers", "DCA Vantage", "S178302", "04.04.00.00", [headed(6202, 90,
    "H|\\^&|||DCA VANTAGE^04.04.00.00^S178302|||||||P||20261019101746", "rounds", "poc-server")], system="rtos", alt={"manufacturer": [*SIEMENS, "Moxa"], "category": ["lab_analyzer"],
    "model": ["DCA VANTAGE"]}, unjudged=["manufacturer"], note="behind a serial device server")
dev("poc-3", "poc_analyzer", ITU, "00:30:59", "category model serial", "Radiometer", "ABL9", "417830", acts=[headed(6203, 45, "H|\\^&|||ABL9^417830|||||||P|1|20261019101749", to="poc-server")],
    system="linux", alt={"manufacturer": ["Radiometer Medical", "RADIOMETER", "Kontron"], "category": ["lab_analyzer"]}, unjudged=["manufacturer"])
reader("poc-4", ITU, "00:07:32", "Werfen", "IL", "GEM Premier 5000", "17080783", "2.3.1", ["Instrumentation Laboratory", "IL", "Instrumentation Laboratory Company"], 45, ["GEM 5000", "GEM5000"],
       manufacturer_name="Instrumentation Laboratory")
reader("poc-5", WARD, "00:25:ca", "Abbott", "ABBOTT", "FreeStyle Precision Pro", "XCMT178-30005", "3.12", [*ABBOTT, "Abbott Diabetes Care"], also=["Precision Pro", "FSPP"])
reader("poc-6", WARD, "00:25:ca", "LumiraDx", "LumiraDx", "LumiraDx Instrument", "LDX17830006", "1.13.2", ["LumiraDx UK Ltd.", "LumiraDx UK Ltd", "Roche"], also=["LumiraDx Platform", "Instrument"])
reader("poc-7", WARD, "b8:78:79", "Roche", "ROCHE", "CoaguChek Pro II", "UP0178307", "04.00.02", ROCHE, also=["CoaguChek Pro 2"])
reader("poc-8", ITU, "00:25:ca", "Siemens Healthineers", "Siemens", "epoc", "H178308", "3.37.2", [*SIEMENS, "Epocal", "Alere"], 60, ["epoc Host", "epoc NXS", "epoc NXS Host"],
       device_name="epoc NXS Host", manufacturer_name="Siemens Healthcare Diagnostics")
dev("poc-10", "poc_analyzer", ITU, "00:18:65", "category manufacturer serial", "Siemens Healthineers", "RAPIDPoint 500e", "178310", acts=[("rapid", 45, "all", {"to": "poc-server", "port": 3001,
    "fields": [("aMOD", "500"), ("iIID", "178310")]})], system="linux", alt={"manufacturer": SIEMENS, "model": ["500", "RAPIDPoint 500", "RAPIDPoint"], "category": ["lab_analyzer"]},
    unjudged=["model"])
