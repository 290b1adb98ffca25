//! What the baselines may be told: how long they learn, when nothing is judged, where they stop growing.

/// A span of every week in which the work of others is expected, in minutes since Monday 00:00 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First minute of the week.
    pub from: u16,
    /// Last minute of the week, exclusive; smaller than `from` where it runs over the end of the week.
    pub to: u16,
}

impl Window {
    /// Minutes of a week.
    pub const WEEK: u16 = 7 * 24 * 60;

    /// Whether a minute of the week lies in the span.
    #[must_use]
    pub fn contains(&self, minute: u16) -> bool {
        if self.from <= self.to { (self.from..self.to).contains(&minute) } else { minute >= self.from || minute < self.to }
    }
}

/// What bounds and steers the baselines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Days that a device is learnt before what is new of it counts.
    pub learning_days: u32,
    /// The same where at least twenty devices of its class agree.
    pub learning_days_with_peers: u32,
    /// Days after which a conversation that was not seen again is forgotten.
    pub forget_days: u32,
    /// Conversations remembered per device.
    pub max_talks: usize,
    /// Minutes that the local time of the site is ahead of UTC: what a weekday, a weekend and an hour are.
    pub utc_offset_minutes: i32,
    /// Weekly windows of maintenance and vendor visits: what is new in them is told in the digest, never by a page.
    pub maintenance: Vec<Window>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            learning_days: 7,
            learning_days_with_peers: 3,
            forget_days: 90,
            max_talks: 120,
            utc_offset_minutes: 0,
            maintenance: Vec::new(),
        }
    }
}
