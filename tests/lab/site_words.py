"""What the tables of sites D to G are written with: a row of a device, acts that several devices have, leases and systems.

`site` is the table: its networks, leases, systems and builds, and the list of its devices.
"""

from canary_dicom import S
from hospital_wire import link_local

MONITOR, VENTILATOR = "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC", "70001^MDC_DEV_SYS_PT_VENT_MDS^MDC"
PUMP, ANESTHESIA = "69985^MDC_DEV_PUMP_INFUS_MDS^MDC", "69997^MDC_DEV_SYS_ANESTH_MDS^MDC"
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


def add(site, name, category, vlan, last, mac, told="", maker=None, model=None, serial=None, software=None, hosts=(), acts=(), system=None, lease=None, alt=None, **more):
    """One device; `lease` is a kind of site.LEASES (behind "-" without a host name) or (class, list)."""
    shown, hosts = told.split(), list(hosts)
    # What is said several times an hour in life is said half as often here: two days of so large a house are enough.
    acts = [(what, every * 2 if every < 60 else every, shift, arguments) for what, every, shift, arguments in acts]
    address = str(last) if ":" in str(last) else site.NETS[vlan] + str(last)
    row = {"name": name, "category": category, "vlan": vlan, "ip": address, "mac": mac, "manufacturer": maker, "model": model, "serial": serial,
           "software": software, "os": None, "hostnames": hosts, "acts": acts}
    names = []
    if system:
        row["os"], names, row["stack"] = site.SYSTEMS[system]
        row["ttl"] = 128 if row["stack"] in ("windows", "xp") else 64
        names = ["Windows", *names] if (row["os"] or "").startswith("Windows") else names
    if lease:
        named = hosts and not (isinstance(lease, str) and lease.startswith("-"))
        kind, parameters, tells = site.LEASES[lease.lstrip("-")] if isinstance(lease, str) else (*lease, "")
        row["dhcp"] = (kind, parameters, hosts[0] if named else None)
        shown += [tells] + (["hostname"] if named else [])
        if named and tells == "os" and kind == b"MSFT 5.0":
            row["dhcp_more"] = [(81, b"\0\0\0" + site.LEASED_NAME.format(hosts[0]).encode())]
    for key, values in {"os": [], **(alt or {})}.items():
        row[f"{key}_accept"] = [*values, *(names if key == "os" else [])]
    if mac.startswith("00:50:56") and "manufacturer" not in shown:
        # A virtual machine: its host's maker is no wrong answer.
        row["manufacturer_accept"] = [*row.get("manufacturer_accept", []), "VMware", "VMware, Inc."]
    row["hidden"] = [key for key in site.ALL if key not in shown]
    row.update(more)
    site.DEVICES.append(row)


def asks(site, name, category, vlan, last, mac, code, ae, uid, version, told="", maker=None, model=None, serial=None, every=60, shift="day", acts=(), station=None, **more):
    """One device that asks for its worklist and tests its archive, and sends no image while the mirror port looks."""
    e = {"ae": ae, "uid": uid, "version": version, "modality": code, "sop": S + "7", "station": station}
    add(site, name, category, vlan, last, mac, told, maker, model, serial, None, dicom=e, ae_titles=[ae], acts=[("worklist", every, shift, {}), ("echo", every * 4, "all", {}), *acts], **more)


def mounts(site, build, every=200, shift="day", to="files"):
    """Mounts the house's share."""
    return ("share", every, shift, {"to": to, "build": site.BUILDS[build]})


def inside(name, every=90, shift="day", port=443):
    """TLS to a server of the house, of which only its name is in clear."""
    return ("inside", every, shift, {"to": "web", "name": name, "port": port})


def opens(by, every=400, **what):
    """Somebody opens its page."""
    return ("page", every, "day", {"by": by, **what})


def polled(*values, every=240, by="watch"):
    """The watcher asks by SNMP: description, object identifier, name, then more."""
    first = ("1.3.6.1.2.1.1.1.0", "1.3.6.1.2.1.1.2.0", "1.3.6.1.2.1.1.5.0")
    rows = [(name, value) for name, value in zip(first, values[:3]) if value is not None]
    return ("snmp", every, "all", {"by": by, "values": [*rows, *values[3:]]})


def speaks(app, to, port, every, device, mdc, shift="all"):
    """An observation by IHE PCD-01."""
    return ("vitals", every, shift, {"to": to, "port": port, "app": app, "device": device, "mdc": mdc})


def images(site, name, vlan, last, mac, code, sop, ae, uid, version, spoken, maker, model, serial, software, station, every, shift="day", category=None, told="", acts=(), hosts=(), syntax="explicit",
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
    add(site, name, kind, vlan, last, mac, " ".join(tells) + " " + told, maker, model, serial, software, list(hosts) or ([station] if station else []), alt=alt, dicom=e, ae_titles=[ae],
        acts=[(send, every, shift, with_what), *([("worklist", every * 3, shift, {})] if lists else []), *acts], **more)


def afar(*names, every=240, shift="all"):
    """TLS to a maker's service outside; the name is in clear, and asked for before."""
    return ("sni", every, shift, {"names": list(names)})


def says(kind, to, port, every, *segments, shift="all", version=None):
    """Another HL7 message, of an older version when it is named."""
    what = {"to": to, "kind": kind, "port": port, "segments": list(segments)}
    return ("versioned", every, shift, {**what, "version": version}) if version else ("message", every, shift, what)


def printer_port(*more):
    """Names of a printer's own tables: device, serial number."""
    return [("1.3.6.1.2.1.25.3.2.1.3.1", more[0]), *([("1.3.6.1.2.1.43.5.1.1.17.1", more[1])] if len(more) > 1 else [])]


# What sites F and G make their rows with: `site` has LAST, the last address of each VLAN, TAIL of its hardware addresses, and INSTITUTION.
def place(site, vlan, prefix):
    """The next address of a VLAN, and a hardware address behind a maker's prefix."""
    site.LAST[vlan] += 1
    digits = prefix.rstrip("+").replace(":", "")
    digits += f"{site.TAIL + len(site.DEVICES) * 0x11:06x}"[len(digits) - 12:]
    mac = ":".join(digits[at:at + 2] for at in range(0, 12, 2))
    return mac, site.PREFIXES[vlan] + link_local(mac).removeprefix("fe80::") if prefix.endswith("+") else site.LAST[vlan]


def filled(value, mac):
    """What a row says, its own hardware address put in."""
    if isinstance(value, (list, tuple)):
        return type(value)(filled(one, mac) for one in value)
    if isinstance(value, dict):
        return {key: filled(one, mac) for key, one in value.items()}
    if not isinstance(value, str) or "%" not in value:
        return value
    bare = mac.replace(":", "")
    for mark, text in (("%M", bare.upper()), ("%m", bare), ("%D", mac.replace(":", "-").upper()), ("%C", mac.upper()), ("%E", f"{bare[:6]}FFFE{bare[6:]}".upper())):
        value = value.replace(mark, text)
    return value


def device(site, name, category, vlan, prefix, told="", maker=None, model=None, serial=None, software=None, acts=(), hosts=(), system=None, lease=None, alt=None, **more):
    """One device; `prefix` is its maker's part of the hardware address, with "+" behind it where it has IPv6 alone."""
    mac, last = place(site, vlan, prefix)
    words = filled({"serial": serial, "hosts": hosts, "acts": acts, "alt": alt, "model": model, "more": more}, mac)
    add(site, name, category, vlan, last, mac, told, maker, words["model"], words["serial"], software, words["hosts"], words["acts"], system, lease, words["alt"], **words["more"])


def scan(site, name, vlan, prefix, code, sop, ae, uid, version, spoken, maker, model, serial, software, station, every, system=None, lease=None, also=(), makers=(), **more):
    """One device that sends images; `also` are other right models, `makers` other right makers."""
    mac, last = place(site, vlan, prefix)
    alt = {"manufacturer": list(makers), "model": list(also), **more.pop("alt", {})}
    images(site, name, vlan, last, mac, code, sop, ae, uid, version, spoken, maker, model, serial, software, station, every, system=system, lease=lease, alt=alt, **more)
    site.DEVICES[-1]["dicom"]["institution"] = site.INSTITUTION


def linked(name, text, port="1", caps=0x0014, med=None):
    """What a device says by LLDP; `med` is class, maker, model, serial number, software."""
    return {"name": name, "text": text, "port": port, "caps": caps, "med": med}
