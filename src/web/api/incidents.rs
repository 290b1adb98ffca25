//! Incidents: list, one, the report to send on.

use axum::extract::Path;
use axum::response::Response;

use super::{Problem, json};
use crate::exchange::incident::{Overview, Whole};
use crate::store::IncidentFilter;
use crate::web::fault::Fault;
use crate::web::pages::incidents::gathered;
use crate::web::view::View;

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
    let filter = IncidentFilter { closed: view.query.text("all") == "1", alert, device, limit: None };
    let found = view.site.ask(move |store| Ok(store.incidents(&filter)?)).await?;
    json(&found.iter().map(Overview::from).collect::<Vec<_>>())
}

/// One incident with every step and the clinical side of its devices.
#[utoipa::path(get, path = "/api/v1/incidents/{id}", tag = "incidents",
    params(("id" = String, Path, description = "incident-1 or 1")),
    responses(
        (status = 200, description = "The incident", body = Whole),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn one(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let (incident, _, briefings) = gathered(&view, id).await?;
    json(&Whole::of(&incident, &briefings))
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
