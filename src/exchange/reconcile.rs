//! What a CMMS says beside what the network shows: which row is which device, how sure that is, and where both disagree.
//!
//! A row and a device are put together one to one, surest first. What two rows or two devices could claim alike, and what
//! only weak signs speak for, is left to a person ([`Unsure`]). Nothing is written here: the report says what would be.

mod lines;
mod report;

pub use lines::{HEAD, lines};
pub use report::report_json;

use std::collections::{BTreeMap, BTreeSet};

use super::Item;
use super::mapping::{CmmsRow, Read, Unreadable};
use crate::inventory::DeviceId;

/// How sure it is that a row is a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// A person must look: only an address, or something speaks against it.
    Weak,
    /// A name that people gave.
    Likely,
    /// A hardware address or an asset tag.
    Strong,
    /// Serial number and maker.
    Certain,
}

impl Certainty {
    /// The word for it.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Likely => "likely",
            Self::Strong => "strong",
            Self::Certain => "certain",
        }
    }
}

/// A field on which both disagree. Nothing is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The field.
    pub field: String,
    /// What the CMMS says.
    pub cmms: String,
    /// What holds here.
    pub here: String,
    /// Who says so here: `network` or `person`.
    pub by: &'static str,
}

/// A field that an import would fill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    /// The field.
    pub field: String,
    /// What stands there from an earlier import.
    pub from: Option<String>,
    /// What would stand there.
    pub to: String,
}

/// A row and its device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The row's line.
    pub line: u64,
    /// Its name in the CMMS.
    pub key: Option<String>,
    /// The device.
    pub device: DeviceId,
    /// How sure that is.
    pub certainty: Certainty,
    /// What both agree on.
    pub because: Vec<&'static str>,
    /// Where they disagree.
    pub conflicts: Vec<Conflict>,
    /// What would be written.
    pub fills: Vec<Fill>,
}

/// A row that could be one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsure {
    /// The row's line.
    pub line: u64,
    /// Its name in the CMMS.
    pub key: Option<String>,
    /// The devices, surest first, each with what speaks for it.
    pub candidates: Vec<(DeviceId, Certainty, Vec<&'static str>)>,
    /// Why it is left to a person.
    pub why: String,
}

/// The report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows that are devices.
    pub matched: Vec<Match>,
    /// Rows that a person must look at.
    pub unsure: Vec<Unsure>,
    /// Rows of which no device was seen, with their fields.
    pub not_seen: Vec<CmmsRow>,
    /// Devices that the CMMS does not have.
    pub not_in_cmms: Vec<DeviceId>,
    /// Rows that say the same serial number or asset tag as one before: line, line before, field.
    pub twice: Vec<(u64, u64, &'static str)>,
    /// Cells that could not be read, with their line.
    pub unreadable: Vec<(u64, Unreadable)>,
    /// Rows left out as the mapping says.
    pub skipped: usize,
    /// Columns that the mapping reads and the file does not have.
    pub missing_columns: Vec<String>,
}

/// Compares an export with the devices. `maker` gives the one name of a manufacturer for each of its spellings.
#[must_use]
pub fn reconcile(read: &Read, items: &[Item], maker: &dyn Fn(&str) -> String) -> Report {
    let index = Index::new(items);
    let pairs: Vec<Vec<Pair>> = read.rows.iter().map(|row| index.candidates(row, items, maker)).collect();
    let mut report = Report { skipped: read.skipped, missing_columns: read.missing.clone(), ..Report::default() };
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut settled: BTreeMap<usize, Settled> = BTreeMap::new();
    for level in [Certainty::Certain, Certainty::Strong, Certainty::Likely] {
        settle(level, &pairs, &mut taken, &mut settled);
    }
    let mut shown: BTreeSet<usize> = taken.keys().copied().collect();
    for (place, row) in read.rows.iter().enumerate() {
        report.unreadable.extend(row.unreadable.iter().map(|one| (row.line, one.clone())));
        let candidates = pairs.get(place).map(Vec::as_slice).unwrap_or_default();
        match settled.get(&place) {
            Some(Settled::Is(pair)) => {
                let Some(item) = items.get(pair.item) else { continue };
                report.matched.push(matched(row, item, pair, maker));
            }
            _ => {
                let free: Vec<&Pair> = candidates.iter().filter(|pair| is_open(pair, &taken)).collect();
                if free.is_empty() {
                    report.not_seen.push(row.clone());
                    continue;
                }
                shown.extend(free.iter().map(|pair| pair.item));
                report.unsure.push(unsure(row, &free, &taken, settled.get(&place), items, read));
            }
        }
    }
    report.twice = twice(&read.rows, maker);
    report.not_in_cmms =
        items.iter().enumerate().filter(|(place, _)| !shown.contains(place)).map(|(_, item)| item.row.id).collect();
    report
}

/// A row and the device that a person says it is: what would be written, and where they disagree.
#[must_use]
pub fn by_hand(row: &CmmsRow, item: &Item, maker: &dyn Fn(&str) -> String) -> Match {
    let pair = Pair { item: 0, certainty: Certainty::Certain, because: vec!["a person"], against: None };
    matched(row, item, &pair, maker)
}

/// What became of a row.
enum Settled {
    /// It is this device.
    Is(Pair),
    /// Several could be it, or several rows could be its device.
    Contested,
}

/// A row and a device that could be it.
#[derive(Clone, Debug)]
struct Pair {
    item: usize,
    certainty: Certainty,
    because: Vec<&'static str>,
    against: Option<&'static str>,
}

/// A candidate that is still worth showing: its device is free, or it was taken although much speaks for this row.
fn is_open(pair: &Pair, taken: &BTreeMap<usize, usize>) -> bool {
    !taken.contains_key(&pair.item) || pair.certainty >= Certainty::Strong
}

/// Gives rows their devices at one level of certainty, where nobody else could claim them.
fn settle(level: Certainty, pairs: &[Vec<Pair>], taken: &mut BTreeMap<usize, usize>, settled: &mut BTreeMap<usize, Settled>) {
    let mut wanted: BTreeMap<usize, Vec<(usize, &Pair)>> = BTreeMap::new();
    let mut wishes: BTreeMap<usize, usize> = BTreeMap::new();
    for (row, candidates) in pairs.iter().enumerate().filter(|(row, _)| !settled.contains_key(row)) {
        for pair in candidates.iter().filter(|pair| pair.certainty == level && !taken.contains_key(&pair.item)) {
            wanted.entry(pair.item).or_default().push((row, pair));
            *wishes.entry(row).or_default() += 1;
        }
    }
    for (item, rows) in wanted {
        match rows.as_slice() {
            [(row, pair)] if wishes.get(row) == Some(&1) => {
                taken.insert(item, *row);
                settled.insert(*row, Settled::Is((*pair).clone()));
            }
            several => several.iter().for_each(|(row, _)| drop(settled.insert(*row, Settled::Contested))),
        }
    }
}

fn unsure(
    row: &CmmsRow,
    free: &[&Pair],
    taken: &BTreeMap<usize, usize>,
    settled: Option<&Settled>,
    items: &[Item],
    read: &Read,
) -> Unsure {
    let mut free: Vec<&Pair> = free.to_vec();
    free.sort_by_key(|pair| (std::cmp::Reverse(pair.certainty), pair.item));
    let owner = free.iter().find_map(|pair| read.rows.get(*taken.get(&pair.item)?));
    let why = match (settled, owner, free.first().and_then(|pair| pair.against)) {
        (Some(Settled::Contested), ..) if free.len() == 1 => "another row claims the same device".to_owned(),
        (Some(Settled::Contested), ..) => "several could be it".to_owned(),
        (_, Some(other), _) => format!("its device is that of line {}", other.line),
        (.., Some(against)) => against.to_owned(),
        _ => "only weak signs speak for it".to_owned(),
    };
    let id = |pair: &Pair| items.get(pair.item).map_or(DeviceId(0), |item| item.row.id);
    let candidates = free.iter().take(5).map(|pair| (id(pair), pair.certainty, pair.because.clone())).collect();
    Unsure { line: row.line, key: row.key.clone(), candidates, why }
}

fn matched(row: &CmmsRow, item: &Item, pair: &Pair, maker: &dyn Fn(&str) -> String) -> Match {
    let (mut conflicts, mut fills) = (Vec::new(), Vec::new());
    for (field, cmms) in &row.fields {
        let said = item.record.get(field);
        let seen = item.seen(field).filter(|seen| field != "category" || *seen != "unknown");
        let here = said.map(String::as_str).or(seen);
        if here.is_some_and(|here| same(field, cmms, here, maker)) {
            continue;
        }
        let conflict = |here: &str, by| Conflict { field: field.clone(), cmms: cmms.clone(), here: here.to_owned(), by };
        match (said, seen) {
            (Some(said), _) if item.confirmed.contains(field) => conflicts.push(conflict(said, "person")),
            // What an earlier import brought is brought up to date; the network's word stands against it as before.
            (Some(said), _) => fills.push(Fill { field: field.clone(), from: Some(said.clone()), to: cmms.clone() }),
            (None, Some(seen)) => conflicts.push(conflict(seen, "network")),
            (None, None) => fills.push(Fill { field: field.clone(), from: None, to: cmms.clone() }),
        }
    }
    let (key, because) = (row.key.clone(), pair.because.clone());
    Match { line: row.line, key, device: item.row.id, certainty: pair.certainty, because, conflicts, fills }
}

/// Whether two spellings mean the same.
fn same(field: &str, one: &str, other: &str, maker: &dyn Fn(&str) -> String) -> bool {
    if one == other {
        return true;
    }
    match field {
        "manufacturer" => maker(one) == maker(other),
        "model" => alike(one, other),
        "hostname" => label(one) == label(other),
        "serial" | "asset_tag" | "udi" => plain(one) == plain(other),
        "software" => plain(one) == plain(other),
        _ => one.trim().to_lowercase() == other.trim().to_lowercase(),
    }
}

/// Letters and digits, small.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A model with and without its family: "Aera" and "MAGNETOM Aera".
fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    short == long || (short.len() >= 4 && (long.starts_with(short.as_str()) || long.ends_with(short.as_str())))
}

/// A host name without its domain.
fn label(name: &str) -> String {
    name.split('.').next().unwrap_or(name).trim().to_lowercase()
}

/// A serial number or asset tag that can name one device: three characters with a digit among them, not all alike.
fn telling(text: &str) -> Option<String> {
    let plain = plain(text);
    let first = plain.chars().next()?;
    let good = plain.chars().count() >= 3 && plain.chars().any(|c| c.is_ascii_digit()) && plain.chars().any(|c| c != first);
    good.then_some(plain)
}

/// Devices by what rows can name them with.
struct Index {
    places: BTreeMap<(&'static str, String), Vec<usize>>,
    tokens: BTreeMap<String, Vec<usize>>,
}

impl Index {
    fn new(items: &[Item]) -> Self {
        let mut index = Self { places: BTreeMap::new(), tokens: BTreeMap::new() };
        for (place, item) in items.iter().enumerate() {
            let row = &item.row;
            let mut put = |kind: &'static str, key: Option<String>| {
                if let Some(key) = key {
                    index.places.entry((kind, key)).or_default().push(place);
                }
            };
            std::iter::once(&row.id).chain(&row.aliases).for_each(|id| put("number", Some(id.to_string())));
            put("serial", item.value("serial").and_then(telling));
            put("asset tag", item.value("asset_tag").and_then(telling));
            row.macs.iter().for_each(|mac| put("MAC", Some(mac.to_string())));
            row.ips.iter().for_each(|ip| put("IP", Some(ip.to_string())));
            let names: BTreeSet<String> = item.value("hostname").into_iter().chain(item.names()).map(label).collect();
            names.iter().for_each(|name| put("host name", Some(name.clone())));
            let titles = row.ae_titles.iter().map(|title| title.as_str().to_lowercase());
            let tokens: BTreeSet<String> = names.iter().cloned().chain(titles).flat_map(|name| tokens(&name)).collect();
            for token in tokens {
                index.tokens.entry(token).or_default().push(place);
            }
        }
        index
    }

    /// The devices that a row could be.
    fn candidates(&self, row: &CmmsRow, items: &[Item], maker: &dyn Fn(&str) -> String) -> Vec<Pair> {
        let mut signs: BTreeMap<usize, Vec<&'static str>> = BTreeMap::new();
        let mut look = |kind: &'static str, key: Option<String>| {
            let Some(key) = key else { return };
            for place in self.places.get(&(kind, key)).into_iter().flatten() {
                let known = signs.entry(*place).or_default();
                if !known.contains(&kind) {
                    known.push(kind);
                }
            }
        };
        look("number", row.key.clone());
        let field = |slug: &str| row.fields.get(slug).map(String::as_str);
        look("serial", field("serial").and_then(telling));
        look("asset tag", field("asset_tag").and_then(telling));
        row.macs.iter().for_each(|mac| look("MAC", Some(mac.to_string())));
        row.ips.iter().for_each(|ip| look("IP", Some(ip.to_string())));
        look("host name", field("hostname").map(label));
        if let Some(tag) = field("asset_tag").and_then(telling).filter(|tag| tag.len() >= 4) {
            for place in self.tokens.get(&tag).into_iter().flatten() {
                signs.entry(*place).or_default().push("asset tag in its name");
            }
        }
        let pair = |(item, because): (usize, Vec<&'static str>)| Some(judge(row, item, items.get(item)?, because, maker));
        signs.into_iter().filter_map(pair).collect()
    }
}

/// The parts of a name, and what neighbours make together: `bme`, `0031` and `bme0031` of `bme-0031-icu`.
fn tokens(name: &str) -> Vec<String> {
    let parts: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(plain).collect();
    let pairs = parts.windows(2).map(<[String]>::concat);
    pairs.chain(parts.iter().cloned()).collect()
}

/// How sure it is that a row is a device for which these signs speak.
fn judge(row: &CmmsRow, place: usize, item: &Item, mut because: Vec<&'static str>, maker: &dyn Fn(&str) -> String) -> Pair {
    let both = |slug: &str| Some((row.fields.get(slug)?.as_str(), item.value(slug)?));
    let makers = both("manufacturer").map(|(one, other)| same("manufacturer", one, other, maker));
    let models = both("model").map(|(one, other)| alike(one, other));
    let serials = both("serial").and_then(|(one, other)| Some(telling(one)? == telling(other)?));
    let has = |sign: &str| because.contains(&sign);
    let certainty = match makers {
        _ if has("number") => Certainty::Certain,
        Some(true) if has("serial") => Certainty::Certain,
        None if has("serial") && (models == Some(true) || has("MAC")) => Certainty::Strong,
        _ if has("MAC") || has("asset tag") => Certainty::Strong,
        None if has("serial") => Certainty::Likely,
        _ if has("host name") || has("asset tag in its name") => Certainty::Likely,
        _ => Certainty::Weak,
    };
    // A name can be given to the successor, and a network card can be moved into it: then the serial number tells.
    let against = match (serials, makers) {
        (Some(false), _) if certainty < Certainty::Certain => Some("the serial numbers differ"),
        (_, Some(false)) if certainty <= Certainty::Likely => Some("the manufacturers differ"),
        _ => None,
    };
    because.extend(makers.filter(|same| *same).map(|_| "manufacturer"));
    because.extend(models.filter(|same| *same).map(|_| "model"));
    let certainty = if against.is_some() { Certainty::Weak } else { certainty };
    Pair { item: place, certainty, because, against }
}

/// Rows with the serial number (and maker) or asset tag of one before.
fn twice(rows: &[CmmsRow], maker: &dyn Fn(&str) -> String) -> Vec<(u64, u64, &'static str)> {
    let mut known: BTreeMap<(&'static str, String), u64> = BTreeMap::new();
    let mut found = Vec::new();
    for row in rows {
        let serial = row.fields.get("serial").and_then(|serial| telling(serial));
        let made_by = row.fields.get("manufacturer").map(|name| maker(name)).unwrap_or_default();
        let tag = row.fields.get("asset_tag").map(|tag| plain(tag));
        for (field, key) in [("serial", serial.map(|serial| format!("{serial} {made_by}"))), ("asset_tag", tag)] {
            let Some(key) = key else { continue };
            match known.get(&(field, key.clone())) {
                Some(line) => found.push((row.line, *line, field)),
                None => drop(known.insert((field, key), row.line)),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests;
