"""Acts of the hospitals' devices that take more than one line of talk: bedside, laboratory, building, directories.

`Hospital` in hospital.py is made of these and its own; `self.site` is the site's table.
"""

import building
import laboratory

import bedside
import hospital_talk as talk
import site_b_talk as more

BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0"


def sides(conversation):
    """A conversation of ("c" or "s", payload) as `Wire.tcp` wants it."""
    return [("cs".index(side), payload) for side, payload in conversation]


class MoreActs:
    """Acts, each `act(at, row, …)`; what they need beside the table is in `Hospital`."""

    # Bedside
    def blood_line(self, at, row, by, module, pumps, prefix="1"):
        """A collector asks the pumps' module over BCC, which answers (B. Braun BCC 3.25)."""
        module_serial, module_software = module
        words = [(0, bedside.bcc_request("ADMIN:ALIVE")), (1, bedside.bcc_answer([(1, "50100", "ALIVE", "1")], bed=prefix)),
                 (0, bedside.bcc_request("MEM:GET")), (1, bedside.bcc_answer(bedside.bcc_rack(module_serial, module_software, pumps), bed=prefix))]
        self.wire.tcp(at, self.named(by), row, 4001, words)

    def medibus(self, at, row, by, port, number, name, revision):
        """A gateway asks the device behind a serial device server who it is."""
        words = [(0, bedside.medibus_command("Q")), (1, bedside.medibus_answer("Q")), (0, bedside.medibus_command("R")),
                 (1, bedside.medibus_identification(number, name, revision))]
        self.wire.tcp(at, self.named(by), row, port, words)

    def banner(self, at, row, by, module_software, serial, software):
        """Somebody opens the pump's diagnostic terminal."""
        self.wire.tcp(at, self.named(by), row, 23, [(1, bedside.sigma_banner(row["mac"], module_software, serial, software))])

    def unity_data(self, at, row, to):
        """A central station asks monitors of its network for values."""
        monitor = self.named(to)
        self.wire.udp(at, row, monitor, 2000, 2000, bytes(23) + b"\x29" + bytes(38))
        self.wire.udp(at + 0.1, monitor, row, 2000, 2000, bedside.unity_values(monitor["ip"]))

    def wave(self, at, row):
        """An Infinity monitor's data, with the bed's label."""
        group = f"224.0.1.{row['ip'].rsplit('.', 1)[1]}"
        self.wire.spread(at, row, group, 2050, 2050, bedside.infinity_data(row["ip"], row["bed"]), 64)

    def medical_device(self, at, row, uuid, place, kind, port, secure):
        """An SDC device says hello (IEEE 11073-20702, -20701)."""
        scheme = "https" if secure else "http"
        scopes = f"sdc.ctxt.loc:/sdc.ctxt.loc.detail/{place} sdc.mds.pkp:1.2.840.10004.20701.1.1" + (f" sdc.cdc.type:///{kind}" if kind else "")
        data = more.hello(uuid, "dpws:Device mdpws:MedicalDevice", scopes, f"{scheme}://{row['ip']}:{port}/{uuid}",
                          {"dpws": more.DPWS, "mdpws": more.MEDICAL})
        self.wire.spread(at, row, "239.255.255.250", 3702, 3702, data, 1)

    def medical_metadata(self, at, row, by, uuid, port, identity):
        """A consumer reads the device's metadata."""
        self.wire.tcp(at, self.named(by), row, port, more.metadata(f"{row['ip']}:{port}", f"/{uuid}", *identity))

    # Laboratory
    def results(self, at, row, to, port, sender, version="LIS2-A2", delimiters="|\\^&"):
        """An analyser's results (CLSI LIS02-A2); with its own delimiters where it has them."""
        field, repeat, component, _ = delimiters[0], *delimiters[1:4]
        records = laboratory.astm_results({"sender": sender, "version": version})
        swap = str.maketrans({"|": field, "\\": repeat, "^": component})
        plain = [record.translate(swap) for record in records[1:]]
        words = laboratory.astm_exchange([laboratory.astm_header({"sender": sender, "version": version}, delimiters), *plain])
        self.wire.tcp(at, row, self.named(to), port, sides(words))

    def point_of_care(self, at, row, to, port, identity):
        """A device says hello and gives an observation (POCT1-A)."""
        self.wire.tcp(at, row, self.named(to), port, sides(laboratory.poct1a_exchange(identity)))

    # Building
    def controller(self, at, row, by, identity):
        """Who-Is and ReadPropertyMultiple of the management station, I-Am and the properties of the controller."""
        station, everyone = self.named(by), self.nets[row["vlan"]] + "255"
        self.wire.spread(at, station, everyone, 47808, 47808, building.bacnet_who_is(), 64, mac=True)
        self.wire.spread(at + 0.05, row, everyone, 47808, 47808, building.bacnet_i_am(identity), 64, mac=True)
        self.wire.neighbours(at + 0.1, station, row)
        self.wire.udp(at + 0.1, station, row, 47808, 47808, building.bacnet_read_property(identity, "object_name"))
        self.wire.udp(at + 0.12, row, station, 47808, 47808, building.bacnet_read_property_ack(identity, "object_name"))
        self.wire.udp(at + 0.14, row, station, 47808, 47808, building.bacnet_read_multiple_ack(identity, 2))

    def meter(self, at, row, by, identity):
        """Modbus device identification."""
        words = [(0, building.modbus_identification_request()), (1, building.modbus_identification(identity))]
        self.wire.tcp(at, self.named(by), row, 502, words)

    def camera_hello(self, at, row, uuid, scopes):
        """An ONVIF camera says hello (ONVIF Core, 7.3)."""
        data = more.hello(uuid, "dn:NetworkVideoTransmitter", scopes, f"http://{row['ip']}/onvif/device_service",
                          {"dn": "http://www.onvif.org/ver10/network/wsdl"}, True)
        self.wire.spread(at, row, "239.255.255.250", 3702, 3702, data, 1)

    def printer_hello(self, at, row, uuid):
        """A printer says hello (WSD)."""
        data = more.hello(uuid, "wsdp:Device wprt:PrintDeviceType", "", f"http://{row['ip']}:53202/", {
            "wsdp": "http://schemas.xmlsoap.org/ws/2006/02/devprof", "wprt": "http://schemas.microsoft.com/windows/2006/08/wdp/print"}, True)
        self.wire.spread(at, row, "239.255.255.250", 3702, 3702, data, 1)

    def stream(self, at, row, by, path, server, realm, agent):
        """A recorder asks a camera for its stream (RTSP)."""
        url = f"rtsp://{row['ip']}:554/{path}"
        words = [(0, building.rtsp_request("OPTIONS", url, 1, agent)), (1, building.rtsp_response(1, server)),
                 (0, building.rtsp_request("DESCRIBE", url, 2, agent)), (1, building.rtsp_response(2, server, realm))]
        self.wire.tcp(at, self.named(by), row, 554, words)

    def register(self, at, row, to, agent, server):
        """A telephone registers."""
        registrar = self.named(to)
        self.wire.neighbours(at, row, registrar)
        self.wire.udp(at, row, registrar, 5060, 5060, building.sip_register(row["ip"], [row["ip"]], agent))
        self.wire.udp(at + 0.02, registrar, row, 5060, 5060, building.sip_registered([row["ip"]], server))

    # Information technology
    def tags(self, at, row, to):
        """An access point reports a tag to the location engine."""
        engine = self.named(to)
        self.wire.neighbours(at, row, engine)
        self.wire.udp(at, row, engine, 1144, 12092, bedside.aeroscout_report(row["mac"]))
        self.wire.udp(at + 0.01, engine, row, 12092, 1144, bedside.aeroscout_report(row["mac"], 1, 0xD0))

    def logon(self, at, row, to):
        """A machine of the domain starts: root entry of the directory, then a ticket for its account."""
        server = self.named(to)
        self.wire.tcp(at, row, server, 389, more.root_entry(server["hostnames"][0].lower(), self.site.DOMAIN))
        self.wire.tcp(at + 1, row, server, 88, more.ticket_wanted(f"{row['hostnames'][0].upper()}$", self.site.DOMAIN.upper()))

    def share(self, at, row, to, build):
        """Mounts a share; `build` is the client's, `smb_build` of the server its own."""
        server = self.named(to)
        self.wire.tcp(at, row, server, 445, talk.smb(row["hostnames"][0], server["hostnames"][0], self.site.WORKGROUP, build, server["smb_build"]))

    def shell(self, at, row, by, server, client="SSH-2.0-PuTTY_Release_0.81"):
        """Somebody opens a shell."""
        self.wire.tcp(at, self.named(by), row, 22, talk.ssh(client, server))

    def inside(self, at, row, to, name, port=443):
        """A TLS connection to a server of the house."""
        self.wire.tcp(at, row, self.named(to), port, talk.tls(name, self.random))

    def page(self, at, row, by, body=None, title=None, server=None, realm=None, port=80):
        """Somebody of another kind opens its page, perhaps in vain."""
        status = "401 Unauthorized" if realm else "200 OK"
        self.wire.tcp(at, self.named(by), row, port, talk.http("/", row["ip"], BROWSER, server, title, status, realm, body))

    def fetch(self, at, row, to, path, agent):
        """A device fetches a file with its own user agent."""
        server = self.named(to)
        self.wire.tcp(at, row, server, 80, talk.http(path, server["ip"], agent, "Microsoft-IIS/10.0", None, "200 OK", None, "ok"))

    def standby_routers(self):
        """Both routers' HSRP on every visible VLAN, their CDP and their ARP."""
        site = self.site
        for vlan in sorted(site.VISIBLE):
            virtual, mac = site.gateway(vlan)
            for name, last, state, priority in (("a", "2", 16, 120), ("b", "3", 8, 100)):
                own = {"mac": site.ROUTERS[name][vlan], "ip": self.nets[vlan] + last, "vlan": vlan}
                sender = {**own, "mac": mac} if state == 16 else own
                data = more.standby(state, vlan % 256, priority, self.nets[vlan] + virtual)
                for at in range(40 + vlan % 60, self.days * 86400, 1800):
                    self.wire.spread(site.START + at, sender, "224.0.0.2", 1985, 1985, data, 1)
                    if at % 7200 < 1800:
                        self.wire.arp(site.START + at + 3, own, self.nets[vlan] + ("3" if last == "2" else "2"))
                unit = talk.cdp(f"sud-kern-{name}", "cisco C9500-40X", "Cisco IOS Software [Amsterdam], Catalyst L3 Switch Software (CAT9K_IOSXE), "
                                "Version 17.3.4, RELEASE SOFTWARE (fc3)", f"TenGigabitEthernet1/0/{vlan % 40}", 0x29, own["ip"])
                for at in range(90 + vlan % 60, self.days * 86400, 43200):
                    self.wire.llc(site.START + at, own["mac"], "01:00:0c:cc:cc:cc", vlan, unit)
