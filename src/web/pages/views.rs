//! Saved views of the inventory: kept by an account, followed by whoever has the link.

use axum::extract::Path;
use axum::response::Response;

use crate::store::MOST_VIEWS;
use crate::web::catalogue;
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{View, go};

/// The longest name, and the longest query that is kept.
const NAME: usize = 80;
pub(in crate::web) const QUERY: usize = 2_000;

/// What of a page's query is a view: what is asked for, not where one is in it.
pub(super) fn kept(query: &Fields) -> Fields {
    let passing = ["after", "done", "view"];
    Fields(query.0.iter().filter(|(name, value)| !passing.contains(&name.as_str()) && !value.is_empty()).cloned().collect())
}

/// A view's name and what it asks for, as they are kept.
pub(in crate::web) fn checked(name: &str, query: &Fields) -> Result<(String, String), Fault> {
    let is_long = name.chars().count() > NAME;
    let name = name.trim();
    if name.is_empty() || is_long || name.chars().any(char::is_control) {
        return Err(Fault::Bad(format!("give the view a name of at most {NAME} characters")));
    }
    let query = kept(query);
    catalogue::wanted(&query)?;
    let query = query.with("", "");
    if query.len() > QUERY {
        return Err(Fault::Bad("this view asks for too much to be kept".to_owned()));
    }
    Ok((name.to_owned(), query))
}

/// Keeps a view of whoever asks; its number.
pub(in crate::web) async fn put(view: &View, name: String, query: String) -> Result<u64, Fault> {
    let (account, now) = (view.signed_in()?.name, view.site.now());
    let saved = view.site.ask(move |store| Ok(store.put_view(&account, &name, &query, now)?)).await?;
    saved.ok_or_else(|| Fault::Conflict(format!("you have {MOST_VIEWS} views; remove one first")))
}

/// Saves what is asked for under a name.
pub(in crate::web) async fn save(view: View, fields: Fields) -> Result<Response, Fault> {
    let (name, query) = checked(fields.text("name"), &Fields::parse(fields.text("query").as_bytes()))?;
    let id = put(&view, name, query).await?;
    Ok(go(&format!("/views/{id}?done=view")))
}

/// Leads to what a view asks for.
pub(in crate::web) async fn follow(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let missing = || Fault::NotFound(format!("there is no view {id}; perhaps its owner removed it"));
    let number = id.parse().map_err(|_| missing())?;
    let saved = view.site.ask(move |store| Ok(store.view(number)?)).await?.ok_or_else(missing)?;
    let mut query = Fields::parse(saved.query.as_bytes());
    query.0.push(("view".to_owned(), number.to_string()));
    Ok(go(&format!("/devices?{}", query.with("done", view.query.text("done")))))
}

/// Removes one of one's own.
pub(in crate::web) async fn remove(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let missing = || Fault::NotFound(format!("you have no view {id}"));
    let (number, account) = (id.parse().map_err(|_| missing())?, view.signed_in()?.name);
    let removed = view.site.ask(move |store| Ok(store.drop_view(&account, number)?)).await?;
    if removed { Ok(go("/devices?done=view-removed")) } else { Err(missing()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_what_is_asked_for() {
        let query = kept(&Fields::parse(b"category=ct&after=00ff&column=tier&column=serial&view=3&done=view&q="));
        assert_eq!(query.with("", ""), "category=ct&column=tier&column=serial");
    }
}
