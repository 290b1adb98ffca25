//! How sure to be of a value that evidence of some strength speaks for: how often such values were right.
//!
//! Weights are a person's judgement of single rules; what they come to together understates. The table below was fitted on
//! 2026-11-30 by `WARDWATCH_ACCURACY=fit cargo test --profile eval --test accuracy` to the visible captures (1,619 values), site C as it
//! was on the day it was opened, before anybody had mended its mistakes. To each step forty values were added that are right
//! only as often as their weight says, since most rules were written from these captures; the held back and the blind
//! ones were not looked at, and judge it in `docs/accuracy.md`.

/// Strength of the evidence, and the share of values that were right; beside it how many there were, and how many right.
const STEPS: &[(f32, f32)] = &[
    (0.0, 0.0),
    (0.42, 0.875), // 153, 152
    (0.71, 0.951), // 298, 293
    (0.87, 0.988), // 401, 401
    (0.97, 0.996), // 767, 765
];
/// No evidence from the wire makes us surer than this.
const MOST: f32 = 0.99;

/// How sure to be of a value for which evidence of this strength speaks, and of this strength for its strongest rival.
pub(super) fn confidence(strength: f32, rival: f32) -> f32 {
    // One rival as strong takes half of the belief, a weak one next to nothing; more than half goes where what was known
    // holds against a stronger newcomer.
    let share = rival / strength.max(f32::EPSILON);
    (read(strength) * (1.0 - 0.5 * share * share)).clamp(0.0, MOST)
}

/// The table, with straight lines between its steps.
fn read(strength: f32) -> f32 {
    let above = STEPS.iter().position(|(step, _)| *step > strength);
    let place = above.unwrap_or(STEPS.len()).max(1);
    let Some((from, low)) = STEPS.get(place - 1).copied() else { return 0.0 };
    let Some((to, high)) = STEPS.get(place).copied() else { return low };
    low + (high - low) * (strength - from).max(0.0) / (to - from)
}

/// The table as it was read, so that conclusions are drawn anew when it changes.
pub(super) fn digest(into: &mut sha1::Sha1) {
    use sha1::Digest as _;
    for (strength, share) in STEPS {
        into.update(strength.to_bits().to_be_bytes());
        into.update(share.to_bits().to_be_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stronger_evidence_is_never_less_sure_and_nothing_is_certain() {
        let all: Vec<f32> = (0..=1000_u16).map(|step| confidence(f32::from(step) / 1000.0, 0.0)).collect();
        assert!(all.windows(2).all(|pair| pair[0] <= pair[1]));
        assert!(all.iter().all(|sure| (0.0..=MOST).contains(sure)));
        assert!((confidence(0.42, 0.0) - 0.875).abs() < 1e-6 && (confidence(0.71, 0.0) - 0.951).abs() < 1e-6);
        assert!(STEPS.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
    }

    #[test]
    fn rivals_cost_belief_by_their_strength() {
        let alone = confidence(0.8, 0.0);
        assert!((confidence(0.8, 0.8) - alone / 2.0).abs() < 1e-6);
        assert!(confidence(0.8, 0.2) > alone * 0.96 && confidence(0.8, 0.6) < alone * 0.75);
        // A newcomer that is stronger than what holds.
        assert!(confidence(0.6, 0.9) < confidence(0.6, 0.6));
        assert!(confidence(0.3, 0.9) >= 0.0);
    }
}
