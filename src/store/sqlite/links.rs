//! Who talks to whom.

use std::collections::HashMap;
use std::net::IpAddr;

use foldhash::fast::RandomState;
use rusqlite::Connection;

use super::Sqlite;
use super::catalogue::MISSING;
use super::convert::{count, damaged, time, uncount};
use crate::base::Timestamp;
use crate::inventory::DeviceId;
use crate::observation::Transport;
use crate::store::{Axis, Link, Links, StoreError, Tie};

type Map<K, V> = HashMap<K, V, RandomState>;

impl Links for Sqlite {
    fn links(&self, most: usize) -> Result<Vec<Link>, StoreError> {
        // Of several endpoints with one address the one seen last has it now.
        super::query::rows(
            &self.connection,
            "WITH holder AS (SELECT ip, device, max(last_seen) FROM atoms WHERE device IS NOT NULL AND ip IS NOT NULL GROUP BY ip)
             SELECT atoms.device AS client, holder.device AS server, min(server) AS address,
                 iif(protocol = '', transport || '/' || port, protocol) AS said, sum(flows) AS flows,
                 sum(client_bytes + server_bytes) AS bytes, max(conversations.last_seen) AS last_seen
             FROM conversations JOIN atoms ON atoms.id = client LEFT JOIN holder ON holder.ip = server
             WHERE server <> '' AND answered AND atoms.device IS NOT NULL AND atoms.device IS NOT holder.device
             GROUP BY atoms.device, coalesce('d' || holder.device, server), said
             ORDER BY bytes DESC, client, address, said LIMIT ?",
            [count(most as u64)],
            |row| {
                let address: String = row.get("address")?;
                Ok(Link {
                    client: DeviceId(uncount(row.get("client")?)),
                    server: row.get::<_, Option<i64>>("server")?.map(|id| DeviceId(uncount(id))),
                    address: address.parse().map_err(|_| damaged("server", &address))?,
                    protocol: row.get("said")?,
                    flows: uncount(row.get("flows")?),
                    bytes: uncount(row.get("bytes")?),
                    last: time(row, "last_seen")?,
                })
            },
        )
    }

    fn ties(&self, axis: Axis, either: &[String], outside: &dyn Fn(IpAddr) -> bool) -> Result<Vec<Tie>, StoreError> {
        let view = self.connection.unchecked_transaction()?;
        let mut ground = Ground::read(&view, axis, either)?;
        let sums = add_up(&view, &mut ground, outside)?;
        Ok(ground.name(sums))
    }
}

/// Stands for a group that is no group: outside.
const OUTSIDE: u32 = u32::MAX;

/// A device on the map.
#[derive(Clone, Copy)]
struct Stand {
    device: i64,
    /// Place of its group.
    group: u32,
    /// Whether what it has to do with others is wanted.
    chosen: bool,
}

/// Who stands where.
#[derive(Default)]
struct Ground {
    groups: Vec<String>,
    protocols: Vec<String>,
    by_endpoint: Map<i64, Stand>,
    /// Who has an address now, with when they were seen last; nobody where it is outside or does not count.
    by_address: Map<Box<str>, (i64, Option<Stand>)>,
}

impl Ground {
    fn read(connection: &Connection, axis: Axis, either: &[String]) -> Result<Self, StoreError> {
        let mut ground = Self::default();
        let mut stands: Map<i64, Stand> = Map::default();
        let (mut latest, mut chosen) = (String::new(), either.is_empty());
        each(connection, "category", |device, category| {
            if latest != category || ground.groups.is_empty() {
                category.clone_into(&mut latest);
                chosen = either.is_empty() || either.contains(&latest);
                ground.groups.push(latest.clone());
            }
            stands.insert(device, Stand { device, group: place(ground.groups.len()), chosen });
        })?;
        if axis == Axis::Department {
            ground.groups.clear();
            each(connection, "department", |device, department| {
                let department = if department == MISSING { "" } else { department };
                if ground.groups.last().is_none_or(|last| last != department) {
                    ground.groups.push(department.to_owned());
                }
                let group = place(ground.groups.len());
                stands.entry(device).and_modify(|stand| stand.group = group);
            })?;
        }
        let mut statement = connection.prepare_cached("SELECT id, device, ip, last_seen FROM atoms WHERE device IS NOT NULL")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(stand) = stands.get(&row.get::<_, i64>(1)?) else { continue };
            ground.by_endpoint.insert(row.get(0)?, *stand);
            let last: i64 = row.get(3)?;
            if let Ok(ip) = row.get_ref(2)?.as_str()
                && ground.by_address.get(ip).is_none_or(|(before, _)| *before < last)
            {
                ground.by_address.insert(ip.into(), (last, Some(*stand)));
            }
        }
        Ok(ground)
    }

    /// Who a server is; whoever has no device is outside, or nobody.
    fn server(&mut self, address: &str, outside: &dyn Fn(IpAddr) -> bool) -> Option<Stand> {
        if let Some((_, known)) = self.by_address.get(address) {
            return *known;
        }
        let is_outside = address.parse().is_ok_and(outside);
        let stand = is_outside.then_some(Stand { device: 0, group: OUTSIDE, chosen: false });
        self.by_address.insert(address.into(), (0, stand));
        stand
    }

    fn protocol(&mut self, name: &str, transport: u8) -> u32 {
        let fallback = Transport(transport).name();
        let name = if name.is_empty() { &*fallback } else { name };
        if let Some(known) = self.protocols.iter().position(|known| known == name) {
            return place(known.saturating_add(1));
        }
        self.protocols.push(name.to_owned());
        place(self.protocols.len())
    }

    fn name(self, sums: Map<(u32, u32, u32), Sum>) -> Vec<Tie> {
        let of = |names: &[String], place: u32| usize::try_from(place).ok().and_then(|place| names.get(place)).cloned();
        let tie = |((from, to, protocol), sum): ((u32, u32, u32), Sum)| Tie {
            from: of(&self.groups, from).unwrap_or_default(),
            to: if to == OUTSIDE { None } else { of(&self.groups, to) },
            protocol: of(&self.protocols, protocol).unwrap_or_default(),
            clients: sum.clients,
            flows: sum.flows,
            bytes: sum.bytes,
            last: Timestamp(sum.last),
        };
        let mut ties: Vec<Tie> = sums.into_iter().map(tie).collect();
        ties.sort_by(|a, b| (b.bytes, &a.from, &a.to, &a.protocol).cmp(&(a.bytes, &b.from, &b.to, &b.protocol)));
        ties
    }
}

/// The place of the last of so many.
fn place(length: usize) -> u32 {
    u32::try_from(length.saturating_sub(1)).unwrap_or(OUTSIDE)
}

/// Every device with its value of a column, in the order of the values: from the column's index alone.
fn each(connection: &Connection, column: &str, mut give: impl FnMut(i64, &str)) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT device, {column} FROM catalogue ORDER BY {column}"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        give(row.get(0)?, row.get_ref(1)?.as_str().unwrap_or_default());
    }
    Ok(())
}

/// What two groups had to do with each other in one protocol.
#[derive(Default)]
struct Sum {
    clients: u64,
    /// The client counted last; those of one client stand together.
    counted: i64,
    flows: u64,
    bytes: u64,
    last: i64,
}

/// One pass through the conversations, which stand by client.
fn add_up(
    connection: &Connection,
    ground: &mut Ground,
    outside: &dyn Fn(IpAddr) -> bool,
) -> Result<Map<(u32, u32, u32), Sum>, StoreError> {
    let mut sums: Map<(u32, u32, u32), Sum> = Map::default();
    let mut statement = connection.prepare_cached(
        "SELECT client, server, transport, protocol, flows, client_bytes + server_bytes, last_seen
         FROM conversations NOT INDEXED WHERE answered",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(client) = ground.by_endpoint.get(&row.get::<_, i64>(0)?).copied() else { continue };
        let address = row.get_ref(1)?.as_str().unwrap_or_default();
        let Some(server) = ground.server(address, outside) else { continue };
        if !(client.chosen || server.chosen) || client.device == server.device {
            continue;
        }
        let protocol = ground.protocol(row.get_ref(3)?.as_str().unwrap_or_default(), row.get(2)?);
        let sum = sums.entry((client.group, server.group, protocol)).or_default();
        if sum.clients == 0 || sum.counted != client.device {
            sum.clients = sum.clients.saturating_add(1);
            sum.counted = client.device;
        }
        sum.flows = sum.flows.saturating_add(uncount(row.get(4)?));
        sum.bytes = sum.bytes.saturating_add(uncount(row.get(5)?));
        sum.last = sum.last.max(row.get(6)?);
    }
    Ok(sums)
}
