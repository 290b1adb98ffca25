//! The queue between sensor and hub.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Status;
use crate::observation::{Batch, Conversation, Fact, Observation};

/// What was left out because the hub did not keep up, in the order in which it is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shed {
    /// Reports of conversations.
    pub conversations: u64,
    /// Observations of what devices say; that they are there, and what names them, stays.
    pub observations: u64,
}

/// Protocols whose words are never shed: they tell of a new device, and who has which address.
const KEPT: &[&str] = &["arp", "cdp", "dhcp", "dhcpv6", "icmpv6", "lldp"];

/// Batches that the hub has not acknowledged.
#[derive(Debug)]
pub struct Outbox {
    queue: Mutex<Queue>,
    ready: Condvar,
}

#[derive(Debug)]
struct Queue {
    batches: VecDeque<Arc<Batch>>,
    /// So many at the front were sent and wait for their acknowledgement.
    sent: usize,
    bytes: usize,
    limit: usize,
    shed: Shed,
    status: Option<Status>,
    closed: bool,
}

/// What the hub is sent next.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Batch(Arc<Batch>),
    Status(Box<Status>),
}

impl Outbox {
    /// An empty queue that sheds beyond about `limit` bytes.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        let queue =
            Queue { batches: VecDeque::new(), sent: 0, bytes: 0, limit, shed: Shed::default(), status: None, closed: false };
        Self { queue: Mutex::new(queue), ready: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        // Each change leaves the queue whole, so a panic elsewhere takes nothing from it.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a batch. Never waits.
    pub fn push(&self, batch: Batch) {
        let mut queue = self.lock();
        queue.bytes = queue.bytes.saturating_add(weight(&batch));
        queue.batches.push_back(Arc::new(batch));
        if queue.bytes > queue.limit {
            queue.shed();
        }
        drop(queue);
        self.ready.notify_all();
    }

    /// Says how the sensor is; only the newest word counts.
    pub fn tell(&self, status: Status) {
        let mut queue = self.lock();
        let (shed, waiting) = (queue.shed, queue.batches.len());
        queue.status = Some(Status { shed, waiting: u64::try_from(waiting).unwrap_or(u64::MAX), ..status });
        drop(queue);
        self.ready.notify_all();
    }

    /// No more will come.
    pub fn close(&self) {
        self.lock().closed = true;
        self.ready.notify_all();
    }

    /// Whether no more will come and all of it is acknowledged.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let queue = self.lock();
        queue.closed && queue.batches.is_empty()
    }

    /// The next batch that was not sent, waiting for it a while.
    pub fn next(&self, patience: Duration) -> Option<Arc<Batch>> {
        match self.take(patience, false) {
            Some(Item::Batch(batch)) => Some(batch),
            _ => None,
        }
    }

    /// The newest word of how the sensor is, if there was one since the last question.
    pub fn status(&self) -> Option<Status> {
        self.lock().status.take()
    }

    pub(super) fn take(&self, patience: Duration, with_status: bool) -> Option<Item> {
        let idle =
            |queue: &mut Queue| queue.sent >= queue.batches.len() && !queue.closed && !(with_status && queue.status.is_some());
        let waited = self.ready.wait_timeout_while(self.lock(), patience, idle);
        let (mut queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if with_status && let Some(status) = queue.status.take() {
            return Some(Item::Status(Box::new(status)));
        }
        let batch = queue.batches.get(queue.sent).cloned()?;
        queue.sent += 1;
        Some(Item::Batch(batch))
    }

    /// All batches of `epoch` up to `sequence` are stored.
    pub fn acknowledge(&self, epoch: u64, sequence: u64) {
        let mut queue = self.lock();
        let sent = queue.sent;
        let mut place = 0;
        let (mut gone, mut bytes) = (0, 0);
        queue.batches.retain(|batch| {
            let stored = place < sent && batch.epoch == epoch && batch.sequence <= sequence;
            place += 1;
            if stored {
                gone += 1;
                bytes += weight(batch);
            }
            !stored
        });
        queue.sent = sent.saturating_sub(gone);
        queue.bytes = queue.bytes.saturating_sub(bytes);
    }

    /// The hub is another one now, or has lost what it was sent: everything not acknowledged is sent again.
    pub fn rewind(&self) {
        self.lock().sent = 0;
        self.ready.notify_all();
    }

    /// Batches that wait to be stored, and what was shed.
    #[must_use]
    pub fn load(&self) -> (usize, Shed) {
        let queue = self.lock();
        (queue.batches.len(), queue.shed)
    }
}

impl Queue {
    /// Lightens batches, the oldest first, until three quarters of the limit are left: first conversations, then what
    /// devices say, at last everything but the batch itself, whose number must stay.
    fn shed(&mut self) {
        let aim = self.limit / 4 * 3;
        for step in 0..3 {
            for place in 0..self.batches.len() {
                if self.bytes <= aim {
                    return;
                }
                self.lighten(place, step);
            }
        }
    }

    fn lighten(&mut self, place: usize, step: u8) {
        let Some(shared) = self.batches.get_mut(place) else { return };
        let before = weight(shared);
        let batch = Arc::make_mut(shared);
        let (conversations, observations) = (batch.conversations.len(), batch.observations.len());
        match step {
            0 => batch.conversations = Vec::new(),
            1 => batch.observations.retain(is_kept),
            _ => batch.observations = Vec::new(),
        }
        batch.observations.shrink_to_fit();
        let count = |had: usize, has: usize| u64::try_from(had.saturating_sub(has)).unwrap_or(u64::MAX);
        self.shed.conversations += count(conversations, batch.conversations.len());
        self.shed.observations += count(observations, batch.observations.len());
        self.bytes = self.bytes.saturating_sub(before.saturating_sub(weight(shared)));
    }
}

fn is_kept(observation: &Observation) -> bool {
    matches!(observation.fact, Fact::Present { .. } | Fact::Holds(_)) || KEPT.contains(&observation.protocol)
}

/// About what a batch takes of memory. Text that does not fit in its place costs more, seldom.
fn weight(batch: &Batch) -> usize {
    size_of::<Batch>()
        + batch.observations.len() * size_of::<Observation>()
        + batch.conversations.len() * size_of::<Conversation>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Endpoint, Text, Timestamp};
    use crate::observation::{Oriented, Property, Tally, Transport};

    fn batch(epoch: u64, sequence: u64, items: usize) -> Batch {
        let at = Timestamp(5);
        let subject = Endpoint::default();
        let says = Fact::Says(Property::HostName, Text::new("ct-1").unwrap());
        let said = |fact: Fact, protocol| Observation { at, subject, fact, protocol };
        let tally = Tally::default();
        let conversation = Conversation {
            client: subject,
            server: subject,
            client_port: 0,
            server_port: 0,
            transport: Transport::TCP,
            first: at,
            last: at,
            from_client: tally,
            from_server: tally,
            protocol: None,
            oriented: Oriented::Guess,
            answered: false,
            opening: true,
        };
        let mut observations = vec![said(Fact::Present { hops: None }, "ip"); items];
        observations.extend(vec![said(says.clone(), "http"); items]);
        observations.extend(vec![said(says, "dhcp"); items]);
        Batch { epoch, sequence, until: at, observations, conversations: vec![conversation; items] }
    }

    fn next(outbox: &Outbox) -> Option<u64> {
        outbox.next(Duration::ZERO).map(|batch| batch.sequence)
    }

    #[test]
    fn a_batch_is_given_until_it_is_acknowledged() {
        let outbox = Outbox::new(1 << 20);
        for sequence in 0..3 {
            outbox.push(batch(1, sequence, 0));
        }
        outbox.push(batch(2, 0, 0));
        assert_eq!([next(&outbox), next(&outbox), next(&outbox)], [Some(0), Some(1), Some(2)]);
        // An acknowledgement of what was never sent is no acknowledgement.
        outbox.acknowledge(2, 0);
        outbox.acknowledge(1, 1);
        outbox.rewind();
        assert_eq!([next(&outbox), next(&outbox), next(&outbox)], [Some(2), Some(0), None]);
        outbox.close();
        assert!(!outbox.is_done());
        outbox.acknowledge(1, 9);
        outbox.acknowledge(2, 9);
        assert!(outbox.is_done());
    }

    #[test]
    fn sheds_in_order_within_its_limit_and_keeps_every_number() {
        let limit = 60_000;
        let outbox = Outbox::new(limit);
        let mut pushed = 0;
        let mut before = Shed::default();
        for sequence in 0..400 {
            outbox.push(batch(1, sequence, 8));
            pushed += 8;
            let queue = outbox.lock();
            // Numbers alone, without content, weigh what they weigh.
            assert!(queue.bytes <= limit.max(queue.batches.len() * size_of::<Batch>() + 10_000));
            assert!(queue.shed.observations == 0 || queue.shed.conversations > 0, "conversations go first");
            assert!(queue.shed.conversations >= before.conversations && queue.shed.observations >= before.observations);
            before = queue.shed;
        }
        let mut have = Shed::default();
        for sequence in 0..400 {
            let batch = outbox.next(Duration::ZERO).unwrap();
            assert_eq!(batch.sequence, sequence);
            have.conversations += batch.conversations.len() as u64;
            have.observations += batch.observations.len() as u64;
        }
        let (_, shed) = outbox.load();
        assert_eq!((have.conversations + shed.conversations, have.observations + shed.observations), (pushed, pushed * 3));
    }

    #[test]
    fn presence_and_leases_outlive_other_words() {
        let outbox = Outbox::new(20_000);
        for sequence in 0..8 {
            outbox.push(batch(1, sequence, 8));
        }
        let first = outbox.next(Duration::ZERO).unwrap();
        assert!(first.conversations.is_empty());
        assert!(first.observations.iter().all(|one| one.protocol != "http"));
        assert_eq!(first.observations.len(), 16);
    }
}
