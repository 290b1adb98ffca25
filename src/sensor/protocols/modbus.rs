//! Modbus/TCP: what a device answers when asked for its identification (function 2B, MEI type 0E).
//!
//! Registers and coils are passed over. Behind a gateway stand many devices, told apart by their unit identifier, so
//! that each is described by itself.

use super::buffer::Buffer;
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::base::Text;
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "modbus",
    spec: "Modbus Application Protocol 1.1b3, 6.21; Modbus Messaging on TCP/IP 1.0b",
    attach: &[Attach::Tcp(502), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Modbus::default())),
};

/// MBAP header up to and with the length.
const HEADER: usize = 6;
/// Unit identifier and a PDU of at most 253 bytes.
const MAX_LENGTH: u16 = 254;
/// Encapsulated interface transport, and its read device identification.
const TRANSPORT: u8 = 0x2b;
const IDENTIFICATION: u8 = 0x0e;

/// Recognises a message whose length is what its function demands.
fn guess(bytes: &[u8]) -> Guess {
    // MBAP protocol identifier.
    if bytes.iter().skip(2).take(2).any(|byte| *byte != 0) || bytes.get(4).is_some_and(|high| *high != 0) {
        return Guess::No;
    }
    let Some(length) = bytes.get(5) else { return Guess::More };
    if *length < 3 || u16::from(*length) > MAX_LENGTH {
        return Guess::No;
    }
    let whole = HEADER.saturating_add(usize::from(*length));
    match bytes.get(7) {
        None => Guess::More,
        Some(function) if !is_plausible(*function, *length) => Guess::No,
        Some(_) => bytes.get(8..whole).map_or(Guess::More, |data| direction(bytes.get(7).copied().unwrap_or_default(), data)),
    }
}

/// Whether a message of this function can be so long.
fn is_plausible(function: u8, length: u8) -> bool {
    match function {
        0x01..=0x04 => length == 6 || length >= 4,
        0x05 | 0x06 => length == 6,
        0x0f | 0x10 => length == 6 || length >= 8,
        TRANSPORT => length == 5 || length >= 10,
        0x81..=0x84 | 0x85 | 0x86 | 0x8f | 0x90 | 0xab => length == 3,
        _ => false,
    }
}

/// Who sends such data (6.1 to 6.21).
fn direction(function: u8, data: &[u8]) -> Guess {
    let counted = |count: &u8, rest: &[u8]| usize::from(*count) == rest.len() && *count > 0;
    match (function, data) {
        // At most 2000 coils or 125 registers.
        (0x01..=0x04, [_, _, 0..=7, _]) => Guess::Client,
        (0x01..=0x04, [count, rest @ ..]) if counted(count, rest) => Guess::Server,
        (0x05 | 0x06, [..]) => Guess::Either,
        (0x0f | 0x10, [_, _, _, _, count, rest @ ..]) if counted(count, rest) => Guess::Client,
        (0x0f | 0x10, [_, _, 0..=7, _]) => Guess::Server,
        (TRANSPORT, [IDENTIFICATION, 1..=4, _]) => Guess::Client,
        (TRANSPORT, [IDENTIFICATION, 1..=4, 1..=3 | 0x81..=0x83, 0 | 0xff, ..]) => Guess::Server,
        (0x80.., [1..=0x0b]) => Guess::Server,
        _ => Guess::No,
    }
}

/// One TCP connection.
#[derive(Default)]
struct Modbus {
    client: Half,
    server: Half,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    /// Length field of the message whose header was read.
    length: Option<u16>,
}

impl Stream for Modbus {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        while !rest.is_empty() {
            let Some(length) = half.length else {
                let Some([_, _, a, b, c, d]) = half.buffer.array::<HEADER>(&mut rest) else { break };
                let length = u16::from_be_bytes([c, d]);
                if (a, b) != (0, 0) || !(2..=MAX_LENGTH).contains(&length) {
                    return Err(Malformed("MBAP header"));
                }
                half.length = Some(length);
                continue;
            };
            let Some(message) = half.buffer.exactly(usize::from(length), &mut rest) else { break };
            half.length = None;
            if let (Side::Server, [unit, TRANSPORT, IDENTIFICATION, objects @ ..]) = (side, message) {
                identification(*unit, objects, emit)?;
            }
        }
        Ok(Next::More)
    }
}

/// Objects of an answer (6.21): code, conformity, more follows, next object, count, then identifier and value of each.
fn identification(unit: u8, objects: &[u8], emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(objects);
    reader.skip(4, "conformity")?;
    let count = reader.u8("number of objects")?;
    let mut parts = Vec::new();
    for _ in 0..count {
        let object = reader.u8("object id")?;
        let length = reader.u8("object length")?;
        let value = reader.take(usize::from(length), "object value")?;
        let property = match object {
            0 => Property::Manufacturer,
            1 => Property::ModbusProductCode,
            2 => Property::FirmwareVersion,
            4 => Property::ModbusProductName,
            5 => Property::Model,
            _ => continue,
        };
        parts.extend(Text::from_wire(value).map(|text| (property, text)));
    }
    if !parts.is_empty() {
        let mut number = Scratch::new();
        number.number(unit.into());
        parts.extend(Text::from_wire(number.bytes()).map(|text| (Property::ModbusUnit, text)));
        emit.equipment(emit.server(), parts);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    fn message(unit: u8, pdu: &[u8]) -> Vec<u8> {
        [&[0, 1, 0, 0, 0, u8::try_from(pdu.len() + 1).unwrap(), unit][..], pdu].concat()
    }

    #[test]
    fn a_device_identifies_itself() {
        let read = message(3, &[3, 0, 0, 0, 2]);
        let ask = message(3, &[0x2b, 0x0e, 1, 0]);
        let objects = [&[0, 4][..], b"ACME", &[1, 3], b"PM7", &[2, 4], b"V2.1", &[6, 6], b"CANARY"].concat();
        let answers = [
            message(3, &[3, 4, 0, 1, 0, 2]),
            message(3, &[&[0x2b, 0x0e, 1, 1, 0xff, 4, 4][..], &objects].concat()),
            message(3, &[0xab, 2]),
        ]
        .concat();
        let exchange: &[(Side, &[u8])] = &[(Side::Client, &read), (Side::Client, &ask), (Side::Server, &answers)];
        let expected = "00:00:00:00:00:05 10.0.0.2 - equipment manufacturer=\"ACME\" firmware_version=\"V2.1\" \
            modbus.product_code=\"PM7\" modbus.unit=\"3\"";
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, exchange), [expected]);
        let cut = message(3, &[0x2b, 0x0e, 1, 1, 0, 0, 2, 0, 9, b'x']);
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Server, &cut)]), ["malformed object value"]);
    }

    #[test]
    fn recognises_whole_messages_only() {
        assert_eq!(guess_start(&PROTOCOL, &message(1, &[3, 0, 0, 0, 2])), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &message(1, &[3, 4, 0, 1, 0, 2])), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, &message(1, &[0x2b, 0x0e, 1, 0])), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &message(1, &[0x83, 2])), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, &[0, 1, 0, 0, 0, 6, 1, 3]), Guess::More);
        for other in [&b"\x00\x01\x00\x00\x00\x06\x01\x07"[..], b"\x00\x00\x00\x85\xffSMB", b"\x00\x01\x00\x00\x00\x01", b"GET /"]
        {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
        assert_eq!(guess_start(&PROTOCOL, &message(1, &[3, 9, 0, 1, 0, 2])), Guess::No);
    }
}
