//! BACnet/IP (ASHRAE 135, annex J): devices that announce themselves, and what their device object answers.
//!
//! A device behind a router is not who sent the packet: it is described as a piece of equipment of its own.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr};

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::{Endpoint, Text};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "bacnet",
    spec: "ANSI/ASHRAE 135-2020 clauses 6, 20, annex J (BACnet/IP)",
    attach: &[
        Attach::Udp(0xbac0),
        Attach::Udp(0xbac1),
        Attach::Udp(0xbac2),
        Attach::Udp(0xbac3),
        Attach::Udp(0xbac4),
        Attach::Udp(0xbac5),
        Attach::Udp(0xbac6),
        Attach::Udp(0xbac7),
        Attach::Udp(0xbac8),
        Attach::Udp(0xbac9),
        Attach::Udp(0xbaca),
        Attach::Udp(0xbacb),
        Attach::Udp(0xbacc),
        Attach::Udp(0xbacd),
        Attach::Udp(0xbace),
        Attach::Udp(0xbacf),
    ],
    entry: Entry::Packet(read),
};

/// Object type of a device, above the instance number (clause 21).
const DEVICE: u32 = 8;
/// An instance number that names no device.
const NO_INSTANCE: u32 = 0x003f_ffff;
/// BACnet services (clause 21).
const READ_PROPERTY: u8 = 12;
const READ_MULTIPLE: u8 = 14;
const I_AM: u8 = 0;
/// More properties in one answer are somebody's experiment.
const MAX_PARTS: usize = 32;

/// What one packet says of a device.
type Parts = Vec<(Property, Text)>;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    // Annex J.2: type, function, length.
    if reader.u8("BVLC type")? != 0x81 {
        return Err(Malformed("BVLC type"));
    }
    let function = reader.u8("BVLC function")?;
    if function > 0x0c || usize::from(reader.u16("BVLC length")?) != packet.payload.len() {
        return Err(Malformed("BVLC length"));
    }
    let sender = match function {
        0x04 => {
            let ip = IpAddr::V4(Ipv4Addr::from(reader.array::<4>("originating address")?));
            reader.skip(2, "originating port")?;
            let sender = packet.source();
            if sender.ip == Some(ip) { sender } else { Endpoint { mac: None, ip: Some(ip), vlan: sender.vlan } }
        }
        0x09..=0x0b => packet.source(),
        // Tables and registrations of broadcast management.
        _ => return Ok(()),
    };
    let Some(is_routed) = network(&mut reader)? else { return Ok(()) };
    let parts = application(&mut reader)?;
    if is_routed {
        // Which device it is says nothing by itself.
        if parts.iter().any(|(property, _)| *property != Property::BacnetDevice) {
            emit.equipment(sender, parts);
        }
    } else {
        parts.iter().for_each(|(property, text)| emit.says(sender, *property, text.as_str().as_bytes()));
    }
    Ok(())
}

/// Clause 6.2: whether the message comes from behind a router; `None` when it is the routers' own.
fn network(reader: &mut Reader<'_>) -> Result<Option<bool>, Malformed> {
    if reader.u8("NPDU version")? != 1 {
        return Err(Malformed("NPDU version"));
    }
    let control = reader.u8("NPDU control")?;
    let has_destination = control & 0x20 != 0;
    if has_destination {
        address(reader)?;
    }
    let is_routed = control & 0x08 != 0;
    if is_routed {
        address(reader)?;
    }
    if has_destination {
        reader.skip(1, "hop count")?;
    }
    Ok((control & 0x80 == 0).then_some(is_routed))
}

fn address(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    reader.skip(2, "network number")?;
    let length = reader.u8("address length")?;
    reader.skip(usize::from(length), "address")
}

/// Clause 20.1: I-Am and the answers to ReadProperty and ReadPropertyMultiple.
fn application(reader: &mut Reader<'_>) -> Result<Parts, Malformed> {
    let first = reader.u8("PDU type")?;
    match first >> 4 {
        1 => match reader.u8("service")? {
            I_AM => i_am(reader),
            _ => Ok(Parts::new()),
        },
        3 => {
            reader.skip(1, "invoke id")?;
            if first & 0x08 != 0 {
                let sequence = reader.u8("sequence number")?;
                reader.skip(1, "window size")?;
                if sequence != 0 {
                    return Ok(Parts::new());
                }
            }
            match reader.u8("service")? {
                READ_PROPERTY => one_property(reader),
                READ_MULTIPLE => Ok(many_properties(reader)),
                _ => Ok(Parts::new()),
            }
        }
        0..=7 => Ok(Parts::new()),
        _ => Err(Malformed("PDU type")),
    }
}

/// Clause 16.10.1: device, largest message, segmentation, vendor.
fn i_am(reader: &mut Reader<'_>) -> Result<Parts, Malformed> {
    let mut parts = Parts::new();
    let device = unsigned(Tag::read(reader)?, 12, "device")?;
    unsigned(Tag::read(reader)?, 2, "largest message")?;
    unsigned(Tag::read(reader)?, 9, "segmentation")?;
    let vendor = unsigned(Tag::read(reader)?, 2, "vendor")?;
    if keep_device(&mut parts, device) {
        keep_number(&mut parts, Property::BacnetVendorId, vendor);
    }
    Ok(parts)
}

/// Clause 15.5: object, property, perhaps an index, value.
fn one_property(reader: &mut Reader<'_>) -> Result<Parts, Malformed> {
    let mut parts = Parts::new();
    let object = number(Tag::read(reader)?.context(0)?, "object")?;
    let property = number(Tag::read(reader)?.context(1)?, "property")?;
    let mut next = Tag::read(reader)?;
    if next.contents.is_some() {
        next = Tag::read(reader)?;
    }
    if !next.opens(3) {
        return Err(Malformed("property value"));
    }
    if keep_device(&mut parts, object) {
        keep_value(&mut parts, property, reader, 3)?;
    }
    Ok(parts)
}

/// Clause 15.7: objects, each with its properties, each with a value or an error. What came before a fault counts.
fn many_properties(reader: &mut Reader<'_>) -> Parts {
    let mut parts = Parts::new();
    while !reader.is_empty() && object_properties(&mut parts, reader).is_ok() {}
    parts
}

fn object_properties(parts: &mut Parts, reader: &mut Reader<'_>) -> Result<(), Malformed> {
    let object = number(Tag::read(reader)?.context(0)?, "object")?;
    if !Tag::read(reader)?.opens(1) {
        return Err(Malformed("list of results"));
    }
    let is_device = keep_device(parts, object);
    loop {
        let tag = Tag::read(reader)?;
        if tag.closes(1) {
            return Ok(());
        }
        let property = number(tag.context(2)?, "property")?;
        let mut next = Tag::read(reader)?;
        if next.contents.is_some() {
            next = Tag::read(reader)?;
        }
        if next.opens(4) && is_device {
            keep_value(parts, property, reader, 4)?;
        } else if next.opens(4) || next.opens(5) {
            close(reader, next.number)?;
        } else {
            return Err(Malformed("result"));
        }
    }
}

/// Keeps which device is spoken of; whether it is one. Who asked for any device is answered in that name.
fn keep_device(parts: &mut Parts, object: u32) -> bool {
    let instance = object & NO_INSTANCE;
    let is_device = object >> 22 == DEVICE;
    if is_device && instance != NO_INSTANCE {
        keep_number(parts, Property::BacnetDevice, instance);
    }
    is_device
}

fn keep_number(parts: &mut Parts, property: Property, number: u32) {
    let mut text = Scratch::new();
    text.number(number);
    parts.extend(Text::from_wire(text.bytes()).map(|text| (property, text)));
}

/// Keeps a value on the allow-list, and reads up to the tag that closes it.
fn keep_value(parts: &mut Parts, property: u32, reader: &mut Reader<'_>, closing: u8) -> Result<(), Malformed> {
    let value = Tag::read(reader)?;
    if value.closes(closing) {
        return Ok(());
    }
    if let Some(contents) = value.contents.filter(|_| !value.is_context && parts.len() < MAX_PARTS) {
        match (property, value.number) {
            (75, 12) => {
                keep_device(parts, number(contents, "device")?);
            }
            (120, 2) => keep_number(parts, Property::BacnetVendorId, number(contents, "vendor")?),
            (_, 7) => {
                let text = wanted(property).and_then(|property| Some((property, Text::from_wire(&characters(contents)?)?)));
                parts.extend(text);
            }
            _ => {}
        }
    }
    match value.contents {
        Some(_) => close(reader, closing),
        None => {
            close(reader, value.number)?;
            close(reader, closing)
        }
    }
}

/// The allow-list: properties of a device object (clause 12.11).
fn wanted(property: u32) -> Option<Property> {
    Some(match property {
        12 => Property::SoftwareVersion,
        28 => Property::SystemDescription,
        44 => Property::FirmwareVersion,
        58 => Property::Location,
        70 => Property::Model,
        77 => Property::SystemName,
        121 => Property::Manufacturer,
        372 => Property::Serial,
        _ => return None,
    })
}

/// A character string (20.2.9): its character set, then its text.
fn characters(contents: &[u8]) -> Option<Cow<'_, [u8]>> {
    match contents.split_first()? {
        // UTF-8, once ANSI X3.4; ISO 8859-1.
        (0 | 5, text) => Some(Cow::Borrowed(text)),
        // UCS-2.
        (4, text) => {
            let units = text.chunks_exact(2).map(|pair| pair.iter().fold(0_u16, |unit, byte| unit << 8 | u16::from(*byte)));
            let text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(' ')).collect();
            Some(Cow::Owned(text.into_bytes()))
        }
        _ => None,
    }
}

/// A tag (20.2.1): its number and class, and its contents; none where it opens or closes a group.
#[derive(Clone, Copy)]
struct Tag<'a> {
    number: u8,
    is_context: bool,
    is_closing: bool,
    contents: Option<&'a [u8]>,
}

impl<'a> Tag<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, Malformed> {
        let first = reader.u8("tag")?;
        let number = if first >> 4 == 15 { reader.u8("tag number")? } else { first >> 4 };
        let is_context = first & 0x08 != 0;
        let length = match first & 0x07 {
            6 | 7 if is_context => {
                return Ok(Self { number, is_context, is_closing: first & 1 != 0, contents: None });
            }
            // A boolean is in its tag.
            _ if number == 1 && !is_context => 0,
            5 => match reader.u8("length")? {
                254 => u32::from(reader.u16("length")?),
                255 => reader.u32("length")?,
                length => u32::from(length),
            },
            length => u32::from(length),
        };
        let contents = reader.take(usize::try_from(length).map_err(|_| Malformed("length"))?, "contents")?;
        Ok(Self { number, is_context, is_closing: false, contents: Some(contents) })
    }

    fn opens(&self, number: u8) -> bool {
        self.contents.is_none() && !self.is_closing && self.number == number
    }

    fn closes(&self, number: u8) -> bool {
        self.contents.is_none() && self.is_closing && self.number == number
    }

    /// The contents, where this is the context tag of this number.
    fn context(self, number: u8) -> Result<&'a [u8], Malformed> {
        self.contents.filter(|_| self.is_context && self.number == number).ok_or(Malformed("context tag"))
    }
}

/// Reads up to the tag that closes the group `number`, over groups within.
fn close(reader: &mut Reader<'_>, number: u8) -> Result<(), Malformed> {
    let mut depth = 0_u32;
    loop {
        let tag = Tag::read(reader)?;
        match (tag.contents, tag.is_closing) {
            (Some(_), _) => {}
            (None, false) => depth = depth.saturating_add(1),
            (None, true) if depth == 0 => return if tag.number == number { Ok(()) } else { Err(Malformed("closing tag")) },
            (None, true) => depth = depth.saturating_sub(1),
        }
    }
}

/// An application value of this type as a number.
fn unsigned(tag: Tag<'_>, kind: u8, field: &'static str) -> Result<u32, Malformed> {
    let contents = tag.contents.filter(|_| tag.number == kind && !tag.is_context).ok_or(Malformed(field))?;
    number(contents, field)
}

fn number(contents: &[u8], field: &'static str) -> Result<u32, Malformed> {
    if !(1..=4).contains(&contents.len()) {
        return Err(Malformed(field));
    }
    Ok(contents.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    const OWN: &str = "00:00:00:00:00:0c 10.0.0.1 -";
    const OBJECT: [u8; 4] = [0x02, 0x03, 0xf7, 0xa1];

    fn bvlc(function: u8, body: &[&[u8]]) -> Vec<u8> {
        let body = body.concat();
        [&[0x81, function][..], &u16::try_from(body.len() + 4).unwrap().to_be_bytes(), &body].concat()
    }

    fn text(text: &str) -> Vec<u8> {
        [&[0x75, u8::try_from(text.len() + 1).unwrap(), 0][..], text.as_bytes()].concat()
    }

    fn observe(bytes: &[u8]) -> Vec<String> {
        observe_udp(&PROTOCOL, (47808, 47808), bytes)
    }

    const I_AM_BODY: [u8; 13] = [0x10, 0, 0xc4, 0x02, 0x03, 0xf7, 0xa1, 0x22, 0x05, 0xc4, 0x91, 0x00, 0x21];

    #[test]
    fn a_device_says_i_am() {
        let bytes = bvlc(0x0b, &[&[1, 0x20, 0xff, 0xff, 0, 0xff], &I_AM_BODY, &[5]]);
        assert_eq!(observe(&bytes), [format!("{OWN} bacnet.device=260001"), format!("{OWN} bacnet.vendor_id=5")]);
        truncations(&bytes, |cut| drop(observe(cut)));
        let forwarded = bvlc(0x04, &[&[10, 0, 9, 9, 0xba, 0xc0, 1, 0x20, 0xff, 0xff, 0, 0xff], &I_AM_BODY, &[5]]);
        assert_eq!(observe(&forwarded)[0], "- 10.0.9.9 - bacnet.device=260001");
        let routed = bvlc(0x0b, &[&[1, 0x28, 0xff, 0xff, 0, 0, 9, 1, 0x17, 0xff], &I_AM_BODY, &[5]]);
        assert_eq!(observe(&routed), [format!("{OWN} equipment bacnet.vendor_id=\"5\" bacnet.device=\"260001\"")]);
    }

    #[test]
    fn a_device_object_answers() {
        let one = bvlc(0x0a, &[&[1, 0, 0x30, 1, 12, 0x0c], &OBJECT, &[0x19, 70, 0x3e], &text("FX-PCA"), &[0x3f]]);
        assert_eq!(observe(&one), [format!("{OWN} bacnet.device=260001"), format!("{OWN} model=FX-PCA")]);
        let any = bvlc(0x0a, &[&[1, 0, 0x30, 1, 12, 0x0c, 0x02, 0x3f, 0xff, 0xff, 0x19, 75, 0x3e, 0xc4], &OBJECT, &[0x3f]]);
        assert_eq!(observe(&any), [format!("{OWN} bacnet.device=260001")]);
        let serial = [&[0x2a, 1, 116, 0x4e][..], &text("SN 1"), &[0x4f]].concat();
        let error: &[u8] = &[0x29, 58, 0x5e, 0x91, 2, 0x91, 32, 0x5f];
        let list: &[u8] = &[0x29, 76, 0x4e, 0xc4, 2, 3, 0xf7, 0xa1, 0xc4, 0, 0, 0, 1, 0x4f];
        let wide: &[u8] = &[0x29, 77, 0x4e, 0x75, 5, 4, 0, b'A', 0, b'H', 0x4f];
        let other = [&[0x0c, 0, 0, 0, 1, 0x1e, 0x29, 77, 0x4e][..], &text("CANARY"), &[0x4f, 0x1f]].concat();
        let many = bvlc(0x0a, &[&[1, 0, 0x30, 1, 14], &other, &[0x0c], &OBJECT, &[0x1e], &serial, error, list, wide, &[0x1f]]);
        let expected = [format!("{OWN} bacnet.device=260001"), format!("{OWN} serial=SN 1"), format!("{OWN} system_name=AH")];
        assert_eq!(observe(&many), expected);
        truncations(&many, |cut| drop(observe(cut)));
        for at in 4..many.len() {
            let mut damaged = many.clone();
            damaged[at] ^= 0x15;
            observe(&damaged);
        }
    }

    #[test]
    fn refuses_what_is_none() {
        assert_eq!(observe(b"\x81\x0a\x00\x09\x01\x00"), ["malformed BVLC length"]);
        assert_eq!(observe(b"\x82"), ["malformed BVLC type"]);
        assert_eq!(observe(&bvlc(0x0a, &[&[2, 0]])), ["malformed NPDU version"]);
        assert!(observe(&bvlc(0x0a, &[&[1, 0x80, 0x00]])).is_empty(), "routers among themselves");
        assert!(observe(&bvlc(0x0b, &[&[1, 0x20, 0xff, 0xff, 0, 0xff, 0x10, 8]])).is_empty(), "who is");
    }
}
