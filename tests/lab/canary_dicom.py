"""DICOM conversations that carry canaries in every field that can hold a patient.

Upper layer after PS3.8 section 9.3, DIMSE after PS3.7, encodings after PS3.5.
"""

import struct
import zlib

IMPLICIT, EXPLICIT, BIG = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"
JPEG, DEFLATED, RLE = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.5"
SYNTAXES = [IMPLICIT, EXPLICIT, BIG, JPEG, DEFLATED, RLE]
S = "1.2.840.10008.5.1.4.1.1."
LONG = {"OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"}
EQUIPMENT = [(0x00080060, "CS", "CT"), (0x00080070, "LO", "GE MEDICAL SYSTEMS"), (0x00081010, "SH", "CT01-ED"),
             (0x00081090, "LO", "Optima CT660"), (0x00181000, "LO", "CT660-104233"), (0x00181020, "LO", "gmp_hdy.42")]
# (tag, VR) of text that is never to be kept: PROTOCOLS group by group.
TEXT = [(0x00080050, "SH"), (0x00080090, "PN"), (0x00080092, "ST"), (0x00080094, "SH"), (0x00081030, "LO"), (0x0008103E, "LO"),
        (0x00081048, "PN"), (0x00081050, "PN"), (0x00081060, "PN"), (0x00081070, "PN"), (0x00081080, "LO"), (0x00082111, "ST"),
        (0x00084000, "LT"), (0x00100010, "PN"), (0x00100020, "LO"), (0x00100021, "LO"), (0x00100040, "CS"), (0x00101000, "LO"),
        (0x00101001, "PN"), (0x00101005, "PN"), (0x00101010, "AS"), (0x00101040, "LO"), (0x00101060, "PN"), (0x00101080, "LO"),
        (0x00101081, "LO"), (0x00101090, "LO"), (0x00102000, "LO"), (0x00102110, "LO"), (0x00102150, "LO"), (0x00102154, "SH"),
        (0x00102160, "SH"), (0x00102180, "SH"), (0x001021B0, "LT"), (0x001021F0, "LO"), (0x00102297, "PN"), (0x00104000, "LT"),
        (0x00180010, "LO"), (0x00181030, "LO"), (0x00181400, "LO"), (0x00200010, "SH"), (0x00204000, "LT"), (0x00321032, "PN"),
        (0x00321033, "LO"), (0x00321060, "LO"), (0x00324000, "LT"), (0x00380010, "LO"), (0x00380300, "LO"), (0x00380500, "LO"),
        (0x00400006, "PN"), (0x00400007, "LO"), (0x00400253, "SH"), (0x00400254, "LO"), (0x00401001, "SH"), (0x00401400, "LT"),
        (0x00402400, "LT"), (0x40000010, "LT")]
NUMBERS = [(0x00080018, "UI"), (0x0020000D, "UI"), (0x0020000E, "UI"), (0x00080020, "DA"), (0x00080030, "TM"), (0x00100030, "DA"),
           (0x00100032, "TM"), (0x00200052, "UI"), (0x00380020, "DA"), (0x00400244, "DA")]
SEQUENCES = [0x00081110, 0x00081140, 0x00101002, 0x00400275, 0x00400555]
PRIVATE = [0x0009, 0x0011, 0x0019, 0x0029, 0x0043]


def element(tag, vr, value, syntax, undefined=False):
    """One data element; `value` is bytes or text."""
    raw = value.encode("latin-1") if isinstance(value, str) else value
    raw += (b"\0" if vr in ("UI", "OB") else b" ") * (len(raw) % 2)
    end = ">" if syntax == BIG else "<"
    length = 0xFFFFFFFF if undefined else len(raw)
    head = struct.pack(end + "HH", tag >> 16, tag & 0xFFFF)
    if syntax == IMPLICIT:
        return head + struct.pack("<I", length) + raw
    if vr in LONG or undefined:
        return head + vr.encode() + b"\0\0" + struct.pack(end + "I", length) + raw
    return head + vr.encode() + struct.pack(end + "H", len(raw)) + raw


def sequence(tag, content, syntax, undefined):
    """A sequence of one item, with explicit or undefined lengths."""
    end = ">" if syntax == BIG else "<"
    item = lambda low, length: struct.pack(end + "HHI", 0xFFFE, low, length)  # noqa: E731
    if undefined:
        return element(tag, "SQ", item(0xE000, 0xFFFFFFFF) + content + item(0xE00D, 0) + item(0xE0DD, 0), syntax, True)
    return element(tag, "SQ", item(0xE000, len(content)) + content, syntax)


def pixels(canary, syntax):
    """Pixel data with text burned into the bytes; encapsulated when compressed."""
    text = b"\x10" * 32 + canary().encode() + b"\x10" * 32
    if syntax not in (JPEG, RLE):
        return element(0x7FE00010, "OW", text, syntax)
    item = lambda low, raw: struct.pack("<HHI", 0xFFFE, low, len(raw)) + raw  # noqa: E731
    frame = b"\xff\xd8\xff\xfe" + struct.pack("!H", len(text) + 2) + text + b"\xff\xd9"
    frame += b"\0" * (len(frame) % 2)
    return element(0x7FE00010, "OB", item(0xE000, b"") + item(0xE000, frame) + item(0xE0DD, b""), syntax, True)


def data_set(canary, syntax, sop_class=None, undefined=False, image=True):
    """A complete data set, elements in ascending order."""
    encoding = EXPLICIT if syntax in (JPEG, DEFLATED, RLE) else syntax
    parts = {tag: element(tag, vr, value, encoding) for tag, vr, value in EQUIPMENT}
    if sop_class:
        parts[0x00080016] = element(0x00080016, "UI", sop_class, encoding)
    for tag, vr in TEXT:
        parts[tag] = element(tag, vr, canary.person() if vr == "PN" else canary(), encoding)
    for tag, vr in NUMBERS:
        parts[tag] = element(tag, vr, "2.25." + canary.number() if vr == "UI" else canary.number(), encoding)
    for tag in SEQUENCES:
        inner = element(0x00100010, "PN", canary.person(), encoding) + element(0x00100020, "LO", canary(), encoding)
        inner = sequence(0x00081199, inner, encoding, not undefined) + element(0x00181000, "LO", canary(), encoding)
        parts[tag] = sequence(tag, element(0x00080050, "SH", canary(), encoding) + inner, encoding, undefined)
    for group in PRIVATE:
        parts[group << 16 | 0x10] = element(group << 16 | 0x10, "LO", "SYNTHETIC LAB", encoding)
        parts[group << 16 | 0x1001] = element(group << 16 | 0x1001, "LO", canary(), encoding)
        parts[group << 16 | 0x1002] = element(group << 16 | 0x1002, "UN", canary().encode(), encoding)
    if image:
        parts[0x7FE00010] = pixels(canary, syntax)
    plain = b"".join(parts[tag] for tag in sorted(parts))
    if syntax != DEFLATED:
        return plain
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(plain) + packer.flush()
    return packed + b"\0" * (len(packed) % 2)


def item(kind, value):
    """An item of the association PDUs."""
    return struct.pack("!BBH", kind, 0, len(value)) + value


def identity(canary, kind):
    """User identity item 58: user, password, Kerberos, SAML or JWT."""
    first, second = canary().encode(), canary().encode() if kind == 2 else b""
    return item(0x58, struct.pack("!BBH", kind, 0, len(first)) + first + struct.pack("!H", len(second)) + second)


def associate(kind, abstract, syntax, extra=b""):
    """A-ASSOCIATE-RQ (1) or -AC (2) for one presentation context."""
    context = item(0x40, syntax.encode())
    context = item(0x20, b"\1\0\0\0" + item(0x30, abstract.encode()) + context) if kind == 1 else item(0x21, b"\1\0\0\0" + context)
    user = item(0x51, struct.pack("!I", 16384)) + item(0x52, b"1.2.840.113619.6.284") + extra + item(0x55, b"LIGHTSPEED_1_2")
    body = struct.pack("!HH16s16s32x", 1, 0, b"WARDPACS".ljust(16), b"CT01".ljust(16)) + item(0x10, b"1.2.840.10008.3.1.1.1")
    body += context + item(0x50, user)
    return struct.pack("!BBI", kind, 0, len(body)) + body


def command(elements):
    """A command set: always implicit VR little endian, group length first."""
    body = b"".join(element(tag, "", value, IMPLICIT) for tag, value in elements)
    return element(0, "", struct.pack("<I", len(body)), IMPLICIT) + body


def short(value):
    """A US value of a command."""
    return struct.pack("<H", value)


def p_data(payload, control, fragment, context=1):
    """P-DATA-TF PDUs of at most `fragment` bytes; control bit 0 is command, bit 1 last."""
    out = b""
    for at in range(0, max(len(payload), 1), fragment):
        part = payload[at:at + fragment]
        last = 2 if at + fragment >= len(payload) else 0
        pdv = struct.pack("!IBB", len(part) + 2, context, control | last) + part
        out += struct.pack("!BBI", 4, 0, len(pdv)) + pdv
    return out


RELEASE = (struct.pack("!BBII", 5, 0, 4, 0), struct.pack("!BBII", 6, 0, 4, 0))


def exchange(flow, canary, field, abstract, syntax, kind=0, fragment=4096, answer=None, begin=0, undefined=False):
    """One association with one request; `begin` 1 starts at the command, 2 inside the data set."""
    stored = "2.25." + canary.number()
    tag = 0x00000002 if field not in (0x0110, 0x0120) else 0x00000003
    request = command([(tag, abstract), (0x00000100, short(field)), (0x00000110, short(1)), (0x00000700, short(0)),
                       (0x00000800, short(1)), (0x00001000 if tag == 2 else 0x00001001, stored)])
    data = data_set(canary, syntax, abstract, undefined, image=field == 1)
    sent = associate(1, abstract, syntax, identity(canary, kind) if kind else b"")
    asked, body = p_data(request, 1, fragment), p_data(data, 0, fragment)
    if begin:
        flow.send(0, asked + body if begin == 1 else body[200:])
    else:
        flow.send(0, sent)
        flow.send(1, associate(2, abstract, syntax))
        flow.send(0, asked + body)
    if answer:
        pending = command([(2, abstract), (0x100, short(field | 0x8000)), (0x120, short(1)), (0x800, short(1)), (0x900, short(0xFF00))])
        flow.send(1, p_data(pending, 1, fragment) + p_data(data_set(canary, syntax, None, undefined, False), 0, fragment))
    status = command([(2, abstract), (0x100, short(field | 0x8000)), (0x120, short(1)), (0x800, short(0x0101)),
                      (0x900, short(0)), (0x902, canary()), (0x1000, stored)])
    flow.send(1, p_data(status, 1, fragment))
    flow.send(0, RELEASE[0])
    flow.send(1, RELEASE[1])
    flow.close()


# (command field, abstract syntax, an answer with a data set follows)
REQUESTS = [(0x0001, S + "2", False), (0x0001, S + "4", False), (0x0001, S + "6.1", False), (0x0001, S + "1.1", False),
            (0x0020, "1.2.840.10008.5.1.4.31", True), (0x0020, "1.2.840.10008.5.1.4.1.2.2.1", True),
            (0x0021, "1.2.840.10008.5.1.4.1.2.2.2", False), (0x0010, "1.2.840.10008.5.1.4.1.2.2.3", False),
            (0x0140, "1.2.840.10008.3.1.2.3.3", True), (0x0120, "1.2.840.10008.3.1.2.3.3", False)]
