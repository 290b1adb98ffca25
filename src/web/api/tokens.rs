//! Tokens of all accounts: for administrators.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Problem, json};
use crate::store::Token;
use crate::web::fault::Fault;
use crate::web::view::View;

/// A token, without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct TokenInfo {
    id: i64,
    /// The account it acts for.
    account: String,
    label: String,
    /// What it may do of what its account may: read, inventory, alerts, admin.
    scopes: Vec<String>,
    made: String,
    expires: String,
    last_used: Option<String>,
}

impl From<&Token> for TokenInfo {
    fn from(token: &Token) -> Self {
        Self {
            id: token.id,
            account: token.account.clone(),
            label: token.label.clone(),
            scopes: token.scopes.clone(),
            made: token.made.to_string(),
            expires: token.expires.to_string(),
            last_used: token.used.map(|at| at.to_string()),
        }
    }
}

/// Every token.
#[utoipa::path(get, path = "/api/v1/tokens", tag = "administration",
    responses(
        (status = 200, description = "Every token", body = Vec<TokenInfo>),
        (status = 403, description = "Not an administrator", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn list(view: View) -> Result<Response, Fault> {
    let tokens = view.site.ask(|store| Ok(store.tokens(None)?)).await?;
    json(&tokens.iter().map(TokenInfo::from).collect::<Vec<_>>())
}

/// Removes a token.
#[utoipa::path(delete, path = "/api/v1/tokens/{id}", tag = "administration",
    params(("id" = i64, Path, description = "Its number")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, description = "Not an administrator", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is none", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn remove(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let number = id.parse().map_err(|_| Fault::NotFound(format!("there is no token {id}")))?;
    let (author, now) = (view.signed_in()?.name, view.site.now());
    if view.site.ask(move |store| Ok(store.remove_token(number, &author, now)?)).await? {
        Ok(StatusCode::NO_CONTENT.into_response())
    } else {
        Err(Fault::NotFound(format!("there is no token {id}")))
    }
}
