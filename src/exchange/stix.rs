//! STIX 2.1 (OASIS, 2021-06-10): indicators of what alerts met outside the site, for sharing; and indicators of others, read.
//!
//! Only addresses and names outside the site leave, with kinds, times and counts, marked TLP:AMBER: no device, no address of
//! the site, no sentence that a person wrote.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde_json::{Value, json};
use sha1::{Digest, Sha1};

use crate::alert::{Alert, Verdict};
use crate::base::Timestamp;

/// The most that a bundle may hold, when one is read.
pub const MOST_BYTES: usize = 64 << 20;
/// Namespace of the identifiers of observables (STIX 2.1, 2.9).
const OBSERVABLES: [u8; 16] = [0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7];
/// Namespace of our own identifiers: the same content has the same one.
const OURS: [u8; 16] = [0x7b, 0x1d, 0x7e, 0x60, 0x3c, 0x0b, 0x4d, 0x3e, 0x9a, 0x55, 0x77, 0x61, 0x72, 0x64, 0x77, 0x61];
/// TLP:AMBER (STIX 2.1, 7.2.1.4).
const AMBER: &str = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82";

/// What was met outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outside {
    Address(IpAddr),
    Name(String),
}

/// A name-based identifier (RFC 9562, version 5).
fn uuid(namespace: [u8; 16], name: &str) -> String {
    let hash = Sha1::new().chain_update(namespace).chain_update(name).finalize();
    let mut bytes = [0_u8; 16];
    bytes.iter_mut().zip(hash).for_each(|(own, byte)| *own = byte);
    let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
    *version = (*version & 0x0f) | 0x50;
    *variant = (*variant & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().to_owned();
    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
}

impl Outside {
    fn kind(&self) -> &'static str {
        match self {
            Self::Address(IpAddr::V4(_)) => "ipv4-addr",
            Self::Address(IpAddr::V6(_)) => "ipv6-addr",
            Self::Name(_) => "domain-name",
        }
    }

    fn value(&self) -> String {
        match self {
            Self::Address(ip) => ip.to_string(),
            Self::Name(name) => name.clone(),
        }
    }
}

/// What an alert met outside the site: its peer's address, and the name in brackets behind it or by itself.
fn outside(alert: &Alert, is_site: &dyn Fn(IpAddr) -> bool) -> Vec<Outside> {
    let mut found = Vec::new();
    for word in alert.peer.iter().flat_map(|peer| peer.split([' ', '(', ')'])).filter(|word| !word.is_empty()) {
        match word.parse::<IpAddr>() {
            Ok(ip) if !is_site(ip) => found.push(Outside::Address(ip)),
            Ok(_) => return Vec::new(),
            Err(_) if is_name(word) => found.push(Outside::Name(word.trim_end_matches('.').to_lowercase())),
            Err(_) => {}
        }
    }
    found
}

fn is_name(word: &str) -> bool {
    let labels = || word.trim_end_matches('.').split('.');
    let fits = |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    labels().count() >= 2
        && labels().all(fits)
        && !labels().next_back().is_some_and(|top| top.bytes().any(|b| b.is_ascii_digit()))
}

/// A bundle of what alerts met outside, as of `now`. `title` names the collection; it must hold nothing private.
#[must_use]
pub fn bundle(title: &str, alerts: &[Alert], is_site: &dyn Fn(IpAddr) -> bool, now: Timestamp) -> Value {
    let mut met: BTreeMap<Outside, Vec<&Alert>> = BTreeMap::new();
    for alert in alerts.iter().filter(|alert| alert.verdict.is_none_or(|verdict| verdict == Verdict::True)) {
        for one in outside(alert, is_site) {
            met.entry(one).or_default().push(alert);
        }
    }
    let identity = format!("identity--{}", uuid(OURS, "identity wardwatch"));
    let common = |kind: &str, id: String| {
        json!({"type": kind, "spec_version": "2.1", "id": id, "created": time(now), "modified": time(now),
            "created_by_ref": identity, "object_marking_refs": [AMBER]})
    };
    let mut objects = vec![with(common("identity", identity.clone()), json!({"name": "wardwatch", "identity_class": "system"}))];
    let mut refs = Vec::new();
    for (one, alerts) in &met {
        for object in described(one, alerts, &common) {
            refs.extend(object.get("id").cloned());
            objects.push(object);
        }
    }
    if !refs.is_empty() {
        let id = format!("grouping--{}", uuid(OURS, &format!("grouping {title}")));
        objects.push(with(common("grouping", id), json!({"name": title, "context": "suspicious-activity", "object_refs": refs})));
    }
    json!({"type": "bundle", "id": format!("bundle--{}", uuid(OURS, &format!("bundle {title} {}", now.0))), "objects": objects})
}

/// The observable, the indicator and the sighting of one thing met outside.
fn described(one: &Outside, alerts: &[&Alert], common: &dyn Fn(&str, String) -> Value) -> [Value; 3] {
    let value = one.value();
    let observable = json!({"type": one.kind(), "spec_version": "2.1", "value": value, "object_marking_refs": [AMBER],
        "id": format!("{}--{}", one.kind(), uuid(OBSERVABLES, &json!({"value": value}).to_string()))});
    let indicator = format!("indicator--{}", uuid(OURS, &format!("indicator {} {value}", one.kind())));
    let first = alerts.iter().map(|alert| alert.first).min().unwrap_or_default();
    let last = alerts.iter().map(|alert| alert.last).max().unwrap_or_default();
    let count: u64 = alerts.iter().map(|alert| alert.count).fold(0, u64::saturating_add);
    let mut kinds: Vec<&str> = alerts.iter().map(|alert| alert.kind.slug()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut techniques: Vec<&str> = alerts.iter().flat_map(|alert| alert.techniques.iter().copied()).collect();
    techniques.sort_unstable();
    techniques.dedup();
    let attacked = alerts.iter().any(|alert| alert.verdict == Some(Verdict::True));
    let references: Vec<Value> = techniques.iter().map(|id| json!({"source_name": "mitre-attack", "external_id": id})).collect();
    let mut said = json!({
        "name": format!("{value}: {}", kinds.join(", ")), "pattern_type": "stix",
        "pattern": format!("[{}:value = '{}']", one.kind(), value.replace('\\', "\\\\").replace('\'', "\\'")),
        "valid_from": time(first), "indicator_types": [if attacked { "malicious-activity" } else { "anomalous-activity" }],
    });
    if !references.is_empty() {
        said = with(said, json!({"external_references": references}));
    }
    let seen = json!({
        "sighting_of_ref": indicator, "first_seen": time(first), "last_seen": time(last), "count": count.min(999_999_999),
    });
    let id = format!("sighting--{}", uuid(OURS, &format!("sighting {} {value}", one.kind())));
    let sighting = with(common("sighting", id), seen);
    [observable, with(common("indicator", indicator), said), sighting]
}

fn with(mut object: Value, more: Value) -> Value {
    if let (Some(map), Value::Object(more)) = (object.as_object_mut(), more) {
        map.extend(more);
    }
    object
}

/// A time with milliseconds, as STIX has it.
fn time(at: Timestamp) -> String {
    let text = at.to_string();
    let seconds = text.get(..19).unwrap_or(&text);
    let milliseconds = at.0.rem_euclid(1_000_000_000) / 1_000_000;
    format!("{seconds}.{milliseconds:03}Z")
}

/// Why a bundle cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum StixError {
    /// It is too large.
    #[error("the bundle holds more than {MOST_BYTES} bytes")]
    Large,
    /// It is no JSON.
    #[error("the bundle is no JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It is something else.
    #[error("it is JSON but no STIX bundle")]
    NoBundle,
}

/// The addresses and names of a bundle's indicators, and how many indicators could not be taken: those that are no simple
/// comparison, or of something that is not watched. Revoked ones, and those that had ended by `now`, are left out.
///
/// # Errors
/// When it is no bundle.
pub fn indicators(text: &str, now: Timestamp) -> Result<(Vec<String>, usize), StixError> {
    if text.len() > MOST_BYTES {
        return Err(StixError::Large);
    }
    let bundle: Value = serde_json::from_str(text)?;
    let word = |object: &Value, name: &str| object.get(name).and_then(Value::as_str).map(str::to_owned);
    if word(&bundle, "type").as_deref() != Some("bundle") {
        return Err(StixError::NoBundle);
    }
    let (mut found, mut left) = (Vec::new(), 0);
    for object in bundle.get("objects").and_then(Value::as_array).into_iter().flatten() {
        if word(object, "type").as_deref() != Some("indicator") || object.get("revoked") == Some(&Value::Bool(true)) {
            continue;
        }
        let ended = word(object, "valid_until").and_then(|until| until.parse::<Timestamp>().ok());
        if ended.is_some_and(|until| until <= now) {
            continue;
        }
        match word(object, "pattern").as_deref().and_then(compared) {
            Some(values) => found.extend(values),
            None => left += 1,
        }
    }
    found.sort();
    found.dedup();
    Ok((found, left))
}

/// The values of a pattern that compares addresses or names with `=`, alone or joined by OR.
fn compared(pattern: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    for part in pattern.split(" OR ") {
        let part = part.trim().trim_start_matches(['[', '(', ' ']).trim_end_matches([']', ')', ' ']);
        let (path, value) = part.split_once('=')?;
        let known = matches!(path.trim(), "ipv4-addr:value" | "ipv6-addr:value" | "domain-name:value");
        let value = value.trim().strip_prefix('\'')?.strip_suffix('\'')?;
        let fits = value.parse::<IpAddr>().is_ok() || is_name(value);
        if !known || !fits {
            return None;
        }
        values.push(value.to_owned());
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::Kind;
    use crate::inventory::DeviceId;

    fn alert(id: u64, peer: &str, verdict: Option<Verdict>) -> Alert {
        Alert {
            verdict,
            author: Some("CANARY".into()),
            note: Some("CANARY".into()),
            device: Some(DeviceId(7)),
            device_ips: vec![[10, 0, 0, 7].into()],
            last: Timestamp::new(1_700_000_600, 0),
            count: 3,
            summary: "10.0.0.7 CANARY".into(),
            peer: Some(peer.into()),
            techniques: &["T1071"],
            ..Alert::blank(id, Kind::NewPeer)
        }
    }

    fn made(alerts: &[Alert]) -> Value {
        let site = |ip: IpAddr| matches!(ip, IpAddr::V4(v4) if v4.is_private());
        bundle("incident-1", alerts, &site, Timestamp::new(1_700_001_000, 5_000_000))
    }

    #[test]
    fn only_what_is_outside_leaves_and_it_reads_back() {
        let alerts = [
            alert(1, "203.0.113.7 (c2.example.net)", Some(Verdict::True)),
            alert(2, "10.1.2.3", None),
            alert(3, "198.51.100.9", Some(Verdict::Benign)),
            alert(4, "2001:db8::9", None),
            alert(5, "tcp/104 dicom", None),
        ];
        let bundle = made(&alerts);
        let text = bundle.to_string();
        assert!(
            !text.contains("CANARY") && !text.contains("10.") && !text.contains("dev-7") && !text.contains("198.51"),
            "{text}"
        );
        let (read, left) = indicators(&text, Timestamp::new(1_700_001_000, 0)).unwrap();
        assert_eq!((read, left), (vec!["2001:db8::9".to_owned(), "203.0.113.7".into(), "c2.example.net".into()], 0));
        assert_eq!(made(&alerts), bundle, "the same alerts give the same bytes");
        let types: Vec<&str> = bundle["objects"].as_array().unwrap().iter().filter_map(|one| one["type"].as_str()).collect();
        assert_eq!(types.iter().filter(|kind| **kind == "sighting").count(), 3);
        assert_eq!((types[0], types.last().copied()), ("identity", Some("grouping")));
    }

    #[test]
    fn identifiers_of_observables_are_those_of_the_standard() {
        // The same address has the same identifier with everybody: here as Python's uuid5 makes it.
        assert_eq!(uuid(OBSERVABLES, r#"{"value":"198.51.100.3"}"#), "28bb3599-77cd-5a82-a950-b5bc3caf07c4");
        assert_eq!(time(Timestamp::new(1_700_000_000, 123_456_789)), "2023-11-14T22:13:20.123Z");
    }

    #[test]
    fn patterns_that_say_more_than_a_comparison_are_left() {
        assert_eq!(compared("[ipv4-addr:value = '192.0.2.1' OR domain-name:value = 'a.example']").unwrap().len(), 2);
        for pattern in [
            "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']",
            "[ipv4-addr:value = '192.0.2.1' AND domain-name:value = 'a.example']",
            "[ipv4-addr:value != '192.0.2.1']",
            "[ipv4-addr:value ISSUBSET '192.0.2.0/24']",
            "[domain-name:value = 'x'] FOLLOWEDBY [domain-name:value = 'y']",
        ] {
            assert_eq!(compared(pattern), None, "{pattern}");
        }
        let ended = json!({"type": "bundle", "objects": [
            {"type": "indicator", "pattern": "[ipv4-addr:value = '192.0.2.1']", "valid_until": "2020-01-01T00:00:00Z"},
            {"type": "indicator", "pattern": "[ipv4-addr:value = '192.0.2.2']", "revoked": true},
            {"type": "indicator", "pattern": "[url:value = 'http://x.example/']"}]});
        assert_eq!(indicators(&ended.to_string(), Timestamp::new(1_700_000_000, 0)).unwrap(), (vec![], 1));
        assert!(indicators("[]", Timestamp(0)).is_err());
    }
}
