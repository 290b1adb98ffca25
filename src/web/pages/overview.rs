//! The first page: what is there, what is new, what wants a look.

use askama::Template;
use axum::response::Response;

use super::alerts;
use super::devices::Line;
use crate::base::Timestamp;
use crate::clinical::Standing;
use crate::store::{Page, Query, Rooms, Sort};
use crate::web::catalogue::count;
use crate::web::fault::Fault;
use crate::web::view::{Frame, View, go, show};
use crate::web::words::{self, Group};
use crate::web::{HealthReport, InterfaceRow};

/// Devices named in each list.
const SHOWN: usize = 7;
/// Alerts named.
const URGENT: usize = 5;
/// What is wrong with the sensor, of so many findings.
const FINDINGS: usize = 3;

struct Bar {
    slug: &'static str,
    name: String,
    group: &'static str,
    count: u64,
    /// Length of 600.
    length: u64,
    y: usize,
    text_y: usize,
    count_x: u64,
}

struct GroupLine {
    slug: &'static str,
    name: &'static str,
    count: u64,
    class: &'static str,
}

struct TierLine {
    level: u8,
    meaning: &'static str,
    count: u64,
}

#[derive(Template)]
#[template(path = "overview.html", config = "src/web/askama.toml")]
struct OverviewPage {
    frame: Frame,
    total: u64,
    medical: u64,
    unknown: u64,
    conflicts: u64,
    waiting: u64,
    open: u64,
    paging: u64,
    until: String,
    tiers: Vec<TierLine>,
    groups: Vec<GroupLine>,
    bars: Vec<Bar>,
    bars_height: usize,
    newest: Vec<Line>,
    doubtful: Vec<Line>,
    /// The worst alerts that are open.
    urgent: Vec<alerts::Line>,
    sensor: Sensor,
    changed: u64,
    looked: String,
    looked_at: String,
}

/// What the sensor sees and loses.
struct Sensor {
    /// What is wrong with it: level and sentence.
    findings: Vec<(String, String)>,
    interfaces: usize,
    received: String,
    dropped: u64,
}

impl Sensor {
    fn of(report: HealthReport) -> Self {
        let (received, dropped) = (sum(&report, |row| row.received), sum(&report, |row| row.dropped));
        let interfaces = report.interfaces.len();
        let bad = report.findings.into_iter().filter(|(level, _)| level == "problem" || level == "warning");
        Self { findings: bad.take(FINDINGS).collect(), interfaces, received: words::thousands(received), dropped }
    }
}

fn sum(report: &HealthReport, of: impl Fn(&InterfaceRow) -> u64) -> u64 {
    report.interfaces.iter().map(of).fold(0, u64::saturating_add)
}

/// What the page is made of.
struct Counts {
    categories: Vec<(String, u64)>,
    tiers: Vec<(String, u64)>,
    conflicts: Page,
    newest: Page,
    waiting: u64,
    /// Open ones, and of those the ones for somebody now.
    alerts: (u64, u64),
    urgent: Vec<alerts::Line>,
    reached: Timestamp,
    looked: Option<Timestamp>,
    changed: u64,
}

fn read(store: &mut dyn Rooms, account: &str) -> Result<Counts, Fault> {
    let (alerts, urgent) = (alerts::open(store)?, alerts::worst(store, URGENT)?);
    let list = |query: Query| store.list(&Query { limit: Some(SHOWN), ..query });
    let looked = store.looked(account)?;
    let changed_since = looked.map(|until| Timestamp(until.0.saturating_add(1)));
    Ok(Counts {
        categories: store.tally(Sort::Category)?,
        tiers: store.tally(Sort::Tier)?,
        conflicts: list(Query { conflicts: true, sort: Sort::Queue, ..Query::default() })?,
        newest: list(Query { sort: Sort::FirstSeen, descending: true, ..Query::default() })?,
        alerts,
        urgent,
        waiting: count(store, Query { standings: vec![Standing::New], ..Query::default() })?,
        reached: store.reached()?,
        looked,
        changed: if looked.is_some() { count(store, Query { changed_since, ..Query::default() })? } else { 0 },
    })
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let account = view.signed_in()?.name;
    let counts = view.site.ask(move |store| read(store, &account)).await?;
    let sensor = Sensor::of(view.site.health());
    show(&overview(view.frame("Overview", "overview"), counts, sensor))
}

/// From now on only what changes after this is shown as changed.
pub(in crate::web) async fn looked(view: View) -> Result<Response, Fault> {
    let account = view.signed_in()?.name;
    view.site
        .ask(move |store| {
            let query = Query { sort: Sort::Changed, descending: true, limit: Some(1), ..Query::default() };
            let latest = store.list(&query)?.devices.first().map(|listed| listed.changed);
            Ok(store.set_looked(&account, latest.unwrap_or(Timestamp(0)))?)
        })
        .await?;
    Ok(go("/?done=looked"))
}

fn overview(frame: Frame, counts: Counts, sensor: Sensor) -> OverviewPage {
    let of = |passes: &dyn Fn(Group) -> bool| {
        let mine = counts.categories.iter().filter(|(slug, _)| passes(Group::of(slug)));
        mine.map(|(_, count)| count).sum::<u64>()
    };
    let groups = Group::ALL.iter().map(|group| GroupLine {
        slug: group.slug(),
        name: group.name(),
        count: of(&|one| one == *group),
        class: group.class(),
    });
    let tier = |level: u8| TierLine {
        level,
        meaning: crate::clinical::Tier::new(level).meaning(),
        count: counts.tiers.iter().filter(|(text, _)| *text == level.to_string()).map(|(_, count)| *count).sum(),
    };
    let bars = bars(&counts.categories);
    OverviewPage {
        frame,
        total: of(&|_| true),
        medical: of(&Group::is_medical),
        unknown: of(&|one| one == Group::Unknown),
        conflicts: counts.conflicts.total,
        waiting: counts.waiting,
        open: counts.alerts.0,
        paging: counts.alerts.1,
        until: words::minute(counts.reached),
        tiers: [3, 2, 1, 0].map(tier).into(),
        groups: groups.filter(|group| group.count > 0).collect(),
        bars_height: bars.len() * 28,
        bars,
        newest: counts.newest.devices.iter().map(Line::from).collect(),
        doubtful: counts.conflicts.devices.iter().map(Line::from).collect(),
        urgent: counts.urgent,
        sensor,
        changed: counts.changed,
        looked: counts.looked.map(|until| Timestamp(until.0.saturating_add(1)).to_string()).unwrap_or_default(),
        looked_at: counts.looked.map(words::minute).unwrap_or_default(),
    }
}

/// Devices by category as bars, medical ones first, each group by number.
fn bars(categories: &[(String, u64)]) -> Vec<Bar> {
    let counted = words::categories().into_iter().map(|(slug, name)| {
        let count = categories.iter().filter(|(known, _)| known == slug).map(|(_, count)| *count).sum::<u64>();
        (slug, name, count)
    });
    let mut counted: Vec<(&'static str, String, u64)> = counted.filter(|(.., count)| *count > 0).collect();
    counted.sort_by_key(|(slug, _, count)| (Group::of(slug), std::cmp::Reverse(*count)));
    let most = counted.iter().map(|(.., count)| *count).max().unwrap_or(1);
    counted
        .into_iter()
        .enumerate()
        .map(|(place, (slug, name, count))| {
            let length = (count * 360).div_ceil(most).max(3);
            let group = Group::of(slug).class();
            Bar { slug, name, group, count, length, y: place * 28 + 4, text_y: place * 28 + 19, count_x: 198 + length }
        })
        .collect()
}
