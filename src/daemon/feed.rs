//! Where the hub's batches come from: a sensor in this process, or one behind a socket.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::observation::Batch;
use crate::transport::{Connection, Delivery, Outbox, Status, TransportError};

/// How long to wait for what comes next before looking whether to stop.
const GLANCE: Duration = Duration::from_millis(200);
/// A sensor that is not there is tried again after this time, then after twice as long, up to [`LONGEST`].
const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(8);

/// A sensor, as the hub sees it.
#[derive(Clone, Debug)]
pub enum Feed {
    /// In this process, by its name.
    Here(String, Arc<Outbox>),
    /// Behind the socket at this path.
    Socket(PathBuf),
}

/// What the hub does with what a sensor says.
pub trait Taker {
    /// Takes a batch of the sensor `name`; returns when it is stored, or when it shall not be acknowledged.
    fn batch(&self, name: &str, batch: &Batch) -> bool;

    /// Takes the word of how the sensor `name` is; `None` when it cannot be reached.
    fn status(&self, name: &str, status: Option<Status>);

    /// Takes a line for the log.
    fn note(&self, line: &str);

    /// The loop of this feed goes on.
    fn alive(&self);
}

impl Feed {
    /// Brings everything to `taker` until `stop`, or until the sensor in this process has ended.
    pub fn run(&self, taker: &impl Taker, stop: &AtomicBool) {
        match self {
            Self::Here(name, outbox) => here(name, outbox, taker, stop),
            Self::Socket(path) => {
                let mut pause = FIRST;
                let mut name = path.display().to_string();
                while !stop.load(Ordering::Relaxed) {
                    taker.alive();
                    match there(path, &mut name, taker, stop, &mut pause) {
                        Ok(()) => {}
                        Err(error) => {
                            taker.note(&format!("sensor {name}: {error}; trying again"));
                            taker.status(&name, None);
                        }
                    }
                    rest(pause, taker, stop);
                    pause = (pause * 2).min(LONGEST);
                }
            }
        }
    }
}

fn here(name: &str, outbox: &Outbox, taker: &impl Taker, stop: &AtomicBool) {
    while !outbox.is_done() {
        taker.alive();
        if let Some(batch) = outbox.next(GLANCE) {
            if taker.batch(name, &batch) {
                outbox.acknowledge(batch.epoch, batch.sequence);
            } else {
                return;
            }
        } else if stop.load(Ordering::Relaxed) && outbox.load().0 == 0 {
            return;
        }
        if let Some(status) = outbox.status() {
            taker.status(name, Some(status));
        }
    }
}

fn there(
    path: &std::path::Path,
    name: &mut String,
    taker: &impl Taker,
    stop: &AtomicBool,
    pause: &mut Duration,
) -> Result<(), TransportError> {
    let mut connection = Connection::open(path)?;
    connection.sensor().clone_into(name);
    taker.note(&format!("sensor {name} is connected"));
    *pause = FIRST;
    while !stop.load(Ordering::Relaxed) {
        taker.alive();
        match connection.receive()? {
            Some(Delivery::Batch(decoded)) => {
                if decoded.unknown > 0 {
                    taker.note(&format!("sensor {name} said {} things in words of another version", decoded.unknown));
                }
                if !taker.batch(name, &decoded.batch) {
                    return Ok(());
                }
                connection.acknowledge(decoded.batch.epoch, decoded.batch.sequence)?;
            }
            Some(Delivery::Status(status)) => taker.status(name, Some(*status)),
            None => {}
        }
    }
    Ok(())
}

/// Waits, but not past `stop`.
fn rest(time: Duration, taker: &impl Taker, stop: &AtomicBool) {
    let mut left = time;
    while !left.is_zero() && !stop.load(Ordering::Relaxed) {
        taker.alive();
        let step = left.min(GLANCE);
        std::thread::sleep(step);
        left = left.saturating_sub(step);
    }
}
