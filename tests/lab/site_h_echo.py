"""Site H's ultrasound and electrocardiographs. The functions and their words are site_h_table.py's."""

from site_h_table import AIR, ICU, IMG, WARD, dev, scan
from site_words import GE, PHILIPS

CANON, SAMSUNG = ["Canon", "CANON_MEC", "Toshiba", "TOSHIBA_MEC_US", "TOSHIBA_MEC"], ["Samsung", "Samsung Medison", "Medison"]

# Ultrasound. Looked up: the maker and product of the first (Aix-en-Provence), not how it writes them in its images
for line in (
        ("us-1", IMG, "d8:5e:d3", "AIXPLORER1", "1.3.6.1.4.1.34692.1", "SSI_AIX_12", "SuperSonic Imagine SA", "SuperSonic Imagine", "Aixplorer", "AIX04517", "12.3.1.808", "AIXPLORER1", 24, "7",
         "seven", ["Aixplorer Ultimate"], ["Supersonic Imagine", "Hologic", "SuperSonic"]),
        ("us-2", IMG, "18:60:24", "LOGIQP9_2", "1.2.840.113619.6.371", "LOGIQP9_R3", "GE Ultrasound Korea", "GE HealthCare", "LOGIQP9", "LP9451US", "R3.5.1", "LOGIQP9-451", 30, "ltsb", "win",
         ["LOGIQ P9"], GE),
        ("us-3", IMG, "a4:bb:6d", "VIVIDS70_CARD", "1.2.840.113619.6.412", "EchoPAC_206", "GE Vingmed Ultrasound", "GE HealthCare", "Vivid S70", "S70N4517", "206 rev 33.0", "VIVIDS70-451", 28,
         "ltsb", "win", ["Vivid S70N"], [*GE, "GE Vingmed"]),
        ("us-4", WARD, "00:0b:ab", "VOLUSON_MAT", "1.2.840.113619.6.430", "VOLUSON_BT22", "GE Healthcare Austria GmbH & Co OG", "GE HealthCare", "Voluson Expert 22", "VEX04517",
         "EC500 22.0.4", "VOLUSON-MAT2", 30, "ltsc", "win", ["Expert 22"], [*GE, "Kretztechnik"]),
        ("us-5", IMG, "00:1b:d3", "APLIO_I800", "1.2.392.200036.9116.7.8.12", "TM_US_I800_V4", "CANON_MEC_US", "Canon Medical", "TUS-AI800", "A8A1994517", "AB_V4.50*R001", "APLIOI800", 34, "10",
         None, ["Aplio i800"], [*CANON, "CANON_MEC_US"]),
        ("us-6", ICU, "a0:36:9f", "CX50_BLOC", "1.2.840.113663.1500.4.1", "CX50_5.0", "Philips Medical Systems", "Philips", "CX50", "US71204517", "CX50_5.0.2", "CX50-BLOC", 70, "xp", "xp", [],
         PHILIPS),
        ("us-7", WARD, "00:01:29", "RS85_GYN", "1.2.410.200055.998.997", "SAMSUNG_US", "SAMSUNG MEDISON CO., LTD.", "Samsung Medison", "RS85", "S0K2M3HN40451", "4.01.02", "RS85-GYN", 40, "ltsb",
         "win", ["RS85 Prestige"], SAMSUNG),
        ("us-8", WARD, "00:14:97", "RESONA7_URG", "1.2.156.112536.1.2106", "MINDRAY_R7", "MINDRAY", "Mindray", "Resona 7", "CN-4A004517", "03.02.00", "RESONA7-URG", 50, "ltsb", "-win", [],
         ["Mindray DS USA", "Shenzhen Mindray"]),
        ("us-9", IMG, "84:11:c2:3", "ARIETTA65", "1.2.392.200039.103.2", "HITACHI_ARIETTA", "Hitachi Healthcare", "Hitachi", "ARIETTA 65", "G3038451", "V05-02", "ARIETTA65", 60, "7",
         "-seven", ["ARIETTA"], ["Hitachi Aloka", "Aloka", "Hitachi Aloka Medical", "Fujifilm", "FUJIFILM Healthcare"]),
        ("us-10", AIR, "00:25:ca", "SSPX_REA", "1.2.840.114340.3.8401", "Tiller_PX", "FUJIFILM SonoSite, Inc.", "Fujifilm Sonosite", "SonoSite PX", "WQ04517", "2.1.0.14", "SSPX-REA", 80, "linux",
         "-udhcp", ["PX", "Sonosite PX"], ["SonoSite", "FUJIFILM", "Fujifilm"]),
        ("us-12", WARD, "00:07:32", "ABSOLU_OPH", "1.2.826.0.1.3680043.8.1217", "QUANTEL_ABS", "QUANTEL MEDICAL", "Quantel Medical", "ABSolu", "ABS0451", "4.0.2.1", "ABSOLU", 90, "10", None, [],
         ["Quantel", "Lumibird", "Lumibird Medical"])):
    name, vlan, prefix, ae, uid, version, spoken, maker, model, serial, software, station, every, system, lease, also, makers = line
    scan(name, vlan, prefix, "US", "6.1", ae, uid, version, spoken, maker, model, serial, software, station, every, system, lease, also, makers, lists=name not in ("us-10", "us-12"))
# Electrocardiographs
scan("ecg-1", WARD, "00:0d:b8", "ECG", "9.1.1", "FT1_CARDIO", "1.2.756.5.25.2", "SCHILLER_FT1", "SCHILLER AG", "Schiller", "FT-1", "0451.017", "1.3.0", "FT1-CARDIO", 60, "linux", "-udhcp",
     makers=["SCHILLER"], also=["CARDIOVIT FT-1"])
scan("ecg-2", ICU, "44:4b:5d", "ECG", "9.1.1", "MAC7_USIC", "1.2.840.113619.6.431", "MAC7_1.0", "GE Healthcare", "GE HealthCare", "MAC 7", "SYA4517", "1.01 SP02", "MAC7-USIC", 70, "linux",
     "-dhclient", makers=GE, also=["MAC7"])
dev("ecg-3", "ecg", WARD, "00:40:d1", "manufacturer", "Fukuda Denshi", "FX-8322", "3204517", acts=[("opaque", 120, "rounds", {"to": "web", "port": 9021}), ("ntp", 400, "all", {})], system="rtos",
    lease="-bare", alt={"manufacturer": ["FUKUDA DENSHI", "Fukuda Denshi Co., Ltd."]})
dev("ecg-4", "ecg", WARD, "00:09:fb", "manufacturer", "Philips", "PageWriter TC50", "USN1804517", acts=[("opaque", 150, "rounds", {"to": "web", "port": 6464})], system="ce", lease="-ce",
    alt={"manufacturer": PHILIPS, "category": ["patient_monitor"]}, unjudged=["os"])
