//! Who made a device, as far as the owner of its hardware address block tells.

use super::names::MakerKind;
use super::{Attribute, Claim, Fingerprints};
use crate::base::{MacAddr, Text};

/// What the owner of a hardware address block says of a device's maker.
const OUI_WEIGHT: f32 = 0.75;
/// The same when the owner makes parts for other makers.
const COMPONENT_WEIGHT: f32 = 0.15;
/// A maker claimed with this weight is the device's own word.
const DECLARED_WEIGHT: f32 = 0.8;
/// A claim of this weight is more than a hint.
const NAMED_WEIGHT: f32 = 0.5;
/// Evidence of what somebody does at a computer, and from which weight on it counts.
const USED: &[&str] = &["cloud.", "http.user_agent"];
const USED_WEIGHT: f32 = 0.34;
/// Evidence that a medical protocol carried.
const CLINICAL: &[&str] = &["hl7.", "dicom.", "astm.", "poct1a.", "bedside."];
/// What a computer is when it is a computer, whatever software it runs.
const COMPUTERS: &[&str] = &[
    "unknown",
    "workstation",
    "server",
    "storage",
    "mobile",
    "network_infrastructure",
    "printer",
    "modality_workstation",
    "pacs",
    "ehr",
    "lis",
    "hl7_interface_engine",
];

impl Fingerprints {
    /// What the owner of the address block says, beside the other claims. It makes the network interface; where the device
    /// names another maker (a scanner built around a bought computer), no more than that.
    pub(super) fn maker_of(&self, mac: MacAddr, claims: &[Claim]) -> Option<Claim> {
        let (block, owner) = self.oui.owner(mac)?;
        let (value, kind) = self.names.owner(owner)?;
        let makers = claims.iter().filter(|claim| claim.attribute == Attribute::Manufacturer);
        // `Radiometer Medical ApS` owns the block of a device that says it is Radiometer's: one house, by the name it goes by.
        let is_short = |name: &Text| value.as_str().strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' '));
        let value = makers.clone().map(|claim| &claim.value).find(|name| is_short(name)).unwrap_or(&value).clone();
        let is_declared = makers.clone().any(|claim| claim.weight >= DECLARED_WEIGHT);
        // One maker's name among others that the device itself shows is not that of a part.
        let is_named = makers.clone().any(|claim| claim.value == value && claim.weight >= NAMED_WEIGHT);
        // Even a hint at a purpose: the maker of a console's computer is wrong, and no maker is not.
        let is_purposed = |claim: &Claim| claim.attribute == Attribute::Category && !COMPUTERS.contains(&claim.value.as_str());
        // Medical software that names its maker runs on whatever computer that maker bought.
        let is_of_another = |claim: &Claim| {
            let because = claim.because.as_str();
            claim.value != value && claim.weight >= NAMED_WEIGHT && CLINICAL.iter().any(|kind| because.starts_with(kind))
        };
        // A bought computer is inside half of a hospital's equipment: it names the device only where a computer is all it is.
        let is_built_on = kind == MakerKind::Computer
            && (claims.iter().any(is_purposed) || makers.clone().any(is_of_another) || !is_computer(claims));
        let is_part = kind == MakerKind::Component || (!is_named && (is_declared || is_built_on));
        Some(Claim {
            attribute: Attribute::Manufacturer,
            value,
            weight: if is_part { COMPONENT_WEIGHT } else { OUI_WEIGHT },
            family: "oui".into(),
            rule: format!("oui/{block}").as_str().into(),
            because: Text::new(&format!("mac={mac}"))?,
        })
    }

    /// The maker that owns an address block, when it makes whole devices.
    pub(super) fn owner_of(&self, mac: MacAddr) -> Option<Text> {
        let (value, kind) = self.names.owner(self.oui.owner(mac)?.1)?;
        (kind == MakerKind::Device).then_some(value)
    }
}

/// Whether what speaks for some kind of computer is, together, more than a hint, or somebody is seen to work at it: an operating
/// system is in equipment too, a browser or a mail program that is used is not.
fn is_computer(claims: &[Claim]) -> bool {
    let is_used = |claim: &Claim| {
        claim.value.as_str() == "workstation"
            && claim.weight >= USED_WEIGHT
            && USED.iter().any(|kind| claim.family.starts_with(kind))
    };
    if claims.iter().any(|claim| claim.attribute == Attribute::Category && is_used(claim)) {
        return true;
    }
    COMPUTERS.iter().any(|category| {
        let speaks = |claim: &&Claim| claim.attribute == Attribute::Category && claim.value.as_str() == *category;
        super::combine::strength(claims.iter().filter(speaks)) >= NAMED_WEIGHT
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(value: &str, weight: f32, family: &str) -> Claim {
        let text = |text: &str| Text::new(text).unwrap();
        let (family, because) = (family.into(), text("x=y"));
        Claim { attribute: Attribute::Category, value: text(value), weight, family, rule: "r".into(), because }
    }

    #[test]
    fn a_computer_is_what_somebody_works_at() {
        assert!(is_computer(&[claim("workstation", 0.4, "http.user_agent")]));
        assert!(is_computer(&[claim("server", 0.35, "ssh"), claim("server", 0.45, "role.clients")]));
        // An operating system alone, and a person's habit of naming, are hints.
        assert!(!is_computer(&[claim("workstation", 0.4, "os.computer")]));
        assert!(!is_computer(&[claim("workstation", 0.3, "host_name"), claim("ct", 0.9, "http.user_agent")]));
    }
}
