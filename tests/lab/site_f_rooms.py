"""Site F's imaging rooms, theatres' imaging, cardiology, radiotherapy, eye and dental clinics, and reading. The functions and their words are site_f_table.py's."""

from site_f_table import AIR, CLINIC, DC, ICU, IMG, WARD, dev, mounts, scan
from site_words import DELL, GE, PHILIPS, afar, inside, opens

MERGE, DONE, KEPT = "2.16.840.1.113669.2.931128", ("performed", 170, "day", {}), ("committed", 150, "day", {})
SIEMENS, CANON, FUJI = ["Siemens", "SIEMENS"], ["Canon", "CANON_MEC", "Toshiba", "TOSHIBA", "TOSHIBA_MEC_US", "TOSHIBA_MEC"], ["FUJIFILM", "Fuji", "FUJIFILM SonoSite", "SonoSite"]

# Computed tomography, magnetic resonance
scan("ct-1", IMG, "98:e7:43", "CT", "2", "EDCT01", "1.2.840.113619.6.360", "RevolutionCT_2", "GE MEDICAL SYSTEMS", "GE HealthCare", "Revolution CT", "REVO6F417", "revo_ct_21b.32", "edct01", 14,
    "linux",
     makers=GE, shift="all", creator="GEMS_IDEN_01", syntax="implicit", acts=[DONE, afar("insite.gehealthcare.com")])
scan("ct-3", IMG, "00:00:39", "CT", "2", "AQ_PRIME", "1.2.392.200036.9116.2.6.1", "TM_CT_CMW_V8.0", "CANON_MEC", "Canon Medical", "Aquilion Prime SP", "2CA18Y2417", "V8.04ER001", "AQPRIME", 30, "xp",
     makers=CANON, also=["Aquilion Prime"])
scan("ct-4", ICU, "00:30:64", "CT", "2", "CERETOM", "1.2.826.0.1.3680043.2.1000", "NLCT_410", "NeuroLogica", "NeuroLogica", "CereTom", "CT-NL3000-417", "4.1.0", "CERETOM", 160, "7", "seven",
     makers=["Samsung", "Samsung NeuroLogica"], note="a head scanner on wheels, in the intensive care")
scan("ct-5", CLINIC, "10:e7:c6", "CT", "2", "CLINICCT", "1.3.46.670589.33", "PMS_CT_4.1", "Philips", "Philips", "iCT 256", "300417", "4.1.7.25058", "HOST-300417", 60, "7", makers=PHILIPS,
    also=["iCT"],
     send="beyond", lists=False, note="in the clinic down the road, behind the router: known by address only, and speaks to the house's gateway of images")
scan("mr-1", IMG, "98:e7:43", "MR", "4", "PRISMA1", "1.3.12.2.1107.5.2", "MR_VE11C", "SIEMENS", "Siemens Healthineers", "Prisma_fit", "167417", "syngo MR E11", "AWP167417", 40, "7", "seven",
     makers=SIEMENS, also=["MAGNETOM Prisma fit", "Prisma", "MAGNETOM Prisma"], creator="SIEMENS MEDCOM HEADER", acts=[KEPT, DONE], alt={"software": ["E11", "MR_VE11C"]})
scan("mr-2", IMG, "10:e7:c6", "MR", "4", "GEMR3", "1.2.840.113619.6.408", None, "GE MEDICAL SYSTEMS", "GE HealthCare", "SIGNA Artist", "0MR6F417", "29\\LX\\MR Software release:MR29.1_EA_2039.g",
    "gemr3", 42,
     "linux", makers=GE, creator="GEMS_IDEN_01", syntax="implicit", alt={"software": ["MR29.1_EA_2039.g", "MR29.1"]})
scan("mr-3", ICU, "00:07:32", "MR", "4", "SWOOP1", "1.2.826.0.1.3680043.10.1142", "HYPERFINE_8", "Hyperfine", "Hyperfine", "Swoop", "SW-1-000417", "8.6.1", "SWOOP", 120, "linux", "-networkd",
    lists=False,
     makers=["Hyperfine, Inc."], note="a small scanner on wheels")
# Radiography, fluoroscopy, angiography
scan("dr-1", IMG, "98:e7:43", "DX", "1.1", "DRXEVO1", "1.2.840.113564.3.5.57", "CSH_DV_5.7", "CARESTREAM HEALTH", "Carestream", "DRX-Evolution", "1117417", "5.7.527.0008", "DRXEVO1", 12, "10", "win",
     makers=["Carestream Health"], shift="all", acts=[DONE])
# Looked up: the maker's radiographic systems name their detector's platform
scan("dr-3", IMG, "90:1b:0e", "DX", "1.1", "YSIO2", "1.3.12.2.1107.5.3.49", "SIEMENS_FLC_VF10", "SIEMENS", "Siemens Healthineers", "Fluorospot Compact FD", "12417", "VF10D", "FLC12417", 25, "10",
    "win", makers=SIEMENS,
     also=["Ysio Max", "Ysio", "Luminos dRF Max"])
scan("dr-4", AIR, "00:23:a7", "DX", "1.1", "GM85_ICU", "1.2.410.200055.998.998", "SAMSUNG_DR", "SAMSUNG ELECTRONICS", "Samsung", "GM85", "S1P7M3AK417", "4.02.10", "GM85-ICU", 40, "ltsc", "win",
    shift="all",
     makers=["Samsung Electronics", "Samsung Healthcare"], moves=[(0.7, 190)], note="on wheels, with a radio module of Redpine")
scan("dr-6", CLINIC, "98:e7:43", "CR", "1", "CS7URG", "1.2.392.200036.9107.500", "KONICAMINOLTACS7", "KONICA MINOLTA", "Konica Minolta", "CS-7", "A4170417", "V1.30R00", "CS7URG", 45, "7",
    send="beyond", lists=False,
     makers=["Konica"], note="in the clinic down the road")
scan("bone", WARD, "10:e7:c6", "DX", "7", "HORIZON", "1.2.840.113850.5.6", "HOLOGIC_BD56", "Hologic", "Hologic", "Horizon A", "300417M", "13.6.1.2:7", "BONE-DXA", 60, "10", "win", category="xray",
    alt={"category": ["unknown"]})
scan("angio-1", IMG, "90:1b:0e", "XA", "12.1", "CATH1", "1.3.12.2.1107.5.4.5", "SIEMENS_AXIOM_VD11", "Siemens", "Siemens Healthineers", "AXIOM-Artis", "147417", "VD11C 160628", "AXIS01417", 45, "7",
    "seven",
     makers=SIEMENS, also=["Artis zee", "Artis"], acts=[DONE], alt={"software": ["VD11C"]})
scan("angio-2", IMG, "10:e7:c6", "XA", "12.1", "AZURION2", "1.3.46.670589.46", "PMS_AZ_1.2", "Philips Medical Systems", "Philips", "Azurion", "722079417", "1.2.4.1.2.4", "AZURION2", 60, "ltsb",
    makers=PHILIPS, shift="all",
     acts=[mounts("ltsb", 400)], told="os hostname")
scan("carm-1", ICU, "00:30:64", "XA", "12.1", "OEC9900A", MERGE, "MergeCOM3_390", "GE OEC Medical Systems", "GE HealthCare", "OEC 9900 Elite", "E2XXXX417", "9900.DICOM.2.1", "OEC9900A", 80, "xp",
    "xp", shift="theatre",
     makers=["OEC", "GE", "GE OEC", "OEC Medical Systems"], also=["9900 Elite"])
# Looked up: maker, model and versions of the first
scan("mammo-1", IMG, "98:e7:43", "MG", "1.2", "HOLOGIC1", "1.2.840.113850.5.3", "HOLOGIC_SD_1.9", "HOLOGIC, Inc.", "Hologic", "Selenia Dimensions", "81417170417", "AWS:1.9.1.8", "DIMENSIONS1", 20,
    "10", "win", acts=[DONE, KEPT],
     alt={"software": ["1.9.1.8"]})
scan("mammo-2", IMG, "10:e7:c6", "MG", "1.2.1", "PRISTINA", "1.2.840.113619.6.389", "SENO_PRISTINA", "GE MEDICAL SYSTEMS", "GE HealthCare", "Senographe Pristina", "SP6F417", "ADS_56.10.3",
    "PRISTINA", 30, "linux", makers=GE,
     syntax="implicit", also=["Pristina"])
# Looked up: how the gamma camera writes its maker
scan("nm-1", IMG, "98:e7:43", "NM", "20", "SYMBIA1", "1.3.12.2.1107.5.6.1", "SIEMENS_MI_ENC2", "SIEMENS NM", "Siemens Healthineers", "Encore2", "1417", "2008B 10.0.0.0", "SYMBIA1", 60, "xp",
    makers=[*SIEMENS, "Siemens NM"],
     also=["Symbia T2", "Symbia"], syntax="implicit")
scan("nm-2", IMG, "ac:1f:6b", "NM", "20", "DSPECT", "1.2.826.0.1.3680043.2.593", "DSPECT_3", "Spectrum-Dynamics Medical", "Spectrum Dynamics", "D-SPECT", "DS0417", "3.4.1", "DSPECT", 70, "7",
    "seven", makers=["Spectrum-Dynamics"])
scan("pet", IMG, "10:e7:c6", "PT", "128", "PETMI", "1.2.840.113619.6.402", None, "GE MEDICAL SYSTEMS", "GE HealthCare", "Discovery MI", "PET6F417", "pet_lehd.20", "petmi", 90, "linux", makers=GE,
    syntax="implicit")
# Ultrasound
for line in (
        ("us-1", IMG, "98:e7:43", "LOGIQE10_1", "1.2.840.113619.6.405", None, "GE Healthcare", "GE HealthCare", "LOGIQE10", "LE10417US", "R2.0.5", "LOGIQE10-417", 30, "ltsb", "win", ["LOGIQ E10"],
        GE),
        ("us-2", IMG, "00:19:99", "VIVIDE95", "1.2.840.113619.6.350", "EchoPAC_203", "GE Vingmed Ultrasound", "GE HealthCare", "Vivid E95", "VE95417", "203 rev 74.0", "VIVIDE95-417", 28, "7",
        "seven", [], [*GE, "GE Vingmed"]),
        ("us-3", WARD, "a0:36:9f", "AFFINITI3", "1.2.840.113663.1500.4.3", "AFFINITI_5.0", "Philips Medical Systems", "Philips", "Affiniti 70G", "USO18F417", "AFFINITI 70G_5.0.2.1", "AFFINITI3", 40,
        "ltsb", "win", ["Affiniti 70"], PHILIPS),
        ("us-5", IMG, "74:fe:48", "SEQUOIA1", "1.3.12.2.1107.5.5.11", "ACUSON_SEQ_VA10", "SIEMENS", "Siemens Healthineers", "Sequoia", "417417", "VA10D", "SEQUOIA-417417", 45, "ltsb", "win",
        ["ACUSON Sequoia"], ["Siemens", "Acuson"]),
        ("us-6", IMG, "00:1b:d3", "APLIO500", "1.2.392.200036.9116.7.8.8", "TM_US_A500_V6", "TOSHIBA_MEC_US", "Canon Medical", "TUS-A500", "99B1417417", "AB_V6.00*R005", "APLIO500", 50, "xp", None,
        ["Aplio 500"], CANON),
        ("us-7", ICU, "00:08:fb", "EDGE2_ED", "1.2.840.114340.3.8301", "Tiller_EDGE2", "SonoSite, Inc.", "Fujifilm Sonosite", "Edge II", "WM0417", "70.80.118.017", "EDGE2", 80, "linux", "-udhcp",
        ["Edge"], FUJI),
        ("us-8", AIR, "00:25:ca", "IQ_CLOUD", "1.2.840.114350.2.2", "BUTTERFLY_1", "Butterfly Network, Inc.", "Butterfly Network", "Butterfly iQ", None, "2.30.0", "BUTTERFLY-GW", 100, "linux",
        "-networkd", ["iQ"], ["Butterfly"]),
        ("us-10", WARD, "00:14:97", "TE7_ED", "1.2.156.112536.1.2105", "MINDRAY_TE7", "MINDRAY", "Mindray", "TE7", "EP-6F000417", "02.06.00", "TE7-ED", 60, "ltsb", "-win", [], ["Mindray DS USA"])):
    name, vlan, prefix, ae, uid, version, spoken, maker, model, serial, software, station, every, system, lease, also, makers = line
    scan(name, vlan, prefix, "US", "6.1", ae, uid, version, spoken, maker, model, serial, software, station, every, system, lease, also, makers, lists=name != "us-8")
# Electrocardiographs, cardiology
scan("ecg-1", WARD, "44:4b:5d", "ECG", "9.1.1", "MACVU360_1", "1.2.840.113619.6.420", "MACVU360_1.0", "GE Healthcare", "GE HealthCare", "MAC VU360", "SPC6F0417", "1.02 SP03", "MACVU360-4E", 60,
    "linux", "-dhclient", makers=GE)
scan("ecg-2", WARD, "00:0f:82", "ECG", "9.1.1", "ELI380", "1.2.840.114104.1", "MORTARA_ELI", "Mortara Instrument, Inc.", "Mortara", "ELI380", "117417004170", "2.4.0", "ELI380-5W", 90, "rtos",
    "-lwip", also=["ELI 380"],
     makers=["Welch Allyn", "Hillrom", "Baxter", "Mortara Instrument"])
scan("hemo", IMG, "98:e7:43", "HD", "9.2.1", "MACLAB1", "1.2.840.113619.6.280", "MACLAB_6.9.6", "GE Medical Systems", "GE HealthCare", "Mac-Lab", "ML6F417", "6.9.6 R2", "MACLAB-CATH1", 90, "7",
    "seven", category="unknown", makers=GE,
     also=["MacLab"], alt={"category": ["ecg", "patient_monitor", "workstation"]}, note="records pressures beside the angiograph; no category is right for it")
# Endoscopy
scan("endo-1", ICU, "00:0d:d1", "ES", "77.1.1", "SDC3_OR2", "1.2.840.113722.1", "STRYKER_SDC3", "Stryker Endoscopy", "Stryker", "SDC3", "13C0417", "3.0.2.1", "SDC3-OR2", 90, "7", "seven",
    shift="theatre", lists=False)
scan("endo-2", ICU, "00:16:86", "ES", "77.1.1", "AIDA_OR5", "1.2.276.0.50", "AIDA_1.6", "KARL STORZ", "Karl Storz", "AIDA", "HD417417", "1.6.0", "AIDA-OR5", 80, "ltsb", "win", shift="theatre",
    makers=["KARL STORZ", "Karl Storz Imaging"])
dev("endo-3", "endoscopy", ICU, "00:01:13", "manufacturer", "Olympus", "CV-190", "7417417", acts=[inside("endoworks.mvmc.local", 60, "theatre")], system="linux", lease="-lwip",
    alt={"manufacturer": ["OLYMPUS", "Olympus Medical"]})
# Radiotherapy. Looked up: the linac's imager in the place of its name; the record and verify system's name of itself
scan("linac-1", IMG, "98:e7:43", "RTIMAGE", "481.1", "TB1_DCF", "1.2.246.352.70.2.1.160.3", "DCIE 2.2", "Varian Medical Systems", "Varian", "On-Board Imager", "417H", "2.7.304.16", "TRUEBEAM1", 30,
    "7", "seven", category="radiotherapy",
     makers=["Siemens Healthineers"], also=["TrueBeam"])
scan("plan", DC, "00:50:56", "RTPLAN", "481.5", "ARIA_DB", "1.2.246.352.70.2.1.7", "VMS_ARIA_15", "Varian Medical Systems", "Varian", "ARIA RadOnc", None, "15.6.06", "VARIANDB", 60, "2016",
    category="radiotherapy", lists=False,
     acts=[mounts("2016", 500)], told="os hostname", also=["ARIA"], makers=["Siemens Healthineers"], alt={"category": ["server", "modality_workstation"]})
scan("linac-2", IMG, "00:25:90", "RTIMAGE", "481.1", "CYBER1", "1.2.840.114358", "ACCURAY_CK", "ACCURAY", "Accuray", "CyberKnife", "C0417", "11.1.2", "CK-DMS", 70, "linux", category="radiotherapy",
    makers=["Accuray Incorporated"], lists=False)
# Eyes and teeth. Doubt: no category of the list is right for an eye's scanner. Looked up: maker and model of the first
scan("eye-1", WARD, "74:fe:48", "OPT", "77.1.5.4", "CIRRUS5000", "1.2.276.0.75.2.2.42", "FORUM_4", "Carl Zeiss Meditec", "Zeiss", "CIRRUS HD-OCT 5000", "5000-417417", "11.5.2.54532", "CIRRUS5000",
    50, "ltsb", "win", category="unknown",
     makers=["Carl Zeiss", "Carl Zeiss Meditec"], also=["Cirrus 5000", "CIRRUS"])
scan("dental-1", CLINIC, "00:09:21", "PX", "1.1", "PROMAX", "1.2.246.10.1", "ROMEXIS_6", "Planmeca", "Planmeca", "ProMax", "XP417417", "3.9.2", "PROMAX", 100, "rtos", category="xray", send="beyond",
    lists=False)
# Reading, film, gateways of images
dev("reading-1", "modality_workstation", IMG, "98:e7:43", "category manufacturer", "Dell", hosts=["RADREAD07"], acts=[("find", 12, "day", {}), mounts("10", 250), afar("powerscribe.example.com",
    every=100, shift="day")],
    system="10", lease="win", alt={"manufacturer": [*DELL, "Sectra"], "model": ["IDS7"]}, ae_titles=["RADREAD07"], unjudged=["software", "model", "manufacturer"],
    dicom={"ae": "RADREAD07", "uid": "1.2.752.24.3.3.25", "version": "SECTRA_IDS7", "modality": "CT", "sop": "1.2.840.10008.5.1.4.1.1.2"}, note="a PC with a maker's program, whose roots it names")
dev("film", "dicom_printer", IMG, "00:40:b1", "category manufacturer model serial software", "Codonics", "Horizon Ci", "1417417", "2.0.3", [("asked_state", 220, "day", {"by": "us-2",
    "name": "HORIZON1", "maker": "Codonics, Inc.",
    "model": "Horizon Ci", "serial": "1417417", "software": "2.0.3"}), opens("admin-pc", 500, title="Codonics Horizon Medical Imager", server="Codonics-HTTP/1.0")], system="linux",
    alt={"model": ["Horizon"], "manufacturer": ["Codonics, Inc."],
    "software": ["Codonics-HTTP/1.0"]}, ae_titles=["HORIZON1"], scp={"ae": "HORIZON1", "uid": "1.2.840.114156", "version": "CODONICS_HZN"}, note="its own answer to N-GET names it")
dev("image-gateway", "pacs", DC, "00:50:56", "", acts=[("forwarded", 16, "all", {"of": ["ct-5", "dr-6"]}), ("echo", 240, "all", {})], system="linux", ae_titles=["MVMCGATE"], port=11112,
    unjudged=["software", "manufacturer", "model", "serial"],
    alt={"category": ["medical_gateway", "server", "modality_workstation", "unknown"], "manufacturer": ["Laurel Bridge"], "model": ["Compass"]},
    scp={"ae": "MVMCGATE", "uid": "1.2.840.114089.1.1.0.1", "version": "DCF 3.4.20c"}, dicom={"ae": "MVMCGATE", "uid": "1.2.840.114089.1.1.0.1", "version": "DCF 3.4.20c", "modality": "CT",
    "sop": "1.2.840.10008.5.1.4.1.1.2"})
