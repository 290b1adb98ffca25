//! What is notable in the stream of reports and observations: few, so that they can wait for the next settling.

use std::net::IpAddr;

use crate::base::{Text, Timestamp, Vlan};
use crate::inventory::AtomId;
use crate::observation::{Property, Transport, community_id};

/// A conversation on the first report of a day, or when it is answered for the first time that day.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// The client, if its packets were seen.
    pub client: Option<AtomId>,
    /// The server, if it is known.
    pub server: Option<AtomId>,
    /// Address of the client.
    pub client_ip: Option<IpAddr>,
    /// Address of the server.
    pub server_ip: Option<IpAddr>,
    /// VLAN of the report.
    pub vlan: Vlan,
    /// Port of the client, for the community id.
    pub client_port: u16,
    /// Port of the server.
    pub port: u16,
    /// Transport protocol.
    pub transport: Transport,
    /// Protocol by content.
    pub protocol: Option<&'static str>,
    /// Whether the server accepted.
    pub answered: bool,
    /// Whether client and server are only guessed.
    pub guessed: bool,
    /// First packet.
    pub at: Timestamp,
    /// Row of the inventory, where it has one.
    pub row: Option<u32>,
    /// Whether the row had not been there, or nobody answers and it was not tried on the day before: who scans again is
    /// seen again, who looks every day after those that are off is not.
    pub new: bool,
    /// The name that the client asked for just before.
    pub name: Option<u32>,
    /// Longest silence of this row on the day before, in seconds; 0 where it is not known.
    pub gap: u32,
}

impl Contact {
    /// Community ID of the flow.
    #[must_use]
    pub fn community_id(&self) -> Option<String> {
        community_id(self.transport, (self.client_ip?, self.client_port), (self.server_ip?, self.port))
    }
}

/// One hour of one endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HourSum {
    /// Hours since 1970.
    pub hour: i32,
    /// Bytes sent to the site.
    pub out_site: u64,
    /// Bytes got from the site.
    pub in_site: u64,
    /// Bytes sent out of the site.
    pub out_world: u64,
    /// Flows it began or answered.
    pub flows: u32,
}

/// New contacts of one client in a short time.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// The client.
    pub client: AtomId,
    /// First contact of the window.
    pub since: Timestamp,
    /// When the threshold was reached.
    pub at: Timestamp,
    /// Different servers of the site, about.
    pub hosts: u32,
    /// Different ports, about.
    pub ports: u32,
    /// New contacts.
    pub contacts: u32,
    /// Of them not answered.
    pub failed: u32,
    /// The port met most.
    pub port: u16,
    /// Its transport.
    pub transport: Transport,
    /// The server met most.
    pub server: Option<IpAddr>,
    /// Whether the window is a day, not ten minutes.
    pub slow: bool,
    /// The latest contact, for its community id.
    pub last: Box<Contact>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Two ends talk.
    Contact(Box<Contact>),
    /// An hour is over for an endpoint.
    Hour(AtomId, HourSum),
    /// A day is over for an endpoint: the longest silence of it in seconds.
    Day(AtomId, u32),
    /// One client meets many.
    Fan(Box<Fan>),
    /// A new conversation comes back like a clock: median and spread (MAD) of its period in seconds, and openings.
    Beat(Box<Contact>, u32, u32, u16),
    /// A conversation carried much within an hour: bytes from the client and from the server.
    Bulk(Box<Contact>, u64, u64),
    /// An endpoint, or one row of it, fell silent after this time; the limit in seconds, and the last time it spoke.
    Silent(AtomId, Option<u32>, Timestamp, u32),
    /// An endpoint that had been silent since then speaks again.
    Back(AtomId, Timestamp),
    /// The whole sensor saw nothing between these times.
    Blind(Timestamp, Timestamp),
    /// An address is claimed by another endpoint than before, which claimed it last at this time.
    Claim {
        /// The address.
        ip: IpAddr,
        /// Who claims it now.
        by: AtomId,
        /// Who did before.
        before: AtomId,
        /// When that was.
        when: Timestamp,
    },
    /// An endpoint says something that it had not said before.
    Said(AtomId, Property, Text, &'static str),
}

/// Something with its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
}
