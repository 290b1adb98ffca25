//! SMB over NetBIOS sessions or TCP: dialect, names, native OS, and the NTLMSSP messages of the session setup; of SMB1 also
//! the transactions that exploits are made of, for a while.

use super::buffer::{Buffer, pass_over};
use super::ntlmssp;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::base::Endpoint;
use crate::observation::{Property, Sign};
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "smb",
    spec: "MS-SMB2 67.0; MS-CIFS 27.0; MS-SMB 50.0; RFC 1002 section 4.3",
    attach: &[Attach::Tcp(445), Attach::Tcp(139), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Smb::default())),
};

const SMB1: [u8; 4] = *b"\xffSMB";
const SMB2: [u8; 4] = *b"\xfeSMB";
/// Session service packet types (RFC 1002, 4.3.1).
const SESSION_MESSAGE: u8 = 0x00;
const SESSION_REQUEST: u8 = 0x81;
const POSITIVE_RESPONSE: u8 = 0x82;
const NEGATIVE_RESPONSE: u8 = 0x83;
const RETARGET_RESPONSE: u8 = 0x84;
const KEEP_ALIVE: u8 = 0x85;
/// A called and a calling name, each 34 bytes (RFC 1002, 4.3.2).
const SESSION_REQUEST_LENGTH: u32 = 68;
/// Of a message behind the session setup only so much is read: the header and the words of a transaction.
const MAX_TRANSACTION: u32 = 128;
/// So many messages behind it are looked at: exploits begin with their transactions.
const MOST_TRANSACTIONS: u16 = 256;
/// The most that is read of a message; session setups with large Kerberos tickets tell nothing more behind it.
const MAX_MESSAGE: u32 = 16 * 1024;

fn guess(bytes: &[u8]) -> Guess {
    let smb = match bytes {
        [] | [SESSION_MESSAGE | SESSION_REQUEST] => return Guess::More,
        [SESSION_REQUEST, rest @ ..] => {
            let expected = [0, 0, 0x44, 0x20];
            return match rest.get(..expected.len()) {
                Some(start) if start == expected => Guess::Client,
                None if expected.starts_with(rest) => Guess::More,
                _ => Guess::No,
            };
        }
        [SESSION_MESSAGE, ..] => bytes.get(4..).unwrap_or_default(),
        _ => return Guess::No,
    };
    let start = smb.get(..4).unwrap_or(smb);
    // Flags with the direction: byte 9 of SMB1 (MS-CIFS 2.2.3.1), byte 16 of SMB2 (MS-SMB2 2.2.1.2).
    let flag = match start {
        _ if start == SMB1 => smb.get(9).map(|flags| flags & 0x80),
        _ if start == SMB2 => smb.get(16).map(|flags| flags & 0x01),
        _ if SMB1.starts_with(start) || SMB2.starts_with(start) => None,
        _ => return Guess::No,
    };
    match flag {
        None => Guess::More,
        Some(0) => Guess::Client,
        Some(_) => Guess::Server,
    }
}

#[derive(Default)]
struct Smb {
    client: Half,
    server: Half,
    /// Whom the client called in its NetBIOS session request, until the server takes the call.
    called: String,
    transactions: Transactions,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    /// The type and length of the packet being read; `None` before its header.
    packet: Option<(u8, u32)>,
}

impl Stream for Smb {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let half = side.of(&mut self.client, &mut self.server);
        let mut rest = bytes;
        while !rest.is_empty() || half.packet.is_some_and(|(_, length)| length == 0) {
            let Some((kind, length)) = half.packet else {
                // The length has 17 bits in RFC 1002, 24 over bare TCP (MS-SMB2 2.1).
                let Some([kind, a, b, c]) = half.buffer.array::<4>(&mut rest) else { break };
                half.packet = Some((kind, u32::from_be_bytes([0, a, b, c])));
                continue;
            };
            let wanted = length.min(if self.transactions.seen > 0 { MAX_TRANSACTION } else { MAX_MESSAGE });
            let Some(packet) = half.buffer.exactly(usize::try_from(wanted).unwrap_or(0), &mut rest) else { break };
            half.packet = None;
            let more = match kind {
                SESSION_MESSAGE => message(packet, side, &mut self.transactions, emit)?,
                SESSION_REQUEST if length == SESSION_REQUEST_LENGTH => session_request(packet, &mut self.called, side, emit)?,
                POSITIVE_RESPONSE => {
                    emit.says(emit.of(side), Property::NetbiosName, self.called.as_bytes());
                    true
                }
                KEEP_ALIVE => true,
                NEGATIVE_RESPONSE | RETARGET_RESPONSE => false,
                _ => return Err(Malformed("session packet type")),
            };
            let left = pass_over(u64::from(length.saturating_sub(wanted)), &mut rest);
            match (more, left) {
                (false, _) => return Ok(Next::Done),
                (true, 0) => {}
                (true, left) => return Ok(Next::Skip(left)),
            }
        }
        Ok(Next::More)
    }
}

/// Both names of a session request (RFC 1002, 4.3.2).
fn session_request(packet: &[u8], called: &mut String, side: Side, emit: &mut Emit<'_>) -> Result<bool, Malformed> {
    let mut reader = Reader::new(packet);
    *called = netbios_name(&mut reader)?.unwrap_or_default();
    if let Some(calling) = netbios_name(&mut reader)? {
        emit.says(emit.of(side), Property::NetbiosName, calling.as_bytes());
    }
    Ok(true)
}

/// A first-level encoded name with its suffix (RFC 1001, 14.1): `WARD-PC<20>`; `None` for `*SMBSERVER`
/// and for addresses, by which those call who know no name.
fn netbios_name(reader: &mut Reader<'_>) -> Result<Option<String>, Malformed> {
    if reader.u8("name length")? != 32 {
        return Err(Malformed("name length"));
    }
    let encoded = reader.array::<32>("name")?;
    reader.skip(1, "scope")?;
    let mut name = [0_u8; 16];
    for (byte, [high, low]) in name.iter_mut().zip(encoded.as_chunks::<2>().0) {
        let nibble = |letter: &u8| letter.checked_sub(b'A').filter(|nibble| *nibble < 16).ok_or(Malformed("name"));
        *byte = (nibble(high)? << 4) | nibble(low)?;
    }
    let [text @ .., suffix] = &name;
    let text = String::from_utf8_lossy(text);
    let text = text.trim_end_matches([' ', '\0']);
    let is_name = !text.is_empty() && !text.starts_with('*') && text.parse::<std::net::IpAddr>().is_err();
    Ok(is_name.then(|| format!("{text}<{suffix:02x}>")))
}

/// Reads one message; whether more of the connection can matter.
fn message(packet: &[u8], side: Side, transactions: &mut Transactions, emit: &mut Emit<'_>) -> Result<bool, Malformed> {
    match packet.first_chunk() {
        Some(&SMB1) => smb1(packet, side, transactions, emit),
        Some(&SMB2) => smb2(packet, emit.of(side), emit),
        // Encrypted or compressed (MS-SMB2 2.2.41, 2.2.42), or another application's NetBIOS session.
        _ => Ok(false),
    }
}

/// SMB2 header (MS-SMB2 2.2.1.2) and the messages before the first tree connect.
fn smb2(packet: &[u8], sender: Endpoint, emit: &mut Emit<'_>) -> Result<bool, Malformed> {
    let mut reader = Reader::new(packet);
    reader.skip(12, "header")?;
    let command = reader.u16_le("command")?;
    reader.skip(2, "credits")?;
    let is_response = reader.u32_le("flags")? & 1 != 0;
    reader.skip(44, "header")?;
    match (command, is_response) {
        (0, true) => negotiate_response(packet, reader, sender, emit)?,
        (0, false) => {}
        (1, _) => {
            // SESSION_SETUP request and response differ in what stands before the buffer (2.2.5, 2.2.6).
            reader.skip(if is_response { 4 } else { 12 }, "session setup")?;
            ntlmssp::read(security_buffer(packet, &mut reader)?, sender, emit);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// NEGOTIATE response (MS-SMB2 2.2.4).
fn negotiate_response(packet: &[u8], mut reader: Reader<'_>, sender: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    if reader.u16_le("structure size")? != 65 {
        // An error response has another size.
        return Ok(());
    }
    reader.skip(2, "security mode")?;
    let dialect = match reader.u16_le("dialect")? {
        0x0202 => "2.0.2",
        0x0210 => "2.1",
        0x0300 => "3.0",
        0x0302 => "3.0.2",
        0x0311 => "3.1.1",
        // 02FFH: to be negotiated again.
        _ => "",
    };
    emit.says(sender, Property::SmbDialect, dialect.as_bytes());
    reader.skip(2, "contexts")?;
    let (a, b, c) = (reader.u32_le("GUID")?, reader.u16_le("GUID")?, reader.u16_le("GUID")?);
    let (d, e) = (reader.u16("GUID")?, [reader.u16("GUID")?, reader.u16("GUID")?, reader.u16("GUID")?]);
    let [e, f, g] = e;
    if (a, b, c) != (0, 0, 0) {
        let guid = format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{e:04x}{f:04x}{g:04x}");
        emit.says(sender, Property::SmbServerGuid, guid.as_bytes());
    }
    reader.skip(32, "sizes and times")?;
    ntlmssp::read(security_buffer(packet, &mut reader)?, sender, emit);
    Ok(())
}

/// The blob whose offset from the SMB2 header and length come next; empty when it lies outside.
fn security_buffer<'a>(packet: &'a [u8], reader: &mut Reader<'_>) -> Result<&'a [u8], Malformed> {
    let (offset, length) = (reader.u16_le("buffer offset")?, reader.u16_le("buffer length")?);
    let blob = packet.get(usize::from(offset)..).unwrap_or_default();
    Ok(blob.get(..usize::from(length)).unwrap_or(blob))
}

/// SMB1 header (MS-CIFS 2.2.3.1) and the messages before the first tree connect.
fn smb1(packet: &[u8], side: Side, transactions: &mut Transactions, emit: &mut Emit<'_>) -> Result<bool, Malformed> {
    let sender = emit.of(side);
    let mut reader = Reader::new(packet);
    reader.skip(4, "header")?;
    let command = reader.u8("command")?;
    reader.skip(4, "status")?;
    let is_response = reader.u8("flags")? & 0x80 != 0;
    let is_unicode = reader.u16_le("flags2")? & 0x8000 != 0;
    reader.skip(18, "header")?;
    let multiplex = reader.u16_le("multiplex id")?;
    let words = reader.u8("word count")?;
    let parameters = reader.sub(usize::from(words).saturating_mul(2), "words")?;
    if !matches!(command, 0x72 | 0x73) {
        return Ok(transactions.follow((command, multiplex, is_response), parameters, side, emit));
    }
    let length = usize::from(reader.u16_le("byte count")?);
    let data = reader.rest().get(..length).unwrap_or(reader.rest());
    match command {
        // SMB_COM_NEGOTIATE: seventeen words answer for NT LM 0.12 only (MS-CIFS 2.2.4.52.2).
        0x72 if is_response && words == 17 => emit.says(sender, Property::SmbDialect, b"NT LM 0.12"),
        0x72 => {}
        _ => session_setup(parameters, data, (is_response, words, is_unicode), sender, emit)?,
    }
    Ok(true)
}

/// The transactions of an SMB1 connection, behind the session setup.
#[derive(Default)]
struct Transactions {
    seen: u16,
    /// The latest primary request: its command and multiplex id.
    primary: Option<(u8, u16)>,
    /// The multiplex id of a request SESSION_SETUP that waits for its answer.
    asked: Option<u16>,
}

impl Transactions {
    /// Takes a message; whether more of the connection can matter.
    fn follow(
        &mut self,
        (command, multiplex, is_response): (u8, u16, bool),
        words: Reader<'_>,
        side: Side,
        emit: &mut Emit<'_>,
    ) -> bool {
        self.seen = self.seen.saturating_add(1);
        let victim = emit.of(if side == Side::Client { Side::Server } else { Side::Client });
        let sign = if is_response { self.answered(command, multiplex) } else { self.requested(command, multiplex, words) };
        if let Some(sign) = sign {
            emit.sign(emit.of(side), sign, victim);
        }
        self.seen < MOST_TRANSACTIONS
    }

    /// A server answers under the id it was asked by (MS-CIFS 2.2.3.1); one that does not has something else in its place.
    fn answered(&mut self, command: u8, multiplex: u16) -> Option<Sign> {
        let asked = self.asked.take_if(|_| command == 0x32)?;
        (asked != multiplex).then_some(Sign::Smb1ImplantAnswer)
    }

    fn requested(&mut self, command: u8, multiplex: u16, mut words: Reader<'_>) -> Option<Sign> {
        match command {
            // TRANSACTION, TRANSACTION2, NT_TRANSACT (MS-CIFS 2.2.4.33, 2.2.4.46, 2.2.4.62).
            0x25 | 0x32 | 0xa0 => {
                self.primary = Some((command, multiplex));
                match command {
                    0x32 if is_session_setup(&mut words) => {
                        self.asked = Some(multiplex);
                        Some(Sign::Smb1SessionSetupRequest)
                    }
                    0xa0 if is_undefined_and_large(&mut words) => Some(Sign::Smb1UndefinedTransaction),
                    _ => None,
                }
            }
            // The secondary request of each has the next number (2.2.4.34, 2.2.4.47, 2.2.4.63).
            0x26 | 0x33 | 0xa1 => {
                let (primary, _) = self.primary.filter(|(_, id)| *id == multiplex)?;
                (primary.checked_add(1) != Some(command)).then_some(Sign::Smb1MixedTransaction)
            }
            _ => None,
        }
    }
}

/// Whether the words of a TRANSACTION2 request name SESSION_SETUP, "reserved but not implemented" (MS-CIFS 2.2.6.15).
fn is_session_setup(words: &mut Reader<'_>) -> bool {
    words.skip(28, "words").is_ok() && words.u16_le("setup").is_ok_and(|subcommand| subcommand == 0x000e)
}

/// Whether the words of an NT_TRANSACT request name no function there is (MS-CIFS 2.2.2.2) and more than 64 KiB of data.
fn is_undefined_and_large(words: &mut Reader<'_>) -> bool {
    let mut read = || {
        words.skip(7, "counts")?;
        let total = words.u32_le("total data count")?;
        words.skip(25, "words")?;
        Ok::<_, Malformed>((total, words.u16_le("function")?))
    };
    read().is_ok_and(|(total, function)| total > 0xffff && !(1..=8).contains(&function))
}

/// SMB_COM_SESSION_SETUP_ANDX (MS-CIFS 2.2.4.53, MS-SMB 2.2.4.6): what stands before the native OS depends on its form.
fn session_setup(
    mut parameters: Reader<'_>,
    data: &[u8],
    (is_response, words, is_unicode): (bool, u8, bool),
    sender: Endpoint,
    emit: &mut Emit<'_>,
) -> Result<(), Malformed> {
    parameters.skip(if is_response { 6 } else { 14 }, "words")?;
    // The security blob, or both passwords; then the strings, of which a request without a blob has the account and
    // its domain first: never said.
    let (before, unwanted) = match (is_response, words) {
        (true, 3) => (0, 0),
        (true, 4) | (false, 12) => (usize::from(parameters.u16_le("blob length")?), 0),
        (false, 13) => {
            let passwords = [parameters.u16_le("password length")?, parameters.u16_le("password length")?];
            (passwords.iter().copied().map(usize::from).fold(0, usize::saturating_add), 2)
        }
        _ => return Ok(()),
    };
    let mut data = Reader::new(data);
    let blob = data.take(before, "blob")?;
    if words != 13 {
        ntlmssp::read(blob, sender, emit);
    }
    // Wide strings are aligned to the header, behind which this data begins at an odd place (MS-CIFS 2.2.1.1.2).
    if is_unicode && before & 1 == 0 && !data.is_empty() {
        data.skip(1, "padding")?;
    }
    for _ in 0..unwanted {
        string(&mut data, is_unicode);
    }
    for property in [Property::SmbNativeOs, Property::SmbNativeLanman] {
        emit.says(sender, property, string(&mut data, is_unicode).as_bytes());
    }
    Ok(())
}

/// The next string, up to its zero.
fn string(data: &mut Reader<'_>, is_unicode: bool) -> String {
    let rest = data.rest();
    let (text, length) = if is_unicode {
        let units = rest.as_chunks::<2>().0.iter().take_while(|unit| **unit != [0, 0]).count();
        let length = units.saturating_mul(2);
        (ntlmssp::utf16(rest.get(..length).unwrap_or_default()), length.saturating_add(2))
    } else {
        let length = memchr::memchr(0, rest).unwrap_or(rest.len());
        (String::from_utf8_lossy(rest.get(..length).unwrap_or_default()).into_owned(), length.saturating_add(1))
    };
    // The last string may lack its zero.
    let length = length.min(rest.len());
    let _ = data.skip(length, "string");
    text
}

#[cfg(test)]
mod tests {
    use super::super::ntlmssp::tests::{authenticate_message, challenge_message, negotiate_message, wide};
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    const CLIENT: &str = "00:00:00:00:00:0c 10.0.0.1 -";
    const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";

    fn framed(message: &[u8]) -> Vec<u8> {
        [&u32::try_from(message.len()).unwrap().to_be_bytes()[..], message].concat()
    }

    fn smb2_message(command: u16, flags: u32, body: &[u8]) -> Vec<u8> {
        let header = [&SMB2[..], &[64, 0], &[0; 6], &command.to_le_bytes(), &[0, 0], &flags.to_le_bytes(), &[0; 44]].concat();
        framed(&[header, body.to_vec()].concat())
    }

    fn setup(is_response: bool, blob: &[u8]) -> Vec<u8> {
        let before = if is_response { 4 } else { 12 };
        let blob = [&b"\x60\x82SPNEGO"[..], blob].concat();
        let (offset, length) = (64 + before + 4, u16::try_from(blob.len()).unwrap());
        let place = [u16::try_from(offset).unwrap().to_le_bytes(), length.to_le_bytes()].concat();
        smb2_message(1, u32::from(is_response), &[vec![0; before], place, blob].concat())
    }

    #[test]
    fn smb2_tells_dialect_guid_names_and_versions_but_no_user() {
        let guid = [4, 3, 2, 1, 6, 5, 8, 7, 9, 10, 11, 12, 13, 14, 15, 16];
        let body = [&[65, 0, 1, 0, 0x11, 3, 0, 0][..], &guid, &[0; 32], &[128, 0, 0, 0, 0, 0, 0, 0]].concat();
        let client = [smb2_message(0, 0, &[36, 0, 1, 0]), setup(false, &negotiate_message())].concat();
        let server = [smb2_message(0, 1, &body), setup(true, &challenge_message())].concat();
        let answer = setup(false, &authenticate_message());
        let tree = smb2_message(3, 0, b"\\\\CANARY");
        let exchange: [(Side, &[u8]); 4] =
            [(Side::Client, &client), (Side::Server, &server), (Side::Client, &answer), (Side::Client, &tree)];
        let expected = [
            format!("{CLIENT} ntlm.version=10.0.19041"),
            format!("{SERVER} smb.dialect=3.1.1"),
            format!("{SERVER} smb.server_guid=01020304-0506-0708-090a-0b0c0d0e0f10"),
            format!("{SERVER} ntlm.version=10.0.19041"),
            format!("{SERVER} host_name=ward-pc"),
            format!("{SERVER} domain_name=hospital.example"),
            format!("{CLIENT} host_name=LAPTOP-7"),
        ];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &exchange), expected);
    }

    fn smb1_message(command: u8, flags: u8, words: &[u8], data: &[u8]) -> Vec<u8> {
        let header = [&SMB1[..], &[command], &[0; 4], &[flags], &0x8000_u16.to_le_bytes(), &[0; 20]].concat();
        let count = u16::try_from(data.len()).unwrap().to_le_bytes();
        framed(&[header, vec![u8::try_from(words.len() / 2).unwrap()], words.to_vec(), count.to_vec(), data.to_vec()].concat())
    }

    #[test]
    fn smb1_tells_systems_but_neither_account_nor_password() {
        let strings = |strings: &[&str]| strings.iter().flat_map(|text| wide(&format!("{text}\0"))).collect::<Vec<u8>>();
        let account = strings(&["CANARY", "CANARY", "Windows XP", "Windows 2002 5.1"]);
        let request =
            smb1_message(0x73, 0, &[&[0; 14][..], &[2, 0, 4, 0], &[0; 8]].concat(), &[b"CANARY\0".to_vec(), account].concat());
        let answer = smb1_message(0x73, 0x80, &[0; 6], &[vec![0], strings(&["Unix", "Samba 4.17", "WARD"])].concat());
        let dialect = smb1_message(0x72, 0x80, &[0; 34], b"");
        let exchange: [(Side, &[u8]); 3] = [(Side::Server, &dialect), (Side::Client, &request), (Side::Server, &answer)];
        let expected = [
            format!("{SERVER} smb.dialect=NT LM 0.12"),
            format!("{CLIENT} smb.native_os=Windows XP"),
            format!("{CLIENT} smb.native_lanman=Windows 2002 5.1"),
            format!("{SERVER} smb.native_os=Unix"),
            format!("{SERVER} smb.native_lanman=Samba 4.17"),
        ];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &exchange), expected);
    }

    #[test]
    fn a_session_request_names_both_ends_once_the_call_is_taken() {
        let encode = |name: &[u8; 16]| {
            let letters: Vec<u8> = name.iter().flat_map(|byte| [b'A' + (byte >> 4), b'A' + (byte & 15)]).collect();
            [&[32][..], &letters, &[0]].concat()
        };
        let names = [encode(b"FILES          \x20"), encode(b"WARD-PC        \x00")].concat();
        let request = [&[0x81, 0, 0, 68][..], &names].concat();
        let exchange: [(Side, &[u8]); 2] = [(Side::Client, &request), (Side::Server, &[0x82, 0, 0, 0])];
        let expected = [format!("{CLIENT} netbios.name=WARD-PC<00>"), format!("{SERVER} netbios.name=FILES<20>")];
        assert_eq!(observe_stream_in_pieces(&PROTOCOL, &exchange), expected);
        let refused: [(Side, &[u8]); 2] = [(Side::Client, &request), (Side::Server, &[0x83, 0, 0, 1, 0x80])];
        assert!(!observe_stream(&PROTOCOL, &refused).concat().contains("FILES"));
    }

    #[test]
    fn recognises_direction_by_the_response_flag() {
        assert_eq!(guess_start(&PROTOCOL, &smb2_message(0, 0, &[])), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &smb2_message(0, 1, &[])), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, &smb1_message(0x72, 0x80, &[], &[])), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, &[0x81, 0, 0, 68, 32]), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, &[0, 0, 0, 9, 0xff]), Guess::More);
        assert_eq!(guess_start(&PROTOCOL, &[0, 0, 0, 9, 0xff, b'T']), Guess::No);
    }

    /// Words of a TRANSACTION2 request, and of an NT_TRANSACT one.
    fn trans2(subcommand: u16) -> Vec<u8> {
        [&[0; 28][..], &subcommand.to_le_bytes()].concat()
    }

    fn nt_transact(function: u16, total: u32) -> Vec<u8> {
        [&[0; 7][..], &total.to_le_bytes(), &[0; 25], &function.to_le_bytes()].concat()
    }

    /// An SMB1 message with a multiplex id.
    fn numbered(command: u8, flags: u8, multiplex: u16, words: &[u8]) -> Vec<u8> {
        let mut message = smb1_message(command, flags, words, b"");
        message[4 + 30..4 + 32].copy_from_slice(&multiplex.to_le_bytes());
        message
    }

    #[test]
    fn exploits_are_known_by_their_transactions_and_honest_ones_are_not() {
        let signs = |turns: &[(Side, Vec<u8>)]| {
            let turns: Vec<(Side, &[u8])> = turns.iter().map(|(side, bytes)| (*side, bytes.as_slice())).collect();
            observe_stream_in_pieces(&PROTOCOL, &turns)
        };
        let client = |bytes| (Side::Client, bytes);
        let server = |bytes| (Side::Server, bytes);
        let implant = [client(numbered(0x32, 0, 65, &trans2(0x0e))), server(numbered(0x32, 0x80, 81, b""))];
        let expected =
            [format!("{CLIENT} sign=smb1_session_setup_request 10.0.0.2"), format!("{SERVER} sign=smb1_implant_answer 10.0.0.1")];
        assert_eq!(signs(&implant), expected);
        // A clean server answers under the id it was asked by.
        let clean = [client(numbered(0x32, 0, 65, &trans2(0x0e))), server(numbered(0x32, 0x80, 65, b""))];
        assert_eq!(signs(&clean), [format!("{CLIENT} sign=smb1_session_setup_request 10.0.0.2")]);
        let mixed = [client(numbered(0xa0, 0, 7, &nt_transact(0, 0x103d0))), client(numbered(0x33, 0, 7, &[0; 18]))];
        let expected = [
            format!("{CLIENT} sign=smb1_undefined_transaction 10.0.0.2"),
            format!("{CLIENT} sign=smb1_mixed_transaction 10.0.0.2"),
        ];
        assert_eq!(signs(&mixed), expected);
        let honest = [
            client(numbered(0x32, 0, 9, &trans2(0x05))),
            server(numbered(0x32, 0x80, 9, b"")),
            client(numbered(0xa0, 0, 10, &nt_transact(2, 0x103d0))),
            client(numbered(0xa1, 0, 10, &[0; 36])),
            client(numbered(0x33, 0, 11, &[0; 18])),
        ];
        assert!(signs(&honest).is_empty());
    }

    #[test]
    fn behind_so_many_messages_nobody_looks_any_more() {
        let echo = numbered(0x2b, 0, 1, &[1, 0]);
        let late = numbered(0x32, 0, 65, &trans2(0x0e));
        let most = usize::from(MOST_TRANSACTIONS);
        let seen = |echoes: usize| {
            let all = [echo.repeat(echoes), late.clone()].concat();
            observe_stream(&PROTOCOL, &[(Side::Client, &all)]).len()
        };
        assert_eq!((seen(most - 1), seen(most)), (1, 0));
    }
}
