//! How many different ones, in sixteen bytes: linear counting (Whang, Vander-Zanden, Taylor 1990).

/// A set that only knows its size, about: exact enough up to some two hundred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch(u128);

impl Sketch {
    /// Adds one; whether it was certainly not there.
    pub(super) fn add(&mut self, hash: u64) -> bool {
        let bit = 1_u128 << (hash & 127);
        let new = self.0 & bit == 0;
        self.0 |= bit;
        new
    }

    /// How many there are, about.
    pub(super) fn count(self) -> u32 {
        /// 128 ln(128 / zeros), rounded, for every number of ones.
        const MOST: f64 = 128.0;
        let zeros = f64::from(self.0.count_zeros()).max(0.5);
        // At most 710.
        let estimate = (MOST * (MOST / zeros).ln()).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 710")]
        let count = estimate as u32;
        count
    }
}

/// Spreads a number over all bits (the finaliser of splitmix64).
pub(super) fn spread(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_within_a_fifth() {
        for wanted in [1_u32, 5, 20, 50, 100, 200] {
            let mut sketch = Sketch::default();
            (0..wanted).for_each(|n| {
                sketch.add(spread(u64::from(n)));
            });
            let got = sketch.count();
            assert!(got.abs_diff(wanted) <= wanted / 5 + 1, "{wanted}: {got}");
        }
    }
}
