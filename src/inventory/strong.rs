//! Identifiers that belong to one machine whatever address it uses, and the values that only look like one.

use super::atom::{Atom, Bundle};
use super::equipment::established;
use crate::base::MacAddr;
use crate::observation::Property;

/// The kind of an identifier, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdKind {
    /// Serial number together with the maker's name.
    Serial,
    /// Unique Device Identifier with a production identifier.
    Udi,
    /// DHCP unique identifier (RFC 8415, 11).
    Duid,
    /// DHCP client identifier that is not a hardware address.
    ClientId,
    /// UUID of a UPnP device or of a web service device.
    Uuid,
    /// LLDP chassis id that is a hardware address: one for all ports of a machine.
    Chassis,
    /// Bridge identifier of a spanning tree: one for all ports of a bridge.
    Bridge,
}

impl IdKind {
    /// The stored name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Udi => "udi",
            Self::Duid => "dhcp.duid",
            Self::ClientId => "dhcp.client_id",
            Self::Uuid => "ssdp.uuid",
            Self::Chassis => "lldp.chassis_id",
            Self::Bridge => "stp.bridge_id",
        }
    }

    /// How many hardware addresses one machine may show with it; more means a value built into a whole series.
    pub(super) fn most(self) -> usize {
        match self {
            Self::Serial | Self::Udi => 8,
            Self::Duid | Self::ClientId | Self::Uuid => 4,
            Self::Chassis | Self::Bridge => 1024,
        }
    }
}

/// An identifier.
pub(super) type StrongId = (IdKind, String);

/// Values that many machines share because nobody filled them in.
const UNFILLED: &[&str] = &[
    "none",
    "null",
    "unknown",
    "undefined",
    "default",
    "serial",
    "serialnumber",
    "notspecified",
    "notavailable",
    "notapplicable",
    "notset",
    "systemserialnumber",
    "chassisserialnumber",
    "tobefilledbyoem",
    "defaultstring",
    "xxxxxxxx",
    "testserial",
];

/// Whether a serial number or the like is no machine's own: too short, one character over and over, a counting
/// sequence, or a default that was never replaced.
pub(super) fn is_junk(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let first = plain.chars().next();
    let counting = plain.len() >= 4
        && (["0123456789", "1234567890", "9876543210", "abcdefghij"].iter().any(|run| run.starts_with(plain.as_str()))
            || plain.starts_with("123456789")
            || plain.starts_with("012345678"));
    plain.len() < 4
        || plain.chars().all(|c| Some(c) == first)
        || plain.chars().filter(|c| *c != '0').count() < 2
        || counting
        || UNFILLED.contains(&plain.as_str())
}

/// The first word of a maker's name: "GE Healthcare" and "GE MEDICAL SYSTEMS" are one maker.
fn maker(name: &str) -> Option<String> {
    let word: String =
        name.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty())?.chars().flat_map(char::to_lowercase).collect();
    (!is_unfilled(&word)).then_some(word)
}

fn is_unfilled(word: &str) -> bool {
    UNFILLED.contains(&word) || word.len() < 2
}

/// What one atom said of itself, and its own equipment unless it passes on what others made.
pub(super) fn collect<'a>(atoms: impl Iterator<Item = &'a Atom> + Clone, passes_on: bool, out: &mut Vec<StrongId>) {
    out.clear();
    for atom in atoms.clone().filter(|atom| atom.marks.strong) {
        for kept in &atom.evidence {
            let value = kept.item.value.as_str();
            match kept.item.property {
                Property::DhcpDuid => push(out, IdKind::Duid, value),
                Property::DhcpClientId => push(out, IdKind::ClientId, value),
                Property::SsdpUuid | Property::WsdEndpoint => push(out, IdKind::Uuid, value),
                Property::Udi if has_production_id(value) => push(out, IdKind::Udi, value),
                Property::LldpChassisId => chassis(out, value),
                Property::StpBridgeId => push(out, IdKind::Bridge, value),
                Property::Serial => atom
                    .values(Property::Manufacturer)
                    .filter_map(|item| maker(item.value.as_str()))
                    .for_each(|maker| push_serial(out, &maker, value)),
                _ => {}
            }
        }
    }
    if !passes_on {
        let macs: Vec<MacAddr> = atoms.clone().filter_map(|atom| atom.end.mac).collect();
        let bundles = atoms.flat_map(|atom| &atom.bundles).map(|kept| &kept.item).collect();
        established(bundles, &macs).into_iter().for_each(|bundle| own_equipment(out, bundle));
    }
    out.sort_unstable();
    out.dedup();
}

fn own_equipment(out: &mut Vec<StrongId>, bundle: &Bundle) {
    let part = |property| bundle.equipment.part(property).map(crate::base::Text::as_str);
    if let (Some(maker), Some(serial)) = (part(Property::Manufacturer).and_then(maker), part(Property::Serial)) {
        push_serial(out, &maker, serial);
    }
    if let Some(udi) = part(Property::Udi).filter(|udi| has_production_id(udi)) {
        push(out, IdKind::Udi, udi);
    }
}

fn push(out: &mut Vec<StrongId>, kind: IdKind, value: &str) {
    if !is_junk(value) {
        out.push((kind, value.to_lowercase()));
    }
}

fn push_serial(out: &mut Vec<StrongId>, maker: &str, serial: &str) {
    if !is_junk(serial) {
        out.push((IdKind::Serial, format!("{maker} {}", serial.trim().to_lowercase())));
    }
}

/// Whether a UDI carrier names one unit: GS1 serial (21), HIBC `/S`, ICCBBA `=,` (PS3.3 10.29; FDA UDI formats).
fn has_production_id(udi: &str) -> bool {
    udi.contains("(21)") || udi.contains("/S") || udi.contains("=,")
}

fn chassis(out: &mut Vec<StrongId>, value: &str) {
    let mac = value.rsplit(' ').next().and_then(|word| word.parse::<MacAddr>().ok());
    if let Some(mac) = mac.filter(|mac| mac.is_station()) {
        out.push((IdKind::Chassis, mac.to_string()));
    }
}

/// The hardware address inside a DUID-LLT or DUID-LL (RFC 8415, 11.2 and 11.4); such a DUID is the machine's own only
/// where that address was seen with it: on copies of a disk image it is not.
pub(super) fn embedded_mac(duid: &str) -> Option<MacAddr> {
    let start = match duid.get(..8)? {
        "00010001" => 16,
        "00030001" => 8,
        _ => return None,
    };
    duid.get(start..)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_no_identity() {
        for junk in
            ["", "1", "000", "0000000", "11111111", "None", "N/A", "To be filled by O.E.M.", "0123456789", "123456789", "1234"]
        {
            assert!(is_junk(junk), "{junk}");
        }
        for good in ["CT-4711", "HC1234", "00:1a", "SN00017", "40512"] {
            assert!(!is_junk(good), "{good}");
        }
    }

    #[test]
    fn makers_agree_on_the_first_word() {
        assert_eq!(maker("GE Healthcare"), maker("GE MEDICAL SYSTEMS"));
        assert_ne!(maker("Philips"), maker("SIEMENS"));
        assert_eq!(maker("  "), None);
    }

    #[test]
    fn finds_the_address_in_a_duid() {
        assert_eq!(embedded_mac("00010001aabbccdd0009fb010203"), "00:09:fb:01:02:03".parse().ok());
        assert_eq!(embedded_mac("000300010009fb010203"), "00:09:fb:01:02:03".parse().ok());
        assert_eq!(embedded_mac("0002000000090cc084d303000912"), None);
    }
}
