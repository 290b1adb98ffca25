//! Incidents: what people do about alerts, step by step, after NIST SP 800-61r2 and the Medical Device Incident Response
//! Playbook.
//!
//! An [`Incident`] is the sum of its steps; nothing is ever taken back, only followed by another step. wardwatch informs
//! and records: no step does anything on the network.
//!
//! Invariant: what concerns a device of tier 2 or 3, or of a tier that nobody knows, is not recorded as carried out
//! unless a clinical approval with its care-modification plan was recorded before.

mod model;
mod step;
mod words;

pub use model::{Action, Approval, Closing, Entry, Incident, IncidentId, MOST_STEPS, MOST_TEXT, Mark, Refused};
pub use step::Step;
pub use words::{ActionState, Functional, Information, Phase, Recoverability};
