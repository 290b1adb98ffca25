//! Cuts a stream into segments and hands out the wanted ones, with the unwanted fields left out where one was cut.

use super::{END_OF_BLOCK, START_OF_BLOCK};
use crate::observation::Property;

/// A segment that carries equipment fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Message header.
    Msh,
    /// File or batch header: only its separators matter.
    Batch,
    /// Acknowledgement.
    Msa,
    /// Observation.
    Obx,
    /// Participation.
    Prt,
    /// Equipment detail.
    Equ,
}

impl Kind {
    fn of(name: [u8; 3]) -> Option<Self> {
        Some(match &name {
            b"MSH" => Self::Msh,
            b"FHS" | b"BHS" => Self::Batch,
            b"MSA" => Self::Msa,
            b"OBX" => Self::Obx,
            b"PRT" => Self::Prt,
            b"EQU" => Self::Equ,
            _ => return None,
        })
    }

    fn is_header(self) -> bool {
        matches!(self, Self::Msh | Self::Batch)
    }

    /// The allow-list: fields that may be held, by their number in the standard.
    fn wanted(self) -> &'static [u8] {
        match self {
            // Encoding characters, applications and facilities of both ends, message type, version, profile.
            Self::Msh => &[2, 3, 4, 5, 6, 9, 12, 21],
            Self::Batch => &[2],
            // Acknowledgement code.
            Self::Msa => &[1],
            // Observation identifier, sub-id, equipment instance identifier; the value only of a row that identifies a device.
            Self::Obx => &[3, 4, VALUE, 18],
            // Participation, device, UDI device identifier, serial number, device type; never the person.
            Self::Prt => &[4, 10, 16, 20, 22],
            // Equipment instance identifier.
            Self::Equ => &[1],
        }
    }
}

/// OBX-5, the value.
const VALUE: u8 = 5;

/// Observation identifiers whose value names a device and nobody else (ISO/IEEE 11073-10101; IHE PCD TF-3), with what it is.
const IDENTITIES: [(&[u8], Property); 8] = [
    (b"67880", Property::Model),            // MDC_ATTR_ID_MODEL
    (b"67972", Property::Hl7EquipmentId),   // MDC_ATTR_SYS_ID
    (b"531969", Property::Model),           // MDC_ID_MODEL_NUMBER
    (b"531970", Property::Manufacturer),    // MDC_ID_MODEL_MANUFACTURER
    (b"531972", Property::Serial),          // MDC_ID_PROD_SPEC_SERIAL
    (b"531974", Property::HardwareVersion), // MDC_ID_PROD_SPEC_HW
    (b"531975", Property::SoftwareVersion), // MDC_ID_PROD_SPEC_SW
    (b"531976", Property::FirmwareVersion), // MDC_ID_PROD_SPEC_FW
];

/// What the value of a row with this identifier (OBX-3) says of the device, where it says who that is: `67880^MDC_ATTR_ID_MODEL^MDC`.
pub(super) fn identity(identifier: &[u8], separators: Separators) -> Option<Property> {
    let mut parts = identifier.split(|byte| *byte == separators.component);
    let (code, name, system) = (parts.next()?, parts.next()?, parts.next()?);
    let known = IDENTITIES.iter().find(|(known, _)| *known == code)?;
    (system == b"MDC" && name.starts_with(b"MDC_")).then_some(known.1)
}

/// The delimiters of a message (2.5.4).
#[derive(Clone, Copy, Debug)]
pub(super) struct Separators {
    pub(super) field: u8,
    pub(super) component: u8,
    pub(super) repetition: u8,
    pub(super) escape: u8,
    pub(super) subcomponent: u8,
}

impl Default for Separators {
    fn default() -> Self {
        Self { field: b'|', component: b'^', repetition: b'~', escape: b'\\', subcomponent: b'&' }
    }
}

/// A wanted segment without its name and first separator.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment<'a> {
    pub(super) kind: Kind,
    pub(super) separators: Separators,
    body: &'a [u8],
}

impl<'a> Segment<'a> {
    /// The fields whose numbers are given, in ascending order; empty where the segment ends before one.
    pub(super) fn fields<const N: usize>(&self, numbers: [u8; N]) -> [&'a [u8]; N] {
        let mut fields = self.body.split(|byte| *byte == self.separators.field);
        let mut next = first_field(self.kind);
        numbers.map(|number| {
            let skip = usize::from(number.saturating_sub(next));
            next = number.saturating_add(1);
            fields.nth(skip).unwrap_or_default()
        })
    }
}

/// The number of the field behind the segment's name: a header's first field is the separator itself (2.14.9.1).
fn first_field(kind: Kind) -> u8 {
    if kind.is_header() { 2 } else { 1 }
}

/// What the scanner hands out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'a> {
    Segment(Segment<'a>),
    /// The block ended.
    End,
}

/// The most that is held of a segment that was cut.
const MAX_HELD: usize = 8 * 1024;

#[derive(Clone, Copy, Debug, Default)]
enum Step {
    /// In the name of a segment, so many of whose bytes are known.
    #[default]
    Name,
    /// In a wanted segment, in the field of this number.
    Wanted { kind: Kind, field: u8 },
    /// In a segment that nobody wants.
    Unwanted,
}

/// Reads one side.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    step: Step,
    name: [u8; 4],
    named: usize,
    held: Vec<u8>,
    separators: Separators,
    /// What ends a segment: a carriage return, but some senders use a line feed. 0 before the first header.
    terminator: u8,
}

impl Scanner {
    /// Bytes are missing: nothing is understood before the next header.
    pub(super) fn lost(&mut self) {
        *self = Self { step: Step::Unwanted, held: std::mem::take(&mut self.held), ..Self::default() };
        self.held.clear();
    }

    /// Reads on, handing each wanted segment to `take` once it is complete.
    pub(super) fn read(&mut self, bytes: &[u8], take: &mut impl FnMut(Part<'_>)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            match self.step {
                Step::Name => self.name(&mut rest, take),
                Step::Unwanted => match self.segment_end(false, rest) {
                    Some(end) => self.segment_ended(end, &mut rest),
                    None => return,
                },
                Step::Wanted { kind, field } => self.wanted(kind, field, &mut rest, take),
            }
        }
    }

    fn name(&mut self, rest: &mut &[u8], take: &mut impl FnMut(Part<'_>)) {
        while let Some((&byte, after)) = rest.split_first() {
            let is_end = matches!(byte, b'\r' | b'\n' | START_OF_BLOCK | END_OF_BLOCK);
            *rest = after;
            if is_end {
                self.named = 0;
                if byte == END_OF_BLOCK {
                    take(Part::End);
                }
                continue;
            }
            if let Some(place) = self.name.get_mut(self.named) {
                *place = byte;
            }
            self.named = self.named.saturating_add(1);
            if self.named == self.name.len() {
                self.named = 0;
                return self.step = self.segment_of_name();
            }
        }
    }

    fn segment_of_name(&mut self) -> Step {
        let [a, b, c, separator] = self.name;
        match Kind::of([a, b, c]) {
            Some(kind) if kind.is_header() && separator.is_ascii_punctuation() => {
                self.separators.field = separator;
                Step::Wanted { kind, field: first_field(kind) }
            }
            // A cut-off message says nothing: its delimiters are unknown.
            Some(kind) if self.terminator != 0 && separator == self.separators.field && !kind.is_header() => {
                Step::Wanted { kind, field: first_field(kind) }
            }
            _ => Step::Unwanted,
        }
    }

    /// Where the current segment ends in `rest`. A header may end in either way, and shows how the others do.
    fn segment_end(&self, is_header: bool, rest: &[u8]) -> Option<usize> {
        match self.terminator {
            0 => memchr::memchr3(b'\r', b'\n', if is_header { END_OF_BLOCK } else { START_OF_BLOCK }, rest),
            _ if is_header => memchr::memchr3(b'\r', b'\n', END_OF_BLOCK, rest),
            terminator => memchr::memchr2(terminator, END_OF_BLOCK, rest),
        }
    }

    fn segment_ended(&mut self, end: usize, rest: &mut &[u8]) {
        *rest = rest.get(end..).unwrap_or_default();
        self.step = Step::Name;
    }

    fn wanted(&mut self, kind: Kind, field: u8, rest: &mut &[u8], take: &mut impl FnMut(Part<'_>)) {
        let Some(end) = self.segment_end(kind.is_header(), rest) else {
            let field = self.hold(kind, field, rest);
            *rest = &[];
            self.step = Step::Wanted { kind, field };
            if self.held.len() > MAX_HELD {
                self.held.clear();
                self.step = Step::Unwanted;
            }
            return;
        };
        let (here, _) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        let mut held = std::mem::take(&mut self.held);
        if !held.is_empty() || field != first_field(kind) {
            self.held = held;
            self.hold(kind, field, here);
            held = std::mem::take(&mut self.held);
        }
        let body = if held.is_empty() { here } else { &held };
        if kind.is_header() {
            self.learn(body, rest.get(end).copied());
        }
        take(Part::Segment(Segment { kind, separators: self.separators, body }));
        held.clear();
        self.held = held;
        self.segment_ended(end, rest);
    }

    /// Holds the wanted fields of a piece of a segment that begins in `field`, and all separators; gives the field that
    /// the piece ends in.
    fn hold(&mut self, kind: Kind, field: u8, piece: &[u8]) -> u8 {
        let wanted = kind.wanted();
        let separators = self.separators;
        let last = wanted.last().copied().unwrap_or(0);
        let mut field = field;
        let mut rest = piece;
        while field <= last {
            let end = memchr::memchr(self.separators.field, rest);
            let content = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            let may_hold = kind != Kind::Obx || field != VALUE || {
                let [identifier] = Segment { kind, separators, body: &self.held }.fields([3]);
                identity(identifier, separators).is_some()
            };
            if may_hold && wanted.contains(&field) && self.held.len().saturating_add(content.len()) <= MAX_HELD {
                self.held.extend_from_slice(content);
            }
            let Some(end) = end else { break };
            self.held.push(self.separators.field);
            field = field.saturating_add(1);
            rest = rest.get(end.saturating_add(1)..).unwrap_or_default();
        }
        field
    }

    /// Takes delimiters and segment end from a header.
    fn learn(&mut self, body: &[u8], end: Option<u8>) {
        let field = self.separators.field;
        let mut encoding = body.iter().copied().take_while(|byte| *byte != field);
        let Separators { component, repetition, escape, subcomponent, .. } = Separators::default();
        let mut next = |usual| encoding.next().unwrap_or(usual);
        self.separators = Separators {
            field,
            component: next(component),
            repetition: next(repetition),
            escape: next(escape),
            subcomponent: next(subcomponent),
        };
        self.terminator = if end == Some(b'\n') { b'\n' } else { b'\r' };
    }
}
