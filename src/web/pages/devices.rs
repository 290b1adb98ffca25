//! The inventory: every device, searched, filtered, sorted, grouped, a page at a time; and views of it that are kept.

use askama::Template;
use axum::response::Response;

use super::columns::{self, Cell, Column, Offer};
use super::grouping::{self, Groups, Way};
use super::views;
use crate::clinical::{Kind, Standing, field};
use crate::fingerprint::Attribute;
use crate::store::{DeviceRow, Listed, Page, Query, SavedView, Sort};
use crate::web::catalogue;
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, show};
use crate::web::words::{self, Group};

/// Of what is shown as sure as this, one in ten may be wrong: below it a person should look.
const UNSURE: f32 = 0.9;

/// A device as lists show it.
pub(super) struct Line {
    pub(super) id: u64,
    pub(super) category: String,
    pub(super) group: &'static str,
    /// Maker and model; empty where nobody knows them.
    pub(super) what: String,
    /// Maker and model, else category.
    pub(super) title: String,
    pub(super) serial: String,
    pub(super) name: String,
    pub(super) ip: String,
    pub(super) more_ips: usize,
    pub(super) mac: String,
    pub(super) sure: String,
    pub(super) is_unsure: bool,
    pub(super) conflict: bool,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) tier: u8,
    pub(super) tier_meaning: &'static str,
    pub(super) assumed: bool,
    pub(super) standing: &'static str,
    pub(super) place: String,
    pub(super) hidden: bool,
}

impl From<&DeviceRow> for Line {
    fn from(row: &DeviceRow) -> Self {
        let category = words::category(row);
        let sure = row.confidence(Attribute::Category);
        Self {
            id: row.id.0,
            category: words::category_name(category),
            group: Group::of(category).class(),
            what: words::what(row),
            title: words::title(row),
            serial: words::attribute(row, Attribute::Serial),
            name: words::name(row),
            ip: row.ips.first().map(ToString::to_string).unwrap_or_default(),
            more_ips: row.ips.len().saturating_sub(1),
            mac: row.macs.first().map(ToString::to_string).unwrap_or_default(),
            sure: sure.map(words::percent).unwrap_or_default(),
            is_unsure: sure.is_some_and(|sure| sure < UNSURE),
            conflict: row.attributes.iter().any(|(.., conflict)| *conflict),
            first: words::minute(row.first),
            last: words::minute(row.last),
            tier: 0,
            tier_meaning: "",
            assumed: true,
            standing: "",
            place: String::new(),
            hidden: false,
        }
    }
}

impl From<&Listed> for Line {
    fn from(listed: &Listed) -> Self {
        let place: Vec<&str> = [&listed.department, &listed.room].into_iter().flatten().map(String::as_str).collect();
        Self {
            tier: listed.tier.level(),
            tier_meaning: listed.tier.meaning(),
            assumed: listed.assumed,
            standing: listed.standing.slug(),
            place: place.join(", "),
            hidden: listed.hidden,
            ..Self::from(&listed.device)
        }
    }
}

/// One heading of the table, with the link that sorts by it.
struct Heading {
    name: &'static str,
    /// Empty where it cannot be sorted by.
    link: String,
    /// `ascending`, `descending` or `none`, as `aria-sort` has it.
    sorted: &'static str,
}

struct Choice {
    value: &'static str,
    name: String,
    chosen: bool,
}

/// The view that was followed.
struct Followed {
    id: u64,
    name: String,
    owner: String,
    /// Whether something else is asked for by now.
    changed: bool,
    mine: bool,
}

#[derive(Template)]
#[template(path = "devices.html", config = "src/web/askama.toml")]
struct DevicesPage {
    frame: Frame,
    search: String,
    conflicts: bool,
    choices: Choices,
    /// Names and values of the fields for what one types.
    typed: Vec<(&'static str, &'static str, &'static str, String)>,
    departments: Vec<String>,
    asks_more: bool,
    siblings: String,
    changed_since: String,
    ways: Vec<Way>,
    offers: Vec<Offer>,
    /// Columns that are asked for by name, and what else is asked for: each form carries on what the other says.
    asked_columns: Vec<String>,
    rest: Vec<(String, String)>,
    /// The devices by what they have in common, where that is asked for.
    grouped: Option<Groups>,
    headings: Vec<Heading>,
    rows: Vec<(Line, Vec<Cell>)>,
    total: String,
    all: bool,
    sort: &'static str,
    descending: bool,
    next: String,
    first: String,
    followed: Option<Followed>,
    /// Numbers and names of one's own views.
    views: Vec<(u64, String)>,
    query: String,
}

/// Fields for what one types: name, label, example.
const TYPED: [(&str, &str, &str); 6] = [
    ("manufacturer", "Manufacturer", "Philips"),
    ("model", "Model", "IntelliVue MX800"),
    ("software", "Software version", "N.01.10"),
    ("department", "Department", "ICU"),
    ("talks_to", "Talks to address", "10.20.30.40"),
    ("unseen_days", "Not seen for days", "30"),
];

/// What the page is made of.
struct Found {
    page: Page,
    grouped: Option<Groups>,
    departments: Vec<(String, u64)>,
    views: Vec<SavedView>,
    followed: Option<SavedView>,
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let wanted = catalogue::wanted(&view.query)?;
    let (asked, account) = (wanted.clone(), view.signed_in()?.name);
    let (kept, by) = (views::kept(&view.query), grouping::asked(&view.query));
    let followed: Option<u64> = view.query.text("view").parse().ok();
    let found = view
        .site
        .ask(move |store| {
            let grouped = by.map(|by| grouping::read(store, &asked, by, &kept)).transpose()?;
            Ok(Found {
                page: match &grouped {
                    None => catalogue::page(store, &asked)?,
                    Some(_) => Page { total: catalogue::total(store, &asked)?, ..Page::default() },
                },
                grouped,
                departments: store.tally(Sort::Department)?,
                views: store.views(&account)?,
                followed: followed.map(|id| store.view(id)).transpose()?.flatten(),
            })
        })
        .await?;
    show(&fill(&view, &wanted, found)?)
}

/// The list that a query asks for.
fn link(query: &str) -> String {
    if query.is_empty() { "/devices".to_owned() } else { format!("/devices?{query}") }
}

fn heading(column: Column, asked: &Query, query: &Fields) -> Heading {
    let name = column.name();
    let Some(sort) = column.sort() else { return Heading { name, link: String::new(), sorted: "none" } };
    let is_it = asked.sort == sort;
    // The highest tier, the latest: what one wants to see first.
    let falls = matches!(sort, Sort::Tier | Sort::LastSeen | Sort::Changed);
    let turns = if is_it { !asked.descending } else { falls };
    let turned = Fields::parse(query.with("order", if turns { "desc" } else { "" }).as_bytes());
    let sorted = if asked.descending { "descending" } else { "ascending" };
    let to = link(&turned.with("sort", if sort == Sort::What { "" } else { sort.slug() }));
    Heading { name, link: to, sorted: if is_it { sorted } else { "none" } }
}

/// The choices of the filter.
struct Choices {
    groups: Vec<Choice>,
    categories: Vec<Choice>,
    tiers: Vec<Choice>,
    standings: Vec<Choice>,
    settings: Vec<Choice>,
    observable: Vec<Choice>,
}

fn choices(query: &Fields) -> Choices {
    let choice =
        |name: &str, value: &'static str, words: String| Choice { value, name: words, chosen: query.text(name) == value };
    let settings = match field("care_setting").map(|field| field.kind) {
        Ok(Kind::Choice(all)) => all,
        _ => &[],
    };
    Choices {
        groups: Group::ALL.into_iter().map(|one| choice("group", one.slug(), one.name().to_owned())).collect(),
        categories: words::categories().into_iter().map(|(slug, name)| choice("category", slug, name)).collect(),
        tiers: ["3", "2", "1", "0"].into_iter().map(|tier| choice("tier", tier, format!("Tier {tier}"))).collect(),
        standings: Standing::ALL.iter().map(|one| choice("standing", one.slug(), one.slug().to_owned())).collect(),
        settings: settings.iter().map(|(slug, name)| choice("care_setting", slug, (*name).to_owned())).collect(),
        observable: [("0", "seen on the network"), ("1", "not observable")]
            .into_iter()
            .map(|(slug, name)| choice("hidden", slug, name.to_owned()))
            .collect(),
    }
}

fn fill(view: &View, wanted: &catalogue::Wanted, found: Found) -> Result<DevicesPage, Fault> {
    let (asked, query, me) = (&wanted.query, views::kept(&view.query), view.signed_in()?.name);
    let mut linked = query.clone();
    let followed = found.followed.map(|saved| {
        linked.0.push(("view".to_owned(), saved.id.to_string()));
        let (changed, mine) = (saved.query != query.with("", ""), saved.account == me);
        Followed { id: saved.id, name: saved.name, owner: saved.account, changed, mine }
    });
    let typed = TYPED.map(|(name, label, example)| (name, label, example, view.query.text(name).to_owned()));
    let columns = columns::chosen(&view.query);
    let row = |listed: &Listed| {
        let line = Line::from(listed);
        let cells = columns.iter().map(|column| column.cell(&line, listed)).collect();
        (line, cells)
    };
    Ok(DevicesPage {
        frame: view.frame("Devices", "devices"),
        search: asked.search.clone().unwrap_or_default(),
        conflicts: asked.conflicts,
        choices: choices(&view.query),
        asks_more: typed.iter().any(|(.., value)| !value.is_empty())
            || asked.care_setting.is_some()
            || asked.hidden.is_some()
            || !asked.standings.is_empty(),
        typed: typed.into(),
        departments: found.departments.into_iter().map(|(name, _)| name).take(200).collect(),
        siblings: asked.siblings_of.map(|id| id.to_string()).unwrap_or_default(),
        changed_since: view.query.text("changed_since").to_owned(),
        ways: grouping::ways(&view.query),
        offers: columns::offers(&columns),
        asked_columns: query.all("column").map(str::to_owned).collect(),
        rest: linked.0.iter().filter(|(name, _)| name != "column").cloned().collect(),
        grouped: found.grouped,
        headings: columns.iter().map(|column| heading(*column, asked, &linked)).collect(),
        rows: found.page.devices.iter().map(row).collect(),
        total: words::thousands(found.page.total),
        all: wanted.is_all(),
        sort: asked.sort.slug(),
        descending: asked.descending,
        next: found.page.next.map(|next| link(&linked.with("after", &next))).unwrap_or_default(),
        first: if asked.after.is_some() { link(&linked.with("", "")) } else { String::new() },
        followed,
        views: found.views.into_iter().map(|one| (one.id, one.name)).collect(),
        query: query.with("", ""),
    })
}
