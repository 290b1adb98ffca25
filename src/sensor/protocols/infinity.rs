//! Dräger Infinity network (no published specification; layouts as documented by the mdrepo project from captures of
//! Delta monitors): monitors multicast their data on UDP 2050 and describe themselves on UDP 2150.
//!
//! Patient names, initials and registration numbers are passed over by length; the bed's label is read.

use super::own_address::speaker;
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "infinity",
    spec: "Dräger Infinity monitoring data and discovery, version 4.1, as seen on the wire (no public document)",
    attach: &[Attach::Udp(2050), Attach::Udp(DISCOVERY)],
    entry: Entry::Packet(read),
};

const DISCOVERY: u16 = 2150;
/// A data block that configures a bed.
const BED: u16 = 10;
/// Segments of a discovery packet: the device's name; its firmware, model and serial number.
const NAME: u8 = 1;
const PRODUCT: u8 = 13;
/// Between the prefix of a segment and its length.
const SEPARATOR: u16 = 0x2d;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    if packet.destination_port == DISCOVERY {
        return discovery(packet, emit);
    }
    let destination = packet.destination().ip;
    if !destination.is_some_and(|ip| ip.is_multicast()) {
        return Err(Malformed("group address"));
    }
    let mut reader = Reader::new(packet.payload);
    if reader.u32("header id")? != 0x0001_0000 {
        return Err(Malformed("header id"));
    }
    reader.skip(8, "sequence and time")?;
    let named = reader.array("device address")?;
    reader.skip(12, "connection, times, version")?;
    if reader.u8("header length")? != 0x20 {
        return Err(Malformed("header length"));
    }
    let blocks = reader.u8("number of blocks")?;
    reader.skip(2, "reserved")?;
    let mut bed = None;
    for _ in 1..blocks {
        let id = reader.u16("block")?;
        let length = usize::from(reader.u16("block length")?).checked_sub(4).ok_or(Malformed("block length"))?;
        let body = reader.take(length, "block body")?;
        if id == BED {
            bed = Some(body);
        }
    }
    let Some(monitor) = speaker(packet.source(), named, emit) else { return Ok(()) };
    emit.says(monitor, Property::BedsideMessage, b"monitoring data");
    if let Some(body) = bed {
        let mut shown = Scratch::new();
        shown.text(b"bed ");
        let label = label(body)?;
        if !label.is_empty() {
            emit.says(monitor, Property::Location, shown.text(label.bytes()).bytes());
        }
    }
    Ok(())
}

/// Eight characters behind the patient's name and initials, as many of them used as the octet at 84 says.
fn label(body: &[u8]) -> Result<Scratch, Malformed> {
    let mut reader = Reader::new(body);
    reader.skip(60, "name and initials")?;
    let label = reader.take(16, "bed label")?;
    reader.skip(8, "controls and lengths")?;
    let used = usize::from(reader.u8("label length")?).saturating_mul(2);
    Ok(wide(label.get(..used).unwrap_or(label)))
}

/// A monitor describes itself in segments.
fn discovery(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    let named = reader.array("device address")?;
    if reader.u16("connection")? != 4 || reader.u32("constant")? != 1 {
        return Err(Malformed("constants"));
    }
    reader.skip(14, "sequence and monitoring unit")?;
    let (mut name, mut product) = (None, None);
    while reader.remaining() >= 4 {
        reader.skip(2, "segment prefix")?;
        match reader.u16("segment separator")? {
            0 => break,
            SEPARATOR => {}
            _ => return Err(Malformed("segment separator")),
        }
        let length = usize::from(reader.u16("segment length")?).checked_sub(7).ok_or(Malformed("segment length"))?;
        let code = reader.u8("segment code")?;
        let mut body = reader.sub(length, "segment")?;
        match code {
            NAME => name = Some(string(&mut body)?),
            PRODUCT => product = Some(self::product(&mut body)?),
            _ => {}
        }
    }
    let Some(monitor) = speaker(packet.source(), named, emit) else { return Ok(()) };
    emit.says(monitor, Property::BedsideMessage, b"discovery");
    emit.says(monitor, Property::SystemName, name.as_ref().map(Scratch::bytes).unwrap_or_default());
    if let Some([firmware, model, serial]) = product {
        emit.says(monitor, Property::FirmwareVersion, firmware.bytes());
        emit.says(monitor, Property::Model, model.bytes());
        emit.says(monitor, Property::Serial, serial.bytes());
    }
    Ok(())
}

/// Firmware, model and serial number.
fn product(body: &mut Reader<'_>) -> Result<[Scratch; 3], Malformed> {
    string(body)?;
    body.skip(8 + 3, "product codes")?;
    let [firmware, model, serial] = body.array("text lengths")?;
    body.skip(2, "product codes")?;
    Ok([characters(body, firmware)?, characters(body, model)?, characters(body, serial)?])
}

/// A text behind its number of characters.
fn string(body: &mut Reader<'_>) -> Result<Scratch, Malformed> {
    let length = body.u8("name length")?;
    characters(body, length)
}

/// So many characters, and one more where their number is odd.
fn characters(body: &mut Reader<'_>, count: u8) -> Result<Scratch, Malformed> {
    let text = body.take(usize::from(count).saturating_mul(2), "text")?;
    if count % 2 == 1 {
        body.skip(2, "padding")?;
    }
    Ok(wide(text))
}

/// UTF-16BE up to its end or a NUL, as UTF-8.
fn wide(bytes: &[u8]) -> Scratch {
    let units = bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_be_bytes(*unit)).take_while(|unit| *unit != 0);
    let mut out = Scratch::new();
    for letter in char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)) {
        out.text(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    const MONITOR: &str = "00:00:00:00:00:0c 10.0.0.1 -";

    fn observe(port: u16, group: [u8; 4], payload: &[u8]) -> Vec<String> {
        let total = u16::try_from(payload.len() + 28).unwrap();
        let head = [&[0x45, 0][..], &total.to_be_bytes(), &[0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1], &group].concat();
        let udp = [&port.to_be_bytes()[..], &port.to_be_bytes(), &(total - 20).to_be_bytes(), &[0, 0]].concat();
        let ethernet = [1, 0, 0x5e, 0, 0, 5, 0, 0, 0, 0, 0, 0x0c, 8, 0];
        let facts = observe_frame(&PROTOCOL, &[&ethernet[..], &head, &udp, payload].concat());
        assert!(!facts.concat().contains("CANARY"), "{facts:?}");
        facts
    }

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }

    fn padded(text: &str, length: usize) -> Vec<u8> {
        let mut bytes = utf16(text);
        bytes.resize(length, 0);
        bytes
    }

    fn data(address: [u8; 4], blocks: &[(u16, Vec<u8>)]) -> Vec<u8> {
        let mut out = vec![0, 1, 0, 0, 0, 0, 0, 7, 0x65, 0, 0, 0];
        out.extend(address);
        out.extend([0, 9, 1, 2, 3, 4, 5, 6, 0, 4, 0, 1, 0x20]);
        out.extend([u8::try_from(blocks.len() + 1).unwrap(), 0, 0]);
        for (id, body) in blocks {
            out.extend(id.to_be_bytes());
            out.extend(u16::try_from(body.len() + 4).unwrap().to_be_bytes());
            out.extend(body);
        }
        out
    }

    #[test]
    fn data_tells_the_bed_and_no_patient() {
        let bed = [padded("CANARY", 52), padded("CNRY", 8), padded("ICU-12", 16), vec![0; 6], vec![7, 3, 7], vec![0; 9]].concat();
        let message = data([10, 0, 0, 1], &[(13, vec![1; 8]), (BED, bed)]);
        let expected = [format!("{MONITOR} bedside.message=monitoring data"), format!("{MONITOR} location=bed ICU-12")];
        assert_eq!(observe(2050, [224, 0, 1, 110], &message), expected);
        truncations(&message, |cut| drop(observe(2050, [224, 0, 1, 110], cut)));
        let spoofed = data([10, 0, 0, 9], &[]);
        assert_eq!(observe(2050, [224, 0, 1, 110], &spoofed), [format!("{MONITOR} bedside.other_address=10.0.0.9")]);
        assert_eq!(observe(2050, [10, 0, 0, 2], &message), ["malformed group address"]);
    }

    fn segment(code: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 7).unwrap().to_be_bytes();
        [&[0, 0, 0, 0x2d][..], &length[..], &[code], body].concat()
    }

    #[test]
    fn discovery_tells_name_model_serial_and_firmware() {
        let name = [&[4][..], &utf16("2808"), &[10, 0, 0, 1]].concat();
        let patient = [&[6][..], &utf16("CANARY"), &[0; 9]].concat();
        let texts = [utf16("VF8.3-W"), vec![0, 0], utf16("Delta"), vec![0, 0], utf16("6002591075")].concat();
        let product = [&[4][..], &utf16("0301"), &[0; 11], &[7, 5, 10, 0, 0], &texts].concat();
        let head = [&[10, 0, 0, 1, 0, 4, 0, 0, 0, 1][..], &[0; 14]].concat();
        let message = [head, segment(1, &name), segment(5, &patient), segment(13, &product), vec![0; 4]].concat();
        let expected =
            ["bedside.message=discovery", "system_name=2808", "firmware_version=VF8.3-W", "model=Delta", "serial=6002591075"];
        assert_eq!(observe(2150, [224, 127, 1, 255], &message), expected.map(|fact| format!("{MONITOR} {fact}")));
        truncations(&message, |cut| drop(observe(2150, [224, 127, 1, 255], cut)));
        assert_eq!(observe(2150, [224, 127, 1, 255], &[0; 40]), ["malformed constants"]);
    }
}
