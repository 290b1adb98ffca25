//! One device: what it is and why we think so, what contradicts it, its services, conversations and history.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::clinical::{Clinical, clinical};
use super::devices::Line;
use super::network::{Network, network};
use crate::alert::Alert;
use crate::base::{Text, Timestamp};
use crate::clinical::Entry;
use crate::fingerprint::{Attribute, Fingerprints};
use crate::inventory::{DeviceId, Override};
use crate::store::{
    AlertFilter, AuditFilter, ClaimRow, ConversationRow, DeviceDetails, DeviceKey, DeviceRow, Query, Rooms, Sort,
};
use crate::web::ask::{concerns, in_words};
use crate::web::fault::Fault;
use crate::web::subject::{self, Subject};
use crate::web::view::{Frame, View, go, show};
use crate::web::words;

/// Rows of each list that the page shows.
const MOST: usize = 100;

/// A claim behind an attribute.
struct Why {
    rule: String,
    because: String,
    weight: String,
    protocols: String,
    first: String,
    last: String,
}

/// An attribute with what speaks for and against it.
struct Answer {
    name: &'static str,
    value: String,
    sure: String,
    /// Of 100.
    meter: u32,
    conflict: bool,
    why: Vec<Why>,
    rivals: Vec<(String, String)>,
}

struct Talk {
    is_client: bool,
    peer: String,
    peer_id: Option<u64>,
    peer_name: String,
    what: String,
    port: String,
    flows: String,
    sent: String,
    received: String,
    last: String,
    answered: bool,
}

struct Fact {
    name: String,
    value: String,
    protocol: String,
    from: String,
    last: String,
}

struct Change {
    at: String,
    what: String,
    from: String,
    to: String,
    rule: String,
    by_person: bool,
}

#[derive(Template)]
#[template(path = "device.html", config = "src/web/askama.toml")]
struct DevicePage {
    frame: Frame,
    line: Line,
    heading: String,
    id: String,
    hostnames: Vec<String>,
    ae_titles: Vec<String>,
    ips: Vec<String>,
    former_ips: Vec<String>,
    macs: Vec<String>,
    vlans: Vec<String>,
    aliases: Vec<String>,
    gateway: bool,
    passes_on: bool,
    answers: Vec<Answer>,
    services: Vec<String>,
    reasons: Vec<(bool, String, String)>,
    equipment: Vec<(String, String, String)>,
    talks: Vec<Talk>,
    more_talks: usize,
    facts: Vec<Fact>,
    more_facts: usize,
    history: Vec<Change>,
    more_history: usize,
    clinical: Clinical,
    network: Network,
    siblings: u64,
    identity: Vec<(u32, String, String)>,
    comments: Vec<(String, String, String)>,
    alerts: Vec<(u64, &'static str, String, String)>,
}

/// The device that a person names: `dev-17`, `17`, a hardware or network address.
pub(in crate::web) fn find(store: &dyn Rooms, text: &str) -> Result<DeviceId, Fault> {
    let key = if let Ok(id) = text.parse() {
        DeviceKey::Id(id)
    } else if let Ok(ip) = text.parse() {
        DeviceKey::Ip(ip)
    } else if let Ok(mac) = text.parse() {
        DeviceKey::Mac(mac)
    } else {
        return Err(Fault::NotFound(format!("\"{text}\" is no device: give its number, or one of its addresses")));
    };
    match store.find(key)?.as_slice() {
        [one] => Ok(*one),
        [] => Err(Fault::NotFound(format!("there is no device {text}"))),
        several => {
            let names: Vec<String> = several.iter().map(ToString::to_string).collect();
            Err(Fault::Conflict(format!("several devices have this address: {}", names.join(", "))))
        }
    }
}

/// All that is known of the device that a person names.
pub(in crate::web) fn details(store: &dyn Rooms, text: &str) -> Result<DeviceDetails, Fault> {
    let id = find(store, text)?;
    store.details(id)?.ok_or_else(|| Fault::NotFound(format!("there is no device {text}")))
}

pub(in crate::web) async fn page(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let (playbook, zone, now) = (view.site.knowledge().playbook.clone(), view.site.knowledge().zone.clone(), view.site.now());
    let asked = id.clone();
    let around = view
        .site
        .ask(move |store| {
            let subject = subject::read(store, &asked, &playbook, &zone, now)?;
            around(store, subject)
        })
        .await?;
    let number = around.subject.row.id.0;
    // One address a device, whichever way it was asked for.
    if id != number.to_string() {
        return Ok(go(&format!("/devices/{number}")));
    }
    let frame = view.frame(&format!("{} · dev-{number}", words::title(&around.subject.row)), "devices");
    let risk = words::risk(&around.subject, &view.site);
    let clinical = clinical(&around.subject, &view.site.knowledge().playbook, &risk);
    let network = network(&around.subject.details, &view.site.knowledge().inventory);
    show(&fill(frame, &around, clinical, network))
}

/// A device and what stands around it.
struct Around {
    subject: Subject,
    peers: Peers,
    siblings: u64,
    overrides: Vec<Override>,
    deeds: Vec<Entry>,
    alerts: Vec<Alert>,
}

fn around(store: &mut dyn Rooms, subject: Subject) -> Result<Around, Fault> {
    let mine = AlertFilter { device: Some(subject.row.id), limit: Some(10), ..AlertFilter::default() };
    let alerts = store.alert_room().alerts(&mine)?.alerts;
    let peers = peers(store, &subject.details)?;
    let id = subject.row.id;
    let siblings = Query { siblings_of: Some(id), ..Query::default() };
    let siblings = if words::what(&subject.row).is_empty() { 0 } else { crate::web::catalogue::count(store, siblings)? };
    let mut overrides = store.overrides()?;
    overrides.retain(|one| !one.undone && concerns(one, &subject.details.device));
    let deeds = store.audit(&AuditFilter { subject: Some(id.to_string()), limit: Some(MOST), ..AuditFilter::default() })?;
    Ok(Around { subject, peers, siblings, overrides, deeds, alerts })
}

/// Addresses with the device that has each, and what that is.
type Peers = BTreeMap<IpAddr, (u64, String)>;

/// The devices at the other ends.
fn peers(store: &dyn Rooms, details: &DeviceDetails) -> Result<Peers, Fault> {
    let talks = details.conversations.iter().take(MOST);
    let ips: BTreeSet<IpAddr> = talks.flat_map(|talk| [talk.client.ip, talk.server]).flatten().collect();
    let mut holders = BTreeMap::new();
    for ip in ips.into_iter().filter(|ip| !details.device.ips.contains(ip)) {
        if let [one] = store.find(DeviceKey::Ip(ip))?.as_slice() {
            holders.insert(ip, *one);
        }
    }
    if holders.is_empty() {
        return Ok(Peers::new());
    }
    let among: BTreeSet<DeviceId> = holders.values().copied().collect();
    let query = Query { among: among.into_iter().collect(), sort: Sort::Id, ..Query::default() };
    let page = store.list(&query)?;
    let titles: BTreeMap<DeviceId, String> = page.devices.iter().map(|one| (one.device.id, words::title(&one.device))).collect();
    let named = |(ip, id): (IpAddr, DeviceId)| (ip, (id.0, titles.get(&id).cloned().unwrap_or_default()));
    Ok(holders.into_iter().map(named).collect())
}

fn fill(frame: Frame, around: &Around, clinical: Clinical, network: Network) -> DevicePage {
    let (subject, peers) = (&around.subject, &around.peers);
    let (details, row) = (&subject.details, &subject.details.device);
    let strings = |texts: &[Text]| texts.iter().map(ToString::to_string).collect();
    let equipment = details.equipment.iter().map(|one| {
        let parts: Vec<String> = one.equipment.parts().iter().map(|(name, text)| format!("{name}: {text}")).collect();
        (parts.join(", "), one.protocol.clone(), words::minute(one.last))
    });
    DevicePage {
        frame,
        line: clinical.line(&subject.row),
        heading: words::title(&subject.row),
        id: row.id.to_string(),
        hostnames: strings(&row.hostnames),
        ae_titles: strings(&row.ae_titles),
        ips: row.ips.iter().map(ToString::to_string).collect(),
        former_ips: row.former_ips.iter().map(ToString::to_string).collect(),
        macs: row.macs.iter().map(ToString::to_string).collect(),
        vlans: row.vlans.iter().map(ToString::to_string).collect(),
        aliases: row.aliases.iter().map(ToString::to_string).collect(),
        gateway: row.gateway,
        passes_on: row.passes_on,
        answers: answers(details),
        services: row.services.iter().map(words::service).collect(),
        reasons: details.reasons.iter().map(|one| (one.conflict, one.rule.to_string(), one.detail.clone())).collect(),
        equipment: equipment.collect(),
        talks: details.conversations.iter().take(MOST).map(|talk| self::talk(row, talk, peers)).collect(),
        more_talks: details.conversations.len().saturating_sub(MOST),
        facts: details.evidence.iter().take(MOST * 3).map(fact).collect(),
        more_facts: details.evidence.len().saturating_sub(MOST * 3),
        history: history(details, &around.deeds),
        more_history: details.history.len().saturating_sub(MOST),
        alerts: around
            .alerts
            .iter()
            .map(|one| {
                (one.id.0, one.severity.slug(), one.summary.clone(), format!("{}, {}", one.state, words::minute(one.last)))
            })
            .collect(),
        clinical,
        network,
        siblings: around.siblings,
        identity: around.overrides.iter().map(|one| (one.number, words::minute(one.at), in_words(one))).collect(),
        comments: subject.card.comments.iter().map(|one| (words::minute(one.at), one.author.clone(), one.text.clone())).collect(),
    }
}

fn answers(details: &DeviceDetails) -> Vec<Answer> {
    let row = &details.device;
    let shown = |attribute: Attribute, value: &Text| match attribute {
        Attribute::Category => words::category_name(value.as_str()),
        _ => value.to_string(),
    };
    row.attributes
        .iter()
        .map(|(attribute, value, sure, conflict)| Answer {
            name: words::attribute_name(*attribute),
            value: shown(*attribute, value),
            sure: words::percent(*sure),
            // A share of 100 fits.
            meter: format!("{:.0}", sure * 100.0).parse().unwrap_or(0),
            conflict: *conflict,
            why: details.claims.iter().filter(|claim| claim.attribute == *attribute).map(|claim| why(details, claim)).collect(),
            rivals: details
                .rivals
                .iter()
                .filter(|(of, ..)| of == attribute)
                .map(|(of, other, strength)| (shown(*of, other), words::percent(*strength)))
                .collect(),
        })
        .collect()
}

fn why(details: &DeviceDetails, claim: &ClaimRow) -> Why {
    let because = claim.because.as_str();
    let (name, value) = because.split_once('=').unwrap_or((because, ""));
    let mut seen: Vec<(&str, Timestamp, Timestamp)> = Vec::new();
    let is_it = |text: &Text| text.as_str().starts_with(value);
    for row in details.evidence.iter().filter(|row| row.property.slug() == name && is_it(&row.value)) {
        seen.push((&row.protocol, row.first, row.last));
    }
    let has =
        |parts: &[(crate::observation::Property, Text)]| parts.iter().any(|(part, text)| part.slug() == name && is_it(text));
    for row in details.equipment.iter().filter(|row| has(row.equipment.parts())) {
        seen.push((&row.protocol, row.first, row.last));
    }
    if name == "mac" {
        seen.push(("hardware address", details.device.first, details.device.last));
    }
    if let Some(protocol) = name.strip_prefix("served.").or_else(|| name.strip_prefix("asks.")) {
        let talks = details.conversations.iter().filter(|talk| talk.protocol.as_deref() == Some(protocol));
        seen.extend(talks.map(|talk| (protocol, talk.first, talk.last)));
    }
    let mut protocols: Vec<&str> = seen.iter().map(|(protocol, ..)| *protocol).collect();
    protocols.sort_unstable();
    protocols.dedup();
    Why {
        rule: claim.rule.clone(),
        because: named(name, value),
        weight: words::percent(claim.weight),
        protocols: protocols.join(", "),
        first: seen.iter().map(|(_, first, _)| *first).min().map(words::minute).unwrap_or_default(),
        last: seen.iter().map(|(.., last)| *last).max().map(words::minute).unwrap_or_default(),
    }
}

/// `dicom.modality = CT`, with the name of a UID where it has one.
fn named(name: &str, value: &str) -> String {
    match (value, Fingerprints::uid_name(value)) {
        ("", _) => name.to_owned(),
        (_, Some(known)) => format!("{name} = {value} ({known})"),
        _ => format!("{name} = {value}"),
    }
}

fn talk(row: &DeviceRow, talk: &ConversationRow, peers: &Peers) -> Talk {
    let is_client = talk.client.ip.is_some_and(|ip| row.ips.contains(&ip) || row.former_ips.contains(&ip))
        || talk.client.mac.is_some_and(|mac| row.macs.contains(&mac));
    let peer = if is_client { talk.server } else { talk.client.ip };
    let known = peer.and_then(|ip| peers.get(&ip));
    let (mine, theirs) = if is_client { (talk.from_client, talk.from_server) } else { (talk.from_server, talk.from_client) };
    let port = format!("{}/{}", talk.transport.name(), talk.port);
    Talk {
        is_client,
        peer: peer.map_or_else(|| "others, added up".to_owned(), |ip| ip.to_string()),
        peer_id: known.map(|(id, _)| *id),
        peer_name: known.map(|(_, name)| name.clone()).unwrap_or_default(),
        what: talk.protocol.clone().unwrap_or_default(),
        port: if talk.server.is_some() { port } else { String::new() },
        flows: words::thousands(talk.flows),
        sent: words::bytes(mine.bytes),
        received: words::bytes(theirs.bytes),
        last: words::minute(talk.last),
        answered: talk.answered,
    }
}

fn fact(row: &crate::store::EvidenceRow) -> Fact {
    let known = Fingerprints::uid_name(row.value.as_str());
    Fact {
        name: row.property.slug().to_owned(),
        value: known.map_or_else(|| row.value.to_string(), |name| format!("{} ({name})", row.value)),
        protocol: row.protocol.clone(),
        from: row.end.ip.map(|ip| ip.to_string()).or_else(|| row.end.mac.map(|mac| mac.to_string())).unwrap_or_default(),
        last: words::minute(row.last),
    }
}

/// What the wire and what people changed, latest first.
fn history(details: &DeviceDetails, deeds: &[Entry]) -> Vec<Change> {
    let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string).unwrap_or_default();
    let wire = details.history.iter().take(MOST).map(|row| {
        let known: Option<Attribute> = row.attribute.parse().ok();
        let shown = |value: String| match known {
            Some(Attribute::Category) if !value.is_empty() => words::category_name(&value),
            _ => value,
        };
        let change = Change {
            at: words::minute(row.at),
            what: known.map_or_else(|| row.attribute.clone(), |attribute| words::attribute_name(attribute).to_owned()),
            from: shown(text(&row.from)),
            to: shown(text(&row.to)),
            rule: row.rule.clone(),
            by_person: false,
        };
        (row.at, change)
    });
    let people = deeds.iter().map(|entry| {
        let deed = &entry.deed;
        let known = deed.field.as_deref().and_then(|slug| crate::clinical::field(slug).ok());
        let change = Change {
            at: words::minute(deed.at),
            what: known.map_or_else(|| deed.what.clone(), |field| field.label.to_owned()),
            from: deed.from.clone().unwrap_or_default(),
            to: deed.to.clone().unwrap_or_default(),
            rule: deed.who.clone(),
            by_person: true,
        };
        (deed.at, change)
    });
    let mut all: Vec<(Timestamp, Change)> = wire.chain(people).collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    all.into_iter().map(|(_, change)| change).collect()
}
