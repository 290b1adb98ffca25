//! Assembly: the only module that knows all others.

mod clock;
mod deliver;
pub mod disk;
pub mod feed;
pub mod health;
mod housekeeper;
mod hub;
pub mod intake;
pub mod listen;
pub mod live;
pub mod notify;
mod read;
mod run;
pub mod sandbox;
pub mod signals;
pub mod telemetry;
pub mod vitals;
mod writer;

pub use clock::now;
pub use deliver::{Counter, Deliveries, host};
pub use hub::{Detection, Hub, HubError, with_context};
pub use read::{Reading, read_file};
pub use run::{Input, RunError, run};
pub use writer::{Writer, WriterError, at_work};
