//! Remote desktop (MS-RDPBCGR): security that a server chose, and in the clear form the client's name and build.
//!
//! Invariant: the user in `mstshash=` and whatever comes behind the first exchange is never read.

use super::buffer::Buffer;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream, tls};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "rdp",
    spec: "MS-RDPBCGR 2.2.1 (connection sequence); RFC 1006 (TPKT), ITU-T X.224, T.125, T.124",
    attach: &[Attach::Tcp(3389), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Rdp::default())),
};

/// TPKT (RFC 1006, 6): version, reserved, length of the whole.
const TPKT: usize = 4;
/// A connect request with the longest cookie; a connect-initial with all its blocks.
const MAX_PACKET: usize = 8 * 1024;

/// X.224 codes (13.1).
const CONNECTION_REQUEST: u8 = 0xe0;
const CONNECTION_CONFIRM: u8 = 0xd0;
const DATA: [u8; 3] = [0x02, 0xf0, 0x80];

/// What precedes the user data of client and server in T.124 (MS-RDPBCGR 4.1.3).
const CLIENT_KEY: &[u8] = b"Duca";

/// Blocks of the client (MS-RDPBCGR 2.2.1.3.1).
const CS_CORE: u16 = 0xc001;
const CS_NET: u16 = 0xc003;
/// A client may ask for so many channels (2.2.1.3.4).
const MAX_CHANNELS: u32 = 31;

/// A connection request, whose variable part is a cookie, a routing token, a negotiation, or missing.
fn guess(bytes: &[u8]) -> Guess {
    let Some((head, variable)) = bytes.split_first_chunk::<11>() else {
        let known = match bytes {
            [3, 0, _, _, _, code, ..] => matches!(*code, CONNECTION_REQUEST | CONNECTION_CONFIRM),
            _ => [3, 0].starts_with(bytes) || bytes.starts_with(&[3, 0]),
        };
        return if known { Guess::More } else { Guess::No };
    };
    let [version, reserved, high, low, indicator, code, d0, d1, _, _, class] = *head;
    let length = usize::from(u16::from_be_bytes([high, low]));
    if (version, reserved, class) != (3, 0, 0) || length != usize::from(indicator).saturating_add(5) {
        return Guess::No;
    }
    let negotiates = |kinds: &[u8]| match variable {
        [] => length > 11,
        [kind, ..] => kinds.contains(kind),
    };
    match code {
        CONNECTION_REQUEST if (d0, d1) == (0, 0) => match variable {
            [] if length == 11 => Guess::Client,
            [] => Guess::More,
            [1, ..] if length >= 19 => Guess::Client,
            _ if b"Cookie: ".starts_with(variable) => Guess::More,
            _ if variable.starts_with(b"Cookie: ") => Guess::Client,
            _ => Guess::No,
        },
        CONNECTION_CONFIRM if length == 19 && negotiates(&[2, 3]) => {
            if variable.is_empty() {
                Guess::More
            } else {
                Guess::Server
            }
        }
        _ => Guess::No,
    }
}

#[derive(Default)]
struct Rdp {
    client: Half,
    server: Half,
    /// Reads what follows when the server chose TLS.
    tls: Option<Box<dyn Stream>>,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    /// Length of the packet whose head was read.
    length: Option<usize>,
    /// Packets read.
    packets: u32,
}

impl Stream for Rdp {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let mut rest = bytes;
        loop {
            if let Some(tls) = &mut self.tls
                && !rest.is_empty()
            {
                return tls.data(side, rest, emit);
            }
            let half = side.of(&mut self.client, &mut self.server);
            let Some(length) = half.length else {
                let Some(head) = half.buffer.array::<TPKT>(&mut rest) else { return Ok(Next::More) };
                half.length = Some(body_length(head)?);
                continue;
            };
            let Some(packet) = half.buffer.exactly(length, &mut rest) else { return Ok(Next::More) };
            half.length = None;
            half.packets = half.packets.saturating_add(1);
            match (side, half.packets) {
                // The request holds the user's name, if anything, and what is asked for.
                (Side::Client, 1) => {}
                (Side::Server, 1) if confirm(packet, emit)? => {
                    if let Entry::Stream(make) = tls::PROTOCOL.entry {
                        self.tls = Some(make());
                    }
                }
                (Side::Server, 1) => {}
                (Side::Client, 2) => {
                    connect_initial(packet, emit)?;
                    return Ok(Next::Done);
                }
                _ => return Ok(Next::Done),
            }
        }
    }
}

/// Length of what follows the head of a packet.
fn body_length([version, reserved, high, low]: [u8; TPKT]) -> Result<usize, Malformed> {
    let length = usize::from(u16::from_be_bytes([high, low]));
    if (version, reserved) != (3, 0) || !(7..=MAX_PACKET).contains(&length) {
        return Err(Malformed("TPKT"));
    }
    Ok(length.saturating_sub(TPKT))
}

/// Connection confirm (MS-RDPBCGR 2.2.1.2). Whether TLS follows.
fn confirm(packet: &[u8], emit: &mut Emit<'_>) -> Result<bool, Malformed> {
    let mut reader = Reader::new(packet);
    let [_, code] = reader.array("X.224")?;
    if code != CONNECTION_CONFIRM {
        return Err(Malformed("connection confirm"));
    }
    reader.skip(5, "references and class")?;
    let (mut name, mut tls) = ("rdp", false);
    if !reader.is_empty() {
        let [kind, _, _, _] = reader.array("negotiation")?;
        // A failure (3) chose nothing.
        if kind != 2 {
            return Ok(false);
        }
        (name, tls) = match reader.u32_le("protocol")? {
            0 => ("rdp", false),
            1 => ("tls", true),
            2 => ("nla", true),
            8 => ("nla-ex", true),
            _ => return Ok(false),
        };
    }
    emit.says(emit.server(), Property::RdpSecurity, name.as_bytes());
    Ok(tls)
}

/// MCS connect-initial (2.2.1.3), in clear only without TLS.
fn connect_initial(packet: &[u8], emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let body = packet.strip_prefix(&DATA).ok_or(Malformed("X.224 data"))?;
    let at = memchr::memmem::find(body, CLIENT_KEY).ok_or(Malformed("user data"))?;
    let mut reader = Reader::new(body.get(at.saturating_add(CLIENT_KEY.len())..).unwrap_or_default());
    // Length in the packed encoding rules: a second octet when the first has its high bit set.
    if reader.u8("length")? & 0x80 != 0 {
        reader.skip(1, "length")?;
    }
    while reader.remaining() >= 4 {
        let kind = reader.u16_le("block type")?;
        let length = usize::from(reader.u16_le("block length")?).checked_sub(4).ok_or(Malformed("block length"))?;
        let block = reader.sub(length, "block length")?;
        match kind {
            CS_CORE => core(block, emit)?,
            CS_NET => channels(block, emit)?,
            _ => {}
        }
    }
    Ok(())
}

/// Client core data (2.2.1.3.2): version, desktop, colours, keyboard; then build and name.
fn core(mut block: Reader<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    block.skip(4 + 2 + 2 + 2 + 2 + 4, "version to keyboard layout")?;
    let build = block.u32_le("client build")?;
    let name: [u8; 32] = block.array("client name")?;
    let client = emit.client();
    if build != 0 {
        emit.says(client, Property::RdpClientBuild, build.to_string().as_bytes());
    }
    let units = name.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).take_while(|unit| *unit != 0);
    let name: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    emit.says(client, Property::HostName, name.as_bytes());
    Ok(())
}

/// Client network data (2.2.1.3.4): names of eight octets, each with options.
fn channels(mut block: Reader<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let count = block.u32_le("channel count")?.min(MAX_CHANNELS);
    for _ in 0..count {
        let name: [u8; 8] = block.array("channel name")?;
        block.skip(4, "channel options")?;
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        emit.says(emit.client(), Property::RdpChannel, name);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream_in_pieces};

    fn packet(body: &[u8]) -> Vec<u8> {
        [&[3, 0][..], &u16::try_from(body.len() + TPKT).unwrap().to_be_bytes(), body].concat()
    }

    fn request(variable: &[u8]) -> Vec<u8> {
        let indicator = u8::try_from(variable.len() + 6).unwrap();
        packet(&[&[indicator, CONNECTION_REQUEST, 0, 0, 0, 0, 0][..], variable].concat())
    }

    fn confirmation(protocol: u8) -> Vec<u8> {
        packet(&[14, CONNECTION_CONFIRM, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, protocol, 0, 0, 0])
    }

    const NEGOTIATION: &[u8] = &[1, 0, 8, 0, 3, 0, 0, 0];

    fn initial() -> Vec<u8> {
        let mut core = vec![1, 0xc0, 56, 0, 4, 0, 8, 0, 0, 4, 0, 3, 1, 0xca, 3, 0xaa, 9, 4, 0, 0, 0x63, 0x45, 0, 0];
        core.extend("WARD-PC1".encode_utf16().flat_map(u16::to_le_bytes));
        core.resize(56, 0);
        let net = [&[3, 0xc0, 20, 0, 1, 0, 0, 0][..], b"MS_T120\0", &[0; 4]].concat();
        let blocks = [core, net].concat();
        packet(&[&DATA[..], &[0x7f, 0x65, 0x82, 1, 2], CLIENT_KEY, &[u8::try_from(blocks.len()).unwrap()], &blocks].concat())
    }

    #[test]
    fn in_clear_the_client_names_itself_but_no_user() {
        let asked = request(&[&b"Cookie: mstshash=CANARY\r\n"[..], NEGOTIATION].concat());
        let (confirmed, initial) = (confirmation(0), initial());
        let exchange: [(Side, &[u8]); 3] = [(Side::Client, &asked), (Side::Server, &confirmed), (Side::Client, &initial)];
        let expected = [
            "00:00:00:00:00:05 10.0.0.2 - rdp.security=rdp",
            "00:00:00:00:00:0c 10.0.0.1 - rdp.client_build=17763",
            "00:00:00:00:00:0c 10.0.0.1 - host_name=WARD-PC1",
            "00:00:00:00:00:0c 10.0.0.1 - rdp.channel=MS_T120",
        ];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &exchange), expected);
    }

    #[test]
    fn behind_a_choice_of_tls_its_reader_goes_on() {
        let (asked, confirmed) = (request(NEGOTIATION), confirmation(2));
        let exchange: [(Side, &[u8]); 3] =
            [(Side::Client, &asked), (Side::Server, &confirmed), (Side::Client, b"\x15\x03\x03\0\x02\x02\x28")];
        let facts = observe_stream_in_pieces(&PROTOCOL, &exchange);
        assert_eq!(facts, ["00:00:00:00:00:05 10.0.0.2 - rdp.security=nla"]);
    }

    #[test]
    fn other_users_of_tpkt_are_refused() {
        assert_eq!(guess_start(&PROTOCOL, &request(NEGOTIATION)), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &request(b"Cookie: mstshash=x\r\n")), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &request(b"")), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &confirmation(1)), Guess::Server);
        // A controller's connection (S7), and another length.
        assert_eq!(guess_start(&PROTOCOL, &request(&[0xc1, 2, 1, 0, 0xc2, 2, 1, 2, 0xc0, 1, 10])), Guess::No);
        for other in [&b"\x03\0\0\x20\x06\xe0\0\0\0\0\0"[..], b"\x03\x01", b"GET / HTTP"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No);
        }
    }
}
