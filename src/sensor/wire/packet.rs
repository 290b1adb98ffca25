//! The headers of one packet, read once.

use crate::base::{Endpoint, MacAddr, Timestamp, Vlan, ip_from_bits};
use crate::observation::Transport;

/// A packet's headers and, borrowed from the frame, what follows them.
#[derive(Clone, Copy, Debug)]
pub struct Packet<'a> {
    /// Capture time.
    pub at: Timestamp,
    /// Sender's hardware address, zero where the link has none.
    pub source_mac: MacAddr,
    /// Receiver's hardware address, zero where the link has none.
    pub destination_mac: MacAddr,
    /// VLAN tags.
    pub vlan: Vlan,
    /// EtherType after all tags; 0 for IEEE 802.2 frames without SNAP.
    pub ether_type: u16,
    /// SNAP organisation and protocol id, when the organisation is not zero.
    pub snap: Option<(u32, u16)>,
    /// IP version, 0 when this is no IP packet.
    pub ip_version: u8,
    /// IP source, see [`crate::base::ip_to_bits`].
    pub source_ip: u128,
    /// IP destination.
    pub destination_ip: u128,
    /// Protocol behind the IP headers.
    pub transport: Transport,
    /// TTL or hop limit.
    pub hop_limit: u8,
    /// IPv4 identification, or the fragment header's low half in IPv6.
    pub ip_id: u16,
    /// Bytes of the IP datagram as its header says.
    pub ip_length: u32,
    /// Set for a fragment of a larger datagram.
    pub fragment: Option<Fragment>,
    /// Transport source port; ICMP type.
    pub source_port: u16,
    /// Transport destination port; the ICMP type that answers, or the code where none does.
    pub destination_port: u16,
    /// TCP header, when this is TCP.
    pub tcp: Tcp<'a>,
    /// From the first byte behind EtherType or LLC.
    pub network: &'a [u8],
    /// Behind the IP headers, trimmed to the datagram.
    pub segment: &'a [u8],
    /// Behind the transport header.
    pub payload: &'a [u8],
    /// Payload bytes that the header promises but the capture cut off.
    pub cut: u32,
    /// Whether it came out of a mirror tunnel.
    pub tunnelled: bool,
    /// What is rare in its headers and worth a closer look.
    pub rare: Rare,
}

/// Place of a fragment in its datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// Identification, 32 bits in IPv6.
    pub id: u32,
    /// Offset in bytes.
    pub offset: u32,
    /// Whether more follow.
    pub more: bool,
}

/// What is rare in the headers of honest packets, found in passing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rare(pub u8);

impl Rare {
    /// IPv4 options.
    pub const OPTIONS: u8 = 0x01;
    /// An IPv6 routing header.
    pub const ROUTING: u8 = 0x02;
    /// It came out of a tunnel of IP in IP.
    pub const IP_IN_IP: u8 = 0x04;
    /// An ICMP message that is malformed or of an unassigned type.
    pub const ICMP: u8 = 0x08;
    /// TCP urgent data: the flag's own bit.
    pub const URGENT: u8 = TcpFlags::URG;

    /// Whether any of `bits` is set.
    #[must_use]
    pub fn has(self, bits: u8) -> bool {
        self.0 & bits != 0
    }
}

/// Flags of a TCP header (RFC 9293, 3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TcpFlags(pub u8);

impl TcpFlags {
    /// No more data from the sender.
    pub const FIN: u8 = 0x01;
    /// Synchronise sequence numbers.
    pub const SYN: u8 = 0x02;
    /// Reset.
    pub const RST: u8 = 0x04;
    /// Acknowledgement field is significant.
    pub const ACK: u8 = 0x10;
    /// Urgent pointer is significant.
    pub const URG: u8 = 0x20;

    /// Whether any of `bits` is set.
    #[must_use]
    pub fn has(self, bits: u8) -> bool {
        self.0 & bits != 0
    }

    /// A SYN without ACK.
    #[must_use]
    pub fn opens(self) -> bool {
        self.0 & (Self::SYN | Self::ACK) == Self::SYN
    }

    /// A SYN with ACK.
    #[must_use]
    pub fn accepts(self) -> bool {
        self.0 & (Self::SYN | Self::ACK) == Self::SYN | Self::ACK
    }
}

/// The fields of a TCP header that somebody reads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tcp<'a> {
    /// Sequence number.
    pub sequence: u32,
    /// Acknowledgement number.
    pub acknowledgement: u32,
    /// Flags.
    pub flags: TcpFlags,
    /// Window, unscaled.
    pub window: u16,
    /// Options.
    pub options: &'a [u8],
}

impl Packet<'_> {
    pub(super) fn new(at: Timestamp) -> Self {
        Self {
            at,
            source_mac: MacAddr::default(),
            destination_mac: MacAddr::default(),
            vlan: Vlan::NONE,
            ether_type: 0,
            snap: None,
            ip_version: 0,
            source_ip: 0,
            destination_ip: 0,
            transport: Transport::default(),
            hop_limit: 0,
            ip_id: 0,
            ip_length: 0,
            fragment: None,
            source_port: 0,
            destination_port: 0,
            tcp: Tcp::default(),
            network: &[],
            segment: &[],
            payload: &[],
            cut: 0,
            tunnelled: false,
            rare: Rare(0),
        }
    }

    /// The end that sent it.
    #[must_use]
    pub fn source(&self) -> Endpoint {
        self.endpoint(self.source_mac, self.source_ip)
    }

    /// The end it was sent to.
    #[must_use]
    pub fn destination(&self) -> Endpoint {
        self.endpoint(self.destination_mac, self.destination_ip)
    }

    fn endpoint(&self, mac: MacAddr, ip: u128) -> Endpoint {
        Endpoint { mac: (!mac.is_zero()).then_some(mac), ip: (self.ip_version != 0).then(|| ip_from_bits(ip)), vlan: self.vlan }
    }

    /// Whether this is a whole TCP segment or a first fragment of one.
    #[must_use]
    pub fn is_tcp(&self) -> bool {
        self.transport == Transport::TCP
    }
}
