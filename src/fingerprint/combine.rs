//! From claims to conclusions: families are combined, rivals are weighed and shown, never averaged away.

use std::collections::BTreeMap;

use super::established::{Seen, holder};
use super::{Attribute, Claim, calibration};
use crate::base::Text;

/// Two values both this strong are a conflict that a person should see.
const CONFLICT: f32 = 0.6;
/// No evidence adds up to more than this.
const MOST: f32 = 0.99;
/// Less than this is not worth a conclusion: unknown is the better answer.
const LEAST: f32 = 0.25;
/// A category decides how a device is handled in an incident: a mere hint is told by `explain`, not shown as what it is.
const LEAST_CATEGORY: f32 = 0.34;
/// A value this strong by itself may lean on a more general one.
const LEANS: f32 = 0.5;
/// Kinds of device that say how it is built.
const BUILDS: &[&str] = &["workstation", "server"];
/// Kinds that such a computer becomes by its software; a scanner it becomes by more than that.
const BY_SOFTWARE: &[&str] = &[
    "pacs",
    "modality_workstation",
    "central_station",
    "infusion_server",
    "lis",
    "hl7_interface_engine",
    "ehr",
    "rtls",
    "medical_gateway",
];
/// Who collects from others and is known to be more than a gateway; that it collects speaks for it too.
const COLLECTORS: &[&str] = &["central_station", "infusion_server"];
const GATEWAY: &str = "medical_gateway";
/// From here on a collector's name for itself counts.
const COLLECTS: f32 = 0.3;
/// Evidence by what a device does.
const BY_ROLE: &str = "role.";
/// Evidence that something is a computer, by its operating system alone.
const OS_ALONE: &str = "os.computer";
/// Evidence of what the owner of an address block mostly makes.
const BY_ADDRESS: &str = "oui.category";
/// What is a kind of another one, and the evidence for the other that does not contradict it: an analyzer at the point of care
/// sends laboratory records too.
const REFINED: (&str, &str, &str) = ("poc_analyzer", "lab_analyzer", "astm.records");
/// Software that is built into other software: the number of the toolkit, not of the product.
const BUILT_IN: &str = "dicom.toolkit";
/// Systems that are Linux underneath: what shows the kernel does not contradict them.
const ON_LINUX: &[&str] = &["Android", "Debian", "Ubuntu", "ChromeOS", "VMware ESXi", "Red Hat Enterprise Linux"];

/// The best value of one attribute and what speaks for and against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Conclusion {
    /// The attribute.
    pub attribute: Attribute,
    /// The value believed.
    pub value: Text,
    /// How sure, above 0 and below 1: how often values so well supported were right on labelled captures.
    pub confidence: f32,
    /// The claims for `value`, strongest first.
    pub claims: Vec<Claim>,
    /// Other values with their strength, strongest first.
    pub rivals: Vec<(Text, f32)>,
}

impl Conclusion {
    /// Whether another value is nearly as well supported.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        self.rivals.first().is_some_and(|(_, strength)| *strength >= CONFLICT)
    }
}

/// Weighs claims: within a family the strongest counts, families add up as independent witnesses, and the strength of
/// rivals is taken off in proportion. What was known before holds against later voices; `seen` tells when evidence was.
#[must_use]
pub fn conclude(claims: Vec<Claim>, seen: Seen<'_>) -> Vec<Conclusion> {
    let mut by_value: BTreeMap<Attribute, BTreeMap<Text, Vec<Claim>>> = BTreeMap::new();
    for claim in claims {
        by_value.entry(claim.attribute).or_default().entry(claim.value.clone()).or_default().push(claim);
    }
    by_value.into_iter().filter_map(|(attribute, values)| judge(attribute, values, seen)).collect()
}

fn judge(attribute: Attribute, values: BTreeMap<Text, Vec<Claim>>, seen: Seen<'_>) -> Option<Conclusion> {
    let values = match attribute {
        Attribute::Os => lean(&values),
        Attribute::HostName => one_spelling(values),
        Attribute::Category => purpose(values),
        Attribute::Software => product(values),
        _ => values,
    };
    let mut ranked: Vec<(Text, f32, Vec<Claim>)> = values
        .into_iter()
        .map(|(value, mut claims)| {
            claims.sort_by(|a, b| {
                b.weight.total_cmp(&a.weight).then_with(|| a.rule.cmp(&b.rule)).then_with(|| a.because.cmp(&b.because))
            });
            // What several endpoints of a device show is said once.
            claims.dedup();
            (value, strength(claims.iter()), claims)
        })
        .collect();
    // A stable sort of values already in order: ties fall to the first value, every time.
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    if let Some(place) = holder(attribute, &ranked, seen) {
        ranked.get_mut(..=place).unwrap_or_default().rotate_right(1);
    }
    let mut ranked = ranked.into_iter();
    let least = if attribute == Attribute::Category { LEAST_CATEGORY } else { LEAST };
    let (value, best, claims) = ranked.next().filter(|(_, best, _)| *best >= least)?;
    let is_rival = |other: &Text| attribute != Attribute::Os || !(is_kind_of(&value, other) || is_kind_of(other, &value));
    let rivals: Vec<(Text, f32)> =
        ranked.map(|(value, strength, _)| (value, strength)).filter(|(other, _)| is_rival(other)).collect();
    let against = rivals.first().map_or(0.0, |(_, strength)| *strength);
    let confidence = calibration::confidence(best, against);
    let conclusion = Conclusion { attribute, value, confidence, claims, rivals };
    // A hint that another one contradicts is less than a hint; a quarrel of two strong voices is for a person to see.
    let left = best - 0.5 * against;
    (left >= least || attribute != Attribute::Category || conclusion.is_conflict()).then_some(conclusion)
}

/// Names of hosts are the same in upper and lower case (RFC 4343): the spelling that is said most strongly stands for all.
fn one_spelling(values: BTreeMap<Text, Vec<Claim>>) -> BTreeMap<Text, Vec<Claim>> {
    let mut names: BTreeMap<String, Vec<(Text, Vec<Claim>)>> = BTreeMap::new();
    for (value, claims) in values {
        names.entry(value.as_str().to_lowercase()).or_default().push((value, claims));
    }
    let join = |mut spellings: Vec<(Text, Vec<Claim>)>| {
        spellings.sort_by(|a, b| strength(b.1.iter()).total_cmp(&strength(a.1.iter())));
        let name = spellings.first().map(|(name, _)| name.clone())?;
        Some((name, spellings.into_iter().flat_map(|(_, claims)| claims).collect()))
    };
    names.into_values().filter_map(join).collect()
}

/// A computer is what it is for: that an archive is a server does not contradict that it is an archive, nor that a central
/// station collects as a gateway does. Its operating system alone gives way to any hint at a purpose.
fn purpose(mut values: BTreeMap<Text, Vec<Claim>>) -> BTreeMap<Text, Vec<Claim>> {
    let best = |values: &BTreeMap<Text, Vec<Claim>>, counts: &dyn Fn(&str) -> bool| {
        let strengths = values.iter().filter(|(value, _)| counts(value.as_str())).map(|(_, claims)| strength(claims.iter()));
        strengths.fold(0.0, f32::max)
    };
    collects(&mut values);
    if best(&values, &|value| COLLECTORS.contains(&value)) >= LEANS {
        values.retain(|value, _| value.as_str() != GATEWAY);
    }
    if best(&values, &|value| BY_SOFTWARE.contains(&value)) >= LEANS {
        values.retain(|value, _| !BUILDS.contains(&value.as_str()));
    }
    if best(&values, &|value| !BUILDS.contains(&value)) >= LEAST_CATEGORY {
        keep(&mut values, |claim| &*claim.family != OS_ALONE);
    }
    let (kind, whole, records) = REFINED;
    if best(&values, &|value| value == kind) >= LEANS {
        keep(&mut values, |claim| claim.value.as_str() != whole || &*claim.family != records);
    }
    told_by_itself(&mut values);
    values
}

/// That a machine collects from bedside devices does not contradict that it is a central station, but speaks for it.
fn collects(values: &mut BTreeMap<Text, Vec<Claim>>) {
    let collectors = values.iter().filter(|(value, _)| COLLECTORS.contains(&value.as_str()));
    let collectors = collectors.map(|(value, claims)| (value, strength(claims.iter()))).filter(|(_, best)| *best >= COLLECTS);
    let Some(best) = collectors.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(value, _)| value.clone()) else { return };
    let is_role = |claim: &Claim| claim.value.as_str() == GATEWAY && claim.family.starts_with(BY_ROLE);
    let roles: Vec<Claim> = values.values().flatten().filter(|claim| is_role(claim)).cloned().collect();
    keep(values, |claim| !is_role(claim));
    values.entry(best).or_default().extend(roles);
}

/// What the device itself shows outranks what the owner of its address block mostly makes. Where the block speaks beside other
/// evidence, it counts.
fn told_by_itself(values: &mut BTreeMap<Text, Vec<Claim>>) {
    let is_own = |claim: &&Claim| &*claim.family != BY_ADDRESS;
    if values.values().any(|claims| strength(claims.iter().filter(is_own)) >= LEANS) {
        values.retain(|_, claims| claims.iter().any(|claim| is_own(&claim)));
    }
}

/// The version of a toolkit stands for the software only where nothing names the product's own.
fn product(mut values: BTreeMap<Text, Vec<Claim>>) -> BTreeMap<Text, Vec<Claim>> {
    let is_own = |claim: &Claim| &*claim.family != BUILT_IN;
    if values.values().flatten().any(is_own) {
        keep(&mut values, is_own);
    }
    values
}

/// Leaves out claims, and values that no other claim is for.
fn keep(values: &mut BTreeMap<Text, Vec<Claim>>, is_kept: impl Fn(&Claim) -> bool) {
    values.values_mut().for_each(|claims| claims.retain(&is_kept));
    values.retain(|_, claims| !claims.is_empty());
}

/// Adds to each specific value what speaks for the general one: a browser that says `Windows` agrees with a negotiation
/// that says `Windows 10 22H2`.
fn lean(values: &BTreeMap<Text, Vec<Claim>>) -> BTreeMap<Text, Vec<Claim>> {
    let with_general = |(value, claims): (&Text, &Vec<Claim>)| {
        let mut claims = claims.clone();
        if strength(claims.iter()) >= LEANS {
            let general = values.iter().filter(|(other, _)| is_kind_of(value, other));
            claims.extend(general.flat_map(|(_, claims)| claims.iter().cloned()));
        }
        (value.clone(), claims)
    };
    values.iter().map(with_general).collect()
}

/// Whether `specific` is a version or a distribution of `general`.
fn is_kind_of(specific: &Text, general: &Text) -> bool {
    let rest = specific.as_str().strip_prefix(general.as_str());
    let is_on_linux = || ON_LINUX.iter().any(|system| specific.as_str().starts_with(system));
    rest.is_some_and(|rest| rest.starts_with(' ')) || (general.as_str() == "Linux" && is_on_linux())
}

/// 1 - Π(1 - w) over the strongest claim of each family.
pub(super) fn strength<'a>(claims: impl Iterator<Item = &'a Claim>) -> f32 {
    let mut families: BTreeMap<&str, f32> = BTreeMap::new();
    for claim in claims {
        let best = families.entry(&claim.family).or_insert(0.0);
        *best = best.max(claim.weight);
    }
    (1.0 - families.values().map(|weight| 1.0 - weight).product::<f32>()).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weigh(claims: Vec<Claim>) -> Vec<Conclusion> {
        conclude(claims, &|_| None)
    }

    fn claim(value: &str, weight: f32, family: &str) -> Claim {
        let text = |text: &str| Text::new(text).unwrap();
        Claim {
            attribute: Attribute::Category,
            value: text(value),
            weight,
            family: family.into(),
            rule: format!("{value}-{family}").as_str().into(),
            because: text("x=y"),
        }
    }

    #[test]
    fn a_family_speaks_once_and_families_add_up() {
        let one = weigh(vec![claim("ct", 0.5, "oui"), claim("ct", 0.4, "oui")]);
        assert!((one[0].confidence - calibration::confidence(0.5, 0.0)).abs() < 1e-6);
        let two = weigh(vec![claim("ct", 0.5, "oui"), claim("ct", 0.5, "dicom")]);
        assert!((two[0].confidence - calibration::confidence(0.75, 0.0)).abs() < 1e-6);
    }

    #[test]
    fn what_several_endpoints_show_is_told_once() {
        let other = Claim { because: Text::new("x=z").unwrap(), ..claim("ct", 0.5, "oui") };
        let said = weigh(vec![claim("ct", 0.5, "oui"), other.clone(), claim("ct", 0.5, "oui")]).remove(0);
        assert_eq!(said.claims, [claim("ct", 0.5, "oui"), other]);
    }

    #[test]
    fn a_strong_rival_is_a_conflict_and_costs_confidence() {
        let conclusion = &weigh(vec![claim("ct", 0.8, "dicom"), claim("mr", 0.7, "lldp")])[0];
        assert_eq!(conclusion.value.as_str(), "ct");
        assert!(conclusion.is_conflict());
        assert!(conclusion.confidence < 0.65);
    }

    #[test]
    fn what_a_device_shows_outranks_its_address_block() {
        let central = || claim("central_station", 0.52, "http.model");
        let block = |value| claim(value, 0.45, BY_ADDRESS);
        let one = |claims: Vec<Claim>| weigh(claims).into_iter().next().map(|one| (one.value.to_string(), one.rivals.len()));
        assert_eq!(one(vec![central(), block("patient_monitor")]), Some(("central_station".into(), 0)));
        assert!(weigh(vec![central(), block("central_station")])[0].confidence > weigh(vec![central()])[0].confidence);
        // A hint does not.
        assert_eq!(one(vec![claim("server", 0.1, "ssh"), block("ct")]), Some(("ct".into(), 1)));
        let point_of_care = vec![claim("lab_analyzer", 0.7, "astm.records"), claim("poc_analyzer", 0.52, "astm.model")];
        assert_eq!(one(point_of_care), Some(("poc_analyzer".into(), 0)));
    }

    #[test]
    fn a_version_agrees_with_its_system() {
        let os = |value, weight, family| Claim { attribute: Attribute::Os, ..claim(value, weight, family) };
        let conclusion = &weigh(vec![os("Windows", 0.8, "dhcp"), os("Windows 10 22H2", 0.8, "ntlm"), os("Linux", 0.3, "tcp")])[0];
        assert_eq!(conclusion.value.as_str(), "Windows 10 22H2");
        assert_eq!(conclusion.claims.len(), 2);
        assert_eq!(conclusion.rivals.iter().map(|(value, _)| value.as_str()).collect::<Vec<_>>(), ["Linux"]);
        let conclusion = &weigh(vec![os("Android 13", 0.85, "dhcp"), os("Linux", 0.4, "tcp")])[0];
        assert_eq!((conclusion.value.as_str(), conclusion.rivals.len()), ("Android 13", 0));
        // A weak guess at the version does not ride on the system.
        assert_eq!(weigh(vec![os("Windows", 0.8, "dhcp"), os("Windows 7", 0.15, "tcp")])[0].value.as_str(), "Windows");
    }

    #[test]
    fn a_host_name_has_no_case() {
        let name = |value, weight, family| Claim { attribute: Attribute::HostName, ..claim(value, weight, family) };
        let claims = vec![name("nurse-pc2", 0.88, "llmnr"), name("NURSE-PC2", 0.9, "dhcp"), name("other", 0.3, "ftp")];
        let conclusion = &weigh(claims)[0];
        assert_eq!((conclusion.value.as_str(), conclusion.claims.len(), conclusion.rivals.len()), ("NURSE-PC2", 2, 1));
        assert!(!conclusion.is_conflict());
    }

    #[test]
    fn a_computer_with_a_purpose_is_what_it_is_for() {
        let one = |claims: Vec<Claim>| weigh(claims).into_iter().next().map(|one| (one.value.to_string(), one.rivals.len()));
        let is = |value: &str, rivals| Some((value.to_owned(), rivals));
        let mac = claim("workstation", 0.85, "mdns.text");
        assert_eq!(one(vec![mac.clone(), claim("modality_workstation", 0.5, "dicom")]), is("modality_workstation", 0));
        // A hint at a purpose outweighs the operating system, and nothing more.
        assert_eq!(one(vec![claim("workstation", 0.4, OS_ALONE), claim("lis", 0.35, "host_name")]), is("lis", 0));
        assert_eq!(one(vec![mac, claim("lis", 0.35, "host_name")]), is("workstation", 1));
        // What a forged announcement may say stays a contradiction.
        assert_eq!(one(vec![claim("server", 0.8, "http"), claim("ct", 0.85, "lldp")]), is("ct", 1));
        let central = vec![claim("medical_gateway", 0.75, "hl7"), claim("central_station", 0.5, "http")];
        assert_eq!(one(central), is("central_station", 0));
        // A name that says so, and a collector: together they are enough.
        let named = vec![claim("central_station", 0.35, "host_name"), claim(GATEWAY, 0.45, "role.collector")];
        assert_eq!(one(named), is("central_station", 0));
        assert_eq!(one(vec![claim("central_station", 0.2, "host_name"), claim(GATEWAY, 0.45, "role.hl7")]), is(GATEWAY, 1));
    }

    #[test]
    fn a_toolkit_is_not_the_products_version() {
        let software = |value, weight, family| Claim { attribute: Attribute::Software, ..claim(value, weight, family) };
        let toolkit = software("OFFIS_DCMTK_367", 0.6, BUILT_IN);
        assert_eq!(weigh(vec![toolkit.clone()])[0].value.as_str(), "OFFIS_DCMTK_367");
        let both = &weigh(vec![toolkit, software("1.9.2", 0.55, "declared.dicom")])[0];
        assert_eq!((both.value.as_str(), both.rivals.len()), ("1.9.2", 0));
    }

    #[test]
    fn too_little_is_no_conclusion() {
        assert!(weigh(vec![claim("ct", 0.2, "name")]).is_empty());
    }

    #[test]
    fn order_of_claims_does_not_matter() {
        let mut claims = vec![claim("ct", 0.5, "a"), claim("mr", 0.5, "b"), claim("mr", 0.2, "c")];
        let forward = weigh(claims.clone());
        claims.reverse();
        assert_eq!(forward, weigh(claims));
    }
}
