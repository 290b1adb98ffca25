//! Alerts, suppressions, baselines and what people said of alerts: what the detector goes on from and what people ask.

use std::fmt;
use std::str::FromStr;

use super::{BatchId, Committed, StoreError};
use crate::alert::{Alert, AlertId, Detected, Kept, Kind, Route, Scope, Severity, State, Suppression, Verdict};
use crate::base::Timestamp;
use crate::baseline::Baseline;
use crate::clinical::{Contact, Playbook, Record};
use crate::inventory::{Changes, Corrected, DeviceId};

/// Which alerts are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlertFilter {
    /// Only these states; none means all but suppressed ones.
    pub states: Vec<State>,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// At least this severity.
    pub severity: Option<Severity>,
    /// Only this route.
    pub route: Option<Route>,
    /// Only of this device; fleet findings that name it, too.
    pub device: Option<DeviceId>,
    /// Only findings of a fleet: of [`crate::alert::FLEET_LEAST`] devices or more.
    pub fleets: bool,
    /// Only those seen at or after this time.
    pub since: Option<Timestamp>,
    /// Only those first seen before this time.
    pub until: Option<Timestamp>,
    /// In which order.
    pub order: AlertOrder,
    /// Where the page before ended.
    pub after: Option<AlertMark>,
    /// At most so many, the first of the order.
    pub limit: Option<usize>,
}

/// In which order alerts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlertOrder {
    /// The latest first.
    #[default]
    Latest,
    /// The worst first: open before the others, to somebody before the digest, then by severity, by how much patients
    /// depend on the device, and the latest.
    Worst,
}

/// Where a page of alerts ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertMark {
    /// How bad the last alert is, as its store counts.
    pub worst: i64,
    /// When it was seen last.
    pub last: Timestamp,
    /// Its number.
    pub alert: AlertId,
}

impl fmt::Display for AlertMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.worst, self.last.0, self.alert.0)
    }
}

impl FromStr for AlertMark {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "this page marker is none of this list's; begin at the first page".to_owned();
        let parts: Vec<&str> = text.split('.').collect();
        let [worst, last, alert] = parts.as_slice() else { return Err(wrong()) };
        Ok(Self {
            worst: worst.parse().map_err(|_| wrong())?,
            last: Timestamp(last.parse().map_err(|_| wrong())?),
            alert: AlertId(alert.parse().map_err(|_| wrong())?),
        })
    }
}

/// A page of a list of alerts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AlertPage {
    /// The alerts.
    pub alerts: Vec<Alert>,
    /// How many pass in all.
    pub total: u64,
    /// What [`AlertFilter::after`] must be for the next page; none at the end.
    pub next: Option<AlertMark>,
}

/// What a person says of an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// The alert.
    pub alert: AlertId,
    /// Its state from now on.
    pub state: State,
    /// What it was found to be.
    pub verdict: Option<Verdict>,
    /// Who says so.
    pub author: String,
    /// A remark.
    pub note: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// The room of alerts.
pub trait Alerts: Send {
    /// As [`super::Store::commit`], with what was detected in the same transaction: an alert that was shown survives.
    ///
    /// # Errors
    /// When the database fails; then nothing was written.
    fn commit_detected(&mut self, batches: &[BatchId], changes: &Changes, detected: &Detected) -> Result<Committed, StoreError>;

    /// What people said of a device, and whom they know: the clinical side of its alerts.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn clinical(&self, device: DeviceId) -> Result<(Record, Vec<Contact>), StoreError>;

    /// What people said that devices are, by the numbers they said it of, where they did so after this entry of the audit log:
    /// all of it after 0. With the last entry there is.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn corrections(&self, after: u64) -> Result<(u64, Vec<(DeviceId, Corrected)>), StoreError>;

    /// The playbook in use.
    fn plans(&self) -> &Playbook;

    /// What a detector goes on from.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn kept(&self) -> Result<Kept, StoreError>;

    /// A page of the alerts that pass the filter.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn alerts(&self, filter: &AlertFilter) -> Result<AlertPage, StoreError>;

    /// One alert.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn alert(&self, id: AlertId) -> Result<Option<Alert>, StoreError>;

    /// Alerts that were made or changed after the change `after`, oldest change first, at most `limit`, each with its
    /// change: for whoever delivers them. Suppressed ones are among them.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn alerts_after(&self, after: u64, limit: usize) -> Result<Vec<(u64, Alert)>, StoreError>;

    /// Writes what a person says of an alert; whether there is such an alert.
    ///
    /// # Errors
    /// When the database fails.
    fn say(&mut self, opinion: &Opinion) -> Result<bool, StoreError>;

    /// What was said of an alert, in order.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn opinions(&self, alert: AlertId) -> Result<Vec<Opinion>, StoreError>;

    /// Adds a suppression, covers with it what is open, and writes down who did; its number, and how many alerts it covered.
    ///
    /// # Errors
    /// When the database fails.
    fn suppress(
        &mut self,
        scope: &Scope,
        reason: &str,
        author: &str,
        at: Timestamp,
        until: Option<Timestamp>,
    ) -> Result<(u32, usize), StoreError>;

    /// All suppressions, by number.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn suppressions(&self) -> Result<Vec<Suppression>, StoreError>;

    /// Ends a suppression and writes down who did; what it covered stays as it is. Whether there was such a one.
    ///
    /// # Errors
    /// When the database fails.
    fn end_suppression(&mut self, number: u32, author: &str, at: Timestamp) -> Result<bool, StoreError>;

    /// The baseline of a device.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn baseline(&self, device: DeviceId) -> Result<Option<Baseline>, StoreError>;

    /// Writes a baseline as it is now.
    ///
    /// # Errors
    /// When the database fails.
    fn put_baseline(&mut self, baseline: &Baseline) -> Result<(), StoreError>;

    /// Forgets a baseline: it is learnt anew.
    ///
    /// # Errors
    /// When the database fails.
    fn reset_baseline(&mut self, device: DeviceId) -> Result<bool, StoreError>;
}
