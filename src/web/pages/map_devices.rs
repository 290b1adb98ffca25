//! The communication map of a small site: every device by itself.

use std::collections::{BTreeMap, BTreeSet};

use super::map::{Row, Wanted, is_clinical};
use crate::inventory::{DeviceId, Settings};
use crate::store::{DeviceFilter, DeviceRow, Link, Rooms};
use crate::web::fault::Fault;
use crate::web::wheel::{self, Line, Slot, Spot, Wheel};
use crate::web::words::{self, Group};

/// Links that are read.
const LINKS: usize = 20_000;
/// Addresses outside that are shown one by one.
const OUTSIDE: usize = 24;

/// The picture, and the same as a table, most bytes first.
pub(super) fn read(store: &dyn Rooms, wanted: &Wanted, site: &Settings) -> Result<(Wheel, Vec<Row>), Fault> {
    let (rows, links) = (store.devices(&DeviceFilter::default())?, store.links(LINKS)?);
    Ok(fill(wanted, &rows, &links, site))
}

fn fill(wanted: &Wanted, rows: &[DeviceRow], links: &[Link], site: &Settings) -> (Wheel, Vec<Row>) {
    let devices: BTreeMap<DeviceId, &DeviceRow> = rows.iter().map(|row| (row.id, row)).collect();
    let category = |id: DeviceId| devices.get(&id).map_or("unknown", |row| words::category(row));
    let passes = |link: &&Link| {
        let ends = [Some(category(link.client)), link.server.map(category)];
        let outside = link.server.is_none() && site.is_outside(link.address);
        (link.server.is_some() || outside)
            && ends.into_iter().flatten().any(|end| wanted.is_chosen(end))
            && (!wanted.clinical || is_clinical(&link.protocol))
    };
    let links: Vec<&Link> = links.iter().filter(passes).collect();
    let ends: BTreeSet<DeviceId> = links.iter().flat_map(|link| [Some(link.client), link.server]).flatten().collect();
    let name = |id: DeviceId| devices.get(&id).map_or_else(|| id.to_string(), |row| label(row));
    let outside: BTreeSet<String> =
        links.iter().filter(|link| link.server.is_none()).map(|link| link.address.to_string()).collect();
    let outside_key = |link: &Link| if outside.len() > OUTSIDE { "outside".to_owned() } else { link.address.to_string() };
    let spot = |id: &DeviceId| {
        let category = category(*id);
        let (key, group) = (id.0.to_string(), Slot::Group(Group::of(category)));
        (key.clone(), Spot { key, name: name(*id), group, order: category.to_owned() })
    };
    let mut spots: BTreeMap<String, Spot> = ends.iter().map(spot).collect();
    let mut lines: BTreeMap<(String, String), Line> = BTreeMap::new();
    for link in &links {
        let to = link.server.map_or_else(|| outside_key(link), |id| id.0.to_string());
        if link.server.is_none() {
            let name = if to == "outside" { "Other addresses".to_owned() } else { to.clone() };
            spots.insert(to.clone(), Spot { key: to.clone(), name, group: Slot::Outside, order: String::new() });
        }
        add(&mut lines, link.client.0.to_string(), to, link);
    }
    let spots: Vec<Spot> = spots.into_values().collect();
    let wheel = wheel::draw(spots, &lines.into_values().collect::<Vec<_>>());
    (wheel, links.iter().map(|link| row(link, &name)).collect())
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
    line.clinical |= is_clinical(&link.protocol);
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
        clients: String::new(),
        outside: link.server.is_none(),
        clinical: is_clinical(&link.protocol),
        bytes: words::bytes(link.bytes),
        flows: words::thousands(link.flows),
        last: words::minute(link.last),
    }
}
