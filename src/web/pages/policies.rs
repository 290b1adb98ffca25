//! What manufacturers say that their devices do: profiles (RFC 8520) that are in force as policies, and one to be brought.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::alerts::names;
use crate::baseline::{Bound, Policy};
use crate::exchange::mud::MOST_BYTES;
use crate::store::{Rooms, Sort};
use crate::web::fault::Fault;
use crate::web::fields::{Fields, encode};
use crate::web::policies;
use crate::web::upload::Upload;
use crate::web::view::{Frame, View, go, local, show};
use crate::web::words;

/// Manufacturers and models that are offered.
const KNOWN: usize = 200;

/// A policy in force.
struct Line {
    number: u32,
    title: String,
    url: String,
    /// When its maker last changed it; empty where it does not say.
    updated: String,
    /// Of when the profile is that it took the place of; empty where it is the first.
    supersedes: String,
    /// Maker and model that it binds; empty where it does not ask for them.
    whom: String,
    /// The device that it binds.
    device: Option<(u64, String)>,
    devices: String,
    /// The list of the devices that it binds.
    list: String,
    author: String,
    at: String,
    allowed: Vec<String>,
    remarks: Vec<String>,
}

#[derive(Template)]
#[template(path = "policies.html", config = "src/web/askama.toml")]
struct PoliciesPage {
    frame: Frame,
    here: &'static str,
    lines: Vec<Line>,
    may_act: bool,
    most: usize,
    /// How they are written here, to choose from.
    manufacturers: Vec<String>,
    models: Vec<String>,
    /// What was typed before.
    device: String,
    manufacturer: String,
    model: String,
    wrong: String,
}

fn lines(store: &dyn Rooms) -> Result<Vec<Line>, Fault> {
    let held = policies::held(store)?;
    let named = names(store, held.iter().filter_map(|(policy, _)| policy.bound.device))?;
    let line = |(policy, devices): &policies::Held| {
        let title = |id| named.get(&id).map_or_else(|| id.to_string(), |known| known.title.clone());
        let device = policy.bound.device.map(|id| (id.0, title(id)));
        line(policy, *devices, device)
    };
    Ok(held.iter().map(line).collect())
}

fn line(policy: &Policy, devices: u64, device: Option<(u64, String)>) -> Line {
    let Bound { manufacturer, model, .. } = &policy.bound;
    let named = [("manufacturer", manufacturer), ("model", model)];
    let named: Vec<(&str, &str)> = named.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
    let query = named.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&");
    Line {
        number: policy.number,
        title: policy.title.clone(),
        url: policy.url.clone(),
        updated: policy.updated.map(words::minute).unwrap_or_default(),
        supersedes: policy.supersedes.map(words::minute).unwrap_or_default(),
        whom: named.iter().map(|(_, value)| *value).collect::<Vec<_>>().join(" "),
        list: device.as_ref().map_or_else(|| format!("/devices?{query}"), |(id, _)| format!("/devices/{id}")),
        device,
        devices: words::thousands(devices),
        author: policy.author.clone(),
        at: words::minute(policy.at),
        allowed: policy.allowed.iter().map(ToString::to_string).collect(),
        remarks: policy.remarks.clone(),
    }
}

async fn render(view: &View, typed: &Fields, wrong: String) -> Result<Response, Fault> {
    let known = |store: &dyn Rooms, sort| -> Result<Vec<String>, Fault> {
        Ok(store.tally(sort)?.into_iter().map(|(name, _)| name).take(KNOWN).collect())
    };
    let (lines, manufacturers, models) =
        view.site.ask(move |store| Ok((lines(store)?, known(store, Sort::Manufacturer)?, known(store, Sort::Model)?))).await?;
    let frame = view.frame("Policies", "alerts");
    let may_act = frame.may_handle();
    let text = |name: &str| typed.text(name).to_owned();
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = show(&PoliciesPage {
        frame,
        here: "policies",
        lines,
        may_act,
        most: MOST_BYTES >> 20,
        manufacturers,
        models,
        device: text("device"),
        manufacturer: text("manufacturer"),
        model: text("model"),
        wrong,
    })?;
    Ok((status, page).into_response())
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    render(&view, &view.query, String::new()).await
}

/// Takes a profile in.
pub(in crate::web) async fn bring(view: View, upload: Upload) -> Result<Response, Fault> {
    let typed = upload.fields.clone();
    match policies::bring(&view.site, upload, view.signed_in()?.name).await {
        Ok(taken) => {
            let done = match (taken.new, taken.superseded.is_empty()) {
                (_, false) => "policy-superseded",
                (true, true) => "policy-added",
                (false, true) => "policy-there",
            };
            Ok(go(&format!("/policies?done={done}#policy-{}", taken.policy.number)))
        }
        Err(fault @ (Fault::Bad(_) | Fault::Conflict(_) | Fault::TooLarge(_))) => render(&view, &typed, fault.detail()).await,
        Err(fault) => Err(fault),
    }
}

/// Drops a policy.
pub(in crate::web) async fn remove(view: View, Path(number): Path<String>, fields: Fields) -> Result<Response, Fault> {
    policies::remove(&view.site, policies::number(&number)?, view.signed_in()?.name).await?;
    let next = fields.some("next").map_or_else(|| "/policies".to_owned(), |next| local(&next).to_owned());
    Ok(go(&format!("{next}?done=policy-removed")))
}
