"""The seventh hospital, site G: who is on it, what is true of each device, and what each one does.

Written blind, as sites C to F were: from products' public manuals, conformance statements and interface descriptions, MIBs, public code and example
messages, the protocols' documents and the IEEE's list of addresses, without a look at wardwatch's rules, its code or any result. A house in Germany
with the mix of makers that such a house has. Everything is synthetic; people are marked as such.

`told`, `alt`, `unjudged` and `fake` are site E's (site_e_table.py), the marks %M, %m, %D and %E site F's
(site_f_table.py); %C stands for the address in capital digits with colons. Comments that begin with
"Doubt" say where the truth could be argued. "Looked up" stands where the form of a string was found in a public document or in public code; elsewhere
it is a likely one, as other products have it.
"""

import functools
import sys

import site_words
from hospital_wire import link_local
from site_words import BUILDS, LEASES, SYSTEMS, linked  # noqa: F401

NETS = {10: "10.112.10.", 12: "10.112.12.", 14: "10.112.14.", 16: "10.112.16.", 20: "10.112.20.", 24: "10.112.24.", 30: "10.112.30.", 40: "10.112.40.", 44: "10.112.44.", 60: "10.113.60."}
VISIBLE = {10, 12, 14, 16, 20, 24, 30, 40}
IMG, ICU, WARD, LAB, OFFICE, PLANT, AIR, DC, FAR, CLINIC = NETS
CORE = "9c:dc:71:28:30:c1"
ROUTERS, OTHER_ROUTER, ROUTING, RELAY_LAST = {"a": dict.fromkeys(VISIBLE, CORE)}, CORE, "plain_router", "254"
CORE_NAME, CORE_PORT, CORE_TEXT = "kws-core1", "A24", "HP J9850A Switch 5406Rzl2, revision KB.16.05.0007, ROM KB.16.01.0008 (/ws/swbuildm/rel_venice_qaoff/code/build/bom)"
PREFIXES = {vlan: f"fd12:7c28:{vlan}:1:" for vlan in (IMG, OFFICE, DC)}
START = 1_791_331_200  # Wednesday 7 October 2026, 00:00
DAYS, WEEKDAY, FACILITY, BED, AT_LEAST_ONCE, LEAVE_OUT_EMPTY = 2, 2, "KWSSYN", "ITS1^03^1", True, False
SHIFTS = {"all": lambda hour: True, "day": lambda hour: 7 <= hour < 16, "night": lambda hour: hour >= 20 or hour < 6,
          "rounds": lambda hour: int(hour) in (6, 11, 17, 21), "theatre": lambda hour: 7 <= hour < 15}
DHCP, ARCHIVE, WORKLIST, RELAY, NAMES, TIME = "10.112.44.5", "archive", "ris", "image-gateway", "directory", "directory"
DOMAIN, WORKGROUP, VLAN_MATTERS = "kws.intern", "KWS", set()
LEASED_NAME = "{}." + DOMAIN  # What Windows names itself with in its lease
DOCKS = ["00:e0:4c:28:30:d1", "00:e0:4c:28:30:d2"]
ALL = ("category", "manufacturer", "model", "serial", "software", "os", "hostname")
DEVICES, LAST, TAIL, INSTITUTION = [], dict.fromkeys(NETS, 30), 0x283000, "KWS SYNTHETIC"


def gateway(vlan):
    """Last octet and hardware address of a VLAN's router: its own, there is no standby."""
    return "254", CORE


def beside():
    """The truth of what is no row: the router, docks."""
    rows = [{"name": "core", "category": "network_infrastructure", "manufacturer": "HPE", "model": "5406Rzl2", "serial": None, "macs": [CORE],
             "manufacturer_accept": ["HP", "Hewlett Packard Enterprise", "Hewlett-Packard", "Aruba"], "hidden": ["os"], "hostnames": [CORE_NAME],
             "model_accept": ["J9850A", "J9850A Switch 5406Rzl2", "Switch 5406Rzl2", "J9850A 5406Rzl2"], "software": "KB.16.05.0007", "os": "ArubaOS-Switch", "os_accept": ["ProVision"],
             "ips": [NETS[vlan] + "254" for vlan in sorted(VISIBLE)] + [link_local(CORE)]}]
    return rows + [{"name": "dock", "optional": True, "macs": [mac], "ips": []} for mac in DOCKS]


def phones(agent, every=75):
    """Registers with the exchange."""
    return ("register", every, "all", {"to": "exchange", "agent": agent, "server": "innovaphone IP6010/13r3"})


dev, scan, mounts = (functools.partial(one, sys.modules[__name__]) for one in (site_words.device, site_words.scan, site_words.mounts))

# The rooms fill DEVICES by the functions above; each of them is a part of the house.
import site_g_rooms  # noqa: E402,F401
import site_g_wards  # noqa: E402,F401
import site_g_beds  # noqa: E402,F401
import site_g_house  # noqa: E402,F401
import site_g_plant  # noqa: E402,F401
import site_g_offices  # noqa: E402,F401
import site_g_network  # noqa: E402,F401

# One server answers TLS for all of these names.
next(row for row in DEVICES if row["name"] == "web")["hostnames"] = sorted({act[3]["name"] for row in DEVICES for act in row["acts"] if act[0] == "inside"})
