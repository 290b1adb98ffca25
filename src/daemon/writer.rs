//! Who may write the inventory: one process at a time, told by a lease in the store.
//!
//! The lease runs out by itself, and a holder on this machine whose process is gone is known to be gone at once.

use std::fmt;
use std::path::Path;

use crate::base::Timestamp;
use crate::store::{Lease, Records, StoreError};

/// Seconds that a lease holds when nothing more is heard …
const HOLDS: u32 = 90;
/// … and after which it is renewed.
const RENEWED: u64 = 20;

/// The right to write the inventory; given back when dropped.
pub struct Writer {
    records: Box<dyn Records>,
    holder: Holder,
    renewed: Timestamp,
}

/// Why the inventory may not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriterError {
    /// Another process writes it.
    #[error("{holder} is writing this database; stop it first, or give another one with --db (its claim runs until {until})")]
    Busy {
        /// Who.
        holder: String,
        /// Until when, if nothing more is heard.
        until: Timestamp,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Writer {
    /// Takes the right to write; `what` says what for (`replay`, `hub`).
    ///
    /// # Errors
    /// When another process has it, or the store fails.
    pub fn take(mut records: Box<dyn Records>, what: &str, now: Timestamp) -> Result<Self, WriterError> {
        let holder = Holder::this(what);
        let (name, until) = (holder.to_string(), now.plus_seconds(HOLDS));
        if let Some(other) = records.lease(&name, now, until, None)? {
            let gone = Holder::read(&other.holder).is_some_and(|one| one.is_gone());
            let held = if gone { records.lease(&name, now, until, Some(&other.holder))? } else { Some(other) };
            if let Some(Lease { holder, until }) = held {
                return Err(WriterError::Busy { holder, until });
            }
        }
        Ok(Self { records, holder, renewed: now })
    }

    /// Renews the lease when it is time; cheap otherwise.
    ///
    /// # Errors
    /// When another process took over, or the store fails.
    pub fn renew(&mut self, now: Timestamp) -> Result<(), WriterError> {
        if now.since(self.renewed) < RENEWED.saturating_mul(1_000_000_000) {
            return Ok(());
        }
        self.renewed = now;
        match self.records.lease(&self.holder.to_string(), now, now.plus_seconds(HOLDS), None)? {
            Some(Lease { holder, until }) => Err(WriterError::Busy { holder, until }),
            None => Ok(()),
        }
    }

    /// The records, to attend to requests.
    pub fn records(&mut self) -> &mut dyn Records {
        &mut *self.records
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // A lease that cannot be given back runs out.
        let _ = self.records.release(&self.holder.to_string());
    }
}

/// Who holds the inventory now, if the holder is not known to be gone.
///
/// # Errors
/// When the store fails.
pub fn at_work(records: &dyn Records, now: Timestamp) -> Result<Option<String>, StoreError> {
    let lease = records.leased(now)?;
    Ok(lease.map(|lease| lease.holder).filter(|holder| !Holder::read(holder).is_some_and(|one| one.is_gone())))
}

/// A process on a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Holder {
    what: String,
    process: u32,
    /// Name of the machine, and the process numbers' space there.
    machine: String,
}

impl Holder {
    fn this(what: &str) -> Self {
        let space = std::fs::read_link("/proc/self/ns/pid").map(|link| link.display().to_string()).unwrap_or_default();
        let machine = format!("{} {space}", super::deliver::machine());
        Self { what: what.to_owned(), process: std::process::id(), machine }
    }

    fn read(text: &str) -> Option<Self> {
        let (what, rest) = text.split_once(", process ")?;
        let (process, machine) = rest.split_once(" on ")?;
        Some(Self { what: what.to_owned(), process: process.parse().ok()?, machine: machine.to_owned() })
    }

    /// Whether its process is known to have ended. Of another machine nothing is known.
    fn is_gone(&self) -> bool {
        let here = Self::this("").machine == self.machine;
        here && Path::new("/proc/self").exists() && !Path::new(&format!("/proc/{}", self.process)).exists()
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, process {} on {}", self.what, self.process, self.machine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Opening, open_records};

    #[test]
    fn one_writes_and_the_dead_do_not_hold_on() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("w.db").display().to_string();
        let records = || open_records(&db, Opening::Create).unwrap();
        let now = Timestamp::new(1_800_000_000, 0);
        let mut writer = Writer::take(records(), "hub", now).unwrap();
        let refused = Writer::take(records(), "replay", now).err().unwrap().to_string();
        assert!(refused.contains("hub, process") && refused.contains("stop it first"), "{refused}");
        assert!(at_work(&*records(), now).unwrap().is_some());
        let later = now.plus_seconds(60);
        writer.renew(later).unwrap();
        assert!(Writer::take(records(), "replay", now.plus_seconds(120)).is_err(), "it was renewed");
        drop(writer);
        assert_eq!(at_work(&*records(), now).unwrap(), None);
        // A process that ended without a word; no process has this number.
        let dead = Holder { process: u32::MAX, ..Holder::this("replay") };
        assert_eq!(Holder::read(&dead.to_string()), Some(dead.clone()));
        records().lease(&dead.to_string(), now, now.plus_seconds(90), None).unwrap();
        assert_eq!(at_work(&*records(), now).unwrap(), None);
        drop(Writer::take(records(), "replay", now).unwrap());
        // Of another machine's process nothing is known.
        let far = Holder { machine: "elsewhere pid:[1]".into(), ..dead };
        records().lease(&far.to_string(), now, now.plus_seconds(90), None).unwrap();
        assert!(Writer::take(records(), "replay", now).is_err());
    }
}
