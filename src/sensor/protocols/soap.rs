//! The metadata that a device hands out by HTTP (WS-MetadataExchange in DPWS 1.1, sections 3.1 and 5.1; GetDeviceInformation of the
//! ONVIF device management service): maker, model, serial number and firmware, or the name of a Windows computer.
//!
//! Read by an allow-list of elements; `FriendlyName` is left alone, for people put their names there, and whatever is not
//! the answer to a transfer `Get` or to that one question (an MDIB with its patient contexts) is not read at all.

use super::Emit;
use super::wsd::says_types;
use super::xml::{Scanner, Token, unescape};
use crate::base::Endpoint;
use crate::observation::Property;

/// WS-Transfer of September 2004, which DPWS uses.
const ACTION: &[u8] = b"http://schemas.xmlsoap.org/ws/2004/09/transfer/GetResponse";

/// ONVIF Core Specification, device management, GetDeviceInformation: a message of its own, so no action need stand beside it.
const INFORMATION: &[u8] = b"GetDeviceInformationResponse";

/// Elements read, by what they are in.
const ELEMENTS: [(&[u8], &[u8], Property); 8] = [
    (INFORMATION, b"Manufacturer", Property::Manufacturer),
    (INFORMATION, b"Model", Property::Model),
    (INFORMATION, b"SerialNumber", Property::Serial),
    (INFORMATION, b"FirmwareVersion", Property::FirmwareVersion),
    (b"ThisModel", b"Manufacturer", Property::Manufacturer),
    (b"ThisModel", b"ModelName", Property::Model),
    (b"ThisDevice", b"SerialNumber", Property::Serial),
    (b"ThisDevice", b"FirmwareVersion", Property::FirmwareVersion),
];

/// The length of an envelope with its end.
pub(super) fn end(page: &[u8]) -> Option<usize> {
    const END: &[u8] = b"Envelope>";
    memchr::memmem::find_iter(page, END).find_map(|at| {
        let tag = memchr::memrchr(b'<', page.get(..at)?)?;
        (page.get(tag.checked_add(1)?) == Some(&b'/')).then(|| at.saturating_add(END.len()))
    })
}

/// Says what the beginning of an answer tells of the device that gave it.
pub(super) fn metadata(page: &[u8], server: Endpoint, emit: &mut Emit<'_>) {
    let mut scanner = Scanner::new(page);
    let (mut is_answer, mut is_onvif, mut own, mut computer) = (false, false, [None; ELEMENTS.len()], None);
    while let Some(token) = scanner.next() {
        let Token::Text(text) = token else { continue };
        let (name, parent) = (scanner.above(0), scanner.above(1));
        match (name, parent) {
            (b"Action", b"Header") if text == ACTION => is_answer = true,
            _ if !is_answer && parent != INFORMATION => {}
            (b"Types", b"Host") => says_types(text, &scanner, server, emit),
            (b"Computer", b"Host") => computer = Some(text),
            _ => {
                is_onvif |= parent == INFORMATION;
                let known = ELEMENTS.iter().zip(&mut own).find(|((within, element, _), _)| *within == parent && *element == name);
                if let Some((_, place)) = known {
                    // Of several languages the first.
                    place.get_or_insert(text);
                }
            }
        }
    }
    if is_onvif {
        // What every ONVIF device calls itself in its discovery (Core Specification, 7.3.2).
        emit.says(server, Property::WsdType, b"tds:Device");
    }
    match computer {
        // Model and serial are those of Windows' publishing service: the same for every computer.
        Some(name) => says_computer(name, server, emit),
        None => {
            for ((_, _, property), text) in ELEMENTS.iter().zip(own) {
                emit.says(server, *property, &unescape(text.unwrap_or_default()));
            }
        }
    }
}

/// `NAME/Workgroup:GROUP`, `NAME\Domain:DOMAIN` or `NAME\NotJoined` (Function Discovery, pub:Computer).
fn says_computer(text: &[u8], server: Endpoint, emit: &mut Emit<'_>) {
    let end = text.iter().position(|byte| matches!(byte, b'/' | b'\\')).unwrap_or(text.len());
    emit.says(server, Property::HostName, text.get(..end).unwrap_or_default());
    let rest = text.get(end.saturating_add(1)..).unwrap_or_default();
    let domain = rest.strip_prefix(b"Workgroup:").or_else(|| rest.strip_prefix(b"Domain:"));
    emit.says(server, Property::DomainName, domain.unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_ends_with_its_own_tag() {
        assert_eq!(end(b"<s:Envelope><x/></s:Envelope> "), Some(29));
        assert_eq!(end(b"<Envelope></Envelope>"), Some(21));
        assert_eq!(end(b"<s:Envelope></s:Env"), None);
    }
}
