"""Messages that only the second hospital needs, each after its document: directories, discovery, standby routers.

Every function answers bytes; who sends them, and when, is decided elsewhere.
"""

import struct

from hospital_talk import ber
from hospital_wire import ip_bytes

DISCOVERY = "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01"
DPWS = "http://docs.oasis-open.org/ws-dd/ns/dpws/2009/01"
MEDICAL = "http://standards.ieee.org/downloads/11073/11073-20702-2016"
ANYONE = "urn:docs-oasis-open-org:ws-dd:ns:discovery:2009:01"


# LDAP: RFC 4511, 4512; the directory's own entry as Active Directory has it ([MS-ADTS], 3.1.1.3.2)
def octets(text):
    """An OCTET STRING."""
    return ber(4, text.encode())


def root_entry(host, domain, level="7"):
    """A search for the root entry and its answer."""
    ask = octets("") + ber(10, b"\0") + ber(10, b"\0") + ber(2, b"\0") + ber(2, b"\0") + ber(1, b"\0") + ber(0x87, b"objectClass")
    base = ",".join(f"DC={part}" for part in domain.split("."))
    name = host.split(".")[0].upper()
    values = {"defaultNamingContext": base, "dnsHostName": f"{host}.{domain}", "ldapServiceName": f"{domain}:{name.lower()}$@{domain.upper()}",
              "serverName": f"CN={name},CN=Servers,CN=Standort1,CN=Sites,CN=Configuration,{base}", "domainControllerFunctionality": level,
              "supportedLDAPVersion": "3", "isGlobalCatalogReady": "TRUE"}
    rows = b"".join(ber(0x30, octets(key) + ber(0x31, octets(value))) for key, value in values.items())
    message = lambda body: ber(0x30, ber(2, b"\1") + body)  # noqa: E731
    done = ber(0x65, ber(10, b"\0") + octets("") + octets(""))
    return [(0, message(ber(0x63, ask + ber(0x30, b"")))), (1, message(ber(0x64, octets("") + ber(0x30, rows))) + message(done))]


# Kerberos 5: RFC 4120
def principal(kind, *names):
    """A PrincipalName."""
    return ber(0x30, ber(0xA0, ber(2, bytes([kind]))) + ber(0xA1, ber(0x30, b"".join(ber(0x1B, name.encode()) for name in names))))


def ticket_wanted(account, realm):
    """AS-REQ over TCP of a machine's account, and KDC_ERR_PREAUTH_REQUIRED."""
    tagged = lambda number, body: ber(0xA0 + number, body)  # noqa: E731
    number = lambda value: ber(2, bytes([value]))  # noqa: E731
    kinds = ber(0x30, number(18) + number(17) + number(23))
    body = tagged(0, ber(3, b"\0\x40\x81\0\x10")) + tagged(1, principal(1, account)) + tagged(2, ber(0x1B, realm.encode()))
    body += tagged(3, principal(2, "krbtgt", realm)) + tagged(5, ber(0x18, b"20370913024805Z")) + tagged(7, ber(2, b"\x11\x22\x33\x44"))
    body += tagged(8, kinds)
    ask = ber(0x6A, ber(0x30, tagged(1, number(5)) + tagged(2, number(10)) + tagged(4, ber(0x30, body))))
    error = tagged(0, number(5)) + tagged(1, number(30)) + tagged(4, ber(0x18, b"20261112080000Z")) + tagged(5, number(0)) + tagged(6, number(25))
    error += tagged(9, ber(0x1B, realm.encode())) + tagged(10, principal(2, "krbtgt", realm))
    answer = ber(0x7E, ber(0x30, error))
    return [(side, struct.pack("!I", len(raw)) + raw) for side, raw in ((0, ask), (1, answer))]


# WS-Discovery 1.1 and April 2005, DPWS 1.1, IEEE 11073-20702
def hello(uuid, types, scopes, addresses, namespaces, old=False):
    """Hello; ONVIF's cameras and printers speak the version of April 2005."""
    discovery = "http://schemas.xmlsoap.org/ws/2005/04/discovery" if old else DISCOVERY
    addressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing" if old else "http://www.w3.org/2005/08/addressing"
    to = "urn:schemas-xmlsoap-org:ws:2005:04:discovery" if old else ANYONE
    spaces = "".join(f' xmlns:{name}="{uri}"' for name, uri in namespaces.items())
    scopes = scopes.replace("&", "&amp;")
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<s12:Envelope xmlns:s12="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="{addressing}" '
            f'xmlns:wsd="{discovery}"{spaces}><s12:Header><wsa:Action>{discovery}/Hello</wsa:Action><wsa:MessageID>urn:uuid:{uuid[:-4]}beef'
            f"</wsa:MessageID><wsa:To>{to}</wsa:To><wsd:AppSequence InstanceId=\"1794441600\" MessageNumber=\"1\"/></s12:Header><s12:Body><wsd:Hello>"
            f"<wsa:EndpointReference><wsa:Address>urn:uuid:{uuid}</wsa:Address></wsa:EndpointReference><wsd:Types>{types}</wsd:Types>"
            f"<wsd:Scopes>{scopes}</wsd:Scopes><wsd:XAddrs>{addresses}</wsd:XAddrs><wsd:MetadataVersion>1</wsd:MetadataVersion>"
            "</wsd:Hello></s12:Body></s12:Envelope>").encode()


def metadata(address, path, maker, model, number, friendly, firmware, serial):
    """WS-Transfer Get of a device's metadata, and the answer, by plain HTTP."""
    front = '<?xml version="1.0" encoding="UTF-8"?>\n<s12:Envelope xmlns:s12="http://www.w3.org/2003/05/soap-envelope" ' \
            'xmlns:wsa="http://www.w3.org/2005/08/addressing"'
    transfer = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
    ask = f"{front}><s12:Header><wsa:To>http://{address}{path}</wsa:To><wsa:Action>{transfer}/Get</wsa:Action><wsa:MessageID>urn:uuid:" \
          "5e0c9b7e-93b1-4b39-9a52-0a5be0f1d001</wsa:MessageID></s12:Header><s12:Body/></s12:Envelope>"
    section = lambda name, body: (f'<wsx:MetadataSection Dialect="{DPWS}/{name}"><dpws:{name}>' + "".join(  # noqa: E731
        f"<dpws:{key}>{value}</dpws:{key}>" for key, value in body) + f"</dpws:{name}></wsx:MetadataSection>")
    answer = f'{front} xmlns:wsx="http://schemas.xmlsoap.org/ws/2004/09/mex" xmlns:dpws="{DPWS}" xmlns:mdpws="{MEDICAL}"><s12:Header><wsa:Action>' \
             f"{transfer}/GetResponse</wsa:Action><wsa:RelatesTo>urn:uuid:5e0c9b7e-93b1-4b39-9a52-0a5be0f1d001</wsa:RelatesTo></s12:Header>" \
             "<s12:Body><wsx:Metadata>" + section("ThisModel", [("Manufacturer", maker), ("ModelName", model), ("ModelNumber", number)]) \
             + section("ThisDevice", [("FriendlyName", friendly), ("FirmwareVersion", firmware), ("SerialNumber", serial)]) \
             + "</wsx:Metadata></s12:Body></s12:Envelope>"
    kind = "application/soap+xml; charset=utf-8"
    return [(0, f"POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: {kind}\r\nContent-Length: {len(ask.encode())}\r\n\r\n{ask}".encode()),
            (1, f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(answer.encode())}\r\n\r\n{answer}".encode())]


# HSRP: RFC 2281, 5
def standby(state, group, priority, virtual):
    """Hello of a router: state 16 active, 8 standby."""
    return struct.pack("!BBBBBBBB8s", 0, 0, state, 3, 10, priority, group, 0, b"cisco") + ip_bytes(virtual)
