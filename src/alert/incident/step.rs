//! A step of an incident: what somebody did or said.

use super::words::{Functional, Information, Phase, Recoverability};
use crate::alert::AlertId;
use crate::clinical::Tier;
use crate::inventory::DeviceId;

/// What somebody did or said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Opened it; only ever the first step.
    Opened {
        /// What it is called.
        title: String,
        /// The alerts it is about, at least one.
        alerts: Vec<AlertId>,
        /// The devices of these alerts.
        devices: Vec<DeviceId>,
    },
    /// Added an alert.
    Added {
        /// The alert.
        alert: AlertId,
        /// Its devices.
        devices: Vec<DeviceId>,
    },
    /// Wrote something down.
    Noted(String),
    /// Called somebody.
    Called {
        /// Whom: name and role, never a patient.
        who: String,
        /// What they said; nothing when nobody answered.
        answer: Option<String>,
    },
    /// Said how bad it is; what is not given stays.
    Assessed {
        /// Functional impact.
        functional: Option<Functional>,
        /// Information impact.
        information: Option<Information>,
        /// Recoverability.
        recoverability: Option<Recoverability>,
    },
    /// Went on to another phase, or back to one.
    Moved {
        /// The phase.
        phase: Phase,
        /// Why.
        why: Option<String>,
    },
    /// Proposed a containment action.
    Proposed {
        /// What is to be done.
        what: String,
        /// On which device; nothing where it concerns all of the incident.
        device: Option<DeviceId>,
        /// The worst tier it concerns, then; nothing where nobody knows.
        tier: Option<Tier>,
    },
    /// Recorded a clinical approval.
    Approved {
        /// Number of the action.
        action: u32,
        /// Who approved.
        by: String,
        /// In which role.
        role: String,
        /// How care goes on meanwhile.
        plan: String,
    },
    /// Recorded that an action was carried out.
    Done {
        /// Number of the action.
        action: u32,
        /// The worst tier it concerns now; nothing where nobody knows.
        tier: Option<Tier>,
        /// A remark.
        remark: Option<String>,
    },
    /// Recorded that an action was taken back.
    Reverted {
        /// Number of the action.
        action: u32,
        /// A remark.
        remark: Option<String>,
    },
    /// Closed it.
    Closed {
        /// What was learnt.
        lessons: String,
    },
}

impl Step {
    /// The stored name of its kind.
    #[must_use]
    pub fn slug(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Added { .. } => "added",
            Self::Noted(_) => "noted",
            Self::Called { .. } => "called",
            Self::Assessed { .. } => "assessed",
            Self::Moved { .. } => "moved",
            Self::Proposed { .. } => "proposed",
            Self::Approved { .. } => "approved",
            Self::Done { .. } => "done",
            Self::Reverted { .. } => "reverted",
            Self::Closed { .. } => "closed",
        }
    }

    /// What it says, in one sentence for the timeline.
    #[must_use]
    pub fn told(&self) -> String {
        let more = |text: &Option<String>| text.as_deref().map(|text| format!(": {text}")).unwrap_or_default();
        match self {
            Self::Opened { title, alerts, .. } => {
                let alerts: Vec<String> = alerts.iter().map(ToString::to_string).collect();
                format!("opened from {}: {title}", alerts.join(", "))
            }
            Self::Added { alert, .. } => format!("{alert} belongs to it, too"),
            Self::Noted(text) => text.clone(),
            Self::Called { who, answer: Some(answer) } => format!("called {who}: {answer}"),
            Self::Called { who, answer: None } => format!("called {who}: no answer"),
            Self::Assessed { functional, information, recoverability } => {
                let parts = [
                    functional.map(|word| format!("functional impact {word}")),
                    information.map(|word| format!("information impact {word}")),
                    recoverability.map(|word| format!("recoverability {word}")),
                ];
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ").replace('_', " ")
            }
            Self::Moved { phase, why } => format!("phase {}{}", phase.title().to_lowercase(), more(why)),
            Self::Proposed { what, device, tier } => {
                let on = device.map(|device| format!(" on {device}")).unwrap_or_default();
                let tier = tier.map_or_else(|| "of unknown tier".to_owned(), |tier| format!("tier {tier}"));
                format!("proposed{on} ({tier}): {what}")
            }
            Self::Approved { action, by, role, plan } => {
                format!("action {action} is approved by {by}, {role}; meanwhile: {plan}")
            }
            Self::Done { action, remark, .. } => format!("action {action} was carried out{}", more(remark)),
            Self::Reverted { action, remark } => format!("action {action} was taken back{}", more(remark)),
            Self::Closed { lessons } => format!("closed: {lessons}"),
        }
    }
}
