//! CLDAP (MS-ADTS 6.3.3, RFC 4511 in datagrams): how Windows finds its domain controller, and what that answers.
//!
//! Invariant: the user a client asks for is passed over by length, in question and answer.

use super::ber::{INTEGER, OCTETS, SEQUENCE, element, expect};
use super::domain::Name;
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "cldap",
    spec: "MS-ADTS 6.3.1.9, 6.3.3 (LDAP ping); RFC 4511 (messages)",
    attach: &[Attach::Udp(389)],
    entry: Entry::Packet(read),
};

/// Operations (RFC 4511, 4.5).
const SEARCH: u8 = 0x63;
const ENTRY: u8 = 0x64;
const DONE: u8 = 0x65;
/// Filters (RFC 4511, 4.5.1): "and", and "equal".
const AND: u8 = 0xa0;
const EQUAL: u8 = 0xa3;
const SET: u8 = 0x31;

/// LOGON_SAM_LOGON_RESPONSE_EX, and the same from a controller that is paused (MS-ADTS 6.3.1.3).
const RESPONSES: [u16; 2] = [23, 25];
/// Behind operation, flags and the domain's GUID come the names.
const NAMES: usize = 24;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut message = expect(&mut Reader::new(packet.payload), SEQUENCE, "message")?;
    expect(&mut message, INTEGER, "message id")?;
    let source = packet.source();
    match element(&mut message)? {
        (SEARCH, request) => search(request, source, emit),
        (ENTRY, entry) => netlogon(entry, source, emit),
        (DONE, _) => Ok(()),
        _ => Err(Malformed("operation")),
    }
}

/// SearchRequest (RFC 4511, 4.5.1): the value of `Host` in its filter is the client's own name.
fn search(mut request: Reader<'_>, source: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    expect(&mut request, OCTETS, "base object")?;
    for field in ["scope", "aliases", "size limit", "time limit", "types only"] {
        element(&mut request).map_err(|_| Malformed(field))?;
    }
    let (AND, mut filter) = element(&mut request)? else { return Ok(()) };
    while !filter.is_empty() {
        let (EQUAL, mut assertion) = element(&mut filter)? else { continue };
        let name = expect(&mut assertion, OCTETS, "attribute")?.rest();
        if name.eq_ignore_ascii_case(b"Host") {
            let host = expect(&mut assertion, OCTETS, "value")?.rest();
            emit.says(source, Property::HostName, host.split(|byte| *byte == b'.').next().unwrap_or_default());
        }
    }
    Ok(())
}

/// SearchResultEntry whose attribute `netlogon` holds NETLOGON_SAM_LOGON_RESPONSE_EX.
fn netlogon(mut entry: Reader<'_>, source: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    expect(&mut entry, OCTETS, "object name")?;
    let mut attributes = expect(&mut entry, SEQUENCE, "attributes")?;
    while !attributes.is_empty() {
        let mut attribute = expect(&mut attributes, SEQUENCE, "attribute")?;
        let name = expect(&mut attribute, OCTETS, "attribute type")?.rest();
        let mut values = expect(&mut attribute, SET, "values")?;
        if name.eq_ignore_ascii_case(b"netlogon") && !values.is_empty() {
            response(expect(&mut values, OCTETS, "value")?.rest(), source, emit)?;
        }
    }
    Ok(())
}

/// MS-ADTS 6.3.1.9: forest, domain, host, NetBIOS domain, NetBIOS host; then the user, where reading ends.
fn response(value: &[u8], source: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    if !RESPONSES.contains(&Reader::new(value).u16_le("operation")?) {
        return Ok(());
    }
    let (_, at) = Name::read(value, NAMES)?;
    let (domain, at) = Name::read(value, at)?;
    let (host, _) = Name::read(value, at)?;
    emit.role(source, Role::DomainController);
    if let Some(label) = host.labels().next() {
        emit.says(source, Property::HostName, label);
    }
    let mut text = Scratch::new();
    if domain.dotted(0, &mut text).is_some() {
        emit.says(source, Property::DomainName, text.bytes());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::ber::build;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn message(operation: &[u8]) -> Vec<u8> {
        build(SEQUENCE, &[&build(INTEGER, &[&[1]]), operation])
    }

    fn equal(name: &[u8], value: &[u8]) -> Vec<u8> {
        build(EQUAL, &[&build(OCTETS, &[name]), &build(OCTETS, &[value])])
    }

    #[test]
    fn a_ping_names_the_client_and_its_answer_the_controller() {
        let filter = build(AND, &[&equal(b"DnsDomain", b"ward.lab"), &equal(b"Host", b"WARD-PC1"), &equal(b"User", b"CANARY")]);
        let head = [build(OCTETS, &[]), build(0x0a, &[&[0]]), build(0x0a, &[&[0]]), build(INTEGER, &[&[0]])].concat();
        let ping = message(&build(SEARCH, &[&head, &build(INTEGER, &[&[0]]), &build(0x01, &[&[0]]), &filter]));
        assert_eq!(observe_udp(&PROTOCOL, (40000, 389), &ping), ["00:00:00:00:00:0c 10.0.0.1 - host_name=WARD-PC1"]);

        let mut value = vec![23, 0, 0, 0, 0xfd, 3, 0, 0];
        value.extend([7; 16]);
        value.extend(b"\x04ward\x03lab\0\xc0\x18\x03dc1\xc0\x18\x04WARD\0\x03DC1\0\x06CANARY\0");
        let attribute = build(SEQUENCE, &[&build(OCTETS, &[b"Netlogon"]), &build(SET, &[&build(OCTETS, &[&value])])]);
        let answer = message(&build(ENTRY, &[&build(OCTETS, &[]), &build(SEQUENCE, &[&attribute])]));
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - network_role=domain_controller",
            "00:00:00:00:00:0c 10.0.0.1 - host_name=dc1",
            "00:00:00:00:00:0c 10.0.0.1 - domain_name=ward.lab",
        ];
        assert_eq!(observe_udp(&PROTOCOL, (389, 40000), &answer), expected);
        for bytes in [ping, answer] {
            truncations(&bytes, |cut| drop(observe_udp(&PROTOCOL, (389, 389), cut)));
        }
        assert_eq!(observe_udp(&PROTOCOL, (1, 389), b"hello"), ["malformed message"]);
    }
}
