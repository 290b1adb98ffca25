"""Byte-exact payloads of building and industry protocols: identity in, bytes out.

Nothing here touches a network.  Layouts: ASHRAE 135 (BACnet/IP), Modbus Application Protocol 1.1b3, Niagara Fox as its
products speak it, RTSP 1.0 (RFC 2326).  An identity is a dictionary; the keys read stand in each first line.
"""

import struct

DEVICE = 8  # BACnet object type
PROPERTIES = {"instance": 75, "object_name": 77, "vendor_id": 120, "vendor_name": 121, "model_name": 70, "firmware": 44,
              "application": 12, "location": 58, "description": 28, "serial": 372}


def bvlc(npdu, function=0x0A):
    """BACnet Virtual Link Control around an NPDU: 0A unicast, 0B broadcast."""
    return struct.pack("!BBH", 0x81, function, 4 + len(npdu)) + npdu


def tag(number, contents, context=True):
    """A primitive tag, 20.2.1."""
    first = number << 4 | (8 if context else 0)
    if len(contents) < 5:
        return bytes([first | len(contents)]) + contents
    if len(contents) < 254:
        return bytes([first | 5, len(contents)]) + contents
    return bytes([first | 5, 254]) + struct.pack("!H", len(contents)) + contents


def unsigned(value):
    """As few octets as hold the number."""
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")


def device_id(identity):
    """The device object's identifier from `instance`."""
    return struct.pack("!I", DEVICE << 22 | identity["instance"])


def bacnet_who_is():
    """Who-Is, broadcast."""
    return bvlc(b"\x01\x20\xff\xff\x00\xff\x10\x08", 0x0B)


def bacnet_i_am(identity, source=None):
    """I-Am of `instance`, `vendor_id`; `source` = (network, address) when it stands behind a router."""
    body = b"\x10\x00" + tag(12, device_id(identity), False) + tag(2, unsigned(1476), False) + tag(9, b"\x00", False)
    body += tag(2, unsigned(identity["vendor_id"]), False)
    if source is None:
        return bvlc(b"\x01\x20\xff\xff\x00\xff" + body, 0x0B)
    network, address = source
    routed = b"\x01\x28\xff\xff\x00" + struct.pack("!HB", network, len(address)) + address + b"\xff"
    return bvlc(routed + body, 0x0B)


def value_of(identity, name):
    """A property's value as an application tag."""
    if name == "instance":
        return tag(12, device_id(identity), False)
    if name == "vendor_id":
        return tag(2, unsigned(identity[name]), False)
    return tag(7, b"\x00" + identity[name].encode(), False)


def bacnet_read_property(identity, name, invoke=1):
    """ReadProperty of the device object."""
    body = bytes([0x00, 0x05, invoke, 0x0C]) + tag(0, device_id(identity)) + tag(1, unsigned(PROPERTIES[name]))
    return bvlc(b"\x01\x04" + body)


def bacnet_read_property_ack(identity, name, invoke=1):
    """The answer to it."""
    body = bytes([0x30, invoke, 0x0C]) + tag(0, device_id(identity)) + tag(1, unsigned(PROPERTIES[name]))
    return bvlc(b"\x01\x00" + body + b"\x3e" + value_of(identity, name) + b"\x3f")


def bacnet_read_multiple_ack(identity, invoke=1, source=None):
    """ReadPropertyMultiple-ACK of every property that the identity has; `source` as in I-Am."""
    body = bytes([0x30, invoke, 0x0E]) + tag(0, device_id(identity)) + b"\x1e"
    for name, number in PROPERTIES.items():
        if name in identity:
            body += tag(2, unsigned(number)) + b"\x4e" + value_of(identity, name) + b"\x4f"
    head = b"\x01\x00" if source is None else b"\x01\x08" + struct.pack("!HB", source[0], len(source[1])) + source[1]
    return bvlc(head + body + b"\x1f")


def modbus_message(transaction, unit, pdu):
    """MBAP header and PDU."""
    return struct.pack("!HHHB", transaction, 0, len(pdu) + 1, unit) + pdu


def modbus_identification_request(transaction=1, unit=1, code=1):
    """Function 2B/0E: code 1 basic, 2 regular."""
    return modbus_message(transaction, unit, bytes([0x2B, 0x0E, code, 0]))


def modbus_identification(identity, transaction=1, unit=1, code=2):
    """The answer: `vendor`, `code`, `revision`, `url`, `name`, `model`."""
    names = ("vendor", "code", "revision", "url", "name", "model")
    objects = [(number, identity[name].encode()) for number, name in enumerate(names) if name in identity]
    body = b"".join(bytes([number, len(value)]) + value for number, value in objects)
    return modbus_message(transaction, unit, bytes([0x2B, 0x0E, code, 0x82, 0, 0, len(objects)]) + body)


def fox_hello(identity, answers=None):
    """Hello of `hostName`, `hostAddress`, `app.name`, `app.version`, `hostId` … ; `answers` the sequence of the caller's."""
    order = ("hostName", "hostAddress", "app.name", "app.version", "vm.name", "vm.version", "os.name", "os.version",
             "station.name", "lang", "timeZone", "hostId", "vmUuid", "brandId")
    first = "fox a 1 -1 fox hello" if answers is None else f"fox a 0 {answers} fox hello"
    lines = [first, "{", "fox.version=s:1.0", "id=i:1"] + [f"{key}=s:{identity[key]}" for key in order if key in identity]
    return "\n".join(lines + ["};;", ""]).encode()


def rtsp_request(method, url, sequence, agent):
    """A request."""
    return f"{method} {url} RTSP/1.0\r\nCSeq: {sequence}\r\nUser-Agent: {agent}\r\n\r\n".encode()


def rtsp_response(sequence, server, realm=None):
    """An answer: 401 with a challenge when a realm is given."""
    lines = ["RTSP/1.0 401 Unauthorized" if realm else "RTSP/1.0 200 OK", f"CSeq: {sequence}"]
    lines += [f"Server: {server}"] if server else []
    lines += [f'WWW-Authenticate: Digest realm="{realm}", nonce="0a1b2c3d4e5f"'] if realm else []
    lines += [] if realm else ["Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN"]
    return "\r\n".join(lines + ["", ""]).encode()


def enip_message(command, body=b"", session=0):
    """Encapsulation header and what follows it."""
    return struct.pack("<HHII8sI", command, len(body), session, 0, b"", 0) + body


def enip_list_identity():
    """ListIdentity request."""
    return enip_message(0x63)


def enip_identity(identity, address):
    """The answer: `vendor_id`, `device_type`, `product_code`, `revision` (major, minor), `serial` (number), `product`."""
    name = identity["product"].encode()
    socket = struct.pack("!HH4s8s", 2, 44818, bytes(int(part) for part in address.split(".")), b"")
    item = struct.pack("<H", 1) + socket + struct.pack("<HHHBBHI", identity["vendor_id"], identity["device_type"],
                                                       identity["product_code"], *identity["revision"], 0x60,
                                                       identity["serial"]) + bytes([len(name)]) + name + b"\x03"
    return enip_message(0x63, struct.pack("<HHH", 1, 0x0C, len(item)) + item)


def tpkt(cotp):
    """RFC 1006 header."""
    return struct.pack("!BBH", 3, 0, 4 + len(cotp)) + cotp


def s7_connect(code=0xE0):
    """COTP connection request (E0) or confirm (D0) between two TSAPs."""
    return tpkt(bytes([0x11, code, 0, 0, 0, 1, 0, 0xC0, 1, 0x0A, 0xC1, 2, 1, 0, 0xC2, 2, 1, 2]))


def s7_message(kind, parameter, data=b""):
    """An S7 message in COTP data: kind 1 job, 3 answer, 7 user data."""
    error = b"\0\0" if kind in (2, 3) else b""
    return tpkt(b"\x02\xf0\x80" + struct.pack("!BBHHHH", 0x32, kind, 0, 1, len(parameter), len(data)) + error + parameter + data)


def s7_setup(kind=1):
    """Setup of the communication, job or answer."""
    return s7_message(kind, b"\xf0\0\0\1\0\1\1\xe0")


def s7_read_list(number):
    """Request of a system status list."""
    return s7_message(7, b"\0\1\x12\4\x11\x44\1\0", b"\xff\x09\0\4" + struct.pack("!HH", number, 0))


def s7_list(number, records):
    """The answer: records of one length."""
    body = struct.pack("!HHHH", number, 0, len(records[0]), len(records)) + b"".join(records)
    return s7_message(7, b"\0\1\x12\x08\x12\x84\1\1\0\0\0\0", b"\xff\x09" + struct.pack("!H", len(body)) + body)


def s7_component(index, text):
    """A record of list 001C."""
    return struct.pack("!H", index) + text.encode().ljust(32, b"\0")


def s7_module(index, order, version):
    """A record of list 0011: order number, version (a, b, c)."""
    return struct.pack("!H20sHBBBB", index, order.encode().ljust(20), 0, 0x56, *version)


def sip_register(phone, path, agent):
    """REGISTER of a telephone at `phone`, having come by the addresses of `path`, the last first."""
    vias = [f"Via: SIP/2.0/UDP {address}:5060;branch=z9hG4bK{number}" for number, address in enumerate(path)]
    lines = ["REGISTER sip:pbx.lab SIP/2.0", *vias, 'From: "SYNTHETIC PERSON" <sip:1001@pbx.lab>;tag=1',
             'To: "SYNTHETIC PERSON" <sip:1001@pbx.lab>', "Call-ID: synthetic-1", "CSeq: 1 REGISTER",
             f"Contact: <sip:1001@{phone}:5060>", f"User-Agent: {agent}", "Content-Length: 0", "", ""]
    return "\r\n".join(lines).encode()


def sip_registered(path, server):
    """The registrar's answer."""
    vias = [f"Via: SIP/2.0/UDP {address}:5060;branch=z9hG4bK{number}" for number, address in enumerate(path)]
    lines = ["SIP/2.0 200 OK", *vias, "From: <sip:1001@pbx.lab>;tag=1", "To: <sip:1001@pbx.lab>;tag=2", "Call-ID: synthetic-1",
             "CSeq: 1 REGISTER", f"Server: {server}", "Content-Length: 0", "", ""]
    return "\r\n".join(lines).encode()
