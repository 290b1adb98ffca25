"""Laboratory, media, terminal and telephone exchanges with canaries wherever nothing may be kept."""

import building
import laboratory as lab


def astm(c):
    """A session's bytes of the client: header, patient, order, results, comment, query."""
    header = lab.astm_header({"sender": "CS-2500^01-70^21768"}).split("|")
    header[3], header[5], header[7], header[10] = c(), c(), c.number(), c()
    records = ["|".join(header), f"P|1|{c()}|{c()}|{c()}|{c.person()}||{c.number()}|U|||{c()}|||{c()}",
               f"O|1|{c()}|{c()}|^^^ALL|R||||||N|{c()}|||S|{c()}", f"R|1|^^^GLU^{c()}|{c()}|mg||N||F||{c()}|{c()}",
               f"C|1|I|{c()} {c()}|G", f"M|1|{c()}", f"S|1|{c()}", f"Q|1|{c()}^{c()}||ALL", "L|1|N"]
    return b"".join([lab.ENQ, *lab.astm_frames(records, 60), lab.EOT])


def poct1a(c):
    """Hello, then observations with a patient, an operator, an order and notes."""
    element = lab.element
    patient = "".join(element(f"PT.{name}", c()) for name in ("patient_id", "location", "name", "birth_date", "gender_cd"))
    values = "".join(element(f"OBS.{name}", c()) for name in ("observation_id", "value", "qualitative_value"))
    order = element("ORD.order_id", c()) + element("ORD.ordering_provider_id", c())
    note = f"<NTE>{element('NTE.text', c())}<!-- {c()} --></NTE><X>{c()}</X>"
    operator = element("OPR.operator_id", c()) + element("OPR.name", c())
    body = f"<SVC><PT>{patient}<OBS>{values}{note}</OBS><ORD>{order}</ORD></PT><OPR>{operator}</OPR></SVC>"
    identity = {"device_id": "00190EFFFE01A2B3", "vendor_id": "QDL", "model_id": "Sofia", "device_name": c()}
    operators = lab.poct1a_message("OPL.R01", c(), f"<OPR>{operator}</OPR>")
    return lab.poct1a_hello(identity) + lab.poct1a_message("OBS.R01", c(), body), operators


def session(c, number):
    """(port, client's bytes, server's bytes) of one exchange that begins a connection, in turns."""
    kind = number % 7
    if kind == 0:
        return 9100, [(0, astm(c)), (1, lab.ACK * 5)]
    if kind == 1:
        device, manager = poct1a(c)
        return 4300, [(0, device), (1, manager)]
    if kind == 2:
        body = b"\0\4MQTT\4\xee\0\x3c\0\6PUMP-1" + b"".join(len(t).to_bytes(2, "big") + t for t in
                                                          (c().encode(), c().encode(), c().encode(), c().encode()))
        publish = b"\0\5topic" + c().encode()
        return 1883, [(0, bytes([0x10, len(body)]) + body), (1, b"\x20\2\0\0"), (0, bytes([0x30, len(publish)]) + publish)]
    if kind == 3:
        shown = f"\r\n{c()} {c()}\r\nlogin: {c()}\r\n".encode()
        return 23, [(1, b"\xff\xfb\1\r\nPUMP GATEWAY\r\nlogin: "), (0, f"{c()}\r\n".encode()), (1, f"{c()}\r\nPassword: ".encode()),
                    (0, f"{c()}\r\n".encode()), (1, shown)]
    if kind == 4:
        return 21, [(1, b"220 PUMP FTP server ready\r\n"), (0, f"USER {c()}\r\n".encode()), (1, f"331 Password for {c()}\r\n".encode()),
                    (0, f"PASS {c()}\r\nSTOR {c()}.pdf\r\n".encode()), (1, f"230 Welcome {c()}\r\n226 {c()} stored\r\n".encode())]
    if kind == 5:
        text = building.sip_register("10.77.9.7", ["10.77.9.7"], "Phone 1").decode()
        text = text.replace("SYNTHETIC PERSON", c()).replace("1001", c()).replace("synthetic-1", c())
        return 5060, [(0, text.replace("Content-Length: 0\r\n", f"Subject: {c()}\r\nContent-Length: 0\r\n").encode())]
    url = f"rtsp://{c()}:{c()}@10.77.9.10/{c()}"
    answer = building.rtsp_response(1, "Camera", None).decode().replace("\r\n\r\n", f"\r\nSession: {c()}\r\nContent-Length: 14\r\n\r\n")
    return 554, [(0, building.rtsp_request("DESCRIBE", url, 1, "Player")), (1, answer.encode() + c().encode()[:14].ljust(14))]


def exchange(flow, turns):
    """Sends the turns."""
    for side, data in turns:
        flow.send(side, data)
    flow.close()
