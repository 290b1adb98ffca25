//! What a device does: how many others it serves and how many it asks, by protocol. Rules tell roles from it.
//!
//! Only conversations count in which a protocol was recognised by its content and answered, with servers of the site.
//! What others were concluded to be is never looked at, so that no conclusion rests on itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::IpAddr;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::Inventory;
use super::atom::Atom;
use super::conversations::Conversations;
use super::device::ConversationRecord;
use super::settings::{Settings, is_host};
use crate::base::Vlan;

/// So many others are enough for any role. Where counting ends does not depend on the order of what was seen.
pub(super) const MOST_OTHERS: usize = 64;

/// How many others a device deals with, by protocol, sorted.
pub(super) type Others<'a> = Vec<(&'a str, usize)>;

/// The conversations with each server of the site, by protocol. Rows that are gone may still be listed.
#[derive(Debug, Default)]
pub(super) struct Served {
    rows: HashMap<(IpAddr, Arc<str>), Vec<u32>, RandomState>,
    listed: usize,
}

impl Served {
    fn add(&mut self, server: IpAddr, protocol: &Arc<str>, row: u32) {
        self.rows.entry((server, Arc::clone(protocol))).or_default().push(row);
        self.listed = self.listed.saturating_add(1);
    }

    /// Everything anew from the rows there are.
    pub(super) fn of(conversations: &Conversations, settings: &Settings) -> Self {
        let mut served = Self::default();
        for (slot, row) in conversations.iter() {
            if let Some((server, protocol)) = service(row, settings) {
                served.add(server, protocol, slot);
            }
        }
        served
    }
}

/// The server and the protocol of a conversation that tells of a role.
fn service<'a>(row: &'a ConversationRecord, settings: &Settings) -> Option<(IpAddr, &'a Arc<str>)> {
    let (server, protocol) = (row.key.server?, row.key.protocol.as_ref()?);
    (is_host(server) && settings.is_site(server)).then_some((server, protocol))
}

impl Inventory {
    /// A conversation is new, or answered for the first time: its ends may have another role now.
    pub(super) fn note_role(&mut self, slot: u32, new: bool, ends: [u32; 2]) {
        let Some(row) = self.conversations.row(slot) else { return };
        let Some((server, protocol)) = service(row, &self.settings) else { return };
        if new {
            self.served.add(server, protocol, slot);
        }
        if row.answered {
            self.stirred.extend(ends);
        }
        // What is listed in vain stays within what there is, twice over.
        if self.served.listed > self.settings.max_conversations.saturating_mul(2) {
            self.served = Served::of(&self.conversations, &self.settings);
        }
    }

    /// How many different addresses a device serves, and how many it asks.
    pub(super) fn behaviour<'a>(&'a self, members: &[(u32, &'a Atom)]) -> (Others<'a>, Others<'a>) {
        let own: BTreeMap<IpAddr, BTreeSet<Vlan>> = members.iter().fold(BTreeMap::new(), |mut own, (_, atom)| {
            if let Some(ip) = atom.end.ip {
                own.entry(ip).or_insert_with(BTreeSet::new).insert(atom.end.vlan);
            }
            own
        });
        let mut served: BTreeMap<&str, BTreeSet<IpAddr>> = BTreeMap::new();
        let protocols: BTreeSet<&Arc<str>> =
            members.iter().flat_map(|(_, atom)| &atom.services).filter_map(|kept| kept.item.protocol.as_ref()).collect();
        for (ip, vlans) in &own {
            for protocol in &protocols {
                let clients = served.entry(protocol).or_default();
                let rows = self.served.rows.get(&(*ip, Arc::clone(protocol))).map(Vec::as_slice).unwrap_or_default();
                for slot in rows {
                    if clients.len() >= MOST_OTHERS {
                        break;
                    }
                    clients.extend(self.client(*slot, *ip, protocol, vlans).filter(|client| !own.contains_key(client)));
                }
            }
        }
        let mut asked: BTreeMap<&str, BTreeSet<IpAddr>> = BTreeMap::new();
        for row in members.iter().flat_map(|(_, atom)| &atom.peers).filter_map(|slot| self.conversations.row(*slot)) {
            let Some((server, protocol)) = service(row, &self.settings).filter(|_| row.answered) else { continue };
            let servers = asked.entry(protocol).or_default();
            if servers.len() < MOST_OTHERS && !own.contains_key(&server) {
                servers.insert(server);
            }
        }
        (counted(served), counted(asked))
    }

    /// The client of a row, if it is still one of this service. Another device may have the same address on another VLAN.
    fn client(&self, slot: u32, server: IpAddr, protocol: &Arc<str>, vlans: &BTreeSet<Vlan>) -> Option<IpAddr> {
        let row = self.conversations.row(slot).filter(|row| row.answered)?;
        if row.key.server != Some(server) || row.key.protocol.as_ref() != Some(protocol) {
            return None;
        }
        let client = self.atoms.get(row.key.client.0)?.end;
        client.ip.filter(|_| vlans.contains(&client.vlan))
    }
}

fn counted(others: BTreeMap<&str, BTreeSet<IpAddr>>) -> Others<'_> {
    others.into_iter().map(|(protocol, others)| (protocol, others.len())).filter(|(_, count)| *count > 0).collect()
}
