"""Site H's imaging rooms, theatres' imaging, radiotherapy, eye clinic, and reading. The functions and their words are site_h_table.py's."""

from site_h_table import AIR, CLINIC, DC, ICU, IMG, WARD, dev, mounts, scan
from site_words import DELL, GE, HP, PHILIPS, afar

DONE, KEPT = ("performed", 170, "day", {}), ("committed", 150, "day", {})
SIEMENS, CANON, FUJI = ["Siemens", "SIEMENS", "Siemens Healthineers"], ["Canon", "CANON_MEC", "Toshiba", "TOSHIBA", "TOSHIBA_MEC"], ["FUJIFILM", "Fuji"]

# Computed tomography, magnetic resonance
scan("ct-1", IMG, "e8:d8:d1", "CT", "2", "SCAN_URG", "1.2.840.113619.6.478", "RevolutionCT_3", "GE MEDICAL SYSTEMS", "GE HealthCare", "Revolution Apex", "APEX4517CN", "revo_ct_24a.29", "SCANURG",
     16, "linux", makers=GE, shift="all", creator="GEMS_IDEN_01", syntax="implicit", acts=[DONE, afar("insite.gehealthcare.com")], also=["Revolution Apex Elite"])
scan("ct-2", IMG, "8c:04:ba", "CT", "2", "SCAN2GOTOP", "1.3.12.2.1107.5.1.7", "SIEMENS_CT_VA30", "Siemens Healthineers", "Siemens Healthineers", "SOMATOM go.Top", "119451", "syngo CT VA30A",
     "CTAWP119451", 20, "10", "win", makers=SIEMENS, also=["go.Top"], creator="SIEMENS MEDCOM HEADER", acts=[DONE, KEPT], alt={"software": ["VA30A"]})
scan("ct-3", IMG, "00:00:39", "CT", "2", "SCAN3_ONE", "1.2.392.200036.9116.2.6.1", "TM_CT_CMW_V8.9", "CANON_MEC", "Canon Medical", "Aquilion ONE", "2DA1994517", "V8.90SP0004", "AQONE", 34, "7",
     makers=CANON, also=["Aquilion ONE GENESIS"])
scan("ct-4", CLINIC, "18:60:24", "CT", "2", "SCAN_ANNEXE", "1.3.46.670589.33", "PMS_CT_5.0", "Philips", "Philips", "Incisive CT", "550451", "5.0.0.41517", "HOST-550451", 60, "10", makers=PHILIPS,
     also=["Incisive"], send="beyond", lists=False, note="in the annex across the town, behind the router: known by address only")
scan("mr-1", IMG, "e8:d8:d1", "MR", "4", "IRM1_GE", "1.2.840.113619.6.470", None, "GE MEDICAL SYSTEMS", "GE HealthCare", "SIGNA Premier", "MR4517PREM", "29\\LX\\MR Software release:RX29.1_R02_2131.a",
     "IRM1GE", 40, "linux", makers=GE, creator="GEMS_IDEN_01", syntax="implicit", also=["Premier"], alt={"software": ["RX29.1_R02_2131.a", "RX29.1"]})
scan("mr-2", IMG, "8c:04:ba", "MR", "4", "MRC176451", "1.3.12.2.1107.5.2", "MR_XA31", "Siemens Healthineers", "Siemens Healthineers", "MAGNETOM Vida", "176451", "syngo MR XA31", "AWP176451", 42,
     "10", "win", makers=SIEMENS, also=["Vida"], acts=[DONE, KEPT], alt={"software": ["XA31", "MR_XA31"]})
scan("mr-3", IMG, "b4:b5:2f", "MR", "4", "IRM3_PHI", "1.3.46.670589.11.0.0.51.4", "PMS_MR_5.7", "Philips Healthcare", "Philips", "Ingenia", "45171", "5.7.1\\5.7.1.2", "PHILIPS-45171", 44, "10",
     "win", makers=PHILIPS, alt={"software": ["5.7.1.2"]})
# Radiography, fluoroscopy, angiography. Doubt: the stand-up scanner of two tubes could be called by its older product's name too
scan("dr-1", IMG, "d8:5e:d3", "DX", "1.1", "EOS_SALLE", "1.2.826.0.1.3680043.2.1143", "MERGECOM_EOS", "EOS imaging", "EOS imaging", "EOSedge", "EDG04517", "4.1.0.1", "EOS-SALLE", 40, "10", "win",
     makers=["EOS Imaging", "Alphatec", "ATEC"], also=["EOS edge"])
scan("dr-2", IMG, "a4:bb:6d", "RF", "12.2", "TABLE_DIST", "1.2.826.0.1.3680043.8.1055", "ADAM_2.4", "DMS IMAGING", "DMS Imaging", "PLATINUM dRF", "PLT-04517", "2.4.3", "PLATINUM1", 30, "10", "win",
     makers=["DMS", "Apelem", "DMS-APELEM", "DMS Group"], also=["Platinum"])
scan("dr-3", AIR, "dc:53:60", "DX", "1.1", "MOBILE_REA", "1.2.840.113564.3.5.58", "CSH_DV_5.8", "CARESTREAM HEALTH", "Carestream", "DRX-Revolution", "1214517", "5.8.602.0011", "DRXREV1", 36,
     "ltsc", "win", makers=["Carestream Health"], shift="all", moves=[(0.6, 195)], note="on wheels, with a PC's radio module")
scan("dr-4", CLINIC, "a4:bb:6d", "DX", "1.1", "OS_ANNEXE", "1.2.392.200036.9125.9.0.3", "FCR_V11", "FUJIFILM Corporation", "Fujifilm", "DR-ID 800CL", "56451704", "V11.1(0004)", "FDR-ANNEXE", 45,
     "10", send="beyond", lists=False, makers=FUJI, also=["DR-ID 800"], note="in the annex across the town")
scan("dr-5", IMG, "18:60:24", "DX", "1.1", "OS_SALLE2", "1.3.46.670589.30.41.0", "PMS_DD_1.1", "Philips Medical Systems", "Philips", "DigitalDiagnost C90", "20004517", "1.1.0.42", "DDC90-2", 20,
     "ltsc", "win", makers=PHILIPS, shift="all", acts=[DONE], also=["DigitalDiagnost"])
scan("carm-1", ICU, "00:30:64", "XA", "12.1", "AMPLI_BLOC4", "2.16.840.1.113669.2.931128", "MergeCOM3_480", "GE Healthcare", "GE HealthCare", "OEC Elite", "EL4517", "10.0.4", "OECELITE4", 80, "linux",
     "-dhclient", makers=[*GE, "OEC", "GE OEC"], shift="theatre")
scan("carm-2", ICU, "18:60:24", "XA", "12.1", "AMPLI_BLOC7", "1.3.46.670589.36", "PMS_ZEN_5.1", "Philips Medical Systems", "Philips", "Zenition 70", "718133451", "5.1.7", "ZENITION7", 90, "ltsb",
     "win", makers=PHILIPS, shift="theatre")
scan("angio-1", IMG, "e8:d8:d1", "XA", "12.1", "CORO1", "1.2.840.113619.6.380", "InnovaIGS_DL26", "GE MEDICAL SYSTEMS", "GE HealthCare", "Innova IGS 540", "IGS540451", "DL26.8.1", "CORO1", 50,
     "linux", makers=GE, syntax="implicit", shift="all", also=["Innova"])
scan("angio-2", ICU, "8c:04:ba", "XA", "12.1", "HYBRIDE", "1.3.12.2.1107.5.4.8", "SIEMENS_AXA_VE10", "Siemens Healthineers", "Siemens Healthineers", "ARTIS pheno", "164517", "VE10C 180621",
     "AXIS164517", 90, "10", "win", makers=SIEMENS, shift="theatre", acts=[DONE], alt={"software": ["VE10C"]})
scan("dental", WARD, "8c:1f:64:b7:7", "PX", "1.1", "PANO_STO", "1.2.840.113564.10.1", "CS9600_1.1", "Carestream Dental", "Carestream Dental", "CS 9600", "EKHL0451", "1.1.12", "CS9600-STO", 90,
     "linux", "-udhcp", category="xray", makers=["Carestream", "Trophy", "Carestream Dental LLC"])
# Doubt: the first names the number of its workstation, as this maker's mammographs do (likely)
scan("mammo-1", IMG, "d8:5e:d3", "MG", "1.2.1", "MAMMO_TOMO", "1.2.392.200036.9125.9.0.5", "FDRAWS_V9", "FUJIFILM Corporation", "Fujifilm", "FDR-3000AWS", "36451704", "V9.1.0005", "AMULET1", 20,
     "10", "win", makers=FUJI, also=["AMULET Innovality", "FDR MS-3500"], acts=[DONE, KEPT])
scan("mammo-2", IMG, "e8:d8:d1", "MG", "1.2", "MAMMO_DEPIST", "1.2.246.512.1.2", "PLANMED_5", "Planmed", "Planmed", "Planmed Clarity 2D", "MGC04517", "5.3.2", "CLARITY", 28, "10", "win",
     makers=["Planmed Oy"], also=["Clarity 2D", "Clarity"])
# Nuclear medicine. Doubt: the first names its family in its own way, as this maker's cameras do
scan("nm-1", IMG, "b4:b5:2f", "NM", "20", "GAMMA870", "1.2.840.113619.6.281", "Xeleris 4.1", "GE MEDICAL SYSTEMS NUCLEAR", "GE HealthCare", "Tandem_870_DR", "451704", "2.010.304.0", "GAMMA870", 60,
     "7", "seven", makers=GE, also=["NM/CT 870 DR", "Discovery NM/CT 870 DR", "870 DR"])
scan("nm-2", IMG, "18:60:24", "NM", "20", "ANYSCAN", "1.2.348.1.78", "MEDISO_INTER", "Mediso", "Mediso", "AnyScan SC", "AS-204517", "3.04.021", "ANYSCAN", 80, "10", "win",
     makers=["Mediso Medical Imaging Systems"], also=["AnyScan"])
scan("pet", IMG, "8c:04:ba", "PT", "128", "TEP_VISION", "1.3.12.2.1107.5.1.4.11", "SIEMENS_PET_VG80", "SIEMENS", "Siemens Healthineers", "Biograph128_Vision 600", "11451", "VG80B", "PETAWP11451", 70,
     "10", "win", makers=[*SIEMENS, "CPS"], also=["Biograph Vision 600", "Biograph Vision"])
# Endoscopy
scan("endo-1", WARD, "18:60:24", "ES", "77.1.1", "ENDO_GASTRO1", "1.2.392.200036.9163.41", "PENTAX_7010", "PENTAX", "Pentax", "EPK-i7010", "A451704", "1.4.0", "ENDOGASTRO1", 50, "10", "win",
     makers=["Pentax Medical", "HOYA", "HOYA CORPORATION"])
scan("endo-2", WARD, "88:b4:36", "ES", "77.1.1", "ENDO_GASTRO3", "1.2.392.200036.9125.9.0", "FUJI_ENDO_3", "FUJIFILM Corporation", "Fujifilm", "EP-6000", "4P451K017", "V1.30", "FUJIENDO3", 60,
     "linux", "-udhcp", makers=FUJI)
scan("endo-3", ICU, "00:0d:d1", "ES", "77.1.1", "COLO_BLOC2", "1.2.840.113722.2", "STRYKER_ORHUB", "Stryker Endoscopy", "Stryker", "Connected OR Hub", "21H0451", "1.3.0.8", "ORHUB-BLOC2", 80, "ltsb",
     "-win", shift="theatre", lists=False)
dev("endo-4", "endoscopy", ICU, "00:01:13", "manufacturer", "Olympus", "CV-1500", "7904517", acts=[("opaque", 60, "day", {"to": "web", "port": 30000}), ("ntp", 300, "all", {})], system="linux",
    lease="-lwip", alt={"manufacturer": ["OLYMPUS", "Olympus Medical"], "model": ["EVIS X1"]})
# Radiotherapy. Doubt: the second linac's imager stands in the place of its name
scan("linac-1", IMG, "b0:7b:25", "RTIMAGE", "481.1", "HALCYON1", "1.2.246.352.70.2.1.160.3", "VMS_HAL_3", "Varian Medical Systems", "Varian", "Halcyon", "1451", "3.1.0.27", "HALCYON1", 40, "10",
     "win", category="radiotherapy", makers=["Siemens Healthineers"], lists=False)
scan("linac-2", IMG, "18:60:24", "RTIMAGE", "481.1", "IVIEW_LB2", "1.2.826.0.1.3680043.2.1021", "IVIEWGT_3.4", "ELEKTA", "Elekta", "iViewGT", "154517", "3.4.1.82", "IVIEW-LB2", 50, "7", "seven",
     category="radiotherapy", also=["Versa HD", "Elekta Versa HD"], lists=False)
scan("plan", DC, "00:50:56", "RTPLAN", "481.5", "RAYSTATION", "1.2.752.243.1.1", "RAYSTATION_11B", "RaySearch Laboratories", "RaySearch", "RayStation", None, "12.1.0.1221", "SRV-RAYST1", 90, "2019",
     "win", category="radiotherapy", makers=["RaySearch Laboratories AB"], alt={"category": ["server", "modality_workstation"], "software": ["RayStation 12.1.0.1221"]}, lists=False,
     note="plans treatments; a program on a virtual machine")
# Eyes, implants, bones: no category is right for the first two
scan("eye-1", WARD, "74:fe:48", "OPT", "77.1.5.4", "OCT_OPH", "1.2.392.200106.1651.5", "TOPCON_IMAGENET6", "TOPCON", "Topcon", "3DOCT-1Maestro2", "6870451", "8.44.00.04", "MAESTRO2", 50, "10", "win",
     category="unknown", makers=["Topcon Corporation", "Topcon Healthcare"], also=["Maestro2", "3D OCT-1 Maestro2"], note="measures eyes")
scan("bone", WARD, "00:07:32", "DX", "1.1", "OSTEO", "1.2.826.0.1.3680043.8.1056", "STRATOS_3", "DMS IMAGING", "DMS Imaging", "STRATOS dR", "STR-0451", "3.1.4.0", "STRATOS", 60, "10", "win",
     category="xray", makers=["DMS", "DMS Group", "Medilink"], also=["Stratos"], alt={"category": ["unknown"]})
# Reading, film, archive's neighbours
dev("reading-1", "modality_workstation", IMG, "e8:d8:d1", "category manufacturer", "HP", hosts=["PC-RADIO-INT3"], acts=[("find", 12, "day", {}), mounts("10", 250)], system="10", lease="win",
    alt={"manufacturer": [*HP, "Telemis"], "model": ["TM-Reception"]}, ae_titles=["TMINT3"], unjudged=["software", "model", "manufacturer"],
    dicom={"ae": "TMINT3", "uid": "1.3.6.1.4.1.23650.1", "version": "TELEMIS_4", "modality": "CT", "sop": "1.2.840.10008.5.1.4.1.1.2"}, note="a PC with a maker's program")
dev("reading-2", "modality_workstation", IMG, "8c:04:ba", "category manufacturer", "Dell", hosts=["PC-OLEA-NEURO"], acts=[("find", 26, "day", {}), afar("licence.olea.example.com", shift="day")],
    system="10", lease="win", alt={"manufacturer": [*DELL, "Olea Medical", "Olea"], "model": ["Olea Sphere"]}, ae_titles=["OLEASPHERE"], unjudged=["software", "model", "manufacturer"],
    dicom={"ae": "OLEASPHERE", "uid": "1.2.276.0.7230010.3.0.3.6.5", "version": "OFFIS_DCMTK_365", "modality": "MR", "sop": "1.2.840.10008.5.1.4.1.1.4"}, note="its title in DICOM names a program")
dev("film", "dicom_printer", IMG, "08:00:66", "category manufacturer model serial software", "Agfa", "DRYSTAR 5503", "10451", "4.2.1", [("asked_state", 240, "day", {"by": "us-3",
    "name": "REPRO_IMG", "maker": "AGFA", "model": "DRYSTAR 5503", "serial": "10451", "software": "4.2.1"})], system="rtos", alt={"manufacturer": ["AGFA", "Agfa HealthCare", "Agfa-Gevaert"]},
    ae_titles=["DRYSTAR5503"], scp={"ae": "DRYSTAR5503", "uid": "1.3.51.0.1.2", "version": "AGFA_DRYSTAR"}, note="its own answer names it")
dev("image-gateway", "pacs", DC, "00:50:56", "", acts=[("forwarded", 24, "all", {"of": ["ct-4", "dr-4"]}), ("echo", 240, "all", {})], system="linux", ae_titles=["PASSERELLE"], port=4242,
    unjudged=["software", "manufacturer", "model", "serial"], alt={"category": ["medical_gateway", "server", "modality_workstation", "unknown"], "manufacturer": ["Orthanc", "OFFIS"]},
    scp={"ae": "PASSERELLE", "uid": "1.2.276.0.7230010.3.0.3.6.7", "version": "OFFIS_DCMTK_367"}, dicom={"ae": "PASSERELLE", "uid": "1.2.276.0.7230010.3.0.3.6.7", "version": "OFFIS_DCMTK_367",
    "modality": "CT", "sop": "1.2.840.10008.5.1.4.1.1.2"}, note="passes on what the annex's devices made")
