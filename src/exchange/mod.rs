//! COLD: shapes that other programs read and write. One file per format; nothing here opens a file or reads a clock, and
//! only [`intake`] and who takes a profile of [`mud`] in ask the store.
//!
//! Alerts leave as the formats of [`alerts`].
//!
//! Devices leave as [`json`], [`csv`], [`netbox`], [`ocsf`] and [`fhir`], all made from an [`Item`]: what the wire shows,
//! with what people said over it; [`export`] names them all. A CMMS's export comes in by a [`mapping`], [`reconcile`]
//! tells it from the network, and [`intake`] takes it into records. What a device was learnt to do leaves as [`mud`].
//! An [`incident`] leaves as a report, and what it met outside the site as [`stix`], which is read, too.
//!
//! Invariant: one device is one record, whatever its strings hold; what was written is read back the same.
//! Invariant: the same items give the same bytes. Time is an argument.
//! Invariant: no patient data: nothing here names a patient, and FHIR's `Device.patient` is never filled.

mod item;

pub mod alerts;
pub mod csv;
pub mod export;
pub mod fhir;
pub mod incident;
pub mod intake;
pub mod json;
pub mod mapping;
pub mod mud;
pub mod netbox;
pub mod ocsf;
pub mod reconcile;
pub mod stix;

pub use item::{Item, category_name};
