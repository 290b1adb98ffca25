//! Every route in one table: how it is asked for, who may, and what answers.

use axum::http::Method;
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use axum::{Router, middleware};

use super::access::{Asks, Entry, May, Who, gate};
use super::fault::Fault;
use super::site::Site;
use super::{api, assets, fhir, headers, pages};

/// One route.
pub struct Route {
    /// How it is asked for.
    pub method: Method,
    /// Its path; `{…}` is a part that varies.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
    handler: fn() -> MethodRouter<Site>,
}

impl Route {
    /// Whether programs ask rather than people: errors are problem details, and nobody is sent to sign in.
    #[must_use]
    pub fn is_api(&self) -> bool {
        self.asks() != Asks::People
    }

    fn asks(&self) -> Asks {
        match self.path {
            path if path.starts_with("/fhir/") => Asks::Fhir,
            path if path.starts_with("/api/") || path == "/metrics" => Asks::Programs,
            _ => Asks::People,
        }
    }
}

macro_rules! table {
    ($($method:ident $path:literal $who:expr => $handler:path;)+) => {
        vec![$(Route { method: method(stringify!($method)), path: $path, who: $who, handler: || $method($handler) },)+]
    };
}

fn method(name: &str) -> Method {
    match name {
        "post" => Method::POST,
        "put" => Method::PUT,
        "patch" => Method::PATCH,
        "delete" => Method::DELETE,
        _ => Method::GET,
    }
}

/// The table of routes.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut all = for_people();
    all.extend(for_analysts());
    all.extend(for_accounts());
    all.extend(for_programs());
    all
}

const EDIT: Who = Who::May(May::Inventory);
const HANDLE: Who = Who::May(May::Alerts);
const READ: Who = Who::May(May::Read);
const ADMIN: Who = Who::May(May::Admin);

fn for_people() -> Vec<Route> {
    table! {
        get "/" READ => pages::overview::page;
        get "/devices" READ => pages::devices::page;
        post "/views" Who::SignedIn => pages::views::save;
        get "/views/{id}" READ => pages::views::follow;
        post "/views/{id}/remove" Who::SignedIn => pages::views::remove;
        get "/devices/{id}" READ => pages::device::page;
        get "/devices/{id}/record" EDIT => pages::record::page;
        post "/devices/{id}/record" EDIT => pages::record::save;
        post "/devices/{id}/standing" EDIT => pages::review::one;
        post "/devices/{id}/comment" EDIT => pages::review::comment;
        get "/devices/{id}/baseline" READ => pages::baseline::page;
        post "/devices/{id}/baseline" HANDLE => pages::baseline::act;
        get "/devices/{id}/baseline/{format}" READ => pages::baseline::file;
        get "/baselines/{format}" READ => pages::baseline::of_model;
        get "/devices/{id}/merge" EDIT => pages::identity::merge;
        post "/devices/{id}/merge" EDIT => pages::identity::do_merge;
        get "/devices/{id}/split" EDIT => pages::identity::split;
        post "/devices/{id}/split" EDIT => pages::identity::do_split;
        post "/devices/{id}/undo" EDIT => pages::identity::undo;
        get "/record" EDIT => pages::record::unseen;
        post "/record" EDIT => pages::record::add_unseen;
        get "/review" READ => pages::review::page;
        post "/review" EDIT => pages::review::several;
        post "/looked" READ => pages::overview::looked;
        get "/map" READ => pages::map::page;
        get "/contacts" READ => pages::contacts::page;
        post "/contacts" EDIT => pages::contacts::put;
        post "/contacts/{id}/remove" EDIT => pages::contacts::remove;
        get "/audit" READ => pages::audit::page;
        get "/exchange" READ => pages::exchange::page;
        post "/exchange" EDIT => pages::exchange::upload;
        get "/exchange/{id}" READ => pages::import::page;
        get "/exchange/{id}/report.csv" READ => pages::import::report;
        post "/exchange/{id}/apply" EDIT => pages::import::apply;
        post "/exchange/{id}/take" EDIT => pages::import::take;
        post "/exchange/{id}/settle" EDIT => pages::import::settle;
        post "/exchange/{id}/record" EDIT => pages::import::record;
        get "/exports/{format}" READ => pages::exchange::export;
        get "/health" READ => pages::health::page;
        get "/metrics" READ => pages::health::metrics;
    }
}

/// The pages of those who handle alerts.
fn for_analysts() -> Vec<Route> {
    table! {
        get "/alerts" READ => pages::alerts::page;
        post "/alerts" HANDLE => pages::alerts::several;
        get "/alerts/{id}" READ => pages::alert::page;
        post "/alerts/{id}" HANDLE => pages::alert::act;
        post "/alerts/{id}/suppress" HANDLE => pages::alert::suppress;
        get "/fleets" READ => pages::desk::fleets;
        get "/digest" READ => pages::desk::digest;
        get "/suppressions" READ => pages::suppressions::page;
        post "/suppressions/{number}/end" HANDLE => pages::suppressions::end;
        get "/policies" READ => pages::policies::page;
        post "/policies" HANDLE => pages::policies::bring;
        post "/policies/{number}/drop" HANDLE => pages::policies::remove;
        get "/tuning" READ => pages::tuning::page;
        get "/incidents" READ => pages::incidents::list;
        post "/incidents" HANDLE => pages::incidents::open;
        get "/incidents/{id}" READ => pages::incidents::page;
        post "/incidents/{id}" HANDLE => pages::incidents::act;
        get "/incidents/{id}/report" READ => pages::incidents::report;
    }
}

/// Signing in, and who may what.
fn for_accounts() -> Vec<Route> {
    table! {
        get "/login" Who::Anyone => pages::login::page;
        post "/login" Who::Anyone => pages::login::sign_in;
        get "/login/sso" Who::Anyone => pages::sso::begin;
        get "/login/sso/callback" Who::Anyone => pages::sso::back;
        post "/logout" Who::SignedIn => pages::login::sign_out;
        get "/setup" Who::Anyone => pages::setup::page;
        post "/setup" Who::Anyone => pages::setup::make;
        get "/account" Who::SignedIn => pages::account::page;
        post "/account/password" Who::SignedIn => pages::account::password;
        post "/account/tokens" Who::SignedIn => pages::account::add_token;
        post "/account/tokens/{id}/remove" Who::SignedIn => pages::account::remove_token;
        post "/theme" Who::Anyone => pages::login::theme;
        get "/admin/accounts" ADMIN => pages::accounts::page;
        post "/admin/accounts" ADMIN => pages::accounts::put;
        post "/admin/accounts/{name}/remove" ADMIN => pages::accounts::remove;
        get "/assets/{version}/{name}" Who::Anyone => assets::file;
    }
}

fn for_programs() -> Vec<Route> {
    table! {
        get "/api/v1/openapi.json" READ => api::document;
        get "/api/v1/devices" READ => api::devices::list;
        get "/api/v1/devices/{id}" READ => api::devices::one;
        get "/api/v1/devices/{id}/evidence" READ => api::devices::evidence;
        get "/api/v1/devices/{id}/conversations" READ => api::devices::conversations;
        get "/api/v1/devices/{id}/history" READ => api::devices::history;
        get "/api/v1/devices/{id}/baseline" READ => api::baselines::one;
        post "/api/v1/devices/{id}/baseline/accept" HANDLE => api::baselines::accept;
        delete "/api/v1/devices/{id}/baseline" HANDLE => api::baselines::reset;
        get "/api/v1/devices/{id}/baseline/{format}" READ => api::baselines::file;
        get "/api/v1/baselines/{format}" READ => api::baselines::of_model;
        get "/api/v1/devices/{id}/record" READ => api::records::one;
        patch "/api/v1/devices/{id}/record" EDIT => api::records::edit;
        post "/api/v1/devices/{id}/comments" EDIT => api::records::comment;
        post "/api/v1/devices/{id}/merge" EDIT => api::identity::merge;
        post "/api/v1/devices/{id}/split" EDIT => api::identity::split;
        get "/api/v1/identity" READ => api::identity::list;
        post "/api/v1/identity/{number}/undo" EDIT => api::identity::undo;
        post "/api/v1/review" EDIT => api::records::review;
        get "/api/v1/contacts" READ => api::contacts::list;
        post "/api/v1/contacts" EDIT => api::contacts::add;
        put "/api/v1/contacts/{id}" EDIT => api::contacts::change;
        delete "/api/v1/contacts/{id}" EDIT => api::contacts::remove;
        get "/api/v1/alerts" READ => api::alerts::list;
        get "/api/v1/alerts/{id}" READ => api::alerts::one;
        post "/api/v1/alerts/{id}/opinions" HANDLE => api::alerts::opine;
        get "/api/v1/suppressions" READ => api::alerts::suppressions;
        post "/api/v1/suppressions" HANDLE => api::alerts::suppress;
        delete "/api/v1/suppressions/{number}" HANDLE => api::alerts::end;
        get "/api/v1/policies" READ => api::policies::list;
        post "/api/v1/policies" HANDLE => api::policies::add;
        get "/api/v1/policies/{number}" READ => api::policies::one;
        delete "/api/v1/policies/{number}" HANDLE => api::policies::remove;
        get "/api/v1/audit" READ => api::records::audit;
        get "/api/v1/imports" READ => api::imports::list;
        post "/api/v1/imports" EDIT => api::imports::add;
        get "/api/v1/imports/{number}" READ => api::imports::one;
        get "/api/v1/imports/{number}/reconciliation" READ => api::imports::reconciliation;
        post "/api/v1/imports/{number}/apply" EDIT => api::imports::apply;
        get "/api/v1/exports/{format}" READ => api::imports::export;
        get "/api/v1/incidents" READ => api::incidents::list;
        post "/api/v1/incidents" HANDLE => api::incidents::open;
        get "/api/v1/incidents/{id}" READ => api::incidents::one;
        post "/api/v1/incidents/{id}/steps" HANDLE => api::incidents::step;
        get "/api/v1/incidents/{id}/report" READ => api::incidents::report;
        get "/api/v1/views" READ => api::views::list;
        post "/api/v1/views" READ => api::views::add;
        delete "/api/v1/views/{id}" READ => api::views::remove;
        get "/fhir/metadata" READ => fhir::metadata;
        get "/fhir/Device" READ => fhir::search;
        post "/fhir/Device/_search" READ => fhir::search_by_form;
        get "/fhir/Device/{id}" READ => fhir::read;
        get "/api/v1/events" READ => api::events::stream;
        get "/api/v1/tokens" ADMIN => api::tokens::list;
        delete "/api/v1/tokens/{id}" ADMIN => api::tokens::remove;
    }
}

async fn nothing() -> Fault {
    Fault::NotFound("there is no such page; perhaps the address is mistyped".to_owned())
}

/// What answers.
pub(super) fn router(site: &Site) -> Router {
    let guarded = |handler: MethodRouter<Site>, who, asks| {
        let entry = Entry { site: site.clone(), who, asks };
        handler.layer(middleware::from_fn_with_state(entry, gate))
    };
    let table = routes().into_iter().fold(Router::new(), |router, route| {
        let asks = route.asks();
        router.route(route.path, guarded((route.handler)(), route.who, asks))
    });
    // What does not exist is told like everything else.
    let missing = |asks| guarded(axum::routing::any(nothing), Who::Anyone, asks);
    table
        .route("/api/{*rest}", missing(Asks::Programs))
        .route("/fhir/{*rest}", missing(Asks::Fhir))
        .fallback_service(missing(Asks::People).with_state(site.clone()))
        .layer(middleware::from_fn_with_state(site.clone(), headers::secure))
        .with_state(site.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signing_in_is_for_anyone() {
        let open: Vec<_> = routes().into_iter().filter(|route| route.who == Who::Anyone).map(|route| route.path).collect();
        assert_eq!(
            open,
            ["/login", "/login", "/login/sso", "/login/sso/callback", "/setup", "/setup", "/theme", "/assets/{version}/{name}"]
        );
    }

    #[test]
    fn what_changes_something_is_no_get() {
        for route in routes() {
            let changes = ["remove", "/drop", "/password", "/logout"].iter().any(|word| route.path.contains(word));
            assert!(!changes || route.method != Method::GET, "{}", route.path);
        }
    }
}
