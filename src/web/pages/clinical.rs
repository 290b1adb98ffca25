//! The clinical side of a device, for its page.

use super::devices::Line;
use crate::clinical::{FIELDS, Group, Playbook, Risk};
use crate::store::DeviceRow;
use crate::web::subject::{self, Subject};
use crate::web::words;

/// A field that says something.
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) value: String,
    pub(super) origin: String,
    pub(super) assumed: bool,
}

pub(super) struct Section {
    pub(super) title: &'static str,
    pub(super) facts: Vec<Fact>,
}

/// Somebody to call.
pub(super) struct Call {
    pub(super) name: String,
    pub(super) role: String,
    pub(super) phone: String,
    pub(super) mail: String,
    pub(super) because: String,
    /// `now`, `not now`, or empty where nobody said.
    pub(super) reachable: &'static str,
}

/// The clinical side of a device.
pub(super) struct Clinical {
    pub(super) tier: u8,
    pub(super) meaning: &'static str,
    pub(super) reason: String,
    pub(super) assumed: bool,
    pub(super) do_not_isolate: bool,
    pub(super) does: String,
    pub(super) depends: String,
    pub(super) approver: String,
    pub(super) containment: String,
    pub(super) plan: String,
    pub(super) steps: Vec<String>,
    pub(super) plan_title: String,
    pub(super) calls: Vec<Call>,
    pub(super) sections: Vec<Section>,
    pub(super) contradictions: Vec<(String, String, String)>,
    pub(super) standing: &'static str,
    pub(super) revision: u64,
    pub(super) changed: String,
    pub(super) risk: u8,
    pub(super) risk_word: &'static str,
    pub(super) points: Vec<(String, String)>,
}

impl Clinical {
    /// The line of a device with its tier.
    pub(super) fn line(&self, row: &DeviceRow) -> Line {
        Line { tier: self.tier, tier_meaning: self.meaning, assumed: self.assumed, standing: self.standing, ..Line::from(row) }
    }
}

pub(super) fn clinical(subject: &Subject, playbook: &Playbook, risk: &Risk) -> Clinical {
    let (context, record) = (&subject.context, &subject.card.record);
    let category = words::category(&subject.row);
    let sections = sections(subject, playbook, category);
    let contradictions = subject.contradictions.iter().map(|one| {
        let field = crate::clinical::field(one.field);
        let shown = |text: &str| field.as_ref().map_or_else(|_| text.to_owned(), |field| field.shown(text));
        (field.as_ref().map_or_else(|_| one.field.to_owned(), |field| field.label.to_owned()), shown(&one.said), shown(&one.seen))
    });
    let call = |call: &crate::clinical::Call| Call {
        name: call.person.name.clone(),
        role: call.person.role.clone(),
        phone: call.person.phone.clone().unwrap_or_default(),
        mail: call.person.mail.clone().unwrap_or_default(),
        because: call.because.clone(),
        reachable: match call.reachable {
            Some(true) => "now",
            Some(false) => "not now",
            None => "",
        },
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Clinical {
        tier: context.tier.level(),
        meaning: context.tier.meaning(),
        reason: context.tier_reason.clone(),
        assumed: context.assumed,
        do_not_isolate: context.do_not_isolate,
        does: context.what_it_does.clone(),
        depends: text(&context.depends),
        approver: text(&context.approver),
        containment: text(&context.containment),
        plan: text(&context.care_modification_plan),
        steps: context.plan.steps.clone(),
        plan_title: context.plan.title.clone(),
        calls: context.call_list.iter().map(call).collect(),
        sections,
        contradictions: contradictions.collect(),
        standing: subject.card.standing.slug(),
        revision: subject.card.revision,
        changed: subject
            .card
            .changed
            .as_ref()
            .filter(|_| !record.is_empty() || subject.card.revision > 0)
            .map(|(who, at)| format!("{who}, {} UTC", words::minute(*at)))
            .unwrap_or_default(),
        risk: risk.score,
        risk_word: risk.word(),
        points: risk.points.iter().map(|point| (format!("{:+}", point.points), point.reason.clone())).collect(),
    }
}

/// What is said or assumed, group by group; what nobody said is left out.
fn sections(subject: &Subject, playbook: &Playbook, category: &str) -> Vec<Section> {
    let record = &subject.card.record;
    let mut sections: Vec<(Group, Section)> = Vec::new();
    for field in FIELDS.iter().filter(|field| field.group != Group::Identity) {
        let (value, origin, assumed) = match record.get(field.slug) {
            Some(value) if value.confirmed => {
                (value.text.clone(), format!("{}, {}", value.author, words::minute(value.at)), false)
            }
            Some(value) => (value.text.clone(), format!("imported, {}", words::minute(value.at)), true),
            None => match subject::assumed(playbook, category, field) {
                Some(value) => (value, "assumed".to_owned(), true),
                None => continue,
            },
        };
        let fact = Fact { label: field.label, value: field.shown(&value), origin, assumed };
        if sections.last().is_none_or(|(group, _)| *group != field.group) {
            sections.push((field.group, Section { title: field.group.title(), facts: Vec::new() }));
        }
        if let Some((_, section)) = sections.last_mut() {
            section.facts.push(fact);
        }
    }
    sections.into_iter().map(|(_, section)| section).collect()
}
