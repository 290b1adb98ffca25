//! Walks a data set or command set element by element (PS3.5, chapter 7), reading what is asked for and passing over
//! the rest by its length.

use crate::sensor::protocols::buffer::{Buffer, pass_over};

/// How the elements of a data set are written (PS3.5, annex A).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Not known, as the association was not seen: told by the first element, if it can be.
    #[default]
    Unknown,
    ImplicitLittle,
    ExplicitLittle,
    ExplicitBig,
    /// Deflated, or not DICOM at all.
    Unreadable,
}

impl Syntax {
    /// The encoding that a transfer syntax UID stands for (PS3.6, A.1).
    pub(super) fn of(uid: &[u8]) -> Self {
        match uid {
            b"1.2.840.10008.1.2" => Self::ImplicitLittle,
            b"1.2.840.10008.1.2.2" => Self::ExplicitBig,
            // GE private, implicit with big-endian pixels only: `1.2.840.113619.5.2`.
            b"1.2.840.113619.5.2" => Self::ImplicitLittle,
            // Deflated, also in its JPIP forms.
            b"1.2.840.10008.1.2.1.99" | b"1.2.840.10008.1.2.4.95" | b"1.2.840.10008.1.2.4.205" => Self::Unreadable,
            // All others, the compressed ones too, write their elements as explicit VR little endian (A.4).
            _ if uid.starts_with(b"1.2.840.10008.1.2.") => Self::ExplicitLittle,
            _ => Self::Unknown,
        }
    }

    /// What the first element of a data set tells: group 0008 comes first in every object that is sent.
    fn told_by(header: [u8; 8]) -> Self {
        let [a, b, _, d, e, f, g, h] = header;
        let explicit = is_vr([e, f]);
        match (a, b) {
            (0x08, 0x00) if explicit => Self::ExplicitLittle,
            (0x00, 0x08) if explicit => Self::ExplicitBig,
            (0x08, 0x00) if d == 0 && u32::from_le_bytes([e, f, g, h]) < 0x1000 => Self::ImplicitLittle,
            _ => Self::Unreadable,
        }
    }
}

/// What to do with an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Pass,
    Read,
    /// Read the first item of this sequence too.
    Enter,
    /// Nothing behind this tag is wanted.
    Stop,
}

/// Chooses elements and takes their values.
pub(super) trait Sink {
    /// What to do with the element `tag`, written as `0xGGGGEEEE`, of so many bytes.
    fn want(&mut self, tag: u32, length: u32) -> Want;
    /// The value of an element that was wanted.
    fn value(&mut self, tag: u32, value: &[u8]);
}

/// No wanted value is longer; what claims to be is passed over.
const MAX_VALUE: u32 = 512;
/// Nesting of sequences of undefined length beyond this is hostile.
const MAX_DEPTH: u8 = 16;
const UNDEFINED: u32 = u32::MAX;
const ITEM: u32 = 0xfffe_e000;
const ITEM_END: u32 = 0xfffe_e00d;
const SEQUENCE_END: u32 = 0xfffe_e0dd;

#[derive(Clone, Copy, Debug, Default)]
enum Step {
    /// Tag, with VR and short length or with length.
    #[default]
    Header,
    /// The length of an explicit VR that has a long one.
    LongLength {
        tag: u32,
        unknown_vr: bool,
    },
    Value {
        tag: u32,
        length: u32,
    },
    Finished,
}

/// Where the walk through one data set stands.
#[derive(Debug, Default)]
pub(super) struct Walker {
    syntax: Syntax,
    step: Step,
    buffer: Buffer,
    /// Bytes of the current element that nobody wants.
    skip: u64,
    /// Tags ascend (PS3.5, 7.1): the lowest that may come next.
    lowest: u32,
    /// Open sequences and items of undefined length, all being passed over.
    depth: u8,
    /// The depth from which on the encoding is implicit little endian: inside an UN of undefined length (PS3.5, 6.2.2).
    implicit_from: Option<u8>,
}

impl Walker {
    /// Starts a data set.
    pub(super) fn start(&mut self, syntax: Syntax) {
        self.syntax = syntax;
        self.step = if syntax == Syntax::Unreadable { Step::Finished } else { Step::Header };
        self.buffer.clear();
        (self.skip, self.lowest, self.depth, self.implicit_from) = (0, 0, 0, None);
    }

    /// Wants nothing more of this data set.
    pub(super) fn finish(&mut self) {
        self.step = Step::Finished;
        self.skip = 0;
    }

    /// Whether nothing more is wanted of this data set.
    pub(super) fn is_finished(&self) -> bool {
        matches!(self.step, Step::Finished)
    }

    /// How many bytes nobody wants next.
    pub(super) fn unwanted(&self) -> u64 {
        if self.is_finished() { u64::MAX } else { self.skip }
    }

    /// So many of the unwanted bytes were passed over.
    pub(super) fn passed(&mut self, count: u64) {
        self.skip = self.skip.saturating_sub(count);
    }

    /// Reads on. What it leaves of `bytes` nobody wants.
    pub(super) fn read(&mut self, bytes: &mut &[u8], sink: &mut impl Sink) {
        while !bytes.is_empty() {
            self.skip = pass_over(self.skip, bytes);
            if self.skip > 0 {
                return;
            }
            match self.step {
                Step::Header => {
                    let Some(header) = self.buffer.array::<8>(bytes) else { return };
                    self.header(header, sink);
                }
                Step::LongLength { tag, unknown_vr } => {
                    let Some(length) = self.buffer.array::<4>(bytes) else { return };
                    let big = self.syntax == Syntax::ExplicitBig;
                    let length = if big { u32::from_be_bytes(length) } else { u32::from_le_bytes(length) };
                    self.element(tag, length, unknown_vr, sink);
                }
                Step::Value { tag, length } => {
                    let length = usize::try_from(length).unwrap_or(usize::MAX);
                    let Some(value) = self.buffer.exactly(length, bytes) else { return };
                    sink.value(tag, value);
                    self.step = Step::Header;
                }
                Step::Finished => return,
            }
        }
    }

    fn header(&mut self, header: [u8; 8], sink: &mut impl Sink) {
        if self.syntax == Syntax::Unknown {
            self.syntax = Syntax::told_by(header);
        }
        let [a, b, c, d, e, f, g, h] = header;
        let tag = match self.syntax {
            Syntax::ExplicitBig => u32::from_be_bytes([a, b, c, d]),
            _ => u32::from_be_bytes([b, a, d, c]),
        };
        // Items and delimiters have no VR in any encoding (PS3.5, 7.5).
        let implicit = self.implicit_from.is_some() || matches!(tag, ITEM | ITEM_END | SEQUENCE_END);
        match self.syntax {
            Syntax::Unreadable | Syntax::Unknown => self.finish(),
            Syntax::ExplicitBig if implicit => self.element(tag, u32::from_be_bytes([e, f, g, h]), false, sink),
            Syntax::ExplicitLittle | Syntax::ExplicitBig if !implicit => match [e, f] {
                vr if !is_vr(vr) => self.finish(),
                vr if is_long(vr) => self.step = Step::LongLength { tag, unknown_vr: &vr == b"UN" },
                _ if self.syntax == Syntax::ExplicitBig => {
                    self.element(tag, u32::from(u16::from_be_bytes([g, h])), false, sink);
                }
                _ => self.element(tag, u32::from(u16::from_le_bytes([g, h])), false, sink),
            },
            _ => self.element(tag, u32::from_le_bytes([e, f, g, h]), false, sink),
        }
    }

    fn element(&mut self, tag: u32, length: u32, unknown_vr: bool, sink: &mut impl Sink) {
        self.step = Step::Header;
        if self.depth > 0 {
            return self.nested(tag, length, unknown_vr);
        }
        match tag {
            // The items of a sequence that was entered.
            ITEM => return,
            ITEM_END | SEQUENCE_END => return self.finish(),
            _ if tag < self.lowest => return self.finish(),
            _ => self.lowest = tag.saturating_add(1),
        }
        match sink.want(tag, length) {
            Want::Stop => self.finish(),
            Want::Enter => self.lowest = 0,
            Want::Read if (1..=MAX_VALUE).contains(&length) => self.step = Step::Value { tag, length },
            _ => self.pass(length, unknown_vr),
        }
    }

    /// An element inside a sequence of undefined length that is passed over.
    fn nested(&mut self, tag: u32, length: u32, unknown_vr: bool) {
        if matches!(tag, ITEM_END | SEQUENCE_END) {
            self.depth = self.depth.saturating_sub(1);
            self.implicit_from = self.implicit_from.filter(|from| *from <= self.depth);
        } else {
            self.pass(length, unknown_vr);
        }
    }

    fn pass(&mut self, length: u32, unknown_vr: bool) {
        if length != UNDEFINED {
            self.skip = u64::from(length);
            return;
        }
        self.depth = self.depth.saturating_add(1);
        if unknown_vr && self.implicit_from.is_none() {
            self.implicit_from = Some(self.depth);
        }
        if self.depth > MAX_DEPTH {
            self.finish();
        }
    }
}

fn is_vr(vr: [u8; 2]) -> bool {
    vr.iter().all(u8::is_ascii_uppercase)
}

/// Value representations with a reserved field and a long length (PS3.5, 7.1.2).
fn is_long(vr: [u8; 2]) -> bool {
    matches!(&vr, b"OB" | b"OD" | b"OF" | b"OL" | b"OV" | b"OW" | b"SQ" | b"SV" | b"UC" | b"UN" | b"UR" | b"UT" | b"UV")
}
