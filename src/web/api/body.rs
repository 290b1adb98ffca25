//! Bodies and versions of requests.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde::de::DeserializeOwned;

use crate::web::fault::Fault;

/// The most bytes of a body.
const MOST: usize = 1 << 20;

/// JSON that must be what is wanted; what is not is told as a problem.
pub(in crate::web) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Self, Fault> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_json = kind.starts_with("application/json") || kind.starts_with("application/merge-patch+json");
        if !is_json {
            return Err(Fault::Bad("send JSON, with Content-Type: application/json".to_owned()));
        }
        let bytes = axum::body::to_bytes(request.into_body(), MOST).await.map_err(|_| Fault::TooLarge(MOST))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| Fault::Bad(format!("the body: {error}")))
    }
}

/// The revision that a request was made from: `If-Match: "7"` (RFC 9110, 13.1.1); `*` is any.
pub(super) fn expected(headers: &HeaderMap) -> Result<Option<u64>, Fault> {
    let given = headers.get(header::IF_MATCH).ok_or(Fault::NeedsVersion)?;
    let text = given.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let number = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).and_then(|text| text.parse().ok());
    number.map(Some).ok_or_else(|| Fault::Changed(format!("If-Match is {text}, which is no version of this; read it again")))
}

/// Adds the revision as an ETag.
pub(super) fn tagged(mut response: Response, revision: u64) -> Response {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{revision}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_strictly() {
        let given = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, text.parse().unwrap());
            expected(&headers)
        };
        assert!(matches!(expected(&HeaderMap::new()), Err(Fault::NeedsVersion)));
        assert!(matches!(given("\"7\""), Ok(Some(7))));
        assert!(matches!(given("*"), Ok(None)));
        assert!(matches!(given("7"), Err(Fault::Changed(_))) && matches!(given("W/\"7\""), Err(Fault::Changed(_))));
    }
}
