//! Signing in by the provider of single sign-on: out to it, and back.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use super::login::admit;
use crate::base::Timestamp;
use crate::store::{Account, Rooms};
use crate::web::access::{Knock, Visit, Way, cookies, knock, same};
use crate::web::fault::Fault;
use crate::web::oidc::{BACK, Known};
use crate::web::site::Site;
use crate::web::view::{View, go, local};

/// Who changes accounts when somebody signs in this way.
const AUTHOR: &str = "single sign-on";
/// Seconds for which a browser keeps the secret of a sign-in under way.
const KEPT: u32 = 600;

/// The cookie's name; see `session`.
fn name(site: &Site) -> &'static str {
    if site.is_secure() { "__Secure-wardwatch-sso" } else { "wardwatch-sso" }
}

/// The secret of a sign-in under way: only the browser that began it can end it.
fn cookie(site: &Site, secret: &str, seconds: u32) -> Option<HeaderValue> {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    let text = format!("{}={secret}; Path={BACK}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", name(site));
    HeaderValue::from_str(&text).ok()
}

/// Off to the provider.
pub(in crate::web) async fn begin(view: View) -> Result<Response, Fault> {
    let (next, now) = (local(view.query.text("next")).to_owned(), view.site.now());
    let (to, state) = view.site.sso(move |desk| desk.begin(&next, now)).await?;
    let mut response = go(&to);
    response.headers_mut().extend(cookie(&view.site, &state, KEPT).map(|cookie| (header::SET_COOKIE, cookie)));
    Ok(response)
}

/// The account of whoever came back, made or changed where the provider says so.
fn account(store: &mut dyn Rooms, known: &Known, now: Timestamp) -> Result<(), Fault> {
    let before = store.account(&known.name)?;
    if before.as_ref().is_some_and(|before| before.password != known.bound) {
        let why =
            format!("there is an account {} here already that is not yours at the provider; ask an administrator", known.name);
        return Err(Fault::Forbidden(why));
    }
    if before.as_ref().is_some_and(|before| before.role == known.role) {
        return Ok(());
    }
    let made = before.map_or(now, |before| before.made);
    let account = Account { name: known.name.clone(), role: known.role, password: known.bound.clone(), made, changed: now };
    Ok(store.put_account(&account, AUTHOR)?)
}

/// Back from the provider.
pub(in crate::web) async fn back(
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    view: View,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let (site, address) = (view.site.clone(), from.ip().to_string());
    let mut claimed = None;
    let response = match end(&view, &headers, &mut claimed).await {
        Ok(Known { name, next, .. }) => admit(&site, name, Way::Provider, address, &next).await,
        Err(fault) => {
            let account = site.ask(move |store| claimed.map_or(Ok(None), |name: String| Ok(store.account(&name)?))).await?;
            let account = account.map(|account| account.name);
            knock(&site, Knock { visit: Visit::Failed, account, way: Some(Way::Provider), address }).await?;
            Err(fault)
        }
    };
    let mut response = response?;
    response.headers_mut().extend(cookie(&site, "", 0).map(|cookie| (header::SET_COOKIE, cookie)));
    Ok(response)
}

/// Who came back; `claimed` is whom the provider names, also where they may not come in.
async fn end(view: &View, headers: &HeaderMap, claimed: &mut Option<String>) -> Result<Known, Fault> {
    let (site, now) = (&view.site, view.site.now());
    let kept = cookies(headers, name(site)).unwrap_or_default();
    let (state, code) = (view.query.text("state").to_owned(), view.query.text("code").to_owned());
    if kept.is_empty() || !same(&kept, &state) {
        return Err(Fault::Forbidden("this sign-in was not begun in this browser; begin anew".to_owned()));
    }
    if code.is_empty() {
        return Err(Fault::Forbidden("the sign-in service of your organisation did not let you in".to_owned()));
    }
    let issuer = view.query.some("iss");
    let known = site.sso(move |desk| desk.end(&state, &code, issuer.as_deref(), now)).await?;
    *claimed = Some(known.name.clone());
    site.ask(move |store| account(store, &known, now).map(|()| known)).await
}
