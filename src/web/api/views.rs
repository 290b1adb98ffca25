//! Saved views of the inventory: those of the account that the token acts for.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::{Problem, json};
use crate::store::SavedView;
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::pages::views::{QUERY, checked, put};
use crate::web::view::View;

/// A saved view.
#[derive(Serialize, ToSchema)]
pub(in crate::web) struct ViewInfo {
    /// Its number, which never is another's.
    id: u64,
    name: String,
    /// What is asked for, as `/api/v1/devices` and the page take it: `category=ct&tier=3`.
    query: String,
    /// Where its page is; whoever may sign in may follow it.
    link: String,
    /// When it was saved last.
    saved: String,
}

impl From<&SavedView> for ViewInfo {
    fn from(view: &SavedView) -> Self {
        Self {
            id: view.id,
            name: view.name.clone(),
            query: view.query.clone(),
            link: format!("/views/{}", view.id),
            saved: view.saved.to_string(),
        }
    }
}

/// A view to save.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct ViewBody {
    /// What it is called; a view of the account that is called so is saved anew.
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// Filters, order, grouping and columns, as in the address of the page.
    #[serde(default)]
    #[schema(max_length = 2000)]
    query: String,
}

/// The account's views, by name.
#[utoipa::path(get, path = "/api/v1/views", tag = "devices",
    responses((status = 200, description = "Views", body = Vec<ViewInfo>)))]
pub(in crate::web) async fn list(view: View) -> Result<Response, Fault> {
    let account = view.signed_in()?.name;
    let views = view.site.ask(move |store| Ok(store.views(&account)?)).await?;
    json(&views.iter().map(ViewInfo::from).collect::<Vec<_>>())
}

/// Saves a view.
#[utoipa::path(post, path = "/api/v1/views", tag = "devices", request_body = ViewBody,
    responses(
        (status = 201, description = "The view", body = ViewInfo),
        (status = 400, description = "It cannot be", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The account has as many views as it may", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn add(view: View, Body(body): Body<ViewBody>) -> Result<Response, Fault> {
    if body.query.chars().count() > QUERY {
        return Err(Fault::Bad(format!("a query has at most {QUERY} characters")));
    }
    let (name, query) = checked(&body.name, &Fields::parse(body.query.as_bytes()))?;
    let id = put(&view, name, query).await?;
    let saved = view.site.ask(move |store| Ok(store.view(id)?)).await?;
    Ok((StatusCode::CREATED, json(&saved.as_ref().map(ViewInfo::from))?).into_response())
}

/// Removes one of the account's views.
#[utoipa::path(delete, path = "/api/v1/views/{id}", tag = "devices",
    params(("id" = u64, Path, description = "Its number")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, description = "The account has none of this number", body = Problem, content_type = "application/problem+json"),
    ))]
pub(in crate::web) async fn remove(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let missing = || Fault::NotFound(format!("you have no view {id}"));
    let (number, account) = (id.parse().map_err(|_| missing())?, view.signed_in()?.name);
    let removed = view.site.ask(move |store| Ok(store.drop_view(&account, number)?)).await?;
    if removed { Ok(StatusCode::NO_CONTENT.into_response()) } else { Err(missing()) }
}
