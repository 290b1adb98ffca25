//! Clinical records, review, comments, the audit log.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Body, expected, tagged};
use super::{Problem, json};
use crate::clinical::{Entry, FIELDS, Standing};
use crate::inventory::DeviceId;
use crate::store::{AuditFilter, Edit};
use crate::web::access::May;
use crate::web::fault::Fault;
use crate::web::pages::device::find;
use crate::web::subject::{self, Subject};
use crate::web::view::View;
use crate::web::words;

/// What stands in a field.
#[derive(Serialize, ToSchema)]
struct FieldValue {
    value: String,
    author: Option<String>,
    at: Option<String>,
    /// `confirmed`, `imported` or `assumed` from the category.
    standing: &'static str,
}

/// Somebody to call.
#[derive(Serialize, ToSchema)]
struct CallView {
    name: String,
    role: String,
    phone: Option<String>,
    mail: Option<String>,
    /// Why this one: device, department, site, manufacturer.
    because: String,
    /// Null where nobody said their hours.
    reachable: Option<bool>,
}

/// A comment.
#[derive(Serialize, ToSchema)]
struct CommentView {
    at: String,
    author: String,
    text: String,
}

/// A value that a person said and the wire contradicts.
#[derive(Serialize, ToSchema)]
struct ContradictionView {
    field: &'static str,
    said: String,
    seen: String,
}

/// The clinical record of a device and what follows from it.
#[derive(Serialize, ToSchema)]
pub(super) struct RecordView {
    id: String,
    /// Counts changes; the ETag is this number in quotes.
    revision: u64,
    /// new, confirmed, corrected, ignored or retired.
    standing: &'static str,
    /// 0 to 3, computed.
    tier: u8,
    tier_reason: String,
    /// Whether an impact behind the tier is assumed from the category.
    tier_assumed: bool,
    do_not_isolate: bool,
    /// 0 to 100.
    risk: u8,
    /// Points with their reasons.
    risk_reasons: Vec<String>,
    /// By the slugs of fields; those that nobody said and nothing assumes are left out.
    fields: BTreeMap<&'static str, FieldValue>,
    call_list: Vec<CallView>,
    plan: Vec<String>,
    contradictions: Vec<ContradictionView>,
    comments: Vec<CommentView>,
}

fn record(view: &View, subject: &Subject) -> RecordView {
    let playbook = &view.site.knowledge().playbook;
    let (context, card) = (&subject.context, &subject.card);
    let category = words::category(&subject.row);
    let risk = words::risk(subject, &view.site);
    let fields = FIELDS.iter().filter_map(|field| {
        let value = match card.record.get(field.slug) {
            Some(value) => FieldValue {
                value: value.text.clone(),
                author: Some(value.author.clone()),
                at: Some(value.at.to_string()),
                standing: if value.confirmed { "confirmed" } else { "imported" },
            },
            None => {
                FieldValue { value: subject::assumed(playbook, category, field)?, author: None, at: None, standing: "assumed" }
            }
        };
        Some((field.slug, value))
    });
    let call = |call: &crate::clinical::Call| CallView {
        name: call.person.name.clone(),
        role: call.person.role.clone(),
        phone: call.person.phone.clone(),
        mail: call.person.mail.clone(),
        because: call.because.clone(),
        reachable: call.reachable,
    };
    let comment =
        |one: &crate::store::Comment| CommentView { at: one.at.to_string(), author: one.author.clone(), text: one.text.clone() };
    let contradictions = subject.contradictions.iter();
    RecordView {
        id: subject.row.id.to_string(),
        revision: card.revision,
        standing: card.standing.slug(),
        tier: context.tier.level(),
        tier_reason: context.tier_reason.clone(),
        tier_assumed: context.assumed,
        do_not_isolate: context.do_not_isolate,
        risk: risk.score,
        risk_reasons: risk.points.iter().map(|point| format!("{:+} {}", point.points, point.reason)).collect(),
        fields: fields.collect(),
        call_list: context.call_list.iter().map(call).collect(),
        plan: context.plan.steps.clone(),
        contradictions: contradictions
            .map(|one| ContradictionView { field: one.field, said: one.said.clone(), seen: one.seen.clone() })
            .collect(),
        comments: card.comments.iter().map(comment).collect(),
    }
}

async fn answer(view: &View, id: String) -> Result<Response, Fault> {
    let (playbook, zone, now) = (view.site.knowledge().playbook.clone(), view.site.knowledge().zone.clone(), view.site.now());
    let subject = view.site.ask(move |store| subject::read(store, &id, &playbook, &zone, now)).await?;
    Ok(tagged(json(&record(view, &subject))?, subject.card.revision))
}

/// The clinical record of a device, with what is assumed, whom to call and what to do.
#[utoipa::path(get, path = "/api/v1/devices/{id}/record", tag = "records",
    params(("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address")),
    responses(
        (status = 200, description = "The record; its revision is the ETag", body = RecordView),
        (status = 404, description = "There is no such device", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn one(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    answer(&view, id).await
}

/// An edit of a record.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct EditBody {
    /// Fields and what shall stand in them; null clears.
    #[serde(default)]
    set: BTreeMap<String, Option<String>>,
    /// confirmed, corrected, ignored, retired or new.
    #[serde(default)]
    standing: Option<String>,
    /// Whether you stand for what was assumed or imported.
    #[serde(default)]
    confirm: bool,
    /// Whether the values come from another system and nobody stands for them yet.
    #[serde(default)]
    imported: bool,
}

fn standing(text: Option<&String>) -> Result<Option<Standing>, Fault> {
    text.map(|text| text.parse().map_err(Fault::Bad)).transpose()
}

/// Edits the record. `If-Match` names the revision you read: if somebody was quicker, nothing is written.
#[utoipa::path(patch, path = "/api/v1/devices/{id}/record", tag = "records", request_body = EditBody,
    params(
        ("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address"),
        ("If-Match" = String, Header, description = "The ETag you read; * overwrites whatever is there"),
    ),
    responses(
        (status = 200, description = "The record as it is now", body = RecordView),
        (status = 400, description = "A field cannot hold its value", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else changed it", body = Problem, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn edit(
    view: View,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(body): Body<EditBody>,
) -> Result<Response, Fault> {
    let expected = expected(&headers)?;
    let set = body.set.into_iter().map(|(field, value)| (field, value.unwrap_or_default())).collect();
    let edit = Edit { set, standing: standing(body.standing.as_ref())?, confirm: body.confirm, imported: body.imported };
    let (author, now, asked) = (view.signed_in()?.name, view.site.now(), id.clone());
    view.site
        .ask(move |store| {
            let device = find(store, &asked)?;
            Ok(store.edit(device, expected, &edit, &author, now)?)
        })
        .await?;
    answer(&view, id).await
}

/// A comment.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct CommentBody {
    /// At most 4,000 characters.
    text: String,
}

/// Adds a comment.
#[utoipa::path(post, path = "/api/v1/devices/{id}/comments", tag = "records", request_body = CommentBody,
    params(("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address")),
    responses((status = 201, description = "It is kept", body = RecordView)))]
pub(in crate::web) async fn comment(
    view: View,
    Path(id): Path<String>,
    Body(body): Body<CommentBody>,
) -> Result<Response, Fault> {
    let (author, now, asked) = (view.signed_in()?.name, view.site.now(), id.clone());
    view.site
        .ask(move |store| {
            let device = find(store, &asked)?;
            Ok(store.comment(device, &body.text, &author, now)?)
        })
        .await?;
    Ok((StatusCode::CREATED, answer(&view, id).await?).into_response())
}

/// Several devices that come to stand somewhere.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct ReviewBody {
    /// `dev-17` …; all are changed or none.
    devices: Vec<String>,
    /// confirmed, ignored, retired or new.
    standing: String,
}

/// What became of one of them.
#[derive(Serialize, ToSchema)]
struct Reviewed {
    id: String,
    revision: u64,
    standing: &'static str,
}

/// Confirms, ignores or retires several devices at once.
#[utoipa::path(post, path = "/api/v1/review", tag = "records", request_body = ReviewBody,
    responses(
        (status = 200, description = "Each device with its standing", body = Vec<Reviewed>),
        (status = 404, description = "There is no such device", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn review(view: View, Body(body): Body<ReviewBody>) -> Result<Response, Fault> {
    let standing: Standing = body.standing.parse().map_err(Fault::Bad)?;
    let devices: Result<Vec<DeviceId>, Fault> =
        body.devices.iter().map(|text| text.parse().map_err(|_| Fault::Bad(format!("\"{text}\" is no device")))).collect();
    let devices = devices?;
    let (author, now, asked) = (view.signed_in()?.name, view.site.now(), devices.clone());
    let edit = Edit { standing: Some(standing), confirm: standing == Standing::Confirmed, ..Edit::default() };
    let edited = view.site.ask(move |store| Ok(store.edit_all(&asked, &edit, &author, now)?)).await?;
    let both = devices.iter().zip(&edited);
    let view = both.map(|(id, one)| Reviewed { id: id.to_string(), revision: one.revision, standing: one.standing.slug() });
    json(&view.collect::<Vec<_>>())
}

/// An entry of the audit log.
#[derive(Serialize, ToSchema)]
struct AuditEntry {
    number: u64,
    at: String,
    who: String,
    what: String,
    subject: String,
    field: Option<String>,
    from: Option<String>,
    to: Option<String>,
    /// Covers this entry and all before it.
    hash: String,
}

impl From<&Entry> for AuditEntry {
    fn from(entry: &Entry) -> Self {
        let deed = entry.deed.clone();
        Self {
            number: entry.number,
            at: deed.at.to_string(),
            who: deed.who,
            what: deed.what,
            subject: deed.subject,
            field: deed.field,
            from: deed.from,
            to: deed.to,
            hash: entry.hash.to_string(),
        }
    }
}

/// The audit log, latest first. What became of accounts, tokens and signing in is told to administrators only.
#[utoipa::path(get, path = "/api/v1/audit", tag = "records",
    params(
        ("subject" = Option<String>, Query, description = "dev-17, contact 3, user ann …"),
        ("who" = Option<String>, Query, description = "Name of an account"),
        ("before" = Option<u64>, Query, description = "Only entries before this number: the next page"),
        ("limit" = Option<usize>, Query, description = "At most so many, up to 1000; 100 where nothing is said"),
    ),
    responses((status = 200, description = "Entries", body = Vec<AuditEntry>)))]
pub(in crate::web) async fn audit(view: View) -> Result<Response, Fault> {
    view.query.filled(&["before", "limit"])?;
    let number = |name: &str| match view.query.some(name) {
        None => Ok(None),
        // As wide as the numbers of entries are.
        Some(text) => {
            let number = text.parse::<u64>().ok().filter(|number| i64::try_from(*number).is_ok());
            number.map(Some).ok_or_else(|| Fault::Bad(format!("{name} is a number")))
        }
    };
    let limit = number("limit")?.unwrap_or(100).clamp(1, 1000);
    let filter = AuditFilter {
        subject: view.query.some("subject"),
        who: view.query.some("who"),
        before: number("before")?,
        limit: usize::try_from(limit).ok(),
        without_access: !view.signed_in()?.may(May::Admin),
    };
    let entries = view.site.ask(move |store| Ok(store.audit(&filter)?)).await?;
    json(&entries.iter().map(AuditEntry::from).collect::<Vec<_>>())
}
