//! Who talked to whom: the report of one flow, or of what it did since its last report.

use std::net::IpAddr;

use crate::base::{Endpoint, Timestamp};

/// IP protocol number (IANA "Protocol Numbers"); unknown numbers are values like any other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Transport(pub u8);

impl Transport {
    /// ICMP for IPv4.
    pub const ICMP: Self = Self(1);
    /// TCP.
    pub const TCP: Self = Self(6);
    /// UDP.
    pub const UDP: Self = Self(17);
    /// ICMP for IPv6.
    pub const ICMPV6: Self = Self(58);

    /// Name in lower case where there is a common one, else the number.
    #[must_use]
    pub fn name(self) -> std::borrow::Cow<'static, str> {
        match self.0 {
            1 => "icmp".into(),
            6 => "tcp".into(),
            17 => "udp".into(),
            58 => "icmpv6".into(),
            132 => "sctp".into(),
            number => number.to_string().into(),
        }
    }
}

/// The ICMP type that answers `kind`, for the types that come in pairs (IANA "ICMP Type Numbers").
#[must_use]
pub fn icmp_answer(transport: Transport, kind: u8) -> Option<u8> {
    const V4: [(u8, u8); 5] = [(8, 0), (13, 14), (15, 16), (17, 18), (10, 9)];
    const V6: [(u8, u8); 5] = [(128, 129), (133, 134), (135, 136), (139, 140), (144, 145)];
    let pairs = if transport == Transport::ICMP { V4 } else { V6 };
    pairs.iter().find_map(|(ask, answer)| match kind {
        _ if kind == *ask => Some(*answer),
        _ if kind == *answer => Some(*ask),
        _ => None,
    })
}

/// How the client of a conversation was told from its server; later variants are weaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Oriented {
    /// The first SYN, or the SYN-ACK, was seen.
    Handshake,
    /// The protocol's own words tell who asks and who answers.
    Content,
    /// Only the ports and who spoke first speak for it.
    #[default]
    Guess,
}

/// One way of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the client.
    FromClient,
    /// From the server.
    FromServer,
}

/// Packets and bytes of one direction since the last report; bytes are of the IP datagrams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Datagrams.
    pub packets: u64,
    /// Bytes from the IP header on.
    pub bytes: u64,
}

/// A report about one flow. Counts are since the last report of the same flow, so reports add up.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    /// The end that asked.
    pub client: Endpoint,
    /// The end that answered.
    pub server: Endpoint,
    /// Client port, or ICMP type; 0 where there is none.
    pub client_port: u16,
    /// Server port, or the ICMP type that answers, or the code where none does; 0 where there is none.
    pub server_port: u16,
    /// Transport protocol.
    pub transport: Transport,
    /// First packet of this report.
    pub first: Timestamp,
    /// Last packet of this report.
    pub last: Timestamp,
    /// What the client sent.
    pub from_client: Tally,
    /// What the server sent.
    pub from_server: Tally,
    /// The protocol recognised by its content, as in the registry.
    pub protocol: Option<&'static str>,
    /// How client and server were told apart.
    pub oriented: Oriented,
    /// Whether the server accepted: a SYN-ACK, or an answer where there is no handshake.
    pub answered: bool,
    /// Whether this is the flow's first report, so that flows can be counted.
    pub opening: bool,
}

impl Conversation {
    /// Community ID version 1 with seed 0 (Corelight's specification), for pivoting into other tools' logs.
    #[must_use]
    pub fn community_id(&self) -> Option<String> {
        community_id(self.transport, (self.client.ip?, self.client_port), (self.server.ip?, self.server_port))
    }
}

/// Community ID version 1 with seed 0 of the flow between a client and a server, each with its port.
#[must_use]
pub fn community_id(transport: Transport, client: (IpAddr, u16), server: (IpAddr, u16)) -> Option<String> {
    use base64::Engine as _;
    use sha1::{Digest as _, Sha1};
    let icmp = matches!(transport, Transport::ICMP | Transport::ICMPV6);
    let kind = u8::try_from(client.1).ok();
    // A message without an answering type has one direction, so its ends are not put in order.
    let one_way = icmp && kind.and_then(|kind| icmp_answer(transport, kind)).is_none();
    let (low, high) = if one_way || client <= server { (client, server) } else { (server, client) };
    let mut hash = Sha1::new();
    hash.update([0, 0]);
    for (ip, _) in [low, high] {
        match ip {
            IpAddr::V4(v4) => hash.update(v4.octets()),
            IpAddr::V6(v6) => hash.update(v6.octets()),
        }
    }
    hash.update([transport.0, 0]);
    hash.update(low.1.to_be_bytes());
    hash.update(high.1.to_be_bytes());
    Some(format!("1:{}", base64::engine::general_purpose::STANDARD.encode(hash.finalize())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conversation(client: &str, client_port: u16, server: &str, server_port: u16) -> Conversation {
        let end = |ip: &str| Endpoint { ip: Some(ip.parse().unwrap()), ..Endpoint::default() };
        Conversation {
            client: end(client),
            server: end(server),
            client_port,
            server_port,
            transport: Transport::TCP,
            first: Timestamp(0),
            last: Timestamp(0),
            from_client: Tally::default(),
            from_server: Tally::default(),
            protocol: None,
            oriented: Oriented::Handshake,
            answered: true,
            opening: true,
        }
    }

    #[test]
    fn community_id_matches_the_published_example_both_ways() {
        // Example of the community-id-spec README: 128.232.110.120:34855 <-> 66.35.250.204:80, TCP.
        let expected = Some("1:LQU9qZlK+B5F3KDmev6m5PMibrg=".to_owned());
        assert_eq!(conversation("128.232.110.120", 34855, "66.35.250.204", 80).community_id(), expected);
        assert_eq!(conversation("66.35.250.204", 80, "128.232.110.120", 34855).community_id(), expected);
    }
}
