"""Payloads of bedside protocols, byte for byte: each function gives the bytes a device sends for the identity it is given.

Nothing here sends or writes; `bedside_fixtures.py` puts the payloads into captures. The layouts are those of the documents
and projects named at the head of each protocol in src/sensor/protocols. Patients are placeholders, there to be passed over.
"""

import socket
import struct

PATIENT = ("CANARYLAST", "CANARYFIRST")


def address(text):
    """Four octets of an IPv4 address."""
    return socket.inet_aton(text)


def hardware(text):
    """Six octets of a hardware address."""
    return bytes.fromhex(text.replace(":", "").replace("-", ""))


def block(data):
    """Bytes behind their length."""
    return struct.pack("!H", len(data)) + data


def counted(entries):
    """Entries behind their number and their length."""
    return struct.pack("!H", len(entries)) + block(b"".join(entries))


# Philips IntelliVue Data Export

IVUE_SESSION = bytes.fromhex("0508130100160102800014020002")
IVUE_PRESENTATION = bytes.fromhex("3180a0808001010000a280a003000001a480308002010106042a8648ce140201000000010130800201")
IVUE_MDDL = bytes.fromhex("060c2a8648ce14020100000001010000")


def ivue_attribute(number, value):
    """Attribute id, length, value."""
    return struct.pack("!H", number) + block(value)


def ivue_text(text):
    """Length and text with a NUL, even in length."""
    data = text.encode() + b"\0"
    return block(data + b"\0" * (len(data) % 2))


def ivue_operation(kind, command, arguments, prefix=b""):
    """Remote operation: kind, length, then invocation id, command and arguments."""
    return struct.pack("!H", kind) + block(prefix + struct.pack("!HH", 1, command) + block(arguments))


def ivue_event(kind, information):
    """Event report of the medical device system."""
    return struct.pack("!HHHIH", 0x21, 0, 0, 0x1234, kind) + block(information)


def ivue_patient():
    """Attributes of a patient, which a reader must pass over."""
    last, first = PATIENT
    return [ivue_attribute(0x095C, block(last.encode("utf-16-be"))), ivue_attribute(0x095D, block(first.encode("utf-16-be")))]


def ivue_connect_indication(ip, mac, system_type=4429, bed="CANARYBED"):
    """The broadcast to UDP 24005."""
    attributes = counted([
        ivue_attribute(0x0986, struct.pack("!HH", 1, system_type)),
        ivue_attribute(0xF101, counted([struct.pack("!HHHH", 1, 1, 24105, 0), struct.pack("!HHHH", 5, 1, 24105, 0)])),
        ivue_attribute(0xF100, hardware(mac) + address(ip) + address("255.255.255.0")),
        ivue_attribute(0xF135, block(bed.encode("utf-16-be"))),
    ])
    return bytes.fromhex("00000100") + ivue_operation(1, 0, ivue_event(0x0D17, attributes))


def ivue_association(first, last=b""):
    """0x0D asks, 0x0E accepts."""
    body = IVUE_SESSION + b"\xc1" + bytes([len(IVUE_PRESENTATION + IVUE_MDDL)]) + IVUE_PRESENTATION + IVUE_MDDL + last
    return bytes([first, len(body)]) + body


def ivue_export(operation):
    """An operation in a session."""
    return bytes.fromhex("e1000002") + operation


def ivue_mds_create(maker, model, mac, system_type=4429, bed="CANARYBED"):
    """The monitor tells a new collector what it is."""
    attributes = counted([
        ivue_attribute(0x0984, block(hardware(mac))),
        ivue_attribute(0x0986, struct.pack("!HH", 1, system_type)),
        ivue_attribute(0x0928, ivue_text(maker) + ivue_text(model)),
        ivue_attribute(0x091E, block(bed.encode("utf-16-be"))),
    ])
    return ivue_export(ivue_operation(1, 1, ivue_event(0x0D06, struct.pack("!HHH", 0x21, 0, 0) + attributes)))


def ivue_mds_result():
    """The collector's answer to it."""
    return ivue_export(ivue_operation(2, 1, struct.pack("!HHHIH", 0x21, 0, 0, 0x1234, 0x0D06) + block(b"")))


def ivue_poll_request(object_class):
    """The collector asks for objects of a class."""
    poll = struct.pack("!HHHH", 1, 1, object_class, 0)
    return ivue_export(ivue_operation(1, 7, struct.pack("!HHHIH", 0x21, 0, 0, 0, 0x0C16) + block(poll)))


def ivue_poll_answer(object_class, attributes):
    """The answer: one context, one observation."""
    contexts = counted([struct.pack("!H", 0) + counted([struct.pack("!H", 9) + counted(attributes)])])
    poll = struct.pack("!HIQHHH", 1, 0x1234, 0, 1, object_class, 0) + contexts
    return ivue_export(ivue_operation(2, 7, struct.pack("!HHHH", 0x21, 0, 0, 0x0C16) + block(poll)))


def ivue_product(maker, model, serial, part, software, hardware_revision="B.00.23"):
    """System model and production specification, as answer to a poll of the system."""
    entries = [(1, 0x08, serial), (2, 0x08, part), (3, 0x08, hardware_revision), (4, 0x58, software), (2, 0x50, "M8050-66401")]
    specification = counted([struct.pack("!HH", kind, component) + ivue_text(text) for kind, component, text in entries])
    return ivue_poll_answer(0x21, [ivue_attribute(0x0928, ivue_text(maker) + ivue_text(model)),
                                   ivue_attribute(0x092D, specification), *ivue_patient()])


def ivue_demographics():
    """A poll answer that is a patient's as a whole."""
    return ivue_poll_answer(0x2A, ivue_patient())


# Dräger Infinity

def wide(text, length=None):
    """UTF-16BE, padded with NULs."""
    data = text.encode("utf-16-be")
    return data if length is None else data[:length].ljust(length, b"\0")


def infinity_data(ip, bed, sequence=1, seconds=1_795_000_000):
    """A data packet with a bed configuration and a waveform block."""
    last, _ = PATIENT
    config = wide(last, 52) + wide("CNRY", 8) + wide(bed, 16) + bytes(6) + bytes([len(last) + 1, 5, len(bed) + 1]) + bytes(9)
    blocks = [(10, config), (12, bytes(48))]
    head = struct.pack("!HHII", 1, 0, sequence, seconds) + address(ip) + struct.pack("!H", 9) + bytes(6)
    head += struct.pack("!HHBBH", 4, 1, 0x20, len(blocks) + 1, 0)
    return head + b"".join(struct.pack("!HH", number, len(body) + 4) + body for number, body in blocks)


def infinity_string(text):
    """Characters, one more where their number is odd."""
    return wide(text) + b"\0\0" * (len(text) % 2)


def infinity_segment(code, body):
    """A segment of a discovery packet."""
    return struct.pack("!HHHB", 0, 0x2D, len(body) + 7, code) + body


def infinity_discovery(ip, name, firmware, model, serial, unit=1, sequence=1):
    """A discovery packet with the device's name, a patient's, and the product's identity."""
    last, _ = PATIENT
    counted_name = bytes([len(name)]) + infinity_string(name)
    patient = bytes([1]) + infinity_string("P") + bytes(8) + bytes([1, len(last), 3, 0]) + infinity_string(last) + infinity_string("CNR")
    product = bytes([4]) + infinity_string("0301") + bytes(8) + bytes([3, 1, 9, len(firmware), len(model), len(serial), 0, 0])
    product += infinity_string(firmware) + infinity_string(model) + infinity_string(serial)
    interface = counted_name + address(ip) + struct.pack("!HHHHHHHH", 0, 0, 7150, 1, 0, 0, 0, 0)
    head = address(ip) + struct.pack("!HIIIHBBH", 4, 1, sequence, 0, 0, unit, 0, 0)
    return head + infinity_segment(1, counted_name + address(ip)) + infinity_segment(5, patient) + infinity_segment(11, interface) \
        + infinity_segment(13, product) + bytes(4)


# GE Unity

UNITY_SERVICES = bytes.fromhex("000307d000110020000907d000130bb8001c0bb9000d07d0000c07d0")


def unity_discovery(ip, unit, bed, seconds=0x5A40CDC0):
    """The broadcast to UDP 7000, every ten seconds."""
    last, first = PATIENT
    return b"\x01\x04\0\0" + address(ip) + struct.pack("!I", seconds) + f"{unit}|{bed}".encode().ljust(16, b"\0") \
        + f"{last},{first}".encode()[:15] + b"\x07" + UNITY_SERVICES + bytes(16)


def unity_alarm(ip, unit, bed, broadcast, counter=1):
    """The broadcast to UDP 7001."""
    text = b"CANARY ALARM\0"
    return (address(broadcast) + b"\0\0" + address(ip) + bytes(14) + f"{unit}|{bed}".encode().ljust(39, b"\0") + b"\x2d\0\0"
            + text.ljust(14, b"\0") + struct.pack("!I", counter))


def unity_time(ip, unit, room, seconds=3_976_000_000):
    """The daily time message to UDP 2000."""
    return bytes(6) + address(ip) + bytes(14) + f"{unit}|{room}".encode().ljust(13, b"\0") + bytes(23) + struct.pack("!I", seconds)


def unity_values(ip, parameters=2):
    """Values, sent to whoever asked."""
    return address(ip) + bytes(71) + struct.pack("!I", 7) + bytes(45) + bytes(70) * parameters


# B. Braun BCC

def bcc_stuffed(text):
    """D, E, d and e as two characters each."""
    return "".join({"D": "EX", "E": "EE", "d": "ex", "e": "ee"}.get(letter, letter) for letter in text)


def bcc_frame(info, bed="1", prefix="/1/1>", stuffed=True):
    """A frame: length and checksum are those of the frame before stuffing."""
    body = bed + prefix + info
    front = b"\x01%05d\x02" % (len(body) + 14)
    inner = front + body.encode() + b"\x03"
    check = b"%05d" % (sum(inner) % 256)
    return front + (bcc_stuffed(body) if stuffed else body).encode() + b"\x03" + check + b"\x04"


def bcc_request(info, bed="1", stuffed=True):
    """What the collector asks: `ADMIN:ALIVE`, `MEM:GET`."""
    return bcc_frame(info, bed, stuffed=stuffed)


def bcc_answer(rows, bed="CANARYBED", stuffed=True):
    """Rows of (time, place, parameter, value)."""
    return bcc_frame("\x1e".join(",".join(str(part) for part in row) for row in rows), bed, stuffed=stuffed)


def bcc_rack(module_serial, module_software, pumps, time=1000):
    """The rows of a rack; a pump is (place, type and software, serial), as in ("50111", "688K030021", "112233")."""
    rows = [(time, "50100", "COMSERIALNO", module_serial), (time, "50100", "COMSWVERSION", module_software)]
    for place, kind, serial in pumps:
        rows += [(time, place, "GNNEW", kind), (time, place, "INSERNUM", serial), (time, place, "PATID", PATIENT[0]),
                 (time, place, "INSOL", "CANARYDRUG")]
    return rows


# Baxter Sigma Spectrum

def sigma_banner(mac, module_software, serial, software):
    """What the wireless battery module says to a Telnet client."""
    lines = ["", "Welcome to the SIGMA Spectrum Diagnostic Terminal", "", "Wireless Battery Module (802.11b/g)",
             f"MAC Address: {mac.replace(':', '-')}  SW: {module_software}", f"Sigma Spectrum SN: {serial} SW: {software}",
             "Radio up since: 0d 01:02:03", "", "login: "]
    return "\r\n".join(lines).encode()


# Dräger MEDIBUS

def medibus_frame(first, code, text=""):
    """A command (0x1B) or its answer (0x01), with the checksum of all before it."""
    data = bytes([first]) + code.encode() + text.encode()
    return data + b"%02X" % (sum(data) & 0xFF) + b"\r"


def medibus_command(code, text=""):
    """A command: `Q` opens the communication, `R` asks who is there, `0` does nothing."""
    return medibus_frame(0x1B, code, text)


def medibus_answer(code, text=""):
    """The answer to it."""
    return medibus_frame(0x01, code, text)


def medibus_identification(number, name, revision="03.00", medibus="04.03"):
    """The answer to `R`."""
    return medibus_answer("R", f"{number}'{name}'{revision}:{medibus}")


# Puritan Bennett 840 and 980

def snda_report(identification):
    """The head of a MISCF report with its first settings; a real one has 169 fields."""
    fields = ["14:51 ", f"{identification:18}", "NOV 22 2011 ", "INVASIVE ", "A/C   ", "VC    ", "CANARY"]
    return b"MISCF,1225,169 ,\x02" + ",".join(fields).encode() + b",\x03\r"


# AeroScout

def aeroscout_report(ap_mac, request=1, code=0xD9, vendor=0x0050):
    """What an access point sends to the engine."""
    return struct.pack("!HHBBH", 0x7C83, request, code, 0, 24) + hardware(ap_mac) + struct.pack("!H", vendor) + bytes(16)


# ONC RPC, as a Contec monitor sends it

def rpc_call(program, version, procedure, xid=0x43544543):
    """A call without credentials (RFC 5531)."""
    return struct.pack("!IIIIIIIIII", xid, 0, 2, program, version, procedure, 0, 0, 0, 0)


# IEEE 11073-20601

def phd_information(system_type, system_id, configuration):
    """Protocol version, encoding rules, nomenclature, functional units, system type, system id, configuration."""
    return struct.pack("!IHIII", 0x80000000, 0x8000, 0x80000000, 0, system_type) + block(bytes.fromhex(system_id)) \
        + struct.pack("!HHHI", configuration, 0, 0, 0)


def phd_request(system_id, configuration=0x0190):
    """An agent asks to associate."""
    protocols = counted([struct.pack("!H", 0x5079) + block(phd_information(0x00800000, system_id, configuration))])
    return struct.pack("!H", 0xE200) + block(struct.pack("!I", 0x80000000) + protocols)


def phd_response(system_id, result=0):
    """A manager accepts."""
    return struct.pack("!H", 0xE300) + block(struct.pack("!HH", result, 0x5079) + block(phd_information(0x80000000, system_id, 0)))
