"""Messages that only the fourth hospital needs, each after its document: DICOM as modalities of today send it, laboratory dialects, desktops.

Every function answers bytes; who sends them, and when, is decided elsewhere.
"""

import struct

import site_c_talk as third
from canary_dicom import EXPLICIT, IMPLICIT, RELEASE, command, element, item, p_data, short
from hospital_talk import APP, VERIFICATION, ber, labels, oid
from hospital_wire import ip_bytes

MPPS, LOSSLESS = "1.2.840.10008.3.1.2.3.3", "1.2.840.10008.1.2.4.70"


# DICOM: PS3.8, 9.3; PS3.7; PS3.5
def associated(calling, called, contexts, uid, version, accepted=None):
    """A-ASSOCIATE-RQ of several contexts (abstract syntax, transfer syntaxes), or with `accepted` (number: syntax) its -AC."""
    body = struct.pack("!HH16s16s32x", 1, 0, called.ljust(16).encode(), calling.ljust(16).encode()) + item(0x10, APP)
    for place, (abstract, syntaxes) in enumerate(contexts):
        number = place * 2 + 1
        if accepted is None:
            body += item(0x20, bytes([number, 0, 0, 0]) + item(0x30, abstract.encode()) + b"".join(item(0x40, one.encode()) for one in syntaxes))
        else:
            body += item(0x21, bytes([number, 0, 0, 0]) + item(0x40, accepted.encode() if accepted in syntaxes else IMPLICIT.encode()))
    window = item(0x53, struct.pack("!HH", 1, 1)) if accepted is None else b""
    user = item(0x51, struct.pack("!I", 65536)) + item(0x52, uid.encode()) + window + (item(0x55, version.encode()) if version else b"")
    body += item(0x50, user)
    return struct.pack("!BBI", 1 if accepted is None else 2, 0, len(body)) + body


def exported(e, number):
    """A data set in explicit VR: equipment among the attributes that usually stand around it, a synthetic patient, pixels."""
    rows = [(0x00080005, "CS", "ISO_IR 100"), (0x00080008, "CS", "ORIGINAL\\PRIMARY"), (0x00080016, "UI", e["sop"]), (0x00080018, "UI", f"2.25.81{number}"),
            (0x00080020, "DA", "20260914"), (0x00080060, "CS", e["modality"]), (0x00080070, "LO", e.get("maker")), (0x00080080, "LO", "AZ SYNTHETIC"),
            (0x00081010, "SH", e.get("station")), (0x00081030, "LO", "SYNTHETIC STUDY"), (0x00081090, "LO", e.get("model")),
            (0x00100010, "PN", "SYNTHETIC^PATIENT^D"), (0x00100020, "LO", "SYN0004"), (0x00180015, "CS", "CHEST"), (0x00181000, "LO", e.get("serial")),
            (0x00181020, "LO", e.get("software")), (0x00181030, "LO", "SYNTHETIC PROTOCOL"), (0x0020000D, "UI", f"2.25.82{number}"),
            (0x0020000E, "UI", f"2.25.83{number}"), (0x7FE00010, "OW", bytes(512))]
    return b"".join(element(tag, vr, value, EXPLICIT) for tag, vr, value in rows if value)


def export(e, scp, number, images=2):
    """An association that offers verification and the device's class in three syntaxes, and sends images in explicit VR."""
    contexts = [(VERIFICATION, [IMPLICIT]), (e["sop"], [EXPLICIT, IMPLICIT, LOSSLESS])]
    out = [(0, associated(e["ae"], scp["ae"], contexts, e["uid"], e.get("version"))),
           (1, associated(e["ae"], scp["ae"], contexts, scp["uid"], scp.get("version"), EXPLICIT))]
    for place in range(images):
        instance = number * 10 + place
        ask = command([(2, e["sop"]), (0x100, short(1)), (0x110, short(place + 1)), (0x700, short(0)), (0x800, short(1)), (0x1000, f"2.25.81{instance}")])
        done = command([(2, e["sop"]), (0x100, short(0x8001)), (0x120, short(place + 1)), (0x800, short(0x0101)), (0x900, short(0)), (0x1000, f"2.25.81{instance}")])
        out += [(0, p_data(ask, 1, 16000, 3) + p_data(exported(e, instance), 0, 16000, 3)), (1, p_data(done, 1, 16000, 3))]
    return out + [(0, RELEASE[0]), (1, RELEASE[1])]


def performed(e, scp, number):
    """N-CREATE of a performed procedure step (PS3.4, F.7.2): who performs it stands in the station's attributes."""
    rows = [(0x00080060, "CS", e["modality"]), (0x00100010, "PN", "SYNTHETIC^PATIENT^D"), (0x00100020, "LO", "SYN0004"), (0x00400241, "AE", e["ae"]),
            (0x00400242, "SH", e.get("station")), (0x00400244, "DA", "20260914"), (0x00400252, "CS", "IN PROGRESS"), (0x00400253, "SH", f"SYN{number}")]
    data = b"".join(element(tag, vr, value, IMPLICIT) for tag, vr, value in rows if value)
    ask = command([(2, MPPS), (0x100, short(0x140)), (0x110, short(1)), (0x800, short(1)), (0x1000, f"2.25.84{number}")])
    done = command([(2, MPPS), (0x100, short(0x8140)), (0x120, short(1)), (0x800, short(0x0101)), (0x900, short(0)), (0x1000, f"2.25.84{number}")])
    contexts = [(MPPS, [IMPLICIT])]
    return [(0, associated(e["ae"], scp["ae"], contexts, e["uid"], e.get("version"))),
            (1, associated(e["ae"], scp["ae"], contexts, scp["uid"], scp.get("version"), IMPLICIT)),
            (0, p_data(ask, 1, 16000) + p_data(data, 0, 16000)), (1, p_data(done, 1, 16000)), (0, RELEASE[0]), (1, RELEASE[1])]


# Laboratory dialects, as the makers' host interface manuals print them
def checked(data):
    """The sum of all bytes, in two hexadecimal digits."""
    return f"{sum(data) & 255:02x}".encode()


def bci(fields):
    """bioMérieux's computer interface: ENQ, one message of fields behind record separators, EOT."""
    body = b"".join(b"\x1e" + field.encode() + b"|" for field in fields)
    frame = body + b"\x1d"
    return [(0, b"\x05"), (1, b"\x06"), (0, b"\x02" + frame + checked(frame) + b"\x03"), (1, b"\x06"), (0, b"\x04")]


def rapid(message, fields):
    """Siemens' blood gas interface (LIS3): a message's name, then groups of a key and its value."""
    body = b"\x02" + message.encode() + b"\x1c\x1e"
    body += b"".join(key.encode() + b"\x1d" + value.encode() + b"\x1d\x1d\x1d\x1c" for key, value in fields) + b"\x1e\x03"
    answer = b"\x02ACK\x1c\x1e\x03"
    return [(0, body + checked(body).upper() + b"\x04"), (1, answer + checked(answer).upper() + b"\x04")]


# The pharmacy's stores: WWKS 2.0
def store_hello(maker, product, version):
    """A pharmacy system greets an automated store, which answers who it is."""
    front = '<WWKS Version="2.0" TimeStamp="2026-09-14T11:14:00Z">'
    ask = f'{front}<HelloRequest Id="1001"><Subscriber Id="100" Type="IMS" Manufacturer="SYNTHETIC" ProductInfo="Pharmacy" VersionInfo="1.0">' \
          '<Capability Name="Output"/></Subscriber></HelloRequest></WWKS>'
    answer = f'{front}<HelloResponse Id="1001"><Subscriber Id="999" Type="Robot" Manufacturer="{maker}" ProductInfo="{product}" VersionInfo="{version}">' \
             '<Capability Name="KeepAlive"/><Capability Name="Output"/></Subscriber></HelloResponse></WWKS>'
    return [(0, ask.encode()), (1, answer.encode())]


# ADS over AMS/TCP: Beckhoff's TwinCAT ADS specification
def ads(asker, owner, name, version):
    """ReadDeviceInfo and its answer: version, build and name of the runtime."""
    ends = [ip_bytes(address) + b"\1\1" + struct.pack("<H", port) for address, port in ((owner, 10000), (asker, 32900))]
    body = struct.pack("<IBBH", 0, *version) + name.encode().ljust(16, b"\0")
    packet = lambda target, source, flags, data: struct.pack("<HI", 0, 32 + len(data)) + target + source + struct.pack("<HHIII", 1, flags, len(data), 0, 1) + data  # noqa: E731
    return [(0, packet(*ends, 4, b"")), (1, packet(ends[1], ends[0], 5, body))]


# IPP: RFC 8010, RFC 8011
def ipp(address, attributes):
    """Get-Printer-Attributes and its answer; `attributes` are pairs of a name and a text."""
    text = lambda tag, name, value: bytes([tag]) + struct.pack("!H", len(name)) + name.encode() + struct.pack("!H", len(value)) + value.encode()  # noqa: E731
    front = text(0x47, "attributes-charset", "utf-8") + text(0x48, "attributes-natural-language", "en")
    ask = b"\2\0\0\x0b\0\0\0\1\1" + front + text(0x45, "printer-uri", f"ipp://{address}/ipp/print") + b"\3"
    answer = b"\2\0\0\0\0\0\0\1\1" + front + b"\4" + b"".join(text(0x41, name, value) for name, value in attributes) + b"\3"
    head = f"POST /ipp/print HTTP/1.1\r\nHost: {address}:631\r\nUser-Agent: CUPS/2.4.2 (Linux 6.1.0; x86_64) IPP/2.0\r\nContent-Type: application/ipp\r\nContent-Length: {len(ask)}\r\n\r\n"
    return [(0, head.encode() + ask), (1, f"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {len(answer)}\r\n\r\n".encode() + answer)]


# Remote desktops: [MS-RDPBCGR], 2.2.1.1 and 2.2.1.2; RFC 6143
def remote_desktop(host, random):
    """A connection request without a user's name, its confirm, and TLS with the host's own certificate."""
    ask = b"\3\0\0\x13\x0e\xe0\0\0\0\0\0\1\0\x08\0\3\0\0\0"
    answer = b"\3\0\0\x13\x0e\xd0\0\0\x12\x34\0\2\x0f\x08\0\2\0\0\0"
    return [(0, ask), (1, answer), *third.served(host, f"CN={host}", None, random)]


def frame_buffer(name):
    """VNC without a password up to the desktop's name."""
    screen = struct.pack("!HHBBBBHHHBBB3x", 1280, 1024, 32, 24, 0, 1, 255, 255, 255, 16, 8, 0)
    return [(1, b"RFB 003.008\n"), (0, b"RFB 003.008\n"), (1, b"\1\1"), (0, b"\1"), (1, bytes(4)), (0, b"\1"), (1, screen + struct.pack("!I", len(name)) + name.encode())]


# SNMPv3: RFC 3414, 4
def discovery(number, engine=b""):
    """A manager's question for the engine, or with `engine` the agent's report."""
    flags = b"\4" if not engine else b"\0"
    head = ber(0x30, ber(2, struct.pack("!I", number)) + ber(2, struct.pack("!I", 65507)) + ber(4, flags) + ber(2, b"\3"))
    security = ber(0x30, ber(4, engine) + ber(2, b"\7" if engine else b"\0") + ber(2, b"\x11\x22\x33" if engine else b"\0") + ber(4, b"") + ber(4, b"") + ber(4, b""))
    unknown = ber(0x30, ber(0x30, oid("1.3.6.1.6.3.15.1.1.4.0") + ber(0x41, b"\1"))) if engine else ber(0x30, b"")
    pdu = ber(0xA8 if engine else 0xA0, ber(2, struct.pack("!I", number)) + ber(2, b"\0") + ber(2, b"\0") + unknown)
    return ber(0x30, ber(2, b"\3") + head + ber(4, security) + ber(0x30, ber(4, engine) + ber(4, b"") + pdu))


# LLMNR: RFC 4795
def own_name(number, name):
    """A host asks whether its name is free."""
    return struct.pack("!HHHHHH", number, 0, 1, 0, 0, 0) + labels(name) + struct.pack("!HH", 255, 1)


# Virtual routers: RFC 5798, version 3
def virtual(number, priority, address):
    """An advertisement; the checksum is to be filled in."""
    return bytes([0x31, number, priority, 1, 0, 100, 0, 0]) + ip_bytes(address)
