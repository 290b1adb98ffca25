//! Sessions in a cookie, whose secret is replaced while they last.

use axum::http::{HeaderMap, HeaderValue, header};

use super::{Person, Via, digest, fresh};
use crate::base::Timestamp;
use crate::store::{Account, Session};
use crate::web::fault::Fault;
use crate::web::site::Site;

/// The secret is replaced after so many seconds …
const ROTATE: u64 = 900;
/// … and the one before is good for so many more: a browser asks for several things at once.
const GRACE: u64 = 60;
/// Use is noted this often, in seconds.
const NOTE: u64 = 60;

fn seconds(now: Timestamp, then: Timestamp) -> u64 {
    now.since(then) / 1_000_000_000
}

/// The cookie's name. With TLS the browser itself holds to it that nobody else can set it (RFC 6265bis, 4.1.3.2).
fn name(site: &Site) -> &'static str {
    if site.is_secure() { "__Host-wardwatch" } else { "wardwatch" }
}

/// Begins a session; answers its secret.
pub(crate) async fn begin(site: &Site, account: String) -> Result<String, Fault> {
    let (secret, csrf, now) = (fresh()?, fresh()?, site.now());
    let (idle, oldest) = site.oldest_session(now);
    let digest = digest(&secret);
    let session = Session { id: 0, account, digest, former: None, csrf, begun: now, rotated: now, used: now };
    site.ask(move |store| Ok(store.begin_session(&session, idle, oldest)?)).await?;
    Ok(secret)
}

/// Whose session a request belongs to, and the new secret where it was replaced.
pub(super) async fn of(site: &Site, headers: &HeaderMap) -> Result<Option<(Person, Option<String>)>, Fault> {
    let Some(secret) = cookies(headers, name(site)) else { return Ok(None) };
    let (asked, now) = (digest(&secret), site.now());
    let Some((session, account)) = site.ask(move |store| Ok(store.session(&asked)?)).await? else { return Ok(None) };
    let (idle, oldest) = site.oldest_session(now);
    let outdated = session.digest != asked && seconds(now, session.rotated) > GRACE;
    if session.used < idle || session.begun < oldest || outdated {
        return Ok(None);
    }
    let Account { name, role, .. } = account;
    let person = Person { name, role, csrf: session.csrf.clone(), via: Via::Session(session.id) };
    let is_current = session.digest == asked;
    if is_current && seconds(now, session.rotated) >= ROTATE {
        let next = fresh()?;
        let changed = Session { former: Some(asked), digest: digest(&next), rotated: now, used: now, ..session };
        let done = site.ask(move |store| Ok(store.keep_session(&changed, &asked)?)).await?;
        return Ok(Some((person, done.then_some(next))));
    }
    if is_current && seconds(now, session.used) >= NOTE {
        let changed = Session { used: now, ..session };
        site.ask(move |store| Ok(store.keep_session(&changed, &asked)?)).await?;
    }
    Ok(Some((person, None)))
}

/// The cookie of a name.
pub(crate) fn cookies(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

/// The header that hands a secret to the browser.
pub(crate) fn cookie(site: &Site, secret: &str) -> Option<HeaderValue> {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}", name(site))).ok()
}

/// The header that makes the browser forget it.
pub(crate) fn forget_cookie(site: &Site) -> Option<HeaderValue> {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}", name(site))).ok()
}

/// Light or dark, where somebody chose; empty is as the system has it.
pub(crate) fn theme(headers: &HeaderMap) -> &'static str {
    match cookies(headers, "theme").as_deref() {
        Some("light") => "light",
        Some("dark") => "dark",
        _ => "",
    }
}
