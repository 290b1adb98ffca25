//! Niagara Fox: the hello by which stations and workbenches of building automation introduce themselves.

use super::buffer::Buffer;
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::base::{Endpoint, Text};
use crate::observation::Property;
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "fox",
    spec: "Tridium Niagara Fox 1.0 as its products speak it (no public document)",
    attach: &[Attach::Tcp(1911), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Fox::default())),
};

/// A hello is about 1 KiB.
const MAX_HELLO: usize = 8 * 1024;

/// Recognises `fox a 1 -1 fox hello`: message kind, sequence, what it answers, channel, command.
fn guess(bytes: &[u8]) -> Guess {
    const START: &[u8] = b"fox a ";
    let Some(rest) = bytes.strip_prefix(START) else {
        return if START.starts_with(bytes) { Guess::More } else { Guess::No };
    };
    let Some(end) = memchr::memchr(b'\n', rest) else {
        return if rest.len() < 40 { Guess::More } else { Guess::No };
    };
    let line = rest.get(..end).unwrap_or_default().trim_ascii_end();
    if !line.ends_with(b" fox hello") || end >= 40 {
        return Guess::No;
    }
    // Who calls answers nothing.
    match line.split(|byte| *byte == b' ').nth(1) {
        Some(b"-1") => Guess::Client,
        _ => Guess::Server,
    }
}

/// One TCP connection.
#[derive(Default)]
struct Fox {
    client: (Buffer, bool),
    server: (Buffer, bool),
}

impl Stream for Fox {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let (buffer, is_read) = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        if !*is_read && let Some(message) = buffer.until(MAX_HELLO, end, &mut rest)? {
            *is_read = true;
            if matches!(guess(message), Guess::No | Guess::More) {
                return Err(Malformed("hello"));
            }
            hello(message, emit.of(side), emit);
        }
        // What follows is login and data.
        Ok(if self.client.1 && self.server.1 { Next::Done } else { Next::More })
    }
}

/// The length of a message with the mark that ends it.
fn end(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, b"};;").map(|at| at.saturating_add(3))
}

/// Lines of the form `name=type:value`.
fn hello(message: &[u8], subject: Endpoint, emit: &mut Emit<'_>) {
    let value = |name: &[u8]| {
        let mut lines = message.split(|byte| *byte == b'\n');
        let line = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(b"=s:"))?;
        Some(line.trim_ascii_end()).filter(|value| *value != b"null")
    };
    let pair = |property, name, version, emit: &mut Emit<'_>| {
        let mut text = Scratch::new();
        text.text(bounded(value(name).unwrap_or_default()));
        if let (false, Some(version)) = (text.is_empty(), value(version)) {
            text.text(b" ").text(bounded(version));
        }
        emit.says(subject, property, text.bytes());
    };
    pair(Property::FoxApplication, b"app.name", b"app.version", emit);
    pair(Property::FoxSystem, b"os.name", b"os.version", emit);
    let single: [(Property, &[u8]); 5] = [
        (Property::SoftwareVersion, b"app.version"),
        (Property::FoxBrand, b"brandId"),
        (Property::FoxHostId, b"hostId"),
        (Property::SystemName, b"station.name"),
        (Property::HostName, b"hostName"),
    ];
    for (property, name) in single {
        let text = value(name).unwrap_or_default();
        // Where it has no name it gives its address.
        if property != Property::HostName || !is_address(text) {
            emit.says(subject, property, text);
        }
    }
}

fn bounded(text: &[u8]) -> &[u8] {
    text.get(..Text::MAX / 2).unwrap_or(text)
}

fn is_address(text: &[u8]) -> bool {
    text.contains(&b':') || text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    const CALL: &[u8] = b"fox a 1 -1 fox hello\n{\nfox.version=s:1.0\nid=i:1\nhostName=s:ENG-PC\nhostAddress=s:10.0.0.1\n\
        app.name=s:Workbench\napp.version=s:4.10.0.154\nvm.name=s:Java HotSpot\nos.name=s:Windows 10\nos.version=s:10.0\n\
        lang=s:en\nhostId=s:Win-1234-5678-9ABC-DEF0\nbrandId=s:vykon\n};;\n";
    const ANSWER: &[u8] = b"fox a 0 1 fox hello\n{\nfox.version=s:1.0\nid=i:7\nhostName=s:10.0.0.2\nhostAddress=s:10.0.0.2\n\
        app.name=s:Station\napp.version=s:3.7.106.1\nos.name=s:QNX\nos.version=s:6.4.1\nstation.name=s:AHU_East\n\
        hostId=s:Qnx-NPM6-0000-12AB-34CD\nbrandId=s:null\n};;\nfox a 1 1 fox CANARY\n{\nusername=s:CANARY\n};;\n";

    #[test]
    fn both_sides_introduce_themselves() {
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, CALL), (Side::Server, ANSWER)]);
        let client = [
            "fox.application=Workbench 4.10.0.154",
            "fox.system=Windows 10 10.0",
            "software_version=4.10.0.154",
            "fox.brand=vykon",
            "fox.host_id=Win-1234-5678-9ABC-DEF0",
            "host_name=ENG-PC",
        ];
        let server = [
            "fox.application=Station 3.7.106.1",
            "fox.system=QNX 6.4.1",
            "software_version=3.7.106.1",
            "fox.host_id=Qnx-NPM6-0000-12AB-34CD",
            "system_name=AHU_East",
        ];
        let expected: Vec<_> = client.iter().map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}")).collect();
        let more = server.iter().map(|fact| format!("00:00:00:00:00:05 10.0.0.2 - {fact}")).collect();
        assert_eq!(facts, [expected, more].concat());
    }

    #[test]
    fn recognises_hellos_only() {
        assert_eq!(guess_start(&PROTOCOL, CALL), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, ANSWER), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"fox a"), Guess::More);
        for other in
            [&b"fox b 1"[..], b"foxtrot", b"fox a 1 -1 fox login\n", b"fox a 1 -1 fox xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]
        {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No, "{other:?}");
        }
        let other: &[u8] = b"not a hello };;";
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Client, other)]), ["malformed hello"]);
    }
}
