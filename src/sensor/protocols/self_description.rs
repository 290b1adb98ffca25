//! What a device says it is, in JSON, XML, lines of `name=value` or the cells of a page, whichever maker chose the words.
//!
//! Read by an allow-list of names for maker, model, serial number and software; names that people give are not on it. A document
//! that gives one of them twice, differently, is about several devices, and says nothing; nor does one that speaks of patients.

use memchr::memmem;

use super::json::{Json, Visitor};
use super::xml::{Scanner, Token, unescape};
use crate::base::Text;
use crate::observation::Property;

/// What the names mean; letters and digits alone, in lower case.
const NAMES: &[(&str, Property)] = &[
    ("manufacturer", Property::Manufacturer),
    ("manufacturername", Property::Manufacturer),
    ("vendor", Property::Manufacturer),
    ("vendorname", Property::Manufacturer),
    ("productvendorname", Property::Manufacturer),
    ("model", Property::Model),
    ("modelname", Property::Model),
    ("devicemodel", Property::Model),
    ("productname", Property::Model),
    ("productmodel", Property::Model),
    ("makeandmodel", Property::Model),
    ("serial", Property::Serial),
    ("serialno", Property::Serial),
    ("serialnum", Property::Serial),
    ("serialnumber", Property::Serial),
    ("deviceserial", Property::Serial),
    ("deviceserialnumber", Property::Serial),
    ("softwareversion", Property::SoftwareVersion),
    ("swversion", Property::SoftwareVersion),
    ("swver", Property::SoftwareVersion),
    ("firmwareversion", Property::FirmwareVersion),
    ("fwversion", Property::FirmwareVersion),
    ("fwver", Property::FirmwareVersion),
    ("firmware", Property::FirmwareVersion),
];
/// The same in the lines of cameras (Axis' `param.cgi`, Dahua's `magicBox.cgi`).
const OF_LINES: &[(&str, Property)] =
    &[("prodnbr", Property::Model), ("devicetype", Property::Model), ("brand", Property::Manufacturer)];
/// The same in what pages put before a value.
const OF_PAGES: &[(&str, Property)] = &[
    ("modelno", Property::Model),
    ("modelnumber", Property::Model),
    ("product", Property::Model),
    ("producttype", Property::Model),
    ("sn", Property::Serial),
    ("fw", Property::FirmwareVersion),
    ("fwrevision", Property::FirmwareVersion),
    ("firmwarerevision", Property::FirmwareVersion),
    ("softwarerevision", Property::SoftwareVersion),
    ("swrevision", Property::SoftwareVersion),
];
/// A value on a page is no longer.
const LONGEST_VALUE: usize = 48;
/// What a device is stands in its document's first levels.
const DEEPEST: usize = 3;
/// Longer names are none of them.
const LONGEST: usize = 24;

/// What a document says of the device that gave it; nothing where it says too little to be about one.
pub(super) fn parts(document: &[u8]) -> Vec<(Property, Text)> {
    let document = document.strip_prefix(b"\xef\xbb\xbf").unwrap_or(document).trim_ascii_start();
    match document.first() {
        Some(b'{') => json(document),
        Some(b'<') => xml(document),
        Some(_) => lines(document),
        None => Vec::new(),
    }
}

/// The length of a document with its end; lines have none.
pub(super) fn end(document: &[u8]) -> Option<usize> {
    let start = document.iter().position(|byte| !byte.is_ascii_whitespace() && byte.is_ascii())?;
    let body = document.get(start..)?;
    let length = if body.starts_with(b"{") { end_of_object(body)? } else { end_of_element(body)? };
    Some(start.saturating_add(length))
}

fn end_of_object(body: &[u8]) -> Option<usize> {
    let (mut depth, mut is_within, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in body.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_within,
            b'"' => is_within = !is_within,
            b'{' if !is_within => depth = depth.saturating_add(1),
            b'}' if !is_within => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(at.saturating_add(1));
        }
    }
    None
}

/// Up to and with the end tag of the outermost element.
fn end_of_element(body: &[u8]) -> Option<usize> {
    let open = memchr::memchr_iter(b'<', body).find(|at| {
        let next = body.get(at.saturating_add(1));
        next.is_some_and(u8::is_ascii_alphabetic)
    })?;
    let name = body.get(open.checked_add(1)?..)?;
    let name = name.get(..name.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))?)?;
    let tag = [b"</", name].concat();
    Some(memmem::find(body, &tag)?.saturating_add(tag.len()))
}

/// What was found of one property.
struct Known {
    property: Property,
    text: Text,
    /// How deep in the document; what stands higher is the device itself, and not a part of it.
    depth: usize,
    /// Said otherwise as high.
    is_several: bool,
}

/// What was found so far.
#[derive(Default)]
struct Found {
    known: Vec<Known>,
    /// About a person or a clinical resource.
    is_foreign: bool,
}

impl Found {
    fn note(&mut self, property: Property, value: &[u8], depth: usize) {
        let Some(text) = Text::from_wire(value.trim_ascii()) else { return };
        match self.known.iter_mut().find(|known| known.property == property) {
            None => self.known.push(Known { property, text, depth, is_several: false }),
            Some(known) if depth < known.depth => *known = Known { property, text, depth, is_several: false },
            Some(known) => known.is_several |= depth == known.depth && known.text != text,
        }
    }

    /// A model or a serial number, and something beside it.
    fn parts(self) -> Vec<(Property, Text)> {
        let says_which = |known: &Known| matches!(known.property, Property::Model | Property::Serial);
        let is_about_one = !self.is_foreign && !self.known.iter().any(|known| known.is_several);
        if is_about_one && self.known.len() >= 2 && self.known.iter().any(says_which) {
            return self.known.into_iter().map(|known| (known.property, known.text)).collect();
        }
        Vec::new()
    }
}

/// What a name means.
fn meaning(name: &[u8], tables: &[&[(&str, Property)]]) -> Option<Property> {
    if name.len() > LONGEST {
        return None;
    }
    let name: Vec<u8> = name.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect();
    tables.iter().copied().flatten().find(|(known, _)| known.as_bytes() == name).map(|(_, property)| *property)
}

/// Whether a name is of a person's data, or of a resource of FHIR.
fn is_foreign(name: &[u8]) -> bool {
    let lower = name.to_ascii_lowercase();
    lower == b"resourcetype" || memmem::find(&lower, b"patient").is_some()
}

#[derive(Default)]
struct Visit {
    found: Found,
    /// Of each open container, whether it is an object.
    open: Vec<bool>,
    next: Option<Property>,
}

impl Visitor for Visit {
    fn open(&mut self, is_object: bool) {
        self.open.push(is_object);
        self.next = None;
    }

    fn close(&mut self) {
        self.open.pop();
        self.next = None;
    }

    fn name(&mut self, name: &[u8]) {
        self.found.is_foreign |= is_foreign(name);
        // Lists are of others.
        let is_own = self.open.len() <= DEEPEST && !self.open.contains(&false);
        self.next = meaning(name, &[NAMES]).filter(|_| is_own);
    }

    fn wants(&self) -> bool {
        self.next.is_some() && self.open.last() == Some(&true)
    }

    fn text(&mut self, value: &[u8]) {
        if let Some(property) = self.next.take() {
            self.found.note(property, value, self.open.len());
        }
    }
}

fn json(document: &[u8]) -> Vec<(Property, Text)> {
    let mut visit = Visit::default();
    match Json::default().read(document, &mut visit) {
        Ok(()) => visit.found.parts(),
        Err(_) => Vec::new(),
    }
}

fn xml(document: &[u8]) -> Vec<(Property, Text)> {
    let (mut scanner, mut found) = (Scanner::new(document), Found::default());
    while let Some(token) = scanner.next() {
        let name = scanner.above(0);
        found.is_foreign |= is_foreign(name);
        if let (Token::Text(text), Some(property)) = (token, meaning(name, &[NAMES])) {
            found.note(property, &unescape(text), scanner.path().len());
        }
    }
    found.parts()
}

/// What a page puts behind the names in its texts: `<td>Model name</td><td>NPort 5150A</td>`, `<li>Serial No.: 4517`. Nothing where it
/// speaks of patients.
pub(super) fn cells(page: &[u8]) -> Vec<(Property, Text)> {
    if memmem::find(&page.to_ascii_lowercase(), b"patient").is_some() {
        return Vec::new();
    }
    let (mut found, mut next) = (Found::default(), None::<Property>);
    for text in texts(page) {
        let (name, value) = match memchr::memchr(b':', text).and_then(|at| text.split_at_checked(at)) {
            Some((name, value)) => (name, value.get(1..).unwrap_or_default().trim_ascii()),
            None => (text, &[][..]),
        };
        match (meaning(name, &[NAMES, OF_PAGES]), next.take()) {
            (Some(property), _) if value.is_empty() => next = Some(property),
            (Some(property), _) if value.len() <= LONGEST_VALUE => found.note(property, &unescape(value), 0),
            (None, Some(property)) if text.len() <= LONGEST_VALUE => found.note(property, &unescape(text), 0),
            _ => {}
        }
    }
    found.parts()
}

/// The texts between a page's tags, but for those that are white space or a mark alone, and for scripts.
fn texts(page: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_mark = |text: &[u8]| text.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, b':' | b'=' | b'|'));
    page.split(|byte| *byte == b'<').skip(1).filter_map(move |tag| {
        let text = tag.get(memchr::memchr(b'>', tag)?.checked_add(1)?..)?;
        let is_code =
            [&b"script"[..], b"style"].iter().any(|name| tag.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name)));
        let text = text.strip_prefix(b"&nbsp;").unwrap_or(text).trim_ascii();
        (!is_code && !is_mark(text) && text != b"&nbsp;").then_some(text)
    })
}

fn lines(document: &[u8]) -> Vec<(Property, Text)> {
    let mut found = Found::default();
    for line in document.split(|byte| matches!(byte, b'\n' | b'\r')) {
        let Some(at) = memchr::memchr(b'=', line) else { continue };
        let (name, value) = line.split_at_checked(at).unwrap_or((line, b""));
        found.is_foreign |= is_foreign(name);
        let name = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
        if let Some(property) = meaning(name, &[NAMES, OF_LINES]) {
            let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'');
            let value = value.get(1..).unwrap_or_default();
            let start = value.iter().position(|byte| !is_quote(byte)).unwrap_or(value.len());
            let end = value.iter().rposition(|byte| !is_quote(byte)).map_or(start, |at| at.saturating_add(1));
            found.note(property, value.get(start..end).unwrap_or_default(), 0);
        }
    }
    found.parts()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(document: &str) -> Vec<String> {
        parts(document.as_bytes()).iter().map(|(property, text)| format!("{property}={text}")).collect()
    }

    #[test]
    fn an_object_says_what_its_device_is() {
        let board = r#"{"@odata.id":"/redfish/v1/Systems/1","Name":"CANARY","ProcessorSummary":{"Model":"Xeon"},
            "Manufacturer":"Lenovo","Model":"ThinkSystem SR650","SerialNumber":"SYN1"}"#;
        assert_eq!(said(board), ["model=ThinkSystem SR650", "manufacturer=Lenovo", "serial=SYN1"]);
        let plug = r#"{"device":{"model_name":"PM1","fw-version":"1.2","owner":"CANARY"}}"#;
        assert_eq!(said(plug), ["model=PM1", "firmware_version=1.2"]);
        assert!(said(r#"{"model":"X1","devices":"CANARY"}"#).is_empty(), "too little to be about a device");
        assert!(said(r#"[{"model":"X1","serial":"SYN1"}]"#).is_empty(), "a list of others");
        assert!(said(r#"{"a":{"model":"X1","serial":"SYN1"},"b":{"model":"X2","serial":"SYN2"}}"#).is_empty(), "two devices");
        assert!(said(r#"{"model":"X1","serial":"SYN1","patientName":"CANARY"}"#).is_empty(), "about a patient");
        assert!(said(r#"{"resourceType":"Device","model":"X1","serial":"SYN1"}"#).is_empty(), "a record in an archive");
    }

    #[test]
    fn elements_and_lines_say_so_too() {
        let player = "<?xml version='1.0'?><device-info><user-device-name>CANARY</user-device-name><vendor-name>Roku</vendor-name>\
            <model-name>Roku Ultra</model-name></device-info>";
        assert_eq!(said(player), ["manufacturer=Roku", "model=Roku Ultra"]);
        let scanner = "<s:Caps xmlns:s='a' xmlns:p='b'><p:MakeAndModel>HP &amp; Co 1</p:MakeAndModel><p:SerialNumber>SYN1</p:SerialNumber></s:Caps>";
        assert_eq!(said(scanner), ["model=HP & Co 1", "serial=SYN1"]);
        let camera = "root.Brand.Brand=AXIS\r\nroot.Brand.ProdNbr='M3046-V'\nroot.Properties.System.SerialNumber=\"SYN1\"\n";
        assert_eq!(said(camera), ["manufacturer=AXIS", "model=M3046-V", "serial=SYN1"]);
        assert!(said("hello\n=\nmodel=\n").is_empty());
    }

    #[test]
    fn a_pages_cells_say_so_too() {
        let cells = |page: &str| {
            let parts = cells(page.as_bytes());
            parts.iter().map(|(property, text)| format!("{property}={text}")).collect::<Vec<_>>()
        };
        let page = "<html><title>Console</title><script>model='X'</script><table><tr><td>Model name</td><td>:</td><td>NPort 5150A</td></tr>\
            <tr><td>Name</td><td>CANARY</td></tr><tr><td><b>Serial No.</b></td><td>&nbsp;</td><td>4517</td></tr></table><li>Firmware version: 1.5";
        assert_eq!(cells(page), ["model=NPort 5150A", "serial=4517", "firmware_version=1.5"]);
        assert!(cells(&page.replace("Name", "Patient")).is_empty());
        assert!(cells("<td>Model<td>X1<td>Model<td>X2<td>Serial<td>1").is_empty(), "several");
        assert!(cells("<td>Model<td>X1").is_empty(), "too little");
        (0..page.len()).for_each(|end| drop(super::cells(&page.as_bytes()[..end])));
    }

    #[test]
    fn a_document_ends_with_its_outermost_part() {
        assert_eq!(end(b" {\"a\":{\"}\":\"\\\"}\"}} x"), Some(18));
        assert_eq!(end(b"<?xml?><!-- --><a b='1'><c></c></a>\n"), Some(34));
        assert_eq!((end(b"{\"a\":{}"), end(b"<a><b></b>"), end(b"a=b\n"), end(b"")), (None, None, None, None));
    }

    #[test]
    fn whatever_is_cut_off_is_borne() {
        for document in
            ["{\"model\":\"X1\",\"serial\":\"SYN1\"}", "<a><model>X1</model><serial>SYN1</serial></a>", "model=X1\nserial=S"]
        {
            (0..document.len()).for_each(|end| drop(parts(&document.as_bytes()[..end])));
        }
    }
}
