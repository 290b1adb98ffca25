"""Short runs beside the ward: what the demo should not contain, or cannot.

Each function builds two or three hosts, plays one thing and returns the path
of its capture.
"""

import time

import hl7_messages as messages
import services as run
import ward
from net import sh


def pair(lab, name, server_ip="10.77.1.1", client_ip="10.77.1.2", macs=("02:77:01:00:00:01", "02:77:01:00:00:02")):
    """Two IPv4 hosts on a segment of their own, and its capture."""
    lab.segment(name)
    tap = lab.capture(name, lab.work / f"{name}.pcap")
    hosts = []
    for side, ip, mac in (("s", server_ip, macs[0]), ("c", client_ip, macs[1])):
        host = lab.host(f"{name}-{side}", f"{name}{side}")
        host.sysctl("net.ipv6.conf.all.disable_ipv6", 1)
        host.sysctl("net.ipv6.conf.default.disable_ipv6", 1)
        lab.plug(host, name, mac)
        if ip:
            host.ip("addr", "add", ip + "/24", "dev", "eth0")
        hosts.append(host)
    return (*hosts, tap)


def done(lab, name, tap):
    """Closes the capture."""
    lab.end_capture(tap)
    return lab.work / f"{name}.pcap"


def relayed_dhcp(lab):
    """Client, ISC dhcrelay with option 82, dnsmasq: captured between relay and server."""
    lab.segment("access")
    server, relay, tap = pair(lab, "relay", "10.77.2.1", "10.77.2.2", ("02:77:02:00:00:01", "00:1a:a1:00:02:02"))
    lab.plug(relay, "access", "00:1a:a1:00:03:01", "eth1")
    relay.ip("addr", "add", "10.77.3.1/24", "dev", "eth1")
    relay.sysctl("net.ipv4.ip_forward", 1)
    server.ip("route", "add", "10.77.3.0/24", "via", "10.77.2.2")
    client = lab.host("relayed", "PUMP-8118")
    client.sysctl("net.ipv6.conf.all.disable_ipv6", 1)
    lab.plug(client, "access", "00:03:b1:0a:00:99")
    server.spawn("dnsmasq", "-C", server.write("dnsmasq.conf", "no-daemon\nport=0\nuser=root\ninterface=eth0\nbind-interfaces\n"
                 f"no-ping\ndhcp-authoritative\ndhcp-leasefile={server.dir}/leases\nlog-facility=-\n"
                 "dhcp-range=10.77.3.100,10.77.3.199,255.255.255.0,1h\n"))
    relay.spawn("dhcrelay", "-4", "-d", "-a", "-m", "forward", "-pf", relay.dir / "dhcrelay.pid", "-i", "eth1", "-i", "eth0",
                "10.77.2.1")
    time.sleep(1.5)
    run.udhcpc(client, {"hostname": "PUMP-8118", "vendor": "udhcp 1.31.1"})
    return done(lab, "relay", tap)


def dicom_odds(lab):
    """Rejected called AE title, DCMTK's echoscu, user identity, then DCMTK's print of a C-STORE."""
    server, client, tap = pair(lab, "dicom")
    run.dcmqrscp(server, "WARDPACS", 11112, [])
    time.sleep(1.0)
    client.run("echoscu", "-aet", "ECHOSCU", "-aec", "WARDPACS", "10.77.1.1", "11112")
    client.run("echoscu", "-aet", "ECHOSCU", "-aec", "NO_SUCH_AE", "10.77.1.1", "11112")
    cfg = {**ward.MODALITIES["ct"], "pacs": {"ip": "10.77.1.1", "port": 11112, "ae": "WARDPACS"},
           "user": ["SYNTHETIC^USER", "SYNTHETIC-PASSWORD"], "steps": ["echo"]}
    run.dicom(client, "modality", cfg)
    return done(lab, "dicom", tap)


def hl7_odds(lab):
    """A sender without start block and with CR LF after its segments."""
    server, client, tap = pair(lab, "hl7")
    run.hl7_server(server, 2575, "ENGINE")
    time.sleep(0.8)
    run.hl7_send(client, ("10.77.1.1", 2575), messages.without_start_block(messages.lab_result(ward.patient("B"))))
    return done(lab, "hl7", tap)


def smb1(lab):
    """NT LM 0.12 with NTLMSSP: what an old Windows would speak."""
    server, client, tap = pair(lab, "smb")
    run.samba(server, "OLDSERVER", nmbd=False, protocol="NT1")
    time.sleep(1.5)
    run.smbclient(client, "10.77.1.1", "--option=client max protocol=NT1", "--option=client min protocol=NT1")
    return done(lab, "smb", tap)


def snmp3(lab):
    """SNMPv3 discovery and an encrypted GET; engine id with Hewlett-Packard's number and a MAC."""
    server, client, tap = pair(lab, "snmp", macs=("3c:52:82:00:01:61", "02:77:01:00:00:02"))
    run.snmpd(server, "HP ETHERNET MULTI-ENVIRONMENT", "NPI000161", engine="0x8000000b033c5282000161")
    time.sleep(1.2)
    client.run("snmpget", "-v3", "-l", "authPriv", "-u", "labuser", "-a", "SHA", "-A", "labpassword1", "-x", "AES", "-X",
               "labpassword1", "-On", "10.77.1.1", "1.3.6.1.2.1.1.5.0")
    return done(lab, "snmp", tap)


def tls(lab):
    """OpenSSL s_client and s_server: TLS 1.2 RSA with server name, and TLS 1.3."""
    server, client, tap = pair(lab, "tls")
    key, cert = server.dir / "k.pem", server.dir / "c.pem"
    sh("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-keyout", key, "-out", cert, "-subj",
       "/C=DE/O=SYNTHETIC MEDICAL GmbH/OU=Infusion/CN=gateway-00451/serialNumber=SN-00451", "-addext",
       "subjectAltName=DNS:pump-gateway.ward.lab")
    server.spawn("openssl", "s_server", "-accept", "8443", "-cert", cert, "-key", key, "-tls1_2", "-quiet")
    server.spawn("openssl", "s_server", "-accept", "9443", "-cert", cert, "-key", key, "-tls1_3", "-quiet")
    time.sleep(0.7)
    for port, version in (("8443", "-tls1_2"), ("9443", "-tls1_3")):
        client.run("openssl", "s_client", "-connect", f"10.77.1.1:{port}", version, "-servername", "pump-gateway.ward.lab",
                   "-alpn", "http/1.1", input="Q\n")
    return done(lab, "tls", tap)


RUNS = {"relay": relayed_dhcp, "dicom": dicom_odds, "hl7": hl7_odds, "smb": smb1, "snmp": snmp3, "tls": tls}


def play(lab):
    """Plays all and returns their captures by name."""
    captures = {}
    for name, act in RUNS.items():
        lab.log(f"special run: {name}")
        captures[name] = act(lab)
    return captures
