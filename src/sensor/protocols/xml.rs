//! A scanner for the XML of discovery messages (XML 1.0, fifth edition): tags and texts in order, nothing built.
//!
//! It knows no document types and no entities but the five of XML and character references.

use std::borrow::Cow;

/// Elements may lie so deep in one another; nothing that is read lies deeper.
const MAX_DEPTH: usize = 12;
/// Namespace declarations of one document that are remembered.
const MAX_NAMESPACES: usize = 32;

/// What comes next in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// The text of the element on top of the stack, without white space around it.
    Text(&'a [u8]),
    /// The end of the element of this local name, which is on the stack no more.
    End(&'a [u8]),
}

/// Goes through a document once, front to back.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    rest: &'a [u8],
    /// Local names of the open elements, the innermost last.
    open: Vec<&'a [u8]>,
    /// Prefixes and what they stand for, wherever they were declared: documents of discovery do not reuse a prefix.
    namespaces: Vec<(&'a [u8], &'a [u8])>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(document: &'a [u8]) -> Self {
        Self { rest: document, open: Vec::new(), namespaces: Vec::new() }
    }

    /// The local names of the elements around the present place, the innermost last.
    pub(super) fn path(&self) -> &[&'a [u8]] {
        &self.open
    }

    /// The local name `level` steps above the innermost element.
    pub(super) fn above(&self, level: usize) -> &'a [u8] {
        self.open.iter().rev().nth(level).copied().unwrap_or_default()
    }

    /// A qualified name's namespace and local part.
    pub(super) fn resolve(&self, name: &'a [u8]) -> (&'a [u8], &'a [u8]) {
        let (prefix, local) = split(name);
        let found = self.namespaces.iter().rev().find(|(known, _)| *known == prefix);
        (found.map(|(_, uri)| *uri).unwrap_or_default(), local)
    }

    /// The next text or end; `None` when the document is over, broken or too deep.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let start = memchr::memchr(b'<', self.rest)?;
            let (text, markup) = self.rest.split_at_checked(start)?;
            let text = text.trim_ascii();
            if !text.is_empty() && !self.open.is_empty() {
                self.rest = markup;
                return Some(Token::Text(text));
            }
            match markup {
                [b'<', b'?', ..] => self.pass(markup, b"?>")?,
                [b'<', b'!', b'-', b'-', ..] => self.pass(markup, b"-->")?,
                [b'<', b'!', b'[', ..] => self.pass(markup, b"]]>")?,
                // A document type could define entities: nobody honest sends one.
                [b'<', b'!', ..] => return None,
                [b'<', b'/', ..] => return self.end(markup),
                _ => {
                    if let Some(name) = self.start(markup)? {
                        return Some(Token::End(name));
                    }
                }
            }
        }
    }

    fn pass(&mut self, markup: &'a [u8], end: &[u8]) -> Option<()> {
        let at = memchr::memmem::find(markup, end)?.checked_add(end.len())?;
        self.rest = markup.get(at..)?;
        Some(())
    }

    fn end(&mut self, markup: &'a [u8]) -> Option<Token<'a>> {
        let close = memchr::memchr(b'>', markup)?;
        let (_, name) = split(markup.get(2..close)?.trim_ascii_end());
        self.rest = markup.get(close.checked_add(1)?..)?;
        (self.open.pop() == Some(name)).then_some(Token::End(name))
    }

    /// Reads a start tag; the name when the element is empty and so ended already.
    fn start(&mut self, markup: &'a [u8]) -> Option<Option<&'a [u8]>> {
        let close = tag_end(markup)?;
        self.rest = markup.get(close.checked_add(1)?..)?;
        let tag = markup.get(1..close)?;
        let (tag, empty) = tag.strip_suffix(b"/").map_or((tag, false), |tag| (tag, true));
        let length = tag.iter().position(u8::is_ascii_whitespace).unwrap_or(tag.len());
        let (name, attributes) = tag.split_at_checked(length)?;
        self.declarations(attributes);
        let (_, local) = split(name);
        if local.is_empty() || self.open.len() >= MAX_DEPTH {
            return None;
        }
        if empty {
            return Some(Some(local));
        }
        self.open.push(local);
        Some(None)
    }

    fn declarations(&mut self, tag: &'a [u8]) {
        for (name, value) in attributes(tag) {
            let prefix = if name == b"xmlns" { Some(&b""[..]) } else { name.strip_prefix(b"xmlns:") };
            if let Some(prefix) = prefix.filter(|_| self.namespaces.len() < MAX_NAMESPACES) {
                self.namespaces.push((prefix, value));
            }
        }
    }
}

/// A name's prefix and local part.
fn split(name: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(b':', name).and_then(|at| Some((name.get(..at)?, name.get(at.checked_add(1)?..)?))) {
        Some(parts) => parts,
        None => (b"", name),
    }
}

/// Where a start tag ends; a `>` in quotes is no end.
fn tag_end(markup: &[u8]) -> Option<usize> {
    let mut quote = None;
    markup.iter().position(|byte| {
        match (quote, byte) {
            (None, b'>') => return true,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
        false
    })
}

/// The attributes of a tag, behind its name: name and value.
pub(super) fn attributes(mut tag: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let (name, value, rest) = attribute(tag)?;
        tag = rest;
        Some((name, value))
    })
}

/// The first attribute: name, value and what follows.
fn attribute(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let equals = memchr::memchr(b'=', bytes)?;
    let name = bytes.get(..equals)?.trim_ascii();
    let value = bytes.get(equals.checked_add(1)?..)?.trim_ascii_start();
    let (quote, value) = value.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    let end = memchr::memchr(*quote, value)?;
    Some((name, value.get(..end)?, value.get(end.checked_add(1)?..)?))
}

/// Text with its references resolved; an unknown one stays as it is.
pub(super) fn unescape(text: &[u8]) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr(b'&', text) else { return Cow::Borrowed(text) };
    let (plain, mut rest) = text.split_at_checked(first).unwrap_or((text, b""));
    let mut out = plain.to_vec();
    while let [byte, after @ ..] = rest {
        match reference(rest) {
            Some((meant, behind)) => {
                out.extend_from_slice(meant.encode_utf8(&mut [0; 4]).as_bytes());
                rest = behind;
            }
            None => {
                out.push(*byte);
                rest = after;
            }
        }
    }
    Cow::Owned(out)
}

fn reference(text: &[u8]) -> Option<(char, &[u8])> {
    let body = text.strip_prefix(b"&")?;
    let end = memchr::memchr(b';', body.get(..10).unwrap_or(body))?;
    let name = std::str::from_utf8(body.get(..end)?).ok()?;
    let meant = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix('x').map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)?
        }
    };
    Some((meant, body.get(end.checked_add(1)?..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_texts_and_ends_with_their_place() {
        let document =
            b"<?xml version='1.0'?><!-- <x> --><a:A xmlns:a=\"urn:1\" t='>'><b xmlns='urn:2'> x &amp; y </b><c/><a:d />\
            <![CDATA[<e>]]></a:A>tail";
        let mut scanner = Scanner::new(document);
        assert_eq!(scanner.next(), Some(Token::Text(b"x &amp; y")));
        assert_eq!((scanner.path(), scanner.above(1)), (&[&b"A"[..], b"b"][..], &b"A"[..]));
        assert_eq!(scanner.resolve(b"a:Thing"), (&b"urn:1"[..], &b"Thing"[..]));
        assert_eq!(scanner.resolve(b"Thing"), (&b"urn:2"[..], &b"Thing"[..]));
        for name in [&b"b"[..], b"c", b"d", b"A"] {
            assert_eq!(scanner.next(), Some(Token::End(name)));
        }
        assert_eq!(scanner.next(), None);
        for end in 0..document.len() {
            let mut scanner = Scanner::new(&document[..end]);
            while scanner.next().is_some() {}
        }
    }

    #[test]
    fn what_is_broken_ends_the_reading() {
        for broken in [&b"<a></b>"[..], b"<!DOCTYPE a><a>x</a>", b"< a>x</a>", b"<a x='>", b"</a>"] {
            let mut scanner = Scanner::new(broken);
            assert_eq!(scanner.next(), None, "{}", String::from_utf8_lossy(broken));
        }
        let deep = "<a>".repeat(40);
        assert_eq!(Scanner::new(deep.as_bytes()).next(), None);
    }

    #[test]
    fn resolves_references() {
        assert_eq!(unescape(b"a&amp;b&lt;&#x41;&#66;&unknown;&"), &b"a&b<AB&unknown;&"[..]);
        assert_eq!(unescape(b"plain"), Cow::Borrowed(&b"plain"[..]));
    }
}
