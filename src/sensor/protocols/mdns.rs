//! Multicast DNS and DNS service discovery (RFC 6762, RFC 6763): names, services and models that hosts announce.
//!
//! Service instance names often hold people's names ("Anna's MacBook") and are not copied, but for those that products give
//! themselves: they end with the product's own hardware address.

use std::net::IpAddr;

use super::domain::{self, Message, Name, PTR, Record, SRV, Section, TXT};
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::{Endpoint, MacAddr};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "mdns",
    spec: "RFC 6762 (multicast DNS); RFC 6763 (service discovery)",
    attach: &[Attach::Udp(5353)],
    entry: Entry::Packet(read),
};

/// Opcode and response code, both zero on the wire (RFC 6762, 18.3 and 18.11).
const ZERO: u16 = 0x780f;

/// TXT keys that describe equipment, with the property that a key states outright.
const KEYS: [(&[u8], Option<Property>); 24] = [
    (b"ty", None),
    (b"product", None),
    (b"usb_MFG", Some(Property::Manufacturer)),
    (b"usb_MDL", Some(Property::Model)),
    (b"mfg", Some(Property::Manufacturer)),
    (b"mdl", Some(Property::Model)),
    (b"manufacturer", Some(Property::Manufacturer)),
    (b"vendor", Some(Property::Manufacturer)),
    (b"serialNumber", Some(Property::Serial)),
    (b"serial", Some(Property::Serial)),
    (b"serialNum", Some(Property::Serial)),
    (b"model", None),
    (b"displayModel", None),
    (b"device_type", None),
    (b"md", None),
    (b"rpMd", None),
    (b"vers", None),
    (b"fw", None),
    (b"fwVer", None),
    (b"fv", None),
    (b"sw", None),
    (b"sn", None),
    (b"swversion", None),
    (b"osxvers", None),
];

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut message = Message::new(packet.payload)?;
    if message.flags & ZERO != 0 {
        return Err(Malformed("opcode or response code"));
    }
    if !message.is_response() {
        // Known answers in a question are what others said (RFC 6762, 7.1).
        message.question()?;
        return Ok(());
    }
    if message.answers == 0 {
        return Err(Malformed("answer count"));
    }
    let Some(owner) = owner(message, packet) else { return Ok(()) };
    while let Some(record) = message.record()? {
        // RFC 6762, 10.1: a lifetime of zero takes a record back. Authorities are claims still being probed.
        if record.ttl == 0 || record.section == Section::Authority {
            continue;
        }
        match record.kind {
            PTR => pointer(&message, &record, owner, emit)?,
            SRV => {
                service(&record.name, owner, emit);
                product(&record.name, owner, emit);
            }
            TXT => text(&record, owner, emit)?,
            _ => address(&record, owner, emit),
        }
    }
    Ok(())
}

/// Whose records these are. Reflectors and sleep proxies repeat what others announce: when there are addresses and the
/// sender's is not among them, the message is about the one host whose IPv4 address it gives, or about nobody we know.
fn owner(mut message: Message<'_>, packet: &Packet<'_>) -> Option<Endpoint> {
    let sender = packet.source();
    let (mut other, mut several) = (None::<IpAddr>, false);
    while let Ok(Some(record)) = message.record() {
        let Some(ip) = record.address() else { continue };
        if sender.ip == Some(ip) {
            return Some(sender);
        }
        if ip.is_ipv4() {
            several |= other.is_some_and(|known| known != ip);
            other = Some(ip);
        }
    }
    match other {
        None => Some(sender),
        Some(_) if several => None,
        ip => Some(Endpoint { mac: None, ip, vlan: sender.vlan }),
    }
}

/// A or AAAA under `local`: the host's name.
fn address(record: &Record<'_>, owner: Endpoint, emit: &mut Emit<'_>) {
    if record.address().is_some() && record.name.count() == 2 && is_local(&record.name) {
        emit.says(owner, Property::HostName, record.name.labels().next().unwrap_or_default());
    }
}

fn is_local(name: &Name) -> bool {
    name.labels().last().is_some_and(|label| label.eq_ignore_ascii_case(b"local"))
}

/// A PTR leads from a type to an instance, or from the list of types to a type (RFC 6763, 4 and 9).
fn pointer(message: &Message<'_>, record: &Record<'_>, owner: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let target = message.name_in(record, 0)?;
    if record.name.labels().next() == Some(b"_services") {
        service(&target, owner, emit);
    } else if is_local(&record.name) {
        service(&record.name, owner, emit);
        workstation(&target, owner, emit);
        product(&target, owner, emit);
    }
    Ok(())
}

/// Says the type within a name: `_ipp._tcp` of `instance._ipp._tcp.local`.
fn service(name: &Name, owner: Endpoint, emit: &mut Emit<'_>) {
    let mut text = Scratch::new();
    if let Some((kind, transport)) = kind(name) {
        text.lower(kind).text(b".").lower(transport);
        emit.says(owner, Property::MdnsService, text.bytes());
    }
}

/// Application and transport label, the ones before `local` (RFC 6763, 7).
fn kind(name: &Name) -> Option<(&[u8], &[u8])> {
    let mut labels = name.labels().skip(name.count().checked_sub(3)?);
    let (kind, transport) = (labels.next()?, labels.next()?);
    let is_type = kind.starts_with(b"_") && kind != b"_dns-sd" && kind != b"_sub" && domain::is_host_label(kind);
    let is_transport = transport.eq_ignore_ascii_case(b"_tcp") || transport.eq_ignore_ascii_case(b"_udp");
    (is_type && is_transport && is_local(name)).then_some((kind, transport))
}

/// `host [00:11:22:33:44:55]._workstation._tcp.local`: the one instance name that is made of a host's name and address.
fn workstation(name: &Name, owner: Endpoint, emit: &mut Emit<'_>) {
    if kind(name).is_none_or(|(kind, _)| !kind.eq_ignore_ascii_case(b"_workstation")) || name.count() != 4 {
        return;
    }
    let Some(label) = name.labels().next().and_then(|label| label.strip_suffix(b"]")) else { return };
    let Some(split) = label.windows(2).position(|pair| pair == b" [") else { return };
    let (host, mac) = (label.get(..split).unwrap_or_default(), label.get(split.saturating_add(2)..).unwrap_or_default());
    let Some(mac) = std::str::from_utf8(mac).ok().and_then(|mac| mac.parse::<MacAddr>().ok()) else { return };
    if domain::is_host_label(host) {
        let ip = owner.ip.filter(|_| owner.mac == Some(mac));
        emit.says(Endpoint { mac: Some(mac), ip, vlan: owner.vlan }, Property::HostName, host);
    }
}

/// `AXIS P3265-LV - B8A44F000102`, `HP LaserJet M404 [0A0B0C]`: what stands before the device's own hardware address, or its second
/// half, is the product's name as the factory set it.
fn product(name: &Name, owner: Endpoint, emit: &mut Emit<'_>) {
    if name.count() != 4 || kind(name).is_none() {
        return;
    }
    let (Some(label), Some(mac)) = (name.labels().next(), owner.mac) else { return };
    let label = label.strip_suffix(b")").or_else(|| label.strip_suffix(b"]")).unwrap_or(label);
    let mut digits = Scratch::new();
    digits.hex(&mac.0);
    let ends = |digits: &[u8]| {
        let (front, back) = label.split_at_checked(label.len().checked_sub(digits.len())?)?;
        back.eq_ignore_ascii_case(digits).then_some(front)
    };
    let Some(front) = ends(digits.bytes()).or_else(|| ends(digits.bytes().get(6..)?)) else { return };
    let is_mark = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'-' | b'_' | b'(' | b'[' | b'@');
    let end = front.iter().rposition(|byte| !is_mark(byte)).map_or(0, |at| at.saturating_add(1));
    if end < front.len() {
        emit.says(owner, Property::SystemDescription, front.get(..end).unwrap_or_default());
    }
}

/// A TXT record is a list of `key=value` (RFC 6763, 6.3); keys are compared without case.
fn text(record: &Record<'_>, owner: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(record.data);
    while !reader.is_empty() {
        let length = reader.u8("text length")?;
        let entry = reader.take(length.into(), "text")?;
        let Some(split) = memchr::memchr(b'=', entry) else { continue };
        let (key, value) = (entry.get(..split).unwrap_or_default(), entry.get(split.saturating_add(1)..).unwrap_or_default());
        let known = KEYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
        if let Some((key, property)) = known.filter(|_| !value.trim_ascii().is_empty()) {
            emit.says(owner, Property::MdnsText, Scratch::new().text(key).text(b"=").text(value).bytes());
            if let Some(property) = property {
                emit.says(owner, *property, value);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    fn name(labels: &[&str]) -> Vec<u8> {
        let labels = labels.iter().flat_map(|label| [&[u8::try_from(label.len()).unwrap()], label.as_bytes()].concat());
        labels.chain([0]).collect()
    }

    fn record(owner: &[&str], kind: u16, ttl: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap().to_be_bytes();
        [&name(owner)[..], &kind.to_be_bytes(), &[0x80, 1, 0, 0, 0, ttl], &length, data].concat()
    }

    fn response(records: &[Vec<u8>]) -> Vec<u8> {
        let count = u8::try_from(records.len()).unwrap();
        [&[0, 0, 0x84, 0, 0, 0, 0, count, 0, 0, 0, 0][..], &records.concat()].concat()
    }

    fn observe(bytes: &[u8]) -> Vec<String> {
        observe_udp(&PROTOCOL, (5353, 5353), bytes)
    }

    const IPP: [&str; 3] = ["_ipp", "_tcp", "local"];
    const INSTANCE: [&str; 4] = ["Anna's Printer", "_ipp", "_tcp", "local"];

    #[test]
    fn reads_a_printer_without_its_instance_name() {
        let text = b"\x09txtvers=1\x0eTY=HP LaserJet\x0ausb_MFG=HP\x0fnote=Annas room\x06fw=1.2";
        let bytes = response(&[
            record(&["_services", "_dns-sd", "_udp", "local"], PTR, 9, &name(&["_http", "_tcp", "local"])),
            record(&IPP, PTR, 9, &name(&INSTANCE)),
            record(&["_color", "_sub", "_ipp", "_tcp", "local"], PTR, 9, &name(&INSTANCE)),
            record(&INSTANCE, SRV, 9, &[&[0, 0, 0, 0, 2, 0x77][..], &name(&["HP-1", "local"])].concat()),
            record(&INSTANCE, TXT, 9, text),
            record(&["HP-1", "local"], domain::A, 9, &[10, 0, 0, 1]),
        ]);
        let facts = observe(&bytes);
        let facts: Vec<_> = facts.iter().map(|fact| fact.trim_start_matches("00:00:00:00:00:0c 10.0.0.1 - ")).collect();
        let expected = [
            "mdns.service=_http._tcp",
            "mdns.service=_ipp._tcp",
            "mdns.txt=ty=HP LaserJet",
            "mdns.txt=usb_MFG=HP",
            "manufacturer=HP",
            "mdns.txt=fw=1.2",
            "host_name=HP-1",
        ];
        assert_eq!(facts, expected);
        truncations(&bytes, |cut| drop(observe(cut)));
    }

    #[test]
    fn a_reflected_announcement_is_about_the_one_it_names() {
        let address = |last: u8| record(&["pump", "local"], domain::A, 9, &[10, 0, 0, last]);
        assert_eq!(observe(&response(&[address(9)])), ["- 10.0.0.9 - host_name=pump"]);
        assert!(observe(&response(&[address(9), address(8)])).is_empty());
        assert!(observe(&response(&[record(&["pump", "local"], domain::A, 0, &[10, 0, 0, 1])])).is_empty(), "taken back");
    }

    #[test]
    fn a_product_names_itself_before_its_address() {
        let said = |label: &str| {
            let target = name(&[label, "_axis-video", "_tcp", "local"]);
            let facts = observe(&response(&[record(&["_axis-video", "_tcp", "local"], PTR, 9, &target)]));
            let wanted = |fact: &String| fact.split_once("system_description=").map(|(_, value)| value.to_owned());
            facts.iter().find_map(wanted)
        };
        assert_eq!(said("AXIS P3265-LV - 00000000000C").as_deref(), Some("AXIS P3265-LV"));
        assert_eq!(said("HP LaserJet M404 [00000C]").as_deref(), Some("HP LaserJet M404"));
        assert_eq!(said("CANARY's camera"), None);
        assert_eq!(said("CANARY's camera 00000D"), None, "not its own");
        assert_eq!(said("CANARY00000C"), None, "part of a word");
    }

    #[test]
    fn a_workstation_tells_its_hardware_address() {
        let target = name(&["ct1 [00:09:fb:00:00:01]", "_workstation", "_tcp", "local"]);
        let bytes = response(&[record(&["_workstation", "_tcp", "local"], PTR, 9, &target)]);
        let expected = ["00:00:00:00:00:0c 10.0.0.1 - mdns.service=_workstation._tcp", "00:09:fb:00:00:01 - - host_name=ct1"];
        assert_eq!(observe(&bytes), expected);
        assert_eq!(observe(&[0xff; 20]), ["malformed opcode or response code"]);
    }
}
