//! Ubiquiti discovery: what access points, cameras, telephones and gateways of that maker tell their segment.
//!
//! Network names, users and challenges in it are passed over.

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "ubiquiti",
    spec: "Ubiquiti discovery versions 1 and 2, as its products speak it (no public document)",
    attach: &[Attach::Udp(10001)],
    entry: Entry::Packet(read),
};

/// Types of fields.
const HARDWARE_ADDRESS: u8 = 1;
const ADDRESSES: u8 = 2;
const FIRMWARE: u8 = 3;
const HOST_NAME: u8 = 11;
const PLATFORM: u8 = 12;
const SENDER_ADDRESS: u8 = 19;
const MODEL_NAME: u8 = 20;
const MODEL: u8 = 21;
const SHORT_VERSION: u8 = 22;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    if !matches!(reader.u8("version")?, 1 | 2) {
        return Err(Malformed("version"));
    }
    reader.skip(1, "command")?;
    if usize::from(reader.u16("length")?) != reader.remaining() {
        return Err(Malformed("length"));
    }
    let (mut names, mut versions, mut host, mut has_address) = ([&[][..]; 3], [&[][..]; 2], &[][..], false);
    while !reader.is_empty() {
        let kind = reader.u8("type")?;
        let length = reader.u16("field length")?;
        let value = reader.take(usize::from(length), "field")?;
        match (kind, &mut names, &mut versions) {
            (HARDWARE_ADDRESS | SENDER_ADDRESS, ..) if value.len() == 6 => has_address = true,
            (ADDRESSES, ..) if value.len() == 10 => has_address = true,
            (MODEL_NAME, [name, ..], _) | (MODEL, [_, name, _], _) | (PLATFORM, [.., name], _) => *name = value,
            (SHORT_VERSION, _, [version, _]) | (FIRMWARE, _, [_, version]) => *version = value,
            (HOST_NAME, ..) => host = value,
            _ => {}
        }
    }
    // A search has no fields; whoever tells who it is tells its address.
    if has_address {
        let device = packet.source();
        emit.says(device, Property::Model, told(&names));
        let [short, long] = versions;
        let mut version = Scratch::new();
        if short.is_empty() {
            shorten(long, &mut version)
        } else {
            version.text(short)
        };
        emit.says(device, Property::FirmwareVersion, version.bytes());
        emit.says(device, Property::SystemName, host);
    }
    Ok(())
}

/// The first of several values that is there: the best named first.
fn told<'a>(values: &[&'a [u8]]) -> &'a [u8] {
    values.iter().copied().find(|value| !value.is_empty()).unwrap_or_default()
}

/// Version 1 has the whole name of the image where version 2 has its number alone, and many devices speak both:
/// `BZ.qca956x.v6.5.62+14788.230211.1551` is `6.5.62.14788`.
fn shorten<'a>(image: &[u8], into: &'a mut Scratch) -> &'a mut Scratch {
    let number = memchr::memmem::find(image, b".v").and_then(|at| image.get(at.saturating_add(2)..)).unwrap_or_default();
    let parts = number.split(|byte| matches!(byte, b'.' | b'+')).take(4);
    for part in parts.take_while(|part| !part.is_empty() && part.iter().all(u8::is_ascii_digit)) {
        into.item(b".").text(part);
    }
    if into.is_empty() { into.text(image) } else { into }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn message(version: u8, fields: &[(u8, &[u8])]) -> Vec<u8> {
        let field = |(kind, value): &(u8, &[u8])| [&[*kind, 0, u8::try_from(value.len()).unwrap()], *value].concat();
        let body = fields.iter().map(field).collect::<Vec<_>>().concat();
        [&[version, 0, 0, u8::try_from(body.len()).unwrap()][..], &body].concat()
    }

    fn observe(bytes: &[u8]) -> Vec<String> {
        observe_udp(&PROTOCOL, (10001, 10001), bytes)
    }

    #[test]
    fn an_access_point_announces_itself() {
        let mac: &[u8] = &[0, 0, 0, 0, 0, 0x0c];
        let old = [
            (1, mac),
            (3, b"BZ.qca956x.v6.5.62+14788.230211.1551"),
            (6, b"CANARY"),
            (11, b"ap-ward-3"),
            (12, b"U7PG2"),
            (13, b"CANARY"),
        ];
        let expected = ["model=U7PG2", "firmware_version=6.5.62.14788", "system_name=ap-ward-3"];
        assert_eq!(observe(&message(1, &old)), expected.map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}")));
        let new = [(19, mac), (20, b"UniFi Dream Machine"), (21, b"UDM"), (12, b"x"), (22, b"4.0.6"), (3, b"UDM.v4.0.6")];
        let expected = ["model=UniFi Dream Machine", "firmware_version=4.0.6"];
        assert_eq!(observe(&message(2, &new)), expected.map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}")));
        let odd = observe(&message(1, &[(1, mac), (3, b"EdgeOS")]));
        assert_eq!(odd, ["00:00:00:00:00:0c 10.0.0.1 - firmware_version=EdgeOS"]);
        truncations(&message(1, &old), |cut| drop(observe(cut)));
    }

    #[test]
    fn a_search_and_other_datagrams_tell_nothing() {
        assert!(observe(&[1, 0, 0, 0]).is_empty() && observe(&[2, 8, 0, 0]).is_empty());
        assert!(observe(&message(1, &[(12, b"U7PG2")])).is_empty(), "no address");
        assert_eq!(observe(b"hello"), ["malformed version"]);
        assert_eq!(observe(&[1, 0, 0, 9, 1]), ["malformed length"]);
        assert_eq!(observe(&[1, 0, 0, 4, 12, 0, 9, 1]), ["malformed field"]);
    }
}
