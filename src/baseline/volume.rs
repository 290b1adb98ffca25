//! How much: four features an hour, compared with the same hour of other days of the same kind.
//!
//! Values are kept as seventh parts of a doubling, four weeks of them: 24 hours, of 20 working days and 8 days of weekends.
//! Location is a low quantile and scale comes from the values below it, so that an attacker who was there while it was
//! learnt moves neither much (STANDARDS.md 1.4).

use super::calendar::place;

/// What is measured.
pub const FEATURES: [&str; 4] =
    ["bytes sent within the site", "bytes got within the site", "bytes sent out of the site", "flows"];

const WORKDAYS: usize = 20;
const WEEKENDS: usize = 8;
/// Values of one feature.
const RING: usize = 24 * (WORKDAYS + WEEKENDS);
/// Nothing was measured.
const NONE: u8 = u8::MAX;
/// Values of the ring a doubling: with seven, a byte reaches to 80 GB an hour.
const STEPS: f32 = 7.0;
/// Least scale, in doublings.
const FLOOR: f32 = 0.35;
/// CUSUM: what is subtracted each hour, and where it speaks.
const SLACK: f32 = 1.5;
const LIMIT: f32 = 30.0;

/// The values of a device.
#[derive(Clone, Debug, PartialEq)]
pub struct Volume {
    /// The rings, one a feature, empty until something is measured.
    pub rings: [Vec<u8>; 4],
    /// Next place in the ring of each hour: working days, then weekends.
    pub next: [[u8; 24]; 2],
    /// Sums of what was too much.
    pub cusum: [f32; 4],
    /// The last three scores of each feature, for two of three.
    pub recent: [[f32; 3]; 4],
    /// How often the sum reached its limit, per feature.
    pub reached: [u16; 4],
}

impl Default for Volume {
    fn default() -> Self {
        Self { rings: Default::default(), next: [[0; 24]; 2], cusum: [0.0; 4], recent: [[0.0; 3]; 4], reached: [0; 4] }
    }
}

/// What an hour was, compared with what is usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// Place of the feature.
    pub feature: usize,
    /// Robust z.
    pub z: f32,
    /// The value.
    pub observed: u64,
    /// The usual one.
    pub expected: u64,
    /// Values compared with.
    pub samples: usize,
    /// More than six in two of the last three hours.
    pub burst: bool,
    /// More than six in all of the last three hours.
    pub lasting: bool,
    /// The sum reached its limit in this hour, for the how-many-th time; 0 where it did not.
    pub drift: u16,
}

impl Volume {
    /// Scores an hour's values and, unless `frozen`, learns them. Fewer than seven comparable values give no score.
    pub fn hour(&mut self, hour: i32, offset: i32, values: [u64; 4], frozen: bool) -> [Option<Score>; 4] {
        let (of_day, weekend) = place(hour, offset);
        let mut scores = [None; 4];
        for (feature, value) in values.into_iter().enumerate() {
            let score = self.score(feature, usize::from(of_day), weekend, value);
            if let (Some(score), Some(slot)) = (score, scores.get_mut(feature)) {
                *slot = Some(self.follow(score));
            }
        }
        if !frozen {
            self.learn(usize::from(of_day), weekend, values);
        }
        scores
    }

    fn score(&self, feature: usize, hour: usize, weekend: bool, value: u64) -> Option<Score> {
        let ring = self.rings.get(feature).filter(|ring| !ring.is_empty())?;
        let mut near = [0_u8; 3 * WORKDAYS];
        let mut count = 0;
        for around in [23, 0, 1] {
            for &known in ring.get(range((hour + around) % 24, weekend))?.iter().filter(|known| **known != NONE) {
                *near.get_mut(count)? = known;
                count += 1;
            }
        }
        let near = near.get_mut(..count)?;
        if count < 7 {
            return None;
        }
        near.sort_unstable();
        let idle = near.iter().filter(|value| **value == 0).count();
        let (location, scale) = if idle * 5 > count {
            // Often nothing at this hour: only more than the busiest hours of the week is much.
            let mut all: Vec<u8> = ring.iter().copied().filter(|value| *value != NONE).collect();
            all.sort_unstable();
            (f32::from(all.get(all.len() * 19 / 20).copied().unwrap_or(0)) / STEPS, 0.6)
        } else {
            let location = f32::from(near.get(count * 2 / 5).copied().unwrap_or(0)) / STEPS;
            let mut below: Vec<f32> =
                near.iter().map(|value| location - f32::from(*value) / STEPS).filter(|away| *away >= 0.0).collect();
            below.sort_unstable_by(f32::total_cmp);
            let spread = below.get(below.len() / 2).copied().unwrap_or(0.0) * 1.4826;
            (location, spread.clamp(FLOOR, 1.5))
        };
        let z = (f32::from(code(value)) / STEPS - location) / scale;
        // Below 64 KiB, or 50 flows, nothing is much.
        let least = if feature == 3 { 50 } else { 1 << 16 };
        let z = if value < least { z.min(0.0) } else { z };
        Some(Score {
            feature,
            z,
            observed: value,
            expected: decode(location),
            samples: count,
            burst: false,
            lasting: false,
            drift: 0,
        })
    }

    /// Takes a score into the sums.
    fn follow(&mut self, mut score: Score) -> Score {
        let (Some(sum), Some(recent), Some(reached)) =
            (self.cusum.get_mut(score.feature), self.recent.get_mut(score.feature), self.reached.get_mut(score.feature))
        else {
            return score;
        };
        recent.rotate_left(1);
        recent[2] = score.z;
        score.burst = score.z > 6.0 && recent.iter().filter(|z| **z > 6.0).count() >= 2;
        score.lasting = recent.iter().all(|z| *z > 6.0);
        *sum = (*sum + score.z.clamp(-4.0, 6.0) - SLACK).max(0.0);
        if *sum >= LIMIT {
            *sum = 0.0;
            *reached = reached.saturating_add(1);
            score.drift = *reached;
        }
        score
    }

    fn learn(&mut self, hour: usize, weekend: bool, values: [u64; 4]) {
        let size = if weekend { WEEKENDS } else { WORKDAYS };
        let Some(next) = self.next.get_mut(usize::from(weekend)).and_then(|next| next.get_mut(hour)) else { return };
        let place = range(hour, weekend).start + usize::from(*next) % size;
        *next = u8::try_from((usize::from(*next) + 1) % size).unwrap_or(0);
        for (ring, value) in self.rings.iter_mut().zip(values) {
            if ring.is_empty() && value == 0 {
                continue;
            }
            if ring.is_empty() {
                ring.resize(RING, NONE);
            }
            if let Some(slot) = ring.get_mut(place) {
                *slot = code(value);
            }
        }
    }

    /// Forgets what was learnt.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Usual values of a feature for every hour of a working day, then of a weekend day: its median, where there is one.
    #[must_use]
    pub fn usual(&self, feature: usize) -> [Option<u64>; 48] {
        let mut usual = [None; 48];
        let Some(ring) = self.rings.get(feature).filter(|ring| !ring.is_empty()) else { return usual };
        for (place, slot) in usual.iter_mut().enumerate() {
            let mut values: Vec<u8> = ring.get(range(place % 24, place >= 24)).unwrap_or_default().to_vec();
            values.retain(|value| *value != NONE);
            values.sort_unstable();
            *slot = values.get(values.len() / 2).map(|value| decode(f32::from(*value) / STEPS));
        }
        usual
    }

    /// Between what values a feature lay before the latest, but for a tenth at each end, for the same hours as
    /// [`Volume::usual`].
    #[must_use]
    pub fn spread(&self, feature: usize) -> [Option<(u64, u64)>; 48] {
        self.by_hour(feature, |values, next| {
            let mut sorted = values.to_vec();
            let latest = latest_of(values, next)?;
            if values.iter().filter(|value| **value != NONE).count() > 1 {
                sorted.remove(latest);
            }
            sorted.retain(|value| *value != NONE);
            sorted.sort_unstable();
            let at = |tenth: usize| sorted.get((sorted.len().saturating_sub(1) * tenth + 5) / 10).copied();
            Some((value(at(1)?), value(at(9)?)))
        })
    }

    /// The latest value of a feature, for the same hours as [`Volume::usual`].
    #[must_use]
    pub fn latest(&self, feature: usize) -> [Option<u64>; 48] {
        self.by_hour(feature, |values, next| {
            values.get(latest_of(values, next)?).copied().filter(|value| *value != NONE).map(value)
        })
    }

    /// Something of each hour of a working day, then of a weekend day: its values, and the place of the next one.
    fn by_hour<T: Copy>(&self, feature: usize, of: impl Fn(&[u8], u8) -> Option<T>) -> [Option<T>; 48] {
        let mut all = [None; 48];
        let Some(ring) = self.rings.get(feature).filter(|ring| !ring.is_empty()) else { return all };
        for (place, slot) in all.iter_mut().enumerate() {
            let next = self.next.get(place / 24).and_then(|next| next.get(place % 24)).copied().unwrap_or(0);
            *slot =
                ring.get(range(place % 24, place >= 24)).filter(|values| !values.is_empty()).and_then(|values| of(values, next));
        }
        all
    }

    /// The most that a feature ever was in an hour.
    #[must_use]
    pub fn most(&self, feature: usize) -> u64 {
        let ring = self.rings.get(feature).map(Vec::as_slice).unwrap_or_default();
        ring.iter().filter(|value| **value != NONE).max().map_or(0, |value| decode(f32::from(*value) / STEPS))
    }

    /// Hours measured.
    #[must_use]
    pub fn hours(&self) -> usize {
        self.rings.iter().map(|ring| ring.iter().filter(|value| **value != NONE).count()).max().unwrap_or(0)
    }
}

fn range(hour: usize, weekend: bool) -> std::ops::Range<usize> {
    let (start, size) = if weekend { (24 * WORKDAYS + hour * WEEKENDS, WEEKENDS) } else { (hour * WORKDAYS, WORKDAYS) };
    start..start + size
}

/// Seventh parts of a doubling; at most 254.
fn code(value: u64) -> u8 {
    #[expect(clippy::cast_precision_loss, reason = "a seventh of a doubling is coarser")]
    let doublings = (value as f64 + 1.0).log2();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded on both sides")]
    let code = (doublings * f64::from(STEPS)).round().clamp(0.0, 254.0) as u8;
    code
}

/// Where the latest of an hour's values is.
fn latest_of(values: &[u8], next: u8) -> Option<usize> {
    (usize::from(next) + values.len()).checked_sub(1)?.checked_rem(values.len())
}

fn value(code: u8) -> u64 {
    decode(f32::from(code) / STEPS)
}

fn decode(doublings: f32) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 2 to the 36th")]
    let value = (f64::from(doublings.min(60.0)).exp2() - 1.0).max(0.0).round() as u64;
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learnt(days: i32, rate: impl Fn(i32) -> u64) -> Volume {
        let mut volume = Volume::default();
        for hour in 0..days * 24 {
            volume.hour(hour, 0, [rate(hour), 0, 0, 0], false);
        }
        volume
    }

    #[test]
    fn ten_times_is_a_burst_and_twice_for_days_is_a_drift() {
        let usual = |hour: i32| 10_000_000 + u64::try_from(hour % 7).unwrap() * 500_000;
        let mut volume = learnt(14, usual);
        let first = 14 * 24;
        let scores: Vec<Score> =
            (first..first + 3).filter_map(|hour| volume.hour(hour, 0, [usual(hour) * 10, 0, 0, 0], true)[0]).collect();
        assert!(scores[2].burst && scores[2].z > 6.0, "{scores:?}");
        let mut volume = learnt(14, usual);
        let drift = (first..first + 72).find_map(|hour| {
            let score = volume.hour(hour, 0, [usual(hour) * 2, 0, 0, 0], true)[0]?;
            (score.drift > 0).then_some(hour - first)
        });
        assert!(drift.is_some_and(|hours| hours <= 48), "{drift:?}");
        let mut volume = learnt(14, usual);
        let quiet = (first..first + 24 * 14).all(|hour| {
            let score = volume.hour(hour, 0, [usual(hour), 0, 0, 0], false)[0];
            score.is_none_or(|score| !score.burst && score.drift == 0)
        });
        assert!(quiet);
    }

    #[test]
    fn what_an_attacker_adds_while_it_is_learnt_moves_little() {
        let mut volume = learnt(14, |hour| if hour / 24 % 5 == 0 { 100_000_000 } else { 10_000_000 });
        let score = volume.hour(14 * 24, 0, [100_000_000, 0, 0, 0], true)[0].unwrap();
        assert!(score.z > 6.0, "{score:?}");
    }

    #[test]
    fn spread_and_latest_are_of_their_hours() {
        let volume = learnt(10, |hour| if hour / 24 == 9 { 1 << 24 } else { 1 << 20 });
        // 1970-01-01 is a Thursday; the tenth day is a Saturday.
        let (spread, latest) = (volume.spread(0), volume.latest(0));
        let near = |value: u64, of: u64| value.abs_diff(of) < of / 8;
        assert!(spread[3].is_some_and(|(low, high)| near(low, 1 << 20) && near(high, 1 << 20)), "{:?}", spread[3]);
        assert!(latest[24 + 3].is_some_and(|value| near(value, 1 << 24)) && latest[3].is_some_and(|value| near(value, 1 << 20)));
        assert_eq!(volume.spread(2), [None; 48]);
    }

    #[test]
    fn a_device_fits_its_room() {
        let volume = learnt(60, |hour| u64::try_from(hour).unwrap() * 1000);
        let bytes: usize = volume.rings.iter().map(Vec::len).sum();
        assert!(bytes <= 4 * RING);
        assert!(volume.usual(0).iter().all(Option::is_some) && volume.most(0) > 1_000_000);
    }
}
