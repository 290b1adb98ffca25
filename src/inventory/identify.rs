//! What a device is: its profile for the fingerprint rules, and the reasons for its identity in words.

use std::collections::BTreeMap;

use super::atom::{Atom, Bundle};
use super::device::Reason;
use super::equipment::{distinct, established, merged};
use super::identity::{Entry, Identity};
use super::resolve::{Link, Why};
use super::{Identify, Inventory};
use crate::base::{MacAddr, Text, Timestamp, Vlan};
use crate::fingerprint::{Claim, Conclusion, Profile, conclude};
use crate::observation::{Equipment, Property};

/// How many reasons of one kind are told.
const MOST_REASONS: usize = 16;

impl Inventory {
    /// What the rules conclude of one device.
    pub(super) fn identify(&self, entry: &Entry, identify: Identify<'_>) -> Vec<Conclusion> {
        let members: Vec<(u32, &Atom)> =
            entry.atoms.iter().filter_map(|slot| self.atoms.get(*slot).map(|atom| (*slot, atom))).collect();
        let bundles: Vec<&Bundle> = members.iter().flat_map(|(_, atom)| &atom.bundles).map(|kept| &kept.item).collect();
        let macs: Vec<MacAddr> = members.iter().filter_map(|(_, atom)| atom.end.mac).collect();
        let bundles = if entry.passes_on { bundles } else { established(bundles, &macs) };
        let own = if entry.passes_on { None } else { merged(&bundles) };
        let profile = self.profile(entry.passes_on, &members, &bundles, own.as_ref());
        conclude(identify(&profile), &|claim| seen(&members, claim))
    }

    fn profile<'a>(
        &'a self,
        passes_on: bool,
        members: &[(u32, &'a Atom)],
        bundles: &[&'a Bundle],
        own: Option<&'a Equipment>,
    ) -> Profile<'a> {
        let mut macs: Vec<MacAddr> =
            members.iter().filter(|(slot, _)| self.identity.owns_mac(*slot)).filter_map(|(_, atom)| atom.end.mac).collect();
        macs.sort_unstable();
        macs.dedup();
        let mut facts: Vec<(Property, &'a Text, &'a str)> = members
            .iter()
            .flat_map(|(_, atom)| &atom.evidence)
            .map(|kept| (kept.item.property, &kept.item.value, &*kept.item.protocol))
            .collect();
        let mut services: Vec<(&'a str, u16, Option<&'a str>)> = members
            .iter()
            .flat_map(|(_, atom)| &atom.services)
            .filter_map(|kept| Some((transport_name(kept.item.transport.0)?, kept.item.port, kept.item.protocol.as_deref())))
            .collect();
        if members.len() > 1 {
            facts.sort_unstable();
            facts.dedup();
            services.sort_unstable();
            services.dedup();
        }
        let keeps_records = members.iter().any(|(_, atom)| atom.marks.keeps_records);
        let equipment = if keeps_records {
            // Records of others say nothing of the server that keeps them.
            Vec::new()
        } else if passes_on {
            // Several descriptions tell the rules that it passes on; a single one would be taken for its own.
            let mut all: Vec<_> = bundles.iter().map(|bundle| (&bundle.equipment, &*bundle.protocol)).collect();
            all.sort_unstable();
            all.dedup();
            if distinct(bundles.iter().copied()).len() > 1 { all } else { Vec::new() }
        } else {
            own.zip(bundles.iter().map(|bundle| &*bundle.protocol).min()).into_iter().collect()
        };
        let (served, asks) = self.behaviour(members);
        Profile { macs, facts, equipment, services, served, asks }
    }

    /// What joined a device together, and what looks like it but does not.
    pub(super) fn reasons(&self, entry: &Entry) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = self.mac_reasons(entry);
        if reasons.is_empty() {
            let ips = entry.atoms.iter().filter_map(|slot| self.atoms.get(*slot)?.end.ip).map(|ip| ip.to_string());
            let ips: std::collections::BTreeSet<String> = ips.collect();
            let detail = format!("known by its address only ({}): a router is in between", join(ips));
            reasons.push(Reason { rule: "address".into(), conflict: false, detail });
        }
        if entry.gateway {
            let detail = "forwards for others: addresses it carries without claiming them are other devices".to_owned();
            reasons.push(Reason { rule: "gateway".into(), conflict: false, detail });
        }
        let links = entry.links.as_deref().unwrap_or_default();
        let addresses = links.iter().filter(|link| matches!(link, Link::Address { .. })).take(MOST_REASONS);
        let others = links.iter().filter(|link| !matches!(link, Link::Address { .. })).take(MOST_REASONS);
        reasons.extend(addresses.chain(others).map(|link| self.reason(link)));
        if entry.passes_on {
            let detail = "sends equipment descriptions that are others': it passes on what they made".to_owned();
            reasons.push(Reason { rule: "passes_on".into(), conflict: false, detail });
        }
        reasons
    }

    fn mac_reasons(&self, entry: &Entry) -> Vec<Reason> {
        let mut macs: BTreeMap<MacAddr, std::collections::BTreeSet<Vlan>> = BTreeMap::new();
        for slot in entry.atoms.iter().filter(|slot| self.identity.owns_mac(**slot)) {
            let Some(end) = self.atoms.get(*slot).map(|atom| atom.end) else { continue };
            if let Some(mac) = end.mac {
                macs.entry(mac).or_default().insert(end.vlan);
            }
        }
        macs.into_iter()
            .map(|(mac, vlans)| {
                let kind = match (mac.is_virtual_router(), mac.is_local()) {
                    (true, _) => "of a virtual router",
                    (_, true) => "locally administered",
                    _ => "globally administered",
                };
                let vlans = join(vlans.iter().filter(|vlan| **vlan != Vlan::NONE).map(ToString::to_string));
                let vlans = if vlans.is_empty() { String::new() } else { format!(", VLAN {vlans}") };
                Reason { rule: "mac".into(), conflict: false, detail: format!("hardware address {mac} ({kind}{vlans})") }
            })
            .collect()
    }

    fn reason(&self, link: &Link) -> Reason {
        match link {
            Link::Address { slot } => {
                let end = self.atoms.get(*slot).map(|atom| atom.end).unwrap_or_default();
                let ip = end.ip.map(|ip| ip.to_string()).unwrap_or_default();
                let via = end.mac.map_or_else(|| " without a hardware address".to_owned(), |mac| format!(" through {mac}"));
                let vlan = if end.vlan == Vlan::NONE { String::new() } else { format!(" on VLAN {}", end.vlan) };
                Reason { rule: "address".into(), conflict: false, detail: format!("{ip}, seen{via}{vlan}, is claimed by it") }
            }
            Link::Shared { kind, value, others } => {
                let detail = format!("\"{value}\" is shown by {}", self.places(others));
                Reason { rule: kind.slug().into(), conflict: false, detail }
            }
            Link::Clash { kind, value, others, why } => {
                let why = match why {
                    Why::TwoMachines => "but they were active together as different machines",
                    Why::TooMany => "more than one machine has; it is built in, not its own",
                    Why::SharedAdapter => "and with others' too: a shared adapter or docking station",
                };
                let detail = format!("\"{value}\" is shown by {}, {why}", self.places(others));
                Reason { rule: kind.slug().into(), conflict: true, detail }
            }
            Link::Person { number } => {
                let detail = format!("said by a person (number {number}; undo with --undo {number})");
                Reason { rule: "person".into(), conflict: false, detail }
            }
        }
    }

    fn places(&self, slots: &[u32]) -> String {
        join(slots.iter().filter_map(|slot| {
            let end = self.atoms.get(*slot)?.end;
            end.mac.map(|mac| mac.to_string()).or_else(|| end.ip.map(|ip| ip.to_string()))
        }))
    }
}

fn join(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join(", ")
}

/// When the evidence that a claim rests on was first and last seen.
fn seen(members: &[(u32, &Atom)], claim: &Claim) -> Option<(Timestamp, Timestamp)> {
    let (label, value) = claim.because.as_str().split_once('=')?;
    let says = |property: Property, text: &Text| property.slug() == label && text.as_str() == value;
    let mut span: Option<(Timestamp, Timestamp)> = None;
    let mut add = |first: Timestamp, last: Timestamp| {
        span = Some(span.map_or((first, last), |(from, to)| (from.min(first), to.max(last))));
    };
    for (_, atom) in members {
        if label == "mac" && atom.end.mac.is_some_and(|mac| mac.to_string() == value) {
            add(atom.first, atom.last);
        }
        let facts = atom.evidence.iter().map(|kept| &kept.item).filter(|item| says(item.property, &item.value));
        facts.for_each(|item| add(item.first, item.last));
        let bundles = atom.bundles.iter().map(|kept| &kept.item);
        let bundles = bundles.filter(|item| item.equipment.parts().iter().any(|(property, text)| says(*property, text)));
        bundles.for_each(|item| add(item.first, item.last));
        let is_service = |name: &Option<std::sync::Arc<str>>| label == "service" && name.as_deref() == Some(value);
        let services = atom.services.iter().map(|kept| &kept.item).filter(|item| is_service(&item.protocol));
        services.for_each(|item| add(item.first, item.last));
    }
    span
}

/// Names of transports with ports.
fn transport_name(number: u8) -> Option<&'static str> {
    match number {
        6 => Some("tcp"),
        17 => Some("udp"),
        33 => Some("dccp"),
        132 => Some("sctp"),
        _ => None,
    }
}

/// Takes over conclusions; what changed, as (attribute, before, after, rule).
pub(super) type Changed = (crate::fingerprint::Attribute, Option<Text>, Option<Text>, std::sync::Arc<str>);

/// The differences between what was believed and what is now.
pub(super) fn differences(before: &[(crate::fingerprint::Attribute, Text, f32)], after: &[Conclusion]) -> Vec<Changed> {
    let mut changes = Vec::new();
    for &attribute in crate::fingerprint::Attribute::ALL {
        let old = before.iter().find(|(known, ..)| *known == attribute).map(|(_, value, _)| value);
        let new = after.iter().find(|conclusion| conclusion.attribute == attribute);
        if old != new.map(|conclusion| &conclusion.value) {
            let rule = new.and_then(|conclusion| conclusion.claims.first()).map(|claim| std::sync::Arc::clone(&claim.rule));
            let rule = rule.unwrap_or_else(|| "no evidence left".into());
            changes.push((attribute, old.cloned(), new.map(|conclusion| conclusion.value.clone()), rule));
        }
    }
    changes
}

/// Whether an identity knows the device of a slot; used where a reason names another device.
pub(super) fn device_of(identity: &Identity, slot: u32) -> Option<super::DeviceId> {
    identity.device_of(slot).and_then(|entry| identity.entries.get(entry as usize)).map(|entry| entry.id)
}
