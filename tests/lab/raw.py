"""Byte-exact synthesizer for what has no installable implementation here.

Usage inside a host: raw.py ADDRESS LOCATION UUID
The camera's SSDP device: NOTIFY and answers to M-SEARCH (UPnP Device
Architecture 1.1, section 1.2 and 1.3).
"""

import socket
import sys
import time

GROUP = ("239.255.255.250", 1900)
SERVER = "Linux/4.9.206, UPnP/1.0, Portable SDK for UPnP devices/1.6.22"


def ssdp_lines(first, location, kind, usn, extra):
    """One SSDP message."""
    lines = [first, *extra, "CACHE-CONTROL: max-age=1800", f"LOCATION: {location}", f"SERVER: {SERVER}",
             f"{kind[0]}: {kind[1]}", f"USN: {usn}", "", ""]
    return "\r\n".join(lines).encode()


def ssdp(address, location, uuid):
    """Announces a root device three ways, then answers searches until killed."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("", 1900))
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 4)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP[0]) + socket.inet_aton(address))
    kinds = ["upnp:rootdevice", f"uuid:{uuid}", "urn:axis-com:service:BasicService:1"]
    usn = lambda k: f"uuid:{uuid}" + ("" if k.startswith("uuid") else "::" + k)  # noqa: E731
    for kind in kinds:
        sock.sendto(ssdp_lines("NOTIFY * HTTP/1.1", location, ("NT", kind), usn(kind),
                               ["HOST: 239.255.255.250:1900", "NTS: ssdp:alive"]), GROUP)
        time.sleep(0.2)
    while True:
        data, peer = sock.recvfrom(2048)
        if data.startswith(b"M-SEARCH") and (b"ssdp:all" in data or b"upnp:rootdevice" in data):
            sock.sendto(ssdp_lines("HTTP/1.1 200 OK", location, ("ST", kinds[0]), usn(kinds[0]), ["EXT:"]), peer)


if __name__ == "__main__":
    ssdp(*sys.argv[1:4])
