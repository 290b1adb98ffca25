//! ArcSight Common Event Format, version 0 (Micro Focus "Implementing ArcSight CEF", revision 25).
//!
//! In the header `\` and `|` are escaped, in values `\`, `=` and line ends.

use super::json::clinical_line;
use super::{Cut, Told, severity_of_ten, tame};
use crate::exchange::ocsf::milliseconds;

/// The alert as one line.
#[must_use]
pub fn write(told: &Told<'_>, cut: Cut) -> String {
    let alert = told.alert;
    let mut line = format!(
        "CEF:0|wardwatch|wardwatch|{}|{}|{}|{}|",
        header(env!("CARGO_PKG_VERSION")),
        header(alert.kind.slug()),
        header(cut.text(&alert.summary)),
        severity_of_ten(alert.severity)
    );
    let mut first = true;
    for (key, text) in fields(told, cut) {
        let text = value(&text);
        if text.is_empty() {
            continue;
        }
        if !std::mem::take(&mut first) {
            line.push(' ');
        }
        line += &format!("{key}={text}");
    }
    line
}

/// The fields, in order.
#[must_use]
pub fn fields(told: &Told<'_>, cut: Cut) -> Vec<(&'static str, String)> {
    let alert = told.alert;
    let mut fields = vec![
        ("externalId", told.uid()),
        ("rt", milliseconds(alert.last).to_string()),
        ("start", milliseconds(alert.first).to_string()),
        ("end", milliseconds(alert.last).to_string()),
        ("cnt", alert.count.to_string()),
        ("cat", alert.kind.slug().to_owned()),
        ("act", alert.state.slug().to_owned()),
        ("dvchost", told.host.to_owned()),
    ];
    let mut put = |key: &'static str, text: Option<String>| fields.extend(text.map(|text| (key, text)));
    put("src", alert.device_ips.first().map(ToString::to_string));
    put("smac", alert.device_macs.first().map(ToString::to_string));
    put("shost", told.device_name());
    put("deviceExternalId", alert.device.map(|id| id.to_string()));
    put("dst", told.peer_ip().map(|ip| ip.to_string()));
    put("msg", Some(cut.text(&alert.summary).to_owned()));
    put("reason", Some(cut.text(&alert.route_reason).to_owned()));
    let clinical = alert.context.as_ref().map(clinical_line);
    let custom = [
        ("cs1", "cs1Label", "alert", Some(alert.id.to_string())),
        ("cs2", "cs2Label", "clinical", clinical),
        ("cs3", "cs3Label", "peer", alert.peer.clone()),
        ("cs4", "cs4Label", "communityId", told.community_id().map(str::to_owned)),
        ("cs5", "cs5Label", "attack", (!alert.techniques.is_empty()).then(|| alert.techniques.join(","))),
        ("cs6", "cs6Label", "baseline", alert.baseline.clone()),
    ];
    for (key, label, name, text) in custom {
        if let Some(text) = text {
            fields.extend([(label, name.to_owned()), (key, cut.text(&text).to_owned())]);
        }
    }
    fields
}

fn header(text: &str) -> String {
    tame(text).replace('\\', "\\\\").replace('|', "\\|")
}

/// A value; spaces at its ends would be lost between the keys, so they go.
fn value(text: &str) -> String {
    let wild = |c: char| (c.is_control() && !matches!(c, '\n' | '\r')) || matches!(c, '\u{2028}' | '\u{2029}');
    let mut out = String::new();
    for c in text.replace(wild, " ").trim().chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '=' => out.push_str("\\="),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out
}
