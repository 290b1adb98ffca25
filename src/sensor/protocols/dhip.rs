//! DHIP discovery: how cameras, recorders and door stations of Dahua, under whatever brand, answer a search.

use super::{Attach, Emit, Entry, Protocol};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "dhip",
    spec: "Dahua DHIP discovery, as its products speak it (no public document); RFC 8259 (JSON)",
    attach: &[Attach::Udp(37810)],
    entry: Entry::Packet(read),
};

/// The allow-list. `MachineName` is what somebody typed in; `Manufacturer` is a class of customer (`General`, `Private`).
const FIELDS: [(&[u8], Property); 5] = [
    (b"\"Vendor\"", Property::Manufacturer),
    (b"\"DeviceType\"", Property::Model),
    (b"\"SerialNo\"", Property::Serial),
    (b"\"Version\"", Property::SoftwareVersion),
    (b"\"DeviceClass\"", Property::DhipDeviceClass),
];

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    // Length of this header, then its name.
    if reader.u32_le("header length")? != 32 || reader.array("name")? != *b"DHIP" {
        return Err(Malformed("header"));
    }
    reader.skip(8, "session")?;
    reader.skip(16, "lengths")?;
    let body = reader.rest();
    match text(body, b"\"method\"") {
        Some(b"client.notifyDevInfo") => {
            for (name, property) in FIELDS {
                emit.says(packet.source(), property, text(body, name).unwrap_or_default());
            }
            Ok(())
        }
        Some(_) => Ok(()),
        None => Err(Malformed("method")),
    }
}

/// The text of the first member of this name, which is given with its quotation marks. What needs unescaping is no name
/// of a product.
fn text<'a>(body: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    memchr::memmem::find_iter(body, name).find_map(|at| {
        let rest = body.get(at.checked_add(name.len())?..)?;
        let value = rest.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start().strip_prefix(b"\"")?;
        value.get(..memchr::memchr2(b'"', b'\\', value)?).filter(|text| value.get(text.len()) == Some(&b'"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    const ANSWER: &[u8] = b"{ \"mac\" : \"00:00:00:00:00:0c\", \"method\" : \"client.notifyDevInfo\", \"params\" : { \"deviceInfo\" : { \
        \"DeviceClass\" : \"IPC\", \"DeviceType\" : \"IPC-HDW5421S\", \"HttpPort\" : 80, \"IPv4Address\" : { \"DhcpEnable\" : false }, \
        \"MachineName\" : \"CANARY\", \"Manufacturer\" : \"Private\", \"SerialNo\":\"1F006E4PAX00075\", \"Vendor\":\"Dahua\", \
        \"Version\" : \"2.400.0.8\", \"VideoInputChannels\" : 1 } } }\n";

    fn message(body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        [&[32, 0, 0, 0][..], b"DHIP", &[0; 8], &length, &[0; 4], &length, &[0; 4], body].concat()
    }

    #[test]
    fn a_camera_answers_a_search() {
        let observe = |bytes: &[u8]| observe_udp(&PROTOCOL, (37810, 50000), bytes);
        let expected = [
            "manufacturer=Dahua",
            "model=IPC-HDW5421S",
            "serial=1F006E4PAX00075",
            "software_version=2.400.0.8",
            "dhip.device_class=IPC",
        ];
        assert_eq!(observe(&message(ANSWER)), expected.map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}")));
        truncations(&message(ANSWER), |cut| drop(observe(cut)));
        let search = b"{ \"method\" : \"DHDiscover.search\", \"params\" : { \"mac\" : \"\", \"uni\" : 1 } }";
        assert!(observe(&message(search)).is_empty());
        let odd = b"{\"method\":\"client.notifyDevInfo\",\"SerialNo\":\"a\\\"b\",\"Vendor\":7,\"Version";
        assert!(observe(&message(odd)).is_empty(), "escapes, numbers, an open end");
        assert_eq!(observe(&message(b"{}")), ["malformed method"]);
        assert_eq!(observe(b"\x20\0\0\0PIHD"), ["malformed header"]);
    }
}
