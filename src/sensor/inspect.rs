//! One TCP connection that somebody may want to read: recognise its protocol, put it in order, hand it over.

use std::borrow::Cow;

use super::dispatch::{Dispatch, Number, Start, protocol};
use super::flow::{Budget, Half, Piece, Way, Wish};
use super::protocols::{Emit, Entry, Guess, Next, Said, Side, Stream};
use super::wire::Packet;
use crate::base::Endpoint;
use crate::observation::Observation;

/// First bytes of each side that recognition may look at.
const MAX_PROBE: usize = 512;
/// Without a word anybody knows in the first pieces of a side, nobody knows the connection.
const MAX_PIECES: u8 = 4;
/// A reader that finds its messages malformed again and again is reading something else.
const MAX_MALFORMED: u8 = 4;

/// What the inspection of one segment needs besides the connection itself.
pub(super) struct Surroundings<'a> {
    pub(super) dispatch: &'a mut Dispatch,
    pub(super) budget: &'a mut Budget,
    pub(super) said: &'a mut Said,
    pub(super) out: &'a mut Vec<Observation>,
    pub(super) gaps: &'a mut (u64, u64),
}

/// The connection as the flow table knows it.
#[derive(Clone, Copy)]
pub(super) struct Connection {
    pub(super) low: Endpoint,
    pub(super) high: Endpoint,
    pub(super) ports: [u16; 2],
    /// Which way the client speaks.
    pub(super) client: Way,
    /// Whether a handshake proved it.
    pub(super) proven: bool,
}

impl Connection {
    fn side(&self, way: Way) -> Side {
        if way == self.client { Side::Client } else { Side::Server }
    }

    fn ends(&self) -> (Endpoint, Endpoint) {
        if self.client == Way::Up { (self.low, self.high) } else { (self.high, self.low) }
    }
}

/// What inspection found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    /// Nobody needs more of this connection.
    pub(super) done: bool,
    /// Segments wait for one that is missing.
    pub(super) waiting: bool,
    /// The protocol recognised by this segment.
    pub(super) recognised: Option<Number>,
    /// The protocol's words say that the client speaks this way.
    pub(super) client: Option<Way>,
}

/// The state of one inspected connection.
pub(super) struct Inspection {
    halves: [Half; 2],
    stage: Stage,
    /// Bytes were missing before the protocol was recognised.
    lost_start: bool,
}

enum Stage {
    Probing([Probe; 2]),
    Reading { number: Number, stream: Box<dyn Stream>, malformed: u8 },
}

#[derive(Default)]
struct Probe {
    head: Vec<u8>,
    pieces: u8,
    failed: bool,
}

impl Inspection {
    /// A connection of which nothing was read yet.
    pub(super) fn new() -> Box<Self> {
        Box::new(Self { halves: Default::default(), stage: Stage::Probing(Default::default()), lost_start: false })
    }

    /// The connection's side `way` starts with `sequence`.
    pub(super) fn start(&mut self, way: Way, sequence: u32) {
        half(&mut self.halves, way).start(sequence);
    }

    /// Takes a segment.
    pub(super) fn segment(
        &mut self,
        packet: &Packet<'_>,
        way: Way,
        connection: &mut Connection,
        around: &mut Surroundings<'_>,
    ) -> Outcome {
        let Self { halves, stage, lost_start } = self;
        let mut outcome = Outcome::default();
        let tcp = packet.tcp;
        let (budget, rest) = around.split();
        let mut reader = Reading { stage, lost_start, connection, around: rest, outcome: &mut outcome, at: packet.at };
        let mut more = true;
        if tcp.flags.has(super::wire::TcpFlags::ACK) {
            let back = half(halves, way.back());
            more = back.acknowledged(tcp.acknowledgement, budget, &mut |piece| reader.piece(way.back(), piece));
        }
        if more && (!packet.payload.is_empty() || packet.cut > 0) {
            let forth = half(halves, way);
            more = forth.segment(tcp.sequence, packet.payload, packet.cut, budget, &mut |piece| reader.piece(way, piece));
        }
        outcome.done |= !more;
        outcome.waiting = halves.iter().any(Half::is_waiting);
        outcome
    }

    /// The connection is over: hands on what still waits, and gives its memory back.
    pub(super) fn finish(
        &mut self,
        connection: &mut Connection,
        at: crate::base::Timestamp,
        around: &mut Surroundings<'_>,
    ) -> Outcome {
        let Self { halves, stage, lost_start } = self;
        let mut outcome = Outcome::default();
        let (budget, rest) = around.split();
        let mut reader = Reading { stage, lost_start, connection, around: rest, outcome: &mut outcome, at };
        for way in [Way::Up, Way::Down] {
            half(halves, way).flush(budget, &mut |piece| reader.piece(way, piece));
        }
        outcome
    }
}

impl Inspection {
    /// Gives what is held back to the budget; for a connection that nobody reads any more.
    pub(super) fn release(mut self, budget: &mut Budget) {
        self.halves.iter_mut().for_each(|half| half.release(budget));
    }
}

/// What all protocols together think of the first bytes of a side.
#[derive(Clone, Copy)]
enum Opinion {
    Known(Start, Guess),
    Waiting,
    Unknown,
}

fn opinion(dispatch: &Dispatch, ports: [u16; 2], head: &[u8]) -> Opinion {
    let shown = head.get(..MAX_PROBE).unwrap_or(head);
    let mut opinion = Opinion::Unknown;
    for start in dispatch.starts(ports, shown) {
        match start.ask(shown) {
            Guess::No => {}
            Guess::More => opinion = Opinion::Waiting,
            guess => return Opinion::Known(start, guess),
        }
    }
    opinion
}

fn half(halves: &mut [Half; 2], way: Way) -> &mut Half {
    let [low, high] = halves;
    if way == Way::Up { low } else { high }
}

/// The surroundings without the budget, which the reassembly holds meanwhile.
struct Rest<'a> {
    dispatch: &'a mut Dispatch,
    said: &'a mut Said,
    out: &'a mut Vec<Observation>,
    gaps: &'a mut (u64, u64),
}

impl Surroundings<'_> {
    fn split(&mut self) -> (&mut Budget, Rest<'_>) {
        (self.budget, Rest { dispatch: self.dispatch, said: self.said, out: self.out, gaps: self.gaps })
    }
}

struct Reading<'a, 'b> {
    stage: &'a mut Stage,
    lost_start: &'a mut bool,
    connection: &'a mut Connection,
    around: Rest<'b>,
    outcome: &'a mut Outcome,
    at: crate::base::Timestamp,
}

impl Reading<'_, '_> {
    fn piece(&mut self, way: Way, piece: Piece<'_>) -> Wish {
        if self.outcome.done {
            return Wish::Done;
        }
        if let Piece::Gap(missing) = piece {
            let (count, bytes) = &mut *self.around.gaps;
            (*count, *bytes) = (count.saturating_add(1), bytes.saturating_add(missing));
        }
        let wish = match self.stage {
            Stage::Probing(_) => self.probe(way, piece),
            Stage::Reading { .. } => self.read(way, piece),
        };
        self.outcome.done |= wish == Wish::Done;
        wish
    }

    /// Asks who knows the first bytes of this side.
    fn probe(&mut self, way: Way, piece: Piece<'_>) -> Wish {
        let Stage::Probing(probes) = self.stage else { return Wish::Done };
        let [low, high] = probes;
        let (probe, other) = if way == Way::Up { (low, high) } else { (high, low) };
        let Piece::Data(bytes) = piece else {
            // The beginning is lost; perhaps the next piece starts a message.
            probe.head.clear();
            *self.lost_start = true;
            return Wish::More;
        };
        if probe.failed {
            return Wish::More;
        }
        let joined = if probe.head.is_empty() { Cow::Borrowed(bytes) } else { Cow::Owned([&probe.head[..], bytes].concat()) };
        let dispatch = &*self.around.dispatch;
        let mut head = joined;
        let mut opinion = opinion(dispatch, self.connection.ports, &head);
        if matches!(opinion, Opinion::Unknown) && head.len() > bytes.len() {
            // What was held back (a keep-alive's byte, the end of a message begun earlier) belonged to something else.
            head = Cow::Borrowed(bytes);
            opinion = self::opinion(dispatch, self.connection.ports, &head);
        }
        probe.pieces = probe.pieces.saturating_add(1);
        match opinion {
            Opinion::Known(start, guess) => return self.recognise(start, guess, way, &head),
            Opinion::Waiting if head.len() < MAX_PROBE => {
                probe.head = head.into_owned();
                return Wish::More;
            }
            _ => probe.head = Vec::new(),
        }
        probe.failed = probe.pieces >= MAX_PIECES;
        if probe.failed && (other.failed || other.pieces > 0) { Wish::Done } else { Wish::More }
    }

    fn recognise(&mut self, start: Start, guess: Guess, way: Way, head: &[u8]) -> Wish {
        let number = start.number;
        let Some(Entry::Stream(make)) = protocol(number).map(|protocol| protocol.entry) else { return Wish::Done };
        let client = match guess {
            Guess::Client => way,
            Guess::Server => way.back(),
            _ => self.connection.client,
        };
        if !self.connection.proven && guess != Guess::Either {
            self.connection.client = client;
            self.outcome.client = Some(client);
        }
        // What the other side said before stands first, if it can be this protocol's.
        let Stage::Probing(probes) = &mut self.stage else { return Wish::Done };
        let [low, high] = probes;
        let before = std::mem::take(&mut (if way == Way::Up { high } else { low }).head);
        *self.stage = Stage::Reading { number, stream: make(), malformed: 0 };
        self.around.dispatch.recognised(number);
        self.outcome.recognised = Some(number);
        if !before.is_empty() && start.ask(&before) != Guess::No && self.read(way.back(), Piece::Data(&before)) == Wish::Done {
            return Wish::Done;
        }
        self.read(way, Piece::Data(head))
    }

    fn read(&mut self, way: Way, piece: Piece<'_>) -> Wish {
        let Stage::Reading { number, stream, malformed } = self.stage else { return Wish::Done };
        let Some(name) = protocol(*number).map(|protocol| protocol.name) else { return Wish::Done };
        let side = self.connection.side(way);
        let (client, server) = self.connection.ends();
        let from_start = self.connection.proven && !*self.lost_start;
        let mut emit = Emit::new(self.at, name, client, server, self.around.said, self.around.out).with_start(from_start);
        let result = self.around.dispatch.guard(*number, || match piece {
            Piece::Data(bytes) => stream.data(side, bytes, &mut emit),
            Piece::Gap(missing) => Ok(stream.gap(side, missing)),
        });
        match result {
            Some(Ok(Next::More)) => Wish::More,
            Some(Ok(Next::Skip(count))) => Wish::Skip(count),
            Some(Ok(Next::Done)) | None => Wish::Done,
            Some(Err(_)) => {
                *malformed = malformed.saturating_add(1);
                if *malformed >= MAX_MALFORMED { Wish::Done } else { Wish::More }
            }
        }
    }
}
