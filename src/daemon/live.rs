//! The sensor half at work: frames from interfaces to batches in a queue, until it is told to stop.

use std::collections::BTreeMap;
use std::os::fd::RawFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::clock;
use super::notify::Beat;
use crate::base::Timestamp;
use crate::sensor::capture::live::{self, LiveCapture};
use crate::sensor::capture::{Capture, CaptureError};
use crate::sensor::{self, Sensor};
use crate::transport::{Outbox, PortStatus, Status};

/// How often interfaces are looked after.
const CHECK: Duration = Duration::from_secs(1);
/// The clock runs ahead of the frames by so much at most, in nanoseconds: those in a block of the ring not handed over.
const LAG: i64 = 200_000_000;

/// Several threads listen, each to its share of the flows; together they are one sensor.
pub struct Listeners {
    descriptors: Vec<RawFd>,
    settings: sensor::Settings,
    epoch: u64,
    statuses: Mutex<Vec<Status>>,
    transmitted: Transmitted,
    beats: Vec<Beat>,
}

impl Listeners {
    /// Opens the interfaces, once a thread; each capture is to be given to [`Listeners::listen`] in a thread of its own. A
    /// run is known by the time of its start.
    ///
    /// # Errors
    /// As [`LiveCapture::open`].
    pub fn open(
        capture: &live::Settings,
        threads: u16,
        settings: sensor::Settings,
    ) -> Result<(Self, Vec<LiveCapture>), CaptureError> {
        let threads = threads.max(1);
        // A number of our own among the groups of this network namespace.
        let group = (threads > 1).then(|| u16::try_from(std::process::id() & 0xffff).unwrap_or_default());
        let captures = (0..threads).map(|_| LiveCapture::open(capture, group)).collect::<Result<Vec<_>, _>>()?;
        let descriptors = captures.iter().flat_map(LiveCapture::descriptors).collect();
        let beats = captures.iter().map(|_| Beat::default()).collect();
        let statuses = Mutex::new(vec![Status::default(); captures.len()]);
        let epoch = clock::now().0.unsigned_abs();
        let transmitted = Transmitted::begin(&capture.interfaces);
        Ok((Self { descriptors, settings, epoch, statuses, transmitted, beats }, captures))
    }

    /// The descriptors of the packet sockets.
    #[must_use]
    pub fn descriptors(&self) -> Vec<RawFd> {
        self.descriptors.clone()
    }

    /// What the loops are watched by.
    #[must_use]
    pub fn beats(&self) -> &[Beat] {
        &self.beats
    }

    /// Listens until `stop`. `place` counts the threads from 0.
    pub fn listen(&self, place: usize, mut capture: LiveCapture, outbox: &Outbox, stop: &AtomicBool) {
        let own = u64::try_from(place).unwrap_or_default();
        let mut sensor = Sensor::new(self.epoch.wrapping_add(own), self.settings);
        let mut checked: Option<Instant> = None;
        while !stop.load(Ordering::Relaxed) {
            match capture.frames() {
                Ok(frames) if frames.is_empty() => {
                    sensor.tick(Timestamp(clock::now().0.saturating_sub(LAG)), |batch| outbox.push(batch));
                }
                Ok(frames) => sensor.frames(frames, |batch| outbox.push(batch)),
                // The wait failed: that passes, or the next check of the interfaces tells.
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
            if let Some(beat) = self.beats.get(place) {
                beat.advance();
            }
            if checked.is_none_or(|last| last.elapsed() >= CHECK) {
                checked = Some(Instant::now());
                outbox.tell(self.status(place, &mut capture, &sensor));
            }
        }
        outbox.tell(self.status(place, &mut capture, &sensor));
        sensor.finish(|batch| {
            outbox.push(batch);
            None
        });
    }

    /// How all threads together are, after this one has said how it is.
    fn status(&self, place: usize, capture: &mut LiveCapture, sensor: &Sensor) -> Status {
        let ports = capture.check().into_iter().map(|port| {
            let transmitted = self.transmitted.since(&port.name);
            PortStatus { port, transmitted }
        });
        let own = Status { at: Some(clock::now()), ports: ports.collect(), counters: sensor.counters(), ..Status::default() };
        let mut statuses = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = statuses.get_mut(place) {
            *slot = own;
        }
        let mut all = Status::default();
        for one in statuses.iter() {
            all.add(one);
        }
        all
    }
}

/// Frames that interfaces have sent, as the kernel counts them: with a mirror port, none.
struct Transmitted(BTreeMap<String, u64>);

impl Transmitted {
    fn begin(interfaces: &[String]) -> Self {
        Self(interfaces.iter().filter_map(|name| Some((name.clone(), sent(name)?))).collect())
    }

    fn since(&self, name: &str) -> Option<u64> {
        let now = sent(name)?;
        // An interface that came back counts from 0.
        let before = self.0.get(name).copied().unwrap_or_default();
        Some(if now < before { now } else { now - before })
    }
}

fn sent(name: &str) -> Option<u64> {
    std::fs::read_to_string(format!("/sys/class/net/{name}/statistics/tx_packets")).ok()?.trim().parse().ok()
}
