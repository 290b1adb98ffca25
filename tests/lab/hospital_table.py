"""The hospital: who is on it, what is true of each device, and what each one does.

Not the demo ward's devices, and not those of any fixture: other products, serials, names and habits of another site, so
that it is a fair test. Written from products' public documents, not from wardwatch's tables. Everything here is
synthetic: `origin` says so in the truth.

`hidden` lists what is true but not told by the traffic: it need not be found. `acts` lists (what, every so many minutes, shift,
arguments); see hospital.py.
"""

from canary_dicom import S

NETS = {110: "10.44.10.", 120: "10.44.20.", 130: "10.44.30.", 140: "10.44.40.", 200: "10.44.200.", 310: "192.168.50.", 311: "192.168.50."}
ROUTERS = {"a": {110: "00:25:9e:51:0a:10", 120: "00:25:9e:51:0a:20", 130: "00:25:9e:51:0a:30"}, "b": {110: "00:25:9e:51:0b:10"}}
WIN = bytes([1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252])
WIN7 = bytes([1, 15, 3, 6, 44, 46, 47, 31, 33, 121, 249, 43])
LINUX = bytes([1, 28, 2, 3, 15, 6, 119, 12, 44, 47, 26, 121, 42])
UDHCP = bytes([1, 3, 6, 12, 15, 28, 42])
RTOS = bytes([1, 3, 6])
IOS = bytes([1, 121, 3, 6, 15, 108, 114, 119, 252])
ANDROID = bytes([1, 3, 6, 15, 26, 28, 51, 58, 59, 43, 114, 108])
SECTRA = {"ae": "SECTRA_STH", "uid": "1.2.752.24.3.3.25.14", "version": "SECTRA_WISE_24"}
UNTOLD = ["manufacturer", "model", "serial", "software", "os"]
VISIBLE = {110, 120, 130, 310, 311}
START = 1_794_182_400  # Monday 9 November 2026, 00:00 UTC
DAYS, WEEKDAY, FACILITY, BED, AT_LEAST_ONCE, LEAVE_OUT_EMPTY = 14, 0, "STH", "W5^512^1", False, True
SHIFTS = {"all": lambda hour: True, "day": lambda hour: 7 <= hour < 18}
DHCP, OTHER_ROUTER = "10.44.200.10", "00:25:9e:51:0a:ff"
ARCHIVE, WORKLIST, NAMES, TIME = "pacs", "pacs", "dc1", "ntp-server"
DOCKS = ["00:e0:4c:68:77:01", "00:e0:4c:68:77:02"]
VLAN_MATTERS = {310, 311, "pc-ward", "pc-clone"}
ROUTING = "routers"
DEVICES = []


def gateway(vlan):
    """Last octet and hardware address of a VLAN's router: VRRP's."""
    return "1", f"00:00:5e:00:01:{vlan % 256:02x}"


def beside():
    """The truth of what is no row: routers, virtual addresses, docks."""
    rows = [{"name": name, "category": "network_infrastructure", "manufacturer": "Huawei", "macs": macs, "hostnames": [],
             "hidden": ["category"] if name == "router-b" else [], "ips": [NETS[vlan] + last for vlan in (110, 120, 130)]}
            for name, macs, last in (("router-a", sorted(set(ROUTERS["a"].values())), "252"), ("router-b", [ROUTERS["b"][110]], "253"))]
    for vlan in NETS:
        rows.append({"name": "virtual router", "optional": True, "macs": [gateway(vlan)[1]], "ips": [NETS[v] + "1" for v in NETS]})
    return rows + [{"name": "docks", "optional": True, "macs": [mac], "ips": []} for mac in DOCKS]


def add(name, category, vlan, last, mac, maker=None, model=None, serial=None, software=None, os=None, hosts=(), hidden=(), acts=(), **more):
    """One device."""
    row = {"name": name, "category": category, "vlan": vlan, "ip": NETS[vlan] + str(last), "mac": mac, "manufacturer": maker, "model": model,
           "serial": serial, "software": software, "os": os, "hostnames": list(hosts), "hidden": list(hidden), "acts": list(acts)}
    row.update(more)
    DEVICES.append(row)


def modality(name, category, last, mac, code, sop, ae, uid, version, maker, spoken, model, serial, software, station, every=45, stack="windows",
             ttl=128, hidden=("os",), acts=(), shift="day", vlan=120, **more):
    """One device that sends images; `spoken` is how it writes its maker."""
    e = {"ae": ae, "uid": uid, "version": version, "modality": code, "sop": S + sop, "maker": spoken, "model": model, "serial": serial,
         "software": software, "station": station}
    add(name, category, vlan, last, mac, maker, model, serial, software, hosts=more.pop("hosts", ()), hidden=hidden, stack=stack, ttl=ttl,
        dicom=e, ae_titles=[ae],
        acts=[("store", every, shift, {}), ("worklist", every * 2, shift, {}), ("ntp", 360, "all", {}), *acts], **more)


# Radiology, VLAN 120: the consoles are PCs of PC makers
modality("ct-canon", "ct", 21, "0c:c4:7a:3a:91:12", "CT", "2", "CT2_RDG", "1.2.392.200036.9116.2.6.1", "TOSHIBA_MED_1", "Canon Medical",
         "CANON_MEC", "Aquilion Prime SP", "6AC1932041", "V10.6SP0002", "RDGCT02", manufacturer_accept=["Canon"], every=25)
modality("ct-philips", "ct", 22, "18:60:24:7b:00:41", "CT", "2", "STHCTED", "1.3.46.670589.33", "PhilipsCT", "Philips",
         "Philips", "Incisive CT", "880417", "5.0.0.12051", "HOST-880417", every=20, shift="all", hosts=["HOST-880417"],
         dhcp=(b"MSFT 5.0", WIN, "HOST-880417"))
modality("mr-siemens", "mr", 23, "90:1b:0e:62:10:9d", "MR", "4", "AN_MRC175642", "1.3.12.2.1107.5.2", "MR_NXVA31A", "Siemens Healthineers",
         "Siemens Healthineers", "MAGNETOM Vida", "175642", "syngo MR XA31", "AWP175642", every=50, hosts=["MRC175642"],
         dhcp=(b"MSFT 5.0", WIN, "MRC175642"))
modality("mr-ge", "mr", 24, "3c:52:82:5e:ad:03", "MR", "4", "MR_ARCH", "1.2.840.113619.6.412", "MR30.0_R01", "GE HealthCare",
         "GE MEDICAL SYSTEMS", "SIGNA Architect", "000336MR07", "30\\LX\\MR Software release:RX30.0_R01", "MROC3", stack="linux", ttl=64, every=55)
modality("dx-siemens", "xray", 25, "90:1b:0e:77:31:c2", "DX", "1.1", "YSIO_OG2", "1.3.12.2.1107.5.3.33", "VF11", "Siemens Healthineers",
         "SIEMENS", "Ysio Max", "94127", "VF11", "XRY-OG2", every=15)
modality("dx-mobile", "xray", 26, "00:23:3d:0c:aa:31", "DX", "1.1", "MOBIDART3", "1.2.392.200036.9125.2", "FDXCSS", "Fujifilm",
         "FUJIFILM Corporation", "FDR nano", "0861217", "A06-04", "MOBRX3", every=70, manufacturer_accept=["Fuji", "FUJIFILM"],
         dhcp=(b"MSFT 5.0", WIN7, "FDX-CONSOLE"), hosts=["FDX-CONSOLE"], moves=[(5, 96)])
modality("us-ge", "ultrasound", 27, "a0:f2:17:11:90:55", "US", "6.1", "LOGIQ_GYN", "1.2.840.113619.6.390", "LOGIQE10_R3", "GE HealthCare",
         "GE Healthcare Ultrasound", "LOGIQE10", "LE1204417", "R3:3.1.4", "LOGIQE10-1204417", every=30, model_accept=["LOGIQ E10"],
         dhcp=(b"MSFT 5.0", WIN, "LOGIQE10-1204417"), hosts=["LOGIQE10-1204417"])
modality("us-mindray", "ultrasound", 28, "00:e0:4c:68:02:1f", "US", "6.1", "DC-80", "1.2.156.112536.1", "MINDRAY_DC80", "Mindray",
         "Mindray", "DC-80", "AJ-9C000871", "02.04.00", "Mindray", every=40, hidden=("os",))
modality("us-samsung-a", "ultrasound", 29, "00:05:b2:44:10:01", "US", "6.1", "RS85_KRS1", "1.2.410.200001.1.11", "UGEO_1", "Samsung Medison",
         "SAMSUNG MEDISON CO., LTD.", "RS85", "S1BVM3HM400021", "3.04.02.1033", "RS85-KRS1", every=45, manufacturer_accept=["Samsung"],
         dhcp=(b"MSFT 5.0", WIN, "RS85-KRS1"), hosts=["RS85-KRS1"])
# The board of its neighbour was put in, with the neighbour's serial number
modality("us-samsung-b", "ultrasound", 30, "00:05:b2:44:12:7e", "US", "6.1", "RS85_KRS2", "1.2.410.200001.1.11", "UGEO_1", "Samsung Medison",
         "SAMSUNG MEDISON CO., LTD.", "RS85", "S1BVM3HM400021", "3.04.02.1033", "RS85-KRS2", every=45, manufacturer_accept=["Samsung"],
         dhcp=(b"MSFT 5.0", WIN, "RS85-KRS2"), hosts=["RS85-KRS2"], note="one serial number with us-samsung-a")
modality("mg-hologic", "mammography", 31, "ec:f4:bb:02:91:77", "MG", "1.2", "DIM_SCREEN", "1.2.840.113681", "HLGC_1.10", "Hologic",
         "HOLOGIC, Inc.", "Selenia Dimensions", "81009180744", "AWS:1.10.0.63", "DIM0744", every=20)
modality("nm-siemens", "nuclear_medicine", 32, "90:1b:0e:80:07:11", "NM", "20", "SYMBIA1", "1.3.12.2.1107.5.6.1", "Syngo MI VB22", "Siemens Healthineers",
         "SIEMENS NM", "Symbia Intevo 6", "1287", "VB22A", "SYMBIA1287", every=90)
modality("pet-siemens", "nuclear_medicine", 33, "90:1b:0e:80:44:a9", "PT", "128", "PETCT_NUK", "1.3.12.2.1107.5.1.4", "SIEMENS_PET", "Siemens Healthineers",
         "SIEMENS", "Biograph64_Vision 450", "31077", "VG76B", "CT31077", every=80)
modality("angio-philips", "xray", 34, "18:60:24:90:aa:10", "XA", "12.1", "ALLURA_HKL", "1.3.46.670589.28", "AlluraXper", "Philips",
         "Philips Medical Systems", "AlluraXper", "722028.1143", "R9.0.3", "XA-HKL", every=60)
modality("rf-siemens", "xray", 35, "90:1b:0e:91:00:42", "RF", "12.2", "LUMINOS1", "1.3.12.2.1107.5.3.58", "VF10", "Siemens Healthineers",
         "SIEMENS", "Luminos dRF Max", "1833", "VF10G", "LUMINOS1", every=75)
modality("endo-olympus", "endoscopy", 36, "00:90:fb:3c:71:10", "ES", "77.1.1", "ENDOALPHA1", "1.2.392.200056", "IMH20", "Olympus",
         "OLYMPUS", "IMH-20", "7734120", "3.10", "ENDO-SAAL1", every=60, hidden=("os",))
modality("oct-zeiss", "unknown", 37, "00:20:0d:31:02:12", "OPT", "77.1.5.4", "CIRRUS5000", "1.2.276.0.75.2.2.42", "CIRRUS11", "Zeiss",
         "Carl Zeiss Meditec", "CIRRUS HD-OCT 5000", "5000-31877", "11.5.2.54532", "CIRRUS-AUG", every=60,
         manufacturer_accept=["Carl Zeiss Meditec", "Carl Zeiss"], note="no category of the list is right for it")
modality("linac-varian", "radiotherapy", 38, "ec:f4:bb:1e:30:08", "RTIMAGE", "481.1", "TB2_TRTWKS", "1.2.246.352.70.2", "TRUEBEAM", "Varian",
         "Varian Medical Systems", "TrueBeam", "H193377", "2.7.304.16", "TB2", every=30)
modality("ecg-philips", "ecg", 39, "00:23:3d:77:02:13", "ECG", "9.1.1", "PW_TC70_AMB", "1.3.46.670589.30", "PHILIPS_PW", "Philips",
         "Philips Medical Systems", "PageWriter TC70", "USN1203077", "A.07.07.08", "TC70AMB", every=60, stack="xp",
         hidden=("os",), dhcp=(b"MSFT 5.0", WIN7, "TC70AMB"), hosts=["TC70AMB"])
add("aw-station", "modality_workstation", 120, 45, "c8:d9:d2:3e:10:55", maker="GE HealthCare", os="Linux", hosts=["aws07"], stack="linux",
    dicom={"ae": "AWS07", "uid": "1.2.840.113619.6.96", "version": "AW4_7_01_13", "modality": "CT", "sop": S + "2"}, ae_titles=["AWS07"],
    hidden=["os", "manufacturer"], acts=[("find", 20, "day", {}), ("echo", 240, "all", {})], dhcp=(b"", LINUX, "aws07"))
add("printer-agfa", "dicom_printer", 120, 46, "08:00:66:09:17:22", maker="Agfa", hosts=[], stack="rtos", hidden=["model", "os"], model="DRYSTAR 5503",
    scp={"ae": "DRYSTAR", "uid": "1.2.124.113532.1.1", "version": "DRYSTAR5503"}, ae_titles=["DRYSTAR"],
    acts=[("printed", 120, "day", {"by": "dx-siemens"}), ("web", 600, "day", {"by": "pc-rad", "title": "Agfa DRYSTAR 5503", "server": "Agfa-HTTP/1.0"})])
# Behind the router: known by address only
add("pacs", "pacs", 200, 40, "00:50:56:a1:10:40", maker="Sectra", hosts=["sthpacs01"], ae_titles=["SECTRA_STH"], scp=SECTRA, hidden=UNTOLD,
    ttl=128, stack="windows", named="sthpacs01.sth.example")
add("engine", "hl7_interface_engine", 200, 41, "00:50:56:a1:10:41", hosts=["sthclover"], hidden=UNTOLD, named="sthclover.sth.example",
    application=("CLOVERLEAF", "STH"), note="its neighbours address it as CLOVERLEAF", maker="Infor")
add("ehr", "ehr", 200, 42, "00:50:56:a1:10:42", application=("ORBIS", "STH"), maker="Dedalus", hidden=UNTOLD, hosts=[], ttl=128, stack="windows",
    acts=[("message", 8, "all", {"to": "engine", "kind": "ADT^A08^ADT_A01", "port": 6600, "segments": ["EVN|A08|20261109", "PV1|1|I|W5^512^1"]}),
          ("message", 20, "day", {"to": "engine", "kind": "OMG^O19^OMG_O19", "port": 6600, "segments": ["ORC|NW|SYN1", "OBR|1|SYN1||CT"]}),
          ("message", 45, "day", {"to": "central", "kind": "ADT^A01^ADT_A01", "port": 6621, "segments": ["EVN|A01|20261109", "PV1|1|I|W5^512^1"]})])
add("lis", "lis", 200, 43, "00:50:56:a1:10:43", application=("SWISSLAB", "STHLAB"), maker="Nexus", hidden=UNTOLD, hosts=[], ttl=128, stack="windows",
    acts=[("message", 12, "all", {"to": "poc-abl", "kind": "OML^O33^OML_O33", "port": 4020, "segments": ["SPM|1|SYN77||BLD", "ORC|NW|SYN77", "OBR|1|SYN77||BGA"]})])
add("pump-server", "infusion_server", 200, 44, "00:50:56:a1:10:44", application=("SPACEONLINE", "BBRAUN"), maker="B. Braun", hidden=UNTOLD, hosts=[],
    ttl=128, stack="windows", acts=[("pcd", 15, "all", {"to": "central", "port": 6622})])
add("dc1", "server", 200, 10, "00:50:56:a1:10:10", os="Windows Server 2019", os_accept=["Windows 10 1809 or Server 2019"], hosts=["STHDC01"], hidden=UNTOLD + ["hostname"], ttl=128,
    stack="windows", named="sthdc01.sth.example", category_accept=["server", "network_infrastructure"])
add("files", "server", 200, 12, "00:50:56:a1:10:12", os="Windows Server 2019", os_accept=["Windows 10 1809 or Server 2019"], hosts=["STHFS02"], hidden=["manufacturer", "model", "serial", "software"],
    ttl=128, stack="windows", category_accept=["server", "storage"], domain="STH")
add("ntp-server", "server", 200, 5, "ec:46:70:00:7a:33", hosts=[], hidden=UNTOLD, category_accept=["server", "network_infrastructure"])
add("nas-synology", "storage", 130, 50, "90:09:d0:22:1b:40", maker="Synology", model="DS1821+", hosts=["labnas"], os="Linux", hidden=["os", "serial", "software"],
    acts=[("mdns", 180, "all", {"instance": "labnas", "service": "_http._tcp.local", "port": 5000,
                                "text": ["vendor=Synology", "model=DS1821+", "serial=21B0SQRN4XK2P", "version_major=7", "version_minor=2"]}),
          ("ssdp", 240, "all", {"server": "Synology/DSM/10.44.30.50", "kind": "upnp:rootdevice"}),
          ("web", 240, "day", {"by": "pc-lab", "title": "labnas - Synology DiskStation", "server": "nginx"})], serial="21B0SQRN4XK2P",
    category_accept=["storage", "server"])
# Wards, VLAN 110
for number, last, mac, bed in ((1, 101, "00:09:fb:6a:11:01", "W5-B01"), (2, 102, "00:09:fb:6a:11:5c", "W5-B02"), (3, 103, "00:09:5c:21:7e:03", "W5-B03")):
    add(f"mon-philips-{number}", "patient_monitor", 110, last, mac, maker="Philips", model="866471" if number < 3 else "866066", stack="rtos",
        model_accept=["MX750", "IntelliVue MX750"] if number < 3 else ["MX550", "IntelliVue MX550"], serial=f"DE61{number}79402", software="P.01.27",
        bed=bed, spoken=["model", "serial", "software"], hidden=["model", "serial", "software", "os"], hosts=[], acts=[("intellivue", 30, "all", {"to": "central"})], dhcp=(b"", RTOS, None))
add("mon-ge", "patient_monitor", 110, 104, "00:40:97:31:aa:07", maker="GE HealthCare", model="CARESCAPE B650", hidden=UNTOLD + ["category"], hosts=[],
    stack="linux", dhcp=(b"", RTOS, None), acts=[("ntp", 120, "all", {}), ("unity", 30, "all", {})], bed="B-11", spoken=["category", "manufacturer"], note="shows little")
add("mon-mindray", "patient_monitor", 110, 105, "00:a0:37:51:02:81", maker="Mindray", model="BeneVision N17", serial="F7-9C012231", hidden=["software", "os", "serial"],
    hosts=[], stack="linux", application=("MINDRAY_GATEWAY", "MINDRAY"), dhcp=(b"", UDHCP, None),
    acts=[("vitals", 20, "all", {"to": "engine", "port": 6661, "app": "MINDRAY_N17^00A037FFFE510281^EUI-64",
                                 "device": "BeneVision N17^^^Mindray"})])
add("mon-draeger", "patient_monitor", 110, 106, "00:30:e6:0a:44:51", maker="Dräger", model="Infinity M540", hidden=UNTOLD + ["category"], hosts=[],
    stack="rtos", dhcp=(b"", RTOS, None), acts=[("ntp", 240, "all", {}), ("infinity", 30, "all", {})], manufacturer_accept=["Draeger"], bed="B-12",
    serial="6004417203", software="VG7.1-W", model_accept=["M540"], spoken=["category", "manufacturer", "model", "serial", "software"])
add("central", "central_station", 110, 20, "18:66:da:3e:44:01", maker="Philips", model="PIC iX", os="Windows Server 2016", os_accept=["Windows 10 1607 or Server 2016"], hosts=["W5PICIX"], ttl=128,
    stack="windows", hidden=["model", "serial", "software"], application=("PIC_IX", "W5"), domain="W5CLIN",
    acts=[("smb", 180, "all", {"to": "files"}), ("vitals", 10, "all", {"to": "engine", "port": 6661, "app": "PIC_IX", "device": ("W5-B01^0009FBFFFE6A1101^0009FBFFFE6A1101^EUI-64", "W5-B02^0009FBFFFE6A115C^0009FBFFFE6A115C^EUI-64")}),
          ("nbns", 60, "all", {})], more_nics=["18:66:da:3e:44:02"], duid="000100012a11c07e1866da3e4401")
add("telemetry-philips", "telemetry", 110, 107, "00:09:fb:8c:33:90", maker="Philips", model="MX40", stack="rtos", hosts=[],
    hidden=["model", "serial", "software", "os", "category"], dhcp=(b"", RTOS, None), acts=[("ntp", 300, "all", {})])
add("pump-alaris", "infusion_pump", 110, 121, "00:17:23:5a:9e:11", maker="BD", model="Alaris 8015", stack="rtos", hosts=["PCU-14772039"],
    serial="14772039", hidden=UNTOLD + ["category"], dhcp=(b"", RTOS, "PCU-14772039"), moves=[(4, 141), (9, 142)], acts=[("opaque", 30, "all", {"to": "pump-server", "port": 3613})],
    manufacturer_accept=["CareFusion", "Becton Dickinson"])
add("pump-bbraun", "infusion_pump", 110, 122, "00:12:21:40:0d:19", maker="B. Braun", model="SpaceStation", stack="linux", hosts=["SpaceCom-400D19"],
    hidden=["model", "serial", "software", "os"], dhcp=(b"udhcp 1.19.4", UDHCP, "SpaceCom-400D19"),
    acts=[("opaque", 12, "all", {"to": "pump-server", "port": 4001}), ("web", 700, "day", {"by": "pc-ward", "title": "SpaceCom", "server": "SpaceCom"})])
add("pump-icu", "infusion_pump", 110, 123, "00:03:b1:62:00:5d", maker="ICU Medical", model="Plum 360", stack="rtos", hosts=[], hidden=UNTOLD[1:] + ["category"],
    dhcp=(b"", RTOS, None), acts=[("opaque", 25, "all", {"to": "pump-server", "port": 8100})], manufacturer_accept=["Hospira"])
add("pump-fresenius", "infusion_pump", 110, 124, "00:13:38:10:2f:0a", maker="Fresenius Kabi", model="Agilia Link+", stack="linux", hosts=["LINK4_23110077"],
    hidden=UNTOLD[1:] + ["category"], dhcp=(b"udhcp 1.24.1", UDHCP, "LINK4_23110077"), acts=[("opaque", 20, "all", {"to": "pump-server", "port": 9443})],
    manufacturer_accept=["Fresenius-Vial", "Fresenius"])
add("vent-hamilton", "ventilator", 110, 131, "00:1e:9a:20:11:08", maker="Hamilton Medical", model="HAMILTON-C6", serial="31807", stack="linux", hosts=[],
    application=("HAMILTON-C6", "HAMILTON"), hidden=["software", "os", "serial"], acts=[("vitals", 15, "all", {"to": "engine", "port": 6661, "app": "HAMILTON-C6^001E9AFFFE201108^EUI-64",
                                                           "device": "HAMILTON-C6^^^Hamilton Medical", "mdc": "70001^MDC_DEV_SYS_PT_VENT_MDS^MDC"})])
add("vent-draeger", "ventilator", 110, 132, "00:90:e8:77:12:0c", maker="Dräger", model="Evita V600", hidden=UNTOLD + ["category"], hosts=["NPort5110_77120C"],
    stack="rtos", acts=[("opaque", 10, "all", {"to": "gateway-capsule", "port": 4001})], dhcp=(b"", RTOS, "NPort5110_77120C"),
    note="seen through a serial device server of another maker", manufacturer_accept=["Draeger", "Moxa"])
add("anesthesia-1", "anesthesia", 310, 10, "00:30:e6:51:00:a1", maker="Dräger", model="Perseus A500", hidden=UNTOLD + ["category"], hosts=[], stack="rtos",
    acts=[("pair", 30, "day", {"to": "cockpit-1"})], manufacturer_accept=["Draeger"])
add("cockpit-1", "patient_monitor", 310, 20, "00:30:e6:51:10:b1", maker="Dräger", model="Infinity C500", hidden=UNTOLD + ["category"], hosts=[], stack="linux",
    manufacturer_accept=["Draeger"])
add("anesthesia-2", "anesthesia", 311, 10, "00:30:e6:51:00:a2", maker="Dräger", model="Perseus A500", hidden=UNTOLD + ["category"], hosts=[], stack="rtos",
    acts=[("pair", 30, "day", {"to": "cockpit-2"})], manufacturer_accept=["Draeger"], note="the same addresses as anesthesia-1, in another VLAN")
add("cockpit-2", "patient_monitor", 311, 20, "00:30:e6:51:10:b2", maker="Dräger", model="Infinity C500", hidden=UNTOLD + ["category"], hosts=[], stack="linux",
    manufacturer_accept=["Draeger"])
add("dialysis", "dialysis", 110, 133, "b0:4c:05:12:00:77", maker="Fresenius Medical Care", model="6008 CAREsystem", hidden=UNTOLD[1:] + ["category"], hosts=[],
    stack="linux", dhcp=(b"udhcp 1.23.2", UDHCP, None), acts=[("opaque", 20, "day", {"to": "gateway-capsule", "port": 5555})])
add("gateway-capsule", "medical_gateway", 110, 21, "00:90:fb:55:09:21", maker="Capsule", model="Neuron 3", hosts=["SLNEURON-0921"], stack="linux",
    application=("CAPSULE", "W5"), hidden=["manufacturer", "model", "serial", "software", "os"], dhcp=(b"", LINUX, "SLNEURON-0921"),
    acts=[("vitals", 5, "all", {"to": "engine", "port": 6661, "app": "CAPSULE^SmartLinx", "device": "Evita V600^^^Draeger"}),
          ("vitals", 6, "day", {"to": "engine", "port": 6661, "app": "CAPSULE^SmartLinx", "device": "6008^^^Fresenius"})])
add("poc-abl", "poc_analyzer", 110, 134, "ec:f4:bb:71:20:90", maker="Radiometer", model="ABL90 FLEX PLUS", serial="393-092R0417N0012", hosts=["ABL90-0417"],
    software="3.4 MR2", stack="windows", ttl=128, application=("ABL90 FLEX PLUS", "Radiometer"), hidden=["os", "serial", "software"], dhcp=(b"MSFT 5.0", WIN, "ABL90-0417"),
    acts=[("message", 30, "all", {"to": "lis", "kind": "ORU^R01", "port": 4021, "segments": ["OBR|1||SYN9|BGA", "OBX|1|NM|pH||7.4"]})])
add("poc-istat", "poc_analyzer", 110, 135, "c0:a2:6d:00:91:fe", maker="Abbott", model="i-STAT Alinity", hosts=[], hidden=UNTOLD[1:] + ["category"], stack="rtos",
    dhcp=(b"", RTOS, None), acts=[("opaque", 60, "all", {"to": "lis", "port": 6004})])
add("cabinet-omnicell", "medication_cabinet", 110, 136, "c8:d9:d2:77:00:90", maker="Omnicell", model="XT", hosts=["OMNI-W5A"], stack="windows", ttl=128,
    application=("OMNICELL", "W5"), hidden=["model", "serial", "software", "os"], dhcp=(b"MSFT 5.0", WIN, "OMNI-W5A"),
    acts=[("message", 25, "all", {"to": "engine", "kind": "DFT^P03^DFT_P03", "port": 6661, "segments": ["FT1|1|||20261109||CG|SYN"]})])
add("nurse-call", "nurse_call", 110, 22, "00:90:5e:11:07:20", maker="Rauland", model="Responder 5", hosts=[], stack="linux", hidden=["model", "serial", "software", "os"],
    acts=[("web", 400, "day", {"by": "pc-ward", "title": "Responder 5 Gateway", "server": "lighttpd/1.4.35"})], manufacturer_accept=["Rauland-Borg"])
add("rtls-reader", "rtls", 110, 137, "00:24:dd:0b:10:44", maker="CenTrak", hosts=[], hidden=UNTOLD[1:], stack="rtos", dhcp=(b"", RTOS, None),
    acts=[("opaque", 15, "all", {"to": "dc1", "port": 7801})])
add("tube-station", "pneumatic_tube", 110, 138, "00:80:a3:9c:40:11", maker="Swisslog", model="TransLogic", hosts=[], hidden=UNTOLD, stack="rtos",
    acts=[("web", 500, "day", {"by": "pc-ward", "title": "Swisslog TransLogic Station W5", "server": "Allegro-Software-RomPager/4.61"})])
add("davinci", "medical_robot", 120, 60, "74:fe:48:20:31:0b", maker="Intuitive", model="da Vinci Xi", hosts=["IS4000-SK2134"], hidden=UNTOLD + ["category"], stack="linux",
    dhcp=(b"", LINUX, "IS4000-SK2134"), acts=[("sni", 180, "day", {"names": ["onsite.intusurg.com"]})], manufacturer_accept=["Intuitive Surgical"])
# Laboratory and building, VLAN 130
add("lab-sysmex", "lab_analyzer", 130, 21, "00:06:6b:02:45:71", maker="Sysmex", model="XN-1000", hosts=[], serial="B1734", stack="windows", ttl=128,
    hidden=["model", "serial", "software", "os"], acts=[("astm", 9, "day", {"to": "lis", "port": 5001, "sender": "XN-10^00-22^B1734^^^^AU501736"})],
    model_accept=["XN-10"])  # The XN-1000 is one XN-10 on its stand, and sends that name.
add("lab-cobas", "lab_analyzer", 130, 22, "00:60:19:14:7b:09", maker="Roche", model="cobas 8000", hosts=[], stack="windows", ttl=128,
    hidden=["serial", "software", "os"], application=("cobas 8000", "Roche"), acts=[("message", 7, "all", {"to": "lis", "kind": "OUL^R22", "port": 5002,
                                  "segments": ["SPM|1|SYN5||SER", "OBR|1|SYN5||GLU", "OBX|1|NM|GLU||5.1|mmol/L"]})], manufacturer_accept=["Roche Diagnostics"])
add("lab-siemens", "lab_analyzer", 130, 23, "c8:d9:d2:05:7a:77", maker="Siemens Healthineers", model="Atellica Solution", hosts=["ATELLICA-UI1"], stack="windows", ttl=128,
    hidden=UNTOLD + ["category"], dhcp=(b"MSFT 5.0", WIN, "ATELLICA-UI1"), acts=[("astm", 15, "day", {"to": "lis", "port": 5003, "sender": "ATELLICA"})])
add("freezer", "building_automation", 130, 24, "00:80:a3:11:9e:30", maker="Eppendorf", model="CryoCube F740", hosts=[], hidden=UNTOLD + ["category"], stack="rtos",
    dhcp=(b"", RTOS, None), acts=[("ntp", 360, "all", {})], category_accept=["building_automation", "unknown"])
add("bms", "building_automation", 130, 30, "00:10:8d:50:22:1c", maker="Johnson Controls", model="NAE5510", hosts=[], stack="linux",
    hidden=["model", "serial", "software", "os"], acts=[("web", 500, "day", {"by": "pc-lab", "title": "Metasys NAE5510", "server": "Apache"}), ("bacnet", 120, "all", {"vendor": 5, "instance": 30001})])
# IT
add("pc-rad", "workstation", 120, 71, "e4:54:e8:22:90:01", os="Windows 10", hosts=["WS0034211"], stack="windows", ttl=128, maker="Dell", hidden=["model", "serial", "software", "manufacturer"],
    dhcp=(b"MSFT 5.0", WIN, "WS0034211"), domain="STH", duid="000100012b3c4d5ee454e8229001",
    acts=[("smb", 240, "day", {"to": "files"}), ("dns", 60, "day", {"names": ["sthpacs01.sth.example", "www.example.com"]}), ("nbns", 300, "day", {}),
          ("sni", 120, "day", {"names": ["outlook.office365.com", "teams.microsoft.com"]})])
for name, vlan, last, mac, host in (("pc-ward", 110, 72, "10:e7:c6:41:0a:88", "WS0034987"), ("pc-lab", 130, 73, "74:da:78:51:90:12", "WS0029114")):
    add(name, "workstation", vlan, last, mac, maker="HP", os="Windows 10", hosts=[host], stack="windows", ttl=128, hidden=["model", "serial", "software", "manufacturer"],
        dhcp=(b"MSFT 5.0", WIN, host), domain="STH", duid="00010001" + "2b3c4d60" + mac.replace(":", ""),
        acts=[("smb", 240, "day", {"to": "files"}), ("dns", 60, "day", {"names": ["sthclover.sth.example"]}), ("nbns", 300, "day", {}),
              ("sni", 120, "day", {"names": ["outlook.office365.com"]})])
add("pc-clone", "workstation", 130, 74, "10:e7:c6:41:0a:88", maker="HP", os="Windows 10", hosts=["WS0031550"], stack="windows", ttl=128,
    hidden=["model", "serial", "software", "manufacturer"], dhcp=(b"MSFT 5.0", WIN, "WS0031550"), domain="STH",
    acts=[("smb", 300, "day", {"to": "files"}), ("nbns", 300, "day", {})], note="carries pc-ward's hardware address: cloned")
for letter, mac, host in (("a", "f0:20:ff:1c:77:a1", "NB0011872"), ("b", "f0:20:ff:1c:90:b2", "NB0012003")):
    add(f"laptop-{letter}", "workstation", 110, 80 if letter == "a" else 81, mac, os="Windows 11", hosts=[host], stack="windows", ttl=128,
        hidden=["model", "serial", "software", "manufacturer", "os"], dhcp=(b"MSFT 5.0", WIN, host), duid="00010001" + "2c0d1e70" + mac.replace(":", ""),
        acts=[("sni", 60, "day", {"names": ["outlook.office365.com"]}), ("nbns", 240, "day", {})], maker="Intel", docks=True, domain="STH")
add("thin-client", "workstation", 110, 75, "00:e0:c5:3a:10:07", maker="IGEL", hosts=["ITC00E0C53A1007"], os="Linux", stack="linux", hidden=UNTOLD,
    dhcp=(b"igel-dhcp", LINUX, "ITC00E0C53A1007"), acts=[("sni", 120, "day", {"names": ["vdi.sth.example"]})])
add("phone-iphone", "mobile", 110, 90, "5a:31:0c:9e:77:12", maker="Apple", hosts=["iPhone"], os="iOS", hidden=["model", "serial", "software", "os"], stack="mac",
    dhcp=(b"", IOS, "iPhone"), acts=[("sni", 60, "day", {"names": ["gateway.icloud.com", "17-courier.push.apple.com"]})], until=8, private=True)
add("phone-iphone-later", "mobile", 110, 91, "b6:11:fe:20:0d:9a", maker="Apple", hosts=["iPhone"], os="iOS", hidden=["model", "serial", "software", "os"], stack="mac",
    dhcp=(b"", IOS, "iPhone"), acts=[("sni", 60, "day", {"names": ["gateway.icloud.com", "17-courier.push.apple.com"]})], since=8, private=True,
    note="the phone of before under a new random address; nothing ties the two together")
add("handheld-zebra", "mobile", 110, 92, "84:24:8d:51:c0:33", maker="Zebra", model="TC52", hosts=["android-7c1e02b9"], os="Android", stack="linux",
    hidden=["model", "serial", "software"], dhcp=(b"android-dhcp-11", ANDROID, "android-7c1e02b9"), acts=[("sni", 90, "all", {"names": ["mtalk.google.com"]})], moves=[(6, 98)])
add("printer-kyocera", "printer", 110, 60, "d4:f0:c9:30:21:77", maker="Kyocera", model="ECOSYS M3655idn", serial="R4P9X02811", hosts=["KM302177"], stack="rtos",
    hidden=["os", "software"], swaps=(7, 61),
    acts=[("snmp", 240, "all", {"by": "dc1", "values": [("1.3.6.1.2.1.1.1.0", "KYOCERA Document Solutions Printing System"), ("1.3.6.1.2.1.1.2.0", "oid:1.3.6.1.4.1.1347.41"),
                                ("1.3.6.1.2.1.1.5.0", "KM302177"), ("1.3.6.1.2.1.25.3.2.1.3.1", "ECOSYS M3655idn"), ("1.3.6.1.2.1.43.5.1.1.17.1", "R4P9X02811")]}),
          ("mdns", 300, "all", {"instance": "Kyocera ECOSYS M3655idn", "service": "_ipp._tcp.local", "port": 631,
                                "text": ["txtvers=1", "ty=Kyocera ECOSYS M3655idn", "product=(ECOSYS M3655idn)", "usb_MFG=Kyocera", "usb_MDL=ECOSYS M3655idn"]})],
    model_accept=["Kyocera ECOSYS M3655idn"])
add("printer-zebra", "printer", 110, 61, "78:b8:d6:02:71:15", maker="Zebra", model="ZT411", serial="99J220600412", hosts=["ZBR3421177"], stack="rtos", hidden=["os", "software", "serial"],
    swaps=(7, 60), acts=[("snmp", 240, "all", {"by": "dc1", "values": [("1.3.6.1.2.1.1.1.0", "Zebra Technologies ZTC ZT411-203dpi ZPL"),
                                ("1.3.6.1.2.1.1.2.0", "oid:1.3.6.1.4.1.10642.1"), ("1.3.6.1.2.1.1.5.0", "ZBR3421177")]})],
    model_accept=["ZTC ZT411-203dpi ZPL", "ZT411-203dpi"], dhcp=(b"", RTOS, "ZBR3421177"))
add("camera-hik", "ip_camera", 110, 62, "98:df:82:10:7f:22", maker="Hikvision", model="DS-2CD2143G2-I", hosts=[], stack="linux", hidden=["serial", "software", "os", "model"],
    acts=[("web", 300, "all", {"by": "pc-ward", "title": "index", "server": "App-webs/"}), ("ssdp", 600, "all", {"server": "Linux/3.10 UPnP/1.0 HIKVISION", "kind": "upnp:rootdevice"})])
add("camera-mobotix", "ip_camera", 130, 63, "00:03:c5:12:90:07", maker="Mobotix", model="M26B", hosts=["mx10-18-144-7"], stack="linux", hidden=["serial", "software", "os", "model"],
    dhcp=(b"", UDHCP, "mx10-18-144-7"), acts=[("web", 500, "day", {"by": "pc-lab", "title": "mx10-18-144-7 Live", "server": "MOBOTIX AG"})])
add("phone-mitel", "ip_phone", 110, 64, "08:00:0f:b1:20:91", maker="Mitel", model="6920", serial="", hosts=[], stack="linux", hidden=["serial", "os"],
    software="6.1.0.165", lldp={"port": "lan", "name": "", "text": "Mitel 6920", "caps": 0x0024, "med": (3, "Mitel", "6920", "", "6.1.0.165")},
    dhcp=(b"Mitel 6920", UDHCP, None), model_accept=["Mitel 6920"])
add("phone-unify", "ip_phone", 130, 65, "00:1a:e8:44:01:9c", maker="Unify", model="OpenScape Desk Phone CP400", hosts=[], stack="linux", hidden=["serial", "os", "software"],
    lldp={"port": "lan", "name": "OpenScape", "text": "OpenScape Desk Phone CP400 V1", "caps": 0x0024, "med": (3, "Unify", "OpenScape Desk Phone CP400", "", "V1 R9.4.0")},
    dhcp=(b"OptiIpPhone", UDHCP, None), model_accept=["OpenScape CP400", "CP400"], manufacturer_accept=["Siemens", "Unify", "Atos"])
add("switch-aruba", "network_infrastructure", 110, 2, "9c:1c:12:40:07:00", maker="Aruba", model="6200F", hosts=["sth-as-w5-1"], serial="SG22KMZ0B4", hidden=["os", "serial"],
    software="ML.10.10.1040", lldp={"port": "1/1/24", "name": "sth-as-w5-1", "text": "Aruba JL725A 6200F 24G CL4 4SFP+ 370W Swch ML.10.10.1040", "caps": 0x0014, "med": None},
    model_accept=["JL725A", "Aruba JL725A 6200F", "JL725A 6200F"], manufacturer_accept=["HPE", "Hewlett Packard Enterprise"])
add("switch-cisco", "network_infrastructure", 120, 2, "00:05:9b:61:70:00", maker="Cisco", model="C9300-48UXM", hosts=["sth-as-rad-2"], hidden=["os", "serial"],
    software="17.9.4", cdp={"name": "sth-as-rad-2.sth.example", "platform": "cisco C9300-48UXM", "port": "TenGigabitEthernet1/0/14", "caps": 0x29,
                            "version": "Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.9.4, RELEASE SOFTWARE (fc5)"},
    model_accept=["cisco C9300-48UXM"])
add("ap-ruckus", "network_infrastructure", 110, 3, "74:91:1a:20:77:e0", maker="Ruckus", model="R650", hosts=["AP-W5-03"], serial="982203001177", hidden=["os", "serial"],
    lldp={"port": "eth0", "name": "AP-W5-03", "text": "Ruckus R650 Multimedia Hotzone Wireless AP/SW Version: 6.1.1.0.959", "caps": 0x000C, "med": None}, software="6.1.1.0.959",
    model_accept=["Ruckus R650"], dhcp=(b"Ruckus CPE", UDHCP, "AP-W5-03"), manufacturer_accept=["CommScope"])
