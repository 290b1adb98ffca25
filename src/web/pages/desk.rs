//! What the security desk reads besides the queue: the digest of a day, and what whole fleets do.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;

use super::alerts::{Named, kind_name, names};
use crate::alert::{Alert, FLEET_LEAST, Route, State};
use crate::base::Timestamp;
use crate::store::AlertFilter;
use crate::web::fault::Fault;
use crate::web::view::{Frame, View, show};
use crate::web::words;

/// Alerts that are read.
const MOST: usize = 2_000;
/// Devices of a fleet finding that are named.
const NAMED: usize = 24;

/// An alert of the digest.
struct Line {
    id: u64,
    severity: &'static str,
    kind: String,
    summary: String,
    count: String,
    last: String,
    state: &'static str,
    device: Option<u64>,
    device_name: String,
    why: String,
}

/// The digest of one category.
struct Section {
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "digest.html", config = "src/web/askama.toml")]
struct DigestPage {
    frame: Frame,
    here: &'static str,
    day: String,
    earlier: String,
    later: String,
    total: usize,
    devices: usize,
    sections: Vec<Section>,
}

/// The day that a person names, or the latest one that has an alert.
fn day(text: &str, latest: Timestamp) -> i64 {
    let named = format!("{text}T00:00:00Z").parse::<Timestamp>().ok();
    named.unwrap_or(latest).day()
}

fn date(day: i64) -> String {
    words::date(Timestamp::of_day(day))
}

pub(in crate::web) async fn digest(view: View) -> Result<Response, Fault> {
    let asked = view.query.text("day").to_owned();
    let (alerts, names, day) = view
        .site
        .ask(move |store| {
            let states = vec![State::Open, State::Acknowledged, State::Closed];
            let filter = AlertFilter { states, route: Some(Route::Digest), limit: Some(MOST), ..AlertFilter::default() };
            let mut alerts = store.alert_room().alerts(&filter)?.alerts;
            let day = self::day(&asked, alerts.iter().map(|alert| alert.last).max().unwrap_or_default());
            alerts.retain(|alert| (alert.first.day()..=alert.last.day()).contains(&day));
            let names = names(&*store, alerts.iter().filter_map(|alert| alert.device))?;
            Ok((alerts, names, day))
        })
        .await?;
    let mut sections: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for alert in &alerts {
        let named = alert.device.and_then(|id| names.get(&id));
        let category = named.map(|named| words::category_name(&named.category));
        let line = line(alert, named);
        sections.entry(category.unwrap_or_else(|| "No device of its own".to_owned())).or_default().push(line);
    }
    let mut devices: Vec<_> = alerts.iter().filter_map(|alert| alert.device).collect();
    devices.sort_unstable();
    devices.dedup();
    show(&DigestPage {
        frame: view.frame("Digest", "alerts"),
        here: "digest",
        day: date(day),
        earlier: date(day.saturating_sub(1)),
        later: date(day.saturating_add(1)),
        total: alerts.len(),
        devices: devices.len(),
        sections: sections.into_iter().map(|(title, lines)| Section { title, lines }).collect(),
    })
}

fn line(alert: &Alert, named: Option<&Named>) -> Line {
    Line {
        id: alert.id.0,
        severity: alert.severity.slug(),
        kind: kind_name(alert.kind),
        summary: alert.summary.clone(),
        count: words::thousands(alert.count),
        last: words::minute(alert.last),
        state: alert.state.slug(),
        device: alert.device.filter(|_| named.is_some()).map(|id| id.0),
        device_name: named.map(|named| named.title.clone()).unwrap_or_default(),
        why: alert.route_reason.clone(),
    }
}

/// What several devices of one model did at once.
struct Fleet {
    id: u64,
    severity: &'static str,
    kind: String,
    pages: bool,
    /// How many, of what.
    who: String,
    what: String,
    peer: String,
    first: String,
    last: String,
    state: &'static str,
    devices: Vec<(u64, String)>,
    more: usize,
    why: String,
}

#[derive(Template)]
#[template(path = "fleets.html", config = "src/web/askama.toml")]
struct FleetsPage {
    frame: Frame,
    here: &'static str,
    fleets: Vec<Fleet>,
    all: bool,
}

pub(in crate::web) async fn fleets(view: View) -> Result<Response, Fault> {
    let all = view.query.text("state") == "all";
    let (alerts, names) = view
        .site
        .ask(move |store| {
            let states = if all { State::ALL.to_vec() } else { vec![State::Open, State::Acknowledged] };
            let mut alerts = store.alert_room().alerts(&AlertFilter { states, ..AlertFilter::default() })?.alerts;
            alerts.retain(|alert| alert.others.len() + 1 >= FLEET_LEAST);
            alerts.truncate(MOST);
            let named = alerts.iter().flat_map(|alert| alert.device.into_iter().chain(alert.others.iter().copied().take(NAMED)));
            let names = names(&*store, named)?;
            Ok((alerts, names))
        })
        .await?;
    let fleets = alerts.iter().map(|alert| {
        let all = alert.device.iter().chain(&alert.others);
        let devices: Vec<(u64, String)> = all.take(NAMED).filter_map(|id| Some((id.0, names.get(id)?.title.clone()))).collect();
        let (who, what) = alert.summary.split_once(" | ").unwrap_or(("Several devices alike", &alert.summary));
        Fleet {
            id: alert.id.0,
            severity: alert.severity.slug(),
            kind: kind_name(alert.kind),
            pages: alert.route == Route::Page,
            who: who.to_owned(),
            what: what.to_owned(),
            peer: alert.peer.clone().unwrap_or_default(),
            first: words::minute(alert.first),
            last: words::minute(alert.last),
            state: alert.state.slug(),
            more: (alert.others.len() + 1).saturating_sub(devices.len()),
            devices,
            why: alert.route_reason.clone(),
        }
    });
    show(&FleetsPage { frame: view.frame("Fleet findings", "alerts"), here: "fleets", fleets: fleets.collect(), all })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_and_a_wrong_one_is_the_latest() {
        let latest = Timestamp::new(1_700_000_000, 0);
        assert_eq!(date(day("2026-02-03", latest)), "2026-02-03");
        assert_eq!(date(day("yesterday", latest)), "2023-11-14");
    }
}
