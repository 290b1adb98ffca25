//! Devices and the records that leave the inventory for the store.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;

use super::atom::{AtomId, Bundle, Evidence, Held, Service};
use super::overrides::Override;
use crate::base::{Endpoint, Text, Timestamp};
use crate::fingerprint::Conclusion;
use crate::observation::{Tally, Transport};

/// A device's number. It is never given to another device; after a merge it still leads to the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub u64);

impl DeviceId {
    /// Numbers above this one are of devices that a person recorded and no network shows.
    const BY_HAND: u64 = 1 << 40;

    /// The number of the n-th device that was recorded by hand, from 1.
    #[must_use]
    pub const fn by_hand(number: u64) -> Self {
        Self(Self::BY_HAND.saturating_add(number))
    }

    /// Whether a person recorded it and no network shows it.
    #[must_use]
    pub const fn is_by_hand(self) -> bool {
        self.0 > Self::BY_HAND
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.checked_sub(Self::BY_HAND) {
            Some(number) if self.is_by_hand() => f.pad(&format!("hand-{number}")),
            _ => f.pad(&format!("dev-{}", self.0)),
        }
    }
}

impl FromStr for DeviceId {
    type Err = std::num::ParseIntError;

    /// Reads `dev-17` or `17`, and `hand-3`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(number) = text.strip_prefix("hand-") {
            return number.parse().map(Self::by_hand);
        }
        text.strip_prefix("dev-").unwrap_or(text).parse().map(Self)
    }
}

/// What became of a device number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It names a device.
    Device,
    /// It names a device that was found to be this one.
    AliasOf(DeviceId),
    /// What it named is no device any more (an external peer, contested evidence).
    Dormant,
}

/// Why atoms are one device, or why something that looks like it does not make them one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Name of the identity rule: `mac`, `address`, `serial`, `dhcp.duid`, `person` …
    pub rule: Arc<str>,
    /// Whether it speaks against: an identifier that two machines share.
    pub conflict: bool,
    /// What it rests on, for a person to read.
    pub detail: String,
}

/// A device as the store keeps it. What is `None` has not changed since the last record.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceRecord {
    /// Its number.
    pub id: DeviceId,
    /// What became of it.
    pub standing: Standing,
    /// The atom that carries the number through changes of identity.
    pub anchor: Option<AtomId>,
    /// First packet.
    pub first: Timestamp,
    /// Last packet.
    pub last: Timestamp,
    /// Whether it forwards for others.
    pub gateway: bool,
    /// Whether the equipment descriptions it sends are others'.
    pub passes_on: bool,
    /// The attributes with claims and rivals.
    pub conclusions: Option<Vec<Conclusion>>,
    /// What joined it together, and what did not.
    pub reasons: Option<Vec<Reason>>,
}

/// An attribute changed its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRecord {
    /// Whose.
    pub device: DeviceId,
    /// Packet time the inventory had reached.
    pub at: Timestamp,
    /// Slug of the attribute, or `identity` for merges and splits.
    pub attribute: &'static str,
    /// Value before.
    pub from: Option<Text>,
    /// Value after.
    pub to: Option<Text>,
    /// The rule that spoke strongest for the new value.
    pub rule: Arc<str>,
}

/// An atom as the store keeps it: its own row, and of its lists what has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct AtomRecord {
    /// Its number.
    pub id: AtomId,
    /// Addresses and VLAN.
    pub end: Endpoint,
    /// The device it belongs to.
    pub device: Option<DeviceId>,
    /// Its hardware address is a router's, not its own.
    pub routed: bool,
    /// It was made for a gateway of which nothing else was seen than what it forwards.
    pub made: bool,
    /// First packet.
    pub first: Timestamp,
    /// Last packet.
    pub last: Timestamp,
    /// Bit n: a packet came over n routers; bit 63: 63 or more.
    pub hops: u64,
    /// It took part in a conversation with packets both ways.
    pub talked: bool,
    /// Claims on its address.
    pub held: Vec<Held>,
    /// All facts; `None` when none has changed.
    pub evidence: Option<Vec<Evidence>>,
    /// Equipment descriptions.
    pub bundles: Vec<Bundle>,
    /// Services.
    pub services: Vec<Service>,
}

/// What makes conversations one row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerKey {
    /// The client.
    pub client: AtomId,
    /// The server; `None` in the row that adds up what there was no room for.
    pub server: Option<IpAddr>,
    /// Transport protocol.
    pub transport: Transport,
    /// Server port.
    pub port: u16,
    /// The protocol recognised by content.
    pub protocol: Option<Arc<str>>,
}

/// Conversations of one client with one service, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversationRecord {
    /// What they have in common.
    pub key: PeerKey,
    /// Client port of the latest one, for its community id.
    pub client_port: u16,
    /// Flows.
    pub flows: u64,
    /// Whether any was answered.
    pub answered: bool,
    /// What the client sent.
    pub from_client: Tally,
    /// What the server sent.
    pub from_server: Tally,
    /// First packet.
    pub first: Timestamp,
    /// Last packet.
    pub last: Timestamp,
}

/// What the limits cost, and what could not be told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Observations applied.
    pub observations: u64,
    /// Conversation reports applied.
    pub conversations: u64,
    /// Endpoints forgotten to make room.
    pub atoms_evicted: u64,
    /// New endpoints refused because there was no room.
    pub atoms_refused: u64,
    /// Facts refused because an endpoint had too many.
    pub evidence_refused: u64,
    /// Equipment descriptions refused because an endpoint had too many.
    pub bundles_refused: u64,
    /// Services forgotten because an endpoint had too many.
    pub services_evicted: u64,
    /// Conversations added up in a row of the rest.
    pub conversations_folded: u64,
    /// Conversation reports whose client sent nothing that was seen.
    pub conversations_without_client: u64,
    /// Endpoints whose address several devices claim, so that they belong to none (now, not ever).
    pub atoms_contested: u64,
}

impl Counters {
    /// Every counter with its stored name.
    #[must_use]
    pub fn named(&self) -> [(&'static str, u64); 10] {
        [
            ("inventory_observations", self.observations),
            ("inventory_conversations", self.conversations),
            ("inventory_atoms_evicted", self.atoms_evicted),
            ("inventory_atoms_refused", self.atoms_refused),
            ("inventory_evidence_refused", self.evidence_refused),
            ("inventory_bundles_refused", self.bundles_refused),
            ("inventory_services_evicted", self.services_evicted),
            ("inventory_conversations_folded", self.conversations_folded),
            ("inventory_conversations_without_client", self.conversations_without_client),
            ("inventory_atoms_contested", self.atoms_contested),
        ]
    }

    /// Sets the counter of a stored name; other names are left alone.
    pub fn set(&mut self, name: &str, value: u64) {
        let counter = match name {
            "inventory_observations" => &mut self.observations,
            "inventory_conversations" => &mut self.conversations,
            "inventory_atoms_evicted" => &mut self.atoms_evicted,
            "inventory_atoms_refused" => &mut self.atoms_refused,
            "inventory_evidence_refused" => &mut self.evidence_refused,
            "inventory_bundles_refused" => &mut self.bundles_refused,
            "inventory_services_evicted" => &mut self.services_evicted,
            "inventory_conversations_folded" => &mut self.conversations_folded,
            "inventory_conversations_without_client" => &mut self.conversations_without_client,
            "inventory_atoms_contested" => &mut self.atoms_contested,
            _ => return,
        };
        *counter = value;
    }
}

/// What changed since the last settling, in the order in which it must be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Packet time the inventory has reached.
    pub now: Timestamp,
    /// Atoms forgotten, with all that hangs on them. A number may come again among `atoms`.
    pub evicted: Vec<AtomId>,
    /// Conversations folded into another row.
    pub folded: Vec<PeerKey>,
    /// Devices.
    pub devices: Vec<DeviceRecord>,
    /// Atoms.
    pub atoms: Vec<AtomRecord>,
    /// Conversations.
    pub conversations: Vec<ConversationRecord>,
    /// History.
    pub history: Vec<HistoryRecord>,
    /// Overrides said or undone.
    pub overrides: Vec<Override>,
    /// Digest of the rules behind the conclusions; 0 where nobody said.
    pub rules: u64,
    /// Counters as they are now.
    pub counters: Counters,
}

/// Everything an inventory goes on from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// Packet time the inventory had reached.
    pub now: Timestamp,
    /// Every device number ever given; conclusions without their claims.
    pub devices: Vec<DeviceRecord>,
    /// Atoms with all their lists.
    pub atoms: Vec<AtomRecord>,
    /// Conversations.
    pub conversations: Vec<ConversationRecord>,
    /// Overrides, by number.
    pub overrides: Vec<Override>,
    /// Digest of the rules behind the conclusions; 0 where nobody said.
    pub rules: u64,
    /// Counters.
    pub counters: Counters,
}
