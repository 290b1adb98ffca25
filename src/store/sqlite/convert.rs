//! The domain's values as SQLite's, and back.

use std::str::FromStr;

use rusqlite::Row;
use serde_json::{Value, json};

use crate::base::{Endpoint, MacAddr, Text, Timestamp, Vlan};
use crate::fingerprint::Claim;
use crate::inventory::{DeviceId, Evidence, OverrideKind, Part};
use crate::observation::{Equipment, Property};
use crate::store::StoreError;

/// A count as SQLite's signed integer.
pub(super) fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn uncount(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

pub(super) fn id(device: DeviceId) -> i64 {
    count(device.0)
}

pub(super) fn time(row: &Row<'_>, column: &str) -> Result<Timestamp, StoreError> {
    Ok(Timestamp(row.get(column)?))
}

pub(super) fn text(row: &Row<'_>, column: &str) -> Result<Text, StoreError> {
    optional_text(row, column)?.ok_or_else(|| damaged(column, "an empty text"))
}

pub(super) fn optional_text(row: &Row<'_>, column: &str) -> Result<Option<Text>, StoreError> {
    let text: Option<String> = row.get(column)?;
    Ok(text.as_deref().and_then(Text::new))
}

/// A value that reads itself from text.
pub(super) fn parsed<T: FromStr>(row: &Row<'_>, column: &str) -> Result<T, StoreError> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| damaged(column, &text))
}

pub(super) fn optional<T: FromStr>(row: &Row<'_>, column: &str) -> Result<Option<T>, StoreError> {
    let text: Option<String> = row.get(column)?;
    text.filter(|text| !text.is_empty()).map(|text| text.parse().map_err(|_| damaged(column, &text))).transpose()
}

/// An endpoint from the columns `mac`, `ip` and `vlan`.
pub(super) fn endpoint(row: &Row<'_>) -> Result<Endpoint, StoreError> {
    Ok(Endpoint { mac: optional(row, "mac")?, ip: optional(row, "ip")?, vlan: Vlan(row.get("vlan")?) })
}

pub(super) fn damaged(column: &str, value: &str) -> StoreError {
    StoreError::Damaged(format!("{column} holds {value:?}"))
}

pub(super) fn equipment_to_json(equipment: &Equipment) -> String {
    let parts = equipment.parts().iter().map(|(property, text)| json!([property.slug(), text.as_str()]));
    Value::Array(parts.collect()).to_string()
}

pub(super) fn equipment_from_json(parts: &str) -> Result<Equipment, StoreError> {
    let pairs: Vec<(String, String)> = serde_json::from_str(parts).map_err(|_| damaged("parts", parts))?;
    let read = |(property, text): &(String, String)| Some((property.parse::<Property>().ok()?, Text::new(text)?));
    let pairs: Option<Vec<_>> = pairs.iter().map(read).collect();
    pairs.and_then(Equipment::new).ok_or_else(|| damaged("parts", parts))
}

/// Facts as the table `facts` keeps them.
type FactJson<'a> = (&'a str, &'a str, &'a str, i64, i64);

pub(super) fn evidence_to_json(evidence: &[Evidence]) -> Result<String, StoreError> {
    let facts = evidence
        .iter()
        .map(|one| -> FactJson<'_> { (one.property.slug(), one.value.as_str(), &one.protocol, one.first.0, one.last.0) });
    to_json(&facts.collect::<Vec<_>>())
}

/// The facts in the column `said`, each given to `take` as property, value, protocol and span.
pub(super) fn each_fact(
    said: &str,
    mut take: impl FnMut(Property, Text, &str, (Timestamp, Timestamp)),
) -> Result<(), StoreError> {
    let facts: Vec<(String, String, String, i64, i64)> = serde_json::from_str(said).map_err(|_| damaged("said", said))?;
    for (property, value, protocol, first, last) in &facts {
        let (property, text) = property.parse().ok().zip(Text::new(value)).ok_or_else(|| damaged("said", said))?;
        take(property, text, protocol, (Timestamp(*first), Timestamp(*last)));
    }
    Ok(())
}

pub(super) fn claims_to_json(claims: &[Claim]) -> Result<String, StoreError> {
    let claims = claims.iter().map(|one| (&*one.rule, &*one.family, one.weight, one.because.as_str()));
    to_json(&claims.collect::<Vec<_>>())
}

pub(super) fn rivals_to_json(rivals: &[(Text, f32)]) -> Result<String, StoreError> {
    to_json(&rivals.iter().map(|(value, strength)| (value.as_str(), strength)).collect::<Vec<_>>())
}

pub(super) fn to_json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Damaged(error.to_string()))
}

pub(super) fn override_to_json(kind: &OverrideKind) -> String {
    match kind {
        OverrideKind::Merge { keep, join } => json!({"merge": [end_to_json(keep), end_to_json(join)]}).to_string(),
        OverrideKind::Split { from, parts } => {
            let part = |part: &Part| match part {
                Part::Mac(mac) => json!({"mac": mac.to_string()}),
                Part::Ip(ip) => json!({"ip": ip.to_string()}),
            };
            json!({"split": end_to_json(from), "parts": parts.iter().map(part).collect::<Vec<_>>()}).to_string()
        }
    }
}

pub(super) fn override_from_json(said: &str) -> Result<OverrideKind, StoreError> {
    let value: Value = serde_json::from_str(said).map_err(|_| damaged("said", said))?;
    read_override(&value).ok_or_else(|| damaged("said", said))
}

fn read_override(value: &Value) -> Option<OverrideKind> {
    if let Some(ends) = value.get("merge") {
        return Some(OverrideKind::Merge { keep: end_from_json(ends.get(0)?)?, join: end_from_json(ends.get(1)?)? });
    }
    let part = |part: &Value| match (part.get("mac"), part.get("ip")) {
        (Some(mac), _) => Some(Part::Mac(mac.as_str()?.parse().ok()?)),
        (_, Some(ip)) => Some(Part::Ip(ip.as_str()?.parse().ok()?)),
        _ => None,
    };
    let parts: Option<Vec<Part>> = value.get("parts")?.as_array()?.iter().map(part).collect();
    Some(OverrideKind::Split { from: end_from_json(value.get("split")?)?, parts: parts? })
}

fn end_to_json(end: &Endpoint) -> Value {
    json!({"mac": end.mac.map(|mac| mac.to_string()), "ip": end.ip.map(|ip| ip.to_string()), "vlan": end.vlan.0})
}

fn end_from_json(value: &Value) -> Option<Endpoint> {
    let text = |name| value.get(name).and_then(Value::as_str);
    let mac: Option<MacAddr> = text("mac").map(str::parse).transpose().ok()?;
    let ip = text("ip").map(str::parse).transpose().ok()?;
    let vlan = Vlan(u32::try_from(value.get("vlan")?.as_u64()?).ok()?);
    Some(Endpoint { mac, ip, vlan })
}
