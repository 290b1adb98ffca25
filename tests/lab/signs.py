"""Signs of attacks, and honest traffic that looks like them: exact syntheses by the documents that define the protocols.

No exploit is in here: of each only the header by which it is known, without anything that would do harm.
"""

import struct

from finish import ones_sum
from frames import START, Flow, ipv4, packed

ATTACKER = ("00:1b:21:00:70:20", "10.77.21.1")
PUMP = ("00:40:9d:00:70:21", "10.77.21.2")
MODALITY = ("00:50:56:00:70:22", "10.77.21.3")
ARCHIVE = ("00:50:56:00:70:23", "10.77.21.4")
# Of the demo ward: a workstation, the infusion pump, and somebody outside behind its router.
WARD_PC = ("98:90:96:00:00:81", "10.77.0.177")
WARD_PUMP = ("00:03:b1:0a:00:45", "10.77.0.46")
OUTSIDE = ("00:1a:a1:00:00:01", "203.0.113.66")
DEMO_ENDS = 1_795_464_600  # 2026-11-23T20:10:00Z


def with_options(source, target, options, protocol, payload, place=0x4000):
    """An Ethernet frame with an IPv4 packet that has options, or lies elsewhere in its datagram."""
    options += b"\0" * (-len(options) % 4)
    words = 5 + len(options) // 4
    head = struct.pack("!BBHHHBBH", 0x40 | words, 0, 4 * words + len(payload), 7, place, 64, protocol, 0)
    head += packed(source[1]) + packed(target[1]) + options
    head = head[:10] + struct.pack("!H", ones_sum(head)) + head[12:]
    macs = [bytes.fromhex(end[0].replace(":", "")) for end in (target, source)]
    return (macs[0] + macs[1] + b"\x08\x00" + head + payload).ljust(60, b"\0")


def icmp(kind, code, body):
    """An ICMP message with its checksum."""
    message = struct.pack("!BBH", kind, code, 0) + body
    return message[:2] + struct.pack("!H", ones_sum(message)) + message[4:]


def syn(options, flags=2, urgent=0, ports=(40100, 23)):
    """A TCP segment without data; its checksum is left to the card, as on a sender's own mirror."""
    options += b"\x01" * (-len(options) % 4)
    return struct.pack("!HHIIBBHHH", *ports, 1, 0, (20 + len(options)) << 2, flags, 64240, 0, urgent) + options


def urgent11(capture):
    """What the published detector sends, and the malformed source route."""
    capture.add(ipv4(ATTACKER, PUMP, 6, syn(b"\x02\x04\x05\xb4\x01\x03\x02\x00")))
    capture.add(ipv4(ATTACKER, PUMP, 1, icmp(13, 0, b"\0\0\0\0")))
    capture.add(with_options(ATTACKER, PUMP, b"\x83\x02\x04\x00", 1, icmp(8, 0, b"\0\1\0\1")))
    flow = Flow(capture, ATTACKER, PUMP, (40101, 23))
    flow.send("c", b"", 0x02)
    flow.send("s", b"", 0x12)
    flow.send("c", b"", 0x10)
    flow.send("c", b"x", 0x38)


def ripple20(capture):
    """What the published scanner sends and what a Treck stack answers, and a fragment inside a tunnel."""
    capture.add(ipv4(ATTACKER, PUMP, 1, icmp(165, 0, b"\0\0\0\0")))
    capture.add(ipv4(PUMP, ATTACKER, 1, icmp(166, 0, b"\0\0\0\0")))
    capture.add(ipv4(ATTACKER, PUMP, 6, syn(b"\x02\x04\x05\xb4\x03\x03\x7b", ports=(40508, 40509))))
    inner = with_options(ATTACKER, PUMP, b"", 17, bytes(16), place=0x2000)[14:50]
    capture.add(ipv4(ATTACKER, PUMP, 4, inner))


def honest(capture):
    """Router alert, a whole source route, a window scale of 14, telnet's interrupt, a timestamp request, a whole tunnelled packet."""
    capture.add(with_options(ATTACKER, PUMP, b"\x94\x04\x00\x00", 1, icmp(8, 0, b"\0\1\0\1")))
    capture.add(with_options(ATTACKER, PUMP, b"\x83\x07\x04\x0a\x4d\x15\x09", 1, icmp(8, 0, b"\0\1\0\2")))
    capture.add(ipv4(ATTACKER, PUMP, 6, syn(b"\x02\x04\x05\xb4\x03\x03\x0e")))
    capture.add(ipv4(ATTACKER, PUMP, 6, syn(b"", flags=0x38, urgent=1)))
    capture.add(ipv4(ATTACKER, PUMP, 1, icmp(13, 0, bytes(16))))
    inner = with_options(ATTACKER, PUMP, b"", 17, struct.pack("!HHHH", 5000, 5001, 8, 0))[14:42]
    capture.add(ipv4(ATTACKER, PUMP, 4, inner))


def smb1(command, flags, multiplex, words, data=b""):
    """An SMB1 message in its NetBIOS frame (MS-CIFS 2.2.3)."""
    header = b"\xffSMB" + struct.pack("<BIBHH8sHHHHH", command, 0, flags, 0xC007, 0, b"", 0, 0x800, 0xFEFF, 0x800, multiplex)
    body = header + struct.pack("<B", len(words) // 2) + words + struct.pack("<H", len(data)) + data
    return struct.pack("!I", len(body)) + body


def trans2(subcommand):
    """Words of a TRANSACTION2 request (MS-CIFS 2.2.4.46.1)."""
    return struct.pack("<HHHHBBHIHHHHHBBH", 12, 0, 1, 0, 0, 0, 0, 0, 0, 12, 66, 0, 78, 1, 0, subcommand)


def nt_transact(function, total):
    """Words of an NT_TRANSACT request (MS-CIFS 2.2.4.62.1)."""
    return struct.pack("<BHIIIIIIIIBH", 1, 0, 30, total, 30, 0, 30, 75, 0, 104, 1, function)


NEGOTIATE = smb1(0x72, 0x18, 64, b"", b"\x02NT LM 0.12\x00")
CHOSEN = smb1(0x72, 0x98, 64, bytes(34))


def smb_signs(capture):
    """The requests by which EternalBlue and DoublePulsar are known, with nothing in them."""
    conversation = [("c", NEGOTIATE), ("s", CHOSEN), ("c", smb1(0xA0, 0x18, 64, nt_transact(0, 66512))),
                    ("c", smb1(0x33, 0x18, 64, bytes(18))), ("c", smb1(0x32, 0x18, 65, trans2(0x000E), bytes(12))),
                    ("s", smb1(0x32, 0x98, 81, b""))]
    capture.tcp(ATTACKER, MODALITY, (40102, 445), conversation)


def smb_honest(capture):
    """A query for file information, a transaction in two parts of one kind, an ordinary NT transaction."""
    conversation = [("c", NEGOTIATE), ("s", CHOSEN), ("c", smb1(0x32, 0x18, 65, trans2(0x0005), bytes(12))),
                    ("s", smb1(0x32, 0x98, 65, bytes(20))), ("c", smb1(0xA0, 0x18, 66, nt_transact(2, 70000))),
                    ("c", smb1(0xA1, 0x18, 66, bytes(36))), ("s", smb1(0xA0, 0x98, 66, bytes(36)))]
    capture.tcp(ATTACKER, MODALITY, (40103, 445), conversation)


def item(kind, value):
    """An item of an association (PS3.8, 9.3.2)."""
    return struct.pack("!BBH", kind, 0, len(value)) + value


def associate(called, calling):
    """A-ASSOCIATE-RQ with the verification class (PS3.8, 9.3.2)."""
    context = item(0x20, b"\x01\0\0\0" + item(0x30, b"1.2.840.10008.1.1") + item(0x40, b"1.2.840.10008.1.2"))
    user = item(0x50, item(0x51, struct.pack("!I", 16384)) + item(0x52, b"1.2.276.0.7230010.3.0.3.6.2"))
    body = struct.pack("!HH16s16s32s", 1, 0, called.ljust(16).encode(), calling.ljust(16).encode(), b"")
    body += item(0x10, b"1.2.840.10008.3.1.1.1") + context + user
    return struct.pack("!BBI", 1, 0, len(body)) + body


def guessed_titles(capture):
    """Six associations, each under another called title, each refused as not known (PS3.8, table 9-21)."""
    for place, title in enumerate(["ANY-SCP", "PACS", "ARCHIVE", "STORESCP", "ORTHANC", "CONQUEST"]):
        reject = struct.pack("!BBIBBBB", 3, 0, 4, 0, 1, 1, 7)
        capture.tcp(ATTACKER, ARCHIVE, (40110 + place, 104), [("c", associate(title, "ECHOSCU")), ("s", reject)])


def against_a_pump(capture):
    """A PC of the demo ward attacks its pump, which then calls somebody outside: a minute after the demo's capture ends."""
    capture.micros = (DEMO_ENDS + 60 - START) * 1_000_000
    capture.tcp(WARD_PC, WARD_PUMP, (49160, 445), [("c", NEGOTIATE), ("s", CHOSEN), ("c", smb1(0xA0, 0x18, 64, nt_transact(0, 66512))),
                                                   ("c", smb1(0x33, 0x18, 64, bytes(18)))])
    capture.tcp(WARD_PUMP, OUTSIDE, (49161, 443), [("c", b"\x00" * 64), ("s", b"\x00" * 64)])


BY = "Exact synthesis by tests/lab/signs.py after "
CASES = [
    ("ip_signs", "urgent11", urgent11, "What a scanner for URGENT/11 sends, a malformed source route, urgent data at 0.",
     BY + "RFC 791, 792, 9293 and the published detector's conditions.",
     "A cut window scale, a cut timestamp request, a malformed source route and urgent data that is nowhere, from 10.77.21.1."),
    ("ip_signs", "ripple20", ripple20, "What a scanner for Ripple20 sends and is answered; a fragment inside a tunnel.",
     BY + "RFC 792, 2003, 7323 and the published scripts' conditions.",
     "ICMP types 165 and 166, a window scale of 123 and a fragment in a tunnel."),
    ("ip_signs", "not_attacks", honest, "Options, urgent data, a timestamp request and a tunnel as honest stacks send them.",
     BY + "RFC 791, 792, 854, 2003, 2113.", "No sign."),
    ("smb", "smb1-signs", smb_signs, "The requests by which EternalBlue and DoublePulsar are known; nothing is in them.",
     BY + "MS-CIFS.", "An undefined and a mixed transaction, a request SESSION_SETUP, and the answer of an implant by 10.77.21.3."),
    ("smb", "against-a-pump", against_a_pump, "A workstation of the demo ward attacks its pump, which then calls outside.",
     BY + "MS-CIFS; nothing is in the requests.", "An undefined and a mixed transaction to 10.77.0.46, and its call of 203.0.113.66."),
    ("smb", "smb1-transactions", smb_honest, "Transactions as honest clients send them.", BY + "MS-CIFS.", "No sign."),
    ("dicom", "guessed-titles", guessed_titles, "Somebody tries called AE titles.", BY + "PS3.8.",
     "Six refused titles of 10.77.21.1; 10.77.21.4 has none of them."),
]
