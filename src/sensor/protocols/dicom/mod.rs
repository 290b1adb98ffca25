//! DICOM upper layer (PS3.8) and message exchange (PS3.7): who talks to whom as what, and which equipment made the data.
//!
//! Invariant: of a data set only the elements on the allow-list of `message.rs` are read; the rest, pixel data and the
//! patient group 0010 first of all, is passed over by its length and never held.

mod association;
mod dataset;
mod message;

use association::Association;
use dataset::Syntax;
use message::Message;

use super::buffer::{Buffer, pass_over};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "dicom",
    spec: "DICOM PS3.8 (upper layer), PS3.7 (DIMSE), PS3.5 (encoding), PS3.3 (attributes), 2024e",
    attach: &[
        Attach::Tcp(104),
        Attach::Tcp(2761),
        Attach::Tcp(4242),
        Attach::Tcp(5678),
        Attach::Tcp(11112),
        Attach::TcpStart(guess),
    ],
    entry: Entry::Stream(|| Box::new(Dicom::default())),
};

/// Protocol data unit types (PS3.8, 9.3.1).
mod pdu {
    pub(super) const ASSOCIATE_RQ: u8 = 0x01;
    pub(super) const ASSOCIATE_AC: u8 = 0x02;
    pub(super) const ASSOCIATE_RJ: u8 = 0x03;
    pub(super) const DATA: u8 = 0x04;
    pub(super) const RELEASE_RQ: u8 = 0x05;
    pub(super) const RELEASE_RP: u8 = 0x06;
    pub(super) const ABORT: u8 = 0x07;
}

/// The most that an A-ASSOCIATE-RQ or -AC may take: 128 presentation contexts with many transfer syntaxes each.
const MAX_ASSOCIATE: u32 = 128 * 1024;

/// The fixed part of A-ASSOCIATE-RQ and -AC without the header (PS3.8, 9.3.2).
const MIN_ASSOCIATE: u32 = 68;

/// Application context item with the start of its only defined name, `1.2.840.10008.3.1.1.1` (PS3.7, A.2.1).
const APPLICATION_CONTEXT: &[u8] = b"\x10\x00\x00\x151.2.840.10008";

/// Group length element of a command set (PS3.7, E.1), which comes first.
const COMMAND_GROUP_LENGTH: &[u8] = &[0, 0, 0, 0, 4, 0, 0, 0];

fn guess(bytes: &[u8]) -> Guess {
    match bytes {
        [] | [pdu::ASSOCIATE_RQ | pdu::ASSOCIATE_AC | pdu::DATA] => Guess::More,
        [pdu::ASSOCIATE_RQ, 0, ..] => guess_associate(bytes, Guess::Client),
        [pdu::ASSOCIATE_AC, 0, ..] => guess_associate(bytes, Guess::Server),
        [pdu::DATA, 0, ..] => guess_data(bytes),
        _ => Guess::No,
    }
}

fn guess_associate(bytes: &[u8], sender: Guess) -> Guess {
    let fits = |(at, &byte): (usize, &u8)| match at {
        // The top byte of a length below MAX_ASSOCIATE; protocol version 1; reserved; AE titles; application context.
        2 | 8 | 9 => byte == 0,
        7 => byte & 1 == 1,
        10..42 => (0x20..0x7f).contains(&byte) || (byte == 0 && sender == Guess::Server),
        74.. => at.checked_sub(74).and_then(|at| APPLICATION_CONTEXT.get(at)).is_none_or(|&expected| byte == expected),
        _ => true,
    };
    if !bytes.iter().enumerate().take(APPLICATION_CONTEXT.len().saturating_add(74)).all(fits) {
        return Guess::No;
    }
    let Some(length) = bytes.get(2..).and_then(|rest| rest.first_chunk()).map(|length| u32::from_be_bytes(*length)) else {
        return Guess::More;
    };
    match length {
        MIN_ASSOCIATE..=MAX_ASSOCIATE if bytes.len() < APPLICATION_CONTEXT.len().saturating_add(74) => Guess::More,
        MIN_ASSOCIATE..=MAX_ASSOCIATE => sender,
        _ => Guess::No,
    }
}

/// A connection picked up in the middle, just where a P-DATA-TF begins (PS3.8, 9.3.5).
fn guess_data(bytes: &[u8]) -> Guess {
    let Some([_, _, a, b, c, d, e, f, g, h, context, control]) = bytes.first_chunk::<12>() else {
        return Guess::More;
    };
    let (pdu, item) = (u32::from_be_bytes([*a, *b, *c, *d]), u32::from_be_bytes([*e, *f, *g, *h]));
    if context & 1 == 0 || *control > 3 || item < 2 || pdu > 1 << 24 {
        return Guess::No;
    }
    if control & 1 == 0 {
        // Data, not a command: with nothing else to hold on to, only a P-DATA-TF filled by one value counts.
        return if pdu.checked_sub(4) == Some(item) { Guess::Either } else { Guess::No };
    }
    let data = bytes.get(12..).unwrap_or_default();
    match data.get(..COMMAND_GROUP_LENGTH.len()) {
        Some(start) if start == COMMAND_GROUP_LENGTH => Guess::Either,
        None if COMMAND_GROUP_LENGTH.starts_with(data) => Guess::More,
        _ => Guess::No,
    }
}

/// One TCP connection, which carries one association.
#[derive(Default)]
struct Dicom {
    client: Half,
    server: Half,
    association: Association,
}

/// What one side is in the middle of sending.
#[derive(Default)]
struct Half {
    step: Step,
    buffer: Buffer,
    /// Bytes of the current PDU behind what was read of it.
    pdu_left: u64,
    /// Bytes of the current presentation data value behind what was read of it.
    pdv_left: u64,
    message: Message,
}

#[derive(Clone, Copy, Default)]
enum Step {
    #[default]
    PduHeader,
    Associate {
        accept: bool,
    },
    Rejected,
    PdvHeader,
    Fragment,
}

impl Stream for Dicom {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        loop {
            let next = match half.step {
                Step::PduHeader => half.pdu_header(&mut rest)?,
                Step::Associate { accept } => half.associate(accept, &mut rest, &mut self.association, side, emit)?,
                Step::Rejected => half.rejected(&mut rest, &self.association, side, emit),
                Step::PdvHeader => half.pdv_header(&mut rest, &self.association)?,
                Step::Fragment => half.fragment(&mut rest, side, emit)?,
            };
            match next {
                Some(next) => return Ok(next),
                None if rest.is_empty() && !half.is_at_end_of_fragment() => return Ok(Next::More),
                None => {}
            }
        }
    }

    /// A hole inside one fragment costs only the message it lies in; any other loses the framing.
    fn gap(&mut self, side: Side, missing: u64) -> Next {
        let half = side.of(&mut self.client, &mut self.server);
        match (half.step, half.pdv_left.checked_sub(missing)) {
            (Step::Fragment, Some(left)) => {
                half.message.give_up();
                half.pdv_left = left;
                Next::More
            }
            _ => Next::Done,
        }
    }
}

impl Half {
    /// Type and length (PS3.8, 9.3.1).
    fn pdu_header(&mut self, rest: &mut &[u8]) -> Result<Option<Next>, Malformed> {
        let Some([kind, _, a, b, c, d]) = self.buffer.array::<6>(rest) else { return Ok(None) };
        let length = u32::from_be_bytes([a, b, c, d]);
        self.pdu_left = u64::from(length);
        match kind {
            pdu::ASSOCIATE_RQ | pdu::ASSOCIATE_AC if (MIN_ASSOCIATE..=MAX_ASSOCIATE).contains(&length) => {
                self.step = Step::Associate { accept: kind == pdu::ASSOCIATE_AC };
                Ok(None)
            }
            pdu::DATA => {
                self.step = if length == 0 { Step::PduHeader } else { Step::PdvHeader };
                Ok(None)
            }
            pdu::RELEASE_RQ if length == 4 => Ok(skip(4, rest)),
            pdu::ASSOCIATE_RJ if length == 4 => {
                self.step = Step::Rejected;
                Ok(None)
            }
            pdu::RELEASE_RP | pdu::ABORT if length == 4 => Ok(Some(Next::Done)),
            _ => Err(Malformed("PDU type or length")),
        }
    }

    fn associate(
        &mut self,
        accept: bool,
        rest: &mut &[u8],
        association: &mut Association,
        side: Side,
        emit: &mut Emit<'_>,
    ) -> Result<Option<Next>, Malformed> {
        let length = usize::try_from(self.pdu_left).map_err(|_| Malformed("PDU length"))?;
        let Some(body) = self.buffer.exactly(length, rest) else { return Ok(None) };
        self.step = Step::PduHeader;
        if accept {
            association.accepted(body, side, emit)?
        } else {
            association.requested(body, side, emit)?
        }
        Ok(None)
    }

    /// Result, source and reason of a rejection (PS3.8, 9.3.4).
    fn rejected(&mut self, rest: &mut &[u8], association: &Association, side: Side, emit: &mut Emit<'_>) -> Option<Next> {
        let [_, _, source, reason] = self.buffer.array::<4>(rest)?;
        association.rejected((source, reason), side, emit);
        Some(Next::Done)
    }

    /// Presentation data value item (PS3.8, 9.3.5.1) and its message control header (E.2).
    fn pdv_header(&mut self, rest: &mut &[u8], association: &Association) -> Result<Option<Next>, Malformed> {
        let Some(header) = self.buffer.array::<6>(rest) else { return Ok(None) };
        let mut reader = Reader::new(&header);
        let length = u64::from(reader.u32("PDV length")?);
        let (context, control) = (reader.u8("presentation context id")?, reader.u8("message control header")?);
        self.pdu_left = self.pdu_left.checked_sub(length.saturating_add(4)).ok_or(Malformed("PDV length"))?;
        self.pdv_left = length.checked_sub(2).ok_or(Malformed("PDV length"))?;
        self.message.fragment(context, control, association.syntax(context));
        self.step = Step::Fragment;
        Ok(None)
    }

    /// Hands the fragment's bytes to the message, as far as it still wants any, and jumps over the others.
    fn fragment(&mut self, rest: &mut &[u8], side: Side, emit: &mut Emit<'_>) -> Result<Option<Next>, Malformed> {
        let unwanted = self.message.unwanted().min(self.pdv_left);
        if unwanted > 0 {
            self.message.passed(unwanted);
            self.pdv_left = self.pdv_left.saturating_sub(unwanted);
            return Ok(skip(unwanted, rest));
        }
        let (mut chunk, after) = match usize::try_from(self.pdv_left).ok().and_then(|left| rest.split_at_checked(left)) {
            Some(split) => split,
            None => (*rest, &[][..]),
        };
        let before = chunk.len();
        self.message.read(&mut chunk, side, emit);
        let read = before.saturating_sub(chunk.len());
        self.pdv_left = self.pdv_left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        *rest = if chunk.is_empty() { after } else { rest.get(read..).unwrap_or_default() };
        if self.pdv_left == 0 {
            self.message.fragment_ended(side, emit);
            self.step = if self.pdu_left == 0 { Step::PduHeader } else { Step::PdvHeader };
        }
        Ok(None)
    }

    /// Whether a step is due that needs no more bytes.
    fn is_at_end_of_fragment(&self) -> bool {
        matches!(self.step, Step::Fragment) && (self.pdv_left == 0 || self.message.unwanted() > 0)
    }
}

/// Passes over `count` bytes: here as far as they have arrived, else by asking for a jump.
fn skip(count: u64, rest: &mut &[u8]) -> Option<Next> {
    match pass_over(count, rest) {
        0 => None,
        left => Some(Next::Skip(left)),
    }
}

#[cfg(test)]
mod tests;
