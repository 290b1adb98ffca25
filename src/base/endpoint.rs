//! Who sent a frame: hardware address, network address and the VLAN both are valid in.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::net::{IpAddr, Ipv6Addr};

use super::MacAddr;

/// The VLAN path of a frame: outer and inner VLAN id of IEEE 802.1Q / 802.1ad, 0 where there is no tag.
///
/// Addresses may overlap between VLANs, so a VLAN is part of every key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vlan(pub u32);

impl Vlan {
    /// An untagged frame.
    pub const NONE: Self = Self(0);

    /// The path after one more tag, the outermost having come first; a third tag and later ones are not kept.
    #[must_use]
    pub fn push(self, id: u16) -> Self {
        let id = u32::from(id & 0x0fff);
        match (self.outer(), self.inner()) {
            (0, _) => Self(id),
            (outer, 0) => Self((u32::from(outer) << 16) | id),
            _ => self,
        }
    }

    /// The outer VLAN id of a double tag, else the only one.
    #[must_use]
    pub fn outer(self) -> u16 {
        let [a, b, c, d] = self.0.to_be_bytes();
        match u16::from_be_bytes([a, b]) {
            0 => u16::from_be_bytes([c, d]),
            outer => outer,
        }
    }

    /// The inner VLAN id of a double tag, else 0.
    #[must_use]
    pub fn inner(self) -> u16 {
        let [a, b, c, d] = self.0.to_be_bytes();
        if (a, b) == (0, 0) { 0 } else { u16::from_be_bytes([c, d]) }
    }
}

impl fmt::Display for Vlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.outer(), self.inner()) {
            (0, _) => f.write_str("-"),
            (outer, 0) => write!(f, "{outer}"),
            (outer, inner) => write!(f, "{outer}.{inner}"),
        }
    }
}

/// One end of a frame or conversation, as the wire showed it.
///
/// Behind a router `mac` is the router's: which of the two names the device is decided in the inventory, never here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Endpoint {
    /// Hardware address, where the link has one.
    pub mac: Option<MacAddr>,
    /// Network address, where the frame has one.
    pub ip: Option<IpAddr>,
    /// The VLAN in which both are valid.
    pub vlan: Vlan,
}

/// Few wide words instead of many small ones: endpoints are hashed for every fact that is said.
impl Hash for Endpoint {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(self.ip.map_or(0, ip_to_bits));
        let present = u64::from(self.mac.is_some()) << 48 | u64::from(self.ip.is_some()) << 49;
        state.write_u64(self.mac.map_or(0, MacAddr::to_bits) | present);
        state.write_u32(self.vlan.0);
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.mac {
            Some(mac) => write!(f, "{mac}")?,
            None => f.write_str("-")?,
        }
        match self.ip {
            Some(ip) => write!(f, " {ip}")?,
            None => f.write_str(" -")?,
        }
        write!(f, " {}", self.vlan)
    }
}

/// An address as one number, IPv4 in its IPv6-mapped form (RFC 4291, 2.5.5.2): one key type for both families.
#[must_use]
pub fn ip_to_bits(ip: IpAddr) -> u128 {
    match ip {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

/// The address of [`ip_to_bits`].
#[must_use]
pub fn ip_from_bits(bits: u128) -> IpAddr {
    let v6 = Ipv6Addr::from_bits(bits);
    v6.to_ipv4_mapped().map_or(IpAddr::V6(v6), IpAddr::V4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vlan_path_keeps_outer_and_inner() {
        assert_eq!(Vlan::NONE.to_string(), "-");
        assert_eq!(Vlan::NONE.push(12).to_string(), "12");
        assert_eq!(Vlan::NONE.push(100).push(12).to_string(), "100.12");
        assert_eq!(Vlan::NONE.push(100).push(12).push(7).to_string(), "100.12");
    }

    #[test]
    fn addresses_survive_the_round_trip() {
        for text in ["10.1.2.3", "fe80::1", "2001:db8::ffff"] {
            let ip: IpAddr = text.parse().unwrap();
            assert_eq!(ip_from_bits(ip_to_bits(ip)), ip);
        }
    }
}
