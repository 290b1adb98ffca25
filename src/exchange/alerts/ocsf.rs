//! OCSF Detection Finding (class 2004), schema 1.5.0 (schema.ocsf.io/1.5.0/classes/detection_finding).

use serde_json::{Map, Value, json};

use super::json::{clinical, clinical_line};
use super::{Cut, Told, is_new};
use crate::alert::{Alert, Severity};
use crate::exchange::ocsf::{device, metadata, milliseconds};

/// The alert as one event.
#[must_use]
pub fn value(told: &Told<'_>, cut: Cut) -> Value {
    let alert = told.alert;
    let (activity, name) = match alert.state.slug() {
        "closed" => (3, "Close"),
        _ if is_new(alert) => (1, "Create"),
        _ => (2, "Update"),
    };
    let mut event = json!({
        "activity_id": activity,
        "activity_name": name,
        "category_uid": 2,
        "category_name": "Findings",
        "class_uid": 2004,
        "class_name": "Detection Finding",
        "type_uid": 200_400 + activity,
        "severity_id": severity(alert.severity),
        "severity": alert.severity.slug(),
        "time": milliseconds(alert.last),
        "start_time": milliseconds(alert.first),
        "end_time": milliseconds(alert.last),
        "count": alert.count,
        "is_alert": alert.route.slug() == "page",
        "message": cut.text(&alert.summary),
        "status_id": status(alert.state.slug()),
        "metadata": metadata(&told.uid()),
        "finding_info": finding(alert, cut),
        "evidences": evidences(told, cut),
        "unmapped": {
            "route": alert.route.slug(),
            "route_reason": cut.text(&alert.route_reason),
            "baseline": alert.baseline.as_deref().map(|text| cut.text(text)),
            "peer": alert.peer.as_deref().map(|text| cut.text(text)),
            "clinical": alert.context.as_ref().map(|context| clinical(context, cut)),
            "truncated": told.is_cut(cut),
        },
    });
    if let Some(context) = &alert.context {
        event["risk_details"] = clinical_line(context).into();
        event["risk_level_id"] = i64::from(context.tier.level()).into();
    }
    if let Some(subject) = subject(told) {
        event["device"] = subject;
    }
    event
}

fn severity(severity: Severity) -> i64 {
    match severity {
        Severity::Info => 1,
        Severity::Low => 2,
        Severity::Medium => 3,
        Severity::High => 4,
        Severity::Critical => 5,
    }
}

fn status(state: &str) -> i64 {
    match state {
        "closed" => 4,
        "suppressed" => 3,
        "acknowledged" => 2,
        _ => 1,
    }
}

fn finding(alert: &Alert, cut: Cut) -> Value {
    let attacks = alert.techniques.iter().map(|technique| match technique.split_once('.') {
        Some((whole, _)) => json!({ "version": "18", "technique": { "uid": whole }, "sub_technique": { "uid": technique } }),
        None => json!({ "version": "18", "technique": { "uid": technique } }),
    });
    json!({
        "uid": alert.id.to_string(),
        "title": format!("{}: {}", alert.kind.slug(), cut.text(&alert.summary)),
        "desc": alert.kind.meaning(),
        "types": [alert.kind.slug()],
        "analytic": { "uid": alert.kind.slug(), "name": alert.kind.slug(), "type_id": 2, "type": "Behavioral" },
        "attacks": attacks.collect::<Vec<_>>(),
        "first_seen_time": milliseconds(alert.first),
        "last_seen_time": milliseconds(alert.last),
        "related_events_count": alert.count,
        "data_sources": ["network traffic"],
    })
}

/// The device: as the inventory knows it, else the addresses of the alert.
fn subject(told: &Told<'_>) -> Option<Value> {
    let alert = told.alert;
    if let Some(item) = told.device {
        return Some(device(item));
    }
    let id = alert.device?;
    let mut object = Map::from_iter([("uid".to_owned(), Value::from(id.to_string())), ("type_id".to_owned(), 0.into())]);
    let ip = alert.device_ips.first().map(|ip| ("ip".to_owned(), ip.to_string().into()));
    let mac = alert.device_macs.first().map(|mac| ("mac".to_owned(), mac.to_string().into()));
    object.extend(ip.into_iter().chain(mac));
    Some(Value::Object(object))
}

fn evidences(told: &Told<'_>, cut: Cut) -> Vec<Value> {
    let alert = told.alert;
    let ends = |evidence: &mut Value| {
        if let Some(ip) = alert.device_ips.first() {
            evidence["src_endpoint"] = json!({ "ip": ip.to_string() });
        }
        if let Some(ip) = told.peer_ip() {
            evidence["dst_endpoint"] = json!({ "ip": ip.to_string() });
        }
    };
    let skipped = alert.evidence.len().saturating_sub(cut.evidence);
    let evidences = alert.evidence.iter().skip(skipped).map(|proof| {
        let mut evidence = json!({ "data": { "at": proof.at.to_string(), "text": cut.text(&proof.text) } });
        ends(&mut evidence);
        if let Some(id) = &proof.community_id {
            evidence["connection_info"] = json!({ "direction_id": 0, "community_uid": id });
        }
        evidence
    });
    evidences.collect()
}
