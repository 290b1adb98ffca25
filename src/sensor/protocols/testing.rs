//! Helpers for the unit tests of protocols: feed one packet or one stream, get the facts as lines of text.
//!
//! A line is `MAC IP VLAN fact`; the client's addresses are `00:00:00:00:00:0c 10.0.0.1`, the server's
//! `00:00:00:00:00:05 10.0.0.2`.

use super::{Emit, Entry, Next, Protocol, Said, Side};
use crate::base::{Endpoint, MacAddr, Timestamp, Vlan};
use crate::sensor::reader::Malformed;
use crate::sensor::wire::{self, LinkType, Packet};

fn endpoint(last: u8, ip: &str) -> Endpoint {
    Endpoint { mac: Some(MacAddr([0, 0, 0, 0, 0, last])), ip: ip.parse().ok(), vlan: Vlan::NONE }
}

fn lines(result: Result<(), Malformed>, out: &[crate::observation::Observation]) -> Vec<String> {
    let facts = out.iter().map(|observation| format!("{} {}", observation.subject, observation.fact));
    facts.chain(result.err().map(|malformed| malformed.to_string())).collect()
}

/// The facts that `protocol` reads from one Ethernet frame, then the error if there was one.
pub fn observe_frame(protocol: &Protocol, frame: &[u8]) -> Vec<String> {
    let packet = wire::decode(LinkType::ETHERNET, frame, Timestamp::new(1_700_000_000, 0)).expect("frame decodes");
    observe(protocol, &packet)
}

/// The facts that `protocol` reads from a UDP datagram from the client's `ports.0` to the server's `ports.1`.
pub fn observe_udp(protocol: &Protocol, ports: (u16, u16), payload: &[u8]) -> Vec<String> {
    let mut frame = vec![0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0x0c, 0x08, 0x00];
    let total = u16::try_from(payload.len() + 28).unwrap();
    frame.extend([0x45, 0]);
    frame.extend(total.to_be_bytes());
    frame.extend([0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]);
    frame.extend(ports.0.to_be_bytes());
    frame.extend(ports.1.to_be_bytes());
    frame.extend((total - 20).to_be_bytes());
    frame.extend([0, 0]);
    frame.extend(payload);
    observe_frame(protocol, &frame)
}

fn observe(protocol: &Protocol, packet: &Packet<'_>) -> Vec<String> {
    let Entry::Packet(read) = protocol.entry else { panic!("{} reads streams", protocol.name) };
    let (mut said, mut out) = (Said::new(10, 60), Vec::new());
    let mut emit = Emit::new(packet.at, protocol.name, packet.source(), packet.destination(), &mut said, &mut out);
    let result = read(packet, &mut emit);
    lines(result, &out)
}

/// The facts that `protocol` reads from a connection, given as what each side sent in turn. Honours `Skip` and `Done`.
pub fn observe_stream(protocol: &Protocol, exchange: &[(Side, &[u8])]) -> Vec<String> {
    let Entry::Stream(make) = protocol.entry else { panic!("{} reads packets", protocol.name) };
    let (mut said, mut out) = (Said::new(10, 60), Vec::new());
    let at = Timestamp::new(1_700_000_000, 0);
    let (client, server) = (endpoint(0x0c, "10.0.0.1"), endpoint(0x05, "10.0.0.2"));
    let mut stream = make();
    let mut skip = [0_u64; 2];
    for (side, bytes) in exchange {
        let left = &mut skip[usize::from(*side == Side::Server)];
        let passed = (*left).min(bytes.len() as u64);
        *left -= passed;
        let bytes = &bytes[usize::try_from(passed).unwrap()..];
        if bytes.is_empty() {
            continue;
        }
        let mut emit = Emit::new(at, protocol.name, client, server, &mut said, &mut out).with_start(true);
        match stream.data(*side, bytes, &mut emit) {
            Ok(Next::More) => {}
            Ok(Next::Skip(count)) => *left = count,
            Ok(Next::Done) => break,
            Err(malformed) => return lines(Err(malformed), &out),
        }
    }
    lines(Ok(()), &out)
}

/// As [`observe_stream`], and proves that the facts do not depend on how the bytes are cut, and that neither a prefix
/// nor a damaged byte panics.
///
/// # Panics
/// When a cut changes the facts.
pub fn observe_stream_in_pieces(protocol: &Protocol, exchange: &[(Side, &[u8])]) -> Vec<String> {
    let whole = observe_stream(protocol, exchange);
    for (turn, (side, bytes)) in exchange.iter().enumerate() {
        for cut in 0..bytes.len() {
            let (front, back) = bytes.split_at(cut);
            let mut pieces = exchange.to_vec();
            pieces.splice(turn..=turn, [(*side, front), (*side, back)]);
            assert_eq!(observe_stream(protocol, &pieces), whole, "turn {turn} cut at {cut}");
            observe_stream(protocol, &[&exchange[..turn], &[(*side, front)][..]].concat());
        }
    }
    damage(protocol, exchange);
    let single: Vec<(Side, &[u8])> =
        exchange.iter().flat_map(|(side, bytes)| bytes.chunks(1).map(|byte| (*side, byte))).collect();
    assert_eq!(observe_stream(protocol, &single), whole, "byte by byte");
    whole
}

/// Every byte damaged in several ways, one at a time: the facts may change, but nothing panics.
fn damage(protocol: &Protocol, exchange: &[(Side, &[u8])]) {
    for (turn, (side, bytes)) in exchange.iter().enumerate() {
        for at in 0..bytes.len() {
            for mask in [0x01, 0x80, 0xff] {
                let mut damaged = bytes.to_vec();
                damaged[at] ^= mask;
                let mut turns = exchange.to_vec();
                turns[turn] = (*side, &damaged);
                observe_stream(protocol, &turns);
            }
        }
    }
}

/// What the recogniser of `protocol` says to the first bytes of a side.
///
/// # Panics
/// When the protocol has none, or when a shorter beginning gave an answer that the longer one takes back.
pub fn guess_start(protocol: &Protocol, bytes: &[u8]) -> super::Guess {
    let start = protocol.attach.iter().find_map(|attach| match attach {
        super::Attach::TcpStart(guess) => Some(*guess),
        _ => None,
    });
    let guess = start.expect("a stream has a start");
    let answer = guess(bytes);
    for length in 0..bytes.len() {
        let earlier = guess(&bytes[..length]);
        let steady = matches!(earlier, super::Guess::More) || earlier == answer;
        assert!(steady, "{earlier:?} at {length} bytes, then {answer:?}");
    }
    answer
}

/// Gives every prefix of `bytes` to `read`, the shortest first: a parser must bear them all.
pub fn truncations(bytes: &[u8], read: impl Fn(&[u8])) {
    for end in 0..=bytes.len() {
        read(&bytes[..end]);
    }
}
