"""The fourth hospital, site D: who is on it, what is true of each device, and what each one does.

Written blind, as site C was: from products' public manuals, conformance statements and interface descriptions, the protocols' documents and
the IEEE's list of addresses, without a look at wardwatch's rules, its code or any result. A house in Flanders, of a mix of makers other than
site C's. Everything is synthetic; people are marked as such.

`told` lists what the traffic tells: what is sent in so many words, a maker by a hardware address that is his own, a system by the class
of its DHCP or a version in NTLM or a banner, a role by who asks whom in a protocol that knows roles. A lease adds what it tells by itself
(`LEASES`). All else that is true need not be found, and what is shown must be right. `alt` lists other right answers; `unjudged` what even
the maker of this table would not decide. Comments that begin with "Doubt" say where the truth could be argued.
"""

import functools
import sys

import site_words
from canary_dicom import S

NETS = {11: "10.77.11.", 21: "10.77.21.", 31: "10.77.31.", 41: "10.77.41.", 51: "10.77.51.", 61: "10.77.61.", 71: "10.77.71.",
        101: "10.77.101.", 111: "10.77.111.", 121: "10.78.3."}
VISIBLE = {11, 21, 31, 41, 51, 61, 71, 101}
ROUTERS = {"a": dict.fromkeys(VISIBLE, "f4:cc:55:1d:a0:41"), "b": dict.fromkeys(VISIBLE, "f4:cc:55:1e:03:c1")}
ROUTER_LAST, OTHER_ROUTER, ROUTING = {"a": "252", "b": "253"}, "f4:cc:55:1d:a0:41", "paired_routers"
CORE_TEXT = "Juniper Networks, Inc. ex4650-48y-8c Ethernet Switch, kernel JUNOS 20.4R3-S4.8, Build date: 2022-07-15 18:43:47 UTC Copyright (c) 1996-2022 Juniper Networks, Inc."
START = 1_789_344_000  # Monday 14 September 2026, 00:00 UTC
DAYS, WEEKDAY, FACILITY, BED, AT_LEAST_ONCE, LEAVE_OUT_EMPTY = 2, 0, "AZDM", "IZ1^12^1", True, False
SHIFTS = {"all": lambda hour: True, "day": lambda hour: 7 <= hour < 18, "night": lambda hour: hour >= 18 or hour < 7,
          "rounds": lambda hour: int(hour) in (6, 11, 16, 21), "theatre": lambda hour: 8 <= hour < 17}
DHCP, ARCHIVE, WORKLIST, RELAY, NAMES, TIME = "10.77.111.5", "archive", "planner", "router", "directory", "directory"
DOMAIN, WORKGROUP, VLAN_MATTERS = "azdm.internal", "AZDM", set()
LEASED_NAME = "{}"  # What Windows names itself with in its lease
DOCKS = ["00:e0:4c:68:0a:31", "00:e0:4c:68:0a:9c"]
ALL = ("category", "manufacturer", "model", "serial", "software", "os", "hostname")
DEVICES = []
MSFT = bytes([1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252])
UDHCP, DHCLIENT = bytes([1, 3, 6, 12, 15, 28, 42]), bytes([1, 28, 2, 3, 15, 6, 119, 12, 44, 47, 26, 121, 42])
# Class, list, and what a lease tells of the system.
LEASES = {
    "win": (b"MSFT 5.0", MSFT, "os"), "xp": (b"MSFT 5.0", bytes([1, 15, 3, 6, 44, 46, 47, 31, 33, 249, 43]), "os"),
    "ce": (b"Microsoft Windows CE", bytes([1, 3, 15, 6, 44, 46, 47]), "os"), "udhcp": (b"udhcp 1.31.1", UDHCP, ""), "old udhcp": (b"udhcp 1.18.4", UDHCP, ""),
    "dhclient": (b"", DHCLIENT, ""), "dhcpcd": (b"dhcpcd-9.4.1:Linux-5.10.103-v7l+:armv7l:BCM2711", bytes([1, 121, 33, 3, 6, 12, 15, 26, 28, 42, 51, 54, 58, 59, 119]), "os"),
    "lwip": (b"", bytes([1, 3, 28, 6]), ""), "bare": (b"", bytes([1, 3, 6]), ""), "vx": (b"", bytes([1, 3, 6, 12, 15]), ""),
    "android": (b"android-dhcp-14", bytes([1, 3, 6, 15, 26, 28, 51, 58, 59, 43, 114, 108]), "os"), "ios": (b"", bytes([1, 121, 3, 6, 15, 108, 114, 119, 252]), "os"),
    "mac": (b"", bytes([1, 121, 3, 6, 15, 108, 114, 119, 252, 95, 44, 46]), "os")}
# What a system is called, other right names of it, its stack.
SYSTEMS = {
    "11": ("Windows 11", ["Windows 11 23H2", "Windows 11 Pro", "Windows 11 Enterprise"], "windows"), "10": ("Windows 10", ["Windows 10 22H2", "Windows 10 Enterprise", "Windows 10 Pro"], "windows"),
    "ltsc": ("Windows 10", ["Windows 10 1809", "Windows 10 1809 or Server 2019", "Windows 10 LTSC 2019", "Windows 10 IoT Enterprise", "Windows 10 IoT Enterprise LTSC 2019",
    "Windows 10 Enterprise LTSC 2019"], "windows"),
    "7": ("Windows 7", ["Windows 7 SP1", "Windows 7 or Server 2008 R2", "Windows Embedded Standard 7", "Windows Embedded"], "windows"),
    "xp": ("Windows XP", ["Windows XP Embedded", "Windows XP Professional"], "xp"),
    "ce": ("Windows CE", ["Windows Embedded Compact", "Windows Embedded CE", "Microsoft Windows CE"], "windows"),
    "2016": ("Windows Server 2016", ["Windows Server", "Windows 10 1607 or Server 2016"], "windows"),
    "2019": ("Windows Server 2019", ["Windows Server", "Windows 10 1809 or Server 2019", "Windows 10 1809", "Windows 10"], "windows"),
    "2022": ("Windows Server 2022", ["Windows Server"], "windows"), "linux": ("Linux", [], "linux"), "old": ("Linux", [], "old"), "rtos": (None, [], "rtos"),
    "mac": ("macOS", ["Mac OS X", "OS X"], "mac"), "ios": ("iOS", ["iOS/iPadOS", "iOS or iPadOS", "iPadOS"], "mac"), "android": ("Android", ["Android 14"], "linux")}
BUILDS = {"11": (10, 0, 22631), "10": (10, 0, 19045), "ltsc": (10, 0, 17763), "7": (6, 1, 7601), "2016": (10, 0, 14393), "2019": (10, 0, 17763), "2022": (10, 0, 20348)}
HP, DELL, FUJITSU, LENOVO = ["HP", "HP Inc.", "Hewlett Packard", "Hewlett-Packard"], ["Dell", "Dell Inc."], ["Fujitsu", "Fujitsu Technology Solutions"], ["Lenovo", "LCFC"]


def gateway(vlan):
    """Last octet and hardware address of a VLAN's router: VRRP's."""
    return "1", f"00:00:5e:00:01:{vlan % 256:02x}"


def beside():
    """The truth of what is no row: routers, their virtual addresses, docks."""
    rows = []
    for place, name in enumerate("ab", 1):
        mac = ROUTERS[name][11]
        link = f"fe80::{int(mac[:2], 16) ^ 2:x}{mac[3:5]}:{mac[6:8]}ff:fe{mac[9:11]}:{int(mac[12:14] + mac[15:], 16):x}"
        rows.append({"name": f"router-{name}", "category": "network_infrastructure", "manufacturer": "Juniper", "model": "EX4650-48Y", "serial": None, "macs": [mac],
                     "manufacturer_accept": ["Juniper Networks"], "hidden": [], "hostnames": [f"azdm-core{place}"],
                     "model_accept": ["EX4650", "EX4650-48Y-8C", "ex4650-48y-8c Ethernet Switch"], "software": "20.4R3-S4.8",
                     "software_accept": ["JUNOS 20.4R3-S4.8", "Junos 20.4R3-S4.8"], "os": "Junos", "os_accept": ["JUNOS", "Junos OS", "JUNOS 20.4R3-S4.8", "Junos 20.4R3-S4.8"],
                     "ips": [NETS[vlan] + ROUTER_LAST[name] for vlan in sorted(VISIBLE)] + [link]})
    rows += [{"name": "virtual router", "optional": True, "macs": [gateway(vlan)[1]], "ips": [NETS[vlan] + "1"]} for vlan in NETS]
    return rows + [{"name": "dock", "optional": True, "macs": [mac], "ips": []} for mac in DOCKS]


# What a row and two of its acts need of this table.
add, asks, mounts = (functools.partial(word, sys.modules[__name__]) for word in (site_words.add, site_words.asks, site_words.mounts))


def images(name, vlan, last, mac, code, sop, ae, uid, version, spoken, maker, model, serial, software, station, every, shift="day", category=None, told="", acts=(), send="exported", hosts=(), **more):
    """One device that sends images and tells its equipment module; `spoken` is how it writes its maker."""
    kind = category or {"CT": "ct", "MR": "mr", "DX": "xray", "CR": "xray", "XA": "xray", "RF": "xray", "US": "ultrasound", "MG": "mammography", "NM": "nuclear_medicine",
                        "PT": "nuclear_medicine", "ES": "endoscopy", "ECG": "ecg"}[code]
    e = {"ae": ae, "uid": uid, "version": version, "modality": code, "sop": S + sop, "maker": spoken, "model": model, "serial": serial, "software": software, "station": station}
    alt = {key: list(value) for key, value in more.pop("alt", {}).items()}
    alt["manufacturer"] = [*alt.get("manufacturer", []), spoken]
    alt["software"] = [*alt.get("software", []), *software.split("\\"), *([version] if version else [])]
    tells = "manufacturer model serial software " + ("" if kind == "unknown" else "category ")
    add(name, kind, vlan, last, mac, tells + told, maker, model, serial, software, list(hosts) or [station], alt=alt, dicom=e, ae_titles=[ae],
        acts=[(send, every, shift, {}), ("worklist", every * 3, shift, {}), *acts], **more)


def phones(agent, every=75):
    """Registers with the exchange."""
    return ("register", every, "all", {"to": "exchange", "agent": agent, "server": "Kamailio (5.5.4 (x86_64/linux))"})


# The rooms fill DEVICES by the functions above; each of them is a part of the house.
import site_d_rooms  # noqa: E402,F401
import site_d_house  # noqa: E402,F401

# One server answers TLS for all of these names.
next(row for row in DEVICES if row["name"] == "web")["hostnames"] = sorted({act[3]["name"] for row in DEVICES for act in row["acts"] if act[0] == "inside"})
