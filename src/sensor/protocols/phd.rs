//! IEEE 11073-20601 (personal health device communication) over TCP: the association of an agent with a manager.

use super::buffer::Buffer;
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "phd",
    spec: "IEEE 11073-20601-2014, annex A (AARQ, AARE)",
    attach: &[Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Phd::default())),
};

/// Choices of an APDU: association request and response.
const REQUEST: u16 = 0xe200;
const RESPONSE: u16 = 0xe300;
/// Association version 1, and the data protocol of this standard.
const VERSION: u32 = 0x8000_0000;
const PROTOCOL_ID: u16 = 0x5079;
/// System type bit of an agent.
const AGENT: u32 = 0x0080_0000;
/// Associations are short (A.8: at most 896 octets from an agent).
const MAX_LENGTH: usize = 1024;

fn guess(bytes: &[u8]) -> Guess {
    let fits = |at: usize, wanted: &[u8]| bytes.iter().skip(at).zip(wanted).all(|(byte, wanted)| byte == wanted);
    if !fits(0, &[0xe2, 0x00]) || !fits(4, &[0x80, 0, 0, 0]) {
        Guess::No
    } else if bytes.len() < 14 {
        Guess::More
    } else if fits(12, &[0x50, 0x79]) {
        Guess::Client
    } else {
        Guess::No
    }
}

#[derive(Default)]
struct Phd {
    client: Half,
    server: Half,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    /// Choice and length of the APDU whose body comes next.
    head: Option<(u16, usize)>,
}

impl Stream for Phd {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        while !rest.is_empty() {
            let Some((choice, length)) = half.head else {
                let Some([a, b, c, d]) = half.buffer.array::<4>(&mut rest) else { break };
                let (choice, length) = (u16::from_be_bytes([a, b]), usize::from(u16::from_be_bytes([c, d])));
                if !matches!(choice, REQUEST | RESPONSE) || length > MAX_LENGTH {
                    return Ok(Next::Done);
                }
                half.head = Some((choice, length));
                continue;
            };
            let Some(body) = half.buffer.exactly(length, &mut rest) else { break };
            let reader = Reader::new(body);
            half.head = None;
            if choice == REQUEST {
                requests(reader, side, emit)?;
            } else {
                return responds(reader, side, emit);
            }
        }
        Ok(Next::More)
    }
}

/// An agent proposes protocols; that of this standard says who it is.
fn requests(mut reader: Reader<'_>, side: Side, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    if reader.u32("association version")? != VERSION {
        return Err(Malformed("association version"));
    }
    reader.skip(2, "count")?;
    let length = reader.u16("length")?;
    let mut protocols = reader.sub(length.into(), "protocols")?;
    while !protocols.is_empty() {
        let id = protocols.u16("data protocol")?;
        let length = protocols.u16("information length")?;
        let mut information = protocols.sub(length.into(), "information")?;
        if id != PROTOCOL_ID {
            continue;
        }
        information.skip(4 + 2 + 4 + 4, "versions and units")?;
        let is_agent = information.u32("system type")? & AGENT != 0;
        let length = information.u16("system id length")?;
        let system = information.take(length.into(), "system id")?;
        if is_agent && length == 8 {
            emit.says(emit.of(side), Property::PhdSystemId, Scratch::new().hex(system).bytes());
        }
    }
    Ok(())
}

/// A manager accepts (0), or accepts a configuration that it does not know yet (3).
fn responds(mut reader: Reader<'_>, side: Side, emit: &mut Emit<'_>) -> Result<Next, Malformed> {
    let result = reader.u16("result")?;
    if reader.u16("data protocol")? == PROTOCOL_ID && matches!(result, 0 | 3) {
        emit.role(emit.of(side), Role::DeviceDataCollector);
    }
    Ok(Next::Done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream_in_pieces};

    fn block(bytes: &[u8]) -> Vec<u8> {
        [&u16::try_from(bytes.len()).unwrap().to_be_bytes()[..], bytes].concat()
    }

    fn request() -> Vec<u8> {
        let system = block(&[0, 9, 0xfb, 0xff, 0xfe, 1, 2, 3]);
        let versions = [0x80, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0];
        let information = [&versions[..], &system, &[1, 0x90, 0, 0, 0, 0, 0, 0]].concat();
        let protocols = [&[0x50, 0x79][..], &block(&information)].concat();
        [&[0xe2, 0][..], &block(&[&[0x80, 0, 0, 0, 0, 1][..], &block(&protocols)].concat())].concat()
    }

    #[test]
    fn an_association_tells_agent_and_manager() {
        let (request, response) = (request(), [0xe3, 0, 0, 6, 0, 3, 0x50, 0x79, 0, 0]);
        let exchange: [(Side, &[u8]); 3] = [(Side::Client, &request), (Side::Server, &response), (Side::Client, b"\xe7\0CANARY")];
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - phd.system_id=0009fbfffe010203",
            "00:00:00:00:00:05 10.0.0.2 - network_role=device_data_collector",
        ];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &exchange), expected);
        assert_eq!(guess_start(&PROTOCOL, &request), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &request[..8]), Guess::More);
        for other in [&b"\xe2\0\0\x32\x80\0\0\0\0\x01\0\x2a\x12\x34"[..], b"\xe3\0", b"GET /"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No);
        }
    }
}
