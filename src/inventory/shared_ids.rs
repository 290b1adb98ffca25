//! Joining hardware addresses by identifiers of one machine, and the cases where that would be wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::atom::Atom;
use super::equipment::{Sender, relays};
use super::resolve::{Keyed, Link, Why, Work};
use super::strong::{self, IdKind, StrongId};
use crate::base::{MacAddr, Text};
use crate::observation::Property;

/// What decides whether two groups of atoms can be one machine.
#[derive(Debug, Default)]
struct Traits {
    macs: BTreeSet<MacAddr>,
    ips: BTreeSet<IpAddr>,
    names: BTreeSet<String>,
    serials: BTreeSet<String>,
    first: crate::base::Timestamp,
    last: crate::base::Timestamp,
}

/// Joins groups that share an identifier.
pub(super) fn join(work: &mut Work<'_>) {
    let groups = candidates(work);
    let bearers = bearers(work, &groups);
    let adapters = shared_adapters(&bearers);
    let mut joins: Vec<(u32, u32)> = Vec::new();
    for (id, roots) in &bearers {
        let members: Vec<u32> = roots.iter().copied().filter(|root| !adapters.contains(&(id.0, *root))).collect();
        for &adapter in roots.iter().filter(|root| !members.contains(root)) {
            clash(work, id, &[adapter], roots, Why::SharedAdapter);
        }
        if members.len() < 2 {
            continue;
        }
        if members.len() > id.0.most() {
            clash(work, id, &members, &members, Why::TooMany);
            continue;
        }
        let traits: Vec<Traits> =
            members.iter().map(|root| traits(work, groups.get(root).map_or(&[][..], Vec::as_slice))).collect();
        if !is_machines_own(id, &traits) {
            continue;
        }
        watch(work, &groups, &members);
        if any_pair(&traits, |a, b| are_two_machines(id.0, a, b)) {
            clash(work, id, &members, &members, Why::TwoMachines);
            continue;
        }
        for &other in members.iter().skip(1) {
            joins.push((members.first().copied().unwrap_or(other), other));
        }
        let link = |others: Vec<u32>| Link::Shared { kind: id.0, value: id.1.clone(), others };
        work.links.extend(members.first().map(|first| (*first, link(members.clone()))));
    }
    for (a, b) in joins {
        work.sets.union(a, b);
    }
}

/// The atoms of every group that has an identifier to share.
fn candidates(work: &mut Work<'_>) -> BTreeMap<u32, Vec<u32>> {
    let atoms = work.atoms;
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (slot, atom) in atoms.iter() {
        if atom.marks.strong || !atom.bundles.is_empty() {
            groups.entry(work.sets.root(slot)).or_default();
        }
    }
    if groups.is_empty() {
        return groups;
    }
    for (slot, _) in atoms.iter() {
        if matches!(work.keyed(slot), Keyed::ByMac | Keyed::ByIp)
            && let Some(members) = groups.get_mut(&work.sets.root(slot))
        {
            members.push(slot);
        }
    }
    groups
}

/// Which groups show which identifier; only identifiers that several show.
fn bearers(work: &Work<'_>, groups: &BTreeMap<u32, Vec<u32>>) -> BTreeMap<StrongId, Vec<u32>> {
    let members = |slots: &'_ [u32]| slots.iter().filter_map(|slot| work.atoms.get(*slot)).collect::<Vec<&Atom>>();
    let senders: Vec<Sender> = groups.values().map(|slots| Sender::of(members(slots).into_iter())).collect();
    let mut bearers: BTreeMap<StrongId, Vec<u32>> = BTreeMap::new();
    let mut ids = Vec::new();
    for ((root, slots), passes_on) in groups.iter().zip(relays(&senders)) {
        strong::collect(members(slots).into_iter(), passes_on, &mut ids);
        for id in ids.drain(..) {
            bearers.entry(id).or_default().push(*root);
        }
    }
    bearers.retain(|_, roots| roots.len() > 1);
    bearers
}

/// Groups that share two identifiers of one kind, each with a partner that the other lacks: through a docking station or a shared
/// adapter two machines would become one.
fn shared_adapters(bearers: &BTreeMap<StrongId, Vec<u32>>) -> BTreeSet<(IdKind, u32)> {
    let mut partners: BTreeMap<(IdKind, u32), Vec<&[u32]>> = BTreeMap::new();
    for (id, roots) in bearers {
        for root in roots {
            partners.entry((id.0, *root)).or_default().push(roots);
        }
    }
    let beyond = |a: &[u32], b: &[u32]| a.iter().any(|other| !b.contains(other));
    partners.retain(|_, groups| any_pair(groups, |a, b| beyond(a, b) && beyond(b, a)));
    partners.into_keys().collect()
}

fn any_pair<T>(items: &[T], test: impl Fn(&T, &T) -> bool) -> bool {
    items.iter().enumerate().any(|(place, a)| items.iter().skip(place.saturating_add(1)).any(|b| test(a, b)))
}

fn traits(work: &Work<'_>, slots: &[u32]) -> Traits {
    let mut traits = Traits { first: crate::base::Timestamp(i64::MAX), last: crate::base::Timestamp::MIN, ..Traits::default() };
    let texts = |atom: &Atom, property, keep: fn(&str) -> bool| -> Vec<String> {
        let texts = atom.values(property).map(|item| Text::as_str(&item.value).to_lowercase());
        texts.filter(|text| keep(text)).collect()
    };
    for atom in slots.iter().filter_map(|slot| work.atoms.get(*slot)) {
        traits.macs.extend(atom.end.mac);
        traits.ips.extend(atom.end.ip);
        traits.names.extend(texts(atom, Property::HostName, |_| true));
        traits.serials.extend(texts(atom, Property::Serial, |text| !strong::is_junk(text)));
        traits.first = traits.first.min(atom.first);
        traits.last = traits.last.max(atom.last);
    }
    traits
}

/// Whether an identifier with a hardware address inside was shown by that very address too.
fn is_machines_own(id: &StrongId, traits: &[Traits]) -> bool {
    match strong::embedded_mac(&id.1).filter(|_| id.0 == IdKind::Duid) {
        Some(mac) => traits.iter().any(|traits| traits.macs.contains(&mac)),
        None => true,
    }
}

/// Two machines with one identifier (a copied disk image, a value built in by the maker): at the same time on one
/// subnet under different names, or with different serial numbers.
fn are_two_machines(kind: IdKind, a: &Traits, b: &Traits) -> bool {
    let differ = |a: &BTreeSet<String>, b: &BTreeSet<String>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
    let together = a.first <= b.last && b.first <= a.last;
    let neighbours = a.ips.iter().any(|one| b.ips.iter().any(|other| one != other && is_one_subnet(*one, *other)));
    let serial_kind = matches!(kind, IdKind::Serial | IdKind::Udi);
    // A serial number is easily repeated by another machine: two neighbours at one time have to agree on a name as well.
    let other_name = if serial_kind { a.names.is_disjoint(&b.names) } else { differ(&a.names, &b.names) };
    (together && neighbours && other_name) || (!serial_kind && differ(&a.serials, &b.serials))
}

/// Whether both would be on one subnet of the usual size: /24, /64.
fn is_one_subnet(a: IpAddr, b: IpAddr) -> bool {
    match (a, b) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits() ^ b.to_bits()) >> 8 == 0,
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits()) >> 64 == 0,
        _ => false,
    }
}

fn watch(work: &mut Work<'_>, groups: &BTreeMap<u32, Vec<u32>>, members: &[u32]) {
    for slots in members.iter().filter_map(|root| groups.get(root)) {
        work.watched.extend_from_slice(slots);
    }
}

fn clash(work: &mut Work<'_>, id: &StrongId, on: &[u32], all: &[u32], why: Why) {
    // A value that half the site shows is worth one line each, not a list of everyone.
    let others: Vec<u32> = all.iter().copied().take(8).collect();
    for root in on {
        work.links.push((*root, Link::Clash { kind: id.0, value: id.1.clone(), others: others.clone(), why }));
    }
}
