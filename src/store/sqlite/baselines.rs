//! Baselines as rows: JSON of short lists, because they are read and written whole.
//!
//! `{"since", "accepted", "evicted", "gaps": [seconds], "talks": [[[side, transport, port, protocol, group],
//! [first, last, days, trust, risky, told], [gaps]]], "words": [[property, text, first]], "volume": {"rings": [hex], "next": hex,
//! "cusum": [], "recent": [[]], "reached": []}}`.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::convert::{damaged, id, to_json as json};
use crate::base::{Text, Timestamp};
use crate::baseline::{Baseline, Side, Talk, TalkKey, Trust, Volume, Word};
use crate::inventory::DeviceId;
use crate::observation::Transport;
use crate::store::StoreError;

pub(super) fn put(connection: &Connection, baseline: &Baseline) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT INTO baselines (device, learnt) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET learnt = ?2")?
        .execute(params![id(baseline.device), to_json(baseline)?])?;
    Ok(())
}

pub(super) fn remove(connection: &Connection, device: DeviceId) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached("DELETE FROM baselines WHERE device = ?")?.execute([id(device)])? > 0)
}

pub(super) fn one(connection: &Connection, device: DeviceId) -> Result<Option<Baseline>, StoreError> {
    let mut query = connection.prepare_cached("SELECT learnt FROM baselines WHERE device = ?")?;
    let learnt: Option<String> = query.query_row([id(device)], |row| row.get(0)).optional()?;
    learnt.map(|learnt| read(device, &learnt)).transpose()
}

pub(super) fn all(connection: &Connection) -> Result<Vec<Baseline>, StoreError> {
    super::load::rows(connection, "SELECT device, learnt FROM baselines ORDER BY device", |row| {
        let learnt: String = row.get("learnt")?;
        read(DeviceId(super::convert::uncount(row.get("device")?)), &learnt)
    })
}

/// Composed from its lists, which is several times quicker than by a tree of values.
fn to_json(baseline: &Baseline) -> Result<String, StoreError> {
    let talks = baseline.talks.iter().map(|talk| {
        let key = &talk.key;
        (
            (key.side.slug(), key.transport.0, key.port, &*key.protocol, &*key.group),
            (talk.first.0, talk.last.0, talk.days, talk.trust.slug(), talk.risky, talk.told.0),
            talk.gaps,
        )
    });
    let words = baseline.words.iter().map(|word| (word.property.slug(), word.text.as_str(), word.first.0));
    let volume = &baseline.volume;
    let (since, evicted) = (baseline.since.0, baseline.evicted);
    Ok(format!(
        r#"{{"since":{since},"accepted":{},"evicted":{evicted},"gaps":{},"talks":{},"words":{},"volume":{{"rings":{},"next":"{}","cusum":{},"recent":{},"reached":{}}}}}"#,
        json(&baseline.accepted.map(|at| at.0))?,
        json(&baseline.gaps)?,
        json(&talks.collect::<Vec<_>>())?,
        json(&words.collect::<Vec<_>>())?,
        json(&volume.rings.each_ref().map(|ring| hex(ring)))?,
        hex(&volume.next.concat()),
        json(&volume.cusum)?,
        json(&volume.recent)?,
        json(&volume.reached)?,
    ))
}

fn read(device: DeviceId, learnt: &str) -> Result<Baseline, StoreError> {
    let broken = || damaged("learnt", &learnt.chars().take(80).collect::<String>());
    let value: Value = serde_json::from_str(learnt).map_err(|_| broken())?;
    parse(device, &value).ok_or_else(broken)
}

fn parse(device: DeviceId, value: &Value) -> Option<Baseline> {
    let mut baseline = Baseline::new(device, Timestamp(value.get("since")?.as_i64()?));
    baseline.accepted = value.get("accepted").and_then(Value::as_i64).map(Timestamp);
    baseline.evicted = u32::try_from(value.get("evicted")?.as_u64()?).ok()?;
    baseline.gaps = serde_json::from_value(value.get("gaps")?.clone()).ok()?;
    baseline.talks = value.get("talks")?.as_array()?.iter().map(talk).collect::<Option<Vec<_>>>()?;
    baseline.talks.sort_by(|a, b| a.key.cmp(&b.key));
    for word in value.get("words")?.as_array()? {
        let property = word.get(0)?.as_str()?.parse().ok()?;
        let (text, first) = (Text::new(word.get(1)?.as_str()?)?, Timestamp(word.get(2)?.as_i64()?));
        baseline.words.push(Word { property, text, first });
    }
    baseline.volume = volume(value.get("volume")?)?;
    baseline.dirty = false;
    Some(baseline)
}

fn talk(value: &Value) -> Option<Talk> {
    let [key, life, gaps] = value.as_array()?.as_slice() else { return None };
    let of = |place: usize| if place < 5 { key.get(place) } else { life.get(place - 5) };
    let number = |place: usize| of(place)?.as_i64();
    let text = |place: usize| of(place)?.as_str();
    let side = if text(0)? == Side::Client.slug() { Side::Client } else { Side::Server };
    let trust = text(8)?;
    Some(Talk {
        key: TalkKey {
            side,
            transport: Transport(u8::try_from(number(1)?).ok()?),
            port: u16::try_from(number(2)?).ok()?,
            protocol: text(3)?.into(),
            group: text(4)?.into(),
        },
        first: Timestamp(number(5)?),
        last: Timestamp(number(6)?),
        days: u32::try_from(number(7)?).ok()?,
        trust: Trust::ALL.iter().copied().find(|one| one.slug() == trust)?,
        risky: of(9)?.as_bool()?,
        told: Timestamp(number(10)?),
        gaps: serde_json::from_value(gaps.clone()).ok()?,
    })
}

fn volume(value: &Value) -> Option<Volume> {
    let mut volume = Volume::default();
    for (ring, text) in volume.rings.iter_mut().zip(value.get("rings")?.as_array()?) {
        *ring = unhex(text.as_str()?)?;
        if !matches!(ring.len(), 0 | 672) {
            return None;
        }
    }
    let next = unhex(value.get("next")?.as_str()?)?;
    for (own, read) in volume.next.iter_mut().flatten().zip(next) {
        *own = read;
    }
    volume.cusum = serde_json::from_value(value.get("cusum")?.clone()).ok()?;
    volume.recent = serde_json::from_value(value.get("recent")?.clone()).ok()?;
    volume.reached = serde_json::from_value(value.get("reached")?.clone()).ok()?;
    Some(volume)
}

/// Bytes as hexadecimal digits; a run of ff, as most of a ring is, by its length: `~0140`.
fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        let run = rest.iter().take(0xffff).take_while(|byte| **byte == u8::MAX).count();
        let used = if run > 2 {
            out.push_str(&format!("~{run:04x}"));
            run
        } else {
            out.extend([digit(first >> 4), digit(first & 15)]);
            1
        };
        rest = rest.get(used..).unwrap_or_default();
    }
    out
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('~') {
            let run = usize::from(u16::from_str_radix(after.get(..4)?, 16).ok()?);
            out.resize(out.len() + run, u8::MAX);
            rest = after.get(4..)?;
        } else {
            out.push(u8::from_str_radix(rest.get(..2)?, 16).ok()?);
            rest = rest.get(2..)?;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::observation::Property;

    #[test]
    fn a_baseline_reads_back_as_it_was() {
        let mut baseline = Baseline::new(DeviceId(7), Timestamp(5));
        let key = TalkKey {
            side: Side::Server,
            transport: Transport::TCP,
            port: 104,
            protocol: "dicom".into(),
            group: "ct \"1\"".into(),
        };
        baseline.learn(key, Timestamp(9), true, 8);
        baseline.talks[0].gap(70);
        baseline.say(Property::DicomAeTitle, &Text::new("CT1").unwrap(), Timestamp(3));
        (0..50).for_each(|hour| {
            baseline.volume.hour(hour, 0, [1 << 20, 5, 0, 9], false);
        });
        baseline.day(33);
        baseline.accepted = Some(Timestamp(11));
        let read = read(DeviceId(7), &to_json(&baseline).unwrap()).unwrap();
        baseline.dirty = false;
        assert_eq!(read, baseline);
    }
}
