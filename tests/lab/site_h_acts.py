"""Acts of the eighth hospital's devices. `Hospital` in hospital.py is made of these too; `self.site` is the site's table."""

import hospital_talk as talk
import site_h_talk as more

HOUR = 3600


class SiteHActs:
    """Acts, each `act(at, row, …)`; what they need beside the table is in `Hospital`."""

    def asks_file(self, at, row, to, name, body):
        """A device fetches its settings by TFTP when it starts."""
        self.number += 1
        server, port, other = self.named(to), 40000 + self.number % 9000, 50000 + self.number % 9000
        ask, answer, done = more.tftp(name, body)
        self.wire.neighbours(at, row, server)
        self.wire.udp(at, row, server, port, 69, ask)
        self.wire.udp(at + 0.01, server, row, other, port, answer)
        self.wire.udp(at + 0.02, row, server, port, other, done)

    def trapped(self, at, row, to, kind, values):
        """A device reports to the watcher by an SNMP trap (RFC 3416, 4.2.6)."""
        self.number += 1
        watcher = self.named(to)
        self.wire.neighbours(at, row, watcher)
        self.wire.udp(at, row, watcher, 50000 + self.number % 9000, 162, more.trap(self.number, kind, values))

    def core_pair(self):
        """VRRP of the active router, both routers' ARP and LLDP, advertisements of IPv6, and leases where addresses moved."""
        site, end = self.site, self.days * 24 * HOUR
        for vlan in sorted(site.VISIBLE):
            net, (last, shared) = self.nets[vlan], site.gateway(vlan)
            for at in range(15 + vlan % 60, end, HOUR // 2):
                self.vrrp(site.START + at, vlan, net + site.ROUTER_LAST["a"], net + last, shared)
            for name, other in (("a", "b"), ("b", "a")):
                own = {"mac": site.CORES[name], "ip": net + site.ROUTER_LAST[name], "vlan": vlan}
                for at in range(80 + vlan, end, 4 * HOUR):
                    self.wire.arp(site.START + at, own, net + site.ROUTER_LAST[other], site.CORES[other])
            if vlan in site.PREFIXES:
                self.advertise(vlan, end)
        for name, mac in site.CORES.items():
            unit = talk.lldp(mac, site.CORE_PORT, site.CORE_NAMES[name], site.CORE_TEXT, 0x0014)
            for at in range(55, end, 6 * HOUR):
                self.wire.lldp(site.START + at, mac, unit)
        self.moved_leases()
