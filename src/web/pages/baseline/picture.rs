//! The pictures of a baseline, as numbers that a template draws.

use super::DAYS;
use crate::base::Timestamp;
use crate::baseline::{Baseline, Talk, Volume};
use crate::web::words;

/// Height of a picture of hours.
const TALL: f64 = 96.0;

/// One hour of one kind of day: the usual span, the usual value, the latest one.
pub(super) struct Hour {
    pub(super) x: u32,
    pub(super) band_y: String,
    pub(super) band: String,
    pub(super) usual_y: String,
    pub(super) latest_y: String,
    /// The latest lies above the usual span, and by much.
    pub(super) odd: bool,
    pub(super) words: String,
}

/// One feature: working days beside weekends.
pub(super) struct Hours {
    pub(super) name: &'static str,
    pub(super) most: String,
    /// What the ground of the picture stands for.
    pub(super) least: String,
    pub(super) hours: Vec<Hour>,
    pub(super) odd: usize,
}

impl Hours {
    /// `None` where nothing was measured.
    pub(super) fn of(volume: &Volume, feature: usize, name: &'static str) -> Option<Self> {
        let (usual, spread, latest) = (volume.usual(feature), volume.spread(feature), volume.latest(feature));
        let most = spread.iter().flatten().map(|(_, high)| *high).chain(latest.iter().flatten().copied()).max()?;
        if most == 0 {
            return None;
        }
        let shown = |value: u64| if feature == 3 { words::thousands(value) } else { words::bytes(value) };
        // The ground is a quarter of the least that is usual, so that the doublings above it are seen.
        let ground = spread.iter().flatten().map(|(low, _)| *low).min().unwrap_or(0) / 4;
        let y = |value: u64| TALL - TALL * height(value, ground, most);
        let mut hours = Vec::new();
        for (place, span) in spread.iter().enumerate() {
            let (Some((low, high)), Some(usual)) = (*span, usual.get(place).copied().flatten()) else { continue };
            let latest = latest.get(place).copied().flatten();
            let odd = latest.is_some_and(|value| value > high.saturating_mul(4).max(1 << 10));
            // Hours of the weekend stand behind a gap.
            let x = u32::try_from(place).unwrap_or(0) * 16 + if place >= 24 { 40 } else { 0 };
            let day = if place >= 24 { "weekend" } else { "working day" };
            let now = latest.map(|value| format!(", latest {}", shown(value))).unwrap_or_default();
            hours.push(Hour {
                x,
                band_y: format!("{:.1}", y(high)),
                band: format!("{:.1}", (y(low) - y(high)).max(2.0)),
                usual_y: format!("{:.1}", y(usual)),
                latest_y: latest.map(|value| format!("{:.1}", y(value))).unwrap_or_default(),
                odd,
                words: format!("{day} {:02}:00: usual {} ({} to {}){now}", place % 24, shown(usual), shown(low), shown(high)),
            });
        }
        let odd = hours.iter().filter(|hour| hour.odd).count();
        (!hours.is_empty()).then(|| Self { name, most: shown(most), least: shown(ground), hours, odd })
    }
}

/// A share of the height on a scale of doublings, as values are compared.
fn height(value: u64, least: u64, most: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a picture")]
    let doublings = |value: u64| (value as f64 + 1.0).log2();
    ((doublings(value) - doublings(least)) / (doublings(most) - doublings(least)).max(1.0)).clamp(0.0, 1.0)
}

/// On which of the last days a conversation was seen.
pub(super) struct Days {
    pub(super) squares: Vec<u32>,
    pub(super) words: String,
}

impl Days {
    pub(super) fn of(talk: &Talk, now: Timestamp) -> Self {
        let ago = u32::try_from(now.day().saturating_sub(talk.last.day())).unwrap_or(DAYS);
        let seen = (0..DAYS).filter(|day| talk.days >> day & 1 != 0).map(|day| day + ago).filter(|day| *day < DAYS);
        let squares: Vec<u32> = seen.map(|day| (DAYS - 1 - day) * 7).collect();
        let words = format!("seen on {} of the last {DAYS} days", squares.len());
        Self { squares, words }
    }
}

/// The longest silence of each of the last days, and the limit.
pub(super) struct Silences {
    /// Place, height above the ground, height, words.
    pub(super) bars: Vec<(usize, String, String, String)>,
    /// Where the limit is, and in words; empty where there is none.
    pub(super) limit_y: String,
    pub(super) limit: String,
    pub(super) wide: usize,
}

impl Silences {
    /// `None` where no whole day was seen.
    pub(super) fn of(one: &Baseline) -> Option<Self> {
        let limit = one.missed_after(3);
        let most = one.gaps.iter().map(|gap| u64::from(*gap)).chain(limit.map(u64::from)).max().filter(|most| *most > 0)?;
        let y = |seconds: u64| 60.0 - 60.0 * height(seconds, 0, most);
        let bars = one.gaps.iter().enumerate().map(|(place, gap)| {
            let top = y(u64::from(*gap));
            let words = format!("{} days ago: {}", one.gaps.len() - 1 - place, duration(u64::from(*gap)));
            (place * 16, format!("{top:.1}"), format!("{:.1}", (60.0 - top).max(1.0)), words)
        });
        Some(Self {
            bars: bars.collect(),
            limit_y: limit.map(|after| format!("{:.1}", y(u64::from(after)))).unwrap_or_default(),
            limit: limit.map(|after| format!("missed after {}", duration(u64::from(after)))).unwrap_or_default(),
            wide: one.gaps.len() * 16,
        })
    }
}

fn duration(seconds: u64) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7_199 => format!("{} min", seconds / 60),
        _ => format!("{} h", seconds / 3_600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baseline::{Side, TalkKey};
    use crate::observation::Transport;

    #[test]
    fn the_days_of_a_conversation_end_with_the_latest_of_the_device() {
        let key = TalkKey { side: Side::Client, transport: Transport::TCP, port: 1, protocol: "".into(), group: "x".into() };
        let mut baseline = Baseline::new(crate::inventory::DeviceId(1), Timestamp(0));
        baseline.learn(key.clone(), Timestamp::of_day(1), false, 8);
        baseline.learn(key, Timestamp::of_day(2), false, 8);
        let days = Days::of(&baseline.talks[0], Timestamp::of_day(5));
        assert_eq!(days.squares, [28 * 7, 27 * 7], "three and four days before the last");
    }

    #[test]
    fn an_hour_far_above_its_span_is_marked() {
        let mut volume = Volume::default();
        for hour in 0..24 * 10 {
            volume.hour(hour, 0, [1 << 20, 0, 0, 0], false);
        }
        let calm = Hours::of(&volume, 0, "bytes").unwrap();
        assert!(calm.odd == 0 && !calm.hours.is_empty() && Hours::of(&volume, 2, "none").is_none());
        volume.hour(24 * 10, 0, [1 << 30, 0, 0, 0], false);
        assert_eq!(Hours::of(&volume, 0, "bytes").unwrap().odd, 1);
    }
}
