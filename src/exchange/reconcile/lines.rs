//! The report as a table: one line a row of the export, then one a device that is not in it.

use std::collections::HashMap;

use super::Report;
use crate::exchange::Item;
use crate::inventory::DeviceId;

/// The columns.
pub const HEAD: [&str; 6] = ["line", "key", "result", "device", "certainty", "detail"];

/// The lines, in the order of the export.
#[must_use]
pub fn lines(report: &Report, items: &[Item]) -> Vec<Vec<String>> {
    let by_id: HashMap<DeviceId, &Item> = items.iter().map(|item| (item.row.id, item)).collect();
    let item = |id: DeviceId| by_id.get(&id).copied();
    let named = |id: DeviceId| item(id).map_or_else(|| id.to_string(), |item| format!("{id} {}", item.name()));
    let mut rows = Vec::new();
    for one in &report.matched {
        let mut detail = one.because.join(", ");
        for conflict in &one.conflicts {
            detail += &format!("; CONFLICT {}: {} (CMMS), {} ({})", conflict.field, conflict.cmms, conflict.here, conflict.by);
        }
        if !one.fills.is_empty() {
            detail += &format!("; {} to fill", one.fills.len());
        }
        let result = if one.conflicts.is_empty() { "matched" } else { "conflict" };
        rows.push((one.line, one.key.clone(), result, named(one.device), one.certainty.slug(), detail));
    }
    for one in &report.unsure {
        let first = one.candidates.first();
        let could = one.candidates.iter().map(|(id, _, because)| format!("{id} by {}", because.join(", "))).collect::<Vec<_>>();
        let certainty = first.map_or("", |(_, certainty, _)| certainty.slug());
        let device = first.map(|(id, ..)| format!("{}?", named(*id))).unwrap_or_default();
        rows.push((one.line, one.key.clone(), "unsure", device, certainty, format!("{}: {}", one.why, could.join("; "))));
    }
    for row in &report.not_seen {
        rows.push((row.line, row.key.clone(), "not seen", String::new(), "", row.described()));
    }
    rows.sort();
    let mut cells: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(line, key, result, device, certainty, detail)| {
            vec![line.to_string(), key.unwrap_or_default(), result.to_owned(), device, certainty.to_owned(), detail]
        })
        .collect();
    for id in &report.not_in_cmms {
        let detail = item(*id).map(|item| {
            let parts = [item.value("category"), item.value("manufacturer"), item.value("model")];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        let mut row = vec![String::new(); 2];
        row.extend(["not in CMMS".to_owned(), named(*id), String::new(), detail.unwrap_or_default()]);
        cells.push(row);
    }
    cells
}
