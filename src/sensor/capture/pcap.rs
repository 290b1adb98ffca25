//! The classic libpcap file format (draft-ietf-opsawg-pcap).

use super::source::{MAX_RECORD, Source};
use super::{CaptureError, Frame, Losses};
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
        Self { source, header, losses: Losses::default(), pending: 0 }
    }

    pub(super) fn losses(&self) -> Losses {
        self.losses
    }

    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<Frame<'_>>, CaptureError> {
        self.source.consume(std::mem::take(&mut self.pending));
        let header_length = self.header.record_header;
        if !self.source.fill(header_length)? {
            return Ok(self.end());
        }
        let Some([s0, s1, s2, s3, f0, f1, f2, f3, c0, c1, c2, c3, w0, w1, w2, w3]) = self.source.available().first_chunk() else {
            return Ok(self.end());
        };
        let seconds = self.u32([*s0, *s1, *s2, *s3]);
        let fraction = self.u32([*f0, *f1, *f2, *f3]);
        let captured = usize::try_from(self.u32([*c0, *c1, *c2, *c3])).unwrap_or(usize::MAX);
        let wire_length = self.u32([*w0, *w1, *w2, *w3]);
        if captured > MAX_RECORD {
            self.losses.unreadable_from = Some(self.source.position());
            return Ok(None);
        }
        let length = header_length.saturating_add(captured);
        if !self.source.fill(length)? {
            return Ok(self.end());
        }
        self.pending = length;
        let bytes = self.source.available().get(header_length..length).unwrap_or_default();
        let at = Timestamp::new(i64::from(seconds), fraction.saturating_mul(self.header.unit));
        Ok(Some(Frame { at, link: self.header.link, bytes, wire_length }))
    }

    /// The end of the file; anything left is a record cut off.
    fn end(&mut self) -> Option<Frame<'static>> {
        let left = self.source.available().len();
        self.losses.cut_off = u64::try_from(left).unwrap_or(u64::MAX);
        None
    }

    #[inline]
    fn u32(&self, bytes: [u8; 4]) -> u32 {
        if self.header.little_endian { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }
    }
}
