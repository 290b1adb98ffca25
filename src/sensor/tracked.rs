//! What the pipeline keeps of a flow besides its tallies, and the report that is made of both.

use super::dispatch::{Number, protocol};
use super::flow::{Flow, Held, Way};
use super::inspect::{Connection, Inspection, Outcome, Surroundings};
use super::wire::Packet;
use crate::base::{Endpoint, MacAddr, Timestamp, ip_from_bits};
use crate::observation::{Conversation, Oriented, Tally};

/// A connection that both ends closed is kept this long for stragglers, in nanoseconds.
const LINGER: u64 = 5_000_000_000;

/// What the pipeline keeps of a flow.
#[derive(Default)]
pub(super) struct State {
    pub(super) inspection: Option<Box<Inspection>>,
    /// Sequence number of the first byte, per way, once a SYN was seen.
    pub(super) starts: [u32; 2],
    /// Registry number + 1 of the protocol recognised by content.
    pub(super) protocol: Number,
    pub(super) flags: u16,
    pub(super) tries: u8,
    pub(super) oriented: Oriented,
    /// Idle seconds in steps of four.
    pub(super) patience: u8,
}

/// The client is the higher end.
pub(super) const CLIENT_HIGH: u16 = 1;
/// The server answered.
pub(super) const ANSWERED: u16 = 1 << 1;
/// Both ends closed, or one reset.
pub(super) const CLOSED: u16 = 1 << 2;
/// Nobody looks at payloads any more.
pub(super) const IGNORED: u16 = 1 << 3;
/// Already reported once.
pub(super) const REPORTED: u16 = 1 << 4;
/// A SYN of the lower end was seen; the higher end's is one bit on.
pub(super) const SYN_LOW: u16 = 1 << 5;
/// A FIN of the lower end was seen; the higher end's is one bit on.
pub(super) const FIN_LOW: u16 = 1 << 7;
/// Segments wait for one that is missing, so that acknowledgements matter.
pub(super) const WAITING: u16 = 1 << 9;
pub(super) const FIN_BOTH: u16 = FIN_LOW | FIN_LOW << 1;

impl State {
    pub(super) fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    pub(super) fn client(&self) -> Way {
        if self.has(CLIENT_HIGH) { Way::Down } else { Way::Up }
    }

    pub(super) fn set_client(&mut self, way: Way, oriented: Oriented) {
        self.oriented = oriented;
        self.flags = if way == Way::Down { self.flags | CLIENT_HIGH } else { self.flags & !CLIENT_HIGH };
    }
}

impl Held for State {
    fn patience(&self) -> u64 {
        if self.has(CLOSED) { LINGER } else { u64::from(self.patience).saturating_mul(4_000_000_000) }
    }

    fn answered(&self) -> bool {
        self.has(ANSWERED)
    }
}

/// What inspection learnt goes into the flow.
pub(super) fn note(state: &mut State, outcome: Outcome) {
    state.flags = if outcome.waiting { state.flags | WAITING } else { state.flags & !WAITING };
    if let Some(number) = outcome.recognised {
        state.protocol = number.saturating_add(1);
    }
    if let Some(client) = outcome.client {
        state.set_client(client, Oriented::Content);
    }
}

/// Whether the first packet of the server's way is an answer: of TCP, only an acceptance or data.
pub(super) fn answer(packet: &Packet<'_>) -> u16 {
    let accepted = packet.tcp.flags.accepts() || !packet.payload.is_empty();
    if packet.is_tcp() && !accepted { 0 } else { ANSWERED }
}

/// Routers passed, guessed from the TTL left over of the usual initial values; unknown for what is sent with a short TTL.
pub(super) fn hops(packet: &Packet<'_>) -> Option<u8> {
    let initial: u8 = match packet.hop_limit {
        0..=32 => return None,
        33..=64 => 64,
        65..=128 => 128,
        _ => 255,
    };
    Some(initial.saturating_sub(packet.hop_limit))
}

pub(super) fn connection(flow: &Flow<State>) -> Connection {
    let (low, high) = ends(flow);
    let ports = [flow.key().source(Way::Up).1, flow.key().source(Way::Down).1];
    Connection { low, high, ports, client: flow.data.client(), proven: flow.data.oriented == Oriented::Handshake }
}

fn ends(flow: &Flow<State>) -> (Endpoint, Endpoint) {
    let end = |mac: MacAddr, way| Endpoint {
        mac: (!mac.is_zero()).then_some(mac),
        ip: Some(ip_from_bits(flow.key().source(way).0)),
        vlan: flow.key().vlan(),
    };
    (end(flow.low_mac, Way::Up), end(flow.high_mac, Way::Down))
}

/// A flow is over: its inspection ends and it is reported.
pub(super) fn end(mut flow: Flow<State>, at: Timestamp, mut around: Surroundings<'_>, conversations: &mut Vec<Conversation>) {
    if let Some(mut inspection) = flow.data.inspection.take() {
        let mut connection = connection(&flow);
        let outcome = inspection.finish(&mut connection, at, &mut around);
        note(&mut flow.data, outcome);
    }
    if flow.packets != [0, 0] {
        conversations.push(report(&mut flow));
    }
}

/// The report of what a flow did since its last one; its tallies start anew.
pub(super) fn report(flow: &mut Flow<State>) -> Conversation {
    let (low, high) = ends(flow);
    let client = flow.data.client();
    let [up, down] = [Way::Up, Way::Down].map(|way| flow.key().source(way).1);
    let ([packets_up, packets_down], [bytes_up, bytes_down]) =
        (std::mem::take(&mut flow.packets), std::mem::take(&mut flow.bytes));
    let upward = Tally { packets: u64::from(packets_up), bytes: bytes_up };
    let downward = Tally { packets: u64::from(packets_down), bytes: bytes_down };
    let first = std::mem::replace(&mut flow.first, flow.last);
    let opening = !flow.data.has(REPORTED);
    flow.data.flags |= REPORTED;
    let forward = client == Way::Up;
    Conversation {
        client: if forward { low } else { high },
        server: if forward { high } else { low },
        client_port: if forward { up } else { down },
        server_port: if forward { down } else { up },
        transport: flow.key().transport(),
        first,
        last: flow.last,
        from_client: if forward { upward } else { downward },
        from_server: if forward { downward } else { upward },
        protocol: flow.data.protocol.checked_sub(1).and_then(protocol).map(|protocol| protocol.name),
        oriented: flow.data.oriented,
        answered: flow.data.has(ANSWERED),
        opening,
    }
}
