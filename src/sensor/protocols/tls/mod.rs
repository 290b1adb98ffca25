//! TLS (RFC 5246, RFC 8446): the hello of the client, and the certificate of the server where it travels in clear.

mod hello;

use super::buffer::{Buffer, pass_over};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "tls",
    spec: "RFC 8446; RFC 5246; RFC 6066 (server name); RFC 7301 (ALPN); RFC 5280 (certificates); JA4 by FoxIO (BSD-3-Clause)",
    attach: &[Attach::Tcp(443), Attach::Tcp(2762), Attach::Tcp(8443), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Tls::default())),
};

/// Record content types (RFC 8446, 5.1).
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;

/// Handshake types (RFC 8446, 4; RFC 5246, 7.4).
mod handshake {
    pub(super) const CLIENT_HELLO: u8 = 1;
    pub(super) const SERVER_HELLO: u8 = 2;
    pub(super) const CERTIFICATE: u8 = 11;
    pub(super) const SERVER_HELLO_DONE: u8 = 14;
}

/// The largest record: 2^14 bytes and what encryption may add (RFC 5246, 6.2.3).
const MAX_RECORD: u16 = 0x4800;
/// The most that is held of one handshake message.
const MAX_MESSAGE: u32 = 64 * 1024;

fn guess(bytes: &[u8]) -> Guess {
    let fits = |(at, &byte): (usize, &u8)| match at {
        0 => byte == HANDSHAKE,
        1 => byte == 3,
        2 => byte <= 4,
        3 => byte <= 0x48,
        5 => matches!(byte, handshake::CLIENT_HELLO | handshake::SERVER_HELLO),
        6 => byte == 0,
        9 => byte == 3,
        10 => byte <= 4,
        _ => true,
    };
    if !bytes.iter().enumerate().take(11).all(fits) {
        return Guess::No;
    }
    match bytes {
        [_, _, _, _, _, handshake::CLIENT_HELLO, _, _, _, _, _, ..] => Guess::Client,
        [_, _, _, _, _, _, _, _, _, _, _, ..] => Guess::Server,
        _ => Guess::More,
    }
}

#[derive(Default)]
struct Tls {
    client: Half,
    server: Half,
}

#[derive(Default)]
struct Half {
    record: Buffer,
    message: Buffer,
    /// Bytes of the current record that were not read yet.
    record_left: usize,
    step: Step,
}

#[derive(Clone, Copy, Default)]
enum Step {
    #[default]
    MessageHeader,
    Message {
        kind: u8,
        length: usize,
    },
    Unwanted {
        left: u64,
    },
}

impl Stream for Tls {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        while !rest.is_empty() {
            if half.record_left == 0 {
                let Some([kind, major, _, a, b]) = half.record.array::<5>(&mut rest) else { break };
                let length = u16::from_be_bytes([a, b]);
                if major != 3 || length > MAX_RECORD {
                    return Err(Malformed("record"));
                }
                match kind {
                    HANDSHAKE => half.record_left = usize::from(length),
                    // A warning before the hello's answer, of which clients of old send some.
                    ALERT if length == 2 => half.step = Step::Unwanted { left: 2 },
                    // From here on everything is encrypted.
                    _ => return Ok(Next::Done),
                }
                if kind == ALERT {
                    half.record_left = 2;
                }
                continue;
            }
            let (mut chunk, after) = rest.split_at_checked(half.record_left).unwrap_or((rest, &[]));
            half.record_left = half.record_left.saturating_sub(chunk.len());
            rest = after;
            if half.messages(&mut chunk, side, emit)? == Next::Done {
                return Ok(Next::Done);
            }
        }
        Ok(Next::More)
    }
}

impl Half {
    /// Handshake messages (RFC 8446, 4), which may share records and be cut by them.
    fn messages(&mut self, chunk: &mut &[u8], side: Side, emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        while !chunk.is_empty() {
            match self.step {
                Step::MessageHeader => {
                    let Some([kind, a, b, c]) = self.message.array::<4>(chunk) else { break };
                    let length = u32::from_be_bytes([0, a, b, c]);
                    if length > MAX_MESSAGE {
                        return Err(Malformed("handshake length"));
                    }
                    let wanted = match kind {
                        handshake::SERVER_HELLO_DONE => return Ok(Next::Done),
                        handshake::CLIENT_HELLO | handshake::SERVER_HELLO => true,
                        handshake::CERTIFICATE => side == Side::Server,
                        _ => false,
                    };
                    self.step = match usize::try_from(length) {
                        Ok(length) if wanted && length > 0 => Step::Message { kind, length },
                        _ => Step::Unwanted { left: u64::from(length) },
                    };
                }
                Step::Message { kind, length } => {
                    let Some(body) = self.message.exactly(length, chunk) else { break };
                    self.step = Step::MessageHeader;
                    match kind {
                        handshake::CLIENT_HELLO => hello::client(body, emit.of(side), emit)?,
                        // What follows a TLS 1.3 hello is encrypted.
                        handshake::SERVER_HELLO if hello::is_tls13(body)? => return Ok(Next::Done),
                        handshake::CERTIFICATE => {
                            certificate(body, side, emit)?;
                            return Ok(Next::Done);
                        }
                        _ => {}
                    }
                }
                Step::Unwanted { left } => {
                    let left = pass_over(left, chunk);
                    self.step = if left == 0 { Step::MessageHeader } else { Step::Unwanted { left } };
                }
            }
        }
        Ok(Next::More)
    }
}

/// The server's own certificate, first of the list (RFC 5246, 7.4.2).
fn certificate(body: &[u8], side: Side, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(body);
    reader.skip(3, "certificate list length")?;
    let length = usize::try_from(reader.u24("certificate length")?).unwrap_or(usize::MAX);
    let der = reader.take(length, "certificate")?;
    let (_, certificate) = x509_parser::parse_x509_certificate(der).map_err(|_| Malformed("certificate"))?;
    let server = emit.of(side);
    emit.says(server, Property::TlsSubject, distinguished_name(certificate.subject()).as_bytes());
    emit.says(server, Property::TlsIssuer, distinguished_name(certificate.issuer()).as_bytes());
    Ok(())
}

/// `CN=…,O=…`, in the order of the certificate.
fn distinguished_name(name: &x509_parser::x509::X509Name<'_>) -> String {
    let mut out = String::new();
    for attribute in name.iter_attributes() {
        let registry = x509_parser::objects::oid_registry();
        let Ok(kind) = x509_parser::objects::oid2abbrev(attribute.attr_type(), registry) else { continue };
        let value = attribute.attr_value();
        let value = match (attribute.as_str(), value.tag().0) {
            (Ok(text), _) => text.to_owned(),
            // TeletexString, in practice Latin-1.
            (Err(_), 20) => value.data.iter().map(|byte| char::from(*byte)).collect(),
            (Err(_), _) => continue,
        };
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str(kind);
        out.push('=');
        out.push_str(&value);
    }
    out
}

#[cfg(test)]
mod tests;
