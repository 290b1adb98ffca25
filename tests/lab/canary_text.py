"""HL7 v2 and HTTP conversations that carry canaries wherever a patient can be."""

import json


def hl7_lines(c, f="|", comp="^"):
    """All segments that PROTOCOLS section 0 forbids to keep; equipment fields stay plain."""
    name = lambda: f"{c()}{comp}{c()}"  # noqa: E731
    row = lambda *cells: f.join(str(x) for x in cells)  # noqa: E731
    return [
        row("EVN", "A01", "20261123101500", "", "", name()),
        row("PID", 1, c(), c() + comp * 3 + "WARDHOSP", c(), name(), c(), c.number(), "F", name(), "", c() + comp + c(), "", c(), c(),
            "", "", "", c(), c(), c()),
        row("PD1", "", "", c(), name()), row("NK1", 1, name(), "SPO", c(), c(), c()),
        row("PV1", 1, "I", "ICU" + comp + "12" + comp + "A", "", c(), "", name(), name(), name(), "", "", "", "", "", "", "", name(), "",
            c(), "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", c.number()),
        row("PV2", "", "", c(), "", "", c()), row("MRG", c(), "", "", "", "", "", name()), row("ROL", 1, "AD", "AT", name()),
        row("AL1", 1, "", c()), row("DG1", 1, "", c(), c()), row("ACC", c(), c()), row("GT1", 1, c(), name(), "", c(), c()),
        row("IN1", 1, c(), c(), c(), c(), "", "", "", "", "", "", "", "", "", "", name(), "", c.number(), c()), row("IN2", c(), c()),
        row("IN3", 1, c()),
        row("ORC", "NW", c(), c(), "", "", "", "", "", "", name(), "", name(), "", c()),
        row("OBR", 1, c(), c(), "182777000", "", "", "20261123", "", "", name(), "", "", c(), "", "", name(), "", c(), c(), "", "", "",
            "", "", "", "", "", name(), "", "", c(), name()),
        row("OBX", 1, "", "69965" + comp + "MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS" + comp + "MDC", "1.0.0.0", "", "", "", "", "", "", "X", "", "",
            "", "", "", "", "BENEVISION_N15" + comp + comp + "00A037FFFE270040" + comp + "EUI-64"),
        row("OBX", 2, "ST", "8480-6" + comp + "NOTE", "1.7.4.1", c(), "", "", "", "", "", "R", "", c(), "20261123", "", name()),
        row("OBX", 3, "ED", "PDF", "1", f"{comp}{comp}{comp}{c()}"),
        row("PRT", 1, "UC", "", "EQUIP" + comp + "Equipment", name(), "", "", name(), "ICU", "00840061000154", "", "", "", c(), c(),
            "00840061000154", "20240115", "", "LOT7741", "PLUM-0007741"),
        row("NTE", 1, "", c()), row("NTE", 2, "", c(), c()), row("ZPI", 1, c(), name(), c()), row("ZXX", c(), c()),
    ]


def hl7(c, end="\r", f="|", chars="^~\\&", kind="ORU^R01^ORU_R01", version="2.6"):
    """One message with the given separators; also MSH-8 and MSH-10 hold canaries."""
    comp = chars[0]
    head = f.join(["MSH" + f + chars, "MINDRAY_EGATEWAY", "MINDRAY", "ENGINE", "WARDHOSP", "20261123101500", c(),
                   kind.replace("^", comp), c(), "P", version])
    return end.join([head, *hl7_lines(c, f, comp)]) + end


def acknowledge(c):
    """ACK with text about the patient."""
    return (f"MSH|^~\\&|ENGINE|WARDHOSP|MINDRAY_EGATEWAY|MINDRAY|20261123101500||ACK|{c()}|P|2.6\r"
            f"MSA|AE|{c()}|patient {c()} unknown\rERR|{c()}|||E||||{c()}\r").encode()


def hl7_exchange(flow, c, variant):
    """Message and acknowledgement; the variant picks framing and separators."""
    message = {0: lambda: hl7(c), 1: lambda: hl7(c, f="!", chars="*%/+"), 2: lambda: hl7(c, end="\r\n"),
               3: lambda: hl7(c, kind="ADT^A01^ADT_A01", version="2.5.1"), 4: lambda: hl7(c, chars="^~\\&#", version="2.8"),
               5: lambda: hl7(c, end="\n")}[variant % 6]().encode()
    if variant % 6 == 2:
        flow.send(0, message + b"\x1c\r")
    elif variant % 6 == 3:
        flow.send(0, b"\x0b" + message + b"\x1c\r\x0b" + hl7(c).encode() + b"\x1c\r")
    else:
        flow.send(0, b"\x0b" + message + b"\x1c\r")
    flow.send(1, b"\x0b" + acknowledge(c) + b"\x1c\r")
    flow.close()


def hl7_middle(flow, c):
    """The end of a message whose beginning was not captured, then a whole one."""
    flow.send(0, hl7(c).encode()[150:] + b"\x1c\r\x0b" + hl7(c).encode() + b"\x1c\r")
    flow.send(1, b"\x0b" + acknowledge(c) + b"\x1c\r")


def request(method, path, headers, body=b""):
    """An HTTP/1.1 request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: wardpacs.ward.lab", "User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64)", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def response(headers, body, status="200 OK", chunked=False):
    """An HTTP/1.1 response."""
    if chunked:
        middle = len(body) // 2
        body = b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in (body[:middle], body[middle:], b""))
        headers = [*headers, "Transfer-Encoding: chunked"]
    else:
        headers = [*headers, f"Content-Length: {len(body)}"]
    return "\r\n".join([f"HTTP/1.1 {status}", "Server: nginx/1.22.1", *headers, "", ""]).encode() + body


def fhir_device(c):
    """A Device with canaries everywhere but in the equipment fields."""
    return {"resourceType": "Device", "id": c(), "meta": {"source": c()}, "text": {"status": "generated", "div": f"<div>{c()}</div>"},
            "contained": [{"resourceType": "Patient", "name": [{"family": c(), "given": [c()]}], "serialNumber": c(), "manufacturer": c()},
                          {"resourceType": "Device", "serialNumber": c(), "deviceName": [{"name": c(), "type": "model-name"}]}],
            "identifier": [{"system": c(), "value": c()}], "definition": {"display": c()},
            "udiCarrier": [{"deviceIdentifier": "00840061000154", "issuer": c(), "carrierHRF": "(01)00840061000154(21)PLUM-0007741"}],
            "statusReason": [{"text": c()}], "distinctIdentifier": c(), "manufacturer": "ICU Medical", "lotNumber": c(), "serialNumber": "PLUM-0007741",
            "deviceName": [{"name": c(), "type": "user-friendly-name"}, {"type": "patient-reported-name", "name": c()}, {"name": c()},
                           {"name": "Plum 360", "type": "model-name"}], "partNumber": c(),
            "type": {"coding": [{"system": "urn:iso:std:iso:11073:10101", "code": "69985", "display": f"{c()}"},
                                {"system": c(), "code": c(), "display": c()}], "text": c()},
            "specialization": [{"systemType": {"text": c()}}], "version": [{"type": {"text": c()}, "component": {"value": c()}, "value": "15.12"}],
            "property": [{"valueQuantity": [{"value": 1, "unit": c()}]}], "patient": {"reference": f"Patient/{c()}", "display": c()},
            "owner": {"display": c()}, "contact": [{"value": c()}], "location": {"display": c()}, "url": f"http://ward/{c()}",
            "note": [{"text": c(), "authorString": c()}], "safety": [{"text": c()}], "parent": {"display": c()}}


def fhir_bundle(c):
    """A searchset with a device among patients, observations and people."""
    patient = {"resourceType": "Patient", "id": c(), "identifier": [{"value": c()}], "name": [{"text": c(), "family": c()}], "birthDate": c.number(),
               "telecom": [{"value": c()}], "address": [{"line": [c()]}], "contact": [{"name": {"family": c()}}],
               "manufacturer": c(), "serialNumber": c(), "deviceName": [{"name": c(), "type": "model-name"}], "version": c(), "model": c()}
    observation = {"resourceType": "Observation", "subject": {"display": c()}, "valueString": c(), "note": [{"text": c()}],
                   "performer": [{"display": c()}], "contained": [fhir_device(c), patient], "device": {"display": c()}}
    statement = {"resourceType": "CapabilityStatement", "software": {"name": c(), "version": c()}, "implementation": {"description": c()},
                 "fhirVersion": c()}
    odd = {"serialNumber": c(), "manufacturer": c(), "resourceType": "Device", "model": c()}
    rows = [patient, fhir_device(c), observation, statement, odd, {"resourceType": "Practitioner", "name": [{"family": c()}], "serialNumber": c()}]
    return {"resourceType": "Bundle", "id": c(), "link": [{"url": f"http://ward/Patient?name={c()}"}],
            "entry": [{"fullUrl": f"urn:uuid:{c()}", "resource": row, "search": {"mode": c()}} for row in rows]}


def fhir_statement(c):
    """What a server says of itself; people stand behind it."""
    return {"resourceType": "CapabilityStatement", "publisher": c(), "contact": [{"name": c(), "telecom": [{"value": c()}]}], "description": c(),
            "software": {"name": "Ward FHIR", "version": "2.1", "releaseDate": c()}, "fhirVersion": "4.0.1",
            "implementation": {"description": "Lab", "url": f"http://ward/{c()}", "custodian": {"display": c()}}, "rest": [{"documentation": c()}]}


def http_requests(c):
    """Requests with canaries in path, query, cookies, authorisation, forms and bodies."""
    form = f"patient={c()}&birth={c.number()}&password={c()}".encode()
    boundary = "synthetic-boundary"
    multipart = (f"--{boundary}\r\nContent-Disposition: form-data; name=\"{c()}\"; filename=\"{c()}.dcm\"\r\n"
                 f"Content-Type: application/dicom\r\n\r\n{c()}\r\n--{boundary}--\r\n").encode()
    digest = f'Authorization: Digest username="{c()}", realm="WardPACS", uri="/{c()}", response="{c()}"'
    return [
        request("GET", f"/viewer/{c()}/{c()}?patientName={c()}%5E{c()}&id={c()}#{c()}", [f"Cookie: session={c()}; user={c()}",
                f"Referer: http://wardpacs.ward.lab/search?q={c()}", f"Authorization: Basic {c.basic()}", f"X-Patient: {c()}"]),
        request("GET", f"/dicom-web/studies?PatientName={c()}&PatientID={c()}&AccessionNumber={c()}",
                ["Accept: application/dicom+json", f"Authorization: Bearer {c()}.{c()}.{c()}"]),
        request("GET", f"/wado?requestType=WADO&studyUID=2.25.{c.number()}&seriesUID=2.25.{c.number()}&objectUID=2.25.{c.number()}", [digest]),
        request("POST", "/login", ["Content-Type: application/x-www-form-urlencoded", f"Proxy-Authorization: Basic {c.basic()}",
                f"Cookie: remember={c()}", f"From: {c()}@ward.lab"], form),
        request("POST", f"/studies/2.25.{c.number()}", [f"Content-Type: multipart/related; type=\"application/dicom\"; boundary={boundary}",
                f"X-Forwarded-User: {c()}"], multipart),
        request("PUT", f"/fhir/Patient/{c()}", ["Content-Type: application/fhir+json"], json.dumps(
            {"resourceType": "Patient", "identifier": [{"value": c()}], "name": [{"family": c(), "given": [c()]}]}).encode()),
        request("POST", "/hl7", ["Content-Type: x-application/hl7-v2+er7"], hl7(c).encode()),
        request("POST", f"/hl7?patient={c()}", ["Content-Type: application/hl7-v2; charset=UTF-8"], hl7(c, f="!", chars="*%/+").encode()),
        request("POST", "/fhir", ["Content-Type: application/fhir+json"], json.dumps(fhir_bundle(c), ensure_ascii=False).encode()),
        request("GET", f"/fhir/Device?patient={c()}&_content={c()}", ["Accept: application/fhir+json"]),
        request("GET", f"/fhir/metadata?{c()}", [f"Authorization: Bearer {c()}"]),
        request("GET", f"/studies/2.25.{c.number()}/series/2.25.{c.number()}/instances?PatientID={c()}", ["Accept: application/dicom+json"]),
        request("GET", f"/studies/2.25.{c.number()}/rendered?annotation={c()}", ["Accept: image/jpeg"]),
        request("POST", f"/workitems?2.25.{c.number()}", ["Content-Type: application/dicom+json"], json.dumps(
            [{"00100010": {"vr": "PN", "Value": [{"Alphabetic": c.person()}]}, "00741204": {"vr": "LO", "Value": [c()]}}]).encode()),
    ]


def http_responses(c):
    """Answers with canaries in cookies, redirects and bodies."""
    page = f"<html><head><title>WardPACS Web Viewer</title></head><body><h1>{c()}, {c()}</h1><td>{c()}</td></body></html>".encode()
    found = json.dumps([{"00100010": {"vr": "PN", "Value": [{"Alphabetic": c.person()}]}, "00100020": {"vr": "LO", "Value": [c()]}}])
    return [
        response([f"Set-Cookie: session={c()}; Path=/{c()}", "Content-Type: text/html"], page),
        response(["Content-Type: application/dicom+json", f"X-Request-Id: {c()}"], found.encode(), chunked=True),
        response([f"Location: http://wardpacs.ward.lab/view/{c()}?name={c()}"], b"", "302 Found"),
        response([f'WWW-Authenticate: Basic realm="WardPACS"', f"Set-Cookie: user={c()}"], f"no such user {c()}".encode(), "401 Unauthorized"),
        response([f'Content-Disposition: attachment; filename="{c()}.dcm"', f"ETag: \"{c()}\""], c().encode()),
        response(["Content-Type: application/fhir+json"], json.dumps({"name": c(), "birthDate": c.number()}).encode(), chunked=True),
        response(["Content-Type: x-application/hl7-v2+er7", f"X-Message: {c()}"], acknowledge(c)),
        response(["Content-Type: application/hl7-v2"], hl7(c).encode(), chunked=True),
        response(["Content-Type: application/fhir+json", f"Location: /fhir/Patient/{c()}"], json.dumps(
            {"resourceType": "OperationOutcome", "issue": [{"diagnostics": c(), "details": {"text": c()}}], "serialNumber": c()}).encode(), "422 No"),
        response(["Content-Type: application/fhir+json; fhirVersion=4.0"], json.dumps(fhir_bundle(c), indent=1).encode(), chunked=True),
        response(["Content-Type: application/json"], json.dumps(fhir_statement(c)).encode()),
        response(["Content-Type: application/dicom+json"], found.encode()),
        response(["Content-Type: image/jpeg", f"Content-Disposition: inline; filename={c()}.jpg"], b"\xff\xd8" + c().encode()),
        response(["Content-Type: application/dicom+json", f"Warning: 299 {c()}", f"Location: /workitems/{c()}"], b"[]", "201 Created"),
    ]


def http_exchange(flow, c, skip=0):
    """All requests and answers on one connection; `skip` starts in the middle."""
    for number, (asked, answered) in enumerate(zip(http_requests(c), http_responses(c))):
        flow.send(0, asked[skip:] if number == 0 else asked)
        flow.send(1, answered)
    flow.close()
