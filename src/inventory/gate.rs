//! How fast endpoints may become known: a flood of invented ones must not keep the store busy while a real one waits.
//!
//! Endpoints are let in by how they show themselves, each way with an allowance of its own, so that a flood of one way
//! (frames with random addresses, say) leaves the others open. Packet time only: the same capture is let in the same.

use crate::base::Timestamp;

/// An allowance is full again after this long, in nanoseconds.
const WINDOW: u64 = 600 * 1_000_000_000;

/// How an endpoint that was not known shows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Showing {
    /// It sent something, or claimed an address.
    Seen,
    /// It said something of itself.
    Said,
    /// It described equipment.
    Described,
    /// It took part in an exchange with packets both ways.
    Answered,
}

/// What is left of each allowance.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    left: [(u64, Timestamp); 4],
    most: u64,
}

impl Gate {
    /// Lets in `most` endpoints of each kind at once, and as many again in ten minutes.
    pub(super) fn new(most: usize) -> Self {
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        Self { left: [(most, Timestamp::MIN); 4], most }
    }

    /// Whether one more is let in.
    pub(super) fn admits(&mut self, showing: Showing, at: Timestamp) -> bool {
        let place = match showing {
            Showing::Seen => 0,
            Showing::Said => 1,
            Showing::Described => 2,
            Showing::Answered => 3,
        };
        let Some((left, since)) = self.left.get_mut(place) else { return true };
        // A clock that was ahead for a while is not waited for.
        if *since == Timestamp::MIN || since.since(at) > WINDOW {
            *since = at;
        }
        let earned = u128::from(at.since(*since)) * u128::from(self.most) / u128::from(WINDOW);
        if let Some(earned) = u64::try_from(earned).ok().filter(|earned| *earned > 0) {
            *left = left.saturating_add(earned).min(self.most);
            *since = at;
        }
        let is_let_in = *left > 0;
        *left = left.saturating_sub(1);
        is_let_in
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(gate: &mut Gate, showing: Showing, at: Timestamp, many: usize) -> usize {
        (0..many).filter(|_| gate.admits(showing, at)).count()
    }

    #[test]
    fn a_flood_of_one_kind_leaves_the_others_open() {
        let mut gate = Gate::new(600);
        let start = Timestamp::new(1_700_000_000, 0);
        assert_eq!(admitted(&mut gate, Showing::Seen, start, 10_000), 600);
        assert_eq!(admitted(&mut gate, Showing::Answered, start, 10), 10);
        // One a second from then on.
        let seconds = (1..=60).map(|second| admitted(&mut gate, Showing::Seen, start.plus_seconds(second), 500));
        assert_eq!(seconds.sum::<usize>(), 60);
        assert_eq!(admitted(&mut gate, Showing::Seen, start.plus_seconds(100_000), 10_000), 600);
    }

    #[test]
    fn slow_time_earns_too_and_a_clock_set_back_does_not_shut_it() {
        let mut gate = Gate::new(600);
        let start = Timestamp::new(1_700_000_000, 0);
        admitted(&mut gate, Showing::Said, start, 600);
        let steps = (1..=100).map(|step| Timestamp(start.0 + step * 100_000_000));
        assert_eq!(steps.filter(|at| gate.admits(Showing::Said, *at)).count(), 10);
        admitted(&mut gate, Showing::Said, start.plus_seconds(7_200), 600);
        assert_eq!(admitted(&mut gate, Showing::Said, start, 10), 0);
        assert_eq!(admitted(&mut gate, Showing::Said, start.plus_seconds(5), 10), 5);
    }
}
