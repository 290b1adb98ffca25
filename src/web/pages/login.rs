//! Signing in and out; light and dark.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::clinical::Deed;
use crate::web::access::{Knock, Locked, Lockout, NOBODY, Via, Visit, Way, begin, cookie, forget_cookie, knock, password, write};
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
    let asked = name.clone();
    let account = site.ask(move |store| Ok(store.account(&asked)?)).await?;
    let known = account.as_ref().map(|account| account.name.clone());
    let failure = Knock { visit: Visit::Failed, account: known.clone(), way: Some(Way::Password), address: address.clone() };
    let wait = site.limiter(|limiter| limiter.wait(&name, &address, now));
    if wait > 0 {
        knock(&site, failure).await?;
        return Err(Fault::Wait(wait));
    }
    let (typed, hash) = (fields.exact("password").to_owned(), account.as_ref().map(|account| account.password.clone()));
    let right = site.with_password(move || password::verify(&typed, hash.as_deref())).await?;
    let Some(account) = account.filter(|_| right) else {
        knock(&site, failure).await?;
        let lockouts = site.limiter(|limiter| limiter.failed(&name, &address, now));
        tell(&site, lockouts, known.as_deref(), &address).await?;
        let sso = sso(&site, &next);
        let page = LoginPage { frame: view.frame("Sign in", ""), name, next, failed: true, first_start: false, sso };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&page)?).into_response());
    };
    site.limiter(|limiter| limiter.succeeded(&name));
    // Whoever was signed in before is not any more: a new session has a new secret.
    if let Some(Via::Session(before)) = view.person.map(|person| person.via) {
        site.ask(move |store| Ok(store.end_session(before)?)).await?;
    }
    admit(&site, account.name, Way::Password, address, &next).await
}

/// Writes into the audit log who has to wait after too many failures, and these before.
async fn tell(site: &Site, lockouts: Vec<Lockout>, account: Option<&str>, address: &str) -> Result<(), Fault> {
    if lockouts.is_empty() {
        return Ok(());
    }
    let mut deeds = site.visits(|visits| visits.settle(account));
    deeds.extend(lockouts.into_iter().map(|lockout| {
        let subject = match lockout.of {
            Locked::Address => format!("address {address}"),
            Locked::Account => account.map_or_else(|| NOBODY.to_owned(), |name| format!("user {name}")),
        };
        let more = if lockout.is_last { "; others of this hour are not told" } else { "" };
        Deed {
            at: site.now(),
            who: address.to_owned(),
            what: "lockout".to_owned(),
            subject,
            field: Some("sign-in".to_owned()),
            from: None,
            to: Some(format!("has to wait after {} failures{more}", lockout.failures)),
        }
    }));
    write(site, deeds).await
}

/// Begins a session, which is in the audit log, and goes on.
pub(super) async fn admit(site: &Site, account: String, way: Way, address: String, next: &str) -> Result<Response, Fault> {
    knock(site, Knock { visit: Visit::In, account: Some(account.clone()), way: Some(way), address }).await?;
    let secret = begin(site, account).await?;
    let mut response = go(next);
    if let Some(cookie) = cookie(site, &secret) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

pub(in crate::web) async fn sign_out(ConnectInfo(from): ConnectInfo<SocketAddr>, view: View) -> Result<Response, Fault> {
    let person = view.signed_in()?;
    if let Via::Session(id) = person.via {
        view.site.ask(move |store| Ok(store.end_session(id)?)).await?;
        let (account, address) = (Some(person.name), from.ip().to_string());
        knock(&view.site, Knock { visit: Visit::Out, account, way: None, address }).await?;
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
