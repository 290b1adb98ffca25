//! The gate: who asks, whether they may, whether the request is theirs and not another site's, and what an error looks
//! like to them.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::{Asks, May, Person, Via, Who, cookie, digest, same, session, theme};
use crate::web::fault::{self, Fault};
use crate::web::fields::{Fields, encode};
use crate::web::site::Site;

/// The most bytes of a request.
const MOST: usize = 16 << 20;

/// What a route is, as the gate needs it.
#[derive(Clone)]
pub(crate) struct Entry {
    /// The site.
    pub(crate) site: Site,
    /// Who may ask.
    pub(crate) who: Who,
    /// What asks for it.
    pub(crate) asks: Asks,
}

/// Lets a request through, or says why not.
pub(crate) async fn gate(State(entry): State<Entry>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let target = request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let method = request.method().clone();
    let (person, mut response, rotated) = match admit(&entry, request).await {
        Ok((request, person, rotated)) => (person, next.run(request).await, rotated),
        Err((person, fault)) => (person, fault.into_response(), None),
    };
    if let Some(fault) = response.extensions_mut().remove::<fault::Told>() {
        let to_login = matches!(*fault.0, Fault::SignIn) && entry.asks == Asks::People;
        response = if to_login && method == Method::GET {
            Redirect::to(&format!("/login?next={}", encode(&target))).into_response()
        } else {
            let page = || fault::page(&entry.site, &fault.0, person.as_ref(), theme(&headers));
            fault::told(&fault.0, entry.asks, &target).unwrap_or_else(page)
        };
    }
    if let Some(cookie) = rotated.and_then(|secret| cookie(&entry.site, &secret)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

type Admitted = (Request, Option<Person>, Option<String>);

async fn admit(entry: &Entry, mut request: Request) -> Result<Admitted, (Option<Person>, Fault)> {
    let (person, rotated) = match identify(&entry.site, request.headers()).await {
        Ok(Some((person, rotated))) => (Some(person), rotated),
        Ok(None) => (None, None),
        Err(fault) => return Err((None, fault)),
    };
    if let Err(fault) = allowed(entry.who, person.as_ref()) {
        return Err((person, fault));
    }
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !is_safe {
        request = match own(&entry.site, request, person.as_ref()).await {
            Ok(request) => request,
            Err(fault) => return Err((person, fault)),
        };
    }
    if let Some(person) = &person {
        request.extensions_mut().insert(person.clone());
    }
    Ok((request, person, rotated))
}

async fn identify(site: &Site, headers: &HeaderMap) -> Result<Option<(Person, Option<String>)>, Fault> {
    let Some(given) = headers.get(header::AUTHORIZATION) else { return session::of(site, headers).await };
    let given = given.to_str().unwrap_or_default();
    let Some(secret) = given.get(..7).filter(|word| word.eq_ignore_ascii_case("bearer ")).and(given.get(7..)) else {
        return Err(Fault::SignIn);
    };
    let (asked, now) = (digest(secret.trim()), site.now());
    let found = site
        .ask(move |store| {
            let Some((token, account)) = store.token(&asked)? else { return Ok(None) };
            if token.expires <= now {
                return Ok(None);
            }
            if token.used.is_none_or(|used| now.since(used) > 60_000_000_000) {
                store.used_token(token.id, now)?;
            }
            Ok(Some(Person { name: account.name, role: account.role, csrf: String::new(), via: Via::Token(token.scopes) }))
        })
        .await?;
    found.map(|person| Some((person, None))).ok_or(Fault::SignIn)
}

fn allowed(who: Who, person: Option<&Person>) -> Result<(), Fault> {
    match (who, person) {
        (Who::Anyone, _) => Ok(()),
        (_, None) => Err(Fault::SignIn),
        (Who::SignedIn, Some(person)) if matches!(person.via, Via::Session(_)) => Ok(()),
        (Who::SignedIn, Some(_)) => Err(Fault::Forbidden("a token cannot do this; sign in with a password".to_owned())),
        (Who::May(may), Some(person)) if person.may(may) => Ok(()),
        (Who::May(may), Some(person)) => Err(Fault::Forbidden(refusal(may, person))),
    }
}

fn refusal(may: May, person: &Person) -> String {
    match &person.via {
        Via::Token(_) if may.of(person.role) => format!("this token lacks the scope {}", may.slug()),
        _ => format!("this needs the role {}; {} is {}", may.roles(), person.name, person.role),
    }
}

/// Makes sure that a request which changes something comes from our own pages: by where the browser says it comes from,
/// and by the secret that our forms carry. A token is sent by nobody but its owner.
async fn own(site: &Site, request: Request, person: Option<&Person>) -> Result<Request, Fault> {
    if person.is_some_and(|person| matches!(person.via, Via::Token(_))) {
        return Ok(request);
    }
    let foreign = || Fault::Forbidden("this request came from another site".to_owned());
    let (parts, body) = request.into_parts();
    let headers = parts.headers.clone();
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if header("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Err(foreign());
    }
    let host = header("host").unwrap_or_default();
    let scheme = if site.is_secure() { "https" } else { "http" };
    if header("origin").is_some_and(|origin| origin != format!("{scheme}://{host}")) {
        return Err(foreign());
    }
    let Some(person) = person else { return Ok(Request::from_parts(parts, body)) };
    if let Some(given) = header("x-csrf-token") {
        return if same(given, &person.csrf) { Ok(Request::from_parts(parts, body)) } else { Err(stale()) };
    }
    let kind = header("content-type").unwrap_or_default().to_owned();
    let body = axum::body::to_bytes(body, MOST).await.map_err(|_| Fault::TooLarge(MOST))?;
    let given = if kind.starts_with("application/x-www-form-urlencoded") {
        Fields::parse(&body).text("csrf").to_owned()
    } else {
        first_part(&kind, &body).unwrap_or_default()
    };
    if !same(&given, &person.csrf) {
        return Err(stale());
    }
    Ok(Request::from_parts(parts, Body::from(body)))
}

fn stale() -> Fault {
    Fault::Forbidden("the form is no longer valid, perhaps because you signed in anew; go back, reload and try again".to_owned())
}

/// The first field of a multipart form, where it is `csrf` (RFC 7578, 4.2).
fn first_part(kind: &str, body: &Bytes) -> Option<String> {
    let boundary = kind.strip_prefix("multipart/form-data")?.split_once("boundary=")?.1.trim_matches('"');
    let start = body.get(..body.len().min(1024))?;
    let text = String::from_utf8_lossy(start);
    let rest = text.strip_prefix(&format!("--{boundary}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n"))?;
    rest.split_once("\r\n").map(|(value, _)| value.to_owned())
}
