//! JSON (RFC 8259) in pieces of any size: tells a visitor what it passes, and copies only the texts that it asks for.
//!
//! Invariant: of a text nobody asked for no byte is held; of one asked for no more than [`Text::MAX`] bytes.

use crate::base::Text;
use crate::sensor::reader::Malformed;

/// Objects and arrays inside one another are followed this deep.
const MAX_DEPTH: usize = 32;
/// Longer names of members are none that anybody looks for.
const MAX_NAME: usize = 32;

/// Follows a document, and decides what is copied out of it.
pub(super) trait Visitor {
    /// An object or array begins.
    fn open(&mut self, is_object: bool);
    /// The innermost object or array ends.
    fn close(&mut self);
    /// The member whose value follows; empty when its name is too long to be of interest.
    fn name(&mut self, name: &[u8]);
    /// Whether the text that follows is wanted.
    fn wants(&self) -> bool;
    /// A text that was wanted.
    fn text(&mut self, value: &[u8]);
}

/// Where in the document the next byte is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Between,
    /// In a string: what becomes of it, and how far into an escape.
    Within(Purpose, Escape),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Name,
    Wanted,
    Unwanted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escape {
    None,
    Begun,
    /// So many hexadecimal digits are still to come.
    Code {
        left: u8,
        value: u16,
    },
}

/// Reads one document.
#[derive(Debug, Default)]
pub(super) struct Json {
    step: Step,
    /// Whether each of the open containers, the innermost last, is an object.
    open: Vec<bool>,
    /// A name comes next, if a string does.
    expects_name: bool,
    held: Vec<u8>,
}

impl Json {
    /// Reads on.
    pub(super) fn read(&mut self, bytes: &[u8], visitor: &mut impl Visitor) -> Result<(), Malformed> {
        let mut rest = bytes;
        while let Some((&byte, after)) = rest.split_first() {
            match self.step {
                Step::Between => {
                    rest = after;
                    self.structure(byte, visitor)?;
                }
                Step::Within(purpose, Escape::None) => {
                    let end = memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
                    let (plain, found) = rest.split_at_checked(end).unwrap_or((rest, &[]));
                    self.hold(purpose, plain);
                    rest = found.get(1..).unwrap_or_default();
                    match found.first() {
                        Some(b'"') => self.string_ended(purpose, visitor),
                        Some(_) => self.step = Step::Within(purpose, Escape::Begun),
                        None => {}
                    }
                }
                Step::Within(purpose, Escape::Begun) => {
                    rest = after;
                    self.escaped(purpose, byte)?;
                }
                Step::Within(purpose, Escape::Code { left, value }) => {
                    rest = after;
                    self.code(purpose, left, value, byte)?;
                }
            }
        }
        Ok(())
    }

    fn structure(&mut self, byte: u8, visitor: &mut impl Visitor) -> Result<(), Malformed> {
        match byte {
            b'{' | b'[' => {
                if self.open.len() >= MAX_DEPTH {
                    return Err(Malformed("depth of JSON"));
                }
                self.open.push(byte == b'{');
                self.expects_name = byte == b'{';
                visitor.open(byte == b'{');
            }
            b'}' | b']' => {
                if self.open.pop() != Some(byte == b'}') {
                    return Err(Malformed("end of a JSON object or array"));
                }
                self.expects_name = false;
                visitor.close();
            }
            b',' => self.expects_name = self.open.last() == Some(&true),
            b':' => self.expects_name = false,
            b'"' => {
                let purpose = match (self.expects_name, visitor.wants()) {
                    (true, _) => Purpose::Name,
                    (false, true) => Purpose::Wanted,
                    (false, false) => Purpose::Unwanted,
                };
                self.step = Step::Within(purpose, Escape::None);
            }
            // Numbers, true, false, null; white space and a byte order mark.
            b'0'..=b'9' | b'a'..=b'z' | b'E' | b'+' | b'-' | b'.' | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf => {}
            _ => return Err(Malformed("JSON")),
        }
        Ok(())
    }

    fn string_ended(&mut self, purpose: Purpose, visitor: &mut impl Visitor) {
        self.step = Step::Between;
        match purpose {
            Purpose::Name if self.held.len() > MAX_NAME => visitor.name(&[]),
            Purpose::Name => visitor.name(&self.held),
            Purpose::Wanted => visitor.text(&self.held),
            Purpose::Unwanted => {}
        }
        self.held.clear();
    }

    fn hold(&mut self, purpose: Purpose, bytes: &[u8]) {
        let most = match purpose {
            Purpose::Name => MAX_NAME.saturating_add(1),
            Purpose::Wanted => Text::MAX,
            Purpose::Unwanted => return,
        };
        let room = most.saturating_sub(self.held.len()).min(bytes.len());
        self.held.extend_from_slice(bytes.get(..room).unwrap_or_default());
    }

    fn escaped(&mut self, purpose: Purpose, byte: u8) -> Result<(), Malformed> {
        self.step = Step::Within(purpose, Escape::None);
        match byte {
            b'"' | b'\\' | b'/' => self.hold(purpose, &[byte]),
            b'b' | b'f' | b'n' | b'r' | b't' => self.hold(purpose, b" "),
            b'u' => self.step = Step::Within(purpose, Escape::Code { left: 4, value: 0 }),
            _ => return Err(Malformed("JSON escape")),
        }
        Ok(())
    }

    /// One digit of `\u0000`. Halves of a surrogate pair become replacement characters: equipment is not named so.
    fn code(&mut self, purpose: Purpose, left: u8, value: u16, byte: u8) -> Result<(), Malformed> {
        let digit = char::from(byte).to_digit(16).and_then(|digit| u16::try_from(digit).ok()).ok_or(Malformed("JSON escape"))?;
        let value = (value << 4) | digit;
        let left = left.saturating_sub(1);
        if left > 0 {
            self.step = Step::Within(purpose, Escape::Code { left, value });
            return Ok(());
        }
        self.step = Step::Within(purpose, Escape::None);
        let character = char::from_u32(value.into()).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.hold(purpose, character.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wants the texts of members called `a`, at any depth.
    #[derive(Default)]
    struct Wanting {
        next: bool,
        depth: usize,
        found: Vec<String>,
    }

    impl Visitor for Wanting {
        fn open(&mut self, _: bool) {
            self.depth += 1;
        }

        fn close(&mut self) {
            self.depth -= 1;
        }

        fn name(&mut self, name: &[u8]) {
            self.next = name == b"a";
        }

        fn wants(&self) -> bool {
            self.next
        }

        fn text(&mut self, value: &[u8]) {
            self.found.push(String::from_utf8_lossy(value).into_owned());
        }
    }

    const DOCUMENT: &str = r#" {"a":"one","b":{"a":[ "t\"w\u006f" , "\ud83d\ude00"],"c":"a"},"d":[1,-2.5e3,true,null,"CANARY"],
        "a name so long that nobody can be looking for it":"CANARY","\u0061":"three"} "#;

    #[test]
    fn copies_what_is_wanted_however_it_is_cut() {
        for size in 1..DOCUMENT.len() {
            let (mut json, mut visitor) = (Json::default(), Wanting::default());
            for piece in DOCUMENT.as_bytes().chunks(size) {
                json.read(piece, &mut visitor).unwrap();
                assert!(!String::from_utf8_lossy(&json.held).contains("CANARY"));
            }
            assert_eq!(visitor.found, ["one", "t\"wo", "\u{fffd}\u{fffd}", "three"], "in pieces of {size}");
            assert_eq!(visitor.depth, 0);
        }
    }

    #[test]
    fn is_bounded_and_refuses_what_is_no_json() {
        let mut json = Json::default();
        let mut visitor = Wanting { next: true, ..Wanting::default() };
        json.read(b"[\"", &mut visitor).unwrap();
        json.read(&[b'x'; 100_000], &mut visitor).unwrap();
        assert_eq!(json.held.len(), Text::MAX);
        for odd in ["{]", "<html>", "\"\\q\"", "\"\\u00x\"", &"[".repeat(40)] {
            assert!(Json::default().read(odd.as_bytes(), &mut Wanting::default()).is_err(), "{odd}");
        }
    }
}
