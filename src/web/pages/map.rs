//! The communication map: who talks to whom, by what devices are or by where they stand; of a small site every device.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::response::Response;

use super::map_devices;
use crate::fingerprint::CATEGORIES;
use crate::inventory::Settings;
use crate::observation;
use crate::store::{Axis, Query, Rooms, Shares, Sort, Tie};
use crate::web::chord::{self, Chord, Pair};
use crate::web::fault::Fault;
use crate::web::fields::{Fields, encode};
use crate::web::view::{Frame, View, show};
use crate::web::wheel::Wheel;
use crate::web::words::{self, Group};

/// Devices that a picture of every one can show and still be read.
const DEVICES: u64 = 160;
/// Groups on the ring; those that carry least are one beyond it.
const GROUPS: usize = 36;
/// Bands that are drawn.
const BANDS: usize = 240;
/// Rows of the table below the picture.
const ROWS: usize = 100;
/// What stands for addresses outside the site, and for groups that are not drawn one by one.
const OUTSIDE: &str = "outside the site";
const OTHERS: &str = "all others";

/// Protocols by which clinical devices find each other and are found.
const AMONG_DEVICES: &[&str] = &["aeroscout", "wsd"];

pub(super) fn is_clinical(protocol: &str) -> bool {
    observation::is_clinical(protocol) || AMONG_DEVICES.contains(&protocol)
}

struct Choice {
    value: &'static str,
    name: &'static str,
    chosen: bool,
}

/// One line of the table.
pub(super) struct Row {
    pub(super) from: String,
    pub(super) from_link: String,
    pub(super) to: String,
    pub(super) to_link: String,
    pub(super) outside: bool,
    pub(super) what: String,
    pub(super) clinical: bool,
    /// Devices that asked; empty where it is one.
    pub(super) clients: String,
    pub(super) bytes: String,
    pub(super) flows: String,
    pub(super) last: String,
}

/// A way to see the map.
struct Tab {
    name: &'static str,
    link: String,
    here: bool,
}

/// A group in the list beside the picture.
struct Listed {
    name: String,
    class: &'static str,
    devices: String,
    link: String,
    /// The map of this group alone.
    alone: String,
}

#[derive(Template)]
#[template(path = "map.html", config = "src/web/askama.toml")]
struct MapPage {
    frame: Frame,
    tabs: Vec<Tab>,
    by: &'static str,
    /// The group that is looked at alone.
    of: String,
    of_name: String,
    wheel: Option<Wheel>,
    chord: Option<Chord>,
    listed: Vec<Listed>,
    rows: Vec<Row>,
    more: usize,
    groups: Vec<Choice>,
    clinical_only: bool,
    with_infrastructure: bool,
    crowded: bool,
    nothing: bool,
    all: String,
}

/// How the map is seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Category,
    Department,
    Device,
}

impl By {
    const ALL: [Self; 3] = [Self::Category, Self::Department, Self::Device];

    fn slug(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Department => "department",
            Self::Device => "device",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Category => "By category",
            Self::Department => "By department",
            Self::Device => "Every device",
        }
    }
}

/// What is wanted of the map.
pub(super) struct Wanted {
    group: Option<Group>,
    pub(super) clinical: bool,
    infrastructure: bool,
}

impl Wanted {
    /// Whether conversations of devices of a category are wanted, whoever is at the other end.
    pub(super) fn is_chosen(&self, category: &str) -> bool {
        let of = Group::of(category);
        self.group.map_or(self.infrastructure || of.is_medical(), |group| group == of)
    }

    /// The categories of which one end must be; none is any.
    fn either(&self) -> Vec<String> {
        if self.group.is_none() && self.infrastructure {
            return Vec::new();
        }
        CATEGORIES.iter().filter(|slug| self.is_chosen(slug)).map(|slug| (*slug).to_owned()).collect()
    }
}

/// What the page is made of.
enum Found {
    Devices(Wheel, Vec<Row>),
    Groups { shares: Shares, ties: Vec<Tie>, names: BTreeMap<String, String> },
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let query = &view.query;
    let wanted = Wanted {
        group: Group::ALL.into_iter().find(|group| group.slug() == query.text("group")),
        clinical: query.text("clinical") == "1",
        infrastructure: query.text("all") == "1",
    };
    let asked = By::ALL.into_iter().find(|by| by.slug() == query.text("by")).unwrap_or(By::Category);
    let site = view.site.knowledge().inventory.clone();
    let (wanted, by, few, found) = view
        .site
        .ask(move |store| {
            let few = crate::web::catalogue::count(store, Query::default())? <= DEVICES;
            let by = if asked == By::Device && !few { By::Category } else { asked };
            let found = match by {
                By::Device => {
                    let (wheel, rows) = map_devices::read(store, &wanted, &site)?;
                    Found::Devices(wheel, rows)
                }
                By::Category => groups(store, Axis::Category, &wanted, &site)?,
                By::Department => groups(store, Axis::Department, &wanted, &site)?,
            };
            Ok((wanted, by, few, found))
        })
        .await?;
    show(&fill(&view, &wanted, by, few, found))
}

fn groups(store: &dyn Rooms, axis: Axis, wanted: &Wanted, site: &Settings) -> Result<Found, Fault> {
    let column = if axis == Axis::Category { Sort::Category } else { Sort::Department };
    let shares = store.shares(&Query::default(), &[column], 1000)?;
    let mut ties = store.ties(axis, &wanted.either(), &|ip| site.is_outside(ip))?;
    ties.retain(|tie| !wanted.clinical || is_clinical(&tie.protocol));
    let names = match axis {
        Axis::Category => BTreeMap::new(),
        Axis::Department => spelled(store, &shares)?,
    };
    Ok(Found::Groups { shares, ties, names })
}

/// Departments as people write them.
fn spelled(store: &dyn Rooms, shares: &Shares) -> Result<BTreeMap<String, String>, Fault> {
    let among = shares.shares.iter().map(|share| share.example).collect();
    let page = store.list(&Query { among, sort: Sort::Id, ..Query::default() })?;
    let names = page.devices.iter().filter_map(|one| one.department.clone());
    Ok(names.map(|name| (name.to_lowercase(), name)).collect())
}

fn fill(view: &View, wanted: &Wanted, by: By, few: bool, found: Found) -> MapPage {
    let kept = Fields(view.query.0.iter().filter(|(name, _)| name != "of").cloned().collect());
    let tab = |one: By| {
        let link = format!("/map?{}", kept.with("by", one.slug()));
        Tab { name: one.name(), link, here: one == by }
    };
    let tabs = By::ALL.into_iter().filter(|one| few || *one != By::Device).map(tab).collect();
    let choice = |group: Group| Choice { value: group.slug(), name: group.name(), chosen: wanted.group == Some(group) };
    let mut page = MapPage {
        frame: view.frame("Map", "map"),
        tabs,
        by: by.slug(),
        of: view.query.text("of").to_owned(),
        of_name: String::new(),
        wheel: None,
        chord: None,
        listed: Vec::new(),
        rows: Vec::new(),
        more: 0,
        groups: Group::ALL.into_iter().map(choice).collect(),
        clinical_only: wanted.clinical,
        with_infrastructure: wanted.infrastructure,
        crowded: false,
        nothing: false,
        all: format!("/map?{}", kept.with("", "")),
    };
    match found {
        Found::Devices(wheel, rows) => {
            (page.crowded, page.nothing) = (wheel.dots.len() > 90, wheel.dots.is_empty());
            (page.wheel, page.rows) = (Some(wheel), rows);
        }
        Found::Groups { shares, ties, names } => {
            let ground = Ground::new(by, &shares, &names, &ties);
            let ties: Vec<&Tie> = ties.iter().filter(|tie| page.of.is_empty() || ground.concerns(tie, &page.of)).collect();
            page.of_name = if page.of.is_empty() { String::new() } else { ground.group(&page.of).name };
            page.nothing = ties.is_empty();
            let chord = ground.draw(&ties);
            page.listed = chord.arcs.iter().map(|arc| listed(arc, &kept)).collect();
            page.chord = Some(chord);
            page.rows = ground.table(&ties);
        }
    }
    page.more = page.rows.len().saturating_sub(ROWS);
    page.rows.truncate(ROWS);
    page
}

fn listed(arc: &chord::Arc, kept: &Fields) -> Listed {
    let is_one = arc.key != OUTSIDE && arc.key != OTHERS && !arc.key.is_empty();
    Listed {
        name: arc.name.clone(),
        class: arc.class,
        devices: if arc.key == OUTSIDE { String::new() } else { words::thousands(arc.devices) },
        link: arc.link.clone(),
        alone: if is_one { format!("/map?{}", kept.with("of", &arc.key)) } else { String::new() },
    }
}

/// The groups there are, and which of them are drawn one by one.
struct Ground<'a> {
    by: By,
    devices: BTreeMap<&'a str, u64>,
    names: &'a BTreeMap<String, String>,
    drawn: BTreeSet<&'a str>,
}

impl<'a> Ground<'a> {
    fn new(by: By, shares: &'a Shares, names: &'a BTreeMap<String, String>, ties: &'a [Tie]) -> Self {
        let devices = shares.shares.iter().filter_map(|share| Some((share.values.first()?.as_str(), share.devices))).collect();
        let mut bytes: BTreeMap<&str, u64> = BTreeMap::new();
        for tie in ties {
            for end in [Some(&tie.from), tie.to.as_ref()].into_iter().flatten() {
                let sum = bytes.entry(end).or_default();
                *sum = sum.saturating_add(tie.bytes);
            }
        }
        let mut most: Vec<(&str, u64)> = bytes.into_iter().collect();
        most.sort_by_key(|(key, bytes)| (std::cmp::Reverse(*bytes), *key));
        Self { by, devices, names, drawn: most.into_iter().take(GROUPS).map(|(key, _)| key).collect() }
    }

    /// What a group is drawn as.
    fn key<'b>(&self, group: Option<&'b str>) -> &'b str {
        match group {
            None => OUTSIDE,
            Some(group) if self.drawn.contains(group) => group,
            Some(_) => OTHERS,
        }
    }

    fn concerns(&self, tie: &Tie, of: &str) -> bool {
        tie.from == of || tie.to.as_deref() == Some(of)
    }

    fn group(&self, key: &str) -> chord::Group {
        let devices = self.devices.get(key).copied().unwrap_or(0);
        let group =
            |name: String, link: String, class, kind| chord::Group { key: key.to_owned(), name, link, class, kind, devices };
        match (key, self.by) {
            (OUTSIDE, _) => group("Outside".to_owned(), String::new(), "g-outside", 98),
            (OTHERS, _) => group("All others".to_owned(), String::new(), "g-unknown", 97),
            ("", _) => group("No department".to_owned(), String::new(), "g-unknown", 97),
            (_, By::Category) => {
                let of = Group::of(key);
                group(words::category_name(key), format!("/devices?category={}", encode(key)), of.class(), of as usize)
            }
            _ => {
                let name = self.names.get(key).cloned().unwrap_or_else(|| key.to_owned());
                // Colours only tell neighbours apart.
                let place = self.drawn.iter().position(|one| *one == key).unwrap_or(0) % 5;
                let class = Group::ALL.get(place).map_or("g-unknown", |group| group.class());
                group(name, format!("/devices?department={}", encode(key)), class, 0)
            }
        }
    }

    fn draw(&self, ties: &[&Tie]) -> Chord {
        let mut pairs: BTreeMap<(&str, &str), Pair> = BTreeMap::new();
        for tie in ties {
            let (from, to) = (self.key(Some(&tie.from)), self.key(tie.to.as_deref()));
            // Who asked whom is in the table; here two that talk are joined by one band.
            let (from, to) = if from <= to { (from, to) } else { (to, from) };
            let (key, clinical) = ((from, to), is_clinical(&tie.protocol));
            let pair = pairs.entry(key).or_insert_with(|| {
                let what = format!("{} and {}:", self.group(from).name, self.group(to).name);
                Pair { from: from.to_owned(), to: to.to_owned(), bytes: 0, clinical: false, what }
            });
            pair.bytes = pair.bytes.saturating_add(tie.bytes);
            pair.clinical |= clinical;
            if !pair.what.split([' ', ',']).any(|known| known == tie.protocol) {
                let comma = if pair.what.ends_with(':') { "" } else { "," };
                pair.what = format!("{}{comma} {}", pair.what, tie.protocol);
            }
        }
        let keys: BTreeSet<&str> = pairs.keys().flat_map(|(from, to)| [*from, *to]).collect();
        let mut groups: Vec<chord::Group> = keys.into_iter().map(|key| self.group(key)).collect();
        groups.sort_by(|one, other| (one.kind, &one.name).cmp(&(other.kind, &other.name)));
        let mut pairs: Vec<Pair> = pairs.into_values().collect();
        pairs.sort_by(|one, other| (other.bytes, &one.from, &one.to).cmp(&(one.bytes, &other.from, &other.to)));
        pairs.truncate(BANDS);
        chord::draw(&groups, &pairs)
    }

    /// The ties as a table: a line for each two groups, most bytes first.
    fn table(&self, ties: &[&Tie]) -> Vec<Row> {
        let mut sums: BTreeMap<(&str, Option<&str>), Tie> = BTreeMap::new();
        for tie in ties {
            let empty = || Tie { clients: 0, flows: 0, bytes: 0, protocol: String::new(), ..(*tie).clone() };
            let sum = sums.entry((&tie.from, tie.to.as_deref())).or_insert_with(empty);
            let comma = if sum.protocol.is_empty() { "" } else { ", " };
            sum.protocol = format!("{}{comma}{}", sum.protocol, tie.protocol);
            sum.clients = sum.clients.max(tie.clients);
            sum.flows = sum.flows.saturating_add(tie.flows);
            sum.bytes = sum.bytes.saturating_add(tie.bytes);
            sum.last = sum.last.max(tie.last);
        }
        let mut sums: Vec<Tie> = sums.into_values().collect();
        sums.sort_by(|one, other| (other.bytes, &one.from, &one.to).cmp(&(one.bytes, &other.from, &other.to)));
        let row = |tie: &Tie| {
            let (from, to) = (self.group(&tie.from), self.group(tie.to.as_deref().unwrap_or(OUTSIDE)));
            Row {
                from: from.name,
                from_link: from.link,
                to: to.name,
                to_link: to.link,
                outside: tie.to.is_none(),
                clinical: tie.protocol.split(", ").any(is_clinical),
                what: tie.protocol.clone(),
                clients: words::thousands(tie.clients),
                bytes: words::bytes(tie.bytes),
                flows: words::thousands(tie.flows),
                last: words::minute(tie.last),
            }
        };
        sums.iter().map(row).collect()
    }
}
