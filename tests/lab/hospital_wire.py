"""Frames of the hospital: where a mirror port sees them, and TCP and UDP between its devices.

The mirror port carries the VLANs that a site calls `VISIBLE`, tagged. What passes between two of them is seen twice, on either side
of the router and one hop apart; a device of another VLAN is seen by its address only, with the router's hardware
address.
"""

import ipaddress
import struct

from finish import ones_sum

BROADCAST = "ff:ff:ff:ff:ff:ff"
# Options of a SYN and window, as the stacks of today send them.
SYN = {
    "linux": (64240, "020405b40402080a{t}0000000001030307"),
    "old": (5840, "020405b40402080a{t}0000000001030302"),
    "windows": (64240, "020405b40103030801010402"),
    "xp": (65535, "020405b401010402"),
    "mac": (65535, "020405b4010303060101080a{t}0000000004020000"),
    "rtos": (8192, "020405b4"),
}


def mac_bytes(mac):
    """A hardware address in six bytes."""
    return bytes.fromhex(mac.replace(":", ""))


def ip_bytes(ip):
    """A network address in four or sixteen bytes."""
    return ipaddress.ip_address(ip).packed


def link_local(mac):
    """The EUI-64 link-local address (RFC 4291, appendix A)."""
    raw = bytearray(mac_bytes(mac))
    raw[0] ^= 2
    return str(ipaddress.ip_address(b"\xfe\x80" + bytes(6) + bytes(raw[:3]) + b"\xff\xfe" + bytes(raw[3:])))


class Wire:
    """Collects (time, frame); the router's hardware address of every VLAN is `router[vlan]`, its virtual one `gateway(vlan)`."""

    def __init__(self, random, router, visible=(), gateway=None):
        self.random, self.router, self.rows, self.ident = random, router, [], 0
        self.visible, self.gateway = visible, gateway
        self.seen = {}

    def put(self, at, source, target, vlan, kind, body):
        """One frame on a VLAN, where the mirror port sees that VLAN."""
        if vlan in self.visible:
            frame = mac_bytes(target) + mac_bytes(source) + struct.pack("!HHH", 0x8100, vlan, kind) + body
            self.rows.append((at, frame + bytes(max(0, 60 - len(frame)))))

    def llc(self, at, source, target, vlan, body):
        """One 802.3 frame with LLC, untagged as switches send their own protocols."""
        if vlan in self.visible:
            frame = mac_bytes(target) + mac_bytes(source) + struct.pack("!H", len(body)) + body
            self.rows.append((at, frame + bytes(max(0, 60 - len(frame)))))

    def lldp(self, at, source, unit):
        """One LLDPDU, untagged, wherever the mirror port looks."""
        self.rows.append((at, bytes.fromhex("0180c200000e") + mac_bytes(source) + b"\x88\xcc" + unit))

    def arp(self, at, asker, wanted, owner_mac=None):
        """Who has `wanted`? Asked by a device, answered when the owner is there."""
        body = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + mac_bytes(asker["mac"]) + ip_bytes(asker["ip"]) + bytes(6)
        self.put(at, asker["mac"], BROADCAST, asker["vlan"], 0x0806, body + ip_bytes(wanted))
        if owner_mac:
            body = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 2) + mac_bytes(owner_mac) + ip_bytes(wanted)
            self.put(at + 0.0004, owner_mac, asker["mac"], asker["vlan"], 0x0806,
                     body + mac_bytes(asker["mac"]) + ip_bytes(asker["ip"]))

    def neighbours(self, at, source, target):
        """ARP before a conversation, as often as caches run out."""
        local = source["vlan"] == target["vlan"]
        for one, other in ((source, target), (target, source)):
            if one["vlan"] not in self.visible:
                continue
            if ":" in one["ip"]:
                self.solicit(at - 0.002, one, other, local)
                continue
            last, router = self.gateway(one["vlan"])
            wanted = other["ip"] if local else f"{one['ip'].rsplit('.', 1)[0]}.{last}"
            owner = other["mac"] if local else router
            key = (one["mac"], one["ip"], wanted)
            if self.seen.get(key, -1e9) < at - 4 * 3600:
                self.seen[key] = at
                self.arp(at - 0.002, one, wanted, owner)

    def solicit(self, at, one, other, local):
        """Neighbour solicitation and advertisement (RFC 4861, 4.3 and 4.4), as often as caches run out."""
        owner = other["mac"] if local else self.router[one["vlan"]]
        wanted = other["ip"] if local else link_local(owner)
        key = (one["mac"], one["ip"], wanted)
        if self.seen.get(key, -1e9) >= at - 4 * 3600:
            return
        self.seen[key] = at
        low = ip_bytes(wanted)[13:]
        group = str(ipaddress.ip_address(bytes.fromhex("ff0200000000000000000001ff") + low))
        body = b"\x87\0\0\0" + bytes(4) + ip_bytes(wanted) + b"\1\1" + mac_bytes(one["mac"])
        self.ip6(at, one["mac"], "33:33:ff:" + ":".join(f"{b:02x}" for b in low), one["vlan"], one["ip"], group, 58,
                 self.checksum(one["ip"], group, 58, body, 2))
        body = b"\x88\0\0\0\x60\0\0\0" + ip_bytes(wanted) + b"\2\1" + mac_bytes(owner)
        self.ip6(at + 0.0004, owner, one["mac"], one["vlan"], wanted, one["ip"], 58, self.checksum(wanted, one["ip"], 58, body, 2))

    def between6(self, at, source, target, protocol, payload, ttl):
        """The same of IPv6; the way out is the router itself, whose advertisements name it."""
        ends = source["ip"], target["ip"], protocol, payload
        if source["vlan"] == target["vlan"]:
            self.ip6(at, source["mac"], target["mac"], source["vlan"], *ends, ttl)
            return
        self.ip6(at, source["mac"], self.router.get(source["vlan"], BROADCAST), source["vlan"], *ends, ttl)
        self.ip6(at + 0.00005, self.router.get(target["vlan"], BROADCAST), target["mac"], target["vlan"], *ends, ttl - 1)

    def ip(self, at, source, target, protocol, payload, ttl=None):
        """A packet between two devices, wherever the mirror port sees it."""
        if ":" in source["ip"]:
            self.between6(at, source, target, protocol, payload, ttl or source.get("ttl", 64))
            return
        self.ident = self.ident + 1 & 0xFFFF
        ttl = ttl or source.get("ttl", 64)

        def body(hops):
            head = bytearray(struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), self.ident, 0x4000, ttl - hops, protocol, 0)
                             + ip_bytes(source["ip"]) + ip_bytes(target["ip"]))
            struct.pack_into("!H", head, 10, ones_sum(bytes(head)))
            return bytes(head) + payload

        if source["vlan"] == target["vlan"]:
            self.put(at, source["mac"], target["mac"], source["vlan"], 0x0800, body(0))
            return
        self.put(at, source["mac"], self.gateway(source["vlan"])[1], source["vlan"], 0x0800, body(0))
        self.put(at + 0.00005, self.router.get(target["vlan"], BROADCAST), target["mac"], target["vlan"], 0x0800, body(1))

    def ip6(self, at, source_mac, target_mac, vlan, source, target, protocol, payload, hops=255):
        """An IPv6 packet on one link."""
        head = struct.pack("!IHBB", 6 << 28, len(payload), protocol, hops) + ip_bytes(source) + ip_bytes(target)
        self.put(at, source_mac, target_mac, vlan, 0x86DD, head + payload)

    def checksum(self, source, target, protocol, raw, offset):
        """Fills in a transport checksum."""
        raw = bytearray(raw)
        a, b = ip_bytes(source), ip_bytes(target)
        length = struct.pack("!HH", protocol, len(raw)) if len(a) == 4 else struct.pack("!II", len(raw), protocol)
        struct.pack_into("!H", raw, offset, ones_sum(a + b + length + bytes(raw)))
        return bytes(raw)

    def vrrp(self, at, source_mac, vlan, own, body):
        """One VRRP advertisement, its checksum (at 6) and IP header put in place."""
        group = "224.0.0.18"
        body = self.checksum(own, group, 112, body, 6)
        head = bytearray(struct.pack("!BBHHHBBH", 0x45, 0xC0, 20 + len(body), 0, 0, 255, 112, 0) + ip_bytes(own) + ip_bytes(group))
        struct.pack_into("!H", head, 10, ones_sum(bytes(head)))
        self.put(at, source_mac, "01:00:5e:00:00:12", vlan, 0x0800, bytes(head) + body)

    def udp(self, at, source, target, sport, dport, data, ttl=None):
        """A datagram between two devices."""
        raw = struct.pack("!HHHH", sport, dport, 8 + len(data), 0) + data
        self.ip(at, source, target, 17, self.checksum(source["ip"], target["ip"], 17, raw, 6), ttl)

    def spread(self, at, source, group, sport, dport, data, ttl=1, sender=None, mac=None):
        """A multicast or broadcast datagram of a device."""
        raw = struct.pack("!HHHH", sport, dport, 8 + len(data), 0) + data
        six = ":" in group
        own = sender or (link_local(source["mac"]) if six else source["ip"])
        raw = self.checksum(own, group, 17, raw, 6)
        if six:
            target = "33:33:" + ":".join(f"{b:02x}" for b in ip_bytes(group)[12:])
            self.ip6(at, source["mac"], target, source["vlan"], own, group, 17, raw, ttl)
            return
        first = ip_bytes(group)
        target = BROADCAST if mac or first[0] < 224 else f"01:00:5e:{first[1] & 127:02x}:{first[2]:02x}:{first[3]:02x}"
        head = bytearray(struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(raw), 0, 0, ttl, 17, 0) + ip_bytes(own) + first)
        struct.pack_into("!H", head, 10, ones_sum(bytes(head)))
        self.put(at, source["mac"], target, source["vlan"], 0x0800, bytes(head) + raw)

    def tcp(self, at, client, server, port, talk, cport=None):
        """A whole connection; `talk` lists (side, bytes). Answers the time of its end."""
        self.neighbours(at, client, server)
        cport = cport or self.random.randrange(49152, 65500)
        ends, number = (client, server), [self.random.getrandbits(31), self.random.getrandbits(31)]
        stamp = f"{self.random.getrandbits(32):08x}"

        def segment(side, flags, data=b"", options=b"", window=None):
            nonlocal at
            one, other = ends[side], ends[1 - side]
            ports = (cport, port) if side == 0 else (port, cport)
            window = window or SYN[one.get("stack", "linux")][0]
            raw = struct.pack("!HHIIBBHHH", *ports, number[side], number[1 - side] if flags & 16 else 0,
                              5 + len(options) // 4 << 4, flags, window, 0, 0) + options + data
            at += self.random.uniform(0.0002, 0.003)
            self.ip(at, one, other, 6, self.checksum(one["ip"], other["ip"], 6, raw, 16))
            number[side] = number[side] + len(data) + (1 if flags & 3 else 0) & 0xFFFFFFFF

        options = [bytes.fromhex(SYN[end.get("stack", "linux")][1].format(t=stamp)) for end in ends]
        segment(0, 2, options=options[0])
        segment(1, 18, options=options[1])
        segment(0, 16)
        for side, data in talk:
            for start in range(0, len(data), 1380):
                segment(side, 24, data[start:start + 1380])
            segment(1 - side, 16)
        segment(0, 17)
        segment(1, 17)
        segment(0, 16)
        return at
