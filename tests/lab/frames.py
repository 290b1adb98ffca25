"""Puts payloads into frames and frames into a capture: for exact syntheses, which need no network.

A conversation is a list of ("c" or "s", payload): what the client and the server sent, in turn.
"""

import ipaddress
import struct

from finish import ones_sum, write_pcap

START = 1_767_268_800  # 2026-01-01T12:00:00Z
SEGMENT = 1460


class Capture:
    """Frames in order, a millisecond apart."""

    def __init__(self):
        self.rows, self.micros = [], 0

    def add(self, frame, pause=1000):
        """One frame, so many microseconds after the last."""
        self.micros += pause
        self.rows.append(((START + self.micros // 1_000_000, self.micros % 1_000_000), frame))

    def udp(self, source, target, ports, payload):
        """One datagram between (mac, ip) pairs."""
        header = struct.pack("!HHHH", *ports, 8 + len(payload), 0)
        total = ones_sum(pseudo(source, target, 17, 8 + len(payload)) + header + payload) or 0xFFFF
        self.add(ipv4(source, target, 17, header[:6] + struct.pack("!H", total) + payload))

    def tcp(self, client, server, ports, conversation):
        """A whole connection between (mac, ip) pairs: handshake, the conversation in segments, goodbye."""
        flow = Flow(self, client, server, ports)
        flow.send("c", b"", 0x02)
        flow.send("s", b"", 0x12)
        flow.send("c", b"", 0x10)
        for side, payload in conversation:
            for at in range(0, len(payload), SEGMENT):
                flow.send(side, payload[at:at + SEGMENT], 0x18)
                flow.send("s" if side == "c" else "c", b"", 0x10)
        flow.send("c", b"", 0x11)
        flow.send("s", b"", 0x11)
        flow.send("c", b"", 0x10)

    def write(self, path):
        """Writes a classic pcap."""
        write_pcap(path, self.rows)


class Flow:
    """The two sides of a TCP connection and how far each has spoken."""

    def __init__(self, capture, client, server, ports):
        self.capture, self.ends = capture, {"c": (client, ports[0]), "s": (server, ports[1])}
        self.next = {"c": 1_000_000 + ports[0], "s": 2_000_000 + ports[0]}

    def send(self, side, payload, flags):
        """One segment."""
        other = "s" if side == "c" else "c"
        (source, port), (target, to_port) = self.ends[side], self.ends[other]
        options = b"\x02\x04\x05\xb4\x01\x01\x04\x02" if flags & 2 else b""
        ack = 0 if flags == 2 else self.next[other]
        head = struct.pack("!HHIIBBHHH", port, to_port, self.next[side], ack, (20 + len(options)) << 2, flags, 64240, 0, 0)
        segment = head + options + payload
        total = ones_sum(pseudo(source, target, 6, len(segment)) + segment)
        segment = segment[:16] + struct.pack("!H", total) + segment[18:]
        self.capture.add(ipv4(source, target, 6, segment))
        self.next[side] += len(payload) + (1 if flags & 3 else 0)


def packed(address):
    """An IPv4 address as bytes."""
    return ipaddress.IPv4Address(address).packed


def pseudo(source, target, protocol, length):
    """Pseudo header of a checksum."""
    return packed(source[1]) + packed(target[1]) + struct.pack("!BBH", 0, protocol, length)


def ipv4(source, target, protocol, payload):
    """An Ethernet frame with an IPv4 packet, padded to the least length."""
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), 0, 0x4000, 64, protocol, 0)
    head += packed(source[1]) + packed(target[1])
    head = head[:10] + struct.pack("!H", ones_sum(head)) + head[12:]
    macs = [bytes.fromhex(end[0].replace(":", "")) for end in (target, source)]
    return (macs[0] + macs[1] + b"\x08\x00" + head + payload).ljust(60, b"\0")
