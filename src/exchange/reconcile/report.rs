//! The report as JSON. Keys are a contract; more may follow.

use serde_json::{Value, json};

use super::{Match, Report, Unsure};
use crate::exchange::mapping::CmmsRow;

/// The report as one JSON object.
#[must_use]
pub fn report_json(report: &Report) -> Value {
    let count = |certainty| report.matched.iter().filter(|one| one.certainty == certainty).count();
    use super::Certainty::{Certain, Likely, Strong};
    json!({
        "summary": {
            "matched": report.matched.len(),
            "certain": count(Certain),
            "strong": count(Strong),
            "likely": count(Likely),
            "unsure": report.unsure.len(),
            "not_seen": report.not_seen.len(),
            "not_in_cmms": report.not_in_cmms.len(),
            "conflicts": report.matched.iter().map(|one| one.conflicts.len()).sum::<usize>(),
            "fields_to_fill": report.matched.iter().map(|one| one.fills.len()).sum::<usize>(),
            "twice": report.twice.len(),
            "unreadable": report.unreadable.len(),
            "skipped": report.skipped,
        },
        "matched": report.matched.iter().map(matched).collect::<Vec<_>>(),
        "unsure": report.unsure.iter().map(unsure).collect::<Vec<_>>(),
        "not_seen": report.not_seen.iter().map(row).collect::<Vec<_>>(),
        "not_in_cmms": report.not_in_cmms.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "twice": report.twice.iter().map(|(line, first, field)| json!({ "line": line, "first": first, "field": field }))
            .collect::<Vec<_>>(),
        "unreadable": report.unreadable.iter()
            .map(|(line, one)| json!({ "line": line, "field": one.field, "cell": one.cell, "why": one.why })).collect::<Vec<_>>(),
        "missing_columns": report.missing_columns,
    })
}

fn matched(one: &Match) -> Value {
    let conflicts = one
        .conflicts
        .iter()
        .map(|conflict| json!({ "field": conflict.field, "cmms": conflict.cmms, "here": conflict.here, "by": conflict.by }));
    let fills = one.fills.iter().map(|fill| json!({ "field": fill.field, "from": fill.from, "to": fill.to }));
    json!({
        "line": one.line,
        "key": one.key,
        "device": one.device.to_string(),
        "certainty": one.certainty.slug(),
        "because": one.because,
        "conflicts": conflicts.collect::<Vec<_>>(),
        "fills": fills.collect::<Vec<_>>(),
    })
}

fn unsure(one: &Unsure) -> Value {
    let candidates = one.candidates.iter().map(
        |(device, certainty, because)| json!({ "device": device.to_string(), "certainty": certainty.slug(), "because": because }),
    );
    json!({ "line": one.line, "key": one.key, "why": one.why, "candidates": candidates.collect::<Vec<_>>() })
}

fn row(row: &CmmsRow) -> Value {
    json!({
        "line": row.line,
        "key": row.key,
        "fields": row.fields,
        "macs": row.macs.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "ips": row.ips.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
