//! The first account, made once by whoever has the link that the first start printed.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::ConnectInfo;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::store::{Account, Role};
use crate::web::access::{Way, password};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, show};

#[derive(Template)]
#[template(path = "setup.html", config = "src/web/askama.toml")]
struct SetupPage {
    frame: Frame,
    token: String,
    name: String,
    wrong: String,
}

fn no_link() -> Fault {
    Fault::Forbidden(
        "this link is no longer valid; wardwatch prints a new one when it starts and has no accounts, and `wardwatch users add` \
         makes one at any time"
            .to_owned(),
    )
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let token = view.query.text("token").to_owned();
    if !view.site.may_set_up(&token) {
        return Err(no_link());
    }
    show(&SetupPage { frame: view.frame("Welcome", ""), token, name: String::new(), wrong: String::new() })
}

pub(in crate::web) async fn make(
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    view: View,
    fields: Fields,
) -> Result<Response, Fault> {
    let (site, token) = (view.site.clone(), fields.text("token").to_owned());
    if !site.may_set_up(&token) {
        return Err(no_link());
    }
    let (name, typed) = (fields.text("name").to_lowercase(), fields.exact("password").to_owned());
    if let Err(wrong) = valid(&name, &typed, fields.exact("again")) {
        let page = SetupPage { frame: view.frame("Welcome", ""), token, name, wrong };
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&page)?).into_response());
    }
    let hash = site.with_password(move || password::hash(&typed)).await?.map_err(Fault::Broken)?;
    let now = site.now();
    let account = Account { name: name.clone(), role: Role::Admin, password: hash, made: now, changed: now };
    let is_first = site.ask(move |store| Ok(store.put_first_account(&account)?)).await?;
    site.end_setup();
    if !is_first {
        return Err(no_link());
    }
    super::login::admit(&site, name, Way::SetUp, from.ip().to_string(), "/").await
}

/// What is wrong with a new account, for whoever types it.
pub(super) fn valid(name: &str, typed: &str, again: &str) -> Result<(), String> {
    check_name(name)?;
    password::check(typed, name)?;
    if typed == again { Ok(()) } else { Err("The two passwords differ.".to_owned()) }
}

/// Whether a name can be an account's.
pub(super) fn check_name(name: &str) -> Result<(), String> {
    crate::web::access::name(name)
}
