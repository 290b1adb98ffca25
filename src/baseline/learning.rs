//! What is learnt from contacts, hours and days, and who is missed from then on.

use std::collections::HashSet;
use std::sync::Arc;

use super::Baselines;
use super::baselines::Spread;
use super::calendar::MINUTE;
use super::class::{Class, is_admin, is_mount, is_utility};
use super::device::{Baseline, Side, Stage, Talk, TalkKey, Trust};
use super::event::{Contact, HourSum};
use super::signal::{Met, Newness, Party, Signal};
use super::watch::Watch;
use crate::base::Timestamp;
use crate::inventory::{AtomId, DeviceId, Inventory};

/// How long a spread of new contacts counts together.
const HALF_HOUR: i64 = 30 * MINUTE;

impl Baselines {
    pub(super) fn contact(
        &mut self,
        contact: Contact,
        inventory: &Inventory,
        watch: &mut Watch,
        frozen: &dyn Fn(DeviceId) -> bool,
        signals: &mut Vec<Signal>,
    ) {
        let (mut met, keys) = self.meet_as(contact, inventory, watch);
        met.spread = self.spread(&met);
        let risky = is_risky(&met);
        for (side, keys) in [Side::Client, Side::Server].into_iter().zip(keys) {
            let (party, newness) = match side {
                Side::Client => (&met.client, met.as_client),
                Side::Server => (&met.server, met.as_server),
            };
            let Some(device) = party.device else { continue };
            // What never answered is no habit of a server.
            if side == Side::Server && !met.contact.answered {
                continue;
            }
            let gap = if side == Side::Client { met.contact.gap } else { 0 };
            let told = matches!(newness, Newness::New | Newness::Listed);
            self.learn(device, party, keys, &met.contact, (risky, told, gap), frozen(device));
        }
        self.arm(&met, watch);
        signals.push(Signal::Met(Box::new(met)));
    }

    fn learn(
        &mut self,
        device: DeviceId,
        party: &Party,
        keys: Vec<TalkKey>,
        contact: &Contact,
        (risky, told, gap): (bool, bool, u32),
        frozen: bool,
    ) {
        let at = contact.at;
        let (max, days) = (self.settings.max_talks, self.learning_days(&party.category));
        let mut learnt = Vec::new();
        let baseline = self.devices.entry(device).or_insert_with(|| Box::new(Baseline::new(device, at)));
        let active = baseline.stage(at, days) == Stage::Active;
        for key in keys {
            // Evidence is open: what is new now may be the attack.
            if frozen && active && baseline.talk(&key).is_none() {
                continue;
            }
            let (place, new) = baseline.learn(key, at, risky, max);
            let Some(talk) = baseline.talks.get_mut(place) else { continue };
            if told {
                talk.told = at;
            }
            if gap > 0 {
                talk.gap(gap);
            }
            learnt.push((talk.key.clone(), new));
        }
        let gone = std::mem::take(&mut baseline.gone);
        self.class_loses(&party.category, gone);
        for (key, new) in learnt {
            if new {
                self.class_learns(&party.category, &key, at);
            }
            self.class_sees(&party.category, &key, at);
            let of_class = self.class_does(&party.category, &key);
            let Some(baseline) = self.devices.get_mut(&device) else { continue };
            let place = baseline.talks.binary_search_by(|talk| talk.key.cmp(&key));
            if let Some(talk) = place.ok().and_then(|place| baseline.talks.get_mut(place)) {
                talk.trust = talk.trust.max(trust(talk, of_class));
            }
        }
    }

    /// How many servers a client met newly with one service lately.
    fn spread(&mut self, met: &Met) -> u32 {
        let contact = &met.contact;
        let (Some(client), Some(ip)) = (contact.client, contact.server_ip.filter(|_| contact.new && !met.server.world)) else {
            return 0;
        };
        if self.spreads.len() > 10_000 {
            self.spreads.clear();
        }
        let spread = self.spreads.entry((client, contact.port)).or_default();
        if contact.at.0.saturating_sub(spread.since) > HALF_HOUR {
            *spread = Spread { since: contact.at.0, servers: HashSet::default() };
        }
        if spread.servers.len() < 64 {
            spread.servers.insert(ip);
        }
        u32::try_from(spread.servers.len()).unwrap_or(u32::MAX)
    }

    /// Who always speaks is missed from now on, if not before.
    fn arm(&mut self, met: &Met, watch: &mut Watch) {
        for (atom, party) in [(met.contact.client, &met.client), (met.contact.server, &met.server)] {
            let (Some(atom), Some(baseline)) = (atom, party.device.and_then(|id| self.get(id))) else { continue };
            if let Some(after) = baseline.missed_after(days_of(party.class)) {
                watch.miss(atom, None, after);
                let device = baseline.device;
                self.segments.enrol(met.contact.vlan, party.ip, device);
            }
        }
        if let (Some(row), Some(client), true) = (met.contact.row, met.contact.client, met.client.class.is_medical()) {
            let talks = met.client.device.and_then(|id| self.get(id)).map(|one| one.talks.as_slice()).unwrap_or_default();
            let own = |talk: &&Talk| {
                let key = &talk.key;
                key.side == Side::Client && key.transport == met.contact.transport && key.port == met.contact.port
            };
            let clinical = met.server.class == Class::Clinical && !is_utility(met.contact.transport, met.contact.port);
            let after = talks.iter().filter(own).find(|talk| talk.key.group == met.group).and_then(Talk::missed_after);
            if let Some(after) = after.filter(|_| clinical) {
                watch.miss(client, Some(row), after);
            }
        }
    }

    pub(super) fn hour(
        &mut self,
        atom: AtomId,
        sum: HourSum,
        at: Timestamp,
        inventory: &Inventory,
        frozen: &dyn Fn(DeviceId) -> bool,
        signals: &mut Vec<Signal>,
    ) {
        let Some(device) = inventory.device_of(atom) else { return };
        let category = self.category(inventory, device);
        let (days, offset) = (self.learning_days(&category), self.settings.utc_offset_minutes);
        let Some(baseline) = self.devices.get_mut(&device) else { return };
        let active = baseline.stage(at, days) == Stage::Active;
        let values = [sum.out_site, sum.in_site, sum.out_world, u64::from(sum.flows)];
        let scores = baseline.volume.hour(sum.hour, offset, values, frozen(device) && active);
        baseline.dirty = true;
        for score in scores.into_iter().flatten().filter(|score| active && (score.burst || score.drift > 0)) {
            let ip = inventory.endpoint(atom).and_then(|end| end.ip);
            let party = Party {
                device: Some(device),
                ip,
                class: Class::of(&category),
                category: Arc::clone(&category),
                stage: Some(Stage::Active),
                ..Party::default()
            };
            signals.push(Signal::Drift(Box::new(party), score, at));
        }
    }

    pub(super) fn day(&mut self, atom: AtomId, gap: u32, at: Timestamp, inventory: &Inventory, watch: &mut Watch) {
        let Some(device) = inventory.device_of(atom) else { return };
        let category = self.category(inventory, device);
        let forget = self.settings.forget_days;
        let Some(baseline) = self.devices.get_mut(&device) else { return };
        baseline.day(gap);
        baseline.forget(at, forget);
        watch.miss(atom, None, baseline.missed_after(days_of(Class::of(&category))).unwrap_or(0));
        let gone = std::mem::take(&mut baseline.gone);
        self.class_loses(&category, gone);
    }

    /// The most that a party ever sent in an hour, in the direction meant.
    pub(super) fn most(&self, party: &Party, world: bool) -> u64 {
        let feature = if world { 2 } else { 0 };
        party.device.and_then(|id| self.get(id)).map_or(0, |one| one.volume.most(feature))
    }
}

/// Days after which a silence of a class means something.
fn days_of(class: Class) -> usize {
    if class.has_heartbeat() { 3 } else { 7 }
}

/// Three days make a habit, unless it is risky and not the class's.
fn trust(talk: &Talk, of_class: bool) -> Trust {
    match (talk.days.count_ones() >= 3, talk.risky && !of_class) {
        (true, false) => Trust::Trusted,
        (true, true) => Trust::Candidate,
        (false, _) => Trust::Seen,
    }
}

/// Whether time alone must not make it trusted: it crosses the border of the site, or gives control of a device.
fn is_risky(met: &Met) -> bool {
    let contact = &met.contact;
    let utility = is_utility(contact.transport, contact.port);
    let crosses = met.server.world != met.client.world && !utility;
    let clinical = met.client.class.is_clinical() || met.server.class.is_clinical();
    let controls = is_admin(contact.transport, contact.port, contact.protocol) && met.server.class.is_clinical();
    let mounts = is_mount(contact.port) && met.client.class == Class::Bedside;
    (crosses && clinical) || controls || mounts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Vlan;
    use crate::baseline::Settings;
    use crate::observation::Transport;

    fn contact(day: i64) -> Contact {
        Contact {
            client: None,
            server: None,
            client_ip: None,
            server_ip: None,
            vlan: Vlan::NONE,
            client_port: 40_000,
            port: 0,
            transport: Transport::TCP,
            protocol: None,
            answered: true,
            guessed: false,
            at: Timestamp::of_day(day),
            row: None,
            new: false,
            name: None,
            gap: 0,
        }
    }

    #[test]
    fn a_class_counts_devices_however_often_one_of_them_forgets_and_learns() {
        let mut all = Baselines::new(Settings { max_talks: 2, ..Settings::default() }, Vec::new());
        let category: std::sync::Arc<str> = "ct".into();
        all.sizes.insert(category.clone(), 5);
        let party = Party { category: category.clone(), ..Party::default() };
        let key = |port| TalkKey { side: Side::Server, transport: Transport::TCP, port, protocol: "".into(), group: "pc".into() };
        let mut learn = |device, port, day| {
            all.learn(DeviceId(device), &party, vec![key(port)], &contact(day), (false, false, 0), false);
            all.class_does(&category, &key(104))
        };
        for day in 1..9 {
            assert!(![104, 8080, 8081].into_iter().any(|port| learn(1, port, day)), "one device, again and again");
        }
        learn(1, 104, 9);
        assert!(!learn(2, 104, 9) && learn(3, 104, 10), "three devices, on two days");
    }
}
