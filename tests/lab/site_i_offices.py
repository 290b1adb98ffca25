"""Site I's offices and corridors: telephones, mobiles, computers, printers, screens. The functions and their words are site_i_table.py's."""

from site_i_table import AIR, DC, IMG, LAB, LAST, OFFICE, PLANT, WARD, dev, linked, mounts, phones
from site_words import DELL, HP, LENOVO, afar, inside, opens, polled, printer_port

CISCO = ["Cisco Systems", "Cisco Systems, Inc."]


def seen(name, platform, version, port="Port 1", caps=0x490):
    """What a device of Cisco's says by CDP."""
    return {"name": name, "platform": platform, "version": version, "port": port, "caps": caps}


# Telephones. Looked up: class and name of the first, the name of the third, the form of the second's link
dev("phone-1", "ip_phone", OFFICE, "08:00:0f", "category manufacturer model software", "Mitel", "6920", None, "6.4.0.140", [phones("Mitel-6920-SIP/6.4.0.140")], system="linux",
    lease=(b"Mitel-6920", bytes([1, 3, 6, 12, 15, 42, 43, 66, 120, 125, 129, 132, 159, 160])), alt={"manufacturer": ["Mitel Networks", "Aastra"], "model": ["Mitel 6920", "Mitel-6920", "MiVoice 6920"],
    "software": ["Mitel-6920-SIP/6.4.0.140"]})
dev("phone-2", "ip_phone", WARD, "08:00:0f", "category manufacturer model", "Mitel", "5330e", lease=(b"ipphone.mitel.com", bytes([1, 3, 6, 12, 15, 42, 43, 44, 125, 128, 129])), system="rtos", acts=[
    ("boot_file", 400, "all", {"to": "exchange", "name": "e2t8260"}), ("ntp", 400, "all", {})], alt={"manufacturer": ["Mitel Networks"], "model": ["Mitel 5330e", "5330e IP Phone", "MiVoice 5330e",
    "MITEL 5330e IP Phone"]}, lldp=linked("regDN 4417,MINET_5330E", "regDN 4417,MINET_5330E,ver: 06.05.00.11,PxE: 6.5,VLAN:,cos:,dscp:46,ip:", "LAN port", 0x0024, (3, "Mitel Corporation",
    "MITEL 5330e IP Phone",
    None, "06.05.00.11")), unjudged=["software"])
dev("phone-3", "ip_phone", OFFICE, "80:5e:0c", "category manufacturer model software", "Yealink", "SIP-T46S", "%M", "66.85.0.5", [phones("Yealink SIP-T46S 66.85.0.5"), ("fetch", 500, "all",
    {"to": "web",
    "path": "/yealink/%m.cfg", "agent": "Yealink SIP-T46S 66.85.0.5 %m"})], system="linux", lease=(b"yealink", bytes([1, 3, 6, 12, 15, 42, 43, 66, 120, 125])), alt={"manufacturer": [
    "Xiamen Yealink Network Technology", "YEALINK"], "model": ["T46S", "Yealink SIP-T46S"], "software": ["Yealink SIP-T46S 66.85.0.5"]}, unjudged=["serial"])
dev("phone-4", "ip_phone", OFFICE, "f4:bd:9e", "category manufacturer model serial software hostname", "Cisco", "CP-7841", "FCH1783F0AB", "sip78xx.14-0-1-0201-40", [("boot_file", 400, "all",
    {"to": "exchange",
    "name": "SEP%M.cnf.xml"})], ["SEP%M"], "linux", (b"Cisco Systems, Inc. IP Phone CP-7841", bytes([1, 66, 6, 3, 15, 150, 35])), {"manufacturer": CISCO, "model": ["7841", "Cisco IP Phone 7841",
    "IP Phone 7841", "IP Phone CP-7841"], "software": ["14-0-1-0201-40", "sip78xx.14-0-1-0201-40.loads"]}, lldp=linked("SEP%M", "Cisco IP Phone 7841,V12, sip78xx.14-0-1-0201-40", "SW Port", 0x0024,
    (3, "Cisco Systems, Inc.", "CP-7841", "FCH1783F0AB", "sip78xx.14-0-1-0201-40")), cdp=seen("SEP%M", "Cisco IP Phone 7841", "sip78xx.14-0-1-0201-40.loads"))
dev("phone-5", "ip_phone", AIR, "00:01:3e", "category manufacturer model software", "Ascom", "i62", None, "6.2.0", [phones("Ascom i62 6.2.0")], system="rtos", lease="-bare",
    alt={"manufacturer": ["Ascom Tateco", "Ascom Wireless Solutions"], "model": ["Ascom i62"], "software": ["Ascom i62 6.2.0"], "category": ["mobile"]}, note="carried about the wards")
dev("phone-6", "ip_phone", AIR, "00:90:7a", "category manufacturer model software", "Spectralink", "8753", None, "2.8.0.10", [phones("Spectralink-Versity-8753/2.8.0.10")], system="rtos",
    lease="-udhcp",
    alt={"manufacturer": ["SpectraLink"], "model": ["Versity 8753", "Spectralink-Versity-8753", "Versity-8753"], "software": ["Spectralink-Versity-8753/2.8.0.10"], "category": ["mobile"]},
    note="carried about the wards")
dev("pager", "ip_phone", DC, "00:08:2e", "manufacturer", "Multitone", "i-Message", acts=[("opaque", 60, "all", {"to": "web", "port": 2000}), ("ntp", 300, "all", {})], system="linux",
    alt={"manufacturer": ["Multitone Electronics", "Multitone Electronics PLC"], "category": ["server", "nurse_call", "unknown"]}, note="bleeps; Doubt: what to call it")
# Mobiles: one has a random address; the others tell their makers, two of them their models
dev("mobile-1", "mobile", AIR, "ae:17:83", "category", "Apple", hosts=["iPhone"], acts=[afar("gateway.icloud.com", "18-courier.push.apple.com", every=70)], system="ios", lease="ios",
    alt={"model": ["iPhone"]}, until=1.4)
dev("mobile-2", "mobile", AIR, "50:57:8a", "category manufacturer", "Apple", hosts=["iPad-eObs-AMU-07"], acts=[afar("gateway.icloud.com", every=90, shift="day"),
    inside("nervecentre.elmh.nhs.example", 50,
    "all")], system="ios", lease="ios", alt={"model": ["iPad"]})
dev("mobile-3", "mobile", AIR, "88:bc:ac", "category manufacturer model", "Zebra", "TC57", "17830042", acts=[("fetch", 120, "all", {"to": "web", "path": "/generate_204",
    "agent": "Dalvik/2.1.0 (Linux; U; Android 11; TC57 Build/11-21-10.00-RG-U00-STD-HEL-04)"}), inside("scan4safety.elmh.nhs.example", 60, "all")], system="android", lease="-android",
    alt={"manufacturer": ["Zebra Technologies"], "software": ["11-21-10.00-RG-U00-STD-HEL-04"]}, note="scans goods")
dev("mobile-4", "mobile", AIR, "90:81:75", "category manufacturer model", "Samsung", "SM-A146P", "R5CT17830AB", acts=[("fetch", 120, "all", {"to": "web", "path": "/generate_204",
    "agent": "Dalvik/2.1.0 (Linux; U; Android 15; SM-A146P Build/AP3A.240905.015.A2)"}), afar("mtalk.google.com", every=90)], hosts=["Galaxy-A14-5G"], system="android", lease="new android",
    alt={"manufacturer": ["Samsung Electronics"], "model": ["Galaxy A14 5G", "Galaxy A14", "Galaxy-A14-5G"], "software": ["AP3A.240905.015.A2"]})
# Computers, named by asset numbers
for name, vlan, prefix, maker, host, system, accept, more in (("admin-pc", OFFICE, "3c:52:82", "HP", "ELMPC-017831", "11", HP, ["server"]), ("ward-pc-1", WARD, "d0:94:66", "Dell", "ELMPC-017902",
    "10",
        DELL, []), ("lab-pc", LAB, "3c:52:82", "HP", "ELMPC-018117", "10", HP, []), ("plant-pc", PLANT, "d0:94:66", "Dell", "ELMPC-BMS01", "10", DELL, ["building_automation", "server"])):
    dev(name, "workstation", vlan, prefix, "category manufacturer", maker, None, None, None, [mounts(system, 250), ("logon", 500, "day", {"to": "directory"}), ("dns", 90, "day", {"names": [
        "pacs.elmh.nhs.example", "cris.elmh.nhs.example", "winpath.elmh.nhs.example", "elm-fs03.elmh.nhs.example", "elm-dc01.elmh.nhs.example", "www.example.org"]}), afar("outlook.office365.com",
        "www.example.org", every=100, shift="day"), ("llmnr", 300, "day", {})], [host], system, "win", {"manufacturer": accept, "category": more})
LAST[OFFICE] += 10
for letter, host in (("a", "ELMLT-020455"), ("b", "ELMLT-020461")):
    dev(f"notebook-{letter}", "workstation", OFFICE, "94:e6:f7", "category", "Dell", None, None, None, [mounts("11", 150), afar("outlook.office365.com", every=60, shift="day"), ("nbns", 240,
        "day", {})], [host], "11", "win", {"manufacturer": [*DELL, "Intel", "Good Way"]}, docks=True, unjudged=["manufacturer"], note="a notebook that changes docks and so addresses")
LAST[OFFICE] += 10
dev("cart", "workstation", AIR, "94:e6:f7", "category", "Parity Medical", "CoW", acts=[mounts("10", 200, "all"), inside("nervecentre.elmh.nhs.example", 60, "all"), ("nbns", 300, "all", {})],
    hosts=["ELMCOW-W12-3"], system="10", lease="win", alt={"manufacturer": ["Intel", "Parity"]}, unjudged=["manufacturer"], moves=[(0.9, 220)], note="a computer on wheels")
dev("thin", "workstation", WARD, "3c:52:82", "", "HP", "t640", "CZC17830AB", hosts=["HP%m"], acts=[inside("vdi.elmh.nhs.example", 40, "day"), ("screen", 500, "day", {"by": "admin-pc",
    "name": "root's X desktop (HP%m:0)"})], system="linux", lease="udhcp", alt={"manufacturer": HP}, unjudged=["manufacturer", "category"], note="a thin client; its name is its maker's form")
dev("six-pc", "workstation", OFFICE, "3c:52:82+", "category os hostname", "HP", acts=[mounts("11", 200), ("logon", 500, "day", {"to": "directory"})], hosts=["ELMPC-019333"], system="11",
    unjudged=["manufacturer"], note="with IPv6 alone")
dev("six-mac", "workstation", OFFICE, "8c:85:90+", "manufacturer model hostname", "Apple", "iMac21,1", hosts=["MedIllustration-iMac"], acts=[("service6", 200, "day",
    {"instance": "MedIllustration iMac",
    "service": "_device-info._tcp.local", "port": 0, "text": ["model=iMac21,1", "osxvers=23", "ecolor=234,226,217", "icolor=3"]}), ("outside6", 90, "day", {"names": ["gateway.icloud.com",
    "www.example.org"]})], system="mac", alt={"model": ["iMac"], "category": ["mobile"]}, unjudged=["category", "os"], note="with IPv6 alone")
dev("service-pc", "workstation", IMG, "54:e1:ad", "", "Lenovo", hosts=["GEHC-FE-UK1783"], acts=[afar("insite.example.net", every=120, shift="day"), ("nbns", 300, "day", {})], system="10", lease="win",
    alt={"manufacturer": LENOVO}, note="an engineer's notebook: the name is his employer's")
dev("old-pc", "workstation", PLANT, "00:19:99", "hostname os", hosts=["CATERING-EPOS1"], acts=[("announce", 240, "all", {"comment": "Restaurant till", "version": (5, 1)}), ("nbns", 300, "all", {}),
    ("old_share", 500, "all", {"to": "old-files", "native": ("Windows 2002 Service Pack 3 2600", "Windows 2002 5.1")})], system="xp", lease="xp", alt={"manufacturer": ["Fujitsu",
    "Fujitsu Technology Solutions"], "category": ["server", "unknown"]}, unjudged=["manufacturer"])
dev("silent", "unknown", OFFICE, "00:04:a3", "", acts=[("probe", 100, "all", {})], system="rtos", unjudged=["manufacturer", "model"], note="a fixed address and ARP: nothing can be known")
# Printers. Looked up: the descriptions of the first and the second
dev("printer-1", "printer", WARD, "b0:5c:da", "category manufacturer model serial hostname", "HP", "HP LaserJet Pro M404dn", "PHBQ178304", None, [polled(
    "HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM JSI23900013,CIDATE 01/22/2019", "oid:1.3.6.1.4.1.11.2.3.9.1", "PRN-AMU-01", *printer_port("HP LaserJet Pro M404dn", "PHBQ178304"))],
    ["PRN-AMU-01"], "rtos", "bare", {"manufacturer": HP, "model": ["LaserJet Pro M404dn", "M404dn"], "software": ["JSI23900013"]}, unjudged=["software"])
dev("printer-2", "printer", OFFICE, "00:26:73", "category manufacturer model serial software hostname", "Ricoh", "RICOH MP C4504", "C1783041R", "1.38", [polled(
    "RICOH MP C4504 1.38 / RICOH Network Printer C model / RICOH Network Scanner C model / RICOH Network Facsimile C model", "oid:1.3.6.1.4.1.367.1.1", "PRN-FINANCE-02",
    *printer_port("RICOH MP C4504",
    "C1783041R"))], ["PRN-FINANCE-02"], "rtos", "bare", {"manufacturer": ["RICOH", "Ricoh Company"], "model": ["MP C4504", "RICOH MP C4504 1.38"]})
dev("printer-3", "printer", OFFICE, "00:22:f3", "category manufacturer model serial", "Sharp", "MX-3071", "85017830", None, [("ipp", 240, "day", {"by": "admin-pc", "attributes": [
    ("printer-make-and-model", "SHARP MX-3071"), ("printer-device-id", "MFG:SHARP;CMD:PJL,PCL6,PS;MDL:MX-3071;CLS:PRINTER;SN:85017830;"), ("printer-name", "SHARP MX-3071")]})], system="rtos",
    lease="-bare", alt={"manufacturer": ["SHARP", "Sharp Corporation"], "model": ["SHARP MX-3071"]})
dev("printer-4", "printer", WARD, "00:25:36", "category manufacturer model serial hostname", "OKI", "OKI-ES5112", "AK1783041", None, [("mdns", 300, "day", {"instance": "OKI-ES5112-17A504",
    "service": "_ipp._tcp.local", "port": 631,
    "text": ["txtvers=1", "ty=OKI-ES5112", "product=(OKI-ES5112)", "usb_MFG=OKI DATA CORP", "usb_MDL=ES5112", "note=Outpatients"]}), polled("OKI OkiLAN 8450e Rev.10.42",
    "oid:1.3.6.1.4.1.2001.1.1.1.298.10",
    "OKI-ES5112-17A504", *printer_port("OKI-ES5112", "AK1783041"))], ["OKI-ES5112-17A504"], "rtos", "bare", {"manufacturer": ["Oki", "OKI DATA CORP", "Oki Data", "Oki Electric", "OKI Europe"],
    "model": ["ES5112", "OKI ES5112"], "software": ["10.42"]}, unjudged=["software"])
dev("printer-5", "printer", OFFICE, "9c:93:4e", "category manufacturer model serial software", "Xerox", "VersaLink C405", "4HX178304", "68.59.1", [
    ("printer_hello", 300, "all", {"uuid": "7c1e5a10-6c00-1f08-bb12-9c934e1a5005"}), ("medical_metadata", 300, "day", {"by": "admin-pc", "uuid": "7c1e5a10-6c00-1f08-bb12-9c934e1a5005", "port": 53202,
    "identity": ("Xerox Corporation", "Xerox VersaLink C405", "VersaLink C405", "Xerox VersaLink C405 (MedSecs)", "68.59.1", "4HX178304")})], system="rtos", lease="-bare", alt={"manufacturer": [
    "Xerox Corporation", "XEROX"], "model": ["Xerox VersaLink C405", "C405"]}, note="Windows reads its metadata")
dev("label-1", "printer", WARD, "00:07:4d", "category manufacturer model serial software", "Zebra", "ZD510-HC", "D5J17830417", "V84.20.18Z", [("spoken", 240, "day", {"by": "ward-pc-1",
    "port": 9100, "lines": [(0, '~HI\r\n! U1 getvar "device.unique_id"\r\n'), (1, '\x02ZD510-300dpi,V84.20.18Z,12,65536KB\x03\r\n"D5J17830417"')]}), opens("ward-pc-1", 500,
    title="ZTC ZD510-300dpi ZPL - D5J17830417")], system="rtos", lease="-lwip", alt={"manufacturer": ["Zebra Technologies", "ZTC"], "model": ["ZD510", "ZD510-300dpi", "ZTC ZD510-300dpi ZPL"]},
    note="prints wristbands")
dev("label-2", "printer", LAB, "00:1b:a9", "category manufacturer model serial hostname", "Brother", "TD-4550DNWB", "E17830H0A041", None, [polled("Brother NC-23001k, Firmware Ver.1.09  ,MID 84UJ01",
    "oid:1.3.6.1.4.1.2435.2.3.9.1", "BRW%M", *printer_port("Brother TD-4550DNWB", "E17830H0A041"))], ["BRW%M"], "rtos", "bare", {"manufacturer": ["Brother Industries"],
    "model": ["Brother TD-4550DNWB"],
    "software": ["1.09"]}, unjudged=["software"])
# Screens, private things. Looked up: the television head's tool, the sharing box's service
dev("iptv", "unknown", DC, "00:30:48", "manufacturer model", "Exterity", "AvediaStream g4418", acts=[("programme", 60, "all", {"name": "BBC ONE HD", "tool": "Exterity AvediaStream g4418",
    "group": "239.192.4.18"})],
    system="linux", alt={"manufacturer": ["VITEC", "Supermicro", "Super Micro Computer"], "model": ["AvediaStream", "Exterity AvediaStream g4418"], "category": ["server"]},
        note="the head of the house's television")
dev("share-box", "unknown", OFFICE, "00:04:a5", "manufacturer model serial hostname", "Barco", "CSE-200", "1863017830", "01.09.01.0007", [("mdns", 300, "day", {"instance": "ClickShare-1863017830",
    "service": "_clickshare._tcp.local", "port": 7002, "text": ["model=CSE-200", "serial=1863017830", "vendor=Barco"]})], ["ClickShare-1863017830"], "linux", "udhcp", {"manufacturer": ["Barco NV"],
    "model": ["ClickShare CSE-200", "ClickShare"]}, unjudged=["software"], note="a meeting room's")
dev("signage", "unknown", WARD, "b8:27:eb", "manufacturer", "Raspberry Pi", "Raspberry Pi 3 Model B", hosts=["nowsignage-07"], acts=[afar("api.nowsignage.example.com", every=80), ("ntp", 300, "all",
    {})],
    system="linux", lease="dhcpcd", alt={"manufacturer": ["Raspberry Pi Foundation", "NowSignage"], "category": ["workstation"]}, unjudged=["model"], note="shows notices")
dev("card", "unknown", WARD, "38:ef:e3", "manufacturer", "Ingenico", "Desk/5000", acts=[afar("pos.worldpay.example.com", every=100, shift="day"), ("ntp", 400, "day", {})], system="linux",
    lease="-udhcp",
    alt={"manufacturer": ["Ingenico Terminals", "Worldline"], "model": ["Desk5000"]}, note="the restaurant's card reader")
dev("kvm", "unknown", IMG, "00:0f:58", "manufacturer model", "Adder", "ALIF2002T", acts=[opens("admin-pc", 400, title="AdderLink Infinity ALIF2002T", server="lighttpd/1.4.45")], system="linux",
    lease="-udhcp",
    alt={"manufacturer": ["Adder Technology", "Adder Technology Limited", "AdderLink"], "model": ["AdderLink Infinity ALIF2002T", "AdderLink Infinity 2002T"], "software": ["lighttpd/1.4.45",
        "1.4.45"],
    "category": ["network_infrastructure"]}, unjudged=["software"], note="carries screens and keyboards of the reading room")
