//! Alerts, what people say of them, and suppressions.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::{Problem, json};
use crate::alert::{Alert, Scope, State, Suppression, Verdict};
use crate::clinical::{Call, Context};
use crate::store::{AlertFilter, AlertOrder, Opinion};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::pages::alert::{find, say};
use crate::web::subject;
use crate::web::view::View;

/// The most alerts on a page.
const MOST: usize = 1000;

/// Something that was seen.
#[derive(Serialize, ToSchema)]
struct ProofView {
    at: String,
    text: String,
    /// Community id version 1, seed 0.
    community_id: Option<String>,
}

/// What whoever handles it must know of the device.
#[derive(Serialize, ToSchema)]
struct ClinicalView {
    tier: u8,
    tier_reason: String,
    assumed: bool,
    care_setting: Option<String>,
    what_it_does: String,
    do_not_isolate: bool,
    containment: Option<String>,
    approver: Option<String>,
    call_list: Vec<String>,
    plan: String,
}

/// An alert.
#[derive(Serialize, ToSchema)]
pub(crate) struct AlertView {
    id: String,
    kind: &'static str,
    severity: &'static str,
    device_id: Option<String>,
    device_ips: Vec<String>,
    device_macs: Vec<String>,
    first_seen: String,
    last_seen: String,
    count: u64,
    summary: String,
    peer: Option<String>,
    state: &'static str,
    route: &'static str,
    route_reason: String,
    verdict: Option<&'static str>,
    author: Option<String>,
    note: Option<String>,
    other_devices: Vec<String>,
    strength: u8,
    baseline: Option<String>,
    /// The number of the policy that it is a violation of, where it is of one; it may be dropped by now.
    policy: Option<u32>,
    techniques: Vec<&'static str>,
    evidence: Vec<ProofView>,
    /// Of one alert only; null in lists.
    clinical: Option<ClinicalView>,
}

/// A call in one line.
fn called(call: &Call) -> String {
    let person = &call.person;
    let parts = [Some(&person.name), Some(&person.role), person.phone.as_ref(), person.mail.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).filter(|part| !part.is_empty()).collect();
    format!("{} ({})", parts.join(", "), call.because)
}

impl ClinicalView {
    fn of(context: &Context, called: fn(&Call) -> String) -> Self {
        Self {
            tier: context.tier.level(),
            tier_reason: context.tier_reason.clone(),
            assumed: context.assumed,
            care_setting: context.care_setting.clone(),
            what_it_does: context.what_it_does.clone(),
            do_not_isolate: context.do_not_isolate,
            containment: context.containment.clone(),
            approver: context.approver.clone(),
            call_list: context.call_list.iter().map(called).collect(),
            plan: context.plan.slug.clone(),
        }
    }
}

impl From<&Alert> for AlertView {
    fn from(alert: &Alert) -> Self {
        Self::of(alert, called)
    }
}

impl AlertView {
    /// The alert, each of its calls in the words of `called`.
    pub(crate) fn of(alert: &Alert, called: fn(&Call) -> String) -> Self {
        let proof = |proof: &crate::alert::Proof| ProofView {
            at: proof.at.to_string(),
            text: proof.text.clone(),
            community_id: proof.community_id.clone(),
        };
        Self {
            id: alert.id.to_string(),
            kind: alert.kind.slug(),
            severity: alert.severity.slug(),
            device_id: alert.device.map(|id| id.to_string()),
            device_ips: alert.device_ips.iter().map(ToString::to_string).collect(),
            device_macs: alert.device_macs.iter().map(ToString::to_string).collect(),
            first_seen: alert.first.to_string(),
            last_seen: alert.last.to_string(),
            count: alert.count,
            summary: alert.summary.clone(),
            peer: alert.peer.clone(),
            state: alert.state.slug(),
            route: alert.route.slug(),
            route_reason: alert.route_reason.clone(),
            verdict: alert.verdict.map(Verdict::slug),
            author: alert.author.clone(),
            note: alert.note.clone(),
            other_devices: alert.others.iter().map(ToString::to_string).collect(),
            strength: alert.strength,
            baseline: alert.baseline.clone(),
            policy: alert.policy(),
            techniques: alert.techniques.to_vec(),
            evidence: alert.evidence.iter().map(proof).collect(),
            clinical: alert.context.as_ref().map(|context| ClinicalView::of(context, called)),
        }
    }
}

fn parsed<T: std::str::FromStr>(query: &Fields, name: &str) -> Result<Option<T>, Fault> {
    let read = |text: String| text.parse().map_err(|_| Fault::Bad(format!("{name} cannot be \"{text}\"")));
    query.some(name).map(read).transpose()
}

/// Alerts, latest first.
#[utoipa::path(get, path = "/api/v1/alerts", tag = "alerts",
    params(
        ("state" = Option<String>, Query, description = "open, acknowledged, closed, suppressed; several with commas; all but suppressed where nothing is said"),
        ("kind" = Option<String>, Query, description = "new_peer, port_scan …"),
        ("severity" = Option<String>, Query, description = "At least: info, low, medium, high, critical"),
        ("route" = Option<String>, Query, description = "page or digest"),
        ("device" = Option<String>, Query, description = "dev-17"),
        ("fleets" = Option<bool>, Query, description = "Only findings of a fleet: of three devices or more"),
        ("since" = Option<String>, Query, description = "Seen at or after; RFC 3339"),
        ("until" = Option<String>, Query, description = "First seen before; RFC 3339"),
        ("after" = Option<String>, Query, description = "Where the page before ended: what its `Link` header leads to has it"),
        ("limit" = Option<usize>, Query, description = "Alerts on the page, from 1 to 1000; 100 where nothing is said"),
    ),
    responses(
        (status = 200, description = "A page of alerts", body = Vec<AlertView>,
            headers(("Link" = String, description = "Where there is more: the next page, with rel=\"next\" (RFC 8288)"), ("X-Total-Count" = u64, description = "How many pass in all"))),
        (status = 400, description = "The query makes no sense", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn list(view: View) -> Result<Response, Fault> {
    let query = &view.query;
    let states = query.text("state").split(',').map(str::trim).filter(|word| !word.is_empty());
    let states: Result<Vec<State>, Fault> =
        states.map(|word| word.parse().map_err(|_| Fault::Bad(format!("state cannot be \"{word}\"")))).collect();
    query.filled(&["limit", "fleets"])?;
    let limit = match parsed::<usize>(query, "limit")? {
        None => 100,
        Some(limit) if (1..=MOST).contains(&limit) => limit,
        Some(_) => return Err(Fault::Bad(format!("limit is a number from 1 to {MOST}"))),
    };
    let filter = AlertFilter {
        states: states?,
        kind: parsed(query, "kind")?,
        severity: parsed(query, "severity")?,
        route: parsed(query, "route")?,
        device: parsed(query, "device")?,
        fleets: parsed(query, "fleets")?.unwrap_or_default(),
        since: parsed(query, "since")?,
        until: parsed(query, "until")?,
        order: AlertOrder::Latest,
        after: parsed(query, "after")?,
        limit: Some(limit),
    };
    let page = view.site.ask(move |store| Ok(store.alert_room().alerts(&filter)?)).await?;
    let mut response = json(&page.alerts.iter().map(AlertView::from).collect::<Vec<_>>())?;
    let headers = response.headers_mut();
    headers.insert("x-total-count", HeaderValue::from(page.total));
    if let Some(mark) = page.next {
        let link = format!("</api/v1/alerts?{}>; rel=\"next\"", query.with("after", &mark.to_string()));
        headers.insert(header::LINK, HeaderValue::from_str(&link).map_err(|error| Fault::Broken(error.to_string()))?);
    }
    Ok(response)
}

async fn answer(view: &View, id: String) -> Result<Response, Fault> {
    let (playbook, zone, now) = (view.site.knowledge().playbook.clone(), view.site.knowledge().zone.clone(), view.site.now());
    let alert = view
        .site
        .ask(move |store| {
            let mut alert = find(store, &id)?;
            if let Some(device) = alert.device {
                let subject = subject::read(store, &device.to_string(), &playbook, &zone, now);
                alert.context = subject.ok().map(|subject| subject.context);
            }
            Ok(alert)
        })
        .await?;
    json(&AlertView::from(&alert))
}

/// One alert, with the clinical side of its device.
#[utoipa::path(get, path = "/api/v1/alerts/{id}", tag = "alerts",
    params(("id" = String, Path, description = "alert-17 or 17")),
    responses(
        (status = 200, description = "The alert", body = AlertView),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn one(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    answer(&view, id).await
}

/// What is said of an alert.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct OpinionBody {
    /// open, acknowledged or closed.
    state: String,
    /// true, benign or wrong; closing needs it.
    #[serde(default)]
    verdict: Option<String>,
    /// At most 2,000 characters.
    #[serde(default)]
    note: Option<String>,
}

/// Acknowledges, closes or opens an alert. What was benign is usual for its devices from now on.
#[utoipa::path(post, path = "/api/v1/alerts/{id}/opinions", tag = "alerts", request_body = OpinionBody,
    params(("id" = String, Path, description = "alert-17 or 17")),
    responses(
        (status = 200, description = "The alert", body = AlertView),
        (status = 400, description = "That cannot be said", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn opine(view: View, Path(id): Path<String>, Body(body): Body<OpinionBody>) -> Result<Response, Fault> {
    let state: State = body.state.parse().map_err(|_| Fault::Bad("state is open, acknowledged or closed".to_owned()))?;
    let read = |text: String| text.parse::<Verdict>().map_err(|_| Fault::Bad("verdict is true, benign or wrong".to_owned()));
    let verdict = body.verdict.map(read).transpose()?;
    if state == State::Suppressed || (state == State::Closed && verdict.is_none()) {
        return Err(Fault::Bad("closing needs a verdict; suppressing is done with a suppression".to_owned()));
    }
    let note = body.note.map(|note| note.chars().take(2_000).collect());
    let (author, at, asked) = (view.signed_in()?.name, view.site.now(), id.clone());
    view.site
        .ask(move |store| {
            let alert = find(store, &asked)?.id;
            say(store, &Opinion { alert, state, verdict, author, note, at })
        })
        .await?;
    answer(&view, id).await
}

/// A suppression.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct SuppressionBody {
    /// Its number; in answers only.
    #[serde(default)]
    number: Option<u32>,
    /// What the quiet alerts have in common; at least one part is given.
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    device: Option<String>,
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    peer: Option<String>,
    reason: String,
    /// In answers only.
    #[serde(default)]
    author: Option<String>,
    /// RFC 3339; never where nothing is said.
    #[serde(default)]
    until: Option<String>,
}

impl From<&Suppression> for SuppressionBody {
    fn from(one: &Suppression) -> Self {
        Self {
            number: Some(one.number),
            kind: one.scope.kind.map(|kind| kind.to_string()),
            device: one.scope.device.map(|id| id.to_string()),
            category: one.scope.category.clone(),
            peer: one.scope.peer.clone(),
            reason: one.reason.clone(),
            author: Some(one.author.clone()),
            until: one.until.map(|until| until.to_string()),
        }
    }
}

/// Every suppression.
#[utoipa::path(get, path = "/api/v1/suppressions", tag = "alerts",
    responses((status = 200, description = "Suppressions", body = Vec<SuppressionBody>)))]
pub(in crate::web) async fn suppressions(view: View) -> Result<Response, Fault> {
    let all = view.site.ask(|store| Ok(store.alert_room().suppressions()?)).await?;
    json(&all.iter().map(SuppressionBody::from).collect::<Vec<_>>())
}

/// What became of it.
#[derive(Serialize, ToSchema)]
struct Suppressed {
    number: u32,
    /// Alerts there were that it covers.
    covers: usize,
}

/// Hears no more of something, for a reason.
#[utoipa::path(post, path = "/api/v1/suppressions", tag = "alerts", request_body = SuppressionBody,
    responses(
        (status = 201, description = "It is in force", body = Suppressed),
        (status = 400, description = "It names nothing, or gives no reason", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn suppress(view: View, Body(body): Body<SuppressionBody>) -> Result<Response, Fault> {
    let bad = |name: &'static str| move |_| Fault::Bad(format!("{name} cannot be this"));
    let scope = Scope {
        kind: body
            .kind
            .map(|text| text.parse())
            .transpose()
            .map_err(|error: crate::base::UnknownWord| Fault::Bad(error.to_string()))?,
        device: body.device.map(|text| text.parse().map_err(|_| Fault::Bad(format!("\"{text}\" is no device")))).transpose()?,
        category: body.category,
        peer: body.peer,
    };
    if scope.is_empty() || body.reason.trim().is_empty() {
        return Err(Fault::Bad("name a kind, device, category or peer, and give a reason".to_owned()));
    }
    let until = body.until.map(|text| text.parse()).transpose().map_err(bad("until"))?;
    let (author, at) = (view.signed_in()?.name, view.site.now());
    let reason = body.reason;
    let (number, covers) =
        view.site.ask(move |store| Ok(store.alert_room().suppress(&scope, &reason, &author, at, until)?)).await?;
    Ok((StatusCode::CREATED, json(&Suppressed { number, covers })?).into_response())
}

/// Ends a suppression; what it covered stays as it is.
#[utoipa::path(delete, path = "/api/v1/suppressions/{number}", tag = "alerts",
    params(("number" = u32, Path, description = "Its number")),
    responses(
        (status = 204, description = "It has ended"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn end(view: View, Path(number): Path<String>) -> Result<Response, Fault> {
    let missing = || Fault::NotFound(format!("there is no suppression {number}"));
    let (wanted, author, at) = (number.parse().map_err(|_| missing())?, view.signed_in()?.name, view.site.now());
    let ended = view.site.ask(move |store| Ok(store.alert_room().end_suppression(wanted, &author, at)?)).await?;
    if ended { Ok(StatusCode::NO_CONTENT.into_response()) } else { Err(missing()) }
}
