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
from canary_dicom import S

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
# Class, list, and what a lease tells of the system.
LEASES = {
    "win": (b"MSFT 5.0", bytes([1, 3, 6, 15, 31, 33, 43, 44, 46, 47, 119, 121, 249, 252]), "os"), "seven": (b"MSFT 5.0", bytes([1, 15, 3, 6, 44, 46, 47, 31, 33, 121, 249, 43]), "os"),
    "xp": (b"MSFT 5.0", bytes([1, 15, 3, 6, 44, 46, 47, 31, 33, 249, 43]), "os"), "ce": (b"Microsoft Windows CE", bytes([1, 3, 15, 6, 44, 46, 47]), "os"),
    "udhcp": (b"udhcp 1.24.1", bytes([1, 3, 6, 12, 15, 28, 42]), ""), "old udhcp": (b"udhcp 0.9.9-pre", bytes([1, 3, 6, 12, 15, 28]), ""),
    "dhclient": (b"", bytes([1, 28, 2, 3, 15, 6, 12]), ""), "debian": (b"", bytes([1, 28, 2, 3, 15, 6, 119, 12, 44, 47, 26, 121, 42]), ""),
    "networkd": (b"", bytes([1, 3, 12, 15, 6, 33, 121, 42]), ""), "dhcpcd": (b"dhcpcd-8.1.2:Linux-5.15.61-v7l+:armv7l:BCM2835", bytes([1, 121, 33, 3, 6, 12, 15, 26, 28, 42, 51, 54, 58, 59, 119]),
    "os"),
    "lwip": (b"", bytes([1, 3, 28, 6]), ""), "bare": (b"", bytes([1, 3]), ""), "vx": (b"", bytes([1, 3, 6, 15, 54]), ""),
    "android": (b"android-dhcp-11", bytes([1, 3, 6, 15, 26, 28, 51, 58, 59, 43]), "os"), "new android": (b"android-dhcp-15", bytes([1, 3, 6, 15, 26, 28, 51, 58, 59, 43, 114, 108]), "os"),
    "ios": (b"", bytes([1, 121, 3, 6, 15, 108, 114, 119, 252]), "os"), "mac": (b"", bytes([1, 121, 3, 6, 15, 108, 114, 119, 252, 95, 44, 46]), "os")}
# What a system is called, other right names of it, its stack.
SYSTEMS = {
    "11": ("Windows 11", ["Windows 11 24H2", "Windows 11 Pro", "Windows 11 Enterprise"], "windows"), "10": ("Windows 10", ["Windows 10 22H2", "Windows 10 Enterprise", "Windows 10 Pro"],
    "windows"),
    "ltsb": ("Windows 10", ["Windows 10 1607", "Windows 10 1607 or Server 2016", "Windows 10 IoT Enterprise", "Windows 10 IoT", "Windows 10 LTSB 2016", "Windows Server 2016"], "windows"),
    "ltsc": ("Windows 10", ["Windows 10 21H2", "Windows 10 IoT Enterprise", "Windows 10 IoT Enterprise LTSC 2021", "Windows 10 IoT"], "windows"),
    "8": ("Windows 8.1", ["Windows 8.1 or Server 2012 R2", "Windows Embedded 8.1", "Windows Embedded", "Windows Server 2012 R2"], "windows"),
    "7": ("Windows 7", ["Windows 7 SP1", "Windows 7 or Server 2008 R2", "Windows Embedded Standard 7", "Windows Embedded", "Windows Server 2008 R2"], "windows"),
    "xp": ("Windows XP", ["Windows XP Embedded", "Windows XP Professional", "Windows 5.1", "Windows 2002", "Windows 2002 Service Pack 3"], "xp"),
    "ce": ("Windows CE", ["Windows Embedded Compact", "Windows Embedded CE", "Microsoft Windows CE"], "windows"),
    "2008": ("Windows Server 2008 R2", ["Windows Server", "Windows 7 or Server 2008 R2", "Windows Server 2008 R2 Standard 7601 Service Pack 1", "Windows 7", "Windows Server 2008 R2 SP1"],
    "windows"),
    "2016": ("Windows Server 2016", ["Windows Server", "Windows 10 1607 or Server 2016", "Windows 10 1607", "Windows 10"], "windows"),
    "2019": ("Windows Server 2019", ["Windows Server", "Windows 10 1809 or Server 2019", "Windows 10 1809", "Windows 10"], "windows"),
    "2022": ("Windows Server 2022", ["Windows Server"], "windows"), "linux": ("Linux", [], "linux"), "old": ("Linux", [], "old"), "rtos": (None, [], "rtos"),
    "mac": ("macOS", ["Mac OS X", "OS X"], "mac"), "ios": ("iOS", ["iOS/iPadOS", "iOS or iPadOS", "iPadOS"], "mac"), "android": ("Android", ["Android 11", "Android 15"], "linux")}
BUILDS = {"11": (10, 0, 26100), "10": (10, 0, 19045), "ltsb": (10, 0, 14393), "ltsc": (10, 0, 19044), "8": (6, 3, 9600), "7": (6, 1, 7601), "2016": (10, 0, 14393), "2019": (10, 0, 17763),
    "2022": (10, 0, 20348)}
HP, DELL, FUJITSU, LENOVO = ["HP", "HP Inc.", "Hewlett Packard", "Hewlett-Packard"], ["Dell", "Dell Inc."], ["Fujitsu", "Fujitsu Technology Solutions"], ["Lenovo", "LCFC"]
GE, PHILIPS = ["GE", "GE Healthcare", "GE MEDICAL SYSTEMS"], ["Philips Medical Systems", "Philips Healthcare"]


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
add, asks, mounts = (functools.partial(word, sys.modules[__name__]) for word in (site_words.add, site_words.asks, site_words.mounts))


def images(name, vlan, last, mac, code, sop, ae, uid, version, spoken, maker, model, serial, software, station, every, shift="day", category=None, told="", acts=(), hosts=(), syntax="explicit",
           fake=None, creator=None, lists=True, send="sent", **more):
    """One device that sends images and tells its equipment module; `spoken` is how it writes its maker, `fake` what stands for a serial."""
    kind = category or {"CT": "ct", "MR": "mr", "DX": "xray", "CR": "xray", "XA": "xray", "RF": "xray", "US": "ultrasound", "MG": "mammography", "NM": "nuclear_medicine",
                        "PT": "nuclear_medicine", "ES": "endoscopy", "ECG": "ecg"}[code]
    e = {"ae": ae, "uid": uid, "version": version, "modality": code, "sop": S + sop, "maker": spoken, "model": model, "serial": fake or serial, "software": software, "station": station,
        "creator": creator}
    alt = {key: list(value) for key, value in more.pop("alt", {}).items()}
    alt["manufacturer"] = [*alt.get("manufacturer", []), spoken]
    alt["software"] = [*alt.get("software", []), *(software or "").split("\\"), *([version] if version else [])]
    tells = ["manufacturer", "model", *(["serial"] if serial else []), *(["software"] if software else []), *([] if kind == "unknown" else ["category"])]
    with_what = {"syntax": syntax} if send == "sent" else {}
    add(name, kind, vlan, last, mac, " ".join(tells) + " " + told, maker, model, serial, software, list(hosts) or ([station] if station else []), alt=alt, dicom=e, ae_titles=[ae],
        acts=[(send, every, shift, with_what), *([("worklist", every * 3, shift, {})] if lists else []), *acts], **more)


def afar(*names, every=240, shift="all"):
    """TLS to a maker's service outside; the name is in clear, and asked for before."""
    return ("sni", every, shift, {"names": list(names)})


def says(kind, to, port, every, *segments, shift="all", version=None):
    """Another HL7 message, of an older version when it is named."""
    what = {"to": to, "kind": kind, "port": port, "segments": list(segments)}
    return ("versioned", every, shift, {**what, "version": version}) if version else ("message", every, shift, what)


def phones(agent, every=75):
    """Registers with the exchange."""
    return ("register", every, "all", {"to": "exchange", "agent": agent, "server": "Slican IPM/IPU-14 SIP Server"})


def printer_port(*more):
    """Names of a printer's own tables: device, serial number."""
    return [("1.3.6.1.2.1.25.3.2.1.3.1", more[0]), *([("1.3.6.1.2.1.43.5.1.1.17.1", more[1])] if len(more) > 1 else [])]


# The rooms fill DEVICES by the functions above; each of them is a part of the house.
import site_e_rooms  # noqa: E402,F401
import site_e_wards  # noqa: E402,F401
import site_e_house  # noqa: E402,F401
import site_e_offices  # noqa: E402,F401

# One server answers TLS for all of these names.
next(row for row in DEVICES if row["name"] == "web")["hostnames"] = sorted({act[3]["name"] for row in DEVICES for act in row["acts"] if act[0] == "inside"})
