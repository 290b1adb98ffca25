"""The ninth hospital, site I: who is on it, what is true of each device, and what each one does.

Written blind, as sites C to G were: from products' public manuals, conformance statements and interface descriptions, MIBs, public code and example
messages, the protocols' documents and the IEEE's list of addresses, without a look at wardwatch's rules, its code or any result. A house of the NHS
in the United Kingdom with the mix of makers that such a house has. Everything is synthetic; people are marked as such.

`told`, `alt`, `unjudged` and `fake` are site E's (site_e_table.py), the marks %M, %m, %D, %C and %E sites F's and G's. Comments that begin with
"Doubt" say where the truth could be argued. "Looked up" stands where the form of a string was found in a public document or in public code; elsewhere
it is a likely one, as other products have it.
"""

import functools
import sys

import site_words
from hospital_wire import link_local
from site_words import BUILDS, LEASES, SYSTEMS, linked  # noqa: F401

NETS = {201: "10.186.32.", 203: "10.186.36.", 205: "10.186.40.", 207: "10.186.44.", 210: "10.186.48.", 215: "10.186.52.", 220: "10.186.56.", 230: "10.186.8.", 240: "10.186.12.", 250: "10.187.20."}
VISIBLE = {201, 203, 205, 207, 210, 215, 220, 230}
IMG, ITU, WARD, LAB, OFFICE, PLANT, AIR, DC, FAR, CDC = NETS
CORES = {"a": "4c:e1:75:1a:50:41", "b": "4c:e1:75:1a:5c:41"}
ROUTERS, OTHER_ROUTER, ROUTING, RELAY_LAST = {name: dict.fromkeys(VISIBLE, mac) for name, mac in CORES.items()}, CORES["a"], "pair_of_cores", "252"
ROUTER_LAST, CORE_NAMES = {"a": "252", "b": "253"}, {"a": "ELM-CORE-A", "b": "ELM-CORE-B"}
CORE_PLATFORM, CORE_TEXT = "cisco C9500-48Y4C", "Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.9.4, RELEASE SOFTWARE (fc5)"
PREFIXES = {vlan: f"fdb6:1a50:{vlan}:1:" for vlan in (IMG, OFFICE, DC)}
START = 1_792_368_000  # Monday 19 October 2026, 00:00
DAYS, WEEKDAY, FACILITY, BED, AT_LEAST_ONCE, LEAVE_OUT_EMPTY = 2, 0, "RXESYN", "ITU^BAY2^BED04^RXE", True, False
SHIFTS = {"all": lambda hour: True, "day": lambda hour: 8 <= hour < 18, "night": lambda hour: hour >= 20 or hour < 8,
          "rounds": lambda hour: int(hour) in (6, 10, 14, 18, 22), "theatre": lambda hour: 8 <= hour < 17}
DHCP, ARCHIVE, WORKLIST, RELAY, NAMES, TIME = "10.186.12.5", "archive", "ris", "image-gateway", "directory", "clock"
DOMAIN, WORKGROUP, VLAN_MATTERS = "elmh.nhs.example", "ELMH", set()
LEASED_NAME = "{}." + DOMAIN  # What Windows names itself with in its lease
DOCKS = ["00:50:b6:1a:50:d1", "00:50:b6:1a:50:d2"]
ALL = ("category", "manufacturer", "model", "serial", "software", "os", "hostname")
DEVICES, LAST, TAIL, INSTITUTION = [], dict.fromkeys(NETS, 40), 0x1A5000, "ELMSWORTH SYNTHETIC"
SERVER = "Mitel-3300-ICP 16.1.2.16"  # How the exchange names itself to telephones


def gateway(vlan):
    """Last octet and hardware address of a VLAN's router: the virtual one of HSRP."""
    return "254", f"00:00:0c:07:ac:{vlan % 256:02x}"


def beside():
    """The truth of what is no row: both routers and their virtual addresses, docks."""
    rows = [{"name": f"core-{name}", "category": "network_infrastructure", "manufacturer": "Cisco", "model": "C9500-48Y4C", "model_accept": ["cisco C9500-48Y4C", "C9500"], "serial": None,
             "manufacturer_accept": ["Cisco Systems", "Cisco Systems, Inc."], "software": "17.9.4", "os": "IOS XE", "os_accept": ["IOS-XE", "Cisco IOS XE", "Cisco IOS", "IOS", "Cisco IOS Software"],
             "hidden": ["os"], "macs": [mac], "hostnames": [CORE_NAMES[name]], "ips": [NETS[vlan] + ROUTER_LAST[name] for vlan in sorted(VISIBLE)] + [link_local(mac)]} for name, mac in CORES.items()]
    rows += [{"name": "virtual router", "optional": True, "macs": [gateway(vlan)[1]], "ips": [NETS[vlan] + "254"]} for vlan in sorted(VISIBLE)]
    return rows + [{"name": "dock", "optional": True, "macs": [mac], "ips": []} for mac in DOCKS]


def phones(agent, every=75):
    """Registers with the exchange."""
    return ("register", every, "all", {"to": "exchange", "agent": agent, "server": SERVER})


dev, scan, mounts = (functools.partial(one, sys.modules[__name__]) for one in (site_words.device, site_words.scan, site_words.mounts))

# The rooms fill DEVICES by the functions above; each of them is a part of the house.
import site_i_rooms  # noqa: E402,F401
import site_i_wards  # noqa: E402,F401
import site_i_beds  # noqa: E402,F401
import site_i_lab  # noqa: E402,F401
import site_i_house  # noqa: E402,F401
import site_i_plant  # noqa: E402,F401
import site_i_offices  # noqa: E402,F401
import site_i_network  # noqa: E402,F401

# One server answers TLS for all of these names.
next(row for row in DEVICES if row["name"] == "web")["hostnames"] = sorted({act[3]["name"] for row in DEVICES for act in row["acts"] if act[0] == "inside"})
