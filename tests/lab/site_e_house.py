"""Site E's laboratory, point of care, servers and building. The functions and their words are site_e_table.py's."""

from site_e_table import DELL, FUJITSU, add, afar, mounts, says
from site_words import inside, opens, polled


def results(port, every, sender, version="LIS2-A2", shift="all", to="lis", **more):
    """Results by ASTM to the laboratory's system, or to its middleware."""
    return ("results", every, shift, {"to": to, "port": port, "sender": sender, "version": version, **more})


def headed(port, every, header, shift="all"):
    """Results behind a header as the maker's manual or a log of his has it."""
    return ("headed", every, shift, {"to": "lis", "port": port, "header": header})


def point_of_care(every, **identity):
    """Results to the manager of the point of care by POCT1-A."""
    return ("point_of_care", every, "rounds", {"to": "poc-server", "port": 4170, "identity": identity})


# Laboratory, VLAN 42
add("lab-1", "lab_analyzer", 42, 21, "00:06:6b:41:71:01", "category manufacturer model serial software", "Sysmex", "CS-2500", "21417", "01-70", [], [headed(5001, 15,
    "H|\\^&|||CS-2500^01-70^21417^^^^BV981417||||||||E1394-97")], "7", None, {"serial": ["BV981417"], "manufacturer": ["Sysmex Corporation", "Siemens Healthineers"]},
    note="Doubt: of its two numbers either is right")
add("lab-2", "lab_analyzer", 42, 22, "00:19:99:41:71:02", "category model serial software", "Sysmex", "XN-20", "11417", "00-22", ["XN-IPU"], [headed(5002, 8,
    "H|\\^&|||XN-20^00-22^11417^^^^05417258||||||||E1394-97")], "7", "seven", {"serial": ["05417258"], "model": ["XN-2000", "XN-3000", "XN-9000"], "manufacturer": ["Sysmex Corporation"]},
    note="Doubt: of its two numbers either is right")
add("lab-3", "lab_analyzer", 42, 23, "00:90:e8:41:71:03", "category model", "Ortho Clinical Diagnostics", "VITROS 4600", "46000417", None, [], [headed(5003, 12,
    "H|\\^&|||VITROS^4600|||||||P|1|20260312101500")], "rtos", None, {"model": ["VITROS", "4600", "VITROS^4600"], "manufacturer": ["Ortho", "QuidelOrtho", "Moxa"]},
    note="behind a serial device server")
add("lab-4", "lab_analyzer", 42, 24, "ec:b1:d7:41:71:04", "category model", "Roche", "cobas c 311", "C3110417", None, [], [results(5004, 15, "cobas c 311^1", "1")], "7", None,
    {"manufacturer": ["Roche Diagnostics", "Hitachi"], "model": ["c 311", "cobas c311", "c311"], "software": ["1"]}, unjudged=["software"])
add("lab-5", "lab_analyzer", 42, 25, "d0:d2:86:41:71:05", "category manufacturer model", "Beckman Coulter", "DxH 900", "BB04170", None, [], [results(5005, 9, "DxH 900^BB04170", "1")], "ltsb",
    None,
    {"manufacturer": ["Beckman"], "model": ["DxH", "UniCel DxH 900"], "serial": ["BB04170"]}, unjudged=["serial"])
add("lab-6", "lab_analyzer", 42, 26, "f8:bc:12:41:71:06", "category", "Beckman Coulter", "UniCel DxI 800", "500417", None, [],
    [headed(5006, 12, "H|\\^&|||ACCESS^500417|||||LIS||P|1|20260312101500")], "7", None,
    {"manufacturer": ["Beckman", *DELL], "model": ["ACCESS", "Access", "DxI 800", "Access 2"]}, unjudged=["model", "serial", "manufacturer"])
add("lab-7", "lab_analyzer", 42, 27, "00:80:a3:41:71:07", "category", "Siemens Healthineers", "IMMULITE 2000 XPi", "J0417", None, [], [headed(5007, 30,
    "H|\\^&||PASSWORD|DPC CIRRUS||Flanders^New^Jersey^07836||973-927-2828|N81|Your System||P|1|20260312101500", "day")], "rtos", "-lwip", {"manufacturer": ["DPC", "DPC CIRRUS", "Siemens",
    "Lantronix"], "model": ["IMMULITE", "DPC CIRRUS"]}, unjudged=["manufacturer", "model"], note="still names the firm that made it first; behind a serial device server of Lantronix")
add("lab-8", "lab_analyzer", 42, 28, "00:1b:21:41:71:08", "category model software", "Thermo Fisher Scientific", "ImmunoCAP Data Manager", "PH250-0417", "1.00", ["PHADIA-PRIME"], [results(5008,
    60, "ImmunoCAP Data Manager^1.00^1.00", "1", "day")],
    "10", "win", {"manufacturer": ["Phadia", "Thermo", "Thermo Fisher"], "model": ["ImmunoCAP", "Phadia 250", "Phadia Prime"]})
add("lab-9", "lab_analyzer", 42, 29, "8c:1f:64:c0:14:17", "category manufacturer model serial software", "Horiba", "H500", "904YAXH04170", "2.1.3", [], [results(5009, 20,
    "H500^904YAXH04170^2.1.3")], "linux", "-udhcp",
    {"manufacturer": ["HORIBA", "HORIBA ABX", "Horiba Medical", "HORIBA ABX SAS"], "model": ["Yumizen H500"]})
add("lab-10", "lab_analyzer", 42, 30, "00:0f:14:41:71:0a", "category manufacturer model", "Mindray", "BC-6800", "TR-04170", None, [], [says("ORU^R01", "im", 5010, 14,
    "OBR|1||SYN41|00001^Automated Count^99MRC||||||||||||||||||||HM", "OBX|1|NM|6690-2^WBC^LN||7.4|10*9/L|4.0-10.0|N|||F", version="2.3.1")], "7", None, {"manufacturer": ["MINDRAY"]},
    application=("BC-6800", "Mindray"))
add("lab-11", "lab_analyzer", 42, 31, "00:14:97:41:71:0b", "category manufacturer model", "Mindray", "BS-380", "WS-04170", None, [], [says("ORU^R01", "im", 5011, 20,
    "OBR|1|SYN42|1|Mindray^BS-380|Y|20260312101500", "OBX|1|NM|2|GLU|5.4|mmol/L|-|N|||F", version="2.3.1")], "7", "-seven", {"manufacturer": ["MINDRAY"]}, application=("Mindray", "BS-380"))
add("lab-12", "lab_analyzer", 42, 32, "4c:72:b9:41:71:0c", "category model software", "PZ Cormay", "Accent MC240", "MC04170", "1.0.6", ["ACCENT"], [results(5012, 30, "Accent MC240^1.0.6", "1",
    "day")], "10", "win",
    {"manufacturer": ["Cormay", "PZ CORMAY", "Pegatron"], "model": ["Accent", "ACCENT MC240"]}, unjudged=["manufacturer"])
add("lab-13", "lab_analyzer", 42, 33, "00:07:32:41:71:0d", "category", "Snibe", "MAGLUMI 800", "0821041700", None, [], [headed(5013, 25,
    "H|\\^&||PSWD|Maglumi User|||||Lis||P|E1394-97|20260312")], "7", None, {"manufacturer": ["SNIBE", "Aaeon", "AAEON"], "model": ["Maglumi", "MAGLUMI", "Maglumi User"]}, unjudged=["model",
    "manufacturer"], note="a name half of which is the product's")
add("lab-15", "lab_analyzer", 42, 35, "70:b3:d5:7b:94:17", "category manufacturer model serial", "QIAGEN", "QIAstat-Dx", "AN04170", None, [],
    [says("ORU^R01^ORU_R01", "im", 5015, 60, "PRT|1|UC||EQUIP^^HL70912||||||QIAstat-Dx^QIAGEN||||||||||AN04170", "OBR|1|SYN43||QIAstat-Dx^Respiratory",
    "OBX|1|ST|SARS-CoV-2||Not detected||||||F")], "linux", "-udhcp",
    {"manufacturer": ["Qiagen", "QIAGEN Instruments"], "model": ["QIAstat-Dx Analyzer", "QIAstat"], "category": ["poc_analyzer"]}, application=("QIAstat-Dx", "QIAGEN"))
add("lab-18", "lab_analyzer", 42, 38, "a4:bb:6d:41:71:12", "category manufacturer model", "Inpeco", "FlexLab X", "FLX0417", None, [],
    [says("ESU^U01^ESU_U01", "im", 5018, 30, "EQU|FlexLab X^Inpeco^FLX0417|20260312101500|ID^Idle^HL70365|LO^Local^HL70366", "ISD|1||IDLE")], "2019", None,
    {"manufacturer": ["INPECO"], "serial": ["FLX0417"], "model": ["FlexLab"], "category": ["lis", "server"]}, application=("FlexLab", "Inpeco"), unjudged=["serial"],
    note="carries tubes; Doubt: no analyser itself")
add("freezer", "unknown", 42, 40, "00:1e:76:41:71:14", "manufacturer", "Thermo Fisher Scientific", "TSX60086", "1104170", None, [], [afar("iot.apps.thermofisher.com", every=120)], "linux",
    "-udhcp",
    {"manufacturer": ["Thermo", "Thermo Fisher"], "model": ["TSX"]}, note="a laboratory's freezer: no category is right for it")
add("logger", "unknown", 42, 41, "00:0b:3c:41:71:15", "", "Lab-El", "LB-480", "4804170", None, ["LB-480"], [("ntp", 300, "all", {}), ("posted", 60, "all", {"to": "web", "path": "/lbx",
    "agent": None, "body": '{"t1":-21.4,"t2":4.8}'})], "rtos", "lwip",
    {"manufacturer": ["LAB-EL"], "model": ["LB480"], "category": ["building_automation"]}, unjudged=["manufacturer"], note="logs the temperatures of refrigerators")
# Point of care
add("poc-1", "poc_analyzer", 22, 171, "6c:62:6d:41:71:16", "category model", "Radiometer", "ABL800 FLEX", "754R0417N0041", None, [], [results(4201, 40, "ABL800 FLEX^OIT", "1", to="poc-server")],
    "xp", "-xp",
    {"category": ["lab_analyzer"], "model": ["ABL800", "ABL835 FLEX"], "manufacturer": ["Radiometer Medical", "MSI", "Micro-Star", "Micro-Star INTL"]}, unjudged=["manufacturer"])
add("poc-2", "poc_analyzer", 22, 172, "00:18:65:41:71:17", "category manufacturer model serial", "Siemens Healthineers", "1265", "41717", None, [], [("rapid", 45, "all", {"to": "poc-server",
    "port": 3001, "fields": [("aMOD", "1265"), ("iIID", "41717")]})],
    "rtos", None, {"category": ["lab_analyzer"], "manufacturer": ["Siemens", "Siemens Healthcare Diagnostics"], "model": ["RAPIDLab 1265", "RapidLab 1265", "RAPIDLab 1200"]})
add("poc-3", "poc_analyzer", 32, 173, "00:d0:c9:41:71:18", "category manufacturer model serial software", "Nova Biomedical", "Stat Profile Prime Plus", "P0417040", "2.00.31", [],
    [point_of_care(60, device_id="00-D0-C9-41-71-18", vendor_id="Nova Biomedical", model_id="Stat Profile Prime Plus", serial_id="P0417040", manufacturer_name="Nova Biomedical", hw_version="1.0",
    sw_version="2.00.31")],
    "ltsb", None, {"manufacturer": ["Nova"], "model": ["Prime Plus", "Stat Profile Prime"], "category": ["lab_analyzer"]})
add("poc-4", "poc_analyzer", 32, 174, "70:b3:d5:91:c4:17", "category manufacturer model serial software", "Abbott", "Afinion 2", "AF20004170", "22.10", [],
    [point_of_care(90, device_id="70B3D591C417", vendor_id="ALERE", model_id="Afinion 2", serial_id="AF20004170", sw_version="22.10")], "rtos", "-lwip",
    {"manufacturer": ["Alere", "ALERE", "Alere Technologies", "Axis-Shield", "Abbott Diagnostics"], "category": ["lab_analyzer"]}, note="Doubt: it names the firm that its maker bought")
add("poc-5", "poc_analyzer", 32, 175, "78:d4:f1:d4:17:1a", "category manufacturer model serial software", "Quidel", "Sofia", "00010417", "02.03.01", [],
    [point_of_care(90, device_id="78D4F1D4171A", vendor_id="QUIDEL", model_id="Sofia", serial_id="00010417", sw_version="02.03.01")], "linux", "-udhcp",
    {"manufacturer": ["QUIDEL", "QuidelOrtho", "Quidel Corporation"], "model": ["Sofia 2"], "category": ["lab_analyzer"]})
add("poc-6", "poc_analyzer", 32, 176, "00:80:a3:41:71:1b", "category manufacturer model serial", "Siemens Healthineers", "DCA VANTAGE", "S041704", None, [],
    [point_of_care(120, device_id="DCA-S041704", vendor_id="SIEMENS", model_id="DCA VANTAGE", serial_id="S041704")], "rtos", None,
    {"manufacturer": ["Siemens", "SIEMENS", "Lantronix", "Bayer"], "model": ["DCA Vantage"], "category": ["lab_analyzer"]}, note="behind a serial device server of Lantronix")
add("poc-7", "poc_analyzer", 32, 177, "b8:27:eb:41:71:1c", "category manufacturer model serial", "PixCell", "HemoScreen", "0417-HS", None, [], [point_of_care(120,
    device_id="PIX^HemoScreen^0417-HS", vendor_id="PIX", serial_id="0417-HS", device_name="HemoScreen")],
    "linux", "-networkd", {"manufacturer": ["PIX", "PixCell Medical"], "category": ["lab_analyzer"]}, note="a small computer of another maker inside")
add("poc-8", "poc_analyzer", 32, 178, "c8:1c:fe:41:71:1d", "", "Siemens Healthineers", "epoc NXS", "NXS0417", None, [], [inside("edm.szpital.lan", 50, "rounds")], "android", "-android",
    {"manufacturer": ["Siemens", "Zebra", "Zebra Technologies", "Epocal"], "category": ["mobile"], "model": ["epoc"]}, unjudged=["manufacturer"],
    note="a blood gas reader whose host is a handheld of Zebra")
add("poc-9", "poc_analyzer", 32, 179, "b8:78:79:41:71:1e", "category manufacturer model serial software", "Roche", "CoaguChek Pro II", "UU04170417", "05.02.00", [],
    [point_of_care(90, device_id="B8-78-79-41-71-1E", vendor_id="ROCHE", model_id="CoaguChek Pro II", serial_id="UU04170417", manufacturer_name="Roche Diagnostics", hw_version="1.0",
    sw_version="05.02.00")], "linux", "-old udhcp",
    {"manufacturer": ["Roche Diagnostics", "ROCHE"], "model": ["CoaguChek"], "category": ["lab_analyzer"]}, moves=[(0.7, 189)])
# Servers, VLAN 82, which the mirror port shows, and 92, which it does not
add("archive", "pacs", 82, 51, "00:50:56:a4:18:51", "category", "Pixel Technology", "ExPACS", None, None, ["pacs", "pacs.szpital.lan"], [], "2019", None,
    {"manufacturer": ["Pixel"], "model": ["EXPACS"], "software": ["fo-dicom 5.1.1", "5.1.1"]}, ae_titles=["EXPACS"], unjudged=["model", "software", "manufacturer"],
    scp={"ae": "EXPACS", "uid": "1.3.6.1.4.1.30071.8", "version": "fo-dicom 5.1.1"}, port=11112, named="pacs.szpital.lan", ip6="fd5e:24:82:1::51")
add("ris", "server", 82, 52, "00:50:56:a4:18:52", "category", None, None, None, None, ["ris", "ris.szpital.lan"], [says("ORU^R01", "engine", 6710, 30, "OBR|1|SYN3|SYN3|TK^Klatka",
    "OBX|1|TX|OPIS||SYNTHETIC", shift="day")], "linux", None,
    {"category": ["ehr", "pacs"], "software": ["dcm4che-5.31.0", "5.31.0"], "manufacturer": ["dcm4che", "Pixel Technology"]}, ae_titles=["EXRIS_WL"], unjudged=["software", "manufacturer",
    "model"],
    scp={"ae": "EXRIS_WL", "uid": "1.2.40.0.13.1.3", "version": "dcm4che-5.31.0"}, port=4104, application=("EXRIS", "SWSYN"), named="ris.szpital.lan", ip6="fd5e:24:82:1::52")
add("engine", "hl7_interface_engine", 82, 53, "00:50:56:a4:18:53", "category model", "iNTERFACEWARE", "Iguana", None, None, [], [
    says("ADT^A08^ADT_A01", "lis", 5200, 10, "EVN|A08|20260312", "PV1|1|I|OIT^04^1"), says("ADT^A08^ADT_A01", "ris", 6711, 10, "EVN|A08|20260312", "PV1|1|I|OIT^04^1"),
    says("ADT^A01^ADT_A01", "gateway-3", 6712, 20, "EVN|A01|20260312", "PV1|1|I|OIT^04^1"), says("ADT^A01^ADT_A01", "poc-server", 4203, 20, "EVN|A01|20260312", "PV1|1|I|OIT^04^1"),
    says("OMI^O23^OMI_O23", "ris", 6711, 30, "ORC|NW|SYN3", "OBR|1|SYN3||TK", shift="day")], "linux", None, {"manufacturer": ["INTERFACEWARE"], "model": ["IGUANA"]}, application=("IGUANA",
        "SWSYN"))
add("his", "ehr", 92, 54, "00:50:56:00:18:54", "category model", "Asseco", "AMMS", None, None, [], [says("ADT^A01^ADT_A01", "engine", 6700, 6, "EVN|A01|20260312", "PV1|1|I|OIT^04^1"),
    says("ADT^A03^ADT_A03", "engine", 6700, 12, "EVN|A03|20260312", "PV1|1|I|WEWN^12^2"), says("ORM^O01", "engine", 6700, 15, "ORC|NW|SYN3", "OBR|1|SYN3||TK", shift="day")], None, None,
    {"manufacturer": ["Asseco Poland", "Asseco South Eastern Europe"], "model": ["InfoMedica", "AMMS"], "os": ["Linux", "Windows"]}, application=("AMMS", "SWSYN"), unjudged=["os"],
    note="behind the router: known by address only")
add("lis", "lis", 82, 55, "00:50:56:a4:18:55", "category model", "Marcel", "Centrum", None, None, ["centrum", "centrum.szpital.lan"],
    [says("ORU^R01^ORU_R01", "engine", 6713, 8, "OBR|1|SYN5||GLU", "OBX|1|NM|2345-7^GLUKOZA^LN||5.1|mmol/L|||||F")], "2019", None, {"manufacturer": ["Marcel S.A."], "model": ["CENTRUM"]},
    application=("CENTRUM", "LABSYN"),
    named="centrum.szpital.lan", ip6="fd5e:24:82:1::55")
add("im", "lis", 82, 56, "00:50:56:a4:18:56", "hostname os", "Data Innovations", "Instrument Manager", None, None, ["SRV-IM"], [says("ORU^R01", "lis", 5201, 15, "OBR|1|SYN5||WBC",
    "OBX|1|NM|WBC||7.1|10*9/L|||||F"), mounts("2016", 500)],
    "2016", "win", {"category": ["hl7_interface_engine", "medical_gateway", "server"], "model": ["IM", "INSTRUMENT MANAGER"]}, application=("IM", "LABSYN"), unjudged=["category", "model",
    "manufacturer"],
    note="takes analysers' results and passes them on; Doubt: what it is called")
add("poc-server", "server", 82, 57, "00:50:56:a4:18:57", "", "Radiometer", "AQURE", None, None, ["SRV-AQURE"], [says("ORU^R01", "lis", 5202, 20, "OBR|1|SYN5||GLU",
    "OBX|1|NM|GLU||5.1|mmol/L|||||F", shift="rounds"), mounts("2019", 500)], "2019",
    "win", {"category": ["lis", "medical_gateway", "hl7_interface_engine"], "model": ["Aqure"]}, application=("AQURE", "SWSYN"), unjudged=["model", "category", "manufacturer"],
    note="manages the point of care; Doubt: what it is called")
add("pharmacy", "server", 82, 58, "00:50:56:a4:18:58", "", None, None, None, None, ["SRV-APTEKA"], [("logon", 500, "day", {"to": "directory"})], "2022", "win", {"category": ["workstation",
    "medication_cabinet"]}, unjudged=["manufacturer", "model", "software"])
add("directory", "server", 82, 10, "00:50:56:a4:18:10", "category hostname os", None, None, None, None, ["SRV-DC1", "srv-dc1.szpital.lan"], [], "2022", None,
    {"category": ["network_infrastructure"]}, smb_build=(10, 0, 20348), named="srv-dc1.szpital.lan",
    ip6="fd5e:24:82:1::10")
add("files", "server", 82, 12, "90:1b:0e:41:71:31", "category hostname os manufacturer", "Fujitsu", "PRIMERGY RX2540 M5", None, None, ["SRV-PLIKI", "srv-pliki.szpital.lan"], [("announce", 400,
    "all", {"comment": "", "version": (10, 0)})], "2019", None,
    {"category": ["storage"], "manufacturer": FUJITSU}, smb_build=(10, 0, 17763), named="srv-pliki.szpital.lan", unjudged=["software"], ip6="fd5e:24:82:1::12",
    note="its maker's address: a server's own, no device's inside")
add("old-files", "server", 82, 13, "00:50:56:a4:18:13", "os hostname", None, None, None, None, ["ARCHIWUM"], [("nbns", 400, "all", {})], "2008", None, {"category": ["storage", "workstation"],
    "software": ["Windows Server 2008 R2 Standard 6.1"]}, unjudged=["software"],
    native=("Windows Server 2008 R2 Standard 7601 Service Pack 1", "Windows Server 2008 R2 Standard 6.1"), smb_build=(6, 1, 7601), note="an old server that still speaks SMB 1")
add("watch", "server", 82, 14, "00:50:56:a4:18:14", "category os", None, None, None, None, ["zabbix"], [("shell", 240, "day", {"by": "admin-pc",
    "server": "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3"}),
    opens("admin-pc", 200, title="SZPITAL: Zabbix", server="nginx/1.22.1")], "linux", None, {"os": ["Debian", "Debian 12", "Debian GNU/Linux", "Debian 12 (bookworm)"], "model": ["Zabbix"],
        "manufacturer": ["Zabbix"]}, unjudged=["software", "model"],
    ip6="fd5e:24:82:1::14", note="asks others by SNMP and collects their logs")
add("web", "server", 82, 15, "00:50:56:a4:18:15", "", None, None, None, None, [], [], "linux", None, {"software": ["nginx"]}, unjudged=["software"],
    note="serves TLS and makers' own protocols; nothing of itself is in clear but a name of a program", ip6="fd5e:24:82:1::15")
add("host", "server", 82, 16, "3c:ec:ef:41:71:35", "category hostname manufacturer", "Supermicro", "SYS-6029P", None, None, ["pve02", "pve02.szpital.lan"], [("certified", 300, "day",
    {"by": "admin-pc", "subject": "OU=PVE Cluster Node, O=Proxmox Virtual Environment, CN=pve02.szpital.lan", "port": 8006}), ("shell", 400, "day", {"by": "admin-pc",
    "server": "SSH-2.0-OpenSSH_8.4p1 Debian-5+deb11u1"})], "linux", None, {"manufacturer": ["Super Micro", "Super Micro Computer", "Proxmox"], "model": ["Proxmox VE"], "os": ["Proxmox VE",
    "Debian", "Debian 11"]}, unjudged=["os", "model", "software"], note="a hypervisor")
add("management", "server", 82, 17, "90:1b:0e:41:71:36", "category manufacturer model", "Fujitsu", "iRMC S5", None, None, ["iRMC417136"], [opens("admin-pc", 400, title="iRMC S5 Web Server",
    server="iRMC S5 Webserver"), ("ntp", 300, "all", {})], "linux", "dhclient", {"manufacturer": FUJITSU, "category": ["network_infrastructure"], "model": ["iRMC", "iRMC S5 Webserver",
    "iRMC S5 Web Server"], "software": ["iRMC S5 Webserver"]}, unjudged=["software"], note="a server's board management controller")
add("reports", "server", 82, 18, "00:50:56:a4:18:18", "hostname os", None, None, None, None, ["SRV-RAPORTY"], [("challenged", 120, "day", {"by": "admin-pc", "version": (10, 0, 14393)}), ("logon",
    500, "day", {"to": "directory"})], "2016", None, {"category": ["workstation"], "software": ["Microsoft-HTTPAPI/2.0"]}, unjudged=["software"],
    note="reports of the managers; its page wants NTLM")
add("exchange", "server", 82, 19, "b0:b3:2b:41:71:38", "category manufacturer", "Slican", "IPM-032", None, None, [], [], "linux", None, {"category": ["network_infrastructure", "ip_phone"],
    "model": ["IPM", "IPM/IPU-14", "Slican IPM"],
    "software": ["Slican IPM/IPU-14 SIP Server"]}, unjudged=["software", "model"], note="the telephone exchange, of the country's own maker")
add("broker-server", "server", 82, 20, "00:50:56:a4:18:20", "os", None, None, None, None, [], [("shell", 300, "day", {"by": "admin-pc", "server": "SSH-2.0-OpenSSH_9.6p1 Ubuntu-3ubuntu13.5"})],
    "linux", None, {"category": ["network_infrastructure"], "os": ["Ubuntu", "Ubuntu 24.04", "Ubuntu Linux"], "model": ["Mosquitto"]}, unjudged=["model", "software"], note="a message broker")
add("nas", "storage", 52, 21, "4c:e6:76:41:71:3a", "category manufacturer model hostname", "Buffalo", "TS5410DN", None, None, ["NAS-SEKRETARIAT"], [("nbns", 400, "all", {}), ("mdns", 300, "all",
    {"instance": "NAS-SEKRETARIAT", "service": "_smb._tcp.local",
    "port": 445, "text": []}), polled("Linux NAS-SEKRETARIAT 3.10.69 #1 SMP armv7l BUFFALO TS5410DN", "oid:1.3.6.1.4.1.5227.27", "NAS-SEKRETARIAT")], "linux", "udhcp",
    {"manufacturer": ["BUFFALO", "BUFFALO.INC", "Buffalo Technology"], "model": ["TeraStation TS5410DN", "TeraStation 5410DN", "TS5410"], "category": ["server"], "software": ["3.10.69"],
    "os": ["Linux 3.10.69"]}, unjudged=["software"])
add("recorder", "server", 62, 23, "a4:bb:6d:41:71:3c", "os hostname", None, None, None, None, ["SRV-CCTV"], [("two_legs", 300, "all", {"mac": "a4:bb:6d:41:71:3d", "vlan": 82, "last": 23}),
    mounts("2022", 500), ("nbns", 300, "all", {})], "2022", "win", {"category": ["storage", "workstation", "ip_camera"], "manufacturer": [*DELL, "Milestone"], "software": ["NovusCMS"],
    "model": []}, unjudged=["manufacturer", "software", "model"], duid="000100012c1704a0a4bb6d41713c", note="records the cameras' streams; has a leg in two networks and one identifier for both")
# Building, VLAN 62
for name, last, mac, maker, accept, instance, vendor, spoken, model, other, firmware, title in (
        ("ahu", 31, "38:f7:cd:a4:17:3e", "Distech Controls", ["Distech"], 24171, 364, "Distech Controls, Inc.", "ECY-303", ["ECLYPSE ECY-303"], "1.16.21250.1", "CENTRALA-BLOK"),
        ("chiller", 32, "00:0a:5c:41:71:3f", "Carel", ["CAREL", "Carel s.p.a.", "CAREL S.p.A."], 24172, 77, "CAREL S.p.A.", "pCOWeb", ["pCOWeb Card", "pCO"], "2.0.5", "AGREGAT-1"),
        ("boiler", 33, "00:0a:b0:41:71:40", "LOYTEC", ["LOYTEC electronics GmbH", "Loytec", "Delta Electronics"], 24173, 178, "LOYTEC electronics GmbH", "LINX-150", ["L-INX LINX-150", "L-INX"],
        "6.4.12", "KOTLOWNIA")):
    add(name, "building_automation", 62, last, mac, "category manufacturer model software", maker, model, None, firmware, [title],
        [("controller", 240, "all", {"by": "plant-pc", "identity": {"instance": instance, "object_name": title, "vendor_id": vendor, "vendor_name": spoken, "model_name": model,
        "firmware": firmware, "application": "1.0", "location": "Piwnica"}})],
        "linux", None, {"manufacturer": accept, "model": other, "software": ["1.0"]})
add("eagle", "building_automation", 62, 30, "f0:54:94:41:71:53", "category manufacturer software hostname", "Honeywell", "EAGLEHAWK NX", None, "4.10.1.36", ["eaglehawk-c"],
    [("fox", 300, "all", {"by": "plant-pc", "identity": {"hostName": "eaglehawk-c", "app.name": "Station", "app.version": "4.10.1.36", "vm.name": "Java HotSpot(TM) Embedded Client VM",
    "vm.version": "25.261-b13",
    "os.name": "QNX", "os.version": "7.0.0", "station.name": "BudynekC", "lang": "pl", "hostId": "Qnx-TITAN-0417-7A10-22C9-5B1E", "brandId": "CentraLine"}})], None, None,
    {"manufacturer": ["CentraLine", "Tridium", "Honeywell Connected Building"], "model": ["EAGLEHAWK", "JACE-8000", "TITAN", "Station", "Niagara 4"], "software": ["Niagara 4.10.1.36",
    "25.261-b13"],
    "os": ["QNX", "QNX 7.0.0", "QNX 7.0"]}, unjudged=["model", "os"])
add("meter", "building_automation", 62, 34, "0c:ef:af:24:17:41", "category manufacturer model software", "Lumel", "ND30", None, "1.02", [], [("meter", 240, "all", {"by": "plant-pc",
    "identity": {"vendor": "LUMEL S.A.", "code": "ND30", "revision": "1.02"}})], "rtos",
    None, {"manufacturer": ["LUMEL", "LUMEL S.A."], "software": ["V1.02"]})
add("lights", "building_automation", 62, 36, "00:0c:de:41:71:43", "category manufacturer", "ABB", "IPR/S 3.5.1", None, None, [], [("knx", 400, "all", {"by": "plant-pc",
    "title": "IPR/S3.5.1 IP Router Secure", "number": "000241704311"})], "rtos", None,
    {"manufacturer": ["ABB STOTZ-KONTAKT", "ABB Stotz-Kontakt", "ABB STOTZ-KONTAKT GmbH"], "model": ["IPR/S3.5.1 IP Router Secure", "IPR/S3.5.1", "IP Router Secure"]}, unjudged=["model",
    "serial", "software"])
add("plc", "building_automation", 62, 37, "28:63:36:41:71:44", "manufacturer model", "Siemens", "S7-1500", None, None, [], [("endpoints", 200, "all", {"by": "plant-pc",
    "uri": "urn:SIMATIC.S7-1500.OPC-UA.Application:PLC_OXY", "product": "https://www.siemens.com/s7-1500", "name": "SIMATIC.S7-1500.OPC-UA.Application:PLC_OXY"})], "rtos", None,
    {"manufacturer": ["Siemens AG"], "model": ["SIMATIC S7-1500", "SIMATIC.S7-1500", "CPU 1515-2 PN"], "category": ["unknown"]}, unjudged=["software"], note="the oxygen plant's controller")
add("cip", "building_automation", 62, 38, "00:00:bc:41:71:45", "manufacturer model", "Rockwell Automation", "1769-L24ER-QBFC1B", None, None, [], [("identity", 240, "all", {"by": "plant-pc",
    "identity": {"vendor_id": 1, "device_type": 14, "product_code": 154, "revision": (20, 11), "serial": 0x60417A17, "product": "1769-L24ER-QBFC1B/A LOGIX5324ER"}})], "rtos", None,
    {"manufacturer": ["Rockwell", "Allen-Bradley", "Rockwell Automation/Allen-Bradley"], "model": ["1769-L24ER-QBFC1B/A LOGIX5324ER", "LOGIX5324ER", "CompactLogix 5370", "1769-L24ER-QBFC1B/A"],
    "category": ["unknown"]}, unjudged=["software", "serial"], note="the water plant's controller")
add("alarm", "building_automation", 62, 39, "00:1b:9c:41:71:46", "manufacturer", "Satel", "ETHM-1 Plus", None, None, [], [("opaque", 120, "all", {"to": "web", "port": 7094})], "rtos", "-lwip",
    {"manufacturer": ["SATEL", "SATEL sp. z o.o."], "category": ["unknown"],
    "model": ["ETHM-1"]})
add("fire", "building_automation", 62, 41, "00:01:29:41:71:48", "", "Polon-Alfa", "POLON 6000", None, None, ["PPOZ-POLON"], [("nbns", 300, "all", {}), ("announce", 400, "all",
    {"comment": "Stanowisko PPOZ", "version": (6, 1)})], "7", "seven",
    {"manufacturer": ["DFI", "POLON-ALFA"], "category": ["workstation", "server"], "model": ["POLON"]}, unjudged=["manufacturer"], note="the fire alarm's computer")
add("door", "building_automation", 62, 43, "0c:38:3e:41:71:4a", "category manufacturer model software", "Fanvil", "i16V", None, "2.8.13", [], [("register", 120, "all", {"to": "exchange",
    "agent": "Fanvil i16V 2.8.13 0c383e41714a",
    "server": "Slican IPM/IPU-14 SIP Server"})], "linux", "-udhcp", {"category": ["ip_phone", "ip_camera", "unknown"], "manufacturer": ["FANVIL"], "software": ["Fanvil i16V 2.8.13",
    "Fanvil i16V 2.8.13 0c383e41714a"], "model": ["Fanvil i16V"]},
    note="a door's intercom; Doubt: a telephone is as good an answer")
add("ups", "unknown", 62, 44, "00:0c:15:41:71:4b", "manufacturer model hostname", "CyberPower", "PR3000ERTXL2U", None, None, ["ups-serwerownia"], [polled("UPS SNMP Card",
    "oid:1.3.6.1.4.1.3808.1.1.1", "ups-serwerownia",
    ("1.3.6.1.4.1.3808.1.1.1.1.1.1.0", "PR3000ERTXL2U"), ("1.3.6.1.4.1.3808.1.1.1.1.2.1.0", "1.1.2")), ("engine", 400, "all", {"by": "watch", "enterprise": 3808})], "rtos", "lwip",
    {"manufacturer": ["CyberPower Systems", "Cyber Power",
    "CyberPower Systems, Inc.", "CyberPowerSystems"], "model": ["UPS SNMP Card", "RMCARD205"],
    "category": ["building_automation", "network_infrastructure"], "software": ["1.1.2"]}, unjudged=["software"], note="no category is right for it")
add("camera-1", "ip_camera", 62, 46, "00:04:63:41:71:4d", "category manufacturer model", "Bosch", "AUTODOME IP 4000i", None, None, [], [("camera_hello", 300, "all",
    {"uuid": "00075fa4-0417-11ee-8000-00046341714d",
    "scopes": "onvif://www.onvif.org/type/Network_Video_Transmitter onvif://www.onvif.org/hardware/AUTODOME_IP_4000i onvif://www.onvif.org/name/Bosch"}), ("stream", 120, "all", {"by": "recorder",
    "path": "rtsp_tunnel", "server": None,
    "realm": "NDP-4502-Z12", "agent": "NovusCMS"})], "linux", None, {"manufacturer": ["Bosch Security Systems", "BOSCH"], "model": ["AUTODOME_IP_4000i", "NDP-4502-Z12", "AUTODOME 4000i"]})
add("camera-2", "ip_camera", 62, 47, "00:1b:9d:41:71:4e", "category manufacturer", "Novus", "NVIP-4VE-6501", None, None, [], [("stream", 120, "all", {"by": "recorder", "path": "profile1",
    "server": "Rtsp Server 3.0", "realm": "RTSP SERVER", "agent": "NovusCMS"})], "linux", "-udhcp",
    {"manufacturer": ["NOVUS", "Novus Security", "AAT Holding"], "software": ["Rtsp Server 3.0", "3.0"]}, unjudged=["software"], note="its role is its stream")
add("camera-3", "ip_camera", 32, 198, "a0:bd:1d:41:71:4f", "category", "BCS", "BCS-TIP5201IR-V-VI", None, None, [], [("stream", 120, "all", {"by": "recorder",
    "path": "cam/realmonitor?channel=1&subtype=0", "server": "Rtsp Server/3.0", "realm": "Login to 4C0417PAK04170",
    "agent": "NovusCMS"})], "linux", "-old udhcp", {"manufacturer": ["Dahua", "Zhejiang Dahua Technology"], "serial": ["4C0417PAK04170"], "software": ["Rtsp Server/3.0"]},
    unjudged=["manufacturer", "serial", "software", "model"],
    note="made by one firm and sold by another")
add("weather", "unknown", 62, 49, "00:1d:0a:41:71:50", "manufacturer hostname", "Davis Instruments", "WeatherLink Live 6100", None, None, ["weatherlinklive-417150"], [("mdns", 200, "all",
    {"instance": "weatherlinklive-417150", "service": "_weatherlinklive._tcp.local", "port": 80,
    "text": []})], "rtos", "-lwip", {"manufacturer": ["Davis"], "model": ["WeatherLink Live", "weatherlinklive", "WeatherLink"], "category": ["building_automation"]}, unjudged=["model"],
    note="the helipad's weather station: no category is right for it")
