//! DNS over UDP (RFC 1035): what a device asks for, who answers, and the names of private addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::domain::{self, A, AAAA, HTTPS, Message, Name, PTR, Question, Record, SRV, Section};
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::{Property, Role};
use crate::sensor::reader::Malformed;
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "dns",
    spec: "RFC 1035; RFC 3596 (AAAA); RFC 2782 (SRV); RFC 9460 (HTTPS)",
    attach: &[Attach::Udp(53)],
    entry: Entry::Packet(read),
};

/// Class IN (RFC 1035, 3.2.4).
const INTERNET: u16 = 1;

/// Recursion desired, and the bit that must be zero (RFC 1035, 4.1.1).
const RECURSION_DESIRED: u16 = 0x0100;
const RESERVED: u16 = 0x0040;

/// RFC 1035, 4.1.1: no such name is an answer too.
const NO_ERROR: u8 = 0;
const NO_SUCH_NAME: u8 = 3;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut message = Message::new(packet.payload)?;
    if message.flags & RESERVED != 0 || message.questions > 1 {
        return Err(Malformed("flags or question count"));
    }
    // Dynamic updates and the like (RFC 2136) speak of others.
    if message.opcode() != 0 {
        return Ok(());
    }
    let question = message.question()?;
    if message.is_response() {
        return response(message, packet, emit);
    }
    let question = question.filter(|_| message.answers == 0 && message.rcode() == 0).ok_or(Malformed("question"))?;
    // Without this flag it is a resolver at work for others.
    if message.flags & RECURSION_DESIRED != 0 {
        query(&question, packet, emit);
    }
    Ok(())
}

/// Says the last three labels of what was asked for: enough to tell a vendor's cloud, too little to tell a person.
fn query(question: &Question, packet: &Packet<'_>, emit: &mut Emit<'_>) {
    let mut name = Scratch::new();
    let skip = question.name.count().saturating_sub(3);
    let asks = question.class == INTERNET && matches!(question.kind, A | AAAA | SRV | HTTPS);
    if asks && !is_local(&question.name) && question.name.dotted(skip, &mut name).is_some() {
        emit.says(packet.source(), Property::DnsQuery, name.bytes());
    }
}

/// Names that no registry gave out (RFC 6761, RFC 6762, RFC 8375), reverse names, and single labels.
fn is_local(name: &Name) -> bool {
    const LOCAL: [&[u8]; 9] =
        [b"arpa", b"local", b"localdomain", b"localhost", b"lan", b"home", b"internal", b"test", b"invalid"];
    let last = name.labels().last().unwrap_or_default();
    name.count() < 2 || LOCAL.iter().any(|word| word.eq_ignore_ascii_case(last))
}

fn response(mut message: Message<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    if matches!(message.rcode(), NO_ERROR | NO_SUCH_NAME) {
        emit.role(packet.source(), Role::DnsServer);
    }
    let (v4, v6) = (single(message, A), single(message, AAAA));
    while let Some(record) = message.record()?.filter(|record| record.section == Section::Answer) {
        let alone = (record.kind == A && v4) || (record.kind == AAAA && v6);
        match record.address() {
            // A name with several addresses is a service, not a host.
            Some(ip) if alone => says(emit, packet, ip, &record.name),
            _ if record.kind == PTR && record.class == INTERNET => reverse(&message, &record, packet, emit)?,
            _ => {}
        }
    }
    Ok(())
}

/// Whether just one answer is of this type.
fn single(mut message: Message<'_>, kind: u16) -> bool {
    let mut count = 0_u16;
    while let Ok(Some(record)) = message.record() {
        count = count.saturating_add((record.section == Section::Answer && record.kind == kind).into());
    }
    count == 1
}

/// Says the name of a private address; public ones belong to strangers.
fn says(emit: &mut Emit<'_>, packet: &Packet<'_>, ip: IpAddr, name: &Name) {
    let mut text = Scratch::new();
    if domain::is_private(ip) && name.dotted(0, &mut text).is_some() {
        domain::says_name(emit, Endpoint { mac: None, ip: Some(ip), vlan: packet.vlan }, text.bytes());
    }
}

fn reverse(message: &Message<'_>, record: &Record<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let name = message.name_in(record, 0)?;
    if let Some(ip) = reversed(&record.name) {
        says(emit, packet, ip, &name);
    }
    Ok(())
}

/// The address of a reverse name: four octets under `in-addr.arpa`, 32 nibbles under `ip6.arpa`, the last one first.
fn reversed(name: &Name) -> Option<IpAddr> {
    let parse = |label: &[u8], radix| u8::from_str_radix(std::str::from_utf8(label).ok()?, radix).ok();
    let is_under = |depth: usize, zone: &[u8]| {
        name.count() == depth.saturating_add(2) && name.labels().nth(depth).is_some_and(|label| label.eq_ignore_ascii_case(zone))
    };
    if is_under(4, b"in-addr") {
        let mut octets = [0_u8; 4];
        for (octet, label) in octets.iter_mut().rev().zip(name.labels()) {
            *octet = parse(label, 10)?;
        }
        return Some(Ipv4Addr::from(octets).into());
    }
    if !is_under(32, b"ip6") {
        return None;
    }
    let mut bits = 0_u128;
    for label in name.labels().take(32) {
        bits = (bits >> 4) | (u128::from(parse(label, 16).filter(|nibble| *nibble < 16)?) << 124);
    }
    Some(Ipv6Addr::from(bits).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn name(text: &str) -> Vec<u8> {
        let labels = text.split('.').flat_map(|label| [&[u8::try_from(label.len()).unwrap()], label.as_bytes()].concat());
        labels.chain([0]).collect()
    }

    fn message(flags: u16, question: &str, kind: u16, answers: &[(&str, u16, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![0, 7];
        bytes.extend(flags.to_be_bytes());
        bytes.extend([0, 1, 0, u8::try_from(answers.len()).unwrap(), 0, 0, 0, 0]);
        bytes.extend([name(question), kind.to_be_bytes().to_vec(), vec![0, 1]].concat());
        for (owner, kind, data) in answers {
            bytes.extend([name(owner), kind.to_be_bytes().to_vec(), vec![0, 1, 0, 0, 0, 9]].concat());
            bytes.extend([&u16::try_from(data.len()).unwrap().to_be_bytes(), *data].concat());
        }
        bytes
    }

    fn asked(question: &str, kind: u16) -> Vec<String> {
        observe_udp(&PROTOCOL, (40000, 53), &message(0x0100, question, kind, &[]))
    }

    #[test]
    fn a_question_tells_three_labels_of_a_public_name() {
        assert_eq!(asked("Time.Update.Vendor.example", A), ["00:00:00:00:00:0c 10.0.0.1 - dns.query=update.vendor.example"]);
        for (question, kind) in [("printer", A), ("nas.local", AAAA), ("1.0.0.10.in-addr.arpa", PTR), ("a.b", TXT_KIND)] {
            assert!(asked(question, kind).is_empty(), "{question}");
        }
        assert!(observe_udp(&PROTOCOL, (1, 53), &message(0, "a.example", A, &[])).is_empty(), "a resolver's own question");
        assert_eq!(observe_udp(&PROTOCOL, (1, 53), &[0xff; 40]), ["malformed flags or question count"]);
    }

    const TXT_KIND: u16 = 16;

    #[test]
    fn answers_name_the_server_and_private_hosts() {
        let observe = |bytes: &[u8]| observe_udp(&PROTOCOL, (53, 40000), bytes);
        let server = "00:00:00:00:00:0c 10.0.0.1 - network_role=dns_server";
        let one = message(0x8180, "ct1.ward.example", A, &[("ct1.ward.example", A, &[10, 1, 2, 3])]);
        let expected = [server, "- 10.1.2.3 - host_name=ct1", "- 10.1.2.3 - domain_name=ward.example"];
        assert_eq!(observe(&one), expected);
        truncations(&one, |cut| drop(observe(cut)));
        let public = message(0x8180, "x.example", A, &[("x.example", A, &[192, 0, 2, 1])]);
        assert_eq!(observe(&public), [server]);
        let two = message(0x8180, "ad.example", A, &[("ad.example", A, &[10, 0, 0, 1]), ("ad.example", A, &[10, 0, 0, 2])]);
        assert_eq!(observe(&two), [server]);
        let pointer = name("ct2.ward.example");
        let reverse = message(0x8180, "3.2.1.10.in-addr.arpa", PTR, &[("3.2.1.10.in-addr.arpa", PTR, &pointer)]);
        assert_eq!(observe(&reverse)[1], "- 10.1.2.3 - host_name=ct2");
        let v6 = format!("{}d.f.ip6.arpa", "1.".to_owned() + &"0.".repeat(29));
        assert_eq!(observe(&message(0x8180, &v6, PTR, &[(&v6, PTR, &pointer)]))[1], "- fd00::1 - host_name=ct2");
        assert_eq!(observe(&message(0x8185, "x.example", A, &[])), Vec::<String>::new(), "refused");
    }
}
