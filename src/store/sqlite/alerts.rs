//! Alerts, suppressions and opinions as rows.

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use serde_json::{Value, json};

use super::convert::{count, damaged, id, optional, parsed, time, uncount};
use super::load::rows;
use super::records::By;
use super::{Sqlite, alert_list, baselines, chain, policies, records};
use crate::alert::{Alert, AlertId, Detected, Kept, Proof, Scope, State, Suppression, rule};
use crate::base::{MacAddr, Timestamp};
use crate::baseline::Baseline;
use crate::clinical::{Contact, Deed, Playbook, Record};
use crate::inventory::{Changes, Corrected, DeviceId};
use crate::store::{AlertFilter, AlertPage, Alerts, BatchId, Card, Committed, Opinion, Records, RecordsError, StoreError};

const INSERT: &str = "INSERT INTO alerts (id, kind, severity, route, route_reason, state, verdict, author, note, device,
        macs, ips, others, first_seen, last_seen, count, summary, peer, cause, evidence, baseline, strength, changed)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
     ON CONFLICT DO UPDATE SET severity = ?3, route = ?4, route_reason = ?5, others = ?13, first_seen = ?14, last_seen = ?15,
        count = ?16, summary = ?17, peer = ?18, evidence = ?20, baseline = ?21, strength = ?22, changed = ?23";

/// Writes alerts as they are; what people said of them stays.
fn put(connection: &Connection, alerts: &[Alert]) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(INSERT)?;
    for alert in alerts {
        let list = |items: Vec<String>| Value::from(items).to_string();
        let proof = |proof: &Proof| json!([proof.at.0, proof.text, proof.community_id]);
        let evidence = Value::Array(alert.evidence.iter().map(proof).collect()).to_string();
        let changed = next_change(connection)?;
        insert.execute(params![
            count(alert.id.0),
            alert.kind.slug(),
            alert.severity.slug(),
            alert.route.slug(),
            alert.route_reason,
            alert.state.slug(),
            alert.verdict.map(crate::alert::Verdict::slug),
            alert.author,
            alert.note,
            alert.device.map(id),
            list(alert.device_macs.iter().map(ToString::to_string).collect()),
            list(alert.device_ips.iter().map(ToString::to_string).collect()),
            Value::from(alert.others.iter().map(|device| device.0).collect::<Vec<_>>()).to_string(),
            alert.first.0,
            alert.last.0,
            count(alert.count),
            alert.summary,
            alert.peer,
            alert.key,
            evidence,
            alert.baseline,
            alert.strength,
            changed
        ])?;
    }
    Ok(())
}

fn next_change(connection: &Connection) -> Result<i64, StoreError> {
    let mut query = connection.prepare_cached("SELECT coalesce(max(changed), 0) + 1 FROM alerts")?;
    Ok(query.query_row([], |row| row.get(0))?)
}

pub(super) fn read(row: &Row<'_>) -> Result<Alert, StoreError> {
    let list = |column: &str| -> Result<Vec<Value>, StoreError> {
        let text: String = row.get(column)?;
        serde_json::from_str(&text).map_err(|_| damaged(column, &text))
    };
    let kind = parsed(row, "kind")?;
    let addresses = |column| list(column).map(|items| items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)));
    let macs = addresses("macs")?.filter_map(|text| text.parse::<MacAddr>().ok()).collect();
    let ips = addresses("ips")?.filter_map(|text| text.parse().ok()).collect();
    let proof = |item: &Value| {
        let community_id = item.get(2).and_then(Value::as_str).map(str::to_owned);
        Some(Proof { at: Timestamp(item.get(0)?.as_i64()?), text: item.get(1)?.as_str()?.to_owned(), community_id })
    };
    Ok(Alert {
        id: AlertId(uncount(row.get("id")?)),
        kind,
        severity: parsed(row, "severity")?,
        route: parsed(row, "route")?,
        route_reason: row.get("route_reason")?,
        state: parsed(row, "state")?,
        verdict: optional(row, "verdict")?,
        author: row.get("author")?,
        note: row.get("note")?,
        device: row.get::<_, Option<i64>>("device")?.map(|number| DeviceId(uncount(number))),
        device_macs: macs,
        device_ips: ips,
        others: list("others")?.iter().filter_map(Value::as_u64).map(DeviceId).collect(),
        first: time(row, "first_seen")?,
        last: time(row, "last_seen")?,
        count: uncount(row.get("count")?),
        summary: row.get("summary")?,
        peer: row.get("peer")?,
        key: row.get("cause")?,
        evidence: list("evidence")?.iter().filter_map(proof).collect(),
        baseline: row.get("baseline")?,
        strength: row.get("strength")?,
        techniques: rule(kind).techniques,
        context: None,
    })
}

fn suppression(row: &Row<'_>) -> Result<Suppression, StoreError> {
    Ok(Suppression {
        number: row.get("number")?,
        scope: Scope {
            kind: optional(row, "kind")?,
            device: row.get::<_, Option<i64>>("device")?.map(|number| DeviceId(uncount(number))),
            category: row.get("category")?,
            peer: row.get("peer")?,
        },
        reason: row.get("reason")?,
        author: row.get("author")?,
        at: time(row, "at")?,
        until: row.get::<_, Option<i64>>("until")?.map(Timestamp),
    })
}

impl Sqlite {
    /// The category of a device as lists show it: what a person said wins.
    fn category(&self, device: DeviceId) -> Result<Option<String>, StoreError> {
        let sql = "SELECT category FROM catalogue WHERE device = (SELECT coalesce(alias_of, id) FROM devices WHERE id = ?)";
        Ok(self.connection.prepare_cached(sql)?.query_row([id(device)], |row| row.get(0)).optional()?)
    }

    fn set_state(&self, alert: AlertId, opinion: &Opinion) -> Result<bool, StoreError> {
        let changed = next_change(&self.connection)?;
        let mut update = self.connection.prepare_cached(
            "UPDATE alerts SET state = ?2, verdict = coalesce(?3, verdict), author = ?4, note = coalesce(?5, note), changed = ?6
             WHERE id = ?1",
        )?;
        let verdict = opinion.verdict.map(crate::alert::Verdict::slug);
        let (state, author, note) = (opinion.state.slug(), &opinion.author, &opinion.note);
        Ok(update.execute(params![count(alert.0), state, verdict, author, note, changed])? > 0)
    }
}

impl Alerts for Sqlite {
    fn commit_detected(&mut self, batches: &[BatchId], changes: &Changes, detected: &Detected) -> Result<Committed, StoreError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if super::take(&transaction, &self.playbook, batches, changes)? == Committed::AlreadyThere {
            return Ok(Committed::AlreadyThere);
        }
        for device in &detected.removed {
            baselines::remove(&transaction, *device)?;
        }
        detected.baselines.iter().try_for_each(|baseline| baselines::put(&transaction, baseline))?;
        put(&transaction, &detected.alerts)?;
        transaction.commit()?;
        Ok(Committed::Now)
    }

    fn clinical(&self, device: DeviceId) -> Result<(Record, Vec<Contact>), StoreError> {
        let card = match Records::card(self, device) {
            Ok(card) => card,
            Err(RecordsError::Store(error)) => return Err(error),
            // A device that is no more has no record.
            Err(_) => Card::default(),
        };
        Ok((card.record, Records::contacts(self)?))
    }

    fn corrections(&self, after: u64) -> Result<(u64, Vec<(DeviceId, Corrected)>), StoreError> {
        records::corrections(&self.connection, after)
    }

    fn plans(&self) -> &Playbook {
        Records::playbook(self)
    }

    fn kept(&self) -> Result<Kept, StoreError> {
        let open = rows(&self.connection, "SELECT * FROM alerts WHERE state <> 'closed' ORDER BY id", read)?;
        let next: i64 = self.connection.query_row("SELECT coalesce(max(id), 0) + 1 FROM alerts", [], |row| row.get(0))?;
        let (baselines, policies) = (baselines::all(&self.connection)?, policies::all(&self.connection)?);
        Ok(Kept { baselines, open, next: uncount(next), suppressions: self.suppressions()?, policies })
    }

    fn alerts(&self, filter: &AlertFilter) -> Result<AlertPage, StoreError> {
        alert_list::page(&self.connection, filter)
    }

    fn alert(&self, id: AlertId) -> Result<Option<Alert>, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT * FROM alerts WHERE id = ?")?;
        let mut rows = query.query([count(id.0)])?;
        rows.next()?.map(read).transpose()
    }

    fn alerts_after(&self, after: u64, limit: usize) -> Result<Vec<(u64, Alert)>, StoreError> {
        let sql = "SELECT * FROM alerts WHERE changed > ? ORDER BY changed LIMIT ?";
        let mut query = self.connection.prepare_cached(sql)?;
        let mut rows = query.query(params![count(after), i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((uncount(row.get("changed")?), read(row)?));
        }
        Ok(found)
    }

    fn say(&mut self, opinion: &Opinion) -> Result<bool, StoreError> {
        let transaction = self.connection.unchecked_transaction()?;
        if !self.set_state(opinion.alert, opinion)? {
            return Ok(false);
        }
        transaction
            .prepare_cached("INSERT INTO feedback (alert, at, author, state, verdict, note) VALUES (?, ?, ?, ?, ?, ?)")?
            .execute(params![
            count(opinion.alert.0),
            opinion.at.0,
            opinion.author,
            opinion.state.slug(),
            opinion.verdict.map(crate::alert::Verdict::slug),
            opinion.note
        ])?;
        transaction.commit()?;
        Ok(true)
    }

    fn opinions(&self, alert: AlertId) -> Result<Vec<Opinion>, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT * FROM feedback WHERE alert = ? ORDER BY number")?;
        let mut rows = query.query([count(alert.0)])?;
        let mut said = Vec::new();
        while let Some(row) = rows.next()? {
            said.push(Opinion {
                alert,
                state: parsed(row, "state")?,
                verdict: optional(row, "verdict")?,
                author: row.get("author")?,
                note: row.get("note")?,
                at: time(row, "at")?,
            });
        }
        Ok(said)
    }

    fn suppress(
        &mut self,
        scope: &Scope,
        reason: &str,
        author: &str,
        at: Timestamp,
        until: Option<Timestamp>,
    ) -> Result<(u32, usize), StoreError> {
        let transaction = self.connection.unchecked_transaction()?;
        let sql =
            "INSERT INTO suppressions (kind, device, category, peer, reason, author, at, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        let kind = scope.kind.map(crate::alert::Kind::slug);
        transaction.prepare_cached(sql)?.execute(params![
            kind,
            scope.device.map(id),
            scope.category,
            scope.peer,
            reason,
            author,
            at.0,
            until.map(|until| until.0)
        ])?;
        let number = u32::try_from(transaction.last_insert_rowid()).unwrap_or(u32::MAX);
        let new = Suppression { number, scope: scope.clone(), reason: reason.into(), author: author.into(), at, until };
        let mut covered = 0;
        for alert in rows(&self.connection, "SELECT * FROM alerts WHERE state IN ('open', 'acknowledged')", read)? {
            let category = alert.device.map(|device| self.category(device)).transpose()?.flatten();
            if new.covers(&alert, category.as_deref()) {
                let note = Some(format!("suppression {number}: {reason}"));
                let (state, author) = (State::Suppressed, author.to_owned());
                self.set_state(alert.id, &Opinion { alert: alert.id, state, verdict: None, author, note, at })?;
                covered += 1;
            }
        }
        let deed = By { author, now: at }.deed("suppress", format!("suppression {number}"));
        chain::add(&self.connection, &Deed { to: Some(format!("{scope}: {reason}")), ..deed })?;
        transaction.commit()?;
        Ok((number, covered))
    }

    fn suppressions(&self) -> Result<Vec<Suppression>, StoreError> {
        rows(&self.connection, "SELECT * FROM suppressions ORDER BY number", suppression)
    }

    fn end_suppression(&mut self, number: u32, author: &str, at: Timestamp) -> Result<bool, StoreError> {
        self.change(|connection, _| {
            let ended = connection.execute("UPDATE suppressions SET until = ?2 WHERE number = ?1", params![number, at.0])? > 0;
            if ended {
                chain::add(connection, &By { author, now: at }.deed("end suppression", format!("suppression {number}")))?;
            }
            Ok(ended)
        })
    }

    fn baseline(&self, device: DeviceId) -> Result<Option<Baseline>, StoreError> {
        baselines::one(&self.connection, device)
    }

    fn put_baseline(&mut self, baseline: &Baseline) -> Result<(), StoreError> {
        baselines::put(&self.connection, baseline)
    }

    fn reset_baseline(&mut self, device: DeviceId) -> Result<bool, StoreError> {
        baselines::remove(&self.connection, device)
    }
}
