"""Site G's offices and corridors: telephones, mobiles, computers, printers, screens. The functions and their words are site_g_table.py's."""

from site_g_table import AIR, DC, IMG, LAB, OFFICE, PLANT, WARD, dev, linked, mounts, phones
from site_words import DELL, FUJITSU, HP, LENOVO, afar, inside, opens, polled, printer_port

# Telephones. Looked up: the first one's class, the lines of the third's registration, the fifth's name of itself
dev("phone-1", "ip_phone", OFFICE, "00:90:33", "category manufacturer model software", "innovaphone", "IP222", "%M", "13r3", [phones("innovaphone IP222/13r3 sr2")], ["IP222-%m"], "rtos",
    (b"1.3.6.1.4.1.6666", bytes([1, 3, 6, 12, 15, 42, 43, 66])), {"manufacturer": ["Innovaphone", "innovaphone AG"], "model": ["innovaphone IP222"], "software": ["13r3 sr2",
    "innovaphone IP222/13r3 sr2"]}, unjudged=["serial"])
dev("phone-2", "ip_phone", WARD, "00:1a:e8", "category manufacturer model software", "Unify", "OpenStage 40", None, "V3 R5.16.0", [phones("OpenStage_40_V3 R5.16.0      SIP  200817")], system="linux",
    lease=(b"OpenStage", bytes([1, 3, 6, 12, 15, 28, 33, 42, 43, 66])), alt={"manufacturer": ["Siemens", "Siemens Enterprise Communications", "Unify Software and Solutions"],
    "model": ["OpenStage_40", "OpenStage40"], "software": ["V3 R5.16.0      SIP  200817", "R5.16.0", "V3R5.16.0"]}, lldp=linked("", "OpenStage 40", "LAN port", 0x0024, (3, "Unify",
    "OpenStage 40", None, "V3 R5.16.0")))
dev("phone-3", "ip_phone", OFFICE, "00:04:13", "category manufacturer model serial software", "Snom", "snomD735", "%M", "10.1.127.10", [("registered", 75, "all", {"to": "exchange",
    "agent": "snomD735/10.1.127.10", "server": "innovaphone IP6010/13r3", "lines": ["X-Serialnumber: %M", "Supported: timer, 100rel, replaces, from-change"]}), ("fetch", 500, "all", {
    "to": "web", "path": "/snom/snomD735-%M.htm", "agent": "Mozilla/4.0 (compatible; snomD735-SIP 10.1.127.10 %M)"})], ["snomD735-%M"], "linux", "-udhcp", {"manufacturer": ["snom",
    "snom technology", "Snom Technology"], "model": ["D735", "Snom D735", "snom D735"], "software": ["snomD735/10.1.127.10"]})
dev("phone-5", "ip_phone", OFFICE, "00:30:42", "category manufacturer software", "Mitel", "SIP-DECT OMM", None, "8.1-HA11", [phones("Mitel SIP-DECT (SW-Version=8.1-HA11)")], system="linux",
    lease="-udhcp", alt={"manufacturer": ["DeTeWe", "Aastra", "Mitel Networks"], "model": ["SIP-DECT", "Mitel SIP-DECT"], "category": ["network_infrastructure"], "software": ["SW-Version=8.1-HA11",
    "Mitel SIP-DECT (SW-Version=8.1-HA11)"]}, unjudged=["category", "model"], note="a base for cordless telephones; Doubt: what it is, and whether its product is a model")
dev("phone-6", "ip_phone", OFFICE, "00:09:52", "category manufacturer model software", "Auerswald", "COMfortel 2600 IP", "283041", "2.8E", [phones("Auerswald COMfortel 2600 IP/2.8E")], system="linux",
    lease=(b"dhcpcd 4.0.15", bytes([1, 121, 33, 3, 6, 12, 15, 28, 42])), alt={"manufacturer": ["Auerswald GmbH"], "model": ["COMfortel 2600"], "software": ["Auerswald COMfortel 2600 IP/2.8E"]})
dev("phone-7", "ip_phone", AIR, "00:01:3e", "category manufacturer model software", "Ascom", "i63", None, "3.1.2", [phones("Ascom i63 3.1.2")], system="rtos", lease="-bare",
    alt={"manufacturer": ["Ascom Tateco", "Ascom Wireless Solutions"], "model": ["Ascom i63"], "software": ["Ascom i63 3.1.2"], "category": ["mobile"]}, note="carried about the wards")
# Mobiles
dev("mobile-1", "mobile", AIR, "9e:28:30", "category", "Apple", hosts=["iPhone"], acts=[afar("gateway.icloud.com", "24-courier.push.apple.com", every=70)], system="ios", lease="ios",
    alt={"model": ["iPhone"]}, until=1.3)
dev("mobile-2", "mobile", AIR, "50:57:8a", "category manufacturer", "Apple", hosts=["iPad-Visite-CHI2"], acts=[afar("gateway.icloud.com", every=90, shift="day"), inside("orbis-me.kws.intern", 60)],
    system="ios", lease="ios", alt={"model": ["iPad"]})
dev("mobile-3", "mobile", AIR, "88:bc:ac", "category manufacturer model", "Zebra", "TC26", "20283041", acts=[("fetch", 120, "all", {"to": "web", "path": "/generate_204",
    "agent": "Dalvik/2.1.0 (Linux; U; Android 11; TC26 Build/11-20-18.00-RG-U00-STD-HEL-04)"}), inside("logistik.kws.intern", 60, "all")], system="android", lease="-android",
    alt={"manufacturer": ["Zebra Technologies"], "software": ["11-20-18.00-RG-U00-STD-HEL-04"]}, note="scans goods")
dev("mobile-4", "mobile", AIR, "90:81:75", "category manufacturer model", "Samsung", "SM-G525F", "R5CR2830417", acts=[("fetch", 120, "all", {"to": "web", "path": "/generate_204",
    "agent": "Dalvik/2.1.0 (Linux; U; Android 11; SM-G525F Build/RP1A.200720.012)"}), afar("mtalk.google.com", every=90)], hosts=["XCover5-Pflege-17"], system="android", lease="android",
    alt={"manufacturer": ["Samsung Electronics"], "model": ["Galaxy XCover 5", "XCover5", "XCover 5"], "software": ["RP1A.200720.012"]})
# Computers
for name, vlan, prefix, maker, host, system, accept, more in (("admin-pc", OFFICE, "4c:52:62", "Fujitsu", "IT-ADM03", "11", FUJITSU, ["server"]), ("ward-pc-1", WARD, "90:1b:0e", "Fujitsu",
        "CHI2-VISITE1", "10", FUJITSU, []), ("lab-pc", LAB, "d0:94:66", "Dell", "LAB-VALID4", "10", DELL, []),
        ("plant-pc", PLANT, "4c:52:62", "Fujitsu", "GLT-BEDIEN1", "10", FUJITSU, ["building_automation", "server"])):
    dev(name, "workstation", vlan, prefix, "category manufacturer", maker, None, None, None, [mounts(system, 250), ("logon", 500, "day", {"to": "directory"}), ("dns", 90, "day", {"names": [
        "pacs.kws.intern", "ris.kws.intern", "lauris.kws.intern", "kws-fs02.kws.intern", "kws-dc01.kws.intern", "mail.kws.intern", "www.example.org"]}), afar("outlook.office365.com",
        "www.example.org", every=100, shift="day"), ("llmnr", 300, "day", {})], [host], system, "win", {"manufacturer": accept, "category": more})
for letter, host in (("a", "NB-AERZTE11"), ("b", "NB-AERZTE12")):
    dev(f"notebook-{letter}", "workstation", OFFICE, "cc:15:31", "category", "Fujitsu", None, None, None, [mounts("11", 150), afar("outlook.office365.com", every=60, shift="day"), ("nbns", 240,
        "day", {})], [host], "11", "win", {"manufacturer": [*FUJITSU, "Intel", "Realtek"]}, docks=True, unjudged=["manufacturer"], note="a notebook that changes docks and so addresses")
dev("or-pc", "workstation", IMG, "00:30:59", "category", "Rein Medical", "CLINIO C522", "RM28304", acts=[mounts("ltsc", 250), ("nbns", 300, "day", {}), ("logon", 500, "day", {"to": "directory"})],
    hosts=["OP3-WANDPC"], system="ltsc", lease="win", alt={"manufacturer": ["Kontron", "Kontron Europe"]}, unjudged=["manufacturer"], note="a flat computer in a theatre's wall")
dev("thin", "workstation", WARD, "00:e0:c5", "", "IGEL", "UD3", "14D3D2830417", hosts=["ITC%M"], acts=[inside("vdi.kws.intern", 40, "day"), ("desktop", 500, "day", {"by": "admin-pc"})],
    system="linux", lease="udhcp", alt={"manufacturer": ["BCOM", "IGEL Technology"]}, unjudged=["manufacturer", "category"], note="a thin client; its name is its maker's form")
dev("six-pc", "workstation", OFFICE, "90:1b:0e+", "category os hostname", "Fujitsu", acts=[mounts("11", 200), ("logon", 500, "day", {"to": "directory"})], hosts=["CONTROLLING2"], system="11",
    unjudged=["manufacturer"], note="with IPv6 alone")
dev("six-tv", "unknown", OFFICE, "8c:85:90+", "manufacturer model hostname", "Apple", "AppleTV6,2", hosts=["Konferenz-1"], acts=[("service6", 200, "day", {"instance": "Konferenz 1",
    "service": "_airplay._tcp.local", "port": 7000, "text": ["deviceid=8C:85:90:28:30:01", "features=0x4A7FDFD5,0xBC177FDE", "model=AppleTV6,2", "osvers=17.4", "srcvers=760.20.1"]}),
    ("outside6", 90, "day", {"names": ["gateway.icloud.com", "www.example.org"]})], system="mac", alt={"model": ["Apple TV 4K", "AppleTV"], "os": ["tvOS", "tvOS 17.4"], "software": ["17.4",
    "760.20.1"], "category": ["mobile", "workstation"]}, unjudged=["software", "os"], note="with IPv6 alone")
dev("service-pc", "workstation", IMG, "54:e1:ad", "", "Lenovo", hosts=["SHS-CSE-4711"], acts=[afar("srs.example.net", every=120, shift="day"), ("nbns", 300, "day", {})], system="10", lease="win",
    alt={"manufacturer": LENOVO}, note="an engineer's notebook: the name is his employer's")
dev("old-pc", "workstation", PLANT, "00:19:99", "hostname os", hosts=["WAAGE-KUECHE"], acts=[("announce", 240, "all", {"comment": "Speisenverteilung", "version": (5, 1)}), ("nbns", 300, "all", {}),
    ("old_share", 500, "all", {"to": "old-files", "native": ("Windows 2002 Service Pack 3 2600", "Windows 2002 5.1")})], system="xp", lease="xp", alt={"manufacturer": FUJITSU,
    "category": ["server", "unknown"]}, unjudged=["manufacturer"])
dev("silent", "unknown", OFFICE, "00:04:a3", "", acts=[("probe", 100, "all", {})], system="rtos", unjudged=["manufacturer", "model"], note="a fixed address and ARP: nothing can be known")
# Printers. Looked up: the descriptions of the first two and of the second's board
dev("printer-1", "printer", OFFICE, "00:17:c8", "category manufacturer model serial hostname", "Kyocera", "ECOSYS P3155dn", "R4B2830417", None, [polled("KYOCERA Document Solutions Printing System",
    "oid:1.3.6.1.4.1.1347.41", "KM%M", *printer_port("ECOSYS P3155dn", "R4B2830417"))], ["KM%M"], "rtos", "bare", {"manufacturer": ["KYOCERA", "KYOCERA Document Solutions"],
    "model": ["Kyocera ECOSYS P3155dn"]})
dev("printer-2", "printer", WARD, "b4:22:00", "category manufacturer model serial hostname", "Brother", "HL-L5200DW series", "E7283J0F417041", None, [polled(
    "Brother NC-8900h, Firmware Ver.1.16  (18.11.12),MID 8CE-F25,FID 2", "oid:1.3.6.1.4.1.2435.2.3.9.1", "BRN%M", *printer_port("Brother HL-L5200DW series", "E7283J0F417041"))], ["BRN%M"], "rtos",
    "bare", {"manufacturer": ["Brother Industries"], "model": ["HL-L5200DW", "Brother HL-L5200DW series", "Brother HL-L5200DW"], "software": ["1.16"]}, unjudged=["software"])
dev("printer-3", "printer", OFFICE, "00:17:c8", "category manufacturer model serial", "Triumph-Adler", "P-4532DN", "PV52830417", None, [("ipp", 240, "day", {"by": "admin-pc", "attributes": [
    ("printer-make-and-model", "TA Triumph-Adler P-4532DN"), ("printer-device-id", "MFG:TA Triumph-Adler;CMD:PCLXL,PCL5E,PS;MDL:P-4532DN;CLS:PRINTER;SN:PV52830417;")]})], system="rtos",
    lease="-bare", alt={"manufacturer": ["TA Triumph-Adler", "TA", "Kyocera"], "model": ["TA Triumph-Adler P-4532DN"]}, note="another maker's machine under its own name")
dev("printer-4", "printer", OFFICE, "5c:62:5a", "category manufacturer model serial software", "Canon", "iR-ADV C5840", "2LK028304", "39.13", [polled("Canon iR-ADV C5840 39.13",
    "oid:1.3.6.1.4.1.1602.4.7", None, *printer_port("Canon iR-ADV C5840 39.13", "2LK028304"))], system="rtos", lease="-bare", alt={"manufacturer": ["CANON"], "model": ["Canon iR-ADV C5840",
    "iR-ADV C5840 39.13", "imageRUNNER ADVANCE C5840"]})
dev("printer-5", "printer", LAB, "48:9e:bd", "category manufacturer model serial software", "HP", "HP LaserJet E60155", "CNBV283041", "2410028_055007", [
    ("printer_hello", 300, "all", {"uuid": "2b830a17-6c00-1f08-bb12-489ebd283005"}), ("medical_metadata", 300, "day", {"by": "lab-pc", "uuid": "2b830a17-6c00-1f08-bb12-489ebd283005", "port": 3911,
    "identity": ("HP", "HP LaserJet E60155", "3GY09A", "HP LaserJet E60155 (NPI283005)", "2410028_055007", "CNBV283041")})], system="rtos", lease="-bare", alt={"manufacturer": HP,
    "model": ["LaserJet E60155", "3GY09A"]}, note="Windows reads its metadata")
dev("label-1", "printer", LAB, "00:02:e7", "category manufacturer model", "cab", "SQUIX 4/300", "0000283041", "5.34", [("endpoints", 300, "day", {"by": "lab-pc",
    "uri": "urn:cab:SQUIX 4/300:0000283041",
    "product": "urn:cab:SQUIX", "name": "cab SQUIX 4/300"}), opens("lab-pc", 400, title="cab SQUIX 4/300", server="cab")], system="linux", lease="-udhcp", alt={"manufacturer": ["cab Produkttechnik"],
    "model": ["SQUIX 4", "cab SQUIX 4/300", "SQUIX"], "software": ["cab"]}, unjudged=["software", "serial", "category"],
    note="prints labels; Doubt: nothing but the knowledge of products says printer")
dev("label-2", "printer", WARD, "00:07:4d", "category manufacturer model serial software", "Zebra", "GX430t-300dpi", "39J283041704", "V61.17.17Z", [("spoken", 240, "day", {"by": "ward-pc-1",
    "port": 9100, "lines": [(0, '~HI\r\n! U1 getvar "device.unique_id"\r\n'), (1, '\x02GX430t-300dpi,V61.17.17Z,12,8176KB\x03\r\n"39J283041704"')]})], system="rtos", lease="-lwip",
    alt={"manufacturer": ["Zebra Technologies"], "model": ["GX430t"]})
# Telematics, screens, private things. Looked up: the forms of these three's answers
dev("connector", "network_infrastructure", DC, "00:1c:19", "manufacturer model software", "secunet", "Einboxkonnektor", None, "5.50.1", [("got", 240, "all", {"by": "ris", "path": "/connector.sds",
    "agent": "Apache-HttpClient/4.5.13", "body": '<?xml version="1.0" encoding="UTF-8"?><CONN:ConnectorServices xmlns:CONN="http://ws.gematik.de/conn/ServiceDirectory/v3.1" '
    'xmlns:PI="http://ws.gematik.de/int/version/ProductInformation/v1.1"><PI:ProductInformation><PI:InformationDate>2026-10-07T06:00:00Z</PI:InformationDate><PI:ProductTypeInformation>'
    "<PI:ProductType>Konnektor</PI:ProductType><PI:ProductTypeVersion>5.55.0</PI:ProductTypeVersion></PI:ProductTypeInformation><PI:ProductIdentification><PI:ProductVendorID>SECUN"
    "</PI:ProductVendorID><PI:ProductCode>secu_kon</PI:ProductCode><PI:ProductVersion><PI:Local><PI:HWVersion>2.1.0</PI:HWVersion><PI:FWVersion>5.50.1</PI:FWVersion></PI:Local>"
    "</PI:ProductVersion></PI:ProductIdentification><PI:ProductMiscellaneous><PI:ProductVendorName>secunet Security Networks AG</PI:ProductVendorName><PI:ProductName>Einboxkonnektor"
    "</PI:ProductName></PI:ProductMiscellaneous></PI:ProductInformation></CONN:ConnectorServices>"})], system="linux", alt={"manufacturer": ["secunet Security Networks",
    "secunet Security Networks AG", "SECUN"], "model": ["secu_kon", "Konnektor"], "category": ["server", "medical_gateway", "unknown"]}, unjudged=["category"],
    note="the door to the health system's network; Doubt: what to call it")
dev("tv", "unknown", WARD, "18:46:17", "manufacturer model", "Samsung", "HG43AU800", "0A283CZN", None, [("described", 240, "day", {"by": "admin-pc", "server": "SHP, UPnP/1.0, Samsung UPnP SDK/1.0",
    "kind": "urn:schemas-upnp-org:device:MediaRenderer:1", "port": 9197, "path": "/dmr", "friendlyName": "[TV] Tagesraum Geriatrie", "manufacturer": "Samsung Electronics",
    "manufacturerURL": "http://www.samsung.com/sec", "modelDescription": "Samsung TV DMR", "modelName": "HG43AU800", "modelNumber": "1.0", "serialNumber": "20090804RCR"})], [], "linux", "-udhcp",
    {"manufacturer": ["Samsung Electronics"], "serial": ["20090804RCR"], "model": ["Samsung HG43AU800"]}, unjudged=["serial", "software"],
    note="what stands in the place of its serial number is the same in all of them")
dev("private", "network_infrastructure", OFFICE, "2c:3a:fd", "category manufacturer model serial software", "AVM", "FRITZ!Box 7590", "%M", "154.07.57", [("got", 300, "day", {"by": "admin-pc",
    "path": "/jason_boxinfo.xml", "body": '<j:BoxInfo xmlns:j="http://jason.avm.de/updatecheck/"><j:Name>FRITZ!Box 7590</j:Name><j:HW>226</j:HW><j:Version>154.07.57</j:Version><j:Revision>105212'
    "</j:Revision><j:Serial>%M</j:Serial><j:OEM>avm</j:OEM><j:Lang>de</j:Lang><j:Annex>B</j:Annex><j:Lab></j:Lab><j:Country>049</j:Country><j:Flag>mesh_master</j:Flag></j:BoxInfo>"})],
    ["fritz.box"], "linux", "udhcp", {"manufacturer": ["AVM Audiovisuelles Marketing und Computersysteme", "avm"], "model": ["7590", "FRITZ!Box"], "software": ["07.57", "7.57"],
    "category": ["ip_phone"]}, note="somebody's own, behind a socket of the works council's room")
