//! Packet time as hours, days and places of the week, in the site's own time.

use crate::base::Timestamp;

pub(crate) const SECOND: i64 = 1_000_000_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Hours since 1970-01-01T00:00Z.
pub(crate) fn hour(at: Timestamp) -> i32 {
    i32::try_from(at.0.div_euclid(HOUR)).unwrap_or(i32::MIN)
}

/// Days since 1970-01-01.
pub(crate) fn day(at: Timestamp) -> i32 {
    i32::try_from(at.0.div_euclid(DAY)).unwrap_or(i32::MIN)
}

/// Hour of the day, and whether it is of a weekend, in a zone so many minutes ahead of UTC.
pub(crate) fn place(hour: i32, offset_minutes: i32) -> (u8, bool) {
    let local = hour.saturating_add(offset_minutes.div_euclid(60));
    let day = local.div_euclid(24);
    // 1970-01-01 was a Thursday.
    let weekday = day.saturating_add(3).rem_euclid(7);
    (u8::try_from(local.rem_euclid(24)).unwrap_or(0), weekday >= 5)
}

/// Minutes since Monday 00:00 UTC.
pub(crate) fn minute_of_week(at: Timestamp) -> u16 {
    let minutes = at.0.div_euclid(MINUTE).saturating_add(3 * 24 * 60);
    u16::try_from(minutes.rem_euclid(7 * 24 * 60)).unwrap_or(0)
}

/// Whole seconds between two times, as far as they go.
pub(crate) fn seconds(from: i64, to: i64) -> u32 {
    u32::try_from(to.saturating_sub(from).max(0) / SECOND).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_the_zone_counts() {
        // Monday, 2026-11-30 at 00:30 UTC.
        let monday: Timestamp = "2026-11-30T00:30:00Z".parse().unwrap();
        assert_eq!(minute_of_week(monday), 30);
        assert_eq!(place(hour(monday), 0), (0, false));
        assert_eq!(place(hour(monday), -60), (23, true));
    }
}
