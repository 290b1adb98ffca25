//! The communication map: devices stand around a wheel, those of a kind together; who talks is joined by a line that
//! bends towards the middle, so that lines between the same kinds run together.
//!
//! Everything is placed by arithmetic on what is given: the same inventory gives the same picture.

use std::collections::BTreeMap;
use std::f64::consts::TAU;

use super::ring::{at, label, large, nearness, point};
use super::words::Group;

/// Radius on which devices stand.
const RADIUS: f64 = 262.0;
/// Room between kinds, in places of a device.
const GAP: f64 = 2.4;

/// Something on the wheel.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    /// What it is known by, and what its page is; empty when it has none.
    pub(super) key: String,
    /// Its name.
    pub(super) name: String,
    /// Which kind it stands with.
    pub(super) group: Slot,
    /// What stands beside each other within its kind.
    pub(super) order: String,
}

/// Which arc something stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    /// A kind of device.
    Group(Group),
    /// Outside the site.
    Outside,
}

impl Slot {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Group(group) => group.class(),
            Self::Outside => "g-outside",
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Group(group) => group.name(),
            Self::Outside => "Outside",
        }
    }
}

/// Who talks: two keys, how much, and whether in a clinical protocol.
pub(super) struct Line {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) bytes: u64,
    pub(super) clinical: bool,
    pub(super) outside: bool,
    pub(super) what: String,
}

/// A device as drawn.
pub(super) struct Dot {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) class: &'static str,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) r: String,
    /// Where and how its label stands; labels on the left half are turned round so that nobody reads upside down.
    pub(super) label: String,
    pub(super) anchor: &'static str,
}

/// A line as drawn.
pub(super) struct Curve {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) path: String,
    pub(super) class: &'static str,
    pub(super) width: String,
    pub(super) what: String,
}

/// An arc that names a kind.
pub(super) struct Arc {
    pub(super) class: &'static str,
    pub(super) path: String,
    pub(super) name: &'static str,
    pub(super) count: usize,
}

/// The whole picture.
pub(super) struct Wheel {
    pub(super) dots: Vec<Dot>,
    pub(super) curves: Vec<Curve>,
    pub(super) arcs: Vec<Arc>,
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

/// Draws it.
pub(super) fn draw(mut spots: Vec<Spot>, lines: &[Line]) -> Wheel {
    spots.sort_by(|one, other| (one.group, &one.order, &one.key).cmp(&(other.group, &other.order, &other.key)));
    let mut kinds: BTreeMap<Slot, usize> = BTreeMap::new();
    spots.iter().for_each(|spot| *kinds.entry(spot.group).or_default() += 1);
    let gap = if kinds.len() > 1 { GAP } else { 0.0 };
    let places = spots.len() as f64 + gap * kinds.len() as f64;
    let step = TAU / places.max(1.0);
    let (mut angles, mut place, mut arcs) = (BTreeMap::new(), gap / 2.0, Vec::new());
    let mut begun = place;
    for (index, spot) in spots.iter().enumerate() {
        angles.insert(spot.key.clone(), (place + 0.5) * step);
        place += 1.0;
        let is_last = spots.get(index + 1).is_none_or(|next| next.group != spot.group);
        if is_last {
            let count = kinds.get(&spot.group).copied().unwrap_or(0);
            arcs.push(arc(spot.group, begun * step, place * step, count));
            place += gap;
            begun = place;
        }
    }
    let most = lines.iter().map(|line| line.bytes).max().unwrap_or(1).max(1);
    let curves = lines.iter().filter_map(|line| {
        let (from, to) = (angles.get(&line.from)?, angles.get(&line.to)?);
        let width = 0.7 + 2.6 * ((line.bytes + 1) as f64).ln() / ((most + 1) as f64).ln();
        let class = match (line.outside, line.clinical) {
            (true, _) => "link outside",
            (_, true) => "link clinical",
            _ => "link",
        };
        Some(Curve {
            from: line.from.clone(),
            to: line.to.clone(),
            path: curve(*from, *to),
            class,
            width: number(width),
            what: line.what.clone(),
        })
    });
    let curves = curves.collect();
    let size = (step * RADIUS * 0.34).clamp(2.0, 7.0);
    let dots = spots.into_iter().map(|spot| dot(spot, &angles, size)).collect();
    Wheel { dots, curves, arcs }
}

fn dot(spot: Spot, angles: &BTreeMap<String, f64>, size: f64) -> Dot {
    let angle = angles.get(&spot.key).copied().unwrap_or(0.0);
    let (x, y) = at(angle, RADIUS);
    let (label, anchor) = label(angle, RADIUS + 22.0);
    Dot { key: spot.key, name: spot.name, class: spot.group.class(), x: number(x), y: number(y), r: number(size), label, anchor }
}

fn arc(group: Slot, from: f64, to: f64, count: usize) -> Arc {
    let radius = RADIUS + 13.0;
    let (begin, end, large) = (point(from + 0.004, radius), point(to - 0.004, radius), large(from, to));
    let path = format!("M{begin}A{radius} {radius} 0 {large} 1 {end}");
    Arc { class: group.class(), path, name: group.name(), count }
}

/// From one place to another by way of the middle: near neighbours by a shallow way, opposite ones straight across.
fn curve(from: f64, to: f64) -> String {
    let (shore, depth) = (RADIUS - 8.0, RADIUS * nearness(from, to) * 0.62);
    format!("M{}C{} {} {}", point(from, shore), point(from, depth), point(to, depth), point(to, shore))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(key: &str, group: Group) -> Spot {
        Spot { key: key.to_owned(), name: key.to_owned(), group: Slot::Group(group), order: String::new() }
    }

    #[test]
    fn kinds_stand_together_and_nothing_leaves_the_picture() {
        let spots = vec![spot("a", Group::Therapy), spot("b", Group::Imaging), spot("c", Group::Therapy)];
        let line = |from: &str, to: &str| Line {
            from: from.into(),
            to: to.into(),
            bytes: 10,
            clinical: true,
            outside: false,
            what: String::new(),
        };
        let wheel = draw(spots, &[line("a", "b"), line("a", "gone")]);
        assert_eq!(wheel.dots.iter().map(|dot| dot.key.as_str()).collect::<Vec<_>>(), ["b", "a", "c"]);
        assert_eq!(wheel.arcs.iter().map(|arc| (arc.name, arc.count)).collect::<Vec<_>>(), [("Imaging", 1), ("Therapy", 2)]);
        assert_eq!(wheel.curves.len(), 1, "a line to nobody is not drawn");
        for dot in &wheel.dots {
            let (x, y): (f64, f64) = (dot.x.parse().unwrap(), dot.y.parse().unwrap());
            assert!((100.0..700.0).contains(&x) && (100.0..700.0).contains(&y), "{x} {y}");
        }
        assert!(draw(Vec::new(), &[]).dots.is_empty());
    }
}
