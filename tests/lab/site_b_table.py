"""The second hospital, site B: who is on it, what is true of each device, and what each one does.

Written from products' public documents and the protocols' own, before anyone looked at what wardwatch makes of it; held back
until 2026-11-30, visible since. Another house than the first: other makers, models, serials, names, VLANs, addresses,
routers and shifts. Everything is synthetic.

`told` lists what the traffic tells, as a careful engineer could read it from the capture with an analyser: what is sent
in so many words, a maker by a hardware address that is his own, a system by the class or list of its DHCP. All else that
is true is `hidden`: it need not be found, and what is shown must be right. None means that nothing is to be shown.
"""

from canary_dicom import S

NETS = {2010: "172.23.10.", 2012: "172.23.12.", 2021: "172.23.21.", 2022: "172.23.22.", 2030: "172.23.30.", 2040: "172.23.40.", 2050: "172.23.50.",
        2100: "172.23.100.", 2110: "172.23.110.", 2120: "172.23.120."}
VISIBLE = {2010, 2012, 2021, 2022, 2030, 2040, 2050, 2100}
OTHER_ROUTER = "f4:bd:9e:41:20:ff"
ROUTERS = {"a": dict.fromkeys(VISIBLE, "f4:bd:9e:41:20:c7"), "b": dict.fromkeys(VISIBLE, "f4:bd:9e:44:8a:47")}
START = 1_794_441_600  # Thursday 12 November 2026, 00:00 UTC
DAYS, WEEKDAY, FACILITY, BED, AT_LEAST_ONCE, LEAVE_OUT_EMPTY = 3, 3, "KSUED", "ITS2^07^B", True, False
SHIFTS = {"all": lambda hour: True, "day": lambda hour: 6.5 <= hour < 15, "late": lambda hour: 13 <= hour < 22,
          "rounds": lambda hour: int(hour) in (5, 11, 17, 23), "theatre": lambda hour: 7 <= hour < 16}
DHCP, ARCHIVE, WORKLIST, NAMES, TIME = "172.23.110.9", "archive", "ris", "dc", "dc"
DOMAIN, WORKGROUP, DOCKS, VLAN_MATTERS = "ksued.local", "KSUED", [], set()
WINDOWS = (b"MSFT 5.0", bytes([1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252]))
UDHCP = bytes([1, 3, 6, 12, 15, 28, 33, 40, 41, 42, 121])
NETWORKD = bytes([1, 3, 6, 12, 15, 26, 33, 42, 58, 59, 119, 120, 121])
SMALL = bytes([1, 3, 28, 6])
VXWORKS = bytes([1, 3, 6, 12, 15])
ALL = ("category", "manufacturer", "model", "serial", "software", "os", "hostname")
ROUTING = "standby_routers"
DEVICES = []


def gateway(vlan):
    """Last octet and hardware address of a VLAN's router: HSRP's."""
    return "1", f"00:00:0c:07:ac:{vlan % 256:02x}"


def beside():
    """The truth of what is no row: routers and their virtual addresses."""
    rows = [{"name": f"router-{name}", "category": "network_infrastructure", "manufacturer": "Cisco", "model": "C9500-40X", "model_accept": ["cisco C9500-40X"],
             "software": "17.3.4", "serial": None, "macs": [ROUTERS[name][2010]], "hostnames": [f"sud-kern-{name}"], "hidden": [],
             "ips": [NETS[vlan] + last for vlan in sorted(VISIBLE)]} for name, last in (("a", "2"), ("b", "3"))]
    rows += [{"name": "virtual router", "optional": True, "macs": [gateway(vlan)[1]], "ips": [NETS[vlan] + "1"]} for vlan in NETS]
    return rows + [{"name": "router's other side", "optional": True, "macs": [OTHER_ROUTER], "ips": []}]


def add(name, category, vlan, last, mac, told="", maker=None, model=None, serial=None, software=None, os=None, hosts=(), acts=(), **more):
    """One device."""
    row = {"name": name, "category": category, "vlan": vlan, "ip": NETS[vlan] + str(last), "mac": mac, "manufacturer": maker, "model": model,
           "serial": serial, "software": software, "os": os, "hostnames": list(hosts), "hidden": [key for key in ALL if key not in told.split()],
           "acts": list(acts)}
    row.update(more)
    if row.pop("windows", False):
        row.update(stack="windows", ttl=128)
        if "dhcp" not in row and hosts:
            row.update(dhcp=(*WINDOWS, hosts[0]), dhcp_more=[(81, b"\0\0\0" + hosts[0].encode())])
    DEVICES.append(row)


def modality(name, category, vlan, last, mac, code, sop, ae, uid, version, maker, spoken, model, serial, software, station, every, shift="day", told="", acts=(), **more):
    """One device that sends images and tells its equipment module; `spoken` is how it writes its maker."""
    e = {"ae": ae, "uid": uid, "version": version, "modality": code, "sop": S + sop, "maker": spoken, "model": model, "serial": serial, "software": software,
         "station": station}
    add(name, category, vlan, last, mac, "category manufacturer model serial software " + told, maker, model, serial, software, dicom=e, ae_titles=[ae],
        acts=[("store", every, shift, {}), ("worklist", every * 3, shift, {}), *acts], **more)


# Radiology, VLAN 2010; consoles are PCs of PC makers
modality("ct-1", "ct", 2010, 31, "b0:ac:fa:61:0d:11", "CT", "2", "CT119347", "1.3.12.2.1107.5.1.7", "SIEMENS_S7VA30A", "Siemens Healthineers", "Siemens Healthineers",
         "SOMATOM go.Top", "119347", "syngo CT VA30A", "CTAWP119347", 25, "all", "os hostname", os="Windows", hosts=["CTAWP119347"], windows=True)
modality("ct-2", "ct", 2010, 32, "50:81:40:7e:10:42", "CT", "2", "REVO_EVO", "1.2.840.113619.6.428", "HPS_1_2", "GE HealthCare", "GE MEDICAL SYSTEMS",
         "Revolution EVO", "000000441CT33", "revo_ct_21b.33", "ctr2", 40, os="Linux")
modality("mr-1", "mr", 2010, 33, "f8:0d:ac:30:55:9a", "MR", "4", "INGENIA_AMB", "1.3.46.670589.11.0.0.51.4.56.1", "Philips MR 56.1", "Philips", "Philips Healthcare",
         "Ingenia Ambition X", "78214", "5.6.1\\5.6.1.2", "MR-SUED-1", 60, told="os hostname", os="Windows", hosts=["PHILIPS-78214"], windows=True)
modality("mr-2", "mr", 2010, 34, "ac:1f:6b:92:0c:30", "MR", "4", "UMR780", "1.2.156.112605.14038012", "UIH_MR_R004", "United Imaging", "UIH",
         "uMR 780", "201044", "R004.1.2.33", "UIH201044", 55, "late", os="Windows", manufacturer_accept=["UIH", "Shanghai United Imaging", "United Imaging Healthcare"], windows=True)
modality("dr-konica", "xray", 2010, 35, "00:20:6b:d1:40:22", "DX", "1.1", "CS7_ROE1", "1.2.392.200036.9107.5.1", "KMCS7_1.30", "Konica Minolta", "KONICA MINOLTA",
         "CS-7", "A45T00417", "1.30R10", "CS7-ROE1", 12, os="Windows", windows=True)
modality("dr-agfa", "xray", 2010, 36, "c8:f7:50:19:b3:05", "DX", "1.1", "DXD300_NOT", "1.3.51.0.1.1", "NX_3.0.20", "Agfa", "Agfa",
         "DX-D300", "A2210554", "NX_3.0.20450", "NXS-NOTAUF", 18, "all", "os hostname", os="Windows", hosts=["NXS-NOTAUF"], windows=True)
modality("dr-mobile", "xray", 2022, 37, "00:e0:96:41:22:7c", "DX", "1.1", "MOBILEDART2", "1.2.392.200036.9133.2", "MDEV_R1", "Shimadzu", "SHIMADZU CORPORATION",
         "MobileDaRt Evolution MX8", "MQ6C20711003", "V1.2.3", "MDART2", 90, os="Windows", windows=True, moves=[(1.4, 61)])
modality("angio", "xray", 2012, 38, "b0:ac:fa:77:12:80", "XA", "12.1", "PHENO_OP5", "1.3.12.2.1107.5.4.5", "SIEMENS_VE20C", "Siemens Healthineers", "Siemens Healthineers",
         "ARTIS pheno", "164820", "VE20C", "AXIS164820", 70, "theatre", os="Windows", windows=True)
modality("us-1", "ultrasound", 2010, 41, "98:e7:43:a2:70:13", "US", "6.1", "AFFINITI1", "1.3.46.670589.14.7000", "PHILIPS_AFF_9", "Philips", "Philips Medical Systems",
         "Affiniti 70", "US219C0188", "9.0.4.121", "AFF-SONO1", 30, told="os hostname", os="Windows", hosts=["AFF-SONO1"], windows=True)
modality("us-2", "ultrasound", 2010, 42, "00:80:92:5d:e1:06", "US", "3.1", "APLIO_GEB", "1.2.392.200036.9116.7.8", "TM_APLIO_I", "Canon Medical", "CANON_MEC",
         "TUS-AI800", "WCB20X2145", "V6.5*R101", "APLIO-GEB", 35, os="Windows", manufacturer_accept=["Canon"], model_accept=["Aplio i800"], windows=True,
         note="its network card is a wireless bridge of Silex")
modality("us-3", "ultrasound", 2012, 43, "00:08:fb:2b:10:f4", "US", "6.1", "XPORTE_ANAE", "1.2.840.114340.3", "SONOSITE_XP", "Fujifilm SonoSite", "FUJIFILM SonoSite",
         "X-PORTE", "04VNK7", "70.80.108.020", "XP-04VNK7", 80, "theatre", os="Linux", manufacturer_accept=["SonoSite", "FUJIFILM"], model_accept=["SonoSite X-Porte"])
add("us-4", "ultrasound", 2010, 44, "00:e0:a4:0c:11:93", "manufacturer hostname", "Esaote", "MyLab X8", "3210417", os="Windows", hosts=["ESA3210417"], dhcp=(b"", VXWORKS, "ESA3210417"),
    acts=[("dns", 180, "day", {"names": ["archiv.ksued.local"]})], note="asks for its lease and for a name, and stays silent")
modality("mammo", "mammography", 2010, 45, "50:81:40:7e:33:08", "MG", "1.2", "PRISTINA", "1.2.840.113619.6.437", "PRISTINA_1", "GE HealthCare", "GE HEALTHCARE",
         "Senographe Pristina", "PRI04471BU7", "ADS_58.10.3", "mammo-sud", 22, os="Linux")
modality("spect", "nuclear_medicine", 2010, 46, "dc:f4:01:66:20:19", "NM", "20", "VERITON1", "1.2.826.0.1.3680043.2.1143", "GDCM 2.8.9", "Spectrum Dynamics", "Spectrum Dynamics Medical",
         "VERITON-CT 64", "VCT0079", "2.1.4.0", "VERITON1", 100, os="Windows", manufacturer_accept=["Spectrum Dynamics Medical"], windows=True)
modality("pano", "xray", 2010, 47, "00:10:19:7a:40:05", "PX", "1.1", "ORTHOPHOS", "1.2.276.0.23.3", "SIDEXIS_4", "Dentsply Sirona", "Sirona Dental Systems",
         "ORTHOPHOS SL", "113725", "4.3.1", "SIDEXIS-MKG", 110, os="Windows", manufacturer_accept=["Sirona", "Sirona Dental Systems"], windows=True)
modality("endo-1", "endoscopy", 2012, 48, "00:16:86:40:21:aa", "ES", "77.1.1", "AIDA_OP2", "1.2.276.0.7230010.3.0.3.6.4", "OFFIS_DCMTK_364", "Karl Storz", "KARL STORZ",
         "AIDA", "PG704477", "1.9.2", "AIDA-OP2", 75, "theatre", os="Windows", windows=True)
add("endo-2", "endoscopy", 2012, 49, "5c:60:ba:20:91:6c", "os hostname", "Pentax", "OptiVista Plus EPK-i8020c", "A20117", os="Windows", hosts=["OPTIVISTA-3"], windows=True,
    acts=[("inside", 60, "theatre", {"to": "web", "name": "endobase.ksued.local"})], note="a processor's PC: TLS and a lease")
modality("oct", "unknown", 2010, 51, "00:11:fb:03:71:20", "OPT", "77.1.5.4", "SPECTRALIS", "1.2.276.0.33.1", "HEYEX_2", "Heidelberg Engineering", "Heidelberg Engineering",
         "SPECTRALIS", "08123", "6.16.8.0", "HEYEX-AUG", 95, os="Windows", windows=True, note="no category of the list is right for it")
modality("linac", "radiotherapy", 2010, 52, "98:e7:43:f1:02:c4", "RTIMAGE", "481.1", "IVIEWGT_L2", "2.16.840.1.113669.2.931128", "IVIEWGT_3", "Elekta", "ELEKTA",
         "iViewGT", "152331", "3.4.1.207", "LINAC2-IVIEW", 28, told="os hostname", os="Windows", hosts=["LINAC2-IVIEW"], windows=True)
modality("plan", "radiotherapy", 2010, 53, "3c:ec:ef:51:0e:88", "RTPLAN", "481.5", "RAYSTATION", "1.2.752.243.1.1", "RAYSTATION_12A", "RaySearch", "RaySearch Laboratories",
         "RayStation", "RS-20771", "12.0.130.0", "RAYSERV", 120, os="Windows", category_accept=["radiotherapy", "modality_workstation"], manufacturer_accept=["RaySearch Laboratories"],
         windows=True)
modality("ecg-1", "ecg", 2022, 54, "00:0d:b8:0a:55:31", "ECG", "9.1.1", "FT1_KARD", "1.2.826.0.1.3680043.2.1545", "SCHILLER_FT1", "Schiller", "SCHILLER",
         "CARDIOVIT FT-1", "840.011833", "1.7.2", "FT1-KARD", 45, os="Linux", dhcp=(b"", SMALL, None))
add("ecg-2", "ecg", 2022, 55, "00:0f:82:00:91:c6", "manufacturer", "Mortara", "ELI 280", "116280001772", dhcp=(b"", SMALL, None), stack="rtos",
    acts=[("opaque", 240, "day", {"to": "web", "port": 3500})], manufacturer_accept=["Welch Allyn", "Hillrom", "Baxter"])
add("reading", "modality_workstation", 2010, 56, "98:e7:43:5c:61:20", "category manufacturer os hostname", "Dell", os="Windows", hosts=["BEF-ARBEITSPL-4"], windows=True, ae_titles=["BEFUND4"],
    dicom={"ae": "BEFUND4", "uid": "1.2.276.0.7230010.3.0.3.6.6", "version": "OFFIS_DCMTK_366", "modality": "CT", "sop": S + "2"}, software_accept=["OFFIS_DCMTK_366", "DCMTK 3.6.6", "3.6.6"],
    manufacturer_accept=["Visage Imaging"], acts=[("find", 15, "day", {}), ("echo", 480, "all", {}), ("logon", 400, "day", {"to": "dc"})])
add("reading-mac", "modality_workstation", 2010, 57, "60:8b:0e:22:14:77", "category manufacturer model os hostname", "Apple", "Mac14,12", os="macOS", hosts=["oberarzt-studio"], stack="mac",
    dicom={"ae": "HOROS_OA", "uid": "1.2.276.0.7238010.5.0.3.5.4", "version": "OSIRIX", "modality": "MR", "sop": S + "4"}, ae_titles=["HOROS_OA"],
    software_accept=["OSIRIX", "OsiriX", "Horos"], dhcp=(b"", bytes([1, 121, 3, 6, 15, 108, 114, 119, 252, 95, 44, 46]), "oberarzt-studio"),
    acts=[("find", 50, "late", {}), ("mdns", 200, "all", {"instance": "oberarzt-studio", "service": "_device-info._tcp.local", "port": 0, "text": ["model=Mac14,12", "osxvers=23"]})])
add("film", "dicom_printer", 2010, 58, "00:50:aa:91:7d:02", "category manufacturer model", "Konica Minolta", "DRYPRO SIGMA2", "A3ED30211", ae_titles=["DRYPRO1"], stack="rtos",
    scp={"ae": "DRYPRO1", "uid": "1.2.392.200036.9107.500.302", "version": "DRYPRO_S2"}, software_accept=["DRYPRO_S2"],
    acts=[("printed", 200, "day", {"by": "dr-agfa"}), ("page", 700, "day", {"by": "pc-mta", "title": "DRYPRO SIGMA2 - Konica Minolta"})])
add("injector", "unknown", 2010, 59, "00:0b:ab:6e:20:4d", "", "Bayer", "MEDRAD Centargo", "CTG-003318", dhcp=(b"", NETWORKD, None), stack="linux",
    acts=[("sni", 300, "day", {"names": ["virtualcare.radiology.bayer.com"]})], note="no category of the list is right for it; Advantech's board")
modality("us-far", "ultrasound", 2120, 20, "98:e7:43:00:00:20", "US", "6.1", "SEQUOIA_MVZ", "1.2.840.113680.9", "ACUSON_VA25", "Siemens Healthineers", "Siemens Healthineers",
         "ACUSON Sequoia", "400771", "VA25A", "SEQ-MVZ", 50, os="Windows", windows=True, note="in a branch behind the router: known by address only")
# Operating theatres, VLAN 2012
add("anaesthesia-1", "anesthesia", 2012, 61, "00:10:5d:30:41:0e", "manufacturer", "Dräger", "Atlan A350", "ASPJ-0147", manufacturer_accept=["Draeger", "Drager"], stack="linux",
    acts=[("medical_device", 90, "theatre", {"uuid": "3b1f7c40-5e1a-4a0b-8f0e-00105d30410e", "place": "KSUED%2F%2F%2FOP2%2F%2FA?fac=KSUED&poc=OP2&bed=A", "kind": None, "port": 6464, "secure": True}),
          ("inside", 60, "theatre", {"to": "digistat", "name": "digistat.ksued.local"})], note="a medical device by its own word; what kind it does not say in clear")
add("anaesthesia-2", "anesthesia", 2012, 62, "00:a0:37:5b:12:01", "category manufacturer model", "Mindray", "A7", "FA-8C007311", application=("A7", "MINDRAY"), stack="linux",
    acts=[("vitals", 10, "theatre", {"to": "digistat", "port": 5000, "app": "MINDRAY_A7^00A037FFFE5B1201^EUI-64", "device": "A7^^00A037FFFE5B1201^EUI-64",
                                     "mdc": "69997^MDC_DEV_SYS_ANESTH_MDS^MDC"})], model_accept=["MINDRAY_A7"])
add("robot", "medical_robot", 2012, 63, "00:0d:d1:71:05:3a", "manufacturer", "Stryker", "Mako", "ROB661", os="Linux", dhcp=(b"", NETWORKD, None),
    acts=[("inside", 200, "theatre", {"to": "web", "name": "files.ksued.local"})])
add("pump-terumo", "infusion_pump", 2012, 64, "60:f6:73:10:0a:55", "manufacturer", "Terumo", "TE-SS835", "2103000417", stack="rtos", dhcp=(b"", SMALL, None),
    acts=[("opaque", 30, "theatre", {"to": "pump-server", "port": 3000})])
# Intensive care, VLAN 2021
for number, last, mac, part, accept, serial, software, bed in (
        (1, 71, "00:09:fb:7a:01:12", "866064", ["MX500", "IntelliVue MX500"], "DE72843311", "M.04.01", "I2-07"),
        (2, 72, "00:09:fb:7a:01:3e", "M8105A", ["MP5", "IntelliVue MP5"], "DE20714408", "J.10.52", "I2-08"),
        (3, 73, "7c:94:b2:11:0e:90", "867030", ["X3", "IntelliVue X3"], "DE81522094", "N.01.17", "I2-09")):
    add(f"monitor-{number}", "patient_monitor", 2021, last, mac, "category manufacturer model serial software", "Philips", part, serial, software, model_accept=accept, bed=bed, stack="rtos",
        dhcp=(b"", VXWORKS, None), acts=[("intellivue", 60, "all", {"to": "digistat"})])
for number, last, mac, model, serial, software, bed in ((4, 74, "00:30:e6:22:70:14", "Delta XL", "5398211042", "VF9.1-W", "I1-01"),
                                                        (5, 75, "00:30:e6:22:71:d3", "Kappa", "5402117719", "VF8.3-W", "I1-02")):
    add(f"monitor-{number}", "patient_monitor", 2021, last, mac, "category manufacturer model serial software", "Dräger", model, serial, software, stack="rtos", bed=bed,
        manufacturer_accept=["Draeger", "Drager"], model_accept=["Infinity " + model], acts=[("infinity", 45, "all", {}), ("wave", 45, "all", {})])
for number, last, mac, model, bed in ((6, 76, "44:4b:5d:07:a1:20", "CARESCAPE B450", "B21"), (7, 77, "00:00:a1:61:33:0c", "Dash 3000", "B22")):
    add(f"monitor-{number}", "patient_monitor", 2021, last, mac, "category manufacturer", "GE HealthCare", model, f"SA3{number}18220447HA", stack="rtos", bed=bed, unit="CCU",
        manufacturer_accept=["Marquette", "GE Medical Systems"], acts=[("unity", 40, "all", {})])
add("monitor-8", "patient_monitor", 2021, 78, "00:a0:9a:04:12:6e", "manufacturer", "Nihon Kohden", "Life Scope G5", "00417", stack="rtos", dhcp=(b"", SMALL, None), acts=[("ntp", 180, "all", {})])
add("monitor-9", "patient_monitor", 2021, 79, "00:a0:aa:30:07:51", "manufacturer", "Spacelabs", "Xprezzon 91393", "1393-104221", stack="rtos", dhcp=(b"", VXWORKS, None),
    acts=[("opaque", 20, "all", {"to": "web", "port": 2210})], manufacturer_accept=["Spacelabs Healthcare", "Spacelabs Medical"])
add("central-1", "central_station", 2021, 81, "00:a0:37:44:00:91", "category manufacturer model hostname os", "Mindray", "BeneVision CMS", "FC-91002771", os="Windows", hosts=["CMS-ITS1"],
    windows=True, application=("BeneVision CMS", "MINDRAY"), category_accept=["central_station", "medical_gateway"],
    acts=[("vitals", 20, "all", {"to": "engine", "port": 6800, "app": "BeneVision CMS^00A037FFFE440091^EUI-64",
                                 "device": ("N12^^00A037FFFE440A11^EUI-64", "ePM12^^00A037FFFE440A2C^EUI-64")}),
          ("page", 500, "day", {"by": "pc-icu", "title": "BeneVision Central Monitoring System"})])
add("central-2", "central_station", 2021, 82, "50:81:40:22:c9:04", "os hostname", "GE HealthCare", "CARESCAPE Central Station", "SFK18220017WA", os="Windows 10", hosts=["CSCS-CCU"],
    windows=True, os_accept=["Windows 10 1809", "Windows 10 1809 or Server 2019"], category_accept=["medical_gateway"],
    acts=[("unity_data", 30, "all", {"to": "monitor-6"}), ("unity_data", 30, "all", {"to": "monitor-7"}), ("share", 500, "all", {"to": "files", "build": (10, 0, 17763)}), ("nbns", 240, "all", {})])
add("digistat", "medical_gateway", 2021, 83, "00:50:56:b3:41:07", "category os hostname", "Ascom", "Digistat", None, os="Windows", hosts=["SUD-DIGISTAT1"], windows=True,
    application=("DIGISTAT", "KSUED"), category_accept=["medical_gateway", "central_station"], model_accept=["DIGISTAT"],
    acts=[("vitals", 15, "all", {"to": "engine", "port": 6800, "app": "DIGISTAT", "device": ("MX500^^0009FBFFFE7A0112^EUI-64", "MP5^^0009FBFFFE7A013E^EUI-64")}),
          ("vitals", 25, "theatre", {"to": "engine", "port": 6800, "app": "DIGISTAT", "device": "A7^^00A037FFFE5B1201^EUI-64", "mdc": "69997^MDC_DEV_SYS_ANESTH_MDS^MDC"}),
          ("logon", 600, "all", {"to": "dc"})])
add("ventilator-1", "ventilator", 2021, 84, "00:07:32:5c:20:07", "category manufacturer model serial software", "Löwenstein Medical", "elisa 800", "E8-20.1147", "2.11.0", stack="linux",
    manufacturer_accept=["Loewenstein", "Löwenstein", "Salvia", "Loewenstein Medical"], software_accept=["V2.11.0"],
    acts=[("medical_device", 60, "all", {"uuid": "9a7e2210-33c5-4c02-8d31-0007325c2007", "place": "KSUED%2F%2F%2FITS2%2F%2F08?fac=KSUED&poc=ITS2&bed=08", "kind": "70001", "port": 8910, "secure": False}),
          ("medical_metadata", 400, "all", {"by": "digistat", "uuid": "9a7e2210-33c5-4c02-8d31-0007325c2007", "port": 8910,
                                            "identity": ("Löwenstein Medical", "elisa 800", "0208000", "elisa 800 Bett 8", "2.11.0", "E8-20.1147")})])
add("ventilator-2", "ventilator", 2021, 85, "00:90:e8:51:7f:66", "category manufacturer model hostname", "Dräger", "Savina 300", "ASFK-0044", "04.00", stack="rtos",
    manufacturer_accept=["Draeger", "Drager", "Moxa"], hosts=["NP5150A_7F66"], model_accept=["Savina300", "Savina"], software_accept=["4.00"], dhcp=(b"", SMALL, "NP5150A_7F66"),
    acts=[("medibus", 50, "all", {"by": "digistat", "port": 4002, "number": "8416", "name": "Savina 300", "revision": "04.00"})], note="behind Moxa's serial device server")
add("ventilator-3", "ventilator", 2021, 86, "00:25:41:0b:72:19", "manufacturer", "Getinge", "Servo-u", "24771", stack="linux", dhcp=(b"", UDHCP, None),
    manufacturer_accept=["Maquet", "Maquet Critical Care"], acts=[("opaque", 12, "all", {"to": "digistat", "port": 9100})])
add("fetal", "patient_monitor", 2022, 87, "00:80:a3:d0:21:4b", "hostname", "Philips", "Avalon FM30", "DE45813362", stack="rtos", manufacturer_accept=["Lantronix"], hosts=["UDS-D0214B"],
    dhcp=(b"", SMALL, "UDS-D0214B"), acts=[("opaque", 30, "all", {"to": "web", "port": 14001})], note="behind Lantronix's serial device server, of which only the lease shows")
add("telemetry", "telemetry", 2022, 88, "00:a0:37:6c:02:03", "category manufacturer model", "Mindray", "TM80", "FN-94001172", application=("TM80", "MINDRAY"), stack="linux", dhcp=(b"udhcp 1.27.2", UDHCP, None),
    acts=[("vitals", 30, "all", {"to": "central-1", "port": 4601, "app": "MINDRAY_TM80^00A037FFFE6C0203^EUI-64", "device": "TM80^^00A037FFFE6C0203^EUI-64"})],
    category_accept=["telemetry", "patient_monitor"], model_accept=["MINDRAY_TM80"], os="Linux")
# Pumps and therapy, VLANs 2021 and 2022
add("pump-1", "infusion_pump", 2021, 91, "00:12:21:61:a0:41", "category manufacturer model serial hostname", "B. Braun", "Infusomat Space P", "214477", stack="linux", serial_accept=["40817"],
    software_accept=["687L030012", "L030012", "030012", "022K000061"], model_accept=["Infusomat Space P 687L", "Infusomat Space"], dhcp=(b"udhcp 1.24.1", UDHCP, "bp-sp-61A041"), hosts=["bp-sp-61A041"],
    acts=[("blood_line", 20, "all", {"by": "pump-server", "module": ("40817", "022K000061"), "pumps": [("50111", "687L030012", "214477")], "prefix": "ITS2"})])
add("pump-2", "infusion_pump", 2021, 92, "00:12:21:61:b7:0c", "category manufacturer", "B. Braun", "compactplus Station", "51206", stack="linux",
    model_accept=["Perfusor compactplus", "Infusomat compactplus", "compactplus", "SpaceStation"], serial_accept=["51206"], software_accept=["022K000063", "I0002A01", "I0003A01"],
    acts=[("blood_line", 25, "all", {"by": "pump-server", "module": ("51206", "022K000063"), "prefix": "ITS1",
                                     "pumps": [("50111", "I0002A01", "700311"), ("50112", "I0003A01", "700877"), ("50113", "I0002A01", "700314")]})],
    note="three pumps in one station: none of their serials is the station's")
add("pump-3", "infusion_pump", 2022, 93, "88:33:be:10:4a:7c", "category manufacturer model", "Ivenix", "LVP", "IVX104A7C", stack="linux", application=("IVENIX", "IVENIX"),
    manufacturer_accept=["Fresenius Kabi", "Fresenius"], model_accept=["IVENIX_LVP", "Ivenix LVP", "Ivenix Infusion System"], dhcp=(b"", NETWORKD, None),
    acts=[("vitals", 25, "all", {"to": "pump-server", "port": 2575, "app": "IVENIX_LVP^8833BEFFFE104A7C^EUI-64", "device": "IVENIX_LVP^^8833BEFFFE104A7C^EUI-64",
                                 "mdc": "69985^MDC_DEV_PUMP_INFUS_MDS^MDC"})])
add("pump-4", "infusion_pump", 2022, 94, "00:40:9d:5e:21:b8", "category manufacturer model serial software", "Baxter", "Sigma Spectrum", "2117744", "v8.00.01", stack="rtos",
    model_accept=["Spectrum", "SIGMA Spectrum"], manufacturer_accept=["Sigma", "SIGMA"], software_accept=["8.00.01"], dhcp=(b"", SMALL, None),
    acts=[("banner", 700, "day", {"by": "pc-icu", "module_software": "22 D28", "serial": "2117744", "software": "v8.00.01"}), ("opaque", 60, "all", {"to": "web", "port": 51243})])
add("pump-5", "infusion_pump", 2022, 95, "88:da:1a:70:0d:e2", "", "ICU Medical", "LifeCare PCA", "17550821", stack="rtos", dhcp=(b"", VXWORKS, None),
    acts=[("opaque", 30, "all", {"to": "web", "port": 8443})], note="the radio module's maker is all that shows")
add("pump-6", "infusion_pump", 2022, 96, "00:1a:01:21:44:0b", "manufacturer", "Smiths Medical", "Medfusion 4000", "M4K-0771", stack="rtos", dhcp=(b"", SMALL, None),
    acts=[("opaque", 40, "all", {"to": "web", "port": 1588})], manufacturer_accept=["Smiths", "ICU Medical"])
add("dialysis-1", "dialysis", 2022, 97, "cc:7b:61:00:31:8f", "manufacturer", "Nikkiso", "DBB-EXA", "64211", stack="rtos", dhcp=(b"", SMALL, None), acts=[("opaque", 25, "day", {"to": "web", "port": 9600})])
add("dialysis-2", "dialysis", 2022, 98, "00:12:21:7d:a0:44", "category manufacturer model", "B. Braun", "Dialog iQ", "421077", application=("DIALOG_IQ", "BBRAUN"), stack="linux", model_accept=["DialogiQ", "DIALOG_IQ"],
    acts=[("vitals", 20, "day", {"to": "engine", "port": 6800, "app": "DIALOG_IQ^001221FFFE7DA044^EUI-64", "device": "Dialog iQ^^001221FFFE7DA044^EUI-64",
                                 "mdc": "70947^MDC_DEV_HDIALY_MACHINE_MDS^MDC"})])
# Laboratory, VLAN 2030
add("lab-1", "lab_analyzer", 2030, 21, "d0:d2:86:04:7a:10", "category manufacturer model", "Beckman Coulter", "AU5800", "2017112233", os="Windows", windows=True, manufacturer_accept=["Beckman"],
    acts=[("results", 8, "all", {"to": "lis", "port": 12101, "sender": "AU5800", "version": "1"})])
add("lab-2", "lab_analyzer", 2030, 22, "00:13:dd:1e:42:07", "category manufacturer model serial software", "Abbott", "Alinity ci-series", "SCM02466", "3.5.0", os="Windows", windows=True,
    model_accept=["Alinity ci", "Alinity"], acts=[("results", 9, "all", {"to": "lis", "port": 12102, "sender": "Alinity ci-series^3.5.0^SCM02466"})])
add("lab-3", "lab_analyzer", 2030, 23, "98:e7:43:31:1c:d8", "category model software", "Cepheid", "GeneXpert", "806114", "6.4", os="Windows", windows=True, manufacturer_accept=[],
    acts=[("results", 60, "all", {"to": "lis", "port": 12103, "sender": "KSUED-LAB^GeneXpert^6.4", "version": "1394-97", "delimiters": "|@^\\"})], model_accept=["GeneXpert Dx"],
    software_accept=["GeneXpert^6.4"], note="its separators are its own")
add("lab-4", "lab_analyzer", 2030, 24, "00:1c:38:20:05:91", "category manufacturer model", "Bio-Rad", "D-100", "DJ9C0117", os="Windows", windows=True, application=("D-100", "BIO-RAD"), manufacturer_accept=["BIO-RAD"],
    acts=[("message", 20, "day", {"to": "lis", "kind": "ORU^R01", "port": 12104, "segments": ["OBR|1|SYN5||HBA1C", "OBX|1|NM|4548-4^HbA1c^LN||5.6|%"]})])
add("lab-5", "lab_analyzer", 2030, 25, "6c:2b:59:77:12:4e", "category model", "Stago", "STA R Max", "19050217", os="Windows", windows=True, model_accept=["STA-R MAX", "STA-R Max"],
    acts=[("results", 20, "all", {"to": "lis", "port": 12105, "sender": "STA-R MAX", "version": "LIS2-A2"})])
add("lab-6", "lab_analyzer", 2030, 26, "c8:f7:50:02:6d:31", "os hostname", "bioMérieux", "VITEK 2 XL", "VK2C11704", os="Windows", hosts=["VITEK-PC1"], windows=True,
    acts=[("inside", 60, "day", {"to": "web", "name": "myla.ksued.local"})], note="a lease and TLS")
add("poc-1", "poc_analyzer", 2021, 27, "28:63:36:41:0a:c2", "category manufacturer model serial software", "Siemens Healthineers", "RAPIDPoint 500e", "41233", "V5.1", manufacturer_accept=["Siemens"],
    acts=[("point_of_care", 45, "all", {"to": "lis", "port": 3001, "identity": {
        "device_id": "286336FFFE410AC2", "vendor_id": "SIEMENS", "model_id": "RAPIDPoint 500e", "serial_id": "41233", "manufacturer_name": "Siemens Healthineers", "hw_version": "1.0",
        "sw_version": "V5.1"}})])
add("poc-2", "poc_analyzer", 2022, 28, "00:25:ca:31:60:77", "category manufacturer model serial software", "HemoCue", "WBC DIFF", "1904-417-033", "2.4.1", stack="rtos", dhcp=(b"", SMALL, None),
    acts=[("point_of_care", 120, "rounds", {"to": "lis", "port": 3001, "identity": {
        "device_id": "1904-417-033", "vendor_id": "HemoCue", "model_id": "WBC DIFF", "serial_id": "1904-417-033", "manufacturer_name": "HemoCue AB", "sw_version": "2.4.1"}})], model_accept=["HemoCue WBC DIFF"])
add("poc-3", "poc_analyzer", 2021, 29, "10:c5:95:2c:04:18", "category model serial software", "Werfen", "GEM Premier 5000", "18070042", "1.5.2", os="Windows", windows=True,
    manufacturer_accept=["Instrumentation Laboratory"], category_accept=["poc_analyzer", "lab_analyzer"],
    acts=[("results", 50, "all", {"to": "lis", "port": 12106, "sender": "GEM Premier 5000^1.5.2^18070042"})])
add("freezer", "unknown", 2030, 30, "b8:27:eb:44:17:0d", "manufacturer os hostname", "Raspberry Pi", os="Linux", hosts=["kuehlung-blutbank"], category_accept=["building_automation", "unknown"],
    dhcp=(b"dhcpcd-8.1.2:Linux-5.10.63-v7+:armv7l:BCM2835", bytes([1, 121, 33, 3, 6, 12, 15, 26, 28, 42, 51, 54, 58, 59, 119]), "kuehlung-blutbank"), acts=[("ntp", 200, "all", {})],
    note="a logger that the house built itself")
# Servers, VLAN 2100, which the mirror port shows, and 2110, which it does not
add("archive", "pacs", 2100, 21, "50:6b:8d:30:41:9c", "category", "INFINITT", software_accept=["INFINITT_3.5"], model_accept=["INFINITT PACS"], os="Windows", windows=True, ae_titles=["INFPACS"], port=4100,
    scp={"ae": "INFPACS", "uid": "1.2.410.200010.99.3.5", "version": "INFINITT_3.5"}, named="archiv.ksued.local", manufacturer_accept=["Infinitt Healthcare"])
add("ris", "server", 2100, 22, "50:6b:8d:30:52:04", "category", None, software_accept=["dcm4che-5.31.0", "5.31.0"], category_accept=["server", "ehr"], ae_titles=["RISWL"], port=11112, os="Linux",
    scp={"ae": "RISWL", "uid": "1.2.40.0.13.1.3", "version": "dcm4che-5.31.0"}, application=("RADSYS", "KSUED"),
    acts=[("message", 30, "day", {"to": "engine", "kind": "ORU^R01^ORU_R01", "port": 6800, "segments": ["OBR|1|SYN3|SYN3|CT^Thorax", "OBX|1|TX|REPORT||SYNTHETIC"]})],
    note="the worklist's server: radiology information system")
add("engine", "hl7_interface_engine", 2100, 23, "50:6b:8d:31:07:70", "category", "Rhapsody", model_accept=["Rhapsody", "RHAPSODY"], application=("RHAPSODY", "KSUED"), os="Windows", windows=True,
    acts=[("message", 15, "all", {"to": "lis", "kind": "ADT^A08^ADT_A01", "port": 12200, "segments": ["EVN|A08|20261112", "PV1|1|I|ITS2^07^B"]}),
          ("message", 15, "all", {"to": "ris", "kind": "ADT^A08^ADT_A01", "port": 12300, "segments": ["EVN|A08|20261112", "PV1|1|I|ITS2^07^B"]}),
          ("message", 40, "day", {"to": "ris", "kind": "OMG^O19^OMG_O19", "port": 12300, "segments": ["ORC|NW|SYN3", "OBR|1|SYN3||CT"]})])
add("ehr", "ehr", 2110, 31, "00:50:56:b9:00:31", "category", "CGM", application=("MEDICO", "KSUED"), model_accept=["MEDICO", "CGM MEDICO"], os="Windows", windows=True,
    acts=[("message", 7, "all", {"to": "engine", "kind": "ADT^A01^ADT_A01", "port": 6800, "segments": ["EVN|A01|20261112", "PV1|1|I|ITS2^07^B"]}),
          ("message", 12, "all", {"to": "engine", "kind": "ADT^A02^ADT_A02", "port": 6800, "segments": ["EVN|A02|20261112", "PV1|1|I|ITS1^02^A"]}),
          ("message", 20, "day", {"to": "engine", "kind": "OMG^O19^OMG_O19", "port": 6800, "segments": ["ORC|NW|SYN3", "OBR|1|SYN3||CT"]})])
add("lis", "lis", 2100, 24, "00:0c:29:71:4e:20", "category", "CGM", application=("MOLIS", "KSUEDLAB"), model_accept=["MOLIS", "CGM MOLIS"], os="Windows", windows=True,
    acts=[("message", 10, "all", {"to": "engine", "kind": "ORU^R01^ORU_R01", "port": 6800, "segments": ["OBR|1|SYN5||GLU", "OBX|1|NM|2345-7^GLUCOSE^LN||5.1|mmol/L"]})])
add("pump-server", "infusion_server", 2100, 25, "00:0c:29:71:90:c3", "category", None, application=("IVX_IMS", "IVENIX"), os="Windows", windows=True, category_accept=["infusion_server", "medical_gateway"],
    acts=[("vitals", 20, "all", {"to": "engine", "port": 6800, "app": "IVX_IMS", "device": ("IVENIX_LVP^^8833BEFFFE104A7C^EUI-64", "IVENIX_LVP^^8833BEFFFE10511F^EUI-64"),
                                 "mdc": "69985^MDC_DEV_PUMP_INFUS_MDS^MDC"})])
add("dc", "server", 2100, 10, "00:50:56:b3:00:10", "category hostname os", None, os="Windows Server 2022", os_accept=["Windows", "Windows Server"], hosts=["SUD-DC01"], windows=True, dhcp=None,
    smb_build=(10, 0, 20348), named="sud-dc01.ksued.local", category_accept=["server", "network_infrastructure"])
add("files", "storage", 2100, 12, "d0:39:ea:51:24:8e", "category manufacturer software hostname", "NetApp", None, None, "9.11.1P8", hosts=["SUDFILER1"], smb_build=(6, 1, 7601), os="ONTAP",
    os_accept=["NetApp ONTAP", "Data ONTAP", "NetApp Release 9.11.1P8"], software_accept=["NetApp Release 9.11.1P8"],
    acts=[("snmp", 300, "all", {"by": "watch", "values": [("1.3.6.1.2.1.1.1.0", "NetApp Release 9.11.1P8: Wed Feb 22 10:21:11 UTC 2023"), ("1.3.6.1.2.1.1.2.0", "oid:1.3.6.1.4.1.789.2.5"),
                                                          ("1.3.6.1.2.1.1.5.0", "sudfiler1")]})])
add("watch", "server", 2100, 13, "00:50:56:b3:77:01", "category os", None, os="Linux", os_accept=["Ubuntu", "Ubuntu Linux", "Ubuntu 22.04"], category_accept=["server"],
    software_accept=["OpenSSH_8.9p1", "OpenSSH 8.9p1", "OpenSSH_8.9p1 Ubuntu-3ubuntu0.10", "8.9p1"],
    acts=[("shell", 200, "day", {"by": "pc-admin", "server": "SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.10"}), ("page", 200, "day", {"by": "pc-admin", "title": "Zabbix", "server": "Apache/2.4.52 (Ubuntu)"})],
    note="watches others by SNMP")
add("web", "server", 2100, 14, "00:50:56:b3:91:5a", "", None, os="Linux", note="serves TLS and makers' own protocols; nothing of itself is in clear")
add("terminal-server", "server", 2100, 15, "00:50:56:b3:14:2d", "category hostname os", None, os="Windows Server 2019", hosts=["SUD-TS03"], windows=True, dhcp=None, smb_build=(10, 0, 17763),
    os_accept=["Windows 10 1809 or Server 2019", "Windows", "Windows Server"])
add("nurse-call", "nurse_call", 2100, 26, "00:40:15:20:31:7d", "category manufacturer", "Ascom", "Telligence", None, model_accept=["Telligence Nurse Call"],
    acts=[("page", 300, "day", {"by": "pc-icu", "title": "Ascom Telligence Nurse Call - Staff Station Server"})])
add("nurse-room", "nurse_call", 2022, 99, "00:14:b8:05:60:22", "manufacturer", "Hillrom", "NaviCare Room Station", "NC20417", stack="rtos", dhcp=(b"", SMALL, None), manufacturer_accept=["Hill-Rom", "Hill Rom", "Baxter"],
    acts=[("opaque", 60, "all", {"to": "web", "port": 4117})])
add("rtls", "rtls", 2100, 27, "00:0c:29:30:08:aa", "category", "Stanley", manufacturer_accept=["AeroScout", "Aeroscout", "Securitas Healthcare"], model_accept=["MobileView"], os="Windows", windows=True)
add("cabinet-1", "medication_cabinet", 2021, 101, "50:81:40:90:20:3b", "category os hostname", "BD", "Pyxis MedStation ES", "13744120", os="Windows", hosts=["PYXIS-ITS2-01"], windows=True,
    manufacturer_accept=["CareFusion", "Becton Dickinson"], model_accept=["Pyxis"], acts=[("inside", 30, "all", {"to": "web", "name": "pyxis.ksued.local"}), ("nbns", 300, "all", {})],
    note="only its host name says what it is")
add("cabinet-2", "medication_cabinet", 2022, 102, "10:c5:95:71:22:64", "category", "TouchPoint Medical", "medDispense", "MD-33017", os="Windows", windows=True, application=("MEDDISPENSE", "STATION4"),
    model_accept=["MEDDISPENSE"], acts=[("message", 40, "all", {"to": "engine", "kind": "DFT^P03^DFT_P03", "port": 6800, "segments": ["FT1|1|||20261112||CG|SYN"]})])
add("tube", "pneumatic_tube", 2050, 41, "00:30:de:0a:71:15", "category manufacturer", "Sumetzberger", "NTW", None, stack="linux", manufacturer_accept=["Ing. Sumetzberger"], model_accept=["NTW Pneumatic Tube System"],
    acts=[("page", 500, "day", {"by": "pc-building", "title": "Sumetzberger NTW Pneumatic Tube System"})], note="a controller on a module of Wago")
add("implant-1", "implant_home_monitor", 2040, 42, "00:0f:19:20:41:6d", "category manufacturer", "Boston Scientific", "LATITUDE 6288", "118204", stack="rtos", dhcp=(b"", SMALL, None),
    acts=[("dns", 300, "day", {"names": ["devices.latitude.bostonscientific.com"]}), ("sni", 300, "day", {"names": ["devices.latitude.bostonscientific.com"]})], manufacturer_accept=["Boston"])
add("implant-2", "implant_home_monitor", 2040, 43, "00:23:3d:61:0a:f7", "category manufacturer", "Medtronic", "MyCareLink 24950", "MCL772104", stack="linux", dhcp=(b"", NETWORKD, None),
    acts=[("dns", 300, "day", {"names": ["gateway.carelink.medtronic.com"]}), ("sni", 300, "day", {"names": ["gateway.carelink.medtronic.com"]})], note="a radio module's address; its cloud names it")
# Building, VLAN 2050
add("ahu", "building_automation", 2050, 21, "00:c0:e4:30:11:7b", "category manufacturer model software", "Siemens", "PXC4.E16", None, "01.20.37.17", stack="rtos",
    manufacturer_accept=["Siemens Schweiz AG", "Siemens Building Technologies", "Siemens Switzerland Ltd"], model_accept=["Desigo PXC4.E16"],
    acts=[("controller", 240, "all", {"by": "pc-building", "identity": {"instance": 210417, "object_name": "SUD-LUE-02", "vendor_id": 7, "vendor_name": "Siemens Schweiz AG", "model_name": "PXC4.E16",
                                                                        "firmware": "01.20.37.17", "application": "Desigo", "location": "Technik U2", "description": "OP-Lueftung"}})])
add("chiller", "building_automation", 2050, 22, "5c:c2:13:07:20:4f", "category manufacturer model software", "Sauter", "EY-AS525F001", None, "3.4.1", stack="rtos", manufacturer_accept=["Fr. Sauter AG", "Fr. Sauter"],
    model_accept=["modu525"], acts=[("controller", 240, "all", {"by": "pc-building", "identity": {
        "instance": 52501, "object_name": "AS_KAELTE_1", "vendor_id": 80, "vendor_name": "Fr. Sauter AG", "model_name": "EY-AS525F001", "firmware": "3.4.1", "application": "CASE 3.9"}})],
    software_accept=["CASE 3.9"])
add("meter", "building_automation", 2050, 23, "00:11:00:41:a2:06", "category manufacturer model software", "Schneider Electric", "METSEPM5560", None, "v10.6.3", stack="rtos", software_accept=["10.6.3"],
    model_accept=["PM5560", "PowerLogic PM5560"], acts=[("meter", 200, "all", {"by": "pc-building", "identity": {
        "vendor": "Schneider Electric", "code": "METSEPM5560", "revision": "v10.6.3", "name": "PowerLogic PM5560", "model": "PM5560"}})])
add("ups", "unknown", 2050, 24, "00:c0:b7:9a:30:15", "manufacturer model serial hostname", "APC", "AP9641", "ZA1944012345", "v7.1.2", stack="rtos", category_accept=["unknown", "building_automation", "network_infrastructure"],
    manufacturer_accept=["American Power Conversion", "Schneider Electric"], hosts=["usv-etage3"], software_accept=["7.1.2"],
    acts=[("snmp", 240, "all", {"by": "watch", "values": [
        ("1.3.6.1.2.1.1.1.0", "APC Web/SNMP Management Card (MB:v4.1.0 PF:v7.1.2 PN:apc_hw21_aos_712.bin AF1:v7.1.2 AN1:apc_hw21_sumx_712.bin MN:AP9641 HR:5 SN: ZA1944012345 MD:11/01/2019)"),
        ("1.3.6.1.2.1.1.2.0", "oid:1.3.6.1.4.1.318.1.3.27"), ("1.3.6.1.2.1.1.5.0", "usv-etage3")]})], note="no category of the list is right for it")
add("camera-1", "ip_camera", 2050, 31, "e4:30:22:11:8c:40", "category manufacturer model", "Hanwha", "XNV-8081R", "ZN5370GR400117", stack="linux", manufacturer_accept=["Hanwha Techwin", "Hanwha Vision", "Samsung Techwin"],
    acts=[("camera_hello", 300, "all", {"uuid": "5f5a6870-2d41-11b2-8072-e43022118c40", "scopes": "onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/Profile/Streaming "
                                        "onvif://www.onvif.org/hardware/XNV-8081R onvif://www.onvif.org/name/Hanwha%20XNV-8081R"}),
          ("stream", 120, "all", {"by": "recorder", "path": "profile2/media.smp", "server": None, "realm": "iPolis_E43022118C40", "agent": "Nx Witness/5.1"})])
add("camera-2", "ip_camera", 2050, 32, "08:ed:ed:77:21:03", "category manufacturer", "Dahua", "IPC-HDBW5442E", "7G08C4DPAZ00117", stack="linux", manufacturer_accept=["Zhejiang Dahua"],
    acts=[("stream", 90, "all", {"by": "recorder", "path": "cam/realmonitor?channel=1&subtype=0", "server": "Rtsp Server/3.0", "realm": "Login to 7G08C4DPAZ00117", "agent": "Nx Witness/5.1"})],
    software_accept=["Rtsp Server/3.0"])
add("camera-3", "ip_camera", 2050, 33, "b8:a4:4f:20:71:5e", "category manufacturer model", "AXIS", "P3265-LVE", "B8A44F20715E", stack="linux", model_accept=["AXIS P3265-LVE"], manufacturer_accept=["Axis", "Axis Communications"],
    acts=[("ssdp", 200, "all", {"server": "Linux/5.4 UPnP/1.0 Portable SDK for UPnP devices/1.14", "kind": "urn:axis-com:service:BasicService:1"}),
          ("camera_hello", 300, "all", {"uuid": "d1a2b3c4-0000-1000-8000-b8a44f20715e", "scopes": "onvif://www.onvif.org/type/Network_Video_Transmitter onvif://www.onvif.org/hardware/P3265-LVE "
                                        "onvif://www.onvif.org/name/AXIS%20P3265-LVE"})])
add("recorder", "server", 2050, 34, "3c:ec:ef:20:07:11", "", None, os="Windows", windows=True, category_accept=["server", "storage", "ip_camera", "workstation"], note="records the cameras' streams")
# Telephones and mobiles
add("phone-1", "ip_phone", 2040, 51, "80:5e:c0:41:90:2b", "category manufacturer model software hostname", "Yealink", "SIP-T54W", None, "96.86.0.70", stack="linux", dhcp=(b"yealink", UDHCP, "SIP-T54W"),
    hosts=["SIP-T54W"], model_accept=["T54W", "Yealink SIP-T54W"], software_accept=["Yealink SIP-T54W 96.86.0.70"],
    lldp={"port": "WAN PORT", "name": "SIP-T54W", "text": "SIP-T54W", "caps": 0x0024, "med": (3, "Yealink", "SIP-T54W", "", "96.86.0.70")},
    acts=[("register", 60, "all", {"to": "exchange", "agent": "Yealink SIP-T54W 96.86.0.70", "server": "OXE"})])
add("phone-2", "ip_phone", 2040, 52, "94:24:e1:07:3a:66", "category manufacturer", "Alcatel-Lucent Enterprise", "8068s", "FCN00941802", stack="rtos", manufacturer_accept=["Alcatel", "Alcatel-Lucent", "ALE"],
    dhcp=(b"alcatel.noe.0", bytes([1, 2, 3, 4, 6, 43, 50, 51, 54, 58, 59, 60, 66, 67, 15, 28, 61]), None), acts=[("opaque", 45, "all", {"to": "exchange", "port": 32640})])
add("phone-3", "ip_phone", 2040, 53, "00:04:13:a2:50:91", "category manufacturer model software hostname", "Snom", "D785", None, "10.1.169.13", stack="linux", dhcp=(b"snomD785", UDHCP, "snomD785"), hosts=["snomD785"],
    model_accept=["snomD785", "Snom D785", "snom D785"], software_accept=["snomD785/10.1.169.13"],
    acts=[("register", 70, "all", {"to": "exchange", "agent": "snomD785/10.1.169.13", "server": "OXE"})])
add("exchange", "server", 2100, 28, "00:0c:29:5a:10:0f", "", "Alcatel-Lucent Enterprise", "OmniPCX", os="Linux", category_accept=["server", "network_infrastructure"],
    manufacturer_accept=["Alcatel", "Alcatel-Lucent", "ALE"], model_accept=["OXE", "OmniPCX Enterprise"], software_accept=["OXE"], note="the telephone exchange")
add("mobile-1", "mobile", 2040, 61, "aa:30:71:5d:02:c8", "category os hostname", "Apple", None, os="iOS", hosts=["iPhone"], stack="mac", dhcp=(b"", bytes([1, 121, 3, 6, 15, 108, 114, 119, 252]), "iPhone"),
    acts=[("sni", 50, "all", {"names": ["gateway.icloud.com", "22-courier.push.apple.com", "gsp-ssl.ls.apple.com"]})], os_accept=["iOS/iPadOS", "iOS or iPadOS"])
add("mobile-2", "mobile", 2040, 62, "6e:11:c4:90:77:3b", "category os hostname", "Samsung", "SM-A546B", os="Android", hosts=["Galaxy-A54"], model_accept=["Galaxy A54", "Galaxy-A54"], until=2,
    dhcp=(b"android-dhcp-14", bytes([1, 3, 6, 15, 26, 28, 51, 58, 59, 43, 114, 108]), "Galaxy-A54"), acts=[("sni", 70, "late", {"names": ["mtalk.google.com", "play.googleapis.com"]})])
add("mobile-3", "mobile", 2022, 63, "94:fb:29:21:05:44", "category manufacturer os", "Zebra", "TC57HC", "19301522502117", os="Android", hosts=[],
    dhcp=(b"android-dhcp-10", bytes([1, 3, 6, 15, 26, 28, 51, 58, 59, 43]), None), acts=[("sni", 60, "all", {"names": ["mtalk.google.com"]}), ("inside", 60, "all", {"to": "web", "name": "mobil.ksued.local"})])
# Computers of the house, VLANs 2010 to 2050
for name, vlan, last, mac, maker, host, build, system, more in (
        ("pc-mta", 2010, 101, "5c:60:ba:11:07:2d", "HP", "KS-RAD-1107", (10, 0, 19045), "Windows 10", ["Windows 10 22H2"]),
        ("pc-icu", 2021, 104, "04:0e:3c:90:4c:11", "HP", "KS-ITS-2043", (10, 0, 22631), "Windows 11", ["Windows 11 23H2"]),
        ("pc-lab", 2030, 101, "10:c5:95:44:31:8a", "Lenovo", "KS-LAB-3007", (10, 0, 19045), "Windows 10", ["Windows 10 22H2"]),
        ("pc-building", 2050, 101, "98:e7:43:0e:55:70", "Dell", "KS-TEC-0012", (10, 0, 14393), "Windows 10", ["Windows 10 1607", "Windows 10 1607 or Server 2016"]),
        ("pc-admin", 2040, 101, "10:c5:95:4f:02:3e", "Lenovo", "KS-IT-0004", (10, 0, 22631), "Windows 11", ["Windows 11 23H2"])):
    add(name, "workstation", vlan, last, mac, "category manufacturer os hostname", maker, os=system, os_accept=more, hosts=[host], windows=True,
        category_accept=["building_automation"] if name == "pc-building" else [], manufacturer_accept=[maker + " Inc."],
        acts=[("share", 200, "day", {"to": "files", "build": build}), ("share", 300, "day", {"to": "dc", "build": build}), ("share", 500, "day", {"to": "terminal-server", "build": build}),
              ("logon", 400, "day", {"to": "dc"}), ("dns", 90, "day", {"names": ["archiv.ksued.local", "www.example.org"]}),
              ("sni", 90, "day", {"names": ["outlook.office365.com", "www.example.org"]}), ("nbns", 300, "day", {})])
add("old-pc", "workstation", 2030, 105, "00:23:24:61:08:55", "category os hostname", None, os="Windows 7", hosts=["SPIRO-2"], os_accept=["Windows 7 SP1", "Windows 7 or Server 2008 R2", "Windows"], windows=True,
    category_accept=["workstation", "unknown"], acts=[("share", 300, "day", {"to": "files", "build": (6, 1, 7601)}), ("nbns", 240, "day", {})], note="a spirometer's PC: only the PC shows")
add("thin", "workstation", 2040, 106, "98:e7:43:77:1a:c1", "category manufacturer model hostname", "Dell", "Wyse 5070", "7XK21N3", os="Linux", os_accept=["ThinOS", "Wyse ThinOS"], hosts=["WT98e743771ac1"],
    dhcp=(b"wyse-5070", bytes([1, 2, 3, 6, 12, 15, 28, 42, 44, 161, 162]), "WT98e743771ac1"), acts=[("inside", 90, "day", {"to": "terminal-server", "name": "sud-ts03.ksued.local"})],
    manufacturer_accept=["Wyse", "Dell Wyse"], model_accept=["5070"])
add("kiosk", "mobile", 2040, 107, "7c:89:56:33:20:1f", "category manufacturer os", "Samsung", "SM-T575", os="Android", dhcp=(b"android-dhcp-13", bytes([1, 3, 6, 15, 26, 28, 51, 58, 59, 43, 114, 108]), None),
    acts=[("sni", 100, "day", {"names": ["mtalk.google.com"]})], category_accept=["mobile", "workstation"])
# Printers, storage, network
add("printer-1", "printer", 2040, 71, "00:21:b7:90:41:0d", "category manufacturer model serial hostname", "Lexmark", "MS826de", "4064929000H5X", "MXTGM.081.216", stack="rtos", hosts=["ET0021B790410D"],
    model_accept=["Lexmark MS826de"], acts=[("snmp", 240, "all", {"by": "watch", "values": [
        ("1.3.6.1.2.1.1.1.0", "Lexmark MS826de 4064929000H5X MXTGM.081.216"), ("1.3.6.1.2.1.1.2.0", "oid:1.3.6.1.4.1.641.6.71173"), ("1.3.6.1.2.1.1.5.0", "ET0021B790410D"),
        ("1.3.6.1.2.1.25.3.2.1.3.1", "Lexmark MS826de"), ("1.3.6.1.2.1.43.5.1.1.17.1", "4064929000H5X")]})])
add("printer-2", "printer", 2022, 72, "00:80:77:a1:62:30", "category manufacturer model hostname", "Brother", "QL-820NWB", "E78391F2N104417", stack="rtos", hosts=["BRN008077A16230"], model_accept=["Brother QL-820NWB"],
    acts=[("mdns", 200, "all", {"instance": "Brother QL-820NWB", "service": "_pdl-datastream._tcp.local", "port": 9100,
                                "text": ["txtvers=1", "qtotal=1", "ty=Brother QL-820NWB", "product=(Brother QL-820NWB)", "usb_MFG=Brother", "usb_MDL=QL-820NWB", "note="]})])
add("printer-3", "printer", 2010, 73, "58:38:79:20:c4:0b", "category manufacturer hostname", "Ricoh", "IM C4500", "3121M710042", stack="rtos", dhcp=(b"", bytes([1, 3, 6, 12, 15, 44, 46, 81]), "RNP58387920C40B"),
    hosts=["RNP58387920C40B"], acts=[("printer_hello", 300, "all", {"uuid": "6d4ff0ce-6b11-11d8-8020-58387920c40b"})])
add("nas", "storage", 2030, 74, "24:5e:be:51:07:92", "category manufacturer model serial software hostname", "QNAP", "TS-873A", "Q213I12345", "5.1.2", hosts=["labor-nas"], os="Linux",
    model_accept=["TS-X73A", "QNAP TS-873A"], software_accept=["QTS 5.1.2", "5.1.2.2533"], os_accept=["QTS"],
    acts=[("mdns", 150, "all", {"instance": "labor-nas", "service": "_qdiscover._tcp.local", "port": 8080,
                                "text": ["accessType=https", "accessPort=443", "model=TS-X73A", "displayModel=TS-873A", "fwVer=5.1.2", "fwBuildNum=20230926", "serialNum=Q213I12345"]})])
add("switch-1", "network_infrastructure", 2010, 11, "e4:5d:37:80:21:00", "category manufacturer model software hostname", "Juniper", "EX3400-48P", "NX0218320441", "21.4R3-S5.4", os="JUNOS", hosts=["sud-ex-rad1"],
    os_accept=["Junos", "JUNOS 21.4R3-S5.4"], model_accept=["ex3400-48p", "Juniper ex3400-48p"],
    lldp={"port": "ge-0/0/12", "name": "sud-ex-rad1", "text": "Juniper Networks, Inc. ex3400-48p Ethernet Switch, kernel JUNOS 21.4R3-S5.4, Build date: 2023-07-20", "caps": 0x0014, "med": None},
    manufacturer_accept=["Juniper Networks"], software_accept=["JUNOS 21.4R3-S5.4"])
add("switch-2", "network_infrastructure", 2021, 11, "88:7e:25:40:11:80", "category manufacturer software hostname", "Extreme Networks", "X450G2-48p-10G4", "1712N40217", "22.6.1.4", os="ExtremeXOS", hosts=["sud-x450-its"],
    lldp={"port": "1:21", "name": "sud-x450-its", "text": "ExtremeXOS (X450G2-48p-10G4) version 22.6.1.4 22.6.1.4 by release-manager on Wed Jan 16 2019", "caps": 0x0014, "med": None},
    model_accept=["X450-G2", "Summit X450-G2"], manufacturer_accept=["Extreme"])
add("switch-3", "network_infrastructure", 2050, 11, "08:4f:a9:61:20:80", "category manufacturer model software hostname", "Cisco", "IE-3300-8P2S", "FCW2437P0AB", "17.4.1", hosts=["sud-ie-tec1"], os="Cisco IOS XE",
    os_accept=["IOS XE", "Cisco IOS", "IOS-XE"], model_accept=["cisco IE-3300-8P2S"],
    cdp={"name": "sud-ie-tec1", "platform": "cisco IE-3300-8P2S", "port": "GigabitEthernet1/5", "caps": 0x28,
         "version": "Cisco IOS Software [Bengaluru], IE3x00 Switch Software (IE3x00-UNIVERSALK9-M), Version 17.4.1, RELEASE SOFTWARE (fc5)"})
add("ap-1", "network_infrastructure", 2022, 11, "d4:20:b0:51:0a:3c", "category manufacturer hostname", "Mist", "AP43", "A07032021004B", os="Linux", hosts=["ap-stat4-01"], manufacturer_accept=["Juniper", "Mist Systems", "Juniper Mist"],
    lldp={"port": "eth0", "name": "ap-stat4-01", "text": "Mist Systems 802.11ax Access Point.", "caps": 0x000C, "med": None}, dhcp=(b"Mist Systems", UDHCP, "ap-stat4-01"),
    acts=[("tags", 20, "all", {"to": "rtls"})])
add("ap-2", "network_infrastructure", 2021, 12, "f4:bd:9e:61:2c:10", "category manufacturer model software hostname", "Cisco", "C9120AXI-E", "FGL2440LKVA", "17.3.4.154", hosts=["AP-ITS2-FLUR"],
    os="Cisco AP", model_accept=["cisco C9120AXI-E"], cdp={"name": "AP-ITS2-FLUR", "platform": "cisco C9120AXI-E", "port": "GigabitEthernet0", "caps": 0x02,
                                                           "version": "Cisco AP Software, ap1g7-k9w8 Version: 17.3.4.154"},
    dhcp=(b"Cisco AP C9120AXI", UDHCP, "AP-ITS2-FLUR"), acts=[("tags", 25, "all", {"to": "rtls"})])
