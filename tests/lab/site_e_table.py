"""The fifth hospital, site E: who is on it, what is true of each device, and what each one does.

Written blind, as sites C and D were: from products' public manuals, conformance statements and interface descriptions, public code and example
messages, the protocols' documents and the IEEE's list of addresses, without a look at wardwatch's rules, its code or any result. A house in
Poland with its own mix of makers, among them makers of that country. Everything is synthetic; people are marked as such.

`told` lists what the traffic tells: what is sent in so many words, a maker by a hardware address that is his own, a system by the class
of its DHCP or a version in NTLM or a banner, a role by who asks whom in a protocol that knows roles. A lease adds what it tells by itself
(`LEASES`). All else that is true need not be found, and what is shown must be right. `alt` lists other right answers; `unjudged` what even
the maker of this table would not decide; `fake` a placeholder that stands where a serial number should. Comments that begin with "Doubt"
say where the truth could be argued.
"""

import functools
import sys

import site_words
from site_words import BUILDS, DELL, FUJITSU, GE, HP, LEASES, LENOVO, PHILIPS, SYSTEMS, afar, printer_port, says  # noqa: F401

NETS = {12: "10.24.12.", 22: "10.24.22.", 32: "10.24.32.", 42: "10.24.42.", 52: "10.24.52.", 62: "10.24.62.", 72: "10.24.72.", 82: "10.24.82.", 92: "10.24.92.", 122: "10.25.7."}
VISIBLE = {12, 22, 32, 42, 52, 62, 72, 82}
CORE = "00:d0:95:3e:71:c2"
ROUTERS, OTHER_ROUTER, ROUTING, RELAY_LAST = {"a": dict.fromkeys(VISIBLE, CORE)}, CORE, "plain_router", "254"
CORE_NAME, CORE_TEXT = "sw-rdzen", "Alcatel-Lucent Enterprise OS6900-X72 8.4.1.233.R02 Service Release, December 09, 2017."
PREFIXES = {vlan: f"fd5e:24:{vlan}:1:" for vlan in (12, 42, 52, 62)}
START = 1_773_273_600  # Thursday 12 March 2026, 00:00 UTC
DAYS, WEEKDAY, FACILITY, BED, AT_LEAST_ONCE, LEAVE_OUT_EMPTY = 2, 3, "SWSYN", "OIT^04^1", True, False
SHIFTS = {"all": lambda hour: True, "day": lambda hour: 6 <= hour < 16, "night": lambda hour: hour >= 19 or hour < 6,
          "rounds": lambda hour: int(hour) in (5, 10, 14, 20), "theatre": lambda hour: 7 <= hour < 15}
DHCP, ARCHIVE, WORKLIST, RELAY, NAMES, TIME = "10.24.92.5", "archive", "ris", "branch-router", "directory", "directory"
DOMAIN, WORKGROUP, VLAN_MATTERS = "szpital.lan", "SZPITAL", set()
LEASED_NAME = "{}." + DOMAIN  # What Windows names itself with in its lease
DOCKS = ["00:50:b6:9a:24:71", "00:50:b6:9a:24:d8"]
ALL = ("category", "manufacturer", "model", "serial", "software", "os", "hostname")
DEVICES = []


def gateway(vlan):
    """Last octet and hardware address of a VLAN's router: its own, there is no standby."""
    return "254", CORE


def beside():
    """The truth of what is no row: the router, docks."""
    rows = [{"name": "core", "category": "network_infrastructure", "manufacturer": "Alcatel-Lucent Enterprise", "model": "OS6900-X72", "serial": None, "macs": [CORE],
             "manufacturer_accept": ["Alcatel-Lucent", "ALE", "ALE International"], "hidden": [], "hostnames": [CORE_NAME], "model_accept": ["OmniSwitch 6900-X72", "OS6900", "OmniSwitch 6900"],
             "software": "8.4.1.233.R02", "software_accept": ["8.4.1.233.R02 Service Release", "AOS 8.4.1.233.R02"], "os": None, "os_accept": ["AOS", "ALE AOS"],
             "ips": [NETS[vlan] + "254" for vlan in sorted(VISIBLE)] + ["fe80::2d0:95ff:fe3e:71c2"]}]
    return rows + [{"name": "dock", "optional": True, "macs": [mac], "ips": []} for mac in DOCKS]


# What a row and two of its acts need of this table.
add, asks, images, mounts = (functools.partial(word, sys.modules[__name__]) for word in (site_words.add, site_words.asks, site_words.images, site_words.mounts))


def phones(agent, every=75):
    """Registers with the exchange."""
    return ("register", every, "all", {"to": "exchange", "agent": agent, "server": "Slican IPM/IPU-14 SIP Server"})


# The rooms fill DEVICES by the functions above; each of them is a part of the house.
import site_e_rooms  # noqa: E402,F401
import site_e_wards  # noqa: E402,F401
import site_e_house  # noqa: E402,F401
import site_e_offices  # noqa: E402,F401

# One server answers TLS for all of these names.
next(row for row in DEVICES if row["name"] == "web")["hostnames"] = sorted({act[3]["name"] for row in DEVICES for act in row["acts"] if act[0] == "inside"})
