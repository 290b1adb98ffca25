//! What a device does on the network, as small pictures: how much of what, when, and with whom.

use std::collections::BTreeMap;

use crate::base::Timestamp;
use crate::inventory::Settings;
use crate::store::{ConversationRow, DeviceDetails};
use crate::web::words;

/// Protocols shown one by one.
const MOST: usize = 8;
/// Length of the longest bar, and of the time axis.
const WIDE: f64 = 300.0;

/// A protocol: how much both ways, and when it was heard.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) y: usize,
    pub(super) text_y: usize,
    pub(super) sent: String,
    pub(super) received_x: String,
    pub(super) received: String,
    pub(super) label_x: String,
    pub(super) label: String,
    pub(super) from: String,
    pub(super) length: String,
}

/// The pictures.
pub(super) struct Network {
    pub(super) bars: Vec<Bar>,
    pub(super) height: usize,
    pub(super) begun: String,
    pub(super) ended: String,
    pub(super) peers: usize,
    pub(super) outside: usize,
    pub(super) sent: String,
    pub(super) received: String,
}

struct Sum {
    sent: u64,
    received: u64,
    first: Timestamp,
    last: Timestamp,
}

fn is_client(details: &DeviceDetails, talk: &ConversationRow) -> bool {
    let row = &details.device;
    talk.client.ip.is_some_and(|ip| row.ips.contains(&ip) || row.former_ips.contains(&ip))
        || talk.client.mac.is_some_and(|mac| row.macs.contains(&mac))
}

pub(super) fn network(details: &DeviceDetails, site: &Settings) -> Network {
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    let mut peers: Vec<std::net::IpAddr> = Vec::new();
    for talk in &details.conversations {
        let client = is_client(details, talk);
        let (sent, received) = if client { (talk.from_client, talk.from_server) } else { (talk.from_server, talk.from_client) };
        let name = talk.protocol.clone().unwrap_or_else(|| format!("{}/{}", talk.transport.name(), talk.port));
        let sum = sums.entry(name).or_insert(Sum { sent: 0, received: 0, first: talk.first, last: talk.last });
        sum.sent = sum.sent.saturating_add(sent.bytes);
        sum.received = sum.received.saturating_add(received.bytes);
        (sum.first, sum.last) = (sum.first.min(talk.first), sum.last.max(talk.last));
        if talk.answered {
            peers.extend(if client { talk.server } else { talk.client.ip });
        }
    }
    peers.sort_unstable();
    peers.dedup();
    let total = |pick: &dyn Fn(&Sum) -> u64| words::bytes(sums.values().map(pick).sum());
    let (sent, received) = (total(&|sum| sum.sent), total(&|sum| sum.received));
    let begun = sums.values().map(|sum| sum.first).min().unwrap_or_default();
    let ended = sums.values().map(|sum| sum.last).max().unwrap_or_default();
    let mut sorted: Vec<(String, Sum)> = sums.into_iter().collect();
    sorted.sort_by_key(|(name, sum)| (std::cmp::Reverse(sum.sent.saturating_add(sum.received)), name.clone()));
    sorted.truncate(MOST);
    let most = sorted.iter().map(|(_, sum)| sum.sent.saturating_add(sum.received)).max().unwrap_or(1).max(1);
    let span = ended.since(begun).max(1);
    let bars: Vec<Bar> =
        sorted.iter().enumerate().map(|(place, (name, sum))| bar(place, name, sum, (most, begun, span))).collect();
    Network {
        height: bars.len() * 26 + 22,
        bars,
        begun: words::minute(begun),
        ended: words::minute(ended),
        peers: peers.len(),
        outside: peers.iter().filter(|ip| site.is_outside(**ip)).count(),
        sent,
        received,
    }
}

/// A share of a length, as text.
fn part(of: u64, all: u64, wide: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a picture needs no more than 52 bits")]
    let share = of as f64 / all as f64;
    share * wide
}

fn bar(place: usize, name: &str, sum: &Sum, (most, begun, span): (u64, Timestamp, u64)) -> Bar {
    let (sent, received) = (part(sum.sent, most, WIDE), part(sum.received, most, WIDE));
    let from = part(sum.first.since(begun), span, WIDE);
    let length = part(sum.last.since(sum.first), span, WIDE).clamp(3.0, WIDE);
    let number = |value: f64| format!("{value:.1}");
    Bar {
        name: name.to_owned(),
        y: place * 26 + 4,
        text_y: place * 26 + 17,
        sent: number(sent.max(1.0)),
        received_x: number(110.0 + sent.max(1.0)),
        received: number(received),
        label_x: number(116.0 + sent.max(1.0) + received),
        label: words::bytes(sum.sent.saturating_add(sum.received)),
        from: number(500.0 + from.min(WIDE - length)),
        length: number(length),
    }
}
