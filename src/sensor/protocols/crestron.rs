//! Crestron discovery: control processors, touch panels and switchers of lecture halls and operating theatres.

use super::{Attach, Emit, Entry, Protocol};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "crestron",
    spec: "Crestron autodiscovery, as its products speak it (no public document)",
    attach: &[Attach::Udp(41794)],
    entry: Entry::Packet(read),
};

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    match reader.u8("type")? {
        // A search: one octet, or with the name of the computer that asks.
        0x14 => return Ok(()),
        0x15 => {}
        _ => return Err(Malformed("type")),
    }
    if reader.array("type")? != [0; 3] {
        return Err(Malformed("type"));
    }
    reader.skip(6, "flags")?;
    // The name, filled up with zeros, then the description.
    let mut texts = reader.rest().split(|byte| *byte == 0).filter(|text| !text.is_empty());
    let (name, description) = (texts.next().unwrap_or_default(), texts.next().unwrap_or_default());
    let (model, version, serial) = parts(description).ok_or(Malformed("description"))?;
    let device = packet.source();
    emit.says(device, Property::Model, model);
    emit.says(device, Property::FirmwareVersion, version);
    emit.says(device, Property::Serial, serial);
    emit.says(device, Property::HostName, name);
    Ok(())
}

/// `CP3 Cntrl Eng [v1.601.3934.19631 (Oct 10 2019), #00A3BBE7] @E-00107f4a3474`: model, version, serial number.
fn parts(description: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let model = description.split(|byte| *byte == b' ').next()?;
    let inner = description.get(memchr::memmem::find(description, b" [v")?.checked_add(3)?..)?;
    let inner = inner.get(..memchr::memchr(b']', inner)?)?;
    let version = inner.split(|byte| matches!(byte, b' ' | b',')).next()?;
    let serial = memchr::memrchr(b'#', inner).and_then(|at| inner.get(at.checked_add(1)?..)).unwrap_or_default();
    let is_hex = serial.len() == 8 && serial.iter().all(u8::is_ascii_hexdigit);
    version.first()?.is_ascii_digit().then_some((model, version, if is_hex { serial } else { &[] }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn answer(description: &[u8]) -> Vec<u8> {
        let mut name = b"OR-2-PANEL".to_vec();
        name.resize(256, 0);
        [&[0x15, 0, 0, 0, 1, 4, 0, 3, 0, 0][..], &name, description, &[0; 20]].concat()
    }

    #[test]
    fn a_processor_answers_a_search() {
        let observe = |bytes: &[u8]| observe_udp(&PROTOCOL, (41794, 41794), bytes);
        let bytes = answer(b"CP3 Cntrl Eng [v1.601.3934.19631 (Oct 10 2019), #00A3BBE7] @E-00107f4a3474");
        let expected = ["model=CP3", "firmware_version=1.601.3934.19631", "serial=00A3BBE7", "host_name=OR-2-PANEL"];
        assert_eq!(observe(&bytes), expected.map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}")));
        truncations(&bytes, |cut| drop(observe(cut)));
        let short = observe(&answer(b"DM-MD8x8 Cntrl Eng [v4.102]"));
        assert_eq!(short[..2], ["model=DM-MD8x8", "firmware_version=4.102"].map(|f| format!("00:00:00:00:00:0c 10.0.0.1 - {f}")));
        assert!(observe(&[0x14]).is_empty());
        assert_eq!(observe(&answer(b"something else")), ["malformed description"]);
        assert_eq!(observe(b"hello"), ["malformed type"]);
    }
}
