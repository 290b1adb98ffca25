//! Descriptions in XML of what a device is: UPnP's (UPnP Device Architecture 2.0, 2.3) and those of single makers and of scanners.
//!
//! Read by an allow-list of elements; `friendlyName` is left alone, for people put their names there.

use memchr::memmem;

use crate::base::Text;
use crate::observation::Property;

/// A kind of description: by what it is known, and its elements with what they mean.
struct Kind {
    mark: &'static [u8],
    elements: &'static [(&'static str, Property)],
}

const UPNP: Kind = Kind {
    mark: b"urn:schemas-upnp-org:device-1-0",
    // `serialNum` and `softwareVersion` are Sonos'.
    elements: &[
        ("manufacturer", Property::Manufacturer),
        ("modelName", Property::Model),
        ("serialNumber", Property::Serial),
        ("serialNum", Property::Serial),
        ("softwareVersion", Property::SoftwareVersion),
    ],
};

/// The other kinds.
const KNOWN: [Kind; 5] = [
    // HPE iLO: the server it is in, and the firmware of the management itself.
    Kind {
        mark: b"<RIMP>",
        elements: &[("SPN", Property::Model), ("SBSN", Property::Serial), ("FWRI", Property::FirmwareVersion)],
    },
    // HP's printers (LEDM, /DevMgmt/ProductConfigDyn.xml).
    Kind { mark: b"<dd:MakeAndModel>", elements: &[("dd:MakeAndModel", Property::Model), ("dd:SerialNumber", Property::Serial)] },
    // Scanners (Mopria eSCL, ScannerCapabilities).
    Kind {
        mark: b"<pwg:MakeAndModel>",
        elements: &[
            ("scan:Manufacturer", Property::Manufacturer),
            ("pwg:MakeAndModel", Property::Model),
            ("pwg:SerialNumber", Property::Serial),
        ],
    },
    // Hikvision's cameras and recorders (ISAPI, /ISAPI/System/deviceInfo); `deviceName` is its owner's.
    Kind {
        mark: b"<DeviceInfo ",
        elements: &[
            ("manufacturer", Property::Manufacturer),
            ("model", Property::Model),
            ("serialNumber", Property::Serial),
            ("firmwareVersion", Property::FirmwareVersion),
        ],
    },
    // Roku's players (External Control Protocol, /query/device-info).
    Kind {
        mark: b"<device-info>",
        elements: &[
            ("vendor-name", Property::Manufacturer),
            ("model-name", Property::Model),
            ("serial-number", Property::Serial),
            ("software-version", Property::SoftwareVersion),
        ],
    },
];

/// What a description says of the device that gave it.
pub(super) fn parts(page: &[u8]) -> Vec<(Property, Text)> {
    if memmem::find(page, UPNP.mark).is_some() {
        return root(page);
    }
    KNOWN.iter().find(|kind| memmem::find(page, kind.mark).is_some()).map(|kind| told(page, kind)).unwrap_or_default()
}

fn told(page: &[u8], kind: &Kind) -> Vec<(Property, Text)> {
    kind.elements.iter().filter_map(|(name, property)| Some((*property, element(page, name)?))).collect()
}

/// What a UPnP description says of its root device; embedded devices come behind it.
fn root(page: &[u8]) -> Vec<(Property, Text)> {
    let own = memmem::find(page, b"<deviceList").or_else(|| memmem::find(page, b"<serviceList"));
    let own = own.and_then(|end| page.get(..end)).unwrap_or(page);
    let mut parts = told(own, &UPNP);
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
        let player = b"<device-info><user-device-name>CANARY</user-device-name><vendor-name>Roku</vendor-name>\
            <model-name>Roku Ultra</model-name></device-info>";
        assert_eq!(said(player), ["manufacturer=Roku", "model=Roku Ultra"]);
        let camera = b"<DeviceInfo version=\"2.0\"><deviceName>CANARY</deviceName><model>DS-2CD2143</model></DeviceInfo>";
        assert_eq!(said(camera), ["model=DS-2CD2143"]);
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
