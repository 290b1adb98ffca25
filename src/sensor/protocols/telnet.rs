//! Telnet (RFC 854): the lines that a server shows before somebody logs in.
//!
//! Invariant: nothing that a client types, and nothing that a server shows from then on or behind a prompt, is read; of a
//! session whose beginning was not seen nothing at all, for what stands on the screen may be a patient's.

use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "telnet",
    spec: "RFC 854, RFC 855 (Telnet)",
    attach: &[Attach::Tcp(23), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Telnet::default())),
};

/// Interpret as command, the four negotiations, and subnegotiation (RFC 854).
const IAC: u8 = 0xff;
const SUBNEGOTIATION: u8 = 0xfa;
const END: u8 = 0xf0;
const ESCAPE: u8 = 0x1b;
/// Options in use are below this number (IANA), or the list of further ones.
const OPTIONS: u8 = 50;

/// A greeting has at most so many lines, of so many characters.
const MAX_LINES: u8 = 8;
const MAX_LINE: usize = 128;
/// So many bytes without a prompt are no greeting.
const MAX_GREETING: u32 = 4096;

/// What a prompt for a name ends with.
const PROMPTS: [&[u8]; 4] = [b"login:", b"username:", b"user name:", b"user:"];
/// The same for a secret.
const SECRETS: [&[u8]; 2] = [b"password:", b"passcode:"];

/// Recognises a negotiation, or text that comes to a prompt.
fn guess(bytes: &[u8]) -> Guess {
    match bytes {
        [IAC, 0xfb..=0xfe, option, ..] if *option < OPTIONS || *option == IAC => Guess::Either,
        [IAC] | [IAC, 0xfb..=0xfe] => Guess::More,
        _ => text(bytes),
    }
}

fn text(bytes: &[u8]) -> Guess {
    let is_text = |byte: &u8| matches!(*byte, b'\r' | b'\n' | b'\t' | 0x07 | 0x08 | ESCAPE | 0x20..=0x7e);
    let shown = bytes.iter().take_while(|byte| is_text(byte)).count();
    let lower = bytes.get(..shown).unwrap_or_default().to_ascii_lowercase();
    if PROMPTS.iter().take(2).any(|prompt| memchr::memmem::find(&lower, prompt).is_some()) {
        return Guess::Server;
    }
    if shown < bytes.len() { Guess::No } else { Guess::More }
}

/// One TCP connection.
#[derive(Default)]
struct Telnet {
    /// Each side's place in the commands.
    client: Step,
    server: Step,
    line: Vec<u8>,
    lines: u8,
    read: u32,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Text,
    Command,
    Option,
    Subnegotiation,
    SubnegotiationCommand,
    Escape,
    EscapeSequence,
}

impl Step {
    /// The step behind `byte`, and whether the byte is text.
    fn next(self, byte: u8) -> (Self, bool) {
        let step = match (self, byte) {
            (Self::Text, IAC) => Self::Command,
            (Self::Text, ESCAPE) => Self::Escape,
            (Self::Text, _) => return (Self::Text, true),
            (Self::Command, SUBNEGOTIATION) => Self::Subnegotiation,
            (Self::Command, 0xfb..=0xfe) => Self::Option,
            (Self::Subnegotiation, IAC) => Self::SubnegotiationCommand,
            (Self::SubnegotiationCommand, END) => Self::Text,
            (Self::Subnegotiation | Self::SubnegotiationCommand, _) => Self::Subnegotiation,
            // ECMA-48, 5.4: parameters and intermediates, then one final byte.
            (Self::Escape, b'[') => Self::EscapeSequence,
            (Self::EscapeSequence, 0x20..=0x3f) => Self::EscapeSequence,
            (Self::Command | Self::Option | Self::Escape | Self::EscapeSequence, _) => Self::Text,
        };
        (step, false)
    }
}

impl Stream for Telnet {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        if !emit.is_from_start() {
            return Ok(Next::Done);
        }
        for byte in bytes {
            let step = side.of(&mut self.client, &mut self.server);
            let (next, is_text) = step.next(*byte);
            *step = next;
            if !is_text {
                continue;
            }
            let is_over = match side {
                // A key pressed to wake the terminal up is no login yet.
                Side::Client => !matches!(byte, b'\r' | b'\n' | 0),
                Side::Server => self.character(*byte, emit),
            };
            if is_over {
                self.say(emit);
                return Ok(Next::Done);
            }
        }
        Ok(Next::More)
    }
}

impl Telnet {
    /// Takes a character of the greeting; whether it is over.
    fn character(&mut self, byte: u8, emit: &mut Emit<'_>) -> bool {
        self.read = self.read.saturating_add(1);
        if matches!(byte, b'\r' | b'\n') {
            self.say(emit);
            return self.lines >= MAX_LINES;
        }
        if self.line.len() < MAX_LINE {
            self.line.push(byte);
        }
        let ends_with = |prompts: &[&[u8]]| {
            byte == b':'
                && prompts.iter().any(|prompt| {
                    let start = self.line.len().checked_sub(prompt.len());
                    start.and_then(|start| self.line.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(prompt))
                })
        };
        let (is_prompt, is_secret) = (ends_with(&PROMPTS), ends_with(&SECRETS));
        if is_secret {
            self.line.clear();
        }
        is_prompt || is_secret || self.read >= MAX_GREETING
    }

    fn say(&mut self, emit: &mut Emit<'_>) {
        let line = self.line.trim_ascii();
        if line.iter().any(u8::is_ascii_alphanumeric) {
            emit.says(emit.server(), Property::TelnetBanner, line);
            self.lines = self.lines.saturating_add(1);
        }
        self.line.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream_in_pieces};

    const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";

    #[test]
    fn a_pump_greets_and_logins_stay_unread() {
        let greeting: &[u8] =
            b"\xff\xfb\x01\xff\xfa\x18\x01\xff\xff\xff\xf0\x1b[2J\r\n  Welcome to the SIGMA Spectrum Diagnostic Terminal\r\n\r\n\
            Sigma Spectrum SN: 1012345 SW: v8.00.01\r\n****\r\nlogin: ";
        let exchange: &[(Side, &[u8])] = &[
            (Side::Client, b"\xff\xfd\x01\r\0"),
            (Side::Server, greeting),
            (Side::Client, b"CANARY\r\n"),
            (Side::Server, b"CANARY\r\nPassword: "),
        ];
        let expected = [
            "telnet.banner=Welcome to the SIGMA Spectrum Diagnostic Terminal",
            "telnet.banner=Sigma Spectrum SN: 1012345 SW: v8.00.01",
            "telnet.banner=login:",
        ];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, exchange), expected.map(|fact| format!("{SERVER} {fact}")));
    }

    #[test]
    fn a_session_without_prompt_ends_where_somebody_types() {
        let exchange: &[(Side, &[u8])] =
            &[(Side::Server, b"\xff\xfd\x18NPort 5110\r\n> "), (Side::Client, b"s"), (Side::Server, b"show CANARY\r\n")];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, exchange), [format!("{SERVER} telnet.banner=NPort 5110")]);
        let secret: &[(Side, &[u8])] = &[(Side::Server, b"\xff\xfd\x18\r\nUser Access Verification\r\n\r\nPassword: CANARY\r\n")];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, secret), [format!("{SERVER} telnet.banner=User Access Verification")]);
    }

    #[test]
    fn recognises_negotiations_and_prompts() {
        assert_eq!(guess_start(&PROTOCOL, b"\xff\xfd\x18\xff\xfd\x20"), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"Debian GNU/Linux 12\r\nhost login: "), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"Welcome\r\n"), Guess::More);
        for other in [&b"\xff\xfb\x90\x00"[..], b"\xff\xd8\xff\xe0", b"\x16\x03\x01", b"text\x00\x01"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
    }
}
