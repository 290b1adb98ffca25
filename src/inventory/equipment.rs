//! Whose equipment is it? Telling a device's own description from those it passes on for others.

use std::collections::{BTreeMap, BTreeSet};

use super::atom::{Atom, Bundle};
use super::strong::is_junk;
use crate::base::{MacAddr, Text, Timestamp};
use crate::observation::{Equipment, Property};

/// What names one piece of equipment: the serial, or less where there is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Name {
    Serial(String),
    Udi(String),
    DeviceUid(String),
    /// An instance of equipment as HL7 has it: an identifier of several components, of which each report chooses some.
    Instance(String),
    Station(String),
    Model(String),
}

/// A serial number that stands in an instance's identifier has at least so many characters.
const LEAST_SERIAL: usize = 4;

fn part(equipment: &Equipment, property: Property) -> Option<String> {
    equipment.part(property).map(Text::as_str).filter(|text| !text.is_empty()).map(str::to_lowercase)
}

/// A description that was alone for so long is the device's own.
const ALONE_SECONDS: i64 = 3_600;
/// So many others than its own only what passes them on describes, when that goes on for a day.
const FEW: usize = 2;
const PERSISTS_SECONDS: i64 = 86_400;

fn names(equipment: &Equipment) -> Vec<Name> {
    let mut names = Vec::new();
    names.extend(part(equipment, Property::Serial).filter(|serial| !is_junk(serial)).map(Name::Serial));
    names.extend(part(equipment, Property::Udi).map(Name::Udi));
    names.extend(part(equipment, Property::DicomDeviceUid).map(Name::DeviceUid));
    // A data manager's meters, a BACnet router's controllers and a Modbus gateway's units are told apart by these.
    for property in [Property::Poct1aDeviceId, Property::BacnetDevice, Property::ModbusUnit] {
        names.extend(part(equipment, property).map(Name::DeviceUid));
    }
    names.extend(part(equipment, Property::Hl7EquipmentId).map(Name::Instance));
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

/// The descriptions without those that came later than the one the device had long given of itself: a few foreign ones,
/// or many within a day, do not make it one that passes on what others made, and are not its own either: somebody may
/// speak in its name. A console's images are its own; a
/// description in a message is where it names one of the device's hardware addresses, for gateways send the like of
/// others.
pub(super) fn established<'a>(bundles: Vec<&'a Bundle>, macs: &[MacAddr]) -> Vec<&'a Bundle> {
    if bundles.len() < 2 {
        return bundles;
    }
    let pieces = distinct(bundles.iter().copied()).len();
    let Some(first) = bundles.iter().map(|bundle| bundle.first).min() else { return bundles };
    let until = first.0.saturating_add(Timestamp::new(ALONE_SECONDS, 0).0);
    let early: Vec<&Bundle> = bundles.iter().copied().filter(|bundle| bundle.first.0 < until).collect();
    let is_own = |bundle: &&Bundle| &*bundle.protocol == "dicom" || names_itself(bundle, macs);
    if pieces < 2 || !early.iter().any(is_own) {
        return bundles;
    }
    let with_early = |bundle: &&Bundle| distinct(early.iter().copied().chain(std::iter::once(*bundle))).len() == 1;
    let (own, foreign): (Vec<&Bundle>, Vec<&Bundle>) = bundles.iter().copied().partition(with_early);
    let begun = foreign.iter().map(|bundle| bundle.first).min().unwrap_or(Timestamp::MIN);
    let day = Timestamp::new(PERSISTS_SECONDS, 0).0;
    let persists = foreign.iter().any(|bundle| bundle.last.0.saturating_sub(begun.0) >= day);
    // Several from the beginning, or many for long: it passes them on.
    if own.is_empty() || (pieces > FEW.saturating_add(1) && persists) { bundles } else { own }
}

/// Whether a description contains one of the device's hardware addresses, alone or as EUI-64 (IEEE 802, 8.2.2).
fn names_itself(bundle: &Bundle, macs: &[MacAddr]) -> bool {
    let plain = |text: &Text| text.as_str().chars().filter(|c| c.is_ascii_hexdigit()).collect::<String>().to_lowercase();
    let texts: Vec<String> = bundle.equipment.parts().iter().map(|(_, text)| plain(text)).collect();
    macs.iter().any(|mac| {
        let bare = format!("{:012x}", mac.to_bits());
        let (vendor, rest) = bare.split_at(6);
        let extended = format!("{vendor}fffe{rest}");
        texts.iter().any(|text| text.contains(&bare) || text.contains(&extended))
    })
}

/// Whether the strongest kind of name that both have is equal.
fn is_same(names: &[Name], known: &BTreeSet<Name>) -> bool {
    for name in names {
        if known.contains(name) || is_instance(name, known) {
            return true;
        }
        let kind = std::mem::discriminant(name);
        if known.iter().any(|other| std::mem::discriminant(other) == kind) {
            return false;
        }
    }
    false
}

/// Whether an instance's identifier means the piece of these names: it holds the serial number, or is the beginning of each
/// identifier the piece goes by, or its continuation (`PVM-4763` in PRT-10, `PVM-4763^NIHON KOHDEN` in OBX-18).
fn is_instance(name: &Name, known: &BTreeSet<Name>) -> bool {
    let Name::Instance(own) = name else { return false };
    let holds = |serial: &String| serial.len() >= LEAST_SERIAL && own.split('^').any(|component| component == serial);
    let mut instances =
        known.iter().filter_map(|name| if let Name::Instance(other) = name { Some(other) } else { None }).peekable();
    let begins = |other: &String| own.split('^').zip(other.split('^')).all(|(one, other)| one == other);
    known.iter().any(|name| matches!(name, Name::Serial(serial) if holds(serial)))
        || (instances.peek().is_some() && instances.all(begins))
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
        let macs: Vec<MacAddr> = atoms.clone().filter_map(|atom| atom.end.mac).collect();
        let stores = atoms.clone().any(|atom| atom.marks.stores_images);
        let keeps = atoms.clone().any(|atom| atom.marks.keeps_records);
        // An archive passes on whatever it is sent, however slowly that comes in.
        let all = stores || keeps;
        let pieces = if all { distinct(bundles) } else { distinct(established(bundles.collect(), &macs).into_iter()) };
        let speaks = !pieces.is_empty();
        Self { stores_images: speaks && stores, keeps_records: speaks && keeps, pieces }
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

/// All descriptions of one piece as one: of two values of a property the last seen counts, of two identifiers of an instance
/// the one with more components.
pub(super) fn merged(bundles: &[&Bundle]) -> Option<Equipment> {
    let mut newest: BTreeMap<Property, (usize, Timestamp, &Text)> = BTreeMap::new();
    for bundle in bundles {
        for (property, text) in bundle.equipment.parts() {
            let components = if *property == Property::Hl7EquipmentId { text.as_str().split('^').count() } else { 0 };
            let own = (components, bundle.last, text);
            let entry = newest.entry(*property).or_insert(own);
            *entry = (*entry).max(own);
        }
    }
    Equipment::new(newest.into_iter().map(|(property, (.., text))| (property, text.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle(parts: &[(Property, &str)]) -> Bundle {
        let parts = parts.iter().map(|(property, text)| (*property, Text::new(text).unwrap())).collect();
        let at = Timestamp(0);
        Bundle { equipment: Equipment::new(parts).unwrap(), protocol: "dicom".into(), first: at, last: at }
    }

    #[test]
    fn what_it_said_of_itself_for_long_stays_its_own() {
        use Property::{Model, Serial};
        let at = |hours: i64, parts: &[(Property, &str)]| Bundle { first: Timestamp::new(hours * 3_600, 0), ..bundle(parts) };
        let own = at(0, &[(Serial, "SN4711"), (Model, "Force")]);
        let again = at(9, &[(Serial, "SN4711"), (Model, "Force"), (Property::SoftwareVersion, "2")]);
        let foreign: Vec<Bundle> = (1..=4).map(|n| at(4, &[(Serial, format!("SN90{n}").as_str())])).collect();
        let few = vec![&own, &foreign[0], &again, &foreign[1]];
        assert_eq!(established(few, &[]), [&own, &again]);
        let many: Vec<&Bundle> = std::iter::once(&own).chain(&foreign).collect();
        assert_eq!(established(many.clone(), &[]), [&own]);
        let next_day = at(4, &[(Serial, "SN905")]);
        let lasting = Bundle { last: Timestamp::new(28 * 3_600, 0), ..next_day };
        let for_long: Vec<&Bundle> = many.iter().copied().chain([&lasting]).collect();
        assert_eq!(established(for_long.clone(), &[]), for_long);
        let soon = at(0, &[(Serial, "SN9999")]);
        assert_eq!(established(vec![&own, &soon], &[]).len(), 2);
        // In a message only what names the device's own address is its own.
        let message = |hours, id| Bundle { protocol: "hl7".into(), ..at(hours, &[(Property::Hl7EquipmentId, id)]) };
        let (one, other) = (message(0, "PUMP^^0003B1FFFE0A0045^EUI-64"), message(9, "PUMP^^0003B1FFFE0A0099^EUI-64"));
        let mac = "00:03:b1:0a:00:45".parse().unwrap();
        assert_eq!(established(vec![&one, &other], &[mac]), [&one]);
        assert_eq!(established(vec![&one, &other], &[]).len(), 2);
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

    #[test]
    fn an_instance_is_told_by_what_its_identifiers_have_in_common() {
        use Property::{Hl7EquipmentId, Serial};
        let count = |bundles: &[Bundle]| distinct(bundles.iter()).len();
        let row = |id: &str| bundle(&[(Hl7EquipmentId, id)]);
        let participant = |id: &str, serial: &str| bundle(&[(Hl7EquipmentId, id), (Serial, serial)]);
        assert_eq!(count(&[row("PVM-4763^NIHON KOHDEN"), participant("PVM-4763", "10417")]), 1);
        assert_eq!(count(&[row("17041^C6^00139500FF2D4170^EUI-64"), participant("C6^Hamilton", "17041")]), 1);
        // A gateway's: two serial numbers, two addresses, an identifier that could be of either.
        assert_eq!(count(&[participant("PVM-4763", "10417"), participant("PVM-4763", "10418"), row("PVM-4763^MAKER")]), 2);
        assert_eq!(count(&[row("PLUM360"), row("PLUM360^X^0003B10A0045"), row("PLUM360^X^0003B10A0099")]), 2);
        assert_eq!(count(&[row("BED1^MON"), row("BED2^MON")]), 2);
    }
}
