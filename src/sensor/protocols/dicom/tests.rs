//! Tests of the whole protocol, with PDUs built by hand.

use super::*;
use crate::sensor::protocols::testing::{guess_start, observe_stream, observe_stream_in_pieces};

const CLIENT: &str = "00:00:00:00:00:0c 10.0.0.1 -";
const SERVER: &str = "00:00:00:00:00:05 10.0.0.2 -";
const CT: &str = "1.2.840.10008.5.1.4.1.1.2";
const WORKLIST: &str = "1.2.840.10008.5.1.4.31";
const MPPS: &str = "1.2.840.10008.3.1.2.3.3";
const IMPLICIT: &str = "1.2.840.10008.1.2";
const EXPLICIT: &str = "1.2.840.10008.1.2.1";
const BIG: &str = "1.2.840.10008.1.2.2";

fn pdu(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind, 0][..], &u32::try_from(body.len()).unwrap().to_be_bytes(), body].concat()
}

fn item(kind: u8, body: &[u8]) -> Vec<u8> {
    [&[kind, 0][..], &u16::try_from(body.len()).unwrap().to_be_bytes(), body].concat()
}

fn associate(kind: u8, contexts: &[Vec<u8>], user: &[Vec<u8>]) -> Vec<u8> {
    let fixed = [&[0, 1, 0, 0][..], b"ARCHIVE         ", b"CT_ROOM_1       ", &[0; 32]].concat();
    let context = item(0x10, b"1.2.840.10008.3.1.1.1");
    pdu(kind, &[fixed, context, contexts.concat(), item(0x50, &user.concat())].concat())
}

fn request() -> Vec<u8> {
    let context = |id: u8, class: &str, syntax: &str| {
        item(0x20, &[vec![id, 0, 0, 0], item(0x30, class.as_bytes()), item(0x40, syntax.as_bytes())].concat())
    };
    let user = [
        item(0x51, &[0, 0, 0x40, 0]),
        item(0x52, b"1.2.276.0.7230010.3.0.3.6.7"),
        item(0x55, b"OFFIS_DCMTK_367"),
        item(0x58, b"\x02\x00\x00\x06CANARY\x00\x06CANARY"),
    ];
    let contexts =
        [context(1, CT, EXPLICIT), context(3, WORKLIST, IMPLICIT), context(5, MPPS, BIG), context(7, "1.2.3", IMPLICIT)];
    associate(1, &contexts, &user)
}

fn accept() -> Vec<u8> {
    let context =
        |id: u8, result: u8, syntax: &str| item(0x21, &[vec![id, 0, result, 0], item(0x40, syntax.as_bytes())].concat());
    let role = [&[0, 22][..], WORKLIST.as_bytes(), &[0, 1]].concat();
    let user = [item(0x52, b"1.2.40.0.13.1.3"), item(0x54, &role), item(0x55, b"dcm4che-5.29.0")];
    associate(2, &[context(1, 0, EXPLICIT), context(3, 0, IMPLICIT), context(5, 0, BIG), context(7, 3, IMPLICIT)], &user)
}

fn implicit(tag: u32, value: &[u8]) -> Vec<u8> {
    let [a, b, c, d] = tag.to_be_bytes();
    [&[b, a, d, c][..], &u32::try_from(value.len()).unwrap().to_le_bytes(), value].concat()
}

fn explicit(tag: u32, vr: &[u8; 2], value: &[u8]) -> Vec<u8> {
    let [a, b, c, d] = tag.to_be_bytes();
    [&[b, a, d, c][..], vr, &u16::try_from(value.len()).unwrap().to_le_bytes(), value].concat()
}

fn big(tag: u32, vr: &[u8; 2], value: &[u8]) -> Vec<u8> {
    [&tag.to_be_bytes()[..], vr, &u16::try_from(value.len()).unwrap().to_be_bytes(), value].concat()
}

fn undefined(tag: u32, vr: Option<&[u8; 2]>, content: &[Vec<u8>]) -> Vec<u8> {
    let [a, b, c, d] = tag.to_be_bytes();
    let vr = vr.map_or(vec![], |vr| [&vr[..], &[0, 0]].concat());
    [&[b, a, d, c][..], &vr, &[0xff; 4], &content.concat()].concat()
}

fn command(field: u16, class: &str, has_data: bool) -> Vec<u8> {
    let rest = [
        implicit(0x0000_0002, format!("{class}\0").as_bytes()),
        implicit(0x0000_0100, &field.to_le_bytes()),
        implicit(0x0000_0110, &[1, 0]),
        implicit(0x0000_0800, &if has_data { [0, 0] } else { [1, 1] }),
        implicit(0x0000_1000, b"1.2.CANARY"),
    ]
    .concat();
    [implicit(0, &u32::try_from(rest.len()).unwrap().to_le_bytes()), rest].concat()
}

fn pdv(context: u8, control: u8, data: &[u8]) -> Vec<u8> {
    [&u32::try_from(data.len() + 2).unwrap().to_be_bytes()[..], &[context, control], data].concat()
}

fn message(context: u8, command: &[u8], data: &[u8]) -> Vec<u8> {
    let mut out = pdu(4, &pdv(context, 3, command));
    let pieces = data.chunks(40).count();
    for (at, piece) in data.chunks(40).enumerate() {
        out.extend(pdu(4, &pdv(context, if at + 1 == pieces { 2 } else { 0 }, piece)));
    }
    out
}

fn explicit_image() -> Vec<u8> {
    let item_end = implicit(0xfffe_e00d, b"");
    let sequence_end = implicit(0xfffe_e0dd, b"");
    let nested = explicit(0x0008_1090, b"LO", b"CANARY");
    let in_unknown = implicit(0x0008_1090, b"CANARY");
    let item = |content: &[Vec<u8>]| undefined(0xfffe_e000, None, &[content.concat(), item_end.clone()]);
    [
        explicit(0x0008_0005, b"CS", b"ISO_IR 100"),
        explicit(0x0008_0018, b"UI", b"1.2.CANARY"),
        explicit(0x0008_0060, b"CS", b"CT"),
        explicit(0x0008_0070, b"LO", b"Example Imaging "),
        explicit(0x0008_0090, b"PN", b"CANARY^DOCTOR"),
        explicit(0x0008_1010, b"SH", b"CT1 "),
        explicit(0x0008_1090, b"LO", b"Model 64"),
        undefined(
            0x0008_1140,
            Some(b"SQ"),
            &[item(std::slice::from_ref(&nested)), implicit(0xfffe_e000, &nested), sequence_end.clone()],
        ),
        undefined(0x0008_2112, Some(b"UN"), &[item(&[in_unknown]), sequence_end]),
        explicit(0x0010_0010, b"PN", b"SYNTHETIC^CANARY"),
        explicit(0x0010_0020, b"LO", b"CANARY-1"),
        explicit(0x0018_1000, b"LO", b"SN4711"),
        explicit(0x0018_1020, b"LO", b"1.0\\2.1 "),
        explicit(0x0020_0010, b"SH", b"CANARY"),
        [&[0xe0, 0x7f, 0x10, 0, b'O', b'W', 0, 0, 0xf4, 1, 0, 0][..], &[7; 500]].concat(),
    ]
    .concat()
}

const IMAGE_FACT: &str = "equipment manufacturer=\"Example Imaging\" model=\"Model 64\" serial=\"SN4711\" software_version=\"1.0\\\\2.1\" dicom.station_name=\"CT1\" dicom.modality=\"CT\"";

#[test]
fn an_association_says_who_uses_and_who_provides() {
    let facts = observe_stream_in_pieces(&PROTOCOL, &[(Side::Client, &request()), (Side::Server, &accept())]);
    let expected = [
        format!("{CLIENT} dicom.ae_title=CT_ROOM_1"),
        format!("{CLIENT} dicom.implementation_uid=1.2.276.0.7230010.3.0.3.6.7"),
        format!("{CLIENT} dicom.implementation_version=OFFIS_DCMTK_367"),
        format!("{CLIENT} sign=dicom_clear_password 10.0.0.2"),
        format!("{SERVER} dicom.ae_title=ARCHIVE"),
        format!("{SERVER} dicom.implementation_uid=1.2.40.0.13.1.3"),
        format!("{SERVER} dicom.implementation_version=dcm4che-5.29.0"),
        format!("{CLIENT} dicom.scu_sop_class={CT}"),
        format!("{SERVER} dicom.scp_sop_class={CT}"),
        // Role selection turned this one round.
        format!("{SERVER} dicom.scu_sop_class={WORKLIST}"),
        format!("{CLIENT} dicom.scp_sop_class={WORKLIST}"),
        format!("{CLIENT} dicom.scu_sop_class={MPPS}"),
        format!("{SERVER} dicom.scp_sop_class={MPPS}"),
    ];
    assert_eq!(facts, expected);
}

#[test]
fn a_rejected_association_says_nothing_of_the_server() {
    let facts = observe_stream(&PROTOCOL, &[(Side::Client, &request()), (Side::Server, &pdu(3, &[0, 1, 1, 7]))]);
    assert_eq!(facts.len(), 5);
    assert!(facts.iter().all(|fact| fact.starts_with(CLIENT)));
}

#[test]
fn a_toolkits_whole_list_shows_no_use() {
    let class = |id: u8| format!("1.2.3.{id}");
    let ids = || (0..60).map(|at| at * 2 + 1);
    let proposed: Vec<_> = ids()
        .map(|id| item(0x20, &[vec![id, 0, 0, 0], item(0x30, class(id).as_bytes()), item(0x40, IMPLICIT.as_bytes())].concat()))
        .collect();
    let accepted: Vec<_> = ids().map(|id| item(0x21, &[vec![id, 0, 0, 0], item(0x40, IMPLICIT.as_bytes())].concat())).collect();
    let (request, accept) = (associate(1, &proposed, &[]), associate(2, &accepted, &[]));
    let facts = observe_stream(&PROTOCOL, &[(Side::Client, &request), (Side::Server, &accept)]);
    assert!(!facts.iter().any(|fact| fact.contains("sop_class")), "{facts:?}");
    let response = |status: u16| [command(0x8001, CT, false), implicit(0x0000_0900, &status.to_le_bytes())].concat();
    let [refused, taken] = [0xa700, 0].map(|status| {
        // The instance UID, which the helper puts last, sorts behind the status.
        let mut command = response(status);
        let at = command.len() - 10 - 18;
        command[at..].rotate_left(18);
        pdu(4, &pdv(1, 3, &command))
    });
    assert!(observe_stream(&PROTOCOL, &[(Side::Server, &refused)]).is_empty());
    assert_eq!(observe_stream_in_pieces(&PROTOCOL, &[(Side::Server, &taken)]), [format!("{SERVER} dicom.scp_sop_class={CT}")]);
}

fn transfer(messages: &[u8]) -> Vec<String> {
    let (request, accept) = (request(), accept());
    let opening: [(Side, &[u8]); 2] = [(Side::Client, &request), (Side::Server, &accept)];
    let before = observe_stream(&PROTOCOL, &opening).len();
    // Cuts of the opening are proved elsewhere: only the messages are cut here.
    let whole = observe_stream(&PROTOCOL, &[&opening[..], &[(Side::Client, messages)]].concat());
    for cut in 0..messages.len() {
        let (front, back) = messages.split_at(cut);
        let pieces = [&opening[..], &[(Side::Client, front), (Side::Client, back)]].concat();
        assert_eq!(observe_stream(&PROTOCOL, &pieces), whole, "cut at {cut}");
    }
    for size in [1, 3, 50] {
        let pieces = messages.chunks(size).map(|piece| (Side::Client, piece));
        assert_eq!(observe_stream(&PROTOCOL, &opening.into_iter().chain(pieces).collect::<Vec<_>>()), whole, "pieces of {size}");
    }
    assert!(!whole.concat().contains("CANARY"));
    whole[before..].iter().map(|fact| fact.strip_prefix(CLIENT).unwrap().trim().to_owned()).collect()
}

#[test]
fn a_stored_image_describes_its_equipment_and_no_patient() {
    let twice = [message(1, &command(1, CT, true), &explicit_image()), message(1, &command(0x30, CT, false), b"")].concat();
    assert_eq!(transfer(&twice), ["dicom.command=C-STORE", IMAGE_FACT, "dicom.command=C-ECHO"]);
}

#[test]
fn a_worklist_query_names_the_asking_station() {
    let step = [
        implicit(0x0008_0060, b"CT"),
        implicit(0x0040_0001, b"CT_ROOM_1 "),
        implicit(0x0040_0002, b"20260101"),
        implicit(0x0040_0006, b"CANARY"),
    ]
    .concat();
    let query =
        |sequence: &[u8]| [implicit(0x0010_0010, b"CANARY*"), sequence.to_vec(), implicit(0x0040_1001, b"CANARY")].concat();
    let sequence = implicit(0x0040_0100, &implicit(0xfffe_e000, &step));
    let expected = ["dicom.command=C-FIND".to_owned(), "equipment dicom.ae_title=\"CT_ROOM_1\" dicom.modality=\"CT\"".to_owned()];
    let worklist = format!("dicom.scu_sop_class={WORKLIST}");
    let facts = transfer(&message(3, &command(0x20, WORKLIST, true), &query(&sequence)));
    assert_eq!(facts, [&expected[..1], std::slice::from_ref(&worklist), &expected[1..]].concat());
    let open = undefined(
        0x0040_0100,
        None,
        &[undefined(0xfffe_e000, None, &[step]), implicit(0xfffe_e00d, b""), implicit(0xfffe_e0dd, b"")],
    );
    let facts = transfer(&message(3, &command(0x20, WORKLIST, true), &query(&open)));
    assert_eq!(facts, [&expected[..1], &[worklist], &expected[1..]].concat());
}

#[test]
fn a_performed_procedure_step_in_big_endian() {
    let step = [
        big(0x0008_0060, b"CS", b"CT"),
        big(0x0010_0010, b"PN", b"CANARY"),
        big(0x0040_0241, b"AE", b"CT_ROOM_1 "),
        big(0x0040_0242, b"SH", b"CT1 "),
        big(0x0040_0243, b"SH", b"ROOM 1"),
        big(0x0040_0254, b"LO", b"CANARY"),
    ]
    .concat();
    let facts = transfer(&message(5, &command(0x140, MPPS, true), &step));
    let expected = "equipment location=\"ROOM 1\" dicom.ae_title=\"CT_ROOM_1\" dicom.station_name=\"CT1\" dicom.modality=\"CT\"";
    assert_eq!(facts, ["dicom.command=N-CREATE", expected]);
}

#[test]
fn a_connection_picked_up_in_the_middle() {
    let stored = message(1, &command(1, CT, true), &explicit_image());
    let facts = observe_stream(&PROTOCOL, &[(Side::Client, &stored)]);
    assert_eq!(facts.last().unwrap(), &format!("{CLIENT} {IMAGE_FACT}"));
    let elements = [implicit(0x0008_0060, b"MR"), implicit(0x0008_0070, b"Example ")].concat();
    let facts = observe_stream(&PROTOCOL, &[(Side::Client, &message(1, &command(1, CT, true), &elements))]);
    assert_eq!(facts.last().unwrap(), &format!("{CLIENT} equipment manufacturer=\"Example\" dicom.modality=\"MR\""));
    let noise = message(1, &command(1, CT, true), &[0x5a; 300]);
    assert_eq!(observe_stream(&PROTOCOL, &[(Side::Client, &noise)]).len(), 2);
}

#[test]
fn pixel_data_is_jumped_over_but_what_follows_is_seen() {
    let mut image = explicit_image();
    image.extend([0; 100_000]);
    let command = command(1, CT, true);
    let mut dicom = Dicom::default();
    let stored = [pdu(4, &pdv(1, 3, &command)), pdu(4, &pdv(1, 2, &image))].concat();
    let (mut said, mut out) = (super::super::Said::new(4, 60), Vec::new());
    let (a, b) = (crate::base::Endpoint::default(), crate::base::Endpoint::default());
    let mut emit = Emit::new(crate::base::Timestamp::new(1, 0), "dicom", a, b, &mut said, &mut out);
    assert_eq!(dicom.data(Side::Client, &stored[..1200], &mut emit), Ok(Next::Skip(stored.len() as u64 - 1200)));
    assert_eq!(dicom.gap(Side::Client, 1), Next::Done, "a gap in a header loses the framing");
    let mut dicom = Dicom::default();
    assert_eq!(dicom.data(Side::Client, &stored[..400], &mut emit), Ok(Next::More));
    assert_eq!(dicom.gap(Side::Client, 1000), Next::More, "a gap in a fragment does not");
    assert_eq!(dicom.data(Side::Client, &stored[1400..1500], &mut emit), Ok(Next::Skip(stored.len() as u64 - 1500)));
}

#[test]
fn recognises_its_own_only() {
    assert_eq!(guess_start(&PROTOCOL, &request()), Guess::Client);
    assert_eq!(guess_start(&PROTOCOL, &accept()), Guess::Server);
    assert_eq!(guess_start(&PROTOCOL, &message(1, &command(1, CT, true), b"")), Guess::Either);
    assert_eq!(guess_start(&PROTOCOL, &pdu(4, &pdv(1, 0, &[9; 50]))), Guess::Either);
    assert_eq!(guess_start(&PROTOCOL, &pdu(4, &pdv(2, 3, &[9; 50]))), Guess::No);
    assert_eq!(guess_start(&PROTOCOL, &request()[..60]), Guess::More);
    for other in [&b"GET / HTTP/1.1\r\n"[..], &[1, 0, 0xff, 0, 0, 0], &[4; 40], &[1, 0, 0, 0, 0, 200, 0, 1, 0, 0, 1, 2, 3]] {
        assert_eq!(guess_start(&PROTOCOL, other), Guess::No);
    }
}

#[test]
fn hostile_lengths_end_in_an_error_or_in_silence() {
    for bytes in [
        &[4, 0, 0, 0, 0, 6, 0xff, 0xff, 0xff, 0xff, 1, 3][..],
        &[4, 0, 0, 0, 0, 6, 0, 0, 0, 0, 1, 3],
        &[9, 0, 0, 0, 0, 0],
        &[1, 0, 0xff, 0xff, 0xff, 0xff],
    ] {
        let facts = observe_stream(&PROTOCOL, &[(Side::Client, bytes)]);
        assert!(facts.iter().all(|fact| fact.starts_with("malformed")), "{facts:?}");
        assert_eq!(facts.len(), 1);
    }
}

const STUDY_FIND: &str = "1.2.840.10008.5.1.4.1.2.2.1";

/// What is said of a query with these keys.
fn queried(keys: &[Vec<u8>]) -> Vec<String> {
    let ask = message(3, &command(0x0020, STUDY_FIND, true), &keys.concat());
    let exchange: [(Side, &[u8]); 3] = [(Side::Client, &request()), (Side::Server, &accept()), (Side::Client, &ask)];
    let facts = observe_stream_in_pieces(&PROTOCOL, &exchange);
    assert!(!facts.concat().contains("CANARY"), "{facts:?}");
    facts.into_iter().filter(|line| line.contains("dicom.query")).collect()
}

#[test]
fn a_query_of_everything_is_told_and_one_with_a_condition_is_not() {
    let level = implicit(0x0008_0052, b"STUDY ");
    let wanted = |name: &[u8]| {
        [
            implicit(0x0008_0005, b"ISO_IR 100"),
            implicit(0x0008_0020, b""),
            level.clone(),
            implicit(0x0008_0061, b""),
            implicit(0x0010_0010, name),
            implicit(0x0020_000d, b""),
        ]
    };
    let everything = [format!("{CLIENT} dicom.query=everything STUDY 10.0.0.2")];
    assert_eq!(queried(&wanted(b"")), everything);
    assert_eq!(queried(&wanted(b"* ")), everything);
    assert!(queried(&wanted(b"CANARY^A*")).is_empty());
    let dated = [implicit(0x0008_0020, b"20260101-"), level.clone()];
    assert!(queried(&dated).is_empty());
    assert!(queried(&[level.clone(), implicit(0x0008_0061, b"CT")]).is_empty());
    assert_eq!(queried(&[level, implicit(0x0008_0061, b"* ")]), everything);
}

#[test]
fn very_many_answers_to_one_query_are_told_of_who_asked() {
    let answer = |status: u16| {
        let rest = [
            implicit(0x0000_0002, STUDY_FIND.as_bytes()),
            implicit(0x0000_0100, &0x8020_u16.to_le_bytes()),
            implicit(0x0000_0800, &[1, 1]),
            implicit(0x0000_0900, &status.to_le_bytes()),
        ]
        .concat();
        pdu(4, &pdv(3, 3, &[implicit(0, &u32::try_from(rest.len()).unwrap().to_le_bytes()), rest].concat()))
    };
    let told = |answers: &[Vec<u8>]| {
        let all = answers.concat();
        let exchange: [(Side, &[u8]); 3] = [(Side::Client, &request()), (Side::Server, &accept()), (Side::Server, &all)];
        observe_stream(&PROTOCOL, &exchange).into_iter().filter(|line| line.contains("dicom.query")).collect::<Vec<_>>()
    };
    let pending = answer(0xff00);
    assert_eq!(told(&vec![pending.clone(); 500]), [format!("{CLIENT} dicom.query=500 answers 10.0.0.2")]);
    // Two queries of 300 answers each are none of 500.
    let two = [vec![pending.clone(); 300], vec![answer(0)], vec![pending; 300]].concat();
    assert!(told(&two).is_empty());
}

#[test]
fn a_title_that_is_refused_is_told_of_who_called() {
    let reject = |source: u8, reason: u8| pdu(3, &[0, 1, source, reason]);
    let told = |reject: &[u8]| {
        let exchange: [(Side, &[u8]); 2] = [(Side::Client, &request()), (Side::Server, reject)];
        let facts = observe_stream_in_pieces(&PROTOCOL, &exchange);
        facts.into_iter().filter(|line| line.contains("dicom.refused")).collect::<Vec<_>>()
    };
    assert_eq!(told(&reject(1, 7)), [format!("{CLIENT} dicom.refused=called ARCHIVE 10.0.0.2")]);
    assert_eq!(told(&reject(1, 3)), [format!("{CLIENT} dicom.refused=calling CT_ROOM_1 10.0.0.2")]);
    assert!(told(&reject(3, 1)).is_empty(), "congestion is nobody's guess");
}
