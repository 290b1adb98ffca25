"""The fixtures that are exact syntheses:  synthetic.py [FIXTURES]  writes them, byte for byte the same each time.

Needs only the standard library, no root and no network.
"""

import sys
from pathlib import Path

import building
import discovery
import laboratory as lab
import signs
import site_c_talk
from frames import Capture

LIS = ("00:50:56:00:70:01", "10.77.20.1")
ANALYSER = ("00:06:6b:00:70:02", "10.77.20.2")
GATEWAY = ("00:80:a3:00:70:03", "10.77.20.3")
METER = ("00:19:0e:01:a2:b3", "10.77.20.4")
STATION = ("00:01:f0:00:70:05", "10.77.20.5")
PC = ("00:1b:21:00:70:06", "10.77.20.6")

BMS = ("00:1b:21:00:70:07", "10.77.20.7")
ROUTER = ("00:e0:c9:00:70:08", "10.77.20.8")
BROADCAST = ("ff:ff:ff:ff:ff:ff", "10.77.20.255")
CAMERA = ("ac:cc:8e:0a:0b:0c", "10.77.20.9")
PUMP = ("00:40:9d:00:70:0a", "10.77.20.10")
PHONE = ("80:5e:c0:00:70:0b", "10.77.20.11")
PROXY = ("00:50:56:00:70:0c", "10.77.20.12")
PBX = ("00:50:56:00:70:0d", "10.77.20.13")
DRIVE = ("00:00:bc:00:70:0e", "10.77.20.14")
CPU = ("00:1b:1b:00:70:0f", "10.77.20.15")
BUS = ("00:24:6d:00:70:10", "10.77.20.16")

SYSMEX = {"sender": "CS-2500^01-70^21768^^^^BV981798", "version": "1394-97"}
VISION = {"sender": "OCD^VISION^5.13.1"}
SOFIA = {"device_id": "00190EFFFE01A2B3", "vendor_id": "QDL", "model_id": "Sofia", "serial_id": "00010387",
         "manufacturer_name": "QUIDEL", "hw_version": "B", "sw_version": "02.03.01", "device_name": "SOFIA ED"}
HEMO = {"vendor_id": "PIX", "model_id": "HemoScreen", "serial_id": "HS000421", "sw_version": "1.9.0"}
JACE = {"hostName": "10.77.20.5", "hostAddress": "10.77.20.5", "app.name": "Station", "app.version": "4.10.0.154",
        "vm.name": "Java HotSpot(TM) Embedded Client VM", "vm.version": "25.121-b13", "os.name": "QNX", "os.version": "6.5.0",
        "station.name": "AHU_East", "lang": "en", "timeZone": "Europe/Berlin;3600000;3600000", "hostId": "Qnx-TITAN-1A2B-3C4D-5E6F-7A8B",
        "vmUuid": "11e98b97-7a5b-1a9f-0000-000000004a1f", "brandId": "vykon"}
WORKBENCH = {"hostName": "FM-ENGINEERING-2", "hostAddress": "10.77.20.6", "app.name": "Workbench", "app.version": "4.10.0.154",
             "os.name": "Windows 10", "os.version": "10.0", "lang": "en", "hostId": "Win-1A2B-3C4D-5E6F-7A8B", "brandId": "vykon"}

E1381 = "Exact synthesis by tests/lab/laboratory.py after ASTM E1381-02 and E1394-97."
POCT = "Exact synthesis by tests/lab/laboratory.py after POCT1-A2; field values as published device catalogues have them."
BACNET = "Exact synthesis by tests/lab/building.py after ASHRAE 135, clauses 6, 15, 16, 20 and annex J."
RTSP = "Exact synthesis by tests/lab/building.py after RFC 2326; the realm as Axis cameras write it."
TELNET = "Exact synthesis; the lines as published for the product's banner."
FOX = "Exact synthesis by tests/lab/building.py after the hello of Niagara products."


def astm_results(capture):
    """An analyser opens and sends results."""
    capture.tcp(ANALYSER, LIS, (40001, 9100), lab.astm_exchange(lab.astm_results(SYSMEX)))


def astm_terminal_server(capture):
    """The laboratory system opens to the analyser's terminal server; query, then orders."""
    conversation = lab.astm_exchange(lab.astm_query(VISION), "s") + lab.astm_exchange(lab.astm_orders({"sender": "LIS"}), "c")
    capture.tcp(LIS, GATEWAY, (40002, 10001), conversation)


def astm_bare(capture):
    """Records without frames, other delimiters."""
    records = [lab.astm_header({"sender": "HSX00~V1.0"}, "!@~\\"), "P!1!!SYN-0001!!SYNTHETIC~PATIENT", "R!1!~~~GLU!5.4", "L!1!N"]
    capture.tcp(ANALYSER, LIS, (40003, 5000), [("c", "\r".join([*records, ""]).encode())])


def poct1a_device(capture):
    """One analyser of its own address."""
    capture.tcp(METER, LIS, (40004, 4300), lab.poct1a_exchange(SOFIA))


def poct1a_dock(capture):
    """A dock through which two analysers report."""
    capture.tcp(GATEWAY, LIS, (40005, 4300), lab.poct1a_exchange(HEMO))
    capture.tcp(GATEWAY, LIS, (40006, 4300), lab.poct1a_exchange({**HEMO, "serial_id": "HS000422"}))


def bci_results(capture):
    """An analyser sends one result in bioMérieux's own dialect."""
    fields = ["mtrsl", "iiV2", "isVK2C004711", "piSYN-0001", "pnSYNTHETIC PATIENT", "rtAST-N366", "o1esccol", "zz"]
    capture.tcp(ANALYSER, LIS, (40021, 9101), lab.bci_exchange(fields))


def lis3_sample(capture):
    """A blood gas analyser sends a sample; the data manager names itself."""
    sample = lab.lis3_message("SMP_NEW_DATA", [("aMOD", "RP500"), ("iIID", "41711"), ("iPID", "SYN-0001"), ("mpH", "7.40")])
    manager = lab.lis3_message("ID_DATA", [("aMOD", "LIS"), ("iIID", "333")])
    capture.tcp(METER, LIS, (40022, 3001), [("c", sample), ("s", manager)])


def wwks_greeting(capture):
    """A pharmacy's system greets its automated store."""
    pharmacy = {"Id": "100", "Type": "IMS", "Manufacturer": "SYNTHETIC", "ProductInfo": "Pharmacy", "VersionInfo": "1.0"}
    store = {"Id": "999", "Type": "Robot", "Manufacturer": "Gollmann", "ProductInfo": "GO.compact", "VersionInfo": "4.1.2"}
    conversation = [("c", lab.wwks_hello("HelloRequest", pharmacy)), ("s", lab.wwks_hello("HelloResponse", store))]
    capture.tcp(PC, STATION, (40023, 6050), conversation)


def raw_print_identity(capture):
    """Computers ask three printers in three languages who they are, and print."""
    exit_language = b"\x1b%-12345X"
    pjl = exit_language + b"@PJL\r\n@PJL INFO ID\r\n" + exit_language
    capture.tcp(PC, STATION, (40024, 9100), [("c", pjl), ("s", b'@PJL INFO ID\r\n"HP LaserJet M506"\r\n\x0c')])
    job = exit_language + b'@PJL JOB NAME="SYNTHETIC PATIENT letter"\r\n@PJL ENTER LANGUAGE=PCL\r\nSYNTHETIC PATIENT' + exit_language
    capture.tcp(PC, STATION, (40025, 9100), [("c", job), ("s", b'@PJL USTATUS JOB\r\nSTART\r\nNAME="SYNTHETIC PATIENT letter"\r\n\x0c')])
    capture.tcp(PC, CAMERA, (40026, 9100), [("c", b"~HI\r\n"), ("s", b"\x02ZD421-203dpi,V93.21.17Z,8,65536KB\x03\r\n")])
    capture.tcp(PC, PUMP, (40027, 9100), [("c", b"~!T\r\n"), ("s", b"TE210\r\n")])


def http_ipp(capture):
    """A computer asks a printer for its attributes."""
    text = lambda tag, name, value: (bytes([tag]) + len(name).to_bytes(2, "big") + name.encode()  # noqa: E731
                                     + len(value).to_bytes(2, "big") + value.encode())
    front = text(0x47, "attributes-charset", "utf-8") + text(0x48, "attributes-natural-language", "en")
    ask = b"\2\0\0\x0b\0\0\0\1\1" + front + text(0x45, "printer-uri", f"ipp://{PUMP[1]}/ipp/print") + b"\3"
    attributes = [(0x42, "printer-name", "SYNTHETIC PERSON's printer"), (0x41, "printer-make-and-model", "Kyocera ECOSYS M3645idn"),
                  (0x41, "printer-device-id", "MFG:KYOCERA;MDL:ECOSYS M3645idn;CMD:PCL;SN:R4P0000001;")]
    answer = b"\2\0\0\0\0\0\0\1\1" + front + b"\4" + b"".join(text(*one) for one in attributes) + b"\3"
    head = "POST /ipp/print HTTP/1.1\r\nHost: printer:631\r\nUser-Agent: CUPS/2.4.2 IPP/2.0\r\nContent-Type: application/ipp\r\n"
    ok = "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"
    conversation = [("c", f"{head}Content-Length: {len(ask)}\r\n\r\n".encode() + ask),
                    ("s", f"{ok}Content-Length: {len(answer)}\r\n\r\n".encode() + answer)]
    capture.tcp(PC, PUMP, (40024, 631), conversation)


def fox_station(capture):
    """A workbench greets a station."""
    login = b"fox a 2 -1 fox login\n{\nusername=s:synthetic\n};;\n"
    capture.tcp(PC, STATION, (40007, 1911), [("c", building.fox_hello(WORKBENCH)), ("s", building.fox_hello(JACE, 1)), ("c", login)])


def bacnet_router(capture):
    """A router between BACnet/IP and MS/TP: its own I-Am, then two controllers behind it."""
    capture.udp(BMS, BROADCAST, (47808, 47808), building.bacnet_who_is())
    capture.udp(ROUTER, BROADCAST, (47808, 47808), building.bacnet_i_am({"instance": 2001, "vendor_id": 35}))
    for number, name in enumerate(("VAV-11", "VAV-12"), 1):
        vav = {"instance": 2001 + number, "vendor_id": 35, "vendor_name": "Carrier Corporation", "model_name": "ZS VAV",
               "object_name": name}
        source = (2001, bytes([10 + number]))
        capture.udp(ROUTER, BROADCAST, (47808, 47808), building.bacnet_i_am(vav, source))
        capture.udp(ROUTER, BMS, (47808, 47808), building.bacnet_read_multiple_ack(vav, number, source))


def rtsp_camera(capture):
    """A recorder is challenged by a camera that names itself in the realm, and then plays."""
    url = f"rtsp://{CAMERA[1]}/axis-media/media.amp"
    conversation = [("c", building.rtsp_request("OPTIONS", url, 1, "Milestone XProtect 2023")),
                    ("s", building.rtsp_response(1, None)),
                    ("c", building.rtsp_request("DESCRIBE", url, 2, "Milestone XProtect 2023")),
                    ("s", building.rtsp_response(2, "GStreamer RTSP server", "AXIS_ACCC8E0A0B0C"))]
    capture.tcp(PC, CAMERA, (40008, 554), conversation)


def telnet_pump(capture):
    """The greeting of a pump's wireless module; a login follows."""
    greeting = ("\r\nWelcome to the SIGMA Spectrum Diagnostic Terminal\r\nWireless Battery Module (802.11abg)\r\n"
                "MAC Address: 00-40-9d-00-70-0a  SW: 20 D29\r\nSigma Spectrum SN: 1012345 SW: v8.00.01\r\n\r\nlogin: ")
    capture.tcp(PC, PUMP, (40009, 23), [("s", greeting.encode()), ("c", b"synthetic\r\n"), ("s", b"synthetic\r\nPassword: ")])


def ftp_printer(capture):
    """A greeting without the letters FTP: the answer to USER tells."""
    capture.tcp(PC, PUMP, (40010, 21), [("s", b"220 Print Server Ready.\r\n"), ("c", b"USER synthetic\r\n"),
                                        ("s", b"331 Password required for synthetic\r\n")])


def sip_proxy(capture):
    """A telephone registers by way of a proxy, whose copy must not make the proxy a telephone."""
    capture.udp(PHONE, PROXY, (5060, 5060), building.sip_register(PHONE[1], [PHONE[1]], "Yealink SIP-T46S 66.86.0.15"))
    capture.udp(PROXY, PBX, (5060, 5060), building.sip_register(PHONE[1], [PROXY[1], PHONE[1]], "Yealink SIP-T46S 66.86.0.15"))
    capture.udp(PBX, PROXY, (5060, 5060), building.sip_registered([PROXY[1], PHONE[1]], "Asterisk PBX 18.10.0"))


def enip_identity(capture):
    """A drive answers ListIdentity."""
    drive = {"vendor_id": 1, "device_type": 142, "product_code": 4, "revision": (11, 1), "serial": 0x00C0FFEE,
             "product": "PowerFlex 525 1P 230V  0.5HP"}
    capture.udp(BMS, BROADCAST, (50001, 44818), building.enip_list_identity())
    capture.udp(DRIVE, BMS, (44818, 50001), building.enip_identity(drive, DRIVE[1]))


def enip_session(capture):
    """A controller is asked for its identity over TCP, and then used."""
    controller = {"vendor_id": 1, "device_type": 14, "product_code": 166, "revision": (33, 11), "serial": 0x00BADA55,
                  "product": "1756-L83E/B"}
    register = building.enip_message(0x65, b"\x01\0\0\0")
    used = building.enip_message(0x6F, b"\0" * 40, 7)
    conversation = [("c", register), ("s", building.enip_message(0x65, b"\x01\0\0\0", 7)), ("c", used), ("s", used),
                    ("c", building.enip_list_identity()), ("s", building.enip_identity(controller, DRIVE[1]))]
    capture.tcp(BMS, DRIVE, (40012, 44818), conversation)


def s7_cpu(capture):
    """An engineering station reads who the CPU of a tube system is."""
    components = [building.s7_component(1, "TUBE-SYSTEM"), building.s7_component(2, "CPU 315-2 PN/DP"),
                  building.s7_component(5, "S C-X4U421302009"), building.s7_component(7, "CPU 315-2 PN/DP")]
    modules = [building.s7_module(1, "6ES7 315-2EH14-0AB0", (0, 0, 6)), building.s7_module(7, "Boot Loader", (3, 2, 6))]
    conversation = [("c", building.s7_connect()), ("s", building.s7_connect(0xD0)), ("c", building.s7_setup()),
                    ("s", building.s7_setup(3)), ("c", building.s7_read_list(0x11)), ("s", building.s7_list(0x11, modules)),
                    ("c", building.s7_read_list(0x1C)), ("s", building.s7_list(0x1C, components))]
    capture.tcp(PC, CPU, (40011, 102), conversation)


def knx_description(capture):
    """A supervisor asks an interface of the building's bus for its description."""
    ask, answer = site_c_talk.knx(BUS[1], bytes.fromhex(BUS[0].replace(":", "")), "KNX IP Interface 731", "00c50104d417")
    capture.udp(BMS, BUS, (3671, 3671), ask)
    capture.udp(BUS, BMS, (3671, 3671), answer)


CASES = [
    ("knx", "description", knx_description, "A supervisor asks an interface of the building's bus who it is.",
     "Exact synthesis by tests/lab/site_c_talk.py after ISO 22510, 7.6.", "KNX IP Interface 731, serial 00c50104d417 at 10.77.20.16."),
    ("enip", "drive", enip_identity, "A fan drive answers ListIdentity.",
     "Exact synthesis by tests/lab/building.py after the EtherNet/IP specification, volume 2, 2-4.",
     "PowerFlex 525, vendor 1, revision 11.1, serial 00c0ffee at 10.77.20.14."),
    ("enip_tcp", "session", enip_session, "A session with a controller, and its identity.",
     "Exact synthesis by tests/lab/building.py after the EtherNet/IP specification, volume 2, 2-4.",
     "1756-L83E/B, vendor 1, revision 33.11, serial 00bada55 at 10.77.20.14."),
    ("s7", "cpu", s7_cpu, "An engineering station reads the identification of a CPU.",
     "Exact synthesis by tests/lab/building.py after RFC 1006 and the system status lists 0011 and 001C.",
     "CPU 315-2 PN/DP, 6ES7 315-2EH14-0AB0, serial S C-X4U421302009, V3.2.6 at 10.77.20.15."),
    ("bacnet", "router", bacnet_router, "A router announces itself and two controllers on its MS/TP side.", BACNET,
     "Device 2001 is 10.77.20.8; 2002 and 2003 are equipment that it describes."),
    ("rtsp", "camera-realm", rtsp_camera, "A camera asks for credentials in its own name.", RTSP,
     "User-Agent of the recorder, realm AXIS_ACCC8E0A0B0C and Server of the camera; no URL."),
    ("telnet", "pump", telnet_pump, "The greeting of an infusion pump's battery module without any option.", TELNET,
     "Four lines with serial number and versions, and the prompt; no name typed."),
    ("ftp", "unnamed", ftp_printer, "A greeting that does not say FTP.", "Exact synthesis after RFC 959.",
     "Print Server Ready; no user."),
    ("sip", "proxy", sip_proxy, "A registration by way of a proxy.", "Exact synthesis by tests/lab/building.py after RFC 3261.",
     "Yealink of 10.77.20.11 only; Asterisk of 10.77.20.13; nothing of the proxy 10.77.20.12."),
    ("astm", "results", astm_results, "An analyser sends a sample's results; the laboratory system acknowledges.", E1381,
     "Sender `CS-2500^01-70^21768…`, version 1394-97; results sent by 10.77.20.2 and accepted by 10.77.20.1. No patient."),
    ("astm", "terminal-server", astm_terminal_server,
     "The laboratory system calls the analyser behind a terminal server; the analyser asks, the system orders.", E1381,
     "Sender `OCD^VISION^5.13.1` with a query at 10.77.20.3; sender LIS with orders at 10.77.20.1."),
    ("astm", "bare-records", astm_bare, "Records without frames, with other delimiters.", E1381,
     "Sender `HSX00^V1.0`, results sent."),
    ("poct1a", "device", poct1a_device, "A bedside analyser says hello and gives an observation to its data manager.", POCT,
     "QUIDEL Sofia, serial 00010387, software 02.03.01. No patient and no operator."),
    ("poct1a", "dock", poct1a_dock, "Two analysers report through one address.", POCT,
     "Two pieces of equipment, HemoScreen HS000421 and HS000422, described by 10.77.20.3."),
    ("bci", "results", bci_results, "An analyser sends a result in bioMérieux's own dialect.",
     "Exact synthesis by tests/lab/laboratory.py after the interface's published layout.",
     "One piece of equipment, V2 with serial VK2C004711, described by 10.77.20.2. No patient and no result."),
    ("lis3", "sample", lis3_sample, "A blood gas analyser sends a sample to its data manager.",
     "Exact synthesis by tests/lab/laboratory.py after the interface's published layout.",
     "One piece of equipment, RP500 with serial 41711, described by 10.77.20.4; nothing of the data manager. No patient."),
    ("wwks", "greeting", wwks_greeting, "A pharmacy's system greets its automated store.",
     "Exact synthesis by tests/lab/laboratory.py after WWKS 2.0.",
     "Gollmann GO.compact 4.1.2 of 10.77.20.5; nothing of the pharmacy's system."),
    ("raw_print", "identity", raw_print_identity, "Computers ask three printers in three languages who they are, and print.",
     "Exact synthesis after HP's PJL reference, Zebra's ZPL II guide and TSC's TSPL2 manual.",
     "HP LaserJet M506, ZD421-203dpi with V93.21.17Z, TE210; nothing of the job or its name."),
    ("http", "printer-attributes", http_ipp, "A computer asks a printer for its attributes by IPP.", "Exact synthesis after RFC 8010.",
     "Kyocera ECOSYS M3645idn with serial R4P0000001; not the name somebody gave it."),
    ("fox", "station-and-workbench", fox_station, "A workbench greets a station, then logs in.", FOX,
     "Station 4.10.0.154 on QNX, brand vykon, station AHU_East; workbench on FM-ENGINEERING-2. No user name."),
]


def write(fixtures):
    """Writes every case below `fixtures`."""
    for protocol, name, play, purpose, origin, finds in CASES + discovery.CASES + signs.CASES:
        folder = Path(fixtures) / protocol / name
        folder.mkdir(parents=True, exist_ok=True)
        capture = Capture()
        play(capture)
        capture.write(folder / "input.pcap")
        (folder / "README.md").write_text(
            f"# {protocol}/{name}\n\n**Purpose.** {purpose}\n\n**Origin.** {origin}\n\n**A reader should find.** {finds}\n\n"
            "All patients, people and numbers are synthetic. Made by `tests/lab/synthetic.py`.\n")


if __name__ == "__main__":
    write(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "fixtures")
