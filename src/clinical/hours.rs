//! When somebody can be reached: hours of the week, in a time zone.

use std::fmt;

use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use crate::base::Timestamp;

/// A time zone by its IANA name (`Europe/Zurich`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

impl Default for Zone {
    fn default() -> Self {
        Self { name: "UTC".to_owned(), zone: TimeZone::UTC }
    }
}

impl Zone {
    /// The zone of a name; the tables are built in, so that it works on a box without any.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> Result<Self, String> {
        if name == "UTC" {
            return Ok(Self::default());
        }
        let zone = TimeZone::get(name);
        zone.map(|zone| Self { name: name.to_owned(), zone })
            .map_err(|_| format!("\"{name}\" is no time zone; give one as Europe/Zurich or UTC"))
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The day and the minute of the day there.
    fn minute(&self, at: Timestamp) -> Option<(Weekday, u16)> {
        let time = jiff::Timestamp::from_nanosecond(i128::from(at.0)).ok()?.to_zoned_datetime(self.zone.clone());
        let minute = u16::try_from(time.hour()).ok()?.checked_mul(60)?.checked_add(u16::try_from(time.minute()).ok()?)?;
        Some((time.weekday(), minute))
    }
}

/// Days and a span of minutes; the end may lie on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    /// Bit 0 is Monday.
    days: u8,
    from: u16,
    to: u16,
}

/// Hours of the week: `24/7`, `mon-fri 08:00-17:00; sat 09:00-12:00`, `daily 22:00-06:00`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    text: String,
    spans: Vec<Span>,
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY: u16 = 24 * 60;

impl Hours {
    /// Reads hours.
    ///
    /// # Errors
    /// With what they may look like.
    pub fn read(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        let wrong = || format!("\"{text}\" are no hours; write 24/7, or mon-fri 08:00-17:00; sat 09:00-12:00");
        if matches!(text.as_str(), "24/7" | "always") {
            return Ok(Self { text: "24/7".to_owned(), spans: vec![Span { days: 0x7f, from: 0, to: DAY }] });
        }
        let spans: Option<Vec<Span>> = text.split(';').map(|part| span(part.trim())).collect();
        let spans = spans.ok_or_else(wrong)?;
        Ok(Self { text, spans })
    }

    /// The hours as they were written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `at` is within them, in `zone`.
    #[must_use]
    pub fn include(&self, at: Timestamp, zone: &Zone) -> bool {
        let Some((weekday, minute)) = zone.minute(at) else { return false };
        let today = weekday.to_monday_zero_offset().unsigned_abs();
        let yesterday = (today + 6) % 7;
        self.spans.iter().any(|span| {
            let on = |day: u8| span.days & (1 << day) != 0;
            if span.from < span.to {
                return on(today) && (span.from..span.to).contains(&minute);
            }
            (on(today) && minute >= span.from) || (on(yesterday) && minute < span.to)
        })
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

fn span(text: &str) -> Option<Span> {
    let (days, times) = text.rsplit_once(' ').unwrap_or(("daily", text));
    let (from, to) = times.split_once('-')?;
    let (from, to) = (clock(from)?, clock(to)?);
    let mut bits = 0;
    for part in days.split(',').map(str::trim) {
        bits |= match part {
            "daily" => 0x7f,
            part => match part.split_once('-') {
                Some((first, last)) => range(day(first)?, day(last)?),
                None => 1 << day(part)?,
            },
        };
    }
    (from != to && from < DAY).then_some(Span { days: bits, from, to })
}

fn day(text: &str) -> Option<u8> {
    let place = DAYS.iter().position(|day| text.trim().starts_with(day))?;
    u8::try_from(place).ok()
}

/// Bits of the days from first to last, over the end of the week if need be.
fn range(first: u8, last: u8) -> u8 {
    (0..7).map(|step| (first + step) % 7).take(usize::from((last + 7 - first) % 7) + 1).fold(0, |bits, day| bits | (1 << day))
}

fn clock(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let all = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && all <= DAY).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_days_nights_and_zones() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let utc = Zone::default();
        let zurich = Zone::named("Europe/Zurich").unwrap();
        // 2026-08-03 is a Monday; Zurich is two hours ahead in summer, one in winter.
        for (hours, time, zone, within) in [
            ("24/7", "2026-08-03T03:00:00Z", &utc, true),
            ("mon-fri 08:00-17:00", "2026-08-03T08:00:00Z", &utc, true),
            ("mon-fri 08:00-17:00", "2026-08-03T17:00:00Z", &utc, false),
            ("mon-fri 08:00-17:00", "2026-08-03T06:30:00Z", &zurich, true),
            ("mon-fri 08:00-17:00", "2026-12-07T06:30:00Z", &zurich, false),
            ("mon-fri 08:00-17:00; sat 09:00-12:00", "2026-08-08T10:00:00Z", &utc, true),
            ("mon-fri 08:00-17:00", "2026-08-08T10:00:00Z", &utc, false),
            ("daily 22:00-06:00", "2026-08-03T05:59:00Z", &utc, true),
            ("fri 22:00-06:00", "2026-08-08T05:59:00Z", &utc, true),
            ("fri 22:00-06:00", "2026-08-07T05:59:00Z", &utc, false),
            ("sat-mon 10:00-12:00", "2026-08-09T11:00:00Z", &utc, true),
            ("07:00-19:00", "2026-08-09T18:00:00Z", &utc, true),
            ("mon,wed 07:00-24:00", "2026-08-05T23:59:00Z", &utc, true),
        ] {
            assert_eq!(Hours::read(hours).unwrap().include(at(time), zone), within, "{hours} at {time} in {}", zone.name());
        }
    }

    #[test]
    fn what_is_no_hours_is_told() {
        for text in ["", "when I like", "mon 8-17", "mon-fri 08:00-25:00", "noday 08:00-09:00", "08:00-08:00", "mon 08:70-09:00"]
        {
            assert!(Hours::read(text).is_err(), "{text}");
        }
        assert!(Zone::named("Mars/Olympus").is_err());
    }
}
