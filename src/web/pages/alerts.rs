//! The triage queue: what is not normal, the worst first, a page at a time, grouped by device or kind.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::response::Response;

use crate::alert::{Alert, AlertId, Kind, Route, Severity, State};
use crate::inventory::DeviceId;
use crate::store::{AlertFilter, AlertOrder, AlertPage, Listed, Opinion, Query, Rooms, Sort};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, go, show};
use crate::web::words;

/// Alerts on a page.
const PAGE: usize = 100;

pub(super) struct Choice {
    value: &'static str,
    name: String,
    chosen: bool,
}

/// An alert as the queue shows it.
pub(super) struct Line {
    pub(super) id: u64,
    pub(super) severity: &'static str,
    pub(super) kind: String,
    pub(super) summary: String,
    pub(super) state: &'static str,
    pub(super) pages: bool,
    pub(super) count: String,
    pub(super) last: String,
    pub(super) device: Option<u64>,
    pub(super) device_name: String,
    pub(super) tier: u8,
    pub(super) tier_meaning: &'static str,
    pub(super) assumed: bool,
}

struct Section {
    title: String,
    link: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "alerts.html", config = "src/web/askama.toml")]
struct AlertsPage {
    frame: Frame,
    sections: Vec<Section>,
    states: Vec<Choice>,
    severities: Vec<Choice>,
    kinds: Vec<Choice>,
    routes: Vec<Choice>,
    groups: Vec<Choice>,
    total: u64,
    open: u64,
    paging: u64,
    next: String,
    first: String,
    all: bool,
    query: String,
    ever: bool,
}

/// What people call a kind of alert.
pub(super) fn kind_name(kind: Kind) -> String {
    let name = match kind.slug() {
        "c2_beacon" => "Beacon to a control server",
        "arp_spoof" => "ARP spoofing",
        "rogue_dhcp" => "Rogue DHCP server",
        "cleartext_phi" => "Patient data in clear text",
        "dicom_sweep" => "DICOM sweep",
        "smb_lateral" => "Lateral movement by SMB",
        _ => "",
    };
    if name.is_empty() { words::category_name(kind.slug()) } else { name.to_owned() }
}

/// A device as alerts name it.
pub(super) struct Named {
    pub(super) title: String,
    /// Slug of its category.
    pub(super) category: String,
    tier: u8,
    tier_meaning: &'static str,
    /// Whether the tier is assumed.
    assumed: bool,
}

/// Names and tiers of devices.
pub(super) fn names(store: &dyn Rooms, ids: impl Iterator<Item = DeviceId>) -> Result<BTreeMap<DeviceId, Named>, Fault> {
    let among: BTreeSet<DeviceId> = ids.collect();
    if among.is_empty() {
        return Ok(BTreeMap::new());
    }
    let query = Query { among: among.into_iter().collect(), sort: Sort::Id, ..Query::default() };
    let named = |listed: &Listed| {
        let (row, name) = (&listed.device, words::name(&listed.device));
        let title = if name.is_empty() { words::title(row) } else { format!("{} {name}", words::title(row)) };
        let category = words::category(row).to_owned();
        let (tier, tier_meaning) = (listed.tier.level(), listed.tier.meaning());
        (row.id, Named { title, category, tier, tier_meaning, assumed: listed.assumed })
    };
    Ok(store.list(&query)?.devices.iter().map(named).collect())
}

fn line(alert: &Alert, names: &BTreeMap<DeviceId, Named>) -> Line {
    let named = alert.device.and_then(|id| names.get(&id));
    Line {
        id: alert.id.0,
        severity: alert.severity.slug(),
        kind: kind_name(alert.kind),
        summary: alert.summary.clone(),
        state: alert.state.slug(),
        pages: alert.route == Route::Page,
        count: words::thousands(alert.count),
        last: words::minute(alert.last),
        device: alert.device.filter(|_| named.is_some()).map(|id| id.0),
        device_name: named.map(|named| named.title.clone()).unwrap_or_default(),
        tier: named.map_or(0, |named| named.tier),
        tier_meaning: named.map_or("", |named| named.tier_meaning),
        assumed: named.is_none_or(|named| named.assumed),
    }
}

/// Reads a filter; what is not known asks for nothing.
pub(super) fn filter(query: &Fields) -> AlertFilter {
    let states = match query.text("state") {
        "" => vec![State::Open, State::Acknowledged],
        "all" => State::ALL.to_vec(),
        word => word.parse().map(|state| vec![state]).unwrap_or_default(),
    };
    AlertFilter {
        states,
        kind: query.text("kind").parse().ok(),
        severity: query.text("severity").parse().ok(),
        route: query.text("route").parse().ok(),
        fleets: false,
        device: query.text("device").parse().ok(),
        since: None,
        until: None,
        order: AlertOrder::Worst,
        after: query.text("after").parse().ok(),
        limit: Some(PAGE),
    }
}

/// What the page is made of.
struct Found {
    page: AlertPage,
    names: BTreeMap<DeviceId, Named>,
    /// Open ones, and of those the ones for somebody now, whatever is filtered.
    open: u64,
    paging: u64,
    /// Whether there ever was one.
    ever: bool,
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let wanted = filter(&view.query);
    let found = view
        .site
        .ask(move |store| {
            let page = store.alert_room().alerts(&wanted)?;
            let all = AlertFilter { states: State::ALL.to_vec(), ..AlertFilter::default() };
            let (open, paging) = open(store)?;
            let ever = count(store, all)? > 0;
            let names = names(store, page.alerts.iter().filter_map(|alert| alert.device))?;
            Ok(Found { page, names, open, paging, ever })
        })
        .await?;
    show(&fill(&view, &found))
}

/// How many alerts pass.
fn count(store: &mut dyn Rooms, filter: AlertFilter) -> Result<u64, Fault> {
    Ok(store.alert_room().alerts(&AlertFilter { limit: Some(0), ..filter })?.total)
}

/// How many are open, and how many of those are for somebody now.
pub(super) fn open(store: &mut dyn Rooms) -> Result<(u64, u64), Fault> {
    let open = AlertFilter { states: vec![State::Open], ..AlertFilter::default() };
    let paging = AlertFilter { route: Some(Route::Page), ..open.clone() };
    Ok((count(store, open)?, count(store, paging)?))
}

/// The worst of those that are open.
pub(super) fn worst(store: &mut dyn Rooms, most: usize) -> Result<Vec<Line>, Fault> {
    let open = AlertFilter { states: vec![State::Open], order: AlertOrder::Worst, limit: Some(most), ..AlertFilter::default() };
    let alerts = store.alert_room().alerts(&open)?.alerts;
    let names = names(store, alerts.iter().filter_map(|alert| alert.device))?;
    Ok(alerts.iter().map(|alert| line(alert, &names)).collect())
}

fn fill(view: &View, found: &Found) -> AlertsPage {
    let (alerts, names) = (&found.page.alerts, &found.names);
    let query = &view.query;
    let group = query.text("group").to_owned();
    let mut sections: Vec<Section> = Vec::new();
    for alert in alerts {
        let (title, link) = match (group.as_str(), alert.device.and_then(|id| Some((id, names.get(&id)?)))) {
            ("device", Some((id, named))) => (named.title.clone(), format!("/devices/{}", id.0)),
            ("device", None) => ("No device of its own".to_owned(), String::new()),
            ("kind", _) => (kind_name(alert.kind), String::new()),
            _ => (String::new(), String::new()),
        };
        let line = line(alert, names);
        match sections.iter_mut().find(|section| section.title == title && section.link == link) {
            Some(section) => section.lines.push(line),
            None => sections.push(Section { title, link, lines: vec![line] }),
        }
    }
    let choice =
        |name: &str, value: &'static str, words: String| Choice { value, name: words, chosen: query.text(name) == value };
    let kept = Fields(query.0.iter().filter(|(name, _)| name != "done").cloned().collect());
    let link = |after: &str| format!("/alerts?{}", kept.with("after", after));
    AlertsPage {
        frame: view.frame("Alerts", "alerts"),
        states: State::ALL.iter().map(|one| choice("state", one.slug(), one.slug().to_owned())).collect(),
        severities: Severity::ALL.iter().rev().map(|one| choice("severity", one.slug(), format!("{one} or worse"))).collect(),
        kinds: Kind::ALL.iter().map(|one| choice("kind", one.slug(), kind_name(*one))).collect(),
        routes: Route::ALL.iter().map(|one| choice("route", one.slug(), route_name(*one).to_owned())).collect(),
        groups: [("device", "by device"), ("kind", "by kind")].map(|(slug, name)| choice("group", slug, name.to_owned())).into(),
        total: found.page.total,
        open: found.open,
        paging: found.paging,
        next: found.page.next.map(|mark| link(&mark.to_string())).unwrap_or_default(),
        first: query.some("after").map(|_| link("")).unwrap_or_default(),
        all: kept.0.iter().all(|(_, value)| value.is_empty()),
        query: kept.with("", ""),
        sections,
        ever: found.ever,
    }
}

fn route_name(route: Route) -> &'static str {
    match route {
        Route::Page => "needs somebody now",
        Route::Digest => "in the daily digest",
    }
}

/// Acknowledges several at once.
pub(in crate::web) async fn several(view: View, fields: Fields) -> Result<Response, Fault> {
    let ids: Vec<AlertId> = fields.all("alert").filter_map(|text| text.parse().ok()).collect();
    let (author, at) = (view.signed_in()?.name, view.site.now());
    view.site
        .ask(move |store| {
            for alert in ids {
                let opinion =
                    Opinion { alert, state: State::Acknowledged, verdict: None, author: author.clone(), note: None, at };
                store.alert_room().say(&opinion)?;
            }
            Ok(())
        })
        .await?;
    let query = Fields::parse(fields.text("query").as_bytes()).with("done", "acknowledged");
    Ok(go(&format!("/alerts?{query}")))
}
