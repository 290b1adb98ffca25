//! What can go wrong with a request, told to programs as RFC 9457 problem details and to people as a page.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::access::{Asks, Person};
use super::pages;
use super::site::Site;
use crate::store::{RecordsError, StoreError};

/// What went wrong.
#[derive(Debug)]
pub(crate) enum Fault {
    /// There is no such thing.
    NotFound(String),
    /// The request makes no sense.
    Bad(String),
    /// It could be asked for, and is not offered here.
    NotSupported(String),
    /// Nobody is signed in.
    SignIn,
    /// Whoever asks may not.
    Forbidden(String),
    /// It cannot be done as things are.
    Conflict(String),
    /// It was changed since it was read.
    Changed(String),
    /// The version that was read must be named.
    NeedsVersion,
    /// It is too large; so many bytes are allowed.
    TooLarge(usize),
    /// Too many attempts; so many seconds are to wait.
    Wait(u64),
    /// The store failed.
    Store(StoreError),
    /// Something of ours is broken.
    Broken(String),
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::LastAdmin => Self::Conflict(error.to_string()),
            error => Self::Store(error),
        }
    }
}

impl From<RecordsError> for Fault {
    fn from(error: RecordsError) -> Self {
        match error {
            RecordsError::Conflict(conflict) => Self::Changed(conflict.to_string()),
            RecordsError::NoSuchDevice(id) => Self::NotFound(format!("there is no device {id}")),
            RecordsError::Field(wrong) => Self::Bad(wrong.to_string()),
            RecordsError::Refused(what) => Self::Bad(what),
            RecordsError::Store(error) => error.into(),
        }
    }
}

impl Fault {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Bad(_) | Self::NotSupported(_) => StatusCode::BAD_REQUEST,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Changed(_) => StatusCode::PRECONDITION_FAILED,
            Self::NeedsVersion => StatusCode::PRECONDITION_REQUIRED,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Store(_) | Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What it is called.
    pub(crate) fn title(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "There is nothing here",
            Self::Bad(_) => "That cannot be understood",
            Self::NotSupported(_) => "That is not offered",
            Self::SignIn => "Please sign in",
            Self::Forbidden(_) => "Not allowed",
            Self::Conflict(_) => "That cannot be done now",
            Self::Changed(_) => "Somebody else changed it",
            Self::NeedsVersion => "The version is missing",
            Self::TooLarge(_) => "Too large",
            Self::Wait(_) => "Too many attempts",
            Self::Store(_) | Self::Broken(_) => "Something failed",
        }
    }

    /// What happened, in one sentence for whoever asked.
    pub(crate) fn detail(&self) -> String {
        match self {
            Self::NotFound(what)
            | Self::Bad(what)
            | Self::NotSupported(what)
            | Self::Forbidden(what)
            | Self::Conflict(what)
            | Self::Changed(what)
            | Self::Broken(what) => what.clone(),
            Self::SignIn => "sign in, or send a valid token as `Authorization: Bearer …`".to_owned(),
            Self::NeedsVersion => "send the ETag you read as If-Match, so that nobody's change is overwritten".to_owned(),
            Self::TooLarge(most) => format!("at most {} kB can be sent at once", most / 1000),
            Self::Wait(seconds) => format!("wait {seconds} seconds, then try again"),
            Self::Store(error) => error.to_string(),
        }
    }
}

/// A fault on its way to the gate, which knows how to tell it.
#[derive(Clone)]
pub(crate) struct Told(pub(crate) Arc<Fault>);

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Told(Arc::new(self)));
        response
    }
}

/// As whoever asked can read it.
pub(crate) fn told(fault: &Fault, asks: Asks, instance: &str) -> Option<Response> {
    let mut response = match asks {
        Asks::People => return None,
        Asks::Programs => problem(fault, instance),
        Asks::Fhir => super::fhir::outcome(fault),
    };
    let headers = response.headers_mut();
    if matches!(fault, Fault::SignIn) {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"wardwatch\""));
    }
    if let Fault::Wait(seconds) = fault {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    Some(response)
}

/// As a program reads it (RFC 9457).
fn problem(fault: &Fault, instance: &str) -> Response {
    let status = fault.status();
    let body = json!({
        "type": "about:blank", "title": status.canonical_reason().unwrap_or_default(), "status": status.as_u16(),
        "detail": fault.detail(), "instance": instance,
    });
    let mut response = (status, body.to_string()).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// As a person reads it.
pub(crate) fn page(site: &Site, fault: &Fault, person: Option<&Person>, theme: &'static str) -> Response {
    let mut response = (fault.status(), pages::fault(site, fault, person, theme)).into_response();
    if let Fault::Wait(seconds) = fault {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}
