//! One export of a CMMS beside the inventory: what would be filled, where both disagree, what is on one side only; and
//! what to do about it, row by row or at once.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use super::record::shown;
use crate::clinical::field;
use crate::exchange::mapping::CmmsRow;
use crate::exchange::reconcile::{HEAD, Match, Report, Unsure, by_hand, lines};
use crate::exchange::{Item, csv, intake};
use crate::inventory::DeviceId;
use crate::store::Edit;
use crate::web::compare::{self, Compared};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, attached, go, show};
use crate::web::words::{self, Group};

/// Lines on a page.
const PAGE: usize = 100;
/// What can be shown: its word, its name, and whether many of it are bad.
const PARTS: [(&str, &str, &str); 7] = [
    ("fills", "fields to fill", ""),
    ("conflicts", "conflicts", "warn"),
    ("unsure", "rows that could be several", "warn"),
    ("not_in_cmms", "on the network, not in the CMMS", "warn"),
    ("not_seen", "in the CMMS, not seen", "warn"),
    ("faults", "cells and rows with errors", "bad"),
    ("matched", "rows matched", ""),
];

/// A device as lines name it.
struct Named {
    id: u64,
    title: String,
    sub: String,
    group: &'static str,
}

/// One line of whichever part is shown; what a part has no use for is empty.
#[derive(Default)]
struct Line {
    /// In the file.
    line: u64,
    key: String,
    device: Option<Named>,
    /// Whether the line before is of the same device.
    again: bool,
    /// What the row is, or the field of it.
    what: String,
    from: String,
    to: String,
    /// Why, or what speaks for it.
    because: String,
    /// The field's slug, for the button.
    field: String,
    candidates: Vec<(Named, &'static str, String)>,
}

struct Part {
    slug: &'static str,
    name: &'static str,
    count: String,
    class: &'static str,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "import.html", config = "src/web/askama.toml")]
struct ImportPage {
    frame: Frame,
    import: super::exchange::Line,
    rows: usize,
    skipped: usize,
    missing: Vec<String>,
    parts: Vec<Part>,
    show: &'static str,
    lines: Vec<Line>,
    fields: usize,
    devices: usize,
    unseen: usize,
    next: String,
}

/// Devices by number.
struct Index<'a>(BTreeMap<DeviceId, &'a Item>);

impl<'a> Index<'a> {
    fn new(items: &'a [Item]) -> Self {
        Self(items.iter().map(|item| (item.row.id, item)).collect())
    }

    fn named(&self, id: DeviceId) -> Named {
        let Some(item) = self.0.get(&id) else {
            return Named { id: id.0, title: id.to_string(), sub: String::new(), group: Group::Unknown.class() };
        };
        let value = |slug: &str| item.value(slug).unwrap_or_default();
        let what = words::maker_and_model(value("manufacturer"), value("model"));
        let category = words::category_name(item.category());
        let place = item.row.ips.first().map(ToString::to_string);
        let sub = [(!what.is_empty()).then(|| category.clone()), item.value("hostname").map(str::to_owned), place];
        Named {
            id: id.0,
            title: if what.is_empty() { category } else { what },
            sub: sub.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            group: Group::of(item.category()).class(),
        }
    }
}

/// A value as people read it.
fn readable(slug: &str, value: &str) -> String {
    field(slug).map_or_else(|_| value.to_owned(), |field| shown(field, value))
}

fn label(slug: &str) -> String {
    field(slug).map_or_else(|_| slug.to_owned(), |field| field.label.to_owned())
}

/// What a row is, in words.
fn described(row: &CmmsRow) -> String {
    let value = |slug: &str| row.fields.get(slug).map(String::as_str).unwrap_or_default();
    let category = row.fields.get("category").filter(|slug| *slug != "unknown").map(|slug| words::category_name(slug));
    let what = words::maker_and_model(value("manufacturer"), value("model"));
    let serial = row.fields.get("serial").map(|serial| format!("SN {serial}"));
    let parts = [Some(what).filter(|what| !what.is_empty()), category, serial];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn of_match(one: &Match) -> Line {
    Line { line: one.line, key: one.key.clone().unwrap_or_default(), ..Line::default() }
}

/// Makes the lines of a part.
struct Maker<'a> {
    compared: &'a Compared,
    index: Index<'a>,
}

impl Maker<'_> {
    fn report(&self) -> &Report {
        &self.compared.report
    }

    fn lines(&self, part: &str) -> Vec<Line> {
        let report = self.report();
        match part {
            "fills" => report.matched.iter().flat_map(|one| self.fills(one)).collect(),
            "conflicts" => report.matched.iter().flat_map(|one| self.conflicts(one)).collect(),
            "unsure" => report.unsure.iter().map(|one| self.unsure(one)).collect(),
            "not_in_cmms" => report.not_in_cmms.iter().map(|id| self.unknown(*id)).collect(),
            "not_seen" => report.not_seen.iter().map(not_seen).collect(),
            "faults" => self.faults(),
            _ => report.matched.iter().map(|one| self.matched(one)).collect(),
        }
    }

    fn fills<'b>(&'b self, one: &'b Match) -> impl Iterator<Item = Line> + 'b {
        one.fills.iter().enumerate().map(move |(place, fill)| Line {
            again: place > 0,
            device: Some(self.index.named(one.device)),
            what: label(&fill.field),
            from: fill.from.as_deref().map(|from| readable(&fill.field, from)).unwrap_or_default(),
            to: readable(&fill.field, &fill.to),
            ..of_match(one)
        })
    }

    fn conflicts<'b>(&'b self, one: &'b Match) -> impl Iterator<Item = Line> + 'b {
        one.conflicts.iter().map(move |conflict| Line {
            device: Some(self.index.named(one.device)),
            what: label(&conflict.field),
            from: readable(&conflict.field, &conflict.here),
            to: readable(&conflict.field, &conflict.cmms),
            because: if conflict.by == "person" { "a person" } else { "the network" }.to_owned(),
            field: conflict.field.clone(),
            ..of_match(one)
        })
    }

    fn unsure(&self, one: &Unsure) -> Line {
        let row = self.compared.read.rows.iter().find(|row| row.line == one.line);
        let candidate = |(id, certainty, because): &(DeviceId, crate::exchange::reconcile::Certainty, Vec<&str>)| {
            (self.index.named(*id), certainty.slug(), because.join(", "))
        };
        Line {
            line: one.line,
            key: one.key.clone().unwrap_or_default(),
            what: row.map(described).unwrap_or_default(),
            because: one.why.clone(),
            candidates: one.candidates.iter().map(candidate).collect(),
            ..Line::default()
        }
    }

    fn unknown(&self, id: DeviceId) -> Line {
        let item = self.index.0.get(&id);
        let macs = item.map(|item| item.row.macs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
        let serial = item.and_then(|item| item.value("serial")).map(str::to_owned);
        let last = item.map(|item| words::minute(item.row.last));
        Line {
            device: Some(self.index.named(id)),
            what: serial.unwrap_or_default(),
            from: macs.unwrap_or_default(),
            to: last.unwrap_or_default(),
            ..Line::default()
        }
    }

    fn faults(&self) -> Vec<Line> {
        let report = self.report();
        let unreadable = report.unreadable.iter().map(|(line, one)| Line {
            line: *line,
            what: label(&one.field),
            to: one.cell.clone(),
            because: one.why.clone(),
            ..Line::default()
        });
        let twice = report.twice.iter().map(|(line, first, slug)| Line {
            line: *line,
            what: label(slug),
            because: format!("the same as in line {first}"),
            ..Line::default()
        });
        let mut all: Vec<Line> = unreadable.chain(twice).collect();
        all.sort_by_key(|line| line.line);
        all
    }

    fn matched(&self, one: &Match) -> Line {
        Line {
            device: Some(self.index.named(one.device)),
            what: one.certainty.slug().to_owned(),
            because: one.because.join(", "),
            ..of_match(one)
        }
    }
}

fn not_seen(row: &CmmsRow) -> Line {
    let place = ["site", "building", "department", "room"].into_iter().filter_map(|slug| row.fields.get(slug));
    Line {
        line: row.line,
        key: row.key.clone().unwrap_or_default(),
        what: described(row),
        because: place.map(String::as_str).collect::<Vec<_>>().join(", "),
        ..Line::default()
    }
}

fn count(report: &Report, part: &str) -> usize {
    match part {
        "fills" => report.matched.iter().map(|one| one.fills.len()).sum(),
        "conflicts" => report.matched.iter().map(|one| one.conflicts.len()).sum(),
        "unsure" => report.unsure.len(),
        "not_in_cmms" => report.not_in_cmms.len(),
        "not_seen" => report.not_seen.len(),
        "faults" => report.unreadable.len().saturating_add(report.twice.len()),
        _ => report.matched.len(),
    }
}

pub(in crate::web) async fn page(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let wanted = view.query.text("show");
    let show_part = PARTS.iter().map(|(slug, ..)| *slug).find(|slug| *slug == wanted).unwrap_or("fills");
    let from: usize = view.query.text("from").parse().unwrap_or(0);
    let frame = view.frame("Reconciliation", "exchange");
    let page = compare::with(&view.site, id, move |_, compared| Ok(filled(frame, &compared, show_part, from))).await?;
    show(&page)
}

fn filled(frame: Frame, compared: &Compared, show: &'static str, from: usize) -> ImportPage {
    let (import, report) = (&compared.import, &compared.report);
    let maker = Maker { compared, index: Index::new(&compared.items) };
    let mut lines: Vec<Line> = maker.lines(show).into_iter().skip(from).take(PAGE.saturating_add(1)).collect();
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let part = |(slug, name, class): &(&'static str, &'static str, &'static str)| {
        let count = count(report, slug);
        Part {
            slug,
            name,
            count: words::thousands(count as u64),
            class: if count > 0 { class } else { "" },
            chosen: *slug == show,
        }
    };
    ImportPage {
        import: import.into(),
        rows: compared.read.rows.len(),
        skipped: report.skipped,
        missing: report.missing_columns.clone(),
        parts: PARTS.iter().map(part).collect(),
        show,
        lines,
        fields: count(report, "fills"),
        devices: report.matched.iter().filter(|one| !one.fills.is_empty()).count(),
        unseen: report.not_seen.len(),
        next: if more {
            format!("/exchange/{}?show={show}&from={}", import.number, from.saturating_add(PAGE))
        } else {
            String::new()
        },
        frame,
    }
}

/// The report as a table, for whoever keeps the CMMS.
pub(in crate::web) async fn report(view: View, Path(id): Path<String>) -> Result<Response, Fault> {
    let text = compare::with(&view.site, id, |_, compared| {
        let lines = lines(&compared.report, &compared.items);
        csv::table(&HEAD, lines).map_err(|error| Fault::Broken(error.to_string()))
    })
    .await?;
    Ok(attached(text, "text/csv; charset=utf-8", "reconciliation.csv"))
}

pub(in crate::web) async fn apply(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let (author, now, create) = (view.signed_in()?.name, view.site.now(), fields.text("create") == "1");
    let site = view.site.clone();
    let number = compare::with(&view.site, id, move |store, compared| {
        let number = compared.import.number;
        compare::written(&site, store, number, &compared.report, create, (&author, now))?;
        Ok(number)
    })
    .await?;
    Ok(go(&format!("/exchange/{number}?show=conflicts&done=applied")))
}

fn stale() -> Fault {
    Fault::Conflict("it is no longer as the page showed it; look again".to_owned())
}

fn device(fields: &Fields) -> Result<DeviceId, Fault> {
    fields.text("device").parse().map_err(|_| Fault::Bad("name the device by its number".to_owned()))
}

/// The CMMS is right about one field: whoever says so stands for it.
pub(in crate::web) async fn take(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let (author, now, device) = (view.signed_in()?.name, view.site.now(), device(&fields)?);
    let slug = fields.text("field").to_owned();
    let number = compare::with(&view.site, id, move |store, compared| {
        let one = compared.report.matched.iter().find(|one| one.device == device).ok_or_else(stale)?;
        let conflict = one.conflicts.iter().find(|conflict| conflict.field == slug).ok_or_else(stale)?;
        let edit = Edit { set: vec![(slug, conflict.cmms.clone())], ..Edit::default() };
        store.edit(device, None, &edit, &author, now)?;
        Ok(compared.import.number)
    })
    .await?;
    Ok(go(&format!("/exchange/{number}?show=conflicts&done=taken")))
}

/// A person says which device a row is: what it brings is filled there.
pub(in crate::web) async fn settle(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let (author, now, device) = (view.signed_in()?.name, view.site.now(), device(&fields)?);
    let line: u64 = fields.text("line").parse().map_err(|_| Fault::Bad("name the row by its line".to_owned()))?;
    let tables = view.site.knowledge().fingerprints.clone();
    let number = compare::with(&view.site, id, move |store, compared| {
        let row = compared.read.rows.iter().find(|row| row.line == line).ok_or_else(stale)?;
        let item = compared.items.iter().find(|item| item.row.id == device).ok_or_else(stale)?;
        let fills = by_hand(row, item, &intake::maker(&tables)).fills;
        let set = fills.into_iter().map(|fill| (fill.field, fill.to)).collect();
        store.bring(&[(device, set)], &author, now)?;
        Ok(compared.import.number)
    })
    .await?;
    Ok(go(&format!("/exchange/{number}?show=unsure&done=settled")))
}

/// Rows that nobody saw become devices that no network shows.
pub(in crate::web) async fn record(view: View, Path(id): Path<String>, fields: Fields) -> Result<Response, Fault> {
    let (author, now) = (view.signed_in()?.name, view.site.now());
    let chosen: Vec<u64> = fields.all("line").filter_map(|line| line.parse().ok()).collect();
    if chosen.is_empty() {
        return Err(Fault::Bad("choose at least one row".to_owned()));
    }
    let number = compare::with(&view.site, id, move |store, compared| {
        intake::record(store, &compared.report, &chosen, (&author, now))?;
        Ok(compared.import.number)
    })
    .await?;
    Ok(go(&format!("/exchange/{number}?show=not_seen&done=recorded")))
}
