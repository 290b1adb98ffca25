//! Who is told what comes in while it comes in, and what can be asked of devices between settlings.

use std::net::IpAddr;
use std::sync::Arc;

use super::atom::{AtomId, HeldBy};
use super::device::{ConversationRecord, DeviceId};
use super::{Inventory, Settings};
use crate::base::{Endpoint, MacAddr, Text, Timestamp};
use crate::fingerprint::Attribute;
use crate::observation::{Conversation, Observation, Property};

/// The ends of a report and its row: numbers that mean something as long as [`Witness::forgotten`] does not name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The client, if it is known.
    pub client: Option<AtomId>,
    /// The server, if it is known.
    pub server: Option<AtomId>,
    /// The conversation's row; `None` where there was no room to keep it apart.
    pub row: Option<u32>,
    /// Whether the row is new.
    pub new: bool,
}

/// Somebody who sees every report and observation beside the inventory, without a search of its own.
pub trait Witness {
    /// A report of these ends and of this row is about to be taken in; where they are is known, so that what is kept of
    /// them can be called for ([`crate::base::prefetch`]).
    fn awaits(&self, ends: [Option<AtomId>; 2], row: Option<u32>);

    /// A report was taken in.
    fn report(&mut self, report: &Conversation, place: Place);

    /// An observation was taken in; `new` when its endpoint had not said or done this before.
    fn observed(&mut self, atom: AtomId, observation: &Observation, new: bool);

    /// An endpoint was forgotten; its number will be another's.
    fn forgotten(&mut self, atom: AtomId);
}

/// Nobody.
impl Witness for () {
    fn awaits(&self, _: [Option<AtomId>; 2], _: Option<u32>) {}
    fn report(&mut self, _: &Conversation, _: Place) {}
    fn observed(&mut self, _: AtomId, _: &Observation, _: bool) {}
    fn forgotten(&mut self, _: AtomId) {}
}

impl Inventory {
    /// The device of an endpoint, as of the last settling.
    #[must_use]
    pub fn device_of(&self, atom: AtomId) -> Option<DeviceId> {
        super::identify::device_of(&self.identity, atom.0)
    }

    /// The addresses of an endpoint.
    #[must_use]
    pub fn endpoint(&self, atom: AtomId) -> Option<Endpoint> {
        self.atoms.get(atom.0).map(|atom| atom.end)
    }

    /// When an endpoint was last seen.
    #[must_use]
    pub fn last_seen(&self, atom: AtomId) -> Option<Timestamp> {
        self.atoms.get(atom.0).map(|atom| atom.last)
    }

    /// What a device is: what a person said, else what it is believed to be as of the last settling.
    #[must_use]
    pub fn conclusion(&self, device: DeviceId, attribute: Attribute) -> Option<&Text> {
        let entry = self.identity.entry(device)?;
        let believed = || entry.attributes.iter().find(|(known, ..)| *known == attribute).map(|(_, value, _)| value);
        self.corrections.get(device, attribute).or_else(believed)
    }

    /// Whether a device forwards for others.
    #[must_use]
    pub fn is_gateway(&self, device: DeviceId) -> bool {
        self.identity.entry(device).is_some_and(|entry| entry.gateway)
    }

    /// First and last packet of a device.
    #[must_use]
    pub fn span(&self, device: DeviceId) -> Option<(Timestamp, Timestamp)> {
        self.identity.entry(device).map(|entry| (entry.first, entry.last))
    }

    /// The endpoints of a device.
    pub fn atoms_of(&self, device: DeviceId) -> impl Iterator<Item = (AtomId, Endpoint)> {
        let slots = self.identity.entry(device).map(|entry| entry.atoms.as_slice()).unwrap_or_default();
        slots.iter().filter_map(|slot| self.atoms.get(*slot).map(|atom| (AtomId(*slot), atom.end)))
    }

    /// The addresses of a device, sorted: its own hardware addresses and its network addresses.
    #[must_use]
    pub fn addresses(&self, device: DeviceId) -> (Vec<MacAddr>, Vec<IpAddr>) {
        let mut macs: Vec<MacAddr> = Vec::new();
        let mut ips: Vec<IpAddr> = Vec::new();
        for (atom, end) in self.atoms_of(device) {
            macs.extend(end.mac.filter(|_| self.identity.owns_mac(atom.0)));
            ips.extend(end.ip);
        }
        macs.sort_unstable();
        macs.dedup();
        ips.sort_unstable();
        ips.dedup();
        (macs, ips)
    }

    /// Packet time the inventory has reached.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The limits, and the networks of the site.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The conversation of a row.
    #[must_use]
    pub fn conversation(&self, row: u32) -> Option<&ConversationRecord> {
        self.conversations.row(row)
    }

    /// Whether an endpoint was given up: its hardware address began to use another address of the same family on the same
    /// segment after it last used this one.
    #[must_use]
    pub fn left(&self, atom: AtomId) -> bool {
        let Some(old) = self.atoms.get(atom.0) else { return false };
        let (Some(ip), Some(device)) = (old.end.ip, self.device_of(atom)) else { return false };
        let slots = self.identity.entry(device).map(|entry| entry.atoms.as_slice()).unwrap_or_default();
        slots.iter().filter_map(|slot| self.atoms.get(*slot)).any(|other| {
            let same = other.end.mac == old.end.mac && other.end.vlan == old.end.vlan;
            same && other.end.ip.is_some_and(|other| other != ip && other.is_ipv4() == ip.is_ipv4()) && other.first > old.last
        })
    }

    /// When a DHCP server last gave an endpoint its address.
    #[must_use]
    pub fn leased(&self, atom: AtomId) -> Option<Timestamp> {
        let held = &self.atoms.get(atom.0)?.held;
        held.iter().find(|kept| kept.item.by == HeldBy::Lease).map(|kept| kept.item.last)
    }

    /// The addresses that gateways claim as their own, and the endpoints that do. One pass through all.
    #[must_use]
    pub fn gateways(&self) -> Vec<(IpAddr, AtomId)> {
        let own = self.atoms.iter().filter(|(slot, atom)| {
            let claims = atom.held.iter().any(|kept| kept.item.by != HeldBy::Lease);
            claims && atom.end.mac.is_some() && self.device_of(AtomId(*slot)).is_some_and(|device| self.is_gateway(device))
        });
        own.filter_map(|(slot, atom)| Some((atom.end.ip?, AtomId(slot)))).collect()
    }

    /// The endpoint that used an address last. One pass through all.
    #[must_use]
    pub fn at_address(&self, ip: IpAddr) -> Option<AtomId> {
        let having = self.atoms.iter().filter(|(_, atom)| atom.end.ip == Some(ip));
        having.max_by_key(|(_, atom)| (atom.end.mac.is_some(), atom.last)).map(|(slot, _)| AtomId(slot))
    }

    /// The endpoints that said something: where they are, when first, and by which protocol. One pass through all.
    pub fn saying(&self, property: Property, value: &str) -> impl Iterator<Item = (AtomId, Endpoint, Timestamp, &Arc<str>)> {
        self.atoms.iter().flat_map(move |(slot, atom)| {
            let said = atom.values(property).filter(move |one| one.value.as_str() == value);
            said.map(move |one| (AtomId(slot), atom.end, one.first, &one.protocol))
        })
    }

    /// Tells the witness which endpoints went since it was last told.
    pub(super) fn tell_forgotten(&self, told: &mut usize, witness: &mut impl Witness) {
        for atom in self.evicted.get(*told..).unwrap_or_default() {
            witness.forgotten(*atom);
        }
        *told = self.evicted.len();
    }
}
