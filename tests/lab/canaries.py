"""Writes a capture full of patient strings, and the list of these strings.

Usage: canaries.py PCAP LIST [--seed N] [--count N]
Every string is random and unmistakable; whoever keeps one kept a patient.
DICOM in six transfer syntaxes, HL7 v2, HTTP, and what laboratories, telephones,
cameras, terminals and things say; whole, cut into small
segments, out of order, with a hole, fragmented, tagged, begun in the middle.
The result depends on the seed only.  Standard library only; no root.
"""

import argparse
import random
from pathlib import Path

import canary_dicom as dicom
import canary_text as text
import canary_ward as ward
from canary_net import Canaries, Flow, Wire

# How a connection may look on the wire; taken in turn.
SHAPES = [{}, {"step": 97}, {"v6": True}, {"step": 333, "shuffle": True}, {"vlan": 77, "step": 700}, {"fragments": True},
          {"step": 512, "lose": (3,)}, {"step": 13}]
ROUNDS = 240


def dicom_round(wire, canary, number):
    """One request in one transfer syntax and one shape."""
    field, abstract, answer = dicom.REQUESTS[number % len(dicom.REQUESTS)]
    syntax = dicom.SYNTAXES[(number + number // len(dicom.REQUESTS)) % len(dicom.SYNTAXES)]
    shape = SHAPES[(number // 3) % len(SHAPES)]
    middle = number % 7 == 6
    flow = Flow(wire, (11112, 104, 4242)[number % 3], start=not middle, **shape)
    begin = number % 2 + 1 if middle else 0
    dicom.exchange(flow, canary, field, abstract, syntax, number % 6, (4096, 300, 16378)[number % 3], answer, begin, number % 2 == 1)


def hl7_round(wire, canary, number):
    """One HL7 message."""
    shape = SHAPES[number % len(SHAPES)]
    if number % 5 == 4:
        text.hl7_middle(Flow(wire, 6661, start=False, **shape), canary)
    else:
        text.hl7_exchange(Flow(wire, (2575, 6661, 5000)[number % 3], **shape), canary, number)


def http_round(wire, canary, number):
    """One HTTP connection."""
    middle = number % 4 == 3
    flow = Flow(wire, (80, 8080, 8042)[number % 3], start=not middle, **SHAPES[(number + 1) % len(SHAPES)])
    text.http_exchange(flow, canary, 30 if middle else 0)


def ward_round(wire, canary, number):
    """One exchange of a laboratory, telephone, camera, terminal or thing, from its beginning or not."""
    port, turns = ward.session(canary, number)
    start = (number // 7) % 3 != 2
    ward.exchange(Flow(wire, port, start=start, **SHAPES[(number // 7) % len(SHAPES)]), turns if start else turns[number % 2:])


def main():
    """Plays rounds until all canaries are on the wire."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pcap", type=Path)
    parser.add_argument("list", type=Path)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--count", type=int, default=10_000)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    canary, wire = Canaries(dice, options.count), Wire(dice)
    number = 0
    # Once all strings are out, further rounds repeat some in other combinations.
    while not canary.full() or number < ROUNDS:
        for play in (dicom_round, hl7_round, http_round, ward_round):
            play(wire, canary, number)
        number += 1
    wire.save(options.pcap)
    options.list.write_text("".join(f"{line}\n" for line in canary.given + canary.encoded))
    print(f"{len(canary.given)} canaries and {len(canary.encoded)} encoded forms in {len(wire.rows)} packets, {wire.flows} connections")


if __name__ == "__main__":
    main()
