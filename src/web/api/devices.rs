//! Devices: list, one, evidence, conversations, history.

use axum::extract::Path;
use axum::response::Response;

use super::Problem;
use super::json;
use super::shapes::{Change, Device, DeviceList, Evidence, Talk};
use crate::store::DeviceDetails;
use crate::web::catalogue::{self, NAMES, Wanted};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::pages::device::details;
use crate::web::subject;
use crate::web::view::View;

/// What a query asks for; a name that it cannot have is told, so that a mistyped filter does not look like "all".
fn wanted(query: &Fields) -> Result<Wanted, Fault> {
    if let Some((name, _)) = query.0.iter().find(|(name, _)| !NAMES.contains(&name.as_str())) {
        return Err(Fault::Bad(format!("there is no filter {name}; there are: {}", NAMES.join(", "))));
    }
    catalogue::wanted(query)
}

/// Devices, filtered and sorted, a page at a time.
#[utoipa::path(get, path = "/api/v1/devices", tag = "devices",
    params(
        ("q" = Option<String>, Query, description = "Text in a name, maker, model, serial, address, place or tag"),
        ("category" = Option<String>, Query, description = "Slugs of categories, with commas: ct,infusion_pump"),
        ("group" = Option<String>, Query, description = "imaging, monitoring, therapy, laboratory, systems, infrastructure, unknown"),
        ("manufacturer" = Option<String>, Query, description = "This manufacturer"),
        ("model" = Option<String>, Query, description = "This model"),
        ("software" = Option<String>, Query, description = "This software version"),
        ("tier" = Option<String>, Query, description = "Tiers, with commas: 2,3"),
        ("care_setting" = Option<String>, Query, description = "ed, icu, or, ward …"),
        ("department" = Option<String>, Query, description = "This department"),
        ("standing" = Option<String>, Query, description = "new, confirmed, corrected, ignored, retired; several with commas"),
        ("talks_to" = Option<String>, Query, description = "Talked with this address, as client or server"),
        ("siblings_of" = Option<String>, Query, description = "Same make and model as this device, and version where it is known"),
        ("unseen_days" = Option<u64>, Query, description = "Not seen in the last so many days of what the sensor saw"),
        ("changed_since" = Option<String>, Query, description = "Changed since, by the wire or a person; RFC 3339"),
        ("conflicts" = Option<u8>, Query, description = "1: only devices that contradict themselves or a person"),
        ("hidden" = Option<u8>, Query, description = "1: only devices that no network shows; 0: only others"),
        ("sort" = Option<String>, Query, description = "what, id, category, manufacturer, model, software, serial, name, ip, tier, care_setting, department, standing, confidence, first_seen, last_seen, changed, queue"),
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
    view.query.filled(&["limit", "unseen_days", "conflicts", "hidden"])?;
    let wanted = wanted(&view.query)?;
    let page = view.site.ask(move |store| catalogue::page(store, &wanted)).await?;
    let devices = page.devices.iter().map(Device::from).collect();
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
    let (playbook, zone, now) = (view.site.knowledge().playbook.clone(), view.site.knowledge().zone.clone(), view.site.now());
    let subject = view.site.ask(move |store| subject::read(store, &id, &playbook, &zone, now)).await?;
    json(&Device::from(&subject))
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
