//! COLD: what is normal. Learnt per device, with what its class does as prior; judged as it happens.
//!
//! [`Watch`] sees every report beside the inventory and counts in fixed room; what is notable becomes an [`Event`].
//! [`Baselines`] judges events once the inventory has settled, so that it is known who they are of, and tells the rules
//! in [`Signal`]s.
//!
//! Invariant: a device's baseline takes at most 16 KiB: conversations by side, service and group of peers (never by the
//! client's port), hourly volumes, silences, words. What there is no room for is forgotten in a fixed order, counted.
//! Invariant: nothing is learnt from what is new of a device while evidence against it is open.
//! Invariant: a risky conversation is never trusted by time alone.
//! Invariant: the same reports give the same signals; there is no clock.

mod baselines;
mod beat;
mod calendar;
mod class;
mod device;
mod event;
mod learning;
mod meter;
mod policy;
mod round;
mod said;
mod segments;
mod settings;
mod signal;
mod signs;
mod sketch;
mod volume;
mod watch;

pub use baselines::Baselines;
pub use beat::{Beat, beat};
pub use class::{Class, is_admin, is_dicom, is_mount, is_smb, is_utility};
pub use device::{Baseline, Side, Stage, Talk, TalkKey, Trust, Word};
pub use event::{Contact, Event, Fan, HourSum, What};
pub use policy::{Allowed, Bound, Broken, Policy, With, network};
pub use settings::{Settings, Window};
pub use signal::{Met, Newness, Party, Signal};
pub use volume::{FEATURES, Score, Volume};
pub use watch::Watch;
