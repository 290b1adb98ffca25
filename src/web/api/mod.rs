//! The API for programs: REST under `/api/v1`, described by OpenAPI 3.1, errors as RFC 9457 problem details.

pub(super) mod alerts;
pub(super) mod baselines;
mod body;
pub(super) mod contacts;
pub(super) mod devices;
pub(super) mod events;
pub(super) mod identity;
pub(super) mod imports;
pub(super) mod incidents;
pub(super) mod policies;
pub(super) mod records;
mod shapes;
pub(super) mod tokens;
pub(super) mod views;

pub(crate) use alerts::AlertView;
pub(crate) use baselines::BaselineView;
pub(crate) use shapes::{Change, Fact, Talk};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, ResponseBuilder};
use utoipa::{Modify, OpenApi, ToSchema};

use super::fault::Fault;

/// A problem (RFC 9457).
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what `fault` writes")]
pub(crate) struct Problem {
    /// Always `about:blank`: the status says what kind it is.
    r#type: String,
    /// Name of the status.
    title: String,
    /// HTTP status.
    status: u16,
    /// What happened, for a person.
    detail: String,
    /// What was asked for.
    instance: String,
}

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A token made under “Your account” or with `wardwatch users token`."))
            .build();
        let components = document.components.get_or_insert_with(Default::default);
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// What the gate and the readers of requests may answer to any of its kind, beside what an operation itself says.
struct Refusals;

impl Modify for Refusals {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        for (path, item) in &mut document.paths.paths {
            let operations = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
            for operation in operations.into_iter().flatten() {
                let (has_body, asks) = (operation.request_body.is_some(), operation.parameters.is_some());
                let mut may = vec![("401", "No valid token"), ("403", "This token, or its account, may not")];
                if has_body || asks {
                    may.push(("400", "The request makes no sense"));
                }
                if path.contains('{') {
                    may.push(("404", "There is none"));
                }
                if path.starts_with("/api/v1/devices/{id}") {
                    may.push(("409", "Several have this address"));
                }
                if has_body {
                    may.push(("413", "The body is too large"));
                }
                let shape = if path.starts_with("/fhir") { Shape::Outcome } else { Shape::Problem };
                for (status, why) in may {
                    operation.responses.responses.entry(status.to_owned()).or_insert_with(|| refusal(why, shape).into());
                }
            }
        }
    }
}

/// What a refusal is told as.
#[derive(Clone, Copy)]
enum Shape {
    /// RFC 9457.
    Problem,
    /// FHIR's `OperationOutcome`.
    Outcome,
}

/// An answer that is a problem.
fn refusal(why: &str, shape: Shape) -> utoipa::openapi::Response {
    let (kind, schema) = match shape {
        Shape::Problem => ("application/problem+json", Some(Ref::from_schema_name("Problem"))),
        Shape::Outcome => ("application/fhir+json", None),
    };
    ResponseBuilder::new().description(why).content(kind, ContentBuilder::new().schema(schema).build()).build()
}

#[derive(OpenApi)]
#[openapi(
    info(title = "wardwatch", description = "Which medical devices are on the network, what they are, and why we think so."),
    paths(
        devices::list,
        devices::one,
        devices::evidence,
        devices::conversations,
        devices::history,
        records::one,
        records::edit,
        records::comment,
        records::review,
        records::audit,
        identity::merge,
        identity::split,
        identity::list,
        identity::undo,
        alerts::list,
        alerts::one,
        alerts::opine,
        alerts::suppressions,
        alerts::suppress,
        alerts::end,
        baselines::one,
        baselines::accept,
        baselines::reset,
        baselines::file,
        baselines::of_model,
        policies::list,
        policies::add,
        policies::one,
        policies::remove,
        contacts::list,
        contacts::add,
        contacts::change,
        contacts::remove,
        incidents::list,
        incidents::open,
        incidents::one,
        incidents::step,
        incidents::report,
        imports::list,
        imports::add,
        imports::one,
        imports::reconciliation,
        imports::apply,
        imports::export,
        crate::web::fhir::metadata,
        crate::web::fhir::search,
        crate::web::fhir::search_by_form,
        crate::web::fhir::read,
        events::stream,
        tokens::list,
        tokens::remove,
        views::list,
        views::add,
        views::remove
    ),
    components(schemas(Problem)),
    modifiers(&Bearer, &Refusals),
    security(("token" = []))
)]
struct Document;

/// The description of the API, as JSON.
///
/// # Errors
/// When it cannot be written.
pub fn openapi() -> Result<String, String> {
    Document::openapi().to_pretty_json().map(|text| text + "\n").map_err(|error| error.to_string())
}

pub(super) async fn document() -> Result<Response, Fault> {
    let mut response = openapi().map_err(Fault::Broken)?.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// The answer that something was made, with where it is.
fn created(mut response: Response, address: &str) -> Response {
    *response.status_mut() = StatusCode::CREATED;
    response.headers_mut().extend(HeaderValue::from_str(address).ok().map(|place| (header::LOCATION, place)));
    response
}

/// A value as JSON.
fn json(value: &impl Serialize) -> Result<Response, Fault> {
    let text = serde_json::to_string(value).map_err(|error| Fault::Broken(error.to_string()))?;
    let mut response = text.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::routes;

    const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/openapi.json");

    #[test]
    fn the_description_is_the_one_that_was_agreed() {
        let now = openapi().unwrap();
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(std::path::Path::new(GOLDEN).parent().unwrap()).unwrap();
            std::fs::write(GOLDEN, &now).unwrap();
        }
        let agreed = std::fs::read_to_string(GOLDEN).unwrap_or_default();
        assert!(agreed == now, "the API changed; look at it, then UPDATE_GOLDEN=1 cargo test --lib openapi");
    }

    #[test]
    fn every_route_of_the_api_is_described() {
        let document: serde_json::Value = serde_json::from_str(&openapi().unwrap()).unwrap();
        // Prometheus has a format of its own.
        let aside = ["/api/v1/openapi.json", "/metrics"];
        for route in routes().iter().filter(|route| route.is_api() && !aside.contains(&route.path)) {
            let method = route.method.as_str().to_lowercase();
            assert!(document["paths"][route.path][&method].is_object(), "{method} {} is not described", route.path);
        }
        for (path, item) in document["paths"].as_object().unwrap() {
            assert!(routes().iter().any(|route| route.path == path), "{path} is described and not there: {item}");
        }
        assert_eq!(document["openapi"], "3.1.0");
    }
}
