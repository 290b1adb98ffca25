//! EAP over LAN (IEEE 802.1X-2020, RFC 3748): which method a station uses, whose realm it belongs to, who lets it in.
//!
//! Invariant: of an identity only the realm is read; the name before it never leaves the frame.

use super::{Attach, Emit, Entry, Protocol};
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "eap",
    spec: "IEEE 802.1X-2020 clause 11; RFC 3748 (EAP); RFC 7542 (realms)",
    attach: &[Attach::EtherType(0x888e)],
    entry: Entry::Packet(read),
};

/// Packet types of 802.1X (11.3.2).
const EAP: u8 = 0;
/// Codes of EAP (RFC 3748, 4).
const REQUEST: u8 = 1;
const RESPONSE: u8 = 2;
/// Types of EAP (RFC 3748, 5).
const IDENTITY: u8 = 1;
const NOTIFICATION: u8 = 2;
const NAK: u8 = 3;
const EXPANDED: u8 = 254;

/// Methods by their type (IANA EAP registry).
const METHODS: &[(u8, &str)] = &[
    (4, "EAP-MD5"),
    (6, "EAP-GTC"),
    (13, "EAP-TLS"),
    (17, "EAP-LEAP"),
    (18, "EAP-SIM"),
    (21, "EAP-TTLS"),
    (23, "EAP-AKA"),
    (25, "EAP-PEAP"),
    (26, "EAP-MSCHAPv2"),
    (43, "EAP-FAST"),
    (50, "EAP-AKA'"),
    (52, "EAP-PWD"),
    (55, "EAP-TEAP"),
];

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.network);
    let [version, kind] = reader.array("version and type")?;
    if !(1..=3).contains(&version) || kind > 8 {
        return Err(Malformed("version or type"));
    }
    let length = reader.u16("length")?;
    if kind != EAP {
        return Ok(());
    }
    let mut body = reader.sub(length.into(), "length")?;
    let [code, _] = body.array("code and identifier")?;
    let whole = body.u16("EAP length")?;
    if !(1..=6).contains(&code) || whole < 4 || whole > length {
        return Err(Malformed("EAP code or length"));
    }
    if !matches!(code, REQUEST | RESPONSE) {
        return Ok(());
    }
    let mut data = body.sub(usize::from(whole).saturating_sub(4), "EAP length")?;
    let method = data.u8("EAP type")?;
    let source = packet.source();
    match (code, method) {
        (REQUEST, _) => emit.role(source, Role::Authenticator),
        (_, IDENTITY) => {
            if let Some(realm) = realm(data.rest()) {
                emit.says(source, Property::DomainName, realm);
            }
        }
        (_, NOTIFICATION | NAK | EXPANDED) => {}
        _ => {
            if let Some((_, name)) = METHODS.iter().find(|(number, _)| *number == method) {
                emit.says(source, Property::EapMethod, name.as_bytes());
            }
        }
    }
    Ok(())
}

/// The realm of an identity: behind the `@` (RFC 7542, 2.2), before the `\` as Windows writes it, or the domain of a
/// machine, `host/NAME.DOMAIN`.
fn realm(identity: &[u8]) -> Option<&[u8]> {
    let identity = identity.split(|byte| *byte == 0).next().unwrap_or_default();
    let realm = if let Some(at) = memchr::memrchr(b'@', identity) {
        identity.get(at.saturating_add(1)..)?
    } else if let Some(at) = memchr::memchr(b'\\', identity) {
        identity.get(..at)?
    } else {
        let machine = identity.strip_prefix(b"host/")?;
        machine.get(memchr::memchr(b'.', machine)?.saturating_add(1)..)?
    };
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    (realm.len() >= 2 && realm.iter().all(is_name)).then_some(realm)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    fn frame(code: u8, method: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 5).unwrap().to_be_bytes();
        let head = [
            1, 0x80, 0xc2, 0, 0, 3, 0, 0, 0, 0, 0, 0x0c, 0x88, 0x8e, 2, 0, length[0], length[1], code, 7, length[0], length[1],
            method,
        ];
        [&head[..], data, &[0; 20]].concat()
    }

    const SUBJECT: &str = "00:00:00:00:00:0c - -";

    #[test]
    fn only_the_realm_of_an_identity_is_read() {
        let said = |identity: &str| observe_frame(&PROTOCOL, &frame(RESPONSE, IDENTITY, identity.as_bytes()));
        for identity in ["CANARY@ward.lab", "host/CANARY.ward.lab", "ward.lab\\CANARY", "CANARY@CANARY.org@ward.lab"] {
            assert_eq!(said(identity), [format!("{SUBJECT} domain_name=ward.lab")], "{identity}");
        }
        for identity in ["CANARY", "CANARY@", "host/CANARY", "CANARY@CAN ARY", "\\CANARY", ""] {
            assert_eq!(said(identity), Vec::<String>::new(), "{identity}");
        }
        truncations(&frame(RESPONSE, IDENTITY, b"a@ward.lab"), |cut| {
            if cut.len() >= 14 {
                observe_frame(&PROTOCOL, cut);
            }
        });
    }

    #[test]
    fn methods_are_the_stations_own_and_requests_the_switchs() {
        assert_eq!(observe_frame(&PROTOCOL, &frame(RESPONSE, 13, &[0])), [format!("{SUBJECT} eap.method=EAP-TLS")]);
        assert!(observe_frame(&PROTOCOL, &frame(RESPONSE, NAK, &[25])).is_empty());
        assert_eq!(observe_frame(&PROTOCOL, &frame(REQUEST, IDENTITY, b"")), [format!("{SUBJECT} network_role=authenticator")]);
        assert_eq!(observe_frame(&PROTOCOL, &frame(9, 1, b"")), ["malformed EAP code or length"]);
    }
}
