//! From the sensor to the hub: batches with numbers, and acknowledgements back.
//!
//! Within one process ([`Outbox`] alone) and between two on one machine ([`serve`], [`Connection`]: a unix socket) the
//! same queue stands between the halves: it never makes the sensor wait, sheds in a fixed order when it grows too large,
//! and forgets a batch only when the hub says that it is stored.
//!
//! Invariant: a batch is delivered again until it is acknowledged; the store has it once.
//! Invariant: the numbers of an epoch have no holes, shed or not; what was shed is counted.

mod codec;
mod outbox;
mod socket;
mod status;
mod wire;

pub use codec::{Decoded, decode, encode};
pub use outbox::{Outbox, Shed};
pub use socket::{Connection, Delivery, serve};
pub use status::{PortStatus, Status};
pub use wire::Unreadable;

/// Why the other half cannot be understood or reached.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// The socket failed, or the other half went away.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It said something else than this version understands.
    #[error("the other half sent something that is no message of this version: {0}")]
    Unreadable(#[from] Unreadable),
    /// It speaks another version.
    #[error("the sensor speaks version {0} of the transport, this hub version {1}; update both")]
    Version(u64, u64),
}
