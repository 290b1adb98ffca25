"""Site E's offices: telephones, mobiles, computers, printers, network, and what stands in corridors and day rooms. The functions and their words are
site_e_table.py's."""

from site_e_table import DELL, FUJITSU, HP, LENOVO, add, afar, mounts, phones, printer_port
from site_words import inside, opens, polled


# Telephones
add("phone-1", "ip_phone", 52, 51, "b0:b3:2b:41:72:01", "category manufacturer model software", "Slican", "VPS-912G", None, "1.06.0040", [], [phones("Slican VPS-912G 1.06.0040")], "linux",
    "-udhcp",
    {"manufacturer": ["SLICAN", "Slican Sp. z o.o."], "model": ["VPS-912", "Slican VPS-912G"], "software": ["Slican VPS-912G 1.06.0040"]})
add("phone-2", "ip_phone", 52, 52, "7c:2f:80:41:72:02", "category manufacturer model software hostname", "Gigaset", "N670 IP PRO", None, "83.V2.48.0", ["N670-417202"],
    [phones("Gigaset N670 IP PRO/83.V2.48.0+build.43a1d3b;7C2F80417202", 150)], "linux", "udhcp",
    {"manufacturer": ["Gigaset Communications", "Gigaset Communications GmbH"], "category": ["network_infrastructure"], "model": ["N670", "Gigaset N670 IP PRO"],
    "software": ["83.V2.48.0+build.43a1d3b", "2.48.0", "Gigaset N670 IP PRO/83.V2.48.0+build.43a1d3b;7C2F80417202"]},
    note="a base of cordless telephones")
add("phone-3", "ip_phone", 32, 201, "0c:38:3e:41:72:03", "category manufacturer model serial software", "Fanvil", "X4U", "0C383E417203", "2.4.3", [], [phones("Fanvil X4U 2.4.3 0c383e417203")],
    "linux", (b"Fanvil X4U", bytes([1, 3, 6, 12, 15, 42, 43, 66, 120])),
    {"model": ["Fanvil X4U"], "software": ["Fanvil X4U 2.4.3", "Fanvil X4U 2.4.3 0c383e417203"]}, unjudged=["serial"])
add("phone-5", "ip_phone", 32, 202, "00:08:5d:41:72:05", "category manufacturer model software", "Mitel", "6863i", None, "5.1.0.1024", ["6863i00085D417205"], [phones("Aastra 6863i/5.1.0.1024")],
    "linux", (b"AastraIPPhone6863i", bytes([1, 28, 2, 3, 15, 6, 12, 66, 43, 120])),
    {"manufacturer": ["Aastra", "Mitel Corporation"], "model": ["Aastra 6863i", "AastraIPPhone6863i"], "software": ["Aastra 6863i/5.1.0.1024"]},
    note="Doubt: names the maker that its maker bought")
add("phone-7", "workstation", 52, 57, "04:42:1a:41:72:07", "", None, None, None, None, ["CENTRALA-1"], [phones("Z 3.15.40006 rv2.8.20", 90), mounts("11", 220), ("logon", 500, "day",
    {"to": "directory"})], "11", "win",
    {"category": ["ip_phone"], "manufacturer": ["ASUS", "ASUSTek", "ASUSTeK"], "software": ["Z 3.15.40006 rv2.8.20", "3.15.40006"]}, unjudged=["manufacturer", "model", "software"],
    note="the operator's computer with a telephone program")
# Mobiles
add("mobile-1", "mobile", 72, 61, "d2:4a:17:41:72:08", "category", "Apple", None, None, None, ["iPhone"], [afar("gateway.icloud.com", "24-courier.push.apple.com", every=70)], "ios", "ios",
    {"model": ["iPhone"]}, until=1.5)
add("mobile-2", "mobile", 72, 62, "5c:50:d9:41:72:09", "category manufacturer", "Apple", None, None, None, ["iPad-oddzial"], [afar("gateway.icloud.com", every=90, shift="day"),
    inside("amms.szpital.lan", 60)], "ios", "ios", {"model": ["iPad"]})
add("mobile-3", "mobile", 72, 63, "8a:21:f4:41:72:0a", "category", "Samsung", "SM-A356B", None, None, ["SYNTHETIC-s-A35"], [afar("mtalk.google.com", "play.googleapis.com", every=70)], "android",
    "new android",
    {"model": ["Galaxy A35", "A35"], "manufacturer": ["Samsung Electronics"]}, since=0.3)
add("mobile-4", "mobile", 32, 203, "94:d3:31:41:72:0b", "category manufacturer", "Xiaomi", "Redmi Note 12", None, None, ["Redmi-Note-12"], [afar("mtalk.google.com", every=80)], "android",
    "new android",
    {"manufacturer": ["Xiaomi Communications", "Redmi"], "model": ["Redmi-Note-12"]}, moves=[(0.7, 213)])
add("mobile-5", "mobile", 32, 204, "0c:23:69:41:72:0c", "category manufacturer", "Honeywell", "CT40", None, None, [], [afar("mtalk.google.com", every=90), inside("amms.szpital.lan", 40, "all")],
    "android", "-android", {"manufacturer": ["Honeywell International", "Honeywell SPS"], "model": ["Dolphin CT40"]},
    note="a scanner for medicines")
# Computers
for name, vlan, last, mac, maker, host, system, accept, more in (
        ("admin-pc", 52, 101, "38:ca:84:41:72:0d", "HP", "IT-ADM1", "11", HP, ["server"]), ("ward-pc-1", 32, 205, "b0:7b:25:41:72:0e", "Dell", "PC-WEWN-01", "10", DELL, []),
        ("ward-pc-2", 32, 206, "4c:52:62:41:72:0f", "Fujitsu", "PC-CHIR-02", "10", FUJITSU, []), ("lab-pc", 42, 101, "a4:bb:6d:41:72:10", "Dell", "LAB-PC4", "10", DELL, []),
        ("plant-pc", 62, 101, "c8:d3:ff:41:72:11", "HP", "BMS-STACJA", "10", HP, ["building_automation", "server"])):
    add(name, "workstation", vlan, last, mac, "category manufacturer", maker, None, None, None, [host],
        [mounts(system, 250), ("logon", 500, "day", {"to": "directory"}), ("dns", 90, "day", {"names": ["pacs.szpital.lan", "ris.szpital.lan", "centrum.szpital.lan", "srv-pliki.szpital.lan",
        "srv-dc1.szpital.lan", "www.example.org"]}),
         afar("outlook.office365.com", "www.example.org", every=100, shift="day"), ("llmnr", 300, "day", {})], system, "win", {"manufacturer": accept, "category": more})
for letter, mac, host, last in (("a", "3c:58:c2:71:72:12", "NB-LEK-31", 111), ("b", "3c:58:c2:71:72:13", "NB-LEK-32", 121)):
    add(f"notebook-{letter}", "workstation", 52, last, mac, "category", "Lenovo", None, None, None, [host], [mounts("11", 150), afar("outlook.office365.com", every=60, shift="day"), ("nbns", 240,
        "day", {})], "11", "win",
        {"manufacturer": [*LENOVO, "Intel", "Good Way"]}, docks=True, unjudged=["manufacturer"], note="a notebook that changes docks and so addresses")
add("six-pc", "workstation", 52, "fd5e:24:52:1:226:2dff:fe41:7214", "00:26:2d:41:72:14", "category os hostname", "Acer", None, None, None, ["KADRY-6"], [mounts("11", 200), ("logon", 500, "day",
    {"to": "directory"})], "11", None,
    {"manufacturer": ["Wistron", "Wistron Corporation"]}, unjudged=["manufacturer"], note="with IPv6 alone")
add("six-mac", "workstation", 52, "fd5e:24:52:1:8a66:5aff:fe41:7215", "88:66:5a:41:72:15", "category manufacturer model hostname os", "Apple", "Macmini9,1", None, None, ["Mac-mini-Dyrekcja"],
    [("service6", 200, "day", {"instance": "Mac mini Dyrekcja", "service": "_device-info._tcp.local", "port": 0, "text": ["model=Macmini9,1", "osxvers=23"]}), ("outside6", 90, "day",
    {"names": ["gateway.icloud.com", "www.example.org"]})], "mac", None, {"os": ["macOS 14", "macOS Sonoma", "macOS or iOS"], "model": ["Mac mini"]}, unjudged=["software"], note="with IPv6 alone")
add("service-pc", "workstation", 12, 191, "98:fa:9b:41:72:16", "", "Lenovo", None, None, None, ["SIEMENS-SERWIS7"], [afar("vpn.example.net", every=120, shift="day"), ("nbns", 300, "day", {})],
    "10", "win", {"manufacturer": LENOVO}, note="an engineer's notebook: the name is his employer's, not the device's maker's")
add("training-pc", "workstation", 22, 192, "f8:b1:56:41:72:17", "category manufacturer", "Dell", None, None, None, ["DRAEGER-SZKOL"], [mounts("10", 220), ("logon", 500, "day",
    {"to": "directory"}), afar("www.example.org", every=120, shift="day")], "10", "win", {"manufacturer": DELL}, note="shows training films; the name misleads")
add("desk-pc", "workstation", 32, 207, "ec:b1:d7:41:72:18", "category manufacturer", "HP", None, None, None, ["MONITOR-RECEPCJA"], [mounts("10", 200), ("logon", 500, "day", {"to": "directory"}),
    inside("amms.szpital.lan", 60)], "10", "win",
    {"manufacturer": HP}, note="the name misleads")
add("thin-client", "workstation", 32, 208, "00:0f:e0:41:72:1a", "manufacturer", "NComputing", "L300", None, None, [], [("ntp", 300, "all", {})], "rtos", (b"NComputing L300", bytes([1, 3, 6, 12,
    15])),
    {"model": ["NComputing L300"]}, unjudged=["model"], note="Doubt: the class of its lease names it")
add("kiosk", "unknown", 52, 104, "74:fe:48:41:72:1b", "", None, None, None, None, ["INFOKIOSK-HOL"], [inside("mapa.szpital.lan", 60)], "ltsc", "win", {"manufacturer": ["Advantech"],
    "category": ["workstation"]}, unjudged=["manufacturer"],
    note="shows the way: no category is right for it")
add("old-pc", "workstation", 62, 105, "00:1d:92:41:72:1c", "hostname", None, None, None, None, ["KOTLY-WIZ"], [("announce", 240, "all", {"comment": "Wizualizacja kotlow", "version": (5, 1)}),
    ("nbns", 300, "all", {}), ("old_share", 500, "all", {"to": "old-files", "native": ("Windows 2002 Service Pack 3 2600", "Windows 2002 5.1")})], "xp", "xp", {"manufacturer": ["MSI",
    "Micro-Star", "Micro-Star International"], "category": ["server", "building_automation", "unknown"]}, unjudged=["manufacturer"])
add("silent", "unknown", 52, 106, "00:04:a3:41:72:1d", "", None, None, None, None, [], [("probe", 100, "all", {})], "rtos", None, {}, unjudged=["manufacturer", "model"],
    note="a fixed address and ARP: nothing can be known")
# Printers
add("printer-1", "printer", 52, 71, "30:05:5c:41:72:1e", "category manufacturer model serial hostname", "Brother", "HL-L6300DW", "E75417A7N041700", "1.37", ["BRN30055C41721E"],
    [polled("Brother NC-8900h, Firmware Ver.1.37  (18.08.08),MID 84E-G10,FID 2",
    "oid:1.3.6.1.4.1.2435.2.3.9.1", "BRN30055C41721E", *printer_port("Brother HL-L6300DW series", "E75417A7N041700")), ("nbns", 400, "all", {})], "rtos", "bare",
    {"model": ["HL-L6300DW series", "Brother HL-L6300DW series", "Brother HL-L6300DW"], "software": ["Ver.1.37", "1.37  (18.08.08)"], "manufacturer": ["Brother Industries"]}, swaps=(1.3, 72),
    unjudged=["software"])
add("printer-2", "printer", 52, 72, "00:17:c8:41:72:1f", "category manufacturer model hostname", "Kyocera", "TASKalfa 2554ci", None, None, ["KM41721F"],
    [polled("KYOCERA Document Solutions Printing System", "oid:1.3.6.1.4.1.1347.41", "KM41721F",
    *printer_port("TASKalfa 2554ci")), opens("admin-pc", 500, title="Command Center RX", server="KM-MFP-http/V0.0.1"),
    ("greeting", 600, "day", {"by": "admin-pc", "port": 21, "banner": "220 TASKalfa 2554ci FTP server\r\n"})], "rtos", "bare", {"manufacturer": ["KYOCERA", "KYOCERA Document Solutions",
        "Kyocera Display"], "software": ["KM-MFP-http/V0.0.1", "V0.0.1"],
    "model": ["Kyocera TASKalfa 2554ci"]}, swaps=(1.3, 71), unjudged=["software"])
add("printer-4", "printer", 42, 74, "00:80:92:41:72:21", "category manufacturer model", "OKI", "B432", None, None, ["OKI-B432-417221"], [("ipp", 200, "day", {"by": "lab-pc",
    "attributes": [("printer-make-and-model", "OKI DATA CORP B432"), ("printer-info", "OKI-B432-417221")]})], "rtos", "bare",
    {"manufacturer": ["Oki", "OKI DATA CORP", "OKI Data", "Oki Data"], "model": ["OKI DATA CORP B432", "OKI B432"]}, note="a print server of Silex inside")
add("printer-5", "printer", 52, 75, "6c:3c:7c:41:72:22", "category manufacturer model", "Canon", "iR-ADV C3530", None, None, [], [polled("Canon iR-ADV C3530 /P", "oid:1.3.6.1.4.1.1602.4.7", "",
    *printer_port("Canon iR-ADV C3530", "0000000000"))], "rtos", "-bare",
    {"manufacturer": ["Canon Inc.", "CANON"], "model": ["iR-ADV C3530 III", "Canon iR-ADV C3530", "iR-ADV C3530 /P", "Canon iR-ADV C3530 /P"]}, note="its serial number was never set")
add("label-1", "printer", 42, 76, "00:19:98:41:72:23", "category manufacturer model", "SATO", "CL4NX", None, None, [], [opens("lab-pc", 400, title="SATO CL4NX", server="lighttpd/1.4.28"), ("ntp",
    300, "day", {})], "linux", "-udhcp", {"manufacturer": ["Sato", "SATO Corporation"],
    "software": ["lighttpd/1.4.28", "1.4.28"], "model": ["SATO CL4NX"]}, unjudged=["software"])
add("label-2", "printer", 32, 210, "00:1b:82:41:72:24", "category manufacturer model software", "TSC", "TTP-244 Pro", None, "A2.12", [], [("spoken", 240, "day", {"by": "ward-pc-1", "port": 9100,
    "lines": [(0, "~!I\r\n"), (1, "TSC TTP-244 Pro Version A2.12\r\n")]})], "rtos", "-lwip",
    {"manufacturer": ["TSC Auto ID", "Taiwan Semiconductor"], "model": ["TTP-244", "TSC TTP-244 Pro"]}, note="bands for wrists")
add("fiscal", "unknown", 52, 77, "d4:25:cc:c4:17:25", "manufacturer", "Posnet", "Thermal XL2 Online", "EAZ0417", None, [], [afar("e-kasy.mf.gov.pl", every=200)], "linux", "-lwip",
    {"manufacturer": ["POSNET", "POSNET Polska", "POSNET Polska S.A."], "category": ["printer"]}, note="the cash desk's fiscal printer")
# Network
add("switch-1", "network_infrastructure", 52, 11, "00:04:96:41:72:26", "category manufacturer model software hostname", "Extreme Networks", "X440G2-48p-10G4", None, "30.7.1.1", ["sw-b2-acc1"],
    [("logged", 100, "all", {"to": "watch",
    "text": "<142>Mar 12 07:41:17 sw-b2-acc1 EPM: <Info:vlan.msgs.portLinkStateUp> Port 12 link UP at speed 1 Gbps and full-duplex"})], None, None, {"manufacturer": ["Extreme"],
    "model": ["Summit X440-G2", "X440-G2", "X440G2"],
    "os": ["ExtremeXOS", "EXOS", "ExtremeXOS version 30.7.1.1"], "software": ["30.7.1.1-patch1-3", "ExtremeXOS version 30.7.1.1"]}, unjudged=["os"], stack="linux",
    lldp={"port": "49", "name": "sw-b2-acc1", "text": "ExtremeXOS (X440G2-48p-10G4) version 30.7.1.1 30.7.1.1-patch1-3 by release-manager on Tue Jul 14 11:49:14 EDT 2020", "caps": 0x0014,
        "med": None})
add("switch-2", "network_infrastructure", 32, 11, "70:fd:45:41:72:27", "category manufacturer model software hostname", "Huawei", "S5735-L48P4X-A", None, "V200R021C10SPC600", ["sw-c3-acc2"], [],
    None, None,
    {"manufacturer": ["Huawei Technologies"], "model": ["S5735-L48P4X-A1", "S5735"], "os": ["VRP", "Huawei VRP"], "software": ["5.170", "5.170 (S5735 V200R021C10SPC600)", "VRP 5.170"]},
    unjudged=["os"], stack="linux",
    lldp={"port": "XGigabitEthernet0/0/1", "name": "sw-c3-acc2",
        "text": "S5735-L48P4X-A\r\nHuawei Versatile Routing Platform Software\r\nVRP (R) software,Version 5.170 (S5735 V200R021C10SPC600)\r\nCopyright (C) 2000-2022 HUAWEI TECH CO., LTD",
        "caps": 0x0014, "med": None})
add("ap-1", "network_infrastructure", 72, 12, "68:d7:9a:41:72:29", "category manufacturer model hostname", "Ubiquiti", "U6-LR", None, "6.5.28", ["AP-WEWN-2"], [], "linux", (b"ubnt", bytes([1, 3,
    6, 12, 15, 28, 43])),
    {"manufacturer": ["Ubiquiti Networks", "UBNT"], "model": ["UniFi6 LR", "U6 LR", "UAP6LR"], "software": ["6.5.28.14491", "U6-LR, 6.5.28.14491"]}, unjudged=["software"],
    lldp={"port": "eth0", "name": "AP-WEWN-2", "text": "U6-LR, 6.5.28.14491", "caps": 0x000C, "med": None})
add("ap-2", "network_infrastructure", 72, 13, "4c:c8:a1:41:72:2a", "category manufacturer model", "Cisco Meraki", "MR36", None, None, [], [afar("n123.meraki.com", every=120)], "linux", "-udhcp",
    {"manufacturer": ["Meraki", "Cisco"], "model": ["Meraki MR36"]}, unjudged=["software"],
    lldp={"port": "0", "name": "Meraki MR36 - BLOK", "text": "Meraki MR36 Cloud Managed AP", "caps": 0x000C, "med": None},
    cdp={"name": "4cc8a141722a", "platform": "Meraki MR36 Cloud Managed AP", "version": "1", "port": "Port 0", "caps": 0x1})
add("firewall", "network_infrastructure", 82, 46, "00:0d:b4:41:72:2b", "manufacturer model serial hostname category", "Stormshield", "SN710", "SN710A17H0417A7", "4.3.21", ["fw-brzeg"],
    [polled("NS-BSD fw-brzeg 4.3.21 amd64", "oid:1.3.6.1.4.1.11256.2.0", "fw-brzeg",
    ("1.3.6.1.4.1.11256.1.0.1.0", "fw-brzeg"), ("1.3.6.1.4.1.11256.1.0.2.0", "4.3.21"), ("1.3.6.1.4.1.11256.1.0.3.0", "SN710A17H0417A7"), ("1.3.6.1.4.1.11256.1.18.1.1.2.1", "SN710"))], None, None,
    {"manufacturer": ["NETASQ", "Netasq"], "model": ["SN710A"], "os": ["NS-BSD", "SNS", "FreeBSD"]}, unjudged=["os", "software"], stack="linux")
add("modem", "network_infrastructure", 62, 15, "00:0b:6b:41:72:2c", "", "Teltonika", "RUT955", None, None, [], [("ntp", 200, "all", {}), afar("vpn.example.net", every=130), ("greeting", 500,
    "day", {"by": "plant-pc", "port": 22, "banner": "SSH-2.0-dropbear_2019.78\r\n"})], "linux", "-old udhcp", {"category": ["unknown"], "manufacturer": ["Wistron", "Wistron Neweb"]},
    unjudged=["model", "software", "manufacturer"], note="a chiller maker's way in: more stands behind it than the wire tells")
# Corridors, day rooms, canteen: what fits no category
add("card-1", "unknown", 52, 81, "54:e1:40:41:72:2d", "manufacturer", "Ingenico", "Desk/5000", "17041700", None, [], [afar("tms.example.com", every=120, shift="day")], "rtos", "-lwip",
    {"manufacturer": ["INGENICO", "Ingenico Terminals", "Worldline"]},
    note="a terminal for cards: no category is right for it")
add("card-2", "unknown", 72, 82, "54:81:2d:41:72:2e", "manufacturer", "PAX", "A920", "0821704170", None, [], [afar("mtalk.google.com", "tms.example.com", every=120, shift="day")], "android",
    "-android", {"manufacturer": ["PAX Computer Technology", "PAX Technology"], "category": ["mobile"]}, note="a terminal for cards, with Android inside")
add("sign-1", "unknown", 52, 83, "90:ac:3f:41:72:2f", "manufacturer model software", "BrightSign", "XT244", None, "8.5.44", ["BrightSign-D5E417000422"], [("posted", 120, "day", {"to": "web",
    "path": "/log", "agent": "BrightSign/8.5.44 (XT244)", "body": '{"up":1}'}), afar("ws.bsn.cloud")], "linux",
    "networkd", {"manufacturer": ["BrightSign LLC"], "software": ["BrightSign/8.5.44", "BrightSign/8.5.44 (XT244)"], "serial": ["D5E417000422"]}, unjudged=["serial"],
    note="a player of advertisements")
add("tv-1", "unknown", 52, 84, "70:b3:d5:76:54:17", "manufacturer model", "LG Electronics", "55UT661H", None, None, ["PHILIPS-SALA3"], [("described", 200, "day", {"by": "admin-pc",
    "server": "Linux/i686 UPnP/1,0 DLNADOC/1.50 LGE WebOS TV/Version 0.9", "kind": "urn:schemas-upnp-org:device:MediaRenderer:1",
    "port": 1255, "friendlyName": "[LG] webOS TV 55UT661H", "manufacturer": "LG Electronics.", "manufacturerURL": "http://www.lge.com", "modelName": "LG TV", "modelNumber": "55UT661H"})],
    "linux", "lwip",
    {"manufacturer": ["LG", "LG Electronics.", "LGE"], "model": ["LG TV", "webOS TV", "55UT661H0ZA"], "os": ["webOS"], "software": ["0.9", "LGE WebOS TV/Version 0.9"]}, unjudged=["software",
    "os"], note="a television, which was given the name of the one before it")
add("cast", "unknown", 52, 85, "3c:8d:20:41:72:33", "manufacturer model", "Google", "Chromecast", None, None, ["chromecast-2c17041700"], [("mdns", 240, "day",
    {"instance": "Chromecast-2c17041700", "service": "_googlecast._tcp.local", "port": 8009, "text": ["id=2c17041700", "md=Chromecast",
    "fn=Sala konferencyjna", "ve=05"]})], "linux", (b"dhcpcd-6.8.2:Linux-3.8.13+:armv7l:Marvell", bytes([1, 33, 3, 6, 15, 26, 28, 51, 58, 59])), {"manufacturer": ["Google, Inc."],
    "category": []}, unjudged=["os", "software"])
add("game", "unknown", 32, 214, "bc:ce:25:41:72:35", "manufacturer", "Nintendo", "Switch", None, None, [], [("dns", 200, "day", {"names": ["conntest.nintendowifi.net"]}),
    afar("dauth-lp1.ndas.srv.nintendo.net", every=150, shift="day")], "rtos", "-bare",
    {"manufacturer": ["Nintendo Co."], "model": ["Nintendo Switch"]}, note="the children's ward's game console")
add("loop", "unknown", 52, 87, "00:1e:c0:41:72:36", "", "Ampetronic", "Loopworks C7-1", None, None, ["LOOPWORKS-AULA"], [], "rtos", "lwip", {"manufacturer": ["Microchip",
    "Microchip Technology"]}, unjudged=["manufacturer"],
    note="a hearing loop's amplifier")
add("vending", "unknown", 72, 88, "48:02:af:41:72:37", "", "Nayax", "VPOS Touch", None, None, [], [afar("gw.example.com", every=90)], "rtos", "-bare", {"manufacturer": ["Telit"]},
    unjudged=["manufacturer"], note="a drinks machine's modem")
add("queue", "unknown", 52, 89, "00:30:18:41:72:38", "", "Qmatic", "Intro 17", None, None, ["BILETOMAT-1"], [inside("kolejka.szpital.lan", 60), ("spoken", 300, "day", {"by": "admin-pc",
    "port": 80, "lines": [(0, "GET / HTTP/1.1\r\nHost: biletomat-1\r\n\r\n"),
    (1, "HTTP/1.1 302 Found\r\nLocation: /qsystem/\r\nServer: Jetty(9.4.12.v20180830)\r\nContent-Length: 0\r\n\r\n")]})], "linux", "debian", {"manufacturer": ["Jetway", "Jetway Information"],
    "category": ["workstation"], "software": ["Jetty(9.4.12.v20180830)", "9.4.12.v20180830"]},
    unjudged=["manufacturer", "software"], note="gives numbers to those who wait")
add("intercom", "ip_phone", 52, 90, "e0:fa:ec:41:72:3a", "manufacturer category", "Platan", "Libra Door", None, None, [], [phones("Platan", 150)], "rtos", "-lwip", {"manufacturer": ["PLATAN",
    "Platan sp. z o.o. sp. k."], "category": ["building_automation"], "model": ["Libra"]},
    note="Doubt: a door's intercom; it registers as a telephone and says no more than its maker's name")
