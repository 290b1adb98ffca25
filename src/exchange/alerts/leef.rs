//! IBM QRadar Log Event Extended Format 2.0 (IBM "QRadar LEEF", 2.0), parted by tabs.
//!
//! LEEF has no escapes: what would part fields becomes a space, and a bar in the header a slash.

use super::json::clinical_line;
use super::{Cut, Told, severity_of_ten, tame};
use crate::base::Timestamp;

/// The alert as one line.
#[must_use]
pub fn write(told: &Told<'_>, cut: Cut) -> String {
    let mut line = format!("LEEF:2.0|wardwatch|wardwatch|{}|{}|x09|", env!("CARGO_PKG_VERSION"), told.alert.kind.slug());
    let fields = fields(told, cut).into_iter().map(|(key, text)| (key, tame(&text).trim().to_owned()));
    let fields: Vec<String> = fields.filter(|(_, text)| !text.is_empty()).map(|(key, text)| format!("{key}={text}")).collect();
    line += &fields.join("\t");
    line
}

/// The fields, in order.
#[must_use]
pub fn fields(told: &Told<'_>, cut: Cut) -> Vec<(&'static str, String)> {
    let alert = told.alert;
    let mut fields = vec![
        ("devTime", moment(alert.last)),
        ("devTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSX".to_owned()),
        ("cat", alert.kind.slug().to_owned()),
        ("sev", severity_of_ten(alert.severity).to_string()),
        ("uid", told.uid()),
        ("alert", alert.id.to_string()),
        ("state", alert.state.slug().to_owned()),
        ("count", alert.count.to_string()),
    ];
    let mut put = |key: &'static str, text: Option<String>| fields.extend(text.map(|text| (key, text)));
    put("src", alert.device_ips.first().map(ToString::to_string));
    put("srcMAC", alert.device_macs.first().map(ToString::to_string));
    put("identHostName", told.device_name());
    put("deviceId", alert.device.map(|id| id.to_string()));
    put("dst", told.peer_ip().map(|ip| ip.to_string()));
    put("peer", alert.peer.as_deref().map(|text| cut.text(text).to_owned()));
    put("summary", Some(cut.text(&alert.summary).to_owned()));
    put("reason", Some(cut.text(&alert.route_reason).to_owned()));
    put("baseline", alert.baseline.as_deref().map(|text| cut.text(text).to_owned()));
    put("clinical", alert.context.as_ref().map(clinical_line).map(|text| cut.text(&text).to_owned()));
    put("communityId", told.community_id().map(str::to_owned));
    put("attack", (!alert.techniques.is_empty()).then(|| alert.techniques.join(",")));
    fields
}

/// To the millisecond.
fn moment(at: Timestamp) -> String {
    let text = at.to_string();
    match text.split_once('.') {
        Some((seconds, rest)) => format!("{seconds}.{}Z", rest.get(..3).unwrap_or("000")),
        None => text,
    }
}
