//! Assembly: the only module that knows all others.

mod clock;
mod hub;
mod read;
mod run;

pub use clock::now;
pub use hub::{Hub, HubError};
pub use read::{Reading, read_file};
pub use run::{Input, RunError, run};
