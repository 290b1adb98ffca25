//! Incidents as rows: one a step.

use rusqlite::{Connection, Row, params};
use serde_json::{Value, json};

use super::convert::{count, damaged, id, time, uncount};
use super::{Sqlite, catalogue, chain, records};
use crate::alert::incident::{Entry, Incident, IncidentId, Step};
use crate::alert::{AlertId, State};
use crate::base::Timestamp;
use crate::clinical::{self, Deed, Playbook, Subject, Tier, Zone};
use crate::inventory::DeviceId;
use crate::store::incidents::{Briefing, IncidentError, IncidentFilter, Incidents, MOST_SIBLINGS};
use crate::store::records::{Card, RecordsError};
use crate::store::{Alerts, Opinion, Records, Store, StoreError};

/// What a step says, besides its kind.
fn said(step: &Step) -> Value {
    let numbers = |devices: &[DeviceId]| devices.iter().map(|device| device.0).collect::<Vec<_>>();
    match step {
        Step::Opened { title, alerts, devices } => {
            let alerts: Vec<u64> = alerts.iter().map(|alert| alert.0).collect();
            json!({"title": title, "alerts": alerts, "devices": numbers(devices)})
        }
        Step::Added { alert, devices } => json!({"alert": alert.0, "devices": numbers(devices)}),
        Step::Noted(text) => json!({"text": text}),
        Step::Called { who, answer } => json!({"who": who, "answer": answer}),
        Step::Assessed { functional, information, recoverability } => json!({
            "functional": functional.map(|word| word.slug()),
            "information": information.map(|word| word.slug()),
            "recoverability": recoverability.map(|word| word.slug()),
        }),
        Step::Moved { phase, why } => json!({"phase": phase.slug(), "why": why}),
        Step::Proposed { what, device, tier } => {
            json!({"what": what, "device": device.map(|device| device.0), "tier": tier.map(Tier::level)})
        }
        Step::Approved { action, by, role, plan } => json!({"action": action, "by": by, "role": role, "plan": plan}),
        Step::Done { action, tier, remark } => json!({"action": action, "tier": tier.map(Tier::level), "remark": remark}),
        Step::Reverted { action, remark } => json!({"action": action, "remark": remark}),
        Step::Closed { lessons } => json!({"lessons": lessons}),
    }
}

/// The step that [`said`] wrote; `None` when it cannot have.
fn unsaid(what: &str, said: &Value) -> Option<Step> {
    let optional = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned);
    let text = |name: &str| optional(name);
    let number = |name: &str| said.get(name).and_then(Value::as_u64);
    let numbers = |name: &str| Some(said.get(name)?.as_array()?.iter().filter_map(Value::as_u64).collect::<Vec<_>>());
    let devices = || Some(numbers("devices")?.into_iter().map(DeviceId).collect());
    let action = || u32::try_from(number("action")?).ok();
    let tier = || number("tier").and_then(|level| u8::try_from(level).ok()).map(Tier::new);
    Some(match what {
        "opened" => {
            let alerts = numbers("alerts")?.into_iter().map(AlertId).collect();
            Step::Opened { title: text("title")?, alerts, devices: devices()? }
        }
        "added" => Step::Added { alert: AlertId(number("alert")?), devices: devices()? },
        "noted" => Step::Noted(text("text")?),
        "called" => Step::Called { who: text("who")?, answer: optional("answer") },
        "assessed" => Step::Assessed {
            functional: text("functional").map(|word| word.parse()).transpose().ok()?,
            information: text("information").map(|word| word.parse()).transpose().ok()?,
            recoverability: text("recoverability").map(|word| word.parse()).transpose().ok()?,
        },
        "moved" => Step::Moved { phase: text("phase")?.parse().ok()?, why: optional("why") },
        "proposed" => Step::Proposed { what: text("what")?, device: number("device").map(DeviceId), tier: tier() },
        "approved" => Step::Approved { action: action()?, by: text("by")?, role: text("role")?, plan: text("plan")? },
        "done" => Step::Done { action: action()?, tier: tier(), remark: optional("remark") },
        "reverted" => Step::Reverted { action: action()?, remark: optional("remark") },
        "closed" => Step::Closed { lessons: text("lessons")? },
        _ => return None,
    })
}

fn entry(row: &Row<'_>) -> Result<(IncidentId, Entry), StoreError> {
    let (what, text): (String, String) = (row.get("what")?, row.get("said")?);
    let step = serde_json::from_str(&text).ok().and_then(|said| unsaid(&what, &said)).ok_or_else(|| damaged("said", &text))?;
    let entry = Entry { at: time(row, "at")?, author: row.get("author")?, step };
    Ok((IncidentId(uncount(row.get("incident")?)), entry))
}

/// Incidents from their steps, in the order of their numbers.
fn read(connection: &Connection, only: Option<IncidentId>) -> Result<Vec<Incident>, StoreError> {
    let sql = "SELECT * FROM incident_steps WHERE ?1 IS NULL OR incident = ?1 ORDER BY incident, number";
    let mut found: Vec<Incident> = Vec::new();
    for (id, entry) in super::query::rows(connection, sql, [only.map(|id| count(id.0))], entry)? {
        let outcome = match found.last_mut().filter(|last| last.id == id) {
            Some(incident) => incident.take(entry),
            None => Incident::open(id, entry).map(|incident| found.push(incident)),
        };
        outcome.map_err(|why| StoreError::Damaged(format!("{id}: {why}")))?;
    }
    Ok(found)
}

/// Adds the last step of an incident, and a line to the audit log.
fn append(connection: &Connection, incident: &Incident) -> Result<(), StoreError> {
    let Some(entry) = incident.timeline.last() else { return Ok(()) };
    connection
        .prepare_cached("INSERT INTO incident_steps (incident, number, at, author, what, said) VALUES (?, ?, ?, ?, ?, ?)")?
        .execute(params![
            count(incident.id.0),
            count(incident.timeline.len() as u64),
            entry.at.0,
            entry.author,
            entry.step.slug(),
            said(&entry.step).to_string()
        ])?;
    let (who, subject) = (entry.author.clone(), incident.id.to_string());
    let to = Some(entry.step.told());
    chain::add(connection, &Deed { at: entry.at, who, what: "incident".to_owned(), subject, to, ..Deed::default() })?;
    Ok(())
}

/// Whether an incident has as many steps as whoever takes the next one saw.
fn as_expected(incident: &Incident, expected: Option<u64>) -> Result<(), IncidentError> {
    let steps = incident.timeline.len();
    if expected.is_none_or(|expected| expected == steps as u64) {
        return Ok(());
    }
    let last = incident.timeline.last().map(|entry| (entry.author.clone(), entry.at));
    let (author, at) = last.unwrap_or_default();
    Err(IncidentError::Changed { id: incident.id, steps, author, at })
}

/// Devices of an alert.
fn devices_of(connection: &Connection, alert: AlertId) -> Result<Vec<DeviceId>, IncidentError> {
    let mut query = connection.prepare_cached("SELECT device, others FROM alerts WHERE id = ?")?;
    let mut rows = query.query([count(alert.0)])?;
    let row = rows.next()?.ok_or(IncidentError::NoSuchAlert(alert))?;
    let (device, others): (Option<i64>, String) = (row.get(0)?, row.get(1)?);
    let others: Vec<u64> = serde_json::from_str(&others).map_err(|_| damaged("others", &others))?;
    Ok(device.map(uncount).into_iter().chain(others).map(DeviceId).collect())
}

/// The tier of a device now; `None` when there is no such device.
fn tier_of(connection: &Connection, playbook: &Playbook, device: DeviceId) -> Result<Option<Tier>, StoreError> {
    let (number, card) =
        match records::canonical(connection, device).and_then(|number| Ok((number, records::card(connection, device)?))) {
            Ok(found) => found,
            Err(RecordsError::Store(error)) => return Err(error),
            Err(_) => return Ok(None),
        };
    let category = catalogue::category(connection, number)?;
    let category = card.record.text("category").unwrap_or(&category);
    Ok(Some(clinical::tier(category, &card.record, playbook).tier))
}

/// The worst tier of these devices; `None` when there are none, or one is no more.
fn worst(connection: &Connection, playbook: &Playbook, devices: &[DeviceId]) -> Result<Option<Tier>, StoreError> {
    let tiers = devices.iter().map(|device| tier_of(connection, playbook, *device)).collect::<Result<Option<Vec<_>>, _>>()?;
    Ok(tiers.and_then(|tiers| tiers.into_iter().max()))
}

/// The step with what only the store knows.
fn complete(connection: &Connection, playbook: &Playbook, incident: &Incident, step: Step) -> Result<Step, IncidentError> {
    let concerned = |device: Option<DeviceId>| match device {
        Some(device) => worst(connection, playbook, &[device]),
        None => worst(connection, playbook, &incident.devices),
    };
    Ok(match step {
        Step::Added { alert, .. } => Step::Added { alert, devices: devices_of(connection, alert)? },
        Step::Proposed { what, device, .. } => {
            let tier = concerned(device)?;
            match (device, tier) {
                (Some(device), None) => return Err(IncidentError::NoSuchDevice(device)),
                _ => Step::Proposed { what, device, tier },
            }
        }
        Step::Done { action, remark, .. } => {
            let device = incident.actions.iter().find(|known| known.number == action).and_then(|action| action.device);
            Step::Done { action, tier: concerned(device)?, remark }
        }
        other => other,
    })
}

impl Sqlite {
    /// An alert that is handled in an incident is no longer new.
    fn acknowledge(&mut self, incident: IncidentId, alert: AlertId, author: &str, at: Timestamp) -> Result<(), StoreError> {
        if Alerts::alert(self, alert)?.is_none_or(|alert| alert.state != State::Open) {
            return Ok(());
        }
        let (state, note, author) = (State::Acknowledged, Some(format!("handled in {incident}")), author.to_owned());
        self.say(&Opinion { alert, state, verdict: None, author, note, at })?;
        Ok(())
    }

    /// Devices that are the same as this one: same manufacturer, model and version.
    fn siblings(&self, device: DeviceId) -> Result<Vec<DeviceId>, StoreError> {
        let sql = "SELECT other.device FROM catalogue AS own JOIN catalogue AS other
                 ON other.manufacturer = own.manufacturer AND other.model = own.model AND other.software = own.software
             WHERE own.device = ?1 AND other.device <> own.device AND own.model <> ?2
             ORDER BY other.device LIMIT ?3";
        let limit = count(MOST_SIBLINGS as u64);
        super::query::rows(&self.connection, sql, params![id(device), catalogue::MISSING, limit], |row| {
            Ok(DeviceId(uncount(row.get(0)?)))
        })
    }
}

impl Incidents for Sqlite {
    fn open_incident(
        &mut self,
        title: Option<&str>,
        alerts: &[AlertId],
        author: &str,
        now: Timestamp,
    ) -> Result<Incident, IncidentError> {
        let title = title.map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
        let incident = self.change(|connection, _| -> Result<_, IncidentError> {
            let mut devices = Vec::new();
            for alert in alerts {
                devices.extend(devices_of(connection, *alert)?);
            }
            let summary = |alert: AlertId| {
                connection.query_row("SELECT summary FROM alerts WHERE id = ?", [count(alert.0)], |row| row.get::<_, String>(0))
            };
            let title = match (title, alerts.first()) {
                (Some(title), _) => title,
                (None, Some(first)) => summary(*first)?,
                (None, None) => String::new(),
            };
            let sql = "SELECT coalesce(max(incident), 0) + 1 FROM incident_steps";
            let number: i64 = connection.query_row(sql, [], |row| row.get(0))?;
            let step = Step::Opened { title, alerts: alerts.to_vec(), devices };
            let entry = Entry { at: now, author: author.to_owned(), step };
            let incident = Incident::open(IncidentId(uncount(number)), entry)?;
            append(connection, &incident)?;
            Ok(incident)
        })?;
        for alert in &incident.alerts {
            self.acknowledge(incident.id, *alert, author, now)?;
        }
        Ok(incident)
    }

    fn take_step(
        &mut self,
        id: IncidentId,
        expected: Option<u64>,
        step: Step,
        author: &str,
        now: Timestamp,
    ) -> Result<Incident, IncidentError> {
        let added = match &step {
            Step::Added { alert, .. } => Some(*alert),
            _ => None,
        };
        let incident = self.change(|connection, playbook| -> Result<_, IncidentError> {
            let mut incident = read(connection, Some(id))?.pop().ok_or(IncidentError::NoSuchIncident(id))?;
            as_expected(&incident, expected)?;
            let step = complete(connection, playbook, &incident, step)?;
            incident.take(Entry { at: now, author: author.to_owned(), step })?;
            append(connection, &incident)?;
            Ok(incident)
        })?;
        if let Some(alert) = added {
            self.acknowledge(id, alert, author, now)?;
        }
        Ok(incident)
    }

    fn incident(&self, id: IncidentId) -> Result<Option<Incident>, StoreError> {
        Ok(read(&self.connection, Some(id))?.pop())
    }

    fn incidents(&self, filter: &IncidentFilter) -> Result<Vec<Incident>, StoreError> {
        let mut found = read(&self.connection, None)?;
        found.reverse();
        found.retain(|incident| {
            (filter.closed || incident.closing.is_none())
                && filter.alert.is_none_or(|alert| incident.alerts.contains(&alert))
                && filter.device.is_none_or(|device| incident.devices.contains(&device))
        });
        found.truncate(filter.limit.unwrap_or(usize::MAX));
        Ok(found)
    }

    fn briefing(&self, device: DeviceId, zone: &Zone, now: Timestamp) -> Result<Briefing, StoreError> {
        let mut row = Store::details(self, device)?.map(|details| details.device);
        let card = match Records::card(self, device) {
            Ok(card) => card,
            Err(RecordsError::Store(error)) => return Err(error),
            // A device that is no more has no record.
            Err(_) => Card::default(),
        };
        let contacts = Records::contacts(self)?;
        let gone = Subject { device, category: "unknown", manufacturer: None, record: &card.record };
        let subject = row.as_ref().map_or(gone, |row| Subject { device, ..row.subject(&card.record) });
        let context = clinical::context(&subject, &contacts, &self.playbook, zone, now);
        let siblings = self.siblings(row.as_ref().map_or(device, |row| row.id))?;
        if let Some(row) = &mut row {
            card.overlay(row);
        }
        Ok(Briefing { device, row, context, siblings })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::incident::{Functional, Information, Phase, Recoverability};
    use crate::store::conformance::incidents::{fill, suite};
    use crate::store::{Opening, Rooms};

    #[test]
    fn conforms() {
        suite(|test| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("ward.db");
            test(&|| -> Box<dyn Rooms> { Box::new(Sqlite::open(&path, Opening::Create).unwrap()) });
            Sqlite::open(&path, Opening::Existing).unwrap().check().unwrap();
        });
    }

    #[test]
    fn every_step_is_read_back_as_it_was_said() {
        let tier = Some(Tier::new(3));
        let text = || Some("say \"so\"".to_owned());
        let all = [
            Step::Opened { title: "t".into(), alerts: vec![AlertId(1), AlertId(2)], devices: vec![DeviceId(3)] },
            Step::Added { alert: AlertId(4), devices: vec![] },
            Step::Noted("n".into()),
            Step::Called { who: "w".into(), answer: text() },
            Step::Called { who: "w".into(), answer: None },
            Step::Assessed {
                functional: Some(Functional::High),
                information: Some(Information::PrivacyBreach),
                recoverability: Some(Recoverability::Extended),
            },
            Step::Moved { phase: Phase::PostIncident, why: text() },
            Step::Proposed { what: "w".into(), device: Some(DeviceId(9)), tier },
            Step::Proposed { what: "w".into(), device: None, tier: None },
            Step::Approved { action: 1, by: "b".into(), role: "r".into(), plan: "p".into() },
            Step::Done { action: 1, tier, remark: None },
            Step::Reverted { action: 1, remark: text() },
            Step::Closed { lessons: "l".into() },
        ];
        for step in all {
            assert_eq!(unsaid(step.slug(), &said(&step)), Some(step));
        }
        assert_eq!(unsaid("sung", &json!({})), None);
    }

    #[test]
    fn steps_cannot_be_changed_behind_the_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        fill(&mut store);
        store.open_incident(None, &[AlertId(1)], "ann", Timestamp(5)).unwrap();
        for sql in ["UPDATE incident_steps SET author = 'eve'", "DELETE FROM incident_steps"] {
            assert!(store.connection.execute(sql, []).is_err(), "{sql}");
        }
        store.verify_audit().unwrap();
    }
}
