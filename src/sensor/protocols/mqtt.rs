//! MQTT (OASIS 3.1.1 and 5.0): the identifier by which a client introduces itself.
//!
//! Invariant: of a CONNECT only the client identifier is read; will, user name and password are passed over, and every
//! later packet too.

use super::buffer::Buffer;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::base::Text;
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "mqtt",
    spec: "OASIS MQTT 3.1.1 and 5.0, section 3.1; IBM MQTT 3.1",
    attach: &[Attach::Tcp(1883), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Mqtt::default())),
};

/// CONNECT with its reserved flags.
const CONNECT: u8 = 0x10;
/// Protocol names with their lengths, and the level that follows.
const NAMES: &[(&[u8], &[u8])] = &[(b"\0\x04MQTT", &[4, 5]), (b"\0\x06MQIsdp", &[3])];
/// So much of a packet is needed: fixed header, name, flags, properties and the identifier.
const MAX_HELD: usize = 2 * 1024;

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

/// One TCP connection: of its client's first packet everything is learnt.
#[derive(Default)]
struct Mqtt {
    buffer: Buffer,
}

impl Stream for Mqtt {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        if side == Side::Server {
            return Ok(Next::More);
        }
        let mut rest = bytes;
        let Some(packet) = self.buffer.until(MAX_HELD, identified, &mut rest)? else { return Ok(Next::More) };
        let Start::Known { level, behind } = start(packet) else { return Err(Malformed("CONNECT")) };
        let (identifier, _) = identifier(level, packet.get(behind..).unwrap_or_default())?;
        emit.says(emit.client(), Property::MqttClientId, identifier.get(..Text::MAX).unwrap_or(identifier));
        Ok(Next::Done)
    }
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
        let mut length = 0_usize;
        for place in 0..4_u32 {
            let byte = reader.u8("property length")?;
            length |= usize::from(byte & 0x7f) << place.saturating_mul(7);
            if byte & 0x80 == 0 {
                break;
            }
        }
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
    fn recognises_connect_only() {
        assert_eq!(guess_start(&PROTOCOL, b"\x10\x12\0\x04MQTT\x05"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"\x10\xff"), Guess::More);
        for other in [&b"\x10\x12\0\x04MQTX"[..], b"\x10\x12\0\x04MQTT\x07", b"\x10\xff\xff\xff\xff", b"\x20\x02", b"GET"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
