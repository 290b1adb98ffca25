//! Incidents for people and programs: the whole of one, and its closing report.
//!
//! The report for programs leaves the house (a manufacturer, an information-sharing body, an authority): it holds
//! vocabulary, times, numbers, and what a device model is, never what a person wrote and no name or address of a person
//! or device, so no patient's data can be in it. The report as text stays in the house and holds everything.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::alert::Alert;
use crate::alert::incident::{Action, Incident, Mark};
use crate::base::{Text, Timestamp, shown};
use crate::clinical::Call;
use crate::fingerprint::Attribute;
use crate::store::Briefing;

/// What is said wherever an action is: nobody may think that the program did it.
pub const INFORMS_ONLY: &str = "wardwatch informs and records; it changes nothing on the network. Whatever stands here as \
                                done was done by people.";

/// An incident in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Overview {
    /// `incident-3`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// `detection_analysis`, `containment`, `eradication_recovery`, `post_incident` or `closed` (NIST SP 800-61r2).
    pub phase: String,
    /// When it was opened.
    pub opened: String,
    /// When it was closed.
    pub closed: Option<String>,
    /// `none`, `low`, `medium`, `high`; null until somebody said it.
    pub functional_impact: Option<String>,
    /// `none`, `privacy_breach`, `proprietary_breach`, `integrity_loss`.
    pub information_impact: Option<String>,
    /// `regular`, `supplemented`, `extended`, `not_recoverable`.
    pub recoverability: Option<String>,
    /// `alert-17` …
    pub alerts: Vec<String>,
    /// `dev-17` …
    pub devices: Vec<String>,
}

/// An incident with all that was recorded, and what must be known of its devices now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Whole {
    /// As in a list.
    pub incident: Overview,
    /// Who opened it.
    pub opened_by: String,
    /// What was learnt, once it is closed.
    pub lessons: Option<String>,
    /// Containment actions.
    pub actions: Vec<ActionShape>,
    /// Who was called, when, and the answer; null where nobody answered.
    pub calls: Vec<CallShape>,
    /// Every step.
    pub timeline: Vec<StepShape>,
    /// The clinical side of its devices.
    pub clinical: Vec<DeviceShape>,
    /// That the program enforces nothing.
    pub note: &'static str,
}

/// A containment action.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionShape {
    /// Its number within the incident.
    pub number: u32,
    /// What is to be done.
    pub what: String,
    /// On which device; null where it concerns all.
    pub device: Option<String>,
    /// `open`, `approved`, `done` or `reverted`.
    pub state: String,
    /// The worst tier it concerns; null where nobody knows.
    pub tier: Option<u8>,
    /// Whether it may only be carried out with a clinical approval.
    pub needs_approval: bool,
    /// Who approved.
    pub approved_by: Option<String>,
    /// In which role.
    pub approved_role: Option<String>,
    /// How care goes on meanwhile.
    pub care_modification_plan: Option<String>,
    /// Who proposed it, and when; so the others.
    pub proposed: String,
    /// Who recorded the approval.
    pub approved: Option<String>,
    /// Who recorded that it was carried out.
    pub done: Option<String>,
    /// Who recorded that it was taken back.
    pub reverted: Option<String>,
}

/// A call.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallShape {
    /// When.
    pub at: String,
    /// Who called.
    pub author: String,
    /// Whom.
    pub who: String,
    /// The answer.
    pub answer: Option<String>,
}

/// A step.
#[derive(Debug, Serialize, ToSchema)]
pub struct StepShape {
    /// When.
    pub at: String,
    /// Who.
    pub author: String,
    /// Its kind.
    pub kind: &'static str,
    /// What, in words.
    pub text: String,
}

/// A device of an incident.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceShape {
    /// `dev-17`.
    pub id: String,
    /// What it is.
    pub what: String,
    /// 0 to 3.
    pub tier: u8,
    /// Why.
    pub tier_reason: String,
    /// Whether the tier is assumed from the category.
    pub assumed: bool,
    /// Whether it must not be isolated without calling first.
    pub do_not_isolate: bool,
    /// What it does.
    pub what_it_does: String,
    /// What was approved beforehand.
    pub containment: Option<String>,
    /// Who may authorise.
    pub approver: Option<String>,
    /// How care goes on meanwhile, as its record has it.
    pub care_modification_plan: Option<String>,
    /// Whom to call, in order.
    pub call_list: Vec<String>,
    /// Title of the response plan.
    pub plan: String,
    /// Its steps.
    pub plan_steps: Vec<String>,
    /// Devices of the same model and version.
    pub siblings: Vec<String>,
}

fn list<T: ToString>(items: &[T]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

fn slug(word: Option<impl ToString>) -> Option<String> {
    word.map(|word| word.to_string())
}

fn signed(mark: &Mark) -> String {
    format!("{}, {}", minute(mark.at), mark.author)
}

/// `2026-08-01 12:00 UTC`.
fn minute(at: Timestamp) -> String {
    format!("{} UTC", shown::minute(at))
}

impl From<&Incident> for Overview {
    fn from(incident: &Incident) -> Self {
        Self {
            id: incident.id.to_string(),
            title: incident.title.clone(),
            phase: incident.phase.to_string(),
            opened: incident.opened.at.to_string(),
            closed: incident.closing.as_ref().map(|closing| closing.mark.at.to_string()),
            functional_impact: slug(incident.functional),
            information_impact: slug(incident.information),
            recoverability: slug(incident.recoverability),
            alerts: list(&incident.alerts),
            devices: list(&incident.devices),
        }
    }
}

impl From<&Action> for ActionShape {
    fn from(action: &Action) -> Self {
        let approval = action.approval.as_ref();
        Self {
            number: action.number,
            what: action.what.clone(),
            device: slug(action.device),
            state: action.state().to_string(),
            tier: action.tier.map(crate::clinical::Tier::level),
            needs_approval: action.needs_approval(),
            approved_by: approval.map(|approval| approval.by.clone()),
            approved_role: approval.map(|approval| approval.role.clone()),
            care_modification_plan: approval.map(|approval| approval.plan.clone()),
            proposed: signed(&action.proposed),
            approved: approval.map(|approval| signed(&approval.recorded)),
            done: action.done.as_ref().map(signed),
            reverted: action.reverted.as_ref().map(signed),
        }
    }
}

/// What a device is: category, maker, model, version.
fn what(briefing: &Briefing) -> String {
    let Some(row) = &briefing.row else { return "no longer known".to_owned() };
    let text = |attribute| row.attribute(attribute).map(Text::as_str);
    let category = super::category_name(text(Attribute::Category).unwrap_or("unknown"));
    let parts = [Some(category.as_str()), text(Attribute::Manufacturer), text(Attribute::Model), text(Attribute::Software)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn call(call: &Call) -> String {
    let person = &call.person;
    let name = if person.name.is_empty() { String::new() } else { format!("{}, ", person.name) };
    let ways: Vec<&str> = [person.phone.as_deref(), person.mail.as_deref()].into_iter().flatten().collect();
    let now = match call.reachable {
        Some(true) => ", reachable now",
        Some(false) => ", not reachable now",
        None => "",
    };
    format!("{name}{}: {} ({}{now})", person.role, ways.join(", "), call.because)
}

impl From<&Briefing> for DeviceShape {
    fn from(briefing: &Briefing) -> Self {
        let context = &briefing.context;
        Self {
            id: briefing.device.to_string(),
            what: what(briefing),
            tier: context.tier.level(),
            tier_reason: context.tier_reason.clone(),
            assumed: context.assumed,
            do_not_isolate: context.do_not_isolate,
            what_it_does: context.what_it_does.clone(),
            containment: context.containment.clone(),
            approver: context.approver.clone(),
            care_modification_plan: context.care_modification_plan.clone(),
            call_list: context.call_list.iter().map(call).collect(),
            plan: context.plan.title.clone(),
            plan_steps: context.plan.steps.clone(),
            siblings: list(&briefing.siblings),
        }
    }
}

impl Whole {
    /// The incident, with what must be known of its devices.
    #[must_use]
    pub fn of(incident: &Incident, briefings: &[Briefing]) -> Self {
        let called = |(entry, who, answer): (&crate::alert::incident::Entry, &str, Option<&str>)| CallShape {
            at: entry.at.to_string(),
            author: entry.author.clone(),
            who: who.to_owned(),
            answer: answer.map(str::to_owned),
        };
        let step = |entry: &crate::alert::incident::Entry| StepShape {
            at: entry.at.to_string(),
            author: entry.author.clone(),
            kind: entry.step.slug(),
            text: entry.step.told(),
        };
        Self {
            incident: Overview::from(incident),
            opened_by: incident.opened.author.clone(),
            lessons: incident.closing.as_ref().map(|closing| closing.lessons.clone()),
            actions: incident.actions.iter().map(ActionShape::from).collect(),
            calls: incident.calls().map(called).collect(),
            timeline: incident.timeline.iter().map(step).collect(),
            clinical: briefings.iter().map(DeviceShape::from).collect(),
            note: INFORMS_ONLY,
        }
    }
}

/// The closing report for programs, without patient data: see the head of this file.
#[must_use]
pub fn report(incident: &Incident, alerts: &[Alert], briefings: &[Briefing]) -> Value {
    let alert = |alert: &Alert| {
        json!({
            "kind": alert.kind.slug(), "severity": alert.severity.slug(), "techniques": alert.techniques,
            "first_seen": alert.first.to_string(), "last_seen": alert.last.to_string(), "count": alert.count,
        })
    };
    let device = |briefing: &Briefing| {
        let text = |attribute| briefing.row.as_ref().and_then(|row| row.attribute(attribute)).map(Text::as_str);
        json!({
            "category": text(Attribute::Category).unwrap_or("unknown"), "manufacturer": text(Attribute::Manufacturer),
            "model": text(Attribute::Model), "software": text(Attribute::Software),
            "tier": briefing.context.tier.level(), "tier_assumed": briefing.context.assumed,
            "care_setting": briefing.context.care_setting, "siblings": briefing.siblings.len(),
        })
    };
    let time = |mark: &Mark| mark.at.to_string();
    let action = |action: &Action| {
        json!({
            "number": action.number, "state": action.state().slug(), "tier": action.tier.map(crate::clinical::Tier::level),
            "needed_approval": action.needs_approval(), "proposed": time(&action.proposed),
            "approved": action.approval.as_ref().map(|approval| time(&approval.recorded)),
            "done": action.done.as_ref().map(time), "reverted": action.reverted.as_ref().map(time),
        })
    };
    let step = |entry: &crate::alert::incident::Entry| {
        let phase = match &entry.step {
            crate::alert::incident::Step::Moved { phase, .. } => Some(phase.slug()),
            _ => None,
        };
        json!({"at": entry.at.to_string(), "kind": entry.step.slug(), "phase": phase})
    };
    json!({
        "format": "wardwatch incident report 1", "id": incident.id.to_string(), "phase": incident.phase.slug(),
        "opened": time(&incident.opened), "closed": incident.closing.as_ref().map(|closing| time(&closing.mark)),
        "functional_impact": slug(incident.functional), "information_impact": slug(incident.information),
        "recoverability": slug(incident.recoverability),
        "alerts": alerts.iter().map(alert).collect::<Vec<_>>(),
        "devices": briefings.iter().map(device).collect::<Vec<_>>(),
        "actions": incident.actions.iter().map(action).collect::<Vec<_>>(),
        "calls": {"made": incident.calls().count(), "answered": incident.calls().filter(|(.., answer)| answer.is_some()).count()},
        "timeline": incident.timeline.iter().map(step).collect::<Vec<_>>(),
        "left_out": "what people wrote, names and addresses: they stand in the report as text, which stays in the house",
        "note": INFORMS_ONLY,
    })
}

/// The report as text, with everything that was recorded: for the house.
#[must_use]
pub fn text(incident: &Incident, alerts: &[Alert], briefings: &[Briefing]) -> String {
    let mut out = String::new();
    head(incident, &mut out);
    section("Devices", briefings.len(), &mut out);
    briefings.iter().for_each(|briefing| device(briefing, &mut out));
    section("Alerts", alerts.len(), &mut out);
    for alert in alerts {
        let span = format!("{} to {}, {} times", minute(alert.first), minute(alert.last), alert.count);
        let _ = writeln!(out, "  {}  {} {}: {} ({span})", alert.id, alert.severity, alert.kind, alert.summary);
    }
    section("Containment actions", incident.actions.len(), &mut out);
    incident.actions.iter().for_each(|one| action(one, &mut out));
    section("Calls", incident.calls().count(), &mut out);
    for (entry, who, answer) in incident.calls() {
        let answer = answer.unwrap_or("no answer");
        let _ = writeln!(out, "  {}  {} called {who}: {answer}", minute(entry.at), entry.author);
    }
    section("Timeline", incident.timeline.len(), &mut out);
    for entry in &incident.timeline {
        let _ = writeln!(out, "  {}  {}: {}", minute(entry.at), entry.author, entry.step.told());
    }
    if let Some(closing) = &incident.closing {
        section("What was learnt", 1, &mut out);
        let _ = writeln!(out, "  {}", closing.lessons);
    }
    let _ = writeln!(out, "\n{INFORMS_ONLY}");
    out
}

fn section(title: &str, count: usize, out: &mut String) {
    let none = if count == 0 { "\n  none" } else { "" };
    let _ = writeln!(out, "\n{title}{none}");
}

fn head(incident: &Incident, out: &mut String) {
    let _ = writeln!(out, "{}  {}", incident.id, incident.title);
    let mut line = |name: &str, text: String| {
        let _ = writeln!(out, "{name:<20}{text}");
    };
    line("phase", incident.phase.title().to_owned());
    line("opened", signed(&incident.opened));
    if let Some(closing) = &incident.closing {
        line("closed", signed(&closing.mark));
    }
    let said = |slug: Option<&str>, meaning: Option<&str>| match (slug, meaning) {
        (Some(slug), Some(meaning)) => format!("{}: {meaning}", slug.replace('_', " ")),
        _ => "not said yet".to_owned(),
    };
    let (functional, information, recoverability) = (incident.functional, incident.information, incident.recoverability);
    line("functional impact", said(functional.map(|one| one.slug()), functional.map(|one| one.meaning())));
    line("information impact", said(information.map(|one| one.slug()), information.map(|one| one.meaning())));
    line("recoverability", said(recoverability.map(|one| one.slug()), recoverability.map(|one| one.meaning())));
}

fn device(briefing: &Briefing, out: &mut String) {
    let context = &briefing.context;
    let _ = writeln!(out, "  {}  {}", briefing.device, what(briefing));
    let mut line = |name: &str, text: Option<&str>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let _ = writeln!(out, "      {name:<18}{text}");
        }
    };
    line("tier", Some(&format!("{} ({})", context.tier, context.tier_reason)));
    let first = if context.call_list.is_empty() { "and nobody is on its call list yet" } else { "call the list below first" };
    line("DO NOT ISOLATE", context.do_not_isolate.then_some(first));
    line("what it does", Some(&context.what_it_does));
    line("what depends", context.depends.as_deref());
    line("pre-approved", context.containment.as_deref());
    line("approver", context.approver.as_deref());
    line("care plan", context.care_modification_plan.as_deref());
    for one in &context.call_list {
        line("call", Some(&call(one)));
    }
    line("response plan", Some(&context.plan.title));
    for step in &context.plan.steps {
        line("", Some(&format!("- {step}")));
    }
    line("same model", Some(&list(&briefing.siblings).join(", ")));
}

fn action(action: &Action, out: &mut String) {
    let on = action.device.map(|device| format!(" on {device}")).unwrap_or_default();
    let tier = action.tier.map_or_else(|| "tier not known".to_owned(), |tier| format!("tier {tier}"));
    let _ = writeln!(out, "  {}. {}{on}  [{}; {tier}]", action.number, action.what, action.state());
    let _ = writeln!(out, "      proposed {}", signed(&action.proposed));
    match &action.approval {
        Some(approval) => {
            let _ =
                writeln!(out, "      approved by {}, {} (recorded {})", approval.by, approval.role, signed(&approval.recorded));
            let _ = writeln!(out, "      care goes on: {}", approval.plan);
        }
        None if action.needs_approval() => {
            let _ = writeln!(out, "      not to be carried out before a clinical approval is recorded");
        }
        None => {}
    }
    for (name, mark) in [("carried out", &action.done), ("taken back", &action.reverted)] {
        if let Some(mark) = mark {
            let _ = writeln!(out, "      {name} {}", signed(mark));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::AlertId;
    use crate::alert::incident::{Entry, Functional, IncidentId, Information, Phase, Recoverability, Step};
    use crate::clinical::{Person, Playbook, Record, Subject, Tier, Zone, context};
    use crate::inventory::DeviceId;

    const NAME: &str = "Mustermann";

    fn closed() -> (Incident, Vec<Briefing>) {
        let at = Timestamp::new(1_763_900_000, 0);
        let entry = |step| Entry { at, author: format!("{NAME} author"), step };
        let (alerts, devices) = (vec![AlertId(3)], vec![DeviceId(7)]);
        let mut incident =
            Incident::open(IncidentId(1), entry(Step::Opened { title: format!("{NAME} title"), alerts, devices })).unwrap();
        let own = |text: &str| format!("{NAME} {text}");
        let steps = [
            Step::Noted(own("note")),
            Step::Called { who: own("who"), answer: Some(own("answer")) },
            Step::Called { who: own("other"), answer: None },
            Step::Proposed { what: own("action"), device: Some(DeviceId(7)), tier: Some(Tier::new(3)) },
            Step::Approved { action: 1, by: own("by"), role: own("role"), plan: own("plan") },
            Step::Done { action: 1, tier: Some(Tier::new(3)), remark: Some(own("remark")) },
            Step::Assessed {
                functional: Some(Functional::High),
                information: Some(Information::PrivacyBreach),
                recoverability: Some(Recoverability::Regular),
            },
            Step::Moved { phase: Phase::PostIncident, why: Some(own("why")) },
            Step::Closed { lessons: own("lessons") },
        ];
        steps.into_iter().for_each(|step| incident.take(entry(step)).unwrap());
        let record = Record::default();
        let subject = Subject { device: DeviceId(7), category: "infusion_pump", manufacturer: None, record: &record };
        let mut context = context(&subject, &[], Playbook::shipped(), &Zone::default(), at);
        let person = Person { name: own("contact"), role: "on call".into(), phone: Some("123".into()), ..Person::default() };
        context.call_list.push(Call { person, because: "device".into(), reachable: Some(true) });
        (incident, vec![Briefing { device: DeviceId(7), row: None, context, siblings: vec![DeviceId(8)] }])
    }

    #[test]
    fn the_report_for_programs_holds_nothing_that_a_person_wrote() {
        let (incident, briefings) = closed();
        let value = report(&incident, &[], &briefings);
        let text = value.to_string();
        assert!(!text.contains(NAME), "{text}");
        assert_eq!((&value["functional_impact"], &value["phase"]), (&json!("high"), &json!("closed")));
        assert_eq!(value["actions"][0]["state"], json!("done"));
        assert_eq!(value["calls"], json!({"made": 2, "answered": 1}));
        assert_eq!(value["devices"][0]["siblings"], json!(1));
        assert_eq!(value["timeline"].as_array().unwrap().len(), 10);
    }

    #[test]
    fn the_report_as_text_answers_every_question() {
        let (incident, briefings) = closed();
        let text = text(&incident, &[], &briefings);
        for part in [
            "note",
            "who",
            "answer",
            "no answer",
            "action",
            "by Mustermann by",
            "role",
            "plan",
            "remark",
            "why",
            "lessons",
            "DO NOT ISOLATE",
            "dev-8",
            "reachable now",
            "privacy breach",
            "changes nothing on the network",
        ] {
            assert!(text.contains(part), "{part} is missing:\n{text}");
        }
        let whole = serde_json::to_value(Whole::of(&incident, &briefings)).unwrap();
        assert_eq!(whole["calls"][1]["answer"], Value::Null);
        assert_eq!(whole["clinical"][0]["do_not_isolate"], json!(true));
    }
}
