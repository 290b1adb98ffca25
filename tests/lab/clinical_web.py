"""DICOMweb with Orthanc, FHIR and HL7 v2 over HTTP with small servers of our own.

A run is (programs it needs, function that plays it and returns its capture, the fixtures cut from it).
"""

import json
import time

from cases import case
from net import HERE
from special import done, pair

UID = "1.2.826.0.1.3680043.8.498.77"


def instance(path, number):
    """A DICOM file of a synthetic ultrasound image."""
    from pydicom.dataset import Dataset, FileMetaDataset  # noqa: PLC0415
    from pydicom.uid import ExplicitVRLittleEndian, UltrasoundImageStorage  # noqa: PLC0415
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.file_meta.MediaStorageSOPClassUID = image.SOPClassUID = UltrasoundImageStorage
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID = f"{UID}.3.{number}"
    image.StudyInstanceUID, image.SeriesInstanceUID = f"{UID}.1", f"{UID}.2"
    image.PatientName, image.PatientID, image.AccessionNumber = "CNRYNAME1^CNRYNAME2", "CNRYID1", "CNRYACC1"
    image.Modality, image.Manufacturer = "US", "Lab"
    image.Rows, image.Columns, image.BitsAllocated, image.BitsStored, image.HighBit = 4, 4, 8, 8, 7
    image.PixelRepresentation, image.SamplesPerPixel, image.PhotometricInterpretation = 0, 1, "MONOCHROME2"
    image.PixelData = bytes(16)
    image.save_as(path, enforce_file_format=True)
    return path


def dicomweb(lab):
    """Store, search and retrieve; then the same by WADO-URI."""
    server, client, tap = pair(lab, "dicomweb")
    conf = {"Name": "WardPACS", "StorageDirectory": str(server.dir / "db"), "IndexDirectory": str(server.dir / "db"), "HttpPort": 8042,
            "DicomServerEnabled": False, "RemoteAccessAllowed": True, "AuthenticationEnabled": False, "HttpCompressionEnabled": False,
            "Plugins": ["/usr/share/orthanc/plugins/libOrthancDicomWeb.so"], "DicomWeb": {"Enable": True, "Root": "/dicom-web/", "EnableWado": True}}
    server.spawn("Orthanc", server.write("orthanc.json", json.dumps(conf)))
    file = instance(client.dir / "image.dcm", 1).read_bytes()
    body = client.dir / "body"
    body.write_bytes(b"--b77\r\nContent-Type: application/dicom\r\n\r\n" + file + b"\r\n--b77--\r\n")
    time.sleep(4)
    root = "http://10.77.1.1:8042/dicom-web"
    curl = ("curl", "-s", "-o", "/dev/null", "-H", "Cookie: session=CNRYCOOKIE1")
    client.run(*curl, "-X", "POST", "--data-binary", f"@{body}", "-H", 'Content-Type: multipart/related; type="application/dicom"; boundary=b77',
               "-H", "Accept: application/dicom+json", f"{root}/studies")
    client.run(*curl, "-H", "Accept: application/dicom+json", f"{root}/studies?PatientName=CNRYNAME1*&PatientID=CNRYID1")
    client.run(*curl, "-H", "Accept: application/dicom+json", f"{root}/studies/{UID}.1/series/{UID}.2/instances/{UID}.3.1/metadata")
    client.run(*curl, "-H", 'Accept: multipart/related; type="application/dicom"', f"{root}/studies/{UID}.1")
    client.run(*curl, f"http://10.77.1.1:8042/wado?requestType=WADO&studyUID={UID}.1&seriesUID={UID}.2&objectUID={UID}.3.1"
               "&contentType=application/dicom")
    return done(lab, "dicomweb", tap)


STATEMENT = {"resourceType": "CapabilityStatement", "status": "active", "date": "2026-11-01", "publisher": "CNRYPUBLISHER",
             "contact": [{"name": "CNRYCONTACT", "telecom": [{"system": "email", "value": "cnry@ward.lab"}]}], "kind": "instance",
             "software": {"name": "Ward FHIR", "version": "2.1.0", "releaseDate": "2026-01-01"},
             "implementation": {"description": "Lab installation", "url": "http://10.77.1.1:8080/fhir"}, "fhirVersion": "4.0.1",
             "format": ["json"], "rest": [{"mode": "server", "documentation": "CNRYDOC"}]}

PUMP = {"resourceType": "Device", "id": "d1", "text": {"status": "generated", "div": "<div>CNRYTEXT</div>"},
        "identifier": [{"system": "urn:ward", "value": "CNRYIDENT"}],
        "udiCarrier": [{"deviceIdentifier": "00840061000154", "carrierHRF": "(01)00840061000154(21)PLUM-0007741"}],
        "status": "active", "manufacturer": "ICU Medical", "serialNumber": "PLUM-0007741",
        "deviceName": [{"name": "CNRY bed 12", "type": "user-friendly-name"}, {"name": "Plum 360", "type": "model-name"}],
        "modelNumber": "30010", "type": {"coding": [{"system": "urn:iso:std:iso:11073:10101", "code": "69985", "display": "MDC_DEV_PUMP_INFUS_MDS"}]},
        "version": [{"value": "15.12"}], "patient": {"reference": "Patient/CNRYPAT", "display": "CNRYPAT^X"},
        "owner": {"display": "CNRYOWNER"}, "note": [{"text": "CNRYNOTE"}]}

PATIENT = {"resourceType": "Patient", "id": "CNRYPAT", "name": [{"family": "CNRYFAMILY", "given": ["CNRYGIVEN"]}], "birthDate": "1970-01-01",
           "manufacturer": "CNRYODD", "serialNumber": "CNRYODD"}

MONITOR = {**PUMP, "id": "d2", "udiCarrier": [], "manufacturer": "Mindray", "serialNumber": "BN15-00451", "modelNumber": "BeneVision N15",
           "deviceName": [], "type": {"coding": [{"system": "urn:iso:std:iso:11073:10101", "code": "69965",
                                                  "display": "MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS"}]}, "version": [{"value": "2.5"}]}


def pages(table):
    """Pages of http_app.py: path to media type and body."""
    return {path: {"headers": {"Content-Type": kind}, "body": body if isinstance(body, str) else json.dumps(body)}
            for path, (kind, body) in table.items()}


def serve(host, server, table, port):
    """Starts the little web server."""
    conf = host.write(f"app-{port}.json", json.dumps({"port": port, "server": server, "pages": table}))
    host.spawn("python3", str(HERE / "http_app.py"), conf)


def bundle(*resources):
    """A Bundle of resources."""
    return {"resourceType": "Bundle", "type": "searchset", "entry": [{"fullUrl": f"urn:CNRY{n}", "resource": r} for n, r in enumerate(resources)]}


def fhir(lab):
    """A gateway posts what it sees; a viewer reads statement, devices and a patient."""
    server, client, tap = pair(lab, "fhir")
    kind = "application/fhir+json;charset=UTF-8"
    serve(server, "Ward FHIR/2.1.0", pages({
        "/fhir/metadata": (kind, STATEMENT), "/fhir/Device": (kind, bundle(PATIENT, PUMP, MONITOR)), "/fhir/Patient/CNRYPAT": (kind, PATIENT),
        "/fhir": (kind, {"resourceType": "OperationOutcome", "issue": [{"diagnostics": "CNRYOUT"}]})}), 8080)
    gateway = lab.host("fhir-g", "wardgate")
    gateway.sysctl("net.ipv6.conf.all.disable_ipv6", 1)
    lab.plug(gateway, "fhir", "02:77:01:00:00:03")
    gateway.ip("addr", "add", "10.77.1.3/24", "dev", "eth0")
    time.sleep(1.5)
    curl, root = ("curl", "-s", "-o", "/dev/null"), "http://10.77.1.1:8080/fhir"
    report = {"resourceType": "Observation", "contained": [MONITOR, PATIENT], "subject": {"display": "CNRYSUBJECT"}, "valueString": "CNRYVALUE"}
    for body in (bundle(PATIENT, PUMP), report):
        gateway.run(*curl, "-A", "WardGate/1.4", "-H", f"Content-Type: {kind}", "--data", json.dumps(body), root)
    for path in ("/metadata", "/Device?patient=CNRYPAT", "/Patient/CNRYPAT"):
        client.run(*curl, "-H", "Accept: application/fhir+json", "-H", "Authorization: Bearer CNRYTOKEN", root + path)
    return done(lab, "fhir", tap)


MESSAGE = ("MSH|^~\\&|MINDRAY_EGATEWAY|MINDRAY|ENGINE|WARDHOSP|20261123101500||ORU^R01^ORU_R01|CNRYCTRL|P|2.6|||||||||IHE_PCD_001^IHE PCD^"
           "1.3.6.1.4.1.19376.1.6.1.1.1^ISO\rPID|1||CNRYPID^^^WARDHOSP||CNRYFAM^CNRYGIV||19700101|F\rPV1||I|ICU^12^A\r"
           "OBR|1|||182777000^monitoring^SCT\rOBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X|||||||"
           "BENEVISION_N15^^00A037FFFE270040^EUI-64\rOBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.147842|CNRY72|||||R\r")
ACK = ("MSH|^~\\&|ENGINE|WARDHOSP|MINDRAY_EGATEWAY|MINDRAY|20261123101501||ACK^R01^ACK|2|P|2.6\rMSA|AA|CNRYCTRL|CNRYTEXT\r")


def hl7(lab):
    """A gateway posts a message and is answered."""
    server, client, tap = pair(lab, "hl7http")
    kind = "x-application/hl7-v2+er7"
    serve(server, "WardEngine/4.5", pages({"/hl7": (kind, ACK)}), 8080)
    time.sleep(1.5)
    client.run("curl", "-s", "-o", "/dev/null", "-A", "eGateway", "-H", f"Content-Type: {kind}", "--data-binary",
               f"@{client.write('message', MESSAGE)}", "http://10.77.1.1:8080/hl7")
    return done(lab, "hl7http", tap)


OWN = "Python http.server with bodies of our own; curl 7.88.1 clients."
RUNS = {
    "dicomweb": (["Orthanc", "curl"], dicomweb, [case(
        "http", "dicomweb-orthanc", "", "tcp.port == 8042", "STOW-RS, QIDO-RS, WADO-RS and WADO-URI.",
        "Orthanc 1.10.1 with its DICOMweb plugin 1.11; curl 7.88.1.",
        "10.77.1.1 serves all four, 10.77.1.2 uses them; no patient, no identifier of a study is anywhere.",
        ("http.content_type contains \"application/dicom+json\"", 2), streams=True)]),
    "fhir": (["curl", "python3"], fhir, [case(
        "http", "fhir-devices", "", "tcp.port == 8080", "A FHIR server, a gateway that reports to it, a viewer.", OWN,
        "10.77.1.1 serves FHIR 4.0.1 with Ward FHIR 2.1.0; Device resources as equipment of who sent them; nothing of Patient, "
        "Observation, names that users gave.", ("http.content_type contains \"fhir\"", 5), streams=True)]),
    "hl7http": (["curl", "python3"], hl7, [case(
        "http", "hl7-over-http", "", "tcp.port == 8080", "HL7 v2 by POST.", OWN,
        "10.77.1.2 is MINDRAY_EGATEWAY and reports a monitor; 10.77.1.1 is ENGINE; nothing of PID and OBX-5.",
        ("http.content_type contains \"hl7-v2\"", 2), streams=True)]),
}
