//! Which protocol looks at what: tables made once from the registry.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::protocols::{Attach, Emit, Entry, Guess, PROTOCOLS, Protocol, Said};
use super::reader::Malformed;
use super::wire::Packet;
use crate::observation::Observation;

/// Index of a protocol in the registry.
pub(super) type Number = u8;

/// A protocol that panicked this often is not asked again.
const MAX_PANICS: u64 = 8;

/// What recognises a datagram.
type Knows = fn(&[u8]) -> bool;

/// What recognises the first bytes of a TCP stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    pub(super) number: Number,
    guess: fn(&[u8]) -> Guess,
}

impl Start {
    /// What this protocol thinks of `head`. A panic is a no.
    pub(super) fn ask(self, head: &[u8]) -> Guess {
        catch_unwind(AssertUnwindSafe(|| (self.guess)(head))).unwrap_or(Guess::No)
    }
}

/// Per protocol, what it did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Score {
    pub(super) recognised: u64,
    pub(super) malformed: u64,
    pub(super) panics: u64,
}

/// The tables.
#[derive(Debug)]
pub(super) struct Dispatch {
    /// By port: registry number + 1, 0 for none.
    udp: Vec<Number>,
    tcp: Vec<Number>,
    ip: Vec<Number>,
    ether: Vec<(u16, Number)>,
    snap: Vec<(u32, u16, Number)>,
    syn: Vec<Number>,
    datagrams: Vec<(Knows, Number)>,
    starts: Vec<Start>,
    scores: Vec<Score>,
}

impl Dispatch {
    pub(super) fn new() -> Self {
        let mut tables = Self {
            udp: vec![0; 1 << 16],
            tcp: vec![0; 1 << 16],
            ip: vec![0; 1 << 8],
            ether: Vec::new(),
            snap: Vec::new(),
            syn: Vec::new(),
            datagrams: Vec::new(),
            starts: Vec::new(),
            scores: vec![Score::default(); PROTOCOLS.len()],
        };
        for (number, protocol) in (0_u8..).zip(PROTOCOLS) {
            for attach in protocol.attach {
                tables.attach(*attach, number);
            }
        }
        tables
    }

    fn attach(&mut self, attach: Attach, number: Number) {
        let put = |table: &mut Vec<Number>, place: u16| {
            if let Some(slot) = table.get_mut(usize::from(place)) {
                *slot = number.saturating_add(1);
            }
        };
        match attach {
            Attach::EtherType(kind) => self.ether.push((kind, number)),
            Attach::Snap(organisation, kind) => self.snap.push((organisation, kind, number)),
            Attach::Ip(protocol) => put(&mut self.ip, u16::from(protocol)),
            Attach::Syn => self.syn.push(number),
            Attach::Udp(port) => put(&mut self.udp, port),
            Attach::UdpStart(guess) => self.datagrams.push((guess, number)),
            Attach::Tcp(port) => put(&mut self.tcp, port),
            Attach::TcpStart(guess) => self.starts.push(Start { number, guess }),
        }
    }

    /// The protocol that reads frames without IP.
    pub(super) fn link(&self, packet: &Packet<'_>) -> Option<Number> {
        match packet.snap {
            Some((organisation, kind)) => {
                self.snap.iter().find(|entry| (entry.0, entry.1) == (organisation, kind)).map(|entry| entry.2)
            }
            None => self.ether.iter().find(|entry| entry.0 == packet.ether_type).map(|entry| entry.1),
        }
    }

    /// The protocol directly on IP.
    #[inline]
    pub(super) fn ip(&self, packet: &Packet<'_>) -> Option<Number> {
        self.ip.get(usize::from(packet.transport.0))?.checked_sub(1)
    }

    /// The protocol to try on a datagram: by the receiver's port, else by the sender's, else by its first bytes.
    #[inline]
    pub(super) fn udp(&self, packet: &Packet<'_>) -> Option<Number> {
        let at = |port: u16| self.udp.get(usize::from(port)).copied().unwrap_or_default();
        let named = at(packet.destination_port).checked_sub(1).or_else(|| at(packet.source_port).checked_sub(1));
        named.or_else(|| self.datagram(packet.payload))
    }

    /// The protocol that recognises a datagram by its content. A panic is a no.
    fn datagram(&self, payload: &[u8]) -> Option<Number> {
        let knows = |guess: Knows| catch_unwind(AssertUnwindSafe(|| guess(payload))).unwrap_or(false);
        self.datagrams.iter().find(|(guess, _)| knows(*guess)).map(|(_, number)| *number)
    }

    /// Whether some protocol names this TCP port: a hint of who is the server.
    #[inline]
    pub(super) fn is_server_port(&self, udp: bool, port: u16) -> bool {
        let table = if udp { &self.udp } else { &self.tcp };
        table.get(usize::from(port)).is_some_and(|number| *number != 0)
    }

    /// Everything that recognises streams, the one that names `ports` first.
    pub(super) fn starts(&self, ports: [u16; 2]) -> impl Iterator<Item = Start> + '_ {
        let hinted = ports.map(|port| self.tcp.get(usize::from(port)).and_then(|number| number.checked_sub(1)));
        let is_hinted = move |start: &&Start| hinted.contains(&Some(start.number));
        self.starts.iter().filter(is_hinted).chain(self.starts.iter().filter(move |start| !is_hinted(start))).copied()
    }

    /// The protocols that look at SYN segments.
    pub(super) fn syn(&self) -> &[Number] {
        &self.syn
    }

    /// Lets a packet protocol read a packet. True when it was its own.
    pub(super) fn read(&mut self, number: Number, packet: &Packet<'_>, said: &mut Said, out: &mut Vec<Observation>) -> bool {
        let Some(protocol) = protocol(number) else { return false };
        let Entry::Packet(read) = protocol.entry else { return false };
        let mut emit = Emit::new(packet.at, protocol.name, packet.source(), packet.destination(), said, out);
        self.guard(number, || read(packet, &mut emit)) == Some(Ok(()))
    }

    /// Runs a protocol's code: counts what it did, and catches its panics. `None` when it is set aside or panicked.
    pub(super) fn guard<T>(
        &mut self,
        number: Number,
        code: impl FnOnce() -> Result<T, Malformed>,
    ) -> Option<Result<T, Malformed>> {
        let score = self.scores.get_mut(usize::from(number))?;
        if score.panics >= MAX_PANICS {
            return None;
        }
        match catch_unwind(AssertUnwindSafe(code)) {
            Ok(result) => {
                score.malformed = score.malformed.saturating_add(u64::from(result.is_err()));
                Some(result)
            }
            Err(_) => {
                score.panics = score.panics.saturating_add(1);
                None
            }
        }
    }

    /// Counts a flow or packet as this protocol's.
    pub(super) fn recognised(&mut self, number: Number) {
        if let Some(score) = self.scores.get_mut(usize::from(number)) {
            score.recognised = score.recognised.saturating_add(1);
        }
    }

    /// What every protocol did.
    pub(super) fn scores(&self) -> impl Iterator<Item = (&'static str, Score)> + '_ {
        PROTOCOLS.iter().map(|protocol| protocol.name).zip(self.scores.iter().copied())
    }
}

/// The protocol of a registry number.
pub(super) fn protocol(number: Number) -> Option<&'static Protocol> {
    PROTOCOLS.get(usize::from(number)).copied()
}
