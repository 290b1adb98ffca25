"""Days of a hospital in one capture, with its truth: `python3 hospital.py OUTPUT [DAYS] [SEED] [--site b|c|d|e|f|g|h|i]`.

Needs the standard library only, no root and about a minute. Packets carry the times of simulated days: consoles work by
day, wards around the clock, devices move, swap addresses, change places. The result depends on the seed and the days
alone. Devices and their truth are rows of hospital_table.py, those of the other hospitals of site_b_table.py to site_i_table.py.
"""

import importlib
import json
import os
import random
import struct
import sys
import zlib

import hospital_table
import hospital_talk as talk
from hospital_acts import MoreActs
from hospital_wire import Wire, ip_bytes, link_local, mac_bytes
from site_c_acts import SiteCActs
from site_d_acts import SiteDActs
from site_e_acts import SiteEActs
from site_f_acts import SiteFActs
from site_g_acts import SiteGActs
from site_h_acts import SiteHActs
from site_i_acts import SiteIActs

try:
    import bedside
except ImportError:
    # Without the monitors' own protocols they show little, and the truth says so.
    bedside = None

DAY = 86400


class Hospital(MoreActs, SiteCActs, SiteDActs, SiteEActs, SiteFActs, SiteGActs, SiteHActs, SiteIActs):
    """The devices, the wire, and what each act puts on it; `site` is the module of a site's table."""

    def __init__(self, days, seed, site=hospital_table):
        self.random, self.days, self.site, self.nets = random.Random(seed), days, site, site.NETS
        routers = {vlan: site.ROUTERS["a"].get(vlan, site.OTHER_ROUTER) for vlan in site.NETS}
        self.wire = Wire(self.random, routers, site.VISIBLE, site.gateway)
        self.devices = {row["name"]: row for row in site.DEVICES}
        # Acts of a device that has IPv6 alone meet others at their IPv6 address.
        self.seen, self.number, self.now, self.six = {}, 0, 0.0, False
        for row in site.DEVICES:
            row.update(xid=zlib.crc32(row["name"].encode()), used={(row["mac"] if row["vlan"] in site.VISIBLE else None, row["ip"])})

    def run(self):
        """All days, in any order; the capture is sorted at the end."""
        for row in self.site.DEVICES:
            first, last = row.get("since", 0) * DAY, min(row.get("until", self.days), self.days) * DAY
            for what, every, shift, arguments in row["acts"]:
                at, done = first + self.random.uniform(1, every * 60), 0
                while at < last:
                    weekend = shift == "day" and (at // DAY + self.site.WEEKDAY) % 7 >= 5
                    if self.site.SHIFTS[shift](at % DAY / 3600) and not (weekend and self.random.random() < 0.8):
                        self.act(what, at, row, arguments)
                        done += 1
                    at += every * 60 * self.random.uniform(0.85, 1.15)
                if not done and self.site.AT_LEAST_ONCE:
                    self.act(what, first + self.random.uniform(11, 12) * 3600, row, arguments)
            for at in range(int(first) + self.random.randrange(300), int(last), DAY // 2):
                self.at_place(row, at)
                self.daily(self.site.START + at, row)
        getattr(self, self.site.ROUTING)()

    def act(self, what, at, row, arguments):
        """One act of a device, where it is at that time."""
        self.at_place(row, at)
        self.six = ":" in row["ip"]
        getattr(self, what)(self.site.START + at, row, **arguments)

    def at_place(self, row, at):
        """Sets the address that a device has at that time."""
        self.now = at
        day = at / DAY
        moves = list(row.get("moves", ()))
        if row.get("swaps"):
            moves.append(row["swaps"])
        base = row.setdefault("home", (row["mac"], row["ip"]))
        row["mac"], row["ip"] = base
        for since, last in moves:
            if day >= since:
                row["ip"] = self.nets[row["vlan"]] + str(last)
        if row.get("docks") and day >= 1 and 8 <= at % DAY / 3600 < 16:
            letter = row["name"].endswith("b")
            row["mac"] = self.site.DOCKS[(int(day) + letter) % 2]
            row["ip"] = self.nets[row["vlan"]] + str(int(base[1].rsplit(".", 1)[1]) + 5)
        if row["vlan"] in self.site.VISIBLE:
            row["used"].add((row["mac"], row["ip"]))
        else:
            row["used"].add((None, row["ip"]))

    def named(self, name):
        """A device where it is now."""
        row = self.devices[name]
        self.at_place(row, self.now)
        if self.six and "ip6" in row:
            row["used"].add((row["mac"], row["ip6"]))
            return {**row, "ip": row["ip6"]}
        return row

    # What every device does twice a day
    def daily(self, at, row):
        """Lease, neighbour discovery, link-layer discovery."""
        if row["vlan"] not in self.site.VISIBLE:
            return
        if row.get("dhcp"):
            self.lease(at, row)
        elif ":" not in row["ip"]:
            last, router = self.site.gateway(row["vlan"])
            self.wire.arp(at, row, self.nets[row["vlan"]] + last, router)
        if row.get("stack") in ("windows", "mac") or row.get("lldp") or ":" in row["ip"]:
            self.neighbour(at + 2, row)
        if row.get("duid"):
            message = talk.dhcpv6(bytes.fromhex(row["duid"]), row["hostnames"][0], row["xid"] & 0xFFFFFF)
            self.wire.spread(at + 3, row, "ff02::1:2", 546, 547, message)
            for place, mac in enumerate(row.get("more_nics", ())):
                other = {**row, "mac": mac, "ip": self.nets[120] + "19", "vlan": 120}
                self.wire.arp(at + 4 + place, other, self.nets[120] + "1", "00:00:5e:00:01:78")
                self.wire.spread(at + 5 + place, other, "ff02::1:2", 546, 547, message)
                row["used"].add((mac, other["ip"]))
        if row.get("lldp"):
            e = row["lldp"]
            unit = talk.lldp(row["mac"], e["port"], e["name"], e["text"], e["caps"], e["med"], row["ip"])
            self.wire.lldp(at + 6, row["mac"], unit)
        if row.get("cdp"):
            e = row["cdp"]
            unit = talk.cdp(e["name"], e["platform"], e["version"], e["port"], e["caps"], row["ip"])
            self.wire.llc(at + 6, row["mac"], "01:00:0c:cc:cc:cc", row["vlan"], unit)

    def lease(self, at, row):
        """DISCOVER to ACK through the router's relay."""
        vendor, parameters, host = row["dhcp"]
        subnet, (last, _), dhcp = self.nets[row["vlan"]], self.site.gateway(row["vlan"]), self.site.DHCP
        server = {"mac": self.wire.router[row["vlan"]], "ip": subnet + getattr(self.site, "RELAY_LAST", "252"), "vlan": row["vlan"]}
        options = [(61, b"\1" + mac_bytes(row["mac"]))]
        options += [(12, host.encode())] if host else []
        options += [(60, vendor)] if vendor else []
        options += [(55, parameters), *row.get("dhcp_more", ())]
        grant = [(54, ip_bytes(dhcp)), (51, struct.pack("!I", DAY)), (1, b"\xff\xff\xff\0"),
                 (3, ip_bytes(subnet + last)), (6, ip_bytes(dhcp))]
        wanted = [(50, ip_bytes(row["ip"]))]
        known = self.seen.get((row["mac"], "lease")) == row["ip"]
        self.seen[(row["mac"], "lease")] = row["ip"]
        ask = lambda kind, extra, after: self.wire.spread(  # noqa: E731
            at + after, row, "255.255.255.255", 68, 67, talk.dhcp(kind, row, server["ip"], extra=extra), 64, "0.0.0.0")
        answer = lambda kind, after: self.wire.udp(  # noqa: E731
            at + after, server, row, 67, 68, talk.dhcp(kind, row, dhcp, row["ip"], True, grant), 255)
        if not known:
            ask("discover", options, 0)
            answer("offer", 0.01)
        ask("request", wanted + options, 0.02)
        answer("ack", 0.03)
        self.wire.arp(at + 0.2, row, row["ip"])

    def moved_leases(self):
        """A lease at once for each device whose address moved."""
        for row in self.site.DEVICES:
            for since, _ in row.get("moves", ()):
                if row.get("dhcp") and since < self.days:
                    self.at_place(row, since * DAY + 1)
                    self.seen.pop((row["mac"], "lease"), None)
                    self.lease(self.site.START + since * DAY + 1, row)

    def neighbour(self, at, row):
        """Router solicitation from the link-local address (RFC 4861, 4.1)."""
        own = link_local(row["mac"])
        body = b"\x85\0\0\0" + bytes(4) + b"\1\1" + mac_bytes(row["mac"])
        body = self.wire.checksum(own, "ff02::2", 58, body, 2)
        self.wire.ip6(at, row["mac"], "33:33:00:00:00:02", row["vlan"], own, "ff02::2", 58, body)

    # Acts
    def store(self, at, row):
        """An image to the archive."""
        self.number += 1
        archive = self.named(self.site.ARCHIVE)
        self.wire.tcp(at, row, archive, archive.get("port", 104), talk.store(row["dicom"], archive["scp"], self.number))

    def worklist(self, at, row):
        """The day's examinations."""
        planner = self.named(self.site.WORKLIST)
        self.wire.tcp(at, row, planner, planner.get("port", 104), talk.worklist(row["dicom"], planner["scp"]))

    def find(self, at, row):
        """A reading station asks for studies."""
        keys = [(0x00080052, "CS", "STUDY"), (0x00100010, "PN", "SYNTHETIC*")]
        archive = self.named(self.site.ARCHIVE)
        self.wire.tcp(at, row, archive, archive.get("port", 104), talk.dimse(row["dicom"], archive["scp"], talk.STUDY_FIND, 0x20, keys))

    def echo(self, at, row):
        """C-ECHO."""
        archive = self.named(self.site.ARCHIVE)
        self.wire.tcp(at, row, archive, archive.get("port", 104), talk.dimse(row["dicom"], archive["scp"], talk.VERIFICATION, 0x30))

    def printed(self, at, row, by):
        """Somebody asks the film printer for its state (N-GET of the printer, PS3.4 H.4.6)."""
        self.wire.tcp(at, self.named(by), row, 104, talk.dimse(self.named(by)["dicom"], row["scp"], talk.PRINT, 0x110))

    def message(self, at, row, to, kind, port, segments):
        """An HL7 message."""
        self.number += 1
        receiver = self.named(to).get("application", (to.upper(), self.site.FACILITY))
        self.wire.tcp(at, row, self.named(to), port, talk.hl7(row["application"], receiver, kind, segments, self.number))

    def vitals(self, at, row, to, port, app, device, mdc="69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC"):
        """A device observation (IHE PCD-01)."""
        self.number += 1
        rows = [f"PV1|1|I|{self.site.BED}", "OBR|1|SYN1|SYN2|182777000^monitoring of patient^SCT|||20261109"]
        device = self.random.choice(device) if isinstance(device, tuple) else device
        rows.append(f"OBX|1||{mdc}|1.0.0.0|||||||X|||||||{device}")
        rows.append("OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.147842|72|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||F")
        receiver = self.named(to).get("application", (to.upper(), self.site.FACILITY))
        sender = (app, row.get("application", ("", self.site.FACILITY))[1])
        self.wire.tcp(at, row, self.named(to), port, talk.hl7(sender, receiver, "ORU^R01^ORU_R01", rows, self.number, "2.6"))

    def pcd(self, at, row, to, port):
        """The pumps' state, from their server."""
        self.vitals(at, row, to, port, row["application"][0], ("SPACE^400D19^001221FFFE400D19^EUI-64", "SPACE^400D20^001221FFFE400D20^EUI-64"), "69985^MDC_DEV_PUMP_INFUS_MDS^MDC")

    def astm(self, at, row, to, port, sender):
        """A result as the analyzers' older interface has it."""
        self.number += 1
        self.wire.tcp(at, row, self.named(to), port, talk.astm(sender, self.number))

    def opaque(self, at, row, to, port):
        """A maker's own protocol, of which nothing is published."""
        self.wire.tcp(at, row, self.named(to), port, [(0, self.random.randbytes(96)), (1, self.random.randbytes(24))])

    def pair(self, at, row, to):
        """Two devices of one cart."""
        self.wire.neighbours(at, row, self.named(to))
        self.wire.udp(at, row, self.named(to), 2150, 2150, self.random.randbytes(60))
        self.wire.udp(at + 0.1, self.named(to), row, 2150, 2150, self.random.randbytes(20))

    def intellivue(self, at, row, to):
        """Connect indication, association and description (IntelliVue Data Export Interface Programming Guide)."""
        if not bedside:
            self.wire.spread(at, row, "255.255.255.255", 24005, 24005, self.random.randbytes(90), 64)
            self.wire.udp(at + 1, row, self.named(to), 24105, 24105, self.random.randbytes(120))
            return
        central, bed = self.named(to), row.get("bed", "W5")
        self.wire.spread(at, row, "255.255.255.255", 24105, 24005, bedside.ivue_connect_indication(row["ip"], row["mac"], bed=bed), 64)
        product = bedside.ivue_product("Philips", row["model"], row["serial"], row["model"], row["software"])
        talk_over = [(0, bedside.ivue_association(0x0D)), (1, bedside.ivue_association(0x0E)),
                     (1, bedside.ivue_mds_create("Philips", row["model"], row["mac"], bed=bed)), (0, bedside.ivue_mds_result()),
                     (0, bedside.ivue_poll_request(0x21)), (1, product)]
        for place, (side, data) in enumerate(talk_over):
            ends = (central, row) if side == 0 else (row, central)
            self.wire.udp(at + 1 + place / 50, *ends, 24105, 24105, data)

    def infinity(self, at, row):
        """The monitor describes itself to its group."""
        if bedside:
            data = bedside.infinity_discovery(row["ip"], row["bed"], row["software"], row["model"], row["serial"])
            self.wire.spread(at, row, "224.127.1.255", 2150, 2150, data, 64)

    def unity(self, at, row):
        """The monitor's broadcast."""
        if bedside:
            data = bedside.unity_discovery(row["ip"], row.get("unit", "W5"), row["bed"])
            self.wire.spread(at, row, "255.255.255.255", 7000, 7000, data, 64)

    def web(self, at, row, by, title, server):
        """Somebody opens its page."""
        agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36"
        client = self.named(by)
        if client["vlan"] == row["vlan"] or client["vlan"] in self.site.VISIBLE:
            self.wire.tcp(at, client, row, 80, talk.http("/", row["ip"], agent, server, title))

    def snmp(self, at, row, by, values):
        """A manager asks, the device answers."""
        self.number += 1
        manager, names = self.named(by), [(name, None) for name, _ in values]
        self.wire.neighbours(at, manager, row)
        self.wire.udp(at, manager, row, 50000 + self.number % 9000, 161, talk.snmp(0, self.number, names))
        self.wire.udp(at + 0.01, row, manager, 161, 50000 + self.number % 9000, talk.snmp(2, self.number, values))

    def mdns(self, at, row, instance, service, port, text):
        """A service it offers."""
        host = f"{row['hostnames'][0]}.local"
        self.wire.spread(at, row, "224.0.0.251", 5353, 5353, talk.mdns(instance, service, host, port, text, row["ip"]), 255)

    def ssdp(self, at, row, server, kind):
        """A UPnP device is alive."""
        uuid = f"4d454930-0000-1000-8001-{row['mac'].replace(':', '')}"
        self.wire.spread(at, row, "239.255.255.250", 1900, 1900, talk.ssdp(f"http://{row['ip']}:49152/desc.xml", server, kind, uuid), 4)

    def nbns(self, at, row):
        """Registers its NetBIOS name."""
        broadcast = self.nets[row["vlan"]] + "255"
        for suffix in (0x00, 0x20):
            self.number += 1
            self.wire.spread(at + suffix / 10, row, broadcast, 137, 137, talk.nbns(self.number & 0xFFFF, row["hostnames"][0], row["ip"], suffix), 128, mac=True)

    def smb(self, at, row, to):
        """Mounts a share."""
        server = self.named(to)
        version = (10, 0, 14393) if "2016" in (row["os"] or "") else (10, 0, 19045)
        self.wire.tcp(at, row, server, 445, talk.smb(row["hostnames"][0], server["hostnames"][0], server["domain"], version))

    def dns(self, at, row, names):
        """Asks the site's server."""
        name = self.random.choice(names)
        server = self.named(self.site.NAMES)
        known = [other["ip"] for other in self.site.DEVICES if other.get("named") == name]
        self.number += 1
        port = self.random.randrange(49152, 65000)
        self.wire.udp(at, row, server, port, 53, talk.dns_query(self.number & 0xFFFF, name))
        self.wire.udp(at + 0.01, server, row, 53, port, talk.dns_answer(self.number & 0xFFFF, name, known[0] if known else "192.0.2.80"))

    def sni(self, at, row, names):
        """A TLS connection to the outside."""
        outside = {"ip": f"198.51.100.{self.random.randrange(1, 250)}", "mac": "00:00:00:00:00:00", "vlan": 0, "ttl": 54, "stack": "linux"}
        self.wire.tcp(at, row, outside, 443, talk.tls(self.random.choice(names), self.random))

    def ntp(self, at, row):
        """Asks for the time."""
        server = self.named(self.site.TIME)
        self.wire.neighbours(at, row, server)
        self.wire.udp(at, row, server, 123, 123, talk.ntp(3))
        self.wire.udp(at + 0.002, server, row, 123, 123, talk.ntp(4, 1))

    def bacnet(self, at, row, vendor, instance):
        """I-Am (ASHRAE 135, 16.10)."""
        apdu = b"\x10\x00\xc4" + struct.pack("!I", 8 << 22 | instance) + b"\x22\x05\xc4\x91\x03\x21" + bytes([vendor])
        npdu = b"\x01\x20\xff\xff\x00\xff" + apdu
        self.wire.spread(at, row, self.nets[row["vlan"]] + "255", 47808, 47808, b"\x81\x0b" + struct.pack("!H", 4 + len(npdu)) + npdu, 64, mac=True)

    # Routers and places
    def routers(self):
        """Both routers' VRRP (RFC 5798) and their own ARP."""
        for at in range(0, self.days * DAY, 1800):
            vlan, active = 110, "a" if at < 10 * DAY else "b"
            address = self.nets[vlan] + ("252" if active == "a" else "253")
            advertised = b"\x31\x6e\x64\x01\x00\x64\0\0" + bytes([10, 44, 10, 1])
            self.wire.vrrp(self.site.START + at, "00:00:5e:00:01:6e", vlan, address, advertised)
            if at % 7200 == 0:
                for name, last in (("a", "252"), ("b", "253")):
                    own = {"mac": self.site.ROUTERS[name][vlan], "ip": self.nets[vlan] + last, "vlan": vlan}
                    self.wire.arp(self.site.START + at + 5, own, self.nets[vlan] + "2", self.devices["switch-aruba"]["mac"])
                for other in (120, 130):
                    own = {"mac": self.site.ROUTERS["a"][other], "ip": self.nets[other] + "252", "vlan": other}
                    self.wire.arp(self.site.START + at + 6, own, self.nets[other] + "2")
        for vlan in (110, 120, 130):
            unit = talk.lldp(self.site.ROUTERS["a"][110], f"Vlanif{vlan}", "sth-core-a", "Huawei S6730-H Huawei Versatile Routing Platform Software VRP (R) software, Version 5.170", 0x0014)
            for at in range(60, self.days * DAY, DAY // 2):
                self.wire.lldp(self.site.START + at, self.site.ROUTERS["a"][vlan], unit)

    def truth(self):
        """The ground truth, from the rows and where they were seen."""
        devices, site = [], self.site
        for row in (row for row in site.DEVICES if row.get("since", 0) < self.days):
            macs = {mac for mac, _ in row["used"] if mac and mac not in site.DOCKS}
            ips = {ip for _, ip in row["used"]} | {link_local(mac) for mac in macs}
            one = {key: row[key] for key in ("name", "category", "manufacturer", "model", "serial", "software", "os", "hostnames", "hidden")}
            one.update({key: value for key, value in row.items() if key.endswith("_accept") or key in ("note", "ae_titles")})
            if bedside:
                one["hidden"] = [key for key in one["hidden"] if key not in row.get("spoken", ())]
            one.update(macs=sorted(macs), ips=sorted(ips), origin="synthetic")
            if row["vlan"] in site.VLAN_MATTERS or row["name"] in site.VLAN_MATTERS:
                one["vlan"] = row["vlan"]
            for key in ("serial", "software", "model"):
                if not one[key] and site.LEAVE_OUT_EMPTY:
                    del one[key]
            for key in row.get("unjudged", ()):
                del one[key]
            devices.append(one)
        for one in site.beside():
            devices.append({**one, "origin": "synthetic"})
        return {"devices": devices, "seed": "see hospital.py", "origin": "synthetic"}


def main(output, days=None, seed=44, site=hospital_table):
    """Writes hospital.pcap and truth.json."""
    days = days or site.DAYS
    hospital = Hospital(days, seed, site)
    hospital.run()
    os.makedirs(output, exist_ok=True)
    rows = sorted(hospital.wire.rows, key=lambda row: row[0])
    with open(os.path.join(output, "hospital.pcap"), "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        for at, frame in rows:
            out.write(struct.pack("<IIII", int(at), int(at % 1 * 1e6), len(frame), len(frame)) + frame)
    truth = hospital.truth()
    with open(os.path.join(output, "truth.json"), "w", encoding="utf-8") as out:
        json.dump(truth, out, indent=1, ensure_ascii=False)
    size = sum(len(frame) + 16 for _, frame in rows)
    print(f"{len(rows)} frames, {size / 1e6:.1f} MB, {len(truth['devices'])} devices, {days} days")


if __name__ == "__main__":
    words = sys.argv[1:]
    if "--site" in words:
        at = words.index("--site")
        table = "hospital_table" if words[at + 1] == "a" else f"site_{words[at + 1]}_table"
        del words[at:at + 2]
    else:
        table = "hospital_table"
    main(words[0], *map(int, words[1:3]), site=importlib.import_module(table))
