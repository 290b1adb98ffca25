//! AeroScout location reports (header as documented for Aruba access points): access points tell an engine on UDP 12092
//! which tags they hear. The tags themselves are not told of.

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::MacAddr;
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "aeroscout",
    spec: "AeroScout access point interface, header as in Aruba knowledge base article ta-p/179200",
    attach: &[Attach::Udp(ENGINE)],
    entry: Entry::Packet(read),
};

const ENGINE: u16 = 12092;
const MAGIC: u16 = 0x7c83;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    if reader.u16("magic")? != MAGIC {
        return Err(Malformed("magic"));
    }
    reader.skip(2, "request id")?;
    let code = reader.u8("code")?;
    reader.skip(1, "sub-code")?;
    let length = reader.u16("length")?;
    let mut body = reader.sub(length.into(), "message")?;
    if packet.source_port == ENGINE && packet.destination_port != ENGINE {
        emit.role(packet.source(), Role::RtlsEngine);
        return Ok(());
    }
    let point = MacAddr(body.array("access point")?);
    // 0xd0 acknowledges, 0xd9 notifies.
    if !(0xd0..=0xdf).contains(&code) || !point.is_station() {
        return Err(Malformed("code or access point"));
    }
    emit.says(packet.source(), Property::AeroscoutAccessPoint, Scratch::new().mac(point).bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::sensor::protocols::testing::{observe_udp, truncations};

    #[test]
    fn reports_tell_the_access_point_and_answers_the_engine() {
        let report = [&[0x7c, 0x83, 0, 1, 0xd9, 0, 0, 10, 0, 0x24, 0x6c, 1, 2, 3, 0, 0x50][..], &[0; 2]].concat();
        let observe = |ports, bytes: &[u8]| observe_udp(&super::PROTOCOL, ports, bytes);
        let expected = "00:00:00:00:00:0c 10.0.0.1 - aeroscout.access_point=00:24:6c:01:02:03";
        assert_eq!(observe((1144, 12092), &report), [expected]);
        assert_eq!(observe((12092, 1144), &report), ["00:00:00:00:00:0c 10.0.0.1 - network_role=rtls_engine"]);
        assert_eq!(observe((1144, 12092), b"hello, this is something else"), ["malformed magic"]);
        truncations(&report, |cut| drop(observe((1144, 12092), cut)));
    }
}
