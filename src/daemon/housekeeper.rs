//! Keeping house while the hub works: what need not be kept goes, a little at a time.

use std::sync::Arc;

use super::vitals::Vitals;
use super::{Hub, telemetry};
use crate::base::Timestamp;
use crate::store::{self, Keep, Opening, StoreError, Upkeep};

/// Seconds between two rounds …
const ROUND: u32 = 600;
/// … and rows of a kind that go at one time: nobody waits longer for the hub than they take.
const SLICE: u32 = 2_000;

/// Prunes the store of a hub.
pub(super) struct Housekeeper {
    upkeep: Box<dyn Upkeep>,
    keep: Keep,
    vitals: Arc<Vitals>,
    next: Timestamp,
    /// A round is going on.
    is_busy: bool,
}

impl Housekeeper {
    /// Of the store that `url` names.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub(super) fn new(url: &str, keep: Keep, vitals: Arc<Vitals>) -> Result<Self, StoreError> {
        let upkeep = store::open_upkeep(url, Opening::Existing)?;
        vitals.bounded(keep.max_bytes);
        Ok(Self { upkeep, keep, vitals, next: Timestamp(0), is_busy: false })
    }

    /// Does the next little piece, where there is one. Call it every half second or so.
    ///
    /// # Errors
    /// When the store fails; it is tried again with the next round.
    pub(super) fn turn(&mut self, hub: &mut Hub, now: Timestamp) -> Result<(), StoreError> {
        if now < self.next {
            return Ok(());
        }
        self.next = now.plus_seconds(ROUND);
        if !std::mem::replace(&mut self.is_busy, true) {
            hub.forget(&self.keep, now);
        }
        let pruned = self.upkeep.prune(&self.keep, now, SLICE);
        self.is_busy = pruned.as_ref().is_ok_and(|pruned| pruned.sum() > 0);
        if self.is_busy {
            // There may be more; the next piece is for the next turn.
            self.next = now;
        }
        self.vitals.kept_house(pruned?, self.upkeep.size()?);
        for one in self.vitals.of_the_disk() {
            telemetry::warn("disk", &one);
        }
        Ok(())
    }
}
