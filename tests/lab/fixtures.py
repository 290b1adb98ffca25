"""Cuts the fixture captures out of the lab's traffic and checks each of them.

A case names its source capture, what to keep, and display filters that must
match a number of packets in the result.
"""

import shutil
import subprocess
from dataclasses import dataclass, field

import finish
from cases import CASES, LIMIT


@dataclass
class Case:
    """One fixture folder."""

    protocol: str
    name: str
    source: str
    keep: str
    purpose: str
    origin: str
    finds: str
    checks: list = field(default_factory=list)
    streams: bool = False


def tshark(path, *argv):
    """tshark's output on a capture."""
    done = subprocess.run(["tshark", "-r", str(path), *argv], text=True, capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"tshark {' '.join(argv)}: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout


def chosen_streams(path, keep):
    """Display filter for whole TCP connections that hold a packet matching `keep`."""
    ids = sorted({row for row in tshark(path, "-Y", f"({keep}) && tcp", "-T", "fields", "-e", "tcp.stream").split()}, key=int)
    return "tcp.stream in {" + ",".join(ids) + "}" if ids else "frame.number == 0"


def cut(case, sources, folder):
    """Writes input.pcap and README.md; returns complaints."""
    source = sources[case.source]
    keep = chosen_streams(source, case.keep) if case.streams else f"({case.keep}) && !icmp"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "input.pcap"
    subprocess.run(["tshark", "-r", str(source), "-Y", keep, "-F", "pcap", "-w", str(target)], check=True,
                   capture_output=True)
    finish.write_pcap(target, [((s, u), packet) for (s, u, _), packet in finish.packets(target)])
    (folder / "README.md").write_text(
        f"# {case.protocol}/{case.name}\n\n**Purpose.** {case.purpose}\n\n**Origin.** {case.origin}\n\n"
        f"**A reader should find.** {case.finds}\n\nAll patients, people and numbers are synthetic. "
        "Made by `tests/lab/run`.\n")
    return inspect(case, target)


def inspect(case, target):
    """Checks the size and the filters of a finished case."""
    label, complaints = f"{case.protocol}/{case.name}", []
    packets = len(tshark(target, "-T", "fields", "-e", "frame.number").split())
    if packets == 0:
        return [f"{label}: empty"]
    if target.stat().st_size > LIMIT:
        complaints.append(f"{label}: {target.stat().st_size} bytes")
    for display_filter, least in case.checks:
        found = len(tshark(target, "-Y", display_filter, "-T", "fields", "-e", "frame.number").split())
        if found < least:
            complaints.append(f"{label}: {found} < {least} packets of {display_filter}")
    return complaints


def cut_all(sources, output):
    """Writes every fixture below `output`; returns complaints."""
    complaints = []
    for row in CASES:
        case = Case(**row)
        folder = output / case.protocol / case.name
        shutil.rmtree(folder, ignore_errors=True)
        try:
            complaints += cut(case, sources, folder)
        except (RuntimeError, subprocess.CalledProcessError) as error:
            complaints.append(f"{case.protocol}/{case.name}: {error}")
    return complaints
