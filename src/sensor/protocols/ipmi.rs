//! IPMI over LAN: service processors of servers, which answer pings and, in sessions that are not encrypted, say what
//! they are. Users, keys and what the sensors measure are not read.

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "ipmi",
    spec: "IPMI 2.0 rev. 1.1, 13 (RMCP, sessions), 20.1 (Get Device ID); DMTF ASF 2.0, 3.2.4 (presence)",
    attach: &[Attach::Udp(623)],
    entry: Entry::Packet(read),
};

/// Classes of RMCP messages; an acknowledgement has the highest bit.
const ASF: u8 = 6;
const IPMI: u8 = 7;
/// Authentication type by which version 2.0 is told from 1.5.
const RMCP_PLUS: u8 = 6;
/// Enterprise number of ASF itself (13.2.3).
const ASF_ENTERPRISE: u32 = 4542;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    if reader.u8("RMCP version")? != 6 {
        return Err(Malformed("RMCP version"));
    }
    reader.skip(2, "reserved and sequence number")?;
    match reader.u8("class")? {
        IPMI => session(reader, packet, emit),
        ASF => match reader.u32("enterprise")? {
            ASF_ENTERPRISE => Ok(()),
            _ => Err(Malformed("enterprise")),
        },
        0x86 | 0x87 => Ok(()),
        _ => Err(Malformed("class")),
    }
}

/// A session's header (13.6), then one message where it can be read.
fn session(mut reader: Reader<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let authentication = reader.u8("authentication type")?;
    let length = if authentication == RMCP_PLUS {
        let payload = reader.u8("payload type")?;
        // Encrypted, or another payload than IPMI's own: setting up the session, a console.
        if payload & 0x80 != 0 || payload & 0x3f != 0 {
            return Ok(());
        }
        reader.skip(8, "session")?;
        usize::from(reader.u16_le("length")?)
    } else {
        reader.skip(8, "session")?;
        if authentication != 0 {
            reader.skip(16, "authentication code")?;
        }
        usize::from(reader.u8("length")?)
    };
    let message = reader.sub(length, "message")?;
    device_id(message, packet, emit)
}

/// A message (13.8) is read where it answers Get Device ID.
fn device_id(mut message: Reader<'_>, packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let head = message.array::<3>("message header")?;
    if head.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte)) != 0 {
        return Err(Malformed("checksum"));
    }
    message.skip(2, "responder and sequence")?;
    let command = message.u8("command")?;
    // Answers of the network function Application; the lower bits are a unit number.
    if (head.get(1).map(|byte| byte >> 2), command) != (Some(7), 1) || message.u8("completion")? != 0 {
        return Ok(());
    }
    message.skip(2, "device id and revision")?;
    let (major, minor) = (message.u8("firmware major")? & 0x7f, message.u8("firmware minor")?);
    message.skip(2, "IPMI version and support")?;
    let [low, middle, high] = message.array::<3>("manufacturer")?;
    let product = message.u16_le("product")?;
    let manufacturer = u32::from_le_bytes([low, middle, high & 0x0f, 0]);
    let device = packet.source();
    let mut text = Scratch::new();
    emit.says(device, Property::IpmiProduct, text.number(manufacturer).text(b":").number(product.into()).bytes());
    // The second half is two decimal digits.
    let mut text = Scratch::new();
    emit.says(device, Property::FirmwareVersion, text.number(major.into()).text(b".").hex(&[minor]).bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    /// The answer of a service processor: firmware 2.86, manufacturer 674, product 256.
    fn answer() -> Vec<u8> {
        let data = [0x20, 0x81, 0x02, 0x86, 0x02, 0xbf, 0xa2, 0x02, 0x00, 0x00, 0x01, 0, 0, 0, 0];
        [&[0x81, 0x1c, 0x63, 0x20, 0x04, 0x01, 0x00][..], &data, &[0]].concat()
    }

    fn old(message: &[u8]) -> Vec<u8> {
        let length = u8::try_from(message.len()).unwrap();
        [&[6, 0, 0xff, 7, 0, 0, 0, 0, 0, 1, 2, 3, 4, length][..], message].concat()
    }

    fn new(payload: u8, message: &[u8]) -> Vec<u8> {
        let length = u8::try_from(message.len()).unwrap();
        [&[6, 0, 0xff, 7, 6, payload, 1, 2, 3, 4, 0, 0, 0, 0, length, 0][..], message].concat()
    }

    fn observe(bytes: &[u8]) -> Vec<String> {
        observe_udp(&PROTOCOL, (623, 50000), bytes)
    }

    #[test]
    fn a_service_processor_says_what_it_is() {
        let expected = ["ipmi.product=674:256", "firmware_version=2.86"];
        let expected = expected.map(|fact| format!("00:00:00:00:00:0c 10.0.0.1 - {fact}"));
        assert_eq!(observe(&old(&answer())), expected);
        assert_eq!(observe(&new(0x40, &answer())), expected);
        truncations(&old(&answer()), |cut| drop(observe(cut)));
        assert!(observe(&new(0xc0, &answer())).is_empty(), "encrypted");
        assert!(observe(&new(0x12, b"RAKP")).is_empty());
        let question = [0x20, 0x18, 0xc8, 0x81, 0x04, 0x01, 0x7a];
        assert!(observe(&old(&question)).is_empty());
    }

    #[test]
    fn a_ping_is_its_own_and_other_datagrams_are_not() {
        let pong = [&[6, 0, 0xff, 6, 0, 0, 0x11, 0xbe, 0x40, 0, 0, 16][..], &[0, 0, 0x11, 0xbe], &[0; 12]].concat();
        assert!(observe(&pong).is_empty());
        assert_eq!(observe(&[6, 0, 0xff, 6, 0, 0, 0, 1, 0x40]), ["malformed enterprise"]);
        assert_eq!(observe(&[6, 0, 0xff, 9]), ["malformed class"]);
        assert_eq!(observe(&old(&[1, 2, 3, 4, 5, 6])), ["malformed checksum"]);
        assert_eq!(observe(b"hello"), ["malformed RMCP version"]);
    }
}
