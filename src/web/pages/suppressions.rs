//! What is kept quiet: by whom, why, until when, and how much it covers.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::alerts::{kind_name, names};
use crate::alert::{Alert, Scope, State, Suppression};
use crate::base::Timestamp;
use crate::store::AlertFilter;
use crate::web::fault::Fault;
use crate::web::view::{Frame, View, go, show};
use crate::web::words;

struct Line {
    number: u32,
    what: Vec<String>,
    device: Option<(u64, String)>,
    reason: String,
    author: String,
    at: String,
    until: String,
    over: bool,
    covered: usize,
}

#[derive(Template)]
#[template(path = "suppressions.html", config = "src/web/askama.toml")]
struct SuppressionsPage {
    frame: Frame,
    here: &'static str,
    lines: Vec<Line>,
    may_act: bool,
}

/// What a scope names besides the device, in words.
fn scope(scope: &Scope) -> Vec<String> {
    let kind = scope.kind.map(kind_name);
    let category = scope.category.as_deref().map(|category| format!("every {}", words::category_name(category)));
    let peer = scope.peer.as_deref().map(|peer| format!("with {peer}"));
    [kind, category, peer].into_iter().flatten().collect()
}

/// Whether it has ended, at the clock's time.
fn is_over(one: &Suppression, now: Timestamp) -> bool {
    one.until.is_some_and(|until| until <= now)
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let now = view.site.now();
    let mut lines = view
        .site
        .ask(move |store| {
            let all = store.alert_room().suppressions()?;
            let quiet = AlertFilter { states: vec![State::Suppressed], ..AlertFilter::default() };
            let alerts = store.alert_room().alerts(&quiet)?.alerts;
            let devices = alerts.iter().filter_map(|alert| alert.device);
            let named = names(&*store, devices.chain(all.iter().filter_map(|one| one.scope.device)))?;
            let category = |alert: &Alert| alert.device.and_then(|id| named.get(&id)).map(|known| known.category.as_str());
            let covered = |one: &Suppression| alerts.iter().filter(|alert| one.covers(alert, category(alert))).count();
            Ok(all
                .iter()
                .map(|one| Line {
                    number: one.number,
                    what: scope(&one.scope),
                    device: one
                        .scope
                        .device
                        .map(|id| (id.0, named.get(&id).map_or_else(|| id.to_string(), |known| known.title.clone()))),
                    reason: one.reason.clone(),
                    author: one.author.clone(),
                    at: words::minute(one.at),
                    until: one.until.map(words::minute).unwrap_or_default(),
                    over: is_over(one, now),
                    covered: covered(one),
                })
                .collect::<Vec<_>>())
        })
        .await?;
    lines.sort_by_key(|line| (line.over, std::cmp::Reverse(line.number)));
    let frame = view.frame("Suppressions", "alerts");
    let may_act = frame.may_handle();
    show(&SuppressionsPage { frame, here: "suppressions", lines, may_act })
}

pub(in crate::web) async fn end(view: View, Path(number): Path<u32>) -> Result<Response, Fault> {
    let (author, now) = (view.signed_in()?.name, view.site.now());
    view.site
        .ask(move |store| {
            let ended = store.alert_room().end_suppression(number, &author, now)?;
            if ended { Ok(()) } else { Err(Fault::NotFound(format!("there is no suppression {number}"))) }
        })
        .await?;
    Ok(go("/suppressions?done=ended"))
}
