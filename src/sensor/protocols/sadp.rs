//! SADP: how Hikvision's cameras, recorders and door stations answer a search on their segment.

use super::xml::{Scanner, Token, unescape};
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::Property;
use crate::sensor::reader::Malformed;
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "sadp",
    spec: "Hikvision Search Active Device Protocol, as its products speak it (no public document)",
    attach: &[Attach::Udp(37020)],
    entry: Entry::Packet(read),
};

/// The allow-list; the names that stand first are preferred.
const ELEMENTS: [(&[u8], Property); 4] = [
    (b"DeviceDescription", Property::Model),
    (b"DeviceSN", Property::Serial),
    (b"SoftwareVersion", Property::SoftwareVersion),
    (b"DeviceVersion", Property::SoftwareVersion),
];

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut scanner = Scanner::new(packet.payload);
    let mut values = [None; ELEMENTS.len()];
    let (mut is_answer, mut is_search) = (false, false);
    while let Some(token) = scanner.next() {
        let Token::Text(text) = token else { continue };
        let [root, name] = scanner.path() else { continue };
        is_answer |= root.eq_ignore_ascii_case(b"ProbeMatch");
        is_search |= *root == b"Probe";
        let place = ELEMENTS.iter().zip(&mut values).find(|((element, _), _)| element == name);
        if let Some((_, value)) = place.filter(|_| is_answer) {
            value.get_or_insert(text);
        }
    }
    if !is_answer {
        return if is_search { Ok(()) } else { Err(Malformed("root element")) };
    }
    let [model, serial, version, other] = values;
    for (value, (_, property)) in [model, serial, version.or(other)].into_iter().zip(ELEMENTS) {
        emit.says(packet.source(), property, &unescape(value.unwrap_or_default()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    const ANSWER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ProbeMatch>\n<Uuid>1</Uuid>\n<Types>inquiry</Types>\n\
        <DeviceType>135340</DeviceType>\n<DeviceDescription>DS-2CD2143G0-I</DeviceDescription>\n\
        <DeviceSN>DS-2CD2143G0-I20200114AAWRD12345678</DeviceSN>\n<MAC>00-00-00-00-00-0c</MAC>\n\
        <SoftwareVersion>V5.5.82build 190910</SoftwareVersion>\n<DSPVersion>V7.3</DSPVersion>\n</ProbeMatch>";

    #[test]
    fn a_camera_answers_a_search() {
        let observe = |bytes: &[u8]| observe_udp(&PROTOCOL, (37020, 37020), bytes);
        let expected =
            ["model=DS-2CD2143G0-I", "serial=DS-2CD2143G0-I20200114AAWRD12345678", "software_version=V5.5.82build 190910"];
        assert_eq!(observe(ANSWER.as_bytes()), expected.map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}")));
        let older = ANSWER.replace("SoftwareVersion", "DeviceVersion").replace("ProbeMatch", "Probematch");
        assert_eq!(observe(older.as_bytes()).len(), 3);
        truncations(ANSWER.as_bytes(), |cut| drop(observe(cut)));
        let search = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Probe><Uuid>1</Uuid><Types>inquiry</Types></Probe>";
        assert!(observe(search.as_bytes()).is_empty());
        assert_eq!(observe(b"<a><DeviceSN>1</DeviceSN></a>"), ["malformed root element"]);
    }
}
