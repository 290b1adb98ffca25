//! Every route in one table: how it is asked for, who may, and what answers.

use axum::http::Method;
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use axum::{Router, middleware};

use super::access::{Entry, May, Who, gate};
use super::fault::Fault;
use super::site::Site;
use super::{api, assets, headers, pages};

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
        ["/api/", "/fhir/", "/metrics"].iter().any(|prefix| self.path.starts_with(prefix))
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
        get "/devices/{id}" READ => pages::device::page;
        get "/devices/{id}/record" EDIT => pages::record::page;
        post "/devices/{id}/record" EDIT => pages::record::save;
        post "/devices/{id}/standing" EDIT => pages::review::one;
        post "/devices/{id}/comment" EDIT => pages::review::comment;
        get "/devices/{id}/baseline" READ => pages::baseline::page;
        post "/devices/{id}/baseline" HANDLE => pages::baseline::act;
        post "/devices/{id}/baseline/policy" HANDLE => pages::baseline::drop_policy;
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
        get "/alerts" READ => pages::alerts::page;
        post "/alerts" HANDLE => pages::alerts::several;
        get "/alerts/{id}" READ => pages::alert::page;
        post "/alerts/{id}" HANDLE => pages::alert::act;
        post "/alerts/{id}/suppress" HANDLE => pages::alert::suppress;
        get "/fleets" READ => pages::desk::fleets;
        get "/digest" READ => pages::desk::digest;
        get "/suppressions" READ => pages::suppressions::page;
        post "/suppressions/{number}/end" HANDLE => pages::suppressions::end;
        get "/tuning" READ => pages::tuning::page;
        get "/map" READ => pages::map::page;
        get "/contacts" READ => pages::contacts::page;
        post "/contacts" EDIT => pages::contacts::put;
        post "/contacts/{id}/remove" EDIT => pages::contacts::remove;
        get "/audit" READ => pages::audit::page;
        get "/incidents" READ => pages::incidents::list;
        post "/incidents" HANDLE => pages::incidents::open;
        get "/incidents/{id}" READ => pages::incidents::page;
        post "/incidents/{id}" HANDLE => pages::incidents::act;
        get "/incidents/{id}/report" READ => pages::incidents::report;

        get "/health" READ => pages::health::page;
        get "/metrics" READ => pages::health::metrics;

        get "/login" Who::Anyone => pages::login::page;
        post "/login" Who::Anyone => pages::login::sign_in;
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
        get "/api/v1/audit" READ => api::records::audit;
        get "/api/v1/incidents" READ => api::incidents::list;
        get "/api/v1/incidents/{id}" READ => api::incidents::one;
        get "/api/v1/incidents/{id}/report" READ => api::incidents::report;
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
    let guarded = |handler: MethodRouter<Site>, who, is_api| {
        let entry = Entry { site: site.clone(), who, is_api };
        handler.layer(middleware::from_fn_with_state(entry, gate))
    };
    let table = routes().into_iter().fold(Router::new(), |router, route| {
        let is_api = route.is_api();
        router.route(route.path, guarded((route.handler)(), route.who, is_api))
    });
    // What does not exist is told like everything else.
    let missing = |is_api| guarded(axum::routing::any(nothing), Who::Anyone, is_api);
    table
        .route("/api/{*rest}", missing(true))
        .fallback_service(missing(false).with_state(site.clone()))
        .layer(middleware::from_fn_with_state(site.clone(), headers::secure))
        .with_state(site.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_signing_in_is_for_anyone() {
        let open: Vec<_> = routes().into_iter().filter(|route| route.who == Who::Anyone).map(|route| route.path).collect();
        assert_eq!(open, ["/login", "/login", "/setup", "/setup", "/theme", "/assets/{version}/{name}"]);
    }

    #[test]
    fn what_changes_something_is_no_get() {
        for route in routes() {
            let changes = ["remove", "/password", "/logout"].iter().any(|word| route.path.contains(word));
            assert!(!changes || route.method != Method::GET, "{}", route.path);
        }
    }
}
