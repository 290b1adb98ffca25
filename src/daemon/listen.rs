//! The hub half beside its sensors: one in this process, which listens, or others behind sockets.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::feed::Feed;
use super::intake::Intake;
use super::live::Listeners;
use super::notify::{Notifier, Watch};
use super::sandbox::{self, Needs, SandboxError, Sandboxed};
use super::signals::{Asked, Signals};
use crate::config::Config;
use crate::fingerprint::Fingerprints;
use crate::sensor::capture::CaptureError;
use crate::sensor::capture::live::LiveCapture;
use crate::transport::Outbox;

/// Reads fingerprints, the user's own of this folder besides the shipped ones.
pub type Load = fn(Option<&Path>) -> Result<Fingerprints, String>;

/// Sensors that are ready, and not heard yet.
pub struct Live {
    ears: Option<Ears>,
    sockets: Vec<PathBuf>,
    notifier: Notifier,
    signals: Signals,
    own_fingerprints: Option<PathBuf>,
    load: Load,
}

/// The sensor in this process.
struct Ears {
    listeners: Listeners,
    captures: Vec<LiveCapture>,
    outbox: Arc<Outbox>,
    name: String,
}

impl Live {
    /// Opens the interfaces of the configuration, unless the sensors are behind `sockets`; `None` where there is neither.
    ///
    /// # Errors
    /// When an interface is not fit, or the right to listen is missing.
    pub fn open(config: &Config, sockets: Vec<PathBuf>, load: Load) -> Result<Option<Self>, CaptureError> {
        let listens = sockets.is_empty() && !config.capture.interfaces.is_empty();
        if !listens && sockets.is_empty() {
            return Ok(None);
        }
        let ears = if listens { Some(Ears::open(config)?) } else { None };
        let own_fingerprints = config.fingerprints.clone();
        // The other signals are caught by whoever serves the pages.
        let signals = Signals::hold(&[libc::SIGHUP]);
        Ok(Some(Self { ears, sockets, notifier: Notifier::connect(), signals, own_fingerprints, load }))
    }

    /// Confines the process, which must have one thread still. It can no longer send on what it listens to.
    ///
    /// # Errors
    /// When it cannot be confined.
    pub fn confine(&self, config: &Config, config_file: Option<&Path>) -> Result<Sandboxed, SandboxError> {
        let packets = self.ears.as_ref().map_or_else(Vec::new, |ears| ears.listeners.descriptors());
        sandbox::enter(&Needs { packets, ..Needs::of_a_hub(config, config_file) })
    }

    /// What it does, for people.
    #[must_use]
    pub fn describe(&self, config: &Config) -> String {
        match &self.ears {
            Some(_) => format!("listening on {}; this process can no longer send there", config.capture.interfaces.join(", ")),
            None => {
                let sockets: Vec<String> = self.sockets.iter().map(|socket| socket.display().to_string()).collect();
                format!("taking what the sensor at {} tells", sockets.join(", "))
            }
        }
    }

    /// Has `intake` take what the sensors say, until it is told to end.
    pub fn run(self, intake: &Intake) {
        let Self { ears, sockets, notifier, signals, own_fingerprints, load } = self;
        let mut feeds: Vec<Feed> = sockets.into_iter().map(Feed::Socket).collect();
        feeds.extend(ears.as_ref().map(|ears| Feed::Here(ears.name.clone(), Arc::clone(&ears.outbox))));
        let stop = AtomicBool::new(false);
        let (listeners, outbox, captures) = match ears {
            Some(Ears { listeners, captures, outbox, .. }) => (Some(listeners), Some(outbox), captures),
            None => (None, None, Vec::new()),
        };
        std::thread::scope(|scope| {
            let mut listening = Vec::new();
            if let (Some(listeners), Some(outbox)) = (&listeners, &outbox) {
                for (place, capture) in captures.into_iter().enumerate() {
                    let stop = &stop;
                    listening.push(scope.spawn(move || listeners.listen(place, capture, outbox, stop)));
                }
            }
            for feed in &feeds {
                scope.spawn(|| feed.run(intake, intake.stop()));
            }
            notifier.ready("keeping the inventory");
            let beats = listeners.iter().flat_map(Listeners::beats).chain([intake.beat()]);
            let mut watch = Watch::over(beats);
            while !intake.stop().load(Ordering::Relaxed) {
                if signals.wait(notifier.interval().min(Duration::from_millis(200))) == Some(Asked::Reload) {
                    reload(load, own_fingerprints.as_deref(), intake);
                }
                if watch.all_advanced() {
                    notifier.alive();
                }
            }
            notifier.stopping();
            stop.store(true, Ordering::Relaxed);
            for thread in listening {
                // A panic there was told of where it happened.
                let _ = thread.join();
            }
            if let Some(outbox) = &outbox {
                outbox.close();
            }
        });
    }
}

impl Ears {
    fn open(config: &Config) -> Result<Self, CaptureError> {
        let (listeners, captures) = Listeners::open(&config.capture, config.transport.threads, config.sensor)?;
        let outbox = Arc::new(Outbox::new(config.transport.queue_bytes));
        Ok(Self { listeners, captures, outbox, name: config.sensor_name() })
    }
}

/// Takes the fingerprints as they are now; what else has changed in the configuration holds from the next start.
fn reload(load: Load, own: Option<&Path>, intake: &Intake) {
    match load(own) {
        Ok(fingerprints) => {
            intake.hub().follow(Arc::new(fingerprints));
            tracing::info!("fingerprints are read again; other options hold from the next start");
        }
        Err(line) => tracing::error!("{line}; everything stays as it was"),
    }
}
