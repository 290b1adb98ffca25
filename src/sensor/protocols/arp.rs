//! ARP (RFC 826, RFC 5227): who claims which IPv4 address.

use std::net::Ipv4Addr;

use super::{Attach, Emit, Entry, Protocol};
use crate::base::{Endpoint, MacAddr};
use crate::observation::Claim;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "arp",
    spec: "RFC 826; RFC 5227 (address conflict detection)",
    attach: &[Attach::EtherType(0x0806)],
    entry: Entry::Packet(read),
};

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let mut reader = Reader::new(packet.network);
    // Hardware type 1 (Ethernet), protocol type IPv4, lengths 6 and 4.
    if reader.array("header")? != [0x00, 0x01, 0x08, 0x00, 6, 4] {
        return Err(Malformed("hardware or protocol type"));
    }
    let operation = reader.u16("operation")?;
    if !matches!(operation, 1 | 2) {
        return Err(Malformed("operation"));
    }
    let mac = MacAddr(reader.array("sender hardware address")?);
    let ip = Ipv4Addr::from(reader.array::<4>("sender protocol address")?);
    // A probe (RFC 5227, 2.1.1) has no sender address yet: it claims nothing.
    if !ip.is_unspecified() && mac.is_station() {
        emit.holds(Endpoint { mac: Some(mac), ip: Some(ip.into()), vlan: packet.vlan }, Claim::Arp);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::sensor::protocols::testing::observe_frame;

    #[test]
    fn a_request_claims_the_senders_address_and_a_probe_does_not() {
        let mut frame = [
            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x09, 0xfb, 0, 0, 1, 0x08, 0x06, 0, 1, 8, 0, 6, 4, 0, 1, 0x00, 0x09, 0xfb,
            0, 0, 1, 10, 0, 0, 7, 0, 0, 0, 0, 0, 0, 10, 0, 0, 1,
        ];
        assert_eq!(observe_frame(&super::PROTOCOL, &frame), ["00:09:fb:00:00:01 10.0.0.7 - holds arp"]);
        frame[28..32].fill(0);
        assert!(observe_frame(&super::PROTOCOL, &frame).is_empty());
        frame[15] = 6;
        assert_eq!(observe_frame(&super::PROTOCOL, &frame), ["malformed hardware or protocol type"]);
    }
}
