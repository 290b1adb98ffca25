//! The protocols, one file and one registry line each, and what a protocol is.
//!
//! Invariant: a protocol copies out allow-listed equipment fields through [`Emit`] and keeps nothing else of a payload.

mod ber;
mod buffer;
mod domain;
mod emit;
mod headers;
mod json;
mod ntlmssp;
mod own_address;
mod scratch;
mod self_description;
mod snmp_objects;
mod soap;
#[cfg(test)]
pub mod testing;
mod xml;

pub use emit::{Emit, Parts, Said};

use crate::sensor::reader::Malformed;
use crate::sensor::wire::Packet;

/// Declares the modules and the table in one line a protocol. Sorted by name.
macro_rules! registry {
    ($($name:ident,)+) => {
        $(mod $name;)+

        /// Every protocol, sorted by name.
        pub const PROTOCOLS: &[&Protocol] = &[$(&$name::PROTOCOL,)+];
    };
}

registry! {
    addp,
    aeroscout,
    arp,
    astm,
    bacnet,
    bcc,
    bci,
    cdp,
    cldap,
    contec,
    crestron,
    dhcp,
    dhcpv6,
    dhip,
    dicom,
    dns,
    eap,
    enip,
    enip_tcp,
    fox,
    ftp,
    hl7,
    hsrp,
    http,
    icmpv6,
    igmp,
    infinity,
    intellivue,
    ip_signs,
    ipmi,
    kerberos,
    knx,
    krb_tcp,
    ldap,
    lis3,
    lldp,
    llmnr,
    mdns,
    medibus,
    mndp,
    modbus,
    mqtt,
    nbns,
    ntp,
    opcua,
    phd,
    pjlink,
    poct1a,
    profinet,
    radius,
    raw_print,
    rdp,
    rtsp,
    s7,
    sadp,
    sip,
    sip_tcp,
    slp,
    smb,
    smtp,
    snda,
    snmp,
    ssdp,
    ssh,
    stp,
    syslog,
    tcp_syn,
    telnet,
    tls,
    ubiquiti,
    unity,
    vrrp,
    wsd,
    wwks,
}

/// A protocol: what it is called, where it is specified, where it is found, and what reads it.
#[derive(Debug)]
pub struct Protocol {
    /// Name in the registry, in reports and as folder of its fixtures.
    pub name: &'static str,
    /// The document that defines it, with edition.
    pub spec: &'static str,
    /// Where to look for it.
    pub attach: &'static [Attach],
    /// What reads it.
    pub entry: Entry,
}

/// Where a protocol is found. A port is only where to look first: the content decides.
#[derive(Clone, Copy, Debug)]
pub enum Attach {
    /// EtherType of IEEE 802.3.
    EtherType(u16),
    /// SNAP organisation and protocol id.
    Snap(u32, u16),
    /// IP protocol number.
    Ip(u8),
    /// TCP segments with SYN set.
    Syn,
    /// IP packets with something [`crate::sensor::wire::Rare`] in their headers, and fragments in tunnels.
    Rare,
    /// UDP port, either end. The parser must check the content and answer [`Malformed`] when it is something else.
    Udp(u16),
    /// Recognises datagrams between two ports that no protocol names: answers to a search, sent from any port to any.
    UdpStart(fn(&[u8]) -> bool),
    /// TCP port, either end: this protocol's [`Attach::TcpStart`] is asked first.
    Tcp(u16),
    /// Recognises the first bytes that one side of a TCP connection sends.
    TcpStart(fn(&[u8]) -> Guess),
}

/// What the first bytes of a side say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guess {
    /// Not this protocol.
    No,
    /// Could be; more bytes will tell.
    More,
    /// This protocol, and the client sent these bytes.
    Client,
    /// This protocol, and the server sent these bytes.
    Server,
    /// This protocol; the bytes do not tell who sent them.
    Either,
}

/// What reads a protocol.
#[derive(Clone, Copy, Debug)]
pub enum Entry {
    /// Reads one packet at a time.
    Packet(fn(&Packet<'_>, &mut Emit<'_>) -> Result<(), Malformed>),
    /// Makes the reader of one TCP connection.
    Stream(fn() -> Box<dyn Stream>),
}

/// Which end of a TCP connection sent something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The end that opened the connection.
    Client,
    /// The end that accepted it.
    Server,
}

impl Side {
    /// Which of two is this end's.
    pub fn of<T>(self, client: T, server: T) -> T {
        match self {
            Self::Client => client,
            Self::Server => server,
        }
    }
}

/// Reads one TCP connection.
pub trait Stream: Send {
    /// Takes the next bytes that `side` sent, in order. What the reader needs later it must keep itself, bounded.
    fn data(&mut self, side: Side, bytes: &[u8], emit: &mut Emit<'_>) -> Result<Next, Malformed>;

    /// `missing` bytes of `side` were never captured; the next [`Stream::data`] of that side begins behind them.
    fn gap(&mut self, side: Side, missing: u64) -> Next {
        let _ = (side, missing);
        Next::Done
    }
}

/// What a stream reader wants next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The bytes that follow.
    More,
    /// Of this side, jump over so many bytes that nobody needs, at no cost per byte. Counts from the end of the bytes
    /// just given.
    Skip(u64),
    /// Nothing more of this connection.
    Done,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registry_is_sorted_named_and_specified() {
        assert!(PROTOCOLS.is_sorted_by(|a, b| a.name < b.name));
        // What was said is remembered under the first eight letters.
        assert!(PROTOCOLS.is_sorted_by(|a, b| a.name.get(..8).unwrap_or(a.name) < b.name.get(..8).unwrap_or(b.name)));
        for protocol in PROTOCOLS {
            assert!(!protocol.spec.is_empty(), "{} names no specification", protocol.name);
            assert!(!protocol.attach.is_empty(), "{} is attached nowhere", protocol.name);
            let stream = matches!(protocol.entry, Entry::Stream(_));
            let starts = protocol.attach.iter().any(|attach| matches!(attach, Attach::TcpStart(_)));
            assert_eq!(stream, starts, "{}: a stream needs a start to be recognised by", protocol.name);
        }
        let names = crate::observation::CLINICAL;
        let unknown = names.iter().find(|name| !PROTOCOLS.iter().any(|protocol| protocol.name == **name));
        assert_eq!(unknown, None, "a clinical protocol that nobody reads");
    }
}
