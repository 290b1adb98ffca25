//! An alert as JSON and as a row: the contract of `wardwatch alerts list --format json`.

use serde::Serialize;

use crate::alert::Alert;
use crate::clinical::Context;

/// An alert for programs. Keys are never renamed; more may follow.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct View {
    id: String,
    kind: &'static str,
    severity: &'static str,
    device_id: Option<String>,
    device_ips: Vec<String>,
    device_macs: Vec<String>,
    first_seen: String,
    last_seen: String,
    count: u64,
    summary: String,
    peer: Option<String>,
    state: &'static str,
    route: &'static str,
    route_reason: String,
    verdict: Option<&'static str>,
    author: Option<String>,
    note: Option<String>,
    other_devices: Vec<String>,
    strength: u8,
    baseline: Option<String>,
    techniques: &'static [&'static str],
    evidence: Vec<ProofView>,
    clinical: Option<Clinical>,
}

#[derive(Debug, Serialize)]
struct ProofView {
    at: String,
    text: String,
    community_id: Option<String>,
}

#[derive(Debug, Serialize)]
struct Clinical {
    tier: u8,
    tier_reason: String,
    assumed: bool,
    care_setting: Option<String>,
    what_it_does: String,
    do_not_isolate: bool,
    containment: Option<String>,
    approver: Option<String>,
    call_list: Vec<String>,
    plan: String,
}

impl Clinical {
    fn of(context: &Context) -> Self {
        Self {
            tier: context.tier.level(),
            tier_reason: context.tier_reason.clone(),
            assumed: context.assumed,
            care_setting: context.care_setting.clone(),
            what_it_does: context.what_it_does.clone(),
            do_not_isolate: context.do_not_isolate,
            containment: context.containment.clone(),
            approver: context.approver.clone(),
            call_list: calls(context),
            plan: context.plan.slug.clone(),
        }
    }
}

/// Whom to call, in order.
pub(super) fn calls(context: &Context) -> Vec<String> {
    let line = |call: &crate::clinical::Call| {
        let person = &call.person;
        let ways = [person.phone.as_deref(), person.mail.as_deref()].into_iter().flatten();
        let ways: Vec<&str> = ways.collect();
        let now = match call.reachable {
            Some(true) => ", reachable now",
            Some(false) => ", not reachable now",
            None => "",
        };
        format!("{} ({}) {} [{}{now}]", person.name, person.role, ways.join(", "), call.because)
    };
    context.call_list.iter().map(line).collect()
}

impl View {
    pub(in crate::cli) fn of(alert: &Alert) -> Self {
        let proof = |proof: &crate::alert::Proof| ProofView {
            at: proof.at.to_string(),
            text: proof.text.clone(),
            community_id: proof.community_id.clone(),
        };
        Self {
            id: alert.id.to_string(),
            kind: alert.kind.slug(),
            severity: alert.severity.slug(),
            device_id: alert.device.map(|id| id.to_string()),
            device_ips: alert.device_ips.iter().map(ToString::to_string).collect(),
            device_macs: alert.device_macs.iter().map(ToString::to_string).collect(),
            first_seen: alert.first.to_string(),
            last_seen: alert.last.to_string(),
            count: alert.count,
            summary: alert.summary.clone(),
            peer: alert.peer.clone(),
            state: alert.state.slug(),
            route: alert.route.slug(),
            route_reason: alert.route_reason.clone(),
            verdict: alert.verdict.map(crate::alert::Verdict::slug),
            author: alert.author.clone(),
            note: alert.note.clone(),
            other_devices: alert.others.iter().map(ToString::to_string).collect(),
            strength: alert.strength,
            baseline: alert.baseline.clone(),
            techniques: alert.techniques,
            evidence: alert.evidence.iter().map(proof).collect(),
            clinical: alert.context.as_ref().map(Clinical::of),
        }
    }
}

/// The head of a table of alerts.
pub(super) const HEAD: [&str; 8] = ["id", "severity", "route", "kind", "device", "last seen", "count", "summary"];

/// An alert as a row below [`HEAD`].
pub(super) fn row(alert: &Alert) -> Vec<String> {
    vec![
        alert.id.to_string(),
        alert.severity.to_string(),
        alert.route.to_string(),
        alert.kind.to_string(),
        alert.device.map(|id| id.to_string()).unwrap_or_default(),
        alert.last.to_string().chars().take(19).collect::<String>().replace('T', " "),
        alert.count.to_string(),
        alert.summary.clone(),
    ]
}
