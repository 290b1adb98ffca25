//! WWKS 2, the interface between a pharmacy's system and its automated store (BD Rowa, Gollmann, KLS, Willach and others).
//!
//! Invariant: only what a store says of itself in its greeting is held, by an allow-list of attributes; articles, orders and
//! whoever they are for come later and are never read.

use super::buffer::Buffer;
use super::xml::attributes;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "wwks",
    spec: "WWKS 2.0 (interface specification of storage systems for pharmacies)",
    attach: &[Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Wwks::default())),
};

const ROOT: &[u8] = b"<WWKS ";
/// The element in which both name themselves in their greeting.
const SUBSCRIBER: &[u8] = b"<Subscriber ";
/// The greeting stands at the very beginning.
const MAX_GREETING: usize = 2048;

/// Recognises the root element, behind an XML declaration.
fn guess(bytes: &[u8]) -> Guess {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let text = match text.strip_prefix(b"<?xml") {
        Some(declared) => match memchr::memmem::find(declared, b"?>") {
            Some(end) => declared.get(end.saturating_add(2)..).unwrap_or_default().trim_ascii_start(),
            None if declared.len() < 128 => return Guess::More,
            None => return Guess::No,
        },
        None => text,
    };
    match text.get(..ROOT.len()) {
        Some(root) if root == ROOT => Guess::Either,
        None if ROOT.starts_with(text) || b"<?xml".starts_with(text) => Guess::More,
        _ => Guess::No,
    }
}

/// What an attribute of the subscriber says.
const ATTRIBUTES: [(&[u8], Property); 3] =
    [(b"Manufacturer", Property::Manufacturer), (b"ProductInfo", Property::Model), (b"VersionInfo", Property::SoftwareVersion)];

/// One TCP connection, read up to what both sides say of themselves.
#[derive(Default)]
struct Wwks {
    client: (Buffer, bool),
    server: (Buffer, bool),
}

impl Stream for Wwks {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let (buffer, is_done) = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        if !*is_done && let Some(greeting) = buffer.until(MAX_GREETING, greeting_end, &mut rest)? {
            say(greeting, side, emit);
            *is_done = true;
        }
        Ok(if self.client.1 && self.server.1 { Next::Done } else { Next::More })
    }
}

/// Where the tag of the subscriber ends.
fn greeting_end(bytes: &[u8]) -> Option<usize> {
    let start = memchr::memmem::find(bytes, SUBSCRIBER)?;
    let end = memchr::memchr(b'>', bytes.get(start..)?)?;
    start.checked_add(end)?.checked_add(1)
}

/// Only a store is a device of its own; the other side is a program on some computer.
fn say(greeting: &[u8], side: Side, emit: &mut Emit<'_>) {
    let Some(start) = memchr::memmem::find(greeting, SUBSCRIBER) else { return };
    let tag = greeting.get(start.saturating_add(SUBSCRIBER.len())..).unwrap_or_default();
    let attribute = |wanted: &[u8]| attributes(tag).find(|(name, _)| *name == wanted).map(|(_, value)| value);
    if attribute(b"Type").is_none_or(|kind| !kind.eq_ignore_ascii_case(b"Robot")) {
        return;
    }
    for (name, property) in ATTRIBUTES {
        emit.says(emit.of(side), property, attribute(name).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream_in_pieces};

    const ASK: &[u8] =
        b"<WWKS Version=\"2.0\"><HelloRequest Id=\"1\"><Subscriber Id=\"100\" Type=\"IMS\" Manufacturer=\"CANARY\" \
        ProductInfo=\"CANARY\" VersionInfo=\"1\"/></HelloRequest></WWKS>";
    const ANSWER: &[u8] =
        b"<WWKS Version=\"2.0\"><HelloResponse Id=\"1\"><Subscriber Id=\"9\" Type=\"Robot\" Manufacturer=\"Gollmann\" \
        ProductInfo='GO.compact' VersionInfo=\"4.1\"><Capability Name=\"CANARY\"/></Subscriber></HelloResponse></WWKS>";

    #[test]
    fn a_store_says_what_it_is() {
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, ASK), (Side::Server, ANSWER)]);
        let expected = ["manufacturer=Gollmann", "model=GO.compact", "software_version=4.1"];
        assert_eq!(facts, expected.map(|fact| format!("00:00:00:00:00:05 10.0.0.2 - {fact}")));
    }

    #[test]
    fn recognises_its_root_only() {
        assert_eq!(guess_start(&PROTOCOL, ASK), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"<?xml version=\"1.0\"?>\n<WWKS Version"), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"<?xm"), Guess::More);
        for other in [&b"<HEL.R01>"[..], b"<?xml version=\"1.0\"?><HEL.R01", b"GET / HTTP/1.1", b"<WWKSX "] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
