//! How much room the database has.
#![allow(unsafe_code, reason = "one system call that fills a plain structure")]

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::base::Timestamp;

/// Bytes of a file system: all of them, and those free for this process. `None` where the system does not say.
#[must_use]
pub fn room(folder: &Path) -> Option<(u64, u64)> {
    let path = CString::new(folder.as_os_str().as_bytes()).ok()?;
    // SAFETY: all bytes zero are a valid `statvfs`, which is written over.
    let mut about: libc::statvfs = unsafe { std::mem::zeroed() };
    // SAFETY: `path` ends with a zero byte and `about` is writable; both live through the call.
    let result = unsafe { libc::statvfs(path.as_ptr(), &raw mut about) };
    let block = about.f_frsize;
    (result == 0).then(|| (about.f_blocks.saturating_mul(block), about.f_bavail.saturating_mul(block)))
}

/// How the room on the disk goes: what was free some hours ago, and now.
#[derive(Clone, Debug, Default)]
pub struct Trend {
    /// Oldest first.
    seen: std::collections::VecDeque<(Timestamp, u64)>,
}

/// So far back, in nanoseconds, the pace is measured, and over so little at least.
const LONG: u64 = 6 * 3_600_000_000_000;
const SHORT: u64 = 3_600_000_000_000;

impl Trend {
    /// Takes what is free now.
    pub fn note(&mut self, now: Timestamp, free: u64) {
        // After a clock that went back nothing compares.
        if self.seen.back().is_some_and(|(at, _)| *at > now) {
            self.seen.clear();
        }
        self.seen.push_back((now, free));
        while self.seen.get(1).is_some_and(|(at, _)| now.since(*at) >= LONG) {
            self.seen.pop_front();
        }
    }

    /// Hours until nothing is left at the present pace, where that can be told and the room does shrink.
    #[must_use]
    pub fn full_in(&self) -> Option<u64> {
        let ((then, before), (now, free)) = (self.seen.front()?, self.seen.back()?);
        let (passed, taken) = (now.since(*then), before.checked_sub(*free).filter(|taken| *taken > 0)?);
        if passed < SHORT {
            return None;
        }
        let left = u128::from(*free) * u128::from(passed) / u128::from(taken);
        u64::try_from(left / u128::from(SHORT)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_tells_when_nothing_is_left() {
        let hour = |n: u32| Timestamp::new(1_800_000_000, 0).plus_seconds(n * 3600);
        let mut trend = Trend::default();
        trend.note(hour(0), 1_000);
        assert_eq!(trend.full_in(), None);
        trend.note(hour(2), 900);
        assert_eq!(trend.full_in(), Some(18));
        // Made room: nothing to fear; then an old pace is forgotten.
        trend.note(hour(3), 1_000);
        assert_eq!(trend.full_in(), None);
        (4..40).for_each(|n| trend.note(hour(n), 1_000 - 10 * u64::from(n)));
        assert_eq!(trend.full_in(), Some(61));
        assert!(trend.seen.len() <= 8);
        // A clock that goes back begins anew.
        trend.note(hour(1), 5);
        assert_eq!((trend.full_in(), trend.seen.len()), (None, 1));
    }
}
