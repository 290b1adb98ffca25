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
    rare: Option<Number>,
    datagrams: Vec<(Knows, Number)>,
    /// By the first byte of a stream: everything that may come to recognise it.
    starts: Vec<Vec<Start>>,
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
            rare: None,
            datagrams: Vec::new(),
            starts: vec![Vec::new(); 1 << 8],
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
            Attach::Rare => self.rare = Some(number),
            Attach::Udp(port) => put(&mut self.udp, port),
            Attach::UdpStart(guess) => self.datagrams.push((guess, number)),
            Attach::Tcp(port) => put(&mut self.tcp, port),
            Attach::TcpStart(guess) => {
                // Who says no to one byte says no to all that begins with it.
                let start = Start { number, guess };
                for (byte, list) in (0..=u8::MAX).zip(&mut self.starts) {
                    if start.ask(&[byte]) != Guess::No {
                        list.push(start);
                    }
                }
            }
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

    /// The protocol to try on a datagram: by its ports, else by its first bytes. Of two named ports the lower, else the receiver's: some
    /// protocols have ports that hosts also ask from, and an answer from port 53 to one of these is DNS.
    #[inline]
    pub(super) fn udp(&self, packet: &Packet<'_>) -> Option<Number> {
        let at = |port: u16| self.udp.get(usize::from(port)).copied().unwrap_or_default().checked_sub(1);
        let named = match (at(packet.destination_port), at(packet.source_port)) {
            (Some(_), Some(source)) if packet.source_port < packet.destination_port => Some(source),
            (destination, source) => destination.or(source),
        };
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

    /// Everything that may recognise a stream that begins with `head`, the one that names `ports` first.
    pub(super) fn starts(&self, ports: [u16; 2], head: &[u8]) -> impl Iterator<Item = Start> + '_ {
        let hinted = ports.map(|port| self.tcp.get(usize::from(port)).and_then(|number| number.checked_sub(1)));
        let is_hinted = move |start: &&Start| hinted.contains(&Some(start.number));
        let list = head.first().and_then(|byte| self.starts.get(usize::from(*byte))).map(Vec::as_slice).unwrap_or_default();
        list.iter().filter(is_hinted).chain(list.iter().filter(move |start| !is_hinted(start))).copied()
    }

    /// The protocols that look at SYN segments.
    pub(super) fn syn(&self) -> &[Number] {
        &self.syn
    }

    /// The protocol that looks at packets with rare headers.
    pub(super) fn rare(&self) -> Option<Number> {
        self.rare
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Timestamp;
    use crate::sensor::wire::{self, LinkType};

    #[test]
    fn of_two_named_ports_the_lower_tells_the_protocol() {
        let tables = Dispatch::new();
        let name = |source: u16, destination: u16| {
            let head = [&[0; 12][..], &[8, 0, 0x45, 0, 0, 28, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2]].concat();
            let frame = [&head[..], &source.to_be_bytes(), &destination.to_be_bytes(), &[0, 8, 0, 0]].concat();
            let packet = wire::decode(LinkType::ETHERNET, &frame, Timestamp::new(1, 0)).unwrap();
            tables.udp(&packet).and_then(protocol).map(|protocol| protocol.name)
        };
        assert_eq!([name(53, 41794), name(41794, 53)], [Some("dns"); 2]);
        assert_eq!([name(41794, 50000), name(50000, 41794)], [Some("crestron"); 2]);
        assert_eq!([name(123, 123), name(50000, 50001)], [Some("ntp"), None]);
    }

    /// What is left out for its first byte would not have been recognised later: one byte changed at the front of every
    /// known beginning, the first answer stands.
    #[test]
    fn a_no_to_the_first_byte_is_a_no() {
        let beginnings: [&[u8]; 12] = [
            b"GET / HTTP/1.1\r\n",
            b"SSH-2.0-x\r\n",
            b"\x0bMSH|^~\\&|A|B|C|D|2026||ORU^R01|1|P|2.6\r",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"\x00\x00\x00\x55\xfeSMB@\x00",
            b"\x01\x00\x00\x00\x00\xcd\x00\x01\x00\x00STORESCP        ",
            b"\x05\x021H|\\^&|||A^1^2\r",
            b"\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00",
            b"\x10\x10\x00\x04MQTT\x04\x02\x00\x3c",
            b"HELF\x40\x00\x00\x00\x00\x00\x00\x00",
            b"\xff\xfb\x01\xff\xfd\x03login: ",
            b"220 ftp ready\r\n",
        ];
        let tables = Dispatch::new();
        for protocol in PROTOCOLS {
            let starts = protocol.attach.iter().filter_map(|attach| match attach {
                Attach::TcpStart(guess) => Some(*guess),
                _ => None,
            });
            for guess in starts {
                for byte in (0..=u8::MAX).filter(|byte| guess(&[*byte]) == Guess::No) {
                    for beginning in beginnings {
                        let changed = [&[byte], beginning.get(1..).unwrap()].concat();
                        let pushed = [&[byte], beginning].concat();
                        assert_eq!([guess(&changed), guess(&pushed)], [Guess::No; 2], "{} at {byte:#04x}", protocol.name);
                    }
                }
            }
        }
        let known = |head: &[u8]| tables.starts([1, 2], head).any(|start| start.ask(head) != Guess::No);
        assert!(beginnings.iter().all(|beginning| known(beginning)) && !known(b"\xc7\xc7\xc7\xc7"));
    }
}
