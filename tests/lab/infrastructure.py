"""Infrastructure and clinical web traffic for fixtures: `infrastructure.py FIXTURES [RUN ...]` (root; network namespaces).

Beside the ward's lab, with namespaces of its own.  Needs the Debian 12 packages keepalived, hostapd, wpasupplicant,
freeradius, slapd, ldap-utils, krb5-kdc, krb5-user, samba-ad-dc, orthanc-dicomweb, xrdp, freerdp2-x11, xvfb, tcpdump,
tshark, curl, and pydicom.  A run whose programs are missing is skipped and said so.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import net

# The ward's lab sweeps its own namespaces away.
net.PREFIX = "wwi-"

import clinical_web  # noqa: E402
import directory  # noqa: E402
import fixtures  # noqa: E402
import gateways  # noqa: E402

RUNS = {**gateways.RUNS, **directory.RUNS, **clinical_web.RUNS}


def missing(programs):
    """Those of the programs that are not installed."""
    path = "/usr/sbin:/usr/bin:/sbin:/bin"
    return [name for name in programs if not shutil.which(name, path=path)]


def cut(case, capture, output):
    """Writes one fixture; returns complaints."""
    target = output / case.protocol / case.name
    shutil.rmtree(target, ignore_errors=True)
    try:
        complaints = fixtures.cut(case, {case.source: capture}, target)
    except (RuntimeError, subprocess.CalledProcessError) as error:
        complaints = [f"{case.protocol}/{case.name}: {error}"]
    readme = target / "README.md"
    if readme.exists():
        readme.write_text(readme.read_text().replace("tests/lab/run", "tests/lab/infrastructure.py"))
    return complaints


def main():
    """Plays the runs asked for, all by default; whatever happens, nothing is left behind."""
    output, names = Path(sys.argv[1]), sys.argv[2:] or list(RUNS)
    work = Path(tempfile.mkdtemp(prefix="wardwatch-infrastructure-"))
    work.chmod(0o755)
    lab, doubts = net.Lab(work), []
    try:
        for name in names:
            programs, play, cases = RUNS[name]
            if absent := missing(programs):
                lab.log(f"{name}: skipped, without {', '.join(absent)}")
                continue
            lab.log(name)
            capture = play(lab)
            for row in cases:
                doubts += cut(fixtures.Case(**{**row, "source": name}), capture, output)
    finally:
        lab.close()
    for doubt in doubts:
        lab.log(f"DOUBT {doubt}")
    sys.exit(1 if doubts else 0)


if __name__ == "__main__":
    main()
