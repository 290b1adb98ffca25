#!/usr/bin/env python3
"""Builds fingerprints/dicom_uids.tsv: names of DICOM's SOP classes and transfer syntaxes.

    tests/tools/dicom_uids.py --date 2026-11-25    fetches pydicom with pip and reads its dictionary of PS3.6 annex A

UIDs and names are facts of DICOM PS3.6; pydicom (MIT) carries them as a list.
"""

import argparse
import ast
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "fingerprints" / "dicom_uids.tsv"
VERSION = "3.0.2"
KINDS = {"SOP Class", "Meta SOP Class", "Transfer Syntax", "Service Class", "Application Context Name"}
HEAD = """\
# title: Names of DICOM SOP classes and transfer syntaxes: UID<TAB>NAME, sorted by UID
# source: DICOM PS3.6 annex A, as in pydicom {version}; built by tests/tools/dicom_uids.py
# licence: facts of the standard; pydicom's list is MIT
# date: {date}
"""


def dictionary(folder: Path) -> dict[str, tuple[str, ...]]:
    """pydicom's table, read as data: nothing of the package is run."""
    wanted = f"pydicom=={VERSION}"
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, wanted], check=True, stdout=subprocess.DEVNULL
    )
    with zipfile.ZipFile(next(folder.glob("pydicom-*.whl"))) as wheel:
        tree = ast.parse(wheel.read("pydicom/_uid_dict.py"))
    for node in tree.body:
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Name) and target.id == "UID_dictionary":
            return ast.literal_eval(node.value)
    raise SystemExit("pydicom has no UID_dictionary")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--date", required=True, help="day of the build, YYYY-MM-DD")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        uids = dictionary(Path(folder))
    lines = []
    for uid, (name, kind, _, retired, *_) in sorted(uids.items()):
        if kind in KINDS and name and not name.startswith("("):
            old = " (retired)" if retired and "etired" not in name else ""
            lines.append(f"{uid}\t{' '.join(name.split())}{old}\n")
    if len(lines) < 300:
        print(f"{len(lines)} UIDs: this is not the whole list as it should be", file=sys.stderr)
        return 1
    TARGET.write_text(HEAD.format(version=VERSION, date=arguments.date) + "".join(lines), encoding="utf-8")
    print(f"{TARGET.name}: {len(lines)} UIDs, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
