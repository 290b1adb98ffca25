//! Which is which: two devices that are one, one that is two; with a preview, and a way back.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::device::{details, find};
use super::devices::Line;
use crate::inventory::{DeviceId, Part};
use crate::store::{DeviceRow, EvidenceRow, Query, Request};
use crate::web::ask::{Outcome, ask, part};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, go, show};
use crate::web::words;

/// Candidates that a search shows.
const MOST: usize = 12;

/// One side of a preview.
struct Side {
    id: u64,
    title: String,
    line: Line,
    serial: String,
    macs: Vec<String>,
    ips: Vec<String>,
    names: Vec<String>,
    first: String,
    last: String,
}

impl From<&DeviceRow> for Side {
    fn from(row: &DeviceRow) -> Self {
        let line = Line::from(row);
        Self {
            id: row.id.0,
            title: words::title(row),
            serial: line.serial.clone(),
            macs: row.macs.iter().map(ToString::to_string).collect(),
            ips: row.ips.iter().map(ToString::to_string).collect(),
            names: row.hostnames.iter().chain(&row.ae_titles).map(ToString::to_string).collect(),
            first: line.first.clone(),
            last: line.last.clone(),
            line,
        }
    }
}

#[derive(Template)]
#[template(path = "merge.html", config = "src/web/askama.toml")]
struct MergePage {
    frame: Frame,
    one: Side,
    other: Option<Side>,
    stays: u64,
    warnings: Vec<String>,
    search: String,
    found: Vec<Line>,
}

pub(in crate::web) async fn merge(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let (search, with) = (view.query.text("q").to_owned(), view.query.some("with"));
    let text = search.clone();
    let (one, other, found) = view
        .site
        .ask(move |store| {
            let one = details(store, &id)?.device;
            let other = with.map(|with| details(store, &with)).transpose()?.map(|other| other.device);
            let query = if text.is_empty() {
                Query { siblings_of: Some(one.id), ..Query::default() }
            } else {
                Query { search: Some(text), ..Query::default() }
            };
            let found = store.list(&Query { limit: Some(MOST + 1), ..query })?.devices;
            Ok((one, other, found))
        })
        .await?;
    let found = found.iter().filter(|listed| listed.device.id != one.id).take(MOST).map(Line::from).collect();
    let other = other.filter(|other| other.id != one.id);
    let stays = other.as_ref().map_or(one.id.0, |other| one.id.0.min(other.id.0));
    show(&MergePage {
        frame: view.frame(&format!("Join {} with another", words::title(&one)), "devices"),
        warnings: other.as_ref().map(|other| warnings(&one, other)).unwrap_or_default(),
        one: Side::from(&one),
        other: other.as_ref().map(Side::from),
        stays,
        search,
        found,
    })
}

/// What speaks against it.
fn warnings(one: &DeviceRow, other: &DeviceRow) -> Vec<String> {
    use crate::fingerprint::Attribute;
    let differ =
        [Attribute::Serial, Attribute::Category, Attribute::Manufacturer, Attribute::Model].into_iter().filter_map(|attribute| {
            let (a, b) = (one.attribute(attribute)?, other.attribute(attribute)?);
            let same = a.as_str().eq_ignore_ascii_case(b.as_str());
            let shown = |text: &str| match attribute {
                Attribute::Category => words::category_name(text),
                _ => text.to_owned(),
            };
            let both = || format!("{}: {} and {}", words::attribute_name(attribute), shown(a.as_str()), shown(b.as_str()));
            (!same).then(both)
        });
    differ.collect()
}

fn done(device: DeviceId, outcome: &Outcome, word: &str) -> Response {
    let word = if matches!(outcome, Outcome::Done(_)) { word } else { "asked" };
    go(&format!("/devices/{}?done={word}", device.0))
}

pub(in crate::web) async fn do_merge(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let other = fields.text("other").to_owned();
    let (one, other) = view.site.ask(move |store| Ok((find(store, &id)?, find(store, &other)?))).await?;
    if one == other {
        return Err(Fault::Conflict("they are the same device already".to_owned()));
    }
    let outcome = ask(&view.site, Request::Merge(one, other), view.signed_in()?.name).await?;
    Ok(done(one.min(other), &outcome, "merged"))
}

#[derive(Template)]
#[template(path = "split.html", config = "src/web/askama.toml")]
struct SplitPage {
    frame: Frame,
    one: Side,
    /// The addresses that are chosen to leave, and those that then stay; for the preview.
    leaves: Vec<String>,
    stays: Vec<String>,
    /// Observations that go with those that leave.
    facts: usize,
}

pub(in crate::web) async fn split(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let chosen: Vec<String> = view.query.all("part").map(str::to_owned).collect();
    let details = view.site.ask(move |store| details(store, &id)).await?;
    let one = Side::from(&details.device);
    let all = one.macs.iter().chain(&one.ips).cloned();
    let (leaves, stays): (Vec<String>, Vec<String>) = all.partition(|address| chosen.contains(address));
    let parts: Vec<Part> = leaves.iter().filter_map(|address| part(address)).collect();
    let goes = |row: &&EvidenceRow| parts.iter().any(|part| part.matches(&row.end));
    let facts = details.evidence.iter().filter(goes).count();
    let frame = view.frame(&format!("Split {}", words::title(&details.device)), "devices");
    show(&SplitPage { frame, one, leaves, stays, facts })
}

pub(in crate::web) async fn do_split(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let parts: Vec<Part> = fields.all("part").filter_map(part).collect();
    if parts.is_empty() {
        return Err(Fault::Bad("choose at least one address that is another device".to_owned()));
    }
    let device = view.site.ask(move |store| find(store, &id)).await?;
    let outcome = ask(&view.site, Request::Split(device, parts), view.signed_in()?.name).await?;
    Ok(done(device, &outcome, "split"))
}

pub(in crate::web) async fn undo(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let number = fields.text("number").parse().map_err(|_| Fault::Bad("which merge or split is to be undone?".to_owned()))?;
    let device = view.site.ask(move |store| find(store, &id)).await?;
    let outcome = ask(&view.site, Request::Undo(number), view.signed_in()?.name).await?;
    Ok(done(device, &outcome, "undone"))
}
