"""Site G's imaging rooms, theatres' imaging, cardiology, radiotherapy, eye clinic, and reading. The functions and their words are site_g_table.py's."""

from site_g_table import AIR, CLINIC, DC, ICU, IMG, WARD, dev, mounts, scan
from site_words import FUJITSU, GE, PHILIPS, afar

DONE, KEPT = ("performed", 170, "day", {}), ("committed", 150, "day", {})
SIEMENS, CANON = ["Siemens", "SIEMENS", "Siemens Healthineers"], ["Canon", "CANON_MEC", "Toshiba", "TOSHIBA", "TOSHIBA_MEC"]
SAMSUNG, ZEISS = ["Samsung", "Samsung Medison", "Medison"], ["Carl Zeiss", "Carl Zeiss Meditec", "Carl Zeiss Meditec AG"]

# Computed tomography, magnetic resonance
scan("ct-1", IMG, "4c:52:62", "CT", "2", "NAEOTOM1", "1.3.12.2.1107.5.1.7", "SIEMENS_CT_VB10", "Siemens Healthineers", "Siemens Healthineers", "NAEOTOM Alpha", "106283",
     "syngo CT VB10A", "CTAWP106283", 14, "10", "win", makers=SIEMENS, shift="all", creator="SIEMENS MEDCOM HEADER", acts=[DONE, KEPT], alt={"software": ["VB10A"]})
scan("ct-2", IMG, "90:1b:0e", "CT", "2", "FORCE_CT2", "1.3.12.2.1107.5.1.4", "SIEMENS_S7VA50A", "SIEMENS", "Siemens Healthineers", "SOMATOM Force", "75283", "syngo CT VA50A", "CTAWP75283", 22, "7",
     "seven", makers=SIEMENS, also=["Force"], acts=[DONE], alt={"software": ["VA50A"]})
scan("ct-4", CLINIC, "3c:52:82", "CT", "2", "MVZCT", "1.2.840.113619.6.95", "BrightSpeed_1", "GE MEDICAL SYSTEMS", "GE HealthCare", "BrightSpeed", "000000028304CN", "07MW18.4", "mvzct", 60,
     "linux", makers=GE, send="beyond", lists=False, note="in the practice across the road, behind the router: known by address only")
scan("mr-1", IMG, "4c:52:62", "MR", "4", "MRC41283", "1.3.12.2.1107.5.2", "MR_VE11E", "SIEMENS", "Siemens Healthineers", "Avanto_fit", "41283", "syngo MR E11", "AWP41283", 40, "7", "seven",
     makers=SIEMENS, also=["MAGNETOM Avanto fit", "Avanto", "MAGNETOM Avanto"], creator="SIEMENS MR HEADER", acts=[DONE, KEPT], alt={"software": ["E11", "MR_VE11E"]})
scan("mr-2", IMG, "90:1b:0e", "MR", "4", "MRC176283", "1.3.12.2.1107.5.2", "MR_XA20A", "Siemens Healthineers", "Siemens Healthineers", "MAGNETOM Sola", "176283", "syngo MR XA20", "AWP176283", 42,
     "10", "win", makers=SIEMENS, also=["Sola"], acts=[DONE], alt={"software": ["XA20", "MR_XA20A"]})
# Radiography, fluoroscopy, angiography. Looked up: the names of the second, of the second arm and of the angiograph
scan("dr-1", IMG, "90:1b:0e", "DX", "1.1", "YSIOXPREE1", "1.3.12.2.1107.5.3.65", "SIEMENS_XPREE", "Siemens Healthineers", "Siemens Healthineers", "YSIO X.pree", "6283", "VA10M", "YSIOX6283", 12,
     "10", "win", makers=SIEMENS, also=["Ysio X"], shift="all", acts=[DONE])
scan("dr-3", AIR, "dc:53:60", "DX", "1.1", "ELARA_ITS", "1.3.12.2.1107.5.3.42", "SIEMENS_MOB_VF10", "SIEMENS", "Siemens Healthineers", "MOBILETT Elara Max", "31283", "VF10H", "ELARA31283", 40,
     "10", "win", makers=SIEMENS, also=["Mobilett Elara"], shift="all", moves=[(0.6, 190)], note="on wheels, with a PC's radio module")
scan("dr-4", CLINIC, "00:07:32", "DX", "1.1", "DXR_MVZ", "1.2.276.0.7230010.3.0.3.6.4", "OFFIS_DCMTK_364", "Oehm und Rehbein GmbH", "Oehm und Rehbein", "dicomPACS DX-R", "DXR-006283",
     "7.1.2.0", "MVZ-DXR", 45, "10", send="beyond", lists=False, makers=["OR Technology"], also=["DX-R"], note="in the practice across the road")
scan("carm-1", ICU, "00:30:59", "XA", "12.1", "ZIEHM_OP3", "1.2.276.0.20.1.4.4.6.2", "ZIEHM_SOLO_5", "Ziehm Imaging", "Ziehm Imaging", "Ziehm Solo FD", "92283", "5.07.02", "ZIEHM92283", 70, "linux",
     "-dhclient", makers=["Ziehm", "Ziehm Imaging GmbH"], also=["Solo FD", "Ziehm Solo"], shift="theatre")
scan("carm-2", ICU, "00:30:05", "XA", "12.1", "ARCADIS_OP1", "1.3.12.2.1107.5.4.3", "SIEMENS_ARC_VC10", "SIEMENS", "Siemens Healthineers", "ARCADIS Orbic 3D", "20283", "VC10A 091110", "ARC20283", 90,
     "xp", "xp", makers=SIEMENS, also=["ARCADIS Orbic"], shift="theatre", alt={"software": ["VC10A"]})
scan("angio-1", IMG, "90:1b:0e", "XA", "12.1", "ICONO_NRAD", "1.3.12.2.1107.5.4.8", "SIEMENS_AXA_VE20", "Siemens Healthineers", "Siemens Healthineers", "ARTIS icono biplane", "177283", "VE20B 200312",
     "AXIS177283", 50, "10", "win", makers=SIEMENS, also=["ARTIS icono"], shift="all", acts=[DONE], alt={"software": ["VE20B"]})
scan("dental", WARD, "00:19:35", "PX", "1.1", "VISTAPANO", "1.2.276.0.20.1.1.31", "DUERR_VSE_3", "Duerr Dental", "Dürr Dental", "VistaPano S Ceph", "2101283", "3.1.0", "VISTAPANO1", 90, "linux",
     "-lwip", category="xray", makers=["Dürr Dental", "DÜRR DENTAL", "Duerr Dental AG"], also=["VistaPano S"])
scan("mammo-1", IMG, "4c:52:62", "MG", "1.2", "REVELATION", "1.3.12.2.1107.5.12.7", "SIEMENS_MAM_VC10", "Siemens Healthineers", "Siemens Healthineers", "MAMMOMAT Revelation", "8283", "VC10E",
     "MAMREV8283", 20, "10", "win", makers=SIEMENS, acts=[DONE, KEPT])
scan("mammo-2", IMG, "d0:94:66", "MG", "1.2", "SENOESS", "1.2.840.113619.6.181", "SENO_ESS_55", "GE MEDICAL SYSTEMS", "GE HealthCare", "Senographe Essential", "SE5283YS", "ADS_55.41.1", "senoess1",
     30, "linux", makers=GE, syntax="implicit")
scan("nm-2", IMG, "3c:52:82", "NM", "20", "VENTRI1", "1.2.840.113619.6.278", "Xeleris 3.1", "GE MEDICAL SYSTEMS", "GE HealthCare", "Ventri", "26283", "1.003.441.0", "VENTRI26283", 80, "xp", makers=GE,
     syntax="big", note="sends in big endian")
scan("pet", IMG, "d0:94:66", "PT", "128", "DISCOVERYIQ", "1.2.840.113619.6.388", None, "GE MEDICAL SYSTEMS", "GE HealthCare", "Discovery IQ", "IQ0283", "pet_ni_t.45", "petiq1", 90, "linux", makers=GE,
     syntax="implicit")
# Ultrasound
for line in (
        ("us-1", IMG, "90:1b:0e", "SC2000_K1", "1.3.12.2.1107.5.5.2", "SC2000_VB20", "SIEMENS", "Siemens Healthineers", "SC2000", "403283", "VB20B", "SC2000-403283", 26, "7", "seven",
         ["ACUSON SC2000"], [*SIEMENS, "Acuson"]),
        ("us-2", IMG, "3c:52:82", "VIVIDT9", "1.2.840.113619.6.436", "EchoPAC_204", "GE Vingmed Ultrasound", "GE HealthCare", "Vivid T9", "6032283WX0", "204 rev 41.0", "VIVIDT9-2283", 34, "ltsb",
         "win", [], [*GE, "GE Vingmed"]),
        ("us-4", WARD, "00:0b:ab", "VOLUSONS10", "1.2.840.113619.6.366", "VOLUSON_EC", "GE Healthcare Austria GmbH & Co OG", "GE HealthCare", "Voluson S10", "VSX06283", "EC410 16.0.12",
         "VOLUSONS10", 30, "ltsb", "win", [], [*GE, "Kretztechnik"]),
        ("us-5", IMG, "a0:36:9f", "EPIQELITE", "1.2.840.113663.1500.4.4", "EPIQ_7.0", "Philips Medical Systems", "Philips", "EPIQ Elite", "US620B0283", "EPIQ Elite_7.0.3.1048", "EPIQ-ELITE1", 28,
         "ltsb", "win", ["EPIQ Elite G"], PHILIPS),
        ("us-7", IMG, "00:1b:d3", "XARIO200", "1.2.392.200036.9116.7.8.11", "TM_US_X200_V5", "TOSHIBA_MEC_US", "Canon Medical", "TUS-X200S", "X3B2072283", "AB_V5.00*R004", "XARIO200", 45, "7",
         None, ["Xario 200"], [*CANON, "TOSHIBA_MEC_US"]),
        ("us-8", WARD, "00:01:29", "WS80A_KREI", "1.2.410.200055.998.998", "SAMSUNG_US", "SAMSUNG MEDISON CO., LTD.", "Samsung Medison", "WS80A", "S08LM3HF700283", "3.02.09", "WS80A-KREI", 50,
         "ltsb", "win", [], SAMSUNG),
        ("us-9", WARD, "00:e0:a4", "MYLAB_ANG", "1.3.76.2.1.2", "ESAOTE_12", "ESAOTE", "Esaote", "MyLabTwice", "09283", "12.21", "MYLAB-ANG", 60, "7", "-seven", ["MyLab Twice", "MyLab"],
         ["Esaote S.p.A."])):
    name, vlan, prefix, ae, uid, version, spoken, maker, model, serial, software, station, every, system, lease, also, makers = line
    scan(name, vlan, prefix, "US", "6.1", ae, uid, version, spoken, maker, model, serial, software, station, every, system, lease, also, makers)
# Electrocardiographs, cardiology
scan("ecg-1", WARD, "00:0d:b8", "ECG", "9.1.1", "CS200_FD", "1.2.756.5.25.1", "SCHILLER_SEMA", "SCHILLER AG", "Schiller", "CS-200 Excellence", "0283.062", "2.4.1", "CS200-FD", 60, "7", "-seven",
     makers=["SCHILLER"], also=["CARDIOVIT CS-200 Excellence", "CARDIOVIT CS-200"])
scan("ecg-3", ICU, "4c:52:62", "ECG", "9.1.1", "ECGPRO_ZNA", "1.2.276.0.7230010.3.0.3.5.4", "ECGPRO_5", "AMEDTEC Medizintechnik Aue GmbH", "AMEDTEC", "CardioPart 12 Blue", "CP12B-00283",
     "5.02.009", "ECGPRO-ZNA", 50, "10", "win", makers=["Amedtec", "AMEDTEC Medizintechnik Aue"], also=["CardioPart 12"])
dev("ecg-4", "ecg", WARD, "00:a0:9a", "manufacturer", "Nihon Kohden", "ECG-2550", "10283", acts=[("opaque", 120, "rounds", {"to": "web", "port": 9021}), ("ntp", 400, "all", {})], system="rtos",
    lease="-bare", alt={"manufacturer": ["NIHON KOHDEN", "Nihon Kohden America"]})
scan("hemo", IMG, "90:1b:0e", "HD", "9.2.1", "SENSIS_HKL1", "1.3.12.2.1107.5.15.1", "SENSIS_VC12", "SIEMENS", "Siemens Healthineers", "SENSIS", "34283", "VC12M", "SENSIS34283", 90, "7", "seven",
     category="unknown", makers=SIEMENS, also=["AXIOM Sensis", "AXIOM Sensis XP"], alt={"category": ["ecg", "patient_monitor", "workstation"]},
     note="records pressures beside the angiograph; no category is right for it")
# Endoscopy
scan("endo-1", ICU, "00:30:59", "ES", "77.1.1", "CORENOVA_OP2", "1.2.276.0.37.1.342", "RIWO_CORE_2", "Richard Wolf GmbH", "Richard Wolf", "core nova", "1100028312", "2.3.1", "CORENOVA-OP2", 80, "10",
     "win", shift="theatre", makers=["RICHARD WOLF"])
scan("endo-2", WARD, "00:16:86", "ES", "77.1.1", "TELEPACK_HNO", "1.2.276.0.50.3", "KS_TELEPACK", "KARL STORZ", "Karl Storz", "TELE PACK X LED", "YR00283-P", "2.5.1", "TELEPACK-HNO", 90, "linux",
     "-udhcp", makers=["Karl Storz Imaging", "KARL STORZ GmbH & Co. KG"], also=["TELE PACK X"], lists=False)
scan("endo-3", WARD, "10:1f:74", "ES", "77.1.1", "FUJIENDO2", "1.2.392.200036.9125.9.0", "FUJI_ENDO_2", "FUJIFILM Corporation", "Fujifilm", "VP-3500HD", "2V583K283", "V02.20", "FUJIENDO2", 60, "ltsb",
     "win", makers=["FUJIFILM", "Fuji"])
dev("endo-4", "endoscopy", ICU, "00:01:13", "manufacturer", "Olympus", "OTV-S300", "7802283", acts=[("opaque", 60, "theatre", {"to": "web", "port": 30000}), ("ntp", 300, "all", {})], system="linux",
    lease="-lwip", alt={"manufacturer": ["OLYMPUS", "Olympus Medical"]})
# Radiotherapy. Doubt: the linac's imager stands in the place of its name
scan("linac-1", IMG, "3c:52:82", "RTIMAGE", "481.1", "XVI_LB1", "1.2.826.0.1.3680043.2.1022", "XVI_5.0", "ELEKTA", "Elekta", "XVI", "153283", "5.0.4 b24", "XVI-LB1", 40, "7", "seven",
     category="radiotherapy", also=["Infinity", "Elekta Infinity"], lists=False)
scan("linac-2", IMG, "d0:94:66", "RTIMAGE", "481.1", "ETHOS1", "1.2.246.352.70.2.1.170.2", "VMS_ETHOS_2", "Varian Medical Systems", "Varian", "Ethos", "ET0283", "2.1.0.14", "ETHOS-LB2", 60, "10",
     category="radiotherapy", makers=["Siemens Healthineers"], lists=False)
scan("brachy", IMG, "00:07:32", "RTPLAN", "481.5", "SAGIPLAN", "1.2.276.0.7230010.3.0.3.6.2", "OFFIS_DCMTK_362", "Eckert & Ziegler BEBIG GmbH", "Eckert & Ziegler BEBIG", "SagiPlan", None, "2.2.1",
     "SAGIPLAN1", 120, "10", "win", category="radiotherapy", makers=["Eckert & Ziegler", "BEBIG"], alt={"category": ["modality_workstation"]}, lists=False)
# Eyes, microscope: no category is right for them. Looked up: maker and model of the first
scan("eye-1", WARD, "74:fe:48", "OP", "77.1.5.1", "IOLM700", "1.2.276.0.75.2.2.44", "FORUM_4", "Carl Zeiss Meditec", "Zeiss", "IOLMaster 700", "1283047", "1.88.1.64861", "IOLM700-A1", 50, "ltsb",
     "win", category="unknown", makers=ZEISS, note="measures eyes")
scan("scope", ICU, "f0:95:f1", "XC", "77.1.4", "KINEVO_OP1", "1.2.276.0.75.2.7", "ZEISS_KINEVO", "Carl Zeiss Meditec AG", "Zeiss", "KINEVO 900", "6634102283", "1.6.1", "KINEVO-OP1", 100, "10", "-win",
     category="unknown", makers=ZEISS, shift="theatre", alt={"category": ["endoscopy"]}, note="an operating microscope")
# Reading, film, archive's neighbours
dev("reading-1", "modality_workstation", IMG, "4c:52:62", "category manufacturer", "Fujitsu", hosts=["RAD-BEF07"], acts=[("find", 12, "day", {}), mounts("10", 250)], system="10", lease="win",
    alt={"manufacturer": [*FUJITSU, "VISUS"], "model": ["JiveX"]}, ae_titles=["RADBEF07"], unjudged=["software", "model", "manufacturer"],
    dicom={"ae": "RADBEF07", "uid": "1.2.276.0.85.1", "version": "JIVEX_5.2", "modality": "CT", "sop": "1.2.840.10008.5.1.4.1.1.2"}, note="a PC with a maker's program")
dev("reading-2", "modality_workstation", IMG, "8c:85:90", "category manufacturer", "Apple", hosts=["aycan-nuk"], acts=[("find", 20, "day", {}), afar("gateway.icloud.com", shift="day")], system="mac",
    lease="mac", alt={"manufacturer": ["aycan"], "model": ["OsiriX", "aycan workstation"]}, ae_titles=["AYCANNUK"], unjudged=["software", "model"],
    dicom={"ae": "AYCANNUK", "uid": "1.2.276.0.7238010.5.0.3.5.4", "version": "OSIRIX", "modality": "CT", "sop": "1.2.840.10008.5.1.4.1.1.2"}, note="reads images on a Mac")
dev("film", "dicom_printer", IMG, "00:01:4a", "category manufacturer model serial software", "Sony", "UP-DF550", "10283", "1.20", [("asked_state", 240, "day", {"by": "us-7", "name": "SONY_US",
    "maker": "Sony Corporation", "model": "UP-DF550", "serial": "10283", "software": "1.20"})], system="rtos", alt={"manufacturer": ["SONY", "Sony Corporation"]}, ae_titles=["UP-DF550"],
    scp={"ae": "UP-DF550", "uid": "1.2.840.114300.1", "version": "SONY_UPDF"}, note="its own answer names it")
dev("image-gateway", "pacs", DC, "00:50:56", "", acts=[("forwarded", 16, "all", {"of": ["ct-4", "dr-4"]}), ("echo", 240, "all", {})], system="linux", ae_titles=["KWSGATE"], port=11112,
    unjudged=["software", "manufacturer", "model", "serial"], alt={"category": ["medical_gateway", "server", "modality_workstation", "unknown"], "manufacturer": ["dcm4che"]},
    scp={"ae": "KWSGATE", "uid": "1.2.40.0.13.1.3", "version": "dcm4che-5.23.3"}, dicom={"ae": "KWSGATE", "uid": "1.2.40.0.13.1.3", "version": "dcm4che-5.23.3", "modality": "CT",
    "sop": "1.2.840.10008.5.1.4.1.1.2"}, note="passes on what the practice's devices made")
