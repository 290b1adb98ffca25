//! pcapng (draft-ietf-opsawg-pcapng): sections, interfaces of different link types, packet blocks.

use super::source::{MAX_RECORD, Source};
use super::{CaptureError, Found, Frames, Losses};
use crate::base::Timestamp;
use crate::sensor::wire::LinkType;

const SECTION_HEADER: u32 = 0x0a0d_0d0a;
const INTERFACE: u32 = 1;
const OBSOLETE_PACKET: u32 = 2;
const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;
/// A section that declares more interfaces is not believed.
const MAX_INTERFACES: usize = 4096;

/// One interface description.
#[derive(Clone, Copy, Debug)]
struct Interface {
    link: LinkType,
    snap_length: u32,
    /// Units of the timestamp in one second.
    units: u64,
    /// Seconds to add to each timestamp.
    offset: i64,
}

/// Reads packet blocks of a pcapng file.
pub(super) struct PcapNg {
    source: Source,
    big_endian: bool,
    interfaces: Vec<Interface>,
    losses: Losses,
    found: Vec<Found>,
    pending: usize,
}

impl PcapNg {
    pub(super) fn new(source: Source) -> Self {
        Self {
            source,
            big_endian: false,
            interfaces: Vec::new(),
            losses: Losses::default(),
            found: Vec::with_capacity(Frames::MAX),
            pending: 0,
        }
    }

    pub(super) fn losses(&self) -> Losses {
        self.losses
    }

    pub(super) fn frames(&mut self) -> Result<Frames<'_>, CaptureError> {
        self.source.consume(std::mem::take(&mut self.pending));
        self.found.clear();
        while self.found.len() < Frames::MAX && self.advance()? {}
        Ok(Frames { bytes: self.source.available(), found: &self.found })
    }

    /// Reads the block at `pending`. False at the end of the file, and where bytes would have to be fetched although
    /// there are frames to hand over already.
    fn advance(&mut self) -> Result<bool, CaptureError> {
        if !self.have(self.pending.saturating_add(12))? {
            return Ok(false);
        }
        let Some((kind, length)) = self.block_header() else {
            if self.found.is_empty() {
                self.losses.unreadable_from = Some(self.source.position());
            }
            return Ok(false);
        };
        let wanted = matches!(kind, SECTION_HEADER | INTERFACE | OBSOLETE_PACKET | SIMPLE_PACKET | ENHANCED_PACKET);
        if !wanted || length > MAX_RECORD {
            return self.pass_over(wanted, length);
        }
        if !self.have(self.pending.saturating_add(length))? {
            return Ok(false);
        }
        if let Some(found) = self.block(kind, length) {
            self.found.push(Found { start: found.start.saturating_add(self.pending), ..found });
        }
        self.pending = self.pending.saturating_add(length);
        Ok(true)
    }

    /// A block nobody reads, or one too long to be true, is not buffered.
    fn pass_over(&mut self, damaged: bool, length: usize) -> Result<bool, CaptureError> {
        if !self.found.is_empty() {
            return Ok(false);
        }
        self.losses.damaged = self.losses.damaged.saturating_add(u64::from(damaged));
        let length = length.saturating_add(std::mem::take(&mut self.pending));
        let there = self.source.skip(u64::try_from(length).unwrap_or(u64::MAX))?;
        self.losses.cut_off = self.losses.cut_off.saturating_add(u64::from(!there));
        Ok(there)
    }

    /// Whether `length` bytes are there; fetches them only when nothing waits to be handed over.
    fn have(&mut self, length: usize) -> Result<bool, CaptureError> {
        Ok(self.source.have(length, !self.found.is_empty(), self.pending, &mut self.losses.cut_off)?)
    }

    /// The bytes from the current block on.
    fn here(&self) -> &[u8] {
        self.source.available().get(self.pending..).unwrap_or_default()
    }

    /// Type and total length of the next block; a section header sets the byte order first.
    fn block_header(&mut self) -> Option<(u32, usize)> {
        let [t0, t1, t2, t3, l0, l1, l2, l3, m0, m1, m2, m3] = *self.here().first_chunk::<12>()?;
        // The section header's type reads the same in both byte orders.
        if u32::from_be_bytes([t0, t1, t2, t3]) == SECTION_HEADER {
            self.big_endian = match [m0, m1, m2, m3] {
                [0x1a, 0x2b, 0x3c, 0x4d] => true,
                [0x4d, 0x3c, 0x2b, 0x1a] => false,
                _ => return None,
            };
        }
        let kind = self.u32([t0, t1, t2, t3]);
        let length = usize::try_from(self.u32([l0, l1, l2, l3])).ok()?;
        // Blocks are padded to 32 bits and repeat their length at the end.
        (length >= 12 && length.is_multiple_of(4)).then_some((kind, length))
    }

    fn block(&mut self, kind: u32, length: usize) -> Option<Found> {
        let found = match kind {
            SECTION_HEADER => {
                self.interfaces.clear();
                return None;
            }
            INTERFACE => {
                let interface = self.interface(length);
                match interface {
                    Some(interface) if self.interfaces.len() < MAX_INTERFACES => self.interfaces.push(interface),
                    _ => self.losses.damaged = self.losses.damaged.saturating_add(1),
                }
                return None;
            }
            ENHANCED_PACKET | OBSOLETE_PACKET => self.enhanced(kind == OBSOLETE_PACKET, length),
            _ => self.simple(length),
        };
        if found.is_none() {
            self.losses.damaged = self.losses.damaged.saturating_add(1);
        }
        found
    }

    fn interface(&self, length: usize) -> Option<Interface> {
        let body = self.here().get(8..length.checked_sub(4)?)?;
        let ([l0, l1, _, _, s0, s1, s2, s3], mut options) = body.split_first_chunk::<8>()?;
        let mut interface = Interface {
            link: LinkType(u32::from(self.u16([*l0, *l1]))),
            snap_length: self.u32([*s0, *s1, *s2, *s3]),
            units: 1_000_000,
            offset: 0,
        };
        while let Some(([c0, c1, n0, n1], rest)) = options.split_first_chunk::<4>() {
            let (code, size) = (self.u16([*c0, *c1]), usize::from(self.u16([*n0, *n1])));
            let value = rest.get(..size)?;
            match (code, value) {
                (0, _) => break,
                // if_tsresol: a negative power of 10, or of 2 with the top bit.
                (9, [resolution]) => interface.units = units(*resolution)?,
                // if_tsoffset
                (14, [a, b, c, d, e, f, g, h]) => {
                    let bytes = [*a, *b, *c, *d, *e, *f, *g, *h];
                    interface.offset = if self.big_endian { i64::from_be_bytes(bytes) } else { i64::from_le_bytes(bytes) };
                }
                _ => {}
            }
            options = rest.get(size.checked_next_multiple_of(4)?..).unwrap_or_default();
        }
        Some(interface)
    }

    /// Enhanced Packet Block, and the Packet Block it replaced, whose interface id has 16 bits.
    fn enhanced(&mut self, obsolete: bool, length: usize) -> Option<Found> {
        let [_, _, _, _, _, _, _, _, i0, i1, i2, i3, h0, h1, h2, h3, l0, l1, l2, l3, c0, c1, c2, c3, w0, w1, w2, w3] =
            *self.here().first_chunk::<28>()?;
        let id = if obsolete { u32::from(self.u16([i0, i1])) } else { self.u32([i0, i1, i2, i3]) };
        if obsolete {
            let drops = self.u16([i2, i3]);
            self.losses.dropped = self.losses.dropped.saturating_add(if drops == u16::MAX { 0 } else { u64::from(drops) });
        }
        let interface = *self.interfaces.get(usize::try_from(id).ok()?)?;
        let captured = usize::try_from(self.u32([c0, c1, c2, c3])).ok()?;
        if captured > length.checked_sub(32)? {
            return None;
        }
        let ticks = u64::from(self.u32([h0, h1, h2, h3])) << 32 | u64::from(self.u32([l0, l1, l2, l3]));
        let wire_length = self.u32([w0, w1, w2, w3]);
        Some(Found { at: interface.time(ticks), link: interface.link, start: 28, captured, wire_length })
    }

    /// Simple Packet Block: no time, and the first interface's.
    fn simple(&self, length: usize) -> Option<Found> {
        let [_, _, _, _, _, _, _, _, w0, w1, w2, w3] = *self.here().first_chunk::<12>()?;
        let interface = self.interfaces.first()?;
        let wire_length = self.u32([w0, w1, w2, w3]);
        let limit = if interface.snap_length == 0 { u32::MAX } else { interface.snap_length };
        let captured = usize::try_from(wire_length.min(limit)).ok()?;
        (captured <= length.checked_sub(16)?).then(|| Found {
            at: Timestamp::new(0, 0),
            link: interface.link,
            start: 12,
            captured,
            wire_length,
        })
    }

    fn u16(&self, bytes: [u8; 2]) -> u16 {
        if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) }
    }

    fn u32(&self, bytes: [u8; 4]) -> u32 {
        if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
    }
}

/// Units per second of an if_tsresol value; `None` when it is finer than 64 bits can hold.
fn units(resolution: u8) -> Option<u64> {
    let exponent = u32::from(resolution & 0x7f);
    if resolution & 0x80 == 0 { 10_u64.checked_pow(exponent) } else { 1_u64.checked_shl(exponent) }
}

impl Interface {
    fn time(&self, ticks: u64) -> Timestamp {
        let seconds = ticks.checked_div(self.units).unwrap_or_default();
        let rest = ticks.checked_rem(self.units).unwrap_or_default();
        let nanoseconds = u128::from(rest).saturating_mul(1_000_000_000).checked_div(u128::from(self.units)).unwrap_or_default();
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX).saturating_add(self.offset);
        Timestamp::new(seconds, u32::try_from(nanoseconds).unwrap_or_default())
    }
}
