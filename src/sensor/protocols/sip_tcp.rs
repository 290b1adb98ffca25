//! SIP (RFC 3261) over TCP: the same messages as over UDP, put in order.

use super::buffer::{Buffer, pass_over};
use super::http::head_end;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream, headers, sip};
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "sip_tcp",
    spec: "RFC 3261 sections 7, 18.3, 20 (over TCP)",
    attach: &[Attach::Tcp(5060), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(SipTcp::default())),
};

const MAX_HEAD: usize = 16 * 1024;
/// Messages after which everything was said.
const ENOUGH: u32 = 64;

/// Start of a response, and of requests to a SIP URI (7.1, 7.2; RFC 3262, 3265, 3311, 3428, 3515, 3903, 6086).
const STARTS: [&[u8]; 15] = [
    b"SIP/2.0 ",
    b"REGISTER sip",
    b"INVITE sip",
    b"OPTIONS sip",
    b"SUBSCRIBE sip",
    b"NOTIFY sip",
    b"PUBLISH sip",
    b"MESSAGE sip",
    b"ACK sip",
    b"BYE sip",
    b"CANCEL sip",
    b"PRACK sip",
    b"UPDATE sip",
    b"REFER sip",
    b"INFO sip",
];

/// Either side may ask.
fn guess(bytes: &[u8]) -> Guess {
    if STARTS.iter().any(|start| bytes.starts_with(start)) {
        Guess::Either
    } else if STARTS.iter().any(|start| start.starts_with(bytes)) {
        Guess::More
    } else {
        Guess::No
    }
}

/// One TCP connection.
#[derive(Default)]
struct SipTcp {
    client: Half,
    server: Half,
    messages: u32,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    /// Bytes of a body that have not come yet.
    body: u64,
}

impl Stream for SipTcp {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        while !rest.is_empty() {
            match pass_over(std::mem::take(&mut half.body), &mut rest) {
                0 => {}
                left => return Ok(Next::Skip(left)),
            }
            let Some(head) = half.buffer.until(MAX_HEAD, end, &mut rest)? else { break };
            if matches!(head, [b'\r' | b'\n']) {
                continue;
            }
            half.body = headers::length(head, &[b"content-length", b"l"]).ok_or(Malformed("Content-Length"))?;
            self.messages = self.messages.saturating_add(1);
            sip::message(head, emit.of(side), emit)?;
        }
        Ok(if self.messages >= ENOUGH { Next::Done } else { Next::More })
    }
}

/// The length of a head; an empty line before it (7.5) stands by itself.
fn end(bytes: &[u8]) -> Option<usize> {
    if matches!(bytes.first(), Some(b'\r' | b'\n')) { Some(1) } else { head_end(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    #[test]
    fn both_sides_name_themselves() {
        let ask: &[u8] =
            b"REGISTER sip:10.0.0.2 SIP/2.0\r\nVia: SIP/2.0/TCP 10.0.0.1\r\nFrom: CANARY\r\nUser-Agent: Cisco-CP8841/12.5.1\r\n\
            l: 6\r\n\r\nCANARY\r\n\r\nREGISTER sip:10.0.0.2 SIP/2.0\r\nVia: SIP/2.0/TCP 10.0.0.1\r\nUser-Agent: B\r\n\r\n";
        let answer: &[u8] = b"SIP/2.0 200 OK\r\nCSeq: 1 REGISTER\r\nServer: Cisco-CUCM12.5\r\n\r\n";
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, ask), (Side::Server, answer)]);
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - sip.user_agent=Cisco-CP8841/12.5.1",
            "00:00:00:00:00:0c 10.0.0.1 - sip.user_agent=B",
            "00:00:00:00:00:05 10.0.0.2 - sip.server=Cisco-CUCM12.5",
        ];
        assert_eq!(facts, expected);
    }

    #[test]
    fn refuses_what_is_none() {
        assert_eq!(guess_start(&PROTOCOL, b"INVITE sips:x SIP/2.0"), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"OPTIONS "), Guess::More);
        assert_eq!(guess_start(&PROTOCOL, b"OPTIONS rtsp:"), Guess::No);
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Client, b"SIP/2.0x\r\n\r\n")]), ["malformed start line"]);
    }
}
