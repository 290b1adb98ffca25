//! B. Braun BCC (Technical Interface Specification BCC 3.25/3.26 v4.0, I0022_000030): pumps of a Space or compactplus rack
//! behind the module that connects it to the network.
//!
//! Of an answer's parameters four are read: what the pump is and its serial number, the module's serial number and software.
//! Bed, patient and drug are passed over record by record.

use super::buffer::Buffer;
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::base::Text;
use crate::observation::{Property, Role, Sign};
use crate::sensor::reader::{Malformed, Reader};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "bcc",
    spec: "B. Braun Technical Interface Specification BCC 3.25/3.26 v4.0 (I0022_000030), pages 7-22",
    attach: &[Attach::Tcp(4001), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Bcc::default())),
};

const SOH: u8 = 0x01;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;
/// More blocks of this answer follow.
const ETB: u8 = 0x17;
const RECORD_SEPARATOR: u8 = 0x1e;
const ACKNOWLEDGE: [u8; 2] = [0x06, 0x15];

/// SOH, five digits, STX; a bed of at most fifteen characters; `/1/1>`. The first request has no more than `1/1/1>`.
const HEAD: usize = 7;
const ADDRESS: &[u8] = b"/1/1>";
const MAX_HEAD: usize = HEAD + 2 * 15 + ADDRESS.len();
/// The longest record that is read; a longer one is something else.
const MAX_RECORD: usize = 512;
/// Checksum and EOT.
const TAIL: usize = 6;
/// A rack has three pillars of 24 slots; only so many pumps are told of.
const MAX_PUMPS: usize = 72;

/// What the first letters of type and software say (specification, GNMODEL).
const PRODUCTS: [(&[u8], &str); 8] = [
    (b"686", "Infusomat Space"),
    (b"687", "Infusomat Space P"),
    (b"688", "Perfusor Space"),
    (b"586", "Infusomat Space"),
    (b"587", "Infusomat Space P"),
    (b"588", "Perfusor Space"),
    (b"I0002", "Perfusor compactplus"),
    (b"I0003", "Infusomat compactplus"),
];

fn guess(bytes: &[u8]) -> Guess {
    // An acknowledgement of something earlier may stand in front.
    let start = bytes.iter().position(|byte| !ACKNOWLEDGE.contains(byte)).unwrap_or(bytes.len());
    let frame = bytes.get(start.min(2)..).unwrap_or_default();
    let fits = frame.iter().take(HEAD).zip(0_usize..).all(|(byte, at)| match at {
        0 => *byte == SOH,
        6 => *byte == STX,
        _ => byte.is_ascii_digit(),
    });
    if !fits {
        return Guess::No;
    }
    let Some(address) = frame.get(HEAD..) else { return Guess::More };
    let Some(end) = memchr::memchr(b'>', address.get(..MAX_HEAD - HEAD).unwrap_or(address)) else {
        return if address.len() < MAX_HEAD - HEAD { Guess::More } else { Guess::No };
    };
    let (bed, info) = address.split_at_checked(end.saturating_add(1)).unwrap_or_default();
    match (bed.ends_with(ADDRESS), info.first()) {
        (false, _) => Guess::No,
        (true, None) => Guess::More,
        // Answers begin with a time, requests with a word.
        (true, Some(first)) if first.is_ascii_digit() => Guess::Server,
        (true, Some(first)) if first.is_ascii_alphabetic() => Guess::Client,
        (true, Some(_)) => Guess::Either,
    }
}

#[derive(Default)]
struct Bcc {
    client: Half,
    server: Half,
    pumps: Vec<Pump>,
}

#[derive(Default)]
struct Half {
    buffer: Buffer,
    step: Step,
}

#[derive(Clone, Copy, Default)]
enum Step {
    /// Before the `>` that ends the address.
    #[default]
    Head,
    Record,
    Tail,
}

/// A pump by its place in the rack.
struct Pump {
    place: u32,
    kind: Option<Text>,
    serial: Option<Text>,
    /// Something was learnt since it was told of.
    news: bool,
}

impl Stream for Bcc {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let Self { client, server, pumps } = self;
        let half = if side == Side::Client { client } else { server };
        let mut rest = bytes;
        while !rest.is_empty() {
            match half.step {
                Step::Head => {
                    let Some(head) = half.buffer.until(MAX_HEAD + 4, address_end, &mut rest)? else { break };
                    check_head(head)?;
                    half.step = Step::Record;
                    match side {
                        Side::Client => emit.role(emit.client(), Role::DeviceDataCollector),
                        Side::Server => emit.says(emit.server(), Property::BedsideMessage, b"pump data"),
                    }
                }
                Step::Record => {
                    let Some(record) = half.buffer.until(MAX_RECORD, record_end, &mut rest)? else { break };
                    let (end, record) = record.split_last().ok_or(Malformed("record"))?;
                    match side {
                        Side::Server => says_record(record, pumps, emit),
                        Side::Client if has_directive(record) => {
                            emit.sign(emit.client(), Sign::BccFormatDirective, emit.server());
                        }
                        Side::Client => {}
                    }
                    if *end != RECORD_SEPARATOR {
                        half.step = Step::Tail;
                    }
                }
                Step::Tail => {
                    let Some(_) = half.buffer.exactly(TAIL, &mut rest) else { break };
                    half.step = Step::Head;
                    pumps.iter_mut().for_each(|pump| pump.says(emit));
                }
            }
        }
        Ok(Next::More)
    }

    fn gap(&mut self, side: Side, _missing: u64) -> Next {
        let half = side.of(&mut self.client, &mut self.server);
        *half = Half::default();
        Next::More
    }
}

/// The length up to and with the `>`.
fn address_end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr(b'>', bytes).map(|at| at.saturating_add(1))
}

/// The length up to and with the separator or the end of the text.
fn record_end(bytes: &[u8]) -> Option<usize> {
    memchr::memchr3(RECORD_SEPARATOR, ETX, ETB, bytes).map(|at| at.saturating_add(1))
}

fn check_head(head: &[u8]) -> Result<(), Malformed> {
    let start = head.iter().position(|byte| !ACKNOWLEDGE.contains(byte)).unwrap_or(head.len());
    let mut reader = Reader::new(head);
    reader.skip(start, "acknowledgement")?;
    let (first, length, text) = (reader.u8("SOH")?, reader.array::<5>("length")?, reader.u8("STX")?);
    let fits = first == SOH && text == STX && length.iter().all(u8::is_ascii_digit) && head.ends_with(ADDRESS);
    if fits { Ok(()) } else { Err(Malformed("head")) }
}

/// Whether a request has C's directive to write (CVE-2021-33886), or two to read: no word of the specification has one.
fn has_directive(record: &[u8]) -> bool {
    let directives = memchr::memchr_iter(b'%', record).filter_map(|at| {
        let length = record.get(at.saturating_add(1)..)?;
        let digits = length.iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'$' | b'h' | b'l')).count();
        length.get(digits).copied().filter(|kind| matches!(kind, b'n' | b'p' | b's' | b'x' | b'X'))
    });
    directives.fold(0_u32, |sum, kind| sum.saturating_add(if kind == b'n' { 2 } else { 1 })) >= 2
}

/// A record: time, place, parameter, value. Its name tells whether its characters are stuffed.
fn says_record(record: &[u8], pumps: &mut Vec<Pump>, emit: &mut Emit<'_>) {
    let mut fields = record.splitn(4, |byte| *byte == b',');
    let (Some(_), Some(place), Some(name), Some(value)) = (fields.next(), fields.next(), fields.next(), fields.next()) else {
        return;
    };
    let plain = unstuffed(name);
    let is_stuffed = plain.bytes() != name;
    let parameter = if is_stuffed { plain.bytes() } else { name };
    let value = if is_stuffed { unstuffed(value) } else { raw(value) };
    match parameter {
        b"COMSERIALNO" => emit.says(emit.server(), Property::BedsideModuleSerial, value.bytes()),
        b"COMSWVERSION" => emit.says(emit.server(), Property::SoftwareVersion, value.bytes()),
        b"GNMODEL" | b"GNNEW" => {
            if let Some(pump) = pump(place, pumps) {
                pump.learns(Text::from_wire(value.bytes()), |pump| &mut pump.kind);
            }
        }
        b"INSERNUM" => {
            if let Some(pump) = pump(place, pumps) {
                pump.learns(Text::from_wire(value.bytes()), |pump| &mut pump.serial);
            }
        }
        _ => {}
    }
}

/// Character stuffing (specification, page 12): `D` is sent as `EX`, `E` as `EE`, and so in lower case.
fn unstuffed(text: &[u8]) -> Scratch {
    let mut out = Scratch::new();
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        let (meant, behind) = match rest {
            [b'E', b'X', behind @ ..] => (b'D', behind),
            [b'E', b'E', behind @ ..] => (b'E', behind),
            [b'e', b'x', behind @ ..] => (b'd', behind),
            [b'e', b'e', behind @ ..] => (b'e', behind),
            _ => (*byte, after),
        };
        out.push(meant);
        rest = behind;
    }
    out
}

fn raw(text: &[u8]) -> Scratch {
    let mut out = Scratch::new();
    out.text(text);
    out
}

/// The pump at a place: `501`, the pillar, the slot in base 36.
fn pump<'a>(place: &[u8], pumps: &'a mut Vec<Pump>) -> Option<&'a mut Pump> {
    let place = u32::from_str_radix(std::str::from_utf8(place).ok()?, 36).ok()?;
    let known = pumps.iter().position(|pump| pump.place == place);
    if known.is_none() && pumps.len() < MAX_PUMPS {
        pumps.push(Pump { place, kind: None, serial: None, news: false });
    }
    match known {
        Some(at) => pumps.get_mut(at),
        None => pumps.last_mut().filter(|pump| pump.place == place),
    }
}

impl Pump {
    fn learns(&mut self, value: Option<Text>, field: impl Fn(&mut Self) -> &mut Option<Text>) {
        if value.is_some() && *field(self) != value {
            *field(self) = value;
            self.news = true;
        }
    }

    /// Tells of the pump as equipment, since the address is the module's.
    fn says(&mut self, emit: &mut Emit<'_>) {
        if !std::mem::take(&mut self.news) {
            return;
        }
        let mut parts: Vec<(Property, Text)> = self.serial.iter().map(|serial| (Property::Serial, serial.clone())).collect();
        if let Some(kind) = &self.kind {
            let product = PRODUCTS.iter().find(|(start, _)| kind.as_str().as_bytes().starts_with(start));
            let model = product.and_then(|(_, name)| Text::new(name)).unwrap_or_else(|| kind.clone());
            parts.push((Property::Model, model));
            parts.push((Property::BedsidePartNumber, kind.clone()));
        }
        emit.equipment(emit.server(), parts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    const CLIENT: &str = "00:00:00:00:00:0c 10.0.0.1 -";
    const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";

    fn frame(body: &str) -> Vec<u8> {
        [
            b"\x01".to_vec(),
            format!("{:05}", body.len() + 14).into_bytes(),
            b"\x02".to_vec(),
            body.into(),
            b"\x0300061\x04".to_vec(),
        ]
        .concat()
    }

    fn facts(exchange: &[(Side, &[u8])]) -> Vec<String> {
        let facts = observe_stream_in_pieces(&PROTOCOL, exchange);
        assert!(!facts.concat().contains("CANARY"), "{facts:?}");
        facts
    }

    #[test]
    fn a_rack_tells_its_pumps_and_no_patient() {
        let request = frame("1/1/1>MEEM:GEET");
        let answer = frame(
            "CANARY/1/1>10,50100,COMSEERIALNO,4433EX\x1e10,50100,COMSWVEERSION,012U\x1e10,50111,GNNEEW,688K03\x1e\
             10,50111,PATIEX,CANARY\x1e10,50111,INSEERNUM,1122\x1e10,5011A,GNMOEXEEL,999X\x1e10,5011A,INSOL,CANARY",
        );
        let answer = [b"\x06", &answer[..]].concat();
        let expected = [
            format!("{CLIENT} network_role=device_data_collector"),
            format!("{SERVER} bedside.message=pump data"),
            format!("{SERVER} bedside.module_serial=4433D"),
            format!("{SERVER} software_version=012U"),
            format!("{SERVER} equipment model=\"Perfusor Space\" serial=\"1122\" bedside.part_number=\"688K03\""),
            format!("{SERVER} equipment model=\"999X\" bedside.part_number=\"999X\""),
        ];
        let mut said = facts(&[(Side::Client, &request), (Side::Server, &answer)]);
        said.iter_mut().for_each(|fact| *fact = fact.replace("Text(", "").replace(')', ""));
        assert_eq!(said, expected);
    }

    #[test]
    fn frames_without_stuffing_and_unknown_words() {
        let answer = frame("Bed3/1/1>10,50111,GNMODEL,687K\x1e10,50111,INSERNUM,EE12\x1eodd\x1e1,2");
        let said = facts(&[(Side::Server, &answer)]);
        assert!(said[1].contains("Infusomat Space P") && said[1].contains("EE12"), "{said:?}");
        assert_eq!(said.len(), 2);
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Server, b"\x01x0031\x02Bed/1/1>")]), ["malformed head"]);
        let long = [frame("1/1/1>"), frame(&"x".repeat(600))].concat();
        assert_eq!(observe_stream(&PROTOCOL, &[(Side::Server, &long[..20])]).len(), 1);
    }

    #[test]
    fn recognises_the_address() {
        assert_eq!(guess_start(&PROTOCOL, b"\x0100031\x021/1/1>AEXMIN:ALIVEE\x03"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"\x06\x0100031\x02Bed/1/1>123,"), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"\x0100031\x021/1/1"), Guess::More);
        for other in
            [&b"\x0100031\x021/2/1>A"[..], b"\x01\x00", b"HTTP/1.1", b"\x0100031\x02aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]
        {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No);
        }
    }

    #[test]
    fn directives_in_a_request_are_told_and_a_share_of_a_hundred_is_not() {
        let told = |body: &str| facts(&[(Side::Client, &frame(body))]);
        assert_eq!(told("1/1/1>MEEM:%08x%08x")[1], format!("{CLIENT} sign=bcc_format_directive 10.0.0.2"));
        assert_eq!(told("1/1/1>MEEM:GEET%4$hn").len(), 2);
        assert_eq!([told("1/1/1>MEEM:GEET").len(), told("1/1/1>MEEM:50 % x").len(), told("1/1/1>MEEM:%s").len()], [1; 3]);
    }
}
