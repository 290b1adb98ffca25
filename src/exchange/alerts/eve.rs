//! A line as Suricata writes it to eve.json (Suricata 8, etc/schema.json), so that what reads those reads ours.
//!
//! `src_ip` is the device and `dest_ip` its peer, whoever began.

use serde_json::{Value, json};

use super::json::clinical_line;
use super::{Cut, Told};
use crate::alert::{Kind, Severity};
use crate::base::Timestamp;

/// Our generator id; Suricata's own rules have 1.
pub const GENERATOR: u32 = 9700;

/// The alert as one event.
#[must_use]
pub fn value(told: &Told<'_>, cut: Cut) -> Value {
    let alert = told.alert;
    let place = Kind::ALL.iter().position(|kind| *kind == alert.kind).unwrap_or(0);
    let words = |text: Option<&str>| text.map(|text| vec![cut.text(text).to_owned()]).unwrap_or_default();
    let clinical = alert.context.as_ref().map(clinical_line);
    let mut event = json!({
        "timestamp": timestamp(alert.last),
        "event_type": "alert",
        "host": told.host,
        "alert": {
            "action": "allowed",
            "gid": GENERATOR,
            "signature_id": 9_700_001 + place,
            "rev": 1,
            "signature": format!("wardwatch {}: {}", alert.kind.slug(), cut.text(&alert.summary)),
            "category": alert.kind.meaning(),
            "severity": severity(alert.severity),
            "metadata": {
                "wardwatch_uid": [told.uid()],
                "wardwatch_alert": [alert.id.to_string()],
                "wardwatch_kind": [alert.kind.slug()],
                "wardwatch_state": [alert.state.slug()],
                "wardwatch_route": [alert.route.slug()],
                "wardwatch_count": [alert.count.to_string()],
                "wardwatch_device": words(alert.device.map(|id| id.to_string()).as_deref()),
                "wardwatch_name": words(told.device_name().as_deref()),
                "wardwatch_peer": words(alert.peer.as_deref()),
                "wardwatch_baseline": words(alert.baseline.as_deref()),
                "wardwatch_clinical": words(clinical.as_deref()),
                "mitre_technique_id": alert.techniques,
            },
        },
    });
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            event[key] = value.into();
        }
    };
    put("src_ip", alert.device_ips.first().map(ToString::to_string));
    put("dest_ip", told.peer_ip().map(|ip| ip.to_string()));
    put("community_id", told.community_id().map(str::to_owned));
    if let Some(mac) = alert.device_macs.first() {
        event["ether"] = json!({ "src_mac": mac.to_string() });
    }
    event
}

/// Suricata counts down: 1 is the worst.
fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Critical | Severity::High => 1,
        Severity::Medium => 2,
        Severity::Low => 3,
        Severity::Info => 4,
    }
}

/// `2017-04-07T22:24:37.251547+0000`.
fn timestamp(at: Timestamp) -> String {
    at.to_string().replace('Z', "+0000")
}
