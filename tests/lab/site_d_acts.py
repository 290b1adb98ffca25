"""Acts of the fourth hospital's devices, and what its routers say of themselves: VRRP, LLDP and ARP.

`Hospital` in hospital.py is made of these too; `self.site` is the site's table.
"""

import struct

import hospital_talk as talk
import site_d_talk as more
from hospital_wire import mac_bytes

HOUR = 3600


class SiteDActs:
    """Acts, each `act(at, row, …)`; what they need beside the table is in `Hospital`."""

    # Imaging
    def exported(self, at, row, images=2):
        """Images to the archive, in explicit VR and behind several contexts."""
        self.number += 1
        archive = self.named(self.site.ARCHIVE)
        self.wire.tcp(at, row, archive, archive.get("port", 104), more.export(row["dicom"], archive["scp"], self.number, images))

    def performed(self, at, row):
        """A performed procedure step to the planner."""
        self.number += 1
        planner = self.named(self.site.WORKLIST)
        self.wire.tcp(at, row, planner, planner.get("port", 104), more.performed(row["dicom"], planner["scp"], self.number))

    def forwarded(self, at, row, of):
        """A router of images passes on what other devices made: its own association, their data sets."""
        self.number += 1
        archive, origin = self.named(self.site.ARCHIVE), self.devices[self.random.choice(of)]["dicom"]
        passed = {**origin, "ae": row["dicom"]["ae"], "uid": row["dicom"]["uid"], "version": row["dicom"]["version"]}
        self.wire.tcp(at, row, archive, archive.get("port", 104), more.export(passed, archive["scp"], self.number, 1))

    def beyond(self, at, row):
        """A branch's device sends its image to the house's router of images."""
        self.number += 1
        node = self.named(self.site.RELAY)
        self.wire.tcp(at, row, node, node["port"], talk.store(row["dicom"], node["scp"], self.number))

    # Laboratory and pharmacy
    def bci(self, at, row, to, port, fields):
        """A result by bioMérieux's computer interface."""
        self.wire.tcp(at, row, self.named(to), port, more.bci(fields))

    def rapid(self, at, row, to, port, fields):
        """A blood gas result by Siemens' interface."""
        self.number += 1
        self.wire.tcp(at, row, self.named(to), port, more.rapid("SMP_NEW_DATA", [*fields, ("rTYPE", "SAMPLE"), ("rSEQ", str(self.number)), ("mpH", "7.40")]))

    def robot_store(self, at, row, by, maker, product, version):
        """The pharmacy's system greets an automated store."""
        self.wire.tcp(at, self.named(by), row, 6050, more.store_hello(maker, product, version))

    # Anything
    def spoken(self, at, row, by, port, lines):
        """Somebody connects and lines of text go back and forth: pairs of a side (0 who connects, 1 the device) and a text."""
        self.wire.tcp(at, self.named(by), row, port, [(side, text.encode()) for side, text in lines])

    def ipp(self, at, row, by, attributes):
        """A computer asks the printer for its attributes."""
        self.wire.tcp(at, self.named(by), row, 631, more.ipp(row["ip"], attributes))

    def ads(self, at, row, by):
        """The building's computer asks a TwinCAT controller what runs there."""
        asker = self.named(by)
        self.wire.tcp(at, asker, row, 48898, more.ads(asker["ip"], row["ip"], "TwinCAT System", (3, 1, 4024)))

    def desktop(self, at, row, by):
        """Somebody opens its desktop by RDP; the certificate names the host."""
        self.wire.tcp(at, self.named(by), row, 3389, more.remote_desktop(row["hostnames"][0], self.random))

    def screen(self, at, row, by, name):
        """Somebody opens its screen by VNC."""
        self.wire.tcp(at, self.named(by), row, 5900, more.frame_buffer(name))

    def engine(self, at, row, by, enterprise):
        """A manager asks for the SNMPv3 engine, whose identifier holds the maker's number and the hardware address (RFC 3411, 5)."""
        self.number += 1
        manager, port = self.named(by), 51000 + self.number % 9000
        identifier = struct.pack("!I", 0x80000000 | enterprise) + b"\3" + mac_bytes(row["mac"])
        self.wire.neighbours(at, manager, row)
        self.wire.udp(at, manager, row, port, 161, more.discovery(self.number))
        self.wire.udp(at + 0.01, row, manager, 161, port, more.discovery(self.number, identifier))

    def llmnr(self, at, row):
        """Asks whether its own name is free."""
        self.number += 1
        self.wire.spread(at, row, "224.0.0.252", 60123, 5355, more.own_name(self.number & 0xFFFF, row["hostnames"][0]), 1)

    def logged(self, at, row, to, text):
        """A line for the collector of logs (RFC 3164)."""
        collector = self.named(to)
        self.wire.neighbours(at, row, collector)
        self.wire.udp(at, row, collector, 514, 514, text.encode())

    # The network
    def paired_routers(self):
        """VRRP of the active router (RFC 5798), both routers' ARP and LLDP, and leases where addresses moved."""
        site, end = self.site, self.days * 24 * HOUR
        for vlan in sorted(site.VISIBLE):
            net, (last, shared) = self.nets[vlan], site.gateway(vlan)
            for at in range(20 + vlan, end, HOUR // 2):
                advertised = more.virtual(vlan % 256, 200, net + last)
                self.wire.vrrp(site.START + at, shared, vlan, net + site.ROUTER_LAST["a"], advertised)
            for name, other in (("a", "b"), ("b", "a")):
                own = {"mac": site.ROUTERS[name][vlan], "ip": net + site.ROUTER_LAST[name], "vlan": vlan}
                for at in range(90 + vlan, end, 4 * HOUR):
                    self.wire.arp(site.START + at, own, net + site.ROUTER_LAST[other], site.ROUTERS[other][vlan])
        for place, name in enumerate("ab", 1):
            mac = site.ROUTERS[name][min(site.VISIBLE)]
            unit = talk.lldp(mac, f"xe-0/0/{10 + place}", f"azdm-core{place}", site.CORE_TEXT, 0x0014)
            for at in range(85, end, 6 * HOUR):
                self.wire.lldp(site.START + at, mac, unit)
        self.moved_leases()
