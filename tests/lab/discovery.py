"""Discovery protocols of makers and of the internet: byte-exact answers, and the fixtures made of them.

Layouts: IEC 61158-6-10 4.3 (PROFINET DCP), RFC 2165 and 2608 (SLP), IPMI 2.0 13 and 20.1, ASF 2.0 3.2.4, PJLink class 2, RFC 3164
and 5424 (syslog); the makers' own as their products speak them.  All names and numbers are invented.
"""

import json
import struct

PLC = ("00:1b:1b:00:71:01", "10.77.22.1")
PC = ("00:1b:21:00:71:02", "10.77.22.2")
ACCESS_POINT = ("80:2a:a8:00:71:03", "10.77.22.3")
ROUTER = ("4c:5e:0c:00:71:04", "10.77.22.4")
HIKVISION = ("c4:2f:90:00:71:05", "10.77.22.5")
DAHUA = ("3c:ef:8c:00:71:06", "10.77.22.6")
PROCESSOR = ("d0:94:66:00:71:07", "10.77.22.7")
PRINTER = ("08:ed:b9:00:71:08", "10.77.22.8")
PANEL = ("00:10:7f:00:71:09", "10.77.22.9")
TERMINALS = ("00:40:9d:00:71:0a", "10.77.22.10")
PROJECTOR = ("00:26:ab:00:71:0b", "10.77.22.11")
FIREWALL = ("00:09:0f:00:71:0c", "10.77.22.12")
GATEWAY = ("00:50:56:00:71:0d", "10.77.22.13")
ALL = ("ff:ff:ff:ff:ff:ff", "10.77.22.255")


def mac(end):
    """The hardware address of a (mac, ip) pair as bytes."""
    return bytes.fromhex(end[0].replace(":", ""))


def ip(end):
    """Its IPv4 address."""
    return bytes(int(part) for part in end[1].split("."))


def tlv(head, kind, value):
    """A field whose type and length are packed by `head`."""
    return struct.pack(head, kind, len(value)) + value


def profinet_frame(source, target, start, blocks):
    """A DCP frame: frame id, service id and type, then blocks."""
    body = struct.pack("!HBBIHH", *start, 1, 0, len(blocks)) + blocks
    return (bytes.fromhex(target.replace(":", "")) + mac(source) + b"\x88\x92" + body).ljust(60, b"\0")


def profinet_block(option, suboption, value):
    """A block of an answer: information, value, filling."""
    block = struct.pack("!BBHH", option, suboption, 2 + len(value), 0) + value
    return block + b"\0" * (len(block) % 2)


def profinet(capture):
    """An engineering station searches; a controller answers; process data follow."""
    search = b"\xff\xff\x00\x00"
    capture.add(profinet_frame(PC, "01:0e:cf:00:00:00", (0xFEFE, 5, 0), search))
    answer = profinet_block(2, 1, b"S7-1200") + profinet_block(2, 2, b"plc-tube-system") + profinet_block(2, 3, b"\x00\x2a\x01\x0d")
    answer += profinet_block(2, 4, b"\x02\x00") + profinet_block(1, 2, ip(PLC) + b"\xff\xff\xff\x00" + bytes(4))
    capture.add(profinet_frame(PLC, PC[0], (0xFEFF, 5, 1), answer))
    capture.add((mac(PC) + mac(PLC) + b"\x88\x92\x80\x01" + b"\x80" * 40 + b"\x00\x01\x35\x00").ljust(60, b"\0"))


def ubiquiti(capture):
    """A controller searches; an access point answers, and announces itself."""
    capture.udp(PC, ALL, (50001, 10001), b"\x01\0\0\0")
    fields = [(1, mac(ACCESS_POINT)), (2, mac(ACCESS_POINT) + ip(ACCESS_POINT)), (3, b"BZ.qca956x.v6.5.62+14788.230211.1551"),
              (10, bytes(4)), (11, b"ap-ward-3"), (12, b"U7PG2"), (13, b"SYNTHETIC")]
    body = b"".join(tlv("!BH", *field) for field in fields)
    capture.udp(ACCESS_POINT, PC, (10001, 50001), struct.pack("!BBH", 1, 0, len(body)) + body)
    fields += [(19, mac(ACCESS_POINT)), (21, b"U7PG2"), (22, b"6.5.62.14788")]
    body = b"".join(tlv("!BH", *field) for field in fields)
    capture.udp(ACCESS_POINT, ALL, (10001, 10001), struct.pack("!BBH", 2, 6, len(body)) + body)


def mndp(capture):
    """A computer asks; a router announces itself."""
    capture.udp(PC, ALL, (5678, 5678), bytes(4))
    fields = [(1, mac(ROUTER)), (5, b"rtr-annex"), (7, b"7.15.3 (stable) 2024-07-24 10:39:01"), (8, b"MikroTik"), (10, bytes(4)),
              (11, b"SYNT-HET1"), (12, b"RB4011iGS+"), (14, b"\0"), (16, b"bridge/ether2"), (17, ip(ROUTER))]
    capture.udp(ROUTER, ALL, (5678, 5678), b"\x61\0\0\x07" + b"".join(tlv("!HH", *field) for field in fields))


def sadp(capture):
    """A computer searches; a camera answers."""
    group = ("01:00:5e:7f:ff:fa", "239.255.255.250")
    head = '<?xml version="1.0" encoding="utf-8"?>'
    search = f"{head}<Probe><Uuid>00000000-0000-4000-8000-000000000001</Uuid><Types>inquiry</Types></Probe>"
    capture.udp(PC, group, (37020, 37020), search.encode())
    elements = {"Uuid": "00000000-0000-4000-8000-000000000001", "Types": "inquiry", "DeviceType": "135340",
                "DeviceDescription": "DS-2CD2143G0-I", "DeviceSN": "DS-2CD2143G0-I20200114AAWRD00000001", "CommandPort": "8000",
                "HttpPort": "80", "MAC": HIKVISION[0].replace(":", "-"), "IPv4Address": HIKVISION[1], "DHCP": "false",
                "SoftwareVersion": "V5.5.82build 190910", "DSPVersion": "V7.3 build 190430", "Activated": "true"}
    body = "".join(f"<{name}>{value}</{name}>\n" for name, value in elements.items())
    capture.udp(HIKVISION, group, (37020, 37020), f"{head}\n<ProbeMatch>\n{body}</ProbeMatch>".encode())


def dhip_message(content):
    """A header of 32 bytes, then JSON."""
    body = (json.dumps(content) + "\n").encode()
    return struct.pack("<I4s8xIxxxxIxxxx", 32, b"DHIP", len(body), len(body)) + body


def dhip(capture):
    """A computer searches; a camera answers."""
    group = ("01:00:5e:7f:ff:fb", "239.255.255.251")
    capture.udp(PC, group, (50002, 37810), dhip_message({"method": "DHDiscover.search", "params": {"mac": "", "uni": 1}}))
    about = {"DeviceClass": "IPC", "DeviceType": "IPC-HDW5421S", "HttpPort": 80, "IPv4Address": {"IPAddress": DAHUA[1]},
             "MachineName": "SYNTHETIC PERSON", "Manufacturer": "Private", "SerialNo": "1F000E4PAX00001", "Vendor": "Dahua",
             "Version": "2.400.0.8", "VideoInputChannels": 1}
    capture.udp(DAHUA, PC, (37810, 50002), dhip_message({"mac": DAHUA[0], "method": "client.notifyDevInfo", "params": {"deviceInfo": about}}))


def checked(data):
    """Data with the checksum that IPMI puts behind it."""
    return data + bytes([-sum(data) & 0xFF])


def ipmi(capture):
    """A management station pings a service processor, and asks in a session without encryption what it is."""
    capture.udp(PC, PROCESSOR, (50003, 623), b"\x06\x00\xff\x06" + struct.pack("!IBBxB", 4542, 0x80, 0, 0))
    pong = struct.pack("!IBBxB", 4542, 0x40, 0, 16) + struct.pack("!IIBB6x", 4542, 0, 0x81, 0)
    capture.udp(PROCESSOR, PC, (623, 50003), b"\x06\x00\xff\x06" + pong)
    session = b"\x06\x00\xff\x07\x00" + struct.pack("<II", 1, 0x01020304)
    ask = checked(b"\x20\x18") + checked(b"\x81\x04\x01")
    capture.udp(PC, PROCESSOR, (50003, 623), session + bytes([len(ask)]) + ask)
    about = struct.pack("<BBBBBB3sHI", 0x20, 0x81, 2, 0x86, 0x02, 0xBF, (674).to_bytes(3, "little"), 256, 0)
    answer = checked(b"\x81\x1c") + checked(b"\x20\x04\x01\x00" + about)
    capture.udp(PROCESSOR, PC, (623, 50003), session + bytes([len(answer)]) + answer)


def slp(capture):
    """A printer answers a search with its attributes; a virtualisation host tells its service."""
    name = "SYNTHETIC PERSON's printer"
    attributes = ("(x-hp-ver=01)(x-hp-prod_id=CE841A)(x-hp-mac=08EDB9007108)(x-hp-num_port=01)(x-hp-ip=010.077.022.008)(x-hp-hn=NPI007108)"
                  "(x-hp-p1=MFG:Hewlett-Packard;MDL:HP LaserJet Professional M1212nf MFP;CMD:ZJS,PJL;CLS:PRINTER;SN:CNB0000001;"
                  f"FWVER:20110826;)(printer-name={name})").encode()
    body = b"\0\0" + b"en" + struct.pack("!HHHH", 3, 7, 0, len(attributes)) + attributes
    capture.udp(PRINTER, ("01:00:5e:00:01:3c", "224.0.1.60"), (427, 427), struct.pack("!BBH", 1, 7, 4 + len(body)) + body)
    url = f"service:VMwareInfrastructure://{GATEWAY[1]}".encode()
    body = struct.pack("!H3xHH", 0, 8, 2) + b"en" + struct.pack("!HHBHH", 0, 1, 0, 65535, len(url)) + url + b"\0"
    capture.udp(GATEWAY, PC, (427, 50004), struct.pack("!BB", 2, 2) + (5 + len(body)).to_bytes(3, "big") + body)


def crestron(capture):
    """A computer searches; the control processor of a theatre answers."""
    name = lambda text: text.encode().ljust(256, b"\0")  # noqa: E731
    head = b"\0\0\0\x01\x04\0\x03\0\0"
    capture.udp(PC, ALL, (41794, 41794), b"\x14" + head + name("SYNTHETIC-PC"))
    about = b"CP3 Cntrl Eng [v1.601.3934.19631 (Oct 10 2019), #00A3BBE7] @E-00107f007109"
    capture.udp(PANEL, PC, (41794, 41794), b"\x15" + head + name("THEATRE-2-CP3") + about.ljust(128, b"\0"))


def addp(capture):
    """A computer searches; a terminal server answers."""
    capture.udp(PC, ("01:00:5e:00:05:80", "224.0.5.128"), (50005, 2362), b"DIGI" + struct.pack("!HH", 1, 6) + b"\xff" * 6)
    fields = [(0x01, mac(TERMINALS)), (0x02, ip(TERMINALS)), (0x03, b"\xff\xff\xff\0"), (0x04, b"portserver-3"), (0x06, b"\x15"),
              (0x0D, b"Digi One SP"), (0x12, b"\x01"), (0x08, b"Version 82000770_U1 06/22/2007")]
    body = b"".join(tlv("!BB", *field) for field in fields)
    capture.udp(TERMINALS, PC, (2362, 50005), b"DIGI" + struct.pack("!HH", 2, len(body)) + body)


def pjlink(capture):
    """A room's control asks a projector what it is."""
    asks = [b"%1CLSS ?", b"%1NAME ?", b"%1INF1 ?", b"%1INF2 ?", b"%2SNUM ?", b"%2SVER ?"]
    answers = [b"%1CLSS=2", b"%1NAME=SYNTHETIC PERSON's room", b"%1INF1=EPSON", b"%1INF2=EPSON 685Wi/685WT", b"%2SNUM=X3QR0000001",
               b"%2SVER=8Y0080709MWWV107"]
    conversation = [("s", b"PJLINK 0\r")]
    for ask, answer in zip(asks, answers):
        conversation += [("c", ask + b"\r"), ("s", answer + b"\r")]
    capture.tcp(PANEL, PROJECTOR, (40101, 4352), conversation)


def syslog(capture):
    """A firewall and a gateway report; a third passes on what two others sent."""
    forti = ('<189>date=2026-01-01 time=12:00:00 devname="fw-north" devid="FGT60D0000000001" logid="0000000013" type="traffic" '
             'srcip=10.77.22.2 user="SYNTHETIC PERSON" action="accept"')
    capture.udp(FIREWALL, PC, (514, 514), forti.encode())
    capture.udp(GATEWAY, PC, (514, 514), b"<30>Jan  1 12:00:01 ward-gw1 app[77]: SYNTHETIC PATIENT admitted")
    capture.udp(PLC, PC, (514, 514), b"<30>1 2026-01-01T12:00:02Z host-a app 7 - - SYNTHETIC PATIENT")
    capture.udp(PLC, PC, (514, 514), b"<30>1 2026-01-01T12:00:03Z host-b app 7 - - SYNTHETIC PATIENT")
    capture.udp(PRINTER, PC, (514, 514), b"<30>Jan  1 12:00:04 SYNTHETIC PATIENT: printed")


def made(after):
    """The origin of a case."""
    return f"Exact synthesis by tests/lab/discovery.py after {after}."


CASES = [
    ("profinet", "controller", profinet, "A controller answers a search on its segment; then process data.", made("IEC 61158-6-10, 4.3"),
     "S7-1200 named plc-tube-system, vendor and device 002a:010d; nothing of the engineering station."),
    ("ubiquiti", "access-point", ubiquiti, "An access point answers a search and announces itself.", made("the makers' products"),
     "U7PG2 named ap-ward-3 with its firmware; no network name."),
    ("mndp", "router", mndp, "A router announces itself to its segment.", made("RouterOS's announcements"),
     "MikroTik RB4011iGS+ named rtr-annex, software 7.15.3; no licence number."),
    ("sadp", "camera", sadp, "A camera answers a search.", made("the answers of Hikvision's products"),
     "DS-2CD2143G0-I with serial number and software of 10.77.22.5."),
    ("dhip", "camera", dhip, "A camera answers a search.", made("the answers of Dahua's products"),
     "Dahua IPC-HDW5421S with serial number and software of 10.77.22.6; not the name somebody gave it."),
    ("ipmi", "service-processor", ipmi, "A service processor answers a ping, and says what it is.",
     made("IPMI 2.0, 13 and 20.1, and ASF 2.0, 3.2.4"), "Maker 674, product 256, firmware 2.86 of 10.77.22.7."),
    ("slp", "printer-and-host", slp, "A printer tells its attributes, a host its service.", made("RFC 2165 and RFC 2608"),
     "HP LaserJet Professional M1212nf MFP, CNB0000001 of 10.77.22.8, not the name somebody gave it; VMwareInfrastructure of 10.77.22.13."),
    ("crestron", "processor", crestron, "A control processor answers a search.", made("the answers of Crestron's products"),
     "CP3 named THEATRE-2-CP3 with version and serial number; nothing of the computer that searched."),
    ("addp", "terminal-server", addp, "A terminal server answers a search.", made("the answers of Digi's products"),
     "Digi One SP named portserver-3 with its firmware."),
    ("pjlink", "projector", pjlink, "A room's control asks a projector what it is.", made("PJLink class 2"),
     "EPSON 685Wi/685WT, X3QR0000001 and its software; not the name somebody gave it."),
    ("syslog", "firewall-and-gateway", syslog, "A firewall, a gateway and one that passes messages on report.",
     made("RFC 3164, RFC 5424 and FortiOS's log reference"),
     "Fortinet FGT60D0000000001 named fw-north; ward-gw1; host-a and host-b of who passes them on. No user and no text."),
]
