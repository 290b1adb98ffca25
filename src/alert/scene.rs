//! What rules may look at besides the signal: the indicators and profiles that people gave.

use std::collections::BTreeSet;
use std::net::IpAddr;

/// Indicators of compromise from a list: one a line, `#` begins a remark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicators {
    addresses: BTreeSet<IpAddr>,
    names: BTreeSet<String>,
    fingerprints: BTreeSet<String>,
}

impl Indicators {
    /// Reads a list: addresses, domains, JA4 fingerprints, certificate subjects. What follows a blank is a remark.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut all = Self::default();
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            let word = line.split_whitespace().next().unwrap_or_default();
            if word.is_empty() {
                continue;
            }
            if let Ok(ip) = word.parse() {
                all.addresses.insert(ip);
            } else if word.contains('.') && !word.contains('_') {
                all.names.insert(word.trim_start_matches("*.").trim_end_matches('.').to_lowercase());
            } else {
                all.fingerprints.insert(word.to_owned());
            }
        }
        all
    }

    /// Whether nothing is listed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.addresses.is_empty() && self.names.is_empty() && self.fingerprints.is_empty()
    }

    /// Whether an address is listed.
    #[must_use]
    pub fn has_address(&self, ip: IpAddr) -> bool {
        self.addresses.contains(&ip)
    }

    /// The listed name that `name` is, or lies below. The sensor keeps the last three labels of a name only, so a listed
    /// name with more is met by those.
    #[must_use]
    pub fn name_of(&self, name: &str) -> Option<&str> {
        let name = name.trim_end_matches('.').to_lowercase();
        let mut rest = name.as_str();
        loop {
            if let Some(known) = self.names.get(rest) {
                return Some(known);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// Whether a fingerprint is listed.
    #[must_use]
    pub fn has_fingerprint(&self, text: &str) -> bool {
        self.fingerprints.contains(text)
    }
}

/// What rules may look at.
#[derive(Debug)]
pub struct Scene<'a> {
    /// Indicators of compromise.
    pub indicators: &'a Indicators,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_and_met() {
        let all = Indicators::parse(
            "# bad\n203.0.113.7\nEvil.example.net  seen by CERT\n*.worse.org\nt13d1516h2_8daaf6152771_b0da82dd1658\n",
        );
        assert!(all.has_address([203, 0, 113, 7].into()) && !all.has_address([203, 0, 113, 8].into()));
        assert_eq!(all.name_of("c2.evil.EXAMPLE.net."), Some("evil.example.net"));
        assert_eq!(all.name_of("a.worse.org"), Some("worse.org"));
        assert_eq!(all.name_of("example.net"), None);
        assert!(all.has_fingerprint("t13d1516h2_8daaf6152771_b0da82dd1658") && !all.is_empty());
    }
}
