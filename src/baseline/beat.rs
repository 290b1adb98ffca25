//! Whether a conversation comes back like a clock: the timing part of RITA's beacon score (activecm/rita, analysis of
//! timestamps): symmetry of the intervals (Bowley's skew) and their spread (median absolute deviation).

/// Intervals below this many are no rhythm.
pub(super) const FEWEST: usize = 11;

/// What the intervals between openings look like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beat {
    /// Median interval in seconds.
    pub median: u32,
    /// Median absolute deviation from it in seconds.
    pub spread: u32,
    /// 0 … 1 as RITA scores timestamps.
    pub score: f32,
}

/// The score of intervals in seconds, in any order; `None` for too few.
#[must_use]
pub fn beat(intervals: &[u16]) -> Option<Beat> {
    if intervals.len() < FEWEST {
        return None;
    }
    let mut sorted = [0_u16; 64];
    let sorted = sorted.get_mut(..intervals.len().min(64))?;
    sorted.copy_from_slice(intervals.get(..sorted.len())?);
    sorted.sort_unstable();
    let at = |quarter: usize| sorted.get((sorted.len() - 1) * quarter / 4).copied().map_or(0.0, f32::from);
    let (q1, median, q3) = (at(1), at(2), at(3));
    let skew = if q3 - q1 < 10.0 || median <= q1 || median >= q3 { 0.0 } else { (q1 + q3 - 2.0 * median) / (q3 - q1) };
    let mut away = [0_u16; 64];
    let away = away.get_mut(..sorted.len())?;
    for (place, value) in away.iter_mut().zip(sorted.iter()) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "median is one of the values")]
        let middle = median as u16;
        *place = value.abs_diff(middle);
    }
    away.sort_unstable();
    let spread = away.get((away.len() - 1) / 2).copied().unwrap_or(0);
    let steady = if median >= 1.0 { ((median - f32::from(spread)) / median).max(0.0) } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "one of the values")]
    let median = median as u32;
    Some(Beat { median, spread: u32::from(spread), score: f32::midpoint(1.0 - skew.abs(), steady) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_with_jitter_beats_and_a_person_does_not() {
        let clock: Vec<u16> = (0..16).map(|n| 300 + [0_u16, 40, 55, 20, 10, 31, 48, 7][n % 8]).collect();
        assert!(beat(&clock).unwrap().score > 0.85, "{:?}", beat(&clock));
        let person = [3_u16, 900, 12, 4, 2500, 33, 1, 7000, 60, 20, 5, 400, 2, 1800, 9, 30];
        assert!(beat(&person).unwrap().score < 0.7, "{:?}", beat(&person));
        assert_eq!(beat(&person[..5]), None);
    }
}
