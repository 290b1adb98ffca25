"""Site H's offices and corridors: telephones, mobiles, computers, printers, screens. The functions and their words are site_h_table.py's."""

from site_h_table import AIR, IMG, LAB, OFFICE, PLANT, WARD, dev, linked, mounts, phones
from site_words import DELL, HP, LENOVO, afar, inside, opens, polled, printer_port

ALE = ["Alcatel-Lucent", "Alcatel", "ALE", "ALE International", "Alcatel Business Systems"]

# Telephones. Looked up: the classes of the first three's leases; the files that they fetch are known, their contents likely
for number, vlan, model, other, software, kind, text in ((1, OFFICE, "8028s", ["8028s Premium DeskPhone", "ALE 8028s"], "5.44.20", b"alcatel.noe.0", "8028s Premium DeskPhone"), (2, WARD, "8018",
        ["8018 Cloud Edition DeskPhone", "ALE 8018", "8018 DeskPhone"], "5.44.20", b"alcatel.noe.0", "8018 DeskPhone")):
    dev(f"phone-{number}", "ip_phone", vlan, "48:7a:55", "category manufacturer model software", "Alcatel-Lucent Enterprise", model, "3BN451%m", software, [("asks_file", 400, "all",
        {"to": "exchange", "name": "lanpbx.cfg", "body": 'ALCATEL-LUCENT\nTYPE=A4400,VERSION=1\nIP_DOWNLOAD=172.20.40.60,IP_CPU1=172.20.40.60'}), ("ntp", 400, "all", {})], system="linux",
        lease=(kind, bytes([1, 2, 3, 6, 43, 58, 59, 60, 66, 67])), alt={"manufacturer": ALE, "model": other}, lldp=linked("", text, "LAN", 0x0024, (3, "ALE International", model, None, software)),
        unjudged=["serial"])
dev("phone-3", "ip_phone", OFFICE, "48:7a:55", "category manufacturer", "Alcatel-Lucent Enterprise", "8008", None, "1.51.52", [("asks_file", 400, "all", {"to": "exchange",
    "name": "sipconfig-%m.txt", "body": "[sip]\ndomain_name=ch-valboise.local\n"}), phones("ALE/1.51.52 8008")], system="linux", lease=(b"ictouch.0", bytes([1, 2, 3, 6, 43, 66, 67])),
    alt={"manufacturer": ALE, "model": ["ALE 8008", "8008 DeskPhone"], "software": ["ALE/1.51.52 8008", "ALE/1.51.52"]}, unjudged=["model", "software"],
    note="speaks SIP; Doubt: whether its agent's last word is a model")
dev("phone-4", "ip_phone", OFFICE, "00:08:5d", "category manufacturer model software", "Mitel", "6867i", None, "5.1.0.3032", [phones("Mitel 6867i/5.1.0.3032")], system="linux", lease="-udhcp",
    alt={"manufacturer": ["Aastra", "Mitel Networks", "Mitel Corporation"], "model": ["Mitel 6867i"], "software": ["Mitel 6867i/5.1.0.3032"]})
dev("phone-5", "ip_phone", WARD, "24:9a:d8", "category manufacturer model software", "Yealink", "W80B", None, "103.83.0.70", [phones("Yealink W80B 103.83.0.70")], system="linux", lease=(b"yealink",
    bytes([1, 3, 6, 12, 15, 28, 42, 43, 66])), alt={"model": ["Yealink W80B"], "software": ["Yealink W80B 103.83.0.70"], "category": ["network_infrastructure"]},
    note="a base for cordless telephones")
dev("phone-6", "ip_phone", OFFICE, "64:16:7f", "category manufacturer model software", "Polycom", "Trio 8500", None, "5.9.5.3182", [phones("PolycomRealPresenceTrio-Trio_8500-UA/5.9.5.3182")],
    system="linux", lease="-udhcp", alt={"manufacturer": ["Poly", "HP"], "model": ["RealPresence Trio 8500", "RealPresenceTrio-Trio_8500", "Trio_8500"],
    "software": ["PolycomRealPresenceTrio-Trio_8500-UA/5.9.5.3182"]})
dev("phone-7", "ip_phone", AIR, "00:01:3e", "category manufacturer model software", "Ascom", "i62", None, "6.3.0", [phones("Ascom i62 6.3.0")], system="rtos", lease="-bare",
    alt={"manufacturer": ["Ascom Tateco", "Ascom Wireless Solutions", "Ascom Tateco AB"], "model": ["Ascom i62"], "software": ["Ascom i62 6.3.0"], "category": ["mobile"]},
    note="carried about the wards")
# Mobiles
dev("mobile-1", "mobile", AIR, "ca:45:17", "category", "Apple", hosts=["iPhone"], acts=[afar("gateway.icloud.com", "18-courier.push.apple.com", every=70)], system="ios", lease="ios",
    alt={"model": ["iPhone"]}, until=1.4)
dev("mobile-2", "mobile", AIR, "50:57:8a", "category manufacturer", "Apple", hosts=["iPad-Anesth-02"], acts=[afar("gateway.icloud.com", every=90, shift="day"), inside("dxcare.ch-valboise.local",
    60)], system="ios", lease="ios", alt={"model": ["iPad"]})
dev("mobile-3", "mobile", AIR, "6e:51:04", "category manufacturer model", "Crosscall", "CORE-Z5", "CZ5045173", acts=[("fetch", 120, "all", {"to": "web", "path": "/generate_204",
    "agent": "Dalvik/2.1.0 (Linux; U; Android 11; Crosscall CORE-Z5 Build/RKQ1.210503.001)"}), inside("brancardage.ch-valboise.local", 60, "all")], system="android", lease="-android",
    alt={"manufacturer": ["CROSSCALL"], "model": ["Core-Z5"], "software": ["RKQ1.210503.001"]}, note="a porter's; with a random address")
dev("mobile-4", "mobile", AIR, "ac:77:13", "category manufacturer model", "Honeywell", "CT45", "22045174", acts=[("fetch", 120, "all", {"to": "web", "path": "/generate_204",
    "agent": "Dalvik/2.1.0 (Linux; U; Android 11; CT45 Build/HON11.0.0.1)"}), inside("pui-logistique.ch-valboise.local", 60, "all")], system="android", lease="-android",
    alt={"manufacturer": ["Honeywell Safety Products", "Honeywell International"], "software": ["HON11.0.0.1"]}, note="scans goods")
dev("mobile-5", "mobile", AIR, "b2:45:1c", "category", "Xiaomi", hosts=["Redmi-Note-11"], acts=[afar("mtalk.google.com", every=90, shift="day")], system="android", lease="new android",
    alt={"model": ["Redmi Note 11", "Redmi-Note-11"], "manufacturer": ["Redmi"]}, unjudged=["model", "manufacturer"], note="a visitor's, with a random address; Doubt: its name is its model's")
# Computers
for name, vlan, prefix, maker, host, system, accept, more in (("admin-pc", OFFICE, "e8:d8:d1", "HP", "PORT-DSI-04", "11", HP, ["server"]), ("ward-pc-1", WARD, "8c:04:ba", "Dell",
        "CHARIOT-CHIR-3", "10", DELL, []), ("lab-pc", LAB, "18:60:24", "HP", "PC-LABO-VALID2", "10", HP, []),
        ("biomed-pc", OFFICE, "b4:b5:2f", "HP", "BIOMED-ATELIER", "10", HP, []), ("plant-pc", PLANT, "a4:bb:6d", "Dell", "PC-GTB", "10", DELL, ["building_automation", "server"])):
    dev(name, "workstation", vlan, prefix, "category manufacturer", maker, None, None, None, [mounts(system, 250), ("logon", 500, "day", {"to": "directory"}), ("dns", 90, "day", {"names": [
        "pacs.ch-valboise.local", "xplore.ch-valboise.local", "glims.ch-valboise.local", "srv-fichiers.ch-valboise.local", "srv-ad01.ch-valboise.local", "www.example.org"]}),
        afar("outlook.office365.com", "www.example.org", every=100, shift="day"), ("llmnr", 300, "day", {})], [host], system, "win", {"manufacturer": accept, "category": more})
dev("six-pc", "workstation", OFFICE, "8c:04:ba+", "category os hostname", "Dell", acts=[mounts("11", 200), ("logon", 500, "day", {"to": "directory"}), ("outside6", 90, "day", {"names": [
    "outlook.office365.com", "www.example.org"]})], hosts=["PC-DRH-12"], system="11", alt={"manufacturer": DELL}, unjudged=["manufacturer"], note="with IPv6 alone")
dev("thin", "workstation", WARD, "00:80:64", "manufacturer", "Dell", "Wyse 3040", "4517TC2", acts=[inside("vdi.ch-valboise.local", 80, "all"), ("ntp", 300, "all", {})], system="linux",
    lease=(b"wyse-1000", bytes([1, 3, 6, 12, 15, 28, 42, 43, 161, 162, 181, 182, 184, 185, 186])), alt={"manufacturer": ["Wyse", "Wyse Technology", *DELL], "os": ["ThinOS", "Wyse ThinOS"],
    "model": ["Wyse"]}, unjudged=["os"], note="Doubt: the class of its lease tells a thin client to who knows it")
dev("kiosk", "unknown", OFFICE, "00:0b:ab", "", hosts=["BORNE-ACCUEIL2"], acts=[inside("admissions.ch-valboise.local", 60)], system="ltsc", lease="win",
    alt={"category": ["workstation"]}, note="admits patients")
dev("service-pc", "workstation", IMG, "54:e1:ad", "", "Lenovo", hosts=["GEHC-FR-FE0451"], acts=[afar("vpn.example.net", every=120, shift="day"), ("nbns", 300, "day", {})], system="10", lease="win",
    alt={"manufacturer": LENOVO}, note="an engineer's notebook: the name is his employer's")
dev("old-pc", "workstation", PLANT, "00:1e:c9", "hostname os", hosts=["BALANCE-CUISINE"], acts=[("announce", 240, "all", {"comment": "Liaison froide", "version": (5, 1)}), ("nbns", 300, "all", {}),
    ("old_share", 500, "all", {"to": "old-files", "native": ("Windows 2002 Service Pack 3 2600", "Windows 2002 5.1")})], system="xp", lease="xp", alt={"manufacturer": DELL,
    "category": ["server", "unknown"]}, unjudged=["manufacturer"])
dev("silent", "unknown", OFFICE, "00:04:a3", "", acts=[("probe", 100, "all", {})], system="rtos", unjudged=["manufacturer", "model"], note="a fixed address and ARP: nothing can be known")
# Printers. The first three's and the fifth's descriptions as these makers' printers have them
dev("printer-1", "printer", OFFICE, "58:38:79", "category manufacturer model serial hostname software", "Ricoh", "IM C3000", "3089M504517", "1.15", [polled(
    "RICOH IM C3000 1.15 / RICOH Network Printer C model / RICOH Network Scanner C model / RICOH Network Facsimile C model", "oid:1.3.6.1.4.1.367.1.1", "RNP%m", *printer_port("RICOH IM C3000",
    "3089M504517"))], ["RNP%m"], "rtos", "bare", {"manufacturer": ["RICOH", "Ricoh Company"], "model": ["RICOH IM C3000"]})
dev("printer-2", "printer", WARD, "00:21:b7", "category manufacturer model serial software", "Lexmark", "MS622de", "4600451704HDL", "MXTGV.075.292", [polled(
    "Lexmark MS622de 4600451704HDL version MXTGV.075.292 kernel 4.17.19-yocto-standard-74b7175b0ade2b1dd1ae8a4d0a8d8fab All-N-1", "oid:1.3.6.1.4.1.641.2.71304835", None, *printer_port(
    "Lexmark MS622de", "4600451704HDL"))], system="linux", lease="-udhcp", alt={"manufacturer": ["Lexmark International"], "model": ["Lexmark MS622de"]})
dev("printer-3", "printer", OFFICE, "00:20:6b", "category manufacturer model serial", "Konica Minolta", "bizhub C300i", "AA2K021004517", None, [polled("KONICA MINOLTA bizhub C300i",
    "oid:1.3.6.1.4.1.18334.1.1.1.2.1.183.2.1", None, *printer_port("KONICA MINOLTA bizhub C300i", "AA2K021004517"))], system="rtos", lease="-bare", alt={"manufacturer": ["KONICA MINOLTA", "Konica",
    "Konica Minolta Holdings"], "model": ["KONICA MINOLTA bizhub C300i", "C300i"]})
dev("printer-4", "printer", OFFICE, "c8:3a:1b", "category manufacturer model serial", "Toshiba", "e-STUDIO2515AC", "CNKI45170", None, [("ipp", 240, "day", {"by": "admin-pc", "attributes": [
    ("printer-make-and-model", "TOSHIBA e-STUDIO2515AC"), ("printer-device-id", "MFG:TOSHIBA;CMD:PCL6,PS;MDL:e-STUDIO2515AC;CLS:PRINTER;SN:CNKI45170;")]})], system="linux", lease="-udhcp",
    alt={"manufacturer": ["TOSHIBA", "Toshiba TEC", "Toshiba TEC Corporation"], "model": ["TOSHIBA e-STUDIO2515AC"]})
dev("printer-5", "printer", LAB, "e8:d8:d1", "category manufacturer model serial hostname", "HP", "HP LaserJet M507", "PHBBV45170", None, [polled(
    "HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM JSI24110012,CIDATE 11/21/2019", "oid:1.3.6.1.4.1.11.2.3.9.1", "IMP-LABO-02", *printer_port("HP LaserJet M507", "PHBBV45170"))],
    ["IMP-LABO-02"], "rtos", "bare", {"manufacturer": HP, "model": ["LaserJet M507", "HP LaserJet Enterprise M507"], "software": ["JSI24110012"]}, unjudged=["software"])
dev("printer-6", "printer", OFFICE, "44:d2:44+", "category manufacturer model hostname", "Epson", "WF-C5790 Series", "X45K004517", None, [("service6", 240, "day", {"instance": "EPSON WF-C5790 Series",
    "service": "_ipp._tcp.local", "port": 631, "text": ["txtvers=1", "ty=EPSON WF-C5790 Series", "usb_MFG=EPSON", "usb_MDL=WF-C5790 Series", "rp=ipp/print"]})], ["EPSON%m"], "linux",
    alt={"manufacturer": ["EPSON", "Seiko Epson", "Seiko Epson Corporation"], "model": ["WF-C5790", "EPSON WF-C5790 Series"]}, note="with IPv6 alone")
dev("label-1", "printer", LAB, "c8:1c:fe", "category manufacturer model serial software", "Zebra", "ZD621-300dpi", "D4J451704017", "V93.21.22Z", [("spoken", 240, "day", {"by": "lab-pc", "port": 9100,
    "lines": [(0, '~HI\r\n! U1 getvar "device.unique_id"\r\n'), (1, '\x02ZD621-300dpi,V93.21.22Z,12,65536KB\x03\r\n"D4J451704017"')]})], system="rtos", lease="-lwip",
    alt={"manufacturer": ["Zebra Technologies"], "model": ["ZD621"]})
dev("label-2", "printer", WARD, "00:19:98", "category manufacturer model", "SATO", "CL4NX", "45A1704517", None, [polled("SATO CL4NX", "oid:1.3.6.1.4.1.8459.1", None, *printer_port(
    "SATO CL4NX"))], system="linux", lease="-udhcp", alt={"manufacturer": ["Sato", "Sato Corporation"], "model": ["SATO CL4NX"]})
dev("cards", "printer", OFFICE, "00:1a:fd", "manufacturer model", "Evolis", "Primacy", "10000451704", None, [opens("admin-pc", 300, title="Evolis Primacy")],
    system="linux", lease="-udhcp", alt={"manufacturer": ["EVOLIS", "Evolis Card Printer"], "model": ["Evolis Primacy"]},
    note="prints the staff's cards")
# Screens, private things. The last one's service is known from its maker's description, its values are likely
dev("share", "unknown", OFFICE, "00:04:a5", "manufacturer model serial hostname", "Barco", "ClickShare CX-30", "1863045170", "2.19.0.7", [("mdns", 240, "day", {"instance": "ClickShare-1863045170",
    "service": "_clickshare._tcp.local", "port": 6544, "text": ["model=ClickShare CX-30", "serial=1863045170"]}), ("ntp", 400, "all", {})], ["ClickShare-1863045170"], "linux", "-udhcp",
    {"manufacturer": ["Barco NV", "BARCO"], "model": ["CX-30", "ClickShare"]}, unjudged=["software"], note="shows notebooks' screens in a meeting room")
dev("tv", "unknown", WARD, "18:8e:d5", "manufacturer model", "Philips", "43HFL5014/12", "ZQ1A045170417", None, [("described", 240, "day", {"by": "admin-pc", "server":
    "Linux/4.9 UPnP/1.0 Philips-MediaRenderer/1.0", "kind": "urn:schemas-upnp-org:device:MediaRenderer:1", "port": 2870, "path": "/dmr.xml", "friendlyName": "TV Salle attente Imagerie",
    "manufacturer": "Philips", "manufacturerURL": "http://www.philips.com", "modelDescription": "Philips TV Media Renderer", "modelName": "43HFL5014/12", "modelNumber": "1.0"})], [], "linux",
    "-udhcp", {"manufacturer": ["TP Vision", "TPVision"], "model": ["43HFL5014", "Philips 43HFL5014/12"], "software": ["Philips-MediaRenderer/1.0"]}, unjudged=["serial", "software"])
dev("visio", "unknown", OFFICE, "00:e0:db", "manufacturer model", "Poly", "Studio X50", "8L2045170417", "4.1.0", [phones("PolycomStudioX-Studio_X50/4.1.0", 150)], system="android",
    lease="-udhcp", alt={"manufacturer": ["Polycom", "HP", "ViaVideo Communications"], "model": ["Poly Studio X50", "PolycomStudioX-Studio_X50", "Studio_X50"], "category": ["ip_phone"],
    "software": ["PolycomStudioX-Studio_X50/4.1.0", "4.1.0"]}, unjudged=["software", "os"], note="shows meetings of tumour boards")
dev("private", "network_infrastructure", OFFICE, "f4:ca:e5", "manufacturer model", "Free", "FreeboxServer7,2", "", None, [("mdns", 300, "all", {"instance": "Freebox Server",
    "service": "_fbx-api._tcp.local", "port": 80, "text": ["api_version=8.0", "device_type=FreeboxServer7,2", "api_base_url=/api/", "uid=4a5104517c2f6b1d0e8a9c3b5d7f1e2a",
    "api_domain=mafreebox.freebox.fr", "https_available=1"]}), ("ntp", 400, "all", {})], ["Freebox-Server"], "linux", "udhcp", {"manufacturer": ["Freebox", "Freebox Sas", "Iliad", "Freebox SAS"],
    "model": ["Freebox Server", "Freebox Delta", "Freebox Pop", "Freebox Server v7", "FreeboxServer7"], "category": ["unknown"]}, unjudged=["serial"],
    note="somebody's own, in the residents' lodging")
# Last of their network: where docks stand, their addresses are others
for letter, host in (("a", "PORT-DIM-07"), ("b", "PORT-DIM-08")):
    dev(f"notebook-{letter}", "workstation", OFFICE, "e8:d8:d1", "category", "HP", None, None, None, [mounts("11", 150), afar("outlook.office365.com", every=60, shift="day"), ("nbns", 240, "day",
        {})], [host], "11", "win", {"manufacturer": [*HP, "Lenovo", "Realtek"]}, docks=True, unjudged=["manufacturer"], note="a notebook that changes docks and so addresses")
