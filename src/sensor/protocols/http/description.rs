//! Documents in which a device describes itself: UPnP's (UPnP Device Architecture 2.0, 2.3), iLO's, and any other maker's in JSON, XML or
//! lines, as [`self_description`] reads them: Redfish, ISAPI, eSCL, LEDM, ...
//!
//! Read by an allow-list of elements; `friendlyName` is left alone, for people put their names there.

use memchr::memmem;

use crate::base::Text;
use crate::observation::Property;
use crate::sensor::protocols::self_description;

/// What stands in every UPnP description.
const UPNP: &[u8] = b"urn:schemas-upnp-org:device-1-0";
/// Elements of UPnP's root device; `serialNum` and `softwareVersion` are Sonos'.
const ROOT: &[(&str, Property)] = &[
    ("manufacturer", Property::Manufacturer),
    ("modelName", Property::Model),
    ("serialNumber", Property::Serial),
    ("serialNum", Property::Serial),
    ("softwareVersion", Property::SoftwareVersion),
];
/// Elements and what they mean.
type Elements = &'static [(&'static str, Property)];

/// Descriptions whose names are their maker's own, by what stands in each.
const OWN_NAMES: [(&[u8], Elements); 2] = [
    // HPE iLO: the server it is in, and the firmware of the management itself.
    (b"<RIMP>", &[("SPN", Property::Model), ("SBSN", Property::Serial), ("FWRI", Property::FirmwareVersion)]),
    // AVM's boxes (jason_boxinfo.xml).
    (b"<j:BoxInfo", &[("j:Name", Property::Model), ("j:Serial", Property::Serial), ("j:Version", Property::FirmwareVersion)]),
];

/// What a description says of the device that gave it.
pub(super) fn parts(page: &[u8]) -> Vec<(Property, Text)> {
    if memmem::find(page, UPNP).is_some() {
        return root(page);
    }
    let own = OWN_NAMES.iter().find(|(mark, _)| memmem::find(page, mark).is_some());
    own.map_or_else(|| self_description::parts(page), |(_, elements)| told(page, elements))
}

fn told(page: &[u8], elements: &[(&str, Property)]) -> Vec<(Property, Text)> {
    elements.iter().filter_map(|(name, property)| Some((*property, element(page, name)?))).collect()
}

/// What a UPnP description says of its root device; embedded devices come behind it.
fn root(page: &[u8]) -> Vec<(Property, Text)> {
    let own = memmem::find(page, b"<deviceList").or_else(|| memmem::find(page, b"<serviceList"));
    let own = own.and_then(|end| page.get(..end)).unwrap_or(page);
    let mut parts = told(own, ROOT);
    let maker = element(own, "manufacturer");
    for (_, model) in parts.iter_mut().filter(|(property, _)| *property == Property::Model) {
        // `LG TV`, 55UT661H: where the name is but a kind of device, the number is the model.
        let number = element(own, "modelNumber").filter(|number| is_number_of_model(number.as_str()));
        if let Some(number) = number.filter(|_| is_kind(model.as_str(), maker.as_ref().map_or("", Text::as_str))) {
            *model = number;
        }
    }
    parts
}

/// Words that say what something is and not which one.
const KINDS: &[&str] = &[
    "tv",
    "smart",
    "device",
    "printer",
    "camera",
    "network",
    "router",
    "switch",
    "player",
    "media",
    "display",
    "monitor",
    "speaker",
    "projector",
    "server",
    "digital",
    "signage",
    "ip",
    "av",
    "receiver",
    "mediarenderer",
    "renderer",
];

/// Whether a model's name is of kinds and of words of its maker's name alone.
fn is_kind(name: &str, maker: &str) -> bool {
    let (name, maker) = (name.to_lowercase(), maker.to_lowercase());
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_makers = |word: &str| maker.split(|c: char| !c.is_alphanumeric()).any(|one| one == word);
    words.all(|word| KINDS.contains(&word) || is_makers(word))
}

/// Whether a number names a model and not a version: letters and digits, and no dot.
fn is_number_of_model(number: &str) -> bool {
    let has = |kind: fn(&char) -> bool| number.chars().any(|c| kind(&c));
    number.len() >= 4 && has(char::is_ascii_digit) && has(char::is_ascii_alphabetic) && !number.contains('.')
}

/// The text of the first element of this name, when it has no children.
fn element(page: &[u8], name: &str) -> Option<Text> {
    let open = format!("<{name}>");
    let start = memmem::find(page, open.as_bytes())?.checked_add(open.len())?;
    let rest = page.get(start..)?;
    let text = rest.get(..memchr::memchr(b'<', rest)?)?;
    let closed = rest.get(text.len()..)?.strip_prefix(b"</")?.starts_with(name.as_bytes());
    if closed { Text::from_wire(text.trim_ascii()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &[u8] = b"<?xml version='1.0'?><root xmlns='urn:schemas-upnp-org:device-1-0'><device>\
        <friendlyName>CANARY's camera</friendlyName><manufacturer>AXIS</manufacturer><modelName> M3046-V\n</modelName>\
        <serviceList/><deviceList><device><serialNumber>not its own</serialNumber></device></deviceList></device></root>";

    fn said(page: &[u8]) -> Vec<String> {
        parts(page).iter().map(|(property, text)| format!("{property}={text}")).collect()
    }

    #[test]
    fn other_descriptions_are_known_by_their_root() {
        let board = b"<?xml version=\"1.0\"?><RIMP><HSI><SBSN>SYN1</SBSN><SPN>ProLiant DL380 Gen10</SPN><NICS/></HSI><MP>\
            <PN>Integrated Lights-Out 5 (iLO 5)</PN><FWRI>2.44</FWRI><SN>ILOSYN1</SN></MP></RIMP>";
        assert_eq!(said(board), ["model=ProLiant DL380 Gen10", "serial=SYN1", "firmware_version=2.44"]);
        let camera = b"<DeviceInfo version=\"2.0\"><deviceName>CANARY</deviceName><model>DS-2CD2143</model>\
            <serialNumber>SYN1</serialNumber></DeviceInfo>";
        assert_eq!(said(camera), ["model=DS-2CD2143", "serial=SYN1"]);
        assert!(said(b"<html><device-list/></html>").is_empty());
    }

    #[test]
    fn the_root_device_and_nothing_else_is_read() {
        assert_eq!(said(PAGE), ["manufacturer=AXIS", "model=M3046-V"]);
        let television = String::from_utf8_lossy(PAGE).replace("AXIS", "LG Electronics.").replace(" M3046-V\n", "LG TV");
        let model = |number: &str| {
            let page = television.replace("<manufacturer>", &format!("<modelNumber>{number}</modelNumber><manufacturer>"));
            parts(page.as_bytes()).iter().find(|(property, _)| *property == Property::Model).map(|(_, text)| text.to_string())
        };
        assert_eq!(model("55UT661H").as_deref(), Some("55UT661H"), "a kind of device is no model");
        assert_eq!(model("1.0b").as_deref(), Some("LG TV"), "a version is none either");
        for end in 0..PAGE.len() {
            parts(&PAGE[..end]);
        }
    }
}
