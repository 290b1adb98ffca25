//! Where alerts go: syslog, files, webhooks, mail. At least once, and never in the way of the pipeline.
//!
//! The alerts in the store are the queue; a [`Courier`] carries one sink's share of them from its cursor on, in a thread of
//! its own, and writes down how far it came after the receiver has taken it. A receiver that is away is tried again, ever
//! more rarely; an alert that it refuses becomes a dead letter, so that it does not hold up those behind it.
//!
//! Invariant: the cursor moves only over what was delivered, is not wanted, or is written down as dead.
//! Invariant: a record carries the `uid` of its change, the same each time it is sent: a receiver can tell repeats.
//! Invariant: nothing waits for a sink but its own thread; every wait on the network has an end.
//! Invariant: secrets come from files, and stand in no message.

mod courier;
mod file;
mod mail;
pub(crate) mod net;
pub mod settings;
mod syslog;
mod webhook;

pub use courier::{Courier, Desk, Pause};
pub use settings::{Kind, Secret, Settings, Target, TargetError};

/// What is sent: one change of one alert in the sink's format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The same each time this change is sent.
    pub uid: String,
    /// One record, without its end.
    pub text: String,
    /// When it is sent, in seconds since 1970.
    pub at: u64,
    /// A line for the subject of a mail.
    pub subject: String,
}

/// Why a record did not go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nobody takes anything now; it is tried again until somebody does.
    Away(String),
    /// This record could not be taken this time; after some tries it is given up.
    Failed(String),
    /// This record will never be taken.
    Refused(String),
}

impl Fault {
    /// In words.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Self::Away(reason) | Self::Failed(reason) | Self::Refused(reason) => reason,
        }
    }
}

/// What became of records that were sent in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// How many were taken, from the first.
    pub taken: usize,
    /// What happened to the one after them.
    pub fault: Option<Fault>,
}

impl Sent {
    /// All of them.
    #[must_use]
    pub fn all(records: &[Record]) -> Self {
        Self { taken: records.len(), fault: None }
    }

    /// None of them.
    #[must_use]
    pub fn none(fault: Fault) -> Self {
        Self { taken: 0, fault: Some(fault) }
    }
}

/// A receiver of records.
pub trait Sink: Send {
    /// Sends records in order, and answers when the receiver has taken them, as far as it says so.
    fn send(&mut self, records: &[Record]) -> Sent;

    /// Whether the receiver can be reached, without sending it anything.
    ///
    /// # Errors
    /// Why not, in one line.
    fn check(&mut self) -> Result<(), String>;
}

/// The sink of these settings. Nothing is opened yet. `host` is the name of this host.
#[must_use]
pub fn open(settings: &Settings, host: &str) -> Box<dyn Sink> {
    let dial = net::Dial::new(settings);
    match &settings.target {
        Target::Syslog(target) => Box::new(syslog::Syslog::new(dial, target.clone())),
        Target::File(target) => Box::new(file::Lines::new(target.clone())),
        Target::Webhook(target) => Box::new(webhook::Webhook::new(dial, target.clone(), settings.format.media_type())),
        Target::Mail(target) => Box::new(mail::Mail::new(dial, target.clone(), host)),
    }
}
