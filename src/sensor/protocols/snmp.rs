//! SNMP (RFC 1157, RFC 3416, RFC 3412): what agents answer and announce of themselves.
//!
//! Reads BER by hand: a poll of ten thousand counters must cost nothing, one odd integer must not lose the rest, and
//! community and user names are passed over by length, never copied.

use std::net::{IpAddr, Ipv4Addr};

use super::ber::{INTEGER, OBJECT_ID, OCTETS, SEQUENCE, element, expect};
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol, snmp_objects};
use crate::base::Endpoint;
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "snmp",
    spec: "RFC 1157 (v1); RFC 3416 (v2c); RFC 3412 and RFC 3414 (v3); RFC 3418, 6933, 2790, 3805, 1628 (objects)",
    attach: &[Attach::Udp(AGENT), Attach::Udp(MANAGER)],
    entry: Entry::Packet(read),
};

const AGENT: u16 = 161;
const MANAGER: u16 = 162;

/// The tag of an address (RFC 3416, 3).
const IP_ADDRESS: u8 = 0x40;

/// PDUs (RFC 3416, 3).
const RESPONSE: u8 = 0xa2;
const TRAP_V1: u8 = 0xa4;
const INFORM: u8 = 0xa6;
const TRAP_V2: u8 = 0xa7;
const REPORT: u8 = 0xa8;

/// Objects by their encoded identifier: an exact instance, or a table column whose instance follows.
const ENTERPRISES: &[u8] = &[0x2b, 6, 1, 4, 1];
const SYSTEM: &[u8] = &[0x2b, 6, 1, 2, 1, 1];
const ENTITY: &[u8] = &[0x2b, 6, 1, 2, 1, 47, 1, 1, 1, 1];
const DEVICE_DESCRIPTION: &[u8] = &[0x2b, 6, 1, 2, 1, 25, 3, 2, 1, 3];
const PRINTER_SERIAL: &[u8] = &[0x2b, 6, 1, 2, 1, 43, 5, 1, 1, 17];

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut message = expect(&mut Reader::new(packet.payload), SEQUENCE, "message")?;
    let version = expect(&mut message, INTEGER, "version")?;
    match version.rest() {
        [0 | 1] => {
            expect(&mut message, OCTETS, "community")?;
            pdu(message, packet, emit)
        }
        [3] => third(message, packet, emit),
        _ => Err(Malformed("version")),
    }
}

/// Version 3 (RFC 3412, 6): header, security parameters, and a scoped PDU that may be encrypted.
fn third(mut message: Reader<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut header = expect(&mut message, SEQUENCE, "header")?;
    expect(&mut header, INTEGER, "message id")?;
    expect(&mut header, INTEGER, "maximum size")?;
    let flags = *expect(&mut header, OCTETS, "flags")?.rest().first().ok_or(Malformed("flags"))?;
    let mut security = expect(&mut message, OCTETS, "security parameters")?;
    // RFC 3414, 2.4: the engine id comes first.
    let mut parameters = expect(&mut security, SEQUENCE, "security parameters")?;
    let engine = expect(&mut parameters, OCTETS, "engine id")?.rest();
    // RFC 3412, 6.4: what is reportable asks its receiver, whose engine then rules; all else speaks for its sender.
    let asks = flags & 0x04 != 0 && packet.source_port != AGENT;
    let ruler = if asks { packet.destination() } else { packet.source() };
    // RFC 3411, 5: 5 to 32 octets; a discovery leaves it empty.
    if (5..=32).contains(&engine.len()) {
        emit.says(ruler, Property::SnmpEngineId, Scratch::new().hex(engine).bytes());
    }
    let (kind, mut scoped) = element(&mut message)?;
    if kind == SEQUENCE {
        expect(&mut scoped, OCTETS, "context engine id")?;
        expect(&mut scoped, OCTETS, "context name")?;
        return pdu(scoped, packet, emit);
    }
    if asks && packet.destination_port == AGENT {
        emit.role(packet.source(), Role::SnmpManager);
    }
    Ok(())
}

fn pdu(mut message: Reader<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let (kind, mut body) = element(&mut message)?;
    let subject = match kind {
        // An answer of the trap receiver repeats an inform: its values are the agent's, not the sender's.
        RESPONSE if packet.source_port == MANAGER => return Ok(()),
        TRAP_V1 => trap(&mut body, packet, emit)?,
        RESPONSE | INFORM | TRAP_V2 | REPORT => {
            for field in ["request id", "error status", "error index"] {
                expect(&mut body, INTEGER, field)?;
            }
            packet.source()
        }
        0xa0 | 0xa1 | 0xa3 | 0xa5 => {
            if packet.destination_port == AGENT {
                emit.role(packet.source(), Role::SnmpManager);
            }
            return Ok(());
        }
        _ => return Err(Malformed("PDU type")),
    };
    let mut list = expect(&mut body, SEQUENCE, "variable bindings")?;
    while !list.is_empty() {
        let mut binding = expect(&mut list, SEQUENCE, "variable binding")?;
        let name = expect(&mut binding, OBJECT_ID, "object name")?.rest();
        let (kind, value) = element(&mut binding)?;
        says(emit, subject, name, kind, value.rest());
    }
    Ok(())
}

/// RFC 1157, 4.1.6: who raised the trap stands in it, for others may pass it on. A generic trap's enterprise is the
/// agent's sysObjectID.
fn trap(body: &mut Reader<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<Endpoint, Malformed> {
    let enterprise = expect(body, OBJECT_ID, "enterprise")?.rest();
    let address = Ipv4Addr::from(expect(body, IP_ADDRESS, "agent address")?.array::<4>("agent address")?);
    let generic = expect(body, INTEGER, "generic trap")?;
    expect(body, INTEGER, "specific trap")?;
    element(body)?;
    let sender = packet.source();
    let passed_on = !address.is_unspecified() && sender.ip != Some(IpAddr::V4(address));
    let agent = if passed_on { Endpoint { mac: None, ip: Some(address.into()), ..sender } } else { sender };
    // RFC 3584, 3.1: a translated trap has none; what stands there then is not under "enterprises".
    if matches!(generic.rest(), [0..=5]) && enterprise.starts_with(ENTERPRISES) {
        object_id(emit, agent, enterprise);
    }
    Ok(agent)
}

/// Says a variable when it is on the allow-list.
fn says(emit: &mut Emit<'_>, subject: Endpoint, name: &[u8], kind: u8, value: &[u8]) {
    if let (Some([2, 0]), OBJECT_ID) = (name.strip_prefix(SYSTEM), kind) {
        return object_id(emit, subject, value);
    }
    if kind != OCTETS {
        return;
    }
    if let Some(property) = property(name) {
        emit.says(subject, property, value);
    }
}

/// The allow-list.
fn property(name: &[u8]) -> Option<Property> {
    if let Some(rest) = name.strip_prefix(SYSTEM) {
        return match rest {
            [1, 0] => Some(Property::SystemDescription),
            [5, 0] => Some(Property::SystemName),
            [6, 0] => Some(Property::Location),
            _ => None,
        };
    }
    if let Some(rest) = name.strip_prefix(ENTITY) {
        // RFC 6933, 3.1: the first entity is the chassis; the others are its fans and cards. In a stack of switches the first is
        // the stack, which has no model, and the first switch is 1000 or 1001 (CISCO-ENTITY-VENDORTYPE-OID-MIB numbers so).
        let (column, entity) = rest.split_first().unwrap_or((&0, &[]));
        let rest: &[u8] = if matches!(entity, [0x87, 0x68 | 0x69]) { &[*column, 1] } else { rest };
        return match rest {
            [8, 1] => Some(Property::HardwareVersion),
            [9, 1] => Some(Property::FirmwareVersion),
            [10, 1] => Some(Property::SoftwareVersion),
            [11, 1] => Some(Property::Serial),
            [12, 1] => Some(Property::Manufacturer),
            [13, 1] => Some(Property::Model),
            [15, 1] => Some(Property::AssetId),
            _ => None,
        };
    }
    if name.starts_with(DEVICE_DESCRIPTION) {
        return Some(Property::SnmpDeviceDescription);
    }
    if name.starts_with(PRINTER_SERIAL) {
        return Some(Property::Serial);
    }
    snmp_objects::property(name)
}

/// Says a sysObjectID: base-128 numbers (X.690, 8.19), the first two in one.
fn object_id(emit: &mut Emit<'_>, subject: Endpoint, encoded: &[u8]) {
    let mut text = Scratch::new();
    let mut number = 0_u32;
    for byte in encoded {
        number = (number << 7) | u32::from(byte & 0x7f);
        if byte & 0x80 != 0 {
            continue;
        }
        if text.is_empty() {
            let first = (number / 40).min(2);
            text.number(first).text(b".");
            number = number.saturating_sub(first.saturating_mul(40));
            text.number(number);
        } else {
            text.text(b".").number(number);
        }
        number = 0;
    }
    // 0.0 is "no such identity" (RFC 3418).
    if text.bytes() != b"0.0" {
        emit.says(subject, Property::SnmpObjectId, text.bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn ber(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
        let body = parts.concat();
        [&[tag, 0x82], u16::try_from(body.len()).unwrap().to_be_bytes().as_slice(), &body].concat()
    }

    fn binding(name: &[u8], tag: u8, value: &[u8]) -> Vec<u8> {
        ber(SEQUENCE, &[&ber(OBJECT_ID, &[name]), &ber(tag, &[value])])
    }

    fn generic(kind: u8, bindings: &[u8]) -> Vec<u8> {
        let number = ber(INTEGER, &[&[0]]);
        ber(kind, &[&number, &number, &number, &ber(SEQUENCE, &[bindings])])
    }

    fn message(version: u8, pdu: &[u8]) -> Vec<u8> {
        ber(SEQUENCE, &[&ber(INTEGER, &[&[version]]), &ber(OCTETS, &[b"secret"]), pdu])
    }

    fn bindings() -> Vec<u8> {
        [
            binding(&[0x2b, 6, 1, 2, 1, 1, 1, 0], OCTETS, b"HP LaserJet"),
            binding(&[0x2b, 6, 1, 2, 1, 1, 2, 0], OBJECT_ID, &[0x2b, 6, 1, 4, 1, 0x8f, 0x51]),
            binding(&[0x2b, 6, 1, 2, 1, 1, 4, 0], OCTETS, b"admin@example.org"),
            binding(&[0x2b, 6, 1, 2, 1, 1, 6, 0], OCTETS, b"Ward 3"),
            binding(&[0x2b, 6, 1, 2, 1, 47, 1, 1, 1, 1, 11, 1], OCTETS, b"SN1"),
            binding(&[0x2b, 6, 1, 2, 1, 47, 1, 1, 1, 1, 11, 7], OCTETS, b"FAN7"),
            binding(&[0x2b, 6, 1, 2, 1, 43, 5, 1, 1, 17, 1], OCTETS, b"SN2"),
        ]
        .concat()
    }

    #[test]
    fn reads_allowed_objects_of_an_answer_and_no_others() {
        let answer = message(1, &generic(RESPONSE, &bindings()));
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - system_description=HP LaserJet",
            "00:00:00:00:00:0c 10.0.0.1 - snmp.object_id=1.3.6.1.4.1.2001",
            "00:00:00:00:00:0c 10.0.0.1 - location=Ward 3",
            "00:00:00:00:00:0c 10.0.0.1 - serial=SN1",
            "00:00:00:00:00:0c 10.0.0.1 - serial=SN2",
        ];
        assert_eq!(observe_udp(&PROTOCOL, (161, 40000), &answer), expected);
        assert!(observe_udp(&PROTOCOL, (162, 40000), &answer).is_empty(), "an acknowledged inform is not the sender's");
        let request = message(0, &generic(0xa0, &binding(&[0x2b, 6, 1, 2, 1, 1, 1, 0], 5, b"")));
        assert_eq!(observe_udp(&PROTOCOL, (40000, 161), &request), ["00:00:00:00:00:0c 10.0.0.1 - network_role=snmp_manager"]);
        truncations(&answer, |cut| drop(observe_udp(&PROTOCOL, (161, 40000), cut)));
        assert_eq!(observe_udp(&PROTOCOL, (1, 161), b"hello"), ["malformed message"]);
    }

    /// Another implementation agrees that what the tests build is SNMP.
    #[test]
    fn test_messages_are_valid_for_snmp_parser() {
        let answer = message(1, &generic(RESPONSE, &bindings()));
        let (_, parsed) = snmp_parser::parse_snmp_v2c(&answer).unwrap();
        assert_eq!(parsed.vars_iter().count(), 7);
    }

    #[test]
    fn a_trap_is_about_the_agent_it_names() {
        let number = ber(INTEGER, &[&[1]]);
        let names = binding(&[0x2b, 6, 1, 2, 1, 1, 5, 0], OCTETS, b"ups-1");
        let trap = |address: [u8; 4]| {
            let enterprise = ber(OBJECT_ID, &[&[0x2b, 6, 1, 4, 1, 9]]);
            let (address, ticks) = (ber(IP_ADDRESS, &[&address]), ber(0x43, &[&[5]]));
            let parts = [&enterprise[..], &address, &number, &number, &ticks];
            let list = ber(SEQUENCE, &[&names]);
            let pdu = [parts.as_slice(), &[&list]].concat();
            observe_udp(&PROTOCOL, (40000, 162), &message(0, &ber(TRAP_V1, &pdu)))
        };
        assert_eq!(trap([10, 0, 0, 7]), ["- 10.0.0.7 - snmp.object_id=1.3.6.1.4.1.9", "- 10.0.0.7 - system_name=ups-1"]);
        assert_eq!(trap([10, 0, 0, 1])[1], "00:00:00:00:00:0c 10.0.0.1 - system_name=ups-1");
    }

    #[test]
    fn the_engine_is_that_of_the_agent() {
        let engine = [0x80, 0, 0x1f, 0x88, 3, 0, 9, 0xfb, 0, 0, 1];
        let build = |flags: u8| {
            let number = ber(INTEGER, &[&[3]]);
            let header = ber(SEQUENCE, &[&number, &number, &ber(OCTETS, &[&[flags]]), &number]);
            let empty = ber(OCTETS, &[]);
            let usm = ber(SEQUENCE, &[&ber(OCTETS, &[&engine]), &number, &number, &empty, &empty, &empty]);
            ber(SEQUENCE, &[&number, &header, &ber(OCTETS, &[&usm]), &ber(OCTETS, &[b"encrypted"])])
        };
        let answer = observe_udp(&PROTOCOL, (161, 40000), &build(3));
        assert_eq!(answer, ["00:00:00:00:00:0c 10.0.0.1 - snmp.engine_id=80001f88030009fb000001"]);
        let request = observe_udp(&PROTOCOL, (40000, 161), &build(7));
        assert_eq!(request[0], "00:00:00:00:00:05 10.0.0.2 - snmp.engine_id=80001f88030009fb000001");
        assert_eq!(request[1], "00:00:00:00:00:0c 10.0.0.1 - network_role=snmp_manager");
        truncations(&build(7), |cut| drop(observe_udp(&PROTOCOL, (40000, 161), cut)));
    }
}
