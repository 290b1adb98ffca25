//! The pages: each reads what it needs and fills its template.

pub(super) mod account;
pub(super) mod accounts;
pub(super) mod alert;
pub(super) mod alerts;
pub(super) mod audit;
pub(super) mod baseline;
mod clinical;
mod columns;
pub(super) mod contacts;
pub(super) mod desk;
pub(super) mod device;
pub(super) mod devices;
pub(super) mod exchange;
mod grouping;
pub(super) mod health;
pub(super) mod identity;
pub(super) mod import;
pub(super) mod incidents;
pub(super) mod login;
pub(super) mod map;
mod map_devices;
mod network;
pub(super) mod overview;
pub(super) mod policies;
pub(super) mod record;
pub(super) mod review;
pub(super) mod setup;
pub(super) mod sso;
pub(super) mod suppressions;
pub(super) mod tuning;
pub(super) mod views;

use askama::Template;
use axum::response::Html;

use super::access::Person;
use super::fault::Fault;
use super::site::Site;
use super::view::Frame;

#[derive(Template)]
#[template(path = "fault.html", config = "src/web/askama.toml")]
struct FaultPage {
    frame: Frame,
    heading: &'static str,
    detail: String,
}

/// What went wrong, as a page.
pub(super) fn fault(site: &Site, fault: &Fault, person: Option<&Person>, theme: &'static str) -> Html<String> {
    let mut detail = fault.detail();
    if let Some(first) = detail.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let page = FaultPage { frame: Frame::new(site, fault.title(), "", person, theme), heading: fault.title(), detail };
    Html(page.render().unwrap_or_else(|_| fault.title().to_owned()))
}
