//! JSON of our own: all that an alert holds, with its clinical side. Keys are a contract; more may follow.

use serde_json::{Value, json};

use super::{Cut, Told};
use crate::clinical::Context;

/// The alert as one object.
#[must_use]
pub fn value(told: &Told<'_>, cut: Cut) -> Value {
    let alert = told.alert;
    let optional = |text: &Option<String>| text.as_deref().map(|text| cut.text(text).to_owned());
    let evidence =
        alert.evidence.iter().skip(alert.evidence.len().saturating_sub(cut.evidence)).map(
            |proof| json!({ "at": proof.at.to_string(), "text": cut.text(&proof.text), "community_id": proof.community_id }),
        );
    json!({
        "format": "wardwatch-alert",
        "version": 1,
        "uid": told.uid(),
        "id": alert.id.to_string(),
        "kind": alert.kind.slug(),
        "severity": alert.severity.slug(),
        "route": alert.route.slug(),
        "route_reason": cut.text(&alert.route_reason),
        "state": alert.state.slug(),
        "verdict": alert.verdict.map(crate::alert::Verdict::slug),
        "author": optional(&alert.author),
        "note": optional(&alert.note),
        "device_id": alert.device.map(|device| device.to_string()),
        "device_name": told.device_name(),
        "device_category": told.device.map(crate::exchange::Item::category),
        "device_manufacturer": told.device.and_then(|device| device.value("manufacturer")),
        "device_model": told.device.and_then(|device| device.value("model")),
        "device_ips": alert.device_ips.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "device_macs": alert.device_macs.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "others": alert.others.iter().take(1000).map(ToString::to_string).collect::<Vec<_>>(),
        "first_seen": alert.first.to_string(),
        "last_seen": alert.last.to_string(),
        "count": alert.count,
        "summary": cut.text(&alert.summary),
        "peer": optional(&alert.peer),
        "baseline": optional(&alert.baseline),
        "policy": alert.policy(),
        "strength": alert.strength,
        "techniques": alert.techniques,
        "evidence": evidence.collect::<Vec<_>>(),
        "clinical": alert.context.as_ref().map(|context| clinical(context, cut)),
        "told_at": told.now.to_string(),
        "told_by": told.host,
        "truncated": told.is_cut(cut),
    })
}

/// What whoever handles it must know.
#[must_use]
pub fn clinical(context: &Context, cut: Cut) -> Value {
    let optional = |text: &Option<String>| text.as_deref().map(|text| cut.text(text).to_owned());
    let calls = context.call_list.iter().map(|call| {
        json!({
            "name": call.person.name,
            "role": call.person.role,
            "phone": call.person.phone,
            "mail": call.person.mail,
            "because": call.because,
            "reachable": call.reachable,
        })
    });
    json!({
        "tier": context.tier.level(),
        "tier_reason": cut.text(&context.tier_reason),
        "assumed": context.assumed,
        "care_setting": context.care_setting,
        "what_it_does": cut.text(&context.what_it_does),
        "depends": optional(&context.depends),
        "patient_connected": context.patient_connected,
        "life_sustaining": context.life_sustaining,
        "do_not_isolate": context.do_not_isolate,
        "containment": optional(&context.containment),
        "approver": optional(&context.approver),
        "care_modification_plan": optional(&context.care_modification_plan),
        "call_list": calls.take(if cut == Cut::NONE { 100 } else { 3 }).collect::<Vec<_>>(),
        "plan": context.plan.slug,
        "steps": context.plan.steps.iter().take(if cut == Cut::NONE { 100 } else { 0 }).collect::<Vec<_>>(),
    })
}

/// What a SOC must not overlook, in one line: `tier 3, do not isolate: call charge nurse (1234) first`.
#[must_use]
pub fn clinical_line(context: &Context) -> String {
    let tier = format!("tier {}", context.tier.level());
    if !context.do_not_isolate {
        return tier;
    }
    let first = context.call_list.first().map(|call| {
        let person = &call.person;
        let who = if person.name.is_empty() { &person.role } else { &person.name };
        let how = person.phone.as_ref().or(person.mail.as_ref()).map(|how| format!(" ({how})")).unwrap_or_default();
        format!("call {who}{how} first")
    });
    format!("{tier}, do not isolate: {}", first.unwrap_or_else(|| "ask those who care for the patient first".to_owned()))
}
