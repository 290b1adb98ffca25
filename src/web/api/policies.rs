//! Manufacturers' profiles as policies: what their devices are allowed to do.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Problem, created, json};
use crate::baseline::{Allowed, Side};
use crate::web::fault::Fault;
use crate::web::policies::{self, Held};
use crate::web::upload::Description;
use crate::web::view::View;

/// A conversation that is allowed.
#[derive(Serialize, ToSchema)]
struct AllowedView {
    /// The side that the device is on, client or server; null where the profile does not say who begins.
    side: Option<&'static str>,
    /// `tcp`, `udp` …; null for any.
    transport: Option<String>,
    /// The server's ports, first and last; null for any.
    first_port: Option<u16>,
    last_port: Option<u16>,
    /// anybody, domain, network, site, category or manufacturer.
    with: &'static str,
    /// Which domain, network, category or manufacturer.
    of: Option<String>,
    /// All of it in words.
    said: String,
}

impl From<&Allowed> for AllowedView {
    fn from(one: &Allowed) -> Self {
        let (first_port, last_port) = one.ports.unzip();
        Self {
            side: one.side.map(Side::slug),
            transport: one.transport.map(|transport| transport.name().to_string()),
            first_port,
            last_port,
            with: one.with.kind(),
            of: one.with.of(),
            said: one.to_string(),
        }
    }
}

/// A policy.
#[derive(Serialize, ToSchema)]
struct PolicyView {
    number: u32,
    /// Whom it binds; all that is not null must fit.
    device: Option<String>,
    manufacturer: Option<String>,
    model: Option<String>,
    /// How many devices that are now.
    devices: u64,
    /// What the profile calls its devices.
    title: String,
    /// Where the profile says it comes from (mud-url).
    url: String,
    /// When its maker last changed it (last-update); null where it does not say.
    updated: Option<String>,
    /// Of when the profile is that it took the place of; null where it is the first.
    supersedes: Option<String>,
    author: String,
    at: String,
    allowed: Vec<AllowedView>,
    /// What of the profile could not be taken as it was meant.
    remarks: Vec<String>,
}

impl From<&Held> for PolicyView {
    fn from((policy, devices): &Held) -> Self {
        let bound = policy.bound.clone();
        Self {
            number: policy.number,
            device: bound.device.map(|id| id.to_string()),
            manufacturer: bound.manufacturer,
            model: bound.model,
            devices: *devices,
            title: policy.title.clone(),
            url: policy.url.clone(),
            updated: policy.updated.map(|at| at.to_string()),
            supersedes: policy.supersedes.map(|at| at.to_string()),
            author: policy.author.clone(),
            at: policy.at.to_string(),
            allowed: policy.allowed.iter().map(AllowedView::from).collect(),
            remarks: policy.remarks.clone(),
        }
    }
}

/// Every policy, by number.
#[utoipa::path(get, path = "/api/v1/policies", tag = "baselines",
    responses((status = 200, description = "Policies", body = Vec<PolicyView>)))]
pub(in crate::web) async fn list(view: View) -> Result<Response, Fault> {
    let all = view.site.ask(|store| policies::held(store)).await?;
    json(&all.iter().map(PolicyView::from).collect::<Vec<_>>())
}

async fn answer(view: &View, number: u32) -> Result<Response, Fault> {
    json(&PolicyView::from(&view.site.ask(move |store| policies::one(store, number)).await?))
}

/// One policy.
#[utoipa::path(get, path = "/api/v1/policies/{number}", tag = "baselines",
    params(("number" = u32, Path, description = "Its number")),
    responses(
        (status = 200, description = "The policy", body = PolicyView),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn one(view: View, Path(number): Path<String>) -> Result<Response, Fault> {
    answer(&view, policies::number(&number)?).await
}

/// Takes a manufacturer's profile (RFC 8520) in: what deviates from it is told from now on. The file as it is, or the part
/// `file` of a form. A newer profile of the same mud-url takes the place of the older one, for whomever that one binds.
#[utoipa::path(post, path = "/api/v1/policies", tag = "baselines",
    request_body(content = Object, content_type = "application/mud+json", description = "At most 1 MiB; also as application/json, or multipart/form-data"),
    params(
        ("device" = Option<String>, Query, description = "Only this device: dev-17, 17, a MAC address or an IP address"),
        ("manufacturer" = Option<String>, Query, description = "Only devices of this manufacturer"),
        ("model" = Option<String>, Query, description = "Only devices of this model; where nothing is said, of those that an older profile of the same mud-url binds, or else of the manufacturer and model that the file names"),
    ),
    responses(
        (status = 200, description = "The policy: it took the place of an older one, or was in force already", body = PolicyView),
        (status = 201, description = "The policy; its address is in Location", body = PolicyView),
        (status = 400, description = "It is no profile, allows nothing, or binds nobody", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Several devices have this address, or a newer profile of the same mud-url is in force", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "It is too large", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn add(view: View, Description(upload): Description) -> Result<Response, Fault> {
    let taken = policies::bring(&view.site, upload, view.signed_in()?.name).await?;
    let number = taken.policy.number;
    let answer = answer(&view, number).await?;
    Ok(if taken.new { created(answer, &format!("/api/v1/policies/{number}")) } else { answer })
}

/// Drops a policy: it binds nobody any more.
#[utoipa::path(delete, path = "/api/v1/policies/{number}", tag = "baselines",
    params(("number" = u32, Path, description = "Its number")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn remove(view: View, Path(number): Path<String>) -> Result<Response, Fault> {
    policies::remove(&view.site, policies::number(&number)?, view.signed_in()?.name).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
