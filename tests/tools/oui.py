#!/usr/bin/env python3
"""Builds fingerprints/oui.tsv from the IEEE registry as the crate `oui-data` carries it.

    tests/tools/oui.py --date 2026-11-23               fetches the crate with cargo and writes fingerprints/oui.tsv
    tests/tools/oui.py --date 2026-11-23 --from FILE…  reads the IEEE's own files (oui.csv, mam.csv, oui36.csv, iab.csv)

The registry (MA-L, MA-M, MA-S and the older IAB) is a list of facts; IEEE asserts no copyright in it. Blocks without a
public owner (`Private`) and those that the IEEE only divides further are left out: they name no maker.
"""

import argparse
import csv
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "fingerprints" / "oui.tsv"
NOBODY = {"private", "ieee registration authority"}
REGISTRIES = {"MA-L", "MA-M", "MA-S", "IAB"}
HEAD = """\
# title: Hardware address blocks and their owners: PREFIX<TAB>OWNER, prefixes of 6, 7 or 9 hex digits, sorted by prefix
# source: IEEE Registration Authority (MA-L, MA-M, MA-S, IAB), as in {origin}; built by tests/tools/oui.py
# licence: IEEE asserts no copyright in the registry
# date: {date}
"""


def fetch(folder: Path) -> tuple[list[Path], str]:
    """The crate's data files, by cargo's own client."""
    (folder / "src").mkdir()
    (folder / "src/lib.rs").write_text("")
    (folder / "Cargo.toml").write_text(
        '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\noui-data = "0.2"\n[workspace]\n'
    )
    subprocess.run(["cargo", "vendor", "--quiet", "vendor"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    crate = folder / "vendor/oui-data"
    version = re.search(r'^version = "([^"]+)"', (crate / "Cargo.toml").read_text(), re.MULTILINE).group(1)
    return sorted(crate.glob("data/*.csv")), f"crate oui-data {version}"


def clean(owner: str) -> str:
    """One line, single spaces, no stray quotes."""
    owner = "".join(c if c.isprintable() else " " for c in owner.split("\n", 1)[0])
    return re.sub(r"\s+", " ", owner).strip().strip("\"'`").strip(" ,;")


def blocks_of(path: Path) -> dict[str, str]:
    """Prefix to owner."""
    blocks = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            prefix, owner = row["Assignment"].upper(), clean(row["Organization Name"])
            if row["Registry"] in REGISTRIES and owner and owner.lower() not in NOBODY:
                blocks.setdefault(prefix, owner)
    return blocks


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--from", dest="files", type=Path, nargs="+", help="the IEEE's files, instead of asking cargo")
    parser.add_argument("--date", required=True, help="day of the build, YYYY-MM-DD")
    arguments = parser.parse_args()
    blocks: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        files, origin = (arguments.files, "its own files") if arguments.files else fetch(Path(folder))
        for path in files:
            blocks.update(blocks_of(path))
    if len(blocks) < 50_000 or any(not re.fullmatch(r"[0-9A-F]{6,9}", prefix) for prefix in blocks):
        print(f"{len(blocks)} blocks: this is not the whole registry as it should be", file=sys.stderr)
        return 1
    lines = [f"{prefix}\t{owner}\n" for prefix, owner in sorted(blocks.items())]
    TARGET.write_text(HEAD.format(origin=origin, date=arguments.date) + "".join(lines), encoding="utf-8")
    print(f"{TARGET.name}: {len(blocks)} blocks, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
