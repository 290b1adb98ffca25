//! CDP: what Cisco devices, and those that follow them, tell the switch they are plugged into.

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "cdp",
    spec: "Cisco Discovery Protocol versions 1 and 2 (Cisco, \"Understanding and Configuring CDP\")",
    attach: &[Attach::Snap(0x00_00_0c, 0x2000)],
    entry: Entry::Packet(read),
};

/// TLV types.
const DEVICE_ID: u16 = 0x0001;
const CAPABILITIES: u16 = 0x0004;
const VERSION: u16 = 0x0005;
const PLATFORM: u16 = 0x0006;
const SYSTEM_NAME: u16 = 0x0014;
const LOCATION: u16 = 0x0017;

/// Capability bits with the role that they prove, sorted by word.
const CAPABILITY: [(u32, &[u8], Option<Role>); 11] = [
    (0x002, b"bridge", Some(Role::Bridge)),
    (0x200, b"cast", None),
    (0x010, b"host", None),
    (0x020, b"igmp", None),
    (0x080, b"phone", Some(Role::Telephone)),
    (0x100, b"remote_managed", None),
    (0x040, b"repeater", None),
    (0x001, b"router", Some(Role::Router)),
    (0x004, b"source_route_bridge", Some(Role::Bridge)),
    (0x008, b"switch", Some(Role::Bridge)),
    (0x400, b"two_port_relay", None),
];

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.network);
    let version = reader.u8("version")?;
    if !matches!(version, 1 | 2) {
        return Err(Malformed("version"));
    }
    reader.skip(3, "time to live and checksum")?;
    let subject = packet.source();
    let (mut device, mut name) = (&[][..], &[][..]);
    let outcome = loop {
        if reader.is_empty() {
            break Ok(());
        }
        let (kind, mut value) = match tlv(&mut reader) {
            Ok(found) => found,
            Err(malformed) => break Err(malformed),
        };
        match kind {
            DEVICE_ID => device = value.rest(),
            SYSTEM_NAME => name = value.rest(),
            CAPABILITIES => {
                if let Ok(bits) = value.u32("capabilities") {
                    capabilities(bits, packet, emit);
                }
            }
            VERSION => emit.says(subject, Property::SystemDescription, value.rest()),
            PLATFORM => emit.says(subject, Property::CdpPlatform, value.rest()),
            // One octet of type stands before the text.
            LOCATION => emit.says(subject, Property::Location, value.rest().get(1..).unwrap_or_default()),
            _ => {}
        }
    };
    // Some families put a serial number behind the name in the device id; the name alone is better where it is told.
    let (id, serial) = name_and_serial(device);
    emit.says(subject, Property::Serial, serial);
    emit.says(subject, Property::SystemName, if name.is_empty() { id } else { name });
    outcome
}

/// The device id of a Nexus is its name with its serial number behind it, of a Catalyst under CatOS the other way round: `name(serial)`,
/// `serial(name)`.
fn name_and_serial(device: &[u8]) -> (&[u8], &[u8]) {
    let parts = device.strip_suffix(b")").and_then(|whole| {
        let at = memchr::memrchr(b'(', whole)?;
        Some((whole.get(..at)?, whole.get(at.checked_add(1)?..)?))
    });
    match parts {
        Some((name, serial)) if is_serial(serial) => (name, serial),
        Some((serial, name)) if is_serial(serial) => (name, serial),
        _ => (device, &[]),
    }
}

/// Cisco's serial numbers: three letters of the plant, four digits of year and week, four letters or digits.
fn is_serial(text: &[u8]) -> bool {
    let Some((plant, rest)) = text.split_at_checked(3).filter(|_| text.len() == 11) else { return false };
    let (week, number) = rest.split_at_checked(4).unwrap_or((rest, &[]));
    let is_number = number.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    plant.iter().all(u8::is_ascii_uppercase) && week.iter().all(u8::is_ascii_digit) && is_number
}

/// Type, length with these four octets, value.
fn tlv<'a>(reader: &mut Reader<'a>) -> Result<(u16, Reader<'a>), Malformed> {
    let kind = reader.u16("TLV type")?;
    let length = usize::from(reader.u16("TLV length")?).checked_sub(4).ok_or(Malformed("TLV length"))?;
    Ok((kind, reader.sub(length, "TLV")?))
}

fn capabilities(bits: u32, packet: &Packet<'_>, emit: &mut Emit<'_>) {
    let mut words = Scratch::new();
    for (bit, word, role) in CAPABILITY {
        if bits & bit != 0 {
            words.item(b",").text(word);
            if let Some(role) = role {
                emit.role(packet.source(), role);
            }
        }
    }
    emit.says(packet.source(), Property::CdpCapabilities, words.bytes());
}

#[cfg(test)]
mod tests {
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    fn frame(body: &[u8]) -> Vec<u8> {
        let mut frame = vec![0x01, 0x00, 0x0c, 0xcc, 0xcc, 0xcc, 0, 0x09, 0xfb, 0, 0, 1];
        frame.extend(u16::try_from(body.len() + 8).unwrap().to_be_bytes());
        frame.extend([0xaa, 0xaa, 3, 0x00, 0x00, 0x0c, 0x20, 0x00]);
        frame.extend(body);
        frame
    }

    fn tlv(kind: u8, value: &[u8]) -> Vec<u8> {
        [&[0, kind, 0, u8::try_from(value.len() + 4).unwrap()], value].concat()
    }

    #[test]
    fn reads_a_switch_and_survives_a_broken_end() {
        let body = [
            vec![2, 180, 0, 0],
            tlv(1, b"SW1(FOC1)"),
            tlv(4, &[0, 0, 0, 0x29]),
            tlv(5, b"IOS 15.2"),
            tlv(6, b"cisco WS-C2960"),
            tlv(0x14, b"SW1"),
            tlv(0x17, b"\0Ward 3"),
        ];
        let expected = [
            "network_role=router",
            "network_role=bridge",
            "cdp.capabilities=igmp,router,switch",
            "system_description=IOS 15.2",
            "cdp.platform=cisco WS-C2960",
            "location=Ward 3",
            "system_name=SW1",
        ];
        let mut wanted: Vec<_> = expected.iter().map(|fact| format!("00:09:fb:00:00:01 - - {fact}")).collect();
        let facts = observe_frame(&super::PROTOCOL, &frame(&body.concat()));
        assert!(facts.iter().all(|fact| wanted.contains(fact)) && facts.len() == wanted.len(), "{facts:?}");
        wanted.remove(5);
        wanted[5] = "00:09:fb:00:00:01 - - system_name=SW1(FOC1)".into();
        let broken = [&body[..5].concat(), &[0, 0x14, 0, 9, b'S'][..]].concat();
        let facts = observe_frame(&super::PROTOCOL, &frame(&broken));
        assert!(wanted.iter().all(|fact| facts.contains(fact)), "{facts:?}");
        assert_eq!(facts.last().unwrap(), "malformed TLV");
        let nexus = observe_frame(&super::PROTOCOL, &frame(&[vec![2, 180, 0, 0], tlv(1, b"core-a(FDO24170F01)")].concat()));
        let expected = ["serial=FDO24170F01", "system_name=core-a"].map(|fact| format!("00:09:fb:00:00:01 - - {fact}"));
        assert_eq!(nexus, expected);
        assert_eq!(super::name_and_serial(b"FOX062700A1(core)"), (&b"core"[..], &b"FOX062700A1"[..]));
        truncations(&body.concat(), |cut| drop(observe_frame(&super::PROTOCOL, &frame(cut))));
        assert_eq!(observe_frame(&super::PROTOCOL, &frame(&[9, 0, 0, 0])), ["malformed version"]);
    }
}
