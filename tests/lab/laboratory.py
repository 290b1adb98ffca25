"""Byte-exact payloads of laboratory and point-of-care protocols: identity in, bytes out.

Nothing here touches a network.  Layouts: ASTM E1381-02 and E1394-97 (CLSI LIS01-A2, LIS02-A2); CLSI POCT1-A2;
bioMérieux's computer interface; Siemens' LIS3; WWKS 2.0.
An identity is a dictionary; the keys each function reads stand in its first line.  People are synthetic.
"""

from xml.sax.saxutils import quoteattr

ENQ, ACK, EOT = b"\x05", b"\x06", b"\x04"
PATIENT = {"id": "SYN-0001", "name": "SYNTHETIC^PATIENT", "born": "19000101"}


def astm_frame(number, text, last=True):
    """STX, frame number, text, ETX or ETB, checksum, CR LF."""
    body = str(number % 8).encode() + text.encode("latin-1") + (b"\x03" if last else b"\x17")
    return b"\x02" + body + f"{sum(body) % 256:02X}\r\n".encode()


def astm_frames(records, size=240):
    """Every record in frames of its own, long ones divided."""
    frames = []
    for record in records:
        text = record + "\r"
        parts = [text[at:at + size] for at in range(0, len(text), size)]
        frames += [(part, part is parts[-1]) for part in parts]
    return [astm_frame(number, text, last) for number, (text, last) in enumerate(frames, 1)]


def astm_header(identity, delimiters="|\\^&"):
    """H record of `sender` (H-5) with `version` (H-13, default LIS2-A2)."""
    field = delimiters[0]
    fields = ["", "", identity["sender"], "", "", "", "", "", "", "P", identity.get("version", "LIS2-A2"), "20260101120000"]
    return "H" + delimiters + field + field.join(fields)


def astm_results(identity, tests=(("GLU", "5.4", "mmol/L"), ("K", "4.1", "mmol/L"))):
    """Records of one sample's results, sent by `sender`."""
    records = [astm_header(identity), f"P|1||{PATIENT['id']}||{PATIENT['name']}||{PATIENT['born']}|U",
               "O|1|SAMPLE-1||^^^ALL|R||||||N||||S"]
    for number, (test, value, unit) in enumerate(tests, 1):
        records.append(f"R|{number}|^^^{test}|{value}|{unit}||N||F||||20260101115900")
        records.append("C|1|I|SYNTHETIC COMMENT ABOUT A PATIENT|G")
    return records + ["L|1|N"]


def astm_query(identity):
    """Records by which `sender` asks what to do with a sample."""
    return [astm_header(identity), "Q|1|^SAMPLE-1||ALL||||||||O", "L|1|N"]


def astm_orders(identity):
    """Records by which a laboratory system `sender` answers."""
    return [astm_header(identity), f"P|1||{PATIENT['id']}||{PATIENT['name']}", "O|1|SAMPLE-1||^^^GLU|R", "L|1|N"]


def astm_exchange(records, side="c"):
    """The conversation in which `side` sends records and the other acknowledges."""
    other = "s" if side == "c" else "c"
    conversation = [(side, ENQ), (other, ACK)]
    for frame in astm_frames(records):
        conversation += [(side, frame), (other, ACK)]
    return conversation + [(side, EOT)]


def element(name, value):
    """An element with its value in the attribute V."""
    return f"<{name} V={quoteattr(str(value))}/>"


def poct1a_message(kind, control, body=""):
    """A message with its header."""
    header = element("HDR.message_type", kind) + element("HDR.control_id", control) + element("HDR.version_id", "POCT1")
    header += element("HDR.creation_dttm", "2026-01-01T12:00:00-00:00")
    return f"<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<{kind}><HDR>{header}</HDR>{body}</{kind}>\r\n".encode()


def poct1a_hello(identity, control=1):
    """HEL.R01 of a device: device_id, vendor_id, model_id, serial_id, manufacturer_name, hw_version, sw_version."""
    names = ("device_id", "vendor_id", "model_id", "serial_id", "manufacturer_name", "hw_version", "sw_version", "device_name")
    device = "".join(element(f"DEV.{name}", identity[name]) for name in names if name in identity)
    capability = element("DCP.application_timeout", 60)
    static = element("DSC.connection_profile_cd", "SA") + element("DSC.topics_supported_cd", "OP_LST")
    static += element("DSC.directives_supported_cd", "SET_TIME") + element("DSC.max_message_sz", 4096)
    return poct1a_message("HEL.R01", control, f"<DEV>{device}<DCP>{capability}</DCP><DSC>{static}</DSC></DEV>")


def poct1a_observation(control):
    """OBS.R01: one synthetic patient's glucose by a synthetic operator."""
    patient = element("PT.patient_id", PATIENT["id"]) + element("PT.name", PATIENT["name"])
    value = element("OBS.observation_id", "2340-8") + element("OBS.value", "98") + element("OBS.method_cd", "M")
    operator = element("OPR.operator_id", "SYN-OPERATOR") + element("OPR.name", "SYNTHETIC OPERATOR")
    service = element("SVC.role_cd", "OBS") + f"<PT>{patient}<OBS>{value}</OBS></PT><OPR>{operator}</OPR>"
    return poct1a_message("OBS.R01", control, f"<SVC>{service}</SVC>")


def poct1a_acknowledgement(control, of):
    """ACK.R01 of a message."""
    body = element("ACK.type_cd", "AA") + element("ACK.ack_control_id", of)
    return poct1a_message("ACK.R01", control, f"<ACK>{body}</ACK>")


def poct1a_exchange(identity):
    """A device says hello and its state, is asked for observations, gives one, and says goodbye."""
    status = element("DST.status_dttm", "2026-01-01T12:00:00-00:00") + element("DST.new_observations_qty", 1)
    request = element("REQ.request_cd", "ROBS")
    return [("c", poct1a_hello(identity)), ("s", poct1a_acknowledgement(1001, 1)),
            ("c", poct1a_message("DST.R01", 2, f"<DST>{status}</DST>")), ("s", poct1a_acknowledgement(1002, 2)),
            ("s", poct1a_message("REQ.R01", 1003, f"<REQ>{request}</REQ>")), ("c", poct1a_observation(3)),
            ("s", poct1a_acknowledgement(1004, 3)),
            ("c", poct1a_message("EOT.R01", 4, f"<EOT>{element('EOT.topic_cd', 'OBS')}</EOT>")),
            ("s", poct1a_message("END.R01", 1005, f"<TRM>{element('TRM.reason_cd', 'NRM')}</TRM>"))]


def bci_exchange(fields):
    """bioMérieux's computer interface: ENQ, one message of `fields`, each behind a record separator, EOT."""
    frame = b"".join(b"\x1e" + field.encode() + b"|" for field in fields) + b"\x1d"
    message = b"\x02" + frame + f"{sum(frame) & 255:02x}".encode() + b"\x03"
    return [("c", ENQ), ("s", ACK), ("c", message), ("s", ACK), ("c", EOT)]


def lis3_message(name, fields):
    """A message of Siemens' LIS3: its name, then groups of a key and its value."""
    body = b"\x02" + name.encode() + b"\x1c\x1e"
    body += b"".join(key.encode() + b"\x1d" + value.encode() + b"\x1d\x1d\x1d\x1c" for key, value in fields) + b"\x1e\x03"
    return body + f"{sum(body) & 255:02X}".encode() + b"\x04"


def wwks_hello(kind, subscriber):
    """The greeting (`HelloRequest`, `HelloResponse`) of a `subscriber`, a dictionary of attributes."""
    attributes = " ".join(f"{key}={quoteattr(value)}" for key, value in subscriber.items())
    return (f'<WWKS Version="2.0" TimeStamp="2026-01-01T12:00:00Z"><{kind} Id="1001"><Subscriber {attributes}>'
            f'<Capability Name="Output"/></Subscriber></{kind}></WWKS>').encode()
