//! Tests of identity: every trap a hospital's network sets, and the laws that hold for all of them.

mod laws;
mod roles;
mod traps;

use crate::base::{Endpoint, MacAddr, Text, Timestamp, Vlan};
use crate::fingerprint::{Attribute, Claim, Profile};
use crate::inventory::{Changes, DeviceId, Inventory, Settings};
use crate::observation::{
    Batch, Claim as Held, Conversation, Equipment, Fact, Observation, Oriented, Property, Role, Tally, Transport,
};

pub(super) fn time(seconds: u32) -> Timestamp {
    Timestamp::new(1_000_000 + i64::from(seconds), 0)
}

pub(super) fn mac(number: u32) -> MacAddr {
    let [a, b, c, d] = number.to_be_bytes();
    MacAddr([0x00, 0x09, a, b, c, d])
}

/// `end(5, "10.0.0.5", 0)`: hardware address number 5, none for 0.
pub(super) fn end(number: u32, ip: &str, vlan: u32) -> Endpoint {
    Endpoint { mac: (number != 0).then(|| mac(number)), ip: ip.parse().ok(), vlan: Vlan(vlan) }
}

pub(super) fn text(value: &str) -> Text {
    Text::new(value).unwrap()
}

pub(super) fn fact(at: u32, subject: Endpoint, fact: Fact) -> Observation {
    Observation { at: time(at), subject, fact, protocol: "test" }
}

pub(super) fn arp(at: u32, subject: Endpoint) -> Observation {
    fact(at, subject, Fact::Holds(Held::Arp))
}

pub(super) fn lease(at: u32, subject: Endpoint, seconds: u32) -> Observation {
    fact(at, subject, Fact::Holds(Held::Lease(Some(time(at + seconds)))))
}

pub(super) fn present(at: u32, subject: Endpoint, hops: u8) -> Observation {
    fact(at, subject, Fact::Present { hops: Some(hops) })
}

pub(super) fn says(at: u32, subject: Endpoint, property: Property, value: &str) -> Observation {
    fact(at, subject, Fact::Says(property, text(value)))
}

pub(super) fn router(at: u32, subject: Endpoint) -> Observation {
    says(at, subject, Property::NetworkRole, Role::Router.slug())
}

pub(super) fn equipment(at: u32, subject: Endpoint, serial: &str) -> Observation {
    let parts = vec![(Property::Manufacturer, text("ACME Imaging")), (Property::Serial, text(serial))];
    fact(at, subject, Fact::Equipment(Equipment::new(parts).unwrap()))
}

pub(super) fn talk(at: u32, client: Endpoint, server: Endpoint, port: u16) -> Conversation {
    let tally = Tally { packets: 3, bytes: 300 };
    Conversation {
        client,
        server,
        client_port: 40_000,
        server_port: port,
        transport: Transport::TCP,
        first: time(at),
        last: time(at + 1),
        from_client: tally,
        from_server: tally,
        protocol: None,
        oriented: Oriented::Handshake,
        answered: true,
        opening: true,
    }
}

pub(super) fn batch(observations: Vec<Observation>, conversations: Vec<Conversation>) -> Batch {
    Batch { observations, conversations, ..Batch::default() }
}

/// Stand-in for the fingerprint rules: believes what a device declares.
pub(super) fn believe(profile: &Profile<'_>) -> Vec<Claim> {
    let facts = profile.facts.iter().map(|(property, value, _)| (*property, *value));
    let own = match profile.equipment.as_slice() {
        [(equipment, _)] => equipment.parts(),
        _ => &[],
    };
    let own = own.iter().map(|(property, value)| (*property, value));
    facts
        .chain(own)
        .filter_map(|(property, value)| {
            let attribute = match property {
                Property::Serial => Attribute::Serial,
                Property::Manufacturer => Attribute::Manufacturer,
                Property::Model => Attribute::Model,
                Property::HostName => Attribute::HostName,
                Property::DicomModality => Attribute::Category,
                _ => return None,
            };
            let because = text(&format!("{property}={value}"));
            let (family, rule) = ("declared".into(), "test".into());
            Some(Claim { attribute, value: value.clone(), weight: 0.8, family, rule, because })
        })
        .collect()
}

pub(super) fn settled(observations: Vec<Observation>, conversations: Vec<Conversation>) -> Inventory {
    let mut inventory = Inventory::new(Settings::default());
    inventory.apply(&batch(observations, conversations));
    inventory.settle(&believe);
    inventory
}

impl Inventory {
    pub(super) fn add(&mut self, observations: Vec<Observation>) -> Changes {
        self.apply(&batch(observations, Vec::new()));
        self.settle(&believe)
    }

    /// The device of an endpoint.
    pub(super) fn whose(&self, end: Endpoint) -> Option<DeviceId> {
        let entry = self.identity.device_of(self.atoms.find(&end)?)?;
        Some(self.identity.entries[entry as usize].id)
    }

    pub(super) fn attribute(&self, id: DeviceId, attribute: Attribute) -> Option<String> {
        let entry = self.identity.entry(id)?;
        entry.attributes.iter().find(|(known, ..)| *known == attribute).map(|(_, value, _)| value.to_string())
    }

    pub(super) fn told(&self, id: DeviceId) -> Vec<crate::inventory::Reason> {
        self.reasons(self.identity.entry(id).unwrap())
    }

    /// The partition in words, with each device's attributes: equal for equal states, whatever the numbers are.
    pub(super) fn picture(&self) -> Vec<String> {
        let mut picture: Vec<String> = (self.identity.entries.iter())
            .filter(|entry| !entry.atoms.is_empty())
            .map(|entry| {
                let ends: Vec<String> = entry.atoms.iter().map(|slot| self.atoms.get(*slot).unwrap().end.to_string()).collect();
                let flags = (entry.gateway, entry.passes_on);
                format!("{ends:?} {flags:?} {:?} {:?}..{:?}", entry.attributes, entry.first, entry.last)
            })
            .collect();
        picture.sort();
        picture
    }
}
