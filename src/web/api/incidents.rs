//! Incidents: list, one, opening, the next step, the report to send on.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::{Body, expected, tagged};
use super::{Problem, created, json};
use crate::alert::AlertId;
use crate::alert::incident::{IncidentId, Refused, Step};
use crate::exchange::incident::{Overview, Whole};
use crate::inventory::DeviceId;
use crate::store::{IncidentError, IncidentFilter};
use crate::web::catalogue::flag;
use crate::web::fault::Fault;
use crate::web::pages::incidents::gathered;
use crate::web::view::View;

impl From<IncidentError> for Fault {
    fn from(error: IncidentError) -> Self {
        let text = error.to_string();
        match error {
            IncidentError::NoSuchIncident(_) => Self::NotFound(text),
            IncidentError::NoSuchAlert(_) | IncidentError::NoSuchDevice(_) => Self::Bad(text),
            IncidentError::Changed { .. } => Self::Changed(text),
            IncidentError::Refused(Refused::NoAlert | Refused::Missing(_) | Refused::TooLong(_)) => Self::Bad(text),
            IncidentError::Refused(_) => Self::Conflict(text),
            IncidentError::Store(error) => error.into(),
        }
    }
}

/// Incidents, latest first.
#[utoipa::path(get, path = "/api/v1/incidents", tag = "incidents",
    params(
        ("all" = Option<u8>, Query, description = "1: closed ones, too"),
        ("alert" = Option<String>, Query, description = "Only of this alert: alert-17"),
        ("device" = Option<String>, Query, description = "Only of this device: dev-17"),
    ),
    responses((status = 200, description = "Incidents", body = Vec<Overview>)))]
pub(in crate::web) async fn list(view: View) -> Result<Response, Fault> {
    let number = |name: &str| Fault::Bad(format!("{name} is a number"));
    let alert = view.query.some("alert").map(|text| text.parse()).transpose().map_err(|_| number("alert"))?;
    let device = view.query.some("device").map(|text| text.parse()).transpose().map_err(|_| number("device"))?;
    let filter = IncidentFilter { closed: flag(&view.query, "all")?.unwrap_or(false), alert, device, limit: None };
    let found = view.site.ask(move |store| Ok(store.incidents(&filter)?)).await?;
    json(&found.iter().map(Overview::from).collect::<Vec<_>>())
}

/// One incident as it is now; its ETag is how many steps it has.
async fn answer(view: &View, id: String) -> Result<Response, Fault> {
    let (incident, _, briefings) = gathered(view, id).await?;
    Ok(tagged(json(&Whole::of(&incident, &briefings))?, incident.timeline.len() as u64))
}

/// One incident with every step and the clinical side of its devices.
#[utoipa::path(get, path = "/api/v1/incidents/{id}", tag = "incidents",
    params(("id" = String, Path, description = "incident-1 or 1")),
    responses(
        (status = 200, description = "The incident; how many steps it has is the ETag", body = Whole),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn one(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    answer(&view, id).await
}

/// What an incident is opened from.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct OpenBody {
    /// `alert-3`, at least one; those that are open are acknowledged by it.
    alerts: Vec<String>,
    /// The summary of the first alert where nothing is said. Write no patient's name.
    #[serde(default)]
    title: Option<String>,
}

fn alert(text: &str) -> Result<AlertId, Fault> {
    text.parse().map_err(|_| Fault::Bad(format!("\"{text}\" is no alert; name it as alert-3")))
}

/// Opens an incident.
#[utoipa::path(post, path = "/api/v1/incidents", tag = "incidents", request_body = OpenBody,
    responses(
        (status = 201, description = "The incident; its address is in Location", body = Whole),
        (status = 400, description = "There is no such alert, or none is named", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn open(view: View, Body(body): Body<OpenBody>) -> Result<Response, Fault> {
    let alerts = body.alerts.iter().map(|text| alert(text)).collect::<Result<Vec<_>, _>>()?;
    let (author, now) = (view.signed_in()?.name, view.site.now());
    let incident = view.site.ask(move |store| Ok(store.open_incident(body.title.as_deref(), &alerts, &author, now)?)).await?;
    Ok(created(answer(&view, incident.id.to_string()).await?, &format!("/api/v1/incidents/{}", incident.id)))
}

/// The next step of an incident. wardwatch informs and records; no step changes anything on the network.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub(in crate::web) enum StepBody {
    /// Another alert belongs to it.
    Add {
        /// `alert-5`
        alert: String,
    },
    /// Something is written down.
    Note {
        /// At most 4,000 characters, and no patient's name.
        text: String,
    },
    /// Somebody was notified.
    Call {
        /// Whom: name and role.
        who: String,
        /// What they said; null where nobody answered.
        #[serde(default)]
        answer: Option<String>,
    },
    /// How bad it is (NIST SP 800-61r2, tables 3-2 to 3-4); what is not given stays.
    Impact {
        /// none, low, medium or high.
        #[serde(default)]
        functional: Option<String>,
        /// none, privacy_breach, proprietary_breach or integrity_loss.
        #[serde(default)]
        information: Option<String>,
        /// regular, supplemented, extended or not_recoverable.
        #[serde(default)]
        recoverability: Option<String>,
    },
    /// It goes on to another phase, or back to one; a closed one is opened by it.
    Phase {
        /// detection_analysis, containment, eradication_recovery or post_incident.
        phase: String,
        #[serde(default)]
        why: Option<String>,
    },
    /// A containment action is proposed.
    Action {
        /// What is to be done.
        what: String,
        /// `dev-7`; null where it concerns all of the incident.
        #[serde(default)]
        device: Option<String>,
    },
    /// A clinical approval of an action is recorded.
    Approve {
        /// Number of the action.
        #[schema(value_type = u64)]
        action: u32,
        /// Who approved.
        by: String,
        /// In which role.
        role: String,
        /// The care-modification plan.
        plan: String,
    },
    /// An action was carried out; above tier 1 that needs an approval first.
    Done {
        /// Number of the action.
        #[schema(value_type = u64)]
        action: u32,
        #[serde(default)]
        remark: Option<String>,
    },
    /// An action was taken back.
    Revert {
        /// Number of the action.
        #[schema(value_type = u64)]
        action: u32,
        #[serde(default)]
        remark: Option<String>,
    },
    /// It is closed, from post-incident activity.
    Close {
        /// What was learnt.
        lessons: String,
    },
}

impl StepBody {
    fn read(self) -> Result<Step, Fault> {
        fn word<T: std::str::FromStr>(name: &str, text: Option<String>) -> Result<Option<T>, Fault> {
            text.map(|text| text.parse().map_err(|_| Fault::Bad(format!("{name} cannot be \"{text}\"")))).transpose()
        }
        Ok(match self {
            Self::Add { alert: text } => Step::Added { alert: alert(&text)?, devices: Vec::new() },
            Self::Note { text } => Step::Noted(text),
            Self::Call { who, answer } => Step::Called { who, answer },
            Self::Impact { functional, information, recoverability } => Step::Assessed {
                functional: word("functional", functional)?,
                information: word("information", information)?,
                recoverability: word("recoverability", recoverability)?,
            },
            Self::Phase { phase, why } => {
                let phase = word("phase", Some(phase))?.ok_or_else(|| Fault::Bad("name a phase".to_owned()))?;
                Step::Moved { phase, why }
            }
            Self::Action { what, device } => Step::Proposed { what, device: word::<DeviceId>("device", device)?, tier: None },
            Self::Approve { action, by, role, plan } => Step::Approved { action, by, role, plan },
            Self::Done { action, remark } => Step::Done { action, tier: None, remark },
            Self::Revert { action, remark } => Step::Reverted { action, remark },
            Self::Close { lessons } => Step::Closed { lessons },
        })
    }
}

/// Takes the next step. `If-Match` names how many steps you saw: if somebody was quicker, nothing is written.
#[utoipa::path(post, path = "/api/v1/incidents/{id}/steps", tag = "incidents", request_body = StepBody,
    params(
        ("id" = String, Path, description = "incident-1 or 1"),
        ("If-Match" = String, Header, description = "The ETag you read; * takes the step whatever happened meanwhile"),
    ),
    responses(
        (status = 201, description = "The incident as it is now", body = Whole),
        (status = 400, description = "That is no step", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The rules forbid it as things are", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else took a step meanwhile", body = Problem, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn step(
    view: View,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(body): Body<StepBody>,
) -> Result<Response, Fault> {
    let incident: IncidentId = id.parse().map_err(|_| Fault::NotFound(format!("there is no incident {id}")))?;
    let (expected, step) = (expected(&headers)?, body.read()?);
    let (author, now) = (view.signed_in()?.name, view.site.now());
    view.site.ask(move |store| Ok(store.take_step(incident, expected, step, &author, now)?)).await?;
    Ok((StatusCode::CREATED, answer(&view, id).await?).into_response())
}

/// The report to send on: without patient data, names and addresses.
#[utoipa::path(get, path = "/api/v1/incidents/{id}/report", tag = "incidents",
    params(("id" = String, Path, description = "incident-1 or 1")),
    responses(
        (status = 200, description = "The report, a JSON object"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn report(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let (incident, alerts, briefings) = gathered(&view, id).await?;
    json(&crate::exchange::incident::report(&incident, &alerts, &briefings))
}
