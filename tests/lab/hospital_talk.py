"""What the hospital's devices say: byte-exact messages of protocols, each after its document.

Every function answers bytes; who sends them, and when, is decided elsewhere.
"""

import os
import struct

from canary_dicom import EXPLICIT, IMPLICIT, RELEASE, S, command, element, item, p_data, short
from hospital_wire import ip_bytes, mac_bytes

APP = b"1.2.840.10008.3.1.1.1"
VERIFICATION, WORKLIST, STUDY_FIND = "1.2.840.10008.1.1", "1.2.840.10008.5.1.4.31", "1.2.840.10008.5.1.4.1.2.2.1"
PRINT = "1.2.840.10008.5.1.1.9"


# DHCP: RFC 2131, RFC 2132
def dhcp(kind, device, server, address="0.0.0.0", reply=False, extra=()):
    """One DHCP message; `extra` lists (option, bytes)."""
    head = struct.pack("!BBBBIHH", 2 if reply else 1, 1, 6, 0, device["xid"], 0, 0)
    client = ip_bytes(address if kind in ("renew",) else "0.0.0.0")
    yours = ip_bytes(address) if reply else bytes(4)
    head += client + yours + (ip_bytes(server) if reply else bytes(4)) + bytes(4) + mac_bytes(device["mac"]) + bytes(10 + 192)
    number = {"discover": 1, "offer": 2, "request": 3, "renew": 3, "ack": 5}[kind]
    options = [(53, bytes([number])), *extra]
    raw = b"".join(struct.pack("!BB", code, len(value)) + value for code, value in options)
    return head + b"\x63\x82\x53\x63" + raw + b"\xff"


def dhcpv6(duid, host, transaction):
    """SOLICIT with DUID, FQDN and vendor class of Windows (RFC 8415, RFC 4704)."""
    option = lambda code, value: struct.pack("!HH", code, len(value)) + value  # noqa: E731
    name = b"\0" + bytes([len(host)]) + host.encode()
    return (struct.pack("!I", 1 << 24 | transaction) + option(8, b"\0\0") + option(1, duid) + option(3, struct.pack("!III", 7, 0, 0))
            + option(39, name) + option(16, struct.pack("!IH", 311, 8) + b"MSFT 5.0") + option(6, struct.pack("!HHHH", 17, 23, 24, 32)))


# LLDP: IEEE 802.1AB; CDP: Cisco's published format
def lldp(mac, port, name, text, capabilities, med=None, address=None):
    """One LLDPDU; `med` is (class, manufacturer, model, serial, software)."""
    tlv = lambda kind, value: struct.pack("!H", kind << 9 | len(value)) + value  # noqa: E731
    out = tlv(1, b"\4" + mac_bytes(mac)) + tlv(2, b"\5" + port.encode()) + tlv(3, b"\0\x78")
    out += tlv(5, name.encode()) if name else b""
    out += tlv(6, text.encode()) if text else b""
    out += tlv(7, struct.pack("!HH", capabilities, capabilities))
    if address:
        out += tlv(8, b"\5\1" + ip_bytes(address) + b"\2" + struct.pack("!I", 1) + b"\0")
    if med:
        kind, maker, model, serial, software = med
        own = lambda sub, value: tlv(127, b"\x00\x12\xbb" + bytes([sub]) + value)  # noqa: E731
        out += own(1, struct.pack("!HB", 0x33, kind))
        for sub, value in ((7, software), (8, serial), (9, maker), (10, model)):
            out += own(sub, value.encode()) if value else b""
    return out + b"\0\0"


def cdp(name, platform, version, port, capabilities, address):
    """One CDP packet behind its SNAP header."""
    tlv = lambda kind, value: struct.pack("!HH", kind, 4 + len(value)) + value  # noqa: E731
    body = tlv(1, name.encode()) + tlv(2, struct.pack("!IBBBH", 1, 1, 1, 0xCC, 4) + ip_bytes(address)) + tlv(3, port.encode())
    body += tlv(4, struct.pack("!I", capabilities)) + tlv(5, version.encode()) + tlv(6, platform.encode())
    raw = bytearray(b"\2\xb4\0\0" + body)
    # An odd last byte counts as the low half of its word.
    padded = bytes(raw[:-1]) + b"\0" + bytes(raw[-1:]) if len(raw) % 2 else bytes(raw)
    total = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    total = (total & 0xFFFF) + (total >> 16)
    struct.pack_into("!H", raw, 2, ~(total + (total >> 16)) & 0xFFFF)
    return b"\xaa\xaa\x03\x00\x00\x0c\x20\x00" + bytes(raw)


# Names: RFC 1035, RFC 6762, RFC 1001/1002
def labels(name):
    """A domain name in wire form."""
    return b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0"


def dns_query(number, name):
    """A question for an address."""
    return struct.pack("!HHHHHH", number, 0x0100, 1, 0, 0, 0) + labels(name) + struct.pack("!HH", 1, 1)


def dns_answer(number, name, address):
    """The answer to it."""
    return (struct.pack("!HHHHHH", number, 0x8180, 1, 1, 0, 0) + labels(name) + struct.pack("!HH", 1, 1)
            + b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 300, 4) + ip_bytes(address))


def mdns(instance, service, host, port, text, address):
    """A response that offers one service."""
    record = lambda name, kind, value, flush=0x8000: (  # noqa: E731
        labels(name) + struct.pack("!HHIH", kind, 1 | flush, 120, len(value)) + value)
    full = bytes([len(instance.encode())]) + instance.encode() + labels(service)
    entry = lambda kind, value: full + struct.pack("!HHIH", kind, 0x8001, 120, len(value)) + value  # noqa: E731
    txt = b"".join(bytes([len(t.encode())]) + t.encode() for t in text) or b"\0"
    return (struct.pack("!HHHHHH", 0, 0x8400, 0, 4, 0, 0) + record(service, 12, full, 0)
            + entry(33, struct.pack("!HHH", 0, 0, port) + labels(host)) + entry(16, txt) + record(host, 1, ip_bytes(address)))


def nbns(number, name, address, suffix=0x00):
    """A NetBIOS name registration."""
    raw = name.upper()[:15].ljust(15).encode() + bytes([suffix])
    coded = bytes(x for b in raw for x in (65 + (b >> 4), 65 + (b & 15)))
    return (struct.pack("!HHHHHH", number, 0x2910, 1, 0, 0, 1) + b"\x20" + coded + b"\0" + struct.pack("!HH", 32, 1)
            + b"\xc0\x0c" + struct.pack("!HHIHH", 32, 1, 300000, 6, 0) + ip_bytes(address))


def ssdp(location, server, kind, uuid):
    """NOTIFY ssdp:alive (UPnP Device Architecture 1.1, 1.2.2)."""
    lines = ["NOTIFY * HTTP/1.1", "HOST: 239.255.255.250:1900", "CACHE-CONTROL: max-age=1800", f"LOCATION: {location}",
             f"NT: {kind}", "NTS: ssdp:alive", f"SERVER: {server}", f"USN: uuid:{uuid}::{kind}", "", ""]
    return "\r\n".join(lines).encode()


# SNMP: RFC 3416, BER of X.690
def ber(kind, body):
    """One BER value."""
    size = len(body)
    return bytes([kind]) + (bytes([size]) if size < 128 else struct.pack("!BH", 0x82, size)) + body


def oid(text):
    """An object identifier."""
    parts = [int(part) for part in text.split(".")]
    out = bytes([parts[0] * 40 + parts[1]])
    for part in parts[2:]:
        piece = [part & 127]
        while part := part >> 7:
            piece.append(part & 127 | 128)
        out += bytes(reversed(piece))
    return ber(6, out)


def snmp(kind, number, values):
    """Get (0) or response (2); `values` lists (oid, text, oid value or None)."""
    row = lambda name, value: ber(0x30, oid(name) + value)  # noqa: E731
    code = lambda value: ber(5, b"") if value is None else oid(value[4:]) if value.startswith("oid:") else ber(4, value.encode())  # noqa: E731
    binds = ber(0x30, b"".join(row(name, code(value)) for name, value in values))
    pdu = ber(0xA0 + kind, ber(2, struct.pack("!i", number)) + ber(2, b"\0") + ber(2, b"\0") + binds)
    return ber(0x30, ber(2, b"\1") + ber(4, b"public") + pdu)


# HTTP/1.1, TLS 1.2 and 1.3 (RFC 8446), SSH (RFC 4253)
def http(path, host, agent=None, server=None, title=None, status="200 OK", realm=None, body=None):
    """Request and answer."""
    ask = f"GET {path} HTTP/1.1\r\nHost: {host}\r\n" + (f"User-Agent: {agent}\r\n" if agent else "") + "Accept: */*\r\n\r\n"
    page = body if body is not None else f"<html><head><title>{title}</title></head><body></body></html>" if title else ""
    answer = f"HTTP/1.1 {status}\r\n" + (f"Server: {server}\r\n" if server else "")
    answer += f'WWW-Authenticate: Basic realm="{realm}"\r\n' if realm else ""
    answer += f"Content-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n{page}"
    return [(0, ask.encode()), (1, answer.encode())]


def client_hello(name, random, version=0x0303):
    """A ClientHello with a server name."""
    server = struct.pack("!HBH", len(name) + 3, 0, len(name)) + name.encode()
    extension = lambda kind, value: struct.pack("!HH", kind, len(value)) + value  # noqa: E731
    extensions = extension(0, server) + extension(10, b"\0\4\0\x1d\0\x17") + extension(11, b"\1\0") + extension(13, b"\0\4\4\3\4\1")
    extensions += extension(16, b"\0\t\x08http/1.1")
    suites = bytes.fromhex("c02bc02fc02cc030009c009d002f0035")
    body = struct.pack("!H", version) + random.randbytes(32) + b"\0" + struct.pack("!H", len(suites)) + suites + b"\1\0"
    body += struct.pack("!H", len(extensions)) + extensions
    body = b"\1" + struct.pack("!I", len(body))[1:] + body
    return b"\x16\x03\x01" + struct.pack("!H", len(body)) + body


def tls(name, random):
    """The first flights of a connection, the rest as application data."""
    hello = b"\3\3" + random.randbytes(32) + b"\0\xc0\x2f\0\0\0"
    hello = b"\2" + struct.pack("!I", len(hello))[1:] + hello
    record = lambda kind, data: bytes([kind]) + b"\3\3" + struct.pack("!H", len(data)) + data  # noqa: E731
    return [(0, client_hello(name, random)), (1, record(22, hello) + record(20, b"\1")), (0, record(23, random.randbytes(180))),
            (1, record(23, random.randbytes(400)))]


def ssh(client, server):
    """Identification strings."""
    return [(1, f"{server}\r\n".encode()), (0, f"{client}\r\n".encode())]


def ntp(mode, stratum=0):
    """One NTP packet (RFC 5905)."""
    return struct.pack("!BBbb", 4 << 3 | mode, stratum, 6, -20) + bytes(44)


# SMB2 and NTLMSSP: [MS-SMB2], [MS-NLMP]
def utf16(text):
    """UTF-16LE."""
    return text.encode("utf-16-le")


def smb2(number, flags, command_code, body):
    """An SMB2 message behind its NetBIOS length."""
    head = b"\xfeSMB" + struct.pack("<HHIHHIIQIIQ16s", 64, 0, 0 if not flags or command_code != 1 else 0, command_code, 1, flags, 0,
                                    number, 0, 0, 0, b"")
    return struct.pack("!I", len(head + body)) + head + body


def smb(client, server, domain, client_version=(10, 0, 19045), server_version=(10, 0, 17763)):
    """Negotiation and NTLM authentication: what both sides tell of themselves."""
    version = lambda v: struct.pack("<BBH3xB", v[0], v[1], v[2], 15)  # noqa: E731
    ask = struct.pack("<HHHHI16sQ", 36, 3, 1, 0, 0, os.urandom(0) + bytes.fromhex("11" * 16), 0) + struct.pack("<HHH", 0x0202, 0x0210, 0x0302)
    answer = struct.pack("<HHHH16sIIIIQQHHI", 65, 1, 0x0302, 0, bytes.fromhex("42" * 16), 7, 1 << 20, 1 << 20, 1 << 20, 0, 0, 128, 0, 0)
    one = b"NTLMSSP\0" + struct.pack("<II", 1, 0xE2088297) + bytes(16) + version(client_version)
    av = lambda kind, text: struct.pack("<HH", kind, len(utf16(text))) + utf16(text)  # noqa: E731
    info = av(2, domain) + av(1, server) + av(4, f"{domain.lower()}.local") + av(3, f"{server.lower()}.{domain.lower()}.local") + bytes(4)
    two = b"NTLMSSP\0" + struct.pack("<IHHII8s8xHHI", 2, len(utf16(domain)), len(utf16(domain)), 56, 0xE2898215, b"\7" * 8, len(info),
                                     len(info), 56 + len(utf16(domain))) + version(server_version) + utf16(domain) + info
    names = utf16(domain), utf16("svc"), utf16(client)
    at, fields = 72, b""
    for name in (bytes(24), bytes(24)):
        fields += struct.pack("<HHI", len(name), len(name), 72 + sum(map(len, names)))
    for name in names:
        fields += struct.pack("<HHI", len(name), len(name), at)
        at += len(name)
    three = b"NTLMSSP\0" + struct.pack("<I", 3) + fields + struct.pack("<HHII", 0, 0, at + 24, 0xE2888215) + version(client_version)
    three += b"".join(names) + bytes(24)
    setup = lambda blob: struct.pack("<HBBIIHHQ", 25, 0, 1, 0, 0, 88, len(blob), 0) + blob  # noqa: E731
    reply = lambda blob: struct.pack("<HHHH", 9, 0, 72, len(blob)) + blob  # noqa: E731
    return [(0, smb2(0, 0, 0, ask)), (1, smb2(0, 1, 0, answer)), (0, smb2(1, 0, 1, setup(one))), (1, smb2(1, 1, 1, reply(two))),
            (0, smb2(2, 0, 1, setup(three))), (1, smb2(2, 1, 1, reply(b"")))]


# DICOM: PS3.8, PS3.7, PS3.5
def associate(kind, calling, called, abstract, uid, version):
    """A-ASSOCIATE-RQ (1) or -AC (2)."""
    context = item(0x40, IMPLICIT.encode())
    context = item(0x20, b"\1\0\0\0" + item(0x30, abstract.encode()) + context) if kind == 1 else item(0x21, b"\1\0\0\0" + context)
    user = item(0x51, struct.pack("!I", 16384)) + item(0x52, uid.encode()) + (item(0x55, version.encode()) if version else b"")
    body = struct.pack("!HH16s16s32x", 1, 0, called.ljust(16).encode(), calling.ljust(16).encode()) + item(0x10, APP)
    body += context + item(0x50, user)
    return struct.pack("!BBI", kind, 0, len(body)) + body


def image(e, number):
    """A small data set: equipment as the device fills it in, a synthetic patient, pixels."""
    patient = "SYNTHETIC^PATIENT^A"
    rows = [(0x00080016, "UI", e["sop"]), (0x00080018, "UI", f"2.25.77{number}"), (0x00080060, "CS", e["modality"]),
            (0x00080070, "LO", e.get("maker")), (0x00081010, "SH", e.get("station")), (0x00081090, "LO", e.get("model")),
            (0x00100010, "PN", patient), (0x00100020, "LO", "SYN0001"), (0x00181000, "LO", e.get("serial")),
            (0x00181020, "LO", e.get("software")), (0x0020000D, "UI", f"2.25.78{number}"), (0x7FE00010, "OW", bytes(256))]
    return b"".join(element(tag, vr, value, IMPLICIT) for tag, vr, value in rows if value)


def store(e, scp, number):
    """One association with one C-STORE."""
    abstract = e["sop"]
    ask = command([(2, abstract), (0x100, short(1)), (0x110, short(1)), (0x700, short(0)), (0x800, short(1)), (0x1000, f"2.25.77{number}")])
    done = command([(2, abstract), (0x100, short(0x8001)), (0x120, short(1)), (0x800, short(0x0101)), (0x900, short(0)),
                    (0x1000, f"2.25.77{number}")])
    return [(0, associate(1, e["ae"], scp["ae"], abstract, e["uid"], e.get("version"))),
            (1, associate(2, e["ae"], scp["ae"], abstract, scp["uid"], scp.get("version"))),
            (0, p_data(ask, 1, 16000) + p_data(image(e, number), 0, 16000)), (1, p_data(done, 1, 16000)),
            (0, RELEASE[0]), (1, RELEASE[1])]


def dimse(e, scp, abstract, field, keys=()):
    """One association with a request that is answered at once: C-ECHO (0x30), C-FIND (0x20), N-GET (0x110)."""
    data = b"".join(element(tag, vr, value, IMPLICIT) for tag, vr, value in keys)
    target = 3 if field == 0x110 else 2
    ask = command([(target, abstract), (0x100, short(field)), (0x110, short(1)), (0x700, short(0)),
                   (0x800, short(1 if data else 0x0101))])
    done = command([(2, abstract), (0x100, short(field | 0x8000)), (0x120, short(1)), (0x800, short(0x0101)), (0x900, short(0))])
    return [(0, associate(1, e["ae"], scp["ae"], abstract, e["uid"], e.get("version"))),
            (1, associate(2, e["ae"], scp["ae"], abstract, scp["uid"], scp.get("version"))),
            (0, p_data(ask, 1, 16000) + (p_data(data, 0, 16000) if data else b"")), (1, p_data(done, 1, 16000)),
            (0, RELEASE[0]), (1, RELEASE[1])]


def worklist(e, scp):
    """The worklist question of a modality."""
    inner = element(0x00080060, "CS", e["modality"], IMPLICIT) + element(0x00400001, "AE", e["ae"], IMPLICIT)
    step = struct.pack("<HHI", 0xFFFE, 0xE000, len(inner)) + inner
    return dimse(e, scp, WORKLIST, 0x20, [(0x00100010, "PN", b""), (0x00400100, "SQ", step)])


# HL7 v2 over MLLP
def mllp(text):
    """One framed message."""
    return b"\x0b" + text.replace("\n", "\r").encode() + b"\r\x1c\r"


def hl7(sender, receiver, kind, segments, number, version="2.5.1"):
    """A message and its acknowledgement; sender and receiver are (application, facility)."""
    head = f"MSH|^~\\&|{sender[0]}|{sender[1]}|{receiver[0]}|{receiver[1]}|20261109120000||{kind}|{number}|P|{version}"
    body = "\n".join([head, "PID|1||SYN0001^^^SYN||SYNTHETIC^PATIENT^A", *segments])
    event = kind.split("^")[1] if "^" in kind else ""
    ack = f"MSH|^~\\&|{receiver[0]}|{receiver[1]}|{sender[0]}|{sender[1]}|20261109120001||ACK^{event}|{number}|P|{version}\nMSA|AA|{number}"
    return [(0, mllp(body)), (1, mllp(ack))]


# ASTM E1394 over TCP, as analyzers still send it
def astm(sender, number):
    """ENQ, frames, EOT with the acknowledgements."""
    def frame(seq, text):
        body = f"{seq}{text}\r\x03".encode()
        return b"\x02" + body + f"{sum(body) & 255:02X}\r\n".encode()
    records = [f"H|\\^&|||{sender}|||||||P|1|20261109120000", "P|1", f"O|1|SYN{number:05d}||^^^GLU|R", "R|1|^^^GLU|5.1|mmol/L||N||F", "L|1|N"]
    out = [(0, b"\x05"), (1, b"\x06")]
    for place, text in enumerate(records):
        out += [(0, frame((place + 1) % 8, text)), (1, b"\x06")]
    return out + [(0, b"\x04")]
