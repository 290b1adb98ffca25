//! Which is which: merges, splits, and their undoing.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::{Problem, json};
use crate::store::Request;
use crate::web::ask::{Outcome, ask, in_words, part};
use crate::web::fault::Fault;
use crate::web::pages::device::find;
use crate::web::view::View;

/// What became of a request.
#[derive(Serialize, ToSchema)]
pub(super) struct Answered {
    /// Whether it is done; else the hub is busy and will do it.
    done: bool,
    /// In words.
    said: String,
}

pub(super) fn answered(outcome: Outcome) -> Result<Response, Fault> {
    match outcome {
        Outcome::Done(said) => json(&Answered { done: true, said }),
        Outcome::Later(number) => {
            let said = format!("request {number} waits for the hub");
            Ok((StatusCode::ACCEPTED, json(&Answered { done: false, said })?).into_response())
        }
    }
}

/// The other device.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct MergeBody {
    /// `dev-18`, or an address.
    other: String,
}

/// Says that two devices are one.
#[utoipa::path(post, path = "/api/v1/devices/{id}/merge", tag = "identity", request_body = MergeBody,
    params(("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address")),
    responses(
        (status = 200, description = "They are one", body = Answered),
        (status = 202, description = "It will be done", body = Answered),
        (status = 409, description = "It cannot be done", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn merge(view: View, Path(id): Path<String>, Body(body): Body<MergeBody>) -> Result<Response, Fault> {
    let (one, other) = view.site.ask(move |store| Ok((find(store, &id)?, find(store, &body.other)?))).await?;
    answered(ask(&view.site, Request::Merge(one, other), view.signed_in()?.name).await?)
}

/// What leaves.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct SplitBody {
    /// MAC and IP addresses that are another device.
    parts: Vec<String>,
}

/// Says that parts of a device are another one.
#[utoipa::path(post, path = "/api/v1/devices/{id}/split", tag = "identity", request_body = SplitBody,
    params(("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address")),
    responses(
        (status = 200, description = "They are two", body = Answered),
        (status = 202, description = "It will be done", body = Answered),
        (status = 400, description = "That is no address", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It cannot be done", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn split(view: View, Path(id): Path<String>, Body(body): Body<SplitBody>) -> Result<Response, Fault> {
    let read = |text: &String| part(text).ok_or_else(|| Fault::Bad(format!("\"{text}\" is no MAC or IP address")));
    let parts = body.parts.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if parts.is_empty() {
        return Err(Fault::Bad("name at least one address".to_owned()));
    }
    let device = view.site.ask(move |store| find(store, &id)).await?;
    answered(ask(&view.site, Request::Split(device, parts), view.signed_in()?.name).await?)
}

/// A merge or split.
#[derive(Serialize, ToSchema)]
struct OverrideView {
    number: u32,
    at: String,
    /// In words.
    said: String,
    undone: bool,
}

/// Merges and splits, by number.
#[utoipa::path(get, path = "/api/v1/identity", tag = "identity",
    responses((status = 200, description = "Merges and splits", body = Vec<OverrideView>)))]
pub(in crate::web) async fn list(view: View) -> Result<Response, Fault> {
    let all = view.site.ask(|store| Ok(store.overrides()?)).await?;
    let line = |one: &crate::inventory::Override| OverrideView {
        number: one.number,
        at: one.at.to_string(),
        said: in_words(one),
        undone: one.undone,
    };
    json(&all.iter().map(line).collect::<Vec<_>>())
}

/// Takes a merge or split back.
#[utoipa::path(post, path = "/api/v1/identity/{number}/undo", tag = "identity",
    params(("number" = u32, Path, description = "Number of the merge or split")),
    responses(
        (status = 200, description = "It is as it was", body = Answered),
        (status = 202, description = "It will be done", body = Answered),
        (status = 409, description = "There is none, or it was undone before", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn undo(view: View, Path(number): Path<String>) -> Result<Response, Fault> {
    let number = number.parse().map_err(|_| Fault::NotFound(format!("there is no merge or split {number}")))?;
    answered(ask(&view.site, Request::Undo(number), view.signed_in()?.name).await?)
}
