//! HOT: from frames to observations, once per packet; synchronous, bounded, silent.
//!
//! `capture` hands over frames, `wire` reads their headers, `flow` finds out whom they belong to, `dispatch` and
//! `inspect` bring payloads to `protocols`, which say what they understood. [`Sensor`] is the way through all of it.
//!
//! Invariant: nothing in here logs, blocks, reads a clock or panics on what the wire brings.
#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_possible_wrap
    )
)]

pub mod capture;
pub mod flow;
pub mod protocols;
pub mod reader;
pub mod wire;

mod counters;
mod dispatch;
mod inspect;
mod pipeline;
mod settings;
mod tracked;

pub use counters::Counters;
pub use pipeline::Sensor;
pub use settings::Settings;
