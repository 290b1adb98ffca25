"""Site G's network. The functions and their words are site_g_table.py's."""

from site_g_table import DC, IMG, LAB, OFFICE, PLANT, WARD, dev, linked
from site_words import opens, polled

ENTITY, CISCO = "1.3.6.1.2.1.47.1.1.1.1.", ["Cisco Systems", "Cisco Systems, Inc."]


def seen(name, platform, version, port="GigabitEthernet0", caps=0x2):
    """What a device of Cisco's says by CDP."""
    return {"name": name, "platform": platform, "version": version, "port": port, "caps": caps}


# Looked up: the forms of descriptions and of the tables that hold serial numbers
dev("switch-1", "network_infrastructure", DC, "e8:e7:32", "category manufacturer model serial software hostname", "Alcatel-Lucent Enterprise", "OS6860E-P48", "U2830417", "8.9.221.R03", [polled(
    "Alcatel-Lucent Enterprise OS6860E-P48 8.9.221.R03 GA, December 05, 2023.", "oid:1.3.6.1.4.1.6486.801.1.1.2.1.11.1.4", "kws-sw-bh3", (ENTITY + "11.1", "U2830417"), (ENTITY + "13.1",
    "OS6860E-P48"), (ENTITY + "12.1", "Alcatel-Lucent Enterprise"))], ["kws-sw-bh3"], None, None, {"manufacturer": ["Alcatel-Lucent", "ALE"], "model": ["OmniSwitch 6860E-P48", "OS6860E"],
    "os": ["AOS"], "software": ["8.9.221.R03 GA"]}, unjudged=["os"], stack="linux")
dev("switch-2", "network_infrastructure", PLANT, "64:60:38", "category manufacturer model serial software", "Hirschmann", "RS20-0800T1T1SDAE", "943434003283041704", "09.1.00", [polled(
    "Hirschmann Railswitch RS20", "oid:1.3.6.1.4.1.248.14.10.31", None, ("1.3.6.1.4.1.248.14.1.1.9.1.3.1", "RS20-0800T1T1SDAE"), ("1.3.6.1.4.1.248.14.1.1.9.1.5.1", "09.1.00"),
    ("1.3.6.1.4.1.248.14.1.1.9.1.10.1", "943434003283041704"))], system="rtos", alt={"manufacturer": ["Hirschmann Automation", "Hirschmann Automation and Control", "Belden"],
    "model": ["RS20", "Railswitch RS20", "RS20-0800", "Hirschmann Railswitch RS20"]})
dev("switch-3", "network_infrastructure", WARD, "b8:37:4b", "category manufacturer model serial software hostname", "Aruba", "2540-48G-PoE+-4SFP+", "CN83283041", "YC.16.10.0012", [polled(
    "Aruba JL357A 2540-48G-PoE+-4SFP+ Switch, revision YC.16.10.0012, ROM YC.16.01.0003 (/ws/swbuildm/rel_ajanta_qaoff/code/build/anm)", "oid:1.3.6.1.4.1.11.2.3.7.11.182.4", "kws-sw-chi2",
    ("1.3.6.1.4.1.11.2.36.1.1.2.9.0", "CN83283041"))], ["kws-sw-chi2"], None, None, {"manufacturer": ["HPE", "Hewlett Packard Enterprise", "HP", "Hewlett Packard"], "model": ["JL357A",
    "JL357A 2540-48G-PoE+-4SFP+", "2540", "2540-48G-PoE+-4SFP+ Switch", "JL357A 2540-48G-PoE+-4SFP+ Switch"], "os": ["ArubaOS-Switch"]}, unjudged=["os"], stack="linux",
    lldp=linked("kws-sw-chi2", "Aruba JL357A 2540-48G-PoE+-4SFP+ Switch, revision YC.16.10.0012, ROM YC.16.01.0003", "49", 0x0014))
dev("router", "network_infrastructure", OFFICE, "00:a0:57", "category manufacturer model serial software hostname", "LANCOM", "LANCOM 1781VAW", "4002830418100978", "10.42.0884RU10", [polled(
    "LANCOM 1781VAW (over ISDN) 10.42.0884RU10 / 14.12.2022", "oid:1.3.6.1.4.1.2356.11.8.1781", "KWS-AUSSEN", ("1.3.6.1.4.1.2356.11.1.47.7.0", "4002830418100978")), ("greeting", 500, "day", {
    "by": "admin-pc", "port": 23, "banner": "#\r\n| LANCOM 1781VAW\r\n| Ver. 10.42.0884RU10 / 14.12.2022\r\n| SN.  4002830418100978\r\n| Copyright (c) LANCOM Systems\r\n\r\nKWS-AUSSEN, "
    "Connection No.: 002 (LAN)\r\n\r\nPassword: "})], ["KWS-AUSSEN"], "rtos", None, {"manufacturer": ["LANCOM Systems", "LANCOM Systems GmbH"], "model": ["1781VAW", "LANCOM 1781VAW (over ISDN)"],
    "os": ["LCOS"], "software": ["10.42.0884RU10 / 14.12.2022", "10.42.0884"]}, unjudged=["os"])
dev("guard", "network_infrastructure", IMG, "00:0c:be", "category manufacturer model serial", "Phoenix Contact", "FL MGUARD RS4000", "2034283041", None, [("certified", 400, "day", {"by": "admin-pc",
    "subject": "C=DE, O=PHOENIX CONTACT Cyber Security AG, OU=FL MGUARD RS4000, CN=FL MGUARD RS4000 SN 2034283041"}), opens("admin-pc", 600, title="mGuard - FL MGUARD RS4000", server="mGuard")],
    system="linux", alt={"manufacturer": ["Innominate", "Innominate Security Technologies", "PHOENIX CONTACT Cyber Security", "PHOENIX CONTACT"], "model": ["FL MGUARD RS4000 TX/TX", "mGuard",
    "mGuard - FL MGUARD RS4000"], "software": ["mGuard"]}, unjudged=["software"], note="stands before an old scanner")
dev("ap-1", "network_infrastructure", WARD, "a8:b1:d4", "category manufacturer model serial software hostname", "Cisco", "C9130AXI-E", "KWC2830417A", "17.9.4.27", hosts=["AP-CHI2-04"], system="linux",
    lease=(b"Cisco AP c9130", bytes([1, 6, 15, 44, 3, 33, 150, 43])), alt={"manufacturer": CISCO, "model": ["C9130AXI", "cisco C9130AXI-E"], "software": ["17.9.4"]}, acts=[("certified", 500, "day",
    {"by": "admin-pc", "subject": "SN=PID:C9130AXI-E SN:KWC2830417A, CN=C9130AXI-%M, O=Cisco"})], cdp=seen("AP-CHI2-04", "cisco C9130AXI-E",
    "Cisco AP Software, ap1g6a-k9w8 Version: 17.9.4.27", "GigabitEthernet0", 0x2))
dev("wlc", "network_infrastructure", DC, "64:9e:f3", "category manufacturer model serial software hostname", "Cisco", "AIR-CT5520-K9", "FCH2830V0AB", "8.10.190.0", [polled("Cisco Controller",
    "oid:1.3.6.1.4.1.9.1.2170", "kws-wlc1", (ENTITY + "13.1", "AIR-CT5520-K9"), (ENTITY + "11.1", "FCH2830V0AB"), (ENTITY + "10.1", "8.10.190.0"), (ENTITY + "12.1", "Cisco Systems Inc."))],
    ["kws-wlc1"], "linux", None, {"manufacturer": [*CISCO, "Cisco Systems Inc."], "model": ["AIR-CT5520", "Cisco Controller"]})
dev("firewall", "network_infrastructure", DC, "7c:5a:1c", "category manufacturer model serial software hostname", "Sophos", "SG 330", "S33028304A1B2C3", "9.713-19", [("logged", 100, "all", {
    "to": "watch", "text": '<30>device="SFW" date=2026-10-07 time=07:41:17 timezone="CEST" device_name="SG330" device_id=S33028304A1B2C3 log_id=010101600001 log_type="Firewall"'}),
    polled("Linux kws-fw1 3.12.74-0.347044894.g3ba4f8d-smp64 #1 SMP", "oid:1.3.6.1.4.1.8072.3.2.10", "kws-fw1"), ("certified", 400, "day", {"by": "admin-pc",
    "subject": "C=DE, O=Sophos, OU=SG 330 UTM 9.713-19, CN=kws-fw1.kws.intern"})], ["kws-fw1"], "linux", None, {"model": ["SG330", "SFW", "UTM"], "software": ["UTM 9.713-19"]},
    unjudged=["os", "software"])
dev("serial-1", "network_infrastructure", LAB, "00:c0:3d", "manufacturer model hostname", "Wiesemann & Theis", "Com-Server++", "28304170", None, [opens("admin-pc", 300,
    title="Com-Server++ 58665 - COMSRV-LAB2", server="WuT")], ["COMSRV-LAB2"], "rtos", "bare", {"manufacturer": ["W&T", "Wiesemann und Theis", "WuT"], "model": ["58665", "Com-Server++ 58665",
    "Com-Server"], "category": ["medical_gateway", "unknown"], "software": ["WuT"]}, unjudged=["category", "software"], note="a serial device server with nothing of its own behind it")
