//! Baselines as rows: JSON of short lists, because they are read and written whole.
//!
//! `{"since", "accepted", "evicted", "gaps": [seconds], "talks": [[[side, transport, port, protocol, group],
//! [first, last, days, trust, risky, told], [gaps]]], "words": [[property, text, first]], "volume": {"rings": [hex], "next": hex,
//! "cusum": [], "recent": [[]], "reached": []}}`.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

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

/// A baseline as it is written.
#[derive(Deserialize)]
struct Learnt {
    since: i64,
    accepted: Option<i64>,
    evicted: u32,
    gaps: Vec<u16>,
    talks: Vec<(KeyJson, LifeJson, [u16; 7])>,
    words: Vec<(String, String, i64)>,
    volume: VolumeJson,
}

/// Side, transport, port, protocol, group.
type KeyJson = (String, u8, u16, String, String);
/// First, last, days, trust, risky, told.
type LifeJson = (i64, i64, u32, String, bool, i64);

#[derive(Deserialize)]
struct VolumeJson {
    rings: [String; 4],
    next: String,
    cusum: [f32; 4],
    recent: [[f32; 3]; 4],
    reached: [u16; 4],
}

fn read(device: DeviceId, learnt: &str) -> Result<Baseline, StoreError> {
    let broken = || damaged("learnt", &learnt.chars().take(80).collect::<String>());
    let value: Learnt = serde_json::from_str(learnt).map_err(|_| broken())?;
    parse(device, value).ok_or_else(broken)
}

fn parse(device: DeviceId, value: Learnt) -> Option<Baseline> {
    let mut talks = value.talks.into_iter().map(talk).collect::<Option<Vec<_>>>()?;
    talks.sort_by(|a, b| a.key.cmp(&b.key));
    let word = |(property, text, first): (String, String, i64)| {
        Some(Word { property: property.parse().ok()?, text: Text::new(&text)?, first: Timestamp(first) })
    };
    let mut baseline = Baseline::new(device, Timestamp(value.since));
    baseline.accepted = value.accepted.map(Timestamp);
    (baseline.talks, baseline.evicted, baseline.gaps) = (talks, value.evicted, value.gaps);
    baseline.words = value.words.into_iter().map(word).collect::<Option<_>>()?;
    baseline.volume = volume(&value.volume)?;
    baseline.dirty = false;
    Some(baseline)
}

fn talk((key, life, gaps): (KeyJson, LifeJson, [u16; 7])) -> Option<Talk> {
    let (side, transport, port, protocol, group) = key;
    let (first, last, days, trust, risky, told) = life;
    Some(Talk {
        key: TalkKey {
            side: if side == Side::Client.slug() { Side::Client } else { Side::Server },
            transport: Transport(transport),
            port,
            protocol: protocol.into(),
            group: group.into(),
        },
        first: Timestamp(first),
        last: Timestamp(last),
        days,
        trust: Trust::ALL.iter().copied().find(|one| one.slug() == trust)?,
        risky,
        told: Timestamp(told),
        gaps,
    })
}

fn volume(value: &VolumeJson) -> Option<Volume> {
    let (cusum, recent, reached) = (value.cusum, value.recent, value.reached);
    let mut volume = Volume { cusum, recent, reached, ..Volume::default() };
    for (ring, text) in volume.rings.iter_mut().zip(&value.rings) {
        *ring = unhex(text)?;
        if !matches!(ring.len(), 0 | 672) {
            return None;
        }
    }
    for (own, read) in volume.next.iter_mut().flatten().zip(unhex(&value.next)?) {
        *own = read;
    }
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
