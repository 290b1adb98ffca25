//! What is normal for a device, beside what it does: volumes by hour, whom it talks to on which days, its silences, the words
//! it uses, how far each detector has learnt, and the manufacturer's policies that bind it.

mod picture;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::device::find;
use crate::baseline::{Baseline, FEATURES, Policy, Side, Talk, Trust, Word};
use crate::fingerprint::Attribute;
use crate::inventory::DeviceId;
use crate::store::{DeviceRow, Request};
use crate::web::ask::{Outcome, ask};
use crate::web::fault::Fault;
use crate::web::fields::{Fields, encode};
use crate::web::learnt::{Known, Learnt, detectors};
use crate::web::view::{Frame, View, go, show};
use crate::web::words;
use picture::{Days, Hours, Silences};

/// Days that the presence of a conversation is drawn for.
const DAYS: u32 = 32;

/// A conversation in the set.
struct Peer {
    with: String,
    service: String,
    /// What accepts it alone.
    key: String,
    asks: bool,
    trust: &'static str,
    meaning: &'static str,
    risky: bool,
    first: String,
    last: String,
    days: Days,
}

/// A policy that binds it.
struct Binding {
    number: u32,
    title: String,
    url: String,
    author: String,
    at: String,
    allowed: Vec<String>,
}

#[derive(Template)]
#[template(path = "baseline.html", config = "src/web/askama.toml")]
struct BaselinePage {
    frame: Frame,
    id: u64,
    heading: String,
    known: bool,
    since: String,
    accepted: String,
    learnt: Vec<Learnt>,
    hours: Vec<Hours>,
    inside: Vec<Peer>,
    outside: Vec<Peer>,
    forgotten: u32,
    words: Vec<(String, String, String)>,
    silences: Option<Silences>,
    policies: Vec<Binding>,
    /// What names its model in an address; empty where it is not known.
    model: String,
    may_act: bool,
}

pub(in crate::web) async fn page(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let known = view.site.ask(move |store| Known::read(store, &id)).await?;
    let (row, now, days) = (&known.row, known.now(), view.site.knowledge().baseline.learning_days);
    let frame = view.frame(&format!("What is normal · {}", words::title(row)), "devices");
    let may_act = frame.may_handle();
    let empty = Baseline::new(row.id, row.first);
    let one = known.baseline.as_ref().unwrap_or(&empty);
    let (inside, outside): (Vec<&Talk>, Vec<&Talk>) = one.talks.iter().partition(|talk| talk.trust >= Trust::Trusted);
    let peer = |talk: &&Talk| peer(talk, now);
    let word = |word: &Word| (word.property.meaning().replace('`', ""), word.text.to_string(), words::minute(word.first));
    show(&BaselinePage {
        frame,
        id: row.id.0,
        heading: words::title(row),
        known: known.baseline.is_some(),
        since: words::minute(one.since),
        accepted: one.accepted.map(words::minute).unwrap_or_default(),
        learnt: detectors(one, now, days),
        hours: FEATURES.iter().enumerate().filter_map(|(place, name)| Hours::of(&one.volume, place, name)).collect(),
        inside: inside.iter().map(peer).collect(),
        outside: outside.iter().map(peer).collect(),
        forgotten: one.evicted,
        words: one.words.iter().map(word).collect(),
        silences: Silences::of(one),
        policies: known.policies.iter().map(bound).collect(),
        model: model(row),
        may_act,
    })
}

/// What names the model of a device in an address.
fn model(row: &DeviceRow) -> String {
    let Some(model) = row.attribute(Attribute::Model) else { return String::new() };
    let maker = row.attribute(Attribute::Manufacturer).map(|maker| format!("&manufacturer={}", encode(maker.as_str())));
    format!("model={}{}", encode(model.as_str()), maker.unwrap_or_default())
}

fn bound(policy: &Policy) -> Binding {
    Binding {
        number: policy.number,
        title: policy.title.clone(),
        url: policy.url.clone(),
        author: policy.author.clone(),
        at: words::minute(policy.at),
        allowed: policy.allowed.iter().map(ToString::to_string).collect(),
    }
}

/// What it is trusted to do, as a file.
pub(in crate::web) async fn file(view: View, path: Path<(String, String)>) -> Result<Response, Fault> {
    crate::web::api::baselines::file(view, path).await
}

/// What the devices of its model are trusted to do, as a file.
pub(in crate::web) async fn of_model(view: View, path: Path<String>) -> Result<Response, Fault> {
    crate::web::api::baselines::of_model(view, path).await
}

fn peer(talk: &Talk, now: crate::base::Timestamp) -> Peer {
    let key = &talk.key;
    let (trust, meaning) = match talk.trust {
        Trust::Seen => ("seen", "seen on fewer than three days"),
        Trust::Candidate => ("candidate", "a habit, but a risky one: only a person makes it trusted"),
        Trust::Trusted => ("trusted", "a habit"),
        Trust::Accepted => ("accepted", "a person accepted it"),
    };
    Peer {
        with: group_name(&key.group),
        key: format!("{}/{} {} {}", key.transport.name(), key.port, key.protocol, key.group),
        service: key.service(),
        asks: key.side == Side::Client,
        trust,
        meaning,
        risky: talk.risky,
        first: words::minute(talk.first),
        last: words::minute(talk.last),
        days: Days::of(talk, now),
    }
}

/// A group of peers for people.
fn group_name(group: &str) -> String {
    match group.split_once(' ') {
        Some(("net", network)) => network.to_owned(),
        Some(("domain", name)) => name.to_owned(),
        _ => words::category_name(group),
    }
}

/// Accepts or forgets.
pub(in crate::web) async fn act(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let device: DeviceId = view.site.ask(move |store| find(store, &id)).await?;
    let (request, done) = match fields.text("act") {
        "accept" => (Request::Accept(device, fields.text("only").chars().take(200).collect()), "accepted"),
        "reset" => (Request::Reset(device), "forgotten"),
        other => return Err(Fault::Bad(format!("\"{other}\" cannot be done with a baseline"))),
    };
    let outcome = ask(&view.site, request, view.signed_in()?.name).await?;
    let done = if matches!(outcome, Outcome::Done(_)) { done } else { "asked" };
    Ok(go(&format!("/devices/{}/baseline?done={done}", device.0)))
}
