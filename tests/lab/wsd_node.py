"""WS-Discovery with the package WSDiscovery: publishes two devices' types, or searches for everything.

Usage inside a host: wsd_node.py publish ADDRESS | search
"""

import sys
import time

from wsdiscovery import QName, Scope
from wsdiscovery.discovery import ThreadedWSDiscovery
from wsdiscovery.publishing import ThreadedWSPublishing

ONVIF = "http://www.onvif.org/ver10/network/wsdl"
PRINT = "http://schemas.microsoft.com/windows/2006/08/wdp/print"
DEVICE = "http://schemas.xmlsoap.org/ws/2006/02/devprof"


def publish(address):
    """Announces a camera and a printer, answers searches, says farewell."""
    node = ThreadedWSPublishing()
    node.start()
    scopes = [Scope(f"onvif://www.onvif.org/{part}")
              for part in ("type/video_encoder", "hardware/M3046-V", "name/AXIS%20M3046-V", "location/ER%20corridor")]
    node.publishService(types=[QName(ONVIF, "NetworkVideoTransmitter")], scopes=scopes,
                        xAddrs=[f"http://{address}/onvif/device_service"])
    node.publishService(types=[QName(DEVICE, "Device"), QName(PRINT, "PrintDeviceType")], scopes=[],
                        xAddrs=[f"http://{address}:3911/"])
    time.sleep(6)
    node.clearLocalServices()
    node.stop()


def search():
    """Searches once for everything."""
    node = ThreadedWSDiscovery()
    node.start()
    print(node.searchServices(timeout=2))
    node.stop()


if __name__ == "__main__":
    publish(sys.argv[2]) if sys.argv[1] == "publish" else search()
