//! Batches as bytes.
//!
//! Words of the vocabulary and names of protocols travel as text, each once a batch, so that halves of different
//! versions understand each other: a word that this version does not know takes its observation with it, counted.
//!
//! Invariant: what was decoded is what was encoded; bytes of a stranger are refused, never believed.

use std::collections::HashMap;

use super::wire::{Reader, Unreadable, Writer};
use crate::base::{Endpoint, MacAddr, Text, Timestamp, Vlan};
use crate::observation::{Batch, Claim, Conversation, Equipment, Fact, Observation, Oriented, Property, Tally, Transport};
use crate::sensor::protocols::PROTOCOLS;

/// Names that stand beside the registry's: of frames that no protocol read.
const OTHER_NAMES: &[&str] = &["ethernet", "ip"];

/// A batch, and what of it was not understood.
#[derive(Debug, PartialEq)]
pub struct Decoded {
    /// The batch.
    pub batch: Batch,
    /// Observations in words that this version does not know.
    pub unknown: u64,
}

/// The batch as bytes.
#[must_use]
pub fn encode(batch: &Batch) -> Vec<u8> {
    let mut names = Names::default();
    let mut body = Writer::default();
    let mut before = batch.until;
    body.number(count(batch.observations.len()));
    for observation in &batch.observations {
        body.signed(observation.at.0.wrapping_sub(before.0));
        before = observation.at;
        body.number(names.place(observation.protocol));
        endpoint(&mut body, &observation.subject);
        fact(&mut body, &observation.fact, &mut names);
    }
    body.number(count(batch.conversations.len()));
    for one in &batch.conversations {
        conversation(&mut body, one, &mut names, batch.until);
    }
    let mut head = Writer::default();
    head.fixed(&batch.epoch.to_le_bytes());
    head.number(batch.sequence);
    head.fixed(&batch.until.0.to_le_bytes());
    head.number(count(names.list.len()));
    for name in names.list {
        head.bytes(name.as_bytes());
    }
    head.fixed(&body.0);
    head.0
}

/// The batch that `bytes` are.
///
/// # Errors
/// When they are none of this version.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    let mut reader = Reader(bytes);
    let epoch = u64::from_le_bytes(reader.fixed("epoch")?);
    let sequence = reader.number("sequence")?;
    let until = Timestamp(i64::from_le_bytes(reader.fixed("time")?));
    let names = (0..reader.count("names")?).map(|_| reader.text("name")).collect::<Result<Vec<_>, _>>()?;
    let protocols: Vec<Option<&'static str>> = names.iter().map(|name| protocol(name)).collect();
    let known = Known { properties: names.iter().map(|name| name.parse().ok()).collect(), protocols };
    let mut batch = Batch { epoch, sequence, until, ..Batch::default() };
    let (mut unknown, mut before) = (0, until);
    for _ in 0..reader.count("observations")? {
        let at = Timestamp(before.0.wrapping_add(reader.signed("time")?));
        before = at;
        let protocol = known.protocol(&mut reader)?;
        let subject = read_endpoint(&mut reader)?;
        match (protocol, read_fact(&mut reader, &known)?) {
            (Some(protocol), Some(fact)) => batch.observations.push(Observation { at, subject, fact, protocol }),
            _ => unknown += 1,
        }
    }
    for _ in 0..reader.count("conversations")? {
        batch.conversations.push(read_conversation(&mut reader, &known, until)?);
    }
    reader.end()?;
    Ok(Decoded { batch, unknown })
}

/// This program's own spelling of a protocol's name.
fn protocol(name: &str) -> Option<&'static str> {
    let registered = PROTOCOLS.binary_search_by(|protocol| protocol.name.cmp(name)).ok();
    let registered = registered.and_then(|place| PROTOCOLS.get(place)).map(|protocol| protocol.name);
    registered.or_else(|| OTHER_NAMES.iter().find(|other| **other == name).copied())
}

/// The words of a batch in the order of their first use.
#[derive(Default)]
struct Names {
    list: Vec<&'static str>,
    places: HashMap<&'static str, u64>,
}

impl Names {
    fn place(&mut self, name: &'static str) -> u64 {
        let next = count(self.list.len());
        let place = *self.places.entry(name).or_insert(next);
        if place == next {
            self.list.push(name);
        }
        place
    }
}

/// What the words of a batch mean here.
struct Known {
    properties: Vec<Option<Property>>,
    protocols: Vec<Option<&'static str>>,
}

impl Known {
    fn protocol(&self, reader: &mut Reader<'_>) -> Result<Option<&'static str>, Unreadable> {
        let place = usize::try_from(reader.number("protocol")?).map_err(|_| Unreadable("protocol"))?;
        self.protocols.get(place).copied().ok_or(Unreadable("protocol"))
    }

    fn property(&self, reader: &mut Reader<'_>) -> Result<Option<Property>, Unreadable> {
        let place = usize::try_from(reader.number("property")?).map_err(|_| Unreadable("property"))?;
        self.properties.get(place).copied().ok_or(Unreadable("property"))
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

const MAC: u8 = 1;
const V4: u8 = 2;
const V6: u8 = 4;
const TAGGED: u8 = 8;

fn endpoint(out: &mut Writer, endpoint: &Endpoint) {
    let address = match endpoint.ip {
        None => 0,
        Some(std::net::IpAddr::V4(_)) => V4,
        Some(std::net::IpAddr::V6(_)) => V6,
    };
    let mac = if endpoint.mac.is_some() { MAC } else { 0 };
    let tagged = if endpoint.vlan == Vlan::NONE { 0 } else { TAGGED };
    out.u8(mac | address | tagged);
    if let Some(MacAddr(mac)) = endpoint.mac {
        out.fixed(&mac);
    }
    match endpoint.ip {
        None => {}
        Some(std::net::IpAddr::V4(ip)) => out.fixed(&ip.octets()),
        Some(std::net::IpAddr::V6(ip)) => out.fixed(&ip.octets()),
    }
    if tagged != 0 {
        out.number(u64::from(endpoint.vlan.0));
    }
}

fn read_endpoint(reader: &mut Reader<'_>) -> Result<Endpoint, Unreadable> {
    let parts = reader.u8("endpoint")?;
    if parts & !(MAC | V4 | V6 | TAGGED) != 0 || parts & (V4 | V6) == V4 | V6 {
        return Err(Unreadable("endpoint"));
    }
    let mac = if parts & MAC == 0 { None } else { Some(MacAddr(reader.fixed("hardware address")?)) };
    let ip = match parts & (V4 | V6) {
        V4 => Some(std::net::IpAddr::from(reader.fixed::<4>("address")?)),
        V6 => Some(std::net::IpAddr::from(reader.fixed::<16>("address")?)),
        _ => None,
    };
    let vlan = if parts & TAGGED == 0 { 0 } else { reader.number("VLAN")? };
    Ok(Endpoint { mac, ip, vlan: Vlan(u32::try_from(vlan).map_err(|_| Unreadable("VLAN"))?) })
}

const PRESENT: u8 = 0;
const PRESENT_HOPS: u8 = 1;
const ARP: u8 = 2;
const NEIGHBOR: u8 = 3;
const LEASE: u8 = 4;
const LEASE_UNTIL: u8 = 5;
const SAYS: u8 = 6;
const EQUIPMENT: u8 = 7;

fn fact(out: &mut Writer, fact: &Fact, names: &mut Names) {
    match fact {
        Fact::Present { hops: None } => out.u8(PRESENT),
        Fact::Present { hops: Some(hops) } => out.fixed(&[PRESENT_HOPS, *hops]),
        Fact::Holds(Claim::Arp) => out.u8(ARP),
        Fact::Holds(Claim::NeighborDiscovery) => out.u8(NEIGHBOR),
        Fact::Holds(Claim::Lease(None)) => out.u8(LEASE),
        Fact::Holds(Claim::Lease(Some(until))) => {
            out.u8(LEASE_UNTIL);
            out.fixed(&until.0.to_le_bytes());
        }
        Fact::Says(property, text) => {
            out.u8(SAYS);
            out.number(names.place(property.slug()));
            out.bytes(text.as_str().as_bytes());
        }
        Fact::Equipment(equipment) => {
            out.u8(EQUIPMENT);
            out.number(count(equipment.parts().len()));
            for (property, text) in equipment.parts() {
                out.number(names.place(property.slug()));
                out.bytes(text.as_str().as_bytes());
            }
        }
    }
}

/// `None` when it is in words not known here.
fn read_fact(reader: &mut Reader<'_>, known: &Known) -> Result<Option<Fact>, Unreadable> {
    let part = |reader: &mut Reader<'_>| -> Result<Option<(Property, Text)>, Unreadable> {
        let property = known.property(reader)?;
        // Cleaned again: the border does not rely on the other process.
        let text = Text::new(reader.text("text")?).ok_or(Unreadable("text"))?;
        Ok(property.map(|property| (property, text)))
    };
    Ok(Some(match reader.u8("fact")? {
        PRESENT => Fact::Present { hops: None },
        PRESENT_HOPS => Fact::Present { hops: Some(reader.u8("hops")?) },
        ARP => Fact::Holds(Claim::Arp),
        NEIGHBOR => Fact::Holds(Claim::NeighborDiscovery),
        LEASE => Fact::Holds(Claim::Lease(None)),
        LEASE_UNTIL => Fact::Holds(Claim::Lease(Some(Timestamp(i64::from_le_bytes(reader.fixed("lease")?))))),
        SAYS => match part(reader)? {
            Some((property, text)) => Fact::Says(property, text),
            None => return Ok(None),
        },
        EQUIPMENT => {
            let mut parts = Vec::new();
            for _ in 0..reader.count("equipment")? {
                parts.extend(part(reader)?);
            }
            match Equipment::new(parts) {
                Some(equipment) => Fact::Equipment(equipment),
                None => return Ok(None),
            }
        }
        _ => return Err(Unreadable("fact")),
    }))
}

const ANSWERED: u8 = 1;
const OPENING: u8 = 2;
const NAMED: u8 = 4;

fn conversation(out: &mut Writer, one: &Conversation, names: &mut Names, until: Timestamp) {
    endpoint(out, &one.client);
    endpoint(out, &one.server);
    let flag = |set: bool, bit: u8| if set { bit } else { 0 };
    out.u8(flag(one.answered, ANSWERED) | flag(one.opening, OPENING) | flag(one.protocol.is_some(), NAMED));
    out.u8(match one.oriented {
        Oriented::Handshake => 0,
        Oriented::Content => 1,
        Oriented::Guess => 2,
    });
    out.u8(one.transport.0);
    out.number(u64::from(one.client_port));
    out.number(u64::from(one.server_port));
    out.signed(one.first.0.wrapping_sub(until.0));
    out.signed(one.last.0.wrapping_sub(one.first.0));
    for tally in [one.from_client, one.from_server] {
        out.number(tally.packets);
        out.number(tally.bytes);
    }
    if let Some(protocol) = one.protocol {
        out.number(names.place(protocol));
    }
}

fn read_conversation(reader: &mut Reader<'_>, known: &Known, until: Timestamp) -> Result<Conversation, Unreadable> {
    let (client, server) = (read_endpoint(reader)?, read_endpoint(reader)?);
    let flags = reader.u8("conversation")?;
    let oriented = match reader.u8("orientation")? {
        0 => Oriented::Handshake,
        1 => Oriented::Content,
        2 => Oriented::Guess,
        _ => return Err(Unreadable("orientation")),
    };
    let transport = Transport(reader.u8("transport")?);
    let port = |reader: &mut Reader<'_>| u16::try_from(reader.number("port")?).map_err(|_| Unreadable("port"));
    let (client_port, server_port) = (port(reader)?, port(reader)?);
    let first = Timestamp(until.0.wrapping_add(reader.signed("time")?));
    let last = Timestamp(first.0.wrapping_add(reader.signed("time")?));
    let tally = |reader: &mut Reader<'_>| Ok(Tally { packets: reader.number("packets")?, bytes: reader.number("bytes")? });
    let (from_client, from_server) = (tally(reader)?, tally(reader)?);
    let protocol = if flags & NAMED == 0 { None } else { known.protocol(reader)? };
    let (answered, opening) = (flags & ANSWERED != 0, flags & OPENING != 0);
    Ok(Conversation {
        client,
        server,
        client_port,
        server_port,
        transport,
        first,
        last,
        from_client,
        from_server,
        protocol,
        oriented,
        answered,
        opening,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::capture::{Capture, FileCapture};
    use crate::sensor::{Sensor, Settings};

    /// The batches of the demo ward.
    fn batches() -> Vec<Batch> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/demo/demo.pcap");
        let mut capture = FileCapture::open(path.as_ref()).unwrap();
        let mut sensor = Sensor::new(7, Settings::default());
        let mut batches = Vec::new();
        loop {
            let frames = capture.frames().unwrap();
            if frames.is_empty() {
                break;
            }
            sensor.frames(frames, |batch| batches.push(batch));
        }
        sensor.finish(|batch| {
            batches.push(batch);
            None
        });
        batches
    }

    #[test]
    fn everything_the_demo_ward_says_comes_back() {
        let batches = batches();
        assert!(batches.iter().map(|batch| batch.observations.len()).sum::<usize>() > 300);
        for batch in batches {
            let decoded = decode(&encode(&batch)).unwrap();
            assert_eq!(decoded, Decoded { batch, unknown: 0 });
        }
    }

    #[test]
    fn a_word_of_a_newer_version_takes_only_its_observation_with_it() {
        let batch = batches().into_iter().max_by_key(|batch| batch.observations.len()).unwrap();
        let bytes = encode(&batch);
        let place = bytes.windows(9).position(|part| part == b"host_name").unwrap();
        let mut newer = bytes.clone();
        newer[place..place + 9].copy_from_slice(b"host_mood");
        let said = batch.observations.iter().filter(|one| matches!(one.fact, Fact::Says(Property::HostName, _))).count();
        let decoded = decode(&newer).unwrap();
        assert_eq!(decoded.unknown, said as u64);
        assert_eq!(decoded.batch.observations.len() + said, batch.observations.len());
    }

    #[test]
    fn damaged_bytes_are_refused_or_make_a_batch_but_never_a_panic() {
        let bytes = encode(&batches().into_iter().max_by_key(|batch| batch.observations.len()).unwrap());
        for length in 0..bytes.len().min(4000) {
            assert!(decode(&bytes[..length]).is_err());
        }
        let mut seed = 1_u32;
        for _ in 0..3000 {
            let mut bent = bytes.clone();
            for _ in 0..3 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let place = seed as usize % bent.len();
                bent[place] = (seed >> 24) as u8;
            }
            let _ = decode(&bent);
        }
    }
}
