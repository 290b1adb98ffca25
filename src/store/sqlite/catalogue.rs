//! The catalogue: one row a device, kept so that any list is quick.

use std::collections::{BTreeSet, HashMap};
use std::net::IpAddr;

use foldhash::fast::RandomState;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::ask::Passing;
use super::convert::{count, each_fact, id, uncount};
use super::query::Of;
use super::{ask, records};
use crate::base::Timestamp;
use crate::clinical::{Playbook, Tier, Tiered, contradictions, tier};
use crate::fingerprint::CATEGORIES;
use crate::inventory::{Changes, DeviceId, Evidence, Standing};
use crate::observation::Property;
use crate::store::catalogue::{Listed, Page, Query, Share, Shares, Sort};
use crate::store::records::{Card, RecordsError};
use crate::store::{DeviceRow, StoreError};

/// Counts up when the catalogue is made in another way than before.
const MADE: i64 = 3;
/// What a search looks in of what the wire says, besides attributes and addresses.
const SEARCHED: [Property; 5] =
    [Property::HostName, Property::SystemName, Property::DicomAeTitle, Property::AssetId, Property::Udi];
/// Stands for a text that is missing, and sorts last.
pub(super) const MISSING: &str = "\u{10fffd}";
/// From this many devices on it is quicker to read all than each.
const MANY: usize = 2000;
/// Up to this many devices are looked up and sorted; more are picked on a walk through all in order.
pub(super) const FEW: usize = 4000;

/// An endpoint: its number, its own hardware address, its network address.
type Address = (i64, Option<String>, Option<IpAddr>);
/// What endpoints said, as far as a commit brings it: it need not be read back.
type Fresh<'a> = HashMap<i64, &'a [Evidence], RandomState>;

/// Attributes of a device as the wire shows them.
struct Seen(Vec<(String, String, f32, bool)>);

impl Seen {
    fn read(connection: &Connection, device: i64) -> Result<Self, StoreError> {
        let rows = super::query::rows(
            connection,
            "SELECT attribute, value, confidence, conflict FROM attributes WHERE device = ?",
            [device],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )?;
        Ok(Self(rows))
    }

    fn get(&self, slug: &str) -> Option<&str> {
        self.0.iter().find(|(name, ..)| name == slug).map(|(_, value, ..)| value.as_str())
    }
}

/// The category of a device as the wire shows it.
pub(super) fn category(connection: &Connection, device: i64) -> Result<String, StoreError> {
    Ok(Seen::read(connection, device)?.get("category").unwrap_or("unknown").to_owned())
}

/// Makes every row anew where the playbook or the way of making it is another one than before.
pub(super) fn check(connection: &mut Connection, playbook: &Playbook) -> Result<(), StoreError> {
    let digest = digest(playbook);
    let made = |connection: &Connection| -> Result<Option<i64>, StoreError> {
        Ok(connection.query_row("SELECT value FROM counters WHERE name = 'catalogue'", [], |row| row.get(0)).optional()?)
    };
    if made(connection)? == Some(digest) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    if made(&transaction)? != Some(digest) {
        let devices = super::query::rows(&transaction, "SELECT id FROM devices", [], |row| Ok(row.get::<_, i64>(0)?))?;
        devices.into_iter().try_for_each(|device| refresh(&transaction, playbook, device))?;
        transaction.execute("INSERT OR REPLACE INTO counters (name, value) VALUES ('catalogue', ?)", [digest])?;
    }
    transaction.commit()?;
    Ok(())
}

/// Eight bytes that change with the playbook (FNV-1a).
fn digest(playbook: &Playbook) -> i64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    playbook.source().bytes().fold(0xcbf2_9ce4_8422_2325_u64.wrapping_add(MADE.cast_unsigned()), step).cast_signed()
}

/// Devices whose rows a commit may change, found before it is written.
pub(super) fn touched(connection: &Connection, changes: &Changes) -> Result<BTreeSet<i64>, StoreError> {
    let mut touched = BTreeSet::new();
    let mut of = connection.prepare_cached("SELECT device FROM atoms WHERE id = ?")?;
    for atom in &changes.evicted {
        touched.extend(of.query_row([atom.0], |row| row.get::<_, Option<i64>>(0)).optional()?.flatten());
    }
    for atom in &changes.atoms {
        let before = of.query_row([atom.id.0], |row| row.get::<_, Option<i64>>(0)).optional()?;
        let now = atom.device.map(id);
        if before != Some(now) || atom.evidence.is_some() {
            touched.extend(before.flatten());
            touched.extend(now);
        }
    }
    let mut there = connection.prepare_cached("SELECT 1 FROM catalogue WHERE device = ?")?;
    for device in &changes.devices {
        let known = there.exists([id(device.id)])?;
        if device.conclusions.is_some() || known != (device.standing == Standing::Device) {
            touched.insert(id(device.id));
        }
        if let Standing::AliasOf(other) = device.standing {
            touched.insert(id(other));
        }
    }
    Ok(touched)
}

/// Follows a commit that was written.
pub(super) fn follow(
    connection: &Connection,
    playbook: &Playbook,
    touched: &BTreeSet<i64>,
    changes: &Changes,
) -> Result<(), StoreError> {
    for device in changes.devices.iter().filter(|device| !touched.contains(&id(device.id))) {
        seen(connection, id(device.id), device.first.0, device.last.0)?;
    }
    let fresh: Fresh<'_> = changes.atoms.iter().filter_map(|atom| Some((atom.id.0.into(), atom.evidence.as_deref()?))).collect();
    touched.iter().try_for_each(|device| remake(connection, playbook, *device, &fresh))
}

/// Only what changed is written: every column has its index.
fn seen(connection: &Connection, device: i64, first: i64, last: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("UPDATE catalogue SET last_seen = ?2 WHERE device = ?1 AND last_seen <> ?2")?
        .execute([device, last])?;
    connection
        .prepare_cached("UPDATE catalogue SET first_seen = ?2 WHERE device = ?1 AND first_seen <> ?2")?
        .execute([device, first])?;
    Ok(())
}

/// Makes the row of one device anew.
pub(super) fn refresh(connection: &Connection, playbook: &Playbook, device: i64) -> Result<(), StoreError> {
    remake(connection, playbook, device, &Fresh::default())
}

fn remake(connection: &Connection, playbook: &Playbook, device: i64, fresh: &Fresh<'_>) -> Result<(), StoreError> {
    let span: Option<(i64, i64)> = connection
        .prepare_cached("SELECT first_seen, last_seen FROM devices WHERE id = ? AND alias_of IS NULL AND NOT dormant")?
        .query_row([device], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((first, last)) = span else {
        connection.prepare_cached("DELETE FROM catalogue WHERE device = ?")?.execute([device])?;
        connection.prepare_cached("DELETE FROM catalogue_text WHERE device = ?")?.execute([device])?;
        return Ok(());
    };
    let seen = Seen::read(connection, device)?;
    let card = records::effective(connection, device)?;
    let addresses = addresses(connection, device)?;
    let entry = entry(&seen, &card, &addresses, playbook);
    let last_change: Option<i64> = connection
        .prepare_cached("SELECT at FROM history WHERE device = ? ORDER BY id DESC LIMIT 1")?
        .query_row([device], |row| row.get(0))
        .optional()?;
    let by_person = card.changed.as_ref().map_or(first, |(_, at)| at.0);
    write(connection, device, &entry, (first, last, first.max(by_person).max(last_change.unwrap_or(first))))?;
    connection
        .prepare_cached(
            "INSERT INTO catalogue_text (device, said) VALUES (?1, ?2)
             ON CONFLICT (device) DO UPDATE SET said = ?2 WHERE said <> ?2",
        )?
        .execute(params![device, text(connection, device, (&seen, &card, &addresses), fresh)?])?;
    Ok(())
}

/// What the row of a device holds.
struct Entry {
    tiered: Tiered,
    conflicts: bool,
    hidden: bool,
    confidence: f32,
    standing: &'static str,
    category: String,
    manufacturer: String,
    model: String,
    software: String,
    serial: String,
    hostname: String,
    ip: String,
    care_setting: String,
    department: String,
}

fn entry(seen: &Seen, card: &Card, addresses: &[Address], playbook: &Playbook) -> Entry {
    let record = &card.record;
    let value = |slug: &str| record.text(slug).or_else(|| seen.get(slug)).map_or_else(|| MISSING.to_owned(), str::to_lowercase);
    let category = record.text("category").or_else(|| seen.get("category")).unwrap_or("unknown").to_owned();
    let sure = seen.0.iter().find(|(name, ..)| name == "category").map_or(0.0, |(_, _, confidence, _)| *confidence);
    let contradicted = !contradictions(record, |slug| seen.get(slug)).is_empty();
    Entry {
        tiered: tier(&category, record, playbook),
        conflicts: contradicted || seen.0.iter().any(|(name, .., conflict)| *conflict && record.get(name).is_none()),
        hidden: record.yes("not_observable") == Some(true),
        confidence: if record.get("category").is_some() { 1.0 } else { sure },
        standing: card.standing.slug(),
        category,
        manufacturer: value("manufacturer"),
        model: value("model"),
        software: value("software"),
        serial: value("serial"),
        hostname: value("hostname"),
        ip: addresses.iter().filter_map(|(.., ip)| *ip).map(sortable).min().unwrap_or_else(|| MISSING.to_owned()),
        care_setting: value("care_setting"),
        department: value("department"),
    }
}

/// An address so that texts sort as addresses do.
fn sortable(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => format!("4{:08x}", ip.to_bits()),
        IpAddr::V6(ip) => format!("6{:032x}", ip.to_bits()),
    }
}

fn write(connection: &Connection, device: i64, entry: &Entry, times: (i64, i64, i64)) -> Result<(), StoreError> {
    let rank = CATEGORIES.iter().position(|slug| *slug == entry.category).unwrap_or(99);
    let what = format!("{rank:02}{}\u{1}{}\u{1}{}", entry.manufacturer, entry.model, entry.ip);
    // The highest tier first, within it what is least sure.
    let queue = f64::from(3_u8.saturating_sub(entry.tiered.tier.level())) * 10.0 + f64::from(entry.confidence);
    connection
        .prepare_cached(
            "INSERT INTO catalogue (device, what, queue, category, tier, assumed, standing, conflicts, hidden, confidence,
                 first_seen, last_seen, changed, manufacturer, model, software, serial, hostname, ip, care_setting, department)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
             ON CONFLICT (device) DO UPDATE SET what = ?2, queue = ?3, category = ?4, tier = ?5, assumed = ?6, standing = ?7,
                 conflicts = ?8, hidden = ?9, confidence = ?10, changed = ?13, manufacturer = ?14, model = ?15,
                 software = ?16, serial = ?17, hostname = ?18, ip = ?19, care_setting = ?20, department = ?21
             WHERE (what, queue, category, tier, assumed, standing, conflicts, hidden, confidence, changed, manufacturer,
                    model, software, serial, hostname, ip, care_setting, department)
                 IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
        )?
        .execute(params![
            device,
            what,
            queue,
            entry.category,
            entry.tiered.tier.level(),
            entry.tiered.assumed,
            entry.standing,
            entry.conflicts,
            entry.hidden,
            f64::from(entry.confidence),
            times.0,
            times.1,
            times.2,
            entry.manufacturer,
            entry.model,
            entry.software,
            entry.serial,
            entry.hostname,
            entry.ip,
            entry.care_setting,
            entry.department
        ])?;
    seen(connection, device, times.0, times.1)
}

/// A device's endpoints.
fn addresses(connection: &Connection, device: i64) -> Result<Vec<Address>, StoreError> {
    super::query::rows(connection, "SELECT id, iif(routed, NULL, mac), ip FROM atoms WHERE device = ?", [device], |row| {
        let ip: Option<String> = row.get(2)?;
        Ok((row.get(0)?, row.get(1)?, ip.and_then(|ip| ip.parse().ok())))
    })
}

/// Everything a search looks in.
fn text(
    connection: &Connection,
    device: i64,
    (seen, card, addresses): (&Seen, &Card, &[Address]),
    fresh: &Fresh<'_>,
) -> Result<String, StoreError> {
    let mut parts: BTreeSet<String> = BTreeSet::new();
    parts.insert(DeviceId(uncount(device)).to_string());
    parts.extend(seen.0.iter().map(|(_, value, ..)| value.to_lowercase()));
    parts.extend(card.record.iter().map(|(_, value)| value.text.to_lowercase()));
    for (atom, mac, ip) in addresses {
        parts.extend(mac.clone());
        parts.extend(ip.map(|ip| ip.to_string()));
        let searched = |property: &Property| SEARCHED.contains(property);
        if let Some(evidence) = fresh.get(atom) {
            let told = evidence.iter().filter(|one| searched(&one.property));
            parts.extend(told.map(|one| one.value.as_str().to_lowercase()));
            continue;
        }
        let mut said = connection.prepare_cached("SELECT said FROM facts WHERE atom = ?")?;
        let said: Option<String> = said.query_row([atom], |row| row.get(0)).optional()?;
        each_fact(said.as_deref().unwrap_or("[]"), |property, value, _, _| {
            if searched(&property) {
                parts.insert(value.as_str().to_lowercase());
            }
        })?;
    }
    Ok(parts.into_iter().collect::<Vec<_>>().join("\n"))
}

/// Answers a query.
pub(super) fn list(connection: &Connection, query: &Query) -> Result<Page, RecordsError> {
    let view = connection.unchecked_transaction()?;
    let passing = ask::passing(&view, query)?;
    let total = match &passing {
        Passing::All => uncount(view.prepare_cached("SELECT count(*) FROM catalogue")?.query_row([], |row| row.get(0))?),
        Passing::These(set) => set.len() as u64,
    };
    let most = query.limit.unwrap_or(usize::MAX);
    let mut found = in_order(&view, query, &passing, most.saturating_add(1))?;
    let more = found.len() > most;
    found.truncate(most);
    let next = found.last().filter(|_| more).map(|(device, key)| ask::cursor(query, *device, key));
    let numbers: Vec<i64> = found.into_iter().map(|(device, _)| device).collect();
    Ok(Page { devices: described(&view, &numbers)?, total, next })
}

/// The numbers of those who pass, in order.
pub(super) fn numbers(connection: &Connection, query: &Query) -> Result<Vec<i64>, RecordsError> {
    match ask::passing(connection, query)? {
        Passing::These(set) => Ok(set),
        Passing::All => {
            let all = "SELECT device FROM catalogue ORDER BY device";
            Ok(super::query::rows(connection, all, [], |row| Ok(row.get(0)?))?)
        }
    }
}

/// The first of those who pass, in the order wanted, with what they are sorted by.
fn in_order(connection: &Connection, query: &Query, passing: &Passing, most: usize) -> Result<Vec<(i64, Value)>, RecordsError> {
    let (column, direction) = (ask::column(query.sort), if query.descending { "DESC" } else { "ASC" });
    let (after, values) = ask::after(query)?.unzip();
    let mut values: Vec<Value> = values.unwrap_or_default();
    let mut conditions: Vec<String> = after.into_iter().collect();
    // Few are looked up and put in order; of many the next ones are met soon on a walk through the order's own index.
    let (set, sign) = match passing {
        Passing::These(set) if set.len() <= FEW => {
            conditions.push("device IN (SELECT value FROM json_each(?))".to_owned());
            values.push(ask::list(set));
            (None, "+")
        }
        Passing::These(set) => (Some(set), ""),
        Passing::All => (None, ""),
    };
    let clause = if conditions.is_empty() { String::new() } else { format!("WHERE {}", conditions.join(" AND ")) };
    let sql =
        format!("SELECT device, {column} FROM catalogue {clause} ORDER BY {sign}{column} {direction}, {sign}device {direction}");
    let mut statement = connection.prepare_cached(&sql)?;
    let (mut rows, mut found) = (statement.query(params_from_iter(values))?, Vec::new());
    while found.len() < most
        && let Some(row) = rows.next()?
    {
        let device: i64 = row.get(0)?;
        if set.is_none_or(|set| set.binary_search(&device).is_ok()) {
            found.push((device, row.get(1)?));
        }
    }
    Ok(found)
}

/// What lists show of devices, in the order given.
fn described(connection: &Connection, numbers: &[i64]) -> Result<Vec<Listed>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = device_rows(connection, numbers)?;
    let sql = "SELECT device, tier, assumed, changed, hidden FROM catalogue WHERE device IN (SELECT value FROM json_each(?))";
    let kept = super::query::rows(connection, sql, [ask::list(numbers)], |row| {
        Ok((row.get::<_, i64>(0)?, (row.get::<_, u8>(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
    })?;
    let kept: HashMap<i64, (u8, bool, i64, bool)> = kept.into_iter().collect();
    let mut devices = Vec::with_capacity(numbers.len());
    for device in numbers {
        let (Some(row), Some(of)) = (rows.remove(device), kept.get(device)) else { continue };
        devices.push(listed(row, &records::effective(connection, *device)?, *of));
    }
    Ok(devices)
}

fn device_rows(connection: &Connection, wanted: &[i64]) -> Result<HashMap<i64, DeviceRow>, StoreError> {
    let of = if wanted.len() > MANY { Of::All } else { Of::These(wanted) };
    Ok(super::query::list(connection, of)?.into_iter().map(|row| (id(row.id), row)).collect())
}

fn listed(mut device: DeviceRow, card: &Card, (level, assumed, changed, hidden): (u8, bool, i64, bool)) -> Listed {
    let record = &card.record;
    let contradictions = card.overlay(&mut device);
    let owned = |slug| record.text(slug).map(str::to_owned);
    Listed {
        device,
        tier: crate::clinical::Tier::new(level),
        assumed,
        standing: card.standing,
        revision: card.revision,
        care_setting: owned("care_setting"),
        department: owned("department"),
        room: owned("room"),
        asset_tag: owned("asset_tag"),
        hidden,
        changed: Timestamp(changed),
        contradictions,
    }
}

/// How many devices have each value of a column.
pub(super) fn tally(connection: &Connection, sort: Sort) -> Result<Vec<(String, u64)>, StoreError> {
    let column = ask::column(sort);
    let sql = format!(
        "SELECT CAST({column} AS TEXT), n FROM (SELECT {column}, count(*) AS n FROM catalogue GROUP BY {column})
         WHERE {column} <> ? ORDER BY n DESC, {column} LIMIT 1000"
    );
    super::query::rows(connection, &sql, [MISSING], |row| Ok((row.get(0)?, uncount(row.get(1)?))))
}

/// What devices have in common.
pub(super) fn shares(connection: &Connection, query: &Query, by: &[Sort], most: usize) -> Result<Shares, RecordsError> {
    let view = connection.unchecked_transaction()?;
    let (clause, values) = match ask::passing(&view, query)? {
        Passing::All => ("", None),
        Passing::These(set) => ("WHERE device IN (SELECT value FROM json_each(?))", Some(ask::list(&set))),
    };
    let columns: Vec<&str> = by.iter().map(|sort| ask::column(*sort)).collect();
    let (names, grouped) = (columns.iter().map(|column| format!("CAST({column} AS TEXT)")), columns.join(", "));
    let sql = format!(
        "SELECT count(*) AS devices, sum(standing = 'new'), sum(conflicts), max(tier), min(device), count(*) OVER (), {}
         FROM catalogue {clause} GROUP BY {grouped} ORDER BY devices DESC, {grouped} LIMIT {}",
        names.collect::<Vec<_>>().join(", "),
        count(most as u64)
    );
    let mut total = 0;
    let found = super::query::rows(&view, &sql, params_from_iter(values), |row| {
        let values = (6..6 + columns.len()).map(|place| row.get::<_, String>(place)).collect::<Result<Vec<_>, _>>()?;
        let known = |value: String| if value == MISSING { String::new() } else { value };
        let share = Share {
            values: values.into_iter().map(known).collect(),
            devices: uncount(row.get(0)?),
            waiting: uncount(row.get(1)?),
            contradicted: uncount(row.get(2)?),
            tier: Tier::new(row.get(3)?),
            example: DeviceId(uncount(row.get(4)?)),
        };
        Ok((share, uncount(row.get(5)?)))
    })?;
    if let Some((_, all)) = found.first() {
        total = *all;
    }
    Ok(Shares { shares: found.into_iter().map(|(share, _)| share).collect(), total })
}
