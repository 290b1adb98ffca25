//! DHCP (RFC 2131): what clients tell of themselves when they ask for an address, and who gives it.
//!
//! An own walker reads the options, for a fingerprint needs their order, and one undecodable option must not hide the
//! ones behind it. What a message says that crossed a relay is true of a VLAN that the frame does not name: the
//! subject then carries the VLAN on which the message was seen.

use std::borrow::Cow;
use std::net::Ipv4Addr;

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol, domain};
use crate::base::{Endpoint, MacAddr};
use crate::observation::{Claim, Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "dhcp",
    spec: "RFC 2131; RFC 2132 (options); RFC 3396 (long options); RFC 3046 (relay agent); RFC 4361, 4702, 3925, 3004",
    attach: &[Attach::Udp(67), Attach::Udp(68)],
    entry: Entry::Packet(read),
};

/// RFC 2131, 3.
const COOKIE: [u8; 4] = [0x63, 0x82, 0x53, 0x63];

/// Option codes (RFC 2132 unless named otherwise).
const PAD: u8 = 0;
const ROUTERS: u8 = 3;
const DNS_SERVERS: u8 = 6;
const HOST_NAME: u8 = 12;
const NTP_SERVERS: u8 = 42;
const LEASE_TIME: u8 = 51;
const OVERLOAD: u8 = 52;
const MESSAGE_TYPE: u8 = 53;
const SERVER_ID: u8 = 54;
const PARAMETERS: u8 = 55;
const VENDOR_CLASS: u8 = 60;
const CLIENT_ID: u8 = 61;
/// RFC 3004.
const USER_CLASS: u8 = 77;
/// RFC 4702.
const FQDN: u8 = 81;
/// RFC 3046.
const RELAY_AGENT: u8 = 82;
/// RFC 3925.
const VENDOR_CLASSES: u8 = 124;
const VENDOR_OPTIONS: u8 = 125;
const END: u8 = 255;

/// Message types (RFC 2132, 9.6).
const OFFER: u8 = 2;
const REQUEST: u8 = 3;
const ACK: u8 = 5;
const NAK: u8 = 6;
const INFORM: u8 = 8;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let message = Message::read(packet)?;
    match message.operation {
        1 => message.client(packet, emit),
        _ => message.server(packet, emit),
    }
    match message.options.broken() {
        Some(malformed) => Err(malformed),
        None => Ok(()),
    }
}

/// The fixed fields that somebody reads (RFC 2131, 2), and the options.
struct Message<'a> {
    operation: u8,
    mac: Option<MacAddr>,
    client_ip: Ipv4Addr,
    your_ip: Ipv4Addr,
    relay_ip: Ipv4Addr,
    kind: u8,
    options: Options<'a>,
}

impl<'a> Message<'a> {
    fn read(packet: &Packet<'a>) -> Result<Self, Malformed> {
        let mut reader = Reader::new(packet.payload);
        let operation = reader.u8("operation")?;
        let hardware = (reader.u8("hardware type")?, reader.u8("hardware address length")?);
        if !matches!(operation, 1 | 2) {
            return Err(Malformed("operation"));
        }
        reader.skip(9, "hops, transaction, seconds, flags")?;
        let client_ip = reader.array::<4>("client address")?.into();
        let your_ip = reader.array::<4>("your address")?.into();
        reader.skip(4, "server address")?;
        let relay_ip = reader.array::<4>("relay address")?.into();
        let chaddr = MacAddr(reader.array("client hardware address")?);
        reader.skip(10, "client hardware address")?;
        let name = reader.take(64, "server name")?;
        let file = reader.take(128, "boot file")?;
        if reader.array("cookie")? != COOKIE {
            return Err(Malformed("cookie"));
        }
        // Ethernet and IEEE 802 (IANA "Hardware Types").
        let mac = (matches!(hardware, (1 | 6, 6)) && chaddr.is_station()).then_some(chaddr);
        let options = Options::new(reader.rest(), file, name);
        let kind = options.get(MESSAGE_TYPE).and_then(|value| value.first().copied()).unwrap_or_default();
        Ok(Self { operation, mac, client_ip, your_ip, relay_ip, kind, options })
    }

    /// The client with this address, if it is one. Its hardware address stands in the message; without one, the frame's
    /// is the client's as long as no relay sent the frame.
    fn client_at(&self, ip: Ipv4Addr, packet: &Packet<'_>) -> Endpoint {
        let direct = self.relay_ip.is_unspecified() && self.operation == 1;
        let mac = self.mac.or(packet.source().mac.filter(|_| direct));
        Endpoint { mac, ip: (!ip.is_unspecified()).then_some(ip.into()), vlan: packet.vlan }
    }

    fn client(&self, packet: &Packet<'_>, emit: &mut Emit<'_>) {
        let subject = self.client_at(self.client_ip, packet);
        let mut list = Scratch::new();
        self.options.each(|code, _| {
            list.item(b",").number(code.into());
        });
        emit.says(subject, Property::DhcpOptions, list.bytes());
        if let Some(parameters) = self.options.get(PARAMETERS) {
            list.clear();
            for code in parameters.iter() {
                list.item(b",").number((*code).into());
            }
            emit.says(subject, Property::DhcpParameters, list.bytes());
        }
        self.says(VENDOR_CLASS, |value| emit.says(subject, Property::DhcpVendorClass, value));
        self.says(HOST_NAME, |value| domain::says_name(emit, subject, value));
        self.says(FQDN, |value| full_name(value, subject, emit));
        self.says(USER_CLASS, |value| user_class(value, subject, emit));
        self.says(CLIENT_ID, |value| self.client_id(value, subject, emit));
        for code in [VENDOR_CLASSES, VENDOR_OPTIONS] {
            self.says(code, |value| enterprises(value, subject, emit));
        }
        self.says(RELAY_AGENT, |value| relay(value, subject, emit));
        if !self.relay_ip.is_unspecified() {
            emit.role(address(self.relay_ip, packet), Role::DhcpRelay);
        }
        // RFC 2131, 4.3.2 and 4.4.3: a client that puts its address there uses it already.
        if matches!(self.kind, REQUEST | INFORM) {
            emit.holds(subject, Claim::Lease(None));
        }
    }

    fn says(&self, code: u8, mut say: impl FnMut(&[u8])) {
        if let Some(value) = self.options.get(code) {
            say(&value);
        }
    }

    /// Type 1 and the hardware address says nothing new. RFC 4361, 6.1: type 255 is an interface number and the DUID.
    fn client_id(&self, value: &[u8], subject: Endpoint, emit: &mut Emit<'_>) {
        match value {
            [1, mac @ ..] if self.mac.is_some_and(|own| own.0 == mac) => {}
            [255, _, _, _, _, duid @ ..] if duid.len() > 2 => {
                emit.says(subject, Property::DhcpDuid, Scratch::new().hex(duid).bytes());
            }
            _ => emit.says(subject, Property::DhcpClientId, Scratch::new().hex(value).bytes()),
        }
    }

    fn server(&self, packet: &Packet<'_>, emit: &mut Emit<'_>) {
        if !matches!(self.kind, OFFER | ACK | NAK) {
            return;
        }
        let sender = packet.source();
        let id = self.options.get(SERVER_ID).and_then(|value| value.as_ref().try_into().ok().map(|ip: [u8; 4]| ip.into()));
        // With a relay in between the sender may be the relay: only the server's identifier names the server then.
        match id {
            Some(ip) if !self.relay_ip.is_unspecified() || sender.ip != Some(std::net::IpAddr::V4(ip)) => {
                emit.role(address(ip, packet), Role::DhcpServer);
            }
            None if !self.relay_ip.is_unspecified() => {}
            _ => emit.role(sender, Role::DhcpServer),
        }
        if self.kind == NAK {
            return;
        }
        if self.kind == ACK && !self.your_ip.is_unspecified() && self.mac.is_some() {
            emit.holds(self.client_at(self.your_ip, packet), Claim::Lease(self.lease_end(emit)));
        }
        for (code, role) in [(ROUTERS, Role::Router), (DNS_SERVERS, Role::DnsServer), (NTP_SERVERS, Role::NtpServer)] {
            self.says(code, |value| {
                for ip in value.chunks_exact(4).filter_map(|ip| <[u8; 4]>::try_from(ip).ok()) {
                    emit.role(address(ip.into(), packet), role);
                }
            });
        }
    }

    /// RFC 2131, 3.3: all ones is for ever.
    fn lease_end(&self, emit: &Emit<'_>) -> Option<crate::base::Timestamp> {
        let value = self.options.get(LEASE_TIME)?;
        let seconds = u32::from_be_bytes(value.as_ref().try_into().ok()?);
        (seconds != u32::MAX).then(|| emit.at().plus_seconds(seconds))
    }
}

/// A host of which only the address is known.
fn address(ip: Ipv4Addr, packet: &Packet<'_>) -> Endpoint {
    Endpoint { mac: None, ip: Some(ip.into()), vlan: packet.vlan }
}

/// RFC 4702, 2: flags, two codes, the name, in DNS form when flag E is set, else in ASCII.
fn full_name(value: &[u8], subject: Endpoint, emit: &mut Emit<'_>) {
    let [flags, _, _, name @ ..] = value else { return };
    if flags & 0x04 == 0 {
        return domain::says_name(emit, subject, name);
    }
    let mut text = Scratch::new();
    let mut reader = Reader::new(name);
    // A partial name has no root label at its end.
    while let Ok(length @ 1..=63) = reader.u8("label length") {
        let Ok(label) = reader.take(length.into(), "label") else { break };
        text.item(b".").text(label);
    }
    domain::says_name(emit, subject, text.bytes());
}

/// RFC 3004, 4: a list of length and value; many clients send bare text instead.
fn user_class(value: &[u8], subject: Endpoint, emit: &mut Emit<'_>) {
    let is_list = classes(value).all(|class| class.is_ok_and(|class| !class.is_empty()));
    if !is_list {
        return emit.says(subject, Property::DhcpUserClass, value);
    }
    for class in classes(value).flatten() {
        emit.says(subject, Property::DhcpUserClass, class);
    }
}

fn classes(value: &[u8]) -> impl Iterator<Item = Result<&[u8], Malformed>> {
    let mut reader = Reader::new(value);
    std::iter::from_fn(move || {
        let length = reader.u8("user class length").ok()?;
        let class = reader.take(length.into(), "user class");
        if class.is_err() {
            reader = Reader::new(&[]);
        }
        Some(class)
    })
}

/// RFC 3925, 3 and 4: enterprise number, length, data, again and again.
fn enterprises(value: &[u8], subject: Endpoint, emit: &mut Emit<'_>) {
    let mut reader = Reader::new(value);
    while let (Ok(number), Ok(length)) = (reader.u32("enterprise"), reader.u8("length")) {
        emit.says(subject, Property::DhcpEnterprise, Scratch::new().number(number).bytes());
        if reader.skip(length.into(), "data").is_err() {
            break;
        }
    }
}

/// RFC 3046, 2: sub-options 1 (circuit) and 2 (remote), set by the switch or relay that the client is plugged into.
fn relay(value: &[u8], subject: Endpoint, emit: &mut Emit<'_>) {
    let mut reader = Reader::new(value);
    while let (Ok(code), Ok(length)) = (reader.u8("sub-option"), reader.u8("length")) {
        let Ok(id) = reader.take(length.into(), "sub-option") else { break };
        match code {
            1 => emit.says(subject, Property::DhcpRelayCircuit, Scratch::new().readable(id).bytes()),
            2 => emit.says(subject, Property::DhcpRelayRemote, Scratch::new().readable(id).bytes()),
            _ => {}
        }
    }
}

/// The options of a message: those behind the cookie and, by option 52, those in the file and name fields.
struct Options<'a> {
    areas: [&'a [u8]; 3],
}

impl<'a> Options<'a> {
    fn new(options: &'a [u8], file: &'a [u8], name: &'a [u8]) -> Self {
        let mut all = Self { areas: [options, &[], &[]] };
        // RFC 2132, 9.3.
        let overload = all.get(OVERLOAD).and_then(|value| value.first().copied()).unwrap_or_default();
        all.areas = [options, if overload & 1 != 0 { file } else { &[] }, if overload & 2 != 0 { name } else { &[] }];
        all
    }

    /// Every part of every option, in the order sent. Stops within an area where a length leads out of it.
    fn parts(&self, mut each: impl FnMut(u8, &'a [u8])) -> Option<Malformed> {
        let mut broken = None;
        for area in self.areas {
            let mut reader = Reader::new(area);
            while let Ok(code) = reader.u8("option code") {
                match code {
                    PAD => continue,
                    END => break,
                    _ => {}
                }
                let value = reader.u8("option length").and_then(|length| reader.take(length.into(), "option"));
                match value {
                    Ok(value) => each(code, value),
                    Err(malformed) => {
                        broken = Some(malformed);
                        break;
                    }
                }
            }
        }
        broken
    }

    fn broken(&self) -> Option<Malformed> {
        self.parts(|_, _| {})
    }

    /// Every option at its first place.
    fn each(&self, mut each: impl FnMut(u8, &'a [u8])) {
        let mut seen = [0_u64; 4];
        self.parts(|code, value| {
            let bit = 1_u64 << (code & 0x3f);
            if let Some(word) = seen.get_mut(usize::from(code >> 6)).filter(|word| **word & bit == 0) {
                *word |= bit;
                each(code, value);
            }
        });
    }

    /// The value of one option; the parts of a long one are joined (RFC 3396, 7).
    fn get(&self, wanted: u8) -> Option<Cow<'a, [u8]>> {
        let mut found: Option<Cow<'a, [u8]>> = None;
        self.parts(|code, value| {
            if code == wanted {
                match &mut found {
                    None => found = Some(Cow::Borrowed(value)),
                    Some(joined) => joined.to_mut().extend_from_slice(value),
                }
            }
        });
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    const MAC: [u8; 6] = [0x00, 0x09, 0xfb, 0, 0, 1];

    fn message(operation: u8, addresses: [[u8; 4]; 3], options: &[u8]) -> Vec<u8> {
        let [client, your, relay] = addresses;
        let mut bytes = vec![operation, 1, 6, 0, 0, 0, 0, 1, 0, 0, 0, 0];
        bytes.extend([client, your, [0; 4], relay].concat());
        bytes.extend(MAC);
        bytes.extend([0; 10 + 64 + 128]);
        bytes.extend(COOKIE);
        bytes.extend(options);
        bytes
    }

    fn facts(ports: (u16, u16), bytes: &[u8]) -> Vec<String> {
        observe_udp(&PROTOCOL, ports, bytes)
    }

    fn option(code: u8, value: &[u8]) -> Vec<u8> {
        [&[code, u8::try_from(value.len()).unwrap()], value].concat()
    }

    #[test]
    fn a_client_tells_its_fingerprint_in_order_behind_an_undecodable_option() {
        let options = [
            option(53, &[1]),
            option(81, b"\x00\x00\x00ct1.ward.example"),
            option(61, &[&[1][..], &MAC].concat()),
            option(60, b"udhcp 1.2"),
            option(55, &[1, 3, 6, 15]),
            option(77, b"iPXE"),
            option(125, &[0, 0, 0, 9, 1, 0]),
            option(82, b"\x01\x06Gi1/07\x02\x02\x00\x06"),
            vec![255],
        ];
        let bytes = message(1, [[0; 4], [0; 4], [10, 0, 9, 1]], &options.concat());
        let expected = [
            "dhcp.options=53,81,61,60,55,77,125,82",
            "dhcp.parameters=1,3,6,15",
            "dhcp.vendor_class=udhcp 1.2",
            "host_name=ct1",
            "domain_name=ward.example",
            "dhcp.user_class=iPXE",
            "dhcp.enterprise=9",
            "dhcp.relay_circuit=Gi1/07",
            "dhcp.relay_remote=0006",
        ];
        let mut expected: Vec<_> = expected.iter().map(|fact| format!("00:09:fb:00:00:01 - - {fact}")).collect();
        expected.push("- 10.0.9.1 - network_role=dhcp_relay".into());
        assert_eq!(facts((67, 67), &bytes), expected);
        truncations(&bytes, |cut| drop(facts((68, 67), cut)));
        assert_eq!(facts((68, 67), &[7; 300]), ["malformed operation"]);
    }

    #[test]
    fn joins_long_options_and_reads_overloaded_fields() {
        let mut options = [option(53, &[3]), option(52, &[3]), option(60, b"half "), option(61, &[255, 0, 0, 0, 1, 0, 3, 0, 1])];
        options[3][1] = 9;
        let mut bytes = message(1, [[10, 0, 0, 8], [0; 4], [0; 4]], &[options.concat(), vec![255]].concat());
        let file = [option(60, b"and half"), vec![255]].concat();
        bytes[108..108 + file.len()].copy_from_slice(&file);
        let name = [option(12, b"ct1"), vec![255]].concat();
        bytes[44..44 + name.len()].copy_from_slice(&name);
        let expected = [
            "dhcp.options=53,52,60,61,12",
            "dhcp.vendor_class=half and half",
            "host_name=ct1",
            "dhcp.duid=00030001",
            "holds lease",
        ];
        let expected: Vec<_> = expected.iter().map(|fact| format!("00:09:fb:00:00:01 10.0.0.8 - {fact}")).collect();
        assert_eq!(facts((68, 67), &bytes), expected);
    }

    #[test]
    fn a_server_binds_the_lease_and_names_its_neighbours() {
        let options = [
            option(53, &[5]),
            option(54, &[10, 0, 0, 1]),
            option(51, &[0, 0, 14, 16]),
            option(3, &[10, 0, 0, 254]),
            option(6, &[10, 0, 0, 53, 10, 0, 1, 53]),
            vec![255],
        ];
        let direct = message(2, [[0; 4], [10, 0, 0, 8], [0; 4]], &options.concat());
        let expected = [
            "00:00:00:00:00:0c 10.0.0.1 - network_role=dhcp_server",
            "00:09:fb:00:00:01 10.0.0.8 - holds lease until 2023-11-14T23:13:20.000000Z",
            "- 10.0.0.254 - network_role=router",
            "- 10.0.0.53 - network_role=dns_server",
            "- 10.0.1.53 - network_role=dns_server",
        ];
        assert_eq!(facts((67, 68), &direct), expected);
        let relayed = message(2, [[0; 4], [10, 0, 0, 8], [10, 0, 9, 1]], &options.concat());
        assert_eq!(facts((67, 67), &relayed)[0], "- 10.0.0.1 - network_role=dhcp_server");
        let broken = message(2, [[0; 4]; 3], &[option(53, &[2]), vec![3, 9, 1]].concat());
        assert_eq!(facts((67, 68), &broken).last().unwrap(), "malformed option");
    }

    /// What another implementation of the format writes is understood.
    #[test]
    fn reads_what_dhcproto_writes() {
        use dhcproto::{Encodable, Encoder, v4};
        let mut message = v4::Message::default();
        message.set_chaddr(&MAC);
        message.opts_mut().insert(v4::DhcpOption::MessageType(v4::MessageType::Discover));
        message.opts_mut().insert(v4::DhcpOption::Hostname("ct1".into()));
        message.opts_mut().insert(v4::DhcpOption::ClassIdentifier(b"MSFT 5.0".to_vec()));
        let mut bytes = Vec::new();
        message.encode(&mut Encoder::new(&mut bytes)).unwrap();
        let facts = facts((68, 67), &bytes).join("\n");
        assert!(facts.contains("host_name=ct1") && facts.contains("dhcp.vendor_class=MSFT 5.0"), "{facts}");
    }
}
