"""What the tables of sites D and E are written with: a row of a device, and acts that several devices have.

`site` is the table: its networks, leases, systems and builds, and the list of its devices.
"""

from canary_dicom import S

MONITOR, VENTILATOR = "69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC", "70001^MDC_DEV_SYS_PT_VENT_MDS^MDC"
PUMP, ANESTHESIA = "69985^MDC_DEV_PUMP_INFUS_MDS^MDC", "69997^MDC_DEV_SYS_ANESTH_MDS^MDC"


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
