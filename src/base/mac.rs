//! IEEE 802 hardware addresses (EUI-48).

use std::fmt;
use std::str::FromStr;

/// An EUI-48 hardware address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddr(pub [u8; 6]);

impl MacAddr {
    /// Whether the group bit is set: broadcast and multicast (IEEE 802-2014, 8.2.2).
    #[must_use]
    pub fn is_group(self) -> bool {
        let [first, ..] = self.0;
        first & 0x01 != 0
    }

    /// Whether the address was assigned locally: randomised, virtual, or set by hand (IEEE 802-2014, 8.2.2).
    #[must_use]
    pub fn is_local(self) -> bool {
        let [first, ..] = self.0;
        first & 0x02 != 0
    }

    /// Whether every octet is zero, which no real interface sends.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == [0; 6]
    }

    /// Whether this is a virtual router's address: VRRP (RFC 5798, 7.3) or HSRP.
    #[must_use]
    pub fn is_virtual_router(self) -> bool {
        matches!(
            self.0,
            [0x00, 0x00, 0x5e, 0x00, 0x01 | 0x02, _]
                | [0x00, 0x00, 0x0c, 0x07, 0xac, _]
                | [0x00, 0x00, 0x0c, 0x9f, 0xf0..=0xff, _]
                | [0x00, 0x05, 0x73, 0xa0, 0x00..=0x0f, _]
        )
    }

    /// Whether a frame can come from this address: an individual address that is not zero.
    #[must_use]
    pub fn is_station(self) -> bool {
        !self.is_group() && !self.is_zero()
    }

    /// The six octets as one number, first octet highest.
    #[must_use]
    pub fn to_bits(self) -> u64 {
        let [a, b, c, d, e, f] = self.0;
        u64::from_be_bytes([0, 0, a, b, c, d, e, f])
    }

    /// The address whose octets [`MacAddr::to_bits`] gave.
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        let [_, _, a, b, c, d, e, f] = bits.to_be_bytes();
        Self([a, b, c, d, e, f])
    }
}

impl fmt::Display for MacAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}")
    }
}

/// The text is no hardware address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMac;

impl FromStr for MacAddr {
    type Err = NotAMac;

    /// Reads six octets in hex with `:` or `-` between them, or twelve digits without.
    fn from_str(text: &str) -> Result<Self, NotAMac> {
        let digits: String = text.chars().filter(|c| !matches!(c, ':' | '-')).collect();
        if digits.len() != 12 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotAMac);
        }
        u64::from_str_radix(&digits, 16).map(Self::from_bits).map_err(|_| NotAMac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_and_reads_back() {
        let mac = MacAddr([0x00, 0x09, 0xfb, 1, 2, 0xff]);
        assert_eq!(mac.to_string(), "00:09:fb:01:02:ff");
        assert_eq!(mac.to_string().parse(), Ok(mac));
        assert_eq!("0009FB0102FF".parse(), Ok(mac));
        assert_eq!("0009fb".parse::<MacAddr>(), Err(NotAMac));
        assert_eq!(MacAddr::from_bits(mac.to_bits()), mac);
    }

    #[test]
    fn tells_kinds_apart() {
        assert!(MacAddr([0xff; 6]).is_group());
        assert!(MacAddr([0x02, 0, 0, 0, 0, 1]).is_local());
        assert!(MacAddr([0, 0, 0x5e, 0, 1, 9]).is_virtual_router());
        assert!(MacAddr([0, 5, 0x73, 0xa0, 0, 0x10]).is_virtual_router(), "HSRP for IPv6");
        assert!(!MacAddr::default().is_station());
    }
}
