//! What queries answer: devices as a person or a page wants them.

use std::net::IpAddr;

use crate::base::{Endpoint, MacAddr, Text, Timestamp, Vlan};
use crate::clinical::Exposure;
use crate::clinical::{Record, Subject};
use crate::fingerprint::Attribute;
use crate::inventory::{DeviceId, Reason};
use crate::observation::{Equipment, Property, Tally, Transport};

/// Which devices are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceFilter {
    /// Only this category.
    pub category: Option<String>,
    /// Only devices with this text in an attribute, address, name or AE title; upper and lower case are the same.
    pub search: Option<String>,
    /// At most so many.
    pub limit: Option<usize>,
}

/// A service, with the last time it answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRow {
    /// Transport protocol.
    pub transport: Transport,
    /// Port.
    pub port: u16,
    /// Protocol recognised.
    pub protocol: Option<String>,
    /// Last answer.
    pub last: Timestamp,
}

/// One device in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceRow {
    /// Its number.
    pub id: DeviceId,
    /// Numbers that lead to it since a merge.
    pub aliases: Vec<DeviceId>,
    /// Its own hardware addresses.
    pub macs: Vec<MacAddr>,
    /// Its addresses, without those that another device took over.
    pub ips: Vec<IpAddr>,
    /// Addresses that were its own before another device took them over.
    pub former_ips: Vec<IpAddr>,
    /// VLANs it was seen on.
    pub vlans: Vec<Vlan>,
    /// Names it goes by.
    pub hostnames: Vec<Text>,
    /// Application entity titles.
    pub ae_titles: Vec<Text>,
    /// Attributes with confidence, and whether a strong rival speaks against it.
    pub attributes: Vec<(Attribute, Text, f32, bool)>,
    /// Services.
    pub services: Vec<ServiceRow>,
    /// Whether it forwards for others.
    pub gateway: bool,
    /// Whether it passes on equipment descriptions of others.
    pub passes_on: bool,
    /// First packet.
    pub first: Timestamp,
    /// Last packet.
    pub last: Timestamp,
}

impl DeviceRow {
    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, attribute: Attribute) -> Option<&Text> {
        self.attributes.iter().find(|(known, ..)| *known == attribute).map(|(_, value, ..)| value)
    }

    /// What its clinical context is made from, with this record of it.
    #[must_use]
    pub fn subject<'a>(&'a self, record: &'a Record) -> Subject<'a> {
        let text = |attribute| self.attribute(attribute).map(Text::as_str);
        let (category, manufacturer) = (text(Attribute::Category).unwrap_or("unknown"), text(Attribute::Manufacturer));
        Subject { device: self.id, category, manufacturer, record }
    }

    /// How sure an attribute is.
    #[must_use]
    pub fn confidence(&self, attribute: Attribute) -> Option<f32> {
        self.attributes.iter().find(|(known, ..)| *known == attribute).map(|(_, _, confidence, _)| *confidence)
    }

    pub(super) fn passes(&self, filter: &DeviceFilter) -> bool {
        let category = self.attribute(Attribute::Category).map_or("unknown", Text::as_str);
        if filter.category.as_deref().is_some_and(|wanted| wanted != category) {
            return false;
        }
        let Some(wanted) = filter.search.as_deref().map(str::to_lowercase) else { return true };
        let has = |text: &str| text.to_lowercase().contains(&wanted);
        self.attributes.iter().any(|(_, value, ..)| has(value.as_str()))
            || self.hostnames.iter().chain(&self.ae_titles).any(|name| has(name.as_str()))
            || self.macs.iter().any(|mac| has(&mac.to_string()))
            || self.ips.iter().chain(&self.former_ips).any(|ip| has(&ip.to_string()))
            || has(&self.id.to_string())
    }
}

/// A fact with where and when it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// The endpoint it was said of.
    pub end: Endpoint,
    /// The property.
    pub property: Property,
    /// Its value.
    pub value: Text,
    /// The protocol that said it.
    pub protocol: String,
    /// First time.
    pub first: Timestamp,
    /// Last time.
    pub last: Timestamp,
}

/// What was said of devices, whichever they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    /// The property.
    pub property: Property,
    /// Its value.
    pub value: Text,
    /// The protocol that said it.
    pub protocol: String,
    /// Of how many devices.
    pub devices: u64,
}

/// An equipment description that the device sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EquipmentRow {
    /// The description.
    pub equipment: Equipment,
    /// The protocol that carried it.
    pub protocol: String,
    /// First time.
    pub first: Timestamp,
    /// Last time.
    pub last: Timestamp,
}

/// A claim that a rule made of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimRow {
    /// The attribute.
    pub attribute: Attribute,
    /// The value claimed.
    pub value: Text,
    /// The rule.
    pub rule: String,
    /// The family of evidence.
    pub family: String,
    /// How far the rule alone should be believed.
    pub weight: f32,
    /// The evidence it spoke from.
    pub because: Text,
}

/// A change of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// Packet time.
    pub at: Timestamp,
    /// Slug of the attribute, or `identity`.
    pub attribute: String,
    /// Value before.
    pub from: Option<Text>,
    /// Value after.
    pub to: Option<Text>,
    /// The rule that spoke.
    pub rule: String,
}

/// Conversations with one peer about one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversationRow {
    /// The client's address.
    pub client: Endpoint,
    /// The server; `None` for what there was no room to keep apart.
    pub server: Option<IpAddr>,
    /// Transport protocol.
    pub transport: Transport,
    /// Server port.
    pub port: u16,
    /// Client port of the latest one.
    pub client_port: u16,
    /// Protocol recognised.
    pub protocol: Option<String>,
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

/// All that is known of one device.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceDetails {
    /// As in the list.
    pub device: DeviceRow,
    /// Every claim behind its attributes, strongest first.
    pub claims: Vec<ClaimRow>,
    /// Other values of its attributes with their strength.
    pub rivals: Vec<(Attribute, Text, f32)>,
    /// What was said of it.
    pub evidence: Vec<EvidenceRow>,
    /// Equipment descriptions it sent.
    pub equipment: Vec<EquipmentRow>,
    /// What joined it together.
    pub reasons: Vec<Reason>,
    /// What changed, latest first.
    pub history: Vec<HistoryRow>,
    /// Conversations it began or answered, latest first.
    pub conversations: Vec<ConversationRow>,
}

impl DeviceDetails {
    /// What of its behaviour counts for its risk; `site` tells its own networks from others.
    #[must_use]
    pub fn exposure(&self, site: &crate::inventory::Settings) -> Exposure {
        let own = |ip: &IpAddr| self.device.ips.contains(ip) || self.device.former_ips.contains(ip);
        let mut peers = std::collections::BTreeSet::new();
        let os = self.device.attribute(Attribute::Os).map(ToString::to_string);
        let mut exposure = Exposure { services: self.device.services.len(), os, ..Exposure::default() };
        for one in self.conversations.iter().filter(|one| one.answered) {
            let ends = [one.client.ip, one.server];
            let far = |ip: &IpAddr| !own(ip) && site.is_outside(*ip);
            peers.extend(ends.into_iter().flatten().filter(far));
            exposure.add_protocol(one.protocol.as_deref().unwrap_or(""));
        }
        for service in &self.device.services {
            exposure.add_protocol(service.protocol.as_deref().unwrap_or(""));
        }
        exposure.external_peers = peers.len();
        exposure
    }
}
