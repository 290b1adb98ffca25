"""Messages that only the third hospital needs, each after its document: IPv6 services, certificates, plants, greetings.

Every function answers bytes; who sends them, and when, is decided elsewhere.
"""

import struct

from hospital_talk import ber, client_hello, labels, oid
from hospital_wire import ip_bytes

# X.520 attribute types
NAMES = {"C": "2.5.4.6", "O": "2.5.4.10", "OU": "2.5.4.11", "CN": "2.5.4.3", "SN": "2.5.4.5"}


# X.509: RFC 5280
def name(parts):
    """A Name from "CN=…, O=…"."""
    rows = [part.split("=", 1) for part in parts.split(", ")]
    # A country and a serial number are PrintableString, all else UTF8String.
    text = lambda key, value: ber(0x13 if key in ("C", "SN") else 0x0C, value.encode())  # noqa: E731
    return ber(0x30, b"".join(ber(0x31, ber(0x30, oid(NAMES[key]) + text(key, value))) for key, value in rows))


def certificate(subject, issuer, number, random):
    """A certificate with a key and a signature that are no real ones."""
    rsa = ber(0x30, oid("1.2.840.113549.1.1.1") + ber(5, b""))
    signed = ber(0x30, oid("1.2.840.113549.1.1.11") + ber(5, b""))
    key = ber(0x30, ber(2, b"\0" + random.randbytes(255) + b"\1") + ber(2, b"\1\0\1"))
    valid = ber(0x30, ber(0x17, b"250101000000Z") + ber(0x17, b"350101000000Z"))
    body = ber(0xA0, ber(2, b"\2")) + ber(2, struct.pack("!I", number)) + signed + name(issuer) + valid + name(subject)
    body = ber(0x30, body + ber(0x30, rsa + ber(3, b"\0" + key)))
    return ber(0x30, body + signed + ber(3, b"\0" + random.randbytes(256)))


def served(host, subject, issuer, random):
    """TLS 1.2 (RFC 5246) as far as the server shows its certificate."""
    message = lambda kind, data: bytes([kind]) + struct.pack("!I", len(data))[1:] + data  # noqa: E731
    record = lambda kind, data: bytes([kind]) + b"\3\3" + struct.pack("!H", len(data)) + data  # noqa: E731
    raw = certificate(subject, issuer or subject, random.getrandbits(31), random)
    listed = struct.pack("!I", len(raw))[1:] + raw
    hello = message(2, b"\3\3" + random.randbytes(32) + b"\0\0\x2f\0\0\0")
    flight = record(22, hello) + record(22, message(11, struct.pack("!I", len(listed))[1:] + listed)) + record(22, message(14, b""))
    keys = record(22, message(16, struct.pack("!H", 256) + random.randbytes(256))) + record(20, b"\1") + record(22, random.randbytes(64))
    return [(0, client_hello(host, random)), (1, flight), (0, keys), (1, record(20, b"\1") + record(22, random.randbytes(64))),
            (0, record(23, random.randbytes(160))), (1, record(23, random.randbytes(320)))]


# Multicast DNS: RFC 6762, 6763, over IPv6
def mdns6(instance, service, host, port, text, address):
    """A response that offers one service of a host with an IPv6 address."""
    record = lambda owner, kind, value, flush=0x8000: owner + struct.pack("!HHIH", kind, 1 | flush, 120, len(value)) + value  # noqa: E731
    full = bytes([len(instance.encode())]) + instance.encode() + labels(service)
    txt = b"".join(bytes([len(one.encode())]) + one.encode() for one in text) or b"\0"
    return (struct.pack("!HHHHHH", 0, 0x8400, 0, 4, 0, 0) + record(labels(service), 12, full, 0)
            + record(full, 33, struct.pack("!HHH", 0, 0, port) + labels(host)) + record(full, 16, txt)
            + record(labels(host), 28, ip_bytes(address)))


# ICMPv6: RFC 4861
def advertisement(mac, prefix):
    """A router's advertisement of a prefix of 64 bits; the checksum is to be filled in."""
    return (b"\x86\0\0\0\x40\0\x07\x08" + bytes(8) + b"\1\1" + mac + b"\3\4\x40\xc0" + struct.pack("!III", 86400, 14400, 0)
            + ip_bytes(prefix))


# MQTT 3.1.1, 3.1
def mqtt(client):
    """CONNECT of a client without user, and CONNACK."""
    body = b"\0\4MQTT\4\2\0\x3c" + struct.pack("!H", len(client)) + client.encode()
    return [(0, b"\x10" + bytes([len(body)]) + body), (1, b"\x20\2\0\0")]


# KNXnet/IP: ISO 22510, 7.6
def knx(ip, mac, title, number):
    """Description request and response: hardware and services."""
    head = lambda kind, body: b"\x06\x10" + struct.pack("!HH", kind, 6 + len(body)) + body  # noqa: E731
    own = b"\x08\x01" + ip_bytes(ip) + struct.pack("!H", 3671)
    device = b"\x36\x01\x02\0\x11\0\0\0" + bytes.fromhex(number) + bytes([224, 0, 23, 12]) + mac + title.encode("latin-1").ljust(30, b"\0")
    families = b"\x0a\x02\x02\x01\x03\x01\x04\x01\x05\x01"
    return head(0x0203, own), head(0x0204, device + families)


# NetBIOS datagrams (RFC 1002, 4.4) and the browser's announcement ([MS-BRWS], 2.2.1)
def announced(ip, host, group, version, comment):
    """A host announces itself to its work group."""
    coded = lambda text, suffix: b"\x20" + bytes(  # noqa: E731
        x for b in text.upper()[:15].ljust(15).encode() + bytes([suffix]) for x in (65 + (b >> 4), 65 + (b & 15))) + b"\0"
    body = b"\x01\x00" + struct.pack("<I", 720000) + host.upper()[:15].encode().ljust(16, b"\0")
    body += bytes(version) + struct.pack("<IBBH", 0x00011003, 15, 1, 0xAA55) + comment.encode() + b"\0"
    slot = b"\\MAILSLOT\\BROWSE\0"
    start = 32 + 1 + 34 + 2 + len(slot)
    words = struct.pack("<HHHHBBHIHHHHHBBHHH", 0, len(body), 0, 0, 0, 0, 0, 1000, 0, 0, 0, len(body), start, 3, 0, 1, 1, 2)
    smb = b"\xffSMB\x25" + bytes(27) + bytes([17]) + words + struct.pack("<H", len(slot) + len(body)) + slot + body
    data = coded(host, 0) + coded(group, 0x1D) + smb
    return b"\x11\x0a\x12\x34" + ip_bytes(ip) + struct.pack("!HHH", 138, len(data), 0) + data
