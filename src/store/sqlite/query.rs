//! Questions: lists of devices, and all that is known of one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::net::IpAddr;

use rusqlite::{Connection, Params, Row};

use super::convert::{count, each_fact, endpoint, equipment_from_json, id, optional, optional_text, parsed, text, time, uncount};
use crate::base::{MacAddr, Timestamp, Vlan};
use crate::inventory::{DeviceId, Reason};
use crate::observation::{Property, Tally, Transport};
use crate::store::{
    ClaimRow, ConversationRow, DeviceDetails, DeviceFilter, DeviceKey, DeviceRow, EquipmentRow, EvidenceRow, FactRow, HistoryRow,
    ServiceRow, StoreError,
};

type Found<T> = Result<T, StoreError>;

/// How many conversations of one device are shown.
const CONVERSATIONS: i64 = 500;

pub(super) fn rows<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl Fn(&Row<'_>) -> Found<T>,
) -> Found<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(read(row)?);
    }
    Ok(out)
}

/// Which devices rows are read for.
#[derive(Clone, Copy)]
pub(super) enum Of<'a> {
    /// Every one.
    All,
    /// Those of these numbers.
    These(&'a [i64]),
}

impl Of<'_> {
    /// The condition that a column names one of them; few are found by the column's index.
    fn whose(self, column: &str) -> String {
        match self {
            Self::All => "?1 IS NULL".to_owned(),
            Self::These(_) => format!("{column} IN (SELECT value FROM json_each(?1))"),
        }
    }

    /// What stands for `?1`.
    fn numbers(self) -> [Option<String>; 1] {
        match self {
            Self::All => [None],
            Self::These(numbers) => [Some(serde_json::Value::from(numbers).to_string())],
        }
    }
}

pub(super) fn devices(connection: &Connection, filter: &DeviceFilter) -> Found<Vec<DeviceRow>> {
    let view = connection.unchecked_transaction()?;
    let mut devices = list(&view, Of::All)?;
    devices.retain(|device| device.passes(filter));
    devices.truncate(filter.limit.unwrap_or(usize::MAX));
    Ok(devices)
}

pub(super) fn list(connection: &Connection, of: Of<'_>) -> Found<Vec<DeviceRow>> {
    let sql = format!("SELECT * FROM devices WHERE alias_of IS NULL AND NOT dormant AND {}", of.whose("id"));
    let mut devices: BTreeMap<i64, DeviceRow> =
        rows(connection, &sql, of.numbers(), |row| Ok((row.get("id")?, blank(row)?)))?.into_iter().collect();
    let mut give = |device: i64, change: &mut dyn FnMut(&mut DeviceRow)| {
        if let Some(device) = devices.get_mut(&device) {
            change(device);
        }
    };
    let sql = format!("SELECT alias_of, id FROM devices WHERE alias_of IS NOT NULL AND {} ORDER BY id", of.whose("alias_of"));
    for (device, alias) in rows(connection, &sql, of.numbers(), |row| Ok((row.get(0)?, DeviceId(uncount(row.get(1)?)))))? {
        give(device, &mut |row| row.aliases.push(alias));
    }
    let sql = format!("SELECT device, attribute, value, confidence, conflict FROM attributes WHERE {}", of.whose("device"));
    for (device, attribute) in rows(connection, &sql, of.numbers(), |row| {
        let confidence: f32 = row.get("confidence")?;
        let attribute = (parsed(row, "attribute")?, text(row, "value")?, confidence, row.get("conflict")?);
        Ok((row.get("device")?, attribute))
    })? {
        give(device, &mut |row| row.attributes.push(attribute.clone()));
    }
    addresses(connection, of, &mut give)?;
    said(connection, of, &mut give)?;
    let mut devices: Vec<DeviceRow> = devices.into_values().collect();
    devices.iter_mut().for_each(tidy);
    Ok(devices)
}

fn blank(row: &Row<'_>) -> Found<DeviceRow> {
    Ok(DeviceRow {
        id: DeviceId(uncount(row.get("id")?)),
        aliases: Vec::new(),
        macs: Vec::new(),
        ips: Vec::new(),
        former_ips: Vec::new(),
        vlans: Vec::new(),
        hostnames: Vec::new(),
        ae_titles: Vec::new(),
        attributes: Vec::new(),
        services: Vec::new(),
        gateway: row.get("gateway")?,
        passes_on: row.get("passes_on")?,
        first: time(row, "first_seen")?,
        last: time(row, "last_seen")?,
    })
}

type Give<'a> = dyn FnMut(i64, &mut dyn FnMut(&mut DeviceRow)) + 'a;

/// One endpoint of a device, with the span of its claim on the address.
struct Address {
    device: i64,
    mac: Option<MacAddr>,
    ip: Option<IpAddr>,
    vlan: Vlan,
    held: Option<(Timestamp, Timestamp)>,
    routed: bool,
}

fn addresses(connection: &Connection, of: Of<'_>, give: &mut Give<'_>) -> Found<()> {
    // Their own endpoints, and those of others that have the same address.
    let whose = of.whose("device");
    let sql = format!(
        "SELECT device, iif(routed, NULL, mac) AS mac, ip, vlan,
             (SELECT min(first_seen) FROM held WHERE atom = atoms.id) AS held_first,
             (SELECT max(last_seen) FROM held WHERE atom = atoms.id) AS held_last, routed
         FROM atoms WHERE +device IS NOT NULL AND ({whose}
             OR ip IN (SELECT ip FROM atoms WHERE {whose} AND ip IS NOT NULL))"
    );
    let addresses = rows(connection, &sql, of.numbers(), |row| {
        let end = endpoint(row)?;
        let held = (row.get::<_, Option<i64>>("held_first")?, row.get::<_, Option<i64>>("held_last")?);
        let held = held.0.zip(held.1).map(|(first, last)| (Timestamp(first), Timestamp(last)));
        Ok(Address { device: row.get("device")?, mac: end.mac, ip: end.ip, vlan: end.vlan, held, routed: row.get("routed")? })
    })?;
    let own: HashSet<(i64, IpAddr)> =
        addresses.iter().filter(|one| !one.routed).filter_map(|one| one.ip.map(|ip| (one.device, ip))).collect();
    let mut holders: HashMap<(IpAddr, Vlan), Vec<&Address>> = HashMap::new();
    for address in addresses.iter().filter(|address| address.held.is_some()) {
        if let Some(ip) = address.ip {
            holders.entry((ip, address.vlan)).or_default().push(address);
        }
    }
    for address in &addresses {
        let taken = address.ip.is_some_and(|ip| {
            let others = holders.get(&(ip, address.vlan)).map(Vec::as_slice).unwrap_or_default();
            others.iter().any(|other| other.device != address.device && other.took_over_from(address))
        });
        // Seen under its own hardware address too: that one tells whether it still has it.
        let ip = address.ip.filter(|ip| !address.routed || !own.contains(&(address.device, *ip)));
        give(address.device, &mut |row| {
            row.macs.extend(address.mac);
            row.vlans.extend(Some(address.vlan).filter(|vlan| *vlan != Vlan::NONE));
            if taken { row.former_ips.extend(ip) } else { row.ips.extend(ip) }
        });
    }
    Ok(())
}

impl Address {
    /// Whether this claim began after the other one's last sign.
    fn took_over_from(&self, other: &Self) -> bool {
        matches!((self.held, other.held), (Some((first, _)), Some((_, last))) if first > last)
    }
}

/// Names, AE titles and services.
fn said(connection: &Connection, of: Of<'_>, give: &mut Give<'_>) -> Found<()> {
    let whose = of.whose("device");
    let sql = format!("SELECT device, said FROM facts JOIN atoms ON atoms.id = atom WHERE device IS NOT NULL AND {whose}");
    for (device, property, value) in rows(connection, &sql, of.numbers(), |row| {
        let device: i64 = row.get("device")?;
        let mut names = Vec::new();
        each_fact(row.get_ref("said")?.as_str().unwrap_or(""), |property, value, _, _| {
            if matches!(property, Property::HostName | Property::SystemName | Property::DicomAeTitle) {
                names.push((device, property, value));
            }
        })?;
        Ok(names)
    })?
    .into_iter()
    .flatten()
    {
        give(device, &mut |row| match property {
            Property::DicomAeTitle => row.ae_titles.push(value.clone()),
            _ => row.hostnames.push(value.clone()),
        });
    }
    let sql = format!(
        "SELECT device, transport, port, protocol, services.last_seen FROM services JOIN atoms ON atoms.id = atom
         WHERE device IS NOT NULL AND {whose}"
    );
    for (device, service) in rows(connection, &sql, of.numbers(), |row| {
        let (transport, port) = (Transport(row.get("transport")?), row.get("port")?);
        let service = ServiceRow { transport, port, protocol: optional(row, "protocol")?, last: time(row, "last_seen")? };
        Ok((row.get("device")?, service))
    })? {
        give(device, &mut |row| row.services.push(service.clone()));
    }
    Ok(())
}

/// Sorts and removes what several endpoints have in common.
fn tidy(device: &mut DeviceRow) {
    device.macs.sort_unstable();
    device.macs.dedup();
    device.ips.sort_unstable();
    device.ips.dedup();
    device.former_ips.sort_unstable();
    device.former_ips.dedup();
    device.former_ips.retain(|ip| !device.ips.contains(ip));
    device.vlans.sort_unstable();
    device.vlans.dedup();
    device.ae_titles.sort_unstable();
    device.ae_titles.dedup();
    device.hostnames.sort_unstable();
    let mut seen = BTreeSet::new();
    device.hostnames.retain(|name| seen.insert(name.as_str().to_lowercase()));
    device.attributes.sort_by_key(|(attribute, ..)| *attribute);
    // A port on which the protocol was recognised once is that service.
    let known: BTreeSet<(Transport, u16)> =
        device.services.iter().filter(|one| one.protocol.is_some()).map(|one| (one.transport, one.port)).collect();
    device.services.retain(|one| one.protocol.is_some() || !known.contains(&(one.transport, one.port)));
    device.services.sort_by(|a, b| (a.transport, a.port, &a.protocol, b.last).cmp(&(b.transport, b.port, &b.protocol, a.last)));
    device.services.dedup_by(|b, a| (a.transport, a.port, &a.protocol) == (b.transport, b.port, &b.protocol));
}

pub(super) fn find(connection: &Connection, key: DeviceKey) -> Found<Vec<DeviceId>> {
    let ids = |sql: &str, value: &str| rows(connection, sql, [value], |row| Ok(DeviceId(uncount(row.get(0)?))));
    match key {
        DeviceKey::Id(wanted) => rows(
            connection,
            "SELECT coalesce(alias_of, id) FROM devices WHERE id = ? AND NOT dormant",
            [count(wanted.0)],
            |row| Ok(DeviceId(uncount(row.get(0)?))),
        ),
        DeviceKey::Mac(mac) => ids(
            "SELECT DISTINCT device FROM atoms WHERE mac = ? AND NOT routed AND device IS NOT NULL ORDER BY device",
            &mac.to_string(),
        ),
        DeviceKey::Ip(ip) => {
            let all =
                ids("SELECT DISTINCT device FROM atoms WHERE ip = ? AND device IS NOT NULL ORDER BY device", &ip.to_string())?;
            if all.len() < 2 {
                return Ok(all);
            }
            // Who has it now, rather than who once had.
            let numbers: Vec<i64> = all.iter().map(|one| id(*one)).collect();
            let mut now: Vec<DeviceId> = Vec::new();
            for device in list(connection, Of::These(&numbers))? {
                now.extend(Some(device.id).filter(|_| device.ips.contains(&ip)));
            }
            Ok(if now.is_empty() { all } else { now })
        }
    }
}

pub(super) fn details(connection: &Connection, wanted: DeviceId) -> Found<Option<DeviceDetails>> {
    let view = connection.unchecked_transaction()?;
    let Some(&wanted) = find(&view, DeviceKey::Id(wanted))?.first() else { return Ok(None) };
    let Some(device) = list(&view, Of::These(&[id(wanted)]))?.into_iter().next() else { return Ok(None) };
    let key = [id(wanted)];
    Ok(Some(DeviceDetails {
        device,
        claims: rows(&view, "SELECT * FROM claims WHERE device = ? ORDER BY attribute, place", key, claim)?,
        rivals: rows(&view, "SELECT * FROM rivals WHERE device = ? ORDER BY attribute, strength DESC, value", key, |row| {
            Ok((parsed(row, "attribute")?, text(row, "value")?, row.get("strength")?))
        })?,
        evidence: rows(
            &view,
            "SELECT mac, ip, vlan, property, value, protocol, evidence.first_seen, evidence.last_seen
             FROM evidence JOIN atoms ON atoms.id = atom WHERE device = ? ORDER BY property, value, protocol, mac, ip, vlan",
            key,
            evidence,
        )?,
        equipment: equipment(&view, key)?,
        reasons: rows(&view, "SELECT * FROM reasons WHERE device = ? ORDER BY place", key, |row| {
            let rule: String = row.get("rule")?;
            Ok(Reason { rule: rule.into(), conflict: row.get("conflict")?, detail: row.get("detail")? })
        })?,
        history: rows(&view, "SELECT * FROM history WHERE device = ? ORDER BY id DESC", key, |row| {
            let (from, to) = (optional_text(row, "from_value")?, optional_text(row, "to_value")?);
            Ok(HistoryRow { at: time(row, "at")?, attribute: row.get("attribute")?, from, to, rule: row.get("rule")? })
        })?,
        conversations: rows(
            &view,
            "SELECT conversations.*, mac, ip, vlan FROM conversations JOIN atoms ON atoms.id = client
             WHERE client IN (SELECT id FROM atoms WHERE device = ?1)
                 OR (server <> '' AND server IN (SELECT ip FROM atoms WHERE device = ?1 AND ip IS NOT NULL))
             ORDER BY conversations.last_seen DESC, server, port LIMIT ?2",
            [id(wanted), CONVERSATIONS],
            conversation,
        )?,
    }))
}

pub(super) fn facts(connection: &Connection) -> Found<Vec<FactRow>> {
    rows(
        connection,
        "SELECT property, value, protocol, count(DISTINCT device) AS devices FROM (
             SELECT property, value, protocol, device FROM evidence JOIN atoms ON atoms.id = atom
             UNION ALL
             SELECT json_extract(part.value, '$[0]'), json_extract(part.value, '$[1]'), protocol, device
             FROM equipment JOIN atoms ON atoms.id = equipment.atom, json_each(parts) AS part)
         WHERE device IS NOT NULL GROUP BY property, value, protocol ORDER BY devices DESC, property, value, protocol",
        [],
        |row| {
            let (property, value) = (parsed(row, "property")?, text(row, "value")?);
            Ok(FactRow { property, value, protocol: row.get("protocol")?, devices: uncount(row.get("devices")?) })
        },
    )
}

fn claim(row: &Row<'_>) -> Found<ClaimRow> {
    Ok(ClaimRow {
        attribute: parsed(row, "attribute")?,
        value: text(row, "value")?,
        rule: row.get("rule")?,
        family: row.get("family")?,
        weight: row.get("weight")?,
        because: text(row, "because")?,
    })
}

fn evidence(row: &Row<'_>) -> Found<EvidenceRow> {
    Ok(EvidenceRow {
        end: endpoint(row)?,
        property: parsed(row, "property")?,
        value: text(row, "value")?,
        protocol: row.get("protocol")?,
        first: time(row, "first_seen")?,
        last: time(row, "last_seen")?,
    })
}

fn equipment(connection: &Connection, key: [i64; 1]) -> Found<Vec<EquipmentRow>> {
    rows(
        connection,
        "SELECT parts, protocol, min(equipment.first_seen) AS first_seen, max(equipment.last_seen) AS last_seen
         FROM equipment JOIN atoms ON atoms.id = atom WHERE device = ? GROUP BY parts, protocol ORDER BY parts, protocol",
        key,
        |row| {
            let parts: String = row.get("parts")?;
            Ok(EquipmentRow {
                equipment: equipment_from_json(&parts)?,
                protocol: row.get("protocol")?,
                first: time(row, "first_seen")?,
                last: time(row, "last_seen")?,
            })
        },
    )
}

fn conversation(row: &Row<'_>) -> Found<ConversationRow> {
    let tally = |packets: &str, bytes: &str| -> Found<Tally> {
        Ok(Tally { packets: uncount(row.get(packets)?), bytes: uncount(row.get(bytes)?) })
    };
    Ok(ConversationRow {
        client: endpoint(row)?,
        server: optional(row, "server")?,
        transport: Transport(row.get("transport")?),
        port: row.get("port")?,
        client_port: row.get("client_port")?,
        protocol: optional(row, "protocol")?,
        flows: uncount(row.get("flows")?),
        answered: row.get("answered")?,
        from_client: tally("client_packets", "client_bytes")?,
        from_server: tally("server_packets", "server_bytes")?,
        first: time(row, "first_seen")?,
        last: time(row, "last_seen")?,
    })
}
