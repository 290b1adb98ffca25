//! Kerberos (RFC 4120): realms, who issues tickets for them, and the NetBIOS name of a client machine.
//!
//! Invariant: names of principals, salts and tickets are passed over by length, never read.

use super::ber::{INTEGER, OCTETS, SEQUENCE, element, expect, find};
use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "kerberos",
    spec: "RFC 4120 (Kerberos V5) sections 5.4, 5.9, 7.2.1",
    attach: &[Attach::Udp(88)],
    entry: Entry::Packet(read),
};

/// Messages (5.10): the tag of the application class is the message's type.
mod message {
    pub(super) const AS_REQUEST: u8 = 0x6a;
    pub(super) const AS_REPLY: u8 = 0x6b;
    pub(super) const TGS_REQUEST: u8 = 0x6c;
    pub(super) const TGS_REPLY: u8 = 0x6d;
    pub(super) const ERROR: u8 = 0x7e;
}

/// Context tags: `[0]`, and so on.
const fn context(number: u8) -> u8 {
    0xa0 | number
}

/// GeneralString, in which realms come.
const STRING: u8 = 0x1b;
/// NetBIOS name as host address (7.5.3).
const NETBIOS: &[u8] = &[20];

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    says(packet.payload, packet.source(), packet.destination(), emit)
}

/// Whether a message begins with this tag; and whether it is a client's.
pub(super) fn is_request(tag: u8) -> Option<bool> {
    match tag {
        message::AS_REQUEST | message::TGS_REQUEST => Some(true),
        message::AS_REPLY | message::TGS_REPLY | message::ERROR => Some(false),
        _ => None,
    }
}

/// Says what a message from `sender` to `receiver` tells.
pub(super) fn says(bytes: &[u8], sender: Endpoint, receiver: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let (tag, mut outer) = element(&mut Reader::new(bytes))?;
    let is_request = is_request(tag).ok_or(Malformed("message type"))?;
    let body = expect(&mut outer, SEQUENCE, "message")?;
    // A request has its version at [1], all else at [0].
    let version = find(body, context(u8::from(is_request))).and_then(|mut field| expect(&mut field, INTEGER, "version").ok());
    if version.is_none_or(|version| version.rest() != [5]) {
        return Err(Malformed("version"));
    }
    if is_request {
        if let Some(name) = find(body, context(4)).and_then(netbios_name) {
            emit.says(sender, Property::HostName, name);
        }
        return Ok(());
    }
    emit.role(sender, Role::DomainController);
    match tag {
        // [3]: the realm of the client, which in the first exchange is that of the server too.
        message::AS_REPLY | message::TGS_REPLY => {
            if let Some(realm) = find(body, context(3)).and_then(realm) {
                emit.says(receiver, Property::DomainName, &realm);
                if tag == message::AS_REPLY {
                    emit.says(sender, Property::DomainName, &realm);
                }
            }
        }
        // [9]: the realm of the server.
        _ => {
            if let Some(realm) = find(body, context(9)).and_then(realm) {
                emit.says(sender, Property::DomainName, &realm);
            }
        }
    }
    Ok(())
}

/// A realm, as the domain it is the realm of: in lower case. Only names in the style of domains (RFC 4120, 6.1).
fn realm(mut field: Reader<'_>) -> Option<Vec<u8>> {
    let realm = expect(&mut field, STRING, "realm").ok()?.rest();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    (!realm.is_empty() && realm.len() <= 255 && realm.iter().all(is_name)).then(|| realm.to_ascii_lowercase())
}

/// The NetBIOS name among the addresses, field 9 of a request's body; filled up with spaces.
fn netbios_name(mut field: Reader<'_>) -> Option<&[u8]> {
    let body = expect(&mut field, SEQUENCE, "request body").ok()?;
    let mut addresses = find(body, context(9))?;
    let mut addresses = expect(&mut addresses, SEQUENCE, "addresses").ok()?;
    while !addresses.is_empty() {
        let address = expect(&mut addresses, SEQUENCE, "address").ok()?;
        let kind = find(address, context(0)).and_then(|mut kind| expect(&mut kind, INTEGER, "address type").ok());
        if kind.is_some_and(|kind| kind.rest() == NETBIOS) {
            let name = expect(&mut find(address, context(1))?, OCTETS, "address").ok()?.rest();
            return (name.len() <= 16).then(|| name.trim_ascii_end());
        }
    }
    None
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::sensor::protocols::ber::build;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn number(value: u8) -> Vec<u8> {
        build(INTEGER, &[&[value]])
    }

    fn string(text: &[u8]) -> Vec<u8> {
        build(STRING, &[text])
    }

    fn principal() -> Vec<u8> {
        build(SEQUENCE, &[&build(context(0), &[&number(1)]), &build(context(1), &[&build(SEQUENCE, &[&string(b"CANARY")])])])
    }

    pub(in crate::sensor::protocols) fn request() -> Vec<u8> {
        let address =
            build(SEQUENCE, &[&build(context(0), &[&number(20)]), &build(context(1), &[&build(OCTETS, &[b"WARD-PC1        "])])]);
        let body = build(
            SEQUENCE,
            &[
                &build(context(1), &[&principal()]),
                &build(context(2), &[&string(b"WARD")]),
                &build(context(9), &[&build(SEQUENCE, &[&address])]),
            ],
        );
        let parts = [build(context(1), &[&number(5)]), build(context(2), &[&number(10)]), build(context(4), &[&body])];
        build(message::AS_REQUEST, &[&build(SEQUENCE, &[&parts.concat()])])
    }

    pub(in crate::sensor::protocols) fn reply() -> Vec<u8> {
        let parts = [
            build(context(0), &[&number(5)]),
            build(context(1), &[&number(11)]),
            build(context(3), &[&string(b"WARD.LAB")]),
            build(context(4), &[&principal()]),
        ];
        build(message::AS_REPLY, &[&build(SEQUENCE, &[&parts.concat()])])
    }

    #[test]
    fn realms_and_machines_but_no_principals() {
        let observe = |ports, message: &[u8]| {
            let facts = observe_udp(&PROTOCOL, ports, message);
            assert!(!facts.concat().contains("CANARY"));
            facts
        };
        assert_eq!(observe((40000, 88), &request()), ["00:00:00:00:00:0c 10.0.0.1 - host_name=WARD-PC1"]);
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - network_role=domain_controller",
            "00:00:00:00:00:05 10.0.0.2 - domain_name=ward.lab",
            "00:00:00:00:00:0c 10.0.0.1 - domain_name=ward.lab",
        ];
        assert_eq!(observe((88, 40000), &reply()), expected);
        let parts =
            [build(context(0), &[&number(5)]), build(context(9), &[&string(b"WARD.LAB")]), build(context(10), &[&principal()])];
        let error = build(message::ERROR, &[&build(SEQUENCE, &[&parts.concat()])]);
        assert_eq!(observe((88, 40000), &error)[1], "00:00:00:00:00:0c 10.0.0.1 - domain_name=ward.lab");
        for message in [request(), reply(), error] {
            truncations(&message, |cut| drop(observe((88, 40000), cut)));
        }
        assert_eq!(observe((40000, 88), b"\x30\x00"), ["malformed message type"]);
    }
}
