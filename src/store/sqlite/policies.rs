//! Policies as rows: whom they bind as `[device, manufacturer, model]`, what they allow as
//! `[[side, transport, [first, last], [kind, value]]]`.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Value, json};

use super::convert::{damaged, id, uncount};
use super::records::By;
use super::{Sqlite, chain};
use crate::base::Timestamp;
use crate::baseline::{Allowed, Bound, Policy, Side, With};
use crate::clinical::Deed;
use crate::inventory::DeviceId;
use crate::observation::Transport;
use crate::store::{Policies, StoreError};

impl Policies for Sqlite {
    fn policies(&self) -> Result<Vec<Policy>, StoreError> {
        all(&self.connection)
    }

    fn add_policy(&mut self, policy: &Policy) -> Result<u32, StoreError> {
        self.change(|connection, _| {
            put(connection, None, policy)?;
            let number = u32::try_from(connection.last_insert_rowid()).unwrap_or(u32::MAX);
            let by = By { author: &policy.author, now: policy.at };
            let subject = format!("policy {number} for {}", policy.bound);
            chain::add(connection, &Deed { to: Some(told(policy)), ..by.deed("add policy", subject) })?;
            Ok(number)
        })
    }

    fn supersede_policy(&mut self, policy: &Policy) -> Result<bool, StoreError> {
        self.change(|connection, _| {
            let Some(before) = all(connection)?.into_iter().find(|one| one.number == policy.number) else { return Ok(false) };
            let policy = Policy { supersedes: before.updated.or(Some(before.at)), bound: before.bound.clone(), ..policy.clone() };
            put(connection, Some(policy.number), &policy)?;
            let by = By { author: &policy.author, now: policy.at };
            let subject = format!("policy {} for {}", policy.number, policy.bound);
            let (from, to) = (Some(told(&before)), Some(told(&policy)));
            chain::add(connection, &Deed { from, to, ..by.deed("supersede policy", subject) })?;
            Ok(true)
        })
    }

    fn remove_policy(&mut self, number: u32, author: &str, now: Timestamp) -> Result<bool, StoreError> {
        self.change(|connection, _| {
            let gone = connection.execute("DELETE FROM policies WHERE number = ?", [number])? > 0;
            if gone {
                chain::add(connection, &By { author, now }.deed("remove policy", format!("policy {number}")))?;
            }
            Ok(gone)
        })
    }

    fn bound(&self, policies: &[Policy]) -> Result<Vec<u64>, StoreError> {
        let mut counts = vec![0; policies.len()];
        let mut query = self.connection.prepare_cached("SELECT device, manufacturer, model FROM catalogue")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let device = DeviceId(uncount(row.get(0)?));
            let text = |place| row.get_ref(place).map(|value| value.as_str().unwrap_or_default());
            let (manufacturer, model) = (text(1)?, text(2)?);
            for (count, policy) in counts.iter_mut().zip(policies) {
                *count += u64::from(policy.bound.binds(device, manufacturer, model));
            }
        }
        Ok(counts)
    }
}

/// Writes a policy under its number, or the next one.
fn put(connection: &Connection, number: Option<u32>, policy: &Policy) -> Result<(), StoreError> {
    let bound = &policy.bound;
    let whom = json!([bound.device.map(|device| device.0), bound.manufacturer, bound.model]).to_string();
    let allowed = Value::Array(policy.allowed.iter().map(to_json).collect()).to_string();
    let remarks = Value::from(policy.remarks.clone()).to_string();
    let (updated, supersedes) = (policy.updated.map(|at| at.0), policy.supersedes.map(|at| at.0));
    connection.execute(
        "INSERT OR REPLACE INTO policies (number, bound, title, url, allowed, remarks, updated, supersedes, author, at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![number, whom, policy.title, policy.url, allowed, remarks, updated, supersedes, policy.author, policy.at.0],
    )?;
    Ok(())
}

/// A policy in one line, for the audit log.
fn told(policy: &Policy) -> String {
    let updated = policy.updated.map(|at| format!(" as of {at}")).unwrap_or_default();
    format!("{}{updated}: {} conversations allowed", policy.title, policy.allowed.len())
}

pub(super) fn all(connection: &Connection) -> Result<Vec<Policy>, StoreError> {
    let mut policies = super::load::rows(connection, "SELECT * FROM policies ORDER BY number", read)?;
    // A device that became one with another is bound as that.
    let mut stays = connection.prepare_cached("SELECT alias_of FROM devices WHERE id = ? AND alias_of IS NOT NULL")?;
    for device in policies.iter_mut().filter_map(|policy| policy.bound.device.as_mut()) {
        if let Some(other) = stays.query_row([id(*device)], |row| row.get(0)).optional()? {
            *device = DeviceId(uncount(other));
        }
    }
    Ok(policies)
}

fn to_json(one: &Allowed) -> Value {
    let with: Vec<String> = [Some(one.with.kind().to_owned()), one.with.of()].into_iter().flatten().collect();
    json!([one.side.map(Side::slug), one.transport.map(|transport| transport.0), one.ports, with])
}

fn from_json(value: &Value) -> Option<Allowed> {
    let side = match value.get(0)?.as_str() {
        Some(slug) if slug == Side::Client.slug() => Some(Side::Client),
        Some(slug) if slug == Side::Server.slug() => Some(Side::Server),
        Some(_) => return None,
        None => None,
    };
    let transport = value.get(1)?.as_u64().map(|number| u8::try_from(number).ok().map(Transport));
    let with = value.get(3)?;
    let with = With::read(with.get(0)?.as_str()?, with.get(1).and_then(Value::as_str))?;
    let ports = serde_json::from_value(value.get(2)?.clone()).ok()?;
    Some(Allowed { side, transport: transport.map_or(Some(None), |known| known.map(Some))?, ports, with })
}

fn read(row: &Row<'_>) -> Result<Policy, StoreError> {
    let (bound, allowed, remarks): (String, String, String) = (row.get("bound")?, row.get("allowed")?, row.get("remarks")?);
    let (device, manufacturer, model): (Option<u64>, Option<String>, Option<String>) =
        serde_json::from_str(&bound).map_err(|_| damaged("policies.bound", &bound))?;
    let list: Option<Vec<Allowed>> =
        serde_json::from_str::<Vec<Value>>(&allowed).ok().and_then(|list| list.iter().map(from_json).collect());
    Ok(Policy {
        number: u32::try_from(uncount(row.get("number")?)).unwrap_or(u32::MAX),
        bound: Bound { device: device.map(DeviceId), manufacturer, model },
        title: row.get("title")?,
        url: row.get("url")?,
        allowed: list.ok_or_else(|| damaged("policies.allowed", &allowed))?,
        remarks: serde_json::from_str(&remarks).map_err(|_| damaged("policies.remarks", &remarks))?,
        updated: row.get::<_, Option<i64>>("updated")?.map(Timestamp),
        supersedes: row.get::<_, Option<i64>>("supersedes")?.map(Timestamp),
        author: row.get("author")?,
        at: Timestamp(row.get("at")?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baseline::network;
    use crate::store::Opening;

    #[test]
    fn a_policy_reads_back_as_it_was_and_is_written_down() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Sqlite::open(&folder.path().join("w.db"), Opening::Create).unwrap();
        let allow = |with, side| Allowed { side, transport: Some(Transport::TCP), ports: Some((443, 444)), with };
        let policy = Policy {
            number: 1,
            bound: Bound { model: Some("P5".into()), device: Some(DeviceId(3)), ..Bound::default() },
            title: "Acme P5".into(),
            url: "https://mud.example/p5".into(),
            allowed: vec![
                allow(With::Domain("acme.example".into()), Some(Side::Client)),
                allow(With::Network(network("10.0.0.0/8").unwrap()), Some(Side::Server)),
                allow(With::Category("pacs".into()), None),
                Allowed { side: None, transport: None, ports: None, with: With::Anybody },
                Allowed { side: None, transport: None, ports: None, with: With::Site },
                allow(With::Manufacturer("Acme".into()), None),
            ],
            remarks: vec!["rule 7 is not understood".into()],
            updated: Some(Timestamp(3)),
            supersedes: None,
            author: "ann".into(),
            at: Timestamp(5),
        };
        assert_eq!(store.add_policy(&policy).unwrap(), 1);
        assert_eq!(store.policies().unwrap(), std::slice::from_ref(&policy));
        let newer =
            Policy { title: "Acme P5, 2".into(), updated: None, at: Timestamp(6), bound: Bound::default(), ..policy.clone() };
        assert!(store.supersede_policy(&newer).unwrap());
        assert_eq!(store.policies().unwrap(), [Policy { supersedes: Some(Timestamp(3)), bound: policy.bound, ..newer.clone() }]);
        assert!(!store.supersede_policy(&Policy { number: 9, ..newer }).unwrap());
        assert!(store.remove_policy(1, "ann", Timestamp(6)).unwrap() && !store.remove_policy(1, "ann", Timestamp(7)).unwrap());
        assert!(store.policies().unwrap().is_empty());
        let (entries, _) = crate::store::Records::verify_audit(&store).unwrap();
        assert_eq!(entries, 3);
    }
}
