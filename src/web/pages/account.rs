//! One's own account: password and tokens.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::store::{Account, Token};
use crate::web::access::{May, begin, cookie, new_token, password};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::site::Site;
use crate::web::view::{Frame, View, go, show};
use crate::web::words;

/// A token as the page shows it.
pub(super) struct TokenLine {
    pub(super) id: i64,
    pub(super) account: String,
    pub(super) label: String,
    pub(super) scopes: String,
    pub(super) expires: String,
    pub(super) used: String,
}

impl From<&Token> for TokenLine {
    fn from(token: &Token) -> Self {
        Self {
            id: token.id,
            account: token.account.clone(),
            label: token.label.clone(),
            scopes: token.scopes.join(", "),
            expires: words::minute(token.expires),
            used: token.used.map_or_else(|| "never".to_owned(), words::minute),
        }
    }
}

#[derive(Template)]
#[template(path = "account.html", config = "src/web/askama.toml")]
struct AccountPage {
    frame: Frame,
    tokens: Vec<TokenLine>,
    scopes: Vec<May>,
    wrong: String,
    fresh: String,
}

async fn render(view: &View, wrong: String, fresh: String) -> Result<Response, Fault> {
    let person = view.signed_in()?;
    let name = person.name.clone();
    let tokens = view.site.ask(move |store| Ok(store.tokens(Some(&name))?)).await?;
    let scopes = May::ALL.iter().copied().filter(|may| may.of(person.role)).collect();
    let is_wrong = !wrong.is_empty();
    let tokens = tokens.iter().map(TokenLine::from).collect();
    let page = show(&AccountPage { frame: view.frame("Your account", "account"), tokens, scopes, wrong, fresh })?;
    Ok(if is_wrong { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    render(&view, String::new(), String::new()).await
}

pub(in crate::web) async fn password(view: View, fields: Fields) -> Result<Response, Fault> {
    let (site, person) = (view.site.clone(), view.signed_in()?);
    let (old, new) = (fields.exact("old").to_owned(), fields.exact("password").to_owned());
    let name = person.name.clone();
    let account = site.ask(move |store| Ok(store.account(&name)?)).await?.ok_or(Fault::SignIn)?;
    let kept = account.password.clone();
    if !site.with_password(move || password::verify(&old, Some(&kept))).await? {
        return render(&view, "The present password is not right.".to_owned(), String::new()).await;
    }
    if let Err(wrong) = super::setup::valid(&person.name, &new, fields.exact("again")) {
        return render(&view, wrong, String::new()).await;
    }
    let hash = site.with_password(move || password::hash(&new)).await?.map_err(Fault::Broken)?;
    let account = Account { password: hash, changed: site.now(), ..account };
    // Every session of theirs ends; this one goes on as a new one.
    site.ask(move |store| Ok(store.put_account(&account, &account.name)?)).await?;
    again(&site, person.name, "/account?done=password").await
}

async fn again(site: &Site, name: String, to: &str) -> Result<Response, Fault> {
    let secret = begin(site, name).await?;
    let mut response = go(to);
    if let Some(cookie) = cookie(site, &secret) {
        response.headers_mut().append(axum::http::header::SET_COOKIE, cookie);
    }
    Ok(response)
}

pub(in crate::web) async fn add_token(view: View, fields: Fields) -> Result<Response, Fault> {
    let (site, person) = (view.site.clone(), view.signed_in()?);
    let label: String = fields.text("label").chars().take(80).collect();
    let wanted = |may: &&May| fields.all("scope").any(|scope| scope == may.slug()) && may.of(person.role);
    let scopes: Vec<String> = May::ALL.iter().filter(wanted).map(|may| may.slug().to_owned()).collect();
    if label.is_empty() || scopes.is_empty() {
        let wrong = "A token needs a label and at least one scope.".to_owned();
        return render(&view, wrong, String::new()).await;
    }
    let days = fields.text("days").parse().unwrap_or(90_u32).clamp(1, 730);
    let (secret, digest) = new_token().map_err(Fault::Broken)?;
    let now = site.now();
    let expires = now.plus_seconds(days.saturating_mul(86_400));
    let token = Token { id: 0, account: person.name, label, digest, scopes, made: now, expires, used: None };
    site.ask(move |store| Ok(store.add_token(&token, &token.account)?)).await?;
    render(&view, String::new(), secret).await
}

pub(in crate::web) async fn remove_token(view: View, Path(id): Path<i64>) -> Result<Response, Fault> {
    let (name, now) = (view.signed_in()?.name, view.site.now());
    let removed = view
        .site
        .ask(move |store| {
            let is_own = store.tokens(Some(&name))?.iter().any(|token| token.id == id);
            Ok(is_own && store.remove_token(id, &name, now)?)
        })
        .await?;
    if removed {
        Ok(go("/account?done=token-removed"))
    } else {
        Err(Fault::NotFound("there is no such token of yours".to_owned()))
    }
}
