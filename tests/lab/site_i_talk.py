"""Messages that only the ninth hospital needs, each after its document: a telephone's file by TFTP, a notice by SNMP, a programme announced by SAP.

Every function answers bytes; who sends them, and when, is decided elsewhere.
"""

import struct

from hospital_talk import ber, oid
from hospital_wire import ip_bytes


# TFTP: RFC 1350
def file_wanted(name):
    """A read request in octets."""
    return b"\0\1" + name.encode() + b"\0octet\0"


def no_file():
    """The server's error: there is none of this name."""
    return b"\0\5\0\1File not found\0"


# SNMPv2-Trap: RFC 3416, 4.2.6
def notice(number, kind, values):
    """A notice of a kind, with what it is about."""
    row = lambda name, value: ber(0x30, oid(name) + value)  # noqa: E731
    binds = row("1.3.6.1.2.1.1.3.0", ber(0x43, struct.pack("!I", 91_000_000 + number))) + row("1.3.6.1.6.3.1.1.4.1.0", oid(kind))
    binds += b"".join(row(name, oid(value[4:]) if value.startswith("oid:") else ber(4, value.encode())) for name, value in values)
    pdu = ber(0xA7, ber(2, struct.pack("!i", number)) + ber(2, b"\0") + ber(2, b"\0") + ber(0x30, binds))
    return ber(0x30, ber(2, b"\1") + ber(4, b"public") + pdu)


# SAP and SDP: RFC 2974, RFC 8866
def programme(address, name, tool, group):
    """An announcement of one programme, with the tool that makes it."""
    lines = ["v=0", f"o=- 1 1 IN IP4 {address}", f"s={name}", f"a=tool:{tool}", f"c=IN IP4 {group}/32", "t=0 0", "a=type:broadcast", "m=video 5000 udp mpeg"]
    return b"\x20\0\x1a\x50" + ip_bytes(address) + b"application/sdp\0" + "".join(f"{line}\r\n" for line in lines).encode()
