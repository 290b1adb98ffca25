//! DHCPv6 (RFC 8415): what clients tell of themselves when they ask for an address, and who gives it.
//!
//! What a message says that crossed a relay is true of a VLAN that the frame does not name: the subject then carries
//! the VLAN on which the message was seen.

use std::net::{IpAddr, Ipv6Addr};

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol, domain};
use crate::base::{Endpoint, MacAddr};
use crate::observation::{Claim, Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "dhcpv6",
    spec: "RFC 8415; RFC 4704 (FQDN); RFC 6939 (client link-layer address); RFC 3646 (DNS servers)",
    attach: &[Attach::Udp(546), Attach::Udp(547)],
    entry: Entry::Packet(read),
};

/// Message types (RFC 8415, 7.3).
const ADVERTISE: u8 = 2;
const REPLY: u8 = 7;
const RECONFIGURE: u8 = 10;
const RELAY_FORWARD: u8 = 12;
const RELAY_REPLY: u8 = 13;

/// Options (RFC 8415, 21, unless named otherwise).
const CLIENT_ID: u16 = 1;
const IA_NA: u16 = 3;
const IA_TA: u16 = 4;
const IA_ADDRESS: u16 = 5;
const OPTION_REQUEST: u16 = 6;
const RELAY_MESSAGE: u16 = 9;
const USER_CLASS: u16 = 15;
const VENDOR_CLASS: u16 = 16;
const VENDOR_OPTIONS: u16 = 17;
const INTERFACE_ID: u16 = 18;
/// RFC 3646.
const DNS_SERVERS: u16 = 23;
/// RFC 4649.
const REMOTE_ID: u16 = 37;
/// RFC 4704.
const FQDN: u16 = 39;
/// RFC 6939.
const CLIENT_LINK_LAYER: u16 = 79;

/// RFC 8415, 7.6: a message crosses at most eight relays.
const MAX_RELAYS: usize = 8;

/// What the relays on the way added; of several, the one next to the client knows it best.
#[derive(Default)]
struct Relays<'a> {
    any: bool,
    mac: Option<MacAddr>,
    circuit: &'a [u8],
    remote: &'a [u8],
}

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut relays = Relays::default();
    let mut message = Reader::new(packet.payload);
    if message.rest().first() == Some(&RELAY_FORWARD) {
        emit.role(packet.source(), Role::DhcpRelay);
    }
    for _ in 0..=MAX_RELAYS {
        let kind = message.u8("message type")?;
        match kind {
            RELAY_FORWARD | RELAY_REPLY => message = unwrap(message, &mut relays)?,
            1..=11 => {
                message.skip(3, "transaction id")?;
                // All is well-formed, or nothing is believed: a port alone says little.
                options(message, |_, _| Ok(()))?;
                return match kind {
                    ADVERTISE | REPLY | RECONFIGURE => server(kind, message, packet, &relays, emit),
                    _ => client(message, packet, &relays, emit),
                };
            }
            _ => return Err(Malformed("message type")),
        }
    }
    Err(Malformed("number of relays"))
}

/// RFC 8415, 9: hop count, link and peer address, then options with the message inside.
fn unwrap<'a>(mut message: Reader<'a>, relays: &mut Relays<'a>) -> Result<Reader<'a>, Malformed> {
    message.skip(33, "relay addresses")?;
    let mut inner = None;
    options(message, |code, mut value| {
        match code {
            RELAY_MESSAGE => inner = Some(value),
            INTERFACE_ID => relays.circuit = value.rest(),
            // An enterprise number stands before the id.
            REMOTE_ID => relays.remote = value.rest().get(4..).unwrap_or_default(),
            CLIENT_LINK_LAYER if value.u16("link-layer type")? == 1 => relays.mac = station(value.rest()),
            _ => {}
        }
        Ok(())
    })?;
    relays.any = true;
    inner.ok_or(Malformed("relay message"))
}

fn client(message: Reader<'_>, packet: &Packet<'_>, relays: &Relays<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let duid = find(message, CLIENT_ID).map_or(&[][..], |value| value.rest());
    let subject = client_at(duid, packet.source(), packet, relays);
    let mut codes = Scratch::new();
    // One odd option must not hide the ones behind it: it is reported in the end.
    let mut outcome = Ok(());
    options(message, |code, value| {
        codes.item(b",").number(code.into());
        outcome = outcome.and(says(code, value, subject, emit));
        Ok(())
    })?;
    emit.says(subject, Property::DhcpOptions, codes.bytes());
    emit.says(subject, Property::DhcpRelayCircuit, Scratch::new().readable(relays.circuit).bytes());
    emit.says(subject, Property::DhcpRelayRemote, Scratch::new().readable(relays.remote).bytes());
    outcome
}

/// The client: by the hardware address that the frame or the relay shows, for the one in a DUID can be that of another
/// of its interfaces, or of the machine whose disk was copied (RFC 8415, 11.2).
fn client_at(duid: &[u8], near: Endpoint, packet: &Packet<'_>, relays: &Relays<'_>) -> Endpoint {
    let local = !relays.any && near.ip.is_some_and(|ip| matches!(ip, IpAddr::V6(v6) if v6.is_unicast_link_local()));
    if local {
        return near;
    }
    Endpoint { mac: relays.mac.or_else(|| duid_mac(duid)), ip: None, vlan: packet.vlan }
}

/// RFC 8415, 11.2 and 11.4: type 1 has a time before the hardware address, type 3 has not.
fn duid_mac(duid: &[u8]) -> Option<MacAddr> {
    match duid {
        [0, 1, 0, 1, _, _, _, _, mac @ ..] | [0, 3, 0, 1, mac @ ..] => station(mac),
        _ => None,
    }
}

fn station(bytes: &[u8]) -> Option<MacAddr> {
    bytes.try_into().ok().map(MacAddr).filter(|mac| mac.is_station())
}

/// Says what an option of a client tells.
fn says(code: u16, mut value: Reader<'_>, subject: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    match code {
        CLIENT_ID => emit.says(subject, Property::DhcpDuid, Scratch::new().hex(value.rest()).bytes()),
        OPTION_REQUEST => {
            let mut list = Scratch::new();
            while let Ok(code) = value.u16("requested option") {
                list.item(b",").number(code.into());
            }
            emit.says(subject, Property::DhcpParameters, list.bytes());
        }
        VENDOR_CLASS | VENDOR_OPTIONS => {
            let number = value.u32("enterprise")?;
            emit.says(subject, Property::DhcpEnterprise, Scratch::new().number(number).bytes());
            if code == VENDOR_CLASS {
                classes(value, Property::DhcpVendorClass, subject, emit)?;
            }
        }
        // Some network boot loaders send bare text instead of a list.
        USER_CLASS if !is_list(value) => emit.says(subject, Property::DhcpUserClass, value.rest()),
        USER_CLASS => classes(value, Property::DhcpUserClass, subject, emit)?,
        FQDN => {
            value.skip(1, "FQDN flags")?;
            name(value, subject, emit);
        }
        _ => {}
    }
    Ok(())
}

/// RFC 8415, 21.15 and 21.16: length and data, again and again.
fn classes(mut value: Reader<'_>, property: Property, subject: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    while !value.is_empty() {
        let length = value.u16("class length")?;
        emit.says(subject, property, value.take(length.into(), "class")?);
    }
    Ok(())
}

fn is_list(mut value: Reader<'_>) -> bool {
    while !value.is_empty() {
        let length = value.u16("class length").unwrap_or(u16::MAX);
        if value.skip(length.into(), "class").is_err() {
            return false;
        }
    }
    true
}

/// RFC 4704, 4.2: labels; a partial name has no root label at its end.
fn name(mut value: Reader<'_>, subject: Endpoint, emit: &mut Emit<'_>) {
    let mut text = Scratch::new();
    while let Ok(length @ 1..=63) = value.u8("label length") {
        let Ok(label) = value.take(length.into(), "label") else { break };
        text.item(b".").text(label);
    }
    domain::says_name(emit, subject, text.bytes());
}

fn server(kind: u8, message: Reader<'_>, packet: &Packet<'_>, relays: &Relays<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    // Within a relay's message the sender may be server or relay, and a DUID has no address.
    if !relays.any {
        emit.role(packet.source(), Role::DhcpServer);
    }
    if kind != REPLY {
        return Ok(());
    }
    let duid = find(message, CLIENT_ID).map_or(&[][..], |value| value.rest());
    let subject = client_at(duid, packet.destination(), packet, relays);
    options(message, |code, mut value| {
        match code {
            IA_NA => {
                value.skip(12, "identity association")?;
                leases(value, subject, emit)?;
            }
            IA_TA => {
                value.skip(4, "identity association")?;
                leases(value, subject, emit)?;
            }
            DNS_SERVERS => {
                while let Ok(ip) = value.array::<16>("DNS server") {
                    let ip = Some(IpAddr::V6(Ipv6Addr::from(ip)));
                    emit.role(Endpoint { mac: None, ip, vlan: packet.vlan }, Role::DnsServer);
                }
            }
            _ => {}
        }
        Ok(())
    })
}

/// RFC 8415, 21.6: address, preferred and valid lifetime; all ones is for ever, zero takes the address away.
fn leases(association: Reader<'_>, client: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    options(association, |code, mut value| {
        if code != IA_ADDRESS {
            return Ok(());
        }
        let ip = IpAddr::V6(value.array::<16>("address")?.into());
        value.skip(4, "preferred lifetime")?;
        let seconds = value.u32("valid lifetime")?;
        if seconds != 0 && client.mac.is_some() {
            let until = (seconds != u32::MAX).then(|| emit.at().plus_seconds(seconds));
            emit.holds(Endpoint { ip: Some(ip), ..client }, Claim::Lease(until));
        }
        Ok(())
    })
}

/// Walks options: code, length, value (RFC 8415, 21.1).
fn options<'a>(mut reader: Reader<'a>, mut each: impl FnMut(u16, Reader<'a>) -> Result<(), Malformed>) -> Result<(), Malformed> {
    while !reader.is_empty() {
        let code = reader.u16("option code")?;
        let length = reader.u16("option length")?;
        each(code, reader.sub(length.into(), "option")?)?;
    }
    Ok(())
}

fn find(reader: Reader<'_>, wanted: u16) -> Option<Reader<'_>> {
    let mut found = None;
    let whole = options(reader, |code, value| {
        found = found.or((code == wanted).then_some(value));
        Ok(())
    });
    found.filter(|_| whole.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_frame, observe_udp, truncations};

    const DUID: [u8; 10] = [0, 3, 0, 1, 0x00, 0x09, 0xfb, 0, 0, 1];

    fn option(code: u8, value: &[u8]) -> Vec<u8> {
        [&[0, code, 0, u8::try_from(value.len()).unwrap()], value].concat()
    }

    fn solicit() -> Vec<u8> {
        let options = [
            option(1, &DUID),
            option(6, &[0, 23, 0, 24]),
            option(16, b"\0\0\x01\x37\0\x08MSFT 5.0"),
            option(39, b"\0\x03ct1\x04ward\x07example\0"),
        ];
        [&[1, 0, 0, 7][..], &options.concat()].concat()
    }

    const TOLD: [&str; 7] = [
        "dhcp.duid=0003000100",
        "dhcp.parameters=23,24",
        "dhcp.enterprise=311",
        "dhcp.vendor_class=MSFT 5.0",
        "host_name=ct1",
        "domain_name=ward.example",
        "dhcp.options=1,6,16,39",
    ];

    /// From link-local `fe80::7` at `00:09:fb:00:00:02` to `fe80::8` at `00:09:fb:00:00:03`.
    fn frame(ports: [u8; 4], payload: &[u8]) -> Vec<u8> {
        let mut frame = vec![0, 9, 0xfb, 0, 0, 3, 0, 9, 0xfb, 0, 0, 2, 0x86, 0xdd, 0x60, 0, 0, 0];
        let length = u16::try_from(payload.len() + 8).unwrap().to_be_bytes();
        frame.extend(length);
        frame.extend([17, 64]);
        for last in [7, 8] {
            frame.extend([0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last]);
        }
        frame.extend(ports);
        frame.extend(length);
        frame.extend([0, 0]);
        frame.extend(payload);
        frame
    }

    #[test]
    fn a_client_on_the_link_is_known_by_its_frame() {
        let facts = observe_frame(&PROTOCOL, &frame([2, 0x22, 2, 0x23], &solicit()));
        assert_eq!(facts.len(), TOLD.len());
        for (fact, told) in facts.iter().zip(TOLD) {
            assert!(fact.starts_with(&format!("00:09:fb:00:00:02 fe80::7 - {told}")), "{fact}");
        }
        truncations(&solicit(), |cut| drop(observe_udp(&PROTOCOL, (546, 547), cut)));
        assert_eq!(observe_udp(&PROTOCOL, (546, 547), &[99; 20]), ["malformed message type"]);
    }

    #[test]
    fn behind_a_relay_the_option_or_the_duid_names_the_client() {
        let relayed = |extra: Vec<u8>| {
            let options = [option(9, &solicit()), option(18, b"ge-0/0/7"), extra].concat();
            let bytes = [&[12, 0][..], &[0; 32], &options].concat();
            truncations(&bytes, |cut| drop(observe_udp(&PROTOCOL, (547, 547), cut)));
            observe_udp(&PROTOCOL, (547, 547), &bytes)
        };
        let facts = relayed(option(79, &[0, 1, 0x00, 0x09, 0xfb, 0, 0, 9]));
        assert_eq!(facts[0], "00:00:00:00:00:0c 10.0.0.1 - network_role=dhcp_relay");
        assert_eq!(facts[5], "00:09:fb:00:00:09 - - host_name=ct1");
        assert_eq!(facts[8], "00:09:fb:00:00:09 - - dhcp.relay_circuit=ge-0/0/7");
        assert_eq!(relayed(Vec::new())[5], "00:09:fb:00:00:01 - - host_name=ct1");
    }

    #[test]
    fn an_odd_option_hides_none_behind_it() {
        let options = [option(1, &DUID), option(16, &[0, 0]), option(15, b"xr-config"), option(17, &[0, 0, 0, 9])];
        let bytes = [&[1, 0, 0, 7][..], &options.concat()].concat();
        let facts = observe_udp(&PROTOCOL, (546, 547), &bytes).join("\n").replace("00:09:fb:00:00:01 - - ", "");
        let expected = "dhcp.duid=000300010009fb000001\ndhcp.user_class=xr-config\ndhcp.enterprise=9\n\
            dhcp.options=1,16,15,17\nmalformed enterprise";
        assert_eq!(facts, expected);
    }

    #[test]
    fn a_reply_binds_the_lease() {
        let address = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8];
        let lease = option(5, &[&address[..], &[0, 0, 0, 60, 0, 0, 0, 60]].concat());
        let options = [option(1, &DUID), option(3, &[&[0; 12][..], &lease].concat()), option(23, &address)];
        let reply = [&[7, 0, 0, 7][..], &options.concat()].concat();
        let expected = [
            "00:09:fb:00:00:02 fe80::7 - network_role=dhcp_server",
            "00:09:fb:00:00:03 2001:db8::8 - holds lease until 2023-11-14T22:14:20.000000Z",
            "- 2001:db8::8 - network_role=dns_server",
        ];
        assert_eq!(observe_frame(&PROTOCOL, &frame([2, 0x23, 2, 0x22], &reply)), expected);
    }
}
