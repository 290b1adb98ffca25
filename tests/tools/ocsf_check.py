#!/usr/bin/env python3
"""Checks OCSF events, one a line, against the models of OCSF 1.5.0 in ocsf-emitter (PyPI). A key that a model does not
know is a fault too.
usage: ocsf_check.py FILE
"""
import json
import sys

import ocsf_emitter
import ocsf_emitter._models as models


def strangers(given, kept, where):
    """Keys that the model dropped."""
    if isinstance(given, dict) and isinstance(kept, dict):
        for key, value in given.items():
            if key == "unmapped" or value is None:
                continue
            if key not in kept:
                yield f"{where}.{key}"
            else:
                yield from strangers(value, kept[key], f"{where}.{key}")
    elif isinstance(given, list) and isinstance(kept, list):
        for one, other in zip(given, kept):
            yield from strangers(one, other, f"{where}[]")


faults, count = set(), 0
for line in open(sys.argv[1], encoding="utf-8"):
    event = json.loads(line)
    count += 1
    spec = ocsf_emitter.class_spec_by_uid(event["class_uid"])
    try:
        model = getattr(models, spec.model_name).model_validate(event)
        ocsf_emitter.validate(model)
        kept = model.model_dump(by_alias=True, mode="json")
        faults |= {f"{name} is not in the schema" for name in strangers(event, kept, "event")}
    except Exception as error:  # whatever it is, it is a fault of the event
        faults.add(f"{str(error)[:500]} {getattr(error, 'field_errors', '')}")
for fault in sorted(faults)[:30]:
    print(fault)
print(f"{count} events, {len(faults)} faults")
sys.exit(1 if faults else 0)
