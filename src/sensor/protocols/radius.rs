//! RADIUS (RFC 2865, RFC 2866): at which port of which access server a station is attached.
//!
//! Invariant: only the attributes on the list in [`Access`] are read; user names, passwords and EAP messages are passed
//! over by length.

use std::net::{IpAddr, Ipv4Addr};

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::{Endpoint, MacAddr};
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "radius",
    spec: "RFC 2865; RFC 2866 (accounting); RFC 3580 (802.1X)",
    attach: &[Attach::Udp(PORTS[0]), Attach::Udp(PORTS[1]), Attach::Udp(PORTS[2]), Attach::Udp(PORTS[3])],
    entry: Entry::Packet(read),
};

/// Authentication and accounting; before the registration, 1645 and 1646.
const PORTS: [u16; 4] = [1812, 1813, 1645, 1646];
/// Codes (RFC 2865, 4; RFC 2866, 4).
const ACCESS_REQUEST: u8 = 1;
const ACCOUNTING_REQUEST: u8 = 4;

/// What a request tells of access server and station.
#[derive(Default)]
struct Access<'a> {
    /// NAS-IP-Address (4).
    nas: Option<Ipv4Addr>,
    /// NAS-Port (5).
    port: Option<u32>,
    /// Framed-IP-Address (8).
    framed: Option<Ipv4Addr>,
    /// Called-Station-Id (30): the access point and its network, or the switch.
    called: &'a [u8],
    /// Calling-Station-Id (31): the station.
    calling: &'a [u8],
    /// NAS-Identifier (32).
    identifier: &'a [u8],
    /// NAS-Port-Id (87).
    port_id: &'a [u8],
}

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    let [code, _] = reader.array("code and identifier")?;
    let length = usize::from(reader.u16("length")?);
    reader.skip(16, "authenticator")?;
    let attributes = reader.sub(length.checked_sub(20).ok_or(Malformed("length"))?, "length")?;
    let access = Access::read(attributes)?;
    let (asks, answers) = (PORTS.contains(&packet.destination_port), PORTS.contains(&packet.source_port));
    match code {
        ACCESS_REQUEST | ACCOUNTING_REQUEST if asks => access.says(packet, emit),
        2 | 3 | 5 | 11 if answers => emit.role(packet.source(), Role::RadiusServer),
        // Status-Server, dynamic authorisation (RFC 5176).
        12 | 13 | 40..=45 => {}
        _ => return Err(Malformed("code")),
    }
    Ok(())
}

impl<'a> Access<'a> {
    fn read(mut attributes: Reader<'a>) -> Result<Self, Malformed> {
        let mut access = Self::default();
        while !attributes.is_empty() {
            let [kind, length] = attributes.array("attribute")?;
            let value = attributes.take(usize::from(length).checked_sub(2).ok_or(Malformed("attribute"))?, "attribute")?;
            let number = || value.first_chunk::<4>().filter(|_| value.len() == 4).copied();
            match kind {
                4 => access.nas = number().map(Ipv4Addr::from),
                5 => access.port = number().map(u32::from_be_bytes),
                8 => access.framed = number().map(Ipv4Addr::from),
                30 => access.called = value,
                31 => access.calling = value,
                32 => access.identifier = value,
                87 => access.port_id = value,
                _ => {}
            }
        }
        Ok(access)
    }

    fn says(&self, packet: &Packet<'_>, emit: &mut Emit<'_>) {
        let sender = packet.source();
        // A proxy passes on what another access server asked (RFC 2865, 2.3).
        let nas = match self.nas.filter(|nas| !nas.is_unspecified() && sender.ip != Some(IpAddr::V4(*nas))) {
            Some(nas) => Endpoint { mac: None, ip: Some(nas.into()), ..sender },
            None => sender,
        };
        emit.role(nas, Role::Authenticator);
        emit.says(nas, Property::RadiusNasIdentifier, self.identifier);
        let Some(mac) = hardware_address(self.calling).filter(|mac| mac.is_station()) else { return };
        let ip = self.framed.filter(|ip| !ip.is_unspecified() && !ip.is_broadcast()).map(IpAddr::V4);
        let mut place = Scratch::new();
        match nas.ip {
            _ if !self.identifier.is_empty() => {
                place.text(self.identifier);
            }
            Some(ip) => {
                place.text(ip.to_string().as_bytes());
            }
            None => {}
        }
        match self.port {
            _ if !self.port_id.is_empty() => {
                place.item(b" ").text(b"port ").text(self.port_id);
            }
            Some(port) => {
                place.item(b" ").text(b"port ").number(port);
            }
            None => {}
        }
        // A switch has no network name to put behind the colon.
        let called = self.called.strip_suffix(b":").unwrap_or(self.called);
        if !called.is_empty() {
            place.item(b" ").text(b"called ").text(called);
        }
        emit.says(Endpoint { mac: Some(mac), ip, vlan: sender.vlan }, Property::RadiusAccessPort, place.bytes());
    }
}

/// A hardware address in any of the usual spellings (RFC 3580, 3.21): twelve digits with or without separators. A
/// telephone number or an IP address is none.
fn hardware_address(text: &[u8]) -> Option<MacAddr> {
    let mut octets = [0_u8; 6];
    let mut digits = 0_usize;
    for byte in text {
        if let Some(digit) = char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) {
            let octet = octets.get_mut(digits / 2)?;
            *octet = (*octet << 4) | digit;
            digits = digits.saturating_add(1);
        } else if !matches!(byte, b'-' | b':' | b'.') {
            return None;
        }
    }
    // Ten digits or dots between numbers are something else.
    let separators = text.len().saturating_sub(digits);
    (digits == 12 && matches!(separators, 0 | 1 | 2 | 5)).then_some(MacAddr(octets))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn message(code: u8, attributes: &[(u8, &[u8])]) -> Vec<u8> {
        let body: Vec<u8> = attributes
            .iter()
            .flat_map(|(kind, value)| [&[*kind, u8::try_from(value.len() + 2).unwrap()][..], value].concat())
            .collect();
        let length = u16::try_from(body.len() + 20).unwrap().to_be_bytes();
        [&[code, 9, length[0], length[1]][..], &[7; 16], &body].concat()
    }

    #[test]
    fn a_request_tells_where_a_station_is() {
        let request = message(
            ACCESS_REQUEST,
            &[
                (1, b"CANARY"),
                (4, &[10, 0, 0, 1]),
                (5, &[0, 0, 0, 12]),
                (30, b"00-1B-D4-00-00-07:WARD-WLAN"),
                (31, b"00-03-B1-0A-00-45"),
                (32, b"ward-sw1"),
                (79, b"CANARY"),
            ],
        );
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - network_role=authenticator",
            "00:00:00:00:00:0c 10.0.0.1 - radius.nas_identifier=ward-sw1",
            "00:03:b1:0a:00:45 - - radius.access_port=ward-sw1 port 12 called 00-1B-D4-00-00-07:WARD-WLAN",
        ];
        assert_eq!(observe_udp(&PROTOCOL, (40000, 1812), &request), expected);
        truncations(&request, |cut| drop(observe_udp(&PROTOCOL, (40000, 1812), cut)));
        let passed_on =
            message(ACCOUNTING_REQUEST, &[(4, &[10, 0, 0, 9]), (8, &[10, 0, 0, 77]), (31, b"0003b10a0045"), (87, b"Gi1/0/3")]);
        let expected =
            ["- 10.0.0.9 - network_role=authenticator", "00:03:b1:0a:00:45 10.0.0.77 - radius.access_port=10.0.0.9 port Gi1/0/3"];
        assert_eq!(observe_udp(&PROTOCOL, (1813, 1813), &passed_on), expected);
    }

    #[test]
    fn answers_come_from_servers_and_numbers_are_no_addresses() {
        let answer = message(2, &[(1, b"CANARY")]);
        assert_eq!(observe_udp(&PROTOCOL, (1812, 40000), &answer), ["00:00:00:00:00:0c 10.0.0.1 - network_role=radius_server"]);
        assert_eq!(observe_udp(&PROTOCOL, (40000, 1812), b"\x01\x01\x00\x05hello"), ["malformed authenticator"]);
        for text in [&b"+49 30 12345678"[..], b"10.77.0.12", b"0123456789ab0", b"01-23", b"120.120.120.120"] {
            assert_eq!(hardware_address(text), None);
        }
        assert_eq!(hardware_address(b"0003.b10a.0045"), Some(MacAddr([0, 3, 0xb1, 0x0a, 0, 0x45])));
    }
}
