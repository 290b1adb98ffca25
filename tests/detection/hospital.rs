//! A synthetic hospital at the level of conversation reports: who is there, what they do in an ordinary week, and what
//! changes without anybody meaning harm. Every name and address is made up.

use std::net::{IpAddr, Ipv4Addr};

use wardwatch::base::{Endpoint, MacAddr, Text, Timestamp, Vlan};
use wardwatch::observation::{Claim, Conversation, Fact, Observation, Oriented, Property, Tally, Transport};

pub const SECOND: i64 = 1_000_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;
/// Monday, 2026-01-05T00:00Z.
pub const START: i64 = 1_767_571_200 * SECOND;
/// Reports come in slots of this length.
pub const SLOT: i64 = 10 * MINUTE;

/// splitmix64: the same hospital from the same seed, on every machine.
#[derive(Clone)]
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    pub fn chance(&mut self, of: f64) -> bool {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64 <= of
    }

    /// About `middle`, mostly within a third.
    pub fn about(&mut self, middle: u64) -> u64 {
        let spread = (0..4).map(|_| self.below(1000)).sum::<u64>() as f64 / 2000.0;
        (middle as f64 * (0.6 + 0.4 * spread)) as u64
    }
}

/// One device.
#[derive(Clone)]
pub struct Device {
    pub category: &'static str,
    pub number: usize,
    pub mac: MacAddr,
    pub ip: IpAddr,
    /// It is there from this time on, to that time.
    pub from: i64,
    pub to: i64,
    /// It says nothing between these times.
    pub off: Vec<(i64, i64)>,
    pub parameters: &'static str,
}

impl Device {
    pub fn end(&self) -> Endpoint {
        Endpoint { mac: Some(self.mac), ip: Some(self.ip), vlan: Vlan::NONE }
    }

    pub fn is_on(&self, at: i64) -> bool {
        at >= self.from && at < self.to && !self.off.iter().any(|(from, to)| at >= *from && at < *to)
    }
}

pub fn says(end: Endpoint, at: i64, property: Property, text: &str, protocol: &'static str) -> Observation {
    let fact = Fact::Says(property, Text::new(text).unwrap());
    Observation { at: Timestamp(at), subject: end, fact, protocol }
}

pub fn claims(end: Endpoint, at: i64) -> Observation {
    Observation { at: Timestamp(at), subject: end, fact: Fact::Holds(Claim::Arp), protocol: "arp" }
}

/// One flow, reported whole.
pub fn talk(
    client: Endpoint,
    server: Endpoint,
    at: i64,
    port: u16,
    protocol: Option<&'static str>,
    bytes: [u64; 2],
) -> Conversation {
    let [out, back] = bytes;
    let client_port = 30_000 + u16::try_from(at / 1_000_003 % 30_000).unwrap();
    Conversation {
        client,
        server,
        client_port,
        server_port: port,
        transport: Transport::TCP,
        first: Timestamp(at),
        last: Timestamp(at + 2 * SECOND),
        from_client: Tally { packets: out / 700 + 2, bytes: out },
        from_server: Tally { packets: back / 700 + u64::from(back > 0), bytes: back },
        protocol,
        oriented: Oriented::Handshake,
        answered: back > 0,
        opening: true,
    }
}

pub fn udp(conversation: Conversation) -> Conversation {
    Conversation { transport: Transport::UDP, oriented: Oriented::Content, ..conversation }
}

pub fn v4(a: u8, b: u8, c: u8, d: u8) -> IpAddr {
    Ipv4Addr::new(a, b, c, d).into()
}

pub struct Hospital {
    pub devices: Vec<Device>,
    pub random: Random,
    /// What was said of devices is said in the first slot they are there.
    introduced: Vec<bool>,
    /// Harmless events that are not the devices' ordinary week.
    pub changes: bool,
    learning: i64,
    seed: u64,
}

/// How many of what, for every hundred devices.
const MIX: &[(&str, usize)] = &[
    ("patient_monitor", 20),
    ("infusion_pump", 16),
    ("ventilator", 3),
    ("ct", 2),
    ("mr", 1),
    ("xray", 2),
    ("ultrasound", 3),
    ("lab_analyzer", 4),
    ("workstation", 32),
    ("printer", 5),
    ("ip_phone", 5),
    ("ip_camera", 4),
];

/// Servers, each once.
const SERVERS: &[&str] = &[
    "network_infrastructure",
    "pacs",
    "lis",
    "hl7_interface_engine",
    "ehr",
    "central_station",
    "infusion_server",
    "medical_gateway",
    "server",
    "storage",
];

impl Hospital {
    pub fn new(size: usize, learning_days: i64, days: i64, seed: u64, changes: bool) -> Self {
        let mut hospital =
            Self { devices: Vec::new(), random: Random(seed), introduced: Vec::new(), changes, learning: learning_days, seed };
        let end = START + days * DAY;
        for (number, category) in SERVERS.iter().enumerate() {
            hospital.add(category, v4(10, 1, 0, u8::try_from(number + 1).unwrap()), START, end);
        }
        for (block, (category, share)) in MIX.iter().enumerate() {
            for number in 0..(size * share).div_ceil(100) {
                let (high, low) = (u8::try_from(number / 200).unwrap(), u8::try_from(number % 200 + 10).unwrap());
                let network = u8::try_from(10 + 4 * block).unwrap() + high;
                hospital.add(category, v4(10, 1, network, low), START, end);
            }
        }
        if changes {
            hospital.change(end);
        }
        hospital
    }

    pub fn add(&mut self, category: &'static str, ip: IpAddr, from: i64, to: i64) -> usize {
        let number = self.devices.len();
        let oui = match category {
            "patient_monitor" => [0x00, 0x09, 0xfb],
            "infusion_pump" => [0x00, 0x1e, 0x8f],
            _ => [0x00, 0x50, 0x56],
        };
        let [_, _, _, _, _, _, high, low] = (number as u64).to_be_bytes();
        let mac = MacAddr([oui[0], oui[1], oui[2], 7, high, low]);
        let parameters = if category == "workstation" { "1,3,6,15,31,33,43,44,46,47,119,121,249,252" } else { "1,3,6,12,15,42" };
        self.devices.push(Device { category, number, mac, ip, from, to, off: Vec::new(), parameters });
        self.introduced.push(false);
        number
    }

    pub fn of(&self, category: &str) -> Vec<usize> {
        self.devices.iter().filter(|device| device.category == category).map(|device| device.number).collect()
    }

    /// The first device of a category.
    pub fn one(&self, category: &str) -> Device {
        self.devices.iter().find(|device| device.category == category).unwrap().clone()
    }

    /// An address outside, behind the router.
    pub fn outside(&self, ip: IpAddr) -> Endpoint {
        Endpoint { mac: Some(self.devices[0].mac), ip: Some(ip), vlan: Vlan::NONE }
    }

    /// Days after learning, as time.
    pub fn test_day(&self, day: i64, hour: i64) -> i64 {
        START + (self.learning + day) * DAY + hour * HOUR
    }

    /// Harmless changes in the test days.
    fn change(&mut self, end: i64) {
        // New computers; a new archive's storage.
        for number in 0..3 {
            let from = self.test_day(1, 8);
            self.add("workstation", v4(10, 1, 42, 220 + number), from, end);
        }
        // A computer leaves and comes back on another address with its next lease.
        let pcs = self.of("workstation");
        for pc in pcs.iter().take(3) {
            let mut moved = self.devices[*pc].clone();
            let at = self.test_day(2, 6);
            self.devices[*pc].to = at;
            moved.from = at;
            moved.ip = v4(10, 1, 42, 230 + u8::try_from(*pc % 20).unwrap());
            moved.number = self.devices.len();
            self.devices.push(moved);
            self.introduced.push(false);
        }
        // A monitor is carried to another ward: off for four minutes.
        let monitors = self.of("patient_monitor");
        let at = self.test_day(1, 14);
        self.devices[monitors[1]].off.push((at, at + 4 * MINUTE));
        // The central station starts anew after an update.
        let central = self.of("central_station")[0];
        let at = self.test_day(3, 3);
        self.devices[central].off.push((at, at + 3 * MINUTE));
    }

    /// Everything between `from` and `from` + [`SLOT`], in the order of time.
    pub fn slot(&mut self, from: i64) -> (Vec<Observation>, Vec<Conversation>) {
        let mut facts = Vec::new();
        let mut talks = Vec::new();
        for number in 0..self.devices.len() {
            let device = self.devices[number].clone();
            if from + SLOT <= device.from || from >= device.to {
                continue;
            }
            if !std::mem::replace(&mut self.introduced[number], true) {
                introduce(&device, from.max(device.from), &mut facts);
            }
            let own = talks.len();
            self.work(&device, from, &mut talks);
            let mood = self.mood(number, from);
            for talk in talks.iter_mut().skip(own) {
                for tally in [&mut talk.from_client, &mut talk.from_server] {
                    tally.bytes = (tally.bytes as f64 * mood) as u64;
                    tally.packets = (tally.packets as f64 * mood).ceil() as u64;
                }
            }
        }
        if self.changes {
            self.harmless(from, &mut talks, &mut facts);
        }
        facts.sort_by_key(|fact| fact.at);
        talks.sort_by_key(|talk| talk.last);
        (facts, talks)
    }

    /// No two hours are alike: noise that lasts for hours and has heavy tails, on one device-hour in 240 a burst of two to six
    /// times as much, and one device in ten drifts by a half over four weeks.
    fn mood(&self, number: usize, at: i64) -> f64 {
        let hour = at / HOUR;
        let draw = |hour: i64| {
            let mut random = Random(self.seed ^ ((number as u64) << 40) ^ hour.unsigned_abs());
            let middle = (0..4).map(|_| random.below(1000)).sum::<u64>() as f64 / 1000.0 - 2.0;
            if random.chance(0.05) { middle * 3.0 } else { middle }
        };
        let noise: f64 = (0..6).map(|back: i32| draw(hour - i64::from(back)) * 0.7_f64.powi(back)).sum();
        let mut once = Random(self.seed ^ 0x5eed ^ ((number as u64) << 40) ^ hour.unsigned_abs());
        let burst = if once.below(240) == 0 { 2.0 + once.below(5) as f64 } else { 1.0 };
        let weeks = (at - START) as f64 / (28 * DAY) as f64;
        let drift = match number % 20 {
            7 => 0.4 * weeks,
            13 => -0.7 * weeks,
            _ => 0.0,
        };
        (0.3 * noise + drift).exp() * burst
    }

    fn work(&mut self, device: &Device, from: i64, talks: &mut Vec<Conversation>) {
        let hour = from / HOUR % 24;
        let weekday = (from / DAY + 3) % 7 < 5;
        let day_shift = (7..18).contains(&hour) && weekday;
        let me = device.end();
        let mut every = |this: &mut Self, seconds: u64, chance: f64, make: &mut dyn FnMut(&mut Random, i64) -> Conversation| {
            let step = i64::try_from(seconds).unwrap() * SECOND;
            let mut at = from + i64::try_from(this.random.below(seconds.min(20) * 1_000_000_000)).unwrap();
            while at < from + SLOT {
                if device.is_on(at) && this.random.chance(chance) {
                    let conversation = make(&mut this.random, at);
                    talks.push(conversation);
                }
                at += step;
            }
        };
        let to = |hospital: &Self, category: &str| hospital.one(category).end();
        let central = to(self, "central_station");
        let dns = to(self, "server");
        match device.category {
            "patient_monitor" => {
                every(self, 60, 0.99, &mut |r, at| {
                    udp(talk(me, central, at, 24105, Some("intellivue"), [r.about(40_000), r.about(4000)]))
                });
            }
            "ventilator" => {
                let gateway = to(self, "medical_gateway");
                every(self, 60, 0.99, &mut |r, at| talk(me, gateway, at, 2575, Some("hl7"), [r.about(9000), r.about(900)]));
            }
            "infusion_pump" => {
                let pumps = to(self, "infusion_server");
                let stint = (from / (6 * HOUR) + i64::try_from(device.number).unwrap() * 7) % 5;
                if stint < 3 {
                    every(self, 300, 0.97, &mut |r, at| talk(me, pumps, at, 4001, Some("bcc"), [r.about(5000), r.about(3000)]));
                }
            }
            "ct" | "mr" | "xray" | "ultrasound" => {
                let (archive, worklist) = (to(self, "pacs"), to(self, "ehr"));
                let size = if device.category == "ct" { 60_000_000 } else { 15_000_000 };
                if day_shift {
                    every(self, 600, 0.6, &mut |r, at| {
                        talk(me, archive, at, 104, Some("dicom"), [r.about(size), r.about(60_000)])
                    });
                    every(self, 300, 0.9, &mut |r, at| {
                        talk(me, worklist, at, 11112, Some("dicom"), [r.about(3000), r.about(20_000)])
                    });
                }
                every(self, 600, 0.5, &mut |r, at| udp(talk(me, dns, at, 123, Some("ntp"), [r.about(90), 90])));
            }
            "lab_analyzer" => {
                let lis = to(self, "lis");
                let busy = if day_shift { 0.9 } else { 0.5 };
                every(self, 120, busy, &mut |r, at| talk(me, lis, at, 5000, Some("astm"), [r.about(30_000), r.about(6000)]));
            }
            "workstation" => self.office(device, from, day_shift, talks),
            "printer" => {
                every(self, 600, 0.3, &mut |r, at| udp(talk(me, dns, at, 123, Some("ntp"), [r.about(90), 90])));
            }
            "ip_phone" => {
                every(self, 120, 0.98, &mut |r, at| udp(talk(me, dns, at, 5060, Some("sip"), [r.about(900), r.about(700)])));
            }
            "ip_camera" => {
                let recorder = to(self, "storage");
                every(self, 60, 0.99, &mut |r, at| {
                    talk(me, recorder, at, 554, Some("rtsp"), [r.about(9_000_000), r.about(9000)])
                });
            }
            "hl7_interface_engine" => {
                let (lis, ehr) = (to(self, "lis"), to(self, "ehr"));
                every(self, 60, 0.9, &mut |r, at| talk(me, lis, at, 2575, Some("hl7"), [r.about(8000), r.about(800)]));
                every(self, 60, 0.9, &mut |r, at| talk(me, ehr, at, 2575, Some("hl7"), [r.about(9000), r.about(800)]));
            }
            "pacs" => {
                let backup = to(self, "storage");
                if hour == 1 {
                    every(self, 300, 0.9, &mut |r, at| {
                        talk(me, backup, at, 445, Some("smb"), [r.about(400_000_000), r.about(90_000)])
                    });
                }
            }
            _ => {}
        }
    }

    fn office(&mut self, device: &Device, from: i64, day_shift: bool, talks: &mut Vec<Conversation>) {
        let me = device.end();
        let (ehr, domain) = (self.one("ehr").end(), self.one("server").end());
        // One in five is staffed around the clock.
        let staffed = day_shift || device.number.is_multiple_of(5);
        if !staffed {
            return;
        }
        for _ in 0..3 {
            let at = from + i64::try_from(self.random.below(SLOT.unsigned_abs())).unwrap();
            let size = [self.random.about(8000), self.random.about(60_000)];
            talks.push(talk(me, ehr, at, 443, Some("tls"), size));
        }
        let at = from + i64::try_from(self.random.below(SLOT.unsigned_abs())).unwrap();
        talks.push(talk(me, domain, at, 445, Some("smb"), [self.random.about(5000), self.random.about(40_000)]));
        // The web: another host nearly every time.
        for _ in 0..2 {
            let at = from + i64::try_from(self.random.below(SLOT.unsigned_abs())).unwrap();
            let [.., a, b] = self.random.below(400).to_be_bytes();
            let site = self.outside(v4(198, 18, a, b));
            talks.push(talk(me, site, at, 443, Some("tls"), [self.random.about(4000), self.random.about(90_000)]));
        }
        if self.random.chance(0.1) {
            let printers = self.of("printer");
            let printer = self.devices[printers[device.number % printers.len()]].end();
            talks.push(talk(me, printer, from + MINUTE, 9100, None, [self.random.about(300_000), 900]));
        }
    }

    /// What happens besides: vendor updates, a migration night, a vendor's visit.
    fn harmless(&mut self, from: i64, talks: &mut Vec<Conversation>, facts: &mut Vec<Observation>) {
        // Pumps fetch an update from their vendor, all within a day.
        let start = self.test_day(2, 0);
        for (place, pump) in self.of("infusion_pump").into_iter().enumerate().take(12) {
            let at = start + i64::try_from(place).unwrap() * 40 * MINUTE;
            if (from..from + SLOT).contains(&at) {
                let vendor = self.outside(v4(198, 51, 100, 80));
                let me = self.devices[pump].end();
                facts.push(says(me, at, Property::DnsQuery, "update.pumps.example", "dns"));
                talks.push(talk(me, vendor, at + SECOND, 443, Some("tls"), [9000, 8_000_000]));
            }
        }
        // A technician's computer controls one ultrasound twice a week, ever since: nobody else does, and nobody accepted it.
        if matches!((from / DAY + 3) % 7, 1 | 3) && from % DAY == 10 * HOUR {
            let (pc, of) = (self.of("workstation")[6], self.of("ultrasound")[0]);
            let ends = (self.devices[pc].end(), self.devices[of].end());
            talks.push(talk(ends.0, ends.1, from + MINUTE, 3389, Some("rdp"), [90_000, 2_000_000]));
        }
        // The gateway of remote service opens every CT and MR at night.
        if from % DAY == 3 * HOUR {
            for device in self.of("ct").into_iter().chain(self.of("mr")) {
                let (gateway, end) = (self.one("medical_gateway").end(), self.devices[device].end());
                talks.push(talk(gateway, end, from + MINUTE, 22, Some("ssh"), [20_000, 60_000]));
            }
        }
        // The archive moves to a new store on the maintenance night (Saturday).
        let start = START + (self.learning / 7 * 7 + 5) * DAY + 22 * HOUR;
        if (start..start + 6 * HOUR).contains(&from) {
            let (archive, store) = (self.one("pacs").end(), self.one("storage").end());
            for minute in 0..10 {
                talks.push(talk(archive, store, from + minute * MINUTE, 2049, None, [900_000_000, 900_000]));
            }
        }
        // The vendor visits the CT with a laptop, in the window that was announced (Wednesday, 9 to 12).
        let start = START + (self.learning / 7 * 7 + 9) * DAY + 9 * HOUR;
        if (start..start + 2 * HOUR).contains(&from) {
            let ct = self.one("ct").end();
            let laptop =
                Endpoint { mac: Some(MacAddr([0x3c, 0x52, 0x82, 9, 9, 9])), ip: Some(v4(10, 1, 42, 250)), vlan: Vlan::NONE };
            talks.push(talk(laptop, ct, from + MINUTE, 22, Some("ssh"), [40_000, 90_000]));
        }
        // A computer's system is updated: its name stays, what it asks of DHCP changes.
        let at = self.test_day(3, 9);
        if (from..from + SLOT).contains(&at) {
            let pc = self.of("workstation")[5];
            facts.push(says(
                self.devices[pc].end(),
                at,
                Property::DhcpParameters,
                "1,3,6,15,31,33,43,44,46,47,119,121,249,252,108",
                "dhcp",
            ));
        }
    }
}

/// What a device says of itself at first.
pub fn introduce(device: &Device, at: i64, facts: &mut Vec<Observation>) {
    let end = device.end();
    facts.push(Observation { at: Timestamp(at), subject: end, fact: Fact::Present { hops: Some(0) }, protocol: "ip" });
    facts.push(claims(end, at));
    facts.push(says(end, at, Property::HostName, &format!("{}-{}", device.category.replace('_', "-"), device.number), "dhcp"));
    facts.push(says(end, at, Property::DhcpParameters, device.parameters, "dhcp"));
    facts.push(says(end, at, Property::DhcpVendorClass, device.category, "dhcp"));
    if device.category == "network_infrastructure" {
        facts.push(says(end, at, Property::NetworkRole, "dhcp_server", "dhcp"));
        facts.push(says(end, at, Property::NetworkRole, "router", "icmpv6"));
    }
}
