//! Style and script, embedded in the program; their address names their content, so browsers keep them for good.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use super::fault::Fault;
use super::site::Site;

/// Name, kind, content.
const FILES: &[(&str, &str, &str)] = &[
    ("style.css", "text/css; charset=utf-8", include_str!("assets/style.css")),
    ("app.js", "text/javascript; charset=utf-8", include_str!("assets/app.js")),
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
];

/// What the addresses of all assets begin with.
#[derive(Debug)]
pub(crate) struct Assets {
    version: String,
}

impl Assets {
    pub(super) fn new() -> Self {
        let all = FILES.iter().fold(Sha256::new(), |hash, (_, _, content)| hash.chain_update(content));
        let version = all.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Self { version }
    }

    /// `/assets/1a2b3c`
    pub(crate) fn prefix(&self) -> String {
        format!("/assets/{}", self.version)
    }
}

/// One file.
pub(super) async fn file(State(_): State<Site>, Path((_, name)): Path<(String, String)>) -> Result<Response, Fault> {
    let found = FILES.iter().find(|(known, ..)| *known == name);
    let Some((_, kind, content)) = found else { return Err(Fault::NotFound("there is no such file".to_owned())) };
    let mut response = (*content).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}
