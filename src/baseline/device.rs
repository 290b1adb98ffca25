//! What is known of how one device behaves: at most 16 KiB, whatever it does.

use std::net::IpAddr;
use std::sync::Arc;

use super::calendar::{DAY, day};
use super::class::{is_admin, is_mount};
use super::said::is_vocabulary;
use super::volume::Volume;
use crate::base::{Text, Timestamp};
use crate::inventory::DeviceId;
use crate::observation::{Property, Transport};

/// Words of identity and of clinical vocabulary remembered per device.
pub(super) const MOST_WORDS: usize = 40;
/// Days of which the longest silence is remembered.
pub(super) const DAYS: usize = 14;

/// On which side of a conversation the device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// It asks.
    Client,
    /// It answers.
    Server,
}

impl Side {
    /// The stored name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}

/// How far a conversation is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trust {
    /// Seen on fewer than three days.
    Seen,
    /// Seen on three days or more, but risky, and not known of its class: time alone does not make it trusted.
    Candidate,
    /// Usual.
    Trusted,
    /// A person said so.
    Accepted,
}

impl Trust {
    /// Every level, in order.
    pub const ALL: &'static [Self] = &[Self::Seen, Self::Candidate, Self::Trusted, Self::Accepted];

    /// The stored name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Candidate => "candidate",
            Self::Trusted => "trusted",
            Self::Accepted => "accepted",
        }
    }
}

/// What makes conversations alike. Never the client's port.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TalkKey {
    /// The side the device is on.
    pub side: Side,
    /// Transport protocol.
    pub transport: Transport,
    /// Server port; 0 for what is told apart by its protocol.
    pub port: u16,
    /// Protocol by content; empty where none was recognised.
    pub protocol: Arc<str>,
    /// With whom: `pacs`, `net 10.1.2.0/24`, `domain example.com`.
    pub group: Arc<str>,
}

impl TalkKey {
    /// Transport, port and protocol: `tcp/104 dicom`, `udp/any`.
    #[must_use]
    pub fn service(&self) -> String {
        let port = if self.port == 0 { "any".to_owned() } else { self.port.to_string() };
        format!("{}/{port} {}", self.transport.name(), self.protocol).trim_end().to_owned()
    }

    /// Whether it gives control of the machine that answers, or mounts its files.
    #[must_use]
    pub fn gives_control(&self) -> bool {
        let protocol = Some(&*self.protocol).filter(|name| !name.is_empty());
        is_admin(self.transport, self.port, protocol) || is_mount(self.port)
    }
}

/// A conversation that the device has.
#[derive(Clone, Debug, PartialEq)]
pub struct Talk {
    /// What makes it one.
    pub key: TalkKey,
    /// First time.
    pub first: Timestamp,
    /// Last time.
    pub last: Timestamp,
    /// Bit n: seen n days before the last.
    pub days: u32,
    /// How far it is trusted.
    pub trust: Trust,
    /// It crosses the site's border, or gives control.
    pub risky: bool,
    /// When something was last told of it.
    pub told: Timestamp,
    /// Longest silence of the last days, in seconds; 0 where it was not measured.
    pub gaps: [u16; 7],
}

/// One word the device used: an application entity title, a message type, a fingerprint of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it is.
    pub property: Property,
    /// The word.
    pub text: Text,
    /// First time.
    pub first: Timestamp,
}

impl Word {
    /// Whether it is a word of clinical protocols; else it is one of the device's own identity.
    #[must_use]
    pub fn is_clinical(&self) -> bool {
        is_vocabulary(self.property)
    }
}

/// How far a device is learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Too new: only what its class does is known.
    Prior,
    /// It is being learnt.
    Learning,
    /// What is new of it counts.
    Active,
}

impl Stage {
    /// The stored name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Prior => "prior",
            Self::Learning => "learning",
            Self::Active => "active",
        }
    }
}

/// The baseline of a device.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// Whose.
    pub device: DeviceId,
    /// When learning began, or began anew.
    pub since: Timestamp,
    /// When learning was declared finished by a person.
    pub accepted: Option<Timestamp>,
    /// Its conversations, sorted by what makes them one.
    pub talks: Vec<Talk>,
    /// Conversations forgotten to make room.
    pub evicted: u32,
    /// Its words.
    pub words: Vec<Word>,
    /// How much.
    pub volume: Volume,
    /// The longest silence of each of the last days, in seconds, latest last.
    pub gaps: Vec<u16>,
    /// Something changed since it was last written.
    pub dirty: bool,
    /// Conversations that went since its class was last told.
    pub(super) gone: Vec<TalkKey>,
}

impl Baseline {
    /// Nothing known yet.
    #[must_use]
    pub fn new(device: DeviceId, since: Timestamp) -> Self {
        Self {
            device,
            since,
            accepted: None,
            talks: Vec::new(),
            evicted: 0,
            words: Vec::new(),
            volume: Volume::default(),
            gaps: Vec::new(),
            dirty: true,
            gone: Vec::new(),
        }
    }

    /// How far it is learnt at `now`, if learning takes so many days.
    #[must_use]
    pub fn stage(&self, now: Timestamp, learning_days: u32) -> Stage {
        let age = now.0.saturating_sub(self.since.0);
        if self.accepted.is_some() || age >= i64::from(learning_days).saturating_mul(DAY) {
            Stage::Active
        } else if age >= DAY {
            Stage::Learning
        } else {
            Stage::Prior
        }
    }

    /// The conversation of a key.
    #[must_use]
    pub fn talk(&self, key: &TalkKey) -> Option<&Talk> {
        self.talks.binary_search_by(|talk| talk.key.cmp(key)).ok().and_then(|place| self.talks.get(place))
    }

    /// Whether it ever answered on a port.
    #[must_use]
    pub fn serves(&self, transport: Transport, port: u16) -> bool {
        let start = self.talks.partition_point(|talk| talk.key.side < Side::Server);
        self.talks.iter().skip(start).any(|talk| talk.key.transport == transport && talk.key.port == port)
    }

    /// Takes a conversation in: its place, and whether it was not there.
    pub fn learn(&mut self, key: TalkKey, at: Timestamp, risky: bool, max: usize) -> (usize, bool) {
        self.dirty = true;
        match self.talks.binary_search_by(|talk| talk.key.cmp(&key)) {
            Ok(place) => {
                if let Some(talk) = self.talks.get_mut(place) {
                    talk.see(at);
                }
                (place, false)
            }
            Err(mut place) => {
                if self.talks.len() >= max.max(1) {
                    let goer = self.goer();
                    self.gone.push(self.talks.remove(goer).key);
                    self.evicted = self.evicted.saturating_add(1);
                    place -= usize::from(goer < place);
                }
                let talk =
                    Talk { key, first: at, last: at, days: 1, trust: Trust::Seen, risky, told: Timestamp::MIN, gaps: [0; 7] };
                if self.talks.len() == self.talks.capacity() {
                    self.talks.reserve_exact(8);
                }
                self.talks.insert(place, talk);
                (place, true)
            }
        }
    }

    /// The one to forget first: accepted ones last, then those seen on the fewest days, then the longest unseen.
    fn goer(&self) -> usize {
        let rank = |talk: &Talk| (talk.trust == Trust::Accepted, talk.days.count_ones(), talk.last);
        let goer = self.talks.iter().enumerate().min_by_key(|(_, talk)| rank(talk));
        goer.map_or(0, |(place, _)| place)
    }

    /// Forgets what was not seen for so many days; accepted conversations stay.
    pub fn forget(&mut self, now: Timestamp, days: u32) {
        let oldest = now.0.saturating_sub(i64::from(days).saturating_mul(DAY));
        let stays = |talk: &Talk| talk.trust == Trust::Accepted || talk.last.0 >= oldest;
        self.gone.extend(self.talks.iter().filter(|talk| !stays(talk)).map(|talk| talk.key.clone()));
        self.dirty |= !self.gone.is_empty();
        self.talks.retain(stays);
    }

    /// Takes a word in; the words of the same property before, if this one is new.
    pub fn say(&mut self, property: Property, text: &Text, at: Timestamp) -> Option<Vec<Text>> {
        let text = &short(text);
        if self.words.iter().any(|word| word.property == property && word.text == *text) {
            return None;
        }
        let before = self.words.iter().filter(|word| word.property == property).map(|word| word.text.clone()).collect();
        if self.words.len() >= MOST_WORDS {
            self.words.remove(0);
        }
        self.words.push(Word { property, text: text.clone(), first: at });
        self.dirty = true;
        Some(before)
    }

    /// A day is over, with this longest silence.
    pub fn day(&mut self, gap: u32) {
        if self.gaps.len() >= DAYS {
            self.gaps.remove(0);
        }
        self.gaps.push(u16::try_from(gap).unwrap_or(u16::MAX));
        self.dirty = true;
    }

    /// After how many seconds of silence it is missed, if it always speaks: three times its longest silence of an
    /// ordinary day, at least five minutes. A device that is silent for more than ten minutes every now and then has no
    /// such limit.
    #[must_use]
    pub fn missed_after(&self, days: usize) -> Option<u32> {
        missed_after(&self.gaps, days)
    }

    /// Accepts the conversations that an alert with this key was about: the key names group and service.
    pub fn accept(&mut self, key: &str) -> usize {
        let meant = |talk: &&mut Talk| {
            let service = format!("{}/{}", talk.key.transport.name(), talk.key.port);
            key.contains(&*talk.key.group) && key.contains(&service)
        };
        let mut count = 0;
        for talk in self.talks.iter_mut().filter(meant).filter(|talk| talk.trust != Trust::Accepted) {
            talk.trust = Trust::Accepted;
            count += 1;
        }
        self.dirty |= count > 0;
        count
    }

    /// Accepts the conversations whose group, protocol or service holds a text.
    pub fn accept_like(&mut self, text: &str) -> usize {
        let meant = |talk: &&mut Talk| {
            let key = &talk.key;
            format!("{}/{} {} {}", key.transport.name(), key.port, key.protocol, key.group).contains(text)
        };
        let mut count = 0;
        for talk in self.talks.iter_mut().filter(meant).filter(|talk| talk.trust != Trust::Accepted) {
            talk.trust = Trust::Accepted;
            count += 1;
        }
        self.dirty |= count > 0;
        count
    }

    /// Accepts what holds a text; all of it, and that learning is over, where the text is empty.
    pub fn accept_only(&mut self, only: &str) -> usize {
        if only.is_empty() {
            let last = self.talks.iter().map(|talk| talk.last).max();
            self.accepted = last.or(Some(self.since));
            self.dirty = true;
        }
        self.accept_like(only)
    }

    /// Bytes it takes in memory, about.
    #[must_use]
    pub fn size(&self) -> usize {
        let talks = self.talks.capacity() * std::mem::size_of::<Talk>();
        let words: usize = self.words.iter().map(|word| std::mem::size_of::<Word>() + word.text.as_str().len()).sum();
        let rings: usize = self.volume.rings.iter().map(Vec::capacity).sum();
        std::mem::size_of::<Self>() + talks + words + rings + self.gaps.capacity() * 2
    }

    /// Takes in what was learnt of a device that turned out to be this one.
    pub fn join(&mut self, other: Self, max: usize) {
        self.since = self.since.min(other.since);
        self.accepted = self.accepted.or(other.accepted);
        for talk in other.talks {
            let (place, new) = self.learn(talk.key.clone(), talk.last, talk.risky, max);
            // Of two devices that had it there is one.
            self.gone.extend(Some(talk.key).filter(|_| !new));
            if let Some(own) = self.talks.get_mut(place) {
                own.first = own.first.min(talk.first);
                own.trust = own.trust.max(talk.trust);
                own.days |= if new { talk.days } else { 0 };
            }
        }
        for word in other.words {
            self.say(word.property, &word.text, word.first);
        }
        if self.volume.hours() < other.volume.hours() {
            self.volume = other.volume;
        }
        self.dirty = true;
    }
}

/// See [`Baseline::missed_after`].
#[must_use]
pub(super) fn missed_after(gaps: &[u16], days: usize) -> Option<u32> {
    if gaps.len() < days.max(1) {
        return None;
    }
    let mut sorted: Vec<u16> = gaps.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    // One odd day in ten is a repair, not a habit.
    let longest = u32::from(sorted.get(gaps.len() / 10).copied()?);
    (longest <= 600).then(|| longest.saturating_mul(3).max(300))
}

impl Talk {
    fn see(&mut self, at: Timestamp) {
        let passed = i64::from(day(at)).saturating_sub(i64::from(day(self.last)));
        if passed > 0 {
            self.days = self.days.checked_shl(u32::try_from(passed).unwrap_or(32)).unwrap_or(0) | 1;
            self.last = at;
        } else if let Some(bit) = u32::try_from(-passed).ok().and_then(|back| 1_u32.checked_shl(back)) {
            self.days |= bit;
            self.last = self.last.max(at);
        }
        self.first = self.first.min(at);
    }

    /// Takes in the longest silence of a day.
    pub fn gap(&mut self, seconds: u32) {
        self.gaps.rotate_left(1);
        if let Some(last) = self.gaps.last_mut() {
            *last = u16::try_from(seconds.max(1)).unwrap_or(u16::MAX);
        }
    }

    /// After how many seconds it is missed, if it is always there.
    #[must_use]
    pub fn missed_after(&self) -> Option<u32> {
        if self.gaps.contains(&0) {
            return None;
        }
        missed_after(&self.gaps, 5)
    }
}

/// A word as it is kept: a long one by its beginning and a digest, so that it takes no room of its own.
fn short(text: &Text) -> Text {
    const ROOM: usize = 24;
    let all = text.as_str();
    if all.len() <= ROOM {
        return text.clone();
    }
    let digest =
        all.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let begin: String = all.chars().take_while(char::is_ascii).take(ROOM - 9).collect();
    Text::new(&format!("{begin}#{:08x}", digest >> 32)).unwrap_or_else(|| text.clone())
}

/// The group of an address that nobody identified: its network.
#[must_use]
pub(super) fn network_of(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("net {a}.{b}.{c}.0/24")
        }
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("net {:x}:{:x}:{:x}:{:x}::/64", a, b, c, d)
        }
    }
}

/// The registrable part of a name: its last two labels, three below a country's second level.
#[must_use]
pub(super) fn domain_of(name: &str) -> String {
    let labels: Vec<&str> = name.trim_end_matches('.').rsplit('.').collect();
    let second = labels.get(1).copied().unwrap_or_default();
    let country = labels.first().is_some_and(|top| top.len() == 2)
        && matches!(second, "co" | "com" | "ac" | "gov" | "org" | "net" | "edu" | "nhs" | "or" | "go" | "ne" | "mil");
    let count = labels.len().min(if country { 3 } else { 2 });
    let mut kept: Vec<&str> = labels.into_iter().take(count).collect();
    kept.reverse();
    format!("domain {}", kept.join(".").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(port: u16) -> TalkKey {
        TalkKey { side: Side::Client, transport: Transport::TCP, port, protocol: "dicom".into(), group: "pacs".into() }
    }

    fn at(days: i64) -> Timestamp {
        Timestamp(days * DAY)
    }

    #[test]
    fn a_device_stays_within_its_room() {
        let mut baseline = Baseline::new(DeviceId(1), at(0));
        for port in 0..2000 {
            baseline.learn(key(port), at(i64::from(port)), false, 120);
        }
        for n in 0..500 {
            baseline.say(Property::DicomAeTitle, &Text::new(&format!("A{n:0>60}")).unwrap(), at(1));
        }
        for hour in 0..5000 {
            baseline.volume.hour(hour, 0, [1, 2, 3, 4], false);
        }
        (0..100).for_each(|n| baseline.day(n));
        assert_eq!((baseline.talks.len(), baseline.words.len(), baseline.evicted), (120, MOST_WORDS, 1880));
        assert!(baseline.size() <= 16 << 10, "{}", baseline.size());
    }

    #[test]
    fn days_are_counted_in_any_order() {
        let mut baseline = Baseline::new(DeviceId(1), at(0));
        for day in [3, 5, 4, 5, 3] {
            baseline.learn(key(104), at(day), false, 128);
        }
        let talk = baseline.talk(&key(104)).unwrap();
        assert_eq!((talk.days, talk.last, talk.first), (0b111, at(5), at(3)));
        assert!(baseline.talk(&key(105)).is_none());
    }

    #[test]
    fn only_who_always_speaks_is_missed() {
        assert_eq!(missed_after(&[60; 7], 5), Some(300));
        assert_eq!(missed_after(&[200; 7], 5), Some(600));
        assert_eq!(missed_after(&[60, 60, 60, 60, 60, 60, 60, 60, 60, 30000], 5), Some(300));
        assert_eq!(missed_after(&[60, 60, 60, 60, 30000], 5), None);
        assert_eq!(missed_after(&[60; 4], 5), None);
    }

    #[test]
    fn groups_have_names() {
        assert_eq!(domain_of("eu.update.vendor.co.uk"), "domain vendor.co.uk");
        assert_eq!(domain_of("a.b.Example.com."), "domain example.com");
        assert_eq!(network_of("10.1.2.3".parse().unwrap()), "net 10.1.2.0/24");
    }

    #[test]
    fn what_was_two_devices_is_one_baseline() {
        let (mut one, mut two) = (Baseline::new(DeviceId(1), at(3)), Baseline::new(DeviceId(2), at(1)));
        one.learn(key(104), at(4), false, 128);
        two.learn(key(104), at(2), false, 128);
        two.learn(key(105), at(2), false, 128);
        one.join(two, 128);
        assert_eq!((one.since, one.talks.len()), (at(1), 2));
    }
}
