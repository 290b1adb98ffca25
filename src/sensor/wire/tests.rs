//! Frames of every kind the mirror brings, written by hand.

use super::*;
use crate::base::{MacAddr, ip_from_bits};
use crate::observation::Transport;

const ETHERNET: [u8; 12] = [0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1];

fn at() -> Timestamp {
    Timestamp::new(1, 0)
}

fn frame(parts: &[&[u8]]) -> Vec<u8> {
    [&ETHERNET[..], &parts.concat()].concat()
}

/// UDP 10.0.0.1:1000 -> 10.0.0.2:2000 with `payload`, with the IPv4 header.
fn udp(ports: (u16, u16), payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 8).unwrap();
    let segment = [&ports.0.to_be_bytes()[..], &ports.1.to_be_bytes(), &length.to_be_bytes(), &[0, 0], payload].concat();
    ipv4(17, &segment)
}

fn ipv4(protocol: u8, segment: &[u8]) -> Vec<u8> {
    let total = u16::try_from(segment.len() + 20).unwrap().to_be_bytes();
    let header = [0x45, 0, total[0], total[1], 0, 1, 0x40, 0, 64, protocol, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2];
    [&header[..], segment].concat()
}

fn summary(packet: &Packet<'_>) -> String {
    let (source, destination) = (ip_from_bits(packet.source_ip), ip_from_bits(packet.destination_ip));
    let payload = String::from_utf8_lossy(packet.payload);
    format!("{} {source}:{} > {destination}:{} {payload}", packet.vlan, packet.source_port, packet.destination_port)
}

const PLAIN: &str = "- 10.0.0.1:1000 > 10.0.0.2:2000 hello";

fn check(link: LinkType, bytes: &[u8], expected: &str) {
    let packet = decode(link, bytes, at()).unwrap();
    assert_eq!(summary(&packet), expected);
    for length in 0..bytes.len() {
        let _ = decode(link, &bytes[..length], at());
    }
}

#[test]
fn ethernet_and_its_tags() {
    let inner = udp((1000, 2000), b"hello");
    check(LinkType::ETHERNET, &frame(&[&[0x08, 0x00], &inner]), PLAIN);
    // Padding of a short frame is not payload.
    check(LinkType::ETHERNET, &frame(&[&[0x08, 0x00], &inner, &[0; 9]]), PLAIN);
    check(LinkType::ETHERNET, &frame(&[&[0x81, 0x00, 0x20, 12, 0x08, 0x00], &inner]), &PLAIN.replacen('-', "12", 1));
    check(
        LinkType::ETHERNET,
        &frame(&[&[0x88, 0xa8, 0, 100, 0x81, 0x00, 0, 12, 0x08, 0x00], &inner]),
        &PLAIN.replacen('-', "100.12", 1),
    );
    check(
        LinkType::ETHERNET,
        &frame(&[&[0x88, 0x47, 0, 1, 0x01, 64, 0x08, 0x00][..2], &[0, 1, 0x00, 64, 0, 2, 0x01, 64], &inner]),
        PLAIN,
    );
    check(LinkType::ETHERNET, &frame(&[&[0x88, 0x64, 0x11, 0, 0, 1, 0, 7, 0x00, 0x21], &inner]), PLAIN);
    let snap = [&[0xaa, 0xaa, 0x03, 0, 0, 0, 0x08, 0x00][..], &inner].concat();
    let length = u16::try_from(snap.len()).unwrap().to_be_bytes();
    check(LinkType::ETHERNET, &frame(&[&length, &snap]), PLAIN);
}

#[test]
fn other_links() {
    let inner = udp((1000, 2000), b"hello");
    check(LinkType::RAW, &inner, PLAIN);
    check(LinkType(0), &[&[2, 0, 0, 0][..], &inner].concat(), PLAIN);
    let sll = [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 9, 0, 0, 0x08, 0x00];
    check(LinkType(113), &[&sll[..], &inner].concat(), PLAIN);
    let packet_bytes = [&sll[..], &inner].concat();
    assert_eq!(decode(LinkType(113), &packet_bytes, at()).unwrap().source_mac, MacAddr([0, 0, 0, 0, 0, 9]));
    let sll2 = [0x08, 0x00, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 0, 0, 0, 0, 0, 9, 0, 0];
    check(LinkType(276), &[&sll2[..], &inner].concat(), PLAIN);
    // 802.11 QoS data to the distribution system: receiver, transmitter, destination, sequence, QoS, LLC.
    let dot11 =
        [0x88, 0x01, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0xaa, 0xaa, 3, 0, 0, 0, 0x08, 0x00];
    check(LinkType(105), &[&dot11[..], &inner].concat(), PLAIN);
    check(LinkType(127), &[&[0, 0, 8, 0, 0, 0, 0, 0][..], &dot11, &inner].concat(), PLAIN);
    // The same with aggregated frames.
    let mut aggregate = dot11[..26].to_vec();
    aggregate[24] |= 0x80;
    let subframe = [&dot11[26..], &inner].concat();
    let length = u16::try_from(subframe.len()).unwrap().to_be_bytes();
    let mac = |last: u8| [0, 0, 0, 0, 0, last];
    let aggregate = [&aggregate[..], &mac(2), &mac(1), &length, &subframe, &[0; 3], &mac(3), &mac(1), &[0, 0]].concat();
    check(LinkType(105), &aggregate, PLAIN);
    let mut protected = dot11;
    protected[1] |= 0x40;
    assert_eq!(decode(LinkType(105), &protected, at()).unwrap_err(), Undecodable::Wireless);
    assert_eq!(decode(LinkType(9999), &inner, at()).unwrap_err(), Undecodable::LinkType(9999));
}

#[test]
fn ipv6_with_extension_headers() {
    let segment = [&1000_u16.to_be_bytes()[..], &2000_u16.to_be_bytes(), &13_u16.to_be_bytes(), &[0, 0], b"hello"].concat();
    let hop_by_hop = [60, 0, 1, 4, 0, 0, 0, 0];
    let destination_options = [17, 0, 1, 4, 0, 0, 0, 0];
    let length = u16::try_from(16 + segment.len()).unwrap().to_be_bytes();
    let mut header = vec![0x60, 0, 0, 0, length[0], length[1], 0, 255];
    header.extend(std::net::Ipv6Addr::LOCALHOST.octets());
    header.extend("fd77::2".parse::<std::net::Ipv6Addr>().unwrap().octets());
    let bytes = frame(&[&[0x86, 0xdd], &header, &hop_by_hop, &destination_options, &segment]);
    check(LinkType::ETHERNET, &bytes, "- ::1:1000 > fd77::2:2000 hello");
}

#[test]
fn mirror_tunnels_are_opened() {
    let inner = frame(&[&[0x08, 0x00], &udp((1000, 2000), b"hello")]);
    let vxlan = udp((5555, 4789), &[&[0x08, 0, 0, 0, 0, 0, 7, 0][..], &inner].concat());
    let geneve = udp((5555, 6081), &[&[0x01, 0, 0x65, 0x58, 0, 0, 7, 0, 0, 1, 2, 3][..], &inner].concat());
    let erspan1 = ipv4(47, &[&[0, 0, 0x88, 0xbe][..], &inner].concat());
    let erspan2 = ipv4(47, &[&[0x10, 0, 0x88, 0xbe, 0, 0, 0, 1, 0x10, 0, 0, 0, 0, 0, 0, 0][..], &inner].concat());
    let erspan3 = ipv4(47, &[&[0x10, 0, 0x22, 0xeb, 0, 0, 0, 1, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &inner].concat());
    let gre = ipv4(47, &[&[0x20, 0, 0x65, 0x58, 0, 0, 0, 1][..], &inner].concat());
    let gre_ip = ipv4(47, &[&[0, 0, 0x08, 0x00][..], &udp((1000, 2000), b"hello")].concat());
    for outer in [vxlan, geneve, erspan1, erspan2, erspan3, gre, gre_ip] {
        let bytes = frame(&[&[0x08, 0x00], &outer]);
        check(LinkType::ETHERNET, &bytes, PLAIN);
        assert!(decode(LinkType::ETHERNET, &bytes, at()).unwrap().tunnelled);
    }
}

#[test]
fn nesting_is_bounded() {
    let mut bytes = udp((1000, 2000), b"hello");
    for _ in 0..9 {
        bytes = ipv4(4, &bytes);
    }
    assert_eq!(decode(LinkType::RAW, &bytes, at()).unwrap_err(), Undecodable::Nesting);
}

#[test]
fn what_the_capture_cut_off_is_known() {
    let segment = [&[0x03, 0xe8, 0x07, 0xd0, 0, 0, 0, 9, 0, 0, 0, 0, 0x50, 0x18, 1, 0, 0, 0, 0, 0][..], b"hello world"].concat();
    let bytes = frame(&[&[0x08, 0x00], &ipv4(6, &segment)]);
    let packet = decode(LinkType::ETHERNET, &bytes[..bytes.len() - 6], at()).unwrap();
    assert_eq!((packet.payload, packet.cut, packet.transport), (&b"hello"[..], 6, Transport::TCP));
    assert_eq!((packet.tcp.sequence, packet.tcp.flags.0), (9, 0x18));
}
