//! Fits confidence to truth: how often what evidence of some strength says is right.

use std::fmt::Write;

use crate::judge::Score;

/// So many further values are added to each step, right as often as the weight of the evidence says: the visible captures are those
/// that rules were written from, and a hundred values of a hundred right are no proof that all are.
const DOUBT: f64 = 40.0;
/// Evidence is taken together in steps of this width.
const STEP: f64 = 0.1;
/// Evidence weaker than this is not shown.
const LEAST: f64 = 0.2;

/// One step: how many values, how many of them right, the sum of their evidence.
#[derive(Clone, Copy, Debug, Default)]
struct Step {
    count: f64,
    right: f64,
    evidence: f64,
}

impl Step {
    fn mean(&self) -> f64 {
        self.evidence / self.count.max(1.0)
    }

    fn share(&self) -> f64 {
        (self.right + DOUBT * self.mean()) / (self.count + DOUBT)
    }

    fn with(&self, other: &Self) -> Self {
        let (count, right) = (self.count + other.count, self.right + other.right);
        Self { count, right, evidence: self.evidence + other.evidence }
    }
}

/// The fitted table, a line each step, with what it rests on; and the values that were wrong.
pub fn table(score: &Score) -> String {
    let mut steps: Vec<Step> = Vec::new();
    let most = ((1.0 - LEAST) / STEP).round() as usize;
    for place in 0..most {
        let (from, to) = (LEAST + STEP * place as f64, LEAST + STEP * (place + 1) as f64);
        let mut step = Step::default();
        for ((_, right), (_, own, _)) in score.shown.iter().zip(&score.weighed) {
            let own = f64::from(*own);
            if own >= from && (own < to || place + 1 == most) {
                step = step.with(&Step { count: 1.0, right: f64::from(u8::from(*right)), evidence: own });
            }
        }
        if step.count > 0.0 {
            steps.push(step);
        }
    }
    let mut out = String::from("evidence -> confidence   of how many values, how many of them right\n");
    for step in monotone(&steps) {
        let _ = writeln!(out, "({:.2}, {:.2}), // {} of {}", step.mean(), step.share(), step.right, step.count);
    }
    out += &rivals(score);
    out
}

/// Pools neighbours until none is right less often than the one before it.
fn monotone(steps: &[Step]) -> Vec<Step> {
    let mut pooled: Vec<Step> = Vec::new();
    for step in steps {
        let mut next = *step;
        while let Some(last) = pooled.pop_if(|last| last.share() > next.share()) {
            next = last.with(&next);
        }
        pooled.push(next);
    }
    pooled
}

/// How often a value with a rival is right, by how strong the rival is next to it.
fn rivals(score: &Score) -> String {
    let mut out = String::from("rival next to the value   of how many, how many right, mean evidence of the value\n");
    for (from, to) in [(0.01, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 0.9), (0.9, 1.0), (1.0, 9.0)] {
        let mut step = Step::default();
        for ((_, right), (_, own, against)) in score.shown.iter().zip(&score.weighed) {
            let share = f64::from(*against / own.max(f32::EPSILON));
            if share >= from && share < to {
                step = step.with(&Step { count: 1.0, right: f64::from(u8::from(*right)), evidence: f64::from(*own) });
            }
        }
        let _ = writeln!(out, "{from:.2} to {to:.2}: {} {} {:.2}", step.count, step.right, step.mean());
    }
    out
}
