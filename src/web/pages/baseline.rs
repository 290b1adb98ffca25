//! What is normal for a device, beside what it does: volumes by hour, whom it talks to on which days, its silences, the words
//! it uses, how far each detector has learnt, and the manufacturer's policies that bind it.

mod picture;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::device::details;
use crate::baseline::{Baseline, FEATURES, Policy, Side, Stage, Talk, Trust};
use crate::fingerprint::Attribute;
use crate::inventory::DeviceId;
use crate::store::{Request, Rooms};
use crate::web::ask::{Outcome, ask};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, go, show};
use crate::web::words;
use picture::{Days, Hours, Silences};

/// Days that the presence of a conversation is drawn for.
const DAYS: u32 = 32;

/// How far one detector has learnt.
struct Learnt {
    name: &'static str,
    stage: &'static str,
    why: String,
}

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
    may_act: bool,
}

pub(in crate::web) async fn page(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let (row, baseline, policies) = view
        .site
        .ask(move |store| {
            let row = details(store, &id)?.device;
            let baseline = store.alert_room().baseline(row.id)?;
            Ok((row, baseline, store.policies()?))
        })
        .await?;
    let settings = &view.site.knowledge().baseline;
    let text = |attribute| row.attribute(attribute).map_or("", crate::base::Text::as_str);
    let binding = policies
        .iter()
        .filter(|policy| policy.bound.binds(row.id, text(Attribute::Manufacturer), text(Attribute::Model)))
        .map(bound)
        .collect();
    let frame = view.frame(&format!("What is normal · {}", words::title(&row)), "devices");
    let may_act = frame.may_handle();
    let empty = Baseline::new(row.id, row.first);
    let known = baseline.is_some();
    let one = baseline.unwrap_or(empty);
    let now = one.talks.iter().map(|talk| talk.last).max().unwrap_or(row.last).max(row.last);
    let (inside, outside): (Vec<&Talk>, Vec<&Talk>) = one.talks.iter().partition(|talk| talk.trust >= Trust::Trusted);
    let peer = |talk: &&Talk| peer(talk, now);
    show(&BaselinePage {
        frame,
        id: row.id.0,
        heading: words::title(&row),
        known,
        since: words::minute(one.since),
        accepted: one.accepted.map(words::minute).unwrap_or_default(),
        learnt: detectors(&one, one.stage(now, settings.learning_days), settings.learning_days),
        hours: FEATURES.iter().enumerate().filter_map(|(place, name)| Hours::of(&one.volume, place, name)).collect(),
        inside: inside.iter().map(peer).collect(),
        outside: outside.iter().map(peer).collect(),
        forgotten: one.evicted,
        words: one
            .words
            .iter()
            .map(|word| (word.property.meaning().replace('`', ""), word.text.to_string(), words::minute(word.first)))
            .collect(),
        silences: Silences::of(&one),
        policies: binding,
        may_act,
    })
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

/// The detectors with the stage of each: some need no learning, others more than days.
fn detectors(one: &Baseline, stage: Stage, days: u32) -> Vec<Learnt> {
    let hours = one.volume.hours();
    let learnt = match stage {
        Stage::Prior => "less than a day was seen: it is compared with its class alone".to_owned(),
        Stage::Learning => format!("what is new of it counts once {days} days were seen, or fewer where its class is known"),
        Stage::Active if one.accepted.is_some() => "a person said that learning is over".to_owned(),
        Stage::Active => format!("{} conversations, {} words", one.talks.len(), one.words.len()),
    };
    let silence = match one.missed_after(3) {
        Some(after) => (Stage::Active, format!("it always speaks: missed after {} minutes", after / 60)),
        None if one.gaps.len() < 3 => (Stage::Learning, format!("{} of 3 whole days were seen", one.gaps.len())),
        None => (Stage::Prior, "it is often silent for more than ten minutes: its silence says nothing".to_owned()),
    };
    let volume = if stage == Stage::Active && hours >= 24 { Stage::Active } else { stage.min(Stage::Learning) };
    let row = |name, stage: Stage, why: String| Learnt { name, stage: stage.slug(), why };
    vec![
        row(
            "Policies, exploits, indicators, spoofing",
            Stage::Active,
            "no learning is needed, and none can mislead them".to_owned(),
        ),
        row("Scans and sweeps", Stage::Active, "judged by counts alone".to_owned()),
        row("New peers, services, beacons", stage, learnt.clone()),
        row("Identity and clinical words", stage, learnt),
        row("Volume", volume, format!("{hours} hours were measured")),
        row("Silence", silence.0, silence.1),
    ]
}

fn peer(talk: &Talk, now: crate::base::Timestamp) -> Peer {
    let key = &talk.key;
    let port = if key.port == 0 { "any port".to_owned() } else { key.port.to_string() };
    let (trust, meaning) = match talk.trust {
        Trust::Seen => ("seen", "seen on fewer than three days"),
        Trust::Candidate => ("candidate", "a habit, but a risky one: only a person makes it trusted"),
        Trust::Trusted => ("trusted", "a habit"),
        Trust::Accepted => ("accepted", "a person accepted it"),
    };
    Peer {
        with: group_name(&key.group),
        key: format!("{}/{} {} {}", key.transport.name(), key.port, key.protocol, key.group),
        service: format!("{}/{port} {}", key.transport.name(), key.protocol).trim_end().to_owned(),
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
    let device: DeviceId = view.site.ask(move |store| Ok(details(store, &id)?.device.id)).await?;
    let (request, done) = match fields.text("act") {
        "accept" => (Request::Accept(device, fields.text("only").chars().take(200).collect()), "accepted"),
        "reset" => (Request::Reset(device), "forgotten"),
        other => return Err(Fault::Bad(format!("\"{other}\" cannot be done with a baseline"))),
    };
    let outcome = ask(&view.site, request, view.signed_in()?.name).await?;
    let done = if matches!(outcome, Outcome::Done(_)) { done } else { "asked" };
    Ok(go(&format!("/devices/{}/baseline?done={done}", device.0)))
}

/// Removes a policy that binds it.
pub(in crate::web) async fn drop_policy(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let number = fields.text("number").parse().map_err(|_| Fault::Bad("which policy?".to_owned()))?;
    let (author, now) = (view.signed_in()?.name, view.site.now());
    let who = author.clone();
    let device = view
        .site
        .ask(move |store: &mut dyn Rooms| {
            let device = details(store, &id)?.device.id;
            let removed = store.remove_policy(number, &who, now)?;
            if removed { Ok(device) } else { Err(Fault::NotFound(format!("there is no policy {number}"))) }
        })
        .await?;
    ask(&view.site, Request::Policies, author).await?;
    Ok(go(&format!("/devices/{}/baseline?done=policy-removed", device.0)))
}
