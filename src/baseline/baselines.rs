//! All baselines: events become signals, and what is usual is learnt.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::net::IpAddr;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::calendar::{day, minute_of_week};
use super::device::{Baseline, Side, Stage, TalkKey, Trust, domain_of};
use super::event::{Contact, Event, What};
use super::policy::{Broken, Policy};
use super::round::{Known, Round};
use super::said::{Changing, Saying};
use super::segments::{Missing, Segments};
use super::settings::Settings;
use super::signal::{Met, Newness, Party, Signal};
use super::watch::Watch;
use crate::base::{Text, Timestamp};
use crate::fingerprint::Attribute;
use crate::inventory::{AtomId, DeviceId, Inventory};
use crate::observation::Property;

/// Conversations of classes remembered at most.
const MOST_CLASS_TALKS: usize = 50_000;
/// A device of a class counts for it, if the class has so many.
const FEW: u32 = 3;
/// Texts shared at most before the pool is emptied.
const MOST_SHARED: usize = 100_000;
/// Signals told together: few, so that their memory is used again while it is near.
const TOGETHER: usize = 256;

/// What a class does.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ClassTalk {
    devices: u32,
    first: i32,
    last: i32,
}

/// New contacts of one client with one service.
#[derive(Clone, Debug, Default)]
pub(super) struct Spread {
    pub(super) since: i64,
    pub(super) servers: HashSet<IpAddr, RandomState>,
}

/// The baselines of all devices and classes.
#[derive(Debug)]
pub struct Baselines {
    pub(super) settings: Settings,
    pub(super) devices: BTreeMap<DeviceId, Box<Baseline>>,
    pub(super) classes: HashMap<(Arc<str>, TalkKey), ClassTalk, RandomState>,
    pub(super) words: HashMap<(Arc<str>, Property, Text), u32, RandomState>,
    pub(super) sizes: HashMap<Arc<str>, u32, RandomState>,
    pub(super) shared: HashSet<Arc<str>, RandomState>,
    pub(super) spreads: HashMap<(AtomId, u16), Spread, RandomState>,
    pub(super) segments: Segments,
    pub(super) removed: Vec<DeviceId>,
    pub(super) changing: Changing,
    pub(super) policies: Vec<Policy>,
    pub(super) round: Round,
}

impl Baselines {
    /// Goes on from the baselines that were kept.
    #[must_use]
    pub fn new(settings: Settings, kept: Vec<Baseline>) -> Self {
        let devices = kept.into_iter().map(|one| (one.device, Box::new(one))).collect();
        Self {
            settings,
            devices,
            classes: HashMap::default(),
            words: HashMap::default(),
            sizes: HashMap::default(),
            shared: HashSet::default(),
            spreads: HashMap::default(),
            segments: Segments::default(),
            removed: Vec::new(),
            changing: Changing::default(),
            policies: Vec::new(),
            round: Round::default(),
        }
    }

    /// The policies of manufacturers from now on.
    pub fn obey(&mut self, policies: Vec<Policy>) {
        self.policies = policies;
    }

    /// The classes' conversations anew from the devices': after a start.
    pub fn recall(&mut self, inventory: &Inventory) {
        let devices = std::mem::take(&mut self.devices);
        for (id, baseline) in &devices {
            let category = self.category(inventory, *id);
            for talk in &baseline.talks {
                self.class_learns(&category, &talk.key, talk.first);
                self.class_sees(&category, &talk.key, talk.last);
            }
            for word in &baseline.words {
                *self.words.entry((Arc::clone(&category), word.property, word.text.clone())).or_default() += 1;
            }
        }
        self.devices = devices;
    }

    /// The baseline of a device.
    #[must_use]
    pub fn get(&self, device: DeviceId) -> Option<&Baseline> {
        self.devices.get(&device).map(|one| &**one)
    }

    /// The baseline of a device, to change it.
    pub fn get_mut(&mut self, device: DeviceId) -> Option<&mut Baseline> {
        self.devices.get_mut(&device).map(|one| &mut **one)
    }

    /// Forgets what was learnt of a device, which is learnt anew from `at`; whether something was.
    pub fn reset(&mut self, device: DeviceId, at: Timestamp, inventory: &Inventory) -> bool {
        let Some(baseline) = self.devices.get_mut(&device) else { return false };
        let before = std::mem::replace(&mut **baseline, Baseline::new(device, at));
        let category = self.category(inventory, device);
        self.class_loses(&category, before.talks.into_iter().map(|talk| talk.key));
        true
    }

    /// The baseline of a device, begun now if there is none.
    pub(super) fn begun(&mut self, device: DeviceId, at: Timestamp) -> &mut Baseline {
        self.devices.entry(device).or_insert_with(|| Box::new(Baseline::new(device, at)))
    }

    /// Baselines there are, and bytes they take, about.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.devices.len(), self.devices.values().map(|one| one.size()).sum())
    }

    /// What changed since the last call, and whose baselines went.
    pub fn take_changes(&mut self) -> (Vec<Baseline>, Vec<DeviceId>) {
        let mut changed = Vec::new();
        for one in self.devices.values_mut().filter(|one| one.dirty) {
            one.dirty = false;
            changed.push((**one).clone());
        }
        (changed, std::mem::take(&mut self.removed))
    }

    /// Judges events, in the order of time, and learns from them, unless evidence against the device is open. The signals
    /// that come of it are told some at a time.
    pub fn judge(
        &mut self,
        events: Vec<Event>,
        inventory: &Inventory,
        watch: &mut Watch,
        frozen: &dyn Fn(DeviceId) -> bool,
        mut tell: impl FnMut(&[Signal]),
    ) {
        self.begin_round(inventory, !events.is_empty());
        let (mut signals, mut gateways) = (Vec::new(), None);
        for event in events {
            if signals.len() >= TOGETHER {
                tell(&signals);
                signals.clear();
            }
            match event.what {
                What::Contact(contact) => self.contact(*contact, inventory, watch, frozen, &mut signals),
                What::Hour(atom, sum) => self.hour(atom, sum, event.at, inventory, frozen, &mut signals),
                What::Day(atom, gap) => self.day(atom, gap, event.at, inventory, watch),
                What::Fan(fan) => {
                    let party = self.party(Some(fan.client), None, fan.at, inventory, watch);
                    signals.push(Signal::Fan(fan, Box::new(party)));
                }
                What::Beat(contact, median, spread, openings) => {
                    let met = self.meet(*contact, inventory, watch);
                    signals.push(Signal::Beat(Box::new(met), median, spread, openings));
                }
                What::Bulk(contact, out, back) => {
                    let met = self.meet(*contact, inventory, watch);
                    let most = [self.most(&met.client, met.server.world), self.most(&met.server, met.client.world)];
                    signals.push(Signal::Bulk(Box::new(met), [out, back], most));
                }
                What::Silent(atom, row, since, after) => {
                    let party = self.party(Some(atom), None, event.at, inventory, watch);
                    self.segments.silent(Missing { atom, party, row, since, after, at: event.at }, inventory);
                }
                What::Back(..) => {}
                What::Blind(from, to) => signals.push(Signal::Blind(from, to, inventory.devices())),
                What::Claim { ip, by, before, when } => {
                    self.claim((ip, by, before, when, event.at), inventory, watch, &mut signals);
                }
                What::First(ip, by) => {
                    let known = gateways.get_or_insert_with(|| inventory.gateways());
                    self.first_claim((ip, by, event.at), known, inventory, watch, &mut signals);
                }
                What::Said(atom, property, text, protocol) => {
                    let said = Saying { atom, property, text, at: event.at, protocol };
                    self.said(said, inventory, watch, frozen, &mut signals);
                }
            }
        }
        signals.extend(self.segments.ripe(inventory.now(), inventory));
        tell(&signals);
    }

    /// What the inventory says of devices stands still from here to the end of the round.
    fn begin_round(&mut self, inventory: &Inventory, is_something: bool) {
        self.round.clear();
        if is_something {
            self.follow_merges(inventory);
            self.sizes.clear();
            for (category, count) in inventory.categories() {
                let category = self.share(category.map_or("", Text::as_str));
                self.sizes.insert(category, u32::try_from(count).unwrap_or(u32::MAX));
            }
        }
    }

    /// Devices that were found to be others' take their baselines there; those of no device go.
    fn follow_merges(&mut self, inventory: &Inventory) {
        let strays: Vec<DeviceId> = self.devices.keys().copied().filter(|id| inventory.find(*id) != Some(*id)).collect();
        for stray in strays {
            let Some(baseline) = self.devices.remove(&stray) else { continue };
            self.removed.push(stray);
            if let Some(heir) = inventory.find(stray) {
                let max = self.settings.max_talks;
                let category = self.category(inventory, heir);
                let heir = self.devices.entry(heir).or_insert_with(|| Box::new(Baseline::new(heir, baseline.since)));
                heir.join(*baseline, max);
                let gone = std::mem::take(&mut heir.gone);
                self.class_loses(&category, gone);
            }
        }
    }

    pub(super) fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.shared.get(text) {
            return Arc::clone(known);
        }
        if self.shared.len() >= MOST_SHARED {
            self.shared.clear();
        }
        let new: Arc<str> = text.into();
        self.shared.insert(Arc::clone(&new));
        new
    }

    pub(super) fn category(&mut self, inventory: &Inventory, device: DeviceId) -> Arc<str> {
        let category = inventory.conclusion(device, Attribute::Category).map_or("", Text::as_str);
        self.share(if category == "unknown" { "" } else { category })
    }

    /// Learning days of a device of a category: fewer where many of its kind are learnt.
    pub(super) fn learning_days(&self, category: &str) -> u32 {
        let many = !category.is_empty() && self.sizes.get(category).is_some_and(|size| *size >= 20);
        if many { self.settings.learning_days_with_peers } else { self.settings.learning_days }
    }

    pub(super) fn party(
        &mut self,
        atom: Option<AtomId>,
        ip: Option<IpAddr>,
        at: Timestamp,
        inventory: &Inventory,
        watch: &Watch,
    ) -> Party {
        let ip = ip.or_else(|| atom.and_then(|atom| inventory.endpoint(atom)?.ip));
        let device = atom.and_then(|atom| inventory.device_of(atom));
        let world = ip.is_some_and(|ip| !watch.is_site(ip));
        let Some(device) = device.filter(|_| !world) else { return Party { ip, world, ..Party::default() } };
        let Known { category, class, model, gateway, days } = self.know(device, inventory);
        let stage = self.get(device).map(|one| one.stage(at, days));
        Party { device: Some(device), ip, class, model, category, world, gateway, stage: Some(stage.unwrap_or(Stage::Prior)) }
    }

    /// The groups of a party: by what it is, and by where it is.
    fn groups(&mut self, party: &Party, name: Option<&Text>) -> Vec<Arc<str>> {
        let mut groups = Vec::with_capacity(2);
        if party.world {
            groups.extend(name.map(|name| self.share(&domain_of(name.as_str()))));
        } else if !party.category.is_empty() {
            groups.push(Arc::clone(&party.category));
        }
        if groups.is_empty() || party.world {
            groups.push(self.network(party.ip));
        }
        groups
    }

    pub(super) fn keys(&mut self, side: Side, contact: &Contact, other: &Party, name: Option<&Text>) -> Vec<TalkKey> {
        let protocol = self.share(contact.protocol.unwrap_or(""));
        // What is recognised and not offered on fixed ports is told apart by its name alone.
        let loose = contact.guessed && contact.port >= 1024;
        let port = if loose && (contact.protocol.is_some() || contact.transport.0 == 17) { 0 } else { contact.port };
        let key = |group| TalkKey { side, transport: contact.transport, port, protocol: Arc::clone(&protocol), group };
        self.groups(other, name).into_iter().map(key).collect()
    }

    /// How a contact looks, without learning from it.
    pub(super) fn meet(&mut self, contact: Contact, inventory: &Inventory, watch: &Watch) -> Met {
        self.meet_as(contact, inventory, watch).0
    }

    /// The same, with the conversation's keys for the client and for the server.
    pub(super) fn meet_as(&mut self, contact: Contact, inventory: &Inventory, watch: &Watch) -> (Met, [Vec<TalkKey>; 2]) {
        let client = self.party(contact.client, contact.client_ip, contact.at, inventory, watch);
        let server = self.party(contact.server, contact.server_ip, contact.at, inventory, watch);
        let name = contact.name.and_then(|number| watch.name(number));
        let keys = self.keys(Side::Client, &contact, &server, name);
        let back = self.keys(Side::Server, &contact, &client, None);
        let first_of = |keys: &[TalkKey]| keys.first().map_or_else(|| "".into(), |key| Arc::clone(&key.group));
        let known = |party: &Party| party.device.and_then(|id| self.get(id));
        let about = |one: Option<&Baseline>| one.map_or((0, contact.at), |one| (one.talks.len(), one.since));
        let (own, others) = (known(&client), known(&server));
        let first = own.and_then(|one| keys.iter().filter_map(|key| one.talk(key)).map(|talk| talk.first).min());
        let new_port = others.is_none_or(|one| !one.serves(contact.transport, contact.port));
        let ((mine, since), (theirs, since_theirs)) = (about(own), about(others));
        let by_policy = [
            self.by_policy(Side::Client, &contact, (&client, &server), name, inventory),
            self.by_policy(Side::Server, &contact, (&server, &client), None, inventory).filter(|_| contact.answered),
        ];
        let news = |newness, side: usize| if by_policy.get(side) == Some(&Some(Ok(()))) { Newness::Known } else { newness };
        let met = Met {
            as_client: news(self.newness(&client, &keys, contact.at), 0),
            as_server: news(self.newness(&server, &back, contact.at), 1),
            breaks: by_policy.map(|verdict| verdict.and_then(Result::err)),
            new_port,
            maintenance: self.in_maintenance(contact.at),
            talks: [mine, theirs],
            since: [since, since_theirs],
            first: first.unwrap_or(contact.at),
            spread: 0,
            group: first_of(&keys),
            back: first_of(&back),
            client,
            server,
            contact,
        };
        (met, [keys, back])
    }

    /// What the manufacturer's policy says of a party's conversation.
    fn by_policy(
        &self,
        side: Side,
        contact: &Contact,
        (party, other): (&Party, &Party),
        name: Option<&Text>,
        inventory: &Inventory,
    ) -> Option<Result<(), Broken>> {
        let device = party.device.filter(|_| !self.policies.is_empty())?;
        let text = |attribute| inventory.conclusion(device, attribute).map_or("", Text::as_str);
        let is = |wanted| inventory.find(wanted) == Some(device);
        let known = (is, text(Attribute::Manufacturer), text(Attribute::Model));
        Policy::verdict(&self.policies, known, |policy| policy.allows(side, contact, other, name))
    }

    pub(super) fn in_maintenance(&self, at: Timestamp) -> bool {
        let minute = minute_of_week(at);
        self.settings.maintenance.iter().any(|window| window.contains(minute))
    }

    pub(super) fn newness(&self, party: &Party, keys: &[TalkKey], at: Timestamp) -> Newness {
        let Some(device) = party.device else { return Newness::Known };
        let own = self.get(device);
        let known = own.into_iter().flat_map(|own| keys.iter().filter_map(|key| own.talk(key))).max_by_key(|talk| talk.trust);
        let of_class = keys.iter().any(|key| self.class_does(&party.category, key));
        match known {
            Some(talk) if talk.risky && talk.trust < Trust::Trusted && !of_class => {
                if day(talk.told) == day(at) {
                    Newness::Known
                } else {
                    Newness::Listed
                }
            }
            Some(_) => Newness::Known,
            None if of_class => Newness::OfClass,
            None => Newness::New,
        }
    }

    /// Whether a class has a conversation: three devices and a fifth of it, on two days or more. What gives control of a
    /// machine only where more than half of the class has it: a technician's computer that works on one device, and who
    /// came in to two more, make no habit for the others.
    pub(super) fn class_does(&self, category: &Arc<str>, key: &TalkKey) -> bool {
        if category.is_empty() {
            return false;
        }
        let size = self.sizes.get(category).copied().unwrap_or(0);
        self.classes.get(&(Arc::clone(category), key.clone())).is_some_and(|talk| {
            let wide =
                if key.gives_control() { talk.devices.saturating_mul(2) > size } else { talk.devices.saturating_mul(5) >= size };
            talk.devices >= FEW && wide && talk.last > talk.first
        })
    }

    pub(super) fn class_learns(&mut self, category: &Arc<str>, key: &TalkKey, at: Timestamp) {
        if category.is_empty()
            || (self.classes.len() >= MOST_CLASS_TALKS && !self.classes.contains_key(&(Arc::clone(category), key.clone())))
        {
            return;
        }
        let today = day(at);
        let talk = self.classes.entry((Arc::clone(category), key.clone())).or_insert(ClassTalk {
            devices: 0,
            first: today,
            last: today,
        });
        talk.devices = talk.devices.saturating_add(1);
    }

    /// A device of the class has these conversations no more.
    pub(super) fn class_loses(&mut self, category: &Arc<str>, gone: impl IntoIterator<Item = TalkKey>) {
        for key in gone {
            let of = (Arc::clone(category), key);
            if let Some(talk) = self.classes.get_mut(&of) {
                talk.devices = talk.devices.saturating_sub(1);
                if talk.devices == 0 {
                    self.classes.remove(&of);
                }
            }
        }
    }

    pub(super) fn class_sees(&mut self, category: &Arc<str>, key: &TalkKey, at: Timestamp) {
        if let Some(talk) = self.classes.get_mut(&(Arc::clone(category), key.clone())) {
            talk.last = talk.last.max(day(at));
            talk.first = talk.first.min(day(at));
        }
    }

    /// How often a class used a word, and one more from now on.
    pub(super) fn class_says(&mut self, category: &Arc<str>, property: Property, text: &Text) -> u32 {
        if self.words.len() > MOST_CLASS_TALKS {
            self.words.clear();
        }
        let count = self.words.entry((Arc::clone(category), property, text.clone())).or_default();
        std::mem::replace(count, count.saturating_add(1))
    }
}
