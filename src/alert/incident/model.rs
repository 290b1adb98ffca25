//! An incident, and the rules by which a step may follow.

use std::fmt;
use std::str::FromStr;

use super::step::Step;
use super::words::{ActionState, Functional, Information, Phase, Recoverability};
use crate::alert::AlertId;
use crate::base::Timestamp;
use crate::clinical::Tier;
use crate::inventory::DeviceId;

/// So many steps can an incident have; then it is to be closed and another opened.
pub const MOST_STEPS: usize = 2000;
/// So many characters can a text have.
pub const MOST_TEXT: usize = 4000;

/// An incident's number: stable, never given to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IncidentId(pub u64);

impl fmt::Display for IncidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("incident-{}", self.0))
    }
}

impl FromStr for IncidentId {
    type Err = std::num::ParseIntError;

    /// Reads `incident-3` or `3`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix("incident-").unwrap_or(text).parse().map(Self)
    }
}

/// A step with who took it and when (wall clock).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: String,
    /// What.
    pub step: Step,
}

/// Who recorded something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: String,
}

/// A clinical approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Who approved.
    pub by: String,
    /// In which role.
    pub role: String,
    /// The care-modification plan: how care goes on meanwhile.
    pub plan: String,
    /// Who recorded it, and when.
    pub recorded: Mark,
}

/// A containment action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its number within the incident, from 1.
    pub number: u32,
    /// What is to be done.
    pub what: String,
    /// On which device; `None` where it concerns all of the incident.
    pub device: Option<DeviceId>,
    /// The worst tier it concerns, as last looked at; `None` where nobody knows.
    pub tier: Option<Tier>,
    /// Who proposed it.
    pub proposed: Mark,
    /// The approval.
    pub approval: Option<Approval>,
    /// Who recorded that it was carried out.
    pub done: Option<Mark>,
    /// Who recorded that it was taken back.
    pub reverted: Option<Mark>,
}

impl Action {
    /// What became of it.
    #[must_use]
    pub fn state(&self) -> ActionState {
        match self {
            Self { reverted: Some(_), .. } => ActionState::Reverted,
            Self { done: Some(_), .. } => ActionState::Done,
            Self { approval: Some(_), .. } => ActionState::Approved,
            _ => ActionState::Open,
        }
    }

    /// Whether it may not be carried out without a clinical approval: above tier 1, or where nobody knows the tier.
    #[must_use]
    pub fn needs_approval(&self) -> bool {
        self.tier.is_none_or(|tier| tier.level() > 1)
    }
}

/// How an incident ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// What was learnt.
    pub lessons: String,
    /// Who closed it, and when.
    pub mark: Mark,
}

/// An incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Its number.
    pub id: IncidentId,
    /// What it is called.
    pub title: String,
    /// Who opened it, and when.
    pub opened: Mark,
    /// The alerts it is about.
    pub alerts: Vec<AlertId>,
    /// The devices of these alerts.
    pub devices: Vec<DeviceId>,
    /// Where the handling stands.
    pub phase: Phase,
    /// Functional impact, once somebody said it.
    pub functional: Option<Functional>,
    /// Information impact, once somebody said it.
    pub information: Option<Information>,
    /// Recoverability, once somebody said it.
    pub recoverability: Option<Recoverability>,
    /// Containment actions, by number.
    pub actions: Vec<Action>,
    /// Every step, in order.
    pub timeline: Vec<Entry>,
    /// How it ended; `None` while it is open.
    pub closing: Option<Closing>,
}

/// Why a step may not follow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nothing is handled.
    #[error("an incident is opened from at least one alert")]
    NoAlert,
    /// It was opened before, or never.
    #[error("an incident is opened once, with its first step")]
    NotTheFirst,
    /// A text says nothing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A text is too long.
    #[error("{0} is longer than {MOST_TEXT} characters")]
    TooLong(&'static str),
    /// The timeline is full.
    #[error("it has {MOST_STEPS} steps, and no more fit; close it and open another")]
    Full,
    /// It is closed.
    #[error("{0} is closed; setting its phase opens it again")]
    Closed(IncidentId),
    /// Closing is a step of its own.
    #[error("an incident is closed with what was learnt from it; use close")]
    CloseInstead,
    /// It is there already.
    #[error("{0} belongs to it already")]
    Already(AlertId),
    /// There is no such action.
    #[error("it has no action {0}")]
    NoSuchAction(u32),
    /// The action is in another state.
    #[error("action {0} is {1}")]
    NotNow(u32, ActionState),
    /// A clinical approval is missing.
    #[error(
        "action {0} concerns {1}: record the clinical approval with its care-modification plan first; without it the action \
         cannot be recorded as done"
    )]
    NotApproved(u32, String),
    /// Nobody approves what they proposed.
    #[error("{0} proposed action {1}; somebody else must approve it")]
    OwnProposal(String, u32),
    /// An impact is not said yet.
    #[error("before it is closed say its {0}")]
    NotAssessed(&'static str),
    /// The phase is too early.
    #[error("it is in phase {0}; it is closed from post-incident activity")]
    TooEarly(&'static str),
}

impl Incident {
    /// An incident from its first step.
    ///
    /// # Errors
    /// When that does not open one.
    pub fn open(id: IncidentId, entry: Entry) -> Result<Self, Refused> {
        let entry = tidy(entry)?;
        let Step::Opened { title, alerts, devices } = &entry.step else { return Err(Refused::NotTheFirst) };
        if alerts.is_empty() {
            return Err(Refused::NoAlert);
        }
        let mut new = Self {
            id,
            title: title.clone(),
            opened: mark(&entry),
            alerts: Vec::new(),
            devices: Vec::new(),
            phase: Phase::DetectionAnalysis,
            functional: None,
            information: None,
            recoverability: None,
            actions: Vec::new(),
            timeline: Vec::new(),
            closing: None,
        };
        alerts.iter().for_each(|alert| add(&mut new.alerts, *alert));
        devices.iter().for_each(|device| add(&mut new.devices, *device));
        new.timeline.push(entry);
        Ok(new)
    }

    /// Takes a further step; what is refused changes nothing.
    ///
    /// # Errors
    /// When it may not follow.
    pub fn take(&mut self, entry: Entry) -> Result<(), Refused> {
        let entry = tidy(entry)?;
        if self.timeline.len() >= MOST_STEPS && !matches!(entry.step, Step::Closed { .. }) {
            return Err(Refused::Full);
        }
        if self.closing.is_some() && !matches!(entry.step, Step::Moved { .. }) {
            return Err(Refused::Closed(self.id));
        }
        let mark = mark(&entry);
        match &entry.step {
            Step::Opened { .. } => return Err(Refused::NotTheFirst),
            Step::Added { alert, .. } if self.alerts.contains(alert) => return Err(Refused::Already(*alert)),
            Step::Added { alert, devices } => {
                self.alerts.push(*alert);
                devices.iter().for_each(|device| add(&mut self.devices, *device));
            }
            Step::Noted(_) | Step::Called { .. } => {}
            Step::Assessed { functional: None, information: None, recoverability: None } => {
                return Err(Refused::Missing("an impact"));
            }
            Step::Assessed { functional, information, recoverability } => {
                self.functional = functional.or(self.functional);
                self.information = information.or(self.information);
                self.recoverability = recoverability.or(self.recoverability);
            }
            Step::Moved { phase: Phase::Closed, .. } => return Err(Refused::CloseInstead),
            Step::Moved { phase, .. } => (self.phase, self.closing) = (*phase, None),
            Step::Closed { lessons } => {
                self.may_close()?;
                (self.phase, self.closing) = (Phase::Closed, Some(Closing { lessons: lessons.clone(), mark }));
            }
            Step::Proposed { .. } | Step::Approved { .. } | Step::Done { .. } | Step::Reverted { .. } => {
                self.act(&entry.step, mark)?;
            }
        }
        self.timeline.push(entry);
        Ok(())
    }

    fn act(&mut self, step: &Step, mark: Mark) -> Result<(), Refused> {
        match step {
            Step::Proposed { what, device, tier } => {
                let number = u32::try_from(self.actions.len()).unwrap_or(u32::MAX).saturating_add(1);
                let (what, device, tier) = (what.clone(), *device, *tier);
                let (approval, done, reverted) = (None, None, None);
                self.actions.push(Action { number, what, device, tier, proposed: mark, approval, done, reverted });
            }
            Step::Approved { action, by, role, plan } => {
                let action = self.action_in(*action, &[ActionState::Open])?;
                if by.eq_ignore_ascii_case(&action.proposed.author) {
                    return Err(Refused::OwnProposal(by.clone(), action.number));
                }
                let (by, role, plan) = (by.clone(), role.clone(), plan.clone());
                action.approval = Some(Approval { by, role, plan, recorded: mark });
            }
            Step::Done { action, tier, .. } => {
                let action = self.action_in(*action, &[ActionState::Open, ActionState::Approved])?;
                // The tier may have been raised since, or found out to be unknown: the worse one counts.
                let tier = action.tier.zip(*tier).map(|(then, now)| then.max(now));
                let looked = Action { tier, ..action.clone() };
                if looked.needs_approval() && looked.approval.is_none() {
                    let concerns = tier.map_or_else(
                        || "a device whose tier nobody knows".to_owned(),
                        |tier| format!("tier {tier} ({})", tier.meaning()),
                    );
                    return Err(Refused::NotApproved(looked.number, concerns));
                }
                (action.tier, action.done) = (tier, Some(mark));
            }
            Step::Reverted { action, .. } => self.action_in(*action, &[ActionState::Done])?.reverted = Some(mark),
            _ => {}
        }
        Ok(())
    }

    fn action_in(&mut self, number: u32, states: &[ActionState]) -> Result<&mut Action, Refused> {
        let found = self.actions.iter_mut().find(|action| action.number == number);
        let action = found.ok_or(Refused::NoSuchAction(number))?;
        let state = action.state();
        if states.contains(&state) { Ok(action) } else { Err(Refused::NotNow(number, state)) }
    }

    fn may_close(&self) -> Result<(), Refused> {
        if self.phase != Phase::PostIncident {
            return Err(Refused::TooEarly(self.phase.title()));
        }
        let missing = [
            (self.functional.is_none(), "functional impact"),
            (self.information.is_none(), "information impact"),
            (self.recoverability.is_none(), "recoverability"),
        ];
        match missing.into_iter().find(|(missing, _)| *missing) {
            Some((_, name)) => Err(Refused::NotAssessed(name)),
            None => Ok(()),
        }
    }

    /// Its calls, in order: when, who called, whom, the answer.
    pub fn calls(&self) -> impl Iterator<Item = (&Entry, &str, Option<&str>)> {
        self.timeline.iter().filter_map(|entry| match &entry.step {
            Step::Called { who, answer } => Some((entry, who.as_str(), answer.as_deref())),
            _ => None,
        })
    }
}

fn add<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn mark(entry: &Entry) -> Mark {
    Mark { at: entry.at, author: entry.author.clone() }
}

/// The entry with its texts tidied, so that what is shown later can harm no terminal; refused where one says nothing.
fn tidy(mut entry: Entry) -> Result<Entry, Refused> {
    entry.author = needed(&entry.author, "the author")?;
    match &mut entry.step {
        Step::Opened { title, .. } => *title = needed(title, "the title")?,
        Step::Noted(text) => *text = needed(text, "the note")?,
        Step::Called { who, answer } => {
            *who = needed(who, "whom you called")?;
            *answer = tidied(answer.take(), "the answer")?;
        }
        Step::Moved { why, .. } => *why = tidied(why.take(), "the reason")?,
        Step::Proposed { what, .. } => *what = needed(what, "what is to be done")?,
        Step::Approved { by, role, plan, .. } => {
            *by = needed(by, "the name of who approved")?;
            *role = needed(role, "the role of who approved")?;
            *plan = needed(plan, "the care-modification plan")?;
        }
        Step::Done { remark, .. } | Step::Reverted { remark, .. } => *remark = tidied(remark.take(), "the remark")?,
        Step::Closed { lessons } => *lessons = needed(lessons, "what was learnt")?,
        Step::Added { .. } | Step::Assessed { .. } => {}
    }
    Ok(entry)
}

fn needed(text: &str, name: &'static str) -> Result<String, Refused> {
    tidied(Some(text.to_owned()), name)?.ok_or(Refused::Missing(name))
}

/// Text on one line: control characters and those that turn the direction of text become spaces; empty is nothing.
fn tidied(text: Option<String>, name: &'static str) -> Result<Option<String>, Refused> {
    let harmful =
        |c: char| c.is_control() || matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let text = text.unwrap_or_default().replace(harmful, " ");
    let text = text.trim();
    match text.chars().count() {
        0 => Ok(None),
        1..=MOST_TEXT => Ok(Some(text.to_owned())),
        _ => Err(Refused::TooLong(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(author: &str, step: Step) -> Entry {
        Entry { at: Timestamp(1), author: author.to_owned(), step }
    }

    fn opened() -> Incident {
        let (title, alerts, devices) = ("CT calls out".to_owned(), vec![AlertId(3), AlertId(3)], vec![DeviceId(7)]);
        Incident::open(IncidentId(1), entry("ann", Step::Opened { title, alerts, devices })).unwrap()
    }

    fn propose(incident: &mut Incident, tier: Option<u8>) {
        let what = "block the way to the Internet".to_owned();
        let tier = tier.map(Tier::new);
        incident.take(entry("ann", Step::Proposed { what, device: Some(DeviceId(7)), tier })).unwrap();
    }

    fn done(action: u32, tier: Option<u8>) -> Entry {
        entry("ann", Step::Done { action, tier: tier.map(Tier::new), remark: None })
    }

    fn approve(by: &str, plan: &str) -> Entry {
        entry("ann", Step::Approved { action: 1, by: by.into(), role: "charge physician".into(), plan: plan.into() })
    }

    #[test]
    fn above_tier_one_nothing_is_done_without_approval() {
        for (then, now, free) in [
            (Some(0), Some(1), true),
            (Some(1), Some(1), true),
            (Some(2), Some(2), false),
            (Some(3), Some(0), false),
            (Some(0), Some(3), false),
            (None, Some(0), false),
            (Some(0), None, false),
        ] {
            let mut incident = opened();
            propose(&mut incident, then);
            let before = incident.clone();
            let outcome = incident.take(done(1, now));
            assert_eq!(outcome.is_ok(), free, "{then:?} {now:?}: {outcome:?}");
            if !free {
                assert!(matches!(outcome, Err(Refused::NotApproved(1, _))));
                assert_eq!(incident, before, "what is refused changes nothing");
                incident.take(approve("Dr Weber", "scan in room 2")).unwrap();
                incident.take(done(1, now)).unwrap();
            }
            assert_eq!(incident.actions[0].state(), ActionState::Done);
        }
    }

    #[test]
    fn an_approval_names_somebody_else_and_the_plan() {
        let mut incident = opened();
        propose(&mut incident, Some(3));
        assert_eq!(incident.take(approve("Ann", "plan")), Err(Refused::OwnProposal("Ann".into(), 1)));
        assert_eq!(incident.take(approve("Dr Weber", " \n ")), Err(Refused::Missing("the care-modification plan")));
        assert_eq!(incident.take(approve("", "plan")), Err(Refused::Missing("the name of who approved")));
        incident.take(approve("Dr Weber", "plan")).unwrap();
        assert_eq!(incident.take(approve("Dr Weber", "plan")), Err(Refused::NotNow(1, ActionState::Approved)));
        let revert = || entry("bob", Step::Reverted { action: 1, remark: None });
        assert_eq!(incident.take(revert()), Err(Refused::NotNow(1, ActionState::Approved)));
        incident.take(done(1, Some(3))).unwrap();
        incident.take(revert()).unwrap();
        assert_eq!(incident.take(done(1, Some(3))), Err(Refused::NotNow(1, ActionState::Reverted)));
        assert_eq!(incident.take(done(2, Some(0))), Err(Refused::NoSuchAction(2)));
    }

    #[test]
    fn is_closed_when_everything_was_said_and_opened_again_by_its_phase() {
        let mut incident = opened();
        assert_eq!(incident.alerts, [AlertId(3)]);
        let close = || entry("ann", Step::Closed { lessons: "segment the scanners".into() });
        let to = |phase| entry("ann", Step::Moved { phase, why: None });
        assert_eq!(incident.take(close()), Err(Refused::TooEarly("Detection and analysis")));
        assert_eq!(incident.take(to(Phase::Closed)), Err(Refused::CloseInstead));
        incident.take(to(Phase::PostIncident)).unwrap();
        assert_eq!(incident.take(close()), Err(Refused::NotAssessed("functional impact")));
        let (functional, information) = (Some(Functional::Low), Some(Information::None));
        let assess = |recoverability| Step::Assessed { functional, information, recoverability };
        incident.take(entry("ann", assess(None))).unwrap();
        assert_eq!(incident.take(close()), Err(Refused::NotAssessed("recoverability")));
        incident.take(entry("ann", assess(Some(Recoverability::Regular)))).unwrap();
        incident.take(close()).unwrap();
        assert_eq!(incident.phase, Phase::Closed);
        assert_eq!(incident.take(entry("ann", Step::Noted("x".into()))), Err(Refused::Closed(IncidentId(1))));
        incident.take(to(Phase::Containment)).unwrap();
        assert!(incident.closing.is_none() && incident.phase == Phase::Containment);
    }

    #[test]
    fn text_is_tidied_and_bounded() {
        let mut incident = opened();
        let who = "Dr\u{1b}[31m Weber\u{202e}".to_owned();
        incident.take(entry("a\nnn", Step::Called { who, answer: Some("  ".into()) })).unwrap();
        assert_eq!(
            incident.calls().map(|(entry, who, answer)| (entry.author.as_str(), who, answer)).collect::<Vec<_>>(),
            [("a nn", "Dr [31m Weber", None)]
        );
        let long = "x".repeat(MOST_TEXT + 1);
        assert_eq!(incident.take(entry("ann", Step::Noted(long))), Err(Refused::TooLong("the note")));
        assert_eq!("incident-3".parse(), Ok(IncidentId(3)));
        let (title, alerts, devices) = ("t".to_owned(), vec![], vec![]);
        assert_eq!(Incident::open(IncidentId(2), entry("a", Step::Opened { title, alerts, devices })), Err(Refused::NoAlert));
    }
}
