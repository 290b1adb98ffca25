"""Site G's building: controllers, meters, doors, cameras, power, and what the house washes and cools with. The functions and their words are site_g_table.py's."""

from site_g_table import DC, LAB, OFFICE, PLANT, WARD, dev
from site_words import opens, polled

# BACnet. Looked up: the numbers of the makers
for name, prefix, maker, accept, instance, vendor, spoken, model, other, firmware, serial, title in (
        ("bms-1", "00:0b:64", "Kieback & Peter", ["Kieback&Peter", "Kieback & Peter GmbH & Co KG"], 2830, 39, "Kieback&Peter GmbH & Co. KG", "DDC4200e", ["DDC4200"], "1.17.3", None, "ISP-04 RLT OP"),
        ("bms-2", "30:18:cf", "DEOS", ["DEOS AG", "DEOS control systems", "DEOS control systems GmbH"], 2831, 142, "DEOS AG", "OPEN 810 EMS", ["OPEN 810"], "1.5.0.21", "D810-028301", "ISP-07 KAELTE"),
        ("bms-3", "00:50:c2:31:3", "Saia Burgess Controls", ["Saia-Burgess", "Saia", "SBC", "Honeywell", "SAIA Burgess Controls AG"], 2832, 89, "Saia-Burgess Controls", "PCD3.M5560", ["PCD3"],
         "1.28.37", "0283C1A4", "HEIZZENTRALE")):
    dev(name, "building_automation", PLANT, prefix, "category manufacturer model software" + (" serial" if serial else ""), maker, model, serial, firmware, [("controller", 240, "all",
        {"by": "plant-pc", "identity": {"instance": instance, "object_name": title, "vendor_id": vendor, "vendor_name": spoken, "model_name": model, "firmware": firmware, "application": "1.0",
        "location": "Technik", **({"serial": serial} if serial else {})}})], [title], "linux", None, {"manufacturer": accept, "model": other, "software": ["1.0"]})
# Stations of PROFINET, a bus coupler, meters. Looked up: the numbers of the makers
dev("plc-1", "building_automation", PLANT, "28:63:36", "manufacturer", "Siemens", "CPU 1512SP-1 PN", "S C-K7283041", acts=[("station", 300, "all", {"by": "plant-pc", "kind": "ET200SP",
    "name": "aufzug-bettenhaus", "vendor": 0x002A, "device": 0x010D})], system="rtos", alt={"manufacturer": ["Siemens AG"], "model": ["ET200SP", "ET 200SP", "SIMATIC ET 200SP"],
    "category": ["unknown"]}, unjudged=["model"], note="the lifts' controller; Doubt: its kind is a family's name")
dev("plc-2", "building_automation", PLANT, "a8:74:1d", "manufacturer model", "Phoenix Contact", "AXC F 2152", "2404267-0283", acts=[("station", 300, "all", {"by": "plant-pc",
    "kind": "AXC F 2152", "name": "medgas-zentrale", "vendor": 0x00B0, "device": 0x0142})], system="linux", alt={"manufacturer": ["PHOENIX CONTACT", "Phoenix Contact Electronics"],
    "model": ["AXC F 2152 PN"], "category": ["unknown"]}, note="watches the gases")
dev("plc-3", "building_automation", PLANT, "00:1b:1b", "manufacturer model serial", "Siemens", "CPU 1214C DC/DC/DC", "S C-J6283042019", "4.4.0", [("plc", 300, "all", {"by": "plant-pc",
    "order": "6ES7 214-1AG40-0XB0", "version": (4, 4, 0), "texts": [(1, "Druckluft"), (2, "CPU 1214C DC/DC/DC"), (4, "Original Siemens Equipment"), (5, "S C-J6283042019"),
    (7, "CPU 1214C DC/DC/DC")]})], system="rtos", alt={"manufacturer": ["Siemens AG"], "model": ["6ES7 214-1AG40-0XB0", "CPU 1214C", "S7-1200"], "category": ["unknown"],
    "software": ["V4.4.0", "V 4.4.0"]}, unjudged=["software"], note="runs the compressors")
dev("meter", "building_automation", PLANT, "00:1f:f8", "category manufacturer model software", "Siemens", "SENTRON PAC3220", None, "3.2.0", [("meter", 240, "all", {"by": "plant-pc", "identity": {
    "vendor": "Siemens AG", "code": "7KM3220-0BA01-1DA0", "revision": "3.2.0", "model": "SENTRON PAC3220"}})], system="rtos", alt={"manufacturer": ["Siemens AG"], "model": ["7KM3220-0BA01-1DA0",
    "PAC3220"]})
dev("knx", "building_automation", PLANT, "00:0a:b3", "category manufacturer serial", "Gira", "KNX/IP-Router", "000802830417", acts=[("knx", 400, "all", {"by": "plant-pc",
    "title": "Gira KNX/IP-Router", "number": "000802830417"})], system="rtos", alt={"manufacturer": ["GIRA", "Fa. GIRA"], "model": ["Gira KNX/IP-Router", "KNX IP Router"], "serial": ["0008:02830417",
    "00:08:02:83:04:17", "0008-02830417"]}, unjudged=["model"], note="Doubt: the description's title is a name that installers may change")
dev("loxone", "building_automation", OFFICE, "50:4f:94", "manufacturer serial software", "Loxone", "Miniserver", "%C", "12.2.12.1", [("got", 300, "day", {"by": "admin-pc",
    "path": "/jdev/cfg/apiKey", "kind": "application/json",
    "body": '{"LL": { "control": "dev/cfg/apiKey", "value": "{\'snr\': \'%C\', \'version\':\'12.2.12.1\', \'key\':\'31306\'}", "Code": "200"}}'})],
    system="rtos", alt={"manufacturer": ["Loxone Electronics"], "serial": ["%M", "%D", "%m"], "category": ["unknown"]}, note="runs the auditorium's blinds; its serial number is its hardware address")
dev("fire", "building_automation", PLANT, "1c:87:76:b", "manufacturer", "Hekatron", "Integral IP MX", "28309", acts=[("opaque", 90, "all", {"to": "web", "port": 8000})], system="rtos", lease="-lwip",
    alt={"manufacturer": ["Hekatron Vertriebs"], "category": ["unknown"]}, note="watches for fires")
# Power and cabinets, by SNMP. Looked up: the form of the first one's description
for name, vlan, prefix, maker, accept, model, other, serial, software, host, descr, identifier, rows in (
        ("cabinet", DC, "00:d0:93", "Rittal", ["RITTAL"], "CMC III PU", ["CMC III", "CMC-III-PU"], "40283041", "V3.15.70_4", "kws-rz1-cmc", "Rittal CMC III PU SN 40283041 HW V3.00 - SW V3.15.70_4",
         "2606.7", []),
        ("ups", PLANT, "00:03:ea", "AEG", ["AEG Power Solutions"], "Protect B.PRO 3000", ["Protect B.PRO", "PROTECT B.PRO"], "AEG02830417", "1.40", "kws-usv-lab", "AEG UPS Protect B.PRO 3000", "33.1",
         [("1.3.6.1.2.1.33.1.1.1.0", "AEG Power Solutions"), ("1.3.6.1.2.1.33.1.1.2.0", "Protect B.PRO 3000"), ("1.3.6.1.2.1.33.1.1.3.0", "1.40")]),
        ("strip", DC, "00:26:3c", "Bachmann", ["Bachmann Technology", "Bachmann GmbH"], "BN3000", ["BlueNet BN3000", "BN3000-7000"], "802283041", "2.2.10", "kws-rz2-pdu1",
         "Linux BN3000 4.9.87", "31770.2.1", [("1.3.6.1.2.1.1.6.0", "Bachmann RZ2"), ("1.3.6.1.2.1.47.1.1.1.1.13.1", "BN3000"), ("1.3.6.1.2.1.47.1.1.1.1.11.1", "802283041")])):
    told = "manufacturer model hostname" + (" serial" if serial and serial in descr + str(rows) else "") + (" software" if software in descr + str(rows) else "")
    dev(name, "unknown", vlan, prefix, told, maker, model, serial, software, [polled(descr, f"oid:1.3.6.1.4.1.{identifier}" if name != "ups" else "oid:1.3.6.1.2.1.33.1", host, *rows)], [host],
        "linux", "bare", {"manufacturer": accept, "model": other, "category": ["building_automation", "network_infrastructure"], "software": [software.lstrip("V"), "3.15.70"]},
        unjudged=[] if " software" in told else ["software"], note="no category is right for it")
# Cameras
dev("camera-1", "ip_camera", PLANT, "e8:27:25", "category manufacturer model serial", "Axis", "AXIS Q6075-E", "%M", "11.11.73", [("described", 240, "all", {"by": "recorder",
    "server": "Linux/5.4, UPnP/1.0, Portable SDK for UPnP devices/1.14.12", "kind": "urn:axis-com:service:BasicService:1", "path": "/rootdesc1.xml", "friendlyName": "AXIS Q6075-E - %M",
    "manufacturer": "AXIS", "manufacturerURL": "http://www.axis.com/", "modelDescription": "AXIS Q6075-E PTZ Network Camera", "modelName": "AXIS Q6075-E", "modelNumber": "Q6075-E",
    "serialNumber": "%M"})], ["axis-%m"], "linux", "debian", {"manufacturer": ["AXIS", "Axis Communications"], "model": ["Q6075-E"]}, unjudged=["software"])
dev("camera-2", "ip_camera", PLANT, "00:0b:02", "category manufacturer model serial software", "Dallmeier", "DF5200HD-DN", "0283041", "8.5.4.1", [("informed", 300, "all", {"by": "recorder",
    "Manufacturer": "Dallmeier", "Model": "DF5200HD-DN", "FirmwareVersion": "8.5.4.1", "SerialNumber": "0283041", "HardwareId": "DF5200"})], (), "linux", "-udhcp",
    {"manufacturer": ["Dallmeier electronic"]})
dev("camera-5", "ip_camera", WARD, "00:03:c5", "category manufacturer model", "Mobotix", "S16B", "10.28.30.41", acts=[opens("recorder", 300, title="MOBOTIX S16B - mx10-28-30-41 Live",
    server="MOBOTIX"),
    ("stream", 300, "all", {"by": "recorder", "path": "mobotix.mjpeg", "server": "MOBOTIX RTSP Server", "realm": "MOBOTIX Camera User", "agent": "Milestone XProtect"})], hosts=["mx10-28-30-41"],
    system="linux", lease="udhcp", alt={"manufacturer": ["MOBOTIX"], "software": ["MOBOTIX", "MOBOTIX RTSP Server"], "serial": ["mx10-28-30-41"]}, unjudged=["software", "serial"])
# Washers and coolers: no category is right for them
dev("washer", "unknown", PLANT, "00:1d:63", "manufacturer model serial", "Miele", "PG 8582 CD", "78283041", acts=[("mailed", 300, "day", {"to": "mail", "sender": "zsva-rdg3",
    "subject": "Miele PG 8582 CD Fabr.-Nr. 78283041: Stoerung F413", "lines": ["Geraet: Miele PG 8582 CD", "Fabrikationsnummer: 78283041", "Stoerung: F413 Temperatursensor"]})], hosts=["ZSVA-RDG3"],
    system="linux", lease="udhcp", alt={"manufacturer": ["Miele & Cie.", "Miele & Cie. KG"], "model": ["PG 8582"]}, note="washes instruments and writes when something is wrong")
dev("fridge", "unknown", LAB, "24:0a:c4", "manufacturer model serial", "Liebherr", "SRFvh 5511", "83028304", acts=[("published", 120, "all", {"to": "broker", "client": "liebherr-83028304",
    "topic": "kws/kuehlung/blutdepot1/status", "body": '{"manufacturer":"Liebherr","model":"SRFvh 5511","serialNumber":"83028304","temperature":4.1,"door":"closed","alarm":false}'})], system="rtos",
    lease="-lwip", alt={"manufacturer": ["Liebherr-Hausgeräte"], "model": ["SRFvh"], "category": ["building_automation"]}, note="keeps blood; a module of Espressif's speaks for it")
dev("steri", "unknown", PLANT, "00:1b:1b", "manufacturer model serial", "MMM", "Selectomat PL", "L2830417", acts=[("endpoints", 300, "day", {"by": "plant-pc", "uri": "urn:MMM:Selectomat PL:L2830417",
    "product": "http://www.mmmgroup.com/SelectomatPL", "name": "MMM Selectomat PL L2830417"})], system="rtos", alt={"manufacturer": ["MMM Group", "MMM Münchener Medizin Mechanik", "Siemens"],
    "model": ["Selectomat", "MMM Selectomat PL L2830417", "Selectomat PL L2830417"], "category": ["building_automation"]}, unjudged=["serial"],
    note="a steriliser on an industrial controller, whose name holds a number; Doubt: whether that is a serial number")
