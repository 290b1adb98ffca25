//! Limits of the inventory and the networks that count as the site's own.

use std::net::IpAddr;

/// A network in prefix notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// Any address of the network.
    pub address: IpAddr,
    /// Leading bits that all its addresses share.
    pub prefix: u8,
}

impl Network {
    /// Whether `ip` lies in this network; an address of the other family never does.
    #[must_use]
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.address, ip) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                let shift = 32_u32.saturating_sub(u32::from(self.prefix));
                (own.to_bits() ^ other.to_bits()).checked_shr(shift).unwrap_or(0) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                let shift = 128_u32.saturating_sub(u32::from(self.prefix));
                (own.to_bits() ^ other.to_bits()).checked_shr(shift).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// What bounds the inventory. Every limit has a counter in [`super::Counters`] for what it cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Endpoints remembered. External peers go first, endpoints of identified devices never.
    pub max_atoms: usize,
    /// Endpoints that may become known at once, and again within ten minutes: of those that are only seen, that say
    /// something of themselves, that describe equipment, and that take part in an exchange, so many each.
    pub max_new_atoms: usize,
    /// Facts remembered per endpoint.
    pub max_evidence: usize,
    /// Facts of one property remembered per endpoint, so that no chatty property crowds out the others.
    pub max_evidence_per_property: usize,
    /// Equipment descriptions remembered per endpoint.
    pub max_bundles: usize,
    /// Services remembered per endpoint; the least recently used goes first.
    pub max_services: usize,
    /// Conversations remembered per client endpoint; the least recently seen are added up in one row.
    pub max_peers: usize,
    /// Conversations remembered in all; beyond it new ones are added up in one row per client.
    pub max_conversations: usize,
    /// Networks of the site: an address outside them that only a router forwards is an external peer, not a device.
    pub site: Vec<Network>,
}

impl Default for Settings {
    fn default() -> Self {
        let network = |address: [u8; 4], prefix| Network { address: address.into(), prefix };
        let network6 = |first: u16, prefix| Network { address: [first, 0, 0, 0, 0, 0, 0, 0].into(), prefix };
        Self {
            max_atoms: 200_000,
            max_new_atoms: 50_000,
            max_evidence: 256,
            max_evidence_per_property: 48,
            max_bundles: 64,
            max_services: 64,
            max_peers: 256,
            max_conversations: 500_000,
            site: vec![
                // RFC 1918; shared address space (RFC 6598); link-local (RFC 3927)
                network([10, 0, 0, 0], 8),
                network([172, 16, 0, 0], 12),
                network([192, 168, 0, 0], 16),
                network([100, 64, 0, 0], 10),
                network([169, 254, 0, 0], 16),
                // Unique local (RFC 4193) and link-local (RFC 4291, 2.5.6) IPv6
                network6(0xfc00, 7),
                network6(0xfe80, 10),
            ],
        }
    }
}

impl Settings {
    /// Whether `ip` is of the site's own networks.
    #[must_use]
    pub fn is_site(&self, ip: IpAddr) -> bool {
        self.site.iter().any(|network| network.contains(ip))
    }

    /// Whether `ip` is a host's elsewhere: packets to it leave the site.
    #[must_use]
    pub fn is_outside(&self, ip: IpAddr) -> bool {
        is_host(ip) && !self.is_site(ip)
    }
}

/// Whether `ip` is valid on its link only (RFC 3927, RFC 4291): every host has one, so it tells nothing across links.
pub(super) fn is_link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_unicast_link_local(),
    }
}

/// Whether `ip` can be one host's address.
pub(super) fn is_host(ip: IpAddr) -> bool {
    let broadcast = matches!(ip, IpAddr::V4(v4) if v4.is_broadcast());
    !ip.is_multicast() && !ip.is_unspecified() && !ip.is_loopback() && !broadcast
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_sites_networks() {
        let settings = Settings::default();
        for ip in ["10.9.9.9", "172.31.255.1", "192.168.0.1", "100.127.0.1", "fd00::1", "fe80::1"] {
            assert!(settings.is_site(ip.parse().unwrap()), "{ip}");
        }
        for ip in ["172.32.0.1", "100.128.0.1", "8.8.8.8", "2001:db8::1", "11.0.0.1"] {
            assert!(!settings.is_site(ip.parse().unwrap()), "{ip}");
            assert!(settings.is_outside(ip.parse().unwrap()), "{ip}");
        }
        for nobody in ["224.0.0.251", "ff02::fb", "255.255.255.255", "0.0.0.0", "::1"] {
            assert!(!settings.is_outside(nobody.parse().unwrap()), "{nobody}");
        }
        let all = Network { address: [0, 0, 0, 0].into(), prefix: 0 };
        assert!(all.contains([8, 8, 8, 8].into()));
    }
}
