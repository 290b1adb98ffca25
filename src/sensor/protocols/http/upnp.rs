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
    ELEMENTS.iter().filter_map(|(name, property)| Some((*property, element(own, name)?))).collect()
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
        for end in 0..PAGE.len() {
            parts(&PAGE[..end]);
        }
    }
}
