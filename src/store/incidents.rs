//! Incidents: kept as the steps people took, never changed, only added to.

use super::{DeviceRow, StoreError};
use crate::alert::AlertId;
use crate::alert::incident::{Incident, IncidentId, Refused, Step};
use crate::base::Timestamp;
use crate::clinical::{Context, Zone};
use crate::inventory::DeviceId;

/// At most so many siblings of a device are named.
pub const MOST_SIBLINGS: usize = 500;

/// Which incidents are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IncidentFilter {
    /// Closed ones, too.
    pub closed: bool,
    /// Only those that this alert belongs to.
    pub alert: Option<AlertId>,
    /// Only those that are about this device.
    pub device: Option<DeviceId>,
    /// At most so many, the latest.
    pub limit: Option<usize>,
}

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum IncidentError {
    /// There is no such incident.
    #[error("there is no {0}")]
    NoSuchIncident(IncidentId),
    /// There is no such alert.
    #[error("there is no {0}")]
    NoSuchAlert(AlertId),
    /// There is no such device.
    #[error("there is no {0}")]
    NoSuchDevice(DeviceId),
    /// Somebody else took a step meanwhile.
    #[error("{author} took a step at {at}, after you looked ({id} has {steps} steps now); look again")]
    Changed {
        /// The incident.
        id: IncidentId,
        /// Steps that it has.
        steps: usize,
        /// Who took the last one.
        author: String,
        /// When.
        at: Timestamp,
    },
    /// The rules forbid it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for IncidentError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What whoever handles an incident must know of a device of it, as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Briefing {
    /// Its number in the incident.
    pub device: DeviceId,
    /// What it is, with what people said over what the wire shows; `None` when it is no more.
    pub row: Option<DeviceRow>,
    /// The clinical side.
    pub context: Context,
    /// Devices of the same manufacturer, model and version, by number, at most [`MOST_SIBLINGS`].
    pub siblings: Vec<DeviceId>,
}

/// The room of incidents.
pub trait Incidents: Send {
    /// Opens an incident from alerts. Without a title it has the summary of its first alert. Alerts that were open are
    /// acknowledged by it.
    ///
    /// # Errors
    /// When there is no such alert, when the rules forbid it, or when the database fails; then nothing was written.
    fn open_incident(
        &mut self,
        title: Option<&str>,
        alerts: &[AlertId],
        author: &str,
        now: Timestamp,
    ) -> Result<Incident, IncidentError>;

    /// Takes a step. Devices of an added alert, and the tiers that an action concerns, are looked up here, whatever the
    /// step says of them, so that nobody can come around them. With an `expected` number of steps that is not the present
    /// one nothing is written.
    ///
    /// # Errors
    /// When there is no such incident, alert or device, when somebody else was quicker, when the rules forbid it, or when
    /// the database fails; then nothing was written.
    fn take_step(
        &mut self,
        id: IncidentId,
        expected: Option<u64>,
        step: Step,
        author: &str,
        now: Timestamp,
    ) -> Result<Incident, IncidentError>;

    /// One incident.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn incident(&self, id: IncidentId) -> Result<Option<Incident>, StoreError>;

    /// The incidents that pass the filter, latest first.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn incidents(&self, filter: &IncidentFilter) -> Result<Vec<Incident>, StoreError>;

    /// What must be known of a device at `now`.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn briefing(&self, device: DeviceId, zone: &Zone, now: Timestamp) -> Result<Briefing, StoreError>;
}
