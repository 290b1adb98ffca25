//! bioMérieux's computer interface (BCI): analysers of the VITEK and VIDAS families and whoever takes their results.
//!
//! Invariant: of a message only the fields on the allow-list are held, those that describe the instrument; patients, samples and
//! results are passed over where they lie.

use super::{Attach, Emit, Entry, Guess, Next, Parts, Protocol, Side, Stream};
use crate::base::Text;
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "bci",
    spec: "bioMérieux, Bidirectional Computer Interface specification for VITEK systems (24434)",
    attach: &[Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Bci::default())),
};

const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const ENQ: u8 = 0x05;
/// Before a line of fields.
const RS: u8 = 0x1e;
/// Before the checksum of a message.
const GS: u8 = 0x1d;
/// Behind each field, whose first two letters say what it is.
const FIELD_END: u8 = b'|';
/// The type of a message of results, which instruments send.
const RESULTS: &[u8] = b"mtrsl";

/// Recognises the beginning of a message: a line whose first field is its type.
fn guess(bytes: &[u8]) -> Guess {
    let asked = bytes.iter().take_while(|byte| **byte == ENQ).count();
    let message = bytes.get(asked..).unwrap_or_default();
    let start = [STX, RS, b'm', b't'];
    match message.get(..start.len()) {
        _ if asked > 8 => Guess::No,
        Some(shown) if shown == start => Guess::Either,
        None if start.starts_with(message) => Guess::More,
        _ => Guess::No,
    }
}

/// What a field says, when it may be held. The VITEK systems name themselves in `ii` and `is`, the VIDAS in `m4` and `sn`.
fn wanted(field: &[u8]) -> Option<(Property, &[u8])> {
    let (code, value) = field.split_at_checked(2)?;
    let property = match code {
        b"ii" | b"m4" => Property::Model,
        b"is" | b"sn" => Property::Serial,
        _ => return None,
    };
    Some((property, value))
}

/// One TCP connection.
#[derive(Default)]
struct Bci {
    client: Half,
    server: Half,
}

/// One side.
#[derive(Default)]
struct Half {
    /// The field being read: at most its code unless it is wanted.
    field: Vec<u8>,
    is_results: bool,
    instrument: Parts,
}

impl Stream for Bci {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        for &byte in bytes {
            match byte {
                STX => *half = Half::default(),
                GS | ETX => {
                    half.end_field();
                    if half.is_results {
                        emit.described(emit.of(side), &half.instrument);
                    }
                    *half = Half::default();
                }
                FIELD_END | RS => half.end_field(),
                _ => half.keep(byte),
            }
        }
        Ok(Next::More)
    }

    fn gap(&mut self, side: Side, _missing: u64) -> Next {
        *side.of(&mut self.client, &mut self.server) = Half::default();
        Next::More
    }
}

impl Half {
    fn keep(&mut self, byte: u8) {
        let is_code = self.field.len() < 2;
        let is_held = is_code || wanted(&self.field).is_some() || RESULTS.starts_with(&self.field);
        if is_held && self.field.len() < Text::MAX {
            self.field.push(byte);
        }
    }

    fn end_field(&mut self) {
        self.is_results |= self.field == RESULTS;
        if let Some((property, value)) = wanted(&self.field).filter(|(property, _)| !self.instrument.has(*property)) {
            self.instrument.push(property, value);
        }
        self.field.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    const RESULT: &[u8] = b"\x02\x1emtrsl|\x1eiiV2|isVK2C4711|\x1epiCANARY|pnCANARY PATIENT|o1CANARY|zz|\x1d5a\x03";

    #[test]
    fn an_instrument_names_itself_beside_its_results() {
        let exchange: &[(Side, &[u8])] = &[(Side::Client, &[ENQ]), (Side::Server, &[6]), (Side::Client, RESULT)];
        let facts = observe_stream_in_pieces(&PROTOCOL, exchange);
        assert_eq!(facts, ["00:00:00:00:00:0c 10.0.0.1 - equipment model=\"V2\" serial=\"VK2C4711\""]);
    }

    #[test]
    fn orders_describe_nobody_and_patients_are_never_said() {
        let order: &[u8] = b"\x02\x1emtmpr|\x1esnCANARY|piCANARY|\x1d00\x03";
        assert!(observe_stream(&PROTOCOL, &[(Side::Server, order)]).is_empty());
        for size in [1, 7, 100] {
            let pieces: Vec<_> = RESULT.chunks(size).map(|piece| (Side::Client, piece)).collect();
            assert!(!observe_stream(&PROTOCOL, &pieces).concat().contains("CANARY"), "in pieces of {size}");
        }
    }

    #[test]
    fn recognises_messages_only() {
        assert_eq!(guess_start(&PROTOCOL, b"\x05\x02\x1emtrsl|"), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"\x05\x02"), Guess::More);
        for other in [&b"\x05\x021H|\\^&"[..], b"\x02ID_DATA\x1c", b"mtrsl|", b"\x02\x1exx"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
