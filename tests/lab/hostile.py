"""Forged identities against the devices of the demo ward: `python3 hostile.py OUTPUT` writes one small capture an attack.

Each is played two hours after the ward's minute, from the victim's own addresses or from the attacker's PC. Byte-exact
syntheses; the standard library only. `tests/hostile.rs` plays them and says what must not happen.
"""

import os
import random
import struct
import sys

import hospital_talk as talk
import hospital_wire
from canary_dicom import S
from hospital_wire import Wire, link_local, mac_bytes

START = 1_795_471_800  # 23 November 2026, 22:10 UTC: two hours after the minute of the ward
VICTIMS = {
    "ct": ("3c:52:82:00:00:20", "10.77.0.20"), "mr": ("90:1b:0e:00:00:21", "10.77.0.21"), "us": ("18:66:da:00:00:22", "10.77.0.22"),
    "pacs": ("00:50:56:00:00:10", "10.77.0.10"), "monitor": ("00:a0:37:27:00:40", "10.77.0.40"), "pump": ("00:03:b1:0a:00:45", "10.77.0.46"),
    "analyzer": ("00:60:19:0a:00:50", "10.77.0.50"), "printer": ("3c:52:82:00:00:60", "10.77.0.60"), "camera": ("ac:cc:8e:00:00:90", "10.77.0.90"),
    "phone": ("00:1b:d4:00:00:70", "10.77.0.183"), "nas": ("00:11:32:00:00:91", "10.77.0.91"), "switch": ("58:ac:78:00:00:02", "10.77.0.2"),
    "mac": ("3c:22:fb:00:00:85", "10.77.0.104"), "pc": ("98:90:96:00:00:81", "10.77.0.177"), "film": ("00:40:b1:00:00:24", "10.77.0.24"),
    "engine": ("00:50:56:00:00:11", "10.77.0.11"), "router": ("00:1a:a1:00:00:01", "10.77.0.1"), "evil": ("02:66:66:66:66:66", "10.77.0.250"),
}
WIN = bytes([1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252])
CT = {"ae": "SOMATOM1", "uid": "1.3.12.2.1107.5.1.4", "version": "VA48A", "modality": "CT", "sop": S + "2", "maker": "SIEMENS", "model": "SOMATOM Force",
      "serial": "75522", "software": "syngo CT VB20A", "station": "CT75522"}
PACS = {"ae": "WARDPACS", "uid": "1.2.276.0.7230010.3.0.3.6.7", "version": "OFFIS_DCMTK_367"}


class Untagged(Wire):
    """The ward's mirror port: one network, no tags."""

    def put(self, at, source, target, vlan, kind, body):
        """One frame."""
        frame = mac_bytes(target) + mac_bytes(source) + struct.pack("!H", kind) + body
        self.rows.append((at, frame + bytes(max(0, 60 - len(frame)))))


class Attack:
    """One capture: who does what."""

    def __init__(self):
        self.wire, self.at = Untagged(random.Random(7), {0: "00:1a:a1:00:00:01"}), float(START)

    def end(self, name):
        """A device of the ward."""
        mac, ip = VICTIMS[name]
        return {"name": name, "mac": mac, "ip": ip, "vlan": 0, "ttl": 64, "stack": "linux", "xid": 0x7777}

    def lease(self, name, host=None, vendor=None, parameters=WIN, client=None):
        """DISCOVER, OFFER, REQUEST, ACK under that name."""
        row, server = self.end(name), self.end("router")
        raw = lambda text: text if isinstance(text, bytes) else text.encode()  # noqa: E731
        options = [(61, client or b"\1" + mac_bytes(row["mac"]))] + ([(12, raw(host))] if host else []) + ([(60, raw(vendor))] if vendor else [])
        options += [(55, parameters)]
        wanted, grant = [(50, bytes(map(int, row["ip"].split("."))))], [(54, bytes([10, 77, 0, 1])), (51, struct.pack("!I", 86400))]
        self.at += 1
        self.wire.spread(self.at, row, "255.255.255.255", 68, 67, talk.dhcp("request", row, server["ip"], extra=wanted + options), 64, "0.0.0.0")
        self.wire.udp(self.at + 0.01, server, row, 67, 68, talk.dhcp("ack", row, server["ip"], row["ip"], True, grant))

    def lldp(self, name, system, text, med=None, caps=0x0080):
        """One LLDPDU."""
        row = self.end(name)
        self.at += 1
        self.wire.lldp(self.at, row["mac"], talk.lldp(row["mac"], "eth0", system, text, caps, med))

    def cdp(self, name, system, platform, version, caps=1):
        """One CDP packet."""
        row, unit = self.end(name), talk.cdp(system, platform, version, "Fa0/1", caps, VICTIMS[name][1])
        self.at += 1
        self.wire.rows.append((self.at, bytes.fromhex("01000ccccccc") + mac_bytes(row["mac"]) + struct.pack("!H", len(unit)) + unit))

    def tcp(self, client, server, port, exchange):
        """A connection."""
        self.at = self.wire.tcp(self.at + 1, self.end(client), self.end(server), port, exchange)

    def udp(self, source, target, sport, dport, data):
        """A datagram."""
        self.at += 0.1
        self.wire.udp(self.at, self.end(source), self.end(target), sport, dport, data)

    def cast(self, source, group, port, data, ttl=255):
        """A multicast datagram."""
        self.at += 0.05
        self.wire.spread(self.at, self.end(source), group, port, port, data, ttl)

    def arp(self, mac, ip):
        """A gratuitous ARP."""
        self.at += 0.1
        self.wire.arp(self.at, {"mac": mac, "ip": ip, "vlan": 0}, ip)


def snmp_lie(attack, name, text, number="1.3.6.1.4.1.9.1.1208", host="core-1"):
    """An answer to a manager."""
    values = [("1.3.6.1.2.1.1.1.0", text), ("1.3.6.1.2.1.1.2.0", "oid:" + number), ("1.3.6.1.2.1.1.5.0", host)]
    attack.udp("evil", name, 50001, 161, talk.snmp(0, 5, [(one, None) for one, _ in values]))
    attack.udp(name, "evil", 161, 50001, talk.snmp(2, 5, values))


def store(attack, name, **change):
    """An image sent from there."""
    attack.tcp(name, "pacs", 11112, talk.store({**CT, **change}, PACS, 99))


def vitals(attack, name, app, device, mdc="69985^MDC_DEV_PUMP_INFUS_MDS^MDC"):
    """A device observation sent from there."""
    rows = ["OBR|1|S|S|182777000^monitoring of patient^SCT", f"OBX|1||{mdc}|1.0.0.0|||||||X|||||||{device}"]
    attack.tcp(name, "engine", 6661, talk.hl7((app, "WARD"), ("ENGINE", "WARD"), "ORU^R01^ORU_R01", rows, 7, "2.6"))


LONG = "A" * 250
SIEMENS = (1, "Siemens Healthineers", "SOMATOM Force", "75522", "VB20A")
ATTACKS = {
    # Names nobody should print as they come
    "dhcp-newline": lambda a: a.lease("pump", "pump\nADMIN: approved"),
    "dhcp-markup": lambda a: a.lease("pump", "<script>alert(1)</script>"),
    "dhcp-escape": lambda a: a.lease("pump", "\x1b[2J\x1b[31mCT"),
    "dhcp-bidi": lambda a: a.lease("pump", "pump-\u202eTC"),
    "dhcp-nul": lambda a: a.lease("pump", b"pump\0ct-scanner"),
    "dhcp-not-utf8": lambda a: a.lease("pump", b"\xff\xfe\xfd\xfc"),
    "dhcp-long-name": lambda a: a.lease("pump", LONG),
    "dhcp-sql": lambda a: a.lease("pump", "x'; DROP TABLE devices;--"),
    "dhcp-formula": lambda a: a.lease("pump", "=cmd|' /C calc'!A0"),
    "dhcp-percent": lambda a: a.lease("pump", "%s%n%x%00"),
    "dhcp-homoglyph": lambda a: a.lease("pump", "р\u200bump\ufeff"),
    "dhcp-combining": lambda a: a.lease("pump", "p" + "\u0301" * 60),
    # DHCP lies
    "dhcp-ct-name": lambda a: a.lease("pump", "SOMATOM-CT01", "Siemens Healthineers SOMATOM Force"),
    "dhcp-windows": lambda a: a.lease("ct", "DESKTOP-AB12CD", "MSFT 5.0"),
    "dhcp-phone-class": lambda a: a.lease("monitor", "SEP001122334455", "Cisco Systems, Inc. IP Phone CP-8841"),
    "dhcp-android": lambda a: a.lease("pacs", "android-1234", "android-dhcp-13"),
    "dhcp-printer-class": lambda a: a.lease("pump", "HPB12345", "Hewlett-Packard JetDirect"),
    "dhcp-others-client-id": lambda a: a.lease("evil", "PLUM-0007741", "", client=b"\0PLUM-0007741"),
    "dhcp-many-names": lambda a: [a.lease("pump", f"ct-scanner-{n}") for n in range(150)],
    "dhcpv6-others-duid": lambda a: a.cast("evil", "ff02::1:2", 547, talk.dhcpv6(bytes.fromhex("000100012a11c07e9890960000 81".replace(" ", "")), "WARD-PC1", 9)),
    # Link layer
    "lldp-siemens-ct": lambda a: a.lldp("pump", "CT75522", "Siemens SOMATOM Force syngo CT VB20A", SIEMENS),
    "lldp-med-phone": lambda a: a.lldp("monitor", "SEP0011", "Cisco IP Phone 8841", (3, "Cisco Systems, Inc.", "CP-8841", "FCH11112222", "sip88xx.14-0")),
    "lldp-switch": lambda a: a.lldp("ct", "core-1", "Cisco IOS Software, C9300 Software, Version 17.9", None, 0x0014),
    "lldp-other-serial": lambda a: a.lldp("phone", "SEP", "Cisco IP Phone 8841", (3, "Cisco Systems, Inc.", "CP-8841", "FCH99999999", "")),
    "lldp-many-chassis": lambda a: [a.lldp("evil", f"sw{n}", "Cisco IOS") for n in range(150)],
    "cdp-router": lambda a: a.cdp("pump", "core-rtr", "cisco ISR4331/K9", "Cisco IOS XE Software, Version 17.06.05"),
    "cdp-camera": lambda a: a.cdp("analyzer", "cam", "AXIS M3046-V", "9.80", 0x10),
    # Names on the link
    "mdns-airprint": lambda a: a.cast("pump", "224.0.0.251", 5353, talk.mdns("HP LaserJet M507", "_ipp._tcp.local", "hp.local", 631, ["ty=HP LaserJet M507", "usb_MFG=HP"], "10.77.0.46")),
    "mdns-apple": lambda a: a.cast("ct", "224.0.0.251", 5353, talk.mdns("Mac", "_device-info._tcp.local", "mac.local", 0, ["model=MacBookPro18,1"], "10.77.0.20")),
    "mdns-dicom": lambda a: a.cast("printer", "224.0.0.251", 5353, talk.mdns("CT", "_dicom._tcp.local", "ct.local", 104, [], "10.77.0.60")),
    "mdns-flood": lambda a: [a.cast("evil", "224.0.0.251", 5353, talk.mdns(f"CT {n}", f"_s{n}._tcp.local", f"host{n}.local", n, [f"ty=CT {n}"], "10.77.0.250")) for n in range(150)],
    "mdns-for-others": lambda a: a.cast("evil", "224.0.0.251", 5353, talk.mdns("CT", "_ipp._tcp.local", "ct.local", 631, ["ty=HP LaserJet M507"], "10.77.0.46")),
    "ssdp-camera": lambda a: a.cast("pump", "239.255.255.250", 1900, talk.ssdp("http://10.77.0.46/", "Linux UPnP/1.0 AXIS M3046-V", "urn:axis-com:service:BasicService:1", "u-1")),
    "ssdp-flood": lambda a: [a.cast("evil", "239.255.255.250", 1900, talk.ssdp(f"http://10.77.0.250/{n}", f"Server/{n}", f"urn:x:device:{n}:1", f"uuid-{n}")) for n in range(150)],
    "ssdp-others-uuid": lambda a: a.cast("evil", "239.255.255.250", 1900, talk.ssdp("http://10.77.0.250/", "Linux", "upnp:rootdevice", "5f9ec1b3-ed59-79bb-4530-accc8e000090")),
    "nbns-domain": lambda a: a.cast("pump", "10.77.0.255", 137, talk.nbns(3, "WARDDOMAIN", "10.77.0.46", 0x1C), 64),
    "nbns-file-server": lambda a: a.cast("ct", "10.77.0.255", 137, talk.nbns(3, "FILESRV", "10.77.0.20", 0x20), 64),
    # Management and banners
    "snmp-cisco": lambda a: snmp_lie(a, "pump", "Cisco IOS Software, C2960X Software, Version 15.2(7)E3"),
    "snmp-printer": lambda a: snmp_lie(a, "ct", "HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153", "1.3.6.1.4.1.11.2.3.9.1", "NPI1"),
    "snmp-windows": lambda a: snmp_lie(a, "camera", "Hardware: Intel64 Software: Windows Version 10.0", "1.3.6.1.4.1.311.1.1.3.1.1", "PC1"),
    "snmp-markup": lambda a: snmp_lie(a, "pump", "<img src=x onerror=alert(1)>\r\nX: y", "1.3.6.1.4.1.99999", "\x1b]0;x\x07"),
    "ntlm-workstation": lambda a: a.tcp("pump", "pacs", 445, talk.smb("DESKTOP-PUMP", "WARDPACS", "WARD")),
    "ntlm-server": lambda a: a.tcp("evil", "ct", 445, talk.smb("EVIL", "CT01-SRV", "WARD")),
    "http-printer-title": lambda a: a.tcp("evil", "pump", 80, talk.http("/", "10.77.0.46", "Mozilla/5.0", "HP HTTP Server; HP LaserJet M507", "HP LaserJet M507")),
    "http-camera-realm": lambda a: a.tcp("evil", "monitor", 80, talk.http("/", "10.77.0.40", "x", "App-webs/", None, "401 Unauthorized", "AXIS_ACCC8E123456")),
    "http-agent-iphone": lambda a: a.tcp("pump", "evil", 80, talk.http("/", "x", "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148", "x")),
    "http-agent-pump": lambda a: a.tcp("ct", "evil", 80, talk.http("/", "x", "Alaris PCU/9.33", "x")),
    "ssh-cisco": lambda a: a.tcp("evil", "analyzer", 22, talk.ssh("SSH-2.0-x", "SSH-2.0-Cisco-1.25")),
    "tls-implant-cloud": lambda a: a.tcp("pump", "evil", 443, talk.tls("carelink.minimed.com", random.Random(1))),
    "ntp-server": lambda a: [a.udp("evil", "pump", 123, 123, talk.ntp(3)), a.udp("pump", "evil", 123, 123, talk.ntp(4, 1))],
    # DICOM and HL7
    "dicom-ct-from-pump": lambda a: store(a, "pump"),
    "dicom-mr-from-ct": lambda a: store(a, "ct", modality="MR", sop=S + "4", model="Aera", serial="40512"),
    "dicom-other-serial": lambda a: store(a, "ct", ae="CT01", maker="GE MEDICAL SYSTEMS", model="Optima CT660", serial="CT660-999999", station="CT01-ED", uid="1.2.840.113619.6.284", version="LIGHTSPEED_1_2"),
    "dicom-others-serial": lambda a: [store(a, "evil", ae="EVIL", maker="GE MEDICAL SYSTEMS", model="Optima CT660", serial="CT660-104233", station="CT01-ED"),
                                      a.arp(*VICTIMS["ct"])],
    "dicom-pacs-title-from-pc": lambda a: store(a, "evil", ae="WARDPACS"),
    "dicom-markup": lambda a: store(a, "ct", ae="CT01", maker="<b>GE</b>", model="\x1b[31mOptima", serial="' OR 1=1 --", station="CT01-ED"),
    "dicom-from-printer": lambda a: store(a, "printer"),
    "dicom-many-serials": lambda a: [store(a, "ct", serial=f"X{n:06d}", model=f"Model {n}") for n in range(120)],
    "hl7-pump-from-monitor": lambda a: vitals(a, "monitor", "PLUM360^0003B1FFFE0A0045^EUI-64", "PLUM360^^0003B1FFFE0A0045^EUI-64"),
    "hl7-monitor-from-pump": lambda a: vitals(a, "pump", "BENEVISION_N15^00A037FFFE270040^EUI-64", "BENEVISION_N15^^00A037FFFE270040^EUI-64", "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC"),
    "hl7-ventilator-from-pump": lambda a: vitals(a, "pump", "EVITA", "EVITA V600^^00306EFFFE000001^EUI-64", "70001^MDC_DEV_SYS_PT_VENT_MDS^MDC"),
    "hl7-epic-from-analyzer": lambda a: a.tcp("analyzer", "engine", 6661, talk.hl7(("EPIC", "WARD"), ("ENGINE", "WARD"), "ADT^A08^ADT_A01", ["EVN|A08|1"], 3)),
    "hl7-epic-from-evil": lambda a: a.tcp("evil", "engine", 6661, talk.hl7(("EPIC", "WARD"), ("ENGINE", "WARD"), "ADT^A08^ADT_A01", ["EVN|A08|1"], 3)),
    "hl7-many-devices": lambda a: [vitals(a, "monitor", f"APP{n}", f"D{n}^^00A037FFFE{n:06X}^EUI-64") for n in range(120)],
    # Addresses
    "arp-takeover-pump": lambda a: [a.arp(VICTIMS["evil"][0], VICTIMS["pump"][1]) for _ in range(5)],
    "arp-takeover-router": lambda a: [a.arp(VICTIMS["evil"][0], VICTIMS["router"][1]) for _ in range(5)],
    "arp-pump-takes-pacs": lambda a: [a.arp(VICTIMS["pump"][0], VICTIMS["pacs"][1]) for _ in range(5)],
    "arp-sweep": lambda a: [a.arp(VICTIMS["evil"][0], f"10.77.0.{n}") for n in range(1, 250)],
    "arp-flood": lambda a: [a.arp(f"02:00:00:00:{n >> 8:02x}:{n & 255:02x}", f"10.77.{4 + (n >> 8)}.{n & 255}") for n in range(800)],
    "clone-mac": lambda a: [a.wire.arp(a.at, {"mac": VICTIMS["pump"][0], "ip": "10.77.0.251", "vlan": 0}, "10.77.0.251"), a.lease("pump", "EVIL-PC", "MSFT 5.0")],
    "nd-takeover": lambda a: a.wire.ip6(a.at, VICTIMS["evil"][0], "33:33:00:00:00:01", 0, link_local(VICTIMS["pump"][0]), "ff02::1", 58, a.wire.checksum(
        link_local(VICTIMS["pump"][0]), "ff02::1", 58, b"\x88\0\0\0\x20\0\0\0" + hospital_wire.ip_bytes(link_local(VICTIMS["pump"][0])) + b"\2\1" + mac_bytes(VICTIMS["evil"][0]), 2)),
    # Two sources that agree with each other
    "lldp-and-dhcp-phone": lambda a: [a.lldp("pump", "SEP0011", "Cisco IP Phone 8841", (3, "Cisco Systems, Inc.", "CP-8841", "FCH11112222", "")),
                                      a.lease("pump", "SEP001122334455", "Cisco Systems, Inc. IP Phone CP-8841")],
    "all-at-once-printer": lambda a: [snmp_lie(a, "pump", "HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT", "1.3.6.1.4.1.11.2.3.9.1", "NPI1"), a.lease("pump", "NPI1", "Hewlett-Packard JetDirect"),
                                      a.cast("pump", "224.0.0.251", 5353, talk.mdns("HP LaserJet M507", "_ipp._tcp.local", "hp.local", 631, ["ty=HP LaserJet M507", "usb_MFG=HP"], "10.77.0.46"))],
}


def main(output):
    """Writes every attack."""
    os.makedirs(output, exist_ok=True)
    for name, act in ATTACKS.items():
        attack = Attack()
        act(attack)
        with open(os.path.join(output, name + ".pcap"), "wb") as out:
            out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
            for at, frame in sorted(attack.wire.rows, key=lambda row: row[0]):
                out.write(struct.pack("<IIII", int(at), int(at % 1 * 1e6), len(frame), len(frame)) + frame)
    print(len(ATTACKS), "attacks")


if __name__ == "__main__":
    main(sys.argv[1])
