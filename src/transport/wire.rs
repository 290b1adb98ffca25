//! Numbers and short byte strings, written and read back; a reader never trusts a length.

/// The bytes are no message of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} cannot be read")]
pub struct Unreadable(pub(super) &'static str);

/// Writes.
#[derive(Debug, Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    pub(super) fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    /// Seven bits a byte, the lowest first, the eighth telling of more (LEB128).
    pub(super) fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.0.push(value.to_le_bytes()[0]);
    }

    /// Small whichever sign it has.
    pub(super) fn signed(&mut self, value: i64) {
        self.number((value.cast_unsigned() << 1) ^ (value >> 63).cast_unsigned());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn fixed(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
}

/// Reads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn u8(&mut self, what: &'static str) -> Result<u8, Unreadable> {
        let (first, rest) = self.0.split_first().ok_or(Unreadable(what))?;
        self.0 = rest;
        Ok(*first)
    }

    pub(super) fn number(&mut self, what: &'static str) -> Result<u64, Unreadable> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8(what)?;
            let part = u64::from(byte & 0x7f);
            if shift == 63 && part > 1 {
                break;
            }
            value |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Unreadable(what))
    }

    pub(super) fn signed(&mut self, what: &'static str) -> Result<i64, Unreadable> {
        let value = self.number(what)?;
        Ok((value >> 1).cast_signed() ^ (value & 1).cast_signed().wrapping_neg())
    }

    /// A count of things of which each takes at least one byte: a larger one is a lie, and nothing is made for it.
    pub(super) fn count(&mut self, what: &'static str) -> Result<usize, Unreadable> {
        let count = usize::try_from(self.number(what)?).map_err(|_| Unreadable(what))?;
        if count > self.0.len() { Err(Unreadable(what)) } else { Ok(count) }
    }

    pub(super) fn bytes(&mut self, what: &'static str) -> Result<&'a [u8], Unreadable> {
        let length = self.count(what)?;
        let (bytes, rest) = self.0.split_at_checked(length).ok_or(Unreadable(what))?;
        self.0 = rest;
        Ok(bytes)
    }

    pub(super) fn text(&mut self, what: &'static str) -> Result<&'a str, Unreadable> {
        std::str::from_utf8(self.bytes(what)?).map_err(|_| Unreadable(what))
    }

    pub(super) fn fixed<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], Unreadable> {
        let (bytes, rest) = self.0.split_first_chunk::<N>().ok_or(Unreadable(what))?;
        self.0 = rest;
        Ok(*bytes)
    }

    pub(super) fn end(self) -> Result<(), Unreadable> {
        if self.0.is_empty() { Ok(()) } else { Err(Unreadable("the end of a message")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for value in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            let mut writer = Writer::default();
            writer.number(value);
            writer.signed(value.cast_signed());
            writer.signed(value.cast_signed().wrapping_neg());
            let mut reader = Reader(&writer.0);
            assert_eq!(reader.number(""), Ok(value));
            assert_eq!(reader.signed(""), Ok(value.cast_signed()));
            assert_eq!(reader.signed(""), Ok(value.cast_signed().wrapping_neg()));
            assert_eq!(reader.end(), Ok(()));
        }
        assert!(Reader(&[0xff; 12]).number("n").is_err());
        assert!(Reader(&[0xff; 2]).number("n").is_err());
    }

    #[test]
    fn a_length_beyond_the_message_is_refused() {
        let mut writer = Writer::default();
        writer.number(1 << 40);
        assert_eq!(Reader(&writer.0).bytes("text"), Err(Unreadable("text")));
    }
}
