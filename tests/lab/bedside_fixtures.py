"""Fixtures of the bedside protocols: `bedside_fixtures.py [OUTPUT]` writes them below OUTPUT (tests/fixtures).

The captures are exact syntheses from `bedside.py`; only the Python standard library is needed, and the result is the same
each time.
"""

import struct
import sys
from pathlib import Path

import bedside
from finish import ones_sum, write_pcap

START = 1_795_000_000


class Host:
    """An end: hardware address and IPv4 address."""

    def __init__(self, mac, ip):
        self.mac, self.ip = bedside.hardware(mac), ip


EVERYONE = Host("ff:ff:ff:ff:ff:ff", "255.255.255.255")


class Wire:
    """Collects frames; each comes some milliseconds behind the one before."""

    def __init__(self):
        self.rows, self.ticks, self.ports = [], 0, 40000

    def ip(self, source, target, protocol, data):
        """An IPv4 packet in an Ethernet frame."""
        self.ticks += 1
        addresses = bedside.address(source.ip) + bedside.address(target.ip)
        head = bytearray(struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(data), self.ticks, 0, 64, protocol, 0) + addresses)
        struct.pack_into("!H", head, 10, ones_sum(bytes(head)))
        frame = target.mac + source.mac + b"\x08\x00" + bytes(head) + data
        self.rows.append(((START + self.ticks // 50, self.ticks % 50 * 20_000), frame))

    def checked(self, source, target, protocol, data, at):
        """Puts the checksum over the pseudo header."""
        data = bytearray(data)
        pseudo = bedside.address(source.ip) + bedside.address(target.ip) + struct.pack("!HH", protocol, len(data))
        struct.pack_into("!H", data, at, ones_sum(pseudo + bytes(data)))
        self.ip(source, target, protocol, bytes(data))

    def udp(self, source, target, ports, payload):
        """A datagram; for a group the hardware address follows from it."""
        first, *rest = (int(part) for part in target.ip.split("."))
        if 224 <= first < 240:
            target = Host(bytes([1, 0, 0x5E, rest[0] & 0x7F, *rest[1:]]).hex(), target.ip)
        self.checked(source, target, 17, struct.pack("!HHHH", *ports, 8 + len(payload), 0) + payload, 6)

    def tcp(self, client, server, port, exchange, answered=True):
        """A connection: [(0 for the client or 1 for the server, bytes)]."""
        self.ports += 1
        ends, ports, sequence = (client, server), (self.ports, port), [1000, 9000]

        def segment(side, flags, data=b""):
            options = b"\x02\x04\x05\xb4" if flags & 2 else b""
            tcp = struct.pack("!HHIIBBHHH", ports[side], ports[1 - side], sequence[side], sequence[1 - side] if flags & 16 else 0,
                              5 + len(options) // 4 << 4, flags, 8192, 0, 0) + options + data
            self.checked(ends[side], ends[1 - side], 6, tcp, 16)
            sequence[side] += len(data) + (flags & 3 != 0)

        segment(0, 2)
        if not answered:
            return
        segment(1, 18)
        segment(0, 16)
        for side, data in exchange:
            segment(side, 24, data)
            segment(1 - side, 16)
        segment(0, 17)
        segment(1, 17)
        segment(0, 16)


CASES = []


def case(name, purpose, source, finds):
    """Registers a function that fills a wire as the fixture PROTOCOL/CASE."""
    def register(fill):
        CASES.append((name, purpose, source, finds, fill))
        return fill
    return register


@case("intellivue/monitor-and-collector", "A monitor announces itself, a collector associates and polls it.",
      "Data Export Interface Programming Guide; order and layout as in public captures of an MP70.",
      "10.77.40.11 is a Philips MX800 (865240), serial DE84200017, software L.01.22; 10.77.40.5 collects. No patient, no bed.")
def intellivue(wire):
    monitor, collector = Host("00:09:fb:40:00:11", "10.77.40.11"), Host("02:77:40:00:00:05", "10.77.40.5")
    wire.udp(monitor, EVERYONE, (24105, 24005), bedside.ivue_connect_indication(monitor.ip, "00:09:fb:40:00:11"))
    up, down = (52000, 24105), (24105, 52000)
    wire.udp(collector, monitor, up, bedside.ivue_association(0x0D))
    wire.udp(monitor, collector, down, bedside.ivue_association(0x0E))
    wire.udp(monitor, collector, down, bedside.ivue_mds_create("Philips", "M8000", "00:09:fb:40:00:11"))
    wire.udp(collector, monitor, up, bedside.ivue_mds_result())
    for object_class, answer in ((0x21, bedside.ivue_product("Philips", "865240", "DE84200017", "865240", "L.01.22")),
                                 (0x2A, bedside.ivue_demographics())):
        wire.udp(collector, monitor, up, bedside.ivue_poll_request(object_class))
        wire.udp(monitor, collector, down, answer)


@case("infinity/delta", "A monitor multicasts discovery and data; another host sends data in its name.",
      "Layouts of the mdrepo project (facts only).",
      "10.77.41.21 is a Delta, serial 6002591075, firmware VF8.3-W, name 2808, bed ICU-12. 10.77.41.66 names another's address "
      "and is described by nothing else. No patient.")
def infinity(wire):
    monitor, other = Host("00:30:e6:41:00:21", "10.77.41.21"), Host("02:77:41:00:00:66", "10.77.41.66")
    group, data = Host("01:00:5e:00:00:00", "224.127.1.255"), Host("01:00:5e:00:00:00", "224.0.1.21")
    wire.udp(monitor, group, (2150, 2150), bedside.infinity_discovery(monitor.ip, "2808", "VF8.3-W", "Delta", "6002591075"))
    wire.udp(monitor, data, (2050, 2050), bedside.infinity_data(monitor.ip, "ICU-12"))
    wire.udp(other, data, (2050, 2050), bedside.infinity_data(monitor.ip, "ICU-12", 2))


@case("unity/monitor", "A monitor broadcasts discovery, alarm and time, and sends values; another host forges a discovery.",
      "Layouts of the gedash project and the Vocera CARESCAPE Adapter guide (facts only).",
      "10.77.42.31 stands in unit ICU2, bed B-07. 10.77.42.66 names 10.77.42.31 as its address. No patient, no alarm text.")
def unity(wire):
    monitor, other = Host("00:00:a1:42:00:31", "10.77.42.31"), Host("02:77:42:00:00:66", "10.77.42.66")
    central, everyone = Host("00:00:a1:42:00:05", "10.77.42.5"), Host("ff:ff:ff:ff:ff:ff", "10.77.42.255")
    wire.udp(monitor, everyone, (7000, 7000), bedside.unity_discovery(monitor.ip, "ICU2", "B-07"))
    wire.udp(monitor, everyone, (7001, 7001), bedside.unity_alarm(monitor.ip, "ICU2", "B-07", everyone.ip))
    wire.udp(monitor, everyone, (2000, 2000), bedside.unity_time(monitor.ip, "ICU2", "B-07"))
    wire.udp(monitor, central, (2000, 2000), bedside.unity_values(monitor.ip))
    wire.udp(other, everyone, (7000, 7000), bedside.unity_discovery(monitor.ip, "ICU2", "B-07"))


BCC = "B. Braun Technical Interface Specification BCC 3.25/3.26 v4.0 (I0022_000030), with its character stuffing."


@case("bcc/rack", "A collector asks the module of a rack with two pumps.", BCC,
      "10.77.43.41: module serial 443322, software 012U000041; Perfusor Space 112233 and Infusomat Space 445566. 10.77.43.5 "
      "collects. No patient, no drug, no bed.")
def bcc(wire):
    module, collector = Host("00:12:21:43:00:41", "10.77.43.41"), Host("02:77:43:00:00:05", "10.77.43.5")
    rack = bedside.bcc_rack("443322", "012U000041", [("50111", "688K030021", "112233"), ("50112", "686K030021", "445566")])
    wire.tcp(collector, module, 4001, [
        (0, bedside.bcc_request("ADMIN:ALIVE")), (1, b"\x06" + bedside.bcc_answer([(990, "50100", "ADMALIVE", "1")])),
        (0, b"\x06" + bedside.bcc_request("MEM:GET")), (1, b"\x06" + bedside.bcc_answer(rack)), (0, b"\x06"),
    ])


@case("bcc/single-pump", "A pump with a battery pack of its own streams without being asked, its characters not stuffed.", BCC,
      "10.77.43.42 is an Infusomat Space P with serial 778899.")
def bcc_single(wire):
    pump, collector = Host("00:12:21:43:00:42", "10.77.43.42"), Host("02:77:43:00:00:05", "10.77.43.5")
    rows = [(1000, "50111", "GNMODEL", "687K030021"), (1000, "50111", "INSERNUM", "778899"), (1000, "50111", "PATID", "CANARY")]
    wire.tcp(collector, pump, 4001, [(1, bedside.bcc_answer(rows, stuffed=False)), (0, b"\x06")])


@case("medibus/terminal-server", "A collector asks, through a terminal server, the ventilator behind it who it is.",
      "MEDIBUS manual, revision 4.03.",
      "Behind 10.77.45.61 (a terminal server) is an Evita XL, device id 8214, revision 07.02.")
def medibus(wire):
    server, collector = Host("00:80:a3:45:00:61", "10.77.45.61"), Host("02:77:45:00:00:05", "10.77.45.5")
    wire.tcp(collector, server, 10001, [
        (0, bedside.medibus_command("Q")), (1, bedside.medibus_answer("Q")),
        (0, bedside.medibus_command("R")), (1, b"\x84\x81" + bedside.medibus_identification("8214", "Evita XL", "07.02")),
        (0, bedside.medibus_command("$")), (1, bedside.medibus_answer("$", "01CANARY")),
    ])


@case("snda/terminal-server", "A collector asks, through a terminal server, the ventilator behind it for its settings.",
      "Puritan Bennett 840 and 980 Series, operator's manuals, RS-232 commands.",
      "Behind 10.77.45.62 (a terminal server) is a Puritan Bennett 840 with serial 3510000001; no setting.")
def snda(wire):
    server, collector = Host("00:80:a3:45:00:62", "10.77.45.62"), Host("02:77:45:00:00:05", "10.77.45.5")
    wire.tcp(collector, server, 10001, [(0, b"RSET\rSNDF\r"), (1, bedside.snda_report("840 3510000001"))])


@case("aeroscout/reports", "Two access points report to an engine, which answers.",
      "Aruba knowledge base (header of the messages).",
      "10.77.46.71 and .72 are access points, 10.77.46.5 is the engine.")
def aeroscout(wire):
    engine = Host("02:77:46:00:00:05", "10.77.46.5")
    for last in (0x71, 0x72):
        mac = f"00:24:6c:46:00:{last:02x}"
        point = Host(mac, f"10.77.46.{last:x}")
        wire.udp(point, engine, (1144, 12092), bedside.aeroscout_report(mac))
        wire.udp(engine, point, (12092, 1144), bedside.aeroscout_report(mac, code=0xD0))


@case("contec/built-in-addresses", "A monitor looks for the addresses in its firmware: NFS by UDP and TCP, HL7 by TCP.",
      "CISA ICSMA-25-030-01 (addresses and services); RFC 5531 (ONC RPC).",
      "10.77.47.81 calls 202.114.4.119 and 202.114.4.120; 10.77.47.82, an NFS client of another server, does not.")
def contec(wire):
    monitor, gateway = Host("02:77:47:00:00:81", "10.77.47.81"), "02:77:47:00:00:01"
    other = Host("02:77:47:00:00:82", "10.77.47.82")
    wire.udp(monitor, Host(gateway, "202.114.4.119"), (800, 111), bedside.rpc_call(100000, 2, 3))
    wire.tcp(monitor, Host(gateway, "202.114.4.119"), 2049, [], answered=False)
    wire.tcp(monitor, Host(gateway, "202.114.4.120"), 511, [], answered=False)
    wire.udp(other, Host(gateway, "10.77.90.2"), (801, 111), bedside.rpc_call(100000, 2, 3))


@case("phd/oximeter", "A pulse oximeter associates with a manager.", "IEEE 11073-20601.",
      "10.77.48.91 is an agent with system id 0009fbfffe480091; 10.77.48.5 collects.")
def phd(wire):
    agent, manager = Host("02:77:48:00:00:91", "10.77.48.91"), Host("02:77:48:00:00:05", "10.77.48.5")
    wire.tcp(agent, manager, 6024, [(0, bedside.phd_request("0009fbfffe480091")), (1, bedside.phd_response("0277480000050000"))])


def main():
    """Writes every case, or those of the protocols named behind OUTPUT."""
    output = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "fixtures")
    for name, purpose, source, finds, fill in CASES:
        if sys.argv[2:] and name.split("/")[0] not in sys.argv[2:]:
            continue
        folder = output / name
        folder.mkdir(parents=True, exist_ok=True)
        wire = Wire()
        fill(wire)
        write_pcap(folder / "input.pcap", wire.rows)
        (folder / "README.md").write_text(
            f"# {name}\n\n**Purpose.** {purpose}\n\n**Origin.** Exact synthesis (`tests/lab/bedside.py`). {source}\n\n"
            f"**A reader should find.** {finds}\n\nAll patients, people and numbers are synthetic. Made by "
            "`tests/lab/bedside_fixtures.py`.\n")


if __name__ == "__main__":
    main()
