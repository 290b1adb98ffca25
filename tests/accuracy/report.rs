//! The report, as Markdown.

use std::fmt::Write;

use wardwatch::fingerprint::Attribute;

use crate::judge::{Score, Tally, share};
use crate::truth::Set;

fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{:.1} %", value * 100.0))
}

/// A value with a mark whether it meets its target.
fn against(value: Option<f64>, good: impl Fn(f64) -> bool) -> String {
    let mark = value.map_or("", |value| if good(value) { "" } else { " **(not met)**" });
    percent(value) + mark
}

/// The whole report.
pub fn markdown(halves: &[(&str, Score)], kinds: &[(String, Set, Score)]) -> String {
    let today = jiff::Timestamp::now().strftime("%F");
    let mut out = format!(
        "# How well devices are found and named\n\n\
         `make accuracy`, {today}, wardwatch {}. Captures whose devices are known run through the whole pipeline into an \
         empty store; what it shows is compared with the truth. This file is written by the tool.\n\n",
        env!("CARGO_PKG_VERSION")
    );
    out += "**Visible** captures are those that rules were or may be written from: the demo ward, the first hospital lab, the other hospitals that \
            were written blind and opened since (their mistakes were then looked at), and one half of the labelled real captures. \
            **Held back** is the other half of the real captures; nobody writes rules from it, but its mistakes were looked at once while \
            the inventory was mended. **Blind** is a hospital written from documents alone by somebody \
            who had seen neither rules nor results; only its figures are looked at, never its single mistakes. Real captures fall on a \
            side by the SHA-256 of their name. They are not part of the repository (`WARDWATCH_CAPTURES` names their folder); their labels are, in \
            `tests/accuracy/labels`, made with tshark and what is known of the files, never from wardwatch's answers.\n\n";
    if !kinds.iter().any(|(_, set, _)| *set == Set::Blind) {
        out += "The blind hospital was not made here when this was written: the figures below say nothing of it.\n\n";
    }
    sets(&mut out, kinds);
    targets(&mut out, halves);
    out += "## Confidence\n\n![Reliability diagram](accuracy-reliability.svg)\n\n";
    confidence(&mut out, halves);
    for (name, score) in halves {
        let (first, rest) = name.split_at(1);
        let _ = write!(out, "## {}{rest}\n\n", first.to_uppercase());
        attributes(&mut out, score);
        unknown(&mut out, score);
        categories(&mut out, score);
        confusion(&mut out, score);
    }
    out += HOW;
    out
}

const HOW: &str = "## How it is counted\n\n\
    - A row is a true device's when it carries its hardware address (where the wire shows one), else its network address. Over-split: \
    several rows for one device. Over-merged: one row for several. Ghost: a row that is no true device, in captures whose devices \
    are all labelled.\n\
    - Precision: of the values shown, at whatever confidence, how many are right. Recall: of the values that the traffic tells, how many \
    are shown and right. What a label leaves out is not judged.\n\
    - A maker is right when the first word of its name is; a model with or without its maker before it; a system when one name \
    is a more exact form of the other; a version as part of a line that names it. Labels list other acceptable answers.\n\
    - Mean error: the expected calibration error over ten bins.\n";

fn sets(out: &mut String, kinds: &[(String, Set, Score)]) {
    *out += "| set | counted as | captures | devices | found once | values shown | right |\n|---|---|---:|---:|---:|---:|---:|\n";
    for (kind, set, score) in kinds {
        let right = score.shown.iter().filter(|(_, right)| *right).count();
        let half = set.name();
        let (captures, truths, once) = (score.captures, score.found.truths, score.found.shown_once());
        let right = percent(share(right, score.shown.len()));
        let _ = writeln!(out, "| {kind} | {half} | {captures} | {truths} | {once} | {} | {right} |", score.shown.len());
    }
    *out += "\n";
}

fn targets(out: &mut String, halves: &[(&str, Score)]) {
    let names: Vec<&str> = halves.iter().map(|(name, _)| *name).collect();
    let _ = write!(out, "## Targets\n\n| what | target | {} |\n|---|---|{}\n", names.join(" | "), "---:|".repeat(names.len()));
    let mut row = |what: &str, target: &str, value: &dyn Fn(&Score) -> Option<f64>, good: &dyn Fn(f64) -> bool| {
        let cells: Vec<String> = halves.iter().map(|(_, score)| against(value(score), good)).collect();
        let _ = writeln!(out, "| {what} | {target} | {} |", cells.join(" | "));
    };
    row("found", "≥ 99 %", &|s| share(s.found.truths - s.found.missed, s.found.truths), &|v| v >= 0.99);
    row("over-split", "≤ 1 %", &|s| share(s.found.split, s.found.truths), &|v| v <= 0.01);
    row("over-merged", "≤ 1 %", &|s| share(s.found.merged, s.found.rows), &|v| v <= 0.01);
    row("ghosts", "≤ 1 %", &|s| share(s.found.ghosts, s.found.rows), &|v| v <= 0.01);
    for (attribute, recall) in
        [(Attribute::Category, 0.90), (Attribute::Manufacturer, 0.95), (Attribute::Model, 0.95), (Attribute::Serial, 0.95)]
    {
        let of = move |score: &Score| score.attributes.get(&attribute).copied().unwrap_or_default();
        row(&format!("{attribute} precision"), "≥ 98 %", &|s| of(s).precision(), &|v| v >= 0.98);
        row(&format!("{attribute} recall"), &format!("≥ {:.0} %", recall * 100.0), &|s| of(s).recall(), &|v| v >= recall);
    }
    let sure = |score: &Score| {
        let (all, right) = score.at_least(0.9);
        share(right, all)
    };
    row("right, of what is shown at ≥ 0.9", "≥ 95 %", &sure, &|v| v >= 0.95);
    *out += "\n";
}

/// What one set came to, on a few lines: attributes and bins of confidence.
pub fn summary(score: &Score) -> String {
    let mut out = String::new();
    targets(&mut out, &[("visible", score.clone())]);
    confidence(&mut out, &[("visible", score.clone())]);
    out
}

fn confidence(out: &mut String, halves: &[(&str, Score)]) {
    let heads: Vec<String> = halves.iter().map(|(name, _)| format!("{name}: shown | right")).collect();
    let _ = write!(out, "| confidence | {} |\n|---|{}\n", heads.join(" | "), "---:|---:|".repeat(heads.len()));
    let bins: Vec<_> = halves.iter().map(|(_, score)| score.bins()).collect();
    for place in 0..10 {
        let cell = |(count, _, right): (usize, f64, f64)| format!("{count} | {}", percent((count > 0).then_some(right)));
        let cells: Vec<String> = bins.iter().map(|bins| cell(bins[place])).collect();
        let (from, to) = (place as f64 / 10.0, (place + 1) as f64 / 10.0);
        let _ = writeln!(out, "| {from:.1} to {to:.1} | {} |", cells.join(" | "));
    }
    let error = |score: &Score| score.calibration_error().map_or_else(|| "-".to_owned(), |error| format!("{error:.3}"));
    let errors: Vec<String> = halves.iter().map(|(name, score)| format!("{} {name}", error(score))).collect();
    let _ = write!(out, "\nMean error: {}.\n\n", errors.join(", "));
}

fn line(out: &mut String, name: &str, tally: &Tally) {
    let Tally { right, wrong, wanted, got } = tally;
    let (precision, recall) = (percent(tally.precision()), percent(tally.recall()));
    let _ = writeln!(out, "| {name} | {right} | {wrong} | {precision} | {wanted} | {got} | {recall} |");
}

const COLUMNS: &str =
    "right | wrong | precision | told by the wire | of these right | recall |\n|---|---:|---:|---:|---:|---:|---:|\n";

fn attributes(out: &mut String, score: &Score) {
    let found = &score.found;
    let _ = write!(
        out,
        "{} devices in {} captures: {} missed, {} over-split; of {} rows {} over-merged, {} ghosts.\n\n",
        found.truths, score.captures, found.missed, found.split, found.rows, found.merged, found.ghosts
    );
    let _ = write!(out, "| attribute | {COLUMNS}");
    score.attributes.iter().for_each(|(attribute, tally)| line(out, attribute.slug(), tally));
    *out += "\n";
}

fn unknown(out: &mut String, score: &Score) {
    let untold = score.untold;
    let all = untold.unknown + untold.right + untold.wrong;
    let category = score.attributes.get(&Attribute::Category).copied().unwrap_or_default();
    let missed: usize = score.confusion.iter().filter(|((_, shown), _)| shown == "unknown").map(|(_, count)| *count).sum();
    let _ = write!(
        out,
        "Of {all} devices whose category the traffic does not tell, {} were left unknown ({}), {} were named all the same and \
         rightly, {} wrongly ({}). Of {} whose category it tells, {missed} were left unknown ({}).\n\n",
        untold.unknown,
        percent(share(untold.unknown, all)),
        untold.right,
        untold.wrong,
        percent(share(untold.wrong, all)),
        category.wanted,
        percent(share(missed, category.wanted)),
    );
}

fn categories(out: &mut String, score: &Score) {
    let _ = write!(out, "| category | {COLUMNS}");
    score.categories.iter().for_each(|(category, tally)| line(out, category, tally));
    *out += "\n";
}

fn confusion(out: &mut String, score: &Score) {
    if score.confusion.is_empty() {
        *out += "No category was taken for another.\n\n";
        return;
    }
    *out += "| true category | shown as | times |\n|---|---|---:|\n";
    for ((right, shown), count) in &score.confusion {
        let _ = writeln!(out, "| {right} | {shown} | {count} |");
    }
    *out += "\n";
}
