"""The eighth hospital, site H: who is on it, what is true of each device, and what each one does.

Written blind, as sites C to G were: from products' public manuals, conformance statements and interface descriptions, MIBs, public code and example
messages, the protocols' documents and the IEEE's list of addresses, without a look at wardwatch's rules, its code or any result. A house in France
with the mix of makers that such a house has. Everything is synthetic; people are marked as such.

`told`, `alt`, `unjudged` and `fake` are site E's (site_e_table.py), the marks %M, %m, %D and %E site F's
(site_f_table.py), %C site G's. Comments that begin with "Doubt" say where the truth could be argued. "Looked up" stands where the form of a string was
found in a public document or in public code; elsewhere it is a likely one, as other products have it.
"""

import functools
import sys

import site_words
from hospital_wire import link_local
from site_words import BUILDS, LEASES, SYSTEMS, linked  # noqa: F401

NETS = {201: "172.20.1.", 203: "172.20.3.", 205: "172.20.5.", 207: "172.20.7.", 211: "172.20.11.", 221: "172.20.21.", 231: "172.20.31.", 240: "172.20.40.", 244: "172.20.44.", 250: "172.21.50."}
VISIBLE = {201, 203, 205, 207, 211, 221, 231, 240}
IMG, ICU, WARD, LAB, OFFICE, PLANT, AIR, DC, FAR, CLINIC = NETS
CORES, ROUTER_LAST = {"a": "00:04:96:4a:51:c1", "b": "00:04:96:4a:51:c2"}, {"a": "2", "b": "3"}
ROUTERS, OTHER_ROUTER, ROUTING, RELAY_LAST = {name: dict.fromkeys(VISIBLE, mac) for name, mac in CORES.items()}, CORES["a"], "core_pair", "2"
CORE_NAMES, CORE_PORT = {"a": "CHVB-COEUR-A", "b": "CHVB-COEUR-B"}, "1:47"
CORE_TEXT = "ExtremeXOS (X690-48x-2q-4c) version 30.7.1.1 30.7.1.1-patch1-15 by release-manager on Fri Aug 7 17:17:30 EDT 2020"
PREFIXES = {vlan: f"fd4a:5117:{vlan}:1:" for vlan in (IMG, OFFICE, DC)}
START = 1_794_182_400  # Monday 9 November 2026, 00:00
DAYS, WEEKDAY, FACILITY, BED, AT_LEAST_ONCE, LEAVE_OUT_EMPTY = 2, 0, "CHVBSYN", "REA^07^1", True, False
SHIFTS = {"all": lambda hour: True, "day": lambda hour: 8 <= hour < 18, "night": lambda hour: hour >= 21 or hour < 7,
          "rounds": lambda hour: int(hour) in (7, 12, 18, 22), "theatre": lambda hour: 8 <= hour < 17}
DHCP, ARCHIVE, WORKLIST, RELAY, NAMES, TIME = "172.20.44.10", "archive", "ris", "image-gateway", "directory", "directory"
DOMAIN, WORKGROUP, VLAN_MATTERS = "ch-valboise.local", "CHVB", set()
LEASED_NAME = "{}." + DOMAIN  # What Windows names itself with in its lease
DOCKS = ["48:2a:e3:4a:51:d1", "48:2a:e3:4a:51:d2"]
ALL = ("category", "manufacturer", "model", "serial", "software", "os", "hostname")
DEVICES, LAST, TAIL, INSTITUTION = [], dict.fromkeys(NETS, 40), 0x4A5100, "CHVB SYNTHETIC"


def gateway(vlan):
    """Last octet and hardware address of a VLAN's router: the one that both share (VRRP)."""
    return "1", f"00:00:5e:00:01:{vlan % 256:02x}"


def beside():
    """The truth of what is no row: two routers, the addresses that they share, docks."""
    rows = [{"name": f"core-{name}", "category": "network_infrastructure", "manufacturer": "Extreme Networks", "model": "X690-48x-2q-4c", "serial": None, "macs": [mac],
             "manufacturer_accept": ["Extreme"], "hidden": [], "hostnames": [CORE_NAMES[name]], "model_accept": ["X690", "Summit X690", "X690-48x"],
             "software": "30.7.1.1", "software_accept": ["30.7.1.1-patch1-15", "30.7.1.1 30.7.1.1-patch1-15"], "os": "ExtremeXOS", "os_accept": ["EXOS", "XOS"],
             "ips": [NETS[vlan] + ROUTER_LAST[name] for vlan in sorted(VISIBLE)] + [link_local(mac)]} for name, mac in CORES.items()]
    rows += [{"name": "shared router", "optional": True, "macs": [gateway(vlan)[1]], "ips": [NETS[vlan] + "1"]} for vlan in sorted(VISIBLE)]
    return rows + [{"name": "dock", "optional": True, "macs": [mac], "ips": []} for mac in DOCKS]


def phones(agent, every=75):
    """Registers with the exchange."""
    return ("register", every, "all", {"to": "exchange", "agent": agent, "server": "OmniPCX Enterprise R100.1 n1.291.16.b"})


dev, scan, mounts = (functools.partial(one, sys.modules[__name__]) for one in (site_words.device, site_words.scan, site_words.mounts))

# The rooms fill DEVICES by the functions above; each of them is a part of the house.
import site_h_rooms  # noqa: E402,F401
import site_h_echo  # noqa: E402,F401
import site_h_wards  # noqa: E402,F401
import site_h_beds  # noqa: E402,F401
import site_h_house  # noqa: E402,F401
import site_h_servers  # noqa: E402,F401
import site_h_plant  # noqa: E402,F401
import site_h_offices  # noqa: E402,F401
import site_h_network  # noqa: E402,F401

# One server answers TLS for all of these names.
next(row for row in DEVICES if row["name"] == "web")["hostnames"] = sorted({act[3]["name"] for row in DEVICES for act in row["acts"] if act[0] == "inside"})
