"""Messages that only the sixth hospital needs, each after its document: a film printer's own answer, ONVIF's device information, what a web server
answers in its own kind, a control system's discovery.

Every function answers bytes; who sends them, and when, is decided elsewhere.
"""

import site_d_talk as fourth
from canary_dicom import IMPLICIT, RELEASE, command, element, p_data, short
from hospital_talk import PRINT

PRINTER, PRINTER_INSTANCE = "1.2.840.10008.5.1.1.16", "1.2.840.10008.5.1.1.17"
SOAP = '<?xml version="1.0" encoding="UTF-8"?>\n<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><s:Body>{}</s:Body></s:Envelope>'


# DICOM: PS3.4, H.4.6; the printer's attributes PS3.3, C.13.9
def printer_state(e, scp, name, maker, model, serial, software):
    """N-GET of the printer and its answer, which names it."""
    rows = [(0x00080070, "LO", maker), (0x00081090, "LO", model), (0x00181000, "LO", serial), (0x00181020, "LO", software), (0x21100010, "CS", "NORMAL"), (0x21100030, "LO", name)]
    data = b"".join(element(tag, vr, value, IMPLICIT) for tag, vr, value in rows)
    ask = command([(3, PRINTER), (0x100, short(0x110)), (0x110, short(1)), (0x800, short(0x0101)), (0x1001, PRINTER_INSTANCE)])
    done = command([(2, PRINTER), (0x100, short(0x8110)), (0x120, short(1)), (0x800, short(1)), (0x900, short(0)), (0x1000, PRINTER_INSTANCE)])
    contexts = [(PRINT, [IMPLICIT])]
    return [(0, fourth.associated(e["ae"], scp["ae"], contexts, e["uid"], e.get("version"))),
            (1, fourth.associated(e["ae"], scp["ae"], contexts, scp["uid"], scp.get("version"), IMPLICIT)),
            (0, p_data(ask, 1, 16000)), (1, p_data(done, 1, 16000) + p_data(data, 0, 16000)), (0, RELEASE[0]), (1, RELEASE[1])]


# HTTP/1.1 with a body of any kind
def answered(path, host, agent, server, kind, body, asked=None):
    """A request (with `asked` a POST of it) and its answer."""
    sent, data = (asked or "").encode(), body.encode()
    head = f"{'POST' if asked else 'GET'} {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\n"
    head += f"Content-Type: {kind}\r\nContent-Length: {len(sent)}\r\n" if asked else ""
    named = f"Server: {server}\r\n" if server else ""
    return [(0, f"{head}\r\n".encode() + sent), (1, f"HTTP/1.1 200 OK\r\n{named}Content-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data)]


# ONVIF Core, 8.1.3
def device_information(host, agent, words):
    """GetDeviceInformation and its answer; the words are the elements of the answer by name."""
    told = "".join(f"<tds:{key}>{value}</tds:{key}>" for key, value in words.items())
    return answered("/onvif/device_service", host, agent, None, "application/soap+xml; charset=utf-8", SOAP.format(f"<tds:GetDeviceInformationResponse>{told}</tds:GetDeviceInformationResponse>"),
                    SOAP.format("<tds:GetDeviceInformation/>"))


# Crestron's discovery on UDP 41794, as public scanners have it: a head, a host name in 256 bytes, product and version in 128
def discovery(asker, host, text):
    """A broadcast question and a processor's answer."""
    whole = lambda first, name, rest: bytes([first]) + bytes.fromhex("000000010400030000") + name.encode().ljust(256, b"\0") + rest  # noqa: E731
    return whole(0x14, asker, b""), whole(0x15, host, text.encode().ljust(128, b"\0"))
