//! Keeps the unfinished end of a message until its rest arrives, so that a stream may be cut anywhere.
//!
//! Nothing is copied while what a reader asks for lies whole in the bytes just given.

use crate::sensor::reader::Malformed;

/// The beginning of something whose end has not arrived. Never grows beyond what its reader asks for.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    held: Vec<u8>,
    /// What is held was given out whole; it goes at the next call.
    spent: bool,
}

impl Buffer {
    /// The next `length` bytes, taken from the front of `bytes`; `None`, with `bytes` used up, while some are missing.
    pub(super) fn exactly<'a, 'b: 'a>(&'a mut self, length: usize, bytes: &mut &'b [u8]) -> Option<&'a [u8]> {
        self.drop_spent();
        if self.held.is_empty()
            && let Some((taken, rest)) = bytes.split_at_checked(length)
        {
            *bytes = rest;
            return Some(taken);
        }
        let missing = length.saturating_sub(self.held.len());
        let (taken, rest) = bytes.split_at_checked(missing).unwrap_or((bytes, &[]));
        self.held.extend_from_slice(taken);
        *bytes = rest;
        if self.held.len() < length {
            return None;
        }
        self.spent = true;
        Some(&self.held)
    }

    /// The next `N` bytes as an array, as [`Buffer::exactly`] gives them.
    pub(super) fn array<const N: usize>(&mut self, bytes: &mut &[u8]) -> Option<[u8; N]> {
        self.drop_spent();
        if self.held.is_empty()
            && let Some((taken, rest)) = bytes.split_first_chunk::<N>()
        {
            *bytes = rest;
            return Some(*taken);
        }
        let missing = N.saturating_sub(self.held.len());
        let (taken, rest) = bytes.split_at_checked(missing).unwrap_or((bytes, &[]));
        self.held.extend_from_slice(taken);
        *bytes = rest;
        let array = self.held.first_chunk::<N>().copied()?;
        self.held.clear();
        Some(array)
    }

    /// The bytes up to and with the end that `find` reports as a length, taken from the front of `bytes`; `None`, with
    /// `bytes` used up, while there is no end. An error when there is none within `limit` bytes.
    pub(super) fn until<'a, 'b: 'a>(
        &'a mut self,
        limit: usize,
        find: impl Fn(&[u8]) -> Option<usize>,
        bytes: &mut &'b [u8],
    ) -> Result<Option<&'a [u8]>, Malformed> {
        self.drop_spent();
        if self.held.is_empty()
            && let Some(length) = find(bytes).filter(|length| *length <= limit)
            && let Some((taken, rest)) = bytes.split_at_checked(length)
        {
            *bytes = rest;
            return Ok(Some(taken));
        }
        let before = self.held.len();
        let room = limit.saturating_sub(before);
        let (taken, rest) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
        self.held.extend_from_slice(taken);
        let Some(length) = find(&self.held) else {
            *bytes = rest;
            return if self.held.len() < limit { Ok(None) } else { Err(Malformed("end of a line or head")) };
        };
        *bytes = bytes.get(length.saturating_sub(before)..).unwrap_or_default();
        self.held.truncate(length);
        self.spent = true;
        Ok(Some(&self.held))
    }

    /// Forgets what is held.
    pub(super) fn clear(&mut self) {
        self.held.clear();
        self.spent = false;
    }

    fn drop_spent(&mut self) {
        if self.spent {
            self.clear();
        }
    }
}

/// The length of the first line of `bytes`, its line feed counted.
pub(super) fn line_end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr(b'\n', bytes).map(|at| at.saturating_add(1))
}

/// Passes over `count` bytes at the front of `bytes`; the number of those that have not arrived yet.
pub(super) fn pass_over(count: u64, bytes: &mut &[u8]) -> u64 {
    let passed = usize::try_from(count).unwrap_or(usize::MAX).min(bytes.len());
    *bytes = bytes.get(passed..).unwrap_or_default();
    count.saturating_sub(u64::try_from(passed).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_whole_pieces_however_they_arrive() {
        let mut buffer = Buffer::default();
        let mut bytes: &[u8] = b"ab";
        assert_eq!(buffer.exactly(3, &mut bytes), None);
        let mut bytes: &[u8] = b"cdef\ngh";
        assert_eq!(buffer.exactly(3, &mut bytes), Some(&b"abc"[..]));
        assert_eq!(buffer.until(9, line_end, &mut bytes), Ok(Some(&b"def\n"[..])));
        assert_eq!(buffer.array::<4>(&mut bytes), None);
        let mut bytes: &[u8] = b"ijk";
        assert_eq!(buffer.array::<4>(&mut bytes), Some(*b"ghij"));
        assert_eq!(buffer.until(9, line_end, &mut bytes), Ok(None));
        let mut bytes: &[u8] = b"l\nm";
        assert_eq!(buffer.until(9, line_end, &mut bytes), Ok(Some(&b"kl\n"[..])));
        assert_eq!(bytes, b"m");
    }

    #[test]
    fn holds_no_more_than_the_limit() {
        let mut buffer = Buffer::default();
        let mut bytes: &[u8] = &[b'x'; 100];
        assert!(buffer.until(10, line_end, &mut bytes).is_err());
        assert_eq!(buffer.held.len(), 10);
        let mut bytes: &[u8] = &[0; 10];
        assert_eq!(pass_over(25, &mut bytes), 15);
        assert!(bytes.is_empty());
    }
}
