//! The pictures of docs/detection.md. Plain SVG, for light and dark pages.

use std::fmt::Write;

use crate::attacks::Strength;
use crate::{Outcome, Plan, report};

fn head(title: &str, words: &str, width: u32, height: u32) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title words">
<title id="title">{title}</title>
<desc id="words">{words}</desc>
<style>
  :root {{ --page: #ffffff; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --one: #0b5cad; --two: #b3450e; --three: #1a7f37; }}
  @media (prefers-color-scheme: dark) {{
    :root {{ --page: #0d1117; --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --one: #6cb6ff; --two: #ffa657; --three: #57d27a; }}
  }}
  text {{ font: 13px system-ui, sans-serif; fill: var(--ink); }}
  .soft {{ fill: var(--soft); font-size: 12px; }}
  path {{ stroke: var(--line); fill: none; }}
  .weak {{ fill: var(--three); }} .usual, .ours {{ fill: var(--one); }} .strong, .rival {{ fill: var(--two); }}
</style>
<rect width="{width}" height="{height}" fill="var(--page)"/>
"#
    )
}

fn attacked<'a>(runs: &'a [(&Plan, Outcome)], usual: bool) -> Vec<&'a Outcome> {
    let wanted = |plan: &Plan| plan.attacks.is_some_and(|s| !usual || s == Strength::Usual) && !plan.poisoned;
    runs.iter().filter(|(plan, _)| wanted(plan)).map(|(_, outcome)| outcome).collect()
}

/// Attacks found against false alarms, the latter on a logarithmic axis.
pub fn rivals(runs: &[(&Plan, Outcome)]) -> String {
    let rows = report::beside(&attacked(runs, true));
    let mut svg = head(
        "Attacks found against false alarms",
        "Each detector's share of attacks found over its false alarms per 1,000 devices a day; up and to the left is better.",
        760,
        440,
    );
    svg += "<text x=\"60\" y=\"26\" font-weight=\"600\">Attacks found, against false alarms per 1,000 devices a day</text>\n";
    let x = |rate: f64| 100.0 + (rate.max(0.01).log10() + 2.0) / 5.0 * 600.0;
    let y = |share: f64| 50.0 + (1.0 - share) * 330.0;
    for power in -2..=3 {
        let at = 10.0_f64.powi(power);
        let label = if power == -2 { "0.01 or none".to_owned() } else { at.to_string() };
        let _ = writeln!(svg, "<path d=\"M{:.0} {:.0}V{:.0}\"/>", x(at), y(0.0), y(1.0));
        let _ = writeln!(
            svg,
            "<text class=\"soft\" text-anchor=\"middle\" x=\"{:.0}\" y=\"{:.0}\">{label}</text>",
            x(at),
            y(0.0) + 18.0
        );
    }
    for step in 0..=5 {
        let share = f64::from(step) / 5.0;
        let _ = writeln!(svg, "<path d=\"M{:.0} {:.0}H{:.0}\"/>", x(0.01), y(share), x(1000.0));
        let _ = writeln!(
            svg,
            "<text class=\"soft\" text-anchor=\"end\" x=\"{:.0}\" y=\"{:.0}\">{:.0} %</text>",
            x(0.01) - 8.0,
            y(share) + 4.0,
            share * 100.0
        );
    }
    for (place, (name, found, of, wrong)) in rows.iter().enumerate() {
        let (at, up) = (x(*wrong), y(*found as f64 / *of as f64));
        let class = if place == 0 { "ours" } else { "rival" };
        let _ = writeln!(svg, "<circle class=\"{class}\" cx=\"{at:.1}\" cy=\"{up:.1}\" r=\"6\"/>");
        let (anchor, side) = if at > 420.0 { ("end", -10.0) } else { ("start", 10.0) };
        let _ = writeln!(svg, "<text text-anchor=\"{anchor}\" x=\"{:.1}\" y=\"{:.1}\">{name}</text>", at + side, up - 6.0);
    }
    svg += "</svg>\n";
    svg.replace(">=", "&gt;=")
}

/// The time from an attack's first frame to its page, one row an attack.
pub fn times(runs: &[(&Plan, Outcome)]) -> String {
    let rows = report::by_attack(&attacked(runs, false));
    let height = 90 + 22 * u32::try_from(rows.len()).unwrap();
    let mut svg = head(
        "Time from the first frame to the page",
        "One row an attack; a mark for each run that paged it, by strength, on a logarithmic axis.",
        860,
        height,
    );
    svg += "<text x=\"20\" y=\"26\" font-weight=\"600\">From the attack's first frame to the page</text>\n";
    for (place, word) in ["weak", "usual", "strong"].into_iter().enumerate() {
        let at = 560 + 90 * place;
        let _ = writeln!(
            svg,
            "<circle class=\"{word}\" cx=\"{at}\" cy=\"22\" r=\"5\"/><text x=\"{}\" y=\"26\">{word}</text>",
            at + 10
        );
    }
    let x = |seconds: i64| 380.0 + (seconds.max(1) as f64).log10() / 5.5 * 440.0;
    let bottom = height - 36;
    for (seconds, label) in
        [(1, "1 s"), (10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h"), (36_000, "10 h"), (259_200, "3 d")]
    {
        let _ = writeln!(svg, "<path d=\"M{:.0} 44V{bottom}\"/>", x(seconds));
        let _ = writeln!(
            svg,
            "<text class=\"soft\" text-anchor=\"middle\" x=\"{:.0}\" y=\"{}\">{label}</text>",
            x(seconds),
            bottom + 18
        );
    }
    for (row, (name, strengths)) in rows.iter().enumerate() {
        let y = 60 + 22 * row;
        let short: String = name.chars().take(50).collect();
        let _ = writeln!(svg, "<text class=\"soft\" text-anchor=\"end\" x=\"368\" y=\"{}\">{short}</text>", y + 4);
        for (strength, results) in strengths {
            let class = ["weak", "usual", "strong"][usize::from(*strength)];
            for seconds in results.iter().filter_map(|one| one.seconds) {
                let _ =
                    writeln!(svg, "<circle class=\"{class}\" fill-opacity=\".75\" cx=\"{:.1}\" cy=\"{y}\" r=\"5\"/>", x(seconds));
            }
        }
    }
    svg += "</svg>\n";
    svg
}
