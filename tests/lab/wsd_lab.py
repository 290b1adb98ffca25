"""WS-Discovery from real implementations: `wsd_lab.py OUTPUT` writes fixtures below OUTPUT.

Needs root (network namespaces), tcpdump, tshark, Debian's wsdd, and a Python
with sdc11073 3.0.0 and WSDiscovery 2.1.2 that runs this file.
"""

import sys
import tempfile
import time
from pathlib import Path

import fixtures
import net
from net import HERE, Lab

DISCOVERY = "udp.port == 3702"
# Its own names, so that it and the big lab do not sweep each other away.
net.PREFIX = "wwb-"


def pair(lab, name, server_ip, client_ip):
    """Two IPv4 hosts on a segment of their own that reach multicast groups, and its capture."""
    lab.segment(name)
    tap = lab.capture(name, lab.work / f"{name}.pcap")
    hosts = []
    for side, ip in (("s", server_ip), ("c", client_ip)):
        host = lab.host(f"{name}-{side}", f"{name}{side}")
        host.sysctl("net.ipv6.conf.all.disable_ipv6", 1)
        host.sysctl("net.ipv6.conf.default.disable_ipv6", 1)
        third, last = (int(part) for part in ip.split(".")[2:])
        lab.plug(host, name, f"02:77:{third:02x}:00:00:{last:02x}")
        host.ip("addr", "add", ip + "/24", "dev", "eth0")
        host.ip("route", "add", "224.0.0.0/4", "dev", "eth0")
        hosts.append(host)
    return (*hosts, tap)


def done(lab, name, tap):
    """Closes the capture."""
    lab.end_capture(tap)
    return lab.work / f"{name}.pcap"


def sdc(lab):
    """A provider announces itself; a consumer searches and asks."""
    provider, consumer, tap = pair(lab, "sdc", "10.77.30.55", "10.77.30.20")
    provider.spawn(sys.executable, HERE / "sdc_node.py", "provider", "10.77.30.55")
    time.sleep(4)
    print(consumer.run(sys.executable, HERE / "sdc_node.py", "consumer", "10.77.30.20", timeout=40))
    return done(lab, "sdc", tap)


def windows(lab):
    """wsdd plays a Windows computer, WSDiscovery searches, and a second wsdd asks for its metadata."""
    server, client, tap = pair(lab, "wsdd", "10.77.31.81", "10.77.31.20")
    server.spawn("wsdd", "-4", "-i", "eth0", "-n", "PACS-WS3", "-w", "RADIOLOGY", "-U", "8b2f6a10-5c1d-4e57-8a10-023177000081")
    time.sleep(3)
    client.spawn("wsdd", "-4", "-i", "eth0", "-D", "-o", "-U", "5d5c3c30-0000-4000-8000-023177000020")
    time.sleep(6)
    return done(lab, "wsdd", tap)


def search(lab):
    """WSDiscovery publishes a camera's and a printer's types, then they say farewell; another searches."""
    server, client, tap = pair(lab, "wsdpy", "10.77.32.90", "10.77.32.20")
    server.spawn(sys.executable, HERE / "wsd_node.py", "publish", "10.77.32.90")
    time.sleep(3)
    print(client.run(sys.executable, HERE / "wsd_node.py", "search", timeout=40))
    time.sleep(4)
    return done(lab, "wsdpy", tap)


def case(name, source, keep, purpose, origin, finds, *checks, streams=False):
    """One row, as in cases.py."""
    return {"protocol": "wsd", "name": name, "source": source, "keep": keep, "purpose": purpose, "origin": origin,
            "finds": finds, "checks": list(checks), "streams": streams}


SDC = "sdc11073 3.0.0, provider and consumer, without TLS."
CASES = [
    case("sdc-ventilator", "sdc", "udp || tcp.seq < 8000 && tcp.ack < 8000", "An SDC provider announces itself, is searched for and hands out its "
         "metadata over plain HTTP.", SDC,
         "10.77.30.55 is mdpws:MedicalDevice, endpoint 0f3a5d2e-7b61-4c1e-9d1f-6c5a00000055, facility HOSP1, building A, "
         "floor 3, unit ICU1, room 312, bed Bed 4; Lab Medical, Atria V, serial AV500-00217, firmware 3.14.2. 10.77.30.20 "
         "collects data.", (DISCOVERY, 2)),
    case("windows-computer", "wsdd", "udp || tcp", "A computer as Windows announces it, and its metadata by HTTP.",
         "wsdd 0.7.0 (Debian), as host and as searcher.",
         "10.77.31.81 is pub:Computer, host PACS-WS3, workgroup RADIOLOGY.", (DISCOVERY, 2)),
    case("camera-and-printer", "wsdpy", "udp || tcp", "A camera's and a printer's types and scopes; search and farewell.",
         "WSDiscovery 2.1.2.", "10.77.32.90 is dn:NetworkVideoTransmitter with hardware M3046-V, and wprt:PrintDeviceType.",
         (DISCOVERY, 2)),
]


def main():
    """Plays everything; whatever happens, nothing is left behind."""
    output = Path(sys.argv[1])
    work = Path(tempfile.mkdtemp(prefix="wardwatch-wsd-"))
    work.chmod(0o755)
    lab = Lab(work)
    complaints = []
    try:
        captures = {"sdc": sdc(lab), "wsdd": windows(lab), "wsdpy": search(lab)}
        for row in CASES:
            row = fixtures.Case(**row)
            folder = output / row.protocol / row.name
            complaints += fixtures.cut(row, captures, folder)
            readme = folder / "README.md"
            readme.write_text(readme.read_text().replace("tests/lab/run", "tests/lab/wsd_lab.py"))
    finally:
        lab.close()
    for complaint in complaints:
        print("DOUBT", complaint)
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
