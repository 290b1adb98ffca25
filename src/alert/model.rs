//! An alert and what belongs to it.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use super::kind::{Kind, Route, Severity, State, Verdict};
use crate::base::{MacAddr, Timestamp};
use crate::clinical::Context;
use crate::inventory::DeviceId;

/// An alert's number: stable, never given to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AlertId(pub u64);

impl fmt::Display for AlertId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("alert-{}", self.0))
    }
}

impl FromStr for AlertId {
    type Err = std::num::ParseIntError;

    /// Reads `alert-17` or `17`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix("alert-").unwrap_or(text).parse().map(Self)
    }
}

/// One thing that was seen and speaks for an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Packet time.
    pub at: Timestamp,
    /// What was seen, in one sentence.
    pub text: String,
    /// Community id (version 1, seed 0) of the flow, to find it in other tools' logs.
    pub community_id: Option<String>,
}

/// One alert: one cause, however often it is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its number.
    pub id: AlertId,
    /// What it is about.
    pub kind: Kind,
    /// How bad it is.
    pub severity: Severity,
    /// Where it goes.
    pub route: Route,
    /// Why it goes there, in plain words.
    pub route_reason: String,
    /// What became of it.
    pub state: State,
    /// What a person found it to be.
    pub verdict: Option<Verdict>,
    /// Who said so or changed its state last, and what they said of it.
    pub author: Option<String>,
    /// Their remark.
    pub note: Option<String>,
    /// The device it is about; `None` where it is about a segment, a sensor, or nobody known.
    pub device: Option<DeviceId>,
    /// The device's hardware addresses at that time.
    pub device_macs: Vec<MacAddr>,
    /// The device's addresses at that time.
    pub device_ips: Vec<IpAddr>,
    /// Other devices of the same finding.
    pub others: Vec<DeviceId>,
    /// First time it was seen, in packet time.
    pub first: Timestamp,
    /// Last time.
    pub last: Timestamp,
    /// How often.
    pub count: u64,
    /// What, compared with what, in one sentence.
    pub summary: String,
    /// The other side: an address, a name or a group.
    pub peer: Option<String>,
    /// What tells this cause from others of its kind and device.
    pub key: String,
    /// What was seen, oldest first, bounded.
    pub evidence: Vec<Proof>,
    /// The baseline it broke, in words.
    pub baseline: Option<String>,
    /// Strength of the strongest evidence, 0 … 100.
    pub strength: u8,
    /// MITRE ATT&CK techniques (v18), Enterprise and ICS.
    pub techniques: &'static [&'static str],
    /// The clinical side of the device, as it is when the alert is read.
    pub context: Option<Context>,
}

/// So begins the key of what a policy does not allow; its number follows.
pub(super) const PROFILE: &str = "profile";

impl Alert {
    /// The policy that it is a violation of, where it is of one.
    #[must_use]
    pub fn policy(&self) -> Option<u32> {
        let mut words = self.key.split(' ');
        let named = self.kind == Kind::PolicyViolation && words.next() == Some(PROFILE);
        words.next().filter(|_| named)?.parse().ok()
    }
}

/// What an alert must have in common with a suppression to be covered by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this device.
    pub device: Option<DeviceId>,
    /// Only devices of this category.
    pub category: Option<String>,
    /// Only this peer, as alerts show it.
    pub peer: Option<String>,
}

/// Somebody does not want to hear of something, for a reason and a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Its number.
    pub number: u32,
    /// What it covers; at least one part is given.
    pub scope: Scope,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// It ends then; `None` never.
    pub until: Option<Timestamp>,
}

impl Suppression {
    /// Whether an alert, of a device of `category`, is covered.
    #[must_use]
    pub fn covers(&self, alert: &Alert, category: Option<&str>) -> bool {
        let scope = &self.scope;
        self.until.is_none_or(|until| alert.first < until)
            && scope.kind.is_none_or(|kind| kind == alert.kind)
            && scope.device.is_none_or(|device| alert.device == Some(device))
            && scope.category.as_deref().is_none_or(|wanted| category == Some(wanted))
            && scope.peer.as_deref().is_none_or(|wanted| alert.peer.as_deref() == Some(wanted))
    }
}

impl Scope {
    /// Whether nothing is named: then it would cover everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What it names, one after the other.
impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [
            self.kind.map(|kind| kind.to_string()),
            self.device.map(|device| device.to_string()),
            self.category.clone(),
            self.peer.clone(),
        ];
        f.pad(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
impl Alert {
    /// An alert of a device of the same number, with nothing special about it.
    pub(crate) fn blank(id: u64, kind: Kind) -> Self {
        Self {
            id: AlertId(id),
            kind,
            severity: Severity::Medium,
            route: Route::Digest,
            route_reason: String::new(),
            state: State::Open,
            verdict: None,
            author: None,
            note: None,
            device: Some(DeviceId(id)),
            device_macs: Vec::new(),
            device_ips: Vec::new(),
            others: Vec::new(),
            first: Timestamp::new(1_700_000_000, 0),
            last: Timestamp::new(1_700_000_000, 0),
            count: 1,
            summary: String::new(),
            peer: None,
            key: String::new(),
            evidence: Vec::new(),
            baseline: None,
            strength: 50,
            techniques: &[],
            context: None,
        }
    }
}
