//! A bounds-checked cursor: the only way a protocol reads bytes from the wire.

use std::fmt;

/// A message did not have the shape its specification demands. Names the field that broke it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed(pub &'static str);

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "malformed {}", self.0)
    }
}

/// Reads a slice front to back. Every read names its field; none can panic.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Starts at the first byte.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Bytes not yet read.
    #[must_use]
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// How many bytes are left.
    #[must_use]
    pub fn remaining(&self) -> usize {
        self.rest.len()
    }

    /// Whether everything was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next `length` bytes.
    pub fn take(&mut self, length: usize, field: &'static str) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Malformed(field))?;
        self.rest = rest;
        Ok(taken)
    }

    /// The next `N` bytes as an array.
    pub fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], Malformed> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(Malformed(field))?;
        self.rest = rest;
        Ok(*taken)
    }

    /// Passes over `length` bytes.
    pub fn skip(&mut self, length: usize, field: &'static str) -> Result<(), Malformed> {
        self.take(length, field).map(|_| ())
    }

    /// A reader over the next `length` bytes, which are passed over here.
    pub fn sub(&mut self, length: usize, field: &'static str) -> Result<Self, Malformed> {
        self.take(length, field).map(Self::new)
    }

    /// One octet.
    pub fn u8(&mut self, field: &'static str) -> Result<u8, Malformed> {
        self.array::<1>(field).map(|[byte]| byte)
    }

    /// Two octets, network order.
    pub fn u16(&mut self, field: &'static str) -> Result<u16, Malformed> {
        self.array(field).map(u16::from_be_bytes)
    }

    /// Three octets, network order.
    pub fn u24(&mut self, field: &'static str) -> Result<u32, Malformed> {
        self.array(field).map(|[a, b, c]| u32::from_be_bytes([0, a, b, c]))
    }

    /// Four octets, network order.
    pub fn u32(&mut self, field: &'static str) -> Result<u32, Malformed> {
        self.array(field).map(u32::from_be_bytes)
    }

    /// Eight octets, network order.
    pub fn u64(&mut self, field: &'static str) -> Result<u64, Malformed> {
        self.array(field).map(u64::from_be_bytes)
    }

    /// Two octets, little-endian.
    pub fn u16_le(&mut self, field: &'static str) -> Result<u16, Malformed> {
        self.array(field).map(u16::from_le_bytes)
    }

    /// Four octets, little-endian.
    pub fn u32_le(&mut self, field: &'static str) -> Result<u32, Malformed> {
        self.array(field).map(u32::from_le_bytes)
    }

    /// Eight octets, little-endian.
    pub fn u64_le(&mut self, field: &'static str) -> Result<u64, Malformed> {
        self.array(field).map(u64::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_in_order_and_names_what_is_missing() {
        let mut reader = Reader::new(&[1, 0, 2, 3, 0, 0, 0, 9]);
        assert_eq!(reader.u8("type"), Ok(1));
        assert_eq!(reader.u16("length"), Ok(2));
        assert_eq!(reader.sub(1, "value").unwrap().rest(), &[3]);
        assert_eq!(reader.u16_le("pad"), Ok(0));
        assert_eq!(reader.u32("serial"), Err(Malformed("serial")));
        assert_eq!(reader.remaining(), 2, "a failed read takes nothing");
    }
}
