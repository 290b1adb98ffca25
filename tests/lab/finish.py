"""After the run: gives look-alike devices their SYN, and writes the ground truth.

Two kinds of device are played by Linux but must not look like Linux in the
first packet of a TCP connection.  Their SYN and SYN-ACK options are re-ordered
to those of Windows 10 and macOS; nothing else of any packet is touched.
"""

import json
import struct
import subprocess

from ward import DEVICES, GATEWAYS, PHI

ETHERTYPES = {0x0800: 4, 0x86DD: 6}


def packets(path):
    """(header bytes, packet header, packet) of a classic little-endian pcap."""
    data = path.read_bytes()
    assert data[:4] == b"\xd4\xc3\xb2\xa1", "not a little-endian microsecond pcap"
    offset = 24
    while offset + 16 <= len(data):
        seconds, micros, caught, length = struct.unpack_from("<IIII", data, offset)
        yield (seconds, micros, length), data[offset + 16:offset + 16 + caught]
        offset += 16 + caught


def write_pcap(path, rows):
    """Writes [(seconds, micros), packet] as a classic pcap; time never goes back by the few
    microseconds by which two processors' stamps can differ."""
    last = (0, 0)
    with open(path, "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        for stamp, packet in rows:
            last = max(last, stamp)
            out.write(struct.pack("<IIII", *last, len(packet), len(packet)) + packet)


def ones_sum(data):
    """Internet checksum (RFC 1071)."""
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def split_options(raw):
    """TCP options by kind, without padding."""
    found, at = {}, 0
    while at < len(raw) and raw[at] != 0:
        if raw[at] == 1:
            at += 1
            continue
        found[raw[at]] = raw[at:at + raw[at + 1]]
        at += raw[at + 1]
    return found


def disguise(raw, style):
    """Options and window of the style, from the values the real stack chose."""
    have, nop = split_options(raw), b"\x01"
    mss, scale, sack, stamp = (have.get(k, b"") for k in (2, 3, 4, 8))
    if style == "windows":
        out = mss + (nop + scale if scale else b"") + (nop * 2 + sack if sack else b"")
        window = 64240
    else:
        out = mss + (nop + scale if scale else b"") + (nop * 2 + stamp if stamp else b"") + sack
        window = 65535
    return out + b"\0" * (-len(out) % 4), window


def rewrite_syn(frame, style):
    """The frame with the SYN of another operating system, or as it was."""
    version = ETHERTYPES.get(struct.unpack_from("!H", frame, 12)[0])
    if version is None:
        return frame
    head = 14 + ((frame[14] & 15) * 4 if version == 4 else 40)
    protocol = frame[23] if version == 4 else frame[20]
    if protocol != 6 or len(frame) < head + 20 or not frame[head + 13] & 2:
        return frame
    ip, tcp = bytearray(frame[14:head]), bytearray(frame[head:])
    options, window = disguise(bytes(tcp[20:(tcp[12] >> 4) * 4]), style)
    tcp = tcp[:20] + options
    tcp[12] = (len(tcp) // 4) << 4
    struct.pack_into("!HHH", tcp, 14, window, 0, 0)
    if version == 4:
        struct.pack_into("!H", ip, 2, len(ip) + len(tcp))
        struct.pack_into("!H", ip, 10, 0)
        struct.pack_into("!H", ip, 10, ones_sum(bytes(ip)))
        pseudo = bytes(ip[12:20]) + struct.pack("!HH", 6, len(tcp))
    else:
        struct.pack_into("!H", ip, 4, len(tcp))
        pseudo = bytes(ip[8:40]) + struct.pack("!II", len(tcp), 6)
    struct.pack_into("!H", tcp, 16, ones_sum(pseudo + bytes(tcp)))
    return frame[:14] + bytes(ip) + bytes(tcp)


def finish_demo(raw, target):
    """Writes demo.pcap from the raw capture."""
    styles = {bytes.fromhex(mac.replace(":", "")): row["syn"] for row in DEVICES for mac in row["macs"]
              if row["syn"] != "linux"}
    rows = []
    for (seconds, micros, _), frame in packets(raw):
        style = styles.get(frame[6:12])
        rows.append(((seconds, micros), rewrite_syn(frame, style) if style else frame))
    write_pcap(target, rows)


def fields(path, names, keep=None):
    """tshark's field output as rows of lists."""
    argv = ["tshark", "-r", str(path), "-T", "fields"] + [x for n in names for x in ("-e", n)]
    done = subprocess.run(argv + (["-Y", keep] if keep else []), text=True, capture_output=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def seen_addresses(path):
    """Source addresses by hardware address, and all source addresses."""
    by_mac, everyone = {}, set()
    for mac, ip4, arp, ip6 in fields(path, ["eth.src", "ip.src", "arp.src.proto_ipv4", "ipv6.src"]):
        for ip in (ip4.split(",")[0], arp, ip6.split(",")[0]):
            if ip and ip not in ("0.0.0.0", "::"):
                by_mac.setdefault(mac, set()).add(ip)
                everyone.add(ip)
    return by_mac, everyone


def behind(ip):
    """True for an address that is only reached through the router."""
    return ip.startswith(("10.77.8.", "fd77:8:"))


def truth(path):
    """The ground truth document; addresses are those really seen."""
    by_mac, everyone = seen_addresses(path)
    keys = ["name", "macs", "ips", "hostnames", "category", "manufacturer", "model", "serial", "software", "os",
            "ae_titles", "services", "note"]
    devices = []
    for row in DEVICES:
        out = {key: row.get(key) for key in keys}
        if row["segment"] == "ward":
            out["ips"] = sorted(ip for mac in row["macs"] for ip in by_mac.get(mac, ())
                                if not (behind(ip) and row["name"] == "gateway"))
            out["macs"] = [mac for mac in row["macs"] if mac in by_mac]
        else:
            last = row["ip"].rsplit(".", 1)[1]
            out["ips"] = sorted(ip for ip in (row["ip"], f"fd77:8::{last}") if ip in everyone)
            out["macs"] = []
        out["ips"] = sorted(set(out["ips"]))
        out.update({key: value for key, value in row.items() if key.endswith("_accept")})
        devices.append(out)
    return {"devices": devices, "phi_canaries": PHI, "gateways": GATEWAYS}


def check_services(path, document):
    """Complains about a TCP service of the truth nobody was seen to answer on."""
    rows = fields(path, ["ip.src", "ipv6.src", "tcp.srcport"], "tcp.flags==0x012")
    open_ports = {(ip4 or ip6, port) for ip4, ip6, port in rows}
    return [f"{d['name']}: no SYN-ACK from port {s['port']}" for d in document["devices"] for s in d["services"]
            if s["transport"] == "tcp" and not any((ip, str(s["port"])) in open_ports for ip in d["ips"])]


def write_truth(path, target):
    """Writes truth.json and returns what is suspicious."""
    document = truth(path)
    target.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    return check_services(path, document) + [f"{d['name']}: never seen" for d in document["devices"] if not d["ips"]]
