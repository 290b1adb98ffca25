//! What is counted for every endpoint and every row of conversations: fixed in size, touched once per report.

use super::calendar::{MINUTE, seconds};
use super::event::HourSum;
use super::sketch::Sketch;

/// Intervals remembered of a row.
pub(super) const RING: usize = 16;

/// One endpoint.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meter {
    pub sum: HourSum,
    /// Last packet; 0 before the first.
    pub last: i64,
    pub day: i32,
    /// Longest silence of the day so far, in seconds.
    pub gap: u32,
    /// Seconds of silence after which it is missed; 0 where it is not.
    pub missed_after: u32,
    /// It is missed.
    pub silent: bool,
    /// The name it asked for last, and when.
    pub name: u32,
    pub named_at: i64,
    pub fan: FanMeter,
}

/// New contacts of a client in the last ten minutes and in the last day.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FanMeter {
    pub since: i64,
    pub hosts: Sketch,
    pub ports: Sketch,
    /// New contacts, all of them; those that can be part of a scan; of these, not answered.
    pub contacts: u32,
    pub scanned: u32,
    pub failed: u32,
    pub told: u8,
    pub day: i32,
    pub day_hosts: Sketch,
    pub day_contacts: u32,
    pub day_failed: u32,
    pub day_told: bool,
    pub port: Majority,
}

impl FanMeter {
    /// The window of a scan.
    const WINDOW: i64 = 10 * MINUTE;

    /// Begins a new window, or a new day, where the last is over.
    pub(super) fn turn(&mut self, at: i64, day: i32) {
        if at.saturating_sub(self.since) >= Self::WINDOW {
            (self.since, self.contacts, self.scanned, self.failed, self.told) = (at, 0, 0, 0, 0);
            (self.hosts, self.ports, self.port) = (Sketch::default(), Sketch::default(), Majority::default());
        }
        if self.day != day {
            (self.day, self.day_contacts, self.day_failed, self.day_told) = (day, 0, 0, false);
            self.day_hosts = Sketch::default();
        }
    }
}

/// The value met most, if one makes up more than half (Boyer and Moore).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Majority {
    pub value: u32,
    votes: u32,
}

impl Majority {
    pub(super) fn vote(&mut self, value: u32) {
        if self.votes == 0 {
            *self = Self { value, votes: 1 };
        } else if self.value == value {
            self.votes = self.votes.saturating_add(1);
        } else {
            self.votes = self.votes.saturating_sub(1);
        }
    }
}

impl Meter {
    /// It was seen from `first` to `last`: the silence before, in seconds.
    pub(super) fn see(&mut self, first: i64, last: i64) -> u32 {
        let gap = if self.last == 0 { 0 } else { seconds(self.last, first) };
        self.gap = self.gap.max(gap);
        self.last = self.last.max(last);
        gap
    }
}

/// One row of conversations.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row {
    /// When it came, and whose it is.
    pub born: i64,
    pub opened: i64,
    pub last: i64,
    pub intervals: [u16; RING],
    pub openings: u16,
    /// Day of the last contact told, and whether it was answered.
    pub day: i32,
    pub answered: bool,
    pub beat_told: bool,
    pub bulk_told: u8,
    pub silent: bool,
    pub hour: i32,
    pub out: u64,
    pub back: u64,
    pub gap: u32,
    pub missed_after: u32,
}

impl Row {
    /// A flow was opened.
    pub(super) fn open(&mut self, at: i64) {
        if self.opened != 0 && at > self.opened {
            let place = usize::from(self.openings) % RING;
            let interval = u16::try_from(seconds(self.opened, at)).unwrap_or(u16::MAX);
            if let Some(slot) = self.intervals.get_mut(place) {
                *slot = interval;
            }
            self.openings = self.openings.saturating_add(1);
        }
        self.opened = self.opened.max(at);
    }
}
