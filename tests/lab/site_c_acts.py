"""Acts of the third hospital's devices, and what its network says of itself: VRRP, router advertisements, leases after a move.

`Hospital` in hospital.py is made of these too; `self.site` is the site's table.
"""

import building

import bedside
import hospital_talk as talk
import site_c_talk as more
from hospital_wire import ip_bytes, link_local, mac_bytes

HOUR = 3600


class SiteCActs:
    """Acts, each `act(at, row, …)`; what they need beside the table is in `Hospital`."""

    def greeting(self, at, row, by, port, banner):
        """Somebody connects, and the device speaks first (FTP, Telnet)."""
        self.wire.tcp(at, self.named(by), row, port, [(1, banner.encode())])

    def certified(self, at, row, by, subject, issuer=None, port=443):
        """Somebody opens its page by TLS 1.2; the certificate is in clear."""
        host = row["hostnames"][0] if row["hostnames"] else row["ip"]
        self.wire.tcp(at, self.named(by), row, port, more.served(host, subject, issuer, self.random))

    def fox(self, at, row, by, identity):
        """A station of the building asks another one who it is (Niagara Fox)."""
        asker = {"hostName": "supervisor", "hostAddress": self.named(by)["ip"], "app.name": "Workbench", "app.version": "4.10.1.36"}
        words = [(0, building.fox_hello(asker)), (1, building.fox_hello({**identity, "hostAddress": row["ip"]}, 1))]
        self.wire.tcp(at, self.named(by), row, 1911, words)

    def plc(self, at, row, by, order, version, texts):
        """The supervisor reads a controller's module and component lists (S7)."""
        words = [(0, building.s7_connect()), (1, building.s7_connect(0xD0)), (0, building.s7_setup()), (1, building.s7_setup(3)),
                 (0, building.s7_read_list(0x11)), (1, building.s7_list(0x11, [building.s7_module(1, order, version)])),
                 (0, building.s7_read_list(0x1C)), (1, building.s7_list(0x1C, [building.s7_component(*one) for one in texts]))]
        self.wire.tcp(at, self.named(by), row, 102, words)

    def knx(self, at, row, by, title, number):
        """The supervisor asks a KNX router for its description."""
        asker = self.named(by)
        ask, answer = more.knx(asker["ip"], mac_bytes(row["mac"]), title, number)
        self.wire.neighbours(at, asker, row)
        self.wire.udp(at, asker, row, 3671, 3671, ask)
        self.wire.udp(at + 0.02, row, asker, 3671, 3671, answer)

    def broker(self, at, row, to, client):
        """A device connects to the message broker."""
        self.wire.tcp(at, row, self.named(to), 1883, more.mqtt(client))

    def announce(self, at, row, comment, version=(5, 1)):
        """The computer browser's announcement, every twelve minutes in life."""
        data = more.announced(row["ip"], row["hostnames"][0], self.site.WORKGROUP, version, comment)
        self.wire.spread(at, row, self.nets[row["vlan"]] + "255", 138, 138, data, 128, mac=True)

    def remote_files(self, at, row, address):
        """A monitor looks for its maker's file server at a fixed address outside (CISA ICSMA-25-030-01)."""
        outside = {"ip": address, "mac": "00:00:00:00:00:00", "vlan": 0, "ttl": 50, "stack": "linux"}
        data = bedside.rpc_call(100005, 3, 0)
        self.wire.neighbours(at, row, outside)
        self.wire.udp(at, row, outside, 1023, 111, data)

    def service6(self, at, row, instance, service, port, text):
        """A service it offers, by IPv6 alone."""
        host = f"{row['hostnames'][0]}.local"
        data = more.mdns6(instance, service, host, port, text, row["ip"])
        self.wire.spread(at, row, "ff02::fb", 5353, 5353, data, 255)

    def outside6(self, at, row, names):
        """A TLS connection to the outside by IPv6."""
        outside = {"ip": f"2001:db8:7a::{self.random.randrange(1, 250):x}", "mac": "00:00:00:00:00:00", "vlan": 0, "ttl": 54, "stack": "linux"}
        self.wire.tcp(at, row, outside, 443, talk.tls(self.random.choice(names), self.random))

    def probe(self, at, row):
        """An address probe alone (RFC 5227): a device that is there and says nothing."""
        self.wire.arp(at, row, row["ip"])

    # The network
    def virtual_routers(self):
        """VRRP of the active router (RFC 5798), both routers' ARP and LLDP, advertisements, and leases where addresses moved."""
        site, end = self.site, self.days * 24 * HOUR
        for vlan in sorted(site.VISIBLE):
            net, (last, virtual) = self.nets[vlan], site.gateway(vlan)
            for at in range(vlan, end, HOUR // 2):
                self.vrrp(site.START + at, vlan, net + site.ROUTER_LAST["a"], net + last, virtual)
            for name, other in (("a", "b"), ("b", "a")):
                own = {"mac": site.ROUTERS[name][vlan], "ip": net + site.ROUTER_LAST[name], "vlan": vlan}
                for at in range(60 + vlan, end, 4 * HOUR):
                    self.wire.arp(site.START + at, own, net + site.ROUTER_LAST[other], site.ROUTERS[other][vlan])
            if vlan in site.PREFIXES:
                self.advertise(vlan, end)
        for name in "ab":
            unit = talk.lldp(site.ROUTERS[name][10], "Ten-GigabitEthernet1/0/49", f"sw-core-0{'ab'.index(name) + 1}", site.CORE_TEXT, 0x0014)
            for at in range(75, end, 6 * HOUR):
                self.wire.lldp(site.START + at, site.ROUTERS[name][10], unit)
        self.moved_leases()

    def vrrp(self, at, vlan, own, address, virtual):
        """One advertisement, from the virtual hardware address."""
        body = bytes([0x31, vlan % 256, 120, 1, 0, 100, 0, 0]) + ip_bytes(address)
        self.wire.vrrp(at, virtual, vlan, own, body)

    def advertise(self, vlan, end):
        """The first router's advertisements of a VLAN's prefix."""
        mac = self.site.ROUTERS["a"][vlan]
        own = link_local(mac)
        body = self.wire.checksum(own, "ff02::1", 58, more.advertisement(mac_bytes(mac), self.site.PREFIXES[vlan] + ":"), 2)
        for at in range(30, end, HOUR):
            self.wire.ip6(self.site.START + at, mac, "33:33:00:00:00:01", vlan, own, "ff02::1", 58, body)
