//! COLD: what a device means for patients, as the playbook asks for it.
//!
//! After the Cloud Security Alliance's Medical Device Incident Response Playbook: a device is classified by what happens
//! when it leaves the network and when it leaves the patient, in the place where it stands. [`Record`] holds what people
//! said of a device, field by field ([`FIELDS`]), [`Playbook`] what is assumed of its category until they do and what to
//! do in an incident; [`tier()`], [`risk()`] and [`context()`] follow from both and say why.
//!
//! Invariant: no clock, no SQL, no serialisation library. Time is an argument.
//! Invariant: a tier is computed, never typed; what is assumed is marked so.
//! Invariant: what a person said wins; what the wire says otherwise is shown ([`contradictions`]), never written over it.
//! Invariant: wardwatch touches nothing on the network; a [`Plan`] is for people.

mod audit;
mod contact;
mod context;
mod field;
mod hours;
mod playbook;
mod record;
mod risk;
mod settings;
mod standing;
mod tier;

pub use audit::{Broken, Deed, Entry, Hash, seal, verify};
pub use contact::{Call, Contact, Person, Place, Scope, call_list};
pub use context::{Context, Subject, context};
pub use field::{FIELDS, Field, FieldError, Group, Kind, field};
pub use hours::{Hours, Zone};
pub use playbook::{Defaults, Plan, Playbook, PlaybookError};
pub use record::{Change, Contradiction, NotARecord, Record, Value, contradictions};
pub use risk::{Exposure, Point, Risk, risk};
pub use settings::Settings;
pub use standing::Standing;
pub use tier::{RAISING, Tier, Tiered, tier};
