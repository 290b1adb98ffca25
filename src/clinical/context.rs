//! What whoever handles an alert must know of a device.

use super::contact::{Call, Contact, Place, call_list};
use super::field::field;
use super::hours::Zone;
use super::playbook::{Plan, Playbook};
use super::record::Record;
use super::tier::{Tier, tier};
use crate::base::Timestamp;
use crate::inventory::DeviceId;

/// What a context is made from.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The device.
    pub device: DeviceId,
    /// Its category as the wire shows it; what the record says of it wins.
    pub category: &'a str,
    /// Its manufacturer as the wire shows it; what the record says of it wins.
    pub manufacturer: Option<&'a str>,
    /// Its record.
    pub record: &'a Record,
}

/// The clinical side of a device, for an alert, a page or an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The tier.
    pub tier: Tier,
    /// Why it is this one.
    pub tier_reason: String,
    /// Whether an impact is assumed from the category.
    pub assumed: bool,
    /// Slug of the care setting.
    pub care_setting: Option<String>,
    /// What it does, in plain words.
    pub what_it_does: String,
    /// What stands still without it.
    pub depends: Option<String>,
    /// Whether it is on or in a patient.
    pub patient_connected: bool,
    /// Whether it sustains life.
    pub life_sustaining: bool,
    /// Whether an alert must not suggest to isolate it: tier 2 or more.
    pub do_not_isolate: bool,
    /// What was approved beforehand, with by whom.
    pub containment: Option<String>,
    /// Who may authorise that it is disconnected.
    pub approver: Option<String>,
    /// How care goes on while it is contained.
    pub care_modification_plan: Option<String>,
    /// Whom to call, in order.
    pub call_list: Vec<Call>,
    /// What to do.
    pub plan: Plan,
}

/// The context of a device at `now`.
#[must_use]
pub fn context(of: &Subject<'_>, contacts: &[Contact], playbook: &Playbook, zone: &Zone, now: Timestamp) -> Context {
    let record = of.record;
    let category = record.text("category").unwrap_or(of.category);
    let defaults = playbook.defaults(category);
    let tiered = tier(category, record, playbook);
    let owned = |slug: &str| record.text(slug).map(str::to_owned);
    let place = Place {
        device: of.device,
        department: record.text("department"),
        site: record.text("site"),
        manufacturer: record.text("manufacturer").or(of.manufacturer),
    };
    Context {
        tier: tiered.tier,
        tier_reason: tiered.reason,
        assumed: tiered.assumed,
        care_setting: owned("care_setting"),
        what_it_does: owned("does").unwrap_or_else(|| defaults.does.clone()),
        depends: owned("what_depends"),
        patient_connected: record.yes("patient_connected").unwrap_or(defaults.patient_connected),
        life_sustaining: record.yes("life_sustaining").unwrap_or(defaults.life_sustaining),
        do_not_isolate: tiered.tier.do_not_isolate(),
        containment: containment(record),
        approver: both(record.text("approver_role"), record.text("approver_contact")),
        care_modification_plan: owned("care_modification_plan"),
        call_list: call_list(contacts, place, zone, now),
        plan: playbook.plan_for(category),
    }
}

fn both(one: Option<&str>, other: Option<&str>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one}, {other}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

/// `block the way to the internet (approved by Dr Weber on 2026-05-01)`.
fn containment(record: &Record) -> Option<String> {
    let step = field("containment").ok()?.shown(record.text("containment")?);
    let by = record.text("containment_approved_by").map(|by| format!(" by {by}")).unwrap_or_default();
    let on = record.text("containment_approved_on").map(|on| format!(" on {on}")).unwrap_or_default();
    Some(if by.is_empty() && on.is_empty() { step } else { format!("{step} (approved{by}{on})") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinical::Value;

    #[test]
    fn the_record_wins_over_what_is_assumed() {
        let playbook = Playbook::shipped();
        let mut record = Record::default();
        let of = |record: &Record| {
            let subject = Subject { device: DeviceId(1), category: "infusion_pump", manufacturer: None, record };
            context(&subject, &[], playbook, &Zone::default(), Timestamp(0))
        };
        let assumed = of(&record);
        assert!(assumed.assumed && assumed.do_not_isolate && assumed.life_sustaining && assumed.tier.level() == 3);
        assert_eq!((assumed.plan.slug.as_str(), assumed.approver), ("infusion_pump", None));
        for (field, text) in [
            ("category", "printer"),
            ("impact_off_network", "0"),
            ("impact_off_patient", "0"),
            ("containment", "isolate"),
            ("containment_approved_by", "Dr Weber"),
            ("approver_role", "head nurse"),
        ] {
            let value = Value { text: text.into(), author: "a".into(), at: Timestamp(0), confirmed: true };
            record.set(field, value).unwrap();
        }
        let said = of(&record);
        assert!(!said.assumed && !said.do_not_isolate && !said.life_sustaining && said.tier.level() == 0);
        assert_eq!(said.plan.slug, "generic");
        assert_eq!(said.containment.as_deref(), Some("take it off the network (approved by Dr Weber)"));
        assert_eq!(said.approver.as_deref(), Some("head nurse"));
    }
}
