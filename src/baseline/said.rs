//! What devices say of themselves, and who claims what: identity, roles, clinical vocabulary.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::Baselines;
use super::calendar::{DAY, HOUR, MINUTE, SECOND};
use super::class::Class;
use super::device::Stage;
use super::round::Player;
use super::signal::{Party, Signal};
use super::signs::Refused;
use super::watch::Watch;
use crate::base::{Endpoint, MacAddr, Text, Timestamp};
use crate::inventory::{AtomId, DeviceId, Inventory};
use crate::observation::{Property, Role};

/// Changes within so long are one.
const ONE: i64 = 10 * MINUTE;
/// After so long without a claim an address is free.
const FREE: i64 = 11 * MINUTE;

/// Something an endpoint said for the first time.
pub(super) struct Saying {
    pub atom: AtomId,
    pub property: Property,
    pub text: Text,
    pub at: Timestamp,
    pub protocol: &'static str,
}

/// One change: the property, before, after.
type Change = (Property, Text, Text);

/// Changes that may belong together, and addresses taken from others.
#[derive(Debug, Default)]
pub(super) struct Changing {
    changes: HashMap<DeviceId, (Timestamp, Vec<Change>), RandomState>,
    taken: HashMap<MacAddr, (Timestamp, BTreeSet<IpAddr>), RandomState>,
    pub(super) refused: HashMap<(Option<DeviceId>, Option<IpAddr>), Refused, RandomState>,
}

impl Baselines {
    /// An address changes hands.
    pub(super) fn claim(
        &mut self,
        (ip, by, before, when, at): (IpAddr, AtomId, AtomId, Timestamp, Timestamp),
        inventory: &Inventory,
        watch: &Watch,
        signals: &mut Vec<Signal>,
    ) {
        let mac = |atom| inventory.endpoint(atom).and_then(|end| end.mac);
        let (Some(new), Some(old)) = (mac(by), mac(before)) else { return };
        let lapsed = at.0.saturating_sub(when.0) > FREE;
        // Redundant gateways hand over by design; a router may answer for others (RFC 1027).
        if new == old || new.is_virtual_router() || old.is_virtual_router() || is_link_local(ip) {
            return;
        }
        // Who was given the address by the site's own server, since the one before used it, has it rightly; who takes what
        // another left for a new address of its own may.
        let last = inventory.last_seen(before).unwrap_or(when);
        let given = inventory.leased(by).is_some_and(|leased| leased >= last && leased.0 >= at.0.saturating_sub(HOUR));
        let handed_over = given || inventory.left(before);
        let by = self.party(Some(by), Some(ip), at, inventory, watch);
        let before = self.party(Some(before), Some(ip), at, inventory, watch);
        let old_router = by.gateway
            && by.device.and_then(|id| inventory.span(id)).is_some_and(|(first, _)| at.0.saturating_sub(first.0) > DAY);
        let router = before.gateway || before.class == Class::Network;
        if (lapsed && !router) || (by.device.is_some() && by.device == before.device) || by.class == Class::Network || old_router
        {
            return;
        }
        if self.changing.taken.len() > 10_000 {
            self.changing.taken.clear();
        }
        let taken = self.changing.taken.entry(new).or_insert((at, BTreeSet::new()));
        if at.0.saturating_sub(taken.0.0) > HOUR {
            *taken = (at, BTreeSet::new());
        }
        if taken.1.len() < 64 {
            taken.1.insert(ip);
        }
        let alive = last.0 >= at.0.saturating_sub(30 * SECOND);
        let taken = taken.1.len();
        if handed_over && taken < 3 && !router {
            return;
        }
        signals.push(Signal::Claim { ip, by: Box::new(by), before: Box::new(before), when, at, taken, alive });
    }

    /// An address is claimed that nobody claimed lately. A gateway's has a holder, however long that said nothing.
    pub(super) fn first_claim(
        &mut self,
        (ip, by, at): (IpAddr, AtomId, Timestamp),
        gateways: &[(IpAddr, AtomId)],
        inventory: &Inventory,
        watch: &Watch,
        signals: &mut Vec<Signal>,
    ) {
        if let Some((_, before)) = gateways.iter().find(|(address, atom)| *address == ip && *atom != by) {
            let when = inventory.last_seen(*before).unwrap_or(at);
            self.claim((ip, by, *before, when, at), inventory, watch, signals);
        }
    }

    /// Something was said for the first time.
    pub(super) fn said(
        &mut self,
        said: Saying,
        inventory: &Inventory,
        watch: &Watch,
        frozen: &dyn Fn(DeviceId) -> bool,
        signals: &mut Vec<Signal>,
    ) {
        let Saying { atom, property, text, at, protocol } = said;
        let party = self.party(Some(atom), None, at, inventory, watch);
        if property == Property::NetworkRole {
            self.role(party, atom, (text, at, protocol), inventory, signals);
            return;
        }
        signals.extend(self.signed(&party, (property, &text, at), inventory, watch));
        if let Some(device) = party.device {
            if is_identity(property, protocol) {
                self.identify(&party, device, (property, &text, at), signals);
            } else if is_vocabulary(property) {
                self.word(&party, device, (property, &text, at), frozen, signals);
            }
        }
        signals.push(Signal::Said(Box::new(party), property, text, at, protocol));
    }

    /// Somebody plays a role: does somebody else of the segment?
    fn role(
        &mut self,
        party: Party,
        atom: AtomId,
        (role, at, protocol): (Text, Timestamp, &'static str),
        inventory: &Inventory,
        signals: &mut Vec<Signal>,
    ) {
        let leases = role.as_str() == Role::DhcpServer.slug();
        let routes = role.as_str() == Role::Router.slug() && protocol == "icmpv6";
        if !leases && !routes {
            return;
        }
        let Some(vlan) = inventory.endpoint(atom).map(|end| end.vlan) else { return };
        // Looked for among all endpoints, so once a round.
        let players = self.round.players.entry(role.clone()).or_insert_with(|| {
            let said = inventory.saying(Property::NetworkRole, role.as_str());
            let player = |(atom, end, first, by): (AtomId, Endpoint, Timestamp, &Arc<str>)| {
                Some(Player { device: inventory.device_of(atom)?, vlan: end.vlan, by: Arc::clone(by), first })
            };
            said.filter_map(player).collect()
        });
        let is_other =
            |one: &&Player| one.vlan == vlan && *one.by == *protocol && party.device != Some(one.device) && one.first < at;
        let mut others: Vec<(DeviceId, Timestamp)> = players.iter().filter(is_other).map(|one| (one.device, one.first)).collect();
        others.sort_unstable();
        others.dedup_by_key(|(device, _)| *device);
        signals.push(Signal::Role { party: Box::new(party), role, others, at, protocol });
    }

    fn identify(
        &mut self,
        party: &Party,
        device: DeviceId,
        (property, text, at): (Property, &Text, Timestamp),
        signals: &mut Vec<Signal>,
    ) {
        let baseline = self.begun(device, at);
        let Some(before) = baseline.say(property, text, at) else { return };
        let Some(before) = before.last().cloned().filter(|_| party.stage == Some(Stage::Active)) else { return };
        if self.changing.changes.len() > 10_000 {
            self.changing.changes.clear();
        }
        let changes = self.changing.changes.entry(device).or_insert((at, Vec::new()));
        if at.0.saturating_sub(changes.0.0) > ONE {
            *changes = (at, Vec::new());
        }
        if changes.1.len() < 16 {
            changes.1.push((property, before, text.clone()));
        }
        signals.push(Signal::Changed(Box::new(party.clone()), changes.1.clone(), at));
    }

    fn word(
        &mut self,
        party: &Party,
        device: DeviceId,
        (property, text, at): (Property, &Text, Timestamp),
        frozen: &dyn Fn(DeviceId) -> bool,
        signals: &mut Vec<Signal>,
    ) {
        let active = party.stage == Some(Stage::Active);
        if frozen(device) && active {
            return;
        }
        let baseline = self.begun(device, at);
        let new = baseline.say(property, text, at).is_some_and(|before| !before.is_empty());
        let of_class = self.class_says(&party.category, property, text);
        if new && active && of_class < 3 {
            signals.push(Signal::Word(Box::new(party.clone()), property, text.clone(), at));
        }
    }
}

/// Properties whose change means another device, or another system on it.
fn is_identity(property: Property, protocol: &str) -> bool {
    match property {
        // Other protocols cut names and change their case.
        Property::HostName => protocol == "dhcp",
        Property::DhcpParameters
        | Property::DhcpVendorClass
        | Property::Serial
        | Property::SystemDescription
        | Property::FirmwareVersion
        | Property::SoftwareVersion => true,
        _ => false,
    }
}

/// Properties that say what a device does in the care of patients.
pub(super) fn is_vocabulary(property: Property) -> bool {
    matches!(
        property,
        Property::DicomAeTitle
            | Property::DicomScuSopClass
            | Property::DicomScpSopClass
            | Property::DicomCommand
            | Property::Hl7Application
            | Property::Hl7Facility
            | Property::Hl7MessageSent
    )
}

fn is_link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => v4.is_link_local() || v4.is_unspecified(),
        IpAddr::V6(v6) => v6.is_unicast_link_local() || v6.is_unspecified(),
    }
}

/// Properties whose first saying is worth a judgement.
pub(super) fn is_told(property: Property) -> bool {
    use Property as P;
    matches!(
        property,
        P::NetworkRole
            | P::DhcpParameters
            | P::DhcpVendorClass
            | P::HostName
            | P::Serial
            | P::SystemDescription
            | P::FirmwareVersion
            | P::SoftwareVersion
            | P::TcpSyn
            | P::DnsQuery
            | P::TlsServerName
            | P::TlsJa4
            | P::TlsSubject
            | P::SmbDialect
            | P::RdpChannel
            | P::ContecAddress
            | P::DicomAeTitle
            | P::DicomScuSopClass
            | P::DicomScpSopClass
            | P::DicomCommand
            | P::Hl7Application
            | P::Hl7Facility
            | P::Hl7MessageSent
            | P::BedsideOtherAddress
            | P::DicomRefused
            | P::DicomQuery
            | P::Sign
    )
}
