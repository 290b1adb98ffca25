//! The way of one frame: headers, flow, payload, observations.

use super::capture::{Frame, Frames};
use super::counters::Counters;
use super::dispatch::{Dispatch, protocol};
use super::flow::{Budget, Defragmenter, Duplicates, FlowTable, Key, Mark, Swept, Way};
use super::inspect::{Inspection, Surroundings};
use super::protocols::{Emit, Said};
use super::settings::Settings;
use super::tracked::{
    ANSWERED, CLOSED, FIN_BOTH, FIN_LOW, IGNORED, SYN_LOW, State, WAITING, answer, connection, end, hops, note, report,
};
use super::wire::{self, Packet, Rare, TcpFlags, Undecodable, is_ip_in_ip};
use crate::base::{Endpoint, Timestamp, prefetch};
use crate::observation::{Batch, Conversation, Observation, Oriented, Transport};

/// In nanoseconds.
const DAY: u64 = 86_400_000_000_000;
/// A long flow is reported again after so much packet time, in nanoseconds.
const REPORT_AFTER: u64 = 60_000_000_000;
/// Datagrams of a flow that its port's protocol may fail to read before it is no longer asked.
const MAX_TRIES: u8 = 4;

/// Where a packet whose headers are read belongs: its flow by its hash, and perhaps by its slot.
struct Place {
    hash: u32,
    slot: Option<u32>,
    mark: Mark,
    key: Key,
    way: Way,
}

/// From frames to batches of observations.
pub struct Sensor {
    settings: Settings,
    flows: FlowTable<State>,
    duplicates: Duplicates,
    defragmenter: Defragmenter,
    dispatch: Dispatch,
    budget: Budget,
    said: Said,
    batch: Batch,
    /// Room for the next batch.
    spare: (Vec<Observation>, Vec<Conversation>),
    batch_begun: Timestamp,
    latest: Timestamp,
    batch_time: u64,
    counters: Counters,
    gaps: (u64, u64),
}

impl Sensor {
    /// A sensor whose batches belong to `epoch`.
    #[must_use]
    pub fn new(epoch: u64, settings: Settings) -> Self {
        Self {
            settings,
            flows: FlowTable::new(settings.max_flows),
            duplicates: Duplicates::default(),
            defragmenter: Defragmenter::default(),
            dispatch: Dispatch::new(),
            budget: Budget::new(settings.max_reassembly_bytes),
            said: Said::new(settings.said_bits, settings.refresh_seconds),
            batch: Batch { epoch, until: Timestamp::MIN, ..Batch::default() },
            spare: Default::default(),
            batch_begun: Timestamp::MIN,
            latest: Timestamp::MIN,
            batch_time: u64::from(settings.batch_milliseconds).saturating_mul(1_000_000),
            counters: Counters::default(),
            gaps: (0, 0),
        }
    }

    /// Takes some frames. Calls `full` with each batch that is ready.
    ///
    /// Works in rounds over the frames: read all headers, call for the memory of their flows and of what is kept of their
    /// streams, then do the work. A large flow table lies in main memory; called together, its entries come in the time
    /// of one.
    pub fn frames(&mut self, frames: Frames<'_>, mut full: impl FnMut(Batch)) {
        let mut packets: [Option<Packet<'_>>; Frames::MAX] = [const { None }; Frames::MAX];
        let mut places: [Option<Place>; Frames::MAX] = [const { None }; Frames::MAX];
        for ((packet, place), frame) in packets.iter_mut().zip(&mut places).zip(frames.iter()) {
            *place = self.decode(&frame, packet);
        }
        for place in places.iter_mut().flatten() {
            place.slot = self.flows.call_flow(place.hash);
        }
        for flow in places.iter().flatten().filter_map(|place| self.flows.get(place.slot?)) {
            if let Some(inspection) = &flow.data.inspection {
                prefetch(&**inspection);
            }
        }
        for (packet, place) in packets.iter().zip(&places) {
            let (Some(packet), Some(place)) = (packet, place) else { continue };
            self.packet(packet, place);
            if let Some(batch) = self.advance(packet.at) {
                full(batch);
            }
        }
    }

    /// Packet time goes on although no packet came: flows end, and what was seen is handed over. For live traffic, whose
    /// time is the clock's; a time before the last packet's changes nothing.
    pub fn tick(&mut self, at: Timestamp, full: impl FnOnce(Batch)) {
        if at > self.latest
            && let Some(batch) = self.advance(at)
        {
            full(batch);
        }
    }

    /// Reads the headers of a frame.
    #[inline]
    fn decode<'a>(&mut self, frame: &Frame<'a>, packet: &mut Option<Packet<'a>>) -> Option<Place> {
        self.counters.received = self.counters.received.saturating_add(1);
        self.counters.bytes = self.counters.bytes.saturating_add(u64::from(frame.wire_length));
        if frame.bytes.len() < usize::try_from(frame.wire_length).unwrap_or(usize::MAX) {
            self.counters.snapped = self.counters.snapped.saturating_add(1);
        }
        match wire::decode_into(frame.link, frame.bytes, frame.at, packet) {
            Ok(packet) => {
                self.counters.decoded = self.counters.decoded.saturating_add(1);
                return Some(self.place(packet));
            }
            Err(Undecodable::Cut(_)) => self.counters.undecodable = self.counters.undecodable.saturating_add(1),
            Err(_) => self.counters.unread = self.counters.unread.saturating_add(1),
        }
        None
    }

    /// Calls for where a packet's flow would be.
    #[inline]
    fn place(&self, packet: &Packet<'_>) -> Place {
        let (key, way) = Key::of(packet);
        let hash = self.flows.hash(&key);
        self.flows.call_index(hash);
        Place { hash, slot: None, mark: self.duplicates.call(packet), key, way }
    }

    /// Ends all flows. Calls `full` with each batch that is ready, the last one included; what it gives back is used again.
    pub fn finish(&mut self, mut full: impl FnMut(Batch) -> Option<Batch>) {
        let at = self.batch.until;
        for flow in self.flows.drain() {
            let Self { dispatch, budget, said, batch, gaps, .. } = self;
            let around = Surroundings { dispatch, budget, said, out: &mut batch.observations, gaps };
            end(flow, at, around, &mut batch.conversations);
            if self.batch.conversations.len() >= self.settings.batch_items
                && let Some(batch) = full(self.hand_over())
            {
                self.recycle(batch);
            }
        }
        full(self.hand_over());
    }

    /// What was done so far.
    #[must_use]
    pub fn counters(&self) -> Counters {
        let mut counters = self.counters.clone();
        counters.flows_evicted = self.flows.evicted();
        counters.fragments_given_up = self.defragmenter.given_up();
        (counters.gaps, counters.gap_bytes) = self.gaps;
        counters.put_off = self.said.put_off();
        for (name, score) in self.dispatch.scores() {
            for (map, value) in [
                (&mut counters.recognised, score.recognised),
                (&mut counters.malformed, score.malformed),
                (&mut counters.panics, score.panics),
            ] {
                if value > 0 {
                    map.insert(name, value);
                }
            }
        }
        counters
    }

    /// Packet time goes on.
    #[inline]
    fn advance(&mut self, at: Timestamp) -> Option<Batch> {
        let jumped = at.0.abs_diff(self.latest.0) > DAY && self.latest != Timestamp::MIN;
        self.counters.time_jumps = self.counters.time_jumps.saturating_add(u64::from(jumped));
        self.latest = at;
        self.batch.until = self.batch.until.max(at);
        let items = self.settings.batch_items;
        let full = self.batch.observations.len() >= items || self.batch.conversations.len() >= items;
        if self.batch_begun == Timestamp::MIN {
            self.batch_begun = at;
        }
        let Self { flows, dispatch, budget, said, batch, gaps, .. } = self;
        let (observations, conversations) = (&mut batch.observations, &mut batch.conversations);
        flows.sweep(at, |swept| match swept {
            Swept::Alive(flow) if at.since(flow.first) >= REPORT_AFTER && flow.packets != [0, 0] => {
                conversations.push(report(flow));
            }
            Swept::Alive(_) => {}
            Swept::Over(flow) => {
                let around = Surroundings { dispatch, budget, said, out: observations, gaps };
                end(flow, at, around, conversations);
            }
        });
        (full || at.since(self.batch_begun) >= self.batch_time).then(|| self.hand_over())
    }

    /// Takes a batch back that was handed over, for the room in it.
    pub fn recycle(&mut self, batch: Batch) {
        let Batch { mut observations, mut conversations, .. } = batch;
        observations.clear();
        conversations.clear();
        self.spare = (observations, conversations);
    }

    fn hand_over(&mut self) -> Batch {
        let (observations, conversations) = std::mem::take(&mut self.spare);
        let next = Batch {
            epoch: self.batch.epoch,
            sequence: self.batch.sequence.saturating_add(1),
            until: self.batch.until,
            observations,
            conversations,
        };
        self.batch_begun = Timestamp::MIN;
        std::mem::replace(&mut self.batch, next)
    }

    fn packet(&mut self, packet: &Packet<'_>, place: &Place) {
        self.counters.tunnelled = self.counters.tunnelled.saturating_add(u64::from(packet.tunnelled));
        if packet.ip_version == 0 {
            return self.link(packet);
        }
        if packet.fragment.is_some() {
            return self.fragment(packet);
        }
        self.datagram(packet, place);
    }

    /// A frame without IP.
    #[cold]
    fn link(&mut self, packet: &Packet<'_>) {
        let Some(number) = self.dispatch.link(packet) else {
            return self.present("ethernet", packet.source(), None, packet.at);
        };
        let name = protocol(number).map_or("ethernet", |protocol| protocol.name);
        self.present(name, packet.source(), None, packet.at);
        if self.dispatch.read(number, packet, &mut self.said, &mut self.batch.observations) {
            self.dispatch.recognised(number);
        }
    }

    #[cold]
    fn fragment(&mut self, packet: &Packet<'_>) {
        self.counters.fragments = self.counters.fragments.saturating_add(1);
        if packet.rare != Rare(0) || is_ip_in_ip(packet.transport) {
            self.rare(packet);
        }
        let Some(bytes) = self.defragmenter.fragment(packet) else { return };
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX).saturating_add(20);
        let mut whole = Packet { fragment: None, segment: &bytes, ip_length: length, ..*packet };
        match wire::transport(&mut whole) {
            Ok(()) => {
                let place = self.place(&whole);
                self.datagram(&whole, &place);
            }
            Err(_) => self.counters.undecodable = self.counters.undecodable.saturating_add(1),
        }
    }

    /// A packet with something rare in its headers.
    #[cold]
    fn rare(&mut self, packet: &Packet<'_>) {
        if let Some(number) = self.dispatch.rare() {
            self.dispatch.read(number, packet, &mut self.said, &mut self.batch.observations);
        }
    }

    #[inline]
    fn datagram(&mut self, packet: &Packet<'_>, place: &Place) {
        let Place { hash, slot, mark, key, way } = *place;
        if self.duplicates.is_copy(mark, packet.at) {
            self.counters.duplicates = self.counters.duplicates.saturating_add(1);
            return;
        }
        if packet.rare != Rare(0) {
            self.rare(packet);
        }
        let slot = match self.flows.find_at(slot, hash, &key) {
            Some(slot) => slot,
            None => self.open(hash, key, way, packet),
        };
        let side = usize::from(way == Way::Down);
        let Some(flow) = self.flows.get_mut(slot) else { return };
        flow.last = flow.last.max(packet.at);
        let first_of_way = match flow.packets.get_mut(side) {
            Some(count) => {
                *count = count.saturating_add(1);
                *count == 1
            }
            None => false,
        };
        if let Some(bytes) = flow.bytes.get_mut(side) {
            *bytes = bytes.saturating_add(u64::from(packet.ip_length));
        }
        let mac = if way == Way::Up { &mut flow.low_mac } else { &mut flow.high_mac };
        let moved = *mac != packet.source_mac;
        *mac = packet.source_mac;
        if first_of_way {
            flow.data.flags |= if flow.data.client() == way { 0 } else { answer(packet) };
        }
        let quiet = flow.data.has(IGNORED) && !moved && !first_of_way;
        if moved || first_of_way {
            self.present("ip", packet.source(), hops(packet), packet.at);
        }
        if packet.is_tcp() {
            self.tcp(slot, way, packet);
        } else if !quiet {
            self.message(slot, packet);
        }
    }

    /// A flow not seen before.
    fn open(&mut self, hash: u32, key: Key, way: Way, packet: &Packet<'_>) -> u32 {
        self.counters.flows = self.counters.flows.saturating_add(1);
        let idle = if packet.is_tcp() { self.settings.tcp_idle_seconds } else { self.settings.idle_seconds };
        let mut state = State { patience: u8::try_from(idle >> 2).unwrap_or(u8::MAX), ..State::default() };
        state.set_client(self.guess_client(way, packet), Oriented::Guess);
        let (slot, gone) = self.flows.insert(hash, key, packet.at, state);
        if let Some(flow) = gone {
            let Self { dispatch, budget, said, batch, gaps, .. } = self;
            let around = Surroundings { dispatch, budget, said, out: &mut batch.observations, gaps };
            end(flow, packet.at, around, &mut batch.conversations);
        }
        slot
    }

    /// Who is the client, judged by the first packet and its ports alone.
    fn guess_client(&self, way: Way, packet: &Packet<'_>) -> Way {
        let udp = packet.transport == Transport::UDP;
        let rank = |port: u16| (self.dispatch.is_server_port(udp, port), port < 1024, port < 32_768);
        if rank(packet.source_port) > rank(packet.destination_port) { way.back() } else { way }
    }

    fn present(&mut self, protocol: &'static str, subject: Endpoint, hops: Option<u8>, at: Timestamp) {
        Emit::new(at, protocol, subject, subject, &mut self.said, &mut self.batch.observations).present(subject, hops);
    }

    /// A datagram that is not TCP: the protocol of its port may read it.
    fn message(&mut self, slot: u32, packet: &Packet<'_>) {
        let number = match packet.transport {
            Transport::UDP => self.dispatch.udp(packet),
            _ => self.dispatch.ip(packet),
        };
        let Some(flow) = self.flows.get_mut(slot) else { return };
        let state = &mut flow.data;
        let Some(number) = number.filter(|_| state.tries < MAX_TRIES) else {
            state.flags |= IGNORED;
            return;
        };
        // Discovery protocols repeat themselves to all: the same words of the same sender are read once per refresh.
        let words = (packet.source_mac, packet.source_ip, packet.source_port, packet.payload);
        if packet.destination_mac.is_group() && !self.said.is_news(packet.at, words) {
            return;
        }
        if self.dispatch.read(number, packet, &mut self.said, &mut self.batch.observations) {
            state.tries = 0;
            if state.protocol == 0 {
                state.protocol = number.saturating_add(1);
                self.dispatch.recognised(number);
            }
        } else {
            state.tries = state.tries.saturating_add(1);
        }
    }

    fn tcp(&mut self, slot: u32, way: Way, packet: &Packet<'_>) {
        let tcp = packet.tcp;
        if tcp.flags.has(TcpFlags::SYN | TcpFlags::FIN | TcpFlags::RST) {
            self.control(slot, way, packet);
        }
        let Some(flow) = self.flows.get_mut(slot) else { return };
        if flow.data.has(IGNORED) || (packet.payload.is_empty() && packet.cut == 0 && !flow.data.has(WAITING)) {
            return;
        }
        let mut connection = connection(flow);
        let starts = flow.data.starts;
        let mut inspection = flow.data.inspection.take().unwrap_or_else(|| {
            let mut inspection = Inspection::new();
            for (way, flag, start) in [(Way::Up, SYN_LOW, starts.first()), (Way::Down, SYN_LOW << 1, starts.last())] {
                if let Some(start) = start.filter(|_| flow.data.has(flag)) {
                    inspection.start(way, *start);
                }
            }
            inspection
        });
        let Self { dispatch, budget, said, batch, gaps, .. } = self;
        let mut around = Surroundings { dispatch, budget, said, out: &mut batch.observations, gaps };
        let outcome = inspection.segment(packet, way, &mut connection, &mut around);
        note(&mut flow.data, outcome);
        if outcome.done {
            inspection.release(around.budget);
            flow.data.flags |= IGNORED;
        } else {
            flow.data.inspection = Some(inspection);
        }
    }

    /// SYN, FIN and RST: who opened, who accepted, what is over.
    fn control(&mut self, slot: u32, way: Way, packet: &Packet<'_>) {
        let tcp = packet.tcp;
        let (syn, fin) = if way == Way::Up { (SYN_LOW, FIN_LOW) } else { (SYN_LOW << 1, FIN_LOW << 1) };
        if tcp.flags.has(TcpFlags::SYN) {
            for index in 0..self.dispatch.syn().len() {
                let Some(number) = self.dispatch.syn().get(index).copied() else { break };
                self.dispatch.read(number, packet, &mut self.said, &mut self.batch.observations);
            }
        }
        let start = tcp.sequence.wrapping_add(1);
        let known = |state: &State| state.starts.get(usize::from(way == Way::Down)).copied();
        let reopened = |state: &State| tcp.flags.opens() && state.has(CLOSED | syn) && known(state) != Some(start);
        if self.flows.get(slot).is_some_and(|flow| reopened(&flow.data)) {
            self.restart(slot, packet.at);
        }
        let Some(flow) = self.flows.get_mut(slot) else { return };
        let state = &mut flow.data;
        if tcp.flags.has(TcpFlags::SYN) {
            let client = if tcp.flags.opens() { way } else { way.back() };
            state.set_client(client, Oriented::Handshake);
            state.flags |= syn | if tcp.flags.accepts() { ANSWERED } else { 0 };
            if let Some(place) = state.starts.get_mut(usize::from(way == Way::Down)) {
                *place = start;
            }
        }
        state.flags |= if tcp.flags.has(TcpFlags::FIN) { fin } else { 0 };
        if tcp.flags.has(TcpFlags::RST) || state.flags & FIN_BOTH == FIN_BOTH {
            state.flags |= CLOSED;
        }
    }

    /// The same ends and ports, but a new connection: the old one is reported and forgotten.
    #[cold]
    fn restart(&mut self, slot: u32, at: Timestamp) {
        let Some(flow) = self.flows.remove(slot) else { return };
        let (key, low_mac, high_mac, patience) = (*flow.key(), flow.low_mac, flow.high_mac, flow.data.patience);
        let Self { flows, dispatch, budget, said, batch, gaps, .. } = self;
        let around = Surroundings { dispatch, budget, said, out: &mut batch.observations, gaps };
        end(flow, at, around, &mut batch.conversations);
        let hash = flows.hash(&key);
        // The slot just freed is the one that is given out again.
        let (slot, _) = flows.insert(hash, key, at, State { patience, ..State::default() });
        if let Some(flow) = flows.get_mut(slot) {
            (flow.low_mac, flow.high_mac) = (low_mac, high_mac);
        }
        self.counters.flows = self.counters.flows.saturating_add(1);
    }
}
