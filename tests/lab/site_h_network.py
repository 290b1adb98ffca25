"""Site H's network. The functions and their words are site_h_table.py's."""

from site_h_table import DC, LAB, OFFICE, PLANT, WARD, dev, linked
from site_words import opens, polled

ENTITY, CISCO = "1.3.6.1.2.1.47.1.1.1.1.", ["Cisco Systems", "Cisco Systems, Inc."]
ALE = ["Alcatel-Lucent", "ALE", "ALE International"]


def seen(name, platform, version, port="GigabitEthernet0", caps=0x28):
    """What a device of Cisco's says by CDP."""
    return {"name": name, "platform": platform, "version": version, "port": port, "caps": caps}


# Looked up: the first firewall's table and the first radio's description; the others' forms are these makers' usual ones
dev("switch-1", "network_infrastructure", DC, "fc:58:9a", "category manufacturer model serial software hostname", "Cisco", "C9300L-48P-4X", "FOC2451704A", "16.12.4", hosts=["CHVB-SW-SALLE1"],
    system="linux", acts=[polled("Cisco IOS Software [Gibraltar], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 16.12.4, RELEASE SOFTWARE (fc5)", "oid:1.3.6.1.4.1.9.1.2694",
    "CHVB-SW-SALLE1", (ENTITY + "13.1", "C9300L-48P-4X"), (ENTITY + "11.1", "FOC2451704A"))], alt={"manufacturer": CISCO, "model": ["cisco C9300L-48P-4X", "C9300L"], "os": ["IOS XE", "IOS"]},
    cdp=seen("CHVB-SW-SALLE1", "cisco C9300L-48P-4X", "Cisco IOS Software [Gibraltar], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 16.12.4, RELEASE SOFTWARE (fc5)",
    "GigabitEthernet1/0/48"), unjudged=["os"])
dev("switch-2", "network_infrastructure", WARD, "fc:60:9b", "category manufacturer model serial software hostname", "HPE", "5130-48G-PoE+-4SFP+", "CN84G451704", "7.1.045", [polled(
    "HPE Comware Platform Software, Software Version 7.1.045, Release 3115P05\r\nHPE 5130-48G-PoE+-4SFP+ EI Switch\r\nCopyright (c) 2010-2018 Hewlett Packard Enterprise Development LP",
    "oid:1.3.6.1.4.1.25506.11.1.165", "CHVB-SW-CHIR2", (ENTITY + "13.2", "JG937A"), (ENTITY + "11.2", "CN84G451704"))], ["CHVB-SW-CHIR2"], None, None, {"manufacturer": ["H3C",
    "Hewlett Packard Enterprise", "HP", "Hangzhou H3C"], "model": ["JG937A", "5130-48G-PoE+-4SFP+ EI", "5130-48G-PoE+-4SFP+ EI Switch", "HPE 5130-48G-PoE+-4SFP+ EI Switch", "5130 EI", "5130"],
    "os": ["Comware"], "software": ["7.1.045, Release 3115P05", "3115P05", "Release 3115P05", "7.1.045 Release 3115P05"]}, unjudged=["os"], stack="linux")
dev("switch-3", "network_infrastructure", OFFICE, "dc:08:56", "category manufacturer model serial software hostname", "Alcatel-Lucent Enterprise", "OS6450-P24", "U3451704", "6.7.2.191.R07", [polled(
    "Alcatel-Lucent Enterprise OS6450-P24 6.7.2.191.R07 GA, April 06, 2021.", "oid:1.3.6.1.4.1.6486.800.1.1.2.1.12.1.3", "CHVB-SW-ADM1", (ENTITY + "11.1", "U3451704"), (ENTITY + "13.1",
    "OS6450-P24"))], ["CHVB-SW-ADM1"], None, None, {"manufacturer": ALE, "model": ["OmniSwitch 6450-P24", "OS6450"], "os": ["AOS"], "software": ["6.7.2.191.R07 GA"]}, unjudged=["os"], stack="linux",
    lldp=linked("CHVB-SW-ADM1", "Alcatel-Lucent Enterprise OS6450-P24 6.7.2.191.R07 GA, April 06, 2021.", "1/24", 0x0014))
dev("ap-1", "network_infrastructure", WARD, "dc:08:56", "category manufacturer model software hostname", "Alcatel-Lucent Enterprise", "OAW-AP1231", "SSZ204517041", "4.0.4.3042", hosts=["AP-CHIR2-04"],
    system="linux", lease="udhcp", alt={"manufacturer": ALE, "model": ["AP1231", "OmniAccess Stellar AP1231"], "os": ["AWOS", "Linux"]}, acts=[("ntp", 300, "all", {})],
    lldp=linked("AP-CHIR2-04", "Alcatel-Lucent Enterprise OAW-AP1231 4.0.4.3042", "eth0", 0x0028), unjudged=["os"])
dev("ap-2", "network_infrastructure", OFFICE, "d8:c7:c8", "category manufacturer model software hostname", "Aruba", "505", "CNK2K4517", "8.10.0.6", hosts=["AP-IFSI-02"], system="linux",
    lease=(b"ArubaAP", bytes([1, 3, 6, 12, 15, 42, 43, 60])), alt={"manufacturer": ["Aruba Networks", "HPE", "Hewlett Packard Enterprise", "Aruba, a Hewlett Packard Enterprise Company"],
    "model": ["AP-505", "Aruba 505", "Aruba AP-505"], "os": ["ArubaOS"], "software": ["8.10.0.6-8.10.0.6"]}, acts=[("ntp", 300, "all", {})],
    lldp=linked("AP-IFSI-02", "ArubaOS (MODEL: 505), Version 8.10.0.6-8.10.0.6 (84610)", "eth0", 0x000C), unjudged=["os"])
dev("firewall-1", "network_infrastructure", DC, "00:0d:b4", "category manufacturer model serial software hostname", "Stormshield", "SN710", "SN710A17C4517A7", "3.11.20", [polled(
    "SN710", "oid:1.3.6.1.4.1.11256.2.0", "CHVB-FW1", ("1.3.6.1.4.1.11256.1.0.1.0", "SN710"), ("1.3.6.1.4.1.11256.1.0.2.0", "3.11.20"), ("1.3.6.1.4.1.11256.1.0.3.0", "SN710A17C4517A7"),
    ("1.3.6.1.4.1.11256.1.0.4.0", "CHVB-FW1")), ("logged", 100, "all", {"to": "watch", "text": '<14>id=firewall time="2026-11-09 07:41:17" fw="SN710A17C4517A7" tz=+0100 '
    'startime="2026-11-09 07:41:16" pri=5 confid=01 slotlevel=2 ruleid=14 srcif="Ethernet0" srcifname="out" action=pass logtype="filter"'}), ("certified", 400, "day", {"by": "admin-pc",
    "subject": "C=FR, O=Stormshield, OU=Stormshield Network Security, CN=SN710A17C4517A7"})], ["CHVB-FW1"], "linux", None, {"manufacturer": ["Netasq", "NETASQ", "Airbus"],
    "model": ["Stormshield SN710"], "os": ["FreeBSD", "SNS"]}, unjudged=["os"])
dev("firewall-2", "network_infrastructure", PLANT, "e8:1c:ba", "category manufacturer model serial hostname software", "Fortinet", "FortiGate-100F", "FG100FTK20451704", "v7.0.12", [polled(None,
    "oid:1.3.6.1.4.1.12356.101.1.1006", "CHVB-FW-OT", ("1.3.6.1.4.1.12356.100.1.1.1.0", "FG100FTK20451704"), ("1.3.6.1.4.1.12356.101.4.1.1.0", "v7.0.12,build0523,230606 (GA.M)"),
    (ENTITY + "13.1", "FGT_100F"), (ENTITY + "2.1", "Fortinet FGT_100F, HW Serial#: FG100FTK20451704"))], ["CHVB-FW-OT"], "linux", None, {"model": ["FGT_100F", "FortiGate 100F", "100F"],
    "os": ["FortiOS"], "software": ["v7.0.12,build0523,230606 (GA.M)", "7.0.12", "7.0.12 build 0523"]}, unjudged=["os"])
dev("portal", "network_infrastructure", DC, "00:90:fb", "model software", "UCOPIA", "UCOPIA Advance", None, "6.0.11", [opens("admin-pc", 300, title="UCOPIA Advance 6.0.11 - Administration",
    server="Apache")], system="linux", alt={"manufacturer": ["Ucopia", "Weblib", "Portwell"], "model": ["Advance", "UCOPIA", "UCOPIA Advance 6.0.11 - Administration"], "category": ["server"],
    "software": ["Apache"]}, unjudged=["manufacturer", "software"], note="lets visitors in; Doubt: whether its page's title tells a maker")
dev("serial-1", "network_infrastructure", LAB, "00:90:e8", "manufacturer model serial hostname", "Moxa", "NPort 5150A", "4517", "1.5", [opens("admin-pc", 300,
    title="NPort Web Console", server="MoxaHttp/2.2", body="<html><head><title>NPort Web Console</title></head><body><table><tr><td>Model name</td><td>NPort 5150A</td></tr><tr><td>Serial No."
    "</td><td>4517</td></tr><tr><td>Firmware version</td><td>1.5 Build 18120617</td></tr></table></body></html>")], ["NPORT-BACTERIO"], "rtos", "bare",
    {"manufacturer": ["MOXA", "Moxa Technologies"], "model": ["NPort", "NPort 5150A"], "category": ["medical_gateway", "unknown"], "software": ["1.5 Build 18120617", "MoxaHttp/2.2"]},
    unjudged=["software"], note="a serial device server with nothing of its own behind it")
dev("router", "network_infrastructure", PLANT, "20:97:27", "manufacturer model", "Teltonika", "RUT240", "1104517041", "RUT2XX_R_00.07.02.7", [opens("plant-pc", 400,
    title="Teltonika RUT240 - Ascenseurs", server="lighttpd"), ("shell", 500, "day", {"by": "plant-pc", "server": "SSH-2.0-dropbear"})], system="linux", lease="-udhcp",
    alt={"manufacturer": ["Teltonika Networks", "Teltonika Networks Uab"], "model": ["RUT240 - Ascenseurs"], "software": ["lighttpd", "dropbear"]}, unjudged=["software"],
    note="a lift maker's own way out; Doubt: nothing but the knowledge of products says router")
