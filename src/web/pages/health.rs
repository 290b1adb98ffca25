//! How the box is: what it sees, what it loses, and what to do about it.

use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::web::HealthReport;
use crate::web::fault::Fault;
use crate::web::view::{Frame, View, show};

#[derive(Template)]
#[template(path = "health.html", config = "src/web/askama.toml")]
struct Page {
    frame: Frame,
    report: HealthReport,
}

/// The page.
pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    show(&Page { frame: view.frame("Health", "health"), report: view.site.health() })
}

/// The same in Prometheus' text format.
pub(in crate::web) async fn metrics(view: View) -> Result<Response, Fault> {
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], view.site.health().metrics).into_response())
}
