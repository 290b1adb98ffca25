//! BER (X.690): tag, length and contents, by hand; what is not wanted is passed over by its length.

use super::buffer::Buffer;
use crate::sensor::reader::{Malformed, Reader};

/// Universal tags (X.690, 8.1.2).
pub(super) const INTEGER: u8 = 0x02;
pub(super) const OCTETS: u8 = 0x04;
pub(super) const OBJECT_ID: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;

/// The longest head of an element that is read: a tag, and a length of four octets.
const MAX_HEAD: usize = 6;

/// Tag, definite length (X.690, 8.1.3), contents.
pub(super) fn element<'a>(reader: &mut Reader<'a>) -> Result<(u8, Reader<'a>), Malformed> {
    let (tag, length) = head(reader)?;
    Ok((tag, reader.sub(length, "contents")?))
}

/// The contents of the next element, which must have this tag.
pub(super) fn expect<'a>(reader: &mut Reader<'a>, tag: u8, field: &'static str) -> Result<Reader<'a>, Malformed> {
    match element(reader) {
        Ok((found, contents)) if found == tag => Ok(contents),
        _ => Err(Malformed(field)),
    }
}

/// The contents of the first of the elements that come with this tag.
pub(super) fn find<'a>(mut reader: Reader<'a>, tag: u8) -> Option<Reader<'a>> {
    while !reader.is_empty() {
        match element(&mut reader).ok()? {
            (found, contents) if found == tag => return Some(contents),
            _ => {}
        }
    }
    None
}

/// The head of an element: its tag, the length of its contents, and its own size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) tag: u8,
    pub(super) length: usize,
    pub(super) size: usize,
}

/// The head of an element of a stream; `None` while it has not arrived whole.
pub(super) fn arrived(buffer: &mut Buffer, bytes: &mut &[u8]) -> Result<Option<Head>, Malformed> {
    let end = |bytes: &[u8]| {
        let octets = match bytes.get(1)? {
            length @ 0x81..=0x84 => usize::from(length & 0x7f),
            _ => 0,
        };
        Some(octets.saturating_add(2)).filter(|size| *size <= bytes.len())
    };
    let Some(bytes) = buffer.until(MAX_HEAD.saturating_add(1), end, bytes)? else { return Ok(None) };
    let (tag, length) = head(&mut Reader::new(bytes))?;
    Ok(Some(Head { tag, length, size: bytes.len() }))
}

/// Tag and length of the next element.
pub(super) fn head(reader: &mut Reader<'_>) -> Result<(u8, usize), Malformed> {
    let tag = reader.u8("tag")?;
    let length = match reader.u8("length")? {
        short @ 0..=0x7f => u32::from(short),
        0x81 => u32::from(reader.u8("length")?),
        0x82 => u32::from(reader.u16("length")?),
        0x83 => reader.u24("length")?,
        0x84 => reader.u32("length")?,
        _ => return Err(Malformed("length")),
    };
    Ok((tag, usize::try_from(length).map_err(|_| Malformed("length"))?))
}

/// Builds messages for tests.
#[cfg(test)]
pub(super) fn build(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    [&[tag, 0x82], u16::try_from(body.len()).unwrap().to_be_bytes().as_slice(), &body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_all_forms_and_heads_that_arrive_in_pieces() {
        for bytes in [&[4, 2, 7, 8][..], &[4, 0x81, 2, 7, 8], &[4, 0x84, 0, 0, 0, 2, 7, 8]] {
            let (tag, contents) = element(&mut Reader::new(bytes)).unwrap();
            assert_eq!((tag, contents.rest()), (4, &[7, 8][..]));
            let mut buffer = Buffer::default();
            let mut found = None;
            for byte in bytes {
                let mut one = std::slice::from_ref(byte);
                found = found.or(arrived(&mut buffer, &mut one).unwrap());
            }
            assert_eq!(found, Some(Head { tag: 4, length: 2, size: bytes.len() - 2 }));
        }
        assert!(arrived(&mut Buffer::default(), &mut &[4, 0x80][..]).is_err());
        assert_eq!(find(Reader::new(&[2, 1, 9, 4, 1, 8]), OCTETS).unwrap().rest(), [8]);
        assert!(find(Reader::new(&[2, 1, 9]), OCTETS).is_none());
    }
}
