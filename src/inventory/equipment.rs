//! Whose equipment is it? Telling a device's own description from those it passes on for others.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::{Atom, Bundle};
use super::strong::is_junk;
use crate::base::Text;
use crate::observation::{Equipment, Property};

/// What names one piece of equipment: the serial, or less where there is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Name {
    Serial(String),
    Udi(String),
    DeviceUid(String),
    Station(String),
    Model(String),
}

fn part(equipment: &Equipment, property: Property) -> Option<String> {
    equipment.part(property).map(Text::as_str).filter(|text| !text.is_empty()).map(str::to_lowercase)
}

fn names(equipment: &Equipment) -> Vec<Name> {
    let mut names = Vec::new();
    names.extend(part(equipment, Property::Serial).filter(|serial| !is_junk(serial)).map(Name::Serial));
    names.extend(part(equipment, Property::Udi).map(Name::Udi));
    names.extend(part(equipment, Property::DicomDeviceUid).map(Name::DeviceUid));
    names.extend(part(equipment, Property::Hl7EquipmentId).map(Name::DeviceUid));
    names.extend(part(equipment, Property::DicomStationName).map(Name::Station));
    names.extend(part(equipment, Property::Model).map(Name::Model));
    names
}

/// The distinct pieces of equipment that these descriptions speak of, each by its best name. Descriptions without a
/// serial are taken for a piece that shares a weaker name with them.
pub(super) fn distinct<'a>(bundles: impl Iterator<Item = &'a Bundle>) -> Vec<Name> {
    let mut descriptions: Vec<Vec<Name>> = bundles.map(|bundle| names(&bundle.equipment)).filter(|n| !n.is_empty()).collect();
    // Best named first, and in one order whatever order they came in.
    descriptions.sort();
    let mut pieces: Vec<(Name, BTreeSet<Name>)> = Vec::new();
    for names in descriptions {
        let Some(best) = names.first().cloned() else { continue };
        let known = pieces
            .iter_mut()
            .find(|(piece, known)| *piece == best || (!matches!(best, Name::Serial(_)) && is_same(&names, known)));
        match known {
            Some((_, known)) => known.extend(names),
            None => pieces.push((best, names.into_iter().collect())),
        }
    }
    pieces.into_iter().map(|(name, _)| name).collect()
}

/// Whether the strongest kind of name that both have is equal.
fn is_same(names: &[Name], known: &BTreeSet<Name>) -> bool {
    for name in names {
        if known.contains(name) {
            return true;
        }
        let kind = std::mem::discriminant(name);
        if known.iter().any(|other| std::mem::discriminant(other) == kind) {
            return false;
        }
    }
    false
}

/// What one endpoint's or device's data sets say of equipment.
#[derive(Clone, Debug, Default)]
pub(super) struct Sender {
    pub pieces: Vec<Name>,
    pub stores_images: bool,
    /// A server of records: what it describes is never itself.
    pub keeps_records: bool,
}

impl Sender {
    pub(super) fn of<'a>(atoms: impl Iterator<Item = &'a Atom> + Clone) -> Self {
        let bundles = atoms.clone().flat_map(|atom| atom.bundles.iter().map(|kept| &kept.item));
        let pieces = distinct(bundles);
        let speaks = !pieces.is_empty();
        Self {
            stores_images: speaks && atoms.clone().any(|atom| atom.marks.stores_images),
            keeps_records: speaks && atoms.into_iter().any(|atom| atom.marks.keeps_records),
            pieces,
        }
    }
}

/// Which senders pass on what others made: those that describe several pieces, servers of records, and those that
/// accept images for storage and describe just the one piece that another, which does not store, describes too.
pub(super) fn relays(senders: &[Sender]) -> Vec<bool> {
    let mut sources: BTreeMap<&Name, usize> = BTreeMap::new();
    for sender in senders.iter().filter(|sender| !sender.stores_images && !sender.keeps_records) {
        if let [piece] = sender.pieces.as_slice() {
            let count = sources.entry(piece).or_default();
            *count = count.saturating_add(1);
        }
    }
    senders
        .iter()
        .map(|sender| match sender.pieces.as_slice() {
            [] => false,
            [piece] => sender.keeps_records || (sender.stores_images && sources.contains_key(piece)),
            _ => true,
        })
        .collect()
}

/// All descriptions of one piece as one: of two values of a property the last seen counts.
pub(super) fn merged(bundles: &[&Bundle]) -> Option<Equipment> {
    let mut newest: BTreeMap<Property, (crate::base::Timestamp, &Text)> = BTreeMap::new();
    for bundle in bundles {
        for (property, text) in bundle.equipment.parts() {
            let entry = newest.entry(*property).or_insert((bundle.last, text));
            *entry = (*entry).max((bundle.last, text));
        }
    }
    Equipment::new(newest.into_iter().map(|(property, (_, text))| (property, text.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Timestamp;

    fn bundle(parts: &[(Property, &str)]) -> Bundle {
        let parts = parts.iter().map(|(property, text)| (*property, Text::new(text).unwrap())).collect();
        let at = Timestamp(0);
        Bundle { equipment: Equipment::new(parts).unwrap(), protocol: "dicom".into(), first: at, last: at }
    }

    #[test]
    fn descriptions_of_one_piece_are_one() {
        use Property::{DicomStationName, Model, Serial};
        let full = bundle(&[(Serial, "SN4711"), (DicomStationName, "CT1"), (Model, "Force")]);
        let station = bundle(&[(DicomStationName, "CT1")]);
        let model = bundle(&[(Model, "Force")]);
        let other = bundle(&[(Serial, "SN4712"), (DicomStationName, "CT1")]);
        assert_eq!(distinct([&full, &station, &model].into_iter()).len(), 1);
        assert_eq!(distinct([&station, &full, &other].into_iter()).len(), 2);
        assert_eq!(distinct([&full, &bundle(&[(Model, "Aera")])].into_iter()).len(), 2);
    }
}
