"""Acts of the ninth hospital's devices, and what its two routers say of themselves. `Hospital` in hospital.py is made of these too; `self.site` is the site's table."""

import hospital_talk as talk
import site_b_talk as second
import site_i_talk as more

HOUR = 3600


class SiteIActs:
    """Acts, each `act(at, row, …)`; what they need beside the table is in `Hospital`."""

    def boot_file(self, at, row, to, name):
        """A device asks for its file by TFTP, in vain."""
        self.number += 1
        server, port = self.named(to), 49200 + self.number % 9000
        self.wire.neighbours(at, row, server)
        self.wire.udp(at, row, server, port, 69, more.file_wanted(name))
        self.wire.udp(at + 0.01, server, row, 52000 + self.number % 9000, port, more.no_file())

    def noticed(self, at, row, to, kind, values):
        """A device tells the watcher that something happened (SNMP)."""
        self.number += 1
        watcher = self.named(to)
        self.wire.neighbours(at, row, watcher)
        self.wire.udp(at, row, watcher, 50100, 162, more.notice(self.number, kind, values))

    def programme(self, at, row, name, tool, group):
        """A head of the house's television announces a programme (SAP)."""
        self.wire.spread(at, row, "239.255.255.255", 9875, 9875, more.programme(row["ip"], name, tool, group), 32)

    # The network
    def pair_of_cores(self):
        """HSRP of both routers on every VLAN, their ARP, CDP and advertisements, and leases where addresses moved."""
        site, end = self.site, self.days * 24 * HOUR
        for vlan in sorted(site.VISIBLE):
            net, (last, shared) = self.nets[vlan], site.gateway(vlan)
            for name, other, state, priority in (("a", "b", 16, 110), ("b", "a", 8, 100)):
                own = {"mac": site.ROUTERS[name][vlan], "ip": net + site.ROUTER_LAST[name], "vlan": vlan}
                data = second.standby(state, vlan % 256, priority, net + last)
                for at in range(25 + vlan % 50, end, HOUR // 2):
                    self.wire.spread(site.START + at, {**own, "mac": shared} if state == 16 else own, "224.0.0.2", 1985, 1985, data, 1)
                for at in range(95 + vlan % 50, end, 4 * HOUR):
                    self.wire.arp(site.START + at, own, net + site.ROUTER_LAST[other], site.ROUTERS[other][vlan])
            if vlan in site.PREFIXES:
                self.advertise(vlan, end)
        for place, name in enumerate("ab"):
            mac, vlan = site.CORES[name], min(site.VISIBLE)
            unit = talk.cdp(site.CORE_NAMES[name], site.CORE_PLATFORM, site.CORE_TEXT, f"TwentyFiveGigE1/0/{11 + place}", 0x29, self.nets[vlan] + site.ROUTER_LAST[name])
            for at in range(110 + place, end, 6 * HOUR):
                self.wire.llc(site.START + at, mac, "01:00:0c:cc:cc:cc", vlan, unit)
        self.moved_leases()
