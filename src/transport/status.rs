//! How a sensor is, for the health page: told about once a second, never stored.

use std::collections::BTreeMap;

use super::Shed;
use super::wire::{Reader, Unreadable, Writer};
use crate::base::Timestamp;
use crate::sensor::Counters;
use crate::sensor::capture::live::{Link, PortStatus as Port};
use crate::sensor::protocols::PROTOCOLS;

/// An interface, and what went out of it: nothing, or this machine speaks on the mirror port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortStatus {
    /// What the capture says.
    pub port: Port,
    /// Frames the interface has sent since the sensor started, where the system tells.
    pub transmitted: Option<u64>,
}

/// What a sensor says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// When.
    pub at: Option<Timestamp>,
    /// Its interfaces.
    pub ports: Vec<PortStatus>,
    /// What it did with the frames.
    pub counters: Counters,
    /// What the queue left out.
    pub shed: Shed,
    /// Batches that wait to be stored.
    pub waiting: u64,
}

/// The plain counters, in the order in which they travel.
fn plain(counters: &mut Counters) -> [&mut u64; 16] {
    [
        &mut counters.received,
        &mut counters.bytes,
        &mut counters.decoded,
        &mut counters.undecodable,
        &mut counters.unread,
        &mut counters.snapped,
        &mut counters.duplicates,
        &mut counters.tunnelled,
        &mut counters.fragments,
        &mut counters.fragments_given_up,
        &mut counters.time_jumps,
        &mut counters.put_off,
        &mut counters.flows,
        &mut counters.flows_evicted,
        &mut counters.gaps,
        &mut counters.gap_bytes,
    ]
}

impl Status {
    /// Adds what another thread of the same sensor says: counts add up, the worse link is shown.
    pub fn add(&mut self, other: &Self) {
        self.at = self.at.max(other.at);
        for PortStatus { port, transmitted } in &other.ports {
            let Some(own) = self.ports.iter_mut().find(|own| own.port.name == port.name) else {
                self.ports.push(PortStatus { port: port.clone(), transmitted: *transmitted });
                continue;
            };
            own.port.received = own.port.received.saturating_add(port.received);
            own.port.dropped = own.port.dropped.saturating_add(port.dropped);
            own.port.full = own.port.full.saturating_add(port.full);
            own.port.interruptions = own.port.interruptions.max(port.interruptions);
            // The interface's own counts, not the threads'.
            own.transmitted = own.transmitted.max(*transmitted);
            if port.link != Link::Up {
                own.port.link = port.link;
            }
        }
        let mut counters = other.counters.clone();
        for (own, more) in plain(&mut self.counters).into_iter().zip(plain(&mut counters)) {
            *own = own.saturating_add(*more);
        }
        let Counters { recognised, malformed, panics, .. } = &mut self.counters;
        for (own, more) in
            [(recognised, &other.counters.recognised), (malformed, &other.counters.malformed), (panics, &other.counters.panics)]
        {
            for (name, count) in more {
                let place = own.entry(name).or_default();
                *place = place.saturating_add(*count);
            }
        }
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.signed(self.at.unwrap_or(Timestamp::MIN).0);
        out.number(u64::try_from(self.ports.len()).unwrap_or_default());
        for PortStatus { port, transmitted } in &self.ports {
            out.bytes(port.name.as_bytes());
            out.u8(match port.link {
                Link::Up => 0,
                Link::NoCarrier => 1,
                Link::Down => 2,
                Link::Gone => 3,
            });
            for count in [port.received, port.dropped, port.full, port.interruptions] {
                out.number(count);
            }
            out.u8(u8::from(transmitted.is_some()));
            out.number(transmitted.unwrap_or_default());
        }
        let mut counters = self.counters.clone();
        for count in plain(&mut counters) {
            out.number(*count);
        }
        for map in [&counters.recognised, &counters.malformed, &counters.panics] {
            out.number(u64::try_from(map.len()).unwrap_or_default());
            for (name, count) in map {
                out.bytes(name.as_bytes());
                out.number(*count);
            }
        }
        for count in [self.shed.conversations, self.shed.observations, self.waiting] {
            out.number(count);
        }
        out.0
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut reader = Reader(bytes);
        let at = Timestamp(reader.signed("time")?);
        let mut status = Self { at: (at != Timestamp::MIN).then_some(at), ..Self::default() };
        for _ in 0..reader.count("interfaces")? {
            let name = reader.text("interface")?.to_owned();
            let link = match reader.u8("link")? {
                0 => Link::Up,
                1 => Link::NoCarrier,
                2 => Link::Down,
                3 => Link::Gone,
                _ => return Err(Unreadable("link")),
            };
            let mut count = || reader.number("count");
            let (received, dropped, full, interruptions) = (count()?, count()?, count()?, count()?);
            let known = reader.u8("transmitted")? != 0;
            let transmitted = reader.number("transmitted")?;
            let port = Port { name, link, received, dropped, full, interruptions };
            status.ports.push(PortStatus { port, transmitted: known.then_some(transmitted) });
        }
        for place in plain(&mut status.counters) {
            *place = reader.number("count")?;
        }
        let Counters { recognised, malformed, panics, .. } = &mut status.counters;
        for map in [recognised, malformed, panics] {
            *map = protocols(&mut reader)?;
        }
        status.shed = Shed { conversations: reader.number("count")?, observations: reader.number("count")? };
        status.waiting = reader.number("count")?;
        reader.end()?;
        Ok(status)
    }
}

/// Counts by protocol; one that this version does not know is left out.
fn protocols(reader: &mut Reader<'_>) -> Result<BTreeMap<&'static str, u64>, Unreadable> {
    let mut map = BTreeMap::new();
    for _ in 0..reader.count("protocols")? {
        let name = reader.text("protocol")?;
        let count = reader.number("count")?;
        if let Some(known) = PROTOCOLS.iter().find(|known| known.name == name) {
            map.insert(known.name, count);
        }
    }
    Ok(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_whole_and_cut_not_at_all() {
        let port = Port { name: "eth1".into(), link: Link::NoCarrier, received: 9, dropped: 1, full: 2, interruptions: 3 };
        let mut status = Status {
            at: Some(Timestamp(-5)),
            ports: vec![PortStatus { port: port.clone(), transmitted: Some(0) }, PortStatus { port, transmitted: None }],
            shed: Shed { conversations: 1, observations: 2 },
            waiting: 3,
            ..Status::default()
        };
        for (place, value) in plain(&mut status.counters).into_iter().zip(1..) {
            *place = value * 1000;
        }
        status.counters.recognised.insert("arp", 4);
        status.counters.panics.insert("dicom", 1);
        let bytes = status.encode();
        assert_eq!(Status::decode(&bytes), Ok(status));
        assert_eq!(Status::decode(&Status::default().encode()), Ok(Status::default()));
        assert!((0..bytes.len()).all(|length| Status::decode(&bytes[..length]).is_err()));
    }
}
