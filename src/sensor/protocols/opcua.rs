//! OPC UA (IEC 62541-6, connection protocol and UA binary): applications that name themselves where nothing is encrypted.
//!
//! Invariant: tokens, session names, nonces, certificates, user identities and all values are passed over.

use super::buffer::{Buffer, pass_over};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "opcua",
    spec: "OPC 10000-6 (OPC UA mappings) 1.05, sections 5.2, 6.7, 7.1; OPC 10000-4, 5.4 to 5.6",
    attach: &[Attach::Tcp(4840), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Opcua::default())),
};

/// Message type, chunk type, size (7.1.2.2).
const HEADER: usize = 8;
/// Security channel, token, sequence, request (6.7.2), and the type of the message.
const MESSAGE_HEAD: usize = 20;
/// So much of a chunk may be held; application descriptions stand at its beginning or behind a certificate.
const MAX_HELD: usize = 16 * 1024;
/// Larger chunks are not sent.
const MAX_CHUNK: u32 = 1 << 24;
const NO_SECURITY: &[u8] = b"http://opcfoundation.org/UA/SecurityPolicy#None";

/// Numeric identifiers of binary encodings (OPC 10000-6, annex A).
const GET_ENDPOINTS_RESPONSE: u16 = 431;
const CREATE_SESSION_REQUEST: u16 = 461;
const CREATE_SESSION_RESPONSE: u16 = 464;

fn guess(bytes: &[u8]) -> Guess {
    const KINDS: [&[u8]; 6] = [b"HELF", b"ACKF", b"ERRF", b"OPNF", b"MSGF", b"MSGC"];
    let kind = bytes.get(..4).unwrap_or(bytes);
    let Some(found) = KINDS.iter().find(|known| known.starts_with(kind)) else { return Guess::No };
    let Some(size) = bytes.get(4..8).and_then(|size| size.first_chunk::<4>()) else { return Guess::More };
    let size = u32::from_le_bytes(*size);
    match *found {
        b"HELF" if (32..=4128).contains(&size) => Guess::Client,
        b"ACKF" if size == 28 => Guess::Server,
        b"ERRF" if (16..=4128).contains(&size) => Guess::Server,
        b"OPNF" | b"MSGF" | b"MSGC" if (32..MAX_CHUNK).contains(&size) => Guess::Either,
        _ => Guess::No,
    }
}

/// One TCP connection.
#[derive(Default)]
struct Opcua {
    client: Half,
    server: Half,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    step: Step,
    /// The last chunk of this side was not its message's last.
    is_within: bool,
    /// The application of this side was described in a session.
    is_described: bool,
}

#[derive(Clone, Copy, Default)]
enum Step {
    #[default]
    Header,
    Hello {
        length: usize,
    },
    /// Security channel and policy, then so many bytes.
    Open {
        held: usize,
        then: u64,
    },
    /// The head of a message, then so many bytes.
    Head {
        then: u64,
    },
    /// A message of this type.
    Body {
        kind: u16,
        held: usize,
        then: u64,
    },
    Passing {
        left: u64,
    },
}

impl Stream for Opcua {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let mut rest = bytes;
        let half = side.of(&mut self.client, &mut self.server);
        while !rest.is_empty() {
            match half.read(&mut rest, side, emit)? {
                Next::More => {}
                stop => return Ok(stop),
            }
        }
        Ok(if self.client.is_described && self.server.is_described { Next::Done } else { Next::More })
    }
}

impl Half {
    fn read(&mut self, rest: &mut &[u8], side: Side, emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        match self.step {
            Step::Header => {
                if let Some(header) = self.buffer.array::<HEADER>(rest) {
                    self.header(header)?;
                }
            }
            Step::Hello { length } => {
                if let Some(body) = self.buffer.exactly(length, rest) {
                    self.step = Step::Header;
                    hello(body, emit)?;
                }
            }
            Step::Open { held, then } => {
                if let Some(body) = self.buffer.exactly(held, rest) {
                    let mut reader = Reader::new(body);
                    reader.skip(8, "secure channel")?;
                    if reader.rest() != NO_SECURITY {
                        return Ok(Next::Done);
                    }
                    self.step = Step::Passing { left: then };
                }
            }
            Step::Head { then } => {
                if let Some(head) = self.buffer.array::<MESSAGE_HEAD>(rest) {
                    self.step = message(head, then, self.is_described);
                }
            }
            Step::Body { kind, held, then } => {
                if let Some(body) = self.buffer.exactly(held, rest) {
                    self.step = Step::Passing { left: then };
                    describe(kind, body, emit.of(side), emit)?;
                    self.is_described |= kind != GET_ENDPOINTS_RESPONSE;
                }
            }
            Step::Passing { left } => {
                self.step = Step::Header;
                if let left @ 1.. = pass_over(left, rest) {
                    return Ok(Next::Skip(left));
                }
            }
        }
        // Nothing is left to pass over.
        if matches!(self.step, Step::Passing { left: 0 }) {
            self.step = Step::Header;
        }
        Ok(Next::More)
    }

    fn header(&mut self, header: [u8; HEADER]) -> Result<(), Malformed> {
        let [a, b, c, chunk, size @ ..] = header;
        let size = u32::from_le_bytes(size);
        let left = size.checked_sub(8).filter(|_| size < MAX_CHUNK).ok_or(Malformed("chunk size"))?;
        let length = usize::try_from(left).map_err(|_| Malformed("chunk size"))?;
        let was_within = std::mem::replace(&mut self.is_within, chunk == b'C');
        self.step = match &[a, b, c] {
            b"HEL" if length <= 4120 => Step::Hello { length },
            b"OPN" => {
                // Channel, length of the policy's URI, the URI.
                let held = length.min(NO_SECURITY.len().saturating_add(8));
                Step::Open { held, then: u64::from(left).saturating_sub(u64::try_from(held).unwrap_or(0)) }
            }
            b"MSG" if !was_within && length >= MESSAGE_HEAD => Step::Head { then: u64::from(left).saturating_sub(20) },
            b"MSG" | b"ACK" | b"ERR" | b"CLO" => Step::Passing { left: left.into() },
            _ => return Err(Malformed("message type")),
        };
        Ok(())
    }
}

/// What comes of a message, by its type.
fn message(head: [u8; MESSAGE_HEAD], then: u64, is_described: bool) -> Step {
    let [.., form, namespace, low, high] = head;
    let kind = u16::from_le_bytes([low, high]);
    let is_telling = match kind {
        GET_ENDPOINTS_RESPONSE => !is_described,
        CREATE_SESSION_REQUEST | CREATE_SESSION_RESPONSE => true,
        _ => false,
    };
    // A node id of four bytes in namespace 0 (5.2.2.9).
    if (form, namespace) != (1, 0) || !is_telling {
        return Step::Passing { left: then };
    }
    let held = usize::try_from(then).unwrap_or(MAX_HELD).min(MAX_HELD);
    Step::Body { kind, held, then: then.saturating_sub(u64::try_from(held).unwrap_or(0)) }
}

/// Version, buffer and message sizes, then the URL by which the client calls the server (7.1.2.3).
fn hello(body: &[u8], emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(body);
    reader.skip(20, "sizes")?;
    emit.says(emit.server(), Property::OpcuaEndpoint, string(&mut reader)?);
    Ok(())
}

/// Reads up to the application's description in a message.
fn describe(kind: u16, body: &[u8], subject: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(body);
    let reader = &mut reader;
    if kind == CREATE_SESSION_REQUEST {
        request_header(reader)?;
        return application(reader, subject, emit);
    }
    response_header(reader)?;
    if kind == CREATE_SESSION_RESPONSE {
        node_id(reader)?;
        node_id(reader)?;
        reader.skip(8, "timeout")?;
        string(reader)?;
        string(reader)?;
    }
    // Endpoint descriptions: of the first, its URL, then who serves it.
    if reader.u32_le("number of endpoints")? > 0 {
        string(reader)?;
        application(reader, subject, emit)?;
    }
    Ok(())
}

/// OPC 10000-4, 7.33.
fn request_header(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    node_id(reader)?;
    reader.skip(16, "time, handle, diagnostics")?;
    string(reader)?;
    reader.skip(4, "timeout")?;
    extension(reader)
}

/// OPC 10000-4, 7.34.
fn response_header(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    reader.skip(16, "time, handle, result")?;
    if reader.u8("diagnostics")? != 0 {
        return Err(Malformed("diagnostics"));
    }
    let count = reader.u32_le("string table")?;
    for _ in 0..(if count == u32::MAX { 0 } else { count.min(64) }) {
        string(reader)?;
    }
    extension(reader)
}

/// OPC 10000-4, 7.2: URI, product, name.
fn application(reader: &mut Reader<'_>, subject: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    emit.says(subject, Property::OpcuaApplicationUri, string(reader)?);
    emit.says(subject, Property::OpcuaProductUri, string(reader)?);
    // Localized text (5.2.2.14): perhaps a locale, perhaps a text.
    let parts = reader.u8("localized text")?;
    if parts & 1 != 0 {
        string(reader)?;
    }
    if parts & 2 != 0 {
        emit.says(subject, Property::OpcuaApplicationName, string(reader)?);
    }
    Ok(())
}

/// A string or byte string (5.2.2.4): a length of -1 is none.
fn string<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Malformed> {
    let length = reader.u32_le("string length")?;
    if length == u32::MAX {
        return Ok(&[]);
    }
    reader.take(usize::try_from(length).map_err(|_| Malformed("string length"))?, "string")
}

/// A node id (5.2.2.9), passed over.
fn node_id(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    match reader.u8("node id")? {
        0 => reader.skip(1, "node id"),
        1 => reader.skip(3, "node id"),
        2 => reader.skip(6, "node id"),
        4 => reader.skip(18, "node id"),
        3 | 5 => {
            reader.skip(2, "namespace")?;
            string(reader).map(|_| ())
        }
        _ => Err(Malformed("node id")),
    }
}

/// An extension object (5.2.2.15), passed over.
fn extension(reader: &mut Reader<'_>) -> Result<(), Malformed> {
    node_id(reader)?;
    if reader.u8("extension")? != 0 {
        string(reader)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    fn text(text: &str) -> Vec<u8> {
        [&u32::try_from(text.len()).unwrap().to_le_bytes()[..], text.as_bytes()].concat()
    }

    fn chunk(kind: &[u8; 4], body: &[&[u8]]) -> Vec<u8> {
        let body = body.concat();
        [&kind[..], &u32::try_from(body.len() + 8).unwrap().to_le_bytes(), &body].concat()
    }

    fn message(kind: u16, body: &[&[u8]]) -> Vec<u8> {
        chunk(b"MSGF", &[&[7; 16], &[1, 0], &kind.to_le_bytes(), &body.concat()])
    }

    fn description(name: &str) -> Vec<u8> {
        [text("urn:x"), text("http://x"), vec![3], text("en"), text(name), vec![0; 20]].concat()
    }

    const REQUEST: [u8; 29] = [0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0];
    const RESPONSE: [u8; 24] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0];
    const NONE: [u8; 4] = [0xff; 4];

    #[test]
    fn both_applications_name_themselves() {
        let hello = chunk(b"HELF", &[&[0; 20], &text("opc.tcp://plc:4840/")]);
        let open = chunk(b"OPNF", &[&[0; 4], &text("http://opcfoundation.org/UA/SecurityPolicy#None"), &[0xff; 60]]);
        let create = message(461, &[&REQUEST, &description("Collector"), &text("CANARY")]);
        let other = message(673, &[&[b'C'; 3000]]);
        let client = [hello.clone(), open.clone(), other.clone(), create].concat();
        let created = message(
            464,
            &[
                &RESPONSE,
                &[0, 1],
                &[5, 0, 0],
                &text("CANARY"),
                &[0; 8],
                &NONE,
                &text("CANARY"),
                &1_u32.to_le_bytes(),
                &text("CANARY"),
                &description("Gateway"),
            ],
        );
        let server =
            [chunk(b"ACKF", &[&[0; 20]]), open, chunk(b"MSGC", &[&[7; 40]]), chunk(b"MSGF", &[&[7; 30]]), created].concat();
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, &client), (Side::Server, &server)]);
        let own = |who: &str, name: &str| {
            ["application_uri=urn:x", "product_uri=http://x"]
                .map(|fact| format!("{who} opcua.{fact}"))
                .into_iter()
                .chain([format!("{who} opcua.application_name={name}")])
                .collect::<Vec<_>>()
        };
        let (client, server) = ("00:00:00:00:00:0c 10.0.0.1 -", "00:00:00:00:00:05 10.0.0.2 -");
        let expected =
            [vec![format!("{server} opcua.endpoint=opc.tcp://plc:4840/")], own(client, "Collector"), own(server, "Gateway")]
                .concat();
        assert_eq!(facts, expected);
        let endpoints = message(431, &[&RESPONSE, &1_u32.to_le_bytes(), &text("x"), &description("Gateway")]);
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &[(Side::Server, &endpoints)]), own(server, "Gateway"));
    }

    #[test]
    fn a_secured_channel_is_left_alone() {
        let open = chunk(b"OPNF", &[&[0; 4], &text("http://opcfoundation.org/UA/SecurityPolicy#Basic256"), &[1; 60]]);
        let rest = message(461, &[&REQUEST, &description("Collector")]);
        let secured = [open, rest].concat();
        assert!(observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, &secured)]).is_empty());
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Client, b"XXXF\x20\0\0\0")]), ["malformed message type"]);
    }

    #[test]
    fn recognises_its_messages_only() {
        assert_eq!(guess_start(&PROTOCOL, b"HELF\x34\0\0\0"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"ACKF\x1c\0\0\0"), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"HELF"), Guess::More);
        for other in [&b"HELO x\r\n"[..], b"MSGF\0\0\0\x7f", b"MSH|", b"ACKF\x1d\0\0\0"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
