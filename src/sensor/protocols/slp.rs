//! Service location (SLP): the services a host offers, and what HP's printers say of themselves in it.

use std::net::IpAddr;

use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "slp",
    spec: "RFC 2608 (SLP version 2); RFC 2165 (version 1); attributes x-hp-* as HP's printers send them",
    attach: &[Attach::Udp(427)],
    entry: Entry::Packet(read),
};

/// Functions: the answer to a search, and the answer to a question for attributes.
const SERVICES: u8 = 2;
const ATTRIBUTES: u8 = 7;
/// Names a printer by IEEE 1284: the keys read, `KEY:value;` each.
const DEVICE_ID: [(&[u8], Property); 7] = [
    (b"MFG", Property::Manufacturer),
    (b"MANUFACTURER", Property::Manufacturer),
    (b"MDL", Property::Model),
    (b"MODEL", Property::Model),
    (b"SN", Property::Serial),
    (b"SERN", Property::Serial),
    (b"FWVER", Property::FirmwareVersion),
];
/// A device tells about ten attributes and a few services.
const MOST: usize = 32;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    let (version, function) = (reader.u8("version")?, reader.u8("function")?);
    let length = match version {
        1 => u32::from(reader.u16("length")?),
        2 => reader.u24("length")?,
        _ => return Err(Malformed("version")),
    };
    if usize::try_from(length) != Ok(packet.payload.len()) || !(1..=11).contains(&function) {
        return Err(Malformed("header"));
    }
    if version == 1 {
        reader.skip(8, "flags, language and transaction")?;
    } else {
        reader.skip(7, "flags, extension and transaction")?;
        let language = reader.u16("language length")?;
        reader.skip(usize::from(language), "language")?;
    }
    if !matches!(function, SERVICES | ATTRIBUTES) || reader.u16("error")? != 0 {
        return Ok(());
    }
    if function == SERVICES {
        return services(reader, version, packet.source(), emit);
    }
    let length = reader.u16("length of attributes")?;
    attributes(reader.take(usize::from(length), "attributes")?, packet.source(), emit);
    Ok(())
}

/// Services with where they are: said of the sender those that are at its own address, for directories tell of others.
fn services(mut reader: Reader<'_>, version: u8, sender: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let number = usize::from(reader.u16("number of services")?);
    for _ in 0..number.min(MOST) {
        reader.skip(if version == 1 { 2 } else { 3 }, "lifetime")?;
        let length = reader.u16("length of service")?;
        let url = reader.take(usize::from(length), "service")?;
        if let Some((kind, host)) = parts(url)
            && std::str::from_utf8(host).ok().and_then(|host| host.parse::<IpAddr>().ok()) == sender.ip
        {
            emit.says(sender, Property::SlpService, kind);
        }
        if version == 2 && reader.u8("number of signatures")? != 0 {
            return Ok(());
        }
    }
    Ok(())
}

/// `service:printer:lpr://10.0.0.1:515/queue`: the kind of service, and the host.
fn parts(url: &[u8]) -> Option<(&[u8], &[u8])> {
    let (kind, rest) = url.split_at_checked(memchr::memmem::find(url, b"://")?)?;
    let rest = rest.get(3..)?;
    let end = memchr::memchr3(b':', b'/', b';', rest).unwrap_or(rest.len());
    Some((kind.strip_prefix(b"service:")?, rest.get(..end)?))
}

/// `(name=value),(name=value)`: of those that HP's printers send, the host name and the device id.
fn attributes(list: &[u8], device: Endpoint, emit: &mut Emit<'_>) {
    for attribute in list.split(|byte| *byte == b'(').skip(1).take(MOST) {
        let attribute = attribute.split(|byte| *byte == b')').next().unwrap_or_default();
        let Some((name, value)) = memchr::memchr(b'=', attribute).and_then(|at| attribute.split_at_checked(at)) else { continue };
        let value = value.get(1..).unwrap_or_default().trim_ascii();
        match name.trim_ascii() {
            b"x-hp-hn" => emit.says(device, Property::HostName, value),
            b"x-hp-p1" => device_id(value, device, emit),
            _ => {}
        }
    }
}

fn device_id(text: &[u8], device: Endpoint, emit: &mut Emit<'_>) {
    for pair in text.split(|byte| *byte == b';').take(MOST) {
        let Some((key, value)) = memchr::memchr(b':', pair).and_then(|at| pair.split_at_checked(at)) else { continue };
        if let Some((_, property)) = DEVICE_ID.iter().find(|(name, _)| *name == key.trim_ascii()) {
            emit.says(device, *property, value.get(1..).unwrap_or_default().trim_ascii());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    const PRINTER: &[u8] = b"(x-hp-ver=01)(x-hp-prod_id=CE841A)(x-hp-mac=00000000000C)(x-hp-ip=010.000.000.001)(x-hp-hn=NPI12EE61)\
        (x-hp-p1=MFG:Hewlett-Packard;MDL:HP LaserJet Professional M1212nf MFP;CMD:ZJS,PJL;CLS:PRINTER;SN:CNB1234567;FWVER:20110826;)\
        (printer-info=CANARY)";

    fn old(function: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 12).unwrap().to_be_bytes();
        [&[1, function][..], &length, &[0, 0], b"en", &[0, 3, 0, 0], body].concat()
    }

    fn new(function: u8, body: &[u8]) -> Vec<u8> {
        let length = u8::try_from(body.len() + 16).unwrap();
        [&[2, function, 0, 0, length, 0, 0, 0, 0, 0, 0, 7, 0, 2][..], b"en", body].concat()
    }

    fn observe(bytes: &[u8]) -> Vec<String> {
        observe_udp(&PROTOCOL, (427, 427), bytes)
    }

    #[test]
    fn a_printer_tells_its_attributes() {
        let body = [&[0, 0][..], &u16::try_from(PRINTER.len()).unwrap().to_be_bytes(), PRINTER].concat();
        let expected = [
            "host_name=NPI12EE61",
            "manufacturer=Hewlett-Packard",
            "model=HP LaserJet Professional M1212nf MFP",
            "serial=CNB1234567",
            "firmware_version=20110826",
        ];
        assert_eq!(observe(&old(7, &body)), expected.map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}")));
        truncations(&old(7, &body), |cut| drop(observe(cut)));
    }

    #[test]
    fn a_host_tells_its_own_services_and_a_directory_those_of_others() {
        let entry = |url: &[u8]| [&[0, 0xff, 0xff, 0, u8::try_from(url.len()).unwrap()][..], url, &[0]].concat();
        let own = entry(b"service:VMwareInfrastructure://10.0.0.1");
        let other = entry(b"service:printer:lpr://10.0.0.9:515/queue");
        let body = [&[0, 0, 0, 2][..], &own, &other].concat();
        assert_eq!(observe(&new(2, &body)), ["00:00:00:00:00:0c 10.0.0.1 - slp.service=VMwareInfrastructure"]);
        truncations(&new(2, &body), |cut| drop(observe(cut)));
        assert!(observe(&new(1, b"CANARY")).is_empty());
        assert_eq!(observe(b"\x03hello"), ["malformed version"]);
        assert_eq!(observe(&new(90, b"")), ["malformed header"]);
    }
}
