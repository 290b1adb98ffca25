//! What a rule found: evidence for an alert.

use super::kind::Kind;
use super::model::Proof;
use crate::base::Timestamp;
use crate::baseline::{Contact, Met, Party};
use crate::inventory::DeviceId;

/// Evidence of this strength is open evidence: its device learns nothing new.
pub const OPEN: u8 = 60;
/// Evidence of this strength pages by itself.
pub const STRONG: u8 = 80;
/// Evidence below this strength does not agree with anything.
pub const WEAK: u8 = 40;

/// Evidence for an alert.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Kind of the alert.
    pub kind: Kind,
    /// The device it is about.
    pub device: Option<DeviceId>,
    /// Maker and model, or the category: what a fleet has in common.
    pub fleet: Option<String>,
    /// When.
    pub at: Timestamp,
    /// 0 … 100.
    pub strength: u8,
    /// What tells this cause from others of the kind and device; the same for all devices of a fleet.
    pub key: String,
    /// The other side.
    pub peer: Option<String>,
    /// What, compared with what, in one sentence.
    pub summary: String,
    /// The baseline it broke.
    pub baseline: Option<String>,
    /// What was seen.
    pub proof: Proof,
}

impl Finding {
    /// A finding about a party.
    #[must_use]
    pub fn about(kind: Kind, party: &Party, at: Timestamp, strength: u8, summary: String) -> Self {
        let class = (!party.category.is_empty()).then(|| party.category.to_string());
        Self {
            kind,
            device: party.device,
            fleet: party.model.as_ref().map(ToString::to_string).or(class),
            at,
            strength,
            key: String::new(),
            peer: None,
            proof: Proof { at, text: summary.clone(), community_id: None },
            summary,
            baseline: None,
        }
    }

    /// The same with a key.
    #[must_use]
    pub fn keyed(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// The same with the other side.
    #[must_use]
    pub fn with(mut self, peer: impl Into<String>) -> Self {
        self.peer = Some(peer.into());
        self
    }

    /// The same with the baseline it broke.
    #[must_use]
    pub fn against(mut self, baseline: impl Into<String>) -> Self {
        self.baseline = Some(baseline.into());
        self
    }

    /// The same with the flow it was seen in.
    #[must_use]
    pub fn seen_in(mut self, contact: &Contact) -> Self {
        self.proof = proof(contact);
        self
    }
}

/// A conversation as evidence.
#[must_use]
pub fn proof(contact: &Contact) -> Proof {
    let end = |ip: Option<std::net::IpAddr>| ip.map_or_else(|| "?".to_owned(), |ip| ip.to_string());
    let protocol = contact.protocol.map(|name| format!(" {name}")).unwrap_or_default();
    let answered = if contact.answered { "answered" } else { "not answered" };
    let text = format!(
        "{}:{} to {}:{} {}{protocol}, {answered}",
        end(contact.client_ip),
        contact.client_port,
        end(contact.server_ip),
        contact.port,
        contact.transport.name()
    );
    Proof { at: contact.at, text, community_id: contact.community_id() }
}

/// What the client of a conversation usually does, in words.
#[must_use]
pub fn client_usual(met: &Met) -> String {
    format!(
        "since {} it had {} other conversations, none with {} by {}",
        day(met.since[0]),
        met.talks[0],
        met.group,
        met.service()
    )
}

/// What the server of a conversation usually does, in words.
#[must_use]
pub fn server_usual(met: &Met) -> String {
    format!(
        "since {} it had {} other conversations, none with {} by {}",
        day(met.since[1]),
        met.talks[1],
        met.back,
        met.service()
    )
}

fn day(at: Timestamp) -> String {
    at.to_string().chars().take(10).collect()
}
