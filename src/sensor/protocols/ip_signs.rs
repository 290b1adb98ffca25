//! Headers that no honest stack sends: malformed source routes, urgent data that is nowhere, fragments in tunnels, ICMP of
//! unassigned types. Flaws of embedded TCP/IP stacks (URGENT/11, Ripple20) are looked for and exploited by them.
//!
//! Runs only for packets of which [`Rare`] says that something is rare about them.

use super::{Attach, Emit, Entry, Protocol};
use crate::observation::Sign;
use crate::sensor::reader::{Malformed, Reader};
use crate::sensor::wire::{Packet, Rare, is_ip_in_ip};

pub(super) const PROTOCOL: Protocol = Protocol {
    name: "ip_signs",
    spec: "RFC 791 (IP options), RFC 792 (ICMP), RFC 5095 (routing header 0), RFC 9293 (urgent pointer), RFC 2003 (IP in IP)",
    attach: &[Attach::Rare],
    entry: Entry::Packet(read),
};

/// Loose and strict source route (RFC 791, 3.1).
const LOOSE: u8 = 131;
const STRICT: u8 = 137;

fn read(packet: &Packet<'_>, emit: &mut Emit<'_>) -> Result<(), Malformed> {
    let rare = packet.rare;
    let mut signs = [None; 5];
    let [options, routing, urgent, icmp, tunnel] = &mut signs;
    if rare.has(Rare::OPTIONS) && !source_routes_fit(ip_options(packet)?) {
        *options = Some(Sign::IpSourceRouteMalformed);
    }
    if rare.has(Rare::ROUTING) && has_routing_0(packet.network)? {
        *routing = Some(Sign::Ipv6SourceRoute);
    }
    if rare.has(Rare::URGENT) && packet.is_tcp() && urgent_is_nowhere(packet)? {
        *urgent = Some(Sign::TcpUrgentNowhere);
    }
    if rare.has(Rare::ICMP) {
        *icmp = icmp_sign(packet);
    }
    if packet.fragment.is_some() && (rare.has(Rare::IP_IN_IP) || is_ip_in_ip(packet.transport)) {
        *tunnel = Some(Sign::IpTunnelFragment);
    }
    for sign in signs.into_iter().flatten() {
        emit.sign(packet.source(), sign, packet.destination());
    }
    Ok(())
}

fn ip_options<'a>(packet: &Packet<'a>) -> Result<&'a [u8], Malformed> {
    let words = usize::from(packet.network.first().copied().unwrap_or_default() & 0x0f);
    packet.network.get(20..words.saturating_mul(4)).ok_or(Malformed("options"))
}

/// Whether every source route is as long as RFC 791 has it: type, length, pointer, then whole addresses; the pointer is at
/// least 4 and at most one behind the last of them.
fn source_routes_fit(mut options: &[u8]) -> bool {
    while let [kind, rest @ ..] = options {
        match (*kind, rest) {
            (0, _) => return true,
            (1, _) => options = rest,
            (kind, [length, ..]) => {
                let whole = usize::from(*length);
                if matches!(kind, LOOSE | STRICT) {
                    let pointer = rest.get(1).copied().unwrap_or_default();
                    let addresses = length.checked_sub(3);
                    let fits = addresses.is_some_and(|bytes| bytes % 4 == 0) && whole <= options.len();
                    if !fits || pointer < 4 || pointer % 4 != 0 || usize::from(pointer) > whole.saturating_add(1) {
                        return false;
                    }
                }
                let Some(next) = options.get(whole.max(2)..) else { return true };
                options = next;
            }
            (kind, []) => return !matches!(kind, LOOSE | STRICT),
        }
    }
    true
}

/// Whether one of the IPv6 extension headers is a routing header of type 0 with addresses in it.
fn has_routing_0(network: &[u8]) -> Result<bool, Malformed> {
    let mut reader = Reader::new(network);
    reader.skip(6, "IPv6 header")?;
    let mut next = reader.u8("next header")?;
    reader.skip(33, "IPv6 header")?;
    while matches!(next, 0 | 43 | 44 | 60) {
        let (after, units) = (reader.u8("next header")?, reader.u8("extension length")?);
        // A fragment header has one length, and what follows it only in the first fragment a beginning.
        let units = if next == 44 { 0 } else { units };
        let mut body = reader.sub(usize::from(units).saturating_mul(8).saturating_add(6), "extension header")?;
        if next == 43 && units > 0 && body.u8("routing type")? == 0 {
            return Ok(true);
        }
        let begins = next != 44 || body.u16("fragment offset")? & 0xfff8 == 0;
        if !begins {
            return Ok(false);
        }
        next = after;
    }
    Ok(false)
}

/// URG with an urgent pointer of 0, in a connection or at its beginning; scanners set it without any ACK.
fn urgent_is_nowhere(packet: &Packet<'_>) -> Result<bool, Malformed> {
    let mut header = Reader::new(packet.segment);
    header.skip(18, "TCP header")?;
    Ok(header.u16("urgent pointer")? == 0)
}

fn icmp_sign(packet: &Packet<'_>) -> Option<Sign> {
    match packet.source_port {
        165 => Some(Sign::IcmpTreckProbe),
        166 => Some(Sign::IcmpTreckAnswer),
        13 if packet.cut == 0 => Some(Sign::IcmpTimestampCut),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::protocols::testing::{observe_frame, truncations};

    const SENDER: &str = "00:00:00:00:00:0c 10.0.0.1 -";

    /// An IPv4 frame from 10.0.0.1 to 10.0.0.2 with these options and flags and offset.
    fn frame(options: &[u8], place: u16, protocol: u8, body: &[u8]) -> Vec<u8> {
        assert_eq!(options.len() % 4, 0);
        let words = u8::try_from(5 + options.len() / 4).unwrap();
        let total = u16::try_from(20 + options.len() + body.len()).unwrap();
        let mut frame = vec![0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0x0c, 8, 0, 0x40 | words, 0];
        frame.extend(total.to_be_bytes());
        frame.extend([0, 1]);
        frame.extend(place.to_be_bytes());
        frame.extend([64, protocol, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]);
        frame.extend(options);
        frame.extend(body);
        frame
    }

    fn signs(frame: &[u8]) -> Vec<String> {
        truncations(&frame[14..], |bytes| {
            let packet = crate::sensor::wire::decode(
                crate::sensor::wire::LinkType::RAW,
                bytes,
                crate::base::Timestamp::new(1_700_000_000, 0),
            );
            if let Ok(packet) = packet {
                let (mut said, mut out) = (super::super::Said::new(4, 60), Vec::new());
                let mut emit = Emit::new(packet.at, "ip_signs", packet.source(), packet.destination(), &mut said, &mut out);
                let _ = read(&packet, &mut emit);
            }
        });
        observe_frame(&PROTOCOL, frame)
    }

    fn tcp(flags: u8, urgent: u16) -> Vec<u8> {
        let mut header = vec![0xc0, 0, 0, 23, 0, 0, 0, 1, 0, 0, 0, 1, 0x50, flags, 1, 0, 0, 0];
        header.extend(urgent.to_be_bytes());
        header
    }

    #[test]
    fn source_routes_of_wrong_length_are_told_and_right_ones_are_not() {
        let sign = format!("{SENDER} sign=ip_source_route_malformed 10.0.0.2");
        // Length 3 with the pointer behind it is an empty route; 7 one address; pointer 8 a route that was gone.
        for route in [[131, 3, 4, 0], [137, 3, 4, 0], [1, 131, 3, 4]] {
            assert!(signs(&frame(&route, 0, 1, &[8, 0, 0, 0, 0, 0, 0, 0])).is_empty(), "{route:?}");
        }
        assert!(signs(&frame(&[131, 7, 4, 10, 0, 0, 9, 0], 0, 1, &[8, 0, 0, 0, 0, 0, 0, 0])).is_empty());
        for route in [[131, 2, 4, 0], [131, 5, 4, 0], [137, 40, 4, 0], [131, 3, 7, 0], [137, 0, 0, 0]] {
            assert_eq!(signs(&frame(&route, 0, 1, &[8, 0, 0, 0, 0, 0, 0, 0])), std::slice::from_ref(&sign), "{route:?}");
        }
        // Router alert, record route, a timestamp: other options.
        assert!(signs(&frame(&[148, 4, 0, 0], 0, 2, &[0x11; 8])).is_empty());
        assert!(signs(&frame(&[7, 7, 4, 0, 0, 0, 0, 0], 0, 1, &[8, 0, 0, 0, 0, 0, 0, 0])).is_empty());
    }

    #[test]
    fn urgent_data_is_somewhere_or_it_is_told() {
        let sign = format!("{SENDER} sign=tcp_urgent_nowhere 10.0.0.2");
        assert_eq!(signs(&frame(&[], 0, 6, &tcp(0x38, 0))), std::slice::from_ref(&sign));
        assert_eq!(signs(&frame(&[], 0, 6, &tcp(0x22, 0))), [sign]);
        // Telnet's interrupt: URG with its pointer; and a pointer without URG, which means nothing.
        assert!(signs(&frame(&[], 0, 6, &tcp(0x38, 1))).is_empty());
        assert!(signs(&frame(&[], 0, 6, &tcp(0x18, 0))).is_empty());
    }

    #[test]
    fn icmp_of_unassigned_types_and_cut_timestamps() {
        let told = |body: &[u8]| signs(&frame(&[], 0, 1, body)).concat();
        assert!(told(&[165, 0, 0, 0]).ends_with("sign=icmp_treck_probe 10.0.0.2"));
        assert!(told(&[166, 0, 0, 0]).ends_with("sign=icmp_treck_answer 10.0.0.2"));
        assert!(told(&[13, 0, 0xf2, 0xff, 0, 0, 0, 0]).ends_with("sign=icmp_timestamp_cut 10.0.0.2"));
        assert!(told(&[[13, 0, 0xf2, 0xff].as_slice(), &[0; 16]].concat()).is_empty());
        assert!(told(&[8, 0, 0, 0, 0, 0, 0, 0]).is_empty());
    }

    #[test]
    fn fragments_of_and_in_tunnels_are_told_and_whole_ones_are_not() {
        let inner = frame(&[], 0x2000, 17, &[0; 16])[14..].to_vec();
        let whole = frame(&[], 0, 17, &[0, 53, 0, 53, 0, 8, 0, 0])[14..].to_vec();
        assert!(signs(&frame(&[], 0, 4, &inner)).concat().contains("ip_tunnel_fragment 10.0.0.2"));
        assert!(signs(&frame(&[], 0x2000, 4, &inner)).concat().contains("ip_tunnel_fragment 10.0.0.2"));
        assert!(signs(&frame(&[], 0, 4, &whole)).is_empty());
        assert!(signs(&frame(&[], 0x2000, 17, &[0; 16])).is_empty());
    }

    #[test]
    fn only_routing_headers_of_type_0_are_told() {
        let frame = |kind: u8, units: u8| {
            let body = [&[59, units, kind, 1][..], &vec![0; usize::from(units) * 8 + 4]].concat();
            let mut frame = vec![0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0x0c, 0x86, 0xdd, 0x60, 0, 0, 0];
            frame.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
            frame.extend([43, 64]);
            frame.extend([0xfd; 16]);
            frame.extend([0xfd, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
            frame.extend(body);
            frame
        };
        assert!(signs(&frame(0, 2)).concat().contains("ipv6_source_route"));
        assert!(signs(&frame(2, 2)).is_empty() && signs(&frame(4, 2)).is_empty());
        // Behind a fragment header, where filters do not look.
        let mut hidden = frame(0, 2);
        hidden[14 + 6] = 44;
        hidden.splice(14 + 40..14 + 40, [43, 0, 0, 1, 0, 0, 0, 7]);
        let length = u16::from_be_bytes([hidden[18], hidden[19]]) + 8;
        hidden[18..20].copy_from_slice(&length.to_be_bytes());
        assert!(signs(&hidden).concat().contains("ipv6_source_route"));
        hidden[14 + 42..14 + 44].copy_from_slice(&[0, 9]);
        assert!(signs(&hidden).is_empty(), "a later fragment begins nothing");
    }
}
