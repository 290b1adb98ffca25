//! The inventory: every device, searched, filtered, sorted, a page at a time.

use askama::Template;
use axum::response::Response;

use crate::fingerprint::{Attribute, CATEGORIES};
use crate::store::DeviceRow;
use crate::web::catalogue::{self, PAGE, Sort, Wanted};
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, show};
use crate::web::words::{self, Group};

/// A device as lists show it.
pub(super) struct Line {
    pub(super) id: u64,
    pub(super) category: String,
    pub(super) group: &'static str,
    pub(super) what: String,
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
            serial: words::attribute(row, Attribute::Serial),
            name: words::name(row),
            ip: row.ips.first().map(ToString::to_string).unwrap_or_default(),
            more_ips: row.ips.len().saturating_sub(1),
            mac: row.macs.first().map(ToString::to_string).unwrap_or_default(),
            sure: sure.map(words::percent).unwrap_or_default(),
            is_unsure: sure.is_some_and(|sure| sure < 0.75),
            conflict: row.attributes.iter().any(|(.., conflict)| *conflict),
            first: words::minute(row.first),
            last: words::minute(row.last),
        }
    }
}

/// One heading of the table, with the link that sorts by it.
struct Heading {
    name: &'static str,
    link: String,
    /// `ascending`, `descending` or `none`, as `aria-sort` has it.
    sorted: &'static str,
}

struct Choice {
    value: &'static str,
    name: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "devices.html", config = "src/web/askama.toml")]
struct DevicesPage {
    frame: Frame,
    search: String,
    conflicts: bool,
    groups: Vec<Choice>,
    categories: Vec<Choice>,
    headings: Vec<Heading>,
    rows: Vec<Line>,
    total: String,
    all: bool,
    sort: &'static str,
    descending: bool,
    next: String,
    first: String,
}

/// What a query asks for.
pub(super) fn wanted(query: &Fields) -> Wanted {
    Wanted {
        search: query.some("q"),
        category: query.some("category").filter(|slug| CATEGORIES.contains(&slug.as_str())),
        group: Group::ALL.into_iter().find(|group| group.slug() == query.text("group")),
        conflicts: query.text("conflicts") == "1",
        sort: Sort::parse(query.text("sort")).unwrap_or_default(),
        descending: query.text("order") == "desc",
        after: query.some("after"),
        limit: query.text("limit").parse().unwrap_or(PAGE),
    }
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let wanted = wanted(&view.query);
    let asked = wanted.clone();
    let page = view.site.ask(move |store| catalogue::page(store, &asked)).await?;
    let query = Fields(view.query.0.iter().filter(|(name, _)| name != "after").cloned().collect());
    let link = |query: String| if query.is_empty() { "/devices".to_owned() } else { format!("/devices?{query}") };
    let heading = |(name, sort): (&'static str, Sort)| {
        let is_it = wanted.sort == sort;
        let sorted = if is_it && wanted.descending { "descending" } else { "ascending" };
        let turned = Fields::parse(query.with("order", if is_it && !wanted.descending { "desc" } else { "" }).as_bytes());
        let link = link(turned.with("sort", if sort == Sort::What { "" } else { sort.slug() }));
        Heading { name, link, sorted: if is_it { sorted } else { "none" } }
    };
    let headings = [
        ("Device", Sort::What),
        ("Name", Sort::Name),
        ("Address", Sort::Ip),
        ("Sure", Sort::Confidence),
        ("First seen", Sort::First),
        ("Last seen", Sort::Last),
    ];
    let choice = |slug: &'static str, name: String| {
        let chosen = wanted.category.as_deref() == Some(slug);
        Choice { value: slug, name, chosen }
    };
    let all = wanted.search.is_none() && wanted.category.is_none() && wanted.group.is_none() && !wanted.conflicts;
    show(&DevicesPage {
        frame: view.frame("Devices", "devices"),
        search: wanted.search.clone().unwrap_or_default(),
        conflicts: wanted.conflicts,
        groups: Group::ALL
            .into_iter()
            .map(|group| Choice { value: group.slug(), name: group.name().to_owned(), chosen: wanted.group == Some(group) })
            .collect(),
        categories: words::categories().into_iter().map(|(slug, name)| choice(slug, name)).collect(),
        headings: headings.into_iter().map(heading).collect(),
        rows: page.rows.iter().map(Line::from).collect(),
        total: words::thousands(u64::try_from(page.total).unwrap_or(0)),
        all,
        sort: wanted.sort.slug(),
        descending: wanted.descending,
        next: page.next.map(|next| link(query.with("after", &next))).unwrap_or_default(),
        first: if wanted.after.is_some() { link(query.with("after", "")) } else { String::new() },
    })
}
