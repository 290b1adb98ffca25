//! Atoms: one endpoint each, the smallest identity the wire shows, with everything that was said of it.
//!
//! Invariant: an atom's state is built from minima, maxima and sets, so the order of observations does not matter.

use std::sync::Arc;

use crate::base::{Endpoint, Text, Timestamp};
use crate::observation::{Claim, Equipment, Property, Role, Transport};

/// An atom's number: stable while the inventory knows it, and its key in the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AtomId(pub u32);

/// A fact that was said of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The property.
    pub property: Property,
    /// Its value.
    pub value: Text,
    /// The protocol that said it.
    pub protocol: Arc<str>,
    /// First time it was said.
    pub first: Timestamp,
    /// Last time it was said.
    pub last: Timestamp,
}

/// A description of equipment found in what an endpoint sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The description.
    pub equipment: Equipment,
    /// The protocol that carried it.
    pub protocol: Arc<str>,
    /// First time it was sent.
    pub first: Timestamp,
    /// Last time it was sent.
    pub last: Timestamp,
}

/// How an endpoint claims its address; of one kind at most one per endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeldBy {
    /// ARP.
    Arp,
    /// IPv6 neighbour discovery.
    NeighborDiscovery,
    /// A DHCP lease.
    Lease,
}

impl HeldBy {
    /// Every kind, in order.
    pub const ALL: &'static [Self] = &[Self::Arp, Self::NeighborDiscovery, Self::Lease];

    /// The stored name.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Arp => "arp",
            Self::NeighborDiscovery => "nd",
            Self::Lease => "lease",
        }
    }
}

/// A claim on an address over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// How it was claimed.
    pub by: HeldBy,
    /// First time.
    pub first: Timestamp,
    /// Last time.
    pub last: Timestamp,
    /// End of the last lease, where known.
    pub until: Option<Timestamp>,
}

/// A service that an endpoint answered on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Transport protocol.
    pub transport: Transport,
    /// Port.
    pub port: u16,
    /// The protocol recognised by content.
    pub protocol: Option<Arc<str>>,
    /// First answer.
    pub first: Timestamp,
    /// Last answer.
    pub last: Timestamp,
}

/// Something remembered, and whether the store has it as it is.
#[derive(Clone, Debug)]
pub(super) struct Kept<T> {
    pub item: T,
    pub dirty: bool,
}

/// What a merge of something seen again has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Nothing.
    None,
    /// Only when it was seen.
    Times,
    /// Something that was not known.
    New,
    /// There was no room for it.
    Refused,
}

/// What an atom said that identity rests on, so that resolving need not search the evidence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    /// It was called a router.
    pub router: bool,
    /// It accepts DICOM storage (PS3.4 annex B): what it sends may be another's.
    pub stores_images: bool,
    /// It serves records of other devices.
    pub keeps_records: bool,
    /// It has a property that can join hardware addresses.
    pub strong: bool,
}

/// One endpoint and what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub end: Endpoint,
    pub first: Timestamp,
    pub last: Timestamp,
    /// Bit n: a packet came over n routers, as its remaining TTL suggests; bit 63: 63 or more.
    pub hops: u64,
    /// It took part in a conversation with packets both ways.
    pub talked: bool,
    pub held: Vec<Kept<Held>>,
    /// Sorted by property, value, protocol.
    pub evidence: Vec<Kept<Evidence>>,
    /// Sorted by equipment, protocol.
    pub bundles: Vec<Kept<Bundle>>,
    /// Sorted by transport, port, protocol.
    pub services: Vec<Kept<Service>>,
    /// Slots of the conversations it is the client of.
    pub peers: Vec<u32>,
    pub marks: Marks,
    /// Something of it is not in the store as it is.
    pub dirty: bool,
    /// Its own row is not in the store as it is.
    pub row_dirty: bool,
    /// Which device it is depends on when it was seen.
    pub watched: bool,
    /// It was there at the last settling.
    pub settled: bool,
    /// It was seen only through what its hardware address forwards: it stands for a gateway as long as it is needed.
    pub made: bool,
}

impl Atom {
    pub(super) fn new(end: Endpoint, at: Timestamp) -> Self {
        Self {
            end,
            first: at,
            last: at,
            hops: 0,
            talked: false,
            held: Vec::new(),
            evidence: Vec::new(),
            bundles: Vec::new(),
            services: Vec::new(),
            peers: Vec::new(),
            marks: Marks::default(),
            dirty: true,
            row_dirty: true,
            watched: false,
            settled: false,
            made: false,
        }
    }

    /// Whether packets came from it: its hardware address, a remaining TTL or an exchange was seen.
    pub(super) fn sent(&self) -> bool {
        self.end.mac.is_some() || self.hops != 0 || self.talked
    }

    /// It was seen at these times; whether the span of its life has grown.
    pub(super) fn see(&mut self, first: Timestamp, last: Timestamp) -> bool {
        if std::mem::take(&mut self.made) {
            // Its times so far were those of what it carried.
            (self.first, self.last, self.row_dirty) = (first, last, true);
            return true;
        }
        self.touch(first, last)
    }

    /// Whether the span of its life has grown.
    pub(super) fn touch(&mut self, first: Timestamp, last: Timestamp) -> bool {
        let grown = widen(&mut self.first, &mut self.last, first, last);
        if grown {
            self.row_dirty = true;
        }
        grown
    }

    /// The fewest routers between it and the sensor.
    pub(super) fn nearest(&self) -> Option<u32> {
        (self.hops != 0).then(|| self.hops.trailing_zeros())
    }

    pub(super) fn is_claimed(&self) -> bool {
        !self.held.is_empty()
    }

    /// From the first claim of the address to the last, or the end of the lease.
    pub(super) fn claim_span(&self) -> (Timestamp, Timestamp) {
        let first = self.held.iter().map(|held| held.item.first).min().unwrap_or(self.first);
        let last = self.held.iter().map(|held| held.item.last.max(held.item.until.unwrap_or(Timestamp::MIN))).max();
        (first.min(self.first), last.unwrap_or(self.last).max(self.last))
    }

    pub(super) fn hop(&mut self, hops: u8) -> bool {
        let before = (self.nearest(), self.hops);
        self.hops |= 1_u64.checked_shl(u32::from(hops).min(63)).unwrap_or(0);
        self.row_dirty |= self.hops != before.1;
        self.nearest() != before.0
    }

    pub(super) fn hold(&mut self, claim: Claim, at: Timestamp) -> Change {
        let (by, until) = match claim {
            Claim::Arp => (HeldBy::Arp, None),
            Claim::NeighborDiscovery => (HeldBy::NeighborDiscovery, None),
            Claim::Lease(until) => (HeldBy::Lease, until),
        };
        match self.held.binary_search_by_key(&by, |held| held.item.by) {
            Err(place) => {
                self.held.insert(place, Kept { item: Held { by, first: at, last: at, until }, dirty: true });
                Change::New
            }
            Ok(place) => {
                let Some(kept) = self.held.get_mut(place) else { return Change::None };
                let longer = until > kept.item.until;
                if longer {
                    kept.item.until = until;
                }
                let grown = widen(&mut kept.item.first, &mut kept.item.last, at, at);
                kept.dirty |= grown || longer;
                if grown || longer { Change::Times } else { Change::None }
            }
        }
    }

    pub(super) fn say(
        &mut self,
        property: Property,
        value: &Text,
        protocol: &str,
        at: Timestamp,
        room: impl FnOnce(&Self) -> bool,
        name: impl FnOnce() -> Arc<str>,
    ) -> Change {
        let place = self.evidence.binary_search_by(|kept| {
            let item = &kept.item;
            item.property.cmp(&property).then_with(|| item.value.cmp(value)).then_with(|| (*item.protocol).cmp(protocol))
        });
        match place {
            Ok(place) => self.evidence.get_mut(place).map_or(Change::None, |kept| {
                let grown = widen(&mut kept.item.first, &mut kept.item.last, at, at);
                kept.dirty |= grown;
                if grown { Change::Times } else { Change::None }
            }),
            Err(_) if !room(self) => Change::Refused,
            Err(place) => {
                self.marks.note(property, value.as_str());
                let item = Evidence { property, value: value.clone(), protocol: name(), first: at, last: at };
                self.evidence.insert(place, Kept { item, dirty: true });
                Change::New
            }
        }
    }

    pub(super) fn describe(
        &mut self,
        equipment: &Equipment,
        protocol: &str,
        at: Timestamp,
        max: usize,
        name: impl FnOnce() -> Arc<str>,
    ) -> Change {
        let place = self
            .bundles
            .binary_search_by(|kept| kept.item.equipment.cmp(equipment).then_with(|| (*kept.item.protocol).cmp(protocol)));
        match place {
            Ok(place) => self.bundles.get_mut(place).map_or(Change::None, |kept| {
                let grown = widen(&mut kept.item.first, &mut kept.item.last, at, at);
                kept.dirty |= grown;
                if grown { Change::Times } else { Change::None }
            }),
            Err(_) if self.bundles.len() >= max => Change::Refused,
            Err(place) => {
                let item = Bundle { equipment: equipment.clone(), protocol: name(), first: at, last: at };
                self.bundles.insert(place, Kept { item, dirty: true });
                Change::New
            }
        }
    }

    /// How many facts of one property it holds.
    pub(super) fn count_of(&self, property: Property) -> usize {
        let start = self.evidence.partition_point(|kept| kept.item.property < property);
        let end = self.evidence.partition_point(|kept| kept.item.property <= property);
        end.saturating_sub(start)
    }

    /// The facts of one property.
    pub(super) fn values(&self, property: Property) -> impl Iterator<Item = &Evidence> {
        let start = self.evidence.partition_point(|kept| kept.item.property < property);
        self.evidence.iter().skip(start).map(|kept| &kept.item).take_while(move |item| item.property == property)
    }
}

impl Marks {
    pub(super) fn note(&mut self, property: Property, value: &str) {
        match property {
            Property::NetworkRole => {
                self.router |= value == Role::Router.slug();
                self.keeps_records |= value == Role::FhirServer.slug();
            }
            // Storage SOP classes share this root (PS3.4 annex B.5, PS3.6 annex A).
            Property::DicomScpSopClass => self.stores_images |= value.starts_with("1.2.840.10008.5.1.4.1.1."),
            Property::Serial
            | Property::Udi
            | Property::DhcpClientId
            | Property::DhcpDuid
            | Property::SsdpUuid
            | Property::WsdEndpoint
            | Property::LldpChassisId
            | Property::StpBridgeId => self.strong = true,
            _ => {}
        }
    }
}

/// Whether two atoms' evidence of this property can change which device they are.
pub(super) fn matters_for_identity(property: Property) -> bool {
    matches!(
        property,
        Property::NetworkRole
            | Property::DicomScpSopClass
            | Property::Serial
            | Property::Manufacturer
            | Property::Udi
            | Property::DhcpClientId
            | Property::DhcpDuid
            | Property::SsdpUuid
            | Property::WsdEndpoint
            | Property::LldpChassisId
            | Property::HostName
    )
}

/// Takes `first..=last` into a span; whether that made it longer.
pub(super) fn widen(first: &mut Timestamp, last: &mut Timestamp, new_first: Timestamp, new_last: Timestamp) -> bool {
    let grown = new_first < *first || new_last > *last;
    *first = new_first.min(*first);
    *last = new_last.max(*last);
    grown
}
