//! PROFINET DCP (IEC 61158-6-10, 4.3): what periphery and controllers answer to a search on their segment.

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "profinet",
    spec: "IEC 61158-6-10, 4.3 (Discovery and basic Configuration Protocol)",
    attach: &[Attach::EtherType(0x8892)],
    entry: Entry::Packet(read),
};

/// Option of a block: properties of the device. Its suboptions:
const DEVICE: u8 = 2;
const TYPE_OF_STATION: u8 = 1;
const NAME_OF_STATION: u8 = 2;
const DEVICE_ID: u8 = 3;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.network);
    let frame = reader.u16("frame id")?;
    // Process data, alarms and clocks share the EtherType; none says who sends it.
    if !(0xfefc..=0xfeff).contains(&frame) {
        return Ok(());
    }
    let (service, kind) = (reader.u8("service id")?, reader.u8("service type")?);
    reader.skip(6, "transaction and delay")?;
    let length = reader.u16("data length")?;
    let blocks = reader.sub(usize::from(length), "data")?;
    match (frame, service, kind) {
        // A greeting after power-up; an answer to a question for properties; an answer to a search.
        (0xfefc, 6, 0) | (0xfefd, 3, 1) | (0xfeff, 5, 1) => describe(blocks, packet.source(), emit),
        _ => Ok(()),
    }
}

/// Blocks: option, suboption, length; two octets of information; the value, filled up to an even length.
fn describe(mut blocks: Reader<'_>, device: Endpoint, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    while !blocks.is_empty() {
        let (option, suboption) = (blocks.u8("option")?, blocks.u8("suboption")?);
        let length = usize::from(blocks.u16("block length")?);
        let mut block = blocks.sub(length, "block")?;
        if length % 2 == 1 && !blocks.is_empty() {
            blocks.skip(1, "filling")?;
        }
        if option != DEVICE {
            continue;
        }
        block.skip(2, "block information")?;
        match suboption {
            TYPE_OF_STATION => emit.says(device, Property::Model, block.rest()),
            NAME_OF_STATION => emit.says(device, Property::SystemName, block.rest()),
            DEVICE_ID => {
                let (vendor, id) = (block.array::<2>("vendor id")?, block.array::<2>("device id")?);
                emit.says(device, Property::ProfinetDevice, Scratch::new().hex(&vendor).text(b":").hex(&id).bytes());
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    fn frame(start: [u8; 4], blocks: &[u8]) -> Vec<u8> {
        let length = u16::try_from(blocks.len()).unwrap().to_be_bytes();
        let head = [&[0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0x0c, 0x88, 0x92][..], &start, &[0, 0, 0, 1, 0, 0], &length];
        [&head.concat(), blocks, &[0; 20]].concat()
    }

    fn blocks() -> Vec<u8> {
        let kind = [&[2, 1, 0, 9, 0, 0][..], b"S7-1200", &[0]].concat();
        let name = [&[2, 2, 0, 8, 0, 0][..], b"plc-ot"].concat();
        let id = [2, 3, 0, 6, 0, 0, 0, 0x2a, 0x01, 0x0d];
        let address = [1, 2, 0, 14, 0, 1, 10, 0, 0, 1, 255, 255, 255, 0, 0, 0, 0, 0];
        [&kind[..], &name, &id, &address].concat()
    }

    #[test]
    fn a_station_answers_a_search() {
        let expected = ["model=S7-1200", "system_name=plc-ot", "profinet.device=002a:010d"];
        let expected = expected.map(|fact| format!("00:00:00:00:00:0c - - {fact}"));
        for start in [[0xfe, 0xff, 5, 1], [0xfe, 0xfd, 3, 1], [0xfe, 0xfc, 6, 0]] {
            assert_eq!(observe_frame(&PROTOCOL, &frame(start, &blocks())), expected);
        }
        let whole = frame([0xfe, 0xff, 5, 1], &blocks());
        truncations(&whole[14..], |cut| drop(observe_frame(&PROTOCOL, &[&whole[..14], cut].concat())));
    }

    #[test]
    fn searches_orders_and_process_data_tell_nothing() {
        for start in [[0xfe, 0xfe, 5, 0], [0xfe, 0xfd, 4, 0], [0x80, 0x01, 5, 1]] {
            assert!(observe_frame(&PROTOCOL, &frame(start, &blocks())).is_empty(), "{start:?}");
        }
        assert_eq!(observe_frame(&PROTOCOL, &frame([0xfe, 0xff, 5, 1], &[2, 1, 0, 90, 0, 0])), ["malformed block"]);
    }
}
