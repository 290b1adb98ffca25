//! Text from the wire, made safe once: no control characters, NFC, bounded length.

use std::borrow::Borrow;
use std::fmt;

use compact_str::CompactString;
use unicode_normalization::UnicodeNormalization;

/// A string that came from the wire and cannot harm whoever prints it.
///
/// It holds no control or bidirectional-override characters, no run of white space longer than one, is in Unicode
/// normal form C and at most [`Text::MAX`] bytes long. What is special to an output format is escaped at that border.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(CompactString);

impl Text {
    /// The most bytes a text keeps; the rest is cut at a character boundary.
    pub const MAX: usize = 256;

    /// Cleans `bytes`; read as UTF-8 where they are, else as Latin-1. `None` when nothing printable is left.
    #[must_use]
    pub fn from_wire(bytes: &[u8]) -> Option<Self> {
        // No sender needs more than this for MAX clean bytes; a longer run of junk is not worth reading.
        let bytes = bytes.get(..Self::MAX.saturating_mul(2)).unwrap_or(bytes);
        if is_plain(bytes) {
            return std::str::from_utf8(bytes).ok().map(|text| Self(text.into()));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::clean(text.chars()),
            Err(error) if error.error_len().is_none() => {
                let whole = bytes.get(..error.valid_up_to()).unwrap_or_default();
                Self::clean(std::str::from_utf8(whole).unwrap_or_default().chars())
            }
            Err(_) => Self::clean(bytes.iter().map(|&b| char::from(b))),
        }
    }

    /// Cleans a string that our own code decoded (UTF-16 names and the like).
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        Self::from_wire(text.as_bytes())
    }

    fn clean(chars: impl Iterator<Item = char>) -> Option<Self> {
        let mut out = CompactString::default();
        let mut gap = false;
        for c in chars.map(|c| if is_harmful(c) { ' ' } else { c }).nfc() {
            if c.is_whitespace() {
                gap = !out.is_empty();
                continue;
            }
            let room = Self::MAX.saturating_sub(out.len());
            if room < c.len_utf8().saturating_add(usize::from(gap)) {
                break;
            }
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            out.push(c);
        }
        (!out.is_empty()).then_some(Self(out))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Printable ASCII without a double or outer space, short enough: by far the most frequent case, kept as it is.
fn is_plain(bytes: &[u8]) -> bool {
    let mut before = b' ';
    for &b in bytes {
        if !(0x20..=0x7e).contains(&b) || (b == b' ' && before == b' ') {
            return false;
        }
        before = b;
    }
    before != b' ' && bytes.len() <= Text::MAX
}

/// Control characters, and the invisible ones that reorder or hide text (Unicode Bidi_Control, zero-width, tags).
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(bytes: &[u8]) -> Option<String> {
        Text::from_wire(bytes).map(|text| text.to_string())
    }

    #[test]
    fn keeps_plain_text_and_cleans_the_rest() {
        assert_eq!(clean(b"CT-01").as_deref(), Some("CT-01"));
        assert_eq!(clean(b"  CT\r\n\x1b[31m 01\0\0").as_deref(), Some("CT [31m 01"));
        assert_eq!(clean("R\u{f6}ntgen".as_bytes()).as_deref(), Some("R\u{f6}ntgen"));
        assert_eq!(clean(b"R\xf6ntgen").as_deref(), Some("R\u{f6}ntgen"));
        assert_eq!(clean("o\u{308}".as_bytes()).as_deref(), Some("\u{f6}"));
        assert_eq!(clean("a\u{202e}b".as_bytes()).as_deref(), Some("a b"));
        assert_eq!(clean(b"\0\0 "), None);
        assert_eq!(clean(b""), None);
    }

    #[test]
    fn is_bounded_at_a_character() {
        let long = "\u{e9}".repeat(400);
        let text = Text::from_wire(long.as_bytes()).unwrap();
        assert!(text.as_str().len() <= Text::MAX);
        assert!(text.as_str().chars().all(|c| c == '\u{e9}'));
        assert_eq!(clean(&[b'a'; 300]).unwrap().len(), Text::MAX);
    }
}
