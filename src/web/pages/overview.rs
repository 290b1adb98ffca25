//! The first page: what is there, what is new, what wants a look.

use askama::Template;
use axum::response::Response;

use super::devices::Line;
use crate::base::Timestamp;
use crate::fingerprint::Attribute;
use crate::store::{DeviceFilter, DeviceRow};
use crate::web::fault::Fault;
use crate::web::view::{Frame, View, show};
use crate::web::words::{self, Group};

/// Devices named in each list.
const SHOWN: usize = 8;
/// What was first seen within the last so many nanoseconds of packet time is new.
const NEW: i64 = 86_400 * 1_000_000_000;
/// Below this nobody should rely on what a device is said to be.
const UNSURE: f32 = 0.75;

struct Bar {
    slug: &'static str,
    name: String,
    group: &'static str,
    count: usize,
    /// Length of 600.
    length: usize,
    y: usize,
    text_y: usize,
    count_x: usize,
}

struct GroupLine {
    slug: &'static str,
    name: &'static str,
    count: usize,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "overview.html", config = "src/web/askama.toml")]
struct OverviewPage {
    frame: Frame,
    total: usize,
    medical: usize,
    unknown: usize,
    conflicts: usize,
    new: usize,
    until: String,
    groups: Vec<GroupLine>,
    bars: Vec<Bar>,
    bars_height: usize,
    newest: Vec<Line>,
    doubtful: Vec<Line>,
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let rows = view.site.ask(|store| Ok(store.devices(&DeviceFilter::default())?)).await?;
    show(&overview(view.frame("Overview", "overview"), &rows))
}

fn overview(frame: Frame, rows: &[DeviceRow]) -> OverviewPage {
    let is_conflict = |row: &&DeviceRow| row.attributes.iter().any(|(.., conflict)| *conflict);
    let until = rows.iter().map(|row| row.last).max().unwrap_or(Timestamp::MIN);
    let begun = rows.iter().map(|row| row.first).min().unwrap_or(Timestamp::MIN);
    // In the first day all is new, which says nothing.
    let since = Timestamp(until.0.saturating_sub(NEW)).max(Timestamp(begun.0.saturating_add(NEW / 24)));
    let mut newest: Vec<&DeviceRow> = rows.iter().collect();
    newest.sort_by_key(|row| (std::cmp::Reverse(row.first), row.id));
    let is_unsure = |row: &&DeviceRow| row.confidence(Attribute::Category).is_some_and(|sure| sure < UNSURE);
    let doubtful = rows.iter().filter(|row| is_conflict(row) || is_unsure(row));
    let mut doubtful: Vec<&DeviceRow> = doubtful.collect();
    doubtful.sort_by_key(|row| (!is_conflict(row), !Group::of(words::category(row)).is_medical(), row.id));
    let count = |group: Group| rows.iter().filter(|row| Group::of(words::category(row)) == group).count();
    let groups = Group::ALL.iter().map(|group| GroupLine {
        slug: group.slug(),
        name: group.name(),
        count: count(*group),
        class: group.class(),
    });
    let bars = bars(rows);
    OverviewPage {
        frame,
        total: rows.len(),
        medical: rows.iter().filter(|row| Group::of(words::category(row)).is_medical()).count(),
        unknown: count(Group::Unknown),
        conflicts: rows.iter().filter(is_conflict).count(),
        new: rows.iter().filter(|row| row.first > since).count(),
        until: words::minute(until),
        groups: groups.filter(|group| group.count > 0).collect(),
        bars_height: bars.len() * 28,
        bars,
        newest: newest.into_iter().take(SHOWN).map(Line::from).collect(),
        doubtful: doubtful.into_iter().take(SHOWN).map(Line::from).collect(),
    }
}

/// Devices by category as bars, medical ones first, each group by number.
fn bars(rows: &[DeviceRow]) -> Vec<Bar> {
    let counted = words::categories().into_iter().map(|(slug, name)| {
        let count = rows.iter().filter(|row| words::category(row) == slug).count();
        (slug, name, count)
    });
    let mut counted: Vec<(&'static str, String, usize)> = counted.filter(|(.., count)| *count > 0).collect();
    counted.sort_by_key(|(slug, _, count)| (Group::of(slug), std::cmp::Reverse(*count)));
    let most = counted.iter().map(|(.., count)| *count).max().unwrap_or(1);
    counted
        .into_iter()
        .enumerate()
        .map(|(place, (slug, name, count))| {
            let length = (count * 380).div_ceil(most).max(3);
            let group = Group::of(slug).class();
            Bar { slug, name, group, count, length, y: place * 28 + 4, text_y: place * 28 + 19, count_x: 198 + length }
        })
        .collect()
}
