//! MQTT (OASIS 3.1.1 and 5.0): the identifier by which a client introduces itself, and what it publishes of its own kind.
//!
//! Invariant: of a CONNECT only the client identifier is read; will, user name and password are passed over. Of the first packets
//! after it, a PUBLISH is read by the allow-list of [`self_description`] where it is a JSON object, and nothing else.

use super::buffer::{Buffer, pass_over};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream, self_description};
use crate::base::Text;
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "mqtt",
    spec: "OASIS MQTT 3.1.1 and 5.0, sections 3.1, 3.3; IBM MQTT 3.1",
    attach: &[Attach::Tcp(1883), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Mqtt::default())),
};

/// CONNECT with its reserved flags.
const CONNECT: u8 = 0x10;
/// Protocol names with their lengths, and the level that follows.
const NAMES: &[(&[u8], &[u8])] = &[(b"\0\x04MQTT", &[4, 5]), (b"\0\x06MQIsdp", &[3])];
/// So much of a packet is needed: fixed header, name, flags, properties and the identifier.
const MAX_HELD: usize = 2 * 1024;
/// PUBLISH, without its flags, and the flags of its quality of service (3.3.1).
const PUBLISH: u8 = 0x30;
const QUALITY: u8 = 0x06;
/// A longer packet is no description of a device; and a client that describes itself does so early.
const MAX_PACKET: usize = 4 * 1024;
const MAX_PACKETS: u8 = 16;

fn guess(bytes: &[u8]) -> Guess {
    match start(bytes) {
        Start::Not => Guess::No,
        Start::Unfinished => Guess::More,
        Start::Known { .. } => Guess::Client,
    }
}

enum Start {
    Not,
    Unfinished,
    /// The level, and where what follows it begins.
    Known {
        level: u8,
        behind: usize,
    },
}

/// Fixed header, protocol name and level.
fn start(bytes: &[u8]) -> Start {
    let [first, rest @ ..] = bytes else { return Start::Unfinished };
    if *first != CONNECT {
        return Start::Not;
    }
    // Remaining length: one to four octets, the last without the top bit (1.5.5).
    let more = rest.iter().take_while(|byte| **byte & 0x80 != 0).count();
    if more > 3 {
        return Start::Not;
    }
    let Some(variable) = rest.get(more.saturating_add(1)..) else { return Start::Unfinished };
    for (name, levels) in NAMES {
        match variable.strip_prefix(*name) {
            Some([level, ..]) if levels.contains(level) => {
                return Start::Known { level: *level, behind: more.saturating_add(name.len()).saturating_add(3) };
            }
            Some([]) => return Start::Unfinished,
            None if name.starts_with(variable) => return Start::Unfinished,
            _ => {}
        }
    }
    Start::Not
}

/// One TCP connection.
#[derive(Default)]
struct Mqtt {
    buffer: Buffer,
    /// Once the client introduced itself: its level, and how many of its packets were read since.
    known: Option<(u8, u8)>,
}

impl Stream for Mqtt {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        if side == Side::Server {
            return Ok(Next::More);
        }
        let mut rest = bytes;
        while !rest.is_empty() {
            let next = match self.known {
                None => self.connect(&mut rest, emit)?,
                Some((_, MAX_PACKETS)) => Next::Done,
                Some((level, count)) => self.packet(level, count, &mut rest, emit),
            };
            match next {
                Next::More => {}
                stop => return Ok(stop),
            }
        }
        Ok(Next::More)
    }
}

impl Mqtt {
    fn connect(&mut self, rest: &mut &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let Some(packet) = self.buffer.until(MAX_HELD, identified, rest)? else { return Ok(Next::More) };
        let Start::Known { level, behind } = start(packet) else { return Err(Malformed("CONNECT")) };
        let (identifier, _) = identifier(level, packet.get(behind..).unwrap_or_default())?;
        emit.says(emit.client(), Property::MqttClientId, identifier.get(..Text::MAX).unwrap_or(identifier));
        self.known = Some((level, 0));
        let left = length(packet).unwrap_or_default().saturating_sub(packet.len());
        Ok(match pass_over(u64::try_from(left).unwrap_or(u64::MAX), rest) {
            0 => Next::More,
            left => Next::Skip(left),
        })
    }

    /// Reads one packet after CONNECT; a long one is the last that is looked at.
    fn packet(&mut self, level: u8, count: u8, rest: &mut &[u8], emit: &mut Emit<'_>) -> Next {
        match self.buffer.until(MAX_PACKET, |bytes| length(bytes).filter(|end| *end <= bytes.len()), rest) {
            Ok(None) => return Next::More,
            Err(_) => return Next::Done,
            Ok(Some(packet)) => {
                if let Some(payload) = published(level, packet).filter(|payload| payload.starts_with(b"{")) {
                    emit.equipment(emit.client(), self_description::parts(payload));
                }
            }
        }
        self.known = Some((level, count.saturating_add(1)));
        Next::More
    }
}

/// The length of a packet, its fixed header counted (2.1.4); `None` while that is not whole.
fn length(packet: &[u8]) -> Option<usize> {
    let (value, after) = variable(packet.get(1..)?)?;
    Some(packet.len().saturating_sub(after.len()).saturating_add(value))
}

/// A variable byte integer, and what follows it (1.5.5).
fn variable(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let more = bytes.iter().take(3).take_while(|byte| **byte & 0x80 != 0).count();
    let (own, after) = bytes.split_at_checked(more.saturating_add(1))?;
    let value = own.iter().rev().fold(0_usize, |value, byte| (value << 7) | usize::from(byte & 0x7f));
    Some((value, after))
}

/// The payload of a PUBLISH: behind topic, packet identifier and properties (3.3.2).
fn published(level: u8, packet: &[u8]) -> Option<&[u8]> {
    let first = packet.first().filter(|first| *first & 0xf0 == PUBLISH)?;
    let (_, body) = variable(packet.get(1..)?)?;
    let mut reader = Reader::new(body);
    let topic = reader.u16("topic").ok()?;
    reader.skip(usize::from(topic), "topic").ok()?;
    if first & QUALITY != 0 {
        reader.skip(2, "packet identifier").ok()?;
    }
    let rest = reader.take(reader.remaining(), "payload").ok()?;
    if level < 5 {
        return Some(rest);
    }
    let (length, after) = variable(rest)?;
    after.get(length..)
}

/// The length of a packet up to and with the client identifier, or a length at which it is clear that there is none.
fn identified(bytes: &[u8]) -> Option<usize> {
    match start(bytes) {
        Start::Not => Some(bytes.len()),
        Start::Unfinished => None,
        Start::Known { level, behind } => {
            let (_, left) = identifier(level, bytes.get(behind..)?).ok()?;
            Some(bytes.len().saturating_sub(left))
        }
    }
}

/// Behind the level: flags, keep alive, properties (5.0 only), client identifier (3.1.2, 3.1.3). With the identifier,
/// how many bytes are left behind it.
fn identifier(level: u8, body: &[u8]) -> Result<(&[u8], usize), Malformed> {
    let mut reader = Reader::new(body);
    reader.skip(3, "flags")?;
    if level == 5 {
        let rest = body.get(3..).unwrap_or_default();
        let (length, after) = variable(rest).ok_or(Malformed("property length"))?;
        reader.skip(rest.len().saturating_sub(after.len()), "property length")?;
        reader.skip(length, "properties")?;
    }
    let length = reader.u16("client identifier")?;
    let identifier = reader.take(usize::from(length), "client identifier")?;
    Ok((identifier, reader.remaining()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream_in_pieces};

    const SAID: &str = "00:00:00:00:00:0c 10.0.0.1 - mqtt.client_id=pump-0042";

    #[test]
    fn a_client_gives_its_identifier_and_nothing_else() {
        let body = b"\0\x04MQTT\x04\xc2\0\x3c\0\x09pump-0042\0\x06CANARY\0\x06CANARY";
        let third = [&[0x10, u8::try_from(body.len()).unwrap()][..], body].concat();
        let exchange: &[(Side, &[u8])] = &[(Side::Client, &third), (Side::Server, &[0x20, 2, 0, 0])];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, exchange), [SAID]);
        let fifth: &[u8] = b"\x10\x9d\x01\0\x04MQTT\x05\x02\0\x3c\x05\x11\0\0\0\0\0\x09pump-0042";
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, fifth)]), [SAID]);
        let old: &[u8] = b"\x10\x17\0\x06MQIsdp\x03\x02\0\x3c\0\x09pump-0042";
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, old)]), [SAID]);
    }

    #[test]
    fn what_it_publishes_of_its_own_kind_is_read_by_names() {
        let published = |flags: u8, head: &[u8]| {
            let body = [&b"\0\x06CANARY"[..], head, br#"{"model":"SRFvh 5511","serialNumber":"SYN1","owner":"CANARY"}"#].concat();
            [&[0x30 | flags, u8::try_from(body.len()).unwrap()][..], &body].concat()
        };
        let fourth: &[u8] = b"\x10\x15\0\x04MQTT\x04\x02\0\x3c\0\x09pump-0042";
        let fifth: &[u8] = b"\x10\x16\0\x04MQTT\x05\x02\0\x3c\0\0\x09pump-0042";
        let told = "00:00:00:00:00:0c 10.0.0.1 - equipment model=\"SRFvh 5511\" serial=\"SYN1\"";
        for exchange in [[fourth, &published(0, b"")], [fourth, &published(2, b"\0\x01")], [fifth, &published(0, b"\x02\x01\0")]]
        {
            let exchange: Vec<(Side, &[u8])> = exchange.iter().map(|packet| (Side::Client, *packet)).collect();
            let said = observe_stream_in_pieces(&PROTOCOL, &exchange);
            assert_eq!(said, [SAID, told]);
        }
        let text: &[u8] = b"\x30\x0e\0\x06CANARYCANARY";
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, fourth), (Side::Client, text)]), [SAID]);
    }

    #[test]
    fn recognises_connect_only() {
        assert_eq!(guess_start(&PROTOCOL, b"\x10\x12\0\x04MQTT\x05"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"\x10\xff"), Guess::More);
        for other in [&b"\x10\x12\0\x04MQTX"[..], b"\x10\x12\0\x04MQTT\x07", b"\x10\xff\xff\xff\xff", b"\x20\x02", b"GET"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
