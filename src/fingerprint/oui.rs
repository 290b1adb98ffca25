//! The IEEE registry of hardware address blocks (MA-L, MA-M, MA-S), sorted as text and searched as it stands.

use crate::base::MacAddr;

/// Blocks and their owners: one `PREFIX<TAB>OWNER` a line, prefixes of 6, 7 or 9 upper-case hex digits, sorted.
#[derive(Debug)]
pub(super) struct Registry {
    lines: Vec<&'static str>,
}

impl Registry {
    /// Reads the table; comment lines start with `#`.
    pub(super) fn new(text: &'static str) -> Self {
        Self { lines: text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect() }
    }

    /// How many blocks are known.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Lines that are out of order or have no owner, for the checker.
    pub(super) fn faults(&self) -> impl Iterator<Item = &'static str> + '_ {
        let disordered = self.lines.windows(2).filter_map(|pair| match pair {
            [a, b] if prefix(a) >= prefix(b) => Some(*b),
            _ => None,
        });
        let empty = |line: &&&str| {
            !line.split_once('\t').is_some_and(|(block, owner)| matches!(block.len(), 6 | 7 | 9) && !owner.is_empty())
        };
        disordered.chain(self.lines.iter().filter(empty).copied())
    }

    /// The block an address belongs to and its owner; the smallest block speaks.
    pub(super) fn owner(&self, mac: MacAddr) -> Option<(&'static str, &'static str)> {
        if mac.is_local() || mac.is_group() {
            return None;
        }
        let digits = format!("{:012X}", mac.to_bits());
        [9, 7, 6].into_iter().find_map(|length| {
            let wanted = digits.get(..length)?;
            let place = self.lines.binary_search_by(|line| prefix(line).cmp(wanted)).ok()?;
            self.lines.get(place)?.split_once('\t')
        })
    }
}

fn prefix(line: &str) -> &str {
    line.split_once('\t').map_or(line, |(prefix, _)| prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_block_speaks_and_local_addresses_have_no_owner() {
        let registry = Registry::new(
            "# comment\n0009FB\tPhilips Patient Monitoring\n70B3D5\tIEEE Registration Authority\n70B3D5B34\tMedtronic\n",
        );
        let owner = |text: &str| registry.owner(text.parse().unwrap()).map(|(_, owner)| owner);
        assert_eq!(owner("00:09:fb:00:00:01"), Some("Philips Patient Monitoring"));
        assert_eq!(owner("70:b3:d5:b3:40:01"), Some("Medtronic"));
        assert_eq!(owner("70:b3:d5:00:00:01"), Some("IEEE Registration Authority"));
        assert_eq!(owner("02:09:fb:00:00:01"), None);
        assert_eq!(registry.faults().count(), 0);
    }
}
