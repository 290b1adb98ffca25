//! Words every stage shares: hardware addresses, VLANs, endpoints, packet time, and text from the wire.
//!
//! Imports no other module of this crate.

mod endpoint;
mod initials;
mod mac;
mod pages;
pub(crate) mod shown;
mod text;
mod time;
pub(crate) mod uri;
mod vocabulary;

pub use endpoint::{Endpoint, Vlan, ip_from_bits, ip_to_bits};
pub use initials::initials;
pub use mac::MacAddr;
pub use pages::{prefer_huge_pages, prefetch};
pub use text::Text;
pub use time::Timestamp;
pub use vocabulary::UnknownWord;
pub(crate) use vocabulary::vocabulary;
