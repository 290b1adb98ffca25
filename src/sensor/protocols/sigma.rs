//! Baxter Sigma Spectrum: the greeting that the wireless battery module of a pump sends to a Telnet client.
//!
//! Nothing behind `login:` is read.

use super::buffer::{Buffer, line_end};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "sigma",
    spec: "Greeting of the SIGMA Spectrum Diagnostic Terminal as published in rapid7/recog; RFC 854 (Telnet)",
    attach: &[Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Sigma::default())),
};

const GREETING: &[u8] = b"Welcome to the SIGMA Spectrum";
const MAX_LINE: usize = 200;
/// The greeting has about ten lines.
const MAX_LINES: u8 = 24;

fn guess(bytes: &[u8]) -> Guess {
    let text = without_options(bytes);
    if text.starts_with(GREETING) {
        Guess::Server
    } else if GREETING.starts_with(text) {
        Guess::More
    } else {
        Guess::No
    }
}

/// What follows Telnet options (RFC 854: IAC, a verb, an option) and empty lines.
fn without_options(mut bytes: &[u8]) -> &[u8] {
    loop {
        bytes = match bytes {
            [0xff, 0xfb..=0xfe, _, rest @ ..] | [b'\r' | b'\n' | 0, rest @ ..] => rest,
            [0xff] | [0xff, 0xfb..=0xfe] => return b"",
            _ => return bytes,
        };
    }
}

#[derive(Default)]
struct Sigma {
    buffer: Buffer,
    lines: u8,
}

impl Stream for Sigma {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        // The client's keys are nobody's business.
        if side == Side::Client {
            return Ok(Next::More);
        }
        let mut rest = bytes;
        while let Some(line) = self.buffer.until(MAX_LINE, line_end, &mut rest)? {
            let line = without_options(line).trim_ascii();
            self.lines = self.lines.saturating_add(1);
            if line.starts_with(b"login") || self.lines > MAX_LINES {
                return Ok(Next::Done);
            }
            if says_line(line, emit) {
                return Ok(Next::Done);
            }
        }
        Ok(Next::More)
    }
}

/// Says what a line tells; true for the last that tells anything.
fn says_line(line: &[u8], emit: &mut Emit<'_>) -> bool {
    let server = emit.server();
    if line.starts_with(GREETING) {
        emit.says(server, Property::BedsideMessage, b"diagnostic terminal");
    } else if let Some(module) = line.strip_prefix(b"MAC Address:") {
        let software = memchr::memmem::find(module, b"SW:").and_then(|at| module.get(at.saturating_add(3)..));
        emit.says(server, Property::FirmwareVersion, software.unwrap_or_default().trim_ascii());
    } else if let Some(pump) = line.strip_prefix(b"Sigma Spectrum SN:") {
        let at = memchr::memmem::find(pump, b"SW:").unwrap_or(pump.len());
        emit.says(server, Property::Serial, pump.get(..at).unwrap_or_default().trim_ascii());
        emit.says(server, Property::SoftwareVersion, pump.get(at.saturating_add(3)..).unwrap_or_default().trim_ascii());
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream_in_pieces};

    #[test]
    fn the_greeting_tells_pump_and_module_and_the_login_nothing() {
        let banner: &[u8] = b"\xff\xfb\x01\r\nWelcome to the SIGMA Spectrum Diagnostic Terminal\r\n\r\nWireless Battery Module (802.11b)\r\n\
            MAC Address: 00-40-9d-12-34-56  SW: 20 D29\r\nSigma Spectrum SN: 1140017 SW: v8.00.01\r\nRadio up since: 1\r\nlogin: ";
        let exchange: [(Side, &[u8]); 3] = [(Side::Server, banner), (Side::Client, b"CANARY\r\n"), (Side::Server, b"CANARY\r\n")];
        let facts = observe_stream_in_pieces(&PROTOCOL, &exchange);
        let expected =
            ["bedside.message=diagnostic terminal", "firmware_version=20 D29", "serial=1140017", "software_version=v8.00.01"];
        assert_eq!(facts, expected.map(|fact| format!("00:00:00:00:00:05 10.0.0.2 - {fact}")));
        assert_eq!(guess_start(&PROTOCOL, banner), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"\xff\xfb\x01\xff"), Guess::More);
        assert_eq!(guess_start(&PROTOCOL, b"Welcome to Ubuntu"), Guess::No);
    }
}
