//! What a manufacturer says that its devices do (RFC 8520): a rule of conduct that needs no learning.
//!
//! A policy lists the conversations that are allowed. What its devices do besides is a deviation; what it allows is no news.
//! Names, time, leases and discovery within the site are nobody's business here.

use std::net::IpAddr;
use std::sync::Arc;

use super::class::is_utility;
use super::device::{Side, domain_of};
use super::event::Contact;
use super::signal::Party;
use crate::base::{Text, Timestamp};
use crate::inventory::{DeviceId, Network};
use crate::observation::Transport;

/// Which devices a policy binds; all that is named must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bound {
    /// Only this device.
    pub device: Option<DeviceId>,
    /// Only devices of this manufacturer; upper and lower case are the same, here and below.
    pub manufacturer: Option<String>,
    /// Only devices of this model.
    pub model: Option<String>,
}

/// With whom a conversation is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum With {
    /// Anybody.
    Anybody,
    /// Whoever has a name in this domain.
    Domain(String),
    /// Whoever is in this network.
    Network(Network),
    /// Whoever is on the site: local networks, and controllers, which RFC 8520 leaves to the site to name.
    Site,
    /// Devices of a category.
    Category(String),
    /// Devices of a manufacturer.
    Manufacturer(String),
}

/// A conversation that is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The side that the device is on; `None` where the profile does not say who begins.
    pub side: Option<Side>,
    /// Transport protocol; `None` for any.
    pub transport: Option<Transport>,
    /// The server's ports, first and last; `None` for any.
    pub ports: Option<(u16, u16)>,
    /// With whom.
    pub with: With,
}

/// A manufacturer's policy, as it was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its number.
    pub number: u32,
    /// Whom it binds.
    pub bound: Bound,
    /// What it calls its devices.
    pub title: String,
    /// Where it came from (mud-url); empty where it does not say.
    pub url: String,
    /// What it allows.
    pub allowed: Vec<Allowed>,
    /// What of its file could not be taken as it was meant, in words.
    pub remarks: Vec<String>,
    /// When its maker last changed it (last-update), where it says so.
    pub updated: Option<Timestamp>,
    /// Of when the profile is that it took the place of: last changed, or else taken in.
    pub supersedes: Option<Timestamp>,
    /// Who took it in.
    pub author: String,
    /// When.
    pub at: Timestamp,
}

/// A policy that a conversation breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its number.
    pub number: u32,
    /// What it calls its devices.
    pub title: Arc<str>,
}

impl Bound {
    /// Whether nothing is named: then it would bind everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a device is bound.
    #[must_use]
    pub fn binds(&self, device: DeviceId, manufacturer: &str, model: &str) -> bool {
        self.fits(|wanted| wanted == device, manufacturer, model)
    }

    /// The same, where `is` tells whether a number means the device: it may have become one with another since.
    fn fits(&self, is: impl Fn(DeviceId) -> bool, manufacturer: &str, model: &str) -> bool {
        let same = |wanted: &Option<String>, is: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(is) || wanted.to_lowercase() == is.to_lowercase())
        };
        !self.is_empty() && self.device.is_none_or(is) && same(&self.manufacturer, manufacturer) && same(&self.model, model)
    }
}

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let device = self.device.map(|id| id.to_string());
        let parts: Vec<String> = [device, self.manufacturer.clone(), self.model.clone()].into_iter().flatten().collect();
        f.pad(&parts.join(" "))
    }
}

impl Policy {
    /// Of the policies that bind a device, whether one allows a conversation; else the first of them. `None` where none binds
    /// it. `is` tells whether a number means the device.
    pub(super) fn verdict(
        policies: &[Self],
        (is, manufacturer, model): (impl Fn(DeviceId) -> bool, &str, &str),
        allows: impl Fn(&Self) -> bool,
    ) -> Option<Result<(), Broken>> {
        let mut binding = policies.iter().filter(|policy| policy.bound.fits(&is, manufacturer, model)).peekable();
        let first = *binding.peek()?;
        let broken = || Broken { number: first.number, title: first.title.as_str().into() };
        Some(if binding.any(allows) { Ok(()) } else { Err(broken()) })
    }

    /// Whether it allows a conversation that one of its devices has on `side`, with `other`.
    #[must_use]
    pub fn allows(&self, side: Side, contact: &Contact, other: &Party, name: Option<&Text>) -> bool {
        let service = |one: &Allowed| {
            one.side.is_none_or(|wanted| wanted == side)
                && one.transport.is_none_or(|wanted| wanted == contact.transport)
                && one.ports.is_none_or(|(first, last)| (first..=last).contains(&contact.port))
        };
        let utility = !other.world && is_utility(contact.transport, contact.port);
        utility || self.allowed.iter().any(|one| service(one) && one.with.is(other, name))
    }
}

impl With {
    /// The stored name of what is meant.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Anybody => "anybody",
            Self::Domain(_) => "domain",
            Self::Network(_) => "network",
            Self::Site => "site",
            Self::Category(_) => "category",
            Self::Manufacturer(_) => "manufacturer",
        }
    }

    /// Which one, where there are several of the kind.
    #[must_use]
    pub fn of(&self) -> Option<String> {
        match self {
            Self::Anybody | Self::Site => None,
            Self::Domain(name) | Self::Category(name) | Self::Manufacturer(name) => Some(name.clone()),
            Self::Network(Network { address, prefix }) => Some(format!("{address}/{prefix}")),
        }
    }

    /// What [`With::kind`] and [`With::of`] say.
    #[must_use]
    pub fn read(kind: &str, of: Option<&str>) -> Option<Self> {
        let name = || of.map(str::to_owned);
        match kind {
            "anybody" => Some(Self::Anybody),
            "domain" => name().map(Self::Domain),
            "network" => network(of?).map(Self::Network),
            "site" => Some(Self::Site),
            "category" => name().map(Self::Category),
            "manufacturer" => name().map(Self::Manufacturer),
            _ => None,
        }
    }

    fn is(&self, other: &Party, name: Option<&Text>) -> bool {
        let maker = || other.model.as_deref().unwrap_or_default().to_lowercase();
        match self {
            Self::Anybody => true,
            Self::Domain(domain) => name.is_some_and(|name| is_below(name.as_str(), domain)),
            Self::Network(network) => other.ip.is_some_and(|ip| network.contains(ip)),
            Self::Site => !other.world,
            Self::Category(category) => !other.world && *other.category == **category,
            Self::Manufacturer(name) => !other.world && maker().starts_with(&name.to_lowercase()),
        }
    }
}

/// Whether a name is a domain or lies below it. The sensor keeps the last three labels of a name; a longer domain is met by
/// those.
fn is_below(name: &str, domain: &str) -> bool {
    let (name, domain) = (name.trim_end_matches('.').to_lowercase(), domain.trim_end_matches('.').to_lowercase());
    let below = |name: &str, domain: &str| name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    below(&name, &domain) || (name.split('.').count() >= 3 && below(&domain, &name) && domain_of(&name) == domain_of(&domain))
}

/// An address for people, of a network.
impl std::fmt::Display for With {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Anybody => f.pad("anybody"),
            Self::Domain(name) => f.pad(name),
            Self::Network(Network { address, prefix }) => f.pad(&format!("{address}/{prefix}")),
            Self::Site => f.pad("this site"),
            Self::Category(name) => f.pad(&name.replace('_', " ")),
            Self::Manufacturer(name) => f.pad(&format!("devices of {name}")),
        }
    }
}

impl std::fmt::Display for Allowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let way = match self.side {
            Some(Side::Client) => "to",
            Some(Side::Server) => "from",
            None => "with",
        };
        let transport = self.transport.map_or_else(|| "any".into(), Transport::name);
        let ports = match self.ports {
            None => String::new(),
            Some((first, last)) if first == last => format!("/{first}"),
            Some((first, last)) => format!("/{first}-{last}"),
        };
        f.pad(&format!("{way} {}: {transport}{ports}", self.with))
    }
}

/// Reads `10.1.0.0/16` or one address.
#[must_use]
pub fn network(text: &str) -> Option<Network> {
    let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let prefix = prefix.map_or(Some(most), |prefix| prefix.parse().ok())?;
    (prefix <= most).then_some(Network { address, prefix })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_below_a_domain_are_of_it_and_others_are_not() {
        assert!(is_below("fw.vendor.example", "vendor.example") && is_below("vendor.example.", "Vendor.example"));
        assert!(is_below("eu.vendor.example", "updates.fw.eu.vendor.example"), "the sensor keeps three labels");
        assert!(!is_below("evilvendor.example", "vendor.example") && !is_below("example", "vendor.example"));
        assert!(!is_below("other.example", "vendor.example") && !is_below("vendor.example", "fw.vendor.example"));
    }

    #[test]
    fn whom_a_policy_binds() {
        let bound = Bound { manufacturer: Some("Acme".into()), model: Some("P5".into()), ..Bound::default() };
        assert!(bound.binds(DeviceId(1), "ACME", "p5") && !bound.binds(DeviceId(1), "Acme", "P6"));
        assert!(!Bound::default().binds(DeviceId(1), "Acme", "P5"), "nothing named binds nothing");
        let one = Bound { device: Some(DeviceId(7)), ..Bound::default() };
        assert!(one.binds(DeviceId(7), "", "") && !one.binds(DeviceId(8), "", ""));
    }

    #[test]
    fn networks_are_read() {
        assert_eq!(network("10.1.0.0/16").map(|one| one.prefix), Some(16));
        assert_eq!(network("10.1.0.7").map(|one| one.prefix), Some(32));
        assert!(network("10.1.0.0/33").is_none() && network("ten").is_none());
    }
}
