//! EtherNet/IP (ODVA, volume 2) over TCP: sessions with controllers, of which only an identity is read.

use super::buffer::{Buffer, pass_over};
use super::enip::{LIST_IDENTITY, items};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "enip_tcp",
    spec: "ODVA EtherNet/IP adaptation of CIP, 2-3 (encapsulation), 2-4 (commands)",
    attach: &[Attach::Tcp(44818), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(EnipTcp::default())),
};

/// Command, length, session, status, context, options (2-3.1).
const HEADER: usize = 24;
/// An identity has less.
const MAX_HELD: u16 = 1024;

/// List commands, sessions, and the data of sessions (2-3.2).
fn is_command(command: u16) -> bool {
    matches!(command, 0x0004 | LIST_IDENTITY | 0x0064 | 0x0065 | 0x0066 | 0x006f | 0x0070)
}

fn guess(bytes: &[u8]) -> Guess {
    let Some(header) = bytes.first_chunk::<HEADER>() else {
        let could_be = match bytes {
            [low, high, ..] => is_command(u16::from_le_bytes([*low, *high])),
            [low] => is_command(u16::from(*low)),
            [] => true,
        };
        return if could_be { Guess::More } else { Guess::No };
    };
    let [c0, c1, l0, l1, s0, s1, s2, s3, e0, e1, e2, e3, .., o0, o1, o2, o3] = *header;
    let (command, length) = (u16::from_le_bytes([c0, c1]), u16::from_le_bytes([l0, l1]));
    let (session, status) = (u32::from_le_bytes([s0, s1, s2, s3]), u32::from_le_bytes([e0, e1, e2, e3]));
    if !is_command(command) || status > 0x6a || [o0, o1, o2, o3] != [0; 4] {
        return Guess::No;
    }
    match (command, length, session) {
        // RegisterSession: the target gives the session its number (2-4.4).
        (0x0065, 4, 0) => Guess::Client,
        (0x0065, 4, _) => Guess::Server,
        (0x0004 | LIST_IDENTITY | 0x0064, 0, _) => Guess::Client,
        (0x0004 | LIST_IDENTITY | 0x0064, 2..=MAX_HELD, _) => Guess::Server,
        (0x006f | 0x0070, 6..=4096, 1..) => Guess::Either,
        _ => Guess::No,
    }
}

/// One TCP connection.
#[derive(Default)]
struct EnipTcp {
    client: Half,
    server: Half,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    step: Step,
}

#[derive(Clone, Copy, Default)]
enum Step {
    #[default]
    Header,
    Identity {
        length: usize,
    },
    Passing {
        left: u64,
    },
}

impl Stream for EnipTcp {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        while !rest.is_empty() {
            match half.step {
                Step::Header => {
                    let Some(header) = half.buffer.array::<HEADER>(&mut rest) else { break };
                    half.step = header_step(header)?;
                }
                Step::Identity { length } => {
                    let Some(body) = half.buffer.exactly(length, &mut rest) else { break };
                    half.step = Step::Header;
                    items(Reader::new(body), emit.of(side), emit)?;
                }
                Step::Passing { left } => {
                    half.step = Step::Header;
                    if let left @ 1.. = pass_over(left, &mut rest) {
                        return Ok(Next::Skip(left));
                    }
                }
            }
        }
        Ok(Next::More)
    }
}

fn header_step(header: [u8; HEADER]) -> Result<Step, Malformed> {
    let [c0, c1, l0, l1, ..] = header;
    let (command, length) = (u16::from_le_bytes([c0, c1]), u16::from_le_bytes([l0, l1]));
    match (command, length) {
        (_, 0) => Ok(Step::Header),
        (LIST_IDENTITY, 1..=MAX_HELD) => Ok(Step::Identity { length: usize::from(length) }),
        _ if is_command(command) => Ok(Step::Passing { left: length.into() }),
        _ => Err(Malformed("command")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    fn message(command: u8, session: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).unwrap().to_le_bytes();
        [&[command, 0][..], &length, &[session, 0, 0, 0], &[0; 16], body].concat()
    }

    #[test]
    fn a_controller_identifies_itself_within_a_session() {
        let client = [message(0x65, 0, &[1, 0, 0, 0]), message(0x6f, 7, &[9; 40]), message(0x63, 0, &[])].concat();
        let item = [&[0; 18][..], &[1, 0, 14, 0, 55, 0, 20, 11, 0x60, 0, 0xee, 0xff, 0xc0, 0, 5], b"1769-\x03"].concat();
        let list = [&[1, 0, 0x0c, 0, u8::try_from(item.len()).unwrap(), 0][..], &item].concat();
        let server = [message(0x65, 7, &[1, 0, 0, 0]), message(0x6f, 7, &[9; 40]), message(0x63, 0, &list)].concat();
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, &client), (Side::Server, &server)]);
        assert_eq!(facts.len(), 5);
        assert_eq!(facts[2], "00:00:00:00:00:05 10.0.0.2 - model=1769-");
        assert_eq!(guess_start(&PROTOCOL, &client), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &server), Guess::Server);
    }

    #[test]
    fn refuses_what_is_none() {
        assert_eq!(guess_start(&PROTOCOL, &message(0x6f, 1, &[0; 20])), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"\x65\0\x04"), Guess::More);
        for other in [&b"d: a text"[..], b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", &message(0x6f, 0, &[]), &message(0x66, 0, &[])] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
        let other = message(0x77, 1, &[1]);
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Client, &other)]), ["malformed command"]);
    }
}
