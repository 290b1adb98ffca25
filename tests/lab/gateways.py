"""Redundant gateways, bridges, multicast queriers and network access control.

A run is (programs it needs, function that plays it and returns its capture, the fixtures cut from it).
"""

import struct
import time

from cases import case
from finish import ones_sum, write_pcap
from net import sh
from special import done, pair

KERNEL = "Linux kernel bridge"


def vrrp(lab):
    """Two keepalived instances share an address by VRRP version 2, and one more by version 3."""
    first, second, tap = pair(lab, "vrrp", "10.77.1.2", "10.77.1.3", ("00:1a:a1:00:00:21", "00:1a:a1:00:00:22"))
    for host, priority in ((first, 150), (second, 100)):
        blocks = "".join(
            f"vrrp_instance I{number} {{\n interface eth0\n version {version}\n state BACKUP\n virtual_router_id {number}\n"
            f" priority {priority}\n advert_int 1\n use_vmac\n{auth}"
            f" virtual_ipaddress {{\n  10.77.1.{last}/24\n }}\n}}\n"
            for number, version, last, auth in (
                (51, 2, 1, " authentication {\n  auth_type PASS\n  auth_pass CNRYPASS\n }\n"), (52, 3, 4, "")))
        path = host.write("keepalived.conf", "global_defs {\n vrrp_garp_master_delay 0\n}\n" + blocks)
        host.spawn("keepalived", "--dont-fork", "--log-console", "--vrrp", "-f", path, "-p", host.dir / "k.pid", "-r", host.dir / "v.pid")
    time.sleep(7)
    return done(lab, "vrrp", tap)


def udp_frame(source_mac, target_mac, source, target, port, payload, hops=1):
    """An IPv4 UDP frame with valid checksums."""
    addresses = bytes(map(int, source.split("."))) + bytes(map(int, target.split(".")))
    udp = bytearray(struct.pack("!HHHH", port, port, 8 + len(payload), 0) + payload)
    struct.pack_into("!H", udp, 6, ones_sum(addresses + struct.pack("!HH", 17, len(udp)) + bytes(udp)))
    head = bytearray(struct.pack("!BBHHHBBH", 0x45, 0xC0, 20 + len(udp), 0, 0, hops, 17, 0) + addresses)
    struct.pack_into("!H", head, 10, ones_sum(bytes(head)))
    return bytes.fromhex(target_mac.replace(":", "") + source_mac.replace(":", "")) + b"\x08\x00" + bytes(head) + bytes(udp)


def hsrp(lab):
    """RFC 2281, 5.3 byte by byte, and the group state TLV of version 2."""
    rows, at = [], 1_795_000_000
    for turn in range(3):
        for last, state, priority, mac in ((2, 16, 150, "00:00:0c:07:ac:0a"), (3, 8, 100, "00:1a:a1:00:00:23")):
            body = struct.pack("!BBBBBBBB8s4B", 0, 0, state, 3, 10, priority, 10, 0, b"cisco\0\0\0", 10, 77, 1, 1)
            rows.append(((at + turn * 3, last * 1000), udp_frame(mac, "01:00:5e:00:00:02", f"10.77.1.{last}", "224.0.0.2", 1985, body)))
        body = struct.pack("!BBBBBBH6sIII4B12x", 1, 40, 2, 0, 6, 4, 1000, bytes.fromhex("001aa1000024"), 110, 3000, 10000, 10, 77, 2, 1)
        rows.append(((at + turn * 3, 9000), udp_frame("00:00:0c:9f:f3:e8", "01:00:5e:00:00:66", "10.77.2.2", "224.0.0.102", 1985, body)))
    path = lab.work / "hsrp.pcap"
    write_pcap(path, rows)
    return path


def bridge_host(lab, name, **options):
    """A host that is a bridge with one port on the segment, and its capture."""
    host, other, tap = pair(lab, name, None, "10.77.1.2", ("58:ac:78:00:00:31", "3c:52:82:00:00:32"))
    host.ip("link", "add", "name", "br0", "address", "58:ac:78:00:00:30", "type", "bridge", *[str(x) for kv in options.items() for x in kv])
    host.ip("link", "set", "eth0", "master", "br0")
    return host, other, tap


def stp(lab):
    """The kernel's own spanning tree."""
    host, _, tap = bridge_host(lab, "stp", stp_state=1, hello_time=100, forward_delay=200)
    host.ip("link", "set", "br0", "up")
    time.sleep(6)
    return done(lab, "stp", tap)


def igmp(lab):
    """The kernel's multicast querier, without and with an address, and a host that answers."""
    host, other, tap = bridge_host(lab, "igmp", mcast_snooping=1, mcast_querier=1, mcast_query_interval=100, mcast_startup_query_interval=100)
    other.ip("addr", "add", "239.1.2.3/32", "dev", "eth0", "autojoin", check=False)
    host.ip("link", "set", "br0", "up")
    time.sleep(3)
    host.ip("addr", "add", "10.77.1.1/24", "dev", "br0")
    host.ip("link", "set", "br0", "type", "bridge", "mcast_query_use_ifaddr", "1")
    time.sleep(3)
    return done(lab, "igmp", tap)


HOSTAPD = """interface=eth0
driver=wired
logger_stdout=-1
ieee8021x=1
use_pae_group_addr=1
eap_reauth_period=0
own_ip_addr=10.77.1.2
nas_identifier=ward-sw7
auth_server_addr=10.77.1.1
auth_server_port=1812
auth_server_shared_secret=labsecret
acct_server_addr=10.77.1.1
acct_server_port=1813
acct_server_shared_secret=labsecret
"""

SUPPLICANT = """ctrl_interface=/run/wpa
ap_scan=0
network={
 key_mgmt=IEEE8021X
 eap=MD5
 identity="CNRYUSER1@ward.lab"
 password="CNRYSECRET1"
 eapol_flags=0
}
"""

RADIUSD = """prefix = /usr
name = freeradius
logdir = {dir}
raddbdir = {dir}
run_dir = {dir}
libdir = /usr/lib/freeradius
security {{
 allow_core_dumps = no
}}
client lab {{
 ipaddr = 10.77.1.0/24
 secret = labsecret
}}
modules {{
 always ok {{
  rcode = ok
 }}
 eap {{
  default_eap_type = md5
  md5 {{
  }}
 }}
 files {{
  usersfile = {dir}/users
 }}
}}
server default {{
 listen {{
  type = auth
  ipaddr = *
  port = 1812
 }}
 listen {{
  type = acct
  ipaddr = *
  port = 1813
 }}
 authorize {{
  files
  eap
 }}
 authenticate {{
  eap
 }}
 accounting {{
  ok
 }}
}}
"""


def access(lab):
    """A pump logs in at a switch (hostapd, wired), which asks FreeRADIUS."""
    server, switch, tap = pair(lab, "access8021x", "10.77.1.1", "10.77.1.2", ("02:77:01:00:00:01", "58:ac:78:00:00:07"))
    # Bridges keep frames to the port access entity to themselves unless told otherwise.
    sh("ip", "-n", lab.switch, "link", "set", "access8021x", "type", "bridge", "group_fwd_mask", "0x4008")
    pump = lab.host("access8021x-p", "PUMP-7741")
    pump.sysctl("net.ipv6.conf.all.disable_ipv6", 1)
    lab.plug(pump, "access8021x", "00:03:b1:0a:00:45")
    server.write("users", 'CNRYUSER1@ward.lab Cleartext-Password := "CNRYSECRET1"\n')
    server.write("dictionary", "$INCLUDE /usr/share/freeradius/dictionary\n")
    conf = server.write("radiusd.conf", RADIUSD.format(dir=server.dir))
    server.spawn("freeradius", "-f", "-l", "stdout", "-d", conf.parent, "-n", "radiusd")
    time.sleep(1.5)
    switch.spawn("hostapd", switch.write("hostapd.conf", HOSTAPD))
    time.sleep(1)
    pump.spawn("wpa_supplicant", "-D", "wired", "-i", "eth0", "-c", pump.write("wpa.conf", SUPPLICANT))
    time.sleep(6)
    return done(lab, "access8021x", tap)


RUNS = {
    "vrrp": (["keepalived"], vrrp, [case(
        "vrrp", "keepalived", "", "vrrp", "Two routers share two addresses, by version 2 with a password and by version 3.",
        "keepalived 2.2.7.", "Routers 10.77.1.2 and 10.77.1.3 in groups 51 (10.77.1.1) and 52 (10.77.1.4); the password is nowhere.",
        ("vrrp.version == 2", 2), ("vrrp.version == 3", 2))]),
    "hsrp": ([], hsrp, [case(
        "hsrp", "active-and-standby", "", "hsrp", "Two routers share an address; a third speaks version 2.",
        "Synthesis, byte by byte: RFC 2281 section 5.3, and Cisco's group state TLV.",
        "Routers 10.77.1.2 and 10.77.1.3 in group 10 (10.77.1.1); 10.77.2.2 in group 1000 (10.77.2.1).",
        ("hsrp.version == 0", 6), ("hsrp2.group == 1000", 3))]),
    "stp": ([], stp, [case(
        "stp", "linux-bridge", "", "stp", "A bridge says hello.", KERNEL + " 802.1D.",
        "58:ac:78:00:00:31 is a port of the bridge 58:ac:78:00:00:30.", ("stp.type == 0x00", 3))]),
    "igmp": ([], igmp, [case(
        "igmp", "querier", "", "igmp", "A switch asks who listens, first without an address of its own; a host answers.",
        KERNEL + " and host.", "58:ac:78:00:00:30 is a querier, then with 10.77.1.1; the host's reports say nothing.",
        ("igmp.type == 0x11", 2))]),
    "access": (["hostapd", "wpa_supplicant", "freeradius"], access, [
        case("eap", "wired-md5", "", "eapol", "A station logs in at a switch port.",
             "wpa_supplicant 2.10 and hostapd 2.10, wired drivers.",
             "00:03:b1:0a:00:45 uses EAP-MD5 and belongs to ward.lab; 58:ac:78:00:00:07 lets it in; the name before the @ is nowhere.",
             ("eap.type == 1 && eap.code == 2", 1), ("eap.code == 3", 1)),
        case("radius", "wired-8021x", "", "radius", "The switch asks the server about the station.",
             "hostapd 2.10 and FreeRADIUS 3.2.1.",
             "00:03:b1:0a:00:45 is attached to ward-sw7; 10.77.1.1 is a RADIUS server; the user's name is nowhere.",
             ("radius.code == 1", 1), ("radius.code == 2", 1))]),
}
