//! SSH (RFC 4253): identification strings, and the HASSH fingerprint of each side's key exchange offer.

use md5::{Digest, Md5};

use super::buffer::{Buffer, line_end};
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "ssh",
    spec: "RFC 4253 sections 4.2, 6, 7.1; HASSH by Salesforce (BSD-3-Clause)",
    attach: &[Attach::Tcp(22), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Ssh::default())),
};

/// An identification string has at most 255 characters (RFC 4253, 4.2).
const MAX_BANNER: usize = 255;
/// The largest packet that everyone must accept (RFC 4253, 6.1).
const MAX_PACKET: u32 = 35_000;
/// SSH_MSG_KEXINIT.
const KEXINIT: u8 = 20;

fn guess(bytes: &[u8]) -> Guess {
    let starts = [&b"SSH-2.0-"[..], b"SSH-1.99-", b"SSH-1.5-"];
    if starts.iter().any(|start| bytes.starts_with(start)) {
        Guess::Either
    } else if starts.iter().any(|start| start.starts_with(bytes)) {
        Guess::More
    } else {
        Guess::No
    }
}

#[derive(Default)]
struct Ssh {
    client: Half,
    server: Half,
}

#[derive(Default)]
struct Half {
    step: Step,
    buffer: Buffer,
    /// Packets that came after this side had told everything.
    later: u32,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Banner,
    PacketLength,
    Packet {
        length: usize,
    },
    Finished,
}

impl Stream for Ssh {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        half.read(bytes, side, emit)?;
        let both = self.client.step == Step::Finished && self.server.step == Step::Finished;
        // The other side may be out of sight.
        let alone = self.client.later.max(self.server.later) > 16;
        Ok(if both || alone { Next::Done } else { Next::More })
    }
}

impl Half {
    fn read(&mut self, bytes: &[u8], side: Side, emit: &mut Emit<'_>) -> Result<(), Malformed> {
        let mut rest = bytes;
        if self.step == Step::Finished {
            self.later = self.later.saturating_add(1);
        }
        while !rest.is_empty() && self.step != Step::Finished {
            match self.step {
                Step::Banner => {
                    let Some(line) = self.buffer.until(MAX_BANNER, line_end, &mut rest)? else { return Ok(()) };
                    let line = line.trim_ascii_end();
                    if !line.starts_with(b"SSH-") {
                        return Err(Malformed("identification string"));
                    }
                    emit.says(emit.of(side), Property::SshBanner, line);
                    // Version 1 has no KEXINIT.
                    self.step = if line.starts_with(b"SSH-1.5-") { Step::Finished } else { Step::PacketLength };
                }
                Step::PacketLength => {
                    let Some(length) = self.buffer.array(&mut rest) else { return Ok(()) };
                    let length = u32::from_be_bytes(length);
                    if length > MAX_PACKET {
                        return Err(Malformed("packet length"));
                    }
                    self.step = Step::Packet { length: usize::try_from(length).unwrap_or(0) };
                }
                Step::Packet { length } => {
                    let Some(packet) = self.buffer.exactly(length, &mut rest) else { return Ok(()) };
                    emit.says(emit.of(side), Property::SshHassh, hassh(packet, side)?.as_bytes());
                    self.step = Step::Finished;
                }
                Step::Finished => {}
            }
        }
        Ok(())
    }
}

/// Name-lists of a KEXINIT packet (RFC 4253, 7.1) as HASSH hashes them, each side's by what it sends with.
fn hassh(packet: &[u8], side: Side) -> Result<String, Malformed> {
    let mut reader = Reader::new(packet);
    reader.skip(1, "padding length")?;
    if reader.u8("message")? != KEXINIT {
        return Err(Malformed("first message"));
    }
    reader.skip(16, "cookie")?;
    let mut list = |field| {
        let length = usize::try_from(reader.u32(field)?).map_err(|_| Malformed(field))?;
        reader.take(length, field)
    };
    let (kex, _) = (list("kex_algorithms")?, list("server_host_key_algorithms")?);
    let encryption = [list("encryption client to server")?, list("encryption server to client")?];
    let mac = [list("MAC client to server")?, list("MAC server to client")?];
    let compression = [list("compression client to server")?, list("compression server to client")?];
    let pick = |[client, server]: [_; 2]| if side == Side::Client { client } else { server };
    let mut hash = Md5::new();
    for (place, list) in [kex, pick(encryption), pick(mac), pick(compression)].into_iter().enumerate() {
        if place > 0 {
            hash.update(b";");
        }
        hash.update(list);
    }
    let prefix = if side == Side::Client { "c:" } else { "s:" };
    Ok(hash.finalize().iter().fold(prefix.to_owned(), |text, byte| text + &format!("{byte:02x}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    fn kexinit() -> Vec<u8> {
        let lists = [
            "curve25519-sha256",
            "ssh-ed25519",
            "aes128-ctr",
            "aes256-ctr",
            "hmac-sha2-256",
            "hmac-sha1",
            "none",
            "zlib",
            "",
            "",
        ];
        let lists: Vec<u8> = lists
            .iter()
            .flat_map(|list| [&u32::try_from(list.len()).unwrap().to_be_bytes()[..], list.as_bytes()].concat())
            .collect();
        let payload = [&[4, KEXINIT][..], &[7; 16], &lists, &[0; 5], &[0; 4]].concat();
        [&u32::try_from(payload.len()).unwrap().to_be_bytes()[..], &payload].concat()
    }

    #[test]
    fn both_sides_name_themselves_and_offer_algorithms() {
        let client = [&b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"[..], &kexinit()].concat();
        let server = [&b"SSH-2.0-dropbear_2019.78\n"[..], &kexinit()].concat();
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, &client), (Side::Server, &server)]);
        // MD5 of "curve25519-sha256;aes128-ctr;hmac-sha2-256;none" and of "curve25519-sha256;aes256-ctr;hmac-sha1;zlib".
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - ssh.banner=SSH-2.0-OpenSSH_9.2p1 Debian-2",
            "00:00:00:00:00:0c 10.0.0.1 - ssh.hassh=c:e97d07603350d1111ec2b64bf25413c9",
            "00:00:00:00:00:05 10.0.0.2 - ssh.banner=SSH-2.0-dropbear_2019.78",
            "00:00:00:00:00:05 10.0.0.2 - ssh.hassh=s:1d28bf246fed683b2556414dbd13cd28",
        ];
        assert_eq!(facts, expected);
    }

    #[test]
    fn refuses_what_is_none() {
        assert_eq!(guess_start(&PROTOCOL, b"SSH-2.0-x"), Guess::Either);
        assert_eq!(guess_start(&PROTOCOL, b"SSH"), Guess::More);
        assert_eq!(guess_start(&PROTOCOL, b"SSL"), Guess::No);
        let huge: &[u8] = b"SSH-2.0-x\r\n\xff\xff\xff\xff";
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Client, huge)]).last().unwrap(), "malformed packet length");
    }
}
