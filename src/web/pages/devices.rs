//! The inventory: every device, searched, filtered, sorted, a page at a time.

use askama::Template;
use axum::response::Response;

use crate::clinical::{Kind, Standing, field};
use crate::fingerprint::Attribute;
use crate::store::{DeviceRow, Listed, Sort};
use crate::web::catalogue;
use crate::web::fault::Fault;
use crate::web::fields::Fields;
use crate::web::view::{Frame, View, show};
use crate::web::words::{self, Group};

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
            is_unsure: sure.is_some_and(|sure| sure < 0.75),
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
    tiers: Vec<Choice>,
    standings: Vec<Choice>,
    settings: Vec<Choice>,
    /// Names and values of the fields for what one types.
    typed: Vec<(&'static str, &'static str, &'static str, String)>,
    departments: Vec<String>,
    asks_more: bool,
    siblings: String,
    changed_since: String,
    headings: Vec<Heading>,
    rows: Vec<Line>,
    total: String,
    all: bool,
    sort: &'static str,
    descending: bool,
    next: String,
    first: String,
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

const HEADINGS: [(&str, Sort); 7] = [
    ("Tier", Sort::Tier),
    ("Device", Sort::What),
    ("Name", Sort::Name),
    ("Address", Sort::Ip),
    ("Place", Sort::Department),
    ("Sure", Sort::Confidence),
    ("Last seen (UTC)", Sort::LastSeen),
];

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let wanted = catalogue::wanted(&view.query)?;
    let asked = wanted.clone();
    let (page, departments) =
        view.site.ask(move |store| Ok((catalogue::page(store, &asked)?, store.tally(Sort::Department)?))).await?;
    let query = Fields(view.query.0.iter().filter(|(name, _)| name != "after" && name != "done").cloned().collect());
    let link = |query: String| if query.is_empty() { "/devices".to_owned() } else { format!("/devices?{query}") };
    let asked = &wanted.query;
    let heading = |(name, sort): (&'static str, Sort)| {
        let is_it = asked.sort == sort;
        // The highest tier, the surest, the latest: what one wants to see first.
        let falls = matches!(sort, Sort::Tier | Sort::LastSeen);
        let turns = if is_it { !asked.descending } else { falls };
        let turned = Fields::parse(query.with("order", if turns { "desc" } else { "" }).as_bytes());
        let sorted = if asked.descending { "descending" } else { "ascending" };
        let to = link(turned.with("sort", if sort == Sort::What { "" } else { sort.slug() }));
        Heading { name, link: to, sorted: if is_it { sorted } else { "none" } }
    };
    let choice = |value: &'static str, name: String, chosen: bool| Choice { value, name, chosen };
    let settings = match field("care_setting").map(|field| field.kind) {
        Ok(Kind::Choice(all)) => all,
        _ => &[],
    };
    let typed = TYPED.map(|(name, label, example)| (name, label, example, view.query.text(name).to_owned()));
    let chosen = |name: &str, value: &str| view.query.text(name) == value;
    show(&DevicesPage {
        frame: view.frame("Devices", "devices"),
        search: asked.search.clone().unwrap_or_default(),
        conflicts: asked.conflicts,
        groups: Group::ALL.into_iter().map(|one| choice(one.slug(), one.name().to_owned(), wanted.group == Some(one))).collect(),
        categories: words::categories().into_iter().map(|(slug, name)| choice(slug, name, chosen("category", slug))).collect(),
        tiers: ["3", "2", "1", "0"].into_iter().map(|tier| choice(tier, format!("Tier {tier}"), chosen("tier", tier))).collect(),
        standings: Standing::ALL
            .iter()
            .map(|one| choice(one.slug(), one.slug().to_owned(), chosen("standing", one.slug())))
            .collect(),
        settings: settings.iter().map(|(slug, name)| choice(slug, (*name).to_owned(), chosen("care_setting", slug))).collect(),
        asks_more: typed.iter().any(|(.., value)| !value.is_empty())
            || asked.care_setting.is_some()
            || !asked.standings.is_empty(),
        typed: typed.into(),
        departments: departments.into_iter().map(|(name, _)| name).take(200).collect(),
        siblings: asked.siblings_of.map(|id| id.to_string()).unwrap_or_default(),
        changed_since: view.query.text("changed_since").to_owned(),
        headings: HEADINGS.into_iter().map(heading).collect(),
        rows: page.devices.iter().map(Line::from).collect(),
        total: words::thousands(page.total),
        all: wanted.is_all(),
        sort: asked.sort.slug(),
        descending: asked.descending,
        next: page.next.map(|next| link(query.with("after", &next))).unwrap_or_default(),
        first: if asked.after.is_some() { link(query.with("after", "")) } else { String::new() },
    })
}
