//! One alert: first what it means for patients and whom to call, then what was seen, then what to do with it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::alerts::{Named, kind_name, names};
use super::clinical::{Clinical, clinical};
use crate::alert::{Alert, AlertId, Scope, State, Verdict};
use crate::store::{Opinion, Rooms};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::subject;
use crate::web::view::{Frame, View, go, show};
use crate::web::words;

struct Seen {
    at: String,
    text: String,
    community_id: String,
}

struct Said {
    at: String,
    who: String,
    what: String,
    note: String,
}

struct Choice {
    value: &'static str,
    name: &'static str,
}

#[derive(Template)]
#[template(path = "alert.html", config = "src/web/askama.toml")]
struct AlertPage {
    frame: Frame,
    id: u64,
    kind: String,
    meaning: &'static str,
    severity: &'static str,
    state: &'static str,
    route: &'static str,
    route_reason: String,
    summary: String,
    count: String,
    first: String,
    last: String,
    peer: String,
    baseline: String,
    /// The policy that it is a violation of, while there is such a one: its number, and what it calls its devices.
    policy: Option<(u32, String)>,
    techniques: String,
    strength: u8,
    device: Option<u64>,
    device_name: String,
    addresses: String,
    others: Vec<(u64, String)>,
    clinical: Option<Clinical>,
    evidence: Vec<Seen>,
    /// Whether a flow of the evidence can be looked up elsewhere.
    has_flows: bool,
    said: Vec<Said>,
    verdicts: Vec<Choice>,
    may_act: bool,
}

/// The alert that a person names.
pub(in crate::web) fn find(store: &mut dyn Rooms, text: &str) -> Result<Alert, Fault> {
    let missing = || Fault::NotFound(format!("there is no alert {text}"));
    let id: AlertId = text.parse().map_err(|_| missing())?;
    store.alert_room().alert(id)?.ok_or_else(missing)
}

pub(in crate::web) async fn page(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let (playbook, zone, now) = (view.site.knowledge().playbook.clone(), view.site.knowledge().zone.clone(), view.site.now());
    let (book, asked) = (playbook.clone(), id.clone());
    let (alert, subject, others, opinions, policies) = view
        .site
        .ask(move |store| {
            let alert = find(store, &asked)?;
            let opinions = store.alert_room().opinions(alert.id)?;
            let subject = match alert.device {
                Some(id) => subject::read(store, &id.to_string(), &book, &zone, now).ok(),
                None => None,
            };
            let others = names(store, alert.others.iter().copied())?;
            let policies = if alert.policy().is_some() { store.policies()? } else { Vec::new() };
            Ok((alert, subject, others, opinions, policies))
        })
        .await?;
    let clinical = subject.as_ref().map(|subject| clinical(subject, &playbook, &words::risk(subject, &view.site)));
    let frame = view.frame(&kind_name(alert.kind), "alerts");
    let named = |(id, named): (&crate::inventory::DeviceId, &Named)| (id.0, named.title.clone());
    let may_act = frame.may_handle();
    show(&AlertPage {
        frame,
        id: alert.id.0,
        kind: kind_name(alert.kind),
        meaning: alert.kind.meaning(),
        severity: alert.severity.slug(),
        state: alert.state.slug(),
        route: alert.route.meaning(),
        route_reason: alert.route_reason.clone(),
        summary: alert.summary.clone(),
        count: words::thousands(alert.count),
        first: words::minute(alert.first),
        last: words::minute(alert.last),
        peer: alert.peer.clone().unwrap_or_default(),
        baseline: alert.baseline.clone().unwrap_or_default(),
        policy: policies.into_iter().find(|one| alert.policy() == Some(one.number)).map(|one| (one.number, one.title)),
        techniques: alert.techniques.join(", "),
        strength: alert.strength,
        device: subject.as_ref().map(|subject| subject.row.id.0),
        device_name: subject.as_ref().map(|subject| words::title(&subject.row)).unwrap_or_default(),
        addresses: addresses(&alert),
        others: others.iter().map(named).collect(),
        clinical,
        has_flows: alert.evidence.iter().any(|proof| proof.community_id.is_some()),
        evidence: alert.evidence.iter().map(seen).collect(),
        said: opinions.iter().map(said).collect(),
        verdicts: Verdict::ALL.iter().map(|one| Choice { value: one.slug(), name: one.meaning() }).collect(),
        may_act,
    })
}

fn addresses(alert: &Alert) -> String {
    let ips = alert.device_ips.iter().map(ToString::to_string);
    ips.chain(alert.device_macs.iter().map(ToString::to_string)).collect::<Vec<_>>().join(", ")
}

fn seen(proof: &crate::alert::Proof) -> Seen {
    let at = proof.at.to_string();
    Seen {
        at: at.get(..19).unwrap_or(&at).replace('T', " "),
        text: proof.text.clone(),
        community_id: proof.community_id.clone().unwrap_or_default(),
    }
}

fn said(opinion: &Opinion) -> Said {
    let verdict = opinion.verdict.map(|verdict| format!(": {}", verdict.meaning())).unwrap_or_default();
    Said {
        at: words::minute(opinion.at),
        who: opinion.author.clone(),
        what: format!("{}{verdict}", opinion.state),
        note: opinion.note.clone().unwrap_or_default(),
    }
}

/// Says what an alert is, and what was harmless is usual for its devices from now on.
pub(in crate::web) fn say(store: &mut dyn Rooms, opinion: &Opinion) -> Result<(), Fault> {
    if !store.alert_room().say(opinion)? {
        return Err(Fault::NotFound(format!("there is no {}", opinion.alert)));
    }
    if opinion.verdict != Some(Verdict::Benign) {
        return Ok(());
    }
    let Some(alert) = store.alert_room().alert(opinion.alert)? else { return Ok(()) };
    for device in alert.device.into_iter().chain(alert.others) {
        let Some(mut baseline) = store.alert_room().baseline(device)? else { continue };
        if baseline.accept(&alert.key) > 0 {
            store.alert_room().put_baseline(&baseline)?;
        }
    }
    Ok(())
}

/// Acknowledges, closes or opens it again.
pub(in crate::web) async fn act(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let state = match fields.text("act") {
        "acknowledge" => State::Acknowledged,
        "close" => State::Closed,
        "open" => State::Open,
        other => return Err(Fault::Bad(format!("\"{other}\" cannot be done with an alert"))),
    };
    let verdict: Option<Verdict> = fields.text("verdict").parse().ok().filter(|_| state == State::Closed);
    if state == State::Closed && verdict.is_none() {
        return Err(Fault::Bad("say what it was found to be: an alert is not closed without that".to_owned()));
    }
    let note = fields.some("note").map(|note| note.chars().take(2_000).collect());
    let (author, at) = (view.signed_in()?.name, view.site.now());
    let number = view
        .site
        .ask(move |store| {
            let alert = find(store, &id)?.id;
            say(store, &Opinion { alert, state, verdict, author, note, at })?;
            Ok(alert.0)
        })
        .await?;
    let done = match state {
        State::Acknowledged => "acknowledged",
        State::Closed => "closed",
        _ => "opened",
    };
    Ok(go(&format!("/alerts/{number}?done={done}")))
}

/// Hears no more of the like, for a reason.
pub(in crate::web) async fn suppress(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let reason: String = fields.text("reason").chars().take(1_000).collect();
    if reason.is_empty() {
        return Err(Fault::Bad("give a reason: whoever comes after you must know why it is quiet".to_owned()));
    }
    let has = |name: &str| fields.all("scope").any(|scope| scope == name);
    let (kind, device, peer) = (has("kind"), has("device"), has("peer"));
    let days: u32 = fields.text("days").parse().unwrap_or(30);
    let (author, at) = (view.signed_in()?.name, view.site.now());
    let until = (days > 0).then(|| at.plus_seconds(days.min(3_650).saturating_mul(86_400)));
    let number = view
        .site
        .ask(move |store| {
            let alert = find(store, &id)?;
            let scope = Scope {
                kind: kind.then_some(alert.kind),
                device: alert.device.filter(|_| device),
                category: None,
                peer: alert.peer.clone().filter(|_| peer),
            };
            if scope.is_empty() {
                return Err(Fault::Bad("choose at least one thing that the quiet alerts have in common".to_owned()));
            }
            store.alert_room().suppress(&scope, &reason, &author, at, until)?;
            Ok(alert.id.0)
        })
        .await?;
    Ok(go(&format!("/alerts/{number}?done=suppressed")))
}
