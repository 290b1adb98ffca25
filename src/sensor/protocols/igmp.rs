//! IGMP (RFC 2236, RFC 3376): only who asks; who listens to what says nothing of a device.

use super::{Attach, Emit, Entry, Protocol};
use crate::base::Endpoint;
use crate::observation::Role;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "igmp",
    spec: "RFC 1112 (v1); RFC 2236 (v2); RFC 3376 (v3)",
    attach: &[Attach::Ip(2)],
    entry: Entry::Packet(read),
};

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.payload);
    let kind = reader.u8("type")?;
    reader.skip(7, "response time, checksum and group")?;
    match kind {
        0x11 if packet.hop_limit == 1 => {
            let source = packet.source();
            // A switch that asks in a router's absence has no address (RFC 4541, 2.1.1).
            let silent = source.ip.is_some_and(|ip| ip.is_unspecified());
            emit.role(if silent { Endpoint { ip: None, ..source } } else { source }, Role::MulticastQuerier);
            Ok(())
        }
        // Reports and leaves, and what shares the number: DVMRP, PIM version 1, multicast router discovery, traceroute.
        0x12..=0x17 | 0x1e | 0x1f | 0x22 | 0x30..=0x32 => Ok(()),
        _ => Err(Malformed("type")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    fn frame(source: [u8; 4], payload: &[u8]) -> Vec<u8> {
        let total = u16::try_from(payload.len() + 24).unwrap().to_be_bytes();
        let [a, b, c, d] = source;
        let ip = [0x46, 0xc0, total[0], total[1], 0, 0, 0, 0, 1, 2, 0, 0, a, b, c, d, 224, 0, 0, 1, 0x94, 4, 0, 0];
        [&[1, 0, 0x5e, 0, 0, 1, 0, 0, 0, 0, 0, 0x0c, 8, 0][..], &ip, payload].concat()
    }

    #[test]
    fn a_querier_is_one_and_a_listener_is_not() {
        let query = [0x11, 100, 0, 0, 0, 0, 0, 0, 2, 125, 0, 0];
        let facts = observe_frame(&PROTOCOL, &frame([10, 0, 0, 1], &query));
        assert_eq!(facts, ["00:00:00:00:00:0c 10.0.0.1 - network_role=multicast_querier"]);
        let facts = observe_frame(&PROTOCOL, &frame([0; 4], &query));
        assert_eq!(facts, ["00:00:00:00:00:0c - - network_role=multicast_querier"]);
        assert!(observe_frame(&PROTOCOL, &frame([10, 0, 0, 1], &[0x16, 0, 0, 0, 224, 0, 0, 251])).is_empty());
        assert_eq!(observe_frame(&PROTOCOL, &frame([10, 0, 0, 1], &[0x99; 8])), ["malformed type"]);
        truncations(&query, |cut| drop(observe_frame(&PROTOCOL, &frame([10, 0, 0, 1], cut))));
    }
}
