//! The receive ring that the kernel and this process share (TPACKET_V3, `Documentation/networking/packet_mmap.rst`).
//!
//! A block belongs to the kernel or to us; one word in it says to whom. Ours is lent as plain bytes and read by the
//! offsets of `linux/if_packet.h`, every one of them checked.
#![allow(unsafe_code, reason = "memory shared with the kernel")]

use std::io;
use std::os::fd::AsRawFd;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, Ordering};

use super::socket::Socket;
use crate::base::Timestamp;

/// Where `block_status` stands in a block (`tpacket_block_desc`).
const BLOCK_STATUS: usize = 8;

/// The ring of one socket.
pub(super) struct Ring {
    memory: NonNull<u8>,
    block_bytes: usize,
    blocks: usize,
    /// The block that is ours, or the next to become so.
    current: usize,
    held: bool,
}

// SAFETY: the mapping belongs to this value alone; nothing about it is bound to a thread.
unsafe impl Send for Ring {}

impl Ring {
    /// Maps the ring that `socket` was asked for, with the same numbers.
    pub(super) fn map(socket: &Socket, block_bytes: u32, blocks: u32) -> io::Result<Self> {
        let too_large = || io::Error::from(io::ErrorKind::InvalidInput);
        let (block_bytes, blocks) =
            (usize::try_from(block_bytes).map_err(|_| too_large())?, usize::try_from(blocks).map_err(|_| too_large())?);
        let length = block_bytes.checked_mul(blocks).ok_or_else(too_large)?;
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a new mapping at a place of the kernel's choice; the socket has a ring of this length or this fails.
        let memory = unsafe { libc::mmap(std::ptr::null_mut(), length, access, libc::MAP_SHARED, socket.as_raw_fd(), 0) };
        match NonNull::new(memory.cast::<u8>()).filter(|_| memory != libc::MAP_FAILED) {
            Some(memory) => Ok(Self { memory, block_bytes, blocks, current: 0, held: false }),
            None => Err(io::Error::last_os_error()),
        }
    }

    fn start(&self) -> *mut u8 {
        // Below `blocks * block_bytes`, the length of the mapping, which fits in memory.
        self.memory.as_ptr().wrapping_add(self.current.wrapping_mul(self.block_bytes))
    }

    fn status(&self) -> &AtomicU32 {
        // SAFETY: the word lies within the mapping, which lives as long as `self`; blocks are pages, so it is aligned;
        // the kernel and we touch it only as one word.
        unsafe { AtomicU32::from_ptr(self.start().wrapping_add(BLOCK_STATUS).cast()) }
    }

    /// Takes the current block if the kernel has handed it over. Whether one is held.
    pub(super) fn take(&mut self) -> bool {
        if !self.held {
            // What the kernel wrote before it set the word is seen after it was read.
            self.held = self.status().load(Ordering::Acquire) & libc::TP_STATUS_USER != 0;
        }
        self.held
    }

    /// The block held; empty when none is.
    pub(super) fn block(&self) -> &[u8] {
        let length = if self.held { self.block_bytes } else { 0 };
        // SAFETY: within the mapping. A block that is ours the kernel does not write until it is given back, which needs
        // `self` mutably.
        unsafe { std::slice::from_raw_parts(self.start(), length) }
    }

    /// The block held, to put VLAN tags back; empty when none is.
    pub(super) fn block_mut(&mut self) -> &mut [u8] {
        let length = if self.held { self.block_bytes } else { 0 };
        // SAFETY: as in `block`, and `self` is borrowed mutably.
        unsafe { std::slice::from_raw_parts_mut(self.start(), length) }
    }

    /// Gives the block back to the kernel.
    pub(super) fn give_back(&mut self) {
        if std::mem::take(&mut self.held) {
            self.status().store(libc::TP_STATUS_KERNEL, Ordering::Release);
            self.current = self.current.wrapping_add(1);
            if self.current >= self.blocks {
                self.current = 0;
            }
        }
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: the mapping of `map`, and no borrow of it outlives `self`.
        unsafe {
            libc::munmap(self.memory.as_ptr().cast(), self.block_bytes.saturating_mul(self.blocks));
        }
    }
}

/// What a block says of itself: where its first frame lies, and how many there are.
pub(super) fn contents(block: &[u8]) -> (usize, u32) {
    (word(block, 16).and_then(|offset| usize::try_from(offset).ok()).unwrap_or(usize::MAX), word(block, 12).unwrap_or(0))
}

/// A frame in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) at: Timestamp,
    /// Where its bytes begin in the block, and how many there are.
    pub(super) start: usize,
    pub(super) captured: usize,
    pub(super) wire_length: u32,
    /// The tag that was taken out of it: protocol and control information (IEEE 802.1Q).
    pub(super) tag: Option<(u16, u16)>,
    /// Offset of the next frame in the block.
    pub(super) next: usize,
}

/// The frame whose header (`tpacket3_hdr`) is at `offset`.
pub(super) fn slot(block: &[u8], offset: usize) -> Option<Slot> {
    let header = block.get(offset..)?;
    let status = word(header, 20)?;
    let captured = usize::try_from(word(header, 12)?).ok()?;
    let start = offset.checked_add(usize::from(half(header, 24)?))?;
    block.get(start..start.checked_add(captured)?)?;
    let protocol = if status & libc::TP_STATUS_VLAN_TPID_VALID == 0 { 0x8100 } else { half(header, 36)? };
    let control = u16::try_from(word(header, 32)? & 0xffff).ok()?;
    Some(Slot {
        at: Timestamp::new(i64::from(word(header, 4)?), word(header, 8)?),
        start,
        captured,
        wire_length: word(header, 16)?,
        tag: (status & libc::TP_STATUS_VLAN_VALID != 0).then_some((protocol, control)),
        next: offset.saturating_add(usize::try_from(word(header, 0)?).ok()?),
    })
}

/// Puts the tag back where it was, behind the two addresses, into the room that was reserved before the frame.
pub(super) fn untake_tag(block: &mut [u8], slot: &mut Slot) {
    const ADDRESSES: usize = 12;
    const TAG: usize = 4;
    let Some((protocol, control)) = slot.tag.take() else { return };
    let (Some(start), Some(end)) = (slot.start.checked_sub(TAG), slot.start.checked_add(ADDRESSES)) else { return };
    if slot.captured < ADDRESSES || block.get(start..end).is_none() {
        return;
    }
    // The addresses move over the room; what they leave is the tag's place.
    block.copy_within(slot.start..end, start);
    let ([p0, p1], [c0, c1]) = (protocol.to_be_bytes(), control.to_be_bytes());
    if let Some(place) = block.get_mut(end.saturating_sub(TAG)..end) {
        place.copy_from_slice(&[p0, p1, c0, c1]);
    }
    slot.start = start;
    slot.captured = slot.captured.saturating_add(TAG);
    slot.wire_length = slot.wire_length.saturating_add(4);
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|word| u32::from_ne_bytes(*word))
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|half| u16::from_ne_bytes(*half))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block with one frame, as the kernel lays it out.
    fn block(status: u32, mac: u16, frame: &[u8]) -> Vec<u8> {
        let mut block = vec![0; 512];
        let mut put = |at: usize, bytes: &[u8]| block[at..at + bytes.len()].copy_from_slice(bytes);
        put(12, &1_u32.to_ne_bytes());
        put(16, &48_u32.to_ne_bytes());
        put(48 + 4, &7_u32.to_ne_bytes());
        put(48 + 8, &9_u32.to_ne_bytes());
        put(48 + 12, &(frame.len() as u32).to_ne_bytes());
        put(48 + 16, &(frame.len() as u32 + 10).to_ne_bytes());
        put(48 + 20, &status.to_ne_bytes());
        put(48 + 24, &mac.to_ne_bytes());
        put(48 + 32, &0x2064_u32.to_ne_bytes());
        put(48 + 36, &0x88a8_u16.to_ne_bytes());
        put(48 + usize::from(mac), frame);
        block
    }

    const FRAME: &[u8] = b"DDDDDDSSSSSS\x08\x00payload";

    #[test]
    fn a_frame_is_read_where_it_lies() {
        let block = block(0, 96, FRAME);
        let (first, count) = contents(&block);
        let slot = slot(&block, first).unwrap();
        assert_eq!((count, slot.at, slot.tag), (1, Timestamp::new(7, 9), None));
        assert_eq!(&block[slot.start..slot.start + slot.captured], FRAME);
        assert_eq!(slot.wire_length as usize, FRAME.len() + 10);
    }

    #[test]
    fn a_tag_that_was_taken_out_is_put_back() {
        for (status, protocol) in [
            (libc::TP_STATUS_VLAN_VALID, [0x81, 0x00]),
            (libc::TP_STATUS_VLAN_VALID | libc::TP_STATUS_VLAN_TPID_VALID, [0x88, 0xa8]),
        ] {
            let mut block = block(status, 96, FRAME);
            let mut slot = slot(&block, 48).unwrap();
            untake_tag(&mut block, &mut slot);
            let want = [b"DDDDDDSSSSSS", &protocol[..], &[0x20, 0x64], b"\x08\x00payload"].concat();
            assert_eq!(&block[slot.start..slot.start + slot.captured], want);
        }
    }

    #[test]
    fn no_header_leads_outside_its_block() {
        let whole = block(libc::TP_STATUS_VLAN_VALID, 96, FRAME);
        for at in 0..whole.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut bent = whole.clone();
                bent[at] = value;
                let (first, _) = contents(&bent);
                for offset in [first, 48, at, usize::MAX, 511] {
                    if let Some(mut slot) = slot(&bent, offset) {
                        untake_tag(&mut bent, &mut slot);
                        assert!(bent.get(slot.start..slot.start + slot.captured).is_some());
                    }
                }
            }
        }
    }
}
