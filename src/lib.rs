//! wardwatch (map to follow)
pub mod base;
pub mod cli;
pub mod daemon;
pub mod fingerprint;
pub mod inventory;
pub mod observation;
pub mod sensor;
pub mod store;
