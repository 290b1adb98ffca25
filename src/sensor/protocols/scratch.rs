//! A buffer on the stack in which a protocol puts a value together before it says it.
//!
//! Most facts were said before: composing them here costs no allocation.

use crate::base::MacAddr;

/// Bytes put together one after the other; what does not fit is dropped, for no text is that long.
pub(super) struct Scratch {
    bytes: [u8; Self::SIZE],
    length: usize,
}

impl Scratch {
    /// Twice what a text keeps, so that cutting stays the text's business.
    const SIZE: usize = 512;

    pub(super) fn new() -> Self {
        Self { bytes: [0; Self::SIZE], length: 0 }
    }

    pub(super) fn clear(&mut self) {
        self.length = 0;
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub(super) fn push(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.length) {
            *slot = byte;
            self.length = self.length.saturating_add(1);
        }
    }

    pub(super) fn text(&mut self, text: &[u8]) -> &mut Self {
        let room = self.bytes.get_mut(self.length..).unwrap_or_default();
        let length = text.len().min(room.len());
        if let (Some(room), Some(text)) = (room.get_mut(..length), text.get(..length)) {
            room.copy_from_slice(text);
        }
        self.length = self.length.saturating_add(length);
        self
    }

    /// The next item of a list: `separator` goes before every item but the first.
    pub(super) fn item(&mut self, separator: &[u8]) -> &mut Self {
        if !self.is_empty() {
            self.text(separator);
        }
        self
    }

    pub(super) fn number(&mut self, mut number: u32) -> &mut Self {
        let mut digits = [0_u8; 10];
        let mut used = 0_usize;
        for digit in digits.iter_mut().rev() {
            *digit = b'0'.wrapping_add(u8::try_from(number % 10).unwrap_or_default());
            number /= 10;
            used = used.saturating_add(1);
            if number == 0 {
                break;
            }
        }
        let start = digits.len().saturating_sub(used);
        self.text(digits.get(start..).unwrap_or_default())
    }

    pub(super) fn hex(&mut self, bytes: &[u8]) -> &mut Self {
        for byte in bytes {
            for half in [byte >> 4, byte & 0x0f] {
                self.push(if half < 10 { b'0'.wrapping_add(half) } else { b'a'.wrapping_add(half.wrapping_sub(10)) });
            }
        }
        self
    }

    pub(super) fn mac(&mut self, mac: MacAddr) -> &mut Self {
        for (index, byte) in mac.0.iter().enumerate() {
            if index > 0 {
                self.push(b':');
            }
            self.hex(std::slice::from_ref(byte));
        }
        self
    }

    /// Printable ASCII as it is, anything else in hex: for identifiers that are text with some vendors.
    pub(super) fn readable(&mut self, bytes: &[u8]) -> &mut Self {
        let trimmed = bytes.strip_suffix(&[0]).unwrap_or(bytes);
        if trimmed.iter().all(|b| (0x20..=0x7e).contains(b)) { self.text(trimmed) } else { self.hex(bytes) }
    }

    pub(super) fn lower(&mut self, text: &[u8]) -> &mut Self {
        for byte in text {
            self.push(byte.to_ascii_lowercase());
        }
        self
    }
}

impl std::fmt::Write for Scratch {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.text(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_text_numbers_and_hex_within_its_bounds() {
        let mut scratch = Scratch::new();
        scratch.item(b",").number(0).item(b",").number(u32::MAX).item(b" ").hex(&[0x0a, 0xf0]);
        assert_eq!(scratch.bytes(), b"0,4294967295 0af0");
        scratch.clear();
        scratch.mac(MacAddr([0, 9, 0xfb, 1, 2, 3])).readable(b"Gi1/0\0").readable(&[1, b'a']).lower(b"AbC");
        assert_eq!(scratch.bytes(), b"00:09:fb:01:02:03Gi1/00161abc");
        scratch.text(&[b'x'; 1000]);
        assert_eq!(scratch.bytes().len(), Scratch::SIZE);
        scratch.push(b'y');
        assert_eq!(scratch.bytes().len(), Scratch::SIZE);
    }
}
