//! Names of protocols as numbers.

/// The first eight letters of a protocol's name as a number: by them the registry tells its protocols apart, and a number
/// is quick to hash and to compare.
#[must_use]
pub fn initials(protocol: &str) -> u64 {
    protocol.bytes().take(8).fold(0, |number, byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn eight_letters_count() {
        assert_eq!(initials("arp"), 0x61_7270);
        assert_eq!(initials("intellivue"), initials("intelliv"));
        assert_ne!(initials("sip"), initials("sip_tcp"));
    }
}
