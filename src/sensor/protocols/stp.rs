//! Spanning tree (IEEE 802.1D-2004, IEEE 802.1Q-2018; Cisco's per-VLAN form): who is a bridge, and which ports are one.

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::base::MacAddr;
use crate::observation::{Property, Role};
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "stp",
    spec: "IEEE 802.1D-2004 clause 9 (STP, RSTP); IEEE 802.1Q-2018 clause 14 (MSTP); Cisco PVST+ in SNAP",
    attach: &[Attach::EtherType(LLC), Attach::Snap(0x00_000c, 0x010b)],
    entry: Entry::Packet(read),
};

/// What the frame's type is said to be when it has a length there, and LLC behind it.
const LLC: u16 = 0;
/// Both service access points of spanning tree, and unnumbered information (IEEE 802.1D-2004, 7.12.3).
const HEADER: [u8; 3] = [0x42, 0x42, 0x03];

/// BPDU types (9.3).
const CONFIGURATION: u8 = 0x00;
const RAPID: u8 = 0x02;
const TOPOLOGY_CHANGE: u8 = 0x80;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.network);
    if packet.snap.is_none() && reader.array("LLC header")? != HEADER {
        return Err(Malformed("service access point"));
    }
    if reader.u16("protocol")? != 0 {
        return Err(Malformed("protocol"));
    }
    let version = reader.u8("version")?;
    let kind = reader.u8("type")?;
    if version > 4 || !matches!(kind, CONFIGURATION | RAPID | TOPOLOGY_CHANGE) {
        return Err(Malformed("version or type"));
    }
    let source = packet.source();
    emit.role(source, Role::Bridge);
    if kind == TOPOLOGY_CHANGE {
        return Ok(());
    }
    // Flags, root, cost; then the sender's priority and address (9.3.1).
    reader.skip(1 + 8 + 4 + 2, "root")?;
    let bridge = MacAddr(reader.array("bridge address")?);
    if bridge.is_station() {
        emit.says(source, Property::StpBridgeId, Scratch::new().mac(bridge).bytes());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    const TAIL: [u8; 35] = [
        0, 0, 0, 0, 0, 0x80, 1, 0, 9, 0xfb, 0, 0, 1, 0, 0, 0, 4, 0x80, 0, 0, 0x1b, 0xd4, 0, 0, 7, 0x80, 1, 0, 0, 20, 0, 2, 0, 15,
        0,
    ];

    fn frame(header: &[u8], bpdu: &[u8]) -> Vec<u8> {
        let length = u16::try_from(header.len() + bpdu.len()).unwrap().to_be_bytes();
        [&[1, 0x80, 0xc2, 0, 0, 0, 0, 0, 0, 0, 0, 0x0c][..], &length, header, bpdu, &[0; 8]].concat()
    }

    #[test]
    fn bridges_name_themselves_in_both_forms() {
        let expected = ["00:00:00:00:00:0c - - network_role=bridge", "00:00:00:00:00:0c - - stp.bridge_id=00:1b:d4:00:00:07"];
        let plain = frame(&HEADER, &TAIL);
        assert_eq!(observe_frame(&PROTOCOL, &plain), expected);
        assert_eq!(observe_frame(&PROTOCOL, &frame(&[0xaa, 0xaa, 3, 0, 0, 0x0c, 0x01, 0x0b], &TAIL)), expected);
        assert_eq!(observe_frame(&PROTOCOL, &frame(&HEADER, &[0, 0, 0, 0x80])), expected[..1]);
        truncations(&plain, |cut| {
            if cut.len() >= 14 {
                observe_frame(&PROTOCOL, cut);
            }
        });
    }

    #[test]
    fn other_llc_is_refused() {
        assert_eq!(observe_frame(&PROTOCOL, &frame(&[0xe0, 0xe0, 3], &TAIL)), ["malformed service access point"]);
        assert_eq!(observe_frame(&PROTOCOL, &frame(&HEADER, &[0, 0, 9, 0])), ["malformed version or type"]);
    }
}
