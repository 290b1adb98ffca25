//! Who may sign in: for administrators.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::account::TokenLine;
use crate::store::{Account, Role};
use crate::web::access::password;
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, go, show};
use crate::web::words;

struct AccountLine {
    name: String,
    role: &'static str,
    made: String,
    changed: String,
}

struct RoleLine {
    slug: &'static str,
    meaning: &'static str,
}

#[derive(Template)]
#[template(path = "accounts.html", config = "src/web/askama.toml")]
struct AccountsPage {
    frame: Frame,
    accounts: Vec<AccountLine>,
    tokens: Vec<TokenLine>,
    roles: Vec<RoleLine>,
    wrong: String,
}

async fn render(view: &View, wrong: String) -> Result<Response, Fault> {
    let (accounts, tokens) = view.site.ask(|store| Ok((store.accounts()?, store.tokens(None)?))).await?;
    let line = |account: &Account| AccountLine {
        name: account.name.clone(),
        role: account.role.slug(),
        made: words::minute(account.made),
        changed: words::minute(account.changed),
    };
    let roles = Role::ALL.iter().map(|role| RoleLine { slug: role.slug(), meaning: role.meaning() }).collect();
    let is_wrong = !wrong.is_empty();
    let page = show(&AccountsPage {
        frame: view.frame("Accounts", "admin"),
        accounts: accounts.iter().map(line).collect(),
        tokens: tokens.iter().map(TokenLine::from).collect(),
        roles,
        wrong,
    })?;
    Ok(if is_wrong { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    render(&view, String::new()).await
}

/// Makes an account, or changes its role, its password or both.
pub(in crate::web) async fn put(view: View, fields: Fields) -> Result<Response, Fault> {
    let site = view.site.clone();
    let (name, typed) = (fields.text("name").to_lowercase(), fields.exact("password").to_owned());
    let asked = name.clone();
    let old = site.ask(move |store| Ok(store.account(&asked)?)).await?;
    let role = match fields.text("role").parse::<Role>() {
        Ok(role) => role,
        Err(wrong) => return render(&view, wrong).await,
    };
    let checked = super::setup::check_name(&name);
    let checked = if typed.is_empty() && old.is_some() { checked } else { checked.and(password::check(&typed, &name)) };
    if let Err(wrong) = checked {
        return render(&view, wrong).await;
    }
    let hash = match (&old, typed.is_empty()) {
        (Some(old), true) => old.password.clone(),
        _ => site.with_password(move || password::hash(&typed)).await?.map_err(Fault::Broken)?,
    };
    let now = site.now();
    let account = Account { name, role, password: hash, made: old.map_or(now, |old| old.made), changed: now };
    let author = view.signed_in()?.name;
    match site.ask(move |store| Ok(store.put_account(&account, &author)?)).await {
        Err(Fault::Conflict(wrong)) => render(&view, wrong).await,
        Err(fault) => Err(fault),
        Ok(()) => Ok(go("/admin/accounts?done=account")),
    }
}

pub(in crate::web) async fn remove(view: View, Path(name): Path<String>) -> Result<Response, Fault> {
    let (author, now) = (view.signed_in()?.name, view.site.now());
    match view.site.ask(move |store| Ok(store.remove_account(&name, &author, now)?)).await {
        Err(Fault::Conflict(wrong)) => render(&view, wrong).await,
        Err(fault) => Err(fault),
        Ok(true) => Ok(go("/admin/accounts?done=account-removed")),
        Ok(false) => Err(Fault::NotFound("there is no such account".to_owned())),
    }
}
