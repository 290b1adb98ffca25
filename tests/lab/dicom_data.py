"""Synthetic DICOM data sets: equipment tags are the demo's, patients are invented.

The field `p` everywhere is a patient: a mapping of the PHI-bearing fields to
strings.  What is not in the mapping gets a fixed, clearly synthetic value.
"""

import os
import subprocess
import tempfile

from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import (ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian,
                         JPEGBaseline8Bit, generate_uid)

SYNTAX = {"implicit": ImplicitVRLittleEndian, "explicit": ExplicitVRLittleEndian,
          "big": ExplicitVRBigEndian, "jpeg": JPEGBaseline8Bit}


def uid(*parts):
    """A repeatable UID below the synthetic root of pydicom."""
    return generate_uid(entropy_srcs=[str(p) for p in parts])


def patient(p):
    """Fills a patient mapping up with synthetic defaults."""
    base = {"name": "SYNTHETIC^PATIENT^A", "id": "SYN0001", "birth": "19000101", "sex": "O",
            "address": "SYNTHETIC STREET 1", "phone": "SYN-PHONE-1", "comments": "SYNTHETIC COMMENT",
            "accession": "SYNACC0001", "referring": "SYNTHETIC^REFERRER", "operator": "SYNTHETIC^OPERATOR",
            "physician": "SYNTHETIC^PHYSICIAN", "study": "SYNTHETIC STUDY TEXT",
            "series": "SYNTHETIC SERIES TEXT", "study_id": "SYNST01", "private": "SYNTHETIC PRIVATE",
            "sequence": "SYNTHETIC^IN^SEQUENCE"}
    return {**base, **(p or {})}


def equipment(ds, e):
    """Writes the equipment tags that are known; absent ones stay absent."""
    names = {"manufacturer": "Manufacturer", "model": "ManufacturerModelName", "station": "StationName",
             "serial": "DeviceSerialNumber", "software": "SoftwareVersions",
             "institution": "InstitutionName", "gantry": "GantryID", "detector": "DetectorID"}
    for key, keyword in names.items():
        if e.get(key):
            setattr(ds, keyword, e[key])
    return ds


def phi(ds, p):
    """Writes every PHI-bearing field a data set can carry before pixel data."""
    p = patient(p)
    ds.StudyDate = ds.SeriesDate = ds.ContentDate = p["birth"]
    ds.StudyTime = ds.SeriesTime = ds.ContentTime = "010101"
    ds.AccessionNumber, ds.StudyID = p["accession"], p["study_id"]
    ds.ReferringPhysicianName, ds.OperatorsName = p["referring"], p["operator"]
    ds.PerformingPhysicianName = ds.NameOfPhysiciansReadingStudy = p["physician"]
    ds.StudyDescription, ds.SeriesDescription = p["study"], p["series"]
    ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = p["name"], p["id"], p["birth"], p["sex"]
    ds.OtherPatientNames, ds.PatientAddress = p["name"], p["address"]
    ds.PatientTelephoneNumbers, ds.PatientComments = p["phone"], p["comments"]
    other = Dataset()
    other.PatientID, other.PatientName = p["id"], p["sequence"]
    ds.OtherPatientIDsSequence = Sequence([other])
    ds.private_block(0x0009, "SYNTHETIC LAB", create=True).add_new(0x01, "LO", p["private"])
    request = Dataset()
    request.RequestedProcedureDescription, request.ScheduledProcedureStepDescription = p["study"], p["sequence"]
    ds.RequestAttributesSequence = Sequence([request])
    return ds


def image(cfg, p, number=1, syntax="implicit", side=16):
    """A tiny image object of the modality's class, ready to be sent."""
    ds = Dataset()
    ds.SpecificCharacterSet = "ISO_IR 100"
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.SOPClassUID = cfg["sop_class"]
    ds.SOPInstanceUID = uid(cfg["ae"], "instance", number, patient(p)["id"])
    ds.Modality = cfg["modality"]
    phi(ds, p)
    equipment(ds, cfg["equipment"])
    ds.StudyInstanceUID = uid(cfg["ae"], "study", patient(p)["id"])
    ds.SeriesInstanceUID = uid(cfg["ae"], "series", patient(p)["id"])
    ds.SeriesNumber, ds.InstanceNumber, ds.BodyPartExamined = 1, number, "CHEST"
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows = ds.Columns = side
    ds.BitsAllocated = ds.BitsStored = 8
    ds.HighBit, ds.PixelRepresentation = 7, 0
    ds.PixelData = bytes((x * y) % 251 for x in range(side) for y in range(side))
    ds["PixelData"].VR = "OB"
    return with_syntax(ds, syntax)


def with_syntax(ds, syntax):
    """Gives the data set a transfer syntax; JPEG is made by DCMTK's dcmcjpeg."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = ds.SOPClassUID, ds.SOPInstanceUID
    meta.TransferSyntaxUID = SYNTAX["explicit" if syntax == "jpeg" else syntax]
    out = FileDataset("", ds, file_meta=meta, preamble=b"\0" * 128, is_implicit_VR=syntax == "implicit",
                      is_little_endian=syntax != "big")
    if syntax != "jpeg":
        return out
    from pydicom import dcmread
    with tempfile.TemporaryDirectory() as folder:
        plain, packed = os.path.join(folder, "a.dcm"), os.path.join(folder, "b.dcm")
        out.save_as(plain, enforce_file_format=True)
        subprocess.run(["dcmcjpeg", "+eb", "+ua", plain, packed], check=True)
        packed = dcmread(packed)
        packed.SOPInstanceUID = ds.SOPInstanceUID
        packed.SOPClassUID = ds.SOPClassUID
        packed.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
        return packed


def worklist_query(cfg, p=None):
    """What a modality asks the worklist for: its own AE title and modality."""
    ds = Dataset()
    ds.AccessionNumber = ds.ReferringPhysicianName = ""
    ds.PatientName, ds.PatientID = (patient(p)["name"], patient(p)["id"]) if p else ("*", "")
    ds.PatientBirthDate = ds.PatientSex = ds.StudyInstanceUID = ds.RequestedProcedureID = ""
    step = Dataset()
    step.Modality, step.ScheduledStationAETitle = cfg["modality"], cfg["ae"]
    step.ScheduledProcedureStepStartDate = step.ScheduledProcedureStepStartTime = ""
    step.ScheduledPerformingPhysicianName = step.ScheduledProcedureStepID = ""
    step.ScheduledProcedureStepDescription = ""
    ds.ScheduledProcedureStepSequence = Sequence([step])
    return ds


def worklist_answer(query, p):
    """One worklist entry for the modality that asked."""
    p = patient(p)
    ds = Dataset()
    ds.SpecificCharacterSet = "ISO_IR 100"
    ds.AccessionNumber, ds.ReferringPhysicianName = p["accession"], p["referring"]
    ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = p["name"], p["id"], p["birth"], p["sex"]
    ds.StudyInstanceUID, ds.RequestedProcedureID = uid("worklist", p["id"]), p["study_id"]
    ds.RequestedProcedureDescription = p["study"]
    asked = query.ScheduledProcedureStepSequence[0]
    step = Dataset()
    step.Modality, step.ScheduledStationAETitle = asked.Modality, asked.ScheduledStationAETitle
    step.ScheduledProcedureStepStartDate, step.ScheduledProcedureStepStartTime = "20261123", "101500"
    step.ScheduledPerformingPhysicianName = p["physician"]
    step.ScheduledProcedureStepDescription, step.ScheduledProcedureStepID = p["study"], "SPS1"
    ds.ScheduledProcedureStepSequence = Sequence([step])
    return ds


def mpps_create(cfg, p):
    """N-CREATE of a Modality Performed Procedure Step, in progress."""
    p = patient(p)
    ds = Dataset()
    step = Dataset()
    step.StudyInstanceUID, step.AccessionNumber = uid("worklist", p["id"]), p["accession"]
    step.RequestedProcedureID, step.RequestedProcedureDescription = p["study_id"], p["study"]
    step.ScheduledProcedureStepID, step.ScheduledProcedureStepDescription = "SPS1", p["study"]
    ds.ScheduledStepAttributesSequence = Sequence([step])
    ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = p["name"], p["id"], p["birth"], p["sex"]
    ds.PerformedProcedureStepID, ds.Modality = "PPS" + p["study_id"], cfg["modality"]
    ds.PerformedStationAETitle = cfg["ae"]
    ds.PerformedStationName = cfg["equipment"].get("station", "")
    ds.PerformedLocation = cfg["equipment"].get("location", "")
    ds.PerformedProcedureStepStartDate, ds.PerformedProcedureStepStartTime = "20261123", "101700"
    ds.PerformedProcedureStepStatus, ds.PerformedProcedureStepDescription = "IN PROGRESS", p["study"]
    ds.PerformedSeriesSequence = Sequence([])
    return ds


def mpps_done(cfg, p):
    """N-SET that completes the procedure step."""
    ds = Dataset()
    ds.PerformedProcedureStepStatus = "COMPLETED"
    ds.PerformedProcedureStepEndDate, ds.PerformedProcedureStepEndTime = "20261123", "102500"
    series = Dataset()
    series.PerformingPhysicianName = series.OperatorsName = patient(p)["operator"]
    series.SeriesInstanceUID = uid(cfg["ae"], "series", patient(p)["id"])
    series.SeriesDescription = patient(p)["series"]
    ds.PerformedSeriesSequence = Sequence([series])
    return ds
