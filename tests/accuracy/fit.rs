//! Fits confidence to truth: how often what evidence of some strength says is right.

use std::fmt::Write;

use crate::judge::Score;

/// So many further values are added to each step, right as often as the weight of the evidence says: the visible captures are those
/// that rules were written from, and a hundred values of a hundred right are no proof that all are.
const DOUBT: f64 = 40.0;
/// Evidence is taken together in steps between these, wide enough for more than a hundred values in each.
const EDGES: [f64; 5] = [0.0, 0.6, 0.8, 0.9, 1.01];

/// One step: how many values, how many of them right, the sum of their evidence.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    count: f64,
    right: f64,
    evidence: f64,
}

impl Step {
    fn take(&mut self, evidence: f32, right: bool) {
        self.count += 1.0;
        self.right += f64::from(u8::from(right));
        self.evidence += f64::from(evidence);
    }

    fn mean(&self) -> f64 {
        self.evidence / self.count.max(1.0)
    }

    fn share(&self) -> f64 {
        (self.right + DOUBT * self.mean()) / (self.count + DOUBT)
    }
}

/// The fitted table, a line each step, with what it rests on; and how rivals told.
pub fn table(score: &Score) -> String {
    let mut out = String::from("evidence, confidence      of how many values, how many of them right\n");
    let mut below = 0.0;
    for edges in EDGES.windows(2) {
        let mut step = Step::default();
        for ((_, right), (_, own, _)) in score.shown.iter().zip(&score.weighed) {
            if (edges[0]..edges[1]).contains(&f64::from(*own)) {
                step.take(*own, *right);
            }
        }
        let note = if step.share() < below { "   LESS THAN THE STEP BEFORE: take them together" } else { "" };
        below = step.share();
        let _ = writeln!(out, "({:.2}, {:.3}), // {}, {}{note}", step.mean(), step.share(), step.count, step.right);
    }
    out + &rivals(score)
}

/// How often a value with a rival is right, by how strong the rival is next to it.
fn rivals(score: &Score) -> String {
    let mut out = String::from("rival next to the value   of how many, how many right, mean evidence of the value\n");
    for (from, to) in [(0.01, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 0.9), (0.9, 1.0), (1.0, 9.0)] {
        let mut step = Step::default();
        for ((_, right), (_, own, against)) in score.shown.iter().zip(&score.weighed) {
            let share = f64::from(*against / own.max(f32::EPSILON));
            if (from..to).contains(&share) {
                step.take(*own, *right);
            }
        }
        let _ = writeln!(out, "{from:.2} to {to:.2}: {} {} {:.2}", step.count, step.right, step.mean());
    }
    out
}
