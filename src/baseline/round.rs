//! What is asked of the inventory once a round of judging, while it stands still.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::Baselines;
use super::class::Class;
use super::device::network_of;
use crate::base::{Text, Timestamp, Vlan};
use crate::fingerprint::Attribute;
use crate::inventory::{DeviceId, Inventory};

/// Addresses whose network is remembered at most.
const MOST_ADDRESSES: usize = 100_000;

/// The answers of a round.
#[derive(Debug, Default)]
pub(super) struct Round {
    known: HashMap<DeviceId, Known, RandomState>,
    networks: HashMap<IpAddr, Arc<str>, RandomState>,
    /// Who plays a role.
    pub players: HashMap<Text, Vec<Player>, RandomState>,
    /// Searches for addresses so far.
    pub searches: u32,
}

impl Round {
    /// Another round begins.
    pub(super) fn clear(&mut self) {
        self.known.clear();
        self.networks.clear();
        self.players.clear();
        self.searches = 0;
    }
}

/// What a device is.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub category: Arc<str>,
    pub class: Class,
    pub model: Option<Arc<str>>,
    pub gateway: bool,
    /// Days it is learnt.
    pub days: u32,
}

/// Who plays a role on the network.
#[derive(Debug)]
pub(super) struct Player {
    pub device: DeviceId,
    pub vlan: Vlan,
    /// By which protocol it said so.
    pub by: Arc<str>,
    pub first: Timestamp,
}

impl Baselines {
    /// What a device is: asked of the inventory once a round.
    pub(super) fn know(&mut self, device: DeviceId, inventory: &Inventory) -> Known {
        if let Some(known) = self.round.known.get(&device) {
            return known.clone();
        }
        let category = self.category(inventory, device);
        let model = inventory.conclusion(device, Attribute::Model).map(|model| {
            let maker = inventory.conclusion(device, Attribute::Manufacturer).map_or("", Text::as_str);
            format!("{maker} {model}")
        });
        let known = Known {
            class: Class::of(&category),
            days: self.learning_days(&category),
            model: model.map(|model| self.share(&model)),
            category,
            gateway: inventory.is_gateway(device),
        };
        self.round.known.insert(device, known.clone());
        known
    }

    /// The network of an address, by its name.
    pub(super) fn network(&mut self, ip: Option<IpAddr>) -> Arc<str> {
        let Some(ip) = ip else { return self.share("nobody") };
        if let Some(known) = self.round.networks.get(&ip) {
            return Arc::clone(known);
        }
        let name = if is_group_address(ip) { self.share("everybody") } else { self.share(&network_of(ip)) };
        if self.round.networks.len() < MOST_ADDRESSES {
            self.round.networks.insert(ip, Arc::clone(&name));
        }
        name
    }
}

fn is_group_address(ip: IpAddr) -> bool {
    ip.is_multicast() || matches!(ip, IpAddr::V4(v4) if v4.is_broadcast() || v4.octets()[3] == 255)
}
