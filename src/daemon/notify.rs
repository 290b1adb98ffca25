//! What systemd is told (sd_notify(3)): that the process is ready, and, as long as its work goes on, that it lives.
//!
//! The socket is connected before the sandbox is entered, which allows no new one.

use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counts rounds of a loop, so that somebody else sees that it goes on.
#[derive(Debug, Default)]
pub struct Beat(AtomicU64);

impl Beat {
    /// Another round.
    pub fn advance(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Rounds so far.
    #[must_use]
    pub fn rounds(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The way to the service manager; leads nowhere where there is none.
#[derive(Debug)]
pub struct Notifier {
    socket: Option<UnixDatagram>,
    /// How often it wants to hear that the process lives.
    watchdog: Option<Duration>,
}

impl Notifier {
    /// Connects to the service manager that the environment names.
    #[must_use]
    pub fn connect() -> Self {
        let socket = std::env::var("NOTIFY_SOCKET").ok().and_then(|path| {
            let address = match path.strip_prefix('@') {
                Some(name) => SocketAddr::from_abstract_name(name).ok()?,
                None => SocketAddr::from_pathname(&path).ok()?,
            };
            let socket = UnixDatagram::unbound().ok()?;
            socket.connect_addr(&address).ok()?;
            Some(socket)
        });
        let watchdog = std::env::var("WATCHDOG_USEC").ok().and_then(|text| text.parse().ok()).map(Duration::from_micros);
        Self { socket, watchdog }
    }

    fn tell(&self, text: &str) {
        if let Some(socket) = &self.socket {
            // Who does not listen misses it; the work goes on.
            let _ = socket.send(text.as_bytes());
        }
    }

    /// Start is over.
    pub fn ready(&self, status: &str) {
        self.tell(&format!("READY=1\nSTATUS={status}"));
    }

    /// The configuration is read again; [`Notifier::ready`] ends that.
    pub fn reloading(&self, monotonic: Duration) {
        self.tell(&format!("RELOADING=1\nMONOTONIC_USEC={}", monotonic.as_micros()));
    }

    /// The end has begun.
    pub fn stopping(&self) {
        self.tell("STOPPING=1");
    }

    /// The process lives.
    pub fn alive(&self) {
        if self.watchdog.is_some() {
            self.tell("WATCHDOG=1");
        }
    }

    /// How long a waiting loop may take between two words of [`Notifier::alive`].
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.watchdog.map_or(Duration::from_secs(1), |limit| (limit / 4).min(Duration::from_secs(1)))
    }
}

/// Says that the process lives, but only when every loop went on since the last time.
#[derive(Debug)]
pub struct Watch<'a> {
    beats: Vec<(&'a Beat, u64)>,
}

impl<'a> Watch<'a> {
    /// Watches these loops.
    #[must_use]
    pub fn over(beats: impl IntoIterator<Item = &'a Beat>) -> Self {
        Self { beats: beats.into_iter().map(|beat| (beat, beat.rounds())).collect() }
    }

    /// Whether all of them went on since this was last true.
    pub fn all_advanced(&mut self) -> bool {
        let advanced = self.beats.iter().all(|(beat, seen)| beat.rounds() != *seen);
        if advanced {
            for (beat, seen) in &mut self.beats {
                *seen = beat.rounds();
            }
        }
        advanced
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_loop_that_stands_still_is_enough() {
        let (first, second) = (Beat::default(), Beat::default());
        let mut watch = Watch::over([&first, &second]);
        assert!(!watch.all_advanced());
        first.advance();
        assert!(!watch.all_advanced());
        second.advance();
        assert!(watch.all_advanced() && !watch.all_advanced());
    }
}
