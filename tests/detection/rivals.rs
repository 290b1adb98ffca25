//! What others would do on the same reports: mean and three sigmas an hour, an isolation forest, and RITA's beacon score.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use wardwatch::baseline::beat;
use wardwatch::observation::Conversation;

use crate::attacks::Attack;
use crate::forest::{Forest, Point};
use crate::hospital::{DAY, HOUR, Hospital, START};

/// What a device did in an hour.
#[derive(Default)]
struct Hour {
    out: u64,
    back: u64,
    conversations: u32,
    unanswered: u32,
    peers: BTreeSet<IpAddr>,
    ports: BTreeSet<u16>,
}

impl Hour {
    fn point(&self) -> Point {
        let log = |value: u64| (value as f32 + 1.0).ln();
        [
            log(self.out),
            log(self.back),
            log(self.conversations.into()),
            log(self.unanswered.into()),
            log(self.peers.len() as u64),
            log(self.ports.len() as u64),
        ]
    }
}

pub struct Rivals {
    learning: i64,
    hours: BTreeMap<(IpAddr, i64), Hour>,
    openings: BTreeMap<(IpAddr, IpAddr, u16), Vec<i64>>,
}

/// What a rival found of the attacks that page, and on how many device-days it spoke without one.
pub struct Found {
    pub name: &'static str,
    pub attacks: usize,
    pub of: usize,
    pub wrong: usize,
}

impl Rivals {
    pub fn new(learning: i64) -> Self {
        Self { learning, hours: BTreeMap::new(), openings: BTreeMap::new() }
    }

    pub fn take(&mut self, report: &Conversation) {
        let (Some(client), Some(server)) = (report.client.ip, report.server.ip) else { return };
        let hour = self.hours.entry((client, report.first.0 / HOUR)).or_default();
        hour.out += report.from_client.bytes;
        hour.back += report.from_server.bytes;
        hour.conversations += 1;
        hour.unanswered += u32::from(!report.answered);
        hour.peers.insert(server);
        hour.ports.insert(report.server_port);
        if report.first.0 >= START + self.learning * DAY {
            let openings = self.openings.entry((client, server, report.server_port)).or_default();
            if openings.len() < 64 {
                openings.push(report.first.0);
            }
        }
    }

    fn test(&self) -> i64 {
        START / HOUR + self.learning * 24
    }

    /// What each of them found.
    pub fn judge(&self, hospital: &Hospital, attacks: &[Attack]) -> Vec<Found> {
        let strange = self.strange();
        // Thresholds as a buyer would set them: by what they would have said of the learning days.
        let quantile = |per_thousand: f64| {
            let mut learnt: Vec<f64> = strange.iter().filter(|((_, hour), _)| *hour < self.test()).map(|(_, s)| *s).collect();
            learnt.sort_by(f64::total_cmp);
            let keep = learnt.len() as f64 / 24.0 * per_thousand / 1000.0;
            learnt[learnt.len() - 1 - (keep as usize).min(learnt.len() - 1)]
        };
        let forest = |per_thousand: f64| {
            let least = quantile(per_thousand);
            let spoken = strange.iter().filter(|((_, hour), score)| *hour >= self.test() && **score > least);
            spoken.map(|(key, _)| *key).collect::<BTreeSet<_>>()
        };
        let all = [
            ("mean + 3 sigma per device and hour of the day", self.sigma()),
            ("isolation forest, set to 2 per 1,000 devices a day", forest(2.0)),
            ("isolation forest, set to 50 per 1,000 devices a day", forest(50.0)),
            ("RITA's timestamp score >= 0.8, out of the site", self.beacons(false)),
            ("the same, within the site too", self.beacons(true)),
        ];
        all.into_iter().map(|(name, spoken)| Self::found(name, &spoken, hospital, attacks)).collect()
    }

    fn found(name: &'static str, spoken: &BTreeSet<(IpAddr, i64)>, hospital: &Hospital, attacks: &[Attack]) -> Found {
        let meant = |attack: &Attack, (ip, hour): &(IpAddr, i64)| {
            let time = (attack.from / HOUR..=attack.to / HOUR).contains(hour);
            time && (attack.devices.is_empty() || attack.devices.iter().any(|n| hospital.devices[*n].ip == *ip))
        };
        let paging: Vec<&Attack> = attacks.iter().filter(|attack| attack.pages).collect();
        let attacks_found = paging.iter().filter(|attack| spoken.iter().any(|key| meant(attack, key))).count();
        let wrong = spoken.iter().filter(|key| !attacks.iter().any(|attack| meant(attack, key)));
        let wrong: BTreeSet<(IpAddr, i64)> = wrong.map(|(ip, hour)| (*ip, hour / 24)).collect();
        Found { name, attacks: attacks_found, of: paging.len(), wrong: wrong.len() }
    }

    /// Device-hours with more bytes than the mean and three standard deviations of that hour while learning.
    fn sigma(&self) -> BTreeSet<(IpAddr, i64)> {
        let mut learnt: BTreeMap<(IpAddr, i64), Vec<f64>> = BTreeMap::new();
        for ((ip, hour), told) in self.hours.iter().filter(|((_, hour), _)| *hour < self.test()) {
            learnt.entry((*ip, hour % 24)).or_default().push(told.out as f64);
        }
        let mut spoken = BTreeSet::new();
        for ((ip, hour), told) in self.hours.iter().filter(|((_, hour), _)| *hour >= self.test()) {
            let values = learnt.get(&(*ip, hour % 24)).map(Vec::as_slice).unwrap_or_default();
            if values.len() < 3 {
                continue;
            }
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let sigma = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt();
            if told.out as f64 > mean + 3.0 * sigma {
                spoken.insert((*ip, *hour));
            }
        }
        spoken
    }

    /// How strange the forest finds each device-hour, against the device's own mean of that hour and kind of day.
    fn strange(&self) -> BTreeMap<(IpAddr, i64), f64> {
        let bucket = |hour: i64| (hour % 24, (hour / 24 + 3) % 7 < 5);
        let mut learnt: BTreeMap<(IpAddr, (i64, bool)), (Point, f32)> = BTreeMap::new();
        for ((ip, hour), told) in self.hours.iter().filter(|((_, hour), _)| *hour < self.test()) {
            let (sum, count) = learnt.entry((*ip, bucket(*hour))).or_default();
            sum.iter_mut().zip(told.point()).for_each(|(sum, value)| *sum += value);
            *count += 1.0;
        }
        let own = |ip: IpAddr, hour: i64, point: Point| {
            let (sum, count) = learnt.get(&(ip, bucket(hour))).copied().unwrap_or(([0.0; 6], 1.0));
            std::array::from_fn(|at| point[at] - sum[at] / count)
        };
        let points: BTreeMap<(IpAddr, i64), Point> =
            self.hours.iter().map(|((ip, hour), told)| ((*ip, *hour), own(*ip, *hour, told.point()))).collect();
        let training: Vec<Point> = points.iter().filter(|((_, hour), _)| *hour < self.test()).map(|(_, p)| *p).collect();
        let forest = Forest::learn(&training);
        points.into_iter().map(|(key, point)| (key, forest.score(&point))).collect()
    }

    /// Pairs whose openings come like a clock; RITA itself does not look within the site.
    fn beacons(&self, inside: bool) -> BTreeSet<(IpAddr, i64)> {
        let mut spoken = BTreeSet::new();
        for ((client, server, _), openings) in &self.openings {
            let within = matches!(server, IpAddr::V4(ip) if ip.octets()[0] == 10);
            let gaps: Vec<u16> =
                openings.windows(2).map(|pair| u16::try_from((pair[1] - pair[0]) / 1_000_000_000).unwrap_or(u16::MAX)).collect();
            if (inside || !within) && beat(&gaps).is_some_and(|beat| beat.score >= 0.8 && beat.median >= 5) {
                spoken.insert((*client, openings[openings.len() - 1] / HOUR));
            }
        }
        spoken
    }
}
