"""Messages that only the seventh hospital needs, each after its document: a station of PROFINET, a registration with lines of its own, mail of a device, MQTT with contents.

Every function answers bytes; who sends them, and when, is decided elsewhere.
"""

import struct

import building
import site_c_talk as third
from hospital_wire import ip_bytes


# PROFINET DCP: IEC 61158-6-10, 4.3; as Wireshark's dissector has it
def station(kind, name, vendor, device, address, gateway, number):
    """Identify All, and the answer of a station: its kind, name, numbers of maker and device, role and address."""
    block = lambda option, sub, body: bytes([option, sub]) + struct.pack("!HH", 2 + len(body), 0) + body + b"\0" * (len(body) % 2)  # noqa: E731
    network = struct.pack("!HH", 14, 1) + ip_bytes(address) + b"\xff\xff\xff\0" + ip_bytes(gateway)
    blocks = block(2, 1, kind.encode()) + block(2, 2, name.encode()) + block(2, 3, struct.pack("!HH", vendor, device)) + block(2, 4, b"\1\0") + b"\1\2" + network
    return (struct.pack("!HBBIHH", 0xFEFE, 5, 0, number, 1, 4) + b"\xff\xff\0\0", struct.pack("!HBBIHH", 0xFEFF, 5, 1, number, 0, len(blocks)) + blocks)


# SIP: RFC 3261
def register(phone, agent, more):
    """REGISTER with lines that only this maker has."""
    return building.sip_register(phone, [phone], agent).replace(b"Content-Length", "".join(f"{line}\r\n" for line in more).encode() + b"Content-Length")


# Mail: RFC 5321, RFC 5322
def mail(host, sender, subject, lines):
    """A device reports by mail; the house's relay takes it."""
    body = "\r\n".join([f"From: {sender}@kws.intern", "To: medizintechnik@kws.intern", f"Subject: {subject}", "", *lines, ".", ""])
    return [(1, b"220 mail.kws.intern ESMTP Postfix\r\n"), (0, f"HELO {host}\r\n".encode()), (1, b"250 mail.kws.intern\r\n"), (0, f"MAIL FROM:<{sender}@kws.intern>\r\n".encode()),
            (1, b"250 2.1.0 Ok\r\n"), (0, b"RCPT TO:<medizintechnik@kws.intern>\r\n"), (1, b"250 2.1.5 Ok\r\n"), (0, b"DATA\r\n"), (1, b"354 End data with <CR><LF>.<CR><LF>\r\n"),
            (0, body.encode()), (1, b"250 2.0.0 Ok: queued as 4F0283\r\n"), (0, b"QUIT\r\n"), (1, b"221 2.0.0 Bye\r\n")]


# MQTT 3.1.1, 3.3
def published(client, topic, body):
    """CONNECT, CONNACK, and one PUBLISH."""
    rest = struct.pack("!H", len(topic)) + topic.encode() + body.encode()
    length = bytes([len(rest)]) if len(rest) < 128 else bytes([len(rest) & 127 | 128, len(rest) >> 7])
    return [*third.mqtt(client), (0, b"\x30" + length + rest)]
