//! IPP (RFC 8010, RFC 8011): what a printer's answer says it is, and its IEEE 1284 device id (PWG 5107.2).
//!
//! Read by an allow-list of attributes; names, places and owners of printers are left alone, and so is a queue of a print server,
//! which is not the printer.

use memchr::memmem;

use crate::observation::Property;
use crate::sensor::reader::Reader;

/// Version, status and request number stand before the attributes.
const FRONT: usize = 8;
/// Smaller tags begin groups (RFC 8010, 3.5.1).
const FIRST_VALUE: u8 = 0x10;
/// Keys of an IEEE 1284 device id.
const KEYS: [(&[u8], Property); 6] = [
    (b"MFG", Property::Manufacturer),
    (b"MANUFACTURER", Property::Manufacturer),
    (b"MDL", Property::Model),
    (b"MODEL", Property::Model),
    (b"SN", Property::Serial),
    (b"SERN", Property::Serial),
];

/// What the beginning of an answer says of the printer.
pub(super) fn parts(answer: &[u8]) -> Vec<(Property, &[u8])> {
    let mut parts = Vec::new();
    let mut reader = Reader::new(answer.get(FRONT..).unwrap_or_default());
    while let Some((name, value)) = attribute(&mut reader) {
        match name {
            b"printer-uri-supported" if is_queue(value) => return Vec::new(),
            b"printer-make-and-model" => parts.push((Property::IppMakeAndModel, value)),
            b"printer-firmware-string-version" => parts.push((Property::FirmwareVersion, value)),
            b"printer-device-id" => parts.extend(device_id(value)),
            _ => {}
        }
    }
    parts
}

/// The next attribute that has a name; further values of one have none.
fn attribute<'a>(reader: &mut Reader<'a>) -> Option<(&'a [u8], &'a [u8])> {
    loop {
        if reader.u8("tag").ok()? < FIRST_VALUE {
            continue;
        }
        let length = reader.u16("name length").ok()?;
        let name = reader.take(length.into(), "name").ok()?;
        let length = reader.u16("value length").ok()?;
        let value = reader.take(length.into(), "value").ok()?;
        if !name.is_empty() {
            return Some((name, value));
        }
    }
}

/// Whether a print server (CUPS, Windows) offers it for a printer that stands elsewhere.
fn is_queue(uri: &[u8]) -> bool {
    [&b"/printers/"[..], b"/classes/"].iter().any(|part| memmem::find(uri, part).is_some())
}

/// `MFG:HP;MDL:LaserJet 400;SN:...;`
fn device_id(value: &[u8]) -> impl Iterator<Item = (Property, &[u8])> {
    value.split(|byte| *byte == b';').filter_map(|pair| {
        let colon = memchr::memchr(b':', pair)?;
        let (key, value) = pair.split_at_checked(colon)?;
        let (_, property) = KEYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(key.trim_ascii()))?;
        Some((*property, value.get(1..)?.trim_ascii()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(attributes: &[(&str, &str)]) -> Vec<u8> {
        let text = |text: &str| [&u16::try_from(text.len()).unwrap().to_be_bytes()[..], text.as_bytes()].concat();
        let attributes = attributes.iter().map(|(name, value)| [&[0x41][..], &text(name), &text(value)].concat());
        [&[2, 0, 0, 0, 0, 0, 0, 1, 4][..], &attributes.collect::<Vec<_>>().concat(), &[3]].concat()
    }

    #[test]
    fn a_printer_says_what_it_is() {
        let bytes = answer(&[
            ("printer-name", "CANARY's printer"),
            ("printer-make-and-model", "Kyocera ECOSYS M3645idn"),
            ("", "another value"),
            ("printer-device-id", "MFG:KYOCERA;CMD:PCL;MDL:ECOSYS M3645idn;SN:R4P0000001;"),
        ]);
        let said: Vec<String> =
            parts(&bytes).iter().map(|(property, value)| format!("{property}={}", String::from_utf8_lossy(value))).collect();
        let expected =
            ["ipp.make_and_model=Kyocera ECOSYS M3645idn", "manufacturer=KYOCERA", "model=ECOSYS M3645idn", "serial=R4P0000001"];
        assert_eq!(said, expected);
        for end in 0..bytes.len() {
            parts(&bytes[..end]);
        }
    }

    #[test]
    fn a_queue_is_not_the_printer() {
        let uri = ("printer-uri-supported", "ipp://print-1:631/printers/ward");
        assert!(parts(&answer(&[("printer-make-and-model", "HP LaserJet"), uri])).is_empty());
    }
}
