//! HOT: from frames to observations, once per packet; synchronous, bounded, silent.
//!
//! Invariant: nothing in here logs, blocks, reads a clock or panics on what the wire brings.
#![deny(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap
)]

pub mod protocols;
pub mod reader;
pub mod wire;
