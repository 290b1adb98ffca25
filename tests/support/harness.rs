//! What is done with hostile bytes: one function a target, each of which panics when something is not as it must be.
//!
//! cargo-fuzz drives them for long (`fuzz/`), `tests/fuzz.rs` for a few seconds with a mutator of its own.

use std::io::Cursor;

use wardwatch::alert::Indicators;
use wardwatch::base::{Endpoint, MacAddr, Timestamp, Vlan};
use wardwatch::clinical::{FIELDS, Hours, Playbook, Zone};
use wardwatch::config::Config;
use wardwatch::exchange::fhir::Search;
use wardwatch::exchange::mapping::Mapping;
use wardwatch::exchange::{Item, csv, json};
use wardwatch::fingerprint::{Attribute, Fingerprints};
use wardwatch::inventory::DeviceId;
use wardwatch::observation::Observation;
use wardwatch::sensor::capture::{Capture, FileCapture};
use wardwatch::sensor::flow::{Budget, Half, Piece, Wish};
use wardwatch::sensor::protocols::{Attach, Emit, Entry, Next, PROTOCOLS, Protocol, Said, Side};
use wardwatch::sensor::wire::{LinkType, Packet, TcpFlags, decode};
use wardwatch::sensor::{Sensor, Settings};
use wardwatch::store::DeviceRow;
use wardwatch::transport;

/// A target.
pub type Target = fn(&[u8]);

/// Every target by its name, which is also that of its binary and of its corpus.
pub const TARGETS: &[(&str, Target)] = &[
    ("capture", capture),
    ("codec", codec),
    ("config", config),
    ("csv", csv),
    ("fhir_search", fhir_search),
    ("fields", fields),
    ("fingerprints", fingerprints),
    ("frames", frames),
    ("indicators", indicators),
    ("json", json),
    ("mapping", mapping),
    ("playbook", playbook),
    ("protocols", protocols),
    ("reassembly", reassembly),
    ("wire", wire),
];

const AT: Timestamp = Timestamp(1_700_000_000_000_000_000);

/// Small limits, so that they are reached.
const LIMITS: Settings = Settings {
    max_flows: 16,
    max_reassembly_bytes: 1 << 16,
    refresh_seconds: 300,
    said_bits: 8,
    tcp_idle_seconds: 600,
    idle_seconds: 60,
    batch_items: 64,
    batch_milliseconds: 400,
};

/// A capture file, through the whole sensor.
pub fn capture(bytes: &[u8]) {
    let size = bytes.len() as u64;
    let mut sensor = Sensor::new(0, LIMITS);
    if let Ok(mut capture) = FileCapture::read(Box::new(Cursor::new(bytes.to_vec())), Some(size)) {
        loop {
            match capture.frames() {
                Ok(frames) if !frames.is_empty() => sensor.frames(frames, drop),
                _ => break,
            }
        }
    }
    sensor.finish(Some);
    let counters = sensor.counters();
    assert!(counters.panics.is_empty(), "panic in {:?}", counters.panics);
    assert_eq!(counters.received, counters.decoded + counters.undecodable + counters.unread, "frames unaccounted for");
}

/// Ethernet frames, each behind its length in two bytes, through the whole sensor.
pub fn frames(bytes: &[u8]) {
    // Magic of microseconds, version 2.4, no zone, a snap length, Ethernet.
    let mut file = vec![0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0, 0];
    let (mut rest, mut seconds) = (bytes, 1_700_000_000_u32);
    while let Some(([low, high], more)) = rest.split_first_chunk::<2>() {
        let frame = &more[..usize::from(u16::from_le_bytes([*low, *high])).min(more.len())];
        let length = (frame.len() as u32).to_le_bytes();
        for word in [seconds.to_le_bytes(), [0; 4], length, length] {
            file.extend(word);
        }
        file.extend(frame);
        (rest, seconds) = (&more[frame.len()..], seconds + 7);
    }
    capture(&file);
}

/// One frame, of the link type that the first byte says.
pub fn wire(bytes: &[u8]) {
    let Some((kind, frame)) = bytes.split_first() else { return };
    let known: Vec<LinkType> = (0..300).map(LinkType).filter(|link| link.is_known()).collect();
    if let Ok(packet) = decode(known[usize::from(*kind) % known.len()], frame, AT) {
        assert!(packet.payload.len() <= packet.segment.len().max(packet.network.len()), "a payload longer than its packet");
    }
}

/// The first byte says which protocol, the second how it is addressed; `FUZZ_PROTOCOL` says the first one better.
pub fn protocols(bytes: &[u8]) {
    let Some(([which, how], rest)) = bytes.split_first_chunk::<2>() else { return };
    let protocol = match std::env::var("FUZZ_PROTOCOL") {
        Ok(name) if !name.is_empty() => {
            PROTOCOLS.iter().find(|protocol| protocol.name == name).expect("FUZZ_PROTOCOL is no protocol")
        }
        _ => PROTOCOLS[usize::from(*which) % PROTOCOLS.len()],
    };
    match protocol.entry {
        Entry::Packet(read) => packet(protocol, read, *how, rest),
        Entry::Stream(make) => stream(protocol, make, rest),
    }
}

type ReadPacket = fn(&Packet<'_>, &mut Emit<'_>) -> Result<(), wardwatch::sensor::reader::Malformed>;
type MakeStream = fn() -> Box<dyn wardwatch::sensor::protocols::Stream>;

fn packet(protocol: &Protocol, read: ReadPacket, how: u8, rest: &[u8]) {
    // An empty IPv4 datagram; everything else is put in place below.
    let header = [0x45, 0, 0, 20, 0, 0, 0, 0, 64, 253, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2];
    let mut packet = decode(LinkType::RAW, &header, AT).expect("an IP header");
    let port = protocol.attach.iter().find_map(|attach| match attach {
        Attach::Udp(port) => Some(*port),
        _ => None,
    });
    let far = if how & 1 == 0 { 50_000 } else { port.unwrap_or(50_001) };
    (packet.source_port, packet.destination_port) = (far, port.unwrap_or(50_002));
    if how & 2 != 0 {
        std::mem::swap(&mut packet.source_port, &mut packet.destination_port);
    }
    if how & 4 != 0 {
        (packet.ip_version, packet.source_ip, packet.destination_ip) = (6, 0xfe80 << 112 | 1, 0xff02 << 112 | 1);
    }
    packet.hop_limit = [64, 1, 255, 128][usize::from(how >> 3) % 4];
    packet.source_mac = MacAddr([0, 9, 0xfb, 0, 0, 1]);
    packet.destination_mac = MacAddr([0, 9, 0xfb, 0, 0, 2]);
    packet.tcp.flags = TcpFlags(if how & 32 == 0 { TcpFlags::SYN } else { TcpFlags::SYN | TcpFlags::ACK });
    packet.ip_length = 20 + rest.len() as u32;
    (packet.network, packet.segment, packet.payload, packet.tcp.options) = (rest, rest, rest, &rest[..rest.len().min(40)]);
    let (mut said, mut out) = (Said::new(8, 60), Vec::new());
    for attach in protocol.attach {
        if let Attach::UdpStart(knows) = attach {
            let _ = knows(rest);
        }
    }
    let mut emit = Emit::new(AT, protocol.name, packet.source(), packet.destination(), &mut said, &mut out);
    let _ = read(&packet, &mut emit);
    modest(protocol, &out, rest.len());
}

/// Pieces of a connection: two bytes say who sends (bit 15), whether it is lost (bit 14), and how long it is.
fn stream(protocol: &Protocol, make: MakeStream, rest: &[u8]) {
    let ip = |last: u8| Some(std::net::IpAddr::from([10, 0, 0, last]));
    let end = |last: u8| Endpoint { mac: Some(MacAddr([0, 9, 0xfb, 0, 0, last])), ip: ip(last), vlan: Vlan::NONE };
    let (mut said, mut out, mut reader) = (Said::new(8, 60), Vec::new(), make());
    let (mut skip, mut rest, mut is_first) = ([0_u64; 2], rest, true);
    while let Some(([low, high], more)) = rest.split_first_chunk::<2>() {
        let word = u16::from_le_bytes([*low, *high]);
        let side = if word & 0x8000 == 0 { Side::Client } else { Side::Server };
        let left = &mut skip[usize::from(side == Side::Server)];
        let length = usize::from(word & 0x3fff);
        let next = if word & 0x4000 != 0 {
            rest = more;
            let missing = (length as u64).saturating_sub(*left);
            *left = left.saturating_sub(length as u64);
            if missing > 0 { reader.gap(side, missing) } else { Next::More }
        } else {
            let (bytes, more) = more.split_at(length.min(more.len()));
            rest = more;
            let passed = (*left).min(bytes.len() as u64);
            *left -= passed;
            let bytes = &bytes[passed as usize..];
            if bytes.is_empty() {
                continue;
            }
            for attach in protocol.attach {
                if let Attach::TcpStart(guess) = attach {
                    let _ = guess(bytes);
                }
            }
            let emit = Emit::new(AT, protocol.name, end(1), end(2), &mut said, &mut out);
            match reader.data(side, bytes, &mut emit.with_start(is_first)) {
                Ok(next) => next,
                Err(_) => break,
            }
        };
        is_first = false;
        match next {
            Next::More => {}
            Next::Skip(count) => *left = left.saturating_add(count),
            Next::Done => break,
        }
    }
    modest(protocol, &out, rest.len().max(1 << 16));
}

/// Nothing is said more often than there are bytes.
fn modest(protocol: &Protocol, out: &[Observation], bytes: usize) {
    assert!(out.len() <= 64 + bytes, "{}: {} observations from {bytes} bytes", protocol.name, out.len());
    assert!(out.iter().all(|one| one.protocol == protocol.name), "{} speaks for another", protocol.name);
}

/// Segments of a stream whose bytes are known by their place: what is handed on is that stream, in order, holes named.
pub fn reassembly(bytes: &[u8]) {
    let truth = |place: u64| (place.wrapping_mul(0x9e37_79b9) >> 13) as u8;
    let (mut half, mut budget) = (Half::default(), Budget::new(4096));
    let Some((first, mut rest)) = bytes.split_first_chunk::<4>() else { return };
    let start = u32::from_le_bytes(*first);
    half.start(start);
    let mut at = 0_u64;
    let mut reader = |piece: Piece<'_>| {
        match piece {
            Piece::Data(data) => {
                for byte in data {
                    assert_eq!(*byte, truth(at), "byte {at} is another");
                    at += 1;
                }
                // Now and then a reader jumps.
                if data.len() % 61 == 60 {
                    at += 17;
                    return Wish::Skip(17);
                }
            }
            Piece::Gap(missing) => at += missing,
        }
        Wish::More
    };
    while let Some(([a, b, length, what], more)) = rest.split_first_chunk::<4>() {
        rest = more;
        let place = u64::from(u16::from_le_bytes([*a, *b]));
        let sequence = start.wrapping_add(place as u32);
        let payload: Vec<u8> = (place..place + u64::from(*length)).map(truth).collect();
        match what % 8 {
            0 => drop(half.acknowledged(sequence, &mut budget, &mut reader)),
            1 => drop(half.segment(sequence, &payload, u32::from(*what), &mut budget, &mut reader)),
            _ => drop(half.segment(sequence, &payload, 0, &mut budget, &mut reader)),
        }
    }
    half.flush(&mut budget, &mut reader);
    assert!(!half.is_waiting(), "something waits behind the end");
}

/// A batch: what was understood is written so that it is understood the same.
pub fn codec(bytes: &[u8]) {
    let Ok(decoded) = transport::decode(bytes) else { return };
    let again = transport::decode(&transport::encode(&decoded.batch)).expect("what was written is read");
    assert_eq!((again.batch, again.unknown), (decoded.batch, 0));
}

/// The configuration.
pub fn config(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(error) = Config::parse("w.toml", text) {
        one_line(&error.to_string());
    }
}

/// A table of a CMMS: written again it is read the same.
pub fn csv(bytes: &[u8]) {
    let Some((delimiter, bytes)) = bytes.split_first() else { return };
    let delimiter = [b',', b';', b'\t', b'|'][usize::from(*delimiter) % 4];
    match csv::read(bytes, delimiter) {
        Err(error) => one_line(&error.to_string()),
        Ok(sheet) => {
            let head: Vec<&str> = sheet.head.iter().map(String::as_str).collect();
            let rows: Vec<Vec<String>> = sheet.rows.iter().map(|(_, row)| row.clone()).collect();
            let text = csv::table(&head, rows.clone()).expect("what was read can be written");
            let again = csv::read(text.as_bytes(), b',').expect("what was written is read");
            let read: Vec<Vec<String>> = again.rows.into_iter().map(|(_, row)| row).collect();
            assert_eq!((again.head, read), (sheet.head, rows));
        }
    }
}

/// A mapping, a zero byte, and a table that it is used on.
pub fn mapping(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let (Some(text), table) = (parts.next(), parts.next().unwrap_or_default()) else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let sheet = csv::read(table, b',').unwrap_or_default();
    let rows = sheet.rows.len();
    let mapping = match Mapping::read("m.toml", text) {
        Ok(mapping) => mapping,
        Err(error) => {
            one_line(&error.to_string());
            Mapping::own()
        }
    };
    let read = mapping.rows(&sheet);
    assert_eq!(read.rows.len() + read.skipped, rows, "rows unaccounted for");
}

/// The query of a FHIR search.
pub fn fhir_search(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let pairs: Vec<(&str, &str)> = text.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let Ok(search) = Search::read(pairs) else { return };
    let items = [item(1), item(2)];
    let (total, page, _) = search.page(&items);
    assert!(page.len() <= total && total <= items.len());
}

fn item(number: u32) -> Item {
    let text = |text: &str| wardwatch::base::Text::new(text).expect("text");
    Item::new(DeviceRow {
        id: DeviceId(u64::from(number)),
        aliases: Vec::new(),
        macs: vec![MacAddr([0, 9, 0xfb, 0, 0, number as u8])],
        ips: vec![[10, 0, 0, number as u8].into()],
        former_ips: Vec::new(),
        vlans: Vec::new(),
        hostnames: vec![text("ct-1")],
        ae_titles: vec![text("CT1")],
        attributes: vec![(Attribute::Category, text("ct"), 0.9, false), (Attribute::Serial, text("4711"), 0.9, false)],
        services: Vec::new(),
        gateway: false,
        passes_on: false,
        first: AT,
        last: AT,
    })
}

/// A field of the clinical record, chosen by the first byte: what was taken is taken again as it is. And hours, and zones.
pub fn fields(bytes: &[u8]) {
    let Some((which, text)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let field = &FIELDS[usize::from(*which) % FIELDS.len()];
    if let Ok(value) = field.read(text) {
        assert_eq!(field.read(&value).ok().as_ref(), Some(&value), "{} of {text:?}", field.slug);
    }
    if let Ok(hours) = Hours::read(text) {
        let again = Hours::read(hours.as_str()).expect("hours as they are shown");
        assert_eq!(hours.include(AT, &Zone::default()), again.include(AT, &Zone::default()));
    }
    let _ = Zone::named(text);
}

/// A table of fingerprints.
pub fn fingerprints(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Fingerprints::read([("own.toml".to_owned(), text.to_owned())]) {
        Ok(fingerprints) => drop(fingerprints.faults()),
        Err(errors) => errors.iter().for_each(|error| one_line(&error.to_string())),
    }
}

/// A playbook.
pub fn playbook(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Playbook::parse("p.toml", text) {
        Ok(playbook) => drop(playbook.plan_for("ct")),
        Err(error) => one_line(&error.to_string()),
    }
}

/// A list of indicators of compromise.
pub fn indicators(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let indicators = Indicators::parse(text);
    for line in text.lines() {
        let _ = (indicators.name_of(line), indicators.has_fingerprint(line));
    }
}

/// An export of devices.
pub fn json(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = json::read(text);
}

/// An error is told in one line.
fn one_line(error: &str) {
    assert!(error.lines().count() == 1, "an error of several lines: {error:?}");
}
