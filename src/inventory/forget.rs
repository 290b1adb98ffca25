//! Forgetting by age: conversations, and what endpoints no longer say. Devices stay.

use super::Inventory;
use super::atom::{Kept, Marks};
use crate::base::Timestamp;

impl Inventory {
    /// Forgets conversations last seen before `before`, and facts, descriptions and services that an endpoint did not
    /// repeat in the `stale` nanoseconds before it was last seen itself: what is known of one that is away stays.
    /// How many of both; the store has it with the next settling, but for rows of descriptions and services, which it
    /// forgets by the same rule.
    pub fn forget(&mut self, before: Timestamp, stale: u64) -> usize {
        let old: Vec<(u32, u32)> =
            self.conversations.iter().filter(|(_, row)| row.last < before).map(|(slot, row)| (slot, row.key.client.0)).collect();
        for &(slot, client) in &old {
            if let Some(atom) = self.atoms.get_mut(client) {
                atom.peers.retain(|peer| *peer != slot);
            }
            self.conversations.fold_away(slot);
        }
        let aged: Vec<u32> =
            self.atoms.iter().filter(|(_, atom)| atom.last.since(atom.first) > stale).map(|(slot, _)| slot).collect();
        let gone: usize = aged.into_iter().map(|slot| self.forget_of(slot, stale)).sum();
        old.len().saturating_add(gone)
    }

    fn forget_of(&mut self, slot: u32, stale: u64) -> usize {
        let Some(atom) = self.atoms.get_mut(slot) else { return 0 };
        let last = atom.last;
        let is_kept = |seen: Timestamp| last.since(seen) <= stale;
        let before = [atom.evidence.len(), atom.bundles.len(), atom.services.len()];
        atom.evidence.retain(|kept| is_kept(kept.item.last));
        atom.bundles.retain(|kept| is_kept(kept.item.last));
        atom.services.retain(|kept| is_kept(kept.item.last));
        let after = [atom.evidence.len(), atom.bundles.len(), atom.services.len()];
        let gone = before.iter().sum::<usize>().saturating_sub(after.iter().sum());
        if gone == 0 {
            return 0;
        }
        atom.marks = Marks::default();
        for Kept { item, .. } in &atom.evidence {
            atom.marks.note(item.property, item.value.as_str());
        }
        // The row of its facts is written as a whole.
        if let Some(kept) = atom.evidence.first_mut() {
            kept.dirty = true;
        }
        self.unresolved = true;
        self.note(slot, true);
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::Settings;
    use crate::inventory::tests::{batch, end, says, talk, time};
    use crate::observation::Property;

    const DAY: u32 = 86_400;

    #[test]
    fn what_is_not_repeated_goes_and_what_is_away_stays_known() {
        let mut inventory = Inventory::new(Settings::default());
        let (here, away) = (end(1, "10.0.0.1", 0), end(2, "10.0.0.2", 0));
        let said = |at, subject, value: &str| says(at, subject, Property::HostName, value);
        let observations = vec![said(0, here, "old"), said(0, away, "away"), said(30 * DAY, here, "new")];
        inventory.add(observations);
        let names = |inventory: &Inventory| -> Vec<String> {
            let said = inventory.atoms.iter().flat_map(|(_, atom)| atom.evidence.iter().map(|kept| kept.item.value.to_string()));
            said.collect()
        };
        assert_eq!(inventory.forget(Timestamp::MIN, 31 * u64::from(DAY) * 1_000_000_000), 0);
        assert_eq!(inventory.forget(Timestamp::MIN, 29 * u64::from(DAY) * 1_000_000_000), 1);
        assert_eq!(names(&inventory), ["new", "away"]);
        let changes = inventory.add(Vec::new());
        let written: Vec<usize> = changes.atoms.iter().filter_map(|atom| Some(atom.evidence.as_ref()?.len())).collect();
        assert_eq!(written, [1], "the row of its facts is written anew");
        assert_eq!(inventory.devices(), 2);
    }

    #[test]
    fn old_conversations_go_from_the_store_too() {
        let mut inventory = Inventory::new(Settings::default());
        let (client, server) = (end(1, "10.0.0.1", 0), end(2, "10.0.0.2", 0));
        inventory.apply(&batch(Vec::new(), vec![talk(0, client, server, 104), talk(500, client, server, 80)]));
        inventory.add(Vec::new());
        assert_eq!(inventory.forget(time(400), u64::MAX), 1);
        let changes = inventory.add(Vec::new());
        assert_eq!(changes.folded.iter().map(|key| key.port).collect::<Vec<_>>(), [104]);
        // What comes again is new, and stays.
        inventory.apply(&batch(Vec::new(), vec![talk(600, client, server, 104)]));
        assert_eq!(inventory.add(Vec::new()).conversations.len(), 1);
        assert_eq!(inventory.forget(time(400), u64::MAX), 0);
    }
}
