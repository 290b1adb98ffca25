//! Puritan Bennett 840 and 980 ventilators behind terminal servers: the reports that they send when asked by `SNDA` or `SNDF`.
//!
//! Invariant: of a report only its head is held, up to the ventilator's own identification; settings, measured values and alarms are
//! passed over. The address is the terminal server's, so that what it tells is a piece of equipment.

use super::{Attach, Emit, Entry, Guess, Next, Parts, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "snda",
    spec: "Puritan Bennett 840 and 980 Series, operator's manuals, \"RS-232 commands\" (SNDA, SNDF, MISCA, MISCF), on raw TCP",
    attach: &[Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Snda::default())),
};

const STX: u8 = 0x02;
/// Ends a command and a report.
const END: u8 = b'\r';
/// Commands that ask for a report; `RSET`, which clears the ventilator's buffer, may come before.
const COMMANDS: [&[u8]; 2] = [b"SNDA\r", b"SNDF\r"];
const RESET: &[u8] = b"RSET\r";
/// What the reports begin with.
const REPORTS: [&[u8]; 2] = [b"MISCA,", b"MISCF,"];
/// From the beginning of a report to behind the identification: name, two counts, STX, time, 18 characters and a comma.
const HEAD: usize = 48;
/// The models that put their number before the serial number.
const MODELS: [&[u8]; 2] = [b"840", b"980"];

/// Recognises a command or a report.
fn guess(bytes: &[u8]) -> Guess {
    let mut rest = bytes;
    while let Some(behind) = rest.strip_prefix(RESET) {
        rest = behind;
    }
    if COMMANDS.iter().any(|command| rest.starts_with(command)) {
        return Guess::Client;
    }
    if REPORTS.iter().any(|report| bytes.starts_with(report)) && bytes.len() >= HEAD {
        return if identification(bytes).is_some() { Guess::Server } else { Guess::No };
    }
    let more = COMMANDS.iter().chain([&RESET]).any(|command| command.starts_with(rest))
        || REPORTS.iter().any(|report| report.starts_with(bytes) || bytes.starts_with(report));
    if more { Guess::More } else { Guess::No }
}

/// The identification in the head of a report: its second field behind STX, after the time of day, and another behind it.
fn identification(head: &[u8]) -> Option<&[u8]> {
    let counts = REPORTS.iter().find_map(|report| head.strip_prefix(*report))?;
    let at = memchr::memchr(STX, counts)?;
    let is_count = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b',' | b' ');
    if !counts.get(..at)?.iter().all(is_count) {
        return None;
    }
    // The manuals put a comma behind STX, the ventilators do not.
    let fields = counts.get(at.checked_add(1)?..)?;
    let mut fields = fields.strip_prefix(b",").unwrap_or(fields).split(|byte| *byte == b',');
    let (time, identification) = (fields.next()?.trim_ascii(), fields.next()?.trim_ascii());
    fields.next()?;
    let is_time = matches!(time, [a, b, b':', c, d] if [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()));
    let is_text = identification.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-'));
    (is_time && is_text).then_some(identification)
}

/// One TCP connection.
#[derive(Default)]
struct Snda {
    client: Half,
    server: Half,
}

/// One side: the beginning of the line that it is in.
#[derive(Default)]
struct Half {
    head: Vec<u8>,
}

impl Stream for Snda {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        for &byte in bytes {
            if byte == END {
                half.head.clear();
            } else if half.head.len() < HEAD {
                half.head.push(byte);
                if half.head.len() == HEAD
                    && let Some(identification) = identification(&half.head)
                {
                    emit.described(emit.of(side), &ventilator(identification));
                }
            }
        }
        Ok(Next::More)
    }

    fn gap(&mut self, side: Side, _missing: u64) -> Next {
        // What is left of a line has no beginning: as good as read.
        side.of(&mut self.client, &mut self.server).head = vec![0; HEAD];
        Next::More
    }
}

/// `840 3510053249`: the model and its serial number, where both are told.
fn ventilator(identification: &[u8]) -> Parts {
    let mut parts = Parts::default();
    let split = identification.split_at_checked(3).filter(|(model, serial)| MODELS.contains(model) && serial.starts_with(b" "));
    if let Some((model, _)) = split {
        parts.push(Property::Model, model);
    }
    parts.push(Property::Serial, split.map_or(identification, |(_, serial)| serial.trim_ascii()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    const REPORT: &[u8] = b"MISCF,1225,169 ,\x0214:51 ,840 3510000000    ,NOV 22 2011 ,CANARY   ,A/C   ,VC    ,\x03\r";

    #[test]
    fn a_ventilator_names_itself_in_its_reports() {
        let exchange = [(Side::Client, &b"RSET\rSNDF\r"[..]), (Side::Server, REPORT)];
        let expected = ["00:00:00:00:00:05 10.0.0.2 - equipment model=\"840\" serial=\"3510000000\""];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &exchange), expected);
        for size in [1, 7, 100] {
            let pieces: Vec<_> = REPORT.chunks(size).map(|piece| (Side::Server, piece)).collect();
            assert!(!observe_stream(&PROTOCOL, &pieces).concat().contains("CANARY"), "in pieces of {size}");
        }
    }

    #[test]
    fn an_identification_without_a_model_is_a_serial_number() {
        let other = b"MISCA,706,97 ,\x02,10:40 ,VX0000001         ,      ,APR 24 2023 ,CMV   ,\x03\r";
        let expected = ["00:00:00:00:00:05 10.0.0.2 - equipment serial=\"VX0000001\""];
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Server, other)]), expected);
        let empty = b"MISCA,706,97 ,\x0210:40 ,                  ,      ,APR 24 2023 ,CMV   ,\x03\r";
        assert!(observe_stream(&PROTOCOL, &[(Side::Server, empty)]).is_empty());
    }

    #[test]
    fn recognises_commands_and_reports() {
        assert_eq!(guess_start(&PROTOCOL, b"SNDA\r"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"RSET\rSNDF\r"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, REPORT), Guess::Server);
        for more in [&b"RSET\r"[..], b"SND", &REPORT[..20]] {
            assert_eq!(guess_start(&PROTOCOL, more), Guess::More, "{more:?}");
        }
        let prose = b"MISCA,here is something that is no report at all, and long";
        for other in [&b"RSET\r\n"[..], b"MISC\r", b"SNDX\r", prose] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
