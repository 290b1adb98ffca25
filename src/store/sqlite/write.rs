//! Writing changes: every row is put as it is now, so writing the same twice changes nothing.

use rusqlite::{Connection, OptionalExtension, params};

use super::convert::{claims_to_json, count, equipment_to_json, evidence_to_json, id, override_to_json, rivals_to_json};
use crate::fingerprint::Conclusion;
use crate::inventory::{AtomRecord, Changes, ConversationRecord, DeviceRecord, HistoryRecord, PeerKey, Standing};
use crate::store::{BatchId, StoreError};

/// How many changes a device's history keeps.
const HISTORY: i64 = 1000;

type Done = Result<(), StoreError>;

/// Adds a batch to the ranges of committed ones; `false` when it is among them.
pub(super) fn note_batch(connection: &Connection, batch: &BatchId) -> Result<bool, StoreError> {
    let (epoch, sequence) = (batch.epoch.cast_signed(), count(batch.sequence));
    let mut range = connection.prepare_cached(
        "SELECT first, last FROM batches WHERE sensor = ? AND epoch = ? AND first <= ? ORDER BY first DESC LIMIT 1",
    )?;
    let before: Option<(i64, i64)> =
        range.query_row(params![batch.sensor, epoch, sequence], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    if before.is_some_and(|(_, last)| sequence <= last) {
        return Ok(false);
    }
    let joined = before.filter(|(_, last)| last.checked_add(1) == Some(sequence));
    let next = sequence.saturating_add(1);
    let mut after = connection.prepare_cached("SELECT last FROM batches WHERE sensor = ? AND epoch = ? AND first = ?")?;
    let after: Option<i64> = after.query_row(params![batch.sensor, epoch, next], |row| row.get(0)).optional()?;
    if after.is_some() {
        connection.prepare_cached("DELETE FROM batches WHERE sensor = ? AND epoch = ? AND first = ?")?.execute(params![
            batch.sensor,
            epoch,
            next
        ])?;
    }
    let first = joined.map_or(sequence, |(first, _)| first);
    connection
        .prepare_cached("INSERT OR REPLACE INTO batches (sensor, epoch, first, last) VALUES (?, ?, ?, ?)")?
        .execute(params![batch.sensor, epoch, first, after.unwrap_or(sequence)])?;
    Ok(true)
}

/// Writes everything that changed.
pub(super) fn changes(connection: &Connection, changes: &Changes) -> Done {
    let mut evict = connection.prepare_cached("DELETE FROM atoms WHERE id = ?")?;
    for atom in &changes.evicted {
        evict.execute([atom.0])?;
    }
    changes.folded.iter().try_for_each(|key| forget(connection, key))?;
    changes.devices.iter().try_for_each(|record| device(connection, record))?;
    changes.atoms.iter().try_for_each(|record| atom(connection, record))?;
    conversations(connection, &changes.conversations)?;
    history(connection, &changes.history)?;
    let mut said =
        connection.prepare_cached("INSERT OR REPLACE INTO overrides (number, at, said, undone) VALUES (?, ?, ?, ?)")?;
    for one in &changes.overrides {
        said.execute(params![one.number, one.at.0, override_to_json(&one.kind), one.undone])?;
    }
    let mut counter = connection.prepare_cached("INSERT OR REPLACE INTO counters (name, value) VALUES (?, ?)")?;
    for (name, value) in changes.counters.named() {
        counter.execute(params![name, count(value)])?;
    }
    counter.execute(params!["now", changes.now.0])?;
    counter.execute(params!["rules", changes.rules.cast_signed()])?;
    Ok(())
}

fn device(connection: &Connection, record: &DeviceRecord) -> Done {
    let alias = match record.standing {
        Standing::AliasOf(other) => Some(id(other)),
        Standing::Device | Standing::Dormant => None,
    };
    connection
        .prepare_cached(
            "INSERT INTO devices (id, alias_of, dormant, anchor, first_seen, last_seen, gateway, passes_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (id) DO UPDATE SET alias_of = ?2, dormant = ?3, anchor = ?4, first_seen = ?5, last_seen = ?6,
                 gateway = ?7, passes_on = ?8",
        )?
        .execute(params![
            id(record.id),
            alias,
            record.standing == Standing::Dormant,
            record.anchor.map(|anchor| anchor.0),
            record.first.0,
            record.last.0,
            record.gateway,
            record.passes_on
        ])?;
    if let Some(conclusions) = &record.conclusions {
        conclude(connection, id(record.id), conclusions)?;
    }
    if let Some(reasons) = &record.reasons {
        connection.prepare_cached("DELETE FROM reasons WHERE device = ?")?.execute([id(record.id)])?;
        let mut insert =
            connection.prepare_cached("INSERT INTO reasons (device, place, rule, conflict, detail) VALUES (?, ?, ?, ?, ?)")?;
        for (place, reason) in (0_i64..).zip(reasons) {
            insert.execute(params![id(record.id), place, &*reason.rule, reason.conflict, reason.detail])?;
        }
    }
    Ok(())
}

fn conclude(connection: &Connection, device: i64, conclusions: &[Conclusion]) -> Done {
    connection.prepare_cached("DELETE FROM attributes WHERE device = ?")?.execute([device])?;
    let mut attribute = connection.prepare_cached(
        "INSERT INTO attributes (device, attribute, value, confidence, conflict, claimed, rivalled) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?;
    for found in conclusions {
        let (claimed, rivalled) = (claims_to_json(&found.claims)?, rivals_to_json(&found.rivals)?);
        let (slug, value) = (found.attribute.slug(), found.value.as_str());
        attribute.execute(params![device, slug, value, f64::from(found.confidence), found.is_conflict(), claimed, rivalled])?;
    }
    Ok(())
}

fn atom(connection: &Connection, record: &AtomRecord) -> Done {
    let end = &record.end;
    connection
        .prepare_cached(
            "INSERT INTO atoms (id, device, mac, ip, vlan, routed, made, hops, talked, first_seen, last_seen)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET device = ?2, routed = ?6, made = ?7, hops = ?8, talked = ?9, first_seen = ?10,
                 last_seen = ?11",
        )?
        .execute(params![
            record.id.0,
            record.device.map(id),
            end.mac.map(|mac| mac.to_string()),
            end.ip.map(|ip| ip.to_string()),
            end.vlan.0,
            record.routed,
            record.made,
            record.hops.cast_signed(),
            record.talked,
            record.first.0,
            record.last.0
        ])?;
    evidence(connection, record)?;
    let mut service = connection.prepare_cached(
        "INSERT INTO services (atom, transport, port, protocol, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET first_seen = ?5, last_seen = ?6",
    )?;
    for one in &record.services {
        let protocol = one.protocol.as_deref().unwrap_or("");
        service.execute(params![record.id.0, one.transport.0, one.port, protocol, one.first.0, one.last.0])?;
    }
    Ok(())
}

fn evidence(connection: &Connection, record: &AtomRecord) -> Done {
    let mut held = connection.prepare_cached(
        "INSERT INTO held (atom, held_by, first_seen, last_seen, until) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET first_seen = ?3, last_seen = ?4, until = ?5",
    )?;
    for one in &record.held {
        held.execute(params![record.id.0, one.by.slug(), one.first.0, one.last.0, one.until.map(|until| until.0)])?;
    }
    if let Some(evidence) = &record.evidence {
        connection
            .prepare_cached("INSERT INTO facts (atom, said) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET said = ?2")?
            .execute(params![record.id.0, evidence_to_json(evidence)?])?;
    }
    let mut equipment = connection.prepare_cached(
        "INSERT INTO equipment (atom, parts, protocol, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET first_seen = ?4, last_seen = ?5",
    )?;
    for one in &record.bundles {
        let parts = equipment_to_json(&one.equipment);
        equipment.execute(params![record.id.0, parts, &*one.protocol, one.first.0, one.last.0])?;
    }
    Ok(())
}

fn server(key: &PeerKey) -> String {
    key.server.map(|ip| ip.to_string()).unwrap_or_default()
}

fn forget(connection: &Connection, key: &PeerKey) -> Done {
    connection
        .prepare_cached(
            "DELETE FROM conversations WHERE client = ? AND server = ? AND transport = ? AND port = ? AND protocol = ?",
        )?
        .execute(params![key.client.0, server(key), key.transport.0, key.port, key.protocol.as_deref().unwrap_or("")])?;
    Ok(())
}

fn conversations(connection: &Connection, records: &[ConversationRecord]) -> Done {
    // In the order of the table, so that neighbours are written together.
    let mut sorted: Vec<(String, &ConversationRecord)> = records.iter().map(|record| (server(&record.key), record)).collect();
    sorted.sort_unstable_by(|(a, x), (b, y)| {
        let rest = |record: &ConversationRecord| (record.key.transport, record.key.port);
        x.key.client.cmp(&y.key.client).then_with(|| a.cmp(b)).then_with(|| rest(x).cmp(&rest(y)))
    });
    let mut insert = connection.prepare_cached(
        "INSERT INTO conversations (client, server, transport, port, protocol, client_port, flows, answered,
                 client_packets, client_bytes, server_packets, server_bytes, first_seen, last_seen)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
             ON CONFLICT DO UPDATE SET client_port = ?6, flows = ?7, answered = ?8, client_packets = ?9, client_bytes = ?10,
                 server_packets = ?11, server_bytes = ?12, first_seen = ?13, last_seen = ?14",
    )?;
    for (server, record) in sorted {
        let key = &record.key;
        insert.execute(params![
            key.client.0,
            server,
            key.transport.0,
            key.port,
            key.protocol.as_deref().unwrap_or(""),
            record.client_port,
            count(record.flows),
            record.answered,
            count(record.from_client.packets),
            count(record.from_client.bytes),
            count(record.from_server.packets),
            count(record.from_server.bytes),
            record.first.0,
            record.last.0
        ])?;
    }
    Ok(())
}

fn history(connection: &Connection, records: &[HistoryRecord]) -> Done {
    let mut insert = connection
        .prepare_cached("INSERT INTO history (device, at, attribute, from_value, to_value, rule) VALUES (?, ?, ?, ?, ?, ?)")?;
    let mut prune = connection.prepare_cached(
        "DELETE FROM history WHERE device = ?1 AND id <=
             (SELECT id FROM history WHERE device = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
    )?;
    let mut touched: Vec<i64> = Vec::new();
    for one in records {
        let (from, to) = (one.from.as_ref().map(crate::base::Text::as_str), one.to.as_ref().map(crate::base::Text::as_str));
        insert.execute(params![id(one.device), one.at.0, one.attribute, from, to, &*one.rule])?;
        touched.push(id(one.device));
    }
    touched.sort_unstable();
    touched.dedup();
    for device in touched {
        prune.execute(params![device, HISTORY])?;
    }
    Ok(())
}
