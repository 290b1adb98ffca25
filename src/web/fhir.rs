//! HL7 FHIR R4 over HTTP (<http://hl7.org/fhir/R4/http.html>): what the service can do, read and search of `Device`.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::catalogue;
use super::fault::Fault;
use super::fields::Fields;
use super::view::View;
use crate::exchange::fhir::{self, MEDIA_TYPE, Search, SearchError};
use crate::exchange::{Item, intake};
use crate::inventory::DeviceId;
use crate::store::{Query, Rooms};

/// Devices read from the store at one time.
const CHUNK: usize = 500;

impl From<SearchError> for Fault {
    fn from(error: SearchError) -> Self {
        let text = error.to_string();
        if error.code() == "invalid" { Self::Bad(text) } else { Self::NotSupported(text) }
    }
}

/// A resource as an answer.
pub(super) fn resource(value: &Value) -> Response {
    let mut response = value.to_string().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    response
}

/// The address of the service, as whoever asks knows it.
fn base(view: &View, headers: &HeaderMap) -> String {
    let scheme = if view.site.is_secure() { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("{scheme}://{host}/fhir")
}

/// What the service can do: a `CapabilityStatement`.
#[utoipa::path(get, path = "/fhir/metadata", tag = "fhir",
    responses((status = 200, description = "CapabilityStatement", content_type = "application/fhir+json")))]
pub(super) async fn metadata(view: View, headers: HeaderMap) -> Result<Response, Fault> {
    Ok(resource(&fhir::capability_statement(&base(&view, &headers), view.site.now())))
}

/// One `Device`. A number that leads to another since a merge is answered with that one.
#[utoipa::path(get, path = "/fhir/Device/{id}", tag = "fhir",
    params(("id" = String, Path, description = "dev-17")),
    responses(
        (status = 200, description = "Device", content_type = "application/fhir+json"),
        (status = 404, description = "OperationOutcome: there is none", content_type = "application/fhir+json"),
    ))]
pub(super) async fn read(view: View, headers: HeaderMap, Path(id): Path<String>) -> Result<Response, Fault> {
    let missing = || Fault::NotFound(format!("there is no Device {id}"));
    let wanted: DeviceId = id.parse().map_err(|_| missing())?;
    let item = view.site.ask(move |store| Ok(store.dossier(wanted, Item::STATED)?.map(Item::from))).await?;
    let item = item.ok_or_else(missing)?;
    let mut response = resource(&fhir::device(&item));
    if let Ok(place) = HeaderValue::from_str(&format!("{}/Device/{}", base(&view, &headers), item.row.id)) {
        response.headers_mut().insert(header::CONTENT_LOCATION, place);
    }
    Ok(response)
}

/// What a search found.
struct Found {
    /// How many match, where all were looked at.
    total: Option<usize>,
    page: Vec<Item>,
    /// After which device the next page begins.
    next: Option<String>,
}

/// Looks through the devices that the store finds, by number, until the page is full.
fn find(store: &dyn Rooms, search: &Search) -> Result<Found, Fault> {
    let mut matching = Vec::new();
    if let Some(named) = search.named() {
        for id in named.into_iter().take(CHUNK) {
            matching.extend(store.dossier(id, Item::STATED)?.map(Item::from));
        }
        matching.sort_by_key(|item| item.row.id);
        matching.dedup_by_key(|item| item.row.id);
        let (total, page, next) = search.page(&matching);
        let page = page.into_iter().cloned().collect();
        return Ok(Found { total: Some(total), page, next });
    }
    let after = search.begins_after();
    let mut left = store.numbers(&search.narrow())?;
    left.retain(|id| after.is_none_or(|after| *id > after));
    let mut is_whole = after.is_none();
    for chunk in left.chunks(CHUNK) {
        if matching.len() > search.count {
            is_whole = false;
            break;
        }
        let items = intake::items_of(store, chunk)?;
        matching.extend(items.into_iter().filter(|item| search.matches(item)));
    }
    let total = match is_whole {
        true => Some(matching.len()),
        false if search.is_all() => usize::try_from(catalogue::count(store, Query::default())?).ok(),
        false => None,
    };
    let more = matching.len() > search.count && search.count > 0;
    matching.truncate(search.count);
    let next = matching.last().filter(|_| more).map(|last| last.row.id.to_string());
    Ok(Found { total, page: matching, next })
}

async fn answer(view: View, headers: &HeaderMap, query: Fields) -> Result<Response, Fault> {
    let pairs = query.0.iter().filter(|(name, _)| name != "csrf").map(|(name, value)| (name.as_str(), value.as_str()));
    let search = Search::read(pairs)?;
    let (base, now) = (base(&view, headers), view.site.now());
    let asked = search.clone();
    let found = view.site.ask(move |store| find(store, &asked)).await?;
    let page: Vec<&Item> = found.page.iter().collect();
    Ok(resource(&fhir::bundle(&base, &search, found.total, &page, found.next.as_deref(), now)))
}

/// Searches `Device`; a `Bundle` of type searchset, whose link `next` leads to the next page.
#[utoipa::path(get, path = "/fhir/Device", tag = "fhir",
    params(
        ("_id" = Option<String>, Query, description = "dev-17"),
        ("device-name" = Option<String>, Query, description = "Host name, AE title or model; :exact, :contains"),
        ("identifier" = Option<String>, Query, description = "Serial number, asset tag or MAC address, system|value"),
        ("manufacturer" = Option<String>, Query, description = "Begins so; :exact, :contains"),
        ("model" = Option<String>, Query, description = "Begins so; :exact, :contains"),
        ("status" = Option<String>, Query, description = "active"),
        ("type" = Option<String>, Query, description = "Category: infusion_pump, ct …; :not"),
        ("udi-carrier" = Option<String>, Query, description = "Begins so; :exact, :contains"),
        ("serial-number" = Option<String>, Query, description = "Begins so; :exact, :contains"),
        ("_count" = Option<usize>, Query, description = "Devices on a page, up to 1000; 100 where nothing is said"),
    ),
    responses(
        (status = 200, description = "Bundle", content_type = "application/fhir+json"),
        (status = 400, description = "OperationOutcome: the search makes no sense", content_type = "application/fhir+json"),
    ))]
pub(super) async fn search(view: View, headers: HeaderMap) -> Result<Response, Fault> {
    let query = view.query.clone();
    answer(view, &headers, query).await
}

/// The same search with its parameters in a form, in the address, or in both.
#[utoipa::path(post, path = "/fhir/Device/_search", tag = "fhir",
    request_body(content = Option<String>, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "Bundle", content_type = "application/fhir+json"),
        (status = 400, description = "OperationOutcome: the search makes no sense", content_type = "application/fhir+json"),
    ))]
pub(super) async fn search_by_form(view: View, headers: HeaderMap, form: Fields) -> Result<Response, Fault> {
    let mut query = view.query.clone();
    query.0.extend(form.0);
    answer(view, &headers, query).await
}

/// Something went wrong: an `OperationOutcome`.
pub(super) fn outcome(fault: &Fault) -> Response {
    let code = match fault {
        Fault::NotFound(_) => "not-found",
        Fault::Bad(_) => "invalid",
        Fault::NotSupported(_) => "not-supported",
        Fault::SignIn => "login",
        Fault::Forbidden(_) => "forbidden",
        Fault::Conflict(_) | Fault::Changed(_) => "conflict",
        Fault::NeedsVersion => "required",
        Fault::TooLarge(_) => "too-long",
        Fault::Wait(_) => "throttled",
        Fault::Store(_) | Fault::Broken(_) => "exception",
    };
    (fault.status(), resource(&fhir::outcome(code, &fault.detail()))).into_response()
}
