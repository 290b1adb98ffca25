//! Signs of attack in what was sent, and whom they were sent to; titles that somebody guesses; bedside devices that name
//! another's address as their own.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::Baselines;
use super::calendar::HOUR;
use super::signal::{Party, Signal};
use super::watch::Watch;
use crate::base::{Text, Timestamp};
use crate::inventory::Inventory;
use crate::observation::{Property, Sign};

/// Searches for an address among all endpoints, in one round of judgement.
const MOST_SEARCHES: u32 = 64;
/// Titles remembered of one guesser.
const MOST_TITLES: usize = 64;
/// Guessers remembered.
const MOST_GUESSERS: usize = 10_000;

/// Titles that were refused: since when, and which.
pub(super) type Refused = (Timestamp, BTreeSet<Text>);

/// Properties of which every saying is told, not only the first: what they show happens again.
pub(super) fn is_repeated(property: Property) -> bool {
    use Property as P;
    matches!(property, P::Sign | P::DicomRefused | P::DicomQuery | P::BedsideOtherAddress | P::RdpChannel | P::ContecAddress)
}

impl Baselines {
    /// A sign, a refused title or another's address: what the rules need to judge it. `None` where it is something else.
    pub(super) fn signed(
        &mut self,
        party: &Party,
        (property, text, at): (Property, &Text, Timestamp),
        inventory: &Inventory,
        watch: &Watch,
    ) -> Option<Signal> {
        let party = || Box::new(party.clone());
        match property {
            Property::Sign => {
                let (sign, victim) = text.as_str().split_once(' ').unwrap_or((text.as_str(), ""));
                let sign: Sign = sign.parse().ok()?;
                let victim = Box::new(self.addressed(victim, at, inventory, watch));
                Some(Signal::Sign { party: party(), sign, victim, at })
            }
            Property::BedsideOtherAddress => {
                let named = Box::new(self.addressed(text.as_str(), at, inventory, watch));
                Some(Signal::SpeaksFor { party: party(), named, at })
            }
            Property::DicomRefused => {
                let party = party();
                let titles = self.refused(&party, text, at);
                Some(Signal::Refused { party, titles, last: text.clone(), at })
            }
            _ => None,
        }
    }

    /// Who has an address.
    fn addressed(&mut self, address: &str, at: Timestamp, inventory: &Inventory, watch: &Watch) -> Party {
        let Ok(ip) = address.parse::<IpAddr>() else { return Party::default() };
        let known = watch.holder(ip);
        let atom = match known {
            Some(atom) => Some(atom),
            None if self.round.searches < MOST_SEARCHES => {
                self.round.searches = self.round.searches.saturating_add(1);
                inventory.at_address(ip)
            }
            None => None,
        };
        self.party(atom, Some(ip), at, inventory, watch)
    }

    /// How many titles of one client were refused within an hour.
    fn refused(&mut self, party: &Party, text: &Text, at: Timestamp) -> usize {
        let guessers = &mut self.changing.refused;
        if guessers.len() >= MOST_GUESSERS {
            guessers.clear();
        }
        let titles = guessers.entry((party.device, party.ip)).or_insert_with(|| (at, BTreeSet::new()));
        if at.0.saturating_sub(titles.0.0) > HOUR {
            *titles = (at, BTreeSet::new());
        }
        if titles.1.len() < MOST_TITLES {
            titles.1.insert(text.clone());
        }
        titles.1.len()
    }
}
