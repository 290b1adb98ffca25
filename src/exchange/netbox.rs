//! NetBox's bulk import (CSV; NetBox 4.x, device, interface, MAC and IP address forms).
//!
//! NetBox makes nothing by itself: the sheets of [`SHEETS`] are imported in their order, so that manufacturers, types and
//! roles are there before the devices that name them. A site must be there, or be imported with the first sheet.

use std::collections::{BTreeMap, BTreeSet};

use super::csv::{CsvError, headless, table};
use super::{Item, category_name};

/// The name of the maker and of the model where nobody knows: NetBox demands both.
const UNKNOWN: &str = "Unknown";
/// NetBox's limits for a name and a serial or asset number.
const NAME: usize = 64;
const NUMBER: usize = 50;
/// And for names of makers, types and roles.
const LONG: usize = 100;

/// The names of the sheets, in the order of import.
pub const SHEETS: [&str; 8] = [
    "1-sites.csv",
    "2-manufacturers.csv",
    "3-device-types.csv",
    "4-device-roles.csv",
    DEVICES,
    "6-interfaces.csv",
    "7-mac-addresses.csv",
    "8-ip-addresses.csv",
];
/// The sheet of the devices themselves.
pub const DEVICES: &str = "5-devices.csv";

/// Every sheet, by its name in the order of import.
#[cfg(test)]
pub(super) fn sheets(items: &[Item], site: &str) -> Result<Vec<(&'static str, String)>, CsvError> {
    let mut survey = Survey::new(site);
    survey.see(items);
    SHEETS.into_iter().map(|name| Ok((name, Writer::new(name, survey.clone()).next(items)?))).collect()
}

/// What the sheets need to know of all devices before the first row is written.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    site: String,
    /// How many devices are called so, whatever the case.
    names: BTreeMap<String, usize>,
    sites: BTreeSet<String>,
    makers: BTreeSet<String>,
    types: BTreeSet<(String, String)>,
    roles: BTreeSet<String>,
}

impl Survey {
    /// A survey of nothing yet; `site` is the NetBox site for devices of which nobody said one.
    #[must_use]
    pub fn new(site: &str) -> Self {
        Self { site: site.to_owned(), ..Self::default() }
    }

    /// Looks at devices.
    pub fn see(&mut self, items: &[Item]) {
        for item in items {
            *self.names.entry(cut(&item.name(), NAME).to_lowercase()).or_default() += 1;
            self.sites.insert(place(item, &self.site));
            self.makers.insert(maker(item));
            self.types.insert((maker(item), model(item)));
            self.roles.insert(item.category().to_owned());
        }
    }

    /// A device's name, unique as NetBox wants it within a site (whatever the case).
    fn name(&self, item: &Item) -> String {
        let name = cut(&item.name(), NAME);
        if self.names.get(&name.to_lowercase()).is_some_and(|count| *count == 1) {
            return name;
        }
        format!("{} ({})", cut(&name, NAME.saturating_sub(24)), item.row.id)
    }
}

/// One sheet in the making.
#[derive(Debug)]
pub struct Writer {
    name: &'static str,
    survey: Survey,
    /// NetBox wants asset numbers to be unique.
    tags: BTreeSet<String>,
    begun: bool,
}

impl Writer {
    /// Begins the sheet of this name.
    #[must_use]
    pub fn new(name: &'static str, survey: Survey) -> Self {
        Self { name, survey, tags: BTreeSet::new(), begun: false }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The rows of the next devices, under their head where they are the first.
    ///
    /// # Errors
    /// None that a device of ours brings about.
    pub fn next(&mut self, items: &[Item]) -> Result<String, CsvError> {
        let is_first = !std::mem::replace(&mut self.begun, true);
        let table = match self.name {
            "6-interfaces.csv" => table(&["device", "name", "type"], interfaces(items, &self.survey))?,
            "7-mac-addresses.csv" => table(&["mac_address", "device", "interface", "is_primary"], macs(items, &self.survey))?,
            "8-ip-addresses.csv" => table(&["address", "status", "device", "interface"], ips(items, &self.survey))?,
            DEVICES => self.devices(items)?,
            // What the survey knows is written at once.
            _ if is_first => self.known()?,
            _ => return Ok(String::new()),
        };
        Ok(if is_first { table } else { headless(&table).to_owned() })
    }

    fn known(&self) -> Result<String, CsvError> {
        let named = |values: &BTreeSet<String>| -> Vec<Vec<String>> {
            values.iter().map(|name| vec![name.clone(), slug(name)]).collect()
        };
        match self.name {
            "1-sites.csv" => table(&["name", "slug"], named(&self.survey.sites)),
            "2-manufacturers.csv" => table(&["name", "slug"], named(&self.survey.makers)),
            "3-device-types.csv" => {
                let types = self.survey.types.iter();
                let row = |(maker, model): &(String, String)| {
                    vec![maker.clone(), slug(&format!("{maker} {model}")), model.clone(), "1".to_owned()]
                };
                table(&["manufacturer", "slug", "model", "u_height"], types.map(row))
            }
            _ => {
                let row = |role: &String| vec![category_name(role), slug(role), "9e9e9e".to_owned()];
                table(&["name", "slug", "color"], self.survey.roles.iter().map(row))
            }
        }
    }

    fn devices(&mut self, items: &[Item]) -> Result<String, CsvError> {
        let (survey, tags) = (&self.survey, &mut self.tags);
        let rows = items.iter().map(|item| {
            let tag = item.value("asset_tag").map(|tag| cut(tag, NUMBER)).filter(|tag| tags.insert(tag.clone()));
            vec![
                survey.name(item),
                category_name(item.category()),
                maker(item),
                model(item),
                place(item, &survey.site),
                "active".to_owned(),
                item.value("serial").map(|serial| cut(serial, NUMBER)).unwrap_or_default(),
                tag.unwrap_or_default(),
                cut(&described(item), 200),
                comments(item),
            ]
        });
        table(&HEAD, rows)
    }
}

/// The head of the sheet of devices.
const HEAD: [&str; 10] =
    ["name", "role", "manufacturer", "device_type", "site", "status", "serial", "asset_tag", "description", "comments"];

fn maker(item: &Item) -> String {
    item.value("manufacturer").map_or_else(|| UNKNOWN.to_owned(), |maker| cut(maker, LONG))
}

fn model(item: &Item) -> String {
    item.value("model").map_or_else(|| format!("{UNKNOWN} {}", item.category().replace('_', " ")), |model| cut(model, LONG))
}

fn place(item: &Item, site: &str) -> String {
    cut(item.record.get("site").map_or(site, String::as_str), LONG)
}

fn described(item: &Item) -> String {
    let parts = [item.value("software").map(|version| format!("software {version}")), item.value("os").map(str::to_owned)];
    let place = item.place().map(|place| format!("at {place}"));
    parts.into_iter().chain([place]).flatten().collect::<Vec<_>>().join("; ")
}

fn comments(item: &Item) -> String {
    let row = &item.row;
    format!("wardwatch {}: first seen {}, last seen {}", row.id, row.first, row.last)
}

fn interfaces<'a>(items: &'a [Item], survey: &'a Survey) -> impl Iterator<Item = Vec<String>> + 'a {
    items.iter().flat_map(|item| {
        let name = survey.name(item);
        let count = item.row.macs.len().max(usize::from(!item.row.ips.is_empty()));
        (0..count).map(move |place| vec![name.clone(), interface(place), "other".to_owned()])
    })
}

/// The wire does not tell the names of interfaces: they are counted.
fn interface(place: usize) -> String {
    format!("if{place}")
}

fn macs<'a>(items: &'a [Item], survey: &'a Survey) -> impl Iterator<Item = Vec<String>> + 'a {
    items.iter().flat_map(|item| {
        let name = survey.name(item);
        let rows = item.row.macs.iter().enumerate();
        rows.map(move |(place, mac)| vec![mac.to_string().to_uppercase(), name.clone(), interface(place), "true".to_owned()])
    })
}

/// An address is given to the first interface where a device has several: which one holds it is not always seen.
fn ips<'a>(items: &'a [Item], survey: &'a Survey) -> impl Iterator<Item = Vec<String>> + 'a {
    items.iter().flat_map(|item| {
        let name = survey.name(item);
        // Link-local addresses come again on every link; NetBox keeps them apart by VRF only.
        let link_local = |ip: &std::net::IpAddr| matches!(ip, std::net::IpAddr::V6(ip) if ip.is_unicast_link_local());
        item.row.ips.iter().filter(move |ip| !link_local(ip)).map(move |ip| {
            let bits = if ip.is_ipv4() { 32 } else { 128 };
            vec![format!("{ip}/{bits}"), "active".to_owned(), name.clone(), interface(0)]
        })
    })
}

/// A NetBox slug: small letters, digits and hyphens, at most 100.
fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let slug = cut(out.trim_end_matches('-'), LONG);
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::super::csv::read;
    use super::super::item::tests::pump;
    use super::*;

    #[test]
    fn each_sheet_names_only_what_came_before() {
        let mut other = pump();
        other.row.id = crate::inventory::DeviceId(32);
        other.record.clear();
        let sheets = sheets(&[pump(), other], "Main").unwrap();
        let rows = |name: &str, column: &str| -> Vec<String> {
            let (_, text) = sheets.iter().find(|(known, _)| *known == name).unwrap();
            read(text.as_bytes(), b',').unwrap().records().map(|record| record[column].to_owned()).collect()
        };
        assert_eq!(rows("5-devices.csv", "name"), ["PLUM-7741 (dev-31)", "PLUM-7741 (dev-32)"]);
        assert_eq!(rows("5-devices.csv", "asset_tag"), ["BME-0031", ""]);
        assert_eq!(rows("1-sites.csv", "name"), ["Main", "North"]);
        assert_eq!(rows("3-device-types.csv", "model"), ["Plum 360"]);
        assert_eq!(rows("4-device-roles.csv", "slug"), ["infusion-pump"]);
        assert_eq!(rows("7-mac-addresses.csv", "mac_address"), ["00:03:B1:0A:00:45"; 2]);
        assert_eq!(rows("8-ip-addresses.csv", "address"), ["10.77.0.46/32"; 2]);
        for (sheet, column, before, key) in [
            ("5-devices.csv", "manufacturer", "2-manufacturers.csv", "name"),
            ("5-devices.csv", "role", "4-device-roles.csv", "name"),
            ("6-interfaces.csv", "device", "5-devices.csv", "name"),
        ] {
            let known = rows(before, key);
            assert!(rows(sheet, column).iter().all(|name| known.contains(name)), "{sheet} {column}");
        }
        assert_eq!((slug("B. Braun  Melsungen AG").as_str(), slug("日本").as_str()), ("b-braun-melsungen-ag", "unnamed"));
    }
}
