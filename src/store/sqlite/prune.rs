//! What need not be kept any longer, taken out a slice at a time, so that nobody waits for it.
//!
//! Invariant: devices, what people said and the audit log never go. An alert that an incident names stays, and so do the
//! last alert and the last change: their numbers are not given twice.

use rusqlite::{Connection, params};

use crate::base::Timestamp;
use crate::store::{Keep, Pruned, StoreError};

/// Takes out at most `most` rows of each kind, older ones too where the database `is_full`.
pub(super) fn slice(
    connection: &Connection,
    keep: &Keep,
    now: Timestamp,
    most: u32,
    is_full: bool,
) -> Result<Pruned, StoreError> {
    let mut pruned = Pruned {
        conversations: conversations(connection, keep.conversations_since(now), most)?,
        evidence: evidence(connection, keep, now, most)?,
        alerts: alerts(connection, keep.alerts_since(now), most)?,
    };
    // One kind after the other, so that what tells most goes last.
    if is_full && pruned.conversations == 0 {
        pruned.conversations = oldest_conversations(connection, most)?;
    }
    if is_full && pruned.sum() == 0 {
        pruned.alerts = alerts(connection, now, most)?;
    }
    if is_full && pruned.sum() == 0 {
        pruned.evidence = history(connection, now, most)?;
    }
    Ok(pruned)
}

fn gone(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn conversations(connection: &Connection, before: Timestamp, most: u32) -> Result<u64, StoreError> {
    let mut delete = connection.prepare_cached(
        "DELETE FROM conversations WHERE (client, server, transport, port, protocol) IN
             (SELECT client, server, transport, port, protocol FROM conversations WHERE last_seen < ? LIMIT ?)",
    )?;
    Ok(gone(delete.execute(params![before.0, most])?))
}

/// No index is kept for an order that is asked for only in need.
fn oldest_conversations(connection: &Connection, most: u32) -> Result<u64, StoreError> {
    let mut delete = connection.prepare_cached(
        "DELETE FROM conversations WHERE (client, server, transport, port, protocol) IN
             (SELECT client, server, transport, port, protocol FROM conversations ORDER BY last_seen LIMIT ?)",
    )?;
    Ok(gone(delete.execute([most])?))
}

fn evidence(connection: &Connection, keep: &Keep, now: Timestamp, most: u32) -> Result<u64, StoreError> {
    let stale = i64::try_from(keep.stale()).unwrap_or(i64::MAX);
    let mut sum = history(connection, keep.history_since(now), most)?;
    // Measured by when the endpoint itself was last there, so that what is away keeps what was known of it.
    for table in ["equipment", "services"] {
        let mut delete = connection.prepare_cached(&format!(
            "DELETE FROM {table} WHERE last_seen < (SELECT atoms.last_seen FROM atoms WHERE atoms.id = atom) - ?"
        ))?;
        sum = sum.saturating_add(gone(delete.execute([stale])?));
    }
    let mut facts = connection.prepare_cached(
        "UPDATE facts SET said = (SELECT json_group_array(json(one.value)) FROM json_each(facts.said) AS one
                 WHERE one.value ->> 4 >= (SELECT atoms.last_seen FROM atoms WHERE atoms.id = facts.atom) - ?1)
             WHERE atom IN (SELECT facts.atom FROM facts JOIN atoms ON atoms.id = facts.atom
                 WHERE atoms.last_seen - atoms.first_seen > ?1 AND EXISTS
                     (SELECT 1 FROM json_each(facts.said) AS one WHERE one.value ->> 4 < atoms.last_seen - ?1) LIMIT ?2)",
    )?;
    Ok(sum.saturating_add(gone(facts.execute(params![stale, most])?)))
}

fn history(connection: &Connection, before: Timestamp, most: u32) -> Result<u64, StoreError> {
    let mut delete =
        connection.prepare_cached("DELETE FROM history WHERE id IN (SELECT id FROM history WHERE at < ? ORDER BY id LIMIT ?)")?;
    Ok(gone(delete.execute(params![before.0, most])?))
}

fn alerts(connection: &Connection, before: Timestamp, most: u32) -> Result<u64, StoreError> {
    // A sink that has not come so far may still want it.
    let mut delete = connection.prepare_cached(
        "DELETE FROM alerts WHERE id IN (SELECT id FROM alerts
             WHERE state IN ('closed', 'suppressed') AND last_seen < ?1
                 AND id < (SELECT max(id) FROM alerts) AND changed < (SELECT max(changed) FROM alerts)
                 AND changed <= coalesce((SELECT min(cursor) FROM sinks), changed)
                 AND id NOT IN (SELECT one.value FROM incident_steps, json_each(incident_steps.said, '$.alerts') AS one
                     WHERE what = 'opened')
                 AND id NOT IN (SELECT said ->> 'alert' FROM incident_steps WHERE said ->> 'alert' IS NOT NULL)
             ORDER BY last_seen LIMIT ?2)",
    )?;
    Ok(gone(delete.execute(params![before.0, most])?))
}

#[cfg(test)]
mod tests {
    use super::super::Sqlite;
    use super::*;
    use crate::store::{Opening, Upkeep};

    const DAY: i64 = 86_400_000_000_000;
    /// A thousand days: what the inventory has reached.
    const NOW: Timestamp = Timestamp(1000 * DAY);

    fn store(folder: &tempfile::TempDir) -> Sqlite {
        let store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        let rows = format!(
            "INSERT INTO counters VALUES ('now', {});
             INSERT INTO devices (id, dormant, first_seen, last_seen, gateway, passes_on) VALUES (1, 0, 1, 9, 0, 0);
             INSERT INTO atoms (id, ip, vlan, routed, made, hops, talked, first_seen, last_seen)
                 VALUES (7, '10.0.0.1', 0, 0, 0, 1, 1, 1, {}), (8, '10.0.0.2', 0, 0, 0, 1, 1, 1, {});",
            NOW.0,
            NOW.0,
            2 * DAY
        );
        store.connection.execute_batch(&rows).unwrap();
        store
    }

    fn count(store: &Sqlite, table: &str) -> i64 {
        store.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }

    /// So many conversations, the n-th last seen on day n.
    fn talk(store: &Sqlite, many: u32) {
        let rows = format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})
             INSERT INTO conversations SELECT 7, 'peer ' || i, 6, i, '', 1, 1, 1, 1, 1, 1, 1, i, i * {DAY} * 1000 / {many} FROM n"
        );
        store.connection.execute_batch(&rows).unwrap();
    }

    #[test]
    fn old_conversations_go_a_slice_at_a_time_and_their_room_with_them() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder);
        talk(&store, 20_000);
        let before = store.size().unwrap();
        let keep = Keep { conversation_days: 250, ..Keep::default() };
        assert_eq!(store.prune(&keep, NOW, 5_000).unwrap().conversations, 5_000);
        while store.prune(&keep, NOW, 5_000).unwrap().sum() > 0 {}
        assert_eq!(count(&store, "conversations"), 5_001);
        store.compact().unwrap();
        let after = store.size().unwrap();
        assert!(after.file < before.file && after.free == 0, "{before:?} {after:?}");
        store.check().unwrap();
    }

    #[test]
    fn a_wrong_clock_takes_nothing_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder);
        talk(&store, 1_000);
        let keep = Keep { conversation_days: 1_000, ..Keep::default() };
        // The wall clock is years ahead of what was captured, then the capture ahead of the wall clock.
        assert_eq!(store.prune(&keep, Timestamp(9_000 * DAY), 5_000).unwrap(), Pruned::default());
        store.connection.execute(&format!("UPDATE counters SET value = {} WHERE name = 'now'", 9_000 * DAY), []).unwrap();
        assert_eq!(store.prune(&keep, NOW, 5_000).unwrap(), Pruned::default());
    }

    #[test]
    fn what_a_device_no_longer_says_goes_and_what_is_away_stays_known() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder);
        let said =
            |last: i64| format!(r#"[["host_name","old \"x\"","dhcp",1,{last}],["host_name","new","dhcp",1,{}]]"#, 999 * DAY);
        let rows = [(7, said(DAY)), (8, format!(r#"[["host_name","away","dhcp",1,{DAY}]]"#))];
        for (atom, said) in rows {
            store.connection.execute("INSERT INTO facts VALUES (?, ?)", params![atom, said]).unwrap();
            let service = "INSERT INTO services VALUES (?, 6, 104, 'dicom', 1, ?)";
            store.connection.execute(service, params![atom, DAY]).unwrap();
        }
        store.connection.execute("INSERT INTO history VALUES (1, 1, 5, 'model', NULL, 'x', 'r')", []).unwrap();
        // Two years of silence in a device that was there: of the other nobody knows.
        assert_eq!(store.prune(&Keep::default(), NOW, 100).unwrap(), Pruned { evidence: 3, ..Pruned::default() });
        let left = |atom: i64| {
            let sql = "SELECT group_concat(value) FROM evidence WHERE atom = ?";
            store.connection.query_row(sql, [atom], |row| row.get::<_, String>(0)).unwrap()
        };
        assert_eq!((left(7), left(8), count(&store, "services")), ("new".into(), "away".into(), 1));
        assert_eq!(store.prune(&Keep::default(), NOW, 100).unwrap(), Pruned::default());
    }

    #[test]
    fn alerts_go_when_they_are_done_with() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder);
        let states = ["closed", "open", "suppressed", "closed", "closed", "acknowledged", "closed"];
        for (number, state) in (1_i64..).zip(states) {
            let row =
                "INSERT INTO alerts (id, kind, severity, route, route_reason, state, macs, ips, others, first_seen, last_seen,
                    count, summary, cause, evidence, strength, changed)
                 VALUES (?1, 'new_peer', 'low', 'digest', '', ?2, '[]', '[]', '[]', 1, 2, 1, 's', '', '[]', 50, ?1)";
            store.connection.execute(row, params![number, state]).unwrap();
        }
        let steps = r#"INSERT INTO incident_steps VALUES (1, 1, 1, 'ann', 'opened', '{"title":"t","alerts":[4],"devices":[]}'),
            (1, 2, 1, 'ann', 'added', '{"alert":5,"devices":[]}');
            INSERT INTO sinks VALUES ('siem', 2, 0, 0, 0, 0, 0, '')"#;
        store.connection.execute_batch(steps).unwrap();
        // The third is not delivered yet; the last number is not given twice; the fourth and fifth belong to an incident.
        assert_eq!(store.prune(&Keep::default(), NOW, 100).unwrap().alerts, 1);
        store.connection.execute("UPDATE sinks SET cursor = 7", []).unwrap();
        assert_eq!(store.prune(&Keep::default(), NOW, 100).unwrap().alerts, 1);
        let left: String = store.connection.query_row("SELECT group_concat(id) FROM alerts", [], |row| row.get(0)).unwrap();
        assert_eq!(left, "2,4,5,6,7");
    }

    #[test]
    fn a_full_database_lets_go_of_the_oldest_and_never_of_devices_or_the_audit() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder);
        talk(&store, 20_000);
        let used = store.size().unwrap().used();
        let keep = Keep { conversation_days: 5_000, max_bytes: used, ..Keep::default() };
        let mut slices = 0;
        while store.prune(&keep, NOW, 1_000).unwrap().sum() > 0 {
            slices += 1;
        }
        let (left, oldest): (i64, i64) = store
            .connection
            .query_row("SELECT count(*), min(last_seen) FROM conversations", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert!(store.size().unwrap().used() <= used / 10 * 9 && left > 12_000, "{slices} slices, {left} left");
        assert_eq!(oldest, (20_000 - left + 1) * DAY / 20, "the oldest went first");
        // Nothing more can go: that is said, not forced.
        let keep = Keep { max_bytes: 1, ..keep };
        while store.prune(&keep, NOW, 5_000).unwrap().sum() > 0 {}
        assert_eq!((count(&store, "conversations"), count(&store, "devices")), (0, 1));
    }
}
