//! The classic libpcap file format (draft-ietf-opsawg-pcap).

use super::source::{MAX_RECORD, Source};
use super::{CaptureError, Found, Frames, Losses};
use crate::base::Timestamp;
use crate::sensor::wire::LinkType;

/// Length of the file header.
const FILE_HEADER: usize = 24;

/// What the file header says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    little_endian: bool,
    /// Nanoseconds in one unit of the fraction field.
    unit: u32,
    record_header: usize,
    link: LinkType,
}

/// Reads records of a libpcap file.
pub(super) struct Pcap {
    source: Source,
    header: Header,
    losses: Losses,
    found: Vec<Found>,
    pending: usize,
}

impl Pcap {
    /// Reads the file header; `None` when it is no libpcap file.
    pub(super) fn header(head: &[u8]) -> Option<Header> {
        let head = head.first_chunk::<FILE_HEADER>()?;
        let [m0, m1, m2, m3, .., n0, n1, n2, n3] = *head;
        let big = u32::from_be_bytes([m0, m1, m2, m3]);
        let little_endian = !matches!(big, 0xa1b2_c3d4 | 0xa1b2_3c4d | 0xa1b2_cd34);
        let magic = if little_endian { big.swap_bytes() } else { big };
        let (unit, record_header) = match magic {
            0xa1b2_c3d4 => (1000, 16),
            0xa1b2_3c4d => (1, 16),
            // The variant of old Linux systems, with 8 bytes more for each record.
            0xa1b2_cd34 => (1000, 24),
            _ => return None,
        };
        let network = u32::from_be_bytes([n0, n1, n2, n3]);
        let network = if little_endian { network.swap_bytes() } else { network };
        // The upper bits tell of a frame check sequence, not of the link type.
        Some(Header { little_endian, unit, record_header, link: LinkType(network & 0x03ff_ffff) })
    }

    pub(super) fn new(mut source: Source, header: Header) -> Self {
        source.consume(FILE_HEADER);
        Self { source, header, losses: Losses::default(), found: Vec::with_capacity(Frames::MAX), pending: 0 }
    }

    pub(super) fn losses(&self) -> Losses {
        self.losses
    }

    pub(super) fn frames(&mut self) -> Result<Frames<'_>, CaptureError> {
        self.source.consume(std::mem::take(&mut self.pending));
        self.found.clear();
        while self.found.len() < Frames::MAX {
            match self.record()? {
                Some(found) => {
                    self.pending = found.start.saturating_add(found.captured);
                    self.found.push(found);
                }
                None => break,
            }
        }
        Ok(Frames { bytes: self.source.available(), found: &self.found })
    }

    /// The record at `pending`. None at the end of the file, and where it would have to be fetched although there are
    /// records to hand over already.
    #[inline]
    fn record(&mut self) -> Result<Option<Found>, CaptureError> {
        let start = self.pending.saturating_add(self.header.record_header);
        if !self.have(start)? {
            return Ok(None);
        }
        let head = self.source.available().get(self.pending..).and_then(|rest| rest.first_chunk::<16>());
        let Some([s0, s1, s2, s3, f0, f1, f2, f3, c0, c1, c2, c3, w0, w1, w2, w3]) = head else { return Ok(None) };
        let seconds = self.u32([*s0, *s1, *s2, *s3]);
        let fraction = self.u32([*f0, *f1, *f2, *f3]);
        let captured = usize::try_from(self.u32([*c0, *c1, *c2, *c3])).unwrap_or(usize::MAX);
        let wire_length = self.u32([*w0, *w1, *w2, *w3]);
        if captured > MAX_RECORD {
            if self.found.is_empty() {
                self.losses.unreadable_from = Some(self.source.position());
            }
            return Ok(None);
        }
        if !self.have(start.saturating_add(captured))? {
            return Ok(None);
        }
        let at = Timestamp::new(i64::from(seconds), fraction.saturating_mul(self.header.unit));
        Ok(Some(Found { at, link: self.header.link, start, captured, wire_length }))
    }

    /// Whether `length` bytes are there; fetches them only when nothing waits to be handed over.
    #[inline]
    fn have(&mut self, length: usize) -> Result<bool, CaptureError> {
        Ok(self.source.have(length, !self.found.is_empty(), self.pending, &mut self.losses.cut_off)?)
    }

    #[inline]
    fn u32(&self, bytes: [u8; 4]) -> u32 {
        if self.header.little_endian { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }
    }
}
