"""Acts of the sixth hospital's devices. `Hospital` in hospital.py is made of these too; `self.site` is the site's table."""

import site_f_talk as more


class SiteFActs:
    """Acts, each `act(at, row, …)`; what they need beside the table is in `Hospital`."""

    def asked_state(self, at, row, by, **words):
        """Somebody asks the film printer for its state, and it names itself."""
        self.wire.tcp(at, self.named(by), row, row.get("port", 104), more.printer_state(self.named(by)["dicom"], row["scp"], **words))

    def got(self, at, row, by, path, body, kind="text/xml", server=None, agent="python-requests/2.28.1", port=80):
        """A program of the house fetches what the device says of itself."""
        self.wire.tcp(at, self.named(by), row, port, more.answered(path, f"{row['ip']}:{port}", agent, server, kind, body))

    def informed(self, at, row, by, **words):
        """A recorder asks a camera for its device information (ONVIF)."""
        self.wire.tcp(at, self.named(by), row, 80, more.device_information(row["ip"], "gSOAP/2.8", words))

    def answering(self, at, row, by, host, text):
        """A tool of the house's media people looks for control systems, one of which answers."""
        asker = self.named(by)
        ask, answer = more.discovery(asker["hostnames"][0], host, text)
        self.wire.spread(at, asker, self.nets[asker["vlan"]] + "255", 41794, 41794, ask, 64, mac=True)
        self.wire.neighbours(at, asker, row)
        self.wire.udp(at + 0.01, row, asker, 41794, 41794, answer)
