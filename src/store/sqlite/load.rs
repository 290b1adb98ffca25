//! Reading back everything an inventory goes on from.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, Row};

use super::convert::{damaged, each_fact, endpoint, equipment_from_json, override_from_json, parsed, text, time, uncount};
use crate::base::Timestamp;
use crate::fingerprint::Conclusion;
use crate::inventory::{
    AtomId, AtomRecord, Bundle, ConversationRecord, Counters, DeviceId, DeviceRecord, Evidence, Held, HeldBy, Override, PeerKey,
    Service, Snapshot, Standing,
};
use crate::observation::{Tally, Transport};
use crate::store::StoreError;

type Loaded<T> = Result<T, StoreError>;

pub(super) fn snapshot(connection: &Connection) -> Loaded<Snapshot> {
    // One view of the file, whatever a writer does meanwhile.
    let view = connection.unchecked_transaction()?;
    let (now, rules, counters) = counters(&view)?;
    Ok(Snapshot {
        now,
        devices: devices(&view)?,
        atoms: atoms(&view)?,
        conversations: conversations(&view)?,
        overrides: overrides(&view)?,
        rules,
        counters,
    })
}

pub(super) fn overrides(connection: &Connection) -> Loaded<Vec<Override>> {
    rows(connection, "SELECT * FROM overrides ORDER BY number", |row| {
        let said: String = row.get("said")?;
        let kind = override_from_json(&said)?;
        Ok(Override { number: row.get("number")?, at: time(row, "at")?, kind, undone: row.get("undone")? })
    })
}

/// All rows of a query without parameters.
pub(super) fn rows<T>(connection: &Connection, sql: &str, read: impl Fn(&Row<'_>) -> Loaded<T>) -> Loaded<Vec<T>> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(read(row)?);
    }
    Ok(out)
}

fn counters(connection: &Connection) -> Loaded<(Timestamp, u64, Counters)> {
    let mut counters = Counters::default();
    let (mut now, mut rules) = (Timestamp::MIN, 0);
    for (name, value) in rows(connection, "SELECT * FROM counters", |row| Ok((row.get::<_, String>("name")?, row.get("value")?)))?
    {
        match name.as_str() {
            "now" => now = Timestamp(value),
            "rules" => rules = value.cast_unsigned(),
            name => counters.set(name, uncount(value)),
        }
    }
    Ok((now, rules, counters))
}

fn devices(connection: &Connection) -> Loaded<Vec<DeviceRecord>> {
    // Devices recorded by hand are none of the inventory's.
    let sql = format!("SELECT * FROM devices WHERE id <= {} ORDER BY id", super::convert::id(DeviceId::by_hand(0)));
    let mut devices = rows(connection, &sql, |row| {
        let alias: Option<i64> = row.get("alias_of")?;
        let standing = match alias {
            Some(other) => Standing::AliasOf(DeviceId(uncount(other))),
            None if row.get("dormant")? => Standing::Dormant,
            None => Standing::Device,
        };
        Ok(DeviceRecord {
            id: DeviceId(uncount(row.get("id")?)),
            standing,
            anchor: row.get::<_, Option<u32>>("anchor")?.map(AtomId),
            first: time(row, "first_seen")?,
            last: time(row, "last_seen")?,
            gateway: row.get("gateway")?,
            passes_on: row.get("passes_on")?,
            conclusions: Some(Vec::new()),
            reasons: None,
        })
    })?;
    // Numbers are given without holes; the inventory finds a device by its place.
    if devices.iter().zip(1_u64..).any(|(device, number)| device.id.0 != number) {
        return Err(damaged("devices.id", "a gap"));
    }
    let attributes = rows(connection, "SELECT * FROM attributes ORDER BY device, attribute", |row| {
        let attribute = parsed(row, "attribute")?;
        let (value, confidence) = (text(row, "value")?, row.get("confidence")?);
        Ok((row.get::<_, i64>("device")?, Conclusion { attribute, value, confidence, claims: Vec::new(), rivals: Vec::new() }))
    })?;
    for (device, conclusion) in attributes {
        let place = usize::try_from(device.saturating_sub(1)).unwrap_or(usize::MAX);
        if let Some(conclusions) = devices.get_mut(place).and_then(|device| device.conclusions.as_mut()) {
            conclusions.push(conclusion);
        }
    }
    Ok(devices)
}

fn atoms(connection: &Connection) -> Loaded<Vec<AtomRecord>> {
    let mut atoms = rows(connection, "SELECT * FROM atoms ORDER BY id", |row| {
        Ok(AtomRecord {
            id: AtomId(row.get("id")?),
            end: endpoint(row)?,
            device: row.get::<_, Option<i64>>("device")?.map(|device| DeviceId(uncount(device))),
            routed: row.get("routed")?,
            made: row.get("made")?,
            first: time(row, "first_seen")?,
            last: time(row, "last_seen")?,
            hops: row.get::<_, i64>("hops")?.cast_unsigned(),
            talked: row.get("talked")?,
            held: Vec::new(),
            evidence: None,
            bundles: Vec::new(),
            services: Vec::new(),
        })
    })?;
    let places: HashMap<u32, usize> = atoms.iter().enumerate().map(|(place, atom)| (atom.id.0, place)).collect();
    let names = RefCell::new(Names::default());
    let name =
        |row: &Row<'_>| -> Loaded<Arc<str>> { Ok(names.borrow_mut().get(row.get_ref("protocol")?.as_str().unwrap_or(""))) };
    let held = rows(connection, "SELECT * FROM held", |row| Ok((row.get("atom")?, held(row)?)))?;
    let evidence = rows(connection, "SELECT * FROM facts", |row| {
        let mut facts = Vec::new();
        each_fact(row.get_ref("said")?.as_str().unwrap_or(""), |property, value, protocol, (first, last)| {
            let protocol = names.borrow_mut().get(protocol);
            facts.push(Evidence { property, value, protocol, first, last });
        })?;
        Ok((row.get("atom")?, facts))
    })?;
    let bundles = rows(connection, "SELECT * FROM equipment", |row| Ok((row.get("atom")?, bundle(row, name(row)?)?)))?;
    let services = rows(connection, "SELECT * FROM services", |row| Ok((row.get("atom")?, service(row, name(row)?)?)))?;
    hand_out(&mut atoms, &places, held, |atom, item| atom.held.push(item));
    hand_out(&mut atoms, &places, evidence, |atom, facts| atom.evidence = Some(facts));
    hand_out(&mut atoms, &places, bundles, |atom, item| atom.bundles.push(item));
    hand_out(&mut atoms, &places, services, |atom, item| atom.services.push(item));
    Ok(atoms)
}

fn hand_out<T>(
    atoms: &mut [AtomRecord],
    places: &HashMap<u32, usize>,
    items: Vec<(u32, T)>,
    mut give: impl FnMut(&mut AtomRecord, T),
) {
    for (id, item) in items {
        if let Some(atom) = places.get(&id).and_then(|place| atoms.get_mut(*place)) {
            give(atom, item);
        }
    }
}

/// Protocol names, each kept once.
#[derive(Default)]
struct Names(Vec<Arc<str>>);

impl Names {
    fn get(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.0.iter().find(|known| &***known == name) {
            return Arc::clone(known);
        }
        let name: Arc<str> = name.into();
        self.0.push(Arc::clone(&name));
        name
    }
}

fn held(row: &Row<'_>) -> Loaded<Held> {
    let slug: String = row.get("held_by")?;
    let by = HeldBy::ALL.iter().copied().find(|by| by.slug() == slug).ok_or_else(|| damaged("held_by", &slug))?;
    let until = row.get::<_, Option<i64>>("until")?.map(Timestamp);
    Ok(Held { by, first: time(row, "first_seen")?, last: time(row, "last_seen")?, until })
}

fn bundle(row: &Row<'_>, protocol: Arc<str>) -> Loaded<Bundle> {
    let parts: String = row.get("parts")?;
    let (first, last) = (time(row, "first_seen")?, time(row, "last_seen")?);
    Ok(Bundle { equipment: equipment_from_json(&parts)?, protocol, first, last })
}

fn service(row: &Row<'_>, protocol: Arc<str>) -> Loaded<Service> {
    Ok(Service {
        transport: Transport(row.get("transport")?),
        port: row.get("port")?,
        protocol: (!protocol.is_empty()).then_some(protocol),
        first: time(row, "first_seen")?,
        last: time(row, "last_seen")?,
    })
}

/// Hundreds of thousands, so by place: to find a column by its name costs more than to read it.
const CONVERSATIONS: &str = "SELECT client, server, transport, port, protocol, client_port, flows, answered,
    client_packets, client_bytes, server_packets, server_bytes, first_seen, last_seen FROM conversations";

fn conversations(connection: &Connection) -> Loaded<Vec<ConversationRecord>> {
    let names = RefCell::new(Names::default());
    rows(connection, CONVERSATIONS, |row| conversation(row, &mut names.borrow_mut()))
}

fn conversation(row: &Row<'_>, names: &mut Names) -> Loaded<ConversationRecord> {
    let text = |place: usize| -> Loaded<&str> { Ok(row.get_ref(place)?.as_str().unwrap_or("")) };
    let tally = |packets: usize, bytes: usize| -> Loaded<Tally> {
        Ok(Tally { packets: uncount(row.get(packets)?), bytes: uncount(row.get(bytes)?) })
    };
    let server = Some(text(1)?).filter(|server| !server.is_empty());
    let key = PeerKey {
        client: AtomId(row.get(0)?),
        server: server.map(|server| server.parse().map_err(|_| damaged("server", server))).transpose()?,
        transport: Transport(row.get(2)?),
        port: row.get(3)?,
        protocol: Some(text(4)?).filter(|protocol| !protocol.is_empty()).map(|protocol| names.get(protocol)),
    };
    Ok(ConversationRecord {
        key,
        client_port: row.get(5)?,
        flows: uncount(row.get(6)?),
        answered: row.get(7)?,
        from_client: tally(8, 9)?,
        from_server: tally(10, 11)?,
        first: Timestamp(row.get(12)?),
        last: Timestamp(row.get(13)?),
    })
}
