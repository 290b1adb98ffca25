"""Acts of the seventh hospital's devices. `Hospital` in hospital.py is made of these too; `self.site` is the site's table."""

import site_g_talk as more


class SiteGActs:
    """Acts, each `act(at, row, …)`; what they need beside the table is in `Hospital`."""

    def station(self, at, row, by, kind, name, vendor, device):
        """An engineer's computer looks for the stations of its network (PROFINET DCP)."""
        self.number += 1
        asker, gateway = self.named(by), self.nets[row["vlan"]] + self.site.gateway(row["vlan"])[0]
        ask, answer = more.station(kind, name, vendor, device, row["ip"], gateway, self.number)
        self.wire.put(at, asker["mac"], "01:0e:cf:00:00:00", row["vlan"], 0x8892, ask)
        self.wire.put(at + 0.02, row["mac"], asker["mac"], row["vlan"], 0x8892, answer)

    def registered(self, at, row, to, agent, server, lines):
        """A telephone registers, with lines of its maker's own."""
        registrar = self.named(to)
        self.wire.neighbours(at, row, registrar)
        self.wire.udp(at, row, registrar, 5060, 5060, more.register(row["ip"], agent, lines))
        self.wire.udp(at + 0.02, registrar, row, 5060, 5060, more.building.sip_registered([row["ip"]], server))

    def mailed(self, at, row, to, sender, subject, lines):
        """A device reports by mail."""
        self.wire.tcp(at, row, self.named(to), 25, more.mail(row["hostnames"][0] if row["hostnames"] else row["ip"], sender, subject, lines))

    def published(self, at, row, to, client, topic, body):
        """A device gives its data to the message broker."""
        self.wire.tcp(at, row, self.named(to), 1883, more.published(client, topic, body))
