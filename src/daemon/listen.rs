//! Both halves in one process, listening: threads that hear, and the hub that takes what they say.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::feed::Feed;
use super::intake::Intake;
use super::live::Listeners;
use super::notify::{Notifier, Watch};
use super::sandbox::{self, Needs, SandboxError, Sandboxed};
use crate::config::Config;
use crate::sensor::capture::CaptureError;
use crate::sensor::capture::live::LiveCapture;
use crate::transport::Outbox;

/// Interfaces that are open and not listened to yet.
pub struct Live {
    listeners: Listeners,
    captures: Vec<LiveCapture>,
    outbox: Arc<Outbox>,
    name: String,
    notifier: Notifier,
}

impl Live {
    /// Opens the interfaces of the configuration; `None` where it names none.
    ///
    /// # Errors
    /// When one of them is not fit, or the right to listen is missing.
    pub fn open(config: &Config) -> Result<Option<Self>, CaptureError> {
        if config.capture.interfaces.is_empty() {
            return Ok(None);
        }
        let (listeners, captures) = Listeners::open(&config.capture, config.transport.threads, config.sensor)?;
        let outbox = Arc::new(Outbox::new(config.transport.queue_bytes));
        Ok(Some(Self { listeners, captures, outbox, name: config.sensor_name(), notifier: Notifier::connect() }))
    }

    /// Confines the process, which must have one thread still. It can no longer send on what it listens to.
    ///
    /// # Errors
    /// When it cannot be confined.
    pub fn confine(&self, config: &Config, config_file: Option<&std::path::Path>) -> Result<Sandboxed, SandboxError> {
        sandbox::enter(&Needs { packets: self.listeners.descriptors(), ..Needs::of_a_hub(config, config_file) })
    }

    /// Listens, and has `intake` take what is heard, until `intake` is told to end.
    pub fn run(self, intake: &Intake) {
        let Self { listeners, captures, outbox, name, notifier } = self;
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let listening: Vec<_> = captures
                .into_iter()
                .enumerate()
                .map(|(place, capture)| {
                    let (listeners, outbox, stop) = (&listeners, &*outbox, &stop);
                    scope.spawn(move || listeners.listen(place, capture, outbox, stop))
                })
                .collect();
            let feed = Feed::Here(name, Arc::clone(&outbox));
            let taking = scope.spawn(move || feed.run(intake, intake.stop()));
            notifier.ready("listening, and keeping the inventory");
            let mut watch = Watch::over(listeners.beats().iter().chain([intake.beat()]));
            while !intake.stop().load(Ordering::Relaxed) {
                std::thread::sleep(notifier.interval().min(Duration::from_millis(200)));
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
            outbox.close();
            let _ = taking.join();
        });
    }
}
