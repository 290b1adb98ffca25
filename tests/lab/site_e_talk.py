"""Messages that only the fifth hospital needs, each after its document: older DICOM, commitment of storage, SMB of before 2007, OPC UA, UPnP.

Every function answers bytes; who sends them, and when, is decided elsewhere.
"""

import base64
import struct

import site_d_talk as fourth
from canary_dicom import BIG, EXPLICIT, IMPLICIT, RELEASE, command, element, p_data, sequence, short
from hospital_talk import VERIFICATION, utf16

COMMITMENT, COMMITMENT_INSTANCE = "1.2.840.10008.1.20.1", "1.2.840.10008.1.20.1.1"


# DICOM: PS3.4, J.3.2; PS3.5, 7.3
def commitment(e, scp, number):
    """N-ACTION that asks the archive to keep an object."""
    held = element(0x00081150, "UI", e["sop"], IMPLICIT) + element(0x00081155, "UI", f"2.25.81{number}", IMPLICIT)
    data = element(0x00081195, "UI", f"2.25.85{number}", IMPLICIT) + sequence(0x00081199, held, IMPLICIT, False)
    ask = command([(3, COMMITMENT), (0x100, short(0x130)), (0x110, short(1)), (0x800, short(1)), (0x1001, COMMITMENT_INSTANCE), (0x1008, short(1))])
    done = command([(2, COMMITMENT), (0x100, short(0x8130)), (0x120, short(1)), (0x800, short(0x0101)), (0x900, short(0)), (0x1000, COMMITMENT_INSTANCE), (0x1008, short(1))])
    contexts = [(COMMITMENT, [IMPLICIT])]
    return [(0, fourth.associated(e["ae"], scp["ae"], contexts, e["uid"], e.get("version"))),
            (1, fourth.associated(e["ae"], scp["ae"], contexts, scp["uid"], scp.get("version"), IMPLICIT)),
            (0, p_data(ask, 1, 16000) + p_data(data, 0, 16000)), (1, p_data(done, 1, 16000)), (0, RELEASE[0]), (1, RELEASE[1])]


def data_set(e, number, syntax):
    """What a device writes of itself and the examination, around a synthetic patient; a private group between, as makers have it."""
    rows = [(0x00080005, "CS", "ISO_IR 100"), (0x00080008, "CS", "ORIGINAL\\PRIMARY\\OTHER"), (0x00080016, "UI", e["sop"]), (0x00080018, "UI", f"2.25.86{number}"),
            (0x00080020, "DA", "20260309"), (0x00080030, "TM", "101500"), (0x00080060, "CS", e["modality"]), (0x00080070, "LO", e.get("maker")),
            (0x00080080, "LO", e.get("institution", "SZPITAL SYNTHETIC")), (0x00081010, "SH", e.get("station")), (0x00081030, "LO", "SYNTHETIC STUDY"), (0x00081090, "LO", e.get("model")),
            (0x00090010, "LO", e.get("creator")), (0x00100010, "PN", "SYNTHETIC^PATIENT^E"), (0x00100020, "LO", "SYN0005"), (0x00180015, "CS", "HEAD"),
            (0x00181000, "LO", e.get("serial")), (0x00181020, "LO", e.get("software")), (0x00181030, "LO", "SYNTHETIC PROTOCOL"), (0x0020000D, "UI", f"2.25.87{number}"),
            (0x0020000E, "UI", f"2.25.88{number}"), (0x7FE00010, "OW", bytes(640))]
    return b"".join(element(tag, vr, value, syntax) for tag, vr, value in rows if value)


def sent(e, scp, number, syntax=EXPLICIT, images=1):
    """An association that offers the device's class in one context for each syntax, as many do, and sends images in the one named."""
    contexts = [(VERIFICATION, [IMPLICIT]), (e["sop"], [IMPLICIT, EXPLICIT] if syntax != BIG else [BIG, IMPLICIT])]
    out = [(0, fourth.associated(e["ae"], scp["ae"], contexts, e["uid"], e.get("version"))),
           (1, fourth.associated(e["ae"], scp["ae"], contexts, scp["uid"], scp.get("version"), syntax))]
    for place in range(images):
        instance = number * 10 + place
        ask = command([(2, e["sop"]), (0x100, short(1)), (0x110, short(place + 1)), (0x700, short(0)), (0x800, short(1)), (0x1000, f"2.25.86{instance}")])
        done = command([(2, e["sop"]), (0x100, short(0x8001)), (0x120, short(place + 1)), (0x800, short(0x0101)), (0x900, short(0)), (0x1000, f"2.25.86{instance}")])
        out += [(0, p_data(ask, 1, 8192, 3) + p_data(data_set(e, instance, syntax), 0, 8192, 3)), (1, p_data(done, 1, 8192, 3))]
    return out + [(0, RELEASE[0]), (1, RELEASE[1])]


# SMB as before Windows Vista: [MS-CIFS], 2.2.4.52 and 2.2.4.53
def smb1(domain, client, server):
    """Negotiation and session setup in ASCII; client and server are (native system, native LAN manager)."""
    head = lambda code, flags, number: b"\xffSMB" + struct.pack("<BIBHH8sHHHHH", code, 0, flags, 1, 0, b"", 0, 0, 0xFEFF, 0, number)  # noqa: E731
    message = lambda raw: struct.pack("!I", len(raw)) + raw  # noqa: E731
    text = lambda *words: b"".join(word.encode() + b"\0" for word in words)  # noqa: E731
    dialects = b"\x02PC NETWORK PROGRAM 1.0\0\x02LANMAN1.0\0\x02NT LM 0.12\0"
    ask = head(0x72, 0x18, 1) + b"\0" + struct.pack("<H", len(dialects)) + dialects
    names = b"\x11\x22\x33\x44\x55\x66\x77\x88" + text(domain)
    words = struct.pack("<HBHHIIIIQhB", 2, 3, 50, 1, 16644, 65536, 0, 0x000000DC, 0, -60, 8)
    answer = head(0x72, 0x98, 1) + bytes([len(words) // 2]) + words + struct.pack("<H", len(names)) + names
    told = bytes(1) + text("", domain, *client)
    words = struct.pack("<BBHHHHIHHII", 0xFF, 0, 0, 4356, 50, 0, 0, 1, 0, 0, 0x000000D4)
    setup = head(0x73, 0x18, 2) + bytes([len(words) // 2]) + words + struct.pack("<H", len(told)) + told
    told = text(*server, domain)
    words = struct.pack("<BBHH", 0xFF, 0, 0, 0)
    done = head(0x73, 0x98, 2) + bytes([len(words) // 2]) + words + struct.pack("<H", len(told)) + told
    return [(0, message(ask)), (1, message(answer)), (0, message(setup)), (1, message(done))]


# NTLM over HTTP: RFC 4559's kin, [MS-NTHT]; the challenge after [MS-NLMP], 2.2.1.2
def challenge(host, domain, version):
    """Request, first message, challenge that names the server; the third message is left out: the client gives up."""
    pair = lambda kind, text: struct.pack("<HH", kind, len(utf16(text))) + utf16(text)  # noqa: E731
    info = pair(2, domain) + pair(1, host) + pair(3, f"{host.lower()}.{domain.lower()}.local") + bytes(4)
    target = utf16(domain)
    two = b"NTLMSSP\0" + struct.pack("<IHHII8s8xHHI", 2, len(target), len(target), 56, 0xE2898215, b"\x17" * 8, len(info), len(info), 56 + len(target))
    two += struct.pack("<BBH3xB", *version, 15) + target + info
    one = b"NTLMSSP\0" + struct.pack("<II", 1, 0xA2088207) + bytes(16) + struct.pack("<BBH3xB", 10, 0, 19045, 15)
    line = lambda extra: f"GET / HTTP/1.1\r\nHost: {host.lower()}\r\nConnection: keep-alive\r\n{extra}\r\n".encode()  # noqa: E731
    refuse = lambda how: f"HTTP/1.1 401 Unauthorized\r\nServer: Microsoft-HTTPAPI/2.0\r\nWWW-Authenticate: {how}\r\nContent-Length: 0\r\n\r\n".encode()  # noqa: E731
    return [(0, line("")), (1, refuse("NTLM")), (0, line(f"Authorization: NTLM {base64.b64encode(one).decode()}\r\n")),
            (1, refuse(f"NTLM {base64.b64encode(two).decode()}"))]


# OPC UA: OPC 10000-6, 6.7 and 7.1; OPC 10000-4, 5.4.4
def opcua(address, uri, product, name):
    """Hello, an unsecured channel, GetEndpoints, and the server's description of itself."""
    none, url = "http://opcfoundation.org/UA/SecurityPolicy#None", f"opc.tcp://{address}:4840"
    text = lambda value: struct.pack("<i", -1) if value is None else struct.pack("<i", len(value.encode())) + value.encode()  # noqa: E731
    node = lambda number: b"\1\0" + struct.pack("<H", number)  # noqa: E731
    whole = lambda kind, body: kind + struct.pack("<I", 8 + len(body)) + body  # noqa: E731
    asks, answers = struct.pack("<HqIIiI", 0, 0, 1, 0, -1, 60000) + b"\0\0\0", struct.pack("<qII", 0, 1, 0) + b"\0" + struct.pack("<i", 0) + b"\0\0\0"
    opened = lambda channel, body: whole(b"OPNF", struct.pack("<I", channel) + text(none) + struct.pack("<iiII", -1, -1, 1, 1) + body)  # noqa: E731
    message = lambda body: whole(b"MSGF", struct.pack("<IIII", 7, 1, 2, 2) + body)  # noqa: E731
    limits = struct.pack("<IIIII", 0, 65535, 65535, 0, 0)
    server = text(uri) + text(product) + b"\2" + text(name) + struct.pack("<I", 0) + text(None) + text(None) + struct.pack("<i", 1) + text(url)
    user = text("anonymous") + struct.pack("<I", 0) + text(None) * 3
    endpoint = text(url) + server + struct.pack("<iI", -1, 1) + text(none) + struct.pack("<i", 1) + user
    endpoint += text("http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary") + b"\0"
    return [(0, whole(b"HELF", limits + text(url))), (1, whole(b"ACKF", limits)),
            (0, opened(0, node(446) + asks + struct.pack("<IIIiI", 0, 0, 1, -1, 3600000))),
            (1, opened(7, node(449) + answers + struct.pack("<IIIqIi", 0, 7, 1, 0, 3600000, -1))),
            (0, message(node(428) + asks + text(url) + struct.pack("<ii", -1, -1))),
            (1, message(node(431) + answers + struct.pack("<i", 1) + endpoint))]


# UPnP: Device Architecture 1.1, 2.3
def description(kind, uuid, **words):
    """A device's description; the words are its elements by name."""
    rows = "".join(f"<{key}>{value}</{key}>" for key, value in words.items())
    return '<?xml version="1.0"?>\n<root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion>' \
           f"<device><deviceType>{kind}</deviceType>{rows}<UDN>uuid:{uuid}</UDN></device></root>\n"


def posted(path, host, agent, server, kind, body):
    """A device gives its data to a server by plain HTTP."""
    data = body.encode()
    ask = f"POST {path} HTTP/1.1\r\nHost: {host}\r\n" + (f"User-Agent: {agent}\r\n" if agent else "") + f"Content-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n"
    return [(0, ask.encode() + data), (1, f"HTTP/1.1 200 OK\r\nServer: {server}\r\nContent-Length: 2\r\n\r\nOK".encode())]
