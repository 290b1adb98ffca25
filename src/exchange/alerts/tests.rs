//! Hostile strings through every format: exactly one record each, which reads back the same. The readers here are written
//! from the documents of the formats, apart from the writers.

use std::collections::BTreeMap;

use serde_json::Value;

use super::syslog::{Facility, counted, frame};
use super::*;
use crate::alert::{Proof, Verdict};
use crate::exchange::item::tests::pump;
use crate::inventory::DeviceId;

/// What would like to end a record, a field or a header, or to begin one.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\t",
    "\u{b}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{1b}[2J",
    "|",
    "\\",
    "\\\\",
    "\\n",
    "=",
    "\\=",
    "\"",
    "\\\"",
    "]",
    "[",
    "\\]",
    "}",
    "{",
    "\",\"id\":\"x",
    " src=1.2.3.4",
    " msg=",
    "cs1=",
    "\tsev=10",
    "CEF:0|a|b|c|d|e|10|",
    "LEEF:2.0|",
    "<0>1 - - - - - - x",
    "12 <34>1 ",
    " - - ",
    "\u{feff}",
    "\u{202e}",
    "\u{1f489}",
    "e\u{301}",
    "\u{10ffff}",
    "<script>alert(1)</script>",
    "${jndi:ldap://x}",
    "%s%n",
    "'; DROP TABLE alerts;--",
    "  ",
    "a",
    "Z",
    "7",
    "null",
    "x09|",
    "\u{7f}",
    "\u{0}end",
];

/// Random numbers (xorshift64*), the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap() % most
    }

    /// A string that would like to be more than one.
    fn hostile(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(6) {
            match self.below(12) {
                0 => text.extend(char::from_u32(u32::try_from(self.below(0x11_0000)).unwrap())),
                1 => text.push_str(&"long ".repeat(self.below(80))),
                _ => text.push_str(PARTS[self.below(PARTS.len())]),
            }
        }
        text
    }
}

/// An alert whose every string is hostile; how many those are.
fn alert(random: &mut Random) -> (Alert, usize) {
    let mut count = 0;
    let mut text = || {
        count += 1;
        random.hostile()
    };
    let mut made = super::sample(Timestamp(0));
    (made.summary, made.route_reason, made.key) = (text(), text(), text());
    (made.peer, made.baseline, made.note, made.author) = (Some(text()), Some(text()), Some(text()), Some(text()));
    made.evidence = (0..3).map(|at| Proof { at: Timestamp(at), text: text(), community_id: Some("1:x=".to_owned()) }).collect();
    made.id = AlertId(u64::try_from(random.below(1 << 30)).unwrap());
    made.kind = Kind::ALL[random.below(Kind::ALL.len())];
    made.severity = Severity::ALL[random.below(Severity::ALL.len())];
    made.route = Route::ALL[random.below(Route::ALL.len())];
    made.state = State::ALL[random.below(State::ALL.len())];
    made.verdict = Some(Verdict::Benign);
    made.device = Some(DeviceId(31));
    made.device_ips = vec!["10.0.0.1".parse().unwrap(), "fd00::1".parse().unwrap()];
    made.device_macs = vec![crate::base::MacAddr([0, 1, 2, 3, 4, 5])];
    made.techniques = &["T1046", "T1021.001"];
    (made, count)
}

/// A line of CEF: the seven parts of the header, and the fields.
fn read_cef(line: &str) -> (Vec<String>, BTreeMap<String, String>) {
    let mut header = vec![String::new()];
    let mut chars = line.char_indices();
    let mut rest = "";
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => header.last_mut().unwrap().push(chars.next().unwrap().1),
            '|' if header.len() == 7 => {
                rest = &line[at + 1..];
                break;
            }
            '|' => header.push(String::new()),
            c => header.last_mut().unwrap().push(c),
        }
    }
    // A key is what stands before an `=` that is not escaped, back to the space before it.
    let bytes = rest.as_bytes();
    let is_escaped = |at: usize| bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
    let signs: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'=' && !is_escaped(*at)).collect();
    let starts: Vec<usize> = signs.iter().map(|sign| rest[..*sign].rfind(' ').map_or(0, |space| space + 1)).collect();
    let mut fields = BTreeMap::new();
    for (place, (start, sign)) in starts.iter().zip(&signs).enumerate() {
        let end = starts.get(place + 1).map_or(rest.len(), |next| next - 1);
        let mut value = String::new();
        let mut chars = rest[sign + 1..end].chars();
        while let Some(c) = chars.next() {
            value.push(match c {
                '\\' => match chars.next().unwrap() {
                    'n' => '\n',
                    'r' => '\r',
                    other => other,
                },
                c => c,
            });
        }
        assert!(fields.insert(rest[*start..*sign].to_owned(), value).is_none(), "a key twice: {line:?}");
    }
    (header, fields)
}

fn read_leef(line: &str) -> (Vec<&str>, BTreeMap<&str, &str>) {
    let parts: Vec<&str> = line.splitn(7, '|').collect();
    let fields: Vec<(&str, &str)> = parts[6].split('\t').map(|field| field.split_once('=').unwrap()).collect();
    let map: BTreeMap<&str, &str> = fields.iter().copied().collect();
    assert_eq!(map.len(), fields.len(), "a key twice: {line:?}");
    (parts, map)
}

/// A frame of RFC 5424: the parts of the header, the parameters of its one element, the message.
fn read_frame(frame: &str) -> (Vec<&str>, BTreeMap<String, String>, &str) {
    let mut parts: Vec<&str> = frame.splitn(7, ' ').collect();
    let (id, mut rest) = parts.pop().unwrap().strip_prefix('[').unwrap().split_once(' ').unwrap();
    assert_eq!(parts.len(), 6);
    assert!(id.contains('@'));
    let mut fields = BTreeMap::new();
    loop {
        let (name, value) = rest.split_once("=\"").unwrap();
        let (mut text, mut chars) = (String::new(), value.char_indices());
        let end = loop {
            match chars.next().unwrap() {
                (_, '\\') => text.push(chars.next().unwrap().1),
                (at, '"') => break at,
                (_, c) => {
                    assert_ne!(c, ']', "a bracket is escaped");
                    text.push(c);
                }
            }
        };
        assert!(fields.insert(name.to_owned(), text).is_none());
        rest = &value[end + 1..];
        if let Some(message) = rest.strip_prefix("] ") {
            return (parts, fields, message);
        }
        rest = rest.strip_prefix(' ').unwrap();
    }
}

/// What a CEF value may keep of a text: line ends are escaped, other control characters are spaces.
fn cef_text(text: &str) -> String {
    let wild = |c: char| (c.is_control() && c != '\n' && c != '\r') || matches!(c, '\u{2028}' | '\u{2029}');
    text.replace(wild, " ").trim().to_owned()
}

/// Writes one alert in every format and reads each back.
fn prove(told: &Told<'_>) {
    let alert = told.alert;
    let strings = [&alert.summary, alert.peer.as_ref().unwrap(), alert.baseline.as_ref().unwrap()];
    for format in Format::ALL {
        let line = format.write(told, Cut::NONE);
        let ends = |c: char| matches!(c, '\n' | '\r' | '\0' | '\u{b}' | '\u{c}');
        assert!(!line.contains(ends), "{format:?} is one line: {line:?}");
        let parse = || serde_json::from_str::<Value>(&line).unwrap();
        match format {
            Format::Json => {
                let read = parse();
                assert_eq!([&read["summary"], &read["peer"], &read["baseline"]], strings.map(String::as_str));
                let texts: Vec<&str> =
                    read["evidence"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
                assert!(texts.iter().zip(&alert.evidence).all(|(text, proof)| *text == proof.text) && texts.len() == 3);
                assert_eq!((read["uid"].as_str(), read["id"].as_str()), (Some(&*told.uid()), Some(&*alert.id.to_string())));
            }
            Format::Ocsf => {
                let read = parse();
                assert_eq!(
                    [&read["message"], &read["unmapped"]["peer"], &read["unmapped"]["baseline"]],
                    strings.map(String::as_str)
                );
                assert_eq!(read["type_uid"], 200_400 + read["activity_id"].as_i64().unwrap());
            }
            Format::Ecs => {
                let read = parse();
                assert_eq!(
                    [&read["message"], &read["wardwatch"]["peer"], &read["wardwatch"]["baseline"]],
                    strings.map(String::as_str)
                );
            }
            Format::Eve => {
                let read = parse();
                assert!(read["alert"]["signature"].as_str().unwrap().ends_with(&alert.summary));
                assert_eq!(read["alert"]["metadata"]["wardwatch_peer"][0], *strings[1].as_str());
            }
            Format::Cef => {
                let (header, fields) = read_cef(&line);
                assert_eq!((header.len(), header[0].as_str(), header[4].as_str()), (7, "CEF:0", alert.kind.slug()));
                assert_eq!(header[5], tame(&alert.summary), "{line:?}");
                for (key, text) in [("msg", strings[0]), ("cs3", strings[1]), ("cs6", strings[2])] {
                    let kept = cef_text(text);
                    assert_eq!(fields.get(key).map(String::as_str), Some(&*kept).filter(|kept| !kept.is_empty()), "{line:?}");
                }
                assert_eq!(fields["externalId"], told.uid());
            }
            Format::Leef => {
                let (header, fields) = read_leef(&line);
                assert_eq!((header[0], header[4], header[5]), ("LEEF:2.0", alert.kind.slug(), "x09"));
                for (key, text) in [("summary", strings[0]), ("peer", strings[1]), ("baseline", strings[2])] {
                    let kept = tame(text);
                    assert_eq!(fields.get(key).copied(), Some(kept.trim()).filter(|kept| !kept.is_empty()), "{line:?}");
                }
            }
        }
        prove_frame(told, *format, &line);
    }
}

fn prove_frame(told: &Told<'_>, format: Format, line: &str) {
    let whole = frame(told, format, Facility::AUTH, usize::MAX);
    let (parts, fields, message) = read_frame(&whole);
    assert!(parts[0].ends_with(">1") && parts[2].chars().all(|c| c.is_ascii_graphic()));
    assert_eq!((parts[5], fields["uid"].as_str(), message), (told.alert.kind.slug(), &*told.uid(), line));
    let counted = counted(&whole);
    let space = counted.iter().position(|byte| *byte == b' ').unwrap();
    let length: usize = std::str::from_utf8(&counted[..space]).unwrap().parse().unwrap();
    assert_eq!(counted.len(), space + 1 + length);
    let short = frame(told, format, Facility::AUTH, 1400);
    let (_, fields, message) = read_frame(&short);
    assert_eq!(fields["uid"], told.uid());
    if short.len() < whole.len() && matches!(format, Format::Json | Format::Ocsf | Format::Ecs) {
        let read: Value = serde_json::from_str(message).unwrap();
        let said = [&read["truncated"], &read["unmapped"]["truncated"], &read["wardwatch"]["truncated"]];
        assert!(said.iter().any(|said| **said == true) || told.alert.summary.chars().count() <= 30);
    }
}

/// So many hostile strings through every format.
fn run(strings: usize) {
    let mut random = Random(0x5eed_cafe_f00d_0001);
    let mut device = pump();
    let mut done = 0;
    while done < strings {
        let (alert, count) = alert(&mut random);
        let host = random.hostile();
        device.record.insert("hostname".to_owned(), random.hostile());
        done += count + 2;
        prove(&Told { alert: &alert, device: Some(&device), change: 7, host: &host, now: Timestamp(1_700_000_000_123_456_789) });
    }
}

#[test]
fn hostile_strings_stay_one_record() {
    run(20_000);
}

#[test]
#[ignore = "minutes; `make formats` runs it"]
fn a_million_hostile_strings_stay_one_record() {
    run(1_000_000);
}

#[test]
fn long_alerts_are_cut_and_say_so() {
    let (mut alert, _) = alert(&mut Random(3));
    alert.summary = "\u{e9}".repeat(5000);
    let told = Told { alert: &alert, device: None, change: 1, host: "h", now: Timestamp(0) };
    for format in Format::ALL {
        let line = frame(&told, *format, Facility::AUTH, 2048);
        assert!(line.len() <= 4096 && line.contains(&told.uid()), "{format:?} {}", line.len());
    }
    let line = frame(&told, Format::Cef, Facility::AUTH, 2048);
    assert!(line.len() <= 2048, "{}", line.len());
}

#[test]
fn a_soc_reads_what_it_must_not_overlook() {
    let mut alert = super::sample(Timestamp(0));
    alert.context = None;
    let told = Told { alert: &alert, device: Some(&pump()), change: 1, host: "ward", now: Timestamp(0) };
    assert!(digest::subject(&told).starts_with("INFO policy_violation on PLUM-7741: This is a test"));
    assert!(digest::paragraph(&told).contains("\n  Device: ICU Medical Plum 360 PLUM-0007741\n"));
    assert_eq!(tame("a\r\nb\u{2028}c"), "a  b c");
}
