//! LLMNR (RFC 4795): a host that answers for its own name.

use super::domain::{self, A, AAAA, Message, Section};
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::sensor::reader::Malformed;
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol =
    Protocol { name: "llmnr", spec: "RFC 4795", attach: &[Attach::Udp(5355)], entry: Entry::Packet(read) };

/// RFC 4795, 2.1.1: opcode and the four bits that must be zero.
const ZERO: u16 = 0x78f0;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut message = Message::new(packet.payload)?;
    if message.flags & ZERO != 0 || message.questions != 1 {
        return Err(Malformed("flags or question count"));
    }
    let question = message.question()?.ok_or(Malformed("question"))?;
    if !message.is_response() {
        return Ok(());
    }
    let mut text = Scratch::new();
    while let Some(record) = message.record()?.filter(|record| record.section == Section::Answer) {
        // RFC 4795, 2.3: a responder answers only for names that are its own.
        let own = matches!(record.kind, A | AAAA) && record.name.labels().eq(question.name.labels());
        if own && message.rcode() == 0 && record.name.dotted(0, &mut text).is_some() {
            domain::says_name(emit, packet.source(), text.bytes());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    #[test]
    fn an_answer_names_its_sender_and_a_question_nobody() {
        let question = b"\0\x07\0\0\0\x01\0\0\0\0\0\0\x07WARD-PC\0\0\x01\0\x01".to_vec();
        assert!(observe_udp(&super::PROTOCOL, (40000, 5355), &question).is_empty());
        let mut answer = [&question[..], b"\xc0\x0c\0\x01\0\x01\0\0\0\x1e\0\x04\x0a\0\0\x01"].concat();
        (answer[2], answer[7]) = (0x80, 1);
        assert_eq!(observe_udp(&super::PROTOCOL, (5355, 40000), &answer), ["00:00:00:00:00:0c 10.0.0.1 - host_name=ward-pc"]);
        truncations(&answer, |cut| drop(observe_udp(&super::PROTOCOL, (5355, 40000), cut)));
        assert_eq!(observe_udp(&super::PROTOCOL, (1, 5355), &[0xff; 12]), ["malformed flags or question count"]);
    }
}
