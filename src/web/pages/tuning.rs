//! What other settings would have done: the alerts of the last days, played against them. Nothing is changed here; the lines to
//! put into the configuration are shown.

use askama::Template;
use axum::response::Response;

use super::alerts::kind_name;
use crate::alert::{Alert, Kind, Rehearsal, Settings, State, rehearse};
use crate::base::Timestamp;
use crate::store::{AlertFilter, Query};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, show};
use crate::web::words;

/// Height and width of the picture's bars.
const TALL: u32 = 90;
/// Alerts that are named as changed.
const NAMED: usize = 50;

struct Bar {
    x: u32,
    did_y: u32,
    did: u32,
    would_y: u32,
    would: u32,
    words: String,
}

struct Choice {
    slug: &'static str,
    name: String,
    chosen: bool,
    did: u32,
    would: u32,
}

struct Changed {
    id: u64,
    kind: String,
    summary: String,
    strength: u8,
    first: String,
    verdict: &'static str,
}

#[derive(Template)]
#[template(path = "tuning.html", config = "src/web/askama.toml")]
struct TuningPage {
    frame: Frame,
    here: &'static str,
    days: u32,
    strength: u8,
    pages: u32,
    least: u32,
    kinds: Vec<Choice>,
    total: usize,
    did: u32,
    would: u32,
    rate: String,
    held_back: u32,
    useless: u32,
    missed: u32,
    bars: Vec<Bar>,
    wide: u32,
    more: Vec<Changed>,
    less: Vec<Changed>,
    from: String,
    until: String,
    lines: String,
    changed: bool,
}

/// The settings that a person tries; where nothing is said, those in force.
fn tried(query: &Fields, now: &Settings) -> Settings {
    let number = |name: &str, least: u32, most: u32, other: u32| {
        query.text(name).parse().map_or(other, |value: u32| value.clamp(least, most))
    };
    let asked = !query.text("days").is_empty();
    let kinds: Vec<Kind> = query.all("quiet").filter_map(|slug| slug.parse().ok()).collect();
    Settings {
        page_strength: u8::try_from(number("strength", 60, 100, u32::from(now.page_strength))).unwrap_or(now.page_strength),
        pages_per_1000_devices: number("pages", 0, 1_000, now.pages_per_1000_devices),
        least_pages: number("least", 1, 10_000, now.least_pages),
        digest_only: if asked { kinds } else { now.digest_only.clone() },
        ..now.clone()
    }
}

/// The lines of the configuration that differ from what is in force.
fn lines(tried: &Settings, now: &Settings) -> String {
    let mut lines = Vec::new();
    let mut differ = |name: &str, new: String, old: String| {
        if new != old {
            lines.push(format!("{name} = {new}"));
        }
    };
    differ("page_strength", tried.page_strength.to_string(), now.page_strength.to_string());
    differ("pages_per_1000_devices", tried.pages_per_1000_devices.to_string(), now.pages_per_1000_devices.to_string());
    differ("least_pages", tried.least_pages.to_string(), now.least_pages.to_string());
    let list = |kinds: &[Kind]| format!("[{}]", kinds.iter().map(|kind| format!("\"{kind}\"")).collect::<Vec<_>>().join(", "));
    differ("digest_only", list(&tried.digest_only), list(&now.digest_only));
    if lines.is_empty() { String::new() } else { format!("[alert]\n{}", lines.join("\n")) }
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let now = &view.site.knowledge().alert;
    let settings = tried(&view.query, now);
    let days: u32 = view.query.text("days").parse().unwrap_or(7).clamp(1, 90);
    let (mut alerts, devices) = view
        .site
        .ask(|store| {
            let filter = AlertFilter { states: State::ALL.to_vec(), ..AlertFilter::default() };
            let alerts = store.alert_room().alerts(&filter)?.alerts;
            Ok((alerts, crate::web::catalogue::count(store, Query::default())?))
        })
        .await?;
    // Packet time: the days before the latest alert.
    let until = alerts.iter().map(|alert| alert.first).max().unwrap_or_default();
    let from = Timestamp::of_day(until.day().saturating_sub(i64::from(days) - 1));
    alerts.retain(|alert| alert.first >= from);
    let devices = usize::try_from(devices).unwrap_or(usize::MAX);
    let result = rehearse(&settings, &alerts, devices);
    show(&fill(&view, (&settings, now), (&alerts, devices), &result, (from, until, days)))
}

fn fill(
    view: &View,
    (settings, now): (&Settings, &Settings),
    (alerts, devices): (&[Alert], usize),
    result: &Rehearsal,
    (from, until, days): (Timestamp, Timestamp, u32),
) -> TuningPage {
    let sum = |of: fn(&(u32, u32)) -> u32| result.days.values().map(of).sum::<u32>();
    let (did, would) = (sum(|day| day.0), sum(|day| day.1));
    let changed = |ids: &[crate::alert::AlertId]| {
        let known = ids.iter().rev().filter_map(|id| alerts.iter().find(|alert| alert.id == *id));
        known.take(NAMED).map(self::changed).collect::<Vec<_>>()
    };
    let kinds = Kind::ALL.iter().map(|kind| {
        let (did, would) = result.kinds.get(kind).copied().unwrap_or_default();
        Choice { slug: kind.slug(), name: kind_name(*kind), chosen: settings.digest_only.contains(kind), did, would }
    });
    let rate = f64::from(would) * 1_000.0 / (f64::from(u32::try_from(devices.max(1)).unwrap_or(u32::MAX)) * f64::from(days));
    let lines = lines(settings, now);
    TuningPage {
        frame: view.frame("Tuning", "alerts"),
        here: "tuning",
        days,
        strength: settings.page_strength,
        pages: settings.pages_per_1000_devices,
        least: settings.least_pages,
        kinds: kinds.collect(),
        total: alerts.len(),
        did,
        would,
        rate: format!("{rate:.1}"),
        held_back: result.held_back,
        useless: result.useless,
        missed: result.missed,
        bars: bars(result, from, days),
        wide: days * 24,
        more: changed(&result.more),
        less: changed(&result.less),
        from: words::date(from),
        until: words::date(until),
        changed: !lines.is_empty(),
        lines,
    }
}

fn bars(result: &Rehearsal, from: Timestamp, days: u32) -> Vec<Bar> {
    let most = result.days.values().map(|(did, would)| *did.max(would)).max().unwrap_or(0).max(1);
    let first = from.day();
    let height = |count: u32| count * TALL / most;
    (0..days)
        .map(|place| {
            let day = first + i64::from(place);
            let (did, would) = result.days.get(&day).copied().unwrap_or_default();
            let date = words::date(Timestamp::of_day(day));
            Bar {
                x: place * 24,
                did_y: TALL - height(did),
                did: height(did),
                would_y: TALL - height(would),
                would: height(would),
                words: format!("{date}: {did} paged, {would} would have"),
            }
        })
        .collect()
}

fn changed(alert: &Alert) -> Changed {
    Changed {
        id: alert.id.0,
        kind: kind_name(alert.kind),
        summary: alert.summary.clone(),
        strength: alert.strength,
        first: words::minute(alert.first),
        verdict: alert.verdict.map_or("", crate::alert::Verdict::slug),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_is_bounded_and_only_what_differs_is_to_be_written() {
        let now = Settings::default();
        let query = Fields::parse(b"days=7&strength=999&pages=5&quiet=new_peer&quiet=nonsense");
        let tried = tried(&query, &now);
        assert_eq!((tried.page_strength, tried.digest_only.clone()), (100, vec![Kind::NewPeer]));
        assert_eq!(lines(&tried, &now), "[alert]\npage_strength = 100\npages_per_1000_devices = 5\ndigest_only = [\"new_peer\"]");
        assert_eq!(lines(&now, &now), "");
    }
}
