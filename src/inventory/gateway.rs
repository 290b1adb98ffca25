//! Which hardware addresses forward for others, and which addresses are nevertheless their own.

use std::collections::{HashMap, HashSet};
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
    /// A full TTL proves nothing here: it carries too many addresses, or others' without counting the hop.
    blind: bool,
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
        !self.blind && !self.shared && atom.nearest() == Some(0)
    }
}

/// Looks for gateways among the hardware addresses.
pub(super) struct Search<'a> {
    atoms: &'a Atoms,
    settings: &'a Settings,
    /// Addresses of which somebody said that they are a router's.
    routers: HashSet<IpAddr, RandomState>,
    /// Who claims an address.
    claimants: HashMap<IpAddr, Vec<u32>, RandomState>,
    /// Atoms whose times the answer depends on.
    pub watched: Vec<u32>,
}

/// An address that a hardware address carries without claiming it.
struct Carried {
    ip: IpAddr,
    /// Its packets came over a router.
    far: bool,
    /// Someone else's, although the TTL does not tell: from outside the site, or claimed by another at that time.
    others: bool,
}

impl<'a> Search<'a> {
    pub(super) fn new(atoms: &'a Atoms, settings: &'a Settings) -> Self {
        let routers = atoms.iter().filter(|(_, atom)| atom.marks.router).filter_map(|(_, atom)| atom.end.ip).collect();
        let mut claimants: HashMap<IpAddr, Vec<u32>, RandomState> = HashMap::default();
        for (slot, atom) in atoms.iter().filter(|(_, atom)| atom.is_claimed()) {
            if let Some(ip) = atom.end.ip {
                claimants.entry(ip).or_default().push(slot);
            }
        }
        Self { atoms, settings, routers, claimants, watched: Vec::new() }
    }

    /// The gateways among `macs`, which is sorted.
    pub(super) fn find(&mut self, macs: &[(MacAddr, u32)]) -> HashMap<MacAddr, Gateway, RandomState> {
        let mut gateways: HashMap<MacAddr, Gateway, RandomState> = HashMap::default();
        for chunk in macs.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(mac, _)) = chunk.first() else { continue };
            if let Some(gateway) = self.judge(mac, chunk) {
                gateways.insert(mac, gateway);
            }
        }
        find_proxied(self.atoms, &mut gateways);
        gateways
    }

    fn judge(&mut self, mac: MacAddr, chunk: &[(MacAddr, u32)]) -> Option<Gateway> {
        let atoms = self.atoms;
        let members = chunk.iter().filter_map(|(_, slot)| atoms.get(*slot).map(|atom| (*slot, atom)));
        let mut carried: Vec<Carried> = Vec::new();
        for (slot, atom) in members.clone() {
            let far = atom.nearest().is_some_and(|hops| hops > 0);
            let Some(ip) = atom.end.ip.filter(|ip| !is_link_local(*ip) && (far || !atom.is_claimed())) else { continue };
            // Nearly every interface has one address; only those with several are worth a look.
            let others = chunk.len() > 1 && (self.is_foreign(ip) || self.is_claimed_by_another(mac, slot, atom, ip));
            carried.push(Carried { ip, far, others });
        }
        carried.sort_unstable_by_key(|one| (one.ip, !one.far, !one.others));
        carried.dedup_by_key(|one| one.ip);
        let remote = carried.iter().filter(|one| one.far || one.others).count();
        let routers = &self.routers;
        let is_named =
            |atom: &Atom| atom.marks.router || (atom.is_claimed() && atom.end.ip.is_some_and(|ip| routers.contains(&ip)));
        let named = members.map(|(_, atom)| atom).any(is_named);
        let crowd = carried.len() >= CROWD;
        let is_gateway = mac.is_virtual_router() || crowd || remote >= 2 || (named && remote >= 1);
        let blind = crowd || carried.iter().any(|one| one.others && !one.far);
        is_gateway.then(|| Gateway { blind, shared: mac.is_virtual_router(), proxied: Vec::new() })
    }

    /// Whether an address beside others is from outside the site. IPv6 hosts have global addresses of their own.
    fn is_foreign(&self, ip: IpAddr) -> bool {
        ip.is_ipv4() && !self.settings.is_site(ip)
    }

    /// Whether another hardware address claims the address while this one carries it.
    fn is_claimed_by_another(&mut self, mac: MacAddr, slot: u32, atom: &Atom, ip: IpAddr) -> bool {
        let Some(claimants) = self.claimants.get(&ip) else { return false };
        let mut claimed = false;
        for &other in claimants {
            let Some(claimant) = self.atoms.get(other).filter(|claimant| claimant.end.mac != Some(mac)) else { continue };
            let (first, last) = claimant.claim_span();
            claimed |= first <= atom.last && atom.first <= last;
            self.watched.extend([slot, other]);
        }
        claimed
    }
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
