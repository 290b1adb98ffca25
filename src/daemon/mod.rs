//! Assembly: the only module that knows all others.

mod hub;

pub use hub::{Hub, HubError};
