//! The part of the baselines that runs for every report: counters by the inventory's own numbers, and out of them the
//! few events that are worth a judgement.
//!
//! Invariant: a report costs the touch of two endpoints and one row; nothing is searched, cloned or allocated unless the
//! report is the first of its row on a day or a threshold is crossed.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::net::IpAddr;

use foldhash::fast::RandomState;

use super::beat::{FEWEST, beat};
use super::calendar::{DAY, HOUR, MINUTE, SECOND, day, hour, seconds};
use super::event::{Contact, Event, Fan, HourSum, What};
use super::meter::{FanMeter, Meter, RING, Row};
use super::said::is_told;
use super::signs::is_repeated;
use super::sketch::spread;
use crate::base::{Text, Timestamp, ip_to_bits, prefetch};
use crate::inventory::{AtomId, Network, Place, Witness};
use crate::observation::{Conversation, Fact, Observation, Oriented, Property, Transport};

/// Events that wait at most; what comes beyond is counted.
const MOST_EVENTS: usize = 1 << 20;
/// Names remembered at most.
const MOST_NAMES: usize = 1 << 16;
/// New contacts of one client within its window of which each is told.
const MOST_CONTACTS: u32 = 256;
/// Bytes of one row in one hour from which it is told, and by how much more again.
const BULK: u64 = 4 << 20;
/// So long nothing at all was seen: the sensor was blind.
const BLIND: i64 = 5 * MINUTE;
/// Rows younger than this can be a beacon; older ones were judged.
const YOUNG: i64 = 2 * DAY;

/// The counters and what waits.
#[derive(Debug, Default)]
pub struct Watch {
    meters: Vec<Meter>,
    rows: Vec<Row>,
    events: Vec<Event>,
    lost: u64,
    site: Vec<Network>,
    names: HashMap<Text, u32, RandomState>,
    named: Vec<Text>,
    claims: HashMap<IpAddr, (AtomId, Timestamp), RandomState>,
    /// When somebody is missed if not seen until then.
    wheel: BinaryHeap<Reverse<(i64, u32, u32)>>,
    /// Latest packet.
    now: i64,
    /// The run of each sensor.
    epochs: Vec<(String, u64)>,
}

/// In the wheel: the endpoint itself rather than one of its rows.
const ITSELF: u32 = u32::MAX;

impl Watch {
    /// Nothing seen yet; `site` are the networks of the site.
    #[must_use]
    pub fn new(site: Vec<Network>) -> Self {
        Self { site, ..Self::default() }
    }

    /// How many events wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.events.len()
    }

    /// Events that there was no room for.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.lost
    }

    /// A name by its number.
    #[must_use]
    pub fn name(&self, number: u32) -> Option<&Text> {
        self.named.get(number as usize)
    }

    /// Whether an address is of the site, or of no host.
    #[must_use]
    pub fn is_site(&self, ip: IpAddr) -> bool {
        self.site.iter().any(|network| network.contains(ip)) || is_no_host(ip)
    }

    /// Who claimed an address last.
    pub(super) fn holder(&self, ip: IpAddr) -> Option<AtomId> {
        self.claims.get(&ip).map(|(atom, _)| *atom)
    }

    /// The events that wait, in the order of time.
    pub fn take(&mut self) -> Vec<Event> {
        let mut events = std::mem::take(&mut self.events);
        events.sort_by_key(|event| event.at);
        events
    }

    /// A batch of a run of a sensor is about to come: another run of the only sensor is no silence of anybody.
    pub fn begin(&mut self, sensor: &str, epoch: u64) {
        let known = self.epochs.iter_mut().find(|(name, _)| name == sensor);
        match known {
            Some((_, known)) if *known == epoch => return,
            Some((_, known)) => *known = epoch,
            None => self.epochs.push((sensor.to_owned(), epoch)),
        }
        if self.epochs.len() > 1 {
            return;
        }
        self.wheel.clear();
        self.claims.clear();
        for meter in &mut self.meters {
            (meter.last, meter.missed_after, meter.silent) = (0, 0, false);
        }
        for row in &mut self.rows {
            (row.last, row.missed_after, row.silent) = (0, 0, false);
        }
        self.now = 0;
    }

    /// A batch has come: who is missed by now?
    pub fn end(&mut self) {
        while let Some(Reverse((due, slot, row))) = self.wheel.peek().copied().filter(|Reverse((due, ..))| *due <= self.now) {
            self.wheel.pop();
            let (last, after) = match (row, self.meters.get(slot as usize)) {
                (ITSELF, Some(meter)) => (meter.last, meter.missed_after),
                _ => self.rows.get(row as usize).map_or((0, 0), |row| (row.last, row.missed_after)),
            };
            if last == 0 || after == 0 {
                continue;
            }
            let deadline = last.saturating_add(i64::from(after) * SECOND);
            if deadline > self.now {
                self.wheel.push(Reverse((deadline, slot, row)));
                continue;
            }
            debug_assert!(due <= deadline);
            match row {
                ITSELF => self.meters.get_mut(slot as usize).map(|meter| meter.silent = true),
                _ => self.rows.get_mut(row as usize).map(|row| row.silent = true),
            };
            let row = (row != ITSELF).then_some(row);
            self.tell(Timestamp(deadline), What::Silent(AtomId(slot), row, Timestamp(last), after));
        }
    }

    /// From now on an endpoint, or one of its rows, is missed after so many seconds.
    pub fn miss(&mut self, atom: AtomId, row: Option<u32>, after: u32) {
        let (place, last) = match row {
            None => self.meters.get_mut(atom.0 as usize).map(|meter| (&mut meter.missed_after, meter.last)),
            Some(row) => self.rows.get_mut(row as usize).map(|row| (&mut row.missed_after, row.last)),
        }
        .unzip();
        let (Some(place), Some(last)) = (place, last) else { return };
        let before = std::mem::replace(place, after);
        if before == 0 && after > 0 && last > 0 {
            self.wheel.push(Reverse((last.saturating_add(i64::from(after) * SECOND), atom.0, row.unwrap_or(ITSELF))));
        }
    }

    fn tell(&mut self, at: Timestamp, what: What) {
        if self.events.len() < MOST_EVENTS {
            self.events.push(Event { at, what });
        } else {
            self.lost = self.lost.saturating_add(1);
        }
    }

    fn meter(&mut self, slot: u32) -> Option<&mut Meter> {
        if self.meters.len() <= slot as usize {
            self.meters.resize(slot as usize + 1, Meter::default());
        }
        self.meters.get_mut(slot as usize)
    }

    /// Counts an end; its finished hour and day are told.
    fn count(&mut self, slot: AtomId, report: &Conversation, sent: u64, got: u64, world: bool) {
        let (hour, day) = (hour(report.last), day(report.last));
        let (mut over, mut day_over, mut silent) = (None, None, None);
        let Some(meter) = self.meter(slot.0) else { return };
        if sent > 0 {
            let was = meter.last;
            let gap = meter.see(report.first.0, report.last.0);
            if meter.silent {
                meter.silent = false;
                silent = Some((was, 0));
            } else if meter.missed_after > 0 && gap > meter.missed_after {
                silent = Some((was, meter.missed_after));
            }
        }
        if meter.sum.hour < hour {
            over = Some(std::mem::replace(&mut meter.sum, HourSum { hour, ..HourSum::default() })).filter(|sum| sum.hour != 0);
        }
        if meter.day < day {
            day_over = Some((meter.day, std::mem::take(&mut meter.gap))).filter(|(day, _)| *day != 0);
            meter.day = day;
        }
        let sum = &mut meter.sum;
        if world {
            sum.out_world = sum.out_world.saturating_add(sent);
        } else {
            sum.out_site = sum.out_site.saturating_add(sent);
            sum.in_site = sum.in_site.saturating_add(got);
        }
        sum.flows = sum.flows.saturating_add(u32::from(report.opening));
        let rearm = silent.filter(|(_, after)| *after == 0).and_then(|_| self.meters.get(slot.0 as usize)).copied();
        if let Some(meter) = rearm.filter(|meter| meter.missed_after > 0) {
            let due = meter.last.saturating_add(i64::from(meter.missed_after) * SECOND);
            self.wheel.push(Reverse((due, slot.0, ITSELF)));
        }
        if let Some(sum) = over {
            self.tell(Timestamp((i64::from(sum.hour) + 1) * HOUR), What::Hour(slot, sum));
        }
        if let Some((day, gap)) = day_over {
            self.tell(Timestamp((i64::from(day) + 1) * DAY), What::Day(slot, gap));
        }
        if let Some((was, after)) = silent {
            if after > 0 {
                let at = Timestamp(was.saturating_add(i64::from(after) * SECOND));
                self.tell(at, What::Silent(slot, None, Timestamp(was), after));
            }
            self.tell(report.first, What::Back(slot, Timestamp(was)));
        }
    }

    /// Counts a row; tells what is new of it.
    fn follow(&mut self, number: u32, place: Place, report: &Conversation) {
        if self.rows.len() <= number as usize {
            self.rows.resize(number as usize + 1, Row::default());
        }
        let (hour, day) = (hour(report.last), day(report.last));
        let Some(row) = self.rows.get_mut(number as usize) else { return };
        if place.new {
            *row = Row { born: report.first.0, ..Row::default() };
        }
        if row.last != 0 {
            row.gap = row.gap.max(seconds(row.last, report.first.0));
        }
        row.last = row.last.max(report.last.0);
        if std::mem::take(&mut row.silent)
            && let Some(client) = place.client
        {
            let due = row.last.saturating_add(i64::from(row.missed_after) * SECOND);
            self.wheel.push(Reverse((due, client.0, number)));
        }
        if report.opening {
            row.open(report.first.0);
        }
        if row.hour != hour {
            (row.hour, row.out, row.back, row.bulk_told) = (hour, 0, 0, 0);
        }
        row.out = row.out.saturating_add(report.from_client.bytes);
        row.back = row.back.saturating_add(report.from_server.bytes);
        let first_today = row.day != day;
        let afresh = place.new || (first_today && !report.answered && row.day.saturating_add(1) < day);
        let answered_now = report.answered && (first_today || !row.answered);
        let gap = if first_today { std::mem::take(&mut row.gap) } else { 0 };
        if first_today {
            (row.day, row.answered) = (day, false);
        }
        row.answered |= report.answered;
        let most = row.out.max(row.back);
        let level = if most < BULK { 0 } else { most.checked_div(BULK).map_or(0, |times| times.ilog2() / 2 + 1) };
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let bulk = (level > row.bulk_told).then(|| {
            row.bulk_told = level;
            (row.out, row.back)
        });
        let due = !row.beat_told && report.opening && usize::from(row.openings) >= FEWEST && row.openings.is_multiple_of(2);
        let young = due && report.first.0.saturating_sub(row.born) < YOUNG;
        let seen = row.intervals.get(..RING.min(usize::from(row.openings))).unwrap_or_default();
        let rhythm = young.then(|| beat(seen)).flatten().filter(|beat| beat.score >= 0.8 && beat.median >= 5);
        row.beat_told |= rhythm.is_some();
        let openings = row.openings;
        if first_today || answered_now || bulk.is_some() || rhythm.is_some() {
            let contact = Contact { new: afresh, ..self.contact(report, place, gap) };
            if let Some((out, back)) = bulk {
                self.tell(report.last, What::Bulk(Box::new(contact.clone()), out, back));
            }
            if let Some(beat) = rhythm {
                self.tell(report.first, What::Beat(Box::new(contact.clone()), beat.median, beat.spread, openings));
            }
            if first_today || answered_now {
                self.meet(contact);
            }
        }
    }

    fn contact(&self, report: &Conversation, place: Place, gap: u32) -> Contact {
        let meter = place.client.and_then(|atom| self.meters.get(atom.0 as usize));
        let recent = meter.filter(|meter| (0..30 * SECOND).contains(&report.last.0.saturating_sub(meter.named_at)));
        Contact {
            client: place.client,
            server: place.server,
            client_ip: report.client.ip,
            server_ip: report.server.ip,
            vlan: report.client.vlan,
            client_port: report.client_port,
            port: report.server_port,
            transport: report.transport,
            protocol: report.protocol,
            answered: report.answered,
            guessed: report.oriented == Oriented::Guess,
            at: report.first,
            row: place.row,
            new: place.new,
            name: recent.map(|meter| meter.name).filter(|name| *name != 0).map(|name| name - 1),
            gap,
        }
    }

    /// A contact on its first report: counted for scans, and told unless its client meets too many.
    fn meet(&mut self, contact: Contact) {
        let site = contact.server_ip.is_some_and(|ip| self.is_site(ip) && !is_no_host(ip));
        let counts = site && is_counted(&contact);
        let mut fans = [None, None];
        let mut too_many = false;
        if let Some(meter) = contact.client.filter(|_| contact.new).and_then(|client| self.meter(client.0)) {
            let fan = &mut meter.fan;
            fan.turn(contact.at.0, day(contact.at));
            fan.contacts = fan.contacts.saturating_add(1);
            too_many = fan.contacts > MOST_CONTACTS;
            if counts {
                fans = fan_out(fan, &contact);
            }
        }
        for fan in fans.into_iter().flatten() {
            self.tell(contact.at, What::Fan(Box::new(fan)));
        }
        if !too_many {
            self.tell(contact.at, What::Contact(Box::new(contact)));
        }
    }

    fn note_name(&mut self, atom: AtomId, at: Timestamp, text: &Text) {
        let number = match self.names.get(text) {
            Some(number) => *number,
            None if self.named.len() >= MOST_NAMES => return,
            None => {
                let number = u32::try_from(self.named.len()).unwrap_or(u32::MAX);
                self.named.push(text.clone());
                self.names.insert(text.clone(), number);
                number
            }
        };
        if let Some(meter) = self.meter(atom.0) {
            (meter.name, meter.named_at) = (number.saturating_add(1), at.0);
        }
    }

    /// Packet time goes on; nothing for long means that the sensor was blind, and nobody is to be missed for that.
    fn pass(&mut self, first: Timestamp, last: Timestamp) {
        if self.now != 0 && first.0.saturating_sub(self.now) > BLIND {
            self.tell(first, What::Blind(Timestamp(self.now), first));
            let lost = first.0.saturating_sub(self.now);
            for meter in self.meters.iter_mut().filter(|meter| meter.last != 0) {
                meter.last = meter.last.saturating_add(lost);
            }
            for row in self.rows.iter_mut().filter(|row| row.last != 0) {
                row.last = row.last.saturating_add(lost);
            }
        }
        self.now = self.now.max(last.0);
    }
}

impl Witness for Watch {
    fn awaits(&self, ends: [Option<AtomId>; 2], row: Option<u32>) {
        let meters = ends.into_iter().flatten().filter_map(|atom| self.meters.get(atom.0 as usize));
        meters.for_each(prefetch);
        row.and_then(|row| self.rows.get(row as usize)).into_iter().for_each(prefetch);
    }

    fn report(&mut self, report: &Conversation, place: Place) {
        self.pass(report.first, report.last);
        let world = |ip: Option<IpAddr>| ip.is_some_and(|ip| !self.is_site(ip));
        let (client_world, server_world) = (world(report.client.ip), world(report.server.ip));
        let (sent, got) = (report.from_client.bytes, report.from_server.bytes);
        if let Some(client) = place.client.filter(|_| !client_world) {
            self.count(client, report, sent, got, server_world);
        }
        if let Some(server) = place.server.filter(|_| !server_world) {
            self.count(server, report, got, sent, client_world);
        }
        match place.row {
            Some(row) => self.follow(row, place, report),
            None if report.opening && place.client.is_some() => {
                let contact = self.contact(report, place, 0);
                self.meet(contact);
            }
            None => {}
        }
    }

    fn observed(&mut self, atom: AtomId, observation: &Observation, new: bool) {
        let at = observation.at;
        self.now = self.now.max(at.0);
        match &observation.fact {
            Fact::Says(property, text) => {
                if matches!(property, Property::DnsQuery | Property::TlsServerName) {
                    self.note_name(atom, at, text);
                }
                if (new || is_repeated(*property)) && is_told(*property) {
                    self.tell(at, What::Said(atom, *property, text.clone(), observation.protocol));
                }
            }
            Fact::Holds(_) => {
                let Some(ip) = observation.subject.ip else { return };
                if self.claims.len() > MOST_NAMES {
                    self.claims.clear();
                }
                match self.claims.insert(ip, (atom, at)) {
                    Some((before, when)) if before != atom => self.tell(at, What::Claim { ip, by: atom, before, when }),
                    None if new => self.tell(at, What::First(ip, atom)),
                    _ => {}
                }
            }
            Fact::Present { .. } | Fact::Equipment(_) => {}
        }
    }

    fn forgotten(&mut self, atom: AtomId) {
        if let Some(meter) = self.meters.get_mut(atom.0 as usize) {
            *meter = Meter::default();
        }
    }
}

/// Counts a new contact; what crosses a threshold is told once a window, and once a day for the slow ones.
fn fan_out(fan: &mut FanMeter, contact: &Contact) -> [Option<Fan>; 2] {
    let Some(client) = contact.client else { return [None, None] };
    let host = contact.server_ip.map_or(0, ip_to_bits);
    let low = u64::try_from(host & u128::from(u64::MAX)).unwrap_or(0);
    let failed = u32::from(!contact.answered);
    fan.hosts.add(spread(low));
    fan.day_hosts.add(spread(low));
    fan.ports.add(spread(u64::from(contact.port) | u64::from(contact.transport.0) << 16));
    fan.scanned = fan.scanned.saturating_add(1);
    fan.failed = fan.failed.saturating_add(failed);
    fan.day_failed = fan.day_failed.saturating_add(failed);
    fan.day_contacts = fan.day_contacts.saturating_add(1);
    fan.port.vote(u32::from(contact.port));
    let (hosts, ports, day_hosts) = (fan.hosts.count(), fan.ports.count(), fan.day_hosts.count());
    let level = u8::from(hosts >= 12 || ports >= 20) + u8::from(hosts >= 20 || ports >= 50);
    let slow = day_hosts >= 20 && !fan.day_told && fan.day_failed.saturating_mul(2) >= fan.day_contacts;
    let made = |slow, hosts, contacts, failed| Fan {
        client,
        since: Timestamp(if slow { i64::from(fan.day) * DAY } else { fan.since }),
        at: contact.at,
        hosts,
        ports,
        contacts,
        failed,
        port: u16::try_from(fan.port.value).unwrap_or(0),
        transport: contact.transport,
        server: contact.server_ip,
        slow,
        last: Box::new(contact.clone()),
    };
    let fans = [
        (level > fan.told).then(|| made(false, hosts, fan.scanned, fan.failed)),
        slow.then(|| made(true, day_hosts, fan.day_contacts, fan.day_failed)),
    ];
    fan.told = fan.told.max(level);
    fan.day_told |= slow;
    fans
}

/// Whether an address is a group's, everybody's or nobody's.
fn is_no_host(ip: IpAddr) -> bool {
    ip.is_multicast() || ip.is_unspecified() || ip.is_loopback() || matches!(ip, IpAddr::V4(v4) if v4.is_broadcast())
}

/// Whether a new contact can be part of a scan: TCP, an echo request, or a datagram that expects an answer. Name service,
/// leases, announcements, traps and logs go to many or are not answered by nature.
fn is_counted(contact: &Contact) -> bool {
    let icmp_echo = matches!(contact.client_port, 8 | 128);
    match contact.transport {
        Transport::TCP => true,
        Transport::ICMP | Transport::ICMPV6 => icmp_echo,
        Transport::UDP => {
            !contact.guessed
                && !matches!(contact.port, 53 | 67 | 68 | 123 | 137 | 138 | 162 | 514 | 546 | 547 | 1900 | 3702 | 5353 | 5355)
        }
        _ => false,
    }
}
