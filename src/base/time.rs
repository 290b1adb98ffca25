//! Packet time: the only time between capture and store.

use std::fmt;
use std::str::FromStr;

/// Nanoseconds since 1970-01-01T00:00:00Z, as the capture stamped the packet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Before every packet.
    pub const MIN: Self = Self(i64::MIN);
    /// A day, in nanoseconds.
    pub const DAY: i64 = 86_400_000_000_000;

    /// The first moment of a day, counted since 1970-01-01, UTC.
    #[must_use]
    pub fn of_day(day: i64) -> Self {
        Self(day.saturating_mul(Self::DAY))
    }

    /// Whole days since 1970-01-01, UTC.
    #[must_use]
    pub fn day(self) -> i64 {
        self.0.div_euclid(Self::DAY)
    }

    /// From seconds and a fraction in nanoseconds; held at the ends of the range, so a hostile header cannot overflow it.
    #[must_use]
    pub fn new(seconds: i64, nanoseconds: u32) -> Self {
        Self(seconds.saturating_mul(1_000_000_000).saturating_add(i64::from(nanoseconds)))
    }

    /// Nanoseconds from `earlier` to this one, 0 when `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    /// This time and so many seconds more.
    #[must_use]
    pub fn plus_seconds(self, seconds: u32) -> Self {
        Self(self.0.saturating_add(i64::from(seconds).saturating_mul(1_000_000_000)))
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC, to the microsecond or as a precision says; a time no calendar reaches is shown as its number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_nanosecond(i128::from(self.0)) {
            Ok(time) => write!(f, "{time:.*}", f.precision().unwrap_or(6)),
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

/// The text is no RFC 3339 time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATime;

impl FromStr for Timestamp {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let time: jiff::Timestamp = text.parse().map_err(|_| NotATime)?;
        i64::try_from(time.as_nanosecond()).map(Self).map_err(|_| NotATime)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_rfc3339_and_reads_it_back() {
        let time = Timestamp::new(1_763_900_000, 250_000_000);
        assert_eq!(time.to_string(), "2025-11-23T12:13:20.250000Z");
        assert_eq!(format!("{time:.0}"), "2025-11-23T12:13:20Z");
        assert_eq!(time.to_string().parse(), Ok(time));
        assert_eq!((time.day(), Timestamp::of_day(time.day()).to_string().as_str()), (20_415, "2025-11-23T00:00:00.000000Z"));
        assert_eq!(Timestamp(-1).day(), -1);
        assert_eq!(Timestamp::new(i64::MAX, 1).since(Timestamp::MIN), i64::MAX as u64);
    }
}
