//! What is normal for a device: read, accepted, forgotten, and written for others.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Body, expected, tagged};
use super::identity::{Answered, answered};
use super::{Problem, json};
use crate::base::Timestamp;
use crate::baseline::{Baseline, FEATURES, Word};
use crate::exchange::mud::Usage;
use crate::store::Request;
use crate::web::ask::ask;
use crate::web::fault::Fault;
use crate::web::learnt::{self, Known, Model, version};
use crate::web::view::{View, attached};

/// The most characters of a text that chooses conversations.
const MOST: usize = 200;

/// How far one detector has learnt.
#[derive(Serialize, ToSchema)]
struct DetectorView {
    /// policies, sweeps, conversations, identity, volume or silence.
    detector: &'static str,
    /// prior, learning or active.
    state: &'static str,
    because: String,
}

/// A conversation that it has.
#[derive(Serialize, ToSchema)]
struct ConversationView {
    /// client where it asks, server where it answers.
    side: &'static str,
    /// `tcp/104 dicom`
    service: String,
    /// A category, a network or a domain.
    with: String,
    /// seen, candidate, trusted or accepted.
    trust: &'static str,
    /// It crosses the site's border, or gives control: time alone does not make it trusted.
    risky: bool,
    /// Of the last 32.
    days_seen: u32,
    first_seen: String,
    last_seen: String,
}

/// How much of something.
#[derive(Serialize, ToSchema)]
struct VolumeView {
    what: &'static str,
    /// The usual of each hour: 24 of working days, then 24 of weekends; null where too little was measured.
    usual_per_hour: Vec<Option<u64>>,
    /// The most of any hour.
    most: u64,
}

/// A word that it used.
#[derive(Serialize, ToSchema)]
struct WordView {
    property: &'static str,
    text: String,
    first_seen: String,
}

impl From<&Word> for WordView {
    fn from(word: &Word) -> Self {
        Self { property: word.property.slug(), text: word.text.to_string(), first_seen: word.first.to_string() }
    }
}

/// What is normal for a device.
#[derive(Serialize, ToSchema)]
pub(crate) struct BaselineView {
    device_id: String,
    learning_since: String,
    /// When a person said that learning is over.
    accepted: Option<String>,
    detectors: Vec<DetectorView>,
    conversations: Vec<ConversationView>,
    /// So many gave way to others.
    conversations_forgotten: u32,
    volume: Vec<VolumeView>,
    /// What it says of itself.
    identity: Vec<WordView>,
    /// Words of clinical protocols: AE titles, SOP classes, applications, message types.
    vocabulary: Vec<WordView>,
    /// Of each of the last days, the latest at the end.
    longest_silences_seconds: Vec<u16>,
    /// It is missed after so long; null where it is often silent, or too few days were seen.
    missed_after_seconds: Option<u32>,
    /// Numbers of the policies that bind it.
    policies: Vec<u32>,
    /// What it takes in memory.
    bytes: usize,
}

impl BaselineView {
    /// As it is at `now`, where learning takes so many days, with the numbers of the policies that bind it.
    pub(crate) fn of(one: &Baseline, now: Timestamp, days: u32, policies: Vec<u32>) -> Self {
        let detectors = learnt::detectors(one, now, days).into_iter();
        let talk = |talk: &crate::baseline::Talk| ConversationView {
            side: talk.key.side.slug(),
            service: talk.key.service(),
            with: talk.key.group.to_string(),
            trust: talk.trust.slug(),
            risky: talk.risky,
            days_seen: talk.days.count_ones(),
            first_seen: talk.first.to_string(),
            last_seen: talk.last.to_string(),
        };
        let volume = FEATURES.iter().enumerate().map(|(place, what)| VolumeView {
            what,
            usual_per_hour: one.volume.usual(place).to_vec(),
            most: one.volume.most(place),
        });
        let words = |clinical| one.words.iter().filter(move |word| word.is_clinical() == clinical).map(WordView::from).collect();
        Self {
            device_id: one.device.to_string(),
            learning_since: one.since.to_string(),
            accepted: one.accepted.map(|at| at.to_string()),
            detectors: detectors.map(|one| DetectorView { detector: one.slug, state: one.stage, because: one.why }).collect(),
            conversations: one.talks.iter().map(talk).collect(),
            conversations_forgotten: one.evicted,
            volume: volume.collect(),
            identity: words(false),
            vocabulary: words(true),
            longest_silences_seconds: one.gaps.clone(),
            missed_after_seconds: one.missed_after(3),
            policies,
            bytes: one.size(),
        }
    }
}

async fn known(view: &View, id: String) -> Result<Known, Fault> {
    view.site.ask(move |store| Known::read(store, &id)).await
}

/// What is normal for a device, and how far it is learnt.
#[utoipa::path(get, path = "/api/v1/devices/{id}/baseline", tag = "baselines",
    params(("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address")),
    responses(
        (status = 200, description = "The baseline; its ETag changes with what `accept` would accept, not with every packet", body = BaselineView),
        (status = 404, description = "There is no such device, or nothing was learnt of it yet", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn one(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let known = known(&view, id).await?;
    let (one, days) = (known.learnt()?, view.site.knowledge().baseline.learning_days);
    let numbers = known.policies.iter().map(|policy| policy.number).collect();
    Ok(tagged(json(&BaselineView::of(one, known.now(), days, numbers))?, version(one)))
}

/// What is accepted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct AcceptBody {
    /// Only conversations whose service or group holds this text, of at most 200 characters; all of them, and that learning
    /// is over, where nothing is said.
    #[serde(default)]
    only: Option<String>,
}

/// Says that what a device does now is usual. `If-Match` names the baseline you read: if it does something else by now,
/// nothing is accepted.
#[utoipa::path(post, path = "/api/v1/devices/{id}/baseline/accept", tag = "baselines", request_body = AcceptBody,
    params(
        ("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address"),
        ("If-Match" = String, Header, description = "The ETag you read; * accepts whatever it does"),
    ),
    responses(
        (status = 200, description = "It is accepted", body = Answered),
        (status = 202, description = "It will be accepted", body = Answered),
        (status = 404, description = "There is no such device, or nothing was learnt of it yet", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "It has other conversations now than those you read", body = Problem, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn accept(
    view: View,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(body): Body<AcceptBody>,
) -> Result<Response, Fault> {
    let (expected, only) = (expected(&headers)?, body.only.unwrap_or_default());
    if only.chars().count() > MOST {
        return Err(Fault::Bad(format!("only is a text of at most {MOST} characters")));
    }
    let known = known(&view, id).await?;
    if expected.is_some_and(|read| known.learnt().map(version).is_ok_and(|now| now != read)) {
        return Err(Fault::Changed(format!("{} has other conversations now than those you read", known.row.id)));
    }
    let device = known.learnt()?.device;
    answered(ask(&view.site, Request::Accept(device, only), view.signed_in()?.name).await?)
}

/// Forgets what was learnt of a device: it is learnt anew.
#[utoipa::path(delete, path = "/api/v1/devices/{id}/baseline", tag = "baselines",
    params(("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address")),
    responses(
        (status = 200, description = "It is forgotten", body = Answered),
        (status = 202, description = "It will be forgotten", body = Answered),
        (status = 404, description = "There is no such device, or nothing was learnt of it yet", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn reset(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let device = known(&view, id).await?.learnt()?.device;
    answered(ask(&view.site, Request::Reset(device), view.signed_in()?.name).await?)
}

/// What a device is trusted to do, as a file: a profile by RFC 8520, or a list for those who keep a firewall.
#[utoipa::path(get, path = "/api/v1/devices/{id}/baseline/{format}", tag = "baselines",
    params(
        ("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address"),
        ("format" = String, Path, description = "mud or allow-list"),
    ),
    responses(
        (status = 200, description = "The file", content(
            (serde_json::Value = "application/mud+json"),
            (String = "text/plain"),
        )),
        (status = 404, description = "There is no such device or format, or nothing was learnt of it yet", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn file(view: View, Path((id, format)): Path<(String, String)>) -> Result<Response, Fault> {
    let known = known(&view, id).await?;
    written(&Usage::of_device(known.learnt()?, &known.row), &format)
}

/// What the devices of a model are trusted to do, as a file: whatever one of them is, but what crosses the border of the site or
/// gives control only where more than half of them are. A profile by RFC 8520, or a list for those who keep a firewall.
#[utoipa::path(get, path = "/api/v1/baselines/{format}", tag = "baselines",
    params(
        ("format" = String, Path, description = "mud or allow-list"),
        ("model" = String, Query, description = "The model, as lists of devices show it"),
        ("manufacturer" = Option<String>, Query, description = "Its manufacturer"),
    ),
    responses(
        (status = 200, description = "The file", content(
            (serde_json::Value = "application/mud+json"),
            (String = "text/plain"),
        )),
        (status = 400, description = "No model is named", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such format, or nothing was learnt of a device of that model yet", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn of_model(view: View, Path(format): Path<String>) -> Result<Response, Fault> {
    let (manufacturer, model) = (view.query.some("manufacturer"), view.query.some("model"));
    written(&view.site.ask(move |store| Model::read(store, manufacturer, model)).await?.usage()?, &format)
}

fn written(usage: &Usage<'_>, format: &str) -> Result<Response, Fault> {
    let name = &usage.about.name;
    match format {
        "mud" => {
            let text = serde_json::to_string_pretty(&usage.profile());
            let text = text.map_err(|error| Fault::Broken(error.to_string()))? + "\n";
            Ok(attached(text, "application/mud+json", &format!("{name}.mud.json")))
        }
        "allow-list" => Ok(attached(usage.allow_list(), "text/plain; charset=utf-8", &format!("{name}-allowed.txt"))),
        other => Err(Fault::NotFound(format!("there is no format {other}; there are mud and allow-list"))),
    }
}
