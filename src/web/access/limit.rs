//! How often somebody may try to sign in: after some failures each further one doubles the wait.
//!
//! Invariant: at most [`MOST`] names and addresses are remembered; whoever failed longest ago is forgotten first.

use std::collections::HashMap;

use crate::base::Timestamp;

/// Names and addresses remembered.
const MOST: usize = 10_000;
/// Failures of one account before it has to wait.
const OF_ACCOUNT: u32 = 5;
/// Failures from one address before it has to wait: people share addresses.
const OF_ADDRESS: u32 = 20;
/// The longest wait, in seconds.
const LONGEST: u64 = 900;
/// After so many seconds without a failure all is forgotten.
const FORGOTTEN: u64 = 3_600;
/// So many lockouts are told in that time: whoever guesses must not be able to fill the audit log.
const TOLD: u32 = 50;

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last: Timestamp,
}

/// What has to wait from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Locked {
    /// An account, from everywhere.
    Account,
    /// An address, for every account.
    Address,
}

/// Something that has to wait from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lockout {
    /// What.
    pub(crate) of: Locked,
    /// After so many failures.
    pub(crate) failures: u32,
    /// Whether it is the last that is told for now.
    pub(crate) is_last: bool,
}

/// Who failed to sign in how often.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    failures: HashMap<String, Failures>,
    /// Since when lockouts are counted, and how many were told.
    told: (Timestamp, u32),
}

impl Limiter {
    /// How many seconds are to wait before `account` may be tried again from `address`; 0 is now.
    pub(crate) fn wait(&self, account: &str, address: &str, now: Timestamp) -> u64 {
        let of = |key: String, free: u32| {
            let Some(failures) = self.failures.get(&key) else { return 0 };
            let passed = now.since(failures.last) / 1_000_000_000;
            let over = failures.count.saturating_sub(free);
            if over == 0 || passed >= FORGOTTEN {
                return 0;
            }
            let wait = 2_u64.saturating_pow(over.min(20)).min(LONGEST);
            wait.saturating_sub(passed)
        };
        of(format!("a {account}"), OF_ACCOUNT.saturating_sub(1)).max(of(format!("i {address}"), OF_ADDRESS.saturating_sub(1)))
    }

    /// Notes a failure; answers what has to wait because of it and did not before.
    pub(crate) fn failed(&mut self, account: &str, address: &str, now: Timestamp) -> Vec<Lockout> {
        let mut lockouts = Vec::new();
        let both = [(Locked::Account, format!("a {account}"), OF_ACCOUNT), (Locked::Address, format!("i {address}"), OF_ADDRESS)];
        for (of, key, free) in both {
            if self.failures.len() >= MOST && !self.failures.contains_key(&key) {
                self.forget_oldest();
            }
            let entry = self.failures.entry(key).or_insert(Failures { count: 0, last: now });
            if now.since(entry.last) / 1_000_000_000 >= FORGOTTEN {
                entry.count = 0;
            }
            *entry = Failures { count: entry.count.saturating_add(1), last: now };
            let failures = entry.count;
            if failures == free && self.may_tell(now) {
                lockouts.push(Lockout { of, failures, is_last: self.told.1 == TOLD });
            }
        }
        lockouts
    }

    fn may_tell(&mut self, now: Timestamp) -> bool {
        if self.told.1 == 0 || now.since(self.told.0) / 1_000_000_000 >= FORGOTTEN {
            self.told = (now, 0);
        }
        let may = self.told.1 < TOLD;
        self.told.1 = self.told.1.saturating_add(1);
        may
    }

    /// Notes that the owner came in.
    pub(crate) fn succeeded(&mut self, account: &str) {
        self.failures.remove(&format!("a {account}"));
    }

    fn forget_oldest(&mut self) {
        let oldest = self.failures.iter().min_by_key(|(key, failures)| (failures.last, *key)).map(|(key, _)| key.clone());
        if let Some(key) = oldest {
            self.failures.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::new(seconds, 0)
    }

    #[test]
    fn waits_grow_and_end() {
        let mut limiter = Limiter::default();
        for second in 0..4 {
            limiter.failed("ann", "10.0.0.1", at(second));
            assert_eq!(limiter.wait("ann", "10.0.0.1", at(second)), 0);
        }
        let lockout = Lockout { of: Locked::Account, failures: 5, is_last: false };
        assert_eq!(limiter.failed("ann", "10.0.0.1", at(4)), [lockout]);
        assert_eq!(limiter.wait("ann", "10.0.0.2", at(4)), 2);
        assert_eq!(limiter.wait("bob", "10.0.0.1", at(4)), 0, "the address has more patience");
        let more: Vec<Lockout> = (0..30).flat_map(|_| limiter.failed("ann", "10.0.0.1", at(4))).collect();
        assert_eq!(more, [Lockout { of: Locked::Address, failures: 20, is_last: false }], "each is told once");
        assert_eq!(limiter.wait("ann", "10.0.0.1", at(4)), LONGEST);
        assert!(limiter.wait("bob", "10.0.0.1", at(4)) > 0);
        assert_eq!(limiter.wait("ann", "10.0.0.1", at(4 + 901)), 0);
        limiter.succeeded("ann");
        assert_eq!(limiter.wait("ann", "10.0.0.9", at(4)), 0);
    }

    #[test]
    fn what_is_told_is_bounded() {
        let mut limiter = Limiter::default();
        let mut fail = |number: u32, second| {
            let (name, address) = (format!("name{number}"), format!("addr{number}"));
            (0..5).flat_map(|_| limiter.failed(&name, &address, at(second))).collect::<Vec<_>>()
        };
        let told: Vec<Lockout> = (0..200).flat_map(|number| fail(number, 1)).collect();
        assert_eq!(told.len(), 50);
        assert_eq!(told.iter().position(|lockout| lockout.is_last), Some(49), "the last one says so");
        assert_eq!(fail(999, 3_602).len(), 1, "and an hour later they are told again");
    }

    #[test]
    fn its_memory_is_bounded() {
        let mut limiter = Limiter::default();
        for number in 0..5_200 {
            limiter.failed(&format!("name{number}"), &format!("addr{number}"), at(number));
        }
        assert!(limiter.failures.len() <= MOST);
        assert!(limiter.failures.contains_key("a name5199"));
    }
}
