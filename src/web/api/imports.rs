//! Exports of a CMMS: taken in, compared, written into records; and devices as files.

use axum::extract::Path;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::{Problem, created, json};
use crate::exchange::intake::Applied;
use crate::exchange::reconcile::report_json;
use crate::store::{Import, Rooms};
use crate::web::compare::{self, Arrived};
use crate::web::fault::Fault;
use crate::web::upload::Upload;
use crate::web::view::View;

/// An export that came in.
#[derive(Serialize, ToSchema)]
struct ImportView {
    number: u64,
    at: String,
    author: String,
    /// The name of its file.
    file: String,
    /// What it was read by.
    mapping: String,
    /// When it was last written into records, and by whom; null while it was not.
    applied_at: Option<String>,
    applied_by: Option<String>,
    /// How far it is while it is being written into records; else null.
    writing: Option<WritingView>,
}

/// How far an export is that is being written into records.
#[derive(Serialize, ToSchema)]
struct WritingView {
    /// Devices written.
    done: usize,
    /// Of so many.
    of: usize,
}

impl From<&Import> for ImportView {
    fn from(import: &Import) -> Self {
        let (by, at) = import.applied.clone().unzip();
        Self {
            number: import.number,
            at: import.at.to_string(),
            author: import.author.clone(),
            file: import.file.clone(),
            mapping: import.mapping.clone(),
            applied_at: at.map(|at| at.to_string()),
            applied_by: by,
            writing: None,
        }
    }
}

/// What was written.
#[derive(Serialize, ToSchema)]
struct AppliedView {
    /// Fields filled.
    fields: usize,
    /// Of so many devices.
    devices: usize,
    /// Devices recorded that no network shows.
    recorded: usize,
}

impl From<Applied> for AppliedView {
    fn from(applied: Applied) -> Self {
        Self { fields: applied.fields, devices: applied.devices, recorded: applied.recorded }
    }
}

/// What came of an export.
#[derive(Serialize, ToSchema)]
struct Outcome {
    /// Null where nothing was kept.
    import: Option<ImportView>,
    /// Null where nothing was written.
    applied: Option<AppliedView>,
    /// Which row is which device, where both disagree, what is on one side only; as things were before anything was
    /// written.
    #[schema(value_type = Object)]
    reconciliation: serde_json::Value,
}

/// The exports that came in, latest first; at most 20 are kept.
#[utoipa::path(get, path = "/api/v1/imports", tag = "exchange",
    responses((status = 200, description = "Exports", body = Vec<ImportView>)))]
pub(in crate::web) async fn list(view: View) -> Result<Response, Fault> {
    let all = view.site.ask(|store| Ok(store.imports()?)).await?;
    json(&all.iter().map(ImportView::from).collect::<Vec<_>>())
}

fn flag(upload: &Upload, name: &str, otherwise: bool) -> Result<bool, Fault> {
    match upload.fields.text(name) {
        "" => Ok(otherwise),
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        other => Err(Fault::Bad(format!("{name} is 0 or 1, not \"{other}\""))),
    }
}

/// Takes an export of a CMMS: a table as it is, or the parts `file` and, for a mapping of your own, `mapping_file` of a
/// form. Unless `dry_run` is 0 nothing is kept or written, and the answer says what would be.
#[utoipa::path(post, path = "/api/v1/imports", tag = "exchange",
    request_body(content = String, content_type = "text/csv", description = "At most 12 MB; or multipart/form-data"),
    params(
        ("mapping" = Option<String>, Query, description = "generic, servicenow, or wardwatch for an export of its own; needed unless mapping_file is sent"),
        ("dry_run" = Option<u8>, Query, description = "0: keep it, and fill the fields that nobody stands for; 1 where nothing is said"),
        ("create" = Option<u8>, Query, description = "1: rows of which no device was seen become devices that no network shows"),
        ("file" = Option<String>, Query, description = "The name of the file"),
    ),
    responses(
        (status = 200, description = "What would be", body = Outcome),
        (status = 201, description = "What was", body = Outcome),
        (status = 400, description = "The table, the mapping or both cannot be read; with the line", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "It is too large", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn add(view: View, upload: Upload) -> Result<Response, Fault> {
    let (dry_run, create) = (flag(&upload, "dry_run", true)?, flag(&upload, "create", false)?);
    let tables = view.site.knowledge().fingerprints.clone();
    let (author, now, site) = (view.signed_in()?.name, view.site.now(), view.site.clone());
    let outcome = view
        .site
        .ask_alone(move |store| {
            let arrived: Arrived = compare::arrived(&upload)?;
            let (_, report) = compare::against(store, &arrived.read, &tables)?;
            let reconciliation = report_json(&report);
            if dry_run {
                return Ok(Outcome { import: None, applied: None, reconciliation });
            }
            let number = compare::keep(store, &arrived, author.clone(), now)?;
            let applied = compare::written(&site, store, number, &report, create, (&author, now))?;
            let import = store.import(Some(number))?.as_ref().map(ImportView::from);
            Ok(Outcome { import, applied: Some(applied.into()), reconciliation })
        })
        .await?;
    let answer = json(&outcome)?;
    Ok(match &outcome.import {
        Some(import) => created(answer, &format!("/api/v1/imports/{}", import.number)),
        None => answer,
    })
}

/// One export.
#[utoipa::path(get, path = "/api/v1/imports/{number}", tag = "exchange",
    params(("number" = String, Path, description = "Its number, or latest")),
    responses(
        (status = 200, description = "The export", body = ImportView),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn one(view: View, Path(number): Path<String>) -> Result<Response, Fault> {
    let import = view.site.ask(move |store| compare::import(store, &number)).await?;
    let writing = view.site.writing(import.number).map(|one| WritingView { done: one.done, of: one.of });
    json(&ImportView { writing, ..ImportView::from(&import) })
}

/// An export beside the inventory as it is now: rows that are devices, what would be filled, conflicts field by field, rows
/// that could be several, rows of which nothing was seen, devices that the CMMS does not have, cells that cannot be read.
#[utoipa::path(get, path = "/api/v1/imports/{number}/reconciliation", tag = "exchange",
    params(("number" = String, Path, description = "Its number, or latest")),
    responses(
        (status = 200, description = "The report, a JSON object"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn reconciliation(view: View, Path(number): Path<String>) -> Result<Response, Fault> {
    let report = compare::with(&view.site, number, |_, compared| Ok(report_json(&compared.report))).await?;
    json(&report)
}

/// How it is applied.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct ApplyBody {
    /// Whether rows of which no device was seen become devices that no network shows.
    #[serde(default)]
    create: bool,
}

/// Writes a kept export into records, as things are now. What a person stands for and what the network shows stays.
#[utoipa::path(post, path = "/api/v1/imports/{number}/apply", tag = "exchange", request_body = ApplyBody,
    params(("number" = String, Path, description = "Its number, or latest")),
    responses(
        (status = 200, description = "What was written", body = AppliedView),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn apply(
    view: View,
    Path(number): Path<String>,
    Body(body): Body<ApplyBody>,
) -> Result<Response, Fault> {
    let (author, now, site) = (view.signed_in()?.name, view.site.now(), view.site.clone());
    let act = move |store: &mut dyn Rooms, compared: compare::Compared| {
        compare::written(&site, store, compared.import.number, &compared.report, body.create, (&author, now))
    };
    json(&AppliedView::from(compare::with(&view.site, number, act).await?))
}

/// Devices as a file, by number. Filters are those of the list; that it left is in the audit log. An answer that breaks off
/// is not the whole file.
#[utoipa::path(get, path = "/api/v1/exports/{format}", tag = "exchange",
    params(
        ("format" = String, Path, description = "csv, json, fhir (a bundle of Device), ocsf (one event a line) or netbox"),
        ("site" = Option<String>, Query, description = "NetBox's name of the site for devices of which nobody said one"),
        ("sheet" = Option<String>, Query, description = "Of netbox: 1-sites.csv … 8-ip-addresses.csv; the devices where nothing is said"),
        ("q" = Option<String>, Query, description = "This and every other filter of the list of devices"),
    ),
    responses(
        (status = 200, description = "The file: csv and netbox; json; fhir; ocsf", content(
            (String = "text/csv"),
            (serde_json::Value = "application/json"),
            (serde_json::Value = "application/fhir+json"),
            (String = "application/x-ndjson"),
        )),
        (status = 400, description = "The filter makes no sense", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no such format", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn export(view: View, Path(format): Path<String>) -> Result<Response, Fault> {
    crate::web::export::file(view, &format).await
}
