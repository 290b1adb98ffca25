//! Raw printing: who a printer says it is when a computer asks it in the language it prints.
//!
//! Invariant: of what is printed nothing is kept; of what the printer answers only the one line that a question for its
//! identity asked for. Answers about jobs name documents and whose they are.

use std::collections::VecDeque;

use super::buffer::{Buffer, line_end};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "raw_print",
    spec: "PJL (HP Printer Job Language Technical Reference, INFO ID); ZPL II (~HI); Zebra SGD (getvar of name, number, firmware); TSPL2 (~!T, ~!I)",
    attach: &[Attach::Tcp(9100), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(RawPrint::default())),
};

/// What opens every job in PJL (universal exit language).
const EXIT: &[u8] = b"\x1b%-12345X@PJL";
/// The questions for an identity, and the language each is of.
const QUESTIONS: &[(&[u8], Language)] = &[
    (b"@PJL INFO ID", Language::Pjl),
    (b"~HI", Language::Zpl),
    (b"~!T", Language::Tspl),
    (b"~!I", Language::Tspl),
    (b"getvar \"device.unique_id\"", Language::Variable(Property::Serial)),
    (b"getvar \"device.product_name\"", Language::Variable(Property::Model)),
    (b"getvar \"appl.name\"", Language::Variable(Property::FirmwareVersion)),
];
const LONGEST: usize = 28;
/// Answers that may be waited for.
const MOST_WAITING: usize = 4;
/// Who asks, asks before so many bytes.
const MOST_ASKED: usize = 2048;
const MAX_LINE: usize = 160;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Pjl,
    Zpl,
    Tspl,
    /// Zebra's Set-Get-Do: the answer is the variable's value in quotation marks.
    Variable(Property),
}

/// Recognises a job in PJL, or a question in another language: in PJL it has a job around it.
fn guess(bytes: &[u8]) -> Guess {
    if bytes.starts_with(EXIT) {
        return Guess::Client;
    }
    let mut questions = QUESTIONS.iter().map(|(question, _)| *question).filter(|question| question.starts_with(b"~"));
    if questions.clone().any(|question| bytes.starts_with(question)) {
        return Guess::Client;
    }
    let may_become = EXIT.starts_with(bytes) || questions.any(|question| question.starts_with(bytes));
    if may_become { Guess::More } else { Guess::No }
}

/// One TCP connection.
#[derive(Default)]
struct RawPrint {
    /// The last bytes a computer sent, and how many there were before.
    tail: Vec<u8>,
    sent: usize,
    /// What was asked and not answered yet, in its order.
    asked: VecDeque<Language>,
    buffer: Buffer,
}

impl RawPrint {
    /// Whether the computer may still ask.
    fn asks(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            if self.sent >= MOST_ASKED {
                return false;
            }
            self.sent = self.sent.saturating_add(1);
            if self.tail.len() >= LONGEST {
                self.tail.remove(0);
            }
            self.tail.push(*byte);
            if let Some((_, language)) = QUESTIONS.iter().find(|(question, _)| self.tail.ends_with(question)) {
                self.asked.push_back(*language);
                self.asked.truncate(MOST_WAITING);
            }
        }
        true
    }
}

impl Stream for RawPrint {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        if side == Side::Client {
            let done = !self.asks(bytes) && self.asked.is_empty();
            return Ok(if done { Next::Done } else { Next::More });
        }
        let mut rest = bytes;
        while let Some(language) = self.asked.front().copied() {
            // The value of a variable is not a line: nothing but its quotation mark ends it.
            let end = if matches!(language, Language::Variable(_)) { quoted_end } else { line_end };
            let Some(line) = self.buffer.until(MAX_LINE, end, &mut rest)? else { break };
            let line = line.trim_ascii();
            // PJL repeats the question before its answer.
            if line.is_empty() || line.starts_with(b"@PJL") || line == [0x0c] {
                continue;
            }
            if !answer(language, line, emit) {
                return Err(Malformed("identity"));
            }
            self.asked.pop_front();
        }
        Ok(Next::More)
    }
}

/// The length of a value in quotation marks with what is before it.
fn quoted_end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'"', bytes).nth(1).map(|at| at.saturating_add(1))
}

/// Says what an answer tells; whether it was one.
fn answer(language: Language, line: &[u8], emit: &mut Emit<'_>) -> bool {
    let is_text = |text: &[u8]| text.iter().all(|byte| matches!(byte, 0x20..=0x7e)) && text.iter().any(u8::is_ascii_alphabetic);
    let server = emit.server();
    match language {
        Language::Pjl | Language::Tspl => {
            let name = line.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")).unwrap_or(line).trim_ascii();
            if is_text(name) {
                emit.says(server, Property::SystemDescription, name);
            }
            is_text(name)
        }
        // `~HI`: model, firmware, dots per millimetre, memory, between STX and ETX.
        Language::Variable(property) => {
            let value = line.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
            let value = value.filter(|value| value.is_empty() || value.iter().all(|byte| matches!(byte, 0x20..=0x7e)));
            // `?`: the printer has no such variable.
            value.filter(|value| *value != b"?").into_iter().for_each(|value| emit.says(server, property, value));
            value.is_some()
        }
        Language::Zpl => {
            let inner = line.strip_prefix(&[STX]).unwrap_or(line);
            let inner = inner.strip_suffix(&[ETX]).unwrap_or(inner);
            let mut fields = inner.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
            let (Some(model), Some(firmware), Some(_)) = (fields.next(), fields.next(), fields.next()) else { return false };
            let is_answer = is_text(model) && is_text(firmware);
            if is_answer {
                emit.says(server, Property::Model, model);
                emit.says(server, Property::FirmwareVersion, firmware);
            }
            is_answer
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";

    #[test]
    fn a_printer_says_who_it_is_in_the_language_it_was_asked() {
        let said = |question: &[u8], answer: &[u8]| {
            observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, question), (Side::Server, answer)])
        };
        let pjl = said(b"\x1b%-12345X@PJL\r\n@PJL INFO ID\r\n\x1b%-12345X", b"@PJL INFO ID\r\n\"HP LaserJet M506\"\r\n\x0c");
        assert_eq!(pjl, [format!("{SERVER} system_description=HP LaserJet M506")]);
        let zpl = said(b"~HI", b"\x02ZD420-203dpi,V84.20.18Z,8,8176KB\x03\r\n");
        assert_eq!(zpl, [format!("{SERVER} model=ZD420-203dpi"), format!("{SERVER} firmware_version=V84.20.18Z")]);
        let both = said(b"~HI\r\n! U1 getvar \"device.unique_id\"\r\n", b"\x02ZD421,V93.21,8,8192KB\x03\r\n\"SYN000000001\"");
        let expected = ["model=ZD421", "firmware_version=V93.21", "serial=SYN000000001"].map(|fact| format!("{SERVER} {fact}"));
        assert_eq!(both, expected);
        let tspl = said(b"~!T\r\n", b"TTP-2410M Pro\r\n");
        assert_eq!(tspl, [format!("{SERVER} system_description=TTP-2410M Pro")]);
    }

    #[test]
    fn jobs_and_their_names_stay_unread() {
        let status: &[u8] = b"@PJL USTATUS JOB\r\nSTART\r\nNAME=\"CANARY report\"\r\n";
        let job: &[u8] = b"\x1b%-12345X@PJL JOB NAME=\"CANARY\"\r\n@PJL ENTER LANGUAGE=PCL\r\nCANARY";
        assert!(observe_stream(&PROTOCOL, &[(Side::Client, job), (Side::Server, status)]).is_empty());
        let odd = observe_stream(&PROTOCOL, &[(Side::Client, b"~HI"), (Side::Server, b"CANARY\r\n")]);
        assert_eq!(odd, ["malformed identity"]);
        let late = [vec![b'x'; MOST_ASKED], b"~HI".to_vec()].concat();
        assert!(observe_stream(&PROTOCOL, &[(Side::Client, &late), (Side::Server, b"A1,B2,3\r\n")]).is_empty());
    }

    #[test]
    fn recognises_jobs_in_pjl_and_questions() {
        assert_eq!(guess_start(&PROTOCOL, b"\x1b%-12345X@PJL\r\n"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"\x1b%-12"), Guess::More);
        assert_eq!(guess_start(&PROTOCOL, b"~HI"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"~!T\r\n"), Guess::Client);
        for other in [&b"\x1bE"[..], b"~HELLO", b"~!F"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
