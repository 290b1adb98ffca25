//! The map of groups: each group is an arc on a ring, as long as it has many devices; groups that talk are joined by a
//! band, as wide as what it carries.
//!
//! Everything is placed by arithmetic on what is given: the same inventory gives the same picture.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use super::ring::{self, large, nearness, point};

/// Outer radius of the ring …
const OUTER: f64 = 272.0;
/// … its inner one …
const INNER: f64 = 252.0;
/// … and where bands end.
const SHORE: f64 = 247.0;
/// Room between two arcs, and between two kinds, in units of a group with one device.
const GAP: f64 = 0.45;
const WIDE_GAP: f64 = 1.6;
/// The widest end of a band, as an angle.
const WIDEST: f64 = 0.16;

/// A group.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// What it is known by.
    pub(super) key: String,
    /// Its name.
    pub(super) name: String,
    /// Where its devices are listed; empty where they cannot be.
    pub(super) link: String,
    /// The class in the style sheet that gives it its colour.
    pub(super) class: &'static str,
    /// What stands together on the ring.
    pub(super) kind: usize,
    /// Its devices.
    pub(super) devices: u64,
}

/// Two groups that talk.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// The one group's key …
    pub(super) from: String,
    /// … and the other's; both are one where its devices talk among themselves.
    pub(super) to: String,
    /// What it carries.
    pub(super) bytes: u64,
    /// Whether in a clinical protocol.
    pub(super) clinical: bool,
    /// In words.
    pub(super) what: String,
}

/// A group as drawn.
pub(super) struct Arc {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) link: String,
    pub(super) class: &'static str,
    pub(super) path: String,
    /// Where and how its label stands; labels on the left half are turned round so that nobody reads upside down.
    pub(super) label: String,
    pub(super) anchor: &'static str,
    pub(super) devices: u64,
}

/// Two groups that talk, as drawn.
pub(super) struct Band {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) class: String,
    pub(super) path: String,
    pub(super) what: String,
}

/// The whole picture.
pub(super) struct Chord {
    pub(super) arcs: Vec<Arc>,
    pub(super) bands: Vec<Band>,
}

#[expect(clippy::cast_precision_loss, reason = "a picture needs no more than 52 bits")]
fn log(number: u64) -> f64 {
    (number.saturating_add(1) as f64).ln()
}

/// Draws it: groups in the order given, those of a kind beside each other.
pub(super) fn draw(groups: &[Group], pairs: &[Pair]) -> Chord {
    let spans = spans(groups);
    let ends = ends(&spans, pairs);
    let class: BTreeMap<&str, &str> = groups.iter().map(|group| (group.key.as_str(), group.class)).collect();
    let bands = pairs.iter().zip(ends).filter_map(|(pair, ends)| {
        let (from, to) = ends?;
        let colour =
            [&pair.to, &pair.from].into_iter().find_map(|key| class.get(key.as_str()).filter(|one| **one == "g-outside"));
        let colour = colour.or_else(|| class.get(pair.from.as_str()))?;
        let faint = if pair.clinical { "" } else { " faint" };
        Some(Band {
            from: pair.from.clone(),
            to: pair.to.clone(),
            class: format!("band {colour}{faint}"),
            path: band(from, to),
            what: pair.what.clone(),
        })
    });
    Chord { bands: bands.collect(), arcs: groups.iter().filter_map(|group| Some(arc(group, *spans.get(&group.key)?))).collect() }
}

/// Where each group begins and ends.
fn spans(groups: &[Group]) -> BTreeMap<String, (f64, f64)> {
    let weight = |group: &Group| 1.0 + log(group.devices);
    let gap = |place: usize| {
        let (this, next) = (groups.get(place), groups.get(place + 1).or(groups.first()));
        let same = this.zip(next).is_some_and(|(this, next)| this.kind == next.kind);
        if groups.len() < 2 {
            0.0
        } else if same {
            GAP
        } else {
            WIDE_GAP
        }
    };
    let all: f64 = groups.iter().enumerate().map(|(place, group)| weight(group) + gap(place)).sum();
    let step = TAU / all.max(1.0);
    let mut at = 0.0;
    let mut spans = BTreeMap::new();
    for (place, group) in groups.iter().enumerate() {
        let end = at + weight(group) * step;
        spans.insert(group.key.clone(), (at, end));
        at = end + gap(place) * step;
    }
    spans
}

type Span = (f64, f64);

/// Where on its two arcs each band ends. Along an arc the partners come against the clock, so that bands cross least.
fn ends(spans: &BTreeMap<String, Span>, pairs: &[Pair]) -> Vec<Option<(Span, Span)>> {
    let most = pairs.iter().map(|pair| log(pair.bytes)).fold(1.0, f64::max);
    let width = |pair: &Pair| 0.35 + log(pair.bytes) / most;
    let middle = |span: Span| (span.0 + span.1) / 2.0;
    let mut found: Vec<(Option<Span>, Option<Span>)> = vec![(None, None); pairs.len()];
    for (key, span) in spans {
        let mut here: Vec<(f64, usize, bool)> = Vec::new();
        for (place, pair) in pairs.iter().enumerate() {
            for (is_first, own, other) in [(true, &pair.from, &pair.to), (false, &pair.to, &pair.from)] {
                if own == key
                    && (is_first || own != other)
                    && let Some(far) = spans.get(other)
                {
                    here.push(((middle(*far) - middle(*span)).rem_euclid(TAU), place, is_first));
                }
            }
        }
        here.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let sum: f64 = here.iter().filter_map(|(_, place, _)| pairs.get(*place)).map(width).sum();
        let unit = ((span.1 - span.0) / sum.max(f64::MIN_POSITIVE)).min(WIDEST);
        let mut at = middle(*span) - sum * unit / 2.0;
        for (_, place, is_first) in here {
            let Some((pair, ends)) = pairs.get(place).zip(found.get_mut(place)) else { continue };
            let end = at + width(pair) * unit;
            if is_first {
                ends.0 = Some((at, end))
            } else {
                ends.1 = Some((at, end))
            }
            at = end;
        }
    }
    // A group that talks with itself has one place: both ends are its halves.
    let whole = |(pair, (from, to)): (&Pair, (Option<Span>, Option<Span>))| {
        let from = from?;
        if pair.from == pair.to {
            let middle = (from.0 + from.1) / 2.0;
            return Some(((from.0, middle), (middle, from.1)));
        }
        Some((from, to?))
    };
    pairs.iter().zip(found).map(whole).collect()
}

/// From one shore to the other and back: near neighbours by a shallow way, opposite ones straight across.
fn band(from: Span, to: Span) -> String {
    let depth = SHORE * nearness((from.0 + from.1) / 2.0, (to.0 + to.1) / 2.0) * 0.72;
    let curve = |a: f64, b: f64| format!("C{} {} {}", point(a, depth), point(b, depth), point(b, SHORE));
    let shore = |to: f64| format!("A{SHORE} {SHORE} 0 0 1 {}", point(to, SHORE));
    format!("M{}{}{}{}{}Z", point(from.0, SHORE), shore(from.1), curve(from.1, to.0), shore(to.1), curve(to.1, from.0))
}

fn arc(group: &Group, (from, to): Span) -> Arc {
    // A full circle is no arc: its ends would be one point.
    let to = to.min(from + TAU - 0.001);
    let large = large(from, to);
    let path = format!(
        "M{}A{OUTER} {OUTER} 0 {large} 1 {}L{}A{INNER} {INNER} 0 {large} 0 {}Z",
        point(from, OUTER),
        point(to, OUTER),
        point(to, INNER),
        point(from, INNER)
    );
    let (label, anchor) = ring::label((from + to) / 2.0, OUTER + 9.0);
    Arc {
        key: group.key.clone(),
        name: group.name.clone(),
        link: group.link.clone(),
        class: group.class,
        path,
        label,
        anchor,
        devices: group.devices,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(key: &str, devices: u64, kind: usize) -> Group {
        let class = if key == "far" { "g-outside" } else { "g-therapy" };
        Group { key: key.into(), name: key.into(), link: String::new(), class, kind, devices }
    }

    fn pair(from: &str, to: &str, bytes: u64) -> Pair {
        Pair { from: from.into(), to: to.into(), bytes, clinical: bytes > 100, what: String::new() }
    }

    #[test]
    fn arcs_share_the_ring_and_bands_end_on_their_arcs() {
        let groups = [group("a", 1, 0), group("b", 99_000, 0), group("c", 0, 1), group("far", 3, 2)];
        let pairs = [pair("a", "b", 5), pair("b", "c", 900_000), pair("b", "b", 70), pair("a", "far", 1), pair("a", "gone", 9)];
        let spans = spans(&groups);
        let mut before = 0.0;
        for group in &groups {
            let (from, to) = spans[&group.key];
            assert!(from >= before && to > from && to <= TAU, "{}: {from} {to}", group.key);
            before = to;
        }
        let width = |key: &str| spans[key].1 - spans[key].0;
        assert!(width("b") > width("a") && width("a") > width("c"), "more devices, a longer arc");
        let ends = ends(&spans, &pairs);
        assert!(ends[4].is_none(), "a band to nobody is not drawn");
        let within = |key: &str, span: Span| {
            let (from, to) = spans[key];
            assert!(span.0 >= from - 1e-9 && span.1 <= to + 1e-9, "{key}: {span:?} in {from} {to}");
        };
        for (pair, ends) in pairs.iter().zip(&ends).take(4) {
            within(&pair.from, ends.unwrap().0);
            within(&pair.to, ends.unwrap().1);
        }
        // No two bands share a place on an arc.
        let mut on_b = vec![ends[0].unwrap().1, ends[1].unwrap().0, ends[2].unwrap().0, ends[2].unwrap().1];
        on_b.sort_by(|one, other| one.0.total_cmp(&other.0));
        assert!(on_b.windows(2).all(|two| two[0].1 <= two[1].0 + 1e-9), "{on_b:?}");
        let chord = draw(&groups, &pairs);
        assert_eq!((chord.arcs.len(), chord.bands.len()), (4, 4));
        assert_eq!(chord.bands[3].class, "band g-outside faint", "what leaves the site looks like it");
        assert!(chord.bands.iter().all(|band| !band.path.contains("NaN")));
        assert!(draw(&[], &[]).arcs.is_empty());
        assert!(draw(&groups[..1], &[]).arcs[0].path.contains(" 1 1 "), "one group has the whole ring");
    }
}
