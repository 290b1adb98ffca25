//! Elastic Common Schema 8.17 (elastic.co/guide/en/ecs/8.17).

use serde_json::{Value, json};

use super::json::{clinical, clinical_line};
use super::{Cut, Told, severity_of_ten};
use crate::base::MacAddr;

/// The version of the schema.
const VERSION: &str = "8.17.0";

/// The alert as one document.
#[must_use]
pub fn value(told: &Told<'_>, cut: Cut) -> Value {
    let alert = told.alert;
    let ips: Vec<String> = alert.device_ips.iter().map(ToString::to_string).collect();
    let related: Vec<String> = ips.iter().cloned().chain(told.peer_ip().map(|ip| ip.to_string())).collect();
    let mut document = json!({
        "@timestamp": alert.last.to_string(),
        "ecs": { "version": VERSION },
        "message": cut.text(&alert.summary),
        "event": {
            "kind": "alert",
            "category": ["intrusion_detection", "network"],
            "type": ["info"],
            "action": alert.kind.slug(),
            "code": alert.kind.slug(),
            "module": "wardwatch",
            "dataset": "wardwatch.alert",
            "id": told.uid(),
            "severity": severity_of_ten(alert.severity),
            "risk_score": alert.strength,
            "reason": cut.text(&alert.route_reason),
            "start": alert.first.to_string(),
            "end": alert.last.to_string(),
            "created": told.now.to_string(),
            "outcome": "unknown",
        },
        "observer": {
            "type": "ids", "vendor": "wardwatch", "product": "wardwatch", "version": env!("CARGO_PKG_VERSION"),
            "hostname": told.host,
        },
        "rule": {
            "id": alert.kind.slug(), "name": alert.kind.slug(), "description": alert.kind.meaning(), "category": "behaviour",
            "ruleset": "wardwatch", "version": env!("CARGO_PKG_VERSION"),
        },
        "threat": {
            "framework": "MITRE ATT&CK",
            "technique": { "id": alert.techniques.iter().filter(|id| !id.contains('.')).collect::<Vec<_>>(),
                "subtechnique": { "id": alert.techniques.iter().filter(|id| id.contains('.')).collect::<Vec<_>>() } },
        },
        "related": { "ip": related, "hosts": told.device_name().into_iter().collect::<Vec<_>>() },
        "host": {
            "id": alert.device.map(|device| device.to_string()),
            "name": told.device_name(),
            "ip": ips,
            "mac": alert.device_macs.iter().map(mac).collect::<Vec<_>>(),
            "type": told.device.map(crate::exchange::Item::category),
        },
        "wardwatch": own(told, cut),
    });
    if let Some(context) = &alert.context {
        document["labels"] = json!({ "clinical": clinical_line(context) });
    }
    if let Some(id) = told.community_id() {
        document["network"] = json!({ "community_id": id });
    }
    if let Some(ip) = alert.device_ips.first() {
        document["source"] = json!({ "ip": ip.to_string() });
    }
    if let Some(ip) = told.peer_ip() {
        document["destination"] = json!({ "ip": ip.to_string() });
    }
    document
}

/// What the schema has no place for.
fn own(told: &Told<'_>, cut: Cut) -> Value {
    let alert = told.alert;
    json!({
        "alert": alert.id.to_string(),
        "state": alert.state.slug(),
        "route": alert.route.slug(),
        "severity": alert.severity.slug(),
        "count": alert.count,
        "baseline": alert.baseline.as_deref().map(|text| cut.text(text)),
        "peer": alert.peer.as_deref().map(|text| cut.text(text)),
        "evidence": alert.evidence.iter().skip(alert.evidence.len().saturating_sub(cut.evidence))
            .map(|proof| format!("{} {}", proof.at, cut.text(&proof.text))).collect::<Vec<_>>(),
        "clinical": alert.context.as_ref().map(|context| clinical(context, cut)),
        "truncated": told.is_cut(cut),
    })
}

/// ECS wants capitals and hyphens (RFC 7042, 2.1).
fn mac(mac: &MacAddr) -> String {
    mac.to_string().to_uppercase().replace(':', "-")
}
