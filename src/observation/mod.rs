//! The contract between the sensor and everything behind it: what was seen on the wire, in a closed vocabulary.
//!
//! A protocol may say only what [`Fact`] and [`Property`] can express, so nothing downstream learns a protocol. A new
//! fact is a design decision: it belongs here, with its meaning and its source.
//!
//! Invariant: nothing in here can hold a payload; values are [`Text`] of allow-listed equipment fields.

mod conversation;
mod property;
mod sign;

pub use conversation::{Conversation, Direction, Oriented, Tally, Transport, community_id, icmp_answer};
pub use property::{Property, Role};
pub use sign::Sign;

use crate::base::{Endpoint, Text, Timestamp};

/// Protocols that carry what is done to patients: orders, results, images, waves, therapy. None of them is encrypted.
pub const CLINICAL: &[&str] = &[
    "astm",
    "bcc",
    "bci",
    "contec",
    "dicom",
    "hl7",
    "infinity",
    "intellivue",
    "lis3",
    "medibus",
    "phd",
    "poct1a",
    "snda",
    "unity",
    "wwks",
];

/// Whether a protocol, by its name in the registry, carries what is done to patients in the clear.
#[must_use]
pub fn is_clinical(protocol: &str) -> bool {
    CLINICAL.contains(&protocol)
}

/// One thing the wire said about one end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// When the packet was captured.
    pub at: Timestamp,
    /// Whom it is about: as much of the address as the wire showed.
    pub subject: Endpoint,
    /// What was said.
    pub fact: Fact,
    /// The name of the protocol that said it, as in the registry.
    pub protocol: &'static str,
}

/// What can be observed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The subject sent a frame. `hops` counts the routers between it and the sensor, guessed from the remaining TTL.
    Present {
        /// 0 on the same segment; `None` where the frame has no IP header.
        hops: Option<u8>,
    },
    /// The subject claims its address on this segment as its own.
    Holds(Claim),
    /// The subject has this property.
    Says(Property, Text),
    /// A piece of equipment was described in data that the subject sent. It may be another's description, passed on
    /// (an archive forwarding images, a gateway reporting its pumps), so its parts stay together.
    Equipment(Equipment),
}

/// How an address was claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Claim {
    /// ARP sender fields (RFC 826).
    Arp,
    /// Neighbour advertisement, solicitation or router advertisement (RFC 4861).
    NeighborDiscovery,
    /// Acknowledged DHCP lease (RFC 2131, RFC 8415), valid until then where the lease time was seen.
    Lease(Option<Timestamp>),
}

/// The description of one piece of equipment: its properties, sorted, each at most once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Equipment(Box<[(Property, Text)]>);

impl Equipment {
    /// The description with these parts; `None` when there are none. Of two parts of one property the first stays.
    #[must_use]
    pub fn new(mut parts: Vec<(Property, Text)>) -> Option<Self> {
        parts.sort_by_key(|(property, _)| *property);
        parts.dedup_by_key(|(property, _)| *property);
        (!parts.is_empty()).then(|| Self(parts.into()))
    }

    /// The parts, sorted by property.
    #[must_use]
    pub fn parts(&self) -> &[(Property, Text)] {
        &self.0
    }

    /// The value of one property.
    #[must_use]
    pub fn part(&self, property: Property) -> Option<&Text> {
        self.0.iter().find_map(|(name, text)| (*name == property).then_some(text))
    }
}

/// What one sensor saw, in order, between two hand-overs. The store keeps each (sensor, epoch, sequence) once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// Which run of the sensor, or which file, this comes from.
    pub epoch: u64,
    /// Position within the epoch, from 0, without holes.
    pub sequence: u64,
    /// Packet time up to which this batch speaks; [`Timestamp::MIN`] when no packet came.
    pub until: Timestamp,
    /// Facts in the order of their packets.
    pub observations: Vec<Observation>,
    /// Conversations that ended or were due for a report.
    pub conversations: Vec<Conversation>,
}

impl std::fmt::Display for Fact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Present { hops: None } => f.write_str("present"),
            Self::Present { hops: Some(hops) } => write!(f, "present hops={hops}"),
            Self::Holds(Claim::Arp) => f.write_str("holds arp"),
            Self::Holds(Claim::NeighborDiscovery) => f.write_str("holds nd"),
            Self::Holds(Claim::Lease(None)) => f.write_str("holds lease"),
            Self::Holds(Claim::Lease(Some(until))) => write!(f, "holds lease until {until}"),
            Self::Says(property, text) => write!(f, "{property}={text}"),
            Self::Equipment(equipment) => {
                f.write_str("equipment")?;
                equipment.parts().iter().try_for_each(|(property, text)| write!(f, " {property}={text:?}"))
            }
        }
    }
}
