//! Incidents: those there are, and one with a form for each step. Every step is recorded; none does anything on the
//! network.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::alert::Alert;
use crate::alert::incident::{Functional, Incident, IncidentId, Information, Phase, Recoverability, Step};
use crate::base::Timestamp;
use crate::clinical::Zone;
use crate::exchange::incident::{INFORMS_ONLY, Overview, Whole};
use crate::store::{Briefing, IncidentError, IncidentFilter, Rooms};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, go, show};
use crate::web::words;

/// Incidents on a page.
const PAGE: usize = 200;

#[derive(Template)]
#[template(path = "incidents.html", config = "src/web/askama.toml")]
struct IncidentsPage {
    frame: Frame,
    incidents: Vec<Overview>,
    all: bool,
    /// What stands in the form.
    alerts: String,
    title: String,
    wrong: String,
    note: &'static str,
}

/// A word to choose: slug, meaning, whether it is the one now.
type Choice = (&'static str, &'static str, bool);

#[derive(Template)]
#[template(path = "incident.html", config = "src/web/askama.toml")]
struct IncidentPage {
    frame: Frame,
    number: u64,
    whole: Whole,
    alerts: Vec<(u64, &'static str, String, String)>,
    /// Whether it is printed: no forms then.
    printed: bool,
    phase: &'static str,
    opened: String,
    closed: String,
    phases: Vec<Choice>,
    functional: Vec<Choice>,
    information: Vec<Choice>,
    recoverability: Vec<Choice>,
    wrong: String,
}

/// An incident with its alerts and the clinical side of its devices.
pub(in crate::web) type Gathered = (Incident, Vec<Alert>, Vec<Briefing>);

/// Reads an incident.
pub(in crate::web) fn gather(store: &mut dyn Rooms, id: &str, zone: &Zone, now: Timestamp) -> Result<Gathered, Fault> {
    let missing = || Fault::NotFound(format!("there is no incident {id}"));
    let id: IncidentId = id.parse().map_err(|_| missing())?;
    let incident = store.incident(id)?.ok_or_else(missing)?;
    let mut alerts = Vec::new();
    for alert in &incident.alerts {
        alerts.extend(store.alert_room().alert(*alert)?);
    }
    let briefings = incident.devices.iter().map(|device| store.briefing(*device, zone, now)).collect::<Result<_, _>>()?;
    Ok((incident, alerts, briefings))
}

/// Reads an incident for whoever looks.
pub(in crate::web) async fn gathered(view: &View, id: String) -> Result<Gathered, Fault> {
    let (site, now) = (view.site.clone(), view.site.now());
    view.site.ask(move |store| gather(store, &id, &site.knowledge().zone, now)).await
}

/// What the rules forbid, for the page; anything else is a fault.
fn forbidden(error: IncidentError) -> Result<String, Fault> {
    match error {
        IncidentError::Refused(why) => Ok(sentence(&why.to_string())),
        IncidentError::Store(error) => Err(error.into()),
        IncidentError::NoSuchIncident(_) => Err(Fault::NotFound(error.to_string())),
        IncidentError::NoSuchAlert(_) | IncidentError::NoSuchDevice(_) | IncidentError::Changed { .. } => {
            Ok(sentence(&error.to_string()))
        }
    }
}

fn sentence(text: &str) -> String {
    let mut text = format!("{text}.");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn refused(page: Response, wrong: bool) -> Response {
    if wrong { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page }
}

async fn overview(view: &View, form: (String, String), wrong: String) -> Result<Response, Fault> {
    let all = view.query.text("all") == "1";
    let filter = IncidentFilter { closed: all, limit: Some(PAGE), ..IncidentFilter::default() };
    let mut incidents: Vec<Overview> =
        view.site.ask(move |store| Ok(store.incidents(&filter)?.iter().map(Overview::from).collect())).await?;
    for incident in &mut incidents {
        incident.opened = incident.opened.get(..16).unwrap_or_default().replace('T', " ");
        incident.phase = incident.phase.replace('_', " ");
    }
    let (is_wrong, (alerts, title)) = (!wrong.is_empty(), form);
    let frame = view.frame("Incidents", "incidents");
    let page = show(&IncidentsPage { frame, incidents, all, alerts, title, wrong, note: INFORMS_ONLY })?;
    Ok(refused(page, is_wrong))
}

pub(in crate::web) async fn list(view: View) -> Result<Response, Fault> {
    let asked = view.query.text("alerts").to_owned();
    overview(&view, (asked, String::new()), String::new()).await
}

pub(in crate::web) async fn open(view: View, fields: Fields) -> Result<Response, Fault> {
    let (text, title) = (fields.text("alerts").to_owned(), fields.text("title").to_owned());
    let named = text.split([',', ' ']).filter(|name| !name.is_empty());
    let Ok(alerts) = named.map(str::parse).collect::<Result<Vec<_>, _>>() else {
        return overview(&view, (text, title), "Name the alerts by their numbers: alert-3, alert-5.".to_owned()).await;
    };
    let (author, now, named) = (view.signed_in()?.name, view.site.now(), fields.some("title"));
    let opened = view.site.ask(move |store| Ok(store.open_incident(named.as_deref(), &alerts, &author, now))).await?;
    match opened {
        Ok(incident) => Ok(go(&format!("/incidents/{}", incident.id.0))),
        Err(error) => overview(&view, (text, title), forbidden(error)?).await,
    }
}

async fn render(view: &View, id: String, printed: bool, wrong: String) -> Result<Response, Fault> {
    let (incident, alerts, briefings) = gathered(view, id).await?;
    let title = if printed { format!("Report of {}", incident.id) } else { incident.id.to_string() };
    let mut whole = Whole::of(&incident, &briefings);
    let short = |at: &mut String| *at = at.get(..16).unwrap_or_default().replace('T', " ");
    whole.timeline.iter_mut().for_each(|step| short(&mut step.at));
    whole.calls.iter_mut().for_each(|call| short(&mut call.at));
    let alert = |alert: &Alert| (alert.id.0, alert.severity.slug(), alert.summary.clone(), words::minute(alert.last));
    macro_rules! choices {
        ($words:ty, $now:expr) => {
            <$words>::ALL.iter().map(|word| (word.slug(), word.meaning(), $now == Some(*word))).collect()
        };
    }
    let is_wrong = !wrong.is_empty();
    let page = show(&IncidentPage {
        frame: view.frame(&title, "incidents"),
        number: incident.id.0,
        alerts: alerts.iter().map(alert).collect(),
        printed,
        phase: incident.phase.title(),
        opened: words::minute(incident.opened.at),
        closed: incident.closing.as_ref().map(|closing| words::minute(closing.mark.at)).unwrap_or_default(),
        phases: Phase::ALL
            .iter()
            .filter(|phase| **phase != Phase::Closed)
            .map(|phase| (phase.slug(), phase.title(), *phase == incident.phase))
            .collect(),
        functional: choices!(Functional, incident.functional),
        information: choices!(Information, incident.information),
        recoverability: choices!(Recoverability, incident.recoverability),
        whole,
        wrong,
    })?;
    Ok(refused(page, is_wrong))
}

pub(in crate::web) async fn page(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    render(&view, id, false, String::new()).await
}

pub(in crate::web) async fn report(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    render(&view, id, true, String::new()).await
}

/// The step that a form asks for.
fn step(fields: &Fields) -> Result<Step, String> {
    let text = |name: &str| fields.text(name).to_owned();
    let action = || fields.text("action").parse::<u32>().map_err(|_| "Name the action by its number.".to_owned());
    Ok(match fields.text("act") {
        "note" => Step::Noted(text("text")),
        "call" => Step::Called { who: text("who"), answer: fields.some("answer") },
        "add" => {
            let alert = fields.text("alert").parse().map_err(|_| "Name the alert by its number: alert-3.".to_owned())?;
            Step::Added { alert, devices: Vec::new() }
        }
        "impact" => Step::Assessed {
            functional: fields.text("functional").parse().ok(),
            information: fields.text("information").parse().ok(),
            recoverability: fields.text("recoverability").parse().ok(),
        },
        "phase" => {
            let phase = fields.text("phase").parse().map_err(|_| "Choose a phase.".to_owned())?;
            Step::Moved { phase, why: fields.some("why") }
        }
        "propose" => {
            let device = fields.some("device").map(|device| device.parse()).transpose();
            let device = device.map_err(|_| "Name the device by its number: dev-7.".to_owned())?;
            Step::Proposed { what: text("what"), device, tier: None }
        }
        "approve" => Step::Approved { action: action()?, by: text("by"), role: text("role"), plan: text("plan") },
        "done" => Step::Done { action: action()?, tier: None, remark: fields.some("remark") },
        "revert" => Step::Reverted { action: action()?, remark: fields.some("remark") },
        "close" => Step::Closed { lessons: text("lessons") },
        _ => return Err("That is no step of an incident.".to_owned()),
    })
}

pub(in crate::web) async fn act(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let missing = |_| Fault::NotFound(format!("there is no incident {id}"));
    let incident: IncidentId = id.parse().map_err(missing)?;
    let step = match step(&fields) {
        Ok(step) => step,
        Err(wrong) => return render(&view, id, false, wrong).await,
    };
    let (author, now) = (view.signed_in()?.name, view.site.now());
    let taken = view.site.ask(move |store| Ok(store.take_step(incident, None, step, &author, now))).await?;
    match taken {
        Ok(_) => Ok(go(&format!("/incidents/{}?done=saved", incident.0))),
        Err(error) => render(&view, id, false, forbidden(error)?).await,
    }
}
