//! What people said that devices are: it counts, whatever the wire shows.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;

use super::{DeviceId, Inventory};
use crate::base::Text;
use crate::fingerprint::Attribute;

/// What somebody said that a device is: `[(category, ct)]`.
pub type Corrected = Vec<(Attribute, Text)>;

/// All that was said.
#[derive(Debug, Default)]
pub(super) struct Corrections {
    /// By the number it was said of.
    said: BTreeMap<DeviceId, Corrected>,
    /// By the device that the number leads to now.
    now: HashMap<DeviceId, Corrected, RandomState>,
}

impl Corrections {
    pub(super) fn get(&self, device: DeviceId, attribute: Attribute) -> Option<&Text> {
        self.now.get(&device)?.iter().find(|(known, _)| *known == attribute).map(|(_, value)| value)
    }
}

impl Inventory {
    /// People said that devices are this; nothing, of those where they took it back.
    pub fn correct(&mut self, said: impl IntoIterator<Item = (DeviceId, Corrected)>) {
        for (device, corrected) in said {
            if corrected.is_empty() {
                self.corrections.said.remove(&device);
            } else {
                self.corrections.said.insert(device, corrected);
            }
        }
        self.follow_corrections();
    }

    /// Numbers may lead to other devices than before. Of a device with several, its own wins, then the lowest.
    pub(super) fn follow_corrections(&mut self) {
        let Corrections { said, now } = &mut self.corrections;
        now.clear();
        for own in [true, false] {
            for (number, corrected) in said.iter() {
                let Some(device) = self.identity.find(*number).filter(|device| (device == number) == own) else { continue };
                let counts = now.entry(device).or_default();
                for (attribute, value) in corrected {
                    if counts.iter().all(|(known, _)| known != attribute) {
                        counts.push((*attribute, value.clone()));
                    }
                }
            }
        }
    }
}
