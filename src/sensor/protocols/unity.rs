//! GE Unity / CARESCAPE monitoring network (no published specification; layouts as documented by the gedash project from
//! a Dash 4000 and by the Vocera CARESCAPE Adapter 1.3 guide): monitors broadcast where they are on UDP 7000, alarms on
//! UDP 7001, and exchange times and values on UDP 2000.
//!
//! A discovery carries the patient's name behind the bed: it is passed over by length.

use super::own_address::speaker;
use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "unity",
    spec: "GE Unity Network (RWHAT discovery, alarms, time), as seen on the wire and in the Vocera CARESCAPE Adapter 1.3 guide",
    attach: &[Attach::Udp(DISCOVERY), Attach::Udp(ALARM), Attach::Udp(DATA)],
    entry: Entry::Packet(read),
};

const DISCOVERY: u16 = 7000;
const ALARM: u16 = 7001;
const DATA: u16 = 2000;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    let (named, message, place): ([u8; 4], &[u8], _) = match packet.destination_port {
        DISCOVERY => {
            reader.skip(4, "kind")?;
            let named = reader.array("monitor address")?;
            reader.skip(4, "time")?;
            let field = reader.take(16, "unit and bed")?;
            let place = place(field)?;
            reader.skip(16, "patient")?;
            // A wrong address makes a forgery only where all else is a discovery.
            let is_own = packet.source().ip == Some(std::net::IpAddr::from(named));
            if !reader.remaining().is_multiple_of(4) || !(is_own || is_padded(field)) {
                return Err(Malformed("services or padding"));
            }
            (named, b"discovery", Some(place))
        }
        ALARM => {
            reader.skip(6, "group address")?;
            let named = own(packet, &mut reader)?;
            reader.skip(14, "times")?;
            let place = place(reader.take(13, "unit and bed")?)?;
            reader.skip(47, "alarm")?;
            (named, b"alarm", Some(place))
        }
        // A time message has this length; its sender's address is the seventh octet and those behind it.
        DATA if packet.payload.len() == 64 => {
            reader.skip(6, "kind")?;
            let named = own(packet, &mut reader)?;
            reader.skip(14, "times")?;
            (named, b"time", Some(place(reader.take(13, "unit and room")?)?))
        }
        _ => {
            // Values: the monitor's address in front, blocks of parameters from 124 on.
            let named = own(packet, &mut reader)?;
            reader.skip(120, "head")?;
            // Values go to who asked for them.
            emit.role(packet.destination(), Role::DeviceDataCollector);
            (named, b"vital signs", None)
        }
    };
    let Some(monitor) = speaker(packet.source(), named, emit) else { return Ok(()) };
    emit.says(monitor, Property::BedsideMessage, message);
    emit.says(monitor, Property::Location, place.as_ref().map(Scratch::bytes).unwrap_or_default());
    Ok(())
}

/// The sender's address, without which the message is something else: where nothing more proves it, a wrong address does
/// not make a forgery.
fn own(packet: &Packet<'_>, reader: &mut Reader<'_>) -> Result<[u8; 4], Malformed> {
    let named: [u8; 4] = reader.array("monitor address")?;
    let is_own = packet.source().ip == Some(std::net::IpAddr::from(named));
    if is_own { Ok(named) } else { Err(Malformed("monitor address")) }
}

/// Whether a field has nothing behind its text.
fn is_padded(field: &[u8]) -> bool {
    field.iter().skip_while(|byte| **byte != 0).all(|byte| *byte == 0)
}

/// `UNIT|BED`, up to a NUL.
fn place(field: &[u8]) -> Result<Scratch, Malformed> {
    let text = field.split(|byte| *byte == 0).next().unwrap_or_default();
    let bar = memchr::memchr(b'|', text).ok_or(Malformed("unit and bed"))?;
    if !text.iter().all(|byte| (0x20..=0x7e).contains(byte)) {
        return Err(Malformed("unit and bed"));
    }
    let unit = text.get(..bar).unwrap_or_default().trim_ascii();
    let bed = text.get(bar.saturating_add(1)..).unwrap_or_default().trim_ascii();
    let mut shown = Scratch::new();
    for (word, value) in [(&b"unit "[..], unit), (b"bed ", bed)] {
        if !value.is_empty() {
            shown.item(b", ").text(word).text(value);
        }
    }
    Ok(shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    const MONITOR: &str = "00:00:00:00:00:0c 10.0.0.1 -";

    fn observe(port: u16, payload: &[u8]) -> Vec<String> {
        truncations(payload, |cut| drop(observe_udp(&PROTOCOL, (port, port), cut)));
        let facts = observe_udp(&PROTOCOL, (port, port), payload);
        assert!(!facts.concat().contains("CANARY"), "{facts:?}");
        facts
    }

    fn padded(text: &[u8], length: usize) -> Vec<u8> {
        let mut bytes = text.to_vec();
        bytes.resize(length, 0);
        bytes
    }

    fn discovery(address: [u8; 4]) -> Vec<u8> {
        let head = [&[1, 4, 0, 0][..], &address, &[0x5a, 0x40, 0xcd, 0xc0]].concat();
        let services = [0, 3, 7, 0xd0, 0, 0x13, 0x0b, 0xb8];
        let bytes = [head, padded(b"ICU2|B-07", 16), padded(b"CANARY,C", 15), vec![7], services.to_vec()].concat();
        padded(&bytes, 88)
    }

    #[test]
    fn a_discovery_tells_unit_and_bed_and_no_patient() {
        let expected = [format!("{MONITOR} bedside.message=discovery"), format!("{MONITOR} location=unit ICU2, bed B-07")];
        assert_eq!(observe(7000, &discovery([10, 0, 0, 1])), expected);
        assert_eq!(observe(7000, &discovery([10, 0, 0, 9])), [format!("{MONITOR} bedside.other_address=10.0.0.9")]);
        assert_eq!(observe(7000, &[0; 88]), ["malformed unit and bed"]);
        let mut odd = discovery([10, 0, 0, 9]);
        odd[27] = 1;
        assert_eq!(observe(7000, &odd), ["malformed services or padding"]);
        assert_eq!(
            observe(7000, b"RTP or whatever else is sent to this port, all of it printable text, and a | in it."),
            ["malformed unit and bed"]
        );
    }

    #[test]
    fn alarms_times_and_values_come_from_a_monitor() {
        let alarm =
            [&[10, 0, 0, 255, 0, 0, 10, 0, 0, 1][..], &[0; 14], &padded(b"ICU2|B-07", 39), &padded(b"\x2d\0\0CANARY", 25)]
                .concat();
        let place = format!("{MONITOR} location=unit ICU2, bed B-07");
        assert_eq!(observe(7001, &alarm), [format!("{MONITOR} bedside.message=alarm"), place.clone()]);
        let time = [&[0; 6][..], &[10, 0, 0, 1], &[0; 14], &padded(b"ICU2|B-07", 13), &[0; 27]].concat();
        assert_eq!(observe(2000, &time), [format!("{MONITOR} bedside.message=time"), place]);
        let values = padded(&[10, 0, 0, 1], 264);
        let collector = "00:00:00:00:00:05 10.0.0.2 - network_role=device_data_collector".to_owned();
        assert_eq!(observe(2000, &values), [collector, format!("{MONITOR} bedside.message=vital signs")]);
        assert_eq!(observe(2000, &padded(&[10, 0, 0, 3], 264)), ["malformed monitor address"]);
    }
}
