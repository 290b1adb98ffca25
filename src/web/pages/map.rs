//! The communication map: who talks to whom.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::response::Response;

use crate::inventory::DeviceId;
use crate::store::{DeviceFilter, DeviceRow, Link};
use crate::web::fault::Fault;
use crate::web::view::{Frame, View, show};
use crate::web::wheel::{self, Line, Slot, Spot, Wheel};
use crate::web::words::{self, Group};

/// Links that are read.
const LINKS: usize = 20_000;
/// Things that a picture can show and still be read; beyond it devices of a category are one.
const SPOTS: usize = 160;
/// Addresses outside that are shown one by one.
const OUTSIDE: usize = 24;
/// Rows of the table below the picture.
const ROWS: usize = 100;

/// Protocols that carry clinical data.
const CLINICAL: &[&str] = &[
    "dicom",
    "dicomweb",
    "hl7",
    "fhir",
    "astm",
    "poct1a",
    "intellivue",
    "medibus",
    "phd",
    "unity",
    "infinity",
    "sdc",
    "wsd",
    "bcc",
    "contec",
    "aeroscout",
];

struct Choice {
    value: &'static str,
    name: &'static str,
    chosen: bool,
}

struct Row {
    from: String,
    from_link: String,
    to: String,
    to_link: String,
    what: String,
    clinical: bool,
    bytes: String,
    flows: String,
    last: String,
}

#[derive(Template)]
#[template(path = "map.html", config = "src/web/askama.toml")]
struct MapPage {
    frame: Frame,
    wheel: Wheel,
    rows: Vec<Row>,
    more: usize,
    groups: Vec<Choice>,
    clinical_only: bool,
    with_infrastructure: bool,
    together: bool,
    crowded: bool,
    nothing: bool,
}

/// What is wanted of the map.
struct Wanted {
    group: Option<Group>,
    clinical: bool,
    infrastructure: bool,
}

pub(in crate::web) async fn page(view: View) -> Result<Response, Fault> {
    let wanted = Wanted {
        group: Group::ALL.into_iter().find(|group| group.slug() == view.query.text("group")),
        clinical: view.query.text("clinical") == "1",
        infrastructure: view.query.text("all") == "1",
    };
    let (rows, links) = view.site.ask(|store| Ok((store.devices(&DeviceFilter::default())?, store.links(LINKS)?))).await?;
    show(&fill(view.frame("Map", "map"), &wanted, &rows, &links))
}

fn is_clinical(link: &Link) -> bool {
    CLINICAL.contains(&link.protocol.as_str())
}

fn fill(frame: Frame, wanted: &Wanted, rows: &[DeviceRow], links: &[Link]) -> MapPage {
    let devices: BTreeMap<DeviceId, &DeviceRow> = rows.iter().map(|row| (row.id, row)).collect();
    let group = |id: DeviceId| devices.get(&id).map_or(Group::Unknown, |row| Group::of(words::category(row)));
    let passes = |link: &&Link| {
        let ends = [Some(group(link.client)), link.server.map(group)];
        let medical = ends.iter().flatten().any(|end| end.is_medical());
        let chosen = wanted.group.is_none_or(|wanted| ends.contains(&Some(wanted)));
        let outside = link.server.is_none() && words::is_outside(link.address);
        (link.server.is_some() || outside)
            && chosen
            && (!wanted.clinical || is_clinical(link))
            && (wanted.infrastructure || medical)
    };
    let links: Vec<&Link> = links.iter().filter(passes).collect();
    let ends: BTreeSet<DeviceId> = links.iter().flat_map(|link| [Some(link.client), link.server]).flatten().collect();
    let together = ends.len() > SPOTS;
    let name = |id: DeviceId| devices.get(&id).map_or_else(|| id.to_string(), |row| label(row));
    let key = |id: DeviceId| match devices.get(&id) {
        Some(row) if together => words::category(row).to_owned(),
        _ => id.0.to_string(),
    };
    let outside: BTreeSet<String> =
        links.iter().filter(|link| link.server.is_none()).map(|link| link.address.to_string()).collect();
    let outside_key = |link: &Link| {
        if outside.len() > OUTSIDE { "outside".to_owned() } else { link.address.to_string() }
    };
    let mut spots: BTreeMap<String, Spot> = BTreeMap::new();
    for id in &ends {
        let category = devices.get(id).map_or("unknown", |row| words::category(row));
        let name = if together { words::category_name(category) } else { name(*id) };
        let spot = Spot { key: key(*id), name, group: Slot::Group(Group::of(category)), order: category.to_owned() };
        spots.insert(spot.key.clone(), spot);
    }
    let mut lines: BTreeMap<(String, String), Line> = BTreeMap::new();
    for link in &links {
        let to = link.server.map_or_else(|| outside_key(link), key);
        if link.server.is_none() {
            let name = if to == "outside" { "Other addresses".to_owned() } else { to.clone() };
            spots.insert(to.clone(), Spot { key: to.clone(), name, group: Slot::Outside, order: String::new() });
        }
        add(&mut lines, key(link.client), to, link);
    }
    let table = links.iter().take(ROWS).map(|link| row(link, &name)).collect();
    let spots: Vec<Spot> = spots.into_values().collect();
    MapPage {
        frame,
        crowded: spots.len() > 90,
        nothing: spots.is_empty(),
        wheel: wheel::draw(spots, &lines.into_values().collect::<Vec<_>>()),
        rows: table,
        more: links.len().saturating_sub(ROWS),
        groups: Group::ALL
            .into_iter()
            .map(|group| Choice { value: group.slug(), name: group.name(), chosen: wanted.group == Some(group) })
            .collect(),
        clinical_only: wanted.clinical,
        with_infrastructure: wanted.infrastructure,
        together,
    }
}

fn add(lines: &mut BTreeMap<(String, String), Line>, from: String, to: String, link: &Link) {
    if from == to {
        return;
    }
    // Who asked whom is in the table; here two that talk are joined by one line.
    let (from, to) = if from < to { (from, to) } else { (to, from) };
    let line = lines.entry((from.clone(), to.clone())).or_insert_with(|| Line {
        from,
        to,
        bytes: 0,
        clinical: false,
        outside: link.server.is_none(),
        what: String::new(),
    });
    line.bytes = line.bytes.saturating_add(link.bytes);
    line.clinical |= is_clinical(link);
    if !line.what.split(", ").any(|known| known == link.protocol) {
        let comma = if line.what.is_empty() { "" } else { ", " };
        line.what = format!("{}{comma}{}", line.what, link.protocol);
    }
}

/// A short name for the picture.
fn label(row: &DeviceRow) -> String {
    let title = words::title(row);
    let name = words::name(row);
    let text = if name.is_empty() { title } else { name };
    if text.chars().count() <= 22 { text } else { text.chars().take(21).chain(['…']).collect() }
}

fn row(link: &Link, name: &dyn Fn(DeviceId) -> String) -> Row {
    Row {
        from: name(link.client),
        from_link: format!("/devices/{}", link.client.0),
        to: link.server.map_or_else(|| link.address.to_string(), name),
        to_link: link.server.map(|id| format!("/devices/{}", id.0)).unwrap_or_default(),
        what: link.protocol.clone(),
        clinical: is_clinical(link),
        bytes: words::bytes(link.bytes),
        flows: words::thousands(link.flows),
        last: words::minute(link.last),
    }
}
