"""The third hospital, site C: who is on it, what is true of each device, and what each one does.

Held back until 2026-11-30, visible since; written blind: from products' public manuals and conformance statements, the protocols' documents and the IEEE's
list of addresses, without a look at wardwatch's rules, its code or any result. A house of another country (host names are
Portuguese), of another mix of makers, with more devices that show little. Everything is synthetic.

`told` lists what the traffic tells, as in site_b_table.py: what is sent in so many words, a maker by a hardware address that is his own,
a system by the class or list of its DHCP or a version in NTLM or a banner, a role by who asks whom in a protocol that knows roles. All
else that is true need not be found, and what is shown must be right. None means that nothing is to be shown. `unjudged` lists
what even the maker of this table would not decide. Comments that begin with "Doubt" say where the truth could be argued.
"""

from canary_dicom import S

NETS = {10: "10.130.10.", 20: "10.130.20.", 30: "10.130.30.", 40: "10.130.40.", 50: "10.130.50.", 60: "10.130.60.", 70: "10.130.70.",
        100: "10.130.100.", 110: "10.130.110.", 120: "10.131.4."}
VISIBLE = {10, 20, 30, 40, 50, 60, 70, 100}
ROUTERS = {"a": dict.fromkeys(VISIBLE, "fc:7f:f1:0c:41:00"), "b": dict.fromkeys(VISIBLE, "fc:7f:f1:0c:77:00")}
ROUTER_LAST, OTHER_ROUTER, ROUTING = {"a": "252", "b": "253"}, "fc:7f:f1:0c:41:00", "virtual_routers"
CORE_TEXT = ("HPE Comware Platform Software, Software Version 7.1.070, Release 3506P08\r\nHPE 5510 48G 4SFP+ HI 1-slot Switch JH148A\r\n"
             "Copyright (c) 2010-2021 Hewlett Packard Enterprise Development LP")
PREFIXES = {40: "fd4a:7c10:40:1:", 60: "fd4a:7c10:60:1:", 70: "fd4a:7c10:70:1:"}
START = 1_796_083_200  # Tuesday 1 December 2026, 00:00 UTC
DAYS, WEEKDAY, FACILITY, BED, AT_LEAST_ONCE, LEAVE_OUT_EMPTY = 2, 1, "HSP", "UTI1^03^1", True, False
SHIFTS = {"all": lambda hour: True, "day": lambda hour: 7 <= hour < 19, "night": lambda hour: hour >= 19 or hour < 7,
          "rounds": lambda hour: int(hour) in (4, 10, 16, 22), "theatre": lambda hour: 7 <= hour < 17}
DHCP, ARCHIVE, WORKLIST, NAMES, TIME = "10.130.110.8", "archive", "ris", "directory", "directory"
DOMAIN, WORKGROUP, VLAN_MATTERS = "hsp.intra", "HSP", set()
DOCKS = ["20:7b:d2:41:00:1c", "20:7b:d2:41:00:5e"]
WINDOWS = (b"MSFT 5.0", bytes([1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252]))
XP = (b"MSFT 5.0", bytes([1, 15, 3, 6, 44, 46, 47, 31, 33, 249, 43]))
UDHCP = bytes([1, 3, 6, 12, 15, 28, 40, 41, 42])
DHCLIENT = bytes([1, 28, 2, 3, 15, 6, 119, 12, 44, 47, 26, 121, 42])
LWIP = bytes([1, 3, 28, 6])
BARE = bytes([1, 3, 6])
VXWORKS = bytes([1, 3, 6, 12, 15])
ANDROID = bytes([1, 3, 6, 15, 26, 28, 51, 58, 59, 43, 114, 108])
IOS = bytes([1, 121, 3, 6, 15, 108, 114, 119, 252])
ALL = ("category", "manufacturer", "model", "serial", "software", "os", "hostname")
DEVICES = []


def gateway(vlan):
    """Last octet and hardware address of a VLAN's router: VRRP's."""
    return "1", f"00:00:5e:00:01:{vlan % 256:02x}"


def beside():
    """The truth of what is no row: routers, their virtual addresses, docks."""
    rows = []
    for place, name in enumerate("ab", 1):
        mac = ROUTERS[name][10]
        link = f"fe80::{int(mac[:2], 16) ^ 2:x}{mac[3:5]}:{mac[6:8]}ff:fe{mac[9:11]}:{int(mac[12:14] + mac[15:], 16):x}"
        rows.append({"name": f"router-{name}", "category": "network_infrastructure", "manufacturer": "HPE", "model": "5510", "serial": None, "macs": [mac],
                     "manufacturer_accept": ["Hewlett Packard Enterprise", "H3C"], "hidden": [], "hostnames": [f"sw-core-0{place}"],
                     "model_accept": ["JH148A", "5510 HI", "5510 48G 4SFP+ HI", "5510 48G 4SFP+ HI 1-slot Switch", "5510 48G 4SFP+ HI 1-slot Switch JH148A"],
                     "software": "7.1.070", "software_accept": ["7.1.070, Release 3506P08", "Release 3506P08", "3506P08", "7.1.070 Release 3506P08"],
                     "ips": [NETS[vlan] + ROUTER_LAST[name] for vlan in sorted(VISIBLE)] + [link]})
    rows += [{"name": "virtual router", "optional": True, "macs": [gateway(vlan)[1]], "ips": [NETS[vlan] + "1"]} for vlan in NETS]
    return rows + [{"name": "dock", "optional": True, "macs": [mac], "ips": []} for mac in DOCKS]


def add(name, category, vlan, last, mac, told="", maker=None, model=None, serial=None, software=None, os=None, hosts=(), acts=(), **more):
    """One device."""
    row = {"name": name, "category": category, "vlan": vlan, "ip": NETS[vlan] + str(last), "mac": mac, "manufacturer": maker, "model": model,
           "serial": serial, "software": software, "os": os, "hostnames": list(hosts), "hidden": [key for key in ALL if key not in told.split()],
           "acts": list(acts)}
    row.update(more)
    if row.pop("windows", False):
        row.update(stack=row.get("stack", "windows"), ttl=128)
        if "dhcp" not in row and hosts:
            row.update(dhcp=(*WINDOWS, hosts[0]), dhcp_more=[(81, b"\0\0\0" + hosts[0].encode())])
    DEVICES.append(row)


def modality(name, category, vlan, last, mac, code, sop, ae, uid, version, maker, spoken, model, serial, software, station, every, shift="day", told="", acts=(), **more):
    """One device that sends images and tells its equipment module; `spoken` is how it writes its maker."""
    e = {"ae": ae, "uid": uid, "version": version, "modality": code, "sop": S + sop, "maker": spoken, "model": model, "serial": serial, "software": software,
         "station": station}
    add(name, category, vlan, last, mac, "category manufacturer model serial software " + told, maker, model, serial, software, dicom=e, ae_titles=[ae],
        acts=[("store", every, shift, {}), ("worklist", every * 3, shift, {}), *acts], **more)


def asks(name, category, vlan, last, mac, code, ae, uid, version, told="", maker=None, model=None, serial=None, software=None, every=60, shift="day", acts=(), **more):
    """One device that asks for its worklist and tests its archive, and sends no image while the mirror port looks."""
    e = {"ae": ae, "uid": uid, "version": version, "modality": code, "sop": S + "7"}
    add(name, category, vlan, last, mac, told, maker, model, serial, software, dicom=e, ae_titles=[ae],
        acts=[("worklist", every, shift, {}), ("echo", every * 4, "all", {}), *acts], **more)


def inside(name, every=90, shift="day"):
    """TLS to a server of the house, of which only its name is in clear."""
    return ("inside", every, shift, {"to": "web", "name": name})


# Imaging, VLAN 10
modality("ct-1", "ct", 10, 21, "fc:3f:db:40:11:07", "CT", "2", "AQLIGHT1", "1.2.392.200036.9116.2.6.1", "TM_CT_CMW_V4.74", "Canon Medical", "TOSHIBA", "Aquilion Lightning",
         "1JA1842077", "V8.8ER006", "TOMO-PS", 15, "all", "os hostname", os="Windows", windows=True, hosts=["TOMO-PS"], manufacturer_accept=["Canon", "Toshiba"])
modality("ct-2", "ct", 10, 22, "00:25:90:7a:e0:34", "CT", "2", "NEUVIZ_AMB", "1.2.276.0.7230010.3.0.3.6.0", "OFFIS_DCMTK_360", "Neusoft", "NMS", "NeuViz 16 Essence",
         "NZ16E180247", "1.0.9.3724+P01", "nv16con", 30, os="Linux", manufacturer_accept=["NMS", "Neusoft Medical Systems"])
modality("ct-3", "ct", 10, 23, "fc:15:b4:0e:21:a9", "CT", "2", "SUPRIA1", "1.2.392.200036.9123.100.11.1", "HITACHI_CT_V2", "Hitachi", "HITACHI, Ltd.", "Supria", "SG60117",
         "V2.26", "SUPRIA", 45, os="Windows", windows=True, manufacturer_accept=["Fujifilm", "FUJIFILM Healthcare"])
modality("mr-1", "mr", 10, 24, "f8:0d:ac:1b:40:6e", "MR", "4", "EXPLORER1", "1.2.840.113619.6.408", "MR25.1_R02", "GE HealthCare", "GE MEDICAL SYSTEMS", "SIGNA Explorer",
         "000055127MR01", "25\\LX\\MR Software release:DV25.1_R02_1649.a", "RESSONANCIA1", 50, os="Linux", software_accept=["25", "MR Software release:DV25.1_R02_1649.a", "DV25.1_R02_1649.a"])
modality("mr-2", "mr", 10, 25, "e8:d8:d1:33:07:c2", "MR", "4", "AMIRA_HSP", "1.3.12.2.1107.5.2", "MR_VB17A", "Siemens Healthineers", "SIEMENS", "Amira", "149211",
         "syngo MR XA12", "MRC149211", 60, told="os hostname", os="Windows", windows=True, hosts=["AMIRA-149211"], model_accept=["MAGNETOM Amira"])
modality("dr-1", "xray", 10, 26, "00:1d:4a:60:17:2b", "DX", "1.1", "DRXASC_PS", "1.2.840.113564.3.4.5", "DR_5.7", "Carestream", "Carestream Health", "DRX-Ascend", "90117204",
         "5.7.412.7", "DRX-PS", 10, "all", "os hostname", os="Windows", windows=True, hosts=["DRX-PS"], manufacturer_accept=["Carestream Health"])
modality("dr-2", "xray", 10, 27, "f8:ca:b8:51:e3:20", "DX", "1.1", "DIGDIAG_R2", "1.3.46.670589.26", "PHILIPS_ELEVA_4", "Philips", "Philips Medical Systems", "digitalDIAGNOST",
         "1904228", "4.3.8.0", "ELEVA-R2", 15, os="Windows", windows=True, model_accept=["DigitalDiagnost"])
# Doubt: the console (CR reader) is called after the console, not after the X-ray tube.
modality("cr", "xray", 30, 28, "fc:01:7c:28:90:0d", "CR", "1", "FCRPRIMA", "1.2.392.200036.9125.1.2", "FCR_IIP_6", "Fujifilm", "FUJIFILM Corporation", "FCR PRIMA II", "PT20417", "A12",
         "IIP-LEITO", 90, told="os hostname", os="Windows", windows=True, hosts=["IIP-LEITO"], manufacturer_accept=["FUJIFILM", "Fuji"], moves=[(0.55, 128)])
modality("dr-3", "xray", 10, 29, "00:e0:96:51:2d:07", "DX", "1.1", "RADSPEED", "1.2.392.200036.9133.3.1", "SHIMADZU_DR", "Shimadzu", "SHIMADZU CORPORATION", "RADspeed Pro",
         "CM6F4B911009", "V4.1.0", "RS-PRO", 25, os="Windows", windows=True)
modality("arc", "xray", 20, 30, "f8:db:88:07:34:1c", "XA", "12.1", "ZIEHM_CC3", "1.2.276.0.22.1.4.7", "ZIEHM_NETPORT3", "Ziehm Imaging", "Ziehm Imaging", "Ziehm Vision RFD", "20488",
         "6.14", "ZIEHM-CC3", 60, "theatre", os="Linux", manufacturer_accept=["Ziehm"], model_accept=["Vision RFD"])
modality("haemodynamics", "xray", 10, 31, "e8:d8:d1:70:19:55", "XA", "12.1", "AZURION_H1", "1.3.46.670589.28", "AZURION_2.1", "Philips", "Philips Medical Systems", "Azurion", "722079.417",
         "2.1.6", "AZ-HEMO", 40, os="Windows", windows=True, model_accept=["Azurion 7"])
# Doubt: DEXA has no category of its own; an X-ray machine it is.
modality("bone", "xray", 10, 32, "fc:5c:ee:20:64:b1", "OT", "7", "LUNAR_DXA", "1.2.840.113619.6.110", "LUNAR_15", "GE HealthCare", "GE Healthcare", "Lunar Prodigy Advance", "PA+302117",
         "enCORE 17.10.022", "DENSITO", 70, told="os hostname", os="Windows", windows=True, hosts=["DENSITOMETRO"], model_accept=["Prodigy Advance"], software_accept=["17.10.022"],
         category_accept=["xray", "unknown"])
modality("us-1", "ultrasound", 10, 33, "30:1f:9a:21:07:44", "US", "6.1", "QBIT7", "1.2.276.0.7230010.3.0.3.6.2", "OFFIS_DCMTK_362", "Chison", "CHISON", "QBit 7", "QB7S20417",
         "V2.1.0.1", "QBIT7-GO", 35, os="Windows", windows=True)
modality("us-2", "ultrasound", 10, 34, "24:4e:7b:10:3c:08", "US", "6.1", "S22_GO", "1.2.276.0.7230010.3.0.3.5.4", "OFFIS_DCMTK_354", "SonoScape", "SonoScape", "S22", "4471903012",
         "1.3.1.12", "S22", 40, os="Linux")
modality("us-3", "ultrasound", 10, 35, "84:25:3f:5a:19:e0", "US", "6.1", "LOGIQP9_1", "1.2.840.113619.6.411", "LOGIQP9_R3", "GE HealthCare", "GE Ultrasound", "LOGIQP9", "600417SU8",
         "LP9:R3.1.5", "LOGIQP9", 25, os="Windows", windows=True, model_accept=["LOGIQ P9"], software_accept=["R3.1.5"], note="behind a wireless bridge of Silex")
modality("us-4", "ultrasound", 20, 36, "38:0b:26:11:74:c0", "US", "6.1", "TE7_UTI", "1.2.156.112536.2.0.1", "MINDRAY_TE", "Mindray", "Mindray", "TE7", "BJS-71000417",
         "02.05.00", "TE7-UTI", 80, "all", os="Linux", moves=[(1.3, 136)], dhcp=(b"udhcp 1.22.1", UDHCP, None))
modality("us-5", "ultrasound", 10, 37, "00:01:85:0a:44:71", "US", "3.1", "ARIETTA65", "1.2.392.200039.102.2", "ALOKA20150401", "Hitachi", "Hitachi Aloka Medical,Ltd.", "ARIETTA 65",
         "G0120417", "1.3.2", "ARIETTA", 30, os="Windows", windows=True, manufacturer_accept=["Hitachi Aloka Medical", "Aloka", "Fujifilm"])
asks("us-6", "ultrasound", 10, 38, "d4:df:57:01:29:6a", "US", "ECUBE15", "1.2.410.200055.1", "ECUBE_DCM_1", "category manufacturer", "Alpinion", "E-CUBE 15", "E15P0417", os="Windows", windows=True,
     manufacturer_accept=["Alpinion Medical Systems"], model_accept=["ECUBE15", "E-CUBE"], software_accept=["ECUBE_DCM_1"])
modality("mammo-1", "mammography", 10, 39, "f8:b4:6a:19:0c:d2", "MG", "1.2", "AMULET_1", "1.2.392.200036.9125.4.1", "FDR_AWS_9", "Fujifilm", "FUJIFILM Corporation", "AMULET Innovality",
         "5700417", "V9.1", "AWS-MAMO", 20, told="os hostname", os="Windows", windows=True, hosts=["AWS-MAMO"], manufacturer_accept=["FUJIFILM", "Fuji"])
modality("mammo-2", "mammography", 10, 40, "00:09:21:30:77:1e", "MG", "1.2", "CLARITY", "1.2.246.10.23.1", "PLANMED_CL_3", "Planmed", "Planmed Oy", "Planmed Clarity", "PCL20417", "3.2.1.R",
         "CLARITY", 40, os="Linux", model_accept=["Clarity"], manufacturer_accept=["Planmeca"])
modality("pano", "xray", 10, 41, "f8:bc:12:60:31:47", "PX", "1.1", "VATECH_PAX", "1.2.410.200067.1", "VATECH_4", "Vatech", "VATECH Company Limited", "PHT-6500", "091-1804417", "1.0.1.7",
         "ODONTO1", 120, told="os hostname", os="Windows", windows=True, hosts=["ODONTO-RX1"])
modality("gamma", "nuclear_medicine", 10, 42, "f8:ca:b8:2a:70:18", "NM", "20", "BRIGHTVIEW", "1.3.46.670589.43.1", "JETSTREAM_3", "Philips", "Philips Medical Systems", "BrightView", "6000417",
         "4.20.16", "BV-MN", 80, os="Windows", windows=True)
modality("pet", "nuclear_medicine", 10, 43, "a0:42:3f:44:0e:91", "PT", "128", "ANYSCAN", "1.2.276.0.7230010.3.0.3.6.4", "OFFIS_DCMTK_364", "Mediso", "Mediso", "AnyScan PC", "AS-017",
         "2.01.020.0000", "ANYSCAN", 110, os="Linux")
modality("endo-1", "endoscopy", 20, 44, "cc:82:7f:30:18:6c", "ES", "77.1.1", "NEXUS_END1", "1.2.392.200036.9125.6.1", "NEXUS_2", "Fujifilm", "FUJIFILM", "VP-7000", "1P704A417", "1.12", "ENDO-SALA1",
         45, told="os hostname", os="Windows", windows=True, hosts=["ENDO-SALA1"], manufacturer_accept=["FUJIFILM", "Fuji"])
add("endo-2", "endoscopy", 20, 45, "00:01:13:41:0b:7e", "manufacturer", "Olympus", "CV-190", "7411087", stack="rtos", dhcp=(b"", BARE, None),
    acts=[("opaque", 50, "theatre", {"to": "endo-server", "port": 1041})])
add("endo-server", "server", 20, 46, "f8:db:88:33:60:a7", "os hostname", None, os="Windows", windows=True, hosts=["SRV-ENDOSCOPIA"], category_accept=["server", "endoscopy"],
    acts=[("ntp", 300, "all", {})], note="keeps the endoscopes' pictures; Doubt: whose it is cannot be seen")
modality("plan", "radiotherapy", 10, 47, "fc:15:b4:77:28:5e", "RTPLAN", "481.5", "VMSFD_HSP", "1.2.246.352.70.2.1.160.3", "DCIE 2.2", "Varian", "Varian Medical Systems", "ARIA RadOnc", "117044817",
         "15.6.05", "SRV-ARIA", 60, os="Windows", windows=True, category_accept=["radiotherapy", "modality_workstation"], model_accept=["ARIA"])
modality("linac", "radiotherapy", 10, 48, "fc:3f:db:61:90:33", "RTIMAGE", "481.1", "MOSAIQ_AL1", "2.16.840.1.113669.2.931128", "MergeCOM3_390", "Elekta", "ELEKTA", "Synergy", "153044", "3.5.1",
         "ACELERADOR1", 30, os="Windows", windows=True, model_accept=["Elekta Synergy"])
modality("eye", "unknown", 30, 49, "00:0b:f7:20:91:c4", "OP", "77.1.5.1", "NIDEK_AFC", "1.2.392.200106.1651.6", "NAVIS_EX_1", "Nidek", "NIDEK", "AFC-330", "180417", "1.10", "AFC330", 100,
         os="Windows", windows=True, note="a fundus camera: no category of the list is right for it")
# Doubt: a slide scanner is the pathology laboratory's; no category is right for it.
modality("slides", "unknown", 40, 50, "40:d8:55:05:d2:1b", "SM", "77.1.6", "APERIO_GT", "1.2.276.0.7230010.3.0.3.6.4", "OFFIS_DCMTK_364", "Leica", "Leica Biosystems", "Aperio GT 450 DX", "SS45417",
         "1.2.0.3014", "GT450", 40, os="Linux", category_accept=["unknown", "lab_analyzer"], manufacturer_accept=["Leica Biosystems", "Aperio"], model_accept=["GT 450 DX"])
modality("ecg-1", "ecg", 30, 51, "14:4f:d7:e0:2b:61", "ECG", "9.1.1", "SE1201_1", "1.2.276.0.7230010.3.0.3.6.0", "OFFIS_DCMTK_360", "Edan", "EDAN INSTRUMENTS, INC.", "SE-1201", "360417-M18A07",
         "V1.5", "ECG-POSTO2", 60, os="Linux", dhcp=(b"udhcp 1.20.2", UDHCP, None), moves=[(0.55, 151)], manufacturer_accept=["Edan Instruments"])
asks("ecg-2", "ecg", 30, 52, "00:80:92:40:e1:7d", "ECG", "MAC2000_PS", "1.2.840.113619.6.263", "MAC2000_1.1", "category manufacturer", "GE HealthCare", "MAC 2000", "SDE17420417NA", stack="rtos",
     model_accept=["MAC2000"], software_accept=["MAC2000_1.1", "1.1"], dhcp=(b"", LWIP, None), note="a wireless module of Silex")
add("ecg-3", "ecg", 30, 53, "dc:35:f1:07:61:2a", "os hostname", "Micromed", "ErgoPC Elite", None, os="Windows", windows=True, hosts=["ERGOMETRIA"],
    acts=[("announce", 240, "day", {"comment": "", "version": (10, 0)}), ("share", 200, "day", {"to": "files", "build": (10, 0, 17763)})],
    os_accept=["Windows 10", "Windows 10 1809", "Windows 10 1809 or Server 2019"], category_accept=["workstation"], note="a treadmill's PC of Positivo: its name alone says what it is for")
add("reading-1", "modality_workstation", 10, 61, "fc:3f:db:70:55:08", "category manufacturer os hostname", "HP", os="Windows", hosts=["LAUDO-03"], windows=True, ae_titles=["LAUDO03"],
    dicom={"ae": "LAUDO03", "uid": "1.3.6.1.4.1.30071.8", "version": "fo-dicom 4.0.8", "modality": "MR", "sop": S + "4"}, software_accept=["fo-dicom 4.0.8", "4.0.8"],
    manufacturer_accept=["Hewlett Packard", "Pixeon"], acts=[("find", 12, "day", {}), ("logon", 500, "day", {"to": "directory"})])
add("reading-2", "modality_workstation", 10, 62, "fc:e9:98:10:2a:5b", "category manufacturer os hostname", "Apple", None, os="macOS", hosts=["iMac-Radiologia"], stack="mac", ae_titles=["OSIRIX_RAD"],
    dicom={"ae": "OSIRIX_RAD", "uid": "1.2.276.0.7238010.5.0.3.5.4", "version": "OSIRIX", "modality": "CT", "sop": S + "2"}, software_accept=["OSIRIX", "OsiriX"], model_accept=["iMac", "iMac20,1"],
    dhcp=(b"", bytes([1, 121, 3, 6, 15, 108, 114, 119, 252, 95, 44, 46]), "iMac-Radiologia"), acts=[("find", 40, "night", {})])
# Doubt: syngo.via tells its maker by its implementation class alone, which is his own.
add("reading-3", "modality_workstation", 10, 63, "bc:24:11:5e:70:12", "category manufacturer", "Siemens Healthineers", None, os="Windows", windows=True, ae_titles=["SYNGOVIA"], model_accept=["syngo.via"],
    dicom={"ae": "SYNGOVIA", "uid": "1.3.12.2.1107.5.8.15.100", "version": "SYNGO_VIA_VB40", "modality": "CT", "sop": S + "2"}, software_accept=["SYNGO_VIA_VB40", "VB40"],
    category_accept=["modality_workstation", "server", "pacs"], acts=[("find", 60, "day", {}), ("echo", 300, "all", {})])
add("film", "dicom_printer", 10, 64, "00:1d:4a:71:50:0c", "category manufacturer", "Carestream", "DRYVIEW 5950", "59503417", ae_titles=["DV5950"], stack="linux", software_accept=["DV5950_2.1", "2.1"],
    manufacturer_accept=["Carestream Health"], model_accept=["DV5950"], scp={"ae": "DV5950", "uid": "1.2.840.113564.4.3.1", "version": "DV5950_2.1"},
    acts=[("printed", 150, "day", {"by": "mr-1"}), ("printed", 300, "day", {"by": "ct-3"})])
add("disc", "unknown", 10, 65, "00:40:b1:10:66:f2", "manufacturer", "Codonics", "Virtua-M", "VM-20417", stack="linux", category_accept=["unknown", "dicom_printer", "storage"], ae_titles=["VIRTUA"],
    scp={"ae": "VIRTUA", "uid": "1.2.840.113553.1", "version": "VIRTUA_4.0.0"}, software_accept=["VIRTUA_4.0.0", "4.0.0"], model_accept=["Virtua"],
    acts=[("printed", 400, "day", {"by": "dr-2"})], note="writes discs; Doubt: a film printer too, as far as the wire shows")
modality("us-branch", "ultrasound", 120, 20, "38:0b:26:00:00:20", "US", "6.1", "DC70_AMB", "1.2.156.112536.1.1", "MINDRAY_DC70", "Mindray", "Mindray", "DC-70", "QE-68000417", "01.02.00", "DC70-AMB", 60,
         os="Windows", windows=True, note="in a branch behind the router: known by address only")
add("injector", "unknown", 10, 66, "00:0b:ab:40:71:18", "", "Guerbet", "OptiVantage", "CI0417B331", stack="windows", note="no category is right for it; an address of Advantech, a lease without a name",
    dhcp=(*WINDOWS, None), os="Windows", acts=[("probe", 300, "day", {})])
# Intensive care and theatres, VLAN 20
for number, last, mac, part, accept, serial, software, bed in (
        (1, 71, "00:09:fb:91:0c:07", "866062", ["MX450", "IntelliVue MX450"], "DE41720417", "L.01.08", "UTI1-03"),
        (2, 72, "00:09:5c:40:7e:11", "M8003A", ["MP40", "IntelliVue MP40"], "DE62104170", "H.15.41", "UTI1-04"),
        (3, 73, "00:09:5c:40:7f:a2", "M8007A", ["MP70", "IntelliVue MP70"], "DE61804171", "G.01.75", "UTI1-05")):
    add(f"monitor-{number}", "patient_monitor", 20, last, mac, "category manufacturer model serial software", "Philips", part, serial, software, model_accept=accept, bed=bed, stack="rtos",
        dhcp=(b"", VXWORKS, None), acts=[("intellivue", 70, "all", {"to": "collector"})], swaps={2: (1.2, 73), 3: (1.2, 72)}.get(number))
add("monitor-4", "patient_monitor", 20, 74, "f0:e5:c3:30:12:4d", "category manufacturer model serial software", "Dräger", "Vista XL", "5401104170", "VF7.2-W", stack="rtos", bed="UTI2-01",
    manufacturer_accept=["Draeger", "Drager"], model_accept=["Infinity Vista XL"], acts=[("infinity", 60, "all", {}), ("wave", 60, "all", {})])
for number, last, mac, model, bed in ((5, 75, "00:00:a1:40:7c:21", "Solar 8000i", "L01"), (6, 76, "00:00:a1:40:90:1e", "Dash 4000", "L02")):
    add(f"monitor-{number}", "patient_monitor", 20, last, mac, "category manufacturer", "GE HealthCare", model, None, stack="rtos", bed=bed, unit="UCO", unjudged=["serial"],
        manufacturer_accept=["Marquette", "GE Medical Systems"], acts=[("unity", 50, "all", {})])
# Doubt: B40 and B20 are one line; the word in OBX-18 names the family.
add("monitor-7", "patient_monitor", 20, 77, "08:00:19:71:04:17", "category manufacturer model", "GE HealthCare", "B40", "SK417140021HA", application=("VSP", "GE Healthcare"), stack="linux",
    model_accept=["B40i", "B40_GE", "B40 Patient Monitor"], manufacturer_accept=["General Electric"],
    acts=[("vitals", 20, "all", {"to": "engine", "port": 6671, "app": "VSP^080019FFFE710417^EUI-64", "device": "080019FFFE710417B40^B40_GE^080019FFFE710417^EUI-64"})])
add("monitor-8", "patient_monitor", 30, 78, "08:85:5b:20:41:70", "category manufacturer model", "Philips", "Efficia CM", "CN81704170", application=("^EfficiaCM", ""), stack="linux",
    model_accept=["EfficiaCM", "Efficia CM120", "Efficia CM150", "Efficia CM100", "Efficia CM Series", "CM120"], moves=[(0.55, 178)], dhcp=(b"", UDHCP, None),
    acts=[("message", 30, "all", {"to": "engine", "kind": "ORU^R01", "port": 6672, "segments": ["OBR|1|||^^MDIL|||20261201", "OBX|1|NM|0002-4bb8^SpO2^MDIL||97|0004-0220^%^MDIL|||||F"]})])
add("monitor-9", "patient_monitor", 30, 79, "00:15:49:02:a0:41", "manufacturer", "Dixtal", "DX 2023", "20417", stack="rtos", dhcp=(b"", BARE, None), moves=[(0.55, 179)], manufacturer_accept=["Dixtal Biomedica", "Philips"],
    acts=[("opaque", 40, "all", {"to": "web", "port": 6555})])
add("monitor-10", "patient_monitor", 30, 80, "00:08:dc:10:4c:70", "category manufacturer", "Contec", "CMS8000", "17120417", stack="rtos", model_accept=["CMS-8000", "MN-120"],
    manufacturer_accept=["Epsimed"], acts=[("remote_files", 240, "all", {"address": "202.114.4.119"})], note="looks for its maker's fixed address")
add("monitor-11", "patient_monitor", 30, 81, "00:02:bd:10:41:75", "manufacturer", "Bionet", "BM5", "EP041700", stack="rtos", acts=[("probe", 200, "all", {})], dhcp=(b"", LWIP, None), note="a lease and ARP")
add("monitor-12", "patient_monitor", 30, 82, "50:4a:5e:20:41:07", "manufacturer", "Masimo", "Root", "1000041717", stack="linux", manufacturer_accept=["Masimo Corporation"],
    acts=[inside("iris.hsp.intra", 60, "all")], dhcp=(b"", UDHCP, None))
add("monitor-13", "patient_monitor", 20, 83, "74:fe:48:30:41:72", "", "Lifemed", "LifeTouch 15", "LT0417", stack="linux", dhcp=(b"", DHCLIENT, None), os="Linux", note="a board of Advantech; a lease without a name and TCP",
    acts=[("opaque", 25, "all", {"to": "web", "port": 9001})])
add("defibrillator", "unknown", 20, 84, "00:22:52:40:17:0a", "manufacturer", "ZOLL", "R Series", "AF17C041700", stack="rtos", dhcp=(b"", BARE, None), category_accept=["unknown", "patient_monitor"],
    acts=[("inside", 400, "all", {"to": "web", "name": "dados.hsp.intra"})], note="no category of the list is right for it")
add("central-1", "central_station", 20, 85, "00:a0:9a:30:41:17", "category manufacturer model", "Nihon Kohden", "CNS-6201", "00417", os="Windows", windows=True, application=("NIHON KOHDEN", "NIHON KOHDEN"),
    category_accept=["central_station", "medical_gateway"], model_accept=["CNS-6200", "CNS-6200 series"],
    acts=[("message", 12, "all", {"to": "engine", "kind": "ORU^R01^ORU_R01", "port": 6673, "segments": ["PV1|1|I|UTI2^05^1", "OBR|1|||VITAL", "OBX|1|NM|001000^VITAL HR||70|/min|||||F"]}),
          ("page", 500, "day", {"by": "ward-pc-1", "title": "NIHON KOHDEN CNS-6201 Central Monitor"})])
add("central-2", "central_station", 20, 86, "f8:ca:b8:50:04:17", "hostname os", "GE HealthCare", "CIC Pro", "SDY041700", os="Windows XP", windows=True, hosts=["CIC-UCO"], stack="xp", dhcp=(*XP, "CIC-UCO"),
    os_accept=["Windows", "Windows XP Professional", "Windows XP Embedded"], category_accept=["central_station", "medical_gateway"],
    acts=[("unity_data", 30, "all", {"to": "monitor-5"}), ("unity_data", 30, "all", {"to": "monitor-6"}), ("announce", 60, "all", {"comment": "Central UCO"})],
    note="Doubt: its role is plain to who knows the Unity network; Dell's computer")
add("collector", "medical_gateway", 20, 87, "f8:db:88:20:41:7e", "category os hostname", "Philips", "PIC iX", None, os="Windows", windows=True, hosts=["PICIX-UTI1"],
    category_accept=["medical_gateway", "central_station"], acts=[("share", 300, "all", {"to": "files", "build": (10, 0, 17763)})],
    os_accept=["Windows Server 2019", "Windows 10 1809 or Server 2019", "Windows 10 1809"], note="asks three IntelliVue monitors for their data; Dell's computer")
add("gateway", "medical_gateway", 20, 88, "00:0c:29:40:17:5d", "category manufacturer os hostname", "Mindray", "eGateway", None, os="Windows", windows=True, hosts=["SRV-EGATEWAY"], application=("MINDRAY_EGATEWAY", "MINDRAY"),
    model_accept=["MINDRAY_EGATEWAY", "EGATEWAY"], category_accept=["medical_gateway", "central_station"],
    acts=[("vitals", 8, "all", {"to": "engine", "port": 6674, "app": "MINDRAY_EGATEWAY^00A0370027000417^EUI-64", "device": ("iMEC12^^00A037009B041701^EUI-64", "ePM10^^00A037009B041702^EUI-64")})])
add("telemetry-1", "telemetry", 20, 89, "00:00:a1:52:04:17", "category manufacturer", "GE HealthCare", "ApexPro CH", None, stack="rtos", bed="T01", unit="TELE", unjudged=["serial"],
    manufacturer_accept=["Marquette", "GE Medical Systems"], category_accept=["telemetry", "patient_monitor", "central_station"], acts=[("unity", 50, "all", {})],
    note="Doubt: only the unit's name tells a telemetry system from a monitor; every answer is accepted")
add("telemetry-2", "telemetry", 30, 90, "38:0b:26:6c:04:17", "category manufacturer model", "Mindray", "TM70", "FN-70000417", application=("TM70", "MINDRAY"), stack="linux", dhcp=(b"udhcp 1.27.2", UDHCP, None),
    category_accept=["telemetry", "patient_monitor"], model_accept=["MINDRAY_TM70"], os="Linux",
    acts=[("vitals", 30, "all", {"to": "gateway", "port": 4601, "app": "MINDRAY_TM70^380B26FFFE6C0417^EUI-64", "device": "TM70^^380B26FFFE6C0417^EUI-64"})])
# One serial device server, two devices on its ports
add("two-on-one", "anesthesia", 20, 91, "00:90:e8:6b:04:17", "hostname", "Moxa", None, None, stack="rtos", hosts=["NP5232_0417"], dhcp=(b"", LWIP, "NP5232_0417"), unjudged=["model", "software", "serial"],
    category_accept=["ventilator", "medical_gateway", "network_infrastructure", "unknown"], manufacturer_accept=["Dräger", "Draeger", "Drager"],
    acts=[("medibus", 40, "all", {"by": "collector", "port": 4001, "number": "8603", "name": "Primus", "revision": "04.53"}),
          ("medibus", 40, "all", {"by": "collector", "port": 4002, "number": "8411", "name": "EvitaXL", "revision": "07.03"})],
    note="two devices of Dräger behind one address of Moxa: any honest answer is right")
add("ventilator-1", "ventilator", 20, 92, "70:b3:d5:64:80:41", "manufacturer", "Magnamed", "FlexiMag Max 700", "FM70417", stack="linux", dhcp=(b"udhcp 1.24.2", UDHCP, None), manufacturer_accept=["Magnamed Tecnologia Medica"],
    acts=[("opaque", 20, "all", {"to": "collector", "port": 5600})], os="Linux")
add("ventilator-2", "ventilator", 20, 93, "38:0b:26:30:04:17", "category manufacturer model", "Mindray", "SV300", "GH-7A000417", application=("SV300", "MINDRAY"), stack="linux", model_accept=["SynoVent SV300", "MINDRAY_SV300"],
    acts=[("vitals", 20, "all", {"to": "gateway", "port": 5101, "app": "MINDRAY_SV300^380B26FFFE300417^EUI-64", "device": "SV300^^380B26FFFE300417^EUI-64",
                                 "mdc": "70001^MDC_DEV_SYS_PT_VENT_MDS^MDC"})])
add("ventilator-3", "ventilator", 20, 94, "00:80:a3:90:04:17", "", "Medtronic", "Puritan Bennett 980", "35B1204170", stack="rtos", acts=[("opaque", 30, "all", {"to": "collector", "port": 10001}),
    ("page", 700, "day", {"by": "ward-pc-1", "title": "Lantronix WEB-Manager"})], manufacturer_accept=["Lantronix", "Covidien", "Puritan Bennett"],
    category_accept=["ventilator", "medical_gateway", "network_infrastructure", "unknown"], note="behind a serial device server of Lantronix, of which alone something shows", unjudged=["model", "software"])
add("anesthesia-1", "anesthesia", 20, 95, "38:0b:26:50:04:17", "category manufacturer model", "Mindray", "WATO EX-65", "CM-62000417", application=("WATO EX-65", "MINDRAY"), stack="linux", model_accept=["WATO EX-65 Pro", "MINDRAY_WATO"],
    acts=[("vitals", 15, "theatre", {"to": "gateway", "port": 5102, "app": "MINDRAY_WATO^380B26FFFE500417^EUI-64", "device": "WATO EX-65^^380B26FFFE500417^EUI-64",
                                     "mdc": "69997^MDC_DEV_SYS_ANESTH_MDS^MDC"})])
add("anesthesia-2", "anesthesia", 20, 96, "00:40:9d:60:04:17", "category manufacturer model", "Dräger", "Fabius GS", "ASBN-0417", stack="rtos", manufacturer_accept=["Draeger", "Drager", "Digi"], model_accept=["Fabius"],
    acts=[("medibus", 60, "theatre", {"by": "collector", "port": 2101, "number": "8604", "name": "Fabius GS", "revision": "03.20"})], software_accept=["03.20", "3.20"],
    note="behind a serial device server of Digi; Doubt: of the maker only the protocol and the name tell")
add("anesthesia-3", "anesthesia", 20, 97, "f0:e5:c3:31:41:70", "manufacturer", "Dräger", "Perseus A500", "ASHK-0417", stack="linux", manufacturer_accept=["Draeger", "Drager"],
    acts=[("medical_device", 120, "theatre", {"uuid": "5d2e0417-77aa-4c1e-9b10-f0e5c3314170", "place": "HSP%2F%2F%2FCC%2F%2FSALA3?fac=HSP&poc=CC&bed=SALA3", "kind": None, "port": 6464, "secure": True})],
    note="a medical device by its own word, and no more")
add("robot-1", "medical_robot", 20, 98, "bc:66:41:60:41:7a", "manufacturer", "Intuitive Surgical", "da Vinci Xi", "SK0417", stack="linux", manufacturer_accept=["Intuitive"],
    dhcp=(b"", DHCLIENT, None), os="Linux", acts=[("sni", 200, "theatre", {"names": ["onsite.intusurg.com"]})], category_accept=["medical_robot"])
add("robot-2", "medical_robot", 70, 99, "00:80:92:41:70:0b", "category manufacturer", "Aethon", "TUG T3", None, stack="linux", os="Linux", model_accept=["TUG"], unjudged=["model"],
    acts=[("page", 300, "day", {"by": "admin-pc", "title": "Aethon TUG Mobile Robot", "port": 8081})], manufacturer_accept=["ST Engineering Aethon"])
# Pumps, cabinets, therapy
for number, last, mac, serial, module in ((1, 101, "00:12:21:70:41:0a", "604171", ("30417", "L93A000063")), (2, 102, "00:12:21:70:42:f3", "604188", ("30422", "L93A000063"))):
    add(f"pump-{number}", "infusion_pump", 20, last, mac, "category manufacturer model serial", "B. Braun", "Perfusor Space", serial, stack="linux", serial_accept=[module[0]],
        software_accept=["688N030007", "N030007", "030007", "L93A000063"], model_accept=["Perfusor Space 688N", "Perfusor", "Perfusor Space 688"],
        acts=[("blood_line", 30, "all", {"by": "pump-server", "module": module, "pumps": [("50111", "688N030007", serial)], "prefix": "UTI1"})])
add("pump-3", "infusion_pump", 30, 103, "00:13:38:40:17:21", "manufacturer", "Fresenius Kabi", "Agilia VP MC WiFi", "23041700", stack="linux", dhcp=(b"", UDHCP, None), moves=[(0.55, 203)],
    manufacturer_accept=["Fresenius-Vial", "Fresenius Vial", "Fresenius"], acts=[("inside", 25, "all", {"to": "web", "name": "vigilant.hsp.intra", "port": 5671})])
add("pump-4", "infusion_pump", 20, 104, "38:0b:26:80:04:17", "category manufacturer model", "Mindray", "BeneFusion eDS", "HM-0C000417", application=("BeneFusion eDS", "MINDRAY"), stack="linux",
    model_accept=["BeneFusion DS", "MINDRAY_BENEFUSION"], acts=[("vitals", 20, "all", {"to": "gateway", "port": 5103, "app": "MINDRAY_BENEFUSION^380B26FFFE800417^EUI-64",
        "device": "BeneFusion eDS^^380B26FFFE800417^EUI-64", "mdc": "69985^MDC_DEV_PUMP_INFUS_MDS^MDC"})])
add("pump-5", "infusion_pump", 30, 105, "18:c2:93:04:17:6b", "", "BD", "Alaris GH Plus", "8002041700", stack="rtos", dhcp=(b"", VXWORKS, None), manufacturer_accept=["CareFusion", "Becton Dickinson"],
    acts=[("opaque", 40, "all", {"to": "web", "port": 3613})], note="a radio module of Laird and a registered port")
add("pump-6", "infusion_pump", 30, 106, "24:fd:0d:04:17:c9", "", "Samtronic", "ICATU T", "S0417", stack="rtos", dhcp=(b"", LWIP, None), acts=[("probe", 180, "all", {})],
    unjudged=["manufacturer"], note="behind a wireless bridge of Intelbras: a lease and ARP")
add("pump-server", "infusion_server", 100, 21, "00:50:56:8a:04:17", "category os hostname", "B. Braun", "OnlineSuite", None, os="Windows", windows=True, hosts=["SRV-BOMBAS"], category_accept=["infusion_server", "medical_gateway"],
    acts=[("share", 400, "all", {"to": "files", "build": (10, 0, 14393)})], os_accept=["Windows Server 2016", "Windows 10 1607 or Server 2016", "Windows 10 1607"],
    note="asks the pumps' modules; Doubt: a gateway is as good an answer")
add("dialysis-1", "dialysis", 30, 107, "b0:4c:05:04:17:2e", "manufacturer", "Fresenius Medical Care", "5008S CorDiax", "7VEA0417", stack="rtos", manufacturer_accept=["Fresenius"], dhcp=(b"", BARE, None),
    acts=[("opaque", 30, "day", {"to": "web", "port": 7331})])
add("dialysis-2", "dialysis", 30, 108, "00:17:b9:04:17:90", "manufacturer", "Baxter", "AK 98", "30417", stack="rtos", manufacturer_accept=["Gambro", "Vantive"], dhcp=(b"", LWIP, None), acts=[("probe", 240, "day", {})],
    note="a lease and ARP")
add("dialysis-3", "dialysis", 20, 109, "00:12:21:90:41:70", "category manufacturer model", "B. Braun", "Dialog+", "41704", application=("DIALOG+", "BBRAUN"), stack="linux", model_accept=["DIALOG_PLUS", "Dialog Plus"],
    acts=[("vitals", 30, "day", {"to": "engine", "port": 6675, "app": "DIALOG+^001221FFFE904170^EUI-64", "device": "Dialog+^^001221FFFE904170^EUI-64", "mdc": "70947^MDC_DEV_HDIALY_MACHINE_MDS^MDC"})])
add("cabinet", "medication_cabinet", 30, 110, "78:b3:ce:04:17:55", "os hostname", "BD", "Pyxis MedStation ES", "15041700", os="Windows", windows=True, hosts=["PYXIS-ENF3"], manufacturer_accept=["CareFusion", "Becton Dickinson"],
    model_accept=["Pyxis", "MedStation ES"], acts=[("inside", 40, "all", {"to": "web", "name": "pyxis-es.hsp.intra"}), ("nbns", 300, "all", {})], note="Elo's computer; the name alone says what it is")
add("cabinet-2", "medication_cabinet", 30, 111, "fc:45:96:04:17:3a", "category", "Omnicell", "XT", "OC0417", os="Windows", windows=True, application=("OMNICELL", "HSP"), model_accept=["OmniRx", "Omnicell XT"],
    acts=[("message", 50, "all", {"to": "engine", "kind": "ZPM^Z01", "port": 6676, "segments": ["ZPM|V|OMNI|ENF3|1|1|SYN|SYNTHETIC ITEM|1"]})], note="a computer of Compal's make")
add("steriliser", "unknown", 40, 112, "e4:75:1e:04:17:0f", "manufacturer", "Getinge", "GSS67H", "SEW2004170", stack="rtos", note="no category of the list is right for it", acts=[("greeting", 700, "day", {
    "by": "admin-pc", "port": 21, "banner": "220 VxWorks (VxWorks5.4.2) FTP server ready\r\n"})], os="VxWorks", os_accept=["VxWorks 5.4.2", "VxWorks 5.4"], software_accept=["VxWorks5.4.2", "5.4.2", "VxWorks 5.4.2"],
    manufacturer_accept=["Getinge Sterilization"])
DEVICES[-1]["hidden"].remove("os")
# Laboratory, VLAN 40
add("lab-1", "lab_analyzer", 40, 21, "00:60:19:04:17:18", "category manufacturer model", "Roche", "cobas 6000", "14041-7", os="Windows", windows=True, model_accept=["cobas6000", "cobas 6000 analyzer series"],
    manufacturer_accept=["Roche Diagnostics", "Hitachi"], acts=[("results", 8, "all", {"to": "lis", "port": 15001, "sender": "cobas6000^1", "version": "1"})])
add("lab-2", "lab_analyzer", 40, 22, "00:06:6b:04:17:2f", "category manufacturer model serial software", "Sysmex", "XN-1000", "A0417", "00-22", os="Windows", windows=True,
    serial_accept=["20417", "BA604170"], acts=[("results", 10, "all", {"to": "lis", "port": 15002, "sender": "XN-1000^00-22^20417^^^^BA604170", "version": "E1394-97"})],
    note="Doubt: of its two numbers either is accepted as the serial number")
DEVICES[-1]["serial"] = "20417"
add("lab-3", "lab_analyzer", 40, 23, "40:d8:55:1b:d0:41", "category manufacturer model", "Horiba", "Pentra XLR", "504170", os="Windows", windows=True, manufacturer_accept=["Horiba ABX", "ABX", "HORIBA Medical"], stack="xp",
    model_accept=["ABX Pentra XLR", "PENTRAXLR", "PENTRA XLR"], acts=[("results", 20, "day", {"to": "lis", "port": 15003, "sender": "ABX^PENTRAXLR^504170", "version": "1"})], serial_accept=["504170"],
    hidden=["serial", "software", "os", "hostname"])
add("lab-4", "lab_analyzer", 40, 24, "dc:35:f1:40:17:08", "category manufacturer model", "Mindray", "BS-480", "BS-0417", os="Windows", windows=True, application=("Mindray", "BS-480"),
    acts=[("message", 15, "day", {"to": "lis", "kind": "ORU^R01", "port": 15004, "segments": ["OBR|1|SYN9|1|Mindray^BS-480", "OBX|1|NM|2|GLI|5.1|mmol/L||N|||F"]})], note="a computer of Positivo")
add("lab-5", "lab_analyzer", 40, 25, "fc:15:b4:40:17:c1", "category manufacturer model software serial", "Ortho Clinical Diagnostics", "VISION", "J60004170", "5.13.1", os="Windows", windows=True,
    manufacturer_accept=["Ortho", "OCD", "QuidelOrtho"], model_accept=["ORTHO VISION"], acts=[("results", 40, "all", {"to": "lis", "port": 15005, "sender": "OCD^VISION^5.13.1^J60004170"})])
add("lab-6", "lab_analyzer", 40, 26, "00:90:e8:40:17:70", "category", "Siemens Healthineers", "BN ProSpec", "280417", stack="rtos", acts=[("results", 30, "day", {"to": "lis", "port": 15006, "sender": "", "version": "1"})],
    manufacturer_accept=["Moxa"], category_accept=["lab_analyzer", "poc_analyzer"], note="its header names no sender; behind a serial device server of Moxa")
add("lab-7", "lab_analyzer", 40, 27, "f8:bc:12:40:17:9d", "os hostname", "Bruker", "MALDI Biotyper", "8604170", os="Windows", windows=True, hosts=["MALDI-MICRO"], acts=[inside("micro.hsp.intra", 50), ("nbns", 400, "day", {})],
    note="Dell's computer; a lease, a name and TLS")
# IPv6 alone: an analyser whose network option is new
add("lab-8", "lab_analyzer", 40, 28, "b8:78:79:04:17:66", "category manufacturer model", "Roche", "cobas pure", "20041-7", stack="linux", application=("cobas pure", "Roche"), ip="fd4a:7c10:40:1:ba78:79ff:fe04:1766",
    manufacturer_accept=["Roche Diagnostics"], acts=[("message", 20, "day", {"to": "lis", "kind": "OUL^R22^OUL_R22", "port": 15008, "segments": ["SPM|1|SYN4||SER", "OBR|1|||GLU", "OBX|1|NM|GLU||5.2|mmol/L|||||F"]})],
    note="IPv6 alone")
add("poc-1", "poc_analyzer", 20, 29, "00:50:c2:85:e0:41", "category manufacturer model serial", "Radiometer", "ABL9", "404170", stack="linux", manufacturer_accept=["Radiometer Medical"], category_accept=["poc_analyzer", "lab_analyzer"],
    acts=[("results", 60, "all", {"to": "lis", "port": 15010, "sender": "ABL9^404170", "version": "1"})])
add("poc-2", "poc_analyzer", 30, 30, "c0:ee:40:04:17:12", "category manufacturer model serial software", "Abbott", "i-STAT Alinity", "0417002211", "1.49.0", stack="linux", dhcp=(b"", UDHCP, None), moves=[(0.55, 230)],
    model_accept=["Alinity i-STAT"], manufacturer_accept=["Abbott Point of Care"], acts=[("point_of_care", 90, "rounds", {"to": "lis", "port": 15011, "identity": {
        "device_id": "0417002211", "vendor_id": "ABBOTT", "model_id": "i-STAT Alinity", "serial_id": "0417002211", "manufacturer_name": "Abbott Point of Care", "sw_version": "1.49.0"}})])
add("poc-3", "poc_analyzer", 30, 31, "00:40:9d:04:17:44", "category manufacturer model serial", "Nova Biomedical", "StatStrip", "110041704", stack="rtos", manufacturer_accept=["Nova", "NOVA"], model_accept=["StatStrip Glucose"],
    acts=[("point_of_care", 90, "rounds", {"to": "lis", "port": 15011, "identity": {"device_id": "110041704", "vendor_id": "NOVA", "model_id": "StatStrip", "serial_id": "110041704"}})])
add("fridge", "unknown", 40, 33, "00:26:a4:04:17:31", "manufacturer", "Novus", "LogBox Wi-Fi", None, stack="rtos", dhcp=(b"", LWIP, None), acts=[("broker", 60, "all", {"to": "broker", "client": "logbox-sangue-01"})],
    category_accept=["unknown", "building_automation"], manufacturer_accept=["Novus Produtos Eletronicos"], unjudged=["model", "serial"], note="the blood bank's temperature; Doubt: some would call it building automation")
# Servers, VLAN 100, which the mirror port shows, and 110, which it does not
add("archive", "pacs", 100, 31, "e0:19:95:04:17:b0", "category", "Pixeon", "Aurora", software_accept=["PIXEON 4.2", "4.2"], manufacturer_accept=["PIXEON"], model_accept=["PIXEON", "Aurora PACS", "Pixeon Aurora"], os="Linux",
    ae_titles=["PIXPACS"], port=11112, scp={"ae": "PIXPACS", "uid": "1.3.6.1.4.1.32203", "version": "PIXEON 4.2"}, named="pacs.hsp.intra", unjudged=["model"], note="Doubt: the toolkit's class names the maker")
add("ris", "server", 100, 32, "e0:19:95:04:18:22", "category", None, software_accept=["dcm4che-3.3.8", "3.3.8"], category_accept=["server", "ehr", "pacs"], ae_titles=["RISPIX"], port=5104, os="Linux",
    scp={"ae": "RISPIX", "uid": "1.2.40.0.13.1.3", "version": "dcm4che-3.3.8"}, application=("RISPIX", "HSP"),
    acts=[("message", 30, "day", {"to": "engine", "kind": "ORU^R01", "port": 6677, "segments": ["OBR|1|SYN3|SYN3|RM^Cranio", "OBX|1|TX|LAUDO||SYNTHETIC"]})], note="the worklist's server: radiology information system")
add("engine", "hl7_interface_engine", 100, 33, "bc:24:11:04:17:40", "category", "Mirth", application=("MIRTH", "HSP"), manufacturer_accept=["NextGen", "NextGen Healthcare"], model_accept=["Mirth Connect", "Mirth", "MIRTH"], os="Linux",
    acts=[("message", 12, "all", {"to": "lis", "kind": "ADT^A08^ADT_A01", "port": 15020, "segments": ["EVN|A08|20261201", "PV1|1|I|UTI1^03^1"]}),
          ("message", 12, "all", {"to": "ris", "kind": "ADT^A08^ADT_A01", "port": 15021, "segments": ["EVN|A08|20261201", "PV1|1|I|UTI1^03^1"]}),
          ("message", 25, "day", {"to": "gateway", "kind": "ADT^A01^ADT_A01", "port": 15022, "segments": ["EVN|A01|20261201", "PV1|1|I|UTI1^03^1"]}),
          ("message", 30, "day", {"to": "ris", "kind": "ORM^O01", "port": 15021, "segments": ["ORC|NW|SYN3", "OBR|1|SYN3||RM"]})])
add("ehr", "ehr", 110, 41, "00:50:56:00:04:17", "category", "Philips", application=("TASY", "HSP"), model_accept=["Tasy", "TASY", "Tasy EMR"], manufacturer_accept=["Wheb", "Philips Clinical Informatics"], os="Linux",
    acts=[("message", 6, "all", {"to": "engine", "kind": "ADT^A01^ADT_A01", "port": 6670, "segments": ["EVN|A01|20261201", "PV1|1|I|UTI1^03^1"]}),
          ("message", 12, "all", {"to": "engine", "kind": "ADT^A03^ADT_A03", "port": 6670, "segments": ["EVN|A03|20261201", "PV1|1|I|ENF3^12^2"]}),
          ("message", 15, "day", {"to": "engine", "kind": "ORM^O01", "port": 6670, "segments": ["ORC|NW|SYN3", "OBR|1|SYN3||RM"]})], note="behind the router: known by address only")
add("lis", "lis", 100, 34, "00:0c:29:04:17:71", "category", None, application=("SHIFT", "HSPLAB"), manufacturer_accept=["Shift"], model_accept=["Shift LIS", "SHIFT"], os="Windows", windows=True, ip6="fd4a:7c10:100:1::34",
    acts=[("message", 10, "all", {"to": "engine", "kind": "ORU^R01^ORU_R01", "port": 6678, "segments": ["OBR|1|SYN5||GLI", "OBX|1|NM|2345-7^GLUCOSE^LN||5.1|mmol/L"]})])
add("directory", "server", 100, 10, "00:50:56:8a:00:10", "category hostname os", None, os="Windows Server 2016", os_accept=["Windows", "Windows Server", "Windows 10 1607 or Server 2016"], hosts=["SRV-AD01"], windows=True, dhcp=None,
    smb_build=(10, 0, 14393), named="srv-ad01.hsp.intra", category_accept=["server", "network_infrastructure"])
add("files", "server", 100, 12, "00:15:5d:0a:04:17", "category hostname os", None, os="Windows Server 2012 R2", hosts=["SRV-ARQUIVOS"], windows=True, dhcp=None, smb_build=(6, 3, 9600),
    os_accept=["Windows", "Windows Server", "Windows 8.1 or Server 2012 R2", "Windows 8.1"], category_accept=["server", "storage"], named="srv-arquivos.hsp.intra", note="a virtual machine of Hyper-V")
add("watch", "server", 100, 13, "bc:24:11:04:17:13", "category os", None, os="Linux", os_accept=["Debian", "Debian Linux", "Debian 12"], model_accept=["Zabbix"], software_accept=["OpenSSH_9.2p1", "OpenSSH 9.2p1", "OpenSSH_9.2p1 Debian-2+deb12u2", "9.2p1", "Apache/2.4.57", "2.4.57"],
    acts=[("shell", 240, "day", {"by": "admin-pc", "server": "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u2"}), ("page", 200, "day", {"by": "admin-pc", "title": "hsp: Zabbix", "server": "Apache/2.4.57 (Debian)"})],
    note="asks others by SNMP")
add("web", "server", 100, 14, "00:50:56:8a:14:00", "", None, note="serves TLS and makers' own protocols; nothing of itself is in clear", os="Linux")
add("host", "server", 100, 15, "f8:db:88:04:15:00", "category manufacturer os", "Dell", os="Linux", os_accept=["Debian", "Proxmox VE", "Debian Linux", "Proxmox"], software_accept=["OpenSSH_8.4p1", "OpenSSH_8.4p1 Debian-5+deb11u3", "8.4p1"],
    acts=[("shell", 300, "day", {"by": "admin-pc", "server": "SSH-2.0-OpenSSH_8.4p1 Debian-5+deb11u3"}), ("certified", 300, "day", {
        "by": "admin-pc", "port": 8006, "subject": "OU=PVE Cluster Node, O=Proxmox Virtual Environment, CN=pve2.hsp.intra",
        "issuer": "CN=Proxmox Virtual Environment, OU=5b0417c2-7d31-4a44-9a1e-0d1f3c55b0a7, O=PVE Cluster Manager CA"})], hosts=["pve2"], manufacturer_accept=["Proxmox"], model_accept=["Proxmox VE"],
    note="a host of virtual machines")
add("management", "server", 100, 16, "f8:bc:12:04:16:0c", "category manufacturer", "Dell", None, "9TK0417", hosts=["idrac-9TK0417"], os="Linux", category_accept=["server", "network_infrastructure"], manufacturer_accept=["Dell EMC"],
    model_accept=["iDRAC", "iDRAC9", "iDRAC8"], serial_accept=["9TK0417"], dhcp=(b"iDRAC", UDHCP, "idrac-9TK0417"),
    acts=[("certified", 400, "day", {"by": "admin-pc", "subject": "C=US, O=Dell Inc., OU=Remote Access Group, CN=idrac-9TK0417"})], note="a server's board management controller")
DEVICES[-1]["hidden"].remove("hostname")
add("broker", "server", 100, 17, "bc:24:11:04:17:88", "category", None, category_accept=["server", "building_automation"], os="Linux", note="an MQTT broker")
add("exchange", "server", 100, 18, "bc:24:11:04:17:5a", "category", None, software_accept=["Asterisk PBX 16.28.0", "16.28.0"], model_accept=["Asterisk PBX", "Asterisk"], manufacturer_accept=["Asterisk", "Digium", "Sangoma"], os="Linux",
    category_accept=["server", "network_infrastructure", "ip_phone"], note="the telephone exchange")
DEVICES[-1]["software"] = "16.28.0"
add("nas-1", "storage", 50, 19, "00:11:32:04:17:6d", "category manufacturer model hostname", "Synology", "DS920+", "2040SBRE04170", os="Linux", hosts=["BackupTI"], os_accept=["DSM", "Synology DSM"],
    acts=[("mdns", 200, "all", {"instance": "BackupTI", "service": "_http._tcp.local", "port": 5000, "text": ["vendor=Synology", "model=DS920+", "serial=2040SBRE04170", "version_major=7", "version_minor=1",
                                                                                                        "version_build=42962"]})], software="7.1", software_accept=["7.1-42962", "DSM 7.1", "42962"])
DEVICES[-1]["hidden"].remove("serial")
add("nas-2", "storage", 100, 20, "24:a9:37:04:17:e0", "category manufacturer", "Pure Storage", None, None, os="Linux", model_accept=["FlashArray"], manufacturer_accept=["PURE Storage", "Pure"],
    acts=[("page", 400, "day", {"by": "admin-pc", "title": "Pure Storage FlashArray Login"})], unjudged=["model"])
# Calls, location, tube, homes of implants
add("nurse-1", "nurse_call", 30, 35, "00:90:5e:04:17:1d", "category manufacturer", "Rauland", "Responder 5", None, stack="linux", manufacturer_accept=["Rauland-Borg", "Ametek"], unjudged=["model"], model_accept=["Responder 5"],
    acts=[("page", 400, "day", {"by": "ward-pc-1", "title": "Responder 5 - Nurse Call"})])
add("nurse-2", "nurse_call", 30, 36, "00:01:3e:04:17:33", "manufacturer", "Ascom", "teleCARE IP", None, stack="rtos", acts=[("ntp", 200, "all", {})], manufacturer_accept=["Ascom Tateco"])
add("rtls-1", "rtls", 100, 22, "00:0c:29:22:04:17", "category", None, os="Windows", windows=True, manufacturer_accept=["AeroScout", "Aeroscout", "Stanley", "Securitas Healthcare", "Stanley Healthcare"], model_accept=["MobileView"],
    note="receives access points' reports of tags")
add("rtls-2", "rtls", 30, 37, "00:24:dd:04:17:52", "manufacturer", "CenTrak", "Gateway", None, stack="linux", dhcp=(b"", UDHCP, None), acts=[("opaque", 30, "all", {"to": "web", "port": 7168})])
add("tube", "pneumatic_tube", 60, 38, "00:0b:ab:38:04:17", "category manufacturer", "Swisslog", "TransLogic", None, os="Windows", windows=True, model_accept=["TransLogic PTS", "TransLogic Pneumatic Tube System"],
    unjudged=["model"], acts=[("page", 400, "day", {"by": "plant-pc", "title": "Swisslog TransLogic Pneumatic Tube System - SCC"})], manufacturer_accept=["Swisslog Healthcare", "TransLogic"])
add("implant-1", "implant_home_monitor", 70, 39, "00:0b:c4:04:17:2a", "category manufacturer", "Biotronik", "CardioMessenger II", None, stack="linux", dhcp=(b"", LWIP, None), unjudged=["model"],
    acts=[("dns", 300, "day", {"names": ["www.biotronik-homemonitoring.com"]}), ("sni", 300, "day", {"names": ["www.biotronik-homemonitoring.com"]})], note="Doubt: a programmer speaks to the same service")
add("implant-2", "implant_home_monitor", 70, 40, "cc:f9:57:04:17:8c", "category manufacturer", "Abbott", "Merlin@home EX1150", "EX1150-0417", stack="linux", dhcp=(b"", UDHCP, None), manufacturer_accept=["St. Jude Medical", "St Jude Medical"],
    model_accept=["Merlin@home", "Merlin"], acts=[("dns", 300, "all", {"names": ["www.merlin.net"]}), ("sni", 300, "all", {"names": ["www.merlin.net"]})], note="a module of u-blox; its cloud names it")
# Building, VLAN 60
for name, last, mac, maker, identity, accept, product, more in (
        ("ahu", 21, "fc:71:fa:04:17:11", "Trane", {"instance": 33417, "object_name": "UTA-CC-01", "vendor_id": 2, "vendor_name": "The Trane Company", "model_name": "Tracer SC", "firmware": "v4.20.1118",
                                                   "application": "TSC 4.2", "location": "Cobertura", "description": "Centro Cirurgico"}, ["The Trane Company", "Trane Technologies"], ["Tracer SC+"], "v4.20.1118"),
        ("chiller", 22, "00:10:8d:04:17:24", "Johnson Controls", {"instance": 40417, "object_name": "NAE-CAG-01", "vendor_id": 5, "vendor_name": "Johnson Controls, Inc.", "model_name": "MS-NAE5510-2", "firmware": "9.0.7.8400",
                                                                  "application": "9.0.7.8400"}, ["JCI"], ["NAE5510-2", "NAE5510"], "9.0.7.8400")):
    add(name, "building_automation", 60, last, mac, "category manufacturer model software", maker, identity["model_name"], None, more, stack="linux", manufacturer_accept=accept, model_accept=product,
        software_accept=[identity["application"], more.lstrip("v")], acts=[("controller", 240, "all", {"by": "plant-pc", "identity": identity})])
add("jace", "building_automation", 60, 23, "00:01:f0:04:17:3c", "category manufacturer software hostname", "Tridium", "JACE-8000", None, "4.9.1.30", stack="linux", hosts=["jace-bloco-b"], os="QNX", os_accept=["QNX 7.0", "QNX 7"],
    manufacturer_accept=["Honeywell", "Honeywell International"], software_accept=["Niagara 4.9.1.30", "4.9.1.30.12"], model_accept=["TITAN", "JACE", "Niagara 4", "Station", "WEB-8000"],
    acts=[("fox", 300, "all", {"by": "plant-pc", "identity": {"hostName": "jace-bloco-b", "app.name": "Station", "app.version": "4.9.1.30", "vm.name": "Java HotSpot(TM) Embedded Client VM", "vm.version": "25.351-b10",
                                                               "os.name": "QNX", "os.version": "7.0.0", "station.name": "BlocoB", "lang": "pt", "hostId": "Qnx-TITAN-0417-55A1-93C0-77E2", "brandId": "Webs"}})],
    note="Doubt: brandId Webs is Honeywell's brand of Tridium's JACE; only the host id (TITAN) tells the board", unjudged=["model"])
add("gases", "building_automation", 60, 24, "d4:f5:27:04:17:48", "category manufacturer model software serial", "Siemens", "CPU 1215C", "S V-H4170217", "V4.2.3", stack="rtos", manufacturer_accept=["Siemens AG"],
    model_accept=["CPU 1215C DC/DC/DC", "6ES7 215-1AG40-0XB0", "S7-1200", "S7-1215C", "SIMATIC S7-1200", "S7-1200 station_1"], software_accept=["4.2.3", "V.4.2.3"], serial_accept=["SV-H4170217"],
    category_accept=["building_automation"], acts=[("plc", 300, "all", {"by": "plant-pc", "order": "6ES7 215-1AG40-0XB0", "version": (4, 2, 3), "texts": [
        (1, "S7-1200 station_1"), (2, "PLC_GASES"), (3, ""), (4, "Original Siemens Equipment"), (5, "S V-H4170217"), (7, "CPU 1215C DC/DC/DC")]})], note="medical gases; Doubt: an industrial controller, of the building here")
add("lights", "building_automation", 60, 25, "00:24:6d:04:17:57", "category manufacturer", "Weinzierl", "KNX IP Interface 731", None, stack="rtos", unjudged=["software", "serial"],
    manufacturer_accept=["Weinzierl Engineering"], model_accept=["731", "IP Interface 731"],
    acts=[("knx", 400, "all", {"by": "plant-pc", "title": "KNX IP Interface 731", "number": "00c50104d417"})], note="Doubt: the description's title is a name that installers may change, so the model counts as not told")
add("sensor-6", "unknown", 60, 26, "a4:cf:12:04:17:5e", "hostname", "Espressif", None, None, stack="rtos", ip="fd4a:7c10:60:1:a6cf:12ff:fe04:175e", hosts=["esphome-cagua"], category_accept=["unknown", "building_automation"], unjudged=["manufacturer", "model", "software"],
    acts=[("service6", 200, "all", {"instance": "esphome-cagua", "service": "_esphomelib._tcp.local", "port": 6053, "text": ["version=2023.12.5", "mac=a4cf1204175e", "platform=ESP8266", "board=nodemcuv2", "network=wifi"]})],
    note="the house's own water sensor; IPv6 alone")
add("camera-6", "ip_camera", 60, 27, "fc:9f:fd:04:17:6a", "category manufacturer model", "Hikvision", "DS-2CD1143G0-I", "F04170221", stack="linux", ip="fd4a:7c10:60:1:fe9f:fdff:fe04:176a", hosts=["HIKVISION-DS-2CD1143G0-I"],
    manufacturer_accept=["Hangzhou Hikvision"], acts=[("service6", 200, "all", {"instance": "HIKVISION DS-2CD1143G0-I - F04170221", "service": "_http._tcp.local", "port": 80, "text": ["path=/"]}),
          ("page", 600, "day", {"by": "plant-pc", "title": "index", "server": "App-webs/"})], note="IPv6 alone", serial_accept=["DS-2CD1143G0-I20200417AAWRF04170221"])
DEVICES[-1]["hidden"].remove("hostname")
add("camera-1", "ip_camera", 60, 28, "b8:7e:e5:04:17:79", "category manufacturer", "Intelbras", "VIP 1230 B", "6J0304170BAZ", stack="linux", manufacturer_accept=["Dahua"], software_accept=["Rtsp Server/3.0"],
    acts=[("stream", 90, "all", {"by": "recorder", "path": "cam/realmonitor?channel=1&subtype=0", "server": "Rtsp Server/3.0", "realm": "Login to 6J0304170BAZ", "agent": "Digifort/7.3"})], serial_accept=["6J0304170BAZ"])
add("camera-2", "ip_camera", 60, 29, "00:02:d1:04:17:80", "category manufacturer model", "Vivotek", "FD9189-HT", "0002D1041780", stack="linux", model_accept=["VIVOTEK FD9189-HT"], serial_accept=["0002D1041780"], hosts=["FD9189-HT-041780"],
    acts=[("ssdp", 300, "all", {"server": "Linux/3.10 UPnP/1.0 vivotek", "kind": "urn:schemas-upnp-org:device:Basic:1"}),
          ("camera_hello", 300, "all", {"uuid": "32b2d8e0-0417-1041-9f0a-0002d1041780", "scopes": "onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/hardware/FD9189-HT onvif://www.onvif.org/name/VIVOTEK%20FD9189-HT"})])
add("recorder", "server", 60, 30, "74:fe:48:04:17:91", "", None, os="Windows", windows=True, category_accept=["server", "storage", "ip_camera", "workstation"], note="records the cameras' streams", software_accept=["Digifort/7.3", "7.3"], model_accept=["Digifort"])
add("ups", "unknown", 60, 31, "00:21:cb:04:17:a6", "manufacturer", "SMS", "Sinus Triphases", None, stack="rtos", category_accept=["unknown", "building_automation", "network_infrastructure"], manufacturer_accept=["SMS Tecnologia Eletronica", "Legrand"],
    acts=[("page", 500, "day", {"by": "plant-pc", "title": "Net Adapter II"})], unjudged=["model"], note="no category of the list is right for it")
add("door", "building_automation", 60, 32, "d8:36:5f:04:17:b2", "manufacturer", "Intelbras", "SS 5530 MF FACE", None, stack="linux", dhcp=(b"", UDHCP, None), acts=[("opaque", 120, "all", {"to": "web", "port": 37777})],
    category_accept=["ip_camera", "unknown"], note="a door's reader; Doubt: it speaks as the maker's cameras do")
# Telephones, mobiles
add("phone-1", "ip_phone", 50, 51, "30:e1:f1:04:17:0c", "category manufacturer model software", "Intelbras", "TIP 125i", None, "4.3.41", stack="linux", dhcp=(b"TIP125i", UDHCP, None), model_accept=["TIP125i"],
    acts=[("register", 80, "all", {"to": "exchange", "agent": "Intelbras TIP 125i 4.3.41", "server": "Asterisk PBX 16.28.0"})], software_accept=["Intelbras TIP 125i 4.3.41"])
add("phone-2", "ip_phone", 50, 52, "c0:74:ad:04:17:1b", "category manufacturer model software", "Grandstream", "GXP1625", None, "1.0.7.70", stack="linux", dhcp=(b"Grandstream GXP1625 dslforum.org", UDHCP, None),
    acts=[("register", 70, "all", {"to": "exchange", "agent": "Grandstream GXP1625 1.0.7.70", "server": "Asterisk PBX 16.28.0"})], software_accept=["Grandstream GXP1625 1.0.7.70"])
add("phone-3", "ip_phone", 30, 57, "64:16:7f:04:17:29", "category manufacturer model software", "Poly", "VVX 250", None, "6.3.1.8427", stack="linux", dhcp=(b"Polycom-VVX250", UDHCP, None), manufacturer_accept=["Polycom", "HP"],
    model_accept=["VVX250", "VVX_250", "PolycomVVX-VVX_250", "VVX-VVX_250"], moves=[(0.55, 157)], acts=[("register", 75, "all", {"to": "exchange", "agent": "PolycomVVX-VVX_250-UA/6.3.1.8427", "server": "Asterisk PBX 16.28.0"})],
    software_accept=["PolycomVVX-VVX_250-UA/6.3.1.8427"])
add("phone-4", "ip_phone", 70, 54, "00:90:7a:04:17:37", "manufacturer", "Spectralink", "8440", None, stack="rtos", dhcp=(b"", VXWORKS, None), acts=[("ntp", 120, "all", {})], note="a wireless telephone that says little")
add("mobile-1", "mobile", 70, 61, "f2:1c:77:04:17:40", "category os hostname", "Apple", None, os="iOS", os_accept=["iOS/iPadOS", "iOS or iPadOS", "iPadOS"], hosts=["iPhone-de-Enfermagem"], stack="mac", dhcp=(b"", IOS, "iPhone-de-Enfermagem"),
    acts=[("sni", 60, "all", {"names": ["gateway.icloud.com", "17-courier.push.apple.com"]})], model_accept=["iPhone"], until=1.5)
add("mobile-2", "mobile", 70, 62, "da:40:1f:04:17:5b", "category os hostname", "Motorola", "moto g(60)", os="Android", hosts=["moto-g-60"], model_accept=["moto g60", "moto-g-60", "Moto G60"], since=0.3,
    dhcp=(b"android-dhcp-12", ANDROID, "moto-g-60"), acts=[("sni", 60, "all", {"names": ["mtalk.google.com", "play.googleapis.com"]})], manufacturer_accept=["Motorola Mobility", "Lenovo"])
add("mobile-3", "mobile", 70, 63, "6a:b7:90:04:17:66", "category os", "Samsung", None, os="Android", hosts=[], dhcp=(b"android-dhcp-13", ANDROID, None), acts=[("sni", 90, "night", {"names": ["mtalk.google.com"]})], until=1,
    note="randomised, and with another address on the second day")
# Doubt: the same telephone a day later; nobody could tell from the wire, so it counts as another.
add("mobile-5", "mobile", 70, 66, "b6:02:4e:04:17:d1", "category os", "Samsung", None, os="Android", hosts=[], dhcp=(b"android-dhcp-13", ANDROID, None), acts=[("sni", 90, "night", {"names": ["mtalk.google.com"]})], since=1)
add("mobile-4", "mobile", 70, 64, "c8:1c:fe:04:17:72", "category manufacturer os", "Zebra", "TC52", None, os="Android", dhcp=(b"android-dhcp-11", ANDROID[:10], None), acts=[("sni", 60, "all", {"names": ["mtalk.google.com"]}), inside("beira-leito.hsp.intra", 60, "all")],
    manufacturer_accept=["Zebra Technologies"])
add("mobile-6", "mobile", 70, 65, "ee:05:3a:04:17:8f", "category", "Google", None, os="Android", ip="fd4a:7c10:70:1:e805:3aff:fe04:178f", stack="linux", unjudged=["model"],
    acts=[("outside6", 60, "all", {"names": ["mtalk.google.com", "connectivitycheck.gstatic.com", "play.googleapis.com"]})], category_accept=["mobile", "unknown"], note="IPv6 alone, with a randomised address")
# Computers
for name, vlan, last, mac, maker, host, build, system, accept, told in (
        ("admin-pc", 50, 101, "fc:15:b4:50:01:01", "HP", "TI-PC01", (10, 0, 22631), "Windows 11", ["Windows 11 23H2"], "manufacturer"),
        ("ward-pc-1", 30, 211, "f8:ca:b8:30:01:02", "Dell", "ENF3-POSTO1", (10, 0, 19045), "Windows 10", ["Windows 10 22H2"], "manufacturer"),
        ("ward-pc-2", 30, 212, "dc:35:f1:30:01:03", "Positivo", "ENF3-POSTO2", (10, 0, 19045), "Windows 10", ["Windows 10 22H2"], "manufacturer"),
        ("plant-pc", 60, 101, "fc:aa:14:60:01:01", "Gigabyte", "MANUTENCAO", (6, 1, 7601), "Windows 7", ["Windows 7 SP1", "Windows 7 or Server 2008 R2"], "")):
    add(name, "workstation", vlan, last, mac, f"category os hostname {told}", maker, os=system, os_accept=["Windows", *accept], hosts=[host], windows=True, ip6=f"fd4a:7c10:{vlan}:1::{last}",
        category_accept=["building_automation"] if name == "plant-pc" else ["server"] if name == "admin-pc" else [], manufacturer_accept=[maker + " Inc.", "Hewlett Packard", "Positivo Tecnologia", "Giga-Byte"],
        acts=[("share", 250, "day", {"to": "files", "build": build}), ("share", 400, "day", {"to": "directory", "build": build}), ("logon", 500, "day", {"to": "directory"}),
              ("dns", 90, "day", {"names": ["pacs.hsp.intra", "srv-arquivos.hsp.intra", "www.example.org"]}), ("sni", 100, "day", {"names": ["outlook.office365.com", "www.example.org"]}), ("nbns", 300, "day", {})])
for letter, mac, host, last in (("a", "fc:5c:ee:70:01:0a", "MEDICO-NB07", 111), ("b", "fc:5c:ee:70:02:0b", "MEDICO-NB08", 121)):
    add(f"notebook-{letter}", "workstation", 50, last, mac, "category os hostname", "Lenovo", os="Windows", hosts=[host], windows=True, docks=True, os_accept=["Windows 11", "Windows 11 23H2"], manufacturer_accept=["LCFC"],
        acts=[("share", 150, "day", {"to": "files", "build": (10, 0, 22631)}), ("sni", 60, "day", {"names": ["outlook.office365.com"]}), ("nbns", 240, "day", {})],
        note="a notebook that changes docks and so addresses")
add("kiosk", "workstation", 50, 131, "78:b3:ce:50:01:31", "os hostname", "Elo", None, os="Android", dhcp=(b"android-dhcp-10", ANDROID[:10], "totem-recepcao"), hosts=["totem-recepcao"], manufacturer_accept=["Elo touch solutions", "Elo Touch"],
    category_accept=["workstation", "mobile"], acts=[inside("senha.hsp.intra", 60)])
DEVICES[-1]["hidden"].remove("manufacturer")
add("silent", "unknown", 50, 132, "00:04:5f:04:17:32", "", None, None, None, stack="rtos", acts=[("probe", 100, "all", {})], unjudged=["manufacturer", "model", "serial", "software"], note="a fixed address and ARP: nothing can be known")
# Printers
add("printer-1", "printer", 50, 71, "f8:0d:ac:04:17:d0", "category manufacturer model serial hostname", "HP", "LaserJet Pro MFP M428fdw", "BRBSP04170", stack="rtos", hosts=["NPI0417D0"], model_accept=["HP LaserJet Pro MFP M428fdw", "HP LaserJet MFP M428fdw", "M428fdw"],
    manufacturer_accept=["Hewlett Packard"], swaps=(1.1, 72), acts=[("snmp", 240, "all", {"by": "watch", "values": [
        ("1.3.6.1.2.1.1.1.0", "HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM JSI24090012,CIDATE 10/09/2019"), ("1.3.6.1.2.1.1.2.0", "oid:1.3.6.1.4.1.11.2.3.9.1"), ("1.3.6.1.2.1.1.5.0", "NPI0417D0"),
        ("1.3.6.1.2.1.25.3.2.1.3.1", "HP LaserJet Pro MFP M428fdw"), ("1.3.6.1.2.1.43.5.1.1.17.1", "BRBSP04170")]})], software_accept=["JSI24090012"])
add("printer-2", "printer", 50, 72, "30:05:5c:04:17:e2", "category manufacturer model hostname", "Brother", "DCP-L5652DN", "U63481L9N041704", stack="rtos", hosts=["BRW30055C0417E2"], swaps=(1.1, 71),
    model_accept=["Brother DCP-L5652DN series", "DCP-L5652DN series"], dhcp=(b"", bytes([1, 3, 6, 15, 44, 47]), "BRW30055C0417E2"), acts=[("page", 300, "day", {"by": "admin-pc", "title": "Brother DCP-L5652DN series", "server": "debut/1.30"})],
    software_accept=["debut/1.30"])
add("printer-3", "printer", 30, 73, "f8:d0:27:04:17:f1", "category manufacturer model", "Epson", "L5290 Series", "X8GA004170", stack="rtos", model_accept=["EPSON L5290 Series", "L5290"], manufacturer_accept=["Seiko Epson", "EPSON"], hosts=["EPSON0417F1"],
    acts=[("mdns", 200, "all", {"instance": "EPSON L5290 Series", "service": "_ipp._tcp.local", "port": 631, "text": ["txtvers=1", "rp=ipp/print", "ty=EPSON L5290 Series", "product=(EPSON L5290 Series)", "usb_MFG=EPSON", "usb_MDL=L5290 Series"]})])
DEVICES[-1]["hidden"].remove("hostname")
add("printer-4", "printer", 40, 74, "00:23:dd:04:17:05", "manufacturer", "Elgin", "L42 Pro", None, stack="rtos", dhcp=(b"", BARE, None), acts=[("probe", 300, "day", {})], note="labels; a lease and ARP")
# Network
add("switch-1", "network_infrastructure", 60, 11, "f4:1e:57:04:17:11", "category manufacturer model software hostname", "MikroTik", "CRS326-24G-2S+", None, "6.49.10", hosts=["sw-predial"], os="RouterOS", os_accept=["MikroTik RouterOS", "RouterOS 6.49.10"],
    lldp={"port": "bridge/ether4", "name": "sw-predial", "text": "MikroTik RouterOS 6.49.10 (long-term) CRS326-24G-2S+", "caps": 0x0014, "med": None}, manufacturer_accept=["Mikrotik", "Routerboard"],
    software_accept=["6.49.10 (long-term)", "RouterOS 6.49.10"], stack="linux")
add("switch-2", "network_infrastructure", 30, 12, "fc:99:47:04:17:12", "category manufacturer model software hostname", "Cisco", "SG350-28P", None, "2.5.8.15", hosts=["sw-enf3"], model_accept=["SG350-28P-K9", "Cisco SG350-28P (PID:SG350-28P-K9)-VSD", "SG350-28P (PID:SG350-28P-K9)-VSD"],
    cdp={"name": "sw-enf3", "platform": "Cisco SG350-28P (PID:SG350-28P-K9)-VSD", "port": "gi14", "caps": 0x28, "version": "2.5.8.15"}, serial_accept=[])
add("switch-3", "network_infrastructure", 40, 13, "fc:d7:33:04:17:13", "category manufacturer hostname", "TP-Link", "T2600G-28TS", None, hosts=["sw-lab"], manufacturer_accept=["TP-LINK"], model_accept=["JetStream 24-Port Gigabit L2 Managed Switch with 4 SFP Slots"],
    lldp={"port": "GigabitEthernet1/0/7", "name": "sw-lab", "text": "JetStream 24-Port Gigabit L2 Managed Switch with 4 SFP Slots", "caps": 0x0014, "med": None}, unjudged=["model"])
add("ap-1", "network_infrastructure", 70, 14, "fc:ec:da:04:17:14", "category manufacturer model software hostname", "Ubiquiti", "UAP-AC-Pro-Gen2", None, "4.3.28.11361", hosts=["AP-ENF3-02"], model_accept=["UAP-AC-Pro", "UAP-AC-PRO"],
    manufacturer_accept=["Ubiquiti Networks", "UniFi"], lldp={"port": "eth0", "name": "AP-ENF3-02", "text": "UAP-AC-Pro-Gen2, 4.3.28.11361", "caps": 0x000C, "med": None}, dhcp=(b"ubnt", UDHCP, "AP-ENF3-02"), os="Linux",
    acts=[("tags", 30, "all", {"to": "rtls-1"})])
add("ap-2", "network_infrastructure", 70, 15, "d8:77:8b:04:17:15", "manufacturer hostname", "Intelbras", "AP 1350 AC-S", None, hosts=["AP-RECEPCAO"], dhcp=(b"udhcp 1.19.4", UDHCP, "AP-RECEPCAO"), acts=[("ntp", 300, "all", {})], os="Linux",
    note="a lease with a name")
add("firewall", "network_infrastructure", 100, 16 + 30, "e8:ed:d6:04:17:16", "category manufacturer model software hostname", "Fortinet", "FortiGate-100F", None, "7.2.8", hosts=["FGT-HSP"], model_accept=["FG-100F", "FortiGate 100F"],
    os="FortiOS", lldp={"port": "port4", "name": "FGT-HSP", "text": "FortiGate-100F v7.2.8,build1639,240313 (GA.M)", "caps": 0x0014, "med": None}, software_accept=["v7.2.8", "v7.2.8,build1639", "7.2.8,build1639"], os_accept=["FortiOS 7.2.8"])
