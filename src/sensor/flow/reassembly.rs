//! One direction of a TCP connection, put in order.
//!
//! Overlap policy: a byte once handed on stands, and of segments that wait the first captured stands, whatever a later
//! segment says. Bytes that were never captured are named as a gap, once it is clear that they will not come.

use std::collections::BTreeMap;

/// What is handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// The next bytes.
    Data(&'a [u8]),
    /// So many bytes were never captured.
    Gap(u64),
}

/// What the reader of a stream wants next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The bytes that follow.
    More,
    /// What follows so many bytes further on.
    Skip(u64),
    /// Nothing more.
    Done,
}

/// Segments that wait for what is before them: more than this many, and the hole before them is a gap.
const MAX_WAITING: usize = 32;
/// Sequence numbers further ahead than this are not of this connection's present.
const WINDOW: i64 = 1 << 30;

/// Bytes that all streams together may hold back.
#[derive(Debug)]
pub struct Budget {
    left: usize,
}

impl Budget {
    /// A budget of `bytes`.
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        Self { left: bytes }
    }

    fn grant(&mut self, bytes: usize) -> bool {
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                true
            }
            None => false,
        }
    }

    fn give_back(&mut self, bytes: usize) {
        self.left = self.left.saturating_add(bytes);
    }
}

/// One direction. Must be [`Half::release`]d before it is dropped, so that its bytes go back to the budget.
#[derive(Debug, Default)]
pub struct Half {
    /// Sequence number of the next byte wanted, once known.
    next: Option<u32>,
    /// Skipping goes on for so many bytes beyond `next`.
    skip: u64,
    /// Segments ahead of `next`, by their distance from `origin`.
    waiting: BTreeMap<u64, Box<[u8]>>,
    /// Stream offset of `next`.
    offset: u64,
}

impl Half {
    /// The connection starts with `sequence` as the number of its first byte.
    pub fn start(&mut self, sequence: u32) {
        if self.next.is_none() {
            self.next = Some(sequence);
        }
    }

    /// Whether segments wait for one that is missing.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Takes a segment's `payload`, of which the capture kept all but the last `cut` bytes, and hands on, through
    /// `reader`, whatever is now in order. Returns false when the reader is done.
    pub fn segment(
        &mut self,
        sequence: u32,
        payload: &[u8],
        cut: u32,
        budget: &mut Budget,
        reader: &mut impl FnMut(Piece<'_>) -> Wish,
    ) -> bool {
        let next = *self.next.get_or_insert(sequence);
        #[allow(clippy::cast_possible_wrap, reason = "sequence numbers compare by signed distance (RFC 9293, 3.4)")]
        let distance = i64::from(sequence.wrapping_sub(next) as i32);
        let Ok(ahead) = u64::try_from(distance) else {
            // Starts before what is wanted: the part already seen, or skipped, stands as it was.
            let old = usize::try_from(distance.unsigned_abs()).unwrap_or(usize::MAX);
            let fresh = payload.get(old..).unwrap_or_default();
            let cut = if fresh.is_empty() { 0 } else { cut };
            return fresh.is_empty() || self.in_order(fresh, cut, budget, reader);
        };
        if ahead == 0 {
            return self.in_order(payload, cut, budget, reader);
        }
        if distance < WINDOW && !self.wait(ahead, payload, budget) {
            // No room to wait: what is missing is given up, and what waited with it.
            self.release(budget);
            return self.gap(ahead, reader) && self.in_order(payload, cut, budget, reader);
        }
        self.waiting.len() <= MAX_WAITING || self.close_hole(budget, reader)
    }

    /// The other side acknowledged up to `sequence`: bytes before it that are still missing were missed by the capture.
    pub fn acknowledged(&mut self, sequence: u32, budget: &mut Budget, reader: &mut impl FnMut(Piece<'_>) -> Wish) -> bool {
        let Some(next) = self.next else { return true };
        #[allow(clippy::cast_possible_wrap, reason = "sequence numbers compare by signed distance (RFC 9293, 3.4)")]
        let ahead = sequence.wrapping_sub(next) as i32;
        // A mirror may show an acknowledgement a little before the segment it is for: several must be waiting.
        if ahead > 0 && self.waiting.len() >= 4 {
            return self.close_hole(budget, reader);
        }
        true
    }

    /// Hands on everything that still waits, holes named; for a connection that ends.
    pub fn flush(&mut self, budget: &mut Budget, reader: &mut impl FnMut(Piece<'_>) -> Wish) {
        while !self.waiting.is_empty() && self.close_hole(budget, reader) {}
        self.release(budget);
    }

    /// Gives what is held back to the budget.
    pub fn release(&mut self, budget: &mut Budget) {
        for bytes in std::mem::take(&mut self.waiting).into_values() {
            budget.give_back(bytes.len());
        }
    }

    fn in_order(&mut self, payload: &[u8], cut: u32, budget: &mut Budget, reader: &mut impl FnMut(Piece<'_>) -> Wish) -> bool {
        if !self.hand_on(payload, reader) {
            return false;
        }
        if cut > 0 && !self.gap(u64::from(cut), reader) {
            return false;
        }
        self.waiting.is_empty() || self.catch_up(budget, reader)
    }

    /// Gives `payload`, which starts at `next`, to the reader, as far as it is not skipped.
    fn hand_on(&mut self, payload: &[u8], reader: &mut impl FnMut(Piece<'_>) -> Wish) -> bool {
        let passed = usize::try_from(self.skip).unwrap_or(usize::MAX).min(payload.len());
        self.advance(payload.len());
        self.skip = self.skip.saturating_sub(u64::try_from(passed).unwrap_or(u64::MAX));
        match payload.get(passed..) {
            None | Some([]) => true,
            Some(fresh) => self.wish(reader(Piece::Data(fresh))),
        }
    }

    fn wish(&mut self, wish: Wish) -> bool {
        match wish {
            Wish::More => true,
            Wish::Skip(count) => {
                // Jump as far as sequence numbers can be told apart; the rest is passed over as it comes.
                let jump = usize::try_from(count.min(1 << 28)).unwrap_or_default();
                self.advance(jump);
                self.skip = count.saturating_sub(u64::try_from(jump).unwrap_or_default());
                true
            }
            Wish::Done => false,
        }
    }

    fn advance(&mut self, length: usize) {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        self.offset = self.offset.saturating_add(length);
        let step = u32::try_from(length).unwrap_or_default();
        self.next = self.next.map(|next| next.wrapping_add(step));
    }

    /// Keeps, for later, the parts of a segment that no waiting segment has; false when there is no budget for them.
    fn wait(&mut self, ahead: u64, payload: &[u8], budget: &mut Budget) -> bool {
        let begin = self.offset.saturating_add(ahead);
        let end = begin.saturating_add(length(payload));
        let mut at = begin.max(self.offset.saturating_add(self.skip));
        if let Some((start, bytes)) = self.waiting.range(..=at).next_back() {
            at = at.max(start.saturating_add(length(bytes)));
        }
        while at < end {
            let (taken, resume) = match self.waiting.range(at..end).next() {
                Some((start, bytes)) => (*start, start.saturating_add(length(bytes))),
                None => (end, end),
            };
            let from = usize::try_from(at.saturating_sub(begin)).unwrap_or(usize::MAX);
            let to = usize::try_from(taken.saturating_sub(begin)).unwrap_or(usize::MAX);
            let part = payload.get(from..to).unwrap_or_default();
            if !part.is_empty() {
                if !budget.grant(part.len()) {
                    return false;
                }
                self.waiting.insert(at, part.into());
            }
            at = resume;
        }
        true
    }

    /// Hands on waiting segments that are now in order.
    fn catch_up(&mut self, budget: &mut Budget, reader: &mut impl FnMut(Piece<'_>) -> Wish) -> bool {
        while let Some(entry) = self.waiting.first_entry() {
            if *entry.key() > self.offset {
                return true;
            }
            let (offset, bytes) = entry.remove_entry();
            budget.give_back(bytes.len());
            let old = usize::try_from(self.offset.saturating_sub(offset)).unwrap_or(usize::MAX);
            if let Some(fresh) = bytes.get(old..).filter(|fresh| !fresh.is_empty())
                && !self.hand_on(fresh, reader)
            {
                return false;
            }
        }
        true
    }

    /// Gives up on the bytes before the first waiting segment.
    fn close_hole(&mut self, budget: &mut Budget, reader: &mut impl FnMut(Piece<'_>) -> Wish) -> bool {
        let Some(first) = self.waiting.keys().next() else { return true };
        let missing = first.saturating_sub(self.offset);
        self.gap(missing, reader) && self.catch_up(budget, reader)
    }

    /// Names `missing` bytes from `next` on as never captured, as far as anybody wanted them.
    fn gap(&mut self, missing: u64, reader: &mut impl FnMut(Piece<'_>) -> Wish) -> bool {
        self.advance(usize::try_from(missing).unwrap_or(usize::MAX));
        let skipped = self.skip.min(missing);
        self.skip = self.skip.saturating_sub(skipped);
        let missing = missing.saturating_sub(skipped);
        missing == 0 || self.wish(reader(Piece::Gap(missing)))
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Default)]
    struct Seen {
        bytes: Vec<u8>,
        gaps: Vec<u64>,
    }

    impl Seen {
        fn reader(&mut self) -> impl FnMut(Piece<'_>) -> Wish {
            |piece| {
                match piece {
                    Piece::Data(bytes) => self.bytes.extend(bytes),
                    Piece::Gap(missing) => self.gaps.push(missing),
                }
                Wish::More
            }
        }
    }

    #[test]
    fn a_lost_segment_is_a_gap_once_it_is_acknowledged() {
        let (mut half, mut seen, mut budget) = (Half::default(), Seen::default(), Budget::new(1 << 20));
        half.start(100);
        assert!(half.segment(100, b"abc", 0, &mut budget, &mut seen.reader()));
        for n in 0..5 {
            assert!(half.segment(106 + n, b"x", 0, &mut budget, &mut seen.reader()));
        }
        assert!(seen.gaps.is_empty());
        half.acknowledged(111, &mut budget, &mut seen.reader());
        assert_eq!((seen.gaps, seen.bytes), (vec![3], b"abcxxxxx".to_vec()));
    }

    #[test]
    fn skipped_bytes_are_never_waited_for() {
        let (mut half, mut budget) = (Half::default(), Budget::new(0));
        let mut got = Vec::new();
        let mut reader = |piece: Piece<'_>| match piece {
            Piece::Data(bytes) => {
                got.extend_from_slice(bytes);
                if got.len() == 2 { Wish::Skip(1_000_000_000) } else { Wish::More }
            }
            Piece::Gap(missing) => panic!("gap of {missing}"),
        };
        half.segment(u32::MAX - 1, b"ab", 0, &mut budget, &mut reader);
        // The skipped bytes arrive in part, out of order, twice; the ones behind them are read.
        for offset in (0..1_000_000_000_u32).step_by(100_000_000) {
            half.segment(offset, &[0; 1000], 0, &mut budget, &mut reader);
        }
        half.segment(999_999_900, &[b'z'; 200], 0, &mut budget, &mut reader);
        assert_eq!(got.len(), 102);
    }

    #[test]
    fn without_budget_the_hole_is_given_up() {
        let (mut half, mut seen, mut budget) = (Half::default(), Seen::default(), Budget::new(4));
        half.start(0);
        half.segment(10, b"late", 0, &mut budget, &mut seen.reader());
        half.segment(20, b"later", 0, &mut budget, &mut seen.reader());
        assert_eq!((seen.gaps, seen.bytes.as_slice()), (vec![20], b"later".as_slice()));
        assert_eq!(budget.left, 4);
    }

    proptest! {
        /// Any segmentation, overlap, order and duplication of the same bytes gives the same bytes.
        #[test]
        fn any_order_gives_the_same_stream(
            bytes in proptest::collection::vec(any::<u8>(), 1..300),
            cuts in proptest::collection::vec((0usize..300, 1usize..80), 0..24),
            start in any::<u32>(),
            seed in any::<u64>(),
        ) {
            let mut segments: Vec<(usize, usize)> = cuts.iter().map(|(at, len)| (at % bytes.len(), *len)).collect();
            // Together they cover everything once, in pieces of 37.
            segments.extend((0..bytes.len()).step_by(37).map(|at| (at, 37)));
            let mut random = seed;
            for i in (1..segments.len()).rev() {
                random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                segments.swap(i, (random >> 33) as usize % (i + 1));
            }
            let (mut half, mut seen, mut budget) = (Half::default(), Seen::default(), Budget::new(1 << 20));
            half.start(start);
            for (at, len) in segments {
                let end = (at + len).min(bytes.len());
                half.segment(start.wrapping_add(at as u32), &bytes[at..end], 0, &mut budget, &mut seen.reader());
            }
            half.flush(&mut budget, &mut seen.reader());
            prop_assert!(seen.gaps.is_empty());
            prop_assert_eq!(seen.bytes, bytes);
            prop_assert_eq!(budget.left, 1 << 20);
        }
    }
}
