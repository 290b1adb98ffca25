//! A device with all that people need to know of it: what the wire shows, what people said, what follows for patients.

use crate::clinical::{self, Contact, Context, Contradiction, Field, Playbook, Zone};
use crate::store::{Card, DeviceDetails, DeviceRow, Rooms};

use super::fault::Fault;
use super::pages::device::details;
use crate::base::Timestamp;

/// A device.
pub(crate) struct Subject {
    /// What the wire shows.
    pub(crate) details: DeviceDetails,
    /// What people said.
    pub(crate) card: Card,
    /// What the wire shows, with what people said in its place.
    pub(crate) row: DeviceRow,
    /// Where they differ.
    pub(crate) contradictions: Vec<Contradiction>,
    /// What it means for patients.
    pub(crate) context: Context,
}

/// Reads a device.
pub(crate) fn read(store: &dyn Rooms, text: &str, playbook: &Playbook, zone: &Zone, now: Timestamp) -> Result<Subject, Fault> {
    let details = details(store, text)?;
    let card = store.card(details.device.id)?;
    let contacts = store.contacts()?;
    Ok(subject(details, card, &contacts, playbook, zone, now))
}

fn subject(
    details: DeviceDetails,
    card: Card,
    contacts: &[Contact],
    playbook: &Playbook,
    zone: &Zone,
    now: Timestamp,
) -> Subject {
    let row = &details.device;
    let context = clinical::context(&row.subject(&card.record), contacts, playbook, zone, now);
    let mut row = row.clone();
    let contradictions = card.overlay(&mut row);
    Subject { details, card, row, contradictions, context }
}

/// What is assumed of a field from the category until somebody says more, as a field holds it.
pub(crate) fn assumed(playbook: &Playbook, category: &str, field: &Field) -> Option<String> {
    playbook.defaults(category).value(field).filter(|text| !text.is_empty())
}
