//! Contec CMS8000 and Epsimed MN-120 patient monitors (CISA ICSMA-25-030-01): addresses built into their firmware, from
//! which they mount a file system and to which they send patient data.
//!
//! The address called is the whole content; a call of another address says nothing.

use std::net::{IpAddr, Ipv4Addr};

use super::scratch::Scratch;
use super::{Attach, Emit, Entry, Protocol};
use crate::observation::Property;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::Packet;

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "contec",
    spec: "CISA ICSMA-25-030-01 (CVE-2025-0626, CVE-2025-0683); RFC 5531 (ONC RPC version 2)",
    attach: &[Attach::Syn, Attach::Udp(111), Attach::Udp(2049)],
    entry: Entry::Packet(read),
};

/// NFS server, and receiver of HL7.
const BUILT_IN: [Ipv4Addr; 2] = [Ipv4Addr::new(202, 114, 4, 119), Ipv4Addr::new(202, 114, 4, 120)];

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let called = match packet.destination().ip {
        Some(IpAddr::V4(ip)) if BUILT_IN.contains(&ip) => ip,
        // Every SYN is shown; one to another address is no error.
        _ if packet.is_tcp() => return Ok(()),
        _ => return Err(Malformed("address")),
    };
    if packet.is_tcp() {
        if !packet.tcp.flags.opens() {
            return Ok(());
        }
    } else {
        call(packet.payload)?;
    }
    let mut shown = Scratch::new();
    let _ = std::fmt::Write::write_fmt(&mut shown, format_args!("{called}"));
    emit.says(packet.source(), Property::ContecAddress, shown.bytes());
    Ok(())
}

/// RFC 5531, 9: transaction id, then a call (0) of RPC version 2.
fn call(payload: &[u8]) -> Result<(), Malformed> {
    let mut reader = Reader::new(payload);
    reader.skip(4, "transaction")?;
    if (reader.u32("message type")?, reader.u32("RPC version")?) == (0, 2) { Ok(()) } else { Err(Malformed("RPC call")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_frame, observe_udp};

    fn frame(destination: [u8; 4], protocol: u8, transport: &[u8]) -> Vec<u8> {
        let total = u16::try_from(20 + transport.len()).unwrap().to_be_bytes();
        let head = [&[0x45, 0][..], &total, &[0, 0, 0, 0, 64, protocol, 0, 0, 10, 0, 0, 1], &destination].concat();
        [&[0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0x0c, 8, 0][..], &head, transport].concat()
    }

    #[test]
    fn a_call_of_a_built_in_address_tells_the_monitor() {
        let syn = [&[0, 80, 8, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 2, 0, 0, 0, 0, 0, 0][..]].concat();
        let expected = "00:00:00:00:00:0c 10.0.0.1 - contec.address=202.114.4.119";
        assert_eq!(observe_frame(&PROTOCOL, &frame([202, 114, 4, 119], 6, &syn)), [expected]);
        assert!(observe_frame(&PROTOCOL, &frame([10, 1, 1, 1], 6, &syn)).is_empty());
        let rpc = [&[3, 32, 0, 111, 0, 20, 0, 0][..], &[0, 0, 0, 9], &[0; 4], &[0, 0, 0, 2]].concat();
        assert_eq!(observe_frame(&PROTOCOL, &frame([202, 114, 4, 119], 17, &rpc)), [expected]);
        assert_eq!(observe_frame(&PROTOCOL, &frame([202, 114, 4, 119], 17, &rpc[..14])), ["malformed message type"]);
        assert_eq!(observe_udp(&PROTOCOL, (800, 111), &[0; 40]), ["malformed address"]);
    }
}
