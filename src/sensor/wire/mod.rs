//! From a captured frame to its headers: link layer, tags, tunnels, network and transport layer.
//!
//! Invariant: views borrow from the frame; nothing is copied and nothing is allocated here.

mod ip;
mod link;
mod packet;
mod tunnel;

pub(in crate::sensor) use ip::transport;
pub use link::LinkType;
pub use packet::{Fragment, Packet, Rare, Tcp, TcpFlags};
pub(in crate::sensor) use tunnel::is_ip_in_ip;

use crate::base::Timestamp;

/// Why a frame could not be followed further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Undecodable {
    /// A link type that is not read.
    LinkType(u32),
    /// A header that ends before its fields do, or whose lengths contradict each other.
    Cut(&'static str),
    /// An encrypted or control frame of a wireless link.
    Wireless,
    /// More tunnels inside one another than are followed.
    Nesting,
}

/// Tunnels inside tunnels are followed this deep.
const MAX_NESTING: usize = 4;

/// Reads the headers of `frame`, and of what it carries when it is a mirror tunnel (GRE, ERSPAN, VXLAN, Geneve).
///
/// For a tunnelled frame the packet returned is the inner one: the outer addresses belong to the mirror, not to a
/// device that the mirror shows.
pub fn decode(link: LinkType, frame: &[u8], at: Timestamp) -> Result<Packet<'_>, Undecodable> {
    let mut place = None;
    decode_into(link, frame, at, &mut place).copied()
}

/// The same, into a place of the caller's, for packets are too large to be moved about. What is there after an error means
/// nothing.
#[inline]
pub fn decode_into<'a, 'p>(
    link: LinkType,
    frame: &'a [u8],
    at: Timestamp,
    place: &'p mut Option<Packet<'a>>,
) -> Result<&'p Packet<'a>, Undecodable> {
    let packet = place.insert(Packet::new(at));
    link::decode(link, frame, packet)?;
    if tunnel::inner(packet).is_some() {
        follow(packet)?;
    }
    Ok(packet)
}

/// Follows tunnels inwards, as far as frames can be read.
#[cold]
fn follow(packet: &mut Packet<'_>) -> Result<(), Undecodable> {
    for _ in 0..MAX_NESTING {
        let Some((link, inner)) = tunnel::inner(packet) else { return Ok(()) };
        let mut next = Packet::new(packet.at);
        next.tunnelled = true;
        next.rare.0 |= if is_ip_in_ip(packet.transport) { Rare::IP_IN_IP } else { 0 };
        if link::decode(link, inner, &mut next).is_err() {
            return Ok(());
        }
        *packet = next;
    }
    Err(Undecodable::Nesting)
}

#[cfg(test)]
mod tests;
