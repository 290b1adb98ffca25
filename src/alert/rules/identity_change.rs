//! The device says it is another one than before.

use super::Rule;
use crate::alert::finding::Finding;
use crate::alert::kind::{Family, Kind, Severity};
use crate::alert::scene::Scene;
use crate::baseline::{Class, Signal};
use crate::observation::Property;

pub(super) const RULE: Rule = Rule {
    kind: Kind::IdentityChange,
    severity: Severity::High,
    family: Family::Identity,
    techniques: &["T1036", "T1200", "T0849"],
    judge,
};

fn judge(signal: &Signal, _: &Scene<'_>, out: &mut Vec<Finding>) {
    match signal {
        Signal::Changed(party, changes, at) => {
            let strong = |property: Property| {
                matches!(property, Property::DhcpParameters | Property::DhcpVendorClass | Property::HostName | Property::Serial)
            };
            let mut kinds: Vec<Property> = changes.iter().map(|(property, ..)| *property).filter(|one| strong(*one)).collect();
            kinds.sort_unstable();
            kinds.dedup();
            // A person's computer is set up anew every now and then.
            let strength = match (kinds.len(), party.class) {
                (0, _) => 20,
                (1, _) => 35,
                (_, Class::Computer | Class::Unknown) => 50,
                _ => 88,
            };
            let told: Vec<String> = changes.iter().map(|(name, before, now)| format!("{name} was {before}, is {now}")).collect();
            let summary = format!("{} says other things of itself than before: {}", party.name(), told.join("; "));
            let first = changes.first().map(|(name, ..)| name.slug()).unwrap_or_default();
            let finding = Finding::about(Kind::IdentityChange, party, *at, strength, summary);
            out.push(finding.keyed(if kinds.len() > 1 { "several" } else { first }));
        }
        Signal::Word(party, property, text, at) => {
            let (what, strength) = match property {
                Property::DicomAeTitle | Property::Hl7Application | Property::Hl7Facility => ("calls itself", 45),
                _ => return,
            };
            let summary = format!("{} {what} {text} ({property}), a name it never used", party.name());
            out.push(Finding::about(Kind::IdentityChange, party, *at, strength, summary).keyed(property.slug()));
        }
        _ => {}
    }
}
