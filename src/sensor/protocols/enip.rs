//! EtherNet/IP (ODVA, volume 2): the identity by which drives, controllers and their adapters answer a search
//! (over UDP).

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "enip",
    spec: "ODVA EtherNet/IP adaptation of CIP, 2-3 (encapsulation), 2-4.2 (ListIdentity)",
    attach: &[Attach::Udp(44818)],
    entry: Entry::Packet(read),
};

/// Encapsulation commands that travel in datagrams.
const LIST_SERVICES: u16 = 0x0004;
pub(super) const LIST_IDENTITY: u16 = 0x0063;
const LIST_INTERFACES: u16 = 0x0064;
/// Item of an identity.
const IDENTITY: u16 = 0x000c;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    let command = reader.u16_le("command")?;
    let length = reader.u16_le("length")?;
    reader.skip(4, "session")?;
    let status = reader.u32_le("status")?;
    reader.skip(12, "context")?;
    let is_known = matches!(command, LIST_SERVICES | LIST_IDENTITY | LIST_INTERFACES);
    if !is_known || status > 0xffff || usize::from(length) != reader.remaining() {
        return Err(Malformed("encapsulation"));
    }
    if command == LIST_IDENTITY { items(reader, packet.source(), emit) } else { Ok(()) }
}

/// The items behind a header (2-6): those that are an identity. A search has none.
pub(super) fn items(mut reader: Reader<'_>, device: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    if reader.is_empty() {
        return Ok(());
    }
    let items = reader.u16_le("number of items")?;
    for _ in 0..items {
        let kind = reader.u16_le("item type")?;
        let length = reader.u16_le("item length")?;
        let item = reader.sub(usize::from(length), "item")?;
        if kind == IDENTITY {
            identity(item, device, emit)?;
        }
    }
    Ok(())
}

/// Version and address, then what the identity object (CIP volume 1, 5-2) holds.
fn identity(mut item: Reader<'_>, device: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    item.skip(18, "socket address")?;
    let vendor = item.u16_le("vendor")?;
    let device_type = item.u16_le("device type")?;
    item.skip(2, "product code")?;
    let (major, minor) = (item.u8("major revision")?, item.u8("minor revision")?);
    item.skip(2, "status")?;
    let serial = item.u32_le("serial number")?;
    let length = item.u8("name length")?;
    let name = item.take(usize::from(length), "product name")?;
    emit.says(device, Property::EnipVendorId, Scratch::new().number(vendor.into()).bytes());
    emit.says(device, Property::EnipDeviceType, Scratch::new().number(device_type.into()).bytes());
    emit.says(device, Property::Model, name);
    let mut revision = Scratch::new();
    emit.says(device, Property::FirmwareVersion, revision.number(major.into()).text(b".").number(minor.into()).bytes());
    if serial != 0 {
        emit.says(device, Property::Serial, Scratch::new().hex(&serial.to_be_bytes()).bytes());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    #[test]
    fn a_device_answers_a_search() {
        let item = [
            &[1, 0, 0, 2, 0xaf, 0x12, 10, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0][..],
            &[1, 0, 14, 0, 55, 0, 20, 11, 0x60, 0, 0xee, 0xff, 0xc0, 0, 5],
            b"1769-\x03",
        ]
        .concat();
        let body = [&[1, 0, 0x0c, 0][..], &u16::try_from(item.len()).unwrap().to_le_bytes(), &item].concat();
        let head = [&[0x63, 0][..], &u16::try_from(body.len()).unwrap().to_le_bytes(), &[0; 20]].concat();
        let bytes = [head, body].concat();
        let observe = |bytes: &[u8]| observe_udp(&PROTOCOL, (44818, 50000), bytes);
        let expected = ["enip.vendor_id=1", "enip.device_type=14", "model=1769-", "firmware_version=20.11", "serial=00c0ffee"];
        assert_eq!(observe(&bytes), expected.map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}")));
        truncations(&bytes, |cut| drop(observe(cut)));
        assert!(observe(&[&[0x63][..], &[0; 23]].concat()).is_empty(), "a search");
        assert_eq!(observe(&[0x70; 24]), ["malformed encapsulation"]);
    }
}
