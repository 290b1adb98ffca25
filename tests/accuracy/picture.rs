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
  :root { --page: #ffffff; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --one: #0b5cad; --two: #b3450e; }
  @media (prefers-color-scheme: dark) {
    :root { --page: #0d1117; --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --one: #6cb6ff; --two: #ffa657; }
  }
  text { font: 14px system-ui, sans-serif; fill: var(--ink); }
  .soft { fill: var(--soft); font-size: 12px; }
  .grid { stroke: var(--line); } .exact { stroke: var(--soft); stroke-dasharray: 5 5; }
  .one { stroke: var(--one); } .two { stroke: var(--two); }
  path { fill: none; stroke-width: 2; }
  circle.one { fill: var(--one); } rect.two { fill: var(--two); }
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

/// The diagram of both halves.
pub fn reliability(visible: &Score, held_back: &Score) -> String {
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
    series(&mut svg, visible, "one");
    series(&mut svg, held_back, "two");
    let _ = writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">confidence shown</text>", x(0.5), y(0.0) + 42.0);
    let _ = writeln!(
        svg,
        "<text transform=\"translate(20 {}) rotate(-90)\" text-anchor=\"middle\">share that is right</text>",
        y(0.5)
    );
    legend(&mut svg, visible, held_back);
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
        let _ = match class {
            "one" => writeln!(svg, "<circle class=\"one mark\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\">{label}</circle>"),
            _ => writeln!(
                svg,
                "<rect class=\"two mark\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\">{label}</rect>",
                x - radius,
                y - radius,
                radius * 2.0,
                radius * 2.0
            ),
        };
    }
}

fn legend(svg: &mut String, visible: &Score, held_back: &Score) {
    let place = x(1.0) + 20.0;
    let sets = [("one", "visible", visible), ("two", "held back", held_back)];
    for (row, (class, name, score)) in sets.into_iter().enumerate() {
        let top = TOP + 20.0 + 58.0 * row as f64;
        let mark = match class {
            "one" => format!("<circle class=\"one mark\" cx=\"{place}\" cy=\"{}\" r=\"6\"/>", top - 5.0),
            _ => format!("<rect class=\"two mark\" x=\"{}\" y=\"{}\" width=\"12\" height=\"12\"/>", place - 6.0, top - 11.0),
        };
        let error = score.calibration_error().map_or_else(|| "-".to_owned(), |error| format!("{error:.3}"));
        let _ = writeln!(svg, "{mark}<text x=\"{}\" y=\"{top}\">{name}</text>", place + 14.0);
        let _ =
            writeln!(svg, "<text class=\"soft\" x=\"{}\" y=\"{}\">{} shown</text>", place + 14.0, top + 17.0, score.shown.len());
        let _ = writeln!(svg, "<text class=\"soft\" x=\"{}\" y=\"{}\">mean error {error}</text>", place + 14.0, top + 33.0);
    }
    let _ = writeln!(svg, "<text class=\"soft\" x=\"{place}\" y=\"{}\">area: how many</text>", TOP + 150.0);
    let _ = writeln!(svg, "<text class=\"soft\" x=\"{place}\" y=\"{}\">dashes: exact</text>", TOP + 168.0);
}
