//! What the baselines tell the rules: what happened, between whom, and how it compares with what is usual.

use std::net::IpAddr;
use std::sync::Arc;

use super::class::Class;
use super::device::Stage;
use super::event::{Contact, Fan};
use super::policy::Broken;
use super::volume::Score;
use crate::base::{Text, Timestamp};
use crate::inventory::DeviceId;
use crate::observation::{Property, Sign};

/// One side, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Party {
    /// The device.
    pub device: Option<DeviceId>,
    /// The address it used.
    pub ip: Option<IpAddr>,
    /// Slug of its category; empty where nobody knows.
    pub category: Arc<str>,
    /// What that means here.
    pub class: Class,
    /// Maker and model, where known: devices of one are a fleet.
    pub model: Option<Arc<str>>,
    /// It is outside the site.
    pub world: bool,
    /// It forwards for others.
    pub gateway: bool,
    /// Whether it is learnt.
    pub stage: Option<Stage>,
}

/// How a conversation compares with what one side usually does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Newness {
    /// Usual.
    #[default]
    Known,
    /// Known, but risky, and nobody accepted it: told of once a day.
    Listed,
    /// New for the device, usual for its class.
    OfClass,
    /// New for both.
    New,
}

/// Two ends met.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// The conversation.
    pub contact: Contact,
    /// Who asked.
    pub client: Party,
    /// Who was asked.
    pub server: Party,
    /// The server's group, as the client sees it.
    pub group: Arc<str>,
    /// The client's group, as the server sees it.
    pub back: Arc<str>,
    /// How it compares for the client.
    pub as_client: Newness,
    /// How it compares for the server.
    pub as_server: Newness,
    /// The policy that the client, and the server, breaks by it.
    pub breaks: [Option<Broken>; 2],
    /// The server never answered on this port.
    pub new_port: bool,
    /// A maintenance window is open.
    pub maintenance: bool,
    /// Conversations the client, and the server, have in their baselines.
    pub talks: [usize; 2],
    /// Since when the client's, and the server's, baseline learns.
    pub since: [Timestamp; 2],
    /// When the client had this conversation first.
    pub first: Timestamp,
    /// Different servers that the client met newly with this service in the last half hour.
    pub spread: u32,
}

/// What happened, judged by the baselines.
#[derive(Clone, Debug, PartialEq)]
pub enum Signal {
    /// Two ends met for the first time that day.
    Met(Box<Met>),
    /// One meets many.
    Fan(Box<Fan>, Box<Party>),
    /// A young conversation comes back like a clock: median and spread of its period in seconds, and openings.
    Beat(Box<Met>, u32, u32, u16),
    /// A conversation carried much in one hour: bytes from the client and from the server; the most that the client, and
    /// the server, ever sent that way in an hour.
    Bulk(Box<Met>, [u64; 2], [u64; 2]),
    /// More, or longer more, than usual.
    Drift(Box<Party>, Score, Timestamp),
    /// A device is silent since then; after so many seconds it is missed. With the conversation where it is only one
    /// that stopped.
    Silent(Box<Party>, Option<String>, Timestamp, u32),
    /// Devices of one segment fell silent together, and how many of it always speak.
    Together {
        /// The segment.
        segment: Arc<str>,
        /// The devices.
        devices: Vec<DeviceId>,
        /// How many of the segment always speak.
        of: usize,
        /// Since when.
        since: Timestamp,
        /// When that was clear.
        at: Timestamp,
    },
    /// The sensor saw nothing between these times; how many devices there are.
    Blind(Timestamp, Timestamp, usize),
    /// An address changed hands while its holder was still there.
    Claim {
        /// The address.
        ip: IpAddr,
        /// Who claims it now.
        by: Box<Party>,
        /// Who did before.
        before: Box<Party>,
        /// When that was.
        when: Timestamp,
        /// Now.
        at: Timestamp,
        /// Addresses of others that it took in the last hour.
        taken: usize,
        /// Whether the one before spoke after this.
        alive: bool,
    },
    /// A device plays a role on the network that others of its segment play already.
    Role {
        /// Who.
        party: Box<Party>,
        /// The role.
        role: Text,
        /// Who plays it since when.
        others: Vec<(DeviceId, Timestamp)>,
        /// When.
        at: Timestamp,
        /// The protocol that told.
        protocol: &'static str,
    },
    /// A device says other things of itself than before: property, before, now.
    Changed(Box<Party>, Vec<(Property, Text, Text)>, Timestamp),
    /// A device uses a word of clinical vocabulary that neither it nor its class used.
    Word(Box<Party>, Property, Text, Timestamp),
    /// Something was sent that no honest peer sends.
    Sign {
        /// Who sent it.
        party: Box<Party>,
        /// What.
        sign: Sign,
        /// To whom.
        victim: Box<Party>,
        /// When.
        at: Timestamp,
    },
    /// A bedside device names an address as its own that is not.
    SpeaksFor {
        /// Who speaks.
        party: Box<Party>,
        /// Who has the address.
        named: Box<Party>,
        /// When.
        at: Timestamp,
    },
    /// A DICOM node was refused for a title that is not known.
    Refused {
        /// Who was refused.
        party: Box<Party>,
        /// How many titles of its were refused within an hour.
        titles: usize,
        /// The latest, and who refused it.
        last: Text,
        /// When.
        at: Timestamp,
    },
    /// A device said something that is worth a look by itself.
    Said(Box<Party>, Property, Text, Timestamp, &'static str),
}

impl Met {
    /// Whether what is new of the client counts.
    #[must_use]
    pub fn client_active(&self) -> bool {
        self.client.stage == Some(Stage::Active)
    }

    /// Whether what is new of the server counts.
    #[must_use]
    pub fn server_active(&self) -> bool {
        self.server.stage == Some(Stage::Active)
    }

    /// The service in words: `tcp/443 tls`.
    #[must_use]
    pub fn service(&self) -> String {
        let contact = &self.contact;
        let port = format!("{}/{}", contact.transport.name(), contact.port);
        contact.protocol.map_or(port.clone(), |name| format!("{port} {name}"))
    }
}

impl Party {
    /// The party in words: `10.1.2.3 (infusion pump)`.
    #[must_use]
    pub fn name(&self) -> String {
        let address = self.ip.map(|ip| self.described(ip.to_string()));
        address.or_else(|| self.device_name()).unwrap_or_else(|| self.described("somebody".to_owned()))
    }

    /// The party in words by its number, where its address would not tell it from another: `dev-17 (infusion pump)`.
    #[must_use]
    pub fn device_name(&self) -> Option<String> {
        self.device.map(|id| self.described(id.to_string()))
    }

    fn described(&self, name: String) -> String {
        match (self.world, &*self.category) {
            (true, _) => format!("{name} (outside the site)"),
            (_, "") => name,
            (_, category) => format!("{name} ({})", category.replace('_', " ")),
        }
    }
}
