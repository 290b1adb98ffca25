//! `wardwatch devices explain`

use std::io::Write;

use serde::Serialize;

use super::hints::{self, HintView, write_ports};
use super::key;
use super::show::{details, history, title};
use super::view::{DeviceView, percent, rounded, short_time};
use crate::base::{Text, Timestamp};
use crate::cli::Failure;
use crate::cli::output::Format;
use crate::cli::output::{table, write_csv, write_json, write_table};
use crate::fingerprint::{Attribute, Fingerprints, ModelInfo};
use crate::store::{ClaimRow, DeviceDetails, DeviceKey, EquipmentRow, EvidenceRow, Store};
use crate::web::{Change, Fact};

/// Arguments of `wardwatch devices explain`.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:\n  wardwatch devices explain dev-17\n  wardwatch devices explain 00:09:fb:01:02:03\n  \
    wardwatch devices explain 10.1.2.3 --evidence")]
pub(super) struct Args {
    /// Its id (dev-17 or 17), a MAC address or an IP address
    #[arg(value_name = "DEVICE", value_parser = key)]
    device: DeviceKey,
    /// List everything that was said of it, not only what a rule spoke from
    #[arg(long)]
    evidence: bool,
    /// How to write it; csv lists the claims
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(args: &Args, store: &dyn Store, tables: Option<&Fingerprints>, out: &mut dyn Write) -> Result<(), Failure> {
    let details = details(store, args.device)?;
    let model = tables.and_then(|tables| hints::model(&details, tables));
    let ports = tables.map(|tables| hints::ports(&details, tables)).unwrap_or_default();
    match args.format {
        Format::Json => write_json(&ExplainView::of(&details, model, ports), out),
        Format::Csv => {
            let rows = details.claims.iter().map(|claim| csv_row(&details, claim));
            write_csv(CSV, rows, out)
        }
        Format::Table => text(args, &details, model, &ports, out),
    }
}

fn text(
    args: &Args,
    details: &DeviceDetails,
    model: Option<&ModelInfo>,
    ports: &[HintView],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    title(&details.device, out)?;
    if details.device.attributes.is_empty() {
        writeln!(out, "No rule knows what it is. What was said of it: `--evidence`.")?;
    }
    for (attribute, value, confidence, conflict) in &details.device.attributes {
        let doubt = if *conflict { ", CONTRADICTED" } else { "" };
        writeln!(out, "{attribute} = {value}  ({} sure{doubt})", percent(*confidence))?;
        write_table(&claims(details, *attribute), out)?;
        if let Some(model) = model.filter(|_| *attribute == Attribute::Model) {
            let also = if model.also.is_empty() { String::new() } else { format!(", also {}", model.also.join(", ")) };
            let series = model.series.as_ref().map(|series| format!("of the series {series} ")).unwrap_or_default();
            writeln!(out, "  {series}by {}{also}", model.maker)?;
        }
        let rivals = details.rivals.iter().filter(|(of, ..)| of == attribute);
        for (_, other, strength) in rivals {
            writeln!(out, "  against it: {other} ({})", percent(*strength))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "What makes it one device")?;
    for reason in &details.reasons {
        let mark = match (reason.conflict, &*reason.rule) {
            (true, _) => "not joined by",
            (_, "gateway" | "passes_on") => "role",
            _ => "joined by",
        };
        writeln!(out, "  {mark} {}: {}", reason.rule, reason.detail)?;
    }
    equipment(details, out)?;
    write_ports(ports, out)?;
    if args.evidence {
        evidence(&details.evidence, out)?;
    } else {
        writeln!(out, "\n{} facts in all: `--evidence` lists them.", details.evidence.len())?;
    }
    history(&details.history, out)
}

fn claims(details: &DeviceDetails, attribute: Attribute) -> comfy_table::Table {
    let mut claims = table(&["", "RULE", "FAMILY", "WEIGHT", "BECAUSE", "PROTOCOL", "FIRST (UTC)", "LAST (UTC)"]);
    for claim in details.claims.iter().filter(|claim| claim.attribute == attribute) {
        let source = Source::of(details, claim);
        claims.add_row(vec![
            String::new(),
            claim.rule.clone(),
            claim.family.clone(),
            format!("{:.2}", claim.weight),
            hints::named(claim.because.as_str()),
            source.protocols.join(" "),
            source.first.map(short_time).unwrap_or_default(),
            source.last.map(short_time).unwrap_or_default(),
        ]);
    }
    claims
}

fn equipment(details: &DeviceDetails, out: &mut dyn Write) -> Result<(), Failure> {
    if details.equipment.is_empty() {
        return Ok(());
    }
    let whose =
        if details.device.passes_on { "Equipment of others that it passes on" } else { "Equipment it describes as its own" };
    writeln!(out, "\n{whose}")?;
    for one in &details.equipment {
        writeln!(out, "  {} ({}, {} to {})", describe(one), one.protocol, short_time(one.first), short_time(one.last))?;
    }
    Ok(())
}

fn describe(row: &EquipmentRow) -> String {
    row.equipment.parts().iter().map(|(property, text)| format!("{property}={text}")).collect::<Vec<_>>().join(" ")
}

fn evidence(rows: &[EvidenceRow], out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "\nEvidence")?;
    let mut facts = table(&["PROPERTY", "VALUE", "PROTOCOL", "FROM", "FIRST (UTC)", "LAST (UTC)"]);
    for row in rows {
        facts.add_row(vec![
            row.property.slug().to_owned(),
            Fingerprints::uid_name(row.value.as_str())
                .map_or_else(|| row.value.to_string(), |name| format!("{} ({name})", row.value)),
            row.protocol.clone(),
            row.end.to_string(),
            short_time(row.first),
            short_time(row.last),
        ]);
    }
    Ok(write_table(&facts, out)?)
}

/// Where the evidence of a claim was seen.
#[derive(Default)]
struct Source {
    protocols: Vec<String>,
    first: Option<Timestamp>,
    last: Option<Timestamp>,
}

impl Source {
    /// Looks up `property=value` among the facts and equipment, `mac=…` among the device's addresses.
    fn of(details: &DeviceDetails, claim: &ClaimRow) -> Self {
        let mut source = Self::default();
        let Some((name, value)) = claim.because.as_str().split_once('=') else { return source };
        if name == "mac" {
            (source.first, source.last) = (Some(details.device.first), Some(details.device.last));
            return source;
        }
        // `served.dicom=5`, `asks.hl7=3`: conversations in that protocol.
        if let Some(protocol) = name.strip_prefix("served.").or_else(|| name.strip_prefix("asks.")) {
            for talk in details.conversations.iter().filter(|talk| talk.protocol.as_deref() == Some(protocol)) {
                source.add(protocol, talk.first, talk.last);
            }
            return source;
        }
        // What is too long for a claim's reason was cut there.
        let is_it = |text: &Text| text.as_str() == value || text.as_str().starts_with(value);
        for row in details.evidence.iter().filter(|row| row.property.slug() == name && is_it(&row.value)) {
            source.add(&row.protocol, row.first, row.last);
        }
        let has = |row: &&EquipmentRow| row.equipment.parts().iter().any(|(part, text)| part.slug() == name && is_it(text));
        for row in details.equipment.iter().filter(has) {
            source.add(&row.protocol, row.first, row.last);
        }
        source
    }

    fn add(&mut self, protocol: &str, first: Timestamp, last: Timestamp) {
        if !self.protocols.iter().any(|known| known == protocol) {
            self.protocols.push(protocol.to_owned());
        }
        self.first = Some(self.first.map_or(first, |known| known.min(first)));
        self.last = Some(self.last.map_or(last, |known| known.max(last)));
    }
}

const CSV: &[&str] = &["attribute", "value", "rule", "family", "weight", "because", "protocols", "first_seen", "last_seen"];

fn csv_row(details: &DeviceDetails, claim: &ClaimRow) -> Vec<String> {
    let source = Source::of(details, claim);
    vec![
        claim.attribute.slug().to_owned(),
        claim.value.to_string(),
        claim.rule.clone(),
        claim.family.clone(),
        rounded(claim.weight).to_string(),
        claim.because.to_string(),
        source.protocols.join(" "),
        source.first.map(|time| time.to_string()).unwrap_or_default(),
        source.last.map(|time| time.to_string()).unwrap_or_default(),
    ]
}

/// The JSON of an explanation.
#[derive(Serialize)]
struct ExplainView {
    #[serde(flatten)]
    device: DeviceView,
    attributes: Vec<AttributeView>,
    /// The series of its model.
    series: Option<String>,
    identity: Vec<ReasonView>,
    /// Products known to use ports on which nothing was recognised; no claim.
    port_hints: Vec<HintView>,
    equipment: Vec<EquipmentView>,
    evidence: Vec<Fact>,
    history: Vec<Change>,
}

#[derive(Serialize)]
struct AttributeView {
    attribute: &'static str,
    value: String,
    confidence: f64,
    conflict: bool,
    claims: Vec<ClaimView>,
    rivals: Vec<RivalView>,
}

#[derive(Serialize)]
struct ClaimView {
    rule: String,
    family: String,
    weight: f64,
    because: String,
    protocols: Vec<String>,
    first_seen: Option<String>,
    last_seen: Option<String>,
}

#[derive(Serialize)]
struct RivalView {
    value: String,
    strength: f64,
}

#[derive(Serialize)]
struct ReasonView {
    rule: String,
    conflict: bool,
    detail: String,
}

#[derive(Serialize)]
struct EquipmentView {
    own: bool,
    parts: serde_json::Map<String, serde_json::Value>,
    protocol: String,
    first_seen: String,
    last_seen: String,
}

impl ExplainView {
    fn of(details: &DeviceDetails, model: Option<&ModelInfo>, port_hints: Vec<HintView>) -> Self {
        let attributes = details.device.attributes.iter();
        let reasons = details.reasons.iter();
        Self {
            device: DeviceView::from(&details.device),
            attributes: attributes.map(|row| AttributeView::of(details, row)).collect(),
            series: model.and_then(|model| model.series.clone()),
            port_hints,
            identity: reasons
                .map(|one| ReasonView { rule: one.rule.to_string(), conflict: one.conflict, detail: one.detail.clone() })
                .collect(),
            equipment: details.equipment.iter().map(|row| EquipmentView::of(!details.device.passes_on, row)).collect(),
            evidence: details.evidence.iter().map(Fact::from).collect(),
            history: details.history.iter().map(Change::from).collect(),
        }
    }
}

impl AttributeView {
    fn of(details: &DeviceDetails, (attribute, value, confidence, conflict): &(Attribute, Text, f32, bool)) -> Self {
        let claims = details.claims.iter().filter(|claim| claim.attribute == *attribute);
        let rivals = details.rivals.iter().filter(|(of, ..)| of == attribute);
        Self {
            attribute: attribute.slug(),
            value: value.to_string(),
            confidence: rounded(*confidence),
            conflict: *conflict,
            claims: claims.map(|claim| ClaimView::of(details, claim)).collect(),
            rivals: rivals
                .map(|(_, value, strength)| RivalView { value: value.to_string(), strength: rounded(*strength) })
                .collect(),
        }
    }
}

impl ClaimView {
    fn of(details: &DeviceDetails, claim: &ClaimRow) -> Self {
        let source = Source::of(details, claim);
        Self {
            rule: claim.rule.clone(),
            family: claim.family.clone(),
            weight: rounded(claim.weight),
            because: claim.because.to_string(),
            protocols: source.protocols,
            first_seen: source.first.map(|time| time.to_string()),
            last_seen: source.last.map(|time| time.to_string()),
        }
    }
}

impl EquipmentView {
    fn of(own: bool, row: &EquipmentRow) -> Self {
        let parts = row.equipment.parts().iter();
        Self {
            own,
            parts: parts.map(|(property, text)| (property.slug().to_owned(), text.as_str().into())).collect(),
            protocol: row.protocol.clone(),
            first_seen: row.first.to_string(),
            last_seen: row.last.to_string(),
        }
    }
}
