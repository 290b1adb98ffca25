"""One end of IEEE 11073 SDC with the package sdc11073, without TLS.

Usage inside a host: sdc_node.py provider|consumer ADDRESS
The provider announces itself, answers searches and hands out its metadata;
the consumer searches for medical devices and asks the first for its metadata.
"""

import sys
import tempfile
import time
import uuid
from pathlib import Path

from sdc11073.consumer.consumerimpl import SdcConsumer
from sdc11073.definitions_sdc import SdcV1Definitions
from sdc11073.location import SdcLocation
from sdc11073.mdib import ProviderMdib
from sdc11073.provider import SdcProvider
from sdc11073.wsdiscovery import WSDiscovery
from sdc11073.xml_types.dpws_types import ThisDeviceType, ThisModelType

UUID = uuid.UUID("0f3a5d2e-7b61-4c1e-9d1f-6c5a00000055")

# The smallest description that the package accepts: one ventilator, no metric.
MDIB = """<?xml version="1.0" encoding="UTF-8"?>
<msg:GetMdibResponse xmlns:msg="http://standards.ieee.org/downloads/11073/11073-10207-2017/message"
 xmlns:pm="http://standards.ieee.org/downloads/11073/11073-10207-2017/participant" SequenceId="urn:oid:1">
<msg:Mdib SequenceId="urn:oid:1"><pm:MdDescription>
<pm:Mds Handle="mds0" SafetyClassification="MedC"><pm:Type Code="70001"/>
<pm:Sco Handle="sco.mds0"/>
<pm:SystemContext Handle="SC.mds0"><pm:PatientContext Handle="PC.mds0"/><pm:LocationContext Handle="LC.mds0"/>
</pm:SystemContext>
<pm:Vmd Handle="vmd0"><pm:Type Code="70002"/></pm:Vmd></pm:Mds>
</pm:MdDescription></msg:Mdib></msg:GetMdibResponse>
"""


def provider(address):
    """Announces a ventilator with a place, and serves until killed."""
    discovery = WSDiscovery(address)
    discovery.start()
    mdib_file = Path(tempfile.mkdtemp()) / "mdib.xml"
    mdib_file.write_text(MDIB)
    model = ThisModelType(manufacturer="Lab Medical", manufacturer_url="http://lab.example", model_name="Atria V",
                          model_number="AV-500", model_url="http://lab.example/v", presentation_url="http://lab.example/p")
    device = ThisDeviceType(friendly_name="Lab ventilator", firmware_version="3.14.2", serial_number="AV500-00217")
    node = SdcProvider(discovery, model, device, ProviderMdib.from_mdib_file(str(mdib_file)), epr=UUID)
    node.start_all(start_rtsample_loop=False)
    node.set_location(SdcLocation(fac="HOSP1", bldng="A", flr="3", poc="ICU1", rm="312", bed="Bed 4"))
    while True:
        time.sleep(1)


def consumer(address):
    """Searches, then reads the metadata of what it found."""
    discovery = WSDiscovery(address)
    discovery.start()
    found = discovery.search_services(types=SdcV1Definitions.MedicalDeviceTypesFilter, timeout=3)
    print("found", found, flush=True)
    client = SdcConsumer.from_wsd_service(found[0], ssl_context_container=None)
    client.set_used_compression()
    client.start_all()
    time.sleep(1)
    client.stop_all()
    discovery.stop()


if __name__ == "__main__":
    {"provider": provider, "consumer": consumer}[sys.argv[1]](sys.argv[2])
