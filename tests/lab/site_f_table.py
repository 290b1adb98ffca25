"""The sixth hospital, site F: who is on it, what is true of each device, and what each one does.

Written blind, as sites C to E were: from products' public manuals, conformance statements and interface descriptions, MIBs, public code and example
messages, the protocols' documents and the IEEE's list of addresses, without a look at wardwatch's rules, its code or any result. A house in the
United States with the mix of makers that such a house has. Everything is synthetic; people are marked as such.

`told`, `alt`, `unjudged` and `fake` are site E's (site_e_table.py). In what a row says, %M and %m stand for the device's hardware address in capital and
small hexadecimal digits, %D for the same with hyphens and %E for its EUI-64. Comments that begin with "Doubt" say where the truth could be argued.
"Looked up" stands where the form of a string was found in a public document or in public code; elsewhere it is a likely one, as other products have it.
"""

import functools
import sys

import site_words
from site_words import BUILDS, LEASES, SYSTEMS, linked  # noqa: F401

NETS = {110: "10.60.110.", 120: "10.60.120.", 130: "10.60.130.", 140: "10.60.140.", 150: "10.60.150.", 160: "10.60.160.", 170: "10.60.170.", 180: "10.60.180.", 190: "10.60.190.",
        220: "10.61.20."}
VISIBLE = {110, 120, 130, 140, 150, 160, 170, 180}
IMG, ICU, WARD, LAB, OFFICE, PLANT, AIR, DC, FAR, CLINIC = NETS
CORE = "30:86:2d:6f:00:c1"
ROUTERS, OTHER_ROUTER, ROUTING, RELAY_LAST = {"a": dict.fromkeys(VISIBLE, CORE)}, CORE, "plain_router", "1"
CORE_NAME, CORE_PORT, CORE_TEXT = "mvmc-dist-a", "Ethernet49/1", "Arista Networks EOS version 4.24.2.1F running on an Arista Networks DCS-7050SX3-48YC8"
PREFIXES = {vlan: f"fd60:6f:{vlan}:1:" for vlan in (IMG, OFFICE, DC)}
START = 1_780_963_200  # Tuesday 9 June 2026, 00:00
DAYS, WEEKDAY, FACILITY, BED, AT_LEAST_ONCE, LEAVE_OUT_EMPTY = 2, 1, "MVMCSYN", "MICU^06^1", True, False
SHIFTS = {"all": lambda hour: True, "day": lambda hour: 7 <= hour < 17, "night": lambda hour: hour >= 19 or hour < 7,
          "rounds": lambda hour: int(hour) in (6, 11, 16, 21), "theatre": lambda hour: 7 <= hour < 16}
DHCP, ARCHIVE, WORKLIST, RELAY, NAMES, TIME = "10.60.190.5", "archive", "ris", "image-gateway", "directory", "directory"
DOMAIN, WORKGROUP, VLAN_MATTERS = "mvmc.local", "MVMC", set()
LEASED_NAME = "{}." + DOMAIN  # What Windows names itself with in its lease
DOCKS = ["a0:ce:c8:6f:00:d1", "a0:ce:c8:6f:00:d2"]
ALL = ("category", "manufacturer", "model", "serial", "software", "os", "hostname")
DEVICES, LAST, TAIL, INSTITUTION = [], dict.fromkeys(NETS, 20), 0x6F1A00, "MVMC SYNTHETIC"


def gateway(vlan):
    """Last octet and hardware address of a VLAN's router: its own, there is no standby."""
    return "1", CORE


def beside():
    """The truth of what is no row: the router, docks."""
    rows = [{"name": "core", "category": "network_infrastructure", "manufacturer": "Arista", "model": "DCS-7050SX3-48YC8", "serial": None, "macs": [CORE],
             "manufacturer_accept": ["Arista Networks"], "hidden": [], "hostnames": [CORE_NAME], "model_accept": ["7050SX3-48YC8", "DCS-7050SX3"],
             "software": "4.24.2.1F", "software_accept": ["EOS version 4.24.2.1F"], "os": "EOS", "os_accept": ["Arista EOS", "Linux", "EOS version 4.24.2.1F"],
             "ips": [NETS[vlan] + "1" for vlan in sorted(VISIBLE)] + ["fe80::3286:2dff:fe6f:c1"]}]
    return rows + [{"name": "dock", "optional": True, "macs": [mac], "ips": []} for mac in DOCKS]


def phones(agent, every=75):
    """Registers with the exchange."""
    return ("register", every, "all", {"to": "exchange", "agent": agent, "server": "Cisco-CUCM12.5"})


dev, scan, mounts = (functools.partial(one, sys.modules[__name__]) for one in (site_words.device, site_words.scan, site_words.mounts))

# The rooms fill DEVICES by the functions above; each of them is a part of the house.
import site_f_rooms  # noqa: E402,F401
import site_f_wards  # noqa: E402,F401
import site_f_house  # noqa: E402,F401
import site_f_offices  # noqa: E402,F401

# One server answers TLS for all of these names.
next(row for row in DEVICES if row["name"] == "web")["hostnames"] = sorted({act[3]["name"] for row in DEVICES for act in row["acts"] if act[0] == "inside"})
