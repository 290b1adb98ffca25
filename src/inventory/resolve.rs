//! Which device is it? From all atoms to devices, as a pure function.
//!
//! In order: gateways are found; atoms of one hardware address are one device; addresses seen without their own
//! hardware address join the device that claims them; identifiers of one machine join hardware addresses; what a
//! person said is applied last.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;

use foldhash::fast::RandomState;

use super::atom::Atom;
use super::atoms::Atoms;
use super::equipment::{Sender, relays};
use super::gateway::{Gateway, Search};
use super::overrides::{Override, OverrideKind, Part};
use super::settings::{Settings, is_link_local};
use super::shared_ids;
use super::strong::IdKind;
use super::union::Sets;
use crate::base::{MacAddr, Timestamp, Vlan};

/// No device.
pub(super) const NOBODY: u32 = u32::MAX;

/// What an atom's identity rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyed {
    /// Empty slot.
    Nothing,
    /// Its hardware address is its own.
    ByMac,
    /// Only its network address is its own: it is behind a router, or the link shows no hardware address.
    ByIp,
    /// Its address is claimed by several devices, and nothing tells which of them it was.
    Contested,
}

/// Why atoms with different hardware addresses, or with none of their own, are one device; or why they are not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Link {
    /// The address seen there is claimed by this device.
    Address { slot: u32 },
    /// Both showed this identifier.
    Shared { kind: IdKind, value: String, others: Vec<u32> },
    /// Both showed this identifier, but they are two machines.
    Clash { kind: IdKind, value: String, others: Vec<u32>, why: Why },
    /// A person said so.
    Person { number: u32 },
}

/// Why an identifier that several showed does not join them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// They were active at the same time with different names or serial numbers.
    TwoMachines,
    /// More hardware addresses show it than one machine has.
    TooMany,
    /// One hardware address shows identifiers of several machines: a docking station or shared adapter.
    SharedAdapter,
}

/// One device.
#[derive(Clone, Debug, Default)]
pub(super) struct Component {
    /// Its atoms, sorted by endpoint.
    pub atoms: Vec<u32>,
    pub gateway: bool,
    pub passes_on: bool,
    /// Sorted.
    pub links: Vec<Link>,
}

/// All atoms, divided.
#[derive(Debug, Default)]
pub(super) struct Partition {
    /// For every slot the component's place in `components`, or [`NOBODY`].
    pub of: Vec<u32>,
    pub components: Vec<Component>,
    /// Atoms whose membership depends on when they were seen.
    pub watched: Vec<u32>,
    pub contested: u64,
    /// For every slot, whether its hardware address is its own.
    pub owned: Vec<bool>,
    /// Gateways of which nothing was seen but what they carry, with the span of that.
    pub hidden: Vec<(MacAddr, Timestamp, Timestamp)>,
}

/// State while the partition is made.
pub(super) struct Work<'a> {
    pub atoms: &'a Atoms,
    pub settings: &'a Settings,
    pub sets: Sets,
    pub keyed: Vec<Keyed>,
    pub gateway: Vec<bool>,
    pub links: Vec<(u32, Link)>,
    pub watched: Vec<u32>,
    pub hidden: Vec<(MacAddr, Timestamp, Timestamp)>,
}

/// Divides all atoms into devices.
pub(super) fn resolve(atoms: &Atoms, settings: &Settings, overrides: &[Override]) -> Partition {
    let mut work = Work {
        atoms,
        settings,
        sets: Sets::new(atoms.slots()),
        keyed: vec![Keyed::Nothing; atoms.slots()],
        gateway: vec![false; atoms.slots()],
        links: Vec::new(),
        watched: Vec::new(),
        hidden: Vec::new(),
    };
    work.by_mac();
    work.by_address();
    shared_ids::join(&mut work);
    let labels = work.labels(overrides);
    work.partition(&labels)
}

impl Work<'_> {
    pub(super) fn atom(&self, slot: u32) -> Option<&Atom> {
        self.atoms.get(slot)
    }

    pub(super) fn keyed(&self, slot: u32) -> Keyed {
        self.keyed.get(slot as usize).copied().unwrap_or(Keyed::Nothing)
    }

    fn key(&mut self, slot: u32, keyed: Keyed) {
        if let Some(place) = self.keyed.get_mut(slot as usize) {
            *place = keyed;
        }
    }

    /// Joins what one hardware address names, and sets aside what it only forwards.
    fn by_mac(&mut self) {
        let atoms = self.atoms;
        let mut macs: Vec<(MacAddr, u32)> = Vec::with_capacity(atoms.len());
        for (slot, atom) in atoms.iter() {
            match atom.end.mac {
                Some(mac) => macs.push((mac, slot)),
                None => self.key(slot, Keyed::ByIp),
            }
        }
        macs.sort_unstable();
        let mut search = Search::new(atoms, self.settings);
        let gateways = search.find(&macs);
        self.watched.append(&mut search.watched);
        for chunk in macs.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(mac, _)) = chunk.first() else { continue };
            match gateways.get(&mac) {
                Some(gateway) => self.gateway_mac(mac, gateway, chunk),
                None => self.station_mac(mac, chunk),
            }
        }
    }

    fn gateway_mac(&mut self, mac: MacAddr, gateway: &Gateway, chunk: &[(MacAddr, u32)]) {
        // A virtual router's address is the same for every group of that number: one device per VLAN.
        let per_vlan = mac.is_virtual_router() || mac.is_local();
        let mut own: BTreeMap<Vlan, u32> = BTreeMap::new();
        for &(_, slot) in chunk {
            let Some(atom) = self.atoms.get(slot) else { continue };
            if !gateway.owns(atom) {
                self.key(slot, Keyed::ByIp);
                continue;
            }
            self.key(slot, Keyed::ByMac);
            if let Some(flag) = self.gateway.get_mut(slot as usize) {
                *flag = true;
            }
            let first = *own.entry(if per_vlan { atom.end.vlan } else { Vlan::NONE }).or_insert(slot);
            self.sets.union(first, slot);
        }
        // Nothing of its own but at most the atom made for it: its times are those of what it carries.
        let members = chunk.iter().filter_map(|(_, slot)| self.atoms.get(*slot).map(|atom| (*slot, atom)));
        if members.clone().all(|(slot, atom)| self.keyed(slot) == Keyed::ByIp || atom.made) {
            let span = members
                .filter(|(_, atom)| !atom.made)
                .map(|(_, atom)| (atom.first, atom.last))
                .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
            self.hidden.extend(span.map(|(first, last)| (mac, first, last)));
        }
    }

    fn station_mac(&mut self, mac: MacAddr, chunk: &[(MacAddr, u32)]) {
        let mut by_vlan: BTreeMap<Vlan, u32> = BTreeMap::new();
        let mut by_ip: BTreeMap<IpAddr, u32> = BTreeMap::new();
        for &(_, slot) in chunk {
            let Some(end) = self.atoms.get(slot).map(|atom| atom.end) else { continue };
            self.key(slot, Keyed::ByMac);
            // Locally administered addresses are only unique on their link; the same IP address in two VLANs (a
            // relayed lease, a routed copy) still says that it is one station.
            let first = *by_vlan.entry(if mac.is_local() { end.vlan } else { Vlan::NONE }).or_insert(slot);
            self.sets.union(first, slot);
            if let Some(ip) = end.ip.filter(|ip| !is_link_local(*ip)) {
                let first = *by_ip.entry(ip).or_insert(slot);
                self.sets.union(first, slot);
            }
        }
    }

    /// Joins addresses seen without their own hardware address with the device that claims them.
    fn by_address(&mut self) {
        let mut routed: Vec<(IpAddr, Vlan, u32)> = Vec::new();
        let mut holders: HashMap<IpAddr, Vec<u32>, RandomState> = HashMap::default();
        for (slot, atom) in self.atoms.iter() {
            let Some(ip) = atom.end.ip else { continue };
            match self.keyed(slot) {
                Keyed::ByIp if is_link_local(ip) => routed.push((ip, atom.end.vlan, slot)),
                Keyed::ByIp => routed.push((ip, Vlan::NONE, slot)),
                Keyed::ByMac => holders.entry(ip).or_default().push(slot),
                _ => {}
            }
        }
        routed.sort_unstable();
        for chunk in routed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let Some(&(ip, _, first)) = chunk.first() else { continue };
            match holders.get(&ip).map(Vec::as_slice).unwrap_or_default() {
                [] => chunk.iter().for_each(|&(_, _, slot)| self.sets.union(first, slot)),
                holders => chunk.iter().for_each(|&(_, _, slot)| self.join_holder(slot, holders)),
            }
        }
    }

    /// Joins one atom with the only device that holds its address: anywhere, else on its VLAN, else at its time.
    fn join_holder(&mut self, slot: u32, holders: &[u32]) {
        let Some(atom) = self.atoms.get(slot) else { return };
        let claimed: Vec<u32> = holders.iter().copied().filter(|&h| self.atom(h).is_some_and(Atom::is_claimed)).collect();
        let holders = if claimed.is_empty() { holders } else { &claimed };
        let same_vlan = |work: &Self, h: u32| work.atom(h).is_some_and(|holder| holder.end.vlan == atom.end.vlan);
        let (from, to) = (atom.first, atom.last);
        let same_time = |work: &Self, h: u32| {
            let (first, last) = work.atom(h).map_or((to, from), Atom::claim_span);
            first <= to && from <= last
        };
        let local_only = atom.end.ip.is_some_and(is_link_local);
        let anywhere = if local_only { None } else { self.only_one(holders, |_, _| true) };
        let device = anywhere.or_else(|| self.only_one(holders, same_vlan)).or_else(|| {
            self.watched.push(slot);
            self.watched.extend_from_slice(holders);
            self.only_one(holders, same_time)
        });
        match device {
            Some(device) => {
                self.sets.union(device, slot);
                self.links.push((slot, Link::Address { slot }));
            }
            None => self.key(slot, Keyed::Contested),
        }
    }

    /// The representative of the holders that pass, when they are one device.
    fn only_one(&mut self, holders: &[u32], pass: impl Fn(&Self, u32) -> bool) -> Option<u32> {
        let mut only = None;
        for &holder in holders {
            if pass(self, holder) {
                let root = self.sets.root(holder);
                if only.is_some_and(|other| other != root) {
                    return None;
                }
                only = Some(root);
            }
        }
        only
    }

    /// The device label of every slot, after what people said.
    fn labels(&mut self, overrides: &[Override]) -> Vec<u32> {
        let size = u32::try_from(self.atoms.slots()).unwrap_or(u32::MAX);
        let mut labels: Vec<u32> = (0..size)
            .map(|slot| match self.keyed(slot) {
                Keyed::Nothing | Keyed::Contested => NOBODY,
                Keyed::ByMac | Keyed::ByIp => self.sets.root(slot),
            })
            .collect();
        let mut fresh = size;
        for said in overrides.iter().filter(|said| !said.undone) {
            let label_of = |end, labels: &[u32]| self.atoms.find(end).and_then(|slot| Some((slot, *labels.get(slot as usize)?)));
            match &said.kind {
                OverrideKind::Merge { keep, join } => {
                    let (Some((slot, keep)), Some((_, join))) = (label_of(keep, &labels), label_of(join, &labels)) else {
                        continue;
                    };
                    labels.iter_mut().filter(|label| **label == join).for_each(|label| *label = keep);
                    self.links.push((slot, Link::Person { number: said.number }));
                }
                OverrideKind::Split { from, parts } => {
                    let Some((slot, from)) = label_of(from, &labels) else { continue };
                    for (part, atom) in self.atoms.iter() {
                        if let Some(label) = labels.get_mut(part as usize)
                            && *label == from
                            && parts.iter().any(|part: &Part| part.matches(&atom.end))
                        {
                            *label = fresh;
                        }
                    }
                    fresh = fresh.saturating_add(1);
                    self.links.push((slot, Link::Person { number: said.number }));
                }
            }
        }
        labels
    }

    /// Components from labels: only what is a device, each sorted.
    fn partition(mut self, labels: &[u32]) -> Partition {
        let mut groups: Vec<(u32, u32)> = (0_u32..).zip(labels).map(|(slot, label)| (*label, slot)).collect();
        groups.retain(|(label, _)| *label != NOBODY);
        groups.sort_unstable();
        let mut of = vec![NOBODY; labels.len()];
        let mut components: Vec<Component> = Vec::new();
        for group in groups.chunk_by(|a, b| a.0 == b.0) {
            let mut slots: Vec<u32> = group.iter().map(|(_, slot)| *slot).collect();
            if !self.is_device(&slots) {
                continue;
            }
            slots.sort_by_key(|slot| self.atoms.get(*slot).map(|atom| atom.end));
            let place = u32::try_from(components.len()).unwrap_or(NOBODY);
            for slot in &slots {
                if let Some(entry) = of.get_mut(*slot as usize) {
                    *entry = place;
                }
            }
            let gateway = slots.iter().any(|slot| self.gateway.get(*slot as usize).copied().unwrap_or(false));
            components.push(Component { atoms: slots, gateway, ..Component::default() });
        }
        self.watched.sort_unstable();
        self.watched.dedup();
        let contested = self.keyed.iter().filter(|keyed| **keyed == Keyed::Contested).count();
        let contested = u64::try_from(contested).unwrap_or(u64::MAX);
        let owned = self.keyed.iter().map(|keyed| *keyed == Keyed::ByMac).collect();
        let mut partition = Partition { of, components, watched: self.watched, contested, owned, hidden: self.hidden };
        partition.attach(self.links);
        partition.find_relays(self.atoms);
        partition
    }

    /// Whether a group of atoms is a device: what sent frames itself is; an address behind a router is when it is of
    /// the site, sent packets, and something was said of it or it was answered. An address that others only speak of
    /// (a lease, a name server in a router's advertisement) makes no device.
    fn is_device(&self, slots: &[u32]) -> bool {
        slots.iter().any(|&slot| self.keyed(slot) == Keyed::ByMac)
            || slots.iter().filter_map(|&slot| self.atom(slot)).any(|atom| {
                atom.end.ip.is_some_and(|ip| self.settings.is_site(ip))
                    && (atom.talked || (atom.sent() && (!atom.evidence.is_empty() || !atom.bundles.is_empty())))
            })
    }
}

impl Partition {
    /// The component of a slot.
    pub(super) fn of(&self, slot: u32) -> Option<u32> {
        self.of.get(slot as usize).copied().filter(|component| *component != NOBODY)
    }

    fn attach(&mut self, links: Vec<(u32, Link)>) {
        for (slot, link) in links {
            if let Some(component) = self.of(slot).and_then(|c| self.components.get_mut(c as usize)) {
                component.links.push(link);
            }
        }
        for component in &mut self.components {
            component.links.sort_unstable();
            component.links.dedup();
        }
    }

    fn find_relays(&mut self, atoms: &Atoms) {
        let mut sending: Vec<usize> = Vec::new();
        let mut senders: Vec<Sender> = Vec::new();
        for (place, component) in self.components.iter().enumerate() {
            let members = component.atoms.iter().filter_map(|slot| atoms.get(*slot));
            if members.clone().any(|atom| !atom.bundles.is_empty()) {
                sending.push(place);
                senders.push(Sender::of(members));
            }
        }
        for (place, relay) in sending.into_iter().zip(relays(&senders)) {
            if let Some(component) = self.components.get_mut(place) {
                component.passes_on = relay;
            }
        }
    }
}
