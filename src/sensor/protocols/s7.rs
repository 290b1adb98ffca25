//! Siemens S7 communication over ISO on TCP (RFC 1006): who a CPU says it is when its system status lists are read.
//!
//! Data blocks, programs and passwords are passed over.

use super::buffer::Buffer;
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "s7",
    spec: "RFC 1006, ISO 8073 (COTP); S7 communication as the products speak it; Siemens system status lists (SZL)",
    attach: &[Attach::Tcp(102), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(S7::default())),
};

/// TPKT version, reserved, length (RFC 1006, 6).
const HEADER: usize = 4;
/// A PDU has at most 960 bytes on real CPUs.
const MAX_MESSAGE: u16 = 8 * 1024;
/// First byte of an S7 message.
const S7_COMM: u8 = 0x32;
/// System status lists: module identification, component identification.
const MODULES: u16 = 0x0011;
const COMPONENTS: u16 = 0x001c;

/// A connection request says nothing of what it is for; the first data do.
fn guess(bytes: &[u8]) -> Guess {
    let mut rest = bytes;
    loop {
        match rest {
            [] | [3] | [3, 0] | [3, 0, _] | [3, 0, _, _] | [3, 0, _, _, _] => return Guess::More,
            [3, 0, high, low, length, code, ..] => match code {
                // Connection request and confirm.
                0xe0 | 0xd0 if *high == 0 && usize::from(*low) == usize::from(*length).saturating_add(5) => {
                    let Some(after) = rest.get(usize::from(*low)..) else { return Guess::More };
                    rest = after;
                }
                0xf0 if *length == 2 => return data(rest.get(6..).unwrap_or_default()),
                _ => return Guess::No,
            },
            _ => return Guess::No,
        }
    }
}

/// End of TPDU, then an S7 message: job, acknowledgement, answer or user data.
fn data(bytes: &[u8]) -> Guess {
    match bytes {
        [] | [0x80] | [0x80, S7_COMM] => Guess::More,
        [0x80, S7_COMM, 1, ..] => Guess::Client,
        [0x80, S7_COMM, 2 | 3, ..] => Guess::Server,
        [0x80, S7_COMM, 7, ..] => Guess::Either,
        _ => Guess::No,
    }
}

/// One TCP connection.
#[derive(Default)]
struct S7 {
    client: Half,
    server: Half,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    /// What follows the header that was read.
    length: Option<u16>,
}

impl Stream for S7 {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        while !rest.is_empty() {
            let Some(length) = half.length else {
                let Some([version, _, high, low]) = half.buffer.array::<HEADER>(&mut rest) else { break };
                let length = u16::from_be_bytes([high, low]).checked_sub(4).filter(|length| *length <= MAX_MESSAGE);
                half.length = Some(length.filter(|_| version == 3).ok_or(Malformed("TPKT"))?);
                continue;
            };
            let Some(message) = half.buffer.exactly(usize::from(length), &mut rest) else { break };
            half.length = None;
            if let (Side::Server, [2, 0xf0, 0x80, S7_COMM, 7, message @ ..]) = (side, message) {
                user_data(message, emit)?;
            }
        }
        Ok(Next::More)
    }
}

/// User data: parameters that say what it answers, then the data.
fn user_data(message: &[u8], emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(message);
    reader.skip(4, "references")?;
    let length = reader.u16("parameter length")?;
    reader.skip(2, "data length")?;
    let parameters = reader.take(usize::from(length), "parameters")?;
    // An answer of the CPU functions: read a system status list.
    if !matches!(parameters, [0, 1, 0x12, _, 0x12, 0x84, 1, ..]) || reader.u8("return code")? != 0xff {
        return Ok(());
    }
    reader.skip(3, "transport size")?;
    let list = reader.u16("list")? & 0x00ff;
    reader.skip(2, "list index")?;
    let size = reader.u16("record size")?;
    let count = reader.u16("record count")?;
    for _ in 0..count.min(64) {
        // A long list is cut into several messages.
        let Ok(record) = reader.sub(usize::from(size), "record") else { return Ok(()) };
        match list {
            MODULES => module(record, emit)?,
            COMPONENTS => component(record, emit)?,
            _ => return Ok(()),
        }
    }
    Ok(())
}

/// Order number, kind, version in four bytes; index 1 is the module, 7 its firmware. Newer CPUs give the firmware's version with
/// the module, where older ones have the release of the board (`V0.0.6`).
fn module(mut record: Reader<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let index = record.u16("index")?;
    let order = record.take(20, "order number")?;
    record.skip(2, "kind")?;
    let version = record.array::<4>("version")?;
    if index == 1 {
        emit.says(emit.server(), Property::S7OrderNumber, order);
    }
    let is_firmware = |major: u8| index == 7 || (index == 1 && major > 0);
    if let [b'V', major, minor, patch] = version
        && is_firmware(major)
    {
        let mut text = Scratch::new();
        text.text(b"V").number(major.into()).text(b".").number(minor.into()).text(b".").number(patch.into());
        emit.says(emit.server(), Property::FirmwareVersion, text.bytes());
    }
    Ok(())
}

/// A text by its index.
fn component(mut record: Reader<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let property = match record.u16("index")? {
        1 => Property::SystemName,
        5 => Property::Serial,
        7 => Property::Model,
        _ => return Ok(()),
    };
    let text = record.rest().split(|byte| *byte == 0).next().unwrap_or_default();
    emit.says(emit.server(), property, text);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    fn tpkt(body: &[u8]) -> Vec<u8> {
        [&[3, 0][..], &u16::try_from(body.len() + 4).unwrap().to_be_bytes(), body].concat()
    }

    fn answer(list: u16, records: &[Vec<u8>]) -> Vec<u8> {
        let size = u16::try_from(records[0].len()).unwrap();
        let count = u16::try_from(records.len()).unwrap();
        let data =
            [&[0xff, 9, 0, 0][..], &list.to_be_bytes(), &[0, 0], &size.to_be_bytes(), &count.to_be_bytes(), &records.concat()];
        let parameters: &[u8] = &[0, 1, 0x12, 8, 0x12, 0x84, 1, 1, 0, 0, 0, 0];
        tpkt(&[&[2, 0xf0, 0x80, 0x32, 7, 0, 0, 0, 1, 0, 12, 0, 0][..], parameters, &data.concat()].concat())
    }

    #[test]
    fn a_cpu_identifies_itself() {
        let connect = tpkt(&[0x11, 0xe0, 0, 0, 0, 1, 0, 0xc0, 1, 10, 0xc1, 2, 1, 0, 0xc2, 2, 1, 2]);
        let setup = tpkt(&[2, 0xf0, 0x80, 0x32, 1, 0, 0, 0, 0, 0, 8, 0, 0, 0xf0, 0, 0, 1, 0, 1, 1, 0xe0]);
        let client = [connect.clone(), setup].concat();
        let component = |index: u8, text: &str| [&[0, index][..], format!("{text:\0<32}").as_bytes()].concat();
        let order: &[u8] = b"\0\x016ES7 315-2EH14-0AB0 \0\xc0V\0\0\x06";
        let boot: &[u8] = b"\0\x07Boot Loader         \0\0V\x03\x02\x06";
        let lists = [
            answer(0x11, &[order.to_vec(), boot.to_vec()]),
            answer(0x1c, &[component(1, "TUBE"), component(3, "CANARY"), component(5, "S C-X4U4"), component(7, "CPU 315-2")]),
        ];
        let server = [tpkt(&[0x11, 0xd0, 0, 0, 0, 1, 0, 0xc0, 1, 10, 0xc1, 2, 1, 0, 0xc2, 2, 1, 2]), lists.concat()].concat();
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, &client), (Side::Server, &server)]);
        let expected = [
            "s7.order_number=6ES7 315-2EH14-0AB0",
            "firmware_version=V3.2.6",
            "system_name=TUBE",
            "serial=S C-X4U4",
            "model=CPU 315-2",
        ];
        assert_eq!(facts, expected.map(|fact| format!("00:00:00:00:00:05 10.0.0.2 - {fact}")));
        assert_eq!(guess_start(&PROTOCOL, &client), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &server), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, &connect), Guess::More);
    }

    #[test]
    fn refuses_what_is_none() {
        let remote_desktop = [tpkt(&[6, 0xe0, 0, 0, 0, 0, 0]), tpkt(&[2, 0xf0, 0x80, 0x7f, 0x65, 0])].concat();
        for other in [&remote_desktop[..], b"\x03\x01", b"\x16\x03\x01", b"\x03\0\0\x09\x02\xf0\x80\x72"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Server, b"\x03\0\0\x01")]), ["malformed TPKT"]);
    }
}
