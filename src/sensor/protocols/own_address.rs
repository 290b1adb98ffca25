//! Bedside protocols name the sender's address in the message: whether it is the one that the message came from.

use std::net::{IpAddr, Ipv4Addr};

use super::Emit;
use super::scratch::Scratch;
use crate::base::Endpoint;
use crate::observation::Property;

/// The sender, if it names its own address. One who names another's is told of as that (IPv6 senders cannot be compared),
/// and what the message says describes nobody.
pub(super) fn speaker(sender: Endpoint, named: [u8; 4], emit: &mut Emit<'_>) -> Option<Endpoint> {
    let named = Ipv4Addr::from(named);
    match sender.ip {
        Some(IpAddr::V4(ip)) if ip != named => {
            let mut shown = Scratch::new();
            let _ = std::fmt::Write::write_fmt(&mut shown, format_args!("{named}"));
            emit.says(sender, Property::BedsideOtherAddress, shown.bytes());
            None
        }
        _ => Some(sender),
    }
}
