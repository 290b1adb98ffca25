//! Devices: list, one, evidence, conversations, history.

use axum::extract::Path;
use axum::response::Response;

use super::Problem;
use super::json;
use super::shapes::{Change, Device, DeviceList, Evidence, Talk};
use crate::fingerprint::CATEGORIES;
use crate::store::DeviceDetails;
use crate::web::catalogue::{self, MOST, PAGE, Sort, Wanted};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::pages::device::details;
use crate::web::view::View;
use crate::web::words::Group;

/// Names a query may have; any other is told, so that a mistyped filter does not look like "all".
const NAMES: &[&str] = &["q", "category", "group", "conflicts", "sort", "order", "after", "limit"];

fn wanted(query: &Fields) -> Result<Wanted, Fault> {
    if let Some((name, _)) = query.0.iter().find(|(name, _)| !NAMES.contains(&name.as_str())) {
        return Err(Fault::Bad(format!("there is no filter {name}; there are: {}", NAMES.join(", "))));
    }
    let one_of = |name: &str, known: &[&str]| match query.some(name) {
        Some(word) if !known.contains(&word.as_str()) => {
            Err(Fault::Bad(format!("{name} cannot be {word}; it is one of: {}", known.join(", "))))
        }
        word => Ok(word),
    };
    let groups: Vec<&str> = Group::ALL.iter().map(|group| group.slug()).collect();
    let group = one_of("group", &groups)?;
    let sort = one_of("sort", &Sort::ALL.map(|(_, word)| word))?;
    let limit = match query.some("limit").map(|text| text.parse()) {
        None => PAGE,
        Some(Ok(limit)) if (1..=MOST).contains(&limit) => limit,
        Some(_) => return Err(Fault::Bad(format!("limit is a number from 1 to {MOST}"))),
    };
    Ok(Wanted {
        search: query.some("q"),
        category: one_of("category", CATEGORIES)?,
        group: Group::ALL.into_iter().find(|known| group.as_deref() == Some(known.slug())),
        conflicts: one_of("conflicts", &["0", "1"])?.as_deref() == Some("1"),
        sort: sort.as_deref().and_then(Sort::parse).unwrap_or_default(),
        descending: one_of("order", &["asc", "desc"])?.as_deref() == Some("desc"),
        after: query.some("after"),
        limit,
    })
}

/// Devices, filtered and sorted, a page at a time.
#[utoipa::path(get, path = "/api/v1/devices", tag = "devices",
    params(
        ("q" = Option<String>, Query, description = "Text in a name, maker, model, serial or address"),
        ("category" = Option<String>, Query, description = "Slug of a category: ct, infusion_pump …"),
        ("group" = Option<String>, Query, description = "imaging, monitoring, therapy, laboratory, systems, infrastructure, unknown"),
        ("conflicts" = Option<u8>, Query, description = "1: only devices about which strong evidence disagrees"),
        ("sort" = Option<String>, Query, description = "what, name, ip, first_seen, last_seen, confidence"),
        ("order" = Option<String>, Query, description = "asc or desc"),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<usize>, Query, description = "Devices on the page, from 1 to 500; 50 where nothing is said"),
    ),
    responses(
        (status = 200, description = "A page of devices", body = DeviceList),
        (status = 400, description = "The query makes no sense", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid token", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn list(view: View) -> Result<Response, Fault> {
    let wanted = wanted(&view.query)?;
    let page = view.site.ask(move |store| catalogue::page(store, &wanted)).await?;
    let devices = page.rows.iter().map(Device::from).collect();
    json(&DeviceList { devices, total: page.total, next: page.next })
}

async fn read(view: &View, id: String) -> Result<DeviceDetails, Fault> {
    view.site.ask(move |store| details(store, &id)).await
}

/// One device.
#[utoipa::path(get, path = "/api/v1/devices/{id}", tag = "devices",
    params(("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address")),
    responses(
        (status = 200, description = "The device", body = Device),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Several have this address", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn one(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    json(&Device::from(&read(&view, id).await?.device))
}

/// Why it is believed to be what it is.
#[utoipa::path(get, path = "/api/v1/devices/{id}/evidence", tag = "devices",
    params(("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address")),
    responses(
        (status = 200, description = "Claims, rivals, reasons and facts", body = Evidence),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn evidence(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    json(&Evidence::from(&read(&view, id).await?))
}

/// Its conversations, latest first; at most 500.
#[utoipa::path(get, path = "/api/v1/devices/{id}/conversations", tag = "devices",
    params(("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address")),
    responses(
        (status = 200, description = "Conversations", body = Vec<Talk>),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn conversations(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    json(&read(&view, id).await?.conversations.iter().map(Talk::from).collect::<Vec<_>>())
}

/// What changed, latest first.
#[utoipa::path(get, path = "/api/v1/devices/{id}/history", tag = "devices",
    params(("id" = String, Path, description = "dev-17, 17, a MAC address or an IP address")),
    responses(
        (status = 200, description = "Changes", body = Vec<Change>),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn history(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    json(&read(&view, id).await?.history.iter().map(Change::from).collect::<Vec<_>>())
}
