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

#[derive(Clone, Copy, Debug)]
struct Failures {
    count: u32,
    last: Timestamp,
}

/// Who failed to sign in how often.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    failures: HashMap<String, Failures>,
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

    /// Notes a failure.
    pub(crate) fn failed(&mut self, account: &str, address: &str, now: Timestamp) {
        for key in [format!("a {account}"), format!("i {address}")] {
            if self.failures.len() >= MOST && !self.failures.contains_key(&key) {
                self.forget_oldest();
            }
            let entry = self.failures.entry(key).or_insert(Failures { count: 0, last: now });
            if now.since(entry.last) / 1_000_000_000 >= FORGOTTEN {
                entry.count = 0;
            }
            *entry = Failures { count: entry.count.saturating_add(1), last: now };
        }
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
        limiter.failed("ann", "10.0.0.1", at(4));
        assert_eq!(limiter.wait("ann", "10.0.0.2", at(4)), 2);
        assert_eq!(limiter.wait("bob", "10.0.0.1", at(4)), 0, "the address has more patience");
        for _ in 0..30 {
            limiter.failed("ann", "10.0.0.1", at(4));
        }
        assert_eq!(limiter.wait("ann", "10.0.0.1", at(4)), LONGEST);
        assert!(limiter.wait("bob", "10.0.0.1", at(4)) > 0);
        assert_eq!(limiter.wait("ann", "10.0.0.1", at(4 + 901)), 0);
        limiter.succeeded("ann");
        assert_eq!(limiter.wait("ann", "10.0.0.9", at(4)), 0);
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
