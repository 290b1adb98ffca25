//! An alert as a paragraph for people, and the subject of a mail.

use super::json::clinical_line;
use super::{Cut, Told, tame};

/// One line: `HIGH exploit_attempt on N15-ICU12: …`.
#[must_use]
pub fn subject(told: &Told<'_>) -> String {
    let alert = told.alert;
    let on = told.device_name().map(|name| format!(" on {name}")).unwrap_or_default();
    tame(&format!("{} {}{on}: {}", alert.severity.slug().to_uppercase(), alert.kind.slug(), alert.summary)).into_owned()
}

/// A paragraph; every line is one fact, and what belongs to care comes before what belongs to the network.
#[must_use]
pub fn paragraph(told: &Told<'_>) -> String {
    let alert = told.alert;
    let mut lines = vec![subject(told)];
    let mut put = |name: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            lines.push(format!("  {name}: {}", tame(&text)));
        }
    };
    if let Some(context) = &alert.context {
        put("Care", Some(clinical_line(context)));
        put("Why this tier", Some(context.tier_reason.clone()));
        put("What it does", Some(context.what_it_does.clone()));
        put("What depends on it", context.depends.clone());
        put("Approved beforehand", context.containment.clone());
        put("May authorise disconnection", context.approver.clone());
        for call in context.call_list.iter().take(5) {
            let person = &call.person;
            let ways = [person.phone.as_deref(), person.mail.as_deref()];
            let ways = ways.into_iter().flatten().collect::<Vec<_>>().join(", ");
            let closed = if call.reachable == Some(false) { " (not reachable now)" } else { "" };
            put("Call", Some(format!("{} {} {ways}{closed}, {}", person.name, person.role, call.because)));
        }
    }
    let device = told.device.map(|item| {
        let parts = [item.value("manufacturer"), item.value("model"), item.value("serial")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    });
    put("Device", device);
    let addresses = alert.device_ips.iter().map(ToString::to_string).chain(alert.device_macs.iter().map(ToString::to_string));
    put("Addresses", Some(addresses.collect::<Vec<_>>().join(" ")));
    put("Peer", alert.peer.clone());
    put("Usual", alert.baseline.clone());
    put("Seen", Some(format!("{} times from {} to {}", alert.count, alert.first, alert.last)));
    put("Told because", Some(alert.route_reason.clone()));
    put("ATT&CK", (!alert.techniques.is_empty()).then(|| alert.techniques.join(" ")));
    let skipped = alert.evidence.len().saturating_sub(5);
    for proof in alert.evidence.iter().skip(skipped) {
        put("Evidence", Some(format!("{} {}", proof.at, Cut { text: 300, evidence: 0 }.text(&proof.text))));
    }
    put("Number", Some(format!("{} ({}), {}", alert.id, told.uid(), alert.state.slug())));
    lines.join("\n")
}
