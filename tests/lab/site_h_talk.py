"""Messages that only the eighth hospital needs, each after its document: a file by TFTP, an SNMP trap.

Every function answers bytes; who sends them, and when, is decided elsewhere.
"""

import struct

from hospital_talk import ber, oid


# TFTP: RFC 1350
def tftp(name, body):
    """Read request, one block of data, acknowledgement."""
    return b"\0\1" + name.encode() + b"\0octet\0", b"\0\3\0\1" + body.encode()[:511], b"\0\4\0\1"


# SNMP: RFC 3416, 3
def trap(number, kind, values):
    """SNMPv2-Trap: how long the sender has been up, what happened, and what belongs to it."""
    rows = ber(0x30, oid("1.3.6.1.2.1.1.3.0") + ber(0x43, struct.pack("!I", 8640000 + number)))
    rows += ber(0x30, oid("1.3.6.1.6.3.1.1.4.1.0") + oid(kind))
    rows += b"".join(ber(0x30, oid(name) + ber(4, value.encode())) for name, value in values)
    pdu = ber(0xA7, ber(2, struct.pack("!i", number)) + ber(2, b"\0") + ber(2, b"\0") + ber(0x30, rows))
    return ber(0x30, ber(2, b"\1") + ber(4, b"public") + pdu)
