//! RTSP 1.0 (RFC 2326): what cameras, recorders and players call themselves.
//!
//! Invariant: of a head only Server, User-Agent, the realm of a challenge and the length of the body are read; URLs,
//! credentials and bodies are passed over. Once pictures flow nothing more is learnt.

use super::buffer::{Buffer, pass_over};
use super::http::{head_end, realm};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream, headers};
use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "rtsp",
    spec: "RFC 2326 (RTSP 1.0) sections 6, 7, 10.12, 12",
    attach: &[Attach::Tcp(554), Attach::Tcp(8554), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Rtsp::default())),
};

const MAX_HEAD: usize = 8 * 1024;
/// Exchanges after which everything was said.
const ENOUGH: u32 = 16;
/// Begins interleaved binary data (10.12).
const INTERLEAVED: u8 = b'$';

const METHODS: [&[u8]; 9] = [
    b"OPTIONS rtsp",
    b"OPTIONS * RTSP",
    b"DESCRIBE rtsp",
    b"SETUP rtsp",
    b"PLAY rtsp",
    b"ANNOUNCE rtsp",
    b"TEARDOWN rtsp",
    b"GET_PARAMETER rtsp",
    b"SET_PARAMETER rtsp",
];

fn guess(bytes: &[u8]) -> Guess {
    const ANSWER: &[u8] = b"RTSP/1.0 ";
    if bytes.starts_with(ANSWER) {
        Guess::Server
    } else if METHODS.iter().any(|method| bytes.starts_with(method)) {
        Guess::Client
    } else if ANSWER.starts_with(bytes) || METHODS.iter().any(|method| method.starts_with(bytes)) {
        Guess::More
    } else {
        Guess::No
    }
}

/// One TCP connection.
#[derive(Default)]
struct Rtsp {
    client: Half,
    server: Half,
    heads: u32,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    /// Bytes of a body that have not come yet.
    body: u64,
}

impl Stream for Rtsp {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        while !rest.is_empty() {
            match pass_over(std::mem::take(&mut half.body), &mut rest) {
                0 => {}
                left => return Ok(Next::Skip(left)),
            }
            let Some(head) = half.buffer.until(MAX_HEAD, end, &mut rest)? else { break };
            if head.first() == Some(&INTERLEAVED) {
                return Ok(Next::Done);
            }
            half.body = read(head, emit.of(side), emit)?;
            self.heads = self.heads.saturating_add(1);
        }
        Ok(if self.heads >= ENOUGH { Next::Done } else { Next::More })
    }
}

/// The length of a head, or of the mark of binary data.
fn end(bytes: &[u8]) -> Option<usize> {
    if bytes.first() == Some(&INTERLEAVED) { Some(1) } else { head_end(bytes) }
}

/// Says what a head tells of its sender; the length of the body behind it.
fn read(head: &[u8], sender: Endpoint, emit: &mut Emit<'_>) -> Result<u64, Malformed> {
    let line = headers::first_line(head);
    if line.starts_with(b"RTSP/1.0 ") {
        emit.says(sender, Property::RtspServer, headers::field(head, &[b"server"]).unwrap_or_default());
        for challenge in headers::fields(head, &[b"www-authenticate"]) {
            emit.says(sender, Property::RtspRealm, realm(challenge).unwrap_or_default());
        }
    } else if line.ends_with(b" RTSP/1.0") {
        emit.says(sender, Property::RtspUserAgent, headers::field(head, &[b"user-agent"]).unwrap_or_default());
    } else if !line.is_empty() {
        return Err(Malformed("start line"));
    }
    headers::length(head, &[b"content-length"]).ok_or(Malformed("Content-Length"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    #[test]
    fn camera_and_player_name_themselves() {
        let ask: &[u8] =
            b"DESCRIBE rtsp://10.0.0.2/CANARY RTSP/1.0\r\nCSeq: 2\r\nUser-Agent: LibVLC/3.0.20\r\nAuthorization: CANARY\r\n\r\n";
        let challenge: &[u8] =
            b"RTSP/1.0 401 Unauthorized\r\nCSeq: 2\r\nWWW-Authenticate: Digest realm=\"AXIS_00408C123456\", nonce=\"x\"\r\n\r\n";
        let answer: &[u8] = b"RTSP/1.0 200 OK\r\nCSeq: 3\r\nServer: GStreamer RTSP server\r\nContent-Length: 6\r\n\r\nCANARY\
            RTSP/1.0 200 OK\r\nServer: second\r\n\r\n$\0\x05\x78Server: CANARY\r\n\r\n";
        let facts = observe_stream_in_pieces(
            &PROTOCOL,
            &[(Side::Client, ask), (Side::Server, challenge), (Side::Client, ask), (Side::Server, answer)],
        );
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - rtsp.user_agent=LibVLC/3.0.20",
            "00:00:00:00:00:05 10.0.0.2 - rtsp.realm=AXIS_00408C123456",
            "00:00:00:00:00:05 10.0.0.2 - rtsp.server=GStreamer RTSP server",
            "00:00:00:00:00:05 10.0.0.2 - rtsp.server=second",
        ];
        assert_eq!(facts, expected);
    }

    #[test]
    fn refuses_what_is_none() {
        assert_eq!(guess_start(&PROTOCOL, b"OPTIONS rtsp://x RTSP/1.0"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"RTSP/1.0 200"), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"SETUP "), Guess::More);
        assert_eq!(guess_start(&PROTOCOL, b"OPTIONS * HTTP/1.1"), Guess::No);
        let odd: &[u8] = b"RTSP/1.0 200 OK\r\nContent-Length: x\r\n\r\n";
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Server, odd)]), ["malformed Content-Length"]);
    }
}
