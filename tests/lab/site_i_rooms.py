"""Site I's imaging rooms, theatres' imaging, cardiology, radiotherapy, eye clinic, and reading. The functions and their words are site_i_table.py's."""

import sys

from site_i_table import AIR, CDC, DC, IMG, ITU, WARD, dev, mounts, scan
from site_words import GE, HP, PHILIPS, afar, asks, inside

DONE, KEPT = ("performed", 170, "day", {}), ("committed", 150, "day", {})
SIEMENS, CANON = ["Siemens", "SIEMENS", "Siemens Healthineers"], ["Canon", "CANON_MEC", "Toshiba", "TOSHIBA", "TOSHIBA_MEC", "Canon Medical Systems"]
SAMSUNG, FUJI = ["Samsung", "Samsung Electronics", "Samsung Medison", "Medison"], ["FUJIFILM", "Fuji", "FUJIFILM Corporation"]

# Computed tomography, magnetic resonance. Two stand in the diagnostic centre in the town, behind the routers
scan("ct-ed", IMG, "4c:52:62", "CT", "2", "CT119783", "1.3.12.2.1107.5.1.4", "SIEMENS_S7VA40A", "Siemens Healthineers", "Siemens Healthineers", "SOMATOM go.Top", "119783", "syngo CT VA40A",
     "CTAWP119783", 14, "10", "win", makers=SIEMENS, also=["go.Top"], shift="all", creator="SIEMENS MEDCOM HEADER", acts=[DONE, KEPT], alt={"software": ["VA40A"]})
scan("ct-main", IMG, "00:00:39", "CT", "2", "REH_CT2", "1.2.392.200036.9116.2.6", "TM_CT_CMW_V3.35", "TOSHIBA", "Canon Medical", "Aquilion ONE", "2CA1672783", "V8.9SP0010", "ct2console", 18, "7",
     "-seven", makers=CANON, also=["Aquilion ONE Genesis"], acts=[DONE], alt={"software": ["V8.9"]})
scan("ct-three", IMG, "3c:52:82", "CT", "2", "REHCT3", "1.2.840.113619.6.404", "EvoCT_2", "GE MEDICAL SYSTEMS", "GE HealthCare", "Revolution EVO", "CBCLG1900078CN", "revo_evo_18mw27.10", "ct99", 24,
     "linux", makers=GE, acts=[DONE], lists=False)
scan("ct-plan", IMG, "a0:36:9f", "CT", "2", "RTBIGBORE", "1.3.46.670589.33.1.4", "Brilliance_3.6", "Philips", "Philips", "Brilliance Big Bore", "7783", "3.6.7", "RTBIGBORE", 60, "7", "seven",
     makers=PHILIPS, also=["Big Bore"], lists=False)
scan("ct-cdc", CDC, "4c:52:62", "CT", "2", "CDC_CT1", "1.3.12.2.1107.5.1.4", "SIEMENS_S7VB20A", "SIEMENS", "Siemens Healthineers", "SOMATOM Definition Edge", "83978", "syngo CT VB20A", "CTAWP83978",
     40, "10", makers=SIEMENS, also=["Definition Edge"], send="beyond", lists=False, alt={"software": ["VB20A"]}, note="in the town, behind the routers: known by address only")
scan("mr-1", IMG, "4c:52:62", "MR", "4", "MR_VIDA1", "1.3.12.2.1107.5.2", "MR_XA31A", "Siemens Healthineers", "Siemens Healthineers", "MAGNETOM Vida", "175783", "syngo MR XA31", "AWP175783", 42, "10",
     "win", makers=SIEMENS, also=["Vida"], acts=[DONE], alt={"software": ["XA31", "MR_XA31A"]})
scan("mr-cdc", CDC, "a0:36:9f", "MR", "4", "CDC_MR1", "1.3.46.670589.11.0.0.51.4.56.1", "MR DICOM 4.1", "Philips", "Philips", "Ingenia Ambition X", "78301", "5.7.1\\5.7.1.2", "CDC-MR1", 55,
     makers=PHILIPS, also=["Ingenia Ambition"], send="beyond", lists=False, note="in the town, behind the routers")
# Radiography. Looked up: the console's model that the images of the third name. The fifth sends nothing while one looks
scan("dr-1", IMG, "3c:52:82", "DX", "1.1", "XR_ED1", "1.3.46.670589.30.1.6.1", "DDR_4.1", "Philips Medical Systems", "Philips", "DigitalDiagnost", "SRX17830", "4.1.6", "XR-ED1", 14, "ltsb", "win",
     makers=PHILIPS, also=["DigitalDiagnost C90"], shift="all", acts=[DONE])
scan("dr-2", IMG, "00:07:32", "DX", "1.1", "XR_OPD2", "1.2.410.200055.998.998", "SAMSUNG_DR_2", "Samsung Electronics", "Samsung", "GC85A", "S2WKM3HM700783", "2.13.00", "XR-OPD2", 16, "ltsc", "win",
     makers=SAMSUNG)
scan("dr-3", IMG, "10:1f:74", "DX", "1.1", "XR_FRACT", "1.2.392.200036.9125.9.0", "FUJI_FDX_11", "FUJIFILM Corporation", "Fujifilm", "DR-ID 300CL", "47837830", "A11-00", "XR-FRACT", 20, "ltsb", "win",
     makers=FUJI, also=["FDR D-EVO II", "FDR D-EVO"], syntax="implicit")
scan("dr-4", AIR, "00:1d:4a", "DX", "1.1", "XRMOB4", "1.2.840.113564.3.1.1", "KODAK_DRX_5.7", "CARESTREAM HEALTH", "Carestream", "DRX-Revolution", "17837", "5.7.607.7068", "DRXMOB4", 40, "7",
    "-seven",
     makers=["Carestream Health", "KODAK"], shift="all", moves=[(0.55, 200)], note="on wheels")
asks(sys.modules["site_i_table"], "dr-5", "xray", AIR, 160, "00:e0:96:1a:50:05", "DX", "MOBILEDART2", "1.2.392.200036.9107.500", "SHIMADZU_SM", "category manufacturer", "Shimadzu",
     "MobileDaRt Evolution", "MQ783", station="MDART2", system="7", alt={"manufacturer": ["SHIMADZU", "Shimadzu Corporation"]}, unjudged=["model"], every=80)
scan("fluoro", IMG, "00:00:39", "RF", "12.2", "FLUORO_A", "1.2.392.200036.9116.6.17", "TM_XA_DFP_5", "TOSHIBA_MEC", "Canon Medical", "ULTIMAX-i", "99H1712783", "V5.10*R003", "FLUORO-A", 60, "7",
     "seven", makers=CANON, also=["ULTIMAX-I"])
scan("angio-1", IMG, "3c:52:82", "XA", "12.1", "CATHLAB1", "1.3.46.670589.28.68106", "ALLURA_8.2", "Philips Medical Systems", "Philips", "AlluraXper", "722010783", "8.2.16.1", "CATHLAB1", 50, "7",
     "seven", makers=PHILIPS, also=["Allura Xper", "Allura Xper FD10"], shift="all", acts=[DONE])
scan("carm-1", ITU, "4c:52:62", "XA", "12.1", "CARM_TH4", "1.3.12.2.1107.5.4.7", "SIEMENS_CIOS_VA30", "SIEMENS", "Siemens Healthineers", "Cios Alpha", "20783", "VA30B", "CIOS20783", 70, "10", "win",
     makers=SIEMENS, shift="theatre", moves=[(1.3, 190)])
scan("carm-2", ITU, "00:30:64", "XA", "12.1", "CARM_TH7", "1.3.46.670589.14.1000.210", "BV_2.3", "Philips Medical Systems", "Philips", "BV Pulsera", "1783", "2.3.4", "BVPULS7", 90, "xp", "xp",
     makers=PHILIPS, also=["Pulsera"], shift="theatre", syntax="big")
scan("mammo-1", IMG, "d0:94:66", "MG", "1.2", "BSU_MAM1", "1.2.840.113681", "HOLOGIC_AWS_2", "HOLOGIC, Inc.", "Hologic", "3Dimensions", "3DM178300783", "AWS:2.2.3.52", "BSU-MAM1", 16, "10", "win",
     makers=["HOLOGIC", "Hologic, Inc.", "Lorad"], also=["Selenia 3Dimensions"], acts=[DONE, KEPT], alt={"software": ["2.2.3.52"]})
scan("mammo-van", CDC, "90:1b:0e", "MG", "1.2", "BSP_VAN2", "1.3.12.2.1107.5.12.6", "SIEMENS_MAM_VB60", "SIEMENS", "Siemens Healthineers", "MAMMOMAT Inspiration", "5783", "VB60H", "BSPVAN2", 30, "7",
     makers=SIEMENS, also=["Mammomat Inspiration"], send="beyond", lists=False, note="the screening van, behind the routers")
scan("dexa", IMG, "d0:94:66", "DX", "7", "DEXA1", "1.2.840.113619.6.110", "ENCORE_17", "GE Healthcare", "GE HealthCare", "Lunar iDXA", "ME+210783", "17.10.041", "DEXA-OPD", 30, "10", "win",
     makers=[*GE, "Lunar"], also=["iDXA"], syntax="implicit")
scan("dental", IMG, "00:07:32", "PX", "1.1", "OPT_MAXFAC", "1.2.276.0.20.1.4.3", "SIDEXIS_4", "Sirona Dental Systems GmbH", "Dentsply Sirona", "ORTHOPHOS SL", "78312", "4.3.1", "OPT-MAXFAC", 60, "10",
     "win", category="xray", makers=["Sirona", "Sirona Dental Systems", "Dentsply"], also=["ORTHOPHOS SL 3D"], lists=False)
scan("nm-1", IMG, "3c:52:82", "NM", "20", "NMGAMMA1", "1.2.840.113619.6.281", "Xeleris 4.0", "GE MEDICAL SYSTEMS", "GE HealthCare", "Discovery NM/CT 670", "22783", "2.201.55.0", "NMGAMMA1", 50, "7",
     "seven", makers=GE, also=["Discovery NM/CT 670 Pro", "Discovery 670"], syntax="implicit")
scan("nm-2", IMG, "ac:1f:6b", "NM", "20", "ANYSCAN", "1.3.6.1.4.1.20029.40", "MEDISO_NUCLINE_3", "Mediso", "Mediso", "AnyScan", "AS-783-S", "3.06.001.0000", "ANYSCAN", 70, "10", "win",
     makers=["Mediso Medical Imaging Systems"], also=["AnyScan SC"])
scan("pet", IMG, "90:1b:0e", "PT", "128", "PETCT1", "1.3.12.2.1107.5.1.4", "SIEMENS_PET_VG60", "SIEMENS", "Siemens Healthineers", "Biograph64_mCT", "11783", "VG60C", "CTAWP11783", 60, "7", "seven",
     makers=[*SIEMENS, "CTI"], also=["Biograph mCT", "Biograph 64 mCT"])
# Ultrasound. Looked up: model of the fifth
for line in (
        ("us-1", IMG, "a0:36:9f", "US_RM1", "1.3.46.670589.5.5", "iU22", "Philips Medical Systems", "Philips", "iU22", "B0J783", "PMS5.1 Ultrasound iU22_6.3.6.343", "US-RM1", 22, "xp", "xp",
         [], [*PHILIPS, "ATL"]),
        ("us-2", IMG, "3c:52:82", "US_RM2", "1.2.840.113619.6.323", "LOGIQ_E9", "GE Healthcare", "GE HealthCare", "LOGIQE9", "201783US1", "LOGIQE9:R6.1.2", "US-RM2", 24, "7", "seven", ["LOGIQ E9"],
        GE),
        ("us-ante", WARD, "00:0b:ab", "US_ANC1", "1.2.840.113619.6.366", "VOLUSON_EC", "GE Healthcare Austria GmbH & Co OG", "GE HealthCare", "Voluson E10", "E61783", "EC350 19.0.4", "US-ANC1", 14,
         "ltsb", "win", ["VolusonE10"], [*GE, "Kretztechnik"]),
        ("us-echo", IMG, "00:19:99", "ECHO_A", "1.2.840.113619.6.436", "EchoPAC_203", "GE Vingmed Ultrasound", "GE HealthCare", "Vivid S70", "S70783", "203 rev 73.0", "VIVIDS70-000783", 26, "7",
        "win",
         ["Vivid S70N"], [*GE, "GE Vingmed"]),
        ("us-5", IMG, "00:0e:7b", "US_RM5", "1.2.392.200036.9116.7.8.12", "CM_US_AI_V6", "CANON_MEC_US", "Canon Medical", "TUS-AI800", "WBA1972783", "AB_V6.00*R007", "APLIO783", 30, "ltsb", None,
         ["Aplio i800", "i800"], [*CANON, "CANON_MEC_US"]),
        ("us-ed", WARD, "00:08:fb", "SONOSITE_ED", "1.2.840.114340.3", "PX_1", "SonoSite, Inc.", "Fujifilm Sonosite", "SonoSite PX", "04P783", "A.1.4.2.9", "SONOSITE-ED", 40, "linux", "-udhcp", ["PX",
         "Sonosite PX"], ["SonoSite", "Sonosite", "FUJIFILM SonoSite", "Fujifilm"]),
        ("us-th", ITU, "00:30:64", "BK_TH2", "1.2.208.154.1", "BK_5000", "BK Medical", "BK Medical", "bk5000", "5011783", "6.0.22710.12", "BK5000-TH2", 60, "ltsb", "-win", ["BK5000"],
        ["BK Ultrasound",
         "Analogic", "B-K Medical", "GE HealthCare"]),
        ("us-rheum", CDC, "00:0b:ab", "US_RHEUM", "1.2.392.200036.9107.4.1", "ARIETTA_5", "HITACHI", "Hitachi", "ARIETTA 850", "G3021783", "05.00.02", "ARIETTA-RH", 50, "7", None, ["Arietta 850"],
         ["Hitachi Healthcare", "Fujifilm", "Aloka", "Hitachi Aloka"])):
    name, vlan, prefix, ae, uid, version, spoken, maker, model, serial, software, station, every, system, lease, also, makers = line
    far = {"send": "beyond", "lists": False, "note": "in the town, behind the routers"} if vlan == CDC else {}
    scan(name, vlan, prefix, "US", "6.1", ae, uid, version, spoken, maker, model, serial, software, station, every, system, lease, also, makers, **far)
dev("us-bladder", "ultrasound", AIR, "f8:50:63", "manufacturer", "Verathon", "BladderScan i10", "BS178300", acts=[afar("scanpoint.verathon.example.com", every=300, shift="rounds"), ("ntp", 500,
    "all", {})],
    system="linux", lease="-dhclient", alt={"manufacturer": ["Verathon Medical"], "model": ["BladderScan"]})
# Electrocardiographs. Looked up: the element that names the second
scan("ecg-1", WARD, "44:4b:5d", "ECG", "9.1.1", "MAC_AMU", "1.2.840.113619.6.301", "MAC2000_1", "GE Healthcare", "GE HealthCare", "MAC2000", "SDE17830783PA", "1.1", "MAC-AMU", 60, "ce", "-ce",
     makers=[*GE, "Marquette"], also=["MAC 2000"])
dev("ecg-2", "ecg", WARD, "00:09:fb", "category manufacturer model", "Philips", "PageWriter TC70", "US61783001", acts=[("posted", 90, "rounds", {"to": "web", "path": "/tracemaster/import",
    "agent": "PageWriter", "kind": "text/xml", "port": 8000, "body": '<?xml version="1.0" encoding="UTF-16"?><restingecgdata xmlns="http://www3.medical.philips.com"><documentinfo>'
    "<documenttype>PhilipsECG</documenttype><documentversion>1.04</documentversion></documentinfo><patient><generalpatientdata><patientid>SYN0007</patientid></generalpatientdata></patient>"
    '<dataacquisition date="2026-10-19" time="09:11:00"><machine machineid="ECG-CCU2" detaildescription="PageWriter TC70">PageWriter TC</machine><acquirer><editdevice/>'
    "</acquirer></dataacquisition></restingecgdata>"})], hosts=["ECG-CCU2"], system="ce", lease="-ce", alt={"manufacturer": PHILIPS, "model": ["PageWriter TC", "TC70"]}, unjudged=["serial"])
scan("ecg-3", WARD, "00:0d:b8", "ECG", "9.1.1", "ELI_OPD", "1.2.840.113656.3", "ELILINK_5", "Mortara Instrument, Inc.", "Mortara", "ELI280", "117830783", "1.3.5", "ELI280-OPD", 70, "linux", "-udhcp",
     makers=["Mortara Instrument", "Welch Allyn", "Hillrom", "Hill-Rom", "Baxter", "Schiller"], also=["ELI 280"], note="Doubt: its module's address is another maker's")
# Endoscopy
scan("endo-1", WARD, "00:01:13", "ES", "77.1.1", "ENDO_RM1", "1.2.392.200036.9108.1", "OLY_CV1500_1", "OLYMPUS", "Olympus", "CV-1500", "7178300", "1.10.05", "ENDO-RM1", 40, "linux", "-lwip",
     makers=["Olympus Medical", "OLYMPUS MEDICAL SYSTEMS CORP."], also=["EVIS X1"], lists=False)
scan("endo-2", WARD, "00:02:ad", "ES", "77.1.1", "ENDO_RM2", "1.2.392.200036.9121", "PENTAX_EPK_7", "PENTAX", "Pentax", "EPK-i7010", "GA17830", "V03-00", "ENDO-RM2", 50, "linux", "-lwip",
     makers=["HOYA", "Pentax Medical", "HOYA Corporation"])
scan("endo-4", ITU, "00:0d:d1", "ES", "77.1.1", "STRYKER_TH3", "1.2.826.0.1.3680043.2.360.0.3", "SORH_3", "Stryker", "Stryker", "Connected OR Hub", "21J078300", "3.7.1", "CORH-TH3", 80, "linux",
     "-networkd", shift="theatre", makers=["Stryker Endoscopy"], also=["OR Hub"], lists=False)
# Radiotherapy. Doubt: the first linac's imager stands in the place of its name
scan("linac-1", IMG, "3c:52:82", "RTIMAGE", "481.1", "IVIEW_LA1", "1.2.826.0.1.3680043.2.1022", "iViewGT_3.4", "ELEKTA", "Elekta", "iViewGT", "153783", "3.4.1 b90", "IVIEW-LA1", 40, "7", "seven",
     category="radiotherapy", also=["Versa HD", "Elekta Versa HD"], makers=["Elekta Limited"], lists=False)
scan("linac-2", IMG, "d0:94:66", "RTIMAGE", "481.1", "TRUEBEAM2", "1.2.246.352.70.2.1.160.3", "TDS_2.7", "Varian Medical Systems", "Varian", "TrueBeam", "H191783", "2.7.304.16", "TB-LA2", 50, "7",
     "seven", category="radiotherapy", makers=["Siemens Healthineers"], lists=False)
scan("plan", DC, "00:50:56", "RTPLAN", "481.5", "RAYSTATION", "1.2.752.243.1.1.2", "RAYSTATION_10B", "RaySearch Laboratories", "RaySearch", "RayStation", None, "10.1.1.54", "ELM-RTPS01", 90, "2019",
    "win",
     category="radiotherapy", makers=["RaySearch Laboratories AB"], alt={"category": ["modality_workstation", "server"]}, lists=False)
# Eyes, slides: no category is right for them
scan("eye-1", WARD, "74:fe:48", "OP", "77.1.5.1", "OCT_EYE1", "1.2.392.200106.1651", "TOPCON_IMAGENET6", "Topcon", "Topcon", "3D OCT-1Maestro2", "1783412", "1.28.0", "OCT-EYE1", 40, "10", "win",
     category="unknown", makers=["TOPCON", "TOPCON Corporation"], also=["Maestro2", "3DOCT-1Maestro2"], alt={"category": ["modality_workstation"]}, note="pictures of eyes")
scan("eye-2", WARD, "00:11:fb", "OPT", "77.1.5.4", "SPECTRALIS1", "1.2.276.0.75.2.3.1", "HEYEX_2", "Heidelberg Engineering", "Heidelberg Engineering", "Spectralis", "TR-KT-17830", "6.16.8.0",
     "SPECTRALIS1", 50, "10", "win", category="unknown", makers=["Heidelberg"], also=["SPECTRALIS OCT"], alt={"category": ["modality_workstation"]}, note="pictures of eyes")
scan("eye-3", WARD, "00:21:24", "OP", "77.1.5.1", "OPTOS_DESP", "1.2.826.0.1.3680043.8.453", "OPTOS_V2V_3", "Optos", "Optos", "P200DTx", "41783", "3.2.1", "OPTOS-DESP", 45, "ltsb", "win",
     category="unknown", makers=["Optos plc", "Nikon"], also=["California", "Daytona"], alt={"category": ["modality_workstation"]}, note="pictures of eyes")
scan("slides", WARD, "10:1f:74", "SM", "77.1.6", "WSI_HISTO", "1.2.392.200140.2.1", "NDP_3.3", "Hamamatsu", "Hamamatsu", "NanoZoomer S360", "000783", "1.2.6", "WSI-HISTO", 60, "10", "win",
     category="unknown", makers=["Hamamatsu Photonics"], also=["C13220"], alt={"category": ["lab_analyzer"]}, lists=False, note="scans slides of tissue")
# Reading, film, and what passes the town's images on
for number, prefix, maker, accept, host in ((1, "3c:52:82", "HP", HP, "ELMPC-RAD011"),):
    dev(f"reading-{number}", "modality_workstation", IMG, prefix, "category manufacturer", maker, hosts=[host], acts=[("find", 14, "day", {}), mounts("10", 250)], system="10", lease="win",
        alt={"manufacturer": [*accept, "Sectra"], "model": ["IDS7"]}, ae_titles=[f"IDS7WS{number}"], unjudged=["software", "model", "manufacturer"], dicom={"ae": f"IDS7WS{number}",
        "uid": "1.2.752.24.3.3.25.5", "version": "SECTRA_IDS7_22", "modality": "CT", "sop": "1.2.840.10008.5.1.4.1.1.2"}, note="a PC with a maker's program")
dev("film", "dicom_printer", IMG, "00:30:64", "category manufacturer model serial software", "Carestream", "DRYVIEW 5950", "59501783", "1.2.0.8", [("asked_state", 240, "day", {"by": "us-2",
    "name": "DRYVIEW_US", "maker": "Carestream Health", "model": "DRYVIEW 5950", "serial": "59501783", "software": "1.2.0.8"})], system="linux", lease="-dhclient", alt={"manufacturer": [
    "Carestream Health", "CARESTREAM HEALTH", "KODAK"], "model": ["DRYVIEW 5950 Laser Imager"]}, ae_titles=["DRYVIEW_US"], scp={"ae": "DRYVIEW_US", "uid": "1.2.840.113564.3.4",
    "version": "KODAK_HIU"})
dev("image-gateway", "pacs", DC, "00:50:56", "", acts=[("forwarded", 14, "all", {"of": ["ct-cdc", "mr-cdc", "mammo-van", "us-rheum"]}), ("echo", 240, "all", {}), inside("iep.elmh.nhs.example", 300)],
    hosts=["ELM-IEP-GW1"], system="2016", lease="win", ae_titles=["ELMIEPGW"], port=11112, unjudged=["software", "manufacturer", "model", "serial"], alt={"category": ["medical_gateway", "server",
    "modality_workstation", "unknown"], "manufacturer": ["Sectra"]}, scp={"ae": "ELMIEPGW", "uid": "1.2.752.24.3.3.25.9", "version": "SECTRA_GW_2"}, dicom={"ae": "ELMIEPGW",
    "uid": "1.2.752.24.3.3.25.9", "version": "SECTRA_GW_2", "modality": "CT", "sop": "1.2.840.10008.5.1.4.1.1.2"}, note="passes on what the town's devices made")
