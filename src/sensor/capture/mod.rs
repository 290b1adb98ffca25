//! Where frames come from. Receive only: no capture has a way to transmit.

mod file;
pub mod live;
mod pcap;
mod pcapng;
mod source;

pub use file::FileCapture;

use crate::base::Timestamp;
use crate::sensor::wire::LinkType;

/// One frame as captured.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Capture time.
    pub at: Timestamp,
    /// What the first byte is of.
    pub link: LinkType,
    /// What was captured.
    pub bytes: &'a [u8],
    /// How long the frame was on the wire.
    pub wire_length: u32,
}

/// Where a frame lies in the bytes that [`Frames`] lends.
#[derive(Clone, Copy, Debug)]
struct Found {
    at: Timestamp,
    link: LinkType,
    start: usize,
    captured: usize,
    wire_length: u32,
}

/// Some frames, in order, lent until the capture goes on. Several at once, because a reader that knows what comes next
/// can have the memory it will need on its way.
#[derive(Clone, Copy, Debug)]
pub struct Frames<'a> {
    bytes: &'a [u8],
    found: &'a [Found],
}

impl<'a> Frames<'a> {
    /// The most frames lent at once.
    pub const MAX: usize = 32;

    /// Whether there are none: the capture has ended, or nothing came for now where it is live.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The frames.
    pub fn iter(&self) -> impl Iterator<Item = Frame<'a>> + use<'a> {
        let bytes = self.bytes;
        self.found.iter().map(move |found| Frame {
            at: found.at,
            link: found.link,
            bytes: bytes.get(found.start..found.start.saturating_add(found.captured)).unwrap_or_default(),
            wire_length: found.wire_length,
        })
    }
}

/// A source of frames.
pub trait Capture {
    /// The next frames, at most [`Frames::MAX`]; none at the end, or after a short wait where the capture is live.
    fn frames(&mut self) -> Result<Frames<'_>, CaptureError>;

    /// What was lost on the way here.
    fn losses(&self) -> Losses;

    /// Whether more may come after a time without frames.
    fn is_live(&self) -> bool {
        false
    }
}

/// What a capture could not hand over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Frames the capture itself says it dropped.
    pub dropped: u64,
    /// Records or blocks that contradict their own format and were passed over.
    pub damaged: u64,
    /// Bytes of a record that the end of the file cut off.
    pub cut_off: u64,
    /// Byte offset from which on the file could not be read at all.
    pub unreadable_from: Option<u64>,
}

impl Losses {
    /// Whether something was there that could not be read.
    #[must_use]
    pub fn any(&self) -> bool {
        *self != Self { dropped: self.dropped, ..Self::default() }
    }
}

/// Why there are no frames.
#[derive(Debug, thiserror::Error)]
pub enum CaptureError {
    /// The file cannot be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It is something else.
    #[error("not a capture: it begins with {0}, neither pcap nor pcapng (plain, gzip or zstd)")]
    NotACapture(String),
    /// It is empty.
    #[error("the file is empty")]
    Empty,
    /// The interface cannot be listened on.
    #[error("{0}")]
    Interface(String),
}

#[cfg(test)]
mod tests;
