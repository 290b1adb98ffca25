//! LLDP (IEEE 802.1AB-2016) with LLDP-MED (ANSI/TIA-1057): what a station tells the switch it is plugged into.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::{Endpoint, MacAddr};
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "lldp",
    spec: "IEEE 802.1AB-2016; ANSI/TIA-1057 (LLDP-MED); RFC 4776 (civic address elements)",
    attach: &[Attach::EtherType(0x88cc)],
    entry: Entry::Packet(read),
};

/// TLV types (802.1AB, 8.4).
const END: u8 = 0;
const CHASSIS_ID: u8 = 1;
const PORT_ID: u8 = 2;
const TIME_TO_LIVE: u8 = 3;
const SYSTEM_NAME: u8 = 5;
const SYSTEM_DESCRIPTION: u8 = 6;
const CAPABILITIES: u8 = 7;
const ORGANISATION: u8 = 127;

/// Capability bits (802.1AB, 8.5.8) with the role that they prove, sorted by word.
const CAPABILITY: [(u16, &[u8], Option<Role>); 11] = [
    (1 << 3, b"access_point", Some(Role::AccessPoint)),
    (1 << 2, b"bridge", Some(Role::Bridge)),
    (1 << 8, b"c_vlan", None),
    (1 << 6, b"docsis", None),
    (1 << 0, b"other", None),
    (1 << 1, b"repeater", None),
    (1 << 4, b"router", Some(Role::Router)),
    (1 << 9, b"s_vlan", None),
    (1 << 7, b"station", None),
    (1 << 5, b"telephone", Some(Role::Telephone)),
    (1 << 10, b"two_port_relay", None),
];

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.network);
    let subject = packet.source();
    // 802.1AB, 8.2: these three come first, in this order.
    let chassis = expect(&mut reader, CHASSIS_ID, "chassis id")?;
    expect(&mut reader, PORT_ID, "port id")?;
    let alive = expect(&mut reader, TIME_TO_LIVE, "time to live")?.u16("time to live")? != 0;
    chassis_id(chassis, subject, emit)?;
    while alive && !reader.is_empty() {
        let (kind, mut value) = tlv(&mut reader)?;
        match kind {
            END => break,
            SYSTEM_NAME => emit.says(subject, Property::SystemName, value.rest()),
            SYSTEM_DESCRIPTION => emit.says(subject, Property::SystemDescription, value.rest()),
            CAPABILITIES => {
                value.skip(2, "system capabilities")?;
                capabilities(value.u16("enabled capabilities")?, subject, emit);
            }
            // TIA-1057, 10.2: organisation 00-12-BB.
            ORGANISATION if value.u24("organisation")? == 0x00_12_bb => media(value, subject, emit)?,
            _ => {}
        }
    }
    Ok(())
}

/// 7 bits of type, 9 bits of length, value.
fn tlv<'a>(reader: &mut Reader<'a>) -> Result<(u8, Reader<'a>), Malformed> {
    let header = reader.u16("TLV header")?;
    let kind = u8::try_from(header >> 9).unwrap_or_default();
    Ok((kind, reader.sub(usize::from(header & 0x01ff), "TLV")?))
}

fn expect<'a>(reader: &mut Reader<'a>, kind: u8, field: &'static str) -> Result<Reader<'a>, Malformed> {
    let (found, value) = tlv(reader)?;
    if found == kind { Ok(value) } else { Err(Malformed(field)) }
}

/// 802.1AB, 8.5.2: subtype 4 is a hardware address, 5 a network address behind its family, the others are names.
fn chassis_id(mut value: Reader<'_>, subject: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let subtype = value.u8("chassis id subtype")?;
    let mut id = Scratch::new();
    match (subtype, value.rest()) {
        (4, mac) => {
            id.mac(MacAddr(mac.try_into().map_err(|_| Malformed("chassis MAC"))?));
        }
        (5, [1, address @ ..]) => address_text(address.try_into().map(|bytes: [u8; 4]| Ipv4Addr::from(bytes)).ok(), &mut id),
        (5, [2, address @ ..]) => address_text(address.try_into().map(|bytes: [u8; 16]| Ipv6Addr::from(bytes)).ok(), &mut id),
        (_, other) => {
            id.readable(other);
        }
    }
    emit.says(subject, Property::LldpChassisId, id.bytes());
    Ok(())
}

fn address_text(address: Option<impl std::fmt::Display>, into: &mut Scratch) {
    if let Some(address) = address {
        // A scratch buffer takes everything.
        let _ = std::fmt::Write::write_fmt(into, format_args!("{address}"));
    }
}

fn capabilities(enabled: u16, subject: Endpoint, emit: &mut Emit<'_>) {
    let mut words = Scratch::new();
    for (bit, word, role) in CAPABILITY {
        if enabled & bit != 0 {
            words.item(b",").text(word);
            if let Some(role) = role {
                emit.role(subject, role);
            }
        }
    }
    emit.says(subject, Property::LldpCapabilities, words.bytes());
}

/// LLDP-MED TLVs by subtype (TIA-1057, 10.2.1 to 10.2.6).
fn media(mut value: Reader<'_>, subject: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let property = match value.u8("LLDP-MED subtype")? {
        1 => {
            value.skip(2, "LLDP-MED capabilities")?;
            let class = value.u8("LLDP-MED class")?;
            emit.says(subject, Property::LldpMedClass, Scratch::new().number(class.into()).bytes());
            return Ok(());
        }
        3 if value.u8("location format")? == 2 => return civic(value, subject, emit),
        5 => Property::HardwareVersion,
        6 => Property::FirmwareVersion,
        7 => Property::SoftwareVersion,
        8 => Property::Serial,
        9 => Property::Manufacturer,
        10 => Property::Model,
        11 => Property::AssetId,
        _ => return Ok(()),
    };
    emit.says(subject, property, value.rest());
    Ok(())
}

/// A civic address (TIA-1057, 10.2.4.3.2): length, whose it is, country, elements of type, length, value.
fn civic(mut value: Reader<'_>, subject: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let length = usize::from(value.u8("civic address length")?);
    let mut elements = value.sub(length.min(value.remaining()), "civic address")?;
    elements.skip(1, "civic address owner")?;
    elements.skip(2, "country")?;
    let mut address = Scratch::new();
    while !elements.is_empty() {
        let kind = elements.u8("civic element type")?;
        let length = usize::from(elements.u8("civic element length")?);
        let element = elements.take(length, "civic element")?;
        // RFC 4776, 3.4: 0 and 128 are language and script; 23 is an occupant's name, which is nobody's business here.
        if !matches!(kind, 0 | 23 | 128) && !element.is_empty() {
            address.item(b", ").text(element);
        }
    }
    emit.says(subject, Property::Location, address.bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    fn tlv(kind: u16, value: &[u8]) -> Vec<u8> {
        let header = (kind << 9) | u16::try_from(value.len()).unwrap();
        [&header.to_be_bytes(), value].concat()
    }

    fn med(subtype: u8, value: &[u8]) -> Vec<u8> {
        tlv(127, &[&[0x00, 0x12, 0xbb, subtype], value].concat())
    }

    fn frame(body: &[Vec<u8>]) -> Vec<u8> {
        let header = vec![0x01, 0x80, 0xc2, 0, 0, 0x0e, 0, 0x09, 0xfb, 0, 0, 1, 0x88, 0xcc];
        let mut all = vec![header, tlv(1, &[4, 0, 0x09, 0xfb, 0, 0, 2]), tlv(2, &[7, b'1']), tlv(3, &[0, 120])];
        all.extend_from_slice(body);
        all.push(tlv(0, &[]));
        all.concat()
    }

    #[test]
    fn reads_a_telephone_with_its_inventory() {
        let frame = frame(&[
            tlv(5, b"tel-1"),
            tlv(6, b"Phone OS 1"),
            tlv(7, &[0, 0x24, 0, 0x24]),
            med(1, &[0, 0x33, 3]),
            med(8, b"SN1"),
            med(9, b"Maker"),
            med(10, b"M 7"),
        ]);
        let facts = observe_frame(&super::PROTOCOL, &frame);
        let facts: Vec<_> = facts.iter().map(|fact| fact.trim_start_matches("00:09:fb:00:00:01 - - ")).collect();
        let expected = [
            "lldp.chassis_id=00:09:fb:00:00:02",
            "system_name=tel-1",
            "system_description=Phone OS 1",
            "network_role=bridge",
            "network_role=telephone",
            "lldp.capabilities=bridge,telephone",
            "lldp.med_class=3",
            "serial=SN1",
            "manufacturer=Maker",
            "model=M 7",
        ];
        assert_eq!(facts, expected);
        truncations(&frame[14..], |cut| drop(observe_frame(&super::PROTOCOL, &[&frame[..14], cut].concat())));
    }

    #[test]
    fn a_civic_location_leaves_the_occupant_out() {
        let civic = [2, 15, 1, b'D', b'E', 3, 4, b'B', b'o', b'n', b'n', 23, 1, b'X', 27, 1, b'3'];
        let facts = observe_frame(&super::PROTOCOL, &frame(&[med(3, &civic)]));
        assert_eq!(facts[1], "00:09:fb:00:00:01 - - location=Bonn, 3");
    }

    #[test]
    fn names_come_as_text_and_addresses_as_addresses() {
        let start = [0x01, 0x80, 0xc2, 0, 0, 0x0e, 0, 0x09, 0xfb, 0, 0, 1, 0x88, 0xcc];
        let with = |id: &[u8]| [&start[..], &tlv(1, id), &tlv(2, &[7, b'1']), &tlv(3, &[0, 0])].concat();
        let chassis = |id: &[u8]| observe_frame(&super::PROTOCOL, &with(id)).remove(0);
        assert_eq!(chassis(b"\x07sw-7"), "00:09:fb:00:00:01 - - lldp.chassis_id=sw-7");
        assert_eq!(chassis(&[5, 1, 10, 0, 0, 9]), "00:09:fb:00:00:01 - - lldp.chassis_id=10.0.0.9");
        assert_eq!(observe_frame(&super::PROTOCOL, &[&start[..], &tlv(2, &[7, 1])].concat()), ["malformed chassis id"]);
    }
}
