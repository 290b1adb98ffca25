//! HL7 version 2 over MLLP, or bare: which application talks to which, and the equipment its messages report.
//!
//! Invariant: of a message only the fields on the allow-list of `scan.rs` are ever held; every other segment and field,
//! the patient's first of all, is passed over where it lies.

mod scan;
mod segments;
mod udi;

use scan::Scanner;
use segments::Speaker;

use super::{Attach, Emit, Entry, Guess, Next, Protocol, Side, Stream};
use crate::sensor::reader::Malformed;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "hl7",
    spec: "HL7 v2.8.2 chapters 2, 7, 13; MLLP release 1; IHE PCD TF-2",
    attach: &[Attach::Tcp(2575), Attach::Tcp(6661), Attach::TcpStart(guess)],
    entry: Entry::Stream(|| Box::new(Hl7::default())),
};

/// MLLP start of block; some senders leave it out.
const START_OF_BLOCK: u8 = 0x0b;
/// MLLP end of block, which a carriage return follows.
const END_OF_BLOCK: u8 = 0x1c;

/// Recognises a message, file or batch header with its encoding characters (2.14.9, 2.10.3).
fn guess(bytes: &[u8]) -> Guess {
    let message = bytes.strip_prefix(&[START_OF_BLOCK]).unwrap_or(bytes);
    let name = message.get(..3).unwrap_or(message);
    if ![&b"MSH"[..], b"FHS", b"BHS"].iter().any(|header| header.starts_with(name)) {
        return Guess::No;
    }
    let Some((&separator, fields)) = message.get(3..).and_then(<[u8]>::split_first) else { return Guess::More };
    if !is_delimiter(separator) {
        return Guess::No;
    }
    let encoding = fields.iter().take_while(|byte| is_delimiter(**byte) && **byte != separator).count();
    match fields.get(encoding) {
        None if encoding <= 5 => return Guess::More,
        Some(byte) if *byte == separator && (1..=5).contains(&encoding) => {}
        _ => return Guess::No,
    }
    if name != b"MSH" {
        return Guess::Client;
    }
    // MSH-9: only who accepts a connection answers with a bare acknowledgement.
    let line = fields.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let is_whole = line.len() < fields.len() || bytes.len() >= 512;
    match line.split(|byte| *byte == separator).nth(7) {
        Some([b'A', b'C', b'K', ..]) => Guess::Server,
        Some(kind) if kind.len() >= 3 => Guess::Client,
        _ if is_whole => Guess::Client,
        _ => Guess::More,
    }
}

fn is_delimiter(byte: u8) -> bool {
    byte.is_ascii_punctuation()
}

/// One TCP connection.
#[derive(Default)]
struct Hl7 {
    client: (Scanner, Speaker),
    server: (Scanner, Speaker),
}

impl Stream for Hl7 {
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed> {
        let ((scanner, speaker), other) = match side {
            Side::Client => (&mut self.client, &mut self.server.1),
            Side::Server => (&mut self.server, &mut self.client.1),
        };
        let subject = emit.of(side);
        scanner.read(bytes, &mut |part| speaker.take(part, other, subject, emit));
        Ok(Next::More)
    }

    fn gap(&mut self, side: Side, _missing: u64) -> Next {
        let (scanner, speaker) = side.of(&mut self.client, &mut self.server);
        scanner.lost();
        speaker.lost();
        Next::More
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

    const CLIENT: &str = "00:00:00:00:00:0c 10.0.0.1 -";
    const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";

    const OBSERVATION: &[u8] = b"\x0bMSH|^~\\&|GATEWAY^00A037009B000001^EUI-64|ICU|EHR^1.2.3^ISO|HOSP|20260101||ORU^R01^ORU_R01|1|P|2.6|||||||||IHE_PCD_001^IHE PCD^1.3.6.1.4.1.19376.1.6.1.1.1^ISO\r\
PID|||CANARY1^^^HOSP||SYNTHETIC^PATIENT CANARY||19700101|M\r\
PV1||I|CANARY WARD^1^2\r\
OBR|1||CANARY|196616^MDC_EVT_ALARM^MDC\r\
OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|CANARY||||||X|||||||00A037FFFE000001^MON^00A037FFFE000001^EUI-64\r\
OBX|2|NM|147842^MDC_ECG_HEART_RATE^MDC|1.1.1.1|CANARY 72|||||R|||||||00A037FFFE000001^MON^00A037FFFE000001^EUI-64\r\
NTE|1||CANARY\r\
PRT|1|UC||EQUIP^Equipment^HL70912|CANARY|||||(01)00643169001763(21)A213B1|||||CANARY\r\
PRT|2|UC||AP^Person^HL70912|CANARY^PERSON|||||CANARY^DEVICE\r\
\x1c\r";

    #[test]
    fn a_device_observation_and_its_acknowledgement() {
        let answer: &[u8] = b"\x0bMSH|^~\\&|||GATEWAY|ICU|2026||ACK^R01|2|P|2.6\rMSA|AA|1\r\x1c\r";
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, OBSERVATION), (Side::Server, answer)]);
        let client = [
            "hl7.application=GATEWAY^00A037009B000001^EUI-64",
            "hl7.facility=ICU",
            "hl7.version=2.6",
            "hl7.profile=1.3.6.1.4.1.19376.1.6.1.1.1",
            "hl7.message_sent=ORU^R01",
            "equipment hl7.equipment_id=\"00A037FFFE000001^MON^00A037FFFE000001^EUI-64\" hl7.device_type=\"69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS\"",
            "equipment serial=\"A213B1\" udi=\"(01)00643169001763(21)A213B1\" udi.di=\"00643169001763\"",
        ];
        let server = ["hl7.version=2.6", "hl7.message_accepted=ORU^R01", "hl7.application=EHR^1.2.3^ISO", "hl7.facility=HOSP"];
        let expected: Vec<_> = client.iter().map(|fact| format!("{CLIENT} {fact}")).collect();
        let expected = [expected, server.iter().map(|fact| format!("{SERVER} {fact}")).collect()].concat();
        assert_eq!(facts, expected);
    }

    #[test]
    fn patient_fields_are_never_said() {
        for size in [1, 7, 100, 2000] {
            let pieces: Vec<_> = OBSERVATION.chunks(size).map(|piece| (Side::Client, piece)).collect();
            assert!(!observe_stream(&PROTOCOL, &pieces).concat().contains("CANARY"), "in pieces of {size}");
        }
    }

    #[test]
    fn rows_that_identify_a_device_are_read_and_no_other_value_is() {
        // Of the shapes that gateways of Medfusion, SpacePlus and EV1000 send; values are invented.
        let message: &[u8] = b"MSH|^~\\&|GW|||ICU|2026||ORU^R01|1|P|2.6\r\
OBX|1|ST|69985^MDC_DEV_PUMP_INFUS_MDS^MDC|1.0.0.0|CANARY||||||X\r\
OBX|2|ST|67880^MDC_ATTR_ID_MODEL^MDC|1.0.0.1|manufacturer=Smiths Medical model=Medfusion 4000||||||R\r\
OBX|3|ST|67972^MDC_ATTR_SYS_ID^MDC|1.0.0.2|SYN1^Medfusion 4000^001A01FFFE000001^EUI-64||||||R\r\
OBX|4||70067^MDC_DEV_PUMP_INFUS_LVP_VMD^MDC|1.1.0.0|||||||X\r\
OBX|5|ST|67972^MDC_ATTR_SYS_ID^MDC|1.1.0.9|SYN2||||||F\r\
OBX|6|ST|184520^MDC_PUMP_DRUG_LIBRARY_NAME^MDC|1.1.0.1|CANARY||||||R\r\
OBX|7|ST|67880^MDC_ATTR_ID_MODEL^MDC|1.1.0.8|B Braun SpacePlus Infusomat||||||F\r\
OBX|8|NM|157784^MDC_FLOW_FLUID_PUMP^MDC|1.1.1.1|CANARY||||||R\r\
OBX|9|ST|531975^MDC_ID_PROD_SPEC_SW^MDC|1.2.0.1|01.09\\T\\02||||||R\r\
OBX|10|ST|531975^CANARY^L|1.2.0.1|CANARY||||||R\r\x1c\r";
        let expected = [
            "hl7.device_type=\"69985^MDC_DEV_PUMP_INFUS_MDS\" manufacturer=\"Smiths Medical\" model=\"Medfusion 4000\" \
             hl7.equipment_id=\"SYN1^Medfusion 4000^001A01FFFE000001^EUI-64\"",
            "model=\"B Braun SpacePlus Infusomat\" hl7.equipment_id=\"SYN2\"",
            "software_version=\"01.09&02\"",
        ];
        for size in [1, 7, 100, 2000] {
            let pieces: Vec<_> = message.chunks(size).map(|piece| (Side::Client, piece)).collect();
            let facts = observe_stream(&PROTOCOL, &pieces);
            let said = facts.iter().filter_map(|fact| fact.split_once(" equipment ").map(|(_, said)| words(said)));
            assert_eq!(said.collect::<Vec<_>>(), expected.map(words), "in pieces of {size}");
            assert!(!facts.concat().contains("CANARY"), "in pieces of {size}");
        }
    }

    /// The parts of a description in whatever order they are told.
    fn words(said: &str) -> Vec<String> {
        let mut parts: Vec<String> = said.split("\" ").map(|part| part.trim_end_matches('"').to_owned()).collect();
        parts.sort();
        parts
    }

    #[test]
    fn odd_separators_line_feeds_and_batches() {
        let message: &[u8] =
            b"FHS|^~\\&|X\nBHS|^~\\&|X\nMSH$%!?*$LAB%1$$$$$$OUL%R22$1$P$2.5\nEQU$ANALYSER%7$2026\nPID$$$CANARY\n";
        let more: &[u8] = b"MSH|^~\\&|LAB2||||||OUL^R22|1|P|2.5\n";
        let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, message), (Side::Client, more)]);
        let said: Vec<_> = facts.iter().map(|fact| fact.strip_prefix(CLIENT).unwrap().trim()).collect();
        let expected = [
            "hl7.application=LAB^1",
            "hl7.version=2.5",
            "hl7.message_sent=OUL^R22",
            "equipment hl7.equipment_id=\"ANALYSER^7\"",
            "hl7.application=LAB2",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_huge_value_is_passed_over_and_a_gap_ends_at_the_next_message() {
        let mut huge = OBSERVATION[..OBSERVATION.len() - 2].to_vec();
        huge.extend_from_slice(b"OBX|3|ED|1^PDF||");
        huge.extend(std::iter::repeat_n(b'A', 3_000_000));
        huge.extend_from_slice(b"|||||||||||||PUMP-9\r\x1c\r");
        let pieces: Vec<_> = huge.chunks(1460).map(|piece| (Side::Client, piece)).collect();
        let facts = observe_stream(&PROTOCOL, &pieces);
        assert!(facts.last().unwrap().ends_with("hl7.equipment_id=\"PUMP-9\""), "{facts:?}");

        let mut hl7 = Hl7::default();
        assert_eq!(hl7.gap(Side::Client, 99), Next::More);
        let mut scanner = Scanner::default();
        scanner.lost();
        let mut found = 0;
        scanner.read(b"OBX|1||CANARY\rOBX|2|CANARY\r\x1c\r\x0bMSH|^~\\&|A\rMSA|AA\r", &mut |part| {
            found += usize::from(matches!(part, scan::Part::Segment(_)));
        });
        assert_eq!(found, 2);
    }

    #[test]
    fn recognises_headers_only() {
        assert_eq!(guess_start(&PROTOCOL, OBSERVATION), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"MSH|^~\\&|||A|B|2026||ACK^A01|2|P|2.6\r"), Guess::Server);
        assert_eq!(guess_start(&PROTOCOL, b"FHS|^~\\&|LAB\r"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"MSH|^~\\&|A|B|C|D\r"), Guess::Client);
        assert_eq!(guess_start(&PROTOCOL, b"MSH|^~"), Guess::More);
        for other in [&b"MSHELL"[..], b"\x0b\x0bMSH", b"GET / HTTP", b"MSH|ABCD|", b"\x16\x03\x01"] {
            assert_eq!(guess_start(&PROTOCOL, other), Guess::No);
        }
    }
}
