//! How the box is, in plain words for people and in numbers for Prometheus.
//!
//! Invariant: no hardware address, address or name of a device is in a label or a word.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use crate::base::Timestamp;
use crate::observation::{Batch, Transport};
use crate::sensor::capture::live::Link;
use crate::store::Pruned;
use crate::transport::{PortStatus, Status};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// As it should be.
    Good,
    /// Worth knowing.
    Notice,
    /// Something is seen worse than it could be.
    Warning,
    /// Something is not seen or not kept.
    Problem,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Good => "good",
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Problem => "problem",
        })
    }
}

/// One thing about the box, in a sentence that says what to do where there is something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// The sentence.
    pub text: String,
}

/// What a sensor's batches say of the mirror port.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// TCP conversations with packets enough to hear both sides, and those of which one side was never heard.
    tcp: u64,
    one_sided: u64,
    /// Bytes of all conversations, and of those in a protocol that is read.
    bytes: u64,
    understood: u64,
    /// VLAN ids, of which there are 4094.
    vlans: BTreeSet<u16>,
}

impl Picture {
    /// Takes a batch in.
    pub fn take(&mut self, batch: &Batch) {
        for one in &batch.conversations {
            let bytes = one.from_client.bytes.saturating_add(one.from_server.bytes);
            self.bytes = self.bytes.saturating_add(bytes);
            if one.protocol.is_some() {
                self.understood = self.understood.saturating_add(bytes);
            }
            let packets = [one.from_client.packets, one.from_server.packets];
            // A connection that nobody answers is one-sided on any mirror; one that carries data is not.
            if one.transport == Transport::TCP && one.opening && packets.iter().sum::<u64>() >= 4 {
                self.tcp = self.tcp.saturating_add(1);
                self.one_sided = self.one_sided.saturating_add(u64::from(packets.contains(&0)));
            }
        }
        for one in &batch.observations {
            let outer = one.subject.vlan.outer();
            if outer != 0 {
                self.vlans.insert(outer);
            }
        }
    }
}

/// Everything that a report is made of.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Now.
    pub now: Timestamp,
    /// Each sensor: how it is, `None` where it cannot be reached, and what its batches say.
    pub sensors: BTreeMap<String, (Option<Status>, Picture)>,
    /// Why the store does not take anything.
    pub trouble: Option<String>,
    /// Bytes of the database.
    pub database_bytes: Option<u64>,
    /// Bytes of its file system, and those free.
    pub room: Option<(u64, u64)>,
    /// Hours until nothing is left of it at the present pace.
    pub full_in: Option<u64>,
    /// Bytes that the database may take.
    pub max_bytes: Option<u64>,
    /// Bytes of it that hold nothing just now.
    pub unused: Option<u64>,
    /// What was forgotten since the start.
    pub pruned: Pruned,
    /// Why the database is not sound.
    pub damage: Option<String>,
    /// Endpoints that were turned away or displaced since the start, if some were lately.
    pub flood: Option<u64>,
    /// Devices known.
    pub devices: u64,
}

/// A status older than this is no status, in nanoseconds.
const SILENT: u64 = 15_000_000_000;
/// So many frames must have come before their absence says something.
const ENOUGH: u64 = 20_000;

/// Share of `part` in `whole`, in percent.
fn percent(part: u64, whole: u64) -> u64 {
    part.saturating_mul(100).checked_div(whole).unwrap_or(0)
}

/// What a person should know, what matters most first.
#[must_use]
pub fn findings(facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut say = |level: Level, text: String| found.push(Finding { level, text });
    if let Some(trouble) = &facts.trouble {
        say(Level::Problem, format!("the database takes nothing: {trouble}; listening goes on, what is seen waits in memory"));
    }
    if let Some(damage) = &facts.damage {
        say(Level::Problem, format!("the database is damaged: {damage}; put a backup in its place (wardwatch db --help)"));
    }
    disk(facts).into_iter().for_each(|one| say(one.level, one.text));
    if let Some(refused) = facts.flood {
        say(
            Level::Warning,
            format!(
                "more new endpoints come than are taken in ({refused} turned away or displaced since the start): a flood, or \
                 max_new_atoms and max_atoms are too small; known devices stay"
            ),
        );
    }
    if facts.sensors.is_empty() {
        say(Level::Problem, "no sensor has been heard of, so nothing new is seen: start one, with wardwatch run -i INTERFACE, or with wardwatch sensor beside a hub".to_owned());
    }
    for (name, (status, picture)) in &facts.sensors {
        match status {
            None => say(Level::Problem, format!("the sensor {name} cannot be reached: nothing of it is seen")),
            Some(status) if status.at.is_some_and(|at| facts.now.since(at) > SILENT) => {
                say(Level::Problem, format!("the sensor {name} has said nothing since {}", time(status.at)));
            }
            Some(status) => {
                for port in &status.ports {
                    self::port(port, &mut say);
                }
                traffic(status, picture, &mut say);
            }
        }
    }
    if found.iter().all(|finding| finding.level < Level::Warning) {
        found.push(Finding { level: Level::Good, text: "everything that comes is seen and kept".to_owned() });
    }
    found.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    found
}

/// What there is to say of the disk and of the size of the database.
#[must_use]
pub fn disk(facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some((all, free)) = facts.room {
        let is_short = percent(free, all) < 5 || free < 1 << 30;
        let soon = facts.full_in.filter(|hours| *hours < 72);
        let pace = soon.map(|hours| format!(", and in {hours} hours none at the present pace")).unwrap_or_default();
        if is_short || soon.is_some() {
            let level = if free < 64 << 20 || soon.is_some_and(|hours| hours < 6) { Level::Problem } else { Level::Warning };
            let text = format!("the disk of the database has {} MiB left{pace}: prune, or make room", free >> 20);
            found.push(Finding { level, text });
        }
    }
    let used = facts.database_bytes.map(|bytes| bytes.saturating_sub(facts.unused.unwrap_or(0)));
    if let Some((used, most)) = used.zip(facts.max_bytes).filter(|(used, most)| used > most) {
        let text = format!(
            "the database holds {} MiB, more than the {} MiB of max_bytes, and nothing more may be forgotten: raise max_bytes",
            used >> 20,
            most >> 20
        );
        found.push(Finding { level: Level::Warning, text });
    }
    found
}

fn time(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "its start".to_owned(), |at| at.to_string())
}

fn port(status: &PortStatus, say: &mut impl FnMut(Level, String)) {
    let (name, port) = (&status.port.name, &status.port);
    match port.link {
        Link::Up if port.received == 0 => {
            say(
                Level::Warning,
                format!("no frame has come on {name}: is the mirror session of the switch on, and on this port?"),
            );
        }
        Link::Up => {}
        Link::NoCarrier => say(Level::Problem, format!("{name} has no carrier: is the cable plugged in at both ends?")),
        Link::Down => say(Level::Problem, format!("{name} is switched off:  ip link set {name} up")),
        Link::Gone => say(Level::Problem, format!("there is no interface {name} any more; it is heard again when it comes back")),
    }
    if let Some(sent) = status.transmitted.filter(|sent| *sent > 0) {
        let text = format!("this machine has sent {sent} frames on {name}; wardwatch cannot, so something else speaks there");
        say(Level::Problem, text);
    }
    if port.dropped > 0 {
        // One in a thousand bears on what is found (STANDARDS: impaired view).
        let level = if port.dropped.saturating_mul(1000) > port.received { Level::Warning } else { Level::Notice };
        let text = format!(
            "{} of {} frames on {name} found no room: make ring_bytes larger, add threads, or mirror less",
            port.dropped, port.received
        );
        say(level, text);
    }
    if port.interruptions > 0 {
        say(Level::Notice, format!("{name} has been away {} times since the sensor started", port.interruptions));
    }
}

fn traffic(status: &Status, picture: &Picture, say: &mut impl FnMut(Level, String)) {
    let counters = &status.counters;
    let seen = |protocol: &str| counters.recognised.get(protocol).copied().unwrap_or(0);
    if picture.tcp >= 50 && percent(picture.one_sided, picture.tcp) >= 30 {
        let share = percent(picture.one_sided, picture.tcp);
        say(
            Level::Warning,
            format!(
                "of {share} % of TCP connections only one side is heard: you mirror only one direction; set the session to both"
            ),
        );
    }
    if counters.received >= ENOUGH && seen("dhcp") + seen("dhcpv6") == 0 {
        say(
            Level::Notice,
            "no DHCP seen: names will be poor; mirror the devices' own VLANs too, or the port of the DHCP server".to_owned(),
        );
    }
    if counters.received >= ENOUGH && seen("arp") == 0 {
        say(Level::Notice, "no ARP seen: you mirror behind a router, where a device is known by its address alone".to_owned());
    }
    let copies = percent(counters.duplicates, counters.received);
    if copies >= 10 {
        say(
            Level::Notice,
            format!("{copies} % of packets come twice: two places of one path are mirrored; copies are counted once"),
        );
    }
    if counters.snapped > 0 {
        say(Level::Notice, format!("{} frames were kept only in part: make snap_length larger", counters.snapped));
    }
    let shed = status.shed;
    if shed.conversations + shed.observations > 0 {
        say(
            Level::Warning,
            format!(
                "the hub did not keep up: {} reports of conversations and {} observations were left out",
                shed.conversations, shed.observations
            ),
        );
    }
    let panics: u64 = counters.panics.values().sum();
    if panics > 0 {
        say(Level::Warning, format!("{panics} internal errors while reading protocols were caught; please report this"));
    }
    if counters.time_jumps > 0 {
        say(Level::Notice, format!("the clock jumped by more than a day {} times: is NTP set up?", counters.time_jumps));
    }
    if picture.bytes > 0 {
        let (share, vlans) = (percent(picture.understood, picture.bytes), picture.vlans.len());
        say(Level::Notice, format!("{share} % of the bytes are in protocols that are read; {vlans} VLANs are tagged"));
    }
}

/// The numbers, in Prometheus' text format (exposition format 0.0.4).
#[must_use]
pub fn metrics(facts: &Facts) -> String {
    let mut out = Exposition(String::new());
    out.family("wardwatch_devices", "gauge", "Devices known.");
    out.sample("wardwatch_devices", &[], facts.devices);
    out.family("wardwatch_endpoints_refused", "gauge", "Endpoints turned away or displaced since the start, 0 if none lately.");
    out.sample("wardwatch_endpoints_refused", &[], facts.flood.unwrap_or(0));
    out.family("wardwatch_store_failing", "gauge", "1 while the database takes nothing.");
    out.sample("wardwatch_store_failing", &[], u64::from(facts.trouble.is_some()));
    if let Some(bytes) = facts.database_bytes {
        out.family("wardwatch_database_bytes", "gauge", "Size of the database and its log.");
        out.sample("wardwatch_database_bytes", &[], bytes);
    }
    if let Some((_, free)) = facts.room {
        out.family("wardwatch_disk_free_bytes", "gauge", "Room left for the database.");
        out.sample("wardwatch_disk_free_bytes", &[], free);
    }
    if let Some(most) = facts.max_bytes {
        out.family("wardwatch_database_max_bytes", "gauge", "Size that the database may have.");
        out.sample("wardwatch_database_max_bytes", &[], most);
    }
    out.family("wardwatch_database_damaged", "gauge", "1 when the check at the start found the database damaged.");
    out.sample("wardwatch_database_damaged", &[], u64::from(facts.damage.is_some()));
    out.family("wardwatch_forgotten_total", "counter", "Rows that need not be kept any longer, by kind.");
    let pruned = facts.pruned;
    for (kind, count) in [("conversations", pruned.conversations), ("evidence", pruned.evidence), ("alerts", pruned.alerts)] {
        out.sample("wardwatch_forgotten_total", &[("kind", kind)], count);
    }
    let sensors: Vec<(String, Option<&Status>)> =
        facts.sensors.values().enumerate().map(|(place, (status, _))| (place.to_string(), status.as_ref())).collect();
    out.family("wardwatch_sensor_up", "gauge", "1 for a sensor that is heard of. Sensors are numbered by name.");
    for (sensor, status) in &sensors {
        let alive = status.is_some_and(|status| status.at.is_none_or(|at| facts.now.since(at) <= SILENT));
        out.sample("wardwatch_sensor_up", &[("sensor", sensor)], u64::from(alive));
    }
    for (name, kind, help, value) in COUNTS {
        out.family(name, kind, help);
        for (sensor, status) in &sensors {
            if let Some(status) = status {
                out.sample(name, &[("sensor", sensor)], value(status));
            }
        }
    }
    for (name, kind, help, value) in PORTS {
        out.family(name, kind, help);
        for (sensor, status) in &sensors {
            for port in status.iter().flat_map(|status| &status.ports) {
                if let Some(number) = value(port) {
                    out.sample(name, &[("sensor", sensor), ("interface", &interface(&port.port.name))], number);
                }
            }
        }
    }
    out.family("wardwatch_protocol_recognised_total", "counter", "Flows or packets recognised, by protocol.");
    for (sensor, status) in &sensors {
        for (protocol, count) in status.iter().flat_map(|status| &status.counters.recognised) {
            out.sample("wardwatch_protocol_recognised_total", &[("sensor", sensor), ("protocol", protocol)], *count);
        }
    }
    out.0
}

/// An interface may be named after its hardware address (`enx` and twelve digits): that is left out.
fn interface(name: &str) -> String {
    let digits = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match name.strip_prefix("enx") {
        Some(rest) if digits(rest) => "enx".to_owned(),
        _ => name.to_owned(),
    }
}

type Count = (&'static str, &'static str, &'static str, fn(&Status) -> u64);
const COUNTS: &[Count] = &[
    ("wardwatch_frames_total", "counter", "Frames handled.", |status| status.counters.received),
    ("wardwatch_bytes_total", "counter", "Their bytes on the wire.", |status| status.counters.bytes),
    ("wardwatch_frames_undecodable_total", "counter", "Frames with a broken header.", |status| status.counters.undecodable),
    ("wardwatch_frames_unread_total", "counter", "Frames of a kind that is not read.", |status| status.counters.unread),
    ("wardwatch_frames_snapped_total", "counter", "Frames kept only in part.", |status| status.counters.snapped),
    ("wardwatch_duplicates_total", "counter", "Copies of a packet just seen.", |status| status.counters.duplicates),
    ("wardwatch_flows_total", "counter", "Flows begun.", |status| status.counters.flows),
    ("wardwatch_flows_evicted_total", "counter", "Flows given up because the table was full.", |status| {
        status.counters.flows_evicted
    }),
    ("wardwatch_stream_gaps_total", "counter", "Holes in TCP streams.", |status| status.counters.gaps),
    ("wardwatch_parser_panics_total", "counter", "Internal errors caught while reading protocols.", |status| {
        status.counters.panics.values().sum()
    }),
    (
        "wardwatch_put_off_total",
        "counter",
        "News of who is there put off, because there was too much within a second.",
        |status| status.counters.put_off,
    ),
    ("wardwatch_shed_conversations_total", "counter", "Reports of conversations left out.", |status| status.shed.conversations),
    ("wardwatch_shed_observations_total", "counter", "Observations left out.", |status| status.shed.observations),
    ("wardwatch_batches_waiting", "gauge", "Batches that wait to be stored.", |status| status.waiting),
];

type PortCount = (&'static str, &'static str, &'static str, fn(&PortStatus) -> Option<u64>);
const PORTS: &[PortCount] = &[
    ("wardwatch_interface_up", "gauge", "1 for an interface with a carrier.", |port| Some(u64::from(port.port.link == Link::Up))),
    ("wardwatch_interface_received_total", "counter", "Frames that the kernel had, dropped ones included.", |port| {
        Some(port.port.received)
    }),
    ("wardwatch_interface_dropped_total", "counter", "Frames for which the ring had no room.", |port| Some(port.port.dropped)),
    ("wardwatch_interface_interruptions_total", "counter", "How often the interface went away.", |port| {
        Some(port.port.interruptions)
    }),
    ("wardwatch_interface_transmitted_total", "counter", "Frames that left the interface: on a mirror port, none.", |port| {
        port.transmitted
    }),
];

struct Exposition(String);

impl Exposition {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: u64) {
        let labels: Vec<String> = labels.iter().map(|(label, text)| format!("{label}=\"{}\"", escape(text))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::capture::live::PortStatus as Port;

    fn facts(change: impl FnOnce(&mut Status, &mut Picture)) -> Facts {
        let port =
            Port { name: "enx0009fb112233".into(), link: Link::Up, received: 90_000, dropped: 0, full: 0, interruptions: 0 };
        let mut status = Status { ports: vec![PortStatus { port, transmitted: Some(0) }], ..Status::default() };
        status.counters.received = 90_000;
        status.counters.recognised.extend([("dhcp", 4), ("arp", 9)]);
        let mut picture = Picture { tcp: 100, one_sided: 3, bytes: 1000, understood: 640, ..Picture::default() };
        change(&mut status, &mut picture);
        Facts { sensors: BTreeMap::from([("ward-gateway".to_owned(), (Some(status), picture))]), devices: 7, ..Facts::default() }
    }

    fn said(facts: &Facts) -> (Level, String) {
        let found = findings(facts);
        (found[0].level, found.iter().map(|finding| finding.text.as_str()).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn a_good_mirror_is_called_good() {
        let (level, text) = said(&facts(|_, _| {}));
        assert!(level == Level::Notice && text.contains("64 %") && text.contains("seen and kept"), "{text}");
    }

    #[test]
    fn each_fault_is_named_in_words_that_help() {
        let one_way = facts(|_, picture| picture.one_sided = 80);
        assert!(said(&one_way).1.contains("only one direction"));
        let no_dhcp = facts(|status, _| status.counters.recognised.clear());
        assert!(said(&no_dhcp).1.contains("names will be poor"));
        let unplugged = facts(|status, _| status.ports[0].port.link = Link::NoCarrier);
        assert_eq!(said(&unplugged).0, Level::Problem);
        let sent = facts(|status, _| status.ports[0].transmitted = Some(3));
        assert!(said(&sent).1.contains("has sent 3 frames"));
        let lossy = facts(|status, _| status.ports[0].port.dropped = 900);
        assert_eq!(said(&lossy).0, Level::Warning);
        let full = Facts { trouble: Some("disk full".into()), ..facts(|_, _| {}) };
        assert!(said(&full).0 == Level::Problem && said(&full).1.starts_with("the database takes nothing: disk full"));
        let filling = Facts { room: Some((1 << 40, 1 << 38)), full_in: Some(30), ..facts(|_, _| {}) };
        assert!(said(&filling).0 == Level::Warning && said(&filling).1.contains("in 30 hours none"), "{:?}", said(&filling));
        let large = Facts { database_bytes: Some(9 << 30), max_bytes: Some(8 << 30), ..facts(|_, _| {}) };
        assert!(said(&large).1.contains("raise max_bytes"));
        let holes = Facts { unused: Some(2 << 30), ..large };
        assert!(!said(&holes).1.contains("raise max_bytes"));
        let flood = Facts { flood: Some(12_000), ..facts(|_, _| {}) };
        assert!(said(&flood).1.contains("a flood") && said(&flood).1.contains("12000 turned away"));
        let broken = Facts { damage: Some("row 7".into()), ..facts(|_, _| {}) };
        assert!(said(&broken).0 == Level::Problem && said(&broken).1.contains("damaged: row 7"));
        let gone = Facts { sensors: BTreeMap::from([("a".into(), (None, Picture::default()))]), ..Facts::default() };
        assert!(said(&gone).1.contains("cannot be reached"));
    }

    #[test]
    fn the_shipped_dashboard_and_rules_name_metrics_that_are_there() {
        let all = Facts { database_bytes: Some(1), room: Some((2, 1)), max_bytes: Some(3), ..facts(|_, _| {}) };
        let text = metrics(&all);
        let there: BTreeSet<&str> =
            text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_whitespace().next()).collect();
        let dashboard = include_str!("../../docs/monitoring/grafana.json");
        let rules = include_str!("../../docs/monitoring/prometheus-rules.yml");
        let named = |file: &'static str| {
            let words = file.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            words.filter(|word| word.starts_with("wardwatch_")).collect::<BTreeSet<&str>>()
        };
        let shown = named(dashboard);
        let missing: Vec<_> = shown.union(&named(rules)).filter(|name| !there.contains(*name)).copied().collect();
        assert!(missing.is_empty(), "{missing:?}");
        // And the other way: what is told can be seen.
        let unseen: Vec<_> = there.difference(&shown).collect();
        assert!(unseen.is_empty(), "{unseen:?}");
        assert!(serde_json::from_str::<serde_json::Value>(dashboard).is_ok());
    }

    #[test]
    fn metrics_name_nobody() {
        let text = metrics(&facts(|_, _| {}));
        assert!(text.contains("wardwatch_frames_total{sensor=\"0\"} 90000\n"), "{text}");
        assert!(text.contains("wardwatch_interface_transmitted_total{sensor=\"0\",interface=\"enx\"} 0\n"), "{text}");
        assert!(!text.contains("0009fb") && !text.contains("gateway"), "{text}");
        // Every sample's family was declared before it.
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let name = line.split(['{', ' ']).next().unwrap();
            assert!(text.contains(&format!("# TYPE {name} ")), "{name}");
        }
    }
}
