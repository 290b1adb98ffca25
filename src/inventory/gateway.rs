//! Which hardware addresses forward for others, and which addresses are nevertheless their own.

use std::collections::HashMap;
use std::net::IpAddr;

use foldhash::fast::RandomState;

use super::atom::Atom;
use super::atoms::Atoms;
use super::settings::{Settings, is_link_local};
use crate::base::{MacAddr, Vlan};

/// So many unclaimed addresses no single host has, whatever their TTL says.
const CROWD: usize = 8;

/// What is known of one gateway.
#[derive(Debug, Default)]
pub(super) struct Gateway {
    /// It carries so many addresses that a full TTL proves nothing (a router that does not count hops).
    crowd: bool,
    /// It stands for several routers, which speak from it under their own addresses (RFC 5798, 7.2).
    shared: bool,
    /// Addresses it answers for although a station on another VLAN claims them (proxy ARP, RFC 1027).
    proxied: Vec<(IpAddr, Vlan)>,
}

impl Gateway {
    /// Whether the gateway itself is the endpoint, rather than someone behind it.
    pub(super) fn owns(&self, atom: &Atom) -> bool {
        let Some(ip) = atom.end.ip else { return true };
        if is_link_local(ip) {
            return true;
        }
        if atom.is_claimed() {
            // A packet that was routed on its way is not from the router that claims the address: proxy ARP.
            return atom.nearest().is_none_or(|hops| hops == 0) && !self.proxied.contains(&(ip, atom.end.vlan));
        }
        // Forwarding always costs one hop (RFC 1812, 5.3.1), so a full TTL is the gateway's own.
        !self.crowd && !self.shared && atom.nearest() == Some(0)
    }
}

/// The gateways among `macs`, which is sorted.
pub(super) fn find(atoms: &Atoms, settings: &Settings, macs: &[(MacAddr, u32)]) -> HashMap<MacAddr, Gateway, RandomState> {
    let routers: std::collections::HashSet<IpAddr, RandomState> =
        atoms.iter().filter(|(_, atom)| atom.marks.router).filter_map(|(_, atom)| atom.end.ip).collect();
    let mut gateways: HashMap<MacAddr, Gateway, RandomState> = HashMap::default();
    for chunk in macs.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(mac, _)) = chunk.first() else { continue };
        let members = chunk.iter().filter_map(|(_, slot)| atoms.get(*slot));
        if let Some(gateway) = judge(mac, members, settings, &routers) {
            gateways.insert(mac, gateway);
        }
    }
    find_proxied(atoms, &mut gateways);
    gateways
}

fn judge<'a>(
    mac: MacAddr,
    members: impl Iterator<Item = &'a Atom> + Clone,
    settings: &Settings,
    routers: &std::collections::HashSet<IpAddr, RandomState>,
) -> Option<Gateway> {
    let mut unclaimed: Vec<(IpAddr, bool, bool)> = members
        .clone()
        .filter(|atom| !atom.is_claimed() || atom.nearest().is_some_and(|hops| hops > 0))
        .filter_map(|atom| {
            let ip = atom.end.ip.filter(|ip| !is_link_local(*ip))?;
            let far = atom.nearest().is_some_and(|hops| hops > 0);
            // Without a TTL to go by, an address from outside the site is a sign too.
            let foreign = atom.nearest().is_none() && !settings.is_site(ip);
            Some((ip, far, far || foreign))
        })
        .collect();
    unclaimed.sort_unstable();
    unclaimed.dedup_by_key(|(ip, ..)| *ip);
    let remote = unclaimed.iter().filter(|(_, _, remote)| *remote).count();
    let named = members
        .clone()
        .any(|atom| atom.marks.router || (atom.is_claimed() && atom.end.ip.is_some_and(|ip| routers.contains(&ip))));
    let crowd = unclaimed.len() >= CROWD;
    let is_gateway = mac.is_virtual_router() || crowd || remote >= 2 || (named && remote >= 1);
    is_gateway.then(|| Gateway { crowd, shared: mac.is_virtual_router(), proxied: Vec::new() })
}

/// Notes which claims of gateways a station on another VLAN makes too.
fn find_proxied(atoms: &Atoms, gateways: &mut HashMap<MacAddr, Gateway, RandomState>) {
    if gateways.is_empty() {
        return;
    }
    let mut stations: HashMap<IpAddr, Vec<Vlan>, RandomState> = HashMap::default();
    let mut claims: Vec<(MacAddr, IpAddr, Vlan)> = Vec::new();
    for (_, atom) in atoms.iter().filter(|(_, atom)| atom.is_claimed()) {
        let (Some(mac), Some(ip)) = (atom.end.mac, atom.end.ip) else { continue };
        if gateways.contains_key(&mac) {
            claims.push((mac, ip, atom.end.vlan));
        } else {
            stations.entry(ip).or_default().push(atom.end.vlan);
        }
    }
    for (mac, ip, vlan) in claims {
        let elsewhere = stations.get(&ip).is_some_and(|vlans| !vlans.contains(&vlan));
        if let Some(gateway) = gateways.get_mut(&mac).filter(|_| elsewhere) {
            gateway.proxied.push((ip, vlan));
        }
    }
}
