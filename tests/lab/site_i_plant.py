"""Site I's building: controllers, meters, generators, doors, cameras, power, and what the house washes and cools with. The functions and their words are site_i_table.py's."""

from site_i_table import DC, LAB, OFFICE, PLANT, WARD, dev
from site_words import opens, polled

UPS = "1.3.6.1.2.1.33.1.1."

# BACnet. Looked up: the numbers of the makers
for name, prefix, maker, accept, instance, vendor, spoken, model, other, firmware, serial, title in (
        ("bms-1", "00:10:70", "Trend", ["Trend Control Systems", "Trend Controls", "Novar", "Novar Corp./Trend Control Systems Ltd.", "Honeywell", "Caradon Trend"], 17830, 91,
        "Trend Control Systems Ltd",
         "IQ4E", ["IQ4", "IQ4E/96"], "4.30", None, "AHU PLANT ROOM 3"),
        ("bms-2", "00:60:35", "North Building Technologies", ["North", "North BT", "North Building Technologies Limited"], 17831, 33, "North Building Technologies Limited", "Commander",
         ["Commander-100"], "3.18", None, "OBSYS BOILERHOUSE"),
        ("bms-3", "00:0f:eb", "Cylon", ["Cylon Controls", "ABB", "ABB Cylon", "Cylon Controls Ltd"], 17832, 171, "Cylon Controls Ltd.", "CBXi-8R8", ["CBXi", "CBXi-8R8-H"], "9.0.2", "CX17832",
        "THEATRES CHILLERS"),
        ("bms-4", "00:a0:03", "Siemens", ["Siemens Building Technologies", "Siemens Schweiz AG"], 17833, 7, "Siemens Schweiz AG, Building Technologies Division", "PXC100-E.D",
         ["PXC100", "Desigo PXC100-E.D"], "6.00.078", None, "MATERNITY HVAC")):
    dev(name, "building_automation", PLANT, prefix, "category manufacturer model software" + (" serial" if serial else ""), maker, model, serial, firmware, [("controller", 240, "all",
        {"by": "plant-pc", "identity": {"instance": instance, "object_name": title, "vendor_id": vendor, "vendor_name": spoken, "model_name": model, "firmware": firmware, "application": "1.0",
        "location": "Plant", **({"serial": serial} if serial else {})}})], [title], "linux", None, {"manufacturer": accept, "model": other, "software": ["1.0"]})
dev("jace", "building_automation", PLANT, "00:01:f0", "category manufacturer model serial software", "Tridium", "JACE-9000", "Qnx-TITAN-1783-0A41-22C7-94D1", "4.13.0.186", [("fox", 300, "all",
    {"by": "plant-pc", "identity": {"hostName": "elm-jace-energy", "app.name": "Station", "app.version": "4.13.0.186", "vm.name": "OpenJDK Client VM", "vm.version": "25.342", "os.name": "QNX",
    "os.version": "7.1.0", "station.name": "ELM_ENERGY", "lang": "en", "timeZone": "Europe/London;0;3600000", "hostId": "Qnx-TITAN-1783-0A41-22C7-94D1",
    "vmUuid": "11e9fca8-1783-0000-0000-00000000e41a",
    "brandId": "Vykon"}})], hosts=["elm-jace-energy"], system="rtos", alt={"manufacturer": ["Vykon", "Honeywell"], "model": ["JACE", "Niagara", "TITAN"], "os": ["QNX", "QNX 7.1.0"]},
    unjudged=["model", "os"], note="Doubt: what a JACE calls itself is its host's identifier, whether that is a serial number too")
# Generators of Hunmanby, supplies of theatres, lifts, gases, fire, doors
dev("generator", "building_automation", PLANT, "e8:a4:c1", "manufacturer model", "Deep Sea Electronics", "DSE8610 MKII", "17830A41", acts=[opens("plant-pc", 300,
    title="DSE8610 MKII - Standby Generator 2",
    server="DSE Web Server")], system="rtos", alt={"manufacturer": ["DSE", "Deep Sea Electronics Ltd"], "model": ["DSE8610", "8610 MKII", "DSE8610 MKII - Standby Generator 2"],
        "software": ["DSE Web Server"],
    "category": ["unknown"]}, unjudged=["software"], note="Doubt: nothing but its name says what it runs")
dev("ips", "building_automation", PLANT, "e0:ae:b2", "category manufacturer model software", "Bender", "COM465IP", None, "4.30.0", [("meter", 240, "all", {"by": "plant-pc", "identity": {
    "vendor": "Bender GmbH & Co. KG", "code": "COM465IP", "revision": "4.30.0", "url": "www.bender.de", "name": "Condition Monitor", "model": "COM465IP"}})], system="linux",
    alt={"manufacturer": ["Bender GmbH & Co. KG", "Bender UK"], "model": ["COM465IP-230V", "Condition Monitor"]}, note="watches theatres' isolated supplies")
dev("meter-1", "building_automation", PLANT, "00:80:f4", "category manufacturer model software", "Schneider Electric", "METSEPM5110", None, "V01.05.02", [("meter", 240, "all", {"by": "plant-pc",
    "identity": {"vendor": "Schneider Electric", "code": "METSEPM5110", "revision": "V01.05.02", "model": "PM5110"}})], system="rtos", alt={"manufacturer": ["Telemecanique", "Schneider"],
    "model": ["PM5110", "PowerLogic PM5110"], "software": ["01.05.02"]})
dev("plc-2", "building_automation", PLANT, "00:1c:06", "manufacturer model serial software", "Siemens", "CPU 1215C DC/DC/DC", "S V-L1783042020", "4.5.1", [("plc", 300, "all", {"by": "plant-pc",
    "order": "6ES7 215-1AG40-0XB0", "version": (4, 5, 1), "texts": [(1, "Medical Air Plant"), (2, "CPU 1215C DC/DC/DC"), (4, "Original Siemens Equipment"), (5, "S V-L1783042020"),
    (7, "CPU 1215C DC/DC/DC")]})], system="rtos", alt={"manufacturer": ["Siemens AG"], "model": ["6ES7 215-1AG40-0XB0", "CPU 1215C", "S7-1200"], "category": ["unknown"],
    "software": ["V4.5.1", "V 4.5.1"]}, note="the medical air plant's")
dev("drive", "building_automation", PLANT, "00:1c:01", "manufacturer model software serial", "ABB", "ACH580-01", "0178300042", "2.15", [("identity", 300, "all", {"by": "plant-pc", "identity": {
    "vendor_id": 46, "device_type": 2, "product_code": 1042, "revision": (2, 15), "serial": 0x1783_0042, "product": "ACH580-01"}})], system="rtos", alt={"manufacturer": ["ABB Oy",
    "ABB Industrial Systems", "ABB Oy Drives"],
    "model": ["ACH580"], "serial": ["17830042", "394461250", "0x17830042"], "category": ["unknown"]}, unjudged=["category", "serial"], note="a fan's drive; its serial number is a number of 32 bits")
dev("lift", "building_automation", PLANT, "64:9f:f7", "manufacturer", "KONE", "KCECPU", acts=[("opaque", 90, "all", {"to": "web", "port": 9876})], system="linux", lease="-dhclient",
    alt={"manufacturer": ["Kone", "Kone OYj"], "category": ["unknown"]}, note="the bed lifts'")
dev("gas", "building_automation", WARD, "00:15:28", "manufacturer", "BeaconMedaes", "TotalAlert Infinity", acts=[("opaque", 90, "all", {"to": "web", "port": 5001}), ("ntp", 400, "all", {})],
    system="linux",
    lease="-lwip", alt={"manufacturer": ["Beacon Medical Products", "BeaconMedæs", "Atlas Copco", "Beacon Medical Products LLC d.b.a. BeaconMedaes"], "category": ["unknown"]},
    note="an alarm of medical gases")
dev("door-1", "building_automation", OFFICE, "00:0b:d6", "manufacturer", "Paxton", "Net2 plus", "1783041", acts=[("opaque", 60, "all", {"to": "door-server", "port": 30307})], system="rtos",
    lease="-bare",
    alt={"manufacturer": ["Paxton Access"], "model": ["Net2"], "category": ["unknown", "network_infrastructure"]}, note="opens doors")
dev("door-server", "server", DC, "00:50:56", "", "Paxton", "Net2", hosts=["ELM-NET2-SRV"], acts=[("nbns", 400, "all", {}), ("logon", 500, "day", {"to": "directory"})], system="2016", lease="win",
    alt={"category": ["building_automation", "workstation"]}, unjudged=["manufacturer", "model"], note="its name alone says what it is")
# Power, by SNMP. Looked up: the descriptions of all three
dev("ups-1", "unknown", DC, "00:02:63", "manufacturer model software hostname", "Riello", "MST 80", None, "SWM035-01-08", [polled("NetMan 204", "oid:1.3.6.1.4.1.5491.6", "elm-ups-dc1", (UPS + "1.0",
    "RIELLO UPS"),
    (UPS + "2.0", "MST 80"), (UPS + "3.0", "SWM035-01-08"), (UPS + "4.0", "03.06.1"), (UPS + "5.0", "elm-ups-dc1"))], ["elm-ups-dc1"], "linux", "bare", {"manufacturer": ["Riello UPS", "RPS",
    "RIELLO UPS",
    "UPS Manufacturing", "UPS Manufacturing s.r.l."], "model": ["NetMan 204", "Multi Sentry", "Multi Sentry MST 80"], "category": ["building_automation", "network_infrastructure"],
    "software": ["03.06.1"]}, note="no category is right for it")
dev("pdu", "unknown", DC, "00:c0:b7", "manufacturer model serial software hostname", "APC", "AP8853", "ZA1783041166", "v6.9.6", [polled(
    "APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.9.6 PN:apc_hw05_aos_696.bin AF1:v6.9.6 AN1:apc_hw05_rpdu2g_696.bin MN:AP8853 HR:02 SN: ZA1783041166 MD:10/12/2017)", "oid:1.3.6.1.4.1.318.1.3.4.6",
    "elm-pdu-a07")], ["elm-pdu-a07"], "rtos", "bare", {"manufacturer": ["American Power Conversion", "Schneider Electric", "American Power Conversion Corp."], "category": ["building_automation",
    "network_infrastructure"], "software": ["6.9.6", "v4.1.0"]}, note="no category is right for it")
dev("sensor", "unknown", DC, "70:b3:d5:09:b", "manufacturer model hostname", "Jacarta", "interSeptor Pro", None, "1.08", [polled("Jacarta interSeptor Pro", "oid:1.3.6.1.4.1.19011.1.3.1",
    "elm-env-dc1"),
    ("noticed", 400, "all", {"to": "watch", "kind": "1.3.6.1.4.1.19011.1.3.1.0.1", "values": [("1.3.6.1.2.1.1.5.0", "elm-env-dc1"), ("1.3.6.1.4.1.19011.2.3.1.1.1.0", "interSeptor Pro")]})],
    ["elm-env-dc1"], "linux", "bare", {"manufacturer": ["Jacarta Ltd", "Jacarta Limited"], "model": ["interSeptor"], "category": ["building_automation", "network_infrastructure"]},
    unjudged=["software"], note="feels heat in the server room")
# Cameras. Looked up: the forms of the first two's answers
dev("camera-1", "ip_camera", PLANT, "b8:a4:4f", "category manufacturer model serial software", "Axis", "AXIS P3719-PLE", "%M", "10.12.182", [("got", 300, "day", {"by": "recorder",
    "path": "/axis-cgi/param.cgi?action=list&group=root.Brand,root.Properties", "kind": "text/plain", "agent": "Milestone XProtect",
    "body": "root.Brand.Brand=AXIS\nroot.Brand.ProdFullName=AXIS P3719-PLE Network Camera\n"
    "root.Brand.ProdNbr=P3719-PLE\nroot.Brand.ProdShortName=AXIS P3719-PLE\nroot.Brand.ProdType=Network Camera\nroot.Brand.WebURL=http://www.axis.com\nroot.Properties.Firmware.Version=10.12.182\n"
    "root.Properties.System.SerialNumber=%M\n"})], hosts=["axis-%m"], system="linux", lease="debian", alt={"manufacturer": ["AXIS", "Axis Communications"], "model": ["P3719-PLE",
    "AXIS P3719-PLE Network Camera"]})
dev("camera-2", "ip_camera", PLANT, "c0:56:e3", "category manufacturer model serial software", "Hikvision", "DS-2CD2143G2-I", "DS-2CD2143G2-I20210901AAWRG17830042", "V5.7.3", [("got", 300, "day", {
    "by": "recorder", "path": "/ISAPI/System/deviceInfo", "kind": "application/xml", "server": "App-webs/", "agent": "Avigilon Control Center", "body": '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<DeviceInfo version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">\n<deviceName>CAR PARK C</deviceName>\n<deviceDescription>IPCamera</deviceDescription>\n<model>DS-2CD2143G2-I</model>\n'
    "<serialNumber>DS-2CD2143G2-I20210901AAWRG17830042</serialNumber>\n<macAddress>%C</macAddress>\n<firmwareVersion>V5.7.3</firmwareVersion>\n<firmwareReleasedDate>build 220112"
    "</firmwareReleasedDate>\n<deviceType>IPCamera</deviceType>\n</DeviceInfo>\n"})], system="linux", lease="-udhcp", alt={"manufacturer": ["Hangzhou Hikvision", "HIKVISION",
    "Hangzhou Hikvision Digital Technology"], "software": ["5.7.3", "App-webs/", "V5.7.3 build 220112"], "serial": ["G17830042", "20210901AAWRG17830042"]})
dev("camera-3", "ip_camera", WARD, "00:18:85", "category manufacturer model serial software", "Avigilon", "2.0C-H5A-D1", "17830042", "4.22.0.48", [("informed", 300, "all", {"by": "recorder",
    "Manufacturer": "Avigilon", "Model": "2.0C-H5A-D1", "FirmwareVersion": "4.22.0.48", "SerialNumber": "17830042", "HardwareId": "2.0C-H5A-D1"})], system="linux", lease="-udhcp",
    alt={"manufacturer": ["Motorola", "Motorola Solutions", "Avigilon Corporation"], "model": ["H5A"]})
# What washes, sterilises and cools: no category is right for it
dev("washer", "unknown", PLANT, "00:30:64", "manufacturer model serial", "Getinge", "88 Turbo", "W178301", acts=[("mailed", 300, "day", {"to": "mail", "sender": "hsdu-washer4",
    "subject": "Getinge 88 Turbo SN W178301 - Cycle aborted", "lines": ["Machine: Getinge 88 Turbo", "Serial no: W178301", "Fault: 117 Dosing"]})], hosts=["HSDU-WASHER4"], system="linux",
    lease="udhcp",
    alt={"manufacturer": ["Getinge AB", "GETINGE"]}, note="washes instruments and writes when something is wrong")
dev("steriliser", "unknown", PLANT, "00:1c:06", "manufacturer model", "LTE Scientific", "Touchclave", "LTE178302", acts=[("endpoints", 300, "day", {"by": "plant-pc",
    "uri": "urn:ltescientific:touchclave:LTE178302",
    "product": "http://www.lte-scientific.co.uk/Touchclave", "name": "LTE Scientific Touchclave"})], system="rtos", alt={"manufacturer": ["LTE", "LTE Scientific Ltd", "Siemens"],
    "model": ["LTE Scientific Touchclave",
    "Touchclave-R"], "category": ["building_automation"]}, unjudged=["serial"], note="on an industrial controller, whose name holds a number; Doubt: whether that is a serial number")
dev("fridge", "unknown", LAB, "24:0a:c4", "manufacturer model serial", "Labcold", "RLDF1519", "LC17830319", acts=[("published", 120, "all", {"to": "broker", "client": "labcold-LC17830319",
    "topic": "elmh/coldchain/pharmacy3/status", "body": '{"manufacturer":"Labcold","model":"RLDF1519","serial":"LC17830319","temp":4.4,"door":0}'})], system="rtos", lease="-lwip",
    alt={"manufacturer": ["Labcold Ltd", "Espressif"], "model": ["IntelliCold"], "category": ["building_automation"]}, note="keeps medicines; a module of Espressif's speaks for it")
dev("logger", "unknown", LAB, "00:90:e8", "manufacturer model", "Hanwell", "RL5000 Receiver", acts=[opens("admin-pc", 300, title="Hanwell RL5000 Receiver - Pathology", server="GoAhead-Webs")],
    system="rtos",
    alt={"manufacturer": ["Ellab", "Hanwell Solutions", "IMC Group", "Moxa"], "model": ["RL5000", "RL5000 Receiver - Pathology", "Hanwell RL5000"], "software": ["GoAhead-Webs"],
    "category": ["building_automation", "network_infrastructure"]}, unjudged=["software", "serial"], note="gathers temperatures, behind a serial device server")
