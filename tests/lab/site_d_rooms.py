"""Site D's medical rooms: imaging, intensive care and theatres, wards. The functions and their words are site_d_table.py's."""

from canary_dicom import S
from site_d_table import DELL, HP, add, asks, images, mounts
from site_words import ANESTHESIA, MONITOR, PUMP, VENTILATOR, inside, opens, speaks

OFFIS, PERFORMED = "1.2.276.0.7230010.3.0.3.6.", ("performed", 120, "day", {})

# Imaging, VLAN 11
images("ct-1", 11, 21, "ec:b1:d7:30:5a:11", "CT", "2", "AQONE_SPOED", "1.2.392.200036.9116.2.6.1", "TM_CT_CMW_V7.38", "CANON_MEC", "Canon Medical", "Aquilion ONE", "3DB2122417", "V10.5ER003",
    "CT-SPOED", 12, "all",
    lease="win", system="ltsc", acts=[PERFORMED], alt={"manufacturer": ["Canon", "Canon Medical Systems", "CANON_MEC", "Toshiba"], "model": ["TSX-305A", "TSX-306A", "Aquilion ONE / PRISM Edition",
    "Aquilion ONE / GENESIS Edition"]})
images("ct-2", 11, 22, "4c:52:62:1f:09:b7", "CT", "2", "CT118042", "1.3.12.2.1107.5.1", "SIEMENS_CT_VA30", "Siemens Healthineers", "Siemens Healthineers", "SOMATOM go.Top", "118042",
    "syngo CT VA30A", "CT118042", 15,
    lease="win", system="ltsc", alt={"manufacturer": ["Siemens"], "model": ["go.Top"], "software": ["VA30A"]})
images("mr-1", 11, 24, "98:f2:b3:0e:41:60", "MR", "4", "INGENIA_1", "1.3.46.670589.11.0.0.51.4.57.1", "Philips MR 57.1", "Philips", "Philips", "Ingenia Ambition X", "45247", "5.7.1\\5.7.1.2",
    "PHILIPS-45247", 40, system="ltsc", acts=[PERFORMED],
    alt={"manufacturer": ["Philips Healthcare", "Philips Medical Systems"], "model": ["Ingenia Ambition"]})
images("mr-2", 11, 25, "f4:39:09:5c:11:a2", "MR", "4", "ORIAN", "1.2.392.200036.9116.4.2.1", "TM_MR_V6.0", "CANON_MEC", "Canon Medical", "Vantage Orian", "R1A2092033", "V6.0SP0003*R1", "MRT1550", 50,
    "all", system="linux",
    alt={"manufacturer": ["Canon", "Canon Medical Systems", "CANON_MEC", "Toshiba"], "model": ["MRT-1550", "Orian"]})
images("dr-1", 11, 26, "c8:d3:ff:90:17:3e", "DX", "1.1", "DR600_A", "1.3.51.0.7.21", "AGFA_NX_21", "Agfa", "Agfa", "DR 600", "A5190-0417", "NX 21.0.220", "NX-BUCKY1", 8, "all", lease="win",
    system="ltsc", acts=[PERFORMED],
    alt={"manufacturer": ["Agfa HealthCare", "Agfa-Gevaert", "Agfa Radiology Solutions"], "model": ["DR600"], "software": ["21.0.220"]})
images("dr-3", 11, 28, "d0:94:66:71:3b:50", "DX", "1.1", "AERODR_ORT", "1.2.392.200036.9107.500", "KM_CS7_V130", "KONICA MINOLTA", "Konica Minolta", "CS-7", "A6EL0417", "V1.30R02", "CS7-ORTHO", 14,
    lease="win", system="10",
    alt={"model": ["AeroDR", "CS7"]})
images("dr-4", 71, 29, "44:91:60:3d:08:17", "DX", "1.1", "GM85_MOB", "1.2.410.200048.2.1.1", "SAMSUNG_DR_1", "SAMSUNG ELECTRONICS", "Samsung", "GM85", "S08KM3HM400417Y", "V1.08.2", "GM85-MOBIEL", 45,
    "all", system="ltsc",
    lease="win", moves=[(0.6, 129)], alt={"manufacturer": ["Samsung Electronics"]})
# Doubt: a bone densitometer has no category of its own; an X-ray machine it is.
images("bone", 11, 30, "50:9a:4c:2a:71:06", "OT", "7", "HORIZON", "1.2.276.0.7230010.3.0.3.5.4", "OFFIS_DCMTK_354", "Hologic", "Hologic", "Horizon A (S/N 300417M)", "300417M", "13.6.0.5:7", "DXA",
    60, category="xray", told="os",
    system="10", acts=[mounts("10", 300)], alt={"model": ["Horizon A", "Horizon"], "software": ["13.6.0.5"], "category": ["unknown"], "manufacturer": ["Hologic, Inc."]})
images("angio-1", 21, 31, "90:1b:0e:7e:22:94", "XA", "12.1", "ARTIS154417", "1.3.12.2.1107.5.4.5", "SIEMENS_AXA_VC21", "SIEMENS", "Siemens Healthineers", "AXIOM-Artis", "154417", "VC21C 140616",
    "ANGIO1", 50, "theatre", system="xp",
    lease="xp", alt={"manufacturer": ["Siemens"], "model": ["Artis zee", "Artis", "AXIOM Artis"], "software": ["VC21C"]})
images("angio-2", 11, 32, "00:e0:96:77:20:5c", "XA", "12.1", "TRINIAS", "1.2.392.200036.9133.3.1.7", "SHIMADZU_DAR", "SHIMADZU", "Shimadzu", "Trinias", "CMN3B0417002", "V3.20", "DAR9500F", 70,
    system="7", alt={"manufacturer": ["Shimadzu Corporation"]})
images("arc-1", 21, 33, "00:30:59:1c:52:7e", "XA", "12.1", "OEC_OK4", "1.2.840.113619.6.421", "OEC_ELITE_1", "GE OEC Medical Systems", "GE HealthCare", "OEC Elite CFD", "E2XXXX20417", "E2.0.1",
    "OEC-OK4", 60, "theatre", system="linux",
    lease="-dhclient", alt={"manufacturer": ["GE OEC Medical Systems", "GE OEC", "GE", "OEC Medical Systems"], "model": ["OEC Elite"]})
# Doubt: an intraoperative imager which turns around the patient; a CT it may be called too.
images("arc-2", 21, 34, "00:60:e0:52:1b:8d", "XA", "12.1", "OARM_OK6", OFFIS + "2", "OFFIS_DCMTK_362", "Medtronic", "Medtronic", "O-arm O2", "C1417", "4.2.1", "OARM", 90, "theatre", system="7",
    alt={"category": ["ct"], "model": ["O-arm"], "manufacturer": ["Medtronic Navigation"]})
images("us-1", 11, 35, "00:d0:c9:b1:40:27", "US", "3.1", "VIVIDE95_1", "1.2.840.113619.6.366", "VIVIDE95_204", "GE Vingmed Ultrasound", "GE HealthCare", "Vivid E95", "AU40417", "204.74.3",
    "VIVIDE95-040417", 25, lease="win", system="ltsc",
    acts=[("screen", 700, "day", {"by": "admin-pc", "name": "VividE95-040417"})], alt={"manufacturer": ["GE", "GE Vingmed Ultrasound", "GE Ultrasound", "GE Vingmed"]})
images("us-2", 31, 36, "b0:83:fe:50:7a:19", "US", "6.1", "RS85_VKH", "1.2.410.200001.1.1", "MEDISON_RS85", "SAMSUNG MEDISON CO., LTD.", "Samsung Medison", "RS85", "S0W5M3HN40041", "3.01.00", "RS85",
    30, lease="-win", system="ltsc", moves=[(0.6, 136)],
    alt={"manufacturer": ["Samsung", "Samsung Medison Co., Ltd.", "Medison"]})
images("us-3", 11, 37, "00:e0:a4:1b:07:33", "US", "6.1", "MYLABX8", "1.3.76.2.1.1.4.1.5", "ESAOTE_X8_5", "ESAOTE", "Esaote", "MyLabX8", "20417", "F141000", "MYLAB-20417", 28, system="10",
    alt={"model": ["MyLab X8"]})
images("us-4", 21, 38, "00:08:fb:04:91:5e", "US", "6.1", "XPORTE_IZ", "1.2.840.114340.3.8251", "SONOSITE_3", "SonoSite, Inc.", "Fujifilm Sonosite", "X-Porte", "03VKPG", "01.20.00.16", "XPORTE", 80,
    "all", system="linux", lease=(b"", bytes([1, 3, 6, 12, 15, 44])),
    alt={"manufacturer": ["SonoSite", "Sonosite", "SonoSite, Inc.", "FUJIFILM SonoSite", "Fujifilm"], "model": ["XPORTE"]})
images("us-6", 11, 40, "00:00:39:77:1b:40", "US", "6.1", "APLIO500", "1.2.392.200036.9116.7.8.1.1.1", "TM_US_V6.5", "TOSHIBA_MEC_US", "Canon Medical", "TUS-A500", "T5B1472417", "AB_V6.50*R003",
    "APLIO500", 45, system="xp",
    alt={"manufacturer": ["Toshiba", "Toshiba Medical", "TOSHIBA_MEC_US", "Canon", "Toshiba Medical Systems", "Canon Medical Systems"], "model": ["Aplio 500"]})
images("us-7", 21, 41, "00:07:32:41:90:5b", "US", "6.1", "BK3000_URO", OFFIS + "4", "OFFIS_DCMTK_364", "B-K Medical", "BK Medical", "bk3000", "5004171", "17.14.10", "BK3000", 60, "theatre",
    system="ltsc",
    alt={"manufacturer": ["B-K Medical", "BK", "GE HealthCare", "Analogic"]})
asks("us-8", "ultrasound", 11, 42, "ec:b1:d7:08:99:31", "US", "AFFINITI_2", "1.3.46.670589.14.1000", "AFFINITI_7", "category manufacturer", "Philips", "Affiniti 70", "US41704170", system="ltsc",
    lease="-win", station="AFFINITI",
     alt={"manufacturer": ["Philips Medical Systems"], "model": ["Affiniti", "AFFINITI"], "software": ["AFFINITI_7"]})
images("us-9", 71, 43, "52:1c:88:0a:e4:07", "US", "6.1", "LUMIFY_SPOED", "1.3.46.670589.14.4000", "LUMIFY_4", "Philips", "Philips", "Lumify", "L4-04170", "4.2.1", "LUMIFY", 120, "all",
    lease="-android", system="android",
    alt={"manufacturer": ["Philips Healthcare"]}, note="an app on a tablet: the data set tells what it is as a device")
images("mammo-1", 11, 44, "18:66:da:20:5b:71", "MG", "1.2", "SELENIA_B1", "1.2.840.113681.2.1", "HOLOGIC_AWS_1", "HOLOGIC, Inc.", "Hologic", "Selenia Dimensions", "81003170417",
    "AWS:1.8.3.63\\PXCM:1.8.3.6", "DIMENSIONS", 15, lease="win", system="7",
    acts=[PERFORMED], alt={"manufacturer": ["HOLOGIC, Inc."], "model": ["Dimensions"], "software": ["1.8.3.63"]})
images("pano", 31, 46, "00:10:19:22:7b:06", "PX", "1.1", "ORTHOPHOS", OFFIS + "5", "OFFIS_DCMTK_365", "Sirona", "Dentsply Sirona", "Orthophos SL 3D", "20417", "4.4.1.2207", "SIDEXIS", 100,
    category="xray", system="ltsc",
    alt={"manufacturer": ["Sirona", "Sirona Dental Systems"], "model": ["Orthophos SL"]})
images("gamma", 11, 47, "4c:52:62:70:31:1d", "NM", "20", "SYMBIA1", "1.3.12.2.1107.5.6.1", "SIEMENS_MI_VB20", "SIEMENS NM", "Siemens Healthineers", "Symbia Intevo 6", "1417", "VB20A", "SYMBIA1417",
    60, lease="win", system="7",
    alt={"manufacturer": ["Siemens", "SIEMENS NM"], "model": ["Symbia Intevo", "Symbia"]})
images("pet", 11, 48, "3c:a8:2a:1a:90:4e", "PT", "128", "DMI_NUC", "1.2.840.113619.6.407", "DMI_PET_4", "GE MEDICAL SYSTEMS", "GE HealthCare", "Discovery MI", "DMI0417PT1", "pet_4.20", "pet_dmi", 90,
    system="linux",
    alt={"manufacturer": ["GE", "GE MEDICAL SYSTEMS", "GE Medical Systems"], "model": ["Discovery MI PET/CT"]})
images("endo-1", 21, 49, "00:16:86:0c:41:7a", "ES", "77.1.1", "AIDA_OK2", "1.2.276.0.7230010.3.0.3.6.6", "OFFIS_DCMTK_366", "KARL STORZ", "Karl Storz", "AIDA", "WU0417", "1.5.0.3", "AIDA-OK2", 45,
    "theatre", lease="win", system="ltsc",
    alt={"manufacturer": ["KARL STORZ", "Karl Storz Imaging", "KARL STORZ SE & Co. KG"], "model": ["AIDA C-3", "AIDA WD200"]})
add("endo-2", "endoscopy", 21, 50, "00:02:ad:31:07:55", "manufacturer", "Pentax", "EPK-i7010", "X10417", system="rtos", lease="bare",
    acts=[("opaque", 60, "theatre", {"to": "endo-server", "port": 5001})], alt={"manufacturer": ["Hoya", "HOYA", "Pentax Medical"]})
add("endo-3", "endoscopy", 21, 51, "00:0d:d1:20:41:70", "manufacturer", "Stryker", "Connected OR Hub", "21E0417", system="ltsc", hosts=["STRYKER-HUB-0417"], lease="win",
    acts=[("llmnr", 240, "theatre", {}), mounts("ltsc", 240, "theatre")],
    alt={"category": ["unknown", "workstation"]}, note="Doubt: a recorder of theatre video; no category is quite right")
add("endo-server", "server", 21, 52, "f8:b1:56:4c:61:20", "", "Pentax", None, None, None, ["SRV-ENDOBASE"], [("ntp", 300, "all", {})], "2016", "win",
    {"category": ["endoscopy", "workstation"], "manufacturer": DELL})
images("plan", 11, 53, "a0:36:9f:5e:12:04", "RTPLAN", "481.5", "RAYSTATION", "1.2.752.243.1.1", "RayStation", "RaySearch Laboratories", "RaySearch Laboratories", "RayStation", "00417", "12.0.0.932",
    "SRV-RAYSTATION", 60, category="radiotherapy", told="os",
    system="2019", acts=[mounts("2019", 500)], alt={"manufacturer": ["RaySearch"], "category": ["modality_workstation", "server"], "software": ["RayStation 12.0.0.932", "12.0.0"]})
images("linac", 11, 54, "50:9a:4c:63:33:17", "RTIMAGE", "481.1", "TB_H191417", "1.2.246.352.70.2.1.160.3", "DCIE 2.2", "Varian Medical Systems", "Varian", "TrueBeam", "H191417", "2.7.304.16",
    "TB1-4DITC", 25, category="radiotherapy", system="ltsc", lease="win",
    alt={"manufacturer": ["Varian Medical Systems", "Siemens Healthineers"]})
images("tomo", 11, 55, "ac:1f:6b:40:90:7b", "RTPLAN", "481.5", "RADIXACT", "1.2.826.0.1.3680043.2.200.1", "ACCURAY_IDMS", "Accuray", "Accuray", "Radixact", "0210417", "3.0.0.8", "IDMS1", 70,
    category="radiotherapy", system="linux",
    alt={"manufacturer": ["Accuray Incorporated", "TomoTherapy Incorporated"], "model": ["iDMS", "Accuray Precision"]})
images("brachy", 11, 56, "3c:52:82:6a:01:c9", "RTPLAN", "481.5", "ONCENTRA", "2.16.840.1.113669.2.931128", "MergeCOM3_390", "Nucletron", "Elekta", "Oncentra", "OCB-417", "OCB 4.6.0.23", "BRACHY-WS",
    200, category="radiotherapy", lease="win", system="10",
    alt={"manufacturer": ["Nucletron"], "category": ["modality_workstation"], "model": ["Oncentra Brachy"], "software": ["4.6.0.23"]})
# Doubt: no category of the list is right for an eye's scanner or a lung laboratory.
images("eye-1", 31, 57, "00:11:fb:07:41:70", "OPT", "77.1.5.4", "SPECTRALIS", "1.3.6.1.4.1.33437.10.4", "HEYEX_2", "Heidelberg Engineering", "Heidelberg Engineering", "SPECTRALIS OCT", "TR-KT-10417",
    "6.16.2.0", "HEYEX", 60, category="unknown",
    lease="win", system="10", alt={"model": ["SPECTRALIS", "Spectralis"]})
add("lungs", "unknown", 31, 59, "f8:b1:56:0a:1c:77", "", "Vyaire", "Vyntus BODY", "V-170417", None, ["LONGFUNCTIE-2"], [mounts("10", 200), ("logon", 500, "day", {"to": "directory"})], "10", "win",
    {"manufacturer": ["Vyaire Medical", "Jaeger", "CareFusion", *DELL], "category": ["workstation"]}, note="a PC beside a cabin; the name alone says what for")
images("slides", 41, 60, "24:bf:74:10:41:7c", "SM", "77.1.6", "NANOZOOMER", OFFIS + "5", "OFFIS_DCMTK_365", "Hamamatsu", "Hamamatsu", "NanoZoomer S360", "000417", "NZAcquire 1.2.0", "NZ-S360", 50,
    category="unknown", system="ltsc",
    alt={"category": ["lab_analyzer"], "manufacturer": ["Hamamatsu Photonics"], "model": ["C13220", "S360"]})
images("ecg-1", 31, 61, "00:0d:b8:04:17:2d", "ECG", "9.1.1", "MS2015_CARD", "1.2.276.0.7230010.3.0.3.6.7", "OFFIS_DCMTK_367", "SCHILLER", "Schiller", "CARDIOVIT MS-2015", "0740.000417", "1.9.0",
    "MS2015", 70, lease="-udhcp", system="linux",
    alt={"manufacturer": ["SCHILLER AG", "Schiller AG"], "model": ["MS-2015"]})
images("ecg-2", 31, 62, "00:17:23:70:41:1b", "ECG", "9.1.1", "ELI280_3", "1.2.840.114107.1", "MORTARA_DCM2", "Mortara Instrument, Inc.", "Mortara", "ELI 280", "117204170417", "2.2.1", "ELI280", 90,
    system="rtos", lease="-lwip", moves=[(0.6, 162)],
    alt={"manufacturer": ["Mortara Instrument", "Welch Allyn", "Hillrom", "Hill-Rom", "Baxter"]}, note="a radio of Summit")
add("ecg-3", "ecg", 31, 63, "00:09:fb:52:04:17", "manufacturer", "Philips", "PageWriter TC70", "US41700417", system="ce", lease="-ce", acts=[("opaque", 100, "all", {"to": "web", "port": 6091})],
    alt={"model": ["TC70"]})
add("eeg", "unknown", 31, 64, "00:22:29:00:41:7a", "manufacturer", "Compumedics", "Grael HD-EEG", "G0417", system="10", lease="win", hosts=["EEG-1"],
    acts=[mounts("10", 180), ("llmnr", 300, "day", {})], alt={"category": ["workstation", "ecg"]}, note="no category is right for it")
# Workstations, film, discs, routers of images
add("reading-1", "modality_workstation", 11, 71, "48:0f:cf:31:07:60", "category manufacturer", "HP", None, None, None, ["WS-RADIO04"],
    [("find", 10, "day", {}), mounts("11", 250), ("logon", 500, "day", {"to": "directory"})], "11", "win",
    {"manufacturer": ["Sectra", *HP], "model": ["IDS7"], "software": ["SECTRA_IDS7_24"]}, ae_titles=["WSRADIO04"],
    dicom={"ae": "WSRADIO04", "uid": "1.2.752.24.3.3.24.1", "version": "SECTRA_IDS7_24", "modality": "CT", "sop": S + "2"})
add("reading-2", "modality_workstation", 31, 72, "d8:cb:8a:20:19:4f", "category", None, None, None, None, ["PC-CARDIO-2"], [("find", 45, "day", {}), mounts("10", 200), ("nbns", 300, "day", {})],
    "10", "win",
    {"manufacturer": ["MSI", "Micro-Star", "Micro-Star International", "RadiAnt", "Medixant", "Micro-Star INTL"], "category": ["workstation"], "model": ["RadiAnt", "RadiAnt DICOM Viewer"],
    "software": ["RADIANT_2023"]}, ae_titles=["RADIANT"], unjudged=["model", "manufacturer"],
    dicom={"ae": "RADIANT", "uid": "1.2.826.0.1.3680043.9.4245.1", "version": "RADIANT_2023", "modality": "XA", "sop": S + "12.1"},
    note="an office computer with a viewer; Doubt: a workstation is as good an answer")
add("reading-3", "modality_workstation", 11, 73, "94:18:82:7c:20:55", "category manufacturer", "GE HealthCare", "AW Server", None, None, ["AWS01", "aws01"],
    [("find", 70, "day", {}), ("certified", 400, "day", {"by": "reading-1", "subject": "C=US, O=GE Healthcare, OU=AW, CN=aws01"})], "linux", None,
    {"manufacturer": ["GE", "GE Healthcare", "GE MEDICAL SYSTEMS"], "model": ["AW", "Advantage Workstation", "aws01"], "category": ["server", "pacs"], "software": ["AWS_3.2_EXT_4.8"]},
    ae_titles=["AWS01"],
    dicom={"ae": "AWS01", "uid": "1.2.840.113619.6.286", "version": "AWS_3.2_EXT_4.8", "modality": "CT", "sop": S + "2"})
add("navigation", "modality_workstation", 21, 74, "e0:d5:5e:42:10:96", "category manufacturer", "Brainlab", "Curve", "B18417", None, ["CURVE-OK6"], [("find", 120, "theatre", {})], "ltsc", "win",
    {"category": ["medical_robot", "radiotherapy", "workstation"], "software": ["BRAINLAB_DICOM"]}, ae_titles=["BRAINLAB_OK6"],
    dicom={"ae": "BRAINLAB_OK6", "uid": "1.2.276.0.20.1.1.26.1", "version": "BRAINLAB_DICOM", "modality": "CT", "sop": S + "2"})
add("film-1", "dicom_printer", 11, 75, "00:0b:ab:71:04:17", "category manufacturer model", "Agfa", "DRYSTAR 5503", "5503-0417", None, ["DS5503"],
    [("printed", 200, "day", {"by": "dr-1"}), ("printed", 300, "day", {"by": "mammo-1"})], "linux", None,
    {"manufacturer": ["Agfa HealthCare"], "model": ["DRYSTAR", "DS5503", "Drystar 5503"], "software": ["DRYSTAR_5503_4", "DRYSTAR_5503"]}, ae_titles=["DS5503"],
    scp={"ae": "DS5503", "uid": "1.3.51.0.4.2", "version": "DRYSTAR_5503_4"})
add("router", "pacs", 101, 77, "00:50:56:9a:41:77", "", None, None, None, None, [], [("forwarded", 10, "all", {"of": ["branch-ct", "branch-us"]}), ("echo", 240, "all", {})], "2019", None,
    {"category": ["medical_gateway", "server", "modality_workstation", "unknown"], "model": ["Compass", "Laurel Bridge Compass", "COMPASS"], "manufacturer": ["Laurel Bridge"]}, ae_titles=["COMPASS"],
    unjudged=["software", "manufacturer", "model", "serial"], port=11112, scp={"ae": "COMPASS", "uid": "1.2.840.114089.1.0", "version": "LaurelBridge_4"},
    dicom={"ae": "COMPASS", "uid": "1.2.840.114089.1.0", "version": "LaurelBridge_4", "modality": "CT", "sop": S + "2"}, note="passes on what a branch's devices made: none of them is at its address")
for name, last, code, sop, maker, spoken, model, serial, software, accept in (
        ("branch-ct", 21, "CT", "2", "Canon Medical", "TOSHIBA", "Aquilion", "TCA0720417", "V4.51ER010", ["Toshiba", "Canon", "Toshiba Medical Systems"]),
        ("branch-us", 22, "US", "6.1", "GE HealthCare", "GE Healthcare", "LOGIQE10", "LE10417", "R2.0.1", ["GE", "GE Healthcare"])):
    images(name, 121, last, f"00:25:90:7b:04:{last}", code, sop, name.upper().replace("-", ""), OFFIS + "0", "OFFIS_DCMTK_360", spoken, maker, model, serial, software, name.upper(), 40,
        alt={"manufacturer": accept, "model": ["LOGIQ E10"] if code == "US" else []}, send="beyond", system="ltsc",
           note="in a branch behind the router: known by address only, and speaks to the house's router of images")
add("injector", "unknown", 11, 78, "00:0b:ab:52:10:41", "", "Bayer", "MEDRAD Centargo", "CGO0417", None, [], [("probe", 240, "day", {}), inside("radimetrics.azdm.internal", 90)], "ltsc", "-win",
    {"manufacturer": ["Medrad", "MEDRAD", "Advantech"]}, note="no category is right for it", unjudged=["manufacturer"])
# Intensive care and theatres, VLAN 21
for number, last, mac, part, accept, serial, software, bed in (
        (1, 81, "00:09:fb:a1:0c:07", "866471", ["MX750", "IntelliVue MX750"], "DE34104170", "P.01.22", "IZ1-12"),
        (2, 82, "00:09:fb:a1:1d:54", "866471", ["MX750", "IntelliVue MX750"], "DE34104171", "P.01.22", "IZ1-13"),
        (3, 83, "00:09:fb:77:20:e9", "867030", ["X3", "IntelliVue X3"], "DE83304172", "N.00.36", "SPOED-2"), (4, 84, "00:09:5c:61:41:0a", "M8105A", ["MP5", "IntelliVue MP5"], "DE94904173", "J.10.50",
        "IZ1-14")):
    add(f"monitor-{number}", "patient_monitor", 21, last, mac, "category manufacturer model serial software", "Philips", part, serial, software, [], [("intellivue", 70, "all", {"to": "central-1"})],
        "rtos", "-vx", {"model": accept},
        bed=bed, swaps={1: (1.3, 82), 2: (1.3, 81)}.get(number))
# Doubt: a fetal monitor is a patient monitor, as the list goes.
add("monitor-5", "patient_monitor", 31, 85, "00:09:fb:3e:41:88", "category manufacturer model serial software", "Philips", "M2703A", "DE53104174", "J.30.30", [],
    [("intellivue", 90, "all", {"to": "central-1"})], "rtos", "-vx", {"model": ["Avalon FM30", "FM30"]}, bed="VK-3")
add("monitor-6", "patient_monitor", 21, 86, "00:30:e6:41:07:21", "category manufacturer model serial software", "Dräger", "Delta XL", "6004104170", "VF8.4-W", [],
    [("infinity", 60, "all", {}), ("wave", 60, "all", {})], "rtos", None,
    {"manufacturer": ["Draeger", "Drager", "Dräger Medical", "Draeger Medical Systems", "Siemens"], "model": ["Infinity Delta XL", "Delta"]}, bed="IZ2-01")
add("monitor-8", "patient_monitor", 21, 88, "00:40:97:1d:41:04", "category manufacturer", "GE HealthCare", "CARESCAPE B650", None, None, [], [("unity", 50, "all", {})], "linux", None,
    {"manufacturer": ["GE", "Datex-Ohmeda", "Datex", "GE Medical Systems", "GE Healthcare", "GE Medical System(China)"]},
    bed="B01", unit="PAZA", unjudged=["serial", "model"])
add("monitor-10", "patient_monitor", 21, 90, "00:a0:aa:10:41:72", "manufacturer", "Spacelabs", "Qube 91390", "1390-104172", None, [], [("opaque", 25, "all", {"to": "central-2", "port": 7051})],
    "rtos", None, {"manufacturer": ["Spacelabs Healthcare", "Spacelabs Medical"], "model": ["Qube", "91390"]})
add("monitor-11", "patient_monitor", 31, 91, "00:40:d1:30:41:7b", "manufacturer", "Fukuda Denshi", "DS-8100", "50000417", None, [], [("ntp", 120, "all", {}), ("probe", 150, "all", {})], "rtos",
    "-bare", {"manufacturer": ["Fukuda"]})
add("monitor-12", "patient_monitor", 21, 92, "00:0f:14:20:04:17", "category manufacturer model", "Mindray", "BeneVision N15", "F2-17000417", None, [],
    [speaks("MINDRAY_N SERIES^000F14FFFE200417^EUI-64", "engine", 6701, 20, "BeneVision N15^^000F14FFFE200417^EUI-64", MONITOR)], "linux", None,
    {"model": ["N15", "MINDRAY_N SERIES", "N SERIES", "BeneVision N Series"]}, application=("MINDRAY", "MINDRAY"))
add("monitor-13", "patient_monitor", 31, 93, "00:1a:fa:21:04:17", "manufacturer", "Welch Allyn", "Connex VSM 6700", "100017042417", None, [],
    [("opaque", 60, "all", {"to": "web", "port": 281}), ("ntp", 300, "all", {})], "linux", "-old udhcp",
    {"manufacturer": ["Hillrom", "Hill-Rom", "Baxter"], "model": ["CVSM 6700", "Connex VSM"]}, moves=[(0.6, 193)])
add("monitor-15", "patient_monitor", 31, 95, "00:0b:ab:66:41:70", "category manufacturer model serial", "Nihon Kohden", "PVM-4763", "10417", None, [], [
    ("message", 30, "all", {"to": "engine", "kind": "ORU^R01^ORU_R01", "port": 6702, "segments": ["PRT|1|UC||EQUIP^^HL70912||||||PVM-4763||||||||||10417", "OBR|1|||VITAL",
     "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||PVM-4763^NIHON KOHDEN", "OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.147842|70|||||||F"]})], "linux", None,
    {"manufacturer": ["NIHON KOHDEN"], "model": ["PVM-4000", "PVM-4700"]}, application=("NIHON KOHDEN^PVM", "NIHON KOHDEN"),
    note="an interface box of Advantech's make; of the maker tells the message")
add("central-1", "central_station", 21, 101, "94:18:82:20:41:0b", "category manufacturer", "Philips", "PIC iX", None, None, ["PICIX-IZ1"],
    [mounts("2016", 300, "all"), ("desktop", 600, "day", {"by": "admin-pc"}), ("message", 15, "all", {"to": "engine", "kind": "ORU^R01", "port": 6703, "segments": [
    "PV1|1|I|IZ1^12^1", "OBR|1|||MDIL", "OBX|1|NM|0002-4182^HR^MDIL|0|70|0004-0aa0^/min^MDIL|||||F"]})], "2016", "win",
    {"category": ["medical_gateway"], "manufacturer": ["Philips Healthcare"], "model": ["PICIX", "PIC-IX"]},
    application=("PICIX", "AZDM"), note="asks IntelliVue monitors for their data")
add("central-2", "central_station", 21, 102, "8c:ec:4b:31:41:70", "", "Spacelabs", "Xhibit", "XB0417", None, ["XHIBIT-IZ2"],
    [("nbns", 300, "all", {}), ("announce", 240, "all", {"comment": "Spacelabs Xhibit Central", "version": (10, 0)})], "10", "win",
    {"category": ["medical_gateway", "workstation"], "manufacturer": ["Spacelabs Healthcare", *DELL], "model": ["Xhibit Central"]},
    note="Doubt: its own comment says what it is; the names of files and comments are nobody's protocol")
add("central-3", "central_station", 21, 103, "3c:52:82:41:70:9a", "", "Dräger", "Infinity CentralStation", None, None, ["ICS-IZ2"],
    [inside("dlink.azdm.internal", 60, "all"), ("llmnr", 300, "all", {})], "ltsc", "win", {"category": ["workstation", "medical_gateway"], "manufacturer": ["Draeger", *HP]})
add("central-4", "central_station", 21, 104, "c4:65:16:0b:41:74", "category", "GE HealthCare", "CARESCAPE Central Station", None, None, ["CSCS-PAZA"],
    [("unity_data", 30, "all", {"to": "monitor-8"})], "7", "-win",
    {"category": ["medical_gateway"], "manufacturer": ["GE", *HP], "model": ["CSCS"]}, note="Doubt: its role is plain to who knows the Unity network")
add("telemetry-1", "telemetry", 31, 105, "00:09:fb:5a:41:0e", "category manufacturer model serial software", "Philips", "865350", "US41741702", "B.06.54", [],
    [("intellivue", 80, "all", {"to": "central-1"})], "rtos", None, {"category": ["patient_monitor"], "model": ["MX40", "IntelliVue MX40"]}, bed="CARD-07")
add("gateway-1", "medical_gateway", 101, 107, "00:50:56:9a:10:07", "category manufacturer model", "Capsule", "DataCaptor", None, None, ["SRV-DATACAPTOR"],
    [("message", 8, "all", {"to": "engine", "kind": "ORU^R01", "port": 6704, "segments": ["PV1||I|IZ2ICURM04", "OBR|1||||", "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC||72|||||||F"]})],
    "2019", "win", {"manufacturer": ["Capsule Technologies", "Philips", "Qualcomm", "Capsule Tech"], "model": ["DATACAPTOR"]}, application=("DATACAPTOR", ""))
add("gateway-3", "medical_gateway", 21, 109, "00:30:e6:70:41:08", "category manufacturer model", "Dräger", "Infinity Gateway", None, None, ["INFGW-01"],
    [("message", 12, "all", {"to": "engine", "kind": "ORU^R01", "port": 6705, "segments": ["PV1|1|I|IZ2^01", "OBR|1|||MON", "OBX|1|NM|HR^Heart rate^99SMS||70|/min|||||F"]})], "2016", "win",
    {"manufacturer": ["Draeger", "Drager", "Draeger Medical Systems"], "category": ["central_station", "hl7_interface_engine", "server"], "model": ["Infinity"]},
    application=("Infinity Gateway", "Draeger"))
add("vent-1", "ventilator", 21, 111, "00:13:95:2d:41:70", "category manufacturer model serial", "Hamilton Medical", "HAMILTON-C6", "17041", None, [],
    [("vitals", 20, "all", {"to": "engine", "port": 6706, "app": "HAMILTON-C6^00139500FF2D4170^EUI-64", "device": "17041^HAMILTON-C6^00139500FF2D4170^EUI-64", "mdc": VENTILATOR}),
    ("message", 60, "all", {"to": "engine", "kind": "ORU^R40^ORU_R40", "port": 6706, "segments": ["PRT|1|UC||EQUIP^^HL70912||||||HAMILTON-C6^Hamilton Medical AG||||||||||17041",
    "OBR|1|||196616^MDC_EVT_ALARM^MDC"]})], "linux", None,
    {"manufacturer": ["Hamilton", "Hamilton Medical AG", "HAMILTON"], "model": ["C6", "Hamilton-C6"]}, application=("HAMILTON-C6", "HAMILTON MEDICAL"))
add("vent-2", "ventilator", 21, 112, "f0:e5:c3:44:17:02", "category manufacturer model serial software", "Dräger", "Evita V800", "ASPK-0417", "02.51", [], [
    ("medical_device", 60, "all", {"uuid": "0e6f1d84-41c0-4e5b-9d27-f0e5c3441702", "place": "AZDM%2F%2F%2FIZ2%2F%2F01?fac=AZDM&poc=IZ2&bed=01", "kind": "70001", "port": 6464, "secure": False}),
    ("medical_metadata", 300, "all", {"by": "gateway-3", "uuid": "0e6f1d84-41c0-4e5b-9d27-f0e5c3441702", "port": 6464, "identity": ("Dräger", "Evita V800", "8422900", "Evita V800 IZ2-01", "02.51",
    "ASPK-0417")})], "linux", None, {"manufacturer": ["Draeger", "Drager", "Drägerwerk"], "model": ["V800", "8422900"]})
add("vent-3", "ventilator", 21, 113, "00:40:9d:41:70:5c", "category manufacturer model", "Dräger", "Babylog VN500", "ASFL-0417", None, [],
    [("medibus", 50, "all", {"by": "gateway-1", "port": 2101, "number": "8410", "name": "Babylog VN500", "revision": "02.41"})], "rtos", "-lwip",
    {"manufacturer": ["Draeger", "Drager", "Digi", "Digi International"], "software": ["02.41", "2.41"]}, note="behind a serial device server of Digi")
add("vent-4", "ventilator", 21, 114, "00:64:a6:04:17:38", "manufacturer", "Getinge", "Servo-u", "70417", None, [], [("opaque", 30, "all", {"to": "gateway-1", "port": 3500})], "linux", "-udhcp",
    {"manufacturer": ["Maquet", "Maquet CardioVascular", "Maquet Critical Care"], "model": ["SERVO-U"]})
add("vent-5", "ventilator", 21, 115, "00:90:e8:30:41:70", "", "Löwenstein Medical", "elisa 800", "E8-0417", None, ["NP5110A_0417"],
    [("opaque", 40, "all", {"to": "gateway-1", "port": 4001}), opens("admin-pc", 600, title="NPort Web Console", server="MoxaHttp/2.2")], "rtos", "lwip",
    {"manufacturer": ["Moxa", "Löwenstein", "Loewenstein Medical"], "category": ["medical_gateway", "network_infrastructure", "unknown"], "model": ["NPort", "NPort 5110A", "NP5110A"]},
    unjudged=["software", "model"], note="behind a serial device server of Moxa, of which alone something shows")
add("anes-1", "anesthesia", 21, 117, "00:40:97:70:41:7e", "manufacturer", "GE HealthCare", "Aisys CS2", "APHW00417", None, [], [("opaque", 30, "theatre", {"to": "gateway-1", "port": 3001})], "linux",
    "-dhclient", {"manufacturer": ["GE", "Datex-Ohmeda", "Datex", "GE Healthcare"], "category": ["anesthesia"]})
add("anes-2", "anesthesia", 21, 118, "f0:e5:c3:51:41:76", "category manufacturer model", "Dräger", "Atlan A350", "ASKN-0417", None, [],
    [speaks("Atlan A350^F0E5C3FFFE514176^EUI-64", "engine", 6707, 20, "ASKN-0417^Atlan A350^F0E5C3FFFE514176^EUI-64", ANESTHESIA, "theatre")], "linux", "-udhcp",
    {"manufacturer": ["Draeger", "Drager", "Drägerwerk"], "model": ["Atlan"]}, application=("Atlan", "Draeger"), unjudged=["serial"])
add("warmer", "unknown", 31, 120, "f0:e5:c3:60:41:7d", "manufacturer", "Dräger", "Babyleo TN500", "ASMK-0417", None, [],
    [("medical_device", 120, "all", {"uuid": "7b20c6de-0417-4d7f-8f10-f0e5c360417d", "place": "AZDM%2F%2F%2FNICU%2F%2F03?fac=AZDM&poc=NICU&bed=03", "kind": None, "port": 6464, "secure": True})],
    "linux", None, {"manufacturer": ["Draeger", "Drager", "Drägerwerk"]}, note="a medical device by its own word, and no more")
add("bed-1", "unknown", 21, 121, "00:14:b8:41:70:33", "manufacturer", "Hillrom", "Progressa", "T0417HR", None, [], [("opaque", 60, "all", {"to": "web", "port": 4117})], "linux", "-old udhcp",
    {"manufacturer": ["Hill-Rom", "Baxter"]}, note="a bed: no category is right for it")
add("robot", "medical_robot", 21, 123, "60:3e:ca:04:17:05", "manufacturer", "CMR Surgical", "Versius", "V1417", None, [],
    [("sni", 240, "theatre", {"names": ["telemetry.example.org"]}), ("ntp", 200, "theatre", {})], "linux", "-dhclient", {"manufacturer": ["Cambridge Medical Robotics", "CMR"]})
add("robot-2", "medical_robot", 61, 124, "00:10:ea:04:17:6c", "manufacturer", "Omron", "LD-90", "18041-0417", None, [], [opens("plant-pc", 400, title="MobileManager", server="Omron Adept")], "linux",
    None, {"manufacturer": ["Omron Adept", "Adept", "Adept Technology"], "category": ["unknown"]}, unjudged=["software", "model"],
    note="carries linen; Doubt: a transport vehicle")
# Pumps, dialysis, cabinets
for number, last, mac, kind, model, serial, module in ((1, 131, "00:12:21:61:41:0a", "686P020012", "Infusomat Space", "417171", ("40417", "L93A000070")),
    (2, 132, "00:12:21:61:42:b3", "I0002010004", "Perfusor compactplus", "417188", ("40422", "F99A000012"))):
    add(f"pump-{number}", "infusion_pump", 21, last, mac, "category manufacturer model serial", "B. Braun", model, serial, None, [],
        [("blood_line", 30, "all", {"by": "pump-server", "module": module, "pumps": [("50111", kind, serial)], "prefix": "IZ1"})], "linux", None,
        {"serial": [module[0]], "software": [kind, kind[4:], kind[5:], module[1], "020012", "P020012", "010004"],
        "model": ["Infusomat Space 686", "Infusomat Space 686P"] if number == 1 else ["compactplus", "Perfusor compact plus"], "manufacturer": ["B. Braun Melsungen", "BBraun"]})
add("pump-3", "infusion_pump", 21, 133, "00:13:38:04:17:5d", "category manufacturer model", "Fresenius Kabi", "Link+ Agilia", "30417021", None, [],
    [opens("admin-pc", 400, title="Link+ Agilia", server="lighttpd/1.4.53"), inside("vigilant.azdm.internal", 30, "all", 8883)], "linux", "-udhcp",
    {"manufacturer": ["Fresenius", "Fresenius Vial", "Fresenius-Vial"], "model": ["Agilia", "Agilia Link+", "Link4+ Agilia", "Link8+ Agilia"], "category": ["infusion_server", "medical_gateway"],
    "software": ["lighttpd/1.4.53", "1.4.53"]})
add("pump-4", "infusion_pump", 31, 134, "00:03:b1:41:70:e8", "category manufacturer model", "ICU Medical", "Plum 360", "20004170", None, [],
    [speaks("PAT_DEVICE_ICU_MEDICAL^0003B1FFFE4170E8^EUI-64", "engine", 6708, 40, "Plum 360^^0003B1FFFE4170E8^EUI-64", PUMP)], "linux", "-old udhcp",
    {"manufacturer": ["Hospira"], "model": ["Plum360"]},
    application=("PAT_DEVICE_ICU_MEDICAL", "ICU_MEDICAL"), moves=[(0.6, 234)])
add("pump-5", "infusion_pump", 21, 135, "00:1a:01:41:70:24", "manufacturer", "Smiths Medical", "Medfusion 4000", "M204170", None, [],
    [("greeting", 500, "day", {"by": "admin-pc", "port": 21, "banner": "220 FTP server ready.\r\n"})], "rtos", "-lwip",
    {"manufacturer": ["ICU Medical", "Smiths"], "model": ["Medfusion"], "category": ["infusion_pump"]})
add("pump-7", "infusion_pump", 31, 137, "58:42:e4:04:17:90", "category manufacturer model serial software", "Baxter", "Sigma Spectrum", "3041706", "v8.00.02", [],
    [("banner", 500, "day", {"by": "admin-pc", "module_software": "20 D29", "serial": "3041706", "software": "v8.00.02"}), inside("doseiq.azdm.internal", 60, "all", 51244)],
    "rtos", "-lwip", {"manufacturer": ["Sigma", "SIGMA"], "model": ["Spectrum", "Spectrum IQ", "SIGMA Spectrum"], "software": ["8.00.02", "20 D29"]})
add("pump-8", "infusion_pump", 31, 138, "00:25:ca:41:70:7f", "", "BD", "Alaris PC 8015", "14041702", None, [], [("opaque", 40, "all", {"to": "web", "port": 3613})], "linux", "-udhcp",
    {"manufacturer": ["CareFusion", "Becton Dickinson", "Alaris"]}, unjudged=["model"], note="a radio module of Laird and a registered port")
add("pump-9", "infusion_pump", 21, 139, "00:30:d6:52:41:70", "", "Arcomed", "Chroma", "C0417", None, [], [("probe", 100, "all", {}), inside("uvp-server.azdm.internal", 90, "all")], "linux",
    "-dhclient", unjudged=["manufacturer"], note="a rack of MSC's make: a lease, ARP and TLS")
add("pump-server", "infusion_server", 101, 140, "00:50:56:9a:41:40", "category", "B. Braun", "OnlineSuite", None, None, ["SRV-SPACE"], [mounts("2019", 400, "all")], "2019", "win",
    {"category": ["medical_gateway"]}, note="asks the pumps' modules; Doubt: a gateway is as good an answer")
add("dialysis-1", "dialysis", 31, 141, "b0:4c:05:41:70:2c", "manufacturer", "Fresenius Medical Care", "6008 CAREsystem", "9VEA0417", None, [],
    [inside("tdms.azdm.internal", 45), ("ntp", 300, "day", {})], "linux", "-udhcp", {"manufacturer": ["Fresenius"], "model": ["6008"]})
add("dialysis-2", "dialysis", 31, 142, "cc:7b:61:04:17:70", "manufacturer", "Nikkiso", "DBB-EXA", "20417", None, [], [("opaque", 40, "day", {"to": "web", "port": 9040})], "rtos", "-bare",
    {"model": ["DBB-EXA ES"]})
add("dialysis-3", "dialysis", 21, 143, "00:17:b9:41:70:5f", "category manufacturer model", "Baxter", "PrisMax", "PM0417", None, [],
    [("vitals", 45, "all", {"to": "engine", "port": 6709, "app": "PRISMAX^0017B9FFFE41705F^EUI-64", "device": "PM0417^PrisMax^0017B9FFFE41705F^EUI-64",
    "mdc": "70947^MDC_DEV_HDIALY_MACHINE_MDS^MDC"})], "linux", None,
    {"manufacturer": ["Gambro", "Vantive"], "model": ["PRISMAX", "PrisMax System"]}, application=("PRISMAX", "Baxter"), unjudged=["serial"])
add("cabinet-1", "medication_cabinet", 31, 144, "18:66:da:41:70:08", "", "Omnicell", "XT", "OCX0417", None, ["OMNI-IZ1"], [inside("omnicenter.azdm.internal", 30, "all"), mounts("ltsc", 300, "all")],
    "ltsc", "win", {"model": ["Omnicell XT"], "manufacturer": DELL, "category": ["workstation"]}, note="the name alone says what it is")
add("cabinet-2", "medication_cabinet", 101, 145, "00:e0:4b:41:70:16", "category manufacturer model software", "BD", "BD Rowa Vmax", "RV0417", "4.12.0", ["ROWA-VMAX"],
    [("robot_store", 60, "day", {"by": "pharmacy", "maker": "Becton Dickinson Rowa Germany GmbH", "product": "BD Rowa Vmax", "version": "4.12.0"})], "ltsc", "win",
    {"manufacturer": ["Becton Dickinson Rowa Germany GmbH", "Becton Dickinson", "Rowa", "BD Rowa", "CareFusion"], "model": ["Rowa Vmax", "Vmax"], "category": ["medical_robot"]},
    note="the pharmacy's automated store")
add("steriliser", "unknown", 61, 146, "00:0e:8c:41:70:9b", "", "Belimed", "MST-H 6-6-12", "MSTH0417", None, ["S7-300 BELIMED"],
    [("plc", 300, "all", {"by": "plant-pc", "order": "6ES7 317-2EK14-0AB0", "version": (3, 2, 12), "texts": [(1, "S7-300 BELIMED"), (2, "CPU 317-2 PN/DP"), (4, "Original Siemens Equipment"),
    (5, "S C-F0417209"), (7, "CPU 317-2 PN/DP")]})], "rtos", None,
    {"manufacturer": ["Siemens", "Siemens AG"], "category": ["building_automation"], "model": ["CPU 317-2 PN/DP", "6ES7 317-2EK14-0AB0", "S7-300"], "software": ["V3.2.12", "3.2.12", "V.3.2.12"],
    "serial": ["S C-F0417209", "SC-F0417209"]}, unjudged=["software", "model"],
    note="a steriliser, of which Siemens' controller shows")
