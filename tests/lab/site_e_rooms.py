"""Site E's imaging rooms, theatres' imaging, reading and radiotherapy. The functions and their words are site_e_table.py's."""

from canary_dicom import S
from site_e_table import FUJITSU, GE, HP, PHILIPS, add, afar, asks, images, mounts
from site_words import inside

OFFIS, PERFORMED, KEPT = "1.2.276.0.7230010.3.0.3.6.", ("performed", 150, "day", {}), ("committed", 120, "day", {})
SIEMENS = ["Siemens", "SIEMENS"]

# Computed tomography and magnetic resonance, VLAN 12
images("ct-1", 12, 21, "00:19:99:c4:17:02", "CT", "2", "CT66417", "1.3.12.2.1107.5.1.4", "SIEMENS_S5VB42A", "SIEMENS", "Siemens Healthineers", "SOMATOM Definition AS", "66417", "syngo CT VA48A",
       "CT66417", 12, "all", creator="SIEMENS CT VA0  COAD", system="7", lease="seven", acts=[KEPT, afar("srs.healthcare.siemens.com")],
       alt={"manufacturer": SIEMENS, "model": ["Definition AS", "SOMATOM Definition AS+"], "software": ["VA48A", "syngo CT 2014A", "VB42A"]})
images("ct-2", 12, 22, "2c:44:fd:17:60:b1", "CT", "2", "CT750HD", "1.2.840.113619.6.290", "HD_HDE_2", "GE MEDICAL SYSTEMS", "GE HealthCare", "Discovery CT750 HD", "HDE0417CT", "gmp_hde.85",
       "CT99", 14, "all", creator="GEMS_IDEN_01", syntax="implicit", system="linux", acts=[PERFORMED, afar("insite.gehealthcare.com")], alt={"manufacturer": GE, "model": ["CT750 HD"]})
images("ct-3", 122, 23, "00:1e:0b:73:04:17", "CT", "2", "BRILL64", "1.2.840.113704.7.0.2", None, "Philips", "Philips", "Brilliance 64", "95417", "3.6.6", "HOST-95417", 45, "day", send="beyond",
    lists=False,
       system="xp", alt={"manufacturer": PHILIPS, "model": ["Brilliance"]}, note="in a branch behind the router: known by address only, and speaks to the house's router of images")
images("mr-1", 12, 24, "f8:b1:56:d4:17:2b", "MR", "4", "AWP45417", "1.3.12.2.1107.5.2", "MR_VE11C", "SIEMENS", "Siemens Healthineers", "Skyra", "45417", "syngo MR E11", "AWP45417", 35, "all",
       creator="SIEMENS MEDCOM HEADER", system="7", acts=[KEPT, afar("srs.healthcare.siemens.com")], alt={"manufacturer": SIEMENS, "model": ["MAGNETOM Skyra", "MAGNETOM Skyra fit"],
           "software": ["E11"]})
images("mr-2", 12, 25, "38:63:bb:0a:41:7e", "MR", "4", "MR450W", "1.2.840.113619.6.374", None, "GE MEDICAL SYSTEMS", "GE HealthCare", "Optima MR450w", "0417MR45W",
       "27\\LX\\MR Software release:DV26.0_R03_1831.b", "MR450WPL", 40, "all", creator="GEMS_IDEN_01", syntax="implicit", system="linux", acts=[afar("insite.gehealthcare.com")],
       alt={"manufacturer": GE, "model": ["MR450w"], "software": ["DV26.0_R03_1831.b", "DV26.0"]})
images("mr-3", 12, 26, "ec:b1:d7:41:70:aa", "MR", "4", "ACHIEVA15", "1.3.46.670589.11.0.0.51.4.56.1", "Philips MR 56.1", "Philips Medical Systems", "Philips", "Achieva dStream", "42417",
    "5.3.1\\5.3.1.3",
       "PHILIPS-B6GV417", 50, "day", creator="Philips Imaging DD 001", system="7", acts=[PERFORMED, KEPT], alt={"manufacturer": PHILIPS, "model": ["Achieva"]})
# Radiography
images("dr-1", 12, 27, "38:ca:84:41:70:0c", "DX", "1.1", "CXDI_SOR", "1.2.392.200046.100.2.1", "CANON_CXDI_NE", "Canon Inc.", "Canon", "CXDI-410C Wireless", "100417", "2.17.1.10", "CXDI-SOR", 10,
    "all",
       system="ltsc", lease="win", acts=[PERFORMED, mounts("ltsc", 400)], alt={"manufacturer": ["Canon Medical"], "model": ["CXDI-410C", "CXDI"]})
images("dr-2", 72, 28, "00:23:a7:41:70:1d", "DX", "1.1", "DRXREV1", "1.2.840.113564.3.5.57", "CSH_DV_5.7", "Carestream Health", "Carestream", "DRX-Revolution", "8821417", "5.7.412.6003",
    "DRXREV1", 45,
       "all", system="7", lease="seven", moves=[(0.7, 128)], alt={"manufacturer": ["Carestream Health, Inc."], "software": ["5.7"]}, note="a mobile device with a radio module of Redpine")
images("dr-3", 32, 29, "b0:7b:25:41:70:2e", "DX", "1.1", "XR220AMX", "1.2.840.113619.6.309", "XR220_4", '"GE Healthcare"', "GE HealthCare", '"Optima XR220"', "XR0417A",
    '"dm_Platform_release_XRay_4.3-1"',
       "XR220-ORT", 60, "day", system="linux", alt={"manufacturer": GE, "model": ["Optima XR220", "Optima XR220amx"], "software": ["4.3-1"]}, note="this maker writes its names in quotation marks")
images("cr-1", 12, 30, "00:c0:2d:04:17:93", "CR", "1", "FCR_XG5", "1.2.392.200036.9125.0.0.31", "FUJI_CR_A05", "FUJI PHOTO FILM Co., ltd.", "Fujifilm", "CR-IR362", "76541700", "A05", "XG5000-1",
    55, "day",
       syntax="big", lists=False, system="rtos", alt={"manufacturer": ["Fuji", "FUJIFILM", "Fuji Photo Film"], "model": ["FCR XG5000", "XG5000"]},
           note="an old reader, which prefers the byte order of the workstations of its time")
images("rf-1", 12, 31, "00:0b:ab:4e:41:70", "RF", "12.2", "APOLLO", "2.16.840.1.113669.2.1.1", "MergeCOM3_430", "Villa Sistemi Medicali", "Villa Sistemi Medicali", "Apollo DRF", "21030417",
    "4.0.6", "APOLLO",
       80, "day", system="7", acts=[PERFORMED], alt={"manufacturer": ["Villa"], "model": ["Apollo"]}, note="a computer of Advantech")
images("pano", 32, 32, "64:00:6a:41:70:c6", "PX", "1.1", "PROMAX", "1.2.246.512.1.2.1", "ROMEXIS_64", "Planmeca", "Planmeca", "ProMax", "XMP0417", "3.8.0.1.R", "STOMATOLOGIA2", 120, "day",
    category="xray", system="10", told="os hostname", acts=[mounts("10", 300)], alt={"manufacturer": ["Planmeca Oy"], "model": ["Planmeca ProMax", "ProMax 2D"]},
    note="the computer beside it sends")
# Doubt: a bone densitometer has no category of its own; an X-ray machine it is.
images("bone", 12, 33, "a4:bb:6d:41:70:d8", "OT", "7", "IDXA", "1.2.840.113619.6.110", "ENCORE_18", "GE Healthcare", "GE HealthCare", "Lunar iDXA", None, "18.00.417", "DENSYTOMETR", 90, "day",
       category="xray", fake="000000", system="10", lease="win", alt={"manufacturer": [*GE, "Lunar"], "model": ["iDXA"], "category": ["unknown"]})
# Angiography and theatres
images("angio-1", 12, 34, "ac:1f:6b:41:70:e7", "XA", "12.1", "INNOVA", "1.2.840.113619.6.227", "INNOVA_10", "GE MEDICAL SYSTEMS", "GE HealthCare", "Innova 3100-IQ", "657417BU5", "10.7.0.04",
    "INNOVA",
       50, "all", syntax="implicit", creator="GEMS_ACQU_01", system="linux", acts=[PERFORMED, afar("insite.gehealthcare.com")], alt={"manufacturer": GE, "model": ["Innova 3100", "INNOVA"]})
images("angio-2", 12, 35, "00:00:39:41:70:f1", "XA", "12.1", "INFX8000", "1.2.392.200036.9116.6.18", "TM_XA_V5.1", "TOSHIBA_MEC", "Canon Medical", "DFP-8000D", "D1B1317417", "V5.10*R002",
    "ANGIO2", 70, "day",
       system="xp", alt={"manufacturer": ["Toshiba", "Toshiba Medical", "TOSHIBA_MEC", "Canon", "Canon Medical Systems"], "model": ["INFX-8000V", "Infinix-i"]})
images("carm-1", 22, 36, "00:19:99:41:70:23", "XA", "12.1", "CIOS_B2", "1.3.12.2.1107.5.4.6", "SIEMENS_CIOS_VA30", "Siemens", "Siemens Healthineers", "Cios Alpha", "41702", "VA30A SP1",
    "CIOS-B2", 60, "theatre",
       system="7", lease="seven", alt={"manufacturer": SIEMENS, "software": ["VA30A"]})
# Ultrasound
images("us-1", 32, 38, "00:30:64:41:70:40", "US", "6.1", "VOLUSON_GIN", "1.2.276.0.26.20010718.240.11", None, "GE Healthcare Austria GmbH & Co OG", "GE HealthCare", "Voluson E10", "E100417",
    "17.0.2.1034",
       "VOLUSONE10-004170", 30, "day", creator="KRETZ_US", system="7", lease="seven", acts=[KEPT], alt={"manufacturer": [*GE, "GE Medical Systems Kretztechnik", "Kretztechnik"],
       "model": ["Voluson"]},
       note="a board of Adlink")
images("us-3", 32, 40, "a0:36:9f:41:70:62", "US", "3.1", "EPIQ_KARD", "1.2.840.113663.1500.4.2", "EPIQ 7C_4.0.3", "Philips Medical Systems", "Philips", "EPIQ 7C", "US41704417", "EPIQ 7C_4.0.3.0",
    "EPIQ-KARD", 28, "day", creator="SPI-P Release 1", system="ltsb", told="os hostname", acts=[mounts("ltsb", 500), KEPT], alt={"manufacturer": PHILIPS, "model": ["EPIQ 7", "EPIQ"],
    "software": ["4.0.3", "4.0.3.0"]})
images("us-4", 12, 41, "d8:cb:8a:41:70:73", "US", "6.1", "HS70A", "1.2.410.200001.1.1.2", "MEDISON_HS70A", "SAMSUNG MEDISON CO., LTD.", "Samsung Medison", "HS70A", None, "2.00.05", "HS70A", 35,
    "day",
       fake="To be filled by O.E.M.", system="ltsb", lease="-win", alt={"manufacturer": ["Samsung", "Samsung Medison Co., Ltd.", "Medison"]})
images("us-5", 72, 42, "00:14:97:41:70:84", "US", "6.1", "RESONA_IP", "1.2.156.112536.1.2102", "MINDRAY_RESONA", "MINDRAY", "Mindray", "Resona 7", "KN-41700417", "02.05.00", "RESONA-IP", 50,
    "all",
       system="ltsb", lease="win", moves=[(0.7, 142)], alt={"manufacturer": ["Shenzhen Mindray", "Mindray Bio-Medical"]})
images("us-6", 12, 43, "00:c0:c3:41:70:95", "US", "6.1", "S2000_2", "1.2.840.113680.3.103.775.2850232", "ACUSON_S2000", "SIEMENS", "Siemens Healthineers", "S2000", "204170", "400.2.001",
    "S2000-204170", 45, "day",
       syntax="implicit", system="xp", lease="xp", alt={"manufacturer": [*SIEMENS, "Acuson"], "model": ["ACUSON S2000"]})
images("us-7", 22, 44, "00:01:85:41:70:a6", "US", "6.1", "F75_BLOK", "1.2.392.200039.103.2", "ALOKA20110401", "HITACHI ALOKA MEDICAL,LTD.", "Hitachi", "Prosound F75", "20417", "7.0.1", "F75", 60,
    "theatre",
       syntax="implicit", system="xp", alt={"manufacturer": ["Hitachi Aloka", "Hitachi Aloka Medical", "Aloka", "Fujifilm"], "model": ["ProSound F75", "F75"]})
images("us-9", 22, 46, "00:08:fb:41:70:c8", "US", "6.1", "MTURBO_SOR", "1.2.840.114340.3.8252", "Tiller_MTURBO", "SonoSite, Inc.", "Fujifilm Sonosite", "M-Turbo", "WK0417", "51.80.110.012",
    "SONOSITE", 90, "all",
       lists=False, system="linux", lease=(b"M-Turbo", bytes([1, 3, 6, 15])), alt={"manufacturer": ["SonoSite", "Sonosite", "FUJIFILM SonoSite", "Fujifilm"], "model": ["MTurbo", "M-Turbo C"]})
images("us-10", 12, "fd5e:24:12:1:21b:d3ff:fe41:70d9", "00:1b:d3:41:70:d9", "US", "6.1", "APLIO_A450", "1.2.392.200036.9116.7.8.9.1.1", "TM_US_A450_V5", "CANON_MEC", "Canon Medical", "TUS-AA450",
    "ZCA2172417",
       "V5.0SP0102", "APLIO-A450", 40, "day", lists=False, system="ltsc", alt={"manufacturer": ["Canon", "Canon Medical Systems", "Toshiba"], "model": ["Aplio a450", "Aplio a"]},
       note="with IPv6 alone; a network chip of Panasonic's works")
asks("fibro", "ultrasound", 32, 47, "00:0b:ab:41:70:ea", "US", "FIBROSCAN", OFFIS + "4", "OFFIS_DCMTK_364", "category", "Echosens", "FibroScan 502 Touch", "F60417", every=90, system="7",
    station="FIBROSCAN",
     alt={"model": ["FibroScan", "FIBROSCAN"], "manufacturer": ["Advantech"]}, unjudged=["manufacturer", "model", "software"], note="its title alone says what it is")
# Mammography, nuclear medicine, endoscopy
images("mammo-1", 12, 48, "f8:bc:12:41:70:fb", "MG", "1.2", "MAMMO1", "1.3.12.2.1107.5.12.4", "SIEMENS_MM_VB60", "SIEMENS", "Siemens Healthineers", "MAMMOMAT Inspiration", "5417", "VB60D SP1",
    "MAMMO1", 18, "day",
       system="7", lease="seven", acts=[PERFORMED, KEPT], alt={"manufacturer": SIEMENS, "model": ["Mammomat Inspiration"], "software": ["VB60D"]})
images("mammo-2", 12, 49, "ac:1f:6b:41:71:0c", "MG", "1.2.1", "GIOTTO", OFFIS + "3", "OFFIS_DCMTK_363", "I.M.S. S.r.l.", "IMS Giotto", "GIOTTO CLASS", "CL0417", "2.9.1", "GIOTTO", 30, "day",
    system="linux",
       alt={"manufacturer": ["IMS", "I.M.S.", "Giotto", "Internazionale Medico Scientifica", "GMM"], "model": ["Class", "Giotto Class"]})
images("nm-1", 12, 50, "2c:44:fd:41:71:1d", "NM", "20", "NM670", "1.2.840.113619.6.281", "Xeleris 4.0417", "GE MEDICAL SYSTEMS", "GE HealthCare", "Tandem_Discovery_670_Pro", "67417", "1.004.062",
    "NM670-417",
       60, "day", creator="GEMS_GENIE_1", system="7", alt={"manufacturer": GE, "model": ["Discovery NM/CT 670", "Discovery NM/CT 670 Pro", "Discovery 670 Pro"], "software": ["Xeleris 4.0417"]})
images("pet", 12, 51, "00:19:99:41:71:2e", "PT", "128", "PETCT64", "1.3.12.2.1107.5.1.4.11", "SIEMENS_MI_VG60", "SIEMENS", "Siemens Healthineers", "Biograph64_mCT", "11417", "VG60A",
    "PETCT-11417", 80, "day",
       system="7", alt={"manufacturer": SIEMENS, "model": ["Biograph mCT", "Biograph 64 mCT"]})
add("endo-1", "endoscopy", 22, 53, "00:01:13:41:b4:17", "manufacturer", "Olympus", "CV-1500", "7304170", None, [], [inside("endonica.szpital.lan", 60, "theatre"), ("probe", 150, "all", {})],
    "linux", "-lwip",
    {"manufacturer": ["Olympus Medical", "OLYMPUS", "Olympus Corporation"], "model": ["EVIS X1"]}, note="tells its maker's block of addresses, and no more")
images("endo-2", 22, 54, "00:0b:ab:41:71:50", "ES", "77.1.1", "EP6000", "1.2.392.200036.9125.7.1", "FUJI_EP6000", "FUJIFILM Corporation", "Fujifilm", "EP-6000", "4B041700", "V1.10", "EP6000-1",
    60, "theatre",
       system="rtos", alt={"manufacturer": ["FUJIFILM"], "model": ["EP6000"]})
images("arthro", 22, 56, "00:30:64:41:71:72", "XC", "77.1.4", "ARTHREX", OFFIS + "6", "OFFIS_DCMTK_366", "Arthrex", "Arthrex", "SynergyUHD4", "SYN0417", "3.2.1", "SYNERGY-B3", 90, "theatre",
    category="endoscopy",
       system="7", lease="seven", alt={"manufacturer": ["Arthrex, Inc."], "model": ["Synergy UHD4", "Synergy"], "category": ["unknown"]}, note="Doubt: photographs from an arthroscope's tower")
# Radiotherapy
images("plan", 12, 57, "00:50:56:a4:17:57", "RTPLAN", "481.5", "MONACO", "2.16.840.1.113669.2.931128", "MergeCOM3_462", "Elekta", "Elekta", "Monaco", "41700", "5.51.10", "SRV-MONACO", 70, "day",
    category="radiotherapy", system="2016", lists=False, acts=[mounts("2016", 500)], told="os hostname", alt={"manufacturer": ["Elekta AB", "CMS"], "category": ["modality_workstation", "server"]})
images("linac-1", 12, 58, "b0:7b:25:41:71:94", "RTIMAGE", "481.1", "HALCYON1", "1.2.246.352.70.2.1.160.3", "DCIE 2.2", "Varian Medical Systems", "Varian", "Halcyon", "HAL0417", "3.1.104.4",
    "HALCYON-DCF", 30, "day",
       category="radiotherapy", system="ltsb", lease="win", alt={"manufacturer": ["Varian Medical Systems", "Siemens Healthineers"]})
add("linac-2", "radiotherapy", 12, 60, "00:19:99:41:71:b6", "", "Elekta", "Versa HD", "154417", None, ["LINAC2-NSS"], [mounts("7", 240, "day"), inside("mosaiq.szpital.lan", 60), ("desktop", 400,
    "day", {"by": "admin-pc"})], "7", "seven",
    {"manufacturer": FUJITSU, "category": ["workstation"], "model": ["Integrity"]}, note="its own computer, whose name alone says what it is")
# Doubt: no category of the list is right for an eye's scanner.
images("eye-1", 32, 61, "38:ca:84:41:71:c7", "OPT", "77.1.5.4", "REVO_NX", OFFIS + "4", "OFFIS_DCMTK_364", "OPTOPOL Technology Sp. z o.o.", "Optopol", "REVO NX 130", "1417041", "11.0.7",
    "REVO-OKUL", 60, "day",
       category="unknown", system="10", lease="win", alt={"manufacturer": ["OPTOPOL Technology", "Optopol Technology", "Canon"], "model": ["REVO NX", "REVO"]})
images("eye-2", 32, 62, "bc:ff:ac:41:71:d8", "OP", "77.1.5.1", "MAESTRO", "1.2.392.200106.1651.6", "TOPCON_IMAGENET6", "Topcon", "Topcon", "3D OCT-1Maestro2", "870417", "1.37.24481", "MAESTRO2",
    80, "day",
       category="unknown", lists=False, system="ltsc", alt={"manufacturer": ["TOPCON", "Topcon Healthcare"], "model": ["Maestro2", "3D OCT-1 Maestro2"]})
# Electrocardiographs
add("ecg-1", "ecg", 32, 63, "00:1e:c0:41:71:e9", "", "Aspel", "AsCARD Grey", "GR0417", None, ["ASCARD-GREY-3"], [("opaque", 90, "all", {"to": "web", "port": 5800})], "rtos", "lwip",
    {"manufacturer": ["ASPEL", "Microchip", "Microchip Technology"], "model": ["ASCARD", "ASCARD-GREY", "AsCARD"]}, unjudged=["manufacturer"],
    note="a controller of Microchip; its name alone says what it is")
add("ecg-2", "ecg", 32, 64, "44:4b:5d:41:71:fa", "manufacturer", "GE HealthCare", "MAC 5500 HD", "SCD0417", None, ["MAC5500-SOR"], [("opaque", 80, "all", {"to": "web", "port": 9240})], "ce", "ce",
    {"manufacturer": GE, "model": ["MAC 5500", "MAC5500", "MAC5500HD"]})
images("ecg-3", 32, 65, "00:0d:b8:41:72:0b", "ECG", "9.1.1", "AT102G2", OFFIS + "0", "OFFIS_DCMTK_360", "SCHILLER AG", "Schiller", "CARDIOVIT AT-102 G2", "1040.000417", "2.1.4", "AT102-INT", 80,
    "day", system="linux",
       lease="-udhcp", alt={"manufacturer": ["SCHILLER AG", "SCHILLER"], "model": ["AT-102 G2", "AT-102G2"]})
images("ecg-4", 32, 66, "10:7b:44:41:72:1c", "ECG", "9.1.1", "BTL08", OFFIS + "1", "OFFIS_DCMTK_361", "BTL Industries Ltd.", "BTL", "BTL-08 LT Plus", None, "7.32", "BTL-KARDIO", 120, "day",
    fake="0", lists=False, system="10", told="os hostname", acts=[mounts("10", 300)], alt={"manufacturer": ["BTL Industries"], "model": ["BTL-08", "08 LT Plus"]},
    note="a computer of ASUS with the maker's program")
# Reading, film, routers of images
add("reading-1", "modality_workstation", 12, 71, "c8:d3:ff:41:72:2d", "category", "HP", None, None, None, ["OPIS-RTG-3"], [("find", 12, "day", {}), mounts("11", 250), ("logon", 500, "day",
    {"to": "directory"})], "11", "win", {"manufacturer": ["Pixel Technology", *HP], "model": ["ExpertView", "EXPERT"], "software": ["fo-dicom 4.0.8", "4.0.8"]},
    ae_titles=["EXVIEW03"], unjudged=["manufacturer", "software", "model"], dicom={"ae": "EXVIEW03", "uid": "1.3.6.1.4.1.30071.8", "version": "fo-dicom 4.0.8", "modality": "CT", "sop": S + "2"},
    note="a library's words, of which no maker can be known")
add("reading-2", "modality_workstation", 12, 72, "98:f2:b3:41:72:3e", "category manufacturer", "Philips", "IntelliSpace Portal", None, None, ["ISP-SRV"], [("find", 45, "day", {}), mounts("2016",
    400)], "2016", "win", {"manufacturer": PHILIPS, "model": ["ISP", "ISP_12", "ViewForum"], "software": ["ISP_12.1"], "category": ["server"]}, ae_titles=["ISPORTAL"], dicom={"ae": "ISPORTAL",
    "uid": "1.3.46.670589.50.1.8.0", "version": "ISP_12.1", "modality": "MR", "sop": S + "4"})
add("reading-3", "modality_workstation", 32, 73, "d4:3d:7e:41:72:4f", "category", None, None, None, None, ["SIEMENS-WS2"], [("find", 60, "day", {}), mounts("10", 200), ("nbns", 300, "day", {})],
    "10", "win", {"manufacturer": ["MSI", "Micro-Star", "Micro-Star International", "Micro-Star INTL"], "category": ["workstation"], "model": ["Weasis"], "software": ["dcm4che-5.29.2",
    "5.29.2"]}, ae_titles=["SIEMENS_WS2"], unjudged=["software", "model"], dicom={"ae": "SIEMENS_WS2", "uid": "1.2.40.0.13.1.3", "version": "dcm4che-5.29.2", "modality": "XA", "sop": S + "12.1"},
    note="took over the name of the workstation that stood there before; nothing in it is that maker's")
add("film", "dicom_printer", 12, 75, "00:0b:ab:41:72:50", "category manufacturer", "Fujifilm", "DRYPIX Plus", "36104170", None, [], [("printed", 220, "day", {"by": "rf-1"}), ("printed", 300,
    "day", {"by": "mammo-2"})], "rtos", None, {"manufacturer": ["FUJIFILM", "Fuji"], "model": ["DRYPIX", "DRYPIX4000", "DRYPIX 4000"], "software": ["FUJI_DP4000"]}, ae_titles=["DRYPIX4000"],
    unjudged=["model", "software"], scp={"ae": "DRYPIX4000", "uid": "1.2.392.200036.9125.9028.5", "version": "FUJI_DP4000"}, note="its maker's root of identifiers")
add("branch-router", "pacs", 82, 76, "00:50:56:a4:17:76", "", None, None, None, None, [], [("forwarded", 14, "all", {"of": ["branch-us", "ct-3"]}), ("echo", 240, "all", {})], "linux", None,
    {"category": ["medical_gateway", "server", "modality_workstation", "unknown"], "manufacturer": ["dcm4che"], "model": ["dcm4chee", "dcm4che"]}, ae_titles=["ROUTER_FILIA"],
    unjudged=["software", "manufacturer", "model", "serial"], port=11112, scp={"ae": "ROUTER_FILIA", "uid": "1.2.40.0.13.1.1", "version": "dcm4che-2.0"}, dicom={"ae": "ROUTER_FILIA",
    "uid": "1.2.40.0.13.1.1", "version": "dcm4che-2.0", "modality": "CT", "sop": S + "2"}, note="passes on what a branch's devices made: none of them is at its address")
images("branch-us", 122, 24, "00:1b:21:7c:04:24", "US", "6.1", "BRANCH_US", OFFIS + "2", "OFFIS_DCMTK_362", "GE Healthcare", "GE HealthCare", "LOGIQF8", "F80417", "R1.5.2", "BRANCH-US", 40,
    send="beyond", lists=False, system="7", alt={"manufacturer": GE, "model": ["LOGIQ F8"]}, note="in a branch behind the router: known by address only")
add("injector", "unknown", 12, 78, "00:17:b1:41:72:61", "manufacturer", "ACIST", "CVi", "CV0417", None, [], [("probe", 200, "day", {}), ("ntp", 240, "day", {})], "rtos", "-bare",
    {"manufacturer": ["ACIST Medical Systems", "ACIST Medical", "Bracco"]}, note="no category is right for it")
add("lungs", "unknown", 32, 81, "e0:d5:5e:41:72:94", "", "MES", "Lungtest 1000", "LT0417", None, ["SPIROMETRIA"], [mounts("10", 240), ("logon", 500, "day", {"to": "directory"})], "10", "win",
    {"manufacturer": ["MES Sp. z o.o.", "Gigabyte", "Giga-Byte", "GIGABYTE"], "category": ["workstation"]}, unjudged=["manufacturer"], note="a PC beside a cabin; the name alone says what for")
