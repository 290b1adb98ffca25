//! Kerberos over TCP (RFC 4120, 7.2.2): messages behind a length of four octets.

use super::buffer::{Buffer, pass_over};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream, kerberos};
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "krb_tcp",
    spec: "RFC 4120 (Kerberos V5) section 7.2.2",
    attach: &[Attach::Tcp(88), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(KerberosTcp::default())),
};

/// Requests and replies with the largest authorisation data of large domains.
const MAX_MESSAGE: u32 = 64 * 1024;

/// A length with the high bit clear, then a message whose own length agrees.
fn guess(bytes: &[u8]) -> Guess {
    let Some(([a, b, c, d], message)) = bytes.split_first_chunk::<4>() else {
        return if matches!(bytes, [0, ..] | []) { Guess::More } else { Guess::No };
    };
    let length = u32::from_be_bytes([*a, *b, *c, *d]);
    if !(16..=MAX_MESSAGE).contains(&length) {
        return Guess::No;
    }
    let (Some(tag), Some(size)) = (message.first(), message.get(1)) else {
        let known = message.first().is_none_or(|tag| kerberos::is_request(*tag).is_some());
        return if known { Guess::More } else { Guess::No };
    };
    let inner = match (size, message.get(2..)) {
        (0..=0x7f, _) => u32::from(*size).checked_add(2),
        (0x81, Some([a, ..])) => u32::from(*a).checked_add(3),
        (0x82, Some([a, b, ..])) => u32::from(u16::from_be_bytes([*a, *b])).checked_add(4),
        (0x83, Some([a, b, c, ..])) => u32::from_be_bytes([0, *a, *b, *c]).checked_add(5),
        (0x84, Some([a, b, c, d, ..])) => u32::from_be_bytes([*a, *b, *c, *d]).checked_add(6),
        (0x81..=0x84, _) if kerberos::is_request(*tag).is_some() => return Guess::More,
        _ => None,
    };
    match kerberos::is_request(*tag) {
        Some(asks) if inner == Some(length) => {
            if asks {
                Guess::Client
            } else {
                Guess::Server
            }
        }
        _ => Guess::No,
    }
}

#[derive(Default)]
struct KerberosTcp {
    client: Half,
    server: Half,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    length: Option<u32>,
}

impl Stream for KerberosTcp {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let (half, other) = match side {
            Side::Client => (&mut self.client, Side::Server),
            Side::Server => (&mut self.server, Side::Client),
        };
        let mut rest = bytes;
        loop {
            let Some(length) = half.length else {
                let Some(length) = half.buffer.array(&mut rest) else { return Ok(Next::More) };
                half.length = Some(u32::from_be_bytes(length));
                continue;
            };
            if length > MAX_MESSAGE {
                half.length = None;
                return Ok(match pass_over(length.into(), &mut rest) {
                    0 => Next::More,
                    left => Next::Skip(left),
                });
            }
            let Some(message) = half.buffer.exactly(usize::try_from(length).unwrap_or(0), &mut rest) else {
                return Ok(Next::More);
            };
            half.length = None;
            kerberos::says(message, emit.of(side), emit.of(other), emit)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::kerberos::tests::{reply, request};
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream_in_pieces};

    fn framed(message: &[u8]) -> Vec<u8> {
        [&u32::try_from(message.len()).unwrap().to_be_bytes()[..], message].concat()
    }

    #[test]
    fn an_exchange_names_machine_domain_and_controller() {
        let (asked, answered) = (framed(&request()), framed(&reply()));
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - host_name=WARD-PC1",
            "00:00:00:00:00:05 10.0.0.2 - network_role=domain_controller",
            "00:00:00:00:00:0c 10.0.0.1 - domain_name=ward.lab",
            "00:00:00:00:00:05 10.0.0.2 - domain_name=ward.lab",
        ];
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, &asked), (Side::Server, &answered)]);
        assert_eq!(facts, expected);
    }

    #[test]
    fn recognises_messages_whose_lengths_agree() {
        assert_eq!(guess_start(&PROTOCOL, &framed(&request())), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &framed(&reply())), Guess::Server);
        let mut longer = framed(&request());
        longer[3] += 1;
        assert_eq!(guess_start(&PROTOCOL, &longer), Guess::No);
        for other in [&b"\x00\x00\x00\x10\x30\x0e"[..], b"GET / HTTP", b"\x16\x03\x01", b"\x00\x00\x00\x55\xffSMB"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No);
        }
    }
}
