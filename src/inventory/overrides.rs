//! What a person said about identity: merges and splits, numbered and reversible.

use std::net::IpAddr;

use crate::base::{Endpoint, MacAddr, Timestamp};

/// A part of a device, as a person names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Everything with this hardware address.
    Mac(MacAddr),
    /// Everything with this network address.
    Ip(IpAddr),
}

impl Part {
    /// Whether an endpoint is of this part.
    #[must_use]
    pub fn matches(&self, end: &Endpoint) -> bool {
        match self {
            Self::Mac(mac) => end.mac == Some(*mac),
            Self::Ip(ip) => end.ip == Some(*ip),
        }
    }
}

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverrideKind {
    /// The devices these two endpoints belong to are one.
    Merge {
        /// An endpoint of the device that stays.
        keep: Endpoint,
        /// An endpoint of the device that joins it.
        join: Endpoint,
    },
    /// These parts are another device than the rest.
    Split {
        /// An endpoint of the rest.
        from: Endpoint,
        /// What leaves it.
        parts: Vec<Part>,
    },
}

/// A merge or split by a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Its number, from 1, never reused.
    pub number: u32,
    /// The packet time the inventory had reached when it was said.
    pub at: Timestamp,
    /// What was said.
    pub kind: OverrideKind,
    /// Whether it was taken back.
    pub undone: bool,
}

/// Why a merge, split or undo cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OverrideError {
    /// No such device.
    #[error("there is no such device")]
    NoSuchDevice,
    /// Both names mean the same device.
    #[error("they are the same device already")]
    SameDevice,
    /// The device has no such part.
    #[error("the device has no such address")]
    NoSuchPart,
    /// Nothing would be left.
    #[error("every address of the device would leave it; name only those that are another device")]
    NothingLeft,
    /// No such merge or split.
    #[error("there is no such merge or split, or it was undone before")]
    NoSuchOverride,
}
