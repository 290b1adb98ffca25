//! What the API answers, apart from the domain's types: keys are a contract; more may follow.

use serde::Serialize;
use utoipa::ToSchema;

use crate::base::Text;
use crate::base::shown::rounded;
use crate::fingerprint::Attribute;
use crate::store::{ClaimRow, ConversationRow, DeviceDetails, DeviceRow, EvidenceRow, HistoryRow, Listed};
use crate::web::subject::Subject;
use crate::web::words;

/// A device.
#[derive(Serialize, ToSchema)]
pub(crate) struct Device {
    /// `dev-17`
    #[schema(example = "dev-17")]
    pub(crate) id: String,
    /// Its own hardware addresses.
    macs: Vec<String>,
    /// Its addresses, those it still has first.
    ips: Vec<String>,
    /// Names, the one believed first.
    hostnames: Vec<String>,
    /// What it is.
    #[schema(example = "infusion_pump")]
    category: String,
    manufacturer: Option<String>,
    model: Option<String>,
    serial: Option<String>,
    software: Option<String>,
    os: Option<String>,
    /// How sure the category is, from 0 to 1.
    confidence: Option<f64>,
    services: Vec<Service>,
    /// DICOM application entity titles.
    ae_titles: Vec<String>,
    /// RFC 3339, UTC, packet time.
    first_seen: String,
    /// RFC 3339, UTC, packet time.
    last_seen: String,
    vlans: Vec<String>,
    /// Addresses that another device has now.
    former_ips: Vec<String>,
    /// Numbers that lead to it since a merge.
    aliases: Vec<String>,
    /// Whether it forwards for others.
    gateway: bool,
    /// Whether it passes on descriptions of other equipment.
    passes_on: bool,
    /// Attributes about which strong evidence disagrees.
    conflicts: Vec<&'static str>,
    /// How much patients depend on it, 0 to 3, computed.
    tier: u8,
    /// Whether an impact behind the tier is assumed from the category.
    tier_assumed: bool,
    /// new, confirmed, corrected, ignored or retired.
    standing: &'static str,
    /// Of its clinical record.
    revision: u64,
    care_setting: Option<String>,
    department: Option<String>,
    room: Option<String>,
    asset_tag: Option<String>,
    /// Whether no network shows it.
    hidden: bool,
}

/// A service that answered.
#[derive(Serialize, ToSchema)]
pub(crate) struct Service {
    port: u16,
    /// `tcp`, `udp` …
    transport: String,
    /// Protocol recognised by its content.
    app: Option<String>,
}

fn strings<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

impl From<&Listed> for Device {
    fn from(listed: &Listed) -> Self {
        Self {
            tier: listed.tier.level(),
            tier_assumed: listed.assumed,
            standing: listed.standing.slug(),
            revision: listed.revision,
            care_setting: listed.care_setting.clone(),
            department: listed.department.clone(),
            room: listed.room.clone(),
            asset_tag: listed.asset_tag.clone(),
            hidden: listed.hidden,
            ..Self::seen(&listed.device)
        }
    }
}

impl From<&Subject> for Device {
    fn from(subject: &Subject) -> Self {
        let record = &subject.card.record;
        let text = |slug: &str| record.text(slug).map(str::to_owned);
        Self {
            tier: subject.context.tier.level(),
            tier_assumed: subject.context.assumed,
            standing: subject.card.standing.slug(),
            revision: subject.card.revision,
            care_setting: text("care_setting"),
            department: text("department"),
            room: text("room"),
            asset_tag: text("asset_tag"),
            hidden: record.yes("not_observable") == Some(true),
            ..Self::seen(&subject.row)
        }
    }
}

impl Device {
    /// What the wire shows.
    fn seen(row: &DeviceRow) -> Self {
        let attribute = |attribute| row.attribute(attribute).map(ToString::to_string);
        let believed = row.attribute(Attribute::HostName);
        let is_other = |name: &&Text| !believed.is_some_and(|known| known.as_str().eq_ignore_ascii_case(name.as_str()));
        let service = |one: &crate::store::ServiceRow| Service {
            port: one.port,
            transport: one.transport.name().into_owned(),
            app: one.protocol.clone(),
        };
        Self {
            id: row.id.to_string(),
            macs: strings(&row.macs),
            ips: strings(&row.ips).into_iter().chain(strings(&row.former_ips)).collect(),
            hostnames: believed.into_iter().chain(row.hostnames.iter().filter(is_other)).map(ToString::to_string).collect(),
            category: words::category(row).to_owned(),
            manufacturer: attribute(Attribute::Manufacturer),
            model: attribute(Attribute::Model),
            serial: attribute(Attribute::Serial),
            software: attribute(Attribute::Software),
            os: attribute(Attribute::Os),
            confidence: row.confidence(Attribute::Category).map(rounded),
            services: row.services.iter().map(service).collect(),
            ae_titles: strings(&row.ae_titles),
            first_seen: row.first.to_string(),
            last_seen: row.last.to_string(),
            vlans: strings(&row.vlans),
            former_ips: strings(&row.former_ips),
            aliases: strings(&row.aliases),
            gateway: row.gateway,
            passes_on: row.passes_on,
            conflicts: row.attributes.iter().filter(|(.., conflict)| *conflict).map(|(name, ..)| name.slug()).collect(),
            tier: 0,
            tier_assumed: true,
            standing: "new",
            revision: 0,
            care_setting: None,
            department: None,
            room: None,
            asset_tag: None,
            hidden: false,
        }
    }
}

/// A page of devices.
#[derive(Serialize, ToSchema)]
pub(crate) struct DeviceList {
    pub(crate) devices: Vec<Device>,
    /// How many pass the filter in all.
    pub(crate) total: u64,
    /// Give it as `after` for the next page; null on the last one.
    pub(crate) next: Option<String>,
}

/// Why a device is believed to be what it is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Evidence {
    id: String,
    /// Claims of rules, strongest first.
    claims: Vec<Claim>,
    /// Values that speak against those believed.
    rivals: Vec<Rival>,
    /// What joined its endpoints together, and what did not.
    reasons: Vec<Reason>,
    /// All that was said of it.
    facts: Vec<Fact>,
}

/// A claim.
#[derive(Serialize, ToSchema)]
struct Claim {
    attribute: &'static str,
    value: String,
    rule: String,
    /// Evidence of one family does not add up.
    family: String,
    /// How far the rule alone is believed, from 0 to 1.
    weight: f64,
    because: String,
}

/// A value that is not believed.
#[derive(Serialize, ToSchema)]
struct Rival {
    attribute: &'static str,
    value: String,
    /// From 0 to 1.
    strength: f64,
}

/// Why endpoints are, or are not, one device.
#[derive(Serialize, ToSchema)]
struct Reason {
    rule: String,
    detail: String,
    /// Whether it spoke against.
    conflict: bool,
}

/// Something that was said.
#[derive(Serialize, ToSchema)]
pub(crate) struct Fact {
    property: &'static str,
    value: String,
    protocol: String,
    mac: Option<String>,
    ip: Option<String>,
    vlan: String,
    first_seen: String,
    last_seen: String,
}

impl From<&ClaimRow> for Claim {
    fn from(row: &ClaimRow) -> Self {
        Self {
            attribute: row.attribute.slug(),
            value: row.value.to_string(),
            rule: row.rule.clone(),
            family: row.family.clone(),
            weight: rounded(row.weight),
            because: row.because.to_string(),
        }
    }
}

impl From<&EvidenceRow> for Fact {
    fn from(row: &EvidenceRow) -> Self {
        Self {
            property: row.property.slug(),
            value: row.value.to_string(),
            protocol: row.protocol.clone(),
            mac: row.end.mac.map(|mac| mac.to_string()),
            ip: row.end.ip.map(|ip| ip.to_string()),
            vlan: row.end.vlan.to_string(),
            first_seen: row.first.to_string(),
            last_seen: row.last.to_string(),
        }
    }
}

impl From<&DeviceDetails> for Evidence {
    fn from(details: &DeviceDetails) -> Self {
        let rival = |(attribute, value, strength): &(Attribute, Text, f32)| Rival {
            attribute: attribute.slug(),
            value: value.to_string(),
            strength: rounded(*strength),
        };
        let reason = |reason: &crate::inventory::Reason| Reason {
            rule: reason.rule.to_string(),
            detail: reason.detail.clone(),
            conflict: reason.conflict,
        };
        Self {
            id: details.device.id.to_string(),
            claims: details.claims.iter().map(Claim::from).collect(),
            rivals: details.rivals.iter().map(rival).collect(),
            reasons: details.reasons.iter().map(reason).collect(),
            facts: details.evidence.iter().map(Fact::from).collect(),
        }
    }
}

/// A conversation, added up.
#[derive(Serialize, ToSchema)]
pub(crate) struct Talk {
    client: Option<String>,
    /// Null for what there was no room to keep apart.
    server: Option<String>,
    transport: String,
    port: u16,
    app: Option<String>,
    flows: u64,
    answered: bool,
    client_packets: u64,
    client_bytes: u64,
    server_packets: u64,
    server_bytes: u64,
    first_seen: String,
    last_seen: String,
}

impl From<&ConversationRow> for Talk {
    fn from(row: &ConversationRow) -> Self {
        Self {
            client: row.client.ip.map(|ip| ip.to_string()),
            server: row.server.map(|ip| ip.to_string()),
            transport: row.transport.name().into_owned(),
            port: row.port,
            app: row.protocol.clone(),
            flows: row.flows,
            answered: row.answered,
            client_packets: row.from_client.packets,
            client_bytes: row.from_client.bytes,
            server_packets: row.from_server.packets,
            server_bytes: row.from_server.bytes,
            first_seen: row.first.to_string(),
            last_seen: row.last.to_string(),
        }
    }
}

/// A change of what is believed.
#[derive(Serialize, ToSchema)]
pub(crate) struct Change {
    at: String,
    /// An attribute, or `identity`.
    attribute: String,
    from: Option<String>,
    to: Option<String>,
    rule: String,
}

impl From<&HistoryRow> for Change {
    fn from(row: &HistoryRow) -> Self {
        let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string);
        Self {
            at: row.at.to_string(),
            attribute: row.attribute.clone(),
            from: text(&row.from),
            to: text(&row.to),
            rule: row.rule.clone(),
        }
    }
}
