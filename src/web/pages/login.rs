//! Signing in and out; light and dark.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::clinical::Deed;
use crate::web::access::{Locked, Lockout, Via, begin, cookie, forget_cookie, password};
use crate::web::fault::Fault;
use crate::web::fields::{Fields, encode};
use crate::web::site::Site;
use crate::web::view::{Frame, View, go, local, show};

#[derive(Template)]
#[template(path = "login.html", config = "src/web/askama.toml")]
struct LoginPage {
    frame: Frame,
    name: String,
    next: String,
    failed: bool,
    first_start: bool,
    /// Whether people sign in by a provider; where from there.
    sso: Option<String>,
}

/// The way to the provider of single sign-on, where there is one.
fn sso(site: &Site, next: &str) -> Option<String> {
    site.has_sso().then(|| format!("/login/sso?next={}", encode(next)))
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    if view.person.is_some() {
        return Ok(go(local(view.query.text("next"))));
    }
    let first_start = view.site.ask(|store| Ok(store.accounts()?.is_empty())).await?;
    let next = local(view.query.text("next")).to_owned();
    let sso = sso(&view.site, &next);
    show(&LoginPage { frame: view.frame("Sign in", ""), name: String::new(), next, failed: false, first_start, sso })
}

pub(in crate::web) async fn sign_in(
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    view: View,
    fields: Fields,
) -> Result<Response, Fault> {
    let site = view.site.clone();
    let (name, next) = (fields.text("name").to_lowercase(), local(fields.text("next")).to_owned());
    let (address, now) = (from.ip().to_string(), site.now());
    let wait = site.limiter(|limiter| limiter.wait(&name, &address, now));
    if wait > 0 {
        return Err(Fault::Wait(wait));
    }
    let asked = name.clone();
    let account = site.ask(move |store| Ok(store.account(&asked)?)).await?;
    let (typed, hash) = (fields.exact("password").to_owned(), account.as_ref().map(|account| account.password.clone()));
    let right = site.with_password(move || password::verify(&typed, hash.as_deref())).await?;
    let known = account.is_some();
    let Some(account) = account.filter(|_| right) else {
        let lockouts = site.limiter(|limiter| limiter.failed(&name, &address, now));
        tell(&site, lockouts, known.then_some(&name), &address).await?;
        let sso = sso(&site, &next);
        let page = LoginPage { frame: view.frame("Sign in", ""), name, next, failed: true, first_start: false, sso };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&page)?).into_response());
    };
    site.limiter(|limiter| limiter.succeeded(&name));
    // Whoever was signed in before is not any more: a new session has a new secret.
    if let Some(Via::Session(before)) = view.person.map(|person| person.via) {
        site.ask(move |store| Ok(store.end_session(before)?)).await?;
    }
    admit(&site, account.name, &next).await
}

/// Writes into the audit log who has to wait after too many failures. What was typed for a name is told only where there
/// is such an account: it may be a password in the wrong field.
async fn tell(site: &Site, lockouts: Vec<Lockout>, account: Option<&String>, address: &str) -> Result<(), Fault> {
    for lockout in lockouts {
        let subject = match lockout.of {
            Locked::Address => format!("address {address}"),
            Locked::Account => account.map_or_else(|| "no account".to_owned(), |name| format!("user {name}")),
        };
        let more = if lockout.is_last { "; others of this hour are not told" } else { "" };
        let deed = Deed {
            at: site.now(),
            who: address.to_owned(),
            what: "lockout".to_owned(),
            subject,
            field: Some("sign-in".to_owned()),
            from: None,
            to: Some(format!("has to wait after {} failures{more}", lockout.failures)),
        };
        site.ask(move |store| Ok(store.note(&deed)?)).await?;
    }
    Ok(())
}

/// Begins a session and goes on.
pub(super) async fn admit(site: &Site, account: String, next: &str) -> Result<Response, Fault> {
    let secret = begin(site, account).await?;
    let mut response = go(next);
    if let Some(cookie) = cookie(site, &secret) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

pub(in crate::web) async fn sign_out(view: View) -> Result<Response, Fault> {
    if let Via::Session(id) = view.signed_in()?.via {
        view.site.ask(move |store| Ok(store.end_session(id)?)).await?;
    }
    let mut response = go("/login");
    if let Some(cookie) = forget_cookie(&view.site) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

pub(in crate::web) async fn theme(State(_): State<Site>, fields: Fields) -> Response {
    let mut response = go(local(fields.text("next")));
    let choice = match fields.text("theme") {
        "light" => "theme=light; Path=/; SameSite=Lax; Max-Age=31536000",
        "dark" => "theme=dark; Path=/; SameSite=Lax; Max-Age=31536000",
        _ => "theme=; Path=/; SameSite=Lax; Max-Age=0",
    };
    response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_static(choice));
    response
}
