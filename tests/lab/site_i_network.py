"""Site I's network beside its two routers. The functions and their words are site_i_table.py's."""

from site_i_offices import CISCO, seen
from site_i_table import DC, IMG, LAB, OFFICE, WARD, dev, linked
from site_words import opens, polled

ENTITY = "1.3.6.1.2.1.47.1.1.1.1."

# Looked up: the forms of descriptions
dev("switch-1", "network_infrastructure", WARD, "4c:e1:75", "category manufacturer model serial software hostname", "Cisco", "C9200L-48P-4G", "JAE17830A1B", "16.12.4", [polled(
    "Cisco IOS Software [Gibraltar], Catalyst L3 Switch "
    "Software (CAT9K_LITE_IOSXE), Version 16.12.4, RELEASE SOFTWARE (fc5)\r\nTechnical Support: http://www.cisco.com/techsupport\r\nCopyright (c) 1986-2020 by Cisco Systems, Inc.",
    "oid:1.3.6.1.4.1.9.1.2694", "ELM-ACC-W12-1", (ENTITY + "13.1", "C9200L-48P-4G"), (ENTITY + "11.1", "JAE17830A1B"), (ENTITY + "12.1", "Cisco Systems Inc"))], ["ELM-ACC-W12-1"], None, None,
    {"manufacturer": [*CISCO, "Cisco Systems Inc"], "model": ["C9200L", "cisco C9200L-48P-4G"], "os": ["IOS XE", "IOS-XE", "Cisco IOS XE", "IOS", "Cisco IOS"]}, unjudged=["os"], stack="linux",
    cdp=seen("ELM-ACC-W12-1", "cisco C9200L-48P-4G", "Cisco IOS Software [Gibraltar], Catalyst L3 Switch Software (CAT9K_LITE_IOSXE), Version 16.12.4, RELEASE SOFTWARE (fc5)", "GigabitEthernet1/1/1",
        0x28))
dev("switch-2", "network_infrastructure", OFFICE, "00:04:96", "category manufacturer model serial software hostname", "Extreme Networks", "X440G2-48p-10G4", "1904N-17830", "31.7.1.4", [polled(
    "ExtremeXOS (X440G2-48p-10G4) version 31.7.1.4 31.7.1.4-patch1-77 by release-manager on Mon Nov 21 08:43:09 EST 2022", "oid:1.3.6.1.4.1.1916.2.212", "ELM-EXT-ADMIN2", (ENTITY + "11.1",
    "1904N-17830"),
    (ENTITY + "13.1", "X440G2-48p-10G4"))], ["ELM-EXT-ADMIN2"], None, None, {"manufacturer": ["Extreme", "Extreme Networks Headquarters"], "model": ["X440G2", "X440-G2-48p-10G4", "X440G2-48p"],
    "os": ["ExtremeXOS", "EXOS", "XOS"], "software": ["31.7.1.4-patch1-77", "31.7.1.4 31.7.1.4-patch1-77"]}, unjudged=["os"], stack="linux", lldp=linked("ELM-EXT-ADMIN2",
    "ExtremeXOS (X440G2-48p-10G4) version 31.7.1.4 31.7.1.4-patch1-77 by release-manager on Mon Nov 21 08:43:09 EST 2022", "49", 0x0014))
dev("switch-3", "network_infrastructure", LAB, "64:e8:81", "category manufacturer model serial software hostname", "Aruba", "6300M", "SG17KN8304", "FL.10.09.1040", [polled(
    "Aruba JL661A 6300M 48G CL4 PoE 4SFP56 Swch", "oid:1.3.6.1.4.1.47196.4.1.1.1.100", "ELM-CX-PATH1", (ENTITY + "10.1", "FL.10.09.1040"), (ENTITY + "11.1", "SG17KN8304"), (ENTITY + "13.1", "JL661A"),
    (ENTITY + "12.1", "Aruba"))], ["ELM-CX-PATH1"], None, None, {"manufacturer": ["HPE", "Hewlett Packard Enterprise", "HP", "Aruba Networks"], "model": ["JL661A", "JL661A 6300M",
    "6300M 48G CL4 PoE 4SFP56 Swch",
    "JL661A 6300M 48G CL4 PoE 4SFP56 Swch", "6300M 48G CL4 PoE 4SFP56"], "os": ["ArubaOS-CX", "AOS-CX"]}, unjudged=["os"], stack="linux")
dev("ap-1", "network_infrastructure", WARD, "20:4c:03", "category manufacturer model software hostname", "Aruba", "535", None, "8.10.0.6", hosts=["AP-W12-03"], system="linux", lease=(b"ArubaAP",
    bytes([1, 3, 6, 15, 43, 60])), alt={"manufacturer": ["Aruba Networks", "HPE", "Hewlett Packard Enterprise"], "model": ["AP-535", "Aruba AP-535", "Aruba535"], "os": ["ArubaOS"],
    "software": ["ArubaOS 8.10.0.6"]}, unjudged=["os"], acts=[("tags", 200, "all", {"to": "rtls-2"})], lldp=linked("AP-W12-03", "ArubaOS (MODEL: 535), Version 8.10.0.6", "bond0", 0x000C),
    note="tells the location engine of tags")
dev("ap-2", "network_infrastructure", OFFICE, "0c:7b:c8", "category manufacturer model", "Cisco Meraki", "MR46", "Q3AJ-1783-0A4B", acts=[("sni", 200, "all", {"names": ["n178.meraki.com",
    "config.meraki.com"]})],
    system="linux", lease=(b"", bytes([1, 3, 6, 12, 15, 28, 42])), alt={"manufacturer": ["Cisco", "Meraki", *CISCO], "model": ["Meraki MR46", "Cloud Managed AP"]}, lldp=linked("Meraki MR46 - GP Hub",
    "Meraki MR46 Cloud Managed AP", "0", 0x000E), unjudged=["software"])
dev("wlc", "network_infrastructure", DC, "20:4c:03", "category manufacturer model serial software hostname", "Aruba", "Aruba7210", "CT1783041A", "8.10.0.6", [polled(
    "ArubaOS (MODEL: Aruba7210), Version 8.10.0.6 (86183)", "oid:1.3.6.1.4.1.14823.1.1.32", "elm-wlc1", ("1.3.6.1.4.1.14823.2.2.1.2.1.29.0", "CT1783041A"))], ["elm-wlc1"], "linux", None,
    {"manufacturer": [
    "Aruba Networks", "HPE", "Hewlett Packard Enterprise"], "model": ["7210"], "os": ["ArubaOS"], "software": ["8.10.0.6 (86183)", "ArubaOS 8.10.0.6"]}, unjudged=["os"])
dev("firewall", "network_infrastructure", DC, "04:d5:90", "category manufacturer model serial software hostname", "Fortinet", "FortiGate-200F", "FG200FT917830042", "v7.2.8,build1639", [("logged",
    100, "all", {
    "to": "watch",
    "text": '<189>date=2026-10-19 time=07:41:17 devname="ELM-FW1" devid="FG200FT917830042" eventtime=1792392077 tz="+0100" logid="0000000013" type="traffic" subtype="forward" level="notice"'}),
    polled("Elmsworth perimeter", "oid:1.3.6.1.4.1.12356.101.1.2009", "ELM-FW1", ("1.3.6.1.4.1.12356.100.1.1.1.0", "FG200FT917830042"), ("1.3.6.1.4.1.12356.101.4.1.1.0",
        "v7.2.8,build1639,240313 (GA.M)"),
    (ENTITY + "13.1", "FGT_200F"), (ENTITY + "12.1", "Fortinet")), ("certified", 400, "day", {"by": "admin-pc", "subject": "C=US, O=Fortinet, OU=FortiGate, CN=FG200FT917830042"})], ["ELM-FW1"],
    "linux",
    None, {"model": ["FGT_200F", "FG200F", "FortiGate 200F", "FG-200F"], "software": ["7.2.8", "v7.2.8", "v7.2.8,build1639,240313 (GA.M)"], "os": ["FortiOS"]}, unjudged=["os"])
dev("hscn", "network_infrastructure", DC, "cc:16:7e", "category manufacturer model serial software", "Cisco", "ISR4331/K9", "FDO17830A0B", "16.9.5", [polled(
    "Cisco IOS Software [Fuji], ISR Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 16.9.5, RELEASE SOFTWARE (fc1)", "oid:1.3.6.1.4.1.9.1.2068", None, (ENTITY + "13.1", "ISR4331/K9"),
    (ENTITY + "11.1", "FDO17830A0B"))], system="linux", alt={"manufacturer": CISCO, "model": ["ISR4331", "4331", "cisco ISR4331/K9"], "os": ["IOS XE", "IOS-XE", "Cisco IOS XE", "IOS"]},
    unjudged=["os"],
    note="the way to the health service's network")
dev("balancer", "network_infrastructure", DC, "00:01:d7", "category manufacturer software hostname", "F5", "BIG-IP i2600", "f5-abcd-1783", "15.1.8", [polled(
    "BIG-IP i2600 : Linux 3.10.0-862.14.4.el7.ve.x86_64 : BIG-IP software release 15.1.8, build 0.0.7", "oid:1.3.6.1.4.1.3375.2.1.3.4.117", "elm-f5a")], ["elm-f5a"], "linux", None,
    {"manufacturer": ["F5 Networks",
    "F5, Inc."], "model": ["i2600", "BIG-IP"], "os": ["TMOS", "Linux"], "software": ["15.1.8, build 0.0.7"]}, unjudged=["os", "model", "serial"], note="Doubt: whether its line is a model")
dev("serial-1", "network_infrastructure", LAB, "00:0a:4f", "manufacturer model", "Brainboxes", "ES-246", "178304", None, [opens("admin-pc", 300, title="Brainboxes ES-246 - Ethernet to Serial")],
    system="rtos", alt={"manufacturer": ["Brain Boxes", "Brain Boxes Limited", "Brainboxes Limited"], "model": ["ES-246 - Ethernet to Serial"], "category": ["medical_gateway", "unknown"]},
    unjudged=["category"], note="a serial device server with nothing of its own behind it")
dev("serial-2", "network_infrastructure", IMG, "00:80:a3", "manufacturer model serial software", "Lantronix", "UDS2100", "0080A31783", "V6.11.0.0", [("terminal", 400, "day", {"by": "admin-pc",
    "port": 9999, "lines": [(1,
    "MAC address %M\r\nSoftware version V6.11.0.0 (210519)\r\nPress Enter for Setup Mode\r\n"), (0, "\r\n"), (1,
    "Model: Device Server Plus+! (Firmware Code:YA)\r\n*** basic parameters\r\nHardware: UDS2100\r\n")]})],
    system="rtos", alt={"model": ["Device Server Plus+!", "UDS-2100"], "software": ["6.11.0.0", "V6.11.0.0 (210519)"], "category": ["medical_gateway", "unknown"]}, unjudged=["category", "serial"],
    note="a serial device server with nothing of its own behind it")
