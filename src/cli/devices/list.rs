//! `wardwatch devices list`: the question of an incident on one line.

use std::io::Write;
use std::net::IpAddr;

use super::view::{ListedView, category, confidence, first_of, joined, name, percent, rounded, service, short_time};
use super::{Room, key};
use crate::base::Timestamp;
use crate::cli::Failure;
use crate::cli::output::Format;
use crate::cli::output::{table, terminal_width, write_csv, write_json, write_table};
use crate::clinical::Standing;
use crate::fingerprint::{Attribute, CATEGORIES};
use crate::store::{DeviceKey, Listed, Page, Query, Sort};

/// Arguments of `wardwatch devices list`.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(after_help = "Examples:
  wardwatch devices list
  wardwatch devices list --category infusion_pump --sort last_seen --desc
  wardwatch devices list --model \"Optima CT660\" --software 1.4         all of one model and version
  wardwatch devices list --tier 3 --care-setting icu --talks-to 10.1.2.3
  wardwatch devices list --standing new --sort queue --limit 20         what to review first
  wardwatch devices list --unseen 14                                   silent for two weeks of what was watched
  wardwatch devices list --changed-since 2026-08-01 --format json
  wardwatch devices list --search siemens --format csv > siemens.csv")]
pub(super) struct Args {
    /// Only devices of this category: ct, mr, pacs, infusion_pump, printer, unknown … (may be given again)
    #[arg(long, value_name = "CATEGORY", value_parser = a_category)]
    category: Vec<String>,
    /// Only devices with this text in their name, maker, model, serial, place, tag or an address
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Only of this manufacturer
    #[arg(long, value_name = "NAME")]
    manufacturer: Option<String>,
    /// Only of this model
    #[arg(long, value_name = "MODEL")]
    model: Option<String>,
    /// Only with this software version
    #[arg(long, value_name = "VERSION")]
    software: Option<String>,
    /// Only of this clinical tier, 0 to 3 (may be given again)
    #[arg(long, value_name = "TIER", value_parser = clap::value_parser!(u8).range(0..=3))]
    tier: Vec<u8>,
    /// Only in this care setting: ed, icu, or, ward, imaging, lab, outpatient, home …
    #[arg(long, value_name = "SETTING", value_parser = a_setting)]
    care_setting: Option<String>,
    /// Only of this department
    #[arg(long, value_name = "NAME")]
    department: Option<String>,
    /// Only in this state of review: new, confirmed, corrected, ignored, retired (may be given again)
    #[arg(long, value_name = "STANDING")]
    standing: Vec<Standing>,
    /// Only devices that talked with this one: id, MAC address or IP address, also one outside
    #[arg(long, value_name = "HOST", value_parser = key)]
    talks_to: Option<DeviceKey>,
    /// Only devices silent for so many days of what was watched; not those that cannot be seen, nor retired ones
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=36_500))]
    unseen: Option<u32>,
    /// Only devices that changed, by the wire or a person, since this day or time
    #[arg(long, value_name = "TIME", value_parser = a_time)]
    changed_since: Option<Timestamp>,
    /// Only devices of which the wire contradicts itself or a person
    #[arg(long)]
    conflicts: bool,
    /// Only devices that no network shows
    #[arg(long)]
    not_observable: bool,
    /// Sort by: what id category manufacturer model software serial name ip tier care_setting department standing
    /// confidence first_seen last_seen changed queue
    #[arg(long, value_name = "COLUMN", default_value_t)]
    sort: Sort,
    /// Turn the order round
    #[arg(long)]
    desc: bool,
    /// At most this many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn a_category(slug: &str) -> Result<String, String> {
    if CATEGORIES.contains(&slug) {
        return Ok(slug.to_owned());
    }
    Err(format!("no such category; there are: {}", CATEGORIES.join(" ")))
}

fn a_setting(text: &str) -> Result<String, String> {
    let read = crate::clinical::field("care_setting").and_then(|field| field.read(text));
    read.map_err(|error| error.to_string())
}

/// A day (`2026-08-01`, in UTC) or a time.
fn a_time(text: &str) -> Result<Timestamp, String> {
    let day = format!("{text}T00:00:00Z");
    let read = text.parse().or_else(|_| day.parse());
    read.map_err(|_| format!("\"{text}\" is no time; write 2026-08-01 or 2026-08-01T12:00:00Z"))
}

impl Args {
    fn query(&self, room: &Room) -> Result<Query, Failure> {
        let reached = room.records.reached()?;
        let silent = |days: u32| Timestamp(reached.0.saturating_sub(i64::from(days).saturating_mul(86_400_000_000_000)));
        Ok(Query {
            search: self.search.clone(),
            categories: self.category.clone(),
            manufacturer: self.manufacturer.clone(),
            model: self.model.clone(),
            software: self.software.clone(),
            tiers: self.tier.clone(),
            care_setting: self.care_setting.clone(),
            department: self.department.clone(),
            standings: self.standing.clone(),
            talks_to: self.talks_to.map(|key| host(key, room)).transpose()?,
            unseen_since: self.unseen.map(silent),
            changed_since: self.changed_since,
            conflicts: self.conflicts,
            hidden: self.not_observable.then_some(true),
            sort: self.sort,
            descending: self.desc,
            limit: self.limit,
            ..Query::default()
        })
    }

    fn filters(&self) -> bool {
        let plain = Self { sort: self.sort, desc: self.desc, limit: self.limit, format: self.format, ..Self::default() };
        format!("{self:?}") != format!("{plain:?}")
    }
}

/// The address that a key means: of a device, its first one.
fn host(key: DeviceKey, room: &Room) -> Result<IpAddr, Failure> {
    if let DeviceKey::Ip(ip) = key {
        return Ok(ip);
    }
    let id = super::device(&*room.store, key)?;
    let row = room.store.details(id)?.map(|details| details.device);
    let ip = row.and_then(|row| row.ips.first().copied());
    ip.ok_or_else(|| Failure(format!("{id} has no IP address of which conversations are known")))
}

pub(super) fn run(args: &Args, room: &Room, db: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let page = room.records.list(&args.query(room)?)?;
    let nothing = if args.filters() {
        "No device passes this filter; `wardwatch devices list` shows all.".to_owned()
    } else {
        format!("No devices yet. Read a capture with `wardwatch replay FILE --db {db}`, then look again.")
    };
    write(&page, args.format, &nothing, out)
}

/// Arguments of `wardwatch devices siblings`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices siblings dev-17\n  wardwatch devices siblings 10.1.2.3 --any-version\n\n\
    Siblings have the same manufacturer and model, and the same software version where it is known.")]
pub(super) struct SiblingsArgs {
    /// Its id (dev-17 or 17), a MAC address or an IP address
    #[arg(value_name = "DEVICE", value_parser = key)]
    device: DeviceKey,
    /// Those of other software versions too
    #[arg(long)]
    any_version: bool,
    /// How to write the list
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn siblings(args: &SiblingsArgs, room: &Room, out: &mut dyn Write) -> Result<(), Failure> {
    let id = super::device(&*room.store, args.device)?;
    let own = room.records.card(id)?;
    let wire = room.store.details(id)?.map(|details| details.device);
    let known = |attribute: Attribute| {
        let seen = wire.as_ref().and_then(|row| row.attribute(attribute)).map(ToString::to_string);
        own.record.text(attribute.slug()).map(str::to_owned).or(seen)
    };
    let Some(model) = known(Attribute::Model) else {
        return Err(Failure(format!("the model of {id} is not known; `wardwatch devices edit {id} model=…` says it")));
    };
    let query = if args.any_version {
        Query { manufacturer: known(Attribute::Manufacturer), model: Some(model.clone()), ..Query::default() }
    } else {
        Query { siblings_of: Some(id), ..Query::default() }
    };
    let mut page = room.records.list(&query)?;
    page.devices.retain(|one| one.device.id != id);
    page.total = page.devices.len() as u64;
    write(&page, args.format, &format!("{id} ({model}) has no siblings."), out)
}

fn write(page: &Page, format: Format, nothing: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let rows = &page.devices;
    match format {
        Format::Json => write_json(&rows.iter().map(ListedView::from).collect::<Vec<_>>(), out),
        Format::Csv => write_csv(CSV, rows.iter().map(csv_row), out),
        Format::Table if rows.is_empty() => Ok(writeln!(out, "{nothing}")?),
        Format::Table => {
            write_rows(rows, terminal_width(), out)?;
            let rest = if (rows.len() as u64) < page.total { format!(" of {}", page.total) } else { String::new() };
            let plural = if page.total == 1 { "" } else { "s" };
            Ok(writeln!(out, "\n{}{rest} device{plural}. `wardwatch devices explain ID` tells why.", rows.len())?)
        }
    }
}

/// One column of the table: heading, the terminal width from which it is shown, and its cell.
struct Column(&'static str, u16, fn(&Listed) -> String);

const COLUMNS: &[Column] = &[
    Column("ID", 0, |row| row.device.id.to_string()),
    Column("TIER", 90, |row| format!("{}{}", row.tier, if row.assumed { "?" } else { "" })),
    Column("CATEGORY", 0, |row| category(&row.device).to_owned()),
    Column("SURE", 100, |row| confidence(&row.device).map(percent).unwrap_or_default()),
    Column("MANUFACTURER", 0, |row| attribute(row, Attribute::Manufacturer)),
    Column("MODEL", 0, |row| attribute(row, Attribute::Model)),
    Column("SERIAL", 110, |row| attribute(row, Attribute::Serial)),
    Column("NAME", 0, |row| name(&row.device)),
    Column("IP", 0, |row| first_of(&row.device.ips, 1)),
    Column("WHERE", 140, place),
    Column("REVIEW", 120, |row| if row.standing == Standing::New { String::new() } else { row.standing.to_string() }),
    Column("MAC", 150, |row| first_of(&row.device.macs, 1)),
    Column("SERVICES", 190, |row| first_of(&row.device.services.iter().map(service).collect::<Vec<_>>(), 3)),
    Column("LAST SEEN (UTC)", 160, |row| if row.hidden { "not observable".to_owned() } else { short_time(row.device.last) }),
];

fn place(row: &Listed) -> String {
    let parts = [row.department.as_deref(), row.room.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn attribute(row: &Listed, attribute: Attribute) -> String {
    let value = row.device.attributes.iter().find(|(known, ..)| *known == attribute);
    value.map(|(_, value, _, conflict)| format!("{value}{}", if *conflict { " (?)" } else { "" })).unwrap_or_default()
}

/// Writes the columns for which `width` has room, and that say anything at all.
pub(super) fn write_rows(rows: &[Listed], width: Option<u16>, out: &mut dyn Write) -> Result<(), Failure> {
    let fits = |column: &&Column| width.is_none_or(|width| column.1 <= width);
    let columns: Vec<(&str, Vec<String>)> = COLUMNS
        .iter()
        .filter(fits)
        .map(|column| (column.0, rows.iter().map(column.2).collect::<Vec<_>>()))
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
        .collect();
    let mut table = table(&columns.iter().map(|(heading, _)| *heading).collect::<Vec<_>>());
    if let Some(width) = width {
        table.set_width(width);
    }
    for place in 0..rows.len() {
        table.add_row(columns.iter().map(|(_, cells)| cells.get(place).map_or("", String::as_str)).collect::<Vec<_>>());
    }
    Ok(write_table(&table, out)?)
}

#[rustfmt::skip]
const CSV: &[&str] = &[
    "id", "category", "confidence", "manufacturer", "model", "serial", "software", "os", "hostname", "ips", "macs", "vlans",
    "ae_titles", "services", "first_seen", "last_seen", "tier", "tier_assumed", "standing", "care_setting", "department",
    "room", "asset_tag", "not_observable",
];

fn csv_row(listed: &Listed) -> Vec<String> {
    let row = &listed.device;
    let value = |attribute| row.attribute(attribute).map(ToString::to_string).unwrap_or_default();
    let owned = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        row.id.to_string(),
        category(row).to_owned(),
        confidence(row).map(|sure| rounded(sure).to_string()).unwrap_or_default(),
        value(Attribute::Manufacturer),
        value(Attribute::Model),
        value(Attribute::Serial),
        value(Attribute::Software),
        value(Attribute::Os),
        name(row),
        joined(&row.ips),
        joined(&row.macs),
        joined(&row.vlans),
        joined(&row.ae_titles),
        row.services.iter().map(service).collect::<Vec<_>>().join("; "),
        row.first.to_string(),
        row.last.to_string(),
        listed.tier.to_string(),
        listed.assumed.to_string(),
        listed.standing.to_string(),
        owned(&listed.care_setting),
        owned(&listed.department),
        owned(&listed.room),
        owned(&listed.asset_tag),
        listed.hidden.to_string(),
    ]
}
