//! What others would do on the same reports: mean and three sigmas an hour, and RITA's score of timestamps.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use wardwatch::baseline::beat;
use wardwatch::observation::Conversation;

use crate::hospital::{DAY, HOUR, START};

pub struct Rivals {
    learning: i64,
    hours: BTreeMap<(IpAddr, i64), u64>,
    openings: BTreeMap<(IpAddr, IpAddr, u16), Vec<i64>>,
}

impl Rivals {
    pub fn new(learning: i64) -> Self {
        Self { learning, hours: BTreeMap::new(), openings: BTreeMap::new() }
    }

    pub fn take(&mut self, report: &Conversation) {
        let (Some(client), Some(server)) = (report.client.ip, report.server.ip) else { return };
        *self.hours.entry((client, report.first.0 / HOUR)).or_default() += report.from_client.bytes;
        if report.first.0 >= START + self.learning * DAY {
            let openings = self.openings.entry((client, server, report.server_port)).or_default();
            if openings.len() < 64 {
                openings.push(report.first.0);
            }
        }
    }

    /// Device-days on which an hour was more than the mean and three standard deviations of that hour while learning.
    pub fn sigma_days(&self) -> usize {
        let first = START / HOUR;
        let test = first + self.learning * 24;
        let mut learnt: BTreeMap<(IpAddr, i64), Vec<f64>> = BTreeMap::new();
        for ((ip, hour), bytes) in self.hours.iter().filter(|((_, hour), _)| *hour < test) {
            learnt.entry((*ip, hour % 24)).or_default().push(*bytes as f64);
        }
        let mut spoken = BTreeSet::new();
        for ((ip, hour), bytes) in self.hours.iter().filter(|((_, hour), _)| *hour >= test) {
            let values = learnt.get(&(*ip, hour % 24)).map(Vec::as_slice).unwrap_or_default();
            if values.len() < 3 {
                continue;
            }
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let sigma = (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt();
            if *bytes as f64 > mean + 3.0 * sigma {
                spoken.insert((*ip, hour / 24));
            }
        }
        spoken.len()
    }

    /// Pairs whose openings come like a clock, and how many of them are within the site.
    pub fn beacons(&self) -> (usize, usize) {
        let (mut all, mut inside) = (0, 0);
        for ((_, server, _), openings) in &self.openings {
            let gaps: Vec<u16> =
                openings.windows(2).map(|pair| u16::try_from((pair[1] - pair[0]) / 1_000_000_000).unwrap_or(u16::MAX)).collect();
            if beat(&gaps).is_some_and(|beat| beat.score >= 0.8 && beat.median >= 5) {
                all += 1;
                inside += usize::from(matches!(server, IpAddr::V4(ip) if ip.is_private()));
            }
        }
        (all, inside)
    }
}
