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

/// What groups on the map are made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// What devices are.
    Category,
    /// Where they stand.
    Department,
}

/// What the devices of one group and those of another had to do with each other in one protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The group that asked, as lists are filtered by it; empty where nobody said.
    pub from: String,
    /// The group that answered; `None` for addresses outside the site.
    pub to: Option<String>,
    /// The protocol recognised, else the transport.
    pub protocol: String,
    /// Devices that asked; one that has several endpoints may count several times.
    pub clients: u64,
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

    /// The ties between groups, most bytes first. Where `either` names categories, one of the ends is of them. An address
    /// that no device has counts where `outside` says that it lies outside.
    ///
    /// # Errors
    /// When the database fails or is damaged.
    fn ties(&self, axis: Axis, either: &[String], outside: &dyn Fn(IpAddr) -> bool) -> Result<Vec<Tie>, StoreError>;
}
