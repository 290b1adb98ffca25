"""Site F's offices: telephones, mobiles, computers, printers, network, media, and what stands in corridors, day rooms and garages. The functions and their words are
site_f_table.py's."""

from site_f_table import AIR, DC, IMG, LAB, OFFICE, PLANT, WARD, dev, linked, mounts, phones
from site_words import DELL, HP, LENOVO, afar, inside, polled, printer_port

CISCO = ["Cisco Systems", "Cisco Systems, Inc."]


def seen(name, platform, version, port="Port 1", caps=0x490):
    """What a device of Cisco's says by CDP."""
    return {"name": name, "platform": platform, "version": version, "port": port, "caps": caps}


# Telephones. Looked up: descriptions of Cisco's and Polycom's by CDP and LLDP
dev("phone-1", "ip_phone", OFFICE, "f4:bd:9e", "category manufacturer model serial software hostname", "Cisco", "CP-8845", "FCH2417F0AB", "sip8845_65.12-8-1-0101-482",
    [phones("Cisco-CP8845/12.8.1")], ["SEP%M"], "linux",
    (b"Cisco Systems, Inc. IP Phone CP-8845", bytes([1, 66, 6, 3, 15, 150, 35, 151])), {"manufacturer": CISCO, "model": ["8845", "Cisco IP Phone 8845", "IP Phone 8845", "CP8845"],
    "software": ["sip88xx.12-8-1-0101-482", "12.8.1", "12-8-1-0101-482"]},
    lldp=linked("SEP%M", "Cisco IP Phone 8845, V1, sip88xx.12-8-1-0101-482", "1", 0x0024, (3, "Cisco Systems, Inc.", "CP-8845", "FCH2417F0AB", "sip8845_65.12-8-1-0101-482")),
    cdp=seen("SEP%M", "Cisco IP Phone 8845", "sip8845_65.12-8-1-0101-482.loads"))
dev("phone-2", "ip_phone", WARD, "6c:5e:3b", "category manufacturer model software hostname", "Cisco", "CP-7942G", "FCH1417F0CD", "SCCP42.9-4-2SR3-1S", hosts=["SEP%M"], system="rtos",
    lease=(b"Cisco Systems, Inc. IP Phone CP-7942G", bytes([1, 66, 6, 3, 15, 150, 35])),
    alt={"manufacturer": CISCO, "model": ["7942", "7942G", "Cisco IP Phone 7942", "IP Phone 7942"]}, cdp=seen("SEP%M", "Cisco IP Phone 7942", "SCCP42.9-4-2SR3-1S"))
dev("phone-3", "ip_phone", OFFICE, "64:16:7f", "category manufacturer model serial software", "Polycom", "VVX 411", "%M", "6.4.7.4560", [phones("PolycomVVX-VVX_411-UA/6.4.7.4560")], ["Polycom_%m"],
    "linux", (b"Polycom-VVX411", bytes([1, 3, 6, 15, 42, 43, 66, 160])),
    {"manufacturer": ["Poly", "HP"], "model": ["VVX_411", "VVX-VVX_411", "VVX411", "PolycomVVX-VVX_411"], "software": ["SIP/6.4.7.4560/05-Dec-24 00:58", "6.4.7.3828"]}, unjudged=["serial"],
    lldp=linked("Polycom VVX 411", "Polycom;VVX-VVX_411;3111-48450-001,1;SIP/6.4.7.4560/05-Dec-24 00:58;UP/6.4.7.3828/05-Dec-24 01:22;", "1", 0x0024, (3, "Polycom", "VVX-VVX_411", "%m",
    "SIP/6.4.7.4560/05-Dec-24 00:58")))
dev("phone-4", "ip_phone", WARD, "c8:1f:ea", "category manufacturer model serial software", "Avaya", "9611", "17WZ4170417F", "S9611_HALBR6_8_5_01", [phones("Avaya one-X Deskphone 6.8.5.01")],
    ["AVX%m"], "linux", (b"ccp.avaya.com", bytes([1, 3, 6, 12, 15, 26, 42, 43, 242])),
    {"manufacturer": ["Avaya Inc"], "model": ["9611G", "one-X Deskphone"], "software": ["6.8.5.01", "Avaya one-X Deskphone 6.8.5.01"]}, lldp=linked("AVX%m", "Avaya IP Phone 9611, Avaya", "1", 0x0024,
    (3, "Avaya", "9611", "17WZ4170417F", "S9611_HALBR6_8_5_01")))
dev("phone-5", "ip_phone", AIR, "00:90:7a", "category manufacturer model software", "Spectralink", "8440", None, "4.13.0.4417", [phones("PolycomSL-SL_8440-UA/4.13.0.4417")], system="linux",
    lease="-udhcp", alt={"manufacturer": ["Polycom", "Spectralink, Inc"], "model": ["SL_8440",
    "PolycomSL-SL_8440", "SL-SL_8440"], "software": ["PolycomSL-SL_8440-UA/4.13.0.4417"]}, note="carried about the wards; named by the firm that its maker belonged to")
dev("phone-6", "ip_phone", OFFICE, "08:4f:a9", "category manufacturer model serial hostname", "Cisco", "CP-8832", "FCH2417F0EF", "sip8832.12-8-1-0101-482", [("certified", 400, "day",
    {"by": "admin-pc", "subject": "SN=PID:CP-8832 SN:FCH2417F0EF, CN=CP-8832-SEP%M, OU=CTG, O=Cisco Systems Inc."})],
    ["SEP%M"], "linux", (b"Cisco Systems, Inc. IP Phone CP-8832", bytes([1, 66, 6, 3, 15, 150, 35, 151])), {"manufacturer": [*CISCO, "Cisco Systems Inc."], "model": ["8832",
    "Cisco IP Conference Phone 8832"]}, unjudged=["software"],
    note="a conference phone; its maker's certificate holds its serial number")
dev("pager", "ip_phone", OFFICE, "00:22:ee", "manufacturer model software", "Algo", "8301", None, "4.0.1", [phones("Algo-8301/4.0.1", 150)], system="linux", lease="-udhcp",
    alt={"manufacturer": ["Algo Communication Products", "Algo Communications"], "model": ["Algo-8301", "Algo 8301"],
    "category": ["unknown", "building_automation"], "software": ["Algo-8301/4.0.1"]}, note="a loudspeaker")
# Mobiles
dev("mobile-1", "mobile", AIR, "d6:41:7f", "category", "Apple", hosts=["iPhone"], acts=[afar("gateway.icloud.com", "24-courier.push.apple.com", every=70)], system="ios", lease="ios",
    alt={"model": ["iPhone"]}, until=1.5)
dev("mobile-2", "mobile", AIR, "88:b2:91", "category manufacturer", "Apple", hosts=["iPad-Rounds-7"], acts=[afar("gateway.icloud.com", every=90, shift="day"), inside("haiku.mvmc.local", 60)],
    system="ios", lease="ios", alt={"model": ["iPad"]})
dev("mobile-3", "mobile", AIR, "c8:1c:fe", "category manufacturer", "Zebra", "TC52-HC", "1941741704F", acts=[afar("mtalk.google.com", every=90), inside("rover.mvmc.local", 40, "all")],
    system="android", lease="-android", alt={"manufacturer": ["Zebra Technologies"], "model": ["TC52"]},
    note="scans medicines at the bed")
# Computers
for name, vlan, prefix, maker, host, system, accept, more in (("admin-pc", OFFICE, "10:e7:c6", "HP", "IT-ENG-04", "11", HP, ["server"]), ("ward-pc-1", WARD, "98:e7:43", "Dell", "4E-WOW-11", "10",
        DELL, []), ("ward-pc-2", WARD, "e8:6a:64", "Lenovo", "4E-DOC-02", "10", LENOVO, []),
        ("lab-pc", LAB, "98:e7:43", "Dell", "LAB-BENCH-6", "10", DELL, []), ("plant-pc", PLANT, "10:e7:c6", "HP", "BAS-OWS1", "10", HP, ["building_automation", "server"])):
    dev(name, "workstation", vlan, prefix, "category manufacturer", maker, None, None, None, [mounts(system, 250), ("logon", 500, "day", {"to": "directory"}), ("dns", 90, "day",
    {"names": ["pacs.mvmc.local", "radiant.mvmc.local", "sqlab.mvmc.local", "mvmc-fs1.mvmc.local",
        "mvmc-dc1.mvmc.local", "www.example.org"]}), afar("outlook.office365.com", "www.example.org", every=100, shift="day"), ("llmnr", 300, "day", {})], [host], system, "win",
        {"manufacturer": accept, "category": more})
for letter, host in (("a", "MD-LT-417"), ("b", "MD-LT-418")):
    dev(f"notebook-{letter}", "workstation", OFFICE, "ac:ed:5c", "category", "Dell", None, None, None, [mounts("11", 150), afar("outlook.office365.com", every=60, shift="day"), ("nbns", 240, "day",
    {})], [host], "11", "win", {"manufacturer": [*DELL, "Intel", "CE LINK"]}, docks=True,
        unjudged=["manufacturer"], note="a notebook that changes docks and so addresses")
dev("six-pc", "workstation", OFFICE, "98:e7:43+", "category os hostname", "Dell", acts=[mounts("11", 200), ("logon", 500, "day", {"to": "directory"})], hosts=["HIM-06"], system="11",
    unjudged=["manufacturer"], note="with IPv6 alone")
dev("six-mac", "workstation", OFFICE, "60:8b:0e+", "category manufacturer model hostname os", "Apple", "Macmini8,1", hosts=["Mac-mini-Marketing"], system="mac", alt={"os": ["macOS 14",
    "macOS Sonoma", "macOS or iOS"], "model": ["Mac mini"]}, unjudged=["software"], note="with IPv6 alone",
    acts=[("service6", 200, "day", {"instance": "Mac mini Marketing", "service": "_device-info._tcp.local", "port": 0, "text": ["model=Macmini8,1", "osxvers=23"]}), ("outside6", 90, "day",
    {"names": ["gateway.icloud.com", "www.example.org"]})])
dev("service-pc", "workstation", IMG, "e8:6a:64", "", "Lenovo", hosts=["GEHC-FSE-22"], acts=[afar("vpn.example.net", every=120, shift="day"), ("nbns", 300, "day", {})], system="10", lease="win",
    alt={"manufacturer": LENOVO}, note="an engineer's notebook: the name is his employer's")
dev("old-pc", "workstation", PLANT, "00:1d:92", "hostname", hosts=["PARKGATE"], acts=[("announce", 240, "all", {"comment": "Garage gates", "version": (5, 1)}), ("nbns", 300, "all", {}), ("old_share",
    500, "all", {"to": "old-files", "native": ("Windows 2002 Service Pack 3 2600",
    "Windows 2002 5.1")})], system="xp", lease="xp", alt={"manufacturer": ["MSI", "Micro-Star", "Micro-Star International", "MICRO-STAR"], "category": ["server", "building_automation", "unknown"]},
    unjudged=["manufacturer"])
dev("silent", "unknown", OFFICE, "00:1e:c0", "", acts=[("probe", 100, "all", {})], system="rtos", unjudged=["manufacturer", "model"], note="a fixed address and ARP: nothing can be known")
# Printers. Looked up: the forms of several classes of leases, descriptions and answers
dev("printer-1", "printer", OFFICE, "10:e7:c6", "category manufacturer model serial hostname", "HP", "HP LaserJet M506", "PHBB417F04", None,
    [polled("HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM JSI24050012,CIDATE 05/06/2017", "oid:1.3.6.1.4.1.11.2.3.9.1", "NPI6F1A04",
    *printer_port("HP LaserJet M506", "PHBB417F04"))], ["NPI6F1A04"], "rtos", (b"Hewlett-Packard JetDirect", bytes([6, 3, 1, 15, 66, 67, 13, 44, 12, 81, 252])), {"manufacturer": HP,
    "model": ["LaserJet M506"], "software": ["JSI24050012"]}, unjudged=["software"])
dev("printer-2", "printer", WARD, "00:21:b7", "category manufacturer model serial software", "Lexmark", "MX622adhe", "7017417F041H0", "CXTZJ.073.023",
    [polled("Lexmark MX622adhe version CXTZJ.073.023 kernel 4.17.19-yocto-standard-74b7175b2a3452f757ffd2393acf7c5f All-N-1",
    "oid:1.3.6.1.4.1.641.6.2.20", "ET%M", ("1.3.6.1.4.1.641.6.2.3.1.4.1", "Lexmark MX622adhe"), ("1.3.6.1.4.1.641.6.2.3.1.5.1", "7017417F041H0"))], ["ET%M"], "linux", "udhcp",
    {"manufacturer": ["LEXMARK", "Lexmark International"], "model": ["Lexmark MX622adhe"]})
dev("printer-3", "printer", OFFICE, "9c:93:4e", "category manufacturer model serial", "Xerox", "WorkCentre 7855", "MX1417417", hosts=["XRX%M"], acts=[("ntp", 300, "all", {}), ("nbns", 400, "all",
    {})], system="rtos",
    lease=(b"Mfg=Xerox;Typ=MFP;Mod=WorkCentre 7855;Ser=MX1417417;Loc=HIM", bytes([1, 3, 6, 12, 15, 44, 46])), alt={"manufacturer": ["Xerox Corporation"], "model": ["Xerox WorkCentre 7855"]},
    note="all it says stands in the class of its lease")
dev("printer-4", "printer", OFFICE, "58:38:79", "category manufacturer model serial software hostname", "Ricoh", "IM C4500", "3121M417041", "1.08",
    [polled("RICOH IM C4500 1.08 / RICOH Network Printer C model / RICOH Network Scanner C model / RICOH Network Facsimile C model",
    "oid:1.3.6.1.4.1.367.1.1", "RNP%M", *printer_port("RICOH IM C4500", "3121M417041"))], ["RNP%M"], "rtos", "bare", {"manufacturer": ["RICOH", "RICOH COMPANY"], "model": ["RICOH IM C4500"]})
dev("printer-5", "printer", LAB, "00:20:6b", "category manufacturer model serial", "Konica Minolta", "bizhub C368", "A7PU0117417", None, [("ipp", 240, "day", {"by": "lab-pc",
    "attributes": [("printer-make-and-model", "KONICA MINOLTA bizhub C368"),
    ("printer-device-id", "MFG:KONICA MINOLTA;CMD:PCL5c,PCLXL,PS;MDL:bizhub C368;CLS:PRINTER;DES:KONICA MINOLTA bizhub C368;SN:A7PU0117417;")]})], system="rtos", lease="-bare",
    alt={"manufacturer": ["KONICA MINOLTA", "Konica"], "model": ["KONICA MINOLTA bizhub C368"]})
dev("printer-6", "printer", OFFICE, "a4:d7:3c", "category manufacturer model hostname", "Epson", "WF-M5799 Series", "X4ND417041", hosts=["EPSON%m"], acts=[("mdns", 240, "day",
    {"instance": "EPSON WF-M5799 Series", "service": "_ipp._tcp.local", "port": 631, "text": ["txtvers=1",
    "ty=EPSON WF-M5799 Series", "product=(EPSON WF-M5799 Series)", "usb_MFG=EPSON", "usb_MDL=WF-M5799 Series", "rp=ipp/print", "note="]})], system="rtos", lease="bare", alt={"manufacturer": ["EPSON",
    "Seiko Epson"], "model": ["WF-M5799", "EPSON WF-M5799 Series", "EPSON WF-M5799"]})
dev("printer-7", "printer", OFFICE, "10:e7:c6", "category manufacturer model serial", "HP", "HP OfficeJet Pro 8720", "CN7417F04M", None, [("got", 300, "day", {"by": "admin-pc",
    "path": "/DevMgmt/ProductConfigDyn.xml", "server": "HP HTTP Server; HP OfficeJet Pro 8720 - M9L74A; Serial Number: CN7417F04M; "
    "Built:Thu Sep 26, 2019 {WBP2CN1939AR}", "body": '<?xml version="1.0" encoding="UTF-8"?><prdcfgdyn:ProductConfigDyn '
    'xmlns:prdcfgdyn="http://www.hp.com/schemas/imaging/con/ledm/productconfigdyn/2007/11/05" xmlns:dd="http://www.hp.com/schemas/imaging/con/dictionaries/1.0/">'
    "<prdcfgdyn:ProductInformation><dd:MakeAndModel>HP OfficeJet Pro "
    "8720</dd:MakeAndModel><dd:SerialNumber>CN7417F04M</dd:SerialNumber></prdcfgdyn:ProductInformation></prdcfgdyn:ProductConfigDyn>"})], ["HP%M"], "rtos", "bare", {"manufacturer": HP,
    "model": ["OfficeJet Pro 8720"], "software": ["WBP2CN1939AR"]}, unjudged=["software"])
dev("label-1", "printer", WARD, "00:07:4d", "category manufacturer model serial software", "Zebra", "ZD421-203dpi", "D6J417041704", "V93.21.06Z", [("spoken", 240, "day", {"by": "ward-pc-1",
    "port": 9100, "lines": [(0, '~HI\r\n! U1 getvar "device.unique_id"\r\n'),
    (1, '\x02ZD421-203dpi,V93.21.06Z,8,8192KB\x03\r\n"D6J417041704"')]})], system="rtos", lease="-lwip", alt={"manufacturer": ["Zebra Technologies"], "model": ["ZD421"]})
dev("label-2", "printer", LAB, "78:b8:d6", "category manufacturer model serial hostname", "Zebra", "ZT411", "18J417041705", None, [polled("ZTC ZT411-300dpi ZPL", "oid:1.3.6.1.4.1.10642.1.1", "ZBR%M",
    *printer_port("ZTC ZT411-300dpi ZPL", "18J417041705"))], ["ZBR%M"], "rtos", "bare",
    {"manufacturer": ["Zebra Technologies"], "model": ["ZT411-300dpi", "ZTC ZT411-300dpi ZPL", "ZTC ZT411-300dpi"]})
# Network. Looked up: the forms of descriptions and of the tables that hold serial numbers
ENTITY = "1.3.6.1.2.1.47.1.1.1.1."
dev("switch-1", "network_infrastructure", DC, "f4:bd:9e", "category manufacturer model serial software hostname", "Cisco", "C9300-48UXM", "FCW2417F0GH", "17.3.4",
    [polled("Cisco IOS Software [Amsterdam], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.3.4, RELEASE SOFTWARE (fc3)",
    "oid:1.3.6.1.4.1.9.1.2494", "mvmc-idf4e", (ENTITY + "13.1", "C9300-48UXM"), (ENTITY + "11.1", "FCW2417F0GH"), (ENTITY + "12.1", "Cisco Systems, Inc."), (ENTITY + "10.1", "17.03.04"))],
    ["mvmc-idf4e"], None, None, {"manufacturer": CISCO, "os": ["IOS XE", "Cisco IOS XE", "IOS", "IOS-XE"],
    "software": ["17.03.04"], "model": ["Catalyst 9300"]}, unjudged=["os"], stack="linux", cdp=seen("mvmc-idf4e.mvmc.local", "cisco C9300-48UXM",
    "Cisco IOS Software [Amsterdam], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.3.4, RELEASE SOFTWARE (fc3)", "TenGigabitEthernet1/1/1", 0x29))
dev("switch-2", "network_infrastructure", DC, "6c:5e:3b", "category manufacturer model serial software hostname", "Cisco", "N9K-C93180YC-FX", "FDO2417F0JK", "9.3(8)", hosts=["mvmc-n9k-b"],
    alt={"manufacturer": CISCO, "os": ["NX-OS", "Cisco NX-OS"], "software": ["NX-OS 9.3(8)"],
    "model": ["Nexus 93180YC-FX"]}, unjudged=["os"], stack="linux", acts=[("ntp", 300, "all", {})], note="its serial number stands behind its name, in brackets",
    cdp=seen("mvmc-n9k-b(FDO2417F0JK)", "N9K-C93180YC-FX", "Cisco Nexus Operating System (NX-OS) Software, Version 9.3(8)", "Ethernet1/48", 0x229))
dev("switch-3", "network_infrastructure", OFFICE, "44:ec:ce", "category manufacturer model serial software hostname", "Juniper Networks", "ex4300-48p", "PE3417041704", "18.4R2-S5.4",
    [polled("Juniper Networks, Inc. ex4300-48p Ethernet Switch, kernel JUNOS 18.4R2-S5.4, Build date: 2020-07-22 UTC",
    "oid:1.3.6.1.4.1.2636.1.1.1.2.63", "mob-ex1", ("1.3.6.1.4.1.2636.3.1.3.0", "PE3417041704"))], ["mob-ex1"], None, None, {"manufacturer": ["Juniper"], "model": ["EX4300-48P", "EX4300"],
    "os": ["JUNOS", "Junos OS", "Junos"], "software": ["JUNOS 18.4R2-S5.4"]}, unjudged=["os"], stack="linux")
dev("switch-4", "network_infrastructure", LAB, "88:3a:30", "category manufacturer model serial software hostname", "Aruba", "2930F-24G-PoE+-4SFP+", "CN7417F041", "WC.16.10.0009",
    [polled("Aruba JL255A 2930F-24G-PoE+-4SFP+ Switch, revision WC.16.10.0009, ROM WC.16.01.0008 (/ws/swbuildm/rel_ajanta_qaoff/code/build/lvm)",
    "oid:1.3.6.1.4.1.11.2.3.7.11.181.11", "lab-sw2", ("1.3.6.1.4.1.11.2.36.1.1.2.9.0", "CN7417F041"))], ["lab-sw2"], None, None, {"manufacturer": ["HPE", "Hewlett Packard Enterprise", "HP",
    "Hewlett Packard"], "model": ["JL255A", "JL255A 2930F-24G-PoE+-4SFP+", "2930F", "2930F-24G-PoE+-4SFP+ Switch",
    "JL255A 2930F-24G-PoE+-4SFP+ Switch"], "os": ["ArubaOS-Switch"]}, unjudged=["os"], stack="linux")
dev("ap-1", "network_infrastructure", WARD, "d8:c7:c8", "category manufacturer model software hostname", "Aruba", "515", None, "8.6.0.4", hosts=["AP-4E-03"], acts=[], system="linux",
    lease=(b"ArubaAP", bytes([1, 28, 2, 3, 15, 6, 12, 43, 60])), alt={"manufacturer": ["HPE", "Hewlett Packard Enterprise",
    "Hewlett Packard"], "model": ["AP-515", "Aruba AP-515"], "os": ["ArubaOS"], "software": ["ArubaOS 8.6.0.4"]}, unjudged=["os"], lldp=linked("AP-4E-03",
    "ArubaOS (MODEL: 515), Version 8.6.0.4 (74969)", "bond0", 0x000C))
dev("ap-2", "network_infrastructure", OFFICE, "08:4f:a9", "category manufacturer model serial software hostname", "Cisco", "AIR-AP3802I-B-K9", "FJC2417F0LM", "8.10.151.0", hosts=["AP-OFF-07"],
    system="linux", lease=(b"Cisco AP c3800", bytes([1, 6, 15, 44, 3, 33, 150, 43])), alt={"manufacturer": [*CISCO,
    "Cisco"], "model": ["AIR-AP3802I", "3802I"], "software": ["8.10.151.0"]}, acts=[("certified", 500, "day", {"by": "admin-pc",
    "subject": "SN=PID:AIR-AP3802I-B-K9 SN:FJC2417F0LM, CN=AP3G3-%M, O=Cisco"})],
    cdp=seen("AP-OFF-07", "cisco AIR-AP3802I-B-K9", "Cisco AP Software, ap3g3-k9w8 Version: 8.10.151.0", "GigabitEthernet0", 0x2))
dev("firewall-1", "network_infrastructure", DC, "24:0b:0a", "category manufacturer model serial software hostname", "Palo Alto Networks", "PA-3220", "016401417041", "10.1.6-h6",
    [polled("Palo Alto Networks PA-3200 series firewall", "oid:1.3.6.1.4.1.25461.2.3.39", "mvmc-fw1",
    ("1.3.6.1.4.1.25461.2.1.2.1.1.0", "10.1.6-h6"), ("1.3.6.1.4.1.25461.2.1.2.1.3.0", "016401417041"), (ENTITY + "13.1", "PA-3220"))], ["mvmc-fw1"], None, None, {"manufacturer": ["Palo Alto"],
    "model": ["PA-3200", "PA-3200 series"], "os": ["PAN-OS"]}, unjudged=["os"], stack="linux")
dev("firewall-2", "network_infrastructure", PLANT, "08:5b:0e", "category manufacturer serial hostname", "Fortinet", "FortiGate-60F", "FGT60FTK20417F04", None, [("logged", 100, "all", {"to": "watch",
    "text": '<189>date=2026-06-09 time=07:41:17 devname="plant-fw" devid="FGT60FTK20417F04" logid="0001000014" '
    'type="traffic" subtype="local" level="notice" vd="root" action="deny"'}), ("certified", 400, "day", {"by": "admin-pc", "subject": "C=US, O=Fortinet, OU=FortiGate, CN=FGT60FTK20417F04"})],
    ["plant-fw"], None, None, {"model": ["FortiGate", "FGT60F", "FortiGate 60F", "60F"]}, unjudged=["model", "os"], stack="linux")
# Media. Looked up: the speaker's description, the player's and the control processor's answers
dev("panel", "unknown", OFFICE, "c4:42:68", "manufacturer model serial software hostname", "Crestron", "TSW-760", "0041741F", "3.002.0034", [("answering", 240, "day", {"by": "admin-pc",
    "host": "TSW-760-%M", "text": "TSW-760 [v3.002.0034 (Jun 18 2021), #0041741F] @E-%m"})], ["TSW-760-%M"], "linux", "udhcp",
    {"manufacturer": ["Crestron Electronics"], "software": ["v3.002.0034", "v3.002.0034 (Jun 18 2021)"], "category": ["building_automation"]}, unjudged=["serial"],
    note="Doubt: whether the number behind # may be called a serial number")
dev("sonos", "unknown", OFFICE, "54:2a:1b", "manufacturer model serial software", "Sonos", "Sonos Five", "%D:9", "68.2-30060", [("described", 240, "day", {"by": "admin-pc",
    "server": "Linux UPnP/1.0 Sonos/68.2-30060 (ZPS24)", "kind": "urn:schemas-upnp-org:device:ZonePlayer:1", "port": 1400,
    "path": "/xml/device_description.xml", "friendlyName": "Chapel - Sonos Five", "manufacturer": "Sonos, Inc.", "manufacturerURL": "http://www.sonos.com", "modelNumber": "S24",
    "modelDescription": "Sonos Five", "modelName": "Sonos Five", "softwareVersion": "68.2-30060", "serialNum": "%D:9"})],
    ["SonosZP"], "linux", "-udhcp", {"manufacturer": ["Sonos, Inc."], "model": ["Five", "S24"], "os": ["Linux"]})
dev("roku", "unknown", WARD, "d8:31:34", "manufacturer model serial software", "Roku", "Roku Ultra", "YN00417F0428", "11.5.0", [("got", 240, "day", {"by": "admin-pc", "path": "/query/device-info",
    "port": 8060, "server": "Roku/11.5.0 UPnP/1.0 Roku/11.5.0", "body": '<?xml version="1.0" encoding="UTF-8" ?><device-info>'
    "<serial-number>YN00417F0428</serial-number><device-id>S0417F417041</device-id><vendor-name>Roku</vendor-name><model-number>4660X</model-number><model-name>Roku "
    "Ultra</model-name><software-version>11.5.0</software-version></device-info>"}),
    ("ssdp", 200, "day", {"server": "Roku/11.5.0 UPnP/1.0 Roku/11.5.0", "kind": "roku:ecp"})], ["Roku"], "linux", "-udhcp", {"model": ["4660X", "Ultra"], "software": ["Roku/11.5.0"],
    "os": ["Roku OS", "Linux"]}, unjudged=["os"])
dev("projector", "unknown", OFFICE, "64:eb:8c", "manufacturer model", "Epson", "EB-L610U", "X6HN417041", None, [("spoken", 240, "day", {"by": "admin-pc", "port": 4352, "lines": [(1, "PJLINK 0\r"),
    (0, "%1INF1 ?\r%1INF2 ?\r"), (1, "%1INF1=EPSON\r%1INF2=EPSON EB-L610U\r")]})], system="rtos", lease="-bare",
    alt={"manufacturer": ["EPSON", "Seiko Epson"], "model": ["EPSON EB-L610U"]})
dev("room-kit", "ip_phone", OFFICE, "f4:bd:9e", "manufacturer model serial software", "Cisco", "Webex Room Kit", "FOC2417F0NP", "ce10.19.5.6", [phones("Cisco-CE/ce10.19.5.6 (Room Kit)", 150)],
    system="linux", lease="-networkd", alt={"manufacturer": CISCO, "model": ["Room Kit", "Cisco Webex Room Kit"],
    "category": ["unknown"], "software": ["ce10.19.5.6.b2f4e9e5bb4", "Cisco-CE/ce10.19.5.6"]}, lldp=linked("Auditorium", "Cisco Webex Room Kit, ce10.19.5.6.b2f4e9e5bb4", "1",
    0x0024, (3, "Cisco", "Webex Room Kit", "FOC2417F0NP", "ce10.19.5.6")))
dev("hue", "unknown", WARD, "00:17:88", "manufacturer model serial", "Philips", "BSB002", "%m", None, [("described", 240, "day", {"by": "admin-pc", "server": "Hue/1.0 UPnP/1.0 IpBridge/1.60.0",
    "kind": "urn:schemas-upnp-org:device:basic:1", "port": 80, "friendlyName": "Philips hue (infusion suite)",
    "manufacturer": "Royal Philips Electronics", "modelDescription": "Philips hue Personal Wireless Lighting", "modelName": "Philips hue bridge 2015", "modelNumber": "BSB002",
    "serialNumber": "%m"})], ["Philips-hue"], "linux", "-udhcp", {"manufacturer": ["Signify", "Philips Lighting", "Royal Philips Electronics",
    "Philips Hue"], "model": ["Philips hue bridge 2015", "hue bridge 2015", "hue bridge"], "category": ["building_automation"], "software": ["IpBridge/1.60.0", "1.60.0"]}, unjudged=["software"])
# Corridors, lobby, garage: what fits no category
dev("card", "unknown", OFFICE, "e8:05:dc", "manufacturer", "Verifone", "MX915", acts=[afar("tms.example.com", every=120, shift="day")], system="rtos", lease="-lwip")
dev("thermostat", "unknown", OFFICE, "18:b4:30", "manufacturer", "Nest", "Learning Thermostat", acts=[afar("transport.home.nest.com")], system="rtos", lease="-udhcp", alt={"manufacturer": ["Google",
    "Nest Labs"], "category": ["building_automation"]})
dev("game", "unknown", WARD, "98:e8:fa", "manufacturer", "Nintendo", "Switch", acts=[afar("dauth-lp1.ndas.srv.nintendo.net", every=150, shift="day")], system="rtos", lease="-bare",
    alt={"model": ["Nintendo Switch"]})
dev("kiosk", "unknown", OFFICE, "74:fe:48", "", hosts=["WELCOME-KIOSK1"], acts=[inside("welcome.mvmc.local", 60)], system="ltsc", lease="win", alt={"category": ["workstation"]},
    unjudged=["manufacturer"])
