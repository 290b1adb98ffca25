//! What was known first holds: a value that was well known before does not give way to what a forged name, banner or
//! announcement says later. The newcomer is shown as a rival instead.
//!
//! Invariant: decided by when evidence was first and last seen, not by the order in which it was taken in.

use std::collections::BTreeMap;

use super::{Attribute, Claim};
use crate::base::{Text, Timestamp};

/// When a claim's evidence was first and last seen; `None` where nobody knows.
pub type Seen<'a> = &'a dyn Fn(&Claim) -> Option<(Timestamp, Timestamp)>;

/// What a person goes by: not to be changed by a later voice alone.
const HELD: &[Attribute] = &[Attribute::Category, Attribute::Manufacturer, Attribute::Model, Attribute::Serial];
/// A value this well supported is known.
const KNOWN: f32 = 0.75;
/// What shows itself within an hour counts as known from the beginning: a device speaks its protocols one by one.
const GRACE_SECONDS: i64 = 3_600;
/// A value of which nothing was seen for so long before another came may have come to its end.
const ENDED_SECONDS: i64 = 86_400;
/// Categories that say how a device is built rather than what it is for: they give way to better knowledge.
const GENERAL: &[&str] = &["unknown", "workstation", "server", "mobile", "medical_gateway"];

/// The place of the value that was known before the strongest one and still holds; `ranked` is sorted by strength.
pub(super) fn holder(attribute: Attribute, ranked: &[(Text, f32, Vec<Claim>)], seen: Seen<'_>) -> Option<usize> {
    let (first, _, newer) = ranked.first().filter(|_| ranked.len() > 1 && HELD.contains(&attribute))?;
    let since = known_since(newer, seen).unwrap_or(Timestamp(i64::MAX));
    let holder = ranked.iter().enumerate().skip(1).filter(|(_, (_, strength, _))| *strength >= KNOWN);
    let holder = holder.filter_map(|(place, (value, _, claims))| Some((known_since(claims, seen)?, place, value, claims)));
    let (known, place, value, claims) = holder.min_by_key(|(known, place, ..)| (*known, *place))?;
    let is_later = known.0.saturating_add(seconds(GRACE_SECONDS)) < since.0;
    let gives_way = attribute == Attribute::Category && is_general(value) && !is_general(first);
    (is_later && !gives_way && !has_ended(claims, newer, seen)).then_some(place)
}

fn is_general(category: &Text) -> bool {
    GENERAL.contains(&category.as_str())
}

fn seconds(count: i64) -> i64 {
    Timestamp::new(count, 0).0
}

/// When the evidence for a value was first enough.
fn known_since(claims: &[Claim], seen: Seen<'_>) -> Option<Timestamp> {
    let mut by_time: Vec<(Timestamp, &Claim)> = claims.iter().filter_map(|claim| Some((seen(claim)?.0, claim))).collect();
    by_time.sort_by_key(|(first, _)| *first);
    let mut so_far: Vec<&Claim> = Vec::new();
    for (first, claim) in by_time {
        so_far.push(claim);
        if super::combine::strength(so_far.iter().copied()) >= KNOWN {
            return Some(first);
        }
    }
    None
}

/// Whether a value's evidence had stopped long before two kinds of source began to speak for the newer one.
fn has_ended(old: &[Claim], newer: &[Claim], seen: Seen<'_>) -> bool {
    // Hardware addresses are there as long as the device is, whatever became of it.
    let told = |claim: &&Claim| !claim.family.starts_with("oui");
    let end = old.iter().filter(told).filter_map(|claim| Some(seen(claim)?.1)).max();
    let mut sources: BTreeMap<&str, Timestamp> = BTreeMap::new();
    for claim in newer.iter().filter(told) {
        let (Some((first, _)), Some(source)) = (seen(claim), claim.family.split('.').next()) else { continue };
        let earliest = sources.entry(source).or_insert(first);
        *earliest = first.min(*earliest);
    }
    let mut begins: Vec<Timestamp> = sources.into_values().collect();
    begins.sort_unstable();
    end.zip(begins.get(1)).is_some_and(|(end, begin)| end.0.saturating_add(seconds(ENDED_SECONDS)) < begin.0)
}

#[cfg(test)]
mod tests {
    use super::super::conclude;
    use super::*;

    /// A claim first seen at an hour and last at another, both in its reason.
    fn claim(value: &str, weight: f32, family: &str, first: i64, last: i64) -> Claim {
        Claim {
            attribute: Attribute::Category,
            value: Text::new(value).unwrap(),
            weight,
            family: family.into(),
            rule: family.into(),
            because: Text::new(&format!("{first} {last}")).unwrap(),
        }
    }

    fn seen(claim: &Claim) -> Option<(Timestamp, Timestamp)> {
        let (first, last) = claim.because.as_str().split_once(' ')?;
        let hour = |text: &str| text.parse().ok().map(|hour: i64| Timestamp::new(hour * 3_600, 0));
        Some((hour(first)?, hour(last)?))
    }

    fn shown(claims: Vec<Claim>) -> (String, bool) {
        let mut other_way: Vec<Claim> = claims.clone();
        other_way.reverse();
        let (one, other) = (conclude(claims, &seen), conclude(other_way, &seen));
        assert_eq!(one, other, "the order of claims does not matter");
        (one[0].value.to_string(), one[0].is_conflict())
    }

    #[test]
    fn a_later_voice_is_a_rival() {
        let pump = || vec![claim("infusion_pump", 0.6, "hl7.type", 0, 40), claim("infusion_pump", 0.5, "oui.category", 0, 40)];
        let with = |more: Vec<Claim>| shown(pump().into_iter().chain(more).collect());
        assert_eq!(with(vec![claim("ct", 0.95, "lldp", 3, 3)]), ("infusion_pump".into(), true));
        assert_eq!(with(vec![claim("ct", 0.95, "lldp", 3, 3), claim("ct", 0.9, "dhcp", 3, 3)]), ("infusion_pump".into(), true));
        // At the beginning all voices count.
        assert_eq!(with(vec![claim("ct", 0.95, "lldp", 1, 3)]), ("ct".into(), true));
    }

    #[test]
    fn what_has_ended_and_what_is_general_gives_way() {
        let old = claim("ventilator", 0.8, "hl7.type", 0, 5);
        let new = || vec![claim("infusion_pump", 0.8, "hl7.type", 40, 60), claim("infusion_pump", 0.8, "dhcp.name", 41, 60)];
        let all = |old: &Claim, new: Vec<Claim>| shown(std::iter::once(old.clone()).chain(new).collect()).0;
        assert_eq!(all(&old, new()), "infusion_pump");
        assert_eq!(all(&claim("ventilator", 0.8, "hl7.type", 0, 59), new()), "ventilator");
        assert_eq!(all(&claim("workstation", 0.8, "smb", 0, 59), vec![claim("ct", 0.9, "dicom", 40, 60)]), "ct");
    }
}
