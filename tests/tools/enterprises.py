#!/usr/bin/env python3
"""Builds fingerprints/enterprise_numbers.toml: IANA's private enterprise numbers of the makers in manufacturers.toml.

    tests/tools/enterprises.py --date 2026-11-25              fetches Debian's package ipmitool, which carries IANA's file
    tests/tools/enterprises.py --date 2026-11-25 --from FILE  reads IANA's enterprise-numbers.txt
    tests/tools/enterprises.py --check --from FILE            tells where snmp.toml and the registry disagree

Only number and organisation are taken (IANA's registries are in the public domain, CC0); contacts are not. Numbers that
snmp.toml has by hand are left to it; software that runs on other makers' machines says nothing of the machine.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "fingerprints"
TARGET = FOLDER / "enterprise_numbers.toml"
# As in src/fingerprint/names.rs.
FILLER = set(
    "inc incorporated corp corporation co company ltd limited llc gmbh ag kg kgaa sa sas spa srl bv nv ab oy as plc pty pte "
    "the and of kk".split()
)
# Their numbers stand for agents and systems on any machine.
SOFTWARE = {
    "Microsoft", "VMware", "Oracle", "Citrix", "Google", "Amazon", "Xen", "QEMU", "VirtualBox", "Parallels", "Nutanix", "Proxmox",
    "Veeam", "InterSystems", "Imprivata", "Rubrik", "Cohesity", "Genetec", "Apple", "Orthanc", "OsiriX",
}
# Of houses whose companies make different things: 562 Northern Telecom, 15076 Fresenius AG.
AMBIGUOUS = {562, 15076}
HEAD = """\
title = "Enterprise numbers of known makers: who wrote an SNMP agent or a DHCP client"
source = "IANA, private enterprise numbers, as in {origin}; built by tests/tools/enterprises.py"
licence = "CC0 (IANA's registries); facts"
date = "{date}"
"""


def key(spelling: str) -> str:
    """What spellings of one name have in common."""
    words = [word for word in re.split(r"[\W_]+", spelling.lower().replace(".", "")) if word]
    return "".join([word for word in words if word not in FILLER] or words)


def makers() -> dict[str, tuple[str, bool]]:
    """Spelling to the name shown, and whether it makes parts for others."""
    known: dict[str, tuple[str, bool]] = {}
    names = tomllib.loads((FOLDER / "manufacturers.toml").read_text(encoding="utf-8"))["name"]
    for name in sorted(names, key=lambda name: name.get("general", False)):
        for spelling in [name["name"], *name.get("also", [])]:
            known[key(spelling)] = (name["name"], name.get("component", False))
    return known


def registry(path: Path) -> dict[int, str]:
    """Number to organisation: the line after a number, less indented than the contact."""
    numbers: dict[int, str] = {}
    number = None
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        if re.fullmatch(r"\d+", line):
            number = int(line)
        elif number is not None and re.match(r"  \S", line):
            numbers[number] = line.strip()
            number = None
    return numbers


def find(owner: str, known: dict[str, tuple[str, bool]]) -> tuple[str, bool] | None:
    """The maker an organisation is: as written, or without what stands in brackets."""
    plain = re.sub(r"\(.*?\)", "", owner).strip(" ,-")
    for spelling in (owner, plain):
        found = known.get(key(spelling))
        # Three letters are many companies' name: `FMC` is not only Fresenius Medical Care.
        if found and (len(key(spelling)) > 4 or key(found[0]) == key(spelling)):
            return found
    return None


def by_hand() -> dict[str, dict[int, str]]:
    """What snmp.toml and dhcp.toml say of numbers, by property."""
    said: dict[str, dict[int, str]] = {"snmp.object_id": {}, "snmp.engine_id": {}, "dhcp.enterprise": {}}
    for file in ("snmp.toml", "dhcp.toml"):
        for one in tomllib.loads((FOLDER / file).read_text(encoding="utf-8"))["map"]:
            if one["claim"] != "manufacturer" or one["property"] not in said:
                continue
            for start, maker in one["entries"].items():
                if one["property"] == "snmp.engine_id":
                    said["snmp.engine_id"][int(start, 16) & 0x7FFFFFFF] = maker
                elif match := re.fullmatch(r"(?:1\.3\.6\.1\.4\.1\.)?(\d+)\.?", start):
                    said[one["property"]][int(match[1])] = maker
    return said


def fetch(folder: Path) -> tuple[Path, str]:
    """IANA's file, by Debian's own client."""
    subprocess.run(["apt-get", "download", "-qq", "ipmitool"], cwd=folder, check=True)
    package = next(folder.glob("ipmitool_*.deb"))
    subprocess.run(["dpkg-deb", "-x", package, folder / "x"], check=True)
    return folder / "x/usr/share/misc/enterprise-numbers.txt", f"Debian's package ipmitool {package.name.split('_')[1]}"


def check(numbers: dict[int, str], known: dict[str, tuple[str, bool]]) -> int:
    """Prints where the hand-made list names another than the registry."""
    for number, maker in sorted({pair for said in by_hand().values() for pair in said.items()}):
        found = find(numbers.get(number, ""), known)
        if found is None or found[0] != maker:
            print(f"{number}: here {maker}, registered by {numbers.get(number)}")
    return 0


def write(numbers: dict[int, str], known: dict[str, tuple[str, bool]], origin: str, date: str) -> None:
    """The table: one map a property, weaker ones for makers of parts."""
    hand = by_hand()
    # Where a person judged (a number that went from one maker to another), that counts for every property.
    judged = {number: maker for said in hand.values() for number, maker in said.items()}
    entries: dict[bool, list[tuple[int, str]]] = {False: [], True: []}
    for number, owner in sorted(numbers.items()):
        found = (judged[number], False) if number in judged else find(owner, known)
        if number and found and found[0] not in SOFTWARE and number not in AMBIGUOUS:
            maker, is_part = found
            entries[is_part or known.get(key(maker), (maker, False))[1]].append((number, maker))
    shapes = [
        ("snmp.object_id", "starts", 0.7, "snmp.enterprise", lambda n: f"1.3.6.1.4.1.{n}."),
        ("snmp.engine_id", "starts", 0.55, "snmp.enterprise", lambda n: f"{0x80000000 | n:08x}"),
        ("dhcp.enterprise", "is", 0.5, "dhcp.enterprise", str),
    ]
    out = [HEAD.format(origin=origin, date=date)]
    for is_part, share in ((False, 1.0), (True, 0.35)):
        for prop, test, weight, family, shape in shapes:
            name = prop.replace(".", "-") + ("-part" if is_part else "")
            out.append(
                f'[[map]]\nname = "{name}"\nproperty = "{prop}"\ntest = "{test}"\nclaim = "manufacturer"\n'
                f'weight = {round(weight * share, 2)}\nfamily = "{family}"\n[map.entries]'
            )
            own = [(number, maker) for number, maker in entries[is_part] if number not in hand[prop]]
            out.extend(f'"{shape(number)}" = "{maker}"' for number, maker in own)
            out.append("")
    TARGET.write_text("\n".join(out), encoding="utf-8")
    print(f"{TARGET.name}: {sum(map(len, entries.values()))} numbers, {TARGET.stat().st_size} bytes")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--from", dest="file", type=Path, help="IANA's file, instead of asking apt")
    parser.add_argument("--date", help="day of the build, YYYY-MM-DD")
    parser.add_argument("--check", action="store_true", help="only compare snmp.toml with the registry")
    arguments = parser.parse_args()
    if not arguments.check and not arguments.date:
        parser.error("--date is needed")
    with tempfile.TemporaryDirectory() as folder:
        file, origin = (arguments.file, "its own file") if arguments.file else fetch(Path(folder))
        numbers = registry(file)
    if len(numbers) < 50_000:
        print(f"{len(numbers)} numbers: this is not the whole registry as it should be", file=sys.stderr)
        return 1
    known = makers()
    if arguments.check:
        return check(numbers, known)
    write(numbers, known, origin, arguments.date)
    return 0


if __name__ == "__main__":
    sys.exit(main())
