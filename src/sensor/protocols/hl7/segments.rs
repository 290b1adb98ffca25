//! What the wanted segments of one side say.

use std::borrow::Cow;

use super::scan::{Kind, Part, Segment, Separators, identity};
use super::udi;
use crate::base::{Endpoint, Text};
use crate::observation::Property;
use crate::sensor::protocols::{Emit, Parts};

/// What is remembered of one side from one segment to the next.
#[derive(Default)]
pub(super) struct Speaker {
    /// Type and trigger of its last message.
    message: Vec<u8>,
    /// Whom it named as receiver (MSH-5, MSH-6).
    receiver: [Vec<u8>; 2],
    /// Whether it named itself in its last message (MSH-3).
    is_named: bool,
    /// The piece of equipment being described.
    equipment: Parts,
    /// The part of the device that it is (the first two numbers of OBX-4): rows of the same part belong to it.
    object: Vec<u8>,
    /// Whether rows of it have come that are no identification: what a participation adds is not its own.
    is_past: bool,
    /// The last equipment identifier said in this message, as most rows repeat it.
    last: Vec<u8>,
}

impl Speaker {
    /// Bytes are missing: what was begun is not finished.
    pub(super) fn lost(&mut self) {
        self.forget();
        self.last.clear();
    }

    /// Takes what the scanner found in the bytes of this side, whose address is `subject`.
    pub(super) fn take(&mut self, part: Part<'_>, other: &Self, subject: Endpoint, emit: &mut Emit<'_>) {
        let Part::Segment(segment) = part else { return self.say_equipment(subject, emit) };
        match segment.kind {
            Kind::Msh => self.header(segment, subject, emit),
            Kind::Batch => {}
            Kind::Msa => self.acknowledgement(segment, other, subject, emit),
            Kind::Obx => self.observation(segment, subject, emit),
            Kind::Prt => self.participation(segment, subject, emit),
            Kind::Equ => self.equipment_detail(segment, subject, emit),
        }
    }

    /// MSH (2.14.9).
    fn header(&mut self, segment: Segment<'_>, subject: Endpoint, emit: &mut Emit<'_>) {
        self.say_equipment(subject, emit);
        self.last.clear();
        let separators = segment.separators;
        let [_, application, facility, to_application, to_facility, kind, version, profiles] =
            segment.fields([2, 3, 4, 5, 6, 9, 12, 21]);
        bounded(&usual(leading(normal(kind, separators), 2, separators), separators)).clone_into(&mut self.message);
        self.is_named = !normal(application, separators).is_empty();
        // A sender's headers differ in little more than time and number.
        if emit.is_news(subject, [application, facility, kind, version, profiles]) {
            says(emit, subject, Property::Hl7Application, application, separators);
            says(emit, subject, Property::Hl7Facility, facility, separators);
            says(emit, subject, Property::Hl7Version, component(version, 1, separators), separators);
            for profile in profiles.split(|byte| *byte == separators.repetition) {
                let (name, oid) = (component(profile, 1, separators), component(profile, 3, separators));
                says(emit, subject, Property::Hl7Profile, if oid.is_empty() { name } else { oid }, separators);
            }
            if !self.message.starts_with(b"ACK") {
                emit.says(subject, Property::Hl7MessageSent, &self.message);
            }
        }
        let [application, facility] = &mut self.receiver;
        bounded(&usual(normal(to_application, separators), separators)).clone_into(application);
        bounded(&usual(normal(to_facility, separators), separators)).clone_into(facility);
    }

    /// MSA (2.14.8): only a positive acknowledgement shows that the names it was called by are its own.
    fn acknowledgement(&mut self, segment: Segment<'_>, other: &Self, subject: Endpoint, emit: &mut Emit<'_>) {
        let [code] = segment.fields([1]);
        if !matches!(code, b"AA" | b"CA") {
            return;
        }
        emit.says(subject, Property::Hl7MessageAccepted, &other.message);
        if !self.is_named {
            let [application, facility] = &other.receiver;
            emit.says(subject, Property::Hl7Application, application);
            emit.says(subject, Property::Hl7Facility, facility);
        }
    }

    /// OBX (7.4.2): the row of a whole device gives its kind; OBX-18 names the instance; rows below it may say who it is.
    fn observation(&mut self, segment: Segment<'_>, subject: Endpoint, emit: &mut Emit<'_>) {
        let separators = segment.separators;
        let [identifier, row, value, instances] = segment.fields([3, 4, 5, 18]);
        let object = object(component(row, 1, separators));
        if let Some(property) = identity(identifier, separators) {
            if object != self.object {
                self.say_equipment(subject, emit);
                bounded(object).clone_into(&mut self.object);
            }
            return self.identification(property, value, separators);
        }
        let is_device = is_device_row(component(row, 1, separators));
        if instances.is_empty() && !is_device && !object.is_empty() && object == self.object {
            self.is_past = true;
            return;
        }
        self.say_equipment(subject, emit);
        bounded(object).clone_into(&mut self.object);
        if is_device {
            let code = leading(identifier, 2, separators);
            self.part(Property::Hl7DeviceType, code, separators);
        }
        if instances.is_empty() || (instances == self.last && !is_device) {
            return;
        }
        bounded(instances).clone_into(&mut self.last);
        // Several repetitions (model, serial number) describe the same instance.
        self.part(Property::Hl7EquipmentId, instances, separators);
    }

    /// A row whose value identifies the device of the row above (IHE PCD TF-3): text, or an identifier like OBX-18.
    fn identification(&mut self, property: Property, value: &[u8], separators: Separators) {
        if property == Property::Hl7EquipmentId {
            if !self.equipment.has(property) {
                self.part(property, value, separators);
            }
            return;
        }
        let text = udi::unescape(component(value, 1, separators), separators);
        // `manufacturer=Smiths Medical model=Medfusion 4000`, as a Medfusion's gateway writes it.
        let named = text.strip_prefix(b"manufacturer=").and_then(|rest| {
            let at = memchr::memmem::find(rest, b" model=")?;
            Some((rest.get(..at)?, rest.get(at.checked_add(7)?..)?))
        });
        match named {
            Some((maker, model)) => {
                self.part(Property::Manufacturer, maker, separators);
                self.part(Property::Model, model, separators);
            }
            None if !self.equipment.has(property) => self.part(property, &text, separators),
            None => {}
        }
    }

    /// PRT (7.4.4): adds to the row above when the participant is equipment.
    fn participation(&mut self, segment: Segment<'_>, subject: Endpoint, emit: &mut Emit<'_>) {
        let separators = segment.separators;
        let [participation, device, identifier, serial, kind] = segment.fields([4, 10, 16, 20, 22]);
        // Table 0912.
        if component(participation, 1, separators) != b"EQUIP" {
            return;
        }
        if self.equipment.has(Property::Udi) || self.is_past {
            self.say_equipment(subject, emit);
        }
        let text = udi::unescape(component(device, 1, separators), separators);
        if let Some(carrier) = udi::parse(&text) {
            self.part(Property::Udi, &text, separators);
            self.part(Property::UdiDeviceIdentifier, carrier.device, separators);
            self.part(Property::Serial, carrier.serial, separators);
            self.part(Property::SoftwareVersion, carrier.software, separators);
        } else {
            self.part(Property::Hl7EquipmentId, device, separators);
        }
        self.part(Property::UdiDeviceIdentifier, component(identifier, 1, separators), separators);
        self.part(Property::Serial, serial, separators);
        self.part(Property::Hl7DeviceType, leading(kind, 2, separators), separators);
    }

    /// EQU (13.4.1).
    fn equipment_detail(&mut self, segment: Segment<'_>, subject: Endpoint, emit: &mut Emit<'_>) {
        self.say_equipment(subject, emit);
        let [instance] = segment.fields([1]);
        self.part(Property::Hl7EquipmentId, instance, segment.separators);
    }

    fn part(&mut self, property: Property, value: &[u8], separators: Separators) {
        self.equipment.push(property, &usual(normal(value, separators), separators));
    }

    fn say_equipment(&mut self, subject: Endpoint, emit: &mut Emit<'_>) {
        emit.described(subject, &self.equipment);
        self.forget();
    }

    fn forget(&mut self) {
        self.equipment.clear();
        self.object.clear();
        self.is_past = false;
    }
}

/// Says a field's text.
fn says(emit: &mut Emit<'_>, subject: Endpoint, property: Property, field: &[u8], separators: Separators) {
    emit.says(subject, property, &usual(normal(field, separators), separators));
}

/// No more than is ever said of a value.
fn bounded(value: &[u8]) -> &[u8] {
    value.get(..Text::MAX).unwrap_or(value)
}

/// A field without empty components at its end; the explicit null `""` (2.5.3) is empty too.
fn normal(field: &[u8], separators: Separators) -> &[u8] {
    let filled = |byte: &u8| *byte != separators.component && *byte != separators.subcomponent && *byte != b' ';
    let end = field.iter().rposition(filled).map_or(0, |at| at.saturating_add(1));
    match field.get(..end).unwrap_or_default() {
        b"\"\"" => &[],
        value => value,
    }
}

/// The value with the usual component and repetition separators, whatever the message uses.
fn usual(value: &[u8], separators: Separators) -> Cow<'_, [u8]> {
    let Separators { component, repetition, .. } = Separators::default();
    if (separators.component, separators.repetition) == (component, repetition) {
        return Cow::Borrowed(value);
    }
    let usual = |byte: &u8| match *byte {
        byte if byte == separators.component => component,
        byte if byte == separators.repetition => repetition,
        byte => byte,
    };
    Cow::Owned(value.iter().map(usual).collect())
}

/// A component of the field's first repetition, counted from 1.
fn component(field: &[u8], number: usize, separators: Separators) -> &[u8] {
    let first = field.split(|byte| *byte == separators.repetition).next().unwrap_or_default();
    first.split(|byte| *byte == separators.component).nth(number.saturating_sub(1)).unwrap_or_default()
}

/// The first `count` components of a field.
fn leading(field: &[u8], count: usize, separators: Separators) -> &[u8] {
    let mut ends = field.iter().enumerate().filter(|(_, byte)| **byte == separators.component).map(|(at, _)| at);
    let end = ends.nth(count.saturating_sub(1)).unwrap_or(field.len());
    field.get(..end).unwrap_or_default()
}

/// The system and the virtual device that OBX-4 names: `1.1` of `1.1.0.8` (IHE PCD TF-2, B.8).
fn object(row: &[u8]) -> &[u8] {
    memchr::memchr_iter(b'.', row).nth(1).and_then(|end| row.get(..end)).unwrap_or_default()
}

/// Whether OBX-4 names a medical device system as a whole: `1.0.0.0` (IHE PCD TF-2, B.8).
fn is_device_row(row: &[u8]) -> bool {
    let Some(number) = row.strip_suffix(b".0.0.0") else { return false };
    !number.is_empty() && number != b"0" && number.iter().all(u8::is_ascii_digit)
}
