//! The reliability diagram: how often what is shown with a confidence is right. Plain SVG, for light and dark pages.

use std::fmt::Write;

use crate::judge::Score;

const SIZE: f64 = 420.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 64.0;

const HEAD: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 560" role="img" aria-labelledby="title words">
<title id="title">Confidence and truth</title>
<desc id="words">For each tenth of confidence, the share of shown attributes that are right; on the diagonal confidence is exact.</desc>
<style>
  :root { --page: #ffffff; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --one: #0b5cad; --two: #b3450e; --three: #1a7f37; }
  @media (prefers-color-scheme: dark) {
    :root { --page: #0d1117; --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --one: #6cb6ff; --two: #ffa657; --three: #57d27a; }
  }
  text { font: 14px system-ui, sans-serif; fill: var(--ink); }
  .soft { fill: var(--soft); font-size: 12px; }
  .grid { stroke: var(--line); } .exact { stroke: var(--soft); stroke-dasharray: 5 5; }
  .one { stroke: var(--one); } .two { stroke: var(--two); } .three { stroke: var(--three); }
  path { fill: none; stroke-width: 2; }
  circle.one { fill: var(--one); } rect.two { fill: var(--two); } polygon.three { fill: var(--three); }
  .mark { fill-opacity: .75; stroke-width: 1.5; }
</style>
<rect width="640" height="560" fill="var(--page)"/>
"#;

fn x(value: f64) -> f64 {
    LEFT + value * SIZE
}

fn y(value: f64) -> f64 {
    TOP + (1.0 - value) * SIZE
}

const CLASSES: [&str; 3] = ["one", "two", "three"];

/// The diagram of every set.
pub fn reliability(halves: &[(&str, Score)]) -> String {
    let mut svg = String::from(HEAD);
    svg.push_str("<text x=\"64\" y=\"30\" font-weight=\"600\">How often is it right, for each confidence shown?</text>\n");
    for step in 0..=10 {
        let at = f64::from(step) / 10.0;
        let _ = writeln!(svg, "<path class=\"grid\" d=\"M{} {}V{}M{} {}H{}\"/>", x(at), y(0.0), y(1.0), x(0.0), y(at), x(1.0));
        if step % 2 == 0 {
            let _ = writeln!(
                svg,
                "<text class=\"soft\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{at:.1}</text>",
                x(at),
                y(0.0) + 18.0
            );
            let _ = writeln!(
                svg,
                "<text class=\"soft\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{at:.1}</text>",
                x(0.0) - 8.0,
                y(at) + 4.0
            );
        }
    }
    let _ = writeln!(svg, "<path class=\"exact\" d=\"M{} {}L{} {}\"/>", x(0.0), y(0.0), x(1.0), y(1.0));
    CLASSES.iter().zip(halves).for_each(|(class, (_, score))| series(&mut svg, score, class));
    let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">confidence shown</text>", x(0.5), y(0.0) + 42.0);
    let _ = writeln!(
        svg,
        "<text transform=\"translate(20 {}) rotate(-90)\" text-anchor=\"middle\">share that is right</text>",
        y(0.5)
    );
    legend(&mut svg, halves);
    svg.push_str("</svg>\n");
    svg
}

fn series(svg: &mut String, score: &Score, class: &str) {
    let bins: Vec<(usize, f64, f64)> = score.bins().into_iter().filter(|(count, ..)| *count > 0).collect();
    let line: Vec<String> = bins.iter().map(|(_, confidence, right)| format!("{:.1} {:.1}", x(*confidence), y(*right))).collect();
    if !line.is_empty() {
        let _ = writeln!(svg, "<path class=\"{class}\" d=\"M{}\"/>", line.join("L"));
    }
    for (count, confidence, right) in bins {
        let radius = 3.0 + (count as f64).sqrt() / 2.5;
        let (x, y) = (x(confidence), y(right));
        let label = format!("<title>{count} shown at {confidence:.2}, {:.0} % right</title>", right * 100.0);
        let _ = writeln!(svg, "{}{label}</{}>", mark(class, x, y, radius), shape(class));
    }
}

fn shape(class: &str) -> &'static str {
    match class {
        "one" => "circle",
        "two" => "rect",
        _ => "polygon",
    }
}

/// The opening tag of a mark around a point.
fn mark(class: &str, x: f64, y: f64, radius: f64) -> String {
    let (left, right, top, low, side) = (x - radius, x + radius, y - radius, y + radius, radius * 2.0);
    match class {
        "one" => format!("<circle class=\"one mark\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\">"),
        "two" => format!("<rect class=\"two mark\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{side:.1}\" height=\"{side:.1}\">"),
        _ => format!(
            "<polygon class=\"three mark\" points=\"{x:.1} {top:.1} {right:.1} {y:.1} {x:.1} {low:.1} {left:.1} {y:.1}\">"
        ),
    }
}

fn legend(svg: &mut String, halves: &[(&str, Score)]) {
    let place = x(1.0) + 20.0;
    for (row, (class, (name, score))) in CLASSES.iter().zip(halves).enumerate() {
        let top = TOP + 20.0 + 58.0 * row as f64;
        let error = score.calibration_error().map_or_else(|| "-".to_owned(), |error| format!("{error:.3}"));
        let _ = write!(svg, "{}</{}>", mark(class, place, top - 5.0, 6.0), shape(class));
        let _ = writeln!(svg, "<text x=\"{}\" y=\"{top}\">{name}</text>", place + 14.0);
        let _ =
            writeln!(svg, "<text class=\"soft\" x=\"{}\" y=\"{}\">{} shown</text>", place + 14.0, top + 17.0, score.shown.len());
        let _ = writeln!(svg, "<text class=\"soft\" x=\"{}\" y=\"{}\">mean error {error}</text>", place + 14.0, top + 33.0);
    }
    let _ = writeln!(svg, "<text class=\"soft\" x=\"{place}\" y=\"{}\">area: how many</text>", TOP + 266.0);
    let _ = writeln!(svg, "<text class=\"soft\" x=\"{place}\" y=\"{}\">dashes: exact</text>", TOP + 284.0);
}
