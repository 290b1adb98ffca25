//! COLD: from what is not normal to alerts that a person can handle.
//!
//! [`Rule`]s, one file a kind, turn the signals of the baselines into findings. The [`Ledger`] weighs them: one alert a
//! cause, counted while it goes on; a page on one strong hit or when two families of evidence agree, all else to the
//! digest; one finding for a fleet that does the same; a budget of pages that says when it acted. [`Detector`] is the
//! whole way from a batch to alerts.
//!
//! Invariant: an alert's number is never given twice. Its cause stays one alert until somebody closes it, or, where it is about
//! something that happened and not about how things stand, until it was quiet for the cool-down.
//! Invariant: severity is the kind's, moved by the clinical tier; there is no other table.
//! Invariant: the same batches give the same alerts; there is no clock.

mod detector;
mod finding;
pub mod incident;
mod kind;
mod ledger;
mod model;
mod rehearsal;
mod rules;
mod scene;
mod settings;

pub use detector::{Detected, Detector, Kept};
pub use finding::{Finding, OPEN, STRONG, WEAK, client_usual, proof, server_usual};
pub use kind::{Family, Kind, Route, Severity, State, Verdict};
pub use ledger::{About, Ask, FLEET_LEAST, Ledger, MOST_PROOFS, severity, told};
pub use model::{Alert, AlertId, Proof, Scope, Suppression};
pub use rehearsal::{Rehearsal, rehearse};
pub use rules::{RULES, Rule, rule};
pub use scene::{Indicators, Scene};
pub use settings::Settings;
