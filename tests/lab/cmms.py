#!/usr/bin/env python3
"""Writes tests/fixtures/cmms: an export of 60 rows as a hospital's CMMS would give it, to go with the demo ward.

Everything in it is invented; it names no person and no patient. Rows that are devices of the demo ward carry what a
CMMS usually has of them (maker as bought, label serial number), with the faults such lists have.
usage: cmms.py FOLDER
"""
import csv
import pathlib
import sys

HEAD = ("asset_tag serial_number manufacturer.name vendor.name model_id.model_number model_id.display_name model_category "
        "fqdn host_name mac_address ip_address firmware_version company.name location.building location.floor location.name "
        "department.name managed_by_group.name u_care_setting u_life_support u_high_risk u_fda_class u_stores_phi "
        "u_transmits_phi u_end_of_support u_nomenclature u_nomenclature_code install_status").split()

IMAGING = {"department.name": "Radiology", "u_care_setting": "Imaging", "u_fda_class": "II", "u_stores_phi": "true",
           "u_transmits_phi": "true", "managed_by_group.name": "Imaging Engineering"}
ICU = {"department.name": "Intensive Care", "u_care_setting": "Intensive Care", "u_fda_class": "II",
       "managed_by_group.name": "Biomedical Engineering"}
LAB = {"department.name": "Laboratory", "u_care_setting": "Laboratory", "u_fda_class": "II",
       "managed_by_group.name": "Laboratory Engineering"}
IT = {"department.name": "Information Technology", "u_care_setting": "Technical", "u_fda_class": "N/A",
      "managed_by_group.name": "Clinical IT"}


def row(tag, kind, maker, model, serial="", place=("", "", ""), base=None, **more):
    cells = dict.fromkeys(HEAD, "")
    cells.update(base or {})
    cells.update({"asset_tag": tag, "model_category": kind, "manufacturer.name": maker, "model_id.model_number": model,
                  "serial_number": serial, "company.name": "Demo Hospital", "install_status": "In use"})
    cells["location.building"], cells["location.floor"], cells["location.name"] = place
    cells.update({key.replace("__", "."): value for key, value in more.items()})
    return cells


def ward():
    """Devices that the demo capture shows."""
    a, b = "Main", "West"
    yield row("BME-10001", "CT Scanner", "GE MEDICAL SYSTEMS", "Optima CT660", "CT660-104233", (a, "0", "ED CT 1"), IMAGING,
              u_care_setting="Emergency", u_end_of_support="2029-12-31", u_nomenclature="UMDNS", u_nomenclature_code="13-469")
    yield row("BME-10002", "MRI Scanner", "SIEMENS", "Aera", "40512", (a, "-1", "MR 1"), IMAGING, firmware_version="syngo MR E11",
              u_end_of_support="2031-06-30")
    # Bought from a dealer: only the vendor is given, in words of its own.
    yield row("BME-10003", "Ultrasound System", "", "EPIQ 7C", "US516B0277", (b, "2", "Echo 2"), IMAGING,
              vendor__name="Philips Healthcare", u_care_setting="Outpatient")
    # A model number that the label has and the network does not.
    yield row("BME-10004", "Radiography System", "Carestream Health", "DRX-Revolution", "KEV30477", (a, "0", "Room 3"), IMAGING)
    yield row("BME-10005", "Dry Imager", "Codonics Inc.", "Horizon SF", "HSF-04417", (a, "0", "Reading room"), IMAGING)
    yield row("BME-10006", "PACS", "OFFIS", "", "", (a, "-1", "Computer room"), IMAGING, host_name="wardpacs",
              ip_address="10.77.0.10")
    yield row("BME-10007", "Review Workstation", "Dell Inc.", "Precision 3660", "", (a, "0", "Reading room"), IMAGING,
              fqdn="radview01.demo.example")
    yield row("BME-10011", "Physiologic Monitor", "Mindray", "BeneVision N15", "FT-8C000412", (a, "3", "ICU bed 12"), ICU,
              mac_address="00-A0-37-27-00-40", u_life_support="false", u_high_risk="true")
    yield row("BME-10012", "Monitoring Gateway", "Shenzhen Mindray Bio-Medical Electronics Co., Ltd.", "eGateway", "",
              (a, "-1", "Computer room"), ICU, mac_address="00a0.3727.0041", u_life_support="")
    yield row("BME-10013", "Infusion Pump", "ICU Medical, Inc.", "Plum 360", "PLUM-0007741", (a, "3", "ICU bed 12"), ICU,
              u_life_support="true", u_high_risk="true", firmware_version="1.62.00", u_end_of_support="2030-03-31")
    yield row("BME-10014", "Infusion Management Server", "ICU Medical", "MedNet", "", (a, "-1", "Computer room"), ICU,
              ip_address="10.77.0.45")
    yield row("BME-10015", "Chemistry Analyzer", "Roche Diagnostics", "cobas 6000", "", (b, "1", "Core lab"), LAB,
              mac_address="00:60:19:0A:00:50", u_end_of_support="31.12.2027")
    yield row("BME-10016", "Chemistry Analyzer", "Mindray", "BS-240", "", (b, "1", "Core lab"), LAB,
              mac_address="00:A0:37:27:00:51")
    yield row("BME-10017", "Printer", "Hewlett-Packard", "HP LaserJet M507", "PHBQ412345", (a, "3", "ICU desk"), IT)
    # The switch was replaced; nobody wrote down the new serial number.
    yield row("BME-10018", "Network Gear", "Cisco", "WS-C2960X-48FPD-L", "FOC1733X1ZZ", (a, "-1", "Closet 3"), IT,
              mac_address="58:ac:78:00:00:02", host_name="ward-sw1")
    yield row("BME-10019", "Camera", "Axis Communications", "M3046-V", "ACCC8E000090", (a, "3", "Corridor"), IT,
              u_nomenclature="")
    yield row("BME-10020", "Storage", "Synology", "DS920+", "2040SBRN12345", (a, "-1", "Computer room"), IT)
    # The same device a second time, as it was bought.
    yield row("BME-10113", "Infusion Pump", "ICU Medical", "Plum 360", "PLUM0007741", (a, "3", "Store"), ICU)
    # A row that went wrong by hand: a formula where a name belongs, and a category of nobody's.
    yield row("BME-10021", "Bedside Terminal", "", "", "", ("=HYPERLINK(\"http://x.example\")", "3", "ICU bed 12"), IT,
              mac_address="b4:2e:99:00:00:a1")
    yield row("BME-10022", "IP Phone", "Cisco", "CP-8841", "FCH2045D0K1", (a, "3", "ICU desk"), IT, install_status="Retired")


def elsewhere():
    """Devices that are in other wards, or on no network."""
    kinds = [
        ("Ventilator", "Draeger", "Evita V500", "ASFB", ICU, {"u_life_support": "true", "u_high_risk": "true"}, 8),
        ("Defibrillator", "Zoll", "R Series", "AF12", ICU, {"u_life_support": "true", "u_high_risk": "true"}, 5),
        ("Infusion Pump", "B. Braun", "Space", "8713050U", ICU, {"u_life_support": "false"}, 12),
        ("Electrocardiograph", "GE", "MAC 2000", "SDE", ICU, {"u_care_setting": "Outpatient"}, 4),
        ("Hemodialysis Unit", "Fresenius Medical Care", "5008S", "4VEA", ICU,
         {"u_life_support": "true", "u_care_setting": "Inpatient Ward"}, 6),
        ("Blood Gas Analyzer", "Radiometer", "ABL90 FLEX", "1393-092R", LAB, {}, 3),
        ("Anesthesia Unit", "GE HealthCare", "Aisys CS2", "APHS", ICU,
         {"u_care_setting": "Operating Room", "u_life_support": "true", "department.name": "Theatre"}, 2),
    ]
    number = 20000
    for kind, maker, model, serial, base, more, count in kinds:
        for place in range(count):
            number += 1
            yield row(f"BME-{number}", kind, maker, model, f"{serial}{number * 7 % 10000:04d}",
                      ("West", str(place % 4 + 1), f"{kind} {place + 1}"), {**base, **more})


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    rows = list(ward()) + list(elsewhere())
    assert len(rows) == 60, len(rows)
    with open(folder / "servicenow.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEAD)
        writer.writeheader()
        writer.writerows(rows)
    (folder / "README.md").write_text(
        "# An export of a CMMS\n\n"
        "`servicenow.csv`: 60 rows for `config/cmms/servicenow.toml`, made by `tests/lab/cmms.py`. **Synthetic**: invented\n"
        "devices, places and numbers, nobody's data. The first 20 rows go with the demo ward (`tests/fixtures/demo`) and have\n"
        "the faults such lists have; the rest stand in other wards or on no network.\n\n"
        "`reconcile.json`: what `wardwatch devices import --format json` says of it after a replay of the demo capture; golden,\n"
        "written anew by `UPDATE_GOLDEN=1 cargo test --test exchange`.\n", encoding="utf-8")


if __name__ == "__main__":
    main()
