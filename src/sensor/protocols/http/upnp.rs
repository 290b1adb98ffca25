//! UPnP device descriptions (UPnP Device Architecture 2.0, 2.3): what a root device says it is.
//!
//! Read by an allow-list of elements; `friendlyName` is left alone, for people put their names there.

use memchr::memmem;

use crate::base::Text;
use crate::observation::Property;

const NAMESPACE: &[u8] = b"urn:schemas-upnp-org:device-1-0";

/// Elements of the root device, with what they mean.
const ELEMENTS: [(&str, Property); 3] =
    [("manufacturer", Property::Manufacturer), ("modelName", Property::Model), ("serialNumber", Property::Serial)];

/// Whether this is the beginning of a device description.
pub(super) fn is_description(page: &[u8]) -> bool {
    memmem::find(page, NAMESPACE).is_some()
}

/// What the description says of its root device; embedded devices come behind it.
pub(super) fn parts(page: &[u8]) -> Vec<(Property, Text)> {
    let own = memmem::find(page, b"<deviceList").or_else(|| memmem::find(page, b"<serviceList"));
    let own = own.and_then(|end| page.get(..end)).unwrap_or(page);
    let mut parts: Vec<(Property, Text)> =
        ELEMENTS.iter().filter_map(|(name, property)| Some((*property, element(own, name)?))).collect();
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

    #[test]
    fn the_root_device_and_nothing_else_is_read() {
        assert!(is_description(PAGE));
        let said: Vec<String> = parts(PAGE).iter().map(|(property, text)| format!("{property}={text}")).collect();
        assert_eq!(said, ["manufacturer=AXIS", "model=M3046-V"]);
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
