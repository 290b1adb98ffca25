"""A building controller, or who asks it, with real implementations.

Usage inside a host: building_node.py ROLE ADDRESS PEER
Roles: bacnet-device, bacnet-client (bacpypes3), modbus-device, modbus-client (pymodbus), opcua-server, opcua-client
(asyncua), mqtt-clients (paho-mqtt).
"""

import asyncio
import sys

BACNET = {"objectIdentifier": ("device", 260001), "objectName": "AHU-3 Controller", "vendorIdentifier": 5,
          "vendorName": "Johnson Controls, Inc.", "modelName": "FX-PCA3613-0", "firmwareRevision": "2.1.3",
          "applicationSoftwareVersion": "FX14.7", "location": "Plant room 2, building A", "description": "Air handling unit",
          "serialNumber": "FX3613-004211"}
READ = ["object-identifier", "object-name", "vendor-identifier", "vendor-name", "model-name", "firmware-revision",
        "application-software-version", "location", "description", "serial-number"]


def bacnet_application(address, properties):
    """An application of one device object on one IPv4 port."""
    from bacpypes3.app import Application
    from bacpypes3.local.device import DeviceObject
    from bacpypes3.local.networkport import NetworkPortObject
    port = NetworkPortObject(f"{address}/24", objectIdentifier=("network-port", 1), objectName="port-1")
    return Application.from_object_list([DeviceObject(**properties), port])


async def bacnet_device(address, _peer):
    """Answers until killed."""
    bacnet_application(address, BACNET)
    await asyncio.sleep(60)


async def bacnet_client(address, peer):
    """Who-Is, every property by itself, then all at once, then a value."""
    from bacpypes3.pdu import Address
    from bacpypes3.primitivedata import ObjectIdentifier
    app = bacnet_application(address, {"objectIdentifier": ("device", 4000), "objectName": "BMS", "vendorIdentifier": 999})
    device, target = ObjectIdentifier("device,260001"), Address(peer)
    await app.who_is(timeout=2)
    for name in ["object-name", "model-name", "vendor-name", "serial-number"]:
        print(await app.read_property(target, device, name))
    print(await app.read_property_multiple(target, [device, READ]))


async def modbus_device(address, _peer):
    """A power meter."""
    from pymodbus import ModbusDeviceIdentification
    from pymodbus.datastore import ModbusDeviceContext, ModbusSequentialDataBlock, ModbusServerContext
    from pymodbus.server import StartAsyncTcpServer
    identity = ModbusDeviceIdentification(info_name={
        "VendorName": "Schneider Electric", "ProductCode": "METSEPM5560", "MajorMinorRevision": "V03.02.00",
        "VendorUrl": "http://www.se.com", "ProductName": "PowerLogic PM5560", "ModelName": "PM5560",
        "UserApplicationName": "UPS ROOM"})
    block = ModbusSequentialDataBlock(1, [17] * 100)
    context = ModbusServerContext(devices=ModbusDeviceContext(hr=block, ir=block), single=True)
    await StartAsyncTcpServer(context=context, identity=identity, address=(address, 502))


async def modbus_client(_address, peer):
    """Registers, then the identification, basic and regular."""
    from pymodbus.client import AsyncModbusTcpClient
    client = AsyncModbusTcpClient(peer, port=502)
    await client.connect()
    print(await client.read_holding_registers(0, count=4, device_id=1))
    print(await client.read_device_information(read_code=1, object_id=0, device_id=1))
    print(await client.read_device_information(read_code=2, object_id=0, device_id=1))
    print(await client.read_holding_registers(90, count=40, device_id=1))
    client.close()


async def opcua_server(address, _peer):
    """A server without security."""
    from asyncua import Server, ua
    server = Server()
    await server.init()
    server.set_endpoint(f"opc.tcp://{address}:4840/plant/")
    server.set_server_name("Sterilizer Gateway")
    await server.set_application_uri("urn:sterigate:7:opcua")
    server.product_uri = "http://getinge.com/sterilizer/opcua"
    server.set_security_policy([ua.SecurityPolicyType.NoSecurity])
    async with server:
        await asyncio.sleep(60)


async def opcua_client(_address, peer):
    """Asks for endpoints, then opens a session and reads the namespaces."""
    from asyncua import Client
    client = Client(f"opc.tcp://{peer}:4840/plant/")
    client.name, client.description = "T-DOC Collector", "T-DOC Collector"
    client.application_uri, client.product_uri = "urn:t-doc:collector", "urn:t-doc:product"
    print(await client.connect_and_get_server_endpoints())
    async with Client(f"opc.tcp://{peer}:4840/plant/") as session:
        print(await session.get_namespace_array())


async def mqtt_clients(_address, peer):
    """One client of each version; the second has a will, a user and a password."""
    import paho.mqtt.client as mqtt
    for version, name in ((mqtt.MQTTv31, "shelly1-A4CF12"), (mqtt.MQTTv311, "fridge-monitor-0042"), (mqtt.MQTTv5, "tasmota_8F3C21")):
        client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=name, protocol=version)
        if version == mqtt.MQTTv311:
            client.username_pw_set("synthetic-user", "synthetic-secret")
            client.will_set("ward/fridge", "SYNTHETIC WILL")
        client.connect(peer, 1883)
        client.loop_start()
        client.publish("ward/fridge", "SYNTHETIC 4.2", qos=1).wait_for_publish(3)
        client.disconnect()
        client.loop_stop()


if __name__ == "__main__":
    ROLE, OWN, PEER = sys.argv[1:4]
    asyncio.run(globals()[ROLE.replace("-", "_")](OWN, PEER))
