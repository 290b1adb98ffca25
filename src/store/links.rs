//! Who talks to whom, added up: for the communication map.

use std::net::IpAddr;

use super::StoreError;
use crate::base::Timestamp;
use crate::inventory::DeviceId;

/// What one device and another, or an address that is no device, had to do with each other in one protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The device that asked.
    pub client: DeviceId,
    /// The device that answered; `None` when the address is no device: an external peer.
    pub server: Option<DeviceId>,
    /// The address that was asked.
    pub address: IpAddr,
    /// The protocol recognised, else transport and port.
    pub protocol: String,
    /// Flows.
    pub flows: u64,
    /// Bytes both ways.
    pub bytes: u64,
    /// Last packet.
    pub last: Timestamp,
}

/// A place that knows who talks to whom.
pub trait Links: Send {
    /// The links that carry most, most first; `most` at most. Broadcast and multicast are none.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn links(&self, most: usize) -> Result<Vec<Link>, StoreError>;
}
