//! What pictures on a ring share: places, labels that nobody reads upside down, ways across.

use std::f64::consts::PI;

/// Half the width of a picture.
pub(super) const MIDDLE: f64 = 400.0;

/// Where an angle, clockwise from the top, meets a circle of this radius.
pub(super) fn at(angle: f64, radius: f64) -> (f64, f64) {
    (MIDDLE + radius * angle.sin(), MIDDLE - radius * angle.cos())
}

/// The same as a path writes it.
pub(super) fn point(angle: f64, radius: f64) -> String {
    let (x, y) = at(angle, radius);
    format!("{x:.1} {y:.1}")
}

/// Where and how a label stands, and which of its ends is there; on the left half it is turned round.
pub(super) fn label(angle: f64, radius: f64) -> (String, &'static str) {
    let is_left = angle > PI;
    let degrees = angle.to_degrees() - 90.0;
    let turn = if is_left { degrees + 180.0 } else { degrees };
    (format!("translate({}) rotate({turn:.1})", point(angle, radius)), if is_left { "end" } else { "start" })
}

/// Whether an arc is the longer one of the two between its ends, as a path writes it.
pub(super) fn large(from: f64, to: f64) -> u8 {
    u8::from(to - from > PI)
}

/// How near the middle the way between two angles leads, as a share of the radius: none where they are opposite.
pub(super) fn nearness(from: f64, to: f64) -> f64 {
    let apart = (from - to).abs();
    let apart = if apart > PI { 2.0 * PI - apart } else { apart };
    1.0 - apart / PI
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_labels_turn_with_the_clock() {
        assert_eq!([point(0.0, 100.0), point(PI / 2.0, 100.0)], ["400.0 300.0", "500.0 400.0"]);
        assert_eq!(label(PI / 2.0, 100.0), ("translate(500.0 400.0) rotate(0.0)".to_owned(), "start"));
        assert_eq!(label(1.5 * PI, 100.0), ("translate(300.0 400.0) rotate(360.0)".to_owned(), "end"));
        assert!((nearness(0.1, 2.0 * PI - 0.1) - (1.0 - 0.2 / PI)).abs() < 1e-9);
        assert_eq!((nearness(0.0, PI), large(0.0, 4.0), large(0.0, 3.0)), (0.0, 1, 0));
    }
}
