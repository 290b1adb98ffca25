//! Silence is told apart: one device, one conversation of it, a whole segment, everything.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::calendar::{MINUTE, SECOND};
use super::device::network_of;
use super::signal::{Party, Signal};
use crate::base::{Timestamp, Vlan};
use crate::inventory::{AtomId, DeviceId, Inventory};

/// A silence waits so long for others of its segment.
const HOLD: i64 = 2 * MINUTE;
/// Who fell silent within so long fell silent together.
const TOGETHER: i64 = 5 * MINUTE;
/// Fewer are no segment.
const FEW: usize = 3;
/// Devices remembered of one segment.
const MOST: usize = 4096;

/// Somebody is missed.
#[derive(Clone, Debug)]
pub(super) struct Missing {
    pub atom: AtomId,
    pub party: Party,
    pub row: Option<u32>,
    pub since: Timestamp,
    pub after: u32,
    pub at: Timestamp,
}

/// Who always speaks, by segment, and who is missed.
#[derive(Debug, Default)]
pub(super) struct Segments {
    members: BTreeMap<(Vlan, String), BTreeSet<DeviceId>>,
    waiting: Vec<(Missing, (Vlan, String))>,
    /// When many fell silent together: who is missed later, for the same moment, is no news.
    joined: Vec<Timestamp>,
    /// Devices told silent lately: a conversation of theirs is no news.
    told: BTreeMap<DeviceId, Timestamp>,
}

impl Segments {
    pub(super) fn enrol(&mut self, vlan: Vlan, ip: Option<IpAddr>, device: DeviceId) {
        let Some(ip) = ip else { return };
        let members = self.members.entry((vlan, network_of(ip))).or_default();
        if members.len() < MOST {
            members.insert(device);
        }
    }

    pub(super) fn silent(&mut self, missing: Missing, inventory: &Inventory) {
        let Some(end) = inventory.endpoint(missing.atom) else { return };
        let segment = (end.vlan, end.ip.map(network_of).unwrap_or_default());
        if missing.party.device.is_some() && self.waiting.len() < MOST {
            self.waiting.push((missing, segment));
        }
    }

    /// What has waited long enough.
    pub(super) fn ripe(&mut self, now: Timestamp, inventory: &Inventory) -> Vec<Signal> {
        let mut signals = Vec::new();
        loop {
            let due = self.waiting.iter().filter(|(one, _)| now.0.saturating_sub(one.at.0) >= HOLD);
            let Some(first) = due.min_by_key(|(one, _)| (one.at, one.party.device)).cloned() else { break };
            let near = |one: &Missing| one.since.0.abs_diff(first.0.since.0) <= TOGETHER.unsigned_abs();
            let (together, rest): (Vec<_>, Vec<_>) =
                std::mem::take(&mut self.waiting).into_iter().partition(|(one, _)| near(one));
            self.waiting = rest;
            self.sort_out(together, &mut signals, inventory);
        }
        self.joined.retain(|at| now.0.saturating_sub(at.0) < 120 * MINUTE);
        self.told.retain(|_, at| now.0.saturating_sub(at.0) < 60 * MINUTE);
        signals
    }

    fn sort_out(&mut self, together: Vec<(Missing, (Vlan, String))>, signals: &mut Vec<Signal>, inventory: &Inventory) {
        let mut devices: BTreeMap<(Vlan, String), Vec<Missing>> = BTreeMap::new();
        let (whole, rows): (Vec<_>, Vec<_>) = together.into_iter().partition(|(one, _)| one.row.is_none());
        for (missing, segment) in whole {
            self.told.insert(missing.party.device.unwrap_or(DeviceId(0)), missing.since);
            devices.entry(segment).or_default().push(missing);
        }
        let all: usize = self.members.values().map(BTreeSet::len).sum();
        let missed: usize = devices.values().map(Vec::len).sum();
        if devices.len() >= 2 && missed >= FEW && missed * 10 >= all * 8 {
            let everyone: Vec<Missing> = devices.into_values().flatten().collect();
            self.joined.extend(together_since(&everyone));
            signals.push(joined("every segment", everyone, all));
        } else {
            let mut alone = Vec::new();
            for (segment, missing) in devices {
                let of = self.members.get(&segment).map_or(0, BTreeSet::len).max(missing.len());
                let some: BTreeSet<DeviceId> = missing.iter().filter_map(|one| one.party.device).collect();
                if some.len() >= FEW && some.len() * 10 >= of * 3 {
                    let vlan = if segment.0 == Vlan::NONE { String::new() } else { format!(" on VLAN {}", segment.0) };
                    self.joined.extend(together_since(&missing));
                    signals.push(joined(&format!("{}{vlan}", segment.1), missing, of));
                } else {
                    alone.extend(missing);
                }
            }
            alone.retain(|one| !self.joined.iter().any(|at| at.0.abs_diff(one.since.0) <= TOGETHER.unsigned_abs()));
            signals.extend(alone.into_iter().map(|one| Signal::Silent(Box::new(one.party), None, one.since, one.after)));
        }
        for (missing, _) in rows {
            let gone = missing.party.device.and_then(|device| self.told.get(&device));
            if gone.is_some_and(|since| since.0.abs_diff(missing.since.0) < (30 * MINUTE).unsigned_abs()) {
                continue;
            }
            let talk = missing.row.and_then(|row| inventory.conversation(row)).map(|row| {
                let server = row.key.server.map(|ip| ip.to_string()).unwrap_or_default();
                let protocol = row.key.protocol.as_deref().unwrap_or("");
                format!("{}/{} {protocol} with {server}", row.key.transport.name(), row.key.port)
            });
            if talk.is_some() {
                signals.push(Signal::Silent(Box::new(missing.party), talk, missing.since, missing.after));
            }
        }
    }
}

/// The first moment of a silence together.
fn together_since(missing: &[Missing]) -> Option<Timestamp> {
    missing.iter().map(|one| one.since).min()
}

fn joined(segment: &str, missing: Vec<Missing>, of: usize) -> Signal {
    let since = missing.iter().map(|one| one.since).min().unwrap_or_default();
    let at = missing.iter().map(|one| one.at).max().unwrap_or(Timestamp(since.0.saturating_add(SECOND)));
    let devices: BTreeSet<DeviceId> = missing.iter().filter_map(|one| one.party.device).collect();
    Signal::Together { segment: segment.into(), devices: devices.into_iter().collect(), of, since, at }
}
