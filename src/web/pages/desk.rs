//! What the security desk reads besides the queue: the digest of a day, and what whole fleets do.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::response::Response;

use super::alerts::{Named, kind_name, names};
use crate::alert::{Alert, Route, State};
use crate::base::Timestamp;
use crate::inventory::DeviceId;
use crate::store::{AlertFilter, AlertMark, AlertPage, Alerts, StoreError};
use crate::web::fault::Fault;
use crate::web::view::{Frame, View, show};
use crate::web::words;

/// Lines of a digest's page.
const PAGE: usize = 500;
/// Fleet findings on a page.
const FLEETS: usize = 50;
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
    total: u64,
    /// Devices that this page is about.
    devices: usize,
    sections: Vec<Section>,
    /// Where the rest of a long day is; empty where this is all, or the end.
    next: String,
    /// Where a long day begins; empty at its beginning.
    first: String,
}

/// The day that a person names.
fn day(text: &str) -> Option<i64> {
    format!("{text}T00:00:00Z").parse::<Timestamp>().ok().map(Timestamp::day)
}

/// A page of the alerts of the day's digest; of the latest day that has one where nobody named a day.
fn of_day(room: &mut dyn Alerts, named: Option<i64>, after: Option<AlertMark>) -> Result<(i64, AlertPage), StoreError> {
    let states = vec![State::Open, State::Acknowledged, State::Closed];
    let all = AlertFilter { states, route: Some(Route::Digest), limit: Some(1), ..AlertFilter::default() };
    let day = match named {
        Some(day) => day,
        None => room.alerts(&all)?.alerts.first().map_or(0, |alert| alert.last.day()),
    };
    let (since, until) = (Some(Timestamp::of_day(day)), Some(Timestamp::of_day(day.saturating_add(1))));
    Ok((day, room.alerts(&AlertFilter { since, until, after, limit: Some(PAGE), ..all })?))
}

fn date(day: i64) -> String {
    words::date(Timestamp::of_day(day))
}

pub(in crate::web) async fn digest(view: View) -> Result<Response, Fault> {
    let (named, after) = (day(view.query.text("day")), view.query.text("after").parse().ok());
    let (page, names, day) = view
        .site
        .ask(move |store| {
            let (day, page) = of_day(store.alert_room(), named, after)?;
            let names = names(&*store, page.alerts.iter().filter_map(|alert| alert.device))?;
            Ok((page, names, day))
        })
        .await?;
    let mut sections: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for alert in &page.alerts {
        let named = alert.device.and_then(|id| names.get(&id));
        let category = named.map(|named| words::category_name(&named.category));
        let line = line(alert, named);
        sections.entry(category.unwrap_or_else(|| "No device of its own".to_owned())).or_default().push(line);
    }
    let devices: BTreeSet<DeviceId> = page.alerts.iter().filter_map(|alert| alert.device).collect();
    let first = format!("/digest?day={}", date(day));
    show(&DigestPage {
        frame: view.frame("Digest", "alerts"),
        here: "digest",
        day: date(day),
        earlier: date(day.saturating_sub(1)),
        later: date(day.saturating_add(1)),
        total: page.total,
        devices: devices.len(),
        sections: sections.into_iter().map(|(title, lines)| Section { title, lines }).collect(),
        next: page.next.map(|mark| format!("{first}&after={mark}")).unwrap_or_default(),
        first: after.map(|_| first).unwrap_or_default(),
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
    total: String,
    /// Where the rest is; empty at the end.
    next: String,
    /// Where the list begins; empty at its beginning.
    first: String,
}

pub(in crate::web) async fn fleets(view: View) -> Result<Response, Fault> {
    let all = view.query.text("state") == "all";
    let after: Option<AlertMark> = view.query.text("after").parse().ok();
    let (found, names) = view
        .site
        .ask(move |store| {
            let states = if all { State::ALL.to_vec() } else { vec![State::Open, State::Acknowledged] };
            let filter = AlertFilter { states, fleets: true, after, limit: Some(FLEETS), ..AlertFilter::default() };
            let found = store.alert_room().alerts(&filter)?;
            let of = |alert: &Alert| alert.device.into_iter().chain(alert.others.iter().copied().take(NAMED)).collect::<Vec<_>>();
            let names = names(&*store, found.alerts.iter().flat_map(of))?;
            Ok((found, names))
        })
        .await?;
    let fleets = found.alerts.iter().map(|alert| {
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
    let (kept, begin) = if all { ("?state=all&", "/fleets?state=all") } else { ("?", "/fleets") };
    show(&FleetsPage {
        frame: view.frame("Fleet findings", "alerts"),
        here: "fleets",
        fleets: fleets.collect(),
        all,
        total: words::thousands(found.total),
        next: found.next.map(|mark| format!("/fleets{kept}after={mark}")).unwrap_or_default(),
        first: after.map(|_| begin.to_owned()).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::{Detected, Kind};
    use crate::inventory::Changes;
    use crate::store::{Opening, Sqlite};

    #[test]
    fn a_long_day_is_read_page_by_page_and_a_wrong_one_is_the_latest() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        // The last of them goes on into the day after.
        let told = |id: u64| {
            let (first, last) = (Timestamp::of_day(9), Timestamp::of_day(if id == 1_101 { 10 } else { 9 }));
            Alert { first, last, ..Alert::blank(id, Kind::NewPeer) }
        };
        let before = Alert { first: Timestamp::of_day(8), last: Timestamp::of_day(8), ..Alert::blank(5_000, Kind::NewPeer) };
        let alerts = (1..=1_101).map(told).chain([before]).collect();
        store.commit_detected(&[], &Changes::default(), &Detected { alerts, ..Detected::default() }).unwrap();
        let (mut read, mut after) = (BTreeSet::new(), None);
        let pages = std::iter::from_fn(|| {
            let (day, page) = of_day(&mut store, day("1970-01-10"), after).unwrap();
            assert_eq!((day, page.total), (9, 1_101));
            read.extend(page.alerts.iter().map(|alert| alert.id.0));
            after = page.next;
            after.map(|_| ())
        });
        assert_eq!(pages.count(), 2, "three pages, two of which go on");
        assert_eq!(read, (1..=1_101).collect());
        assert_eq!(of_day(&mut store, day("yesterday"), None).map(|(day, page)| (day, page.total)).unwrap(), (10, 1));
        assert_eq!(of_day(&mut store, Some(8), None).unwrap().1.total, 1);
    }
}
