"""Acts of the fifth hospital's devices, and what its one router says of itself.

`Hospital` in hospital.py is made of these too; `self.site` is the site's table.
"""

import building
import laboratory

import hospital_talk as talk
import site_c_talk as third
import site_e_talk as more
from canary_dicom import BIG, EXPLICIT, IMPLICIT
from hospital_acts import sides

HOUR = 3600


class SiteEActs:
    """Acts, each `act(at, row, …)`; what they need beside the table is in `Hospital`."""

    # Imaging
    def sent(self, at, row, syntax="explicit", images=1):
        """Images to the archive, in the syntax that the device prefers."""
        self.number += 1
        archive = self.named(self.site.ARCHIVE)
        syntax = {"explicit": EXPLICIT, "implicit": IMPLICIT, "big": BIG}[syntax]
        self.wire.tcp(at, row, archive, archive.get("port", 104), more.sent(row["dicom"], archive["scp"], self.number, syntax, images))

    def committed(self, at, row):
        """The archive is asked to keep what was sent."""
        self.number += 1
        archive = self.named(self.site.ARCHIVE)
        self.wire.tcp(at, row, archive, archive.get("port", 104), more.commitment(row["dicom"], archive["scp"], self.number))

    # Laboratory and bedside
    def headed(self, at, row, to, port, header):
        """Results by ASTM behind a header as the maker has it: password, address and receiver stand where the standard puts them."""
        records = [header, *laboratory.astm_results({"sender": ""})[1:]]
        self.wire.tcp(at, row, self.named(to), port, sides(laboratory.astm_exchange(records)))

    def versioned(self, at, row, to, kind, port, segments, version):
        """An HL7 message of an older version."""
        self.number += 1
        receiver = self.named(to).get("application", (to.upper(), self.site.FACILITY))
        self.wire.tcp(at, row, self.named(to), port, talk.hl7(row["application"], receiver, kind, segments, self.number, version))

    # Computers
    def old_share(self, at, row, to, native):
        """Mounts an old server's share by SMB 1; both sides name their systems."""
        server = self.named(to)
        self.wire.tcp(at, row, server, 139, more.smb1(self.site.WORKGROUP, native, server["native"]))

    def challenged(self, at, row, by, version):
        """Somebody opens its page, which asks for NTLM."""
        self.wire.tcp(at, self.named(by), row, 80, more.challenge(row["hostnames"][0], self.site.WORKGROUP, version))

    def two_legs(self, at, row, mac, vlan, last):
        """The second network card of a computer, which has the first one's identifier (DHCPv6) and name (NetBIOS)."""
        other = {**row, "mac": mac, "ip": self.nets[vlan] + str(last), "vlan": vlan}
        row["used"].add((mac, other["ip"]))
        gateway, router = self.site.gateway(vlan)
        self.wire.arp(at, other, self.nets[vlan] + gateway, router)
        self.wire.spread(at + 1, other, "ff02::1:2", 546, 547, talk.dhcpv6(bytes.fromhex(row["duid"]), row["hostnames"][0], row["xid"] & 0xFFFFFF))
        self.nbns(at + 2, other)

    def posted(self, at, row, to, path, agent, body, server="nginx", kind="application/json", port=80):
        """A device gives its data to a server of the house."""
        host = self.named(to)
        self.wire.tcp(at, row, host, port, more.posted(path, host["ip"], agent, server, kind, body))

    # Things
    def described(self, at, row, by, server, kind, port=49152, path="/description.xml", **words):
        """A UPnP device is alive, and somebody reads its description."""
        uuid = f"2f402f80-da50-11e1-9b23-{row['mac'].replace(':', '')}"
        location = f"http://{row['ip']}:{port}{path}"
        self.wire.spread(at, row, "239.255.255.250", 1900, 1900, talk.ssdp(location, server, kind, uuid), 4)
        answer = talk.http(path, f"{row['ip']}:{port}", "Microsoft-Windows/10.0 UPnP/1.0", server, body=more.description(kind, uuid, **words))
        self.wire.tcp(at + 1, self.named(by), row, port, answer)

    def endpoints(self, at, row, by, uri, product, name):
        """The building's computer asks an OPC UA server for its endpoints."""
        self.wire.tcp(at, self.named(by), row, 4840, more.opcua(row["ip"], uri, product, name))

    def identity(self, at, row, by, identity):
        """The building's computer asks an EtherNet/IP device who it is."""
        asker = self.named(by)
        self.wire.neighbours(at, asker, row)
        self.wire.udp(at, asker, row, 51000, 44818, building.enip_list_identity())
        self.wire.udp(at + 0.01, row, asker, 44818, 51000, building.enip_identity(identity, row["ip"]))

    # The network
    def plain_router(self):
        """One router without a standby: its LLDP, its ARP, its advertisements of IPv6, and leases where addresses moved."""
        site, end = self.site, self.days * 24 * HOUR
        for vlan in sorted(site.VISIBLE):
            net, (last, mac) = self.nets[vlan], site.gateway(vlan)
            own = {"mac": mac, "ip": net + last, "vlan": vlan}
            here = [row for row in site.DEVICES if row["vlan"] == vlan and ":" not in row["ip"]]
            for at in range(70 + vlan, end, 3 * HOUR):
                row = here[(at // HOUR) % len(here)]
                self.at_place(row, at)
                self.wire.arp(site.START + at, own, row["ip"], row["mac"])
            if vlan in site.PREFIXES:
                self.advertise(vlan, end)
        mac = site.ROUTERS["a"][min(site.VISIBLE)]
        unit = talk.lldp(mac, getattr(site, "CORE_PORT", "1/1/49"), site.CORE_NAME, site.CORE_TEXT, 0x0014)
        for at in range(65, end, 5 * HOUR):
            self.wire.lldp(site.START + at, mac, unit)
        self.moved_leases()

    def terminal(self, at, row, by, port, lines):
        """Somebody connects and the device asks for a name: pairs of a side (0 who connects, 1 the device) and bytes in hexadecimal or text."""
        self.wire.tcp(at, self.named(by), row, port, [(side, bytes.fromhex(text[4:]) if text.startswith("hex:") else text.encode()) for side, text in lines])

    def certified_by(self, at, row, to, subject, port=443):
        """The device is a client which shows nothing; the house's server shows its certificate."""
        server = self.named(to)
        self.wire.tcp(at, row, server, port, third.served(server["named"], subject, None, self.random))
