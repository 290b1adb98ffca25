"""Site H's building: controllers, drives, meters, doors, cameras, power, and what the house washes with. The functions and their words are site_h_table.py's."""

from site_h_table import DC, OFFICE, PLANT, WARD, dev
from site_words import opens, polled

# BACnet. Looked up: the third one's product; the numbers of the makers are the standard's list's
for name, prefix, maker, accept, instance, vendor, spoken, model, other, firmware, serial, title in (
        ("bms-1", "00:80:f4", "Schneider Electric", ["Schneider", "Telemecanique", "TAC"], 4510, 10, "Schneider Electric", "SmartX AS-P", ["AS-P"], "3.2.3.59", None, "GTB_CTA_BLOC"),
        ("bms-2", "00:50:c2:a6:1", "Sauter", ["SAUTER", "Fr. Sauter AG", "Fr. Sauter"], 4511, 80, "Fr. Sauter AG", "EY-AS525F001", ["modu525", "EY-AS525"], "3.10.0", "04511-7F",
         "GTB_CHAUFFERIE"),
        ("bms-3", "38:f7:cd:a", "Distech Controls", ["Distech Controls, Inc.", "Distech", "Acuity Brands"], 4512, 364, "Distech Controls, Inc.", "ECY-S1000", ["ECLYPSE ECY-S1000"],
         "1.17.21154.531", None, "GTB_ISOLEMENT"),
        ("bms-4", "00:a0:03", "Siemens", ["Siemens Building Technologies", "Siemens Schweiz AG"], 4513, 7, "Siemens Building Technologies", "PXC36-E.D", ["PXC36"], "FW=V6.00.403", "451704A",
         "GTB_FROID")):
    dev(name, "building_automation", PLANT, prefix, "category manufacturer model software" + (" serial" if serial else ""), maker, model, serial, firmware, [("controller", 240, "all",
        {"by": "plant-pc", "identity": {"instance": instance, "object_name": title, "vendor_id": vendor, "vendor_name": spoken, "model_name": model, "firmware": firmware, "application": "1.0",
        "location": "Sous-sol", **({"serial": serial} if serial else {})}})], [title], "linux", None, {"manufacturer": accept, "model": other, "software": ["1.0", "V6.00.403"]})
# Modbus. Looked up: the maker, name and version of the controller in its answers
for name, prefix, maker, accept, code, model, other, revision, text in (("plc-1", "00:80:f4", "Schneider Electric", ["Schneider", "Telemecanique"], "BMX P34 2020", "BMX P34 2020", ["Modicon M340",
        "M340"], "v2.7", "runs the pumps of the hot water"), ("meter-1", "00:80:f4", "Schneider Electric", ["Schneider", "Telemecanique"], "METSEPM5560", "METSEPM5560", ["PM5560",
        "PowerLogic PM5560"], "V02.07.01", "counts current")):
    dev(name, "building_automation", PLANT, prefix, "manufacturer model software" + (" category" if name == "meter-1" else ""), maker, model, None, revision, [("meter", 240, "all", {"by": "plant-pc",
        "identity": {"vendor": "Schneider Electric", "code": code, "revision": revision}})], system="rtos", alt={"manufacturer": accept, "model": other,
        "category": ["unknown"] if name == "plc-1" else [],
        "software": [revision.lstrip("vV"), revision.lstrip("vV0")]}, note=text)
dev("drive", "building_automation", PLANT, "00:80:f4", "manufacturer model serial", "Schneider Electric", "ATV630", "4a511f07", None, [("identity", 240, "all", {"by": "plant-pc", "identity": {
    "vendor_id": 243, "device_type": 2, "product_code": 2067, "revision": (1, 9), "serial": 0x4A511F07, "product": "ATV630"}})], system="rtos", alt={"manufacturer": ["Schneider", "Telemecanique",
    "Schneider Automation"], "model": ["Altivar 630", "Altivar Process ATV630"], "serial": ["0x4A511F07", str(0x4A511F07)], "category": ["unknown"], "software": ["1.9", "1.009"]},
    unjudged=["software"], note="turns a fan")
dev("plc-2", "building_automation", PLANT, "00:1b:1b", "manufacturer model serial", "Siemens", "CPU 315-2 PN/DP", "S C-D4U451702013", "3.2.12", [("plc", 300, "all", {"by": "plant-pc",
    "order": "6ES7 315-2EH14-0AB0", "version": (3, 2, 12), "texts": [(1, "Traitement eau dialyse"), (2, "CPU 315-2 PN/DP"), (4, "Original Siemens Equipment"), (5, "S C-D4U451702013"),
    (7, "CPU 315-2 PN/DP")]})], system="rtos", alt={"manufacturer": ["Siemens AG"], "model": ["6ES7 315-2EH14-0AB0", "CPU 315-2", "S7-300"], "category": ["unknown"], "software": ["V3.2.12",
    "V 3.2.12"]}, unjudged=["software"], note="cleans the dialysis' water")
dev("plc-3", "building_automation", PLANT, "00:30:de", "manufacturer model hostname", "WAGO", "750-8212", None, "03.06.11", [polled("WAGO 750-8212 PFC200 G2 2ETH RS", "oid:1.3.6.1.4.1.13576.1",
    "PFC200-%m")], ["PFC200-%m"], "linux", "dhclient", {"manufacturer": ["Wago", "WAGO Kontakttechnik", "WAGO Kontakttechnik GmbH"], "model": ["PFC200", "750-8212 PFC200",
    "750-8212 PFC200 G2 2ETH RS",
    "WAGO 750-8212 PFC200 G2 2ETH RS"], "category": ["unknown", "network_infrastructure"]}, unjudged=["software"], note="watches the medical gases")
dev("wit", "building_automation", OFFICE, "00:80:66", "manufacturer model software", "WIT", "REDY", "REDY045107", "14.3.0", [opens("plant-pc", 300, title="WIT REDY 14.3.0 - IFSI Chauffage",
    server="WIT/1.0")], system="rtos", alt={"model": ["REDY 14.3.0 - IFSI Chauffage", "WIT REDY"], "software": ["WIT/1.0"], "manufacturer": ["Eurotech"]}, unjudged=["software"],
    note="heats the school of nurses")
dev("doors", "building_automation", PLANT, "00:08:14", "manufacturer", "TIL Technologies", "TILLYS NG", "045108", acts=[("opaque", 60, "all", {"to": "web", "port": 1700})], system="rtos",
    lease="-bare", alt={"manufacturer": ["TIL", "TIL TECHNOLOGIES", "Vitaprotech"], "category": ["unknown", "network_infrastructure"]}, note="opens doors by badges")
dev("fire", "building_automation", PLANT, "00:1c:5b", "manufacturer", "Chubb", "RESONANCE", "045109", acts=[("opaque", 90, "all", {"to": "web", "port": 8000})], system="rtos", lease="-lwip",
    alt={"manufacturer": ["Chubb Electronic Security Systems", "UTC Fire & Security"], "category": ["unknown"]}, note="watches for fires")
# Power, by SNMP: no category is right for it. Looked up: the names in the first one's table, the form of the third one's description
DELTA, XUPS = "1.3.6.1.4.1.2254.2.4.1.", "1.3.6.1.4.1.534.1.1."
for name, vlan, prefix, maker, accept, model, other, serial, software, host, descr, identifier, rows in (
        ("ups-1", PLANT, "00:06:6e", "Socomec", ["SOCOMEC", "Delta Electronics"], "NETYS RT 1/1 UPS", ["NETYS RT"], "P24510417", "2.0h", "OND-LABO", "RT-Vision", "2254.2.4",
         [(DELTA + "1.0", "Socomec"), (DELTA + "2.0", "NETYS RT 1/1 UPS"), (DELTA + "4.0", "2.0h")]),
        ("ups-2", DC, "00:20:85", "Eaton", ["EATON", "Powerware", "Eaton Corporation"], "Eaton 9PX 6000i", ["9PX 6000i", "9PX", "9PX6000i"], "G104L45107", "01.18.5038", "OND-SALLE1",
         "Eaton Gigabit Network Card v1.7.5", "705.1.2", [(XUPS + "1.0", "EATON"), (XUPS + "2.0", "Eaton 9PX 6000i"), (XUPS + "3.0", "01.18.5038")]),
        ("pdu", DC, "00:c0:b7", "APC", ["American Power Conversion", "American Power Conversion Corp", "Schneider Electric", "APC by Schneider Electric"], "AP8853", ["Rack PDU AP8853"],
         "ZA1745004517", "v6.8.0", "PDU-BAIE04", "APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.8.0 PN:apc_hw05_aos_680.bin AF1:v6.8.0 "
         "AN1:apc_hw05_rpdu2g_680.bin MN:AP8853 HR:02 SN: ZA1745004517 MD:11/08/2017)",
         "318.1.3.4.6", [])):
    told = "manufacturer model hostname software" + (" serial" if serial in descr else "")
    dev(name, "unknown", vlan, prefix, told, maker, model, serial, software, [polled(descr, f"oid:1.3.6.1.4.1.{identifier}", host, *rows), *([("trapped", 300, "all", {"to": "watch",
        "kind": "1.3.6.1.6.3.1.1.5.5", "values": []})] if name == "pdu" else [])], [host],
        "rtos", "bare", {"manufacturer": accept, "model": other, "category": ["building_automation", "network_infrastructure"], "software": [software.lstrip("v"), "1.7.5", "v1.7.5", "v4.1.0"]},
        unjudged=["software"], note="no category is right for it")
# Cameras
dev("camera-1", "ip_camera", PLANT, "00:04:63", "category manufacturer model serial software", "Bosch", "FLEXIDOME IP 4000i IR", "044517041704", "7.82.0033", [("informed", 300, "all",
    {"by": "recorder", "Manufacturer": "BOSCH", "Model": "FLEXIDOME IP 4000i IR", "FirmwareVersion": "7.82.0033", "SerialNumber": "044517041704", "HardwareId": "F000B543"})], (), "linux", "-udhcp",
    {"manufacturer": ["BOSCH", "Bosch Security Systems"], "model": ["FLEXIDOME IP 4000i"]})
dev("camera-2", "ip_camera", PLANT, "08:ed:ed", "category manufacturer model", "Dahua", "IPC-HFW2431T-ZS", "7F0451PAK", None, [("camera_hello", 240, "all", {
    "uuid": "4a510a17-1c00-11e9-8d11-08eded451002", "scopes": "onvif://www.onvif.org/location/country/china onvif://www.onvif.org/name/Dahua onvif://www.onvif.org/hardware/IPC-HFW2431T-ZS "
    "onvif://www.onvif.org/Profile/Streaming onvif://www.onvif.org/type/Network_Video_Transmitter"}), ("stream", 300, "all", {"by": "recorder", "path": "cam/realmonitor", "server":
    "Rtsp Server/3.0", "realm": "Login to 7F0451PAK", "agent": "Genetec Archiver"})], (), "linux", "-udhcp", {"manufacturer": ["Zhejiang Dahua Technology", "Dahua Technology"],
    "serial": ["7F0451PAK"], "software": ["Rtsp Server/3.0", "3.0"]}, unjudged=["serial", "software"])
dev("camera-3", "ip_camera", PLANT, "24:28:fd", "category manufacturer model serial", "Hikvision", "DS-2CD2143G0-I", "DS-2CD2143G0-I20190704AAWRD4517041", None, [("described", 240, "all",
    {"by": "recorder", "server": "Linux/2.6.21, UPnP/1.0, Portable SDK for UPnP devices/1.6.19", "kind": "urn:schemas-upnp-org:device:Basic:1", "path": "/upnpdevicedesc.xml",
    "friendlyName": "HIKVISION DS-2CD2143G0-I - D45170417", "manufacturer": "HIKVISION", "manufacturerURL": "http://www.hikvision.com", "modelDescription": "IP CAMERA",
    "modelName": "DS-2CD2143G0-I", "modelNumber": "DS-2CD2143G0-I", "serialNumber": "DS-2CD2143G0-I20190704AAWRD4517041"})], (), "linux", "-udhcp", {"manufacturer": ["HIKVISION",
    "Hangzhou Hikvision", "Hangzhou Hikvision Digital Technology"], "serial": ["D45170417", "D4517041", "20190704AAWRD4517041"]}, unjudged=["software"])
dev("camera-4", "ip_camera", WARD, "00:02:d1", "category manufacturer model hostname", "Vivotek", "FD9189-HT", "%M", "0102c", [("stream", 300, "all", {"by": "recorder", "path": "live.sdp",
    "server": "RTSP Server", "realm": "streaming_server", "agent": "Genetec Archiver"}), ("mdns", 300, "all", {"instance": "VIVOTEK FD9189-HT (%M)", "service": "_rtsp._tcp.local", "port": 554,
    "text": ["path=live.sdp"]})], ["FD9189-HT-%m"], "linux", "-udhcp", {"manufacturer": ["VIVOTEK", "Vivotek, Inc."], "serial": ["%M", "%m"], "software": ["RTSP Server"]},
    unjudged=["serial", "software"])
# What washes: no category is right for it
dev("washer", "unknown", PLANT, "e4:75:1e", "manufacturer", "Getinge", "88 Turbo", "WAC045172", acts=[("opaque", 120, "day", {"to": "web", "port": 4001})], system="ce", lease="-ce",
    alt={"manufacturer": ["Getinge Sterilization", "Getinge Sterilization AB"]}, note="washes instruments")
dev("steri", "unknown", PLANT, "00:1b:1b", "manufacturer model", "Cisa", "P6000", "6451704", acts=[("screen", 300, "day", {"by": "plant-pc", "name": "CISA P6000 AUTOCLAVE 3"}),
    ("endpoints", 300, "day", {"by": "plant-pc", "uri": "urn:CISA:P6000:AUTOCLAVE3", "product": "urn:CISA:P6000", "name": "CISA P6000 AUTOCLAVE 3"})], system="rtos",
    alt={"manufacturer": ["CISA", "Siemens", "Cisa Production"], "model": ["P6000 AUTOCLAVE 3", "CISA P6000 AUTOCLAVE 3"], "category": ["building_automation"]}, unjudged=["serial"],
    note="a steriliser on an industrial controller; Doubt: whether its screen's name tells a maker")
