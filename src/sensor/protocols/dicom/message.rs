//! One DIMSE message of one side (PS3.7, 6.3): a command set, then perhaps a data set, each in fragments.

use super::Syntax;
use super::association::other;
use super::dataset::{Sink, Walker, Want};
use crate::base::Text;
use crate::observation::Property;
use crate::sensor::protocols::{Emit, Side};

/// Modality Worklist Information Model – FIND (PS3.4, K.6.1.4).
const WORKLIST_FIND: &[u8] = b"1.2.840.10008.5.1.4.31";
/// Query/Retrieve – FIND by patient, by study, by patient and study only (PS3.4, C.6).
const QUERY_FIND: [&[u8]; 3] = [b"1.2.840.10008.5.1.4.1.2.1.1", b"1.2.840.10008.5.1.4.1.2.2.1", b"1.2.840.10008.5.1.4.1.2.3.1"];
/// So many answers to one query are told.
const MANY_ANSWERS: u32 = 500;
/// Printer SOP Class (PS3.4, H.4.6).
const PRINTER: &[u8] = b"1.2.840.10008.5.1.1.16";

/// The messages of one side, one at a time as PS3.8 annex E demands.
#[derive(Default)]
pub(super) struct Message {
    walker: Walker,
    /// The presentation context and control header of the fragment being read.
    context: u8,
    control: u8,
    /// Whether the last fragment announced another of the same set.
    open: bool,
    command: Command,
    equipment: Equipment,
    /// The data set that the last command announced: its presentation context and what to read of it.
    announced: Option<(u8, Wanted)>,
}

impl Message {
    /// A fragment begins.
    pub(super) fn fragment(&mut self, context: u8, control: u8, syntax: Syntax) {
        let continues = self.open && self.context == context && is_command(self.control) == is_command(control);
        (self.context, self.control) = (context, control);
        if continues {
            return;
        }
        self.open = true;
        self.equipment.begin();
        if is_command(control) {
            self.announced = None;
            self.command.reset();
            // Command sets are always implicit VR little endian (PS3.7, 6.3.1).
            return self.walker.start(Syntax::ImplicitLittle);
        }
        match self.announced.take() {
            Some((announced, wanted)) if announced == context => {
                self.equipment.wanted = wanted;
                self.walker.start(syntax);
            }
            _ => self.walker.finish(),
        }
    }

    /// How many of the next bytes nobody wants.
    pub(super) fn unwanted(&self) -> u64 {
        self.walker.unwanted()
    }

    /// So many unwanted bytes were passed over.
    pub(super) fn passed(&mut self, count: u64) {
        self.walker.passed(count);
    }

    /// Bytes are missing: nothing more of this command or data set can be told.
    pub(super) fn give_up(&mut self) {
        self.walker.finish();
        self.command.reset();
        self.announced = None;
    }

    /// Reads on; what is left of `bytes` is unwanted.
    pub(super) fn read(&mut self, bytes: &mut &[u8], side: Side, emit: &mut Emit<'_>) {
        if is_command(self.control) {
            self.walker.read(bytes, &mut self.command);
        } else {
            self.walker.read(bytes, &mut self.equipment);
        }
        if self.walker.is_finished() {
            self.say(side, emit);
        }
    }

    /// The fragment was read whole; if it was the last, so was the command or data set.
    pub(super) fn fragment_ended(&mut self, side: Side, emit: &mut Emit<'_>) {
        // Bit 1: last fragment (PS3.8, E.2).
        if self.control & 2 == 0 {
            return;
        }
        self.open = false;
        if !self.walker.is_finished() {
            self.walker.finish();
            self.say(side, emit);
        }
    }

    fn say(&mut self, side: Side, emit: &mut Emit<'_>) {
        if is_command(self.control) {
            self.announced = self.command.say(side, emit).map(|wanted| (self.context, wanted));
        } else {
            self.equipment.say(side, emit);
        }
    }
}

/// Bit 0: command, not data set (PS3.8, E.2).
fn is_command(control: u8) -> bool {
    control & 1 != 0
}

/// What is read of a command set (PS3.7, annex E).
#[derive(Default)]
struct Command {
    /// Affected or requested SOP class UID (0000,0002), (0000,0003).
    sop_class: Vec<u8>,
    /// Command field (0000,0100).
    field: u16,
    /// Command data set type (0000,0800): 0101H stands for none.
    has_data: bool,
    /// Status of a response (0000,0900).
    status: u16,
    /// Answers so far to the query that is being answered.
    answers: u32,
}

impl Sink for Command {
    fn want(&mut self, tag: u32, _: u32) -> Want {
        match tag {
            0x0000_0002 | 0x0000_0003 | 0x0000_0100 | 0x0000_0800 | 0x0000_0900 => Want::Read,
            0x0000_0901.. => Want::Stop,
            _ => Want::Pass,
        }
    }

    fn value(&mut self, tag: u32, value: &[u8]) {
        match (tag, value) {
            (0x0000_0002 | 0x0000_0003, uid) => trim(uid).clone_into(&mut self.sop_class),
            (0x0000_0100, [low, high]) => self.field = u16::from_le_bytes([*low, *high]),
            (0x0000_0800, [low, high]) => self.has_data = u16::from_le_bytes([*low, *high]) != 0x0101,
            (0x0000_0900, [low, high]) => self.status = u16::from_le_bytes([*low, *high]),
            _ => {}
        }
    }
}

impl Command {
    /// Success, warning or pending (PS3.7, C.1 to C.4).
    fn is_success(&self) -> bool {
        matches!(self.status, 0x0000 | 0x0001 | 0x0107 | 0x0116 | 0xb000..=0xbfff | 0xff00 | 0xff01)
    }

    fn reset(&mut self) {
        self.sop_class.clear();
        (self.field, self.has_data, self.status) = (0, false, 0);
    }

    /// Counts the pending answers of a C-FIND; many are told, of the one who asked.
    fn count_answers(&mut self, side: Side, emit: &mut Emit<'_>) {
        if self.field != 0x8020 {
            return;
        }
        self.answers = if matches!(self.status, 0xff00 | 0xff01) { self.answers.saturating_add(1) } else { 0 };
        if self.answers == MANY_ANSWERS {
            emit.says_of(emit.of(other(side)), Property::DicomQuery, b"500 answers", emit.of(side));
        }
    }

    /// Says what a command tells of its sender; what to read of the data set that follows.
    fn say(&mut self, side: Side, emit: &mut Emit<'_>) -> Option<Wanted> {
        let sender = emit.of(side);
        self.count_answers(side, emit);
        // Response: who performs the operation provides the service; N-EVENT-REPORT runs the other way.
        if self.field & 0x8000 != 0 && self.field != 0x8100 && self.is_success() {
            emit.says(sender, Property::DicomScpSopClass, &self.sop_class);
        }
        // A film printer describes itself when it is asked for its state (PS3.4, H.4.6; PS3.3, C.13.9).
        if self.field == 0x8110 && self.is_success() && self.sop_class == PRINTER {
            return self.has_data.then_some(Wanted::Object);
        }
        // Table E.1-1 of PS3.7.
        let name = match self.field {
            0x0001 => "C-STORE",
            0x0010 => "C-GET",
            0x0020 => "C-FIND",
            0x0021 => "C-MOVE",
            0x0030 => "C-ECHO",
            0x0100 => "N-EVENT-REPORT",
            0x0110 => "N-GET",
            0x0120 => "N-SET",
            0x0130 => "N-ACTION",
            0x0140 => "N-CREATE",
            0x0150 => "N-DELETE",
            _ => return None,
        };
        emit.says(sender, Property::DicomCommand, name.as_bytes());
        // The SCP of a class reports its events; every other operation is asked for by the SCU (PS3.7, 7.3).
        if name != "N-EVENT-REPORT" {
            emit.says(sender, Property::DicomScuSopClass, &self.sop_class);
        }
        match name {
            _ if !self.has_data => None,
            "C-STORE" => Some(Wanted::Object),
            "N-CREATE" | "N-SET" => Some(Wanted::Procedure),
            "C-FIND" if self.sop_class == WORKLIST_FIND => Some(Wanted::Worklist),
            "C-FIND" if QUERY_FIND.contains(&&*self.sop_class) => Some(Wanted::Query),
            _ => None,
        }
    }
}

/// Which allow-list a data set is read by.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Wanted {
    /// A stored object: the General Equipment module (PS3.3, C.7.5.1).
    #[default]
    Object,
    /// A performed procedure step: also the station that performs it (PS3.3, C.4.14).
    Procedure,
    /// A worklist query: the station that asks (PS3.4, K.6.1.2.2).
    Worklist,
    /// A query of an archive: its level, and whether it has any condition; of the conditions only that they are there.
    Query,
}

/// The equipment a data set describes.
#[derive(Default)]
struct Equipment {
    wanted: Wanted,
    parts: Vec<(Property, Text)>,
    /// The level of a query (0008,0052).
    level: Vec<u8>,
    /// Whether it has a condition.
    conditional: bool,
}

impl Equipment {
    fn begin(&mut self) {
        self.parts.clear();
        self.level.clear();
        self.conditional = false;
    }

    fn say(&mut self, side: Side, emit: &mut Emit<'_>) {
        if self.wanted == Wanted::Query && !self.conditional && !self.level.is_empty() {
            let what = [&b"everything "[..], &self.level].concat();
            emit.says_of(emit.of(side), Property::DicomQuery, &what, emit.of(other(side)));
        }
        if !self.parts.is_empty() {
            emit.equipment(emit.of(side), std::mem::take(&mut self.parts));
        }
    }
}

impl Sink for Equipment {
    fn want(&mut self, tag: u32, length: u32) -> Want {
        match self.wanted {
            Wanted::Query => match tag {
                // Query level; modality, modalities in study.
                0x0008_0052 | 0x0008_0060 | 0x0008_0061 => Want::Read,
                // Character set, retrieve AE title, availability, time zone, and group lengths are no conditions.
                0x0008_0005 | 0x0008_0054 | 0x0008_0056 | 0x0008_0201 => Want::Pass,
                _ if tag & 0xffff == 0 => Want::Pass,
                // A lone wildcard, padded to an even length, is none either (PS3.4, C.2.2.2.3); it is not read.
                _ => {
                    self.conditional |= length > 2 && length != u32::MAX;
                    Want::Pass
                }
            },
            Wanted::Worklist => match tag {
                0x0008_0060 | 0x0040_0001 => Want::Read,
                // Scheduled Procedure Step Sequence.
                0x0040_0100 => Want::Enter,
                0x0040_0101.. => Want::Stop,
                _ => Want::Pass,
            },
            Wanted::Object if tag > 0x0018_1200 => Want::Stop,
            _ if tag > 0x0040_0243 => Want::Stop,
            _ if property(tag).is_some() => Want::Read,
            _ => Want::Pass,
        }
    }

    fn value(&mut self, tag: u32, value: &[u8]) {
        if self.wanted == Wanted::Query {
            match (tag, trim(value)) {
                (0x0008_0052, level @ (b"PATIENT" | b"STUDY" | b"SERIES" | b"IMAGE")) => level.clone_into(&mut self.level),
                (0x0008_0052, _) | (_, b"" | b"*") => {}
                _ => self.conditional = true,
            }
            return;
        }
        // A query's wildcards are no values (PS3.4, C.2.2.2.4).
        let wild = self.wanted == Wanted::Worklist && memchr::memchr2(b'*', b'?', value).is_some();
        if let Some(property) = property(tag).filter(|_| !wild)
            && let Some(text) = Text::from_wire(trim(value))
        {
            self.parts.push((property, text));
        }
    }
}

/// The allow-list (PS3.6): everything else of a data set may be about a patient.
fn property(tag: u32) -> Option<Property> {
    Some(match tag {
        0x0008_0014 => Property::DicomInstanceCreatorUid,
        0x0008_0060 => Property::DicomModality,
        0x0008_0070 => Property::Manufacturer,
        0x0008_1010 => Property::DicomStationName,
        0x0008_1090 => Property::Model,
        0x0018_1000 => Property::Serial,
        0x0018_1002 => Property::DicomDeviceUid,
        0x0018_1020 => Property::SoftwareVersion,
        0x0018_1200 => Property::DicomCalibrationDate,
        // Scheduled and performed station AE title, performed station name and location.
        0x0040_0001 | 0x0040_0241 => Property::DicomAeTitle,
        0x0040_0242 => Property::DicomStationName,
        0x0040_0243 => Property::Location,
        _ => return None,
    })
}

/// Without the padding that makes lengths even (PS3.5, 6.2).
pub(super) fn trim(value: &[u8]) -> &[u8] {
    let end = value.iter().rposition(|byte| !matches!(byte, b' ' | 0)).map_or(0, |at| at.saturating_add(1));
    value.get(..end).unwrap_or_default().trim_ascii_start()
}
