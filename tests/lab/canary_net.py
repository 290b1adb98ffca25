"""Canary strings, and TCP conversations written straight into a capture."""

import base64
import struct

from finish import ones_sum, write_pcap

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
START = 1_795_000_000  # seconds of the first packet; any fixed time will do


class Canaries:
    """Hands out unmistakable strings, each one once, up to a number."""

    def __init__(self, random, wanted):
        self.random, self.wanted, self.given, self.encoded = random, wanted, [], []

    def full(self):
        """True when as many as wanted were handed out."""
        return len(self.given) >= self.wanted

    def _keep(self, text):
        if not self.full():
            self.given.append(text)
            return text
        return self.random.choice(self.given)

    def __call__(self):
        """`CNRY` and eight base32 characters."""
        return self._keep("CNRY" + "".join(self.random.choice(ALPHABET) for _ in range(8)))

    def person(self):
        """A name of two canaries."""
        return f"{self()}^{self()}"

    def number(self):
        """A numeric canary for UIDs and dates that hold digits only."""
        return self._keep("7799" + "".join(self.random.choice("0123456789") for _ in range(16)))

    def basic(self):
        """user:password in base64; the encoded form is a canary as well."""
        text = base64.b64encode(f"{self()}:{self()}".encode()).decode()
        self.encoded.append(text)
        return text


class Wire:
    """Collects packets; time moves on by a millisecond a packet."""

    def __init__(self, random):
        self.random, self.rows, self.ticks, self.flows = random, [], 0, 0

    def put(self, frame):
        """Appends a frame."""
        self.ticks += 1
        self.rows.append(((START + self.ticks // 1000, self.ticks % 1000 * 1000), frame))

    def save(self, path):
        """Writes the capture."""
        write_pcap(path, self.rows)


class Flow:
    """One TCP connection between two synthetic hosts.

    `step` is the largest segment, `v6` the family, `vlan` a tag, `start` False
    for a connection whose beginning was not captured, `lose` the index of a
    data segment that is missing, `shuffle` swaps neighbouring segments,
    `fragments` cuts the IPv4 packets in two.
    """

    def __init__(self, wire, port, step=1400, v6=False, vlan=None, start=True, lose=(), shuffle=False, fragments=False):
        wire.flows += 1
        number = wire.flows
        self.wire, self.port, self.step, self.v6, self.vlan = wire, port, step, v6, vlan
        self.lose, self.shuffle, self.fragments, self.sent = set(lose), shuffle, fragments and not v6, 0
        self.client_port = 20000 + number % 40000
        self.host = number % 200 + 20
        self.sequence = [wire.random.getrandbits(31), wire.random.getrandbits(31)]
        if start:
            self.segment(0, 2)
            self.sequence[0] += 1
            self.segment(1, 18)
            self.sequence[1] += 1
            self.segment(0, 16)

    def segment(self, side, flags, data=b""):
        """One segment with valid checksums."""
        ports = (self.client_port, self.port) if side == 0 else (self.port, self.client_port)
        ack = self.sequence[1 - side] if flags & 16 else 0
        tcp = bytearray(struct.pack("!HHIIBBHHH", *ports, self.sequence[side] & 0xFFFFFFFF, ack & 0xFFFFFFFF, 0x50,
                                    flags, 64240, 0, 0) + data)
        hosts = (self.host, 10) if side == 0 else (10, self.host)
        if self.v6:
            source, target = (bytes.fromhex("fd7700000000000000000000000000") + bytes([h]) for h in hosts)
            pseudo = source + target + struct.pack("!II", len(tcp), 6)
        else:
            source, target = (bytes([10, 77, 9, h]) for h in hosts)
            pseudo = source + target + struct.pack("!HH", 6, len(tcp))
        struct.pack_into("!H", tcp, 16, ones_sum(pseudo + bytes(tcp)))
        macs = bytes([2, 0x77, 9, 0, 0, hosts[1]]) + bytes([2, 0x77, 9, 0, 0, hosts[0]])
        tag = struct.pack("!HH", 0x8100, self.vlan) if self.vlan else b""
        if self.v6:
            self.wire.put(macs + tag + struct.pack("!HIHBB", 0x86DD, 6 << 28, len(tcp), 6, 64) + source + target + bytes(tcp))
            return
        for offset, more, part in self.pieces(bytes(tcp)):
            head = bytearray(struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(part), self.wire.flows * 7 + self.wire.ticks & 0xFFFF
                                         if not self.fragments else self.ident, more << 13 | offset // 8, 64, 6, 0) + source + target)
            struct.pack_into("!H", head, 10, ones_sum(bytes(head)))
            self.wire.put(macs + tag + b"\x08\x00" + bytes(head) + part)

    def pieces(self, tcp):
        """(offset, more fragments, bytes) of an IPv4 payload."""
        self.ident = self.wire.random.getrandbits(16)
        if not self.fragments or len(tcp) < 64:
            return [(0, 0, tcp)]
        half = len(tcp) // 2 // 8 * 8
        return [(0, 1, tcp[:half]), (half, 0, tcp[half:])]

    def send(self, side, data):
        """Sends bytes in segments, some of them lost or swapped as configured."""
        parts = [(side, data[at:at + self.step]) for at in range(0, len(data), self.step)]
        planned = []
        for _, part in parts:
            planned.append((self.sequence[side], part, self.sent in self.lose))
            self.sequence[side] += len(part)
            self.sent += 1
        end = self.sequence[side]
        if self.shuffle:
            for at in range(0, len(planned) - 1, 2):
                planned[at], planned[at + 1] = planned[at + 1], planned[at]
        for sequence, part, lost in planned:
            if not lost:
                self.sequence[side] = sequence
                self.segment(side, 24, part)
        self.sequence[side] = end
        self.segment(1 - side, 16)

    def close(self):
        """FIN both ways."""
        for side in (0, 1):
            self.segment(side, 17)
            self.sequence[side] += 1
        self.segment(0, 16)
