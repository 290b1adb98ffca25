//! Disjoint sets over atom slots.

/// A union-find whose representative is always the lowest slot of its set, so that it does not depend on the order
/// of unions.
#[derive(Debug)]
pub(super) struct Sets(Vec<u32>);

impl Sets {
    pub(super) fn new(size: usize) -> Self {
        Self((0..u32::try_from(size).unwrap_or(u32::MAX)).collect())
    }

    pub(super) fn root(&mut self, slot: u32) -> u32 {
        let mut at = slot;
        loop {
            let up = self.up(at);
            if up == at {
                return at;
            }
            let above = self.up(up);
            self.set(at, above);
            at = above;
        }
    }

    pub(super) fn union(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.set(a.max(b), a.min(b));
    }

    fn up(&self, slot: u32) -> u32 {
        self.0.get(slot as usize).copied().unwrap_or(slot)
    }

    fn set(&mut self, slot: u32, up: u32) {
        if let Some(entry) = self.0.get_mut(slot as usize) {
            *entry = up;
        }
    }
}
