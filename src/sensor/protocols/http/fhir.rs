//! HL7 FHIR resources in JSON (FHIR R4 and R5, sections Device and CapabilityStatement; DSTU2 and STU3 spellings too).
//!
//! Invariant: texts are copied from a resource only after its first member, `resourceType`, named one on the allow-list
//! (Device, CapabilityStatement), and then only from the members listed in [`below`]; patients, owners, notes,
//! locations, identifiers and the names that users or patients gave are never held.

use crate::base::Text;
use crate::observation::Property;
use crate::sensor::protocols::json::{Json, Visitor};
use crate::sensor::protocols::scratch::Scratch;

/// So much of a body is read: enough for the head of any statement and for hundreds of devices.
const MAX_BODY: usize = 256 * 1024;
/// The coding system of ISO/IEEE 11073-10101 in FHIR.
const MDC: &[u8] = b"urn:iso:std:iso:11073:10101";

/// A place in a document, by the members that lead to it; arrays are seen through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Nothing below is wanted.
    #[default]
    Elsewhere,
    /// A resource whose first member has not come yet.
    Resource,
    Device,
    Statement,
    Bundle,
    /// A resource that is not read; only what it contains may be.
    Other,
    Entry,
    Software,
    Implementation,
    DeviceName,
    UdiCarrier,
    Version,
    Type,
    Coding,
    /// A text that is wanted.
    Leaf(Leaf),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaf {
    ResourceType,
    SoftwareName,
    SoftwareVersion,
    Description,
    FhirVersion,
    Part(Property),
    DeviceName,
    DeviceNameType,
    System,
    Code,
    Display,
}

/// The allow-list: the member `name` of an object at `place`.
fn below(place: Place, name: &[u8]) -> Place {
    use Place::{
        Bundle, Coding, Device, DeviceName, Entry, Implementation, Other, Software, Statement, Type, UdiCarrier, Version,
    };
    let leaf = match (place, name) {
        (Bundle, b"entry") => return Entry,
        (Entry, b"resource") | (Device | Statement | Other, b"contained") => return Place::Resource,
        (Statement, b"software") => return Software,
        (Statement, b"implementation") => return Implementation,
        (Statement, b"fhirVersion") => Leaf::FhirVersion,
        (Software, b"name") => Leaf::SoftwareName,
        (Software, b"version") => Leaf::SoftwareVersion,
        (Implementation, b"description") => Leaf::Description,
        (Device, b"manufacturer") => Leaf::Part(Property::Manufacturer),
        (Device, b"model" | b"modelNumber") => Leaf::Part(Property::Model),
        (Device, b"serialNumber") => Leaf::Part(Property::Serial),
        (Device, b"deviceName") => return DeviceName,
        (Device, b"udi" | b"udiCarrier") => return UdiCarrier,
        (Device, b"version") => return Version,
        (Device, b"type") => return Type,
        (DeviceName, b"name" | b"value") => Leaf::DeviceName,
        (DeviceName, b"type") => Leaf::DeviceNameType,
        (UdiCarrier, b"carrierHRF") => Leaf::Part(Property::Udi),
        (UdiCarrier, b"deviceIdentifier") => Leaf::Part(Property::UdiDeviceIdentifier),
        (Version, b"value") => Leaf::Part(Property::SoftwareVersion),
        (Type, b"coding") => return Coding,
        (Coding, b"system") => Leaf::System,
        (Coding, b"code") => Leaf::Code,
        (Coding, b"display") => Leaf::Display,
        _ => return Place::Elsewhere,
    };
    Place::Leaf(leaf)
}

/// What a body told.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// A server's statement about itself.
    Statement { software: Option<Text>, description: Option<Text>, fhir_version: Option<Text> },
    /// A piece of equipment.
    Device(Vec<(Property, Text)>),
}

/// Reads one body.
#[derive(Default)]
pub(super) struct Reader {
    json: Json,
    visit: Visit,
    length: usize,
    failed: bool,
}

impl Reader {
    /// Reads on, and hands over what is complete.
    pub(super) fn read(&mut self, bytes: &[u8], tell: &mut impl FnMut(Told)) {
        if self.is_finished() {
            return;
        }
        self.length = self.length.saturating_add(bytes.len());
        self.failed = self.json.read(bytes, &mut self.visit).is_err();
        self.visit.told.drain(..).for_each(tell);
    }

    /// Whether the rest can tell nothing.
    pub(super) fn is_finished(&self) -> bool {
        self.failed || self.length >= MAX_BODY
    }
}

/// The path to the present place, and what was copied on the way.
struct Visit {
    /// The open containers, the innermost last, and whether each is an object.
    path: Vec<(Place, bool)>,
    /// The place of the value that comes next.
    next: Place,
    device: Draft,
    statement: Statement,
    told: Vec<Told>,
}

/// A Device as far as it was read.
#[derive(Default)]
struct Draft {
    parts: Vec<(Property, Text)>,
    /// A name of the model, better than its number.
    name: Option<Text>,
    /// The name being read, and whether its type is a maker's.
    naming: (Option<Text>, Naming),
    coding: [Option<Text>; 3],
}

/// Who gave a device its name (FHIR R4 `device-nametype`).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Naming {
    /// A user, a patient, or unknown.
    #[default]
    Private,
    Maker,
    Model,
}

#[derive(Default)]
struct Statement {
    name: Option<Text>,
    version: Option<Text>,
    description: Option<Text>,
    fhir_version: Option<Text>,
}

impl Default for Visit {
    fn default() -> Self {
        let (device, statement) = Default::default();
        Self { path: Vec::new(), next: Place::Resource, device, statement, told: Vec::new() }
    }
}

impl Visitor for Visit {
    fn open(&mut self, is_object: bool) {
        let place = match self.next {
            // A string was allowed here, no object.
            Place::Leaf(_) => Place::Elsewhere,
            place => place,
        };
        self.path.push((place, is_object));
        match (place, is_object) {
            (Place::DeviceName, true) => self.device.naming = Default::default(),
            (Place::Coding, true) => self.device.coding = Default::default(),
            _ => {}
        }
        self.next = if is_object { Place::Elsewhere } else { place };
    }

    fn close(&mut self) {
        let closed = self.path.pop();
        match closed {
            Some((Place::Device, true)) => self.device_ended(),
            Some((Place::Statement, true)) => self.statement_ended(),
            Some((Place::DeviceName, true)) => self.device.name_ended(),
            Some((Place::Coding, true)) => self.device.coding_ended(),
            _ => {}
        }
        self.next = match self.path.last() {
            Some((place, false)) => *place,
            _ => Place::Elsewhere,
        };
    }

    fn name(&mut self, name: &[u8]) {
        let Some((place, _)) = self.path.last_mut() else { return };
        self.next = match *place {
            Place::Resource if name == b"resourceType" => Place::Leaf(Leaf::ResourceType),
            // What does not say first what it is, is not read.
            Place::Resource => {
                *place = Place::Elsewhere;
                Place::Elsewhere
            }
            place => below(place, name),
        };
    }

    fn wants(&self) -> bool {
        matches!(self.next, Place::Leaf(_) | Place::Version)
    }

    fn text(&mut self, value: &[u8]) {
        let place = self.next;
        if matches!(self.path.last(), Some((_, true))) {
            self.next = Place::Elsewhere;
        }
        match place {
            // STU3 has a bare text here.
            Place::Version => self.device.part(Property::SoftwareVersion, value),
            Place::Leaf(leaf) => self.leaf(leaf, value),
            _ => {}
        }
    }
}

impl Visit {
    fn leaf(&mut self, leaf: Leaf, value: &[u8]) {
        let (device, statement) = (&mut self.device, &mut self.statement);
        let text = || Text::from_wire(value);
        match leaf {
            Leaf::ResourceType => self.resource_begins(value),
            Leaf::SoftwareName => statement.name = text(),
            Leaf::SoftwareVersion => statement.version = text(),
            Leaf::Description => statement.description = text(),
            Leaf::FhirVersion => statement.fhir_version = text(),
            Leaf::Part(property) => device.part(property, value),
            Leaf::DeviceName => device.naming.0 = text(),
            Leaf::DeviceNameType => {
                device.naming.1 = match value {
                    b"model-name" => Naming::Model,
                    b"manufacturer-name" | b"udi-label-name" | b"registered-name" => Naming::Maker,
                    _ => Naming::Private,
                }
            }
            Leaf::System => device.code(0, value),
            Leaf::Code => device.code(1, value),
            Leaf::Display => device.code(2, value),
        }
    }

    fn resource_begins(&mut self, kind: &[u8]) {
        let is_root = self.path.len() == 1;
        let inner = self.path.iter().any(|(place, _)| *place == Place::Device);
        let Some((place, _)) = self.path.last_mut() else { return };
        *place = match kind {
            // A device contained in another one would mix its parts with it.
            b"Device" if !inner => Place::Device,
            b"CapabilityStatement" | b"Conformance" if is_root => Place::Statement,
            b"Bundle" => Place::Bundle,
            _ => Place::Other,
        };
        match place {
            Place::Device => self.device = Draft::default(),
            Place::Statement => self.statement = Statement::default(),
            _ => {}
        }
    }

    fn device_ended(&mut self) {
        let Draft { mut parts, name, .. } = std::mem::take(&mut self.device);
        if let Some(name) = name {
            parts.retain(|(property, _)| *property != Property::Model);
            parts.push((Property::Model, name));
        }
        if !parts.is_empty() {
            self.told.push(Told::Device(parts));
        }
    }

    fn statement_ended(&mut self) {
        let Statement { name, version, description, fhir_version } = std::mem::take(&mut self.statement);
        let software = name.and_then(|name| {
            let mut text = Scratch::new();
            text.text(name.as_str().as_bytes());
            if let Some(version) = version {
                text.text(b" ").text(version.as_str().as_bytes());
            }
            Text::from_wire(text.bytes())
        });
        self.told.push(Told::Statement { software, description, fhir_version });
    }
}

impl Draft {
    /// Of several values of a property the first counts.
    fn part(&mut self, property: Property, value: &[u8]) {
        if self.parts.iter().all(|(known, _)| *known != property)
            && let Some(text) = Text::from_wire(value)
        {
            self.parts.push((property, text));
        }
    }

    fn code(&mut self, place: usize, value: &[u8]) {
        if let Some(slot) = self.coding.get_mut(place) {
            *slot = Text::from_wire(value);
        }
    }

    fn name_ended(&mut self) {
        let (name, naming) = std::mem::take(&mut self.naming);
        let has_model = self.name.is_some() || self.parts.iter().any(|(property, _)| *property == Property::Model);
        match naming {
            Naming::Model => self.name = name,
            Naming::Maker if !has_model => self.parts.extend(name.map(|name| (Property::Model, name))),
            _ => {}
        }
    }

    /// A nomenclature code: `69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS`, as HL7 v2 has it.
    fn coding_ended(&mut self) {
        let [system, code, display] = std::mem::take(&mut self.coding);
        if system.is_none_or(|system| system.as_str().as_bytes() != MDC) {
            return;
        }
        let Some(code) = code else { return };
        let mut text = Scratch::new();
        text.text(code.as_str().as_bytes());
        if let Some(display) = display.filter(|display| display.as_str().starts_with("MDC_")) {
            text.text(b"^").text(display.as_str().as_bytes());
        }
        self.part(Property::Hl7DeviceType, text.bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(body: &str) -> Vec<String> {
        let read = |size: usize| {
            let (mut reader, mut told) = (Reader::default(), Vec::new());
            for piece in body.as_bytes().chunks(size) {
                reader.read(piece, &mut |one| told.push(one));
            }
            told
        };
        let whole = read(body.len());
        for size in [1, 2, 3, 7, 50] {
            assert_eq!(read(size), whole, "in pieces of {size}");
        }
        let lines: Vec<String> = whole.iter().map(line).collect();
        assert!(!lines.concat().contains("CANARY"), "{lines:?}");
        lines
    }

    fn line(told: &Told) -> String {
        let text = |text: &Option<Text>| text.as_ref().map_or("-".to_owned(), |text| text.as_str().to_owned());
        match told {
            Told::Statement { software, description, fhir_version } => {
                format!("{} / {} / {}", text(software), text(description), text(fhir_version))
            }
            Told::Device(parts) => {
                let mut parts: Vec<String> =
                    parts.iter().map(|(property, text)| format!("{property}={}", text.as_str())).collect();
                parts.sort();
                parts.join(" ")
            }
        }
    }

    const DEVICE: &str = r#"{"resourceType":"Device","id":"CANARY","text":{"div":"CANARY"},
        "contained":[{"resourceType":"Patient","name":[{"family":"CANARY"}]},{"resourceType":"Device","serialNumber":"CANARY inner"}],
        "identifier":[{"value":"CANARY"}],"udiCarrier":[{"deviceIdentifier":"00840061000154","carrierHRF":"(01)00840061000154(21)SN-1"}],
        "manufacturer":"Acme","deviceName":[{"name":"CANARY bed","type":"user-friendly-name"},{"type":"model-name","name":"Plum 360"},
        {"name":"CANARY","type":"patient-reported-name"}],"modelNumber":"30010","serialNumber":"SN-1","version":[{"value":"15.1"},{"value":"1"}],
        "type":{"coding":[{"system":"urn:iso:std:iso:11073:10101","code":"69985","display":"MDC_DEV_PUMP_INFUS_MDS"}],"text":"CANARY"},
        "patient":{"reference":"Patient/CANARY","display":"CANARY"},"owner":{"display":"CANARY"},"note":[{"text":"CANARY"}],"lotNumber":"CANARY"}"#;

    const EXPECTED: &str = "hl7.device_type=69985^MDC_DEV_PUMP_INFUS_MDS manufacturer=Acme model=Plum 360 serial=SN-1 \
        software_version=15.1 udi.di=00840061000154 udi=(01)00840061000154(21)SN-1";

    #[test]
    fn a_device_alone_in_a_bundle_or_contained() {
        assert_eq!(told(DEVICE), [EXPECTED]);
        let bundle = format!(
            r#"{{"resourceType":"Bundle","entry":[{{"fullUrl":"CANARY","resource":{{"resourceType":"Patient","manufacturer":"CANARY",
            "serialNumber":"CANARY"}}}},{{"resource":{DEVICE},"response":{{"location":"CANARY"}}}}]}}"#
        );
        assert_eq!(told(&bundle), [EXPECTED]);
        let observation = r#"{"resourceType":"Observation","subject":{"display":"CANARY"},"valueString":"CANARY","contained":
            [{"resourceType":"Device","manufacturer":"Acme","model":"STU3 model","version":"7","udi":{"deviceIdentifier":"1"}}]}"#;
        assert_eq!(told(observation), ["manufacturer=Acme model=STU3 model software_version=7 udi.di=1"]);
    }

    #[test]
    fn a_statement_names_the_software_and_nothing_else() {
        let statement = r#"{"resourceType":"CapabilityStatement","publisher":"CANARY","contact":[{"name":"CANARY"}],"software":
            {"name":"HAPI FHIR Server","version":"6.8.3"},"implementation":{"description":"Ward FHIR","url":"http://CANARY/"},
            "fhirVersion":"4.0.1","rest":[{"documentation":"CANARY","software":{"name":"CANARY"}}]}"#;
        assert_eq!(told(statement), ["HAPI FHIR Server 6.8.3 / Ward FHIR / 4.0.1"]);
    }

    #[test]
    fn other_resources_and_odd_orders_say_nothing() {
        for body in [
            r#"{"resourceType":"Patient","name":[{"family":"CANARY"}],"manufacturer":"CANARY","deviceName":[{"name":"CANARY","type":"model-name"}]}"#,
            r#"{"serialNumber":"CANARY","resourceType":"Device","manufacturer":"CANARY"}"#,
            r#"[{"manufacturer":"CANARY"}]"#,
            r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","serialNumber":"CANARY"}}]}}]}"#,
            r#"{"resourceType":"Device","serialNumber":{"value":"CANARY"},"version":{"type":{"text":"CANARY"}}}"#,
            "<Device/>",
        ] {
            assert_eq!(told(body), Vec::<String>::new(), "{body}");
        }
        let mut reader = Reader::default();
        reader.read(&vec![b' '; MAX_BODY], &mut |_| {});
        assert!(reader.is_finished());
    }
}
