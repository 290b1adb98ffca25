//! Where protocols say what they understood, and where a fact already said is not said again.

use std::hash::{BuildHasher, Hash};

use foldhash::fast::FixedState;

use super::scratch::Scratch;
use crate::base::{Endpoint, Text, Timestamp, initials};
use crate::observation::{Claim, Equipment, Fact, Observation, Property, Role, Sign};
use crate::sensor::protocols::Side;

/// What was said lately: a fixed table of fingerprints of facts. A lost entry only repeats a fact.
///
/// Its hash has a fixed seed on purpose, so that the same capture repeats the same facts; an adversary who aims at it
/// gains repetitions, which the store folds together.
#[derive(Debug)]
pub struct Said {
    /// 40 bits of the hash above 24 bits of the time in seconds: eight entries a cache line.
    slots: Vec<u64>,
    refresh: u64,
    hasher: FixedState,
    /// The present second, and how much was told in it of who is there.
    second: i64,
    told: u32,
    put_off: u64,
}

/// News a second of who is there, and of how they open connections: more than a site has, and few enough that a flood of
/// invented senders, one a frame, leaves the hub time for what others say. What is put off is said with the next frame
/// of the same sender.
const MOST_A_SECOND: u32 = 10_000;

/// Times wrap after this many seconds, 194 days.
const WRAP: u64 = 1 << 24;

impl Said {
    /// Remembers `2^bits` facts for `refresh_seconds` of packet time each.
    #[must_use]
    pub fn new(bits: u32, refresh_seconds: u32) -> Self {
        Self {
            slots: vec![0; 1_usize << bits.min(26)],
            refresh: u64::from(refresh_seconds),
            hasher: FixedState::with_seed(0x7761_7264_7761_7463),
            second: i64::MIN,
            told: 0,
            put_off: 0,
        }
    }

    /// News of who is there that was put off, because there was too much of it within a second.
    #[must_use]
    pub fn put_off(&self) -> u64 {
        self.put_off
    }

    /// Whether this was not said within the refresh time; remembers it as said.
    pub fn is_news(&mut self, at: Timestamp, what: impl Hash) -> bool {
        self.note(at, what, false)
    }

    /// The same of what a flood can invent with every frame.
    pub fn is_news_within_reason(&mut self, at: Timestamp, what: impl Hash) -> bool {
        self.note(at, what, true)
    }

    fn note(&mut self, at: Timestamp, what: impl Hash, is_bounded: bool) -> bool {
        let hash = self.hasher.hash_one(what);
        let mask = self.slots.len().saturating_sub(1);
        let Some(slot) = usize::try_from(hash & (WRAP - 1)).ok().and_then(|index| self.slots.get_mut(index & mask)) else {
            return true;
        };
        // An entry is never 0, which is an empty slot.
        let tag = (hash | WRAP) & !(WRAP - 1);
        let now = u64::try_from(at.0.div_euclid(1_000_000_000).rem_euclid(1 << 24)).unwrap_or_default();
        let age = now.wrapping_sub(*slot & (WRAP - 1)) & (WRAP - 1);
        if *slot & !(WRAP - 1) == tag && age < self.refresh {
            return false;
        }
        if is_bounded {
            let second = at.0.div_euclid(1_000_000_000);
            if second != self.second {
                (self.second, self.told) = (second, 0);
            }
            if self.told >= MOST_A_SECOND {
                self.put_off = self.put_off.saturating_add(1);
                return false;
            }
            self.told = self.told.saturating_add(1);
        }
        *slot = tag | now;
        true
    }
}

/// Goes before what is remembered: the hash does not tell a number from the same number with zeros behind it, so that
/// without it two kinds of facts could pass for one another.
#[derive(Hash)]
enum Kind {
    Says,
    Holds,
    Equipment,
    Present,
    Words,
}

/// The parts of a description of equipment as the wire has them, put together without an allocation each.
#[derive(Clone, Debug, Default, Hash)]
pub struct Parts {
    bytes: Vec<u8>,
    /// Each property, and where its value ends.
    ends: Vec<(Property, usize)>,
}

impl Parts {
    /// Adds a value; an empty one is nothing.
    pub fn push(&mut self, property: Property, value: &[u8]) {
        let value = value.get(..Text::MAX.saturating_mul(2)).unwrap_or(value);
        if !value.is_empty() {
            self.bytes.extend_from_slice(value);
            self.ends.push((property, self.bytes.len()));
        }
    }

    /// Whether there is a value of `property`.
    #[must_use]
    pub fn has(&self, property: Property) -> bool {
        self.ends.iter().any(|(known, _)| *known == property)
    }

    /// Whether nothing was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Forgets all parts.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    fn iter(&self) -> impl Iterator<Item = (Property, &[u8])> {
        let mut start = 0;
        self.ends.iter().map(move |(property, end)| {
            let value = self.bytes.get(std::mem::replace(&mut start, *end)..*end).unwrap_or_default();
            (*property, value)
        })
    }
}

/// What a protocol speaks through while it reads one packet or one piece of a stream.
#[derive(Debug)]
pub struct Emit<'a> {
    at: Timestamp,
    protocol: &'static str,
    client: Endpoint,
    server: Endpoint,
    from_start: bool,
    said: &'a mut Said,
    out: &'a mut Vec<Observation>,
}

impl<'a> Emit<'a> {
    /// For `protocol` at packet time `at`. For a packet, `client` is the sender and `server` the receiver.
    pub fn new(
        at: Timestamp,
        protocol: &'static str,
        client: Endpoint,
        server: Endpoint,
        said: &'a mut Said,
        out: &'a mut Vec<Observation>,
    ) -> Self {
        Self { at, protocol, client, server, from_start: false, said, out }
    }

    /// The same, for a connection of which everything since its handshake was read, or not.
    #[must_use]
    pub fn with_start(self, from_start: bool) -> Self {
        Self { from_start, ..self }
    }

    /// Whether everything since the connection's handshake was read: what is seen is not the middle of a session.
    #[must_use]
    pub fn is_from_start(&self) -> bool {
        self.from_start
    }

    /// The capture time of the packet being read.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// The client of the connection, or the sender of the packet.
    #[must_use]
    pub fn client(&self) -> Endpoint {
        self.client
    }

    /// The server of the connection, or the receiver of the packet.
    #[must_use]
    pub fn server(&self) -> Endpoint {
        self.server
    }

    /// The end on `side` of the connection.
    #[must_use]
    pub fn of(&self, side: Side) -> Endpoint {
        side.of(self.client, self.server)
    }

    /// Says that `subject` has `property`; a value with nothing printable in it is not said.
    pub fn says(&mut self, subject: Endpoint, property: Property, value: &[u8]) {
        if value.is_empty()
            || !is_host(&subject)
            || !self.said.is_news(self.at, (Kind::Says, subject, property, value, initials(self.protocol)))
        {
            return;
        }
        if let Some(text) = Text::from_wire(value) {
            self.push(subject, Fact::Says(property, text));
        }
    }

    /// Says that `subject` plays `role`.
    pub fn role(&mut self, subject: Endpoint, role: Role) {
        self.says(subject, Property::NetworkRole, role.slug().as_bytes());
    }

    /// Says that `subject` sent a sign to `victim`.
    pub fn sign(&mut self, subject: Endpoint, sign: Sign, victim: Endpoint) {
        self.says_of(subject, Property::Sign, sign.slug().as_bytes(), victim);
    }

    /// Says that `subject` has `property`, and towards whom: the value, then the other's address.
    pub fn says_of(&mut self, subject: Endpoint, property: Property, value: &[u8], other: Endpoint) {
        let mut shown = Scratch::new();
        shown.text(value);
        if let Some(ip) = other.ip {
            // A buffer of that size takes every address.
            let _ = std::fmt::Write::write_fmt(&mut shown, format_args!(" {ip}"));
        }
        self.says(subject, property, shown.bytes());
    }

    /// Says that `subject` claims its address as its own.
    pub fn holds(&mut self, subject: Endpoint, claim: Claim) {
        if is_host(&subject) && subject.ip.is_some() && self.said.is_news_within_reason(self.at, (Kind::Holds, subject, claim)) {
            self.push(subject, Fact::Holds(claim));
        }
    }

    /// Says that data sent by `subject` describes a piece of equipment.
    pub fn equipment(&mut self, subject: Endpoint, parts: Vec<(Property, Text)>) {
        let Some(equipment) = Equipment::new(parts) else { return };
        if is_host(&subject) && self.said.is_news(self.at, (Kind::Equipment, subject, &equipment, initials(self.protocol))) {
            self.push(subject, Fact::Equipment(equipment));
        }
    }

    /// As [`Emit::equipment`], from the bytes as they came: of a description said before no text is made.
    pub fn described(&mut self, subject: Endpoint, parts: &Parts) {
        if !parts.is_empty() && is_host(&subject) && self.is_news(subject, parts) {
            let texts = parts.iter().filter_map(|(property, value)| Some((property, Text::from_wire(value)?)));
            self.equipment(subject, texts.collect());
        }
    }

    /// Whether `words` of `subject` were not seen within the refresh time: what many messages repeat together need not
    /// be taken apart each time.
    pub fn is_news(&mut self, subject: Endpoint, words: impl Hash) -> bool {
        self.said.is_news(self.at, (Kind::Words, subject, words, initials(self.protocol)))
    }

    /// The same of words that come with every frame of a flood.
    pub fn is_news_within_reason(&mut self, subject: Endpoint, words: impl Hash) -> bool {
        self.said.is_news_within_reason(self.at, (Kind::Words, subject, words, initials(self.protocol)))
    }

    /// Says that `subject` sent a frame.
    pub fn present(&mut self, subject: Endpoint, hops: Option<u8>) {
        if is_host(&subject) && self.said.is_news_within_reason(self.at, (Kind::Present, subject, hops)) {
            self.push(subject, Fact::Present { hops });
        }
    }

    fn push(&mut self, subject: Endpoint, fact: Fact) {
        self.out.push(Observation { at: self.at, subject, fact, protocol: self.protocol });
    }
}

/// Whether an endpoint can be a device: a station's address, or at least an IP address that one host can have.
fn is_host(subject: &Endpoint) -> bool {
    let mac = subject.mac.is_none_or(|mac| mac.is_station());
    let ip = subject.ip.is_none_or(|ip| !ip.is_multicast() && !ip.is_unspecified() && !is_broadcast(ip));
    mac && ip && (subject.mac.is_some() || subject.ip.is_some())
}

fn is_broadcast(ip: std::net::IpAddr) -> bool {
    matches!(ip, std::net::IpAddr::V4(v4) if v4.is_broadcast())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_of_different_kinds_do_not_hide_one_another() {
        let (mut said, mut out) = (Said::new(8, 60), Vec::new());
        let subject = Endpoint { ip: "10.0.0.1".parse().ok(), ..Endpoint::default() };
        let mut emit = Emit::new(Timestamp::new(1, 0), "arp", subject, subject, &mut said, &mut out);
        emit.present(subject, Some(0));
        emit.holds(subject, Claim::NeighborDiscovery);
        emit.holds(subject, Claim::Arp);
        emit.present(subject, None);
        assert_eq!(out.len(), 4);
    }

    #[test]
    fn of_a_flood_of_senders_so_many_are_told_and_the_others_with_their_next_frame() {
        let (mut said, at) = (Said::new(18, 60), Timestamp::new(1000, 0));
        let told = (0..30_000_u32).filter(|n| said.is_news_within_reason(at, n)).count();
        assert_eq!((told, said.put_off()), (10_000, 20_000));
        assert!(said.is_news(at, "what others say"));
        assert!(
            said.is_news_within_reason(at.plus_seconds(1), 29_999_u32) && !said.is_news_within_reason(at.plus_seconds(1), 5_u32)
        );
    }

    #[test]
    fn a_fact_is_news_once_per_refresh() {
        let mut said = Said::new(8, 60);
        let at = Timestamp::new(1000, 0);
        assert!(said.is_news(at, "a"));
        assert!(!said.is_news(at.plus_seconds(59), "a"));
        assert!(said.is_news(at, "b"));
        assert!(said.is_news(at.plus_seconds(60), "a"));
    }
}
